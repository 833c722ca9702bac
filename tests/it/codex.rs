//! What Codex sends to whoever answers for OpenAI, whatever model is behind a name: cut from what Codex
//! 0.171 sends.

use crate::common::providers::Providers;
use crate::doors;
use serde_json::{Value, json};

/// A turn of Codex's.
fn turn(model: &str, stream: bool) -> Value {
    let schema = json!({ "type": "object", "properties": { "q": { "type": "string" } } });
    json!({ "model": model, "stream": stream, "store": false, "tool_choice": "auto", "parallel_tool_calls": true,
        "reasoning": { "summary": "auto" }, "include": ["reasoning.encrypted_content"], "prompt_cache_key": "t-1",
        "client_metadata": { "thread_id": "t-1", "turn_id": "u-1" },
        "input": [
            { "type": "message", "role": "developer", "content": [{ "type": "input_text", "text": "You are a coding agent." }] },
            { "type": "message", "role": "user", "content": [{ "type": "input_text", "text": "hi" }] },
        ],
        "tools": [
            { "type": "namespace", "name": "crm", "description": "Customers.", "tools": [
                { "type": "function", "name": "lookup", "strict": false, "parameters": schema }] },
            { "type": "function", "name": "exec_command", "strict": false, "parameters": schema },
            { "type": "web_search", "external_web_access": true },
        ] })
}

#[tokio::test]
async fn every_provider_answers_the_same_request() {
    let providers = Providers::start().await;
    let proxy = doors::proxy(&providers).await;
    for model in doors::MODELS {
        for stream in [false, true] {
            let reply = proxy.post("/v1/responses", &turn(model, stream)).await;
            let text = reply.text();
            assert_eq!(reply.status, 200, "{model}: {text}");
            let seen = providers.last();
            // Who speaks the dialect is sent it as it is.
            if seen.path.ends_with("/responses") {
                assert_eq!(
                    seen.json()["tools"],
                    turn(model, stream)["tools"],
                    "{model}"
                );
                continue;
            }
            let sent = String::from_utf8_lossy(&seen.body).into_owned();
            for word in ["client_metadata", "namespace", "prompt_cache_key"] {
                assert!(!sent.contains(word), "{model}: {sent}");
            }
            assert!(
                sent.contains("crm__lookup") && sent.contains("exec_command"),
                "{model}: {sent}"
            );
            let answer = if stream {
                let last = text
                    .lines()
                    .filter_map(|line| line.strip_prefix("data: "))
                    .next_back();
                let last: Value = serde_json::from_str(last.expect("an event")).expect("JSON");
                last["response"].clone()
            } else {
                serde_json::from_str(&text).expect("JSON")
            };
            let call = answer["output"]
                .as_array()
                .expect("items")
                .iter()
                .find(|item| item["type"] == "function_call")
                .unwrap_or_else(|| panic!("{model}: {answer}"));
            assert_eq!(
                (&call["namespace"], &call["name"]),
                (&json!("crm"), &json!("lookup")),
                "{model}: {call}"
            );
            let searches = ["web_search", "googleSearch"]
                .iter()
                .any(|name| sent.contains(name));
            let told = reply.header("x-cw-dropped").contains("web_search");
            assert!(searches != told, "{model}: {told} {sent}");
        }
    }
}
