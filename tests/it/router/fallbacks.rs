//! When a model fails, others answer.

use super::*;
use crate::chat::verified;

fn rows(upstream: &Upstream) -> Vec<Value> {
    let row = |name: &str, script: &str| deployment(name, name, upstream, script, &json!({}));
    vec![
        row("down", "status/500"),
        row("down2", "status/500?code=x"),
        row("long", "status/400?code=context_length_exceeded"),
        row(
            "harm",
            "status/400?code=content_policy_violation&type=invalid_request_error",
        ),
        row("wrong", "status/400"),
        row("good", "ok"),
        row("large", "ok?prompt=2"),
        row("mild", "ok?prompt=3"),
    ]
}

#[tokio::test]
async fn each_kind_of_failure_has_its_fallbacks() {
    let upstream = Upstream::start();
    let router = json!({
        "num_retries": 0,
        "fallbacks": [{ "down": ["down2", "good"] }, { "wrong": ["good"] }],
        "context_window_fallbacks": [{ "long": ["large"] }],
        "content_policy_fallbacks": [{ "harm": ["mild"] }],
        "default_fallbacks": ["good"],
    });
    let proxy = proxy_of(rows(&upstream), &router).start().await;
    for (model, group, fallbacks) in [
        ("down", "good", "2"),
        ("wrong", "good", "1"),
        ("long", "large", "1"),
        ("harm", "mild", "1"),
        ("down2", "good", "1"),
        ("no-such-model", "good", "1"),
    ] {
        for stream in [false, true] {
            let reply = if stream {
                ask_stream(&proxy, model).await
            } else {
                ask(&proxy, model).await
            };
            assert_eq!(reply.status, 200, "{model}: {}", reply.text());
            assert_eq!(reply.header("x-litellm-model-group"), group, "{model}");
            assert_eq!(
                reply.header("x-litellm-attempted-fallbacks"),
                fallbacks,
                "{model}"
            );
            let named = if stream {
                reply.events()[0]["model"].clone()
            } else {
                reply.json()["model"].clone()
            };
            assert_eq!(named, group);
        }
    }
    let rows = proxy.rows().await;
    assert_eq!(rows.len(), 12, "one row for each call");
    let first = &rows[0];
    assert_eq!(
        (&first["model_group"], attempts(first).len()),
        (&json!("good"), 3)
    );
    verified(&proxy);
}

#[tokio::test]
async fn the_client_names_fallbacks_and_forbids_them() {
    let upstream = Upstream::start();
    let router = json!({ "num_retries": 0, "fallbacks": [{ "down": ["mild"] }] });
    let proxy = proxy_of(rows(&upstream), &router).start().await;
    let path = "/v1/chat/completions";
    let mut body = hello("down");
    body["fallbacks"] = json!(["down2", { "model": "good", "messages": [{ "role": "user", "content": "other words" }] }]);
    let reply = proxy.post(path, &body).await;
    assert_eq!(
        reply.header("x-litellm-model-group"),
        "good",
        "{}",
        reply.text()
    );
    let last = upstream.log().exchanges().pop().expect("a request");
    assert_eq!(last.json()["messages"][0]["content"], "other words");
    assert!(last.json().get("fallbacks").is_none());
    let mut body = hello("down");
    body["disable_fallbacks"] = json!(true);
    assert_eq!(proxy.post(path, &body).await.status, 500);
    let mut body = hello("down");
    body["fallbacks"] = json!([{ "model": "good", "api_base": "http://127.0.0.1:1" }]);
    assert_eq!(
        proxy.post(path, &body).await.status,
        500,
        "nobody is sent elsewhere"
    );
}

#[tokio::test]
async fn a_fallback_must_be_allowed_and_keeps_to_its_budget() {
    let upstream = Upstream::start();
    let router = json!({ "num_retries": 0, "fallbacks": [{ "down": ["large", "good"] }] });
    let proxy = proxy_of(rows(&upstream), &router).start().await;
    let path = "/v1/chat/completions";
    let key = proxy.key(&json!({ "models": ["down", "good"] })).await;
    let reply = proxy.post_as(&key, path, &hello("down")).await;
    assert_eq!(
        (reply.status, reply.header("x-litellm-model-group")),
        (200, "good")
    );
    let only = proxy.key(&json!({ "models": ["down"] })).await;
    assert_eq!(proxy.post_as(&only, path, &hello("down")).await.status, 500);
    // The budget of the model that it falls to is spent; the next one's is not.
    let spent = json!({ "large": { "max_budget": 0.0, "budget_duration": "30d" } });
    let poor = proxy.key(&json!({ "model_max_budget": spent })).await;
    let reply = proxy.post_as(&poor, path, &hello("down")).await;
    assert_eq!(
        (reply.status, reply.header("x-litellm-model-group")),
        (200, "good"),
        "{}",
        reply.text()
    );
    // What is spent on the fallback counts in the fallback's budget.
    let budget = json!({ "good": { "max_budget": 0.0001, "budget_duration": "30d" } });
    let key = proxy.key(&json!({ "model_max_budget": budget })).await;
    assert_eq!(
        proxy
            .post_as(&key, path, &hello("down"))
            .await
            .header("x-litellm-model-group"),
        "large"
    );
    let mut asked = hello("down");
    asked["fallbacks"] = json!(["good"]);
    assert_eq!(proxy.post_as(&key, path, &asked).await.status, 200);
    assert_eq!(
        proxy.post_as(&key, path, &asked).await.status,
        500,
        "the budget is spent"
    );
    verified(&proxy);
}

#[tokio::test]
async fn limits_of_the_fallback_hold_and_chains_end() {
    let upstream = Upstream::start();
    let router = json!({
        "num_retries": 0,
        "max_fallbacks": 2,
        "fallbacks": [{ "down": ["down2"] }, { "down2": ["wrong"] }, { "wrong": ["good"] }],
    });
    let proxy = proxy_of(rows(&upstream), &router).start().await;
    let reply = ask(&proxy, "down").await;
    assert_eq!(reply.status, 500, "the third would be one too many");
    assert_eq!(reply.header("x-litellm-attempted-fallbacks"), "2");
    assert_eq!(ask(&proxy, "down2").await.status, 200);
    let key = proxy
        .key(&json!({ "model_rpm_limit": { "good": 1 }, "rpm_limit": 10 }))
        .await;
    let path = "/v1/chat/completions";
    assert_eq!(proxy.post_as(&key, path, &hello("wrong")).await.status, 200);
    assert_eq!(
        proxy.post_as(&key, path, &hello("wrong")).await.status,
        400,
        "its limit is used up"
    );
}

#[tokio::test]
async fn a_fallback_to_a_dearer_model_sets_aside_what_that_one_may_cost() {
    let upstream = Upstream::start();
    let cheap = json!({ "input_cost_per_token": 1e-9, "output_cost_per_token": 1e-9 });
    let dear = json!({ "input_cost_per_token": 1e-3, "output_cost_per_token": 1e-3 });
    let slow = "ok?prompt=30&completion=20&first_ms=2500";
    let rows = vec![
        deployment("cheap", "cheap", &upstream, "status/503", &cheap),
        deployment("dear", "dear", &upstream, slow, &dear),
    ];
    let router = json!({ "num_retries": 0, "disable_cooldowns": true, "fallbacks": [{ "cheap": ["dear"] }] });
    let proxy = proxy_of(rows, &router)
        .section("litellm_settings", json!({ "callbacks": ["prometheus"] }))
        .start()
        .await;
    let reserved = async || -> f64 {
        let text = proxy.get("/metrics").await.text();
        let line = text
            .lines()
            .find(|line| line.starts_with("cw_budget_reserved_usd "));
        let value = line.and_then(|line| line.rsplit(' ').next()?.parse().ok());
        value.expect("a value")
    };
    let key = proxy.key(&json!({ "max_budget": 0.01 })).await;
    let url = format!("{}/v1/chat/completions", proxy.url());
    let (first_url, first_key) = (url.clone(), key.clone());
    let first =
        tokio::spawn(async move { http::post(&first_url, &first_key, &hello("cheap")).await });
    let mut held = 0.0;
    for _ in 0..100 {
        held = reserved().await;
        if held > 0.005 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    // The cheap one would hold next to nothing; no budget sets aside more than it has.
    assert!(held > 0.005, "{held}");
    let second = http::post(&url, &key, &hello("cheap")).await;
    assert_eq!(
        second.json()["error"]["type"],
        "budget_exceeded",
        "{}",
        second.text()
    );
    let first = first.await.expect("an answer");
    assert_eq!(first.status, 200, "{}", first.text());
    assert_eq!(first.header("x-litellm-attempted-fallbacks"), "1");
    let rows = proxy.rows().await;
    assert_eq!(rows.len(), 1, "what is refused calls nobody");
    assert_eq!(
        (&rows[0]["model_group"], &rows[0]["cost_nanos"]),
        (&json!("dear"), &json!(50_000_000))
    );
    let statuses: Vec<_> = attempts(&rows[0])
        .iter()
        .map(|one| one["status"].clone())
        .collect();
    assert_eq!(statuses, [json!(503), json!(200)]);
    assert!(reserved().await.abs() < 1e-12, "nothing stays set aside");
    crate::chat::verified(&proxy);
}
