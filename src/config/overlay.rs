//! Settings that can be changed while the proxy runs. They are stored, and lie under the file: what the
//! file says wins.

use super::file::File;
use super::notice::ConfigError;
use super::read::Reader;
use super::{Config, Sources, settings};
use serde_json::Value;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// Stored settings: section, name and value.
pub type Stored = Vec<(String, String, Value)>;

/// A setting that can be changed while the proxy runs.
#[derive(Debug, Clone, Copy)]
pub struct Changeable {
    /// `general_settings`, `litellm_settings`, `router_settings` or `cw_proxy`.
    pub section: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The kind of its value, in LiteLLM's words.
    pub kind: &'static str,
    /// Whether a change holds for the next call; others wait for the next start.
    pub at_once: bool,
    /// What it does.
    pub means: &'static str,
}

const GENERAL: &str = "general_settings";
const LITELLM: &str = "litellm_settings";
const ROUTER: &str = "router_settings";
const OWN: &str = "cw_proxy";

/// Every setting that can be changed while the proxy runs: no secret, no address, no code.
#[rustfmt::skip]
pub const CHANGEABLE: &[Changeable] = &[
    Changeable { section: OWN, name: "prompt_retention_period", kind: "String", at_once: true, means: "How long stored requests and answers are kept, such as 30d; for ever when it is not set." },
    Changeable { section: GENERAL, name: "alert_types", kind: "List", at_once: true, means: "Which alerts are told; all of them when it is not set." },
    Changeable { section: GENERAL, name: "alerting", kind: "List", at_once: true, means: "Who is told of alerts: slack, webhook." },
    Changeable { section: GENERAL, name: "alerting_args", kind: "Dictionary", at_once: true, means: "When alerts are told again, and what an outage is." },
    Changeable { section: GENERAL, name: "alerting_threshold", kind: "Float", at_once: true, means: "From when a call is slow, in seconds." },
    Changeable { section: GENERAL, name: "allowed_ips", kind: "List", at_once: true, means: "Addresses and networks that may connect; everybody when it is empty or not set." },
    Changeable { section: GENERAL, name: "always_include_stream_usage", kind: "Boolean", at_once: true, means: "Streams end with usage even when the client did not ask." },
    Changeable { section: GENERAL, name: "completion_model", kind: "String", at_once: true, means: "The model of every request, whatever it names." },
    Changeable { section: GENERAL, name: "disable_custom_api_keys", kind: "Boolean", at_once: false, means: "Keys chosen by the caller are refused." },
    Changeable { section: GENERAL, name: "max_request_size_mb", kind: "Integer", at_once: false, means: "The largest request body, in MiB." },
    Changeable { section: GENERAL, name: "max_response_size_mb", kind: "Integer", at_once: true, means: "The largest answer of a provider, in MiB; 256 when it is not set." },
    Changeable { section: GENERAL, name: "trusted_proxy_ranges", kind: "List", at_once: true, means: "The operator's own proxies, whose X-Forwarded-For alone counts; whoever connects when it is not set." },
    Changeable { section: GENERAL, name: "ui_access_mode", kind: "String", at_once: false, means: "Who uses the admin pages: all, or admin_only." },
    Changeable { section: GENERAL, name: "use_x_forwarded_for", kind: "Boolean", at_once: true, means: "Clients are where X-Forwarded-For says: for allowed_ips, failed logins and rows." },
    Changeable { section: GENERAL, name: "maximum_spend_logs_retention_period", kind: "String", at_once: true, means: "How long rows of the log are kept, such as 1y; for ever when it is not set. Sums stay." },
    Changeable { section: GENERAL, name: "maximum_spend_logs_retention_interval", kind: "String", at_once: true, means: "How often rows and stored requests past their retention are looked for, such as 1d; every ten minutes when it is not set." },
    Changeable { section: GENERAL, name: "apply_user_budget_to_team_keys", kind: "Boolean", at_once: true, means: "A user's budgets hold for their keys in teams too." },
    Changeable { section: GENERAL, name: "enforce_user_param", kind: "Boolean", at_once: true, means: "Requests must name their end user." },
    Changeable { section: GENERAL, name: "disable_error_logs", kind: "Boolean", at_once: true, means: "Calls that are refused before a provider is asked leave no row." },
    Changeable { section: GENERAL, name: "enforced_params", kind: "List", at_once: true, means: "Parameters that every request must hold, by dotted path." },
    Changeable { section: GENERAL, name: "global_max_parallel_requests", kind: "Integer", at_once: true, means: "Calls at the same time, of everybody together." },
    Changeable { section: GENERAL, name: "max_parallel_requests", kind: "Integer", at_once: true, means: "Calls that a deployment takes at the same time." },
    Changeable { section: GENERAL, name: "store_prompts_in_spend_logs", kind: "Boolean", at_once: true, means: "Requests and answers are stored with the spend log." },
    Changeable { section: LITELLM, name: "block_requests_for_models_without_pricing", kind: "Boolean", at_once: true, means: "Calls whose price is unknown are refused." },
    Changeable { section: LITELLM, name: "budget_duration", kind: "String", at_once: true, means: "The period of the whole proxy's budget, such as 30d." },
    Changeable { section: LITELLM, name: "budget_exceeded_status_code", kind: "Integer", at_once: false, means: "The status of a refusal for lack of budget, 400 to 499." },
    Changeable { section: LITELLM, name: "cache", kind: "Boolean", at_once: true, means: "Answers are given again to the same request." },
    Changeable { section: LITELLM, name: "cache_params", kind: "Dictionary", at_once: true, means: "Where such answers are kept, and for how long." },
    Changeable { section: LITELLM, name: "cost_discount_config", kind: "Dictionary", at_once: true, means: "What is taken off listed prices, by provider: 0.05 is 5 %." },
    Changeable { section: LITELLM, name: "cost_margin_config", kind: "Dictionary", at_once: true, means: "What is put on them, by provider or global: a share, or percentage and fixed_amount." },
    Changeable { section: LITELLM, name: "disable_add_user_agent_to_request_tags", kind: "Boolean", at_once: true, means: "Calls are not tagged with the program that makes them." },
    Changeable { section: LITELLM, name: "drop_params", kind: "Boolean", at_once: false, means: "Parameters that a provider refuses are dropped." },
    Changeable { section: LITELLM, name: "max_budget", kind: "Float", at_once: true, means: "The most that the whole proxy may spend in one period, in US dollars." },
    Changeable { section: LITELLM, name: "max_end_user_budget", kind: "Float", at_once: true, means: "What may be spent for an end user without a budget of their own, in US dollars." },
    Changeable { section: LITELLM, name: "max_end_user_budget_id", kind: "String", at_once: true, means: "A named budget for end users without one of their own." },
    Changeable { section: LITELLM, name: "max_streaming_duration_seconds", kind: "Float", at_once: true, means: "How long a stream may last in all." },
    Changeable { section: LITELLM, name: "model_alias_map", kind: "Dictionary", at_once: true, means: "Other names of models." },
    Changeable { section: LITELLM, name: "modify_params", kind: "Boolean", at_once: false, means: "Requests that a provider would refuse for their form are changed." },
    Changeable { section: LITELLM, name: "num_retries", kind: "Integer", at_once: true, means: "How often a call is tried again after a fault." },
    Changeable { section: LITELLM, name: "request_timeout", kind: "Float", at_once: false, means: "How long a whole answer may take, in seconds." },
    Changeable { section: LITELLM, name: "allowed_fails", kind: "Integer", at_once: true, means: "Faults of a deployment in a minute that are borne." },
    Changeable { section: LITELLM, name: "content_policy_fallbacks", kind: "List", at_once: true, means: "Models that are tried when a provider refuses the content." },
    Changeable { section: LITELLM, name: "context_window_fallbacks", kind: "List", at_once: true, means: "Models that are tried when the input is too long." },
    Changeable { section: LITELLM, name: "cooldown_time", kind: "Float", at_once: true, means: "How long a failing deployment is left alone, in seconds." },
    Changeable { section: LITELLM, name: "default_fallbacks", kind: "List", at_once: true, means: "Models that are tried when any other fails." },
    Changeable { section: LITELLM, name: "fallbacks", kind: "List", at_once: true, means: "Models that are tried when another fails." },
    Changeable { section: ROUTER, name: "allowed_fails", kind: "Integer", at_once: true, means: "Faults of a deployment in a minute that are borne; this wins." },
    Changeable { section: ROUTER, name: "allowed_fails_policy", kind: "Dictionary", at_once: true, means: "The same by class of error." },
    Changeable { section: ROUTER, name: "content_policy_fallbacks", kind: "List", at_once: true, means: "Models that are tried when a provider refuses the content; these win." },
    Changeable { section: ROUTER, name: "context_window_fallbacks", kind: "List", at_once: true, means: "Models that are tried when the input is too long; these win." },
    Changeable { section: ROUTER, name: "cooldown_time", kind: "Float", at_once: true, means: "How long a failing deployment is left alone, in seconds; this wins." },
    Changeable { section: ROUTER, name: "default_fallbacks", kind: "List", at_once: true, means: "Models that are tried when any other fails; these win." },
    Changeable { section: ROUTER, name: "default_max_parallel_requests", kind: "Integer", at_once: true, means: "Calls that a deployment takes at the same time." },
    Changeable { section: ROUTER, name: "disable_cooldowns", kind: "Boolean", at_once: true, means: "Failing deployments are not left alone." },
    Changeable { section: ROUTER, name: "enable_pre_call_checks", kind: "Boolean", at_once: true, means: "Deployments whose context window is too small, or that are at their rpm, are left out." },
    Changeable { section: ROUTER, name: "enable_tag_filtering", kind: "Boolean", at_once: true, means: "Tags of a request lead to deployments with the same tags." },
    Changeable { section: ROUTER, name: "fallbacks", kind: "List", at_once: true, means: "Models that are tried when another fails; these win." },
    Changeable { section: ROUTER, name: "max_fallbacks", kind: "Integer", at_once: true, means: "How long a chain of fallbacks may be." },
    Changeable { section: ROUTER, name: "model_group_affinity_config", kind: "Dictionary", at_once: true, means: "What calls of single models keep to a deployment by." },
    Changeable { section: ROUTER, name: "model_group_alias", kind: "Dictionary", at_once: true, means: "Other names of models; these win." },
    Changeable { section: ROUTER, name: "model_group_retry_policy", kind: "Dictionary", at_once: true, means: "How often a call of a model is tried again, by class of error." },
    Changeable { section: ROUTER, name: "num_retries", kind: "Integer", at_once: true, means: "How often a call is tried again after a fault; this wins." },
    Changeable { section: ROUTER, name: "optional_pre_call_checks", kind: "List", at_once: true, means: "enforce_model_rate_limits: rpm and tpm of deployments are limits. deployment_affinity, session_affinity, prompt_caching and encrypted_content_affinity keep calls to a deployment." },
    Changeable { section: ROUTER, name: "provider_budget_config", kind: "Dictionary", at_once: true, means: "What may be spent with each provider: budget_limit and time_period." },
    Changeable { section: ROUTER, name: "retry_after", kind: "Float", at_once: true, means: "The least wait before a deployment is tried again, in seconds." },
    Changeable { section: ROUTER, name: "retry_policy", kind: "Dictionary", at_once: true, means: "How often a call is tried again, by class of error." },
    Changeable { section: ROUTER, name: "routing_groups", kind: "List", at_once: true, means: "Models whose deployments are chosen in another way; all of them answer to the name of their group." },
    Changeable { section: ROUTER, name: "routing_strategy", kind: "String", at_once: true, means: "How a deployment is chosen." },
    Changeable { section: ROUTER, name: "routing_strategy_args", kind: "Dictionary", at_once: true, means: "lowest_latency_buffer and ttl of latency-based-routing." },
    Changeable { section: ROUTER, name: "stream_timeout", kind: "Float", at_once: false, means: "How long a stream may stay silent, in seconds." },
    Changeable { section: ROUTER, name: "tag_filtering_match_any", kind: "Boolean", at_once: true, means: "One tag in common is enough." },
    Changeable { section: ROUTER, name: "timeout", kind: "Float", at_once: false, means: "How long a whole answer may take, in seconds; this wins." },
];

impl Changeable {
    /// The setting of this name.
    #[must_use]
    pub fn find(section: &str, name: &str) -> Option<&'static Self> {
        CHANGEABLE
            .iter()
            .find(|one| one.section == section && one.name == name)
    }
}

/// What the file and the environment say, kept for making the configuration anew.
pub struct Base {
    pub(super) file: Option<File>,
    pub(super) sources: Sources,
}

/// Nothing is shown: a file may hold secrets.
impl fmt::Debug for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Base").finish_non_exhaustive()
    }
}

impl Base {
    /// The configuration with stored settings under the file's. Fails when a value is wrong.
    pub fn with(self: &Arc<Self>, stored: &Stored) -> Result<Config, ConfigError> {
        let file = match self.file.clone() {
            Some(file) => Ok(file),
            None => File::parse(Path::new("stored settings"), "{}"),
        };
        let mut file = file.map_err(|problem| ConfigError(vec![problem]))?;
        file.put_under(stored);
        let mut reader = Reader::new(Some(&file), &self.sources.env);
        let config = settings::config(&mut reader, &self.sources, Arc::clone(self));
        if reader.problems.is_empty() {
            Ok(config)
        } else {
            Err(ConfigError(reader.problems))
        }
    }

    /// What the file says at a dotted path.
    #[must_use]
    pub fn said(&self, path: &str) -> Option<&Value> {
        self.file.as_ref()?.get(path)
    }

    /// What the file says about one of the settings that can be changed.
    #[must_use]
    pub fn in_file(&self, setting: &Changeable) -> Option<&Value> {
        let path = format!("{}.{}", setting.section, setting.name);
        self.file.as_ref()?.get(&path)
    }
}
