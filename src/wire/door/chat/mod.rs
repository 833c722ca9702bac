//! OpenAI chat completions as the hub sees them: for clients of this dialect whose provider speaks
//! another one.
//!
//! Shapes: OpenAI API reference, "Create chat completion", "The chat completion object" and "The chat
//! completion chunk object"; `reasoning_content` and `thinking_blocks` as LiteLLM's clients know them.

mod parse;
mod render;
mod stream;
#[cfg(test)]
mod tests;

pub use parse::parse;
pub use render::{render, usage};
pub use stream::Encoder;
