//! Tokens of a day (`tpd_limit`): on everyone who has limits, under concurrency, and across a death of the
//! process.

use super::limits::{at_once, count, words};
use super::{done, hello, proxies, told, user};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

/// What one call uses: 30 tokens in and 20 out.
const TOKENS: i64 = 50;

/// A refusal by a day names whose limit it is, and when the next day begins.
async fn refused(proxy: &Proxy, key: &str, body: &Value, descriptor: &str, limit: i64) {
    let reply = proxy.post_as(key, "/v1/chat/completions", body).await;
    let error = reply.json()["error"].clone();
    assert_eq!(reply.status, 429, "{descriptor}: {error}");
    let message = error["message"].as_str().expect("a message");
    let begins = format!("Rate limit exceeded for {descriptor}: ");
    assert!(message.starts_with(&begins), "{message}");
    let says = format!("Limit type: tokens_per_day. Current limit: {limit}, ");
    assert!(message.contains(&says), "{message}");
    assert!(message.ends_with("00:00:00 UTC"), "{message}");
    assert_eq!(reply.header("rate_limit_type"), "tokens_per_day");
    let seconds: i64 = reply.header("retry-after").parse().expect("seconds");
    assert!((1..=86_400).contains(&seconds), "{seconds}");
    let name = format!("x-ratelimit-{descriptor}-limit-tokens_per_day");
    assert_eq!(reply.header(&name), limit.to_string());
}

#[tokio::test]
async fn everyone_who_has_limits_has_a_day_of_tokens() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        done(
            &proxy,
            "/budget/new",
            &json!({ "budget_id": "day", "tpd_limit": 60 }),
        )
        .await;
        let shown = done(&proxy, "/budget/info", &json!({ "budgets": ["day"] })).await;
        assert_eq!(shown[0]["tpd_limit"], 60, "{shown}");
        done(
            &proxy,
            "/organization/new",
            &json!({ "organization_id": "o", "organization_alias": "o", "tpd_limit": 60 }),
        )
        .await;
        done(
            &proxy,
            "/team/new",
            &json!({ "team_id": "t", "tpd_limit": 60 }),
        )
        .await;
        done(
            &proxy,
            "/team/new",
            &json!({ "team_id": "of-o", "organization_id": "o" }),
        )
        .await;
        done(
            &proxy,
            "/customer/new",
            &json!({ "user_id": "c", "budget_id": "day" }),
        )
        .await;
        user(&proxy, "u", Some("internal_user")).await;
        done(
            &proxy,
            "/user/update",
            &json!({ "user_id": "u", "tpd_limit": 60 }),
        )
        .await;
        let mut to_c = hello();
        to_c["user"] = json!("c");
        for (fields, body, descriptor) in [
            (json!({ "tpd_limit": 60 }), hello(), "api_key"),
            (json!({ "budget_id": "day" }), hello(), "api_key"),
            (json!({ "user_id": "u" }), hello(), "user"),
            (json!({ "team_id": "t" }), hello(), "team"),
            (json!({ "team_id": "of-o" }), hello(), "organization"),
            (json!({}), to_c, "end_user"),
        ] {
            let key = proxy.key(&fields).await;
            let first = proxy.post_as(&key, "/v1/chat/completions", &body).await;
            assert_eq!(first.status, 200, "{descriptor}: {}", first.text());
            let header = |what: &str| {
                let name = format!("x-ratelimit-{descriptor}-{what}-tokens_per_day");
                first.header(&name).parse::<i64>().ok()
            };
            assert_eq!(header("limit"), Some(60), "{descriptor}");
            assert!(
                header("remaining").is_some_and(|left| left < 60),
                "{descriptor}"
            );
            refused(&proxy, &key, &body, descriptor, 60).await;
        }
        let info = told(&proxy, "/team/info?team_id=t").await;
        assert_eq!(info["team_info"]["tpd_limit"], 60, "{info}");
        // More is given at once, and none is taken away by it.
        done(
            &proxy,
            "/team/update",
            &json!({ "team_id": "t", "tpd_limit": 120 }),
        )
        .await;
        let key = proxy.key(&json!({ "team_id": "t" })).await;
        let again = proxy.post_as(&key, "/v1/chat/completions", &hello()).await;
        assert_eq!(again.status, 200, "{}", again.text());
        refused(&proxy, &key, &hello(), "team", 120).await;
        let asked = json!({ "key": key, "model": "gpt" });
        let why = done(&proxy, "/key/explain", &asked).await;
        let day = why["checks"].as_array().expect("checks").iter();
        let mut day = day.filter(|check| check["tpd_limit"] == 120);
        assert_eq!(
            day.next().map(|check| &check["result"]),
            Some(&json!("over")),
            "{why}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_at_once_never_pass_a_day_and_a_death_forgets_none_of_it() {
    let upstream = Upstream::start();
    for mut proxy in proxies(&upstream).await {
        let key = proxy.key(&json!({ "tpd_limit": 500 })).await;
        let mut passed = 0;
        for _ in 0..4 {
            passed += count(&at_once(&proxy, &key, &words("gpt"), 64).await, 200);
        }
        // Each call reserves a little more than it uses.
        assert!(
            (8..=10).contains(&passed),
            "{passed} calls of {TOKENS} tokens within 500"
        );
        proxy.kill9();
        proxy.restart().await;
        let after = at_once(&proxy, &key, &words("gpt"), 8).await;
        let later = passed + count(&after, 200);
        assert!(
            (8..=10).contains(&later),
            "{later} calls of {TOKENS} tokens within 500"
        );
        let more = json!({ "key": key, "tpd_limit": 500 + 2 * TOKENS });
        done(&proxy, "/key/update", &more).await;
        let last = at_once(&proxy, &key, &words("gpt"), 8).await;
        let all = later + count(&last, 200);
        assert!(
            (9..=12).contains(&all),
            "{all} calls of {TOKENS} tokens within 600"
        );
    }
}
