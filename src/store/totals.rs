//! What calls add up to: per budget window, per day, and in the rollups beside. One definition, used by the
//! writer that adds and by the audit that checks.

use super::Store;
use super::batch::Many;
use super::calls::stored;
use super::error::StoreError;
use super::rollups::{HourKey, LabelKey, bind_hour, bind_label, stored_hours, stored_labels};
use super::session::{Args, Db, Reader, Row};
use crate::domain::budget::{LIFETIME, Scope, ScopeKind, Total, WindowKey};
use crate::domain::money::Nanos;
use crate::domain::record::{CallRecord, CallType, Outcome};
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

const MICROS_PER_DAY: i64 = 86_400_000_000;

/// What was spent and used in one window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WindowSum {
    pub(super) spend: Nanos,
    pub(super) requests: i64,
    pub(super) prompt_tokens: i64,
    pub(super) completion_tokens: i64,
}

/// Calls of one day and owner, of one model. Sorted like this, writers of one database take rows in one order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DayKey {
    pub(super) day: i64,
    pub(super) key_id: Arc<str>,
    pub(super) user_id: Option<Arc<str>>,
    pub(super) team_id: Option<Arc<str>>,
    pub(super) model_group: Arc<str>,
    pub(super) model: Arc<str>,
    pub(super) provider: Arc<str>,
}

/// A row of the daily totals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DailyKey {
    of: DayKey,
    /// The operation, by its stored name. It nearly always follows from the model.
    call_type: &'static str,
}

/// What was spent and used by some calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CallSum {
    pub(super) spend: Nanos,
    pub(super) requests: i64,
    pub(super) successes: i64,
    pub(super) failures: i64,
    pub(super) prompt_tokens: i64,
    pub(super) completion_tokens: i64,
    pub(super) cache_read_tokens: i64,
    pub(super) cache_write_tokens: i64,
    pub(super) duration_ms: i64,
    /// Calls that the cache answered.
    pub(super) cache_hits: i64,
    /// Output tokens of answers from the cache.
    pub(super) cache_hit_tokens: i64,
}

/// The columns of [`CallSum`], in the order in which they are bound and read.
pub(super) const SUM_COLUMNS: [&str; 11] = [
    "spend_nanos",
    "requests",
    "successes",
    "failures",
    "prompt_tokens",
    "completion_tokens",
    "cache_read_tokens",
    "cache_write_tokens",
    "duration_ms",
    "cache_hits",
    "cache_hit_tokens",
];

impl CallSum {
    /// Of one call, which is no correction.
    fn of(record: &CallRecord) -> Self {
        let usage = &record.usage;
        let success = i64::from(record.outcome == Outcome::Success);
        let hit = i64::from(record.cached);
        let completion_tokens = stored(usage.completion_tokens());
        Self {
            spend: record.cost,
            requests: 1,
            successes: success,
            failures: 1 - success,
            prompt_tokens: stored(usage.prompt_tokens()),
            completion_tokens,
            cache_read_tokens: stored(usage.cache_read.saturating_add(usage.cache_read_audio)),
            cache_write_tokens: stored(usage.cache_write.saturating_add(usage.cache_write_1h)),
            duration_ms: record.ended_at.millis_since(record.intent.started_at),
            cache_hits: hit,
            cache_hit_tokens: hit * completion_tokens,
        }
    }

    pub(super) fn bind<'a>(&self, args: Args<'a>) -> Args<'a> {
        args.int(self.spend.0)
            .int(self.requests)
            .int(self.successes)
            .int(self.failures)
            .int(self.prompt_tokens)
            .int(self.completion_tokens)
            .int(self.cache_read_tokens)
            .int(self.cache_write_tokens)
            .int(self.duration_ms)
            .int(self.cache_hits)
            .int(self.cache_hit_tokens)
    }

    pub(super) fn read(row: &mut Reader<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            spend: Nanos(row.int()?),
            requests: row.int()?,
            successes: row.int()?,
            failures: row.int()?,
            prompt_tokens: row.int()?,
            completion_tokens: row.int()?,
            cache_read_tokens: row.int()?,
            cache_write_tokens: row.int()?,
            duration_ms: row.int()?,
            cache_hits: row.int()?,
            cache_hit_tokens: row.int()?,
        })
    }
}

impl std::ops::AddAssign for CallSum {
    fn add_assign(&mut self, other: Self) {
        self.spend += other.spend;
        for (sum, more) in [
            (&mut self.requests, other.requests),
            (&mut self.successes, other.successes),
            (&mut self.failures, other.failures),
            (&mut self.prompt_tokens, other.prompt_tokens),
            (&mut self.completion_tokens, other.completion_tokens),
            (&mut self.cache_read_tokens, other.cache_read_tokens),
            (&mut self.cache_write_tokens, other.cache_write_tokens),
            (&mut self.duration_ms, other.duration_ms),
            (&mut self.cache_hits, other.cache_hits),
            (&mut self.cache_hit_tokens, other.cache_hit_tokens),
        ] {
            *sum = sum.saturating_add(more);
        }
    }
}

/// The sums of some calls, in sorted order.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) windows: BTreeMap<WindowKey, WindowSum>,
    pub(super) days: BTreeMap<DailyKey, CallSum>,
    pub(super) hours: BTreeMap<HourKey, CallSum>,
    pub(super) labels: BTreeMap<LabelKey, CallSum>,
}

impl Sums {
    /// Adds one call. A correction moves money in the windows that it names; it is no request, and no
    /// day's.
    pub(super) fn add(&mut self, record: &CallRecord) {
        let requests = i64::from(record.outcome != Outcome::Adjustment);
        let prompt = stored(record.usage.prompt_tokens());
        let completion = stored(record.usage.completion_tokens());
        for window in &*record.intent.windows {
            let sum = self.windows.entry(window.clone()).or_default();
            sum.spend += record.cost;
            sum.requests += requests;
            sum.prompt_tokens = sum.prompt_tokens.saturating_add(prompt);
            sum.completion_tokens = sum.completion_tokens.saturating_add(completion);
        }
        if record.outcome == Outcome::Adjustment {
            return;
        }
        let sum = CallSum::of(record);
        let day = DayKey::of(record);
        let call_type = record.intent.call_type.as_str();
        for (kind, label) in LabelKey::of(record) {
            let key = LabelKey {
                kind,
                label,
                of: day.clone(),
                call_type,
            };
            *self.labels.entry(key).or_default() += sum;
        }
        *self.hours.entry(HourKey::of(record)).or_default() += sum;
        let key = DailyKey { of: day, call_type };
        *self.days.entry(key).or_default() += sum;
    }

    /// How many calls they are of.
    pub(super) fn requests(&self) -> u64 {
        let sum: i64 = self.hours.values().map(|sum| sum.requests).sum();
        sum.unsigned_abs()
    }

    /// Their rows, ready to be bound.
    pub(super) fn into_rows(self) -> SumRows {
        SumRows {
            windows: self.windows.into_iter().collect(),
            days: self
                .days
                .into_iter()
                .map(|(key, sum)| (key.of.day(), key, sum))
                .collect(),
            hours: self.hours.into_iter().collect(),
            labels: self
                .labels
                .into_iter()
                .map(|(key, sum)| (key.of.day(), key, sum))
                .collect(),
        }
    }
}

/// Sums as rows.
pub(super) struct SumRows {
    pub(super) windows: Vec<(WindowKey, WindowSum)>,
    pub(super) days: Vec<(String, DailyKey, CallSum)>,
    pub(super) hours: Vec<(HourKey, CallSum)>,
    pub(super) labels: Vec<(String, LabelKey, CallSum)>,
}

impl SumRows {
    /// Adds these sums to the stored ones; returns the new total of each window.
    pub(super) async fn store(
        &self,
        db: &mut Db<'_>,
    ) -> Result<Vec<(WindowKey, Total)>, StoreError> {
        let rows = Many::Windows.fetch(db, &self.windows, bind_window).await?;
        self.store_calls(db).await?;
        rows.iter().map(read_total).collect()
    }

    /// Adds those of days, hours and labels alone.
    pub(super) async fn store_calls(&self, db: &mut Db<'_>) -> Result<(), StoreError> {
        Many::Days.execute(db, &self.days, bind_day).await?;
        Many::Hours.execute(db, &self.hours, bind_hour).await?;
        Many::Labels.execute(db, &self.labels, bind_label).await?;
        Ok(())
    }

    /// Adds those of days, hours and labels to what is kept of calls whose rows go.
    pub(super) async fn store_pruned(&self, db: &mut Db<'_>) -> Result<(), StoreError> {
        Many::PrunedDays.execute(db, &self.days, bind_day).await?;
        Many::PrunedHours
            .execute(db, &self.hours, bind_hour)
            .await?;
        Many::PrunedLabels
            .execute(db, &self.labels, bind_label)
            .await?;
        Ok(())
    }
}

/// The new total of a window, as [`Many::Windows`] returns it.
pub(super) fn read_total(row: &Row) -> Result<(WindowKey, Total), StoreError> {
    let mut row = row.read();
    let window = read_window(&mut row)?;
    let total = Total {
        spent: Nanos(row.int()?),
        tokens: row.int()?,
    };
    Ok((window, total))
}

/// Appends the values of a row of [`Many::Windows`].
pub(super) fn bind_window<'a>(args: Args<'a>, (key, sum): &'a (WindowKey, WindowSum)) -> Args<'a> {
    args.text(key.scope.kind.as_str())
        .text(&key.scope.id)
        .text(&key.period)
        .int(key.start.0)
        .int(sum.spend.0)
        .int(sum.requests)
        .int(sum.prompt_tokens)
        .int(sum.completion_tokens)
}

/// Appends the values of a row of [`Many::Days`].
pub(super) fn bind_day<'a>(
    args: Args<'a>,
    (day, key, sum): &'a (String, DailyKey, CallSum),
) -> Args<'a> {
    sum.bind(key.of.bind_rest(args.text(day)).text(key.call_type))
}

/// An owner as totals name it: stored as '', so an empty id and an absent one are the same row.
pub(super) fn named(id: Option<&Arc<str>>) -> Option<Arc<str>> {
    id.filter(|id| !id.is_empty()).cloned()
}

impl DayKey {
    fn of(record: &CallRecord) -> Self {
        let intent = &record.intent;
        Self {
            day: intent.started_at.0.div_euclid(MICROS_PER_DAY),
            key_id: intent.key_id.clone(),
            user_id: named(intent.user_id.as_ref()),
            team_id: named(intent.team_id.as_ref()),
            model_group: intent.model_group.clone(),
            model: record.model.clone(),
            provider: record.provider.into(),
        }
    }

    /// Its day as `YYYY-MM-DD`.
    fn day(&self) -> String {
        Micros(self.day * MICROS_PER_DAY).day()
    }

    /// Appends everything but the day.
    pub(super) fn bind_rest<'a>(&'a self, args: Args<'a>) -> Args<'a> {
        args.text(&self.key_id)
            .text(self.user_id.as_deref().unwrap_or_default())
            .text(self.team_id.as_deref().unwrap_or_default())
            .text(&self.model_group)
            .text(&self.model)
            .text(&self.provider)
    }

    /// Reads everything but the day.
    pub(super) fn read_rest(day: i64, row: &mut Reader<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            day,
            key_id: row.shared()?,
            user_id: named(Some(&row.shared()?)),
            team_id: named(Some(&row.shared()?)),
            model_group: row.shared()?,
            model: row.shared()?,
            provider: row.shared()?,
        })
    }
}

impl std::fmt::Display for DayKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, key {}, {}", self.day(), self.key_id, self.model)
    }
}

impl std::fmt::Display for DailyKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", self.of, self.call_type)
    }
}

fn read_window(row: &mut Reader<'_>) -> Result<WindowKey, StoreError> {
    Ok(WindowKey {
        scope: Scope {
            kind: row.word(ScopeKind::parse)?,
            id: row.shared()?,
        },
        period: row.shared()?,
        start: Micros(row.int()?),
    })
}

/// Every stored window total.
pub(super) async fn stored_windows(
    db: &mut Db<'_>,
) -> Result<Vec<(WindowKey, WindowSum)>, StoreError> {
    let rows = db
        .fetch(
            "SELECT scope_kind, scope_id, period, window_start, spend_nanos, requests, prompt_tokens, \
             completion_tokens FROM window_totals",
            Args::new(),
        )
        .await?;
    rows.iter()
        .map(|row| read_window_sum(&mut row.read()))
        .collect()
}

/// A window and its sum.
pub(super) fn read_window_sum(row: &mut Reader<'_>) -> Result<(WindowKey, WindowSum), StoreError> {
    let key = read_window(row)?;
    let sum = WindowSum {
        spend: Nanos(row.int()?),
        requests: row.int()?,
        prompt_tokens: row.int()?,
        completion_tokens: row.int()?,
    };
    Ok((key, sum))
}

/// The sums of days, hours and labels that stand in these tables.
pub(super) async fn stored_in(
    db: &mut Db<'_>,
    days: &str,
    hours: &str,
    labels: &str,
) -> Result<Sums, StoreError> {
    Ok(Sums {
        windows: BTreeMap::new(),
        days: stored_days(db, days).await?.into_iter().collect(),
        hours: stored_hours(db, hours).await?.into_iter().collect(),
        labels: stored_labels(db, labels).await?.into_iter().collect(),
    })
}

/// Every total of a day in a table.
async fn stored_days(db: &mut Db<'_>, table: &str) -> Result<Vec<(DailyKey, CallSum)>, StoreError> {
    let sql = format!(
        "SELECT day, key_id, user_id, team_id, model_group, model, provider, call_type, {} FROM {table}",
        SUM_COLUMNS.join(", ")
    );
    let rows = db.fetch(AssertSqlSafe(sql), Args::new()).await?;
    rows.iter()
        .map(|row| {
            let mut row = row.read();
            let day = row.word(day_number)?;
            let key = DailyKey {
                of: DayKey::read_rest(day, &mut row)?,
                call_type: row.word(CallType::parse)?.as_str(),
            };
            Ok((key, CallSum::read(&mut row)?))
        })
        .collect()
}

/// Days since 1970 of a `YYYY-MM-DD`.
pub(super) fn day_number(text: &str) -> Option<i64> {
    let date: jiff::civil::Date = text.parse().ok()?;
    let span = jiff::civil::date(1970, 1, 1).until(date).ok()?;
    Some(i64::from(span.get_days()))
}

impl Store {
    /// The total of every lifetime and of every window that started at `cutoff` or later.
    pub async fn load_totals(&self, cutoff: Micros) -> Result<Vec<(WindowKey, Total)>, StoreError> {
        let rows = self
            .acquire()
            .await?
            .db()
            .fetch(
                "SELECT scope_kind, scope_id, period, window_start, spend_nanos, prompt_tokens + completion_tokens \
                 FROM window_totals WHERE period = $1 OR window_start >= $2",
                Args::new().text(LIFETIME).int(cutoff.0),
            )
            .await?;
        rows.iter().map(read_total).collect()
    }

    /// The spend of these windows; those without a row have spent nothing.
    pub async fn window_spend(&self, windows: &[WindowKey]) -> Result<Vec<Nanos>, StoreError> {
        let mut held = self.acquire().await?;
        let mut found = HashMap::new();
        for window in windows {
            let row = held
                .db()
                .first(
                    "SELECT spend_nanos FROM window_totals \
                     WHERE scope_kind = $1 AND scope_id = $2 AND period = $3 AND window_start = $4",
                    Args::new()
                        .text(window.scope.kind.as_str())
                        .text(&window.scope.id)
                        .text(&window.period)
                        .int(window.start.0),
                )
                .await?;
            if let Some(row) = row {
                found.insert(window, Nanos(row.read().int()?));
            }
        }
        Ok(windows
            .iter()
            .map(|window| found.get(window).copied().unwrap_or_default())
            .collect())
    }
}
