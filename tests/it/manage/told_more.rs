//! What lists and rows tell beyond the usual: narrowing by every field that LiteLLM's have, and what a call
//! went through.

use super::{done, get_as, hello, proxies, proxies_with, told, user};
use crate::chat::priced;
use crate::common::proxy::{Builder, Proxy};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

fn names<'a>(told: &'a Value, list: &str, member: &str) -> Vec<&'a str> {
    let listed = told[list].as_array().expect("a list").iter();
    listed
        .map(|one| one[member].as_str().expect("a text"))
        .collect()
}

#[tokio::test]
async fn a_row_tells_of_retries_fallbacks_and_guardrails() {
    let upstream = Upstream::start();
    let more = |builder: Builder| {
        let guard = json!({ "guardrail_name": "no-ssn", "litellm_params": {
            "guardrail": "litellm_content_filter", "mode": "pre_call", "default_on": true,
            "patterns": [{ "pattern_type": "prebuilt", "pattern_name": "us_ssn", "action": "BLOCK" }],
        } });
        builder
            .deployment(priced("down", &upstream, "status/500"))
            .deployment(priced("down", &upstream, "status/503"))
            .section("guardrails", json!([guard]))
            .section(
                "router_settings",
                json!({ "num_retries": 1, "retry_after": 0, "fallbacks": [{ "down": ["gpt"] }] }),
            )
    };
    for proxy in proxies_with(&upstream, more).await {
        let key = proxy.key(&json!({ "key_alias": "named" })).await;
        let mut body = hello();
        for (model, fallbacks, asked) in [("gpt", 0, "gpt"), ("down", 1, "down")] {
            body["model"] = json!(model);
            let reply = proxy.post_as(&key, "/v1/chat/completions", &body).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            let row = told(&proxy, "/spend/logs").await[0].clone();
            let metadata = &row["metadata"];
            let header = |name: &str| reply.header(name).parse::<i64>().expect("a number");
            assert_eq!(
                (
                    metadata["attempted_fallbacks"].as_i64(),
                    metadata["attempted_retries"].as_i64()
                ),
                (
                    Some(header("x-litellm-attempted-fallbacks")),
                    Some(header("x-litellm-attempted-retries"))
                ),
                "as the client was told: {row}"
            );
            assert_eq!(metadata["attempted_fallbacks"], fallbacks, "{row}");
            assert_eq!(metadata["original_model_group"], asked, "{row}");
            assert_eq!(metadata["applied_guardrails"], json!(["no-ssn"]), "{row}");
            assert_eq!(metadata["user_api_key_alias"], "named", "{row}");
            let overhead = metadata["litellm_overhead_time_ms"].as_f64();
            let whole = row["request_duration_ms"].as_f64().expect("a duration");
            assert!(
                overhead.is_some_and(|overhead| overhead >= 0.0 && overhead <= whole + 1.0),
                "{row}"
            );
        }
        crate::chat::verified(&proxy);
    }
}

#[tokio::test]
async fn users_are_found_by_their_names_at_the_identity_provider() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        for id in ["ann", "ben", "cid"] {
            let body = json!({ "user_id": id, "sso_user_id": format!("sso-{id}"), "auto_create_key": false });
            done(&proxy, "/user/new", &body).await;
        }
        let path = "/user/list?sso_user_ids=sso-ann,sso-cid&sort_by=user_id";
        let found = told(&proxy, path).await;
        assert_eq!(names(&found, "users", "user_id"), ["ann", "cid"]);
        assert_eq!(found["total"], 2, "{found}");
        let none = told(&proxy, "/user/list?sso_user_ids=nobody").await;
        assert_eq!(none["users"], json!([]));
    }
}

#[tokio::test]
async fn keys_are_found_by_when_they_expire() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        for (alias, duration) in [
            ("dead", json!("0d")),
            ("soon", json!("2d")),
            ("later", json!("60d")),
            ("ever", Value::Null),
        ] {
            let body = json!({ "key_alias": alias, "duration": duration });
            done(&proxy, "/key/generate", &body).await;
        }
        for (expires, found) in [
            ("expired", &["dead"][..]),
            ("active", &["ever", "later", "soon"]),
            ("never", &["ever"]),
            ("7d", &["dead", "soon"]),
            ("2099-01-01", &["dead", "later", "soon"]),
        ] {
            let path = format!(
                "/key/list?return_full_object=true&sort_by=key_alias&sort_order=asc&expires={expires}"
            );
            let listed = told(&proxy, &path).await;
            assert_eq!(names(&listed, "keys", "key_alias"), found, "{expires}");
        }
        let odd = proxy.get("/key/list?expires=sometime").await;
        assert_eq!(odd.status, 400, "{}", odd.text());
    }
}

#[tokio::test]
async fn keys_are_found_by_their_access_group() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let body = json!({ "access_group_name": "blue", "access_model_names": ["gpt"] });
        let made = proxy.post("/v1/access_group", &body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let id = made.json()["access_group_id"]
            .as_str()
            .expect("an id")
            .to_owned();
        let body = json!({ "key_alias": "in", "access_group_ids": [id] });
        done(&proxy, "/key/generate", &body).await;
        done(&proxy, "/key/generate", &json!({ "key_alias": "out" })).await;
        let path = format!("/key/list?return_full_object=true&access_group_id={id}");
        let listed = told(&proxy, &path).await;
        assert_eq!(names(&listed, "keys", "key_alias"), ["in"], "{listed}");
        let none = told(&proxy, "/key/list?access_group_id=other").await;
        assert_eq!(none["keys"], json!([]));
    }
}

/// A model whose deployments fail and then are left alone.
fn odd_models(builder: Builder, upstream: &Upstream) -> Builder {
    builder
        .deployment(priced("sick", upstream, "status/429"))
        .deployment(priced("sick", upstream, "status/429?code=x"))
        .section(
            "router_settings",
            json!({ "num_retries": 1, "retry_after": 0, "cooldown_time": 600,
                    "fallbacks": [{ "gpt": ["other"] }] }),
        )
}

async fn with_team_model(proxy: &Proxy, upstream: &Upstream) {
    let team = json!({
        "team_id": "t", "models": ["gpt"],
        "members_with_roles": [{ "user_id": "ann", "role": "user" }],
    });
    done(proxy, "/team/new", &team).await;
    let model = json!({
        "model_name": "own",
        "litellm_params": { "model": "openai/ok", "api_base": upstream.base_url(), "api_key": "sk-x" },
        "model_info": { "id": "own-id", "team_id": "t" },
    });
    done(proxy, "/model/new", &model).await;
}

#[tokio::test]
async fn models_are_told_by_health_team_and_fallbacks() {
    let upstream = Upstream::start();
    for proxy in proxies_with(&upstream, |builder| odd_models(builder, &upstream)).await {
        let ann = user(&proxy, "ann", Some("internal_user")).await;
        with_team_model(&proxy, &upstream).await;
        let of_team = proxy.key(&json!({ "team_id": "t" })).await;
        let mut body = hello();
        body["model"] = json!("sick");
        let fails = proxy.post("/v1/chat/completions", &body).await;
        assert!(fails.status >= 400, "{}", fails.text());

        let all = told(&proxy, "/v1/models").await;
        assert_eq!(names(&all, "data", "id"), ["gpt", "other", "sick"]);
        let well = told(&proxy, "/v1/models?healthy_only=true").await;
        assert_eq!(names(&well, "data", "id"), ["gpt", "other"]);
        let team = told(&proxy, "/v1/models?team_id=t").await;
        assert_eq!(names(&team, "data", "id"), ["gpt", "own"]);
        let team = get_as(&proxy, &of_team, "/v1/models?team_id=t")
            .await
            .json();
        assert_eq!(names(&team, "data", "id"), ["gpt", "own"]);
        let other = get_as(&proxy, &of_team, "/v1/models?team_id=u").await;
        assert_eq!(other.status, 403, "{}", other.text());
        let gone = proxy.get("/v1/models?team_id=u").await;
        assert_eq!(gone.status, 404, "{}", gone.text());
        let rich = told(&proxy, "/v1/models?include_metadata=true").await;
        assert_eq!(
            (
                &rich["data"][0]["metadata"]["fallbacks"],
                &rich["data"][1]["metadata"]["fallbacks"]
            ),
            (&json!(["other"]), &json!([])),
            "{rich}"
        );
        let plain = &all["data"][0];
        assert!(plain.get("metadata").is_none(), "{plain}");
        let kind = proxy
            .get("/v1/models?include_metadata=true&fallback_type=odd")
            .await;
        assert_eq!(kind.status, 400, "{}", kind.text());

        let shown = |told: &Value| -> Vec<String> {
            let names = names(told, "data", "model_name");
            let mut names: Vec<_> = names.into_iter().map(str::to_owned).collect();
            names.sort();
            names
        };
        let well = told(&proxy, "/model/info?healthy_only=true").await;
        assert_eq!(shown(&well), ["gpt", "other", "own"]);
        let own = told(&proxy, "/model/info?teamId=t").await;
        assert_eq!(shown(&own), ["own"]);
        assert_eq!(
            own["data"][0]["model_info"]["access_via_team_ids"],
            json!(["t"])
        );
        let endpoints = &own["data"][0]["model_info"]["supported_endpoints"];
        let endpoints = endpoints.as_array().expect("endpoints");
        for served in endpoints {
            let path = served.as_str().expect("a path");
            let body = match path {
                "/v1/responses" => json!({ "model": "gpt", "input": "hi" }),
                "/v1/completions" => json!({ "model": "gpt", "prompt": "hi" }),
                _ => hello(),
            };
            let reply = proxy.post(path, &body).await;
            assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        }
        assert!(endpoints.contains(&json!("/v1/chat/completions")));

        // Members see what their teams may call when they ask for it.
        let before = get_as(&proxy, &ann, "/v2/model/info").await.json();
        assert!(!shown(&before).contains(&"own".to_owned()), "{before}");
        for path in ["/v2/model/info", "/model/info"] {
            let path = format!("{path}?include_team_models=true");
            let with = get_as(&proxy, &ann, &path).await.json();
            assert!(shown(&with).contains(&"own".to_owned()), "{path}: {with}");
        }
        let added = told(&proxy, "/v2/model/info?user_models_only=true").await;
        assert_eq!(shown(&added), ["own"], "what the caller added");
        let hers = get_as(&proxy, &ann, "/v2/model/info?user_models_only=true").await;
        assert_eq!(hers.json()["data"], json!([]));
        let calm = told(
            &proxy,
            "/v2/model/info?exclude_auto_routers=true&debug=true",
        )
        .await;
        assert_eq!(calm["total_count"], 5, "{calm}");
    }
}
