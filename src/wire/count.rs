//! Counting tokens ourselves, when a provider sends no usage.
//!
//! The formula is OpenAI's ("How to count tokens with tiktoken", OpenAI Cookbook): three tokens a
//! message, its texts, one more for a name, three to prime the answer. Models without a public
//! tokenizer are counted with `cl100k_base`, as LiteLLM does. Building a vocabulary takes a tenth of
//! a second and counting is CPU work: call this where blocking is allowed.

use crate::domain::record::CallType;
use crate::wire::json::Object;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use tiktoken_rs::CoreBPE;
use tiktoken_rs::tokenizer::{Tokenizer, get_tokenizer};

const TOKENS_PER_MESSAGE: u64 = 3;
const TOKENS_PER_NAME: u64 = 1;
const TOKENS_PRIMING: u64 = 3;
/// What an image counts for when its size is not known.
const TOKENS_PER_IMAGE: u64 = 250;

fn vocabulary(model: &str) -> &'static CoreBPE {
    let name = model.rsplit('/').next().unwrap_or(model);
    match get_tokenizer(name) {
        Some(Tokenizer::O200kBase | Tokenizer::O200kHarmony) => tiktoken_rs::o200k_base_singleton(),
        _ if name.starts_with("gpt-5") || name.starts_with("gpt-4.1") => {
            tiktoken_rs::o200k_base_singleton()
        }
        _ => tiktoken_rs::cl100k_base_singleton(),
    }
}

/// Tokens of a text.
#[must_use]
pub fn text_tokens(model: &str, text: &str) -> u64 {
    if text.is_empty() {
        0
    } else {
        vocabulary(model).count_ordinary(text) as u64
    }
}

/// Tokens of a request's input.
#[must_use]
pub fn input_tokens(call_type: CallType, model: &str, request: &Object) -> u64 {
    match call_type {
        CallType::Chat => chat_tokens(model, request),
        CallType::Completion => request
            .get("prompt")
            .map_or(0, |raw| prompt_tokens(model, raw)),
        CallType::Embedding => request
            .get("input")
            .map_or(0, |raw| prompt_tokens(model, raw)),
        CallType::Messages => strings_tokens(model, request, &["system", "messages", "tools"]),
        CallType::Responses => strings_tokens(model, request, &["instructions", "input", "tools"]),
        CallType::GenerateContent => {
            strings_tokens(model, request, &["systemInstruction", "contents", "tools"])
        }
        CallType::Speech => texts_tokens(model, request, &["input", "instructions"]),
        CallType::Moderation => texts_tokens(model, request, &["input"]),
        CallType::Rerank => texts_tokens(model, request, &["query", "documents"]),
        CallType::ImageGeneration
        | CallType::ImageEdit
        | CallType::Transcription
        | CallType::Translation => texts_tokens(model, request, &["prompt"]),
        // A picture alone, or a body of which nothing is known.
        CallType::ImageVariation | CallType::PassThrough => 0,
    }
}

/// Tokens of a conversation in these members.
fn strings_tokens(model: &str, request: &Object, members: &[&str]) -> u64 {
    texts_tokens(model, request, members) + TOKENS_PRIMING
}

/// Tokens of every text in these members. Data in base64 counts as one picture.
fn texts_tokens(model: &str, request: &Object, members: &[&str]) -> u64 {
    fn walk(model: &str, value: &serde_json::Value) -> u64 {
        const INLINE_BYTES_MIN: usize = 1_024;
        use serde_json::Value;
        match value {
            Value::String(text) if text.len() >= INLINE_BYTES_MIN && !text.contains(' ') => {
                TOKENS_PER_IMAGE
            }
            Value::String(text) => text_tokens(model, text),
            Value::Array(items) => items.iter().map(|item| walk(model, item)).sum(),
            Value::Object(members) => members
                .iter()
                // Names of roles and kinds of parts are a token or so each, as in OpenAI's counting.
                .map(|(name, value)| {
                    if name == "type" {
                        0
                    } else {
                        walk(model, value)
                    }
                })
                .sum(),
            _ => 0,
        }
    }
    members
        .iter()
        .filter_map(|name| request.read::<serde_json::Value>(name))
        .map(|value| walk(model, &value))
        .sum()
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow, default)]
    role: Cow<'a, str>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    content: Option<&'a RawValue>,
    #[serde(borrow)]
    tool_calls: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Part<'a> {
    #[serde(rename = "type", borrow, default)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
}

fn chat_tokens(model: &str, request: &Object) -> u64 {
    let messages: Vec<Message<'_>> = request.read("messages").unwrap_or_default();
    let count = |text: &str| text_tokens(model, text);
    let mut tokens = TOKENS_PRIMING;
    for message in &messages {
        tokens += TOKENS_PER_MESSAGE + count(&message.role);
        tokens += message
            .name
            .as_deref()
            .map_or(0, |name| count(name) + TOKENS_PER_NAME);
        tokens += message
            .content
            .map_or(0, |raw| content_tokens(model, raw.get()));
        tokens += message.tool_calls.map_or(0, |raw| count(raw.get()));
    }
    // Tools are rendered into the prompt; their JSON is close to that text in length.
    tokens
        + request
            .get("tools")
            .filter(|raw| *raw != "null")
            .map_or(0, count)
}

fn content_tokens(model: &str, raw: &str) -> u64 {
    if let Ok(text) = serde_json::from_str::<Cow<'_, str>>(raw) {
        return text_tokens(model, &text);
    }
    let parts: Vec<Part<'_>> = serde_json::from_str(raw).unwrap_or_default();
    let part_tokens = |part: &Part<'_>| match part.text.as_deref() {
        Some(text) => text_tokens(model, text),
        None if part.kind.contains("image") => TOKENS_PER_IMAGE,
        None => 0,
    };
    parts.iter().map(part_tokens).sum()
}

/// A prompt is a text, several texts, tokens, or several lists of tokens.
fn prompt_tokens(model: &str, raw: &str) -> u64 {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Prompt {
        Text(String),
        Texts(Vec<String>),
        Tokens(Vec<u64>),
        TokenLists(Vec<Vec<u64>>),
    }
    match serde_json::from_str(raw) {
        Ok(Prompt::Text(text)) => text_tokens(model, &text),
        Ok(Prompt::Texts(texts)) => texts.iter().map(|text| text_tokens(model, text)).sum(),
        Ok(Prompt::Tokens(tokens)) => tokens.len() as u64,
        Ok(Prompt::TokenLists(lists)) => lists.iter().map(|list| list.len() as u64).sum(),
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    fn count(call_type: CallType, body: &'static str) -> u64 {
        let object = Object::parse(Bytes::from_static(body.as_bytes())).expect("an object");
        input_tokens(call_type, "gpt-4o", &object)
    }

    #[test]
    fn chats_are_counted_by_the_published_formula() {
        // 3 + (3 + "user" 1 + "hi" 1) = 8, the figure that LiteLLM's proxy records for this request.
        assert_eq!(
            count(
                CallType::Chat,
                r#"{"messages":[{"role":"user","content":"hi"}]}"#
            ),
            8
        );
        assert_eq!(text_tokens("gpt-4o", "Hello"), 1);
        let parts = r#"{"messages":[{"role":"user","content":[{"type":"text","text":"hi"},{"type":"image_url","image_url":{}}]}]}"#;
        assert_eq!(count(CallType::Chat, parts), 8 + 250);
    }

    #[test]
    fn every_form_of_prompt_is_counted() {
        assert_eq!(count(CallType::Embedding, r#"{"input":["hi","hi"]}"#), 2);
        assert_eq!(count(CallType::Embedding, r#"{"input":[1,2,3]}"#), 3);
        assert_eq!(count(CallType::Completion, r#"{"prompt":[[1],[2,3]]}"#), 3);
        assert_eq!(count(CallType::Completion, r#"{"prompt":7}"#), 0);
    }
}
