//! What is known about models before anyone configures anything: prices, limits, capabilities.
//!
//! The facts are in `price_table.tsv`, written by `price_table.py` from the price map that LiteLLM
//! ships. They are read once, and looked up when the catalog is built, never per request.

mod sizes;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::price::{Price, is_price_field};
pub use sizes::PictureForm;

/// All facts, by key.
pub struct PriceTable {
    /// In the order of their keys.
    models: Vec<ModelFacts>,
    by_key: HashMap<&'static str, usize>,
    /// Entries for one size of a model's pictures, by the model's name.
    by_picture: HashMap<&'static str, Vec<usize>>,
    source: Source,
}

/// Where the facts are from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The version of LiteLLM whose price map it is.
    pub version: &'static str,
    /// The day of it, as `YYYY-MM-DD`.
    pub day: &'static str,
}

impl Source {
    /// Reads the first line of the table.
    fn read(line: &'static str) -> Option<Self> {
        let (_, rest) = line.split_once("litellm ")?;
        let (version, rest) = rest.split_once(" (PyPI) as of ")?;
        let (day, _) = rest.split_once(',')?;
        Some(Self { version, day })
    }
}

/// What the table says about one key. One model may have several keys (by region, by date).
#[derive(Debug)]
pub struct ModelFacts {
    /// The key: a bare name (`gpt-4o`), `provider/model`, `provider/region/model`.
    pub key: &'static str,
    /// The provider under LiteLLM's name, with its variants (`vertex_ai-anthropic_models`); empty if
    /// the model belongs to none.
    pub provider: &'static str,
    /// `chat`, `embedding`, `responses`, `image_generation`, …; empty if not told.
    pub mode: &'static str,
    /// The longest prompt, in tokens.
    pub max_input_tokens: Option<u64>,
    /// The longest answer, in tokens.
    pub max_output_tokens: Option<u64>,
    /// LiteLLM's older limit: mostly the longest answer, sometimes the longest prompt.
    pub max_tokens: Option<u64>,
    /// Requests a minute that the provider allows.
    pub rpm: Option<u64>,
    /// Tokens a minute that the provider allows.
    pub tpm: Option<u64>,
    flags: Arc<[(&'static str, bool)]>,
    numbers: Box<[(&'static str, f64)]>,
    texts: &'static str,
}

impl ModelFacts {
    /// Whether the model has a capability, by its full name (`supports_vision`) or without the
    /// `supports_`. What the table does not mention is not supported.
    #[must_use]
    pub fn supports(&self, capability: &str) -> bool {
        self.flag(capability).unwrap_or(false)
    }

    /// What the table says about a capability: some are denied expressly.
    #[must_use]
    pub fn flag(&self, capability: &str) -> Option<bool> {
        let named =
            |name: &str| name == capability || name.strip_prefix("supports_") == Some(capability);
        self.flags()
            .find(|(name, _)| named(name))
            .map(|(_, value)| value)
    }

    /// Every capability the table mentions, under its full name.
    pub fn flags(&self) -> impl Iterator<Item = (&'static str, bool)> {
        self.flags.iter().copied()
    }

    /// Every number that is no limit, under LiteLLM's name: prices in US dollars per unit, and a few
    /// others (`output_vector_size`). Nested ones are written flat: `search_free_requests.count`,
    /// `tiered_pricing.0-256000.input_cost_per_token`.
    pub fn numbers(&self) -> impl Iterator<Item = (&'static str, f64)> {
        self.numbers.iter().copied()
    }

    /// The short texts, under LiteLLM's names: `deprecation_date`, `default_reasoning_effort`,
    /// `reasoning_effort_levels` (joined by commas), …
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.texts
            .split(' ')
            .filter_map(|pair| pair.split_once('='))
    }

    /// One of the [`texts`](Self::texts).
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&'static str> {
        self.texts()
            .find(|(of, _)| *of == name)
            .map(|(_, text)| text)
    }

    /// The price; `None` for a model that is priced by what is not counted here, or not at all.
    #[must_use]
    pub fn price(&self) -> Option<Price> {
        let price = Price::from_fields(self.numbers()).ok()?;
        // Tokens listed at 0 beside a price per video or per tool: not free, but priced otherwise.
        let otherwise = |(name, value): (&str, f64)| value > 0.0 && is_price_field(name);
        if price.is_free() && self.numbers().any(otherwise) {
            return None;
        }
        Some(if self.provider == "xai" {
            price.with_inclusive_thresholds()
        } else {
            price
        })
    }
}

impl PriceTable {
    /// The table in this binary, read on first use.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static TABLE: LazyLock<PriceTable> =
            LazyLock::new(|| PriceTable::read(include_str!("price_table.tsv")));
        &TABLE
    }

    /// Where the facts are from.
    #[must_use]
    pub fn source(&self) -> Source {
        self.source
    }

    /// Reads the notation of `price_table.py`. A row that is not in it is left out; a test holds the
    /// bundled table to having none.
    fn read(text: &'static str) -> Self {
        let source = text.lines().next().and_then(Source::read);
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let flag_names = names(lines.next());
        let number_names = names(lines.next());
        // Most models share their flags with others of their family.
        let mut flag_sets: HashMap<&str, Arc<[(&'static str, bool)]>> = HashMap::new();
        let mut models = Vec::with_capacity(text.len() / 128);
        for line in lines {
            let mut cells = line.split('\t');
            let mut next = || cells.next().unwrap_or_default();
            let (key, provider, mode) = (next(), next(), next());
            let [max_input_tokens, max_output_tokens, max_tokens, rpm, tpm] =
                std::array::from_fn(|_| next().parse().ok());
            let (flags, numbers, texts) = (next(), next(), next());
            let flags = flag_sets
                .entry(flags)
                .or_insert_with_key(|flags| read_flags(flags, &flag_names));
            models.push(ModelFacts {
                key,
                provider,
                mode,
                max_input_tokens,
                max_output_tokens,
                max_tokens,
                rpm,
                tpm,
                flags: Arc::clone(flags),
                numbers: read_numbers(numbers, &number_names),
                texts,
            });
        }
        let by_key = models
            .iter()
            .enumerate()
            .map(|(index, facts)| (facts.key, index))
            .collect();
        let by_picture = sizes::index(&models);
        Self {
            models,
            by_key,
            by_picture,
            source: source.unwrap_or_default(),
        }
    }

    /// All entries, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = &ModelFacts> {
        self.models.iter()
    }

    /// The facts under exactly this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&ModelFacts> {
        self.by_key.get(key).map(|index| &self.models[*index])
    }

    /// The facts about a provider's model: under `provider/model`, then under the model's name if
    /// that entry is the same provider's, then the same with leading path segments left out one by
    /// one, then without the version or region in the name, then in any case.
    ///
    /// `provider` is LiteLLM's name of it; `model` may begin with it.
    #[must_use]
    pub fn lookup(&self, provider: &str, model: &str) -> Option<&ModelFacts> {
        let model = model
            .strip_prefix(provider)
            .and_then(|rest| rest.strip_prefix('/'))
            .unwrap_or(model);
        self.lookup_path(provider, model)
            .or_else(|| self.lookup_path(provider, plain_name(provider, model)?))
            .or_else(|| self.lookup_any_case(provider, model))
    }

    fn lookup_path(&self, provider: &str, model: &str) -> Option<&ModelFacts> {
        let family = family(provider);
        let mut rest = Some(model);
        while let Some(name) = rest {
            let serving = |key: &str| {
                self.get(key)
                    .filter(|facts| serves(provider, facts.provider))
            };
            let found = serving(&format!("{provider}/{name}"))
                .or_else(|| serving(&format!("{family}/{name}")))
                .or_else(|| serving(name));
            if found.is_some() {
                return found;
            }
            rest = name.split_once('/').map(|(_, after)| after);
        }
        // Fireworks' own models may be named without the path of its account.
        (family == "fireworks_ai")
            .then(|| self.get(&format!("fireworks_ai/accounts/fireworks/models/{model}")))?
    }

    fn lookup_any_case(&self, provider: &str, model: &str) -> Option<&ModelFacts> {
        let full = format!("{provider}/{model}");
        self.iter().find(|facts| {
            facts.key.eq_ignore_ascii_case(&full)
                || facts.key.eq_ignore_ascii_case(model) && serves(provider, facts.provider)
        })
    }

    /// The provider of a model named without one: of the entry with this name, else by how its
    /// family is named. Always a provider one can call: `vertex_ai`, never
    /// `vertex_ai-language-models`.
    #[must_use]
    pub fn provider_of(&self, model: &str) -> Option<&'static str> {
        let listed = self
            .get(model)
            .map(|facts| family(facts.provider))
            .filter(|provider| !provider.is_empty());
        listed.or_else(|| provider_by_family(model))
    }

    /// The names of a provider's models without its prefix, in order, for listing what a wildcard
    /// stands for. Keys that only price an image size or a region's commitment are left out.
    pub fn models_of<'a>(&'a self, provider: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        self.iter()
            .filter(move |facts| family(facts.provider) == family(provider))
            .filter_map(move |facts| {
                let name = [provider, family(provider)]
                    .iter()
                    .find_map(|prefix| facts.key.strip_prefix(prefix)?.strip_prefix('/'))
                    .unwrap_or(facts.key);
                let priced_part =
                    name.contains("-x-") || name.contains('*') || name.contains("-commitment/");
                // `openai/sora-2` stands beside `sora-2`.
                let repeated = name != facts.key
                    && self
                        .get(name)
                        .is_some_and(|other| family(other.provider) == family(facts.provider));
                (!priced_part && !repeated).then_some(name)
            })
    }
}

/// A header line: codes and the names they stand for.
fn names(line: Option<&'static str>) -> HashMap<&'static str, &'static str> {
    let pairs = line
        .and_then(|line| line.split_once('\t'))
        .map_or("", |(_, pairs)| pairs);
    pairs
        .split(' ')
        .filter_map(|pair| pair.split_once('='))
        .collect()
}

fn read_flags(cell: &str, names: &HashMap<&str, &'static str>) -> Arc<[(&'static str, bool)]> {
    let flag = |code: &str| match code.strip_prefix('!') {
        Some(code) => Some((*names.get(code)?, false)),
        None => Some((*names.get(code)?, true)),
    };
    cell.split(' ').filter_map(flag).collect()
}

fn read_numbers(cell: &str, names: &HashMap<&str, &'static str>) -> Box<[(&'static str, f64)]> {
    let number = |pair: &str| {
        let (code, value) = pair.split_once('=')?;
        Some((*names.get(code)?, value.parse().ok()?))
    };
    cell.split(' ').filter_map(number).collect()
}

/// The provider that a variant of its name belongs to.
fn family(provider: &str) -> &str {
    match provider {
        "bedrock_converse" => "bedrock",
        "cohere_chat" => "cohere",
        "ollama_chat" => "ollama",
        "azure_text" => "azure",
        _ => match provider.strip_prefix("text-completion-") {
            Some(provider) => provider,
            None => provider
                .split_once('-')
                .map_or(provider, |(start, _)| match start {
                    "vertex_ai" | "fireworks_ai" => start,
                    _ => provider,
                }),
        },
    }
}

/// Whether facts listed for one provider hold for another.
fn serves(provider: &str, listed: &str) -> bool {
    listed.is_empty()
        || family(provider) == family(listed)
        || provider.starts_with("bedrock") && listed.starts_with("bedrock")
        // Azure's marketplace sells Azure's and OpenAI's models at their price.
        || provider == "azure_ai" && matches!(listed, "azure" | "openai")
        // These two pass on whatever there is.
        || matches!(provider, "litellm_proxy" | "github")
}

/// A model's name without what does not change its price: the date of a snapshot, the owner of a
/// fine-tuned one, the version on Google's platforms, the geography on Bedrock.
fn plain_name<'a>(provider: &str, model: &'a str) -> Option<&'a str> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if family(provider) == "bedrock" {
        let id = model.rsplit_once('/').map_or(model, |(_, id)| id);
        return [
            "us.", "eu.", "apac.", "au.", "ca.", "jp.", "global.", "us-gov.",
        ]
        .iter()
        .find_map(|geography| id.strip_prefix(geography));
    }
    if matches!(family(provider), "vertex_ai" | "gemini") {
        let (name, version) = model.rsplit_once('-')?;
        return (version.len() == 3 && digits(version)).then_some(name);
    }
    if model.starts_with("ft:") {
        let base = model.match_indices(':').nth(1)?.0;
        return Some(&model[..base]);
    }
    let (name, date) = model.split_at_checked(model.len().checked_sub("-2024-08-06".len())?)?;
    let mut parts = date.strip_prefix('-')?.split('-');
    (parts.clone().map(str::len).eq([4, 2, 2]) && parts.all(digits)).then_some(name)
}

/// The provider of a model that is not listed (yet), by how its family is named.
fn provider_by_family(model: &str) -> Option<&'static str> {
    const FAMILIES: [(&str, &str); 16] = [
        ("claude-", "anthropic"),
        ("gemini-", "gemini"),
        ("gpt-", "openai"),
        ("ft:gpt-", "openai"),
        ("chatgpt-", "openai"),
        ("o1", "openai"),
        ("o3", "openai"),
        ("o4", "openai"),
        ("text-embedding-3", "openai"),
        ("text-embedding-ada", "openai"),
        ("text-moderation-", "openai"),
        ("omni-moderation-", "openai"),
        ("dall-e-", "openai"),
        ("whisper-", "openai"),
        ("tts-", "openai"),
        ("sora-", "openai"),
    ];
    if !model.contains('/') && model.contains("anthropic.claude-") {
        return Some("bedrock");
    }
    FAMILIES
        .iter()
        .find(|(start, _)| model.starts_with(start))
        .map(|(_, provider)| *provider)
}

#[cfg(test)]
mod tests;
