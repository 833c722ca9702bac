//! What is kept and told of calls.

use super::{CHAT, hello, last_row, post_with, set};
use crate::chat::priced;
use crate::common::collector::{Collector, attributes};
use crate::common::proxy::{Builder, Proxy};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};

fn storing(upstream: &Upstream) -> Builder {
    Proxy::builder()
        .deployment(priced("gpt", upstream, "ok"))
        .deployment(priced("broken", upstream, "status/500"))
        .section(
            "general_settings",
            json!({ "store_prompts_in_spend_logs": true }),
        )
        .section("litellm_settings", json!({}))
        .section("router_settings", json!({ "num_retries": 0 }))
}

/// Whether the words of the last call are stored: of its request and of its answer.
async fn stored(proxy: &Proxy) -> (bool, bool) {
    let row = last_row(proxy).await;
    let asked = row["proxy_server_request"].to_string();
    (
        asked.contains("a secret wish"),
        row["response"] != json!({}),
    )
}

#[tokio::test]
async fn words_are_hidden_by_the_operator_or_by_whoever_says_them() {
    let upstream = Upstream::start();
    let proxy = storing(&upstream).start().await;
    let call = async |headers: &[(&'static str, &str)], more: &Value| {
        let mut body = hello("gpt");
        for (name, value) in more.as_object().expect("an object") {
            body[name] = value.clone();
        }
        let reply = post_with(&proxy, headers, CHAT, &body).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        stored(&proxy).await
    };
    let none = json!({});
    let redact = [("x-litellm-enable-message-redaction", "true")];
    let show = [("litellm-disable-message-redaction", "true")];
    assert_eq!(call(&[], &none).await, (true, true));
    assert_eq!(call(&redact, &none).await, (false, false));
    let streamed = json!({ "stream": true });
    assert_eq!(call(&redact, &streamed).await, (false, false));
    let noted = json!({ "metadata": { "turn_off_message_logging": true } });
    assert_eq!(call(&[], &noted).await, (false, false));
    let no_log = json!({ "no-log": true });
    assert_eq!(call(&[], &no_log).await, (false, false));
    let told = upstream.log().exchanges();
    assert!(told.iter().all(|one| one.json().get("no-log").is_none()));

    set(
        &proxy,
        "litellm_settings",
        "global_disable_no_log_param",
        &json!(true),
    )
    .await;
    assert_eq!(call(&[], &no_log).await, (true, true));
    set(
        &proxy,
        "litellm_settings",
        "turn_off_message_logging",
        &json!(true),
    )
    .await;
    assert_eq!(call(&[], &none).await, (false, false));
    assert_eq!(call(&[], &streamed).await, (false, false));
    assert_eq!(call(&show, &none).await, (true, true));
}

#[tokio::test]
async fn what_a_provider_says_of_a_failure_is_told_the_client_alone() {
    let upstream = Upstream::start();
    let proxy = storing(&upstream).start().await;
    let told = proxy.post(CHAT, &hello("broken")).await.json();
    let told = told["error"]["message"].as_str().expect("words").to_owned();
    let kept = last_row(&proxy).await["metadata"]["error_information"]["error_message"].clone();
    let kept = kept.as_str().expect("words").to_owned();
    assert!(told.contains(&kept), "{told} {kept}");

    set(
        &proxy,
        "litellm_settings",
        "redact_messages_in_exceptions",
        &json!(true),
    )
    .await;
    let again = proxy.post(CHAT, &hello("broken")).await.json();
    assert!(
        again["error"]["message"]
            .as_str()
            .expect("words")
            .contains(&kept)
    );
    let row = last_row(&proxy).await;
    let error = row["metadata"]["error_information"]["error_message"].clone();
    let error = error.as_str().expect("words");
    assert!(error.starts_with("failed with status 500"), "{error}");
    assert!(!row.to_string().contains(&kept), "{row}");
}

#[tokio::test]
async fn rows_have_the_metadata_that_is_wanted() {
    let upstream = Upstream::start();
    let mut proxy = storing(&upstream).start().await;
    let mut body = hello("gpt");
    body["metadata"] = json!({ "spend_logs_metadata": { "job": 7 } });
    let call = async || {
        let agent = [("user-agent", "tool/1.0")];
        assert_eq!(post_with(&proxy, &agent, CHAT, &body).await.status, 200);
        last_row(&proxy).await["metadata"].clone()
    };
    let all = call().await;
    assert_eq!(
        (&all["user_agent"], &all["spend_logs_metadata"]["job"]),
        (&json!("tool/1.0"), &json!(7))
    );
    let name = "spend_logs_metadata_fields";
    let without =
        json!({ "exclude": ["user_agent", "spend_logs_metadata", "model_map_information"] });
    set(&proxy, "general_settings", name, &without).await;
    let fewer = call().await;
    for gone in ["user_agent", "spend_logs_metadata", "model_map_information"] {
        assert!(fewer.get(gone).is_none(), "{gone}: {fewer}");
    }
    assert!(fewer.get("cost_breakdown").is_some());
    let only = json!({ "include": ["status"] });
    set(&proxy, "general_settings", name, &only).await;
    assert_eq!(call().await, json!({ "status": "success" }));

    let wrong = json!({ "include": ["status"], "exclude": [] });
    crate::reload::rewrite(&proxy, |config| config["general_settings"][name] = wrong);
    let refused = proxy.post("/config/reload", &json!({})).await;
    assert_eq!(refused.status, 400, "{}", refused.text());
    assert!(
        refused.text().contains("either include or exclude"),
        "{}",
        refused.text()
    );
    assert_eq!(proxy.term().await.code, Some(0));
    // What is not wanted is not on disk either.
    let agents: Vec<Value> = proxy
        .rows()
        .await
        .iter()
        .map(|row| row["user_agent"].clone())
        .collect();
    assert_eq!(agents, [json!("tool/1.0"), json!(""), json!("")]);
}

#[tokio::test]
async fn requests_bring_no_tags_where_only_those_of_keys_count() {
    let upstream = Upstream::start();
    let settings = json!({ "reject_clientside_metadata_tags": true });
    let proxy = storing(&upstream)
        .section("general_settings", settings)
        .start()
        .await;
    let mut tagged = hello("gpt");
    tagged["metadata"] = json!({ "tags": ["mine"] });
    let refused = proxy.post(CHAT, &tagged).await;
    assert_eq!(refused.status, 400, "{}", refused.text());
    assert!(
        refused.text().contains("reject_clientside_metadata_tags"),
        "{}",
        refused.text()
    );
    let header = [("x-litellm-tags", "mine")];
    assert_eq!(
        post_with(&proxy, &header, CHAT, &hello("gpt")).await.status,
        400
    );
    let key = proxy.key(&json!({ "metadata": { "tags": ["own"] } })).await;
    assert_eq!(proxy.post_as(&key, CHAT, &hello("gpt")).await.status, 200);
    let tags = last_row(&proxy).await["request_tags"].clone();
    assert!(
        tags.as_array().expect("tags").contains(&json!("own")),
        "{tags}"
    );
    set(
        &proxy,
        "general_settings",
        "reject_clientside_metadata_tags",
        &json!(false),
    )
    .await;
    assert_eq!(proxy.post(CHAT, &tagged).await.status, 200);
}

#[tokio::test]
async fn end_users_are_those_who_are_known_or_nobody() {
    let upstream = Upstream::start();
    let settings = json!({ "validate_end_user_id_in_db": true });
    let proxy = storing(&upstream)
        .section("litellm_settings", settings)
        .start()
        .await;
    let made = proxy
        .post("/customer/new", &json!({ "user_id": "ann" }))
        .await;
    assert_eq!(made.status, 200, "{}", made.text());
    let user = json!({ "user_id": "u1", "user_email": "Bob@example.com" });
    let made = proxy.post("/user/new", &user).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let named = async |name: &str| {
        let mut body = hello("gpt");
        body["user"] = json!(name);
        let reply = proxy.post(CHAT, &body).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        last_row(&proxy).await["end_user"].clone()
    };
    for known in ["ann", "u1", "bob@example.com"] {
        assert_eq!(named(known).await, known);
    }
    assert_eq!(named("{\"device_id\":\"x\"}").await, "");
    set(
        &proxy,
        "litellm_settings",
        "validate_end_user_id_in_db",
        &json!(false),
    )
    .await;
    assert_eq!(named("anybody").await, "anybody");
    set(
        &proxy,
        "litellm_settings",
        "disable_end_user_cost_tracking",
        &json!(true),
    )
    .await;
    assert_eq!(named("ann").await, "");
    let spend = proxy.get("/customer/info?end_user_id=ann").await.json();
    let once = spend["spend"].as_f64().expect("a sum");
    let one = last_row(&proxy).await["spend"].as_f64().expect("a cost");
    assert!(
        (once - one).abs() < 1e-12,
        "one call of two counts: {spend}"
    );
}

#[tokio::test]
async fn traces_tell_no_callers_where_they_are_to_be_unknown() {
    let (upstream, collector) = (Upstream::start(), Collector::start());
    let proxy = storing(&upstream)
        .section("litellm_settings", json!({ "callbacks": ["otel"] }))
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url())
        .env("OTEL_BSP_SCHEDULE_DELAY", "50")
        .start()
        .await;
    assert_eq!(proxy.post(CHAT, &hello("gpt")).await.status, 200);
    let named = |span: &opentelemetry_proto::tonic::trace::v1::Span| {
        attributes(&span.attributes).contains_key("cw.key")
    };
    assert!(collector.wait_spans(2).await.iter().any(named));
    set(
        &proxy,
        "litellm_settings",
        "redact_user_api_key_info",
        &json!(true),
    )
    .await;
    let before = collector.wait_spans(3).await.len();
    assert_eq!(proxy.post(CHAT, &hello("gpt")).await.status, 200);
    let after = collector.wait_spans(before + 2).await;
    let of_call = |span: &&opentelemetry_proto::tonic::trace::v1::Span| {
        span.name.contains("/v1/chat/completions")
    };
    let told: Vec<bool> = after.iter().filter(of_call).map(named).collect();
    assert_eq!(told, [true, false]);
}
