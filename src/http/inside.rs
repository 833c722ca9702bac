//! The routes without a connection, for callers in the same process: the command line on a database
//! gets the very answers that a client of the proxy gets.

use super::{App, error, router};
use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt};
use http::Request;
use http::response::Parts;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use tower::ServiceExt;

/// The bytes of an answer, as they come.
pub type Chunks = BoxStream<'static, Result<Bytes, String>>;

/// The router of a proxy, without a listener.
pub struct Inside(axum::Router);

impl Inside {
    /// Of a proxy that is put together.
    #[must_use]
    pub fn new(app: &Arc<App>) -> Self {
        Self(router(app))
    }

    /// Answers one request. A panic in it is a 500, as it is for a client.
    pub async fn ask(&self, request: Request<Bytes>) -> (Parts, Chunks) {
        let answering = self.0.clone().oneshot(request.map(Body::from));
        let answered = AssertUnwindSafe(answering).catch_unwind().await;
        let response: Response = match answered {
            Ok(Ok(response)) => response,
            Ok(Err(never)) => match never {},
            Err(_) => error::internal().into_response(),
        };
        let (parts, body) = response.into_parts();
        let chunks = body.into_data_stream();
        let told = |chunk: Result<Bytes, axum::Error>| chunk.map_err(|error| error.to_string());
        (parts, chunks.map(told).boxed())
    }
}
