//! When a call is tried again, where, and after what wait.

use super::*;
use crate::common::ledger;
use std::time::{Duration, Instant};

#[tokio::test]
async fn the_only_deployment_is_asked_again() {
    let upstream = Upstream::start();
    let rows = vec![
        deployment("m", "a", &upstream, "status/503?times=2", &json!({})),
        deployment(
            "once",
            "b",
            &upstream,
            "status/503?times=1&prompt=2",
            &json!({ "num_retries": 0 }),
        ),
        deployment("wrong", "c", &upstream, "status/400", &json!({})),
    ];
    let proxy = proxy_of(rows, &json!({})).start().await;
    let reply = ask(&proxy, "m").await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(reply.header("x-litellm-attempted-retries"), "2");
    assert_eq!(reply.header("x-litellm-max-retries"), "2");
    assert_eq!(reply.header("x-litellm-attempted-fallbacks"), "0");
    let failed = ask(&proxy, "once").await;
    assert_eq!(
        (failed.status, failed.header("x-litellm-attempted-retries")),
        (503, "0")
    );
    assert_eq!(ask(&proxy, "wrong").await.status, 400);
    let tries: Vec<_> = proxy
        .rows()
        .await
        .iter()
        .map(|row| attempts(row).len())
        .collect();
    assert_eq!(tries, [3, 1, 1]);
}

#[tokio::test]
async fn the_clients_word_counts_first_then_the_policy() {
    let upstream = Upstream::start();
    let row = |name: &str, script: &str| deployment(name, name, &upstream, script, &json!({}));
    let rows = vec![
        row("busy", "status/429"),
        row("own", "status/429?code=x"),
        row("down", "status/500"),
    ];
    let router = json!({
        "num_retries": 0,
        "retry_policy": { "RateLimitErrorRetries": 1 },
        "model_group_retry_policy": { "own": { "RateLimitErrorRetries": 2 } },
    });
    let proxy = proxy_of(rows, &router).start().await;
    for (model, headers, expected) in [
        ("busy", vec![], 2),
        ("own", vec![], 3),
        ("down", vec![], 1),
        ("busy", vec![("x-litellm-num-retries", "0")], 1),
        ("down", vec![("x-litellm-num-retries", "1")], 2),
    ] {
        let id = uuid::Uuid::new_v4().to_string();
        let mut headers = headers;
        headers.push(("x-litellm-call-id", id.as_str()));
        let key = proxy.master_key();
        post_with(&proxy, key, &headers, "/v1/chat/completions", &hello(model)).await;
        let row = ledger::row_of(&proxy, &id).await;
        assert_eq!(row.attempts, expected, "{model} {headers:?}");
    }
}

#[tokio::test]
async fn a_wait_that_is_asked_for_is_kept_and_one_beyond_the_deadline_is_not() {
    let upstream = Upstream::start();
    let mut rows = vec![
        deployment(
            "m",
            "a",
            &upstream,
            "status/429?times=1&retry_after=1",
            &json!({}),
        ),
        deployment(
            "late",
            "b",
            &upstream,
            "status/429?times=1&retry_after=30",
            &json!({ "timeout": 5 }),
        ),
    ];
    let dated = "status/429?times=1&retry_at=3";
    rows.push(deployment("dated", "c", &upstream, dated, &json!({})));
    let proxy = proxy_of(rows, &json!({})).start().await;
    // A date of HTTP's has no fractions of seconds.
    for model in ["m", "dated"] {
        let began = Instant::now();
        assert_eq!(ask(&proxy, model).await.status, 200);
        assert!(began.elapsed() >= Duration::from_secs(1), "{model}");
    }
    let began = Instant::now();
    let reply = ask(&proxy, "late").await;
    assert_eq!(reply.status, 429);
    assert_eq!(reply.header("retry-after"), "30");
    // What the provider said is there under its own names, and how long it had for it.
    assert_eq!(reply.header("llm_provider-retry-after"), "30");
    assert_eq!(reply.header("x-litellm-timeout"), "5.0");
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "nobody waits in vain"
    );
}

#[tokio::test]
async fn another_deployment_is_asked_at_once() {
    let upstream = Upstream::start();
    let rows = vec![
        deployment(
            "m",
            "a",
            &upstream,
            "status/429?retry_after=50",
            &json!({ "order": 1 }),
        ),
        deployment("m", "b", &upstream, "status/401", &json!({ "order": 2 })),
        deployment("m", "c", &upstream, "ok", &json!({ "order": 3 })),
    ];
    let proxy = proxy_of(rows, &json!({})).start().await;
    let began = Instant::now();
    let reply = ask(&proxy, "m").await;
    assert_eq!(
        (reply.status, reply.header("x-litellm-model-id")),
        (200, "c")
    );
    assert_eq!(reply.header("x-litellm-attempted-retries"), "2");
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn a_client_that_leaves_ends_the_waiting() {
    let upstream = Upstream::start();
    let rows = vec![deployment(
        "m",
        "a",
        &upstream,
        "status/429?retry_after=20",
        &json!({}),
    )];
    let proxy = proxy_of(rows, &json!({})).start().await;
    let (url, key) = (proxy.url(), proxy.master_key().to_owned());
    let call = tokio::spawn(async move {
        http::post(&format!("{url}/v1/chat/completions"), &key, &hello("m")).await
    });
    upstream.log().ended(1).await;
    call.abort();
    let deadline = Instant::now() + Duration::from_secs(15);
    let row = loop {
        if let Some(row) = ledger::rows(&proxy).await.pop() {
            break row;
        }
        assert!(Instant::now() < deadline, "the call goes on");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(
        (row.outcome.as_str(), row.status, row.attempts),
        ("client_left", 499, 1)
    );
}

#[tokio::test]
async fn timeouts_are_those_of_the_call_the_deployment_and_the_router() {
    let upstream = Upstream::start();
    let slow = "ok?first_ms=4000&completion=4";
    let rows = vec![
        deployment("own", "a", &upstream, slow, &json!({ "timeout": 0.3 })),
        deployment("router", "b", &upstream, slow, &json!({})),
        deployment(
            "stream",
            "c",
            &upstream,
            slow,
            &json!({ "timeout": 60, "stream_timeout": 0.3 }),
        ),
        deployment(
            "two",
            "d",
            &upstream,
            slow,
            &json!({ "timeout": 0.3, "order": 1 }),
        ),
        deployment("two", "e", &upstream, "ok", &json!({ "order": 2 })),
    ];
    let proxy = proxy_of(rows, &json!({ "timeout": 1 })).start().await;
    assert_eq!(ask(&proxy, "own").await.status, 504);
    assert_eq!(ask(&proxy, "router").await.status, 504);
    assert_eq!(ask_stream(&proxy, "stream").await.status, 504);
    let key = proxy.master_key();
    let path = "/v1/chat/completions";
    let longer = post_with(
        &proxy,
        key,
        &[("x-litellm-timeout", "30")],
        path,
        &hello("own"),
    )
    .await;
    assert_eq!(longer.status, 200, "{}", longer.text());
    let mut body = hello("router");
    body["timeout"] = json!(0.2);
    assert_eq!(proxy.post(path, &body).await.status, 504);
    let other = ask(&proxy, "two").await;
    assert_eq!(
        (other.status, other.header("x-litellm-model-id")),
        (200, "e")
    );
}
