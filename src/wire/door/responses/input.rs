//! The conversation: `input`, a text or a list of items.

use super::called::{INPUT, Names};
use super::{REDACTED_MARK, Rejection, missing, rejection, wrong_type, wrong_value};
use crate::wire::chat::{CacheMark, Part, Role, Source, ToolCall, Turn, split_seal};
use serde_json::{Value, json};

/// What the provider's own tools did in an earlier answer. The model's words about it stand in the
/// messages; no other provider can read these.
const RECORDS: &[&str] = &[
    "web_search_call",
    "file_search_call",
    "code_interpreter_call",
    "image_generation_call",
    "mcp_list_tools",
    "mcp_call",
    "tool_search_call",
    "tool_search_output",
];

/// Reads `input`. `continues` says that an earlier answer, kept by the gateway, comes before it.
pub(super) fn read(input: &Value, continues: bool, names: &Names) -> Result<Vec<Turn>, Rejection> {
    let items = match input {
        Value::String(text) => return Ok(vec![turn(Role::User, vec![Part::text(text)])]),
        Value::Array(items) => items,
        _ => {
            return Err(wrong_type(
                "input",
                "input",
                "a string or an array of items",
            ));
        }
    };
    let mut turns = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let item = Item::new(item, format!("input[{at}]"))?;
        match item.kind()? {
            "message" => message(&item, &mut turns)?,
            "reasoning" => assistant(&mut turns, thought(&item)?),
            "function_call" | "custom_tool_call" => {
                assistant(&mut turns, vec![call(&item, names)?])
            }
            "function_call_output" | "custom_tool_call_output" => {
                result(&mut turns, output(&item)?);
            }
            "item_reference" => resolve(&item, items, continues)?,
            record if RECORDS.contains(&record) => {}
            other => {
                return Err(rejection(
                    "input",
                    format!(
                        "'{}.type' is '{other}', which this model's provider has no words for.",
                        item.place
                    ),
                ));
            }
        }
    }
    Ok(turns)
}

fn turn(role: Role, parts: Vec<Part>) -> Turn {
    Turn {
        role,
        parts,
        name: None,
    }
}

/// What the model said and called between two words of the user is one turn: other dialects want a
/// call and the text before it in one message.
fn assistant(turns: &mut Vec<Turn>, parts: Vec<Part>) {
    match turns.last_mut() {
        Some(last) if last.role == Role::Assistant => last.parts.extend(parts),
        _ if parts.is_empty() => {}
        _ => turns.push(turn(Role::Assistant, parts)),
    }
}

/// Results that follow each other are one turn, for the same reason.
fn result(turns: &mut Vec<Turn>, part: Part) {
    let is_result = |part: &Part| matches!(part, Part::ToolResult { .. });
    match turns.last_mut() {
        Some(last) if last.role == Role::User && last.parts.iter().all(is_result) => {
            last.parts.push(part);
        }
        _ => turns.push(turn(Role::User, vec![part])),
    }
}

/// One item or part and where it stands.
struct Item<'v> {
    value: &'v Value,
    place: String,
}

impl<'v> Item<'v> {
    fn new(value: &'v Value, place: String) -> Result<Self, Rejection> {
        if value.is_object() {
            Ok(Self { value, place })
        } else {
            Err(wrong_type("input", &place, "an object"))
        }
    }

    fn get(&self, name: &str) -> Option<&'v Value> {
        self.value.get(name).filter(|value| !value.is_null())
    }

    fn path(&self, name: &str) -> String {
        format!("{}.{name}", self.place)
    }

    fn text(&self, name: &str) -> Result<Option<&'v str>, Rejection> {
        let read = |value: &'v Value| {
            let text = value.as_str();
            text.ok_or_else(|| wrong_type("input", &self.path(name), "a string"))
        };
        self.get(name).map(read).transpose()
    }

    fn required(&self, name: &str) -> Result<&'v str, Rejection> {
        self.text(name)?
            .ok_or_else(|| missing("input", &self.path(name)))
    }

    /// Messages may leave their type out.
    fn kind(&self) -> Result<&'v str, Rejection> {
        match self.text("type")? {
            Some(kind) => Ok(kind),
            None if self.get("role").is_some() => Ok("message"),
            None => Err(missing("input", &self.path("type"))),
        }
    }

    /// OpenAI's mark for the prompt cache, or Anthropic's, which LiteLLM's clients send here too.
    fn cache(&self) -> Option<CacheMark> {
        let mark = self
            .get("prompt_cache_breakpoint")
            .or_else(|| self.get("cache_control"))?;
        Some(match mark.get("ttl").and_then(Value::as_str) {
            Some("1h" | "12h") => CacheMark::Hour,
            _ => CacheMark::Ephemeral,
        })
    }
}

fn message(item: &Item<'_>, turns: &mut Vec<Turn>) -> Result<(), Rejection> {
    let role = match item.required("role")? {
        "user" => Role::User,
        "assistant" => Role::Assistant,
        "system" => Role::System,
        "developer" => Role::Developer,
        other => {
            let words = "'assistant', 'system', 'developer', 'user'";
            return Err(wrong_value("input", &item.path("role"), other, words));
        }
    };
    let content = item
        .get("content")
        .ok_or_else(|| missing("input", &item.path("content")))?;
    let parts = parts(content, &item.path("content"))?;
    if role == Role::Assistant {
        assistant(turns, parts);
    } else {
        turns.push(turn(role, parts));
    }
    Ok(())
}

/// Content: a text, or a list of parts.
fn parts(content: &Value, place: &str) -> Result<Vec<Part>, Rejection> {
    match content {
        Value::String(text) => Ok(vec![Part::text(text)]),
        Value::Array(parts) => {
            let read = |(at, value)| part(&Item::new(value, format!("{place}[{at}]"))?);
            parts.iter().enumerate().map(read).collect()
        }
        _ => Err(wrong_type("input", place, "a string or an array of parts")),
    }
}

fn part(item: &Item<'_>) -> Result<Part, Rejection> {
    match item.required("type")? {
        "input_text" | "output_text" | "text" => Ok(Part::Text {
            text: item.required("text")?.to_owned(),
            cache: item.cache(),
        }),
        "refusal" => Ok(Part::Refusal {
            text: item.required("refusal")?.to_owned(),
        }),
        "input_image" => image(item),
        "input_file" => file(item),
        "input_audio" => {
            let place = item.path("input_audio");
            let sound = item
                .get("input_audio")
                .ok_or_else(|| missing("input", &place))?;
            let sound = Item::new(sound, place)?;
            Ok(Part::Audio {
                data: sound.required("data")?.to_owned(),
                format: sound.required("format")?.to_owned(),
            })
        }
        other => {
            let words = "'input_text', 'input_image', 'input_file', 'input_audio', 'output_text', 'refusal'";
            Err(wrong_value("input", &item.path("type"), other, words))
        }
    }
}

fn image(item: &Item<'_>) -> Result<Part, Rejection> {
    let source = match (item.text("image_url")?, item.text("file_id")?) {
        (Some(url), _) => Source::from_url(url),
        (None, Some(id)) => Source::File { id: id.to_owned() },
        (None, None) => return Err(missing("input", &item.path("image_url"))),
    };
    Ok(Part::Image {
        source,
        detail: item.text("detail")?.map(str::to_owned),
        cache: item.cache(),
    })
}

fn file(item: &Item<'_>) -> Result<Part, Rejection> {
    let name = item.text("filename")?;
    let (data, url, id) = (
        item.text("file_data")?,
        item.text("file_url")?,
        item.text("file_id")?,
    );
    let source = match (data, url, id) {
        (Some(data), ..) if data.starts_with("data:") => Source::from_url(data),
        (Some(data), ..) => Source::Base64 {
            media_type: media_type(name.unwrap_or_default()).to_owned(),
            data: data.to_owned(),
        },
        (None, Some(url), _) => Source::from_url(url),
        (None, None, Some(id)) => Source::File { id: id.to_owned() },
        (None, None, None) => return Err(missing("input", &item.path("file_data"))),
    };
    Ok(Part::Document {
        source,
        name: name.map(str::to_owned),
        cache: item.cache(),
    })
}

/// The type of a file whose data came without one; nearly all are PDFs.
fn media_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map(|(_, end)| end.to_lowercase());
    match extension.as_deref() {
        Some("txt") => "text/plain",
        Some("md") => "text/markdown",
        Some("csv") => "text/csv",
        Some("html" | "htm") => "text/html",
        Some("json") => "application/json",
        _ => "application/pdf",
    }
}

/// A thought as it was answered: its summary for people, its encrypted content for the provider. One
/// that has neither was kept by OpenAI and means nothing elsewhere.
fn thought(item: &Item<'_>) -> Result<Vec<Part>, Rejection> {
    let mut texts = Vec::new();
    for name in ["summary", "content"] {
        let Some(list) = item.get(name) else { continue };
        let place = item.path(name);
        let list = list
            .as_array()
            .ok_or_else(|| wrong_type("input", &place, "an array"))?;
        for (at, part) in list.iter().enumerate() {
            texts.push(Item::new(part, format!("{place}[{at}]"))?.required("text")?);
        }
    }
    let seal = item
        .text("encrypted_content")?
        .filter(|seal| !seal.is_empty());
    if let Some(data) = seal.and_then(|seal| seal.strip_prefix(REDACTED_MARK)) {
        return Ok(vec![Part::RedactedThinking {
            data: data.to_owned(),
        }]);
    }
    let text = texts.join("\n\n");
    if text.is_empty() && seal.is_none() {
        return Ok(Vec::new());
    }
    Ok(vec![Part::Thinking {
        text,
        signature: seal.map(str::to_owned),
    }])
}

fn call(item: &Item<'_>, names: &Names) -> Result<Part, Rejection> {
    let (id, seal) = split_seal(item.required("call_id")?);
    // A custom tool takes a text; whoever has only functions calls it with this one argument.
    let arguments = match item.kind()? {
        "custom_tool_call" => json!({ INPUT: item.required("input")? }).to_string(),
        _ => item.required("arguments")?.to_owned(),
    };
    Ok(Part::ToolCall(ToolCall {
        id: id.to_owned(),
        name: names.function(item.text("namespace")?, item.required("name")?),
        arguments,
        signature: seal.map(str::to_owned),
        cache: None,
    }))
}

fn output(item: &Item<'_>) -> Result<Part, Rejection> {
    let (id, _) = split_seal(item.required("call_id")?);
    let place = item.path("output");
    let output = item.get("output").ok_or_else(|| missing("input", &place))?;
    Ok(Part::ToolResult {
        call_id: id.to_owned(),
        parts: parts(output, &place)?,
        is_error: false,
        cache: item.cache(),
    })
}

/// A reference says again what stands elsewhere: in this input, or in the answer it continues.
fn resolve(item: &Item<'_>, items: &[Value], continues: bool) -> Result<(), Rejection> {
    let id = item.required("id")?;
    let is_it = |other: &Value| {
        let kind = other.get("type").and_then(Value::as_str);
        kind != Some("item_reference") && other.get("id").and_then(Value::as_str) == Some(id)
    };
    if continues || items.iter().any(is_it) {
        return Ok(());
    }
    Err(rejection(
        "input",
        format!(
            "'{}' refers to the item '{id}', which is not kept here. Send the item itself, or \
             'previous_response_id'.",
            item.place
        ),
    ))
}
