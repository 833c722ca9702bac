//! A provider's no, in our words: what kind, whose fault, whether another try may help.

use http::HeaderMap;

/// What went wrong at the provider, in the classes that LiteLLM's clients know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The request is wrong.
    BadRequest,
    /// The input does not fit the model's context window.
    ContextWindowExceeded,
    /// The provider's safety system refused the content.
    ContentPolicyViolation,
    /// The credential that we sent was refused.
    Authentication,
    /// The provider wants to be paid.
    PaymentRequired,
    /// The credential may not do this.
    PermissionDenied,
    /// The model or path does not exist there.
    NotFound,
    /// The request is well-formed but cannot be processed.
    Unprocessable,
    /// Too many requests or tokens.
    RateLimit,
    /// A deadline passed, theirs or ours.
    Timeout,
    /// The provider failed.
    InternalServer,
    /// A gateway in between failed.
    BadGateway,
    /// The provider is overloaded or down.
    ServiceUnavailable,
    /// Another status.
    Api,
    /// No usable answer: connection refused, reset, cut, or not what the protocol says.
    Connection,
}

impl FaultKind {
    /// LiteLLM's class name. Its SDK searches messages for `litellm.<Name>` and raises that class.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::BadRequest | Self::Unprocessable => "BadRequestError",
            Self::ContextWindowExceeded => "ContextWindowExceededError",
            Self::ContentPolicyViolation => "ContentPolicyViolationError",
            Self::Authentication => "AuthenticationError",
            Self::PaymentRequired => "PaymentRequiredError",
            Self::PermissionDenied => "PermissionDeniedError",
            Self::NotFound => "NotFoundError",
            Self::RateLimit => "RateLimitError",
            Self::Timeout => "Timeout",
            Self::InternalServer => "InternalServerError",
            Self::BadGateway => "BadGatewayError",
            Self::ServiceUnavailable => "ServiceUnavailableError",
            Self::Api => "APIError",
            Self::Connection => "APIConnectionError",
        }
    }
}

/// One refusal or failure of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind.
    pub kind: FaultKind,
    /// The status for the client.
    pub status: u16,
    /// A short code of ours for failures that carry no status of the provider (`upstream_timeout`).
    pub code: Option<&'static str>,
    /// The provider's own words, or ours where it had none.
    pub message: String,
    /// The provider's error type, where it gave one as a string.
    pub error_type: Option<String>,
    /// The parameter that the provider blames.
    pub param: Option<String>,
    /// How many seconds the provider asks to wait.
    pub retry_after_seconds: Option<u64>,
    /// Whether the same request may succeed elsewhere or later.
    pub retryable: bool,
    /// The headers of the provider's answer, where it gave one.
    pub headers: Option<Box<HeaderMap>>,
}

impl Fault {
    /// No usable answer. `code` names the failure, `status` is 502 or 504.
    #[must_use]
    pub fn connection(code: &'static str, status: u16, message: impl Into<String>) -> Self {
        let kind = if status == 504 {
            FaultKind::Timeout
        } else {
            FaultKind::Connection
        };
        Self {
            kind,
            status,
            code: Some(code),
            message: message.into(),
            error_type: None,
            param: None,
            retry_after_seconds: None,
            retryable: true,
            headers: None,
        }
    }

    /// The error's type as clients are told it: the provider's, ours, or what goes with the status.
    #[must_use]
    pub fn told_type(&self) -> &str {
        if self.kind == FaultKind::Authentication {
            return "upstream_authentication";
        }
        let told = self.error_type.as_deref().or(self.code);
        told.unwrap_or(match self.status {
            403 => "permission_error",
            429 => "throttling_error",
            400..=499 => "invalid_request_error",
            _ => "internal_server_error",
        })
    }
}

/// The status that goes with one of OpenAI's error codes, by the page "Error codes" of its API reference,
/// or with one of Anthropic's error types, by the page "Errors" of its.
#[must_use]
pub fn status_meant(code: &str) -> Option<u16> {
    Some(match code {
        "invalid_api_key" | "authentication_error" => 401,
        "permission_error" => 403,
        "model_not_found" | "not_found_error" => 404,
        "rate_limit_exceeded" | "insufficient_quota" | "rate_limit_error" => 429,
        "context_length_exceeded"
        | "content_policy_violation"
        | "content_filter"
        | "invalid_request_error" => 400,
        "server_error" | "api_error" => 500,
        "overloaded_error" => 529,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_the_status_that_the_reference_gives_them() {
        assert_eq!(status_meant("rate_limit_exceeded"), Some(429));
        assert_eq!(status_meant("invalid_api_key"), Some(401));
        assert_eq!(status_meant("something_new"), None);
    }
}
