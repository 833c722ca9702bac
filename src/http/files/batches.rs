//! Batches: made of a file, paid for when they are complete, by what their answers used.

use super::super::error::Problem;
use super::super::manage::answer as json_answer;
use super::super::{App, Asked, body};
use super::{TOLD_BYTES_MAX, WITHIN, Work, id_and_end, list, passed_on, whole};
use crate::admin::AdminError;
use crate::domain::key::KeyHash;
use crate::domain::usage::Usage;
use crate::gateway::authenticate::Caller;
use crate::gateway::batch::UsedInBatch;
use crate::gateway::catalog::Served;
use crate::wire::relay::any_usage;
use crate::wire::response_id::{BATCH, FILE};
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, Method};
use serde_json::{Value, json};
use std::sync::Arc;

/// The longest output of a batch that is read for its usage, in bytes.
const OUTPUT_BYTES_MAX: usize = 512 << 20;

/// `GET /v1/batches`
pub async fn batches(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    list(app, asked, "batch").await
}

/// Says ids within what is told of a batch as the client knows them.
fn say_ids(work: &Work, served: &Served, told: &mut Value) {
    for (name, prefix) in WITHIN {
        if let Some(id) = told[*name].as_str().filter(|id| !id.is_empty()) {
            told[*name] = json!(work.wrap(prefix, served, id));
        }
    }
}

fn json_headers(work: &Work) -> HeaderMap {
    let mut headers = passed_on(&work.parts.headers);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers
}

/// `POST /v1/batches`: makes a batch where its file is.
pub async fn create(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let (work, sent) = Work::of(app, asked);
    let bytes = body::read(sent, TOLD_BYTES_MAX).await?;
    let mut said: Value = serde_json::from_slice(&bytes).map_err(|error| {
        Problem::new(
            400,
            Some("invalid_request_error"),
            Some("request_body"),
            format!("Invalid JSON payload: {error}"),
        )
    })?;
    let file = said["input_file_id"]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| {
            Problem::new(
                400,
                Some("invalid_request_error"),
                Some("input_file_id"),
                "Missing required parameter: 'input_file_id'.",
            )
        })?;
    let (served, kept) = work.find(FILE, &file)?;
    said["input_file_id"] = json!(kept.id);
    if let Some(members) = said.as_object_mut() {
        members.retain(|name, _| {
            !matches!(
                name.as_str(),
                "model" | "custom_llm_provider" | "target_model_names"
            )
        });
    }
    let body = Bytes::from(said.to_string());
    let mut told = work
        .told(
            &served,
            Method::POST,
            "batches",
            json_headers(&work),
            body,
            true,
        )
        .await?;
    say_ids(&work, &served, &mut told);
    work.note("batch", &told).await?;
    Ok(json_answer(&told))
}

/// `/v1/batches/{id}`, and to cancel it.
pub async fn one(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let (id, end) = id_and_end(asked.parts.uri.path(), "/batches/");
    let (work, _) = Work::of(app, asked);
    let method = work.parts.method.clone();
    let rest = match (method.as_str(), end.as_str()) {
        ("GET", "") => "",
        ("POST", "cancel") => "/cancel",
        _ => {
            return Err(super::super::unserved::problem(
                &method,
                work.parts.uri.path(),
                false,
            ));
        }
    };
    let (served, kept) = work.find(BATCH, &id)?;
    let path = format!("batches/{}{rest}", kept.id);
    let mut told = work
        .told(
            &served,
            method,
            &path,
            json_headers(&work),
            Bytes::new(),
            false,
        )
        .await?;
    if let Some(output) = told["output_file_id"]
        .as_str()
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
    {
        bill(&work, &served, &id, &kept.id, &output).await?;
    }
    say_ids(&work, &served, &mut told);
    work.note("batch", &told).await?;
    Ok(json_answer(&told))
}

/// Counts what the answers of a batch used, once: on the key that made it, at the price of batches.
async fn bill(
    work: &Work,
    served: &Arc<Served>,
    id: &str,
    batch: &str,
    output: &str,
) -> Result<(), Problem> {
    let request_id = format!("batch:{batch}");
    if work
        .app
        .store
        .is_batch_billed(&request_id)
        .await
        .map_err(AdminError::from)?
    {
        return Ok(());
    }
    let path = format!("files/{output}/content");
    let mut answer = work
        .read(served, &path, passed_on(&work.parts.headers))
        .await?;
    if answer.status != 200 {
        return Err(Problem::new(
            502,
            Some("upstream_error"),
            None,
            "The batch is complete, but its output cannot be read for what it used. Ask again in a moment.",
        ));
    }
    let lines = whole(&mut answer, OUTPUT_BYTES_MAX).await?;
    let (usage, model) = used(&lines);
    let maker = work
        .app
        .store
        .get_kept(id)
        .await
        .map_err(AdminError::from)?;
    let maker = maker
        .and_then(|object| KeyHash::from_hex(&object.key_id))
        .and_then(|hash| work.app.gateway.catalog().key(&hash).cloned());
    let caller = maker.map_or_else(|| work.caller.clone(), Caller::Key);
    let used = UsedInBatch {
        request_id,
        batch: batch.to_owned(),
        usage,
        model,
        call_id: work.call_id.clone(),
    };
    work.app
        .gateway
        .record_batch(caller, served, used)
        .await
        .map_err(|refusal| work.app.refuse(&refusal))
}

/// What all answers used together, and the model that they name.
fn used(lines: &[u8]) -> (Usage, Option<String>) {
    let mut sum = Usage::default();
    let mut model = None;
    for line in lines
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty())
    {
        let Ok(said) = serde_json::from_slice::<Value>(line) else {
            continue;
        };
        let body = &said["response"]["body"];
        if let Some(reported) = any_usage(body.to_string().as_bytes()).reported {
            sum += reported.usage;
        }
        model = model.or_else(|| body["model"].as_str().map(str::to_owned));
    }
    (sum, model)
}
