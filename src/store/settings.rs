//! Named values: what operators switch in the UI, and the identity of this installation.

use super::Store;
use super::changes::AuditEntry;
use super::error::StoreError;
use super::session::Args;
use std::collections::BTreeMap;

const INSTALL_ID: &str = "install_id";

/// What becomes of one setting.
#[derive(Clone, Debug)]
pub struct SettingWrite {
    /// Its name.
    pub name: String,
    /// Its new value; none forgets it.
    pub value: Option<String>,
    /// Who changes it, and how.
    pub audit: AuditEntry,
}

impl Store {
    /// A setting, when it was ever set.
    pub async fn get_setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let row = self
            .acquire()
            .await?
            .db()
            .first(
                "SELECT value FROM settings WHERE name = $1",
                Args::new().text(name),
            )
            .await?;
        row.map(|row| row.read().owned()).transpose()
    }

    /// Every setting.
    pub async fn settings(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let rows = self
            .acquire()
            .await?
            .db()
            .fetch("SELECT name, value FROM settings", Args::new())
            .await?;
        rows.iter()
            .map(|row| {
                let mut row = row.read();
                Ok((row.owned()?, row.owned()?))
            })
            .collect()
    }

    /// Writes settings, all of them, where nothing has been changed since a revision; false where something
    /// has, and then none.
    pub async fn write_settings(
        &self,
        seen: i64,
        writes: &[SettingWrite],
    ) -> Result<bool, StoreError> {
        if writes.is_empty() {
            return Ok(true);
        }
        let mut change = self.change().await?;
        // Whoever comes second waits here for the first, and then finds another number.
        let bump = "UPDATE revision SET n = n + 1 WHERE n = $1";
        if change.0.db().execute(bump, Args::new().int(seen)).await? == 0 {
            return Ok(false);
        }
        for write in writes {
            let args = Args::new().text(&write.name);
            let (sql, args) = match &write.value {
                Some(value) => (
                    "INSERT INTO settings (name, value) VALUES ($1, $2) \
                     ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    args.text(value),
                ),
                None => ("DELETE FROM settings WHERE name = $1", args),
            };
            change.0.db().execute(sql, args).await?;
            change.note(&write.audit).await?;
        }
        change.0.commit().await?;
        Ok(true)
    }

    /// Sets a setting.
    pub async fn set_setting(
        &self,
        name: &str,
        value: &str,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        change
            .0
            .db()
            .execute(
                "INSERT INTO settings (name, value) VALUES ($1, $2) \
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                Args::new().text(name).text(value),
            )
            .await?;
        change.finish(audit).await
    }

    /// Forgets a setting; `NotFound` when it was not set.
    pub async fn delete_setting(&self, name: &str, audit: &AuditEntry) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        let sql = "DELETE FROM settings WHERE name = $1";
        if change.0.db().execute(sql, Args::new().text(name)).await? == 0 {
            return Err(StoreError::NotFound);
        }
        change.finish(audit).await
    }

    /// The random id of this installation: made at the first call, the same ever after.
    pub async fn install_id(&self) -> Result<String, StoreError> {
        if let Some(id) = self.get_setting(INSTALL_ID).await? {
            return Ok(id);
        }
        let random = uuid::Uuid::new_v4().simple().to_string();
        self.acquire()
            .await?
            .db()
            .execute(
                "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
                Args::new().text(INSTALL_ID).text(&random),
            )
            .await?;
        // Another process may have been first.
        self.get_setting(INSTALL_ID)
            .await?
            .ok_or(StoreError::NotFound)
    }
}
