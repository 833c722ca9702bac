//! What response headers tell about a call, under the names that LiteLLM's clients and dashboards read.

use super::error::APPLIED_GUARDRAILS;
use crate::domain::money::Nanos;
use crate::gateway::AnswerMeta;
use crate::gateway::call::DROPPED;
use crate::gateway::catalog::KeyEntry;
use crate::gateway::ledger::PlaceHeld;
use crate::gateway::refusal::Tries;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use std::time::Duration;

/// The release of LiteLLM's proxy whose behaviour is followed; clients switch on it.
pub const COMPATIBLE_VERSION: &str = "1.106.10";

/// Headers of a provider that are not passed on in any form.
const HIDDEN: &[&str] = &[
    "set-cookie",
    "www-authenticate",
    "proxy-authenticate",
    "authorization",
];

/// The provider's rate limits, which OpenAI's SDKs look for under the provider's own names.
const RATE_LIMIT_HEADERS: &[&str] = &[
    "x-ratelimit-limit-requests",
    "x-ratelimit-remaining-requests",
    "x-ratelimit-limit-tokens",
    "x-ratelimit-remaining-tokens",
];

/// Adds a header whose value was made here; values that no header may hold are left out.
pub fn put(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if value.is_empty() {
        return;
    }
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}

/// Tells about an answer. `took` is the time since the request arrived.
pub fn describe(headers: &mut HeaderMap, meta: &AnswerMeta, took: Duration) {
    let deployment = &meta.served.deployment;
    put(headers, "x-litellm-model-id", &deployment.id);
    put(headers, "x-litellm-model-name", &deployment.litellm_model);
    put(headers, "x-litellm-model-group", &meta.group);
    put(
        headers,
        "x-litellm-model-api-base",
        without_query(deployment.api_base.as_deref().unwrap_or_default()),
    );
    describe_tries(headers, meta.tries);
    put(
        headers,
        "x-cw-degraded-from",
        meta.degraded_from.as_deref().unwrap_or_default(),
    );
    let millis = |time: Duration| format!("{:.3}", time.as_secs_f64() * 1_000.0);
    put(headers, "x-litellm-response-duration-ms", &millis(took));
    put(
        headers,
        "x-litellm-overhead-duration-ms",
        &millis(took.saturating_sub(meta.upstream_time)),
    );
    // Whoever is told of calls is told beside them.
    put(headers, "x-litellm-callback-duration-ms", "0.000");
    put(
        headers,
        "x-litellm-cache-key",
        meta.cache_key.as_deref().unwrap_or_default(),
    );
    put(headers, APPLIED_GUARDRAILS, &meta.guardrails.join(","));
    describe_cost(headers, meta);
    describe_key(headers, meta);
    describe_limits(headers, &meta.places);
    describe_model_limit(headers, &meta.places, &meta.group);
    describe_upstream(headers, &meta.upstream_headers);
}

/// Tells how often a call was tried.
pub fn describe_tries(headers: &mut HeaderMap, tries: Tries) {
    headers.insert("x-litellm-attempted-retries", tries.retries.into());
    headers.insert("x-litellm-attempted-fallbacks", tries.fallbacks.into());
    if let Some(most) = tries.retries_max {
        headers.insert("x-litellm-max-retries", most.into());
    }
}

fn describe_cost(headers: &mut HeaderMap, meta: &AnswerMeta) {
    let Some(cost) = &meta.cost else { return };
    put(
        headers,
        "x-litellm-response-cost",
        &python_float(cost.total),
    );
    put(
        headers,
        "x-litellm-response-cost-original",
        &python_float(cost.original),
    );
    put(
        headers,
        "x-litellm-response-cost-input",
        &python_float(cost.input),
    );
    put(
        headers,
        "x-litellm-response-cost-output",
        &python_float(cost.output),
    );
    for (name, part) in [
        ("x-litellm-response-cost-cache-read", cost.cache_read),
        ("x-litellm-response-cost-cache-creation", cost.cache_write),
        ("x-litellm-response-cost-reasoning", cost.reasoning),
        ("x-litellm-response-cost-discount-amount", cost.discount),
        ("x-litellm-response-cost-margin-amount", cost.margin),
    ] {
        if part > Nanos::ZERO {
            put(headers, name, &python_float(part));
        }
    }
}

fn describe_key(headers: &mut HeaderMap, meta: &AnswerMeta) {
    let spend = if meta.key.is_some() {
        meta.key_spend
    } else {
        meta.cost.map_or(Nanos::ZERO, |cost| cost.total)
    };
    match &meta.key {
        Some(entry) => tell_key(headers, entry, spend),
        None => put(headers, "x-litellm-key-spend", &python_float(spend)),
    }
}

/// Tells what a key has spent and may spend and do: on answers and on refusals alike.
pub fn tell_key(headers: &mut HeaderMap, entry: &KeyEntry, spend: Nanos) {
    put(headers, "x-litellm-key-spend", &python_float(spend));
    let limits = &entry.key.limits;
    if let Some(budget) = limits.max_budget {
        put(headers, "x-litellm-key-max-budget", &python_float(budget));
    }
    number(headers, "x-litellm-key-rpm-limit", limits.rpm_limit);
    number(headers, "x-litellm-key-tpm-limit", limits.tpm_limit);
}

fn number(headers: &mut HeaderMap, name: &'static str, value: Option<i64>) {
    if let Some(value) = value {
        put(headers, name, &value.to_string());
    }
}

/// What is left of each holder's limits, and the limits.
fn describe_limits(headers: &mut HeaderMap, places: &[PlaceHeld]) {
    for place in places {
        let told = [
            ("limit-requests", place.limits.requests_per_minute),
            ("remaining-requests", place.remaining.requests),
            ("limit-tokens", place.limits.tokens_per_minute),
            ("remaining-tokens", place.remaining.tokens),
            (
                "limit-max_parallel_requests",
                place.limits.parallel_requests,
            ),
            ("remaining-max_parallel_requests", place.remaining.parallel),
            ("limit-tokens_per_day", place.day.map(|(limit, _)| limit)),
            ("remaining-tokens_per_day", place.day.map(|(_, left)| left)),
        ];
        for (what, value) in told {
            let Some(value) = value else { continue };
            let name = format!("x-ratelimit-{}-{what}", place.descriptor);
            if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
                headers.insert(name, HeaderValue::from(value));
            }
        }
    }
}

/// What is left to a key of its limits for one model, under the names that LiteLLM's proxy had before.
fn describe_model_limit(headers: &mut HeaderMap, places: &[PlaceHeld], group: &str) {
    let of_model = |place: &&PlaceHeld| place.descriptor == "model_per_key";
    let Some(place) = places.iter().find(of_model) else {
        return;
    };
    let group = group.replace(['/', ':'], "-");
    for (what, value) in [
        ("requests", place.remaining.requests),
        ("tokens", place.remaining.tokens),
    ] {
        let name = format!("x-litellm-key-remaining-{what}-{group}");
        if let (Some(value), Ok(name)) = (value, HeaderName::from_bytes(name.as_bytes())) {
            headers.insert(name, HeaderValue::from(value));
        }
    }
}

/// Tells what a key has spent, on answers that are passed through.
pub fn pass_key_spend(headers: &mut HeaderMap, has_key: bool, spend: Nanos) {
    if has_key {
        put(headers, "x-litellm-key-spend", &python_float(spend));
    }
}

/// Tells what the provider's headers said, on answers and on its refusals.
pub fn describe_upstream(headers: &mut HeaderMap, upstream: &HeaderMap) {
    const PREFIX: &[u8] = b"llm_provider-";
    let mut name = Vec::with_capacity(48);
    for (theirs, value) in upstream
        .iter()
        .filter(|(name, _)| !HIDDEN.contains(&name.as_str()))
    {
        if theirs == DROPPED {
            headers.insert(theirs.clone(), value.clone());
            continue;
        }
        name.clear();
        name.extend_from_slice(PREFIX);
        name.extend_from_slice(theirs.as_str().as_bytes());
        if let Ok(ours) = HeaderName::from_bytes(&name) {
            headers.append(ours, value.clone());
        }
        if RATE_LIMIT_HEADERS.contains(&theirs.as_str()) {
            headers.insert(theirs.clone(), value.clone());
        }
    }
    if let Some(id) = upstream
        .get("x-request-id")
        .or_else(|| upstream.get("request-id"))
    {
        headers.insert("request-id", id.clone());
    }
}

fn without_query(url: &str) -> &str {
    url.split('?').next().unwrap_or_default()
}

/// An amount of US dollars as Python prints a float, which is how clients know these headers:
/// `0.0002625`, `4.525e-05`, `0.0`.
#[must_use]
pub fn python_float(amount: Nanos) -> String {
    let magnitude = amount.usd().abs();
    if magnitude != 0.0 && magnitude < 1e-4 {
        let text = format!("{:e}", amount.usd());
        let (digits, exponent) = text.split_once("e-").unwrap_or((&text, "0"));
        return format!("{digits}e-{exponent:0>2}");
    }
    let text = amount.usd().to_string();
    if text.contains('.') {
        text
    } else {
        format!("{text}.0")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_python_writes_them() {
        for (nanos, text) in [
            (0, "0.0"),
            (262_500, "0.0002625"),
            (45_250, "4.525e-05"),
            (1, "1e-09"),
            (50_000_000_000, "50.0"),
        ] {
            assert_eq!(python_float(Nanos(nanos)), text);
        }
    }
}
