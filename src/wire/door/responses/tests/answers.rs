//! Whole answers and errors.

use super::{echo, rendering};
use crate::domain::usage::Usage;
use crate::wire::chat::{Answer, ChatResponse, Finish, Part, Source, ToolCall};
use crate::wire::door::responses::{error_body, error_event, render};
use serde_json::{Value, json};

fn answer(parts: Vec<Part>, finish: Finish) -> ChatResponse {
    ChatResponse {
        answers: vec![Answer {
            index: 0,
            parts,
            finish,
            stop_sequence: None,
            logprobs: None,
            annotations: Vec::new(),
        }],
        ..ChatResponse::default()
    }
}

fn rendered(response: &ChatResponse, request: &Value) -> Value {
    serde_json::from_slice(&render(response, &rendering(), &echo(request))).expect("JSON")
}

#[test]
fn a_silent_request_is_repeated_with_nulls() {
    let mut said = answer(vec![Part::text("Hi!")], Finish::Stop);
    said.usage = Some(Usage {
        input: 10,
        cache_read: 5,
        cache_write: 2,
        output: 7,
        reasoning: 3,
        ..Usage::default()
    });
    assert_eq!(
        rendered(&said, &json!({ "model": "claude", "input": "hi" })),
        json!({
            "id": "resp_1", "object": "response", "created_at": 1_741_476_542, "status": "completed",
            "model": "claude", "error": null, "incomplete_details": null,
            "output": [{
                "id": "msg_1_0", "type": "message", "status": "completed", "role": "assistant",
                "content": [{ "type": "output_text", "annotations": [], "logprobs": [], "text": "Hi!" }],
            }],
            "background": false, "instructions": null, "max_output_tokens": null, "max_tool_calls": null,
            "metadata": {}, "parallel_tool_calls": true, "previous_response_id": null, "prompt_cache_key": null,
            "reasoning": { "effort": null, "summary": null }, "safety_identifier": null, "store": true,
            "temperature": null, "text": { "format": { "type": "text" } }, "tool_choice": "auto", "tools": [],
            "top_logprobs": 0, "top_p": null, "truncation": "disabled", "user": null, "service_tier": null,
            "usage": {
                "input_tokens": 17, "input_tokens_details": { "cached_tokens": 5, "cache_write_tokens": 2 },
                "output_tokens": 10, "output_tokens_details": { "reasoning_tokens": 3 }, "total_tokens": 27,
            },
        })
    );
}

#[test]
fn a_request_is_repeated_word_for_word() {
    let request = json!({
        "instructions": "be \"brief\"", "max_output_tokens": 9, "max_tool_calls": 2, "metadata": { "a": "b" },
        "parallel_tool_calls": false, "previous_response_id": "resp_0", "prompt_cache_key": "k",
        "reasoning": { "effort": "low" }, "safety_identifier": "s", "store": false, "temperature": 0.5,
        "tool_choice": { "type": "function", "name": "f" }, "tools": [{ "type": "function", "name": "f" }],
        "top_logprobs": 2, "top_p": 0.9, "truncation": "auto", "user": "u", "service_tier": "flex",
    });
    let body = rendered(&answer(Vec::new(), Finish::Stop), &request);
    for (name, value) in request.as_object().expect("members") {
        assert_eq!(&body[name], value, "{name}");
    }
    assert_eq!(
        (&body["output"], &body["usage"]),
        (&json!([]), &Value::Null)
    );
    let text = |text: Value| {
        rendered(&answer(Vec::new(), Finish::Stop), &json!({ "text": text }))["text"].clone()
    };
    assert_eq!(
        text(json!({ "verbosity": "low" })),
        json!({ "format": { "type": "text" }, "verbosity": "low" })
    );
    assert_eq!(
        text(json!({ "format": { "type": "json_object" } })),
        json!({ "format": { "type": "json_object" } })
    );
    let mut tiered = answer(Vec::new(), Finish::Stop);
    tiered.service_tier = Some("priority".to_owned());
    assert_eq!(rendered(&tiered, &request)["service_tier"], "priority");
}

#[test]
fn every_part_has_its_item() {
    let call = |id: &str, arguments: &str, seal: Option<&str>| {
        Part::ToolCall(ToolCall {
            id: id.into(),
            name: "f".into(),
            arguments: arguments.into(),
            signature: seal.map(str::to_owned),
            cache: None,
        })
    };
    let mut said = answer(
        vec![
            Part::Thinking {
                text: "hm".into(),
                signature: Some("seal".into()),
            },
            Part::RedactedThinking {
                data: "bytes".into(),
            },
            Part::text("See "),
            Part::Refusal { text: "no".into() },
            call("c1", "{\"a\":1}", Some("s")),
            call("", "", None),
            Part::Image {
                source: Source::Base64 {
                    media_type: "image/webp".into(),
                    data: "QUJD".into(),
                },
                detail: None,
                cache: None,
            },
        ],
        Finish::ToolCalls,
    );
    said.answers[0].annotations = vec![
        json!({ "type": "url_citation", "url_citation": { "url": "https://h", "start_index": 1, "end_index": 2 } }),
    ];
    said.answers[0].logprobs = Some(
        json!({ "content": [{ "token": "See ", "logprob": -0.5, "bytes": null, "top_logprobs": [] }] }),
    );
    assert_eq!(
        rendered(&said, &json!({}))["output"],
        json!([
            { "id": "rs_1_0", "type": "reasoning", "summary": [{ "type": "summary_text", "text": "hm" }], "encrypted_content": "seal" },
            { "id": "rs_1_1", "type": "reasoning", "summary": [], "encrypted_content": "redacted_thinking:bytes" },
            { "id": "msg_1_2", "type": "message", "status": "completed", "role": "assistant", "content": [
                { "type": "output_text",
                  "annotations": [{ "type": "url_citation", "start_index": 1, "end_index": 2, "url": "https://h", "title": "" }],
                  "logprobs": [{ "token": "See ", "bytes": [], "logprob": -0.5, "top_logprobs": [] }], "text": "See " },
                { "type": "refusal", "refusal": "no" },
            ] },
            { "id": "fc_1_3", "type": "function_call", "status": "completed", "arguments": "{\"a\":1}", "call_id": "c1__thought__s", "name": "f" },
            { "id": "fc_1_4", "type": "function_call", "status": "completed", "arguments": "{}", "call_id": "call_1_4", "name": "f" },
            { "id": "ig_1_5", "type": "image_generation_call", "status": "completed", "output_format": "webp", "result": "QUJD" },
        ])
    );
}

#[test]
fn what_was_cut_off_says_so() {
    for (finish, reason) in [
        (Finish::Length, "max_output_tokens"),
        (Finish::ContentFilter, "content_filter"),
    ] {
        let parts = vec![
            Part::Thinking {
                text: "t".into(),
                signature: None,
            },
            Part::text("half a"),
        ];
        let body = rendered(&answer(parts, finish), &json!({}));
        assert_eq!(body["status"], "incomplete");
        assert_eq!(body["incomplete_details"], json!({ "reason": reason }));
        assert_eq!(body["output"][1]["status"], "incomplete");
    }
}

#[test]
fn errors_have_openais_shape() {
    for (status, kind) in [
        (400, "invalid_request_error"),
        (401, "authentication_error"),
        (403, "permission_error"),
        (404, "invalid_request_error"),
        (429, "rate_limit_error"),
        (502, "internal_server_error"),
    ] {
        let body: Value = serde_json::from_slice(&error_body("a \"b\"", status)).expect("JSON");
        let error = json!({ "message": "a \"b\"", "type": kind, "param": null, "code": status.to_string() });
        assert_eq!(body, json!({ "error": error }));
    }
    assert_eq!(
        error_event("m", 429),
        "event: error\ndata: {\"type\":\"error\",\"sequence_number\":0,\"code\":\"rate_limit_exceeded\",\"message\":\"m\",\"param\":null}\n\n"
    );
}
