//! A budget at its limit may name a cheaper model in place of a refusal.

use super::*;
use crate::chat::verified;
use crate::common::postgres;

fn builder(upstream: &Upstream) -> Builder {
    let script = "ok?prompt=30&completion=20";
    let rows = vec![
        deployment("dear", "dear", upstream, script, &json!({})),
        deployment(
            "cheap",
            "cheap",
            upstream,
            script,
            &json!({ "input_cost_per_token": 1e-9, "output_cost_per_token": 1e-9 }),
        ),
    ];
    proxy_of(rows, &json!({}))
}

#[tokio::test]
async fn beyond_the_budget_the_cheaper_model_answers() {
    let upstream = Upstream::start();
    let mut proxies = vec![builder(&upstream).start().await];
    if let Some(url) = postgres::database().await {
        proxies.push(builder(&upstream).env("DATABASE_URL", &url).start().await);
    }
    let path = "/v1/chat/completions";
    for proxy in proxies {
        let key = proxy
            .key(&json!({ "max_budget": 0.0001, "degrade_to": "cheap" }))
            .await;
        let info = http::get(&format!("{}/key/info", proxy.url()), &key)
            .await
            .json();
        assert_eq!(info["info"]["degrade_to"], "cheap", "{info}");
        let first = proxy.post_as(&key, path, &hello("dear")).await;
        assert_eq!(
            (first.status, first.header("x-litellm-model-group")),
            (200, "dear")
        );
        assert_eq!(first.header("x-cw-degraded-from"), "");
        for stream in [false, true] {
            let mut body = hello("dear");
            body["stream"] = json!(stream);
            let next = proxy.post_as(&key, path, &body).await;
            assert_eq!(
                (next.status, next.header("x-litellm-model-group")),
                (200, "cheap"),
                "{}",
                next.text()
            );
            assert_eq!(next.header("x-cw-degraded-from"), "dear");
        }
        let own = proxy.post_as(&key, path, &hello("cheap")).await;
        assert_eq!(
            (own.status, own.header("x-cw-degraded-from")),
            (200, ""),
            "asked for, not sent to"
        );
        let logs = proxy.get("/spend/logs").await.json();
        let degraded = logs.as_array().expect("rows").iter();
        let degraded: Vec<_> = degraded
            .filter(|row| row["metadata"]["degraded_from"] == "dear")
            .collect();
        assert_eq!(degraded.len(), 2);
        assert!(degraded.iter().all(|row| row["model_group"] == "cheap"));
    }
}

#[tokio::test]
async fn the_cheaper_model_must_be_allowed_and_other_budgets_hold() {
    let upstream = Upstream::start();
    let proxy = builder(&upstream).start().await;
    let path = "/v1/chat/completions";
    let status = async |key: &str| proxy.post_as(key, path, &hello("dear")).await.status;
    let barred = json!({ "max_budget": 0.0001, "degrade_to": "cheap", "models": ["dear"] });
    let barred = proxy.key(&barred).await;
    assert_eq!((status(&barred).await, status(&barred).await), (200, 422));
    let gone = proxy
        .key(&json!({ "max_budget": 0.0001, "degrade_to": "no-such-model" }))
        .await;
    assert_eq!((status(&gone).await, status(&gone).await), (200, 422));
    let team = json!({ "team_alias": "t", "max_budget": 0.0001 });
    let team = proxy.post("/team/new", &team).await.json()["team_id"].clone();
    let member = proxy
        .key(&json!({ "team_id": team, "max_budget": 0.0001, "degrade_to": "cheap" }))
        .await;
    assert_eq!(
        (status(&member).await, status(&member).await),
        (200, 422),
        "the team's budget is hard"
    );
    let hard = json!([{ "max_budget": 0.0001, "budget_duration": "30d" }]);
    let ended = proxy
        .key(&json!({ "max_budget": 0.0001, "degrade_to": "cheap", "budget_limits": hard }))
        .await;
    assert_eq!(
        (status(&ended).await, status(&ended).await),
        (200, 422),
        "a second window is hard"
    );
    let named = proxy
        .post(
            "/budget/new",
            &json!({ "budget_id": "b", "max_budget": 0.0001, "degrade_to": "cheap" }),
        )
        .await;
    assert_eq!(named.status, 200, "{}", named.text());
    let shared = proxy.key(&json!({ "budget_id": "b" })).await;
    assert_eq!((status(&shared).await, status(&shared).await), (200, 200));
    verified(&proxy);
}
