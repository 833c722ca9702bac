//! Statements over many rows at once.
//!
//! Each comes in a few sizes, so that their texts are few and stay prepared on the connection. The
//! texts are made once, from constants.

use super::calls::{CALL_COLUMNS, INTENT_COLUMNS};
use super::dialect::Dialect;
use super::error::StoreError;
use super::session::{Args, Db, Row};
use super::totals::SUM_COLUMNS;
use std::borrow::Cow;
use std::sync::OnceLock;

/// How many rows one statement may have.
const SIZES: [usize; 11] = [1, 2, 3, 4, 5, 6, 7, 8, 16, 32, 64];

/// The most rows in one statement.
pub(super) const LARGEST: usize = SIZES[SIZES.len() - 1];

/// A statement over many rows.
#[derive(Clone, Copy, Debug)]
pub(super) enum Many {
    /// Opens calls, except those that are over already.
    OpenCalls,
    /// Opens calls that are known to be new; a conflict otherwise.
    OpenNewCalls,
    /// Adds calls to the ledger.
    Calls,
    /// The same, returning the ids of those that were not there.
    CallsReturning,
    /// The same for calls that are known to be new; a conflict otherwise.
    NewCalls,
    /// Adds to window totals; returns the rows with their new spend.
    Windows,
    /// Adds to daily totals.
    Days,
    /// Adds to the totals of hours.
    Hours,
    /// Adds to the totals of labels.
    Labels,
    /// Removes open calls.
    CloseCalls,
    /// Removes calls.
    PruneCalls,
    /// Removes what was said in calls.
    PrunePayloads,
    /// Adds to what is kept of windows of removed calls.
    PrunedWindows,
    /// Adds to what is kept of their days.
    PrunedDays,
    /// Adds to what is kept of their hours.
    PrunedHours,
    /// Adds to what is kept of their labels.
    PrunedLabels,
}

const STATEMENTS: usize = 16;

/// The text around the rows of a statement, and how many values a row has.
struct Frame {
    head: String,
    width: usize,
    tail: Cow<'static, str>,
}

const WINDOW_COLUMNS: &str = "scope_kind, scope_id, period, window_start, spend_nanos, requests, prompt_tokens, \
     completion_tokens";
/// Totals of calls: the table, and what its rows are told apart by.
const DAYS: (&str, &str) = (
    "daily_totals",
    "day, key_id, user_id, team_id, model_group, model, provider, call_type",
);
const HOURS: (&str, &str) = (
    "hourly_totals",
    "hour, key_id, user_id, team_id, model_group, provider",
);
const LABELS: (&str, &str) = (
    "labelled_totals",
    "kind, label, day, key_id, user_id, team_id, model_group, model, provider, call_type",
);

/// Removes rows by the ids of their calls.
fn removing(table: &str) -> Frame {
    Frame {
        head: format!("DELETE FROM {table} WHERE request_id IN (VALUES "),
        width: 1,
        tail: ")".into(),
    }
}

/// Adds rows to totals of calls.
fn adding((table, keys): (&str, &str)) -> Frame {
    let added = SUM_COLUMNS.map(|sum| format!("{sum} = t.{sum} + excluded.{sum}"));
    Frame {
        head: format!(
            "INSERT INTO {table} AS t ({keys}, {}) VALUES ",
            SUM_COLUMNS.join(", ")
        ),
        width: keys.split(',').count() + SUM_COLUMNS.len(),
        tail: Cow::Owned(format!(
            " ON CONFLICT ({keys}) DO UPDATE SET {}",
            added.join(", ")
        )),
    }
}

impl Many {
    fn frame(self) -> Frame {
        let width = |columns: &str| columns.split(',').count();
        match self {
            Self::OpenCalls => Frame {
                head: format!("INSERT INTO open_calls ({INTENT_COLUMNS}) SELECT * FROM (VALUES "),
                width: width(INTENT_COLUMNS),
                // Both databases name the columns of VALUES column1, column2, …
                tail: ") AS v WHERE NOT EXISTS (SELECT 1 FROM calls WHERE calls.request_id = v.column1) \
                       ON CONFLICT (request_id) DO NOTHING"
                    .into(),
            },
            Self::OpenNewCalls => Frame {
                head: format!("INSERT INTO open_calls ({INTENT_COLUMNS}) VALUES "),
                width: width(INTENT_COLUMNS),
                tail: "".into(),
            },
            Self::Calls | Self::CallsReturning | Self::NewCalls => Frame {
                head: format!("INSERT INTO calls ({CALL_COLUMNS}) VALUES "),
                width: width(CALL_COLUMNS),
                tail: match self {
                    Self::Calls => " ON CONFLICT (request_id) DO NOTHING",
                    Self::NewCalls => "",
                    _ => " ON CONFLICT (request_id) DO NOTHING RETURNING request_id",
                }
                .into(),
            },
            Self::Windows => Frame {
                head: format!("INSERT INTO window_totals AS t ({WINDOW_COLUMNS}) VALUES "),
                width: width(WINDOW_COLUMNS),
                tail: " ON CONFLICT (scope_kind, scope_id, period, window_start) DO UPDATE SET \
                       spend_nanos = t.spend_nanos + excluded.spend_nanos, \
                       requests = t.requests + excluded.requests, \
                       prompt_tokens = t.prompt_tokens + excluded.prompt_tokens, \
                       completion_tokens = t.completion_tokens + excluded.completion_tokens \
                       RETURNING scope_kind, scope_id, period, window_start, spend_nanos, prompt_tokens + completion_tokens"
                    .into(),
            },
            Self::Days => adding(DAYS),
            Self::Hours => adding(HOURS),
            Self::Labels => adding(LABELS),
            Self::CloseCalls => removing("open_calls"),
            Self::PruneCalls => removing("calls"),
            Self::PrunePayloads => removing("payloads"),
            Self::PrunedWindows => Frame {
                head: format!(
                    "INSERT INTO pruned_windows AS t ({WINDOW_COLUMNS}, largest_nanos) VALUES "
                ),
                width: width(WINDOW_COLUMNS) + 1,
                tail: " ON CONFLICT (scope_kind, scope_id, period, window_start) DO UPDATE SET \
                       spend_nanos = t.spend_nanos + excluded.spend_nanos, \
                       requests = t.requests + excluded.requests, \
                       prompt_tokens = t.prompt_tokens + excluded.prompt_tokens, \
                       completion_tokens = t.completion_tokens + excluded.completion_tokens, \
                       largest_nanos = CASE WHEN excluded.largest_nanos > t.largest_nanos \
                       THEN excluded.largest_nanos ELSE t.largest_nanos END"
                    .into(),
            },
            Self::PrunedDays => adding(("pruned_days", DAYS.1)),
            Self::PrunedHours => adding(("pruned_hours", HOURS.1)),
            Self::PrunedLabels => adding(("pruned_labels", LABELS.1)),
        }
    }

    /// The text for a number of rows that is one of [`SIZES`].
    fn text(self, dialect: Dialect, size_index: usize) -> &'static str {
        static TEXTS: [[[OnceLock<String>; SIZES.len()]; STATEMENTS]; 2] =
            [const { [const { [const { OnceLock::new() }; SIZES.len()] }; STATEMENTS] }; 2];
        TEXTS[dialect as usize][self as usize][size_index]
            .get_or_init(|| self.write(dialect, SIZES[size_index]))
    }

    fn write(self, dialect: Dialect, rows: usize) -> String {
        let Frame { head, width, tail } = self.frame();
        let mut sql = head;
        for row in 0..rows {
            sql.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..width {
                if column > 0 {
                    sql.push_str(", ");
                }
                dialect.placeholder(&mut sql, row * width + column + 1);
            }
            sql.push(')');
        }
        sql.push_str(&tail);
        sql
    }

    /// The text for exactly so many rows, where one statement can have them.
    pub(super) fn exactly(self, dialect: Dialect, rows: usize) -> Option<&'static str> {
        let index = SIZES.binary_search(&rows).ok()?;
        Some(self.text(dialect, index))
    }

    /// Whether a row may be in a statement twice. Where it may, the last row is repeated up to the
    /// next size; where it would be added twice, the rows are cut into exact sizes.
    fn repeatable(self) -> bool {
        matches!(
            self,
            Self::OpenCalls
                | Self::Calls
                | Self::CallsReturning
                | Self::CloseCalls
                | Self::PruneCalls
                | Self::PrunePayloads
        )
    }

    /// Which size to use for the next statement when this many rows are left.
    fn size_index(self, left: usize) -> usize {
        let fitting = SIZES.partition_point(|size| *size <= left);
        if self.repeatable() && left < LARGEST && SIZES[fitting - 1] != left {
            fitting
        } else {
            fitting - 1
        }
    }

    /// Runs the statement over all rows; `bind` appends the values of one. Tells how many rows changed.
    pub(super) async fn execute<'r, T>(
        self,
        db: &mut Db<'_>,
        mut rows: &'r [T],
        bind: impl Fn(Args<'r>, &'r T) -> Args<'r>,
    ) -> Result<u64, StoreError> {
        let mut changed = 0;
        while let Some((sql, args)) = self.next(db.dialect(), &mut rows, &bind) {
            changed += db.execute(sql, args).await?;
        }
        Ok(changed)
    }

    /// Runs the statement over all rows; collects what it returns.
    pub(super) async fn fetch<'r, T>(
        self,
        db: &mut Db<'_>,
        mut rows: &'r [T],
        bind: impl Fn(Args<'r>, &'r T) -> Args<'r>,
    ) -> Result<Vec<Row>, StoreError> {
        let mut returned = Vec::new();
        while let Some((sql, args)) = self.next(db.dialect(), &mut rows, &bind) {
            returned.extend(db.fetch(sql, args).await?);
        }
        Ok(returned)
    }

    /// Takes the rows of the next statement off; gives its text and values.
    fn next<'r, T>(
        self,
        dialect: Dialect,
        rows: &mut &'r [T],
        bind: &impl Fn(Args<'r>, &'r T) -> Args<'r>,
    ) -> Option<(&'static str, Args<'r>)> {
        if rows.is_empty() {
            return None;
        }
        let index = self.size_index(rows.len());
        let size = SIZES[index];
        let (now, later) = rows.split_at(size.min(rows.len()));
        *rows = later;
        let mut args = now.iter().fold(Args::default(), bind);
        let width = args.len() / now.len();
        for _ in now.len()..size {
            args.repeat_last(width);
        }
        Some((self.text(dialect, index), args))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_cover_any_number_of_rows() {
        let sizes = |many: Many, mut left: usize| {
            let mut sizes = Vec::new();
            while left > 0 {
                let size = SIZES[many.size_index(left)];
                sizes.push(size);
                left -= size.min(left);
            }
            sizes
        };
        assert_eq!(sizes(Many::Calls, 5), [5]);
        assert_eq!(sizes(Many::Calls, 9), [16]);
        assert_eq!(sizes(Many::Calls, 33), [64]);
        assert_eq!(sizes(Many::Calls, 130), [64, 64, 2]);
        assert_eq!(sizes(Many::Windows, 9), [8, 1]);
        assert_eq!(sizes(Many::Windows, 63), [32, 16, 8, 7]);
        assert_eq!(sizes(Many::Windows, 64), [64]);
    }

    #[test]
    fn each_database_gets_its_own_placeholders() {
        assert_eq!(
            Many::CloseCalls.text(Dialect::Sqlite, 1),
            "DELETE FROM open_calls WHERE request_id IN (VALUES (?), (?))"
        );
        assert_eq!(
            Many::CloseCalls.text(Dialect::Postgres, 1),
            "DELETE FROM open_calls WHERE request_id IN (VALUES ($1), ($2))"
        );
    }
}
