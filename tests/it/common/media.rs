//! Pictures, sound, judgements and ranks as providers' documentation has them.
//!
//! Sources: OpenAI API reference ("Create image", "Create speech", "Create transcription", "Create
//! moderation"); Cohere "Rerank v2", Jina "Reranker API", Voyage "Rerankers".

use super::providers::{Seen, json_answer};
use axum::body::Body;
use axum::response::Response;
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};
use std::time::Duration;

/// A second of silence: 8 kHz, 16 bits, one channel.
pub(crate) fn wav(seconds: u32) -> Vec<u8> {
    let rate: u32 = 8_000;
    let mut file = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    file.extend([rate, rate * 2].into_iter().flat_map(u32::to_le_bytes));
    file.extend(b"\x02\0\x10\0data");
    file.extend((rate * 2 * seconds).to_le_bytes());
    file.resize(file.len() + (rate * 2 * seconds) as usize, 0);
    file
}

/// The answer to a request for one of these, by its path.
pub(super) fn answer(asked: &Seen, said: &Value) -> Option<Response> {
    let path = asked.path.as_str();
    let text = String::from_utf8_lossy(&asked.body);
    let end = |end: &str| path.ends_with(end);
    Some(match path {
        _ if end("/images/generations") || end("/images/edits") || end("/images/variations") => {
            pictures(said, &text)
        }
        _ if end("/audio/speech") => speech(said),
        _ if end("/audio/transcriptions") || end("/audio/translations") => written(&text),
        _ if end("/moderations") => json_answer(&json!({ "id": "modr-1", "model": said["model"],
            "results": [{ "flagged": false, "categories": {}, "category_scores": {}, "category_applied_input_types": {} }] })),
        "/v2/rerank" => json_answer(&json!({ "id": "rank-1",
            "results": [{ "index": 1, "relevance_score": 0.99 }, { "index": 0, "relevance_score": 0.2 }],
            "meta": { "api_version": { "version": "2" }, "billed_units": { "search_units": 1 } } })),
        _ if end("/rerank") && said.get("top_k").is_some() => json_answer(
            &json!({ "object": "list", "model": said["model"], "usage": { "total_tokens": 26 },
                "data": [{ "index": 1, "relevance_score": 0.9, "document": said["documents"][1] }] }),
        ),
        _ if end("/rerank") => json_answer(
            &json!({ "model": said["model"], "usage": { "total_tokens": 30, "prompt_tokens": 30 },
                "results": [{ "index": 0, "relevance_score": 0.7, "document": { "text": "a" } }] }),
        ),
        _ if end("/ocr") => json_answer(&json!({ "model": said["model"], "pages": [{}, {}],
            "usage_info": { "pages_processed": 2, "doc_size_bytes": 10 } })),
        _ => return None,
    })
}

fn with(kind: &str, body: impl Into<Body>) -> Response {
    Response::builder()
        .header("content-type", kind)
        .body(body.into())
        .expect("an answer")
}

/// Models of the `gpt-image` family count in tokens, others tell nothing.
fn pictures(said: &Value, text: &str) -> Response {
    let count = said["n"].as_u64().unwrap_or(1);
    let usage = json!({ "input_tokens": 10, "output_tokens": 100, "total_tokens": 110,
        "input_tokens_details": { "text_tokens": 10, "image_tokens": 0 } });
    if said["stream"] == true {
        let partial = json!({ "type": "image_generation.partial_image", "b64_json": "AA==", "partial_image_index": 0 });
        let done = json!({ "type": "image_generation.completed", "b64_json": "A".repeat(3 << 20), "usage": usage });
        return with(
            "text/event-stream",
            format!("data: {partial}\n\ndata: {done}\n\n"),
        );
    }
    let picture = json!({ "b64_json": "iVBORw0KGgo=" });
    let mut body = json!({ "created": 1, "data": vec![picture; count as usize] });
    if text.contains("gpt-image") {
        body["usage"] = usage;
    }
    json_answer(&body)
}

fn speech(said: &Value) -> Response {
    let input = said["input"].as_str().unwrap_or_default();
    let file = wav(2);
    if said["stream_format"] == "sse" {
        let usage = json!({ "input_tokens": 14, "output_tokens": 101, "total_tokens": 115 });
        let delta = json!({ "type": "speech.audio.delta", "audio": "AA==" });
        let done = json!({ "type": "speech.audio.done", "usage": usage });
        return with(
            "text/event-stream",
            format!("data: {delta}\n\ndata: {done}\n\n"),
        );
    }
    // In pieces, and broken off when told to.
    let mut pieces: Vec<Result<Vec<u8>, std::io::Error>> =
        file.chunks(9_000).map(|piece| Ok(piece.to_vec())).collect();
    if input.contains("break off") {
        pieces.pop();
        pieces.push(Err(std::io::ErrorKind::BrokenPipe.into()));
    }
    // Each piece has time to leave before the next one, or the end.
    let slowly = stream::iter(pieces).then(|piece| async {
        tokio::time::sleep(Duration::from_millis(30)).await;
        piece
    });
    with("audio/wav", Body::from_stream(slowly))
}

/// `text` is the form; its fields are small and the sounds silent.
fn written(text: &str) -> Response {
    let asks = |format: &str| text.contains(&format!("\r\n\r\n{format}\r\n"));
    let tokens = json!({ "type": "tokens", "input_tokens": 14, "output_tokens": 31, "total_tokens": 45,
        "input_token_details": { "text_tokens": 4, "audio_tokens": 10 } });
    if asks("text") {
        return with("text/plain; charset=utf-8", "Hello.\n");
    }
    if asks("vtt") {
        return with("text/vtt", "WEBVTT\n\n00:00.000 --> 00:03.000\nHello.\n");
    }
    if asks("verbose_json") {
        return json_answer(
            &json!({ "task": "transcribe", "language": "english", "duration": 3.2, "text": "Hello.", "segments": [] }),
        );
    }
    if asks("gpt-4o-transcribe") && asks("true") {
        let delta = json!({ "type": "transcript.text.delta", "delta": "Hello." });
        let done = json!({ "type": "transcript.text.done", "text": "Hello.", "usage": tokens });
        return with(
            "text/event-stream",
            format!("data: {delta}\n\ndata: {done}\n\n"),
        );
    }
    let usage = if asks("gpt-4o-transcribe") {
        tokens
    } else {
        json!({ "type": "duration", "seconds": 3 })
    };
    json_answer(&json!({ "text": "Hello.", "usage": usage }))
}
