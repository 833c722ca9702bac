//! A complete message into the hub.

use crate::wire::chat::{Answer, ChatResponse, Finish, Part, ToolCall};
use crate::wire::door::Door;
use crate::wire::fault::Fault;
use crate::wire::format::Notes;
use crate::wire::native;
use serde_json::{Value, json};

pub(super) fn invalid(why: impl std::fmt::Display) -> Fault {
    let message = format!("the provider's answer is not a message: {why}");
    Fault::connection("upstream_invalid_response", 502, message)
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Reads a whole answer.
pub fn response(body: &[u8], notes: &Notes) -> Result<ChatResponse, Fault> {
    let said: Value = serde_json::from_slice(body).map_err(invalid)?;
    if said["type"] == "error" {
        return Err(stated(&said));
    }
    let blocks = said["content"]
        .as_array()
        .ok_or_else(|| invalid("it has no 'content'"))?;
    let mut annotations = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    for block in blocks {
        annotations.extend(citations(block));
        match part(block, notes) {
            // Text that citations cut into pieces is one text again.
            Some(Part::Text { text, cache }) => match parts.last_mut() {
                Some(Part::Text { text: earlier, .. }) => earlier.push_str(&text),
                _ => parts.push(Part::Text { text, cache }),
            },
            other => parts.extend(other),
        }
    }
    let mut ended = finish(said["stop_reason"].as_str().unwrap_or_default());
    if ended == Finish::ToolCalls && !parts.iter().any(|part| matches!(part, Part::ToolCall(_))) {
        ended = Finish::Stop;
    }
    Ok(ChatResponse {
        id: text(&said["id"]),
        model: text(&said["model"]),
        answers: vec![Answer {
            index: 0,
            parts,
            finish: ended,
            stop_sequence: said["stop_sequence"].as_str().map(str::to_owned),
            logprobs: None,
            annotations,
        }],
        usage: native::usage(Door::Messages, &said),
        service_tier: tier(&said["usage"]),
    })
}

/// The tier in OpenAI's word: clients of other dialects know no `standard`.
pub(super) fn tier(usage: &Value) -> Option<String> {
    let word = usage["service_tier"].as_str()?;
    Some(if word == "standard" { "default" } else { word }.to_owned())
}

/// The fault that an error object states; its type tells the status.
pub(super) fn stated(said: &Value) -> Fault {
    let status = native::error_status(&said["error"]);
    super::fault(status, None, said.to_string().as_bytes())
}

pub(super) fn finish(word: &str) -> Finish {
    match word {
        "max_tokens" | "model_context_window_exceeded" => Finish::Length,
        "tool_use" => Finish::ToolCalls,
        "refusal" => Finish::ContentFilter,
        // `end_turn`, `stop_sequence`, `pause_turn`.
        _ => Finish::Stop,
    }
}

fn part(block: &Value, notes: &Notes) -> Option<Part> {
    match block["type"].as_str()? {
        "text" => Some(Part::text(text(&block["text"]))),
        "thinking" => Some(Part::Thinking {
            text: text(&block["thinking"]),
            signature: block["signature"].as_str().map(str::to_owned),
        }),
        "redacted_thinking" => Some(Part::RedactedThinking {
            data: text(&block["data"]),
        }),
        "tool_use" => {
            let name = text(&block["name"]);
            if notes.answer_tool.as_deref() == Some(name.as_str()) {
                return Some(Part::text(answer_text(&block["input"])));
            }
            Some(Part::ToolCall(ToolCall {
                id: text(&block["id"]),
                name: notes.client_name(&name).to_owned(),
                arguments: block["input"].to_string(),
                ..ToolCall::default()
            }))
        }
        // What the provider's own tools did stays between it and itself.
        _ => None,
    }
}

/// The answer in a tool's input. Models sometimes wrap it once more.
pub(in crate::wire::format) fn answer_text(input: &Value) -> String {
    let wrapped = input.as_object().filter(|members| members.len() == 1);
    match wrapped.and_then(|members| members.get("values")) {
        Some(inner) if inner.is_object() => inner.to_string(),
        _ => input.to_string(),
    }
}

fn citations(block: &Value) -> Vec<Value> {
    let cited = block["citations"].as_array().into_iter().flatten();
    cited.filter_map(annotation).collect()
}

/// A citation of the web in OpenAI's shape; those of documents have no address.
pub(super) fn annotation(citation: &Value) -> Option<Value> {
    let url = citation["url"].as_str()?;
    Some(json!({ "type": "url_citation", "url_citation": {
        "url": url, "title": citation["title"], "start_index": 0, "end_index": 0,
    } }))
}
