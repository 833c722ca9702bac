//! Made-up answers, for testing clients and the way of their requests.

use super::Request;
use crate::domain::record::CallType;
use crate::domain::usage::Usage;
use crate::wire::chat::{Collector, Delta, Event, Finish};
use crate::wire::door::{Door, Encoder, Rendering};
use bytes::Bytes;
use serde_json::json;

/// A made-up answer with the client's own text, in the shape of the operation; for testing clients.
#[must_use]
pub fn mock_answer(
    request: &Request,
    model: &str,
    text: &str,
    created: i64,
    used: &Usage,
) -> Bytes {
    let usage = json!({ "prompt_tokens": used.prompt_tokens(), "completion_tokens": used.completion_tokens(),
        "total_tokens": used.total_tokens() });
    let chunk = |delta: serde_json::Value, finish: Option<&str>| {
        let choice = json!({ "index": 0, "delta": delta, "finish_reason": finish });
        let chunk = json!({ "id": "chatcmpl-mock", "created": created, "model": model,
            "object": "chat.completion.chunk", "choices": [choice] });
        format!("data: {chunk}\n\n")
    };
    let body = match request.call_type {
        CallType::Chat if request.stream => {
            let content = chunk(json!({ "role": "assistant", "content": text }), None);
            let counted = json!({ "id": "chatcmpl-mock", "created": created, "model": model,
                "object": "chat.completion.chunk", "choices": [], "usage": usage });
            let counted = match used.total_tokens() {
                0 => String::new(),
                _ => format!("data: {counted}\n\n"),
            };
            return Bytes::from(format!(
                "{content}{}{counted}data: [DONE]\n\n",
                chunk(json!({}), Some("stop"))
            ));
        }
        CallType::Chat => {
            let message = json!({ "role": "assistant", "content": text });
            json!({ "id": "chatcmpl-mock", "created": created, "model": model, "object": "chat.completion",
                "choices": [{ "index": 0, "message": message, "finish_reason": "stop" }], "usage": usage })
        }
        CallType::Embedding => json!({ "object": "list", "model": model, "usage": usage,
            "data": [{ "object": "embedding", "index": 0, "embedding": vector(text) }] }),
        CallType::ImageGeneration | CallType::ImageEdit | CallType::ImageVariation => {
            json!({ "created": created, "data": [{ "url": text }] })
        }
        CallType::Transcription | CallType::Translation => json!({ "text": text }),
        CallType::Moderation => json!({ "id": "modr-mock", "model": model, "results": [] }),
        CallType::Rerank => json!({ "id": "rerank-mock", "results": [], "meta": {} }),
        // Clients that test the way of their request look at the bytes, whatever they sound like.
        CallType::Speech => return Bytes::copy_from_slice(text.as_bytes()),
        CallType::Completion
        | CallType::Messages
        | CallType::Responses
        | CallType::GenerateContent
        | CallType::PassThrough => {
            return mock_through_hub(request, model, text, created, used);
        }
    };
    Bytes::from(body.to_string())
}

/// The vector that a mock of embeddings is written as, or one of nothing.
fn vector(text: &str) -> Vec<f64> {
    serde_json::from_str(text).unwrap_or_else(|_| vec![0.0])
}

/// The same for the doors whose answers the hub writes.
fn mock_through_hub(
    request: &Request,
    model: &str,
    text: &str,
    created: i64,
    used: &Usage,
) -> Bytes {
    let door = Door::of(request.call_type);
    let rendering = Rendering {
        model: model.to_owned(),
        id: "mock".to_owned(),
        created_seconds: created,
        include_usage: true,
    };
    let delta = Delta::Text(text.to_owned());
    let events = [
        Event::Delta { answer: 0, delta },
        Event::Finish {
            answer: 0,
            finish: Finish::Stop,
            stop_sequence: None,
        },
        Event::Usage(*used),
    ];
    if request.stream {
        let mut encoder = Encoder::new(door, rendering, &request.object);
        let mut out = bytes::BytesMut::new();
        for event in events {
            encoder.event(event, &mut out);
        }
        encoder.finish(&mut out);
        out.extend_from_slice(door.end_mark());
        return out.freeze();
    }
    let collected = Collector::of(events);
    door.render(&collected, &rendering, &request.object)
}
