//! What is told: metrics to a real Prometheus, alerts to a receiver, the log; and that no secret is in any
//! of it.

use crate::common::collector::Collector;
use crate::common::http;
use crate::common::proxy::{Proxy, free_port};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

mod alerts;
mod canaries;
mod dashboard;
mod kinds;
mod routing;

fn hello(model: &str) -> Value {
    json!({ "model": model, "messages": [{ "role": "user", "content": "hi" }] })
}

/// A program of Debian's package `prometheus`, when it is there.
fn found(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    let ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
    assert!(found || !ci, "{program} is missing: install prometheus");
    if !found {
        eprintln!("skipped: there is no {program}; install prometheus");
    }
    found
}

/// The value of the first sample whose name and labels hold these words.
fn sample(text: &str, words: &[&str]) -> Option<f64> {
    let line = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .find(|line| words.iter().all(|word| line.contains(word)))?;
    line.rsplit(' ').next()?.parse().ok()
}

async fn used(proxy: &Proxy) {
    let key = proxy
        .key(&json!({ "key_alias": "dashboards", "max_budget": 5, "metadata": { "owner": "a@example.com" } }))
        .await;
    for model in ["gpt", "gpt", "broken", "absent"] {
        proxy
            .post_as(&key, "/v1/chat/completions", &hello(model))
            .await;
    }
    proxy
        .post_as("sk-of-nobody-at-all", "/v1/chat/completions", &hello("gpt"))
        .await;
    proxy.get("/some/path/of/a/scanner").await;
}

async fn measured(upstream: &Upstream) -> Proxy {
    Proxy::builder()
        .deployment(crate::chat::priced(
            "gpt",
            upstream,
            "ok?prompt=30&cached=10&completion=20",
        ))
        .deployment(crate::chat::priced("broken", upstream, "status/500"))
        .section("litellm_settings", json!({ "callbacks": ["prometheus"] }))
        .section("router_settings", json!({ "num_retries": 0 }))
        .env("CW_PROXY_METRICS_TOKEN", "a-token-for-scrapes-0123456789")
        .start()
        .await
}

#[expect(clippy::too_many_lines, reason = "a table, mostly")]
#[tokio::test]
async fn metrics_have_the_names_that_dashboards_use_and_labels_are_bounded() {
    let upstream = Upstream::start();
    let proxy = measured(&upstream).await;
    used(&proxy).await;
    let text = proxy.get("/metrics").await.text();
    for (words, value) in [
        (
            &[
                "litellm_requests_metric_total{",
                "api_key_alias=\"dashboards\"",
                "requested_model=\"gpt\"",
            ][..],
            2.0,
        ),
        (
            &[
                "litellm_total_tokens_metric_total{",
                "requested_model=\"gpt\"",
            ],
            100.0,
        ),
        (
            &[
                "litellm_input_tokens_metric_total{",
                "requested_model=\"gpt\"",
            ],
            60.0,
        ),
        (
            &[
                "litellm_output_tokens_metric_total{",
                "requested_model=\"gpt\"",
            ],
            40.0,
        ),
        (
            &[
                "litellm_input_cached_tokens_metric_total{",
                "requested_model=\"gpt\"",
            ],
            20.0,
        ),
        (
            &[
                "litellm_proxy_total_requests_metric_total{",
                "status_code=\"200\"",
            ],
            2.0,
        ),
        (
            &[
                "litellm_proxy_failed_requests_metric_total{",
                "exception_status=\"500\"",
            ],
            1.0,
        ),
        (
            &[
                "litellm_proxy_failed_requests_metric_total{",
                "exception_status=\"401\"",
            ],
            1.0,
        ),
        (
            &[
                "litellm_request_total_latency_metric_count{",
                "requested_model=\"gpt\"",
            ],
            2.0,
        ),
        (
            &[
                "litellm_llm_api_latency_metric_count{",
                "requested_model=\"gpt\"",
            ],
            2.0,
        ),
        (
            &[
                "litellm_deployment_success_responses_total{",
                "api_provider=\"openai\"",
            ],
            2.0,
        ),
        (
            &[
                "litellm_deployment_failure_responses_total{",
                "exception_class=\"APIError\"",
            ],
            1.0,
        ),
        (&["litellm_deployment_state{", "status/500"], 1.0),
        (&["litellm_api_key_max_budget_metric{", "dashboards"], 5.0),
        (&["cw_http_requests_total{", "route=\"unserved\""], 1.0),
        (&["cw_journal_healthy"], 1.0),
        (&["cw_telemetry_dropped_total"], 0.0),
    ] {
        assert_eq!(sample(&text, words), Some(value), "{words:?}\n{text}");
    }
    assert!(
        sample(&text, &["litellm_spend_metric_total{", "\"gpt\""]).is_some_and(|spent| spent > 0.0)
    );
    let left = sample(
        &text,
        &["litellm_remaining_api_key_budget_metric{", "dashboards"],
    );
    assert!(
        left.is_some_and(|left| left < 5.0 && left > 4.9),
        "{left:?}"
    );
    for word in ["scanner", "@", "sk-of-nobody"] {
        assert!(!text.contains(word), "{word}\n{text}");
    }
    assert!(sample(&text, &["process_resident_memory_bytes"]).is_some_and(|bytes| bytes > 1e6));
    assert!(sample(&text, &["cw_database_size_bytes"]).is_some_and(|bytes| bytes > 1e4));
}

#[tokio::test]
async fn metrics_are_for_administrators_the_token_and_whoever_is_let_in() {
    let upstream = Upstream::start();
    let proxy = measured(&upstream).await;
    let url = format!("{}/metrics", proxy.url());
    let own = proxy.key(&json!({})).await;
    let scraper = proxy.key(&json!({ "allowed_routes": ["/metrics"] })).await;
    for (key, status) in [
        ("", 401),
        ("sk-wrong-wrong-wrong", 401),
        (own.as_str(), 401),
        (scraper.as_str(), 200),
        (proxy.master_key(), 200),
        ("a-token-for-scrapes-0123456789", 200),
    ] {
        assert_eq!(http::get(&url, key).await.status, status, "{key}");
    }
    drop(proxy);
    let port = free_port();
    let proxy = Proxy::builder()
        .section(
            "litellm_settings",
            json!({ "require_auth_for_metrics_endpoint": false }),
        )
        .env("CW_PROXY_METRICS_LISTEN", &format!("127.0.0.1:{port}"))
        .start()
        .await;
    assert_eq!(
        http::get(&format!("{}/metrics", proxy.url()), "")
            .await
            .status,
        200
    );
    let beside = format!("http://127.0.0.1:{port}");
    assert_eq!(
        http::get(&format!("{beside}/metrics"), "").await.status,
        200
    );
    assert_eq!(
        http::get(&format!("{beside}/v1/models"), "").await.status,
        404
    );
}

#[tokio::test]
async fn promtool_finds_nothing_to_say() {
    if !found("promtool") {
        return;
    }
    let upstream = Upstream::start();
    let proxy = measured(&upstream).await;
    used(&proxy).await;
    let text = proxy.get("/metrics").await.text();
    let mut promtool = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("promtool");
    let mut input = promtool.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).expect("written");
    drop(input);
    let output = promtool.wait_with_output().expect("an end");
    let said = String::from_utf8_lossy(&output.stderr).into_owned()
        + &String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.trim().is_empty(),
        "{said}\n{text}"
    );
}

/// A Prometheus that scrapes a proxy, and ends with its test.
struct Prometheus {
    child: Child,
    address: String,
    _home: tempfile::TempDir,
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Prometheus {
    fn start(proxy: &Proxy) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let config = json!({ "scrape_configs": [{
            "job_name": "cw-proxy",
            "scrape_interval": "1s",
            "authorization": { "credentials": "a-token-for-scrapes-0123456789" },
            "static_configs": [{ "targets": [proxy.url().trim_start_matches("http://")] }],
        }]});
        let path = home.path().join("prometheus.yml");
        std::fs::write(&path, config.to_string()).expect("written");
        let address = format!("127.0.0.1:{}", free_port());
        let data = home.path().join("data");
        let child = Command::new("prometheus")
            .arg(format!("--config.file={}", path.display()))
            .arg(format!("--storage.tsdb.path={}", data.display()))
            .arg(format!("--web.listen-address={address}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("prometheus");
        Self {
            child,
            address,
            _home: home,
        }
    }

    /// What it answers to an expression; none until it listens.
    async fn ask(&self, expression: &str) -> Option<Value> {
        let query = reqwest::Url::parse_with_params(
            &format!("http://{}/api/v1/query", self.address),
            [("query", expression)],
        );
        let query = query.expect("an address");
        let answer = http::open(reqwest::Method::GET, query.as_str(), "", None).await;
        let body = answer.ok()?.text().await.ok()?;
        serde_json::from_str(&body).ok()
    }
}

#[tokio::test]
async fn a_real_prometheus_scrapes_and_answers() {
    if !found("prometheus") {
        return;
    }
    let upstream = Upstream::start();
    let proxy = measured(&upstream).await;
    used(&proxy).await;
    let prometheus = Prometheus::start(&proxy);
    let total = until("nothing was scraped", async || {
        let told = prometheus
            .ask("sum(litellm_total_tokens_metric_total)")
            .await?;
        told.pointer("/data/result/0/value/1").cloned()
    });
    assert_eq!(total.await, "100");
}

#[tokio::test]
async fn each_request_is_one_line_of_json() {
    let upstream = Upstream::start();
    let mut proxy = measured(&upstream).await;
    used(&proxy).await;
    let told = proxy.term().await.stderr;
    let lines: Vec<Value> = told
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}")))
        .filter(|line: &Value| line["target"] == "cw_proxy::request")
        .collect();
    let calls: Vec<&Value> = lines
        .iter()
        .map(|line| &line["fields"])
        .filter(|fields| fields["route"] == "/v1/chat/completions")
        .collect();
    assert_eq!(calls.len(), 5, "{told}");
    let served = calls
        .iter()
        .find(|fields| fields["model"] == "gpt")
        .expect("a call");
    assert_eq!(served["status"], 200);
    assert_eq!(served["key"].as_str().map(str::len), Some(12));
    assert!(
        served["request_id"]
            .as_str()
            .is_some_and(|id| !id.is_empty())
    );
    assert!(served["duration_ms"].as_f64().is_some_and(|ms| ms > 0.0));
    assert!(
        served["cost_usd"].as_str().is_some_and(|cost| cost != "0"),
        "{served}"
    );
    assert!(
        lines
            .iter()
            .any(|line| line["fields"]["route"] == "unserved")
    );
    assert!(
        !told.contains("scanner") && !told.contains("\"hi\""),
        "{told}"
    );
}

/// Waits until a test holds.
async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < deadline, "{what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The texts that Slack was told.
fn texts(collector: &Collector, path: &str) -> Vec<String> {
    let said = collector.said();
    let said = said.iter().filter(|one| one.path == path);
    said.map(|one| {
        let told: Value = serde_json::from_slice(&one.body).expect("JSON");
        told["text"].as_str().unwrap_or_default().to_owned()
    })
    .collect()
}
