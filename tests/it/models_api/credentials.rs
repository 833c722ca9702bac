//! Credentials with names, and teams' own models.

use super::{calls, declared, does, send};
use crate::chat::priced;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_credential_is_sealed_masked_used_and_changed_at_once() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder().start().await;
    let make = json!({ "credential_name": "shared", "credential_info": { "for": "tests" },
        "credential_values": { "api_key": "sk-canary-credential-1", "api_base": upstream.base_url() } });
    let (status, said) = does(&proxy, Method::POST, "/credentials", make.clone()).await;
    assert_eq!((status, &said["success"]), (200, &json!(true)), "{said}");
    let params = json!({ "model": "openai/ok", "litellm_credential_name": "shared",
        "api_base": "http://127.0.0.1:1/elsewhere", "input_cost_per_token": 0, "output_cost_per_token": 0 });
    let id = declared(&proxy, "with", params, json!({})).await;
    let master = proxy.master_key().to_owned();
    let last = || {
        let sent = upstream.log().exchanges();
        sent.last()
            .and_then(|call| call.header("authorization").map(str::to_owned))
    };
    assert_eq!(
        calls(&proxy, &master, "with").await,
        200,
        "its own address wins"
    );
    assert_eq!(last().as_deref(), Some("Bearer sk-canary-credential-1"));
    let change = json!({ "credential_values": { "api_key": "sk-canary-credential-2" } });
    let path = "/credentials/shared";
    assert_eq!(does(&proxy, Method::PATCH, path, change).await.0, 200);
    assert_eq!(calls(&proxy, &master, "with").await, 200);
    assert_eq!(
        last().as_deref(),
        Some("Bearer sk-canary-credential-2"),
        "at once"
    );
    for path in ["/credentials", "/credentials/by_name/shared", "/model/info"] {
        let (status, told) = does(&proxy, Method::GET, path, Value::Null).await;
        assert_eq!(status, 200, "{path}: {told}");
        assert!(!told.to_string().contains("canary"), "{path}: {told}");
    }
    let (_, told) = does(
        &proxy,
        Method::GET,
        "/credentials/by_name/shared",
        Value::Null,
    )
    .await;
    assert_eq!(told["credential_values"]["api_key"], "sk****-2");
    assert_eq!(told["credential_values"]["api_base"], upstream.base_url());
    let stored = std::fs::read(proxy.sqlite()).expect("a database");
    assert!(!stored.windows(6).any(|window| window == b"canary"));
    assert_eq!(
        does(
            &proxy,
            Method::GET,
            &format!("/credentials/by_model/{id}"),
            Value::Null
        )
        .await
        .0,
        200
    );

    refused_credentials(&proxy, make, path).await;
    does(&proxy, Method::POST, "/model/delete", json!({ "id": id })).await;
    assert_eq!(does(&proxy, Method::DELETE, path, Value::Null).await.0, 200);
    let key = proxy.key(&json!({})).await;
    assert_eq!(
        send(&proxy, &key, Method::GET, "/credentials", &Value::Null)
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn credentials_of_the_file_are_used_shown_masked_and_changed_there_alone() {
    let upstream = Upstream::start();
    let named = json!([{ "credential_name": "of-the-file", "credential_info": { "for": "tests" },
        "credential_values": { "api_key": "os.environ/OWN_KEY", "api_base": upstream.base_url() } }]);
    let model = json!({ "model_name": "with", "litellm_params": { "model": "openai/ok",
        "litellm_credential_name": "of-the-file", "input_cost_per_token": 0, "output_cost_per_token": 0 } });
    let proxy = Proxy::builder()
        .section("credential_list", named)
        .env("OWN_KEY", "sk-canary-of-the-file-1")
        .deployment(model)
        .start()
        .await;
    let params = json!({ "model": "openai/ok", "litellm_credential_name": "of-the-file" });
    declared(&proxy, "stored", params, json!({})).await;
    let master = proxy.master_key().to_owned();
    for model in ["with", "stored"] {
        assert_eq!(calls(&proxy, &master, model).await, 200, "{model}");
        let sent = upstream.log().exchanges();
        let sent = sent
            .last()
            .and_then(|call| call.header("authorization").map(str::to_owned));
        assert_eq!(
            sent.as_deref(),
            Some("Bearer sk-canary-of-the-file-1"),
            "{model}"
        );
    }
    let path = "/credentials/by_name/of-the-file";
    let (status, told) = does(&proxy, Method::GET, path, Value::Null).await;
    assert_eq!((status, &told["source"]), (200, &json!("config")), "{told}");
    assert_eq!(told["credential_values"]["api_key"], "sk****-1");
    let (_, told) = does(&proxy, Method::GET, "/credentials", Value::Null).await;
    assert_eq!(
        told["credentials"].as_array().expect("a list").len(),
        1,
        "{told}"
    );
    assert!(!told.to_string().contains("canary"), "{told}");
    let values =
        json!({ "credential_name": "of-the-file", "credential_values": { "api_key": "x" } });
    for (method, path) in [
        (Method::POST, "/credentials"),
        (Method::PATCH, "/credentials/of-the-file"),
        (Method::DELETE, "/credentials/of-the-file"),
    ] {
        let (status, told) = does(&proxy, method.clone(), path, values.clone()).await;
        assert_eq!(status, 400, "{method}: {told}");
        assert!(
            told.to_string().contains("configuration file"),
            "{method}: {told}"
        );
    }
}

#[tokio::test]
async fn a_teams_own_model_is_made_by_its_admins_and_called_by_its_keys_alone() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok"))
        .start()
        .await;
    let boss = proxy
        .post(
            "/user/new",
            &json!({ "user_id": "boss", "user_role": "internal_user" }),
        )
        .await;
    let boss = boss.json()["key"].as_str().expect("a key").to_owned();
    let team = json!({ "team_id": "red", "models": ["gpt"], "members_with_roles": [{ "user_id": "boss", "role": "admin" }] });
    assert_eq!(does(&proxy, Method::POST, "/team/new", team).await.0, 200);
    let new = |team: &str, params: Value| {
        json!({ "model_name": "own", "litellm_params": params,
        "model_info": { "team_id": team } })
    };
    let params = json!({ "model": "openai/ok", "api_base": upstream.base_url(), "api_key": "sk-team",
        "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6 });
    let path = "/model/new";
    let made = send(
        &proxy,
        &boss,
        Method::POST,
        path,
        &new("red", params.clone()),
    )
    .await;
    assert_eq!(made.status, 200, "{}", made.text());
    let id = made.json()["model_id"].clone();
    refused_team_models(&proxy, &boss, params, new).await;
    let member = proxy.key(&json!({ "team_id": "red" })).await;
    let outsider = proxy.key(&json!({})).await;
    assert_eq!(calls(&proxy, &member, "own").await, 200);
    assert_eq!(calls(&proxy, &outsider, "own").await, 400, "nobody else's");
    let internal = made.json()["model_name"]
        .as_str()
        .expect("a name")
        .to_owned();
    assert_eq!(calls(&proxy, &outsider, &internal).await, 400);
    assert_eq!(
        calls(&proxy, &outsider, id.as_str().expect("an id")).await,
        400
    );
    let listed = send(&proxy, &member, Method::GET, "/v1/models", &Value::Null)
        .await
        .json();
    let names: Vec<&Value> = listed["data"]
        .as_array()
        .expect("models")
        .iter()
        .map(|model| &model["id"])
        .collect();
    assert_eq!(names, [&json!("gpt"), &json!("own")]);
    let listed = send(
        &proxy,
        &outsider,
        Method::GET,
        "/v1/model/info",
        &Value::Null,
    )
    .await
    .text();
    assert!(!listed.contains("own"), "{listed}");
    let rows = proxy.rows().await;
    assert_eq!(
        (rows.len(), &rows[0]["model_group"], &rows[0]["team_id"]),
        (1, &json!("own"), &json!("red"))
    );
    assert!(rows[0]["cost_nanos"].as_i64().is_some_and(|cost| cost > 0));
    let other = proxy
        .post(
            "/user/new",
            &json!({ "user_id": "eve", "user_role": "internal_user" }),
        )
        .await;
    let other = other.json()["key"].as_str().expect("a key").to_owned();
    let delete = json!({ "id": id });
    assert_eq!(
        send(&proxy, &other, Method::POST, "/model/delete", &delete)
            .await
            .status,
        403
    );
    assert_eq!(
        send(&proxy, &boss, Method::POST, "/model/delete", &delete)
            .await
            .status,
        200
    );
    assert_eq!(calls(&proxy, &member, "own").await, 403);
}

async fn refused_credentials(proxy: &Proxy, make: Value, path: &str) {
    let named =
        |name: &str, values: Value| json!({ "credential_name": name, "credential_values": values });
    for (method, path, body, status, words) in [
        (Method::POST, "/credentials", make, 409, "already exists"),
        (
            Method::POST,
            "/credentials",
            json!({}),
            422,
            "Field required",
        ),
        (
            Method::POST,
            "/credentials",
            named("x", json!({})),
            400,
            "at least one value",
        ),
        (
            Method::POST,
            "/credentials",
            named("x", json!({ "api_key": "os.environ/LITELLM_SALT_KEY" })),
            400,
            "variable",
        ),
        (
            Method::PATCH,
            "/credentials/nope",
            json!({}),
            404,
            "not found",
        ),
        (
            Method::PATCH,
            path,
            json!({ "credential_name": "other" }),
            400,
            "keeps its name",
        ),
        (
            Method::GET,
            "/credentials/by_name/nope",
            Value::Null,
            404,
            "not found",
        ),
        (
            Method::GET,
            "/credentials/by_model/nope",
            Value::Null,
            404,
            "nope",
        ),
        (
            Method::DELETE,
            "/credentials/nope",
            Value::Null,
            404,
            "not found",
        ),
        (
            Method::DELETE,
            path,
            Value::Null,
            400,
            "Change the model first",
        ),
        (
            Method::POST,
            "/model/new",
            json!({ "model_name": "x", "litellm_params": { "model": "openai/x",
            "litellm_credential_name": "nope" } }),
            400,
            "does not exist",
        ),
    ] {
        let (got, said) = does(proxy, method.clone(), path, body).await;
        assert_eq!(got, status, "{method} {path}: {said}");
        assert!(said.to_string().contains(words), "{path}: {said}");
    }
}

async fn refused_team_models(
    proxy: &Proxy,
    boss: &str,
    params: Value,
    new: impl Fn(&str, Value) -> Value,
) {
    let path = "/model/new";
    for (body, status) in [
        (new("blue", params.clone()), 400),
        (json!({ "model_name": "x", "litellm_params": params }), 403),
        (new("red", json!({ "model": "openai/ok" })), 403),
        (
            new(
                "red",
                json!({ "model": "openai/ok", "api_key": "k", "use_in_pass_through": true }),
            ),
            403,
        ),
        (
            new(
                "red",
                json!({ "model": "openai/ok", "api_key": "k", "litellm_credential_name": "c" }),
            ),
            403,
        ),
    ] {
        let refused = send(proxy, boss, Method::POST, path, &body).await;
        assert_eq!(refused.status, status, "{body}: {}", refused.text());
    }
}
