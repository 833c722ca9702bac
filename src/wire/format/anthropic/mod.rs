//! Anthropic Messages as Anthropic speaks it.
//!
//! Shapes: Anthropic API reference, "Create a Message", "Streaming Messages", "Extended thinking",
//! "Prompt caching", "Tool use" and "Errors".

pub mod betas;
mod fit;
mod request;
mod response;
mod schema;
mod stream;
#[cfg(test)]
mod tests;
mod tools;
mod turns;

/// What other services of the same models share.
pub(super) mod shared {
    pub(in crate::wire::format) use super::request::{Thinking, forces, thinking};
    pub(in crate::wire::format) use super::response::answer_text;
    pub(in crate::wire::format) use super::schema::strict_schema;
    pub(in crate::wire::format) use super::tools::{ANSWER_TOOL, clean, object_schema};
    pub(in crate::wire::format) use super::turns::has_tool_blocks;
}

pub use fit::fit;
pub use request::{VERTEX_VERSION, raw_predict_path, request};
pub use response::response;
pub use stream::Decoder;

use crate::wire::fault::{Fault, FaultKind};
use crate::wire::format::openai;

/// Words by which Anthropic says that the input is too long.
const TOO_LONG: &[&str] = &[
    "prompt is too long",
    "exceed context limit",
    "input is too long",
];

/// Reads a refusal. Anthropic's error object has the members of OpenAI's that matter.
#[must_use]
pub fn fault(status: u16, retry_after: Option<&str>, body: &[u8]) -> Fault {
    let mut fault = openai::fault(status, retry_after, body);
    let said = fault.message.to_lowercase();
    if status < 500 && TOO_LONG.iter().any(|words| said.contains(words)) {
        fault.kind = FaultKind::ContextWindowExceeded;
        fault.status = 400;
        fault.retryable = false;
    } else if status == 529 || fault.error_type.as_deref() == Some("overloaded_error") {
        fault.kind = FaultKind::ServiceUnavailable;
        fault.status = 529;
        fault.retryable = true;
    }
    fault
}
