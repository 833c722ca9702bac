//! LiteLLM's own PostgreSQL database, read and never written: one moment of it, a table at a time.
//!
//! Its columns come and go between releases. So rows are read as JSON objects, as the server makes them,
//! and whoever reads a row asks for the members that it knows.

use super::error::StoreError;
use super::open::without_credentials;
use futures_util::StreamExt;
use serde_json::{Map, Value};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Row};
use std::str::FromStr;

/// A row: the columns that this release of LiteLLM has, by name.
pub type LitellmRow = Map<String, Value>;

/// An open database of LiteLLM's.
pub struct Litellm {
    connection: PgConnection,
    schema: String,
}

/// Parameters of a URL that say how to connect. Others are for LiteLLM's own database client.
const KNOWN: &[&str] = &[
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
];

/// The URL as it is understood here, and the schema that it names.
fn understood(url: &str) -> (String, String) {
    let mut schema = "public".to_owned();
    let Some((base, query)) = url.split_once('?') else {
        return (url.to_owned(), schema);
    };
    let mut kept = Vec::new();
    for pair in query.split('&') {
        match pair.split_once('=') {
            Some(("schema", name)) if !name.is_empty() => name.clone_into(&mut schema),
            Some((name, _)) if KNOWN.contains(&name) => kept.push(pair),
            _ => {}
        }
    }
    let joined = kept.join("&");
    let url = if joined.is_empty() {
        base.to_owned()
    } else {
        format!("{base}?{joined}")
    };
    (url, schema)
}

/// A name as SQL quotes it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Litellm {
    /// Opens the database that LiteLLM's `DATABASE_URL` names, in a transaction that cannot write and
    /// sees one moment.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let bad = |reason: String| StoreError::BadUrl {
            url: without_credentials(url),
            reason,
        };
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(bad(
                "LiteLLM keeps its data in PostgreSQL: give a postgres:// address".to_owned(),
            ));
        }
        let (url, schema) = understood(url);
        let options = PgConnectOptions::from_str(&url)
            .map_err(|error| bad(error.to_string()))?
            .application_name("cw-proxy import")
            .disable_statement_logging();
        let mut connection = options.connect().await?;
        sqlx::raw_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            .execute(&mut connection)
            .await?;
        Ok(Self { connection, schema })
    }

    /// Whether there is such a table.
    pub async fn has(&mut self, table: &str) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = $1 AND table_name = $2)";
        let row = sqlx::query(sql)
            .bind(&self.schema)
            .bind(table)
            .fetch_one(&mut self.connection)
            .await?;
        Ok(row.try_get(0)?)
    }

    async fn has_column(&mut self, table: &str, column: &str) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM information_schema.columns \
                   WHERE table_schema = $1 AND table_name = $2 AND column_name = $3)";
        let row = sqlx::query(sql)
            .bind(&self.schema)
            .bind(table)
            .bind(column)
            .fetch_one(&mut self.connection)
            .await?;
        Ok(row.try_get(0)?)
    }

    /// Every row of a table. An older release may not have the table: then there are none.
    pub async fn rows(&mut self, table: &str) -> Result<Vec<LitellmRow>, StoreError> {
        if !self.has(table).await? {
            return Ok(Vec::new());
        }
        let from = format!("{}.{}", quoted(&self.schema), quoted(table));
        self.read(format!("SELECT row_to_json(t)::text FROM {from} AS t"))
            .await
    }

    /// The sum of `spend` by the column of a table of daily totals, as rows of `id` and `spend`.
    pub async fn sums(&mut self, table: &str, column: &str) -> Result<Vec<LitellmRow>, StoreError> {
        if !self.has_column(table, column).await? {
            return Ok(Vec::new());
        }
        let from = format!("{}.{}", quoted(&self.schema), quoted(table));
        let column = quoted(column);
        self.read(format!(
            "SELECT row_to_json(t)::text FROM (SELECT {column} AS id, SUM(spend) AS spend FROM {from} \
             WHERE {column} IS NOT NULL GROUP BY {column}) AS t"
        ))
        .await
    }

    /// How many rows a table has, over which days, and what they cost: members `rows`, `first`, `last` and
    /// `spend`. Nothing where there are no rows.
    pub async fn extent(
        &mut self,
        table: &str,
        day: &str,
    ) -> Result<Option<LitellmRow>, StoreError> {
        if !self.has_column(table, day).await? {
            return Ok(None);
        }
        let from = format!("{}.{}", quoted(&self.schema), quoted(table));
        let day = quoted(day);
        let read = self.read(format!(
            "SELECT row_to_json(t)::text FROM (SELECT COUNT(*) AS rows, LEFT(MIN({day})::text, 10) AS first, \
             LEFT(MAX({day})::text, 10) AS last, SUM(spend) AS spend FROM {from}) AS t"
        ));
        let rows = read.await?;
        let some = |row: &LitellmRow| row.get("rows").and_then(Value::as_i64).unwrap_or(0) > 0;
        Ok(rows.into_iter().find(some))
    }

    /// `sql` is made of constants and of quoted names.
    async fn read(&mut self, sql: String) -> Result<Vec<LitellmRow>, StoreError> {
        let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(&mut self.connection);
        let mut read = Vec::new();
        while let Some(row) = rows.next().await {
            let row = row?;
            let text: &str = row.try_get(0)?;
            let row = serde_json::from_str(text)
                .map_err(|error| StoreError::Invalid(error.to_string()))?;
            read.push(row);
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_litellm_s_client_understands_is_left_out_of_its_url() {
        let url = "postgresql://u:p@h:5432/litellm?schema=own&connection_limit=10&sslmode=require&sslaccept=strict";
        let expected = (
            "postgresql://u:p@h:5432/litellm?sslmode=require".to_owned(),
            "own".to_owned(),
        );
        assert_eq!(understood(url), expected);
        assert_eq!(
            understood("postgres://h/d?pool_timeout=1"),
            ("postgres://h/d".to_owned(), "public".to_owned())
        );
        assert_eq!(quoted("a\"b"), "\"a\"\"b\"");
    }
}
