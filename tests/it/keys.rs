//! Virtual keys and models through the management API, as the field's scripts use it.

use crate::chat::priced;
use crate::common::http;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

fn hello(model: &str) -> Value {
    json!({ "model": model, "messages": [{ "role": "user", "content": "hi" }] })
}

#[tokio::test]
async fn a_key_lives_from_generate_to_delete() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok"))
        .start()
        .await;
    let request = json!({
        "key_alias": "demo-user", "user_id": "demo", "models": ["openai/gpt-4o-mini"], "duration": "30d",
        "max_budget": 50, "metadata": { "team": "sandbox" },
    });
    let made = proxy.post("/key/generate", &request).await.json();
    let key = made["key"].as_str().expect("a key").to_owned();
    assert!(key.starts_with("sk-") && key.len() == 46);
    assert_eq!(
        (
            &made["duration"],
            &made["max_budget"],
            &made["metadata"]["team"]
        ),
        (&Value::Null, &json!(50.0), &json!("sandbox"))
    );
    let taken = proxy.post("/key/generate", &request).await;
    assert_eq!(
        (taken.status, &taken.json()["error"]["param"]),
        (400, &json!("key_alias"))
    );
    assert!(
        taken.json()["error"]["message"]
            .as_str()
            .expect("a text")
            .contains("already exists")
    );
    let denied = proxy
        .post_as(&key, "/v1/chat/completions", &hello("gpt"))
        .await;
    assert_eq!(
        (denied.status, &denied.json()["error"]["type"]),
        (403, &json!("key_model_access_denied"))
    );
    let changed = proxy
        .post(
            "/key/update",
            &json!({ "key": key, "models": ["gpt"], "max_budget": 100 }),
        )
        .await
        .json();
    assert_eq!(
        (&changed["key"], &changed["max_budget"], &changed["user_id"]),
        (&json!(key), &json!(100.0), &json!("demo"))
    );
    assert_eq!(
        proxy
            .post_as(&key, "/v1/chat/completions", &hello("gpt"))
            .await
            .status,
        200,
        "in force at once"
    );
    let info = proxy.get(&format!("/key/info?key={key}")).await.json();
    assert_eq!(
        (&info["info"]["key_alias"], &info["info"]["status"]),
        (&json!("demo-user"), &json!("active"))
    );
    assert!(info["info"]["spend"].as_f64().expect("a number") > 0.0);
    assert_eq!(
        http::get(&format!("{}/key/info", proxy.url()), &key)
            .await
            .json()["info"]["user_id"],
        "demo"
    );
    ends(&proxy, &key).await;
}

/// A key is listed, blocked, deleted, and then unknown.
async fn ends(proxy: &Proxy, key: &str) {
    let own = http::get(&format!("{}/key/info", proxy.url()), key).await;
    assert_eq!(own.json()["info"]["user_id"], "demo");
    let listed = proxy
        .get("/key/list?return_full_object=true&key_alias=demo-user")
        .await
        .json();
    assert_eq!(
        (&listed["total_count"], &listed["keys"][0]["key_alias"]),
        (&json!(1), &json!("demo-user"))
    );
    assert_eq!(proxy.get("/key/list?size=101").await.status, 422);
    proxy
        .post("/key/update", &json!({ "key": key, "blocked": true }))
        .await;
    assert_eq!(
        proxy
            .post_as(key, "/v1/chat/completions", &hello("gpt"))
            .await
            .status,
        401
    );
    let deleted = proxy
        .post("/key/delete", &json!({ "key_aliases": ["demo-user"] }))
        .await;
    assert_eq!(deleted.json(), json!({ "deleted_keys": ["demo-user"] }));
    assert_eq!(proxy.get(&format!("/key/info?key={key}")).await.status, 404);
    assert_eq!(
        proxy
            .post("/key/delete", &json!({ "keys": [key] }))
            .await
            .status,
        404
    );
    let gone = proxy
        .post_as(key, "/v1/chat/completions", &hello("gpt"))
        .await
        .json();
    assert_eq!(gone["error"]["type"], "token_not_found_in_db");
}

#[tokio::test]
async fn bad_requests_are_refused_by_name() {
    let proxy = Proxy::builder().start().await;
    for (body, status, words) in [
        (json!({ "max_budget": -1 }), 400, "negative"),
        (
            json!({ "duration": "soon" }),
            400,
            "Invalid duration format",
        ),
        (
            json!({ "budget_duration": "2mo" }),
            400,
            "Invalid budget_duration '2mo'",
        ),
        (json!({ "key": "nope" }), 400, "must start with 'sk-'"),
        (json!({ "key": "sk-1" }), 400, "at least 16"),
        (json!({ "models": "gpt" }), 422, "models"),
        (json!({ "key_type": "root" }), 422, "key_type"),
        (
            json!({ "policies": ["x"] }),
            400,
            "'policies' is not supported",
        ),
    ] {
        let reply = proxy.post("/key/generate", &body).await;
        assert_eq!(reply.status, status, "{body}: {}", reply.json());
        assert!(
            reply.json().to_string().contains(words),
            "{body}: {}",
            reply.json()
        );
    }
    assert_eq!(
        proxy
            .post("/key/update", &json!({ "max_budget": 1 }))
            .await
            .status,
        422
    );
    assert_eq!(
        proxy
            .post("/key/update", &json!({ "key": "sk-unknown-unknown" }))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn what_was_asked_for_is_in_the_answer() {
    let proxy = Proxy::builder().start().await;
    let body = json!({ "guardrails": ["pii"], "rpm_limit": 5 });
    let made = proxy.post("/key/generate", &body).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let made = made.json();
    for (name, value) in body.as_object().expect("an object") {
        assert_eq!(&made[name], value, "{name}: {made}");
    }
}

#[tokio::test]
async fn credentials_are_read_in_every_form_and_refused_in_the_fields_words() {
    let proxy = Proxy::builder().start().await;
    let url = format!("{}/v1/models", proxy.url());
    let client = http::client();
    let status = |name: &'static str, value: String| {
        let request = client.get(&url).header(name, value);
        async move { request.send().await.expect("an answer").status().as_u16() }
    };
    let master = proxy.master_key().to_owned();
    for name in [
        "x-litellm-api-key",
        "api-key",
        "x-api-key",
        "x-goog-api-key",
        "ocp-apim-subscription-key",
    ] {
        assert_eq!(status(name, master.clone()).await, 200, "{name}");
    }
    assert_eq!(
        status("authorization", format!("bearer {master}")).await,
        200
    );
    assert_eq!(status("authorization", master.clone()).await, 401);
    assert_eq!(status("x-litellm-key", master.clone()).await, 401);
    let none = client
        .get(&url)
        .send()
        .await
        .expect("an answer")
        .text()
        .await
        .expect("text");
    assert_eq!(
        none,
        json!({ "error": { "message": "Authentication Error, No api key passed in.", "type": "auth_error",
                           "param": "None", "code": "401" } })
        .to_string()
    );
    let wrong = http::get(&url, "sk-wrong-wrong-wrong").await;
    assert_eq!(
        (wrong.status, &wrong.json()["error"]["param"]),
        (401, &json!("key"))
    );
    let made = proxy
        .post("/key/generate", &json!({ "key_type": "llm_api" }))
        .await
        .json();
    let key = made["key"].as_str().expect("a key");
    let refused = http::get(&format!("{}/key/list", proxy.url()), key).await;
    assert_eq!(refused.status, 403);
    assert!(
        refused.json()["detail"]
            .as_str()
            .expect("a text")
            .contains("['llm_api_routes']")
    );
}

#[tokio::test]
async fn models_are_declared_sealed_called_and_deleted() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder().start().await;
    let request = json!({ "model_name": "added", "litellm_params": { "model": "openai/ok",
        "api_base": upstream.base_url(), "api_key": "sk-canary-5e7a1" }, "model_info": { "description": "x" } });
    let made = proxy.post("/model/new", &request).await;
    assert_eq!(made.status, 200, "{}", made.json());
    assert!(!made.json().to_string().contains("canary"));
    assert_eq!(
        proxy
            .post("/v1/chat/completions", &hello("added"))
            .await
            .status,
        200,
        "in force at once"
    );
    assert_eq!(
        upstream.log().exchanges()[0].header("authorization"),
        Some("Bearer sk-canary-5e7a1")
    );
    let info = proxy.get("/model/info").await.json();
    assert_eq!(
        (
            &info["data"][0]["model_name"],
            &info["data"][0]["model_info"]["db_model"]
        ),
        (&json!("added"), &json!(true))
    );
    assert!(!info.to_string().contains("canary"));
    let stored = std::fs::read(proxy.sqlite()).expect("a database");
    assert!(
        !stored.windows(6).any(|window| window == b"canary"),
        "credentials are sealed"
    );
    let reference = json!({ "model_name": "x", "litellm_params": { "model": "openai/x", "api_key": "os.environ/LITELLM_SALT_KEY" } });
    assert_eq!(
        proxy.post("/model/new", &reference).await.status,
        400,
        "the environment is out of reach"
    );
    proxy.kill9();
    proxy.restart().await;
    assert_eq!(
        proxy
            .post("/v1/chat/completions", &hello("added"))
            .await
            .status,
        200,
        "a restart keeps it"
    );
    let id = made.json()["model_id"].as_str().expect("an id").to_owned();
    assert_eq!(
        proxy
            .post("/model/delete", &json!({ "id": id }))
            .await
            .status,
        200
    );
    assert_eq!(
        proxy
            .post("/model/delete", &json!({ "id": id }))
            .await
            .status,
        400
    );
    assert_eq!(
        proxy
            .post("/v1/chat/completions", &hello("added"))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn another_salt_stops_the_start_and_says_what_to_do() {
    let mut proxy = Proxy::builder().start().await;
    assert_eq!(proxy.term().await.code, Some(0));
    let data = proxy.data_dir();
    let mut other = Proxy::builder()
        .env("LITELLM_SALT_KEY", "another-salt-than-before")
        .prepare();
    std::fs::remove_dir_all(other.data_dir()).expect("a folder");
    std::fs::rename(&data, other.data_dir()).expect("moved");
    other.spawn();
    let ended = other.exit().await;
    assert_eq!(ended.code, Some(6), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("LITELLM_SALT_KEY"),
        "{}",
        ended.stderr
    );
}
