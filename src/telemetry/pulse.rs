//! How it goes: what rules about alerts and the state of deployments look at, from the calls that end.

use super::teller::Complete;
use crate::domain::attempt::AttemptOutcome;
use crate::domain::record::CallRecord;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Deployments and models that are remembered.
const KNOWN_MAX: usize = 1_000;
/// So many failures in a row are an outage.
pub const OUTAGE: u32 = 3;

/// What is remembered of a deployment.
#[derive(Debug, Clone, Default)]
pub struct Deployment {
    /// Its model with its provider.
    pub model: Arc<str>,
    /// The provider.
    pub provider: Arc<str>,
    /// Where it is called.
    pub api_base: Arc<str>,
    /// How often it failed since it last answered.
    pub failures: u32,
    /// The status of its last failure.
    pub status: u16,
}

/// Slow calls of one model since somebody last looked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Slow {
    /// How many.
    pub count: u32,
    /// The longest, in microseconds.
    pub longest_micros: i64,
}

/// What is remembered of all calls.
#[derive(Debug, Default)]
pub struct Pulse {
    deployments: Mutex<BTreeMap<Arc<str>, Deployment>>,
    slow: Mutex<BTreeMap<Arc<str>, Slow>>,
    slow_micros: std::sync::atomic::AtomicI64,
}

impl Pulse {
    /// Looks at a request's calls.
    pub(super) fn tell(&self, complete: &Complete) {
        for call in &complete.calls {
            self.deployments_of(&call.record);
            self.duration(&call.record);
        }
    }

    fn deployments_of(&self, record: &CallRecord) {
        let mut known = self
            .deployments
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for attempt in &record.attempts_log {
            if known.len() >= KNOWN_MAX && !known.contains_key(&attempt.deployment_id) {
                continue;
            }
            let one = known.entry(attempt.deployment_id.clone()).or_default();
            one.model = attempt.model.clone();
            one.provider = attempt.provider.into();
            one.api_base = attempt.api_base.clone();
            let status = attempt.status;
            match attempt.outcome {
                AttemptOutcome::Answered => one.failures = 0,
                // What the client did wrong is no failure of the deployment's; a credential is.
                AttemptOutcome::Refused
                    if (400..500).contains(&status) && ![401, 403, 429].contains(&status) => {}
                AttemptOutcome::Refused | AttemptOutcome::Failed => {
                    one.failures = one.failures.saturating_add(1);
                    one.status = status;
                }
            }
        }
    }

    fn duration(&self, record: &CallRecord) {
        let limit = self.slow_micros.load(std::sync::atomic::Ordering::Relaxed);
        let first = record.first_token_at.unwrap_or(record.ended_at);
        let took = first.0 - record.intent.started_at.0;
        if limit <= 0 || took < limit {
            return;
        }
        let mut slow = self.slow.lock().unwrap_or_else(PoisonError::into_inner);
        if slow.len() < KNOWN_MAX || slow.contains_key(&record.intent.model_group) {
            let one = slow.entry(record.intent.model_group.clone()).or_default();
            one.count += 1;
            one.longest_micros = one.longest_micros.max(took);
        }
    }

    /// From which duration a call is slow; nothing is slow until this was set.
    pub fn set_slow(&self, micros: i64) {
        self.slow_micros
            .store(micros, std::sync::atomic::Ordering::Relaxed);
    }

    /// Every deployment that was called, by id.
    #[must_use]
    pub fn deployments(&self) -> BTreeMap<Arc<str>, Deployment> {
        self.deployments
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Slow calls since the last time this was asked, by model.
    #[must_use]
    pub fn take_slow(&self) -> BTreeMap<Arc<str>, Slow> {
        std::mem::take(&mut *self.slow.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The state of each deployment under LiteLLM's labels: 0 answers, 1 failed lately, 2 is out.
    #[must_use]
    pub fn states(&self) -> Vec<(Vec<Arc<str>>, f64)> {
        let state = |failures: u32| match failures {
            0 => 0.0,
            failures if failures < OUTAGE => 1.0,
            _ => 2.0,
        };
        self.deployments()
            .into_iter()
            .map(|(id, one)| {
                let labels = vec![one.model, id, one.api_base, one.provider];
                (labels, state(one.failures))
            })
            .collect()
    }
}
