//! The documents of the API, and that the API keeps to them.

use crate::common::http;
use crate::common::proxy::Proxy;
use serde_json::Value;
use std::process::{Command, Stdio};

#[tokio::test]
async fn documents_need_no_key_and_can_be_switched_off() {
    let proxy = Proxy::builder().start().await;
    let open = |path: &str| {
        let url = format!("{}{path}", proxy.url());
        async move {
            let answer = http::client().get(url).send().await.expect("an answer");
            let media = answer.headers()["content-type"]
                .to_str()
                .expect("text")
                .to_owned();
            (
                answer.status().as_u16(),
                media,
                answer.text().await.expect("text"),
            )
        }
    };
    let (status, media, page) = open("/").await;
    assert_eq!((status, &*media), (200, "text/html; charset=utf-8"));
    assert!(page.contains("/key/generate") && !page.contains("<script"));
    let (status, _, text) = open("/openapi.json").await;
    let document: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((status, &document["openapi"]), (200, &Value::from("3.1.0")));
    let generate = &document["paths"]["/key/generate"]["post"];
    let schema = &generate["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(schema["properties"]["max_budget"]["type"][0], "number");
    for (path, words) in [
        ("/test", "\"/test\""),
        ("/routes", "/v1/chat/completions"),
        ("/public/model_hub", "[]"),
        ("/public/model_hub/info", "docs_title"),
        ("/public/providers", "\"openai\""),
        ("/public/providers/fields", "credential_fields"),
        ("/public/endpoints", "/chat/completions"),
        ("/public/litellm_model_cost_map", "\"gpt-4o\""),
    ] {
        let (status, _, text) = open(path).await;
        assert_eq!(status, 200, "{path}");
        assert!(text.contains(words), "{path}");
    }
    let without = Proxy::builder()
        .env("NO_DOCS", "True")
        .env("NO_OPENAPI", "True")
        .start()
        .await;
    for path in ["/", "/openapi.json"] {
        assert_eq!(without.get(path).await.status, 404, "{path}");
    }
}

/// Providers' own paths go to the providers; and what stands behind this pattern only tells what is
/// not there (a cache, a drain) with a status of its own.
const LEFT_OUT: &str = "^/(openai|engines|cache|health/drain)";

#[tokio::test]
async fn every_answer_is_as_the_document_says() {
    let test = "every_answer_is_as_the_document_says";
    let Some(python) = std::env::var_os("CW_TEST_SCHEMATHESIS").filter(|path| !path.is_empty())
    else {
        let ci = std::env::var("CI").is_ok_and(|value| value == "true");
        assert!(
            !ci,
            "{test} needs CW_TEST_SCHEMATHESIS, which tests/run sets"
        );
        println!("skipped: {test} (CW_TEST_SCHEMATHESIS is not set; tests/run sets it)");
        return;
    };
    let proxy = Proxy::builder().start().await;
    let folder = tempfile::TempDir::new().expect("a folder");
    // Methods that a path does not have are another test's.
    let settings = "[phases.coverage]\nunexpected-methods = []\n";
    std::fs::write(folder.path().join("schemathesis.toml"), settings).expect("written");
    let checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";
    let mut command = Command::new(python);
    command
        .current_dir(folder.path())
        .args(["-m", "schemathesis.cli", "run"])
        .arg(format!("{}/openapi.json", proxy.url()))
        .args([
            "--checks",
            checks,
            "--phases",
            "coverage,fuzzing",
            "--max-examples",
            "3",
            "--seed",
            "1",
        ])
        .args([
            "--no-shrink",
            "--continue-on-failure",
            "--suppress-health-check",
            "all",
            "--warnings",
            "off",
        ])
        .args([
            // Several threads in one interpreter of Python 3.11 now and then break its parser.
            "--workers",
            "1",
            "--request-timeout",
            "30",
            "--exclude-path-regex",
            LEFT_OUT,
        ])
        .args([
            "-H",
            &format!("Authorization: Bearer {}", proxy.master_key()),
        ])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .stdin(Stdio::null());
    let ran = tokio::task::spawn_blocking(move || command.output());
    let ran = ran.await.expect("no panic").expect("it starts");
    let told = String::from_utf8_lossy(&ran.stdout);
    assert!(
        ran.status.success(),
        "{told}\n{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}
