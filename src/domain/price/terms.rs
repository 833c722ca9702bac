//! What is charged besides what a provider lists: a discount, then a margin on what is left.
//!
//! Terms are part of a price and of its text in the ledger, so every row can be priced again from it. They
//! are applied to the exact sum, which is rounded once.

use crate::domain::money::{FEMTOS_PER_NANO, Femtos, Nanos, round_half_even};
use std::collections::BTreeMap;

/// A share in parts of a million: 0.05 is 50,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(pub u32);

/// What a whole is.
const WHOLE: i128 = 1_000_000;

impl Share {
    /// Reads a share between 0 and `most` (1 is the whole), to the nearest millionth.
    #[must_use]
    pub fn from_number(number: f64, most: f64) -> Option<Self> {
        let fits = number.is_finite() && (0.0..=most).contains(&number);
        // At most a thousand wholes, which fits.
        fits.then(|| Self((number * 1e6).round_ties_even() as u32))
    }

    /// As a number.
    #[must_use]
    pub fn number(self) -> f64 {
        f64::from(self.0) / 1e6
    }
}

/// A discount and a margin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Terms {
    /// What is taken off, of the listed sum.
    pub discount: Share,
    /// What is put on, of what is left.
    pub margin: Share,
    /// What is put on every call besides.
    pub fixed: Nanos,
}

impl Terms {
    /// The listed price as it is.
    pub const NONE: Self = Self {
        discount: Share(0),
        margin: Share(0),
        fixed: Nanos::ZERO,
    };

    /// A sum less the discount, rounded.
    pub(super) fn discounted(self, sum: Femtos) -> Nanos {
        let left = WHOLE - i128::from(self.discount.0);
        round_half_even(sum.0.saturating_mul(left), WHOLE * FEMTOS_PER_NANO)
    }

    /// What is charged for a sum, rounded once.
    pub(super) fn charged(self, sum: Femtos) -> Nanos {
        let left = WHOLE - i128::from(self.discount.0);
        let with = WHOLE + i128::from(self.margin.0);
        let exact = sum.0.saturating_mul(left).saturating_mul(with);
        round_half_even(exact, WHOLE * WHOLE * FEMTOS_PER_NANO) + self.fixed
    }
}

/// The terms of every provider: `cost_discount_config` and `cost_margin_config`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermsOf {
    /// Discounts by provider.
    pub discounts: BTreeMap<String, Share>,
    /// Margins by provider, or for all others under [`TermsOf::ALL`].
    pub margins: BTreeMap<String, (Share, Nanos)>,
}

impl TermsOf {
    /// The name that stands for providers without a margin of their own.
    pub const ALL: &str = "global";

    /// Those of one provider.
    #[must_use]
    pub fn provider(&self, name: &str) -> Terms {
        let margin = self.margins.get(name);
        let (margin, fixed) = margin
            .or_else(|| self.margins.get(Self::ALL))
            .copied()
            .unwrap_or_default();
        Terms {
            discount: self.discounts.get(name).copied().unwrap_or_default(),
            margin,
            fixed,
        }
    }
}
