//! Money: what is billed when clients leave, when the process dies, when everybody calls at once.

use crate::chat::{priced, verified};
use crate::common::ledger;
use crate::common::proxy::Proxy;
use crate::common::upstream::{Upstream, words};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

fn streamed(model: &str) -> Value {
    json!({ "model": model, "stream": true, "messages": [{ "role": "user", "content": "hi" }] })
}

/// Waits until no call is open.
async fn settled(proxy: &Proxy) -> Value {
    for _ in 0..100 {
        let report = verified(proxy);
        if report["open_calls"] == 0 {
            return report;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("calls stay open");
}

#[tokio::test]
async fn a_client_that_hangs_up_pays_for_what_was_produced() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced(
            "long",
            &upstream,
            "ok?chunks=200&completion=200&delay_ms=10",
        ))
        .deployment(priced("late", &upstream, "ok?first_ms=2000"))
        .start()
        .await;
    // In the middle of the stream.
    let mut answer = proxy
        .open(
            proxy.master_key(),
            "/v1/chat/completions",
            &streamed("long"),
        )
        .await;
    for _ in 0..3 {
        assert!(answer.chunk().await.expect("bytes").is_some());
    }
    drop(answer);
    // Before the head of the answer.
    let late = streamed("late");
    let early = proxy.open(proxy.master_key(), "/v1/chat/completions", &late);
    assert!(
        tokio::time::timeout(Duration::from_millis(300), early)
            .await
            .is_err()
    );
    let report = settled(&proxy).await;
    assert_eq!(report["calls"], 2, "one row each");
    let ended = upstream.log().ended(2).await;
    assert!(ended.left >= 1, "the provider's connection was closed");
    let exchanges = upstream.log().exchanges();
    for (row, exchange) in ledger::rows(&proxy).await.iter().zip(&exchanges) {
        assert_eq!((row.outcome.as_str(), row.status), ("client_left", 499));
        let delivered = i64::try_from(exchange.delivered.completion).expect("few");
        assert!(delivered < 200, "{exchange:?}");
        assert!(
            row.output_tokens <= delivered,
            "no more than was produced is billed: {row:?}, {delivered} tokens"
        );
        let cost = row.input_tokens * 2_500 + row.output_tokens * 10_000;
        assert_eq!(row.cost_nanos, cost, "{row:?}");
    }
    let long = &ledger::rows(&proxy).await[0];
    assert!(
        long.output_tokens >= 2 && long.input_tokens > 0,
        "the part that was delivered is billed: {long:?}"
    );
}

/// Ollama leaves out the request's count when it had the request in its cache, and llama.cpp the event that
/// tells it when an answer begins with a part of a character.
#[tokio::test]
async fn the_part_of_a_report_that_a_provider_leaves_out_is_counted() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("half", &upstream, "ok?prompt=0&completion=7"))
        .start()
        .await;
    for stream in [false, true] {
        let body = json!({ "model": "half", "stream": stream,
            "messages": [{ "role": "user", "content": "how much is it" }] });
        let reply = proxy.post("/v1/chat/completions", &body).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
    }
    assert_eq!(verified(&proxy)["calls"], 2);
    for row in proxy.rows().await {
        let tokens = |name: &str| row[name].as_u64().unwrap_or(0);
        assert_eq!(row["usage_source"], "counted", "{row}");
        assert!(
            tokens("input_tokens") >= 4 && tokens("output_tokens") == 7,
            "{row}"
        );
        let cost = tokens("input_tokens") * 2_500 + tokens("output_tokens") * 10_000;
        assert_eq!(row["cost_nanos"], cost, "{row}");
    }
}

#[tokio::test]
async fn two_hundred_at_once_never_spend_more_than_the_budget_and_one_call() {
    let upstream = Upstream::start();
    // 2,000 output tokens at $10 a million: $0.02 a call, 50 of which fit $1.00.
    let script = "ok?prompt=8&completion=2000&chunks=1&first_ms=30";
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, script))
        .start()
        .await;
    let made = proxy
        .post("/key/generate", &json!({ "max_budget": 1.0 }))
        .await
        .json();
    let key: Arc<str> = made["key"].as_str().expect("a key").into();
    let url = proxy.url();
    let refused = Arc::new(AtomicU64::new(0));
    let calls = (0..200).map(|index| {
        let (key, url, refused) = (key.clone(), url.clone(), refused.clone());
        async move {
            let body = json!({ "model": "gpt", "stream": index % 2 == 0, "max_tokens": 2000,
                               "messages": [{ "role": "user", "content": "hi" }] });
            let reply =
                crate::common::http::post(&format!("{url}/v1/chat/completions"), &key, &body).await;
            if reply.status == 422 {
                assert_eq!(reply.json()["error"]["type"], "budget_exceeded");
                refused.fetch_add(1, Ordering::Relaxed);
            } else {
                assert_eq!(reply.status, 200);
            }
        }
    });
    futures_util::future::join_all(calls).await;
    let report = settled(&proxy).await;
    let spend: f64 = report["spend"]
        .as_str()
        .expect("a text")
        .parse()
        .expect("a number");
    assert!(spend <= 1.0 + 0.020_02 && spend > 0.9, "spent {spend}");
    assert_eq!(
        report["calls"].as_u64().expect("a count") + refused.load(Ordering::Relaxed),
        200
    );
    assert_eq!(
        upstream.log().totals().delivered.completion,
        report["calls"].as_u64().expect("a count") * 2_000,
        "the provider bills the same"
    );
    let info = proxy.get(&format!("/key/info?key={key}")).await.json();
    assert!((info["info"]["spend"].as_f64().expect("a number") - spend).abs() < 1e-9);
}

/// Cycles of load, kill -9 and restart. In a build server the full number runs.
fn cycles() -> u32 {
    if std::env::var_os("CI").is_some() {
        60
    } else {
        8
    }
}

/// Calls one after the other until the proxy is gone, and notes those that came to their end.
async fn call_until_killed(url: String, key: String, stream: bool, done: Arc<Mutex<Vec<String>>>) {
    let body = json!({ "model": "gpt", "stream": stream,
                       "messages": [{ "role": "user", "content": "hi" }] });
    let url = format!("{url}/v1/chat/completions");
    while let Ok(answer) =
        crate::common::http::open(reqwest::Method::POST, &url, &key, Some(&body)).await
    {
        assert_eq!(answer.status(), 200);
        let id = answer.headers()["x-litellm-call-id"].to_str();
        let id = id.expect("an id").to_owned();
        let Ok(text) = answer.text().await else {
            return;
        };
        // The last bytes have left, so the row must be there for ever.
        if text.ends_with("data: [DONE]\n\n") || text.ends_with('}') {
            done.lock().expect("no panic").push(id);
        }
    }
}

#[tokio::test]
async fn after_kill_9_no_acknowledged_row_is_lost() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok?chunks=4&delay_ms=1"))
        .start()
        .await;
    let acknowledged: Arc<Mutex<Vec<String>>> = Arc::default();
    for cycle in 0..cycles() {
        let load: Vec<_> = (0..8)
            .map(|index| {
                let (url, key) = (proxy.url(), proxy.master_key().to_owned());
                let done = acknowledged.clone();
                tokio::spawn(call_until_killed(url, key, index % 2 == 0, done))
            })
            .collect();
        // Spread over the life of a call and of a group of commits.
        tokio::time::sleep(Duration::from_millis(60 + u64::from(cycle) * 37 % 200)).await;
        proxy.kill9();
        for task in load {
            task.await.expect("good answers");
        }
        proxy.restart().await;
        let report = verified(&proxy);
        assert_eq!(
            report["open_calls"], 0,
            "open calls are closed as interrupted"
        );
        let rows: HashMap<String, ledger::Row> = ledger::rows(&proxy)
            .await
            .into_iter()
            .map(|row| (row.call_id.clone(), row))
            .collect();
        assert_eq!(report["calls"], rows.len(), "one row for each call");
        // By name: rows of interrupted calls must not stand in for rows that are lost.
        for id in acknowledged.lock().expect("no panic").iter() {
            let row = rows.get(id);
            assert!(
                row.is_some_and(|row| row.outcome == "success" && row.output_tokens == 8),
                "cycle {cycle}: {id} was acknowledged, but the ledger says {row:?}"
            );
        }
    }
    let promised = acknowledged.lock().expect("no panic").len();
    assert!(promised >= cycles() as usize, "{promised} calls were made");
}

#[tokio::test]
async fn a_call_without_a_known_price_is_refused_under_a_budget_and_says_the_way_out() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .model("mystery", &upstream, "ok")
        .start()
        .await;
    let made = proxy
        .post("/key/generate", &json!({ "max_budget": 1.0 }))
        .await
        .json();
    let key = made["key"].as_str().expect("a key");
    let mut body = streamed("mystery");
    body["stream"] = json!(false);
    let refused = proxy.post_as(key, "/v1/chat/completions", &body).await;
    assert_eq!(
        (refused.status, &refused.json()["error"]["type"]),
        (403, &json!("model_cost_map_missing"))
    );
    assert!(
        refused.json()["error"]["message"]
            .as_str()
            .expect("a text")
            .contains("input_cost_per_token")
    );
    assert_eq!(
        proxy.post("/v1/chat/completions", &body).await.status,
        200,
        "without a budget it passes"
    );
    // The other way out that the message names works as it is named.
    let message = refused.json()["error"]["message"].to_string();
    assert!(
        message.contains("`cw_proxy.metering.unpriced_under_budget: allow`"),
        "{message}"
    );
    let lenient = Proxy::builder()
        .model("mystery", &upstream, "ok")
        .section(
            "cw_proxy",
            json!({ "metering": { "unpriced_under_budget": "allow" } }),
        )
        .start()
        .await;
    let made = lenient
        .post("/key/generate", &json!({ "max_budget": 1.0 }))
        .await
        .json();
    let key = made["key"].as_str().expect("a key");
    let passed = lenient.post_as(key, "/v1/chat/completions", &body).await;
    assert_eq!(passed.status, 200, "{}", passed.text());
}

#[tokio::test]
async fn sigterm_lets_open_streams_end() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .deployment(priced(
            "slow",
            &upstream,
            "ok?chunks=20&completion=20&delay_ms=50",
        ))
        .start()
        .await;
    let mut answer = proxy
        .open(
            proxy.master_key(),
            "/v1/chat/completions",
            &streamed("slow"),
        )
        .await;
    assert!(answer.chunk().await.expect("bytes").is_some());
    proxy.signal("TERM");
    let mut text = String::new();
    while let Some(chunk) = answer.chunk().await.expect("not cut") {
        text.push_str(&String::from_utf8_lossy(&chunk));
    }
    assert!(text.ends_with("data: [DONE]\n\n"), "{text}");
    assert_eq!(proxy.exit().await.code, Some(0));
    assert_eq!(verified(&proxy)["calls"], 1);
    let row = &ledger::rows(&proxy).await[0];
    assert_eq!((row.outcome.as_str(), row.output_tokens), ("success", 20));
}

#[tokio::test]
async fn words_are_stored_only_when_switched_on() {
    let upstream = Upstream::start();
    for stored in [true, false] {
        let proxy = Proxy::builder()
            .deployment(priced("gpt", &upstream, "ok"))
            .section(
                "general_settings",
                json!({ "store_prompts_in_spend_logs": stored }),
            )
            .start()
            .await;
        let mut body = streamed("gpt");
        // In a stream each word is an event of its own.
        body["stream"] = json!(false);
        body["messages"][0]["content"] = json!("canary-7f3a");
        let reply = proxy.post("/v1/chat/completions", &body).await;
        assert_eq!(reply.status, 200);
        let files = std::fs::read_dir(proxy.data_dir()).expect("the data folder");
        let mut bytes: Vec<u8> = files
            .flat_map(|file| std::fs::read(file.expect("a file").path()).expect("readable"))
            .collect();
        bytes.extend(proxy.stderr().into_bytes());
        let hits = |canary: &[u8]| bytes.windows(canary.len()).any(|window| window == canary);
        assert_eq!(hits(b"canary-7f3a"), stored, "the question");
        assert_eq!(hits(words(3).as_bytes()), stored, "the answer");
    }
}
