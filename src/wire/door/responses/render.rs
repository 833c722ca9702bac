//! A complete answer as a response object.

use super::echo::Echo;
use crate::domain::usage::Usage;
use crate::wire::chat::{ChatResponse, Finish, Part, sealed_id};
use crate::wire::door::Rendering;
use bytes::Bytes;
use serde_json::{Value, json};

/// Writes the answer. The dialect has one: of several the first is told.
#[must_use]
pub fn render(response: &ChatResponse, rendering: &Rendering, echo: &Echo) -> Bytes {
    let answer = response.answers.first();
    let mut output = Vec::new();
    let mut text: Vec<&str> = Vec::new();
    for part in answer
        .map(|answer| answer.parts.as_slice())
        .unwrap_or_default()
    {
        let id = |kind: &str| format!("{kind}_{}_{}", rendering.id, output.len());
        let item = match part {
            Part::Text { text: said, .. } => {
                text.push(said);
                let annotations = answer
                    .map(|answer| answer.annotations.as_slice())
                    .unwrap_or_default();
                message(&id("msg"), "completed", &[output_text(said, annotations)])
            }
            Part::Refusal { text } => message(
                &id("msg"),
                "completed",
                &[json!({ "type": "refusal", "refusal": text })],
            ),
            Part::Thinking { text, signature } => reasoning(&id("rs"), text, signature.as_deref()),
            Part::RedactedThinking { data } => {
                reasoning(&id("rs"), "", Some(&format!("redacted:{data}")))
            }
            Part::ToolCall(call) => {
                let arguments = whole(&call.arguments);
                function_call(
                    &id("fc"),
                    &sealed_id(call),
                    &call.name,
                    arguments,
                    "completed",
                )
            }
            _ => continue,
        };
        output.push(item);
    }
    let finish = answer.map(|answer| answer.finish).unwrap_or_default();
    let mut body = frame(rendering, echo, finish, output);
    body["usage"] = usage(&response.usage.unwrap_or_default());
    if let Some(tier) = &response.service_tier {
        body["service_tier"] = json!(tier);
    }
    Bytes::from(body.to_string())
}

/// Clients parse the arguments as JSON.
pub(super) fn whole(arguments: &str) -> &str {
    if arguments.trim().is_empty() {
        "{}"
    } else {
        arguments
    }
}

/// The response object with everything but usage.
pub(super) fn frame(
    rendering: &Rendering,
    echo: &Echo,
    finish: Finish,
    output: Vec<Value>,
) -> Value {
    let (status, why) = match finish {
        Finish::Stop | Finish::ToolCalls => ("completed", None),
        Finish::Length => ("incomplete", Some("max_output_tokens")),
        Finish::ContentFilter => ("incomplete", Some("content_filter")),
    };
    let mut body = object(rendering, echo, status);
    body["incomplete_details"] = why.map_or(Value::Null, |reason| json!({ "reason": reason }));
    body["output"] = Value::Array(output);
    body
}

/// A response object that has no output yet.
pub(super) fn object(rendering: &Rendering, echo: &Echo, status: &str) -> Value {
    let mut body = json!({
        "id": format!("resp_{}", rendering.id),
        "object": "response",
        "created_at": rendering.created_seconds,
        "status": status,
        "error": null,
        "incomplete_details": null,
        "model": rendering.model,
        "output": [],
        "usage": null,
    });
    echo.add_to(&mut body);
    body
}

pub(super) fn usage(used: &Usage) -> Value {
    json!({
        "input_tokens": used.prompt_tokens(),
        "input_tokens_details": { "cached_tokens": used.cache_read.saturating_add(used.cache_read_audio) },
        "output_tokens": used.completion_tokens(),
        "output_tokens_details": { "reasoning_tokens": used.reasoning },
        "total_tokens": used.total_tokens(),
    })
}

pub(super) fn output_text(text: &str, annotations: &[Value]) -> Value {
    json!({ "type": "output_text", "text": text, "annotations": flat(annotations), "logprobs": [] })
}

/// Annotations lie one level higher here than in chat completions.
fn flat(annotations: &[Value]) -> Vec<Value> {
    let flatten = |annotation: &Value| match annotation.get("url_citation") {
        Some(Value::Object(inner)) => {
            let mut inner = inner.clone();
            inner.insert("type".into(), json!("url_citation"));
            Value::Object(inner)
        }
        _ => annotation.clone(),
    };
    annotations.iter().map(flatten).collect()
}

pub(super) fn message(id: &str, status: &str, content: &[Value]) -> Value {
    json!({ "id": id, "type": "message", "status": status, "role": "assistant", "content": content })
}

pub(super) fn reasoning(id: &str, summary: &str, seal: Option<&str>) -> Value {
    let pieces = if summary.is_empty() {
        Vec::new()
    } else {
        vec![json!({ "type": "summary_text", "text": summary })]
    };
    json!({ "id": id, "type": "reasoning", "summary": pieces, "encrypted_content": seal })
}

pub(super) fn function_call(
    id: &str,
    call_id: &str,
    name: &str,
    arguments: &str,
    status: &str,
) -> Value {
    json!({ "id": id, "type": "function_call", "status": status, "call_id": call_id, "name": name, "arguments": arguments })
}
