//! Answers that are given again: to the same request of the same tenant, for as long as they are good, and
//! for nothing.

use crate::chat::{priced, verified};
use crate::common::http::Reply;
use crate::common::providers::Providers;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use crate::doors::asked;
use serde_json::{Value, json};
use std::time::Duration;

fn hello(text: &str) -> Value {
    json!({ "model": "gpt", "messages": [{ "role": "user", "content": text }] })
}

async fn proxy(upstream: &Upstream, params: Value) -> Proxy {
    Proxy::builder()
        .deployment(priced(
            "gpt",
            upstream,
            "ok?prompt=30&completion=20&chunks=20",
        ))
        .section(
            "litellm_settings",
            json!({ "cache": true, "cache_params": params }),
        )
        .start()
        .await
}

async fn chat(proxy: &Proxy, key: &str, body: &Value) -> Reply {
    let reply = proxy.post_as(key, "/v1/chat/completions", body).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply
}

/// Whether the answer was one that had been given before.
fn again(reply: &Reply) -> bool {
    !reply.header("x-litellm-cache-key").is_empty()
}

fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

#[tokio::test]
async fn the_same_request_is_answered_once_and_the_books_balance() {
    let upstream = Upstream::start();
    let mut proxy = proxy(&upstream, json!({})).await;
    let key = proxy.key(&json!({})).await;
    let first = chat(&proxy, &key, &hello("hi")).await;
    let second = chat(
        &proxy,
        &key,
        &with(hello("hi"), "metadata", json!({ "x": 1 })),
    )
    .await;
    assert!(!again(&first) && again(&second));
    assert_eq!(first.body, second.body, "id, time and words");
    assert_eq!(second.header("x-litellm-cache-key").len(), 64);
    assert_eq!(second.header("x-litellm-response-cost"), "0.0");
    assert_eq!(
        first.header("x-litellm-key-spend"),
        second.header("x-litellm-key-spend")
    );
    for other in [
        hello("ho"),
        with(hello("hi"), "temperature", json!(0.5)),
        with(hello("hi"), "stream", json!(true)),
    ] {
        assert!(!again(&chat(&proxy, &key, &other).await), "{other}");
    }
    assert_eq!(upstream.log().exchanges().len(), 4);
    let rows = proxy.rows().await;
    assert_eq!(rows.len(), 5, "every answer is on record");
    let free: Vec<&Value> = rows.iter().filter(|row| row["cached"] == 1).collect();
    assert_eq!(free.len(), 1);
    assert_eq!(
        (&free[0]["cost_nanos"], &free[0]["outcome"]),
        (&json!(0), &json!("success"))
    );
    assert_eq!(verified(&proxy)["calls"], 5);
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn a_stream_is_told_again_as_events() {
    let upstream = Upstream::start();
    let mut proxy = proxy(&upstream, json!({})).await;
    let ask = with(hello("hi"), "stream", json!(true));
    let first = chat(&proxy, proxy.master_key(), &ask).await;
    let second = chat(&proxy, proxy.master_key(), &ask).await;
    assert!(!again(&first) && again(&second));
    assert_eq!(first.text(), second.text());
    assert!(second.text().ends_with("data: [DONE]\n\n") && second.data().len() > 10);
    assert!(
        second
            .header("content-type")
            .starts_with("text/event-stream")
    );
    // One that shows usage is another answer.
    let usage = with(ask, "stream_options", json!({ "include_usage": true }));
    assert!(!again(&chat(&proxy, proxy.master_key(), &usage).await));
    assert_eq!(verified(&proxy)["calls"], 3);
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn every_door_and_kind_of_work_is_answered_again_in_its_own_words() {
    let providers = Providers::start().await;
    let mut proxy = Proxy::builder()
        .deployment(providers.model("claude-model", "anthropic/claude-sonnet-4-5", "/v1"))
        .deployment(providers.model("openai-model", "openai/gpt-4o", "/v1"))
        .deployment(providers.model("embed", "openai/text-embedding-3-small", "/v1"))
        .section("litellm_settings", json!({ "cache": true }))
        .start()
        .await;
    for model in ["claude-model", "openai-model"] {
        for door in ["chat", "messages", "responses", "completions"] {
            for stream in [false, true] {
                let (path, body) = asked(door, model, stream, "hi");
                let first = proxy.post(&path, &body).await;
                let second = proxy.post(&path, &body).await;
                assert_eq!(
                    (first.status, second.status),
                    (200, 200),
                    "{}",
                    second.text()
                );
                assert!(!again(&first) && again(&second), "{door} {model} {stream}");
                assert_eq!(first.text(), second.text(), "{door} {model} {stream}");
            }
        }
    }
    // Gemini's own form is not among what LiteLLM's cache knows.
    let (path, body) = asked("gemini", "claude-model", false, "hi");
    for _ in 0..2 {
        assert!(!again(&proxy.post(&path, &body).await));
    }
    let body = json!({ "model": "embed", "input": ["a", "b"] });
    let first = proxy.post("/v1/embeddings", &body).await;
    let second = proxy.post("/v1/embeddings", &body).await;
    assert!(
        again(&second) && first.body == second.body,
        "{}",
        second.text()
    );
    verified(&proxy);
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn nobody_is_told_another_tenants_answer() {
    let upstream = Upstream::start();
    let mut proxy = proxy(&upstream, json!({})).await;
    for team in ["one", "two"] {
        let made = proxy.post("/team/new", &json!({ "team_id": team })).await;
        assert_eq!(made.status, 200, "{}", made.text());
    }
    let mut keys = Vec::new();
    for fields in [
        json!({ "team_id": "one" }),
        json!({ "team_id": "two" }),
        json!({ "user_id": "ann" }),
        json!({}),
        json!({}),
    ] {
        keys.push(proxy.key(&fields).await);
    }
    for key in keys.iter().map(String::as_str).chain([proxy.master_key()]) {
        assert!(!again(&chat(&proxy, key, &hello("hi")).await));
        assert!(again(&chat(&proxy, key, &hello("hi")).await));
    }
    let mate = proxy
        .key(&json!({ "team_id": "one", "user_id": "ben" }))
        .await;
    assert!(
        again(&chat(&proxy, &mate, &hello("hi")).await),
        "a team is one tenant"
    );
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn requests_say_how_the_cache_is_used() {
    let upstream = Upstream::start();
    let mut proxy = proxy(&upstream, json!({ "ttl": 60 })).await;
    let master = proxy.master_key().to_owned();
    let say = |text: &str, cache: Value| with(hello(text), "cache", cache);
    for (text, cache) in [
        ("unkept", json!({ "no-store": true })),
        ("asked anew", json!({ "no-cache": true })),
        ("at once too old", json!({ "s-maxage": 0 })),
        ("good for nothing", json!({ "ttl": 0 })),
    ] {
        for _ in 0..2 {
            assert!(
                !again(&chat(&proxy, &master, &say(text, cache.clone())).await),
                "{text}"
            );
        }
    }
    assert!(
        again(&chat(&proxy, &master, &hello("asked anew")).await),
        "it was kept all the same"
    );
    for _ in 0..2 {
        assert!(!again(
            &chat(
                &proxy,
                &master,
                &with(hello("off"), "caching", json!(false))
            )
            .await
        ));
    }
    let apart = say("apart", json!({ "namespace": "x" }));
    assert!(!again(&chat(&proxy, &master, &apart).await));
    assert!(!again(&chat(&proxy, &master, &hello("apart")).await));
    assert!(again(&chat(&proxy, &master, &apart).await));
    // Long conversations take no part.
    let turns: Vec<Value> = (0..5)
        .map(|_| json!({ "role": "user", "content": "hi" }))
        .collect();
    let long = with(hello("x"), "messages", json!(turns));
    for _ in 0..2 {
        assert!(!again(&chat(&proxy, &master, &long).await));
    }
    let wrong = proxy
        .post("/v1/chat/completions", &say("x", json!({ "ttl": "long" })))
        .await;
    assert_eq!(
        (wrong.status, &wrong.json()["error"]["param"]),
        (400, &json!("cache"))
    );
    // An answer is good for as long as it was said to be.
    let short = say("short", json!({ "ttl": 0.3 }));
    assert!(!again(&chat(&proxy, &master, &short).await));
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert!(!again(&chat(&proxy, &master, &short).await));
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn only_complete_answers_are_kept() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .deployment(priced("cut", &upstream, "fault/m20b?times=1"))
        .deployment(priced("refused", &upstream, "status/400?times=1"))
        .section(
            "litellm_settings",
            json!({ "cache": true, "num_retries": 0 }),
        )
        .start()
        .await;
    let ask = |model: &str, stream: bool| json!({ "model": model, "stream": stream, "messages": [{ "role": "user", "content": "hi" }] });
    for (model, stream) in [("cut", true), ("refused", false)] {
        let first = proxy
            .post("/v1/chat/completions", &ask(model, stream))
            .await;
        assert!(
            first.status != 200 || !first.text().contains("[DONE]"),
            "{}",
            first.text()
        );
        let second = proxy
            .post("/v1/chat/completions", &ask(model, stream))
            .await;
        assert!(
            second.status == 200 && !again(&second),
            "{model}: {}",
            second.text()
        );
        assert!(again(
            &proxy
                .post("/v1/chat/completions", &ask(model, stream))
                .await
        ));
    }
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn the_database_keeps_answers_over_a_restart_and_operators_forget_them() {
    let upstream = Upstream::start();
    let mut proxy = proxy(
        &upstream,
        json!({ "type": "database", "ttl": 600, "namespace": "here" }),
    )
    .await;
    let master = proxy.master_key().to_owned();
    let streamed = with(hello("streamed"), "stream", json!(true));
    let first = chat(&proxy, &master, &hello("hi")).await;
    chat(&proxy, &master, &streamed).await;
    assert_eq!(proxy.term().await.code, Some(0));
    proxy.restart().await;
    let second = chat(&proxy, &master, &hello("hi")).await;
    assert!(again(&second) && first.body == second.body);
    let told = chat(&proxy, &master, &streamed).await;
    assert!(again(&told) && told.text().ends_with("data: [DONE]\n\n"));

    let ping = proxy.get("/cache/ping").await.json();
    assert_eq!(
        (&ping["status"], &ping["cache_type"]),
        (&json!("healthy"), &json!("database"))
    );
    assert!(
        ping["litellm_cache_params"]
            .as_str()
            .is_some_and(|text| text.contains("\"ttl\":600.0"))
    );
    let keys = json!({ "keys": [second.header("x-litellm-cache-key")] });
    let forgotten = proxy.post("/cache/delete", &keys).await;
    assert_eq!(
        (forgotten.status, forgotten.json()),
        (200, json!({ "status": "success" }))
    );
    assert!(!again(&chat(&proxy, &master, &hello("hi")).await));
    assert!(
        again(&chat(&proxy, &master, &streamed).await),
        "the other stays"
    );
    assert_eq!(
        proxy.post("/cache/flushall", &json!({})).await.json()["status"],
        "success"
    );
    assert!(!again(&chat(&proxy, &master, &streamed).await));
    assert_eq!(proxy.get("/cache/redis/info").await.status, 500);
    let key = proxy.key(&json!({})).await;
    assert_eq!(
        proxy
            .post_as(&key, "/cache/flushall", &json!({}))
            .await
            .status,
        401
    );
    assert_eq!(
        proxy
            .post("/cache/delete", &json!({ "keys": ["odd"] }))
            .await
            .status,
        400
    );
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn several_processes_on_one_server_share_what_was_answered() {
    let Some(url) = crate::common::postgres::database().await else {
        return;
    };
    let upstream = Upstream::start();
    let params = json!({ "type": "database", "ttl": 600 });
    let builder = || {
        Proxy::builder()
            .deployment(priced(
                "gpt",
                &upstream,
                "ok?prompt=30&completion=20&chunks=20",
            ))
            .section(
                "litellm_settings",
                json!({ "cache": true, "cache_params": params }),
            )
            .env("DATABASE_URL", &url)
    };
    let mut first = builder().start().await;
    let second = builder().start().await;
    let key = first.key(&json!({})).await;
    let streamed = with(hello("streamed"), "stream", json!(true));
    let (whole, events) = (
        chat(&first, &key, &hello("hi")).await,
        chat(&first, &key, &streamed).await,
    );
    // What is kept is written behind the answer; the end waits for it.
    assert_eq!(first.term().await.code, Some(0));
    for (ask, told) in [(hello("hi"), whole), (streamed, events)] {
        let reply = chat(&second, &key, &ask).await;
        assert!(again(&reply) && reply.body == told.body, "{}", reply.text());
        assert_eq!(reply.header("x-litellm-response-cost"), "0.0");
    }
    assert_eq!(upstream.log().exchanges().len(), 2);
    let flushed = second.post("/cache/flushall", &json!({})).await;
    assert_eq!(flushed.status, 200, "{}", flushed.text());
    assert!(!again(&chat(&second, &key, &hello("hi")).await));
    let stranger = second.key(&json!({})).await;
    assert!(
        !again(&chat(&second, &stranger, &hello("hi")).await),
        "a tenant of its own"
    );
}

#[tokio::test]
async fn settings_are_in_force_and_what_cannot_be_is_told() {
    let upstream = Upstream::start();
    let mut proxy = proxy(
        &upstream,
        json!({ "type": "redis", "host": "cache", "mode": "default_off",
            "supported_call_types": ["acompletion", "embedding"] }),
    )
    .await;
    let master = proxy.master_key().to_owned();
    for _ in 0..2 {
        assert!(!again(&chat(&proxy, &master, &hello("hi")).await));
    }
    let wanted = with(hello("hi"), "cache", json!({ "use-cache": true }));
    assert!(!again(&chat(&proxy, &master, &wanted).await));
    assert!(again(&chat(&proxy, &master, &wanted).await));
    let told = proxy.term().await.stderr;
    assert!(
        told.contains("no redis is asked") && told.contains("cache_params.host"),
        "{told}"
    );
    for (params, reason) in [
        (json!({ "type": "redis-semantic" }), "not to a similar one"),
        (json!({ "type": "elsewhere" }), "local or database"),
        (
            json!({ "supported_call_types": ["images"] }),
            "list of some of",
        ),
    ] {
        let mut refused = Proxy::builder()
            .section(
                "litellm_settings",
                json!({ "cache": true, "cache_params": params }),
            )
            .prepare();
        refused.spawn();
        let ended = refused.exit().await;
        assert_eq!(ended.code, Some(6));
        assert!(ended.stderr.contains(reason), "{}", ended.stderr);
    }
}
