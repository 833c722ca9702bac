//! How traces, metrics and logs leave by OpenTelemetry's protocol.

use super::secret::Secret;
use std::path::PathBuf;
use std::time::Duration;

/// Everything that is set about OpenTelemetry. Names of variables are those of its specification
/// ("OpenTelemetry Protocol Exporter", "Environment Variable Specification").
#[derive(Clone, Debug)]
pub struct Otel {
    /// `general_settings.otel`, or `otel` among the callbacks, unless `OTEL_SDK_DISABLED` is true.
    pub enabled: bool,
    /// Where spans go: `OTEL_TRACES_EXPORTER`, else LiteLLM's `OTEL_EXPORTER`. Default OTLP.
    pub traces: Export,
    /// Where metrics go: `OTEL_METRICS_EXPORTER`. Default OTLP.
    pub metrics: Export,
    /// Where the log goes beside stderr: `OTEL_LOGS_EXPORTER`. Default nowhere.
    pub logs: Export,
    /// What describes this process: `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES`.
    pub resource: Vec<(String, String)>,
    /// `OTEL_TRACES_SAMPLER` and its argument. Default everything, unless a caller says otherwise.
    pub sampling: Sampling,
    /// Whether callers' traces are continued: `OTEL_PROPAGATORS`. Default true.
    pub continues: bool,
    /// Whether providers are told in which trace they work:
    /// `litellm_settings.forward_traceparent_to_llm_provider`. Default as `continues`.
    pub propagates: bool,
    /// Whether words of requests and answers are told:
    /// `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`. Default false.
    pub words: bool,
    /// How spans are gathered.
    pub batch: Batch,
    /// How lines of the log are: `OTEL_BLRP_…`, with the same meanings. Its default delay is 1 s.
    pub log_batch: Batch,
    /// What counters tell: `OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE`. Default all so far.
    pub temporality: Temporality,
    /// How often metrics are sent: `OTEL_METRIC_EXPORT_INTERVAL`. Default 60 s.
    pub metric_interval: Duration,
}

/// Where one signal goes.
#[derive(Clone, Debug)]
pub enum Export {
    /// Nowhere.
    Off,
    /// Into the log, for trying things out.
    Console,
    /// To a collector.
    Otlp(Otlp),
}

/// A collector of one signal.
#[derive(Clone, Debug)]
pub struct Otlp {
    /// How it is spoken to.
    pub protocol: Protocol,
    /// Its address; with HTTP the whole one of this signal. It may hold a credential.
    pub endpoint: Secret,
    /// Headers that go along, mostly credentials.
    pub headers: Vec<(String, Secret)>,
    /// How long one sending may take, further attempts included.
    pub timeout: Duration,
    /// Authorities in PEM form that are trusted beside Mozilla's.
    pub ca_file: Option<PathBuf>,
    /// Who we are to a collector that asks.
    pub identity: Option<Identity>,
    /// How what is sent is made smaller.
    pub compression: Compression,
}

/// A certificate of a client's, and its key, each a file in PEM form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The certificate, then those that vouch for it.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// How the bytes of a sending are made fewer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    #[default]
    None,
    /// RFC 1952.
    Gzip,
}

/// What metrics tell each time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Temporality {
    /// All since the start.
    #[default]
    Cumulative,
    /// What came since the last time.
    Delta,
    /// What takes the least memory for each kind.
    LowMemory,
}

/// How a collector is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// gRPC.
    Grpc,
    /// Protobuf in HTTP requests.
    HttpProtobuf,
    /// JSON in HTTP requests.
    HttpJson,
}

impl Protocol {
    /// The name that the specification gives it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Grpc => "grpc",
            Self::HttpProtobuf => "http/protobuf",
            Self::HttpJson => "http/json",
        }
    }
}

/// Which traces are told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    /// The caller's decision counts where there is one.
    pub parent_based: bool,
    /// The share of the others, from 0 to 1.
    pub ratio: f64,
}

impl Sampling {
    /// Everything that callers do not leave out.
    pub const ALL: Self = Self {
        parent_based: true,
        ratio: 1.0,
    };
}

/// How spans are gathered before they are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batch {
    /// How long the first one waits: `OTEL_BSP_SCHEDULE_DELAY`. Default 5 s.
    pub delay: Duration,
    /// How long one sending may take: `OTEL_BSP_EXPORT_TIMEOUT`. Default 30 s.
    pub timeout: Duration,
    /// How many may wait: `OTEL_BSP_MAX_QUEUE_SIZE`. Default 2048. More are dropped and counted.
    pub queue_max: usize,
    /// How many are sent at once: `OTEL_BSP_MAX_EXPORT_BATCH_SIZE`. Default 512.
    pub size_max: usize,
}

impl Default for Batch {
    fn default() -> Self {
        Self {
            delay: Duration::from_secs(5),
            timeout: Duration::from_secs(30),
            queue_max: 2_048,
            size_max: 512,
        }
    }
}
