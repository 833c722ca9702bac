//! OpenTelemetry: what a collector is told, and that one which does not listen costs nothing.

pub(crate) mod secured;
mod trees;

use crate::common::collector::{Collector, attributes};
use crate::common::http;
use crate::common::proxy::{Builder, Proxy, closed_port};
use crate::common::upstream::Upstream;
use opentelemetry_proto::tonic::trace::v1::Span;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

fn traced(upstream: &Upstream, url: &str, protocol: &str) -> Builder {
    Proxy::builder()
        .deployment(crate::chat::priced(
            "gpt",
            upstream,
            "ok?prompt=30&cached=10&completion=20",
        ))
        .deployment(crate::chat::priced("broken", upstream, "status/500"))
        .section("litellm_settings", json!({ "callbacks": ["otel"] }))
        .section("router_settings", json!({ "num_retries": 0 }))
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", url)
        .env("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)
        .env("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=one")
        .env("OTEL_BSP_SCHEDULE_DELAY", "50")
        .env("OTEL_METRIC_EXPORT_INTERVAL", "100")
}

async fn call(proxy: &Proxy, model: &str, stream: bool) -> u16 {
    let body = json!({
        "model": model, "stream": stream, "messages": [{ "role": "user", "content": "a secret wish" }],
    });
    let request = http::client()
        .post(format!("{}/v1/chat/completions", proxy.url()))
        .bearer_auth(proxy.master_key())
        .header("traceparent", PARENT)
        .header("tracestate", "vendor=1")
        .header("content-type", "application/json")
        .body(body.to_string());
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    answer.bytes().await.expect("a body");
    status
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One span of the tree.
fn write(span: &Span, depth: usize, out: &mut String) {
    let kind = match span.kind {
        2 => "SERVER",
        3 => "CLIENT",
        other => panic!("a span of kind {other}"),
    };
    let failed = span.status.as_ref().is_some_and(|status| status.code == 2);
    let pad = "  ".repeat(depth);
    out.push_str(&format!(
        "{pad}{kind} {}{}\n",
        span.name,
        if failed { " FAILED" } else { "" }
    ));
    for (name, value) in attributes(&span.attributes) {
        let varies = [
            "cw.call_id",
            "server.port",
            "gen_ai.response.id",
            "time_to_first_chunk",
        ];
        let shown = if varies.iter().any(|varying| name.contains(varying)) {
            "…"
        } else {
            &value
        };
        out.push_str(&format!("{pad}  {name}={shown}\n"));
    }
}

/// The tree in words: kinds, names, and attributes that are the same in every run.
fn tree(spans: &[Span]) -> String {
    let children = |parent: &[u8]| {
        let mut found: Vec<&Span> = spans
            .iter()
            .filter(|span| span.parent_span_id == parent)
            .collect();
        found.sort_by_key(|span| (span.start_time_unix_nano, span.name.clone()));
        found
    };
    let mut out = String::new();
    let caller = 0x00f0_67aa_0ba9_02b7_u64.to_be_bytes();
    for server in children(&caller) {
        write(server, 0, &mut out);
        for attempt in children(&server.span_id) {
            write(attempt, 1, &mut out);
        }
    }
    out
}

#[tokio::test]
async fn a_request_is_one_server_span_with_a_client_span_for_each_attempt() {
    for protocol in ["grpc", "http/protobuf"] {
        let (upstream, collector) = (Upstream::start(), Collector::start());
        let proxy = traced(&upstream, &collector.url(), protocol).start().await;
        assert_eq!(call(&proxy, "gpt", false).await, 200);
        let spans = collector.wait_spans(2).await;
        let told = tree(&spans);
        let expected = "\
SERVER POST /v1/chat/completions
  cw.call_id=…
  cw.key=master
  http.request.method=POST
  http.response.status_code=200
  http.route=/v1/chat/completions
  CLIENT chat ok?prompt=30&cached=10&completion=20
    cw.stream=false
    gen_ai.operation.name=chat
    gen_ai.provider.name=openai
    gen_ai.request.model=ok?prompt=30&cached=10&completion=20
    gen_ai.response.finish_reasons=[stop]
    gen_ai.response.id=…
    gen_ai.response.model=ok?prompt=30&cached=10&completion=20
    gen_ai.usage.cache_read.input_tokens=10
    gen_ai.usage.cost=COST
    gen_ai.usage.input_tokens=30
    gen_ai.usage.output_tokens=20
    server.address=127.0.0.1
    server.port=…
";
        let cost = attributes(&spans[0].attributes)
            .remove("gen_ai.usage.cost")
            .expect("a cost on the attempt");
        assert!(cost.parse::<f64>().expect("a number") > 0.0);
        assert_eq!(told, expected.replace("COST", &cost), "{protocol}");
        assert!(
            spans
                .iter()
                .all(|span| hex(&span.trace_id) == PARENT[3..35])
        );
        assert!(spans.iter().all(|span| span.trace_state == "vendor=1"));

        // The provider was told of the very span of its attempt.
        let seen = upstream.log().exchanges();
        let sent = seen[0].header("traceparent").expect("a traceparent");
        let attempt = spans
            .iter()
            .find(|span| span.kind == 3)
            .expect("an attempt");
        assert_eq!(
            sent,
            format!("{}{}-01", &PARENT[..36], hex(&attempt.span_id))
        );
        assert_eq!(seen[0].header("tracestate"), Some("vendor=1"));
        assert!(attempt.end_time_unix_nano >= attempt.start_time_unix_nano);

        let path = if protocol == "grpc" {
            "TraceService/Export"
        } else {
            "/v1/traces"
        };
        let said = &collector.wait(path, 1).await[0];
        assert_eq!(said.headers["x-tenant"], "one");
        let metrics = if protocol == "grpc" {
            "MetricsService/Export"
        } else {
            "/v1/metrics"
        };
        collector.wait(metrics, 1).await;
        let names = collector.metrics();
        for name in [
            "gen_ai.client.token.usage",
            "gen_ai.client.operation.duration",
            "http.server.request.duration",
        ] {
            assert!(names.iter().any(|told| told == name), "{name}: {names:?}");
        }
        let all = collector.said();
        let told = |words: &str| {
            all.iter()
                .any(|one| String::from_utf8_lossy(&one.body).contains(words))
        };
        assert!(!told("a secret wish"), "words are not told");
        assert!(told("cw-proxy"), "the service is named");
    }
}

#[tokio::test]
async fn failures_and_streams_are_told_and_words_only_when_asked_for() {
    let (upstream, collector) = (Upstream::start(), Collector::start());
    let proxy = traced(&upstream, &collector.url(), "http/protobuf")
        .env("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true")
        .env("OTEL_LOGS_EXPORTER", "otlp")
        .start()
        .await;
    assert_eq!(call(&proxy, "gpt", true).await, 200);
    assert_eq!(call(&proxy, "broken", false).await, 500);
    assert_eq!(call(&proxy, "absent", false).await, 400);
    let spans = collector.wait_spans(5).await;
    let of = |kind: i32| -> Vec<BTreeMap<String, String>> {
        let found = spans.iter().filter(|span| span.kind == kind);
        found.map(|span| attributes(&span.attributes)).collect()
    };
    let (servers, attempts) = (of(2), of(3));
    assert_eq!(
        (servers.len(), attempts.len()),
        (3, 2),
        "what is refused calls nobody"
    );
    let streamed = attempts
        .iter()
        .find(|one| one["cw.stream"] == "true")
        .expect("a stream");
    assert!(streamed.contains_key("gen_ai.response.time_to_first_chunk"));
    assert!(streamed["gen_ai.input.messages"].contains("a secret wish"));
    assert!(streamed["gen_ai.output.messages"].contains("assistant"));
    let failed = attempts
        .iter()
        .find(|one| one["cw.stream"] == "false")
        .expect("a failure");
    assert_eq!(failed["error.type"], "500");
    let statuses: Vec<_> = servers
        .iter()
        .map(|one| one["http.response.status_code"].as_str())
        .collect();
    assert_eq!(
        statuses.iter().filter(|status| **status == "400").count(),
        1,
        "{statuses:?}"
    );
    collector.wait("/v1/logs", 1).await;
    assert!(!collector.logs().is_empty());
    assert!(
        rows_hold_no_words(&proxy).await,
        "words are told, and not kept"
    );
}

async fn rows_hold_no_words(proxy: &Proxy) -> bool {
    let rows = proxy.rows().await;
    !rows.is_empty() && !Value::Array(rows).to_string().contains("a secret wish")
}

#[tokio::test]
async fn json_is_spoken_too_and_the_caller_may_leave_a_trace_out() {
    let (upstream, collector) = (Upstream::start(), Collector::start());
    let proxy = traced(&upstream, &collector.url(), "http/json")
        .start()
        .await;
    let left_out = http::client()
        .post(format!("{}/v1/chat/completions", proxy.url()))
        .bearer_auth(proxy.master_key())
        .header("traceparent", PARENT.replace("-01", "-00"))
        .header("content-type", "application/json")
        .body(json!({ "model": "gpt", "messages": [] }).to_string());
    left_out.send().await.expect("an answer");
    assert_eq!(call(&proxy, "gpt", false).await, 200);
    let said = &collector.wait("/v1/traces", 1).await[0];
    let told: Value = serde_json::from_slice(&said.body).expect("JSON");
    let spans = told.pointer("/resourceSpans/0/scopeSpans/0/spans");
    let spans = spans.and_then(Value::as_array).expect("spans");
    assert_eq!(spans.len(), 2, "{told}");
    assert_eq!(spans[1]["name"], "POST /v1/chat/completions");
}

#[tokio::test]
async fn a_collector_that_does_not_listen_costs_nothing_and_is_told_of_once() {
    let upstream = Upstream::start();
    let dead = format!("http://127.0.0.1:{}", closed_port());
    let mut proxy = traced(&upstream, &dead, "grpc")
        .env("OTEL_EXPORTER_OTLP_TIMEOUT", "300")
        .start()
        .await;
    for _ in 0..30 {
        assert_eq!(call(&proxy, "gpt", false).await, 200);
    }
    let metrics = proxy.get("/metrics").await.text();
    assert!(
        metrics.contains("cw_telemetry_dropped_total 0"),
        "{metrics}"
    );
    let began = Instant::now();
    let told = proxy.term().await.stderr;
    assert!(
        began.elapsed() < Duration::from_secs(15),
        "the end is bounded"
    );
    for signal in ["spans", "metrics"] {
        let lines = told.lines().filter(|line| {
            line.contains("the collector does not take") && line.contains(&format!("\"{signal}\""))
        });
        assert_eq!(lines.count(), 1, "{signal}: {told}");
    }
}
