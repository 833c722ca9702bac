//! Metrics of requests and calls, by the semantic conventions for HTTP servers and generative AI.

use super::super::observer::EndedCall;
use super::super::teller::Complete;
use super::collector::{self, InRuntime};
use super::spans::{attempt_error, bare, operation, provider};
use super::{Delivery, SCOPE, Tls};
use crate::domain::attempt::AttemptOutcome;
use crate::domain::otel::{Export, Otel as Settings, Temporality as Wanted};
use crate::domain::time::Micros;
use opentelemetry::metrics::{Histogram, MeterProvider as _};
use opentelemetry::{InstrumentationScope, KeyValue};
use opentelemetry_otlp::MetricExporter;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::data::{ResourceMetrics, ScopeMetrics};
use opentelemetry_sdk::metrics::exporter::PushMetricExporter;
use opentelemetry_sdk::metrics::{PeriodicReader, SdkMeterProvider, Temporality};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;

/// Bounds of durations in seconds (GenAI semantic conventions, `gen_ai.client.operation.duration`).
const SECONDS: [f64; 14] = [
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
];
/// Bounds of numbers of tokens (the same, `gen_ai.client.token.usage`).
const TOKENS: [f64; 14] = [
    1.0,
    4.0,
    16.0,
    64.0,
    256.0,
    1_024.0,
    4_096.0,
    16_384.0,
    65_536.0,
    262_144.0,
    1_048_576.0,
    4_194_304.0,
    16_777_216.0,
    67_108_864.0,
];

/// The instruments.
#[derive(Debug)]
pub(super) struct Metrics {
    provider: SdkMeterProvider,
    tokens: Histogram<u64>,
    duration: Histogram<f64>,
    first_token: Histogram<f64>,
    requests: Histogram<f64>,
    pub(super) delivery: Arc<Delivery>,
}

enum Sink {
    Console,
    Collector(Box<MetricExporter>),
}

/// Sends on the runtime, and notes how that goes.
struct Sender {
    sink: Sink,
    handle: Handle,
    delivery: Arc<Delivery>,
}

impl PushMetricExporter for Sender {
    async fn export(&self, metrics: &ResourceMetrics) -> OTelSdkResult {
        let Sink::Collector(exporter) = &self.sink else {
            for metric in metrics.scope_metrics().flat_map(ScopeMetrics::metrics) {
                tracing::info!(target: "cw_proxy::metric", data = ?metric.data(), "{}", metric.name());
            }
            return Ok(());
        };
        let sent = InRuntime::new(&self.handle, exporter.export(metrics)).await;
        let why = sent.as_ref().err().map(ToString::to_string);
        self.delivery.sent(why.as_deref(), 1);
        sent
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        match &self.sink {
            Sink::Console => Ok(()),
            Sink::Collector(exporter) => exporter.shutdown_with_timeout(timeout),
        }
    }

    fn temporality(&self) -> Temporality {
        match &self.sink {
            Sink::Console => Temporality::Cumulative,
            Sink::Collector(exporter) => exporter.temporality(),
        }
    }
}

fn temporality(settings: &Settings) -> Temporality {
    match settings.temporality {
        Wanted::Cumulative => Temporality::Cumulative,
        Wanted::Delta => Temporality::Delta,
        Wanted::LowMemory => Temporality::LowMemory,
    }
}

impl Metrics {
    pub(super) fn start(
        settings: &Settings,
        resource: &Resource,
        tls: Tls,
    ) -> Result<Option<Self>, String> {
        let sink = match &settings.metrics {
            Export::Off => return Ok(None),
            Export::Console => Sink::Console,
            Export::Otlp(otlp) => Sink::Collector(Box::new(collector::metrics(
                otlp,
                tls,
                temporality(settings),
            )?)),
        };
        let delivery = Delivery::new("metrics");
        let sender = Sender {
            sink,
            handle: Handle::current(),
            delivery: delivery.clone(),
        };
        let reader = PeriodicReader::builder(sender)
            .with_interval(settings.metric_interval)
            .build();
        let provider = SdkMeterProvider::builder()
            .with_reader(reader)
            .with_resource(resource.clone())
            .build();
        let scope = InstrumentationScope::builder(SCOPE).with_version(env!("CARGO_PKG_VERSION"));
        let meter = provider.meter_with_scope(scope.build());
        let seconds = |name: &'static str, means: &'static str| {
            meter
                .f64_histogram(name)
                .with_description(means)
                .with_unit("s")
                .with_boundaries(SECONDS.to_vec())
                .build()
        };
        let tokens = meter
            .u64_histogram("gen_ai.client.token.usage")
            .with_description("Tokens that calls used, by kind.")
            .with_unit("{token}")
            .with_boundaries(TOKENS.to_vec())
            .build();
        Ok(Some(Self {
            tokens,
            duration: seconds("gen_ai.client.operation.duration", "How long calls took."),
            first_token: seconds(
                "gen_ai.server.time_to_first_token",
                "How long the first content of streams took.",
            ),
            requests: seconds("http.server.request.duration", "How long answers took."),
            provider,
            delivery,
        }))
    }

    pub(super) fn tell(&self, complete: &Complete) {
        for call in complete
            .calls
            .iter()
            .filter(|call| call.record.attempts > 0)
        {
            self.call(call);
        }
        let Some(request) = &complete.request else {
            return;
        };
        let ends = complete.calls.iter().map(|call| call.record.ended_at);
        let ended_at = ends.chain([request.answered_at]).max();
        let ended_at = ended_at.unwrap_or(request.answered_at);
        let seconds = (ended_at.0 - request.arrived_at.0).max(0) as f64 / 1e6;
        let attributes = [
            KeyValue::new("http.request.method", request.method.to_string()),
            KeyValue::new("http.route", request.route.to_string()),
            KeyValue::new("http.response.status_code", i64::from(request.status)),
        ];
        self.requests.record(seconds, &attributes);
    }

    fn call(&self, call: &EndedCall) {
        let record = &call.record;
        let mut attributes = Self::about(call, record.provider, &record.model);
        for (kind, count) in [
            ("input", record.usage.prompt_tokens()),
            ("output", record.usage.completion_tokens()),
        ] {
            if count > 0 {
                attributes.push(KeyValue::new("gen_ai.token.type", kind));
                self.tokens.record(count, &attributes);
                attributes.pop();
            }
        }
        for attempt in &record.attempts_log {
            let mut attributes = Self::about(call, attempt.provider, &attempt.model);
            let seconds = |to: Micros| (to.0 - attempt.began_at.0).max(0) as f64 / 1e6;
            if let Some(first) = attempt.first_byte_at.filter(|_| record.intent.stream) {
                self.first_token.record(seconds(first), &attributes);
            }
            if attempt.outcome != AttemptOutcome::Answered {
                attributes.push(KeyValue::new("error.type", attempt_error(attempt)));
            }
            self.duration.record(seconds(attempt.ended_at), &attributes);
        }
    }

    fn about(call: &EndedCall, name: &str, model: &str) -> Vec<KeyValue> {
        let call_type = call.record.intent.call_type;
        vec![
            KeyValue::new("gen_ai.operation.name", operation(call_type)),
            KeyValue::new("gen_ai.provider.name", provider(name).to_owned()),
            KeyValue::new("gen_ai.request.model", bare(model).to_owned()),
        ]
    }

    /// Sends what is left. The reader blocks its caller, so that is done beside the runtime.
    pub(super) async fn end(self, within: Duration) {
        let provider = self.provider;
        let ended = tokio::task::spawn_blocking(move || provider.shutdown_with_timeout(within));
        // A failure was noted by the sender.
        let _ = ended.await;
    }
}
