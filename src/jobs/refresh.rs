//! Keeping the catalog in step with the database.
//!
//! Every admin write bumps one number. When it moved, keys and models are read again and the catalog
//! is swapped whole; a catalog that cannot be read leaves the old one in force.

use crate::domain::key::{KeyHash, VirtualKey};
use crate::domain::time::Micros;
use crate::gateway::Gateway;
use crate::gateway::catalog::Catalog;
use crate::gateway::holders::OwnerParts;
use crate::store::{Store, StoreError, StoredCredential, StoredModel};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

/// How often the number is looked at when nobody asks for it.
const INTERVAL: Duration = Duration::from_millis(500);

/// What was read at one revision.
#[derive(Debug)]
pub struct ReadParts {
    /// The revision.
    pub revision: i64,
    /// Every live key.
    pub keys: Vec<VirtualKey>,
    /// Replaced secrets: hash, what it stands for, until when.
    pub retired: Vec<(KeyHash, KeyHash, Micros)>,
    /// Everyone whom they may belong to.
    pub owners: OwnerParts,
    /// Models of the database.
    pub models: Vec<StoredModel>,
    /// Settings by name.
    pub settings: BTreeMap<String, String>,
    /// Credentials that models name.
    pub credentials: Vec<StoredCredential>,
}

/// Makes a catalog of it.
pub type BuildCatalog = Arc<dyn Fn(ReadParts) -> Catalog + Send + Sync>;

/// How catalogs are made now. Whoever reads one to put it in force holds the lock until it is, so that
/// none that was made in the old way follows one made in the new.
pub type Builder = Arc<Mutex<BuildCatalog>>;

/// Reads everyone whom keys may belong to.
pub async fn owners(store: &Store) -> Result<OwnerParts, StoreError> {
    let owners = store.all_owners().await?;
    Ok(OwnerParts {
        owners: owners.into_iter().map(|row| row.owner).collect(),
        members: store.all_members().await?,
        budgets: store.all_budgets().await?,
        access_groups: store.access_groups().await?,
    })
}

/// Reads everything and makes a catalog.
pub async fn read(store: &Store, build: &BuildCatalog) -> Result<Catalog, StoreError> {
    // The number first: a write in between is seen twice rather than not at all.
    let revision = store.revision().await?;
    let keys = store.all_keys().await?;
    let retired = store.retired_keys().await?;
    Ok(build(ReadParts {
        revision,
        keys: keys.into_iter().map(|row| row.key).collect(),
        retired: retired
            .into_iter()
            .map(|key| (key.hash, key.active, key.revoke_at))
            .collect(),
        owners: owners(store).await?,
        models: store.models().await?,
        credentials: store.credentials().await?,
        settings: store.settings().await?,
    }))
}

/// Refreshes until stopped.
pub async fn run(gateway: Arc<Gateway>, store: Store, build: Builder, stop: CancellationToken) {
    while !stop.is_cancelled() {
        tokio::select! {
            () = gateway.nudge.rung(INTERVAL) => {}
            () = stop.cancelled() => return,
        }
        if let Err(error) = refresh(&gateway, &store, &build).await {
            tracing::warn!(%error, "keys and models cannot be read; those in force stay");
        }
        gateway.nudge.round_over();
    }
}

async fn refresh(gateway: &Gateway, store: &Store, build: &Builder) -> Result<(), StoreError> {
    let build = build.lock().await;
    if store.revision().await? != gateway.catalog().revision {
        let catalog = read(store, &build).await?;
        tracing::debug!(
            revision = catalog.revision,
            "keys and models are up to date"
        );
        gateway.set_catalog(catalog);
    }
    Ok(())
}
