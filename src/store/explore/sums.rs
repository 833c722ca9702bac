//! Sums over the ledger by whatever they are asked for, from the totals of days, hours and labels; the calls
//! themselves are read for the parts of hours at the ends of a span, and for labels by the hour.

use super::super::Store;
use super::super::error::StoreError;
use super::super::filter::Filter;
use super::super::rollups::{LabelKind, MICROS_PER_HOUR};
use super::super::session::{Db, Reader, Row};
use super::super::spend::ListDays;
use super::CallFilter;
use crate::domain::money::Nanos;
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;
use std::fmt::Write as _;

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
    /// All tags of a call together, as a JSON list; calls without tags are left out.
    Tags,
    /// The end user; calls for none are left out.
    EndUser,
    /// The organization; calls of none are left out.
    Organization,
    /// The operation, by its stored name.
    Operation,
    /// The provider's model.
    ProviderModel,
}

impl By {
    /// The label that it is, of which a question may have one.
    fn label(self) -> Option<LabelKind> {
        match self {
            Self::Tags => Some(LabelKind::Tags),
            Self::EndUser => Some(LabelKind::EndUser),
            Self::Organization => Some(LabelKind::Organization),
            _ => None,
        }
    }

    /// Its column in the totals of days and of labels.
    pub(super) fn of_days(self) -> &'static str {
        match self {
            Self::Time => "day",
            Self::Model => "model_group",
            Self::Provider => "provider",
            Self::Key => "key_id",
            Self::User => "user_id",
            Self::Team => "team_id",
            Self::Operation => "call_type",
            Self::ProviderModel => "model",
            Self::Tags | Self::EndUser | Self::Organization => "label",
        }
    }

    /// Its column among calls, and in the totals of hours where they have it.
    fn of_calls(self) -> &'static str {
        match self {
            Self::Time => "hour",
            Self::Tags => "tags",
            Self::EndUser => "end_user",
            Self::Organization => "org_id",
            other => other.of_days(),
        }
    }
}

fn label(by: &[By]) -> Option<LabelKind> {
    by.iter().find_map(|by| by.label())
}

/// Whether the totals of hours are told apart by all of these.
fn are_in_hours(by: &[By]) -> bool {
    label(by).is_none() && !by.contains(&By::Operation) && !by.contains(&By::ProviderModel)
}

/// What [`Sums`] are made of in totals, and the same of a call.
pub(super) const SUMMED: [(&str, &str); 8] = [
    ("spend_nanos", "cost_nanos"),
    ("requests", "1"),
    (
        "successes",
        "CASE WHEN outcome = 'success' THEN 1 ELSE 0 END",
    ),
    (
        "prompt_tokens",
        "input_tokens + cache_read_tokens + cache_read_audio_tokens + cache_write_tokens + cache_write_1h_tokens \
         + input_audio_tokens + input_image_tokens",
    ),
    (
        "completion_tokens",
        "output_tokens + reasoning_tokens + output_audio_tokens + output_image_tokens",
    ),
    (
        "cache_read_tokens",
        "cache_read_tokens + cache_read_audio_tokens",
    ),
    (
        "cache_write_tokens",
        "cache_write_tokens + cache_write_1h_tokens",
    ),
    (
        "duration_ms",
        "CASE WHEN ended_at > started_at THEN (ended_at - started_at) / 1000 ELSE 0 END",
    ),
];

/// Sums of totals as both databases give them: Postgres would make decimals of them.
fn sums() -> String {
    SUMMED
        .map(|(sum, _)| format!("CAST(COALESCE(SUM({sum}), 0) AS BIGINT)"))
        .join(", ")
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

impl std::ops::SubAssign for Sums {
    /// Takes a part away from the whole.
    fn sub_assign(&mut self, part: Self) {
        self.spend = self.spend - part.spend;
        for (sum, less) in [
            (&mut self.requests, part.requests),
            (&mut self.successes, part.successes),
            (&mut self.prompt_tokens, part.prompt_tokens),
            (&mut self.completion_tokens, part.completion_tokens),
            (&mut self.cache_read_tokens, part.cache_read_tokens),
            (&mut self.cache_write_tokens, part.cache_write_tokens),
            (&mut self.duration_ms, part.duration_ms),
        ] {
            *sum = sum.saturating_sub(less);
        }
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

pub(super) fn read_line(row: &Row, width: usize) -> Result<SumLine, StoreError> {
    let mut row = row.read();
    let of = (0..width)
        .map(|_| row.opt_owned().map(Option::unwrap_or_default))
        .collect::<Result<_, _>>()?;
    Ok(SumLine {
        of,
        sums: read_sums(&mut row)?,
    })
}

/// The text of sums over what `from` tells, by these columns; they are told as `shown`.
fn summing(shown: &[String], columns: &[&str], from: &str) -> String {
    let sums = sums();
    if columns.is_empty() {
        return format!("SELECT {sums} FROM {from}");
    }
    let (shown, columns) = (shown.join(", "), columns.join(", "));
    format!("SELECT {shown}, {sums} FROM {from} GROUP BY {columns} ORDER BY {columns}")
}

/// Calls, or totals of hours, of whom is asked for.
fn whose<'a>(filter: &mut Filter<'a>, wanted: &'a CallFilter) {
    filter.one_of("key_id", &wanted.key_ids);
    filter.one_of("user_id", &wanted.user_ids);
    filter.one_of("team_id", &wanted.team_ids);
    if let Some(model) = &wanted.model {
        filter.and("model_group = $", |args| args.text(model));
    }
}

/// Appends calls that ended from one moment until before another, as if they were totals of hours with
/// these columns.
fn calls_between<'a>(
    filter: &mut Filter<'a>,
    wanted: &'a CallFilter,
    by: &[By],
    from: Option<Micros>,
    until: Option<Micros>,
) {
    let mut columns: Vec<String> = by
        .iter()
        .map(|by| match by {
            By::Time => format!("ended_at / {MICROS_PER_HOUR} AS hour"),
            By::User | By::Team => format!("COALESCE({0}, '') AS {0}", by.of_calls()),
            other => other.of_calls().to_owned(),
        })
        .collect();
    columns.extend(SUMMED.map(|(sum, of_call)| format!("{of_call} AS {sum}")));
    // Writing to a String cannot fail.
    let _ = write!(
        filter.sql,
        "SELECT {} FROM calls WHERE outcome <> 'adjustment'",
        columns.join(", ")
    );
    if let Some(from) = from {
        filter.and("ended_at >= $", |args| args.int(from.0));
    }
    if let Some(until) = until {
        filter.and("ended_at < $", |args| args.int(until.0));
    }
    match label(by) {
        Some(LabelKind::Tags) => filter.sql.push_str(" AND tags <> '[]'"),
        Some(LabelKind::EndUser) => filter.sql.push_str(" AND end_user <> ''"),
        Some(LabelKind::Organization) => filter.sql.push_str(" AND org_id <> ''"),
        None => {}
    }
    whose(filter, wanted);
}

/// Which totals tell of days by these, with the conditions that are asked for.
pub(super) fn days_of<'a>(filter: &mut Filter<'a>, list: &'a ListDays, by: &[By]) -> String {
    let kind = label(by);
    if let Some(kind) = kind {
        filter.and("kind = $", |args| args.text(kind.as_str()));
        filter.one_of("label", &list.labels);
    }
    filter.and("day >= $", |args| args.text(&list.from));
    filter.and("day <= $", |args| args.text(&list.to));
    filter.one_of("key_id", &list.key_ids);
    filter.one_of("user_id", &list.user_ids);
    filter.one_of("team_id", &list.team_ids);
    if let Some(model) = &list.model_group {
        filter.and("model_group = $", |args| args.text(model));
    }
    let table = match kind {
        Some(_) => "labelled_totals",
        None => "daily_totals",
    };
    format!("{table} WHERE TRUE{}", filter.sql)
}

impl Store {
    /// Sums of days by some of what they are kept by, and at most one label.
    pub async fn sums_of_days(
        &self,
        list: &ListDays,
        by: &[By],
    ) -> Result<Vec<SumLine>, StoreError> {
        self.sums_of_days_with(list, by, by).await
    }

    /// The same of those calls alone that are counted under the label among `with`, told apart by `by`.
    pub async fn sums_of_days_with(
        &self,
        list: &ListDays,
        with: &[By],
        by: &[By],
    ) -> Result<Vec<SumLine>, StoreError> {
        let mut filter = Filter::default();
        let from = days_of(&mut filter, list, with);
        let columns: Vec<&str> = by.iter().map(|by| by.of_days()).collect();
        let shown: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
        let sql = summing(&shown, &columns, &from);
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), filter.args).await?;
        rows.iter().map(|row| read_line(row, by.len())).collect()
    }

    /// The same of hours in which calls ended, counted from 1970. Labels and operations are summed from the
    /// calls, so that is for a day or two, not for a month.
    pub async fn sums_of_hours(
        &self,
        wanted: &CallFilter,
        by: &[By],
    ) -> Result<Vec<SumLine>, StoreError> {
        let mut held = self.acquire().await?;
        lines_of_hours(&mut held.db(), wanted, by).await
    }
}

/// The sum of the calls of a filter that is made of what the totals of hours are kept by.
pub(in super::super) async fn total_of_hours(
    db: &mut Db<'_>,
    wanted: &CallFilter,
) -> Result<Sums, StoreError> {
    let lines = lines_of_hours(db, wanted, &[]).await?;
    Ok(lines.first().map(|line| line.sums).unwrap_or_default())
}

async fn lines_of_hours(
    db: &mut Db<'_>,
    wanted: &CallFilter,
    by: &[By],
) -> Result<Vec<SumLine>, StoreError> {
    let mut filter = Filter::default();
    if are_in_hours(by) {
        hours_between(&mut filter, wanted, by);
    } else {
        calls_between(&mut filter, wanted, by, wanted.from, wanted.until);
    }
    let columns: Vec<&str> = by.iter().map(|by| by.of_calls()).collect();
    // Grouped by numbers, which is faster than by their words.
    let shown: Vec<String> = columns
        .iter()
        .map(|column| match *column {
            "hour" => "CAST(hour AS TEXT)".to_owned(),
            other => other.to_owned(),
        })
        .collect();
    let sql = summing(&shown, &columns, &format!("({}) AS summed", filter.sql));
    let rows = db.fetch(AssertSqlSafe(sql), filter.args).await?;
    rows.iter().map(|row| read_line(row, by.len())).collect()
}

/// Appends what was summed of whole hours, and the calls of the parts of hours at both ends.
fn hours_between<'a>(filter: &mut Filter<'a>, wanted: &'a CallFilter, by: &[By]) {
    let first = wanted.from.map(|from| {
        let whole = from.0.div_euclid(MICROS_PER_HOUR);
        whole + i64::from(from.0.rem_euclid(MICROS_PER_HOUR) > 0)
    });
    let end = wanted
        .until
        .map(|until| until.0.div_euclid(MICROS_PER_HOUR));
    let start_of = |hour: i64| Micros(hour.saturating_mul(MICROS_PER_HOUR));
    if let (Some(first), Some(end)) = (first, end)
        && first >= end
    {
        return calls_between(filter, wanted, by, wanted.from, wanted.until);
    }
    let columns: Vec<&str> = by.iter().map(|by| by.of_calls()).collect();
    let columns = [&columns[..], &SUMMED.map(|(sum, _)| sum)].concat();
    let _ = write!(
        filter.sql,
        "SELECT {} FROM hourly_totals WHERE TRUE",
        columns.join(", ")
    );
    if let Some(first) = first {
        filter.and("hour >= $", |args| args.int(first));
    }
    if let Some(end) = end {
        filter.and("hour < $", |args| args.int(end));
    }
    whose(filter, wanted);
    if let (Some(from), Some(first)) = (wanted.from, first.map(start_of))
        && from < first
    {
        filter.sql.push_str(" UNION ALL ");
        calls_between(filter, wanted, by, Some(from), Some(first));
    }
    if let (Some(until), Some(end)) = (wanted.until, end.map(start_of))
        && end < until
    {
        filter.sql.push_str(" UNION ALL ");
        calls_between(filter, wanted, by, Some(end), Some(until));
    }
}
