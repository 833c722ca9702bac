//! Calls that keep to a deployment, and models that are asked beside it.

use super::hello;
use crate::chat::{priced, verified};
use crate::common::ledger;
use crate::common::proxy::{Builder, Proxy};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

/// One name with so many deployments, which their models tell apart.
fn several(upstream: &Upstream, count: usize) -> Builder {
    let mut builder = Proxy::builder();
    for number in 0..count {
        let script = format!("ok?prompt={}", 10 + number);
        builder = builder.deployment(priced("many", upstream, &script));
    }
    builder
}

/// The deployments that the last calls went to.
fn asked(upstream: &Upstream, last: usize) -> BTreeSet<String> {
    let all = upstream.log().exchanges();
    all.iter()
        .rev()
        .take(last)
        .map(|one| one.model.clone())
        .collect()
}

#[tokio::test]
async fn calls_of_a_session_a_key_or_a_kept_prompt_go_to_one_deployment() {
    let upstream = Upstream::start();
    let kept = json!([{ "type": "text", "text": "a long beginning", "cache_control": { "type": "ephemeral" } }]);
    let cases: [(&str, Value); 3] = [
        (
            "session_affinity",
            json!({ "model": "many", "litellm_session_id": "s1",
            "messages": [{ "role": "user", "content": "hi" }] }),
        ),
        ("deployment_affinity", hello("many")),
        (
            "prompt_caching",
            json!({ "model": "many", "messages": [{ "role": "system", "content": kept },
            { "role": "user", "content": "hi" }] }),
        ),
    ];
    for (check, body) in cases {
        let proxy = several(&upstream, 6)
            .section(
                "router_settings",
                json!({ "optional_pre_call_checks": [check] }),
            )
            .start()
            .await;
        let (mine, other) = (proxy.key(&json!({})).await, proxy.key(&json!({})).await);
        for turn in 0..12 {
            let mut body = body.clone();
            let last = body["messages"].as_array().expect("a list").len() - 1;
            body["messages"][last]["content"] = json!(format!("turn {turn}"));
            let reply = proxy.post_as(&mine, "/v1/chat/completions", &body).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
        }
        assert_eq!(asked(&upstream, 12).len(), 1, "{check}");
        // Another key's calls are not drawn along: of many keys some go elsewhere.
        let mut elsewhere = BTreeSet::new();
        for turn in 0..12 {
            let key = if turn == 0 {
                other.clone()
            } else {
                proxy.key(&json!({})).await
            };
            proxy.post_as(&key, "/v1/chat/completions", &body).await;
            elsewhere.extend(asked(&upstream, 1));
        }
        assert!(elsewhere.len() > 1, "{check}");
    }
    let proxy = several(&upstream, 6).start().await;
    for _ in 0..24 {
        proxy.post("/v1/chat/completions", &hello("many")).await;
    }
    assert!(asked(&upstream, 24).len() > 1, "nothing is kept unasked");
}

#[tokio::test]
async fn a_silent_model_is_sent_the_same_and_its_cost_is_on_record() {
    let upstream = Upstream::start();
    let mut loud = priced("loud", &upstream, "ok?prompt=30&completion=20");
    loud["litellm_params"]["silent_model"] = json!("quiet");
    let mut quiet = priced("quiet", &upstream, "ok?prompt=31&completion=20");
    // A mirror of a mirror is none.
    quiet["litellm_params"]["silent_model"] = json!(["loud"]);
    let mut proxy = Proxy::builder()
        .deployment(loud)
        .deployment(quiet)
        .start()
        .await;
    let allowed = proxy.key(&json!({ "models": ["loud"] })).await;
    for stream in [false, true] {
        let mut body = hello("loud");
        body["stream"] = json!(stream);
        let reply = proxy.post("/v1/chat/completions", &body).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(reply.header("x-litellm-model-group"), "loud");
        let reply = proxy.post_as(&allowed, "/v1/chat/completions", &body).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
    }
    let mut waited = 0;
    while ledger::rows(&proxy).await.len() < 6 && waited < 100 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        waited += 1;
    }
    let rows = proxy.rows().await;
    let of = |group: &str| {
        rows.iter()
            .filter(|row| row["model_group"] == group)
            .count()
    };
    assert_eq!(
        (of("loud"), of("quiet")),
        (4, 2),
        "a key is sent where it may go"
    );
    let mirrored = rows.iter().filter(|row| row["model_group"] == "quiet");
    assert!(
        mirrored.clone().all(|row| row["tags"]
            .as_str()
            .is_some_and(|tags| tags.contains("mirror"))),
        "{rows:?}"
    );
    assert!(mirrored.clone().all(|row| row["cost_nanos"] != 0));
    assert_eq!(verified(&proxy)["calls"], 6);
    assert_eq!(proxy.term().await.code, Some(0));
}
