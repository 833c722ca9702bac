//! Gemini's `generateContent` as clients speak it: Google's SDKs.
//!
//! Shapes: Gemini API reference, "Generating content" and "Function calling"; `google.rpc.Status` for
//! errors.

mod parse;
mod render;
#[cfg(test)]
mod tests;

pub use parse::parse;
pub use render::{Encoder, render};

use bytes::Bytes;
use serde_json::json;

/// The word of an error by its status (`google.rpc.Code`).
#[must_use]
pub fn status_word(status: u16) -> &'static str {
    match status {
        400 | 405 | 413 | 422 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        402 | 403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ABORTED",
        429 => "RESOURCE_EXHAUSTED",
        499 => "CANCELLED",
        501 => "UNIMPLEMENTED",
        502 | 503 | 529 => "UNAVAILABLE",
        408 | 504 => "DEADLINE_EXCEEDED",
        _ => "INTERNAL",
    }
}

/// An error in the middle of a stream, after which nothing comes.
#[must_use]
pub fn error_event(message: &str, status: u16) -> Bytes {
    let error = json!({
        "error": { "code": status, "message": message, "status": status_word(status) },
    });
    Bytes::from(format!("data: {error}\n\n"))
}
