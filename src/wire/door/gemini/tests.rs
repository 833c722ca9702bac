mod order;

use super::*;
use crate::domain::deployment::Deployment;
use crate::wire::chat::{Collector, Delta, Event, Finish, Part};
use crate::wire::door::Door;
use crate::wire::door::openai::Controls;
use crate::wire::door::testing::{
    answer, arguments, delta, object, rendering, shuffled, start, written,
};
use crate::wire::format::{Frame, Notes, Target, gemini as format};
use proptest::prelude::*;
use serde_json::{Value, json};

fn rich() -> Value {
    json!({
        "systemInstruction": {"parts": [{"text": "be brief"}]},
        "contents": [
            {"role": "user", "parts": [{"text": "look"}, {"inlineData": {"mimeType": "image/png", "data": "AAAA"}}]},
            {"role": "model", "parts": [{"text": "hm", "thought": true, "thoughtSignature": "c2ln"},
                {"functionCall": {"id": "c1", "name": "f", "args": {"a": 1}}, "thoughtSignature": "c2ln"}]},
            {"role": "user", "parts": [{"functionResponse": {"id": "c1", "name": "f", "response": {"n": 42}}}, {"text": "and?"}]}],
        "tools": [{"functionDeclarations": [{"name": "f", "description": "d", "parametersJsonSchema": {"type": "object", "properties": {"a": {"type": "integer"}}}}]}],
        "toolConfig": {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["f"]}},
        "generationConfig": {"maxOutputTokens": 9, "temperature": 0.5, "topP": 0.9, "topK": 3, "stopSequences": ["a"], "seed": 7,
            "candidateCount": 2, "responseMimeType": "application/json", "thinkingConfig": {"thinkingBudget": 2000, "includeThoughts": true}},
    })
}

#[test]
fn a_rich_request_comes_out_as_it_went_in() {
    let hub = parse(&object(&rich())).expect("accepted");
    let (deployment, controls) = (
        Deployment::sample("gemini", "gemini-2.5-flash"),
        Controls::default(),
    );
    let sent = format::request(
        &hub,
        &Target::new(&deployment, "gemini-2.5-flash", &controls),
    )
    .expect("sayable");
    let said: Value = serde_json::from_slice(&sent.body).expect("JSON");
    for member in [
        "systemInstruction",
        "contents",
        "toolConfig",
        "generationConfig",
    ] {
        assert_eq!(said[member], rich()[member], "{member}");
    }
    assert_eq!(said["tools"][0]["functionDeclarations"][0]["name"], "f");
}

#[test]
fn both_spellings_are_understood() {
    let snake = json!({
        "system_instruction": {"parts": [{"text": "s"}]},
        "contents": [{"parts": [{"text": "q"}]},
            {"role": "model", "parts": [{"function_call": {"name": "f", "args": {}}}, {"function_call": {"name": "f", "args": {}}}]},
            {"role": "function", "parts": [{"function_response": {"name": "f", "response": {"result": "one"}}}, {"function_response": {"name": "f", "response": {"error": "no"}}}]}],
        "tools": [{"function_declarations": [{"name": "f", "parameters": {"type": "OBJECT", "properties": {"a": {"type": "STRING", "nullable": true}}}}]}, {"google_search": {}}],
        "generation_config": {"max_output_tokens": 5, "response_schema": {"type": "OBJECT"}},
    });
    let hub = parse(&object(&snake)).expect("accepted");
    assert_eq!((hub.turns.len(), hub.max_output_tokens), (4, Some(5)));
    let ids: Vec<_> = hub
        .turns
        .iter()
        .flat_map(|turn| &turn.parts)
        .filter_map(|part| match part {
            Part::ToolCall(call) => Some(call.id.clone()),
            Part::ToolResult {
                call_id, is_error, ..
            } => Some(format!("{call_id} {is_error}")),
            _ => None,
        })
        .collect();
    assert_eq!(
        ids,
        ["call_0", "call_1", "call_0 false", "call_1 true"],
        "results without ids find their calls in order"
    );
    assert!(hub.web_search.is_some());
    assert!(
        format!("{:?}", hub.tools[0]).contains("null"),
        "{:?}",
        hub.tools[0]
    );
    for (body, told) in [
        (json!({"contents": 7}), "'contents'"),
        (
            json!({"contents": [{"role": "robot", "parts": []}]}),
            "contents[0]",
        ),
        (
            json!({"contents": [], "generationConfig": {"temperature": "hot"}}),
            "temperature",
        ),
        (
            json!({"contents": [], "tools": [{"functionDeclarations": [{"name": "f", "parameters": "x"}]}]}),
            "the parameters of 'f' must be an object",
        ),
        (
            json!({"contents": [{"parts": [{"inlineData": {"data": "x"}}]}]}),
            "'mimeType'",
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
    let said = [
        delta(Delta::Thinking("hm".into())),
        delta(Delta::Text("Hé".into())),
        delta(Delta::Text("llo".into())),
        start(0, "a", Some("c2ln")),
        start(1, "b", None),
        arguments(1, "{\"x\""),
        arguments(0, "{}"),
        arguments(1, ":1}"),
    ];
    answer(said, Finish::ToolCalls)
}

#[test]
fn a_stream_says_what_the_whole_answer_says() {
    let frames = written(Door::Gemini, events());
    let (mut decoder, mut read) = (format::Decoder::new(Notes::default()), Vec::new());
    for frame in &frames {
        let data = frame.to_string();
        decoder
            .frame(
                Frame {
                    event: "",
                    data: data.as_bytes(),
                },
                &mut read,
            )
            .expect("an event");
    }
    decoder.end(&mut read).expect("complete");
    let collected = Collector::of(read);
    let streamed = collected;
    let collected = Collector::of(events());
    let whole = render(&collected, &rendering());
    assert_eq!(
        format::response(&whole, &Notes::default()).expect("an answer"),
        streamed
    );
    let last = &frames[frames.len() - 1];
    assert_eq!(
        last["usageMetadata"],
        json!({"promptTokenCount": 7, "candidatesTokenCount": 3, "totalTokenCount": 11,
        "cachedContentTokenCount": 2, "thoughtsTokenCount": 1})
    );
    assert_eq!(
        last["candidates"][0]["content"]["parts"][1]["functionCall"],
        json!({"id": "b", "name": "f1", "args": {"x": 1}})
    );
}

proptest! {
    #[test]
    fn no_order_of_events_breaks_the_protocol(order in Just((0..events().len()).collect::<Vec<_>>()).prop_shuffle()) {
        let frames = written(Door::Gemini, shuffled(&events(), &order));
        order::check(&frames);
    }
}
