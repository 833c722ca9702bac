//! Settings that several people change at the same time: nobody's change is lost.

use super::{proxies, send, told};
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The statuses of requests that are sent at once.
async fn all_at_once(proxy: &Proxy, requests: &[(Method, &str, Value)]) -> Vec<u16> {
    let master = proxy.master_key();
    let sent = requests.iter().map(|(method, path, body)| async move {
        let reply = send(proxy, master, method.clone(), path, Some(body)).await;
        reply.status
    });
    join_all(sent).await
}

#[tokio::test(flavor = "multi_thread")]
async fn fallbacks_set_at_once_are_all_kept() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        // Names that only have a fallback: each is an alias of its own.
        let aliases: serde_json::Map<String, Value> =
            (0..24).map(|n| (format!("m{n}"), json!("gpt"))).collect();
        let body = json!({ "router_settings": { "model_group_alias": aliases } });
        super::done(&proxy, "/config/update", &body).await;
        let set = |n: usize| {
            let body = json!({ "model": format!("m{n}"), "fallback_models": ["other"] });
            (Method::POST, "/fallback", body)
        };
        let requests: Vec<_> = (0..24).map(set).collect();
        let statuses = all_at_once(&proxy, &requests).await;
        assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
        for n in 0..24 {
            let found = told(&proxy, &format!("/fallback/m{n}")).await;
            assert_eq!(found["fallback_models"], json!(["other"]), "m{n}");
        }
        // Half of them are taken away while others change.
        let paths: Vec<String> = (0..12).map(|n| format!("/fallback/m{n}")).collect();
        let mut requests: Vec<_> = paths
            .iter()
            .map(|path| (Method::DELETE, path.as_str(), json!({})))
            .collect();
        requests.extend((12..24).map(|n| {
            let body = json!({ "model": format!("m{n}"), "fallback_models": ["gpt", "other"] });
            (Method::POST, "/fallback", body)
        }));
        let statuses = all_at_once(&proxy, &requests).await;
        assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
        let left = told(
            &proxy,
            "/config/field/info?config_type=router_settings&field_name=fallbacks",
        )
        .await;
        let left = left["field_value"].as_array().expect("fallbacks");
        assert_eq!(left.len(), 12, "{left:?}");
        assert!(
            left.iter().all(|one| one.to_string().contains("gpt")),
            "{left:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_settings_changed_at_once_are_all_kept() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let own = json!({ "ip": "127.0.0.0/8" });
        super::done(&proxy, "/add/allowed_ip", &own).await;
        let added: BTreeSet<String> = (1..=16).map(|n| format!("10.0.0.{n}")).collect();
        let mut requests: Vec<_> = added
            .iter()
            .map(|ip| (Method::POST, "/add/allowed_ip", json!({ "ip": ip })))
            .collect();
        let theme = "/update/ui_theme_settings";
        for (name, url) in [
            ("logo_url", "https://a.example/x"),
            ("favicon_url", "https://b.example/y"),
        ] {
            requests.push((Method::PATCH, theme, json!({ name: url })));
        }
        let defaults = "/update/default_team_settings";
        for (name, value) in [("rpm_limit", 5), ("tpm_limit", 50), ("max_budget", 7)] {
            requests.push((Method::PATCH, defaults, json!({ name: value })));
        }
        // One path is passed on once, whoever is first.
        let declared = json!({ "path": "/onward", "target": "https://onward.example" });
        for _ in 0..4 {
            requests.push((
                Method::POST,
                "/config/pass_through_endpoint",
                declared.clone(),
            ));
        }
        let statuses = all_at_once(&proxy, &requests).await;
        let (last, rest) = (
            &statuses[statuses.len() - 4..],
            &statuses[..statuses.len() - 4],
        );
        assert!(rest.iter().all(|status| *status == 200), "{statuses:?}");
        let good = last.iter().filter(|status| **status == 200).count();
        assert_eq!(good, 1, "{last:?}");

        let listed = told(&proxy, "/get/allowed_ips").await;
        let listed: BTreeSet<String> = listed["data"]
            .as_array()
            .expect("addresses")
            .iter()
            .map(|ip| {
                ip.as_str()
                    .expect("a text")
                    .trim_end_matches("/32")
                    .to_owned()
            })
            .collect();
        assert!(added.is_subset(&listed), "{listed:?}");
        let shown = told(&proxy, "/get/ui_theme_settings").await;
        assert_eq!(
            (
                &shown["values"]["logo_url"],
                &shown["values"]["favicon_url"]
            ),
            (&json!("https://a.example/x"), &json!("https://b.example/y"))
        );
        let shown = told(&proxy, "/get/default_team_settings").await;
        let value = |name: &str| shown["values"][name].as_f64();
        assert_eq!(
            (value("rpm_limit"), value("tpm_limit"), value("max_budget")),
            (Some(5.0), Some(50.0), Some(7.0)),
            "{shown}"
        );
        let passed = told(&proxy, "/config/pass_through_endpoint").await;
        assert_eq!(passed["endpoints"].as_array().map(Vec::len), Some(1));
        // Each change is on record, and none twice.
        let audited = told(&proxy, "/audit?page_size=100&table_name=setting").await;
        let rows = audited["audit_logs"].as_array().expect("rows").iter();
        let ips = rows.filter(|row| row["object_id"] == "general_settings.allowed_ips");
        assert_eq!(ips.count(), 17, "{audited}");
    }
}

/// Fields of one thing, each with the value that one of many sets it to at the same time.
fn rates(of: &str) -> Vec<(String, Value)> {
    let mut fields: Vec<(String, Value)> = [
        ("rpm_limit", json!(11)),
        ("tpm_limit", json!(12)),
        ("max_budget", json!(13.0)),
        ("budget_duration", json!("30d")),
        ("soft_budget", json!(5.0)),
        ("max_parallel_requests", json!(14)),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    let more: &[(&str, Value)] = match of {
        "key" => &[
            ("models", json!(["gpt"])),
            ("aliases", json!({ "fast": "gpt" })),
            ("blocked", json!(true)),
            ("metadata", json!({ "note": "kept" })),
        ],
        "user" => &[
            ("user_alias", json!("Ada")),
            ("user_email", json!("ada@example.org")),
            ("user_role", json!("internal_user")),
            ("models", json!(["gpt"])),
        ],
        "team" => &[
            ("team_alias", json!("Team")),
            ("blocked", json!(true)),
            ("models", json!(["gpt"])),
            ("team_member_permissions", json!(["/key/info"])),
        ],
        "organization" => &[
            ("organization_alias", json!("Firm")),
            ("models", json!(["gpt"])),
        ],
        "customer" => &[("alias", json!("Eve")), ("blocked", json!(true))],
        "tag" => &[("description", json!("told")), ("models", json!(["gpt"]))],
        _ => &[],
    };
    fields.extend(
        more.iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone())),
    );
    fields
}

/// Sends each of the fields on its own, all of them twice and at once, and then looks for every one.
async fn all_fields_stay(
    proxy: &Proxy,
    (method, update): (Method, &str),
    id: (&str, &Value),
    shown: impl AsyncFn() -> Value,
) {
    let noun = update.split('/').nth(1).unwrap_or_default();
    let fields = rates(noun);
    let one = |(name, value): &(String, Value)| {
        (method.clone(), update, json!({ id.0: id.1, name: value }))
    };
    let requests: Vec<_> = fields.iter().chain(&fields).map(one).collect();
    let statuses = all_at_once(proxy, &requests).await;
    assert!(
        statuses.iter().all(|status| *status == 200),
        "{noun}: {statuses:?}"
    );
    let told = shown().await;
    for (name, value) in &fields {
        let found = told.get(name).filter(|found| !found.is_null());
        let found = found.or_else(|| told["litellm_budget_table"].get(name));
        assert_eq!(found, Some(value), "{noun}.{name} of {told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_of_one_thing_changed_at_once_are_all_kept() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let key = super::done(&proxy, "/key/generate", &json!({})).await["token"].clone();
        let info = format!("/key/info?key={}", key.as_str().expect("a hash"));
        let shown = async || told(&proxy, &info).await["info"].clone();
        let by = ("key", &key);
        all_fields_stay(&proxy, (Method::POST, "/key/update"), by, shown).await;

        let who = json!("u");
        let body = json!({ "user_id": "u", "auto_create_key": false });
        super::done(&proxy, "/user/new", &body).await;
        let shown = async || told(&proxy, "/user/info?user_id=u").await["user_info"].clone();
        let by = ("user_id", &who);
        all_fields_stay(&proxy, (Method::POST, "/user/update"), by, shown).await;

        let team = json!("t");
        super::done(&proxy, "/team/new", &json!({ "team_id": "t" })).await;
        let shown = async || told(&proxy, "/team/info?team_id=t").await["team_info"].clone();
        let by = ("team_id", &team);
        all_fields_stay(&proxy, (Method::POST, "/team/update"), by, shown).await;

        let firm = json!("o");
        let body = json!({ "organization_id": "o", "organization_alias": "o" });
        super::done(&proxy, "/organization/new", &body).await;
        let shown = async || told(&proxy, "/organization/info?organization_id=o").await;
        let by = ("organization_id", &firm);
        let update = (Method::PATCH, "/organization/update");
        all_fields_stay(&proxy, update, by, shown).await;

        let budget = json!("b");
        super::done(&proxy, "/budget/new", &json!({ "budget_id": "b" })).await;
        let shown = async || {
            let body = json!({ "budgets": ["b"] });
            super::done(&proxy, "/budget/info", &body).await[0].clone()
        };
        let by = ("budget_id", &budget);
        all_fields_stay(&proxy, (Method::POST, "/budget/update"), by, shown).await;

        let customer = json!("c");
        super::done(&proxy, "/customer/new", &json!({ "user_id": "c" })).await;
        let shown = async || told(&proxy, "/customer/info?end_user_id=c").await;
        let by = ("user_id", &customer);
        all_fields_stay(&proxy, (Method::POST, "/customer/update"), by, shown).await;

        let tag = json!("g");
        super::done(&proxy, "/tag/new", &json!({ "name": "g" })).await;
        let shown = async || {
            let body = json!({ "names": ["g"] });
            super::done(&proxy, "/tag/info", &body).await["g"].clone()
        };
        let by = ("name", &tag);
        all_fields_stay(&proxy, (Method::POST, "/tag/update"), by, shown).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn models_and_members_of_a_team_changed_at_once_are_all_kept() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let body = json!({ "team_id": "t", "models": ["gpt"] });
        super::done(&proxy, "/team/new", &body).await;
        let add = |n: usize| {
            let body = json!({ "team_id": "t", "models": [format!("m{n}")] });
            (Method::POST, "/team/model/add", body)
        };
        let mut requests: Vec<_> = (0..12).map(add).collect();
        // Each joins twice at once: that makes one membership, and one refusal.
        requests.extend((0..24).map(|n| {
            let member = json!({ "user_id": format!("u{}", n % 12), "role": "user" });
            let body = json!({ "team_id": "t", "member": member });
            (Method::POST, "/team/member_add", body)
        }));
        let statuses = all_at_once(&proxy, &requests).await;
        let (models, members) = statuses.split_at(12);
        assert!(models.iter().all(|status| *status == 200), "{statuses:?}");
        let joined = members.iter().filter(|status| **status == 200).count();
        let refused = members.iter().filter(|status| **status == 400).count();
        assert_eq!((joined, refused), (12, 12), "{members:?}");

        // Two limits of each member, their role, more models and the budget that they share, all at once.
        let mut requests: Vec<_> = (12..16).map(add).collect();
        for n in 0..12 {
            for (name, value) in [
                ("rpm_limit", json!(7)),
                ("tpm_limit", json!(70)),
                ("max_budget_in_team", json!(3.0)),
                ("role", json!("admin")),
            ] {
                let body = json!({ "team_id": "t", "user_id": format!("u{n}"), name: value });
                requests.push((Method::POST, "/team/member_update", body));
            }
        }
        for (name, value) in [
            ("team_member_budget", json!(9.0)),
            ("team_member_rpm_limit", json!(90)),
            ("team_member_tpm_limit", json!(900)),
        ] {
            let body = json!({ "team_id": "t", name: value });
            requests.push((Method::POST, "/team/update", body));
        }
        let statuses = all_at_once(&proxy, &requests).await;
        assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");

        let team = told(&proxy, "/team/info?team_id=t").await;
        let listed: BTreeSet<&str> = team["team_info"]["models"]
            .as_array()
            .expect("models")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(listed.len(), 17, "{listed:?}");
        let shared = &team["team_info"]["team_member_budget_table"];
        assert_eq!(
            (
                &shared["max_budget"],
                &shared["rpm_limit"],
                &shared["tpm_limit"]
            ),
            (&json!(9.0), &json!(90), &json!(900)),
            "{team}"
        );
        let budgets = told(&proxy, "/budget/list").await;
        assert_eq!(budgets.as_array().map(Vec::len), Some(1), "{budgets}");
        let members = team["team_memberships"].as_array().expect("members");
        assert_eq!(members.len(), 12, "{members:?}");
        for member in members {
            let table = &member["litellm_budget_table"];
            assert_eq!(
                (
                    &member["user_role"],
                    &member["max_budget_in_team"],
                    &table["rpm_limit"],
                    &table["tpm_limit"]
                ),
                (&json!("admin"), &json!(3.0), &json!(7), &json!(70)),
                "{member}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn models_credentials_and_groups_changed_at_once_keep_every_change() {
    let upstream = Upstream::start();
    for proxy in proxies(&upstream).await {
        let declared = json!({
            "model_name": "stored", "litellm_params": { "model": "openai/ok", "api_key": "sk-own" },
            "model_info": { "id": "m" },
        });
        super::done(&proxy, "/model/new", &declared).await;
        let credential = json!({ "credential_name": "c", "credential_info": {}, "credential_values": { "api_key": "k" } });
        super::done(&proxy, "/credentials", &credential).await;
        let group = json!({ "access_group_name": "g" });
        let group = send(
            &proxy,
            proxy.master_key(),
            Method::POST,
            "/v1/access_group",
            Some(&group),
        )
        .await;
        let group = group.json()["access_group_id"]
            .as_str()
            .expect("an id")
            .to_owned();
        let group_path = format!("/v1/access_group/{group}");

        let mut requests = Vec::new();
        for n in 0..8 {
            let info = json!({ "model_info": { format!("note{n}"): n } });
            requests.push((Method::PATCH, "/model/m/update", info));
            let group = json!({ "access_group": format!("word{n}"), "model_ids": ["m"] });
            requests.push((Method::POST, "/access_group/new", group));
            let values = json!({ "credential_values": { format!("note{n}"): "v" } });
            requests.push((Method::PATCH, "/credentials/c", values));
        }
        for (name, value) in [
            ("description", json!("told")),
            ("access_model_names", json!(["gpt"])),
        ] {
            requests.push((Method::PUT, group_path.as_str(), json!({ name: value })));
        }
        let statuses = all_at_once(&proxy, &requests).await;
        assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");

        let models = told(&proxy, "/v2/model/info?modelId=m").await;
        let info = &models["data"][0]["model_info"];
        let groups = info["access_groups"].as_array().map(Vec::len);
        let credential = told(&proxy, "/credentials/by_name/c").await;
        for n in 0..8 {
            let note = format!("note{n}");
            assert_eq!(info[&note], json!(n), "{info}");
            assert!(credential.to_string().contains(&note), "{credential}");
        }
        assert_eq!(groups, Some(8), "{info}");
        let group = told(&proxy, &group_path).await;
        assert_eq!(
            (&group["description"], &group["access_model_names"]),
            (&json!("told"), &json!(["gpt"]))
        );
    }
}
