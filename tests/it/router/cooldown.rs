//! Deployments that fail are left alone for a while.

use super::*;
use std::time::Duration;

#[tokio::test]
async fn one_that_is_busy_is_left_alone_until_its_time_is_over() {
    let upstream = Upstream::start();
    let rows = vec![
        deployment(
            "m",
            "a",
            &upstream,
            "status/429?times=1",
            &json!({ "order": 1, "cooldown_time": 1 }),
        ),
        deployment("m", "b", &upstream, "ok", &json!({ "order": 2 })),
    ];
    let proxy = proxy_of(rows, &json!({})).start().await;
    assert_eq!(answered(&proxy, "m", 3).await, ["b", "b", "b"]);
    let a = upstream
        .log()
        .exchanges()
        .iter()
        .filter(|one| one.model.starts_with("status"))
        .count();
    assert_eq!(a, 1, "it was asked once");
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    assert_eq!(answered(&proxy, "m", 1).await, ["a"]);
}

#[tokio::test]
async fn when_all_are_left_alone_the_client_is_told_until_when() {
    let upstream = Upstream::start();
    let rows = vec![
        deployment("m", "cd-a", &upstream, "status/429", &json!({})),
        deployment("m", "cd-b", &upstream, "status/429?code=x", &json!({})),
        deployment("alone", "c", &upstream, "status/429?code=y", &json!({})),
    ];
    let router = json!({ "cooldown_time": 30, "num_retries": 1 });
    let proxy = proxy_of(rows, &router).start().await;
    assert_eq!(ask(&proxy, "m").await.status, 429, "both are asked");
    let reply = ask(&proxy, "m").await;
    let told = reply.json()["error"].clone();
    assert_eq!(
        (reply.status, told["type"].as_str()),
        (429, Some("all_deployments_in_cooldown"))
    );
    let said = told["message"].as_str().expect("a text");
    assert!(
        said.starts_with("No deployments available for selected model, Try again in "),
        "{said}"
    );
    assert!(
        said.contains("Passed model=m. pre-call-checks=False") && said.contains("'cd-a'"),
        "{said}"
    );
    let wait: u64 = reply.header("retry-after").parse().expect("seconds");
    assert!((1..=30).contains(&wait), "{wait}");
    for _ in 0..3 {
        let body = json!({ "model": "alone", "num_retries": 0, "messages": [] });
        let told = proxy.post("/v1/chat/completions", &body).await.json();
        assert_ne!(
            told["error"]["type"], "all_deployments_in_cooldown",
            "one alone stays"
        );
    }
}

#[tokio::test]
async fn allowed_fails_are_counted_and_cooldowns_can_be_switched_off() {
    let upstream = Upstream::start();
    let router = json!({ "allowed_fails": 2, "num_retries": 0, "cooldown_time": 60 });
    let row = |script: &str| vec![deployment("m", "a", &upstream, script, &json!({}))];
    let proxy = proxy_of(row("status/500"), &router).start().await;
    for (call, expected) in [(1, 500), (2, 500), (3, 500), (4, 429)] {
        assert_eq!(ask(&proxy, "m").await.status, expected, "call {call}");
    }
    let off = json!({ "allowed_fails": 0, "num_retries": 0, "disable_cooldowns": true });
    let proxy = proxy_of(row("status/500?code=x"), &off).start().await;
    for _ in 0..3 {
        assert_eq!(ask(&proxy, "m").await.status, 500);
    }
    let by_class =
        json!({ "allowed_fails_policy": { "RateLimitErrorAllowedFails": 0 }, "num_retries": 0 });
    let proxy = proxy_of(row("status/429?code=z"), &by_class).start().await;
    ask(&proxy, "m").await;
    assert_eq!(
        ask(&proxy, "m").await.json()["error"]["type"],
        "all_deployments_in_cooldown"
    );
}

#[tokio::test]
async fn the_state_of_each_deployment_is_told() {
    let upstream = Upstream::start();
    let rows = vec![
        deployment(
            "m",
            "a",
            &upstream,
            "status/401",
            &json!({ "order": 1, "cooldown_time": 60 }),
        ),
        deployment("m", "b", &upstream, "ok", &json!({ "order": 2 })),
        deployment("n", "c", &upstream, "ok?prompt=3", &json!({})),
    ];
    let proxy = proxy_of(rows, &json!({})).start().await;
    answered(&proxy, "m", 2).await;
    let told = proxy.get("/deployments/health").await.json();
    let of = |id: &str| {
        let mut all = told["deployments"].as_array().expect("a list").iter();
        all.find(|one| one["model_id"] == id).expect("told").clone()
    };
    let (a, b, c) = (of("a"), of("b"), of("c"));
    assert_eq!(
        (&a["state"], &a["failed_this_minute"]),
        (&json!("cooling_down"), &json!(1)),
        "{a}"
    );
    assert!(
        a["cooldown_until"].is_string() && a["last_fault"]["message"].is_string(),
        "{a}"
    );
    assert!(!told.to_string().contains("sk-upstream"));
    assert_eq!(
        (&b["state"], &b["answered_this_minute"]),
        (&json!("healthy"), &json!(2)),
        "{b}"
    );
    assert_eq!(
        (&c["state"], &c["in_flight"]),
        (&json!("unknown"), &json!(0)),
        "{c}"
    );
    let health = proxy.get("/health").await.json();
    let ids = |list: &str| -> Vec<String> {
        let list = health[list].as_array().expect("a list").iter();
        list.map(|one| one["model_id"].as_str().expect("an id").to_owned())
            .collect()
    };
    assert_eq!(ids("unhealthy_endpoints"), ["a"]);
    assert_eq!(ids("healthy_endpoints"), ["b", "c"]);
    let latest = proxy.get("/health/latest").await.json();
    assert_eq!(
        latest["latest_health_checks"]["a"]["status"], "unhealthy",
        "{latest}"
    );
    let key = proxy.key(&json!({})).await;
    let reply = http::get(&format!("{}/deployments/health", proxy.url()), &key).await;
    assert_eq!(reply.status, 401, "{}", reply.text());
}

#[tokio::test]
async fn what_fails_on_a_provider_s_own_paths_does_not_rest_its_deployments() {
    let upstream = Upstream::start();
    let lent = json!({ "use_in_pass_through": true, "cooldown_time": 60, "order": 1 });
    let rows = vec![
        deployment("m", "lent", &upstream, "ok", &lent),
        deployment(
            "m",
            "other",
            &upstream,
            "status/429",
            &json!({ "order": 2 }),
        ),
    ];
    let router = json!({ "allowed_fails": 0, "num_retries": 0 });
    let proxy = proxy_of(rows, &router).start().await;
    let path = "/openai/v1/chat/completions";
    for status in [429, 401, 500] {
        for _ in 0..3 {
            let reply = proxy.post(path, &hello(&format!("status/{status}"))).await;
            assert_eq!(reply.status, status, "told as it is: {}", reply.text());
        }
        // The deployment itself is asked as before.
        assert_eq!(ask(&proxy, "m").await.header("x-litellm-model-id"), "lent");
    }
    // And one that rests is reached on the provider's own paths: there is nobody else to ask.
    let reply = proxy.post(path, &hello("ok")).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let health = proxy.get("/deployments/health").await.text();
    assert!(!health.contains("pass-through-"), "{health}");
}
