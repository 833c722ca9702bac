//! The management API as scripts use it: each noun's life over HTTP, on SQLite and on PostgreSQL; who
//! may do what; and that limits hold.

mod agents;
mod archive;
mod audited;
mod budgets;
mod by_the_day;
mod day_tokens;
mod defaults;
mod in_force;
mod invitations;
mod keys;
mod limits;
mod more_owners;
mod narrowed;
mod of_callers;
mod operate;
mod owners;
mod rates;
mod refused_rows;
mod reports;
mod reserve;
mod rights;
mod route_lists;
mod same_time;
mod sessions;
mod settings;
mod spend;
mod tenants;
mod terraform;
mod told_more;
mod walk;
mod where_from;

use crate::chat::priced;
use crate::common::http::{self, Reply};
use crate::common::postgres;
use crate::common::proxy::{Builder, Proxy};
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};

/// What one call of `gpt` costs here, in US dollars: 30 input tokens, 10 of them cached, 20 output tokens.
const CALL_USD: f64 = 0.000_262_5;

fn hello() -> Value {
    json!({ "model": "gpt", "max_tokens": 20, "messages": [{ "role": "user", "content": "hi" }] })
}

/// A proxy on each kind of database that is there, with a priced model `gpt`.
async fn proxies(upstream: &Upstream) -> Vec<Proxy> {
    proxies_with(upstream, |builder| builder).await
}

/// The same, with more.
async fn proxies_with(upstream: &Upstream, more: impl Fn(Builder) -> Builder) -> Vec<Proxy> {
    let builder = || {
        let script = "ok?prompt=30&cached=10&completion=20&reasoning=15";
        let builder = Proxy::builder()
            .deployment(priced("gpt", upstream, script))
            .deployment(priced("other", upstream, script));
        more(builder)
    };
    let mut proxies = vec![builder().start().await];
    if let Some(url) = postgres::database().await {
        proxies.push(builder().env("DATABASE_URL", &url).start().await);
    }
    proxies
}

async fn send(proxy: &Proxy, key: &str, method: Method, path: &str, body: Option<&Value>) -> Reply {
    let url = format!("{}{path}", proxy.url());
    Reply::read(
        http::open(method, &url, key, body)
            .await
            .expect("an answer"),
    )
    .await
}

async fn get_as(proxy: &Proxy, key: &str, path: &str) -> Reply {
    send(proxy, key, Method::GET, path, None).await
}

/// An answer that must be 200.
async fn done(proxy: &Proxy, path: &str, body: &Value) -> Value {
    let reply = proxy.post(path, body).await;
    assert_eq!(reply.status, 200, "{path} {body}: {}", reply.json());
    reply.json()
}

/// A page that must be there.
async fn told(proxy: &Proxy, path: &str) -> Value {
    let reply = proxy.get(path).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.json());
    reply.json()
}

/// The status of a call with a key.
async fn called(proxy: &Proxy, key: &str) -> u16 {
    proxy
        .post_as(key, "/v1/chat/completions", &hello())
        .await
        .status
}

/// A user with a key of their own.
async fn user(proxy: &Proxy, id: &str, role: Option<&str>) -> String {
    let body = json!({ "user_id": id, "user_role": role });
    let made = done(proxy, "/user/new", &body).await;
    made["key"].as_str().expect("a key").to_owned()
}

fn near(value: &Value, expected: f64) -> bool {
    value
        .as_f64()
        .is_some_and(|value| (value - expected).abs() < 1e-9)
}
