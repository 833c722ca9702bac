//! What keys and teams say about their own calls: which pass-through paths, how the router treats them, how long
//! keys of members live, and which part of a limit is promised.

use super::{done, get_as, hello, proxies, proxies_with, send, told, user};
use crate::common::proxy::{Builder, Proxy};
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};

async fn status(proxy: &Proxy, key: &str, path: &str) -> u16 {
    get_as(proxy, key, path).await.status
}

#[tokio::test]
async fn pass_through_paths_are_allowed_and_denied_by_key_and_team() {
    let upstream = Upstream::start();
    let provider = |builder: Builder| {
        builder
            .env("OPENAI_API_KEY", "sk-openai")
            .env("OPENAI_API_BASE", &upstream.base_url())
            .section(
                "general_settings",
                json!({ "pass_through_endpoints": [
                { "path": "/own", "target": upstream.base_url(), "include_subpath": true },
            ] }),
            )
    };
    for proxy in proxies_with(&upstream, provider).await {
        let open = proxy.key(&json!({})).await;
        let narrow = json!({ "team_id": "t", "denied_passthrough_routes": ["/openai/v1/files"] });
        let made = done(&proxy, "/team/new", &narrow).await;
        assert_eq!(
            made["metadata"]["denied_passthrough_routes"],
            json!(["/openai/v1/files"]),
            "{made}"
        );
        let of_team = proxy.key(&json!({ "team_id": "t" })).await;
        let fields = json!({ "team_id": "t", "allowed_passthrough_routes": ["/openai/v1/*"] });
        let of_both = proxy.key(&fields).await;
        let (models, files, own) = ("/openai/v1/models", "/openai/v1/files/f-1", "/own/things");
        for (key, path, refused) in [
            (&open, files, false),
            (&open, own, false),
            (&of_team, models, false),
            (&of_team, files, true),
            // Other spellings of the same path.
            (&of_team, "/openai_passthrough/v1/files/f-1", true),
            (&of_team, "/openai//v1/files/f-1", true),
            (&of_team, "/openai/v1/%66iles/f-1", true),
            (&of_team, own, false),
            (&of_both, models, false),
            (&of_both, files, true),
            (&of_both, own, true),
        ] {
            let reply = get_as(&proxy, key, path).await;
            let says = reply.text().contains("not allowed to call this route");
            assert_eq!(
                (reply.status == 403, says),
                (refused, refused),
                "{path}: {} {}",
                reply.status,
                reply.text()
            );
        }
        // It says nothing about other routes, and holds at once when it is changed.
        assert_eq!(status(&proxy, &of_both, "/v1/models").await, 200);
        done(
            &proxy,
            "/key/update",
            &json!({ "key": of_both, "allowed_passthrough_routes": [] }),
        )
        .await;
        assert_ne!(status(&proxy, &of_both, own).await, 403);
        let rows = super::refused_rows::rows_of(&proxy, &of_both, 4).await;
        let refused = rows.iter().filter(|row| {
            let error = &row["metadata"]["error_information"];
            error.to_string().contains("not allowed to call this route")
        });
        assert_eq!(refused.count(), 2, "refused calls have rows: {rows:?}");
        // Members of the team may not lift it.
        user(&proxy, "m", Some("internal_user")).await;
        let member = proxy.key(&json!({ "user_id": "m" })).await;
        let lifted = json!({ "key": member, "allowed_passthrough_routes": ["/own"] });
        assert_eq!(
            proxy.post_as(&member, "/key/update", &lifted).await.status,
            403
        );
    }
}

async fn call(proxy: &Proxy, key: &str, model: &str) -> crate::common::http::Reply {
    let mut body = hello();
    body["model"] = json!(model);
    proxy.post_as(key, "/v1/chat/completions", &body).await
}

#[tokio::test]
async fn keys_and_teams_have_router_settings_of_their_own() {
    let upstream = Upstream::start();
    let rows = |builder: Builder| {
        builder
            .model("down", &upstream, "status/500")
            .model("slow", &upstream, "ok?delay_ms=800")
            .section(
                "router_settings",
                json!({ "num_retries": 2, "retry_after": 0 }),
            )
    };
    for proxy in proxies_with(&upstream, rows).await {
        let of_team = json!({ "num_retries": 0, "fallbacks": [{ "down": ["gpt"] }], "model_group_alias": { "usual": "gpt" } });
        let made = done(
            &proxy,
            "/team/new",
            &json!({ "team_id": "t", "router_settings": of_team }),
        )
        .await;
        assert_eq!(made["router_settings"]["num_retries"], 0, "{made}");
        let plain = proxy.key(&json!({})).await;
        let team = proxy.key(&json!({ "team_id": "t" })).await;
        let own = json!({ "timeout": 0.3, "fallbacks": [{ "down": ["other"] }] });
        let made = done(
            &proxy,
            "/key/generate",
            &json!({ "team_id": "t", "router_settings": own }),
        )
        .await;
        assert_eq!(
            (
                &made["router_settings"]["timeout"],
                &made["router_settings"]["routing_strategy"]
            ),
            (&json!(0.3), &Value::Null),
            "{made}"
        );
        let own = made["key"].as_str().expect("a key");
        assert_ne!(call(&proxy, &plain, "down").await.status, 200);
        for (key, group) in [(team.as_str(), "gpt"), (own, "other")] {
            let reply = call(&proxy, key, "down").await;
            assert_eq!(
                (reply.status, reply.header("x-litellm-model-group")),
                (200, group),
                "{}",
                reply.text()
            );
            assert_eq!(reply.header("x-litellm-attempted-fallbacks"), "1");
            // The team's alias holds for both.
            assert_eq!(call(&proxy, key, "usual").await.status, 200);
        }
        assert_eq!(call(&proxy, &plain, "usual").await.status, 400);
        assert_eq!(call(&proxy, own, "slow").await.status, 504);
        assert_eq!(call(&proxy, &team, "slow").await.status, 200);
        // A fallback leads nowhere that the caller may not go.
        let narrow = json!({ "models": ["down"], "router_settings": { "num_retries": 0, "fallbacks": [{ "down": ["gpt"] }] } });
        let narrow = proxy.key(&narrow).await;
        assert_ne!(call(&proxy, &narrow, "down").await.status, 200);
        done(
            &proxy,
            "/key/update",
            &json!({ "key": own, "router_settings": {} }),
        )
        .await;
        let reply = call(&proxy, own, "down").await;
        assert_eq!(
            reply.header("x-litellm-model-group"),
            "gpt",
            "the team's again"
        );
    }
}

#[tokio::test]
async fn keys_of_members_end_with_what_the_team_gives_them() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let team = json!({
            "team_id": "t", "team_member_key_duration": "1d", "team_member_permissions": ["/key/generate", "/key/info"],
            "members_with_roles": [{ "user_id": "m", "role": "user" }],
        });
        let member = user(&proxy, "m", Some("internal_user")).await;
        let made = done(&proxy, "/team/new", &team).await;
        assert_eq!(made["metadata"]["team_member_key_duration"], "1d", "{made}");
        let generate =
            async |key: &str, fields: Value| proxy.post_as(key, "/key/generate", &fields).await;
        let made = generate(&member, json!({ "team_id": "t" })).await;
        assert_eq!(made.status, 200, "{}", made.text());
        assert!(made.json()["expires"].is_string(), "{}", made.text());
        let short = generate(&member, json!({ "team_id": "t", "duration": "1h" })).await;
        assert!(short.json()["expires"].as_str() < made.json()["expires"].as_str());
        for duration in ["30d", "25h"] {
            let long = generate(&member, json!({ "team_id": "t", "duration": duration })).await;
            let error = &long.json()["error"];
            assert_eq!(
                (long.status, &error["param"]),
                (400, &json!("duration")),
                "{error}"
            );
        }
        // Their own keys are their own, and an admin is no member.
        let personal = generate(&member, json!({})).await;
        assert_eq!(
            personal.json()["expires"],
            Value::Null,
            "{}",
            personal.text()
        );
        let admins = generate(proxy.master_key(), json!({ "team_id": "t" })).await;
        assert_eq!(admins.json()["expires"], Value::Null);
        let wrong = proxy
            .post(
                "/team/update",
                &json!({ "team_id": "t", "team_member_key_duration": "soon" }),
            )
            .await;
        assert_eq!(wrong.status, 400, "{}", wrong.text());
    }
}

#[tokio::test]
async fn no_more_of_an_organization_s_limit_is_promised_to_teams_than_there_is() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        done(
            &proxy,
            "/organization/new",
            &json!({ "organization_id": "o", "organization_alias": "O", "tpm_limit": 1000 }),
        )
        .await;
        let team = |id: &str, tpm: i64| {
            json!({
                "team_id": id, "organization_id": "o", "tpm_limit": tpm, "tpm_limit_type": "guaranteed_throughput",
            })
        };
        let made = done(&proxy, "/team/new", &team("a", 600)).await;
        assert_eq!(
            made["metadata"]["tpm_limit_type"], "guaranteed_throughput",
            "{made}"
        );
        let over = proxy.post("/team/new", &team("b", 500)).await;
        let error = &over.json()["error"];
        assert_eq!(
            (over.status, &error["param"]),
            (400, &json!("tpm_limit")),
            "{error}"
        );
        done(&proxy, "/team/new", &team("b", 400)).await;
        let raised = json!({ "team_id": "a", "tpm_limit": 601 });
        assert_eq!(proxy.post("/team/update", &raised).await.status, 400);
        let alone =
            json!({ "team_id": "c", "tpm_limit": 1, "tpm_limit_type": "guaranteed_throughput" });
        let alone = proxy.post("/team/new", &alone).await;
        assert_eq!(
            alone.json()["error"]["param"],
            "organization_id",
            "{}",
            alone.text()
        );
        let best = json!({ "team_id": "d", "organization_id": "o", "tpm_limit": 9000, "tpm_limit_type": "best_effort_throughput" });
        done(&proxy, "/team/new", &best).await;
        let listed = told(&proxy, "/team/info?team_id=b").await;
        assert_eq!(listed["team_info"]["tpm_limit"], 400, "{listed}");
        let patch = send(
            &proxy,
            proxy.master_key(),
            Method::POST,
            "/team/update",
            Some(&json!({ "team_id": "b", "tpm_limit_type": null })),
        )
        .await;
        assert_eq!(patch.status, 200, "{}", patch.text());
        done(&proxy, "/team/update", &raised).await;
    }
}
