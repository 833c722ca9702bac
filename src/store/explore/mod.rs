//! The ledger as people look through it: found by what they ask for, in pages by position, with counts over
//! time. However many calls there are, a question reads a bounded number of them.

mod changes;
mod ranked;
mod sessions;
mod spent;
mod sums;
mod wanted;

pub use changes::ChangeFilter;
pub use ranked::{Rank, Ranked};
pub use sessions::{SessionLine, SessionsPage};
pub use spent::{Spent, Stretch};
pub(super) use sums::total_of_hours;
pub use sums::{By, SumLine, Sums};
pub use wanted::CallFilter;

use super::Store;
use super::calls::{CALL_COLUMNS, decode_attempts, read_call};
use super::error::StoreError;
use super::filter::Filter;
use super::session::Args;
use crate::domain::record::CallRecord;
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;
use wanted::Patterns;

/// Rows that one page looks at, at most, where no index finds what is asked for.
const EXAMINED_MAX: i64 = 20_000;
/// Rows that are counted for one picture, at most, where an index counts them.
const COUNTED_MAX: i64 = 40_000;
/// The columns that looking needs, where no index finds what is asked for.
const LOOKED_AT: &str = "request_id, ended_at, started_at, outcome, key_id, user_id, team_id, model_group, provider, \
    session_id, end_user, stream, cached, cost_nanos, error, tags, call_type";

/// A place in the order of calls: newest first, ties by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// When the call there ended.
    pub at: Micros,
    /// Its id.
    pub id: String,
}

/// Which way to read on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// From the newest.
    #[default]
    Newest,
    /// What is older than this.
    OlderThan(Cursor),
    /// What is newer than this.
    NewerThan(Cursor),
}

/// A page of calls, newest first.
#[derive(Clone, Debug, Default)]
pub struct CallsPage {
    /// The calls on it.
    pub rows: Vec<CallRecord>,
    /// Whether there are more in the direction that was read.
    pub more: bool,
    /// Where looking stopped before the page was full: there may be more beyond.
    pub stopped_at: Option<Cursor>,
}

/// Calls in one span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// When it begins.
    pub start: Micros,
    /// Calls that succeeded.
    pub succeeded: i64,
    /// Calls that did not.
    pub failed: i64,
}

/// How long a call took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Took {
    /// In all, in milliseconds.
    pub total_ms: i64,
    /// To the first content, where it is known.
    pub first_ms: Option<i64>,
    /// With no provider at work on it: in the proxy itself, in microseconds. Not known of rows without
    /// attempts.
    pub own_micros: Option<i64>,
}

impl Store {
    /// A page of the calls that a filter describes.
    pub async fn explore_calls(
        &self,
        wanted: &CallFilter,
        start: &Start,
        size: usize,
    ) -> Result<CallsPage, StoreError> {
        let patterns = Patterns::of(wanted);
        let mut filter = Filter::default();
        wanted.found_from(&mut filter, start);
        let order = match start {
            Start::Newest | Start::OlderThan(_) => "DESC",
            Start::NewerThan(_) => "ASC",
        };
        let order = format!("ORDER BY ended_at {order}, request_id {order}");
        let found = filter.sql.clone();
        let edge_args = filter.args.clone();
        let sql = if wanted.is_searching() {
            filter.sql = String::new();
            wanted.looked_at(&mut filter, &patterns);
            // The looking needs a few columns of many rows, the page all columns of a few.
            format!(
                "SELECT {CALL_COLUMNS} FROM calls WHERE request_id IN (SELECT request_id FROM \
                 (SELECT {LOOKED_AT} FROM calls WHERE TRUE{found} {order} LIMIT {EXAMINED_MAX}) AS examined \
                 WHERE TRUE{} {order} LIMIT {}) {order}",
                filter.sql,
                size + 1
            )
        } else {
            format!(
                "SELECT {CALL_COLUMNS} FROM calls WHERE TRUE{found} {order} LIMIT {}",
                size + 1
            )
        };
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), filter.args).await?;
        let mut rows = rows.iter().map(read_call).collect::<Result<Vec<_>, _>>()?;
        let more = rows.len() > size;
        rows.truncate(size);
        let mut stopped_at = None;
        if wanted.is_searching() && !more {
            let edge = format!(
                "SELECT ended_at, request_id FROM calls WHERE TRUE{found} {order} LIMIT 1 OFFSET {}",
                EXAMINED_MAX - 1
            );
            let row = held.db().first(AssertSqlSafe(edge), edge_args).await?;
            stopped_at = row
                .map(|row| {
                    let mut row = row.read();
                    Ok::<_, StoreError>(Cursor {
                        at: Micros(row.int()?),
                        id: row.owned()?,
                    })
                })
                .transpose()?;
        }
        if matches!(start, Start::NewerThan(_)) {
            rows.reverse();
        }
        Ok(CallsPage {
            rows,
            more,
            stopped_at,
        })
    }

    /// How many calls ended in each span of so many microseconds, the oldest first. Counts the newest ones;
    /// tells when that was not all.
    pub async fn count_calls(
        &self,
        wanted: &CallFilter,
        width_micros: i64,
    ) -> Result<(Vec<Bucket>, bool), StoreError> {
        let patterns = Patterns::of(wanted);
        let mut filter = Filter::default();
        wanted.found(&mut filter);
        let found = std::mem::take(&mut filter.sql);
        let all = filter.args.clone();
        wanted.looked_at(&mut filter, &patterns);
        let width = width_micros.max(1);
        // Two columns stand in the indexes: without more no row is read.
        let (columns, most) = if wanted.is_searching() {
            (LOOKED_AT, EXAMINED_MAX)
        } else {
            ("ended_at, outcome", COUNTED_MAX)
        };
        let inner = format!(
            "SELECT {columns} FROM calls WHERE TRUE{found} ORDER BY ended_at DESC, request_id DESC LIMIT {most}"
        );
        let sql = format!(
            "SELECT ended_at / {width} AS bucket, CAST(SUM(CASE WHEN outcome = 'success' THEN 1 ELSE 0 END) AS BIGINT), \
             COUNT(*) FROM ({inner}) AS examined WHERE TRUE{} GROUP BY bucket ORDER BY bucket",
            filter.sql
        );
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), filter.args).await?;
        let edge = format!(
            "SELECT ended_at FROM calls WHERE TRUE{found} ORDER BY ended_at DESC, request_id DESC LIMIT 1 OFFSET {most}"
        );
        let beyond = held.db().first(AssertSqlSafe(edge), all).await?;
        let buckets = rows.iter().map(|row| {
            let mut row = row.read();
            let (start, succeeded, count) = (row.int()?, row.int()?, row.int()?);
            Ok(Bucket {
                start: Micros(start * width),
                succeeded,
                failed: count - succeeded,
            })
        });
        Ok((
            buckets.collect::<Result<_, StoreError>>()?,
            beyond.is_some(),
        ))
    }

    /// How long the newest successful calls took, at most `most` of them.
    pub async fn latencies(
        &self,
        wanted: &CallFilter,
        most: usize,
    ) -> Result<Vec<Took>, StoreError> {
        let patterns = Patterns::of(wanted);
        let mut filter = Filter::default();
        wanted.found(&mut filter);
        wanted.looked_at(&mut filter, &patterns);
        let sql = format!(
            "SELECT started_at, first_token_at, ended_at, attempts_log FROM calls WHERE TRUE{} AND outcome = 'success' \
             ORDER BY ended_at DESC, request_id DESC LIMIT {most}",
            filter.sql
        );
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), filter.args).await?;
        let read = rows.iter().map(|row| {
            let mut row = row.read();
            let began = Micros(row.int()?);
            let first = row.opt_int()?.map(Micros);
            let ended = Micros(row.int()?);
            let attempts = decode_attempts(row.text()?)?;
            let upstream: i64 = attempts
                .iter()
                .map(|attempt| attempt.ended_at.0 - attempt.began_at.0)
                .sum();
            let own = (ended.0 - began.0 - upstream).max(0);
            Ok(Took {
                own_micros: (!attempts.is_empty()).then_some(own),
                total_ms: ended.millis_since(began),
                first_ms: first.map(|at| at.millis_since(began)),
            })
        });
        read.collect()
    }

    /// When each of these keys was last used, in their order.
    pub async fn last_used(&self, key_ids: &[String]) -> Result<Vec<Option<Micros>>, StoreError> {
        let mut held = self.acquire().await?;
        let mut found = Vec::with_capacity(key_ids.len());
        for id in key_ids {
            let row = held
                .db()
                .first(
                    "SELECT ended_at FROM calls WHERE key_id = $1 AND outcome <> 'adjustment' \
                     ORDER BY ended_at DESC LIMIT 1",
                    Args::new().text(id),
                )
                .await?;
            found.push(row.map(|row| row.read().int().map(Micros)).transpose()?);
        }
        Ok(found)
    }
}
