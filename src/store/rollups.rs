//! Totals beside those of days: per hour, and per label of calls. Kept in the transaction of the calls, as all
//! totals are, so that pages and reports over a large ledger read sums and not rows.

use super::calls::{CALL_COLUMNS, encode_tags, read_call};
use super::error::StoreError;
use super::session::{Args, Db, Reader};
use super::totals::{CallSum, DayKey, SUM_COLUMNS, Sums, day_number, named};
use crate::domain::record::{CallRecord, CallType};
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

pub(super) const MICROS_PER_HOUR: i64 = 3_600_000_000;

/// A row of the totals of hours: calls that ended in the same one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct HourKey {
    /// Hours since 1970.
    hour: i64,
    key_id: Arc<str>,
    user_id: Option<Arc<str>>,
    team_id: Option<Arc<str>>,
    model_group: Arc<str>,
    provider: Arc<str>,
}

impl HourKey {
    pub(super) fn of(record: &CallRecord) -> Self {
        let intent = &record.intent;
        Self {
            hour: record.ended_at.0.div_euclid(MICROS_PER_HOUR),
            key_id: intent.key_id.clone(),
            user_id: named(intent.user_id.as_ref()),
            team_id: named(intent.team_id.as_ref()),
            model_group: intent.model_group.clone(),
            provider: record.provider.into(),
        }
    }
}

impl fmt::Display for HourKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "hour {}, key {}, {}",
            self.hour, self.key_id, self.model_group
        )
    }
}

/// What calls are labelled with beside key, user and team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LabelKind {
    /// All tags of a call together, as a JSON list.
    Tags,
    EndUser,
    Organization,
}

impl LabelKind {
    const ALL: [Self; 3] = [Self::Tags, Self::EndUser, Self::Organization];

    /// The stored name.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Tags => "tags",
            Self::EndUser => "end_user",
            Self::Organization => "organization",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A row of the totals of labels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LabelKey {
    pub(super) kind: LabelKind,
    pub(super) label: Arc<str>,
    pub(super) of: DayKey,
    /// The operation, by its stored name; empty in rows from before they were told apart.
    pub(super) call_type: &'static str,
}

impl LabelKey {
    /// The labels of a call.
    pub(super) fn of(record: &CallRecord) -> impl Iterator<Item = (LabelKind, Arc<str>)> {
        let intent = &record.intent;
        let tags = (!intent.tags.is_empty()).then(|| encode_tags(&intent.tags).into());
        [
            (LabelKind::Tags, tags),
            (LabelKind::EndUser, named(intent.end_user.as_ref())),
            (LabelKind::Organization, named(intent.org_id.as_ref())),
        ]
        .into_iter()
        .filter_map(|(kind, label)| Some((kind, label?)))
    }

    /// The row of all operations together.
    fn of_all(&self) -> Self {
        Self {
            call_type: "",
            ..self.clone()
        }
    }
}

/// Rows from before operations were told apart stand for all of them. What stands beside such a row, or is
/// summed anew, is added up under it, so that both can be compared.
pub(super) fn folded(
    sums: BTreeMap<LabelKey, CallSum>,
    undivided: &BTreeSet<LabelKey>,
) -> BTreeMap<LabelKey, CallSum> {
    if undivided.is_empty() {
        return sums;
    }
    let mut folded: BTreeMap<LabelKey, CallSum> = BTreeMap::new();
    for (key, sum) in sums {
        let of_all = key.of_all();
        let key = if undivided.contains(&of_all) {
            of_all
        } else {
            key
        };
        *folded.entry(key).or_default() += sum;
    }
    folded
}

impl fmt::Display for LabelKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}, {}, {}",
            self.kind.as_str(),
            self.label,
            self.of,
            self.call_type
        )
    }
}

/// Appends the values of a row of the totals of hours.
pub(super) fn bind_hour<'a>(args: Args<'a>, (key, sum): &'a (HourKey, CallSum)) -> Args<'a> {
    let args = args
        .int(key.hour)
        .text(&key.key_id)
        .text(key.user_id.as_deref().unwrap_or_default())
        .text(key.team_id.as_deref().unwrap_or_default())
        .text(&key.model_group)
        .text(&key.provider);
    sum.bind(args)
}

/// Appends the values of a row of the totals of labels.
pub(super) fn bind_label<'a>(
    args: Args<'a>,
    (day, key, sum): &'a (String, LabelKey, CallSum),
) -> Args<'a> {
    let args = args.text(key.kind.as_str()).text(&key.label).text(day);
    sum.bind(key.of.bind_rest(args).text(key.call_type))
}

/// Every total of an hour in a table.
pub(super) async fn stored_hours(
    db: &mut Db<'_>,
    table: &str,
) -> Result<Vec<(HourKey, CallSum)>, StoreError> {
    let sql = format!(
        "SELECT hour, key_id, user_id, team_id, model_group, provider, {} FROM {table}",
        SUM_COLUMNS.join(", ")
    );
    let read = |row: &mut Reader<'_>| {
        let key = HourKey {
            hour: row.int()?,
            key_id: row.shared()?,
            user_id: named(Some(&row.shared()?)),
            team_id: named(Some(&row.shared()?)),
            model_group: row.shared()?,
            provider: row.shared()?,
        };
        Ok((key, CallSum::read(row)?))
    };
    let rows = db.fetch(AssertSqlSafe(sql), Args::new()).await?;
    rows.iter().map(|row| read(&mut row.read())).collect()
}

/// Every total of a label in a table.
pub(super) async fn stored_labels(
    db: &mut Db<'_>,
    table: &str,
) -> Result<Vec<(LabelKey, CallSum)>, StoreError> {
    let sql = format!(
        "SELECT kind, label, day, key_id, user_id, team_id, model_group, model, provider, call_type, {} \
         FROM {table}",
        SUM_COLUMNS.join(", ")
    );
    let read = |row: &mut Reader<'_>| {
        let (kind, label) = (row.word(LabelKind::parse)?, row.shared()?);
        let day = row.word(day_number)?;
        let of = DayKey::read_rest(day, row)?;
        let call_type = row.word(|text| match text {
            "" => Some(""),
            named => CallType::parse(named).map(CallType::as_str),
        })?;
        let key = LabelKey {
            kind,
            label,
            of,
            call_type,
        };
        Ok((key, CallSum::read(row)?))
    };
    let rows = db.fetch(AssertSqlSafe(sql), Args::new()).await?;
    rows.iter().map(|row| read(&mut row.read())).collect()
}

/// The step of the layout after which these totals, and those of days as they are now, are there and empty.
pub(super) const SINCE_LAYOUT: i64 = 40;
/// Calls that are summed at once.
const PAGE: i64 = 5_000;
/// How often it is told how far the sums are, in calls.
const TOLD_EVERY: u64 = 100_000;

/// Sums the calls that were there before these totals were, page by page in the order of their ids, with
/// the code that sums new ones.
pub(super) async fn sum_older_calls(db: &mut Db<'_>) -> Result<(), StoreError> {
    // What the sums do not need is not read.
    let columns = CALL_COLUMNS
        .replace("windows", "'[]'")
        .replace("attempts_log", "'[]'")
        .replace("passage", "''");
    let sql =
        format!("SELECT {columns} FROM calls WHERE request_id > $1 ORDER BY request_id LIMIT $2");
    let mut after = String::new();
    let mut seen = 0;
    loop {
        let args = Args::new().text(&after).int(PAGE);
        let rows = db.fetch(AssertSqlSafe(sql.as_str()), args).await?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        let next = last.read().owned()?;
        let mut sums = Sums::default();
        for row in &rows {
            match read_call(row) {
                Ok(record) => sums.add(&record),
                // Nobody can sum it; the audit of the books names it.
                Err(error) => tracing::warn!(%error, "a row of the ledger cannot be read"),
            }
        }
        sums.into_rows().store_calls(db).await?;
        after = next;
        seen += rows.len() as u64;
        if seen % TOLD_EVERY < rows.len() as u64 {
            tracing::info!(
                calls = seen,
                "summing the calls of the ledger for the new layout"
            );
        }
    }
}
