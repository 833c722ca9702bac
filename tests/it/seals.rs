//! A model that thinks and calls a tool gets its thought back with the tool's answer, although the
//! client kept only the call.

use crate::common::providers::{Providers, SEAL, THOUGHT};
use crate::common::proxy::Proxy;
use crate::doors;
use serde_json::{Value, json};

const ASK: &str = "think aloud";

/// The second turn of a client that keeps text and calls of the first, and no more.
async fn second(proxy: &Proxy, key: &str, door: &str, model: &str, stream: bool) -> (u16, String) {
    let (path, mut body) = doors::asked(door, model, stream, ASK);
    match door {
        "chat" => body["reasoning_effort"] = json!("low"),
        "responses" => body["reasoning"] = json!({ "effort": "low" }),
        _ => {
            body["max_tokens"] = json!(4_000);
            body["thinking"] = json!({ "type": "enabled", "budget_tokens": 1_024 });
        }
    }
    let reply = proxy.post(&path, &body).await;
    let text = reply.text();
    assert_eq!(reply.status, 200, "{door}: {text}");
    assert!(text.contains(THOUGHT), "{door}: the client is told: {text}");
    let id = text.split(['"', ' ']).find(|word| {
        let word = word.trim_matches('\\');
        word.starts_with("toolu_") || word.starts_with("tooluse_")
    });
    let id = id.expect("an id").trim_matches('\\');
    match door {
        "chat" => {
            body["messages"] = json!([{ "role": "user", "content": ASK },
                { "role": "assistant", "content": "Hello", "tool_calls": [{ "id": id, "type": "function",
                    "function": { "name": "lookup", "arguments": "{\"q\":\"x\"}" } }] },
                { "role": "tool", "tool_call_id": id, "content": "found" }]);
        }
        "responses" => {
            body["input"] = json!([{ "role": "user", "content": ASK },
                { "type": "function_call", "call_id": id, "name": "lookup", "arguments": "{\"q\":\"x\"}" },
                { "type": "function_call_output", "call_id": id, "output": "found" }]);
        }
        _ => {
            body["messages"] = json!([{ "role": "user", "content": ASK },
                { "role": "assistant", "content": [{ "type": "tool_use", "id": id, "name": "lookup", "input": { "q": "x" } }] },
                { "role": "user", "content": [{ "type": "tool_result", "tool_use_id": id, "content": "found" }] }]);
        }
    }
    let reply = proxy.post_as(key, &path, &body).await;
    (reply.status, reply.text())
}

#[tokio::test]
async fn a_thought_comes_back_although_the_client_dropped_it() {
    let providers = Providers::start().await;
    let proxy = doors::proxy(&providers).await;
    let cases = [
        ("chat", "claude-model", false),
        ("chat", "claude-model", true),
        ("responses", "claude-model", false),
        ("responses", "claude-model", true),
        ("chat", "bedrock-model", false),
        ("messages", "bedrock-model", false),
    ];
    for (door, model, stream) in cases {
        let (status, text) = second(&proxy, proxy.master_key(), door, model, stream).await;
        assert_eq!(status, 200, "{door} {model}: {text}");
        let sent = providers.last().json();
        let said = &sent["messages"][1]["content"][0];
        let (thought, seal) = if model == "bedrock-model" {
            let told = &said["reasoningContent"]["reasoningText"];
            (&told["text"], &told["signature"])
        } else {
            (&said["thinking"], &said["signature"])
        };
        assert_eq!(
            (thought, seal),
            (&json!(THOUGHT), &json!(SEAL)),
            "{door} {model} {stream}: {sent}"
        );
        let thinking = match model {
            "bedrock-model" => &sent["additionalModelRequestFields"]["thinking"],
            _ => &sent["thinking"],
        };
        assert_eq!(thinking["type"], "enabled", "it goes on thinking: {sent}");
    }
}

#[tokio::test]
async fn nobody_gets_anothers_thought() {
    let providers = Providers::start().await;
    let proxy = doors::proxy(&providers).await;
    let other = proxy.key(&json!({})).await;
    let (status, text) = second(&proxy, &other, "chat", "claude-model", false).await;
    assert_eq!(status, 200, "{text}");
    let sent = providers.last().json();
    assert!(!sent.to_string().contains(SEAL), "{sent}");
    // Without its thought the turn goes on without thinking, where it would be refused otherwise.
    assert_eq!(sent["thinking"], Value::Null, "{sent}");
}
