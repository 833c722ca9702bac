//! Limits per minute on everything that can have them, told on each answer.

use super::{done, proxies, user};
use crate::common::http::Reply;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

async fn call(proxy: &Proxy, key: &str, more: &Value) -> Reply {
    let mut body = super::hello();
    if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
        body.extend(more.clone());
    }
    proxy.post_as(key, "/v1/chat/completions", &body).await
}

/// Holders of a limit of one request a minute: what the limit is called, a key that is under it, and what
/// its calls say.
async fn holders(proxy: &Proxy) -> Vec<(&'static str, String, Value)> {
    let one = json!({ "rpm_limit": 1 });
    user(proxy, "u", Some("internal_user")).await;
    done(
        proxy,
        "/user/update",
        &json!({ "user_id": "u", "rpm_limit": 1 }),
    )
    .await;
    user(proxy, "m", Some("internal_user")).await;
    done(
        proxy,
        "/team/new",
        &json!({ "team_id": "limited", "rpm_limit": 1 }),
    )
    .await;
    done(
        proxy,
        "/team/new",
        &json!({ "team_id": "open", "members_with_roles": [{ "user_id": "m", "role": "user" }] }),
    )
    .await;
    done(
        proxy,
        "/team/member_update",
        &json!({ "team_id": "open", "user_id": "m", "rpm_limit": 1 }),
    )
    .await;
    done(
        proxy,
        "/organization/new",
        &json!({ "organization_id": "o", "organization_alias": "O", "rpm_limit": 1 }),
    )
    .await;
    done(
        proxy,
        "/customer/new",
        &json!({ "user_id": "c", "rpm_limit": 1 }),
    )
    .await;
    done(proxy, "/tag/new", &json!({ "name": "g", "rpm_limit": 1 })).await;
    done(
        proxy,
        "/budget/new",
        &json!({ "budget_id": "b", "rpm_limit": 1 }),
    )
    .await;
    vec![
        ("api_key", proxy.key(&one).await, json!({})),
        (
            "api_key",
            proxy.key(&json!({ "budget_id": "b" })).await,
            json!({}),
        ),
        (
            "model_per_key",
            proxy.key(&json!({ "model_rpm_limit": { "gpt": 1 } })).await,
            json!({}),
        ),
        (
            "user",
            proxy.key(&json!({ "user_id": "u" })).await,
            json!({}),
        ),
        (
            "team",
            proxy.key(&json!({ "team_id": "limited" })).await,
            json!({}),
        ),
        (
            "team_member",
            proxy
                .key(&json!({ "team_id": "open", "user_id": "m" }))
                .await,
            json!({}),
        ),
        (
            "organization",
            proxy.key(&json!({ "organization_id": "o" })).await,
            json!({}),
        ),
        (
            "end_user",
            proxy.key(&json!({})).await,
            json!({ "user": "c" }),
        ),
        (
            "tag",
            proxy.key(&json!({})).await,
            json!({ "metadata": { "tags": ["g"] } }),
        ),
    ]
}

#[tokio::test]
async fn every_holder_s_limit_holds_and_is_told_on_each_answer() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        for (descriptor, key, more) in holders(&proxy).await {
            let first = call(&proxy, &key, &more).await;
            assert_eq!(first.status, 200, "{descriptor}: {}", first.json());
            let limit = format!("x-ratelimit-{descriptor}-limit-requests");
            let remaining = format!("x-ratelimit-{descriptor}-remaining-requests");
            assert_eq!(
                (first.header(&limit), first.header(&remaining)),
                ("1", "0"),
                "{descriptor}: {:?}",
                first.headers
            );
            let own = first.header("x-litellm-key-remaining-requests-gpt");
            let expected = if descriptor == "model_per_key" {
                "0"
            } else {
                ""
            };
            assert_eq!(own, expected, "{descriptor}");
            let second = call(&proxy, &key, &more).await;
            let told = second.json();
            assert_eq!(
                (second.status, &told["error"]["type"]),
                (429, &json!("throttling_error")),
                "{descriptor}: {told}"
            );
            let message = told["error"]["message"].as_str().expect("a message");
            assert!(
                message.starts_with(&format!("Rate limit exceeded for {descriptor}: ")),
                "{message}"
            );
            assert_eq!(
                (second.header(&limit), second.header(&remaining)),
                ("1", "0"),
                "{descriptor}: {:?}",
                second.headers
            );
            let wait: u64 = second.header("retry-after").parse().expect("seconds");
            assert!((1..=60).contains(&wait), "{wait}");
            assert_eq!(second.header("rate_limit_type"), "requests");
            let own = if descriptor == "api_key" {
                first.header("x-litellm-key-rpm-limit")
            } else {
                ""
            };
            assert_eq!(
                second.header("x-litellm-key-rpm-limit"),
                own,
                "{descriptor}"
            );
            assert_ne!(second.header("x-litellm-key-spend"), "", "{descriptor}");
        }
    }
}
