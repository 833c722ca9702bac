//! The operator's lists of routes: which need no key, which are for admins, which there are; and whether admins of
//! organizations make keys.

use super::{called, done, get_as, hello, proxies, proxies_with, told, user};
use crate::common::http;
use crate::common::upstream::Upstream;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn listed_routes_need_no_key_where_they_cost_nothing() {
    let upstream = Upstream::start();
    let with = |builder: crate::common::proxy::Builder| {
        let listed = json!([
            "/v1/models",
            "/models/*",
            "/spend/calculate",
            "/v1/chat/completions",
            "/key/list",
            "/health/readiness",
            "nonsense",
            "info_routes",
        ]);
        builder.section("general_settings", json!({ "public_routes": listed }))
    };
    for proxy in proxies_with(&upstream, with).await {
        let url = |path: &str| format!("{}{path}", proxy.url());
        // Without a key, and with one that nobody has.
        for key in ["", "sk-nobody-has-this-key"] {
            let models = http::get(&url("/v1/models"), key).await;
            assert_eq!(models.status, 200, "{}", models.text());
            assert_eq!(models.json()["data"][0]["id"], "gpt");
            let one = http::get(&url("/models/gpt"), key).await;
            assert_eq!(one.status, 200, "{}", one.text());
            let asked =
                json!({ "model": "gpt", "messages": [{ "role": "user", "content": "hi" }] });
            let price = http::post(&url("/spend/calculate"), key, &asked).await;
            assert_eq!(price.status, 200, "{}", price.text());
            // What is not listed, and what spends or tells of somebody though it is.
            for closed in [
                "/models",
                "/model/info",
                "/key/list",
                "/health",
                "/user/info",
            ] {
                let refused = http::get(&url(closed), key).await;
                assert_eq!(refused.status, 401, "{closed}: {}", refused.text());
            }
            let refused = http::post(&url("/v1/chat/completions"), key, &hello()).await;
            assert_eq!(refused.status, 401, "{}", refused.text());
        }
        assert_eq!(told(&proxy, "/spend/logs").await, json!([]));
        // The operator is told at the start.
        let notices = proxy.stderr();
        for said in [
            "public_routes[1] (line",
            "opens /models/{*id} and nothing else",
            "needs a key in any case",
            "is neither a path nor a group of routes",
            "opens nothing: list the paths",
        ] {
            assert!(notices.contains(said), "{said}\n{notices}");
        }
        for silent in ["public_routes[0]", "public_routes[2]", "public_routes[5]"] {
            assert!(!notices.contains(silent), "{silent}\n{notices}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn routes_may_be_for_admins_alone() {
    let upstream = Upstream::start();
    let with = |builder: crate::common::proxy::Builder| {
        let listed = json!([
            "/v1/models/*",
            "/key/info",
            "/v1/chat/completions",
            "LiteLLMRoutes.spend_tracking_routes"
        ]);
        builder.section("general_settings", json!({ "admin_only_routes": listed }))
    };
    for proxy in proxies_with(&upstream, with).await {
        let ann = user(&proxy, "ann", Some("internal_user")).await;
        let eve = user(&proxy, "eve", Some("proxy_admin")).await;
        for path in [
            "/v1/models/gpt",
            "/v1/models/%67pt",
            "/key/info",
            "/spend/logs",
        ] {
            let refused = get_as(&proxy, &ann, path).await;
            assert_eq!(refused.status, 401, "{path}: {}", refused.text());
            assert!(
                refused.text().contains("is an admin only route"),
                "{}",
                refused.text()
            );
            for admin in [eve.as_str(), proxy.master_key()] {
                let reply = get_as(&proxy, admin, path).await;
                assert!(
                    !reply.text().contains("admin only"),
                    "{path}: {}",
                    reply.text()
                );
            }
        }
        assert_eq!(get_as(&proxy, &ann, "/v1/models").await.status, 200);
        assert_eq!(called(&proxy, &ann).await, 401);
        assert_eq!(called(&proxy, &eve).await, 200);
        // The refused call has a row; what is no call of a model has none.
        let rows = super::refused_rows::rows_of(&proxy, &ann, 1).await;
        let said = rows[0]["metadata"]["error_information"].to_string();
        assert!(said.contains("is an admin only route"), "{}", rows[0]);
        assert!(
            proxy
                .stderr()
                .contains("the admin pages go by rights of their own")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_routes_than_the_listed_are_not_there() {
    let upstream = Upstream::start();
    let with = |builder: crate::common::proxy::Builder| {
        let listed = json!([
            "/v1/chat/completions",
            "/key/generate",
            "/spend/logs",
            "LiteLLMRoutes.public_routes"
        ]);
        builder.section("general_settings", json!({ "allowed_routes": listed }))
    };
    for proxy in proxies_with(&upstream, with).await {
        let key = proxy.key(&json!({})).await;
        assert_eq!(called(&proxy, &key).await, 200);
        for path in ["/v1/models", "/key/list", "/metrics", "/openai/v1/models"] {
            for caller in [key.as_str(), proxy.master_key()] {
                let refused = get_as(&proxy, caller, path).await;
                assert_eq!(refused.status, 403, "{path}: {}", refused.text());
                assert!(refused.text().contains("not allowed"), "{}", refused.text());
            }
        }
        let rows = super::refused_rows::rows_of(&proxy, &key, 2).await;
        let mut refused = rows.iter().filter(|row| row["status"] == "failure");
        let said = refused.next().expect("a refused call").to_string();
        assert!(said.contains("/openai/v1/models not allowed"), "{said}");
        // What watches the proxy goes on.
        let url = format!("{}/health/liveliness", proxy.url());
        assert_eq!(http::get(&url, "").await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn organization_admins_may_be_kept_from_making_keys() {
    let upstream = Upstream::start();
    let off = |builder: crate::common::proxy::Builder| {
        let settings = json!({ "disable_key_generate_for_org_admin": true });
        builder.section("general_settings", settings)
    };
    let mut all = vec![];
    all.extend(
        proxies(&upstream)
            .await
            .into_iter()
            .map(|proxy| (proxy, false)),
    );
    all.extend(
        proxies_with(&upstream, off)
            .await
            .into_iter()
            .map(|proxy| (proxy, true)),
    );
    for (proxy, mut is_off) in all {
        let ann = user(&proxy, "ann", Some("internal_user")).await;
        let bob = user(&proxy, "bob", Some("internal_user")).await;
        done(
            &proxy,
            "/organization/new",
            &json!({ "organization_alias": "acme", "organization_id": "acme" }),
        )
        .await;
        let member = json!({ "organization_id": "acme", "member": { "user_id": "ann", "role": "org_admin" } });
        done(&proxy, "/organization/member_add", &member).await;
        for _ in 0..2 {
            let made = proxy.post_as(&ann, "/key/generate", &json!({})).await;
            assert_eq!(
                made.status,
                if is_off { 403 } else { 200 },
                "{}",
                made.text()
            );
            assert_eq!(
                made.text().contains("disable_key_generate_for_org_admin"),
                is_off
            );
            // The others are not meant.
            let made = proxy.post_as(&bob, "/key/generate", &json!({})).await;
            assert_eq!(made.status, 200, "{}", made.text());
            // Or while it runs.
            let url = format!("{}/update/ui_settings", proxy.url());
            let body = json!({ "disable_key_generate_for_org_admin": true });
            let set = http::open(
                reqwest::Method::PATCH,
                &url,
                proxy.master_key(),
                Some(&body),
            )
            .await;
            assert_eq!(set.expect("an answer").status(), 200);
            is_off = true;
        }
    }
}
