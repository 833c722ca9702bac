//! Whoever is told: an OpenTelemetry collector that speaks gRPC and HTTP, and takes any other JSON too,
//! as Slack and plain webhooks do.

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use http_body_util::{BodyExt, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue, any_value};
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::Read as _;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// How long something may take to be told on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// One thing that was said.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// The path of the request.
    pub(crate) path: String,
    /// Its headers.
    pub(crate) headers: HeaderMap,
    /// Its body; without the frame around it, of gRPC.
    pub(crate) body: Bytes,
}

/// A running collector; it stops when dropped.
pub(crate) struct Collector {
    address: SocketAddr,
    said: Arc<Mutex<Vec<Said>>>,
    status: Arc<Mutex<u16>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Collector {
    /// Starts one. It has a thread of its own: a test may block its runtime.
    pub(crate) fn start() -> Self {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("an address");
        listener.set_nonblocking(true).expect("non-blocking");
        let (said, status) = (Arc::default(), Arc::new(Mutex::new(200)));
        let (stop, stopped) = oneshot::channel();
        let shared = (Arc::clone(&said), Arc::clone(&status));
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).expect("a listener");
                tokio::select! {
                    () = serve(listener, shared.0, shared.1) => {}
                    _ = stopped => {}
                }
            });
        });
        Self {
            address,
            said,
            status,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers with this status from now on.
    pub(crate) fn answer(&self, status: u16) {
        *self.status.lock().unwrap_or_else(PoisonError::into_inner) = status;
    }

    /// Everything that was said so far.
    pub(crate) fn said(&self) -> Vec<Said> {
        self.said
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Waits until so much was said on a path that ends so.
    pub(crate) async fn wait(&self, path: &str, count: usize) -> Vec<Said> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut said = self.said();
            said.retain(|one| one.path.ends_with(path));
            if said.len() >= count {
                return said;
            }
            assert!(
                Instant::now() < deadline,
                "{path}: {} of {count} came",
                said.len()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Every span that was told so far, in protobuf.
    pub(crate) fn spans(&self) -> Vec<Span> {
        let told = self.said();
        let told = told
            .iter()
            .filter(|one| is(&one.path, "traces", "TraceService"));
        let requests = told.map(|one| {
            ExportTraceServiceRequest::decode(one.body.clone()).expect("spans in protobuf")
        });
        let resources = requests.flat_map(|request| request.resource_spans);
        let scopes = resources.flat_map(|resource| resource.scope_spans);
        scopes.flat_map(|scope| scope.spans).collect()
    }

    /// Waits until so many spans were told.
    pub(crate) async fn wait_spans(&self, count: usize) -> Vec<Span> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let spans = self.spans();
            if spans.len() >= count {
                return spans;
            }
            assert!(
                Instant::now() < deadline,
                "{} of {count} spans came",
                spans.len()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The names of all metrics that were told so far.
    pub(crate) fn metrics(&self) -> Vec<String> {
        let told = self.said();
        let told = told
            .iter()
            .filter(|one| is(&one.path, "metrics", "MetricsService"));
        let requests = told.map(|one| {
            ExportMetricsServiceRequest::decode(one.body.clone()).expect("metrics in protobuf")
        });
        let resources = requests.flat_map(|request| request.resource_metrics);
        let scopes = resources.flat_map(|resource| resource.scope_metrics);
        let metrics = scopes.flat_map(|scope| scope.metrics);
        metrics.map(|metric| metric.name).collect()
    }

    /// The texts of all log records that were told so far.
    pub(crate) fn logs(&self) -> Vec<String> {
        let told = self.said();
        let told = told
            .iter()
            .filter(|one| is(&one.path, "logs", "LogsService"));
        let requests = told.map(|one| {
            ExportLogsServiceRequest::decode(one.body.clone()).expect("logs in protobuf")
        });
        let resources = requests.flat_map(|request| request.resource_logs);
        let scopes = resources.flat_map(|resource| resource.scope_logs);
        let records = scopes.flat_map(|scope| scope.log_records);
        records
            .map(|record| text(&record.body.unwrap_or_default()))
            .collect()
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic in there has been printed already.
            drop(thread.join());
        }
    }
}

fn is(path: &str, signal: &str, service: &str) -> bool {
    path == format!("/v1/{signal}") || path.contains(service)
}

/// A value as text.
pub(crate) fn text(value: &AnyValue) -> String {
    match &value.value {
        Some(any_value::Value::StringValue(text)) => text.clone(),
        Some(any_value::Value::BoolValue(flag)) => flag.to_string(),
        Some(any_value::Value::IntValue(number)) => number.to_string(),
        Some(any_value::Value::DoubleValue(number)) => number.to_string(),
        Some(any_value::Value::ArrayValue(list)) => {
            let texts: Vec<String> = list.values.iter().map(text).collect();
            format!("[{}]", texts.join(","))
        }
        other => format!("{other:?}"),
    }
}

/// Attributes by name.
pub(crate) fn attributes(pairs: &[KeyValue]) -> BTreeMap<String, String> {
    let pair = |pair: &KeyValue| {
        let value = pair.value.clone().unwrap_or_default();
        (pair.key.clone(), text(&value))
    };
    pairs.iter().map(pair).collect()
}

type Bytesome =
    StreamBody<futures_util::stream::Iter<std::vec::IntoIter<Result<Frame<Bytes>, Infallible>>>>;

async fn serve(listener: TcpListener, said: Arc<Mutex<Vec<Said>>>, status: Arc<Mutex<u16>>) {
    loop {
        let Ok((socket, _)) = listener.accept().await else {
            continue;
        };
        let (said, status) = (Arc::clone(&said), Arc::clone(&status));
        let service =
            service_fn(move |request| hear(request, Arc::clone(&said), Arc::clone(&status)));
        tokio::spawn(async move {
            let connection = Builder::new(TokioExecutor::new());
            // A client that leaves is no news.
            let _ = connection
                .serve_connection(TokioIo::new(socket), service)
                .await;
        });
    }
}

fn unpacked(bytes: &[u8]) -> Bytes {
    let mut whole = Vec::new();
    flate2::read::GzDecoder::new(bytes)
        .read_to_end(&mut whole)
        .expect("gzip");
    whole.into()
}

async fn hear(
    request: Request<Incoming>,
    said: Arc<Mutex<Vec<Said>>>,
    status: Arc<Mutex<u16>>,
) -> Result<Response<Bytesome>, Infallible> {
    let (parts, body) = request.into_parts();
    let body = body
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default();
    let grpc = parts
        .headers
        .get("content-type")
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/grpc"));
    // One flag and four bytes of length stand before a message.
    let message = if grpc {
        body.slice(5.min(body.len())..)
    } else {
        body
    };
    let packed = ["grpc-encoding", "content-encoding"].map(|name| parts.headers.get(name));
    let packed = packed.into_iter().flatten().any(|how| how == "gzip");
    let message = if packed { unpacked(&message) } else { message };
    said.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(Said {
            path: parts.uri.path().to_owned(),
            headers: parts.headers,
            body: message,
        });
    let status = *status.lock().unwrap_or_else(PoisonError::into_inner);
    let mut frames = Vec::new();
    let mut response = Response::builder();
    if grpc {
        let mut trailers = HeaderMap::new();
        let code = if status == 200 { "0" } else { "14" };
        trailers.insert("grpc-status", code.parse().expect("a value"));
        frames.push(Ok(Frame::data(Bytes::from_static(&[0; 5]))));
        frames.push(Ok(Frame::trailers(trailers)));
        response = response.header("content-type", "application/grpc");
    } else {
        response = response.status(status);
    }
    let body = StreamBody::new(futures_util::stream::iter(frames));
    Ok(response.body(body).expect("an answer"))
}
