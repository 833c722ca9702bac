//! What every admin write has in common: one transaction that changes the rows, notes who did it,
//! and bumps the revision by which running proxies learn of it.

use super::Store;
use super::error::StoreError;
use super::session::{Args, Tx};
use crate::domain::time::Micros;
use uuid::{NoContext, Timestamp, Uuid};

/// Who changed what.
#[derive(Clone, Debug)]
pub struct AuditEntry {
    /// When.
    pub at: Micros,
    /// Who.
    pub actor: String,
    /// What was done: `created`, `updated`, `deleted`, …
    pub action: String,
    /// To what kind of thing: `key`, `model`, …
    pub object_kind: String,
    /// To which one.
    pub object_id: String,
    /// What it was before, as JSON without secrets.
    pub before: Option<String>,
    /// What it is now, as JSON without secrets.
    pub after: Option<String>,
}

/// An admin write in progress; undone unless finished.
pub(super) struct Change(pub(super) Tx);

impl Change {
    /// Notes the change, bumps the revision and commits.
    pub(super) async fn finish(mut self, entry: &AuditEntry) -> Result<(), StoreError> {
        self.note(entry).await?;
        let mut db = self.0.db();
        db.execute("UPDATE revision SET n = n + 1", Args::new())
            .await?;
        self.0.commit().await
    }

    /// Why a row was not written that was to be as `seen`: it is gone, or another by now. `there` counts it.
    pub(super) async fn unwritten(
        &mut self,
        seen: Option<Micros>,
        there: &'static str,
        args: Args<'_>,
    ) -> Result<StoreError, StoreError> {
        if seen.is_none() || self.0.db().number(there, args).await? == 0 {
            return Ok(StoreError::NotFound);
        }
        Ok(StoreError::Changed)
    }

    /// Notes a change.
    pub(super) async fn note(&mut self, entry: &AuditEntry) -> Result<(), StoreError> {
        let seconds = entry.at.0.div_euclid(1_000_000);
        let nanos = entry.at.0.rem_euclid(1_000_000) * 1_000;
        let time = Timestamp::from_unix(NoContext, seconds.unsigned_abs(), nanos as u32);
        let id = Uuid::new_v7(time).to_string();
        let args = Args::new()
            .text(&id)
            .int(entry.at.0)
            .text(&entry.actor)
            .text(&entry.action)
            .text(&entry.object_kind)
            .text(&entry.object_id)
            .opt_text(entry.before.as_deref())
            .opt_text(entry.after.as_deref());
        let mut db = self.0.db();
        db.execute(
            "INSERT INTO audit_log (id, at, actor, action, object_kind, object_id, before_value, after_value) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            args,
        )
        .await?;
        Ok(())
    }
}

impl Store {
    pub(super) async fn change(&self) -> Result<Change, StoreError> {
        Ok(Change(self.begin().await?))
    }

    /// Notes a change of something that is not in the database.
    pub async fn note_change(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        self.change().await?.finish(entry).await
    }

    /// How many admin writes there have been. When it moved, the catalog is out of date.
    pub async fn revision(&self) -> Result<i64, StoreError> {
        self.acquire()
            .await?
            .db()
            .number("SELECT n FROM revision", Args::new())
            .await
    }

    /// The latest changes, newest first.
    pub async fn changes(&self, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        let rows = self
            .acquire()
            .await?
            .db()
            .fetch(
                "SELECT at, actor, action, object_kind, object_id, before_value, after_value \
                 FROM audit_log ORDER BY at DESC, id DESC LIMIT $1",
                Args::new().int(i64::from(limit)),
            )
            .await?;
        rows.iter()
            .map(|row| {
                let mut row = row.read();
                Ok(AuditEntry {
                    at: Micros(row.int()?),
                    actor: row.owned()?,
                    action: row.owned()?,
                    object_kind: row.owned()?,
                    object_id: row.owned()?,
                    before: row.opt_owned()?,
                    after: row.opt_owned()?,
                })
            })
            .collect()
    }
}
