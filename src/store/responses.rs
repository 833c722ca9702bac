//! Answers of the Responses API that clients may come back to.

use super::Store;
use super::error::StoreError;
use super::session::Args;
use crate::domain::time::Micros;

/// A stored answer. Its body is sealed by whoever stores it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredResponse {
    /// Its id, as clients name it.
    pub id: String,
    /// Whose it is.
    pub owner: String,
    /// Answer and conversation, sealed.
    pub sealed: String,
    /// When it was made.
    pub created_at: Micros,
    /// When it is removed.
    pub expires_at: Micros,
}

impl Store {
    /// Adds an answer.
    pub async fn insert_response(&self, stored: &StoredResponse) -> Result<(), StoreError> {
        let args = Args::new()
            .text(&stored.id)
            .text(&stored.owner)
            .text(&stored.sealed)
            .int(stored.created_at.0)
            .int(stored.expires_at.0);
        let sql = "INSERT INTO responses (id, owner, sealed, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
        self.acquire().await?.db().execute(sql, args).await?;
        Ok(())
    }

    /// One answer that has not expired.
    pub async fn get_response(
        &self,
        id: &str,
        now: Micros,
    ) -> Result<Option<StoredResponse>, StoreError> {
        let sql = "SELECT id, owner, sealed, created_at, expires_at FROM responses WHERE id = $1 AND expires_at > $2";
        let args = Args::new().text(id).int(now.0);
        let row = self.acquire().await?.db().first(sql, args).await?;
        row.map(|row| {
            let mut row = row.read();
            Ok(StoredResponse {
                id: row.owned()?,
                owner: row.owned()?,
                sealed: row.owned()?,
                created_at: Micros(row.int()?),
                expires_at: Micros(row.int()?),
            })
        })
        .transpose()
    }

    /// Removes an answer. Tells whether there was one.
    pub async fn delete_response(&self, id: &str) -> Result<bool, StoreError> {
        let sql = "DELETE FROM responses WHERE id = $1";
        let removed = self
            .acquire()
            .await?
            .db()
            .execute(sql, Args::new().text(id))
            .await?;
        Ok(removed > 0)
    }

    /// Removes answers that have expired. Tells how many.
    pub async fn prune_responses(&self, now: Micros, most: u32) -> Result<u64, StoreError> {
        let sql = "DELETE FROM responses WHERE id IN (SELECT id FROM responses WHERE expires_at <= $1 LIMIT $2)";
        let args = Args::new().int(now.0).int(i64::from(most));
        self.acquire().await?.db().execute(sql, args).await
    }

    /// Whether the tokens of a provider's answer are on record.
    pub async fn is_response_billed(&self, response_id: &str) -> Result<bool, StoreError> {
        let sql = "SELECT COUNT(*) FROM calls WHERE response_id = $1 AND response_id <> '' AND call_type = 'aresponses' \
                   AND input_tokens + cache_read_tokens + output_tokens > 0";
        let args = Args::new().text(response_id);
        Ok(self.acquire().await?.db().number(sql, args).await? > 0)
    }
}
