use super::super::{Decoder, fault, response};
use crate::domain::usage::Usage;
use crate::wire::chat::{ChatResponse, Collector, Event, Finish, Part};
use crate::wire::fault::{Fault, FaultKind};
use crate::wire::format::{Flow, Frame, Notes};
use serde_json::{Value, json};

/// API reference "Chat", put together from its examples of tools, reasoning and citations.
fn whole() -> Value {
    json!({ "id": "c14c80c3", "finish_reason": "COMPLETE",
        "message": { "role": "assistant", "tool_plan": "I will look.", "content": [
                { "type": "thinking", "thinking": "hm" }, { "type": "text", "text": "The tallest" }],
            "citations": [
                { "start": 0, "end": 3, "text": "The", "type": "TEXT_CONTENT", "sources": [
                    { "type": "document", "id": "d:0", "document": { "url": "https://x/y", "title": "Y" } },
                    { "type": "tool", "id": "t:0", "tool_output": {} }] },
                { "start": 0, "end": 1, "text": "I", "type": "PLAN", "sources": [
                    { "type": "document", "id": "d:0", "document": { "url": "https://x/z" } }] }] },
        "logprobs": [{ "token_ids": [1], "text": "The", "logprobs": [-0.5] },
            { "token_ids": [2, 3], "text": " tallest", "logprobs": [-0.25, -0.25] }],
        "usage": { "billed_units": { "input_tokens": 5.0, "output_tokens": 418 },
            "tokens": { "input_tokens": 71, "output_tokens": 420 }, "cached_tokens": 4 } })
}

#[test]
fn a_whole_answer_is_read() {
    let read = response(whole().to_string().as_bytes(), &Notes::default()).expect("an answer");
    let usage = Usage {
        input: 5,
        output: 418,
        ..Usage::default()
    };
    assert_eq!((read.id.as_str(), read.usage), ("c14c80c3", Some(usage)));
    let answer = &read.answers[0];
    let thought = |text: &str| Part::Thinking {
        text: text.to_owned(),
        signature: None,
    };
    assert_eq!(
        answer.parts,
        [
            thought("I will look."),
            thought("hm"),
            Part::text("The tallest")
        ]
    );
    assert_eq!(
        answer.annotations,
        [
            json!({ "type": "url_citation", "url_citation": { "start_index": 0, "end_index": 3, "title": "Y", "url": "https://x/y" } })
        ]
    );
    let likely = answer.logprobs.as_ref().expect("log probabilities");
    assert_eq!(
        (
            &likely["content"][1]["token"],
            &likely["content"][1]["logprob"]
        ),
        (&json!(" tallest"), &json!(-0.5))
    );
}

fn ended(word: &str, calls: &Value) -> Result<ChatResponse, Fault> {
    let body = json!({ "id": "i", "finish_reason": word, "message": { "role": "assistant", "content": null,
        "tool_calls": calls }, "usage": { "tokens": { "input_tokens": 3, "output_tokens": "x" } } });
    response(body.to_string().as_bytes(), &Notes::default())
}

#[test]
fn every_end_has_its_meaning() {
    let call = json!([{ "id": "c1", "type": "function", "function": { "name": "f", "arguments": "{\"q\":\"x\"}" } },
        { "id": "c2", "type": "function", "function": { "name": "g" } }]);
    for (word, calls, finish) in [
        ("COMPLETE", &Value::Null, Finish::Stop),
        ("STOP_SEQUENCE", &Value::Null, Finish::Stop),
        ("MAX_TOKENS", &Value::Null, Finish::Length),
        ("ERROR_TOXIC", &Value::Null, Finish::ContentFilter),
        ("TOOL_CALL", &call, Finish::ToolCalls),
        ("COMPLETE", &call, Finish::ToolCalls),
        ("SOMETHING_NEW", &Value::Null, Finish::Stop),
    ] {
        let read = ended(word, calls).expect("an answer");
        assert_eq!(read.answers[0].finish, finish, "{word}");
        assert_eq!(
            read.usage.map(|usage| (usage.input, usage.output)),
            Some((3, 0)),
            "what is no number counts for nothing"
        );
    }
    let read = ended("TOOL_CALL", &call).expect("an answer");
    let [Part::ToolCall(first), Part::ToolCall(second)] = &read.answers[0].parts[..] else {
        panic!("{:?}", read.answers[0].parts);
    };
    assert_eq!(
        (first.id.as_str(), first.arguments.as_str()),
        ("c1", "{\"q\":\"x\"}")
    );
    assert_eq!(
        (second.name.as_str(), second.arguments.as_str()),
        ("g", "{}")
    );
    for (word, status) in [("ERROR", 500), ("TIMEOUT", 504)] {
        let fault = ended(word, &Value::Null).expect_err("a fault");
        assert_eq!((fault.status, fault.retryable), (status, true), "{word}");
    }
    for broken in ["{", "[]", "{\"id\":\"x\"}"] {
        let fault = response(broken.as_bytes(), &Notes::default()).expect_err("a fault");
        assert_eq!(fault.status, 502, "{broken}");
    }
}

/// Guides "Streaming" and "Streaming for tool use", put together.
const STREAM: &str = r#"{"type":"message-start","id":"29f14a5a","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}
{"type":"tool-plan-delta","delta":{"message":{"tool_plan":"I will "}}}
{"type":"tool-plan-delta","delta":{"message":{"tool_plan":"look."}}}
{"type":"content-start","index":0,"delta":{"message":{"content":{"type":"thinking","thinking":""}}}}
{"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":" Hm."}}}}
{"type":"content-end","index":0}
{"type":"content-start","index":1,"delta":{"message":{"content":{"type":"text","text":""}}}}
{"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"The"}}},"logprobs":{"text":"The","token_ids":[1],"logprobs":[-0.5]}}
{"type":"content-delta","index":1,"delta":{"message":{"content":{"text":" sky"}}}}
{"type":"content-end","index":1}
{"type":"citation-start","index":0,"delta":{"message":{"citations":{"start":0,"end":3,"text":"The","sources":[{"type":"document","id":"d","document":{"url":"https://x/y"}}],"type":"TEXT_CONTENT"}}}}
{"type":"citation-end","index":0}
{"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"a_1","type":"function","function":{"name":"f","arguments":""}}}}}
{"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\"q\":"}}}}}
{"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"\"x\"}"}}}}}
{"type":"tool-call-end","index":0}
{"type":"tool-call-start","index":1,"delta":{"message":{"tool_calls":{"id":"b_2","type":"function","function":{"name":"g","arguments":""}}}}}
{"type":"tool-call-end","index":1}
{"type":"message-end","delta":{"finish_reason":"TOOL_CALL","usage":{"billed_units":{"input_tokens":37,"output_tokens":28},"tokens":{"input_tokens":903,"output_tokens":64}}}}
"#;

fn feed(decoder: &mut Decoder, line: &str, events: &mut Vec<Event>) -> Result<Flow, Fault> {
    let data = line.as_bytes();
    decoder.frame(Frame { event: "", data }, events)
}

#[test]
fn a_stream_adds_up() {
    let mut decoder = Decoder::new(Notes::default());
    let mut events = Vec::new();
    for line in STREAM.lines() {
        assert!(
            decoder.end(&mut Vec::new()).is_err(),
            "the stream is not over"
        );
        let flow = feed(&mut decoder, line, &mut events).expect("an event");
        assert_eq!(flow == Flow::Done, line.contains("message-end"), "{line}");
    }
    decoder.end(&mut events).expect("the end");
    let read = Collector::of(events);
    let usage = Usage {
        input: 37,
        output: 28,
        ..Usage::default()
    };
    assert_eq!((read.id.as_str(), read.usage), ("29f14a5a", Some(usage)));
    let answer = &read.answers[0];
    assert_eq!(answer.finish, Finish::ToolCalls);
    let [
        Part::Thinking { text, .. },
        Part::Text { text: said, .. },
        Part::ToolCall(first),
        Part::ToolCall(second),
    ] = &answer.parts[..]
    else {
        panic!("{:?}", answer.parts);
    };
    assert_eq!(
        (text.as_str(), said.as_str()),
        ("I will look. Hm.", "The sky")
    );
    assert_eq!(
        [
            first.id.as_str(),
            &first.name,
            &first.arguments,
            &second.id,
            &second.arguments
        ],
        ["a_1", "f", "{\"q\":\"x\"}", "b_2", "{}"]
    );
    assert_eq!(
        answer.annotations[0]["url_citation"]["title"],
        "https://x/y"
    );
    assert_eq!(
        answer
            .logprobs
            .as_ref()
            .map(|told| &told["content"][0]["bytes"]),
        Some(&json!([84, 104, 101]))
    );
}

#[test]
fn a_stream_that_fails_says_so_and_what_it_used() {
    let start = |decoder: &mut Decoder| {
        let mut events = Vec::new();
        for line in STREAM.lines().take(9) {
            feed(decoder, line, &mut events).expect("an event");
        }
    };
    let mut decoder = Decoder::new(Notes::default());
    start(&mut decoder);
    let mut events = Vec::new();
    let line = r#"{"type":"message-end","delta":{"error":"out of luck","finish_reason":"ERROR","usage":{"billed_units":{"input_tokens":3,"output_tokens":2}}}}"#;
    let fault = feed(&mut decoder, line, &mut events).expect_err("a fault");
    assert_eq!((fault.status, fault.message.as_str()), (500, "out of luck"));
    assert!(matches!(events[..], [Event::Usage(usage)] if usage.total_tokens() == 5));
    for (line, status) in [
        (r#"{"message":"too many tokens"}"#, 500),
        (r#"{"type":"content-delta","delta":7}"#, 502),
        ("{", 502),
    ] {
        let mut decoder = Decoder::new(Notes::default());
        start(&mut decoder);
        let fault = feed(&mut decoder, line, &mut Vec::new()).expect_err("a fault");
        assert_eq!(fault.status, status, "{line}");
    }
}

#[test]
fn refusals_have_their_class() {
    for (status, message, kind, out, retryable) in [
        (
            400,
            "invalid request: too many tokens: size limit exceeded by 11326 tokens.",
            FaultKind::ContextWindowExceeded,
            400,
            false,
        ),
        (
            400,
            "invalid request: message must be at least 1 token long",
            FaultKind::BadRequest,
            400,
            false,
        ),
        (
            401,
            "no api key supplied",
            FaultKind::Authentication,
            502,
            true,
        ),
        (
            400,
            "invalid api token",
            FaultKind::Authentication,
            502,
            true,
        ),
        (404, "model 'x' not found", FaultKind::NotFound, 404, true),
        (
            422,
            "invalid type: parameter k is of type string",
            FaultKind::Unprocessable,
            422,
            false,
        ),
        (
            429,
            "You are using a Trial key: too many tokens",
            FaultKind::RateLimit,
            429,
            true,
        ),
        (
            498,
            "blocked input",
            FaultKind::ContentPolicyViolation,
            400,
            false,
        ),
        (
            500,
            "internal server error",
            FaultKind::InternalServer,
            500,
            true,
        ),
    ] {
        let body = json!({ "id": "r", "message": message }).to_string();
        let no = fault(status, Some("3"), body.as_bytes());
        assert_eq!(
            (no.kind, no.status, no.retryable),
            (kind, out, retryable),
            "{message}"
        );
        assert_eq!(
            (no.message.as_str(), no.retry_after_seconds),
            (message, Some(3))
        );
    }
}
