//! Each malformed upstream is malformed as its name says, seen from a bare socket.

use std::time::Duration;

use serde_json::Value;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use super::wire::{Heard, How, ask, hear};
use crate::common::proxy::closed_port;
use crate::common::upstream::{DeafPort, End, Upstream, words};

/// Hears each fault as a stream and as JSON.
async fn both(upstream: &Upstream, id: &str) -> [Heard; 2] {
    let model = format!("fault/{id}");
    [
        hear(upstream, &model, true).await,
        hear(upstream, &model, false).await,
    ]
}

#[tokio::test]
async fn m01_nobody_listens() {
    let refused = TcpStream::connect(("127.0.0.1", closed_port())).await;
    let kind = refused.expect_err("a refusal").kind();
    assert_eq!(kind, std::io::ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn m02_to_m05_no_answer() {
    let upstream = Upstream::start();
    for heard in both(&upstream, "m02").await {
        assert_eq!((heard.how, heard.bytes.len()), (How::Silent, 0));
    }
    let dripping = hear(&upstream, "fault/m03?every_ms=20", false).await;
    assert_eq!(dripping.how, How::Talking);
    let bytes = dripping.bytes.len();
    assert!(
        (5..60).contains(&bytes) && dripping.reads > bytes / 2,
        "{bytes}"
    );
    assert!(dripping.text().starts_with("HTTP/"));
    let deaf = hear(&upstream, "fault/m04", false).await;
    assert_eq!((deaf.how, deaf.bytes.len()), (How::Silent, 0));
    for heard in both(&upstream, "m05").await {
        assert_eq!((heard.how, heard.bytes.len()), (How::Reset, 0));
    }
    // All others notice when the client goes; the deaf one does not.
    drop((dripping, deaf));
    tokio::time::sleep(Duration::from_millis(50)).await;
    let open = upstream
        .log()
        .exchanges()
        .into_iter()
        .filter(|exchange| exchange.end.is_none());
    assert_eq!(
        open.map(|exchange| exchange.model).collect::<Vec<_>>(),
        ["fault/m04"]
    );
}

#[tokio::test]
async fn m04_a_port_where_nobody_reads() {
    let port = DeafPort::open();
    let address = port.base_url().replace("http://", "").replace("/v1", "");
    let mut socket = TcpStream::connect(address).await.expect("a connection");
    let read = tokio::time::timeout(Duration::from_millis(100), socket.read_u8()).await;
    assert!(read.is_err(), "silence");
}

#[tokio::test]
async fn m06_and_m07_end_in_the_middle() {
    let upstream = Upstream::start();
    for heard in both(&upstream, "m06").await {
        assert_eq!(heard.how, How::Reset);
        assert!(
            heard.has(" one") || heard.has("\"choices\""),
            "{}",
            heard.text()
        );
        assert!(!heard.has("[DONE]") && !heard.has("usage"));
    }
    for (id, framing) in [
        ("m07a", "transfer-encoding: chunked"),
        ("m07b", "connection: close"),
    ] {
        for heard in both(&upstream, id).await {
            assert_eq!(heard.how, How::Closed);
            assert!(heard.has(framing) && !heard.has("[DONE]"));
            assert_eq!(heard.text().ends_with("\r\n0\r\n\r\n"), id == "m07a");
        }
    }
    // Half of a stream counts half, half of a JSON text was generated as a whole.
    let exchanges = upstream.log().exchanges();
    let counted: Vec<_> = exchanges
        .iter()
        .map(|each| each.delivered.completion)
        .collect();
    assert_eq!(counted, [4, 8, 4, 8, 4, 8]);
    assert!(
        exchanges
            .iter()
            .all(|exchange| exchange.end == Some(End::Scripted))
    );
}

#[tokio::test]
async fn m08_chunks_are_broken() {
    let upstream = Upstream::start();
    for (id, mark) in [
        ("m08b", "\r\nzz\r\n"),
        ("m08c", "\r\n-1\r\n"),
        ("m08d", "\r\nfffffffffff"),
    ] {
        for heard in both(&upstream, id).await {
            assert_eq!(heard.how, How::Closed, "{id}");
            assert!(heard.has(mark), "{id}: {}", heard.text());
        }
    }
    for heard in both(&upstream, "m08a").await {
        assert_eq!(heard.how, How::Closed);
        assert!(!heard.bytes.ends_with(b"\r\n"), "cut inside a chunk");
    }
    for heard in both(&upstream, "m08e").await {
        assert_eq!(heard.how, How::Closed);
        assert!(heard.has("usage") || heard.has("[DONE]"));
        assert!(!heard.bytes.ends_with(b"0\r\n\r\n"), "no last chunk");
    }
}

/// The first length that a head declares.
fn declared(heard: &Heard) -> usize {
    let head = heard.head();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    length
        .and_then(|length| length.parse().ok())
        .expect("a length")
}

#[tokio::test]
async fn m09_and_m10_lengths_are_wrong() {
    let upstream = Upstream::start();
    for heard in both(&upstream, "m09").await {
        assert_eq!(heard.how, How::Closed);
        assert_eq!(declared(&heard), heard.body().len() + 100);
    }
    for (id, whole) in [("m10a", true), ("m10b", false)] {
        let socket = TcpStream::connect(upstream.address())
            .await
            .expect("a connection");
        let heard = ask(socket, "keep-alive", &format!("fault/{id}"), false).await;
        let declared = declared(&heard);
        let json = serde_json::from_slice::<Value>(&heard.body()[..declared]);
        assert_eq!(json.is_ok(), whole, "{id}");
        assert!(heard.has("{\"smuggled\":true}"));
        // A client that uses the connection again is found out.
        assert_eq!(heard.how, How::Silent);
        ask(heard.socket, "close", "ok", false).await;
        let exchanges = upstream.log().exchanges();
        let [.., before, last] = exchanges.as_slice() else {
            panic!("two exchanges")
        };
        assert_eq!(before.connection, last.connection);
    }
}

#[tokio::test]
async fn m11_and_m12_heads_are_wrong() {
    let upstream = Upstream::start();
    for heard in both(&upstream, "m11a").await {
        assert!(heard.head().contains("content-length") && heard.head().contains("chunked"));
    }
    for heard in both(&upstream, "m11b").await {
        assert_eq!(heard.head().matches("content-length").count(), 2);
    }
    for heard in both(&upstream, "m11c").await {
        assert!(heard.text().starts_with("HTTP/1.1 200 OK\ncontent-type"));
        assert!(!heard.has("\r"));
    }
    for heard in both(&upstream, "m11d").await {
        assert!(heard.text().starts_with("SMTP"));
    }
    for heard in both(&upstream, "m11e").await {
        assert!(!heard.has("HTTP/"));
        assert_eq!(heard.how, How::Closed);
    }
    let [many, _] = both(&upstream, "m12a").await;
    assert_eq!(many.head().matches("x-filler-").count(), 200);
    let [long, _] = both(&upstream, "m12b").await;
    assert!(long.head().lines().any(|line| line.len() > 1 << 20));
}

#[tokio::test]
async fn m13_small_bodies_say_that_they_are_compressed() {
    let upstream = Upstream::start();
    for (id, coding, magic) in [
        ("m13a", "gzip", b"\x1f\x8b\x08".as_slice()),
        ("m13b", "br", b"\xcf\xff\xff"),
        ("m13c", "zstd", b"\x28\xb5\x2f\xfd"),
        ("m13d", "gzip, gzip", b"\x1f\x8b\x08"),
        ("m13e", "gzip", b"{\"id\""),
        ("m13f", "x-rot13", b"{\"id\""),
    ] {
        let heard = hear(&upstream, &format!("fault/{id}"), false).await;
        assert!(
            heard
                .head()
                .contains(&format!("content-encoding: {coding}\r\n")),
            "{id}"
        );
        assert!(heard.body().starts_with(magic), "{id}");
        assert_eq!(heard.body().len(), declared(&heard));
        assert!(
            heard.body().len() < 40_000,
            "{id} is small: {}",
            heard.body().len()
        );
    }
}

#[tokio::test]
async fn m14_is_the_same_as_unsplit() {
    let upstream = Upstream::start();
    let model = "ok?utf8=1";
    let (split, whole) = (
        hear(&upstream, "fault/m14?utf8=1", true).await,
        hear(&upstream, model, true).await,
    );
    assert!(
        split
            .bytes
            .windows(7)
            .any(|bytes| bytes == b"1\r\n\xe6\r\n1"),
        "inside a character"
    );
    let same = String::from_utf8(split.dechunked()).expect("UTF-8");
    let unsplit = String::from_utf8(whole.dechunked()).expect("UTF-8");
    assert!(same.contains("\r\n\r\n") && same.contains("日本語"));
    let same = same
        .replace("\r\n", "\n")
        .replace("fault/m14?utf8=1", model);
    assert_eq!(same.replace("chatcmpl-1", "chatcmpl-2"), unsplit);
}

#[tokio::test]
async fn m15_the_text_is_damaged() {
    let upstream = Upstream::start();
    for (id, damage) in [
        ("m15a", b"\xff\xc3\x28 one".as_slice()),
        ("m15b", br" \ud800 one"),
        ("m15c", b" \0 one"),
        ("m15d", b"\xef\xbb\xbf"),
    ] {
        for heard in both(&upstream, id).await {
            let found = heard
                .bytes
                .windows(damage.len())
                .any(|window| window == damage);
            assert!(found, "{id}: {}", heard.text());
        }
    }
}

#[tokio::test]
async fn m16_m17_and_m24_go_on_and_on() {
    let upstream = Upstream::start();
    for stream in [true, false] {
        let line = hear(&upstream, "fault/m16?mib=2", stream).await;
        assert!(line.bytes.len() > 2 << 20);
        let sign = hear(&upstream, "fault/m17?every_ms=20", stream).await;
        assert_eq!(sign.how, How::Talking);
        assert!(sign.has(if stream {
            ": keep-alive\n\n"
        } else {
            "1\r\n \r\n1\r\n"
        }));
        assert!(!sign.has("data:"));
        let endless = hear(&upstream, "fault/m24a?every_ms=2", stream).await;
        assert_eq!(endless.how, How::Talking);
        assert!(endless.text().matches(" one").count() > 50 && !endless.has("[DONE]"));
        let slow = hear(&upstream, "fault/m24b", stream).await;
        assert_eq!(slow.how, How::Silent);
        assert_eq!(slow.text().matches(" one").count(), 1);
    }
    let exchanges = upstream.log().exchanges();
    assert!(
        exchanges[2].delivered.completion > 50,
        "the ledger counts what went out"
    );
}

#[tokio::test]
async fn m18_events_are_odd() {
    let upstream = Upstream::start();
    for (id, mark) in [
        ("m18a", "data: {\"id\":\"chatcmpl-1\",\n\n"),
        ("m18b", "event: surprise\ndata: {"),
        ("m18c", "data:{\"id\""),
        ("m18d", "}\r\r\r\n"),
        ("m18e", ",\ndata: \"object\""),
        ("m18f", "data: [DONE]\n\n\r\ne\r\ndata: [DONE]\n\n"),
        ("m18g", "\"completion_tokens\":999999"),
    ] {
        let [stream, json] = both(&upstream, id).await;
        assert!(stream.has(mark), "{id}: {}", stream.text());
        assert!(stream.has("\r\n0\r\n\r\n"), "{id} is whole HTTP");
        let good = serde_json::from_slice::<Value>(&json.body()).is_ok();
        assert_eq!(good, id != "m18a", "{id}");
    }
}

#[tokio::test]
async fn m19_and_m20_are_no_answers() {
    let upstream = Upstream::start();
    for (id, mark) in [
        ("m19a", "<!doctype html>"),
        ("m19b", "\r\n\r\n0\r\n\r\n"),
        ("m19c", "{}"),
        ("m19d", "[]"),
        ("m19e", "\"choices\":{\"0\":\"a\"}"),
        ("m20a", "{\"error\":{"),
        ("m20b", "{\"error\":{"),
    ] {
        for heard in both(&upstream, id).await {
            assert!(heard.head().starts_with("HTTP/1.1 200 "), "{id}");
            assert!(heard.has(mark), "{id}: {}", heard.text());
        }
    }
    let totals = upstream.log().totals();
    assert_eq!(totals.delivered.completion, 0, "nothing was said");
    let [broken, refused] = both(&upstream, "m20c?echo_key=1").await;
    let at = |mark| broken.text().find(mark);
    assert!(at(" one").is_some() && at(" one") < at("{\"error\":{"));
    assert!(!broken.has("[DONE]") && refused.has("{\"error\":{"));
}

#[tokio::test]
async fn m21_usage_is_odd() {
    let upstream = Upstream::start();
    for (id, lie) in [("m21b", "-5,"), ("m21c", "1e+308,"), ("m21d", "\"12\",")] {
        for heard in both(&upstream, id).await {
            assert!(
                heard.has(&format!("\"completion_tokens\":{lie}")),
                "{id}: {}",
                heard.text()
            );
        }
    }
    for heard in both(&upstream, "m21a").await {
        assert!(!heard.has("usage"));
    }
    let counts = |heard: &Heard| -> Vec<u64> {
        let text = heard.text();
        let numbers = text.split("\"completion_tokens\":").skip(1);
        numbers
            .filter_map(|rest| rest.split(',').next()?.parse().ok())
            .collect()
    };
    let [shrinking, _] = both(&upstream, "m21e").await;
    assert_eq!(counts(&shrinking), [0, 1, 2, 3, 4, 5, 6, 7, 8, 1]);
    let [early, _] = both(&upstream, "m21f").await;
    assert_eq!(counts(&early), [8]);
    assert!(early.text().find("usage") < early.text().find(&words(1)));
}

#[tokio::test]
async fn m22_and_m23_statuses_are_odd() {
    let upstream = Upstream::start();
    for (id, status, header) in [
        (
            "m22a",
            302,
            "location: http://169.254.169.254/latest/meta-data/",
        ),
        ("m22b", 307, "location: /v1/chat/completions"),
        ("m22c", 308, "location: /loop/v1/chat/completions"),
        ("m23a", 429, "retry-after: Wed, 01 Jan 2098 00:00:00 GMT"),
        ("m23b", 503, "retry-after: 99999999999999999999"),
        ("m23c", 429, "retry-after: -7"),
        ("m23d", 503, "retry-after: later"),
        ("m23e", 401, "content-type: application/json"),
        ("m23f", 418, "content-type: application/json"),
        ("m23g", 599, "content-type: application/json"),
    ] {
        for heard in both(&upstream, id).await {
            let head = heard.head();
            assert!(
                head.starts_with(&format!("HTTP/1.1 {status} ")),
                "{id}: {head}"
            );
            assert!(head.contains(header), "{id}: {head}");
        }
    }
    let flood = hear(&upstream, "fault/m23h", false).await;
    assert!(flood.text().matches("HTTP/1.1 103 ").count() > 50 && !flood.has(" 200 "));
}
