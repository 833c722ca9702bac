//! Models, credentials and access groups through the management API: each route's good and bad answers,
//! and that what they say holds for the next call.

use crate::chat::priced;
use crate::common::http::{self, Reply};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};

fn hello(model: &str) -> Value {
    json!({ "model": model, "messages": [{ "role": "user", "content": "hi" }] })
}

async fn send(proxy: &Proxy, key: &str, method: Method, path: &str, body: &Value) -> Reply {
    let url = format!("{}{path}", proxy.url());
    let body = (!body.is_null()).then_some(body);
    let sent = http::open(method, &url, key, body).await;
    Reply::read(sent.expect("an answer")).await
}

/// As the master; tells status and JSON.
async fn does(proxy: &Proxy, method: Method, path: &str, body: Value) -> (u16, Value) {
    let reply = send(proxy, proxy.master_key(), method, path, &body).await;
    let said = serde_json::from_slice(&reply.body).unwrap_or_default();
    (reply.status, said)
}

async fn calls(proxy: &Proxy, key: &str, model: &str) -> u16 {
    let path = "/v1/chat/completions";
    proxy.post_as(key, path, &hello(model)).await.status
}

async fn declared(proxy: &Proxy, name: &str, params: Value, info: Value) -> String {
    let body = json!({ "model_name": name, "litellm_params": params, "model_info": info });
    let (status, made) = does(proxy, Method::POST, "/model/new", body).await;
    assert_eq!(status, 200, "{made}");
    made["model_id"].as_str().expect("an id").to_owned()
}

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
    let give = json!({ "assigned_key_ids": [by_group] });
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

#[tokio::test]
async fn health_calls_models_for_real_and_every_check_is_on_record() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("well", &upstream, "ok"))
        .deployment(priced("unwell", &upstream, "status?code=401"))
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
    assert_eq!(rows.len(), 2, "checks are metered");
    let key = proxy.key(&json!({ "models": ["well"] })).await;
    let told = send(&proxy, &key, Method::GET, "/health", &Value::Null)
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
                json!({ "model": "openai/ok", "api_key": "k", "litellm_credential_name": "c" }),
            ),
            403,
        ),
    ] {
        let refused = send(proxy, boss, Method::POST, path, &body).await;
        assert_eq!(refused.status, status, "{body}: {}", refused.text());
    }
}
