//! Ollama's own API: chat and embeddings.
//!
//! Shapes: Ollama repository, `docs/api.md` ("Generate a chat completion", "Generate Embeddings") and
//! `docs/modelfile.md` ("Valid Parameters and Values"). Faults are those of [`super::openai`], which
//! reads `{"error": "text"}` too.

mod embed;
mod request;
mod response;
#[cfg(test)]
mod tests;

pub use embed::{embed_request, embed_response};
pub use request::request;
pub use response::{Decoder, response};
