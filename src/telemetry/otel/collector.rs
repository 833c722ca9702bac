//! Exporters, made from settings, and how they are run on threads that are not the runtime's.

use super::Tls;
use crate::domain::otel::{Compression, Identity, Otlp, Protocol};
use opentelemetry_otlp::tonic_types::metadata::MetadataMap;
use opentelemetry_otlp::tonic_types::transport::{
    Certificate, ClientTlsConfig, Identity as GrpcIdentity,
};
use opentelemetry_otlp::{
    ExporterBuildError, LogExporter, MetricExporter, RetryPolicy, SpanExporter, WithExportConfig,
    WithHttpConfig, WithTonicConfig,
};
use opentelemetry_sdk::metrics::Temporality;
use std::collections::HashMap;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::runtime::Handle;

/// How an HTTP exporter speaks.
fn otlp_protocol(protocol: Protocol) -> opentelemetry_otlp::Protocol {
    match protocol {
        Protocol::Grpc => opentelemetry_otlp::Protocol::Grpc,
        Protocol::HttpProtobuf => opentelemetry_otlp::Protocol::HttpBinary,
        Protocol::HttpJson => opentelemetry_otlp::Protocol::HttpJson,
    }
}

fn client(otlp: &Otlp, tls: Tls) -> Result<reqwest::Client, String> {
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls(otlp.ca_file.as_deref(), otlp.identity.as_ref())?)
        .timeout(otlp.timeout)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(|error| format!("cannot set up a client for the collector: {error}"))
}

fn headers(otlp: &Otlp) -> HashMap<String, String> {
    let pairs = otlp.headers.iter();
    pairs
        .map(|(name, value)| (name.clone(), value.expose().to_owned()))
        .collect()
}

fn metadata(otlp: &Otlp) -> Result<MetadataMap, String> {
    let mut map = http::HeaderMap::new();
    for (name, value) in &otlp.headers {
        let name = http::HeaderName::try_from(name.as_str());
        let value = http::HeaderValue::from_str(value.expose());
        let (Ok(name), Ok(value)) = (name, value) else {
            return Err("a header for the collector holds what no header may hold".to_owned());
        };
        map.insert(name, value);
    }
    Ok(MetadataMap::from_headers(map))
}

fn grpc_tls(otlp: &Otlp) -> Result<ClientTlsConfig, String> {
    let read = |path: &Path| {
        std::fs::read(path)
            .map_err(|error| format!("cannot read certificates from {}: {error}", path.display()))
    };
    let mut config = ClientTlsConfig::new().with_webpki_roots();
    if let Some(path) = &otlp.ca_file {
        config = config.ca_certificate(Certificate::from_pem(read(path)?));
    }
    if let Some(Identity { certificate, key }) = &otlp.identity {
        config = config.identity(GrpcIdentity::from_pem(read(certificate)?, read(key)?));
    }
    Ok(config)
}

/// What goes wrong may repeat the address, which may hold a credential.
fn failed(_: ExporterBuildError) -> String {
    "OTEL_EXPORTER_OTLP_ENDPOINT is not an address that can be used".to_owned()
}

/// Makes an exporter: gRPC or HTTP, with address, headers and bounds from the settings.
macro_rules! exporter {
    ($name:ident, $kind:ident $(, $with:ident: $value:ident as $of:ty)?) => {
        pub(super) fn $name(otlp: &Otlp, tls: Tls $(, $value: $of)?) -> Result<$kind, String> {
            let address = otlp.endpoint.expose();
            let builder = $kind::builder()$(.$with($value))?;
            if otlp.protocol == Protocol::Grpc {
                let mut builder = builder
                    .with_tonic()
                    .with_endpoint(address)
                    .with_timeout(otlp.timeout)
                    .with_metadata(metadata(otlp)?)
                    .with_retry_policy(RetryPolicy::recommended());
                if address.starts_with("https:") {
                    builder = builder.with_tls_config(grpc_tls(otlp)?);
                }
                if otlp.compression == Compression::Gzip {
                    builder = builder.with_compression(opentelemetry_otlp::Compression::Gzip);
                }
                return builder.build().map_err(failed);
            }
            let mut builder = builder
                .with_http()
                .with_http_client(client(otlp, tls)?)
                .with_endpoint(address)
                .with_protocol(otlp_protocol(otlp.protocol))
                .with_timeout(otlp.timeout)
                .with_headers(headers(otlp))
                .with_retry_policy(RetryPolicy::recommended());
            if otlp.compression == Compression::Gzip {
                builder = builder.with_compression(opentelemetry_otlp::Compression::Gzip);
            }
            builder.build().map_err(failed)
        }
    };
}

exporter!(spans, SpanExporter);
exporter!(metrics, MetricExporter, with_temporality: temporality as Temporality);
exporter!(logs, LogExporter);

/// A future that finds the runtime wherever it is polled: OpenTelemetry's readers poll their exporters
/// on threads of their own.
pub(super) struct InRuntime<F> {
    handle: Handle,
    future: Pin<Box<F>>,
}

impl<F: Future> InRuntime<F> {
    pub(super) fn new(handle: &Handle, future: F) -> Self {
        Self {
            handle: handle.clone(),
            future: Box::pin(future),
        }
    }
}

impl<F: Future> Future for InRuntime<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let handle = self.handle.clone();
        let _entered = handle.enter();
        self.future.as_mut().poll(cx)
    }
}
