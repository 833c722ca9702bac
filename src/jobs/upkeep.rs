//! Housekeeping: the database's log, words and rows past their retention, windows that are over.

use crate::domain::time::Micros;
use crate::gateway::Gateway;
use crate::gateway::catalog::PruneRules;
use crate::store::Store;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

const CHECKPOINT_INTERVAL: Duration = Duration::from_millis(250);
const PRUNE_EVERY_MICROS: i64 = 600 * 1_000_000;
/// How often it is looked whether the time has come: the interval may be changed.
const PRUNE_LOOKS: Duration = Duration::from_secs(1);
/// Rows removed in one transaction, so that nobody waits long behind it.
const PRUNE_BATCH: u32 = 1_000;
const WINDOW_KEPT_MICROS: i64 = 400 * 86_400_000_000;

/// Moves the write-ahead log into the database, off the writer's path.
pub async fn checkpoint(store: Store, stop: CancellationToken) {
    let mut failing = false;
    loop {
        tokio::select! {
            () = tokio::time::sleep(CHECKPOINT_INTERVAL) => {}
            () = stop.cancelled() => return,
        }
        match store.checkpoint().await {
            Ok(_) => failing = false,
            Err(error) if !failing => {
                failing = true;
                tracing::warn!(%error, "the database's log cannot be moved into it; it grows meanwhile");
            }
            Err(_) => {}
        }
    }
}

/// When what is past its retention is looked for, as whoever asks is told. Clones tell the same.
#[derive(Clone, Debug, Default)]
pub struct Pruning(Arc<AtomicI64>);

impl Pruning {
    /// When it is looked for next; none where nothing in this process does.
    #[must_use]
    pub fn next(&self) -> Option<Micros> {
        let next = self.0.load(Ordering::Relaxed);
        (next > 0).then_some(Micros(next))
    }

    fn set(&self, next: Micros) {
        self.0.store(next.0, Ordering::Relaxed);
    }
}

/// Removes stored words and rows past their retention, and forgets windows that are over.
pub async fn prune(gateway: Arc<Gateway>, store: Store, pruning: Pruning, stop: CancellationToken) {
    let mut housekept: Option<Micros> = None;
    let mut pruned: Option<Micros> = None;
    let is_due = |last: Option<Micros>, every: i64, now: Micros| {
        last.is_none_or(|last| now.0 >= last.0.saturating_add(every))
    };
    loop {
        let now = gateway.now();
        if is_due(housekept, PRUNE_EVERY_MICROS, now) {
            gateway.ledger.forget(Micros(now.0 - WINDOW_KEPT_MICROS));
            prune_responses(&store, now, &stop).await;
            housekept = Some(now);
        }
        if is_due(pruned, interval(&gateway), now) {
            prune_past(&gateway, &store, now, &stop).await;
            pruned = Some(now);
        }
        // The interval may have been changed meanwhile, so it is looked at often.
        let last = pruned.unwrap_or(now);
        pruning.set(Micros(last.0.saturating_add(interval(&gateway))));
        tokio::select! {
            () = tokio::time::sleep(PRUNE_LOOKS) => {}
            () = stop.cancelled() => return,
        }
    }
}

/// How often rows and words past their retention are looked for.
fn interval(gateway: &Gateway) -> i64 {
    let set = gateway.catalog().policy.pruned_every_micros;
    set.unwrap_or(PRUNE_EVERY_MICROS)
}

async fn prune_past(gateway: &Gateway, store: &Store, now: Micros, stop: &CancellationToken) {
    let (words, calls, rules) = {
        let catalog = gateway.catalog();
        let policy = &catalog.policy;
        (
            policy.payloads_kept_micros,
            policy.calls_kept_micros,
            policy.pruning,
        )
    };
    let mut go = Go {
        rules,
        began: Instant::now(),
        batches: 0,
    };
    if let Some(kept) = words {
        prune_words(store, Micros(now.0.saturating_sub(kept)), &mut go, stop).await;
    }
    if let Some(kept) = calls {
        go.batches = 0;
        prune_calls(store, Micros(now.0.saturating_sub(kept)), &mut go, stop).await;
    }
}

/// One go of removing what is past its retention.
struct Go {
    rules: PruneRules,
    began: Instant,
    batches: u32,
}

impl Go {
    /// Whether another batch may follow; the next go takes the rest.
    fn goes_on(&mut self) -> bool {
        let most = self
            .rules
            .batches_max
            .is_none_or(|most| self.batches < most);
        let spent = i64::try_from(self.began.elapsed().as_micros()).unwrap_or(i64::MAX);
        let in_time = self.rules.micros_max.is_none_or(|most| spent < most);
        self.batches += 1;
        most && in_time
    }
}

async fn prune_responses(store: &Store, now: Micros, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        match store.prune_responses(now, PRUNE_BATCH).await {
            Ok(removed) if removed >= u64::from(PRUNE_BATCH) => tokio::task::yield_now().await,
            Ok(_) => return,
            Err(error) => {
                tracing::warn!(%error, "kept responses past their time cannot be removed");
                return;
            }
        }
    }
}

async fn prune_words(store: &Store, before: Micros, go: &mut Go, stop: &CancellationToken) {
    let batch = go.rules.batch;
    while !stop.is_cancelled() && go.goes_on() {
        match store.prune_payloads(before, batch).await {
            Ok(removed) if removed >= u64::from(batch) => tokio::task::yield_now().await,
            Ok(_) => return,
            Err(error) => {
                tracing::warn!(%error, "stored requests past their retention cannot be removed");
                return;
            }
        }
    }
}

async fn prune_calls(store: &Store, before: Micros, go: &mut Go, stop: &CancellationToken) {
    let mut all = 0;
    while !stop.is_cancelled() && go.goes_on() {
        match store.prune_calls(before, go.rules.batch).await {
            Ok(0) => break,
            Ok(removed) => {
                all += removed;
                tokio::task::yield_now().await;
            }
            Err(error) => {
                tracing::warn!(%error, "rows of the log past their retention cannot be removed");
                break;
            }
        }
    }
    if all > 0 {
        tracing::info!(
            calls = all,
            "rows of the log past their retention are removed; what they add up to is kept"
        );
    }
}
