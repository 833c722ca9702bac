use super::*;
use crate::domain::usage::Usage;
use crate::wire::chat::{
    Collector, Delta, Effort, Event, Finish, Part, Reasoning, Role, Tool, ToolChoice,
};
use crate::wire::door::Rendering;
use crate::wire::json::Object;
use bytes::{Bytes, BytesMut};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::HashMap;

fn object(body: &Value) -> Object {
    Object::parse(Bytes::from(body.to_string())).expect("an object")
}

fn rendering() -> Rendering {
    Rendering {
        model: "mine".into(),
        id: "0".into(),
        created_seconds: 7,
        include_usage: true,
    }
}

/// A request as Codex makes it: instructions, functions, sealed thoughts, calls and their results.
#[test]
fn a_rich_request_finds_its_place() {
    let request = parse(&object(&json!({
        "model": "m", "instructions": "be brief", "stream": true, "store": false, "max_output_tokens": 9, "temperature": 0.5,
        "include": ["reasoning.encrypted_content"], "reasoning": {"effort": "high", "summary": "auto"},
        "text": {"verbosity": "low", "format": {"type": "json_schema", "name": "s", "schema": {"type": "object"}, "strict": true}},
        "tools": [{"type": "function", "name": "shell", "parameters": {"type": "object"}, "strict": false},
                  {"type": "web_search", "search_context_size": "low"}, {"type": "local_shell"}],
        "tool_choice": {"type": "function", "name": "shell"}, "parallel_tool_calls": false, "safety_identifier": "u",
        "input": [
            {"role": "developer", "content": [{"type": "input_text", "text": "dev"}]},
            {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "look"},
                {"type": "input_image", "image_url": "data:image/png;base64,AAAA", "detail": "low"},
                {"type": "input_file", "filename": "a.pdf", "file_data": "data:application/pdf;base64,BB"}]},
            {"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "hm"}], "encrypted_content": "seal"},
            {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "I look.", "annotations": []}]},
            {"type": "function_call", "call_id": "c1__thought__s", "name": "shell", "arguments": "{\"c\":1}"},
            {"type": "function_call", "call_id": "c2", "name": "shell", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "c1__thought__s", "output": "one"},
            {"type": "function_call_output", "call_id": "c2", "output": [{"type": "input_text", "text": "two"}]}],
    }))).expect("accepted");
    let roles: Vec<Role> = request.turns.iter().map(|turn| turn.role).collect();
    assert_eq!(
        roles,
        [
            Role::System,
            Role::Developer,
            Role::User,
            Role::Assistant,
            Role::User
        ]
    );
    assert_eq!(request.turns[2].parts.len(), 3);
    let answer = &request.turns[3].parts;
    assert_eq!(
        answer[0],
        Part::Thinking {
            text: "hm".into(),
            signature: Some("seal".into())
        }
    );
    assert!(
        matches!(&answer[2], Part::ToolCall(call) if call.id == "c1" && call.signature.as_deref() == Some("s"))
    );
    assert!(
        matches!(&request.turns[4].parts[..], [Part::ToolResult { call_id, .. }, Part::ToolResult { .. }] if call_id == "c1")
    );
    assert_eq!(
        request.reasoning,
        Some(Reasoning::Effort {
            effort: Effort::High,
            summary: Some("auto".into())
        })
    );
    assert_eq!(request.tool_choice, Some(ToolChoice::Named("shell".into())));
    assert!(matches!(
        &request.tools[..],
        [Tool::Function { .. }, Tool::Hosted(_)]
    ));
    assert_eq!(
        (request.user.as_deref(), request.max_output_tokens),
        (Some("u"), Some(9))
    );
    assert!(
        request.stream
            && request.web_search.is_some()
            && request.parallel_tool_calls == Some(false)
    );
}

#[test]
fn what_cannot_be_done_is_refused_by_name() {
    for (body, told) in [
        (json!({"input": 7}), "'input'"),
        (
            json!({"input": [{"role": "robot", "content": ""}]}),
            "input[0]",
        ),
        (
            json!({"input": [{"type": "item_reference", "id": "x"}]}),
            "not stored here",
        ),
        (
            json!({"input": "x", "previous_response_id": "resp_1"}),
            "'previous_response_id'",
        ),
        (json!({"input": "x", "background": true}), "'background'"),
        (json!({"input": "x", "tools": [{"name": "f"}]}), "tools[0]"),
        (
            json!({"input": "x", "reasoning": {"effort": "huge"}}),
            "'huge'",
        ),
    ] {
        let no = parse(&object(&body)).expect_err("refused");
        assert!(
            no.status == 400 && no.message.contains(told),
            "{}",
            no.message
        );
    }
}

fn events() -> Vec<Event> {
    let delta = |delta| Event::Delta { answer: 0, delta };
    let start = |call, id: &str| {
        delta(Delta::ToolStart {
            call,
            id: id.into(),
            name: format!("f{call}"),
            signature: None,
        })
    };
    let arguments = |call, json: &str| {
        delta(Delta::ToolArguments {
            call,
            json: json.into(),
        })
    };
    vec![
        Event::Start {
            id: "up".into(),
            model: "theirs".into(),
        },
        delta(Delta::Thinking("hm".into())),
        delta(Delta::ThinkingSignature("seal".into())),
        delta(Delta::RedactedThinking("dark".into())),
        delta(Delta::Text("Hé".into())),
        delta(Delta::Text("llo".into())),
        start(0, "a"),
        start(1, "b"),
        arguments(1, "{\"x\""),
        arguments(0, "{}"),
        arguments(1, ":1}"),
        Event::Finish {
            answer: 0,
            finish: Finish::Stop,
            stop_sequence: None,
        },
        Event::Usage(Usage {
            input: 5,
            cache_read: 2,
            output: 3,
            reasoning: 1,
            ..Usage::default()
        }),
    ]
}

fn written(events: Vec<Event>) -> Vec<Value> {
    let echo = Echo::of(&object(
        &json!({"instructions": "be brief", "tools": [{"type": "function", "name": "f0"}]}),
    ));
    let (mut encoder, mut out) = (Encoder::new(rendering(), echo), BytesMut::new());
    for event in events {
        encoder.event(event, &mut out);
    }
    encoder.finish(&mut out);
    let text = String::from_utf8(out.to_vec()).expect("UTF-8");
    let frame = |frame: &str| {
        let (name, data) = frame.split_once('\n').expect("two lines");
        let data: Value =
            serde_json::from_str(data.strip_prefix("data: ").expect("data")).expect("JSON");
        assert_eq!(name.strip_prefix("event: "), data["type"].as_str());
        data
    };
    text.split_terminator("\n\n").map(frame).collect()
}

/// What OpenAI documents: numbered events, items added before their deltas and done once, each delta
/// adding up to what `done` says, and a last event that repeats all items.
fn validate(frames: &[Value]) {
    let mut open: HashMap<u64, (String, String)> = HashMap::new();
    let mut done = Vec::new();
    for (number, frame) in frames.iter().enumerate() {
        assert_eq!(frame["sequence_number"].as_u64(), Some(number as u64));
        let kind = frame["type"].as_str().expect("a type");
        let at = frame["output_index"].as_u64();
        match kind {
            "response.output_item.added" => {
                let at = at.expect("an index");
                assert_eq!(at as usize, open.len() + done.len());
                open.insert(
                    at,
                    (
                        frame["item"]["id"].as_str().expect("an id").to_owned(),
                        String::new(),
                    ),
                );
            }
            "response.output_item.done" => {
                let (id, _) = open.remove(&at.expect("an index")).expect("open");
                assert_eq!(frame["item"]["id"], json!(id));
                done.push((at, frame["item"].clone()));
            }
            _ if kind.rsplit('.').next() == Some("delta") => {
                let (id, text) = open.get_mut(&at.expect("an index")).expect("open");
                assert_eq!(frame["item_id"], json!(id));
                text.push_str(frame["delta"].as_str().expect("a text"));
            }
            _ if kind.ends_with("_text.done") => {
                assert_eq!(frame["text"], json!(open[&at.expect("an index")].1));
            }
            _ => {}
        }
    }
    assert!(open.is_empty());
    done.sort_by_key(|(at, _)| *at);
    let items: Vec<Value> = done.into_iter().map(|(_, item)| item).collect();
    let last = &frames[frames.len() - 1];
    assert_eq!(
        (&frames[0]["type"], &last["type"]),
        (&json!("response.created"), &json!("response.completed"))
    );
    assert_eq!(last["response"]["output"], Value::Array(items));
}

#[test]
fn a_stream_says_what_the_whole_answer_says() {
    let frames = written(events());
    validate(&frames);
    let streamed = &frames[frames.len() - 1]["response"];
    let collected = Collector::of(events());
    let echo = Echo::of(&object(
        &json!({"instructions": "be brief", "tools": [{"type": "function", "name": "f0"}]}),
    ));
    let whole: Value =
        serde_json::from_slice(&render(&collected, &rendering(), &echo)).expect("JSON");
    assert_eq!(&whole, streamed);
    assert_eq!(
        whole["usage"],
        json!({"input_tokens": 7, "input_tokens_details": {"cached_tokens": 2}, "output_tokens": 4,
        "output_tokens_details": {"reasoning_tokens": 1}, "total_tokens": 11})
    );
    assert_eq!(
        (&whole["instructions"], &whole["tools"][0]["name"]),
        (&json!("be brief"), &json!("f0"))
    );
    assert_eq!(whole["output"][0]["encrypted_content"], "seal");
    assert_eq!(whole["output"][1]["encrypted_content"], "redacted:dark");
    assert_eq!(whole["output"][4]["arguments"], "{\"x\":1}");
    // What is given out comes back as it was.
    let again = parse(&object(&json!({"input": whole["output"]}))).expect("accepted");
    assert_eq!(
        again.turns[0].parts[..2],
        [
            Part::Thinking {
                text: "hm".into(),
                signature: Some("seal".into())
            },
            Part::RedactedThinking {
                data: "dark".into()
            }
        ]
    );
}

#[test]
fn an_answer_that_was_cut_says_why() {
    let cut = vec![Event::Finish {
        answer: 0,
        finish: Finish::Length,
        stop_sequence: None,
    }];
    let frames = written(cut);
    let last = &frames[frames.len() - 1];
    assert_eq!(last["type"], "response.incomplete");
    assert_eq!(
        last["response"]["incomplete_details"],
        json!({"reason": "max_output_tokens"})
    );
}

proptest! {
    #[test]
    fn no_order_of_events_breaks_the_protocol(order in Just((0..events().len()).collect::<Vec<_>>()).prop_shuffle()) {
        let shuffled: Vec<Event> = order.iter().map(|at| events()[*at].clone()).collect();
        validate(&written(shuffled));
    }
}
