//! Limits hold when many call at once.

use super::{proxies, proxies_with};
use crate::common::http;
use crate::common::proxy::{Builder, Proxy};
use crate::common::upstream::{Log, Upstream};
use futures_util::future::join_all;
use serde_json::{Value, json};

pub(super) fn words(model: &str) -> Value {
    json!({ "model": model, "max_tokens": 20, "messages": [{ "role": "user", "content": "hi" }] })
}

/// The statuses of many calls at once.
pub(super) async fn at_once(proxy: &Proxy, key: &str, body: &Value, calls: usize) -> Vec<u16> {
    let url = format!("{}/v1/chat/completions", proxy.url());
    let client = http::client();
    let call = || async {
        let request = client
            .post(&url)
            .bearer_auth(key)
            .header("content-type", "application/json");
        let response = request
            .body(body.to_string())
            .send()
            .await
            .expect("an answer");
        let status = response.status().as_u16();
        response.bytes().await.expect("a body");
        status
    };
    join_all((0..calls).map(|_| call())).await
}

pub(super) fn count(statuses: &[u16], status: u16) -> usize {
    statuses.iter().filter(|found| **found == status).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_at_once_never_pass_requests_tokens_or_places() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let requests = proxy.key(&json!({ "rpm_limit": 20 })).await;
        let statuses = at_once(&proxy, &requests, &words("gpt"), 64).await;
        assert_eq!(
            (count(&statuses, 200), count(&statuses, 429)),
            (20, 44),
            "{statuses:?}"
        );
        let again = at_once(&proxy, &requests, &words("gpt"), 64).await;
        assert_eq!(count(&again, 429), 64, "nothing is left of the minute");

        // Each call uses 50 tokens, and reserves a little more than that before it.
        let tokens = proxy.key(&json!({ "tpm_limit": 500 })).await;
        let mut passed = 0;
        for _ in 0..8 {
            passed += count(&at_once(&proxy, &tokens, &words("gpt"), 8).await, 200);
        }
        assert!(
            (8..=10).contains(&passed),
            "{passed} calls of 50 tokens within 500"
        );
        let after = at_once(&proxy, &tokens, &words("gpt"), 8).await;
        assert_eq!(count(&after, 429), 8, "{after:?}");

        done_team(&proxy).await;
        let (one, two) = (
            proxy.key(&json!({ "team_id": "t" })).await,
            proxy.key(&json!({ "team_id": "t" })).await,
        );
        let (words_one, words_two) = (words("gpt"), words("gpt"));
        let (first, second) = tokio::join!(
            at_once(&proxy, &one, &words_one, 32),
            at_once(&proxy, &two, &words_two, 32)
        );
        assert_eq!(
            count(&first, 200) + count(&second, 200),
            15,
            "two keys share the team's limit"
        );
    }
}

async fn done_team(proxy: &Proxy) {
    super::done(
        proxy,
        "/team/new",
        &json!({ "team_id": "t", "rpm_limit": 15 }),
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_calls_run_at_once_than_the_key_may() {
    let upstream = Upstream::start();
    let slow = |builder: Builder| {
        builder.deployment(crate::chat::priced("slow", &upstream, "ok?delay_ms=2000"))
    };
    for proxy in proxies_with(&upstream, slow).await {
        let key = proxy.key(&json!({ "max_parallel_requests": 5 })).await;
        let statuses = at_once(&proxy, &key, &words("slow"), 64).await;
        assert_eq!(
            (count(&statuses, 200), count(&statuses, 429)),
            (5, 59),
            "{statuses:?}"
        );
        let again = at_once(&proxy, &key, &words("slow"), 5).await;
        assert_eq!(count(&again, 200), 5, "places come back");
    }
}

/// Random numbers from a seed that is told when a case fails.
fn next(seed: &mut u64) -> u64 {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_at_once_overspend_one_dollar_by_one_call_at_most() {
    let upstream = Upstream::start_with(Log::sums_only());
    // From $0.01 to $0.08 a call.
    let models = |mut builder: Builder| {
        for n in 1..=8 {
            let mut row =
                crate::chat::priced(&format!("m{n}"), &upstream, "ok?prompt=10&completion=100");
            row["litellm_params"]["input_cost_per_token"] = json!(0);
            row["litellm_params"]["output_cost_per_token"] = json!(f64::from(n) * 1e-4);
            builder = builder.deployment(row);
        }
        builder
    };
    for proxy in proxies_with(&upstream, models).await {
        for seed in [1, 2026, 77_777] {
            spend_one_dollar(&proxy, seed).await;
        }
    }
}

/// Five hundred calls at once, of random costs, with a key that may spend a dollar.
async fn spend_one_dollar(proxy: &Proxy, seed: u64) {
    let key = proxy.key(&json!({ "max_budget": 1.0 })).await;
    let url = format!("{}/v1/chat/completions", proxy.url());
    let client = http::client();
    let call = |cents: u64| {
        let (url, client, key) = (&url, &client, &key);
        async move {
            let body = json!({ "model": format!("m{cents}"), "max_tokens": 100, "messages": [{ "role": "user", "content": "hi" }] });
            let request = client
                .post(url)
                .bearer_auth(key)
                .header("content-type", "application/json");
            let response = request
                .body(body.to_string())
                .send()
                .await
                .expect("an answer");
            let status = response.status().as_u16();
            response.bytes().await.expect("a body");
            (cents, status)
        }
    };
    let mut random = seed;
    let costs: Vec<u64> = (0..500).map(|_| 1 + next(&mut random) % 8).collect();
    let done = join_all(costs.iter().map(|cents| call(*cents))).await;
    let of = |status: u16| {
        done.iter()
            .filter(move |(_, found)| *found == status)
            .map(|(cents, _)| *cents)
    };
    assert_eq!(
        of(200).count() + of(422).count(),
        500,
        "seed {seed}: {done:?}"
    );
    let spent: u64 = of(200).sum();
    let dearest = of(200).max().unwrap_or_default();
    assert!(
        spent < 100 + dearest,
        "seed {seed}: spent {spent} cents of 100"
    );
    let cheapest_refused = of(422).min().expect("some are refused");
    assert!(
        spent + cheapest_refused > 100,
        "seed {seed}: {cheapest_refused} cents were refused, and {spent} of 100 are spent"
    );
    let info = super::told(proxy, &format!("/key/info?key={key}")).await;
    assert!(
        super::near(&info["info"]["spend"], spent as f64 / 100.0),
        "seed {seed}: every call is in the books: {spent} {info}"
    );
}

#[tokio::test]
async fn a_soft_budget_refuses_nothing_and_alerts_once() {
    let upstream = Upstream::start();
    for mut proxy in proxies(&upstream).await {
        let key = proxy
            .key(
                &json!({ "soft_budget": 0.0002, "budget_duration": "30d", "key_alias": "watched" }),
            )
            .await;
        super::done(
            &proxy,
            "/team/new",
            &json!({ "team_id": "soft", "soft_budget": 0.0002 }),
        )
        .await;
        let of_team = proxy.key(&json!({ "team_id": "soft" })).await;
        for _ in 0..3 {
            assert_eq!(
                (
                    super::called(&proxy, &key).await,
                    super::called(&proxy, &of_team).await
                ),
                (200, 200)
            );
        }
        let told = proxy.term().await.stderr;
        let alerts = told.matches("has passed its soft budget").count();
        assert!(
            alerts == 2 && told.contains("Key=watched") && told.contains("Team=soft"),
            "{told}"
        );
    }
}
