//! The ledger's rows, read straight from the proxy's database file.

use std::time::Duration;

use sqlx::{ConnectOptions, Connection, Row as _};

use super::proxy::Proxy;

/// One final row, as far as tests look at it.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// What the client calls the call.
    pub(crate) call_id: String,
    /// From admission to the moment when the last byte could leave, on the proxy's own clock.
    pub(crate) took: Duration,
    /// How it ended.
    pub(crate) outcome: String,
    /// The status that the client was given.
    pub(crate) status: u16,
    /// What went wrong; empty when nothing did.
    pub(crate) error: String,
    /// Where the usage comes from.
    pub(crate) usage_source: String,
    /// Input tokens.
    pub(crate) input_tokens: i64,
    /// Output tokens.
    pub(crate) output_tokens: i64,
    /// What it cost.
    pub(crate) cost_nanos: i64,
    /// How many times a provider was called.
    pub(crate) attempts: i64,
}

/// All final rows of calls that were let in, the oldest first.
pub(crate) async fn rows(proxy: &Proxy) -> Vec<Row> {
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(proxy.sqlite())
        .read_only(true)
        .busy_timeout(Duration::from_secs(10));
    let mut connection = options.connect().await.expect("the database opens");
    let sql = "SELECT call_id, ended_at - started_at, outcome, status, error, usage_source, \
               input_tokens, output_tokens, cost_nanos, attempts FROM calls WHERE outcome <> 'refused' ORDER BY request_id";
    let found = sqlx::query(sql).fetch_all(&mut connection).await;
    let rows = found
        .expect("the calls")
        .iter()
        .map(|row| Row {
            call_id: row.get(0),
            took: Duration::from_micros(u64::try_from(row.get::<i64, _>(1)).expect("no haste")),
            outcome: row.get(2),
            status: u16::try_from(row.get::<i64, _>(3)).expect("a status"),
            error: row.get(4),
            usage_source: row.get(5),
            input_tokens: row.get(6),
            output_tokens: row.get(7),
            cost_nanos: row.get(8),
            attempts: row.get(9),
        })
        .collect();
    connection.close().await.expect("the database closes");
    rows
}

/// The one final row of a call.
pub(crate) async fn row_of(proxy: &Proxy, call_id: &str) -> Row {
    let mut found = rows(proxy).await;
    found.retain(|row| row.call_id == call_id);
    assert_eq!(found.len(), 1, "one row of {call_id}: {found:#?}");
    found.remove(0)
}
