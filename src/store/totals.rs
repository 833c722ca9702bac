//! What calls add up to: per budget window and per day. One definition, used by the writer that adds
//! and by the audit that checks.

use super::Store;
use super::batch::Many;
use super::calls::stored;
use super::error::StoreError;
use super::session::{Args, Db, Reader, Row};
use crate::domain::budget::{LIFETIME, Scope, ScopeKind, WindowKey};
use crate::domain::money::Nanos;
use crate::domain::record::{CallRecord, Outcome};
use crate::domain::time::Micros;
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

/// A row of the daily totals. Sorted like this, writers of one database take its rows in one order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DayKey {
    day: i64,
    key_id: Arc<str>,
    user_id: Option<Arc<str>>,
    team_id: Option<Arc<str>>,
    model_group: Arc<str>,
    model: Arc<str>,
    provider: Arc<str>,
}

/// What was spent and used on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DaySum {
    spend: Nanos,
    requests: i64,
    successes: i64,
    failures: i64,
    prompt_tokens: i64,
    completion_tokens: i64,
    cache_read_tokens: i64,
    cache_write_tokens: i64,
    duration_ms: i64,
}

/// The sums of some calls, in sorted order.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) windows: BTreeMap<WindowKey, WindowSum>,
    pub(super) days: BTreeMap<DayKey, DaySum>,
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
        let usage = &record.usage;
        let success = i64::from(record.outcome == Outcome::Success);
        let sum = self.days.entry(DayKey::of(record)).or_default();
        sum.spend += record.cost;
        sum.requests += requests;
        sum.successes += success;
        sum.failures += requests - success;
        sum.prompt_tokens = sum.prompt_tokens.saturating_add(prompt);
        sum.completion_tokens = sum.completion_tokens.saturating_add(completion);
        sum.cache_read_tokens = sum.cache_read_tokens.saturating_add(stored(
            usage.cache_read.saturating_add(usage.cache_read_audio),
        ));
        sum.cache_write_tokens = sum.cache_write_tokens.saturating_add(stored(
            usage.cache_write.saturating_add(usage.cache_write_1h),
        ));
        sum.duration_ms += record.ended_at.millis_since(record.intent.started_at);
    }

    /// Their rows, ready to be bound.
    pub(super) fn into_rows(self) -> SumRows {
        let day = |key: &DayKey| Micros(key.day * MICROS_PER_DAY).day();
        SumRows {
            windows: self.windows.into_iter().collect(),
            days: self
                .days
                .into_iter()
                .map(|(key, sum)| (day(&key), key, sum))
                .collect(),
        }
    }
}

/// Sums as rows.
pub(super) struct SumRows {
    pub(super) windows: Vec<(WindowKey, WindowSum)>,
    pub(super) days: Vec<(String, DayKey, DaySum)>,
}

impl SumRows {
    /// Adds these sums to the stored ones; returns the new spend of each window.
    pub(super) async fn store(
        &self,
        db: &mut Db<'_>,
    ) -> Result<Vec<(WindowKey, Nanos)>, StoreError> {
        let rows = Many::Windows.fetch(db, &self.windows, bind_window).await?;
        Many::Days.execute(db, &self.days, bind_day).await?;
        rows.iter().map(read_spend).collect()
    }
}

/// The new spend of a window, as [`Many::Windows`] returns it.
pub(super) fn read_spend(row: &Row) -> Result<(WindowKey, Nanos), StoreError> {
    let mut row = row.read();
    Ok((read_window(&mut row)?, Nanos(row.int()?)))
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
    (day, key, sum): &'a (String, DayKey, DaySum),
) -> Args<'a> {
    args.text(day)
        .text(&key.key_id)
        .text(key.user_id.as_deref().unwrap_or_default())
        .text(key.team_id.as_deref().unwrap_or_default())
        .text(&key.model_group)
        .text(&key.model)
        .text(&key.provider)
        .int(sum.spend.0)
        .int(sum.requests)
        .int(sum.successes)
        .int(sum.failures)
        .int(sum.prompt_tokens)
        .int(sum.completion_tokens)
        .int(sum.cache_read_tokens)
        .int(sum.cache_write_tokens)
        .int(sum.duration_ms)
}

impl DayKey {
    fn of(record: &CallRecord) -> Self {
        let intent = &record.intent;
        // Stored as '', so an empty id and an absent one are the same row.
        let some = |id: &Option<Arc<str>>| id.clone().filter(|id| !id.is_empty());
        Self {
            day: intent.started_at.0.div_euclid(MICROS_PER_DAY),
            key_id: intent.key_id.clone(),
            user_id: some(&intent.user_id),
            team_id: some(&intent.team_id),
            model_group: intent.model_group.clone(),
            model: record.model.clone(),
            provider: record.provider.into(),
        }
    }
}

impl std::fmt::Display for DayKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let day = Micros(self.day * MICROS_PER_DAY).day();
        write!(f, "{day}, key {}, {}", self.key_id, self.model)
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
        .map(|row| {
            let mut row = row.read();
            let key = read_window(&mut row)?;
            let sum = WindowSum {
                spend: Nanos(row.int()?),
                requests: row.int()?,
                prompt_tokens: row.int()?,
                completion_tokens: row.int()?,
            };
            Ok((key, sum))
        })
        .collect()
}

/// Every stored daily total.
pub(super) async fn stored_days(db: &mut Db<'_>) -> Result<Vec<(DayKey, DaySum)>, StoreError> {
    let rows = db
        .fetch(
            "SELECT day, key_id, user_id, team_id, model_group, model, provider, spend_nanos, requests, successes, \
             failures, prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens, duration_ms \
             FROM daily_totals",
            Args::new(),
        )
        .await?;
    let some = |id: Arc<str>| Some(id).filter(|id| !id.is_empty());
    rows.iter()
        .map(|row| {
            let mut row = row.read();
            let key = DayKey {
                day: row.word(day_number)?,
                key_id: row.shared()?,
                user_id: some(row.shared()?),
                team_id: some(row.shared()?),
                model_group: row.shared()?,
                model: row.shared()?,
                provider: row.shared()?,
            };
            let sum = DaySum {
                spend: Nanos(row.int()?),
                requests: row.int()?,
                successes: row.int()?,
                failures: row.int()?,
                prompt_tokens: row.int()?,
                completion_tokens: row.int()?,
                cache_read_tokens: row.int()?,
                cache_write_tokens: row.int()?,
                duration_ms: row.int()?,
            };
            Ok((key, sum))
        })
        .collect()
}

/// Days since 1970 of a `YYYY-MM-DD`.
fn day_number(text: &str) -> Option<i64> {
    let date: jiff::civil::Date = text.parse().ok()?;
    let span = jiff::civil::date(1970, 1, 1).until(date).ok()?;
    Some(i64::from(span.get_days()))
}

impl Store {
    /// The spend of every lifetime and of every window that started at `cutoff` or later.
    pub async fn load_totals(&self, cutoff: Micros) -> Result<Vec<(WindowKey, Nanos)>, StoreError> {
        let rows = self
            .acquire()
            .await?
            .db()
            .fetch(
                "SELECT scope_kind, scope_id, period, window_start, spend_nanos FROM window_totals \
                 WHERE period = $1 OR window_start >= $2",
                Args::new().text(LIFETIME).int(cutoff.0),
            )
            .await?;
        rows.iter()
            .map(|row| {
                let mut row = row.read();
                Ok((read_window(&mut row)?, Nanos(row.int()?)))
            })
            .collect()
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
