//! The ledger read back for people: rows by the page, and sums by the day.

use super::Store;
use super::calls::{CALL_COLUMNS, read_call};
use super::changes::AuditEntry;
use super::error::StoreError;
use super::explore::{CallFilter, total_of_hours};
use super::filter::Filter;
use super::session::{Args, Reader, Row};
use super::totals::SUM_COLUMNS;
use crate::domain::money::Nanos;
use crate::domain::record::CallRecord;
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;

/// Which calls, in which order, which part of them. The default is newest first.
#[derive(Clone, Debug, Default)]
pub struct ListCalls {
    /// Which page, from 1.
    pub page: u32,
    /// Calls on a page.
    pub size: u32,
    /// Only those that ended at this moment or later.
    pub from: Option<Micros>,
    /// Only those that ended before this moment.
    pub until: Option<Micros>,
    /// Only of these keys, when any are named.
    pub key_ids: Vec<String>,
    /// Only of these users, when any are named.
    pub user_ids: Vec<String>,
    /// Only of these teams, when any are named.
    pub team_ids: Vec<String>,
    /// Only for this end user.
    pub end_user: Option<String>,
    /// Only of this public model.
    pub model_group: Option<String>,
    /// Only of this session.
    pub session_id: Option<String>,
    /// Only those that succeeded, or that did not.
    pub succeeded: Option<bool>,
    /// Only the one with this id, or whose answer has it.
    pub id: Option<String>,
    /// Only those that this deployment answered.
    pub deployment_id: Option<String>,
    /// Only those that cost this much or more.
    pub cost_min: Option<Nanos>,
    /// Only those that cost this much or less.
    pub cost_max: Option<Nanos>,
    /// What to sort by.
    pub sort_by: CallSort,
    /// Smallest first.
    pub ascending: bool,
}

/// What calls can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CallSort {
    /// When it ended.
    #[default]
    EndedAt,
    /// When it began.
    StartedAt,
    /// What it cost.
    Cost,
    /// Tokens in and out.
    Tokens,
    /// How long it took.
    Duration,
    /// The name that was asked for.
    Model,
}

impl CallSort {
    fn columns(self) -> &'static str {
        match self {
            Self::EndedAt => "ended_at",
            Self::StartedAt => "started_at",
            Self::Cost => "cost_nanos",
            Self::Tokens => {
                "input_tokens + cache_read_tokens + cache_read_audio_tokens + cache_write_tokens \
                 + cache_write_1h_tokens + input_audio_tokens + input_image_tokens + output_tokens \
                 + output_audio_tokens + output_image_tokens"
            }
            Self::Duration => "ended_at - started_at",
            Self::Model => "model_group",
        }
    }
}

impl ListCalls {
    /// The same for the totals of hours, where they know of everything that is asked for but success.
    fn in_totals(&self) -> Option<CallFilter> {
        let known = self.end_user.is_none()
            && self.session_id.is_none()
            && self.id.is_none()
            && self.deployment_id.is_none()
            && self.cost_min.is_none()
            && self.cost_max.is_none();
        known.then(|| CallFilter {
            from: self.from,
            until: self.until,
            key_ids: self.key_ids.clone(),
            user_ids: self.user_ids.clone(),
            team_ids: self.team_ids.clone(),
            model: self.model_group.clone(),
            ..CallFilter::default()
        })
    }
}

const DAY_MICROS: i64 = 86_400_000_000;

/// Which days. Both ends are part of the range, as `YYYY-MM-DD`.
#[derive(Clone, Debug, Default)]
pub struct ListDays {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Only of these keys, when any are named.
    pub key_ids: Vec<String>,
    /// Only of these users, when any are named.
    pub user_ids: Vec<String>,
    /// Only of these teams, when any are named.
    pub team_ids: Vec<String>,
    /// Only of this public model.
    pub model_group: Option<String>,
    /// Only of these labels, when any are named, of sums by a label.
    pub labels: Vec<String>,
}

impl ListDays {
    /// The days from one moment until before another.
    #[must_use]
    pub fn of(from: Micros, until: Micros) -> Self {
        Self {
            from: from.day(),
            to: Micros(until.0 - 1).day(),
            ..Self::default()
        }
    }

    /// So many days, the last of which is today.
    #[must_use]
    pub fn last(days: i64, now: Micros) -> Self {
        Self::of(Micros(now.0 - (days - 1) * DAY_MICROS), Micros(now.0 + 1))
    }

    /// The same of one day alone.
    #[must_use]
    pub fn only(&self, day: &str) -> Self {
        Self {
            from: day.to_owned(),
            to: day.to_owned(),
            ..self.clone()
        }
    }

    /// Takes away a day and all after it. Tells whether any is left.
    #[must_use]
    pub fn before(&mut self, day: &str) -> bool {
        let start = Micros::parse(day).map(|start| Micros(start.0 - 1).day());
        self.to = start.unwrap_or_default();
        self.from <= self.to
    }

    /// Takes away a day and all before it. Tells whether any is left.
    #[must_use]
    pub fn after(&mut self, day: &str) -> bool {
        let start = Micros::parse(day).map(|start| Micros(start.0 + DAY_MICROS).day());
        let Some(start) = start else { return false };
        self.from = start;
        self.from <= self.to
    }
}

/// What was spent and used on one day, by one key, of one model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayLine {
    /// The UTC day as `YYYY-MM-DD`.
    pub day: String,
    /// Whom it was counted for beside key, user and team: a tag, an end user; empty for nobody.
    pub entity: String,
    /// The key.
    pub key_id: String,
    /// Its user; empty for none.
    pub user_id: String,
    /// Its team; empty for none.
    pub team_id: String,
    /// The public model.
    pub model_group: String,
    /// The provider's model.
    pub model: String,
    /// The provider.
    pub provider: String,
    /// The operation, by its stored name; empty where sums do not tell it.
    pub call_type: String,
    /// What it cost.
    pub spend: Nanos,
    /// Calls.
    pub requests: i64,
    /// Calls that succeeded.
    pub successes: i64,
    /// Calls that did not.
    pub failures: i64,
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

/// What lines of days are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    /// The UTC day.
    Day,
    /// The key.
    Key,
    /// Its user.
    User,
    /// Its team.
    Team,
    /// The public model.
    ModelGroup,
    /// The provider's model.
    Model,
    /// The provider.
    Provider,
    /// The operation.
    Operation,
}

impl DayPart {
    /// All of them, in the order of the columns of a line.
    pub const ALL: [Self; 8] = [
        Self::Day,
        Self::Key,
        Self::User,
        Self::Team,
        Self::ModelGroup,
        Self::Model,
        Self::Provider,
        Self::Operation,
    ];

    fn column(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Key => "key_id",
            Self::User => "user_id",
            Self::Team => "team_id",
            Self::ModelGroup => "model_group",
            Self::Model => "model",
            Self::Provider => "provider",
            Self::Operation => "call_type",
        }
    }

    /// The columns of lines that these parts tell apart; the others are empty.
    pub(super) fn selected(parts: &[Self]) -> [&'static str; 8] {
        Self::ALL.map(|part| {
            if parts.contains(&part) {
                part.column()
            } else {
                "''"
            }
        })
    }

    /// The columns to group by, with the one of whom the lines are of, which stands after the day.
    pub(super) fn grouped(parts: &[Self], of: &str) -> String {
        let day = parts.contains(&Self::Day).then_some("day");
        let rest = Self::ALL[1..].iter().filter(|part| parts.contains(part));
        let columns = day
            .into_iter()
            .chain([of])
            .chain(rest.map(|part| part.column()));
        let columns: Vec<&str> = columns.filter(|column| !column.is_empty()).collect();
        columns.join(", ")
    }
}

/// Lines of days that are read at once, at most.
pub const DAY_LINES_MAX: usize = 200_000;

fn read_day(row: &Row) -> Result<DayLine, StoreError> {
    let mut row = row.read();
    day_line(row.owned()?, String::new(), &mut row)
}

/// A line of a day: what comes after the day, and after whom it is about where that is told.
pub(super) fn day_line(
    day: String,
    entity: String,
    row: &mut Reader<'_>,
) -> Result<DayLine, StoreError> {
    Ok(DayLine {
        day,
        entity,
        key_id: row.owned()?,
        user_id: row.owned()?,
        team_id: row.owned()?,
        model_group: row.owned()?,
        model: row.owned()?,
        provider: row.owned()?,
        call_type: row.owned()?,
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

/// Sums of totals as both databases give them: Postgres would make decimals of them.
pub(super) fn summed() -> String {
    SUM_COLUMNS
        .map(|sum| format!("CAST(SUM({sum}) AS BIGINT)"))
        .join(", ")
}

fn of_days(list: &ListDays) -> Filter<'_> {
    let mut filter = Filter::default();
    filter.and("day >= $", |args| args.text(&list.from));
    filter.and("day <= $", |args| args.text(&list.to));
    filter.one_of("key_id", &list.key_ids);
    filter.one_of("user_id", &list.user_ids);
    filter.one_of("team_id", &list.team_ids);
    if let Some(model) = &list.model_group {
        filter.and("model_group = $", |args| args.text(model));
    }
    filter
}

impl Store {
    /// A page of calls, corrections left out, and how many there are.
    pub async fn list_calls(&self, list: &ListCalls) -> Result<(Vec<CallRecord>, u64), StoreError> {
        let mut filter = Filter::default();
        filter.sql.push_str(" AND outcome <> 'adjustment'");
        if let Some(from) = list.from {
            filter.and("ended_at >= $", |args| args.int(from.0));
        }
        if let Some(until) = list.until {
            filter.and("ended_at < $", |args| args.int(until.0));
        }
        filter.one_of("key_id", &list.key_ids);
        filter.one_of("user_id", &list.user_ids);
        filter.one_of("team_id", &list.team_ids);
        if let Some(end_user) = &list.end_user {
            filter.and("end_user = $", |args| args.text(end_user));
        }
        if let Some(model) = &list.model_group {
            filter.and("model_group = $", |args| args.text(model));
        }
        if let Some(session) = &list.session_id {
            filter.and("session_id = $", |args| args.text(session));
        }
        match list.succeeded {
            Some(true) => filter.sql.push_str(" AND outcome = 'success'"),
            Some(false) => filter.sql.push_str(" AND outcome <> 'success'"),
            None => {}
        }
        if let Some(id) = &list.id {
            let ids = ["request_id", "response_id", "call_id"];
            filter.any_is(&ids, id);
        }
        if let Some(deployment) = &list.deployment_id {
            filter.and("deployment_id = $", |args| args.text(deployment));
        }
        if let Some(least) = list.cost_min {
            filter.and("cost_nanos >= $", |args| args.int(least.0));
        }
        if let Some(most) = list.cost_max {
            filter.and("cost_nanos <= $", |args| args.int(most.0));
        }
        let Filter { sql, args } = filter;
        let n = args.len();
        let offset = i64::from(list.page.saturating_sub(1)) * i64::from(list.size);
        let (sort, order) = (
            list.sort_by.columns(),
            if list.ascending { "ASC" } else { "DESC" },
        );
        let page = format!(
            "SELECT {CALL_COLUMNS} FROM calls WHERE TRUE{sql} ORDER BY {sort} {order}, request_id {order} LIMIT ${} OFFSET ${}",
            n + 1,
            n + 2
        );
        let summed = list.in_totals();
        let counting = match &summed {
            Some(_) => String::new(),
            None => format!("SELECT COUNT(*) FROM calls WHERE TRUE{sql}"),
        };
        // One moment for both, so that the count fits the page. Both texts are made of constants.
        let mut tx = self.snapshot().await?;
        let total = match summed {
            Some(mut wanted) => {
                // Totals hold calls whose rows are gone too; the oldest row tells from when on none is.
                let oldest = "SELECT ended_at FROM calls ORDER BY ended_at, request_id LIMIT 1";
                let oldest = tx.db().first(oldest, Args::new()).await?;
                let oldest = oldest.map(|row| row.read().int()).transpose()?;
                let oldest = Micros(oldest.unwrap_or(i64::MAX));
                wanted.from = Some(wanted.from.map_or(oldest, |from| from.max(oldest)));
                let sums = total_of_hours(&mut tx.db(), &wanted).await?;
                match list.succeeded {
                    None => sums.requests,
                    Some(true) => sums.successes,
                    Some(false) => sums.failures(),
                }
            }
            None => {
                let sql = AssertSqlSafe(counting);
                tx.db().number(sql, args.clone()).await?
            }
        };
        // Beyond the last there is nothing to look for.
        let rows = if offset < total {
            let args = args.int(i64::from(list.size)).int(offset);
            tx.db().fetch(AssertSqlSafe(page), args).await?
        } else {
            Vec::new()
        };
        tx.commit().await?;
        let calls = rows.iter().map(read_call).collect::<Result<_, _>>()?;
        Ok((calls, total.unsigned_abs()))
    }

    /// One call, by its own id or by that of its answer; the latest, where a provider repeats ids.
    pub async fn find_call(&self, id: &str) -> Result<Option<CallRecord>, StoreError> {
        let sql = AssertSqlSafe(format!(
            "SELECT {CALL_COLUMNS} FROM calls WHERE request_id = $1 OR response_id = $1 AND response_id <> '' \
             ORDER BY ended_at DESC LIMIT 1"
        ));
        let row = self
            .acquire()
            .await?
            .db()
            .first(sql, Args::new().text(id))
            .await?;
        row.as_ref().map(read_call).transpose()
    }

    /// The sums of days, in their order. At most [`DAY_LINES_MAX`].
    pub async fn list_days(&self, list: &ListDays) -> Result<Vec<DayLine>, StoreError> {
        let filter = of_days(list);
        let n = filter.args.len() + 1;
        // In the order in which rows stand, so that nothing is sorted.
        let columns = "day, model_group, key_id, user_id, team_id, model, provider, call_type";
        let sql = format!(
            "SELECT day, key_id, user_id, team_id, model_group, model, provider, call_type, {} FROM daily_totals WHERE TRUE{} \
             GROUP BY {columns} ORDER BY {columns} LIMIT ${n}",
            summed(),
            filter.sql
        );
        self.day_lines(sql, filter.args).await
    }

    /// The same, told apart by these parts alone, of which there is at least one; the others are empty.
    pub async fn list_days_by(
        &self,
        list: &ListDays,
        parts: &[DayPart],
    ) -> Result<Vec<DayLine>, StoreError> {
        let filter = of_days(list);
        let n = filter.args.len() + 1;
        let columns = DayPart::grouped(parts, "");
        let sql = format!(
            "SELECT {}, {} FROM daily_totals WHERE TRUE{} GROUP BY {columns} ORDER BY {columns} LIMIT ${n}",
            DayPart::selected(parts).join(", "),
            summed(),
            filter.sql
        );
        self.day_lines(sql, filter.args).await
    }

    /// `sql` is made of constants and placeholders; its last one is the limit.
    async fn day_lines(&self, sql: String, args: Args<'_>) -> Result<Vec<DayLine>, StoreError> {
        let args = args.int(DAY_LINES_MAX as i64);
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), args).await?;
        rows.iter().map(read_day).collect()
    }

    /// A page of changes with their ids, newest first, and how many there are.
    pub async fn list_changes(
        &self,
        kind: Option<&str>,
        object: Option<&str>,
        page: u32,
        size: u32,
    ) -> Result<(Vec<(String, AuditEntry)>, u64), StoreError> {
        let mut filter = Filter::default();
        if let Some(kind) = kind {
            filter.and("object_kind = $", |args| args.text(kind));
        }
        if let Some(object) = object {
            filter.and("object_id = $", |args| args.text(object));
        }
        let Filter { sql, args } = filter;
        let n = args.len();
        let offset = i64::from(page.saturating_sub(1)) * i64::from(size);
        let text = format!(
            "{CHANGES} WHERE TRUE{sql} ORDER BY at DESC, id DESC LIMIT ${} OFFSET ${}",
            n + 1,
            n + 2
        );
        let count = format!("SELECT COUNT(*) FROM audit_log WHERE TRUE{sql}");
        let mut tx = self.snapshot().await?;
        let total = tx.db().number(AssertSqlSafe(count), args.clone()).await?;
        let args = args.int(i64::from(size)).int(offset);
        let rows = tx.db().fetch(AssertSqlSafe(text), args).await?;
        tx.commit().await?;
        Ok((
            rows.iter().map(read_change).collect::<Result<_, _>>()?,
            total.unsigned_abs(),
        ))
    }

    /// One change.
    pub async fn get_change(&self, id: &str) -> Result<Option<(String, AuditEntry)>, StoreError> {
        let sql = AssertSqlSafe(format!("{CHANGES} WHERE id = $1"));
        let row = self
            .acquire()
            .await?
            .db()
            .first(sql, Args::new().text(id))
            .await?;
        row.as_ref().map(read_change).transpose()
    }
}

pub(super) const CHANGES: &str = "SELECT id, at, actor, action, object_kind, object_id, before_value, after_value FROM audit_log";

pub(super) fn read_change(row: &Row) -> Result<(String, AuditEntry), StoreError> {
    let mut row = row.read();
    let id = row.owned()?;
    let entry = AuditEntry {
        at: Micros(row.int()?),
        actor: row.owned()?,
        action: row.owned()?,
        object_kind: row.owned()?,
        object_id: row.owned()?,
        before: row.opt_owned()?,
        after: row.opt_owned()?,
    };
    Ok((id, entry))
}
