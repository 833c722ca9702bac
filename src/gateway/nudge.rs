//! Asking for a fresh catalog, from where the database is out of reach.

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};

/// How long anyone waits for a refresh that was asked for.
const REFRESH_WAIT: Duration = Duration::from_secs(2);

/// A bell for the refresh job, and the count of its rounds to wait for.
#[derive(Debug, Clone)]
pub struct Nudge {
    bell: Arc<Notify>,
    rounds: Arc<watch::Sender<u64>>,
}

impl Default for Nudge {
    fn default() -> Self {
        Self {
            bell: Arc::default(),
            rounds: Arc::new(watch::Sender::new(0)),
        }
    }
}

impl Nudge {
    /// Asks for a refresh and waits until a round that began after this moment is over. Many askers
    /// share one round. Gives up after two seconds: the catalog in force is still a good one.
    pub async fn refresh(&self) {
        let mut rounds = self.rounds.subscribe();
        // A round in progress may have read the database before the caller's change: wait for the next.
        let target = *rounds.borrow() + 2;
        self.bell.notify_one();
        let caught_up = async {
            while *rounds.borrow_and_update() < target {
                if rounds.changed().await.is_err() {
                    return;
                }
                self.bell.notify_one();
            }
        };
        // Either way the caller goes on.
        let _ = tokio::time::timeout(REFRESH_WAIT, caught_up).await;
    }

    /// For the job: waits until someone rings, at most `interval`.
    pub async fn rung(&self, interval: Duration) {
        let _ = tokio::time::timeout(interval, self.bell.notified()).await;
    }

    /// For the job: a round is over.
    pub fn round_over(&self) {
        self.rounds.send_modify(|round| *round += 1);
    }
}
