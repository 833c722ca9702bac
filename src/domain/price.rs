//! Prices: rates by token bucket, and what a call costs.

use super::money::Nanos;
use super::usage::Usage;

/// The service tier that a call is priced at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServiceTier {
    /// The ordinary one.
    #[default]
    Standard,
}

/// What one model costs.
#[derive(Clone, Debug)]
pub struct Price;

/// What one call costs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// The whole, rounded once.
    pub total: Nanos,
}

impl Price {
    /// Prices a call.
    #[must_use]
    pub fn cost(&self, _usage: &Usage, _tier: ServiceTier) -> Cost {
        Cost::default()
    }
}

/// Whether a name is a price of LiteLLM's price map.
#[must_use]
pub fn is_price_field(_name: &str) -> bool {
    false
}
