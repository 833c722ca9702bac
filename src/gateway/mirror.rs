//! Models that are sent the same requests beside the one that answers, for comparison (`silent_model`).
//!
//! Such a call is one of the caller's: it needs to be allowed, fits into limits and budgets or is not made,
//! and is on record with what it cost. Its answer is read and thrown away.

use super::admit::CallContext;
use super::authenticate::Caller;
use super::{AnswerBody, Gateway};
use crate::telemetry::trace::Trace;
use crate::wire::door::fallbacks::Fallback;
use crate::wire::door::openai::Request;
use std::sync::Arc;

/// What tells these calls from the others in reports.
const TAG: &str = "mirror";

impl Gateway {
    /// Sends a request to the models that are asked beside a deployment; nobody waits for them.
    pub(super) fn mirror(
        self: &Arc<Self>,
        models: &[Arc<str>],
        caller: &Caller,
        context: &CallContext,
        request: &Request,
    ) {
        // What is sent beside another call is sent nowhere else, and only words are compared.
        if request.controls.mirrors || request.call_type.is_media() {
            return;
        }
        for model in models {
            let fallback = Fallback::named(model.to_string());
            let Ok(mut beside) = request.falling_to(&fallback) else {
                continue;
            };
            beside.controls.mirrors = true;
            beside.controls.disable_fallbacks = true;
            beside.tags.push(TAG.to_owned());
            let context = CallContext {
                call_id: format!("{}-{TAG}", context.call_id).into(),
                trace: Trace::detached(),
                ..context.clone()
            };
            let (gateway, caller, model) = (self.clone(), caller.clone(), model.clone());
            self.calls.spawn(async move {
                match Box::pin(gateway.begin(caller, context, beside)).await {
                    Ok(answer) => {
                        if let AnswerBody::Stream(mut chunks) | AnswerBody::Raw(mut chunks, _) =
                            answer.body
                        {
                            while chunks.recv().await.is_some() {}
                        }
                    }
                    // Whoever may not call it, or cannot pay for it, is none of its users.
                    Err(_) => tracing::debug!(model = &*model, "a request was not mirrored"),
                }
            });
        }
    }
}
