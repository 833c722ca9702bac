//! Counting the tokens of a request: by its provider where that can be asked in the client's own
//! words, by our own tokenizer otherwise.

use super::Gateway;
use super::admit::CallContext;
use super::authenticate::Caller;
use super::call::native_body;
use super::catalog::Served;
use super::refusal::Refusal;
use super::route::everyone;
use crate::domain::provider::Dialect;
use crate::wire::count;
use crate::wire::door::Door;
use crate::wire::door::openai::{Controls, Request};
use crate::wire::format::{Format, Target};
use crate::wire::json::{Object, ObjectWriter};
use bytes::Bytes;
use serde_json::Value;
use std::time::Duration;
use tokio::time::Instant;

/// How long a provider may take to count.
const COUNT_WAIT: Duration = Duration::from_secs(10);
/// Where a count came from, as clients of LiteLLM's proxy are told.
const BY_PROVIDER: &str = "provider";
const BY_US: &str = "local_estimate";

impl Gateway {
    /// Counts the input tokens of a request, and says who counted. A provider that cannot be asked
    /// is no reason to fail: our own count is near enough for what clients do with it.
    pub async fn count_tokens(
        &self,
        caller: &Caller,
        context: &CallContext,
        request: Request,
    ) -> Result<(u64, &'static str), Refusal> {
        let catalog = self.catalog().clone();
        let plan = everyone(&catalog, caller, context, &request)?;
        let served = &plan.served[0];
        if let Some(tokens) = self.asked_count(&request, served).await {
            return Ok((tokens, BY_PROVIDER));
        }
        let (call_type, model) = (request.call_type, served.deployment.upstream_model.clone());
        let counted = tokio::task::spawn_blocking(move || {
            count::input_tokens(call_type, &model, &request.object)
        });
        counted
            .await
            .map(|tokens| (tokens, BY_US))
            .map_err(|_| Refusal::Internal)
    }

    async fn asked_count(&self, request: &Request, served: &Served) -> Option<u64> {
        let deployment = &served.deployment;
        let model = deployment.provider.model_name(&deployment.upstream_model);
        let (path, body, member) = match (Door::of(request.call_type), deployment.provider.dialect)
        {
            (Door::Messages, Dialect::Anthropic) if deployment.provider.quirks.raw_predict => (
                "/models/count-tokens:rawPredict".to_owned(),
                count_by_path(request, &model),
                "input_tokens",
            ),
            (Door::Messages, Dialect::Anthropic) => (
                "/messages/count_tokens".to_owned(),
                native_body(
                    request,
                    served,
                    &model,
                    &["max_tokens", "stream", "metadata"],
                ),
                "input_tokens",
            ),
            (Door::Responses | Door::Messages, Dialect::OpenAi)
                if deployment.provider.quirks.responses =>
            {
                (
                    "/responses/input_tokens".to_owned(),
                    as_responses(request, served, &model)?,
                    "input_tokens",
                )
            }
            (Door::Gemini, Dialect::Gemini) => {
                let mut inner = ObjectWriter::with_capacity(request.object.text().len());
                inner.string("model", &format!("models/{model}"));
                for (name, value) in request.object.iter().filter(|(name, _)| *name != "model") {
                    inner.raw(name, value);
                }
                let inner = inner.finish();
                let mut outer = ObjectWriter::with_capacity(inner.len());
                outer.raw("generateContentRequest", std::str::from_utf8(&inner).ok()?);
                (
                    format!("/models/{model}:countTokens"),
                    outer.finish(),
                    "totalTokens",
                )
            }
            _ => return None,
        };
        let endpoint = served.endpoint.as_ref().ok()?;
        let deadline = Instant::now() + COUNT_WAIT;
        let headers = [("anthropic-version", "2023-06-01".to_owned())];
        let anthropic = deployment.provider.dialect == Dialect::Anthropic;
        let headers = if anthropic { &headers[..] } else { &[] };
        let sent = self
            .upstream
            .send(endpoint, &path, (headers, None), body, deadline);
        let mut response = sent.await.ok()?;
        if response.status() != 200 {
            return None;
        }
        let said = response.error_body(deadline).await;
        serde_json::from_slice::<Value>(&said).ok()?[member].as_u64()
    }
}

/// What OpenAI counts: the input of a response, without what concerns only its making.
fn as_responses(request: &Request, served: &Served, model: &str) -> Option<Bytes> {
    const COUNTED: &[&str] = &[
        "conversation",
        "input",
        "instructions",
        "model",
        "parallel_tool_calls",
        "previous_response_id",
        "reasoning",
        "text",
        "tool_choice",
        "tools",
        "truncation",
    ];
    let body = if Door::of(request.call_type) == Door::Responses {
        native_body(request, served, model, &[])
    } else {
        let asked = Door::of(request.call_type).parse(&request.object).ok()?;
        let controls = Controls {
            drop_params: Some(true),
            ..Controls::default()
        };
        let target = Target::new(&served.deployment, model, &controls);
        Format::Responses.request(&asked, &target).ok()?.body
    };
    let body = Object::parse(body).ok()?;
    let mut out = ObjectWriter::with_capacity(body.text().len());
    for (name, raw) in body.iter().filter(|(name, _)| COUNTED.contains(name)) {
        out.raw(name, raw);
    }
    Some(out.finish())
}

/// Vertex AI counts for Claude at one path, which takes the model in the body.
fn count_by_path(request: &Request, model: &str) -> Bytes {
    let mut out = ObjectWriter::with_capacity(request.object.text().len());
    out.string("model", model.rsplit('/').next().unwrap_or(model));
    let counted = ["messages", "system", "tools", "tool_choice", "thinking"];
    for (name, value) in request
        .object
        .iter()
        .filter(|(name, _)| counted.contains(name))
    {
        out.raw(name, value);
    }
    out.finish()
}
