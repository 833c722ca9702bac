//! Prices of models that the price table lacks, from the crate `genai-prices` (OpenRouter above all).

use std::time::SystemTime;

use genai_prices::{Calculator, PriceRequest, Usage};

use super::Price;

/// Our provider names where the crate has another. The crate also guesses by parts of a name, which
/// would price `custom_openai` as OpenAI, so it is only asked about names that it has as such.
const PROVIDERS: [(&str, &str); 16] = [
    ("azure_ai", "azure"),
    ("bedrock", "aws"),
    ("bedrock_converse", "aws"),
    ("cohere_chat", "cohere"),
    ("fireworks_ai", "fireworks"),
    ("gemini", "google"),
    ("github_copilot", "github-copilot"),
    ("meta_llama", "meta"),
    ("moonshot", "moonshotai"),
    ("text-completion-openai", "openai"),
    ("together_ai", "together"),
    ("vertex_ai", "google"),
    ("vertex_ai_beta", "google"),
    ("voyage", "voyageai"),
    ("xai", "x-ai"),
    ("zhipu", "zhipuai"),
];

/// The base rates (input, output, cache, audio, per request) of a model at a moment, without
/// long-context rates and service tiers. `model` is the name without the provider's prefix, `at`
/// chooses among dated prices.
///
/// To be asked when the catalog is built: the crate decodes its data on first use, which takes tens
/// of milliseconds.
#[must_use]
pub fn fallback_price(provider: &str, model: &str, at: SystemTime) -> Option<Price> {
    let calculator = Calculator::bundled();
    let provider = PROVIDERS
        .iter()
        .find(|(ours, _)| *ours == provider)
        .map_or(provider, |(_, theirs)| theirs);
    calculator
        .providers()
        .find(|known| known.id() == provider)?;

    // The crate shows no price list, only what usage costs: so it is asked about one token of each
    // kind, and about no usage at all for the fee per request.
    let calculate = |kinds: &[&str]| {
        let usage: Usage = kinds.iter().map(|kind| (*kind, 1.0)).collect();
        let request = PriceRequest::new(model, &usage)
            .with_provider_id(provider)
            .with_timestamp(at);
        calculator.calculate(&request).ok()
    };
    let per_token =
        |kinds: &[&str]| calculate(kinds).map(|cost| cost.input_price + cost.output_price);
    let fee = calculate(&[])?.total_price;
    let input = per_token(&["input_tokens"])?;
    let output = per_token(&["output_tokens"])?;
    // Models priced by the second or the image cost nothing per token, yet they are not free.
    if input + output + fee <= 0.0 && !model.ends_with(":free") {
        return None;
    }
    let mut fields = vec![
        ("input_cost_per_token", input),
        ("output_cost_per_token", output),
    ];
    if fee > 0.0 {
        fields.push(("input_cost_per_request", fee));
    }
    for (name, kinds) in DETAILS {
        fields.extend(per_token(kinds).map(|usd| (name, usd)));
    }
    Price::from_fields(fields).ok()
}

/// The usage that costs just one unit of a rate: a kind counts within the kinds it is part of.
const DETAILS: [(&str, &[&str]); 5] = [
    (
        "cache_read_input_token_cost",
        &["input_tokens", "cache_read_tokens"],
    ),
    (
        "cache_creation_input_token_cost",
        &["input_tokens", "cache_write_tokens"],
    ),
    (
        "cache_creation_input_token_cost_above_1hr",
        &[
            "input_tokens",
            "cache_write_tokens",
            "cache_write_1h_tokens",
        ],
    ),
    (
        "input_cost_per_audio_token",
        &["input_tokens", "input_audio_tokens"],
    ),
    (
        "output_cost_per_audio_token",
        &["output_tokens", "output_audio_tokens"],
    ),
];
