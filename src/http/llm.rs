//! The routes that spend money: chat completions, completions, embeddings, pictures, sound, ranks.

use super::error::{self, Problem};
use super::extract::{self, context};
use super::{App, Asked, body, count, headers, refused, responses};
use crate::domain::record::CallType;
use crate::gateway::admit::CallContext;
use crate::gateway::authenticate::Caller;
use crate::gateway::call::ORGANIZATION;
use crate::gateway::refusal::Refusal;
use crate::gateway::{Answer, AnswerBody, Cut};
use crate::wire::door::forward::forwardable;
use crate::wire::door::openai::{Rejection, Request};
use crate::wire::media::Form;
use crate::wire::media::form::is_form;
use crate::wire::seals::Keeper;
use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::Stream;
use futures_util::future::join_all;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::Instant;
use tokio::sync::mpsc;

/// Groups under which keys list these routes.
pub const GROUPS: &[&str] = &["llm_api_routes", "openai_routes"];

/// The operations of paths that name the model before them. Where one is the end of another, the longer
/// comes first.
const BY_PATH: &[(&str, CallType)] = &[
    ("/chat/completions", CallType::Chat),
    ("/completions", CallType::Completion),
    ("/embeddings", CallType::Embedding),
    ("/images/generations", CallType::ImageGeneration),
    ("/images/edits", CallType::ImageEdit),
    ("/images/variations", CallType::ImageVariation),
    ("/audio/speech", CallType::Speech),
    ("/audio/transcriptions", CallType::Transcription),
    ("/audio/translations", CallType::Translation),
];

/// Splits `{model}/chat/completions` as Azure's and the old engines' paths have it; the model may
/// hold slashes.
#[must_use]
pub fn model_and_operation(rest: &str) -> Option<(String, CallType, &'static str)> {
    BY_PATH.iter().find_map(|(route, call_type)| {
        let model = rest.strip_suffix(route).filter(|model| !model.is_empty())?;
        Some((percent_decoded(model), *call_type, *route))
    })
}

pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail
            .get(..2)
            .and_then(|pair| std::str::from_utf8(pair).ok());
        match hex
            .filter(|_| *first == b'%')
            .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What a Gemini path asks for, as `{model}:{operation}` has it; the model may hold slashes and colons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeminiOperation {
    /// `:generateContent`
    Generate,
    /// `:streamGenerateContent`
    Stream,
    /// `:countTokens`
    Count,
}

/// Splits the part of a Gemini path that follows `models/`.
#[must_use]
pub fn gemini_operation(rest: &str) -> Option<(String, GeminiOperation)> {
    let (model, operation) = rest.rsplit_once(':')?;
    let operation = match operation {
        "generateContent" => GeminiOperation::Generate,
        "streamGenerateContent" => GeminiOperation::Stream,
        "countTokens" => GeminiOperation::Count,
        _ => return None,
    };
    (!model.is_empty()).then(|| (percent_decoded(model), operation))
}

/// Answers a call in Gemini's own form, whose model and operation stand in the path.
pub async fn gemini(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let path = asked.parts.uri.path();
    let rest = path.split_once("/models/").map(|(_, rest)| rest);
    let Some((model, operation)) = rest.and_then(gemini_operation) else {
        return Err(super::unserved::problem(&asked.parts.method, path, false));
    };
    match operation {
        GeminiOperation::Count => count::gemini(app, asked, model).await,
        GeminiOperation::Generate | GeminiOperation::Stream => {
            let route = "generate_content";
            let given = Given {
                model: Some(model),
                stream: Some(operation == GeminiOperation::Stream),
            };
            call(app, asked, CallType::GenerateContent, route, given).await
        }
    }
}

/// What the path says about a call, which counts before the body.
#[derive(Debug, Default)]
pub struct Given {
    /// The model.
    pub model: Option<String>,
    /// Whether the answer is streamed.
    pub stream: Option<bool>,
}

/// Answers one call whose model and operation stand in the path.
pub async fn call_by_path(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let path = asked.parts.uri.path();
    let rest = path
        .strip_prefix("/engines/")
        .or_else(|| path.strip_prefix("/openai/deployments/"));
    let Some((model, call_type, route)) = rest.and_then(model_and_operation) else {
        return Err(super::unserved::problem(&asked.parts.method, path, false));
    };
    let given = Given {
        model: Some(model),
        stream: None,
    };
    call(app, asked, call_type, route, given).await
}

/// Answers one call.
pub async fn call(
    app: Arc<App>,
    asked: Asked,
    call_type: CallType,
    route: &'static str,
    given: Given,
) -> Result<Response, Problem> {
    let call_id = asked.call_id.clone();
    let context = context(route, &asked.parts, asked.call_id);
    let mut own_headers = own_headers(&asked.parts.headers);
    if app.gateway.catalog().policy.forwards_organization {
        let named = asked.parts.headers.get(ORGANIZATION);
        let named = named.and_then(|value| value.to_str().ok());
        own_headers.extend(named.map(|named| (ORGANIZATION, named.to_owned())));
    }
    let forwarded = forwarded(&app, &asked.parts.headers);
    let shared_age = shared_age_ms(&asked.parts.headers);
    let content_type = asked.parts.headers.get(CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or_default().to_owned();
    let uploads = takes_form(call_type) && is_form(&content_type);
    let bytes = if uploads {
        body::read_upload(asked.body, app.request_bytes_max).await?
    } else {
        body::read(asked.body, app.request_bytes_max).await?
    };
    // An upload is read once, since it may be large; what else was asked is read again for a refusal.
    let said = if uploads { Bytes::new() } else { bytes.clone() };
    let answered = async {
        let model = given.model.as_deref();
        let mut request = if uploads {
            let form = Form::parse(&bytes, &content_type)?;
            drop(bytes);
            Request::parse_form(call_type, route, model, form)?
        } else {
            refuse_json(call_type, route, &content_type)?;
            Request::parse(call_type, route, model, bytes)?
        };
        if call_type == CallType::Moderation && request.model.is_none() {
            request.model = Some(app.gateway.moderation_model());
        }
        request.stream = given.stream.unwrap_or(request.stream);
        request.headers = own_headers;
        request.forwarded = forwarded;
        request.keeper = Some(keeper(&app, asked.by.caller()));
        let ttl = &mut request.controls.cache.ttl_ms;
        *ttl = ttl.or(shared_age);
        answer(
            &app,
            asked.by.caller().clone(),
            context,
            request,
            asked.arrived,
        )
        .await
    };
    answered.await.map_err(|refusal: Refusal| {
        let problem = app.refuse(&refusal).header("x-litellm-response-cost", 0);
        if refused::has_none(&asked.parts) {
            let read = || {
                let context = extract::context(route, &asked.parts, call_id);
                let model = given.model.as_deref();
                (context, Request::parse(call_type, route, model, said).ok())
            };
            let no = (&refusal, &problem);
            refused::call(&app, no, asked.by.caller(), call_type, read);
        }
        match &refusal {
            Refusal::Upstream {
                group, tries, wait, ..
            } => {
                let problem = problem
                    .header("x-litellm-timeout", format!("{:?}", wait.as_secs_f64()))
                    .header("x-litellm-model-group", group)
                    .header("x-litellm-attempted-retries", tries.retries)
                    .header("x-litellm-attempted-fallbacks", tries.fallbacks);
                match tries.retries_max {
                    Some(most) => problem.header("x-litellm-max-retries", most),
                    None => problem,
                }
            }
            _ => problem,
        }
    })
}

/// The way to the thoughts that are kept for a caller.
fn keeper(app: &App, caller: &Caller) -> Keeper {
    let owner = caller
        .key()
        .map_or_else(|| "".into(), |entry| entry.id.clone());
    Keeper {
        seals: app.seals.clone(),
        owner,
    }
}

/// Operations whose files come in a form.
fn takes_form(call_type: CallType) -> bool {
    matches!(
        call_type,
        CallType::ImageEdit
            | CallType::ImageVariation
            | CallType::Transcription
            | CallType::Translation
    )
}

/// Refuses what should have been a form. Pictures to edit may be named in JSON.
fn refuse_json(
    call_type: CallType,
    route: &'static str,
    content_type: &str,
) -> Result<(), Rejection> {
    if !takes_form(call_type) || call_type == CallType::ImageEdit && content_type.contains("json") {
        return Ok(());
    }
    let field = if call_type == CallType::ImageVariation {
        "image"
    } else {
        "file"
    };
    Err(Rejection {
        status: 400,
        error_type: "invalid_request_error",
        param: Some(field),
        message: format!(
            "{route}: send the request as multipart/form-data, with the file in its field '{field}'."
        ),
    })
}

/// How long the answer is good, in milliseconds, where `Cache-Control: s-maxage` says so.
fn shared_age_ms(headers: &http::HeaderMap) -> Option<i64> {
    let said = headers.get(CACHE_CONTROL)?.to_str().ok()?;
    let seconds = said.split(',').find_map(|directive| {
        let (name, value) = directive.split_once('=')?;
        (name.trim().eq_ignore_ascii_case("s-maxage")).then(|| value.trim().parse::<i64>().ok())?
    })?;
    Some(seconds.saturating_mul(1_000))
}

/// Headers that may go on to providers, where the operator has any go on.
fn forwarded(app: &App, headers: &http::HeaderMap) -> Option<Arc<http::HeaderMap>> {
    let goes_on = app.gateway.catalog().policy.routing.forwarded.is_on();
    goes_on.then(|| Arc::new(forwardable(headers, app.key_header.as_ref())))
}

/// Headers that belong to the body in the client's dialect.
fn own_headers(headers: &http::HeaderMap) -> Vec<(&'static str, String)> {
    let value = |name: &'static str| {
        let value = headers.get(name)?.to_str().ok()?;
        Some((name, value.to_owned()))
    };
    ["anthropic-version", "anthropic-beta"]
        .into_iter()
        .filter_map(value)
        .collect()
}

async fn answer(
    app: &Arc<App>,
    caller: Caller,
    context: CallContext,
    request: Request,
    arrived: Instant,
) -> Result<Response, Refusal> {
    if let Some(models) = several_models(app, &request) {
        return batch(app, &caller, &context, &request, models).await;
    }
    if request.call_type != CallType::Responses {
        let answer = app.gateway.call(caller, context, request).await?;
        return Ok(response(answer, arrived));
    }
    let request = responses::resolve(app, &caller, request).await?;
    let call = app.gateway.call(caller.clone(), context, request.clone());
    let answer = responses::kept(app, &caller, &request, call.await?).await;
    Ok(response(answer, arrived))
}

/// `"model": "a,b"` asks several models at once, unless that is the name of one.
fn several_models(app: &App, request: &Request) -> Option<Vec<String>> {
    let model = request
        .model
        .as_deref()
        .filter(|model| model.contains(',') && !request.stream && !request.call_type.is_media())?;
    if app.gateway.catalog().find(model).is_some() {
        return None;
    }
    Some(
        model
            .split(',')
            .map(|model| model.trim().to_owned())
            .collect(),
    )
}

/// Calls each model and answers with a JSON array, or with the first one that succeeds when the
/// client asks for `fastest_response`. Each is a call of its own, with its own row.
async fn batch(
    app: &Arc<App>,
    caller: &Caller,
    context: &CallContext,
    request: &Request,
    models: Vec<String>,
) -> Result<Response, Refusal> {
    let names = models.clone();
    let calls = models.into_iter().map(|model| {
        let request = Request {
            model: Some(model),
            ..request.clone()
        };
        Box::pin(app.gateway.call(caller.clone(), context.clone(), request))
    });
    if request.object.read("fastest_response").unwrap_or(false) {
        let (first, _others) = futures_util::future::select_ok(calls).await?;
        return Ok(response(first, Instant::now()));
    }
    let mut array = Vec::from(*b"[");
    let answers = join_all(calls).await.into_iter();
    for (index, (answer, model)) in answers.zip(names).enumerate() {
        if index > 0 {
            array.push(b',');
        }
        match answer {
            Ok(Answer {
                body: AnswerBody::Whole(body),
                ..
            }) => array.extend_from_slice(&body),
            Ok(_) => array.extend_from_slice(b"null"),
            Err(refusal) => {
                let problem = error::refusal(&refusal, app.statuses, app.gateway.now());
                let read = || {
                    let mut request = request.clone();
                    request.model = Some(model);
                    (context.clone(), Some(request))
                };
                let no = (&refusal, &problem);
                refused::call(app, no, caller, request.call_type, read);
                array.extend_from_slice(problem.body.to_string().as_bytes());
            }
        }
    }
    array.push(b']');
    Ok(json(Bytes::from(array)))
}

fn json(body: Bytes) -> Response {
    let mut response = Response::new(Body::from(body));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn response(answer: Answer, arrived: Instant) -> Response {
    let Answer { mut meta, body } = answer;
    let media_type = meta.content_type.take();
    let mut response = match body {
        AnswerBody::Whole(body) => {
            let mut response = json(body);
            if let Some(media_type) = media_type {
                response.headers_mut().insert(CONTENT_TYPE, media_type);
            }
            response
        }
        AnswerBody::Raw(chunks, cut) => {
            let cut = Some(cut);
            let mut response = Response::new(Body::from_stream(Chunks { chunks, cut }));
            let media_type =
                media_type.unwrap_or(HeaderValue::from_static("application/octet-stream"));
            response.headers_mut().insert(CONTENT_TYPE, media_type);
            response
        }
        AnswerBody::Stream(chunks) => {
            let mut response = Response::new(stream_body(chunks));
            let headers = response.headers_mut();
            headers.insert(
                CONTENT_TYPE,
                HeaderValue::from_static("text/event-stream; charset=utf-8"),
            );
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
            response
        }
    };
    headers::describe(response.headers_mut(), &meta, arrived.elapsed());
    response
}

/// Chunks as a body.
pub(super) fn stream_body(chunks: mpsc::Receiver<Bytes>) -> Body {
    Body::from_stream(Chunks { chunks, cut: None })
}

/// The chunks of a stream as a body. One that was cut ends with an error, so that the client's
/// connection breaks off too.
struct Chunks {
    chunks: mpsc::Receiver<Bytes>,
    cut: Option<Cut>,
}

impl Stream for Chunks {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = std::task::ready!(self.chunks.poll_recv(cx));
        if chunk.is_none()
            && self
                .cut
                .take()
                .is_some_and(|cut| cut.load(Ordering::Acquire))
        {
            return Poll::Ready(Some(Err(std::io::ErrorKind::UnexpectedEof.into())));
        }
        Poll::Ready(chunk.map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_in_paths_may_hold_slashes() {
        let split = |rest| model_and_operation(rest).map(|(model, _, route)| (model, route));
        assert_eq!(
            split("gpt-4o/chat/completions"),
            Some(("gpt-4o".to_owned(), "/chat/completions"))
        );
        assert_eq!(
            split("openai%2Fgpt-4o/completions"),
            Some(("openai/gpt-4o".to_owned(), "/completions"))
        );
        assert_eq!(
            split("a/b/embeddings"),
            Some(("a/b".to_owned(), "/embeddings"))
        );
        assert_eq!(
            split("chat/completions"),
            Some(("chat".to_owned(), "/completions"))
        );
        assert_eq!(
            split("a/b/images/generations"),
            Some(("a/b".to_owned(), "/images/generations"))
        );
        assert_eq!(split("x/images"), None);
    }

    #[test]
    fn gemini_paths_name_model_and_operation() {
        let generate = Some(("openai/gpt:x".to_owned(), GeminiOperation::Generate));
        assert_eq!(gemini_operation("openai%2Fgpt:x:generateContent"), generate);
        assert_eq!(
            gemini_operation("m:countTokens").map(|(_, operation)| operation),
            Some(GeminiOperation::Count)
        );
        assert_eq!(gemini_operation("m:embedContent"), None);
        assert_eq!(gemini_operation(":generateContent"), None);
    }
}
