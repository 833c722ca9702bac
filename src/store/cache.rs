//! Answers that are given again to the same request.

use super::Store;
use super::error::StoreError;
use super::session::Args;
use crate::domain::time::Micros;

/// A kept answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachedAnswer {
    /// The hash that names it, in hexadecimal.
    pub key: String,
    /// As it was given.
    pub body: String,
    /// Which deployment gave it.
    pub deployment_id: String,
    /// When.
    pub stored_at: Micros,
    /// Until when it is good.
    pub expires_at: Micros,
}

impl Store {
    /// An answer that is still good.
    pub async fn cached_answer(
        &self,
        key: &str,
        now: Micros,
    ) -> Result<Option<CachedAnswer>, StoreError> {
        let sql = "SELECT body, deployment_id, stored_at, expires_at FROM response_cache \
                   WHERE cache_key = $1 AND expires_at > $2";
        let args = Args::new().text(key).int(now.0);
        let row = self.acquire().await?.db().first(sql, args).await?;
        row.map(|row| {
            let mut row = row.read();
            Ok(CachedAnswer {
                key: key.to_owned(),
                body: row.owned()?,
                deployment_id: row.owned()?,
                stored_at: Micros(row.int()?),
                expires_at: Micros(row.int()?),
            })
        })
        .transpose()
    }

    /// Keeps an answer; it takes the place of an older one.
    pub async fn cache_answer(&self, kept: &CachedAnswer) -> Result<(), StoreError> {
        let sql = "INSERT INTO response_cache (cache_key, body, body_bytes, deployment_id, stored_at, expires_at) \
                   VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (cache_key) DO UPDATE SET body = excluded.body, \
                   body_bytes = excluded.body_bytes, deployment_id = excluded.deployment_id, \
                   stored_at = excluded.stored_at, expires_at = excluded.expires_at";
        let args = Args::new()
            .text(&kept.key)
            .text(&kept.body)
            .int(i64::try_from(kept.body.len()).unwrap_or(i64::MAX))
            .text(&kept.deployment_id)
            .int(kept.stored_at.0)
            .int(kept.expires_at.0);
        self.acquire().await?.db().execute(sql, args).await?;
        Ok(())
    }

    /// Forgets an answer. Tells whether there was one.
    pub async fn forget_answer(&self, key: &str) -> Result<bool, StoreError> {
        let sql = "DELETE FROM response_cache WHERE cache_key = $1";
        let args = Args::new().text(key);
        Ok(self.acquire().await?.db().execute(sql, args).await? > 0)
    }

    /// Forgets every answer. Tells how many there were.
    pub async fn forget_answers(&self) -> Result<u64, StoreError> {
        let sql = "DELETE FROM response_cache";
        self.acquire().await?.db().execute(sql, Args::new()).await
    }

    /// How many bytes the kept answers are.
    pub async fn cached_bytes(&self) -> Result<i64, StoreError> {
        let sql = "SELECT CAST(COALESCE(SUM(body_bytes), 0) AS BIGINT) FROM response_cache";
        self.acquire().await?.db().number(sql, Args::new()).await
    }

    /// Removes answers that are no good any more, at most so many, those that expired first. Tells how many.
    pub async fn prune_answers(&self, before: Micros, most: u32) -> Result<u64, StoreError> {
        let sql = "DELETE FROM response_cache WHERE cache_key IN (SELECT cache_key FROM response_cache \
                   WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)";
        let args = Args::new().int(before.0).int(i64::from(most));
        self.acquire().await?.db().execute(sql, args).await
    }
}
