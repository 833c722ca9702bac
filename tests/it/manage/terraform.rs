//! What the Terraform providers for LiteLLM's proxy send, and what they need back. A provider fails an apply
//! when a value comes back otherwise than it was sent, and drops from its state what a read says is gone.
//!
//! The facts are from the providers' sources: `ncecere/terraform-provider-litellm` (`internal/provider`:
//! `resource_key.go`, `resource_key_block.go`, `resource_team.go`, `resource_team_block.go`,
//! `resource_team_member.go`, `resource_team_member_add.go`, `resource_user.go`, `resource_organization.go`,
//! `resource_organization_member.go`, `resource_budget.go`, `resource_tag.go`, `resource_model.go`,
//! `resource_credential.go`, `resource_access_group.go`, `resource_unified_access_group.go`,
//! `resource_fallback.go`, `budget_table_state.go`, `api_number_state.go`) and
//! `BerriAI/terraform-provider-litellm` (`litellm`: `client.go`, `utils.go`, `types.go`,
//! `resource_model_crud.go`, `resource_credential_crud.go`, `resource_organization.go`,
//! `team_member_helpers.go`).

use super::{done, get_as, proxies, send, told};
use crate::common::http::{self, Reply};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use reqwest::Method;
use serde_json::{Value, json};

/// What was sent and came back otherwise.
fn drift(sent: &Value, found: &Value, except: &[&str]) -> Vec<String> {
    let sent = sent.as_object().expect("members").iter();
    let sent = sent.filter(|(name, _)| !except.contains(&name.as_str()));
    let same = |sent: &Value, found: &Value| {
        sent == found || sent.as_f64().is_some() && sent.as_f64() == found.as_f64()
    };
    let other = sent.filter(|(name, value)| !same(value, &found[name.as_str()]));
    other
        .map(|(name, value)| format!("{name} is {} in place of {value}", found[name.as_str()]))
        .collect()
}

fn no_drift(sent: &Value, found: &Value, except: &[&str]) {
    let told = drift(sent, found, except);
    assert!(told.is_empty(), "{}\n{found:#}", told.join("\n"));
}

/// The master's request, whatever it is answered.
async fn sent(proxy: &Proxy, method: Method, path: &str, body: Option<Value>) -> Reply {
    send(proxy, proxy.master_key(), method, path, body.as_ref()).await
}

/// A request that must succeed.
async fn made(proxy: &Proxy, method: Method, path: &str, body: Value) -> Value {
    let reply = sent(proxy, method, path, Some(body)).await;
    assert!(
        (200..300).contains(&reply.status),
        "{path}: {}",
        reply.text()
    );
    serde_json::from_slice(&reply.body).unwrap_or_default()
}

/// What is gone: reading it and deleting it again are 404, the one status that the providers take for it.
async fn gone(proxy: &Proxy, method: Method, path: &str, body: Option<Value>) {
    let reply = sent(proxy, method, path, body).await;
    assert_eq!(reply.status, 404, "{path}: {}", reply.text());
}

#[tokio::test]
async fn a_key_comes_back_as_it_was_sent() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        done(
            &proxy,
            "/user/new",
            &json!({ "user_id": "tf-user", "auto_create_key": false }),
        )
        .await;
        let mut key = json!({
            "key": "sk-tf-0123456789abcdefghijk", "user_id": "tf-user", "key_alias": "tf-key", "duration": "90d",
            "budget_duration": "30d", "max_budget": 100.0, "soft_budget": 50.0, "max_parallel_requests": 5,
            "tpm_limit": 1000, "rpm_limit": 100, "blocked": false, "models": ["gpt"],
            "allowed_routes": ["llm_api_routes"], "allowed_cache_controls": ["no-cache"], "aliases": { "m": "gpt" },
            "metadata": { "env": "prod", "logging": [{ "x": 1 }] }, "tags": ["a", "b"],
            "guardrails": ["personal-data"], "permissions": { "get_spend_routes": "true" }, "config": { "a": "b" },
            "model_rpm_limit": { "gpt": 10 }, "model_tpm_limit": { "gpt": 100 },
        });
        let new = done(&proxy, "/key/generate", &key).await;
        assert_eq!(new["key"], key["key"]);
        let hash = new["token_id"].as_str().expect("a hash").to_owned();
        // By the key itself, and by the hash that imports and write-only keys have.
        for name in ["sk-tf-0123456789abcdefghijk", &hash] {
            let read = told(&proxy, &format!("/key/info?key={name}")).await;
            assert_eq!(read["key"], name);
            let info = &read["info"];
            let elsewhere = [
                "key",
                "duration",
                "metadata",
                "tags",
                "model_rpm_limit",
                "model_tpm_limit",
                "blocked",
            ];
            no_drift(&key, info, &elsewhere);
            assert_ne!(info["blocked"], true);
            assert_eq!(info["metadata"]["env"], "prod");
            for kept in ["tags", "model_rpm_limit", "model_tpm_limit"] {
                assert_eq!(info["metadata"][kept], key[kept], "{kept}");
            }
            assert_eq!(info["litellm_budget_table"]["soft_budget"], 50.0);
        }
        // An update sends everything again, and empty objects for what was cleared.
        for (name, value) in [
            ("max_budget", json!(7.5)),
            ("model_rpm_limit", json!({})),
            ("router_settings", json!({})),
        ] {
            key[name] = value;
        }
        done(&proxy, "/key/update", &key).await;
        let info = told(&proxy, &format!("/key/info?key={hash}")).await;
        assert_eq!(info["info"]["max_budget"], 7.5);
        assert_eq!(info["info"]["metadata"].get("model_rpm_limit"), None);
        key_is_blocked_and_deleted(&proxy, &hash).await;
    }
}

async fn key_is_blocked_and_deleted(proxy: &Proxy, hash: &str) {
    let info = format!("/key/info?key={hash}");
    done(proxy, "/key/block", &json!({ "key": hash })).await;
    assert_eq!(told(proxy, &info).await["info"]["blocked"], true);
    done(proxy, "/key/unblock", &json!({ "key": hash })).await;
    assert_ne!(told(proxy, &info).await["info"]["blocked"], true);
    // BerriAI's provider sends what is not configured as an empty text or object.
    let empty = json!({
        "key": hash, "team_id": "", "key_alias": "", "budget_duration": "", "metadata": {}, "aliases": {},
        "permissions": {}, "model_max_budget": {}, "model_rpm_limit": {}, "model_tpm_limit": {}, "blocked": false,
    });
    done(proxy, "/key/update", &empty).await;
    assert_eq!(told(proxy, &info).await["info"]["budget_duration"], "30d");
    let keys = json!({ "keys": [hash] });
    done(proxy, "/key/delete", &keys).await;
    gone(proxy, Method::GET, &info, None).await;
    gone(proxy, Method::POST, "/key/delete", Some(keys)).await;
    gone(
        proxy,
        Method::POST,
        "/key/unblock",
        Some(json!({ "key": hash })),
    )
    .await;
}

#[tokio::test]
async fn a_team_and_its_members_come_back_as_they_were_sent() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let team = json!({
            "team_id": "tf-team", "team_alias": "TF", "budget_duration": "30d", "max_budget": 100.0, "tpm_limit": 1000,
            "rpm_limit": 100, "team_member_budget": 10.0, "team_member_rpm_limit": 5, "team_member_tpm_limit": 50,
            "blocked": false, "models": ["gpt"], "guardrails": ["personal-data"],
            "team_member_permissions": ["/key/info"], "model_aliases": { "fast": "gpt" },
            "model_rpm_limit": { "gpt": 3 }, "metadata": { "env": "prod" }, "router_settings": {},
        });
        done(&proxy, "/team/new", &team).await;
        let read = told(&proxy, "/team/info?team_id=tf-team").await;
        let info = &read["team_info"];
        let elsewhere = [
            "team_member_budget",
            "team_member_rpm_limit",
            "team_member_tpm_limit",
            "model_rpm_limit",
            "metadata",
        ];
        no_drift(&team, info, &elsewhere);
        let members = &info["team_member_budget_table"];
        assert_eq!(
            (&members["max_budget"], &members["rpm_limit"]),
            (&json!(10.0), &json!(5))
        );
        assert_eq!(info["metadata"]["model_rpm_limit"], team["model_rpm_limit"]);
        assert_eq!(
            info["metadata"]["team_member_budget_id"],
            members["budget_id"]
        );
        let permissions = told(&proxy, "/team/permissions_list?team_id=tf-team").await;
        assert_eq!(permissions["team_member_permissions"], json!(["/key/info"]));
        team_has_members(&proxy).await;
        let cleared = json!({
            "team_id": "tf-team", "team_alias": "TF", "max_budget": null, "budget_duration": null, "tpm_limit": null,
            "rpm_limit": null, "router_settings": {},
        });
        done(&proxy, "/team/update", &cleared).await;
        let read = told(&proxy, "/team/info?team_id=tf-team").await;
        no_drift(&cleared, &read["team_info"], &[]);
        for (act, blocked) in [("block", true), ("unblock", false)] {
            done(
                &proxy,
                &format!("/team/{act}"),
                &json!({ "team_id": "tf-team" }),
            )
            .await;
            let read = told(&proxy, "/team/info?team_id=tf-team").await;
            assert_eq!(read["team_info"]["blocked"], blocked);
        }
        let teams = json!({ "team_ids": ["tf-team"] });
        done(&proxy, "/team/delete", &teams).await;
        gone(&proxy, Method::GET, "/team/info?team_id=tf-team", None).await;
        gone(&proxy, Method::POST, "/team/delete", Some(teams)).await;
        gone(
            &proxy,
            Method::POST,
            "/team/unblock",
            Some(json!({ "team_id": "tf-team" })),
        )
        .await;
    }
}

/// Each membership has the row of its budget with that row's id, or neither.
fn memberships_are_whole(read: &Value) {
    for member in read["team_memberships"].as_array().expect("memberships") {
        let (id, table) = (&member["budget_id"], &member["litellm_budget_table"]);
        if id.is_null() {
            assert!(table.is_null(), "{member}");
        } else {
            assert_eq!(id, &table["budget_id"], "{member}");
            assert!(table.get("max_budget").is_some(), "{member}");
        }
    }
}

async fn team_has_members(proxy: &Proxy) {
    let member = json!({
        "team_id": "tf-team", "max_budget_in_team": 20.0, "budget_duration": "30d",
        "member": [{ "role": "user", "user_id": "tf-member", "user_email": "tf-member@example.com" }],
    });
    let added = done(proxy, "/team/member_add", &member).await;
    assert_eq!(added["updated_users"][0]["user_id"], "tf-member");
    assert_eq!(added["updated_team_memberships"][0]["user_id"], "tf-member");
    let again = proxy.post("/team/member_add", &member).await;
    assert!(again.status == 400 && again.text().contains("team_member_already_in_team"));
    let read = told(proxy, "/team/info?team_id=tf-team").await;
    memberships_are_whole(&read);
    let table = &read["team_memberships"][0]["litellm_budget_table"];
    assert_eq!(
        (&table["max_budget"], &table["budget_duration"]),
        (&json!(20.0), &json!("30d"))
    );
    // Older providers set how often it starts again by the budget's own id.
    let longer =
        json!({ "budget_id": table["budget_id"], "budget_duration": "60d", "max_budget": 20.0 });
    done(proxy, "/budget/update", &longer).await;
    let read = told(proxy, "/team/info?team_id=tf-team").await;
    assert_eq!(
        read["team_memberships"][0]["litellm_budget_table"]["budget_duration"],
        "60d"
    );
    let changed = json!({
        "team_id": "tf-team", "user_id": "tf-member", "role": "admin", "max_budget_in_team": null, "budget_duration": null,
    });
    let answer = done(proxy, "/team/member_update", &changed).await;
    assert_eq!(
        (&answer["team_id"], &answer["user_id"]),
        (&json!("tf-team"), &json!("tf-member"))
    );
    let read = told(proxy, "/team/info?team_id=tf-team").await;
    memberships_are_whole(&read);
    assert_eq!(read["team_info"]["members_with_roles"][0]["role"], "admin");
    let named = json!({ "team_id": "tf-team", "user_id": "tf-member" });
    done(proxy, "/team/member_delete", &named).await;
    assert_eq!(
        told(proxy, "/team/info?team_id=tf-team").await["team_memberships"],
        json!([])
    );
}

#[tokio::test]
async fn a_user_comes_back_as_it_was_sent() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        done(
            &proxy,
            "/team/new",
            &json!({ "team_id": "tf-team", "team_alias": "TF" }),
        )
        .await;
        let user = json!({
            "user_id": "tf-user", "user_alias": "TF", "user_email": "tf@example.com", "user_role": "internal_user",
            "budget_duration": "30d", "max_budget": 50.0, "tpm_limit": 10, "rpm_limit": 5, "auto_create_key": false,
            "teams": ["tf-team"], "models": ["gpt"], "metadata": { "a": "b" },
        });
        done(&proxy, "/user/new", &user).await;
        let read = told(&proxy, "/user/info?user_id=tf-user").await;
        no_drift(&user, &read["user_info"], &["auto_create_key"]);
        // A 409 lets the provider look for the account by its address and take it over.
        assert_eq!(proxy.post("/user/new", &user).await.status, 409);
        let found = told(
            &proxy,
            "/user/list?page=1&page_size=100&user_email=tf%40example.com",
        )
        .await;
        assert_eq!(
            (&found["users"][0]["user_id"], &found["total_pages"]),
            (&json!("tf-user"), &json!(1))
        );
        let changed = json!({ "user_id": "tf-user", "auto_create_key": false, "max_budget": 60.0, "models": [], "metadata": {} });
        done(&proxy, "/user/update", &changed).await;
        let read = told(&proxy, "/user/info?user_id=tf-user").await;
        no_drift(&changed, &read["user_info"], &["auto_create_key"]);
        done(
            &proxy,
            "/team/member_delete",
            &json!({ "team_id": "tf-team", "user_id": "tf-user" }),
        )
        .await;
        let users = json!({ "user_ids": ["tf-user"] });
        done(&proxy, "/user/delete", &users).await;
        gone(&proxy, Method::GET, "/user/info?user_id=tf-user", None).await;
        gone(&proxy, Method::POST, "/user/delete", Some(users)).await;
    }
}

#[tokio::test]
async fn an_organization_and_its_members_come_back_as_they_were_sent() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let limits = json!({
            "budget_duration": "30d", "max_budget": 100.0, "soft_budget": 50.0, "tpm_limit": 1000, "rpm_limit": 100,
            "max_parallel_requests": 5,
        });
        let mut org = json!({
            "organization_id": "tf-org", "organization_alias": "TF", "models": ["gpt"],
            "metadata": { "a": "b", "model_rpm_limit": { "gpt": 3 } },
        });
        let (named, own) = (org.clone(), limits.as_object().expect("members"));
        org.as_object_mut().expect("members").extend(own.clone());
        done(&proxy, "/organization/new", &org).await;
        let path = "/organization/info?organization_id=tf-org";
        let v2 = "/v2/organization/tf-org";
        let again = made(
            &proxy,
            Method::PATCH,
            v2,
            json!({ "budget_duration": "30d" }),
        )
        .await;
        assert_eq!(again["organization_id"], "tf-org");
        let read = told(&proxy, path).await;
        no_drift(&named, &read, &[]);
        let table = &read["litellm_budget_table"];
        no_drift(&limits, table, &[]);
        // Without the id of its budget no limit is changed; both places agree on it.
        assert!(
            table["budget_id"].is_string() && table["budget_id"] == read["budget_id"],
            "{read}"
        );
        // Limits of models are taken away where that is said.
        let changed = json!({ "max_budget": null, "rpm_limit": 2, "models": [], "metadata": { "a": "c", "model_rpm_limit": {} } });
        made(&proxy, Method::PATCH, v2, changed).await;
        let read = told(&proxy, path).await;
        assert_eq!(
            (&read["models"], &read["metadata"]),
            (&json!([]), &json!({ "a": "c" }))
        );
        let table = &read["litellm_budget_table"];
        assert_eq!(
            (&table["max_budget"], &table["rpm_limit"]),
            (&Value::Null, &json!(2))
        );
        organization_has_members(&proxy).await;
        let many = done(
            &proxy,
            "/organization/info",
            &json!({ "organizations": ["tf-org"] }),
        )
        .await;
        assert_eq!(many[0]["organization_alias"], "TF");
        let ids = json!({ "organization_ids": ["tf-org"] });
        made(&proxy, Method::DELETE, "/organization/delete", ids.clone()).await;
        gone(&proxy, Method::GET, path, None).await;
        gone(&proxy, Method::DELETE, "/organization/delete", Some(ids)).await;
    }
}

async fn organization_has_members(proxy: &Proxy) {
    let member = json!({
        "organization_id": "tf-org", "member": { "role": "internal_user", "user_email": "tf-org@example.com" },
    });
    let added = done(proxy, "/organization/member_add", &member).await;
    let (user, membership) = (
        &added["updated_users"][0],
        &added["updated_organization_memberships"][0],
    );
    assert_eq!(user["user_id"], membership["user_id"]);
    // Who was named by an address is found again by it.
    assert_eq!(user["user_email"], "tf-org@example.com");
    let read = told(proxy, "/organization/info?organization_id=tf-org").await;
    assert_eq!(read["members"][0]["user_email"], "tf-org@example.com");
    let named = json!({ "organization_id": "tf-org", "user_id": user["user_id"] });
    let mut changed = named.clone();
    changed["role"] = json!("org_admin");
    let updated = made(proxy, Method::PATCH, "/organization/member_update", changed).await;
    assert_eq!(
        (&updated["user_role"], &updated["user_id"]),
        (&json!("org_admin"), &user["user_id"])
    );
    made(
        proxy,
        Method::DELETE,
        "/organization/member_delete",
        named.clone(),
    )
    .await;
    gone(
        proxy,
        Method::DELETE,
        "/organization/member_delete",
        Some(named),
    )
    .await;
}

#[tokio::test]
async fn budgets_and_tags_come_back_as_they_were_sent() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let limits = json!({
            "budget_duration": "30d", "max_budget": 100.0, "soft_budget": 50.0, "max_parallel_requests": 5,
            "tpm_limit": 10, "rpm_limit": 5, "model_max_budget": { "gpt": { "max_budget": 5.0, "budget_duration": "1d" } },
        });
        let with = |name: &str, value: &str| {
            let mut all = limits.clone();
            all[name] = json!(value);
            all
        };
        done(&proxy, "/budget/new", &with("budget_id", "tf-budget")).await;
        let asked = json!({ "budgets": ["tf-budget"] });
        let read = done(&proxy, "/budget/info", &asked).await;
        // One name for each limit of a model: both, and the provider refuses the answer.
        no_drift(&limits, &read[0], &[]);
        // A row that was read can be written back; another moment to start again cannot.
        let mut row = read[0].clone();
        assert!(row["budget_reset_at"].is_string(), "{row}");
        assert_eq!(
            done(&proxy, "/budget/update", &row).await["max_budget"],
            100.0
        );
        row["budget_reset_at"] = json!("2031-01-02T03:04:05Z");
        assert_eq!(proxy.post("/budget/update", &row).await.status, 400);
        let cleared = json!({
            "budget_id": "tf-budget", "budget_duration": null, "max_budget": null, "soft_budget": null, "tpm_limit": null,
            "max_parallel_requests": null, "rpm_limit": 7,
        });
        done(&proxy, "/budget/update", &cleared).await;
        no_drift(
            &cleared,
            &done(&proxy, "/budget/info", &asked).await[0],
            &[],
        );
        done(&proxy, "/budget/delete", &json!({ "id": "tf-budget" })).await;
        assert_eq!(done(&proxy, "/budget/info", &asked).await, json!([]));
        gone(
            &proxy,
            Method::POST,
            "/budget/delete",
            Some(json!({ "id": "tf-budget" })),
        )
        .await;

        let listed = told(&proxy, "/tag/list").await;
        assert!(
            listed
                .as_array()
                .is_some_and(|tags| tags.iter().all(|tag| tag["name"].is_string()))
        );
        let mut tag = with("name", "tf-tag");
        tag["models"] = json!(["gpt"]);
        done(&proxy, "/tag/new", &tag).await;
        let names = json!({ "names": ["tf-tag"] });
        let read = done(&proxy, "/tag/info", &names).await["tf-tag"].clone();
        let table = &read["litellm_budget_table"];
        no_drift(&limits, table, &[]);
        assert!(
            table["budget_id"].is_string() && table["budget_id"] == read["budget_id"],
            "{read}"
        );
        // Limits of a tag are changed by its budget's id.
        let changed =
            json!({ "budget_id": table["budget_id"], "max_budget": null, "rpm_limit": 9 });
        assert_eq!(
            done(&proxy, "/budget/update", &changed).await["budget_id"],
            table["budget_id"]
        );
        let read = done(&proxy, "/tag/info", &names).await["tf-tag"].clone();
        let table = &read["litellm_budget_table"];
        assert_eq!(
            (&table["max_budget"], &table["rpm_limit"]),
            (&Value::Null, &json!(9))
        );
        done(
            &proxy,
            "/tag/update",
            &json!({ "name": "tf-tag", "description": null, "models": [] }),
        )
        .await;
        done(&proxy, "/tag/delete", &json!({ "name": "tf-tag" })).await;
        assert_eq!(done(&proxy, "/tag/info", &names).await, json!({}));
        gone(
            &proxy,
            Method::POST,
            "/tag/delete",
            Some(json!({ "name": "tf-tag" })),
        )
        .await;
    }
}

#[tokio::test]
async fn a_model_comes_back_as_it_was_sent() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let id = "5bb9e3a0-4d0f-4a7a-9a55-0d2f0f2f2f2f";
        let params = json!({
            "custom_llm_provider": "openai", "model": "openai/gpt-4o", "input_cost_per_token": 0.000_002_5,
            "output_cost_per_token": 0.000_01, "tpm": 100_000, "rpm": 1000, "api_base": "http://127.0.0.1:9/v1",
            "reasoning_effort": "low", "merge_reasoning_content_in_choices": false, "drop_params": true, "timeout": 600,
            "thinking": { "type": "enabled", "budget_tokens": 1024 },
        });
        let info = json!({ "id": id, "db_model": true, "base_model": "gpt-4o", "tier": "paid", "mode": "chat", "access_groups": ["g"] });
        let mut with_key = params.clone();
        with_key["api_key"] = json!("sk-provider-0123456789");
        // BerriAI's provider sends `additional` too.
        let model = json!({ "model_name": "tf-model", "litellm_params": with_key, "model_info": info, "additional": {} });
        done(&proxy, "/model/new", &model).await;
        let path = format!("/model/info?litellm_model_id={id}");
        let read = told(&proxy, &path).await["data"][0].clone();
        assert_eq!(read["model_name"], "tf-model");
        no_drift(&params, &read["litellm_params"], &[]);
        no_drift(&info, &read["model_info"], &[]);
        let update = format!("/model/{id}/update");
        // What is taken out of the configuration is sent as an empty text.
        let changed = json!({
            "model_name": "tf-model", "model_info": { "base_model": "gpt-4o-mini", "mode": "chat", "access_groups": [] },
            "litellm_params": {
                "custom_llm_provider": "openai", "model": "openai/gpt-4o-mini", "api_key": "", "api_base": "",
                "input_cost_per_token": null, "reasoning_effort": "none", "thinking": { "type": "disabled" },
            },
        });
        made(&proxy, Method::PATCH, &update, changed).await;
        let read = told(&proxy, &path).await["data"][0].clone();
        assert_eq!(read["model_info"]["base_model"], "gpt-4o-mini");
        let params = &read["litellm_params"];
        assert!(
            params
                .get("input_cost_per_token")
                .is_none_or(Value::is_null),
            "{params}"
        );
        assert!(
            params
                .get("api_base")
                .is_none_or(|base| base.is_null() || base == ""),
            "{params}"
        );
        done(&proxy, "/model/delete", &json!({ "id": id })).await;
        let missing = get_as(&proxy, proxy.master_key(), &path).await;
        let said = missing.json()["detail"]["error"].to_string();
        assert!(
            missing.status == 400 && said.contains("not found on litellm proxy"),
            "{said}"
        );
        for (path, body) in [
            ("/model/delete", json!({ "id": id })),
            ("/model/update", model),
        ] {
            let reply = proxy.post(path, &body).await;
            assert!(
                reply.text().contains("model not found"),
                "{path}: {}",
                reply.text()
            );
        }
    }
}

#[tokio::test]
async fn credentials_groups_and_fallbacks_come_back_as_they_were_sent() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let path = "/credentials/by_name/tf-credential";
        gone(&proxy, Method::GET, path, None).await;
        let credential = json!({
            "credential_name": "tf-credential", "credential_info": { "description": "d" },
            "credential_values": {
                "api_key": "sk-1234567890abcdef", "api_base": "http://127.0.0.1:9/v1",
            },
        });
        let answer = done(&proxy, "/credentials", &credential).await;
        assert!(
            answer["success"] == true && answer["message"].is_string(),
            "{answer}"
        );
        let read = told(&proxy, path).await;
        assert_eq!(read["credential_info"], credential["credential_info"]);
        // The first two and last two letters; what is no secret by its name, as it is.
        let masked = json!({ "api_key": "sk****ef", "api_base": "http://127.0.0.1:9/v1" });
        assert_eq!(read["credential_values"], masked);
        let answer = made(
            &proxy,
            Method::PATCH,
            "/credentials/tf-credential",
            credential,
        )
        .await;
        assert_eq!(answer["success"], true);
        let answer = sent(&proxy, Method::DELETE, "/credentials/tf-credential", None).await;
        assert_eq!(answer.json()["success"], true);
        gone(&proxy, Method::GET, path, None).await;
        gone(&proxy, Method::DELETE, "/credentials/tf-credential", None).await;
        access_group_is_on_both_sides(&proxy).await;
        fallback_is_kept(&proxy).await;
    }
}

async fn access_group_is_on_both_sides(proxy: &Proxy) {
    let key = proxy.key(&json!({ "key_alias": "tf-grouped" })).await;
    let info = format!("/key/info?key={key}");
    let list = told(
        proxy,
        "/key/list?key_alias=tf-grouped&return_full_object=true",
    )
    .await;
    let hash = &list["keys"][0]["token"];
    let group = json!({ "access_group_name": "tf-group", "description": "d", "access_model_names": ["gpt"], "assigned_key_ids": [hash] });
    let new = made(proxy, Method::POST, "/v1/access_group", group.clone()).await;
    no_drift(&group, &new, &[]);
    let id = new["access_group_id"].as_str().expect("an id");
    // A key counts as assigned when its own row says so as well.
    assert_eq!(
        told(proxy, &info).await["info"]["access_group_ids"],
        json!([id])
    );
    let listed = format!(
        "/key/list?access_group_id={id}&page=1&size=100&return_full_object=true&sort_by=token&sort_order=asc"
    );
    assert_eq!(&told(proxy, &listed).await["keys"][0]["token"], hash);
    let path = format!("/v1/access_group/{id}");
    made(proxy, Method::PUT, &path, json!({ "assigned_key_ids": [] })).await;
    assert_eq!(
        told(proxy, &info).await["info"]["access_group_ids"],
        json!([])
    );
    assert_eq!(sent(proxy, Method::DELETE, &path, None).await.status, 204);
    gone(proxy, Method::GET, &path, None).await;
    gone(proxy, Method::DELETE, &path, None).await;
}

async fn fallback_is_kept(proxy: &Proxy) {
    for kind in ["general", "context_window", "content_policy"] {
        let fallback =
            json!({ "model": "gpt", "fallback_models": ["other"], "fallback_type": kind });
        done(proxy, "/fallback", &fallback).await;
        let path = format!("/fallback/gpt?fallback_type={kind}");
        assert_eq!(told(proxy, &path).await, fallback);
        assert_eq!(sent(proxy, Method::DELETE, &path, None).await.status, 200);
        gone(proxy, Method::GET, &path, None).await;
        gone(proxy, Method::DELETE, &path, None).await;
    }
}

/// Both providers authenticate by `x-api-key`; older ones by nothing else.
#[tokio::test]
async fn the_master_key_in_x_api_key_is_enough() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let url = format!("{}/key/list", proxy.url());
        let request = http::client()
            .get(url)
            .header("x-api-key", proxy.master_key());
        let reply = Reply::read(request.send().await.expect("an answer")).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
    }
}
