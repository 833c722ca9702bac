//! What Claude Code sends to a gateway, whatever model is behind a name: Claude Code documentation,
//! "Gateway protocol reference".

use crate::common::providers::Providers;
use crate::common::proxy::Proxy;
use crate::doors;
use reqwest::Method;
use serde_json::{Value, json};

const BETAS: &str =
    "claude-code-20250219,interleaved-thinking-2025-05-14,fine-grained-tool-streaming-2025-05-14";

/// A turn of Claude Code's.
fn turn(model: &str) -> Value {
    json!({ "model": model, "max_tokens": 32_000, "stream": true, "thinking": { "type": "adaptive" },
        "output_config": { "effort": "high" }, "metadata": { "user_id": "user_1_account__session_2" },
        "context_management": { "edits": [{ "type": "clear_thinking_20251015", "keep": "all" }] },
        "system": [
            { "type": "text", "text": "x-anthropic-billing-header: cc_version=2.1.88.a3f; cc_entrypoint=cli;" },
            { "type": "text", "text": "You are Claude Code.", "cache_control": { "type": "ephemeral" } },
        ],
        "messages": [{ "role": "user", "content": [{ "type": "text", "text": "hi", "cache_control": { "type": "ephemeral" } }] }],
        "tools": [{ "name": "Bash", "description": "Runs a command.", "input_schema": { "type": "object",
            "properties": { "command": { "type": "string" } }, "required": ["command"] } }] })
}

async fn said(proxy: &Proxy, body: &Value) -> (u16, String, String) {
    let url = format!("{}/v1/messages?beta=true", proxy.url());
    let client = crate::common::http::client();
    let request = client
        .request(Method::POST, url)
        .bearer_auth(proxy.master_key())
        .header("anthropic-version", "2023-06-01")
        .header("anthropic-beta", BETAS)
        .header("x-app", "cli")
        .header("content-type", "application/json")
        .body(body.to_string());
    let response = request.send().await.expect("an answer");
    let dropped = response.headers().get("x-cw-dropped");
    let dropped = dropped.map(|value| value.to_str().expect("a text").to_owned());
    let status = response.status().as_u16();
    let text = response.text().await.expect("a body");
    (status, dropped.unwrap_or_default(), text)
}

#[tokio::test]
async fn every_provider_answers_the_same_request() {
    let providers = Providers::start().await;
    let proxy = doors::proxy(&providers).await;
    for model in doors::MODELS {
        let (status, dropped, text) = said(&proxy, &turn(model)).await;
        assert_eq!(status, 200, "{model}: {text}");
        assert!(text.contains("event: message_stop"), "{model}: {text}");
        let seen = providers.last();
        let sent = String::from_utf8_lossy(&seen.body).into_owned();
        let own = model == "claude-model";
        // Its account of itself is for Anthropic alone, and so is what only Anthropic knows.
        let vertex = model == "vertex-claude";
        assert_eq!(
            sent.contains("billing-header"),
            own || vertex,
            "{model}: {sent}"
        );
        match model {
            "claude-model" => {
                assert_eq!(seen.header("anthropic-beta"), BETAS);
                assert_eq!(dropped, "");
                // Claude 4.5 is asked in its own way: 4,096 tokens are a high effort.
                let body = seen.json();
                assert_eq!(
                    (&body["thinking"], &body["output_config"]),
                    (
                        &json!({ "type": "enabled", "budget_tokens": 4_096 }),
                        &Value::Null
                    )
                );
                assert_eq!(body["context_management"]["edits"][0]["keep"], "all");
            }
            "vertex-claude" => {
                assert_eq!(
                    seen.header("anthropic-beta"),
                    "interleaved-thinking-2025-05-14"
                );
                assert!(
                    dropped.contains("anthropic-beta=claude-code-20250219"),
                    "{dropped}"
                );
            }
            "bedrock-model" => {
                let own = &seen.json()["additionalModelRequestFields"];
                assert_eq!(
                    own["anthropic_beta"],
                    json!([
                        "interleaved-thinking-2025-05-14",
                        "fine-grained-tool-streaming-2025-05-14"
                    ])
                );
                assert_eq!(own["thinking"]["type"], "enabled");
                assert!(
                    dropped.contains("anthropic-beta=claude-code-20250219"),
                    "{dropped}"
                );
            }
            // It is known not to reason.
            "openai-model" => {
                assert_eq!(seen.json()["reasoning_effort"], Value::Null, "{sent}");
                assert_eq!(dropped, "thinking");
            }
            _ => assert_eq!(seen.header("anthropic-beta"), "", "{model}"),
        }
    }
}

#[tokio::test]
async fn thinking_is_not_asked_of_a_model_that_its_operator_says_has_none() {
    let providers = Providers::start().await;
    let mut row = providers.model("small", "anthropic/claude-in-house", "/v1");
    row["model_info"] = json!({ "supports_reasoning": false });
    let proxy = Proxy::builder().deployment(row).start().await;
    let (status, dropped, text) = said(&proxy, &turn("small")).await;
    assert_eq!((status, dropped.as_str()), (200, "thinking"), "{text}");
    let body = providers.last().json();
    for member in ["thinking", "output_config", "context_management"] {
        assert_eq!(body[member], Value::Null, "{body}");
    }
    assert_eq!(body["max_tokens"], 32_000);
}

#[tokio::test]
async fn what_it_tells_about_itself_is_taken_and_its_models_are_listed() {
    let providers = Providers::start().await;
    let proxy = Proxy::builder()
        .deployment(providers.model("claude-model", "anthropic/claude-sonnet-4-5", "/v1"))
        .start()
        .await;
    let reply = proxy
        .post("/api/event_logging/batch", &json!({ "events": [] }))
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let listed = proxy.get("/v1/models?limit=1000").await.json();
    assert_eq!(listed["data"][0]["id"], "claude-model");
    let counted = proxy
        .post("/v1/messages/count_tokens?beta=true", &turn("claude-model"))
        .await;
    assert_eq!(counted.json()["input_tokens"], 42, "{}", counted.text());
}
