//! The sheet of a call against what went over the wire.

use super::Browser;
use crate::chat::priced;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

/// What the sheet tells of each attempt, in order.
fn attempts(page: &str) -> Vec<&str> {
    page.split("Attempt ").skip(1).collect()
}

/// The parameters that a part of the sheet says were not sent.
fn not_sent(attempt: &str) -> Vec<&str> {
    let Some((_, told)) = attempt.split_once("Not sent, since it would refuse them: ") else {
        return Vec::new();
    };
    let told = told.split_once("</span>").expect("its end").0;
    let names = told.split("<code>").skip(1);
    names
        .map(|name| name.split_once('<').expect("its end").0)
        .collect()
}

#[tokio::test]
async fn what_was_left_out_is_told_of_each_attempt_and_was() {
    let upstream = Upstream::start();
    let strict = json!({ "model_name": "strict", "litellm_params":
        { "model": "mistral/status/500", "api_base": upstream.base_url(), "api_key": "sk-upstream" } });
    let proxy = Proxy::builder()
        .deployment(strict)
        .deployment(priced("easy", &upstream, "ok?prompt=30&completion=20"))
        .section(
            "router_settings",
            json!({ "num_retries": 0, "fallbacks": [{ "strict": ["easy"] }] }),
        )
        .start()
        .await;
    let asked = json!({
        "model": "strict", "drop_params": true, "logprobs": true, "temperature": 0.5, "seed": 7,
        "logit_bias": { "50256": -100 }, "messages": [{ "role": "user", "content": "hi" }],
    });
    let key = proxy.key(&json!({})).await;
    let reply = proxy.post_as(&key, "/v1/chat/completions", &asked).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let rows = proxy.rows().await;
    let id = rows[0]["request_id"].as_str().expect("an id");
    let browser = Browser::operator(&proxy).await;
    let page = browser.get(&format!("/ui/logs?call={id}")).await.text();
    let attempts = attempts(&page);
    let log = upstream.log().exchanges();
    assert_eq!((attempts.len(), log.len()), (2, 2), "{page}");
    let mut left_out = 0;
    for (attempt, exchange) in attempts.iter().zip(&log) {
        let sent: Value = serde_json::from_slice(&exchange.body).expect("JSON");
        let told = not_sent(attempt);
        // The seed has another name at this provider, and stays.
        let stays = |name: &str| {
            sent.get(name).is_some() || name == "seed" && sent.get("random_seed").is_some()
        };
        for name in ["logprobs", "temperature", "seed", "logit_bias"] {
            assert_eq!(
                !told.contains(&name),
                stays(name),
                "{name}: {told:?} of {sent}"
            );
        }
        assert!(
            told.iter().all(|name| asked.get(*name).is_some()),
            "{told:?}"
        );
        assert!(sent.get("drop_params").is_none(), "{sent}");
        left_out += told.len();
    }
    assert!(left_out > 0, "{page}");
    assert!(not_sent(attempts[1]).is_empty(), "{page}");
    assert!(
        attempts[0].contains("class=\"badge bad\"") && attempts[1].contains(">answered</span>"),
        "{page}"
    );
}
