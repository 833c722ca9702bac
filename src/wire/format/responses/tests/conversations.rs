//! The conversation: every part, and the order of items.

use super::requests::{refused, sent, sent_by, turn, with};
use crate::wire::chat::{ChatRequest, Part, Role, Source, ToolCall};
use crate::wire::format::WireError;
use serde_json::json;

fn source(media_type: &str) -> Source {
    Source::Base64 {
        media_type: media_type.into(),
        data: "QUJD".into(),
    }
}

#[test]
fn every_part_of_a_message() {
    let url = || Source::Url {
        url: "https://h/x".into(),
        media_type: None,
    };
    let file = || Source::File {
        id: "file-1".into(),
    };
    let image = |source, detail: Option<&str>| Part::Image {
        source,
        detail: detail.map(str::to_owned),
        cache: None,
    };
    let document = |source, name: Option<&str>| Part::Document {
        source,
        name: name.map(str::to_owned),
        cache: None,
    };
    let text = Source::Text {
        text: "plain".into(),
    };
    for (part, said) in [
        (
            image(source("image/png"), None),
            json!({ "type": "input_image", "detail": "auto", "image_url": "data:image/png;base64,QUJD" }),
        ),
        (
            image(url(), Some("low")),
            json!({ "type": "input_image", "detail": "low", "image_url": "https://h/x" }),
        ),
        (
            image(file(), None),
            json!({ "type": "input_image", "detail": "auto", "file_id": "file-1" }),
        ),
        (
            document(source("application/pdf"), None),
            json!({ "type": "input_file", "filename": "document.pdf", "file_data": "data:application/pdf;base64,QUJD" }),
        ),
        (
            document(source("application/pdf"), Some("a.pdf")),
            json!({ "type": "input_file", "filename": "a.pdf", "file_data": "data:application/pdf;base64,QUJD" }),
        ),
        (
            document(url(), Some("a.pdf")),
            json!({ "type": "input_file", "file_url": "https://h/x" }),
        ),
        (
            document(file(), None),
            json!({ "type": "input_file", "file_id": "file-1" }),
        ),
        (
            document(text, None),
            json!({ "type": "input_text", "text": "plain" }),
        ),
        (
            Part::Audio {
                data: "QQ==".into(),
                format: "wav".into(),
            },
            json!({ "type": "input_audio", "input_audio": { "data": "QQ==", "format": "wav" } }),
        ),
    ] {
        let body = with(|r| r.turns[0].parts = vec![part]);
        assert_eq!(body["input"][0]["content"], json!([said]));
    }
    let video = ChatRequest {
        turns: vec![turn(Role::User, vec![Part::Video { source: url() }])],
        ..ChatRequest::default()
    };
    assert!(matches!(
        refused("openai", "gpt-4o", &video),
        WireError::Unsayable(_)
    ));
    let shown = with(|r| {
        r.turns.push(turn(
            Role::Assistant,
            vec![image(source("image/png"), None)],
        ))
    });
    assert_eq!(shown["input"][1]["type"], "image_generation_call");
    assert_eq!(shown["input"][1]["result"], "QUJD");
}

#[test]
fn items_keep_their_order() {
    let call = |id: &str, arguments: &str| {
        Part::ToolCall(ToolCall {
            id: id.into(),
            name: "f".into(),
            arguments: arguments.into(),
            signature: Some("another provider's".into()),
            cache: None,
        })
    };
    let result = |id: &str, parts| Part::ToolResult {
        call_id: id.into(),
        parts,
        is_error: false,
        cache: None,
    };
    let thought = |seal: Option<&str>| Part::Thinking {
        text: "t".into(),
        signature: seal.map(str::to_owned),
    };
    let asked = ChatRequest {
        turns: vec![
            turn(Role::System, vec![Part::text("one"), Part::text("two")]),
            turn(Role::Developer, vec![Part::text("three")]),
            turn(
                Role::Assistant,
                vec![
                    thought(Some("gAAAAABx")),
                    thought(Some("EqQBforeign")),
                    thought(None),
                    Part::RedactedThinking { data: "r".into() },
                    Part::text("before"),
                    call("c1", ""),
                    call("c2", "{\"a\":1}"),
                    Part::text(""),
                ],
            ),
            turn(
                Role::User,
                vec![
                    result("c1", vec![Part::text("out")]),
                    result("c2", vec![Part::text("a"), Part::text("b")]),
                    result("c3", Vec::new()),
                    Part::text("and now?"),
                ],
            ),
            turn(Role::Assistant, vec![Part::Refusal { text: "no".into() }]),
        ],
        ..ChatRequest::default()
    };
    let body = sent(&asked);
    assert_eq!(body["instructions"], "one\n\ntwo");
    assert_eq!(
        body["input"],
        json!([
            { "type": "message", "role": "developer", "content": [{ "type": "input_text", "text": "three" }] },
            { "type": "reasoning", "summary": [{ "type": "summary_text", "text": "t" }], "encrypted_content": "gAAAAABx" },
            { "type": "message", "role": "assistant", "content": [{ "type": "output_text", "text": "before" }] },
            { "type": "function_call", "call_id": "c1", "name": "f", "arguments": "{}" },
            { "type": "function_call", "call_id": "c2", "name": "f", "arguments": "{\"a\":1}" },
            { "type": "function_call_output", "call_id": "c1", "output": "out" },
            { "type": "function_call_output", "call_id": "c2", "output": [{ "type": "input_text", "text": "a" }, { "type": "input_text", "text": "b" }] },
            { "type": "function_call_output", "call_id": "c3", "output": "" },
            { "type": "message", "role": "user", "content": [{ "type": "input_text", "text": "and now?" }] },
            { "type": "message", "role": "assistant", "content": [{ "type": "refusal", "refusal": "no" }] },
        ])
    );
    let elsewhere = sent_by("groq", "m", &asked);
    assert_eq!(elsewhere["input"][0]["role"], "system");
    assert_eq!(elsewhere["input"][2]["encrypted_content"], "EqQBforeign");
}

#[test]
fn instructions_alone_are_a_message() {
    let alone = with(|r| r.turns[0].role = Role::System);
    assert_eq!(alone["input"][0]["role"], "system");
    assert!(alone.get("instructions").is_none());
}
