//! Spans: one for each request, one for each time a provider was called, made from the record.
//!
//! Names and attributes are those of OpenTelemetry's semantic conventions for HTTP servers and for
//! generative AI clients. What is about generation stands on the spans of providers only, so that
//! nobody counts a generation twice.

use super::super::observer::{Answered, EndedCall};
use super::super::request_log::{is_quiet, short_key};
use super::super::teller::Complete;
use super::{Delivery, SCOPE, Tls, collector, words};
use crate::domain::attempt::{Attempt, AttemptOutcome};
use crate::domain::otel::{Batch, Export, Otel as Settings};
use crate::domain::record::CallType;
use crate::domain::time::Micros;
use opentelemetry::trace::{
    SpanContext, SpanId, SpanKind, Status, TraceFlags, TraceId, TraceState,
};
use opentelemetry::{Array, InstrumentationScope, KeyValue, StringValue, Value};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SpanData, SpanEvents, SpanExporter as _, SpanLinks};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Where spans wait to be sent.
#[derive(Debug)]
pub(super) struct Spans {
    queue: mpsc::Sender<SpanData>,
    sending: JoinHandle<()>,
    pub(super) delivery: Arc<Delivery>,
}

#[derive(Debug)]
enum Sink {
    Console,
    Collector(Box<opentelemetry_otlp::SpanExporter>),
}

impl Spans {
    pub(super) fn start(
        settings: &Settings,
        resource: &Resource,
        tls: Tls,
    ) -> Result<Option<Self>, String> {
        let sink = match &settings.traces {
            Export::Off => return Ok(None),
            Export::Console => Sink::Console,
            Export::Otlp(otlp) => {
                let mut exporter = collector::spans(otlp, tls)?;
                exporter.set_resource(resource);
                Sink::Collector(Box::new(exporter))
            }
        };
        let delivery = Delivery::new("spans");
        let (queue, waiting) = mpsc::channel(settings.batch.queue_max);
        let sending = tokio::spawn(send(waiting, sink, settings.batch, delivery.clone()));
        Ok(Some(Self {
            queue,
            sending,
            delivery,
        }))
    }

    pub(super) fn tell(&self, complete: &Complete) {
        for span in spans_of(complete) {
            if self.queue.try_send(span).is_err() {
                self.delivery.lose(1);
            }
        }
    }

    pub(super) async fn end(self) {
        drop(self.queue);
        // It has told by the log if it panicked.
        let _ = self.sending.await;
    }
}

/// Sends one span of a test.
pub(super) async fn probe(
    settings: &Settings,
    resource: &Resource,
    tls: Tls,
) -> Result<(), String> {
    let Export::Otlp(otlp) = &settings.traces else {
        return Ok(());
    };
    let mut exporter = collector::spans(otlp, tls)?;
    exporter.set_resource(resource);
    let trace = super::super::Trace::detached();
    let name = "cw-proxy test".to_owned();
    let mut span = span(&trace, trace.span_id(), None, SpanKind::Internal, name);
    span.start_time = SystemTime::now();
    span.end_time = span.start_time;
    let sent = exporter.export(vec![span]).await;
    sent.map_err(|error| error.to_string())
}

/// Gathers spans and sends them until none come any more.
async fn send(
    mut waiting: mpsc::Receiver<SpanData>,
    sink: Sink,
    batch: Batch,
    delivery: Arc<Delivery>,
) {
    while let Some(first) = waiting.recv().await {
        let mut spans = Vec::with_capacity(batch.size_max.min(64));
        spans.push(first);
        let full = async {
            while spans.len() < batch.size_max {
                match waiting.recv().await {
                    Some(span) => spans.push(span),
                    None => return,
                }
            }
        };
        // Whatever came until then is sent.
        let _ = tokio::time::timeout(batch.delay, full).await;
        let count = spans.len() as u64;
        match &sink {
            Sink::Console => spans.iter().for_each(show),
            Sink::Collector(exporter) => {
                let sent = tokio::time::timeout(batch.timeout, exporter.export(spans)).await;
                match sent {
                    Ok(Ok(())) => delivery.sent(None, count),
                    Ok(Err(error)) => delivery.sent(Some(&error.to_string()), count),
                    Err(_) => delivery.sent(Some("it does not answer in time"), count),
                }
            }
        }
    }
}

fn show(span: &SpanData) {
    let attributes: Vec<String> = span
        .attributes
        .iter()
        .map(|attribute| format!("{}={}", attribute.key, attribute.value))
        .collect();
    tracing::info!(
        target: "cw_proxy::span",
        trace_id = %span.span_context.trace_id(),
        span_id = %span.span_context.span_id(),
        parent_id = %span.parent_span_id,
        kind = ?span.span_kind,
        attributes = attributes.join(" "),
        "{}", span.name
    );
}

fn moment(at: Micros) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(at.0).unwrap_or(0))
}

/// The spans of a request, its own last. None when its trace is not told.
pub(super) fn spans_of(complete: &Complete) -> Vec<SpanData> {
    let mut spans = Vec::new();
    for call in complete.calls.iter().filter(|call| call.trace.is_sampled()) {
        spans.extend(attempts_of(call));
    }
    let request = complete.request.as_ref();
    let told = |request: &&Answered| request.trace.is_sampled() && !is_quiet(request);
    if let Some(request) = request.filter(told) {
        spans.push(of_request(request, &complete.calls));
    }
    spans
}

fn span(
    trace: &super::super::Trace,
    span_id: u64,
    parent: Option<u64>,
    kind: SpanKind,
    name: String,
) -> SpanData {
    let state = trace
        .state()
        .and_then(|state| state.parse::<TraceState>().ok());
    let remote = kind == SpanKind::Server && parent.is_some();
    SpanData {
        span_context: SpanContext::new(
            TraceId::from(trace.trace_id()),
            SpanId::from(span_id),
            TraceFlags::SAMPLED,
            false,
            state.unwrap_or_default(),
        ),
        parent_span_id: parent.map_or(SpanId::INVALID, SpanId::from),
        parent_span_is_remote: remote,
        span_kind: kind,
        name: name.into(),
        start_time: SystemTime::UNIX_EPOCH,
        end_time: SystemTime::UNIX_EPOCH,
        attributes: Vec::new(),
        dropped_attributes_count: 0,
        events: SpanEvents::default(),
        links: SpanLinks::default(),
        status: Status::Unset,
        instrumentation_scope: InstrumentationScope::builder(SCOPE)
            .with_version(env!("CARGO_PKG_VERSION"))
            .build(),
    }
}

fn of_request(request: &Answered, calls: &[EndedCall]) -> SpanData {
    let trace = &request.trace;
    let name = format!("{} {}", request.method, request.route);
    let mut span = span(
        trace,
        trace.span_id(),
        trace.parent(),
        SpanKind::Server,
        name,
    );
    span.start_time = moment(request.arrived_at);
    let ends = calls.iter().map(|call| call.record.ended_at);
    let ended_at = ends.chain([request.answered_at]).max();
    span.end_time = moment(ended_at.unwrap_or(request.answered_at));
    // A stream that broke off was answered with 200; its record says how it ended.
    let broke = calls.iter().map(|call| call.record.status).max();
    let status = request.status;
    let worst = broke.filter(|broke| *broke >= 500).unwrap_or(status);
    span.attributes = vec![
        KeyValue::new("http.request.method", request.method.to_string()),
        KeyValue::new("http.route", request.route.to_string()),
        KeyValue::new("http.response.status_code", i64::from(status)),
    ];
    if let Some(id) = &request.call_id {
        span.attributes
            .push(KeyValue::new("cw.call_id", id.to_string()));
    }
    let named = !calls.iter().any(|call| call.anonymous);
    if let Some(key) = trace.key().filter(|_| named) {
        span.attributes
            .push(KeyValue::new("cw.key", short_key(key).to_owned()));
    }
    let team = calls
        .iter()
        .find_map(|call| call.record.intent.team_id.as_ref());
    if let Some(team) = team.filter(|_| named) {
        span.attributes
            .push(KeyValue::new("cw.team_id", team.to_string()));
    }
    if worst >= 500 {
        span.attributes
            .push(KeyValue::new("error.type", worst.to_string()));
        span.status = Status::error("");
    }
    span
}

/// The operation as the conventions name it.
#[must_use]
pub(super) fn operation(call_type: CallType) -> &'static str {
    match call_type {
        CallType::Chat | CallType::Messages | CallType::Responses => "chat",
        CallType::Completion => "text_completion",
        CallType::Embedding => "embeddings",
        CallType::GenerateContent => "generate_content",
        CallType::ImageGeneration | CallType::ImageEdit | CallType::ImageVariation => {
            "image_generation"
        }
        CallType::Speech => "text_to_speech",
        CallType::Transcription | CallType::Translation => "speech_to_text",
        CallType::Moderation => "moderation",
        CallType::Rerank => "rerank",
        CallType::PassThrough => "pass_through",
    }
}

/// The provider as the conventions name it; others keep their own names.
#[must_use]
pub(super) fn provider(name: &str) -> &str {
    match name {
        "azure" => "azure.ai.openai",
        "azure_ai" => "azure.ai.inference",
        "bedrock" => "aws.bedrock",
        "gemini" => "gcp.gemini",
        "vertex_ai" => "gcp.vertex_ai",
        "cohere_chat" => "cohere",
        "mistral" => "mistral_ai",
        "xai" => "x_ai",
        "watsonx" => "ibm.watsonx.ai",
        "ollama_chat" => "ollama",
        other => other,
    }
}

/// The model without its provider.
#[must_use]
pub(super) fn bare(model: &str) -> &str {
    model.split_once('/').map_or(model, |(_, model)| model)
}

fn attempts_of(call: &EndedCall) -> Vec<SpanData> {
    let attempts = call.record.attempts_log.iter().enumerate();
    let spans = attempts.map(|(number, attempt)| of_attempt(call, number, attempt));
    spans.collect()
}

fn of_attempt(call: &EndedCall, number: usize, attempt: &Attempt) -> SpanData {
    let record = &call.record;
    let trace = &call.trace;
    let call_type = record.intent.call_type;
    let parent = (!trace.is_detached()).then(|| trace.span_id());
    let name = format!("{} {}", operation(call_type), bare(&attempt.model));
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    let id = trace.attempt_id(call.call, number);
    let mut span = span(trace, id, parent, SpanKind::Client, name);
    span.start_time = moment(attempt.began_at);
    span.end_time = moment(attempt.ended_at);
    span.attributes = vec![
        KeyValue::new("gen_ai.operation.name", operation(call_type)),
        KeyValue::new(
            "gen_ai.provider.name",
            provider(attempt.provider).to_owned(),
        ),
        KeyValue::new("gen_ai.request.model", bare(&attempt.model).to_owned()),
    ];
    if let Some((host, port)) = server(&attempt.api_base) {
        span.attributes.push(KeyValue::new("server.address", host));
        span.attributes.push(KeyValue::new("server.port", port));
    }
    if number > 0 {
        let again = KeyValue::new("http.request.resend_count", i64::from(number));
        span.attributes.push(again);
    }
    // What was answered is told on the attempt that brought it: the last one.
    if number + 1 == record.attempts {
        answer(call, &mut span.attributes);
    }
    if let Some(first) = attempt.first_byte_at.filter(|_| record.intent.stream) {
        let seconds = (first.0 - attempt.began_at.0).max(0) as f64 / 1e6;
        let waited = KeyValue::new("gen_ai.response.time_to_first_chunk", seconds);
        span.attributes.push(waited);
    }
    if attempt.outcome != AttemptOutcome::Answered {
        span.attributes
            .push(KeyValue::new("error.type", attempt_error(attempt)));
        span.status = Status::error("");
    }
    span
}

/// What went wrong with an attempt, in few words.
pub(super) fn attempt_error(attempt: &Attempt) -> String {
    match attempt.status {
        0 => "connection".to_owned(),
        504 if attempt.outcome == AttemptOutcome::Failed => "timeout".to_owned(),
        status => status.to_string(),
    }
}

/// Host and port of an address.
fn server(api_base: &str) -> Option<(String, i64)> {
    let url = api_base.parse::<http::Uri>().ok()?;
    let usual = if url.scheme_str() == Some("http") {
        80
    } else {
        443
    };
    let host = url.host()?.trim_matches(['[', ']']).to_owned();
    Some((host, i64::from(url.port_u16().unwrap_or(usual))))
}

/// What the answer was, on the span of the attempt that brought it.
fn answer(call: &EndedCall, attributes: &mut Vec<KeyValue>) {
    let record = &call.record;
    let usage = &record.usage;
    let count = |tokens: u64| i64::try_from(tokens).unwrap_or(i64::MAX);
    let mut put = |name: &'static str, value: Value| attributes.push(KeyValue::new(name, value));
    put("cw.stream", record.intent.stream.into());
    if !record.response_id.is_empty() {
        put("gen_ai.response.id", record.response_id.clone().into());
    }
    if let Some(model) = &call.said.model {
        put("gen_ai.response.model", model.clone().into());
    }
    if !call.said.finish_reasons.is_empty() {
        let reasons = call.said.finish_reasons.iter();
        let reasons = reasons.map(|reason| StringValue::from(reason.clone()));
        put(
            "gen_ai.response.finish_reasons",
            Value::Array(Array::String(reasons.collect())),
        );
    }
    if usage.total_tokens() > 0 {
        put(
            "gen_ai.usage.input_tokens",
            count(usage.prompt_tokens()).into(),
        );
        put(
            "gen_ai.usage.output_tokens",
            count(usage.completion_tokens()).into(),
        );
        let written = usage.cache_write + usage.cache_write_1h;
        let read = usage.cache_read + usage.cache_read_audio;
        for (name, tokens) in [
            ("gen_ai.usage.cache_creation.input_tokens", written),
            ("gen_ai.usage.cache_read.input_tokens", read),
            ("gen_ai.usage.reasoning.output_tokens", usage.reasoning),
        ] {
            if tokens > 0 {
                put(name, count(tokens).into());
            }
        }
    }
    put("gen_ai.usage.cost", record.cost.usd().into());
    if let Some(payload) = &call.words {
        let (input, output) = words::of(payload);
        put("gen_ai.input.messages", input.into());
        put("gen_ai.output.messages", output.into());
    }
}
