//! The request that goes out.

use super::content::Contents;
use super::tools::Names;
use super::{Family, config, resource, tools};
use crate::wire::chat::{ChatRequest, Reasoning};
use crate::wire::format::gate::gate;
use crate::wire::format::{Notes, Outgoing, Target, WireError};
use bytes::Bytes;
use serde_json::{Map, Value};

/// Says a chat request as `generateContent`, or `streamGenerateContent` with server-sent events.
pub fn request(request: &ChatRequest, target: &Target<'_>) -> Result<Outgoing, WireError> {
    let family = Family::of(target.model);
    let mut request = request.clone();
    let dropped = admit(&mut request, target, family)?;
    let names = Names::of(&request);
    let contents = Contents::of(&request, target, family, &names)?;
    let mut body = Map::new();
    if !contents.system.is_empty() {
        body.insert(
            "systemInstruction".to_owned(),
            serde_json::json!({ "parts": contents.system }),
        );
    }
    body.insert("contents".to_owned(), Value::Array(contents.turns));
    tools::write(&request, target, family, &names, &mut body)?;
    let generation = config::generation(&request, target, family);
    if !generation.is_empty() {
        body.insert("generationConfig".to_owned(), Value::Object(generation));
    }
    if let Some(tier) = request
        .service_tier
        .as_deref()
        .and_then(config::service_tier)
    {
        body.insert("serviceTier".to_owned(), Value::String(tier));
    }
    let mut body = Value::Object(body);
    config::add_extra(&request, target, &mut body);
    let method = if request.stream {
        "streamGenerateContent?alt=sse"
    } else {
        "generateContent"
    };
    Ok(Outgoing {
        path: format!("/{}:{method}", resource(target.model)),
        body: Bytes::from(body.to_string()),
        headers: Vec::new(),
        notes: Notes {
            names: names.into_pairs(),
            dropped,
            ..Notes::default()
        },
    })
}

/// Takes out what this model cannot be told. `user`, `metadata` and `parallel_tool_calls` have no
/// counterpart and change nothing about the answer's meaning: they are left unsaid, not refused.
/// Tells what else was left out.
fn admit(
    request: &mut ChatRequest,
    target: &Target<'_>,
    family: Family,
) -> Result<Vec<String>, WireError> {
    let mut unsupported = vec!["logit_bias", "verbosity"];
    if !config::thinks(target, family) {
        if matches!(
            request.reasoning,
            Some(Reasoning::Off | Reasoning::Budget(0))
        ) {
            request.reasoning = None;
        }
        unsupported.push("reasoning_effort");
    }
    if target.deployment.provider.name == "gemini" && family.generation == (2, 5) {
        unsupported.extend(["logprobs", "top_logprobs"]);
    }
    request.openai.retain(|(name, _)| name != "metadata");
    gate(request, target, &unsupported)
}
