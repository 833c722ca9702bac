//! Calling providers: one deployment after the other until one answers.

mod attempt;
mod made_up;
mod native;
mod next;
mod open;
mod prepare;

pub(super) use attempt::redact;
pub(super) use native::native_body;
pub(super) use open::open_stream;

pub use attempt::{DROPPED, ORGANIZATION};
pub use prepare::{Prepared, prepare, preview};

use super::Gateway;
use super::catalog::Served;
use super::health::Left;
use super::meter::Meter;
use super::refusal::Refusal;
use super::route::Plan;
use crate::domain::routing::RoutingRules;
use crate::upstream::Response;
use crate::wire::door::openai::Request;
use crate::wire::reader::Reader;
use crate::wire::relay::{Step, Whole};
use attempt::Attempt;
use bytes::BytesMut;
use next::Round;
use prepare::translate;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

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
    pub reader: Reader,
    /// What can be sent already.
    pub prelude: BytesMut,
    /// The stream has ended with its first bytes.
    pub ended: Option<Step>,
}

/// Headers of the provider's answer that clients are told about.
pub type UpstreamHeaders = http::HeaderMap;

/// Calls the deployments of a plan in order until one answers; the last no is told. One that failed is
/// asked again when there is no other, as often as the rules have it. For all its tries a deployment
/// has the time of one.
pub async fn call<R>(
    gateway: &Arc<Gateway>,
    meter: &mut Meter,
    request: &Request,
    plan: &Plan,
    first: Prepared,
    rules: &Arc<RoutingRules>,
    reply: &mut oneshot::Sender<R>,
) -> Result<(Begun, UpstreamHeaders), Refusal> {
    let mut round = Round::new(gateway, rules, plan, request);
    let mut first = Some(first);
    loop {
        let (index, lease) = round.next(request.stream)?;
        let served = &plan.served[index];
        if let Err(no) = meter.hold_of_provider(served, request) {
            round.cannot(index, no);
            continue;
        }
        // What was prepared is for the first of the plan.
        let ready = first.take().filter(|_| index == 0);
        let mut prepared = match ready.map_or_else(|| translate(request, served), Ok) {
            Ok(prepared) => prepared,
            Err(refusal) => {
                round.cannot(index, refusal);
                continue;
            }
        };
        let deadlines = gateway.deadlines(request, &served.deployment);
        let until = round.until(index, deadlines.wait);
        meter.attempt_begins(served, lease);
        let dropped = &prepared.outgoing.notes.dropped;
        if !dropped.is_empty() {
            meter.attempt_drops(&dropped.join(", "));
        }
        prepared.outgoing.headers.extend(meter.trace_headers());
        let attempt = Attempt {
            gateway,
            request,
            served,
            plan,
            deadline: until,
        };
        let cancels = !request.stream && gateway.catalog().policy.cancels;
        let made = tokio::select! {
            made = attempt.make(prepared) => made,
            () = reply.closed(), if cancels => return Err(Refusal::ClientLeft),
        };
        let mut fault = match made {
            Ok(begun) => {
                meter.attempt_answers(200);
                note_answer(gateway, plan, served, &begun.1);
                return Ok(begun);
            }
            Err(fault) => fault,
        };
        redact(&mut fault, served);
        meter.attempt_fails(&fault);
        let wait = round.failed(index, until, fault)?;
        if !wait.is_zero() {
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = reply.closed() => {}
            }
        }
        if reply.is_closed() {
            return Err(Refusal::ClientLeft);
        }
        round.retry += 1;
        meter.tries.retries = round.retry;
        meter.tries.retries_max = Some(round.most);
    }
}

/// What an answer's head tells: whom such calls keep to, what is left of limits.
fn note_answer(gateway: &Gateway, plan: &Plan, served: &Served, headers: &UpstreamHeaders) {
    let (id, now) = (&served.deployment.id, gateway.now());
    gateway.affinity.note(&plan.marks, id, now);
    if let Some(left) = left_of_limits(headers) {
        gateway.health.state(id).note_left(left, now);
    }
}

/// What a provider says is left of its limits: in OpenAI's words, or in Anthropic's.
fn left_of_limits(headers: &UpstreamHeaders) -> Option<Left> {
    let number = |names: [&str; 2]| {
        let told = names.into_iter().find_map(|name| headers.get(name));
        told.and_then(|value| value.to_str().ok()?.trim().parse().ok())
    };
    let left = Left {
        requests: number([
            "x-ratelimit-remaining-requests",
            "anthropic-ratelimit-requests-remaining",
        ]),
        tokens: number([
            "x-ratelimit-remaining-tokens",
            "anthropic-ratelimit-tokens-remaining",
        ]),
    };
    (left != Left::default()).then_some(left)
}
