//! The record of changes as people look through it: found by who, what and when, in pages by position.

use super::super::changes::AuditEntry;
use super::super::error::StoreError;
use super::super::filter::Filter;
use super::super::spend::{CHANGES, read_change};
use super::super::{Store, session::Args};
use super::Cursor;
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;

/// Which changes. The default is all of them.
#[derive(Clone, Debug, Default)]
pub struct ChangeFilter {
    /// Made by this actor.
    pub actor: Option<String>,
    /// Of this sort: `created`, `updated`, …
    pub action: Option<String>,
    /// Of this kind of thing.
    pub kind: Option<String>,
    /// Of this thing.
    pub object: Option<String>,
    /// Made at this moment or later.
    pub from: Option<Micros>,
    /// Made before this moment.
    pub until: Option<Micros>,
    /// Older than this place in the order, newest first.
    pub older_than: Option<Cursor>,
}

impl Store {
    /// Changes with their ids, newest first, at most `limit`.
    pub async fn find_changes(
        &self,
        wanted: &ChangeFilter,
        limit: u32,
    ) -> Result<Vec<(String, AuditEntry)>, StoreError> {
        let mut filter = Filter::default();
        for (condition, value) in [
            ("actor = $", &wanted.actor),
            ("action = $", &wanted.action),
            ("object_kind = $", &wanted.kind),
            ("object_id = $", &wanted.object),
        ] {
            if let Some(value) = value {
                filter.and(condition, |args| args.text(value));
            }
        }
        if let Some(from) = wanted.from {
            filter.and("at >= $", |args| args.int(from.0));
        }
        if let Some(until) = wanted.until {
            filter.and("at < $", |args| args.int(until.0));
        }
        let Filter { mut sql, mut args } = filter;
        if let Some(cursor) = &wanted.older_than {
            args = args.int(cursor.at.0).text(&cursor.id);
            let n = args.len();
            sql.push_str(&format!(
                " AND (at < ${} OR at = ${} AND id < ${n})",
                n - 1,
                n - 1
            ));
        }
        let args = args.int(i64::from(limit));
        let n = args.len();
        let text = format!("{CHANGES} WHERE TRUE{sql} ORDER BY at DESC, id DESC LIMIT ${n}");
        let mut connection = self.acquire().await?;
        let rows = connection.db().fetch(AssertSqlSafe(text), args).await?;
        rows.iter().map(read_change).collect()
    }

    /// The kinds of things that were ever changed, in order.
    pub async fn changed_kinds(&self) -> Result<Vec<String>, StoreError> {
        let mut connection = self.acquire().await?;
        let rows = connection
            .db()
            .fetch(
                "SELECT DISTINCT object_kind FROM audit_log ORDER BY object_kind LIMIT 100",
                Args::new(),
            )
            .await?;
        rows.iter().map(|row| row.read().owned()).collect()
    }
}
