//! What the provider records.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{chat, say};
use crate::common::http;
use crate::common::upstream::{End, Log, Tokens, Upstream};

#[tokio::test]
async fn a_request_is_recorded_as_it_came() {
    let upstream = Upstream::start();
    let body = chat(
        "ok?prompt=7&cached=2&reasoning=3",
        json!({"x_unknown": [1.50]}),
    );
    let url = format!("{}/chat/completions?api-version=1", upstream.base_url());
    http::post(&url, "sk-upstream", &body).await;
    say(&upstream, "status/500", json!({})).await;
    assert_eq!(upstream.log().ended(2).await.ended, 2);
    let exchanges = upstream.log().exchanges();
    let [first, second] = exchanges.as_slice() else {
        panic!("two exchanges: {exchanges:?}")
    };
    assert_eq!((first.number, second.number), (1, 2));
    assert_ne!(first.connection, second.connection);
    assert_eq!(first.method, "POST");
    assert_eq!(first.path, "/v1/chat/completions?api-version=1");
    assert_eq!(first.header("authorization"), Some("Bearer sk-upstream"));
    assert_eq!(first.body, body.to_string().into_bytes());
    assert_eq!(first.json()["x_unknown"], json!([1.5]));
    assert_eq!(first.model, "ok?prompt=7&cached=2&reasoning=3");
    assert_eq!(first.end, Some(End::Scripted));
    let expected = Tokens {
        prompt: 7,
        cached: 2,
        completion: 8,
        reasoning: 3,
    };
    assert_eq!(first.delivered, expected);
    assert_eq!(second.delivered, Tokens::default());
}

#[tokio::test]
async fn a_client_that_leaves_gets_a_part_and_is_seen_leaving() {
    let upstream = Upstream::start();
    let body = chat(
        "ok?completion=1000&delay_ms=5&prompt=30",
        json!({"stream": true}),
    );
    let url = format!("{}/chat/completions", upstream.base_url());
    let mut response = http::open(reqwest::Method::POST, &url, "k", Some(&body))
        .await
        .expect("an answer");
    for _ in 0..5 {
        response.chunk().await.expect("a chunk");
    }
    drop(response);
    let totals = upstream.log().ended(1).await;
    assert_eq!((totals.opened, totals.ended, totals.left), (1, 1, 1));
    let exchange = &upstream.log().exchanges()[0];
    assert_eq!(exchange.end, Some(End::ClientLeft));
    assert_eq!(exchange.delivered.prompt, 30);
    assert!(
        (3..500).contains(&exchange.delivered.completion),
        "{exchange:?}"
    );
}

#[tokio::test]
async fn the_pace_is_kept() {
    let upstream = Upstream::start();
    let start = Instant::now();
    say(
        &upstream,
        "slow?chunks=5&first_ms=100&delay_ms=20",
        json!({"stream": true}),
    )
    .await;
    assert!(start.elapsed() >= Duration::from_millis(100 + 5 * 20));
    let start = Instant::now();
    say(&upstream, "ok?chunks=5&first_ms=100&delay_ms=20", json!({})).await;
    assert!(start.elapsed() >= Duration::from_millis(100 + 5 * 20));
}

#[tokio::test]
async fn sums_can_be_had_without_the_requests() {
    let upstream = Upstream::start_with(Log::sums_only());
    for _ in 0..3 {
        say(&upstream, "ok", json!({})).await;
    }
    assert_eq!(upstream.log().ended(3).await.delivered.completion, 24);
    assert!(upstream.log().exchanges().is_empty());
}
