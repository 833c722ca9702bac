//! A small batch as one text, so that its transaction is one trip to the thread of the connection.
//!
//! Alone, a call's last row costs more in trips (begin, row, two totals, open call, commit) than in
//! work. In a large batch the trips are shared and the texts would be too many, so it goes the long way.

use super::batch::Many;
use super::dialect::Dialect;
use super::error::StoreError;
use super::ledger::{Batch, Committed};
use super::rollups::{bind_hour, bind_label};
use super::session::{Args, Db};
use super::totals::{Sums, bind_day, bind_window, read_total};
use sqlx::AssertSqlSafe;
use std::collections::HashMap;
use std::sync::Arc;

/// Most calls that are opened, and most that are closed, in one script.
const CALLS_MAX: usize = 3;
/// Most windows that a script adds to.
const WINDOWS_MAX: usize = 8;
/// Most totals of labels that a script adds to.
const LABELS_MAX: usize = 8;
/// Texts that are kept, at most.
const TEXTS_MAX: usize = 200;

/// How many rows of each kind a script has.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Shape {
    intents: usize,
    finals: usize,
    windows: usize,
    days: usize,
    hours: usize,
    labels: usize,
}

/// The texts by shape, made when first needed.
#[derive(Default)]
pub(super) struct Scripts(HashMap<Shape, Arc<str>>);

impl Scripts {
    /// Commits the batch if it fits a script: `None` when it does not, or when some of it has been
    /// committed before. Then nothing has been done.
    pub(super) async fn commit(
        &mut self,
        db: &mut Db<'_>,
        batch: &Batch<'_>,
    ) -> Result<Option<Committed>, StoreError> {
        let plain =
            batch.prices.is_empty() && batch.finals.iter().all(|call| call.row.payload.is_none());
        let few = batch.intents.len() <= CALLS_MAX && (1..=CALLS_MAX).contains(&batch.finals.len());
        // Postgres takes arguments with one statement only.
        if !plain || !few || db.dialect() != Dialect::Sqlite {
            return Ok(None);
        }
        let mut sums = Sums::default();
        for call in &batch.finals {
            sums.add(call.row);
        }
        let rows = sums.into_rows();
        let shape = Shape {
            intents: batch.intents.len(),
            finals: batch.finals.len(),
            windows: rows.windows.len(),
            days: rows.days.len(),
            hours: rows.hours.len(),
            labels: rows.labels.len(),
        };
        let Some(text) = self.text(shape) else {
            return Ok(None);
        };
        let intents = &batch.intents;
        let mut args = intents.iter().fold(Args::new(), |args, row| row.bind(args));
        args = batch.finals.iter().fold(args, |args, row| row.bind(args));
        args = rows.windows.iter().fold(args, bind_window);
        args = rows.days.iter().fold(args, bind_day);
        args = rows.hours.iter().fold(args, bind_hour);
        args = rows.labels.iter().fold(args, bind_label);
        args = batch
            .finals
            .iter()
            .fold(args, |args, call| args.text(call.id()));
        match db.fetch(AssertSqlSafe(text), args).await {
            Ok(returned) => Ok(Some(Committed {
                totals: returned.iter().map(read_total).collect::<Result<_, _>>()?,
                inserted: shape.finals,
            })),
            Err(StoreError::Conflict(_)) => {
                db.execute("ROLLBACK", Args::new()).await?;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn text(&mut self, shape: Shape) -> Option<Arc<str>> {
        if let Some(text) = self.0.get(&shape) {
            return Some(text.clone());
        }
        if shape.windows > WINDOWS_MAX || shape.labels > LABELS_MAX {
            return None;
        }
        if self.0.len() >= TEXTS_MAX {
            self.0.clear();
        }
        let dialect = Dialect::Sqlite;
        let mut parts = vec![dialect.begin_write()];
        for (many, rows) in [
            (Many::OpenNewCalls, shape.intents),
            (Many::NewCalls, shape.finals),
            (Many::Windows, shape.windows),
            (Many::Days, shape.days),
            (Many::Hours, shape.hours),
            (Many::Labels, shape.labels),
            (Many::CloseCalls, shape.finals),
        ] {
            if rows > 0 {
                parts.push(many.exactly(dialect, rows)?);
            }
        }
        parts.push("COMMIT");
        let text: Arc<str> = parts.join("; ").into();
        self.0.insert(shape, text.clone());
        Some(text)
    }
}
