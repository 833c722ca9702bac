use super::*;
use crate::domain::deployment::Deployment;
use crate::domain::usage::Usage;
use crate::wire::chat::{
    CacheMark, ChatRequest, Collector, Effort, Event, Finish, OutputFormat, Part, Reasoning, Role,
    Source, Tool, ToolCall, ToolChoice, Turn,
};
use crate::wire::fault::FaultKind;
use crate::wire::format::{Flow, Frame, Notes, Outgoing, Target, WireError};
use serde_json::{Value, json};

const CLAUDE: &str = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

fn say(asked: &ChatRequest, model: &str) -> Result<(Outgoing, Value), WireError> {
    let deployment = Deployment::sample("bedrock", model);
    let target = Target {
        deployment: &deployment,
        model,
        drop_params: false,
        allowed: [&[], &[]],
    };
    let outgoing = request(asked, &target)?;
    let body = serde_json::from_slice(&outgoing.body).expect("JSON");
    Ok((outgoing, body))
}

fn turn(role: Role, parts: Vec<Part>) -> Turn {
    Turn {
        role,
        parts,
        name: None,
    }
}

fn asked(turns: Vec<Turn>) -> ChatRequest {
    ChatRequest {
        turns,
        ..ChatRequest::default()
    }
}

fn lookup() -> Tool {
    Tool::Function {
        name: "look.up".to_owned(),
        description: None,
        parameters: None,
        strict: None,
        cache: Some(CacheMark::Hour),
    }
}

#[test]
fn a_conversation_with_tools_is_said() {
    let call = ToolCall {
        id: "call:1".to_owned(),
        name: "look.up".to_owned(),
        arguments: r#"{"q":1}"#.to_owned(),
        ..ToolCall::default()
    };
    let mut asked = asked(vec![
        turn(
            Role::System,
            vec![Part::Text {
                text: "Be brief.".to_owned(),
                cache: Some(CacheMark::Ephemeral),
            }],
        ),
        turn(Role::User, vec![Part::text("a"), Part::text("")]),
        turn(Role::User, vec![Part::text("b")]),
        turn(
            Role::Assistant,
            vec![
                Part::Thinking {
                    text: "unsealed".to_owned(),
                    signature: None,
                },
                Part::Thinking {
                    text: "t".to_owned(),
                    signature: Some("s".to_owned()),
                },
                Part::ToolCall(call),
            ],
        ),
        turn(
            Role::User,
            vec![
                Part::text("and"),
                Part::ToolResult {
                    call_id: "call:1".to_owned(),
                    parts: vec![Part::text("no")],
                    is_error: true,
                    cache: None,
                },
            ],
        ),
    ]);
    asked.tools = vec![lookup()];
    asked.tool_choice = Some(ToolChoice::Required);
    asked.max_output_tokens = Some(9);
    asked.top_k = Some(3);
    asked.stop = vec!["x".to_owned(), " ".to_owned()];
    asked.service_tier = Some("auto".to_owned());
    asked.stream = true;
    let (outgoing, body) = say(
        &asked,
        "converse/us-west-2/anthropic.claude-3-haiku-20240307-v1:0",
    )
    .expect("sayable");
    assert_eq!(
        outgoing.path,
        "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse-stream"
    );
    assert_eq!(
        body,
        json!({
            "messages": [
                { "role": "user", "content": [{ "text": "a" }, { "text": "b" }] },
                { "role": "assistant", "content": [
                    { "reasoningContent": { "reasoningText": { "text": "t", "signature": "s" } } },
                    { "toolUse": { "toolUseId": "call_1", "name": "look_up", "input": { "q": 1 } } },
                ] },
                { "role": "user", "content": [
                    { "toolResult": { "toolUseId": "call_1", "content": [{ "text": "no" }], "status": "error" } },
                    { "text": "and" },
                ] },
            ],
            "system": [{ "text": "Be brief." }, { "cachePoint": { "type": "default" } }],
            "toolConfig": {
                "tools": [
                    { "toolSpec": { "name": "look_up",
                        "inputSchema": { "json": { "type": "object", "properties": {} } } } },
                    { "cachePoint": { "type": "default", "ttl": "1h" } },
                ],
                "toolChoice": { "any": {} },
            },
            "inferenceConfig": { "maxTokens": 9, "stopSequences": ["x"] },
            "serviceTier": { "type": "default" },
            "additionalModelRequestFields": { "top_k": 3 },
        })
    );
    assert_eq!(outgoing.notes.client_name("look_up"), "look.up");
}

#[test]
fn media_travel_as_bytes_and_urls_are_refused_in_words() {
    let data = |media: &str| Source::Base64 {
        media_type: media.to_owned(),
        data: "QQ==".to_owned(),
    };
    let document = || Part::Document {
        source: data("application/pdf"),
        name: Some("a/b  report.pdf".to_owned()),
        cache: None,
    };
    let image = |source| Part::Image {
        source,
        detail: None,
        cache: None,
    };
    let told = asked(vec![turn(
        Role::User,
        vec![document(), document(), image(data("image/jpg"))],
    )]);
    let (_, body) = say(&told, CLAUDE).expect("sayable");
    let bytes = json!({ "bytes": "QQ==" });
    assert_eq!(
        body["messages"][0]["content"],
        json!([
            { "document": { "format": "pdf", "name": "a b report pdf", "source": bytes } },
            { "document": { "format": "pdf", "name": "a b report pdf 2", "source": bytes } },
            { "image": { "format": "jpeg", "source": bytes } },
            { "text": "(no content)" },
        ])
    );
    let url = Source::from_url("https://h/a.png");
    let refused = say(&asked(vec![turn(Role::User, vec![image(url)])]), CLAUDE);
    assert!(
        refused
            .expect_err("refused")
            .to_string()
            .contains("data: URI")
    );
    let stored = Source::from_url("s3://b/a.png");
    let (_, body) = say(&asked(vec![turn(Role::User, vec![image(stored)])]), CLAUDE).expect("said");
    assert_eq!(
        body["messages"][0]["content"][0]["image"],
        json!({ "format": "png", "source": { "s3Location": { "uri": "s3://b/a.png" } } })
    );
    let first = asked(vec![turn(Role::Assistant, vec![Part::text("a")])]);
    assert!(matches!(say(&first, CLAUDE), Err(WireError::Unsayable(_))));
}

#[test]
fn each_family_hears_of_thinking_in_its_own_words() {
    let mut wish = asked(vec![turn(Role::User, vec![Part::text("a")])]);
    wish.reasoning = Some(Reasoning::Effort {
        effort: Effort::Medium,
        summary: None,
    });
    let own = |model: &str| {
        say(&wish, model).map(|(_, body)| body["additionalModelRequestFields"].clone())
    };
    assert_eq!(
        own(CLAUDE),
        Ok(json!({ "thinking": { "type": "enabled", "budget_tokens": 2048 } }))
    );
    assert_eq!(
        own("openai.gpt-oss-120b-1:0"),
        Ok(json!({ "reasoning_effort": "medium" }))
    );
    assert!(matches!(
        own("meta.llama3-1-8b-instruct-v1:0"),
        Err(WireError::Unsupported { .. })
    ));
    let raw = |text: &str| serde_json::value::to_raw_value(text).expect("raw");
    wish.reasoning = None;
    wish.top_k = Some(4);
    wish.extra = vec![
        ("requestMetadata".to_owned(), raw("a")),
        ("topLogits".to_owned(), raw("b")),
    ];
    let (_, body) = say(&wish, "us.amazon.nova-pro-v1:0").expect("sayable");
    assert_eq!(
        (
            &body["requestMetadata"],
            &body["additionalModelRequestFields"]
        ),
        (
            &json!("a"),
            &json!({ "inferenceConfig": { "topK": 4 }, "topLogits": "b" })
        )
    );
}

#[test]
fn a_schema_is_asked_for_by_a_tool_where_there_is_nothing_better() {
    let mut wish = asked(vec![turn(Role::User, vec![Part::text("a")])]);
    wish.output_format = OutputFormat::JsonSchema {
        name: "n".to_owned(),
        description: None,
        schema: json!({ "type": "object", "properties": { "a": { "type": "string" } } }),
        strict: None,
    };
    let (outgoing, body) = say(&wish, "us.amazon.nova-pro-v1:0").expect("sayable");
    assert_eq!(
        body["toolConfig"]["toolChoice"],
        json!({ "tool": { "name": "json_tool_call" } })
    );
    let answer = json!({ "output": { "message": { "content": [
        { "toolUse": { "toolUseId": "t", "name": "json_tool_call", "input": { "a": "b" } } }] } },
        "stopReason": "tool_use", "usage": { "inputTokens": 1, "outputTokens": 2 } });
    let read = response(answer.to_string().as_bytes(), &outgoing.notes).expect("an answer");
    assert_eq!(read.answers[0].parts, [Part::text(r#"{"a":"b"}"#)]);
    assert_eq!(read.answers[0].finish, Finish::Stop);
}

#[test]
fn tools_stand_beside_their_blocks() {
    let call = Part::ToolCall(ToolCall::default());
    let mut wish = asked(vec![
        turn(Role::User, vec![Part::text("a")]),
        turn(Role::Assistant, vec![call]),
    ]);
    let (_, body) = say(&wish, CLAUDE).expect("sayable");
    assert_eq!(
        body["toolConfig"]["tools"][0]["toolSpec"]["name"],
        "dummy_tool"
    );
    wish.turns.truncate(1);
    wish.tools = vec![lookup()];
    wish.tool_choice = Some(ToolChoice::None);
    let (_, body) = say(&wish, CLAUDE).expect("sayable");
    assert_eq!(body.get("toolConfig"), None);
}

fn read(frames: &[(&str, Value)]) -> Vec<Event> {
    let mut decoder = Decoder::new(Notes::default());
    let mut out = Vec::new();
    let mut flow = Flow::More;
    for (event, data) in frames {
        let data = data.to_string();
        let frame = Frame {
            event,
            data: data.as_bytes(),
        };
        flow = decoder.frame(frame, &mut out).expect("an event");
    }
    assert_eq!(flow, Flow::Done);
    decoder.end(&mut out).expect("complete");
    out
}

#[test]
fn a_stream_and_a_whole_answer_are_the_same() {
    let usage = json!({ "inputTokens": 20, "outputTokens": 7, "totalTokens": 47, "cacheReadInputTokens": 5,
        "cacheWriteInputTokens": 15, "cacheDetails": [{ "ttl": "1h", "inputTokens": 10 }] });
    let whole = json!({ "output": { "message": { "role": "assistant", "content": [
        { "reasoningContent": { "reasoningText": { "text": "hm", "signature": "s" } } },
        { "text": "Hello" },
        { "toolUse": { "toolUseId": "t1", "name": "f", "input": {} } }] } },
        "stopReason": "tool_use", "usage": usage });
    let delta = |index: u64, delta: Value| {
        (
            "contentBlockDelta",
            json!({ "contentBlockIndex": index, "delta": delta }),
        )
    };
    let streamed = read(&[
        ("messageStart", json!({ "role": "assistant" })),
        delta(0, json!({ "reasoningContent": { "text": "hm" } })),
        delta(0, json!({ "reasoningContent": { "signature": "s" } })),
        ("contentBlockStop", json!({ "contentBlockIndex": 0 })),
        delta(1, json!({ "text": "Hel" })),
        delta(1, json!({ "text": "lo" })),
        (
            "contentBlockStart",
            json!({ "contentBlockIndex": 2, "start": { "toolUse": { "toolUseId": "t1", "name": "f" } } }),
        ),
        ("contentBlockStop", json!({ "contentBlockIndex": 2 })),
        ("messageStop", json!({ "stopReason": "tool_use" })),
        ("metadata", json!({ "usage": usage })),
    ]);
    let whole = response(whole.to_string().as_bytes(), &Notes::default()).expect("an answer");
    assert_eq!(Collector::of(streamed), whole);
    assert_eq!(
        whole.usage,
        Some(Usage {
            input: 20,
            output: 7,
            cache_read: 5,
            cache_write: 5,
            cache_write_1h: 10,
            ..Usage::default()
        })
    );
    let mut cut = Decoder::new(Notes::default());
    assert_eq!(cut.end(&mut Vec::new()).expect_err("cut").status, 502);
}

#[test]
fn a_no_is_understood() {
    for (status, said, kind, out) in [
        (
            400,
            "Input is too long for requested model.",
            FaultKind::ContextWindowExceeded,
            400,
        ),
        (
            403,
            "The security token included in the request is invalid.",
            FaultKind::Authentication,
            502,
        ),
        (
            429,
            "Too many tokens, please wait before trying again.",
            FaultKind::RateLimit,
            429,
        ),
    ] {
        for member in ["message", "Message"] {
            let read = fault(status, None, json!({ member: said }).to_string().as_bytes());
            assert_eq!(
                (read.kind, read.status, read.message.as_str()),
                (kind, out, said)
            );
        }
    }
    for (event, status) in [
        ("throttlingException", 429),
        ("modelStreamErrorException", 502),
        ("newException", 500),
    ] {
        let frame = Frame {
            event,
            data: br#"{"message":"m"}"#,
        };
        let mut decoder = Decoder::new(Notes::default());
        let told = decoder.frame(frame, &mut Vec::new()).expect_err("a fault");
        assert_eq!(
            (told.status, told.message.as_str()),
            (status, "m"),
            "{event}"
        );
    }
}
