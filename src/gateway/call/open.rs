//! A stream up to its first event with content.

use super::{Deadlines, OpenStream};
use crate::upstream::Response;
use crate::wire::fault::Fault;
use crate::wire::reader::Reader;
use crate::wire::relay::{self, Step};
use bytes::BytesMut;
use std::time::Duration;
use tokio::time::Instant;

/// Events without content that are held back, since another deployment may yet answer.
const EVENTS_HELD_MAX: u32 = 5;
/// How long the rest of a refusal is waited for.
pub(super) const ERROR_BODY_WAIT: Duration = Duration::from_secs(5);
/// Comments before the first event are kept up to this many bytes.
const PRELUDE_BYTES_MAX: usize = 64 << 10;

/// Waits for the first event with content, so that a provider's failure before it can still become a status or
/// be tried elsewhere.
pub(in crate::gateway) async fn open_stream(
    mut response: Response,
    mut reader: Reader,
    deadlines: Deadlines,
    deadline: Instant,
) -> Result<OpenStream, Fault> {
    let media = response
        .header("content-type")
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    if matches!(media.as_str(), "application/json" | "text/html") {
        return Err(not_a_stream(&mut response, &media, deadlines).await);
    }
    // Pictures and sound have no beginning before their content.
    let words = !matches!(reader, Reader::Events(_) | Reader::Sound(_));
    let mut prelude = BytesMut::new();
    let mut held = 0;
    loop {
        while let Some(step) = reader.next_step() {
            match step {
                Step::Idle(bytes) if prelude.len() < PRELUDE_BYTES_MAX => {
                    prelude.extend_from_slice(&bytes)
                }
                Step::Idle(_) | Step::Swallow => {}
                Step::Send(bytes) => {
                    prelude.extend_from_slice(&bytes);
                    held += 1;
                    let waits =
                        words && held < EVENTS_HELD_MAX && prelude.len() < PRELUDE_BYTES_MAX;
                    if waits && !reader.seen().content {
                        continue;
                    }
                    return Ok(OpenStream {
                        response,
                        reader,
                        prelude,
                        ended: None,
                    });
                }
                Step::Done => {
                    return Ok(OpenStream {
                        response,
                        reader,
                        prelude,
                        ended: Some(Step::Done),
                    });
                }
                Step::Fault(fault) => return Err(fault),
            }
        }
        match response.chunk(deadline).await? {
            Some(chunk) => reader.push(&chunk),
            None => match reader.end() {
                Step::Fault(fault) => return Err(fault),
                Step::Send(bytes) => {
                    prelude.extend_from_slice(&bytes);
                    let ended = Some(reader.end());
                    return Ok(OpenStream {
                        response,
                        reader,
                        prelude,
                        ended,
                    });
                }
                end => {
                    return Ok(OpenStream {
                        response,
                        reader,
                        prelude,
                        ended: Some(end),
                    });
                }
            },
        }
    }
}

/// A stream was asked for and something else came, often an error with status 200.
async fn not_a_stream(response: &mut Response, media: &str, deadlines: Deadlines) -> Fault {
    let body = response
        .error_body(Instant::now() + deadlines.wait.min(ERROR_BODY_WAIT))
        .await;
    match relay::whole(crate::domain::record::CallType::Chat, body, None) {
        Err(fault) if fault.code.is_none() => fault,
        _ => Fault::connection(
            "upstream_invalid_response",
            502,
            format!("the provider answered '{media}' where an event stream was asked for"),
        ),
    }
}
