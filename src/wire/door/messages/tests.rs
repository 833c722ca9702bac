mod order;

use super::*;
use crate::domain::deployment::Deployment;
use crate::wire::chat::{Collector, Delta, Event, Finish, Part};
use crate::wire::door::Door;
use crate::wire::door::openai::Controls;
use crate::wire::door::testing::{
    answer, arguments, delta, object, rendering, shuffled, start, written,
};
use crate::wire::format::{Frame, Notes, Target, anthropic};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A request as Claude Code makes it: marked instructions, tools, thoughts with seals, results.
fn rich() -> Value {
    json!({
        "model": "claude-sonnet-4-5", "max_tokens": 32000, "stream": true,
        "system": [{"type": "text", "text": "You are a tool.", "cache_control": {"type": "ephemeral", "ttl": "1h"}}],
        "messages": [
            {"role": "user", "content": [
                {"type": "text", "text": "look", "cache_control": {"type": "ephemeral"}},
                {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}},
                {"type": "document", "title": "a.pdf", "source": {"type": "url", "url": "https://x/a.pdf"}}]},
            {"role": "assistant", "content": [
                {"type": "thinking", "thinking": "hm", "signature": "s1"},
                {"type": "redacted_thinking", "data": "r1"},
                {"type": "text", "text": "I look."},
                {"type": "tool_use", "id": "toolu_1", "name": "Read", "input": {"path": "/x"}},
                {"type": "tool_use", "id": "toolu_2", "name": "Bash", "input": {}}]},
            {"role": "user", "content": [
                {"type": "tool_result", "tool_use_id": "toolu_1", "content": "text"},
                {"type": "tool_result", "tool_use_id": "toolu_2", "is_error": true, "content": [
                    {"type": "text", "text": "no"},
                    {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "BBBB"}}]},
                {"type": "text", "text": "go on"}]}],
        "tools": [
            {"type": "custom", "name": "Read", "description": "reads", "input_schema": {"type": "object", "properties": {"path": {"type": "string"}}}},
            {"type": "custom", "name": "Bash", "input_schema": {"type": "object", "properties": {}}, "cache_control": {"type": "ephemeral"}},
            {"type": "text_editor_20250728", "name": "str_replace_based_edit_tool"}],
        "tool_choice": {"type": "auto", "disable_parallel_tool_use": true},
        "thinking": {"type": "enabled", "budget_tokens": 10000},
        "temperature": 1.0, "top_p": 0.95, "top_k": 40, "stop_sequences": ["END"], "metadata": {"user_id": "u-1"},
    })
}

#[test]
fn a_rich_request_comes_out_as_it_went_in() {
    let asked = rich();
    let hub = parse(&object(&asked)).expect("accepted");
    let (deployment, controls) = (
        Deployment::sample("anthropic", "claude-sonnet-4-5"),
        Controls::default(),
    );
    let target = Target::new(&deployment, "claude-sonnet-4-5", &controls);
    let sent = anthropic::request(&hub, &target).expect("sayable");
    let said: Value = serde_json::from_slice(&sent.body).expect("JSON");
    assert_eq!(said, asked);
}

#[test]
fn each_form_of_wish_is_understood() {
    let read = |extra: Value| {
        let mut body =
            json!({"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "hi"}]});
        body.as_object_mut()
            .expect("an object")
            .extend(extra.as_object().expect("an object").clone());
        parse(&object(&body))
    };
    let hub = read(
        json!({"thinking": {"type": "adaptive"}, "output_config": {"effort": "high",
        "format": {"type": "json_schema", "schema": {"type": "object"}}}}),
    )
    .expect("accepted");
    assert!(
        format!("{:?}", hub.reasoning).contains("High"),
        "{:?}",
        hub.reasoning
    );
    assert!(format!("{:?}", hub.output_format).contains("JsonSchema"));
    let hub = read(
        json!({"tools": [{"type": "web_search_20250305", "name": "web_search", "max_uses": 3}]}),
    )
    .expect("accepted");
    assert_eq!(hub.web_search, Some(json!({"max_uses": 3})));
    for (extra, told) in [
        (
            json!({"messages": [{"role": "robot", "content": ""}]}),
            "messages.0: 'robot'",
        ),
        (
            json!({"messages": [{"role": "user", "content": [{"text": "x"}]}]}),
            "a block lacks 'type'",
        ),
        (
            json!({"messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "smell"}}]}]}),
            "a source must be",
        ),
        (
            json!({"tool_choice": {"type": "maybe"}}),
            "tool_choice: 'type'",
        ),
        (json!({"thinking": {"type": "enabled"}}), "'budget_tokens'"),
        (json!({"max_tokens": "many"}), "max_tokens: "),
        (json!({"tools": [{"input_schema": {}}]}), "tools.0: 'name'"),
        (
            json!({"tools": [{"name": "f", "input_schema": true}]}),
            "tools.0.custom.input_schema",
        ),
    ] {
        let no = read(extra).expect_err("refused");
        assert!(
            no.status == 400 && no.message.contains(told),
            "{}",
            no.message
        );
    }
}

fn events() -> Vec<Event> {
    let said = [
        delta(Delta::Thinking("hm".into())),
        delta(Delta::ThinkingSignature("seal".into())),
        delta(Delta::RedactedThinking("dark".into())),
        delta(Delta::Text("Hé".into())),
        delta(Delta::Text("llo".into())),
        start(0, "a", Some("s")),
        start(1, "b", None),
        arguments(1, "{\"x\""),
        arguments(0, "{\"y\":"),
        arguments(1, ":1}"),
        arguments(0, "2}"),
        delta(Delta::Text("after".into())),
    ];
    answer(said, Finish::Stop)
}

/// Reads what was written as a provider's stream again.
fn read_back(frames: &[Value]) -> Vec<Part> {
    let mut decoder = anthropic::Decoder::new(Notes::default());
    let mut events = Vec::new();
    for frame in frames {
        let data = frame.to_string();
        decoder
            .frame(
                Frame {
                    event: "",
                    data: data.as_bytes(),
                },
                &mut events,
            )
            .expect("an event");
    }
    let mut collected = Collector::of(events);
    collected.answers.remove(0).parts
}

#[test]
fn a_stream_says_what_the_whole_answer_says() {
    let frames = written(Door::Messages, events());
    order::check(&frames);
    assert_eq!(
        (&frames[0]["message"]["id"], &frames[0]["message"]["model"]),
        (&json!("up"), &json!("mine"))
    );
    let end = &frames[frames.len() - 2];
    assert_eq!(end["delta"]["stop_reason"], "tool_use");
    assert_eq!(
        end["usage"],
        json!({"input_tokens": 5, "output_tokens": 4, "cache_read_input_tokens": 2, "cache_creation_input_tokens": 0})
    );
    let calls: Vec<(String, String)> = read_back(&frames)
        .into_iter()
        .filter_map(|part| match part {
            Part::ToolCall(call) => Some((call.id, call.arguments)),
            _ => None,
        })
        .collect();
    let expected = [("a__thought__s", "{\"y\":2}"), ("b", "{\"x\":1}")];
    assert_eq!(
        calls,
        expected.map(|(id, arguments)| (id.to_owned(), arguments.to_owned()))
    );
    let collected = Collector::of(events());
    let whole: Value = serde_json::from_slice(&render(&collected, &rendering())).expect("JSON");
    let kinds: Vec<&str> = whole["content"]
        .as_array()
        .expect("blocks")
        .iter()
        .filter_map(|block| block["type"].as_str())
        .collect();
    assert_eq!(
        kinds,
        [
            "thinking",
            "redacted_thinking",
            "text",
            "text",
            "tool_use",
            "tool_use"
        ]
    );
    assert_eq!(whole["content"][0]["signature"], "seal");
    assert_eq!(whole["content"][4]["input"], json!({"y": 2}));
    assert_eq!(whole["stop_reason"], "tool_use");
}

#[test]
fn an_empty_answer_is_still_an_answer() {
    let frames = written(Door::Messages, Vec::new());
    order::check(&frames);
    assert_eq!(frames[1]["delta"]["stop_reason"], "end_turn");
}

#[test]
fn errors_carry_anthropics_types() {
    let text = String::from_utf8(error_event("slow down", 429).to_vec()).expect("UTF-8");
    assert_eq!(
        text,
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow down\"}}\n\n"
    );
    assert_eq!(
        (error_type(529), error_type(503)),
        ("overloaded_error", "api_error")
    );
}

proptest! {
    #[test]
    fn no_order_of_events_breaks_the_protocol(order in Just((0..events().len()).collect::<Vec<_>>()).prop_shuffle()) {
        order::check(&written(Door::Messages, shuffled(&events(), &order)));
    }

    /// However two calls are interleaved, each keeps its own arguments.
    #[test]
    fn calls_keep_their_arguments(order in Just(vec![0_u32, 0, 0, 1, 1, 1]).prop_shuffle()) {
        let delta = |delta| Event::Delta { answer: 0, delta };
        let mut said = vec![
            delta(Delta::ToolStart { call: 0, id: "a".into(), name: "f".into(), signature: None }),
            delta(Delta::ToolStart { call: 1, id: "b".into(), name: "g".into(), signature: None }),
        ];
        let mut pieces = [vec!["0}", "a\":", "{\""], vec!["1}", "b\":", "{\""]];
        for call in order {
            let json = pieces[call as usize].pop().expect("a piece").to_owned();
            said.push(delta(Delta::ToolArguments { call, json }));
            said.push(delta(Delta::Text(".".into())));
        }
        let calls: Vec<String> = read_back(&written(Door::Messages, said)).into_iter().filter_map(|part| match part {
            Part::ToolCall(call) => Some(call.arguments),
            _ => None,
        }).collect();
        prop_assert_eq!(calls, ["{\"a\":0}", "{\"b\":1}"]);
    }
}
