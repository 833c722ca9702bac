//! Every change is on record: who, what, before and after, and no secret in it.

use super::{called, proxies, send, told};
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};

const SECRET: &str = "sk-a-secret-that-nobody-reads-again";
const PROVIDER_SECRET: &str = "sk-of-a-provider-0123456789";

/// One of each kind of change, in an order in which each can be made: method, path, body.
fn changes() -> Vec<(Method, &'static str, Value)> {
    let mut all = of_owners();
    all.extend(of_the_rest());
    all
}

fn of_owners() -> Vec<(Method, &'static str, Value)> {
    let post = |path, body| (Method::POST, path, body);
    vec![
        post(
            "/organization/new",
            json!({ "organization_id": "o", "organization_alias": "O" }),
        ),
        (
            Method::PATCH,
            "/organization/update",
            json!({ "organization_id": "o", "max_budget": 9 }),
        ),
        (
            Method::PATCH,
            "/v2/organization/o",
            json!({ "rpm_limit": 9 }),
        ),
        post("/budget/new", json!({ "budget_id": "b", "max_budget": 1 })),
        post(
            "/budget/update",
            json!({ "budget_id": "b", "max_budget": 2 }),
        ),
        post(
            "/user/new",
            json!({ "user_id": "u", "auto_create_key": false }),
        ),
        post("/user/update", json!({ "user_id": "u", "rpm_limit": 100 })),
        post("/invitation/new", json!({ "user_id": "u" })),
        post(
            "/team/new",
            json!({ "team_id": "t", "organization_id": "o" }),
        ),
        post("/team/update", json!({ "team_id": "t", "team_alias": "T" })),
        (Method::PATCH, "/team/t", json!({ "team_alias": "U" })),
        post(
            "/team/member_add",
            json!({ "team_id": "t", "member": { "user_id": "u", "role": "user" } }),
        ),
        post(
            "/team/member_update",
            json!({ "team_id": "t", "user_id": "u", "max_budget_in_team": 5 }),
        ),
        post("/team/t/member/u/reset_spend", json!({ "reset_to": 0 })),
        post("/team/block", json!({ "team_id": "t" })),
        post("/team/unblock", json!({ "team_id": "t" })),
        post("/key/generate", json!({ "key": SECRET, "key_alias": "k" })),
        post("/key/update", json!({ "key": SECRET, "max_budget": 3 })),
        post("/key/block", json!({ "key": SECRET })),
        post("/key/unblock", json!({ "key": SECRET })),
        post(
            "/key/bulk_update",
            json!({ "keys": [{ "key": SECRET, "max_budget": 4 }] }),
        ),
    ]
}

fn of_the_rest() -> Vec<(Method, &'static str, Value)> {
    let post = |path, body| (Method::POST, path, body);
    vec![
        post("/customer/new", json!({ "user_id": "c" })),
        post("/customer/update", json!({ "user_id": "c", "alias": "C" })),
        post("/customer/block", json!({ "user_ids": ["c"] })),
        post("/tag/new", json!({ "name": "g" })),
        post("/tag/update", json!({ "name": "g", "max_budget": 1 })),
        post(
            "/credentials",
            json!({ "credential_name": "cr", "credential_info": {}, "credential_values": { "api_key": PROVIDER_SECRET } }),
        ),
        (
            Method::PATCH,
            "/credentials/cr",
            json!({ "credential_values": { "api_base": "https://p.example" } }),
        ),
        post(
            "/model/new",
            json!({ "model_name": "m", "model_info": { "id": "m1" },
            "litellm_params": { "model": "openai/gpt-4o", "api_key": PROVIDER_SECRET } }),
        ),
        (
            Method::PATCH,
            "/model/m1/update",
            json!({ "litellm_params": { "rpm": 5 } }),
        ),
        post("/model/block", json!({ "model_id": "m1" })),
        post(
            "/v1/access_group",
            json!({ "access_group_name": "ag", "access_model_names": ["m"] }),
        ),
        post(
            "/config/field/update",
            json!({ "field_name": "store_prompts_in_spend_logs", "field_value": true }),
        ),
        (
            Method::PATCH,
            "/update/internal_user_settings",
            json!({ "rpm_limit": 50 }),
        ),
        post(
            "/config/pass_through_endpoint",
            json!({ "path": "/own/x", "target": "https://p.example", "headers": { "x-key": PROVIDER_SECRET } }),
        ),
        (
            Method::PATCH,
            "/config/cost_discount_config",
            json!({ "openai": 0.05 }),
        ),
        (Method::PATCH, "/config/cost_margin_config", json!({})),
        post("/add/allowed_ip", json!({ "ip": "127.0.0.1" })),
        post("/delete/allowed_ip", json!({ "ip": "127.0.0.1" })),
        post(
            "/cache/settings",
            json!({ "cache_settings": { "ttl": 60 } }),
        ),
        (
            Method::PATCH,
            "/update/user_banner",
            json!({ "message": "hi" }),
        ),
        post("/team/t/disable_logging", json!({})),
        post("/global/spend/reset", json!({})),
        post("/key/regenerate", json!({ "key": SECRET })),
        post("/key/delete", json!({ "key_aliases": ["k"] })),
        post("/model/delete", json!({ "id": "m1" })),
        (Method::DELETE, "/credentials/cr", json!({})),
        post("/tag/delete", json!({ "name": "g" })),
        post("/customer/delete", json!({ "user_ids": ["c"] })),
        post(
            "/team/member_delete",
            json!({ "team_id": "t", "user_id": "u" }),
        ),
        post("/team/delete", json!({ "team_ids": ["t"] })),
        post("/user/delete", json!({ "user_ids": ["u"] })),
        post("/budget/delete", json!({ "id": "b" })),
        (
            Method::DELETE,
            "/organization/delete",
            json!({ "organization_ids": ["o"] }),
        ),
    ]
}

#[tokio::test]
async fn every_change_is_on_record_without_its_secrets() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let mut before = told(&proxy, "/audit").await["total"]
            .as_u64()
            .expect("a number");
        for (method, path, body) in changes() {
            let reply = send(
                &proxy,
                proxy.master_key(),
                method.clone(),
                path,
                Some(&body),
            )
            .await;
            assert!(
                matches!(reply.status, 200 | 201),
                "{method} {path}: {} {}",
                reply.status,
                reply.text()
            );
            let now = told(&proxy, "/audit").await["total"]
                .as_u64()
                .expect("a number");
            assert!(now > before, "{method} {path} left no trace");
            before = now;
        }
        let mut all = String::new();
        for page in 1..=before.div_ceil(100) {
            all += &told(&proxy, &format!("/audit?page_size=100&page={page}"))
                .await
                .to_string();
        }
        assert!(
            !all.contains(SECRET) && !all.contains(PROVIDER_SECRET),
            "{all}"
        );
        let of_team = told(&proxy, "/audit?object_id=t&page_size=100").await;
        let changed = of_team["audit_logs"]
            .as_array()
            .expect("changes")
            .iter()
            .find(|entry| entry["updated_values"]["alias"] == "T")
            .expect("the change of the name");
        assert_eq!(
            (&changed["before_value"]["alias"], &changed["action"]),
            (&Value::Null, &json!("updated")),
            "{changed}"
        );
        let id = changed["id"].as_str().expect("an id");
        assert_eq!(
            told(&proxy, &format!("/audit/{id}")).await["object_id"],
            "t"
        );
        assert_eq!(called(&proxy, SECRET).await, 401);
    }
}
