//! Every kind of alert, from what causes it to whoever is told; and one voice of several processes.

use super::{hello, until};
use crate::chat::priced;
use crate::common::collector::Collector;
use crate::common::postgres;
use crate::common::proxy::{Builder, Proxy};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};
use std::time::{Duration, Instant};

fn watched(upstream: &Upstream, hook: &Collector, settings: Value) -> Builder {
    let mut general = settings;
    general["alerting"] = json!(["webhook"]);
    Proxy::builder()
        .deployment(priced("gpt", upstream, "ok?prompt=30&completion=20"))
        .deployment(priced("slow", upstream, "ok?first_ms=1200"))
        .deployment(priced("down", upstream, "status/500"))
        .deployment(priced("flaky", upstream, "status/500?times=3"))
        .section("general_settings", general)
        .section("router_settings", json!({ "num_retries": 0 }))
        .env("WEBHOOK_URL", &format!("{}/told", hook.url()))
}

/// What the receiver was told of one rule.
fn told(hook: &Collector, rule: &str) -> Vec<Value> {
    let said = hook.said();
    let said = said.iter().filter(|one| one.path == "/told");
    let said = said.map(|one| serde_json::from_slice::<Value>(&one.body).expect("JSON"));
    said.filter(|told| told["rule"] == rule).collect()
}

async fn told_of(hook: &Collector, rule: &str, state: &str) -> Value {
    until(&format!("{rule} is {state}"), async || {
        let told = told(hook, rule);
        told.into_iter().find(|told| told["state"] == state)
    })
    .await
}

fn seconds_of_the_clock() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.expect("a clock").as_secs()
}

#[tokio::test]
async fn overspend_is_foreseen_and_slow_calls_are_told_of() {
    let (upstream, hook) = (Upstream::start(), Collector::start());
    let settings = json!({ "alerting_threshold": 1 });
    let proxy = watched(&upstream, &hook, settings).start().await;
    proxy.post("/v1/chat/completions", &hello("slow")).await;
    let slow = told_of(&hook, "slow_calls", "firing").await;
    assert_eq!(slow["scope"], "slow", "{slow}");
    assert_eq!(slow["facts"]["slow calls"], "1", "{slow}");
    // One call is a third of it: too much for the first third of its time. Windows follow the clock.
    let key = proxy
        .key(&json!({ "key_alias": "quick", "max_budget": 0.0008, "budget_duration": "20s" }))
        .await;
    for _ in 0..3 {
        while seconds_of_the_clock() % 20 > 1 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        proxy
            .post_as(&key, "/v1/chat/completions", &hello("gpt"))
            .await;
        let over = Instant::now() + Duration::from_secs(8);
        while told(&hook, "projected_overspend").is_empty() && Instant::now() < over {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        if !told(&hook, "projected_overspend").is_empty() {
            break;
        }
    }
    let foreseen = told_of(&hook, "projected_overspend", "firing").await;
    assert_eq!(foreseen["event"], "projected_limit_exceeded");
    let message = foreseen["event_message"].as_str().unwrap_or_default();
    assert!(message.contains("Key=quick"), "{foreseen}");
    assert!(foreseen["facts"]["projected"].is_string(), "{foreseen}");
    assert_eq!(told(&hook, "slow_calls").len(), 1);
}

#[tokio::test]
async fn a_ledger_that_cannot_be_written_is_told_of_without_it() {
    let (upstream, hook) = (Upstream::start(), Collector::start());
    let mut proxy = watched(&upstream, &hook, json!({})).start().await;
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(proxy.sqlite())
        .busy_timeout(Duration::from_secs(10));
    let mut other = options.connect().await.expect("a database");
    other.execute("BEGIN IMMEDIATE").await.expect("a lock");
    let url = format!("{}/v1/chat/completions", proxy.url());
    let key = proxy.master_key().to_owned();
    let call =
        tokio::spawn(async move { crate::common::http::post(&url, &key, &hello("gpt")).await });
    let down = told_of(&hook, "failed_metering", "firing").await;
    assert_eq!(down["scope"], "ledger", "{down}");
    other.execute("ROLLBACK").await.expect("the lock is free");
    other.close().await.expect("closed");
    call.await.expect("an answer");
    told_of(&hook, "failed_metering", "resolved").await;
    assert_eq!(told(&hook, "failed_metering").len(), 2);
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn a_day_is_reported_once_with_its_figures() {
    let (upstream, hook) = (Upstream::start(), Collector::start());
    let mut proxy = watched(&upstream, &hook, json!({})).start().await;
    proxy.post("/v1/chat/completions", &hello("gpt")).await;
    proxy.post("/v1/chat/completions", &hello("flaky")).await;
    assert_eq!(proxy.term().await.code, Some(0));
    assert!(
        told(&hook, "daily_report").is_empty(),
        "the day is not over"
    );
    // A day goes by.
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(proxy.sqlite());
    let mut other = options.connect().await.expect("a database");
    let yesterday = "UPDATE daily_totals SET day = date('now', '-1 day')";
    other.execute(yesterday).await.expect("another day");
    other.close().await.expect("closed");
    proxy.restart().await;
    let report = told_of(&hook, "daily_report", "firing").await;
    assert_eq!(report["facts"]["calls"], "2", "{report}");
    assert_eq!(report["facts"]["failed"], "1", "{report}");
    assert_eq!(report["facts"]["spent"], "$0.000275", "{report}");
    proxy.restart().await;
    // A round later everything else has been looked at as well.
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(told(&hook, "daily_report").len(), 1);
}

#[tokio::test]
async fn of_several_processes_on_one_database_one_tells() {
    let Some(url) = postgres::database().await else {
        return;
    };
    let (upstream, hook) = (Upstream::start(), Collector::start());
    let settings = json!({ "alerting_args": { "budget_alert_ttl": 3600 } });
    let builder = || watched(&upstream, &hook, settings.clone()).env("DATABASE_URL", &url);
    let mut first = builder().start().await;
    let second = builder().start().await;
    let key = first
        .key(&json!({ "key_alias": "shared", "max_budget": 0.0001 }))
        .await;
    first
        .post_as(&key, "/v1/chat/completions", &hello("gpt"))
        .await;
    told_of(&hook, "hard_budget", "firing").await;
    // Each sees an outage of the same deployment.
    for _ in 0..3 {
        for proxy in [&first, &second] {
            proxy.post("/v1/chat/completions", &hello("down")).await;
        }
    }
    told_of(&hook, "deployment_down", "firing").await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(told(&hook, "hard_budget").len(), 1);
    assert_eq!(told(&hook, "deployment_down").len(), 1);
    // Whoever had the lease dies without giving it back: the other one takes over.
    first.kill9();
    let raised = json!({ "key": key, "max_budget": 10 });
    assert_eq!(second.post("/key/update", &raised).await.status, 200);
    told_of(&hook, "hard_budget", "resolved").await;
    assert_eq!(told(&hook, "hard_budget").len(), 2);
}
