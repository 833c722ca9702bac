//! Looks by itself, now and then, whether the models work, so that whoever asks need not wait for it.

use crate::domain::time::Micros;
use arc_swap::ArcSwap;
use futures_util::future::BoxFuture;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// How often it is looked whether the time has come: the interval may be changed.
const LOOKS: Duration = Duration::from_secs(1);

/// What was found of one deployment.
#[derive(Clone, Debug)]
pub struct Found {
    /// Whether it works.
    pub works: bool,
    /// What is told of it.
    pub told: Map<String, Value>,
    /// When it was looked.
    pub at: Micros,
}

/// What was found in one round, by the deployments' ids.
pub type Round = HashMap<Arc<str>, Found>;

/// What the last round found; empty where none was made. Clones tell the same.
#[derive(Clone, Debug, Default)]
pub struct Checks(Arc<ArcSwap<Round>>);

impl Checks {
    /// What the last round found.
    #[must_use]
    pub fn last(&self) -> Arc<Round> {
        self.0.load_full()
    }
}

/// How the job asks: how often, none where it is switched off, and for a round.
pub struct Asks {
    /// How long to wait from one round to the next.
    pub every: Box<dyn Fn() -> Option<Duration> + Send + Sync>,
    /// Makes a round.
    pub round: Box<dyn Fn() -> BoxFuture<'static, Round> + Send + Sync>,
}

/// Makes rounds, one at a time, until stopped.
pub async fn run(checks: Checks, asks: Asks, stop: CancellationToken) {
    let mut ended: Option<Instant> = None;
    loop {
        match (asks.every)() {
            Some(every) if ended.is_none_or(|ended| ended.elapsed() >= every) => {
                let found = tokio::select! {
                    found = (asks.round)() => found,
                    () = stop.cancelled() => return,
                };
                checks.0.store(Arc::new(found));
                ended = Some(Instant::now());
            }
            Some(_) => {}
            // Nobody is told what is not looked after any more.
            None => {
                if ended.take().is_some() {
                    checks.0.store(Arc::default());
                }
            }
        }
        tokio::select! {
            () = tokio::time::sleep(LOOKS) => {}
            () = stop.cancelled() => return,
        }
    }
}
