//! Talking to whichever database is open: arguments in, rows out, one code path for both.

use super::dialect::Dialect;
use super::error::StoreError;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgConnection, PgRow, Postgres};
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, Connection, Row as _, SqlSafeStr, Transaction};
use std::sync::Arc;

/// One bound value.
#[derive(Clone, Copy)]
enum Value<'a> {
    Text(Option<&'a str>),
    Int(Option<i64>),
    Flag(bool),
}

/// The values of a statement's placeholders, in their order.
#[derive(Clone, Default)]
pub(super) struct Args<'a>(Vec<Value<'a>>);

impl<'a> Args<'a> {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn text(mut self, text: &'a str) -> Self {
        self.0.push(Value::Text(Some(text)));
        self
    }

    pub(super) fn opt_text(mut self, text: Option<&'a str>) -> Self {
        self.0.push(Value::Text(text));
        self
    }

    pub(super) fn int(mut self, int: i64) -> Self {
        self.0.push(Value::Int(Some(int)));
        self
    }

    pub(super) fn opt_int(mut self, int: Option<i64>) -> Self {
        self.0.push(Value::Int(int));
        self
    }

    pub(super) fn flag(mut self, flag: bool) -> Self {
        self.0.push(Value::Flag(flag));
        self
    }

    /// Appends the last `width` values once more.
    pub(super) fn repeat_last(&mut self, width: usize) {
        let from = self.0.len() - width;
        self.0.extend_from_within(from..);
    }
}

/// Encodes [`Args`] for one database.
macro_rules! encode {
    ($args:expr, $into:ty) => {{
        let mut encoded = <$into>::default();
        encoded.reserve($args.0.len(), $args.0.len() * 16);
        for value in $args.0 {
            match value {
                Value::Text(text) => encoded.add(text),
                Value::Int(int) => encoded.add(int),
                Value::Flag(flag) => encoded.add(flag),
            }
            .map_err(sqlx::Error::Encode)?;
        }
        encoded
    }};
}

/// A connection, borrowed from wherever it lives.
pub(super) enum Db<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Db<'_> {
    pub(super) fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs one statement; tells how many rows it changed.
    pub(super) async fn execute(
        &mut self,
        sql: impl SqlSafeStr,
        args: Args<'_>,
    ) -> Result<u64, StoreError> {
        Ok(match self {
            Self::Sqlite(c) => sqlx::query_with(sql, encode!(args, SqliteArguments))
                .execute(&mut **c)
                .await?
                .rows_affected(),
            Self::Postgres(c) => sqlx::query_with(sql, encode!(args, PgArguments))
                .execute(&mut **c)
                .await?
                .rows_affected(),
        })
    }

    /// Runs one statement and collects its rows.
    pub(super) async fn fetch(
        &mut self,
        sql: impl SqlSafeStr,
        args: Args<'_>,
    ) -> Result<Vec<Row>, StoreError> {
        Ok(match self {
            Self::Sqlite(c) => sqlx::query_with(sql, encode!(args, SqliteArguments))
                .fetch_all(&mut **c)
                .await?
                .into_iter()
                .map(Row::Sqlite)
                .collect(),
            Self::Postgres(c) => sqlx::query_with(sql, encode!(args, PgArguments))
                .fetch_all(&mut **c)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect(),
        })
    }

    /// Runs one statement that gives one row or none.
    pub(super) async fn first(
        &mut self,
        sql: impl SqlSafeStr,
        args: Args<'_>,
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.fetch(sql, args).await?.into_iter().next())
    }

    /// Runs one statement that gives one number.
    pub(super) async fn number(
        &mut self,
        sql: impl SqlSafeStr,
        args: Args<'_>,
    ) -> Result<i64, StoreError> {
        let row = self.first(sql, args).await?.ok_or(StoreError::NotFound)?;
        row.read().int()
    }

    /// Runs a script of several statements, none of which takes arguments: a step of the layout.
    pub(super) async fn script(&mut self, sql: &'static str) -> Result<(), StoreError> {
        let sql = AssertSqlSafe(self.dialect().layout(sql));
        match self {
            Self::Sqlite(c) => {
                sqlx::raw_sql(sql).execute(&mut **c).await?;
            }
            Self::Postgres(c) => {
                sqlx::raw_sql(sql).execute(&mut **c).await?;
            }
        }
        Ok(())
    }
}

/// A connection on loan from a pool.
pub(super) enum Held {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

impl Held {
    pub(super) fn db(&mut self) -> Db<'_> {
        match self {
            Self::Sqlite(c) => Db::Sqlite(c),
            Self::Postgres(c) => Db::Postgres(c),
        }
    }
}

/// A connection of one's own, outside of any pool.
pub(super) enum Own {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Own {
    pub(super) fn db(&mut self) -> Db<'_> {
        match self {
            Self::Sqlite(c) => Db::Sqlite(c),
            Self::Postgres(c) => Db::Postgres(c),
        }
    }

    pub(super) async fn close(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(c) => c.close().await?,
            Self::Postgres(c) => c.close().await?,
        }
        Ok(())
    }
}

/// A transaction on a pool's connection; undone unless committed.
pub(super) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    pub(super) fn db(&mut self) -> Db<'_> {
        match self {
            Self::Sqlite(c) => Db::Sqlite(c),
            Self::Postgres(c) => Db::Postgres(c),
        }
    }

    pub(super) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// A row of either database.
pub(super) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// Reads the columns from the first on.
    pub(super) fn read(&self) -> Reader<'_> {
        Reader { row: self, at: 0 }
    }
}

/// Reads the columns of a row one after the other, in the order in which they were selected.
pub(super) struct Reader<'r> {
    row: &'r Row,
    at: usize,
}

macro_rules! next {
    ($reader:expr, $type:ty) => {{
        let at = $reader.at;
        $reader.at += 1;
        match $reader.row {
            Row::Sqlite(row) => row.try_get::<$type, usize>(at),
            Row::Postgres(row) => row.try_get::<$type, usize>(at),
        }
        .map_err(StoreError::from)
    }};
}

impl<'r> Reader<'r> {
    pub(super) fn text(&mut self) -> Result<&'r str, StoreError> {
        next!(self, &'r str)
    }

    pub(super) fn owned(&mut self) -> Result<String, StoreError> {
        self.text().map(str::to_owned)
    }

    pub(super) fn shared(&mut self) -> Result<Arc<str>, StoreError> {
        self.text().map(Arc::from)
    }

    pub(super) fn opt_text(&mut self) -> Result<Option<&'r str>, StoreError> {
        next!(self, Option<&'r str>)
    }

    pub(super) fn opt_owned(&mut self) -> Result<Option<String>, StoreError> {
        Ok(self.opt_text()?.map(str::to_owned))
    }

    pub(super) fn opt_shared(&mut self) -> Result<Option<Arc<str>>, StoreError> {
        Ok(self.opt_text()?.map(Arc::from))
    }

    pub(super) fn int(&mut self) -> Result<i64, StoreError> {
        next!(self, i64)
    }

    /// The number in the column at a place, counted from 0.
    pub(super) fn nth_int(mut self, at: usize) -> Result<i64, StoreError> {
        self.at = at;
        self.int()
    }

    pub(super) fn opt_int(&mut self) -> Result<Option<i64>, StoreError> {
        next!(self, Option<i64>)
    }

    pub(super) fn flag(&mut self) -> Result<bool, StoreError> {
        next!(self, bool)
    }

    /// A count: what cannot be negative.
    pub(super) fn count(&mut self) -> Result<u64, StoreError> {
        let int = self.int()?;
        u64::try_from(int).map_err(|_| StoreError::Invalid(format!("{int} is not a count")))
    }

    /// A word out of a fixed set.
    pub(super) fn word<T>(&mut self, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let text = self.text()?;
        parse(text).ok_or_else(|| StoreError::Invalid(format!("'{text}' is not known")))
    }
}
