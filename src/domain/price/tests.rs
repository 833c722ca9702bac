use proptest::prelude::*;

use super::{Price, PriceError, PriceState, ServiceTier, is_price_field};
use crate::domain::money::{Nanos, Rate};
use crate::domain::price_table::{ModelFacts, PriceTable};
use crate::domain::record::CallType;
use crate::domain::usage::Usage;

const STANDARD: ServiceTier = ServiceTier::Standard;

fn price(fields: &[(&str, f64)]) -> Price {
    Price::from_fields(fields.iter().copied()).expect("these are price fields")
}

fn listed(provider: &str, model: &str) -> Price {
    let facts = PriceTable::bundled()
        .lookup(provider, model)
        .expect("the model is listed");
    facts.price().expect("the model is priced")
}

fn usd(per_unit: f64) -> Rate {
    Rate::from_usd(per_unit).expect("this is a rate")
}

fn tokens(input: u64, output: u64) -> Usage {
    Usage {
        input,
        output,
        ..Usage::default()
    }
}

/// Costs that LiteLLM 1.106.10 reported for these calls.
#[test]
fn worked_examples_cost_what_litellm_says() {
    let cached = |output, reasoning| Usage {
        input: 20,
        cache_read: 10,
        output,
        reasoning,
        ..Usage::default()
    };
    let claude = Usage {
        input: 10,
        cache_write: 4,
        cache_read: 3,
        output: 15,
        ..Usage::default()
    };
    let examples = [
        ("openai", "gpt-4o", cached(5, 15), 262_500),
        ("anthropic", "claude-sonnet-4-5", claude, 270_900),
        ("openai", "gpt-5-mini", cached(20, 0), 45_250),
        ("gemini", "gemini-2.5-flash", cached(12, 8), 56_300),
        ("openai", "text-embedding-3-large", tokens(5, 0), 650),
        ("openai", "gpt-image-1", tokens(10, 100), 4_050_000),
    ];
    for (provider, model, usage, nanos) in examples {
        let price = listed(provider, model);
        assert_eq!(price.cost(&usage, STANDARD).total, Nanos(nanos), "{model}");
    }
}

/// What is not counted in tokens, at LiteLLM's prices: its figures for these calls, but for `tts-1`,
/// where spaces are characters like others.
#[test]
fn units_cost_what_they_are_listed_at() {
    let used = |change: fn(&mut Usage)| {
        let mut usage = Usage::default();
        change(&mut usage);
        usage
    };
    let spoken = used(|usage| {
        usage.input = 10;
        usage.audio_out_ms = 2_000;
    });
    let heard = used(|usage| {
        usage.input_audio = 32;
        usage.output = 5;
        usage.audio_in_ms = 3_200;
    });
    let drawn = used(|usage| {
        usage.input = 10;
        usage.output_image = 100;
        usage.images = 1;
    });
    let examples = [
        (
            "openai",
            "whisper-1",
            used(|usage| usage.audio_in_ms = 3_200),
            320_000,
        ),
        (
            "openai",
            "tts-1",
            used(|usage| usage.characters = 11),
            165_000,
        ),
        (
            "cohere",
            "rerank-v3.5",
            used(|usage| usage.search_units = 1),
            2_000_000,
        ),
        (
            "jina_ai",
            "jina-reranker-v2-base-multilingual",
            tokens(100, 0),
            5_000,
        ),
        ("openai", "omni-moderation-latest", tokens(100, 0), 0),
        (
            "mistral",
            "mistral-ocr-latest",
            used(|usage| usage.pages = 2),
            8_000_000,
        ),
        (
            "xai",
            "grok-imagine-image-quality-20260403",
            used(|usage| usage.images = 2),
            100_000_000,
        ),
        // Text by the token, sound by the second: nobody told its tokens.
        ("openai", "gpt-4o-mini-tts", spoken, 506_000),
        // Tokens and seconds of the same sound: the tokens count.
        ("openai", "gpt-4o-transcribe", heard, 130_000),
        ("openai", "gpt-image-1", drawn, 4_050_000),
    ];
    for (provider, model, usage, nanos) in examples {
        let cost = listed(provider, model).cost(&usage, STANDARD);
        assert_eq!(cost.total, Nanos(nanos), "{model}");
        assert_eq!(cost.total, cost.input + cost.output, "{model}");
    }
    let own = price(&[("output_cost_per_image", 0.04)]);
    assert_eq!(
        own.cost(&drawn, STANDARD).total,
        Nanos(40_000_000),
        "no rate for its tokens"
    );
}

#[test]
fn a_price_for_other_work_is_no_price() {
    let seconds = price(&[("input_cost_per_second", 0.1)]);
    assert!(seconds.covers(CallType::Transcription) && !seconds.covers(CallType::Chat));
    let tokens = price(&[("input_cost_per_token", 1e-6)]);
    assert!(tokens.covers(CallType::Chat) && tokens.covers(CallType::Rerank));
    let searches = listed("cohere", "rerank-v3.5");
    assert!(searches.covers(CallType::Rerank) && !searches.covers(CallType::Chat));
    let free = price(&[("input_cost_per_token", 0.0)]);
    assert!(
        free.covers(CallType::Speech),
        "zero is a price of everything"
    );
}

#[test]
fn the_parts_say_where_the_money_went() {
    let usage = Usage {
        input: 20,
        cache_read: 10,
        output: 5,
        reasoning: 15,
        ..Usage::default()
    };
    let cost = listed("openai", "gpt-4o").cost(&usage, STANDARD);
    assert_eq!(cost.input, Nanos(50_000));
    assert_eq!(cost.cache_read, Nanos(12_500));
    assert_eq!(cost.cache_write, Nanos::ZERO);
    assert_eq!(cost.output, Nanos(200_000));
    assert_eq!(cost.reasoning, Nanos(150_000));
}

#[test]
fn an_override_is_the_whole_price() {
    let custom = price(&[
        ("input_cost_per_token", 0.001),
        ("output_cost_per_token", 0.002),
        ("cache_read_input_token_cost", 0.0001),
    ]);
    let usage = Usage {
        input: 20,
        cache_read: 10,
        output: 20,
        ..Usage::default()
    };
    assert_eq!(custom.cost(&usage, STANDARD).total, Nanos(61_000_000));

    let input_only = price(&[("input_cost_per_token", 0.001)]);
    assert_eq!(
        input_only.cost(&usage, STANDARD).total,
        Nanos(30_000_000),
        "the cache costs input, output nothing"
    );
}

#[test]
fn missing_rates_fall_back() {
    let rates = price(&[
        ("input_cost_per_token", 1e-6),
        ("output_cost_per_token", 3e-6),
    ])
    .rates(10, STANDARD);
    let input = [
        rates.cache_read,
        rates.cache_read_audio,
        rates.cache_write,
        rates.cache_write_1h,
    ];
    assert!(
        input
            .into_iter()
            .chain([rates.input_audio, rates.input_image])
            .all(|rate| rate == rates.input)
    );
    assert!(
        [rates.reasoning, rates.output_audio, rates.output_image]
            .into_iter()
            .all(|rate| rate == rates.output)
    );

    let rates = price(&[
        ("cache_creation_input_token_cost", 2e-6),
        ("cache_read_input_token_cost", 0.0),
    ])
    .rates(10, STANDARD);
    assert_eq!(rates.cache_write_1h, usd(2e-6));
    assert_eq!(
        rates.cache_read_audio,
        Rate::ZERO,
        "a stated zero is a price"
    );
}

#[test]
fn a_service_tier_replaces_the_rates_it_states() {
    let gpt_4o = listed("openai", "gpt-4o");
    let usage = Usage {
        input: 20,
        cache_read: 10,
        output: 20,
        ..Usage::default()
    };
    // 20 × 4.25e-6 + 10 × 2.125e-6 + 20 × 1.7e-5
    assert_eq!(
        gpt_4o.cost(&usage, ServiceTier::parse("fast")).total,
        Nanos(446_250)
    );
    assert_eq!(
        gpt_4o.cost(&usage, ServiceTier::Flex).total,
        Nanos(262_500),
        "no flex rates: standard"
    );
    // 20 × 1.25e-6 + 10 × 0.625e-6 (half the standard cache rate) + 20 × 5e-6
    assert_eq!(
        gpt_4o.cost(&usage, ServiceTier::Batch).total,
        Nanos(131_250)
    );
}

#[test]
fn reasoning_follows_dearer_output() {
    let gemini = listed("vertex_ai", "gemini-2.5-flash");
    let usage = Usage {
        reasoning: 10,
        ..Usage::default()
    };
    // Listed: reasoning 2.5e-6, output 4.5e-6 with priority, no reasoning rate with priority.
    assert_eq!(
        gemini.cost(&usage, ServiceTier::Priority).total,
        Nanos(45_000)
    );
    assert_eq!(gemini.cost(&usage, STANDARD).total, Nanos(25_000));
}

#[test]
fn tiers_are_read_from_every_wire() {
    for (name, tier) in [
        ("priority", ServiceTier::Priority),
        ("ON_DEMAND_PRIORITY", ServiceTier::Priority),
        ("FLEX", ServiceTier::Flex),
        ("default", STANDARD),
        ("auto", STANDARD),
        ("ON_DEMAND", STANDARD),
        ("batch", ServiceTier::Batch),
    ] {
        assert_eq!(ServiceTier::parse(name), tier, "{name}");
    }
}

#[test]
fn a_long_prompt_changes_every_rate_of_the_call() {
    let long = price(&[
        ("input_cost_per_token", 1e-6),
        ("output_cost_per_token", 2e-6),
        ("cache_read_input_token_cost", 1e-7),
        ("input_cost_per_token_above_200k_tokens", 3e-6),
        ("output_cost_per_token_above_200k_tokens", 4e-6),
        ("output_cost_per_token_above_200k_tokens_priority", 8e-6),
        ("input_cost_per_token_priority", 9e-6),
    ]);
    let usage = |input| Usage {
        input,
        cache_read: 100_000,
        output: 10,
        ..Usage::default()
    };
    assert_eq!(
        long.cost(&usage(100_000), STANDARD).total,
        Nanos(110_020_000),
        "200,000 is not above"
    );
    assert_eq!(
        long.cost(&usage(100_001), STANDARD).total,
        Nanos(310_043_000),
        "the cache rate is the standard one"
    );
    // Length is more precise than the tier: 3e-6 for input, not the priority rate of short prompts.
    assert_eq!(
        long.cost(&usage(100_001), ServiceTier::Priority).total,
        Nanos(310_083_000)
    );

    let inclusive = long.with_inclusive_thresholds();
    assert_eq!(
        inclusive.cost(&usage(100_000), STANDARD).total,
        Nanos(310_040_000)
    );
}

#[test]
fn a_listed_long_context_model_and_xai() {
    let gemini = listed("gemini", "gemini-2.5-pro");
    assert_eq!(
        gemini.cost(&tokens(200_001, 1), STANDARD).total,
        Nanos(500_017_500)
    );
    assert_eq!(
        gemini.cost(&tokens(200_000, 1), STANDARD).total,
        Nanos(250_010_000)
    );
    let grok = PriceTable::bundled()
        .iter()
        .filter(|facts| facts.provider == "xai")
        .find(|facts| {
            facts
                .numbers()
                .any(|(name, _)| name == "input_cost_per_token_above_200k_tokens")
        })
        .and_then(ModelFacts::price)
        .expect("xAI has models with long-context rates");
    assert_ne!(
        grok.rates(200_000, STANDARD).input,
        grok.rates(199_999, STANDARD).input
    );
}

#[test]
fn one_range_of_tiered_pricing_prices_all_tokens() {
    let qwen = listed("dashscope", "qwen-flash");
    let at = |input| qwen.cost(&tokens(input, 10), STANDARD).total;
    assert_eq!(at(256_000), Nanos(12_804_000));
    assert_eq!(at(256_001), Nanos(64_020_250));
    assert_eq!(
        at(2_000_000),
        Nanos(500_020_000),
        "beyond the last range, the last range"
    );
    assert_eq!(at(0), Nanos(4_000));

    let bare = price(&[
        ("tiered_pricing.0-100.input_cost_per_token", 1e-6),
        ("output_cost_per_token", 5e-6),
        ("cache_read_input_token_cost", 9e-6),
    ]);
    let rates = bare.rates(50, STANDARD);
    assert_eq!(
        rates.output,
        usd(5e-6),
        "a table of input rates leaves output alone"
    );
    assert_eq!(
        rates.cache_read, rates.input,
        "but a range never takes a cache rate from outside"
    );
}

#[test]
fn a_call_can_have_a_fee() {
    let online = price(&[
        ("input_cost_per_request", 0.005),
        ("output_cost_per_token", 1e-6),
    ]);
    assert_eq!(
        online.cost(&tokens(100, 10), STANDARD).total,
        Nanos(5_010_000)
    );
}

#[test]
fn fields_that_make_no_price_are_named() {
    let error = |name: &str, value| {
        Price::from_fields([("input_cost_per_token", 1e-6), (name, value)])
            .expect_err("this is no price")
    };
    assert_eq!(
        error("input_cost_per_tokn", 1.0),
        PriceError::Unknown("input_cost_per_tokn".into())
    );
    for typo in [
        "input_cost_per_token_above_200x_tokens",
        "output_cost_per_token_gold",
        "output_cost_per_token_flex_flex",
        "tiered_pricing.0-9.output_cost_per_tok",
        "output_cost_per_second_fast",
    ] {
        assert_eq!(error(typo, 1.0), PriceError::Unknown(typo.into()));
    }
    for value in [-1e-9, f64::NAN, f64::INFINITY, 1e6] {
        assert!(
            error("output_cost_per_token", value)
                .to_string()
                .contains("`output_cost_per_token`")
        );
        assert!(matches!(
            error("output_cost_per_second", value),
            PriceError::Invalid { .. }
        ));
    }
    assert_eq!(
        Price::from_fields([("input_cost_per_video_per_second", 0.1)]),
        Err(PriceError::NoPrice)
    );
    assert_eq!(
        Price::from_fields([("rpm", 10.0)]),
        Err(PriceError::NoPrice)
    );
}

#[test]
fn price_fields_are_told_from_others() {
    for name in [
        "input_cost_per_token",
        "cache_read_input_token_cost_flex",
        "tiered_pricing",
        "cost_per_second",
    ] {
        assert!(is_price_field(name), "{name}");
    }
    for name in ["max_tokens", "rpm", "api_base", "weight"] {
        assert!(!is_price_field(name), "{name}");
    }
}

#[test]
fn the_cache_rate_has_a_former_name() {
    let hit = ("input_cost_per_token_cache_hit", 1e-7);
    let read = ("cache_read_input_token_cost", 2e-7);
    assert_eq!(price(&[hit]).rates(1, STANDARD).cache_read, usd(1e-7));
    assert_eq!(price(&[read, hit]), price(&[hit, read]));
    assert_eq!(price(&[read, hit]).rates(1, STANDARD).cache_read, usd(2e-7));
}

#[test]
fn free_is_declared_and_unknown_is_not_free() {
    let zero = || {
        price(&[
            ("input_cost_per_token", 0.0),
            ("output_cost_per_token", 0.0),
        ])
    };
    assert_eq!(PriceState::declared(zero()), PriceState::Free);
    assert!(matches!(
        PriceState::listed(Some(zero())),
        PriceState::Priced(_)
    ));
    assert_eq!(
        PriceState::Free
            .cost(&tokens(1, 1), STANDARD)
            .map(|cost| cost.total),
        Some(Nanos::ZERO)
    );
    assert_eq!(PriceState::listed(None).cost(&tokens(1, 1), STANDARD), None);
}

#[test]
fn a_spec_is_short_and_canonical() {
    let gpt_4o = listed("openai", "gpt-4o");
    assert_eq!(
        gpt_4o.spec(),
        "p1 in=2500000000 in.priority=4250000000 in.batch=1250000000 out=10000000000 out.priority=17000000000 \
         out.batch=5000000000 read=1250000000 read.priority=2125000000"
    );
    assert_eq!(gpt_4o.version().len(), 16);
    assert_ne!(gpt_4o.version(), listed("openai", "gpt-4o-mini").version());
    for wrong in [
        "",
        "p1",
        "p1 ",
        "in=1",
        "p1 in=-1",
        "p1 in=+1",
        "p1 in=01",
        "p1 in=1 in=1",
        "p1 out=1 in=1",
        "p1 in=1 ",
        "p1 in.standard=1",
        "p1 in.gold=1",
        "p1 sun=1",
        "p1 in>=1",
        "p1 in=9223372036854775808",
    ] {
        assert_eq!(Price::from_spec(wrong), None, "{wrong:?}");
    }
}

#[test]
fn every_listed_price_survives_its_spec() {
    let mut priced = 0;
    for facts in PriceTable::bundled().iter() {
        let Some(price) = facts.price() else { continue };
        assert_eq!(
            Price::from_spec(&price.spec()).as_ref(),
            Some(&price),
            "{}",
            facts.key
        );
        priced += 1;
    }
    assert!(priced > 3_400, "{priced} models are priced per token");
}

fn any_usage() -> impl Strategy<Value = Usage> {
    prop::array::uniform11(0..1_000_000_u64).prop_map(|n| Usage {
        input: n[0],
        cache_read: n[1],
        cache_read_audio: n[2],
        cache_write: n[3],
        cache_write_1h: n[4],
        input_audio: n[5],
        input_image: n[6],
        output: n[7],
        reasoning: n[8],
        output_audio: n[9],
        output_image: n[10],
        ..Usage::default()
    })
}

/// The usage of one bucket alone, for each bucket.
fn alone(usage: Usage) -> [Usage; 11] {
    let none = Usage::default();
    [
        Usage {
            input: usage.input,
            ..none
        },
        Usage {
            cache_read: usage.cache_read,
            ..none
        },
        Usage {
            cache_read_audio: usage.cache_read_audio,
            ..none
        },
        Usage {
            cache_write: usage.cache_write,
            ..none
        },
        Usage {
            cache_write_1h: usage.cache_write_1h,
            ..none
        },
        Usage {
            input_audio: usage.input_audio,
            ..none
        },
        Usage {
            input_image: usage.input_image,
            ..none
        },
        Usage {
            output: usage.output,
            ..none
        },
        Usage {
            reasoning: usage.reasoning,
            ..none
        },
        Usage {
            output_audio: usage.output_audio,
            ..none
        },
        Usage {
            output_image: usage.output_image,
            ..none
        },
    ]
}

proptest! {
    /// Every token is priced exactly once: with whole-nano rates and no lengths or fees, a call
    /// costs what its buckets cost alone.
    #[test]
    fn cost_is_additive_over_buckets(usage in any_usage(), rates in prop::array::uniform11(0..100_000_u32)) {
        let names = [
            "input_cost_per_token", "output_cost_per_token", "cache_read_input_token_cost",
            "cache_creation_input_token_cost", "cache_creation_input_token_cost_above_1hr",
            "input_cost_per_audio_token", "output_cost_per_audio_token", "cache_read_input_audio_token_cost",
            "input_cost_per_image_token", "output_cost_per_image_token", "output_cost_per_reasoning_token",
        ];
        let price = Price::from_fields(names.into_iter().zip(rates.map(|nanos| f64::from(nanos) / 1e9))).expect("valid");
        let whole = price.cost(&usage, STANDARD);
        let apart: Nanos = alone(usage).iter().map(|part| price.cost(part, STANDARD).total).sum();
        prop_assert_eq!(whole.total, apart);
        prop_assert_eq!(whole.total, whole.input + whole.cache_read + whole.cache_write + whole.output);
    }

    /// More tokens never cost less, for any listed price, at any length, in any tier.
    #[test]
    fn a_bigger_answer_never_costs_less(usage in any_usage(), more in 1..100_000_u64, index in any::<prop::sample::Index>()) {
        let priced = ["gpt-4o", "gemini/gemini-2.5-pro", "dashscope/qwen-flash", "gpt-6-astra"];
        let price = PriceTable::bundled().get(index.get::<&str>(&priced)).and_then(ModelFacts::price).expect("listed");
        for tier in [STANDARD, ServiceTier::Priority, ServiceTier::Flex, ServiceTier::Batch] {
            let longer = Usage { output: usage.output + more, ..usage };
            prop_assert!(price.cost(&longer, tier).total >= price.cost(&usage, tier).total);
        }
    }

    #[test]
    fn any_price_survives_its_spec(
        fields in prop::collection::btree_map("(input_cost_per_token|output_cost_per_token|cache_read_input_token_cost)(_above_[1-9]{1,3}k_tokens)?(_priority|_flex|_batches)?", 0.0..1.0_f64, 1..12)
    ) {
        let price = Price::from_fields(fields).expect("valid");
        let read = Price::from_spec(&price.spec());
        prop_assert_eq!(read.as_ref().map(Price::version), Some(price.version()));
        prop_assert_eq!(read, Some(price));
    }
}

#[test]
fn terms_are_applied_to_the_exact_sum_and_read_back() {
    use super::{Share, Terms};
    let share = |number: f64| Share::from_number(number, 10.0).expect("a share");
    let list = price(&[
        ("input_cost_per_token", 3e-6),
        ("output_cost_per_token", 15e-6),
    ]);
    let terms = Terms {
        discount: share(0.05),
        margin: share(0.1),
        fixed: Nanos(500),
    };
    let under = list.clone().under(terms);
    // 7 × 3,000 + 3 × 15,000 = 66,000 nanos; less 5 % is 62,700; with 10 % 68,970; and 500.
    let cost = under.cost(&tokens(7, 3), STANDARD);
    assert_eq!(
        (cost.original, cost.discount, cost.margin, cost.total),
        (Nanos(66_000), Nanos(3_300), Nanos(6_770), Nanos(69_470))
    );
    assert_eq!(cost.original - cost.discount + cost.margin, cost.total);
    assert_ne!(under.version(), list.version());
    assert_eq!(Price::from_spec(&under.spec()), Some(under.clone()));
    assert_eq!(
        under.spec(),
        "p1 in=3000000000 out=15000000000 less=50000 more=100000 fixed=500"
    );
    assert_eq!(under.under(Terms::NONE).spec(), list.spec());
    for wrong in ["less=0", "more=5 less=5", "fixed=x", "less=01"] {
        assert_eq!(
            Price::from_spec(&format!("p1 in=1 {wrong}")),
            None,
            "{wrong}"
        );
    }
    // One nano at 50 % off is half a nano: rounded to even, once.
    let cheap = price(&[("input_cost_per_token", 1e-9)]);
    let half = Terms {
        discount: share(0.5),
        ..Terms::NONE
    };
    let cost = |count| {
        cheap
            .clone()
            .under(half)
            .cost(&tokens(count, 0), STANDARD)
            .total
    };
    assert_eq!((cost(1), cost(2), cost(3)), (Nanos(0), Nanos(1), Nanos(2)));
}
