//! What admission takes, it takes as a whole; and providers' budgets hold when many call at once.

use super::limits::{at_once, count, words};
use super::{done, proxies_with, told};
use crate::chat::priced;
use crate::common::proxy::{Builder, Proxy};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

/// What a call costs here, in US dollars: 10 output tokens of a cent each.
const CALL_USD: f64 = 0.1;

fn dear(name: &str, upstream: &Upstream, script: &str) -> Value {
    let mut row = priced(name, upstream, script);
    row["litellm_params"]["input_cost_per_token"] = json!(0);
    row["litellm_params"]["output_cost_per_token"] = json!(0.01);
    row
}

fn ten_tokens(model: &str) -> Value {
    let mut body = words(model);
    body["max_tokens"] = json!(10);
    body
}

async fn status(proxy: &Proxy, key: &str) -> u16 {
    let body = ten_tokens("dear");
    let reply = proxy.post_as(key, "/v1/chat/completions", &body).await;
    reply.status
}

#[tokio::test]
async fn a_refusal_by_budget_counts_no_request() {
    let upstream = Upstream::start();
    let model = |builder: Builder| {
        builder.deployment(dear("dear", &upstream, "ok?prompt=10&completion=10"))
    };
    for proxy in proxies_with(&upstream, model).await {
        let fields = json!({ "max_budget": CALL_USD, "rpm_limit": 3, "tpm_limit": 10_000 });
        let key = proxy.key(&fields).await;
        assert_eq!(status(&proxy, &key).await, 200);
        for _ in 0..5 {
            assert_eq!(
                status(&proxy, &key).await,
                422,
                "the budget's no, each time"
            );
        }
        // Had the refusals been counted, nothing would be left of the minute.
        done(
            &proxy,
            "/key/update",
            &json!({ "key": key, "max_budget": 10 }),
        )
        .await;
        let mut statuses = Vec::new();
        for _ in 0..3 {
            statuses.push(status(&proxy, &key).await);
        }
        assert_eq!(statuses, [200, 200, 429]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_at_once_overspend_a_providers_budget_by_one_call_at_most() {
    let upstream = Upstream::start();
    let model = |builder: Builder| {
        builder
            .deployment(dear(
                "dear",
                &upstream,
                "ok?prompt=10&completion=10&delay_ms=300",
            ))
            .section(
                "router_settings",
                json!({ "num_retries": 0, "provider_budget_config": {
                    "openai": { "budget_limit": 1.05, "time_period": "30d" },
                } }),
            )
    };
    for proxy in proxies_with(&upstream, model).await {
        let key = proxy.key(&json!({})).await;
        let statuses = at_once(&proxy, &key, &ten_tokens("dear"), 64).await;
        let good = count(&statuses, 200);
        assert_eq!(good + count(&statuses, 429), 64, "{statuses:?}");
        // Ten fit, and one may pass the limit.
        assert!((10..=11).contains(&good), "{good}: {statuses:?}");
        let shown = told(&proxy, "/provider/budgets").await;
        let spent = shown["providers"]["openai"]["spend"].as_f64();
        let spent = spent.expect("a spend");
        assert!(
            (spent - good as f64 * CALL_USD).abs() < 1e-6,
            "every call is in the books: {shown}"
        );
        // What was held is given back: the eleventh finds what is left.
        let after = at_once(&proxy, &key, &ten_tokens("dear"), 4).await;
        assert_eq!(good + count(&after, 200), 11, "{after:?}");
        assert_eq!(status(&proxy, &key).await, 429);
    }
}

#[tokio::test]
async fn a_call_goes_to_the_provider_whose_budget_has_room() {
    let upstream = Upstream::start();
    let models = |builder: Builder| {
        let mut other = dear("dear", &upstream, "ok?prompt=10&completion=10");
        other["litellm_params"]["model"] = json!("groq/ok?prompt=10&completion=10");
        builder
            .deployment(dear("dear", &upstream, "ok?prompt=10&completion=10"))
            .deployment(other)
            .section(
                "router_settings",
                json!({ "provider_budget_config": {
                    "openai": { "budget_limit": 0.05, "time_period": "1d" },
                    "groq": { "budget_limit": 100, "time_period": "1d" },
                } }),
            )
    };
    for proxy in proxies_with(&upstream, models).await {
        let key = proxy.key(&json!({})).await;
        for _ in 0..12 {
            assert_eq!(status(&proxy, &key).await, 200);
        }
        let shown = told(&proxy, "/provider/budgets").await;
        let spent = |name: &str| shown["providers"][name]["spend"].as_f64();
        let openai = spent("openai").expect("a spend");
        assert!(openai < CALL_USD + 1e-6, "one call at most: {shown}");
        let both = openai + spent("groq").expect("a spend");
        assert!((both - 12.0 * CALL_USD).abs() < 1e-6, "{shown}");
    }
}
