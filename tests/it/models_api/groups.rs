//! Access groups in both forms.

use super::{calls, declared, does, send};
use crate::chat::priced;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_group_of_models_opens_them_to_the_keys_and_teams_that_have_it() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("one", &upstream, "ok"))
        .deployment(priced("two", &upstream, "ok"))
        .start()
        .await;
    let path = "/v1/access_group";
    let group = json!({ "access_group_name": "more", "access_model_names": ["two"] });
    let (status, made) = does(&proxy, Method::POST, path, group.clone()).await;
    assert_eq!(status, 201, "{made}");
    let id = made["access_group_id"].as_str().expect("an id").to_owned();
    let one = format!("{path}/{id}");
    let by_key = proxy
        .key(&json!({ "models": ["one"], "access_group_ids": [id] }))
        .await;
    let by_group = proxy.key(&json!({ "models": ["one"] })).await;
    let team = json!({ "team_id": "red", "models": ["one"], "access_group_ids": [id] });
    assert_eq!(
        does(&proxy, Method::POST, "/team/new", team).await.1["access_group_ids"],
        json!([id])
    );
    let by_team = proxy.key(&json!({ "team_id": "red" })).await;
    assert_eq!(calls(&proxy, &by_key, "two").await, 200);
    assert_eq!(calls(&proxy, &by_team, "two").await, 200);
    assert_eq!(calls(&proxy, &by_group, "two").await, 403);
    // The group's lists hold who has it by a row of their own.
    let (_, told) = does(&proxy, Method::GET, &one, Value::Null).await;
    assert_eq!(
        told["assigned_key_ids"].as_array().map(Vec::len),
        Some(1),
        "{told}"
    );
    assert_eq!(told["assigned_team_ids"], json!(["red"]));
    let give = json!({ "assigned_key_ids": [by_key, by_group] });
    let (status, given) = does(&proxy, Method::PUT, &one, give).await;
    assert_eq!(status, 200, "{given}");
    assert!(!given.to_string().contains("sk-"), "kept by hash");
    assert_eq!(calls(&proxy, &by_group, "two").await, 200, "at once");
    let renewed = proxy
        .post(&format!("/key/{by_group}/regenerate"), &json!({}))
        .await
        .json();
    let renewed = renewed["key"].as_str().expect("a key").to_owned();
    assert_eq!(
        calls(&proxy, &renewed, "two").await,
        200,
        "a new secret keeps it"
    );
    let info = proxy.get(&format!("/key/info?key={by_key}")).await.json();
    assert_eq!(info["info"]["access_group_ids"], json!([id]));
    refused_groups(&proxy, group, path, &one).await;
    let user = proxy
        .post(
            "/user/new",
            &json!({ "user_id": "u", "user_role": "internal_user", "models": ["one"] }),
        )
        .await;
    let user = user.json()["key"].as_str().expect("a key").to_owned();
    let wider = json!({ "models": ["one"], "access_group_ids": [id] });
    assert_eq!(
        proxy.post_as(&user, "/key/generate", &wider).await.status,
        403,
        "nobody helps themselves"
    );
    let unified = format!("/v1/unified_access_group/{id}");
    assert_eq!(
        does(&proxy, Method::GET, &unified, Value::Null).await.0,
        200
    );
    assert_eq!(
        does(&proxy, Method::GET, path, Value::Null)
            .await
            .1
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    assert_eq!(does(&proxy, Method::DELETE, &one, Value::Null).await.0, 204);
    assert_eq!(calls(&proxy, &by_key, "two").await, 403, "gone at once");
    assert_eq!(calls(&proxy, &by_team, "two").await, 403);
    let info = proxy.get(&format!("/key/info?key={by_key}")).await.json();
    assert_eq!(info["info"]["access_group_ids"], json!([]));
}

#[tokio::test]
async fn deployments_are_marked_with_words_that_lists_may_hold() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("filed", &upstream, "ok"))
        .start()
        .await;
    let params = json!({ "model": "openai/ok", "api_base": upstream.base_url(), "api_key": "k",
        "input_cost_per_token": 0, "output_cost_per_token": 0 });
    declared(&proxy, "fast-1", params.clone(), json!({})).await;
    let second = declared(&proxy, "fast-2", params, json!({})).await;
    let key = proxy.key(&json!({ "models": ["fast"] })).await;
    assert_eq!(calls(&proxy, &key, "fast-1").await, 403);
    let new = json!({ "access_group": "fast", "model_names": ["fast-1"] });
    let (status, made) = does(&proxy, Method::POST, "/access_group/new", new.clone()).await;
    assert_eq!(
        (status, &made["models_updated"]),
        (200, &json!(1)),
        "{made}"
    );
    assert_eq!(calls(&proxy, &key, "fast-1").await, 200);
    let change = json!({ "model_ids": [second] });
    assert_eq!(
        does(&proxy, Method::PUT, "/access_group/fast/update", change)
            .await
            .0,
        200
    );
    assert_eq!(calls(&proxy, &key, "fast-1").await, 403);
    assert_eq!(calls(&proxy, &key, "fast-2").await, 200);
    let (_, all) = does(&proxy, Method::GET, "/access_group/list", Value::Null).await;
    assert_eq!(all["access_groups"][0]["model_names"], json!(["fast-2"]));
    assert_eq!(
        does(&proxy, Method::GET, "/access_group/fast/info", Value::Null)
            .await
            .0,
        200
    );
    let listed = send(
        &proxy,
        &key,
        Method::GET,
        "/v1/models?include_model_access_groups=true",
        &Value::Null,
    )
    .await;
    assert_eq!(listed.json()["data"].as_array().map(Vec::len), Some(2));
    for (method, path, body, status) in [
        (Method::POST, "/access_group/new", new, 409),
        (
            Method::POST,
            "/access_group/new",
            json!({ "access_group": "x" }),
            400,
        ),
        (
            Method::POST,
            "/access_group/new",
            json!({ "access_group": "x", "model_names": ["filed"] }),
            400,
        ),
        (
            Method::PUT,
            "/access_group/nope/update",
            json!({ "model_names": ["fast-1"] }),
            404,
        ),
        (Method::GET, "/access_group/nope/info", Value::Null, 404),
        (
            Method::DELETE,
            "/access_group/nope/delete",
            Value::Null,
            404,
        ),
    ] {
        let (got, said) = does(&proxy, method.clone(), path, body).await;
        assert_eq!(got, status, "{method} {path}: {said}");
    }
    assert_eq!(
        does(
            &proxy,
            Method::DELETE,
            "/access_group/fast/delete",
            Value::Null
        )
        .await
        .0,
        200
    );
    assert_eq!(calls(&proxy, &key, "fast-2").await, 403);
}

async fn refused_groups(proxy: &Proxy, group: Value, path: &str, one: &str) {
    for (method, path, body, status, words) in [
        (Method::POST, path, group, 409, "already exists"),
        (Method::POST, path, json!({}), 422, "Field required"),
        (
            Method::POST,
            path,
            json!({ "access_group_name": "x", "access_agent_ids": ["a"] }),
            400,
            "not supported",
        ),
        (
            Method::PUT,
            one,
            json!({ "assigned_team_ids": ["nope"] }),
            400,
            "does not exist",
        ),
        (
            Method::PUT,
            "/v1/access_group/nope",
            json!({}),
            404,
            "not found",
        ),
        (
            Method::GET,
            "/v1/access_group/nope",
            Value::Null,
            404,
            "not found",
        ),
        (
            Method::DELETE,
            "/v1/access_group/nope",
            Value::Null,
            404,
            "not found",
        ),
        (
            Method::POST,
            "/key/generate",
            json!({ "access_group_ids": ["nope"] }),
            400,
            "does not exist",
        ),
    ] {
        let (got, said) = does(proxy, method.clone(), path, body).await;
        assert_eq!(got, status, "{method} {path}: {said}");
        assert!(said.to_string().contains(words), "{path}: {said}");
    }
}
