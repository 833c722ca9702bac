//! Rows of the ledger that are past their retention: they go, and what they added up to is kept in their
//! place, so that every total is still explained.

use super::Store;
use super::batch::Many;
use super::calls::{CALL_COLUMNS, read_call};
use super::error::StoreError;
use super::session::{Args, Db};
use super::totals::{Sums, bind_window, read_window_sum, stored_in};
use crate::domain::budget::WindowKey;
use crate::domain::money::Nanos;
use crate::domain::record::CallRecord;
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;

/// What was kept of rows that are gone.
#[derive(Debug, Default)]
pub(super) struct Pruned {
    /// Their sums.
    pub(super) sums: Sums,
    /// The dearest call of each window.
    pub(super) largest: BTreeMap<WindowKey, Nanos>,
}

impl Pruned {
    fn add(&mut self, record: &CallRecord) {
        self.sums.add(record);
        for window in &*record.intent.windows {
            let largest = self.largest.entry(window.clone()).or_default();
            *largest = (*largest).max(record.cost);
        }
    }

    /// All that was ever kept.
    pub(super) async fn read(db: &mut Db<'_>) -> Result<Self, StoreError> {
        let sql = "SELECT scope_kind, scope_id, period, window_start, spend_nanos, requests, prompt_tokens, \
                   completion_tokens, largest_nanos FROM pruned_windows";
        let mut pruned = Self {
            sums: stored_in(db, "pruned_days", "pruned_hours", "pruned_labels").await?,
            largest: BTreeMap::new(),
        };
        for row in &db.fetch(sql, Args::new()).await? {
            let mut row = row.read();
            let (window, sum) = read_window_sum(&mut row)?;
            pruned.largest.insert(window.clone(), Nanos(row.int()?));
            pruned.sums.windows.insert(window, sum);
        }
        Ok(pruned)
    }
}

impl Store {
    /// Removes at most `most` calls that ended before a moment, the oldest first, with what was said in
    /// them; the totals stay, and what the calls added up to is kept. Tells how many. One short transaction:
    /// the ledger waits for no more than that.
    pub async fn prune_calls(&self, before: Micros, most: u32) -> Result<u64, StoreError> {
        let mut tx = self.begin().await?;
        let sql = format!(
            "SELECT {CALL_COLUMNS} FROM calls WHERE ended_at < $1 ORDER BY ended_at, request_id LIMIT $2"
        );
        let args = Args::new().int(before.0).int(i64::from(most));
        let rows = tx.db().fetch(AssertSqlSafe(sql), args).await?;
        let mut pruned = Pruned::default();
        let mut ids = Vec::with_capacity(rows.len());
        for row in &rows {
            match read_call(row) {
                Ok(record) => {
                    pruned.add(&record);
                    ids.push(record.intent.request_id);
                }
                // Nobody can sum it, so it stays; the audit of the books names it.
                Err(error) => tracing::warn!(%error, "a row of the ledger cannot be read"),
            }
        }
        let Pruned { sums, largest } = pruned;
        let sums = sums.into_rows();
        let mut db = tx.db();
        let windows: Vec<_> = sums
            .windows
            .iter()
            .map(|row| (row, largest.get(&row.0).copied().unwrap_or_default()))
            .collect();
        Many::PrunedWindows
            .execute(&mut db, &windows, |args, (row, largest)| {
                bind_window(args, row).int(largest.0)
            })
            .await?;
        sums.store_pruned(&mut db).await?;
        for many in [Many::PruneCalls, Many::PrunePayloads] {
            many.execute(&mut db, &ids, |args, id| args.text(id))
                .await?;
        }
        tx.commit().await?;
        Ok(ids.len() as u64)
    }
}
