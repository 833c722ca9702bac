//! Anthropic Messages as clients speak it: Claude Code, Anthropic's SDKs.
//!
//! Shapes: Anthropic API reference, "Create a Message", "Streaming Messages" and "Errors".

mod parse;
mod render;
mod stream;
#[cfg(test)]
mod tests;

pub use parse::parse;
pub use render::render;
pub use stream::Encoder;

use bytes::Bytes;
use serde_json::json;

/// The type of an error by its status.
#[must_use]
pub fn error_type(status: u16) -> &'static str {
    match status {
        400 => "invalid_request_error",
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        529 => "overloaded_error",
        _ => "api_error",
    }
}

/// An error in the middle of a stream, after which nothing comes.
#[must_use]
pub fn error_event(message: &str, status: u16) -> Bytes {
    let error = json!({
        "type": "error", "error": { "type": error_type(status), "message": message },
    });
    Bytes::from(format!("event: error\ndata: {error}\n\n"))
}
