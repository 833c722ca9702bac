//! SIGTERM ends the proxy soon when nothing is in work, whatever else is open: idle connections, heads of
//! requests that never end, event streams of the admin pages, collectors that are not there. What is in
//! work ends first.

use crate::common::http::{self, Reply};
use crate::common::proxy::{Proxy, closed_port};
use crate::common::upstream::Upstream;
use crate::ui::Browser;
use serde_json::json;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

/// More than a stop takes on a busy machine, and less than any of the waits that there could be: 10 s for
/// a head, 5 s for a collector, 30 s for open answers.
const SOON: Duration = Duration::from_secs(4);

async fn stops_soon(mut proxy: Proxy, with: &str) -> String {
    let began = Instant::now();
    let output = proxy.term().await;
    let took = began.elapsed();
    assert_eq!(output.code, Some(0), "{with}: {}", output.stderr);
    assert!(took < SOON, "{with}: {took:?}\n{}", output.stderr);
    output.stderr
}

fn connect(proxy: &Proxy) -> TcpStream {
    let address = proxy.url().replace("http://", "");
    TcpStream::connect(address).expect("a connection")
}

#[tokio::test]
async fn idle_connections_and_unfinished_heads_hold_nothing() {
    let proxy = Proxy::builder().start().await;
    let fresh = connect(&proxy);
    let mut idle = connect(&proxy);
    idle.write_all(b"GET /health/liveliness HTTP/1.1\r\nhost: x\r\n\r\n")
        .expect("sent");
    let mut seen = [0; 64];
    assert!(idle.read(&mut seen).expect("an answer") > 0);
    let mut half = connect(&proxy);
    half.write_all(b"POST /v1/chat/completions HTTP/1.1\r\nhost: ")
        .expect("sent");
    tokio::time::sleep(Duration::from_millis(100)).await;
    let told = stops_soon(proxy, "idle connections").await;
    assert!(!told.contains("did not end within the grace"), "{told}");
    drop((fresh, idle, half));
}

#[tokio::test]
async fn the_live_tail_of_the_admin_pages_ends() {
    let proxy = Proxy::builder().start().await;
    let browser = Browser::operator(&proxy).await;
    let request = http::client()
        .get(format!("{}/ui/logs/tail", proxy.url()))
        .header("cookie", &browser.cookie);
    drop(browser);
    let mut tail = request.send().await.expect("an answer");
    assert_eq!(tail.status(), 200);
    assert_eq!(tail.headers()["content-type"], "text/event-stream");
    assert!(tail.chunk().await.expect("its beginning").is_some());
    stops_soon(proxy, "a live tail").await;
    while let Ok(Some(_)) = tail.chunk().await {}
}

#[tokio::test]
async fn a_collector_that_is_not_there_is_not_waited_for() {
    // One refuses, one takes connections and says nothing, one has a name that nobody knows.
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let silent = silent.local_addr().expect("its address");
    let places = [
        format!("http://127.0.0.1:{}", closed_port()),
        format!("http://{silent}"),
        "http://otel-collector.invalid:4317".to_owned(),
    ];
    for protocol in ["grpc", "http/protobuf"] {
        for place in &places {
            let upstream = Upstream::start();
            let proxy = Proxy::builder()
                .model("gpt", &upstream, "ok")
                .section("litellm_settings", json!({ "callbacks": ["otel"] }))
                .env("OTEL_EXPORTER_OTLP_ENDPOINT", place)
                .env("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)
                .start()
                .await;
            let body = json!({ "model": "gpt", "messages": [{ "role": "user", "content": "hi" }] });
            let reply = proxy.post("/v1/chat/completions", &body).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            stops_soon(proxy, &format!("{protocol} to {place}")).await;
        }
    }
}

#[tokio::test]
async fn an_open_answer_ends_first_and_is_whole() {
    let upstream = Upstream::start();
    let mut proxy = Proxy::builder()
        .model("gpt", &upstream, "ok?chunks=20&delay_ms=50")
        .start()
        .await;
    let body = json!({
        "model": "gpt", "stream": true, "messages": [{ "role": "user", "content": "hi" }],
    });
    let key = proxy.master_key().to_owned();
    let mut answer = proxy.open(&key, "/v1/chat/completions", &body).await;
    let first = answer.chunk().await.expect("a chunk").expect("some bytes");
    proxy.signal("TERM");
    let rest = Reply::read(answer).await;
    assert!(!first.is_empty() && rest.text().ends_with("data: [DONE]\n\n"));
    let output = proxy.exit().await;
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    proxy.restart().await;
    let rows = proxy.rows().await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["outcome"], "success", "{}", rows[0]);
}

#[tokio::test]
async fn a_body_that_never_comes_is_cut_off_after_the_grace() {
    let mut proxy = Proxy::builder()
        .section("cw_proxy", json!({ "drain_grace_seconds": 1 }))
        .start()
        .await;
    let mut slow = connect(&proxy);
    let head = format!(
        "POST /key/generate HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ncontent-length: 100\r\n\r\n{{",
        proxy.master_key()
    );
    slow.write_all(head.as_bytes()).expect("sent");
    tokio::time::sleep(Duration::from_millis(100)).await;
    let began = Instant::now();
    let output = proxy.term().await;
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    // Less than the 10 s that the ledger's writer is waited for.
    assert!(
        began.elapsed() < Duration::from_secs(8),
        "{}",
        output.stderr
    );
    drop(slow);
}

#[tokio::test]
async fn a_message_that_does_not_arrive_holds_the_stop_no_longer_than_the_grace() {
    let upstream = Upstream::start();
    // It takes connections and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = silent.local_addr().expect("its address");
    let mut proxy = Proxy::builder()
        .deployment(crate::chat::priced(
            "gpt",
            &upstream,
            "ok?prompt=30&completion=20",
        ))
        .section("general_settings", json!({ "alerting": ["webhook"] }))
        .section("cw_proxy", json!({ "drain_grace_seconds": 1 }))
        .env("WEBHOOK_URL", &format!("http://{address}/told"))
        .start()
        .await;
    let key = proxy
        .key(&json!({ "key_alias": "spent", "max_budget": 0.0001 }))
        .await;
    let body = json!({ "model": "gpt", "messages": [{ "role": "user", "content": "hi" }] });
    let reply = proxy.post_as(&key, "/v1/chat/completions", &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let arriving = tokio::task::spawn_blocking(move || silent.accept());
    let message = arriving.await.expect("no panic").expect("a message");
    let began = Instant::now();
    let output = proxy.term().await;
    let took = began.elapsed();
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    // Less than the 3 s that messages have when there is time.
    assert!(
        took < Duration::from_millis(2_800),
        "{took:?}\n{}",
        output.stderr
    );
    assert!(
        output
            .stderr
            .contains("the proxy stops before every alert has arrived"),
        "{}",
        output.stderr
    );
    drop(message);
}
