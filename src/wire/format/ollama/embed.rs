//! Embeddings: `/api/embed`.

use crate::wire::fault::Fault;
use crate::wire::format::embed::{Form, list};
use crate::wire::format::{Notes, Outgoing, Target, WireError};
use crate::wire::json::{Object, ObjectWriter};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// Says OpenAI's `input`, a text or a list of texts.
pub fn embed_request(asked: &Object, target: &Target<'_>) -> Result<Outgoing, WireError> {
    let input = asked.get("input").unwrap_or("null");
    let is_text = match serde_json::from_str(input) {
        Ok(Value::String(_)) => true,
        Ok(Value::Array(items)) => !items.is_empty() && items.iter().all(Value::is_string),
        _ => false,
    };
    if !is_text {
        return Err(WireError::Unsayable(
            "Ollama embeds texts: `input` must be a string or an array of strings.".to_owned(),
        ));
    }
    let mut body = ObjectWriter::with_capacity(input.len());
    body.string("model", target.model);
    body.raw("input", input);
    for name in ["dimensions", "truncate", "options", "keep_alive"] {
        let default = target.deployment.default_params.iter();
        let mut default = default
            .filter(|(known, _)| known == name)
            .map(|(_, raw)| raw.as_str());
        if let Some(raw) = asked.get(name).or_else(|| default.next_back()) {
            body.raw(name, raw);
        }
    }
    Ok(Outgoing {
        path: "/api/embed".to_owned(),
        body: body.finish(),
        headers: Vec::new(),
        notes: Notes::default(),
    })
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    embeddings: Vec<&'a RawValue>,
    #[serde(default)]
    prompt_eval_count: u64,
}

/// Renders the answer as OpenAI's list of embeddings.
pub fn embed_response(body: &[u8], form: Form, model: &str) -> Result<Bytes, Fault> {
    let read = |body| {
        let answer: Answer<'_> = serde_json::from_slice(body)?;
        let tokens = answer.prompt_eval_count;
        list(answer.embeddings.into_iter(), form, model, tokens)
    };
    read(body).map_err(|error| {
        let why = format!("Ollama's embeddings cannot be read: {error}");
        Fault::connection("upstream_invalid_response", 502, why)
    })
}
