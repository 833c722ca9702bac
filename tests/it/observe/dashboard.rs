//! The dashboard asks for what is told: every series of every expression, and every label that it is grouped
//! or named by.

use super::{Prometheus, found, hello, until};
use crate::chat::priced;
use crate::common::proxy::{Proxy, closed_port};
use crate::common::upstream::Upstream;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The labels of each series of an exposition that has samples, and the names of all series.
struct Told {
    labels: BTreeMap<String, BTreeSet<String>>,
    names: BTreeSet<String>,
}

fn told(text: &str) -> Told {
    let mut told = Told {
        labels: BTreeMap::new(),
        names: BTreeSet::new(),
    };
    for line in text.lines() {
        if let Some(declared) = line.strip_prefix("# TYPE ") {
            let (name, kind) = declared.split_once(' ').expect("a kind");
            match kind {
                "histogram" => told
                    .names
                    .extend(["bucket", "sum", "count"].map(|part| format!("{name}_{part}"))),
                _ => drop(told.names.insert(name.to_owned())),
            }
            continue;
        }
        let series = line.rsplit_once(' ').map_or("", |(series, _)| series);
        let (name, labels) = series.split_once('{').unwrap_or((series, ""));
        let labels = labels.trim_end_matches('}').split("\",");
        let labels = labels.filter_map(|label| Some(label.split_once('=')?.0.to_owned()));
        told.labels
            .entry(name.to_owned())
            .or_default()
            .extend(labels);
    }
    told
}

/// An expression's series, and the labels that it or its legend names.
fn asked(expression: &str, legend: &str) -> (Vec<String>, BTreeSet<String>) {
    let words = expression.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let ours = |word: &&str| {
        ["litellm_", "cw_", "process_"]
            .iter()
            .any(|ours| word.starts_with(ours))
    };
    let grouped = expression.split("by (").skip(1);
    let grouped = grouped.filter_map(|rest| rest.split(')').next());
    let named = legend.split("{{").skip(1);
    let named = named.filter_map(|rest| rest.split("}}").next());
    let labels = grouped.flat_map(|list| list.split(',')).chain(named);
    let labels: BTreeSet<String> = labels.map(|label| label.trim().to_owned()).collect();
    // Names of labels may begin as ours do.
    let series = words.filter(ours).filter(|word| !labels.contains(*word));
    (series.map(str::to_owned).collect(), labels)
}

/// Expressions and legends of the dashboard.
fn expressions() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text =
        std::fs::read_to_string(root.join("volumes/grafana/cw-proxy.json")).expect("a dashboard");
    let dashboard: Value = serde_json::from_str(&text).expect("JSON");
    let panels = dashboard["panels"].as_array().expect("panels");
    let targets = panels
        .iter()
        .flat_map(|panel| panel["targets"].as_array().into_iter().flatten());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    targets
        .map(|target| (text(&target["expr"]), text(&target["legendFormat"])))
        .collect()
}

/// A proxy that has seen all that the dashboard shows.
async fn seen(upstream: &Upstream) -> Proxy {
    let mut limited = priced("limited", upstream, "ok");
    limited["litellm_params"]["api_base"] = json!(super::routing::limited().await);
    let dead = format!("http://127.0.0.1:{}", closed_port());
    let proxy = Proxy::builder()
        .deployment(priced("good", upstream, "ok?completion=20"))
        .deployment(priced("bad", upstream, "status/500"))
        .deployment(priced("worse", upstream, "status/503"))
        .deployment(priced("busy", upstream, "status/429"))
        .deployment(priced("busy", upstream, "status/429?retry_after=60"))
        .deployment(limited)
        .section(
            "litellm_settings",
            json!({ "callbacks": ["prometheus", "otel"] }),
        )
        .section(
            "router_settings",
            json!({ "num_retries": 0, "fallbacks": [{ "bad": ["good"] }, { "worse": ["busy"] }] }),
        )
        .env("CW_PROXY_METRICS_TOKEN", "a-token-for-scrapes-0123456789")
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &dead)
        .env("OTEL_EXPORTER_OTLP_TIMEOUT", "300")
        .env("OTEL_BSP_SCHEDULE_DELAY", "50")
        .start()
        .await;
    let team = proxy
        .post(
            "/team/new",
            &json!({ "team_alias": "shown", "max_budget": 5 }),
        )
        .await
        .json();
    let key = json!({ "key_alias": "shown", "max_budget": 5, "team_id": team["team_id"] });
    let key = proxy.key(&key).await;
    for (model, stream) in [
        ("good", false),
        ("good", true),
        ("bad", false),
        ("worse", false),
        ("busy", false),
        ("limited", false),
    ] {
        let mut body = hello(model);
        body["stream"] = json!(stream);
        proxy.post_as(&key, "/v1/chat/completions", &body).await;
    }
    proxy
}

#[tokio::test]
async fn the_dashboard_asks_for_what_is_told() {
    let upstream = Upstream::start();
    let proxy = seen(&upstream).await;
    let expressions = expressions();
    assert!(expressions.len() > 20, "{}", expressions.len());
    let missing = until("the dashboard asks for what nobody tells", async || {
        let text = proxy.get("/metrics").await.text();
        let told = told(&text);
        let mut missing = Vec::new();
        for (expression, legend) in &expressions {
            let (series, labels) = asked(expression, legend);
            assert!(!series.is_empty(), "{expression}");
            for name in series {
                let known = told.labels.get(&name);
                let lacks = |label: &&String| known.is_none_or(|known| !known.contains(*label));
                let lacking: Vec<_> = labels.iter().filter(lacks).collect();
                if !told.names.contains(&name) || !lacking.is_empty() {
                    missing.push(format!("{name} {lacking:?}"));
                }
            }
        }
        // Some is told a moment later, and what has no series yet has no labels.
        if missing.is_empty() {
            Some(missing)
        } else {
            eprintln!("{missing:?}");
            None
        }
    });
    assert!(missing.await.is_empty());
}

#[tokio::test]
async fn a_real_prometheus_understands_the_dashboard() {
    if !found("prometheus") {
        return;
    }
    let upstream = Upstream::start();
    let proxy = seen(&upstream).await;
    let prometheus = Prometheus::start(&proxy);
    until("nothing was scraped", async || {
        let told = prometheus.ask("litellm_deployment_state").await?;
        told.pointer("/data/result/0").cloned()
    })
    .await;
    for (expression, _) in expressions() {
        let expression = expression.replace("$__rate_interval", "1m");
        let answer = prometheus.ask(&expression).await.expect("an answer");
        assert_eq!(answer["status"], "success", "{expression}: {answer}");
    }
}
