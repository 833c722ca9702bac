//! Brings a database to this binary's layout: all pending migrations in one transaction, so that a
//! process killed in the middle leaves what was there before.

use super::Store;
use super::error::StoreError;
use super::rollups;
use super::session::{Args, Db};
use crate::domain::time::Micros;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// One step of the layout. Once released it is never edited, only followed by another.
#[derive(Clone, Copy)]
pub(super) struct Migration {
    pub(super) version: i64,
    pub(super) name: &'static str,
    pub(super) sql: &'static str,
}

/// Every step, in order.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "initial",
        sql: include_str!("migrations/0001_initial.sql"),
    },
    Migration {
        version: 2,
        name: "owners",
        sql: include_str!("migrations/0002_owners.sql"),
    },
    Migration {
        version: 3,
        name: "usage_units",
        sql: include_str!("migrations/0003_usage_units.sql"),
    },
    Migration {
        version: 4,
        name: "responses",
        sql: include_str!("migrations/0004_responses.sql"),
    },
    Migration {
        version: 5,
        name: "management",
        sql: include_str!("migrations/0005_management.sql"),
    },
    Migration {
        version: 6,
        name: "access_groups",
        sql: include_str!("migrations/0006_access_groups.sql"),
    },
    Migration {
        version: 7,
        name: "kept_objects",
        sql: include_str!("migrations/0007_kept_objects.sql"),
    },
    Migration {
        version: 8,
        name: "call_context",
        sql: include_str!("migrations/0008_call_context.sql"),
    },
    Migration {
        version: 10,
        name: "imports",
        sql: include_str!("migrations/0010_imports.sql"),
    },
    Migration {
        version: 14,
        name: "response_cache",
        sql: include_str!("migrations/0014_response_cache.sql"),
    },
    Migration {
        version: 15,
        name: "alerts",
        sql: include_str!("migrations/0015_alerts.sql"),
    },
    Migration {
        version: 16,
        name: "ui_sessions",
        sql: include_str!("migrations/0016_ui_sessions.sql"),
    },
    Migration {
        version: 17,
        name: "explore",
        sql: include_str!("migrations/0017_explore.sql"),
    },
    Migration {
        version: 18,
        name: "explore_counts",
        sql: include_str!("migrations/0018_explore_counts.sql"),
    },
    Migration {
        version: 20,
        name: "invitations",
        sql: include_str!("migrations/0020_invitations.sql"),
    },
    Migration {
        version: 30,
        name: "alert_holding",
        sql: include_str!("migrations/0030_alert_holding.sql"),
    },
    Migration {
        version: rollups::SINCE_LAYOUT,
        name: "rollups",
        sql: include_str!("migrations/0040_rollups.sql"),
    },
    Migration {
        version: 41,
        name: "found_calls",
        sql: include_str!("migrations/0041_found_calls.sql"),
    },
    Migration {
        version: 45,
        name: "alert_silence",
        sql: include_str!("migrations/0045_alert_silence.sql"),
    },
    Migration {
        version: 46,
        name: "operations_of_labels",
        sql: include_str!("migrations/0046_operations_of_labels.sql"),
    },
    Migration {
        version: 47,
        name: "archive",
        sql: include_str!("migrations/0047_archive.sql"),
    },
    Migration {
        version: 48,
        name: "passage",
        sql: include_str!("migrations/0048_passage.sql"),
    },
    Migration {
        version: 50,
        name: "pruned",
        sql: include_str!("migrations/0050_pruned.sql"),
    },
    Migration {
        version: 51,
        name: "operations_of_pruned",
        sql: include_str!("migrations/0051_operations_of_pruned.sql"),
    },
    Migration {
        version: 52,
        name: "member_changes",
        sql: include_str!("migrations/0052_member_changes.sql"),
    },
];

/// The version of the layout that this program makes and reads.
#[must_use]
pub fn layout_version() -> i64 {
    MIGRATIONS.last().map_or(0, |last| last.version)
}

const SCHEMA_MIGRATIONS: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY, \
     name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)";

/// Checks what has been applied and applies the rest. An empty database is only filled when `create`.
pub(super) async fn run(
    store: &Store,
    migrations: &[Migration],
    create: bool,
    now: Micros,
) -> Result<(), StoreError> {
    // Most starts find nothing to do; they need no write lock to see it.
    let mut held = store.acquire().await?;
    let counted = held
        .db()
        .first(store.dialect().count_tables(), Args::new())
        .await?
        .ok_or(StoreError::NotFound)?;
    let mut counted = counted.read();
    let (ours, all) = (counted.int()?, counted.int()?);
    if ours > 0 {
        let pending = pending(&mut held.db(), migrations).await?;
        if pending.is_empty() {
            return Ok(());
        }
    } else if all > 0 {
        return Err(StoreError::Foreign(store.place()));
    } else if !create {
        return Err(StoreError::Missing(store.place()));
    }
    drop(held);

    let mut tx = store.begin().await?;
    if let Some(lock) = store.dialect().lock_migrations() {
        tx.db().fetch(lock, Args::new()).await?;
    }
    tx.db().execute(SCHEMA_MIGRATIONS, Args::new()).await?;
    // Another process may have migrated while this one waited for the lock: look again.
    let mut unsummed = false;
    for migration in pending(&mut tx.db(), migrations).await? {
        tx.db().script(migration.sql).await?;
        unsummed |= migration.version == rollups::SINCE_LAYOUT;
        let checksum = checksum(migration.sql);
        let args = Args::new()
            .int(migration.version)
            .text(migration.name)
            .text(&checksum)
            .int(now.0);
        tx.db()
            .execute("INSERT INTO schema_migrations (version, name, sha256, applied_at) VALUES ($1, $2, $3, $4)", args)
            .await?;
    }
    // After the last step, since what sums knows the totals as they are now.
    if unsummed {
        rollups::sum_older_calls(&mut tx.db()).await?;
    }
    tx.commit().await
}

/// Fails where there is no database of ours.
pub(super) async fn require_ours(store: &Store) -> Result<(), StoreError> {
    let mut held = store.acquire().await?;
    let counted = held
        .db()
        .first(store.dialect().count_tables(), Args::new())
        .await?
        .ok_or(StoreError::NotFound)?;
    let mut counted = counted.read();
    match (counted.int()?, counted.int()?) {
        (0, 0) => Err(StoreError::Missing(store.place())),
        (0, _) => Err(StoreError::Foreign(store.place())),
        _ => Ok(()),
    }
}

/// The steps that are still to be applied, by number.
pub(super) async fn pending_versions(
    store: &Store,
    migrations: &[Migration],
) -> Result<Vec<i64>, StoreError> {
    let mut held = store.acquire().await?;
    let pending = pending(&mut held.db(), migrations).await?;
    Ok(pending.iter().map(|migration| migration.version).collect())
}

async fn pending<'m>(
    db: &mut Db<'_>,
    migrations: &'m [Migration],
) -> Result<Vec<&'m Migration>, StoreError> {
    let rows = db
        .fetch(
            "SELECT version, sha256 FROM schema_migrations ORDER BY version",
            Args::new(),
        )
        .await?;
    let known = migrations.last().map_or(0, |last| last.version);
    let mut applied = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut row = row.read();
        let (version, found) = (row.int()?, row.text()?);
        let Some(migration) = migrations.iter().find(|m| m.version == version) else {
            return Err(StoreError::Newer {
                found: version,
                known,
            });
        };
        if found != checksum(migration.sql) {
            return Err(StoreError::Edited(version));
        }
        applied.push(version);
    }
    Ok(migrations
        .iter()
        .filter(|migration| !applied.contains(&migration.version))
        .collect())
}

fn checksum(sql: &str) -> String {
    Sha256::digest(sql.as_bytes())
        .iter()
        .fold(String::new(), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}
