//! Looking after the database as a whole: its layout, copies of it, and everything in it that is sealed.

use super::changes::AuditEntry;
use super::error::StoreError;
use super::migrate::{self, MIGRATIONS};
use super::open::OpenOptions;
use super::session::{Args, Tx};
use super::{Store, open};
use std::path::Path;

/// One step of the layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number.
    pub version: i64,
    /// Its name.
    pub name: &'static str,
    /// Whether the database has it.
    pub applied: bool,
}

/// The volume that a database grows on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Volume {
    /// Bytes that may still be written.
    pub free: u64,
    /// Bytes of all of it.
    pub total: u64,
}

impl Volume {
    /// Free bytes below which there is too little: room for some hundred thousand calls, and for the log of a
    /// busy hour.
    pub const LOW_BYTES: u64 = 1 << 30;

    fn of(folder: &Path) -> Option<Self> {
        // The folder of a name without one is the present one.
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let told = rustix::fs::statvfs(folder).ok()?;
        Some(Self {
            free: told.f_bavail.saturating_mul(told.f_frsize),
            total: told.f_blocks.saturating_mul(told.f_frsize),
        })
    }

    /// Whether there is too little left. A small volume is low when a tenth of it is left.
    #[must_use]
    pub fn is_low(&self) -> bool {
        self.free < Self::LOW_BYTES.min(self.total / 10)
    }
}

/// What a sealed text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealedKind {
    /// `litellm_params` of a model, by id.
    Model,
    /// The values of a credential, by name.
    Credential,
    /// A kept answer, by id.
    Response,
    /// A setting, by name.
    Setting,
}

/// Where sealed text stands: the statement that lists it in pages, and the one that replaces it.
const SEALED: &[(SealedKind, &str, &str)] = &[
    (
        SealedKind::Model,
        "SELECT model_id, params FROM models WHERE model_id > $1 ORDER BY model_id LIMIT 200",
        "UPDATE models SET params = $2 WHERE model_id = $1",
    ),
    (
        SealedKind::Credential,
        "SELECT name, sealed_values FROM credentials WHERE name > $1 ORDER BY name LIMIT 200",
        "UPDATE credentials SET sealed_values = $2 WHERE name = $1",
    ),
    (
        SealedKind::Response,
        "SELECT id, sealed FROM responses WHERE id > $1 ORDER BY id LIMIT 200",
        "UPDATE responses SET sealed = $2 WHERE id = $1",
    ),
    (
        SealedKind::Setting,
        "SELECT name, value FROM settings WHERE name > $1 AND value LIKE 'cw1:%' ORDER BY name LIMIT 200",
        "UPDATE settings SET value = $2 WHERE name = $1",
    ),
];

/// Why nothing was sealed anew.
#[derive(Debug, thiserror::Error)]
pub enum ResealError<E> {
    /// This one could not be.
    #[error("{0:?} {1}: {2}")]
    One(SealedKind, String, E),
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Opens a database that is there, without bringing its layout up to date.
    pub async fn inspect(url: &str, options: OpenOptions) -> Result<Self, StoreError> {
        let options = OpenOptions {
            create: false,
            ..options
        };
        let store = Self::connect(url, options).await?;
        migrate::require_ours(&store).await?;
        Ok(store)
    }

    /// Every step of the layout that this binary knows.
    pub async fn layout(&self) -> Result<Vec<Step>, StoreError> {
        let pending = migrate::pending_versions(self, MIGRATIONS).await?;
        let step = |migration: &migrate::Migration| Step {
            version: migration.version,
            name: migration.name,
            applied: !pending.contains(&migration.version),
        };
        Ok(MIGRATIONS.iter().map(step).collect())
    }

    /// Bytes of the database; of SQLite the log is counted apart.
    pub async fn size_bytes(&self) -> Result<(u64, Option<u64>), StoreError> {
        match self {
            Self::Sqlite(open) => {
                let length = |path: &Path| std::fs::metadata(path).map_or(0, |found| found.len());
                let mut log = open.path.as_os_str().to_owned();
                log.push("-wal");
                Ok((length(&open.path), Some(length(Path::new(&log)))))
            }
            Self::Postgres(_) => {
                let sql = "SELECT pg_database_size(current_database())";
                let bytes = self.acquire().await?.db().number(sql, Args::new()).await?;
                Ok((bytes.unsigned_abs(), None))
            }
        }
    }

    /// How much room there is where the database is; none where another machine's server keeps it, or the
    /// system does not tell.
    #[must_use]
    pub fn volume(&self) -> Option<Volume> {
        let Self::Sqlite(open) = self else {
            return None;
        };
        Volume::of(open.path.parent()?)
    }

    /// Writes a copy of one moment into a new file, while everybody goes on working. SQLite alone.
    pub async fn backup(&self, path: &Path) -> Result<(), StoreError> {
        let name = path.to_str().ok_or_else(|| StoreError::BadUrl {
            url: path.display().to_string(),
            reason: "the name is no text".to_owned(),
        })?;
        // SQLite takes an empty file for none, and one that is there keeps its mode.
        open::create_private(path).map_err(|source| StoreError::File {
            path: path.to_owned(),
            source,
        })?;
        self.acquire()
            .await?
            .db()
            .execute("VACUUM INTO $1", Args::new().text(name))
            .await?;
        std::fs::File::open(path)
            .and_then(|file| file.sync_all())
            .map_err(|source| StoreError::File {
                path: path.to_owned(),
                source,
            })
    }

    /// Gives unused space back to the file system.
    pub async fn vacuum(&self) -> Result<(), StoreError> {
        self.acquire()
            .await?
            .db()
            .execute("VACUUM", Args::new())
            .await?;
        Ok(())
    }

    /// Replaces every sealed text in one transaction: all of them or, at the first that fails, none.
    pub async fn reseal<E>(
        &self,
        audit: &AuditEntry,
        seal: impl Fn(SealedKind, &str, &str) -> Result<String, E>,
    ) -> Result<u64, ResealError<E>> {
        let mut change = self.change().await?;
        let mut count = 0;
        for (kind, list, replace) in SEALED {
            let mut last = String::new();
            loop {
                let page = page(&mut change.0, list, &last).await?;
                let Some((newest, _)) = page.last() else {
                    break;
                };
                last.clone_from(newest);
                for (id, sealed) in &page {
                    let again = seal(*kind, id, sealed)
                        .map_err(|error| ResealError::One(*kind, id.clone(), error))?;
                    let args = Args::new().text(id).text(&again);
                    change.0.db().execute(*replace, args).await?;
                    count += 1;
                }
            }
        }
        change.finish(audit).await?;
        Ok(count)
    }
}

async fn page(
    tx: &mut Tx,
    list: &'static str,
    after: &str,
) -> Result<Vec<(String, String)>, StoreError> {
    let rows = tx.db().fetch(list, Args::new().text(after)).await?;
    rows.iter()
        .map(|row| {
            let mut row = row.read();
            Ok((row.owned()?, row.owned()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Volume;

    #[test]
    fn a_volume_is_low_by_its_own_size() {
        const GIB: u64 = 1 << 30;
        let low = |free, total| Volume { free, total }.is_low();
        assert!(low(GIB - 1, 500 * GIB) && !low(GIB, 500 * GIB));
        assert!(!low(GIB / 2, 4 * GIB) && low(GIB / 3, 4 * GIB));
        let here = Volume::of(&std::env::temp_dir()).expect("a volume");
        assert!(here.free > 0 && here.free <= here.total);
        assert_eq!(Volume::of(std::path::Path::new("/nowhere/at/all")), None);
    }
}
