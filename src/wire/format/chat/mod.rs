//! OpenAI chat completions as providers speak them, from the hub: for clients of other dialects.
//!
//! Shapes: OpenAI API reference, "Create chat completion"; `reasoning_content` as DeepSeek, vLLM and
//! OpenRouter document it. Faults are those of [`super::openai`].

mod request;
mod response;
#[cfg(test)]
mod tests;

pub use request::request;
pub use response::{Decoder, response};
