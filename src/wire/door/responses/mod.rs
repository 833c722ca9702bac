//! OpenAI's Responses API as clients speak it, for models that are not reached through it.
//!
//! Shapes: OpenAI API reference, "Create a model response", "The response object" and "Streaming
//! events"; OpenAI guide "Conversation state" for reasoning that is sent back encrypted.
//!
//! An answer repeats much of its request, so [`render`] and [`Encoder::new`] take an [`Echo`] of it
//! beside the [`Rendering`](super::Rendering), whose `id` is the response's whole id (`resp_…`).

mod called;
mod echo;
mod event;
mod input;
mod item;
mod request;
mod response;
mod stream;
#[cfg(test)]
mod tests;
mod tools;

use crate::wire::door::openai::Rejection;
use crate::wire::json::{Object, ObjectWriter};
use bytes::{Bytes, BytesMut};
use serde_json::{Value, json};

pub use echo::Echo;
pub use request::parse;
pub use response::render;
pub use stream::Encoder;

/// What stands before a thought that only its provider can read, in `encrypted_content`: so that it
/// comes back as what it was and not as the seal of an empty thought.
const REDACTED_MARK: &str = "redacted_thinking:";

/// The answer that this request continues.
#[must_use]
pub fn previous_id(object: &Object) -> Option<String> {
    let id = object.read::<String>("previous_response_id");
    id.filter(|id| !id.is_empty())
}

/// An error instead of an answer.
#[must_use]
pub fn error_body(message: &str, status: u16) -> Bytes {
    let mut error = ObjectWriter::with_capacity(message.len() + 64);
    error.string("message", message);
    error.string("type", error_type(status));
    error.raw("param", "null");
    error.string("code", &status.to_string());
    let mut body = ObjectWriter::with_capacity(message.len() + 96);
    body.raw("error", &String::from_utf8_lossy(&error.finish()));
    body.finish()
}

/// An error in the middle of a stream about which nothing else is known: a relayed one.
/// [`Encoder::fail`] says the same and ends the response too.
#[must_use]
pub fn error_event(message: &str, status: u16) -> Bytes {
    let mut out = BytesMut::new();
    event::write_error(&mut out, &mut 0, message, status);
    out.freeze()
}

/// The end of a relayed stream that failed: the error, and the response as far as it came.
#[must_use]
pub fn failed(mut response: Value, mut sequence: u64, message: &str, status: u16) -> Bytes {
    let mut out = BytesMut::new();
    event::write_error(&mut out, &mut sequence, message, status);
    response["status"] = "failed".into();
    response["error"] = json!({ "code": event::code(status), "message": message });
    event::write(&mut out, &mut sequence, "response.failed", |event| {
        event.raw("response", &response.to_string());
    });
    out.freeze()
}

/// The type of an error by its status, as LiteLLM's clients know it.
fn error_type(status: u16) -> &'static str {
    match status {
        401 => "authentication_error",
        403 => "permission_error",
        429 => "rate_limit_error",
        400..500 => "invalid_request_error",
        _ => "internal_server_error",
    }
}

fn rejection(param: &'static str, message: impl Into<String>) -> Rejection {
    Rejection {
        status: 400,
        error_type: "invalid_request_error",
        param: Some(param),
        message: message.into(),
    }
}

/// `place` is the member's path, `param` the top-level member in which it stands.
fn wrong_type(param: &'static str, place: &str, expected: &str) -> Rejection {
    rejection(
        param,
        format!("Invalid type for '{place}': expected {expected}."),
    )
}

fn missing(param: &'static str, place: &str) -> Rejection {
    rejection(param, format!("Missing required parameter: '{place}'."))
}

fn wrong_value(param: &'static str, place: &str, value: &str, supported: &str) -> Rejection {
    rejection(
        param,
        format!("Invalid value for '{place}': '{value}'. Supported values are: {supported}."),
    )
}
