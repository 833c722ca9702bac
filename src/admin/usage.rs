//! Usage as the dashboards of LiteLLM's clients read it: rows of the spend log, and sums by the day.

use crate::domain::attempt::Attempt;
use crate::domain::money::Nanos;
use crate::domain::price::Price;
use crate::domain::record::{CallRecord, CallType, Outcome, Passage};
use crate::domain::time::Micros;
use crate::domain::usage::UsageSource;
use crate::store::DayLine;
use crate::wire::door::Door;
use crate::wire::whole;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The whole answer that a stored stream adds up to, in the dialect of its client; `None` when it is no whole stream.
#[must_use]
pub fn whole_answer(record: &CallRecord, stored: &str) -> Option<Value> {
    let door = Door::of(record.intent.call_type);
    let told = whole::Told {
        model: &record.intent.model_group,
        created_seconds: record.intent.started_at.0 / 1_000_000,
        usage: (record.outcome == Outcome::Success).then_some(&record.usage),
    };
    // What begins as JSON is whole as it is.
    let streamed = !stored.trim_start().starts_with(['{', '[']);
    streamed
        .then(|| whole::of_stream(door, stored, told))
        .flatten()
}

/// The texts of prices, by their versions.
pub type Prices = BTreeMap<String, String>;

/// A row of the spend log in LiteLLM's columns.
#[must_use]
pub fn row(record: &CallRecord, prices: &Prices) -> Value {
    let (intent, usage) = (&record.intent, &record.usage);
    let success = record.outcome == Outcome::Success;
    let id = if record.response_id.is_empty() {
        &*intent.request_id
    } else {
        &record.response_id
    };
    let first = record.first_token_at.unwrap_or(record.ended_at);
    json!({
        "request_id": id,
        "call_type": intent.call_type.as_str(),
        "api_key": &*intent.key_id,
        "spend": record.cost.usd(),
        "total_tokens": usage.total_tokens(),
        "prompt_tokens": usage.prompt_tokens(),
        "completion_tokens": usage.completion_tokens(),
        "startTime": intent.started_at.rfc3339(),
        "endTime": record.ended_at.rfc3339(),
        "completionStartTime": first.rfc3339(),
        "request_duration_ms": record.ended_at.millis_since(intent.started_at),
        "model": &*record.model,
        "model_id": &*record.deployment_id,
        "model_group": &*intent.model_group,
        "custom_llm_provider": record.provider,
        "api_base": &*record.api_base,
        "user": intent.user_id.as_deref().unwrap_or_default(),
        "team_id": intent.team_id.as_deref().unwrap_or_default(),
        "end_user": intent.end_user.as_deref().unwrap_or_default(),
        "organization_id": intent.org_id.as_deref().unwrap_or_default(),
        "cache_hit": if record.cached { "True" } else { "None" },
        "cache_key": "Cache OFF",
        "requester_ip_address": record.client_ip,
        "session_id": intent.session_id.as_ref().unwrap_or(&intent.call_id).as_ref(),
        "litellm_call_id": &*intent.call_id,
        "status": if success { "success" } else { "failure" },
        "request_tags": intent.tags.iter().map(|tag| &**tag).collect::<Vec<_>>(),
        "messages": {},
        "response": {},
        "proxy_server_request": {},
        "mcp_namespaced_tool_name": null,
        "agent_id": null,
        "billing_agent_id": null,
        "created_at": record.ended_at.rfc3339(),
        "updated_at": record.ended_at.rfc3339(),
        "metadata": metadata(record, prices),
    })
}

/// What a row cost and why, by the price that it was counted by.
fn cost_breakdown(record: &CallRecord, prices: &Prices) -> Value {
    let price = prices.get(&*record.price_version);
    let price = price.and_then(|spec| Price::from_spec(spec));
    let cost = price
        .as_ref()
        .map(|price| price.cost(&record.usage, record.service_tier));
    // An answer that was given again cost nothing, whatever its price says.
    let told = price
        .zip(cost)
        .filter(|(_, cost)| cost.total == record.cost);
    let upstream = record.upstream_cost.map(Nanos::usd);
    let Some((price, cost)) = told else {
        return json!({
            "total_cost": record.cost.usd(), "original_cost": record.cost.usd(), "upstream_cost": upstream,
        });
    };
    let terms = price.terms();
    json!({
        "input_cost": (cost.input + cost.cache_read + cost.cache_write).usd(),
        "output_cost": cost.output.usd(),
        "tool_usage_cost": 0.0,
        "total_cost": cost.total.usd(),
        "original_cost": cost.original.usd(),
        "discount_percent": terms.discount.number(),
        "discount_amount": cost.discount.usd(),
        "margin_percent": terms.margin.number(),
        "margin_fixed_amount": terms.fixed.usd(),
        "margin_total_amount": cost.margin.usd(),
        "upstream_cost": upstream,
    })
}

fn metadata(record: &CallRecord, prices: &Prices) -> Value {
    let usage = &record.usage;
    let success = record.outcome == Outcome::Success;
    let passage = &record.passage;
    // Rows from before this was kept tell of attempts alone.
    let retries = if *passage == Passage::default() {
        record.attempts.saturating_sub(1)
    } else {
        passage.retries
    };
    let asked = passage.fell_from.as_ref();
    let asked = asked.or(record.intent.degraded_from.as_ref());
    let class = passage.error_class.as_deref();
    let error = (!success).then(|| {
        json!({
            "error_code": record.status.to_string(),
            "error_message": record.error,
            "error_class": class.unwrap_or(record.outcome.as_str()),
            "llm_provider": record.provider,
            "traceback": "",
        })
    });
    let notes = passage.notes.as_deref();
    let notes = notes.and_then(|notes| serde_json::from_str::<Value>(notes).ok());
    json!({
        "status": if success { "success" } else { "failure" },
        "user_api_key": &*record.intent.key_id,
        "user_api_key_user_id": record.intent.user_id.as_deref(),
        "user_api_key_team_id": record.intent.team_id.as_deref(),
        "user_api_key_org_id": record.intent.org_id.as_deref(),
        "user_agent": &*record.intent.user_agent,
        "requester_ip_address": record.client_ip,
        "litellm_call_id": &*record.intent.call_id,
        "degraded_from": record.intent.degraded_from.as_deref(),
        "attempts": record.attempts_log.iter().map(attempt).collect::<Vec<_>>(),
        "usage_object": {
            "prompt_tokens": usage.prompt_tokens(),
            "completion_tokens": usage.completion_tokens(),
            "total_tokens": usage.total_tokens(),
            "prompt_tokens_details": { "cached_tokens": usage.cache_read + usage.cache_read_audio, "audio_tokens": usage.input_audio },
            "completion_tokens_details": { "reasoning_tokens": usage.reasoning, "audio_tokens": usage.output_audio },
            "cache_creation_input_tokens": usage.cache_write + usage.cache_write_1h,
            "cache_read_input_tokens": usage.cache_read + usage.cache_read_audio,
        },
        "usage_source": match record.usage_source {
            UsageSource::Provider => "provider",
            other => other.as_str(),
        },
        "cost_breakdown": cost_breakdown(record, prices),
        "service_tier": record.service_tier.as_str(),
        "price_version": &*record.price_version,
        "attempted_retries": retries,
        "attempted_fallbacks": passage.fallbacks,
        "original_model_group": asked.unwrap_or(&record.intent.model_group).as_ref(),
        "applied_guardrails": passage.guardrails.iter().map(|name| &**name).collect::<Vec<_>>(),
        "litellm_overhead_time_ms": overhead_ms(record),
        "error_information": error,
        "spend_logs_metadata": notes,
        "model_map_information": { "model_map_key": &*record.model, "model_map_value": null },
    })
}

/// How long the proxy itself had a call, in milliseconds: all of it but what providers took.
fn overhead_ms(record: &CallRecord) -> f64 {
    let micros = |from: Micros, to: Micros| (to.0 - from.0).max(0);
    let waited: i64 = record
        .attempts_log
        .iter()
        .map(|attempt| micros(attempt.began_at, attempt.ended_at))
        .sum();
    let whole = micros(record.intent.started_at, record.ended_at);
    (whole - waited).max(0) as f64 / 1_000.0
}

fn attempt(attempt: &Attempt) -> Value {
    json!({
        "deployment_id": &*attempt.deployment_id,
        "provider": attempt.provider,
        "model": &*attempt.model,
        "api_base": &*attempt.api_base,
        "began_at": attempt.began_at.rfc3339(),
        "first_byte_at": attempt.first_byte_at.map(Micros::rfc3339),
        "ended_at": attempt.ended_at.rfc3339(),
        "status": attempt.status,
        "outcome": attempt.outcome.as_str(),
        "error": attempt.error,
    })
}

/// Sums of some lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Metrics {
    spend: Nanos,
    prompt: i64,
    completion: i64,
    cache_read: i64,
    cache_write: i64,
    requests: i64,
    successes: i64,
    failures: i64,
    duration_ms: i64,
}

impl Metrics {
    /// Of these lines.
    #[must_use]
    pub fn of(lines: &[DayLine]) -> Self {
        let mut all = Self::default();
        for line in lines {
            all.add(line);
        }
        all
    }

    /// Adds one more line.
    pub fn add(&mut self, line: &DayLine) {
        self.spend += line.spend;
        self.prompt += line.prompt_tokens;
        self.completion += line.completion_tokens;
        self.cache_read += line.cache_read_tokens;
        self.cache_write += line.cache_write_tokens;
        self.requests += line.requests;
        self.successes += line.successes;
        self.failures += line.failures;
        self.duration_ms += line.duration_ms;
    }

    fn view(&self) -> Told {
        Told {
            spend: self.spend.usd(),
            flat_cost: 0.0,
            prompt_tokens: self.prompt,
            completion_tokens: self.completion,
            cache_read_input_tokens: self.cache_read,
            cache_creation_input_tokens: self.cache_write,
            total_tokens: self.prompt + self.completion,
            successful_requests: self.successes,
            failed_requests: self.failures,
            api_requests: self.requests,
            compression_saved_tokens: 0,
            compression_savings_spend: 0.0,
            prompt_caching_savings_spend: 0.0,
            gateway_injected_caching_savings_spend: 0.0,
            autorouter_savings_spend: 0.0,
            total_response_time_ms: self.duration_ms,
            timed_requests: self.requests,
        }
    }
}

/// Sums under LiteLLM's names.
#[derive(Serialize)]
struct Told {
    spend: f64,
    flat_cost: f64,
    prompt_tokens: i64,
    completion_tokens: i64,
    cache_read_input_tokens: i64,
    cache_creation_input_tokens: i64,
    total_tokens: i64,
    successful_requests: i64,
    failed_requests: i64,
    api_requests: i64,
    compression_saved_tokens: i64,
    compression_savings_spend: f64,
    prompt_caching_savings_spend: f64,
    gateway_injected_caching_savings_spend: f64,
    autorouter_savings_spend: f64,
    total_response_time_ms: i64,
    timed_requests: i64,
}

/// What a line is counted under.
pub type Key = fn(&DayLine) -> &str;

/// What is known of a key.
#[derive(Debug, Clone, Default)]
pub struct KeyKnown {
    /// Its alias.
    pub alias: Option<String>,
    /// Its team.
    pub team_id: Option<String>,
    /// Its user.
    pub user_id: Option<String>,
}

/// What is known of keys, by id.
pub type KeyNames = BTreeMap<String, KeyKnown>;

/// What an activity is told of.
pub struct Shown {
    /// Whose activity it is: by user, team, tag, …
    pub entity: Key,
    /// What is known of them, by id.
    pub owners: BTreeMap<String, Value>,
    /// What is known of keys.
    pub keys: KeyNames,
}

/// Which part of an activity an answer is.
pub struct Page {
    /// Its number, from 1.
    pub number: usize,
    /// How many there are.
    pub pages: usize,
    /// The sums of all of them.
    pub total: Metrics,
}

impl Page {
    /// The only one, with these sums.
    #[must_use]
    pub fn only(total: Metrics) -> Self {
        Self {
            number: 1,
            pages: 1,
            total,
        }
    }
}

/// An activity, as it is written: there may be megabytes of it.
#[derive(Serialize)]
pub struct Activity<'a> {
    results: Vec<Day<'a>>,
    metadata: Value,
}

/// One day of an activity.
#[derive(Serialize)]
pub struct Day<'a> {
    date: &'a str,
    metrics: Told,
    breakdown: Breakdown<'a>,
}

#[derive(Serialize)]
struct Breakdown<'a> {
    models: Parts<'a>,
    model_groups: Parts<'a>,
    providers: Parts<'a>,
    api_keys: Parts<'a>,
    entities: Parts<'a>,
    mcp_servers: Map<String, Value>,
    endpoints: Parts<'a>,
}

type Parts<'a> = BTreeMap<&'a str, Part<'a>>;

#[derive(Serialize)]
struct Part<'a> {
    metrics: Told,
    metadata: Metadata<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_key_breakdown: Option<BTreeMap<&'a str, OfKey<'a>>>,
}

#[derive(Serialize)]
struct OfKey<'a> {
    metrics: Told,
    metadata: KeyTold<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Metadata<'a> {
    Key(KeyTold<'a>),
    Owner(&'a Value),
    None {},
}

#[derive(Serialize)]
struct KeyTold<'a> {
    key_alias: Option<&'a str>,
    team_id: Option<&'a str>,
    user_id: Option<&'a str>,
    key_exists: bool,
}

impl Shown {
    fn key(&self, id: &str) -> KeyTold<'_> {
        let known = self.keys.get(id);
        KeyTold {
            key_alias: known.and_then(|known| known.alias.as_deref()),
            team_id: known.and_then(|known| known.team_id.as_deref()),
            user_id: known.and_then(|known| known.user_id.as_deref()),
            key_exists: known.is_some(),
        }
    }
}

/// Sums by the day with their breakdowns, newest first; totals are of all pages.
#[must_use]
pub fn activity<'a>(lines: &'a [DayLine], shown: &'a Shown, page: &Page) -> Activity<'a> {
    let mut days: BTreeMap<&str, Vec<&DayLine>> = BTreeMap::new();
    for line in lines {
        days.entry(&line.day).or_default().push(line);
    }
    let results = days
        .iter()
        .rev()
        .map(|(day, lines)| of_day(day, lines, shown))
        .collect();
    Activity {
        results,
        metadata: totals(page),
    }
}

/// One day of an activity, of lines of that day alone.
#[must_use]
pub fn day<'a>(day: &'a str, lines: &'a [DayLine], shown: &'a Shown) -> Day<'a> {
    of_day(day, &lines.iter().collect::<Vec<_>>(), shown)
}

/// What an activity tells beside its days: the sums of all pages.
#[must_use]
pub fn totals(page: &Page) -> Value {
    let total = &page.total;
    json!({
            "total_spend": total.spend.usd(), "total_flat_cost": 0.0, "total_prompt_tokens": total.prompt,
            "total_completion_tokens": total.completion, "total_tokens": total.prompt + total.completion,
            "total_api_requests": total.requests, "total_successful_requests": total.successes,
            "total_failed_requests": total.failures, "total_cache_read_input_tokens": total.cache_read,
            "total_cache_creation_input_tokens": total.cache_write,
            "total_compression_saved_tokens": 0, "total_compression_savings_spend": 0.0,
            "total_prompt_caching_savings_spend": 0.0, "total_gateway_injected_caching_savings_spend": 0.0,
            "total_autorouter_savings_spend": 0.0, "total_response_time_ms": total.duration_ms,
            "total_timed_requests": total.requests, "page": page.number, "total_pages": page.pages,
            "has_more": page.number < page.pages, "api_key_limit": null, "total_api_keys": null, "entity_total_api_keys": null,
    })
}

fn of_day<'a>(day: &'a str, lines: &[&'a DayLine], shown: &'a Shown) -> Day<'a> {
    let mut all = Metrics::default();
    for line in lines {
        all.add(line);
    }
    let parts = |key: Key| broken_down(lines, key, &|_| Metadata::None {}, Some(shown));
    let owner = |id: &str| match shown.owners.get(id) {
        Some(owner) => Metadata::Owner(owner),
        None => Metadata::None {},
    };
    let breakdown = Breakdown {
        models: parts(|line| &line.model),
        model_groups: parts(|line| &line.model_group),
        providers: parts(|line| &line.provider),
        api_keys: broken_down(
            lines,
            |line| &line.key_id,
            &|id| Metadata::Key(shown.key(id)),
            None,
        ),
        entities: broken_down(lines, shown.entity, &owner, Some(shown)),
        mcp_servers: Map::new(),
        endpoints: parts(|line| CallType::parse(&line.call_type).map_or("", CallType::endpoint)),
    };
    Day {
        date: day,
        metrics: all.view(),
        breakdown,
    }
}

/// Lines by whatever they are counted under, and of each the keys where they are asked for.
fn broken_down<'a>(
    lines: &[&'a DayLine],
    key: Key,
    metadata: &dyn Fn(&str) -> Metadata<'a>,
    keys_of: Option<&'a Shown>,
) -> Parts<'a> {
    let mut parts: BTreeMap<&str, (Metrics, BTreeMap<&str, Metrics>)> = BTreeMap::new();
    for line in lines.iter().filter(|line| !key(line).is_empty()) {
        let part = parts.entry(key(line)).or_default();
        part.0.add(line);
        if keys_of.is_some() {
            part.1.entry(&line.key_id).or_default().add(line);
        }
    }
    let show = |(name, (metrics, keys)): (&'a str, (Metrics, BTreeMap<&'a str, Metrics>))| {
        let keys = keys_of.map(|shown| {
            let told = keys.into_iter().map(|(id, metrics)| {
                let of_key = OfKey {
                    metrics: metrics.view(),
                    metadata: shown.key(id),
                };
                (id, of_key)
            });
            told.collect()
        });
        let part = Part {
            metrics: metrics.view(),
            metadata: metadata(name),
            api_key_breakdown: keys,
        };
        (name, part)
    };
    parts.into_iter().map(show).collect()
}

/// Spend by whatever lines are counted under, the most first.
#[must_use]
pub fn by(lines: &[DayLine], key: Key) -> Vec<(String, Nanos)> {
    let mut sums: BTreeMap<&str, Nanos> = BTreeMap::new();
    for line in lines {
        *sums.entry(key(line)).or_default() += line.spend;
    }
    let mut sums: Vec<_> = sums
        .into_iter()
        .map(|(name, spend)| (name.to_owned(), spend))
        .collect();
    sums.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    sums
}
