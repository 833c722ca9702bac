//! Reading request bodies: bounded in bytes and in time.

use super::error::Problem;
use axum::body::Body;
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde_json::json;
use std::time::Duration;

/// How long a client may take to send its body.
const BODY_WAIT: Duration = Duration::from_secs(60);

/// Reads a body, or tells what is wrong with it.
pub async fn read(body: Body, bytes_max: usize) -> Result<Bytes, Problem> {
    match tokio::time::timeout(BODY_WAIT, Limited::new(body, bytes_max).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Problem {
            status: 413,
            body: json!({ "error": format!("Request size is too large. Max size is {} MB", bytes_max >> 20) }),
            headers: Vec::new(),
        }),
        Ok(Err(_)) => Err(Problem::new(
            400,
            Some("invalid_request_error"),
            Some("request_body"),
            "The request body broke off before its end.",
        )),
        Err(_) => Err(Problem::new(
            408,
            Some("invalid_request_error"),
            Some("request_body"),
            format!(
                "The request body did not arrive within {} seconds.",
                BODY_WAIT.as_secs()
            ),
        )),
    }
}
