use super::*;
use crate::domain::deployment::Deployment;
use crate::domain::usage::Usage;
use crate::wire::chat::{Collector, Finish, Part};
use crate::wire::door;
use crate::wire::door::openai::Controls;
use crate::wire::format::embed::Form;
use crate::wire::format::{Format, Frame, Notes, Outgoing, Target, WireError};
use crate::wire::json::Object;
use crate::wire::params::{Defaults, fill};
use bytes::Bytes;
use serde_json::{Value, json};

fn object(value: &Value) -> Object {
    Object::parse(Bytes::from(value.to_string())).expect("an object")
}

fn sent_to(model: &str, asked: &Value, drop_params: bool) -> Result<Outgoing, WireError> {
    let mut hub = door::chat::parse(&object(asked)).expect("accepted");
    let mut deployment = Deployment::sample("ollama_chat", model);
    deployment.default_params = vec![("num_ctx".into(), "2048".into())];
    let controls = Controls {
        drop_params: Some(drop_params),
        ..Controls::default()
    };
    let defaults = Defaults::of(&deployment, model).expect("sayable");
    fill(&mut hub, &defaults.expect("some").hub);
    Format::Ollama.request(&hub, &Target::new(&deployment, model, &controls))
}

fn said(extra: Value) -> Value {
    let mut asked = json!({ "messages": [{ "role": "user", "content": "hi" }] });
    let members = asked.as_object_mut().expect("an object");
    members.extend(extra.as_object().expect("an object").clone());
    let sent = sent_to("llama3.2", &asked, false).expect("sayable");
    assert_eq!(sent.path, "/api/chat");
    serde_json::from_slice(&sent.body).expect("JSON")
}

#[test]
fn parameters_find_their_places() {
    let body = said(
        json!({ "max_completion_tokens": 9, "temperature": 0.5, "top_p": 0.9, "top_k": 3, "seed": 7,
        "stop": "end", "frequency_penalty": 0.1, "presence_penalty": 0.2, "min_p": 0.05, "keep_alive": "5m",
        "options": { "num_gpu": 1 }, "num_ctx": 4096, "reasoning_effort": "high", "n": 1, "tool_choice": "auto",
        "response_format": { "type": "json_object" } }),
    );
    assert_eq!(
        body["options"],
        json!({ "num_predict": 9, "temperature": 0.5, "top_p": 0.9, "top_k": 3, "seed": 7, "stop": ["end"],
            "frequency_penalty": 0.1, "presence_penalty": 0.2, "num_ctx": 4096, "min_p": 0.05, "num_gpu": 1 })
    );
    assert_eq!(
        (&body["keep_alive"], &body["think"]),
        (&json!("5m"), &json!(true))
    );
    assert_eq!(
        (&body["format"], &body["stream"]),
        (&json!("json"), &json!(false))
    );
    let schema = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let body = said(
        json!({ "stream": true, "response_format": { "type": "json_schema",
        "json_schema": { "name": "x", "schema": schema } } }),
    );
    assert_eq!((&body["format"], &body["stream"]), (&schema, &json!(true)));
    // The operator's default counts where the client says nothing.
    assert_eq!(body["options"], json!({ "num_ctx": 2048 }));
}

#[test]
fn thinking_is_said_in_the_models_words() {
    let asked =
        json!({ "messages": [{ "role": "user", "content": "hi" }], "reasoning_effort": "low" });
    for (model, think) in [("gpt-oss:20b", json!("low")), ("qwen3", json!(true))] {
        let sent = sent_to(model, &asked, false).expect("sayable");
        let body: Value = serde_json::from_slice(&sent.body).expect("JSON");
        assert_eq!(body["think"], think, "{model}");
    }
    assert_eq!(
        said(json!({ "reasoning_effort": "none" }))["think"],
        json!(false)
    );
}

#[test]
fn a_conversation_keeps_its_calls_results_and_pictures() {
    let body = said(json!({ "messages": [
        { "role": "developer", "content": "be brief" },
        { "role": "user", "content": [{ "type": "text", "text": "a" }, { "type": "text", "text": "b" },
            { "type": "image_url", "image_url": { "url": "data:image/png;base64,aGk=" } }] },
        { "role": "assistant", "content": null, "reasoning_content": "hm", "tool_calls": [
            { "id": "c1", "type": "function", "function": { "name": "f", "arguments": "{\"a\":1}" } }] },
        { "role": "tool", "tool_call_id": "c1", "content": "42" },
    ], "tools": [{ "type": "function", "function": { "name": "f" } }] }));
    assert_eq!(
        body["messages"],
        json!([
            { "role": "system", "content": "be brief" },
            { "role": "user", "content": "a\nb", "images": ["aGk="] },
            { "role": "assistant", "content": "", "thinking": "hm", "tool_calls": [
                { "id": "c1", "type": "function", "function": { "name": "f", "arguments": { "a": 1 } } }] },
            { "role": "tool", "content": "42", "tool_call_id": "c1", "tool_name": "f" }])
    );
    assert_eq!(
        body["tools"][0]["function"],
        json!({ "name": "f", "description": "", "parameters": { "type": "object", "properties": {} } })
    );
}

#[test]
fn what_cannot_be_said_is_refused_by_name_or_dropped() {
    let user = |content: Value| json!([{ "role": "user", "content": content }]);
    let asked = json!({ "messages": user(json!("hi")), "n": 2, "logprobs": true, "tool_choice": "required",
        "tools": [{ "type": "function", "function": { "name": "f" } }] });
    let no = sent_to("m", &asked, false)
        .expect_err("refused")
        .to_string();
    for name in ["\"n\"", "\"logprobs\"", "\"tool_choice\""] {
        assert!(no.contains(name), "{no}");
    }
    assert!(sent_to("m", &asked, true).is_ok());
    for part in [
        json!({ "type": "image_url", "image_url": { "url": "https://x/y.png" } }),
        json!({ "type": "input_audio", "input_audio": { "data": "aGk=", "format": "wav" } }),
        json!({ "type": "file", "file": { "file_data": "data:application/pdf;base64,aGk=", "filename": "a.pdf" } }),
    ] {
        let asked = json!({ "messages": user(json!([part])) });
        let no = sent_to("m", &asked, true).expect_err("refused").to_string();
        assert!(no.contains("Ollama's messages cannot hold"), "{no}");
    }
    let off = said(
        json!({ "tool_choice": "none", "tools": [{ "type": "function", "function": { "name": "f" } }] }),
    );
    assert!(off.get("tools").is_none());
}

/// `docs/api.md`, "Chat request (Streaming history)" and "with tools", put together.
const STREAM: &str = r#"{"model":"llama3.2","created_at":"2023-08-04T08:52:19.385406455-07:00","message":{"role":"assistant","content":"","thinking":"let me "},"done":false}
{"model":"llama3.2","created_at":"2023-08-04T08:52:19.385406456-07:00","message":{"role":"assistant","content":"","thinking":"see"},"done":false}
{"model":"llama3.2","created_at":"2023-08-04T08:52:19.385406457-07:00","message":{"role":"assistant","content":"The"},"done":false}
{"model":"llama3.2","created_at":"2023-08-04T08:52:19.385406458-07:00","message":{"role":"assistant","content":" sky","tool_calls":[{"function":{"name":"get_weather","arguments":{"city":"Tokyo","days":1.50}}},{"id":"call_own","function":{"name":"g","arguments":{}}}]},"done":false}
{"model":"llama3.2","created_at":"2023-08-04T19:22:45.499127Z","message":{"role":"assistant","content":""},"done_reason":"stop","done":true,"total_duration":4883583458,"load_duration":1334875,"prompt_eval_count":26,"prompt_eval_duration":342546000,"eval_count":282,"eval_duration":4535599000}
"#;

#[test]
fn a_stream_adds_up() {
    let mut decoder = Decoder::new(Notes::default());
    let mut events = Vec::new();
    for line in STREAM.lines() {
        assert!(
            decoder.end(&mut Vec::new()).is_err(),
            "the stream is not over"
        );
        let data = line.as_bytes();
        decoder
            .frame(Frame { event: "", data }, &mut events)
            .expect("a piece");
    }
    decoder.end(&mut events).expect("the end");
    let read = Collector::of(events);
    let usage = Usage {
        input: 26,
        output: 282,
        ..Usage::default()
    };
    assert_eq!((read.model.as_str(), read.usage), ("llama3.2", Some(usage)));
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
    assert_eq!((text.as_str(), said.as_str()), ("let me see", "The sky"));
    assert_eq!(
        (first.name.as_str(), first.arguments.as_str()),
        ("get_weather", r#"{"city":"Tokyo","days":1.50}"#)
    );
    assert!(
        first.id.starts_with("call_") && first.id.len() == 21,
        "{}",
        first.id
    );
    assert_eq!(
        (second.id.as_str(), second.arguments.as_str()),
        ("call_own", "{}")
    );
}

#[test]
fn a_whole_answer_is_a_stream_of_one() {
    let body = br#"{"model":"m","created_at":"t","message":{"role":"assistant","content":"Hello"},"done_reason":"length","done":true,"eval_count":3}"#;
    let read = response(body, &Notes::default()).expect("an answer");
    assert_eq!(read.answers[0].finish, Finish::Length);
    assert_eq!(read.answers[0].parts, [Part::text("Hello")]);
    assert_eq!(
        read.usage.map(|usage| (usage.input, usage.output)),
        Some((0, 3))
    );
    for broken in [
        &b"{"[..],
        b"[]",
        br#"{"model":"m","message":{"content":"x"}}"#,
    ] {
        let fault = response(broken, &Notes::default()).expect_err("a fault");
        assert_eq!(fault.status, 502, "{fault:?}");
    }
    let fault = response(
        br#"{"error":"model runner has unexpectedly stopped"}"#,
        &Notes::default(),
    );
    let fault = fault.expect_err("a fault");
    assert_eq!(
        (fault.status, fault.message.as_str()),
        (500, "model runner has unexpectedly stopped")
    );
}

#[test]
fn embeddings_go_both_ways() {
    let deployment = Deployment::sample("ollama_chat", "all-minilm");
    let controls = Controls::default();
    let target = Target::new(&deployment, "all-minilm", &controls);
    let asked = object(
        &json!({ "input": ["a", "b"], "dimensions": 2, "user": "u", "encoding_format": "base64" }),
    );
    let sent = embed_request(&asked, &target).expect("sayable");
    assert_eq!(sent.path, "/api/embed");
    assert_eq!(
        &sent.body[..],
        br#"{"model":"all-minilm","input":["a","b"],"dimensions":2}"#
    );
    for bad in [
        json!({}),
        json!({ "input": [] }),
        json!({ "input": [[1, 2]] }),
    ] {
        assert!(embed_request(&object(&bad), &target).is_err(), "{bad}");
    }
    // `docs/api.md`, "Generate Embeddings".
    let body = br#"{"model":"all-minilm","embeddings":[[0.010071029,-0.5],[1,0]],"total_duration":1,"prompt_eval_count":8}"#;
    let read = embed_response(body, Form::Float, "mine").expect("readable");
    let text = String::from_utf8(read.to_vec()).expect("text");
    assert!(
        text.contains(r#""embedding":[0.010071029,-0.5],"index":0"#),
        "{text}"
    );
    let read = embed_response(body, Form::Base64, "mine").expect("readable");
    let read: Value = serde_json::from_slice(&read).expect("JSON");
    assert_eq!(read["data"][1]["embedding"], "AACAPwAAAAA=");
    assert_eq!(
        (&read["usage"]["total_tokens"], &read["model"]),
        (&json!(8), &json!("mine"))
    );
    assert_eq!(
        embed_response(b"{}", Form::Float, "m")
            .expect_err("a fault")
            .status,
        502
    );
}
