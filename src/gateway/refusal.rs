//! Every way to say no, each with whom it concerns, the numbers and what to do about it.

use crate::domain::budget::ScopeKind;
use crate::domain::guardrail::Sought;
use crate::domain::limit::LimitHit;
use crate::domain::money::Nanos;
use crate::domain::owner::Rank;
use crate::domain::time::Micros;
use crate::wire::door::openai::Rejection;
use crate::wire::fault::Fault;
use crate::wire::format::WireError;
use std::sync::Arc;
use std::time::Duration;

/// What a guardrail found.
#[derive(Debug, Clone)]
pub struct Guarded {
    /// Its name.
    pub guardrail: Arc<str>,
    /// When it looked, in LiteLLM's words.
    pub mode: &'static str,
    /// What it found, where it tells.
    pub sought: Option<Sought>,
    /// What the client is told.
    pub message: String,
    /// Every guardrail that the call is under.
    pub applied: Vec<Arc<str>>,
}

/// A call that is refused. `http/error.rs` turns it into a status and the caller's own JSON.
#[derive(Debug, Clone)]
pub enum Refusal {
    /// No credential came with the request.
    NoKey,
    /// `Authorization` without a scheme, or with nothing behind it.
    MalformedKey,
    /// The credential cannot be a virtual key.
    NotVirtualKey {
        /// The credential, masked.
        masked: String,
    },
    /// Nobody has this key.
    UnknownKey {
        /// The credential, masked.
        masked: String,
        /// Its hash, by which an admin can look for it.
        hash: String,
    },
    /// The key is past its end.
    ExpiredKey {
        /// The key's name.
        name: String,
        /// When it ended.
        expired_at: Micros,
        /// What time it is here.
        now: Micros,
    },
    /// The key is blocked.
    BlockedKey,
    /// Somebody whom the key belongs to, or whom the call names, is blocked.
    BlockedOwner {
        /// What kind of thing.
        kind: ScopeKind,
        /// Which one.
        id: Arc<str>,
    },
    /// The key may not call this route.
    RouteNotAllowed {
        /// What it may call.
        allowed: Vec<String>,
        /// What it called.
        route: String,
    },
    /// Only an admin may call this route.
    AdminOnly {
        /// What was called.
        route: String,
        /// Who called.
        rank: Rank,
        /// Their user, masked.
        user: String,
    },
    /// An admin who may only look wants to change something.
    ViewerOnly {
        /// What was called.
        route: String,
    },
    /// Only the holder of the master key may call this route.
    MasterOnly {
        /// What was called.
        route: String,
    },
    /// The key, or somebody whom it belongs to, may not call this model.
    ModelNotAllowed {
        /// Whose list it is.
        whose: ScopeKind,
        /// The model asked for.
        model: String,
    },
    /// No deployment answers to this name.
    UnknownModel {
        /// The operation, as errors name it.
        route: String,
        /// The model asked for.
        model: Option<String>,
        /// Wildcards exist, so the router was asked in vain.
        wildcards: bool,
    },
    /// The provider's dialect is not spoken by this version.
    Unspoken {
        /// The provider's name.
        provider: &'static str,
        /// The dialect's name.
        dialect: &'static str,
    },
    /// The provider does not do this work, or not in a way that is known here.
    NotItsWork {
        /// The provider's name.
        provider: &'static str,
        /// What was asked for: `image generation`.
        work: &'static str,
    },
    /// A deployment cannot be called as it is declared.
    Misconfigured {
        /// The deployment's public name.
        model: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// The price is unknown and the spend of the caller is limited.
    Unpriced {
        /// The model asked for.
        model: String,
        /// Whose budget it is.
        scope: String,
    },
    /// A budget has no room.
    OverBudget(Box<BudgetHit>),
    /// A rate limit has no room.
    RateLimited {
        /// Whose limit: `api_key`, `user`, …
        descriptor: &'static str,
        /// Which one of them, by its id.
        id: String,
        /// Which limit, and when there may be room.
        hit: LimitHit,
    },
    /// The request is not acceptable.
    Rejected(Rejection),
    /// The request cannot be said to the provider.
    Unsayable(WireError),
    /// Every deployment that was tried said no; this is the last no.
    Upstream {
        /// What it said.
        fault: Box<Fault>,
        /// Who said it.
        provider: &'static str,
        /// The model asked for.
        group: Arc<str>,
        /// How often it was tried.
        tries: Tries,
        /// How long an answer was waited for at most.
        wait: Duration,
    },
    /// No deployment of the model may be asked now.
    NoDeployment(Box<NoDeployment>),
    /// The client left before there was an answer.
    ClientLeft,
    /// The ledger cannot be written, so nothing may be spent.
    MeteringUnavailable,
    /// As many calls are in flight as are allowed.
    Overloaded {
        /// How many that is.
        calls_max: usize,
    },
    /// The process is shutting down.
    Draining,
    /// We failed.
    Internal,
    /// A guardrail does not let the request, or its answer, through.
    Guarded(Box<Guarded>),
    /// A guardrail that must be asked does not answer.
    GuardrailDown {
        /// Its name.
        guardrail: Arc<str>,
        /// Every guardrail that the call is under.
        applied: Vec<Arc<str>>,
    },
}

impl Refusal {
    /// Whether it says no to somebody who is known, to a call that nobody has been called for.
    #[must_use]
    pub fn is_of_a_call(&self) -> bool {
        !matches!(
            self,
            Self::NoKey
                | Self::MalformedKey
                | Self::NotVirtualKey { .. }
                | Self::UnknownKey { .. }
                | Self::Upstream { .. }
                | Self::ClientLeft
                | Self::MeteringUnavailable
                | Self::Draining
                | Self::Internal
        )
    }

    /// What LiteLLM calls it, where a row tells the kind of an error.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self {
            Self::OverBudget(_) => "BudgetExceededError",
            Self::UnknownModel { .. } => "ProxyModelNotFoundError",
            Self::RateLimited { .. } | Self::Guarded(_) => "HTTPException",
            Self::NoDeployment(_) => "RouterRateLimitError",
            Self::Rejected(_) | Self::Unsayable(_) => "BadRequestError",
            _ => "ProxyException",
        }
    }
}

/// How often a call was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tries {
    /// Tries after the first, in the group that was tried last.
    pub retries: u32,
    /// How many there could have been; `None` before the first.
    pub retries_max: Option<u32>,
    /// Groups that were tried after the first.
    pub fallbacks: u32,
}

/// Why no deployment of a model may be asked now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoDeployment {
    /// The providers of all have spent their budgets.
    ProviderBudget {
        /// The model asked for.
        group: String,
        /// One of the providers.
        provider: String,
        /// What it has spent.
        spent: Nanos,
        /// Its limit.
        limit: Nanos,
        /// When its budget starts again.
        resets_at: Option<Micros>,
    },
    /// All are left alone after faults.
    Resting {
        /// The model asked for.
        group: String,
        /// When the first of them is asked again, in seconds from now.
        seconds: u64,
        /// Their ids.
        ids: Vec<String>,
        /// Whether pre-call checks are switched on; LiteLLM's message tells it.
        pre_call_checks: bool,
    },
    /// Those that are not have nothing left of this minute.
    AtLimit {
        /// The model asked for.
        group: String,
        /// When the next minute begins.
        retry_at: Micros,
    },
    /// They have as many calls in flight as they take.
    Full {
        /// The model asked for.
        group: String,
        /// The most that the last one takes.
        calls_max: u32,
    },
    /// None has the call's tags.
    Tags {
        /// The model asked for.
        group: String,
        /// The tags.
        tags: Vec<String>,
    },
    /// None is in the region that the customer is kept to.
    Region {
        /// The model asked for.
        group: String,
        /// The customer.
        end_user: Arc<str>,
        /// The region.
        region: &'static str,
    },
    /// The input is longer than any context window.
    ContextWindow {
        /// A deployment's model.
        model: String,
        /// The largest window, in tokens.
        tokens_max: u64,
        /// Our count of the input.
        tokens: u64,
    },
}

/// A budget that a call does not fit into, with every number that explains it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetHit {
    /// What kind of thing has the budget.
    pub scope: ScopeKind,
    /// Which one, as the ledger names it.
    pub id: Arc<str>,
    /// Its name.
    pub label: Arc<str>,
    /// Its period as it is written, where it is one of several windows beside a main budget.
    pub window_of: Option<Arc<str>>,
    /// What it spent in this window.
    pub spent: Nanos,
    /// What is reserved by calls in flight.
    pub reserved: Nanos,
    /// What this call may cost at most.
    pub estimate: Nanos,
    /// The budget.
    pub limit: Nanos,
    /// When the budget starts again; `None` means never.
    pub resets_at: Option<Micros>,
    /// Models that serve in place of a refusal, in the order in which they are tried.
    pub degrade_to: Vec<Arc<str>>,
}

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl From<WireError> for Refusal {
    fn from(error: WireError) -> Self {
        Self::Unsayable(error)
    }
}
