//! The ledger's writer: drains the journal, commits what it finds in one transaction, then acks.
//!
//! There is no timer: while one batch is being committed the next one gathers, so a quiet proxy acks
//! at once and a busy one in large groups. What cannot be committed is tried again until it can;
//! meanwhile nothing is acked, and new calls are refused.

use crate::gateway::journal::{Entry, Inbox, Journal, NamedPrice};
use crate::gateway::ledger::{Ledger, Reservation};
use crate::store::{Entry as Row, LedgerWriter};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

/// Most entries of one transaction.
const BATCH_MAX: usize = 4_096;
/// Most refused calls among them.
const REFUSED_MAX: usize = 64;
/// How long to wait after a failed commit: doubled each time, up to the limit.
const RETRY_WAIT_MIN: Duration = Duration::from_millis(100);
const RETRY_WAIT_MAX: Duration = Duration::from_secs(5);

/// Writes until the journal is closed and empty.
pub async fn run(
    Inbox {
        mut calls,
        mut refused,
    }: Inbox,
    mut writer: LedgerWriter,
    journal: Journal,
    ledger: Arc<Ledger>,
) {
    let mut known_prices = HashSet::new();
    let mut waiting = Vec::with_capacity(BATCH_MAX);
    // Only senders keep a channel open, and this task must not be one of them.
    let health = journal.health();
    drop(journal);
    let mut refusals = Vec::with_capacity(REFUSED_MAX);
    let mut refuses = true;
    loop {
        // Those that are paid come first. The end of a call may come when nobody can be refused any more.
        let over = tokio::select! {
            biased;
            taken = calls.recv_many(&mut waiting, BATCH_MAX) => taken == 0,
            taken = refused.recv_many(&mut refusals, REFUSED_MAX), if refuses => {
                refuses = taken > 0;
                false
            }
        };
        while refusals.len() < REFUSED_MAX
            && let Ok(record) = refused.try_recv()
        {
            refusals.push(record);
        }
        if waiting.is_empty() && refusals.is_empty() {
            if over {
                break;
            }
            continue;
        }
        health.takes();
        let mut batch = Batch::default();
        for entry in waiting.drain(..) {
            batch.add(entry, &mut known_prices);
        }
        batch.rows.extend(refusals.drain(..).map(Row::Final));
        let mut wait = RETRY_WAIT_MIN;
        let committed = loop {
            match writer.commit(&batch.rows).await {
                Ok(committed) => break committed,
                Err(error) => {
                    health.set(false);
                    tracing::error!(%error, rows = batch.rows.len(), "the ledger cannot be written; trying again");
                    tokio::time::sleep(wait).await;
                    wait = (wait * 2).min(RETRY_WAIT_MAX);
                }
            }
        };
        health.committed();
        ledger.settle(&committed.totals, batch.released);
        for ack in batch.acks {
            // A caller that stopped waiting is no concern of the ledger.
            let _ = ack.send(());
        }
    }
    if let Err(error) = writer.close().await {
        tracing::warn!(%error, "the ledger's connection did not close cleanly");
    }
}

/// Rows to commit, and what to do once they are.
#[derive(Default)]
struct Batch {
    rows: Vec<Row>,
    released: Vec<Reservation>,
    acks: Vec<oneshot::Sender<()>>,
}

impl Batch {
    fn add(&mut self, entry: Entry, known_prices: &mut HashSet<Arc<str>>) {
        match entry {
            Entry::Intent { intent, price, ack } => {
                self.add_price(price, known_prices);
                self.rows.push(Row::Intent(intent));
                self.acks.push(ack);
            }
            Entry::Final {
                record,
                price,
                reservation,
                ack,
            } => {
                self.add_price(price, known_prices);
                self.rows.push(Row::Final(record));
                self.released.extend(reservation);
                self.acks.push(ack);
            }
        }
    }

    /// A price goes on record before the first row that names it, and once.
    fn add_price(&mut self, price: Option<NamedPrice>, known_prices: &mut HashSet<Arc<str>>) {
        let Some((version, price)) = price.filter(|(version, _)| !known_prices.contains(version))
        else {
            return;
        };
        self.rows.push(Row::Price {
            version: version.clone(),
            spec: price.spec().into(),
        });
        known_prices.insert(version);
    }
}
