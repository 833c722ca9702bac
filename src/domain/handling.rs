//! How one deployment is handled beyond what its provider and its clients ask for.

use super::entra::EntraCredentials;
use super::money::Nanos;
use super::time::Span;
use std::path::PathBuf;
use std::sync::Arc;

/// What a declaration says about its deployment's requests beside their parameters.
#[derive(Clone, Debug, Default)]
pub struct Handling {
    /// It answers by itself, and nobody is called.
    pub mock: Option<Mock>,
    /// What may be spent with it, and how often that starts again (`max_budget`, `budget_duration`).
    pub budget: Option<(Nanos, Option<Span>)>,
    /// Whom its address must prove itself to.
    pub trust: Option<Trust>,
    /// Instructions are said by the user (`supports_system_message: false`).
    pub no_system: bool,
    /// It is asked by chat completions, whoever asks (`use_chat_completions_api`).
    pub chat_only: bool,
    /// Where prompts are cached (`cache_control_injection_points`).
    pub cache_points: Vec<CachePoint>,
    /// What access tokens of Microsoft Entra are got with.
    pub entra: Option<Arc<EntraCredentials>>,
}

/// What a deployment answers by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mock {
    /// Its words (`mock_response`), or the name of an error of LiteLLM's.
    pub text: String,
    /// It says nothing until the call's time is over (`mock_timeout`).
    pub times_out: bool,
}

/// How a server proves who it is (`ssl_verify`, `ssl_certificate`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Trust {
    /// It need not: whoever stands in between reads all.
    pub unverified: bool,
    /// Certificate authorities in PEM form that count beside Mozilla's.
    pub ca_file: Option<PathBuf>,
    /// Our own certificate and its key, in one PEM file.
    pub certificate: Option<PathBuf>,
}

/// A message whose end is a place to cache up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachePoint {
    /// Messages of this role.
    pub role: Option<String>,
    /// The message at this place; below 0 from the end.
    pub index: Option<i64>,
    /// What is said there: a JSON object as text.
    pub control: String,
}
