use super::super::request;
use super::object;
use crate::domain::deployment::Deployment;
use crate::wire::door;
use crate::wire::door::openai::Controls;
use crate::wire::format::{Format, Outgoing, Target, WireError};
use crate::wire::params::{Defaults, fill};
use serde_json::{Value, json};

fn sent_to(model: &str, asked: &Value, drop_params: bool) -> Result<Outgoing, WireError> {
    let mut hub = door::chat::parse(&object(asked)).expect("accepted");
    let mut deployment = Deployment::sample("cohere_chat", model);
    deployment.default_params = vec![("safety_mode".into(), "\"STRICT\"".into())];
    deployment.extra_body = vec![("priority".into(), "3".into())];
    let controls = Controls {
        drop_params: Some(drop_params),
        ..Controls::default()
    };
    let defaults = Defaults::of(&deployment, model).expect("sayable");
    fill(&mut hub, &defaults.expect("some").hub);
    Format::Cohere.request(&hub, &Target::new(&deployment, model, &controls))
}

fn said(extra: &Value) -> Value {
    let mut asked = json!({ "messages": [{ "role": "user", "content": "hi" }] });
    let members = asked.as_object_mut().expect("an object");
    members.extend(extra.as_object().expect("an object").clone());
    let sent = sent_to("command-a-03-2025", &asked, false).expect("sayable");
    assert_eq!(sent.path, "/chat");
    serde_json::from_slice(&sent.body).expect("JSON")
}

fn tool(name: &str) -> Value {
    json!({ "type": "function", "function": { "name": name, "description": "d",
        "parameters": { "type": "object", "properties": { "q": { "type": "string" } } } } })
}

#[test]
fn parameters_have_coheres_names() {
    let body = said(
        &json!({ "max_completion_tokens": 9, "temperature": 0.5, "top_p": 0.9, "top_k": 3, "seed": 7,
        "stop": "end", "frequency_penalty": 0.1, "presence_penalty": 0.2, "logprobs": true, "n": 1, "stream": true,
        "parallel_tool_calls": true, "service_tier": "auto", "reasoning_effort": "none",
        "documents": [{ "data": { "text": "t" } }], "response_format": { "type": "json_object" } }),
    );
    assert_eq!(
        body,
        json!({ "model": "command-a-03-2025", "messages": [{ "role": "user", "content": "hi" }], "stream": true,
            "max_tokens": 9, "stop_sequences": ["end"], "temperature": 0.5, "p": 0.9, "frequency_penalty": 0.1,
            "presence_penalty": 0.2, "k": 3, "seed": 7, "logprobs": true,
            "response_format": { "type": "json_object" }, "documents": [{ "data": { "text": "t" } }],
            "safety_mode": "STRICT", "priority": 3 })
    );
    let schema = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let body = said(
        &json!({ "safety_mode": "NONE", "response_format": { "type": "json_schema",
        "json_schema": { "name": "x", "schema": schema } } }),
    );
    assert_eq!(
        body["response_format"],
        json!({ "type": "json_object", "json_schema": schema })
    );
    // What the client says counts before the operator's default.
    assert_eq!(body["safety_mode"], "NONE");
}

#[test]
fn thinking_is_counted_in_tokens() {
    for (effort, thinking) in [
        ("none", json!({ "type": "disabled" })),
        ("low", json!({ "type": "enabled", "token_budget": 1024 })),
        ("high", json!({ "type": "enabled", "token_budget": 4096 })),
    ] {
        let asked = json!({ "messages": [{ "role": "user", "content": "hi" }], "reasoning_effort": effort });
        let sent = sent_to("command-a-reasoning-08-2025", &asked, false).expect("sayable");
        let body: Value = serde_json::from_slice(&sent.body).expect("JSON");
        assert_eq!(body["thinking"], thinking, "{effort}");
    }
    // A model that is known not to think.
    let asked =
        json!({ "messages": [{ "role": "user", "content": "hi" }], "reasoning_effort": "high" });
    let no = sent_to("command-a-03-2025", &asked, false).expect_err("refused");
    assert!(no.to_string().contains("\"reasoning_effort\""), "{no}");
    let sent = sent_to("command-a-03-2025", &asked, true).expect("dropped");
    let body: Value = serde_json::from_slice(&sent.body).expect("JSON");
    assert!(body.get("thinking").is_none(), "{body}");
}

#[test]
fn tools_are_offered_as_the_choice_has_it() {
    let tools = json!([tool("f"), tool("g")]);
    for (choice, word, offered) in [
        (json!("auto"), Value::Null, 2),
        (json!("none"), json!("NONE"), 2),
        (json!("required"), json!("REQUIRED"), 2),
        (
            json!({ "type": "function", "function": { "name": "g" } }),
            json!("REQUIRED"),
            1,
        ),
    ] {
        let body = said(&json!({ "tools": tools, "tool_choice": choice }));
        assert_eq!(body["tool_choice"], word, "{choice}");
        let sent = body["tools"].as_array().expect("tools");
        assert_eq!(sent.len(), offered, "{choice}");
        let last = tools[1].clone();
        assert_eq!(sent.last(), Some(&last), "{choice}");
        assert!(body.get("strict_tools").is_none(), "{body}");
    }
    let mut strict = tool("f");
    strict["function"]["strict"] = json!(true);
    // A tool that needs nothing cannot be strict there.
    assert!(
        said(&json!({ "tools": [strict] }))
            .get("strict_tools")
            .is_none()
    );
    strict["function"]["parameters"]["required"] = json!(["q"]);
    assert_eq!(said(&json!({ "tools": [strict] }))["strict_tools"], true);
    let asked = json!({ "messages": [], "tools": tools,
        "tool_choice": { "type": "function", "function": { "name": "h" } } });
    let no = sent_to("m", &asked, false)
        .expect_err("refused")
        .to_string();
    assert!(no.contains("\"h\""), "{no}");
}

#[test]
fn a_conversation_keeps_its_plans_calls_results_and_pictures() {
    let body = said(&json!({ "messages": [
        { "role": "developer", "content": "be brief" },
        { "role": "user", "content": [{ "type": "text", "text": "a" },
            { "type": "image_url", "image_url": { "url": "https://x/y.png", "detail": "low" } }] },
        { "role": "assistant", "content": null, "reasoning_content": "I look it up", "tool_calls": [
            { "id": "c1", "type": "function", "function": { "name": "f", "arguments": "{\"a\":1}" } }] },
        { "role": "tool", "tool_call_id": "c1", "content": "42" },
        { "role": "assistant", "content": "it is 42", "reasoning_content": "so" },
    ], "tools": [tool("f")] }));
    assert_eq!(
        body["messages"],
        json!([
            { "role": "system", "content": "be brief" },
            { "role": "user", "content": [{ "type": "text", "text": "a" },
                { "type": "image_url", "image_url": { "url": "https://x/y.png", "detail": "low" } }] },
            { "role": "assistant", "tool_plan": "I look it up", "tool_calls": [
                { "id": "c1", "type": "function", "function": { "name": "f", "arguments": "{\"a\":1}" } }] },
            { "role": "tool", "tool_call_id": "c1", "content": [{ "type": "document", "document": { "data": "42" } }] },
            { "role": "assistant", "content": [{ "type": "thinking", "thinking": "so" }, { "type": "text", "text": "it is 42" }] },
        ])
    );
    // A failed tool, as Anthropic's clients tell it.
    let hub = door::messages::parse(&object(&json!({ "model": "m", "max_tokens": 5, "messages": [
        { "role": "user", "content": [{ "type": "tool_result", "tool_use_id": "c1", "is_error": true, "content": "no" },
            { "type": "text", "text": "again" }] }] })))
    .expect("accepted");
    let deployment = Deployment::sample("cohere", "m");
    let controls = Controls::default();
    let sent = request(&hub, &Target::new(&deployment, "m", &controls)).expect("sayable");
    let body: Value = serde_json::from_slice(&sent.body).expect("JSON");
    assert_eq!(
        body["messages"],
        json!([
            { "role": "tool", "tool_call_id": "c1", "content": [{ "type": "document", "document": { "data": "Error: no" } }] },
            { "role": "user", "content": "again" },
        ])
    );
}

#[test]
fn what_cannot_be_said_is_refused_by_name_or_dropped() {
    let user = |content: Value| json!([{ "role": "user", "content": content }]);
    let asked = json!({ "messages": user(json!("hi")), "n": 2, "top_logprobs": 3, "parallel_tool_calls": false,
        "logit_bias": { "5": 1 }, "user": "u", "service_tier": "flex" });
    let no = sent_to("m", &asked, false)
        .expect_err("refused")
        .to_string();
    for name in [
        "n",
        "top_logprobs",
        "parallel_tool_calls",
        "logit_bias",
        "user",
        "service_tier",
    ] {
        assert!(no.contains(&format!("{name:?}")), "{name}: {no}");
    }
    let sent = sent_to("m", &asked, true).expect("dropped");
    let body: Value = serde_json::from_slice(&sent.body).expect("JSON");
    assert_eq!(
        body.as_object().map(serde_json::Map::len),
        Some(5),
        "{body}"
    );
    for part in [
        json!({ "type": "input_audio", "input_audio": { "data": "aGk=", "format": "wav" } }),
        json!({ "type": "file", "file": { "file_data": "data:application/pdf;base64,aGk=", "filename": "a.pdf" } }),
    ] {
        let asked = json!({ "messages": user(json!([part])) });
        let no = sent_to("m", &asked, true).expect_err("refused").to_string();
        assert!(no.contains("Cohere's messages cannot hold"), "{no}");
    }
}
