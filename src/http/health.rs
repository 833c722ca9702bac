//! Whether the process lives and whether it can work.

use super::App;
use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::json;
use std::sync::Arc;

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
