//! Models: changed, blocked, and told about.

use super::{calls, declared, does, send};
use crate::chat::priced;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_model_is_changed_blocked_and_told_about() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("filed", &upstream, "ok"))
        .start()
        .await;
    let master = proxy.master_key().to_owned();
    let params = json!({ "model": "openai/ok", "api_base": upstream.base_url(), "api_key": "sk-canary-one",
        "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6 });
    let id = declared(&proxy, "first", params, json!({ "tier": "free" })).await;
    let path = format!("/model/{id}/update");
    let change = json!({ "litellm_params": { "api_key": "sk-canary-two", "output_cost_per_token": null },
        "model_info": { "note": "x" } });
    let (status, row) = does(&proxy, Method::PATCH, &path, change).await;
    assert_eq!(status, 200, "{row}");
    assert_eq!(
        (&row["model_info"]["tier"], &row["model_info"]["note"]),
        (&json!("free"), &json!("x"))
    );
    assert!(!row.to_string().contains("canary"), "{row}");
    assert_eq!(calls(&proxy, &master, "first").await, 200);
    let sent = upstream.log().exchanges();
    let sent = sent.last().expect("a call");
    assert_eq!(sent.header("authorization"), Some("Bearer sk-canary-two"));
    let renamed = json!({ "model_name": "second", "model_info": { "id": id } });
    assert_eq!(
        does(&proxy, Method::POST, "/model/update", renamed).await.0,
        200
    );
    assert_eq!(calls(&proxy, &master, "first").await, 400);
    assert_eq!(calls(&proxy, &master, "second").await, 200);

    let named = json!({ "model_id": id });
    let (status, row) = does(&proxy, Method::POST, "/model/block", named.clone()).await;
    assert_eq!((status, &row["blocked"]), (200, &json!(true)));
    assert_eq!(calls(&proxy, &master, "second").await, 400, "blocked");
    let (_, told) = does(
        &proxy,
        Method::GET,
        "/v2/model/info?search=SECOND",
        Value::Null,
    )
    .await;
    assert_eq!(told["data"][0]["blocked"], true, "an admin still sees it");
    assert_eq!(
        does(&proxy, Method::POST, "/model/unblock", named).await.0,
        200
    );
    assert_eq!(calls(&proxy, &master, "second").await, 200);

    let (_, all) = does(&proxy, Method::GET, "/model/info", Value::Null).await;
    let filed = all["data"].as_array().expect("models").iter();
    let mut filed = filed.filter(|model| model["model_name"] == "filed");
    let filed = filed.next().expect("the file's")["model_info"]["id"].clone();
    let filed = filed.as_str().expect("an id");
    refused_models(&proxy, &id, filed, path).await;
}

#[tokio::test]
async fn models_are_told_in_pages_and_by_name_as_far_as_a_key_reaches() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("a-model", &upstream, "ok"))
        .deployment(priced("a-model", &upstream, "ok?n=2"))
        .deployment(priced("b-model", &upstream, "ok"))
        .start()
        .await;
    let get = |path: &'static str| does(&proxy, Method::GET, path, Value::Null);
    let (_, page) = get("/v2/model/info?size=2&page=2&sortBy=model_name").await;
    assert_eq!(
        (
            &page["total_count"],
            &page["total_pages"],
            &page["data"][0]["model_name"]
        ),
        (&json!(3), &json!(2), &json!("b-model"))
    );
    let (_, down) = get("/v2/model/info?sortBy=model_name&sortOrder=desc").await;
    assert_eq!(down["data"][0]["model_name"], "b-model");
    assert_eq!(
        get("/v2/model/info?model=a-model").await.1["total_count"],
        2
    );
    assert_eq!(
        get("/v2/model/info?wildcard_only=true").await.1["total_count"],
        0
    );
    assert_eq!(get("/v2/model/info?sortBy=colour").await.0, 400);
    assert_eq!(get("/v2/model/info?page=0").await.0, 422);
    assert_eq!(get("/model/info?litellm_model_id=nope").await.0, 400);
    let (_, groups) = get("/model_group/info").await;
    assert_eq!(groups["data"].as_array().expect("groups").len(), 2);
    assert_eq!(groups["data"][0]["providers"], json!(["openai"]));
    let key = proxy.key(&json!({ "models": ["b-model"] })).await;
    for (path, count) in [
        ("/v1/model/info", 1),
        ("/v2/model/info", 1),
        ("/model_group/info", 1),
        ("/v1/models", 1),
    ] {
        let told = send(&proxy, &key, Method::GET, path, &Value::Null)
            .await
            .json();
        assert_eq!(
            told["data"].as_array().expect("data").len(),
            count,
            "{path}: {told}"
        );
        assert!(told.to_string().contains("b-model"), "{path}");
    }
    let other = send(
        &proxy,
        &key,
        Method::GET,
        "/model/info?litellm_model_id=x",
        &Value::Null,
    )
    .await;
    assert_eq!(other.status, 400);
}

async fn refused_models(proxy: &Proxy, id: &str, filed: &str, path: String) {
    for (method, path, body, status, words) in [
        (
            Method::PATCH,
            format!("/model/{filed}/update"),
            json!({}),
            400,
            "Cannot edit config-based model",
        ),
        (
            Method::PATCH,
            "/model/nope/update".into(),
            json!({}),
            404,
            "Model nope not found on proxy.",
        ),
        (
            Method::PATCH,
            path.clone(),
            json!({ "litellm_params": { "model": null } }),
            422,
            "Field required",
        ),
        (
            Method::PATCH,
            path.clone(),
            json!({ "litellm_params": { "api_key": "os.environ/PATH" } }),
            400,
            "PATH",
        ),
        (
            Method::PATCH,
            path,
            json!({ "model_name": " " }),
            400,
            "not blank",
        ),
        (
            Method::POST,
            "/model/update".into(),
            json!({ "model_info": { "id": "nope" } }),
            400,
            "model not found",
        ),
        (
            Method::POST,
            "/model/update".into(),
            json!({}),
            422,
            "Field required",
        ),
        (
            Method::POST,
            "/model/block".into(),
            json!({ "model_id": "nope" }),
            404,
            "not found on proxy",
        ),
        (
            Method::POST,
            "/model/new".into(),
            json!({ "model_name": "x" }),
            422,
            "Field required",
        ),
        (
            Method::POST,
            "/model/new".into(),
            json!({ "model_name": "x", "litellm_params": { "model": "openai/x" },
            "model_info": { "id": id } }),
            409,
            "already exists",
        ),
        (
            Method::POST,
            "/model/new".into(),
            json!({ "model_name": "x", "litellm_params": { "model": "openai/x" },
            "model_info": { "id": filed } }),
            400,
            "configuration file",
        ),
        (
            Method::POST,
            "/model/delete".into(),
            json!({ "id": filed }),
            400,
            "not found in db",
        ),
    ] {
        let (got, said) = does(proxy, method.clone(), &path, body).await;
        assert_eq!(got, status, "{method} {path}: {said}");
        assert!(said.to_string().contains(words), "{path}: {said}");
    }
}
