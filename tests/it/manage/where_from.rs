//! Where clients are behind the operator's own proxies, who uses the admin pages, and how much of an answer is
//! taken and of a text is kept.

use super::{called, done, hello, proxies, proxies_with, told};
use crate::common::http::{self, Reply};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};

/// The answer to a call that a proxy says it passes on.
async fn passed_on(proxy: &Proxy, said: Option<&str>) -> Reply {
    let url = format!("{}/v1/chat/completions", proxy.url());
    let mut request = http::client()
        .request(Method::POST, url)
        .bearer_auth(proxy.master_key())
        .header("content-type", "application/json")
        .body(hello().to_string());
    if let Some(said) = said {
        request = request.header("x-forwarded-for", said);
    }
    Reply::read(request.send().await.expect("an answer")).await
}

async fn set(proxy: &Proxy, settings: Value) {
    done(
        proxy,
        "/config/update",
        &json!({ "general_settings": settings }),
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_are_where_trusted_proxies_say() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        // Nobody's word counts where that is not switched on.
        assert_eq!(passed_on(&proxy, Some("203.0.113.7")).await.status, 200);
        let ip = async || told(&proxy, "/spend/logs").await[0]["requester_ip_address"].clone();
        assert_eq!(ip().await, "127.0.0.1");
        let trusted = json!({
            "use_x_forwarded_for": true, "trusted_proxy_ranges": ["127.0.0.0/8", "10.0.0.0/8"],
        });
        set(&proxy, trusted).await;
        let made_up = Some("198.51.100.1, 203.0.113.7, 10.0.0.9");
        assert_eq!(passed_on(&proxy, made_up).await.status, 200);
        assert_eq!(ip().await, "203.0.113.7");
        // The list of who may connect is of these addresses; the operator's own stays on it.
        let listed = json!({ "allowed_ips": ["203.0.113.0/24", "127.0.0.1"] });
        set(&proxy, listed).await;
        assert_eq!(passed_on(&proxy, made_up).await.status, 200);
        let refused = passed_on(&proxy, Some("203.0.113.7, 198.51.100.1")).await;
        assert_eq!(refused.status, 403, "{}", refused.json());
        assert!(refused.json().to_string().contains("198.51.100.1"));
        // Whoever connects is no trusted proxy any more, and is taken at their own address.
        set(&proxy, json!({ "trusted_proxy_ranges": ["10.0.0.0/8"] })).await;
        let untrusted = passed_on(&proxy, Some("198.51.100.1")).await;
        assert_eq!(untrusted.status, 200, "{}", untrusted.json());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_admins_may_use_the_pages_where_the_operator_says_so() {
    let upstream = Upstream::start();
    for (mode, status) in [("all", 200), ("admin_only", 401)] {
        let with = |builder: crate::common::proxy::Builder| {
            builder.section("general_settings", json!({ "ui_access_mode": mode }))
        };
        for proxy in proxies_with(&upstream, with).await {
            for (id, role, expected) in [
                ("ann", "internal_user", status),
                ("eve", "proxy_admin", 200),
            ] {
                let body = json!({
                    "user_id": id, "user_role": role, "password": "Long enough, 2 Words!", "auto_create_key": false,
                });
                done(&proxy, "/user/new", &body).await;
                let body = json!({ "username": id, "password": "Long enough, 2 Words!" });
                let url = format!("{}/v2/login", proxy.url());
                let reply = http::post(&url, "", &body).await;
                assert_eq!(reply.status, expected, "{mode} {id}: {}", reply.text());
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stored_texts_are_cut_where_the_operator_says_so() {
    let upstream = Upstream::start();
    let with = |builder: crate::common::proxy::Builder| {
        builder
            .section(
                "general_settings",
                json!({ "store_prompts_in_spend_logs": true }),
            )
            .env("MAX_STRING_LENGTH_PROMPT_IN_DB", "40")
    };
    for proxy in proxies_with(&upstream, with).await {
        let mut asked = hello();
        asked["messages"][0]["content"] = json!(format!("{}{}", "a".repeat(100), "z".repeat(100)));
        let reply = proxy.post("/v1/chat/completions", &asked).await;
        assert_eq!(reply.status, 200, "{}", reply.json());
        let id = told(&proxy, "/spend/logs").await[0]["request_id"].clone();
        let path = format!("/spend/logs?request_id={}", id.as_str().expect("an id"));
        let row = told(&proxy, &path).await[0].clone();
        let said = row["proxy_server_request"]["messages"][0]["content"].clone();
        let said = said.as_str().expect("a text");
        assert!(
            said.starts_with("aaaaaaaaaaaaaa... (litellm_truncated 160 chars) ...zz"),
            "{said}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_as_large_as_the_operator_takes() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let key = proxy.key(&json!({})).await;
        set(&proxy, json!({ "max_response_size_mb": 0 })).await;
        let status = called(&proxy, &key).await;
        assert!(status >= 500, "{status}");
        set(&proxy, json!({ "max_response_size_mb": 1 })).await;
        assert_eq!(called(&proxy, &key).await, 200);
    }
}
