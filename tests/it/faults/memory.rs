//! What a provider sends without end, or in one piece too large, does not fill the memory, whatever it speaks.

use super::hello;
use crate::chat::priced;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::json;

/// Streams that swell: compressed bombs of 32 MiB, and one line of 64 MiB.
const SWELLING: [&str; 5] = [
    "fault/m13a",
    "fault/m13b",
    "fault/m13c",
    "fault/m13d",
    "fault/m16",
];
/// A stream whose events are about 20 KiB, and never end.
const ENDLESS: &str = "fault/m24a?completion=8000&chunks=2&every_ms=0";
/// So much of it is listened to.
const PASSED_BYTES: usize = 96 << 20;
/// The allocator keeps what was freed for a while, so a few of the largest events may add up.
const GROWN_KIB_MAX: u64 = 64 << 10;

/// The most memory that the process has held, in KiB.
fn peak_kib(proxy: &Proxy) -> u64 {
    let status =
        std::fs::read_to_string(format!("/proc/{}/status", proxy.pid())).expect("a process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let words = line.expect("a peak").split_whitespace().next();
    words.and_then(|kib| kib.parse().ok()).expect("KiB")
}

/// Asks for each of the streams of a provider that is called so, below so an address.
async fn flat(provider: &str, below: &str, mode: &str) {
    let upstream = Upstream::start();
    let mut builder = Proxy::builder().section(
        "router_settings",
        json!({ "num_retries": 0, "disable_cooldowns": true }),
    );
    for script in SWELLING.iter().chain([&"ok", &ENDLESS]) {
        let mut row = priced(script, &upstream, script);
        row["litellm_params"]["model"] = json!(format!("{provider}/{script}"));
        row["litellm_params"]["api_base"] = json!(format!("http://{}{below}", upstream.address()));
        if !mode.is_empty() {
            row["model_info"] = json!({ "mode": mode });
        }
        builder = builder.deployment(row);
    }
    let mut proxy = builder.start().await;
    for _ in 0..10 {
        let reply = proxy.post("/v1/chat/completions", &hello("ok", true)).await;
        assert_eq!(reply.status, 200, "{provider}: {}", reply.text());
    }
    // Begins a new peak; where that cannot be had, the old one makes the test weaker, not wrong.
    let _ = std::fs::write(format!("/proc/{}/clear_refs", proxy.pid()), "5");
    let before_kib = peak_kib(&proxy);
    for script in SWELLING {
        for _ in 0..3 {
            let reply = proxy
                .post("/v1/chat/completions", &hello(script, true))
                .await;
            let text = reply.text();
            assert!(
                text.contains("upstream_invalid_response"),
                "{provider} {script}: {text}"
            );
        }
    }
    let mut endless = proxy
        .open(
            proxy.master_key(),
            "/v1/chat/completions",
            &hello(ENDLESS, true),
        )
        .await;
    let mut passed = 0;
    while passed < PASSED_BYTES {
        let chunk = endless.chunk().await.expect("a piece");
        passed += chunk.expect("it has no end").len();
    }
    drop(endless);
    let grown_kib = peak_kib(&proxy) - before_kib;
    assert!(
        grown_kib < GROWN_KIB_MAX,
        "{provider}: grown by {grown_kib} KiB"
    );
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn openais_chat_does_not_fill_the_memory() {
    flat("openai", "/v1", "").await;
}

#[tokio::test]
async fn openais_responses_do_not_fill_the_memory() {
    flat("openai", "/v1", "responses").await;
}

#[tokio::test]
async fn anthropics_messages_do_not_fill_the_memory() {
    flat("anthropic", "/v1", "").await;
}

#[tokio::test]
async fn geminis_content_does_not_fill_the_memory() {
    flat("gemini", "/v1beta", "").await;
}

#[tokio::test]
async fn ollamas_lines_do_not_fill_the_memory() {
    flat("ollama_chat", "", "").await;
}

#[tokio::test]
async fn bedrocks_messages_do_not_fill_the_memory() {
    flat("bedrock/converse", "", "").await;
}

#[tokio::test]
async fn coheres_chat_does_not_fill_the_memory() {
    flat("cohere", "/v2", "").await;
}
