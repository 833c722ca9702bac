//! Settings that are changed while the proxy runs: what holds at once, what waits, and what is refused.

use crate::chat::priced;
use crate::common::http::{self, Reply};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};

async fn does(proxy: &Proxy, method: Method, path: &str, body: Value) -> (u16, Value) {
    let url = format!("{}{path}", proxy.url());
    let body = (!body.is_null()).then_some(body);
    let sent = http::open(method, &url, proxy.master_key(), body.as_ref()).await;
    let reply = Reply::read(sent.expect("an answer")).await;
    (
        reply.status,
        serde_json::from_slice(&reply.body).unwrap_or_default(),
    )
}

async fn calls(proxy: &Proxy, model: &str) -> u16 {
    let said = json!({ "model": model, "messages": [{ "role": "user", "content": "hi" }] });
    proxy.post("/v1/chat/completions", &said).await.status
}

#[tokio::test]
async fn a_setting_holds_at_once_and_after_a_restart_until_it_is_forgotten() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok"))
        .section("litellm_settings", json!({ "num_retries": 1 }))
        .start()
        .await;
    assert_eq!(calls(&proxy, "quick").await, 400);
    let change = json!({ "router_settings": { "model_group_alias": { "quick": "gpt" } },
        "litellm_settings": { "drop_params": true } });
    let (status, said) = does(&proxy, Method::POST, "/config/update", change).await;
    assert_eq!(status, 200, "{said}");
    assert_eq!(
        said["restart_required"],
        json!(["litellm_settings.drop_params"])
    );
    assert_eq!(calls(&proxy, "quick").await, 200, "at once");
    proxy.kill9();
    proxy.restart().await;
    assert_eq!(calls(&proxy, "quick").await, 200, "a restart keeps it");
    let limit = json!({ "field_name": "max_budget", "field_value": 0.000_000_001, "config_type": "litellm_settings" });
    assert_eq!(
        does(&proxy, Method::POST, "/config/field/update", limit)
            .await
            .0,
        200
    );
    assert_eq!(
        calls(&proxy, "quick").await,
        422,
        "the budget of the whole proxy"
    );
    let (_, told) = does(
        &proxy,
        Method::GET,
        "/config/field/info?field_name=max_budget&config_type=litellm_settings",
        Value::Null,
    )
    .await;
    assert_eq!(
        (&told["source"], &told["editable"]),
        (&json!("db"), &json!(true))
    );
    let forget = json!({ "field_name": "max_budget", "config_type": "litellm_settings" });
    assert_eq!(
        does(&proxy, Method::POST, "/config/field/delete", forget.clone())
            .await
            .0,
        200
    );
    assert_eq!(calls(&proxy, "quick").await, 200);
    let alias = json!({ "field_name": "model_group_alias", "config_type": "router_settings" });
    assert_eq!(
        does(&proxy, Method::POST, "/config/field/delete", alias)
            .await
            .0,
        200
    );
    assert_eq!(
        calls(&proxy, "quick").await,
        400,
        "forgotten, though it was there at the start"
    );

    sources(&proxy).await;
    refused(&proxy).await;
    answers(&proxy, forget).await;
}

/// Where each value came from.
async fn sources(proxy: &Proxy) {
    let (_, listed) = does(
        proxy,
        Method::GET,
        "/config/list?config_type=litellm_settings",
        Value::Null,
    )
    .await;
    let of = |name: &str| {
        let all = listed.as_array().expect("fields").iter();
        all.clone()
            .find(|field| field["field_name"] == name)
            .expect("a field")["source"]
            .clone()
    };
    assert_eq!(
        (of("num_retries"), of("drop_params"), of("max_budget")),
        (json!("config"), json!("db"), json!("unset"))
    );
}

async fn refused(proxy: &Proxy) {
    let set = |section: &str, name: &str, value: Value| json!({ section: { name: value } });
    for (body, words) in [
        (
            set("general_settings", "master_key", json!("sk-canary")),
            "cannot be changed",
        ),
        (
            set("general_settings", "database_url", json!("sqlite://x")),
            "cannot be changed",
        ),
        (
            set("litellm_settings", "num_retries", json!(3)),
            "configuration file",
        ),
        (
            set("litellm_settings", "max_budget", json!("much")),
            "max_budget",
        ),
        (
            set("litellm_settings", "callbacks", json!(["x.y"])),
            "cannot be changed",
        ),
        (
            set(
                "general_settings",
                "completion_model",
                json!("os.environ/LITELLM_SALT_KEY"),
            ),
            "variables",
        ),
        (
            set("environment_variables", "PATH", json!("x")),
            "environment",
        ),
    ] {
        let (status, said) = does(proxy, Method::POST, "/config/update", body.clone()).await;
        assert_eq!(status, 400, "{body}: {said}");
        assert!(
            said.to_string().contains(words) && !said.to_string().contains("canary"),
            "{body}: {said}"
        );
    }
}

async fn answers(proxy: &Proxy, forget: Value) {
    for (method, path, body, status) in [
        (Method::POST, "/config/field/delete", forget, 400),
        (
            Method::POST,
            "/config/field/update",
            json!({ "field_name": "completion_model" }),
            422,
        ),
        (
            Method::GET,
            "/config/field/info?field_name=nope",
            Value::Null,
            400,
        ),
        (
            Method::GET,
            "/config/field/info?field_name=completion_model",
            Value::Null,
            400,
        ),
        (Method::GET, "/config/list", Value::Null, 422),
        (
            Method::GET,
            "/config/list?config_type=nope",
            Value::Null,
            400,
        ),
        (Method::GET, "/get/config/callbacks", Value::Null, 200),
        (Method::GET, "/callbacks/list", Value::Null, 200),
        (Method::GET, "/active/callbacks", Value::Null, 200),
        (Method::GET, "/settings", Value::Null, 200),
        (Method::GET, "/router/settings", Value::Null, 200),
        (Method::GET, "/router/fields", Value::Null, 200),
    ] {
        let (got, said) = does(proxy, method.clone(), path, body).await;
        assert_eq!(got, status, "{method} {path}: {said}");
    }
    let (_, router) = does(proxy, Method::GET, "/router/settings", Value::Null).await;
    assert_eq!(router["current_values"]["num_retries"], 1);
}

#[tokio::test]
async fn objects_of_the_admin_ui_are_kept_and_changed_by_admins() {
    let proxy = Proxy::builder().start().await;
    let change = json!({ "logo_url": "https://x/y.png", "favicon_url": "https://x/f.png" });
    assert_eq!(
        does(&proxy, Method::PATCH, "/update/ui_theme_settings", change)
            .await
            .0,
        200
    );
    let (_, changed) = does(
        &proxy,
        Method::PATCH,
        "/update/ui_theme_settings",
        json!({ "favicon_url": null }),
    )
    .await;
    assert_eq!(
        changed["values"],
        json!({ "logo_url": "https://x/y.png", "favicon_url": null })
    );
    let url = format!("{}/get/ui_theme_settings", proxy.url());
    let open = http::client().get(url).send().await.expect("an answer");
    let open: Value = serde_json::from_slice(&open.bytes().await.expect("bytes")).expect("JSON");
    assert_eq!(open["values"]["logo_url"], "https://x/y.png");
    assert_eq!(
        does(&proxy, Method::GET, "/get/ui_settings", Value::Null)
            .await
            .1["values"]["disable_custom_api_keys"],
        false
    );
    assert_eq!(
        does(
            &proxy,
            Method::PATCH,
            "/update/user_banner",
            json!({ "message": "hi" })
        )
        .await
        .0,
        200
    );
    assert_eq!(
        does(&proxy, Method::GET, "/get/user_banner", Value::Null)
            .await
            .1["values"]["message"],
        "hi"
    );
    let key = proxy.key(&json!({})).await;
    let url = format!("{}/update/ui_settings", proxy.url());
    let sent = http::open(
        Method::PATCH,
        &url,
        &key,
        Some(&json!({ "disable_custom_api_keys": true })),
    )
    .await;
    assert_eq!(sent.expect("an answer").status(), 401);
    assert_eq!(
        does(&proxy, Method::PATCH, "/update/ui_settings", json!([1]))
            .await
            .0,
        422
    );
}

#[tokio::test]
async fn unpriced_calls_and_own_paths_are_told_and_secrets_are_not() {
    let endpoints = json!([{ "path": "/own/v1", "target": "https://target.example/v1", "headers": { "Authorization": "bearer sk-canary" } }]);
    let proxy = Proxy::builder()
        .section(
            "general_settings",
            json!({ "pass_through_endpoints": endpoints }),
        )
        .start()
        .await;
    let told = proxy.get("/config/pass_through_endpoint").await;
    let shown = &told.json()["endpoints"][0];
    assert_eq!(
        (
            &shown["path"],
            &shown["headers"]["Authorization"],
            &shown["is_from_config"]
        ),
        (&json!("/own/v1"), &json!("*****"), &json!(true))
    );
    assert!(!told.text().contains("canary"));
    let path = "/config/block_requests_for_models_without_pricing";
    let name = "block_requests_for_models_without_pricing";
    assert_eq!(proxy.get(path).await.json()["values"][name], false);
    let url = format!("{}{path}", proxy.url());
    let patch = |body: Value| {
        let (url, key) = (url.clone(), proxy.master_key().to_owned());
        async move {
            let sent = http::open(reqwest::Method::PATCH, &url, &key, Some(&body)).await;
            sent.expect("an answer").status().as_u16()
        }
    };
    assert_eq!(patch(json!({ name: true })).await, 200);
    assert_eq!(proxy.get(path).await.json()["values"][name], true);
    assert_eq!(patch(json!({ name: "perhaps" })).await, 422);
}
