mod order;

use super::*;
use crate::domain::usage::Usage;
use crate::wire::chat::{Collector, Delta, Event, Finish, Part};
use crate::wire::door::Door;
use crate::wire::door::testing::{object, rendering, written};
use proptest::prelude::*;
use serde_json::{Value, json};

fn delta(answer: u32, delta: Delta) -> Event {
    Event::Delta { answer, delta }
}

fn finish(answer: u32) -> Event {
    Event::Finish {
        answer,
        finish: Finish::Length,
        stop_sequence: None,
    }
}

#[test]
fn a_prompt_is_a_turn_and_parameters_are_those_of_chats() {
    let asked = parse(&object(
        &json!({ "model": "m", "prompt": ["Once"], "max_tokens": 5, "stop": "x",
        "logprobs": 2, "echo": false, "best_of": 1, "suffix": "", "seed": 3, "own": 1 }),
    ))
    .expect("accepted");
    assert_eq!(
        asked.turns[0].parts,
        [Part::Text {
            text: "Once".into(),
            cache: None
        }]
    );
    assert_eq!((asked.max_output_tokens, asked.seed), (Some(5), Some(3)));
    assert_eq!((asked.logprobs, asked.top_logprobs), (Some(true), Some(2)));
    assert_eq!(asked.extra[0].0, "own");
}

#[test]
fn what_a_chat_model_cannot_do_is_refused_with_the_reason() {
    for (body, param, reason) in [
        (
            json!({ "prompt": ["a", "b"] }),
            "prompt",
            "one prompt a call",
        ),
        (json!({ "prompt": [1, 2] }), "prompt", "no tokens"),
        (json!({ "prompt": [[1]] }), "prompt", "no tokens"),
        (json!({ "prompt": 7 }), "prompt", "a text is needed"),
        (json!({ "prompt": "a", "suffix": "b" }), "suffix", "suffix"),
        (json!({ "prompt": "a", "echo": true }), "echo", "repeat"),
        (json!({ "prompt": "a", "best_of": 3 }), "best_of", "'n'"),
        (
            json!({ "prompt": "a", "logprobs": "x" }),
            "logprobs",
            "whole number",
        ),
        (
            json!({ "prompt": "a", "tools": [] }),
            "prompt",
            "/v1/chat/completions",
        ),
    ] {
        let no = parse(&object(&body)).expect_err("refused");
        assert_eq!((no.status, no.param), (400, Some(param)), "{body}");
        assert!(no.message.contains(reason), "{}", no.message);
    }
    let wrong =
        parse(&object(&json!({ "prompt": "a", "temperature": "hot" }))).expect_err("refused");
    assert!(wrong.message.contains("temperature"), "{}", wrong.message);
}

#[test]
fn whole_and_streamed_answers_say_the_same() {
    let piece = json!({ "content": [{ "token": "wo", "logprob": -0.5, "top_logprobs": [{ "token": "wo", "logprob": -0.5 }] }] });
    let events = [
        Event::Start {
            id: "id-1".into(),
            model: "theirs".into(),
        },
        delta(0, Delta::Thinking("hm".into())),
        delta(0, Delta::Text("é".into())),
        delta(0, Delta::Logprobs(piece)),
        delta(0, Delta::Text("wo".into())),
        finish(0),
        Event::Usage(Usage {
            input: 3,
            output: 2,
            ..Usage::default()
        }),
    ];
    let whole: Value =
        serde_json::from_slice(&render(&Collector::of(events.clone()), &rendering()))
            .expect("JSON");
    assert_eq!(
        (
            &whole["id"],
            &whole["object"],
            &whole["choices"][0]["text"],
            &whole["choices"][0]["finish_reason"]
        ),
        (
            &json!("id-1"),
            &json!("text_completion"),
            &json!("éwo"),
            &json!("length")
        )
    );
    assert_eq!(whole["usage"]["total_tokens"], 5);
    let chunks = written(Door::Completions, events.into());
    let text: String = chunks
        .iter()
        .filter_map(|chunk| chunk["choices"][0]["text"].as_str())
        .collect();
    assert_eq!(text, "éwo");
    assert_eq!(
        chunks[1]["choices"][0]["logprobs"],
        json!({ "tokens": ["wo"], "token_logprobs": [-0.5], "top_logprobs": [{ "wo": -0.5 }], "text_offset": [1] })
    );
    assert_eq!(chunks[2]["choices"][0]["finish_reason"], "length");
    assert_eq!(
        (&chunks[3]["choices"], &chunks[3]["usage"]["prompt_tokens"]),
        (&json!([]), &json!(3))
    );
    assert!(
        chunks
            .iter()
            .all(|chunk| chunk["id"] == "id-1" && chunk["model"] == "mine")
    );
}

fn any_event() -> impl Strategy<Value = Event> {
    let answer = 0..2_u32;
    prop_oneof![
        (answer.clone(), "[a-z]{0,3}").prop_map(|(of, text)| delta(of, Delta::Text(text))),
        (answer.clone(), "[a-z]{0,3}").prop_map(|(of, text)| delta(of, Delta::Refusal(text))),
        answer
            .clone()
            .prop_map(|of| delta(of, Delta::Thinking("t".into()))),
        answer
            .clone()
            .prop_map(|of| delta(of, Delta::Logprobs(json!({ "content": [] })))),
        answer.prop_map(finish),
        Just(Event::Usage(Usage::default())),
        Just(Event::Start {
            id: "s".into(),
            model: "m".into()
        }),
    ]
}

proptest! {
    /// No text after an answer's end, one end for each, usage last and once.
    #[test]
    fn no_order_of_events_makes_a_forbidden_stream(events in proptest::collection::vec(any_event(), 0..20)) {
        let told = events.iter().any(|event| matches!(event, Event::Usage(_)));
        let chunks = written(Door::Completions, events);
        order::check(&chunks);
        let usages = chunks.iter().filter(|chunk| chunk["choices"].get(0).is_none()).count();
        prop_assert_eq!(usages, usize::from(told));
    }
}
