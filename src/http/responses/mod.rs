//! Responses that clients come back to: where they are kept, whose they are, and what continues them.
//!
//! What a provider keeps stays there; its id is wrapped so that it leads back to the deployment and is
//! good for its owner alone. What comes from a provider without such a store is kept here, sealed.

mod keep;

pub(super) use keep::kept;
use keep::{Wrapping, load};

use super::App;
use super::error::Problem;
use super::manage::answer as json_answer;
use super::{Asked, count, extract, pass};
use crate::domain::provider::Dialect;
use crate::domain::record::CallType;
use crate::gateway::authenticate::Caller;
use crate::gateway::catalog::Served;
use crate::gateway::pass::{PassCall, PassTarget};
use crate::gateway::refusal::Refusal;
use crate::upstream::OwnRequest;
use crate::wire::door::openai::{Rejection, Request};
use crate::wire::json::ObjectWriter;
use crate::wire::response_id::Kept;
use axum::response::Response;
use bytes::Bytes;
use http::Method;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::sync::Arc;

/// The longest answer of a provider about one response, in bytes.
const ANSWER_BYTES_MAX: usize = 64 << 20;

/// Whose a caller's responses are: the team's, else the user's, else the key's own.
pub(super) fn owner(caller: &Caller) -> String {
    let Some(entry) = caller.key() else {
        return "master".to_owned();
    };
    match (&entry.key.team_id, &entry.key.user_id) {
        (Some(team), _) => format!("team:{team}"),
        (None, Some(user)) => format!("user:{user}"),
        (None, None) => format!("key:{}", entry.id),
    }
}

/// Whether the provider itself keeps responses.
fn keeps(served: &Served) -> bool {
    let provider = served.deployment.provider;
    matches!(provider.dialect, Dialect::OpenAi | Dialect::Azure) && served.deployment.responds()
}

fn unknown_previous(id: &str) -> Refusal {
    Refusal::Rejected(Rejection {
        status: 400,
        error_type: "previous_response_not_found",
        param: Some("previous_response_id"),
        message: format!(
            "Previous response with id '{id}' not found. It may have been made with another key, or be older than its keeping."
        ),
    })
}

/// Makes a request that continues an answer into one that its provider understands.
pub(super) async fn resolve(
    app: &App,
    caller: &Caller,
    mut request: Request,
) -> Result<Request, Refusal> {
    let Some(previous) = crate::wire::door::responses::previous_id(&request.object) else {
        return Ok(request);
    };
    if let Some(kept) = app.response_ids.unwrap(&previous) {
        if caller.key().is_some() && !app.response_ids.is_of(&previous, &owner(caller)) {
            return Err(unknown_previous(&previous));
        }
        let mut out = ObjectWriter::with_capacity(request.object.text().len());
        for (name, value) in request
            .object
            .iter()
            .filter(|(name, _)| *name != "previous_response_id")
        {
            out.raw(name, value);
        }
        out.string("previous_response_id", &kept.id);
        request = again(request, out.finish())?;
        request.deployment = Some(kept.deployment.into());
        return Ok(request);
    }
    let stored = load(app, caller, &previous)
        .await
        .map_err(|_| Refusal::Internal)?;
    let Some(stored) = stored else {
        return Err(unknown_previous(&previous));
    };
    let mut input = stored["input"].as_array().cloned().unwrap_or_default();
    input.extend(
        stored["response"]["output"]
            .as_array()
            .cloned()
            .unwrap_or_default(),
    );
    input.extend(items(request.object.read::<Value>("input")));
    let mut out = ObjectWriter::with_capacity(request.object.text().len());
    for (name, value) in request
        .object
        .iter()
        .filter(|(name, _)| !matches!(*name, "previous_response_id" | "input"))
    {
        out.raw(name, value);
    }
    out.raw("input", &Value::Array(input).to_string());
    again(request, out.finish())
}

/// The same request with another body.
fn again(request: Request, body: Bytes) -> Result<Request, Refusal> {
    let said = Request::parse(CallType::Responses, "/responses", None, body)?;
    Ok(Request {
        headers: request.headers,
        stream: request.stream,
        ..said
    })
}

/// `input` as a list of items.
fn items(input: Option<Value>) -> Vec<Value> {
    match input {
        Some(Value::String(text)) => vec![
            json!({ "type": "message", "role": "user", "content": [{ "type": "input_text", "text": text }] }),
        ],
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

/// What is asked about one response, by the end of the path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Whole,
    Items,
    Cancel,
}

/// Answers `/v1/responses/{id}` and what stands below it.
pub async fn one(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let path = asked.parts.uri.path().to_owned();
    let rest = path.split_once("/responses/").map_or("", |(_, rest)| rest);
    let (id, end) = rest.split_once('/').unwrap_or((rest, ""));
    let id = super::llm::percent_decoded(id);
    let method = asked.parts.method.clone();
    let wanted = match (method.as_str(), end) {
        ("GET" | "DELETE", "") => Wanted::Whole,
        ("GET", "input_items") => Wanted::Items,
        ("POST", "cancel") => Wanted::Cancel,
        ("POST", "") if id == "input_tokens" => return count::responses(app, asked).await,
        _ => return Err(super::unserved::problem(&method, &path, false)),
    };
    let query = super::manage::query(&asked);
    if let Some(kept) = app.response_ids.unwrap(&id) {
        let own = app.response_ids.is_of(&id, &owner(asked.by.caller()));
        if asked.by.caller().key().is_some() && !own {
            return Err(not_found(&id));
        }
        return elsewhere(app, asked, kept, end.to_owned()).await;
    }
    let Some(stored) = load(&app, asked.by.caller(), &id).await? else {
        return Err(not_found(&id));
    };
    match wanted {
        Wanted::Cancel => Err(Problem::new(
            400,
            Some("invalid_request_error"),
            None,
            "Only responses that were made with 'background' can be cancelled, and this one is complete.",
        )),
        Wanted::Items => Ok(json_answer(&page(&stored["input"], &query)?)),
        Wanted::Whole if method == Method::DELETE => {
            app.store
                .delete_response(&id)
                .await
                .map_err(crate::admin::AdminError::from)?;
            Ok(json_answer(
                &json!({ "id": id, "object": "response", "deleted": true }),
            ))
        }
        Wanted::Whole => Ok(json_answer(&stored["response"])),
    }
}

fn not_found(id: &str) -> Problem {
    Problem::new(
        404,
        Some("invalid_request_error"),
        None,
        format!("Response with id '{id}' not found."),
    )
}

/// A page of the items that a response was made of, newest first unless asked otherwise.
fn page(input: &Value, query: &HashMap<String, String>) -> Result<Value, Problem> {
    let wrong =
        |message: &str| Problem::new(400, Some("invalid_request_error"), Some("limit"), message);
    let limit: usize = query
        .get("limit")
        .map_or(Ok(20), |text| text.parse())
        .map_err(|_| wrong("limit must be a number from 1 to 100."))?;
    if !(1..=100).contains(&limit) {
        return Err(wrong("limit must be a number from 1 to 100."));
    }
    let mut items: Vec<Value> = input
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
        .map(|(index, item)| with_id(index, item))
        .collect();
    if query.get("order").is_none_or(|order| order != "asc") {
        items.reverse();
    }
    if let Some(after) = query.get("after") {
        let place = items.iter().position(|item| item["id"] == after.as_str());
        items.drain(..place.map_or(0, |place| place + 1));
    }
    let has_more = items.len() > limit;
    items.truncate(limit);
    let end = |item: Option<&Value>| item.map(|item| item["id"].clone()).unwrap_or_default();
    let (first, last) = (end(items.first()), end(items.last()));
    Ok(
        json!({ "object": "list", "data": items, "first_id": first, "last_id": last, "has_more": has_more }),
    )
}

/// An item with an id, and content as a list.
fn with_id(index: usize, item: &Value) -> Value {
    let mut item = item.as_object().cloned().unwrap_or_else(Map::new);
    item.entry("id")
        .or_insert_with(|| json!(format!("item_{index}")));
    item.entry("type").or_insert_with(|| json!("message"));
    if let Some(Value::String(text)) = item.get("content") {
        let kind = if item.get("role") == Some(&json!("assistant")) {
            "output_text"
        } else {
            "input_text"
        };
        let content = json!([{ "type": kind, "text": text }]);
        item.insert("content".to_owned(), content);
    }
    Value::Object(item)
}

/// Asks the provider that keeps a response.
async fn elsewhere(
    app: Arc<App>,
    asked: Asked,
    kept: Kept,
    end: String,
) -> Result<Response, Problem> {
    let Some(served) = app.gateway.catalog().served(&kept.deployment) else {
        return Err(Problem::new(
            404,
            Some("invalid_request_error"),
            None,
            "The deployment that keeps this response is gone.",
        ));
    };
    let query = asked.parts.uri.query().unwrap_or_default();
    if query.split('&').any(|pair| pair == "stream=true") {
        return Err(Problem::new(
            501,
            Some("not_implemented_error"),
            Some("stream"),
            "A response cannot be streamed again by this version. Leave out 'stream' and ask until its status is final.",
        ));
    }
    let caller = asked.by.caller().clone();
    let Asked { parts, call_id, .. } = asked;
    let sent = (&parts, &call_id);
    let said = told(&app, sent, &caller, &served, (&kept, &end), None).await?;
    let said = if is_due(&app, &kept, &said).await? {
        // Made in the background, and now complete: this reading pays for it.
        told(&app, sent, &caller, &served, (&kept, &end), Some(&kept.id)).await?
    } else {
        said
    };
    let mut wrapping = Wrapping::of(app.clone(), owner(&caller), served, &kept.id);
    let body = wrapping.chunk(said.1);
    let mut response = Response::new(axum::body::Body::from(body));
    *response.status_mut() =
        http::StatusCode::from_u16(said.0).unwrap_or(http::StatusCode::BAD_GATEWAY);
    let json = http::header::HeaderValue::from_static("application/json");
    response
        .headers_mut()
        .insert(http::header::CONTENT_TYPE, json);
    Ok(response)
}

/// Whether an answer is one made in the background that is complete and not yet paid for.
async fn is_due(app: &App, kept: &Kept, said: &(u16, Bytes)) -> Result<bool, Problem> {
    let Ok(response) = serde_json::from_slice::<Value>(&said.1) else {
        return Ok(false);
    };
    let complete = response["background"] == true
        && response["usage"]["total_tokens"]
            .as_u64()
            .is_some_and(|total| total > 0);
    if said.0 != 200 || !complete {
        return Ok(false);
    }
    let billed = app
        .store
        .is_response_billed(&kept.id)
        .await
        .map_err(crate::admin::AdminError::from)?;
    Ok(!billed)
}

/// What the provider says about a response: status and body.
async fn told(
    app: &Arc<App>,
    (parts, call_id): (&http::request::Parts, &Arc<str>),
    caller: &Caller,
    served: &Arc<Served>,
    (kept, end): (&Kept, &str),
    bill: Option<&str>,
) -> Result<(u16, Bytes), Problem> {
    let rest = if end.is_empty() {
        format!("responses/{}", kept.id)
    } else {
        format!("responses/{}/{end}", kept.id)
    };
    let context = extract::context("/responses", parts, call_id.clone());
    let refused = |refusal: Refusal| app.refuse(&refusal);
    let request = Request::parse_to_count(CallType::Responses, None, Bytes::from_static(b"{}"));
    let call = PassCall {
        target: PassTarget::Kept {
            served: served.clone(),
            bill: bill.is_some(),
            spends: false,
        },
        own: OwnRequest {
            method: if bill.is_some() {
                Method::GET
            } else {
                parts.method.clone()
            },
            rest: if bill.is_some() {
                format!("responses/{}", kept.id)
            } else {
                rest
            },
            query: parts.uri.query().map(str::to_owned),
            headers: pass::passed_on(&parts.headers),
            body: Bytes::new(),
        },
        request: request.map_err(Refusal::from).map_err(refused)?,
    };
    let mut answer = app
        .gateway
        .pass(caller.clone(), context, call)
        .await
        .map_err(refused)?;
    let mut body = Vec::new();
    while let Some(chunk) = answer.body.recv().await {
        if body.len() + chunk.len() > ANSWER_BYTES_MAX {
            return Err(Problem::new(
                502,
                Some("upstream_invalid_response"),
                None,
                "The provider's answer about this response is too long.",
            ));
        }
        body.extend_from_slice(&chunk);
    }
    Ok((answer.status, Bytes::from(body)))
}
