//! Counting the tokens of a request without making it. Nothing is spent and nothing is on record.

use super::error::Problem;
use super::extract::context;
use super::{App, Asked, body};
use crate::domain::record::CallType;
use crate::gateway::refusal::Refusal;
use crate::wire::door::openai::Request;
use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::{Value, json};
use std::sync::Arc;

/// Answers `/v1/messages/count_tokens`.
pub async fn messages(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let (tokens, source) = count(&app, asked, CallType::Messages, None).await?;
    Ok(answer(
        &json!({ "input_tokens": tokens, "litellm_count_source": source }),
    ))
}

/// Answers `/v1/responses/input_tokens`.
pub async fn responses(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let (tokens, _) = count(&app, asked, CallType::Responses, None).await?;
    Ok(answer(
        &json!({ "object": "response.input_tokens", "input_tokens": tokens }),
    ))
}

/// Answers Gemini's `:countTokens`.
pub async fn gemini(app: Arc<App>, asked: Asked, model: String) -> Result<Response, Problem> {
    let (tokens, _) = count(&app, asked, CallType::GenerateContent, Some(model)).await?;
    Ok(answer(&json!({ "totalTokens": tokens })))
}

async fn count(
    app: &Arc<App>,
    asked: Asked,
    call_type: CallType,
    model: Option<String>,
) -> Result<(u64, &'static str), Problem> {
    let context = context("count_tokens", &asked.parts, asked.call_id);
    let bytes = body::read(asked.body, app.request_bytes_max).await?;
    let counted = async {
        let request = Request::parse_to_count(call_type, model.as_deref(), bytes)?;
        app.gateway
            .count_tokens(asked.by.caller(), &context, request)
            .await
    };
    counted
        .await
        .map_err(|refusal: Refusal| app.refuse(&refusal))
}

fn answer(body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
