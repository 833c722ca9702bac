//! Files and batches at providers that speak as OpenAI does.
//!
//! Their ids lead back to the deployment that has them and prove whose they are, as those of responses
//! do. A list shows what its caller made, never what else the account holds.
//!
//! Shapes: OpenAI API reference, "Files" and "Batch".

pub mod batches;
mod lines;

use super::error::Problem;
use super::manage::{answer as json_answer, query};
use super::pass::passed_on;
use super::responses::owner;
use super::{App, Asked, body, extract};
use crate::admin::AdminError;
use crate::domain::provider::Dialect;
use crate::domain::record::{CallType, MASTER_KEY_ID};
use crate::gateway::authenticate::Caller;
use crate::gateway::catalog::Served;
use crate::gateway::pass::{PassAnswer, PassCall, PassTarget};
use crate::gateway::refusal::Refusal;
use crate::store::KeptObject;
use crate::upstream::OwnRequest;
use crate::wire::door::openai::Request;
use crate::wire::media::Form;
use crate::wire::response_id::{BATCH, FILE, Kept};
use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::request::Parts;
use http::{HeaderMap, Method};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;

/// The longest answer about a file or a batch that is read, in bytes; contents flow.
const TOLD_BYTES_MAX: usize = 1 << 20;

/// Somebody at work: who asks, with what, for what.
struct Work {
    app: Arc<App>,
    caller: Caller,
    parts: Parts,
    call_id: Arc<str>,
}

impl Work {
    fn of(app: Arc<App>, asked: Asked) -> (Self, Body) {
        let Asked {
            by,
            parts,
            body,
            call_id,
            ..
        } = asked;
        (
            Self {
                app,
                caller: by.caller().clone(),
                parts,
                call_id,
            },
            body,
        )
    }

    fn owner(&self) -> String {
        owner(&self.caller)
    }

    /// Sends a request to who keeps a thing.
    async fn send(
        &self,
        served: &Arc<Served>,
        method: Method,
        rest: &str,
        headers: HeaderMap,
        body: Bytes,
        spends: bool,
    ) -> Result<PassAnswer, Problem> {
        let context = extract::context("/files", &self.parts, self.call_id.clone());
        let call = self.call(served, method, rest, headers, body, spends)?;
        let gateway = &self.app.gateway;
        let passed = gateway.pass(self.caller.clone(), context, call).await;
        passed.map_err(|refusal| self.app.refuse(&refusal))
    }

    /// Reads what who keeps a thing tells of it, for our own books: no guardrail withholds that.
    async fn read(
        &self,
        served: &Arc<Served>,
        rest: &str,
        headers: HeaderMap,
    ) -> Result<PassAnswer, Problem> {
        let context = extract::context("/files", &self.parts, self.call_id.clone());
        let call = self.call(served, Method::GET, rest, headers, Bytes::new(), false)?;
        let gateway = &self.app.gateway;
        let passed = gateway.read_kept(self.caller.clone(), context, call).await;
        passed.map_err(|refusal| self.app.refuse(&refusal))
    }

    fn call(
        &self,
        served: &Arc<Served>,
        method: Method,
        rest: &str,
        headers: HeaderMap,
        body: Bytes,
        spends: bool,
    ) -> Result<PassCall, Problem> {
        let refused = |refusal: Refusal| self.app.refuse(&refusal);
        let request =
            Request::parse_to_count(CallType::PassThrough, None, Bytes::from_static(b"{}"));
        Ok(PassCall {
            target: PassTarget::Kept {
                served: served.clone(),
                bill: false,
                spends,
            },
            own: OwnRequest {
                method,
                rest: rest.to_owned(),
                query: None,
                headers,
                body,
            },
            request: request.map_err(Refusal::from).map_err(refused)?,
        })
    }

    /// What a provider tells as JSON, or its no in its own words.
    async fn told(
        &self,
        served: &Arc<Served>,
        method: Method,
        rest: &str,
        headers: HeaderMap,
        body: Bytes,
        spends: bool,
    ) -> Result<Value, Problem> {
        let mut answer = self
            .send(served, method, rest, headers, body, spends)
            .await?;
        let body = whole(&mut answer, TOLD_BYTES_MAX).await?;
        let told: Value = serde_json::from_slice(&body).unwrap_or_default();
        if (200..300).contains(&answer.status) && told.is_object() {
            return Ok(told);
        }
        let message = told["error"]["message"]
            .as_str()
            .unwrap_or("The provider could not do it.");
        let status = if (400..600).contains(&answer.status) {
            answer.status
        } else {
            502
        };
        Err(Problem::new(
            status,
            told["error"]["type"].as_str(),
            told["error"]["param"].as_str(),
            message,
        ))
    }

    /// The id that the client is told.
    fn wrap(&self, prefix: &str, served: &Served, id: &str) -> String {
        let kept = Kept {
            provider: served.deployment.provider.name.to_owned(),
            deployment: served.deployment.id.to_string(),
            id: id.to_owned(),
        };
        self.app.response_ids.wrap_as(prefix, &kept, &self.owner())
    }

    /// Who has a thing, and its id there; what is not the caller's is not there.
    fn find(&self, prefix: &str, id: &str) -> Result<(Arc<Served>, Kept), Problem> {
        let ids = &self.app.response_ids;
        let kept = ids
            .unwrap_as(prefix, id)
            .filter(|_| self.caller.key().is_none() || ids.is_of_as(prefix, id, &self.owner()));
        let kept = kept.ok_or_else(|| {
            Problem::new(
                404,
                Some("invalid_request_error"),
                Some("id"),
                format!("No such object: {id}"),
            )
        })?;
        let served = self
            .app
            .gateway
            .catalog()
            .served(&kept.deployment)
            .or_else(|| {
                let open = self
                    .app
                    .gateway
                    .catalog()
                    .pass_through(&kept.provider, None)?;
                (*open.deployment.id == *kept.deployment).then_some(open)
            });
        let served = served.ok_or_else(|| {
            Problem::new(
                404,
                Some("invalid_request_error"),
                Some("id"),
                "The deployment that has it is gone.",
            )
        })?;
        Ok((served, kept))
    }

    /// Notes what was told of a thing, under its own id.
    async fn note(&self, kind: &str, told: &Value) -> Result<(), Problem> {
        let object = KeptObject {
            id: told["id"].as_str().unwrap_or_default().to_owned(),
            kind: kind.to_owned(),
            owner: self.owner(),
            key_id: self
                .caller
                .key()
                .map_or_else(|| MASTER_KEY_ID.to_owned(), |entry| entry.id.to_string()),
            told: told.to_string(),
            created_at: self.app.gateway.now(),
        };
        Ok(self
            .app
            .store
            .put_kept(&object)
            .await
            .map_err(AdminError::from)?)
    }
}

async fn whole(answer: &mut PassAnswer, most: usize) -> Result<Bytes, Problem> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.body.recv().await {
        if body.len() + chunk.len() > most {
            return Err(Problem::new(
                502,
                Some("upstream_invalid_response"),
                None,
                "The provider's answer is too long.",
            ));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Bytes::from(body))
}

/// Whom files go to: the deployment of a named model, else a named provider, else OpenAI.
fn chosen(
    work: &Work,
    model: Option<&str>,
    provider: Option<&str>,
) -> Result<Arc<Served>, Problem> {
    let catalog = work.app.gateway.catalog();
    let bad = |param: &'static str, message: String| {
        Problem::new(400, Some("invalid_request_error"), Some(param), message)
    };
    let found = match model {
        Some(model) => {
            work.app
                .gateway
                .may_call(&work.caller, model)
                .map_err(|refusal| work.app.refuse(&refusal))?;
            let found = catalog
                .find(model)
                .and_then(|found| found.served.first().cloned());
            found.ok_or_else(|| bad("model", format!("There is no model '{model}'.")))?
        }
        None => {
            let provider = provider.unwrap_or("openai");
            catalog.pass_through(provider, None).ok_or_else(|| {
                bad(
                    "custom_llm_provider",
                    format!("There is no provider '{provider}'."),
                )
            })?
        }
    };
    match found.deployment.provider.dialect {
        Dialect::OpenAi | Dialect::Azure => Ok(found),
        _ => Err(Problem::new(
            501,
            Some("not_implemented_error"),
            Some("custom_llm_provider"),
            format!(
                "Files and batches of {} are not served by this version; its own paths may reach them.",
                found.deployment.provider.name
            ),
        )),
    }
}

fn provider_named(work: &Work, form: Option<&Form>) -> Option<String> {
    let header = work
        .parts
        .headers
        .get("custom-llm-provider")
        .and_then(|value| value.to_str().ok());
    let query = work
        .parts
        .uri
        .query()
        .unwrap_or_default()
        .split('&')
        .find_map(|pair| pair.strip_prefix("custom_llm_provider="));
    let field = form.and_then(|form| form.text("custom_llm_provider"));
    header.or(query).or(field).map(str::to_owned)
}

/// `POST /v1/files`: uploads a file.
pub async fn upload(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let most = app.request_bytes_max;
    let (work, body) = Work::of(app, asked);
    let media = work
        .parts
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let bytes = body::read_upload(body, most).await?;
    let refused = |rejection| work.app.refuse(&Refusal::Rejected(rejection));
    let form = Form::parse(&bytes, &media).map_err(refused)?;
    drop(bytes);
    let file = form.files("file").next().cloned().ok_or_else(|| {
        Problem::new(
            400,
            Some("invalid_request_error"),
            Some("file"),
            "The form needs a file in its field 'file'.",
        )
    })?;
    let purpose = form.text("purpose").unwrap_or_default().to_owned();
    let lines = if purpose == "batch" {
        lines::models(&file)?
    } else {
        Vec::new()
    };
    let named = form
        .text("model")
        .or_else(|| form.text("target_model_names"))
        .and_then(|names| names.split(',').next())
        .map(str::trim)
        .map(str::to_owned);
    let declared = lines
        .first()
        .filter(|model| work.app.gateway.catalog().find(model).is_some())
        .cloned();
    let provider = provider_named(&work, Some(&form));
    let model = named.or(if provider.is_none() { declared } else { None });
    let served = chosen(&work, model.as_deref(), provider.as_deref())?;
    for model in &lines {
        work.app
            .gateway
            .may_ask(&work.caller, &served, model)
            .map_err(|refusal| work.app.refuse(&refusal))?;
    }
    let file = if lines.is_empty() {
        file
    } else {
        let context = extract::context("/files", &work.parts, work.call_id.clone());
        let looked = work.app.gateway.guard_lines(&work.caller, &context, file);
        let file = looked.await.map_err(|(line, refusal)| {
            let problem = work.app.refuse(&refusal);
            problem.prefixed(&format!("Line {line} of the batch: "))
        })?;
        lines::renamed(&file, |model| upstream_name(&work, &served, model))?
    };
    let (media, body) = form.with_file(
        "file",
        &file,
        &["model", "target_model_names", "custom_llm_provider"],
    );
    let mut headers = passed_on(&work.parts.headers);
    if let Ok(media) = HeaderValue::from_str(&media) {
        headers.insert(CONTENT_TYPE, media);
    }
    let mut told = work
        .told(
            &served,
            Method::POST,
            "files",
            headers,
            body,
            purpose == "batch",
        )
        .await?;
    let id = told["id"].as_str().unwrap_or_default().to_owned();
    told["id"] = json!(work.wrap(FILE, &served, &id));
    work.note("file", &told).await?;
    Ok(json_answer(&told))
}

/// The name of a batch's model at the deployment that gets the batch.
fn upstream_name(work: &Work, served: &Served, model: &str) -> Option<String> {
    let found = work.app.gateway.catalog().find(model)?;
    let own = found
        .served
        .iter()
        .find(|own| own.deployment.id == served.deployment.id)?;
    Some(own.deployment.upstream_model.to_string())
}

/// `GET /v1/files` and `GET /v1/batches`: what the caller made, newest first.
async fn list(app: Arc<App>, asked: Asked, kind: &'static str) -> Result<Response, Problem> {
    let query: HashMap<String, String> = query(&asked);
    let (work, _) = Work::of(app, asked);
    let limit: u32 = match query.get("limit").map(|text| text.parse()) {
        None => 20,
        Some(Ok(limit)) if (1..=100).contains(&limit) => limit,
        Some(_) => {
            return Err(Problem::new(
                400,
                Some("invalid_request_error"),
                Some("limit"),
                "limit must be a number from 1 to 100.",
            ));
        }
    };
    let store = &work.app.store;
    let own = work.owner();
    let owner = work.caller.key().map(|_| own.as_str());
    let after = match query.get("after") {
        Some(id) => store.get_kept(id).await.map_err(AdminError::from)?,
        None => None,
    };
    let mut objects = store
        .list_kept(kind, owner, after.as_ref(), limit + 1)
        .await
        .map_err(AdminError::from)?;
    let has_more = objects.len() > limit as usize;
    objects.truncate(limit as usize);
    let purpose = query.get("purpose");
    let data: Vec<Value> = objects
        .iter()
        .filter_map(|object| serde_json::from_str(&object.told).ok())
        .filter(|told: &Value| purpose.is_none_or(|purpose| told["purpose"] == purpose.as_str()))
        .collect();
    let (first, last) = (
        objects.first().map(|object| &object.id),
        objects.last().map(|object| &object.id),
    );
    Ok(json_answer(
        &json!({ "object": "list", "data": data, "first_id": first, "last_id": last, "has_more": has_more }),
    ))
}

/// `GET /v1/files`
pub async fn files(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    list(app, asked, "file").await
}

/// Splits what stands behind `/files/` or `/batches/`.
fn id_and_end(path: &str, below: &str) -> (String, String) {
    let rest = path.split_once(below).map_or("", |(_, rest)| rest);
    let (id, end) = rest.split_once('/').unwrap_or((rest, ""));
    (super::llm::percent_decoded(id), end.to_owned())
}

/// `/v1/files/{id}`, and its content.
pub async fn one(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let (id, end) = id_and_end(asked.parts.uri.path(), "/files/");
    let (work, _) = Work::of(app, asked);
    let method = work.parts.method.clone();
    let headers = passed_on(&work.parts.headers);
    match (method.as_str(), end.as_str()) {
        ("GET" | "DELETE", "") => {
            let (served, kept) = work.find(FILE, &id)?;
            let mut told = work
                .told(
                    &served,
                    method.clone(),
                    &format!("files/{}", kept.id),
                    headers,
                    Bytes::new(),
                    false,
                )
                .await?;
            told["id"] = json!(id);
            if method == Method::DELETE {
                work.app
                    .store
                    .delete_kept(&id)
                    .await
                    .map_err(AdminError::from)?;
            }
            Ok(json_answer(&told))
        }
        ("GET", "content") => {
            let (served, kept) = work.find(FILE, &id)?;
            let answer = work
                .send(
                    &served,
                    method,
                    &format!("files/{}/content", kept.id),
                    headers,
                    Bytes::new(),
                    false,
                )
                .await?;
            let context = extract::context("/files", &work.parts, work.call_id.clone());
            let gateway = &work.app.gateway;
            let answer = gateway.guard_output(&work.caller, &context, &served, answer);
            let answer = answer.await.map_err(|refusal| work.app.refuse(&refusal))?;
            Ok(super::pass::response(answer))
        }
        _ => Err(super::unserved::problem(
            &method,
            work.parts.uri.path(),
            false,
        )),
    }
}

/// Prefixes of the ids of batches and files within what is told of a batch.
const WITHIN: &[(&str, &str)] = &[
    ("id", BATCH),
    ("input_file_id", FILE),
    ("output_file_id", FILE),
    ("error_file_id", FILE),
];
