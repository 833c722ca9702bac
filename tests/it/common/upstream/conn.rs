//! One connection: reading requests, writing bytes, and noticing that the client has left.

use std::io::ErrorKind;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The largest head or body it reads; more than that is a mistake in a test.
const LIMIT: usize = 256 << 20;

/// The client has closed the connection.
#[derive(Debug)]
pub(super) struct Gone;

/// A request as it came over the wire.
pub(super) struct Request {
    /// GET, POST, ...
    pub(super) method: String,
    /// Path and query.
    pub(super) path: String,
    /// Headers in their order, names in lower case.
    pub(super) headers: Vec<(String, String)>,
    /// The decoded body.
    pub(super) body: Vec<u8>,
}

impl Request {
    /// The first header of that name.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether the client asked for the connection to be closed after the answer.
    pub(super) fn wants_close(&self) -> bool {
        self.header("connection")
            .is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }
}

/// A connection with what has been read ahead of its use.
pub(super) struct Conn {
    stream: TcpStream,
    ahead: Vec<u8>,
}

impl Conn {
    /// Takes over a connection.
    pub(super) fn new(stream: TcpStream) -> Self {
        // Each write is to leave as a packet of its own; if that can't be had, so be it.
        let _ = stream.set_nodelay(true);
        Self {
            stream,
            ahead: Vec::new(),
        }
    }

    /// The next request, or none when the client has closed or sends something else than HTTP.
    pub(super) async fn request(&mut self) -> Option<Request> {
        let head = self.take_until(b"\r\n\r\n").await?;
        let head = String::from_utf8_lossy(&head).into_owned();
        let mut lines = head.split("\r\n");
        let mut first = lines.next()?.split(' ');
        let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let mut request = Request {
            method,
            path,
            headers,
            body: Vec::new(),
        };
        if request.header("transfer-encoding").is_some() {
            request.body = self.take_chunks().await?;
        } else if let Some(length) = request.header("content-length") {
            request.body = self.take(length.parse().ok()?).await?;
        }
        Some(request)
    }

    /// Writes all of it, unless the client leaves.
    pub(super) async fn send(&mut self, bytes: &[u8]) -> Result<(), Gone> {
        if self.has_left() {
            return Err(Gone);
        }
        self.stream.write_all(bytes).await.map_err(|_| Gone)
    }

    /// Waits, unless the client leaves.
    pub(super) async fn pause(&mut self, time: Duration) -> Result<(), Gone> {
        tokio::time::timeout(time, self.left())
            .await
            .map_or(Ok(()), |()| Err(Gone))
    }

    /// Waits until the client leaves.
    pub(super) async fn left(&mut self) {
        loop {
            if self.has_left() || self.stream.readable().await.is_err() {
                return;
            }
        }
    }

    /// Closes with a reset instead of an orderly end.
    pub(super) fn reset(&self) {
        // Where it fails the client gets an orderly end, and the test that needs a reset tells.
        let _ = self.stream.set_zero_linger();
    }

    /// Looks, without waiting, whether the client has closed; keeps what it may have sent.
    fn has_left(&mut self) -> bool {
        let mut buffer = [0; 4096];
        loop {
            match self.stream.try_read(&mut buffer) {
                Ok(0) => return true,
                Ok(count) => self.ahead.extend_from_slice(&buffer[..count]),
                Err(error) => return error.kind() != ErrorKind::WouldBlock,
            }
        }
    }

    async fn more(&mut self) -> Option<()> {
        let count = self.stream.read_buf(&mut self.ahead).await.ok()?;
        (count > 0 && self.ahead.len() <= LIMIT).then_some(())
    }

    async fn take(&mut self, length: usize) -> Option<Vec<u8>> {
        while self.ahead.len() < length {
            self.more().await?;
        }
        let rest = self.ahead.split_off(length);
        Some(std::mem::replace(&mut self.ahead, rest))
    }

    /// Everything up to the mark; the mark is dropped.
    async fn take_until(&mut self, mark: &[u8]) -> Option<Vec<u8>> {
        loop {
            let found = self
                .ahead
                .windows(mark.len())
                .position(|window| window == mark);
            if let Some(position) = found {
                let mut taken = self.take(position + mark.len()).await?;
                taken.truncate(position);
                return Some(taken);
            }
            self.more().await?;
        }
    }

    async fn take_chunks(&mut self) -> Option<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.take_until(b"\r\n").await?;
            let line = std::str::from_utf8(&line).ok()?;
            let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
            if size == 0 {
                // Trailers end with an empty line, as do no trailers at all.
                while !self.take_until(b"\r\n").await?.is_empty() {}
                return Some(body);
            }
            body.extend(self.take(size).await?);
            self.take(2).await?;
        }
    }
}
