//! What can go wrong with the database, in as many words as a caller can act on.

use std::path::PathBuf;

/// Why the store could not do something.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such row.
    #[error("not found")]
    NotFound,
    /// The row is not what it was when it was read: somebody else changed it in between.
    #[error("somebody else changed it at the same time")]
    Changed,
    /// Another row has the same unique value.
    #[error("another row already has this {0}")]
    Conflict(Unique),
    /// The URL names no database that can be opened.
    #[error("'{url}' is not a database: {reason}")]
    BadUrl {
        /// The URL, without its password.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// There is no database there, and none was to be made.
    #[error("there is no cw-proxy database at {0}; start the server once, or check the path")]
    Missing(String),
    /// The file belongs to another program.
    #[error("{0} is a database of another program: it has tables, but none of cw-proxy's")]
    Foreign(String),
    /// The database was laid out by a newer binary.
    #[error(
        "the database has migration {found}, this binary knows only {known}: it was last used by a newer version; \
         run that version, or restore a backup made before the upgrade"
    )]
    Newer {
        /// The newest migration in the database.
        found: i64,
        /// The newest migration in this binary.
        known: i64,
    },
    /// A migration in the database is not the one in the binary.
    #[error(
        "migration {0} in the database differs from this binary's: they come from different builds; \
         use the build that made the database"
    )]
    Edited(i64),
    /// The file is damaged.
    #[error(
        "the database is damaged ({0}); stop the server, keep a copy of the files, and restore a backup \
         or salvage the rows with `sqlite3 <file> .recover`"
    )]
    Corrupt(String),
    /// A stored value is not one that this binary writes.
    #[error("a stored value cannot be read: {0}")]
    Invalid(String),
    /// Another process owns the ledger.
    #[error("another cw-proxy server is using this database's ledger; stop it first")]
    InUse,
    /// A file operation failed.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database did not do it this time: full, locked, unreachable. Trying again may help.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
}

/// What has to be unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unique {
    /// The name that people give to it.
    Alias,
    /// Its identity: the hash of a key, the id of anything else.
    Id,
}

impl std::fmt::Display for Unique {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Alias => "alias",
            Self::Id => "id",
        })
    }
}

/// `SQLITE_CORRUPT` and `SQLITE_NOTADB`; extended codes carry them in the low byte.
const DAMAGED: [i64; 2] = [11, 26];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::ColumnDecode { index, source } => {
                Self::Invalid(format!("column {index}: {source}"))
            }
            sqlx::Error::Database(error) => of_database(error.as_ref()),
            other => Self::Unavailable(other.to_string()),
        }
    }
}

fn of_database(error: &dyn sqlx::error::DatabaseError) -> StoreError {
    if error.is_unique_violation() {
        // Postgres names the index, SQLite names the column in its message: both say "alias".
        let alias = error
            .constraint()
            .unwrap_or(error.message())
            .contains("alias");
        return StoreError::Conflict(if alias { Unique::Alias } else { Unique::Id });
    }
    let sqlite = error
        .try_downcast_ref::<sqlx::sqlite::SqliteError>()
        .and_then(sqlx::error::DatabaseError::code)
        .and_then(|code| code.parse::<i64>().ok());
    match sqlite {
        Some(code) if DAMAGED.contains(&(code & 0xff)) => {
            StoreError::Corrupt(error.message().to_owned())
        }
        _ => StoreError::Unavailable(error.message().to_owned()),
    }
}
