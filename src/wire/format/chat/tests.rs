use super::*;
use crate::domain::deployment::Deployment;
use crate::domain::usage::Usage;
use crate::wire::chat::{
    CacheMark, ChatRequest, Collector, Effort, Part, Reasoning, Role, Source, Tool, ToolCall,
    ToolChoice, Turn,
};
use crate::wire::door;
use crate::wire::door::openai::Controls;
use crate::wire::format::{Flow, Frame, Notes, Outgoing, Target, WireError};
use crate::wire::json::Object;
use bytes::Bytes;
use serde_json::{Value, json};

fn sent(asked: &ChatRequest, provider: &str, model: &str) -> Result<Outgoing, WireError> {
    let (deployment, controls) = (Deployment::sample(provider, model), Controls::default());
    request(asked, &Target::new(&deployment, model, &controls))
}

fn body(outgoing: &Outgoing) -> Value {
    serde_json::from_slice(&outgoing.body).expect("JSON")
}

fn turn(role: Role, parts: Vec<Part>) -> Turn {
    Turn {
        role,
        parts,
        name: None,
    }
}

#[test]
fn a_request_of_this_dialect_comes_out_as_it_went_in() {
    let asked = json!({
        "model": "gpt-4o",
        "messages": [
            {"role": "system", "content": "be brief"},
            {"role": "user", "content": [
                {"type": "text", "text": "look"},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA", "detail": "low"}},
                {"type": "file", "file": {"filename": "a.pdf", "file_data": "data:application/pdf;base64,BB"}},
                {"type": "input_audio", "input_audio": {"data": "CC", "format": "wav"}}]},
            {"role": "assistant", "content": null, "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{\"a\":1}"}}]},
            {"role": "tool", "tool_call_id": "c1", "content": "42"},
            {"role": "user", "content": "and?"}],
        "stream": true,
        "tools": [{"type": "function", "function": {"name": "f", "description": "d", "strict": true,
            "parameters": {"type": "object", "properties": {}}}}],
        "tool_choice": {"type": "function", "function": {"name": "f"}}, "parallel_tool_calls": false,
        "max_tokens": 9, "temperature": 0.25, "top_p": 0.5, "stop": ["a"], "seed": 1, "n": 2, "presence_penalty": 0.5,
        "frequency_penalty": -0.5, "logit_bias": {"1": 2}, "logprobs": true, "top_logprobs": 2,
        "response_format": {"type": "json_schema", "json_schema": {"name": "s", "schema": {"type": "object"}, "strict": true}},
        "user": "u", "service_tier": "flex", "verbosity": "low", "store": true,
    });
    let object = Object::parse(Bytes::from(asked.to_string())).expect("an object");
    let hub = door::chat::parse(&object).expect("accepted");
    let mut said = body(&sent(&hub, "openai", "gpt-4o").expect("sayable"));
    assert_eq!(
        said["stream_options"].take(),
        json!({"include_usage": true})
    );
    said.as_object_mut()
        .expect("an object")
        .remove("stream_options");
    assert_eq!(said, asked);
}

#[test]
fn results_of_tools_come_before_the_rest_of_their_turn() {
    let result = |id: &str, is_error| Part::ToolResult {
        call_id: id.into(),
        parts: vec![Part::text("out")],
        is_error,
        cache: None,
    };
    let asked = ChatRequest {
        turns: vec![turn(
            Role::User,
            vec![Part::text("go on"), result("a", false), result("b", true)],
        )],
        ..ChatRequest::default()
    };
    let said = body(&sent(&asked, "openai", "gpt-4o").expect("sayable"));
    assert_eq!(
        said["messages"],
        json!([
        {"role": "tool", "tool_call_id": "a", "content": "out"},
        {"role": "tool", "tool_call_id": "b", "content": "Error: out"},
        {"role": "user", "content": "go on"}])
    );
}

#[test]
fn thoughts_and_marks_go_where_they_are_known() {
    let asked = ChatRequest {
        turns: vec![
            turn(
                Role::User,
                vec![Part::Text {
                    text: "q".into(),
                    cache: Some(CacheMark::Hour),
                }],
            ),
            turn(
                Role::Assistant,
                vec![
                    Part::Thinking {
                        text: "hm".into(),
                        signature: Some("s".into()),
                    },
                    Part::text("a"),
                ],
            ),
        ],
        ..ChatRequest::default()
    };
    let known = body(&sent(&asked, "openrouter", "anthropic/x").expect("sayable"));
    assert_eq!(
        known["messages"][0]["content"][0]["cache_control"],
        json!({"type": "ephemeral", "ttl": "1h"})
    );
    assert_eq!(known["messages"][1]["reasoning_content"], "hm");
    let unknown = body(&sent(&asked, "openai", "gpt-4o").expect("sayable"));
    assert_eq!(
        unknown["messages"],
        json!([{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}])
    );
}

#[test]
fn long_names_are_cut_and_come_back() {
    let long = "mcp__a_server_with_a_name__".repeat(4);
    let asked = ChatRequest {
        tools: vec![Tool::Function {
            name: long.clone(),
            description: None,
            parameters: None,
            strict: None,
            cache: None,
        }],
        tool_choice: Some(ToolChoice::Named(long.clone())),
        turns: vec![turn(
            Role::Assistant,
            vec![Part::ToolCall(ToolCall {
                name: long.clone(),
                id: "c".into(),
                ..ToolCall::default()
            })],
        )],
        ..ChatRequest::default()
    };
    let outgoing = sent(&asked, "openai", "gpt-4o").expect("sayable");
    let said = body(&outgoing);
    let name = said["tools"][0]["function"]["name"]
        .as_str()
        .expect("a name");
    assert_eq!(name.len(), 64);
    assert_eq!(said["tool_choice"]["function"]["name"], name);
    assert_eq!(
        said["messages"][0]["tool_calls"][0]["function"]["name"],
        name
    );
    assert_eq!(outgoing.notes.client_name(name), long);
}

#[test]
fn reasoning_is_said_in_words_the_model_knows() {
    let effort = |reasoning, model: &str| {
        let asked = ChatRequest {
            reasoning: Some(reasoning),
            ..ChatRequest::default()
        };
        sent(&asked, "openai", model).map(|outgoing| body(&outgoing)["reasoning_effort"].clone())
    };
    assert_eq!(
        effort(Reasoning::Budget(5_000), "gpt-5-mini"),
        Ok(json!("high"))
    );
    assert_eq!(
        effort(Reasoning::Adaptive(None), "gpt-5-mini"),
        Ok(json!("medium"))
    );
    let max = Reasoning::Effort {
        effort: Effort::Max,
        summary: None,
    };
    assert_eq!(effort(max, "gpt-5-mini"), Ok(json!("high")));
    assert!(
        matches!(effort(Reasoning::Budget(1), "gpt-4o"), Err(WireError::Unsupported { params, .. }) if params == ["reasoning_effort"])
    );
}

#[test]
fn what_cannot_be_said_is_refused() {
    let hosted = ChatRequest {
        tools: vec![Tool::Hosted(json!({"type": "computer_20250124"}))],
        ..ChatRequest::default()
    };
    assert!(
        matches!(sent(&hosted, "openai", "gpt-4o"), Err(WireError::Unsayable(why)) if why.contains("computer_20250124"))
    );
    let file = Part::Image {
        source: Source::File {
            id: "file_1".into(),
        },
        detail: None,
        cache: None,
    };
    let uploaded = ChatRequest {
        turns: vec![turn(Role::User, vec![file])],
        ..ChatRequest::default()
    };
    assert!(matches!(
        sent(&uploaded, "openai", "gpt-4o"),
        Err(WireError::Unsayable(_))
    ));
}

/// Chunks as in the OpenAI API reference, with two calls whose arguments are interleaved.
const CHUNKS: &[&str] = &[
    r#"{"id":"c1","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}"#,
    r#"{"id":"c1","model":"m","choices":[{"index":0,"delta":{"reasoning_content":"hm"}}]}"#,
    r#"{"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":"Hi"}}]}"#,
    r#"{"id":"c1","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}}]}"#,
    r#"{"id":"c1","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b__thought__s","type":"function","function":{"name":"g","arguments":"{"}}]}}]}"#,
    r#"{"id":"c1","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":1}"}},{"index":1,"function":{"arguments":"}"}}]}}]}"#,
    r#"{"id":"c1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
    r#"{"id":"c1","model":"m","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":4,"completion_tokens_details":{"reasoning_tokens":1}}}"#,
    "[DONE]",
];

const WHOLE: &str = r#"{"id":"c1","model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant",
    "reasoning_content":"hm","content":"Hi","tool_calls":[
    {"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},
    {"id":"b__thought__s","type":"function","function":{"name":"g","arguments":"{}"}}]}}],
    "usage":{"prompt_tokens":5,"completion_tokens":4,"completion_tokens_details":{"reasoning_tokens":1}}}"#;

#[test]
fn a_stream_says_what_the_whole_answer_says() {
    let (mut decoder, mut events) = (Decoder::new(Notes::default()), Vec::new());
    for (at, chunk) in CHUNKS.iter().enumerate() {
        let frame = Frame {
            event: "",
            data: chunk.as_bytes(),
        };
        let flow = decoder.frame(frame, &mut events).expect("a chunk");
        assert_eq!(flow == Flow::Done, at == CHUNKS.len() - 1);
    }
    let collected = Collector::of(events);
    let streamed = collected;
    assert_eq!(
        streamed,
        response(WHOLE.as_bytes(), &Notes::default()).expect("an answer")
    );
    let used = Usage {
        input: 5,
        output: 3,
        reasoning: 1,
        ..Usage::default()
    };
    assert_eq!(streamed.usage, Some(used));
    assert!(
        matches!(&streamed.answers[0].parts[3], Part::ToolCall(call) if call.signature.as_deref() == Some("s"))
    );
}

#[test]
fn broken_answers_are_faults() {
    let mut decoder = Decoder::new(Notes::default());
    let mut events = Vec::new();
    let mut frame = |data: &str| {
        decoder.frame(
            Frame {
                event: "",
                data: data.as_bytes(),
            },
            &mut events,
        )
    };
    assert_eq!(
        frame("{").expect_err("a fault").code,
        Some("upstream_invalid_response")
    );
    let told = frame(r#"{"error":{"message":"slow down","code":429}}"#).expect_err("a fault");
    assert_eq!(told.status, 429);
    frame(CHUNKS[2]).expect("a chunk");
    assert_eq!(
        decoder.end(&mut events).expect_err("cut").code,
        Some("upstream_truncated")
    );
    for body in ["", "{}", "[]", "<html>"] {
        assert_eq!(
            response(body.as_bytes(), &Notes::default())
                .expect_err(body)
                .status,
            502
        );
    }
}
