//! Requests: every member, every item, and what is not accepted.

use super::{asked, object};
use crate::wire::chat::{
    CacheMark, ChatRequest, Effort, OutputFormat, Part, Reasoning, Role, Source, Tool, ToolCall,
    ToolChoice,
};
use crate::wire::door::responses::previous_id;
use serde_json::{Value, json};

fn with(members: Value) -> ChatRequest {
    let mut body = json!({ "model": "m", "input": "hi" });
    let more = members.as_object().expect("members").clone();
    body.as_object_mut().expect("an object").extend(more);
    asked(&body).expect("accepted")
}

fn input(items: Value) -> ChatRequest {
    with(json!({ "input": items }))
}

/// The one part of a user's message.
fn part(part: Value) -> Part {
    let mut request = input(json!([{ "role": "user", "content": [part] }]));
    request.turns.remove(0).parts.remove(0)
}

#[test]
fn every_parameter_is_read() {
    let plain = with(json!({}));
    assert_eq!(
        (plain.turns[0].role, &plain.turns[0].parts[..]),
        (Role::User, &[Part::text("hi")][..])
    );
    assert!(!plain.stream && plain.reasoning.is_none() && plain.extra.is_empty());
    let request = with(json!({
        "instructions": "be brief", "max_output_tokens": 9, "temperature": 0.5, "top_p": 0.9,
        "parallel_tool_calls": false, "user": "u", "safety_identifier": "s", "service_tier": "flex",
        "top_logprobs": 2, "stream": true, "text": { "verbosity": "low", "format": { "type": "text" } },
        "metadata": { "a": "b" }, "truncation": "auto", "store": false, "prompt_cache_key": "k",
        "background": false, "include": ["reasoning.encrypted_content"], "previous_response_id": "resp_0",
        "stream_options": { "include_obfuscation": false }, "temperature_x": 1, "drop_params": true,
    }));
    assert_eq!(
        (request.turns[0].role, &request.turns[0].parts[..]),
        (Role::System, &[Part::text("be brief")][..])
    );
    assert_eq!(request.max_output_tokens, Some(9));
    assert_eq!(request.temperature.and_then(|t| t.as_f64()), Some(0.5));
    assert_eq!(request.top_p.and_then(|p| p.as_f64()), Some(0.9));
    assert_eq!(request.parallel_tool_calls, Some(false));
    assert_eq!(request.user.as_deref(), Some("u"));
    assert_eq!(request.service_tier.as_deref(), Some("flex"));
    assert_eq!(
        (request.top_logprobs, request.logprobs),
        (Some(2), Some(true))
    );
    assert_eq!(request.verbosity.as_deref(), Some("low"));
    assert!(request.stream);
    let extra: Vec<_> = request
        .extra
        .iter()
        .map(|(name, raw)| (name.as_str(), raw.get()))
        .collect();
    assert_eq!(extra, [("temperature_x", "1")]);
    assert!(request.openai.is_empty());
    assert_eq!(
        with(json!({ "safety_identifier": "s" })).user.as_deref(),
        Some("s")
    );
    let logged = with(json!({ "include": ["message.output_text.logprobs"] }));
    assert_eq!(logged.logprobs, Some(true));
}

#[test]
fn the_answer_continued_is_told_to_the_gateway() {
    let of = |body: Value| previous_id(&object(&body));
    assert_eq!(
        of(json!({ "previous_response_id": "resp_0" })).as_deref(),
        Some("resp_0")
    );
    assert_eq!(of(json!({ "previous_response_id": null })), None);
    assert_eq!(of(json!({ "previous_response_id": "" })), None);
}

#[test]
fn reasoning_and_format() {
    let effort = |effort, summary: Option<&str>| {
        Some(Reasoning::Effort {
            effort,
            summary: summary.map(str::to_owned),
        })
    };
    for (wish, read) in [
        (json!({}), None),
        (json!({ "effort": null, "summary": null }), None),
        (json!({ "effort": "none" }), Some(Reasoning::Off)),
        (json!({ "effort": "xhigh" }), effort(Effort::Xhigh, None)),
        (
            json!({ "effort": "low", "summary": "auto" }),
            effort(Effort::Low, Some("auto")),
        ),
        (
            json!({ "effort": "low", "generate_summary": "detailed" }),
            effort(Effort::Low, Some("detailed")),
        ),
        (json!({ "summary": "concise" }), None),
    ] {
        assert_eq!(with(json!({ "reasoning": wish })).reasoning, read, "{wish}");
    }
    let format = |format: Value| with(json!({ "text": { "format": format } })).output_format;
    assert_eq!(
        format(json!({ "type": "json_object" })),
        OutputFormat::JsonObject
    );
    assert_eq!(
        format(
            json!({ "type": "json_schema", "name": "n", "schema": {}, "strict": true, "description": "d" })
        ),
        OutputFormat::JsonSchema {
            name: "n".into(),
            description: Some("d".into()),
            schema: json!({}),
            strict: Some(true)
        }
    );
}

#[test]
fn tools_are_read() {
    let request = with(json!({ "tools": [
        { "type": "function", "name": "f", "description": "d", "parameters": { "type": "object" }, "strict": true },
        { "type": "function", "function": { "name": "g" } },
        { "type": "web_search_preview", "search_context_size": "high", "filters": null,
          "user_location": { "type": "approximate", "city": "Bonn", "region": null } },
        { "type": "mcp", "server_label": "l" },
    ] }));
    let function = |name: &str, description: Option<&str>, parameters, strict| Tool::Function {
        name: name.into(),
        description: description.map(str::to_owned),
        parameters,
        strict,
        cache: None,
    };
    assert_eq!(
        request.tools,
        [
            function(
                "f",
                Some("d"),
                Some(json!({ "type": "object" })),
                Some(true)
            ),
            function("g", None, None, None),
            Tool::Hosted(json!({ "type": "mcp", "server_label": "l" })),
        ]
    );
    assert_eq!(
        request.web_search,
        Some(
            json!({ "search_context_size": "high", "user_location": { "type": "approximate", "approximate": { "city": "Bonn" } } })
        )
    );
    for (choice, read) in [
        (json!("auto"), ToolChoice::Auto),
        (json!("none"), ToolChoice::None),
        (json!("required"), ToolChoice::Required),
        (
            json!({ "type": "function", "name": "f" }),
            ToolChoice::Named("f".into()),
        ),
        (
            json!({ "type": "function", "function": { "name": "f" } }),
            ToolChoice::Named("f".into()),
        ),
        (
            json!({ "type": "custom", "name": "c" }),
            ToolChoice::Named("c".into()),
        ),
        (
            json!({ "type": "web_search_preview" }),
            ToolChoice::Required,
        ),
    ] {
        assert_eq!(
            with(json!({ "tool_choice": choice })).tool_choice,
            Some(read),
            "{choice}"
        );
    }
}

#[test]
fn only_allowed_tools_are_offered() {
    let request = with(json!({
        "tools": [{ "type": "function", "name": "f" }, { "type": "function", "name": "g" }, { "type": "web_search" }, { "type": "mcp" }],
        "tool_choice": { "type": "allowed_tools", "mode": "required", "tools": [{ "type": "function", "name": "g" }] },
    }));
    assert!(matches!(&request.tools[..], [Tool::Function { name, .. }] if name == "g"));
    assert_eq!(
        (request.web_search, request.tool_choice),
        (None, Some(ToolChoice::Required))
    );
}

#[test]
fn every_part_is_read() {
    let base64 = |media_type: &str| Source::Base64 {
        media_type: media_type.into(),
        data: "QUJD".into(),
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
    let file = || Source::File {
        id: "file-1".into(),
    };
    for (said, read) in [
        (
            json!({ "type": "input_text", "text": "t" }),
            Part::text("t"),
        ),
        (
            json!({ "type": "output_text", "text": "t", "annotations": [] }),
            Part::text("t"),
        ),
        (
            json!({ "type": "refusal", "refusal": "no" }),
            Part::Refusal { text: "no".into() },
        ),
        (
            json!({ "type": "input_image", "detail": "low", "image_url": "data:image/png;base64,QUJD" }),
            image(base64("image/png"), Some("low")),
        ),
        (
            json!({ "type": "input_image", "file_id": "file-1" }),
            image(file(), None),
        ),
        (
            json!({ "type": "input_file", "filename": "a.pdf", "file_data": "data:application/pdf;base64,QUJD" }),
            document(base64("application/pdf"), Some("a.pdf")),
        ),
        (
            json!({ "type": "input_file", "filename": "a.TXT", "file_data": "QUJD" }),
            document(base64("text/plain"), Some("a.TXT")),
        ),
        (
            json!({ "type": "input_file", "file_id": "file-1" }),
            document(file(), None),
        ),
        (
            json!({ "type": "input_file", "file_url": "https://h/a.pdf" }),
            document(Source::from_url("https://h/a.pdf"), None),
        ),
        (
            json!({ "type": "input_audio", "input_audio": { "data": "QQ==", "format": "mp3" } }),
            Part::Audio {
                data: "QQ==".into(),
                format: "mp3".into(),
            },
        ),
        (
            json!({ "type": "input_text", "text": "t", "prompt_cache_breakpoint": { "mode": "explicit" } }),
            Part::Text {
                text: "t".into(),
                cache: Some(CacheMark::Ephemeral),
            },
        ),
        (
            json!({ "type": "input_text", "text": "t", "cache_control": { "type": "ephemeral", "ttl": "1h" } }),
            Part::Text {
                text: "t".into(),
                cache: Some(CacheMark::Hour),
            },
        ),
    ] {
        assert_eq!(part(said.clone()), read, "{said}");
    }
}

#[test]
fn items_become_turns() {
    let request = input(json!([
        { "type": "message", "role": "developer", "content": "be careful" },
        { "role": "system", "content": [{ "type": "input_text", "text": "s" }] },
        { "role": "user", "content": "hi" },
        { "type": "reasoning", "id": "rs_1", "summary": [{ "type": "summary_text", "text": "a" }, { "type": "summary_text", "text": "b" }], "encrypted_content": "gAAAAABx" },
        { "type": "reasoning", "id": "rs_2", "summary": [] },
        { "type": "reasoning", "id": "rs_3", "summary": [], "encrypted_content": "redacted_thinking:bytes" },
        { "type": "message", "role": "assistant", "id": "msg_1", "status": "completed", "content": [{ "type": "output_text", "text": "I call.", "annotations": [] }] },
        { "type": "function_call", "id": "fc_1", "call_id": "c1__thought__c2VhbA==", "name": "f", "arguments": "{\"a\":1}" },
        { "type": "custom_tool_call", "call_id": "c2", "name": "patch", "input": "*** Begin" },
        { "type": "web_search_call", "id": "ws_1", "status": "completed" },
        { "type": "item_reference", "id": "msg_1" },
        { "type": "function_call_output", "call_id": "c1__thought__c2VhbA==", "output": "one" },
        { "type": "custom_tool_call_output", "call_id": "c2", "output": [{ "type": "input_text", "text": "two" }] },
        { "role": "user", "content": "go on" },
    ]));
    let roles: Vec<Role> = request.turns.iter().map(|turn| turn.role).collect();
    assert_eq!(
        roles,
        [
            Role::Developer,
            Role::System,
            Role::User,
            Role::Assistant,
            Role::User,
            Role::User
        ]
    );
    let call = |id: &str, name: &str, arguments: &str, seal: Option<&str>| {
        Part::ToolCall(ToolCall {
            id: id.into(),
            name: name.into(),
            arguments: arguments.into(),
            signature: seal.map(str::to_owned),
            cache: None,
        })
    };
    assert_eq!(
        request.turns[3].parts,
        [
            Part::Thinking {
                text: "a\n\nb".into(),
                signature: Some("gAAAAABx".into())
            },
            Part::RedactedThinking {
                data: "bytes".into()
            },
            Part::text("I call."),
            call("c1", "f", "{\"a\":1}", Some("c2VhbA==")),
            call("c2", "patch", "{\"input\":\"*** Begin\"}", None),
        ]
    );
    let result = |id: &str, text: &str| Part::ToolResult {
        call_id: id.into(),
        parts: vec![Part::text(text)],
        is_error: false,
        cache: None,
    };
    assert_eq!(
        request.turns[4].parts,
        [result("c1", "one"), result("c2", "two")]
    );
}

#[test]
fn a_reference_may_be_resolved_by_the_gateway() {
    let body = json!({ "input": [{ "type": "item_reference", "id": "msg_9" }], "previous_response_id": "resp_0" });
    assert!(asked(&body).expect("accepted").turns.is_empty());
}
