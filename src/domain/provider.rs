//! Providers: who serves models, as data. A provider that speaks a known dialect is one row.
//!
//! Base URLs and variable names are those of the providers' own documentation, under the names that
//! LiteLLM gives the providers, because configuration files use them.

/// The wire format that a provider speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// OpenAI's chat completions, completions and embeddings.
    OpenAi,
    /// OpenAI's shapes under Azure's URLs.
    Azure,
    /// Anthropic Messages.
    Anthropic,
    /// Google's generateContent, AI Studio or Vertex AI.
    Gemini,
    /// Amazon Bedrock Converse.
    Bedrock,
    /// Cohere v2.
    Cohere,
}

impl Dialect {
    /// What to call it in a message.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OpenAi => "OpenAI",
            Self::Azure => "Azure OpenAI",
            Self::Anthropic => "Anthropic Messages",
            Self::Gemini => "Gemini generateContent",
            Self::Bedrock => "Bedrock Converse",
            Self::Cohere => "Cohere",
        }
    }
}

/// How the credential travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// `Authorization: Bearer`, required.
    Bearer,
    /// `Authorization: Bearer` when there is a credential; runtimes on one's own machine need none.
    OptionalBearer,
    /// The named header carries the bare credential.
    Header(&'static str),
    /// Something that the dialect's own issue brings (SigV4, OAuth).
    Other,
}

/// One provider.
#[derive(Debug)]
pub struct Provider {
    /// The prefix in `provider/model`, and LiteLLM's `custom_llm_provider`.
    pub name: &'static str,
    /// What it speaks.
    pub dialect: Dialect,
    /// Base URL up to and including the version segment; `None` when one must be configured.
    pub base_url: Option<&'static str>,
    /// Path that a configured base lacks when it names only the host (`/v1` for Ollama).
    pub base_suffix: &'static str,
    /// Environment variables that hold its credential, first set wins.
    pub key_env: &'static [&'static str],
    /// Environment variables that replace the base URL, first set wins.
    pub base_env: &'static [&'static str],
    /// How the credential travels.
    pub auth: Auth,
    /// What differs from the plain dialect.
    pub quirks: Quirks,
}

/// Differences from a dialect that are data.
#[derive(Debug)]
pub struct Quirks {
    /// Takes `stream_options.include_usage`.
    pub stream_usage: bool,
    /// Parameters under another name: (what clients send, what it takes).
    pub renames: &'static [(&'static str, &'static str)],
    /// OpenAI parameters that it refuses.
    pub unsupported: &'static [&'static str],
    /// Members added to each body, as raw JSON, unless the client sent them.
    pub body: &'static [(&'static str, &'static str)],
    /// Its newer model families take `max_completion_tokens` and a fixed temperature.
    pub reasoning_families: bool,
    /// Takes the `developer` role as it is; elsewhere it is said as `system`.
    pub developer_role: bool,
    /// Prefix that bare model names need (`accounts/fireworks/models/`).
    pub model_prefix: &'static str,
}
