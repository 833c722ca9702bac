//! Names that occur in the ledger, for lists to choose from.

use super::Store;
use super::error::StoreError;
use super::filter::{Filter, containing};
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;

/// Rows that are looked at, the newest first: a list to choose from is not worth a walk through all.
const ROWS_MAX: i64 = 100_000;

/// What of a call is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Whom a client named.
    EndUser,
    /// Whose key it was.
    User,
}

impl Facet {
    fn column(self) -> &'static str {
        match self {
            Self::EndUser => "end_user",
            Self::User => "user_id",
        }
    }
}

/// A page of names.
#[derive(Clone, Debug)]
pub struct ListNames {
    /// Of what.
    pub facet: Facet,
    /// Of calls that ended at or after this.
    pub from: Micros,
    /// And at or before this.
    pub until: Micros,
    /// Only names that contain this, in any case of letters.
    pub search: Option<String>,
    /// Only of this user's calls.
    pub user_id: Option<String>,
    /// Which page, from 1.
    pub page: u32,
    /// Names on a page.
    pub size: u32,
}

impl Store {
    /// Names in order, and whether there are more.
    pub async fn call_names(&self, list: &ListNames) -> Result<(Vec<String>, bool), StoreError> {
        let column = list.facet.column();
        let pattern = containing(list.search.as_deref());
        let mut filter = Filter::default();
        filter.and("ended_at >= $", |args| args.int(list.from.0));
        filter.and("ended_at <= $", |args| args.int(list.until.0));
        if list.search.is_some() {
            filter.any_like(&[column], &pattern);
        }
        if let Some(user) = &list.user_id {
            filter.and("user_id = $", |args| args.text(user));
        }
        let (size, page) = (i64::from(list.size), i64::from(list.page.max(1)));
        let args = filter
            .args
            .int(ROWS_MAX)
            .int(size + 1)
            .int((page - 1) * size);
        let n = args.len();
        let (scan, limit, offset) = (n - 2, n - 1, n);
        // Columns and conditions are constants.
        let sql = format!(
            "SELECT DISTINCT name FROM (SELECT {column} AS name FROM calls WHERE {column} IS NOT NULL AND {column} <> ''{} \
             ORDER BY ended_at DESC, request_id DESC LIMIT ${scan}) AS recent ORDER BY name LIMIT ${limit} OFFSET ${offset}",
            filter.sql
        );
        let rows = self
            .acquire()
            .await?
            .db()
            .fetch(AssertSqlSafe(sql), args)
            .await?;
        let mut names: Vec<String> = rows
            .iter()
            .map(|row| row.read().owned())
            .collect::<Result<_, _>>()?;
        let more = names.len() > list.size as usize;
        names.truncate(list.size as usize);
        Ok((names, more))
    }
}
