//! The words of a request or an answer, in whatever dialect: every text that is no name, number or piece
//! of a file.
//!
//! One walk serves all dialects. It goes by what to leave out rather than by where to look, so that a
//! member that nobody knew of is looked at too.

use crate::wire::door::openai::is_control;
use serde_json::Value;

/// Members whose texts are names, kinds, addresses or files in every dialect.
#[rustfmt::skip]
const NO_WORDS: &[&str] = &[
    "id", "type", "object", "model", "role", "name", "status", "url", "uri", "file_uri", "fileUri",
    "image_url", "file_url", "data", "file_data", "b64_json", "mime_type", "mimeType", "media_type",
    "detail", "format", "signature", "thought_signature", "thoughtSignature", "encrypted_content",
    "finish_reason", "finishReason", "stop_reason", "stop_sequence", "native_finish_reason",
    "system_fingerprint", "service_tier", "created", "created_at", "obfuscation", "fingerprint",
    "logprobs", "logprobsResult", "embedding", "encoding_format", "voice", "response_id", "responseId",
    "modelVersion", "model_version", "filename", "effort", "reasoning_effort", "verbosity",
    "tool_choice", "container", "modality", "modalities", "size", "quality", "background", "style",
];

/// Members of a whole request, beside the gateway's own, that hold no words for the model.
const NO_WORDS_AT_TOP: &[&str] = &[
    "user",
    "safety_identifier",
    "prompt_cache_key",
    "previous_response_id",
    "anthropic_version",
    "response_format",
];

/// Calls `each` with every text that is words; the walk stops at the first error.
pub(super) fn words<E>(
    value: &mut Value,
    each: &mut dyn FnMut(&mut String) -> Result<(), E>,
) -> Result<(), E> {
    below(value, false, each)
}

/// The same for a request, whose members for the gateway are left out.
pub(super) fn request_words<E>(
    value: &mut Value,
    each: &mut dyn FnMut(&mut String) -> Result<(), E>,
) -> Result<(), E> {
    let Value::Object(members) = value else {
        return words(value, each);
    };
    for (name, member) in members {
        let skipped = is_control(name) || NO_WORDS_AT_TOP.contains(&name.as_str());
        if !skipped && !is_no_words(name, member) {
            below(member, false, each)?;
        }
    }
    Ok(())
}

/// `free` is what people and models made up: there, a member called `name` holds somebody's name.
fn below<E>(
    value: &mut Value,
    free: bool,
    each: &mut dyn FnMut(&mut String) -> Result<(), E>,
) -> Result<(), E> {
    match value {
        Value::String(text) if !text.is_empty() => each(text),
        Value::Array(items) => items
            .iter_mut()
            .try_for_each(|item| below(item, free, each)),
        Value::Object(members) => {
            let called = members.get("type").is_some_and(is_call);
            for (name, member) in members {
                if !free && is_no_words(name, member) {
                    continue;
                }
                let free = free || called && name == "input" || opens(name);
                below(member, free, each)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Whether the content of a member is made up by a model or a tool.
fn opens(name: &str) -> bool {
    matches!(name, "args" | "functionResponse" | "toolResult")
}

fn is_call(kind: &Value) -> bool {
    matches!(
        kind.as_str(),
        Some("tool_use" | "server_tool_use" | "mcp_tool_use")
    )
}

/// Whether a member holds a text, or a list of texts, that is no words. What is nested deeper has members
/// of its own to go by.
pub(super) fn is_no_words(name: &str, value: &Value) -> bool {
    let nested = match value {
        Value::Object(_) => true,
        Value::Array(items) => items.iter().any(|item| !item.is_string()),
        _ => false,
    };
    let named = NO_WORDS.contains(&name) || name.ends_with("_id");
    named && !nested || matches!(name, "logprobs" | "logprobsResult" | "embedding")
}

/// Takes out what would tell the words of an answer once more, token by token.
pub(super) fn drop_logprobs(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if matches!(name.as_str(), "logprobs" | "logprobsResult") {
                    // A list stays a list, for clients that read one.
                    *member = if member.is_array() {
                        Value::Array(Vec::new())
                    } else {
                        Value::Null
                    };
                } else {
                    drop_logprobs(member);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(drop_logprobs),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(mut value: Value) -> Vec<String> {
        let mut found = Vec::new();
        let mut each = |text: &mut String| {
            found.push(text.clone());
            Ok::<(), ()>(())
        };
        request_words(&mut value, &mut each).expect("no error");
        found
    }

    #[test]
    fn the_words_of_each_dialect_are_found_and_nothing_else() {
        let chat = json!({ "model": "m", "user": "u", "metadata": { "tags": ["t"] }, "messages": [
            { "role": "system", "content": "a" },
            { "role": "user", "name": "n", "content": [{ "type": "text", "text": "b" },
                { "type": "image_url", "image_url": { "url": "data:image/png;base64,AAAA" } }] },
            { "role": "assistant", "tool_calls": [{ "id": "c1", "type": "function",
                "function": { "name": "f", "arguments": "{\"x\":\"c\"}" } }] },
            { "role": "tool", "tool_call_id": "c1", "content": "d" },
        ], "tools": [{ "type": "function", "function": { "name": "f", "description": "e",
            "parameters": { "type": "object", "properties": { "type": { "type": "string", "description": "f" } } } } }] });
        assert_eq!(of(chat), ["a", "b", "{\"x\":\"c\"}", "d", "e", "f"]);
        let messages = json!({ "model": "m", "system": [{ "type": "text", "text": "a" }], "messages": [
            { "role": "assistant", "content": [{ "type": "tool_use", "id": "t", "name": "f",
                "input": { "name": "b", "id": "c", "list": ["d"] } }] },
            { "role": "user", "content": [{ "type": "tool_result", "tool_use_id": "t", "content": "e" },
                { "type": "image", "source": { "type": "base64", "media_type": "image/png", "data": "AAAA" } }] },
        ] });
        assert_eq!(of(messages), ["a", "b", "c", "d", "e"]);
        let responses = json!({ "model": "m", "instructions": "a", "input": [
            { "type": "message", "role": "user", "content": [{ "type": "input_text", "text": "b" }] },
            { "type": "function_call_output", "call_id": "x", "output": "c" }] });
        assert_eq!(of(responses), ["a", "b", "c"]);
        let gemini = json!({ "systemInstruction": { "parts": [{ "text": "a" }] }, "contents": [
            { "role": "user", "parts": [{ "text": "b" }, { "inlineData": { "mimeType": "image/png", "data": "AAAA" } }] },
            { "role": "model", "parts": [{ "functionCall": { "name": "f", "args": { "name": "c" } } }] },
            { "role": "user", "parts": [{ "functionResponse": { "name": "d", "response": { "url": "e" } } }] }] });
        assert_eq!(of(gemini), ["a", "b", "c", "d", "e"]);
        assert_eq!(of(json!({ "model": "m", "input": ["a", "b"] })), ["a", "b"]);
        assert_eq!(
            of(json!({ "model": "m", "input": [[1, 2]] })),
            [] as [&str; 0]
        );
        let rank = json!({ "model": "m", "query": "a", "documents": ["b", { "text": "c" }] });
        assert_eq!(of(rank), ["a", "b", "c"]);
    }
}
