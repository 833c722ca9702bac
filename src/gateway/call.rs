//! Calling providers: one deployment after the other until one answers.

use super::Gateway;
use super::catalog::Served;
use super::meter::Meter;
use super::refusal::Refusal;
use super::route::Plan;
use crate::domain::provider::Dialect;
use crate::upstream::Response;
use crate::wire::door::openai::Request;
use crate::wire::fault::Fault;
use crate::wire::format::openai as format;
use crate::wire::relay::{self, Step, StreamRelay, Whole};
use bytes::{Bytes, BytesMut};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// How long the rest of a refusal is waited for.
const ERROR_BODY_WAIT: Duration = Duration::from_secs(5);
/// Comments before the first event are kept up to this many bytes.
const PRELUDE_BYTES_MAX: usize = 64 << 10;

/// Deadlines of one call.
#[derive(Debug, Clone, Copy)]
pub struct Deadlines {
    /// How long a whole answer may take, or a stream be silent.
    pub wait: Duration,
    /// How long a stream may last in all.
    pub stream_max: Duration,
}

/// An answer that has begun.
#[derive(Debug)]
pub enum Begun {
    /// A JSON answer, complete.
    Whole(Box<Whole>),
    /// A stream whose first event is here.
    Stream(Box<OpenStream>),
}

/// A stream whose first event is here.
#[derive(Debug)]
pub struct OpenStream {
    /// Where the rest comes from.
    pub response: Response,
    /// What reads it.
    pub relay: StreamRelay,
    /// What can be sent already.
    pub prelude: BytesMut,
    /// The stream has ended with its first bytes.
    pub ended: Option<Step>,
}

/// Headers of the provider's answer that clients are told about.
pub type UpstreamHeaders = http::HeaderMap;

/// Makes the body for the first deployment, so that what cannot be said is refused before anything
/// is on record.
pub fn prepare(request: &Request, plan: &Plan) -> Result<Bytes, Refusal> {
    translate(request, &plan.served[0])
}

fn translate(request: &Request, served: &Served) -> Result<Bytes, Refusal> {
    let deployment = &served.deployment;
    let dialect = deployment.provider.dialect;
    if dialect != Dialect::OpenAi {
        return Err(Refusal::Unspoken {
            provider: deployment.provider.name,
            dialect: dialect.as_str(),
        });
    }
    if let Err(reason) = &served.endpoint {
        return Err(Refusal::Misconfigured {
            model: deployment.group.to_string(),
            reason: reason.clone(),
        });
    }
    let model = deployment.provider.model_name(&deployment.upstream_model);
    Ok(format::request(request, deployment, &model)?)
}

/// Calls the deployments of a plan in order; the first that answers wins, the last no is told.
pub async fn call(
    gateway: &Arc<Gateway>,
    meter: &mut Meter,
    request: &Request,
    plan: &Plan,
    first_body: Bytes,
    attempts_max: u32,
) -> Result<(Begun, UpstreamHeaders), Refusal> {
    let mut body = Some(first_body);
    let mut last = Refusal::Internal;
    for served in plan.served.iter().take(attempts_max.max(1) as usize) {
        let body = match body.take().map_or_else(|| translate(request, served), Ok) {
            Ok(body) => body,
            Err(refusal) => {
                last = refusal;
                continue;
            }
        };
        meter.served = served.clone();
        meter.attempts += 1;
        match attempt(gateway, request, served, plan, body).await {
            Ok(begun) => return Ok(begun),
            Err(mut fault) => {
                redact(&mut fault, served);
                let retryable = fault.retryable;
                last = Refusal::Upstream {
                    fault: Box::new(fault),
                    provider: served.deployment.provider.name,
                    group: plan.group.clone(),
                };
                if !retryable {
                    break;
                }
            }
        }
    }
    Err(last)
}

/// Takes our own credential out of what a provider says about it.
pub(super) fn redact(fault: &mut Fault, served: &Served) {
    let secrets = served.deployment.api_key.iter().chain(
        served
            .deployment
            .extra_headers
            .iter()
            .map(|(_, value)| value),
    );
    for secret in secrets.filter(|secret| secret.expose().len() >= 6) {
        let texts = [&mut fault.error_type, &mut fault.param];
        for text in texts
            .into_iter()
            .flatten()
            .chain([&mut fault.message])
            .filter(|text| text.contains(secret.expose()))
        {
            *text = text.replace(secret.expose(), &secret.masked());
        }
    }
}

async fn attempt(
    gateway: &Arc<Gateway>,
    request: &Request,
    served: &Served,
    plan: &Plan,
    body: Bytes,
) -> Result<(Begun, UpstreamHeaders), Fault> {
    let Ok(endpoint) = &served.endpoint else {
        return Err(Fault::connection(
            "upstream_connect",
            502,
            "the deployment has no address",
        ));
    };
    let deadlines = gateway.deadlines(request, &served.deployment);
    let deadline = Instant::now() + deadlines.wait;
    let path = format::path(request.call_type);
    let mut response = gateway
        .upstream
        .send(endpoint, path, body, deadline)
        .await?;
    let status = response.status();
    if !(200..300).contains(&status) {
        let retry_after = response.header("retry-after").to_owned();
        let said = response
            .error_body(deadline.min(Instant::now() + ERROR_BODY_WAIT))
            .await;
        return Err(format::fault(status, Some(&retry_after), &said));
    }
    response.require_plain()?;
    let headers = response.headers().clone();
    let client_model = (!request.model_from_path).then(|| plan.group.to_string());
    if request.stream {
        let relay = StreamRelay::new(client_model, gateway.shows_usage(request));
        let open = open_stream(response, relay, deadlines).await?;
        return Ok((Begun::Stream(Box::new(open)), headers));
    }
    let body = response
        .whole(gateway.catalog().policy.response_bytes_max, deadline)
        .await?;
    let whole = relay::whole(request.call_type, body, client_model.as_deref())?;
    Ok((Begun::Whole(Box::new(whole)), headers))
}

/// Waits for the first event, so that a provider's failure before it can still become a status or
/// be tried elsewhere.
async fn open_stream(
    mut response: Response,
    relay: StreamRelay,
    deadlines: Deadlines,
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
    let deadline = Instant::now() + deadlines.wait;
    let (mut relay, mut prelude) = (relay, BytesMut::new());
    loop {
        while let Some(step) = relay.next_step() {
            match step {
                Step::Idle(bytes) if prelude.len() < PRELUDE_BYTES_MAX => {
                    prelude.extend_from_slice(&bytes)
                }
                Step::Idle(_) | Step::Swallow => {}
                Step::Send(bytes) => {
                    prelude.extend_from_slice(&bytes);
                    return Ok(OpenStream {
                        response,
                        relay,
                        prelude,
                        ended: None,
                    });
                }
                Step::Done => {
                    return Ok(OpenStream {
                        response,
                        relay,
                        prelude,
                        ended: Some(Step::Done),
                    });
                }
                Step::Fault(fault) => return Err(fault),
            }
        }
        match response.chunk(deadline).await? {
            Some(chunk) => relay.push(&chunk),
            None => match relay.end() {
                Step::Fault(fault) => return Err(fault),
                Step::Send(bytes) => {
                    prelude.extend_from_slice(&bytes);
                    let ended = Some(relay.end());
                    return Ok(OpenStream {
                        response,
                        relay,
                        prelude,
                        ended,
                    });
                }
                end => {
                    return Ok(OpenStream {
                        response,
                        relay,
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
