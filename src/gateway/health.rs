//! How each deployment fares: calls in flight, use in this minute, how quick it is, and whether it is
//! left alone for a while. Kept in memory, per process; nothing here waits.

use super::catalog::Served;
use super::fault_class::{self, class};
use crate::domain::routing::{FaultClass, RoutingRules};
use crate::domain::time::Micros;
use crate::wire::fault::{Fault, FaultKind};
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// Samples of latency that count.
const SAMPLES_MAX: usize = 10;
/// What a call that timed out counts as, in seconds: LiteLLM's figure.
const TIMED_OUT_SECONDS: f64 = 1_000.0;
/// A deployment alone in its group cools only when it fails all of so many calls in a minute.
const ALONE_FAILS_MIN: u32 = 1_000;
/// One of several cools when more than half of at least so many calls in a minute failed.
const SOME_CALLS_MIN: u32 = 5;
/// The longest rest that a provider can ask for, in seconds.
const REST_SECONDS_MAX: u64 = 3_600;
/// Statuses for which rests are counted apart.
const STATUSES_MAX: usize = 16;
/// The longest text that is kept of a fault.
const WORDS_MAX: usize = 256;

/// Every deployment's state, by its id.
#[derive(Debug, Default)]
pub struct Health {
    states: RwLock<HashMap<Arc<str>, Arc<State>>>,
}

/// One deployment's state. It outlives catalogs.
#[derive(Debug, Default)]
pub struct State {
    in_flight: AtomicU32,
    told: Mutex<Told>,
}

/// What calls have told.
#[derive(Debug, Default)]
struct Told {
    /// The minute that the next figures are of.
    minute: i64,
    requests: i64,
    tokens: i64,
    answered: u32,
    failed: u32,
    failed_by_class: Vec<(FaultClass, u32)>,
    resting: Option<Rest>,
    /// Seconds for each token of whole answers, and to the first event of streams.
    per_token: Samples,
    to_first: Samples,
    last_answer_at: Option<Micros>,
    last_fault: Option<LastFault>,
    rests: Vec<(u16, u64)>,
    left: Left,
    /// When a check of the deployment failed, unless one after it went well.
    unwell_at: Option<Micros>,
}

/// What a provider said is left of its limits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Left {
    /// Requests.
    pub requests: Option<i64>,
    /// Tokens.
    pub tokens: Option<i64>,
}

type Samples = VecDeque<(Micros, f64)>;

/// A deployment is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    /// Until when.
    pub until: Micros,
    /// How long in all, in milliseconds.
    pub for_ms: u64,
}

/// The last fault that says something about a deployment.
#[derive(Debug, Clone)]
pub struct LastFault {
    /// When.
    pub at: Micros,
    /// The status.
    pub status: u16,
    /// What was said, without secrets.
    pub message: String,
}

/// A deployment's state at one moment.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Calls in flight.
    pub in_flight: u32,
    /// Calls in this minute.
    pub requests: i64,
    /// Tokens in this minute.
    pub tokens: i64,
    /// Answers in this minute.
    pub answered: u32,
    /// Faults in this minute.
    pub failed: u32,
    /// It is left alone.
    pub resting: Option<Rest>,
    /// Mean of the last samples: seconds for each token of whole answers.
    pub seconds_per_token: Option<f64>,
    /// Mean of the last samples: seconds to the first event of streams.
    pub seconds_to_first: Option<f64>,
    /// When it answered last.
    pub last_answer_at: Option<Micros>,
    /// The last fault.
    pub last_fault: Option<LastFault>,
    /// How often it was left alone, by the status that was one too many.
    pub rests: Vec<(u16, u64)>,
    /// What its provider said is left of its limits, at the last answer.
    pub left: Left,
}

impl Snapshot {
    /// Whether it works, as far as traffic tells; `None` when nothing was heard of it.
    #[must_use]
    pub fn works(&self) -> Option<bool> {
        if self.resting.is_some() {
            return Some(false);
        }
        match (self.last_answer_at, self.last_fault.as_ref()) {
            (None, None) => None,
            (answer, fault) => Some(answer >= fault.map(|fault| fault.at)),
        }
    }

    /// When something was heard of it last.
    #[must_use]
    pub fn heard_at(&self) -> Option<Micros> {
        self.last_answer_at
            .max(self.last_fault.as_ref().map(|fault| fault.at))
    }
}

/// Why a deployment takes no call now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoEntry {
    /// It is left alone.
    Resting(Rest),
    /// It has as many calls in flight as it takes.
    Full(u32),
    /// Its requests or tokens of this minute are used up.
    AtLimit,
}

impl Health {
    /// The state of a deployment.
    #[must_use]
    pub fn state(&self, id: &Arc<str>) -> Arc<State> {
        let states = self.states.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(state) = states.get(id) {
            return state.clone();
        }
        drop(states);
        let mut states = self.states.write().unwrap_or_else(PoisonError::into_inner);
        states.entry(id.clone()).or_default().clone()
    }

    /// Forgets deployments that are gone.
    pub fn retain(&self, is_known: impl Fn(&str) -> bool) {
        let mut states = self.states.write().unwrap_or_else(PoisonError::into_inner);
        states.retain(|id, state| is_known(id) || state.in_flight.load(Ordering::Relaxed) > 0);
    }

    /// A deployment's state at this moment; the default where nothing was heard of it.
    #[must_use]
    pub fn snapshot(&self, id: &str, now: Micros) -> Snapshot {
        let states = self.states.read().unwrap_or_else(PoisonError::into_inner);
        let state = states.get(id).cloned();
        drop(states);
        state.map(|state| state.snapshot(now)).unwrap_or_default()
    }
}

impl State {
    // A panic while it is held leaves figures that are at most one call off.
    fn lock(&self, now: Micros) -> MutexGuard<'_, Told> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let minute = now.0.div_euclid(60_000_000);
        if told.minute != minute {
            told.minute = minute;
            (told.requests, told.tokens) = (0, 0);
            (told.answered, told.failed) = (0, 0);
            told.failed_by_class.clear();
        }
        if told.resting.is_some_and(|rest| rest.until <= now) {
            told.resting = None;
        }
        told
    }

    /// Notes what a check of the deployment found.
    pub fn note_check(&self, works: bool, at: Micros) {
        self.lock(at).unwell_at = (!works).then_some(at);
    }

    /// Whether a check failed no longer ago than this, and nothing went well since.
    #[must_use]
    pub fn is_unwell(&self, within_micros: i64, now: Micros) -> bool {
        let unwell_at = self.lock(now).unwell_at;
        unwell_at.is_some_and(|at| now.0 - at.0 <= within_micros)
    }

    /// Calls in flight.
    #[must_use]
    pub fn in_flight(&self) -> u32 {
        self.in_flight.load(Ordering::Relaxed)
    }

    /// Whether it is left alone.
    #[must_use]
    pub fn resting(&self, now: Micros) -> Option<Rest> {
        self.lock(now).resting
    }

    /// Tokens in this minute.
    #[must_use]
    pub fn tokens(&self, now: Micros) -> i64 {
        self.lock(now).tokens
    }

    /// Why it takes no call, places at the same time left out.
    #[must_use]
    pub fn bars(&self, served: &Served, rules: &RoutingRules, now: Micros) -> Option<NoEntry> {
        self.lock(now).bars(served, rules)
    }

    /// Mean latency of streams or of whole answers, in seconds, as far as it still counts.
    #[must_use]
    pub fn latency(&self, stream: bool, ttl_seconds: u64, now: Micros) -> Option<f64> {
        let told = self.lock(now);
        let samples = if stream {
            &told.to_first
        } else {
            &told.per_token
        };
        mean(samples, ttl_seconds, now)
    }

    /// Notes what the provider says is left of its limits.
    pub fn note_left(&self, left: Left, now: Micros) {
        self.lock(now).left = left;
    }

    fn snapshot(&self, now: Micros) -> Snapshot {
        let told = self.lock(now);
        Snapshot {
            in_flight: self.in_flight(),
            requests: told.requests,
            tokens: told.tokens,
            answered: told.answered,
            failed: told.failed,
            resting: told.resting,
            seconds_per_token: mean(&told.per_token, 3_600, now),
            seconds_to_first: mean(&told.to_first, 3_600, now),
            last_answer_at: told.last_answer_at,
            last_fault: told.last_fault.clone(),
            rests: told.rests.clone(),
            left: told.left,
        }
    }
}

impl Told {
    fn note_rest(&mut self, status: u16) {
        let full = self.rests.len() >= STATUSES_MAX;
        match self.rests.iter_mut().find(|(known, _)| *known == status) {
            Some((_, times)) => *times += 1,
            None if full => {}
            None => self.rests.push((status, 1)),
        }
    }

    fn bars(&self, served: &Served, rules: &RoutingRules) -> Option<NoEntry> {
        if let Some(rest) = self.resting {
            return Some(NoEntry::Resting(rest));
        }
        let deployment = &served.deployment;
        let used_up = rules.limits_rates(&deployment.group)
            && (deployment.rpm.is_some_and(|most| self.requests >= most)
                || deployment.tpm.is_some_and(|most| self.tokens >= most));
        used_up.then_some(NoEntry::AtLimit)
    }
}

fn mean(samples: &Samples, ttl_seconds: u64, now: Micros) -> Option<f64> {
    let ttl_micros = i64::try_from(ttl_seconds)
        .unwrap_or(i64::MAX)
        .saturating_mul(1_000_000);
    let counting = samples.iter().filter(|(at, _)| now.0 - at.0 <= ttl_micros);
    let (sum, count) = counting.fold((0.0, 0_u32), |(sum, count), (_, seconds)| {
        (sum + seconds, count + 1)
    });
    (count > 0).then(|| sum / f64::from(count))
}

fn sample(samples: &mut Samples, at: Micros, seconds: f64) {
    if samples.len() >= SAMPLES_MAX {
        samples.pop_front();
    }
    samples.push_back((at, seconds));
}

/// A call's place at a deployment, while it is being called. Dropping it gives the place back.
#[derive(Debug)]
pub struct Lease {
    state: Arc<State>,
    served: Arc<Served>,
    rules: Arc<RoutingRules>,
    /// How many deployments the group has.
    group_size: usize,
    began_at: Micros,
    stream: bool,
}

/// What an answer used, as far as deployments are judged by it.
#[derive(Debug, Clone, Copy)]
pub struct Used {
    /// All tokens.
    pub tokens: u64,
    /// Those of the answer.
    pub output_tokens: u64,
    /// When the first event was here.
    pub first_at: Option<Micros>,
}

impl Lease {
    /// Takes a place. A call that may go nowhere else (`pinned`) is let in whatever was heard.
    pub fn take(
        health: &Health,
        served: &Arc<Served>,
        rules: &Arc<RoutingRules>,
        (group_size, pinned, stream): (usize, bool, bool),
        now: Micros,
    ) -> Result<Self, NoEntry> {
        let deployment = &served.deployment;
        let state = health.state(&deployment.id);
        let most = deployment
            .max_parallel_requests
            .or(rules.max_parallel_requests);
        let mut told = state.lock(now);
        if let Some(no) = told.bars(served, rules).filter(|_| !pinned) {
            return Err(no);
        }
        // The lock is held, so nobody comes in between.
        if let Some(most) = most.filter(|most| state.in_flight() >= *most) {
            return Err(NoEntry::Full(most));
        }
        told.requests += 1;
        state.in_flight.fetch_add(1, Ordering::Relaxed);
        drop(told);
        Ok(Self {
            state,
            served: served.clone(),
            rules: rules.clone(),
            group_size,
            began_at: now,
            stream,
        })
    }

    /// The call was answered, or the client left an answer that came.
    pub fn answered(self, used: Used, now: Micros) {
        let mut told = self.state.lock(now);
        told.tokens = told
            .tokens
            .saturating_add(i64::try_from(used.tokens).unwrap_or(i64::MAX));
        told.answered += 1;
        told.unwell_at = None;
        told.last_answer_at = Some(now);
        let seconds = |until: Micros| (until.0 - self.began_at.0).max(0) as f64 / 1e6;
        if self.stream {
            let first_at = used.first_at.unwrap_or(now);
            sample(&mut told.to_first, now, seconds(first_at));
        } else {
            let tokens = used.output_tokens.max(1) as f64;
            sample(&mut told.per_token, now, seconds(now) / tokens);
        }
    }

    /// The call failed.
    pub fn failed(self, fault: &Fault, tokens: u64, now: Micros) {
        let mut told = self.state.lock(now);
        told.tokens = told
            .tokens
            .saturating_add(i64::try_from(tokens).unwrap_or(i64::MAX));
        if fault.kind == FaultKind::Timeout {
            let samples = if self.stream {
                &mut told.to_first
            } else {
                &mut told.per_token
            };
            sample(samples, now, TIMED_OUT_SECONDS);
        }
        let class = class(fault);
        let cooldown = &self.rules.cooldown;
        if !fault_class::is_deployments(fault) && !cooldown.by_class.0.contains_key(&class) {
            return;
        }
        told.failed += 1;
        match told
            .failed_by_class
            .iter_mut()
            .find(|(known, _)| *known == class)
        {
            Some((_, count)) => *count += 1,
            None => told.failed_by_class.push((class, 1)),
        }
        told.last_fault = Some(LastFault {
            at: now,
            status: fault.status,
            message: fault.message.chars().take(WORDS_MAX).collect(),
        });
        let deployment = &self.served.deployment;
        if cooldown.disabled || deployment.provider_default || !self.cools(&told, fault, class) {
            return;
        }
        let asked_ms = fault.retry_after_seconds.filter(|seconds| *seconds > 0);
        let asked_ms = asked_ms.map(|seconds| seconds.min(REST_SECONDS_MAX) * 1_000);
        let for_ms = deployment
            .cooldown_time_ms
            .or(asked_ms)
            .unwrap_or(cooldown.time_ms);
        if for_ms > 0 {
            let until = now.plus_millis(i64::try_from(for_ms).unwrap_or(i64::MAX / 2_000));
            told.resting = Some(Rest { until, for_ms });
            told.note_rest(fault.status);
            tracing::warn!(
                deployment = &*deployment.id,
                model = &*deployment.group,
                status = fault.status,
                for_ms,
                "a deployment is left alone for a while"
            );
        }
    }

    /// Whether this fault was one too many.
    fn cools(&self, told: &Told, fault: &Fault, class: FaultClass) -> bool {
        let cooldown = &self.rules.cooldown;
        let of_class = told
            .failed_by_class
            .iter()
            .find(|(known, _)| *known == class);
        let of_class = of_class.map_or(0, |(_, count)| *count);
        if let Some(allowed) = self.served.deployment.allowed_fails {
            return told.failed > allowed;
        }
        if let Some(allowed) = cooldown.by_class.of(class) {
            return of_class > allowed;
        }
        if let Some(allowed) = cooldown.allowed_fails {
            return told.failed > allowed;
        }
        let calls = told.answered + told.failed;
        let alone = self.group_size < 2;
        let all_failed = told.answered == 0 && calls >= ALONE_FAILS_MIN;
        let most_failed = !alone && calls >= SOME_CALLS_MIN && told.failed * 2 > calls;
        let stays = match fault.kind {
            FaultKind::Authentication | FaultKind::NotFound => true,
            FaultKind::PaymentRequired | FaultKind::RateLimit => !alone,
            _ => false,
        };
        stays || all_failed || most_failed
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.state.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}
