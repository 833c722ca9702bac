//! The one place where every request is watched: what it was and how it was answered.

use super::address;
use crate::domain::record::MASTER_KEY_ID;
use crate::gateway::Gateway;
use crate::gateway::authenticate::Caller;
use crate::telemetry::Trace;
use crate::telemetry::observer::Exchange;
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::request::Parts;
use std::sync::Arc;

/// Watches a request from its arrival to the beginning of its answer.
pub async fn watch(gateway: Arc<Gateway>, mut request: Request, next: Next) -> Response {
    address::resolve(&gateway.catalog().policy, &mut request);
    let exchange = begin(&gateway, &request);
    request.extensions_mut().insert(exchange.trace().clone());
    let response = next.run(request).await;
    let call_id = response.headers().get("x-litellm-call-id");
    let call_id = call_id.and_then(|value| value.to_str().ok());
    exchange.answered(response.status().as_u16(), call_id);
    response
}

fn begin(gateway: &Gateway, request: &Request) -> Exchange {
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map(|matched| Arc::from(matched.as_str()));
    let text = |name: &str| request.headers().get(name)?.to_str().ok();
    gateway.observer.request(
        request.method().clone(),
        route,
        text("traceparent"),
        text("tracestate"),
    )
}

/// Notes who called.
pub(super) fn tell_caller(parts: &Parts, caller: &Caller) {
    if let Some(trace) = parts.extensions.get::<Arc<Trace>>() {
        match caller {
            Caller::Key(entry) => trace.tell_key(&entry.id),
            Caller::Master => trace.tell_key(&MASTER_KEY_ID.into()),
        }
    }
}
