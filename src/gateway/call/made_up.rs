//! A deployment that answers by itself (`mock_response`, `mock_timeout`), for testing what is around it:
//! all that holds for a call holds for these.

use super::attempt::Attempt;
use super::open::open_stream;
use super::{Begun, UpstreamHeaders};
use crate::domain::handling::Mock;
use crate::domain::record::CallType;
use crate::domain::usage::Usage;
use crate::gateway::media;
use crate::upstream::Response;
use crate::wire::count;
use crate::wire::door::Door;
use crate::wire::door::openai::mock_answer;
use crate::wire::fault::{Fault, FaultKind};
use crate::wire::native::{self, NativeRelay};
use crate::wire::reader::Reader;
use crate::wire::relay::{self, StreamRelay};

/// Errors of LiteLLM's that a mock can name, and the statuses that go with them.
const FAULTS: &[(&str, FaultKind, u16)] = &[
    (
        "litellm.AuthenticationError",
        FaultKind::Authentication,
        401,
    ),
    ("litellm.BadRequestError", FaultKind::BadRequest, 400),
    (
        "litellm.ContentPolicyViolationError",
        FaultKind::ContentPolicyViolation,
        400,
    ),
    (
        "litellm.ContextWindowExceededError",
        FaultKind::ContextWindowExceeded,
        400,
    ),
    (
        "litellm.InternalServerError",
        FaultKind::InternalServer,
        500,
    ),
    ("litellm.NotFoundError", FaultKind::NotFound, 404),
    ("litellm.RateLimitError", FaultKind::RateLimit, 429),
    (
        "litellm.ServiceUnavailableError",
        FaultKind::ServiceUnavailable,
        503,
    ),
    ("litellm.Timeout", FaultKind::Timeout, 408),
    (
        "Exception: content_filter_policy",
        FaultKind::ContentPolicyViolation,
        400,
    ),
    (
        "Exception: mock_streaming_error",
        FaultKind::InternalServer,
        500,
    ),
];

/// The error that a mock names, if it names one.
fn fault(text: &str) -> Option<Fault> {
    let named = FAULTS.iter().find(|(name, ..)| *name == text.trim());
    named.map(|(name, kind, status)| Fault {
        kind: *kind,
        status: *status,
        code: None,
        message: format!("this is a mock of {name}"),
        error_type: None,
        param: None,
        retry_after_seconds: None,
        retryable: *status == 408 || *status == 429 || *status >= 500,
        headers: None,
    })
}

impl Attempt<'_> {
    /// Answers in the dialect of the client.
    pub(super) async fn made_up(self, mock: &Mock) -> Result<(Begun, UpstreamHeaders), Fault> {
        if mock.times_out {
            tokio::time::sleep_until(self.deadline).await;
            let silent = "the deployment is silent until the time is over (mock_timeout)";
            return Err(Fault::connection("upstream_timeout", 504, silent));
        }
        if let Some(fault) = fault(&mock.text) {
            return Err(fault);
        }
        let request = self.request;
        let (call_type, door) = (request.call_type, Door::of(request.call_type));
        let usage = self.used(&mock.text).await;
        let created = self.gateway.now().0 / 1_000_000;
        let model = self.client_model();
        let shown = model
            .as_deref()
            .unwrap_or(&self.served.deployment.upstream_model);
        let body = mock_answer(request, shown, &mock.text, created, &usage);
        let media_type = match call_type {
            CallType::Speech => "audio/mpeg",
            _ if request.stream => "text/event-stream",
            _ => "application/json",
        };
        let response = Response::made(media_type, body);
        let headers = response.headers().clone();
        let bytes_max = self.gateway.catalog().policy.response_bytes_max;
        let openai = matches!(door, Door::OpenAi | Door::Completions);
        let begun = if call_type.is_media() {
            let model = model.as_deref();
            let deadlines = self.deadlines();
            media::begin(
                request,
                response,
                model,
                deadlines,
                self.deadline,
                bytes_max,
            )
            .await?
        } else if request.stream && call_type != CallType::Embedding {
            let reader = if openai {
                let shows_usage = self.gateway.shows_usage(request);
                Reader::Relay(StreamRelay::new(model, shows_usage))
            } else {
                Reader::Native(NativeRelay::new(door, model))
            };
            let open = open_stream(response, reader, self.deadlines(), self.deadline).await?;
            Begun::Stream(Box::new(open))
        } else {
            let mut response = response;
            let body = response.whole(bytes_max, self.deadline).await?;
            let whole = if openai {
                relay::whole(call_type, body, model.as_deref())?
            } else {
                native::whole(door, body, model.as_deref(), None)?
            };
            Begun::Whole(Box::new(whole))
        };
        Ok((begun, headers))
    }

    /// What the call uses, by our own count.
    async fn used(&self, text: &str) -> Usage {
        let call_type = self.request.call_type;
        if call_type.is_media() {
            return Usage::default();
        }
        let model = self.served.deployment.upstream_model.clone();
        let (object, text) = (self.request.object.clone(), text.to_owned());
        let counted = tokio::task::spawn_blocking(move || Usage {
            input: count::input_tokens(call_type, &model, &object),
            output: match call_type {
                CallType::Embedding => 0,
                _ => count::text_tokens(&model, &text),
            },
            ..Usage::default()
        });
        counted.await.unwrap_or_default()
    }
}
