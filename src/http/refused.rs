//! Notes calls that are refused before anybody is called.

use super::extract::{call_id, context};
use super::{App, Problem, Serve};
use crate::domain::key::KeyHash;
use crate::domain::record::CallType;
use crate::gateway::admit::CallContext;
use crate::gateway::authenticate::{Caller, Presented};
use crate::gateway::refusal::Refusal;
use crate::gateway::refused::Refused;
use crate::telemetry::Trace;
use crate::wire::door::openai::Request;
use http::request::Parts;
use std::sync::Arc;

/// What a client was told, in words.
fn told(problem: &Problem) -> &str {
    let body = &problem.body;
    let message = body["error"]["message"].as_str();
    let detail = || body["detail"].as_str().or(body["detail"]["error"].as_str());
    message.or_else(detail).unwrap_or_default()
}

/// Whether a request has had no call that has a row by itself.
pub(super) fn has_none(parts: &Parts) -> bool {
    let trace = parts.extensions.get::<Arc<Trace>>();
    trace.is_none_or(|trace| trace.calls() == 0)
}

/// Notes a call that was read, by whom it was let in. `request` is asked only where it has a row.
pub(super) fn call(
    app: &App,
    (refusal, problem): (&Refusal, &Problem),
    caller: &Caller,
    call_type: CallType,
    read: impl FnOnce() -> (CallContext, Option<Request>),
) {
    if !app.gateway.notes_refusal(refusal) {
        return;
    }
    let (context, request) = read();
    let refused = Refused {
        caller,
        context: &context,
        call_type,
        request: request.as_ref(),
        status: problem.status,
        message: told(problem),
    };
    app.gateway.note_refused(refusal, refused);
}

/// What is called on a route; `None` where nothing is.
pub(super) fn call_type(serve: Serve) -> Option<CallType> {
    match serve {
        Serve::Llm(call_type, _) => Some(call_type),
        Serve::Gemini => Some(CallType::GenerateContent),
        _ => serve.spends().then_some(CallType::PassThrough),
    }
}

/// The same as [`at_door`] where the operator's lists of routes say no.
pub(super) fn by_list(
    app: &App,
    call_type: Option<CallType>,
    presented: &Presented<'_>,
    parts: &Parts,
    problem: &Problem,
) {
    let refusal = Refusal::RouteNotAllowed {
        allowed: Vec::new(),
        route: parts.uri.path().to_owned(),
    };
    at_door(app, call_type, presented, parts, (&refusal, problem));
}

/// Notes a call that came no further than the door: its key is blocked or past its end, or may not call the
/// route. Its body is not read, so nobody knows the model.
pub(super) fn at_door(
    app: &App,
    call_type: Option<CallType>,
    presented: &Presented<'_>,
    parts: &Parts,
    (refusal, problem): (&Refusal, &Problem),
) {
    let Some(call_type) = call_type else { return };
    let Presented::Secret(secret) = presented else {
        return;
    };
    let catalog = app.gateway.catalog();
    let hash = KeyHash::of(secret);
    let entry = catalog.key(&hash);
    let entry = entry.or_else(|| catalog.retired(&hash, app.gateway.now()));
    let Some(entry) = entry else { return };
    let caller = Caller::Key(entry.clone());
    let read = || (context("", parts, call_id(&parts.headers)), None);
    call(app, (refusal, problem), &caller, call_type, read);
}
