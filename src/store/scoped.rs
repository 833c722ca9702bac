//! The ledger summed by what daily totals do not know: tags, end users, organizations, operations.

use super::Store;
use super::dialect::Dialect;
use super::error::StoreError;
use super::filter::Filter;
use super::session::{Args, Row};
use super::spend::{DAY_LINES_MAX, DayLine, ListDays};
use crate::domain::money::Nanos;
use crate::domain::owner::OwnerKind;
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;

const DAY_MICROS: i64 = 86_400_000_000;

/// Calls of one day that were counted together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallCount {
    /// The UTC day as `YYYY-MM-DD`.
    pub day: String,
    /// What they were counted by.
    pub by: String,
    /// Those that succeeded.
    pub successes: i64,
    /// Those that did not.
    pub failures: i64,
}

/// How often answers came from the cache, by key, operation and model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CacheLine {
    /// The key.
    pub key_id: String,
    /// The operation.
    pub call_type: String,
    /// The public model.
    pub model_group: String,
    /// Calls.
    pub calls: i64,
    /// Those that the cache answered.
    pub hits: i64,
    /// Output tokens of answers from the cache.
    pub cached_tokens: i64,
    /// Output tokens of the others.
    pub generated_tokens: i64,
}

/// Where the ledger names an owner of this kind: what to read from, and the column.
fn place(dialect: Dialect, kind: OwnerKind) -> (&'static str, &'static str) {
    match (kind, dialect) {
        (OwnerKind::User, _) => ("calls c", "c.user_id"),
        (OwnerKind::Team, _) => ("calls c", "c.team_id"),
        (OwnerKind::Organization, _) => ("calls c", "c.org_id"),
        (OwnerKind::EndUser, _) => ("calls c", "c.end_user"),
        // Rows do not name the access groups of their model; totals do.
        (OwnerKind::AccessGroup, _) => ("calls c", "NULL"),
        (OwnerKind::Tag, Dialect::Sqlite) => ("calls c, json_each(c.tags) t", "t.value"),
        (OwnerKind::Tag, Dialect::Postgres) => (
            "calls c, json_array_elements_text(c.tags::json) AS t(value)",
            "t.value",
        ),
    }
}

/// From the first moment of the first day to the first moment after the last.
fn moments(list: &ListDays) -> (i64, i64) {
    let start = |day: &str| Micros::parse(day).unwrap_or_default().0;
    (
        start(&list.from),
        start(&list.to).saturating_add(DAY_MICROS),
    )
}

fn between<'a>(filter: &mut Filter<'a>, list: &'a ListDays) {
    let (from, until) = moments(list);
    filter.sql.push_str(" AND c.outcome <> 'adjustment'");
    filter.and("c.started_at >= $", |args| args.int(from));
    filter.and("c.started_at < $", |args| args.int(until));
    filter.one_of("c.key_id", &list.key_ids);
    filter.one_of("c.user_id", &list.user_ids);
    filter.one_of("c.team_id", &list.team_ids);
    if let Some(model) = &list.model_group {
        filter.and("c.model_group = $", |args| args.text(model));
    }
}

fn day(number: i64) -> String {
    Micros(number.saturating_mul(DAY_MICROS)).day()
}

fn read_line(row: &Row) -> Result<DayLine, StoreError> {
    let mut row = row.read();
    Ok(DayLine {
        day: day(row.int()?),
        entity: row.owned()?,
        key_id: row.owned()?,
        user_id: row.owned()?,
        team_id: row.owned()?,
        model_group: row.owned()?,
        model: row.owned()?,
        provider: row.owned()?,
        spend: Nanos(row.int()?),
        requests: row.int()?,
        successes: row.int()?,
        failures: row.int()?,
        prompt_tokens: row.int()?,
        completion_tokens: row.int()?,
        cache_read_tokens: row.int()?,
        cache_write_tokens: row.int()?,
        duration_ms: row.int()?,
    })
}

impl Store {
    /// Sums of days for each owner of a kind, or for some of them, in the order of the days. At most
    /// [`DAY_LINES_MAX`].
    pub async fn owner_days(
        &self,
        kind: OwnerKind,
        ids: &[String],
        list: &ListDays,
    ) -> Result<Vec<DayLine>, StoreError> {
        let (from, entity) = place(self.dialect(), kind);
        let mut filter = Filter::default();
        between(&mut filter, list);
        filter.one_of(entity, ids);
        let Filter { sql, args } = filter;
        let n = args.len() + 1;
        let text = format!(
            "SELECT c.started_at / {DAY_MICROS} AS day, {entity} AS entity, c.key_id, COALESCE(c.user_id, ''), \
             COALESCE(c.team_id, ''), c.model_group, c.model, c.provider, CAST(SUM(c.cost_nanos) AS BIGINT), \
             COUNT(*), CAST(SUM(CASE WHEN c.outcome = 'success' THEN 1 ELSE 0 END) AS BIGINT), \
             CAST(SUM(CASE WHEN c.outcome = 'success' THEN 0 ELSE 1 END) AS BIGINT), \
             CAST(SUM(c.input_tokens + c.cache_read_tokens + c.cache_read_audio_tokens + c.cache_write_tokens + \
             c.cache_write_1h_tokens + c.input_audio_tokens + c.input_image_tokens) AS BIGINT), \
             CAST(SUM(c.output_tokens + c.reasoning_tokens + c.output_audio_tokens + c.output_image_tokens) AS BIGINT), \
             CAST(SUM(c.cache_read_tokens + c.cache_read_audio_tokens) AS BIGINT), \
             CAST(SUM(c.cache_write_tokens + c.cache_write_1h_tokens) AS BIGINT), \
             CAST(SUM((c.ended_at - c.started_at) / 1000) AS BIGINT) \
             FROM {from} WHERE {entity} IS NOT NULL{sql} \
             GROUP BY 1, 2, c.key_id, c.user_id, c.team_id, c.model_group, c.model, c.provider \
             ORDER BY 1, 2, c.key_id, c.model LIMIT ${n}"
        );
        let args = args.int(DAY_LINES_MAX as i64);
        let rows = self
            .acquire()
            .await?
            .db()
            .fetch(AssertSqlSafe(text), args)
            .await?;
        rows.iter().map(read_line).collect()
    }

    /// Calls of each day by operation.
    pub async fn operation_days(&self, list: &ListDays) -> Result<Vec<CallCount>, StoreError> {
        self.counts("c.call_type", "", list).await
    }

    /// Calls of each day that a rate limit refused, here or at a provider, by where they would have gone.
    pub async fn limited_days(&self, list: &ListDays) -> Result<Vec<CallCount>, StoreError> {
        self.counts("c.api_base", " AND c.status = 429", list).await
    }

    /// `column` and `condition` are constants.
    async fn counts(
        &self,
        column: &'static str,
        condition: &'static str,
        list: &ListDays,
    ) -> Result<Vec<CallCount>, StoreError> {
        let mut filter = Filter::default();
        between(&mut filter, list);
        let Filter { sql, args } = filter;
        let n = args.len() + 1;
        let text = format!(
            "SELECT c.started_at / {DAY_MICROS} AS day, {column}, \
             CAST(SUM(CASE WHEN c.outcome = 'success' THEN 1 ELSE 0 END) AS BIGINT), \
             CAST(SUM(CASE WHEN c.outcome = 'success' THEN 0 ELSE 1 END) AS BIGINT) \
             FROM calls c WHERE TRUE{sql}{condition} GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ${n}"
        );
        let args = args.int(DAY_LINES_MAX as i64);
        let rows = self
            .acquire()
            .await?
            .db()
            .fetch(AssertSqlSafe(text), args)
            .await?;
        rows.iter()
            .map(|row| {
                let mut row = row.read();
                Ok(CallCount {
                    day: day(row.int()?),
                    by: row.owned()?,
                    successes: row.int()?,
                    failures: row.int()?,
                })
            })
            .collect()
    }

    /// How often the cache answered, by key, operation and model.
    pub async fn cache_lines(&self, list: &ListDays) -> Result<Vec<CacheLine>, StoreError> {
        let mut filter = Filter::default();
        between(&mut filter, list);
        let Filter { sql, args } = filter;
        let n = args.len() + 1;
        let tokens = "c.output_tokens + c.reasoning_tokens";
        let text = format!(
            "SELECT c.key_id, c.call_type, c.model_group, COUNT(*), \
             CAST(SUM(CASE WHEN c.cached THEN 1 ELSE 0 END) AS BIGINT), \
             CAST(SUM(CASE WHEN c.cached THEN {tokens} ELSE 0 END) AS BIGINT), \
             CAST(SUM(CASE WHEN c.cached THEN 0 ELSE {tokens} END) AS BIGINT) \
             FROM calls c WHERE TRUE{sql} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LIMIT ${n}"
        );
        let args = args.int(DAY_LINES_MAX as i64);
        let rows = self
            .acquire()
            .await?
            .db()
            .fetch(AssertSqlSafe(text), args)
            .await?;
        rows.iter()
            .map(|row| {
                let mut row = row.read();
                Ok(CacheLine {
                    key_id: row.owned()?,
                    call_type: row.owned()?,
                    model_group: row.owned()?,
                    calls: row.int()?,
                    hits: row.int()?,
                    cached_tokens: row.int()?,
                    generated_tokens: row.int()?,
                })
            })
            .collect()
    }

    /// Every end user that a call was ever made for, by name, at most `limit`.
    pub async fn end_users_seen(&self, limit: u32) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT scope_id FROM window_totals WHERE scope_kind = 'end_user' AND period = 'total' \
                   AND window_start = 0 ORDER BY scope_id LIMIT $1";
        let args = Args::new().int(i64::from(limit));
        let rows = self.acquire().await?.db().fetch(sql, args).await?;
        rows.iter().map(|row| row.read().owned()).collect()
    }
}
