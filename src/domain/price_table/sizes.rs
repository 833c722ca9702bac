//! Pictures priced by size and quality: entries like `hd/1024-x-1792/dall-e-3`, beside or instead of
//! the model's own.

use std::collections::HashMap;

use super::{ModelFacts, PriceTable, plain_name, serves};
use crate::domain::price::Price;

/// A size and, before it, a quality where one is named: `hd/1024-x-1792`, `256-x-256`.
pub type PictureForm = &'static str;

/// Splits a key into the form of a picture and the model. Keys with more between the two (`50-steps`)
/// are of services that nobody asks for pictures here.
fn picture(facts: &ModelFacts) -> Option<(PictureForm, &'static str)> {
    let own = facts.key.strip_prefix(facts.provider);
    let key = own
        .and_then(|rest| rest.strip_prefix('/'))
        .unwrap_or(facts.key);
    let (first, rest) = key.split_once('/')?;
    let size = if is_size(first) {
        first
    } else {
        rest.split_once('/').map(|(size, _)| size)?
    };
    if !is_size(size) {
        return None;
    }
    let end = if size == first {
        size.len()
    } else {
        first.len() + 1 + size.len()
    };
    Some((&key[..end], key.get(end + 1..)?))
}

/// `1024-x-1536`
fn is_size(segment: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    segment
        .split_once("-x-")
        .is_some_and(|(width, height)| number(width) && number(height))
}

pub(super) fn index(models: &[ModelFacts]) -> HashMap<&'static str, Vec<usize>> {
    let mut by_model: HashMap<&'static str, Vec<usize>> = HashMap::new();
    for (place, facts) in models.iter().enumerate() {
        if let Some((_, model)) = picture(facts) {
            by_model.entry(model).or_default().push(place);
        }
    }
    by_model
}

impl PriceTable {
    /// What pictures of a provider's model cost by their form, where that is listed. Forms listed at
    /// nothing are left out: no service gives pictures away.
    #[must_use]
    pub fn picture_prices(&self, provider: &str, model: &str) -> Vec<(PictureForm, Price)> {
        let listed = |model: &str| self.by_picture.get(model);
        let places = listed(model).or_else(|| listed(plain_name(provider, model)?));
        let entries = places
            .into_iter()
            .flatten()
            .map(|place| &self.models[*place]);
        entries
            .filter(|facts| serves(provider, facts.provider))
            .filter_map(|facts| Some((picture(facts)?.0, facts.price()?)))
            .filter(|(_, price)| !price.is_free())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Nanos;
    use crate::domain::price::ServiceTier;
    use crate::domain::usage::Usage;

    #[test]
    fn pictures_are_priced_by_size_and_quality() {
        let table = PriceTable::bundled();
        let cost = |provider, model, form: &str, pixels| {
            let prices = table.picture_prices(provider, model);
            let (_, price) = prices.iter().find(|(of, _)| *of == form).expect(form);
            let usage = Usage {
                images: 1,
                pixels,
                ..Usage::default()
            };
            price.cost(&usage, ServiceTier::Standard).total
        };
        // Azure's price list: 0.044 and 0.088 US dollars a picture, listed per pixel.
        let square = cost("azure", "dall-e-3", "standard/1024-x-1024", 1 << 20);
        assert_eq!(square, Nanos(44_000_032));
        let square = cost("azure", "dall-e-3", "hd/1024-x-1024", 1 << 20);
        assert_eq!(square, Nanos(87_999_958));
        let low = cost("openai", "gpt-image-1", "low/1024-x-1024", 1 << 20);
        assert_eq!(low, Nanos(11_000_000), "by the picture, not by its pixels");
        let plain = cost("openai", "gpt-image-1.5", "1024-x-1536", 1 << 20);
        assert_eq!(plain, Nanos(13_000_000));
        assert!(table.picture_prices("openai", "gpt-4o").is_empty());
        assert!(table.picture_prices("groq", "gpt-image-1").is_empty());
        assert!(
            table.picture_prices("azure", "dall-e-2").is_empty(),
            "listed at nothing"
        );
    }
}
