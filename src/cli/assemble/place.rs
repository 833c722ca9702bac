//! Where a proxy keeps what is its own: its database and its secrets.

use super::now;
use crate::cli::failure::{Exit, Failure};
use crate::cli::secret_file::{Kind, secret_file};
use crate::config::{Config, Database, Durability};
use crate::domain::secret::Secret;
use crate::store::{self, OpenOptions, Store, StoreError};

/// The database's address as the store takes it.
#[must_use]
pub fn database_url(config: &Config) -> String {
    match &config.database {
        Database::Sqlite(path) => path.display().to_string(),
        Database::Postgres(url) => url.expose().to_owned(),
    }
}

/// Opens the configured database, and makes its folder and itself where `create` says so.
pub async fn open_store(config: &Config, create: bool) -> Result<Store, Failure> {
    if let (Database::Sqlite(path), true) = (&config.database, create)
        && let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
    {
        make_private(folder).map_err(|error| {
            Failure::new(
                Exit::Unreachable,
                format!("cannot make the folder {}", folder.display()),
            )
            .cause(error)
            .help("give a folder that this user may write to with --data-dir or CW_PROXY_DATA_DIR")
        })?;
    }
    let durability = match config.metering.durability {
        Durability::Process => store::Durability::Process,
        Durability::Power => store::Durability::Power,
    };
    let options = OpenOptions {
        durability,
        create,
        now: now(),
    };
    let opened = Store::open(&database_url(config), options).await;
    opened.map_err(|error| unopened(config, error))
}

/// Why the database does not open: `SQLite` says of a file that it cannot write to no more than that it
/// cannot open it.
pub fn unopened(config: &Config, error: StoreError) -> Failure {
    let failure = Failure::from(error);
    let Database::Sqlite(path) = &config.database else {
        return failure;
    };
    let write = std::fs::OpenOptions::new().append(true).open(path);
    match write {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            let place = path.display();
            Failure::new(failure.exit, format!("the database {place} cannot be written to"))
                .cause(error)
                .help("SQLite keeps its log beside it, for reading too: mount its folder writable, and run this as its owner")
        }
        _ => failure,
    }
}

/// Makes a folder that only its owner can enter; one that is there already is left as it is.
fn make_private(folder: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

/// The salt key: the configured one, else the one in the data directory, made there when there is none.
pub fn salt_key(config: &Config) -> Result<(Secret, bool), Failure> {
    if let Some(salt) = &config.salt_key {
        return Ok((salt.clone(), false));
    }
    own_secret(config, Kind::Salt)
}

/// The master key, in the same way.
pub fn master_key(config: &Config) -> Result<(Secret, bool), Failure> {
    if let Some(key) = &config.master_key {
        return Ok((key.clone(), false));
    }
    own_secret(config, Kind::Master)
}

fn own_secret(config: &Config, kind: Kind) -> Result<(Secret, bool), Failure> {
    let data_dir = &config.server.data_dir;
    let made = secret_file(data_dir, kind, true);
    let failed = || Failure::new(Exit::Unreachable, "cannot keep a secret of the proxy's own");
    made.map_err(|error| failed().cause(error))?
        .ok_or_else(failed)
}
