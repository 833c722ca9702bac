//! What runs by itself: the ledger's writer, the catalog's refresh, checkpoints, pruning, alerts.

pub mod alerts;
pub mod cache;
pub mod commit;
pub mod health_checks;
pub mod refresh;
pub mod upkeep;

use crate::domain::price::{Price, ServiceTier};
use crate::domain::record::CallIntent;
use crate::domain::time::Micros;
use crate::domain::usage::Usage;
use crate::gateway::ledger::Ledger;
use crate::store::{LedgerWriter, Recovered, Store, StoreError};
use std::collections::BTreeMap;

/// How far back budget windows are read at the start: longer than any window that can be open.
const WINDOW_DAYS_MAX: i64 = 400;
const MICROS_PER_DAY: i64 = 86_400_000_000;

/// Closes what the last process left open, then reads the totals into memory. To be done before the
/// first call is admitted.
pub async fn recover(
    store: &Store,
    writer: &mut LedgerWriter,
    ledger: &Ledger,
    now: Micros,
) -> Result<Recovered, StoreError> {
    let prices: BTreeMap<String, Price> = store
        .prices()
        .await?
        .into_iter()
        .filter_map(|(version, spec)| Some((version, Price::from_spec(&spec)?)))
        .collect();
    let recovered = writer
        .recover(now, |intent| interrupted(&prices, intent))
        .await?;
    let cutoff = Micros(now.0 - WINDOW_DAYS_MAX * MICROS_PER_DAY);
    ledger.settle(&store.load_totals(cutoff).await?, Vec::new());
    Ok(recovered)
}

/// What a call is taken to have used when nobody saw its end: its input, which the provider had.
fn interrupted(
    prices: &BTreeMap<String, Price>,
    intent: &CallIntent,
) -> (Usage, crate::domain::money::Nanos) {
    let usage = Usage {
        input: intent.estimated_input_tokens,
        ..Usage::default()
    };
    let price = prices.get(&*intent.price_version);
    (
        usage,
        price.map_or(crate::domain::money::Nanos::ZERO, |price| {
            price.cost(&usage, ServiceTier::Standard).total
        }),
    )
}
