//! What a request carries besides its body: credential, call id, end user, deadlines.

use super::dialect::door_of_path;
use crate::gateway::admit::CallContext;
use crate::gateway::authenticate::Presented;
use crate::telemetry::Trace;
use crate::wire::door::Door;
use http::HeaderMap;
use http::request::Parts;
use std::net::SocketAddr;
use std::sync::Arc;

/// The header that alone carries the key, when an operator named one (`litellm_key_header_name`).
pub type KeyHeader = Option<http::HeaderName>;

/// Headers that hold a bare key, in the order in which they are asked.
const BARE_KEY_HEADERS: &[&str] = &[
    "api-key",
    "x-api-key",
    "x-goog-api-key",
    "ocp-apim-subscription-key",
];

/// Tags that headers of the operator's choice make.
#[derive(Clone)]
struct HeaderTags(Vec<String>);

/// Notes what of these headers is set as tags (`name: value`), for [`context`].
pub fn note_tags(parts: &mut Parts, headers: &[http::HeaderName]) {
    let tag = |name: &http::HeaderName| {
        let value = parts.headers.get(name)?.to_str().ok()?;
        (!value.is_empty()).then(|| format!("{name}: {value}"))
    };
    let tags: Vec<String> = headers.iter().filter_map(tag).collect();
    if !tags.is_empty() {
        parts.extensions.insert(HeaderTags(tags));
    }
}

/// Finds the credential. Google's clients may put it in the address.
#[must_use]
pub fn presented<'a>(parts: &'a Parts, only: &KeyHeader) -> Presented<'a> {
    let found = presented_in(&parts.headers, only);
    let path = parts.uri.path();
    let google = door_of_path(path) == Door::Gemini || path.starts_with("/gemini");
    if !matches!(found, Presented::Nothing) || only.is_some() || !google {
        return found;
    }
    query_key(parts.uri.query().unwrap_or_default()).map_or(found, Presented::Secret)
}

fn query_key(query: &str) -> Option<&str> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(name, value)| *name == "key" && !value.is_empty())
        .map(|(_, value)| value)
}

/// The first header that is present counts, whatever it holds.
#[must_use]
fn presented_in<'a>(headers: &'a HeaderMap, only: &KeyHeader) -> Presented<'a> {
    let text = |name: &str| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default().trim())
    };
    if let Some(name) = only {
        return text(name.as_str()).map_or(Presented::Nothing, |value| {
            bearer(value).map_or(Presented::Malformed, Presented::Secret)
        });
    }
    if let Some(value) = text("x-litellm-api-key") {
        return Presented::Secret(bearer(value).unwrap_or(value));
    }
    if let Some(value) = text("authorization") {
        return match value.split_once(' ') {
            Some((scheme, _)) if scheme.eq_ignore_ascii_case("basic") => Presented::Secret(value),
            _ => bearer(value).map_or(Presented::Malformed, Presented::Secret),
        };
    }
    BARE_KEY_HEADERS
        .iter()
        .find_map(|name| text(name))
        .map_or(Presented::Nothing, Presented::Secret)
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, secret) = value.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && !secret.trim().is_empty()).then(|| secret.trim())
}

/// The longest call id that a client may choose.
const CALL_ID_CHARS_MAX: usize = 128;

/// Where clients name the session that a call is part of; the first one counts.
const SESSION_HEADERS: &[&str] = &[
    "x-litellm-session-id",
    "x-session-id",
    "x-litellm-trace-id",
    "x-claude-code-session-id",
];

/// The end user whom a header of the operator's choice names.
#[derive(Clone)]
struct NamedEndUser(String);

/// Notes the end user whom the first of these headers that is set names, for [`context`].
pub fn note_end_user(parts: &mut Parts, headers: &[http::HeaderName]) {
    let said = |name: &http::HeaderName| parts.headers.get(name)?.to_str().ok();
    let mut said = headers.iter().filter_map(said);
    let named = said.find(|value| !value.is_empty()).map(str::to_owned);
    if let Some(named) = named {
        parts.extensions.insert(NamedEndUser(named));
    }
}

/// What a header says about the words of the call: to hide them, or expressly not; hiding counts first.
fn words_hidden(headers: &HeaderMap) -> Option<bool> {
    let said = |name: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.is_some_and(|value| value.eq_ignore_ascii_case("true") || value == "1")
    };
    let hide =
        said("x-litellm-enable-message-redaction") || said("litellm-enable-message-redaction");
    let show =
        said("litellm-disable-message-redaction") || said("x-litellm-disable-message-redaction");
    (hide || show).then_some(hide)
}

/// Reads what headers say about a call.
#[must_use]
pub fn context(route: &'static str, parts: &Parts, call_id: Arc<str>) -> CallContext {
    let text = |name: &str| {
        parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let named = |name: &str| {
        text(name)
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    };
    let millis = |name: &str| {
        text(name)
            .and_then(|value| value.parse::<f64>().ok())
            .filter(|s| *s > 0.0)
            .map(|s| (s * 1_000.0) as u64)
    };
    CallContext {
        route,
        call_id,
        end_user: named("x-litellm-end-user-id")
            .or_else(|| named("x-litellm-customer-id"))
            .or_else(|| Some(parts.extensions.get::<NamedEndUser>()?.0.clone())),
        tags: named("x-litellm-tags")
            .map(|tags| tags.split(',').map(|tag| tag.trim().to_owned()).collect())
            .unwrap_or_default(),
        header_tags: parts
            .extensions
            .get::<HeaderTags>()
            .map(|tags| tags.0.clone())
            .unwrap_or_default(),
        words_hidden: words_hidden(&parts.headers),
        timeout_ms: millis("x-litellm-timeout"),
        stream_timeout_ms: millis("x-litellm-stream-timeout"),
        num_retries: text("x-litellm-num-retries").and_then(|value| value.trim().parse().ok()),
        session_id: SESSION_HEADERS.iter().find_map(|name| named(name)),
        user_agent: named("user-agent").unwrap_or_default(),
        client_ip: parts
            .extensions
            .get::<SocketAddr>()
            .map(|addr| addr.ip().to_string())
            .unwrap_or_default(),
        trace: parts
            .extensions
            .get::<Arc<Trace>>()
            .cloned()
            .unwrap_or_else(Trace::detached),
    }
}

/// The client's own call id, or a new one.
#[must_use]
pub fn call_id(headers: &HeaderMap) -> Arc<str> {
    let own = headers
        .get("x-litellm-call-id")
        .and_then(|value| value.to_str().ok());
    match own.filter(|id| !id.is_empty() && id.len() <= CALL_ID_CHARS_MAX) {
        Some(id) => id.into(),
        // Ids of neighbouring calls are neighbours in the ledger's index, which then changes in one place.
        None => uuid::Uuid::now_v7().to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pairs: &[(&'static str, &'static str)]) -> String {
        let headers = pairs.iter().map(|(name, value)| {
            (
                (*name).parse().expect("a name"),
                value.parse().expect("a value"),
            )
        });
        match presented_in(&headers.collect(), &None) {
            Presented::Nothing => "nothing".to_owned(),
            Presented::Malformed => "malformed".to_owned(),
            Presented::Secret(secret) => secret.to_owned(),
        }
    }

    #[test]
    fn each_form_of_credential_is_found_in_its_order() {
        assert_eq!(found(&[]), "nothing");
        assert_eq!(
            found(&[
                ("x-litellm-api-key", "sk-a"),
                ("authorization", "Bearer sk-b")
            ]),
            "sk-a"
        );
        assert_eq!(found(&[("x-litellm-api-key", "Bearer sk-a")]), "sk-a");
        assert_eq!(
            found(&[("authorization", "bearer sk-b"), ("api-key", "sk-c")]),
            "sk-b"
        );
        assert_eq!(found(&[("authorization", "sk-b")]), "malformed");
        assert_eq!(found(&[("authorization", "Bearer ")]), "malformed");
        assert_eq!(
            found(&[("authorization", "Basic dXNlcjpwYXNz")]),
            "Basic dXNlcjpwYXNz"
        );
        assert_eq!(found(&[("api-key", "sk-c"), ("x-api-key", "sk-d")]), "sk-c");
        assert_eq!(found(&[("x-api-key", "Bearer sk-d")]), "Bearer sk-d");
        assert_eq!(found(&[("x-goog-api-key", "sk-e")]), "sk-e");
        assert_eq!(found(&[("ocp-apim-subscription-key", "sk-f")]), "sk-f");
        assert_eq!(found(&[("x-litellm-key", "sk-g")]), "nothing");
    }

    #[test]
    fn an_operators_own_header_is_the_only_one() {
        let only = Some(http::HeaderName::from_static("x-my-key"));
        let mut headers = HeaderMap::new();
        headers.insert("authorization", "Bearer sk-a".parse().expect("a value"));
        assert!(matches!(presented_in(&headers, &only), Presented::Nothing));
        headers.insert("x-my-key", "sk-a".parse().expect("a value"));
        assert!(matches!(
            presented_in(&headers, &only),
            Presented::Malformed
        ));
        headers.insert("x-my-key", "Bearer sk-a".parse().expect("a value"));
        assert!(matches!(
            presented_in(&headers, &only),
            Presented::Secret("sk-a")
        ));
    }
}
