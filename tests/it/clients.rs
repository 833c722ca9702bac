//! Clients of other makers and other languages, unchanged, in front of every dialect; and a real
//! runtime that speaks three of them behind.

use crate::chat::verified;
use crate::common::llama::Llama;
use crate::common::providers::Providers;
use crate::common::proxy::Proxy;
use crate::common::python::{self, Output};
use serde_json::{Value, json};
use std::process::Command;

/// Models of four dialects, and the same providers' own paths.
async fn proxy(providers: &Providers) -> Proxy {
    let root = providers.root();
    Proxy::builder()
        .deployment(providers.model("chat-model", "hosted_vllm/m", "/v1"))
        .deployment(providers.model("claude-model", "anthropic/claude-sonnet-4-5", "/v1"))
        .deployment(providers.model("gemini-model", "gemini/gemini-2.5-flash", "/v1beta"))
        .deployment(providers.model("ollama-model", "ollama_chat/llama3.2", ""))
        .env("ANTHROPIC_API_KEY", "sk-ant-real")
        .env("ANTHROPIC_API_BASE", &root)
        .env("GEMINI_API_KEY", "gemini-real")
        .env("GEMINI_API_BASE", &format!("{root}/v1beta"))
        .env("MISTRAL_API_KEY", "mistral-real")
        .env("MISTRAL_API_BASE", &format!("{root}/v1"))
        .env("OPENROUTER_API_KEY", "or-real")
        .env("OPENROUTER_API_BASE", &format!("{root}/api/v1"))
        .start()
        .await
}

/// Runs a client with the variables that all of them read.
fn run(mut command: Command, proxy: &Proxy) -> Output {
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("CW_URL", proxy.url())
        .env("CW_KEY", proxy.master_key())
        // It looks for prices on the Internet otherwise.
        .env("LITELLM_LOCAL_MODEL_COST_MAP", "True")
        .env("LANGSMITH_TRACING", "false");
    Output::of(&mut command)
}

/// What `tests/run` set up, named by a variable. Without it there is nothing to run: the test prints
/// why and passes, but not in CI.
fn set_up(test: &str, variable: &str) -> Option<String> {
    let found = std::env::var(variable).ok().filter(|path| !path.is_empty());
    if found.is_none() {
        let ci = std::env::var("CI").is_ok_and(|value| value == "true");
        assert!(!ci, "{test} needs {variable}, which tests/run sets");
        println!("skipped: {test} ({variable} is not set; tests/run sets it)");
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn the_official_sdks_for_node_are_served() {
    let Some(modules) = set_up("the_official_sdks_for_node_are_served", "CW_TEST_NODE") else {
        return;
    };
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let mut command = Command::new("env");
    command
        .arg(format!("CW_MODULES={modules}"))
        .arg("node")
        .arg(python::script("sdk/node/clients.mjs"))
        .args(["chat-model", "claude-model", "gemini-model", "ollama-model"]);
    let ran = run(command, &proxy);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    verified(&proxy);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_litellm_sdk_is_served() {
    let Some(python) = set_up("the_litellm_sdk_is_served", "CW_TEST_CLIENTS") else {
        return;
    };
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let mut command = Command::new(python);
    command.arg(python::script("sdk/litellm_sdk.py"));
    let ran = run(command, &proxy);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    verified(&proxy);
}

#[tokio::test(flavor = "multi_thread")]
async fn litellms_own_management_client_and_its_command_line_are_served() {
    let test = "litellms_own_management_client_and_its_command_line_are_served";
    let Some(python) = set_up(test, "CW_TEST_CLIENTS") else {
        return;
    };
    let providers = Providers::start().await;
    let kept = json!({ "store_model_in_db": true, "store_prompts_in_spend_logs": true });
    let proxy = Proxy::builder()
        .deployment(providers.model("chat-model", "hosted_vllm/m", "/v1"))
        .deployment(providers.model("claude-model", "anthropic/claude-sonnet-4-5", "/v1"))
        .section("general_settings", kept)
        .start()
        .await;
    let mut command = Command::new(python);
    command.arg(python::script("sdk/litellm_cli.py"));
    let ran = run(command, &proxy);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    verified(&proxy);
}

#[tokio::test(flavor = "multi_thread")]
async fn langchain_is_served() {
    let Some(python) = set_up("langchain_is_served", "CW_TEST_CLIENTS") else {
        return;
    };
    let providers = Providers::start().await;
    let proxy = proxy(&providers).await;
    let mut command = Command::new(python);
    command
        .arg(python::script("sdk/langchain_clients.py"))
        .args(["chat-model", "claude-model", "gemini-model", "ollama-model"]);
    let ran = run(command, &proxy);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    verified(&proxy);
}

#[tokio::test]
async fn a_real_runtime_is_reached_in_each_dialect_that_it_speaks() {
    let test = "a_real_runtime_is_reached_in_each_dialect_that_it_speaks";
    let Some(llama) = Llama::start(test).await else {
        return;
    };
    let model = |name: &str, provider: &str, info: Value| {
        json!({ "model_name": name, "model_info": info, "litellm_params": {
            "model": format!("{provider}/{}", Llama::MODEL), "api_base": llama.base_url(), "api_key": "none",
            "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6 } })
    };
    let proxy = Proxy::builder()
        .deployment(model("chat", "openai", json!({})))
        .deployment(model("messages", "anthropic", json!({})))
        .deployment(model("responses", "openai", json!({ "mode": "responses" })))
        .start()
        .await;
    let said = json!([{ "role": "user", "content": "hello" }]);
    let mut calls = 0;
    for name in ["chat", "messages", "responses"] {
        for stream in [false, true] {
            for (path, body) in [
                (
                    "/v1/chat/completions",
                    json!({ "messages": said, "max_tokens": 8 }),
                ),
                ("/v1/messages", json!({ "messages": said, "max_tokens": 8 })),
                (
                    "/v1/responses",
                    json!({ "input": "hello", "max_output_tokens": 16 }),
                ),
            ] {
                let mut body = body;
                body["model"] = json!(name);
                body["stream"] = json!(stream);
                let reply = proxy.post(path, &body).await;
                let text = reply.text();
                assert_eq!(reply.status, 200, "{name} {path} {stream}: {text}");
                assert!(
                    !text.contains("\"error\":{"),
                    "{name} {path} {stream}: {text}"
                );
                if stream && path == "/v1/messages" {
                    let begun = text.matches("event: message_start").count();
                    assert_eq!(begun, 1, "{name}: {text}");
                }
                calls += 1;
            }
        }
    }
    assert_eq!(verified(&proxy)["calls"], calls);
    for row in proxy.rows().await {
        let tokens = |name: &str| row[name].as_u64().unwrap_or(0);
        let input = tokens("input_tokens") + tokens("cache_read_tokens");
        let output = tokens("output_tokens") + tokens("reasoning_tokens");
        // A stream whose first token is a part of a character has no event that tells the request's tokens.
        let source = row["usage_source"].as_str().unwrap_or_default();
        let half = row["model_group"] == "messages" && row["stream"] == 1;
        assert!(source == "provider" || half && source == "counted", "{row}");
        assert!(input > 0 && (8..=16).contains(&output), "{row}");
    }
}
