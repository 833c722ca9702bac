//! The log, sent to a collector beside stderr, when that is switched on.

use super::collector::{self, InRuntime};
use super::{Delivery, SCOPE, Tls};
use crate::domain::otel::{Batch, Export, Otel as Settings};
use crate::telemetry::redact::redacted;
use opentelemetry::logs::{AnyValue, LogRecord as _, Logger as _, LoggerProvider as _, Severity};
use opentelemetry_otlp::LogExporter;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::logs::{
    BatchConfig, BatchConfigBuilder, BatchLogProcessor, LogBatch, LogExporter as Exporter,
    SdkLogRecord, SdkLogger, SdkLoggerProvider,
};
use std::sync::{Arc, RwLock};
use std::time::{Duration, SystemTime};
use tokio::runtime::Handle;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// Who is told of the log, while somebody is. The log begins before its settings are read.
static LOGGER: RwLock<Option<SdkLogger>> = RwLock::new(None);

/// What sending itself says would be sent again, and so on for ever.
const OWN: &[&str] = &[
    "opentelemetry",
    "tonic",
    "tower",
    "h2",
    "hyper",
    "hyper_util",
    "reqwest",
    "rustls",
];

/// The log on its way to a collector.
#[derive(Debug)]
pub struct Logs {
    provider: SdkLoggerProvider,
    pub(super) delivery: Arc<Delivery>,
}

#[derive(Debug)]
struct Sender {
    exporter: LogExporter,
    handle: Handle,
    delivery: Arc<Delivery>,
}

impl Exporter for Sender {
    async fn export(&self, batch: LogBatch<'_>) -> OTelSdkResult {
        let count = batch.iter().count() as u64;
        let sent = InRuntime::new(&self.handle, self.exporter.export(batch)).await;
        // To be told of in the log would be sent in vain: it is counted, and told with the others.
        let why = sent.as_ref().err().map(ToString::to_string);
        self.delivery.sent(why.as_deref(), count);
        sent
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}

fn gathered(batch: Batch) -> BatchConfig {
    BatchConfigBuilder::default()
        .with_scheduled_delay(batch.delay)
        .with_max_queue_size(batch.queue_max)
        .with_max_export_batch_size(batch.size_max)
        .build()
}

impl Logs {
    pub(super) fn start(
        settings: &Settings,
        resource: &Resource,
        tls: Tls,
    ) -> Result<Option<Self>, String> {
        // On the console it is already.
        let Export::Otlp(otlp) = &settings.logs else {
            return Ok(None);
        };
        let delivery = Delivery::new("logs");
        let sender = Sender {
            exporter: collector::logs(otlp, tls)?,
            handle: Handle::current(),
            delivery: delivery.clone(),
        };
        let provider = SdkLoggerProvider::builder()
            .with_log_processor(
                BatchLogProcessor::builder(sender)
                    .with_batch_config(gathered(settings.log_batch))
                    .build(),
            )
            .with_resource(resource.clone())
            .build();
        if let Ok(mut logger) = LOGGER.write() {
            *logger = Some(provider.logger(SCOPE));
        }
        Ok(Some(Self { provider, delivery }))
    }

    pub(super) async fn end(self, within: Duration) {
        if let Ok(mut logger) = LOGGER.write() {
            *logger = None;
        }
        let provider = self.provider;
        let ended = tokio::task::spawn_blocking(move || provider.shutdown_with_timeout(within));
        // A failure was noted by the sender.
        let _ = ended.await;
    }
}

/// The part of the log that tells the collector, silent until there is one.
#[derive(Debug)]
pub struct ToCollector;

impl<S: Subscriber> Layer<S> for ToCollector {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let Ok(logger) = LOGGER.try_read() else {
            return;
        };
        let Some(logger) = logger.as_ref() else {
            return;
        };
        let target = event.metadata().target();
        let room = target.split("::").next().unwrap_or_default();
        if OWN.contains(&room) {
            return;
        }
        let (severity, text) = match *event.metadata().level() {
            Level::ERROR => (Severity::Error, "ERROR"),
            Level::WARN => (Severity::Warn, "WARN"),
            Level::INFO => (Severity::Info, "INFO"),
            Level::DEBUG => (Severity::Debug, "DEBUG"),
            Level::TRACE => (Severity::Trace, "TRACE"),
        };
        let mut record = logger.create_log_record();
        record.set_observed_timestamp(SystemTime::now());
        record.set_timestamp(SystemTime::now());
        record.set_severity_number(severity);
        record.set_severity_text(text);
        record.set_target(target);
        event.record(&mut Fields(&mut record));
        logger.emit(record);
    }
}

struct Fields<'a>(&'a mut SdkLogRecord);

impl Fields<'_> {
    fn put(&mut self, field: &Field, value: AnyValue) {
        if field.name() == "message" {
            self.0.set_body(value);
        } else {
            self.0.add_attribute(field.name(), value);
        }
    }

    fn text(&mut self, field: &Field, text: &str) {
        self.put(field, redacted(text).into_owned().into());
    }
}

impl Visit for Fields<'_> {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, i64::try_from(value).unwrap_or(i64::MAX).into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value.into());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.text(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.text(field, &format!("{value:?}"));
    }
}
