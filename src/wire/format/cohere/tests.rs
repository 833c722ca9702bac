use super::*;
use crate::domain::deployment::Deployment;
use crate::domain::usage::Usage;
use crate::wire::chat::{ChatResponse, Collector, Event, Finish, Part};
use crate::wire::door;
use crate::wire::door::openai::Controls;
use crate::wire::fault::{Fault, FaultKind};
use crate::wire::format::embed::Form;
use crate::wire::format::{Flow, Frame, Notes, Outgoing, Target, WireError};
use crate::wire::json::Object;
use bytes::Bytes;
use serde_json::{Value, json};

fn object(value: &Value) -> Object {
    Object::parse(Bytes::from(value.to_string())).expect("an object")
}

fn sent_to(model: &str, asked: &Value, drop_params: bool) -> Result<Outgoing, WireError> {
    let hub = door::chat::parse(&object(asked)).expect("accepted");
    let mut deployment = Deployment::sample("cohere_chat", model);
    deployment.default_params = vec![("safety_mode".into(), "\"STRICT\"".into())];
    deployment.extra_body = vec![("priority".into(), "3".into())];
    let controls = Controls {
        drop_params: Some(drop_params),
        ..Controls::default()
    };
    request(&hub, &Target::new(&deployment, model, &controls))
}

fn said(extra: &Value) -> Value {
    let mut asked = json!({ "messages": [{ "role": "user", "content": "hi" }] });
    let members = asked.as_object_mut().expect("an object");
    members.extend(extra.as_object().expect("an object").clone());
    let sent = sent_to("command-a-03-2025", &asked, false).expect("sayable");
    assert_eq!(sent.path, "/chat");
    serde_json::from_slice(&sent.body).expect("JSON")
}

fn tool(name: &str) -> Value {
    json!({ "type": "function", "function": { "name": name, "description": "d",
        "parameters": { "type": "object", "properties": { "q": { "type": "string" } } } } })
}

#[test]
fn parameters_have_coheres_names() {
    let body = said(
        &json!({ "max_completion_tokens": 9, "temperature": 0.5, "top_p": 0.9, "top_k": 3, "seed": 7,
        "stop": "end", "frequency_penalty": 0.1, "presence_penalty": 0.2, "logprobs": true, "n": 1, "stream": true,
        "parallel_tool_calls": true, "service_tier": "auto", "reasoning_effort": "none",
        "documents": [{ "data": { "text": "t" } }], "response_format": { "type": "json_object" } }),
    );
    assert_eq!(
        body,
        json!({ "model": "command-a-03-2025", "messages": [{ "role": "user", "content": "hi" }], "stream": true,
            "max_tokens": 9, "stop_sequences": ["end"], "temperature": 0.5, "p": 0.9, "frequency_penalty": 0.1,
            "presence_penalty": 0.2, "k": 3, "seed": 7, "logprobs": true,
            "response_format": { "type": "json_object" }, "documents": [{ "data": { "text": "t" } }],
            "safety_mode": "STRICT", "priority": 3 })
    );
    let schema = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let body = said(
        &json!({ "safety_mode": "NONE", "response_format": { "type": "json_schema",
        "json_schema": { "name": "x", "schema": schema } } }),
    );
    assert_eq!(
        body["response_format"],
        json!({ "type": "json_object", "json_schema": schema })
    );
    // What the client says counts before the operator's default.
    assert_eq!(body["safety_mode"], "NONE");
}

#[test]
fn thinking_is_counted_in_tokens() {
    for (effort, thinking) in [
        ("none", json!({ "type": "disabled" })),
        ("low", json!({ "type": "enabled", "token_budget": 1024 })),
        ("high", json!({ "type": "enabled", "token_budget": 4096 })),
    ] {
        let asked = json!({ "messages": [{ "role": "user", "content": "hi" }], "reasoning_effort": effort });
        let sent = sent_to("command-a-reasoning-08-2025", &asked, false).expect("sayable");
        let body: Value = serde_json::from_slice(&sent.body).expect("JSON");
        assert_eq!(body["thinking"], thinking, "{effort}");
    }
    // A model that is known not to think.
    let asked =
        json!({ "messages": [{ "role": "user", "content": "hi" }], "reasoning_effort": "high" });
    let no = sent_to("command-a-03-2025", &asked, false).expect_err("refused");
    assert!(no.to_string().contains("\"reasoning_effort\""), "{no}");
    let sent = sent_to("command-a-03-2025", &asked, true).expect("dropped");
    let body: Value = serde_json::from_slice(&sent.body).expect("JSON");
    assert!(body.get("thinking").is_none(), "{body}");
}

#[test]
fn tools_are_offered_as_the_choice_has_it() {
    let tools = json!([tool("f"), tool("g")]);
    for (choice, word, offered) in [
        (json!("auto"), Value::Null, 2),
        (json!("none"), json!("NONE"), 2),
        (json!("required"), json!("REQUIRED"), 2),
        (
            json!({ "type": "function", "function": { "name": "g" } }),
            json!("REQUIRED"),
            1,
        ),
    ] {
        let body = said(&json!({ "tools": tools, "tool_choice": choice }));
        assert_eq!(body["tool_choice"], word, "{choice}");
        let sent = body["tools"].as_array().expect("tools");
        assert_eq!(sent.len(), offered, "{choice}");
        let last = tools[1].clone();
        assert_eq!(sent.last(), Some(&last), "{choice}");
        assert!(body.get("strict_tools").is_none(), "{body}");
    }
    let mut strict = tool("f");
    strict["function"]["strict"] = json!(true);
    assert_eq!(said(&json!({ "tools": [strict] }))["strict_tools"], true);
    let asked = json!({ "messages": [], "tools": tools,
        "tool_choice": { "type": "function", "function": { "name": "h" } } });
    let no = sent_to("m", &asked, false)
        .expect_err("refused")
        .to_string();
    assert!(no.contains("\"h\""), "{no}");
}

#[test]
fn a_conversation_keeps_its_plans_calls_results_and_pictures() {
    let body = said(&json!({ "messages": [
        { "role": "developer", "content": "be brief" },
        { "role": "user", "content": [{ "type": "text", "text": "a" },
            { "type": "image_url", "image_url": { "url": "https://x/y.png", "detail": "low" } }] },
        { "role": "assistant", "content": null, "reasoning_content": "I look it up", "tool_calls": [
            { "id": "c1", "type": "function", "function": { "name": "f", "arguments": "{\"a\":1}" } }] },
        { "role": "tool", "tool_call_id": "c1", "content": "42" },
        { "role": "assistant", "content": "it is 42", "reasoning_content": "so" },
    ], "tools": [tool("f")] }));
    assert_eq!(
        body["messages"],
        json!([
            { "role": "system", "content": "be brief" },
            { "role": "user", "content": [{ "type": "text", "text": "a" },
                { "type": "image_url", "image_url": { "url": "https://x/y.png", "detail": "low" } }] },
            { "role": "assistant", "tool_plan": "I look it up", "tool_calls": [
                { "id": "c1", "type": "function", "function": { "name": "f", "arguments": "{\"a\":1}" } }] },
            { "role": "tool", "tool_call_id": "c1", "content": [{ "type": "document", "document": { "data": "42" } }] },
            { "role": "assistant", "content": [{ "type": "thinking", "thinking": "so" }, { "type": "text", "text": "it is 42" }] },
        ])
    );
    // A failed tool, as Anthropic's clients tell it.
    let hub = door::messages::parse(&object(&json!({ "model": "m", "max_tokens": 5, "messages": [
        { "role": "user", "content": [{ "type": "tool_result", "tool_use_id": "c1", "is_error": true, "content": "no" },
            { "type": "text", "text": "again" }] }] })))
    .expect("accepted");
    let deployment = Deployment::sample("cohere", "m");
    let controls = Controls::default();
    let sent = request(&hub, &Target::new(&deployment, "m", &controls)).expect("sayable");
    let body: Value = serde_json::from_slice(&sent.body).expect("JSON");
    assert_eq!(
        body["messages"],
        json!([
            { "role": "tool", "tool_call_id": "c1", "content": [{ "type": "document", "document": { "data": "Error: no" } }] },
            { "role": "user", "content": "again" },
        ])
    );
}

#[test]
fn what_cannot_be_said_is_refused_by_name_or_dropped() {
    let user = |content: Value| json!([{ "role": "user", "content": content }]);
    let asked = json!({ "messages": user(json!("hi")), "n": 2, "top_logprobs": 3, "parallel_tool_calls": false,
        "logit_bias": { "5": 1 }, "user": "u", "service_tier": "flex" });
    let no = sent_to("m", &asked, false)
        .expect_err("refused")
        .to_string();
    for name in [
        "n",
        "top_logprobs",
        "parallel_tool_calls",
        "logit_bias",
        "user",
        "service_tier",
    ] {
        assert!(no.contains(&format!("{name:?}")), "{name}: {no}");
    }
    let sent = sent_to("m", &asked, true).expect("dropped");
    let body: Value = serde_json::from_slice(&sent.body).expect("JSON");
    assert_eq!(
        body.as_object().map(serde_json::Map::len),
        Some(5),
        "{body}"
    );
    for part in [
        json!({ "type": "input_audio", "input_audio": { "data": "aGk=", "format": "wav" } }),
        json!({ "type": "file", "file": { "file_data": "data:application/pdf;base64,aGk=", "filename": "a.pdf" } }),
    ] {
        let asked = json!({ "messages": user(json!([part])) });
        let no = sent_to("m", &asked, true).expect_err("refused").to_string();
        assert!(no.contains("Cohere's messages cannot hold"), "{no}");
    }
}

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

#[test]
fn embeddings_go_both_ways() {
    let mut deployment = Deployment::sample("cohere", "embed-v4.0");
    let controls = Controls::default();
    let body = |deployment: &Deployment, asked: &Value| {
        let target = Target::new(deployment, "embed-v4.0", &controls);
        let sent = embed_request(&object(asked), &target)?;
        assert_eq!(sent.path, "/embed");
        Ok::<_, WireError>(String::from_utf8(sent.body.to_vec()).expect("text"))
    };
    assert_eq!(
        body(&deployment, &json!({ "input": ["a", "b"], "dimensions": 256, "truncate": "NONE", "encoding_format": "base64" })).expect("sayable"),
        r#"{"model":"embed-v4.0","texts":["a","b"],"input_type":"search_document","embedding_types":["float"],"output_dimension":256,"truncate":"NONE"}"#
    );
    deployment.default_params = vec![("input_type".into(), "\"clustering\"".into())];
    let sent = body(&deployment, &json!({ "input": "a" })).expect("sayable");
    assert!(
        sent.contains(r#""texts":["a"],"input_type":"clustering""#),
        "{sent}"
    );
    let sent = body(
        &deployment,
        &json!({ "input": "a", "input_type": "search_query", "embedding_types": ["int8"] }),
    )
    .expect("sayable");
    assert!(
        sent.contains(r#""input_type":"search_query","embedding_types":["int8"]"#),
        "{sent}"
    );
    for bad in [
        json!({}),
        json!({ "input": [] }),
        json!({ "input": [1, 2] }),
        json!({ "input": [[1, 2]] }),
        json!({ "input": "a", "embedding_types": ["float", "int8"] }),
        json!({ "input": "a", "user": "u" }),
    ] {
        assert!(body(&deployment, &bad).is_err(), "{bad}");
    }
    deployment.drop_params = Some(true);
    let sent = body(&deployment, &json!({ "input": "a", "user": "u" })).expect("dropped");
    assert!(!sent.contains("user"), "{sent}");

    // API reference "Embed".
    let answer = br#"{"id":"5807ee2e","embeddings":{"float":[[0.016296387,-0.5],[1,0]]},"texts":["a","b"],"meta":{"api_version":{"version":"2"},"billed_units":{"input_tokens":2}},"response_type":"embeddings_by_type"}"#;
    let read = embed_response(answer, Form::Float, "mine").expect("readable");
    let text = String::from_utf8(read.to_vec()).expect("text");
    assert!(
        text.contains(r#""embedding":[0.016296387,-0.5],"index":0"#),
        "{text}"
    );
    let read = embed_response(answer, Form::Base64, "mine").expect("readable");
    let read: Value = serde_json::from_slice(&read).expect("JSON");
    assert_eq!(read["data"][1]["embedding"], "AACAPwAAAAA=");
    assert_eq!(
        (&read["usage"]["total_tokens"], &read["model"]),
        (&json!(2), &json!("mine"))
    );
    for broken in ["{}", r#"{"embeddings":{}}"#, r#"{"embeddings":[[1]]}"#] {
        let fault = embed_response(broken.as_bytes(), Form::Float, "m").expect_err("a fault");
        assert_eq!(fault.status, 502, "{broken}");
    }
}
