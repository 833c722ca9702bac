//! A configuration that is changed while the proxy runs: all of it holds, or none.

use crate::chat::{priced, verified};
use crate::common::http::Reply;
use crate::common::proxy::Proxy;
use crate::common::upstream::Upstream;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

fn hello(model: &str) -> Value {
    json!({ "model": model, "messages": [{ "role": "user", "content": "hi" }] })
}

async fn calls(proxy: &Proxy, model: &str) -> u16 {
    proxy
        .post("/v1/chat/completions", &hello(model))
        .await
        .status
}

/// Writes the file anew.
pub(crate) fn rewrite(proxy: &Proxy, change: impl FnOnce(&mut Value)) {
    let text = std::fs::read_to_string(proxy.config()).expect("a config");
    let mut config: Value = serde_yaml::from_str(&text).expect("YAML");
    change(&mut config);
    let text = serde_yaml::to_string(&config).expect("YAML");
    std::fs::write(proxy.config(), text).expect("written");
}

/// Waits for what happens soon.
async fn soon(what: &str, mut happened: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !happened().await {
        assert!(Instant::now() < deadline, "{what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn changed<'a>(told: &'a Value, name: &str) -> &'a Value {
    let changes = told["changes"].as_array().expect("a list");
    let found = changes.iter().find(|change| change["name"] == name);
    found.unwrap_or_else(|| panic!("{name} is not among {told}"))
}

#[tokio::test]
async fn a_changed_file_is_compared_and_put_in_force_and_open_streams_go_on() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .deployment(priced("old", &upstream, "ok"))
        .deployment(priced(
            "slow",
            &upstream,
            "ok?completion=40&chunks=40&delay_ms=25",
        ))
        .section("general_settings", json!({ "max_request_size_mb": 1 }))
        .start()
        .await;
    let mut ask = hello("slow");
    ask["stream"] = json!(true);
    let stream = proxy
        .open(proxy.master_key(), "/v1/chat/completions", &ask)
        .await;
    let new = priced("new", &upstream, "ok");
    rewrite(&proxy, |config| {
        config["model_list"] = json!([new]);
        config["general_settings"] = json!({ "completion_model": null, "max_request_size_mb": 2 });
        config["cw_proxy"] = json!({ "drain_grace_seconds": 5 });
        config["litellm_settings"] = json!({ "budget_exceeded_status_code": 429, "max_budget": 5 });
    });
    let dry = proxy
        .post("/config/reload", &json!({ "dry_run": true }))
        .await;
    assert_eq!(dry.status, 200, "{}", dry.text());
    let dry = dry.json();
    assert_eq!(
        (&dry["applied"], &dry["dry_run"]),
        (&json!(false), &json!(true))
    );
    let budget = changed(&dry, "litellm_settings.max_budget");
    assert_eq!(budget["after"], "$5.00");
    assert!(
        budget["after_origin"]
            .as_str()
            .is_some_and(|origin| origin.ends_with("config.yaml"))
    );
    assert_eq!(
        changed(&dry, "general_settings.max_request_size_mb")["before"],
        "1"
    );
    let masked = changed(&dry, "model_list[new].litellm_params.api_key");
    assert_eq!(masked["after"], "sk-...");
    assert_eq!(
        dry["restart_required"],
        json!(["cw_proxy.drain_grace_seconds"])
    );
    assert_eq!(calls(&proxy, "new").await, 400, "only said");

    let done = proxy.post("/config/reload", &json!({})).await;
    assert_eq!(done.json()["applied"], true, "{}", done.text());
    assert_eq!(
        done.json()["restart_required"],
        json!(["cw_proxy.drain_grace_seconds"])
    );
    assert_eq!(
        (calls(&proxy, "new").await, calls(&proxy, "old").await),
        (200, 400)
    );
    let again = proxy
        .post("/config/reload", &json!({ "dry_run": true }))
        .await
        .json();
    let waiting: Vec<&Value> = again["changes"]
        .as_array()
        .expect("a list")
        .iter()
        .collect();
    assert_eq!(
        waiting.len(),
        1,
        "what waits is told until it holds: {again}"
    );

    let ended = Reply::read(stream).await;
    assert!(
        ended.complete && ended.text().ends_with("data: [DONE]\n\n"),
        "{}",
        ended.text()
    );
    let audit = proxy.get("/audit?page_size=100").await;
    assert!(audit.text().contains("reloaded"), "{}", audit.text());
    assert_eq!(verified(&proxy)["calls"], 2);
    assert_eq!(proxy.term().await.code, Some(0));
}

/// A stream that is open while something happens, on a model that is gone then.
async fn open(proxy: &Proxy, model: &str) -> reqwest::Response {
    let mut ask = hello(model);
    ask["stream"] = json!(true);
    let mut answer = proxy
        .open(proxy.master_key(), "/v1/chat/completions", &ask)
        .await;
    assert!(answer.chunk().await.expect("bytes").is_some());
    answer
}

#[tokio::test]
async fn a_signal_and_the_command_line_do_the_same() {
    let upstream = Upstream::start();
    let slow = "ok?completion=100&chunks=100&delay_ms=25";
    let mut proxy = Proxy::builder()
        .deployment(priced("one", &upstream, "ok"))
        .deployment(priced("slow", &upstream, slow))
        .start()
        .await;
    let stream = open(&proxy, "slow").await;
    let two = priced("two", &upstream, "ok");
    rewrite(&proxy, |config| config["model_list"] = json!([two]));
    proxy.signal("HUP");
    soon("the signal does not reload", async || {
        calls(&proxy, "two").await == 200
    })
    .await;
    assert_eq!(calls(&proxy, "one").await, 400);
    let ended = Reply::read(stream).await;
    assert!(
        ended.complete && ended.text().ends_with("data: [DONE]\n\n"),
        "{}",
        ended.text()
    );
    let slow = priced("slow", &upstream, slow);
    rewrite(&proxy, |config| {
        if let Some(models) = config["model_list"].as_array_mut() {
            models.push(slow);
        }
    });
    assert_eq!(proxy.cli(["config", "reload"]).code, Some(0));
    let stream = open(&proxy, "slow").await;

    let three = priced("three", &upstream, "ok");
    rewrite(&proxy, |config| config["model_list"] = json!([three]));
    let dry = proxy.cli(["config", "reload", "--dry-run", "--exit-code", "-o", "json"]);
    assert_eq!(dry.code, Some(10), "{} {}", dry.stdout, dry.stderr);
    let told: Value = serde_json::from_str(&dry.stdout).expect("JSON");
    changed(&told["data"], "model_list[three].model_name");
    assert_eq!(calls(&proxy, "three").await, 400);
    let done = proxy.cli(["config", "reload"]);
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    assert!(
        done.stdout
            .contains("model_list[three].model_name\t-\tthree\t"),
        "{}",
        done.stdout
    );
    assert_eq!(calls(&proxy, "three").await, 200);
    assert_eq!(calls(&proxy, "slow").await, 400, "it is gone");
    let ended = Reply::read(stream).await;
    assert!(
        ended.complete && ended.text().ends_with("data: [DONE]\n\n"),
        "{}",
        ended.text()
    );
    let nothing = proxy.cli(["config", "reload", "--dry-run", "--exit-code"]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (Some(0), ""));

    assert_eq!(proxy.term().await.code, Some(0));
    let nobody = proxy.cli(["config", "reload"]);
    assert_eq!(nobody.code, Some(6), "{}", nobody.stderr);
    assert!(
        nobody.stderr.contains("No proxy runs here"),
        "{}",
        nobody.stderr
    );
}

#[tokio::test]
async fn what_cannot_serve_is_refused_whole_with_every_reason() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .deployment(priced("kept", &upstream, "ok"))
        .start()
        .await;
    let good = priced("never", &upstream, "ok");
    rewrite(&proxy, |config| {
        config["model_list"] = json!([good]);
        config["router_settings"] = json!({ "timeout": "canary-soon" });
        config["litellm_settings"] = json!({ "max_budget": -1 });
    });
    let refused = proxy.post("/config/reload", &json!({})).await;
    let told = refused.text();
    assert_eq!(refused.status, 400, "{told}");
    assert!(
        told.contains("router_settings.timeout") && told.contains("litellm_settings.max_budget")
    );
    assert!(!told.contains("canary"), "{told}");
    assert_eq!(
        (calls(&proxy, "kept").await, calls(&proxy, "never").await),
        (200, 400)
    );
    let ran = proxy.cli(["config", "reload"]);
    assert_eq!(ran.code, Some(6), "{}", ran.stderr);

    rewrite(&proxy, |config| {
        config["router_settings"] = json!({});
        config["litellm_settings"] = json!({});
        config["model_list"][0]["litellm_params"] = json!({ "model": "nobody-knows-this" });
    });
    let refused = proxy.post("/config/reload", &json!({})).await;
    assert_eq!(refused.status, 400);
    assert!(
        refused.text().contains("model 'never'"),
        "{}",
        refused.text()
    );
    std::fs::write(proxy.config(), "model_list: [").expect("written");
    assert_eq!(proxy.post("/config/reload", &json!({})).await.status, 400);
    proxy.signal("HUP");
    soon("the signal is not answered for in the log", async || {
        proxy.stderr().contains("the configuration is refused")
    })
    .await;
    assert_eq!(calls(&proxy, "kept").await, 200);
    let key = proxy.key(&json!({})).await;
    let denied = proxy.post_as(&key, "/config/reload", &json!({})).await;
    assert_eq!(denied.status, 401, "{}", denied.text());
    std::fs::write(proxy.config(), "model_list: []\n").expect("written");
    assert_eq!(proxy.term().await.code, Some(0));
}

#[tokio::test]
async fn variables_of_environment_files_are_read_anew_and_changed_settings_stay_under_the_file() {
    let upstream = Upstream::start();
    let mut row = priced("gpt", &upstream, "ok");
    row["litellm_params"]
        .as_object_mut()
        .expect("an object")
        .remove("api_key");
    let mut proxy = Proxy::builder().deployment(row).start().await;
    let alias = json!({ "router_settings": { "model_group_alias": { "quick": "gpt" } } });
    assert_eq!(proxy.post("/config/update", &alias).await.status, 200);
    let env = proxy.config().with_file_name(".env");
    std::fs::write(env, "OPENAI_API_KEY=sk-upstream-canary-0123456789\n").expect("written");
    let done = proxy.post("/config/reload", &json!({})).await;
    assert_eq!(done.status, 200, "{}", done.text());
    changed(&done.json(), "OPENAI_API_KEY");
    assert!(!done.text().contains("canary"), "{}", done.text());
    assert_eq!(
        calls(&proxy, "quick").await,
        200,
        "what was changed through the API still holds"
    );
    let asked = upstream.log().exchanges();
    let sent = asked
        .last()
        .and_then(|exchange| exchange.header("authorization"));
    assert_eq!(sent, Some("Bearer sk-upstream-canary-0123456789"));
    rewrite(&proxy, |config| {
        config["router_settings"] = json!({ "model_group_alias": { "fast": "gpt" } })
    });
    assert_eq!(proxy.post("/config/reload", &json!({})).await.status, 200);
    assert_eq!(
        (calls(&proxy, "fast").await, calls(&proxy, "quick").await),
        (200, 400),
        "the file wins"
    );
    assert_eq!(proxy.term().await.code, Some(0));
}
