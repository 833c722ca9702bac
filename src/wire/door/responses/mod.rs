//! OpenAI's Responses as clients speak it: Codex, the Agents SDK, OpenAI's own libraries.
//!
//! Shapes: OpenAI API reference, "Create a model response", "The response object" and "Streaming
//! events".

mod echo;
mod parse;
mod render;
mod stream;
#[cfg(test)]
mod tests;

pub use echo::Echo;
pub use parse::parse;
pub use render::render;
pub use stream::Encoder;

use bytes::Bytes;
use serde_json::json;

/// An error in the middle of a stream, after which nothing comes.
#[must_use]
pub fn error_event(message: &str, error_type: Option<&str>, status: u16) -> Bytes {
    let code = error_type.map_or_else(|| status.to_string(), str::to_owned);
    let error = json!({ "type": "error", "code": code, "message": message, "param": null });
    Bytes::from(format!("event: error\ndata: {error}\n\n"))
}
