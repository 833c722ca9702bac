//! Output items: the pieces of an answer, and how each is written.

use super::REDACTED_MARK;
use super::called::{Names, text_of};
use crate::wire::chat::{Answer, Part, Source, sealed_id};
use serde_json::{Map, Value, json};

/// One piece of an answer.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// Words.
    Message(Vec<Content>),
    /// A thought: its summary, and its seal.
    Reasoning {
        /// Empty when the provider keeps it to itself.
        text: String,
        /// What the client sends back so that the provider takes the thought back.
        seal: Option<String>,
    },
    /// A call of one of the client's functions.
    Call {
        /// With the provider's seal in it.
        call_id: String,
        /// The function, or the tool that takes a text.
        name: String,
        /// The namespace in which the client has it.
        namespace: Option<String>,
        /// It takes a text.
        custom: bool,
        /// JSON text.
        arguments: String,
    },
    /// A picture.
    Image {
        /// `image/png`, …
        media_type: String,
        /// Base64.
        data: String,
    },
}

/// A part of a message.
#[derive(Debug, Clone, Default)]
pub(super) struct Content {
    /// The model declines in these words.
    pub(super) refusal: bool,
    /// The words.
    pub(super) text: String,
    /// Sources, in this dialect's shape.
    pub(super) annotations: Vec<Value>,
    /// Log probabilities, one per token.
    pub(super) logprobs: Vec<Value>,
}

impl Content {
    /// A part without words yet.
    pub(super) fn new(refusal: bool) -> Self {
        Self {
            refusal,
            ..Self::default()
        }
    }

    /// The part as JSON.
    pub(super) fn json(&self) -> Value {
        if self.refusal {
            json!({ "type": "refusal", "refusal": self.text })
        } else {
            json!({
                "type": "output_text",
                "annotations": self.annotations,
                "logprobs": self.logprobs,
                "text": self.text,
            })
        }
    }
}

impl Item {
    /// A call of what the model called by this name.
    pub(super) fn call(call_id: String, function: &str, arguments: String, names: &Names) -> Self {
        let called = names.called(function);
        Self::Call {
            call_id,
            name: called.map_or(function, |called| &called.name).to_owned(),
            namespace: called.and_then(|called| called.namespace.clone()),
            custom: called.is_some_and(|called| called.custom),
            arguments,
        }
    }

    /// A thought that only its provider can read.
    pub(super) fn redacted(data: &str) -> Self {
        Self::Reasoning {
            text: String::new(),
            seal: Some([REDACTED_MARK, data].concat()),
        }
    }

    /// The item's id: the response's, with its place and kind.
    pub(super) fn id(&self, response: &str, place: usize) -> String {
        let prefix = match self {
            Self::Message(_) => "msg",
            Self::Reasoning { .. } => "rs",
            Self::Call { custom: true, .. } => "ctc",
            Self::Call { .. } => "fc",
            Self::Image { .. } => "ig",
        };
        format!("{prefix}_{}_{place}", bare(response))
    }

    /// The item as JSON. `status` is `in_progress`, `completed` or `incomplete`.
    pub(super) fn json(&self, id: &str, status: &str) -> Value {
        match self {
            Self::Message(content) => json!({
                "id": id,
                "type": "message",
                "status": status,
                "role": "assistant",
                "content": content.iter().map(Content::json).collect::<Vec<_>>(),
            }),
            Self::Reasoning { text, seal } => {
                let mut item = json!({ "id": id, "type": "reasoning", "summary": summary(text) });
                if let (Some(seal), Some(members)) = (seal, item.as_object_mut()) {
                    members.insert("encrypted_content".to_owned(), Value::from(seal.as_str()));
                }
                item
            }
            Self::Call {
                call_id,
                name,
                namespace,
                custom,
                arguments,
            } => {
                let mut item = json!({
                    "id": id,
                    "type": if *custom { "custom_tool_call" } else { "function_call" },
                    "status": status,
                });
                if *custom {
                    item["input"] = text_of(arguments).into();
                } else {
                    item["arguments"] = arguments.as_str().into();
                }
                item["call_id"] = call_id.as_str().into();
                item["name"] = name.as_str().into();
                if let Some(namespace) = namespace {
                    item["namespace"] = namespace.as_str().into();
                }
                item
            }
            Self::Image { media_type, data } => json!({
                "id": id,
                "type": "image_generation_call",
                // A picture comes whole or not at all.
                "status": if status == "in_progress" { status } else { "completed" },
                "output_format": media_type.rsplit('/').next(),
                "result": (status != "in_progress").then_some(data),
            }),
        }
    }
}

fn summary(text: &str) -> Value {
    if text.is_empty() {
        json!([])
    } else {
        json!([{ "type": "summary_text", "text": text }])
    }
}

/// A response's id without its prefix, for ids made from it.
pub(super) fn bare(response: &str) -> &str {
    response.strip_prefix("resp_").unwrap_or(response)
}

/// A call's id: the provider's, or one of ours when it gave none, with the seal in it.
pub(super) fn call_id(sealed: &str, given: bool, response: &str, place: usize) -> String {
    if given {
        sealed.to_owned()
    } else {
        format!("call_{}_{place}{sealed}", bare(response))
    }
}

/// The items of a whole answer.
pub(super) fn of_answer(answer: &Answer, response: &str, names: &Names) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for part in &answer.parts {
        match part {
            Part::Text { text, .. } => say(&mut items, false, text),
            Part::Refusal { text } => say(&mut items, true, text),
            Part::Thinking { text, signature } if !text.is_empty() || signature.is_some() => {
                items.push(Item::Reasoning {
                    text: text.clone(),
                    seal: signature.clone(),
                });
            }
            Part::RedactedThinking { data } => items.push(Item::redacted(data)),
            Part::ToolCall(call) => {
                let id = call_id(&sealed_id(call), !call.id.is_empty(), response, items.len());
                let arguments = arguments(&call.arguments).to_owned();
                items.push(Item::call(id, &call.name, arguments, names));
            }
            Part::Image {
                source: Source::Base64 { media_type, data },
                ..
            } => items.push(Item::Image {
                media_type: media_type.clone(),
                data: data.clone(),
            }),
            _ => {}
        }
    }
    let annotations: Vec<_> = answer.annotations.iter().map(annotation).collect();
    let logprobs = answer.logprobs.as_ref().map(logprobs).unwrap_or_default();
    attach(&mut items, annotations, logprobs);
    items
}

fn say(items: &mut Vec<Item>, refusal: bool, text: &str) {
    if text.is_empty() {
        return;
    }
    let content = Content {
        text: text.to_owned(),
        ..Content::new(refusal)
    };
    match items.last_mut() {
        Some(Item::Message(contents)) => contents.push(content),
        _ => items.push(Item::Message(vec![content])),
    }
}

/// Puts what belongs to the answer's text at its last text, or at an empty one when it has none.
fn attach(items: &mut Vec<Item>, annotations: Vec<Value>, logprobs: Vec<Value>) {
    let texts = items.iter_mut().filter_map(|item| match item {
        Item::Message(contents) => contents.iter_mut().rfind(|content| !content.refusal),
        _ => None,
    });
    match texts.last() {
        Some(text) => {
            text.annotations = annotations;
            text.logprobs = logprobs;
        }
        None if annotations.is_empty() => {}
        None => items.push(Item::Message(vec![Content {
            annotations,
            ..Content::default()
        }])),
    }
}

/// A call without arguments has an empty object: clients parse the text.
pub(super) fn arguments(text: &str) -> &str {
    if text.is_empty() { "{}" } else { text }
}

/// A source in this dialect's shape: chat completions nest what stands flat here.
pub(super) fn annotation(source: &Value) -> Value {
    let Some("url_citation") = source.get("type").and_then(Value::as_str) else {
        return source.clone();
    };
    let inner = source.get("url_citation").unwrap_or(source);
    let mut flat = Map::new();
    flat.insert("type".to_owned(), Value::from("url_citation"));
    for (name, default) in [
        ("start_index", json!(0)),
        ("end_index", json!(0)),
        ("url", json!("")),
        ("title", json!("")),
    ] {
        let value = inner.get(name).filter(|value| !value.is_null());
        flat.insert(name.to_owned(), value.cloned().unwrap_or(default));
    }
    Value::Object(flat)
}

/// Log probabilities in this dialect's shape: the bare list, with no member missing.
pub(super) fn logprobs(chat: &Value) -> Vec<Value> {
    let tokens = chat.get("content").and_then(Value::as_array);
    let complete = |token: &Value| {
        let alternatives = token.get("top_logprobs").and_then(Value::as_array);
        let alternatives = alternatives.map(|list| list.iter().map(one_logprob).collect());
        let mut whole = one_logprob(token);
        whole["top_logprobs"] = Value::Array(alternatives.unwrap_or_default());
        whole
    };
    tokens
        .map(|tokens| tokens.iter().map(complete).collect())
        .unwrap_or_default()
}

fn one_logprob(token: &Value) -> Value {
    let bytes = token.get("bytes").filter(|bytes| bytes.is_array());
    json!({
        "token": token.get("token"),
        "bytes": bytes.cloned().unwrap_or_else(|| json!([])),
        "logprob": token.get("logprob"),
    })
}
