//! What members of organizations, holders of a budget and end users are kept to: money, models, a region.

use super::{CALL_USD, done, get_as, hello, near, proxies, proxies_with, send, told, user};
use crate::chat::priced;
use crate::common::proxy::{Builder, Proxy};
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};

/// Less than one call costs.
const TINY: f64 = 0.0001;

async fn call(proxy: &Proxy, key: &str, more: &Value) -> (u16, Value) {
    let mut body = hello();
    if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
        body.extend(more.clone());
        body.retain(|_, value| !value.is_null());
    }
    let reply = proxy.post_as(key, "/v1/chat/completions", &body).await;
    (reply.status, reply.json())
}

#[tokio::test]
async fn a_member_of_an_organization_has_a_budget_there() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        user(&proxy, "u", Some("internal_user")).await;
        done(
            &proxy,
            "/organization/new",
            &json!({ "organization_id": "o", "organization_alias": "O" }),
        )
        .await;
        done(
            &proxy,
            "/team/new",
            &json!({ "team_id": "t", "organization_id": "o" }),
        )
        .await;
        let joined = json!({
            "organization_id": "o", "member": { "user_id": "u", "role": "internal_user" }, "max_budget_in_organization": TINY,
        });
        let made = done(&proxy, "/organization/member_add", &joined).await;
        let member = &made["updated_organization_memberships"][0];
        assert!(near(&member["max_budget_in_organization"], TINY), "{made}");
        assert!(
            near(&member["litellm_budget_table"]["max_budget"], TINY),
            "{made}"
        );

        // Their keys there share it: those of the organization and those of its teams.
        let own = proxy
            .key(&json!({ "user_id": "u", "organization_id": "o" }))
            .await;
        let of_team = proxy.key(&json!({ "user_id": "u", "team_id": "t" })).await;
        let nobodys = proxy.key(&json!({ "team_id": "t" })).await;
        assert_eq!(call(&proxy, &own, &json!({})).await.0, 200);
        let (status, refused) = call(&proxy, &of_team, &json!({})).await;
        assert_eq!(status, 422, "{refused}");
        let error = &refused["error"];
        let message = error["message"].as_str().expect("a message");
        assert!(message.contains("OrganizationMember=u:o"), "{message}");
        let told_of = &error["provider_specific_fields"];
        assert!(message.contains("0.0001"), "{message} {told_of}");
        assert_eq!(
            call(&proxy, &nobodys, &json!({})).await.0,
            200,
            "another member's"
        );

        let info = told(&proxy, "/organization/info?organization_id=o").await;
        let shown = info["members"].as_array().expect("members").iter();
        let mut shown = shown.filter(|member| member["user_id"] == "u");
        assert!(near(&shown.next().expect("u")["spend"], CALL_USD), "{info}");

        let more =
            json!({ "organization_id": "o", "user_id": "u", "max_budget_in_organization": 1 });
        let master = proxy.master_key();
        let path = "/organization/member_update";
        let changed = send(&proxy, master, Method::PATCH, path, Some(&more)).await;
        assert_eq!(changed.status, 200, "{}", changed.text());
        assert!(near(&changed.json()["max_budget_in_organization"], 1.0));
        assert_eq!(call(&proxy, &of_team, &json!({})).await.0, 200);
        let models = json!({ "organization_id": "o", "user_id": "u", "allowed_models": ["other"] });
        let changed = send(&proxy, master, Method::PATCH, path, Some(&models)).await;
        assert_eq!(changed.status, 200, "{}", changed.text());
        let (status, refused) = call(&proxy, &of_team, &json!({})).await;
        assert_eq!(
            (status, &refused["error"]["type"]),
            (403, &json!("org_model_access_denied"))
        );
    }
}

#[tokio::test]
async fn a_budget_says_which_models_may_be_called_under_it() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let other = json!({ "model": "other" });
        done(
            &proxy,
            "/budget/new",
            &json!({ "budget_id": "narrow", "allowed_models": ["other"] }),
        )
        .await;
        let shown = done(&proxy, "/budget/info", &json!({ "budgets": ["narrow"] })).await;
        assert_eq!(shown[0]["allowed_models"], json!(["other"]));
        let made = json!({ "organization_id": "o", "organization_alias": "O", "allowed_models": ["other"] });
        let made = done(&proxy, "/organization/new", &made).await;
        assert_eq!(
            made["litellm_budget_table"]["allowed_models"],
            json!(["other"]),
            "{made}"
        );
        let wide = json!({ "organization_id": "p", "organization_alias": "P", "budget_id": "narrow", "models": ["*"] });
        done(&proxy, "/organization/new", &wide).await;
        done(
            &proxy,
            "/customer/new",
            &json!({ "user_id": "c", "budget_id": "narrow" }),
        )
        .await;
        done(
            &proxy,
            "/customer/new",
            &json!({ "user_id": "d", "models": ["other"] }),
        )
        .await;
        for (fields, named, kind) in [
            (
                json!({ "organization_id": "o" }),
                json!({}),
                "org_model_access_denied",
            ),
            (
                json!({ "organization_id": "p" }),
                json!({}),
                "org_model_access_denied",
            ),
            (
                json!({ "budget_id": "narrow" }),
                json!({}),
                "key_model_access_denied",
            ),
            (
                json!({}),
                json!({ "user": "c" }),
                "customer_model_access_denied",
            ),
            (
                json!({}),
                json!({ "user": "d" }),
                "customer_model_access_denied",
            ),
            (
                json!({ "end_user_budget_id": "narrow" }),
                json!({ "user": "guest" }),
                "customer_model_access_denied",
            ),
        ] {
            let key = proxy.key(&fields).await;
            let (status, refused) = call(&proxy, &key, &named).await;
            assert_eq!(
                (status, &refused["error"]["type"]),
                (403, &json!(kind)),
                "{fields} {refused}"
            );
            let mut allowed = named.clone();
            allowed["model"] = other["model"].clone();
            let (status, answer) = call(&proxy, &key, &allowed).await;
            assert_eq!(status, 200, "{fields} {answer}");
        }
        let master = proxy.master_key();
        let (status, _) = call(&proxy, master, &json!({ "user": "c" })).await;
        assert_eq!(
            status, 403,
            "what a customer is kept to holds for the master key too"
        );
        // Taken back, all is open again.
        done(
            &proxy,
            "/budget/update",
            &json!({ "budget_id": "narrow", "allowed_models": [] }),
        )
        .await;
        assert_eq!(call(&proxy, master, &json!({ "user": "c" })).await.0, 200);
    }
}

#[tokio::test]
async fn a_customer_has_a_usual_model_and_a_region() {
    let upstream = Upstream::start();
    let regions = |mut builder: Builder| {
        for (id, name, of) in [
            ("in-eu", "both", Some("eu")),
            ("in-us", "both", Some("us")),
            ("us-only", "american", Some("us")),
        ] {
            let mut row = priced(
                name,
                &upstream,
                "ok?prompt=30&cached=10&completion=20&reasoning=15",
            );
            row["model_info"]["id"] = json!(id);
            row["litellm_params"]["region_name"] = json!(of);
            builder = builder.deployment(row);
        }
        builder
    };
    for proxy in proxies_with(&upstream, regions).await {
        let made = json!({ "user_id": "c", "default_model": "gpt" });
        let made = done(&proxy, "/customer/new", &made).await;
        assert_eq!(made["default_model"], "gpt", "{made}");
        let key = proxy.key(&json!({})).await;
        let (status, answer) = call(&proxy, &key, &json!({ "model": null, "user": "c" })).await;
        assert_eq!(status, 200, "{answer}");
        let (status, _) = call(&proxy, &key, &json!({ "model": null, "user": "other" })).await;
        assert_eq!(status, 400, "nobody says which model");
        let narrow = proxy.key(&json!({ "models": ["other"] })).await;
        let (status, _) = call(&proxy, &narrow, &json!({ "model": null, "user": "c" })).await;
        assert_eq!(status, 403, "it is a model like any other");

        let wrong = proxy
            .post(
                "/customer/new",
                &json!({ "user_id": "e", "allowed_model_region": "mars" }),
            )
            .await;
        assert_eq!(wrong.status, 422, "{}", wrong.text());
        done(
            &proxy,
            "/customer/new",
            &json!({ "user_id": "e", "allowed_model_region": "eu" }),
        )
        .await;
        let shown = get_as(&proxy, proxy.master_key(), "/customer/info?end_user_id=e").await;
        assert_eq!(shown.json()["allowed_model_region"], "eu");
        let mut body = hello();
        body["model"] = json!("both");
        body["user"] = json!("e");
        for _ in 0..8 {
            let reply = proxy.post_as(&key, "/v1/chat/completions", &body).await;
            assert_eq!(
                (reply.status, reply.header("x-litellm-model-id")),
                (200, "in-eu")
            );
        }
        for model in ["american", "gpt"] {
            let (status, refused) =
                call(&proxy, &key, &json!({ "model": model, "user": "e" })).await;
            assert_eq!(
                (status, &refused["error"]["type"]),
                (403, &json!("customer_region_denied")),
                "{refused}"
            );
        }
        done(
            &proxy,
            "/customer/update",
            &json!({ "user_id": "e", "allowed_model_region": null }),
        )
        .await;
        let (status, answer) = call(&proxy, &key, &json!({ "model": "gpt", "user": "e" })).await;
        assert_eq!(status, 200, "{answer}");
    }
}
