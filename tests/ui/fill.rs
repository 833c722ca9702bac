//! Fills a database with calls that look like real traffic of a month or two: for looking at pages, and for
//! measuring them.

use cw_proxy::domain::attempt::{Attempt, AttemptOutcome};
use cw_proxy::domain::budget::{Scope, ScopeKind, WindowKey};
use cw_proxy::domain::key::{KeyHash, KeyType, VirtualKey};
use cw_proxy::domain::limits::Limits;
use cw_proxy::domain::money::Nanos;
use cw_proxy::domain::owner::{Owner, OwnerKind};
use cw_proxy::domain::price::ServiceTier;
use cw_proxy::domain::record::{CallIntent, CallRecord, CallType, Outcome, Passage, Payload};
use cw_proxy::domain::time::{Calendar, Micros, Span};
use cw_proxy::domain::usage::{Usage, UsageSource};
use cw_proxy::store::{AuditEntry, Entry, Store};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

const DAY: i64 = 86_400_000_000;
/// How traffic grows: 1 is not at all.
const GROWTH: f64 = 1.12;

/// Model, provider's model, provider, dollars per million tokens in and out, share of the traffic.
const MODELS: &[(&str, &str, &str, f64, f64, u32)] = &[
    ("gpt-4o-mini", "openai/gpt-4o-mini", "openai", 0.15, 0.6, 30),
    (
        "claude-sonnet",
        "anthropic/claude-sonnet-4-5",
        "anthropic",
        3.0,
        15.0,
        22,
    ),
    ("gpt-4o", "openai/gpt-4o", "openai", 2.5, 10.0, 16),
    (
        "gemini-flash",
        "gemini/gemini-2.5-flash",
        "gemini",
        0.3,
        2.5,
        12,
    ),
    (
        "embed-small",
        "openai/text-embedding-3-small",
        "openai",
        0.02,
        0.0,
        10,
    ),
    ("llama-local", "ollama/llama3.1", "ollama", 0.0, 0.0, 5),
    (
        "claude-opus",
        "anthropic/claude-opus-4-1",
        "anthropic",
        15.0,
        75.0,
        3,
    ),
    (
        "mistral-large",
        "mistral/mistral-large-latest",
        "mistral",
        2.0,
        6.0,
        2,
    ),
];

/// Alias, team, user, how much of its budget it has used up at most, share of the traffic.
type Key = (
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
    Option<f64>,
    u32,
);

const KEYS: &[Key] = &[
    ("fuzzing-workers", Some("research"), None, Some(0.62), 30),
    (
        "code-review",
        Some("platform"),
        Some("dana@example.com"),
        Some(0.78),
        22,
    ),
    ("docs-bot", Some("platform"), None, Some(0.93), 14),
    (
        "triage",
        Some("research"),
        Some("amir@example.com"),
        Some(0.45),
        12,
    ),
    ("nightly-evals", Some("research"), None, None, 9),
    ("playground", None, Some("li@example.com"), Some(0.86), 6),
    ("staging", Some("platform"), None, Some(0.35), 4),
    ("ci", None, None, None, 3),
];

const ERRORS: &[(&str, u16, Outcome)] = &[
    (
        "Rate limit reached for this model. Please try again in 1.2 s.",
        429,
        Outcome::UpstreamError,
    ),
    (
        "The server had an error while processing your request.",
        500,
        Outcome::UpstreamError,
    ),
    (
        "upstream did not answer within 60 s",
        504,
        Outcome::TimedOut,
    ),
    ("", 499, Outcome::ClientLeft),
    (
        "This model's maximum context length is 128000 tokens.",
        400,
        Outcome::UpstreamError,
    ),
];

fn picked<T>(rows: &[T], share: impl Fn(&T) -> u32, random: &mut fastrand::Rng) -> usize {
    let all: u32 = rows.iter().map(&share).sum();
    let mut at = random.u32(0..all);
    for (n, row) in rows.iter().enumerate() {
        if at < share(row) {
            return n;
        }
        at -= share(row);
    }
    0
}

fn audit(now: Micros, kind: &str, id: &str) -> AuditEntry {
    AuditEntry {
        at: now,
        actor: "default_user_id".into(),
        action: "created".into(),
        object_kind: kind.into(),
        object_id: id.into(),
        before: None,
        after: None,
    }
}

/// What a call costs on the average, in dollars: of tokens as [`usage`] draws them.
fn mean_cost() -> f64 {
    let input = 3_040.0 * (0.76 + 0.24 * 0.1);
    let of_model = MODELS
        .iter()
        .map(|(name, _, _, price_in, price_out, share)| {
            let output = if name.starts_with("embed") {
                0.0
            } else {
                608.0
            };
            f64::from(*share) / 100.0 * (input * price_in + output * price_out) / 1e6
        });
    of_model.sum()
}

/// The next round amount above so many dollars.
fn round_up(dollars: f64) -> f64 {
    let power = 10_f64.powf(dollars.log10().floor());
    let steps = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    let step = steps.iter().find(|step| **step * power >= dollars);
    step.unwrap_or(&10.0) * power
}

/// A budget of which a key with its share of the calls has used up at most so much, in its present window.
fn budget(n: usize, traffic: &Traffic, period: Span, made: Micros, used: f64) -> Nanos {
    let share = f64::from(KEYS[n].4) / 100.0;
    let window = Calendar::default().window(period, traffic.now, made);
    let days = (traffic.now.0 - window.start.0) as f64 / DAY as f64;
    let of_all = 1.0 - traffic.place(traffic.days as f64 - days);
    // Chance moves the spend of few calls by some percent.
    let spend = traffic.calls as f64 * of_all * share * mean_cost() * 1.08;
    Nanos((round_up(spend / used) * 1e9) as i64)
}

fn key(n: usize, traffic: &Traffic) -> VirtualKey {
    let (alias, team, user, used, _) = KEYS[n];
    let now = traffic.now;
    let made = Micros(now.0 - (40 - n as i64) * DAY);
    let period = used.and_then(|_| Span::parse("30d").ok());
    let budget = period
        .zip(used)
        .map(|(period, used)| budget(n, traffic, period, made, used));
    let secret = format!("sk-demo-{alias}-0123456789abcdef{n:04}");
    VirtualKey {
        hash: KeyHash::of(&secret),
        name: format!("sk-...{}", &secret[secret.len() - 4..]),
        alias: Some(alias.into()),
        user_id: user.map(Into::into),
        team_id: team.map(Into::into),
        models: if n.is_multiple_of(3) {
            vec!["gpt-4o-mini".into(), "claude-sonnet".into()]
        } else {
            Vec::new()
        },
        aliases: BTreeMap::new(),
        key_type: KeyType::Default,
        allowed_routes: Vec::new(),
        blocked: alias == "staging",
        expires_at: (alias == "playground").then(|| Micros(now.0 + 6 * 86_400_000_000)),
        limits: Limits {
            max_budget: budget,
            budget_period: period,
            budget_anchor: made,
            rpm_limit: n.is_multiple_of(2).then_some(600),
            ..Limits::default()
        },
        budget_id: None,
        organization_id: None,
        metadata: "{}".into(),
        extra: "{}".into(),
        created_at: made,
        updated_at: made,
        created_by: "default_user_id".into(),
        updated_by: "default_user_id".into(),
    }
}

/// How much is put into a database.
pub(crate) struct Traffic {
    /// Calls.
    pub(crate) calls: usize,
    /// Keys beside the busy ones, which together make one call in twenty; with their users and teams.
    pub(crate) rare_keys: usize,
    /// Until when.
    pub(crate) now: Micros,
    /// Of how many days.
    pub(crate) days: i64,
}

impl Traffic {
    /// Which part of the calls comes in the first so many days: each week has a little more than the last.
    fn place(&self, days: f64) -> f64 {
        (days / self.days as f64).clamp(0.0, 1.0).powf(GROWTH)
    }

    /// When a call comes.
    fn at(&self, n: usize) -> Micros {
        let span = (self.days * DAY) as f64;
        let passed = (n as f64 / self.calls as f64).powf(1.0 / GROWTH);
        Micros(self.now.0 - (span * (1.0 - passed)) as i64)
    }
}

/// The secret of one of the keys that are rarely used.
pub(crate) fn rare_secret(n: usize) -> String {
    format!("sk-rare-{n:05}-0123456789abcdef")
}

fn rare_key(n: usize, traffic: &Traffic) -> VirtualKey {
    let secret = rare_secret(n);
    VirtualKey {
        hash: KeyHash::of(&secret),
        name: format!("sk-...{}", &secret[secret.len() - 4..]),
        alias: Some(format!("rare-{n:05}")),
        user_id: Some(format!("rare-{}@example.com", n % 2_000).into()),
        team_id: n
            .is_multiple_of(2)
            .then(|| format!("rare-{}", n % 200).into()),
        expires_at: None,
        blocked: false,
        ..key(n % KEYS.len(), traffic)
    }
}

async fn put_owner(store: &Store, kind: OwnerKind, id: &str, now: Micros) {
    let owner = Owner::new(kind, id, "default_user_id", now);
    store
        .insert_owner(&owner, &audit(now, kind.as_str(), id))
        .await
        .expect("an owner");
}

/// Puts keys, teams, users and calls into an open database. Tells how long the calls took to commit.
pub(crate) async fn fill(store: &Store, traffic: &Traffic) -> Duration {
    let &Traffic {
        calls,
        rare_keys,
        now,
        ..
    } = traffic;
    let mut random = fastrand::Rng::with_seed(7);
    for (kind, id) in [
        (OwnerKind::Team, "research"),
        (OwnerKind::Team, "platform"),
        (OwnerKind::User, "dana@example.com"),
        (OwnerKind::User, "amir@example.com"),
        (OwnerKind::User, "li@example.com"),
    ] {
        put_owner(store, kind, id, now).await;
    }
    for n in 0..rare_keys.min(2_000) {
        put_owner(
            store,
            OwnerKind::User,
            &format!("rare-{n}@example.com"),
            now,
        )
        .await;
    }
    for n in (0..rare_keys.min(200)).step_by(2) {
        put_owner(store, OwnerKind::Team, &format!("rare-{n}"), now).await;
    }
    let busy = (0..KEYS.len()).map(|n| key(n, traffic));
    let mut keys: Vec<(VirtualKey, Arc<str>)> = Vec::new();
    for key in busy.chain((0..rare_keys).map(|n| rare_key(n, traffic))) {
        store
            .insert_key(&key, &audit(key.created_at, "key", &key.hash.hex()))
            .await
            .expect("a key");
        let id: Arc<str> = key.hash.hex().into();
        keys.push((key, id));
    }
    let mut writer = store.ledger_writer();
    let mut batch = Vec::new();
    let mut took = Duration::ZERO;
    for n in 0..calls {
        let at = traffic.at(n);
        batch.push(Entry::Final(Arc::new(call(n, at, now, &keys, &mut random))));
        if batch.len() == 2_000 || n + 1 == calls {
            let began = Instant::now();
            writer.commit(&batch).await.expect("written");
            took += began.elapsed();
            // As the server does, so that the log does not hold everything.
            store.checkpoint().await.expect("moved");
            batch.clear();
        }
    }
    writer.close().await.expect("closed");
    took
}

/// More by day than by night, less at weekends, and a little more each week.
fn quiet(at: Micros, random: &mut fastrand::Rng) -> bool {
    let hour = at.0.div_euclid(3_600_000_000).rem_euclid(24);
    let day = at.0.div_euclid(86_400_000_000).rem_euclid(7);
    let busy = [
        2, 2, 1, 1, 1, 2, 4, 6, 8, 10, 10, 9, 8, 10, 10, 9, 8, 7, 6, 5, 4, 3, 3, 2,
    ][hour as usize];
    // 1 January 1970 was a Thursday.
    let weekend = matches!(day, 2 | 3);
    random.u32(0..10) >= busy || weekend && random.u32(0..10) < 6
}

/// What all parts of a call agree on.
struct Draft<'a> {
    n: usize,
    /// Whether there are thousands of everybody.
    wide: bool,
    started: Micros,
    ended: Micros,
    first_ms: i64,
    stream: bool,
    model: &'static (&'static str, &'static str, &'static str, f64, f64, u32),
    key: &'a VirtualKey,
    key_id: &'a Arc<str>,
    error: &'static str,
    status: u16,
    outcome: Outcome,
    usage: Usage,
}

fn call(
    n: usize,
    at: Micros,
    now: Micros,
    keys: &[(VirtualKey, Arc<str>)],
    random: &mut fastrand::Rng,
) -> CallRecord {
    let mut started = at;
    // A quiet moment's call comes at a busier one of the same week.
    for _ in 0..6 {
        if !quiet(started, random) {
            break;
        }
        let later = random.i64(-12..12) * 3_600_000_000 + random.i64(0..3_600_000_000);
        started = Micros((at.0 + later).min(now.0 - 1_000_000));
    }
    let model = &MODELS[picked(MODELS, |row| row.5, random)];
    let rare = &keys[KEYS.len()..];
    let (key, key_id) = if rare.is_empty() || random.u32(0..20) > 0 {
        &keys[picked(KEYS, |row| row.4, random)]
    } else {
        &rare[random.usize(0..rare.len())]
    };
    let failed = random.u32(0..1000) < if model.0 == "mistral-large" { 160 } else { 18 };
    let (error, status, outcome) = if failed {
        ERRORS[random.usize(0..ERRORS.len())]
    } else {
        ("", 200, Outcome::Success)
    };
    let embeds = model.0.starts_with("embed");
    let usage = usage(model.0, failed, random);
    let first_ms = 180 + (random.f64().powi(4) * 2_400.0) as i64;
    let took_ms = if embeds {
        first_ms / 2
    } else {
        first_ms + usage.completion_tokens() as i64 * 9
    };
    let draft = Draft {
        n,
        wide: !rare.is_empty(),
        started,
        ended: started.plus_millis(took_ms),
        first_ms,
        stream: !embeds && random.bool(),
        model,
        key,
        key_id,
        error,
        status,
        outcome,
        usage,
    };
    draft.record(random.u32(0..40) == 0 && !failed)
}

fn usage(model: &str, failed: bool, random: &mut fastrand::Rng) -> Usage {
    let prompt = (random.f64().powi(3) * 12_000.0) as u64 + 40;
    let cached = if random.u32(0..10) < 4 {
        prompt * 6 / 10
    } else {
        0
    };
    let output = (random.f64().powi(2) * 1_800.0) as u64 + 8;
    let output = if model.starts_with("embed") {
        0
    } else {
        output
    };
    let reasoning = if model == "claude-opus" {
        output / 2
    } else {
        0
    };
    if failed {
        return Usage::default();
    }
    Usage {
        input: prompt - cached,
        cache_read: cached,
        output: output - reasoning,
        reasoning,
        ..Usage::default()
    }
}

impl Draft<'_> {
    fn attempt(&self, began: Micros, until: Micros, told: (u16, AttemptOutcome, &str)) -> Attempt {
        let (status, outcome, error) = told;
        let first = self.first_ms.min(self.ended.millis_since(self.started) - 2) - 3;
        Attempt {
            deployment_id: format!("dep-{}", self.model.0).into(),
            provider: self.model.2,
            model: self.model.1.into(),
            api_base: format!("https://api.{}.example/v1", self.model.2).into(),
            began_at: began,
            first_byte_at: (outcome == AttemptOutcome::Answered).then(|| began.plus_millis(first)),
            ended_at: until,
            status,
            outcome,
            error: error.into(),
            dropped: if self.stream && self.model.2 == "anthropic" {
                "logit_bias, seed".into()
            } else {
                String::new()
            },
        }
    }

    fn attempts(&self, retried: bool) -> Vec<Attempt> {
        let after = |ms| self.started.plus_millis(ms);
        let last = match self.outcome {
            Outcome::Success => AttemptOutcome::Answered,
            _ => AttemptOutcome::Refused,
        };
        let refused = (503, AttemptOutcome::Refused, "overloaded");
        let mut all = Vec::new();
        if retried {
            all.push(self.attempt(after(2), after(90), refused));
        }
        let began = after(if retried { 95 } else { 2 });
        let told = (self.status, last, self.error);
        all.push(self.attempt(began, self.ended.plus_millis(-1), told));
        all
    }

    fn intent(&self) -> CallIntent {
        let (n, key) = (self.n, self.key);
        let scope = Scope {
            kind: ScopeKind::Key,
            id: self.key_id.clone(),
        };
        let mut windows = vec![WindowKey::lifetime(scope.clone())];
        if let Some(period) = key.limits.budget_period {
            let calendar = Calendar::default();
            let window = calendar.window(period, self.started, key.limits.budget_anchor);
            windows.push(WindowKey {
                scope,
                period: period.to_string().into(),
                start: window.start,
            });
        }
        let end_user: Option<Arc<str>> = n.is_multiple_of(11).then(|| {
            format!(
                "customer-{}",
                if self.wide && n.is_multiple_of(2) {
                    n % 5_003
                } else {
                    n % 7
                }
            )
            .into()
        });
        for (kind, id) in [
            (ScopeKind::Team, &key.team_id),
            (ScopeKind::User, &key.user_id),
            (ScopeKind::EndUser, &end_user),
        ] {
            let Some(id) = id else { continue };
            windows.push(WindowKey::lifetime(Scope {
                kind,
                id: id.clone(),
            }));
        }
        let tags: Vec<Arc<str>> = match n % 10 {
            0 => vec!["prod".into(), "batch".into()],
            1 => vec!["prod".into()],
            2 => vec!["experiment".into()],
            _ => Vec::new(),
        };
        let programs = ["openai-python/1.99", "claude-cli/2.0", "claude-cli/2.0"];
        CallIntent {
            request_id: format!("{:012x}-{n:08}", self.started.0 / 1_000).into(),
            call_id: format!("call-{n:08}").into(),
            started_at: self.started,
            call_type: if self.model.0.starts_with("embed") {
                CallType::Embedding
            } else {
                CallType::Chat
            },
            stream: self.stream,
            key_id: self.key_id.clone(),
            user_id: key.user_id.clone(),
            team_id: key.team_id.clone(),
            org_id: None,
            end_user,
            tags: tags.into(),
            session_id: n
                .is_multiple_of(5)
                .then(|| format!("session-{}", n / 25).into()),
            user_agent: programs[n % 3].into(),
            degraded_from: None,
            model_group: self.model.0.into(),
            windows: windows.into(),
            reserved: Nanos::ZERO,
            estimated_input_tokens: self.usage.prompt_tokens(),
            price_version: "demo".into(),
        }
    }

    fn record(&self, retried: bool) -> CallRecord {
        let (group, model, provider, price_in, price_out, _) = *self.model;
        let usage = self.usage;
        let cost = (usage.input as f64 + usage.cache_read as f64 * 0.1) * price_in
            + usage.completion_tokens() as f64 * price_out;
        let attempts_log = self.attempts(retried);
        let succeeded = self.outcome == Outcome::Success;
        let words = self.n.is_multiple_of(20).then(|| {
            Box::new(Payload {
                request: format!(
                    "{{\"model\":\"{group}\",\"messages\":[{{\"role\":\"user\",\"content\":\"Summarise the crash in worker {}.\"}}]}}",
                    self.n
                ),
                response: "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"A null dereference in parse_header.\"}}]}".into(),
            })
        });
        CallRecord {
            intent: self.intent(),
            ended_at: self.ended,
            first_token_at: (succeeded && self.stream)
                .then(|| self.started.plus_millis(self.first_ms)),
            outcome: self.outcome,
            status: self.status,
            error: self.error.into(),
            deployment_id: format!("dep-{group}").into(),
            model: model.into(),
            provider,
            api_base: format!("https://api.{provider}.example/v1").into(),
            attempts: attempts_log.len() as u32,
            attempts_log,
            passage: Passage::default(),
            cached: false,
            response_id: format!("chatcmpl-{:08}", self.n),
            usage,
            usage_source: if succeeded {
                UsageSource::Provider
            } else {
                UsageSource::None
            },
            service_tier: ServiceTier::Standard,
            price_version: "demo".into(),
            cost: Nanos((cost * 1e3) as i64),
            upstream_cost: None,
            client_ip: "10.1.4.17".into(),
            payload: words,
        }
    }
}
