//! Pictures, sound, judgements and ranks: how they are asked for, what they may cost, what they used.
//!
//! | work | its unit | told by |
//! |---|---|---|
//! | pictures | image tokens, else pictures by size and quality, else pixels | `usage`, else the answer's list |
//! | speech | characters, or tokens in and sound out | the text; `usage` of an event stream, else the bytes |
//! | transcription | seconds, or tokens | `usage`, `duration`, else the file's header, else its length |
//! | ranks | search units, or tokens | `meta.billed_units`, `usage`, else the documents |
//! | judgements | tokens, mostly at no price | `usage`, else counted |

mod measure;

use super::call::{Begun, Deadlines, open_stream};
use super::catalog::Served;
use super::refusal::Refusal;
use crate::domain::provider::Dialect;
use crate::domain::record::CallType;
use crate::upstream::Response;
use crate::wire::door::openai::Request;
use crate::wire::fault::Fault;
use crate::wire::media::stream::EventRelay;
use crate::wire::media::{self, Upload, body, rerank};
use crate::wire::reader::Reader;
use bytes::Bytes;
use http::HeaderValue;
use tokio::time::Instant;

pub(super) use measure::{bound, measure};

/// Whether the provider of a deployment can be asked for this work, and in which way.
pub(super) fn require_served(call_type: CallType, served: &Served) -> Result<(), Refusal> {
    let deployment = &served.deployment;
    let provider = deployment.provider;
    let base = deployment.api_base.as_deref();
    let serves = match (provider.dialect, call_type) {
        // OpenAI's own API ranks nothing; servers behind another address may.
        (Dialect::OpenAi, CallType::Rerank) => {
            provider.name != "openai" || base != provider.base_url
        }
        (Dialect::Azure, CallType::Rerank | CallType::Moderation) => provider.name == "azure_ai",
        (Dialect::OpenAi | Dialect::Azure, _) | (Dialect::Cohere, CallType::Rerank) => true,
        _ => false,
    };
    if serves {
        return Ok(());
    }
    Err(Refusal::NotItsWork {
        provider: provider.name,
        work: call_type.work(),
    })
}

/// Writes the request: a body, or a form.
pub(super) fn request(
    request: &Request,
    served: &Served,
    model: &str,
) -> Result<(Bytes, Option<Upload>), Refusal> {
    let deployment = &served.deployment;
    if request.call_type == CallType::Rerank {
        rerank::check(&request.object)?;
        let drops = request.controls.drop_params.or(deployment.drop_params);
        let drops = drops.unwrap_or(false);
        return Ok((
            rerank::request(&request.object, deployment, model, drops)?,
            None,
        ));
    }
    let Some(form) = &request.form else {
        return Ok((body::request(&request.object, deployment, model), None));
    };
    let lists = [
        &request.controls.additional_drop_params,
        &deployment.additional_drop_params,
    ];
    let dropped = |name: &str| {
        lists
            .iter()
            .any(|list| list.iter().any(|entry| entry == name))
    };
    Ok((Bytes::new(), Some(form.upload(deployment, model, dropped))))
}

/// Reads an answer as it begins: events and sound as they come, anything else whole.
pub(super) async fn begin(
    request: &Request,
    mut response: Response,
    client_model: Option<&str>,
    deadlines: Deadlines,
    deadline: Instant,
    bytes_max: usize,
) -> Result<Begun, Fault> {
    let media_type = response.header("content-type").to_ascii_lowercase();
    let call_type = request.call_type;
    let reader = match call_type {
        CallType::Rerank | CallType::Moderation => None,
        _ if media_type.starts_with("text/event-stream") => {
            Some(Reader::Events(Box::new(EventRelay::new(call_type))))
        }
        CallType::Speech => Some(Reader::Sound(Box::default())),
        _ => None,
    };
    if let Some(reader) = reader {
        let open = open_stream(response, reader, deadlines, deadline).await?;
        return Ok(Begun::Stream(Box::new(open)));
    }
    let body = response.whole(bytes_max, deadline).await?;
    let whole = if call_type == CallType::Rerank {
        let id = uuid::Uuid::new_v4().to_string();
        rerank::whole(&body, &request.object, &id)?
    } else {
        media::whole(call_type, &media_type, body, client_model)?
    };
    Ok(Begun::Whole(Box::new(whole)))
}

/// The media type of an answer that is neither JSON nor events, where it is of a kind that was asked for.
#[must_use]
pub(super) fn content_type(call_type: CallType, headers: &http::HeaderMap) -> Option<HeaderValue> {
    let told = headers.get(http::header::CONTENT_TYPE);
    let text = told
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kinds: &[&str] = match call_type {
        CallType::Speech => &["audio/", "text/event-stream"],
        CallType::Transcription | CallType::Translation => &[
            "text/plain",
            "text/vtt",
            "application/x-subrip",
            "application/srt",
        ],
        _ => return None,
    };
    match told.filter(|_| kinds.iter().any(|kind| text.starts_with(kind))) {
        Some(told) => Some(told.clone()),
        None if call_type == CallType::Speech => {
            Some(HeaderValue::from_static("application/octet-stream"))
        }
        None if text.is_empty() || text.contains("json") || text.starts_with("text/event") => None,
        None => Some(HeaderValue::from_static("text/plain; charset=utf-8")),
    }
}
