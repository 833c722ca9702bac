//! A copy of the database for whoever keeps it elsewhere, taken while everybody goes on working.

use super::{Actor, Admin, AdminError, bad};
use crate::domain::time::Micros;
use serde_json::json;
use std::path::{Path, PathBuf};
use tokio::fs::File;
use tokio::sync::Semaphore;

/// One copy at a time: each needs as much room as the database.
static ONE: Semaphore = Semaphore::const_new(1);

/// A copy that is not in any folder any more: its room is given back when the last reader is done.
#[derive(Debug)]
pub struct Backup {
    /// The copy, to be read from its beginning.
    pub file: File,
    /// How long it is.
    pub bytes: u64,
}

/// Removes a file unless it was removed before.
struct Gone(PathBuf);

impl Drop for Gone {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Takes a copy of one moment. SQLite alone: PostgreSQL has tools of its own.
pub async fn take(admin: &Admin, actor: &Actor, now: Micros) -> Result<Backup, AdminError> {
    if !actor.is_admin() {
        return Err(AdminError::Forbidden(
            "Only admins of the proxy take a copy of everything.".to_owned(),
        ));
    }
    if admin.store.kind() != "SQLite" {
        return Err(bad(
            "database",
            "This proxy keeps its state in PostgreSQL: take the backup with pg_dump.",
        ));
    }
    let Ok(_turn) = ONE.try_acquire() else {
        return Err(bad(
            "database",
            "A backup is being taken already. Try again when it is done.",
        ));
    };
    let place = admin.store.place();
    let folder = Path::new(&place).parent().unwrap_or(Path::new("."));
    let path = folder.join(format!(".backup-{}.db", uuid::Uuid::new_v4().simple()));
    let gone = Gone(path.clone());
    admin.store.backup(&path).await?;
    let failed = |error: std::io::Error| {
        bad(
            "database",
            format!(
                "The copy cannot be read back from {}: {error}",
                folder.display()
            ),
        )
    };
    let file = File::open(&path).await.map_err(failed)?;
    let bytes = file.metadata().await.map_err(failed)?.len();
    drop(gone);
    let after = Some(json!({ "bytes": bytes }));
    let audit = Admin::audit(
        actor,
        now,
        "downloaded",
        ("backup", "database"),
        (None, after),
    );
    admin.store.note_change(&audit).await?;
    Ok(Backup { file, bytes })
}
