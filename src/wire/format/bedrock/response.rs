//! A whole answer, and what it shares with a stream: the end and the usage.

use crate::domain::usage::Usage;
use crate::wire::chat::{Answer, ChatResponse, Finish, Part, ToolCall};
use crate::wire::fault::Fault;
use crate::wire::format::Notes;
use crate::wire::format::anthropic::shared::answer_text;
use serde_json::Value;

/// Reads a whole answer.
///
/// # Errors
/// A fault when it is no answer.
pub fn response(body: &[u8], notes: &Notes) -> Result<ChatResponse, Fault> {
    let body: Value = serde_json::from_slice(body).map_err(|error| unreadable(&error))?;
    let Some(content) = body["output"]["message"]["content"].as_array() else {
        let why = "Bedrock's answer has no message";
        return Err(Fault::connection("upstream_invalid_response", 502, why));
    };
    let mut parts = Vec::with_capacity(content.len());
    for block in content {
        parts.extend(part(block, notes));
    }
    let calls = parts.iter().any(|part| matches!(part, Part::ToolCall(_)));
    Ok(ChatResponse {
        id: String::new(),
        model: String::new(),
        answers: vec![Answer {
            index: 0,
            finish: finish(&body["stopReason"], calls),
            parts,
            stop_sequence: stop_sequence(&body),
            logprobs: None,
            annotations: Vec::new(),
        }],
        usage: usage(&body["usage"]),
        service_tier: text(&body["serviceTier"]["type"]),
    })
}

pub(super) fn unreadable(error: &serde_json::Error) -> Fault {
    let why = format!("Bedrock's answer cannot be read: {error}");
    Fault::connection("upstream_invalid_response", 502, why)
}

/// A text that says something.
pub(super) fn text(value: &Value) -> Option<String> {
    let text = value.as_str().filter(|text| !text.is_empty());
    text.map(str::to_owned)
}

/// The stop text that ended the answer, where `additionalModelResponseFieldPaths` asked for it.
pub(super) fn stop_sequence(said: &Value) -> Option<String> {
    text(&said["additionalModelResponseFields"]["stop_sequence"])
}

fn part(block: &Value, notes: &Notes) -> Option<Part> {
    if let Some(said) = text(&block["text"]) {
        return Some(Part::text(said));
    }
    let call = &block["toolUse"];
    if let Some(name) = call["name"].as_str() {
        if notes.answer_tool.as_deref() == Some(name) {
            return Some(Part::text(answer_text(&call["input"])));
        }
        return Some(Part::ToolCall(ToolCall {
            id: text(&call["toolUseId"]).unwrap_or_default(),
            name: notes.client_name(name).to_owned(),
            arguments: call["input"].to_string(),
            ..ToolCall::default()
        }));
    }
    let thought = &block["reasoningContent"];
    if let Some(data) = text(&thought["redactedContent"]) {
        return Some(Part::RedactedThinking { data });
    }
    if let Some(said) = thought["reasoningText"]["text"].as_str() {
        return Some(Part::Thinking {
            text: said.to_owned(),
            signature: text(&thought["reasoningText"]["signature"]),
        });
    }
    let cited = block["citationsContent"]["content"].as_array()?;
    let words: String = cited
        .iter()
        .filter_map(|piece| piece["text"].as_str())
        .collect();
    (!words.is_empty()).then(|| Part::text(words))
}

/// Why an answer ended. An answer given by a tool of ours is no call.
pub(super) fn finish(word: &Value, has_calls: bool) -> Finish {
    match word.as_str().unwrap_or_default() {
        "max_tokens" | "model_context_window_exceeded" => Finish::Length,
        "guardrail_intervened" | "content_filtered" => Finish::ContentFilter,
        _ if has_calls => Finish::ToolCalls,
        // `end_turn`, `stop_sequence`.
        _ => Finish::Stop,
    }
}

/// Reads a `usage`. `inputTokens` leaves out what was read from and written to the cache;
/// `cacheDetails` tells for how long it was written. `None` when there is none.
#[must_use]
pub fn usage(told: &Value) -> Option<Usage> {
    let count = |name: &str| told[name].as_u64();
    let (input, output) = (count("inputTokens"), count("outputTokens"));
    if input.is_none() && output.is_none() {
        return None;
    }
    let written = count("cacheWriteInputTokens").unwrap_or(0);
    let details = told["cacheDetails"].as_array().into_iter().flatten();
    let hour: u64 = details
        .filter(|detail| detail["ttl"] == "1h")
        .filter_map(|detail| detail["inputTokens"].as_u64())
        .fold(0, u64::saturating_add)
        .min(written);
    Some(Usage {
        input: input.unwrap_or(0),
        output: output.unwrap_or(0),
        cache_read: count("cacheReadInputTokens").unwrap_or(0),
        cache_write: written - hour,
        cache_write_1h: hour,
        ..Usage::default()
    })
}
