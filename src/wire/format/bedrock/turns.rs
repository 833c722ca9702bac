//! The conversation: instructions apart, turns of one speaker together, results before anything else.

use super::request::Family;
use super::tools::{Tools, cache_of, cache_point, short};
use crate::wire::chat::{Part, Role, Source, Turn, is_openai_seal};
use crate::wire::format::WireError;
use base64::Engine as _;
use serde_json::{Value, json};

/// Stands in for a turn that says nothing, which Converse refuses.
const NOTHING_SAID: &str = "(no content)";

/// Media types, or endings of names, and Converse's word for the format.
const IMAGES: &[(&str, &str)] = &[
    ("gif", "gif"),
    ("jpeg", "jpeg"),
    ("jpg", "jpeg"),
    ("png", "png"),
    ("webp", "webp"),
];
#[rustfmt::skip]
const DOCUMENTS: &[(&str, &str)] = &[
    ("pdf", "pdf"), ("csv", "csv"), ("msword", "doc"), ("doc", "doc"), ("docx", "docx"),
    ("vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"), ("vnd.ms-excel", "xls"),
    ("xls", "xls"), ("xlsx", "xlsx"), ("vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ("html", "html"), ("plain", "txt"), ("txt", "txt"), ("markdown", "md"), ("md", "md"),
];
#[rustfmt::skip]
const VIDEOS: &[(&str, &str)] = &[
    ("mp4", "mp4"), ("webm", "webm"), ("x-matroska", "mkv"), ("mkv", "mkv"), ("quicktime", "mov"),
    ("mov", "mov"), ("x-flv", "flv"), ("flv", "flv"), ("mpeg", "mpeg"), ("mpg", "mpg"),
    ("x-ms-wmv", "wmv"), ("wmv", "wmv"), ("3gpp", "three_gp"), ("3gp", "three_gp"),
];

/// Writes turns. Documents have names, which must differ.
pub(super) struct Turns<'t, 'n> {
    tools: &'t mut Tools<'n>,
    family: Family,
    names: Vec<String>,
}

/// A turn being written: results of calls come before what else the user says.
struct Said {
    role: &'static str,
    results: Vec<Value>,
    rest: Vec<Value>,
}

impl<'t, 'n> Turns<'t, 'n> {
    pub(super) fn new(tools: &'t mut Tools<'n>, family: Family) -> Self {
        Self {
            tools,
            family,
            names: Vec::new(),
        }
    }

    /// The instructions, wherever they stand.
    pub(super) fn system(turns: &[Turn]) -> Vec<Value> {
        let mut blocks = Vec::new();
        let instructions = turns
            .iter()
            .filter(|turn| matches!(turn.role, Role::System | Role::Developer));
        for part in instructions.flat_map(|turn| &turn.parts) {
            if let Part::Text { text, cache } = part
                && !text.is_empty()
            {
                blocks.push(json!({ "text": text }));
                blocks.extend(cache.map(cache_point));
            }
        }
        blocks
    }

    /// The turns of user and model.
    pub(super) fn messages(&mut self, turns: &[Turn]) -> Result<Value, WireError> {
        let mut said: Vec<Said> = Vec::with_capacity(turns.len());
        for turn in turns {
            let role = match turn.role {
                Role::System | Role::Developer => continue,
                Role::User => "user",
                Role::Assistant => "assistant",
            };
            if said.last().is_none_or(|last| last.role != role) {
                said.push(Said {
                    role,
                    results: Vec::new(),
                    rest: Vec::new(),
                });
            }
            for part in &turn.parts {
                let blocks = self.part(part, role)?;
                if let (Some(last), false) = (said.last_mut(), blocks.is_empty()) {
                    let to = match part {
                        Part::ToolResult { .. } => &mut last.results,
                        _ => &mut last.rest,
                    };
                    to.extend(blocks);
                    to.extend(cache_of(part).map(cache_point));
                }
            }
        }
        if said.first().is_none_or(|first| first.role != "user") {
            return Err(WireError::Unsayable(
                "Bedrock wants a conversation to begin with a message of the user: put one before the \
                 model's first"
                    .to_owned(),
            ));
        }
        Ok(said.into_iter().map(message).collect())
    }

    /// The blocks of a part; none for what says nothing, or what the model does not take back.
    fn part(&mut self, part: &Part, role: &str) -> Result<Vec<Value>, WireError> {
        Ok(match part {
            Part::Thinking { text, signature } => {
                let signature = signature.as_ref().filter(|seal| !is_openai_seal(seal));
                let mut thought = json!({ "text": text });
                if let Some(seal) = signature {
                    thought["signature"] = json!(seal);
                }
                let kept = signature.is_some() || self.family != Family::Claude && !text.is_empty();
                let block = json!({ "reasoningContent": { "reasoningText": thought } });
                Vec::from_iter((kept && role == "assistant").then_some(block))
            }
            Part::RedactedThinking { data } => {
                vec![json!({ "reasoningContent": { "redactedContent": data } })]
            }
            Part::ToolCall(call) => vec![json!({ "toolUse": { "toolUseId": short(&call.id),
                "name": self.tools.sent_name(&call.name), "input": call.input() } })],
            Part::ToolResult {
                call_id,
                parts,
                is_error,
                ..
            } => vec![self.result(call_id, parts, *is_error)?],
            part => Vec::from_iter(self.block(part)?),
        })
    }

    fn result(&mut self, id: &str, parts: &[Part], is_error: bool) -> Result<Value, WireError> {
        let mut content = Vec::with_capacity(parts.len());
        // Only these know a status.
        let told = matches!(self.family, Family::Claude | Family::Nova);
        if is_error && !told {
            content.push(json!({ "text": "Error:" }));
        }
        for part in parts {
            content.extend(self.block(part)?);
        }
        if content.is_empty() {
            content.push(json!({ "text": NOTHING_SAID }));
        }
        let mut result = json!({ "toolUseId": short(id), "content": content });
        if is_error && told {
            result["status"] = json!("error");
        }
        Ok(json!({ "toolResult": result }))
    }

    fn block(&mut self, part: &Part) -> Result<Option<Value>, WireError> {
        Ok(Some(match part {
            Part::Text { text, .. } | Part::Refusal { text } if text.is_empty() => return Ok(None),
            Part::Text { text, .. } | Part::Refusal { text } => json!({ "text": text }),
            Part::Image { source, .. } => {
                let format = format(source, None, IMAGES, "images")?;
                json!({ "image": { "format": format, "source": place(source, "an image")? } })
            }
            Part::Video { source } => {
                let format = format(source, None, VIDEOS, "videos")?;
                json!({ "video": { "format": format, "source": place(source, "a video")? } })
            }
            Part::Document { source, name, .. } => {
                let format = format(source, name.as_deref(), DOCUMENTS, "documents")?;
                let source = place(source, "a document")?;
                let name = self.document_name(name.as_deref());
                json!({ "document": { "format": format, "name": name, "source": source } })
            }
            Part::Audio { .. } => {
                return Err(WireError::Unsayable(
                    "Bedrock's Converse takes no sound: leave it out, or use another model"
                        .to_owned(),
                ));
            }
            Part::Thinking { .. }
            | Part::RedactedThinking { .. }
            | Part::ToolCall(_)
            | Part::ToolResult { .. } => return Ok(None),
        }))
    }

    /// A name of letters, digits, single blanks, hyphens and brackets, that no other document has.
    fn document_name(&mut self, name: Option<&str>) -> String {
        let fits = |c: char| c.is_ascii_alphanumeric() || "-()[]".contains(c);
        let kept: String = name
            .unwrap_or_default()
            .chars()
            .take(150)
            .map(|c| if fits(c) { c } else { ' ' })
            .collect();
        let words: Vec<&str> = kept.split_whitespace().collect();
        let base = if words.is_empty() {
            "Document".to_owned()
        } else {
            words.join(" ")
        };
        let mut unique = base.clone();
        let mut count = 1;
        while self.names.contains(&unique) {
            count += 1;
            unique = format!("{base} {count}");
        }
        self.names.push(unique.clone());
        unique
    }
}

fn message(said: Said) -> Value {
    let mut content = said.results;
    content.extend(said.rest);
    let has = |kind: &str| content.iter().any(|block| block.get(kind).is_some());
    // Beside a document there must be a text.
    if content.is_empty() || has("document") && !has("text") {
        content.push(json!({ "text": NOTHING_SAID }));
    }
    json!({ "role": said.role, "content": content })
}

/// Converse's word for a format, by the media type, else by the ending of a name.
fn format(
    source: &Source,
    name: Option<&str>,
    known: &[(&str, &'static str)],
    what: &str,
) -> Result<&'static str, WireError> {
    let (media, place) = match source {
        Source::Base64 { media_type, .. } => (Some(media_type.as_str()), None),
        Source::Url { url, media_type } => (media_type.as_deref(), Some(url.as_str())),
        Source::File { .. } => (None, None),
        Source::Text { .. } => (Some("text/plain"), None),
    };
    let media = media.map(|media| media.split(';').next().unwrap_or(media));
    let kind = media.and_then(|media| media.rsplit('/').next());
    let ending = |text: &'_ str| text.rsplit_once('.').map(|(_, end)| end.to_lowercase());
    let words = [
        kind.map(str::to_lowercase),
        name.and_then(ending),
        place.and_then(ending),
    ];
    let found = words.iter().flatten().find_map(|word| {
        let row = known.iter().find(|(name, _)| name == word);
        row.map(|(_, format)| *format)
    });
    // Where the data cannot be sent at all, that is what is to be told.
    if found.is_none() {
        place_known(source)?;
    }
    found.ok_or_else(|| {
        let kinds: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        WireError::Unsayable(format!(
            "Bedrock does not take {what} of type '{}': send one of {kinds:?}",
            media.unwrap_or("unknown")
        ))
    })
}

fn place_known(source: &Source) -> Result<(), WireError> {
    place(source, "a file").map(|_| ())
}

/// Where the data is: here, or in S3.
fn place(source: &Source, what: &str) -> Result<Value, WireError> {
    match source {
        Source::Base64 { data, .. } => Ok(json!({ "bytes": data })),
        Source::Text { text } => {
            let data = base64::engine::general_purpose::STANDARD.encode(text);
            Ok(json!({ "bytes": data }))
        }
        Source::Url { url, .. } if url.starts_with("s3://") => {
            Ok(json!({ "s3Location": { "uri": url } }))
        }
        Source::Url { .. } | Source::File { .. } => Err(WireError::Unsayable(format!(
            "Bedrock does not fetch {what} from a URL, nor take another provider's upload: send it as a \
             data: URI"
        ))),
    }
}
