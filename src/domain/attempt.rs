//! Attempts: each time that a provider is called for one call of a client.

use super::time::Micros;
use std::sync::Arc;

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// The provider's answer went to the client, in whole or in part.
    Answered,
    /// There was no usable answer, or it broke off: no connection, a deadline, nonsense.
    Failed,
    /// The provider said no.
    Refused,
}

impl AttemptOutcome {
    /// Every way to end.
    pub const ALL: [Self; 3] = [Self::Answered, Self::Failed, Self::Refused];

    /// The name stored in the ledger.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Failed => "failed",
            Self::Refused => "refused",
        }
    }

    /// Reads the stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|outcome| outcome.as_str() == text)
    }
}

/// One call of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Our id of the deployment.
    pub deployment_id: Arc<str>,
    /// The provider's name.
    pub provider: &'static str,
    /// The deployment's model with its provider (`openai/gpt-4o`).
    pub model: Arc<str>,
    /// Where it was called, without query.
    pub api_base: Arc<str>,
    /// When it was called.
    pub began_at: Micros,
    /// When the first usable event, or the whole answer, had arrived.
    pub first_byte_at: Option<Micros>,
    /// When it was over.
    pub ended_at: Micros,
    /// The status: the provider's, or the one that its failure is told with.
    pub status: u16,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// What went wrong, in words without secrets; empty when nothing did.
    pub error: String,
    /// Parameters of the request that were not sent to it, by their names; empty when all were.
    pub dropped: String,
}
