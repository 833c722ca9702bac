//! What is sent twice, shown once, silenced, or past its time.

use super::operate::{hidden, to};
use super::{Browser, send, try_login};
use crate::chat::priced;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn a_form_sent_twice_makes_one() {
    let proxy = Proxy::builder()
        .section("general_settings", json!({ "store_model_in_db": true }))
        .start()
        .await;
    let browser = Browser::operator(&proxy).await;
    let model = [
        ("do", "add"),
        ("provider", "openai"),
        ("model", "gpt-4o-mini"),
        ("model_name", "twice"),
        ("api_key", "sk-none"),
    ];
    for (path, fields) in [
        ("/ui/teams/new", &[("team_alias", "Crew")][..]),
        ("/ui/users/new", &[("user_alias", "Ann")]),
        ("/ui/organizations/new", &[("organization_alias", "Org")]),
        ("/ui/models/new", &model),
    ] {
        let once = hidden(&browser.get(path).await, "once");
        let wrong = [fields, &[("once", &once), ("max_budget", "lots")]].concat();
        if path != "/ui/models/new" {
            let refused = browser.post(path, &wrong).await;
            assert_eq!(refused.status, 400, "{path}: {}", refused.text());
        }
        // What was refused may be sent again under its number; what made something may not.
        let fields = [fields, &[("once", once.as_str())]].concat();
        let first = browser.post(path, &fields).await;
        let second = browser.post(path, &fields).await;
        assert_eq!(to(&first), to(&second), "{path}");
        let told = browser.get(to(&second)).await;
        assert_eq!(told.status, 200, "{path}");
    }
    let count = async |path: &str, of: &str| {
        let told = proxy.get(path).await.json();
        let list = if of.is_empty() { &told } else { &told[of] };
        list.as_array().expect("a list").len()
    };
    assert_eq!(count("/team/list", "").await, 1);
    assert_eq!(count("/user/list", "users").await, 1);
    assert_eq!(count("/organization/list", "").await, 1);
    assert_eq!(count("/model/info", "data").await, 1);
}

#[tokio::test]
async fn an_invitation_is_shown_once_and_a_reload_makes_no_other() {
    let proxy = Proxy::builder().start().await;
    let browser = Browser::operator(&proxy).await;
    to(&browser.post("/ui/users/new", &[("user_id", "ann")]).await);
    let once = hidden(&browser.get("/ui/users/ann").await, "once");
    let made = browser
        .post("/ui/users/ann/invite", &[("once", &once)])
        .await;
    let shown = to(&made).to_owned();
    let again = browser
        .post("/ui/users/ann/invite", &[("once", &once)])
        .await;
    assert_eq!(to(&again), shown, "a double click makes no second one");
    let page = browser.get(&shown).await.text();
    let link = page.split_once("/ui/onboarding?").expect("a link").1;
    let link = link.split_once('<').expect("its end").0;
    let link = format!("/ui/onboarding?{link}");
    let reload = browser.get(&shown).await;
    assert_eq!(to(&reload), "/ui/users/ann", "a reload shows nothing");
    let invited = send(&proxy, Method::GET, &link, &[], None).await;
    assert!(invited.status == 200 && invited.text().contains("Set your password"));
    let changes = proxy.get("/audit?table_name=invitation").await.json();
    let listed = changes["audit_logs"].as_array().expect("a list");
    let made = listed.iter().filter(|one| one["action"] == "created");
    assert_eq!(made.count(), 1, "{changes}");
    assert_eq!(try_login(&proxy, "ann", "nothing yet").await.status, 401);
}

#[tokio::test]
async fn an_alert_is_seen_and_muted_from_its_page() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok?prompt=30&completion=20"))
        .start()
        .await;
    let key = proxy
        .key(&json!({ "key_alias": "watched", "soft_budget": 0.0002 }))
        .await;
    let body = json!({ "model": "gpt", "messages": [{ "role": "user", "content": "hi" }] });
    for _ in 0..3 {
        proxy.post_as(&key, "/v1/chat/completions", &body).await;
    }
    let mut id = None;
    for _ in 0..300 {
        let told = proxy.get("/alerts").await.json();
        id = told["alerts"][0]["id"].as_str().map(str::to_owned);
        if id.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let path = format!("/ui/alerts/of/{}", id.expect("an alert"));
    let browser = Browser::operator(&proxy).await;
    let state = async || proxy.get("/alerts").await.json()["alerts"][0].clone();
    let page = browser.get("/ui/alerts").await.text();
    assert!(
        page.contains("Seen") && page.contains("for 8 hours"),
        "{page}"
    );

    to(&browser.post(&format!("{path}/seen"), &[]).await);
    assert!(state().await["acked_by"].is_string());
    assert!(browser.get("/ui/alerts").await.text().contains("seen by"));
    to(&browser
        .post(&format!("{path}/seen"), &[("back", "on")])
        .await);
    assert_eq!(state().await["acked_by"], Value::Null);

    to(&browser
        .post(&format!("{path}/mute"), &[("for", "8h")])
        .await);
    assert!(state().await["muted_until"].is_string());
    let page = browser.get("/ui/alerts").await.text();
    assert!(
        page.contains("muted until") && page.contains("Tell again"),
        "{page}"
    );
    let long = browser
        .post(&format!("{path}/mute"), &[("for", "90d")])
        .await;
    assert_eq!(long.status, 400, "{}", long.text());
    to(&browser.post(&format!("{path}/mute"), &[]).await);
    assert_eq!(state().await["muted_until"], Value::Null);
    let nobody = browser.post("/ui/alerts/of/none/seen", &[]).await;
    assert_eq!(nobody.status, 404, "{}", nobody.text());
}

#[tokio::test]
async fn usage_and_the_log_tell_operations_apart() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok?prompt=30&completion=20"))
        .start()
        .await;
    let key = proxy.key(&json!({ "key_alias": "both" })).await;
    let chat = json!({ "model": "gpt", "messages": [{ "role": "user", "content": "hi" }] });
    let old = json!({ "model": "gpt", "prompt": "hi" });
    for _ in 0..2 {
        proxy.post_as(&key, "/v1/chat/completions", &chat).await;
    }
    proxy.post_as(&key, "/v1/completions", &old).await;
    let browser = Browser::operator(&proxy).await;
    for range in ["24h", "30d"] {
        let path = format!("/ui/usage/export.jsonl?by=operation&range={range}");
        let file = browser.get(&path).await.text();
        let rows: Vec<Value> = file
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        let told: Vec<_> = rows
            .iter()
            .map(|row| (row["operation"].as_str(), row["requests"].as_i64()))
            .collect();
        let expected = [
            (Some("Chat completions"), Some(2)),
            (Some("Completions"), Some(1)),
        ];
        assert_eq!(told, expected, "{range}");
        let page = browser
            .get(&format!("/ui/usage?by=operation&range={range}"))
            .await
            .text();
        assert!(
            page.contains("operation=acompletion"),
            "rows lead to the log"
        );
    }
    let log = browser
        .get("/ui/logs/export.csv?operation=atext_completion")
        .await;
    assert_eq!(log.text().lines().count(), 2, "names and one call");
    let none = browser.get("/ui/logs/export.csv?operation=aspeech").await;
    assert_eq!(none.text().lines().count(), 1, "names alone");
    assert!(none.text().starts_with("ended_at,started_at,request_id,"));
}

/// A proxy that keeps rows of its log for a second.
async fn forgetful(upstream: &Upstream) -> Proxy {
    let settings = json!({ "maximum_spend_logs_retention_period": "1s" });
    Proxy::builder()
        .deployment(priced("gpt", upstream, "ok?prompt=30&completion=20"))
        .section("general_settings", settings)
        .start()
        .await
}

async fn call(proxy: &Proxy, key: &str) {
    let body = json!({ "model": "gpt", "messages": [{ "role": "user", "content": "hi" }] });
    proxy.post_as(key, "/v1/chat/completions", &body).await;
}

/// How many rows the log has.
async fn rows(proxy: &Proxy) -> usize {
    let rows = proxy.get("/spend/logs").await.json();
    rows.as_array().expect("a list").len()
}

#[tokio::test]
async fn rows_past_their_retention_go_and_their_sums_stay() {
    let upstream = Upstream::start();
    let mut proxy = forgetful(&upstream).await;
    let key = proxy.key(&json!({ "key_alias": "past" })).await;
    for _ in 0..2 {
        call(&proxy, &key).await;
    }
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    // What is past its time is looked for at the start, and now and then.
    proxy.restart().await;
    let mut left = usize::MAX;
    for _ in 0..300 {
        left = rows(&proxy).await;
        if left == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(left, 0);
    let browser = Browser::operator(&proxy).await;
    let usage = browser.get("/ui/usage/export.jsonl?by=key&range=7d").await;
    let usage: Value = serde_json::from_str(usage.text().trim()).expect("one row");
    assert_eq!(
        (&usage["key"], &usage["requests"]),
        (&json!("past"), &json!(2))
    );
    let spent = proxy.get("/global/spend").await.json();
    assert!(spent["spend"].as_f64() > Some(0.0), "{spent}");
    assert_eq!(proxy.term().await.code, Some(0));
    let audit = proxy.cli(["audit", "verify", "-o", "json"]);
    assert_eq!(audit.code, Some(0), "{} {}", audit.stdout, audit.stderr);
    let audit: Value = serde_json::from_str(&audit.stdout).expect("JSON");
    let figures = &audit["data"];
    assert_eq!(
        (
            &figures["calls"],
            &figures["pruned"],
            &figures["violation_count"]
        ),
        (&json!(0), &json!(2), &json!(0))
    );
}

#[tokio::test]
async fn rows_past_their_retention_go_at_the_interval_that_is_set() {
    let upstream = Upstream::start();
    let proxy = forgetful(&upstream).await;
    let browser = Browser::operator(&proxy).await;
    let key = proxy.key(&json!({ "key_alias": "past" })).await;
    // At the start they were looked for, and then not for the usual ten minutes.
    call(&proxy, &key).await;
    tokio::time::sleep(Duration::from_millis(3_500)).await;
    assert_eq!(rows(&proxy).await, 1);
    let page = browser.get("/ui/settings").await.text();
    assert!(
        page.contains("Next at") && page.contains("rows of calls that ended before"),
        "{page}"
    );
    let set = |value: &'static str| {
        let name = "general_settings.maximum_spend_logs_retention_interval";
        [("setting", name), ("was", ""), ("value", value)]
    };
    let never = browser.post("/ui/settings/set", &set("0s")).await;
    assert!(
        never.status == 400 && never.text().contains("a duration of a second or more"),
        "{}",
        never.text()
    );
    to(&browser.post("/ui/settings/set", &set("1s")).await);
    for _ in 0..200 {
        if rows(&proxy).await == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(rows(&proxy).await, 0);
    let health = browser.get("/ui/health").await.text();
    assert!(
        health.contains("Free disk") && !health.contains("not known here"),
        "{health}"
    );
}
