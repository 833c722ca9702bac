//! Connections: accepting them, bounding them, draining them.
//!
//! At the end an idle connection is closed at once, one with a request in work when that is answered,
//! and one on which a request has only begun a moment later: a client that never finishes its head
//! must not hold the process.

use super::error;
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use futures_util::FutureExt;
use http::Request;
use hyper::body::Incoming;
use hyper::rt::{Sleep, Timer};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::Service;

/// Connections that are open at the same time.
const CONNECTIONS_MAX: usize = 10_000;
/// How long a client may take to send the head of a request.
const HEADER_WAIT: Duration = Duration::from_secs(10);
/// How long a request may still take to send its head once nothing new is served.
const LAST_HEADER_WAIT: Duration = Duration::from_millis(200);
/// Most headers of one request.
const HEADERS_MAX: usize = 64;
/// The longest head of a request, in bytes.
const HEAD_BYTES_MAX: usize = 64 << 10;
/// Requests at the same time on one HTTP/2 connection.
const HTTP2_STREAMS_MAX: u32 = 100;

/// Serves until `stop` resolves, then lets open requests end for at most `grace`. Tells whether all did.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
    grace: Duration,
) -> bool {
    let connections = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let last = LastHeads::default();
    let cut = CancellationToken::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = async {
            // A place first: beyond the limit connections wait in the system's queue.
            let place = places.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut stop => break,
        };
        let (socket, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, say: it passes, and spinning would not help.
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let _ = socket.set_nodelay(true);
        let service = hyper::service::service_fn(respond(router.clone(), peer));
        let connection = builder(&last)
            .serve_connection(TokioIo::new(socket), service)
            .into_owned();
        let watched = connections.watch(connection);
        let (wake, cut) = (last.wake.clone(), cut.clone());
        tokio::spawn(async move {
            let mut watched = pin!(watched);
            // A connection fails when its client breaks the protocol or leaves: not our news.
            let over = tokio::select! {
                _ = &mut watched => true,
                () = wake.cancelled() => false,
            };
            if !over {
                tokio::select! {
                    _ = &mut watched => {}
                    () = cut.cancelled() => {}
                }
            }
            drop(place);
        });
    }
    drop(listener);
    let give_up = async {
        tokio::time::sleep(LAST_HEADER_WAIT).await;
        last.give_up();
        std::future::pending::<()>().await;
    };
    let drained = tokio::time::timeout(grace, async {
        tokio::select! {
            () = connections.shutdown() => {}
            () = give_up => {}
        }
    })
    .await
    .is_ok();
    // What is still open keeps handlers, and what they hold, no longer.
    last.give_up();
    cut.cancel();
    drained
}

/// Ends the waiting for heads of requests, on all connections.
#[derive(Clone, Debug, Default)]
struct LastHeads {
    over: Arc<AtomicBool>,
    wake: CancellationToken,
}

impl LastHeads {
    fn give_up(&self) {
        self.over.store(true, Ordering::Release);
        self.wake.cancel();
    }
}

/// Tells HTTP/1 that the time for a head is up: at its deadline, or when the end of all has come. It
/// costs a load where a list of waiters would cost every request a lock.
impl Timer for LastHeads {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Sleep>> {
        self.sleep_until(Instant::now() + duration)
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Sleep>> {
        Box::pin(HeadSleep {
            sleep: TokioTimer::new().sleep_until(deadline),
            over: self.over.clone(),
        })
    }
}

struct HeadSleep {
    sleep: Pin<Box<dyn Sleep>>,
    over: Arc<AtomicBool>,
}

impl Future for HeadSleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.over.load(Ordering::Acquire) {
            return Poll::Ready(());
        }
        self.sleep.as_mut().poll(cx)
    }
}

impl Sleep for HeadSleep {}

fn builder(heads: &LastHeads) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(heads.clone())
        .header_read_timeout(HEADER_WAIT)
        .max_headers(HEADERS_MAX)
        .max_buf_size(HEAD_BYTES_MAX);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(HTTP2_STREAMS_MAX);
    builder
}

type Answering = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

/// One request: a panic in it is a 500, not a broken connection.
fn respond(router: Router, peer: SocketAddr) -> impl Fn(Request<Incoming>) -> Answering + Clone {
    move |request| {
        let mut router = router.clone();
        Box::pin(async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(peer);
            let answer = AssertUnwindSafe(async { router.call(request).await })
                .catch_unwind()
                .await;
            Ok(answer.map_or_else(
                |_| error::internal().into_response(),
                |Ok(response)| response,
            ))
        })
    }
}
