//! The rig tests itself: a provider that does not misbehave as named would make every test of the
//! proxy's conduct worthless.

mod answers;
mod faults;
mod ledger;
mod runtime;
mod wire;

use serde_json::{Value, json};

use crate::common::http::{self, Reply};
use crate::common::upstream::Upstream;

/// A chat request, with more fields put into it.
fn chat(model: &str, more: Value) -> Value {
    let mut body = json!({"model": model, "messages": [{"role": "user", "content": "Hello"}]});
    if let (Value::Object(body), Value::Object(more)) = (&mut body, more) {
        body.extend(more);
    }
    body
}

/// Posts to an upstream; the path begins after its base URL.
async fn post(upstream: &Upstream, path: &str, body: &Value) -> Reply {
    http::post(
        &format!("{}{path}", upstream.base_url()),
        "sk-upstream",
        body,
    )
    .await
}

/// A chat with an upstream.
async fn say(upstream: &Upstream, model: &str, more: Value) -> Reply {
    post(upstream, "/chat/completions", &chat(model, more)).await
}
