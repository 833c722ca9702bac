//! The conversation as `contents` and `systemInstruction`.

use super::Family;
use super::tools::Names;
use crate::wire::chat::{ChatRequest, Part, Role, Source, ToolCall, is_openai_seal, split_seal};
use crate::wire::format::{Target, WireError};
use serde_json::{Map, Value, json};

/// Stands for the seal of a call that another model made, or whose client lost it. Calls without any
/// seal are refused from generation 3 on (Gemini API, "Thought signatures", FAQ).
const NO_SEAL: &str = "skip_thought_signature_validator";

/// What is said, in Google's shape.
pub(super) struct Contents {
    /// Parts of `systemInstruction`.
    pub(super) system: Vec<Value>,
    /// `contents`.
    pub(super) turns: Vec<Value>,
}

impl Contents {
    /// Says every turn; neighbours of one role become one.
    pub(super) fn of(
        request: &ChatRequest,
        target: &Target<'_>,
        family: Family,
        names: &Names,
    ) -> Result<Self, WireError> {
        let mut writer = Writer {
            family,
            names,
            with_ids: target.deployment.provider.name == "gemini",
            calls: Vec::new(),
            turns: Vec::new(),
        };
        let mut system = Vec::new();
        for turn in &request.turns {
            match turn.role {
                Role::System | Role::Developer => {
                    for part in &turn.parts {
                        system.extend(instruction(part)?);
                    }
                }
                Role::User => writer.turn("user", &turn.parts)?,
                Role::Assistant => writer.turn("model", &turn.parts)?,
            }
        }
        Ok(Self {
            system,
            turns: writer.finish(),
        })
    }
}

fn instruction(part: &Part) -> Result<Option<Value>, WireError> {
    match part {
        Part::Text { text, .. } if text.is_empty() => Ok(None),
        Part::Text { text, .. } => Ok(Some(json!({ "text": text }))),
        _ => Err(WireError::Unsayable(
            "Gemini takes only text in a system message.".to_owned(),
        )),
    }
}

struct Writer<'a> {
    family: Family,
    names: &'a Names,
    /// AI Studio knows ids of calls; not every version of Vertex AI does.
    with_ids: bool,
    /// The calls so far: id and name as sent.
    calls: Vec<(&'a str, &'a str)>,
    turns: Vec<(&'static str, Vec<Value>)>,
}

impl<'a> Writer<'a> {
    fn turn(&mut self, role: &'static str, parts: &'a [Part]) -> Result<(), WireError> {
        for part in parts {
            match part {
                Part::Text { text, .. } | Part::Refusal { text } => {
                    if !text.is_empty() {
                        self.push(role, json!({ "text": text }));
                    }
                }
                Part::Thinking { text, signature } => self.thought(text, signature.as_deref()),
                // Another provider's secret.
                Part::RedactedThinking { .. } => {}
                Part::ToolCall(call) => {
                    let said = self.call(call);
                    self.push("model", said);
                }
                Part::ToolResult {
                    call_id,
                    parts,
                    is_error,
                    ..
                } => self.result(call_id, parts, *is_error)?,
                media => {
                    let said = medium(media, self.family)?;
                    self.push(role, said);
                }
            }
        }
        Ok(())
    }

    fn push(&mut self, role: &'static str, part: Value) {
        match self.turns.last_mut() {
            Some((last, parts)) if *last == role => parts.push(part),
            _ => self.turns.push((role, vec![part])),
        }
    }

    /// A thought goes back with its seal. A seal without a thought is that of the text before it;
    /// where there is none it is another provider's, and worth nothing here.
    fn thought(&mut self, text: &str, signature: Option<&str>) {
        let seal = signature.filter(|seal| is_base64(seal));
        if text.is_empty() {
            if let (Some(seal), Some(("model", parts))) = (seal, self.turns.last_mut())
                && let Some(last) = parts.last_mut().and_then(Value::as_object_mut)
                && last.contains_key("text")
                && !last.contains_key("thought")
            {
                last.insert("thoughtSignature".to_owned(), json!(seal));
            }
            return;
        }
        let mut part = json!({ "thought": true, "text": text });
        if let Some(seal) = seal {
            part["thoughtSignature"] = json!(seal);
        }
        self.push("model", part);
    }

    fn call(&mut self, call: &'a ToolCall) -> Value {
        let (id, in_id) = split_seal(&call.id);
        let name = self.names.sent(&call.name);
        self.calls.push((id, name));
        let mut said = Map::new();
        if self.with_ids && !id.is_empty() {
            said.insert("id".to_owned(), json!(id));
        }
        said.insert("name".to_owned(), json!(name));
        said.insert("args".to_owned(), call.input());
        let mut part = json!({ "functionCall": said });
        let seal = call.signature.as_deref().or(in_id);
        if let Some(seal) = seal.filter(|seal| is_base64(seal)) {
            part["thoughtSignature"] = json!(seal);
        }
        part
    }

    /// What a tool answered: an object as it is, text under `content`, a failure under `error`.
    fn result(&mut self, call_id: &str, parts: &[Part], is_error: bool) -> Result<(), WireError> {
        let (id, _) = split_seal(call_id);
        let made = self.calls.iter().rev().find(|(of, _)| *of == id);
        let Some(&(_, name)) = made else {
            return Err(WireError::Unsayable(format!(
                "No tool call with the id '{id}' stands before its result, and Gemini must be told \
                 the function's name."
            )));
        };
        let texts: Vec<&str> = parts
            .iter()
            .filter_map(|part| match part {
                Part::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let text = texts.join("\n");
        let response = match serde_json::from_str::<Value>(&text) {
            _ if is_error => json!({ "error": text }),
            Ok(object @ Value::Object(_)) => object,
            _ => json!({ "content": text }),
        };
        let mut said = Map::new();
        if self.with_ids && !id.is_empty() {
            said.insert("id".to_owned(), json!(id));
        }
        said.insert("name".to_owned(), json!(name));
        said.insert("response".to_owned(), response);
        let media = parts
            .iter()
            .filter(|part| !matches!(part, Part::Text { .. }))
            .map(|part| medium(part, self.family))
            .collect::<Result<Vec<_>, _>>()?;
        // Pictures inside a result came with generation 3; before, they stand beside it.
        let (inside, beside) = if self.family.is_third() {
            (media, Vec::new())
        } else {
            (Vec::new(), media)
        };
        if !inside.is_empty() {
            said.insert("parts".to_owned(), Value::Array(inside));
        }
        self.push("user", json!({ "functionResponse": said }));
        for part in beside {
            self.push("user", part);
        }
        Ok(())
    }

    fn finish(mut self) -> Vec<Value> {
        if self.turns.is_empty() {
            // Instructions alone are refused: something must be said to the model.
            self.turns.push(("user", vec![json!({ "text": "." })]));
        }
        if self.family.is_third() {
            for (_, parts) in self.turns.iter_mut().filter(|(role, _)| *role == "model") {
                seal_first_call(parts);
            }
        }
        let said = self.turns.into_iter();
        said.map(|(role, parts)| json!({ "role": role, "parts": parts }))
            .collect()
    }
}

/// The first call of each step carries the seal.
fn seal_first_call(parts: &mut [Value]) {
    let first = parts
        .iter_mut()
        .find(|part| part.get("functionCall").is_some());
    if let Some(Value::Object(part)) = first
        && !part.contains_key("thoughtSignature")
    {
        part.insert("thoughtSignature".to_owned(), json!(NO_SEAL));
    }
}

/// Seals are bytes in Google's protocol; what is not base64, or another's, is refused as malformed.
fn is_base64(text: &str) -> bool {
    let good = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_' | b'=');
    !text.is_empty() && !is_openai_seal(text) && text.bytes().all(good)
}

/// A picture, document, sound or video.
fn medium(part: &Part, family: Family) -> Result<Value, WireError> {
    match part {
        Part::Image { source, detail, .. } => {
            let mut said = from_source(source, "image/jpeg")?;
            let level = detail.as_deref().and_then(|detail| match detail {
                "low" => Some("MEDIA_RESOLUTION_LOW"),
                "medium" => Some("MEDIA_RESOLUTION_MEDIUM"),
                "high" => Some("MEDIA_RESOLUTION_HIGH"),
                _ => None,
            });
            if let (true, Some(level)) = (family.is_third(), level) {
                said["mediaResolution"] = json!({ "level": level });
            }
            Ok(said)
        }
        Part::Document { source, .. } => from_source(source, "application/pdf"),
        Part::Video { source } => from_source(source, "video/mp4"),
        Part::Audio { data, format } => Ok(json!({
            "inlineData": { "mimeType": format!("audio/{format}"), "data": data }
        })),
        _ => Err(WireError::Unsayable(
            "Gemini takes text, pictures, documents, sound and videos here.".to_owned(),
        )),
    }
}

fn from_source(source: &Source, usual: &str) -> Result<Value, WireError> {
    match source {
        Source::Base64 { media_type, data } => {
            Ok(json!({ "inlineData": { "mimeType": media_type, "data": data } }))
        }
        Source::Text { text } => Ok(json!({ "text": text })),
        Source::Url { url, media_type } => {
            let kind = media_type
                .as_deref()
                .or_else(|| kind_by_ending(url))
                .unwrap_or(usual);
            Ok(json!({ "fileData": { "mimeType": kind, "fileUri": url } }))
        }
        Source::File { id } => {
            let uri = if id.starts_with("files/") {
                format!("https://generativelanguage.googleapis.com/v1beta/{id}")
            } else if id.starts_with("https://") || id.starts_with("gs://") {
                id.clone()
            } else {
                return Err(WireError::Unsayable(format!(
                    "'{id}' is no file of Gemini's: give a `files/…` name, a gs:// or an https:// URI."
                )));
            };
            let mut said = json!({ "fileData": { "fileUri": uri } });
            if let Some(kind) = kind_by_ending(id) {
                said["fileData"]["mimeType"] = json!(kind);
            }
            Ok(said)
        }
    }
}

/// Endings of the file types that Gemini reads.
const ENDINGS: &[(&str, &str)] = &[
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
    ("gif", "image/gif"),
    ("heic", "image/heic"),
    ("heif", "image/heif"),
    ("pdf", "application/pdf"),
    ("txt", "text/plain"),
    ("html", "text/html"),
    ("csv", "text/csv"),
    ("md", "text/markdown"),
    ("json", "application/json"),
    ("mp4", "video/mp4"),
    ("mov", "video/quicktime"),
    ("mpeg", "video/mpeg"),
    ("mpg", "video/mpeg"),
    ("webm", "video/webm"),
    ("avi", "video/x-msvideo"),
    ("mp3", "audio/mp3"),
    ("wav", "audio/wav"),
    ("flac", "audio/flac"),
    ("ogg", "audio/ogg"),
    ("aac", "audio/aac"),
    ("m4a", "audio/m4a"),
];

fn kind_by_ending(url: &str) -> Option<&'static str> {
    if url.contains("youtube.com/") || url.contains("youtu.be/") {
        return Some("video/mp4");
    }
    let path = url.split(['?', '#']).next()?;
    let (_, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
    let known = ENDINGS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(ending));
    known.map(|(_, kind)| *kind)
}

/// Code that Google ran for the model, and what came out, as text: no other dialect has a place for
/// it, and the answer refers to it.
pub(crate) fn code_text(part: &Value) -> Option<String> {
    let text = |value: &Value, name: &str| value.get(name)?.as_str().map(str::to_owned);
    if let Some(code) = part.get("executableCode").or(part.get("executable_code")) {
        let language = text(code, "language").unwrap_or_default().to_lowercase();
        return Some(format!("\n```{language}\n{}\n```\n", text(code, "code")?));
    }
    let result = part
        .get("codeExecutionResult")
        .or(part.get("code_execution_result"))?;
    let output = text(result, "output").unwrap_or_default();
    Some(format!("\n```\n{output}\n```\n"))
}
