//! Settings of keys, teams and the proxy that say something about calls: each has its effect, and those
//! that would have none are refused by name.

use super::{CALL_USD, called, done, hello, near, proxies, proxies_with, told, user};
use crate::chat::priced;
use crate::common::http::Reply;
use crate::common::proxy::{Builder, Proxy};
use crate::common::upstream::Upstream;
use futures_util::future::join_all;
use serde_json::{Value, json};

/// Less than one call costs.
const TINY: f64 = 0.0001;

async fn call(proxy: &Proxy, key: &str, more: &Value) -> Reply {
    let mut body = hello();
    if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
        body.extend(more.clone());
    }
    proxy.post_as(key, "/v1/chat/completions", &body).await
}

async fn status(proxy: &Proxy, key: &str, more: &Value) -> u16 {
    call(proxy, key, more).await.status
}

#[tokio::test]
async fn end_users_without_a_budget_of_their_own_have_the_usual_one() {
    let upstream = Upstream::start();
    let settings = json!({ "max_end_user_budget": TINY });
    let amount = |builder: Builder| builder.section("litellm_settings", settings.clone());
    for proxy in proxies_with(&upstream, amount).await {
        done(
            &proxy,
            "/customer/new",
            &json!({ "user_id": "rich", "max_budget": 1 }),
        )
        .await;
        done(&proxy, "/customer/new", &json!({ "user_id": "plain" })).await;
        let key = proxy.key(&json!({})).await;
        for (user, second) in [("nobody-made", 422), ("plain", 422), ("rich", 200)] {
            let named = json!({ "user": user });
            assert_eq!(status(&proxy, &key, &named).await, 200, "{user}");
            assert_eq!(status(&proxy, &key, &named).await, second, "{user}");
        }
        assert_eq!(
            called(&proxy, &key).await,
            200,
            "a call for nobody is under none"
        );
        let master = status(
            &proxy,
            proxy.master_key(),
            &json!({ "user": "nobody-made" }),
        )
        .await;
        assert_eq!(master, 422, "it holds for the master key too");
    }
}

#[tokio::test]
async fn a_named_budget_is_that_of_every_end_user_or_of_those_of_a_key() {
    let upstream = Upstream::start();
    let settings = json!({ "max_end_user_budget_id": "usual" });
    let named = |builder: Builder| builder.section("litellm_settings", settings.clone());
    for proxy in proxies_with(&upstream, named).await {
        let key = proxy.key(&json!({})).await;
        let ann = json!({ "user": "ann" });
        assert_eq!(status(&proxy, &key, &ann).await, 200);
        assert_eq!(
            status(&proxy, &key, &ann).await,
            200,
            "a budget that nobody made limits nothing"
        );
        done(
            &proxy,
            "/budget/new",
            &json!({ "budget_id": "usual", "rpm_limit": 1, "max_budget": 5 }),
        )
        .await;
        let ben = json!({ "user": "ben" });
        assert_eq!(
            (
                status(&proxy, &key, &ben).await,
                status(&proxy, &key, &ben).await
            ),
            (200, 429)
        );
        done(
            &proxy,
            "/budget/new",
            &json!({ "budget_id": "tight", "max_budget": TINY }),
        )
        .await;
        let tight = proxy.key(&json!({ "end_user_budget_id": "tight" })).await;
        let cat = json!({ "user": "cat" });
        assert_eq!(
            (
                status(&proxy, &tight, &cat).await,
                status(&proxy, &tight, &cat).await
            ),
            (200, 422)
        );
        let missing = proxy
            .post("/key/generate", &json!({ "end_user_budget_id": "nope" }))
            .await;
        assert_eq!(missing.status, 400, "{}", missing.text());
    }
}

#[tokio::test]
async fn a_user_s_budget_holds_in_teams_where_the_operator_says_so() {
    let upstream = Upstream::start();
    for (setting, second) in [(false, 200), (true, 422)] {
        let settings = json!({ "apply_user_budget_to_team_keys": setting });
        let apply = |builder: Builder| builder.section("general_settings", settings.clone());
        for proxy in proxies_with(&upstream, apply).await {
            user(&proxy, "u", Some("internal_user")).await;
            let poor = json!({ "user_id": "u", "max_budget": TINY, "models": ["other"] });
            done(&proxy, "/user/update", &poor).await;
            done(
                &proxy,
                "/team/new",
                &json!({ "team_id": "t", "members": ["u"] }),
            )
            .await;
            let key = proxy.key(&json!({ "user_id": "u", "team_id": "t" })).await;
            assert_eq!(called(&proxy, &key).await, 200, "the models are the team's");
            assert_eq!(called(&proxy, &key).await, second);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_proxy_and_each_deployment_take_so_many_calls_at_once() {
    let upstream = Upstream::start();
    for (settings, most) in [
        (json!({ "global_max_parallel_requests": 3 }), 3),
        (json!({ "max_parallel_requests": 2 }), 2),
    ] {
        let slow = priced("slow", &upstream, "ok?delay_ms=2000");
        let builder = Proxy::builder().section("general_settings", settings);
        let proxy = builder.deployment(slow).start().await;
        let keys = [proxy.key(&json!({})).await, proxy.key(&json!({})).await];
        let said = json!({ "model": "slow" });
        let calls = keys
            .iter()
            .cycle()
            .take(16)
            .map(|key| status(&proxy, key, &said));
        let statuses = join_all(calls).await;
        let passed = statuses.iter().filter(|status| **status == 200).count();
        assert_eq!(passed, most, "{statuses:?}");
        assert!(
            statuses.iter().all(|status| matches!(status, 200 | 429)),
            "{statuses:?}"
        );
    }
}

#[tokio::test]
async fn requests_hold_what_the_operator_and_the_key_ask_for() {
    let upstream = Upstream::start();
    let settings = json!({ "enforced_params": ["metadata.generation_name"] });
    let enforced = |builder: Builder| builder.section("general_settings", settings.clone());
    for proxy in proxies_with(&upstream, enforced).await {
        let (all, own) = (
            proxy.key(&json!({})).await,
            json!({ "enforced_params": ["user"] }),
        );
        let made = done(&proxy, "/key/generate", &own).await;
        assert_eq!(
            made["metadata"]["enforced_params"],
            json!(["user"]),
            "among the notes"
        );
        assert_eq!(made["enforced_params"], Value::Null);
        let own = made["key"].as_str().expect("a key");
        let named = json!({ "metadata": { "generation_name": "x" } });
        let both = json!({ "metadata": { "generation_name": "x" }, "user": "u" });
        let none = call(&proxy, &all, &json!({})).await;
        assert_eq!(none.status, 400, "{}", none.text());
        let message = none.json()["error"]["message"].to_string();
        assert!(
            message.contains("please pass param=metadata.generation_name in request body"),
            "{message}"
        );
        assert_eq!(status(&proxy, &all, &json!({ "metadata": {} })).await, 400);
        assert_eq!(status(&proxy, &all, &named).await, 200);
        assert_eq!(
            (
                status(&proxy, own, &named).await,
                status(&proxy, own, &both).await
            ),
            (400, 200)
        );
    }
    let user = json!({ "enforce_user_param": true });
    let proxy = proxies_with(&upstream, |builder| {
        builder.section("general_settings", user.clone())
    })
    .await
    .remove(0);
    let key = proxy.key(&json!({})).await;
    assert_eq!(
        (
            called(&proxy, &key).await,
            status(&proxy, &key, &json!({ "user": "u" })).await
        ),
        (400, 200)
    );
}

#[tokio::test]
async fn beyond_a_model_s_budget_its_fallbacks_serve_in_turn() {
    let upstream = Upstream::start();
    let third = |builder: Builder| {
        builder.deployment(priced(
            "third",
            &upstream,
            "ok?prompt=30&cached=10&completion=20&reasoning=15",
        ))
    };
    for proxy in proxies_with(&upstream, third).await {
        let tiny = json!({ "max_budget": TINY });
        let fields = json!({
            "model_max_budget": { "gpt": tiny, "other": tiny }, "budget_fallbacks": { "gpt": ["no-such", "other", "third"] },
        });
        let made = done(&proxy, "/key/generate", &fields).await;
        assert_eq!(
            made["budget_fallbacks"]["gpt"],
            json!(["no-such", "other", "third"])
        );
        let key = made["key"].as_str().expect("a key");
        let mut answered = Vec::new();
        for _ in 0..4 {
            let reply = call(&proxy, key, &json!({})).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            answered.push((
                reply.header("x-litellm-model-group").to_owned(),
                reply.header("x-cw-degraded-from").to_owned(),
            ));
        }
        let answered: Vec<_> = answered
            .iter()
            .map(|(to, from)| (to.as_str(), from.as_str()))
            .collect();
        assert_eq!(
            answered,
            [
                ("gpt", ""),
                ("other", "gpt"),
                ("third", "gpt"),
                ("third", "gpt")
            ]
        );
        let alone = call(&proxy, key, &json!({ "model": "other" })).await;
        assert_eq!(alone.status, 422, "the fallbacks are those of gpt");
        let vain = proxy
            .post(
                "/key/generate",
                &json!({ "budget_fallbacks": { "gpt": ["other"] } }),
            )
            .await;
        assert_eq!(
            (vain.status, &vain.json()["error"]["param"]),
            (400, &json!("budget_fallbacks"))
        );
    }
}

#[tokio::test]
async fn a_key_s_calls_with_a_tag_have_a_limit_of_their_own() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let made = done(
            &proxy,
            "/key/generate",
            &json!({ "metadata": { "tag_rpm_limit": { "batch": 1 } } }),
        )
        .await;
        let key = made["key"].as_str().expect("a key");
        let tagged = json!({ "metadata": { "tags": ["x", "batch"] } });
        let first = call(&proxy, key, &tagged).await;
        assert_eq!(
            (
                first.status,
                first.header("x-ratelimit-tag_per_key-remaining-requests")
            ),
            (200, "0")
        );
        let second = call(&proxy, key, &tagged).await;
        assert_eq!(second.status, 429);
        let message = second.json()["error"]["message"].to_string();
        assert!(
            message.contains("Rate limit exceeded for tag_per_key: "),
            "{message}"
        );
        assert_eq!(
            called(&proxy, key).await,
            200,
            "calls without the tag go on"
        );
        let info = told(&proxy, &format!("/key/info?key={key}")).await;
        assert_eq!(info["info"]["metadata"]["tag_rpm_limit"]["batch"], 1);
        let other = proxy.key(&json!({ "tag_rpm_limit": { "batch": 1 } })).await;
        assert_eq!(
            status(&proxy, &other, &tagged).await,
            200,
            "each key counts for itself"
        );
    }
}

#[tokio::test]
async fn output_that_nobody_limits_counts_as_the_key_expects_it() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let left = async |fields: Value| {
            let key = proxy.key(&fields).await;
            let body = json!({ "model": "gpt", "messages": [{ "role": "user", "content": "hi" }] });
            let reply = proxy.post_as(&key, "/v1/chat/completions", &body).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            let left = reply.header("x-ratelimit-api_key-remaining-tokens");
            left.parse::<i64>().expect("a number")
        };
        let plain = left(json!({ "tpm_limit": 5000 })).await;
        let expected =
            left(json!({ "tpm_limit": 5000, "default_estimated_output_tokens": 1000 })).await;
        assert_eq!(plain - expected, 1000);
        let of_model = json!({ "gpt": 2000, "other": 1 });
        let fields = json!({
            "tpm_limit": 5000, "default_estimated_output_tokens": 1000, "default_estimated_output_tokens_per_model": of_model,
        });
        assert_eq!(plain - left(fields).await, 2000);
        done(
            &proxy,
            "/team/new",
            &json!({ "team_id": "t", "default_estimated_output_tokens": 500 }),
        )
        .await;
        assert_eq!(
            plain - left(json!({ "tpm_limit": 5000, "team_id": "t" })).await,
            500
        );
    }
}

#[tokio::test]
async fn a_key_may_be_spared_the_guardrails_that_look_at_every_call() {
    let upstream = Upstream::start();
    let words = json!([{ "keyword": "hi", "action": "BLOCK", "description": "why" }]);
    let guardrail = json!([{ "guardrail_name": "words", "litellm_params": {
        "guardrail": "litellm_content_filter", "mode": "pre_call", "default_on": true, "blocked_words": words,
    } }]);
    let guarded = |builder: Builder| builder.section("guardrails", guardrail.clone());
    for proxy in proxies_with(&upstream, guarded).await {
        let (held, spared) = (
            proxy.key(&json!({})).await,
            proxy
                .key(&json!({ "disable_global_guardrails": true }))
                .await,
        );
        assert_eq!(
            (called(&proxy, &held).await, called(&proxy, &spared).await),
            (400, 200)
        );
        let asked = json!({ "guardrails": ["words"] });
        assert_eq!(
            status(&proxy, &spared, &asked).await,
            400,
            "what the request asks for looks"
        );
        done(
            &proxy,
            "/team/new",
            &json!({ "team_id": "t", "disable_global_guardrails": true }),
        )
        .await;
        let of_team = proxy.key(&json!({ "team_id": "t" })).await;
        assert_eq!(called(&proxy, &of_team).await, 200);
        let own = user(&proxy, "u", Some("internal_user")).await;
        let body = json!({ "disable_global_guardrails": true });
        let reply = proxy.post_as(&own, "/key/generate", &body).await;
        assert_eq!(
            reply.status,
            403,
            "only admins spare a key: {}",
            reply.text()
        );
    }
}

#[tokio::test]
async fn no_more_of_a_team_s_limit_is_promised_than_there_is() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        done(
            &proxy,
            "/team/new",
            &json!({ "team_id": "t", "rpm_limit": 100 }),
        )
        .await;
        let promised = |rpm: i64| json!({ "team_id": "t", "rpm_limit": rpm, "rpm_limit_type": "guaranteed_throughput" });
        let first = done(&proxy, "/key/generate", &promised(60)).await;
        assert_eq!(first["metadata"]["rpm_limit_type"], "guaranteed_throughput");
        let over = proxy.post("/key/generate", &promised(50)).await;
        assert_eq!(
            (over.status, &over.json()["error"]["param"]),
            (400, &json!("rpm_limit"))
        );
        done(&proxy, "/key/generate", &promised(40)).await;
        let best =
            json!({ "team_id": "t", "rpm_limit": 500, "rpm_limit_type": "best_effort_throughput" });
        done(&proxy, "/key/generate", &best).await;
        let raised = proxy
            .post(
                "/key/update",
                &json!({ "key": first["key"], "rpm_limit": 61 }),
            )
            .await;
        assert_eq!(raised.status, 400, "{}", raised.text());
        done(
            &proxy,
            "/key/update",
            &json!({ "key": first["key"], "rpm_limit": 59 }),
        )
        .await;
    }
}

#[tokio::test]
async fn fields_without_effect_are_refused_with_the_way_out() {
    let upstream = Upstream::start();
    let proxy = proxies(&upstream).await.remove(0);
    for (path, fields, way) in [
        (
            "/key/generate",
            json!({ "auto_rotate": true, "rotation_interval": "30d" }),
            "/key/{key}/regenerate",
        ),
        (
            "/key/generate",
            json!({ "throttle_on_budget_exceeded": true }),
            "degrade_to",
        ),
        (
            "/key/generate",
            json!({ "router_settings": { "routing_strategy": "least-busy" } }),
            "for everybody in router_settings",
        ),
        (
            "/team/new",
            json!({ "router_settings": { "timeout": "long" } }),
            "a number of seconds",
        ),
        (
            "/key/generate",
            json!({ "rpm_limit_type": "dynamic", "rpm_limit": 1 }),
            "hold",
        ),
        ("/key/generate", json!({ "project_id": "p" }), "team_id"),
        (
            "/key/generate",
            json!({ "denied_passthrough_routes": ["x"] }),
            "is no path",
        ),
        (
            "/budget/new",
            json!({ "budget_reset_at": "2030-01-01" }),
            "budget_duration",
        ),
        ("/user/new", json!({ "send_invite_email": true }), "mail"),
    ] {
        let name = fields
            .as_object()
            .expect("fields")
            .keys()
            .find(|name| *name != "user_id" && *name != "rpm_limit");
        let name = name.expect("a field").clone();
        let reply = proxy.post(path, &fields).await;
        let error = &reply.json()["error"];
        assert_eq!(
            (reply.status, &error["param"]),
            (400, &json!(name)),
            "{path} {fields}: {error}"
        );
        let message = error["message"].as_str().expect("a message");
        assert!(message.contains(way), "{message}");
    }
    // What says nothing is taken, as clients send whole forms.
    let nothing = json!({
        "auto_rotate": false, "tpd_limit": null, "router_settings": { "num_retries": null, "fallbacks": [] }, "policies": [],
    });
    let key = proxy.key(&nothing).await;
    assert_eq!(called(&proxy, &key).await, 200);
    let info = told(&proxy, &format!("/key/info?key={key}")).await;
    assert!(near(&info["info"]["spend"], CALL_USD));
}

/// A front end that serves many people with one key says in a header whose request it is.
#[tokio::test]
async fn the_operator_s_headers_name_the_end_user() {
    let upstream = Upstream::start();
    let settings = json!({ "user_header_name": "X-Older", "user_header_mappings": [
        { "header_name": "X-Front-User-Id", "litellm_user_role": "internal_user" },
        { "header_name": "X-Front-Email", "litellm_user_role": "customer" },
    ] });
    let named = |builder: Builder| builder.section("general_settings", settings.clone());
    for proxy in proxies_with(&upstream, named).await {
        let block = json!({ "user_ids": ["ann@example.com"] });
        done(
            &proxy,
            "/customer/new",
            &json!({ "user_id": "ann@example.com" }),
        )
        .await;
        done(&proxy, "/customer/block", &block).await;
        let key = proxy.key(&json!({})).await;
        let status = async |headers: &[(&str, &str)]| {
            let url = format!("{}/v1/chat/completions", proxy.url());
            let mut request = crate::common::http::client().post(url).bearer_auth(&key);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let mut body = hello();
            body["user"] = json!("of the body");
            let request = request
                .header("content-type", "application/json")
                .body(body.to_string());
            request.send().await.expect("an answer").status().as_u16()
        };
        let ann = ("x-front-email", "ann@example.com");
        assert_ne!(status(&[ann]).await, 200, "she is blocked");
        assert_ne!(status(&[("x-older", "ann@example.com")]).await, 200);
        assert_eq!(
            status(&[ann, ("x-litellm-end-user-id", "cat")]).await,
            200,
            "LiteLLM's own counts first"
        );
        assert_eq!(
            status(&[("x-front-email", "ben"), ("x-older", "dan")]).await,
            200
        );
        assert_eq!(
            status(&[("x-front-user-id", "ann@example.com")]).await,
            200,
            "that is no end user"
        );
        let rows = told(&proxy, "/spend/logs").await;
        // What was refused to her is on record too, a little later.
        let rows = rows.as_array().expect("rows").iter();
        let answered = rows.filter(|row| row["status"] == "success");
        let mut users: Vec<_> = answered
            .filter_map(|row| row["end_user"].as_str())
            .collect();
        users.sort_unstable();
        assert_eq!(users, ["ben", "cat", "of the body"]);
    }
}
