//! Real peers: the official OpenAI SDK in front, llama.cpp behind.

use crate::chat::{priced, verified};
use crate::common::llama::Llama;
use crate::common::proxy::Proxy;
use crate::common::python;
use crate::common::upstream::Upstream;
use serde_json::json;

#[tokio::test]
async fn the_openai_sdk_is_served() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok?tools=1"))
        .deployment(priced("plain", &upstream, "ok?prompt=30&completion=20"))
        .start()
        .await;
    let env = [
        ("OPENAI_BASE_URL", format!("{}/v1", proxy.url())),
        ("OPENAI_API_KEY", proxy.master_key().to_owned()),
    ];
    let env: Vec<(&str, &str)> = env
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let Some(ran) = python::run("the_openai_sdk_is_served", "sdk/openai_chat.py", &[], &env) else {
        return;
    };
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(verified(&proxy)["calls"].as_u64().expect("a count") >= 4);
}

#[tokio::test]
async fn a_real_runtime_answers_through_the_proxy() {
    let Some(llama) = Llama::start("a_real_runtime_answers_through_the_proxy").await else {
        return;
    };
    let proxy = Proxy::builder()
        .deployment(json!({ "model_name": "tiny", "litellm_params": { "model": format!("openai/{}", Llama::MODEL),
            "api_base": llama.base_url(), "api_key": "none", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6 } }))
        .start()
        .await;
    for stream in [false, true] {
        let body = json!({ "model": "tiny", "max_tokens": 8, "stream": stream,
                           "messages": [{ "role": "user", "content": "hello" }] });
        let reply = proxy.post("/v1/chat/completions", &body).await;
        assert_eq!(
            reply.status,
            200,
            "{}",
            String::from_utf8_lossy(&reply.body)
        );
        if stream {
            let text = String::from_utf8_lossy(&reply.body).into_owned();
            assert!(
                text.ends_with("data: [DONE]\n\n") && text.contains("\"model\":\"tiny\""),
                "{text}"
            );
        }
    }
    let report = verified(&proxy);
    assert_eq!(report["calls"], 2);
    assert_ne!(report["spend"], "0");
}
