//! A provider that does as it is told.
//!
//! A small TCP server that speaks OpenAI's chat completions, completions and embeddings, as JSON
//! and as server-sent events, and the other dialects as far as answers in text go, and that can break every rule of HTTP. It is written on raw sockets
//! because a correct HTTP library would refuse to misbehave. What it does is chosen by the
//! model's name in the request, so a test says what it wants in one string:
//!
//! - `ok`: a plain answer. Knobs follow a question mark: `ok?chunks=20&delay_ms=5&prompt=30`.
//! - `no-usage`, `slow`, `unknown-events`: `ok` with other defaults, or a stream full of
//!   things that no client asked for.
//! - `status/429?retry_after=2`: an error in OpenAI's shape with that status; `retry_at=2` says the same as a
//!   date.
//! - `fault/m01` to `fault/m24d`: the malformed upstreams; see [`faults`].
//!
//! With `times=N` any of them misbehaves for the first N requests that name it and is `ok` from
//! then on, for retries. A misspelt name or knob is answered with status 400 and a message.
//!
//! Every request is recorded, and so is what was delivered for it. Nothing is asserted here.
//! The folder refers to nothing outside of itself, so that a benchmark can include it by path.

mod answer;
mod bombs;
mod conn;
mod faults;
mod knobs;
mod log;
mod script;
mod tongues;
mod wire;

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

pub(crate) use answer::words;
use conn::{Conn, Request};
pub(crate) use log::{End, Log, Tokens};
use script::Step;

/// A running scripted provider; it stops when dropped.
pub(crate) struct Upstream {
    address: SocketAddr,
    log: Arc<Log>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Upstream {
    /// Starts one that keeps everything it sees.
    pub(crate) fn start() -> Self {
        Self::start_with(Log::keep_all())
    }

    /// Starts one with the given log.
    ///
    /// It has a thread and a runtime of its own: a test that blocks its runtime, for example
    /// while a command runs, must not make the provider look slow.
    pub(crate) fn start_with(log: Log) -> Self {
        let log = Arc::new(log);
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a loopback port");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        listener
            .set_nonblocking(true)
            .expect("a socket can be non-blocking");
        let (stop, stopped) = oneshot::channel();
        let shared = Arc::clone(&log);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).expect("a listening socket");
                tokio::select! {
                    () = serve(listener, shared) => {}
                    _ = stopped => {}
                }
            });
        });
        Self {
            address,
            log,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// What a deployment's `api_base` is set to.
    pub(crate) fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// Where it listens, for tests that talk to it over a bare socket.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What was asked and what was delivered.
    pub(crate) fn log(&self) -> &Log {
        &self.log
    }
}

impl Drop for Upstream {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic in there has been printed already; a second one here would hide it.
            drop(thread.join());
        }
    }
}

/// M04: a port whose connections are established and then never read nor closed.
///
/// Nobody accepts: the kernel completes the handshake for the backlog, and what the client sends
/// stays in a buffer, which is what a host that vanished after the handshake looks like.
pub(crate) struct DeafPort(std::net::TcpListener);

impl DeafPort {
    /// Opens one; it is closed when dropped.
    pub(crate) fn open() -> Self {
        Self(std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a loopback port"))
    }

    /// What a deployment's `api_base` is set to.
    pub(crate) fn base_url(&self) -> String {
        format!(
            "http://{}/v1",
            self.0.local_addr().expect("a bound socket has an address")
        )
    }
}

/// Serves connections from `listener` until the future is dropped.
pub(crate) async fn serve(listener: TcpListener, log: Arc<Log>) {
    let mut connection = 0;
    loop {
        // Out of file descriptors, say: the next round may have some again.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            continue;
        };
        connection += 1;
        tokio::spawn(converse(stream, connection, Arc::clone(&log)));
    }
}

/// One connection: requests and answers until either side has had enough.
async fn converse(stream: TcpStream, connection: u64, log: Arc<Log>) {
    let mut conn = Conn::new(stream);
    while let Some(request) = conn.request().await {
        let closing = request.wants_close();
        let model = wire::model(&request.path, &request.body);
        let earlier = log.asked_for(&model);
        let number = log.open(connection, &request, &model);
        let steps = decide(&request, &model, number, earlier);
        let (end, reusable) = script::run(&mut conn, steps, |sent| log.credit(number, sent)).await;
        log.close(number, end);
        if !reusable || closing {
            return;
        }
    }
}

/// What to do about one request: a list of steps, made without looking at the network.
fn decide(request: &Request, model: &str, number: u64, earlier: u64) -> Vec<Step> {
    let path = request.path.split('?').next().unwrap_or_default();
    if request.method == "GET" && path.ends_with("/models") {
        return script::json(200, &wire::models());
    }
    let Some(kind) = wire::Kind::of(path).filter(|_| request.method == "POST") else {
        let message = format!("Invalid URL ({} {path})", request.method);
        return script::json(404, &wire::error(404, &message, None));
    };
    let planned = knobs::Knobs::parse(model).and_then(|knobs| {
        let ask = answer::Answer::new(kind, path, model, &request.body, &knobs, number)?;
        let over = knobs.number("times", u64::MAX)? <= earlier;
        let name = if over { "ok" } else { knobs.name() };
        faults::steps(name, &ask, &knobs, request)
    });
    planned.unwrap_or_else(|reason| script::json(400, &wire::error(400, &reason, None)))
}
