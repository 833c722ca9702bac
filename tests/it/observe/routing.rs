//! What the router does, as Prometheus and dashboards see it.

use super::{hello, sample, until};
use crate::chat::priced;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use axum::Router;
use serde_json::json;

/// A provider that tells what is left of its limits, in OpenAI's words.
pub(super) async fn limited() -> String {
    let body = json!({ "id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [{ "index": 0,
        "message": { "role": "assistant", "content": "Hello" }, "finish_reason": "stop" }],
        "usage": { "prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2 } });
    let answer = move || async move {
        (
            [
                ("content-type", "application/json"),
                ("x-ratelimit-remaining-requests", "41"),
                ("x-ratelimit-remaining-tokens", "1234"),
            ],
            body.to_string(),
        )
    };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await;
    let listener = listener.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().fallback(answer);
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}/v1")
}

#[tokio::test]
async fn fallbacks_rests_and_providers_limits_are_told() {
    let upstream = Upstream::start();
    let mut told = priced("told", &upstream, "ok");
    told["litellm_params"]["api_base"] = json!(limited().await);
    let proxy = Proxy::builder()
        .deployment(priced("good", &upstream, "ok"))
        .deployment(priced("bad", &upstream, "status/500"))
        .deployment(priced("worse", &upstream, "status/503"))
        .deployment(priced("busy", &upstream, "status/429"))
        .deployment(priced("busy", &upstream, "status/429?retry_after=60"))
        .deployment(told)
        .section("litellm_settings", json!({ "callbacks": ["prometheus"] }))
        .section(
            "router_settings",
            json!({ "num_retries": 0, "fallbacks": [{ "bad": ["good"] }, { "worse": ["bad"] }] }),
        )
        .start()
        .await;
    let key = proxy.key(&json!({ "key_alias": "faller" })).await;
    for (model, status) in [("bad", 200), ("worse", 200), ("busy", 429), ("told", 200)] {
        let reply = proxy
            .post_as(&key, "/v1/chat/completions", &hello(model))
            .await;
        assert_eq!(reply.status, status, "{model}: {}", reply.text());
    }
    let direct = json!({ "model": "good", "messages": [{ "role": "user", "content": "hi" }],
        "fallbacks": ["worse"] });
    proxy.post_as(&key, "/v1/chat/completions", &direct).await;
    let text = until("everything is counted", async || {
        let text = proxy.get("/metrics").await.text();
        text.contains("requested_model=\"told\"").then_some(text)
    })
    .await;
    for (words, value) in [
        (
            &[
                "litellm_deployment_successful_fallbacks_total{",
                "requested_model=\"bad\"",
                "fallback_model=\"good\"",
                "api_key_alias=\"faller\"",
                "exception_status=\"500\"",
                "exception_class=",
            ][..],
            1.0,
        ),
        (
            &[
                "litellm_deployment_successful_fallbacks_total{",
                "requested_model=\"worse\"",
                "fallback_model=\"good\"",
                "exception_status=\"503\"",
            ],
            1.0,
        ),
        (
            &[
                "litellm_deployment_cooled_down_total{",
                "litellm_model_name=\"openai/status/429",
                "exception_status=\"429\"",
            ],
            1.0,
        ),
        (
            &[
                "litellm_remaining_requests_metric{",
                "model_group=\"told\"",
                "litellm_model_name=\"openai/ok\"",
            ],
            41.0,
        ),
        (
            &["litellm_remaining_tokens_metric{", "model_group=\"told\""],
            1_234.0,
        ),
        (&["cw_journal_lag_seconds "], 0.0),
        (&["cw_cache_dropped_total "], 0.0),
        (&["cw_alerts_lost_total "], 0.0),
        (&["cw_budget_reserved_usd "], 0.0),
    ] {
        assert_eq!(sample(&text, words), Some(value), "{words:?}\n{text}");
    }
}
