//! Prices by version: what the ledger's rows were priced by, kept so that they can be priced again.

use super::Store;
use super::error::StoreError;
use super::session::{Args, Db};
use std::collections::BTreeMap;

impl Store {
    /// Every price that calls have been priced by: its words by its version.
    pub async fn prices(&self) -> Result<BTreeMap<String, String>, StoreError> {
        all(&mut self.acquire().await?.db()).await
    }
}

pub(super) async fn all(db: &mut Db<'_>) -> Result<BTreeMap<String, String>, StoreError> {
    let rows = db
        .fetch("SELECT version, spec FROM prices", Args::new())
        .await?;
    rows.iter()
        .map(|row| {
            let mut row = row.read();
            Ok((row.owned()?, row.owned()?))
        })
        .collect()
}
