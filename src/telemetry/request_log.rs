//! One line in the log for each request.

use super::observer::Answered;
use super::teller::Complete;
use crate::domain::money::Nanos;
use crate::domain::record::{CallRecord, MASTER_KEY_ID};
use crate::domain::usage::Usage;

/// How much of a key's hash is told: enough to find it, nothing to call with.
const KEY_CHARS: usize = 12;

/// Routes that are asked all the time by machines and tell nothing.
const QUIET: &[&str] = &[
    "/health/liveliness",
    "/health/liveness",
    "/health/readiness",
    "/metrics",
    "/metrics/",
];

/// The beginning of a key's hash.
#[must_use]
pub fn short_key(id: &str) -> &str {
    if id == MASTER_KEY_ID {
        return "master";
    }
    id.get(..KEY_CHARS).unwrap_or(id)
}

/// Whether machines ask for this all the time, and were answered.
#[must_use]
pub fn is_quiet(request: &Answered) -> bool {
    QUIET.contains(&&*request.route) && request.status < 500
}

/// Tells of a request. The calls' words and the providers' are not in it.
pub fn tell(complete: &Complete) {
    let Some(request) = &complete.request else {
        return;
    };
    let calls = &complete.calls;
    let ended = calls.iter().map(|call| call.record.ended_at);
    let ended_at = ended.chain([request.answered_at]).max();
    let ended_at = ended_at.unwrap_or(request.answered_at);
    let key = request.trace.key().map(|id| short_key(id));
    let first = calls.first().map(|call| &call.record);
    let sum =
        |of: fn(&CallRecord) -> i64| -> i64 { calls.iter().map(|call| of(&call.record)).sum() };
    let tokens =
        |of: fn(&Usage) -> u64| -> u64 { calls.iter().map(|call| of(&call.record.usage)).sum() };
    let cost = Nanos(sum(|record| record.cost.0));
    let duration_ms = (ended_at.0 - request.arrived_at.0) as f64 / 1_000.0;
    macro_rules! line {
        ($level:expr) => {
            tracing::event!(
                target: "cw_proxy::request",
                $level,
                request_id = request.call_id.as_deref(),
                method = request.method.as_str(),
                route = &*request.route,
                status = request.status,
                duration_ms,
                key,
                model = first.map(|record| &*record.intent.model_group),
                deployment = first.map(|record| &*record.model),
                outcome = first.map(|record| record.outcome.as_str()),
                stream = first.map(|record| record.intent.stream),
                attempts = first.map(|record| record.attempts),
                calls = (calls.len() > 1).then_some(calls.len()),
                input_tokens = first.map(|_| tokens(Usage::prompt_tokens)),
                output_tokens = first.map(|_| tokens(Usage::completion_tokens)),
                cost_usd = first.map(|_| tracing::field::display(cost)),
                trace_id = request.trace.is_sampled().then(|| format!("{:032x}", request.trace.trace_id())),
                "request"
            )
        };
    }
    if is_quiet(request) {
        line!(tracing::Level::DEBUG);
    } else {
        line!(tracing::Level::INFO);
    }
}
