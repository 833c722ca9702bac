//! Models that are chosen from in ways of their own, and that answer to a name together.

use super::*;
use std::collections::BTreeSet;

fn rows(upstream: &Upstream) -> Vec<Value> {
    let price = |usd: f64| json!({ "input_cost_per_token": usd, "output_cost_per_token": usd });
    vec![
        deployment("dear", "d1", upstream, "ok", &price(4e-6)),
        deployment("dear", "d2", upstream, "ok", &price(3e-6)),
        deployment("plain", "p1", upstream, "ok", &price(2e-6)),
        deployment("plain", "p2", upstream, "ok", &price(1e-6)),
        deployment("other", "o1", upstream, "ok", &price(9e-6)),
        deployment("other", "o2", upstream, "ok", &price(9e-6)),
    ]
}

fn cheapest() -> Value {
    json!({ "routing_groups": [{ "group_name": "saving", "models": ["dear", "plain"],
        "routing_strategy": "cost-based-routing" }] })
}

#[tokio::test]
async fn a_group_chooses_in_its_own_way_and_answers_to_its_name() {
    let upstream = Upstream::start();
    let mut proxy = proxy_of(rows(&upstream), &cheapest()).start().await;
    // Each member is chosen from in the group's way, and the group from all members'.
    for (model, expected) in [("dear", "d2"), ("plain", "p2"), ("saving", "p2")] {
        let ids = answered(&proxy, model, 5).await;
        assert!(ids.iter().all(|id| id == expected), "{model}: {ids:?}");
    }
    // The others are drawn from as before.
    let others: BTreeSet<_> = answered(&proxy, "other", 24).await.into_iter().collect();
    assert_eq!(others.len(), 2, "{others:?}");
    let listed = proxy.get("/v1/models").await.json();
    let listed = listed["data"].as_array().expect("a list");
    assert!(
        listed.iter().any(|model| model["id"] == "saving"),
        "{listed:?}"
    );
    let reply = ask(&proxy, "saving").await;
    assert_eq!(reply.json()["model"], "saving");
    assert_eq!(reply.header("x-litellm-model-group"), "saving");
    let rows = proxy.rows().await;
    assert!(rows.iter().any(|row| row["model_group"] == "saving"));
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn keys_are_granted_a_group_or_its_members_and_neither_by_the_other() {
    let upstream = Upstream::start();
    let mut rows = rows(&upstream);
    rows[2]["model_info"]["access_groups"] = json!(["cheap"]);
    rows[3]["model_info"]["access_groups"] = json!(["cheap"]);
    let proxy = proxy_of(rows, &cheapest()).start().await;
    for (models, allowed, refused) in [
        (
            json!(["saving"]),
            &["saving"][..],
            &["dear", "plain", "other"][..],
        ),
        (json!(["plain"]), &["plain"], &["saving", "dear"]),
        // An access group of one member does not open the others.
        (json!(["cheap"]), &["plain"], &["saving", "dear"]),
    ] {
        let key = proxy.key(&json!({ "models": models })).await;
        for model in allowed {
            let reply = proxy
                .post_as(&key, "/v1/chat/completions", &hello(model))
                .await;
            assert_eq!(reply.status, 200, "{models} {model}: {}", reply.text());
        }
        for model in refused {
            let reply = proxy
                .post_as(&key, "/v1/chat/completions", &hello(model))
                .await;
            assert_eq!(reply.status, 403, "{models} {model}: {}", reply.text());
        }
    }
}

#[tokio::test]
async fn a_group_moves_on_to_another_model_and_its_name_does_not_hide_a_model() {
    let upstream = Upstream::start();
    let price = |usd: f64| json!({ "input_cost_per_token": usd, "output_cost_per_token": usd });
    let rows = vec![
        deployment("broken", "b", &upstream, "status/500", &price(1e-6)),
        deployment("sound", "s", &upstream, "ok", &price(2e-6)),
        deployment("twice", "t", &upstream, "ok", &price(2e-6)),
    ];
    let router = json!({ "routing_groups": [
        { "group_name": "both", "models": ["broken", "sound", "absent"], "routing_strategy": "cost-based-routing" },
        { "group_name": "twice", "models": ["twice"] },
    ] });
    let proxy = proxy_of(rows, &router).start().await;
    let reply = ask(&proxy, "both").await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(reply.header("x-litellm-model-id"), "s");
    assert_eq!(reply.header("x-litellm-attempted-retries"), "1");
    assert_eq!(ask(&proxy, "twice").await.header("x-litellm-model-id"), "t");
}

#[tokio::test]
async fn what_is_said_of_a_model_s_affinity_counts_alone() {
    let upstream = Upstream::start();
    let rows = ["kept", "free"].into_iter().flat_map(|name| {
        let upstream = &upstream;
        (0..6).map(move |number| {
            deployment(name, &format!("{name}{number}"), upstream, "ok", &json!({}))
        })
    });
    for router in [
        json!({ "model_group_affinity_config": { "kept": ["deployment_affinity"] } }),
        json!({ "optional_pre_call_checks": ["deployment_affinity"],
            "model_group_affinity_config": { "free": [] } }),
    ] {
        let proxy = proxy_of(rows.clone().collect(), &router).start().await;
        let distinct = |ids: Vec<String>| ids.into_iter().collect::<BTreeSet<_>>().len();
        assert_eq!(distinct(answered(&proxy, "kept", 12).await), 1, "{router}");
        assert!(distinct(answered(&proxy, "free", 24).await) > 1, "{router}");
    }
}
