//! A call through the running binary: relayed, metered, described.

use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

fn hello(model: &str) -> Value {
    json!({ "model": model, "messages": [{ "role": "user", "content": "hi" }] })
}

fn streamed(model: &str) -> Value {
    json!({ "model": model, "stream": true, "messages": [{ "role": "user", "content": "hi" }] })
}

const PRICED: &str = "ok?prompt=30&cached=10&completion=20&reasoning=15";

/// A deployment priced as gpt-4o is, whatever the scripted model is called.
pub(crate) fn priced(name: &str, upstream: &Upstream, script: &str) -> Value {
    json!({
        "model_name": name,
        "litellm_params": { "model": format!("openai/{script}"), "api_base": upstream.base_url(), "api_key": "sk-upstream" },
        "model_info": { "base_model": "gpt-4o" },
    })
}

#[tokio::test]
async fn a_json_answer_is_relayed_priced_and_described() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, PRICED))
        .start()
        .await;
    let mut body = hello("gpt");
    body["seed"] = json!(7);
    body["a_field_of_tomorrow"] = json!({ "x": [1, 2] });
    body["metadata"] = json!({ "secret": "stays" });
    let reply = proxy.post("/chat/completions", &body).await;
    assert_eq!(reply.status, 200, "{}", reply.json());
    let answer = reply.json();
    assert_eq!(answer["model"], "gpt");
    assert_eq!(answer["usage"]["total_tokens"], 50);
    assert_eq!(reply.headers["x-litellm-response-cost"], "0.0002625");
    assert_eq!(reply.headers["x-litellm-key-spend"], "0.0002625");
    assert_eq!(reply.headers["x-litellm-model-group"], "gpt");
    assert!(
        reply.headers.contains_key("x-litellm-call-id")
            && reply.headers.contains_key("llm_provider-x-request-id")
    );
    let asked = upstream.log().exchanges();
    let sent: Value = serde_json::from_slice(&asked[0].body).expect("JSON");
    assert_eq!(asked[0].header("authorization"), Some("Bearer sk-upstream"));
    assert_eq!(
        (&sent["seed"], &sent["a_field_of_tomorrow"]["x"][1]),
        (&json!(7), &json!(2))
    );
    assert!(
        sent.get("metadata").is_none(),
        "metadata is the gateway's own"
    );
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn a_stream_shows_usage_only_to_who_asks_and_is_priced_either_way() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, PRICED))
        .start()
        .await;
    let reply = proxy.post("/v1/chat/completions", &streamed("gpt")).await;
    let plain = String::from_utf8_lossy(&reply.body).into_owned();
    assert!(
        plain.ends_with("data: [DONE]\n\n") && !plain.contains("\"usage\""),
        "{plain}"
    );
    let mut asking = streamed("gpt");
    asking["stream_options"] = json!({ "include_usage": true });
    let reply = proxy.post("/v1/chat/completions", &asking).await;
    assert!(String::from_utf8_lossy(&reply.body).contains("\"total_tokens\":50"));
    let report = verified(&proxy);
    assert_eq!(
        (&report["calls"], &report["spend"]),
        (&json!(2), &json!("0.000525"))
    );
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn unknown_events_and_fields_survive_in_order() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("unknown-events", &upstream, "unknown-events"))
        .start()
        .await;
    let through = proxy
        .post("/v1/chat/completions", &streamed("unknown-events"))
        .await;
    let text = String::from_utf8_lossy(&through.body).into_owned();
    let direct = crate::common::http::post(
        &format!("{}/chat/completions", upstream.base_url()),
        "sk-upstream",
        &json!({ "model": "unknown-events", "stream": true, "stream_options": { "include_usage": true },
                 "messages": [{ "role": "user", "content": "hi" }] }),
    )
    .await;
    let direct = String::from_utf8_lossy(&direct.body).into_owned();
    let unknown = |text: &str| -> Vec<String> {
        text.lines()
            .filter(|line| line.starts_with("event:") || line.starts_with(':'))
            .map(str::to_owned)
            .collect()
    };
    assert!(!unknown(&direct).is_empty());
    assert_eq!(unknown(&text), unknown(&direct));
}

#[tokio::test]
async fn models_are_found_by_every_name_they_have() {
    let upstream = Upstream::start();
    let wild = json!({ "model_name": "openai/*", "litellm_params":
        { "model": "openai/*", "api_base": upstream.base_url(), "api_key": "sk-upstream" } });
    let mut exact = priced("gpt", &upstream, "ok");
    exact["model_info"]["id"] = json!("the-id");
    let proxy = Proxy::builder()
        .deployment(exact)
        .deployment(wild)
        .section("router_settings", json!({ "model_group_alias": { "fast": "gpt", "hidden": { "model": "gpt", "hidden": true } } }))
        .start()
        .await;
    for (model, upstream_model) in [
        ("gpt", "ok"),
        ("the-id", "ok"),
        ("fast", "ok"),
        ("hidden", "ok"),
        ("openai/slow", "slow"),
    ] {
        let reply = proxy.post("/v1/chat/completions", &hello(model)).await;
        assert_eq!(reply.status, 200, "{model}: {}", reply.json());
        assert_eq!(reply.json()["model"], model);
        assert_eq!(
            upstream.log().exchanges().last().expect("asked").model,
            upstream_model
        );
    }
    for path in [
        "/openai/deployments/gpt/chat/completions?api-version=1",
        "/engines/gpt/chat/completions",
    ] {
        assert_eq!(
            proxy.post(path, &hello("ignored")).await.status,
            200,
            "{path}"
        );
    }
    let unknown = proxy
        .post("/v1/chat/completions", &hello("azure/nope"))
        .await;
    assert_eq!(unknown.status, 400);
    assert!(
        unknown.json()["error"]["message"]
            .as_str()
            .expect("a text")
            .contains("model=azure/nope")
    );
    let listed = proxy.get("/v1/models").await.json();
    let names: Vec<&str> = listed["data"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|m| m["id"].as_str())
        .collect();
    assert!(
        names.contains(&"gpt") && names.contains(&"fast") && !names.contains(&"hidden"),
        "{names:?}"
    );
    assert_eq!(proxy.get("/v1/models/openai/gpt-5-nano").await.status, 200);
    assert_eq!(proxy.get("/v1/models/nope").await.status, 404);
}

#[tokio::test]
async fn completions_and_embeddings_pass_and_are_metered() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("ok", &upstream, "ok"))
        .start()
        .await;
    let completion = proxy
        .post("/v1/completions", &json!({ "model": "ok", "prompt": "hi" }))
        .await;
    assert_eq!(
        (completion.status, &completion.json()["object"]),
        (200, &json!("text_completion"))
    );
    let body = json!({ "model": "ok", "input": ["a", "b"], "encoding_format": "base64" });
    let embedding = proxy.post("/embeddings", &body).await.json();
    assert!(embedding["data"][1]["embedding"].is_string(), "{embedding}");
    assert_eq!(verified(&proxy)["calls"], 2);
}

#[tokio::test]
async fn parameters_that_a_provider_refuses_are_refused_or_dropped() {
    let upstream = Upstream::start();
    let mistral = json!({ "model_name": "m", "litellm_params":
        { "model": "mistral/ok", "api_base": upstream.base_url(), "api_key": "sk-upstream" } });
    let proxy = Proxy::builder().deployment(mistral).start().await;
    let mut body = hello("m");
    body["logprobs"] = json!(true);
    let refused = proxy.post("/v1/chat/completions", &body).await;
    assert_eq!(refused.status, 400);
    assert!(
        refused.json()["error"]["message"]
            .as_str()
            .expect("a text")
            .contains("UnsupportedParamsError")
    );
    body["drop_params"] = json!(true);
    body["max_completion_tokens"] = json!(5);
    assert_eq!(proxy.post("/v1/chat/completions", &body).await.status, 200);
    let sent: Value = serde_json::from_slice(&upstream.log().exchanges()[0].body).expect("JSON");
    assert_eq!(sent["max_tokens"], 5);
    assert!(sent.get("logprobs").is_none() && sent.get("drop_params").is_none());
}

#[tokio::test]
async fn conversations_of_other_providers_go_on_at_a_strict_one() {
    let upstream = Upstream::start();
    let mistral = json!({ "model_name": "m", "litellm_params":
        { "model": "mistral/ok", "api_base": upstream.base_url(), "api_key": "sk-upstream" } });
    let proxy = Proxy::builder().deployment(mistral).start().await;
    let id = "toolu_01A09q90qw90lq917835lq9";
    let body = json!({ "model": "m", "stream": true, "stream_options": { "include_usage": true }, "messages": [
        { "role": "user", "content": [{ "type": "text", "text": "q", "cache_control": { "type": "ephemeral" } }] },
        { "role": "assistant", "content": "", "reasoning_content": "r", "tool_calls": [
            { "id": id, "type": "function", "function": { "name": "f", "arguments": "{}" } }] },
        { "role": "tool", "tool_call_id": id, "content": "1" }] });
    let reply = proxy.post("/v1/chat/completions", &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    // Anthropic's clients name their user with every request.
    let messages = json!({ "model": "m", "max_tokens": 5, "metadata": { "user_id": "u" },
        "messages": [{ "role": "user", "content": "hi" }] });
    let reply = proxy.post("/v1/messages", &messages).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let log = upstream.log().exchanges();
    let sent: Value = serde_json::from_slice(&log[0].body).expect("JSON");
    assert_eq!(
        sent["messages"][0],
        json!({ "role": "user", "content": [{ "type": "text", "text": "q" }] })
    );
    let assistant = &sent["messages"][1];
    let short = assistant["tool_calls"][0]["id"].as_str().expect("an id");
    assert_eq!(
        (short.len(), &sent["messages"][2]["tool_call_id"]),
        (9, &json!(short))
    );
    assert!(assistant.get("reasoning_content").is_none() && sent.get("stream_options").is_none());
    let sent: Value = serde_json::from_slice(&log[1].body).expect("JSON");
    assert!(sent.get("user").is_none(), "{sent}");
}

#[tokio::test]
async fn each_unacceptable_request_has_its_own_answer() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok"))
        .start()
        .await;
    let cases = [
        (
            json!({ "model": "gpt" }),
            400,
            "Missing required parameter: 'messages'",
        ),
        (
            json!({ "model": 7, "messages": [] }),
            400,
            "'model' must be a string.",
        ),
        (
            json!({ "model": "gpt", "messages": "hi" }),
            400,
            "Invalid request format",
        ),
        (
            json!({ "model": "gpt", "messages": [], "api_base": "http://127.0.0.1:1" }),
            401,
            "api_base is not allowed",
        ),
        (
            json!({ "model": "gpt", "messages": [], "base_url": "http://127.0.0.1:1" }),
            401,
            "base_url is not allowed",
        ),
    ];
    for (body, status, words) in cases {
        let reply = proxy.post("/v1/chat/completions", &body).await;
        assert_eq!(reply.status, status, "{body}");
        assert!(
            reply.json()["error"]["message"]
                .as_str()
                .expect("a text")
                .contains(words),
            "{body}"
        );
        assert_eq!(reply.json()["error"]["code"], status.to_string());
    }
    assert_eq!(upstream.log().exchanges().len(), 0, "nobody was called");
    assert_eq!(proxy.get("/v1/chat/completions").await.status, 405);
    assert_eq!(
        proxy.get("/nope").await.json(),
        json!({ "detail": "Not Found" })
    );
    let mut mock = hello("gpt");
    mock["mock_response"] = json!("made up");
    assert_eq!(
        proxy.post("/v1/chat/completions", &mock).await.json()["choices"][0]["message"]["content"],
        "made up"
    );
}

/// The books, which must balance.
pub(crate) fn verified(proxy: &Proxy) -> Value {
    let ran = proxy.cli(["audit", "verify", "-o", "json"]);
    assert_eq!(ran.code, Some(0), "{} {}", ran.stdout, ran.stderr);
    let report: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    report["data"].clone()
}
