//! What was taken over from another proxy's database, so that taking it over again changes nothing.

use super::Store;
use super::changes::AuditEntry;
use super::error::StoreError;
use super::keys::RetiredKey;
use super::session::Args;
use crate::domain::budget::{Scope, ScopeKind};
use crate::domain::money::Nanos;
use crate::domain::time::Micros;
use std::collections::HashMap;
use std::sync::Arc;

/// How much of what a holder spent elsewhere is in the books here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedSpend {
    /// Of all it ever spent.
    pub lifetime: Nanos,
    /// The period of the window that `window` is about; empty for none.
    pub period: Arc<str>,
    /// Where that window starts.
    pub window_start: Micros,
    /// Of what it spent in that window.
    pub window: Nanos,
}

impl Store {
    /// The digests of all imported objects, by kind and id.
    pub async fn imported_objects(&self) -> Result<HashMap<(String, String), String>, StoreError> {
        let sql = "SELECT kind, id, digest FROM imported_objects";
        let rows = self.acquire().await?.db().fetch(sql, Args::new()).await?;
        rows.iter()
            .map(|row| {
                let mut row = row.read();
                Ok(((row.owned()?, row.owned()?), row.owned()?))
            })
            .collect()
    }

    /// Notes that an object was imported as it is.
    pub async fn note_imported(
        &self,
        kind: &str,
        id: &str,
        digest: &str,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO imported_objects (kind, id, digest) VALUES ($1, $2, $3) \
                   ON CONFLICT (kind, id) DO UPDATE SET digest = excluded.digest";
        let args = Args::new().text(kind).text(id).text(digest);
        self.acquire().await?.db().execute(sql, args).await?;
        Ok(())
    }

    /// What of each holder's spend elsewhere is in the books.
    pub async fn imported_spend(&self) -> Result<HashMap<Scope, ImportedSpend>, StoreError> {
        let sql = "SELECT scope_kind, scope_id, lifetime_nanos, period, window_start, window_nanos FROM imported_spend";
        let rows = self.acquire().await?.db().fetch(sql, Args::new()).await?;
        rows.iter()
            .map(|row| {
                let mut row = row.read();
                let scope = Scope {
                    kind: row.word(ScopeKind::parse)?,
                    id: row.shared()?,
                };
                let spend = ImportedSpend {
                    lifetime: Nanos(row.int()?),
                    period: row.shared()?,
                    window_start: Micros(row.int()?),
                    window: Nanos(row.int()?),
                };
                Ok((scope, spend))
            })
            .collect()
    }

    /// Notes what of some holders' spend elsewhere is in the books from now on.
    pub async fn note_imported_spend(
        &self,
        noted: &[(Scope, ImportedSpend)],
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO imported_spend (scope_kind, scope_id, lifetime_nanos, period, window_start, window_nanos) \
                   VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (scope_kind, scope_id) DO UPDATE SET \
                   lifetime_nanos = excluded.lifetime_nanos, period = excluded.period, \
                   window_start = excluded.window_start, window_nanos = excluded.window_nanos";
        let mut tx = self.begin().await?;
        for (scope, spend) in noted {
            let args = Args::new()
                .text(scope.kind.as_str())
                .text(&scope.id)
                .int(spend.lifetime.0)
                .text(&spend.period)
                .int(spend.window_start.0)
                .int(spend.window.0);
            tx.db().execute(sql, args).await?;
        }
        tx.commit().await
    }

    /// Adds a secret that was replaced elsewhere and is still good for a while.
    pub async fn put_retired_key(
        &self,
        retired: &RetiredKey,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        change.retire(retired).await?;
        change.finish(audit).await
    }
}
