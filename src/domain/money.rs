//! Money: whole nano-US-dollars, and rates of femto-dollars per unit.
//!
//! A call is priced once: units times rates are added up exactly in [`Femtos`] and rounded half to
//! even into [`Nanos`]. From there on only integers are added, so a total is the sum of its rows.

use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub};

const NANOS_PER_DOLLAR: i64 = 1_000_000_000;
/// Femto-US-dollars in a nano.
pub(super) const FEMTOS_PER_NANO: i128 = 1_000_000;

/// An amount of money in nano-US-dollars (10⁻⁹ USD). Arithmetic saturates: a ledger never wraps.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(transparent)]
pub struct Nanos(pub i64);

impl Nanos {
    /// No money.
    pub const ZERO: Self = Self(0);
    /// The largest amount that can be written down, about 9.2 billion US dollars.
    pub const MAX: Self = Self(i64::MAX);

    /// Reads an amount of US dollars as it arrives at the API's edge, rounded to the nearest nano.
    /// `None` for a value that is not finite or too large to count.
    #[must_use]
    pub fn from_usd(usd: f64) -> Option<Self> {
        let nanos = (usd * NANOS_PER_DOLLAR as f64).round_ties_even();
        // The comparison is strict: `i64::MAX as f64` rounds up to a value that does not fit.
        (nanos.is_finite() && nanos.abs() < i64::MAX as f64).then_some(Self(nanos as i64))
    }

    /// The amount in US dollars, for answers that carry JSON numbers.
    #[must_use]
    pub fn usd(self) -> f64 {
        self.0 as f64 / NANOS_PER_DOLLAR as f64
    }

    /// The smaller of two amounts.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }

    /// The amount as an exact decimal string of US dollars (`"0.0002625"`), for machine output.
    #[must_use]
    pub fn decimal(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        let (dollars, nanos) = (
            magnitude / NANOS_PER_DOLLAR.unsigned_abs(),
            magnitude % NANOS_PER_DOLLAR.unsigned_abs(),
        );
        let fraction = format!("{nanos:09}");
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() {
            format!("{sign}{dollars}")
        } else {
            format!("{sign}{dollars}.{fraction}")
        }
    }
}

/// For people: two decimals when they say it all, more when they don't (`$25.00`, `$0.0002625`).
impl fmt::Display for Nanos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = self.decimal();
        let (sign, digits) = decimal
            .strip_prefix('-')
            .map_or(("", decimal.as_str()), |rest| ("-", rest));
        let (dollars, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        write!(f, "{sign}${dollars}.{fraction:0<2}")
    }
}

impl Add for Nanos {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Nanos {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Nanos {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Nanos {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl std::iter::Sum for Nanos {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// An exact intermediate amount in femto-US-dollars (10⁻¹⁵ USD): units × [`Rate`], not yet rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Femtos(pub i128);

impl Femtos {
    /// Rounds half to even, the one rounding that a price goes through.
    #[must_use]
    pub fn round(self) -> Nanos {
        round_half_even(self.0, FEMTOS_PER_NANO)
    }
}

/// A quotient in nanos, rounded half to even. The divisor is above zero.
pub(super) fn round_half_even(number: i128, by: i128) -> Nanos {
    let floor = number.div_euclid(by);
    let rest = number.rem_euclid(by);
    let up = match rest.cmp(&(by - rest)) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => floor % 2 != 0,
    };
    let nanos = floor + i128::from(up);
    Nanos(i64::try_from(nanos).unwrap_or(if nanos < 0 { i64::MIN } else { i64::MAX }))
}

impl Add for Femtos {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// A price per unit (usually one token) in femto-US-dollars: `2.5e-6` USD is `2_500_000_000`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(pub i64);

impl Rate {
    /// A unit that costs nothing.
    pub const ZERO: Self = Self(0);

    /// Reads a rate in US dollars per unit. `None` for negative, non-finite or absurd values
    /// (over 9,000 USD a unit), which no price list means.
    #[must_use]
    pub fn from_usd(usd: f64) -> Option<Self> {
        let femtos = (usd * 1e15).round_ties_even();
        (usd >= 0.0 && femtos < i64::MAX as f64).then_some(Self(femtos as i64))
    }

    /// The rate in US dollars per unit, for answers that carry JSON numbers.
    #[must_use]
    pub fn usd(self) -> f64 {
        // Dividing by ten to a positive power is exact where multiplying by 1e-15 is not.
        self.0 as f64 / 1e15
    }

    /// What this many units cost, unrounded.
    #[must_use]
    pub fn times(self, units: u64) -> Femtos {
        Femtos(i128::from(self.0) * i128::from(units))
    }

    /// What this many thousandths of a unit cost, cut to whole femto-dollars: milliseconds at a rate per
    /// second.
    #[must_use]
    pub fn times_thousandths(self, thousandths: u64) -> Femtos {
        Femtos(i128::from(self.0) * i128::from(thousandths) / 1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_rounded_once_half_to_even() {
        assert_eq!(Femtos(500_000).round(), Nanos(0));
        assert_eq!(Femtos(1_500_000).round(), Nanos(2));
        assert_eq!(Femtos(2_500_000).round(), Nanos(2));
        assert_eq!(Femtos(2_500_001).round(), Nanos(3));
        assert_eq!(Femtos(-500_000).round(), Nanos(0));
        assert_eq!(Femtos(-1_500_000).round(), Nanos(-2));
    }

    #[test]
    fn dollars_are_written_exactly() {
        assert_eq!(Nanos(262_500).decimal(), "0.0002625");
        assert_eq!(Nanos(262_500).to_string(), "$0.0002625");
        assert_eq!(Nanos(25_000_000_000).to_string(), "$25.00");
        assert_eq!(Nanos(-1_500_000_000).to_string(), "-$1.50");
        assert_eq!(Nanos(i64::MIN).decimal(), "-9223372036.854775808");
    }

    #[test]
    fn the_edge_refuses_what_is_not_money() {
        assert_eq!(Nanos::from_usd(50.0), Some(Nanos(50_000_000_000)));
        assert_eq!(Nanos::from_usd(f64::NAN), None);
        assert_eq!(Nanos::from_usd(1e300), None);
        assert_eq!(Nanos::from_usd(i64::MAX as f64 / 1e9), None);
        assert_eq!(Rate::from_usd(-1e-6), None);
        assert_eq!(Rate::from_usd(2.5e-6), Some(Rate(2_500_000_000)));
    }
}
