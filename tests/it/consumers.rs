//! The requests of the platform's own programs, word for word, where no other test sends them.

use crate::chat::priced;
use crate::common::providers::Providers;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

#[tokio::test]
async fn the_task_agents_own_responses_request_is_answered_as_it_reads() {
    let providers = Providers::start().await;
    let proxy = Proxy::builder()
        .deployment(providers.model("gpt-5-mini", "openai/gpt-5-mini", "/v1"))
        .start()
        .await;
    let text = |kind: &str, text: &str| json!([{ "type": kind, "text": text }]);
    let body = json!({ "model": "openai/gpt-5-mini", "input": [
        { "role": "developer", "content": text("input_text", "be brief") },
        { "role": "user", "content": text("input_text", "hi") },
        { "role": "assistant", "content": text("output_text", "hello") },
        { "role": "user", "content": text("input_text", "again") },
    ] });
    let reply = proxy.post("/v1/responses", &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let sent = providers.last().json();
    assert_eq!(
        (&sent["model"], &sent["input"]),
        (&json!("gpt-5-mini"), &body["input"])
    );
    let answer = reply.json();
    let message = answer["output"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|item| item["type"] == "message")
        .expect("a message");
    assert_eq!(message["content"][0]["type"], "output_text");
    let details = &answer["usage"]["output_tokens_details"];
    assert!(
        details.is_object() || answer["usage"].get("output_tokens_details").is_none(),
        "null would break its reader: {answer}"
    );
    assert!(answer["usage"]["total_tokens"].is_u64());
}

#[tokio::test]
async fn names_and_paths_with_the_proxys_own_prefix_are_understood() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt-5-mini", &upstream, "ok"))
        .start()
        .await;
    let said =
        |model: &str| json!({ "model": model, "messages": [{ "role": "user", "content": "hi" }] });
    for (path, model) in [
        ("/chat/completions", "litellm_proxy/gpt-5-mini"),
        ("/litellm_proxy/chat/completions", "gpt-5-mini"),
        (
            "/litellm_proxy/chat/completions",
            "litellm_proxy/gpt-5-mini",
        ),
    ] {
        let reply = proxy.post(path, &said(model)).await;
        assert_eq!(
            (reply.status, &reply.json()["model"]),
            (200, &json!(model)),
            "{path} {model}: {}",
            reply.text()
        );
    }
    let key = proxy.key(&json!({ "models": ["gpt-5-mini"] })).await;
    assert_eq!(
        proxy
            .post_as(&key, "/chat/completions", &said("litellm_proxy/gpt-5-mini"))
            .await
            .status,
        200
    );
    let other = proxy.key(&json!({ "models": ["another"] })).await;
    assert_eq!(
        proxy
            .post_as(
                &other,
                "/chat/completions",
                &said("litellm_proxy/gpt-5-mini")
            )
            .await
            .status,
        403
    );
    assert_eq!(
        proxy
            .post("/chat/completions", &said("litellm_proxy/nothing"))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn structured_output_embeddings_and_triage_pass_as_they_are_sent() {
    let providers = Providers::start().await;
    let proxy = Proxy::builder()
        .deployment(providers.model("gpt-5-mini", "openai/gpt-5-mini", "/v1"))
        .deployment(providers.model("gpt-4o", "openai/gpt-4o", "/v1"))
        .deployment(providers.model(
            "text-embedding-3-large",
            "openai/text-embedding-3-large",
            "/v1",
        ))
        .start()
        .await;
    let instructor = json!({ "model": "gpt-5-mini", "reasoning_effort": "minimal",
        "messages": [{ "role": "user", "content": "text" }, { "role": "system", "content": "extract" }],
        "tools": [{ "type": "function", "function": { "name": "Graph", "description": "d", "parameters": {
            "$defs": { "Node": { "type": "object", "properties": { "id": { "type": "string" } } } },
            "type": "object", "properties": { "nodes": { "type": "array", "items": { "$ref": "#/$defs/Node" } } } } } }],
        "tool_choice": { "type": "function", "function": { "name": "Graph" } } });
    let reply = proxy.post("/chat/completions", &instructor).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let sent = providers.last().json();
    for name in ["messages", "tools", "tool_choice", "reasoning_effort"] {
        assert_eq!(sent[name], instructor[name], "{name}");
    }
    let embed = json!({ "model": "text-embedding-3-large", "input": ["a", "b"], "encoding_format": "base64" });
    assert_eq!(proxy.post("/embeddings", &embed).await.status, 200);
    assert_eq!(providers.last().json()["encoding_format"], "base64");
    let triage = json!({ "model": "openai/gpt-4o", "messages": [{ "role": "user", "content": "crash" }], "temperature": 0.3, "max_tokens": 500 });
    assert_eq!(proxy.post("/chat/completions", &triage).await.status, 200);
    let sent: Value = providers.last().json();
    assert_eq!(
        (&sent["model"], &sent["temperature"], &sent["max_tokens"]),
        (&json!("gpt-4o"), &json!(0.3), &json!(500))
    );
    let mut flagged = triage.clone();
    flagged["use_responses_api"] = json!(true);
    assert_eq!(proxy.post("/chat/completions", &flagged).await.status, 200);
}
