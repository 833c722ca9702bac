//! Refusals: `{"message": "text"}` under a status (Cohere guide "Errors").

use crate::wire::fault::{Fault, FaultKind};
use crate::wire::format::openai;
use serde_json::json;

/// Reads a refusal. `retry_after` is the header's value.
///
/// The classes are those of [`openai::fault`], which finds the message here too; what Cohere says in
/// its own way is told apart first.
#[must_use]
pub fn fault(status: u16, retry_after: Option<&str>, body: &[u8]) -> Fault {
    let mut fault = openai::fault(status, retry_after, body);
    let text = fault.message.to_lowercase();
    let refused = (400..500).contains(&status) && status != 429;
    let known = if refused && text.contains("too many tokens") {
        Some((FaultKind::ContextWindowExceeded, 400))
    } else if status == 498 {
        // The content is blocked.
        Some((FaultKind::ContentPolicyViolation, 400))
    } else if refused && text.contains("invalid api token") {
        // The credential was ours, whatever the status.
        Some((FaultKind::Authentication, 502))
    } else {
        None
    };
    if let Some((kind, status)) = known {
        fault.kind = kind;
        fault.status = status;
        fault.retryable = kind == FaultKind::Authentication;
    }
    fault
}

/// An answer that ended by a failure of the provider's: the status that it would have had.
pub(super) fn failed(status: u16, said: Option<&str>) -> Fault {
    let message = said.unwrap_or("the provider failed while it answered and gave no reason");
    openai::fault(
        status,
        None,
        json!({ "message": message }).to_string().as_bytes(),
    )
}
