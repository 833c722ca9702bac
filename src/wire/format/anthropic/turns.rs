//! The conversation: instructions apart, turns of one speaker together, results before anything else.

use super::tools::{Tools, clean, mark};
use crate::wire::chat::{Part, Role, Source, Turn, is_openai_seal};
use crate::wire::format::WireError;
use serde_json::{Value, json};

/// Stands in for a turn that says nothing, which the API refuses.
const NOTHING_SAID: &str = "(no content)";

/// The instructions, wherever they stand.
pub(super) fn system(turns: &[Turn]) -> Vec<Value> {
    let instructions = turns
        .iter()
        .filter(|turn| matches!(turn.role, Role::System | Role::Developer));
    instructions
        .flat_map(|turn| &turn.parts)
        .filter_map(|part| match part {
            Part::Text { text, cache } if !text.is_empty() => {
                let mut block = json!({ "type": "text", "text": text });
                mark(&mut block, *cache);
                Some(block)
            }
            _ => None,
        })
        .collect()
}

pub(in crate::wire::format) fn has_tool_blocks(turns: &[Turn]) -> bool {
    let tool = |part: &Part| matches!(part, Part::ToolCall(_) | Part::ToolResult { .. });
    turns.iter().flat_map(|turn| &turn.parts).any(tool)
}

/// The turns of user and model.
pub(super) fn messages(turns: &[Turn], tools: &mut Tools<'_>) -> Result<Vec<Value>, WireError> {
    let mut said: Vec<(&str, Vec<Value>)> = Vec::with_capacity(turns.len());
    for turn in turns {
        let (role, blocks) = match turn.role {
            Role::System | Role::Developer => continue,
            Role::User => ("user", user(&turn.parts)?),
            Role::Assistant => ("assistant", assistant(&turn.parts, tools)),
        };
        match said.last_mut() {
            Some((last, earlier)) if *last == role => earlier.extend(blocks),
            _ => said.push((role, blocks)),
        }
    }
    if let Some(("assistant", blocks)) = said.last_mut() {
        trim_end(blocks);
    }
    // An answer that says nothing has no place in a conversation, but for its turn.
    said.retain(|(role, blocks)| *role == "user" || !blocks.is_empty());
    let message = |(role, mut blocks): (&str, Vec<Value>)| {
        if blocks.is_empty() {
            blocks.push(json!({ "type": "text", "text": NOTHING_SAID }));
        }
        // Results of calls come first in a turn, whatever the client's order was.
        blocks.sort_by_key(|block| role == "user" && block["type"] != "tool_result");
        json!({ "role": role, "content": blocks })
    };
    Ok(said.into_iter().map(message).collect())
}

/// The API refuses a beginning of an answer that ends in white space.
fn trim_end(blocks: &mut Vec<Value>) {
    if let Some(last) = blocks.last_mut()
        && last["type"] == "text"
    {
        let trimmed = last["text"]
            .as_str()
            .unwrap_or_default()
            .trim_end()
            .to_owned();
        if trimmed.is_empty() {
            blocks.pop();
        } else {
            last["text"] = json!(trimmed);
        }
    }
}

fn user(parts: &[Part]) -> Result<Vec<Value>, WireError> {
    let mut blocks = Vec::with_capacity(parts.len());
    for part in parts {
        if let Part::ToolResult {
            call_id,
            parts,
            is_error,
            cache,
        } = part
        {
            let mut block = json!({
                "type": "tool_result", "tool_use_id": clean(call_id), "content": result(parts)?,
            });
            if *is_error {
                block["is_error"] = json!(true);
            }
            mark(&mut block, *cache);
            blocks.push(block);
        } else {
            blocks.extend(block(part)?);
        }
    }
    Ok(blocks)
}

fn result(parts: &[Part]) -> Result<Value, WireError> {
    if let [Part::Text { text, .. }] = parts {
        return Ok(json!(text));
    }
    let mut blocks = Vec::with_capacity(parts.len());
    for part in parts {
        blocks.extend(block(part)?);
    }
    Ok(Value::Array(blocks))
}

/// One piece of what a user says; `None` for what says nothing.
fn block(part: &Part) -> Result<Option<Value>, WireError> {
    let (mut block, cache) = match part {
        Part::Text { text, .. } | Part::Refusal { text } if text.is_empty() => return Ok(None),
        Part::Text { text, cache } => (json!({ "type": "text", "text": text }), *cache),
        Part::Refusal { text } => (json!({ "type": "text", "text": text }), None),
        Part::Image { source, cache, .. } => (
            json!({ "type": "image", "source": self::source(source) }),
            *cache,
        ),
        Part::Document {
            source,
            name,
            cache,
        } => {
            let mut block = json!({ "type": "document", "source": self::source(source) });
            if let Some(name) = name {
                block["title"] = json!(name);
            }
            (block, *cache)
        }
        Part::Audio { .. } => return Err(unsayable("sound")),
        Part::Video { .. } => return Err(unsayable("video")),
        Part::Thinking { .. }
        | Part::RedactedThinking { .. }
        | Part::ToolCall(_)
        | Part::ToolResult { .. } => return Ok(None),
    };
    mark(&mut block, cache);
    Ok(Some(block))
}

fn unsayable(kind: &str) -> WireError {
    WireError::Unsayable(format!(
        "Anthropic's models take no {kind}: leave it out, or use another model"
    ))
}

fn source(source: &Source) -> Value {
    match source {
        Source::Base64 { media_type, data } if media_type == "text/plain" => {
            json!({ "type": "text", "media_type": "text/plain", "data": decoded_text(data) })
        }
        Source::Base64 { media_type, data } => {
            json!({ "type": "base64", "media_type": media_type, "data": data })
        }
        Source::Url { url, .. } => json!({ "type": "url", "url": url }),
        Source::File { id } => json!({ "type": "file", "file_id": id }),
        Source::Text { text } => {
            json!({ "type": "text", "media_type": "text/plain", "data": text })
        }
    }
}

/// Plain text travels as it is, not in base64.
fn decoded_text(data: &str) -> String {
    use base64::Engine;
    let bytes = base64::engine::general_purpose::STANDARD.decode(data);
    bytes.map_or_else(
        |_| data.to_owned(),
        |bytes| String::from_utf8_lossy(&bytes).into_owned(),
    )
}

fn assistant(parts: &[Part], tools: &mut Tools<'_>) -> Vec<Value> {
    // Thoughts come first; one without its seal is not taken back.
    let mut thoughts = Vec::new();
    let mut rest = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Part::Thinking {
                text,
                signature: Some(seal),
            } if !is_openai_seal(seal) => {
                thoughts.push(json!({ "type": "thinking", "thinking": text, "signature": seal }))
            }
            Part::RedactedThinking { data } => {
                thoughts.push(json!({ "type": "redacted_thinking", "data": data }));
            }
            Part::ToolCall(call) => {
                let mut block = json!({
                    "type": "tool_use", "id": clean(&call.id), "name": tools.sent_name(&call.name),
                    "input": call.input(),
                });
                mark(&mut block, call.cache);
                rest.push(block);
            }
            Part::Text { text, cache } if !text.is_empty() => {
                let mut block = json!({ "type": "text", "text": text });
                mark(&mut block, *cache);
                rest.push(block);
            }
            Part::Refusal { text } if !text.is_empty() => {
                rest.push(json!({ "type": "text", "text": text }));
            }
            _ => {}
        }
    }
    thoughts.append(&mut rest);
    thoughts
}
