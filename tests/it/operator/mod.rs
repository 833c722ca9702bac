//! Settings by which operators run the proxy: each has the effect that it names, and a reload changes it.

mod behaviour;
mod deployments;
mod login;
mod privacy;

use crate::common::http::{self, Reply};
use crate::common::proxy::Proxy;
use crate::reload::rewrite;
use serde_json::{Value, json};

const CHAT: &str = "/v1/chat/completions";

/// A plain chat request for a model.
fn hello(model: &str) -> Value {
    json!({ "model": model, "max_tokens": 20, "messages": [{ "role": "user", "content": "a secret wish" }] })
}

/// Posts with headers.
async fn post_with(
    proxy: &Proxy,
    headers: &[(&'static str, &str)],
    path: &str,
    body: &Value,
) -> Reply {
    let mut request = http::client()
        .post(format!("{}{path}", proxy.url()))
        .bearer_auth(proxy.master_key())
        .header("content-type", "application/json")
        .body(body.to_string());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Reply::read(request.send().await.expect("an answer")).await
}

/// Reads a page without a key.
async fn open(proxy: &Proxy, path: &str) -> Reply {
    let request = http::client().get(format!("{}{path}", proxy.url()));
    Reply::read(request.send().await.expect("an answer")).await
}

/// Sets one setting in the file and puts it in force.
async fn set(proxy: &Proxy, section: &str, name: &str, value: &Value) {
    rewrite(proxy, |config| config[section][name] = value.clone());
    let done = proxy.post("/config/reload", &json!({})).await;
    assert_eq!(done.status, 200, "{}", done.text());
    let told = done.json();
    assert_eq!(told["restart_required"], json!([]), "{told}");
}

/// The row of the call that was made last, as the API tells it, with its words.
async fn last_row(proxy: &Proxy) -> Value {
    let rows = proxy.get("/spend/logs").await.json();
    let last = rows[0].clone();
    let id = last["request_id"].as_str().expect("an id").to_owned();
    let one = proxy.get(&format!("/spend/logs?request_id={id}")).await;
    one.json()[0].clone()
}
