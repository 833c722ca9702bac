//! Every no of a provider, in each client's own words: the status, the class that SDKs look for at the
//! beginning of the message, the provider's own message, and when to come back.

use crate::common::providers::Providers;
use crate::doors::{asked, proxy};
use serde_json::Value;

/// What a provider answers, what LiteLLM's SDK calls it, and what the client is told.
const FAULTS: [(u16, &str, u16); 14] = [
    (400, "BadRequestError", 400),
    // Our credential was refused, not the client's.
    (401, "AuthenticationError", 502),
    (402, "PaymentRequiredError", 402),
    (403, "PermissionDeniedError", 403),
    (404, "NotFoundError", 404),
    (408, "Timeout", 408),
    (409, "APIError", 409),
    (413, "APIError", 413),
    (422, "BadRequestError", 422),
    (429, "RateLimitError", 429),
    (500, "InternalServerError", 500),
    (502, "BadGatewayError", 502),
    (503, "ServiceUnavailableError", 503),
    (504, "Timeout", 504),
];

/// The type of an error for Anthropic's clients.
fn anthropic(status: u16) -> &'static str {
    match status {
        400 => "invalid_request_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        529 => "overloaded_error",
        _ => "api_error",
    }
}

/// The message, once the rest of the body is what the client's SDK expects.
fn message(door: &str, status: u16, told: &Value, case: &str) -> String {
    let error = &told["error"];
    match door {
        "messages" => {
            assert_eq!(
                (&told["type"], &error["type"]),
                (&"error".into(), &anthropic(status).into()),
                "{case}: {told}"
            );
        }
        "gemini" => {
            assert!(
                error["code"] == status && error["status"].is_string(),
                "{case}: {told}"
            );
        }
        _ => {
            assert_eq!(error["code"], status.to_string(), "{case}: {told}");
            assert!(
                error["type"].is_string() && error.get("param").is_some(),
                "{case}: {told}"
            );
        }
    }
    error["message"].as_str().expect("a text").to_owned()
}

#[tokio::test]
async fn each_no_keeps_its_meaning_between_any_two_dialects() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    for model in [
        "openai-model",
        "responses-model",
        "claude-model",
        "gemini-model",
        "cohere-model",
        "bedrock-model",
        "vertex-claude",
    ] {
        for (status, class, told_status) in FAULTS {
            for door in ["chat", "messages", "responses", "gemini"] {
                let case = format!("{model} {status} {door}");
                let (path, body) =
                    asked(door, model, status % 2 == 0, &format!("fail-with-{status}"));
                let reply = proxy.post(&path, &body).await;
                assert_eq!(reply.status, told_status, "{case}: {}", reply.text());
                let told: Value = serde_json::from_slice(&reply.body).expect("JSON");
                let said = message(door, told_status, &told, &case);
                assert!(
                    said.starts_with(&format!("litellm.{class}: ")),
                    "{case}: {said}"
                );
                assert!(
                    said.contains("This is the provider's own message."),
                    "{case}: {said}"
                );
                let later = reply
                    .headers
                    .get("retry-after")
                    .and_then(|value| value.to_str().ok());
                assert_eq!(later, (status != 401).then_some("7"), "{case}");
            }
        }
    }
}

#[tokio::test]
async fn a_conversation_that_is_too_long_is_told_as_such() {
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    for (model, words) in [
        ("openai-model", "maximum context length is 8192 tokens"),
        ("claude-model", "prompt is too long: 210000 tokens"),
        (
            "gemini-model",
            "exceeds the maximum number of tokens allowed",
        ),
        ("vertex-claude", "prompt is too long: 210000 tokens"),
    ] {
        for door in ["chat", "messages", "responses", "gemini"] {
            let case = format!("{model} {door}");
            let (path, body) = asked(door, model, false, "fail-with-400 too-long");
            let reply = proxy.post(&path, &body).await;
            assert_eq!(reply.status, 400, "{case}: {}", reply.text());
            let told: Value = serde_json::from_slice(&reply.body).expect("JSON");
            let said = message(door, 400, &told, &case);
            assert!(
                said.starts_with("litellm.ContextWindowExceededError: ") && said.contains(words),
                "{case}: {said}"
            );
        }
    }
}
