//! LiteLLM's names for prices, as they appear in its price map, in `litellm_params` and in
//! `model_info`.
//!
//! A name is a base (`input_cost_per_token`), then in any order at most one length
//! (`_above_200k_tokens`) and one tier (`_priority`). The entries of a `tiered_pricing` list are
//! written flat: `tiered_pricing.0-256000.input_cost_per_token`.

use std::collections::BTreeMap;

use super::{Bucket, Price, PriceError, Scope, ServiceTier, Slot, Terms};
use crate::domain::money::Rate;

/// Bases with a formula. A base that begins with another comes before it.
const BASES: [(&str, Bucket); 22] = [
    (
        "cache_creation_input_token_cost_above_1hr",
        Bucket::CacheWrite1h,
    ),
    ("cache_creation_input_token_cost", Bucket::CacheWrite),
    ("cache_read_input_audio_token_cost", Bucket::CacheReadAudio),
    ("cache_read_input_token_cost", Bucket::CacheRead),
    (CACHE_HIT, Bucket::CacheRead),
    ("input_cost_per_audio_token", Bucket::InputAudio),
    ("input_cost_per_character", Bucket::Character),
    ("input_cost_per_image_token", Bucket::InputImage),
    (IMAGE_IN, Bucket::Image),
    (PIXEL_IN, Bucket::Pixel),
    ("input_cost_per_query", Bucket::Search),
    ("input_cost_per_request", Bucket::Request),
    ("input_cost_per_second", Bucket::SecondIn),
    ("input_cost_per_token", Bucket::Input),
    ("output_cost_per_audio_token", Bucket::OutputAudio),
    ("ocr_cost_per_page", Bucket::Page),
    ("output_cost_per_image_token", Bucket::OutputImage),
    ("output_cost_per_image", Bucket::Image),
    ("output_cost_per_pixel", Bucket::Pixel),
    ("output_cost_per_reasoning_token", Bucket::Reasoning),
    ("output_cost_per_second", Bucket::SecondOut),
    ("output_cost_per_token", Bucket::Output),
];

/// The former name of the cache read rate; the present name wins where both are given.
const CACHE_HIT: &str = "input_cost_per_token_cache_hit";

/// Models that make pictures are listed at a price for each under this name too, or only; where both
/// names are given and neither is 0, the output's is the price of a picture made.
const IMAGE_IN: &str = "input_cost_per_image";
const PIXEL_IN: &str = "input_cost_per_pixel";

/// Bases that are known but have no formula here, at least with some endings (`_1080p`): videos, tools.
const OTHER: [&str; 35] = [
    "annotation_cost_per_page",
    "cache_creation_input_audio_token_cost",
    "cache_read_input_image_token_cost",
    "citation_cost_per_token",
    "code_interpreter_cost_per_session",
    "computer_use_input_cost_per_1k_tokens",
    "computer_use_output_cost_per_1k_tokens",
    "cost_per_second",
    "explicit_cache_read_input_token_cost",
    "file_search_cost_per_1k_calls",
    "file_search_cost_per_gb_per_day",
    "google_maps_grounding_cost_per_query",
    "guardrail_cost_per_unit",
    "input_cost_per_audio_per_second",
    "input_cost_per_character",
    "input_cost_per_image",
    "input_cost_per_pixel",
    "input_cost_per_query",
    "input_cost_per_second",
    "input_cost_per_text_message",
    "input_cost_per_video_per_second",
    "input_cost_per_video_token",
    "input_dbu_cost_per_token",
    "ocr_cost_per_credit",
    "ocr_cost_per_page",
    "off_peak_pricing",
    "output_cost_per_character",
    "output_cost_per_image",
    "output_cost_per_pixel",
    "output_cost_per_second",
    "output_cost_per_video_per_second",
    "output_cost_per_video_token",
    "output_dbu_cost_per_token",
    "search_context_cost_per_query",
    "vector_store_cost_per_gb_per_day",
];

/// The tiers as they end a field's name. `_decisions` is a mode of one model, and has no formula.
const TIERS: [(&str, ServiceTier); 5] = [
    ("_priority", ServiceTier::Priority),
    ("_flex", ServiceTier::Flex),
    ("_batches", ServiceTier::Batch),
    ("_balanced", ServiceTier::Balanced),
    ("_ultrafast", ServiceTier::Ultrafast),
];

/// Whether a configuration field sets a price, known or not. Such a field in `litellm_params` or
/// `model_info` overrides the price table; in a client's body it must be removed.
#[must_use]
pub fn is_price_field(name: &str) -> bool {
    [
        "cost_per_",
        "token_cost",
        "tiered_pricing",
        "off_peak_pricing",
    ]
    .iter()
    .any(|part| name.contains(part))
}

impl Price {
    /// Makes a price of fields under LiteLLM's names, in US dollars per unit.
    ///
    /// Among an operator's override too: the fields given are the whole price, so with an input
    /// price alone output costs nothing. Prices without a formula here are checked and left out;
    /// fields that are no prices are ignored. Of a repeated field the last one counts.
    pub fn from_fields<N: AsRef<str>>(
        fields: impl IntoIterator<Item = (N, f64)>,
    ) -> Result<Self, PriceError> {
        let mut lines: BTreeMap<Slot, Rate> = BTreeMap::new();
        let mut second = Vec::new();
        for (name, value) in fields {
            let name = name.as_ref();
            if !is_price_field(name) {
                continue;
            }
            let rate = Rate::from_usd(value).ok_or_else(|| PriceError::Invalid {
                field: name.to_owned(),
                value,
            })?;
            if matches!(name, CACHE_HIT | IMAGE_IN | PIXEL_IN) {
                second.extend(slot(name).map(|slot| (slot, rate)));
            } else if let Some(slot) = slot(name) {
                lines.insert(slot, rate);
            } else if !is_other(name) {
                return Err(PriceError::Unknown(name.to_owned()));
            }
        }
        for (slot, rate) in second {
            let first = lines.entry(slot).or_insert(rate);
            if slot.0 != Bucket::CacheRead && *first == Rate::ZERO {
                *first = rate;
            }
        }
        if lines.is_empty() {
            return Err(PriceError::NoPrice);
        }
        Ok(Self {
            lines: lines.into_iter().collect(),
            terms: Terms::NONE,
        })
    }
}

/// What a field with a formula sets.
fn slot(name: &str) -> Option<Slot> {
    let Some(tiered) = name.strip_prefix("tiered_pricing.") else {
        return plain_slot(name);
    };
    let (range, field) = tiered.split_once('.')?;
    let (start, end) = range.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    let (bucket, scope, tier) = plain_slot(field)?;
    (scope == Scope::Always && start < end).then_some((bucket, Scope::Range(start, end), tier))
}

fn plain_slot(name: &str) -> Option<Slot> {
    let (rest, bucket) = BASES
        .iter()
        .find_map(|(base, bucket)| Some((name.strip_prefix(base)?, *bucket)))?;
    let (scope, tier) = suffixes(rest)?;
    Some((bucket, scope, tier))
}

/// Reads a length and a tier, each at most once, in either order.
fn suffixes(mut rest: &str) -> Option<(Scope, ServiceTier)> {
    let (mut scope, mut tier) = (Scope::Always, ServiceTier::Standard);
    while !rest.is_empty() {
        if let (Scope::Always, Some((tokens, after))) = (scope, above(rest)) {
            (scope, rest) = (Scope::Above(tokens), after);
            continue;
        }
        let (after, named) = TIERS
            .iter()
            .find_map(|(suffix, tier)| Some((rest.strip_prefix(suffix)?, *tier)))?;
        if tier != ServiceTier::Standard {
            return None;
        }
        (tier, rest) = (named, after);
    }
    Some((scope, tier))
}

/// `_above_200k_tokens…`: the number of tokens, and what follows.
fn above(text: &str) -> Option<(u64, &str)> {
    let (number, after) = text.strip_prefix("_above_")?.split_once("_tokens")?;
    let tokens = match number.strip_suffix('k') {
        Some(thousands) => thousands.parse::<u64>().ok()?.checked_mul(1000)?,
        None => number.parse().ok()?,
    };
    Some((tokens, after))
}

/// Whether a name is a known price without a formula.
fn is_other(name: &str) -> bool {
    // A resolution (`_1080p`), a length of another unit (`_above_15s_interval`), a part (`.low`).
    let known_ending = |rest: &str| {
        rest.is_empty()
            || rest.starts_with('.')
            || rest.starts_with("_above_")
            || rest
                .strip_prefix('_')
                .is_some_and(|size| size.starts_with(|c: char| c.is_ascii_digit()))
            || suffixes(rest).is_some()
    };
    // Search engines list `tiered_pricing` by the number of results.
    name.starts_with("tiered_pricing.results_")
        || name
            .strip_suffix("_decisions")
            .is_some_and(|rest| plain_slot(rest).is_some())
        || OTHER
            .iter()
            .any(|base| name.strip_prefix(base).is_some_and(known_ending))
}
