//! Alerts: told once, reminded of, told to be over; a restart tells nothing twice.

use super::{hello, texts, until};
use crate::common::collector::Collector;
use crate::common::proxy::{Builder, Proxy};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};
use std::time::Duration;

const SLACK: &str = "/services/T0/B0/canary-of-slack";

fn alerting(upstream: &Upstream, settings: Value) -> Builder {
    Proxy::builder()
        .deployment(crate::chat::priced(
            "gpt",
            upstream,
            "ok?prompt=30&completion=20",
        ))
        .deployment(crate::chat::priced("flaky", upstream, "status/500?times=3"))
        .section("general_settings", settings)
        .section("router_settings", json!({ "num_retries": 0 }))
}

fn about<'t>(texts: &'t [String], word: &str) -> Vec<&'t str> {
    let found = texts.iter().filter(|text| text.contains(word));
    found.map(String::as_str).collect()
}

#[tokio::test]
async fn slack_hears_once_of_what_begins_and_once_that_it_is_over() {
    let (upstream, slack) = (Upstream::start(), Collector::start());
    let mut proxy = alerting(&upstream, json!({ "alerting": ["slack"] }))
        .env("SLACK_WEBHOOK_URL", &format!("{}{SLACK}", slack.url()))
        .start()
        .await;
    let key = proxy
        .key(&json!({ "key_alias": "soft<!channel>", "soft_budget": 0.0002 }))
        .await;
    for _ in 0..3 {
        proxy
            .post_as(&key, "/v1/chat/completions", &hello("gpt"))
            .await;
        proxy.post("/v1/chat/completions", &hello("flaky")).await;
    }
    let told = until("both are told", async || {
        let told = texts(&slack, SLACK);
        (told.len() >= 2).then_some(told)
    })
    .await;
    let soft = about(&told, "`soft_budget` firing");
    assert_eq!(soft.len(), 1, "{told:?}");
    assert!(
        soft[0].contains("soft&lt;!channel&gt;"),
        "nobody is mentioned: {soft:?}"
    );
    assert_eq!(
        about(&told, "`deployment_down` firing").len(),
        1,
        "{told:?}"
    );

    // A restart tells nothing again: neither what lasts, nor what it does not know any more is over twice.
    proxy.restart().await;
    proxy
        .post_as(&key, "/v1/chat/completions", &hello("gpt"))
        .await;
    // It answers now.
    assert_eq!(
        proxy
            .post("/v1/chat/completions", &hello("flaky"))
            .await
            .status,
        200
    );
    let told = until("it is over", async || {
        let told = texts(&slack, SLACK);
        (!about(&told, "`deployment_down` resolved").is_empty()).then_some(told)
    })
    .await;
    proxy
        .post_as(&key, "/v1/chat/completions", &hello("gpt"))
        .await;
    assert_eq!(proxy.term().await.code, Some(0));
    let after = texts(&slack, SLACK);
    assert_eq!(after.len(), told.len(), "{after:?}");
    assert_eq!(after.len(), 3, "{after:?}");
    let clean = |text: &String| !text.contains("\"hi\"") && !text.contains(&key);
    assert!(after.iter().all(clean), "{after:?}");

    proxy.restart().await;
    let listed = proxy.cli(["alert", "list", "-o", "json"]);
    assert_eq!(listed.code, Some(0), "{}", listed.stderr);
    let listed: Value = serde_json::from_str(&listed.stdout).expect("JSON");
    let states: Vec<_> = listed["data"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|alert| (alert["rule"].as_str(), alert["state"].as_str()))
        .collect();
    assert_eq!(
        states,
        [
            (Some("soft_budget"), Some("firing")),
            (Some("deployment_down"), Some("resolved")),
        ]
    );
}

#[tokio::test]
async fn what_lasts_is_reminded_of_and_a_webhook_hears_in_names() {
    let (upstream, hook) = (Upstream::start(), Collector::start());
    let settings = json!({ "alerting": ["webhook"], "alerting_args": { "budget_alert_ttl": 1 } });
    let proxy = alerting(&upstream, settings)
        .env("WEBHOOK_URL", &format!("{}/told", hook.url()))
        .start()
        .await;
    let key = proxy
        .key(&json!({ "key_alias": "spent", "max_budget": 0.0001 }))
        .await;
    proxy
        .post_as(&key, "/v1/chat/completions", &hello("gpt"))
        .await;
    let said = hook.wait("/told", 2).await;
    let told: Vec<Value> = said
        .iter()
        .map(|one| serde_json::from_slice(&one.body).expect("JSON"))
        .collect();
    assert_eq!(told[0]["event"], "budget_crossed");
    assert_eq!(told[0]["state"], "firing");
    assert_eq!(told[1]["state"], "still firing");
    assert!(
        told[0]["event_message"]
            .as_str()
            .is_some_and(|text| text.contains("Key=spent"))
    );
    // More money: it is over.
    let raised = json!({ "key": key, "max_budget": 10 });
    assert_eq!(proxy.post("/key/update", &raised).await.status, 200);
    until("it is over", async || {
        let said = hook.said();
        let last = said.iter().rfind(|one| one.path == "/told")?;
        let told: Value = serde_json::from_slice(&last.body).expect("JSON");
        (told["state"] == "resolved").then_some(())
    })
    .await;
}

#[tokio::test]
async fn addresses_set_through_the_api_are_sealed_and_can_be_tried() {
    let (upstream, slack) = (Upstream::start(), Collector::start());
    let mut proxy = alerting(&upstream, json!({})).start().await;
    let none = proxy
        .get("/health/services?service=slack_budget_alerts")
        .await;
    assert_eq!(none.status, 422, "{}", none.text());
    let set = json!({
        "general_settings": { "alerting": ["slack"] },
        "environment_variables": { "SLACK_WEBHOOK_URL": format!("{}{SLACK}", slack.url()) },
    });
    let changed = proxy.post("/config/update", &set).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    for _ in 0..2 {
        let tried = proxy
            .get("/health/services?service=slack_budget_alerts")
            .await;
        assert_eq!(tried.status, 200, "{}", tried.text());
        let shown = proxy.get("/alerting/settings").await;
        assert_eq!(shown.json()["alerting"], json!(["slack"]));
        assert!(!shown.text().contains("canary"), "{}", shown.text());
        proxy.restart().await;
    }
    let ran = proxy.cli(["alert", "test"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(texts(&slack, SLACK).len(), 3);
    slack.answer(404);
    let ran = proxy.cli(["alert", "test"]);
    assert!(
        ran.code != Some(0) && ran.stderr.contains("404"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("canary"), "{}", ran.stderr);
    assert_eq!(proxy.term().await.code, Some(0));
    let file = std::fs::read(proxy.sqlite()).expect("a database");
    assert!(
        !String::from_utf8_lossy(&file).contains("canary"),
        "addresses are sealed"
    );
    for (service, status) in [("otel", 422), ("prometheus", 200), ("nothing", 400)] {
        proxy.restart().await;
        let path = format!("/health/services?service={service}");
        assert_eq!(proxy.get(&path).await.status, status, "{service}");
    }
}

#[tokio::test]
async fn what_somebody_has_seen_is_reminded_of_no_more_and_what_is_muted_is_not_told() {
    let (upstream, hook) = (Upstream::start(), Collector::start());
    let settings = json!({ "alerting": ["webhook"], "alerting_args": { "budget_alert_ttl": 1 } });
    let mut proxy = alerting(&upstream, settings)
        .env("WEBHOOK_URL", &format!("{}/told", hook.url()))
        .start()
        .await;
    let key = proxy
        .key(&json!({ "key_alias": "spent", "max_budget": 0.0001 }))
        .await;
    proxy
        .post_as(&key, "/v1/chat/completions", &hello("gpt"))
        .await;
    hook.wait("/told", 2).await;
    let alert = |proxy: &Proxy, args: &[&str]| {
        let ran = proxy.cli([&["alert"], args, &["-o", "json"]].concat());
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
        let told: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        told["data"].clone()
    };
    let count = || hook.said().iter().filter(|one| one.path == "/told").count();
    // Rounds are 2 s apart: what was on its way has arrived after two of them.
    let quiet = async |why: &str| {
        tokio::time::sleep(Duration::from_secs(4)).await;
        let before = count();
        tokio::time::sleep(Duration::from_secs(5)).await;
        assert_eq!(count(), before, "{why}");
    };
    let id = alert(&proxy, &["list"])[0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let seen = alert(&proxy, &["ack", &id[..6]]);
    assert!(seen["acked_by"].is_string(), "{seen}");
    quiet("it was seen").await;
    let before = count();
    assert_eq!(
        alert(&proxy, &["ack", &id, "--undo"])["acked_by"],
        Value::Null
    );
    hook.wait("/told", before + 1).await;

    let muted = alert(&proxy, &["mute", &id, "--for", "1h"]);
    assert!(muted["muted_until"].is_string(), "{muted}");
    quiet("it is muted").await;
    // A restart knows it still.
    proxy.restart().await;
    quiet("it is muted after a restart").await;
    let before = count();
    alert(&proxy, &["mute", &id, "--off"]);
    hook.wait("/told", before + 1).await;

    assert_eq!(proxy.cli(["alert", "ack", "no-such-id"]).code, Some(3));
    assert_eq!(
        proxy.cli(["alert", "mute", &id, "--for", "60d"]).code,
        Some(6)
    );
    let changes = proxy.cli(["audit", "list", "--kind", "alert", "--field", "action"]);
    assert_eq!(changes.stdout, "unmuted\nmuted\nunacked\nacked\n");
    // The database alone answers the same.
    proxy.term().await;
    assert!(alert(&proxy, &["ack", &id])["acked_by"].is_string());
    assert_eq!(alert(&proxy, &["list", "--firing"])[0]["id"], json!(id));
}

/// A process that is killed gives nothing back. The next one waits until its lease is over, and then tells
/// what began before, once, and nothing again.
#[tokio::test]
async fn what_begins_before_a_kill_is_told_once_after_it() {
    let (upstream, slack) = (Upstream::start(), Collector::start());
    let mut proxy = alerting(&upstream, json!({ "alerting": ["slack"] }))
        .env("SLACK_WEBHOOK_URL", &format!("{}{SLACK}", slack.url()))
        .start()
        .await;
    let spender = async |proxy: &Proxy, alias: &str| {
        let key = json!({ "key_alias": alias, "max_budget": 0.0001 });
        let key = proxy.key(&key).await;
        let reply = proxy
            .post_as(&key, "/v1/chat/completions", &hello("gpt"))
            .await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        key
    };
    let early = spender(&proxy, "early").await;
    until("the first is told", async || {
        (!about(&texts(&slack, SLACK), "early").is_empty()).then_some(())
    })
    .await;
    // Its row is on record, and nobody has looked yet.
    spender(&proxy, "late").await;
    proxy.kill9();
    let before = texts(&slack, SLACK);
    assert!(about(&before, "late").is_empty(), "{before:?}");
    proxy.restart().await;
    until("the second is told", async || {
        (!about(&texts(&slack, SLACK), "late").is_empty()).then_some(())
    })
    .await;
    // What lasts is known to last, whoever looks.
    proxy.kill9();
    proxy.restart().await;
    let raised = json!({ "key": early, "max_budget": 10 });
    assert_eq!(proxy.post("/key/update", &raised).await.status, 200);
    let told = until("the first is over", async || {
        let told = texts(&slack, SLACK);
        (!about(&told, "resolved").is_empty()).then_some(told)
    })
    .await;
    assert_eq!(about(&told, "early").len(), 2, "begun and over: {told:?}");
    assert_eq!(about(&told, "late").len(), 1, "begun: {told:?}");
    assert_eq!(proxy.term().await.code, Some(0));
    assert_eq!(texts(&slack, SLACK).len(), told.len());
}
