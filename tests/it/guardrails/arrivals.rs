//! Guardrails of a model that the client did not ask for, and of requests that come many at once.

use super::{EMAIL, Reply, client, filter, pattern, word};
use crate::chat::{priced, verified};
use crate::common::ledger;
use crate::common::providers::Providers;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use crate::doors::{asked, read};
use serde_json::{Value, json};

/// `first` always fails; `second` has guardrails of its own, and `strict` one that refuses what it sees.
async fn falling(providers: &Providers, upstream: &Upstream) -> Proxy {
    let mut second = providers.model("second", "openai/gpt-4o", "/v1");
    second["litellm_params"]["guardrails"] = json!(["mask", "hush"]);
    let mut strict = providers.model("strict", "openai/gpt-4o", "/v1");
    strict["litellm_params"]["guardrails"] = json!(["block"]);
    Proxy::builder()
        .deployment(priced("first", upstream, "status/500"))
        .deployment(priced("other", upstream, "status/500"))
        .deployment(second)
        .deployment(strict)
        .section(
            "router_settings",
            json!({ "num_retries": 0, "disable_cooldowns": true,
                "fallbacks": [{ "first": ["second"] }, { "other": ["strict"] }] }),
        )
        .section(
            "guardrails",
            json!([
                filter("mask", "pre_call", false, &pattern("email", "MASK")),
                filter("hush", "post_call", false, &word("hello", "MASK")),
                filter("block", "pre_call", false, &pattern("email", "BLOCK")),
            ]),
        )
        .start()
        .await
}

#[tokio::test]
async fn a_fallback_is_under_the_guardrails_of_the_model_that_answers() {
    let (providers, upstream) = (Providers::start().await, Upstream::start());
    let mut proxy = falling(&providers, &upstream).await;
    for stream in [false, true] {
        let (path, body) = asked("chat", "first", stream, &format!("to {EMAIL}"));
        let reply = proxy.post(&path, &body).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(reply.header("x-litellm-applied-guardrails"), "mask,hush");
        assert_eq!(reply.header("x-litellm-attempted-fallbacks"), "1");
        let sent = String::from_utf8(providers.last().body).expect("UTF-8");
        assert!(
            sent.contains("[EMAIL_REDACTED]") && !sent.contains(EMAIL),
            "{sent}"
        );
        let said = read("chat", stream, &reply.text()).0;
        assert!(!said.contains("Hello") && !said.is_empty(), "{said}");
    }
    // A model that refuses the request is no help; the client is told of the one it asked for.
    let (calls, before) = (ledger::rows(&proxy).await.len(), providers.seen().len());
    let (path, body) = asked("chat", "other", false, &format!("to {EMAIL}"));
    let reply = proxy.post(&path, &body).await;
    assert_eq!(reply.status, 500, "{}", reply.text());
    assert_eq!(providers.seen().len(), before, "the other is not called");
    let rows = ledger::rows(&proxy).await;
    assert_eq!(rows.len(), calls + 1);
    let row = rows.last().expect("a row");
    assert_eq!((row.outcome.as_str(), row.attempts), ("upstream_error", 1));
    let (path, body) = asked("chat", "other", false, "to nobody");
    let reply = proxy.post(&path, &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(reply.header("x-litellm-applied-guardrails"), "block");
    verified(&proxy);
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn a_cheaper_model_brings_its_guardrails() {
    let providers = Providers::start().await;
    let mut cheap = providers.model("cheap", "openai/gpt-4o-mini", "/v1");
    cheap["litellm_params"]["guardrails"] = json!(["mask"]);
    let proxy = Proxy::builder()
        .deployment(providers.model("dear", "openai/gpt-4o", "/v1"))
        .deployment(cheap)
        .section(
            "guardrails",
            json!([filter("mask", "pre_call", false, &pattern("email", "MASK"))]),
        )
        .start()
        .await;
    let key = proxy
        .key(&json!({ "max_budget": 0.000_01, "degrade_to": "cheap" }))
        .await;
    let (path, body) = asked("chat", "dear", false, "hi");
    assert_eq!(proxy.post_as(&key, &path, &body).await.status, 200);
    let (path, body) = asked("chat", "dear", false, &format!("to {EMAIL}"));
    let reply = proxy.post_as(&key, &path, &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let sent = String::from_utf8(providers.last().body).expect("UTF-8");
    assert!(
        sent.contains("[EMAIL_REDACTED]") && !sent.contains(EMAIL),
        "{sent}"
    );
}

async fn upload(proxy: &Proxy, lines: &[Value]) -> Reply {
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let form = format!(
        "--XX\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--XX\r\nContent-Disposition: \
         form-data; name=\"file\"; filename=\"in.jsonl\"\r\n\r\n{lines}\r\n--XX--\r\n"
    );
    let request = client()
        .post(format!("{}/v1/files", proxy.url()))
        .bearer_auth(proxy.master_key())
        .header("content-type", "multipart/form-data; boundary=XX")
        .body(form);
    Reply::read(request.send().await.expect("an answer")).await
}

#[tokio::test]
async fn every_line_of_a_batch_is_looked_at_and_its_output_too() {
    let providers = Providers::start().await;
    let mut fast = providers.model("fast", "openai/gpt-4o", "/v1");
    fast["litellm_params"]["guardrails"] = json!(["hush"]);
    let mut proxy = Proxy::builder()
        .deployment(fast)
        .section(
            "guardrails",
            json!([
                filter("mask", "pre_call", true, &pattern("email", "MASK")),
                filter("block", "pre_call", true, &word("forbidden", "BLOCK")),
                filter(
                    "hush",
                    "post_call",
                    false,
                    &word("gpt-4o-2024-08-06", "MASK")
                ),
            ]),
        )
        .start()
        .await;
    let line = |text: &str| {
        json!({ "custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": {
            "model": "fast", "guardrails": ["mask"], "messages": [{ "role": "user", "content": text }] } })
    };
    let reply = upload(&proxy, &[line("hi"), line("a forbidden word")]).await;
    assert_eq!(reply.status, 400, "{}", reply.text());
    let message = reply.json()["error"]["message"].clone();
    let message = message.as_str().expect("a message");
    assert!(message.starts_with("Line 2 of the batch: "), "{message}");
    assert!(providers.seen().is_empty(), "nothing was sent");
    let reply = upload(&proxy, &[line("hi"), line(&format!("to {EMAIL}"))]).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let sent = String::from_utf8(providers.last().body).expect("UTF-8");
    assert!(
        sent.contains("[EMAIL_REDACTED]") && !sent.contains(EMAIL),
        "{sent}"
    );
    assert!(!sent.contains("guardrails"), "{sent}");
    let made = json!({ "input_file_id": reply.json()["id"], "endpoint": "/v1/chat/completions",
        "completion_window": "24h" });
    let batch = proxy.post("/v1/batches", &made).await.json();
    let batch_id = batch["id"].as_str().expect("an id");
    let done = proxy.get(&format!("/v1/batches/{batch_id}")).await.json();
    let output = done["output_file_id"].as_str().expect("an id");
    let output = proxy.get(&format!("/v1/files/{output}/content")).await;
    assert_eq!(output.status, 200, "{}", output.text());
    let text = output.text();
    assert!(
        text.contains("custom_id") && !text.contains("gpt-4o-2024-08-06"),
        "{text}"
    );
    let report = verified(&proxy);
    assert_ne!(report["spend"], "0", "it is counted all the same: {report}");
    assert_eq!(proxy.term().await.code, Some(0));
}
