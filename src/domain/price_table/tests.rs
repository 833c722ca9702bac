use std::collections::HashSet;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{ModelFacts, PriceTable};
use crate::domain::price::{Price, PriceError, ServiceTier, fallback_price, is_price_field};
use crate::domain::record::CallType;

/// The day of the price map the table was made of.
fn then() -> SystemTime {
    UNIX_EPOCH + Duration::from_hours(498_600)
}

fn key(provider: &str, model: &str) -> Option<&'static str> {
    PriceTable::bundled()
        .lookup(provider, model)
        .map(|facts| facts.key)
}

#[test]
fn every_row_is_read_whole() {
    let table = PriceTable::bundled();
    let rows = include_str!("../price_table.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(2);
    assert_eq!(table.iter().count(), 4_240);
    let source = table.source();
    let at = crate::domain::time::Micros::parse(source.day).expect("a day");
    let then = then().duration_since(UNIX_EPOCH).expect("since");
    assert_eq!(at.0 as u128, then.as_micros());
    assert!(source.version.starts_with("1."), "{source:?}");
    for (facts, row) in table.iter().zip(rows) {
        let cells: Vec<&str> = row.split('\t').collect();
        let words = |index: usize| {
            cells
                .get(index)
                .map_or(0, |cell| cell.split(' ').filter(|w| !w.is_empty()).count())
        };
        assert_eq!(facts.key, cells[0]);
        assert_eq!(facts.flags().count(), words(8), "{row}");
        assert_eq!(facts.numbers().count(), words(9), "{row}");
        assert_eq!(facts.texts().count(), words(10), "{row}");
        let limits = [
            facts.max_input_tokens,
            facts.max_output_tokens,
            facts.max_tokens,
            facts.rpm,
            facts.tpm,
        ];
        for (limit, cell) in limits.into_iter().zip(cells.iter().skip(3)) {
            assert_eq!(
                limit.map(|limit| limit.to_string()).unwrap_or_default(),
                **cell,
                "{row}"
            );
        }
    }
}

#[test]
fn every_price_field_of_the_table_is_known() {
    for facts in PriceTable::bundled().iter() {
        match Price::from_fields(facts.numbers()) {
            Ok(_) | Err(PriceError::NoPrice) => {}
            Err(error) => panic!("{}: {error}", facts.key),
        }
    }
}

#[test]
fn facts_of_one_model() {
    let facts = PriceTable::bundled().get("gpt-4o").expect("listed");
    assert_eq!((facts.provider, facts.mode), ("openai", "chat"));
    assert_eq!(
        (facts.max_input_tokens, facts.max_output_tokens),
        (Some(128_000), Some(16_384))
    );
    assert!(facts.supports("supports_vision") && facts.supports("vision"));
    assert!(!facts.supports("reasoning"));
    assert!(
        facts
            .numbers()
            .any(|field| field == ("input_cost_per_token", 2.5e-6))
    );

    let facts = PriceTable::bundled()
        .get("claude-haiku-5-5")
        .expect("listed");
    assert_eq!(facts.flag("supports_sampling_params"), Some(false));
    let facts = PriceTable::bundled()
        .get("claude-sonnet-4-5")
        .expect("listed");
    assert_eq!(facts.text("deprecation_date"), Some("2026-11-30"));
    let facts = PriceTable::bundled().get("whisper-1").expect("listed");
    let price = facts.price().expect("a price");
    assert!(!price.covers(CallType::Chat), "priced by the second");
    let facts = PriceTable::bundled()
        .get("gemini/gemini-2.0-flash-exp-image-generation")
        .expect("listed");
    let price = facts.price().expect("a price");
    assert!(
        !price.covers(CallType::Chat),
        "tokens cost 0, images do not"
    );
    assert!(price.covers(CallType::ImageGeneration));
}

#[test]
fn a_deployment_finds_its_entry() {
    for (provider, model, expected) in [
        ("openai", "gpt-4o", "gpt-4o"),
        ("openai", "openai/gpt-4o", "gpt-4o"),
        ("gemini", "gemini-2.5-flash", "gemini/gemini-2.5-flash"),
        ("vertex_ai", "gemini-2.5-flash", "gemini-2.5-flash"),
        ("vertex_ai", "gemini-2.5-flash-001", "gemini-2.5-flash"),
        ("azure", "gpt-4o", "azure/gpt-4o"),
        (
            "azure",
            "eu/gpt-4o-2024-08-06",
            "azure/eu/gpt-4o-2024-08-06",
        ),
        (
            "bedrock",
            "anthropic.claude-haiku-4-5-20251001-v1:0",
            "anthropic.claude-haiku-4-5-20251001-v1:0",
        ),
        (
            "bedrock",
            "converse/anthropic.claude-haiku-4-5-20251001-v1:0",
            "anthropic.claude-haiku-4-5-20251001-v1:0",
        ),
        ("anthropic", "claude-sonnet-4-5", "claude-sonnet-4-5"),
        ("groq", "openai/gpt-oss-20b", "groq/openai/gpt-oss-20b"),
        ("openai", "gpt-5-mini-2031-01-01", "gpt-5-mini"),
        (
            "openai",
            "ft:gpt-4o-2024-08-06:my-org::id",
            "ft:gpt-4o-2024-08-06",
        ),
        (
            "together_ai",
            "meta-llama/llama-3.3-70b-instruct-turbo",
            "together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo",
        ),
        ("litellm_proxy", "gpt-4o", "gpt-4o"),
    ] {
        assert_eq!(key(provider, model), Some(expected), "{provider} {model}");
    }
}

#[test]
fn another_providers_entry_is_not_taken() {
    assert_eq!(key("hosted_vllm", "gpt-4o"), None);
    assert_eq!(key("openrouter", "anthropic/claude-sonnet-4-5"), None);
    assert_eq!(key("groq", "gpt-4o"), None);
    assert_eq!(key("openai", "no-such-model"), None);
    assert_eq!(key("openai", ""), None);
}

#[test]
fn a_bare_name_has_a_provider() {
    let table = PriceTable::bundled();
    for (model, provider) in [
        ("gpt-4o", "openai"),
        ("gpt-99-preview", "openai"),
        ("claude-sonnet-4-5", "anthropic"),
        ("claude-next-9", "anthropic"),
        ("gemini-2.5-flash", "vertex_ai"),
        ("gemini-99-flash", "gemini"),
        ("us.anthropic.claude-next-9-v1:0", "bedrock"),
        ("anthropic.claude-haiku-4-5-20251001-v1:0", "bedrock"),
        ("text-embedding-3-large", "openai"),
        ("whisper-1", "openai"),
    ] {
        assert_eq!(table.provider_of(model), Some(provider), "{model}");
    }
    assert_eq!(table.provider_of("foo"), None);
    assert_eq!(table.provider_of("my/gpt-4o"), None);
}

#[test]
fn wildcards_list_names_that_look_up() {
    let table = PriceTable::bundled();
    for (provider, model) in [
        ("openai", "gpt-4o"),
        ("openai", "sora-2"),
        ("gemini", "gemini-2.5-flash"),
        ("groq", "openai/gpt-oss-20b"),
        ("anthropic", "claude-sonnet-4-5"),
        ("vertex_ai", "claude-sonnet-4-5"),
    ] {
        assert!(
            table.models_of(provider).any(|name| name == model),
            "{provider} {model}"
        );
    }
    for provider in [
        "openai",
        "anthropic",
        "gemini",
        "groq",
        "mistral",
        "bedrock",
        "vertex_ai",
        "azure",
        "deepinfra",
    ] {
        let names: Vec<&str> = table.models_of(provider).collect();
        assert_eq!(
            names.iter().collect::<HashSet<_>>().len(),
            names.len(),
            "{provider} repeats a name"
        );
        for name in names {
            assert!(table.lookup(provider, name).is_some(), "{provider} {name}");
            assert!(!name.contains("-x-"), "{provider} {name}");
        }
    }
    assert_eq!(table.models_of("no-such-provider").count(), 0);
}

#[test]
fn openrouter_is_priced_by_the_fallback() {
    let price = fallback_price("openrouter", "openai/gpt-4o", then()).expect("OpenRouter has it");
    let rates = price.rates(10, ServiceTier::Standard);
    assert_eq!((rates.input.usd(), rates.output.usd()), (2.5e-6, 1e-5));
    let price = fallback_price("openrouter", "anthropic/claude-sonnet-4.5", then())
        .expect("OpenRouter has it");
    let rates = price.rates(10, ServiceTier::Standard);
    assert_eq!(
        (rates.cache_read.usd(), rates.cache_write.usd()),
        (3e-7, 3.75e-6)
    );
}

#[test]
fn the_fallback_does_not_guess() {
    for provider in [
        "hosted_vllm",
        "custom_openai",
        "ollama",
        "lm_studio",
        "llamafile",
        "",
    ] {
        assert_eq!(
            fallback_price(provider, "gpt-4o", then()),
            None,
            "{provider}"
        );
    }
    assert_eq!(fallback_price("openai", "no-such-model", then()), None);
}

/// Two independent lists of the same prices: every model that both know, up to 1 %.
#[test]
fn the_table_agrees_with_genai_prices() {
    // The table has the rate of its text output, the crate that of its audio output.
    let exceptions = ["gpt-4o-mini-tts"];
    let well_known = [
        "gpt-4o",
        "gpt-5-mini",
        "o3",
        "claude-sonnet-4-5",
        "gemini-2.5-pro",
        "openai/gpt-oss-120b",
    ];
    let table = PriceTable::bundled();
    let mut compared = HashSet::new();
    for provider in ["openai", "anthropic", "gemini", "groq"] {
        for model in table
            .models_of(provider)
            .filter(|model| !exceptions.contains(model))
        {
            let ours = table.lookup(provider, model).and_then(ModelFacts::price);
            let ours = ours.filter(|price| price.covers(CallType::Chat));
            let (Some(ours), Some(theirs)) = (ours, fallback_price(provider, model, then())) else {
                continue;
            };
            let [ours, theirs] =
                [ours, theirs].map(|price| price.rates(1000, ServiceTier::Standard));
            for (ours, theirs) in [(ours.input, theirs.input), (ours.output, theirs.output)] {
                let apart = (ours.usd() - theirs.usd()).abs();
                assert!(
                    apart <= ours.usd() * 0.01,
                    "{provider} {model}: {ours:?} against {theirs:?}"
                );
            }
            compared.insert(model);
        }
    }
    assert!(
        compared.len() > 200,
        "only {} models are in both lists",
        compared.len()
    );
    for model in well_known {
        assert!(compared.contains(model), "{model}");
    }
}

#[test]
fn numbers_that_are_no_prices_stay_out_of_prices() {
    let names: HashSet<&str> = PriceTable::bundled()
        .iter()
        .flat_map(ModelFacts::numbers)
        .map(|(name, _)| name)
        .collect();
    let others: Vec<&str> = names
        .into_iter()
        .filter(|name| !is_price_field(name))
        .collect();
    for name in others {
        let harmless = [
            "multiplier",
            "provider_specific_entry",
            "search_free_requests",
            "vector_size",
            "token_count",
            "min_tokens",
        ];
        assert!(
            harmless.iter().any(|part| name.contains(part)),
            "{name} looks like a price to no one"
        );
    }
}
