//! CPU time per 1,000 requests and added latency, beside nginx `proxy_pass`, in one run.
//!
//! `cargo bench --bench proxy` needs nginx on the path. Words after `--` choose rows (`SSE`, `64`), and
//! `CW_BENCH_BINARY` names another build of the proxy to measure. With `CW_BENCH_WATCHED` there are rows of
//! three more proxies: whose spans, metrics and log go to a collector, whose collector does not listen,
//! and whose metrics are scraped every second. Provider, load and both proxies run on this
//! machine over loopback; the provider is the scripted one of the tests. CPU time is what the kernel
//! accounts to each proxy's processes, so load and provider do not count.

#[path = "../tests/it/common/upstream/mod.rs"]
#[expect(dead_code, unused_imports, reason = "a benchmark needs a part of it")]
mod upstream;

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const MASTER_KEY: &str = "sk-benchmark-benchmark-benchmark";
const REQUESTS: usize = 8_000;
/// Kernel clock ticks a second, the unit of `/proc/*/stat`; Linux tells user space 100.
const TICKS_PER_SECOND: f64 = 100.0;

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|socket| socket.local_addr())
        .expect("a port")
        .port()
}

/// A process that ends with its owner.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

impl Server {
    /// CPU seconds of the process and its children so far.
    fn cpu_seconds(&self) -> f64 {
        let children = Command::new("pgrep")
            .args(["-P", &self.0.id().to_string()])
            .output()
            .expect("pgrep");
        let children = String::from_utf8_lossy(&children.stdout).into_owned();
        let pids = children
            .lines()
            .map(str::to_owned)
            .chain([self.0.id().to_string()]);
        pids.filter_map(|pid| {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
            // Fields after the name in brackets; 14 and 15 are user and system time.
            let fields: Vec<&str> = stat.rsplit(") ").next()?.split(' ').collect();
            Some(
                (fields[11].parse::<f64>().ok()? + fields[12].parse::<f64>().ok()?)
                    / TICKS_PER_SECOND,
            )
        })
        .sum()
    }
}

fn nginx(folder: &Path, port: u16, upstream: SocketAddr) -> Server {
    let config = format!(
        "daemon off; worker_processes 1; pid {0}/nginx.pid; error_log {0}/error.log;
         events {{ worker_connections 1024; }}
         http {{ access_log off; client_body_temp_path {0}; proxy_temp_path {0}; fastcgi_temp_path {0};
           uwsgi_temp_path {0}; scgi_temp_path {0}; keepalive_requests 1000000;
           upstream up {{ server {upstream}; keepalive 128; keepalive_requests 1000000; }}
           server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://up; proxy_http_version 1.1;
             proxy_set_header Connection \"\"; proxy_buffering off; }} }} }}",
        folder.display()
    );
    let path = folder.join("nginx.conf");
    std::fs::write(&path, config).expect("a configuration");
    Server(
        Command::new("nginx")
            .arg("-c")
            .arg(&path)
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx starts"),
    )
}

/// A collector that takes everything and keeps nothing.
async fn collector() -> SocketAddr {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut buffer = Vec::with_capacity(1 << 20);
                // Whoever closes the connection ends it.
                while let Ok(1..) = socket.read_buf(&mut buffer).await {
                    let Some(head) = buffer.windows(4).position(|window| window == b"\r\n\r\n")
                    else {
                        continue;
                    };
                    let text = String::from_utf8_lossy(&buffer[..head]).to_ascii_lowercase();
                    let length = text.split("content-length: ").nth(1);
                    let length =
                        length.and_then(|rest| rest.lines().next()?.trim().parse::<usize>().ok());
                    if buffer.len() < head + 4 + length.unwrap_or(0) {
                        continue;
                    }
                    buffer.clear();
                    let answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n";
                    if socket.write_all(answer).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    address
}

/// Scrapes a proxy every second, for as long as anything runs.
fn scrape(port: u16) {
    let request = format!(
        "GET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {MASTER_KEY}\r\n\r\n"
    );
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let Ok(mut socket) = TcpStream::connect(("127.0.0.1", port)).await else {
                return;
            };
            let mut told = Vec::new();
            socket.write_all(request.as_bytes()).await.expect("sent");
            socket.read_to_end(&mut told).await.expect("an answer");
            assert!(
                told.starts_with(b"HTTP/1.1 200"),
                "{}",
                String::from_utf8_lossy(&told)
            );
        }
    });
}

/// The proxies that are measured, with what each is called. Each has a folder of its own.
async fn proxies(folder: &Path, upstream: SocketAddr) -> Vec<(&'static str, u16, Server)> {
    let mut settings: Vec<(&'static str, Option<String>)> = vec![("cw-proxy", None)];
    if std::env::var_os("CW_BENCH_WATCHED").is_some() {
        let live = format!("http://{}", collector().await);
        let dead = format!("http://127.0.0.1:{}", free_port());
        settings.extend([
            ("+ otlp", Some(live)),
            ("+ dead", Some(dead)),
            ("+ scraped", None),
        ]);
    }
    let mut started = Vec::new();
    for (number, (name, collector)) in settings.into_iter().enumerate() {
        let own = folder.join(number.to_string());
        std::fs::create_dir(&own).expect("a folder");
        let port = free_port();
        let server = proxy(&own, port, upstream, collector.as_deref());
        ready(port).await;
        if name == "+ scraped" {
            scrape(port);
        }
        started.push((name, port, server));
    }
    started
}

fn proxy(folder: &Path, port: u16, upstream: SocketAddr, collector: Option<&str>) -> Server {
    let config = format!(
        "model_list: [{{model_name: '*', litellm_params: {{model: 'openai/*', api_base: 'http://{upstream}/v1', \
         api_key: sk-upstream, input_cost_per_token: 1.0e-6, output_cost_per_token: 2.0e-6}}}}]"
    );
    let callbacks = if collector.is_some() {
        "otel"
    } else {
        "prometheus"
    };
    let config = format!("{config}\nlitellm_settings: {{callbacks: [{callbacks}]}}\n");
    let path = folder.join("config.yaml");
    std::fs::write(&path, config).expect("a configuration");
    let binary = std::env::var_os("CW_BENCH_BINARY");
    let mut command = Command::new(binary.unwrap_or_else(|| env!("CARGO_BIN_EXE_cw-proxy").into()));
    command.args(["serve", "--host", "127.0.0.1", "--port", &port.to_string()]);
    command
        .arg("--config")
        .arg(path)
        .arg("--data-dir")
        .arg(folder.join("data"));
    command
        .env("LITELLM_MASTER_KEY", MASTER_KEY)
        .env("RUST_LOG", "error")
        .stderr(Stdio::null());
    if let Some(url) = collector {
        command
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", url)
            .env("OTEL_LOGS_EXPORTER", "otlp")
            .env("OTEL_METRIC_EXPORT_INTERVAL", "1000");
    }
    Server(command.spawn().expect("the proxy starts"))
}

/// One request and its whole answer on an open connection.
async fn exchange(socket: &mut TcpStream, request: &[u8], buffer: &mut Vec<u8>) {
    socket.write_all(request).await.expect("sent");
    buffer.clear();
    loop {
        assert!(
            socket.read_buf(buffer).await.expect("read") > 0,
            "the connection was closed"
        );
        let Some(head) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let text = String::from_utf8_lossy(&buffer[..head]).to_ascii_lowercase();
        assert!(
            text.starts_with("http/1.1 200"),
            "{}",
            String::from_utf8_lossy(buffer)
        );
        let length = text
            .split("content-length: ")
            .nth(1)
            .and_then(|rest| rest.lines().next()?.trim().parse().ok());
        let whole = match length {
            Some(length) => buffer.len() >= head + 4 + usize::clone(&length),
            None => buffer[head + 4..].ends_with(b"\r\n0\r\n\r\n"),
        };
        if whole {
            return;
        }
    }
}

/// Latencies of so many requests over so many connections, sorted.
async fn load(port: u16, stream: bool, connections: usize, requests: usize) -> Vec<Duration> {
    let body = format!(
        r#"{{"model":"ok?chunks=16&completion=16","stream":{stream},"messages":[{{"role":"user","content":"The quick brown fox jumps over the lazy dog."}}]}}"#
    );
    let request = format!(
        "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {MASTER_KEY}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let request: Arc<[u8]> = request.into_bytes().into();
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            let request = request.clone();
            tokio::spawn(async move {
                let mut socket = TcpStream::connect(("127.0.0.1", port))
                    .await
                    .expect("connected");
                socket.set_nodelay(true).expect("an option");
                let mut buffer = Vec::with_capacity(16_384);
                let mut took = Vec::with_capacity(requests / connections);
                for _ in 0..requests / connections {
                    let asked = Instant::now();
                    exchange(&mut socket, &request, &mut buffer).await;
                    took.push(asked.elapsed());
                }
                took
            })
        })
        .collect();
    let mut all = Vec::with_capacity(requests);
    for task in tasks {
        all.extend(task.await.expect("no panic"));
    }
    all.sort_unstable();
    all
}

async fn ready(port: u16) {
    for _ in 0..200 {
        if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("nothing listens on port {port}");
}

/// Whether the command line leaves this in: no word of its kind was given, or this one was.
fn chosen(word: &str) -> bool {
    let kind = word.parse::<usize>().is_ok();
    let mut given = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with('-') && arg.parse::<usize>().is_ok() == kind)
        .peekable();
    given.peek().is_none() || given.any(|arg| arg == word)
}

async fn compare() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(upstream::serve(
        listener,
        Arc::new(upstream::Log::sums_only()),
    ));
    let folder = tempfile::tempdir().expect("a folder");
    let nginx_port = free_port();
    let nginx = nginx(folder.path(), nginx_port, address);
    ready(nginx_port).await;
    let mut targets = vec![("nginx", nginx_port, nginx)];
    targets.extend(proxies(folder.path(), address).await);
    println!("form  connections  target    CPU s/1000   p50 us   p99 us   added p50 us");
    for stream in [false, true] {
        for connections in [1, 64] {
            if !chosen(if stream { "SSE" } else { "JSON" }) || !chosen(&connections.to_string()) {
                continue;
            }
            let direct = load(address.port(), stream, connections, REQUESTS / 4).await;
            let base = direct[direct.len() / 2];
            for (name, port, server) in &targets {
                let port = *port;
                load(port, stream, connections, REQUESTS / 8).await;
                let before = server.cpu_seconds();
                let took = load(port, stream, connections, REQUESTS).await;
                let cpu = (server.cpu_seconds() - before) * 1_000.0 / took.len() as f64;
                let (p50, p99) = (took[took.len() / 2], took[took.len() * 99 / 100]);
                println!(
                    "{:<5} {connections:>11}  {name:<9} {cpu:>10.4} {:>8} {:>8} {:>14}",
                    if stream { "SSE" } else { "JSON" },
                    p50.as_micros(),
                    p99.as_micros(),
                    p50.saturating_sub(base).as_micros(),
                );
            }
        }
    }
}

fn main() {
    if std::env::args().any(|arg| arg == "--test" || arg == "--list") {
        return;
    }
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(compare());
}
