//! OpenAI's older completions: one prompt as text, one answer as text, for clients whose provider
//! speaks another dialect.
//!
//! Shapes: OpenAI API reference, "Create completion" and "The completion object".

mod parse;
mod render;
mod stream;
#[cfg(test)]
mod tests;

pub use parse::parse;
pub use render::render;
pub use stream::Encoder;
