//! A bare socket, to see what really is on the wire.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::chat;
use crate::common::upstream::Upstream;

/// How a conversation stood when the listening ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// The other side closed in order.
    Closed,
    /// The other side reset the connection.
    Reset,
    /// The connection is open, and nothing more came.
    Silent,
    /// The connection is open, and more would have come.
    Talking,
}

/// What came.
pub(super) struct Heard {
    /// All bytes.
    pub(super) bytes: Vec<u8>,
    /// In how many reads.
    pub(super) reads: usize,
    /// How it stood at the end.
    pub(super) how: How,
    /// The connection, for a second request.
    pub(super) socket: TcpStream,
}

impl Heard {
    /// The head, up to the empty line.
    pub(super) fn head(&self) -> String {
        let text = self.text();
        text.split("\r\n\r\n").next().unwrap_or_default().to_owned()
    }

    /// What follows the first empty line.
    pub(super) fn body(&self) -> Vec<u8> {
        let at = self
            .bytes
            .windows(4)
            .position(|window| window == b"\r\n\r\n");
        at.map(|at| self.bytes[at + 4..].to_vec())
            .unwrap_or_default()
    }

    /// The body with the framing of its chunks taken away.
    pub(super) fn dechunked(&self) -> Vec<u8> {
        let (mut rest, mut body) = (self.body(), Vec::new());
        while let Some(end) = rest.windows(2).position(|window| window == b"\r\n") {
            let size = std::str::from_utf8(&rest[..end]).expect("a chunk's size");
            let size = usize::from_str_radix(size, 16).expect("a chunk's size");
            body.extend_from_slice(&rest[end + 2..end + 2 + size]);
            rest.drain(..end + 2 + size + 2);
        }
        body
    }

    /// Everything as text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Whether it has that text in it.
    pub(super) fn has(&self, text: &str) -> bool {
        self.text().contains(text)
    }
}

/// Sends a chat request and listens until the end, a silence, or a second has passed. The
/// request asks for the connection to be closed, so that an honest answer needs no waiting.
pub(super) async fn hear(upstream: &Upstream, model: &str, stream: bool) -> Heard {
    let socket = TcpStream::connect(upstream.address())
        .await
        .expect("a connection");
    ask(socket, "close", model, stream).await
}

/// The same over a connection that is there already, and that may be kept.
pub(super) async fn ask(mut socket: TcpStream, after: &str, model: &str, stream: bool) -> Heard {
    let body = chat(model, json!({"stream": stream})).to_string();
    let length = body.len();
    let request = format!(
        "POST /v1/chat/completions HTTP/1.1\r\nconnection: {after}\r\n\
         content-length: {length}\r\n\r\n{body}"
    );
    socket
        .write_all(request.as_bytes())
        .await
        .expect("a request is sent");
    let (mut bytes, mut reads) = (Vec::new(), 0);
    let mut buffer = vec![0; 256 << 10];
    let end = tokio::time::Instant::now() + Duration::from_secs(1);
    let how = loop {
        let silence = tokio::time::Instant::now() + Duration::from_millis(250);
        let read = tokio::time::timeout_at(silence.min(end), socket.read(&mut buffer)).await;
        match read {
            Ok(Ok(0)) => break How::Closed,
            Ok(Ok(count)) => bytes.extend_from_slice(&buffer[..count]),
            Ok(Err(_)) => break How::Reset,
            Err(_) if silence < end => break How::Silent,
            Err(_) => break How::Talking,
        }
        reads += 1;
        if tokio::time::Instant::now() >= end {
            break How::Talking;
        }
    };
    Heard {
        bytes,
        reads,
        how,
        socket,
    }
}
