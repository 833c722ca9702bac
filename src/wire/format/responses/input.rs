//! The conversation as items, in its own order.

use super::names;
use crate::wire::chat::{Part, Role, Source, ToolCall, Turn, is_openai_seal};
use crate::wire::format::{Notes, Target, WireError};
use serde_json::{Value, json};

/// What the conversation becomes: `instructions`, and `input`.
pub(super) struct Conversation {
    pub(super) instructions: Option<String>,
    pub(super) items: Vec<Value>,
}

/// Says the turns.
pub(super) fn conversation(
    turns: &[Turn],
    target: &Target<'_>,
    notes: &mut Notes,
) -> Result<Conversation, WireError> {
    let mut turns = turns;
    let mut instructions = None;
    // An input may not be empty, so instructions that stand alone stay a message.
    if let [first, rest @ ..] = turns
        && first.role == Role::System
        && !rest.is_empty()
    {
        instructions = plain_text(&first.parts);
        if instructions.is_some() {
            turns = rest;
        }
    }
    let mut writer = Writer {
        developer: target.deployment.provider.quirks.developer_role,
        own_seals: matches!(target.deployment.provider.name, "openai" | "azure"),
        notes,
        items: Vec::new(),
        message: Vec::new(),
    };
    for turn in turns {
        writer.turn(turn)?;
    }
    Ok(Conversation {
        instructions,
        items: writer.items,
    })
}

/// The text of parts that are nothing else.
fn plain_text(parts: &[Part]) -> Option<String> {
    let texts: Option<Vec<&str>> = parts
        .iter()
        .map(|part| match part {
            Part::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    texts.map(|texts| texts.join("\n\n"))
}

struct Writer<'n> {
    /// The provider knows the `developer` role.
    developer: bool,
    /// Encrypted reasoning is OpenAI's own.
    own_seals: bool,
    notes: &'n mut Notes,
    items: Vec<Value>,
    /// The parts of the message that is being written.
    message: Vec<Value>,
}

impl Writer<'_> {
    fn turn(&mut self, turn: &Turn) -> Result<(), WireError> {
        for part in &turn.parts {
            match part {
                Part::Thinking { text, signature } => {
                    self.flush(turn.role);
                    self.thought(text, signature.as_deref());
                }
                // Sealed by another provider: nobody else can read it.
                Part::RedactedThinking { .. } => {}
                Part::ToolCall(call) => {
                    self.flush(turn.role);
                    self.call(call);
                }
                Part::ToolResult {
                    call_id,
                    parts,
                    is_error,
                    ..
                } => {
                    self.flush(turn.role);
                    let output = result(parts, *is_error)?;
                    self.items.push(json!({
                        "type": "function_call_output", "call_id": call_id, "output": output
                    }));
                }
                Part::Image {
                    source: Source::Base64 { data, .. },
                    ..
                } if turn.role == Role::Assistant => {
                    self.flush(turn.role);
                    let id = format!("ig_{}", self.items.len());
                    self.items.push(json!({
                        "type": "image_generation_call", "id": id, "status": "completed", "result": data
                    }));
                }
                part if turn.role == Role::Assistant => self.message.extend(said(part)?),
                part => self.message.push(given(part)?),
            }
        }
        self.flush(turn.role);
        Ok(())
    }

    /// Ends the message, if one is being written.
    fn flush(&mut self, role: Role) {
        if self.message.is_empty() {
            return;
        }
        let role = match role {
            Role::User => "user",
            Role::Assistant => "assistant",
            Role::Developer if self.developer => "developer",
            Role::System | Role::Developer => "system",
        };
        let content = std::mem::take(&mut self.message);
        self.items
            .push(json!({ "type": "message", "role": role, "content": content }));
    }

    /// Without its seal a thought is taken back for nothing, and one with another provider's seal is
    /// refused together with the whole request. OpenAI's seals are Fernet tokens, which all begin
    /// alike (a version byte and the upper bytes of a time).
    fn thought(&mut self, text: &str, seal: Option<&str>) {
        let Some(seal) = seal.filter(|seal| !self.own_seals || is_openai_seal(seal)) else {
            return;
        };
        let mut summary = Vec::new();
        if !text.is_empty() {
            summary.push(json!({ "type": "summary_text", "text": text }));
        }
        self.items
            .push(json!({ "type": "reasoning", "summary": summary, "encrypted_content": seal }));
    }

    fn call(&mut self, call: &ToolCall) {
        let arguments = if call.arguments.is_empty() {
            "{}"
        } else {
            &call.arguments
        };
        self.items.push(json!({
            "type": "function_call",
            "call_id": call.id,
            "name": names::sent(&call.name, self.notes),
            "arguments": arguments,
        }));
    }
}

/// What the model said. An empty text says nothing, and is refused.
fn said(part: &Part) -> Result<Option<Value>, WireError> {
    match part {
        Part::Text { text, .. } if text.is_empty() => Ok(None),
        Part::Text { text, .. } => Ok(Some(json!({ "type": "output_text", "text": text }))),
        Part::Refusal { text } => Ok(Some(json!({ "type": "refusal", "refusal": text }))),
        _ => Err(unsayable(
            "an assistant's message can hold text and base64 images only",
        )),
    }
}

/// What the model is given.
fn given(part: &Part) -> Result<Value, WireError> {
    match part {
        Part::Text { text, .. } | Part::Refusal { text } => {
            Ok(json!({ "type": "input_text", "text": text }))
        }
        Part::Image { source, detail, .. } => image(source, detail.as_deref()),
        Part::Document { source, name, .. } => Ok(document(source, name.as_deref())),
        Part::Audio { data, format } => Ok(json!({
            "type": "input_audio", "input_audio": { "data": data, "format": format }
        })),
        _ => Err(unsayable("a video has no place in the Responses API")),
    }
}

fn image(source: &Source, detail: Option<&str>) -> Result<Value, WireError> {
    let mut part = json!({ "type": "input_image", "detail": detail.unwrap_or("auto") });
    match (source, source.to_url()) {
        (_, Some(url)) => part["image_url"] = json!(url),
        (Source::File { id }, None) => part["file_id"] = json!(id),
        (_, None) => return Err(unsayable("an image cannot be a text")),
    }
    Ok(part)
}

fn document(source: &Source, name: Option<&str>) -> Value {
    let mut part = json!({ "type": "input_file" });
    match source {
        Source::Text { text } => return json!({ "type": "input_text", "text": text }),
        Source::File { id } => {
            part["file_id"] = json!(id);
        }
        Source::Url { url, .. } => {
            part["file_url"] = json!(url);
        }
        Source::Base64 { media_type, .. } => {
            let extension = match media_type.as_str() {
                "text/plain" => "txt",
                "text/markdown" => "md",
                other => other.rsplit('/').next().unwrap_or("pdf"),
            };
            // A file that comes as data needs a name.
            let name = name.map_or_else(|| format!("document.{extension}"), str::to_owned);
            part["filename"] = json!(name);
            part["file_data"] = json!(source.to_url());
        }
    }
    part
}

/// What a tool answered. The dialect has no word for a failed one, so the text says it.
fn result(parts: &[Part], is_error: bool) -> Result<Value, WireError> {
    match parts {
        [] if is_error => Ok(json!("Error")),
        [] => Ok(json!("")),
        [Part::Text { text, .. }] if is_error => Ok(json!(format!("Error: {text}"))),
        [Part::Text { text, .. }] => Ok(json!(text)),
        parts => parts.iter().map(given).collect(),
    }
}

fn unsayable(why: &str) -> WireError {
    WireError::Unsayable(why.to_owned())
}
