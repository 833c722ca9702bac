//! Who used the most: the first of thousands, in order, without reading the others.

use super::super::Store;
use super::super::error::StoreError;
use super::super::filter::Filter;
use super::super::spend::ListDays;
use super::sums::{By, SUMMED, SumLine, days_of, read_line};
use sqlx::AssertSqlSafe;

/// What sums are put in order by, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// What it cost.
    Spend,
    /// Calls.
    Requests,
    /// Calls that did not succeed.
    Failures,
    /// All tokens.
    Tokens,
    /// Input tokens from the prompt cache.
    CacheRead,
    /// How long a call took, on the average.
    MeanTime,
}

impl Rank {
    /// The same of the columns of sums.
    fn expression(self) -> &'static str {
        match self {
            Self::Spend => "spend_nanos",
            Self::Requests => "requests",
            Self::Failures => "requests - successes",
            Self::Tokens => "prompt_tokens + completion_tokens",
            Self::CacheRead => "cache_read_tokens",
            Self::MeanTime => "CASE WHEN requests > 0 THEN duration_ms / requests ELSE 0 END",
        }
    }
}

/// Those with the most.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    /// Their sums, the most first; those with as much by name.
    pub lines: Vec<SumLine>,
    /// How many there are in all.
    pub count: usize,
}

impl Store {
    /// Those with the most of something in the sums of days, at most `most` of them.
    pub async fn most_of_days(
        &self,
        list: &ListDays,
        by: By,
        rank: Rank,
        most: usize,
    ) -> Result<Ranked, StoreError> {
        let mut filter = Filter::default();
        let from = days_of(&mut filter, list, &[by]);
        let column = by.of_days();
        let columns = SUMMED.map(|(sum, _)| sum).join(", ");
        let sums = SUMMED.map(|(sum, _)| format!("CAST(SUM({sum}) AS BIGINT) AS {sum}"));
        // Columns, sums and orders are constants.
        let sql = format!(
            "SELECT {column}, {columns}, COUNT(*) OVER () FROM (SELECT {column}, {} FROM {from} GROUP BY {column}) \
             AS summed ORDER BY {} DESC, {column} LIMIT {most}",
            sums.join(", "),
            rank.expression()
        );
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), filter.args).await?;
        let count = rows.first().map(|row| row.read().nth_int(SUMMED.len() + 1));
        let count = count.transpose()?.unwrap_or_default();
        let lines = rows.iter().map(|row| read_line(row, 1));
        Ok(Ranked {
            lines: lines.collect::<Result<_, _>>()?,
            count: usize::try_from(count).unwrap_or_default(),
        })
    }
}
