mod order;

use super::*;
use crate::wire::chat::{
    CacheMark, ChatRequest, ChatResponse, Collector, Delta, Effort, Event, Finish, OutputFormat,
    Part, Reasoning, Role, Source, Tool, ToolCall, ToolChoice,
};
use crate::wire::door::Door;
use crate::wire::door::testing::{
    answer, arguments, delta, object, rendering, shuffled, start, written,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(body: &Value) -> ChatRequest {
    parse(&object(body)).expect("accepted")
}

fn refused(body: &Value) -> String {
    parse(&object(body)).expect_err("refused").message
}

/// A request with every parameter that the hub knows, as in the OpenAI API reference.
#[test]
fn every_parameter_finds_its_place() {
    let request = read(&json!({
        "model": "m", "messages": [], "temperature": 0.5, "top_p": 1, "top_k": 3, "stop": "END", "seed": -4, "n": 2,
        "presence_penalty": 0.1, "frequency_penalty": -0.1, "logit_bias": {"5": 1}, "logprobs": true,
        "top_logprobs": 2, "max_tokens": 9, "max_completion_tokens": 8, "parallel_tool_calls": false, "user": "u",
        "service_tier": "flex", "modalities": ["text"], "verbosity": "low", "web_search_options": {},
        "reasoning_effort": "xhigh", "stream": true, "store": true, "safety_settings": [1], "metadata": {"a": "b"},
        "response_format": {"type": "json_schema", "json_schema": {"name": "s", "schema": {"type": "object"}, "strict": true}},
        "tool_choice": {"type": "function", "function": {"name": "f"}},
        "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}, "cache_control": {"type": "ephemeral", "ttl": "1h"}},
                  {"type": "web_search_20250305", "name": "web_search"}],
    }));
    assert_eq!(
        request
            .temperature
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        Some("0.5")
    );
    assert_eq!(
        (request.top_k, request.seed, request.choices),
        (Some(3), Some(-4), Some(2))
    );
    assert_eq!(
        (request.stop.as_slice(), request.max_output_tokens),
        (&["END".to_owned()][..], Some(8))
    );
    assert_eq!(
        (request.parallel_tool_calls, request.top_logprobs),
        (Some(false), Some(2))
    );
    assert_eq!(
        request.reasoning,
        Some(Reasoning::Effort {
            effort: Effort::Xhigh,
            summary: None
        })
    );
    assert_eq!(request.tool_choice, Some(ToolChoice::Named("f".into())));
    assert!(matches!(
        &request.tools[0],
        Tool::Function {
            cache: Some(CacheMark::Hour),
            ..
        }
    ));
    assert!(matches!(&request.tools[1], Tool::Hosted(tool) if tool["name"] == "web_search"));
    assert!(matches!(
        &request.output_format,
        OutputFormat::JsonSchema {
            strict: Some(true),
            ..
        }
    ));
    let names = |list: &[(String, Box<serde_json::value::RawValue>)]| -> Vec<String> {
        list.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(&request.openai), ["store"]);
    assert_eq!(
        names(&request.extra),
        ["safety_settings"],
        "the gateway's own members stay here"
    );
    assert!(request.stream && request.web_search.is_some());
}

#[test]
fn a_conversation_keeps_its_parts() {
    let request = read(&json!({ "messages": [
        {"role": "developer", "content": "be brief"},
        {"role": "user", "name": "bob", "content": [
            {"type": "text", "text": "what is this?", "cache_control": {"type": "ephemeral"}},
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA", "detail": "low"}},
            {"type": "file", "file": {"file_data": "data:application/pdf;base64,BBBB", "filename": "a.pdf"}},
            {"type": "input_audio", "input_audio": {"data": "CCCC", "format": "mp3"}}]},
        {"role": "assistant", "content": null, "thinking_blocks": [{"type": "thinking", "thinking": "hm", "signature": "s1"}],
         "tool_calls": [{"id": "call_1__thought__s2", "type": "function", "function": {"name": "f", "arguments": "{\"a\":1}"}}]},
        {"role": "tool", "tool_call_id": "call_1__thought__s2", "content": "42"},
    ] }));
    assert_eq!(request.turns[0].role, Role::Developer);
    assert_eq!(request.turns[1].name.as_deref(), Some("bob"));
    assert!(matches!(
        &request.turns[1].parts[0],
        Part::Text {
            cache: Some(CacheMark::Ephemeral),
            ..
        }
    ));
    let png = Source::Base64 {
        media_type: "image/png".into(),
        data: "AAAA".into(),
    };
    assert!(
        matches!(&request.turns[1].parts[1], Part::Image { source, detail: Some(d), .. } if *source == png && d == "low")
    );
    assert!(
        matches!(&request.turns[1].parts[2], Part::Document { name: Some(name), .. } if name == "a.pdf")
    );
    assert!(matches!(&request.turns[1].parts[3], Part::Audio { format, .. } if format == "mp3"));
    let call = ToolCall {
        id: "call_1".into(),
        name: "f".into(),
        arguments: "{\"a\":1}".into(),
        signature: Some("s2".into()),
        cache: None,
    };
    let thought = Part::Thinking {
        text: "hm".into(),
        signature: Some("s1".into()),
    };
    assert_eq!(request.turns[2].parts, [thought, Part::ToolCall(call)]);
    assert!(
        matches!(&request.turns[3].parts[0], Part::ToolResult { call_id, parts, .. }
        if call_id == "call_1" && *parts == [Part::text("42")])
    );
}

#[test]
fn older_functions_are_tools() {
    let request = read(&json!({
        "functions": [{"name": "f", "parameters": {"type": "object"}}], "function_call": {"name": "f"},
        "messages": [{"role": "assistant", "content": null, "function_call": {"name": "f", "arguments": "{}"}},
                     {"role": "function", "name": "f", "content": "1"}],
    }));
    assert_eq!(request.tools.len(), 1);
    assert_eq!(request.tool_choice, Some(ToolChoice::Named("f".into())));
    assert!(matches!(&request.turns[0].parts[0], Part::ToolCall(call) if call.id == "f"));
    assert!(
        matches!(&request.turns[1].parts[0], Part::ToolResult { call_id, .. } if call_id == "f")
    );
    assert!(request.openai.is_empty());
}

#[test]
fn what_is_of_the_wrong_type_is_refused_by_name() {
    for (body, told) in [
        (
            json!({"messages": [], "temperature": "hot"}),
            "'temperature'",
        ),
        (
            json!({"messages": [{"role": "robot", "content": ""}]}),
            "messages[0]",
        ),
        (json!({"messages": [{"content": ""}]}), "'role' is missing"),
        (
            json!({"messages": [{"role": "user", "content": [{"type": "smell"}]}]}),
            "'smell'",
        ),
        (
            json!({"messages": [], "response_format": {"type": "xml"}}),
            "'response_format'",
        ),
        (
            json!({"messages": [], "reasoning_effort": "huge"}),
            "'reasoning_effort'",
        ),
        (
            json!({"messages": [], "tools": [{"function": {}}]}),
            "'tools'",
        ),
        (
            json!({"messages": [], "tools": [{"type": "function", "function": {"name": "f", "parameters": []}}]}),
            "'parameters' must be an object",
        ),
    ] {
        let said = refused(&body);
        assert!(said.contains(told), "{said}");
    }
}

fn events() -> Vec<Event> {
    let said = [
        delta(Delta::Thinking("hm".into())),
        delta(Delta::ThinkingSignature("seal".into())),
        delta(Delta::Text("Hé".into())),
        delta(Delta::Text("llo".into())),
        start(4, "a", None),
        start(9, "b", None),
        arguments(9, "{\"x\""),
        arguments(4, "{}"),
        arguments(9, ":1}"),
        start(11, "c", None),
    ];
    answer(said, Finish::Stop)
}

/// Content, reasoning, calls as id, name, arguments, and why it ended.
type Sum = (String, String, Vec<(String, String, String)>, Vec<String>);

/// Adds chunks up as the SDKs of OpenAI do.
fn add_up(chunks: &[Value]) -> Sum {
    let (mut content, mut reasoning, mut calls, mut finish) =
        (String::new(), String::new(), Vec::new(), Vec::new());
    for chunk in chunks {
        let choice = &chunk["choices"][0];
        let delta = &choice["delta"];
        content += delta["content"].as_str().unwrap_or_default();
        reasoning += delta["reasoning_content"].as_str().unwrap_or_default();
        for call in delta["tool_calls"].as_array().into_iter().flatten() {
            let at = usize::try_from(call["index"].as_u64().expect("an index")).expect("small");
            if let Some(id) = call["id"].as_str() {
                assert_eq!(at, calls.len(), "calls are numbered as they begin");
                let name = call["function"]["name"].as_str().expect("a name");
                calls.push((id.to_owned(), name.to_owned(), String::new()));
            }
            calls[at].2 += call["function"]["arguments"].as_str().unwrap_or_default();
        }
        finish.extend(choice["finish_reason"].as_str().map(str::to_owned));
    }
    (content, reasoning, calls, finish)
}

#[test]
fn a_stream_adds_up_to_the_answer() {
    let chunks = written(Door::OpenAi, events());
    assert_eq!(chunks[0]["choices"][0]["delta"]["role"], "assistant");
    assert!(
        chunks
            .iter()
            .all(|chunk| chunk["id"] == "up" && chunk["model"] == "mine" && chunk["created"] == 7)
    );
    let (content, reasoning, calls, finish) = add_up(&chunks);
    assert_eq!(
        (content.as_str(), reasoning.as_str(), finish),
        ("Héllo", "hm", vec!["tool_calls".to_owned()])
    );
    let expected = [
        ("a", "f4", "{}"),
        ("b", "f9", "{\"x\":1}"),
        ("c", "f11", "{}"),
    ];
    let expected = expected
        .map(|(id, name, arguments)| (id.to_owned(), name.to_owned(), arguments.to_owned()));
    assert_eq!(calls, expected);
    let last = &chunks[chunks.len() - 1]["usage"];
    assert_eq!(
        (
            &last["prompt_tokens"],
            &last["completion_tokens"],
            &last["total_tokens"]
        ),
        (&json!(7), &json!(4), &json!(11))
    );
    assert_eq!(last["prompt_tokens_details"]["cached_tokens"], 2);

    let collected = Collector::of(events());
    let whole: Value = serde_json::from_slice(&render(&collected, &rendering())).expect("JSON");
    let message = &whole["choices"][0]["message"];
    assert_eq!(
        (&message["content"], &message["reasoning_content"]),
        (&json!("Héllo"), &json!("hm"))
    );
    assert_eq!(
        message["thinking_blocks"],
        json!([{"type": "thinking", "thinking": "hm", "signature": "seal"}])
    );
    assert_eq!(
        message["tool_calls"][1]["function"]["arguments"],
        "{\"x\":1}"
    );
    assert_eq!(message["tool_calls"][2]["function"]["arguments"], "{}");
    assert_eq!(whole["choices"][0]["finish_reason"], "tool_calls");
}

#[test]
fn an_empty_answer_is_still_an_answer() {
    let chunks = written(Door::OpenAi, Vec::new());
    assert_eq!(chunks.len(), 1);
    assert_eq!(chunks[0]["choices"][0]["finish_reason"], "stop");
    assert_eq!(chunks[0]["id"], "chatcmpl-0");
    let whole: Value =
        serde_json::from_slice(&render(&ChatResponse::default(), &rendering())).expect("JSON");
    assert_eq!(whole["object"], "chat.completion");
}

proptest! {
    #[test]
    fn no_order_of_events_breaks_the_protocol(order in Just((0..events().len()).collect::<Vec<_>>()).prop_shuffle()) {
        let chunks = written(Door::OpenAi, shuffled(&events(), &order));
        order::check(&chunks);
        let (.., finish) = add_up(&chunks);
        prop_assert_eq!(finish.len(), 1);
        let ends = chunks.iter().position(|chunk| chunk["choices"][0].get("finish_reason").is_some());
        prop_assert_eq!(ends, Some(chunks.len() - 2), "then only usage");
    }
}
