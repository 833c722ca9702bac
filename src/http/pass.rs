//! Providers' own paths (`/anthropic/v1/messages`): which there are, and what of a request and of an
//! answer goes through.

use super::error::{APPLIED_GUARDRAILS, Problem};
use super::extract::{self, context};
use super::headers::{pass_key_spend, put};
use super::llm::{GeminiOperation, gemini_operation, percent_decoded};
use super::{App, Asked, body, refused, unserved};
use crate::domain::record::CallType;
use crate::gateway::catalog::PassEndpoint;
use crate::gateway::pass::{PassAnswer, PassCall, PassTarget};
use crate::gateway::refusal::Refusal;
use crate::upstream::OwnRequest;
use crate::wire::door::openai::Request;
use crate::wire::media::Form;
use crate::wire::media::form::is_form;
use axum::response::Response;
use bytes::Bytes;
use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};
use std::sync::Arc;

/// Prefixes of paths and the provider behind each.
pub const PREFIXES: &[(&str, &str)] = &[
    ("openai", "openai"),
    ("openai_passthrough", "openai"),
    ("anthropic", "anthropic"),
    ("gemini", "gemini"),
    ("vertex_ai", "vertex_ai"),
    ("vertex-ai", "vertex_ai"),
    ("mistral", "mistral"),
    ("cohere", "cohere"),
    ("openrouter", "openrouter"),
    ("azure", "azure"),
    ("azure_ai", "azure_ai"),
    ("bedrock", "bedrock"),
    ("vllm", "hosted_vllm"),
    ("nvidia_nim", "nvidia_nim"),
];

/// The prefixes that lead to a provider.
pub(super) fn prefixes_of(provider: &str) -> impl Iterator<Item = &'static str> {
    let of_provider = PREFIXES
        .iter()
        .filter(move |(_, behind)| *behind == provider);
    of_provider.map(|(prefix, _)| *prefix)
}

/// Headers of a client that stop here: credentials for us, what belongs to the connection, and what
/// names the client's network.
const STOPPED: &[&str] = &[
    "accept-encoding",
    "api-key",
    "authorization",
    "connection",
    "content-length",
    "cookie",
    "expect",
    "forwarded",
    "host",
    "keep-alive",
    "ocp-apim-subscription-key",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-api-key",
    "x-goog-api-key",
    "x-real-ip",
];

/// The same by their beginnings.
const STOPPED_PREFIXES: &[&str] = &["x-litellm-", "x-forwarded-", "x-pass-", "x-amz-"];

/// Headers of an answer that belong to the provider's connection, or would set things at ours.
const UNTOLD: &[&str] = &[
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "keep-alive",
    "proxy-authenticate",
    "server",
    "set-cookie",
    "strict-transport-security",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "www-authenticate",
];

/// Answers a call on a provider's own path.
pub async fn pass(
    app: Arc<App>,
    asked: Asked,
    provider: &'static str,
) -> Result<Response, Problem> {
    let path = asked.parts.uri.path();
    if unserved::is_upgrade(&asked.parts.headers) {
        return Err(unserved::unserved(path, true));
    }
    // "/{prefix}/{rest}"; the one path without a rest is "/gemini:generateContent".
    let trimmed = path.trim_start_matches('/');
    let rest = trimmed
        .split_once('/')
        .map_or("", |(_, rest)| rest)
        .to_owned();
    answer(app, asked, PassTarget::Provider(provider), rest).await
}

/// Answers a call on a path of the operator's own.
pub async fn endpoint(
    app: Arc<App>,
    asked: Asked,
    endpoint: Arc<PassEndpoint>,
) -> Result<Response, Problem> {
    let method = asked.parts.method.as_str();
    if !endpoint.methods.is_empty() && !endpoint.methods.iter().any(|allowed| allowed == method) {
        let allow = endpoint.methods.join(", ");
        return Err(Problem::detail(405, "Method Not Allowed").header("allow", allow));
    }
    let rest = endpoint.rest(asked.parts.uri.path()).unwrap_or_default();
    let rest = rest.to_owned();
    answer(app, asked, PassTarget::Endpoint(endpoint), rest).await
}

/// The query that goes on: the client's, and an endpoint's own where the client says nothing.
fn query(target: &PassTarget, sent: Option<&str>) -> Option<String> {
    let PassTarget::Endpoint(endpoint) = target else {
        return sent.map(without_key);
    };
    let kept = sent.filter(|_| endpoint.merge_query).map(without_key);
    let mut query = kept.unwrap_or_default();
    for (name, value) in &endpoint.default_query {
        let named = query
            .split('&')
            .any(|pair| pair.split('=').next() == Some(name));
        if !named {
            let mark = if query.is_empty() { "" } else { "&" };
            query = format!("{query}{mark}{name}={value}");
        }
    }
    (!query.is_empty()).then_some(query)
}

/// The client's headers that go on. An endpoint without `forward_headers` gets those that describe the
/// body alone.
fn headers(target: &PassTarget, sent: &HeaderMap) -> HeaderMap {
    let mut passed = passed_on(sent);
    if let PassTarget::Endpoint(endpoint) = target {
        if endpoint.forward_headers {
            if let Some(name) = &endpoint.key_header {
                passed.remove(name.as_str());
            }
        } else {
            let about_body = [http::header::CONTENT_TYPE, http::header::ACCEPT];
            let kept = about_body
                .into_iter()
                .filter_map(|name| Some((name.clone(), passed.get(&name)?.clone())));
            passed = kept.collect();
        }
    }
    passed
}

/// Answers the paths of clients that append Gemini's operation to the base and name no model: the
/// one that the caller can mean is taken.
pub async fn gemini_without_model(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let operation = asked
        .parts
        .uri
        .path()
        .rsplit(':')
        .next()
        .unwrap_or_default()
        .to_owned();
    let caller = asked.by.caller();
    let Some(model) = app.gateway.only_model_of(caller, "gemini") else {
        return Err(Problem::new(
            400,
            Some("invalid_request_error"),
            Some("model"),
            "The request names no model. Give one in the path, as in /gemini/models/MODEL:generateContent, \
             or give the key exactly one Gemini model.",
        ));
    };
    let rest = format!("models/{model}:{operation}");
    answer(app, asked, PassTarget::Provider("gemini"), rest).await
}

async fn answer(
    app: Arc<App>,
    asked: Asked,
    target: PassTarget,
    rest: String,
) -> Result<Response, Problem> {
    if climbs(&rest) {
        return Err(Problem::detail(404, "Not Found"));
    }
    let call_id = asked.call_id.clone();
    let context = context("pass_through", &asked.parts, asked.call_id);
    let bytes = body::read(asked.body, app.request_bytes_max).await?;
    let said = bytes.clone();
    let (call_type, path_model, streams) = operation(&rest);
    let read = |bytes: &Bytes| {
        let model = path_model.as_deref();
        request(call_type, model, &asked.parts.headers, bytes)
    };
    let refused = |refusal: Refusal| {
        let problem = app.refuse(&refusal).header("x-litellm-response-cost", 0);
        if refused::has_none(&asked.parts) {
            let read = || {
                let context = extract::context("pass_through", &asked.parts, call_id.clone());
                (context, read(&said).ok())
            };
            let no = (&refusal, &problem);
            refused::call(&app, no, asked.by.caller(), call_type, read);
        }
        problem
    };
    let mut request = read(&bytes).map_err(refused)?;
    request.stream |= streams;
    let call = PassCall {
        own: OwnRequest {
            method: asked.parts.method.clone(),
            query: query(&target, asked.parts.uri.query()),
            headers: headers(&target, &asked.parts.headers),
            rest,
            body: bytes,
        },
        target,
        request,
    };
    let caller = asked.by.caller().clone();
    let answered = app.gateway.pass(caller, context, call).await;
    answered.map(response).map_err(refused)
}

/// Whether a path would leave the provider's root.
fn climbs(rest: &str) -> bool {
    let up = |segment: &str| matches!(percent_decoded(segment).as_str(), "." | "..");
    rest.split(['/', '\\']).any(up)
}

/// What a path asks for: the operation, the model and the wish to stream where the path tells them.
fn operation(rest: &str) -> (CallType, Option<String>, bool) {
    let named = |start: &str| {
        let (_, tail) = rest.split_once(start)?;
        Some(tail)
    };
    if let Some((model, operation)) = named("models/").and_then(gemini_operation) {
        let call_type = match operation {
            GeminiOperation::Generate | GeminiOperation::Stream => CallType::GenerateContent,
            GeminiOperation::Count => CallType::PassThrough,
        };
        return (call_type, Some(model), operation == GeminiOperation::Stream);
    }
    if let Some((model, way)) =
        named("publishers/anthropic/models/").and_then(|tail| tail.rsplit_once(':'))
    {
        let counts = model == "count-tokens";
        let call_type = match way {
            "rawPredict" | "streamRawPredict" if !counts => CallType::Messages,
            _ => CallType::PassThrough,
        };
        return (
            call_type,
            Some(percent_decoded(model)).filter(|_| !counts),
            way == "streamRawPredict",
        );
    }
    if let Some((model, _)) =
        named("publishers/google/models/").and_then(|tail| tail.rsplit_once(':'))
    {
        return (CallType::PassThrough, Some(percent_decoded(model)), false);
    }
    let first_segment = |tail: &str| percent_decoded(tail.split('/').next().unwrap_or_default());
    let model = named("deployments/")
        .or_else(|| named("model/"))
        .map(first_segment);
    let call_type = match rest {
        _ if rest.ends_with("chat/completions") => CallType::Chat,
        _ if rest.ends_with("/completions") || rest == "completions" => CallType::Completion,
        _ if rest.ends_with("embeddings") => CallType::Embedding,
        _ if rest.ends_with("responses") => CallType::Responses,
        _ if rest.ends_with("/messages") || rest == "messages" => CallType::Messages,
        _ if rest.ends_with("images/generations") => CallType::ImageGeneration,
        _ if rest.ends_with("images/edits") => CallType::ImageEdit,
        _ if rest.ends_with("images/variations") => CallType::ImageVariation,
        _ if rest.ends_with("audio/speech") => CallType::Speech,
        _ if rest.ends_with("audio/transcriptions") => CallType::Transcription,
        _ if rest.ends_with("audio/translations") => CallType::Translation,
        _ if rest.ends_with("moderations") => CallType::Moderation,
        _ if rest.ends_with("rerank") => CallType::Rerank,
        _ => CallType::PassThrough,
    };
    (call_type, model, rest.ends_with("converse-stream"))
}

/// What metering must know. A body that is neither a JSON object nor a form that is known tells it
/// nothing.
fn request(
    call_type: CallType,
    path_model: Option<&str>,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Request, Refusal> {
    let media = headers
        .get("content-type")
        .and_then(|value| value.to_str().ok());
    let form = media.filter(|media| call_type.is_media() && is_form(media));
    if let Some(form) = form.and_then(|media| Form::parse(body, media).ok()) {
        let mut request = Request::parse_to_count(call_type, path_model, form.object())?;
        request.form = Some(Arc::new(form));
        return Ok(request);
    }
    let json = media.is_none_or(|media| media.contains("json"));
    let object = if json && body.trim_ascii_start().starts_with(b"{") {
        body.clone()
    } else {
        Bytes::from_static(b"{}")
    };
    Ok(Request::parse_to_count(call_type, path_model, object)?)
}

/// The client's headers that go on; `x-pass-` gives a header that would stop here another way.
pub(super) fn passed_on(headers: &HeaderMap) -> HeaderMap {
    let mut passed = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let word = name.as_str();
        let stopped = STOPPED.contains(&word)
            || STOPPED_PREFIXES
                .iter()
                .any(|prefix| word.starts_with(prefix));
        if !stopped {
            passed.append(name.clone(), value.clone());
        }
    }
    for (name, value) in headers {
        let Some(inner) = name.as_str().strip_prefix("x-pass-") else {
            continue;
        };
        let stopped = STOPPED.contains(&inner) || inner.starts_with("x-amz-");
        if let (false, Ok(inner)) = (stopped, HeaderName::from_bytes(inner.as_bytes())) {
            passed.insert(inner, value.clone());
        }
    }
    passed
}

/// The query without the client's key, which is ours and not the provider's.
fn without_key(query: &str) -> String {
    let kept = query.split('&').filter(|pair| !pair.starts_with("key="));
    kept.collect::<Vec<_>>().join("&")
}

pub(super) fn response(answer: PassAnswer) -> Response {
    let mut response = Response::new(super::llm::stream_body(answer.body));
    *response.status_mut() =
        http::StatusCode::from_u16(answer.status).unwrap_or(http::StatusCode::BAD_GATEWAY);
    let headers = response.headers_mut();
    for (name, value) in &answer.headers {
        if !UNTOLD.contains(&name.as_str()) {
            headers.append(name.clone(), value.clone());
        }
    }
    if !headers.contains_key("cache-control") {
        headers.insert("cache-control", HeaderValue::from_static("no-cache"));
    }
    put(headers, "x-litellm-model-api-base", &answer.address);
    put(headers, APPLIED_GUARDRAILS, &answer.guardrails.join(","));
    pass_key_spend(headers, answer.key.is_some(), answer.key_spend);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_what_is_asked() {
        let gemini = Some("gemini-2.5-flash".to_owned());
        for (rest, told) in [
            ("v1/messages", (CallType::Messages, None, false)),
            ("chat/completions", (CallType::Chat, None, false)),
            ("v1/embeddings", (CallType::Embedding, None, false)),
            ("v1/files", (CallType::PassThrough, None, false)),
            ("v2/rerank", (CallType::Rerank, None, false)),
            (
                "models/gemini-2.5-flash:generateContent",
                (CallType::GenerateContent, gemini.clone(), false),
            ),
            (
                "v1beta/models/gemini-2.5-flash:streamGenerateContent",
                (CallType::GenerateContent, gemini, true),
            ),
            (
                "model/anthropic.claude%3A0/converse-stream",
                (
                    CallType::PassThrough,
                    Some("anthropic.claude:0".to_owned()),
                    true,
                ),
            ),
            (
                "openai/deployments/d/chat/completions",
                (CallType::Chat, Some("d".to_owned()), false),
            ),
        ] {
            assert_eq!(operation(rest), told, "{rest}");
        }
    }

    #[test]
    fn credentials_stop_here() {
        let headers: HeaderMap = [
            ("authorization", "Bearer sk-virtual"),
            ("x-api-key", "sk-virtual"),
            ("x-litellm-tags", "a"),
            ("anthropic-version", "2023-06-01"),
            ("x-pass-authorization", "Bearer mine"),
            ("x-pass-user-agent", "me"),
        ]
        .into_iter()
        .map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        })
        .collect();
        let passed = passed_on(&headers);
        let mut names: Vec<_> = passed.keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["anthropic-version", "user-agent"]);
        assert!(climbs("v1/%2e%2e/admin") && climbs("..") && climbs("v1/..\\x"));
        assert!(!climbs("v1/files/a..b"));
        assert_eq!(without_key("alt=sse&key=sk-virtual"), "alt=sse");
    }
}
