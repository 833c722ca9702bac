//! Routing: who is asked, how often, what comes in between, and what is on record about it.

mod affinity;
mod clients;
mod cooldown;
mod degrade;
mod fallbacks;
mod groups;
mod limits;
mod record;
mod retries;
mod sealed;
mod strategies;
mod streams;

use crate::chat::priced;
use crate::common::http::{self, Reply};
use crate::common::proxy::{Builder, Proxy};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

/// A plain chat request for a model.
fn hello(model: &str) -> Value {
    json!({ "model": model, "max_tokens": 20, "messages": [{ "role": "user", "content": "hi" }] })
}

/// A priced deployment of `name` with an id of its own and more parameters.
fn deployment(name: &str, id: &str, upstream: &Upstream, script: &str, params: &Value) -> Value {
    let mut row = priced(name, upstream, script);
    row["model_info"]["id"] = json!(id);
    for (param, value) in params.as_object().expect("an object") {
        row["litellm_params"][param] = value.clone();
    }
    row
}

/// Posts with headers.
async fn post_with(
    proxy: &Proxy,
    key: &str,
    headers: &[(&'static str, &str)],
    path: &str,
    body: &Value,
) -> Reply {
    let mut request = http::client()
        .post(format!("{}{path}", proxy.url()))
        .bearer_auth(key)
        .header("content-type", "application/json")
        .body(body.to_string());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Reply::read(request.send().await.expect("an answer")).await
}

/// A proxy with a price for everything that the given deployments serve.
fn proxy_of(rows: Vec<Value>, router: &Value) -> Builder {
    let builder = Proxy::builder().section("router_settings", router.clone());
    rows.into_iter().fold(builder, Builder::deployment)
}

/// Asks a model as the master.
async fn ask(proxy: &Proxy, model: &str) -> Reply {
    proxy.post("/v1/chat/completions", &hello(model)).await
}

/// Asks it for a stream.
async fn ask_stream(proxy: &Proxy, model: &str) -> Reply {
    let mut body = hello(model);
    body["stream"] = json!(true);
    proxy.post("/v1/chat/completions", &body).await
}

/// Who answered so many calls, by their ids.
async fn answered(proxy: &Proxy, model: &str, calls: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for _ in 0..calls {
        let reply = ask(proxy, model).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        ids.push(reply.header("x-litellm-model-id").to_owned());
    }
    ids
}

/// The attempts of a row of the ledger.
fn attempts(row: &Value) -> Vec<Value> {
    let text = row["attempts_log"].as_str().expect("a text");
    serde_json::from_str(text).expect("a list")
}
