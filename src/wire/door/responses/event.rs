//! How single events of the stream are written.

use super::called::text_of;
use super::item::{self, Content};
use crate::wire::json::ObjectWriter;
use bytes::BytesMut;
use serde_json::json;

pub(super) fn place_of(event: &mut ObjectWriter, id: &str, at: usize) {
    event.string("item_id", id);
    event.raw("output_index", &at.to_string());
}

pub(super) fn close_content(
    out: &mut BytesMut,
    sequence: &mut u64,
    (id, at): (&str, usize),
    place: usize,
    content: &Content,
) {
    let (kind, member) = if content.refusal {
        ("response.refusal.done", "refusal")
    } else {
        ("response.output_text.done", "text")
    };
    write(out, sequence, kind, |event| {
        place_of(event, id, at);
        event.raw("content_index", &place.to_string());
        event.string(member, &content.text);
        if !content.refusal {
            event.raw("logprobs", &json!(content.logprobs).to_string());
        }
    });
    write(out, sequence, "response.content_part.done", |event| {
        place_of(event, id, at);
        event.raw("content_index", &place.to_string());
        event.raw("part", &content.json().to_string());
    });
}

pub(super) fn summary_part(
    out: &mut BytesMut,
    sequence: &mut u64,
    kind: &str,
    (id, at): (&str, usize),
    text: &str,
) {
    let part = json!({ "type": "summary_text", "text": text });
    write(out, sequence, kind, |event| {
        place_of(event, id, at);
        event.raw("summary_index", "0");
        event.raw("part", &part.to_string());
    });
}

pub(super) fn arguments_delta(
    out: &mut BytesMut,
    sequence: &mut u64,
    (id, at): (&str, usize),
    more: &str,
) {
    let kind = "response.function_call_arguments.delta";
    write(out, sequence, kind, |event| {
        place_of(event, id, at);
        event.string("delta", more);
    });
}

pub(super) fn close_call(
    out: &mut BytesMut,
    sequence: &mut u64,
    place: (&str, usize),
    name: &str,
    arguments: &mut String,
) {
    if arguments.is_empty() {
        item::arguments("").clone_into(arguments);
        arguments_delta(out, sequence, place, arguments);
    }
    let kind = "response.function_call_arguments.done";
    write(out, sequence, kind, |event| {
        place_of(event, place.0, place.1);
        event.string("name", name);
        event.string("arguments", arguments);
    });
}

/// The text that a custom tool takes, in one piece: until its JSON is whole, it can't be read.
pub(super) fn close_custom_call(
    out: &mut BytesMut,
    sequence: &mut u64,
    place: (&str, usize),
    arguments: &str,
) {
    let input = text_of(arguments);
    for (kind, member) in [
        ("response.custom_tool_call_input.delta", "delta"),
        ("response.custom_tool_call_input.done", "input"),
    ] {
        write(out, sequence, kind, |event| {
            place_of(event, place.0, place.1);
            event.string(member, &input);
        });
    }
}

/// Writes one event: its name as a line and as a member, and its number.
pub(super) fn write(
    out: &mut BytesMut,
    sequence: &mut u64,
    kind: &str,
    fill: impl FnOnce(&mut ObjectWriter),
) {
    let mut event = ObjectWriter::with_capacity(192);
    event.string("type", kind);
    event.raw("sequence_number", &sequence.to_string());
    fill(&mut event);
    *sequence += 1;
    for piece in [
        b"event: ",
        kind.as_bytes(),
        b"\ndata: ",
        &event.finish(),
        b"\n\n",
    ] {
        out.extend_from_slice(piece);
    }
}

/// Writes the event that says an error.
pub(super) fn write_error(out: &mut BytesMut, sequence: &mut u64, message: &str, status: u16) {
    write(out, sequence, "error", |event| {
        event.string("code", code(status));
        event.string("message", message);
        event.raw("param", "null");
    });
}

/// The nearest code of those that the reference lists for a failed response.
pub(super) fn code(status: u16) -> &'static str {
    match status {
        429 => "rate_limit_exceeded",
        400..500 => "invalid_prompt",
        _ => "server_error",
    }
}
