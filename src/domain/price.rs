//! What a call costs: a [`Price`] turns [`Usage`] into money, once, exactly.
//!
//! Each side of a call, what goes in and what comes out, is billed by its tokens where it has tokens and
//! the price has a rate for them, and by its units (pictures, seconds, characters) otherwise.
//!
//! A price is a short sorted list of lines: which bucket, from how long a prompt, in which service
//! tier, how many femto-dollars a unit. All that LiteLLM's field names can say (long-context rates,
//! tiered ranges, priority, flex, batch) is a line, so a price can be written into the ledger as
//! text ([`Price::spec`]) and every row can be priced again from it.
//!
//! - `fields`: LiteLLM's field names, from the price table or an operator's override
//! - `spec`: the text the ledger keeps
//! - `terms`: what is charged besides what is listed
//! - `fallback`: prices of models that the table lacks

mod fallback;
mod fields;
mod spec;
mod terms;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::money::{Femtos, Nanos, Rate};
use super::record::CallType;
use super::usage::Usage;

pub use fallback::fallback_price;
pub use fields::is_price_field;
pub use terms::{Share, Terms, TermsOf};

/// A way of being served that has rates of its own. A rate that a tier does not state is the
/// standard one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServiceTier {
    /// No tier, or one that is billed like none (`default`, `auto`, `standard`).
    #[default]
    Standard,
    /// Faster for more money. OpenAI calls it `priority` or `fast`.
    Priority,
    /// Slower for less money.
    Flex,
    /// Answered within a day. A rate that is not stated is half the standard one.
    Batch,
    /// Between standard and flex (Sail).
    Balanced,
    /// Above priority (OpenAI).
    Ultrafast,
}

impl ServiceTier {
    /// Reads the tier from a request's or an answer's `service_tier`, or from Gemini's
    /// `trafficType`, in any case. What is not known is billed as standard.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        match name.strip_prefix("on_demand_").unwrap_or(&name) {
            "priority" | "fast" => Self::Priority,
            "flex" => Self::Flex,
            "batch" | "batches" => Self::Batch,
            "balanced" => Self::Balanced,
            "ultrafast" => Self::Ultrafast,
            _ => Self::Standard,
        }
    }

    /// The name stored in the ledger and in a price's [`spec`](Price::spec).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Priority => "priority",
            Self::Flex => "flex",
            Self::Batch => "batch",
            Self::Balanced => "balanced",
            Self::Ultrafast => "ultrafast",
        }
    }
}

/// What a rate is for: a field of [`Usage`], or the call itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bucket {
    Input,
    Output,
    CacheRead,
    CacheWrite,
    CacheWrite1h,
    InputAudio,
    OutputAudio,
    CacheReadAudio,
    InputImage,
    OutputImage,
    Reasoning,
    Request,
    Image,
    Pixel,
    SecondIn,
    SecondOut,
    Character,
    Search,
    Page,
}

impl Bucket {
    /// Whether it is counted in tokens.
    fn is_tokens(self) -> bool {
        self < Self::Request
    }
}

/// For which prompts a line holds, by all input tokens of the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Scope {
    Always,
    /// Prompts of more than this many tokens.
    Above(u64),
    /// Prompts of more than the first and up to the second number of tokens.
    Range(u64, u64),
}

/// What a rate applies to. A price states each at most once.
type Slot = (Bucket, Scope, ServiceTier);

/// A model's price list in femto-dollars per unit: standard rates, long-context rates, tiered
/// ranges and service tiers. Immutable; shared as `Arc<Price>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// Sorted by slot, never empty.
    lines: Box<[(Slot, Rate)]>,
    /// What is charged besides.
    terms: Terms,
}

/// The rates that hold for one call, every gap filled: what [`Price::cost`] multiplies with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// A fresh input token.
    pub input: Rate,
    /// An output token.
    pub output: Rate,
    /// An input token from the prompt cache; as `input` unless stated.
    pub cache_read: Rate,
    /// An audio input token from the prompt cache; as `cache_read` unless stated.
    pub cache_read_audio: Rate,
    /// An input token written to the prompt cache for 5 minutes; as `input` unless stated.
    pub cache_write: Rate,
    /// An input token written to the prompt cache for one hour; as `cache_write` unless stated.
    pub cache_write_1h: Rate,
    /// A fresh audio input token; as `input` unless stated.
    pub input_audio: Rate,
    /// A fresh image input token; as `input` unless stated.
    pub input_image: Rate,
    /// A reasoning token; as `output` unless stated as precisely as `output` is.
    pub reasoning: Rate,
    /// An audio output token; as `output` unless stated.
    pub output_audio: Rate,
    /// An image output token; as `output` unless stated.
    pub output_image: Rate,
    /// The call itself; nothing unless stated.
    pub request: Rate,
    /// A picture that was made, like the units below nothing unless stated.
    pub image: Rate,
    /// A pixel of such pictures; of no account where there is a rate for the picture.
    pub pixel: Rate,
    /// A second of sound that was listened to.
    pub second_in: Rate,
    /// A second of sound that was made.
    pub second_out: Rate,
    /// A character that was read aloud.
    pub character: Rate,
    /// A search unit of a reranker.
    pub search: Rate,
    /// A page that was read.
    pub page: Rate,
}

impl Rates {
    /// What the units of a call's input cost, where its tokens do not tell that.
    fn input_units(&self, usage: &Usage) -> Femtos {
        let tokens = [
            self.input,
            self.cache_read,
            self.cache_read_audio,
            self.cache_write,
            self.cache_write_1h,
            self.input_audio,
            self.input_image,
        ];
        let pages = self.page.times(usage.pages);
        if usage.prompt_tokens() > 0 && tokens.iter().any(|rate| *rate > Rate::ZERO) {
            return pages;
        }
        self.second_in.times_thousandths(usage.audio_in_ms)
            + self.character.times(usage.characters)
            + self.search.times(usage.search_units)
            + pages
    }

    /// The same for its output.
    fn output_units(&self, usage: &Usage) -> Femtos {
        let tokens = [
            self.output,
            self.reasoning,
            self.output_audio,
            self.output_image,
        ];
        if usage.completion_tokens() > 0 && tokens.iter().any(|rate| *rate > Rate::ZERO) {
            return Femtos::default();
        }
        let pictures = if self.image > Rate::ZERO {
            self.image.times(usage.images)
        } else {
            self.pixel.times(usage.pixels)
        };
        pictures + self.second_out.times_thousandths(usage.audio_out_ms)
    }
}

/// What one call costs. `total` is exact and rounded once; each part is rounded for itself, so the
/// parts are for showing and may miss the total by a nano or two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The price of the call: the only figure that is added up anywhere. It is what is listed less the
    /// discount and with the margin.
    pub total: Nanos,
    /// What is listed, which the parts below are of.
    pub original: Nanos,
    /// What was taken off.
    pub discount: Nanos,
    /// What was put on.
    pub margin: Nanos,
    /// Fresh input of every kind (tokens, seconds, characters, searches, pages), and the fee for the
    /// call if there is one.
    pub input: Nanos,
    /// Input from the prompt cache.
    pub cache_read: Nanos,
    /// Input written to the prompt cache.
    pub cache_write: Nanos,
    /// All output: tokens, reasoning included, pictures, seconds of sound.
    pub output: Nanos,
    /// The part of `output` that was reasoning.
    pub reasoning: Nanos,
}

/// Whether the price of a deployment is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PriceState {
    /// There is a price list.
    Priced(Arc<Price>),
    /// The operator set every rate to 0: calls cost nothing, on purpose.
    Free,
    /// Nobody told: neither the operator, nor the table, nor the fallback. A call may cost anything.
    #[default]
    Unknown,
}

impl PriceState {
    /// The state of a deployment whose operator gave the price: all zeros mean free.
    #[must_use]
    pub fn declared(price: Price) -> Self {
        if price.is_free() {
            Self::Free
        } else {
            Self::Priced(Arc::new(price))
        }
    }

    /// The state of a deployment that was looked up. A listed zero is a price like any other.
    #[must_use]
    pub fn listed(price: Option<Price>) -> Self {
        price.map_or(Self::Unknown, |price| Self::Priced(Arc::new(price)))
    }

    /// The price list, if there is one.
    #[must_use]
    pub fn price(&self) -> Option<&Arc<Price>> {
        if let Self::Priced(price) = self {
            Some(price)
        } else {
            None
        }
    }

    /// What a call costs; `None` if nobody knows.
    #[must_use]
    pub fn cost(&self, usage: &Usage, tier: ServiceTier) -> Option<Cost> {
        match self {
            Self::Priced(price) => Some(price.cost(usage, tier)),
            Self::Free => Some(Cost::default()),
            Self::Unknown => None,
        }
    }
}

/// Why fields do not make a price.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PriceError {
    /// The name reads like a price, but there is no such price field.
    #[error("`{0}` is not a known price field")]
    Unknown(String),
    /// The number is negative, not finite, or over 9,000 US dollars a unit.
    #[error("`{field}` must be a price in US dollars per unit, at least 0, not {value}")]
    Invalid {
        /// The field's name, as given.
        field: String,
        /// What it was set to.
        value: f64,
    },
    /// No field prices anything that is counted here, so calls would seem to cost nothing.
    #[error(
        "no price per token, request, image, second, character, query or page among the price fields"
    )]
    NoPrice,
}

impl Price {
    /// What one call costs. The fee per request, where there is one, is part of it.
    #[must_use]
    pub fn cost(&self, usage: &Usage, tier: ServiceTier) -> Cost {
        let rates = self.rates(usage.prompt_tokens(), tier);
        let input = rates.input.times(usage.input)
            + rates.input_audio.times(usage.input_audio)
            + rates.input_image.times(usage.input_image)
            + rates.request.times(1)
            + rates.input_units(usage);
        let cache_read = rates.cache_read.times(usage.cache_read)
            + rates.cache_read_audio.times(usage.cache_read_audio);
        let cache_write = rates.cache_write.times(usage.cache_write)
            + rates.cache_write_1h.times(usage.cache_write_1h);
        let reasoning = rates.reasoning.times(usage.reasoning);
        let output = rates.output.times(usage.output)
            + rates.output_audio.times(usage.output_audio)
            + rates.output_image.times(usage.output_image)
            + rates.output_units(usage)
            + reasoning;
        let sum = input + cache_read + cache_write + output;
        let (original, discounted) = (sum.round(), self.terms.discounted(sum));
        let total = self.terms.charged(sum);
        Cost {
            total,
            original,
            discount: original - discounted,
            margin: total - discounted,
            input: input.round(),
            cache_read: cache_read.round(),
            cache_write: cache_write.round(),
            output: output.round(),
            reasoning: reasoning.round(),
        }
    }

    /// The rates of a call whose prompt has this many tokens, cached ones included.
    #[must_use]
    pub fn rates(&self, prompt_tokens: u64, tier: ServiceTier) -> Rates {
        let find: &dyn Fn(Bucket) -> Option<(Rank, Rate)> = match self.range_for(prompt_tokens) {
            Some(range) => &move |bucket| self.in_range(bucket, range),
            None => &move |bucket| self.stated(bucket, prompt_tokens, tier),
        };
        let rate = |bucket| find(bucket).map(|(_, rate)| rate);

        let input = rate(Bucket::Input).unwrap_or_default();
        // Image models state no rate for text output: whatever they answer with is image tokens.
        let (output_rank, output) = find(Bucket::Output)
            .or_else(|| find(Bucket::OutputImage))
            .unwrap_or(((0, false), Rate::ZERO));
        // A standard rate for reasoning must not undercut output that got dearer by tier or length.
        let reasoning = find(Bucket::Reasoning).filter(|(rank, _)| *rank >= output_rank);
        let cache_read = rate(Bucket::CacheRead).unwrap_or(input);
        let cache_write = rate(Bucket::CacheWrite).unwrap_or(input);
        Rates {
            input,
            output,
            cache_read,
            cache_read_audio: rate(Bucket::CacheReadAudio).unwrap_or(cache_read),
            cache_write,
            cache_write_1h: rate(Bucket::CacheWrite1h).unwrap_or(cache_write),
            input_audio: rate(Bucket::InputAudio).unwrap_or(input),
            input_image: rate(Bucket::InputImage).unwrap_or(input),
            reasoning: reasoning.map_or(output, |(_, rate)| rate),
            output_audio: rate(Bucket::OutputAudio).unwrap_or(output),
            output_image: rate(Bucket::OutputImage).unwrap_or(output),
            request: rate(Bucket::Request).unwrap_or_default(),
            image: rate(Bucket::Image).unwrap_or_default(),
            pixel: rate(Bucket::Pixel).unwrap_or_default(),
            second_in: rate(Bucket::SecondIn).unwrap_or_default(),
            second_out: rate(Bucket::SecondOut).unwrap_or_default(),
            character: rate(Bucket::Character).unwrap_or_default(),
            search: rate(Bucket::Search).unwrap_or_default(),
            page: rate(Bucket::Page).unwrap_or_default(),
        }
    }

    /// What is charged besides what is listed.
    #[must_use]
    pub fn terms(&self) -> Terms {
        self.terms
    }

    /// The same list under other terms.
    #[must_use]
    pub fn under(mut self, terms: Terms) -> Self {
        self.terms = terms;
        self
    }

    /// Whether input is priced by its tokens.
    #[must_use]
    pub fn counts_input_tokens(&self) -> bool {
        let rates = self.rates(0, ServiceTier::Standard);
        rates.input.0.max(rates.input_audio.0) > 0
    }

    /// Whether output is priced by its tokens.
    #[must_use]
    pub fn counts_output_tokens(&self) -> bool {
        let rates = self.rates(0, ServiceTier::Standard);
        rates.output.0.max(rates.output_image.0) > 0
    }

    /// Whether pictures are priced as such, or by their pixels.
    #[must_use]
    pub fn counts_pictures(&self) -> bool {
        let rates = self.rates(0, ServiceTier::Standard);
        rates.image.0.max(rates.pixel.0) > 0
    }

    /// Whether this price says what a kind of work costs. A price per second says nothing about a
    /// chat, which it would make look free.
    #[must_use]
    pub fn covers(&self, call_type: CallType) -> bool {
        let units: &[Bucket] = match call_type {
            CallType::ImageGeneration | CallType::ImageEdit | CallType::ImageVariation => {
                &[Bucket::Image, Bucket::Pixel]
            }
            CallType::Speech => &[Bucket::Character, Bucket::SecondOut],
            CallType::Transcription | CallType::Translation => &[Bucket::SecondIn],
            CallType::Rerank => &[Bucket::Search],
            // Nobody knows what it is.
            CallType::PassThrough => return true,
            _ => &[],
        };
        let told = |bucket: Bucket| {
            bucket.is_tokens() || bucket == Bucket::Request || units.contains(&bucket)
        };
        let stated = |((bucket, _, _), rate): &(Slot, Rate)| *rate > Rate::ZERO && told(*bucket);
        self.is_free() || self.lines.iter().any(stated)
    }

    /// Whether every rate is 0.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.lines.iter().all(|(_, rate)| *rate == Rate::ZERO)
    }

    /// The same price with long-context rates that begin at their threshold, not above it: how xAI
    /// bills.
    #[must_use]
    pub fn with_inclusive_thresholds(mut self) -> Self {
        for ((_, scope, _), _) in &mut self.lines {
            if let Scope::Above(tokens) = scope {
                *tokens = tokens.saturating_sub(1);
            }
        }
        self
    }

    fn bucket_lines(&self, bucket: Bucket) -> impl Iterator<Item = (Scope, ServiceTier, Rate)> {
        self.lines
            .iter()
            .filter(move |((of, _, _), _)| *of == bucket)
            .map(|((_, scope, tier), rate)| (*scope, *tier, *rate))
    }

    /// The most precise line: the longest prompt first, then the call's own tier before standard.
    fn stated(
        &self,
        bucket: Bucket,
        prompt_tokens: u64,
        tier: ServiceTier,
    ) -> Option<(Rank, Rate)> {
        let best = |accepts: &dyn Fn(ServiceTier) -> bool| {
            self.bucket_lines(bucket)
                .filter(|(_, of, _)| accepts(*of))
                .filter_map(|(scope, of, rate)| {
                    Some(((floor(scope, prompt_tokens)?, of == tier), rate))
                })
                .max_by_key(|(rank, _)| *rank)
        };
        if tier == ServiceTier::Batch {
            // Providers sell batches at half the price, so a dearer standard rate for long prompts
            // must not win over a stated batch rate.
            return best(&|of| of == tier).or_else(|| {
                best(&|of| of == ServiceTier::Standard).map(|(rank, rate)| (rank, Rate(rate.0 / 2)))
            });
        }
        best(&|of| of == tier || of == ServiceTier::Standard)
    }

    /// The range of `tiered_pricing` that a prompt falls into; the last one beyond its end.
    fn range_for(&self, prompt_tokens: u64) -> Option<Scope> {
        let ranges = self
            .bucket_lines(Bucket::Input)
            .filter_map(|(scope, _, _)| match scope {
                Scope::Range(_, end) => Some((scope, end)),
                Scope::Always | Scope::Above(_) => None,
            });
        // Lines are sorted, so the first range that reaches far enough is the right one.
        let mut last = None;
        for (scope, end) in ranges {
            last = Some(scope);
            if prompt_tokens <= end {
                break;
            }
        }
        last
    }

    /// A range speaks for all text of a call: what it does not state is its own input or output
    /// rate, never a rate from outside it, except that a table of input rates leaves output alone.
    fn in_range(&self, bucket: Bucket, range: Scope) -> Option<(Rank, Rate)> {
        let of_range = self
            .bucket_lines(bucket)
            .find(|(scope, _, _)| *scope == range);
        let outside = || match bucket {
            Bucket::Input
            | Bucket::CacheRead
            | Bucket::CacheWrite
            | Bucket::CacheWrite1h
            | Bucket::Reasoning => None,
            _ => self
                .bucket_lines(bucket)
                .find(|(scope, tier, _)| *scope == Scope::Always && *tier == ServiceTier::Standard),
        };
        of_range
            .or_else(outside)
            .map(|(_, _, rate)| ((0, false), rate))
    }
}

/// How precisely a line fits a call: its prompt length, and whether it names the call's tier.
type Rank = (u64, bool);

/// From which prompt length a line holds; `None` if it does not hold for this prompt.
fn floor(scope: Scope, prompt_tokens: u64) -> Option<u64> {
    match scope {
        Scope::Always => Some(0),
        Scope::Above(tokens) => (prompt_tokens > tokens).then_some(tokens),
        Scope::Range(..) => None,
    }
}
