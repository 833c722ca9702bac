//! A complete answer as a message.

use crate::domain::usage::Usage;
use crate::wire::chat::{ChatResponse, Finish, Part, Source, sealed_id};
use crate::wire::door::Rendering;
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// Writes the answer. The dialect has one: of several the first is told.
#[must_use]
pub fn render(response: &ChatResponse, rendering: &Rendering) -> Bytes {
    let answer = response.answers.first();
    let parts = answer
        .map(|answer| answer.parts.as_slice())
        .unwrap_or_default();
    let calls = parts.iter().any(|part| matches!(part, Part::ToolCall(_)));
    let stop = answer.and_then(|answer| answer.stop_sequence.as_deref());
    let finish = answer.map(|answer| answer.finish).unwrap_or_default();
    let body = json!({
        "id": answer_id(&response.id, rendering),
        "type": "message",
        "role": "assistant",
        "model": rendering.model,
        "content": content(parts),
        "stop_reason": stop_reason(finish, calls, stop.is_some()),
        "stop_sequence": stop,
        "usage": usage(&response.usage.unwrap_or_default()),
    });
    Bytes::from(body.to_string())
}

/// The provider's id, or one of ours.
pub(super) fn answer_id(given: &str, rendering: &Rendering) -> String {
    if given.is_empty() {
        format!("msg_{}", rendering.id)
    } else {
        given.to_owned()
    }
}

pub(super) fn stop_reason(finish: Finish, calls_tools: bool, at_stop: bool) -> &'static str {
    match finish {
        Finish::ToolCalls => "tool_use",
        Finish::Stop if calls_tools => "tool_use",
        Finish::Stop if at_stop => "stop_sequence",
        Finish::Stop => "end_turn",
        Finish::Length => "max_tokens",
        Finish::ContentFilter => "refusal",
    }
}

/// Usage in Anthropic's shape: what caches did is not part of the input.
pub(super) fn usage(used: &Usage) -> Value {
    let cached = used.cache_read.saturating_add(used.cache_read_audio);
    let written = used.cache_write.saturating_add(used.cache_write_1h);
    json!({
        "input_tokens": used.prompt_tokens().saturating_sub(cached).saturating_sub(written),
        "output_tokens": used.completion_tokens(),
        "cache_read_input_tokens": cached,
        "cache_creation_input_tokens": written,
    })
}

fn content(parts: &[Part]) -> Vec<Value> {
    let mut blocks = Vec::with_capacity(parts.len());
    for part in parts {
        blocks.extend(match part {
            Part::Text { text, .. } | Part::Refusal { text } if text.is_empty() => None,
            Part::Text { text, .. } | Part::Refusal { text } => {
                Some(json!({ "type": "text", "text": text }))
            }
            Part::Thinking { text, signature } => Some(json!({
                "type": "thinking", "thinking": text, "signature": signature.as_deref().unwrap_or_default(),
            })),
            Part::RedactedThinking { data } => {
                Some(json!({ "type": "redacted_thinking", "data": data }))
            }
            Part::ToolCall(call) => Some(json!({
                "type": "tool_use", "id": sealed_id(call), "name": call.name, "input": call.input(),
            })),
            Part::Image { source: Source::Base64 { media_type, data }, .. } => Some(json!({
                "type": "image", "source": { "type": "base64", "media_type": media_type, "data": data },
            })),
            _ => None,
        });
    }
    blocks.sort_by_key(order);
    blocks
}

/// Thoughts come first and calls last, as clients expect them.
fn order(block: &Value) -> u8 {
    match block.as_object().and_then(kind) {
        Some("thinking" | "redacted_thinking") => 0,
        Some("tool_use") => 2,
        _ => 1,
    }
}

fn kind(block: &Map<String, Value>) -> Option<&str> {
    block.get("type")?.as_str()
}
