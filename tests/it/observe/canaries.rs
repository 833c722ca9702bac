//! Secrets of every kind, put through calls, errors and logs at their most talkative: none comes out
//! anywhere but in the answer that makes a key.

use super::hello;
use crate::common::collector::Collector;
use crate::common::http;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

const MASTER: &str = "sk-canary-master-3f1c0a9b7d5e";
const SALT: &str = "canary-salt-9d8c7b6a5f4e3d2c";
const PROVIDER: &str = "sk-canary-provider-1a2b3c4d5e6f";
const ENVIRONMENT: &str = "gsk_canaryenvironment0123456789";
const UI: &str = "canary-ui-password-77aa66bb";
const HOOK: &str = "canaryhook00aa11bb22cc33dd";
const HEADER: &str = "canary-otel-header-5566778899";
const STORED: &str = "sk-canary-stored-6f5e4d3c2b1a";
const METRICS: &str = "canary-metrics-token-0011223344";
const DATABASE: &str = "canary-db-password-99887766";
const PROMPT: &str = "canary prompt that nobody else may read";

/// The forms in which a secret may slip out.
fn forms(secret: &str) -> Vec<String> {
    let bytes = secret.as_bytes();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
    // Of base64, what does not depend on where it begins or ends.
    let base64 = STANDARD.encode(bytes);
    vec![
        secret.to_owned(),
        hex,
        percent,
        base64[..base64.len() - 4].to_owned(),
    ]
}

fn assert_clean(what: &str, text: &str, secrets: &[(&str, &str)]) {
    for (name, secret) in secrets {
        for form in forms(secret) {
            if let Some(at) = text.find(&form) {
                let (from, to) = (at.saturating_sub(200), (at + 200).min(text.len()));
                let around = String::from_utf8_lossy(&text.as_bytes()[from..to]).into_owned();
                panic!("{what} holds the {name}: …{around}…");
            }
        }
    }
}

#[expect(clippy::too_many_lines, reason = "one story through everything")]
#[tokio::test]
async fn no_secret_comes_out_anywhere() {
    let (upstream, collector) = (Upstream::start(), Collector::start());
    let hook = format!("{}/services/{HOOK}", collector.url());
    let model = |name: &str, script: &str| {
        let mut row = crate::chat::priced(name, &upstream, script);
        row["litellm_params"]["api_key"] = json!(PROVIDER);
        row
    };
    let mut proxy = Proxy::builder()
        .deployment(model("gpt", "ok?prompt=30&completion=20"))
        .deployment(model("refuses", "status/401?echo_key=1"))
        .deployment(model("breaks", "fault/m11"))
        .deployment(json!({
            "model_name": "nowhere",
            "litellm_params": { "model": "openai/x", "api_base": "http://127.0.0.1:9/v1", "api_key": PROVIDER },
        }))
        .section("general_settings", json!({ "alerting": ["slack"] }))
        .section("litellm_settings", json!({ "callbacks": ["otel", "prometheus"] }))
        .env("LITELLM_MASTER_KEY", MASTER)
        .env("LITELLM_SALT_KEY", SALT)
        .env("GROQ_API_KEY", ENVIRONMENT)
        .env("UI_PASSWORD", UI)
        .env("SLACK_WEBHOOK_URL", &hook)
        .env("CW_PROXY_METRICS_TOKEN", METRICS)
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url())
        .env("OTEL_EXPORTER_OTLP_HEADERS", &format!("authorization=Bearer {HEADER}"))
        .env("OTEL_LOGS_EXPORTER", "otlp")
        .env("OTEL_BSP_SCHEDULE_DELAY", "50")
        .env("RUST_LOG", "trace")
        .start()
        .await;
    let mut answers = Vec::new();
    let made = proxy
        .post(
            "/key/generate",
            &json!({ "soft_budget": 0.00001, "key_alias": "canaries" }),
        )
        .await;
    let key = made.json()["key"].as_str().expect("a key").to_owned();
    let stored = json!({
        "model_name": "stored",
        "litellm_params": { "model": "openai/ok", "api_base": upstream.base_url(), "api_key": STORED },
    });
    answers.push(proxy.post("/model/new", &stored).await.text());
    let mut ask = hello("gpt");
    ask["messages"][0]["content"] = json!(PROMPT);
    for model in [
        "gpt", "refuses", "breaks", "nowhere", "stored", "groq/x", "absent",
    ] {
        for stream in [false, true] {
            ask["model"] = json!(model);
            ask["stream"] = json!(stream);
            for path in ["/v1/chat/completions", "/v1/messages", "/v1/responses"] {
                let reply = proxy.post_as(&key, path, &ask).await;
                // A provider that says it may say it: the scripted one does not repeat words.
                answers.push(reply.text());
            }
        }
    }
    for (path, key) in [
        ("/key/list", MASTER),
        ("/model/info", MASTER),
        ("/v2/model/info", MASTER),
        ("/credentials", MASTER),
        ("/config/list?config_type=general_settings", MASTER),
        ("/alerting/settings", MASTER),
        ("/alerts", MASTER),
        ("/get/config/callbacks", MASTER),
        ("/active/callbacks", MASTER),
        ("/metrics", METRICS),
        ("/health", MASTER),
        ("/health/services?service=slack", MASTER),
        ("/health/services?service=otel", MASTER),
        ("/health/readiness/details", MASTER),
        ("/spend/logs", MASTER),
        ("/audit", MASTER),
        ("/openapi.json", ""),
        ("/v1/models", "sk-wrong-key-wrong-key"),
        ("/key/info", key.as_str()),
    ] {
        let url = format!("{}{path}", proxy.url());
        answers.push(http::get(&url, key).await.text());
    }
    answers.push(
        proxy
            .post("/v1/chat/completions", &json!("no object"))
            .await
            .text(),
    );
    collector.wait_spans(10).await;
    collector.wait(&format!("/services/{HOOK}"), 1).await;
    let checked = proxy.cli(["serve", "--check"]);
    answers.push(checked.stdout + &checked.stderr);
    let listed = proxy.cli(["key", "list", "-o", "json"]);
    answers.push(listed.stdout + &listed.stderr);
    let ended = proxy.term().await;

    // A database that cannot be reached, and what is said of it.
    let elsewhere = Proxy::builder()
        .env(
            "DATABASE_URL",
            &format!("postgres://cw:{DATABASE}@127.0.0.1:9/cw"),
        )
        .env("RUST_LOG", "trace")
        .prepare();
    for args in [
        &["serve", "--check"][..],
        &["serve"],
        &["key", "list"],
        &["audit", "verify"],
    ] {
        let ran = elsewhere.cli(args);
        answers.push(ran.stdout + &ran.stderr);
    }

    let secrets = [
        ("master key", MASTER),
        ("salt", SALT),
        ("virtual key", key.as_str()),
        ("provider's key", PROVIDER),
        ("key of the environment", ENVIRONMENT),
        ("password", UI),
        ("hook", HOOK),
        ("header", HEADER),
        ("stored key", STORED),
        ("token for metrics", METRICS),
        ("prompt", PROMPT),
        ("database's password", DATABASE),
    ];
    assert!(
        ended.stderr.len() > 30_000,
        "the log was not talkative: {}",
        ended.stderr.len()
    );
    assert_clean("standard error", &ended.stderr, &secrets);
    assert_clean("standard output", &ended.stdout, &secrets);
    for answer in &answers {
        assert_clean("an answer", answer, &secrets);
    }
    for said in collector.said() {
        let body = String::from_utf8_lossy(&said.body);
        assert_clean(&format!("what {} was told", said.path), &body, &secrets);
    }
    for entry in std::fs::read_dir(proxy.data_dir()).expect("a folder") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        assert_clean(
            &path.display().to_string(),
            &String::from_utf8_lossy(&bytes),
            &secrets,
        );
    }
    // The sensor works: what is looked for is found where it may be.
    let text = made.text();
    assert!(forms(&key).iter().any(|form| text.contains(form)));
    let seen = upstream.log().exchanges();
    assert!(seen.iter().any(|one| {
        one.header("authorization")
            .is_some_and(|value| value.contains(PROVIDER))
    }));
    assert!(
        seen.iter()
            .any(|one| String::from_utf8_lossy(&one.body).contains(PROMPT))
    );
}
