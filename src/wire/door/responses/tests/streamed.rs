//! The stream: the documented sequence, and that no order of events breaks the protocol.

use super::validator::Validator;
use super::{echo, rendering};
use crate::domain::usage::Usage;
use crate::wire::chat::{ChatResponse, Collector, Delta, Event, Finish, Part};
use crate::wire::door::responses::{Encoder, render};
use crate::wire::door::testing::{arguments, delta};
use crate::wire::format::responses::Decoder;
use crate::wire::format::{Frame, Notes};
use crate::wire::frame::{SseSplitter, sse_data};
use bytes::BytesMut;
use proptest::prelude::*;
use serde_json::{Value, json};

fn text(text: &str) -> Event {
    delta(Delta::Text(text.to_owned()))
}

fn start(call: u32) -> Event {
    delta(Delta::ToolStart {
        call,
        id: format!("call_{call}"),
        name: format!("f{call}"),
        signature: (call == 1).then(|| "seal".to_owned()),
    })
}

fn finish(finish: Finish) -> Event {
    Event::Finish {
        answer: 0,
        finish,
        stop_sequence: None,
    }
}

/// The events that a client reads, each checked for its name.
fn read(stream: &[u8]) -> Vec<Value> {
    let mut splitter = SseSplitter::default();
    splitter.push(stream);
    let mut events = Vec::new();
    while let Some(event) = splitter.next_event().expect("short events") {
        let data: Value = serde_json::from_slice(sse_data(&event).bytes()).expect("JSON");
        let line = format!("event: {}\n", data["type"].as_str().expect("a type"));
        assert!(event.starts_with(line.as_bytes()));
        events.push(data);
    }
    assert!(splitter.rest().is_none());
    events
}

fn encoded(events: &[Event]) -> BytesMut {
    let mut encoder = Encoder::new(rendering(), echo(&json!({ "user": "u" })));
    let mut out = BytesMut::new();
    for event in events {
        encoder.event(event.clone(), &mut out);
    }
    encoder.finish(&mut out);
    let length = out.len();
    encoder.event(text("late"), &mut out);
    encoder.finish(&mut out);
    encoder.fail("late", 500, &mut out);
    assert_eq!(out.len(), length, "nothing follows the end");
    out
}

fn collected(events: &[Event]) -> ChatResponse {
    Collector::of(events.iter().cloned())
}

#[test]
fn the_documented_sequence() {
    let usage = Usage {
        input: 3,
        output: 4,
        ..Usage::default()
    };
    let stream = encoded(&[
        Event::Start {
            id: "x".into(),
            model: "y".into(),
        },
        delta(Delta::Thinking("h".into())),
        delta(Delta::Thinking("m".into())),
        delta(Delta::ThinkingSignature("gAAA".into())),
        text("Hi"),
        text("!"),
        delta(Delta::Annotation(
            json!({ "type": "url_citation", "url": "https://h" }),
        )),
        start(0),
        arguments(0, "{}"),
        Event::Usage(usage),
        finish(Finish::ToolCalls),
    ]);
    let events = read(&stream);
    let kinds: Vec<&str> = events
        .iter()
        .filter_map(|event| event["type"].as_str())
        .collect();
    assert_eq!(
        kinds,
        [
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.reasoning_summary_part.added",
            "response.reasoning_summary_text.delta",
            "response.reasoning_summary_text.delta",
            "response.reasoning_summary_text.done",
            "response.reasoning_summary_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.delta",
            "response.output_text.annotation.added",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.output_item.done",
            "response.completed",
        ]
    );
    assert_eq!(
        events[11],
        json!({ "type": "response.output_text.delta", "sequence_number": 11, "item_id": "msg_1_1",
            "output_index": 1, "content_index": 0, "delta": "Hi", "logprobs": [] })
    );
    assert_eq!(
        events[19],
        json!({ "type": "response.function_call_arguments.done", "sequence_number": 19, "item_id": "fc_1_2",
            "output_index": 2, "name": "f0", "arguments": "{}" })
    );
    let last = &events[21]["response"];
    assert_eq!(
        (&last["user"], &last["usage"]["total_tokens"]),
        (&json!("u"), &json!(7))
    );
}

#[test]
fn parallel_calls_keep_their_own_index_and_id() {
    let events = read(&encoded(&[
        start(0),
        start(1),
        arguments(1, "{\"b\""),
        arguments(0, "{\"a\":"),
        text("meanwhile"),
        arguments(1, ":2}"),
        arguments(0, "1}"),
    ]));
    Validator::check(&events);
    let output = &events.last().expect("an end")["response"]["output"];
    assert_eq!(
        (&output[0]["call_id"], &output[0]["arguments"]),
        (&json!("call_0"), &json!("{\"a\":1}"))
    );
    assert_eq!(
        (&output[1]["call_id"], &output[1]["arguments"]),
        (&json!("call_1__thought__seal"), &json!("{\"b\":2}"))
    );
}

#[test]
fn sources_without_text_and_seals_without_thoughts_are_not_lost() {
    let events = read(&encoded(&[
        delta(Delta::Annotation(
            json!({ "type": "file_path", "file_id": "f", "index": 0 }),
        )),
        delta(Delta::Thinking("a".into())),
        delta(Delta::ThinkingSignature("s1".into())),
        delta(Delta::Thinking(String::new())),
        delta(Delta::ThinkingSignature("s2".into())),
        delta(Delta::RedactedThinking("r".into())),
    ]));
    Validator::check(&events);
    let output = &events.last().expect("an end")["response"]["output"];
    let seals: Vec<_> = (0..3).map(|at| &output[at]["encrypted_content"]).collect();
    assert_eq!(seals, ["s1", "s2", "redacted_thinking:r"]);
    assert_eq!(output[3]["content"][0]["annotations"][0]["file_id"], "f");
}

#[test]
fn log_probabilities_stand_at_their_text() {
    let token = |token: &str| {
        delta(Delta::Logprobs(
            json!({ "content": [{ "token": token, "logprob": -1.0 }] }),
        ))
    };
    let events = read(&encoded(&[
        token("a"),
        text("a"),
        text("b"),
        token("b"),
        start(0),
    ]));
    let of = |kind: &str| {
        events
            .iter()
            .find(|event| event["type"] == kind)
            .expect("an event")
    };
    assert_eq!(
        of("response.output_text.delta")["logprobs"][0]["token"],
        "a"
    );
    let all = &of("response.output_text.done")["logprobs"];
    assert_eq!(
        (&all[0]["token"], &all[1]["token"]),
        (&json!("a"), &json!("b"))
    );
    assert_eq!(&of("response.content_part.done")["part"]["logprobs"], all);
}

#[test]
fn a_failure_ends_the_stream() {
    let mut encoder = Encoder::new(rendering(), echo(&json!({})));
    let mut out = BytesMut::new();
    encoder.event(delta(Delta::Thinking("done".into())), &mut out);
    encoder.event(text("half"), &mut out);
    encoder.fail("it broke", 429, &mut out);
    encoder.finish(&mut out);
    let events = read(&out);
    let [.., error, failed] = &events[..] else {
        panic!("two events");
    };
    assert_eq!(
        (&error["type"], &error["code"], &error["message"]),
        (
            &json!("error"),
            &json!("rate_limit_exceeded"),
            &json!("it broke")
        )
    );
    assert_eq!(failed["type"], "response.failed");
    assert_eq!(failed["response"]["status"], "failed");
    assert_eq!(
        failed["response"]["error"],
        json!({ "code": "rate_limit_exceeded", "message": "it broke" })
    );
    assert_eq!(
        failed["response"]["output"].as_array().map(Vec::len),
        Some(1)
    );
    assert_eq!(failed["sequence_number"], events.len() - 1);
}

fn any_event() -> impl Strategy<Value = Event> {
    let word = "[a-z\"\\\\é]{1,4}";
    prop_oneof![
        4 => word.prop_map(|word| delta(Delta::Text(word))),
        2 => word.prop_map(|word| delta(Delta::Thinking(word))),
        1 => word.prop_map(|word| delta(Delta::ThinkingSignature(word))),
        1 => word.prop_map(|word| delta(Delta::RedactedThinking(word))),
        1 => word.prop_map(|word| delta(Delta::Refusal(word))),
        3 => (0..4_u32).prop_map(start),
        4 => (0..4_u32, word).prop_map(|(call, word)| arguments(call, &word)),
        1 => word.prop_map(|url| delta(Delta::Annotation(json!({ "type": "url_citation", "url": url })))),
        1 => Just(delta(Delta::Image { media_type: "image/png".into(), data: "QUJD".into() })),
        1 => Just(delta(Delta::Text(String::new()))),
        1 => Just(delta(Delta::Thinking(String::new()))),
        1 => word.prop_map(|token| delta(Delta::Logprobs(json!({ "content": [{ "token": token, "logprob": 0.0 }] })))),
        1 => Just(Event::Usage(Usage { input: 1, output: 2, ..Usage::default() })),
        1 => Just(Event::ServiceTier("default".into())),
        1 => Just(Event::Start { id: "i".into(), model: "m".into() }),
        1 => prop::sample::select(&[Finish::Stop, Finish::Length, Finish::ToolCalls, Finish::ContentFilter]).prop_map(finish),
        1 => Just(Event::Delta { answer: 1, delta: Delta::Text("another answer".into()) }),
    ]
}

/// Events whose whole answer is unambiguous: each call begins once, nothing is empty, and what stands
/// beside the text (sources, log probabilities) is left to the tests above.
fn plain(events: Vec<Event>) -> Vec<Event> {
    let mut begun = Vec::new();
    let keep = |event: &Event| match event {
        Event::Delta { answer: 0, delta } => match delta {
            Delta::Text(text) | Delta::Thinking(text) => !text.is_empty(),
            Delta::Annotation(_) | Delta::Logprobs(_) => false,
            Delta::ToolStart { call, .. } => {
                let new = !begun.contains(call);
                begun.push(*call);
                new
            }
            _ => true,
        },
        Event::Delta { .. } => false,
        _ => true,
    };
    events.into_iter().filter(keep).collect()
}

proptest! {
    #[test]
    fn no_order_of_events_breaks_the_protocol(events in prop::collection::vec(any_event(), 0..40)) {
        Validator::check(&read(&encoded(&events)));
    }

    #[test]
    fn the_last_event_is_the_whole_answer(events in prop::collection::vec(any_event(), 0..40)) {
        let events = plain(events);
        let streamed = read(&encoded(&events));
        let whole = render(&collected(&events), &rendering(), &echo(&json!({ "user": "u" })));
        let whole: Value = serde_json::from_slice(&whole).expect("JSON");
        prop_assert_eq!(&streamed.last().expect("an end")["response"], &whole);
    }

    #[test]
    fn what_is_said_can_be_read_back(events in prop::collection::vec(any_event(), 0..40)) {
        let events = plain(events);
        let mut decoder = Decoder::new(Notes::default());
        let mut back = Vec::new();
        for event in read(&encoded(&events)) {
            let data = event.to_string();
            let frame = Frame { event: "", data: data.as_bytes() };
            decoder.frame(frame, &mut back).expect("well-formed");
        }
        prop_assert_eq!(decoder.end(&mut back), Ok(()));
        prop_assert_eq!(words(&collected(&back)), words(&collected(&events)));
    }
}

/// All words of an answer, kind by kind: what must survive whatever becomes of their borders.
fn words(response: &ChatResponse) -> (String, String, String, Vec<String>) {
    let (mut said, mut refused, mut thought, mut calls) =
        (String::new(), String::new(), String::new(), Vec::new());
    for part in response.answers.iter().flat_map(|answer| &answer.parts) {
        match part {
            Part::Text { text, .. } => said.push_str(text),
            Part::Refusal { text } => refused.push_str(text),
            Part::Thinking { text, .. } => thought.push_str(text),
            Part::ToolCall(call) => {
                let arguments = if call.arguments.is_empty() {
                    "{}"
                } else {
                    &call.arguments
                };
                calls.push(format!("{}({arguments})", call.name));
            }
            _ => {}
        }
    }
    (said, refused, thought, calls)
}
