//! The operator's commands, on a running proxy and on its database.

use crate::chat::priced;
use crate::common::http;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn both_back_ends_tell_the_same() {
    let proxy = Proxy::builder().start().await;
    let json = |args: &[&str]| -> Value {
        let ran = proxy.cli(args);
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
        serde_json::from_str(&ran.stdout).expect("JSON")
    };
    let made = json(&[
        "key", "generate", "--alias", "ci", "--budget", "20", "--period", "30d", "--models", "a,b",
        "-o", "json",
    ]);
    assert_eq!(made["meta"]["backend"], "http");
    let through_api = json(&["key", "list", "-o", "json"]);
    let direct = json(&["key", "list", "-o", "json", "--offline"]);
    assert_eq!(
        (&through_api["meta"]["backend"], &direct["meta"]["backend"]),
        (&json!("http"), &json!("database"))
    );
    assert_eq!(through_api["data"], direct["data"]);
    assert_eq!(direct["data"][0]["budget"]["limit"], "20");
    let plain = proxy.cli(["key", "list"]);
    assert!(plain.stdout.starts_with("ci\tsk-..."), "{}", plain.stdout);
    let taken = proxy.cli(["key", "generate", "--alias", "ci"]);
    assert_eq!(taken.code, Some(5));
    assert!(
        taken.stdout.is_empty() && taken.stderr.starts_with("error: "),
        "{}",
        taken.stderr
    );
    assert_eq!(
        proxy
            .cli([
                "key",
                "update",
                "sk-unknown-unknown-unknown",
                "--budget",
                "1"
            ])
            .code,
        Some(3)
    );
    assert_eq!(
        proxy
            .cli(["key", "list", "--url", "http://127.0.0.1:9"])
            .code,
        Some(7)
    );
    assert_eq!(proxy.cli(["key", "update"]).code, Some(2));
}

#[tokio::test]
async fn a_key_made_in_the_database_works_on_the_running_proxy_within_a_second() {
    let upstream = Upstream::start();
    let proxy = Proxy::builder()
        .deployment(priced("gpt", &upstream, "ok"))
        .start()
        .await;
    assert_eq!(
        proxy.cli(["key", "generate", "--offline"]).code,
        Some(2),
        "a live server is not passed by unasked"
    );
    let made = proxy.cli(["key", "generate", "-q", "--offline", "--force-offline"]);
    let key = made.stdout.trim().to_owned();
    let url = format!("{}/v1/models", proxy.url());
    assert_eq!(http::get(&url, &key).await.status, 200, "at its first use");
    let changed = proxy.cli([
        "key",
        "update",
        &key,
        "--block",
        "--offline",
        "--force-offline",
    ]);
    assert_eq!(changed.code, Some(0), "{}", changed.stderr);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(http::get(&url, &key).await.status, 401);
}

#[tokio::test]
async fn models_health_and_the_first_start_need_no_curl() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .without_env("LITELLM_MASTER_KEY")
        .without_env("LITELLM_SALT_KEY")
        .prepare();
    proxy.restart().await;
    let made = std::fs::read_to_string(proxy.data_dir().join("master.key")).expect("a master key");
    assert!(made.starts_with("sk-"));
    assert!(proxy.stderr().contains("master.key") && !proxy.stderr().contains(made.trim()));
    assert_eq!(proxy.cli(["health"]).code, Some(0));
    assert_eq!(proxy.cli(["health", "--ready"]).code, Some(0));
    let base = upstream.base_url();
    let added = proxy.cli([
        "model",
        "new",
        "local",
        "--model",
        "openai/ok",
        "--api-base",
        &base,
        "--free",
    ]);
    assert_eq!(added.code, Some(0), "{}", added.stderr);
    let body = json!({ "model": "local", "messages": [{ "role": "user", "content": "hi" }] });
    let reply = proxy
        .post_as(made.trim(), "/v1/chat/completions", &body)
        .await;
    assert_eq!(
        (
            reply.status,
            reply.headers["x-litellm-response-cost"].as_bytes()
        ),
        (200, &b"0.0"[..])
    );
    proxy.term().await;
    assert_eq!(proxy.cli(["health"]).code, Some(7));
    assert_eq!(
        proxy.cli(["key", "list"]).code,
        Some(0),
        "the database answers alone"
    );
}

#[tokio::test]
async fn check_tells_what_is_in_force_and_where_it_came_from() {
    let proxy = Proxy::builder()
        .section(
            "general_settings",
            json!({ "master_kee": "x", "otel": true, "spend_report_frequency": "7d" }),
        )
        .section("litellm_settings", json!({ "callbacks": ["otel"] }))
        .prepare();
    let ran = proxy.cli(["serve", "--check"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for words in [
        "LITELLM_MASTER_KEY",
        "did you mean 'master_key'?",
        "otel",
        "has no effect in this version",
    ] {
        assert!(ran.stdout.contains(words), "{words}: {}", ran.stdout);
    }
    assert!(
        !ran.stdout.contains(proxy.master_key()),
        "secrets are masked"
    );
    let code = Proxy::builder()
        .section(
            "general_settings",
            json!({ "custom_auth": "module.function" }),
        )
        .prepare();
    let refused = code.cli(["serve", "--check"]);
    assert_eq!(refused.code, Some(6));
    assert!(refused.stderr.contains("custom_auth"), "{}", refused.stderr);
}

#[tokio::test]
async fn any_request_can_be_sent_on_both_back_ends() {
    let proxy = Proxy::builder().start().await;
    let body = proxy.data_dir().join("body.json");
    std::fs::write(&body, r#"{"key_alias":"of-a-file"}"#).expect("written");
    let body = format!("@{}", body.display());
    let made = proxy.cli(["api", "POST", "/key/generate", "-d", &body]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let fields = ["-f", "key_alias=of-fields", "-f", "max_budget=2.5"];
    let direct = ["--offline", "--force-offline"];
    let made = [
        &["api", "POST", "/key/generate"],
        &fields[..],
        &direct,
        &["--field", "max_budget"],
    ];
    let made = proxy.cli(made.concat());
    assert_eq!(made.stdout, "2.5\n", "{}", made.stderr);
    for path in [
        "/key/list?return_full_object=true",
        "/model/info",
        "/budget/list",
    ] {
        let http = proxy.cli(["api", "GET", path]);
        let database = proxy.cli(["api", "GET", path, "--offline"]);
        assert_eq!(http.code, Some(0), "{}", http.stderr);
        assert_eq!(http.stdout, database.stdout, "{path}");
    }
    let aliases = proxy.cli([
        "api",
        "GET",
        "/key/aliases",
        "-f",
        "search=of-fi",
        "-o",
        "json",
    ]);
    let aliases: Value = serde_json::from_str(&aliases.stdout).expect("JSON");
    assert_eq!(aliases["data"]["aliases"], json!(["of-fields"]));
    let unknown = proxy.cli(["api", "GET", "/key/info", "-f", "key=sk-nobody"]);
    assert_eq!((unknown.code, unknown.stdout.as_str()), (Some(3), ""));
    let path = proxy.cli(["api", "GET", "key/info"]);
    assert!(
        path.code == Some(2) && path.stderr.contains("did you mean '/key/info'?"),
        "{}",
        path.stderr
    );
}
