//! Sums over the ledger by whatever they are asked for: by the day from the daily totals, by the hour from
//! the calls themselves.

use super::super::Store;
use super::super::error::StoreError;
use super::super::filter::Filter;
use super::super::session::{Reader, Row};
use super::super::spend::ListDays;
use super::CallFilter;
use crate::domain::money::Nanos;
use sqlx::AssertSqlSafe;

/// What sums are made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The UTC day, or the hour since 1970.
    Time,
    /// The public model.
    Model,
    /// The provider.
    Provider,
    /// The key.
    Key,
    /// The user.
    User,
    /// The team.
    Team,
    /// The organization. Only of calls; those without one are left out.
    Organization,
    /// The end user. Only of calls; those without one are left out.
    EndUser,
    /// All tags of a call together, as a JSON list. Only of calls; those without tags are left out.
    Tags,
}

impl By {
    fn column(self) -> &'static str {
        match self {
            Self::Time => "day",
            Self::Model => "model_group",
            Self::Provider => "provider",
            Self::Key => "key_id",
            Self::User => "user_id",
            Self::Team => "team_id",
            Self::Organization => "org_id",
            Self::EndUser => "end_user",
            Self::Tags => "tags",
        }
    }
}

/// What was spent and used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// What it cost.
    pub spend: Nanos,
    /// Calls.
    pub requests: i64,
    /// Calls that succeeded.
    pub successes: i64,
    /// Input tokens.
    pub prompt_tokens: i64,
    /// Output tokens.
    pub completion_tokens: i64,
    /// Input tokens from the prompt cache.
    pub cache_read_tokens: i64,
    /// Input tokens written to the prompt cache.
    pub cache_write_tokens: i64,
    /// How long the calls took together, in milliseconds.
    pub duration_ms: i64,
}

impl Sums {
    /// Calls that did not succeed.
    #[must_use]
    pub fn failures(&self) -> i64 {
        self.requests - self.successes
    }

    /// All tokens.
    #[must_use]
    pub fn tokens(&self) -> i64 {
        self.prompt_tokens.saturating_add(self.completion_tokens)
    }
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.spend += other.spend;
        self.requests += other.requests;
        self.successes += other.successes;
        self.prompt_tokens = self.prompt_tokens.saturating_add(other.prompt_tokens);
        self.completion_tokens = self
            .completion_tokens
            .saturating_add(other.completion_tokens);
        self.cache_read_tokens = self
            .cache_read_tokens
            .saturating_add(other.cache_read_tokens);
        self.cache_write_tokens = self
            .cache_write_tokens
            .saturating_add(other.cache_write_tokens);
        self.duration_ms += other.duration_ms;
    }
}

/// Sums, and what they are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumLine {
    /// One for each thing that was asked by, in that order; absent users and teams are empty.
    pub of: Vec<String>,
    /// The sums.
    pub sums: Sums,
}

fn read_sums(row: &mut Reader<'_>) -> Result<Sums, StoreError> {
    Ok(Sums {
        spend: Nanos(row.int()?),
        requests: row.int()?,
        successes: row.int()?,
        prompt_tokens: row.int()?,
        completion_tokens: row.int()?,
        cache_read_tokens: row.int()?,
        cache_write_tokens: row.int()?,
        duration_ms: row.int()?,
    })
}

fn read_line(row: &Row, width: usize) -> Result<SumLine, StoreError> {
    let mut row = row.read();
    let of = (0..width)
        .map(|_| row.opt_owned().map(Option::unwrap_or_default))
        .collect::<Result<_, _>>()?;
    Ok(SumLine {
        of,
        sums: read_sums(&mut row)?,
    })
}

/// A sum as both databases give it: Postgres would make a decimal of it.
fn sum(of: &str) -> String {
    format!("CAST(COALESCE(SUM({of}), 0) AS BIGINT)")
}

impl Store {
    /// Sums of days by some of what they are kept by.
    pub async fn sums_of_days(
        &self,
        list: &ListDays,
        by: &[By],
    ) -> Result<Vec<SumLine>, StoreError> {
        let mut filter = Filter::default();
        filter.and("day >= $", |args| args.text(&list.from));
        filter.and("day <= $", |args| args.text(&list.to));
        filter.one_of("key_id", &list.key_ids);
        filter.one_of("user_id", &list.user_ids);
        filter.one_of("team_id", &list.team_ids);
        if let Some(model) = &list.model_group {
            filter.and("model_group = $", |args| args.text(model));
        }
        let columns: Vec<&str> = by.iter().map(|by| by.column()).collect();
        let columns = columns.join(", ");
        let sums = [
            "spend_nanos",
            "requests",
            "successes",
            "prompt_tokens",
            "completion_tokens",
            "cache_read_tokens",
            "cache_write_tokens",
            "duration_ms",
        ]
        .map(sum)
        .join(", ");
        let sql = if columns.is_empty() {
            format!("SELECT {sums} FROM daily_totals WHERE TRUE{}", filter.sql)
        } else {
            format!(
                "SELECT {columns}, {sums} FROM daily_totals WHERE TRUE{} GROUP BY {columns} ORDER BY {columns}",
                filter.sql
            )
        };
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), filter.args).await?;
        rows.iter().map(|row| read_line(row, by.len())).collect()
    }

    /// The same of hours, from the calls: for a day or two, not for a month. Hours are counted from 1970.
    pub async fn sums_of_hours(
        &self,
        wanted: &CallFilter,
        by: &[By],
    ) -> Result<Vec<SumLine>, StoreError> {
        self.sums_of_calls(wanted, by, 3_600_000_000).await
    }

    /// The same of spans of so many microseconds, counted from 1970.
    pub async fn sums_of_calls(
        &self,
        wanted: &CallFilter,
        by: &[By],
        width_micros: i64,
    ) -> Result<Vec<SumLine>, StoreError> {
        let mut filter = Filter::default();
        if let Some(from) = wanted.from {
            filter.and("ended_at >= $", |args| args.int(from.0));
        }
        if let Some(until) = wanted.until {
            filter.and("ended_at < $", |args| args.int(until.0));
        }
        filter.one_of("key_id", &wanted.key_ids);
        filter.one_of("user_id", &wanted.user_ids);
        filter.one_of("team_id", &wanted.team_ids);
        if let Some(model) = &wanted.model {
            filter.and("model_group = $", |args| args.text(model));
        }
        if by.contains(&By::Tags) {
            filter.sql.push_str(" AND tags <> '[]'");
        }
        if by.contains(&By::Organization) {
            filter.sql.push_str(" AND org_id IS NOT NULL");
        }
        if by.contains(&By::EndUser) {
            filter.sql.push_str(" AND end_user IS NOT NULL");
        }
        // Grouped by numbers, which is faster than by their words.
        let hour = format!("ended_at / {}", width_micros.max(1));
        let of = |by: &By| match by {
            By::Time => hour.clone(),
            other => other.column().to_owned(),
        };
        let shown = |by: &By| match by {
            By::Time => format!("CAST({hour} AS TEXT)"),
            other => other.column().to_owned(),
        };
        let columns: Vec<String> = by.iter().map(shown).collect();
        let columns = columns.join(", ");
        let groups: Vec<String> = by.iter().map(of).collect();
        let groups = groups.join(", ");
        let sums = [
            "cost_nanos",
            "CASE WHEN outcome <> 'adjustment' THEN 1 ELSE 0 END",
            "CASE WHEN outcome = 'success' THEN 1 ELSE 0 END",
            "input_tokens + cache_read_tokens + cache_read_audio_tokens + cache_write_tokens + cache_write_1h_tokens \
             + input_audio_tokens + input_image_tokens",
            "output_tokens + reasoning_tokens + output_audio_tokens + output_image_tokens",
            "cache_read_tokens + cache_read_audio_tokens",
            "cache_write_tokens + cache_write_1h_tokens",
            "(ended_at - started_at) / 1000",
        ]
        .map(sum)
        .join(", ");
        let group = if columns.is_empty() {
            String::new()
        } else {
            format!("GROUP BY {groups} ORDER BY {groups}")
        };
        let comma = if columns.is_empty() { "" } else { ", " };
        let sql = format!(
            "SELECT {columns}{comma}{sums} FROM calls WHERE TRUE{} {group}",
            filter.sql
        );
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), filter.args).await?;
        rows.iter().map(|row| read_line(row, by.len())).collect()
    }
}
