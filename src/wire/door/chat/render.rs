//! A complete answer as a chat completion.

use crate::domain::usage::Usage;
use crate::wire::chat::{Answer, ChatResponse, Finish, Part, sealed_id};
use crate::wire::door::Rendering;
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// Writes the answer. Members that would be null are left out, as LiteLLM's proxy does, but for
/// `content`, which every client reads.
#[must_use]
pub fn render(response: &ChatResponse, rendering: &Rendering) -> Bytes {
    let mut body = json!({
        "id": answer_id(&response.id, rendering),
        "created": rendering.created_seconds,
        "model": rendering.model,
        "object": "chat.completion",
        "choices": response.answers.iter().map(choice).collect::<Vec<_>>(),
    });
    if let Some(used) = &response.usage {
        body["usage"] = usage(used);
    }
    if let Some(tier) = &response.service_tier {
        body["service_tier"] = json!(tier);
    }
    Bytes::from(body.to_string())
}

/// The provider's id, or one of ours where it gave none that a client of this dialect would expect.
pub(super) fn answer_id(given: &str, rendering: &Rendering) -> String {
    if given.is_empty() {
        format!("chatcmpl-{}", rendering.id)
    } else {
        given.to_owned()
    }
}

/// Usage in OpenAI's shape, with what caches did beside it.
#[must_use]
pub fn usage(used: &Usage) -> Value {
    let cached = used.cache_read.saturating_add(used.cache_read_audio);
    let written = used.cache_write.saturating_add(used.cache_write_1h);
    let mut input = json!({ "cached_tokens": cached });
    let mut output = json!({ "reasoning_tokens": used.reasoning });
    let put = |object: &mut Value, name: &str, tokens: u64| {
        if tokens > 0 {
            object[name] = json!(tokens);
        }
    };
    put(&mut input, "cache_creation_tokens", written);
    put(
        &mut input,
        "audio_tokens",
        used.input_audio.saturating_add(used.cache_read_audio),
    );
    put(&mut input, "image_tokens", used.input_image);
    put(&mut output, "audio_tokens", used.output_audio);
    put(&mut output, "image_tokens", used.output_image);
    let mut usage = json!({
        "prompt_tokens": used.prompt_tokens(),
        "completion_tokens": used.completion_tokens(),
        "total_tokens": used.total_tokens(),
        "prompt_tokens_details": input,
        "completion_tokens_details": output,
    });
    if cached > 0 || written > 0 {
        usage["cache_read_input_tokens"] = json!(cached);
        usage["cache_creation_input_tokens"] = json!(written);
    }
    usage
}

/// Why the answer ended. An answer that calls tools says so whatever the provider's word was.
pub(super) fn finish_word(finish: Finish, calls_tools: bool) -> &'static str {
    match finish {
        Finish::Stop if calls_tools => Finish::ToolCalls.as_openai(),
        finish => finish.as_openai(),
    }
}

fn choice(answer: &Answer) -> Value {
    let calls_tools = answer
        .parts
        .iter()
        .any(|part| matches!(part, Part::ToolCall(_)));
    let mut choice = json!({
        "finish_reason": finish_word(answer.finish, calls_tools),
        "index": answer.index,
        "message": message(answer),
    });
    if let Some(logprobs) = &answer.logprobs {
        choice["logprobs"] = logprobs.clone();
    }
    if let Some(stop) = &answer.stop_sequence {
        choice["provider_specific_fields"] = json!({ "stop_sequence": stop });
    }
    choice
}

fn message(answer: &Answer) -> Value {
    let mut said: Option<String> = None;
    let (mut thought, mut blocks) = (String::new(), Vec::new());
    let (mut calls, mut images, mut refusal) = (Vec::new(), Vec::new(), None);
    for part in &answer.parts {
        match part {
            Part::Text { text, .. } => said.get_or_insert_default().push_str(text),
            Part::Thinking { text, signature } => {
                thought.push_str(text);
                blocks.push(thinking_block(text, signature.as_deref()));
            }
            Part::RedactedThinking { data } => {
                blocks.push(json!({ "type": "redacted_thinking", "data": data }));
            }
            Part::ToolCall(call) => calls.push(json!({
                "id": sealed_id(call), "index": calls.len(), "type": "function",
                "function": { "name": call.name, "arguments": whole_arguments(&call.arguments) },
            })),
            Part::Refusal { text } => refusal = Some(text.as_str()),
            Part::Image { source, .. } => {
                if let Some(url) = source.to_url() {
                    images.push(json!({
                        "type": "image_url", "index": images.len(), "image_url": { "url": url },
                    }));
                }
            }
            // Not among what a model answers with.
            Part::Document { .. }
            | Part::Audio { .. }
            | Part::Video { .. }
            | Part::ToolResult { .. } => {}
        }
    }
    let mut message = Map::new();
    message.insert("content".into(), json!(said));
    message.insert("role".into(), json!("assistant"));
    let mut put = |name: &str, value: Value, there: bool| {
        if there {
            message.insert(name.to_owned(), value);
        }
    };
    put("tool_calls", json!(calls), !calls.is_empty());
    put("reasoning_content", json!(thought), !thought.is_empty());
    put("thinking_blocks", json!(blocks), !blocks.is_empty());
    put("images", json!(images), !images.is_empty());
    put("refusal", json!(refusal), refusal.is_some());
    put(
        "annotations",
        json!(answer.annotations),
        !answer.annotations.is_empty(),
    );
    Value::Object(message)
}

pub(super) fn thinking_block(thought: &str, signature: Option<&str>) -> Value {
    let mut block = json!({ "type": "thinking", "thinking": thought });
    if let Some(seal) = signature {
        block["signature"] = json!(seal);
    }
    block
}

/// Clients parse the arguments as JSON: a call without any has an empty object.
pub(super) fn whole_arguments(arguments: &str) -> &str {
    if arguments.trim().is_empty() {
        "{}"
    } else {
        arguments
    }
}
