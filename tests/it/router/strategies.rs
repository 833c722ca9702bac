//! Which deployment is asked: order, weights, and each strategy.

use super::*;
use std::time::Duration;

fn two(upstream: &Upstream, scripts: [&str; 2], params: [Value; 2]) -> Vec<Value> {
    let [a, b] = scripts;
    let [of_a, of_b] = params;
    vec![
        deployment("m", "a", upstream, a, &of_a),
        deployment("m", "b", upstream, b, &of_b),
    ]
}

fn count(ids: &[String], id: &str) -> usize {
    ids.iter().filter(|one| *one == id).count()
}

#[tokio::test]
async fn the_lowest_order_is_asked_and_weights_share_the_rest() {
    let upstream = Upstream::start();
    let params = [json!({ "weight": 9 }), json!({ "weight": 1 })];
    let rows = two(&upstream, ["ok", "ok"], params);
    let proxy = proxy_of(rows, &json!({})).start().await;
    let ids = answered(&proxy, "m", 60).await;
    assert!(count(&ids, "a") > count(&ids, "b"), "{ids:?}");
    let params = [json!({ "order": 2 }), json!({ "order": 1 })];
    let rows = two(&upstream, ["ok", "ok"], params);
    let proxy = proxy_of(rows, &json!({})).start().await;
    let ids = answered(&proxy, "m", 8).await;
    assert_eq!(count(&ids, "b"), 8);
}

#[tokio::test]
async fn the_least_busy_is_asked() {
    let upstream = Upstream::start();
    let rows = two(
        &upstream,
        ["ok?first_ms=3000", "ok?first_ms=3000&prompt=1"],
        [json!({}), json!({})],
    );
    let router = json!({ "routing_strategy": "least-busy" });
    let proxy = proxy_of(rows, &router).start().await;
    let mut calls = Vec::new();
    for _ in 0..4 {
        let (url, key) = (proxy.url(), proxy.master_key().to_owned());
        calls.push(tokio::spawn(async move {
            http::post(&format!("{url}/v1/chat/completions"), &key, &hello("m")).await
        }));
        // One after the other, so that each sees those before it.
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    let mut ids = Vec::new();
    for call in calls {
        let reply = call.await.expect("no panic");
        ids.push(reply.header("x-litellm-model-id").to_owned());
    }
    assert_eq!((count(&ids, "a"), count(&ids, "b")), (2, 2), "{ids:?}");
}

#[tokio::test]
async fn the_quickest_is_asked_once_all_are_known() {
    let upstream = Upstream::start();
    let rows = two(&upstream, ["ok?first_ms=400", "ok"], [json!({}), json!({})]);
    let router = json!({ "routing_strategy": "latency-based-routing" });
    let proxy = proxy_of(rows, &router).start().await;
    let ids = answered(&proxy, "m", 8).await;
    assert_eq!(count(&ids, "a"), 1, "tried once, then left: {ids:?}");
}

#[tokio::test]
async fn the_least_used_is_asked_within_its_limits() {
    let upstream = Upstream::start();
    let scripts = ["ok?prompt=1000", "ok?prompt=1"];
    let rows = two(&upstream, scripts, [json!({}), json!({ "rpm": 4 })]);
    let router = json!({ "routing_strategy": "usage-based-routing-v2" });
    let proxy = proxy_of(rows, &router).start().await;
    let ids = answered(&proxy, "m", 7).await;
    assert!(count(&ids, "b") <= 4 && count(&ids, "b") >= 3, "{ids:?}");
}

#[tokio::test]
async fn the_cheapest_is_asked() {
    let upstream = Upstream::start();
    let price = |usd: f64| json!({ "input_cost_per_token": usd, "output_cost_per_token": usd });
    let rows = two(&upstream, ["ok", "ok"], [price(2e-6), price(1e-6)]);
    let router = json!({ "routing_strategy": "cost-based-routing" });
    let proxy = proxy_of(rows, &router).start().await;
    let ids = answered(&proxy, "m", 6).await;
    assert_eq!(count(&ids, "b"), 6);
}

#[tokio::test]
async fn tags_lead_to_deployments() {
    let upstream = Upstream::start();
    let of = |id: &str, tags: Value| deployment("m", id, &upstream, "ok", &json!({ "tags": tags }));
    let rows = vec![
        of("free", json!(["free"])),
        of("paid", json!(["paid", "eu"])),
        of("rest", json!(["default"])),
    ];
    let proxy = proxy_of(rows, &json!({ "enable_tag_filtering": true }))
        .start()
        .await;
    for (tags, expected) in [
        (json!([]), "rest"),
        (json!(["free"]), "free"),
        (json!(["unknown"]), "rest"),
        (json!(["&paid", "&eu"]), "paid"),
        (json!(["!free", "!default"]), "paid"),
    ] {
        let mut body = hello("m");
        body["metadata"] = json!({ "tags": tags });
        let reply = proxy.post("/v1/chat/completions", &body).await;
        assert_eq!(
            reply.header("x-litellm-model-id"),
            expected,
            "{tags}: {}",
            reply.text()
        );
    }
    let mut body = hello("m");
    body["tags"] = json!(["&free", "&eu"]);
    let reply = proxy.post("/v1/chat/completions", &body).await;
    assert_eq!(reply.status, 401);
    let said = reply.json()["error"]["message"].to_string();
    assert!(
        said.contains("Not allowed to access model due to tags configuration"),
        "{said}"
    );
}

#[tokio::test]
async fn settings_of_the_router_change_while_it_runs() {
    let upstream = Upstream::start();
    let price = |usd: f64| json!({ "input_cost_per_token": usd, "output_cost_per_token": usd });
    let rows = two(&upstream, ["ok", "ok"], [price(2e-6), price(1e-6)]);
    let builder = Proxy::builder();
    let proxy = rows
        .into_iter()
        .fold(builder, Builder::deployment)
        .start()
        .await;
    let change = json!({ "router_settings": {
        "routing_strategy": "cost-based-routing",
        "fallbacks": [{ "x": ["m"] }],
        "retry_policy": { "RateLimitErrorRetries": 1 },
    } });
    let changed = proxy.post("/config/update", &change).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let ids = answered(&proxy, "m", 6).await;
    assert_eq!(count(&ids, "b"), 6);
    let wrong = json!({ "router_settings": { "routing_strategy": "fastest-ever" } });
    assert_eq!(proxy.post("/config/update", &wrong).await.status, 400);
    let shown = proxy.get("/router/settings").await.json();
    assert_eq!(
        shown["current_values"]["routing_strategy"], "cost-based-routing",
        "{shown}"
    );
    assert_eq!(
        shown["current_values"]["fallbacks"],
        json!([{ "x": ["m"] }])
    );
}
