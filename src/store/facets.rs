//! Names that occur in the ledger, for lists to choose from. They come from the totals, of which there are few
//! where there are many calls, so that nobody walks through the ledger for a list.

use super::Store;
use super::error::StoreError;
use super::filter::{Filter, containing};
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;

/// What of a call is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Whom a client named.
    EndUser,
    /// Whose key it was.
    User,
}

impl Facet {
    /// The totals that hold it, with a condition, and its column there.
    fn place(self) -> (&'static str, &'static str) {
        match self {
            Self::EndUser => ("labelled_totals WHERE kind = 'end_user'", "label"),
            Self::User => ("daily_totals WHERE user_id <> ''", "user_id"),
        }
    }
}

/// A page of names.
#[derive(Clone, Debug)]
pub struct ListNames {
    /// Of what.
    pub facet: Facet,
    /// Of calls of the UTC day of this moment or later.
    pub from: Micros,
    /// And of the day of this one or earlier.
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
        let (table, column) = list.facet.place();
        let pattern = containing(list.search.as_deref());
        let (from, until) = (list.from.day(), list.until.day());
        let mut filter = Filter::default();
        filter.and("day >= $", |args| args.text(&from));
        filter.and("day <= $", |args| args.text(&until));
        if list.search.is_some() {
            filter.any_like(&[column], &pattern);
        }
        if let Some(user) = &list.user_id {
            filter.and("user_id = $", |args| args.text(user));
        }
        let (size, page) = (i64::from(list.size), i64::from(list.page.max(1)));
        let args = filter.args.int(size + 1).int((page - 1) * size);
        let n = args.len();
        // Columns and conditions are constants.
        let sql = format!(
            "SELECT DISTINCT {column} FROM {table}{} ORDER BY {column} LIMIT ${} OFFSET ${n}",
            filter.sql,
            n - 1
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
