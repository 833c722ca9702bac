//! A price as one line of text, for the ledger: `p1 in=2500000000 out=10000000000 in.priority=…`.
//!
//! A line of the price is `bucket[scope][.tier]=femto-dollars`, where the scope is `>200000` (longer
//! prompts) or `@0-256000` (a range). The order is fixed, so equal prices have equal texts. Terms follow
//! where there are any: `less=50000` (a discount in millionths), `more=…` (a margin), `fixed=…` (nanos).

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::{Bucket, Price, Scope, ServiceTier, Share, Slot, Terms};
use crate::domain::money::{Nanos, Rate};

/// Names the notation and the rules of pricing. A new one must be introduced when either changes in
/// a way that would give an old row another price.
const NOTATION: &str = "p1";

const BUCKETS: [(Bucket, &str); 19] = [
    (Bucket::Input, "in"),
    (Bucket::Output, "out"),
    (Bucket::CacheRead, "read"),
    (Bucket::CacheWrite, "write"),
    (Bucket::CacheWrite1h, "write-1h"),
    (Bucket::InputAudio, "audio-in"),
    (Bucket::OutputAudio, "audio-out"),
    (Bucket::CacheReadAudio, "audio-read"),
    (Bucket::InputImage, "image-in"),
    (Bucket::OutputImage, "image-out"),
    (Bucket::Reasoning, "reasoning"),
    (Bucket::Request, "request"),
    (Bucket::Image, "image"),
    (Bucket::Pixel, "pixel"),
    (Bucket::SecondIn, "second-in"),
    (Bucket::SecondOut, "second-out"),
    (Bucket::Character, "character"),
    (Bucket::Search, "search"),
    (Bucket::Page, "page"),
];

impl Price {
    /// The price as canonical text. [`Price::from_spec`] reads it back to an equal price.
    #[must_use]
    pub fn spec(&self) -> String {
        let mut text = String::from(NOTATION);
        for ((bucket, scope, tier), rate) in &self.lines {
            let name = BUCKETS
                .iter()
                .find(|(of, _)| of == bucket)
                .map_or("", |(_, name)| name);
            let written = match scope {
                Scope::Always => write!(text, " {name}"),
                Scope::Above(tokens) => write!(text, " {name}>{tokens}"),
                Scope::Range(start, end) => write!(text, " {name}@{start}-{end}"),
            }
            .and_then(|()| match tier {
                ServiceTier::Standard => write!(text, "={}", rate.0),
                tier => write!(text, ".{}={}", tier.as_str(), rate.0),
            });
            debug_assert!(written.is_ok(), "writing into a string does not fail");
        }
        for (name, number) in terms_of(self.terms) {
            if number > 0 {
                let written = write!(text, " {name}={number}");
                debug_assert!(written.is_ok(), "writing into a string does not fail");
            }
        }
        text
    }

    /// Reads what [`Price::spec`] wrote; `None` for anything else.
    #[must_use]
    pub fn from_spec(spec: &str) -> Option<Self> {
        let mut rest = spec.strip_prefix(NOTATION)?.strip_prefix(' ')?;
        let mut terms = [0; 3];
        for (name, number) in TERMS.iter().zip(&mut terms).rev() {
            if let Some((before, last)) = rest.rsplit_once(' ')
                && let Some(text) = last.strip_prefix(*name)
            {
                *number = self::number(text.strip_prefix('=')?).filter(|number| *number > 0)?;
                rest = before;
            }
        }
        let lines: Box<[(Slot, Rate)]> = rest.split(' ').map(line).collect::<Option<_>>()?;
        // Out of order or twice: not canonical, so not ours.
        lines.is_sorted_by(|a, b| a.0 < b.0).then_some(Self {
            lines,
            terms: Terms {
                discount: Share(terms[0].try_into().ok()?),
                margin: Share(terms[1].try_into().ok()?),
                fixed: Nanos(terms[2].try_into().ok()?),
            },
        })
    }

    /// A short name for exactly this price: the first 16 hex digits of its spec's SHA-256. Every
    /// row of the ledger carries it.
    #[must_use]
    pub fn version(&self) -> String {
        Sha256::digest(self.spec())
            .iter()
            .take(8)
            .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
    }
}

/// The names of terms, in their order.
const TERMS: [&str; 3] = ["less", "more", "fixed"];

fn terms_of(terms: Terms) -> impl Iterator<Item = (&'static str, u64)> {
    let fixed = u64::try_from(terms.fixed.0).unwrap_or(0);
    let numbers = [terms.discount.0.into(), terms.margin.0.into(), fixed];
    TERMS.into_iter().zip(numbers)
}

fn line(text: &str) -> Option<(Slot, Rate)> {
    let (slot, rate) = text.split_once('=')?;
    let (slot, tier) = match slot.split_once('.') {
        None => (slot, ServiceTier::Standard),
        Some((slot, name)) => {
            let tier = ServiceTier::parse(name);
            (
                slot,
                (tier != ServiceTier::Standard && tier.as_str() == name).then_some(tier)?,
            )
        }
    };
    let (name, scope) = if let Some((name, tokens)) = slot.split_once('>') {
        (name, Scope::Above(number(tokens)?))
    } else if let Some((name, range)) = slot.split_once('@') {
        let (start, end) = range.split_once('-')?;
        (name, Scope::Range(number(start)?, number(end)?))
    } else {
        (slot, Scope::Always)
    };
    let (bucket, _) = BUCKETS.iter().find(|(_, of)| *of == name)?;
    let rate = i64::try_from(number(rate)?).ok()?;
    Some(((*bucket, scope, tier), Rate(rate)))
}

/// A number in the one way it is written: no sign, no leading zeros.
fn number(text: &str) -> Option<u64> {
    let canonical = text == "0" || text.starts_with(|first: char| ('1'..='9').contains(&first));
    if canonical { text.parse().ok() } else { None }
}
