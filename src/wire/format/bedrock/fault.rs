//! Refusals: `{"message": "text"}` under a status, or an exception in a stream (Amazon Bedrock API
//! reference, "Common errors" and "ResponseStream").

use crate::wire::fault::{Fault, FaultKind};
use crate::wire::format::openai;
use serde_json::{Value, json};

/// Words by which models say that the input is too long.
const TOO_LONG: &[&str] = &[
    "expected maxlength:",
    "input is too long",
    "prompt is too long",
    "too many input tokens",
    "too many tokens",
];

/// Words by which AWS refuses the credential itself, under several statuses.
const NOT_US: &[&str] = &[
    "security token",
    "signature expired",
    "request signature we calculated",
    "invalid api key format",
];

/// The status that an exception in a stream would have had.
const EXCEPTIONS: &[(&str, u16)] = &[
    ("internalServerException", 500),
    ("modelStreamErrorException", 502),
    ("modelTimeoutException", 408),
    ("serviceUnavailableException", 503),
    ("throttlingException", 429),
    ("validationException", 400),
];

/// Reads a refusal. `retry_after` is the header's value.
///
/// The classes are those of [`openai::fault`]; what AWS says in its own way is told apart.
#[must_use]
pub fn fault(status: u16, retry_after: Option<&str>, body: &[u8]) -> Fault {
    // A model that failed behind Bedrock is a gateway's failure.
    let status = if status == 424 { 502 } else { status };
    let said: Value = serde_json::from_slice(body).unwrap_or_default();
    // AWS's front writes the member with a capital.
    let told = ["message", "Message"]
        .iter()
        .find_map(|name| said[*name].as_str());
    let mut fault = match told {
        Some(told) => {
            let plain = json!({ "message": told }).to_string();
            openai::fault(status, retry_after, plain.as_bytes())
        }
        None => openai::fault(status, retry_after, body),
    };
    let text = fault.message.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    // "Too many tokens, please wait" is a limit of their rate.
    if matches!(status, 400 | 413 | 422) && says(TOO_LONG) {
        fault.kind = FaultKind::ContextWindowExceeded;
        fault.status = 400;
        fault.retryable = false;
    } else if matches!(status, 400 | 401 | 403) && says(NOT_US) {
        // The credential was ours.
        fault.kind = FaultKind::Authentication;
        fault.status = 502;
        fault.retryable = true;
    }
    fault
}

/// The fault of an exception in a stream.
pub(super) fn exception(name: &str, body: &[u8]) -> Fault {
    let status = EXCEPTIONS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map_or(500, |(_, status)| *status);
    fault(status, None, body)
}
