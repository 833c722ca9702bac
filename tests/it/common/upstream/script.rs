//! What is sent, as a list of steps, and the one place that carries the steps out.

use std::time::Duration;

use serde_json::Value;

use super::conn::{Conn, Gone};
use super::log::{End, Tokens};

/// The longest that any behaviour lasts when nobody puts an end to it.
const FOR_EVER: Duration = Duration::from_mins(10);

/// One thing to do on the socket.
pub(super) enum Step {
    /// Writes bytes in one go; they carry that many tokens of the answer.
    Send(Vec<u8>, Tokens),
    /// Waits.
    Pause(Duration),
    /// Sends the same again and again, until the client leaves.
    Repeat {
        /// What is sent each time.
        bytes: Vec<u8>,
        /// What it carries each time.
        tokens: Tokens,
        /// The time between two of them.
        every: Duration,
    },
    /// Says nothing until the client leaves.
    Silence,
    /// Says nothing and does not even notice that the client leaves.
    Deaf,
    /// Closes the connection in order.
    Close,
    /// Closes the connection with a reset.
    Reset,
}

impl Step {
    /// Bytes that carry no tokens.
    pub(super) fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Send(bytes.into(), Tokens::default())
    }
}

/// A piece of an answer's body.
#[derive(Clone)]
pub(super) struct Part {
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// What they carry.
    pub(super) tokens: Tokens,
}

/// An answer's body, before it is framed: one part of JSON, or one part for each event.
#[derive(Clone)]
pub(super) struct Body {
    /// Its media type.
    pub(super) kind: &'static str,
    /// Sent as `x-request-id`.
    pub(super) number: u64,
    /// Its pieces.
    pub(super) parts: Vec<Part>,
    /// The time before the first byte of the head.
    pub(super) first: Duration,
    /// The time between two parts.
    pub(super) delay: Duration,
}

impl Body {
    /// Whether it is a stream of events.
    pub(super) fn is_stream(&self) -> bool {
        self.kind != "application/json"
    }

    /// All bytes in a row.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.parts
            .iter()
            .flat_map(|part| part.bytes.clone())
            .collect()
    }

    /// All tokens together.
    pub(super) fn tokens(&self) -> Tokens {
        let mut sum = Tokens::default();
        for part in &self.parts {
            sum += part.tokens;
        }
        sum
    }

    /// The same answer with other bytes.
    pub(super) fn with_bytes(&self, bytes: impl Into<Vec<u8>>) -> Self {
        let part = Part {
            bytes: bytes.into(),
            tokens: self.tokens(),
        };
        Self {
            parts: vec![part],
            ..self.clone()
        }
    }

    /// The first half: of the events, or of the bytes where there are no events.
    pub(super) fn half(&self) -> Self {
        let mut half = self.clone();
        if self.is_stream() {
            half.parts.truncate(self.parts.len() / 2);
        } else {
            for part in &mut half.parts {
                part.bytes.truncate(part.bytes.len() / 2);
            }
        }
        half
    }

    /// Status line and headers with the given framing header (or none), up to the empty line.
    pub(super) fn head(&self, framing: &str) -> String {
        let Self { kind, number, .. } = self;
        let framing = if framing.is_empty() {
            String::new()
        } else {
            format!("{framing}\r\n")
        };
        format!(
            "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\nx-request-id: req-{number}\r\n{framing}\r\n"
        )
    }

    /// The answer as an honest server sends it.
    pub(super) fn clean(&self) -> Vec<Step> {
        if self.is_stream() {
            let mut steps = self.chunks();
            steps.push(Step::bytes("0\r\n\r\n"));
            steps
        } else {
            self.counted(0)
        }
    }

    /// The head, and each part as a chunk; without the last chunk that ends a body.
    pub(super) fn chunks(&self) -> Vec<Step> {
        let mut steps = vec![
            Step::Pause(self.first),
            Step::bytes(self.head("transfer-encoding: chunked")),
        ];
        for (index, part) in self.parts.iter().enumerate() {
            if index > 0 {
                steps.push(Step::Pause(self.delay));
            }
            steps.push(Step::Send(chunk(&part.bytes), part.tokens));
        }
        steps
    }

    /// The whole answer in one write, its length declared, plus or minus a lie.
    pub(super) fn counted(&self, lie: isize) -> Vec<Step> {
        let body = self.bytes();
        let length = body.len().saturating_add_signed(lie);
        let mut bytes = self.head(&format!("content-length: {length}")).into_bytes();
        bytes.extend(body);
        vec![Step::Pause(self.first), Step::Send(bytes, self.tokens())]
    }

    /// The answer with no framing at all: it ends where the connection ends.
    pub(super) fn unframed(&self) -> Vec<Step> {
        let mut steps = vec![
            Step::Pause(self.first),
            Step::bytes(self.head("connection: close")),
        ];
        for part in &self.parts {
            steps.extend([
                Step::Send(part.bytes.clone(), part.tokens),
                Step::Pause(self.delay),
            ]);
        }
        steps.push(Step::Close);
        steps
    }
}

/// One chunk of a chunked body.
pub(super) fn chunk(bytes: &[u8]) -> Vec<u8> {
    let mut framed = format!("{:x}\r\n", bytes.len()).into_bytes();
    framed.extend_from_slice(bytes);
    framed.extend_from_slice(b"\r\n");
    framed
}

/// A short JSON answer with any status.
pub(super) fn json(status: u16, body: &Value) -> Vec<Step> {
    json_with(status, "", body)
}

/// A short JSON answer with any status and more header lines, each ended by CR LF.
pub(super) fn json_with(status: u16, headers: &str, body: &Value) -> Vec<Step> {
    let body = body.to_string();
    let length = body.len();
    vec![Step::bytes(format!(
        "HTTP/1.1 {status} Scripted\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n{headers}\r\n{body}"
    ))]
}

/// Carries the steps out. Tells how it ended and whether the connection can serve another request.
pub(super) async fn run(
    conn: &mut Conn,
    steps: Vec<Step>,
    mut sent: impl FnMut(Tokens),
) -> (End, bool) {
    for step in steps {
        let done = match step {
            Step::Send(bytes, tokens) => conn.send(&bytes).await.map(|()| sent(tokens)),
            Step::Pause(time) if time.is_zero() => Ok(()),
            Step::Pause(time) => conn.pause(time).await,
            Step::Repeat {
                bytes,
                tokens,
                every,
            } => {
                let repeat = async {
                    loop {
                        conn.send(&bytes).await?;
                        sent(tokens);
                        conn.pause(every).await?;
                    }
                };
                tokio::time::timeout(FOR_EVER, repeat)
                    .await
                    .unwrap_or(Ok(()))
            }
            Step::Silence => conn.pause(FOR_EVER).await,
            Step::Deaf => {
                tokio::time::sleep(FOR_EVER).await;
                Err(Gone)
            }
            Step::Close => return (End::Scripted, false),
            Step::Reset => {
                conn.reset();
                return (End::Scripted, false);
            }
        };
        if done.is_err() {
            return (End::ClientLeft, false);
        }
    }
    (End::Scripted, true)
}
