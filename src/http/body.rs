//! Reading request bodies: bounded in bytes and in time.

use super::error::Problem;
use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http_body::Body as _;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde_json::json;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// How long a client may take to send its body.
const BODY_WAIT: Duration = Duration::from_secs(60);

/// How long an upload may take in all, as long as it moves.
const UPLOAD_WAIT: Duration = Duration::from_secs(15 * 60);

/// Reads an upload into one buffer, which grows with what arrives: a large file is not held twice.
pub async fn read_upload(body: Body, bytes_max: usize) -> Result<Bytes, Problem> {
    let told = body.size_hint().exact().unwrap_or(0);
    if told > bytes_max as u64 {
        return Err(too_large(bytes_max));
    }
    let mut body = body;
    let mut read = BytesMut::with_capacity(told as usize);
    let deadline = Instant::now() + UPLOAD_WAIT;
    loop {
        let until = deadline.min(Instant::now() + BODY_WAIT);
        match timeout_at(until, body.frame()).await {
            Ok(None) => return Ok(read.freeze()),
            Ok(Some(Ok(frame))) => {
                let Ok(data) = frame.into_data() else {
                    continue;
                };
                if read.len() + data.len() > bytes_max {
                    return Err(too_large(bytes_max));
                }
                read.extend_from_slice(&data);
            }
            Ok(Some(Err(_))) => return Err(broken_off()),
            Err(_) => return Err(too_slow()),
        }
    }
}

/// Reads a body, or tells what is wrong with it.
pub async fn read(body: Body, bytes_max: usize) -> Result<Bytes, Problem> {
    match tokio::time::timeout(BODY_WAIT, Limited::new(body, bytes_max).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large(bytes_max)),
        Ok(Err(_)) => Err(broken_off()),
        Err(_) => Err(too_slow()),
    }
}

/// The limit is `general_settings.max_request_size_mb`.
fn too_large(bytes_max: usize) -> Problem {
    Problem {
        status: 413,
        body: json!({ "error": format!("Request size is too large. Max size is {} MB", bytes_max >> 20) }),
        headers: Vec::new(),
        named: None,
    }
}

fn broken_off() -> Problem {
    Problem::new(
        400,
        Some("invalid_request_error"),
        Some("request_body"),
        "The request body broke off before its end.",
    )
}

fn too_slow() -> Problem {
    Problem::new(
        408,
        Some("invalid_request_error"),
        Some("request_body"),
        format!(
            "The request body did not arrive within {} seconds.",
            BODY_WAIT.as_secs()
        ),
    )
}
