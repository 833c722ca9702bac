//! Collectors behind TLS with an authority of one's own, and the standard's variables that say how much is
//! told.

use super::{call, traced};
use crate::common::collector::Collector;
use crate::common::upstream::Upstream;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{WantsServerCert, WebPkiClientVerifier};
use rustls::{ConfigBuilder, RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How long one side is listened to before the other one is.
const TURN: Duration = Duration::from_millis(5);

pub(crate) fn certificate(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    folder.join("tests/it/certificates").join(name)
}

fn chain(name: &str) -> Vec<CertificateDer<'static>> {
    let chain = CertificateDer::pem_file_iter(certificate(name)).expect("a certificate");
    chain.map(|one| one.expect("a certificate")).collect()
}

/// Ends TLS in front of a collector. Its thread ends with the test's process.
fn secured(collector: &Collector) -> SocketAddr {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth();
    listening(&collector.url(), &[b"h2", b"http/1.1"], config)
}

/// Ends TLS in front of a server of HTTP/1.1 (`http://host:port`).
pub(crate) fn in_front_of(server: &str) -> SocketAddr {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth();
    listening(server, &[b"http/1.1"], config)
}

/// The same for callers with a certificate of the test's clients alone.
fn closed(collector: &Collector) -> SocketAddr {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    for one in chain("client.pem") {
        roots.add(one).expect("a root");
    }
    let known = WebPkiClientVerifier::builder_with_provider(roots.into(), provider.clone());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_client_cert_verifier(known.build().expect("a verifier"));
    listening(&collector.url(), &[b"h2", b"http/1.1"], config)
}

fn listening(
    server: &str,
    protocols: &[&[u8]],
    config: ConfigBuilder<ServerConfig, WantsServerCert>,
) -> SocketAddr {
    let key = PrivateKeyDer::from_pem_file(certificate("collector.key")).expect("a key");
    let mut config = config
        .with_single_cert(chain("collector.pem"), key)
        .expect("a certificate with its key");
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    let config = Arc::new(config);
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let address = listener.local_addr().expect("an address");
    let plain = server.replace("http://", "");
    std::thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            let (config, plain) = (config.clone(), plain.clone());
            std::thread::spawn(move || {
                let session = ServerConnection::new(config).expect("a session");
                let inner = TcpStream::connect(plain).expect("the collector");
                // Whoever breaks off ends it, and who is not let in.
                let _ = relay(StreamOwned::new(session, socket), inner);
            });
        }
    });
    address
}

fn relay(
    mut outer: StreamOwned<ServerConnection, TcpStream>,
    mut inner: TcpStream,
) -> std::io::Result<()> {
    outer.sock.set_read_timeout(Some(TURN))?;
    inner.set_read_timeout(Some(TURN))?;
    let mut buffer = [0; 16 << 10];
    loop {
        match outer.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => inner.write_all(&buffer[..count])?,
            Err(error) if is_silence(&error) => {}
            Err(error) => return Err(error),
        }
        match inner.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => {
                outer.write_all(&buffer[..count])?;
                outer.flush()?;
            }
            Err(error) if is_silence(&error) => {}
            Err(error) => return Err(error),
        }
    }
}

fn is_silence(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

#[tokio::test]
async fn a_collector_with_a_certificate_of_ones_own_is_trusted_when_it_is_said() {
    let upstream = Upstream::start();
    let authority = certificate("authority.pem");
    let authority = authority.to_str().expect("a path");
    for (protocol, scheme) in [
        ("grpc", "https://"),
        ("grpc", ""),
        ("http/protobuf", "https://"),
    ] {
        let collector = Collector::start();
        let address = secured(&collector);
        let proxy = traced(&upstream, &format!("{scheme}{address}"), protocol)
            .env("OTEL_EXPORTER_OTLP_INSECURE", "false")
            .env("OTEL_EXPORTER_OTLP_CERTIFICATE", authority)
            .start()
            .await;
        assert_eq!(call(&proxy, "gpt", false).await, 200);
        collector.wait_spans(2).await;
        let path = if protocol == "grpc" {
            "MetricsService/Export"
        } else {
            "/v1/metrics"
        };
        collector.wait(path, 1).await;
    }
}

#[tokio::test]
async fn a_collector_that_asks_who_calls_is_shown_a_certificate() {
    let upstream = Upstream::start();
    let [authority, own, key] = ["authority.pem", "client.pem", "client.key"].map(certificate);
    for protocol in ["grpc", "http/protobuf"] {
        for known in [true, false] {
            let collector = Collector::start();
            let address = closed(&collector);
            let mut builder = traced(&upstream, &format!("https://{address}"), protocol)
                .env(
                    "OTEL_EXPORTER_OTLP_TIMEOUT",
                    if known { "10000" } else { "500" },
                )
                .env(
                    "OTEL_EXPORTER_OTLP_CERTIFICATE",
                    authority.to_str().expect("a path"),
                );
            if known {
                builder = builder
                    .env(
                        "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
                        own.to_str().expect("a path"),
                    )
                    .env(
                        "OTEL_EXPORTER_OTLP_CLIENT_KEY",
                        key.to_str().expect("a path"),
                    );
            }
            let mut proxy = builder.start().await;
            assert_eq!(call(&proxy, "gpt", false).await, 200);
            if known {
                collector.wait_spans(2).await;
                continue;
            }
            let told = proxy.term().await.stderr;
            assert!(told.contains("the collector does not take"), "{told}");
            assert!(collector.said().is_empty());
        }
    }
}

#[tokio::test]
async fn what_is_sent_is_made_smaller_when_it_is_said() {
    let upstream = Upstream::start();
    for protocol in ["grpc", "http/protobuf", "http/json"] {
        let collector = Collector::start();
        let proxy = traced(&upstream, &collector.url(), protocol)
            .env("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
            .start()
            .await;
        assert_eq!(call(&proxy, "gpt", false).await, 200);
        let path = if protocol == "grpc" {
            "TraceService/Export"
        } else {
            "/v1/traces"
        };
        let said = collector.wait(path, 1).await;
        let name = if protocol == "grpc" {
            "grpc-encoding"
        } else {
            "content-encoding"
        };
        for one in said {
            assert_eq!(one.headers.get(name).expect("how it is packed"), "gzip");
            let shown = String::from_utf8_lossy(&one.body).into_owned();
            assert!(shown.contains("gen_ai.operation.name"), "{shown}");
        }
    }
}

#[tokio::test]
async fn a_collector_whose_certificate_nobody_vouches_for_is_told_nothing() {
    let (upstream, collector) = (Upstream::start(), Collector::start());
    let address = secured(&collector);
    let mut proxy = traced(&upstream, &format!("https://{address}"), "grpc")
        .env("OTEL_EXPORTER_OTLP_TIMEOUT", "500")
        .start()
        .await;
    assert_eq!(call(&proxy, "gpt", false).await, 200);
    let told = proxy.term().await.stderr;
    assert!(told.contains("the collector does not take"), "{told}");
    assert!(collector.said().is_empty());
}

#[tokio::test]
async fn a_certificate_that_is_not_there_stops_the_start_with_its_path() {
    let upstream = Upstream::start();
    for protocol in ["grpc", "http/protobuf"] {
        let proxy = traced(&upstream, "https://127.0.0.1:4317", protocol)
            .env("OTEL_EXPORTER_OTLP_CERTIFICATE", "/nowhere/ca.pem")
            .prepare();
        let ran = proxy.cli(["serve", "--port", "0"]);
        assert_ne!(ran.code, Some(0), "{protocol}");
        assert!(ran.stderr.contains("/nowhere/ca.pem"), "{}", ran.stderr);
    }
}

#[tokio::test]
async fn what_is_told_is_what_the_standards_variables_say() {
    let upstream = Upstream::start();
    let sets: [&[(&str, &str)]; 4] = [
        &[("OTEL_SDK_DISABLED", "true")],
        &[("OTEL_TRACES_SAMPLER", "always_off")],
        &[
            ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"),
            ("OTEL_TRACES_SAMPLER_ARG", "0"),
        ],
        &[
            ("OTEL_SERVICE_NAME", "my-gateway"),
            ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=staging"),
        ],
    ];
    // The caller's trace is sampled, so a sampler that asks the parent tells of it all the same.
    let expected = [(false, false), (false, true), (true, true), (true, true)];
    for (variables, (spans, metrics)) in sets.into_iter().zip(expected) {
        let collector = Collector::start();
        let mut builder = traced(&upstream, &collector.url(), "http/protobuf");
        for (name, value) in variables {
            builder = builder.env(name, value);
        }
        let mut proxy = builder.start().await;
        assert_eq!(call(&proxy, "gpt", true).await, 200);
        assert_eq!(proxy.term().await.code, Some(0));
        assert_eq!(!collector.spans().is_empty(), spans, "{variables:?}");
        let names = collector.metrics();
        assert_eq!(!names.is_empty(), metrics, "{variables:?}");
        if metrics {
            let first = names
                .iter()
                .any(|name| name == "gen_ai.server.time_to_first_token");
            assert!(first, "{names:?}");
        }
        if variables[0].0 == "OTEL_SERVICE_NAME" {
            let said = collector.said();
            let all = said.iter().map(|one| String::from_utf8_lossy(&one.body));
            assert!(
                all.clone()
                    .all(|body| body.contains("my-gateway") && body.contains("staging")),
                "every signal names its resource"
            );
        }
    }
}
