//! The ledger summed by what daily totals do not know: tags, end users, organizations, operations.

use super::Store;
use super::dialect::Dialect;
use super::error::StoreError;
use super::explore::{By, Stretch};
use super::filter::Filter;
use super::session::{Args, Row};
use super::spend::{DAY_LINES_MAX, DayLine, DayPart, ListDays, day_line, summed};
use super::totals::SUM_COLUMNS;
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

/// An end of some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The earliest of them.
    First,
    /// The latest of them.
    Last,
}

/// Which totals name owners of this kind, with a condition, and the column.
fn place(kind: OwnerKind) -> (&'static str, &'static str) {
    match kind {
        OwnerKind::User => ("daily_totals t WHERE t.user_id <> ''", "user_id"),
        OwnerKind::Team => ("daily_totals t WHERE t.team_id <> ''", "team_id"),
        OwnerKind::Organization => ("labelled_totals t WHERE t.kind = 'organization'", "label"),
        OwnerKind::EndUser => ("labelled_totals t WHERE t.kind = 'end_user'", "label"),
        // Calls do not name the access groups of their model, so nothing has this kind; windows do.
        OwnerKind::AccessGroup => ("labelled_totals t WHERE t.kind = 'access_group'", "label"),
        OwnerKind::Tag => ("labelled_totals t WHERE t.kind = 'tags'", "label"),
    }
}

/// The elements of `t.label`, a JSON list of texts.
fn elements(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "json_each(t.label) v",
        Dialect::Postgres => "json_array_elements_text(t.label::json) AS v(value)",
    }
}

/// Totals of these days, of the table `t`.
fn between<'a>(filter: &mut Filter<'a>, list: &'a ListDays) {
    filter.and("t.day >= $", |args| args.text(&list.from));
    filter.and("t.day <= $", |args| args.text(&list.to));
    filter.one_of("t.key_id", &list.key_ids);
    filter.one_of("t.user_id", &list.user_ids);
    filter.one_of("t.team_id", &list.team_ids);
    if let Some(model) = &list.model_group {
        filter.and("t.model_group = $", |args| args.text(model));
    }
}

fn read_line(row: &Row) -> Result<DayLine, StoreError> {
    let mut row = row.read();
    day_line(row.owned()?, row.owned()?, &mut row)
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
        self.owner_days_by(kind, ids, list, &DayPart::ALL).await
    }

    /// The same, told apart by the owners and these parts alone; the others are empty.
    pub async fn owner_days_by(
        &self,
        kind: OwnerKind,
        ids: &[String],
        list: &ListDays,
        parts: &[DayPart],
    ) -> Result<Vec<DayLine>, StoreError> {
        let (mut from, entity) = place(kind);
        let mut filter = Filter::default();
        between(&mut filter, list);
        let told = if kind == OwnerKind::Tag {
            "v.value"
        } else {
            filter.one_of(entity, ids);
            entity
        };
        let mut condition = filter.sql;
        let nested;
        if kind == OwnerKind::Tag {
            // A call with two tags counts for each of them.
            let groups = DayPart::grouped(parts, entity);
            let sums = SUM_COLUMNS.map(|sum| format!("SUM({sum}) AS {sum}"));
            nested = format!(
                "(SELECT {groups}, {} FROM {from}{condition} GROUP BY {groups}) t, {} WHERE TRUE",
                sums.join(", "),
                elements(self.dialect())
            );
            from = &nested;
            let mut named = Filter {
                sql: String::new(),
                args: filter.args,
            };
            named.one_of(told, ids);
            (condition, filter.args) = (named.sql, named.args);
        }
        let n = filter.args.len() + 1;
        let [day, rest @ ..] = DayPart::selected(parts);
        let groups = DayPart::grouped(parts, told);
        let text = format!(
            "SELECT {day}, {told}, {}, {} FROM {from}{condition} GROUP BY {groups} ORDER BY {groups} LIMIT ${n}",
            rest.join(", "),
            summed(),
        );
        let args = filter.args.int(DAY_LINES_MAX as i64);
        let rows = self
            .acquire()
            .await?
            .db()
            .fetch(AssertSqlSafe(text), args)
            .await?;
        rows.iter().map(read_line).collect()
    }

    /// About how many lines each day has, by which answers are cut into pages: of whichever owners.
    pub async fn count_day_lines(
        &self,
        kind: OwnerKind,
        list: &ListDays,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        let from = match kind {
            OwnerKind::User | OwnerKind::Team => "daily_totals t WHERE TRUE",
            _ => place(kind).0,
        };
        let mut filter = Filter::default();
        between(&mut filter, list);
        let sql = format!(
            "SELECT t.day, COUNT(*) FROM {from}{} GROUP BY t.day ORDER BY t.day",
            filter.sql
        );
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), filter.args).await?;
        rows.iter()
            .map(|row| {
                let mut row = row.read();
                Ok((row.owned()?, row.int()?))
            })
            .collect()
    }

    /// The first or the last of these days of which there are totals at all, of owners of this kind.
    pub async fn end_of_days(
        &self,
        kind: OwnerKind,
        list: &ListDays,
        end: End,
    ) -> Result<Option<String>, StoreError> {
        let from = match kind {
            OwnerKind::User | OwnerKind::Team => "daily_totals t WHERE TRUE",
            _ => place(kind).0,
        };
        let order = match end {
            End::First => "ASC",
            End::Last => "DESC",
        };
        let sql = format!(
            "SELECT t.day FROM {from} AND t.day >= $1 AND t.day <= $2 ORDER BY t.day {order} LIMIT 1"
        );
        let args = Args::new().text(&list.from).text(&list.to);
        let mut held = self.acquire().await?;
        let row = held.db().first(AssertSqlSafe(sql), args).await?;
        row.map(|row| row.read().owned()).transpose()
    }

    /// How many users, or keys that are nobody's, made calls under each tag on these days, in the order of tags.
    pub async fn users_of_tags(
        &self,
        tags: &[String],
        list: &ListDays,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        let mut filter = Filter::default();
        between(&mut filter, list);
        let inner = filter.sql;
        let mut named = Filter {
            sql: String::new(),
            args: filter.args,
        };
        named.one_of("v.value", tags);
        // Lists of tags are few, and those who call with one many: each is taken apart once.
        let sql = format!(
            "SELECT v.value, COUNT(DISTINCT t.who) FROM (SELECT DISTINCT label, CASE WHEN t.user_id = '' \
             THEN t.key_id ELSE t.user_id END AS who FROM {}{inner}) t, {} WHERE TRUE{} \
             GROUP BY v.value",
            place(OwnerKind::Tag).0,
            elements(self.dialect()),
            named.sql
        );
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), named.args).await?;
        let read = |row: &Row| {
            let mut row = row.read();
            Ok((row.owned()?, row.int()?))
        };
        let mut users: Vec<_> = rows.iter().map(read).collect::<Result<_, StoreError>>()?;
        users.sort_unstable();
        Ok(users)
    }

    /// Calls of each day by operation.
    pub async fn operation_days(&self, list: &ListDays) -> Result<Vec<CallCount>, StoreError> {
        let mut filter = Filter::default();
        between(&mut filter, list);
        let Filter { sql, args } = filter;
        let n = args.len() + 1;
        let text = format!(
            "SELECT t.day, t.call_type, CAST(SUM(t.successes) AS BIGINT), CAST(SUM(t.failures) AS BIGINT) \
             FROM daily_totals t WHERE TRUE{sql} GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ${n}"
        );
        self.counts(text, args).await
    }

    /// Calls of each day that a rate limit refused, here or at a provider, by where they would have gone.
    pub async fn limited_days(&self, list: &ListDays) -> Result<Vec<CallCount>, StoreError> {
        let start = |day: &str| Micros::parse(day).unwrap_or_default().0;
        let until = start(&list.to).saturating_add(DAY_MICROS);
        let mut filter = Filter::default();
        filter.and("started_at >= $", |args| args.int(start(&list.from)));
        filter.and("started_at < $", |args| args.int(until));
        filter.one_of("key_id", &list.key_ids);
        filter.one_of("user_id", &list.user_ids);
        filter.one_of("team_id", &list.team_ids);
        if let Some(model) = &list.model_group {
            filter.and("model_group = $", |args| args.text(model));
        }
        let Filter { sql, args } = filter;
        let n = args.len() + 1;
        let text = format!(
            "SELECT CAST(started_at / {DAY_MICROS} AS TEXT) AS day, api_base, \
             CAST(SUM(CASE WHEN outcome = 'success' THEN 1 ELSE 0 END) AS BIGINT), \
             CAST(SUM(CASE WHEN outcome = 'success' THEN 0 ELSE 1 END) AS BIGINT) \
             FROM calls WHERE status = 429 AND outcome <> 'adjustment'{sql} GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ${n}"
        );
        let mut counts = self.counts(text, args).await?;
        for count in &mut counts {
            let days: i64 = count.day.parse().unwrap_or_default();
            count.day = Micros(days.saturating_mul(DAY_MICROS)).day();
        }
        Ok(counts)
    }

    /// `text` is made of constants and placeholders; its last one is the limit.
    async fn counts(&self, text: String, args: Args<'_>) -> Result<Vec<CallCount>, StoreError> {
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
                    day: row.owned()?,
                    by: row.owned()?,
                    successes: row.int()?,
                    failures: row.int()?,
                })
            })
            .collect()
    }

    /// How often the cache answered, by key, operation and model, of a stretch of the keys.
    pub async fn cache_lines(
        &self,
        list: &ListDays,
        keys: &Stretch,
    ) -> Result<Vec<CacheLine>, StoreError> {
        let mut filter = Filter::default();
        keys.condition(&mut filter, By::Key);
        between(&mut filter, list);
        let Filter { sql, args } = filter;
        let n = args.len() + 1;
        let text = format!(
            "SELECT t.key_id, t.call_type, t.model_group, CAST(SUM(t.requests) AS BIGINT), \
             CAST(SUM(t.cache_hits) AS BIGINT), CAST(SUM(t.cache_hit_tokens) AS BIGINT), \
             CAST(SUM(t.completion_tokens - t.cache_hit_tokens) AS BIGINT) \
             FROM daily_totals t WHERE TRUE{sql} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LIMIT ${n}"
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
