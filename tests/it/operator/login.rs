//! Who logs in to the admin pages, and what is open to anybody.

use super::{open, set};
use crate::common::http::{self, Reply};
use crate::common::proxy::Proxy;
use serde_json::json;

async fn login(proxy: &Proxy, name: &str, password: &str) -> Reply {
    let body = json!({ "username": name, "password": password });
    let request = http::client()
        .post(format!("{}/v2/login", proxy.url()))
        .header("content-type", "application/json")
        .body(body.to_string());
    Reply::read(request.send().await.expect("an answer")).await
}

#[tokio::test]
async fn only_accounts_open_the_pages_where_that_is_wanted() {
    let proxy = Proxy::builder()
        .section("general_settings", json!({}))
        .start()
        .await;
    let account = json!({
        "user_id": "ann", "user_email": "ann@example.com", "user_role": "proxy_admin", "password": "correct horse",
    });
    let made = proxy.post("/user/new", &account).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let master = proxy.master_key().to_owned();
    assert_eq!(login(&proxy, "crashwise", "crashwise123").await.status, 200);
    assert_eq!(login(&proxy, "admin", &master).await.status, 200);
    set(
        &proxy,
        "general_settings",
        "disable_env_credential_login",
        &json!(true),
    )
    .await;
    assert_eq!(login(&proxy, "crashwise", "crashwise123").await.status, 401);
    assert_eq!(login(&proxy, "admin", &master).await.status, 401);
    assert_eq!(
        login(&proxy, "ann@example.com", "correct horse")
            .await
            .status,
        200
    );
    assert_eq!(
        proxy.get("/key/list").await.status,
        200,
        "the API still takes it"
    );
}

#[tokio::test]
async fn failed_logins_are_counted_as_the_operator_says() {
    let settings =
        json!({ "max_failed_login_attempts_per_source": 4, "failed_login_window_seconds": 3600 });
    let proxy = Proxy::builder()
        .section("general_settings", settings)
        .start()
        .await;
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(login(&proxy, "ann", "wrong").await.status);
    }
    let blocked = login(&proxy, "ann", "wrong").await;
    assert_eq!(statuses, [401, 401, 429], "half of them for one name");
    assert_eq!(blocked.headers["retry-after"], "3600");
    assert_eq!(login(&proxy, "bob", "wrong").await.status, 401);
    assert_eq!(login(&proxy, "bob", "wrong").await.status, 401);
    assert_eq!(
        login(&proxy, "eve", "wrong").await.status,
        429,
        "the address is used up"
    );
    // Another window begins to count anew.
    set(
        &proxy,
        "general_settings",
        "failed_login_window_seconds",
        &json!(60),
    )
    .await;
    assert_eq!(login(&proxy, "eve", "wrong").await.status, 401);
}

#[tokio::test]
async fn passwords_are_what_the_policy_asks_for() {
    let settings = json!({
        "password_policy_min_length": 12, "password_policy_require_uppercase": true,
        "password_policy_require_digit": true, "password_policy_require_special": true,
    });
    let proxy = Proxy::builder()
        .section("general_settings", settings)
        .start()
        .await;
    let make = async |id: &str, password: &str| {
        let account = json!({ "user_id": id, "password": password });
        proxy.post("/user/new", &account).await
    };
    let short = make("a", "Short-1").await;
    assert!(
        short.status >= 400 && short.text().contains("from 12 to"),
        "{}",
        short.text()
    );
    let plain = make("b", "correct horse battery").await;
    assert!(
        plain.text().contains("an upper-case letter, a digit"),
        "{}",
        plain.text()
    );
    assert_eq!(make("c", "Correct-Horse-1").await.status, 200);
    set(
        &proxy,
        "general_settings",
        "password_policy_require_digit",
        &json!(false),
    )
    .await;
    assert_eq!(make("d", "Correct-Horse-x").await.status, 200);

    crate::reload::rewrite(&proxy, |config| {
        config["general_settings"]["password_policy_max_length"] = json!(5);
    });
    let refused = proxy.post("/config/reload", &json!({})).await;
    assert_eq!(refused.status, 400);
    assert!(
        refused.text().contains("password_policy_max_length"),
        "{}",
        refused.text()
    );
}

#[tokio::test]
async fn robots_and_readiness_are_told_to_anybody_where_that_is_wanted() {
    let proxy = Proxy::builder()
        .section("general_settings", json!({}))
        .start()
        .await;
    assert_eq!(open(&proxy, "/robots.txt").await.status, 404);
    assert_eq!(open(&proxy, "/health/readiness/details").await.status, 401);
    set(&proxy, "general_settings", "block_robots", &json!(true)).await;
    set(
        &proxy,
        "general_settings",
        "allow_public_health_readiness_details",
        &json!(true),
    )
    .await;
    let robots = open(&proxy, "/robots.txt").await;
    assert_eq!(
        (robots.status, robots.text().as_str()),
        (200, "User-agent: *\nDisallow: /")
    );
    let details = open(&proxy, "/health/readiness/details").await;
    assert_eq!(
        (details.status, &details.json()["status"]),
        (200, &json!("healthy"))
    );
    assert_eq!(
        open(&proxy, "/health").await.status,
        401,
        "and nothing else"
    );
}
