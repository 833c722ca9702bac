//! The ledger as people look through it: found by what they ask for, in pages by position, with counts over
//! time. However many calls there are, a question reads a bounded number of them.

mod changes;
mod sessions;
mod sums;

pub use changes::ChangeFilter;
pub use sessions::{SessionLine, SessionsPage};
pub use sums::{By, SumLine, Sums};

use super::Store;
use super::calls::{CALL_COLUMNS, decode_attempts, read_call};
use super::error::StoreError;
use super::filter::{Filter, containing};
use super::session::Args;
use crate::domain::money::Nanos;
use crate::domain::record::CallRecord;
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;
use std::fmt::Write as _;

/// Rows that one page looks at, at most, where no index finds what is asked for.
const EXAMINED_MAX: i64 = 20_000;
/// Rows that are counted for one picture, at most.
const COUNTED_MAX: i64 = 40_000;
/// The columns that looking needs, where no index finds what is asked for.
const LOOKED_AT: &str = "request_id, ended_at, started_at, outcome, provider, end_user, stream, cached, cost_nanos, \
    error, tags";

/// Which calls. The default is all of them.
#[derive(Clone, Debug, Default)]
pub struct CallFilter {
    /// Those that ended at this moment or later.
    pub from: Option<Micros>,
    /// Those that ended before this moment.
    pub until: Option<Micros>,
    /// Of these keys, when any are named.
    pub key_ids: Vec<String>,
    /// Of these users, when any are named.
    pub user_ids: Vec<String>,
    /// Of these teams, when any are named.
    pub team_ids: Vec<String>,
    /// Of this public model.
    pub model: Option<String>,
    /// Of this provider.
    pub provider: Option<String>,
    /// Those that succeeded, or that did not.
    pub succeeded: Option<bool>,
    /// Those that ended in this way, by its stored name.
    pub outcome: Option<String>,
    /// For this end user.
    pub end_user: Option<String>,
    /// With this tag.
    pub tag: Option<String>,
    /// Of this session of the client.
    pub session_id: Option<String>,
    /// Answered from the cache, or by a provider.
    pub cached: Option<bool>,
    /// Streams, or answers in one piece.
    pub stream: Option<bool>,
    /// That cost at least this much.
    pub cost_min: Option<Nanos>,
    /// That took at least this long, in milliseconds.
    pub took_min_ms: Option<i64>,
    /// Whose error contains this, in any case.
    pub error: Option<String>,
    /// With this id: ours, the client's, or that of the answer.
    pub request: Option<String>,
}

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

impl CallFilter {
    /// What indexes find.
    fn found<'a>(&'a self, filter: &mut Filter<'a>) {
        if let Some(from) = self.from {
            filter.and("ended_at >= $", |args| args.int(from.0));
        }
        if let Some(until) = self.until {
            filter.and("ended_at < $", |args| args.int(until.0));
        }
        filter.one_of("key_id", &self.key_ids);
        filter.one_of("user_id", &self.user_ids);
        filter.one_of("team_id", &self.team_ids);
        if let Some(model) = &self.model {
            filter.and("model_group = $", |args| args.text(model));
        }
        if let Some(session) = &self.session_id {
            filter.and("session_id = $", |args| args.text(session));
        }
        if self.tag.is_some() {
            filter.sql.push_str(" AND tags <> '[]'");
        }
        if self.succeeded == Some(false) {
            filter.sql.push_str(" AND outcome <> 'success'");
        }
        if let Some(id) = &self.request {
            filter.args = std::mem::take(&mut filter.args).text(id);
            let n = filter.args.len();
            // Writing to a String cannot fail.
            let _ = write!(
                filter.sql,
                " AND (request_id = ${n} OR response_id = ${n} AND response_id <> '' OR call_id = ${n})"
            );
        }
        filter.sql.push_str(" AND outcome <> 'adjustment'");
    }

    /// What only a look at each row tells.
    fn looked_at<'a>(&'a self, filter: &mut Filter<'a>, patterns: &'a Patterns) {
        if self.succeeded == Some(true) {
            filter.sql.push_str(" AND outcome = 'success'");
        }
        for (column, value) in [
            ("provider = $", &self.provider),
            ("outcome = $", &self.outcome),
            ("end_user = $", &self.end_user),
        ] {
            if let Some(value) = value {
                filter.and(column, |args| args.text(value));
            }
        }
        if let Some(stream) = self.stream {
            filter.and("stream = $", |args| args.flag(stream));
        }
        if let Some(cached) = self.cached {
            filter.and("cached = $", |args| args.flag(cached));
        }
        if self.tag.is_some() {
            filter.args = std::mem::take(&mut filter.args).text(&patterns.tag);
            let n = filter.args.len();
            // Writing to a String cannot fail.
            let _ = write!(filter.sql, " AND tags LIKE ${n} ESCAPE '!'");
        }
        if let Some(least) = self.cost_min {
            filter.and("cost_nanos >= $", |args| args.int(least.0));
        }
        if let Some(least) = self.took_min_ms {
            filter.and("ended_at - started_at >= $", |args| {
                args.int(least.saturating_mul(1_000))
            });
        }
        if self.error.is_some() {
            filter.any_like(&["error"], &patterns.error);
        }
    }

    /// Whether anything is asked for that no index finds.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        self.succeeded == Some(true)
            || self.provider.is_some()
            || self.outcome.is_some()
            || self.end_user.is_some()
            || self.stream.is_some()
            || self.cached.is_some()
            || self.tag.is_some()
            || self.cost_min.is_some()
            || self.took_min_ms.is_some()
            || self.error.is_some()
    }
}

/// Patterns of texts that are looked for.
struct Patterns {
    error: String,
    tag: String,
}

impl Patterns {
    fn of(wanted: &CallFilter) -> Self {
        // A tag stands in a list of JSON texts.
        let tag = serde_json::to_string(wanted.tag.as_deref().unwrap_or_default());
        let mut like = "%".to_owned();
        for c in tag.unwrap_or_default().chars() {
            if matches!(c, '%' | '_' | '!') {
                like.push('!');
            }
            like.push(c);
        }
        like.push('%');
        Self {
            error: containing(wanted.error.as_deref()),
            tag: like,
        }
    }
}

fn cut<'a>(filter: &mut Filter<'a>, compare: &str, cursor: &'a Cursor) {
    filter.args = std::mem::take(&mut filter.args)
        .int(cursor.at.0)
        .text(&cursor.id);
    let n = filter.args.len();
    // The first condition follows from the second, and tells the planner where to begin.
    // Writing to a String cannot fail.
    let _ = write!(
        filter.sql,
        " AND ended_at {compare}= ${at} AND (ended_at, request_id) {compare} (${at}, ${n})",
        at = n - 1
    );
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
        wanted.found(&mut filter);
        let order = match start {
            Start::Newest => "DESC",
            Start::OlderThan(cursor) => {
                cut(&mut filter, "<", cursor);
                "DESC"
            }
            Start::NewerThan(cursor) => {
                cut(&mut filter, ">", cursor);
                "ASC"
            }
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
        let columns = if wanted.is_searching() {
            LOOKED_AT
        } else {
            "ended_at, outcome"
        };
        let inner = format!(
            "SELECT {columns} FROM calls WHERE TRUE{found} ORDER BY ended_at DESC, request_id DESC LIMIT {COUNTED_MAX}"
        );
        let sql = format!(
            "SELECT ended_at / {width} AS bucket, CAST(SUM(CASE WHEN outcome = 'success' THEN 1 ELSE 0 END) AS BIGINT), \
             COUNT(*) FROM ({inner}) AS examined WHERE TRUE{} GROUP BY bucket ORDER BY bucket",
            filter.sql
        );
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), filter.args).await?;
        let edge = format!(
            "SELECT ended_at FROM calls WHERE TRUE{found} ORDER BY ended_at DESC, request_id DESC LIMIT 1 OFFSET {COUNTED_MAX}"
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
        let mut filter = Filter::default();
        wanted.found(&mut filter);
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
