//! What was spent, and nothing else of the sums: for reports of thousands of lines.

use super::super::Store;
use super::super::error::StoreError;
use super::super::filter::Filter;
use super::super::spend::{DAY_LINES_MAX, ListDays};
use super::sums::{By, days_of};
use crate::domain::money::Nanos;
use sqlx::AssertSqlSafe;

/// What was spent by one of those that lines are told apart by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent<const N: usize> {
    /// One for each thing that was asked by, in that order; absent users and teams are empty.
    pub of: [String; N],
    /// What it cost.
    pub spend: Nanos,
    /// Input tokens.
    pub prompt_tokens: i64,
    /// Output tokens.
    pub completion_tokens: i64,
}

impl Store {
    /// What was spent on days, in the order of what it is told apart by, of which one may be a label. At
    /// most [`DAY_LINES_MAX`] lines.
    pub async fn spent<const N: usize>(
        &self,
        list: &ListDays,
        by: [By; N],
    ) -> Result<Vec<Spent<N>>, StoreError> {
        let mut filter = Filter::default();
        let from = days_of(&mut filter, list, &by);
        let columns = by.map(By::of_days).join(", ");
        // Columns and conditions are constants.
        let sql = format!(
            "SELECT {columns}, CAST(SUM(spend_nanos) AS BIGINT), CAST(SUM(prompt_tokens) AS BIGINT), \
             CAST(SUM(completion_tokens) AS BIGINT) FROM {from} GROUP BY {columns} ORDER BY {columns} \
             LIMIT {DAY_LINES_MAX}"
        );
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), filter.args).await?;
        rows.iter()
            .map(|row| {
                let mut row = row.read();
                let mut of = [const { String::new() }; N];
                for name in &mut of {
                    *name = row.owned()?;
                }
                Ok(Spent {
                    of,
                    spend: Nanos(row.int()?),
                    prompt_tokens: row.int()?,
                    completion_tokens: row.int()?,
                })
            })
            .collect()
    }
}
