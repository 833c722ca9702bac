//! Limits hold when many call at once.

use super::proxies;
use crate::common::http;
use crate::common::proxy::Proxy;
use crate::common::upstream::{Log, Upstream};
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn words(model: &str) -> Value {
    json!({ "model": model, "max_tokens": 20, "messages": [{ "role": "user", "content": "hi" }] })
}

/// The statuses of many calls at once.
async fn at_once(proxy: &Proxy, key: &str, body: &Value, calls: usize) -> Vec<u16> {
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

fn count(statuses: &[u16], status: u16) -> usize {
    statuses.iter().filter(|found| **found == status).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_at_once_never_pass_requests_tokens_or_places() {
    let upstream = Upstream::start();
    let proxy = proxies(&upstream).await.remove(0);
    let requests = proxy.key(&json!({ "rpm_limit": 20 })).await;
    let statuses = at_once(&proxy, &requests, &words("gpt"), 64).await;
    assert_eq!(
        (count(&statuses, 200), count(&statuses, 429)),
        (20, 44),
        "{statuses:?}"
    );

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
    let row = crate::chat::priced("slow", &upstream, "ok?delay_ms=300");
    let proxy = Proxy::builder().deployment(row).start().await;
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

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_at_once_overspend_one_dollar_by_one_call_at_most() {
    let upstream = Upstream::start_with(Log::sums_only());
    let mut builder = Proxy::builder();
    // From $0.01 to $0.08 a call.
    for n in 1..=8 {
        let mut row =
            crate::chat::priced(&format!("m{n}"), &upstream, "ok?prompt=10&completion=100");
        row["litellm_params"]["input_cost_per_token"] = json!(0);
        row["litellm_params"]["output_cost_per_token"] = json!(f64::from(n) * 1e-4);
        builder = builder.deployment(row);
    }
    let proxy = builder.start().await;
    let key = Arc::new(proxy.key(&json!({ "max_budget": 1.0 })).await);
    let spent = AtomicUsize::new(0);
    let url = format!("{}/v1/chat/completions", proxy.url());
    let client = http::client();
    let call = |n: usize| {
        let (spent, url, client, key) = (&spent, &url, &client, &key);
        async move {
            let cents = 1 + (n * 7 + n / 3) % 8;
            let body = json!({ "model": format!("m{cents}"), "max_tokens": 100, "messages": [{ "role": "user", "content": "hi" }] });
            let request = client
                .post(url)
                .bearer_auth(&**key)
                .header("content-type", "application/json");
            let response = request
                .body(body.to_string())
                .send()
                .await
                .expect("an answer");
            let status = response.status().as_u16();
            response.bytes().await.expect("a body");
            match status {
                200 => _ = spent.fetch_add(cents, Ordering::SeqCst),
                422 => {}
                other => panic!("{other}"),
            }
        }
    };
    join_all((0..500).map(call)).await;
    let cents = spent.load(Ordering::SeqCst);
    assert!((93..=108).contains(&cents), "spent {cents} cents of 100");
    let info = super::told(&proxy, &format!("/key/info?key={key}")).await;
    assert!(
        super::near(&info["info"]["spend"], cents as f64 / 100.0),
        "every call is in the books: {cents} {info}"
    );
    // What is left still fits calls that are small enough, and nothing else is refused for it.
    let left = 100_i64 - cents as i64;
    if left > 0 {
        call(7).await;
    }
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
