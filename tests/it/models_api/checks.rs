//! Health, and requests that are counted and shown without being made.

use super::{does, send};
use crate::chat::priced;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn health_calls_models_where_nothing_else_tells_and_every_call_is_on_record() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("well", &upstream, "ok"))
        .deployment(priced("unwell", &upstream, "status/401"))
        .start()
        .await;
    let (status, told) = does(&proxy, Method::GET, "/health", Value::Null).await;
    assert_eq!(status, 200, "{told}");
    assert_eq!(
        (
            &told["healthy_count"],
            &told["unhealthy_count"],
            &told["healthy_endpoints"][0]["model_name"]
        ),
        (&json!(1), &json!(1), &json!("well")),
        "{told}"
    );
    assert!(
        told["unhealthy_endpoints"][0]["error"].is_string(),
        "{told}"
    );
    let rows = proxy.rows().await;
    assert_eq!(
        rows.len(),
        1,
        "the provider's list tells of one, the other is called"
    );
    assert_eq!(
        (
            &told["healthy_endpoints"][0]["checked_by"],
            &told["unhealthy_endpoints"][0]["checked_by"]
        ),
        (&json!("list"), &json!("call"))
    );
    let again = does(&proxy, Method::GET, "/health", Value::Null).await.1;
    assert_eq!(
        again["unhealthy_endpoints"][0]["checked_by"], "traffic",
        "{again}"
    );
    assert_eq!(proxy.rows().await.len(), 1, "what is known is not asked");
    let key = proxy.key(&json!({ "models": ["well"] })).await;
    let told = send(
        &proxy,
        &key,
        Method::GET,
        "/health?active=true",
        &Value::Null,
    )
    .await
    .json();
    assert_eq!(
        (&told["healthy_count"], &told["unhealthy_count"]),
        (&json!(1), &json!(0))
    );
    let spent = proxy.get(&format!("/key/info?key={key}")).await.json();
    assert!(
        spent["info"]["spend"].as_f64().is_some_and(|usd| usd > 0.0),
        "its own money"
    );
}

#[tokio::test]
async fn what_is_not_declared_is_tried_and_the_rest_of_health_is_told() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("well", &upstream, "ok"))
        .start()
        .await;
    let key = proxy.key(&json!({ "models": ["well"] })).await;
    let params = |key: &str| json!({ "litellm_params": { "model": "openai/ok", "api_base": upstream.base_url(), "api_key": key } });
    let path = "/health/test_connection";
    let (_, tried) = does(&proxy, Method::POST, path, params("k")).await;
    assert_eq!(tried["status"], "success", "{tried}");
    let closed = json!({ "litellm_params": { "model": "openai/ok", "api_base": "http://127.0.0.1:1", "api_key": "k" } });
    let (status, tried) = does(&proxy, Method::POST, path, closed).await;
    assert_eq!(
        (status, &tried["status"]),
        (200, &json!("error")),
        "{tried}"
    );
    assert_eq!(
        send(&proxy, &key, Method::POST, path, &params("k"))
            .await
            .status,
        403
    );
    for (path, status) in [
        ("/health?model=nope", 404),
        ("/health?model_id=nope", 404),
        ("/health/services", 422),
        ("/health/services?service=slack", 422),
        ("/health/services?service=nope", 400),
        ("/health/latest", 200),
        ("/health/history", 200),
        ("/health/history?limit=0", 422),
        ("/health/license", 200),
        ("/health/backlog", 200),
        ("/health/readiness/details", 200),
        ("/cache/ping", 503),
        ("/cache/redis/info", 503),
    ] {
        let (got, said) = does(&proxy, Method::GET, path, Value::Null).await;
        assert_eq!(got, status, "{path}: {said}");
    }
    assert_eq!(
        send(&proxy, &key, Method::GET, "/cache/ping", &Value::Null)
            .await
            .status,
        401
    );
    assert_eq!(
        does(&proxy, Method::POST, "/cache/flushall", json!({}))
            .await
            .0,
        503
    );
}

#[tokio::test]
async fn requests_are_counted_shown_and_looked_up_without_being_made() {
    let upstream = Upstream::start();
    let claude = json!({ "model_name": "claude", "litellm_params": { "model": "anthropic/claude-sonnet-4-5",
        "api_base": upstream.base_url(), "api_key": "sk-canary-claude" } });
    let proxy = Proxy::builder().deployment(claude).start().await;
    let said = json!([{ "role": "user", "content": "hello there" }]);
    let count = json!({ "model": "claude", "messages": said });
    let (_, told) = does(&proxy, Method::POST, "/utils/token_counter", count).await;
    assert!(
        told["total_tokens"]
            .as_u64()
            .is_some_and(|tokens| (5..20).contains(&tokens)),
        "{told}"
    );
    assert_eq!(told["model_used"], "claude-sonnet-4-5");
    let body = json!({ "call_type": "completion", "request_body": { "model": "claude", "messages": said, "max_tokens": 7 } });
    let (_, told) = does(&proxy, Method::POST, "/utils/transform_request", body).await;
    assert_eq!(told["raw_request_body"]["max_tokens"], 7, "{told}");
    assert!(
        told["raw_request_api_base"]
            .as_str()
            .is_some_and(|url| url.ends_with("/messages"))
    );
    assert!(!told.to_string().contains("canary"), "{told}");
    let body =
        json!({ "call_type": "completion", "request_body": { "model": "nope", "messages": said } });
    let (status, told) = does(&proxy, Method::POST, "/utils/transform_request", body).await;
    assert!(status == 200 && told["error"].is_string(), "{told}");
    let (_, told) = does(
        &proxy,
        Method::GET,
        "/utils/supported_openai_params?model=claude",
        Value::Null,
    )
    .await;
    let params = told["supported_openai_params"].to_string();
    assert!(
        params.contains("temperature") && !params.contains("logit_bias"),
        "{told}"
    );
    let (_, told) = does(
        &proxy,
        Method::GET,
        "/utils/model_info?model=openai/gpt-4o",
        Value::Null,
    )
    .await;
    assert_eq!(told["key"], "gpt-4o", "{told}");
    for (method, path, body, status) in [
        (
            Method::POST,
            "/utils/token_counter",
            json!({ "model": "claude" }),
            400,
        ),
        (Method::POST, "/utils/token_counter", json!({}), 422),
        (
            Method::POST,
            "/utils/transform_request",
            json!({ "call_type": "dance", "request_body": {} }),
            400,
        ),
        (
            Method::GET,
            "/utils/supported_openai_params?model=nope",
            Value::Null,
            400,
        ),
        (
            Method::GET,
            "/utils/supported_openai_params",
            Value::Null,
            422,
        ),
        (
            Method::GET,
            "/utils/model_info?model=nope",
            Value::Null,
            400,
        ),
    ] {
        let (got, said) = does(&proxy, method.clone(), path, body).await;
        assert_eq!(got, status, "{method} {path}: {said}");
    }
    assert!(upstream.log().exchanges().is_empty(), "nobody was called");
}

#[tokio::test]
async fn models_are_looked_after_in_the_background_and_health_tells_what_was_found() {
    let upstream = Upstream::start();
    let start = async |settings: Value| {
        Proxy::builder()
            .deployment(priced("well", &upstream, "ok"))
            .deployment(priced("unwell", &upstream, "status/401"))
            .section("general_settings", settings)
            .start()
            .await
    };
    let proxy =
        start(json!({ "background_health_checks": true, "health_check_interval": 3600 })).await;
    // Nobody asks, and the one that no list tells of is called.
    let told = async || does(&proxy, Method::GET, "/health", Value::Null).await.1;
    for _ in 0..200 {
        if proxy.rows().await.len() == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(proxy.rows().await.len(), 1);
    let mut found = told().await;
    for _ in 0..200 {
        if found["healthy_endpoints"][0]["checked_at"].is_string() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        found = told().await;
    }
    let (well, unwell) = (
        &found["healthy_endpoints"][0],
        &found["unhealthy_endpoints"][0],
    );
    assert_eq!(
        (&well["model_name"], &well["checked_by"]),
        (&json!("well"), &json!("list")),
        "{found}"
    );
    assert_eq!(
        (&unwell["model_name"], &unwell["checked_by"]),
        (&json!("unwell"), &json!("call")),
        "{found}"
    );
    assert!(
        well["checked_at"].is_string() && unwell["checked_at"].is_string(),
        "{found}"
    );
    assert!(unwell["error"].is_string(), "{found}");
    assert_eq!(told().await, found, "it is what was found then");
    // Keys are told of their own models, and whoever wants a call gets one.
    let key = proxy.key(&json!({ "models": ["well"] })).await;
    let own = send(&proxy, &key, Method::GET, "/health", &Value::Null)
        .await
        .json();
    assert_eq!(
        (&own["healthy_count"], &own["unhealthy_count"]),
        (&json!(1), &json!(0)),
        "{own}"
    );
    let path = "/health?active=true&model=well";
    let active = does(&proxy, Method::GET, path, Value::Null).await.1;
    assert_eq!(
        active["healthy_endpoints"][0]["checked_by"], "call",
        "{active}"
    );
    assert_eq!(proxy.rows().await.len(), 2);
    // Names alone, where the operator wants no more told.
    let proxy = start(json!({ "health_check_details": false })).await;
    let bare = does(&proxy, Method::GET, "/health", Value::Null).await.1;
    for list in ["healthy_endpoints", "unhealthy_endpoints"] {
        let one = bare[list][0].as_object().expect("an object");
        assert_eq!(one.keys().collect::<Vec<_>>(), ["model"], "{bare}");
    }
    assert_eq!(
        (&bare["healthy_count"], &bare["unhealthy_count"]),
        (&json!(1), &json!(1))
    );
}
