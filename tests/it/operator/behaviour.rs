//! How calls behave: what errors tell, what counts for limits, who is asked, what is given up.

use super::{CHAT, hello, last_row, open, post_with, set};
use crate::chat::priced;
use crate::common::http;
use crate::common::providers::Providers;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const GENERAL: &str = "general_settings";
const LITELLM: &str = "litellm_settings";

fn usual(upstream: &Upstream) -> crate::common::proxy::Builder {
    Proxy::builder()
        .deployment(priced("gpt", upstream, "ok?prompt=30&completion=20"))
        .section(GENERAL, json!({}))
        .section(LITELLM, json!({}))
        .section("router_settings", json!({ "num_retries": 0 }))
}

#[tokio::test]
async fn errors_name_their_call_in_the_body_where_that_is_wanted() {
    let upstream = Upstream::start();
    let proxy = usual(&upstream).start().await;
    let plain = proxy.post(CHAT, &hello("nobody")).await;
    assert!(plain.json()["error"].get("litellm_call_id").is_none());
    set(
        &proxy,
        GENERAL,
        "include_call_id_in_error_body",
        &json!(true),
    )
    .await;
    for (path, key) in [
        (CHAT, proxy.master_key()),
        ("/v1/messages", proxy.master_key()),
        (CHAT, "sk-unknown-0000"),
    ] {
        let reply = proxy.post_as(key, path, &hello("nobody")).await;
        let told = reply.json();
        assert_eq!(
            told["error"]["litellm_call_id"],
            reply.headers["x-litellm-call-id"].to_str().expect("an id"),
            "{told}"
        );
    }
}

#[tokio::test]
async fn limits_count_the_tokens_that_the_operator_counts() {
    let upstream = Upstream::start();
    let proxy = usual(&upstream).start().await;
    // 30 tokens go in and 20 come out.
    let used = async |counted: &str| {
        set(&proxy, GENERAL, "token_rate_limit_type", &json!(counted)).await;
        let key = proxy.key(&json!({ "tpm_limit": 1000 })).await;
        for _ in 0..2 {
            assert_eq!(proxy.post_as(&key, CHAT, &hello("gpt")).await.status, 200);
        }
        let reply = proxy
            .post_as(
                &key,
                CHAT,
                &json!({ "model": "gpt", "max_tokens": 1,
            "messages": [{ "role": "user", "content": "x" }] }),
            )
            .await;
        let left = reply.headers["x-ratelimit-api_key-remaining-tokens"]
            .to_str()
            .expect("a number");
        1000 - left.parse::<i64>().expect("a number")
    };
    let (total, input, output) = (
        used("total").await,
        used("input").await,
        used("output").await,
    );
    // What the third call may use is set aside too.
    assert_eq!(total, input + output, "{total} {input} {output}");
    assert!(input > 60 && output == 41, "{total} {input} {output}");
}

#[tokio::test]
async fn calls_without_a_session_get_one_or_none() {
    let upstream = Upstream::start();
    let proxy = usual(&upstream).start().await;
    set(&proxy, GENERAL, "missing_session_id", &json!("reject")).await;
    let refused = proxy.post(CHAT, &hello("gpt")).await;
    assert_eq!(refused.status, 400, "{}", refused.text());
    let named = [("x-litellm-session-id", "mine")];
    assert_eq!(
        post_with(&proxy, &named, CHAT, &hello("gpt")).await.status,
        200
    );
    assert_eq!(last_row(&proxy).await["session_id"], "mine");
    set(&proxy, GENERAL, "missing_session_id", &json!("generate")).await;
    assert_eq!(proxy.post(CHAT, &hello("gpt")).await.status, 200);
    let row = last_row(&proxy).await;
    assert_ne!(row["session_id"], row["litellm_call_id"], "{row}");
}

#[tokio::test]
async fn headers_become_tags_and_tags_have_budgets() {
    let upstream = Upstream::start();
    let proxy = usual(&upstream).start().await;
    set(
        &proxy,
        LITELLM,
        "extra_spend_tag_headers",
        &json!(["x-cost-center"]),
    )
    .await;
    let headers = [("x-cost-center", "lab")];
    assert_eq!(
        post_with(&proxy, &headers, CHAT, &hello("gpt"))
            .await
            .status,
        200
    );
    let tags = last_row(&proxy).await["request_tags"].clone();
    assert!(
        tags.as_array()
            .expect("tags")
            .contains(&json!("x-cost-center: lab")),
        "{tags}"
    );
    let budgets = json!({ "x-cost-center: lab": { "budget_limit": 0.0003, "time_period": "1d" } });
    set(&proxy, LITELLM, "tag_budget_config", &budgets).await;
    // A call costs 0.000275, and one may pass the limit.
    for _ in 0..2 {
        let reply = post_with(&proxy, &headers, CHAT, &hello("gpt")).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
    }
    let refused = post_with(&proxy, &headers, CHAT, &hello("gpt")).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(
        refused.text().contains("Tag=x-cost-center: lab"),
        "{}",
        refused.text()
    );
    assert_eq!(
        proxy.post(CHAT, &hello("gpt")).await.status,
        200,
        "others are free"
    );
}

#[tokio::test]
async fn openai_is_told_the_clients_organization_and_the_files_key() {
    let (upstream, providers) = (Upstream::start(), Providers::start().await);
    let mut other = providers.model("cohere", "cohere/command-r", "");
    other["litellm_params"]["api_key"] = json!("sk-own");
    let mut row = priced("own", &upstream, "ok");
    row["litellm_params"]
        .as_object_mut()
        .expect("an object")
        .remove("api_key");
    let proxy = usual(&upstream)
        .deployment(row)
        .deployment(other)
        .section(LITELLM, json!({ "openai_api_key": "sk-of-the-file" }))
        .env("OPENAI_API_KEY", "sk-of-the-environment")
        .start()
        .await;
    let headers = [("openai-organization", "org-client")];
    let last = || {
        upstream
            .log()
            .exchanges()
            .last()
            .expect("a request")
            .clone()
    };
    assert_eq!(
        post_with(&proxy, &headers, CHAT, &hello("own"))
            .await
            .status,
        200
    );
    assert_eq!(
        last().header("authorization"),
        Some("Bearer sk-of-the-file")
    );
    assert_eq!(last().header("openai-organization"), None);
    set(&proxy, GENERAL, "forward_openai_org_id", &json!(true)).await;
    assert_eq!(
        post_with(&proxy, &headers, CHAT, &hello("own"))
            .await
            .status,
        200
    );
    assert_eq!(last().header("openai-organization"), Some("org-client"));
    assert_eq!(
        post_with(&proxy, &headers, CHAT, &hello("cohere"))
            .await
            .status,
        200
    );
    assert_eq!(providers.last().header("openai-organization"), "");
    set(&proxy, LITELLM, "openai_api_key", &Value::Null).await;
    assert_eq!(proxy.post(CHAT, &hello("own")).await.status, 200);
    assert_eq!(
        last().header("authorization"),
        Some("Bearer sk-of-the-environment")
    );
}

#[tokio::test]
async fn an_answer_that_nobody_waits_for_is_given_up_where_that_is_wanted() {
    let upstream = Upstream::start();
    let mut proxy = usual(&upstream)
        .deployment(priced("slow", &upstream, "ok?first_ms=4000"))
        .section(GENERAL, json!({ "cancel_on_disconnect": true }))
        .start()
        .await;
    let leave = http::client()
        .post(format!("{}{CHAT}", proxy.url()))
        .bearer_auth(proxy.master_key())
        .header("content-type", "application/json")
        .timeout(Duration::from_millis(300))
        .body(hello("slow").to_string());
    assert!(leave.send().await.is_err(), "the client leaves");
    let deadline = Instant::now() + Duration::from_secs(20);
    while upstream
        .log()
        .exchanges()
        .iter()
        .all(|one| one.end.is_none())
    {
        assert!(Instant::now() < deadline, "the provider is not left");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let ended = upstream.log().exchanges()[0].clone();
    assert_eq!(format!("{:?}", ended.end), "Some(ClientLeft)");
    assert_eq!(proxy.term().await.code, Some(0));
    assert_eq!(proxy.rows().await[0]["outcome"], "client_left");
}

#[tokio::test]
async fn who_fails_its_checks_is_neither_asked_nor_listed() {
    let upstream = Upstream::start();
    let model = |name: &str, id: &str, script: &str| {
        let mut row = priced(name, &upstream, script);
        row["model_info"]["id"] = json!(id);
        row["model_info"]["mode"] = json!("chat");
        row
    };
    let proxy = Proxy::builder()
        .deployment(model("gpt", "well", "ok"))
        .deployment(model("gpt", "unwell", "status/401"))
        .deployment(model("dead", "dead", "status/401"))
        .section(GENERAL, json!({
            "background_health_checks": true, "health_check_interval": 1, "health_check_concurrency": 1,
            "enable_health_check_routing": true, "model_list_healthy_only": true,
        }))
        .section("router_settings", json!({ "num_retries": 0, "disable_cooldowns": true }))
        .start()
        .await;
    let listed = async || {
        let list = proxy.get("/v1/models").await.json();
        let data = list["data"].as_array().expect("a list").clone();
        data.iter()
            .map(|one| one["id"].as_str().expect("an id").to_owned())
            .collect::<Vec<_>>()
    };
    let deadline = Instant::now() + Duration::from_secs(30);
    while listed().await.contains(&"dead".to_owned()) {
        assert!(Instant::now() < deadline, "a dead model is listed");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(listed().await, ["gpt"]);
    assert_eq!(proxy.get("/v1/models/dead").await.status, 404);
    for _ in 0..12 {
        let reply = proxy.post(CHAT, &hello("gpt")).await;
        assert_eq!(
            (
                reply.status,
                reply.headers["x-litellm-model-id"].to_str().expect("an id")
            ),
            (200, "well")
        );
    }
    assert_eq!(
        proxy.post(CHAT, &hello("dead")).await.status,
        502,
        "alone it is asked all the same"
    );
}

#[tokio::test]
async fn calls_on_providers_own_paths_have_their_own_time() {
    let upstream = Upstream::start();
    let proxy = usual(&upstream)
        .section(GENERAL, json!({ "pass_through_request_timeout": 0.3 }))
        .env("OPENAI_API_KEY", "sk-upstream")
        .env("OPENAI_API_BASE", &upstream.base_url())
        .start()
        .await;
    let slow = hello("ok?first_ms=3000");
    let reply = proxy.post("/openai/v1/chat/completions", &slow).await;
    let reply = if reply.status == 404 {
        proxy.post("/openai/chat/completions", &slow).await
    } else {
        reply
    };
    assert!(
        matches!(reply.status, 408 | 504),
        "{} {}",
        reply.status,
        reply.text()
    );
}

#[tokio::test]
async fn an_orchestrator_drains_the_proxy_with_its_token() {
    let upstream = Upstream::start();
    let proxy = usual(&upstream).start().await;
    assert_eq!(open(&proxy, "/health/drain").await.status, 404);
    set(
        &proxy,
        GENERAL,
        "drain_endpoint_token",
        &json!("let-me-out-0000"),
    )
    .await;
    set(&proxy, GENERAL, "enable_drain_endpoint", &json!(true)).await;
    assert_eq!(open(&proxy, "/health/drain").await.status, 401);
    assert_eq!(proxy.post(CHAT, &hello("gpt")).await.status, 200);
    let drain = http::client()
        .get(format!("{}/health/drain", proxy.url()))
        .header("x-drain-token", "let-me-out-0000");
    let told: Value = serde_json::from_str(
        &drain
            .send()
            .await
            .expect("an answer")
            .text()
            .await
            .expect("a body"),
    )
    .expect("JSON");
    assert_eq!(
        told,
        json!({ "status": "drained", "in_flight_requests": 0 })
    );
    assert_eq!(open(&proxy, "/health/readiness").await.status, 503);
    assert_eq!(proxy.post(CHAT, &hello("gpt")).await.status, 503);
}

#[tokio::test]
async fn service_accounts_stored_models_and_the_hub_are_as_the_operator_says() {
    let upstream = Upstream::start();
    let proxy = usual(&upstream).start().await;
    let row = priced("stored", &upstream, "ok");
    let made = proxy.post("/model/new", &row).await;
    assert_eq!(made.status, 200, "{}", made.text());
    assert_eq!(proxy.post(CHAT, &hello("stored")).await.status, 200);
    set(&proxy, GENERAL, "supported_db_objects", &json!(["mcp"])).await;
    assert_eq!(proxy.post(CHAT, &hello("stored")).await.status, 400);
    set(&proxy, GENERAL, "supported_db_objects", &json!(["models"])).await;
    assert_eq!(proxy.post(CHAT, &hello("stored")).await.status, 200);

    let settings = json!({ "enforced_params": ["metadata.job"] });
    set(&proxy, GENERAL, "service_account_settings", &settings).await;
    let account = proxy
        .key(&json!({ "metadata": { "service_account_id": "robot" } }))
        .await;
    let person = proxy.key(&json!({})).await;
    let refused = proxy.post_as(&account, CHAT, &hello("gpt")).await;
    assert!(
        refused.status == 400 && refused.text().contains("metadata.job"),
        "{}",
        refused.text()
    );
    assert_eq!(
        proxy.post_as(&person, CHAT, &hello("gpt")).await.status,
        200
    );
    let mut noted = hello("gpt");
    noted["metadata"] = json!({ "job": 1 });
    assert_eq!(proxy.post_as(&account, CHAT, &noted).await.status, 200);

    assert_eq!(open(&proxy, "/public/model_hub").await.json(), json!([]));
    set(&proxy, LITELLM, "public_model_groups", &json!(["gpt"])).await;
    set(
        &proxy,
        LITELLM,
        "public_model_groups_links",
        &json!({ "Docs": "https://example.com" }),
    )
    .await;
    let hub = open(&proxy, "/public/model_hub").await.json();
    assert_eq!(
        (&hub[0]["model_group"], &hub[0]["providers"]),
        (&json!("gpt"), &json!(["openai"])),
        "{hub}"
    );
    assert!(hub[0]["input_cost_per_token"].as_f64().is_some(), "{hub}");
    let info = open(&proxy, "/public/model_hub/info").await.json();
    assert_eq!(info["useful_links"]["Docs"], "https://example.com");
}

#[tokio::test]
async fn old_rows_go_in_batches_of_the_operators_size_and_a_file_may_hold_models_that_cannot_serve()
{
    let upstream = Upstream::start();
    let proxy = usual(&upstream).start().await;
    for _ in 0..5 {
        assert_eq!(proxy.post(CHAT, &hello("gpt")).await.status, 200);
    }
    let count = async || {
        proxy
            .get("/spend/logs")
            .await
            .json()
            .as_array()
            .expect("rows")
            .len()
    };
    assert_eq!(count().await, 5);
    set(
        &proxy,
        GENERAL,
        "maximum_spend_logs_cleanup_batch_size",
        &json!(2),
    )
    .await;
    set(
        &proxy,
        GENERAL,
        "maximum_spend_logs_cleanup_max_batches",
        &json!(1),
    )
    .await;
    set(
        &proxy,
        GENERAL,
        "maximum_spend_logs_cleanup_run_budget",
        &json!("5m"),
    )
    .await;
    set(
        &proxy,
        GENERAL,
        "maximum_spend_logs_retention_interval",
        &json!("1d"),
    )
    .await;
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    set(
        &proxy,
        GENERAL,
        "maximum_spend_logs_retention_period",
        &json!("1s"),
    )
    .await;
    set(
        &proxy,
        GENERAL,
        "maximum_spend_logs_retention_interval",
        &json!("2s"),
    )
    .await;
    let deadline = Instant::now() + Duration::from_secs(30);
    let mut seen = Vec::new();
    while count().await > 0 {
        let now = count().await;
        if seen.last() != Some(&now) {
            seen.push(now);
        }
        assert!(Instant::now() < deadline, "{seen:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(
        seen.contains(&3) && seen.contains(&1),
        "two at a time: {seen:?}"
    );

    let wrong = json!({ "model_name": "wrong", "litellm_params": { "model": "nobody-knows" } });
    crate::reload::rewrite(&proxy, |config| {
        config["model_list"]
            .as_array_mut()
            .expect("a list")
            .push(wrong)
    });
    let refused = proxy.post("/config/reload", &json!({})).await;
    assert_eq!(refused.status, 400, "{}", refused.text());
    set(
        &proxy,
        "router_settings",
        "ignore_invalid_deployments",
        &json!(true),
    )
    .await;
    assert_eq!(proxy.post(CHAT, &hello("gpt")).await.status, 200);
}

#[tokio::test]
async fn what_can_have_no_effect_says_what_to_do_instead() {
    let proxy = Proxy::builder()
        .deployment(json!({ "model_name": "a", "litellm_params": {
            "model": "openai/a", "api_key": "sk-a", "merge_reasoning_content_in_choices": true } }))
        .section(GENERAL, json!({ "enable_jwt_auth": true, "encryption_algorithm": "aes-gcm", "coordination_redis": {} }))
        .section(LITELLM, json!({ "langfuse_default_tags": [], "priority_reservation": {} }))
        .section("router_settings", json!({ "redis_host": "redis", "enable_weighted_failover": true }))
        .section("mcp_servers", json!({}))
        .prepare();
    let ran = proxy.cli(["serve", "--check"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for words in [
        "enable_jwt_auth",
        "people log in with accounts",
        "sealed with AES-256-GCM",
        "there is no Redis",
        "rpm_limit",
        "from a collector",
        "MCP servers",
        "reasoning_content",
    ] {
        assert!(ran.stdout.contains(words), "{words}: {}", ran.stdout);
    }
    assert!(
        !ran.stdout.contains("has no effect in this version"),
        "{}",
        ran.stdout
    );
}
