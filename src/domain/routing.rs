//! How calls find a deployment: the strategies, and the rules of retries, cooldowns and fallbacks.
//!
//! The names are LiteLLM's, from `router_settings`.

use super::allow::matches;
use std::collections::BTreeMap;

/// How one of several deployments is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Strategy {
    /// A draw by weight.
    #[default]
    SimpleShuffle,
    /// The one with the fewest calls in flight.
    LeastBusy,
    /// The quickest.
    Latency,
    /// The one with the fewest tokens in this minute.
    Usage,
    /// The cheapest.
    Cost,
}

impl Strategy {
    /// Every strategy with its name in settings. Of two names for one, the first is said.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("simple-shuffle", Self::SimpleShuffle),
        ("least-busy", Self::LeastBusy),
        ("latency-based-routing", Self::Latency),
        ("usage-based-routing-v2", Self::Usage),
        ("usage-based-routing", Self::Usage),
        ("cost-based-routing", Self::Cost),
    ];

    /// Its name in settings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        let mut names = Self::NAMES.iter();
        names
            .find(|(_, strategy)| *strategy == self)
            .map_or("", |(name, _)| *name)
    }
}

/// A strategy with its figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// `routing_strategy`.
    pub strategy: Strategy,
    /// `routing_strategy_args.lowest_latency_buffer`: deployments that are slower than the quickest by
    /// at most this share of its latency count as quick as it.
    pub latency_buffer: f64,
    /// `routing_strategy_args.ttl`: how long a latency counts, in seconds.
    pub latency_ttl_seconds: u64,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            strategy: Strategy::default(),
            latency_buffer: 0.0,
            latency_ttl_seconds: 3_600,
        }
    }
}

/// One of `routing_groups`: models whose deployments are chosen in a way of their own. Its name is a model
/// that all of them answer to.
#[derive(Clone, Debug, PartialEq)]
pub struct RoutingGroup {
    /// `group_name`.
    pub name: String,
    /// `models`: the names of the models in it.
    pub models: Vec<String>,
    /// How one of their deployments is chosen.
    pub choice: Choice,
}

/// Whose headers go on to providers with the requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForwardHeaders {
    /// `forward_client_headers_to_llm_api`: those of every call.
    pub always: bool,
    /// `model_group_settings.forward_client_headers_to_llm_api`: those of calls of these models; may hold
    /// `*`.
    pub models: Vec<String>,
}

impl ForwardHeaders {
    /// Whether any call's are.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.always || !self.models.is_empty()
    }

    /// Whether those of a call are that goes by any of these names.
    #[must_use]
    pub fn of(&self, names: [&str; 2]) -> bool {
        let named = |pattern: &String| names.iter().any(|name| matches(pattern, name));
        self.always || self.models.iter().any(named)
    }
}

/// A class of faults, as policies name them (`<Class>Retries`, `<Class>AllowedFails`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultClass {
    /// The request is wrong.
    BadRequest,
    /// Our credential was refused.
    Authentication,
    /// A deadline passed.
    Timeout,
    /// Too many requests or tokens.
    RateLimit,
    /// The content was refused.
    ContentPolicyViolation,
    /// The provider failed.
    InternalServer,
    /// A gateway in between failed.
    BadGateway,
    /// The provider is overloaded or down.
    ServiceUnavailable,
    /// The model or path does not exist there.
    NotFound,
    /// Whatever has no number of its own.
    Default,
}

impl FaultClass {
    /// Every class with what its name begins with in settings.
    pub const NAMES: [(&'static str, Self); 10] = [
        ("BadRequestError", Self::BadRequest),
        ("AuthenticationError", Self::Authentication),
        ("TimeoutError", Self::Timeout),
        ("RateLimitError", Self::RateLimit),
        ("ContentPolicyViolationError", Self::ContentPolicyViolation),
        ("InternalServerError", Self::InternalServer),
        ("BadGatewayError", Self::BadGateway),
        ("ServiceUnavailableError", Self::ServiceUnavailable),
        ("NotFoundError", Self::NotFound),
        ("Default", Self::Default),
    ];
}

/// A number for some classes of faults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByClass(pub BTreeMap<FaultClass, u32>);

impl ByClass {
    /// The number for a class, else the one for all others.
    #[must_use]
    pub fn of(&self, class: FaultClass) -> Option<u32> {
        let own = self.0.get(&class);
        own.or_else(|| self.0.get(&FaultClass::Default)).copied()
    }
}

/// Groups that are tried when another one fails, by that group; `*` stands for every other.
pub type GroupMap = BTreeMap<String, Vec<String>>;

/// When a deployment is left alone for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cooldown {
    /// `disable_cooldowns`: never.
    pub disabled: bool,
    /// `cooldown_time`, where neither the deployment nor the provider says how long. 0 is not at all.
    pub time_ms: u64,
    /// `allowed_fails`: so many faults in a minute are borne; the next one cools. `None` is LiteLLM's
    /// rule of thumb.
    pub allowed_fails: Option<u32>,
    /// `allowed_fails_policy`: the same for classes of faults.
    pub by_class: ByClass,
}

impl Default for Cooldown {
    fn default() -> Self {
        Self {
            disabled: false,
            time_ms: 5_000,
            allowed_fails: None,
            by_class: ByClass::default(),
        }
    }
}

/// Which deployments tags lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TagFilter {
    /// `enable_tag_filtering`.
    pub enabled: bool,
    /// `tag_filtering_match_any`: one tag in common is enough; else all of the request's are wanted.
    pub match_any: bool,
}

/// Which calls keep to the deployment that answered an earlier one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Affinity {
    /// `deployment_affinity`: those of one key.
    pub by_key: bool,
    /// `session_affinity`: those of one session.
    pub by_session: bool,
    /// `prompt_caching`: those whose beginning the provider was asked to keep.
    pub by_prompt: bool,
    /// `encrypted_content_affinity`: those that bring back what only their provider's account can read.
    pub by_content: bool,
    /// `deployment_affinity_ttl_seconds`: how long after the last call.
    pub ttl_seconds: u64,
}

impl Affinity {
    /// Whether any is switched on.
    #[must_use]
    pub fn is_on(self) -> bool {
        self.by_key || self.by_session || self.by_prompt
    }
}

/// How calls find a deployment.
#[derive(Clone, Debug, PartialEq)]
pub struct RoutingRules {
    /// `routing_strategy` and its arguments.
    pub choice: Choice,
    /// `routing_groups`: models that are chosen from in another way.
    pub groups: Vec<RoutingGroup>,
    /// `num_retries`: how often a call is tried again in one group.
    pub num_retries: u32,
    /// `retry_policy`.
    pub retries: ByClass,
    /// `model_group_retry_policy`: the same for single groups; these count first.
    pub retries_of_groups: BTreeMap<String, ByClass>,
    /// `retry_after`: the least wait before a deployment is tried again, in milliseconds.
    pub retry_wait_min_ms: u64,
    /// Cooldowns.
    pub cooldown: Cooldown,
    /// `fallbacks`.
    pub fallbacks: GroupMap,
    /// `default_fallbacks`.
    pub default_fallbacks: Vec<String>,
    /// `context_window_fallbacks`.
    pub context_window_fallbacks: GroupMap,
    /// `content_policy_fallbacks`.
    pub content_policy_fallbacks: GroupMap,
    /// `max_fallbacks`: how long a chain of fallbacks may be.
    pub max_fallbacks: u32,
    /// Tags.
    pub tags: TagFilter,
    /// `enable_pre_call_checks`: deployments whose context window is too small are left out, and those
    /// at their `rpm`.
    pub pre_call_checks: bool,
    /// `optional_pre_call_checks: ["enforce_model_rate_limits"]`: `rpm` and `tpm` are limits.
    pub enforce_rate_limits: bool,
    /// `default_max_parallel_requests`.
    pub max_parallel_requests: Option<u32>,
    /// Which calls keep to a deployment.
    pub affinity: Affinity,
    /// `model_group_affinity_config`: the same for calls of single models.
    pub affinity_of_groups: BTreeMap<String, Affinity>,
    /// Whose headers go on to providers.
    pub forwarded: ForwardHeaders,
    /// How long a failed check of a deployment keeps it out while others are well, in microseconds; none is not at
    /// all (`enable_health_check_routing`, `health_check_staleness_threshold`).
    pub unwell_micros: Option<i64>,
}

impl Default for RoutingRules {
    fn default() -> Self {
        Self {
            choice: Choice::default(),
            groups: Vec::new(),
            num_retries: 2,
            retries: ByClass::default(),
            retries_of_groups: BTreeMap::new(),
            retry_wait_min_ms: 0,
            cooldown: Cooldown::default(),
            fallbacks: GroupMap::new(),
            default_fallbacks: Vec::new(),
            context_window_fallbacks: GroupMap::new(),
            content_policy_fallbacks: GroupMap::new(),
            max_fallbacks: 5,
            tags: TagFilter {
                enabled: false,
                match_any: true,
            },
            pre_call_checks: false,
            enforce_rate_limits: false,
            max_parallel_requests: None,
            affinity: Affinity::default(),
            affinity_of_groups: BTreeMap::new(),
            forwarded: ForwardHeaders::default(),
            unwell_micros: None,
        }
    }
}

impl RoutingRules {
    /// How one of a model's deployments is chosen.
    #[must_use]
    pub fn choice_for(&self, model: &str) -> &Choice {
        let mut groups = self.groups.iter();
        let own = groups.find(|group| group.models.iter().any(|one| one == model));
        own.map_or(&self.choice, |group| &group.choice)
    }

    /// Whether `rpm` and `tpm` of a model's deployments are limits.
    #[must_use]
    pub fn limits_rates(&self, model: &str) -> bool {
        self.enforce_rate_limits
            || self.pre_call_checks
            || self.choice_for(model).strategy == Strategy::Usage
    }

    /// Which calls of a model keep to a deployment, by the name that was asked for or by its own.
    #[must_use]
    pub fn affinity_for(&self, names: [&str; 2]) -> Affinity {
        let mut own = names
            .iter()
            .filter_map(|name| self.affinity_of_groups.get(*name));
        own.next().copied().unwrap_or(self.affinity)
    }
}
