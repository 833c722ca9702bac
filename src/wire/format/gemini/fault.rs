//! Refusals: `google.rpc.Status` in JSON (Google API design guide, "Errors"; `google/rpc/error_details.proto`).

use crate::wire::fault::{Fault, FaultKind};
use serde_json::Value;

/// The longest message that is passed on, in bytes.
const MESSAGE_BYTES_MAX: usize = 2_048;

/// The longest wait that is believed, in seconds.
const WAIT_SECONDS_MAX: f64 = 86_400.0;

/// Reads a refusal. `retry_after` is the header's value; without it the wait in the body counts.
#[must_use]
pub fn fault(status: u16, retry_after: Option<&str>, body: &[u8]) -> Fault {
    let value: Value = serde_json::from_slice(body).unwrap_or_default();
    let error = error_of(&value);
    let text = |name: &str| {
        let found = error.and_then(|error| error.get(name)?.as_str());
        found.map(str::to_owned)
    };
    let message = text("message")
        .or_else(|| error?.as_str().map(str::to_owned))
        .unwrap_or_else(|| String::from_utf8_lossy(body).trim().to_owned());
    let code = error.and_then(|error| error.get("code")?.as_u64());
    let kind = classify(status, code, text("status").as_deref(), &message);
    let (kind, out) = match kind {
        FaultKind::ContextWindowExceeded if status >= 500 => (kind, status),
        FaultKind::ContextWindowExceeded
        | FaultKind::ContentPolicyViolation
        | FaultKind::BadRequest => (kind, 400),
        // The credential was ours, so to the client it is a gateway that does not work.
        FaultKind::Authentication => (kind, 502),
        FaultKind::RateLimit => (kind, 429),
        FaultKind::InternalServer => (kind, 500),
        _ if (400..=599).contains(&status) => (kind, status),
        // What a client is told must be an error; 1xx to 3xx is a fault of the provider's own.
        _ => (FaultKind::BadGateway, 502),
    };
    let told = retry_after.and_then(|value| value.trim().parse::<f64>().ok());
    Fault {
        kind,
        status: out,
        code: None,
        retryable: is_retryable(kind, status),
        message: cut(message),
        error_type: None,
        param: None,
        retry_after_seconds: seconds(told).or_else(|| seconds(error.and_then(retry_delay))),
        headers: None,
    }
}

/// An error in the place of an event. `None` when it says nothing.
pub(super) fn fault_in_stream(data: &[u8]) -> Option<Fault> {
    let value: Value = serde_json::from_slice(data).ok()?;
    let error = error_of(&value)?;
    let code = error.get("code").and_then(Value::as_u64);
    let status = code
        .and_then(|code| u16::try_from(code).ok())
        .filter(|code| (400..=599).contains(code));
    Some(fault(status.unwrap_or(500), None, data))
}

/// `{"error": …}`, or the same as the only element of an array, as `streamGenerateContent` and
/// Vertex AI have it.
fn error_of(value: &Value) -> Option<&Value> {
    let holder = match value {
        Value::Array(items) => items.iter().find(|item| item.get("error").is_some())?,
        other => other,
    };
    holder.get("error").filter(|error| !error.is_null())
}

/// Texts, in lower case, that say the input is too long.
const TOO_LONG: &[&str] = &[
    "exceeds the maximum number of tokens allowed",
    "input token count",
    "request payload size exceeds",
    "input tokens exceed the configured limit",
    "this model's maximum context length is",
    "string too long. expected a string with maximum length",
    "model's maximum context limit",
    "is longer than the model's context length",
    "exceeds the available context size",
    "exceed context limit",
];

/// What Google says counts before the status: a bad key comes as 400, an exhausted quota as 5xx.
fn classify(status: u16, code: Option<u64>, word: Option<&str>, message: &str) -> FaultKind {
    let says = |text: &str| message.contains(text);
    let lower = message.to_lowercase();
    if says("Vertex AI API has not been used in project") {
        return FaultKind::BadRequest;
    }
    if TOO_LONG.iter().any(|text| lower.contains(text)) && lower.contains("exceed")
        || TOO_LONG[4..].iter().any(|text| lower.contains(text))
    {
        return FaultKind::ContextWindowExceeded;
    }
    if says("None Unknown Error.") || says("Content has no parts.") {
        return FaultKind::InternalServer;
    }
    if says("API key not valid.") {
        return FaultKind::Authentication;
    }
    if says("The response was blocked.") {
        return FaultKind::ContentPolicyViolation;
    }
    let exhausted = word == Some("RESOURCE_EXHAUSTED")
        || says("Quota exceeded for")
        || says("Resource exhausted")
        || says("IndexError: list index out of range");
    if status == 429 || exhausted || status >= 500 && code == Some(429) {
        return FaultKind::RateLimit;
    }
    if says("The model is overloaded.") {
        return FaultKind::InternalServer;
    }
    match status {
        400 => FaultKind::BadRequest,
        401 => FaultKind::Authentication,
        402 => FaultKind::PaymentRequired,
        403 => FaultKind::PermissionDenied,
        404 => FaultKind::NotFound,
        408 | 504 => FaultKind::Timeout,
        422 => FaultKind::Unprocessable,
        500 => FaultKind::InternalServer,
        502 => FaultKind::BadGateway,
        503 => FaultKind::ServiceUnavailable,
        _ => FaultKind::Api,
    }
}

fn is_retryable(kind: FaultKind, status: u16) -> bool {
    match kind {
        FaultKind::ContextWindowExceeded | FaultKind::ContentPolicyViolation => false,
        FaultKind::RateLimit
        | FaultKind::Timeout
        | FaultKind::InternalServer
        | FaultKind::BadGateway
        | FaultKind::ServiceUnavailable
        | FaultKind::Authentication => true,
        _ => matches!(status, 401 | 403 | 404 | 409) || status >= 500,
    }
}

/// `google.rpc.RetryInfo`: `"retryDelay": "34.07s"`.
fn retry_delay(error: &Value) -> Option<f64> {
    let details = error.get("details")?.as_array()?;
    let delay = details.iter().find_map(|detail| {
        let kind = detail.get("@type")?.as_str()?;
        kind.ends_with("google.rpc.RetryInfo")
            .then(|| detail.get("retryDelay")?.as_str())?
    })?;
    delay.trim_end_matches('s').parse().ok()
}

fn seconds(wait: Option<f64>) -> Option<u64> {
    let wait = wait.filter(|wait| (0.0..=WAIT_SECONDS_MAX).contains(wait));
    wait.map(|wait| wait.ceil() as u64)
}

fn cut(mut text: String) -> String {
    if text.len() > MESSAGE_BYTES_MAX {
        let end = text.floor_char_boundary(MESSAGE_BYTES_MAX);
        text.truncate(end);
        text.push('…');
    }
    text
}
