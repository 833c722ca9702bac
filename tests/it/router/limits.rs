//! What a deployment takes at once and in a minute, and how long an input may be.

use super::*;
use std::time::Duration;

#[tokio::test]
async fn calls_at_the_same_time_are_bounded() {
    let upstream = Upstream::start();
    let rows = vec![deployment(
        "m",
        "a",
        &upstream,
        "ok?first_ms=2500",
        &json!({ "max_parallel_requests": 1 }),
    )];
    let proxy = proxy_of(rows, &json!({ "num_retries": 0 })).start().await;
    let (url, key) = (proxy.url(), proxy.master_key().to_owned());
    let first = tokio::spawn(async move {
        http::post(&format!("{url}/v1/chat/completions"), &key, &hello("m")).await
    });
    tokio::time::sleep(Duration::from_millis(500)).await;
    let second = ask(&proxy, "m").await;
    assert_eq!(second.status, 429, "{}", second.text());
    assert!(second.text().contains("max_parallel_requests"));
    assert_eq!(first.await.expect("no panic").status, 200);
    assert_eq!(
        ask(&proxy, "m").await.status,
        200,
        "the place is free again"
    );
}

#[tokio::test]
async fn rates_are_limits_where_that_is_wanted() {
    let upstream = Upstream::start();
    let rows = || vec![deployment("m", "a", &upstream, "ok", &json!({ "rpm": 1 }))];
    let proxy = proxy_of(rows(), &json!({})).start().await;
    assert_eq!(answered(&proxy, "m", 3).await.len(), 3, "a weight only");
    let router = json!({ "optional_pre_call_checks": ["enforce_model_rate_limits"] });
    let proxy = proxy_of(rows(), &router).start().await;
    let statuses = [
        ask(&proxy, "m").await.status,
        ask(&proxy, "m").await.status,
        ask(&proxy, "m").await.status,
    ];
    // A minute may turn in between.
    assert!(
        statuses[0] == 200 && statuses[1..].contains(&429),
        "{statuses:?}"
    );
}

#[tokio::test]
async fn an_input_that_fits_nowhere_is_refused_before_it_is_sent() {
    let upstream = Upstream::start();
    let of = |id: &str, window: u64| {
        let mut row = deployment("m", id, &upstream, "ok", &json!({}));
        row["model_info"]["max_input_tokens"] = json!(window);
        row
    };
    let rows = vec![of("small", 50), of("large", 2_000)];
    let proxy = proxy_of(rows, &json!({ "enable_pre_call_checks": true }))
        .start()
        .await;
    let of_length = |words: usize| {
        let mut body = hello("m");
        body["messages"][0]["content"] = json!("word ".repeat(words));
        body
    };
    let path = "/v1/chat/completions";
    for _ in 0..4 {
        let reply = proxy.post(path, &of_length(300)).await;
        assert_eq!(
            reply.header("x-litellm-model-id"),
            "large",
            "{}",
            reply.text()
        );
    }
    let reply = proxy.post(path, &of_length(20_000)).await;
    assert_eq!(reply.status, 400);
    assert!(
        reply.text().contains("litellm.ContextWindowExceededError"),
        "{}",
        reply.text()
    );
}

#[tokio::test]
async fn a_deployment_lent_to_a_providers_own_paths_keeps_its_bound() {
    let upstream = Upstream::start();
    let lent = json!({ "use_in_pass_through": true, "max_parallel_requests": 1 });
    let rows = vec![deployment("lent", "lent", &upstream, "ok", &lent)];
    let proxy = proxy_of(rows, &json!({})).start().await;
    let path = "/openai/v1/chat/completions";
    let mut slow = hello("ok?completion=40&chunks=40&delay_ms=25");
    slow["stream"] = json!(true);
    let stream = proxy.open(proxy.master_key(), path, &slow).await;
    let refused = proxy.post(path, &hello("ok")).await;
    assert_eq!(refused.status, 429, "{}", refused.text());
    assert_eq!(Reply::read(stream).await.status, 200);
    let next = proxy.post(path, &hello("ok")).await;
    assert_eq!(next.status, 200, "{}", next.text());
    crate::chat::verified(&proxy);
}
