//! Answers: streamed and whole say the same, however the bytes are cut.

use super::{CASES, fixture, payloads};
use crate::domain::usage::Usage;
use crate::wire::chat::{ChatResponse, Collector, Delta, Event, Finish, Part};
use crate::wire::fault::{Fault, FaultKind};
use crate::wire::format::responses::{Decoder, response, usage};
use crate::wire::format::{Flow, Frame, Notes};
use proptest::prelude::*;

fn decode(payloads: &[Vec<u8>], notes: &Notes) -> Result<Vec<Event>, Fault> {
    let mut decoder = Decoder::new(notes.clone());
    let mut events = Vec::new();
    for data in payloads {
        let frame = Frame { event: "", data };
        if decoder.frame(frame, &mut events)? == Flow::Done {
            break;
        }
    }
    decoder.end(&mut events)?;
    Ok(events)
}

fn collected(events: Vec<Event>) -> ChatResponse {
    let mut collector = Collector::default();
    for event in events {
        collector.push(event);
    }
    collector.finish()
}

fn whole(case: &str) -> ChatResponse {
    response(&fixture(case, "whole.json"), &Notes::default()).expect("an answer")
}

fn parts(case: &str) -> Vec<Part> {
    whole(case).answers.remove(0).parts
}

#[test]
fn a_stream_says_what_the_whole_answer_says() {
    for case in CASES {
        let stream = fixture(case, "stream.sse");
        let events = decode(&payloads(&[&stream]), &Notes::default()).expect("an answer");
        assert!(
            matches!(&events[0], Event::Start { id, .. } if id == "resp_1"),
            "{case}"
        );
        assert_eq!(collected(events), whole(case), "{case}");
    }
}

proptest! {
    #[test]
    fn split_anywhere_same_events(
        case in prop::sample::select(CASES),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..24),
    ) {
        let stream = fixture(case, "stream.sse");
        let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(stream.len() + 1)).collect();
        at.extend([0, stream.len()]);
        at.sort_unstable();
        let pieces: Vec<&[u8]> = at.windows(2).map(|pair| &stream[pair[0]..pair[1]]).collect();
        let notes = Notes::default();
        prop_assert_eq!(decode(&payloads(&pieces), &notes), decode(&payloads(&[&stream]), &notes));
    }
}

#[test]
fn answers_are_read_into_the_hub() {
    let text = whole("text");
    assert_eq!(text.id, "resp_1");
    assert_eq!(text.model, "gpt-4.1-2025-04-14");
    assert_eq!(
        text.answers[0].parts,
        [Part::text("Hi there! How can I assist you today?")]
    );
    assert_eq!(text.answers[0].finish, Finish::Stop);
    assert_eq!(text.service_tier.as_deref(), Some("default"));

    let calls = whole("parallel_calls");
    assert_eq!(calls.answers[0].finish, Finish::ToolCalls);
    let Part::ToolCall(first) = &calls.answers[0].parts[0] else {
        panic!("a call");
    };
    assert_eq!(first.id, "call_unLAR8MvFNptuiZK6K6HCy5k");
    assert_eq!(
        first.arguments,
        r#"{"location":"Boston, MA","unit":"celsius"}"#
    );
    let expected = Usage {
        input: 99,
        cache_read: 128,
        cache_write: 64,
        output: 23,
        ..Usage::default()
    };
    assert_eq!(calls.usage, Some(expected));

    let thinking = |text: &str, seal: Option<&str>| Part::Thinking {
        text: text.to_owned(),
        signature: seal.map(str::to_owned),
    };
    assert_eq!(
        parts("reasoning")[..2],
        [
            thinking(
                "**Responding to a greeting**\n\nThe user just said hello.\n\nI could answer in kind.",
                Some("gAAAAABqE2V_sealed")
            ),
            thinking("", Some("gAAAAABqE2V_second")),
        ]
    );
    let reasoned = whole("reasoning").usage.expect("usage");
    assert_eq!((reasoned.output, reasoned.reasoning), (203, 832));
    assert_eq!(
        parts("reasoning_text")[0],
        thinking("The user wants a number. Seven.", None)
    );
    let refusal = Part::Refusal {
        text: "I'm sorry, I cannot assist with that.".to_owned(),
    };
    assert_eq!(parts("refusal"), [refusal]);
    assert_eq!(whole("incomplete").answers[0].finish, Finish::Length);
    let cited = whole("citations").answers.remove(0);
    assert_eq!(cited.annotations[0]["url_citation"]["title"], "A page");
    assert_eq!(cited.annotations[1]["type"], "file_citation");
    assert_eq!(
        cited.logprobs.expect("log probabilities")["content"][0]["token"],
        "As "
    );
    assert!(matches!(parts("only_the_end")[1], Part::Image { .. }));
}

#[test]
fn interleaved_calls_are_counted_from_0() {
    let events = decode(
        &payloads(&[&fixture("parallel_calls", "stream.sse")]),
        &Notes::default(),
    );
    let calls: Vec<(u32, bool)> = events
        .expect("an answer")
        .into_iter()
        .filter_map(|event| match event {
            Event::Delta { delta, .. } => match delta {
                Delta::ToolStart { call, .. } => Some((call, true)),
                Delta::ToolArguments { call, .. } => Some((call, false)),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let expected = [
        (0, true),
        (0, false),
        (1, true),
        (1, false),
        (0, false),
        (1, false),
    ];
    assert_eq!(calls, expected);
}

#[test]
fn changed_names_are_changed_back() {
    let notes = Notes {
        names: vec![("get_current_weather".to_owned(), "weather.now".to_owned())],
        ..Notes::default()
    };
    let answer = response(&fixture("parallel_calls", "whole.json"), &notes).expect("an answer");
    assert!(
        matches!(&answer.answers[0].parts[1], Part::ToolCall(call) if call.name == "weather.now")
    );
}

#[test]
fn why_an_answer_ended() {
    for (ending, finish) in [
        (r#""status":"completed""#, Finish::Stop),
        (r#""model":"without a status""#, Finish::Stop),
        (
            r#""status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}"#,
            Finish::Length,
        ),
        (
            r#""status":"incomplete","incomplete_details":{"reason":"content_filter"}"#,
            Finish::ContentFilter,
        ),
        (
            r#""status":"incomplete","incomplete_details":{"reason":"steered"}"#,
            Finish::Stop,
        ),
        (
            r#""status":"incomplete","incomplete_details":null"#,
            Finish::Length,
        ),
    ] {
        let body = format!(r#"{{"output":[],{ending}}}"#);
        let answer = response(body.as_bytes(), &Notes::default()).expect("an answer");
        assert_eq!(answer.answers[0].finish, finish, "{ending}");
    }
}

fn one(frame: &str) -> Fault {
    decode(&[frame.as_bytes().to_vec()], &Notes::default()).expect_err("a fault")
}

#[test]
fn failures_inside_a_stream_are_faults() {
    let flat = one(
        r#"{"type":"error","code":"rate_limit_exceeded","message":"Slow down.","param":null,"sequence_number":1}"#,
    );
    assert_eq!(
        (flat.kind, flat.status, flat.retryable),
        (FaultKind::RateLimit, 429, true)
    );
    assert_eq!(flat.message, "Slow down.");
    let nested = one(
        r#"{"type":"error","error":{"type":"invalid_request_error","code":"context_length_exceeded","message":"Your input exceeds the context window of this model.","param":"input"}}"#,
    );
    assert_eq!(
        (nested.kind, nested.param.as_deref()),
        (FaultKind::ContextWindowExceeded, Some("input"))
    );
    let failed = one(
        r#"{"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"The model failed to generate a response."}}}"#,
    );
    assert_eq!(
        (failed.kind, failed.status),
        (FaultKind::InternalServer, 500)
    );
    for nothing in ["null", "[]", "7"] {
        let silent = r#"{"type":"response.failed","response":{"status":"failed","error":NOTHING}}"#;
        assert_eq!(one(&silent.replace("NOTHING", nothing)).status, 500);
    }
    for (code, status) in [
        ("insufficient_quota", 429),
        ("invalid_prompt", 400),
        ("server_is_overloaded", 503),
        ("vector_store_timeout", 504),
        ("503", 503),
    ] {
        let fault = one(&format!(
            r#"{{"type":"error","code":"{code}","message":"no"}}"#
        ));
        assert_eq!(fault.status, status, "{code}");
    }
}

#[test]
fn failures_in_a_whole_answer_are_faults() {
    let of = |body: &str| response(body.as_bytes(), &Notes::default()).expect_err("a fault");
    let failed = of(
        r#"{"status":"failed","error":{"code":"rate_limit_exceeded","message":"m"},"output":[]}"#,
    );
    assert_eq!(failed.kind, FaultKind::RateLimit);
    for body in [
        "",
        "[]",
        "{}",
        r#"{"output":null}"#,
        r#"{"output":{}}"#,
        r#"{"status":"queued","output":[]}"#,
    ] {
        assert_eq!(of(body).code, Some("upstream_invalid_response"), "{body}");
    }
}

#[test]
fn a_stream_that_is_cut_or_is_none_is_a_fault() {
    let all = payloads(&[&fixture("text", "stream.sse")]);
    let cut = decode(&all[..all.len() - 1], &Notes::default()).expect_err("a fault");
    assert_eq!(cut.code, Some("upstream_truncated"));
    for frame in [
        "{",
        "7",
        r#"{"type":"response.created","response":7}"#,
        r#"{"type":"response.completed","response":{"output":7}}"#,
    ] {
        assert_eq!(
            one(frame).code,
            Some("upstream_invalid_response"),
            "{frame}"
        );
    }
}

#[test]
fn unknown_events_and_members_are_passed_over() {
    let mut all = payloads(&[&fixture("text", "stream.sse")]);
    let plain = decode(&all, &Notes::default());
    for strange in [
        r#"{"type":"response.novel.delta","delta":{"x":1},"output_index":"one"}"#,
        r#"{"type":"keepalive","sequence_number":9}"#,
        r#"{"type":"response.function_call_arguments.delta","output_index":7,"delta":"{"}"#,
        r#"{"type":"response.output_text.annotation.added","annotation":null}"#,
        "[DONE]",
        "",
    ] {
        all.insert(3, strange.as_bytes().to_vec());
    }
    assert_eq!(decode(&all, &Notes::default()), plain);
}

#[test]
fn the_name_of_an_event_may_stand_outside() {
    let mut decoder = Decoder::new(Notes::default());
    let mut events = Vec::new();
    let frame = Frame {
        event: "response.output_text.delta",
        data: br#"{"delta":"x"}"#,
    };
    assert_eq!(decoder.frame(frame, &mut events), Ok(Flow::More));
    let delta = Delta::Text("x".to_owned());
    assert_eq!(events, [Event::Delta { answer: 0, delta }]);
}

#[test]
fn usage_is_counted_once() {
    let read = usage(
        r#"{"input_tokens":100,"output_tokens":50,"total_tokens":150,
            "input_tokens_details":{"cached_tokens":40,"cache_write_tokens":30,
              "cache_write_tokens_details":{"ttl_12h_tokens":10,"ttl_30m_tokens":20},"audio_tokens":null},
            "output_tokens_details":{"reasoning_tokens":20}}"#,
    );
    let expected = Usage {
        input: 30,
        cache_read: 40,
        cache_write: 20,
        cache_write_1h: 10,
        output: 30,
        reasoning: 20,
        ..Usage::default()
    };
    assert_eq!(read, Some(expected));
    assert_eq!(
        (expected.prompt_tokens(), expected.completion_tokens()),
        (100, 50)
    );
    let greedy = usage(
        r#"{"input_tokens":3,"input_tokens_details":{"cached_tokens":9,"cache_write_tokens":9}}"#,
    );
    assert_eq!(
        greedy.map(|usage| (usage.cache_read, usage.prompt_tokens())),
        Some((3, 3))
    );
    for raw in [
        "null",
        "{}",
        "[]",
        r#"{"input_tokens":-1}"#,
        r#"{"input_tokens":1.5}"#,
        r#"{"output_tokens":"2"}"#,
    ] {
        assert_eq!(usage(raw), None, "{raw}");
    }
}
