//! Providers' credentials with names. Their values are sealed text, opaque here.

use super::Store;
use super::changes::AuditEntry;
use super::error::StoreError;
use super::session::{Args, Row};
use crate::domain::time::Micros;

/// A credential as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCredential {
    /// Its name: what models call it by.
    pub name: String,
    /// A name for people.
    pub display_name: Option<String>,
    /// What is known about it: a JSON object as text, without secrets.
    pub info: String,
    /// Members of `litellm_params`, sealed.
    pub sealed_values: String,
    /// When it was made.
    pub created_at: Micros,
    /// When it was last changed.
    pub updated_at: Micros,
    /// Who made it.
    pub created_by: String,
    /// Who changed it last.
    pub updated_by: String,
}

macro_rules! columns {
    () => {
        "name, display_name, info, sealed_values, created_at, updated_at, created_by, updated_by"
    };
}

fn bind(credential: &StoredCredential) -> Args<'_> {
    Args::new()
        .text(&credential.name)
        .opt_text(credential.display_name.as_deref())
        .text(&credential.info)
        .text(&credential.sealed_values)
        .int(credential.created_at.0)
        .int(credential.updated_at.0)
        .text(&credential.created_by)
        .text(&credential.updated_by)
}

fn read(row: &Row) -> Result<StoredCredential, StoreError> {
    let mut row = row.read();
    Ok(StoredCredential {
        name: row.owned()?,
        display_name: row.opt_owned()?,
        info: row.owned()?,
        sealed_values: row.owned()?,
        created_at: Micros(row.int()?),
        updated_at: Micros(row.int()?),
        created_by: row.owned()?,
        updated_by: row.owned()?,
    })
}

impl Store {
    /// Adds a credential; `Conflict` when its name is taken.
    pub async fn insert_credential(
        &self,
        credential: &StoredCredential,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let sql = concat!(
            "INSERT INTO credentials (",
            columns!(),
            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        );
        let mut change = self.change().await?;
        change.0.db().execute(sql, bind(credential)).await?;
        change.finish(audit).await
    }

    /// One credential.
    pub async fn get_credential(&self, name: &str) -> Result<Option<StoredCredential>, StoreError> {
        let sql = concat!("SELECT ", columns!(), " FROM credentials WHERE name = $1");
        let mut held = self.acquire().await?;
        let row = held.db().first(sql, Args::new().text(name)).await?;
        row.as_ref().map(read).transpose()
    }

    /// Every credential, by name.
    pub async fn credentials(&self) -> Result<Vec<StoredCredential>, StoreError> {
        let sql = concat!("SELECT ", columns!(), " FROM credentials ORDER BY name");
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(sql, Args::new()).await?;
        rows.iter().map(read).collect()
    }

    /// Replaces a credential by name; `NotFound` when there is none, `Changed` when its last change is not the
    /// one that was `seen`.
    pub async fn update_credential(
        &self,
        seen: Option<Micros>,
        credential: &StoredCredential,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE credentials SET display_name = $2, info = $3, sealed_values = $4, created_at = $5, \
                   updated_at = $6, created_by = $7, updated_by = $8 \
                   WHERE name = $1 AND ($9 IS NULL OR updated_at = $9)";
        let args = bind(credential).opt_int(seen.map(|at| at.0));
        let mut change = self.change().await?;
        if change.0.db().execute(sql, args).await? == 0 {
            let there = "SELECT COUNT(*) FROM credentials WHERE name = $1";
            let args = Args::new().text(&credential.name);
            return Err(change.unwritten(seen, there, args).await?);
        }
        change.finish(audit).await
    }

    /// Removes a credential; `NotFound` when there is none.
    pub async fn delete_credential(
        &self,
        name: &str,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        let sql = "DELETE FROM credentials WHERE name = $1";
        if change.0.db().execute(sql, Args::new().text(name)).await? == 0 {
            return Err(StoreError::NotFound);
        }
        change.finish(audit).await
    }
}
