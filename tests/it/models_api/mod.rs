//! Models, credentials and access groups through the management API: each route's good and bad answers,
//! and that what they say holds for the next call.

mod checks;
mod credentials;
mod groups;
mod models;

use crate::common::http::{self, Reply};
use crate::common::proxy::Proxy;
use reqwest::Method;
use serde_json::{Value, json};

fn hello(model: &str) -> Value {
    json!({ "model": model, "messages": [{ "role": "user", "content": "hi" }] })
}

async fn send(proxy: &Proxy, key: &str, method: Method, path: &str, body: &Value) -> Reply {
    let url = format!("{}{path}", proxy.url());
    let body = (!body.is_null()).then_some(body);
    let sent = http::open(method, &url, key, body).await;
    Reply::read(sent.expect("an answer")).await
}

/// As the master; tells status and JSON.
async fn does(proxy: &Proxy, method: Method, path: &str, body: Value) -> (u16, Value) {
    let reply = send(proxy, proxy.master_key(), method, path, &body).await;
    let said = serde_json::from_slice(&reply.body).unwrap_or_default();
    (reply.status, said)
}

async fn calls(proxy: &Proxy, key: &str, model: &str) -> u16 {
    let path = "/v1/chat/completions";
    proxy.post_as(key, path, &hello(model)).await.status
}

async fn declared(proxy: &Proxy, name: &str, params: Value, info: Value) -> String {
    let body = json!({ "model_name": name, "litellm_params": params, "model_info": info });
    let (status, made) = does(proxy, Method::POST, "/model/new", body).await;
    assert_eq!(status, 200, "{made}");
    made["model_id"].as_str().expect("an id").to_owned()
}
