//! Whether the process lives and whether it can work.

use super::App;
use crate::domain::key::KeyHash;
use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::request::Parts;
use serde_json::json;
use std::sync::Arc;

/// How long `/health/drain` waits for calls that run, and how often it looks.
const DRAIN_WAIT: std::time::Duration = std::time::Duration::from_secs(30);
const DRAIN_LOOKS: std::time::Duration = std::time::Duration::from_millis(50);

fn answer(status: u16, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// The process runs: `"I'm alive!"`, or 503 while it drains.
pub async fn liveliness(app: Arc<App>) -> Response {
    if app.gateway.is_draining() {
        return answer(503, json!({ "status": "shutting_down" }).to_string());
    }
    answer(200, json!("I'm alive!").to_string())
}

/// Takes no new calls from now on, and answers when those that run are over or their time is. There only
/// where the operator wants it (`enable_drain_endpoint`).
pub async fn drain(app: Arc<App>, parts: &Parts) -> Response {
    let Some(token) = &app.draining else {
        let how = "Draining over HTTP is not enabled (general_settings.enable_drain_endpoint). Send the process SIGTERM: running \
                   calls end within cw_proxy.drain_grace_seconds, and /health/liveliness answers 503 meanwhile.";
        return answer(404, json!({ "detail": { "error": how } }).to_string());
    };
    let presented = parts.headers.get("x-drain-token");
    let presented = presented
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let fits = token.as_ref().is_none_or(|token| {
        let (own, given) = (KeyHash::of(token.expose()), KeyHash::of(presented));
        own == given
    });
    if !fits {
        let detail = "The header X-Drain-Token is missing or wrong.";
        return answer(401, json!({ "detail": detail }).to_string());
    }
    app.gateway.drain();
    let begun = std::time::Instant::now();
    while !app.gateway.calls.is_empty() && begun.elapsed() < DRAIN_WAIT {
        tokio::time::sleep(DRAIN_LOOKS).await;
    }
    let left = app.gateway.calls.len();
    let status = if left == 0 { "drained" } else { "draining" };
    answer(
        200,
        json!({ "status": status, "in_flight_requests": left }).to_string(),
    )
}

/// The process can serve: its database answers and its ledger can be written.
pub async fn readiness(app: Arc<App>) -> Response {
    if app.gateway.is_draining() {
        return answer(503, json!({ "status": "shutting_down" }).to_string());
    }
    let reachable = app.store.ping().await.is_ok();
    let writable = app.gateway.journal.is_healthy();
    let db = if reachable {
        "connected"
    } else {
        "disconnected"
    };
    if reachable && writable {
        return answer(200, json!({ "status": "healthy", "db": db }).to_string());
    }
    let body = json!({ "status": "unhealthy", "db": db, "ledger": if writable { "writable" } else { "not writable" } });
    answer(503, body.to_string())
}
