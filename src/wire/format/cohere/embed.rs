//! Embeddings: `/embed`.

use super::response::tokens;
use crate::wire::fault::Fault;
use crate::wire::format::embed::{Form, list};
use crate::wire::format::{Notes, Outgoing, Target, WireError};
use crate::wire::json::{Object, ObjectWriter};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// What a text is embedded for where nobody says: to be found.
const INPUT_TYPE: &str = r#""search_document""#;
/// The kinds of numbers that fit OpenAI's shape; the API's `base64` is of its own making.
const KINDS: &[&str] = &["float", "int8", "uint8", "binary", "ubinary"];

/// Says OpenAI's `input`, a text or a list of texts.
///
/// # Errors
/// Refuses tokens in place of texts, several kinds of embeddings at once, and `user`.
pub fn embed_request(asked: &Object, target: &Target<'_>) -> Result<Outgoing, WireError> {
    let texts = match asked.read::<Value>("input") {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) => items
            .into_iter()
            .map(|item| match item {
                Value::String(text) => Ok(text),
                _ => Err(no_text()),
            })
            .collect::<Result<_, _>>()?,
        _ => Vec::new(),
    };
    if texts.is_empty() {
        return Err(no_text());
    }
    let allowed = |name: &str| {
        let mut lists = target.allowed.iter().copied().flatten();
        lists.any(|known| known == name)
    };
    let user = asked.get("user").filter(|raw| *raw != "null");
    if user.is_some() && !target.drop_params && !allowed("user") {
        return Err(WireError::Unsupported {
            provider: target.deployment.provider.name,
            model: target.model.to_owned(),
            params: vec!["user".to_owned()],
        });
    }
    let default = |name: &str| {
        let mut known = target.deployment.default_params.iter().rev();
        known
            .find(|(known, _)| known == name)
            .map(|(_, raw)| raw.as_str())
    };
    let value = |name: &str| asked.get(name).or_else(|| default(name));
    let texts = serde_json::to_string(&texts).unwrap_or_default();
    let mut body = ObjectWriter::with_capacity(texts.len() + 128);
    body.string("model", target.model);
    body.raw("texts", &texts);
    body.raw("input_type", value("input_type").unwrap_or(INPUT_TYPE));
    body.raw("embedding_types", kind(value("embedding_types"))?);
    let renamed = [
        ("dimensions", "output_dimension"),
        ("output_dimension", "output_dimension"),
    ];
    let dimension = renamed
        .iter()
        .find_map(|(ours, theirs)| Some((theirs, value(ours)?)));
    if let Some((name, raw)) = dimension {
        body.raw(name, raw);
    }
    for name in ["truncate", "max_tokens", "priority"] {
        if let Some(raw) = value(name) {
            body.raw(name, raw);
        }
    }
    if let Some(raw) = user.filter(|_| allowed("user")) {
        body.raw("user", raw);
    }
    for (name, raw) in &target.deployment.extra_body {
        body.raw(name, raw);
    }
    Ok(Outgoing {
        path: "/embed".to_owned(),
        body: body.finish(),
        headers: Vec::new(),
        notes: Notes::default(),
    })
}

fn no_text() -> WireError {
    WireError::Unsayable(
        "Cohere embeds texts, not tokens: `input` must be a string or an array of strings."
            .to_owned(),
    )
}

/// The one kind of numbers that is asked for.
fn kind(raw: Option<&str>) -> Result<&str, WireError> {
    let Some(raw) = raw else {
        return Ok(r#"["float"]"#);
    };
    let kinds: Vec<String> = serde_json::from_str(raw).unwrap_or_default();
    match &kinds[..] {
        [one] if KINDS.contains(&one.as_str()) => Ok(raw),
        _ => Err(WireError::Unsayable(format!(
            "`embedding_types` must be an array of one of {KINDS:?}: an answer in OpenAI's shape holds one \
             array of numbers for each text. For base64 set `encoding_format`."
        ))),
    }
}

#[derive(Deserialize)]
struct Answer<'a> {
    /// By kind of numbers.
    #[serde(borrow)]
    embeddings: BTreeMap<String, Option<Vec<&'a RawValue>>>,
    #[serde(default)]
    meta: Value,
}

/// Renders the answer as OpenAI's list of embeddings. `usage` is what is billed.
///
/// # Errors
/// A fault when the answer is none.
pub fn embed_response(body: &[u8], form: Form, model: &str) -> Result<Bytes, Fault> {
    let invalid = |why: String| Fault::connection("upstream_invalid_response", 502, why);
    let unreadable =
        |error: serde_json::Error| invalid(format!("Cohere's embeddings cannot be read: {error}"));
    let answer: Answer<'_> = serde_json::from_slice(body).map_err(unreadable)?;
    let billed = tokens(&answer.meta["billed_units"]["input_tokens"])
        .or_else(|| tokens(&answer.meta["tokens"]["input_tokens"]));
    let mut kinds = answer.embeddings;
    let asked = KINDS
        .iter()
        .find_map(|kind| kinds.remove(*kind).flatten())
        .ok_or_else(|| invalid("Cohere's answer has no embeddings".to_owned()))?;
    list(asked.into_iter(), form, model, billed.unwrap_or(0)).map_err(unreadable)
}
