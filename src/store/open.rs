//! Opening and closing a database, and keeping `SQLite`'s write-ahead log short.

use super::Store;
use super::error::StoreError;
use super::migrate::{self, MIGRATIONS};
use super::session::{Args, Db};
use crate::domain::time::Micros;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, Postgres};
use sqlx::sqlite::{
    Sqlite, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, Pool};
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// What a commit survives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// The death of the process. `SQLite`'s `synchronous=NORMAL`.
    #[default]
    Process,
    /// The loss of power, on a disk that honours flushes. `synchronous=FULL`.
    Power,
}

/// How to open a database.
#[derive(Clone, Copy, Debug)]
pub struct OpenOptions {
    /// What a commit survives. Postgres decides by its own configuration.
    pub durability: Durability,
    /// Whether to make a database where there is none.
    pub create: bool,
    /// The time, noted beside migrations that are applied now.
    pub now: Micros,
}

/// An open `SQLite` file.
#[derive(Clone)]
pub struct SqliteStore {
    pub(super) pool: Pool<Sqlite>,
    /// One connection that waits only briefly: whoever resets the log holds the write lock meanwhile.
    maintenance: Pool<Sqlite>,
    pub(super) ledger: Arc<SqliteConnectOptions>,
    pub(super) path: Arc<Path>,
}

/// A connection to Postgres.
#[derive(Clone)]
pub struct PostgresStore {
    pub(super) pool: Pool<Postgres>,
    pub(super) ledger: Arc<PgConnectOptions>,
}

/// What a checkpoint of the write-ahead log did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checkpoint {
    /// Size of the log that was in use before.
    pub wal_bytes: u64,
    /// Bytes of it that are not in the database file yet.
    pub behind_bytes: u64,
    /// Whether writers were held up to start the log again.
    pub restarted: bool,
}

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Whoever starts the log again holds the write lock while it waits for readers, and the ledger with it.
const RESTART_TIMEOUT: Duration = Duration::from_millis(50);
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
const SQLITE_POOL: u32 = 4;
const POSTGRES_POOL: u32 = 8;
/// Above the number of distinct statements of the ledger.
const LEDGER_STATEMENTS: usize = 256;
/// Under constant load a passive checkpoint never lets the log start again; beyond this it is made to.
const WAL_RESTART_BYTES: u64 = 64 << 20;
/// When this much cannot be moved, a long read holds it back: waiting for it would only stop writers.
const WAL_HELD_BYTES: u64 = 8 << 20;
/// A log file of this size (after a burst, or a long read) is cut, not only reused.
const WAL_TRUNCATE_BYTES: u64 = 256 << 20;
/// Each frame of the log is a page and its header.
const WAL_FRAME_BYTES: u64 = 4_096 + 24;
const SQLITE_MAGIC: &[u8; 16] = b"SQLite format 3\0";

impl Store {
    /// Opens `url`: a path, `sqlite:path` or `postgres://…`; brings its layout up to date.
    pub async fn open(url: &str, options: OpenOptions) -> Result<Self, StoreError> {
        let store = Self::connect(url, options).await?;
        migrate::run(&store, MIGRATIONS, options.create, options.now).await?;
        Ok(store)
    }

    /// Opens without a look at the layout.
    pub(super) async fn connect(url: &str, options: OpenOptions) -> Result<Self, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Self::Postgres(open_postgres(url).await?))
        } else {
            let path = sqlite_path(url)?;
            Ok(Self::Sqlite(open_sqlite(path, options).await?))
        }
    }

    /// What kind of database it is.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// Where the database is, without credentials.
    pub fn place(&self) -> String {
        match self {
            Self::Sqlite(open) => open.path.display().to_string(),
            Self::Postgres(open) => format!(
                "{}:{}/{}",
                open.ledger.get_host(),
                open.ledger.get_port(),
                open.ledger.get_database().unwrap_or_default()
            ),
        }
    }

    /// Moves the write-ahead log into the database file. To be called every 250 ms or so: the ledger's
    /// writer does not do it itself, since that would be the longest wait of its callers.
    /// Nothing to do on Postgres.
    pub async fn checkpoint(&self) -> Result<Checkpoint, StoreError> {
        match self {
            Self::Sqlite(open) => open.checkpoint().await,
            Self::Postgres(_) => Ok(Checkpoint::default()),
        }
    }

    /// Reads the whole file for damage; `Corrupt` names the first. Postgres looks after itself.
    pub async fn check_integrity(&self) -> Result<(), StoreError> {
        if let Self::Postgres(_) = self {
            return Ok(());
        }
        let row = self
            .acquire()
            .await?
            .db()
            .first("PRAGMA integrity_check(1)", Args::new())
            .await?;
        match row.as_ref().map(|row| row.read().owned()).transpose()? {
            Some(said) if said != "ok" => Err(StoreError::Corrupt(said)),
            _ => Ok(()),
        }
    }

    /// Asks the database for an answer, any answer.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.revision().await.map(|_| ())
    }

    /// Closes every connection of the pool; waits for those in use.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(open) => {
                open.maintenance.close().await;
                open.pool.close().await;
            }
            Self::Postgres(open) => open.pool.close().await,
        }
    }
}

impl SqliteStore {
    async fn checkpoint(&self) -> Result<Checkpoint, StoreError> {
        let mut connection = self.maintenance.acquire().await?;
        let mut db = Db::Sqlite(&mut connection);
        let (_, frames, moved) = run_checkpoint(&mut db, "PRAGMA wal_checkpoint(PASSIVE)").await?;
        let mut done = Checkpoint {
            wal_bytes: frames * WAL_FRAME_BYTES,
            behind_bytes: frames.saturating_sub(moved) * WAL_FRAME_BYTES,
            restarted: false,
        };
        if done.wal_bytes > WAL_RESTART_BYTES && done.behind_bytes < WAL_HELD_BYTES {
            let pragma = if done.wal_bytes > WAL_TRUNCATE_BYTES {
                "PRAGMA wal_checkpoint(TRUNCATE)"
            } else {
                "PRAGMA wal_checkpoint(RESTART)"
            };
            let (busy, frames, moved) = run_checkpoint(&mut db, pragma).await?;
            done.behind_bytes = frames.saturating_sub(moved) * WAL_FRAME_BYTES;
            // A reader may have been in the way; the next round tries again.
            done.restarted = !busy;
        }
        Ok(done)
    }
}

/// Whether someone was in the way, the frames in the log, and how many of them are in the database file.
async fn run_checkpoint(
    db: &mut Db<'_>,
    pragma: &'static str,
) -> Result<(bool, u64, u64), StoreError> {
    let row = db
        .first(pragma, Args::new())
        .await?
        .ok_or(StoreError::NotFound)?;
    let mut row = row.read();
    let (busy, frames, moved) = (row.int()? != 0, row.int()?, row.int()?);
    // Both are -1 when the file is not in WAL mode.
    Ok((
        busy,
        frames.max(0).unsigned_abs(),
        moved.max(0).unsigned_abs(),
    ))
}

async fn open_postgres(url: &str) -> Result<PostgresStore, StoreError> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|error| StoreError::BadUrl {
            url: without_credentials(url),
            reason: error.to_string(),
        })?
        .application_name("cw-proxy")
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_POOL)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options.clone())
        .await?;
    Ok(PostgresStore {
        pool,
        ledger: Arc::new(options.statement_cache_capacity(LEDGER_STATEMENTS)),
    })
}

async fn open_sqlite(path: PathBuf, options: OpenOptions) -> Result<SqliteStore, StoreError> {
    check_file(&path, options.create)?;
    let synchronous = match options.durability {
        Durability::Process => SqliteSynchronous::Normal,
        Durability::Power => SqliteSynchronous::Full,
    };
    let common = SqliteConnectOptions::new()
        .filename(&path)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .synchronous(synchronous)
        // Mapped memory stays off: a failing disk would kill the process instead of one statement.
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging();
    // WAL is a property of the file: switched on once, before there are connections to disagree.
    let first = common
        .clone()
        .journal_mode(SqliteJournalMode::Wal)
        .connect()
        .await?;
    let pool = SqlitePoolOptions::new()
        .max_connections(SQLITE_POOL)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .connect_with(common.clone().pragma("cache_size", "-8192"))
        .await?;
    let maintenance = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .connect_lazy_with(common.clone().busy_timeout(RESTART_TIMEOUT));
    first.close().await?;
    let ledger = common
        .pragma("cache_size", "-32768")
        .pragma("wal_autocheckpoint", "0")
        .statement_cache_capacity(LEDGER_STATEMENTS);
    Ok(SqliteStore {
        pool,
        maintenance,
        ledger: Arc::new(ledger),
        path: path.into(),
    })
}

/// The path in a URL, which may also be just a path.
fn sqlite_path(url: &str) -> Result<PathBuf, StoreError> {
    let bad = |reason: &str| StoreError::BadUrl {
        url: without_credentials(url),
        reason: reason.to_owned(),
    };
    let path = if url.starts_with("sqlite:") {
        let options = SqliteConnectOptions::from_str(url).map_err(|e| bad(&e.to_string()))?;
        options.get_filename().to_owned()
    } else if url.contains("://") {
        return Err(bad(
            "only a file path, sqlite: and postgres:// are supported",
        ));
    } else {
        PathBuf::from(url)
    };
    if url.contains(":memory:") || url.contains("mode=memory") {
        return Err(bad(
            "a database in memory would lose the ledger; name a file",
        ));
    }
    if path.as_os_str().is_empty() {
        return Err(bad("the path is empty"));
    }
    Ok(path)
}

pub(super) fn without_credentials(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if at > scheme => {
            format!("{}...{}", &url[..scheme + 3], &url[at..])
        }
        _ => url.to_owned(),
    }
}

/// Looks at the file before `SQLite` does: it would take an empty one for a new database.
fn check_file(path: &Path, create: bool) -> Result<(), StoreError> {
    let failed = |source| StoreError::File {
        path: path.to_owned(),
        source,
    };
    let mut head = [0; 16];
    // A file that may only be read opens or not by whether its log is still there, and a ledger is written
    // to: said at once, and always.
    let opened = fs::OpenOptions::new().read(true).append(true).open(path);
    let length = match opened {
        Ok(mut file) => {
            let length = file.metadata().map_err(failed)?.len();
            if length >= 16 {
                file.read_exact(&mut head).map_err(failed)?;
            }
            length
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if !create {
                return Err(StoreError::Missing(path.display().to_string()));
            }
            return create_private(path).map_err(failed);
        }
        Err(error) => return Err(failed(error)),
    };
    match length {
        0 if create => Ok(()),
        0 => Err(StoreError::Missing(path.display().to_string())),
        _ if &head != SQLITE_MAGIC => Err(StoreError::Corrupt(format!(
            "{} is not an SQLite database file",
            path.display()
        ))),
        _ => Ok(()),
    }
}

/// Makes the file readable by its owner alone; `SQLite` gives its log the same mode.
pub(super) fn create_private(path: &Path) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    match options.open(path) {
        // Another process was faster; the database is its.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        other => other.map(drop),
    }
}
