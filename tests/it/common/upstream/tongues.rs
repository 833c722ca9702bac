//! The other dialects that a provider may speak: Anthropic's messages, OpenAI's responses, Gemini's
//! content, Ollama's lines, Bedrock's framed messages, Cohere's chat. Text only: tools and choices are for OpenAI's chat.
//!
//! Sources: Anthropic "Messages" and "Streaming Messages"; OpenAI API reference, "Responses"; Google
//! "generateContent" REST reference; Ollama `docs/api.md`; Amazon Bedrock API reference, "ConverseStream",
//! and Smithy's "Amazon Event Stream Specification"; Cohere API reference, "Chat v2" and "Streaming".

use serde_json::{Value, json};

use super::answer::{Answer, UsageAt};
use super::log::Tokens;
use super::wire::{self, Kind};

/// Members that hold counts, in all dialects.
pub(super) const COUNTS: [&str; 12] = [
    "prompt_tokens",
    "completion_tokens",
    "total_tokens",
    "input_tokens",
    "output_tokens",
    "inputTokens",
    "outputTokens",
    "totalTokens",
    "promptTokenCount",
    "candidatesTokenCount",
    "totalTokenCount",
    "eval_count",
];

/// Members that hold objects of counts.
const USAGES: [&str; 4] = ["usage", "usageMetadata", "billed_units", "tokens"];

/// The data of one event, as its dialect puts it on the wire.
pub(super) fn framed(kind: Kind, data: &str) -> Vec<u8> {
    match kind {
        Kind::Messages | Kind::Responses | Kind::Cohere => {
            let said: Value = serde_json::from_str(data).unwrap_or_default();
            let name = said["type"].as_str().unwrap_or("unnamed");
            format!("event: {name}\ndata: {data}\n\n").into_bytes()
        }
        Kind::Gemini => format!("data: {data}\r\n\r\n").into_bytes(),
        Kind::Ollama => format!("{data}\n").into_bytes(),
        Kind::Converse => message(data),
        _ => format!("data: {data}\n\n").into_bytes(),
    }
}

/// The media type of a stream.
pub(super) fn media_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Ollama => "application/x-ndjson",
        Kind::Converse => "application/vnd.amazon.eventstream",
        _ => "text/event-stream",
    }
}

/// What keeps a connection alive without saying anything; nothing where the dialect has no such word.
pub(super) fn sign_of_life(kind: Kind) -> &'static str {
    match kind {
        Kind::Messages => "event: ping\ndata: {\"type\":\"ping\"}\n\n",
        Kind::Ollama => "\n",
        Kind::Converse => "",
        _ => ": keep-alive\n\n",
    }
}

/// An error as the dialect has it.
pub(super) fn error(kind: Kind, status: u16, message: &str, code: Option<&str>) -> Value {
    let google = match status {
        401 => "UNAUTHENTICATED",
        429 => "RESOURCE_EXHAUSTED",
        503 => "UNAVAILABLE",
        _ => "INTERNAL",
    };
    let anthropic = match status {
        401 => "authentication_error",
        429 => "rate_limit_error",
        400..500 => "invalid_request_error",
        529 => "overloaded_error",
        _ => "api_error",
    };
    match kind {
        Kind::Messages => {
            json!({ "type": "error", "error": { "type": anthropic, "message": message } })
        }
        Kind::Gemini => {
            json!({ "error": { "code": status, "message": message, "status": google } })
        }
        Kind::Ollama => json!({ "error": message }),
        Kind::Converse => json!({ "message": message }),
        Kind::Cohere => json!({ "id": "e1", "message": message }),
        _ => wire::error(status, message, code),
    }
}

/// An error as the dialect has it in the middle of a stream.
pub(super) fn error_event(kind: Kind, status: u16, message: &str) -> Vec<u8> {
    let mut said = error(kind, status, message, None);
    match kind {
        Kind::Responses => {
            let error = said["error"].take();
            let failed = json!({ "type": "error", "sequence_number": 9, "code": error["code"],
                "message": message, "param": null });
            framed(kind, &failed.to_string())
        }
        Kind::Converse => framed(kind, &json!({ "throttlingException": said }).to_string()),
        // Its streams end with an error as their reason.
        Kind::Cohere => framed(
            kind,
            &json!({ "type": "message-end", "delta": { "finish_reason": "ERROR", "error": message } }).to_string(),
        ),
        _ => framed(kind, &said.to_string()),
    }
}

/// One of AWS's messages: the object's only member is the event. What is no such object is the payload of
/// a piece of text.
fn message(data: &str) -> Vec<u8> {
    let said: Value = serde_json::from_str(data).unwrap_or_default();
    let only = said.as_object().filter(|members| members.len() == 1);
    let (name, payload) = only
        .and_then(|members| members.iter().next())
        .map_or(("contentBlockDelta", data.to_owned()), |(name, payload)| {
            (name.as_str(), payload.to_string())
        });
    let (kind, header) = if name.ends_with("Exception") {
        ("exception", ":exception-type")
    } else {
        ("event", ":event-type")
    };
    let mut headers = Vec::new();
    for (header, value) in [
        (header, name),
        (":content-type", "application/json"),
        (":message-type", kind),
    ] {
        headers.push(header.len() as u8);
        headers.extend(header.as_bytes());
        headers.push(7);
        headers.extend((value.len() as u16).to_be_bytes());
        headers.extend(value.as_bytes());
    }
    let total = (headers.len() + payload.len() + 16) as u32;
    let mut out = total.to_be_bytes().to_vec();
    out.extend((headers.len() as u32).to_be_bytes());
    out.extend(crc32fast::hash(&out).to_be_bytes());
    out.extend(headers);
    out.extend(payload.as_bytes());
    out.extend(crc32fast::hash(&out).to_be_bytes());
    out
}

/// Usage, as the dialect has it, after so many tokens of the answer.
fn usage(answer: &Answer, said: u64) -> Value {
    let Tokens { prompt, cached, .. } = answer.tokens;
    match answer.kind {
        Kind::Messages => {
            json!({ "input_tokens": prompt - cached, "cache_read_input_tokens": cached,
            "cache_creation_input_tokens": 0, "output_tokens": said })
        }
        Kind::Responses => {
            json!({ "input_tokens": prompt, "output_tokens": said, "total_tokens": prompt + said,
            "input_tokens_details": { "cached_tokens": cached },
            "output_tokens_details": { "reasoning_tokens": 0 } })
        }
        Kind::Gemini => json!({ "promptTokenCount": prompt, "candidatesTokenCount": said,
            "totalTokenCount": prompt + said }),
        Kind::Cohere => json!({ "billed_units": { "input_tokens": prompt, "output_tokens": said },
            "tokens": { "input_tokens": prompt, "output_tokens": said } }),
        _ => json!({ "inputTokens": prompt, "outputTokens": said, "totalTokens": prompt + said }),
    }
}

fn all_said(answer: &Answer) -> u64 {
    answer.tokens.completion
}

/// The whole answer as one object.
pub(super) fn json(answer: &Answer) -> Value {
    let (text, usage) = (answer.text(), usage(answer, all_said(answer)));
    let (number, model) = (answer.number, &answer.model);
    let mut said = match answer.kind {
        Kind::Messages => {
            json!({ "id": format!("msg_{number}"), "type": "message", "role": "assistant",
            "model": model, "content": [{ "type": "text", "text": text }], "stop_reason": "end_turn",
            "stop_sequence": null, "usage": usage })
        }
        Kind::Responses => response(answer, "completed", &[item(&text, "completed")], usage),
        Kind::Gemini => gemini(answer, &text, true, usage),
        Kind::Ollama => ollama(answer, &text, true),
        Kind::Cohere => {
            json!({ "id": format!("c{number}"), "finish_reason": "COMPLETE", "usage": usage,
            "message": { "role": "assistant", "content": [{ "type": "text", "text": text }] } })
        }
        _ => {
            json!({ "output": { "message": { "role": "assistant", "content": [{ "text": text }] } },
            "stopReason": "end_turn", "usage": usage, "metrics": { "latencyMs": 1 } })
        }
    };
    if answer.usage_at == UsageAt::Never {
        without_usage(&mut said);
    }
    said
}

/// The answer as a stream: the data of each event, and the tokens that it carries.
pub(super) fn events(answer: &Answer) -> Vec<(String, Tokens)> {
    let before = Tokens {
        completion: 0,
        reasoning: 0,
        ..answer.tokens
    };
    let piece = |count: u64| Tokens {
        completion: count,
        ..Tokens::default()
    };
    let none = Tokens::default();
    let mut events: Vec<(Value, Tokens)> = Vec::new();
    let mut said = 0;
    for one in opening(answer) {
        let tokens = if events.is_empty() { before } else { none };
        events.push((one, tokens));
    }
    let pieces = answer.pieces();
    let last = pieces.len().saturating_sub(1);
    for (index, (text, count)) in pieces.into_iter().enumerate() {
        said += count;
        let tokens = if events.is_empty() {
            let mut tokens = before;
            tokens += piece(count);
            tokens
        } else {
            piece(count)
        };
        let event = match answer.kind {
            Kind::Messages => json!({ "type": "content_block_delta", "index": 0,
                "delta": { "type": "text_delta", "text": text } }),
            Kind::Responses => json!({ "type": "response.output_text.delta", "item_id": "msg_1",
                "output_index": 0, "content_index": 0, "delta": text, "logprobs": [] }),
            Kind::Gemini => gemini(answer, &text, index == last, usage(answer, said)),
            Kind::Ollama => ollama(answer, &text, false),
            Kind::Cohere => json!({ "type": "content-delta", "index": 0,
                "delta": { "message": { "content": { "text": text } } } }),
            _ => {
                json!({ "contentBlockDelta": { "contentBlockIndex": 0, "delta": { "text": text } } })
            }
        };
        events.push((event, tokens));
    }
    events.extend(closing(answer).into_iter().map(|event| (event, none)));
    let numbered = events.into_iter().enumerate();
    numbered
        .map(|(number, (mut event, tokens))| {
            if answer.kind == Kind::Responses {
                event["sequence_number"] = json!(number);
            }
            if answer.usage_at == UsageAt::Never {
                without_usage(&mut event);
            }
            (event.to_string(), tokens)
        })
        .collect()
}

fn opening(answer: &Answer) -> Vec<Value> {
    let (number, model) = (answer.number, &answer.model);
    match answer.kind {
        Kind::Messages => vec![
            json!({ "type": "message_start", "message": { "id": format!("msg_{number}"), "type": "message",
                "role": "assistant", "model": model, "content": [], "stop_reason": null,
                "stop_sequence": null, "usage": usage(answer, 1) } }),
            json!({ "type": "content_block_start", "index": 0, "content_block": { "type": "text", "text": "" } }),
        ],
        Kind::Responses => {
            let begun = |kind: &str| {
                json!({ "type": kind,
                    "response": response(answer, "in_progress", &[], Value::Null) })
            };
            vec![
                begun("response.created"),
                begun("response.in_progress"),
                json!({ "type": "response.output_item.added", "output_index": 0,
                    "item": { "type": "message", "id": "msg_1", "status": "in_progress", "role": "assistant",
                        "content": [] } }),
                json!({ "type": "response.content_part.added", "item_id": "msg_1", "output_index": 0,
                    "content_index": 0, "part": { "type": "output_text", "text": "", "annotations": [] } }),
            ]
        }
        Kind::Converse => vec![json!({ "messageStart": { "role": "assistant" } })],
        Kind::Cohere => vec![
            json!({ "type": "message-start", "id": format!("c{number}"),
                "delta": { "message": { "role": "assistant", "content": [] } } }),
            json!({ "type": "content-start", "index": 0,
                "delta": { "message": { "content": { "type": "text", "text": "" } } } }),
        ],
        _ => Vec::new(),
    }
}

fn closing(answer: &Answer) -> Vec<Value> {
    let usage = usage(answer, all_said(answer));
    match answer.kind {
        Kind::Messages => vec![
            json!({ "type": "content_block_stop", "index": 0 }),
            json!({ "type": "message_delta", "delta": { "stop_reason": "end_turn", "stop_sequence": null },
                "usage": { "output_tokens": all_said(answer) } }),
            json!({ "type": "message_stop" }),
        ],
        Kind::Responses => {
            let text = answer.text();
            let done = item(&text, "completed");
            vec![
                json!({ "type": "response.output_text.done", "item_id": "msg_1", "output_index": 0,
                    "content_index": 0, "text": text, "logprobs": [] }),
                json!({ "type": "response.content_part.done", "item_id": "msg_1", "output_index": 0,
                    "content_index": 0, "part": { "type": "output_text", "text": text, "annotations": [] } }),
                json!({ "type": "response.output_item.done", "output_index": 0, "item": done }),
                json!({ "type": "response.completed",
                    "response": response(answer, "completed", &[done], usage) }),
            ]
        }
        Kind::Ollama => vec![ollama(answer, "", true)],
        Kind::Cohere => vec![
            json!({ "type": "content-end", "index": 0 }),
            json!({ "type": "message-end", "delta": { "finish_reason": "COMPLETE", "usage": usage } }),
        ],
        Kind::Converse => vec![
            json!({ "contentBlockStop": { "contentBlockIndex": 0 } }),
            json!({ "messageStop": { "stopReason": "end_turn" } }),
            json!({ "metadata": { "usage": usage, "metrics": { "latencyMs": 1 } } }),
        ],
        _ => Vec::new(),
    }
}

fn item(text: &str, status: &str) -> Value {
    json!({ "type": "message", "id": "msg_1", "status": status, "role": "assistant",
        "content": [{ "type": "output_text", "text": text, "annotations": [] }] })
}

fn response(answer: &Answer, status: &str, output: &[Value], usage: Value) -> Value {
    json!({ "id": format!("resp_{}", answer.number), "object": "response", "created_at": 1, "status": status,
        "model": answer.model, "output": output, "error": null, "incomplete_details": null,
        "instructions": null, "metadata": {}, "parallel_tool_calls": true, "temperature": 1.0,
        "tool_choice": "auto", "tools": [], "top_p": 1.0, "usage": usage })
}

fn gemini(answer: &Answer, text: &str, last: bool, usage: Value) -> Value {
    let content = json!({ "parts": [{ "text": text }], "role": "model" });
    let mut candidate = json!({ "content": content, "index": 0 });
    if last {
        candidate["finishReason"] = json!("STOP");
    }
    json!({ "candidates": [candidate], "modelVersion": answer.model, "responseId": format!("r{}", answer.number),
        "usageMetadata": usage })
}

fn ollama(answer: &Answer, text: &str, last: bool) -> Value {
    let mut said = json!({ "model": answer.model, "created_at": "2026-01-01T00:00:00Z",
        "message": { "role": "assistant", "content": text }, "done": last });
    if last {
        said["done_reason"] = json!("stop");
        said["prompt_eval_count"] = json!(answer.tokens.prompt);
        said["eval_count"] = json!(all_said(answer));
    }
    said
}

/// Takes every count out, wherever it stands.
fn without_usage(said: &mut Value) {
    visit(said, &mut |members| {
        for name in USAGES
            .iter()
            .chain(["prompt_eval_count", "eval_count"].iter())
        {
            members.remove(*name);
        }
    });
}

/// Puts a lie in place of every count, wherever it stands.
pub(super) fn corrupt(said: &mut Value, lie: &Value) {
    visit(said, &mut |members| {
        for (name, value) in members.iter_mut() {
            if COUNTS.contains(&name.as_str()) || name == "prompt_eval_count" {
                *value = lie.clone();
            }
        }
    });
}

fn visit(said: &mut Value, each: &mut impl FnMut(&mut serde_json::Map<String, Value>)) {
    match said {
        Value::Object(members) => {
            each(members);
            members.values_mut().for_each(|inner| visit(inner, each));
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| visit(inner, each)),
        _ => {}
    }
}
