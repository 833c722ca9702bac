//! `pass_through_endpoints`: paths of the operator's own that lead to other services.

use crate::common::providers::Providers;
use crate::common::proxy::Proxy;
use crate::passes::send;
use reqwest::Method;
use serde_json::{Value, json};

/// A proxy with paths of the operator's own: one with subpaths and a fee, one for a single method, one
/// that a route of the proxy hides.
async fn with_endpoints(providers: &Providers) -> Proxy {
    let root = providers.root();
    Proxy::builder()
        .env("RERANK_KEY", "rerank-real")
        .section(
            "general_settings",
            json!({ "pass_through_endpoints": [
                { "path": "/own/rank", "target": format!("{root}/v1/chat/completions?fixed=1"), "methods": ["POST"],
                  "headers": { "Authorization": "bearer os.environ/RERANK_KEY", "x-own": "os.environ/RERANK_KEY" },
                  "default_query_params": { "api": 2 }, "cost_per_request": 0.25 },
                { "path": "/own/tree/", "target": format!("{root}/v1"), "include_subpath": true, "forward_headers": true,
                  "headers": { "litellm_user_api_key": "x-my-key" }, "cost_per_request": 0, "auth": false, "is_from_config": true },
                { "path": "/v1/models", "target": root, "cost_per_request": 0 },
            ] }),
        )
        .start()
        .await
}

#[tokio::test]
async fn paths_of_the_operators_own_are_passed_on_and_paid() {
    let providers = Providers::start().await;
    let mut proxy = with_endpoints(&providers).await;
    let key = proxy
        .key(&json!({ "max_budget": 0.4, "models": ["some-model"] }))
        .await;
    let bearer = format!("Bearer {key}");
    let body = json!({ "model": "some-model", "messages": [{ "role": "user", "content": "hi" }], "odd": [1, { "x": null }] });
    let (status, headers, text) = send(
        &proxy,
        Method::POST,
        "/own/rank?mine=1",
        &[("authorization", &bearer), ("x-client", "a")],
        &body,
    )
    .await;
    assert_eq!(status, 200, "{text}");
    assert!(headers.contains_key("x-litellm-call-id"));
    let seen = providers.last();
    assert_eq!(
        (
            seen.path.as_str(),
            seen.header("authorization"),
            seen.header("x-own")
        ),
        ("/v1/chat/completions", "bearer rerank-real", "rerank-real")
    );
    assert_eq!(
        (seen.json(), seen.header("x-client")),
        (body.clone(), ""),
        "the body is untouched, other headers stay"
    );
    assert_eq!(seen.query, "fixed=1&api=2");
    let info = proxy.get(&format!("/key/info?key={key}")).await.json();
    assert_eq!(info["info"]["spend"], 0.25);
    let mut other = body.clone();
    other["model"] = json!("another");
    let refused = send(
        &proxy,
        Method::POST,
        "/own/rank",
        &[("authorization", &bearer)],
        &other,
    )
    .await;
    assert_eq!(
        refused.0, 403,
        "the model is none of the key's: {}",
        refused.2
    );
    let wrong = send(
        &proxy,
        Method::GET,
        "/own/rank",
        &[("x-api-key", &key)],
        &Value::Null,
    )
    .await;
    assert_eq!(
        (wrong.0, wrong.1["allow"].to_str().ok()),
        (405, Some("POST"))
    );
    assert_eq!(
        send(
            &proxy,
            Method::POST,
            "/own/rank/below",
            &[("api-key", &key)],
            &body
        )
        .await
        .0,
        404
    );

    under_a_path(&proxy, &key, &body, &providers).await;
    the_budget_holds(&proxy, &bearer, &body).await;
    let told = proxy.term().await.stderr;
    for words in [
        "/v1/models is served by the proxy itself",
        "auth: false has no effect",
        "is_from_config has no effect",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

async fn under_a_path(proxy: &Proxy, key: &str, body: &Value, providers: &Providers) {
    let (status, _, text) = send(
        proxy,
        Method::POST,
        "/own/tree/chat/completions?b=2",
        &[("x-my-key", key), ("x-client", "a")],
        body,
    )
    .await;
    assert_eq!(status, 200, "{text}");
    let seen = providers.last();
    assert_eq!(
        (
            seen.path.as_str(),
            seen.header("x-client"),
            seen.header("x-my-key")
        ),
        ("/v1/chat/completions", "a", "")
    );
    let unknown = send(proxy, Method::POST, "/own/tree/chat/completions", &[], body).await;
    assert_eq!(unknown.0, 401, "{}", unknown.2);
}

async fn the_budget_holds(proxy: &Proxy, bearer: &str, body: &Value) {
    assert_eq!(
        send(
            proxy,
            Method::POST,
            "/own/rank",
            &[("authorization", bearer)],
            body
        )
        .await
        .0,
        200
    );
    let over = send(
        proxy,
        Method::POST,
        "/own/rank",
        &[("authorization", bearer)],
        body,
    )
    .await;
    assert!(
        over.0 == 422 && over.2.contains("budget_exceeded"),
        "{}",
        over.2
    );
}

#[tokio::test]
async fn azures_and_vllms_own_paths_arrive_with_our_credential() {
    let providers = Providers::start().await;
    let root = providers.root();
    let proxy = Proxy::builder()
        .env("AZURE_API_KEY", "azure-real")
        .env("AZURE_API_BASE", &root)
        .env("HOSTED_VLLM_API_KEY", "vllm-real")
        .env("HOSTED_VLLM_API_BASE", &format!("{root}/v1"))
        .env("OPENAI_API_KEY", "sk-openai-real")
        .env("OPENAI_API_BASE", &format!("{root}/v1"))
        .start()
        .await;
    let key = proxy.key(&json!({})).await;
    let body =
        json!({ "model": "gpt-4o", "messages": [{ "role": "user", "content": "hi" }], "odd": 1 });
    for (path, header, credential) in [
        (
            "/azure/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21",
            "api-key",
            "azure-real",
        ),
        (
            "/vllm/v1/chat/completions",
            "authorization",
            "Bearer vllm-real",
        ),
        (
            "/openai_passthrough/v1/chat/completions",
            "authorization",
            "Bearer sk-openai-real",
        ),
    ] {
        let (status, _, text) = send(&proxy, Method::POST, path, &[("api-key", &key)], &body).await;
        assert_eq!(status, 200, "{path}: {text}");
        let seen = providers.last();
        assert_eq!(
            (seen.header(header), seen.json()),
            (credential, body.clone()),
            "{path}"
        );
        let arrived = path
            .split_once('/')
            .and_then(|(_, rest)| rest.split_once('/'))
            .expect("a path")
            .1;
        let query = if seen.query.is_empty() {
            String::new()
        } else {
            format!("?{}", seen.query)
        };
        assert!(
            format!("{}{query}", seen.path).ends_with(arrived),
            "{path}: {} {query}",
            seen.path
        );
    }
    let rows = proxy.rows().await;
    assert!(
        rows.len() == 3
            && rows
                .iter()
                .all(|row| row["output_tokens"] != 0 && row["usage_source"] == "provider"),
        "{rows:?}"
    );
    assert!(
        rows.iter()
            .filter(|row| row["provider"] != "hosted_vllm")
            .all(|row| row["cost_nanos"] != 0),
        "{rows:?}"
    );
}
