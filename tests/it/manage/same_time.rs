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
