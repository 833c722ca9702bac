//! Traces, metrics and the log by OpenTelemetry's protocol.
//!
//! Everything leaves from tasks of its own behind bounded queues. A collector that does not answer is
//! told of once; what it misses is counted ([`Delivery`]).

mod collector;
pub mod logs;
mod metrics;
mod spans;
mod words;

use super::teller::Complete;
use crate::domain::otel::{Identity, Otel as Settings};
use metrics::Metrics;
use opentelemetry::KeyValue;
use opentelemetry_sdk::Resource;
use rustls::ClientConfig;
use spans::Spans;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// Makes the TLS configuration of a client, with further authorities from a PEM file, and with what the
/// client shows of itself.
pub type Tls = fn(Option<&Path>, Option<&Identity>) -> Result<ClientConfig, String>;

/// How long the end waits for a collector that has taken nothing yet, or nothing lately: there may be
/// none.
const DOUBTFUL_WAIT: Duration = Duration::from_millis(500);

/// The name of the scope under which all of it is told.
const SCOPE: &str = "cw-proxy";

/// How sending one signal goes.
#[derive(Debug)]
pub struct Delivery {
    /// `spans`, `metrics` or `logs`.
    pub signal: &'static str,
    taken: AtomicBool,
    failing: AtomicBool,
    lost: AtomicU64,
}

impl Delivery {
    fn new(signal: &'static str) -> Arc<Self> {
        Arc::new(Self {
            signal,
            taken: AtomicBool::new(false),
            failing: AtomicBool::new(false),
            lost: AtomicU64::new(0),
        })
    }

    /// Notes how one sending went, and tells when that changes.
    fn sent(&self, failed: Option<&str>, count: u64) {
        match failed {
            Some(why) => {
                self.lost.fetch_add(count, Ordering::Relaxed);
                if !self.failing.swap(true, Ordering::Relaxed) {
                    tracing::warn!(
                        signal = self.signal,
                        why,
                        "the collector does not take what is sent; it is dropped and counted from now on"
                    );
                }
            }
            None => {
                self.taken.store(true, Ordering::Relaxed);
                if self.failing.swap(false, Ordering::Relaxed) {
                    tracing::info!(
                        signal = self.signal,
                        lost = self.lost(),
                        "the collector takes what is sent again"
                    );
                }
            }
        }
    }

    fn lose(&self, count: u64) {
        self.lost.fetch_add(count, Ordering::Relaxed);
    }

    /// How many were dropped since the start.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    /// How long the end waits for it, where it may be waited for so long.
    fn patience(&self, within: Duration) -> Duration {
        if self.taken.load(Ordering::Relaxed) && !self.is_failing() {
            within
        } else {
            within.min(DOUBTFUL_WAIT)
        }
    }

    /// Whether the last sending failed.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Relaxed)
    }
}

/// What is sent.
#[derive(Debug, Default)]
pub struct Otel {
    spans: Option<Spans>,
    metrics: Option<Metrics>,
    logs: Option<logs::Logs>,
    /// How sending goes, by signal.
    pub deliveries: Vec<Arc<Delivery>>,
}

/// What describes this process.
fn resource(settings: &Settings) -> Resource {
    let told = settings.resource.iter();
    let told = told.map(|(name, value)| KeyValue::new(name.clone(), value.clone()));
    Resource::builder_empty()
        .with_attributes([
            KeyValue::new("service.version", env!("CARGO_PKG_VERSION")),
            KeyValue::new("telemetry.sdk.language", "rust"),
            KeyValue::new("telemetry.sdk.name", "opentelemetry"),
        ])
        .with_attributes(told)
        .build()
}

impl Otel {
    /// Starts what is switched on; fails with what is wrong with the settings. Needs the runtime.
    pub fn start(settings: &Settings, tls: Tls) -> Result<Self, String> {
        if !settings.enabled {
            return Ok(Self::default());
        }
        let resource = resource(settings);
        let spans = Spans::start(settings, &resource, tls)?;
        let metrics = Metrics::start(settings, &resource, tls)?;
        let logs = logs::Logs::start(settings, &resource, tls)?;
        let deliveries = [
            spans.as_ref().map(|spans| spans.delivery.clone()),
            metrics.as_ref().map(|metrics| metrics.delivery.clone()),
            logs.as_ref().map(|logs| logs.delivery.clone()),
        ];
        Ok(Self {
            spans,
            metrics,
            logs,
            deliveries: deliveries.into_iter().flatten().collect(),
        })
    }

    /// Sends one span of a test and tells whether the collector took it.
    pub async fn probe(settings: &Settings, tls: Tls, within: Duration) -> Result<(), String> {
        let resource = resource(settings);
        let sent = spans::probe(settings, &resource, tls);
        match tokio::time::timeout(within, sent).await {
            Ok(result) => result,
            Err(_) => Err("it does not answer in time".to_owned()),
        }
    }

    /// Tells of a request and its calls.
    pub fn tell(&mut self, complete: &Complete) {
        if let Some(metrics) = &self.metrics {
            metrics.tell(complete);
        }
        if let Some(spans) = &self.spans {
            spans.tell(complete);
        }
    }

    /// Sends what is left, for so long at most; for less where the collector did not take what was sent.
    pub async fn end(self, within: Duration) {
        let spans = async {
            let Some(spans) = self.spans else { return true };
            let wait = spans.delivery.patience(within);
            tokio::time::timeout(wait, spans.end()).await.is_ok()
        };
        let metrics = async {
            let Some(metrics) = self.metrics else {
                return true;
            };
            let wait = metrics.delivery.patience(within);
            tokio::time::timeout(wait, metrics.end(wait)).await.is_ok()
        };
        let logs = async {
            let Some(logs) = self.logs else { return true };
            let wait = logs.delivery.patience(within);
            tokio::time::timeout(wait, logs.end(wait)).await.is_ok()
        };
        let (spans, metrics, logs) = futures_util::future::join3(spans, metrics, logs).await;
        if !(spans && metrics && logs) {
            tracing::warn!("the collector did not take the rest in time");
        }
    }
}
