use super::*;
use crate::domain::deployment::Deployment;
use crate::domain::usage::Usage;
use crate::wire::chat::{Collector, Finish, Part};
use crate::wire::door;
use crate::wire::door::openai::Controls;
use crate::wire::format::{Flow, Frame, Notes, Outgoing, Target, WireError};
use crate::wire::json::Object;
use bytes::Bytes;
use serde_json::{Value, json};

const MODEL: &str = "claude-sonnet-4-5";

/// A request of an OpenAI client, sent to a model.
fn sent_to(model: &str, asked: &Value, drop_params: bool) -> Result<Outgoing, WireError> {
    let object = Object::parse(Bytes::from(asked.to_string())).expect("an object");
    let hub = door::chat::parse(&object).expect("accepted");
    let deployment = Deployment::sample("anthropic", model);
    let controls = Controls {
        drop_params: Some(drop_params),
        ..Controls::default()
    };
    request(&hub, &Target::new(&deployment, model, &controls))
}

fn said(extra: Value) -> Value {
    let mut asked = json!({ "messages": [{ "role": "user", "content": "hi" }] });
    asked
        .as_object_mut()
        .expect("an object")
        .extend(extra.as_object().expect("an object").clone());
    let sent = sent_to(MODEL, &asked, false).expect("sayable");
    serde_json::from_slice(&sent.body).expect("JSON")
}

#[test]
fn a_conversation_is_put_in_anthropics_order() {
    let body = said(json!({ "messages": [
        { "role": "user", "content": "first" },
        { "role": "system", "content": "late" },
        { "role": "developer", "content": [{ "type": "text", "text": "dev", "cache_control": { "type": "ephemeral" } }] },
        { "role": "user", "content": [{ "type": "image_url", "image_url": { "url": "https://x/y.png" } }] },
        { "role": "assistant", "content": "", "tool_calls": [
            { "id": "call:1", "type": "function", "function": { "name": "do it!", "arguments": "{\"a\":1}" } },
            { "id": "c2", "type": "function", "function": { "name": "g", "arguments": "nonsense" } }] },
        { "role": "tool", "tool_call_id": "call:1", "content": "one" },
        { "role": "tool", "tool_call_id": "c2", "content": [{ "type": "text", "text": "two" }] },
        { "role": "assistant", "content": "ready  " },
    ], "tools": [{ "type": "function", "function": { "name": "do it!", "description": "d" } }] }));
    assert_eq!(
        body["system"],
        json!([{ "type": "text", "text": "late" },
        { "type": "text", "text": "dev", "cache_control": { "type": "ephemeral" } }])
    );
    assert_eq!(
        body["messages"],
        json!([
        { "role": "user", "content": [{ "type": "text", "text": "first" },
            { "type": "image", "source": { "type": "url", "url": "https://x/y.png" } }] },
        { "role": "assistant", "content": [
            { "type": "tool_use", "id": "call_1", "name": "do_it_", "input": { "a": 1 } },
            { "type": "tool_use", "id": "c2", "name": "g", "input": {} }] },
        { "role": "user", "content": [
            { "type": "tool_result", "tool_use_id": "call_1", "content": "one" },
            { "type": "tool_result", "tool_use_id": "c2", "content": "two" }] },
        { "role": "assistant", "content": [{ "type": "text", "text": "ready" }] }])
    );
    assert_eq!(
        body["tools"],
        json!([{ "type": "custom", "name": "do_it_", "description": "d",
        "input_schema": { "type": "object", "properties": {} } }])
    );
}

#[test]
fn parameters_find_their_names() {
    let body = said(
        json!({ "max_completion_tokens": 9, "temperature": 0.5, "top_p": 0.9, "top_k": 3, "stop": ["a", " "],
        "user": "u-1", "stream": true, "n": 1, "service_tier": "auto", "safe": { "x": 1 } }),
    );
    for (name, value) in [
        ("max_tokens", json!(9)),
        ("temperature", json!(0.5)),
        ("top_p", json!(0.9)),
        ("top_k", json!(3)),
        ("stop_sequences", json!(["a"])),
        ("metadata", json!({ "user_id": "u-1" })),
        ("stream", json!(true)),
        ("service_tier", json!("auto")),
        ("safe", json!({ "x": 1 })),
    ] {
        assert_eq!(body[name], value, "{name}");
    }
    assert_eq!(
        said(json!({}))["max_tokens"],
        64_000,
        "the model's own limit"
    );
    for user in ["a@b.example", "+1 (555) 123-4567"] {
        assert!(
            said(json!({ "user": user })).get("metadata").is_none(),
            "{user}"
        );
    }
    let tools = json!([{ "type": "function", "function": { "name": "f" } }]);
    for (choice, parallel, told) in [
        (json!("auto"), Value::Null, json!({ "type": "auto" })),
        (
            json!("required"),
            json!(false),
            json!({ "type": "any", "disable_parallel_tool_use": true }),
        ),
        (json!("none"), json!(false), json!({ "type": "none" })),
        (
            json!({ "type": "function", "function": { "name": "f" } }),
            Value::Null,
            json!({ "type": "tool", "name": "f" }),
        ),
        (
            Value::Null,
            json!(false),
            json!({ "type": "auto", "disable_parallel_tool_use": true }),
        ),
    ] {
        let body =
            said(json!({ "tools": tools, "tool_choice": choice, "parallel_tool_calls": parallel }));
        assert_eq!(body["tool_choice"], told, "{choice} {parallel}");
    }
}

#[test]
fn what_has_no_word_is_refused_by_name_or_dropped() {
    let asked = json!({ "messages": [{ "role": "user", "content": "hi" }], "seed": 1, "n": 2, "logit_bias": { "1": 1 },
        "presence_penalty": 0.5, "store": true });
    let Err(WireError::Unsupported { mut params, .. }) = sent_to(MODEL, &asked, false) else {
        panic!("sent")
    };
    params.sort();
    assert_eq!(
        params,
        ["logit_bias", "n", "presence_penalty", "seed", "store"]
    );
    let body: Value =
        serde_json::from_slice(&sent_to(MODEL, &asked, true).expect("dropped").body).expect("JSON");
    assert_eq!(
        body.as_object().map(serde_json::Map::len),
        Some(3),
        "{body}"
    );
    let audio = json!({ "messages": [{ "role": "user", "content": [{ "type": "input_audio", "input_audio": { "data": "A", "format": "wav" } }] }] });
    assert!(matches!(
        sent_to(MODEL, &audio, false),
        Err(WireError::Unsayable(_))
    ));
    let silent = json!({ "messages": [{ "role": "system", "content": "s" }] });
    assert!(matches!(
        sent_to(MODEL, &silent, false),
        Err(WireError::Unsayable(_))
    ));
}

#[test]
fn thinking_is_said_as_the_model_knows_it() {
    let body = said(json!({ "reasoning_effort": "high" }));
    assert_eq!(
        body["thinking"],
        json!({ "type": "enabled", "budget_tokens": 4096 })
    );
    assert_eq!(
        said(json!({ "reasoning_effort": "low", "max_tokens": 500 })).get("thinking"),
        None,
        "no room for it"
    );
    let capped = said(
        json!({ "thinking": { "type": "enabled", "budget_tokens": 9000 }, "max_tokens": 3000 }),
    );
    assert_eq!(capped["thinking"]["budget_tokens"], 2999);
    let forced = said(
        json!({ "reasoning_effort": "low", "tool_choice": "required",
        "tools": [{ "type": "function", "function": { "name": "f" } }] }),
    );
    assert_eq!(forced["tool_choice"], json!({ "type": "auto" }));
    // The thought that led to the open call is gone: without it thinking is impossible.
    let lost = said(json!({ "reasoning_effort": "low", "messages": [
        { "role": "user", "content": "hi" },
        { "role": "assistant", "content": null, "tool_calls": [{ "id": "a", "type": "function", "function": { "name": "f", "arguments": "{}" } }] },
        { "role": "tool", "tool_call_id": "a", "content": "x" }] }));
    assert_eq!(
        (lost.get("thinking"), &lost["tools"][0]["name"]),
        (None, &json!("dummy_tool"))
    );
    let adaptive = sent_to(
        "claude-opus-4-7",
        &json!({ "messages": [{ "role": "user", "content": "hi" }], "reasoning_effort": "minimal" }),
        false,
    );
    let body: Value = serde_json::from_slice(&adaptive.expect("sayable").body).expect("JSON");
    assert_eq!(
        (&body["thinking"]["type"], &body["output_config"]),
        (&json!("adaptive"), &json!({ "effort": "low" }))
    );
}

#[test]
fn structured_output_is_native_or_a_tool() {
    let schema = json!({ "type": "object", "properties": { "n": { "$ref": "#/$defs/N" } }, "$defs": { "N": { "type": "string", "minLength": 2 } } });
    let format = json!({ "type": "json_schema", "json_schema": { "name": "s", "schema": schema } });
    let asked =
        json!({ "messages": [{ "role": "user", "content": "hi" }], "response_format": format });
    let native = sent_to(MODEL, &asked, false).expect("sayable");
    let body: Value = serde_json::from_slice(&native.body).expect("JSON");
    assert_eq!(
        body["output_format"]["schema"],
        json!({ "type": "object", "additionalProperties": false,
        "properties": { "n": { "type": "string", "description": "Note: minimum length: 2." } } })
    );
    assert!(
        native
            .headers
            .iter()
            .any(|(name, value)| *name == "anthropic-beta" && value.contains("structured-outputs"))
    );
    let older = sent_to("claude-3-haiku-20240307", &asked, false).expect("sayable");
    let body: Value = serde_json::from_slice(&older.body).expect("JSON");
    assert_eq!(
        body["tool_choice"],
        json!({ "type": "tool", "name": "json_tool_call" })
    );
    let answer = json!({ "id": "m", "model": "x", "content": [{ "type": "tool_use", "id": "t", "name": "json_tool_call", "input": { "n": "ab" } }],
        "stop_reason": "tool_use", "usage": { "input_tokens": 1, "output_tokens": 1 } });
    let read = response(answer.to_string().as_bytes(), &older.notes).expect("an answer");
    assert_eq!(
        (&read.answers[0].parts[0], read.answers[0].finish),
        (&Part::text("{\"n\":\"ab\"}"), Finish::Stop)
    );
}

/// Events as in Anthropic's documentation of streaming, with thinking, text and two calls.
const EVENTS: &[&str] = &[
    r#"{"type":"message_start","message":{"id":"msg_1","model":"m","content":[],"usage":{"input_tokens":10,"cache_read_input_tokens":3,"cache_creation_input_tokens":4,"cache_creation":{"ephemeral_1h_input_tokens":1},"output_tokens":1}}}"#,
    r#"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}"#,
    r#"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}"#,
    r#"{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"seal"}}"#,
    r#"{"type":"content_block_stop","index":0}"#,
    r#"{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}"#,
    r#"{"type":"ping"}"#,
    r#"{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hi"}}"#,
    r#"{"type":"content_block_stop","index":1}"#,
    r#"{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"a","name":"f","input":{}}}"#,
    r#"{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"x\":"}}"#,
    r#"{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"1}"}}"#,
    r#"{"type":"content_block_stop","index":2}"#,
    r#"{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"b","name":"g","input":{}}}"#,
    r#"{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{}"}}"#,
    r#"{"type":"content_block_stop","index":3}"#,
    r#"{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":20}}"#,
    r#"{"type":"message_stop"}"#,
];

const WHOLE: &str = r#"{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[
    {"type":"thinking","thinking":"hm","signature":"seal"},{"type":"text","text":"Hi"},
    {"type":"tool_use","id":"a","name":"f","input":{"x":1}},{"type":"tool_use","id":"b","name":"g","input":{}}],
    "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":10,"cache_read_input_tokens":3,
    "cache_creation_input_tokens":4,"cache_creation":{"ephemeral_1h_input_tokens":1},"output_tokens":20}}"#;

#[test]
fn a_stream_says_what_the_whole_answer_says() {
    let (mut decoder, mut events) = (Decoder::new(Notes::default()), Vec::new());
    for (at, data) in EVENTS.iter().enumerate() {
        let flow = decoder
            .frame(
                Frame {
                    event: "",
                    data: data.as_bytes(),
                },
                &mut events,
            )
            .expect("an event");
        assert_eq!(flow == Flow::Done, at == EVENTS.len() - 1);
    }
    let collected = Collector::of(events);
    let streamed = collected;
    let used = Usage {
        input: 10,
        cache_read: 3,
        cache_write: 3,
        cache_write_1h: 1,
        output: 20,
        ..Usage::default()
    };
    assert_eq!(streamed.usage, Some(used));
    assert_eq!(
        streamed,
        response(WHOLE.as_bytes(), &Notes::default()).expect("an answer")
    );
}

#[test]
fn broken_answers_are_faults() {
    let run = |frames: &[&str]| {
        let (mut decoder, mut events) = (Decoder::new(Notes::default()), Vec::new());
        for data in frames {
            decoder.frame(
                Frame {
                    event: "",
                    data: data.as_bytes(),
                },
                &mut events,
            )?;
        }
        decoder.end(&mut events)
    };
    assert_eq!(
        run(&EVENTS[..8]).expect_err("cut").code,
        Some("upstream_truncated")
    );
    assert!(
        run(&EVENTS[..EVENTS.len() - 1]).is_ok(),
        "only the last event is missing"
    );
    let overloaded =
        r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#;
    let fault = run(&[overloaded]).expect_err("an error");
    assert_eq!((fault.status, fault.retryable), (529, true));
    assert_eq!(
        run(&["{"]).expect_err("no JSON").code,
        Some("upstream_invalid_response")
    );
    let long = super::fault(400, None, br#"{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 9 tokens"}}"#);
    assert_eq!(
        (long.kind.class(), long.retryable),
        ("ContextWindowExceededError", false)
    );
    for body in ["", "{}", "<html>"] {
        assert_eq!(
            response(body.as_bytes(), &Notes::default())
                .expect_err(body)
                .status,
            502
        );
    }
}
