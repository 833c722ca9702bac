//! From a client of this dialect through the hub to a provider of it.

use super::{deployment, target};
use crate::wire::door::responses::parse;
use crate::wire::format::responses::request;
use crate::wire::json::Object;
use bytes::Bytes;
use serde_json::{Value, json};

fn trip(body: &Value, model: &str) -> Value {
    let object = Object::parse(Bytes::from(body.to_string())).expect("an object");
    let asked = parse(&object).expect("accepted");
    let deployment = deployment("openai", model);
    let out = request(&asked, &target(&deployment)).expect("sayable");
    serde_json::from_slice(&out.body).expect("JSON")
}

/// A coding agent's request in the middle of its work (the shape of Codex: stateless, with encrypted
/// reasoning and several calls).
fn rich() -> Value {
    json!({
        "model": "gpt-5-mini",
        "instructions": "You are a coding agent.",
        "input": [
            { "type": "message", "role": "developer", "content": [{ "type": "input_text", "text": "Sandbox: read-only." }] },
            { "type": "message", "role": "user", "content": [
                { "type": "input_text", "text": "Fix the bug on this picture." },
                { "type": "input_image", "detail": "high", "image_url": "data:image/png;base64,QUJD" },
            ] },
            { "type": "reasoning", "summary": [{ "type": "summary_text", "text": "Look first." }], "encrypted_content": "gAAAAABone" },
            { "type": "message", "role": "assistant", "content": [{ "type": "output_text", "text": "I look around." }] },
            { "type": "function_call", "call_id": "call_1", "name": "shell", "arguments": "{\"command\":[\"ls\"]}" },
            { "type": "function_call", "call_id": "call_2", "name": "view_image", "arguments": "{\"path\":\"a.png\"}" },
            { "type": "function_call_output", "call_id": "call_1", "output": "src" },
            { "type": "function_call_output", "call_id": "call_2", "output": [{ "type": "input_image", "detail": "auto", "image_url": "https://h/a.png" }] },
            { "type": "reasoning", "summary": [], "encrypted_content": "gAAAAABtwo" },
            { "type": "function_call", "call_id": "call_3", "name": "shell", "arguments": "{}" },
            { "type": "function_call_output", "call_id": "call_3", "output": "ok" },
        ],
        "tools": [
            { "type": "function", "name": "shell", "parameters": { "type": "object", "properties": { "command": { "type": "array" } } }, "strict": false, "description": "Runs." },
            { "type": "web_search", "search_context_size": "low", "user_location": { "city": "Bonn", "type": "approximate" } },
        ],
        "tool_choice": "auto",
        "parallel_tool_calls": true,
        "max_output_tokens": 4096,
        "text": {
            "format": { "type": "json_schema", "name": "out", "schema": { "type": "object" }, "strict": true },
            "verbosity": "low",
        },
        "reasoning": { "effort": "medium", "summary": "auto" },
        "include": ["reasoning.encrypted_content"],
        "store": false,
        "stream": true,
    })
}

#[test]
fn a_rich_request_survives_the_hub() {
    assert_eq!(trip(&rich(), "gpt-5-mini"), rich());
}

#[test]
fn what_the_provider_or_the_gateway_keeps_stays_behind() {
    let mut asked = rich();
    for (name, value) in [
        ("metadata", json!({ "a": "b" })),
        ("previous_response_id", json!("resp_0")),
        ("prompt_cache_key", json!("k")),
        ("truncation", json!("auto")),
        ("store", json!(true)),
    ] {
        asked[name] = value;
    }
    let items = asked["input"].as_array_mut().expect("items");
    items[2]["id"] = json!("rs_1");
    items[4]["id"] = json!("fc_1");
    items[4]["status"] = json!("completed");
    items.insert(
        3,
        json!({ "type": "web_search_call", "id": "ws_1", "status": "completed" }),
    );
    assert_eq!(trip(&asked, "gpt-5-mini"), rich());
}

#[test]
fn a_seal_in_a_calls_id_does_not_reach_the_provider() {
    let mut asked = rich();
    asked["input"][4]["call_id"] = json!("call_1__thought__c2VhbA==");
    asked["input"][6]["call_id"] = json!("call_1__thought__c2VhbA==");
    assert_eq!(trip(&asked, "gpt-5-mini"), rich());
}
