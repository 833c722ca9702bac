//! Files and batches that clients made at providers.

use super::Store;
use super::error::StoreError;
use super::session::{Args, Row};
use crate::domain::time::Micros;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptObject {
    /// Its id, as clients name it.
    pub id: String,
    /// `file` or `batch`.
    pub kind: String,
    /// Whose it is.
    pub owner: String,
    /// The key that made it.
    pub key_id: String,
    /// What was last told of it: a JSON object as text.
    pub told: String,
    /// When it was made.
    pub created_at: Micros,
}

fn read(row: &Row) -> Result<KeptObject, StoreError> {
    let mut row = row.read();
    Ok(KeptObject {
        id: row.owned()?,
        kind: row.owned()?,
        owner: row.owned()?,
        key_id: row.owned()?,
        told: row.owned()?,
        created_at: Micros(row.int()?),
    })
}

impl Store {
    /// Adds an object, or notes what is told of it now.
    pub async fn put_kept(&self, object: &KeptObject) -> Result<(), StoreError> {
        let args = Args::new()
            .text(&object.id)
            .text(&object.kind)
            .text(&object.owner)
            .text(&object.key_id)
            .text(&object.told)
            .int(object.created_at.0);
        let sql = "INSERT INTO kept_objects (id, kind, owner, key_id, told, created_at) \
                   VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET told = excluded.told";
        self.acquire().await?.db().execute(sql, args).await?;
        Ok(())
    }

    /// One object.
    pub async fn get_kept(&self, id: &str) -> Result<Option<KeptObject>, StoreError> {
        let sql =
            "SELECT id, kind, owner, key_id, told, created_at FROM kept_objects WHERE id = $1";
        let row = self
            .acquire()
            .await?
            .db()
            .first(sql, Args::new().text(id))
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Removes an object.
    pub async fn delete_kept(&self, id: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM kept_objects WHERE id = $1";
        self.acquire()
            .await?
            .db()
            .execute(sql, Args::new().text(id))
            .await?;
        Ok(())
    }

    /// Objects of one kind and owner, newest first, those after one of them; of everybody without an owner.
    pub async fn list_kept(
        &self,
        kind: &str,
        owner: Option<&str>,
        before: Option<&KeptObject>,
        most: u32,
    ) -> Result<Vec<KeptObject>, StoreError> {
        let (at, id) = before.map_or((i64::MAX, ""), |object| (object.created_at.0, &object.id));
        let args = Args::new()
            .text(kind)
            .opt_text(owner)
            .int(at)
            .text(id)
            .int(i64::from(most));
        let sql = "SELECT id, kind, owner, key_id, told, created_at FROM kept_objects WHERE kind = $1 \
                   AND owner = COALESCE($2, owner) AND (created_at < $3 OR created_at = $3 AND id > $4) \
                   ORDER BY created_at DESC, id LIMIT $5";
        let rows = self.acquire().await?.db().fetch(sql, args).await?;
        rows.iter().map(read).collect()
    }

    /// Whether the tokens of a batch are on record.
    pub async fn is_batch_billed(&self, batch_id: &str) -> Result<bool, StoreError> {
        let sql = "SELECT COUNT(*) FROM calls WHERE request_id = $1";
        Ok(self
            .acquire()
            .await?
            .db()
            .number(sql, Args::new().text(batch_id))
            .await?
            > 0)
    }
}
