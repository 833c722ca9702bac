//! OpenAI's Responses API as providers speak it.
//!
//! Shapes: OpenAI API reference, "Create a model response", "The response object" and "Streaming
//! events"; OpenAI guides "Reasoning models" (encrypted reasoning without storage) and "Function
//! calling". Nothing is stored at the provider: what it must see again is sent again.

mod answer;
mod input;
mod names;
mod request;
mod stream;
#[cfg(test)]
mod tests;

pub use super::openai::fault;
pub use answer::{response, usage, usage_of};
pub use request::request;
pub use stream::Decoder;

use crate::wire::fault::Fault;

fn invalid(what: &str) -> Fault {
    Fault::connection(
        "upstream_invalid_response",
        502,
        format!("the provider's answer {what}"),
    )
}

fn truncated() -> Fault {
    Fault::connection(
        "upstream_truncated",
        502,
        "the provider closed the stream before its end",
    )
}
