//! Cohere's API v2: chat, its stream, and embeddings.
//!
//! Shapes: Cohere API reference v2, "Chat", "Chat with Streaming" and "Embed"; guides "Streaming",
//! "Basic usage of tool use", "Reasoning", "Structured Outputs" and "Errors".

mod embed;
mod fault;
mod request;
mod response;
mod stream;
#[cfg(test)]
mod tests;

pub use embed::{embed_request, embed_response};
pub use fault::fault;
pub use request::request;
pub use response::{response, usage};
pub use stream::Decoder;
