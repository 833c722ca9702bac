//! A database of its own on the server that `CW_TEST_POSTGRES_URL` names.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// The URL of a new, empty database; none when no server is named. `tests/run` starts one.
pub(crate) async fn database() -> Option<String> {
    let server = std::env::var("CW_TEST_POSTGRES_URL").ok()?;
    let name = format!("it_{}", uuid::Uuid::new_v4().simple());
    let mut connection = PgConnection::connect(&server).await.expect("a server");
    let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
    connection.execute(create).await.expect("a database");
    let (head, _) = server.rsplit_once('/').expect("a database's name");
    Some(format!("{head}/{name}"))
}
