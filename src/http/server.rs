//! Connections: accepting them, bounding them, draining them.

use super::error;
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use futures_util::FutureExt;
use http::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::Service;

/// Connections that are open at the same time.
const CONNECTIONS_MAX: usize = 10_000;
/// How long a client may take to send the head of a request.
const HEADER_WAIT: Duration = Duration::from_secs(10);
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
    let mut stop = std::pin::pin!(stop);
    loop {
        // A place first: beyond the limit connections wait in the system's queue.
        let Ok(place) = places.clone().acquire_owned().await else {
            break;
        };
        let (socket, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, say: it passes, and spinning would not help.
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let _ = socket.set_nodelay(true);
        let service = hyper::service::service_fn(respond(router.clone(), peer));
        let connection = builder()
            .serve_connection(TokioIo::new(socket), service)
            .into_owned();
        let watched = connections.watch(connection);
        tokio::spawn(async move {
            // A connection fails when its client breaks the protocol or leaves: not our news.
            let _ = watched.await;
            drop(place);
        });
    }
    drop(listener);
    tokio::time::timeout(grace, connections.shutdown())
        .await
        .is_ok()
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_WAIT)
        .max_headers(HEADERS_MAX)
        .max_buf_size(HEAD_BYTES_MAX);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(HTTP2_STREAMS_MAX);
    builder
}

type Answering = std::pin::Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

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
