//! What Prometheus scrapes: LiteLLM's names, which dashboards use, and a few of our own.
//!
//! Labels hold what an operator declared and ids: route templates, models, deployments, the beginnings
//! of keys' hashes, teams. Never a path, an e-mail address, an end user or words of a client.

pub mod family;
pub mod process;

use super::observer::{Answered, EndedCall};
use super::request_log::short_key;
use super::teller::Complete;
use crate::domain::attempt::{Attempt, AttemptOutcome};
use crate::domain::record::{CallRecord, Outcome};
use family::{Definition, Family, Format, Kind, OTHER};
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Bounds in seconds (those of LiteLLM's proxy, fewer).
const SECONDS: Kind = Kind::Histogram(&[
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0,
]);
/// Names of one kind that have series of their own.
const NAMES_MAX: usize = 200;

const CALLER: &[&str] = &[
    "hashed_api_key",
    "api_key_alias",
    "team",
    "team_alias",
    "model",
    "requested_model",
    "model_id",
];
const DEPLOYMENT: &[&str] = &[
    "requested_model",
    "litellm_model_name",
    "model_id",
    "api_base",
    "api_provider",
];
const FAILED_DEPLOYMENT: &[&str] = &[
    "requested_model",
    "litellm_model_name",
    "model_id",
    "api_base",
    "api_provider",
    "exception_status",
    "exception_class",
];
const FALLBACK: &[&str] = &[
    "requested_model",
    "fallback_model",
    "hashed_api_key",
    "api_key_alias",
    "team",
    "team_alias",
    "exception_status",
    "exception_class",
];
/// The labels that tell which deployment, wherever it is not about a call.
pub const WHERE: &[&str] = &["litellm_model_name", "model_id", "api_base", "api_provider"];
const REQUEST: &[&str] = &[
    "hashed_api_key",
    "api_key_alias",
    "team",
    "team_alias",
    "requested_model",
    "route",
    "status_code",
];
const FAILED_REQUEST: &[&str] = &[
    "hashed_api_key",
    "api_key_alias",
    "team",
    "team_alias",
    "requested_model",
    "route",
    "exception_status",
    "exception_class",
];

/// Defines families, in the order in which they are written, and names each.
macro_rules! families {
    ($($name:ident: $kind:expr, $text:literal, $labels:expr, $help:literal;)*) => {
        #[derive(Debug, Clone, Copy)]
        enum Of { $($name),* }
        static DEFINITIONS: &[Definition] = &[
            $(Definition { name: $text, help: $help, kind: $kind, labels: $labels }),*
        ];
    };
}

families! {
    Requests: Kind::Counter, "litellm_proxy_total_requests_metric", REQUEST, "Requests to routes that spend money, by the status of their answer.";
    Failed: Kind::Counter, "litellm_proxy_failed_requests_metric", FAILED_REQUEST, "Those of them that failed or were refused.";
    Calls: Kind::Counter, "litellm_requests_metric", CALLER, "Calls that are on record.";
    Spend: Kind::Counter, "litellm_spend_metric", CALLER, "What calls cost, in US dollars.";
    Tokens: Kind::Counter, "litellm_total_tokens_metric", CALLER, "Tokens that calls used.";
    Input: Kind::Counter, "litellm_input_tokens_metric", CALLER, "Input tokens, cached ones included.";
    Output: Kind::Counter, "litellm_output_tokens_metric", CALLER, "Output tokens, reasoning included.";
    Cached: Kind::Counter, "litellm_input_cached_tokens_metric", CALLER, "Input tokens read from providers' caches.";
    Total: SECONDS, "litellm_request_total_latency_metric", CALLER, "How long calls took in all, in seconds.";
    Provider: SECONDS, "litellm_llm_api_latency_metric", CALLER, "How long providers took, in seconds.";
    FirstToken: SECONDS, "litellm_llm_api_time_to_first_token_metric", CALLER, "How long the first content of streams took, in seconds.";
    Overhead: SECONDS, "litellm_overhead_latency_metric", DEPLOYMENT, "What the proxy itself added before and after the provider, in seconds.";
    Attempts: Kind::Counter, "litellm_deployment_total_requests", DEPLOYMENT, "How often deployments were called.";
    Succeeded: Kind::Counter, "litellm_deployment_success_responses", DEPLOYMENT, "How often deployments answered.";
    FailedAttempts: Kind::Counter, "litellm_deployment_failure_responses", FAILED_DEPLOYMENT, "How often deployments failed.";
    FellWell: Kind::Counter, "litellm_deployment_successful_fallbacks", FALLBACK, "Calls that another model answered than the one that was asked for.";
    FellIll: Kind::Counter, "litellm_deployment_failed_fallbacks", FALLBACK, "Calls that another model did not answer either.";
    Cache: Kind::Counter, "litellm_cache_hits_metric", &["model"], "Calls that were answered from the cache.";
    Http: Kind::Counter, "cw_http_requests", &["method", "route", "status"], "Requests, by route and class of status.";
    HttpSeconds: SECONDS, "cw_http_request_duration_seconds", &["route"], "How long requests took until they were over.";
    Outcomes: Kind::Counter, "cw_calls", &["call_type", "outcome"], "Calls on record, by how they ended.";
}

/// What was counted since the start.
#[derive(Debug)]
pub struct Metrics(Mutex<Counted>);

#[derive(Debug)]
struct Counted {
    families: Vec<Family>,
    models: HashSet<Arc<str>>,
    keys: HashSet<Arc<str>>,
    teams: HashSet<Arc<str>>,
    bases: HashSet<Arc<str>>,
}

/// A name that has a series of its own, or what stands for all that have none.
fn bounded(known: &mut HashSet<Arc<str>>, name: &Arc<str>) -> Arc<str> {
    if name.is_empty() || known.contains(name) {
        return name.clone();
    }
    // Names with an @ are somebody's, not something's.
    if known.len() >= NAMES_MAX || name.contains('@') {
        return OTHER.into();
    }
    known.insert(name.clone());
    name.clone()
}

/// The exception that LiteLLM's proxy would name for a status.
fn exception(status: u16) -> &'static str {
    match status {
        400 => "BadRequestError",
        401 => "AuthenticationError",
        403 => "PermissionDeniedError",
        404 => "NotFoundError",
        408 | 504 => "Timeout",
        422 => "BudgetExceededError",
        429 => "RateLimitError",
        499 => "ClientDisconnected",
        502 => "BadGatewayError",
        503 => "ServiceUnavailableError",
        _ => "APIError",
    }
}

fn seconds(from: i64, to: i64) -> f64 {
    (to - from).max(0) as f64 / 1e6
}

impl Default for Metrics {
    fn default() -> Self {
        Self(Mutex::new(Counted {
            families: DEFINITIONS.iter().map(Family::new).collect(),
            models: HashSet::new(),
            keys: HashSet::new(),
            teams: HashSet::new(),
            bases: HashSet::new(),
        }))
    }
}

impl Metrics {
    /// Counts a request and its calls.
    pub(super) fn tell(&self, complete: &Complete) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for call in &complete.calls {
            counted.call(call);
        }
        if let Some(request) = &complete.request {
            counted.request(request, &complete.calls);
        }
    }

    /// The ids of the keys that called and have series of their own.
    #[must_use]
    pub fn keys(&self) -> Vec<Arc<str>> {
        let counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.keys.iter().cloned().collect()
    }

    /// Writes all of it down. `show` may put another text in place of a label's value: the alias of a
    /// key or team in place of its id.
    pub fn write(
        &self,
        out: &mut String,
        format: Format,
        show: &dyn Fn(&str, &str) -> Option<String>,
    ) {
        let counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for family in &counted.families {
            family.write(out, format, show);
        }
    }
}

impl Counted {
    fn family(&mut self, of: Of) -> &mut Family {
        &mut self.families[of as usize]
    }

    fn model(&mut self, name: &Arc<str>) -> Arc<str> {
        bounded(&mut self.models, name)
    }

    /// Key, its alias, team, its alias. Aliases are put in when they are shown: they may change.
    fn who(&mut self, key: Option<&Arc<str>>, team: Option<&Arc<str>>) -> [Arc<str>; 4] {
        let key = key.map_or_else(|| "".into(), |key| bounded(&mut self.keys, key));
        let team = team.map_or_else(|| "".into(), |team| bounded(&mut self.teams, team));
        [key.clone(), key, team.clone(), team]
    }

    fn whose(&mut self, record: &CallRecord) -> Vec<Arc<str>> {
        let intent = &record.intent;
        let who = self.who(Some(&intent.key_id), intent.team_id.as_ref());
        let mut labels = who.to_vec();
        labels.push(self.model(&record.model));
        labels.push(self.model(&intent.model_group));
        labels.push(bounded(&mut self.models, &record.deployment_id));
        labels
    }

    fn deployment(&mut self, group: &Arc<str>, attempt: &Attempt) -> Vec<Arc<str>> {
        vec![
            self.model(group),
            self.model(&attempt.model),
            bounded(&mut self.models, &attempt.deployment_id),
            bounded(&mut self.bases, &attempt.api_base),
            attempt.provider.into(),
        ]
    }

    fn call(&mut self, call: &EndedCall) {
        let record = &call.record;
        let intent = &record.intent;
        let whose = self.whose(record);
        let usage = &record.usage;
        for (of, amount) in [
            (Of::Calls, 1.0),
            (Of::Spend, record.cost.usd()),
            (Of::Tokens, usage.total_tokens() as f64),
            (Of::Input, usage.prompt_tokens() as f64),
            (Of::Output, usage.completion_tokens() as f64),
            (
                Of::Cached,
                (usage.cache_read + usage.cache_read_audio) as f64,
            ),
        ] {
            self.family(of).add(whose.clone(), amount);
        }
        let total = seconds(intent.started_at.0, record.ended_at.0);
        self.family(Of::Total).observe(whose.clone(), total);
        if let Some(first) = record.first_token_at {
            let waited = seconds(intent.started_at.0, first.0);
            self.family(Of::FirstToken).observe(whose.clone(), waited);
        }
        if record.cached {
            let model = self.model(&intent.model_group);
            self.family(Of::Cache).add(vec![model], 1.0);
        }
        let ended = vec![
            intent.call_type.as_str().into(),
            record.outcome.as_str().into(),
        ];
        self.family(Of::Outcomes).add(ended, 1.0);
        if let Some(asked) = &call.said.fell_from {
            self.fallback(record, asked);
        }
        if !record.attempts_log.is_empty() {
            self.attempts(record, &whose, total);
        }
    }

    fn fallback(&mut self, record: &CallRecord, asked: &Arc<str>) {
        let intent = &record.intent;
        let mut labels = vec![self.model(asked), self.model(&intent.model_group)];
        labels.extend(self.who(Some(&intent.key_id), intent.team_id.as_ref()));
        let mut failed = record.attempts_log.iter();
        let failed = failed.find(|attempt| attempt.outcome != AttemptOutcome::Answered);
        // What no provider was asked for was refused for want of one.
        let status = failed.map_or(429, |attempt| attempt.status);
        labels.extend([status.to_string().into(), exception(status).into()]);
        let of = match record.outcome {
            Outcome::Success => Of::FellWell,
            _ => Of::FellIll,
        };
        self.family(of).add(labels, 1.0);
    }

    fn attempts(&mut self, record: &CallRecord, whose: &[Arc<str>], total: f64) {
        let group = &record.intent.model_group;
        let mut provider = 0.0;
        for attempt in &record.attempts_log {
            let deployment = self.deployment(group, attempt);
            let took = seconds(attempt.began_at.0, attempt.ended_at.0);
            provider += took;
            self.family(Of::Provider).observe(whose.to_vec(), took);
            self.family(Of::Attempts).add(deployment.clone(), 1.0);
            if attempt.outcome == AttemptOutcome::Answered {
                self.family(Of::Succeeded).add(deployment, 1.0);
            } else {
                let mut failed = deployment;
                failed.push(attempt.status.to_string().into());
                failed.push(exception(attempt.status).into());
                self.family(Of::FailedAttempts).add(failed, 1.0);
            }
        }
        if let Some(last) = record.attempts_log.last() {
            let deployment = self.deployment(group, last);
            let overhead = (total - provider).max(0.0);
            self.family(Of::Overhead).observe(deployment, overhead);
        }
    }

    fn request(&mut self, request: &Answered, calls: &[EndedCall]) {
        let class = format!("{}xx", request.status / 100);
        let labels = vec![
            request.method.as_str().into(),
            request.route.clone(),
            class.into(),
        ];
        self.family(Of::Http).add(labels, 1.0);
        let ends = calls.iter().map(|call| call.record.ended_at);
        let ended_at = ends.chain([request.answered_at]).max();
        let ended_at = ended_at.unwrap_or(request.answered_at);
        let took = seconds(request.arrived_at.0, ended_at.0);
        let route = vec![request.route.clone()];
        self.family(Of::HttpSeconds).observe(route, took);
        if !request.trace.is_call() && calls.is_empty() {
            return;
        }
        let first = calls.first().map(|call| &call.record.intent);
        let team = first.and_then(|intent| intent.team_id.as_ref());
        let mut labels = self.who(request.trace.key(), team).to_vec();
        let model = first.map(|intent| intent.model_group.clone());
        labels.push(model.map_or_else(|| "".into(), |model| self.model(&model)));
        labels.push(request.route.clone());
        let status: Arc<str> = request.status.to_string().into();
        let mut all = labels.clone();
        all.push(status.clone());
        self.family(Of::Requests).add(all, 1.0);
        if request.status >= 400 {
            labels.push(status);
            labels.push(exception(request.status).into());
            self.family(Of::Failed).add(labels, 1.0);
        }
    }
}

/// The beginning of a key's hash, which is what labels show.
#[must_use]
pub fn key_label(id: &str) -> String {
    short_key(id).to_owned()
}

/// A value of the moment, which is asked for when somebody scrapes.
#[derive(Debug)]
pub struct Moment {
    /// Its definition.
    pub definition: &'static Definition,
    /// Labels and values.
    pub samples: Vec<(Vec<Arc<str>>, f64)>,
}

/// Writes a value of the moment.
pub fn write_moment(out: &mut String, format: Format, moment: Moment) {
    let mut family = Family::new(moment.definition);
    for (labels, value) in moment.samples {
        family.set(labels, value);
    }
    family.write(out, format, &|_, _| None);
}
