//! The same misbehaviours of providers that speak other dialects, to clients of every dialect.

use serde_json::{Value, json};

use super::cases::{CASES, Case, Told};
use super::doors::{name, round, waits};
use super::matrix_proxy;
use super::stall::Ticker;
use crate::chat::verified;
use crate::common::upstream::{DeafPort, Upstream};

/// What a provider speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wire {
    Anthropic,
    Gemini,
    Responses,
    Ollama,
    Bedrock,
    Cohere,
}

/// Cases that are told at once: so many calls at the same time are enough for a small machine.
const QUICK_AT_ONCE: usize = 2;
/// Cases that wait are no work while they do.
const SLOW_AT_ONCE: usize = 6;

impl Wire {
    fn provider(self) -> &'static str {
        match self {
            Self::Anthropic => "anthropic",
            Self::Gemini => "gemini",
            Self::Responses => "openai",
            Self::Ollama => "ollama_chat",
            Self::Bedrock => "bedrock/converse",
            Self::Cohere => "cohere_chat",
        }
    }

    fn change(self, upstream: &Upstream, row: &mut Value) {
        let root = format!("http://{}", upstream.address());
        let below = match self {
            Self::Anthropic | Self::Responses => "/v1",
            Self::Gemini => "/v1beta",
            Self::Ollama | Self::Bedrock => "",
            Self::Cohere => "/v2",
        };
        row["litellm_params"]["api_base"] = json!(root + below);
        row["model_info"] = match self {
            Self::Responses => json!({ "mode": "responses" }),
            _ => json!({}),
        };
    }
}

use Told::{Cut, No};

const INVALID: Told = No(502, "upstream_invalid_response");
const BROKEN: Told = No(502, "upstream_truncated");
const BROKEN_OFF: Told = Cut(502, "upstream_truncated");

/// What is due in OpenAI's dialect is due in all of them, but for what this says.
#[expect(
    clippy::match_same_arms,
    reason = "a table, with a reason for each row"
)]
fn told(wire: Wire, case: &Case, stream: bool) -> Option<Told> {
    use Wire::{Anthropic, Bedrock, Cohere, Gemini, Ollama, Responses};
    let listed = if stream { case.stream } else { case.json };
    let id = case.script.strip_prefix("fault/").unwrap_or_default();
    let lines = !matches!(wire, Ollama | Bedrock);
    Some(match (id, stream) {
        // Words of OpenAI's errors.
        ("m20a?code=503" | "m20a?code=odd&type=odd", _) => return None,
        // Others tell their usage as they go, so no place is too early.
        ("m21f", _) => return None,
        ("m21e", _) if !lines => return None,
        ("m18b" | "m18c" | "m18d" | "m18e", true) if !lines => return None,
        // Nothing but the end of the bytes marks the end.
        ("m18f" | "m18g", true) if wire == Gemini => return None,
        ("m08e" | "m09", true) if wire == Gemini => BROKEN_OFF,
        // The mark is for text.
        ("m15d", true) if !lines => INVALID,
        // A frame knows its length.
        ("m10b", true) if wire == Bedrock => BROKEN_OFF,
        // Events that nobody knows are skipped, and then the answer is missing.
        ("m19c", true) => BROKEN,
        ("m19d" | "m19e", true) if matches!(wire, Anthropic | Bedrock) => BROKEN,
        ("m19c", false) if wire == Ollama => BROKEN,
        // Neither has a word for an error under status 200.
        ("m20a" | "m20b" | "m20c", false) if wire == Bedrock => INVALID,
        ("m20b", true) if !lines => INVALID,
        ("m20b", true) if wire == Cohere => INVALID,
        // The error is a text, which tells no status.
        ("m20a" | "m20b" | "m20c", false) | ("m20a", true) if matches!(wire, Ollama | Cohere) => {
            No(500, "internal_server_error")
        }
        ("m20c", true) if matches!(wire, Ollama | Cohere) => Cut(500, "internal_server_error"),
        ("m20a" | "m20c", true) if wire == Responses => in_own_words(Gemini, listed),
        _ => in_own_words(wire, listed),
    })
}

/// The same status under the type that goes with it.
fn in_own_words(wire: Wire, told: Told) -> Told {
    let own = |status: u16, kind: &'static str| match (wire, status, kind) {
        (Wire::Responses, ..) => kind,
        (Wire::Anthropic, _, "requests") => "rate_limit_error",
        (Wire::Anthropic, _, "server_error") => "api_error",
        (_, _, "requests") => "throttling_error",
        (_, _, "server_error") => "internal_server_error",
        _ => kind,
    };
    match told {
        No(status, kind) => No(status, own(status, kind)),
        Cut(status, kind) => Cut(status, own(status, kind)),
        whole => whole,
    }
}

async fn swept(wire: Wire, due: super::doors::Due) {
    let (upstream, deaf) = (Upstream::start(), DeafPort::open());
    let change = |row: &mut Value| wire.change(&upstream, row);
    let mut proxy = matrix_proxy(&upstream, &deaf, wire.provider(), name, change)
        .start()
        .await;
    let ticker = Ticker::start();
    let (slow, quick): (Vec<&Case>, Vec<&Case>) = CASES.iter().partition(|case| waits(case));
    let batches: Vec<&[&Case]> = quick
        .chunks(QUICK_AT_ONCE)
        .chain(slow.chunks(SLOW_AT_ONCE))
        .collect();
    let (calls, wrong) = round(&proxy, &ticker, &batches, due).await;
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
    let report = verified(&proxy);
    assert_eq!(report["calls"], calls, "one row for each call");
    assert_eq!(report["open_calls"], 0);
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn a_misbehaving_provider_of_anthropics_dialect() {
    swept(Wire::Anthropic, |case, stream| {
        told(Wire::Anthropic, case, stream)
    })
    .await;
}

#[tokio::test]
async fn a_misbehaving_provider_of_geminis_dialect() {
    swept(Wire::Gemini, |case, stream| {
        told(Wire::Gemini, case, stream)
    })
    .await;
}

#[tokio::test]
async fn a_misbehaving_provider_of_openais_responses() {
    swept(Wire::Responses, |case, stream| {
        told(Wire::Responses, case, stream)
    })
    .await;
}

#[tokio::test]
async fn a_misbehaving_provider_of_ollamas_dialect() {
    swept(Wire::Ollama, |case, stream| {
        told(Wire::Ollama, case, stream)
    })
    .await;
}

#[tokio::test]
async fn a_misbehaving_provider_of_bedrocks_dialect() {
    swept(Wire::Bedrock, |case, stream| {
        told(Wire::Bedrock, case, stream)
    })
    .await;
}

#[tokio::test]
async fn a_misbehaving_provider_of_coheres_dialect() {
    swept(Wire::Cohere, |case, stream| {
        told(Wire::Cohere, case, stream)
    })
    .await;
}
