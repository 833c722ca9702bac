//! Headers of clients that may go on to providers with their requests.
//!
//! LiteLLM sends on what begins with `x-`, but not `x-stainless-`. Of those, what may be a credential, what
//! proxies tell each other and what is meant for this proxy stays here.

use http::{HeaderMap, HeaderName, HeaderValue};

/// Beginnings of names that stay: of the SDKs' own notes, of this proxy's controls, of networks on the
/// way, and of what signatures of clouds are made of.
const OURS: [&str; 11] = [
    "x-stainless-",
    "x-litellm-",
    "x-cw-",
    "x-pass-",
    "x-forwarded-",
    "x-real-",
    "x-original-",
    "x-envoy-",
    "x-amz",
    "x-goog-",
    "x-ms-",
];
/// Parts of names that credentials go by.
const SECRETS: [&str; 11] = [
    "key",
    "token",
    "secret",
    "auth",
    "cookie",
    "password",
    "credential",
    "signature",
    "csrf",
    "xsrf",
    "jwt",
];
/// Beginnings of values that credentials have, whatever they are called.
const SECRET_VALUES: [&str; 4] = ["bearer ", "basic ", "sk-", "eyj"];
/// The most that goes on, in bytes of names and values.
const BYTES_MAX: usize = 8 << 10;

/// Whether a header may go on.
fn may_go(name: &HeaderName, value: &HeaderValue) -> bool {
    let name = name.as_str();
    let value = value.as_bytes();
    let credential = |begins: &&str| {
        let head = value.get(..begins.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(begins.as_bytes()))
    };
    name.starts_with("x-")
        && !OURS.iter().any(|ours| name.starts_with(ours))
        && !SECRETS.iter().any(|part| name.contains(part))
        && !value.is_empty()
        && !SECRET_VALUES.iter().any(credential)
}

/// The headers of a client that may go on to a provider. `key_header` is the one that alone carries keys.
#[must_use]
pub fn forwardable(headers: &HeaderMap, key_header: Option<&HeaderName>) -> HeaderMap {
    let mut kept = HeaderMap::new();
    let mut bytes = 0;
    let fitting = headers
        .iter()
        .filter(|(name, value)| Some(*name) != key_header && may_go(name, value));
    for (name, value) in fitting {
        bytes += name.as_str().len() + value.len();
        if bytes > BYTES_MAX {
            break;
        }
        kept.append(name.clone(), value.clone());
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_no_credential_and_not_ours_goes_on() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("x-tenant", "t1"),
            ("x-request-source", "cron"),
            ("x-api-key", "sk-canary"),
            ("x-goog-api-key", "canary"),
            ("x-auth-request-user", "canary"),
            ("x-session-token", "canary"),
            ("x-csrf", "canary"),
            ("x-whatever", "Bearer canary"),
            ("x-disguised", "sk-canary"),
            ("x-company", "canary"),
            ("x-stainless-lang", "canary"),
            ("x-litellm-tags", "canary"),
            ("x-forwarded-for", "canary"),
            ("x-amzn-trace-id", "canary"),
            ("authorization", "Bearer canary"),
            ("cookie", "canary"),
            ("connection", "x-tenant"),
            ("te", "canary"),
            ("user-agent", "canary"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let company = HeaderName::from_static("x-company");
        let kept = forwardable(&headers, Some(&company));
        let names: Vec<_> = kept.keys().map(HeaderName::as_str).collect();
        assert_eq!(names.len(), 2, "{names:?}");
        assert_eq!(
            (&kept["x-tenant"], &kept["x-request-source"]),
            (
                &HeaderValue::from_static("t1"),
                &HeaderValue::from_static("cron")
            )
        );
    }

    #[test]
    fn there_is_an_end_to_what_goes_on() {
        let mut headers = HeaderMap::new();
        let long = HeaderValue::from_str(&"a".repeat(3_000)).expect("a value");
        for number in 0..10 {
            let name = HeaderName::from_bytes(format!("x-n{number}").as_bytes()).expect("a name");
            headers.insert(name, long.clone());
        }
        assert_eq!(forwardable(&headers, None).len(), 2);
    }
}
