//! Providers: who serves models, as data. A provider that speaks a known dialect is one row.
//!
//! Base URLs and variable names are those of the providers' own documentation, under the names that
//! LiteLLM gives the providers, because configuration files use them. The rows are in `table`.

mod table;

use super::google::Publisher;
use std::borrow::Cow;

pub use table::PROVIDERS;

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
    /// Ollama's own API.
    Ollama,
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
            Self::Ollama => "Ollama",
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
    /// Something that the dialect brings itself (`SigV4`, OAuth).
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
    /// Environment variables that hold its credential, beside those that every provider has; see
    /// [`Provider::key_variables`].
    pub key_env: &'static [&'static str],
    /// Environment variables that replace the base URL, beside the one that every provider has; see
    /// [`Provider::base_variables`].
    pub base_env: &'static [&'static str],
    /// How the credential travels.
    pub auth: Auth,
    /// Headers whose value comes from the environment: (header, variable). Not secret, but they name
    /// an account, so they go only where the environment's credential may go.
    pub header_env: &'static [(&'static str, &'static str)],
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
    /// The same for models with a text in their name; the first that fits counts.
    pub refused_by: &'static [(&'static str, &'static [&'static str])],
    /// Values under another word, as raw JSON: (parameter, what clients send, what it takes).
    pub words: &'static [(&'static str, &'static str, &'static str)],
    /// The highest temperature that it takes; a higher one is sent as this one.
    pub temperature_max: Option<f64>,
    /// What it takes of a conversation.
    pub messages: Messages,
    /// Members added to each body, as raw JSON, unless the client sent them.
    pub body: &'static [(&'static str, &'static str)],
    /// Its newer model families take `max_completion_tokens` and a fixed temperature.
    pub reasoning_families: bool,
    /// Takes the `developer` role as it is; elsewhere it is said as `system`.
    pub developer_role: bool,
    /// Serves OpenAI's Responses beside chat completions.
    pub responses: bool,
    /// Where Anthropic Messages are served beside its own dialect, from the root of its host.
    pub messages_path: Option<&'static str>,
    /// Serves Messages under `:rawPredict` of the model's own path, with the version in the body.
    pub raw_predict: bool,
    /// How it is asked to rank documents.
    pub rerank: Rerank,
    /// Prefix that bare model names need (`accounts/fireworks/models/`).
    pub model_prefix: &'static str,
}

/// What a provider takes of a request for reranking.
#[derive(Debug)]
pub struct Rerank {
    /// Its name for how many results to give.
    pub top: &'static str,
    /// Takes documents that are objects; elsewhere their text is sent.
    pub objects: bool,
    /// Takes `return_documents`; where it does not, the documents are put into the answer here.
    pub returns: bool,
    /// Takes `rank_fields`.
    pub rank_fields: bool,
}

/// What a provider takes of `messages` and `tools`.
#[derive(Debug)]
pub struct Messages {
    /// The members of a message that it takes, where it refuses others; all, when there are none here.
    pub members: &'static [&'static str],
    /// Takes marks for the prompt cache (`cache_control`).
    pub cache_marks: bool,
    /// How many letters and digits an id of a call must have; 0 when any id will do.
    pub call_id_chars: usize,
    /// Takes texts only as texts, not as lists of parts.
    pub flat_text: bool,
}

impl Quirks {
    /// Whether it refuses a parameter of OpenAI's for this model.
    #[must_use]
    pub fn refuses(&self, model: &str, param: &str) -> bool {
        let of_model = self
            .refused_by
            .iter()
            .find(|(part, _)| model.contains(part));
        self.unsupported.contains(&param)
            || of_model.is_some_and(|(_, params)| params.contains(&param))
    }
}

impl Provider {
    /// The provider of this name, as it stands before the slash in `provider/model`.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        PROVIDERS.iter().find(|provider| provider.name == name)
    }

    /// The provider whose public address this base URL is, for models declared by URL only.
    #[must_use]
    pub fn at_base(url: &str) -> Option<&'static Self> {
        let url = url.trim_end_matches('/');
        PROVIDERS
            .iter()
            .filter(|provider| !matches!(provider.auth, Auth::OptionalBearer))
            .find(|provider| provider.base_url == Some(url))
    }

    /// The row for one of the provider's models: on Vertex AI, models of other publishers speak other
    /// dialects. Those that are not served are refused with the reason.
    pub fn for_model(&'static self, model: &str) -> Result<&'static Self, &'static str> {
        if !self.is_vertex() {
            return Ok(self);
        }
        Ok(match Publisher::of(model)? {
            Publisher::Google => self,
            Publisher::Anthropic => &table::VERTEX_CLAUDE,
            Publisher::Open => &table::VERTEX_OPEN,
        })
    }

    /// Whether it is Vertex AI, under either name.
    #[must_use]
    pub fn is_vertex(&self) -> bool {
        self.name.starts_with("vertex_ai")
    }

    /// The model's name as it is sent: bare names take the provider's prefix.
    #[must_use]
    pub fn model_name<'m>(&self, model: &'m str) -> Cow<'m, str> {
        let prefix = self.quirks.model_prefix;
        if prefix.is_empty() || model.contains('/') {
            Cow::Borrowed(model)
        } else {
            Cow::Owned(format!("{prefix}{model}"))
        }
    }

    /// The base URL with the path that it lacks when it names only a host, without a trailing slash.
    #[must_use]
    pub fn complete_base(&self, base: &str) -> String {
        let mut base = base.trim().trim_end_matches('/');
        // Addresses of another version, another surface or one path are of the same server.
        let others: &[&str] = match self.dialect {
            Dialect::Ollama => &["/v1", "/api"],
            Dialect::Cohere => &["/chat", "/embed", "/rerank", "/v1", "/v2"],
            _ => &[],
        };
        for end in others {
            base = base.strip_suffix(end).unwrap_or(base);
        }
        if self.base_suffix.is_empty() || base.ends_with(self.base_suffix) {
            base.to_owned()
        } else {
            format!("{base}{}", self.base_suffix)
        }
    }

    /// Where Anthropic Messages are served at this base, for clients of that dialect.
    #[must_use]
    pub fn messages_base(&self, base: &str) -> Option<String> {
        let path = self.quirks.messages_path?;
        let host = base.find("://")? + "://".len();
        let root = base[host..]
            .find('/')
            .map_or(base, |end| &base[..host + end]);
        Some([root, path].concat())
    }

    /// The provider's name as it stands in names of environment variables (`NANO_GPT`).
    #[must_use]
    pub fn env_name(&self) -> String {
        self.name.to_ascii_uppercase().replace('-', "_")
    }

    /// Every environment variable that may hold its credential, first set wins: its own, then
    /// `<PROVIDER>_API_KEY`, then `LITELLM_<PROVIDER>_API_KEY`.
    pub fn key_variables(&self) -> impl Iterator<Item = Cow<'static, str>> {
        let name = self.env_name();
        let general = [format!("{name}_API_KEY"), format!("LITELLM_{name}_API_KEY")];
        let own = self.key_env.iter().copied().map(Cow::Borrowed);
        own.chain(general.map(Cow::Owned))
    }

    /// Every environment variable that may replace its base URL, first set wins: its own, then
    /// `<PROVIDER>_API_BASE`.
    pub fn base_variables(&self) -> impl Iterator<Item = Cow<'static, str>> {
        let general = format!("{}_API_BASE", self.env_name());
        let own = self.base_env.iter().copied().map(Cow::Borrowed);
        own.chain([Cow::Owned(general)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// The shape that shells, Docker and environment files agree on.
    fn is_variable(name: &str) -> bool {
        name.starts_with(|c: char| c.is_ascii_uppercase())
            && name
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    }

    #[test]
    fn every_row_is_well_formed() {
        let mut names = HashSet::new();
        for row in PROVIDERS {
            assert!(names.insert(row.name), "{} stands twice", row.name);
            assert!(!row.name.contains('/'), "{}", row.name);
            for variable in row.key_variables().chain(row.base_variables()) {
                assert!(is_variable(&variable), "{}: {variable}", row.name);
            }
            if let Some(base) = row.base_url {
                let url: http::Uri = base.parse().expect("a base URL");
                let local = matches!(row.auth, Auth::OptionalBearer);
                assert!(
                    url.scheme_str() == Some("https") || local,
                    "{base} takes keys"
                );
                assert!(url.host().is_some(), "{base}");
                assert!(url.query().is_none() && !base.ends_with('/'), "{base}");
                assert_eq!(row.complete_base(base), base, "{} has its suffix", row.name);
            }
            for (name, raw) in row.quirks.body {
                assert!(
                    serde_json::from_str::<serde_json::Value>(raw).is_ok(),
                    "{name}"
                );
            }
            for (param, ours, theirs) in row.quirks.words {
                for raw in [ours, theirs] {
                    assert!(
                        serde_json::from_str::<serde_json::Value>(raw).is_ok(),
                        "{param}: {raw}"
                    );
                }
            }
            for member in ["role", "content", "tool_calls", "tool_call_id"] {
                let members = row.quirks.messages.members;
                assert!(
                    members.is_empty() || members.contains(&member),
                    "{} needs {member}",
                    row.name
                );
            }
            for (from, _) in row.quirks.renames {
                assert!(
                    !row.quirks.unsupported.contains(from),
                    "{} renames and refuses {from}",
                    row.name
                );
            }
        }
    }

    #[test]
    fn names_and_bases_are_completed() {
        let fireworks = Provider::find("fireworks_ai").expect("a row");
        assert_eq!(
            fireworks.model_name("kimi"),
            "accounts/fireworks/models/kimi"
        );
        assert_eq!(
            fireworks.model_name("accounts/me/models/x"),
            "accounts/me/models/x"
        );
        let ollama = Provider::find("ollama").expect("a row");
        for base in ["http://h:11434", "http://h:11434/", "http://h:11434/v1/"] {
            assert_eq!(ollama.complete_base(base), "http://h:11434/v1");
        }
        let cohere = Provider::find("cohere").expect("a row");
        for base in [
            "https://h",
            "https://h/v1/",
            "https://h/v2",
            "https://h/v1/chat",
            "https://h/v2/embed",
        ] {
            assert_eq!(cohere.complete_base(base), "https://h/v2", "{base}");
        }
        let deepseek = Provider::find("deepseek").expect("a row");
        for base in ["https://h:1", "https://h:1/beta", "https://h:1/v1/"] {
            let messages = deepseek.messages_base(base);
            assert_eq!(messages.as_deref(), Some("https://h:1/anthropic/v1"));
        }
        assert_eq!(ollama.messages_base("http://h"), None);
        let groq = Provider::at_base("https://api.groq.com/openai/v1/").map(|row| row.name);
        assert_eq!(groq, Some("groq"));
        assert!(Provider::find("groq/").is_none());
    }

    #[test]
    fn the_proxys_own_variable_comes_first_for_openai() {
        let openai = Provider::find("openai").expect("a row");
        let names: Vec<_> = openai.key_variables().collect();
        assert_eq!(names[..2], ["LITELLM_OPENAI_API_KEY", "OPENAI_API_KEY"]);
        let mistral = Provider::find("mistral").expect("a row");
        let names: Vec<_> = mistral.key_variables().collect();
        assert_eq!(names, ["MISTRAL_API_KEY", "LITELLM_MISTRAL_API_KEY"]);
    }
}
