//! Embeddings: `batchEmbedContents` of AI Studio and `predict` of Vertex AI.
//!
//! Shapes: Gemini API reference, "Embeddings"; Vertex AI, "Text embeddings API".

use super::resource;
use crate::wire::fault::Fault;
use crate::wire::format::embed::{Form, list};
use crate::wire::format::{Notes, Outgoing, Target, WireError};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// Says OpenAI's `input`, a text or a list of texts, as one batch.
pub fn embed_request(
    input: &Value,
    dimensions: Option<u64>,
    target: &Target<'_>,
) -> Result<Outgoing, WireError> {
    let no_text = || {
        WireError::Unsayable(
            "Gemini embeds texts: `input` must be a string or an array of strings.".to_owned(),
        )
    };
    let texts: Vec<&str> = match input {
        Value::String(text) => vec![text],
        Value::Array(items) => items
            .iter()
            .map(|item| item.as_str().ok_or_else(no_text))
            .collect::<Result<_, _>>()?,
        _ => return Err(no_text()),
    };
    let model = resource(target.model);
    let (method, body) = if target.deployment.provider.name.starts_with("vertex_ai") {
        let instances: Vec<Value> = texts
            .iter()
            .map(|text| json!({ "content": text }))
            .collect();
        let mut body = json!({ "instances": instances });
        if let Some(wanted) = dimensions {
            body["parameters"] = json!({ "outputDimensionality": wanted });
        }
        ("predict", body)
    } else {
        let one = |text: &&str| {
            let mut one = json!({ "model": model, "content": { "parts": [{ "text": text }] } });
            if let Some(wanted) = dimensions {
                one["outputDimensionality"] = json!(wanted);
            }
            one
        };
        let requests: Vec<Value> = texts.iter().map(one).collect();
        ("batchEmbedContents", json!({ "requests": requests }))
    };
    Ok(Outgoing {
        path: format!("/{model}:{method}"),
        body: Bytes::from(body.to_string()),
        headers: Vec::new(),
        notes: Notes::default(),
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    #[serde(borrow)]
    embeddings: Option<Vec<Embedding<'a>>>,
    predictions: Option<Vec<Prediction<'a>>>,
    usage_metadata: Option<UsageBody>,
}

#[derive(Deserialize)]
struct Embedding<'a> {
    #[serde(borrow)]
    values: &'a RawValue,
    statistics: Option<Statistics>,
}

#[derive(Deserialize)]
struct Prediction<'a> {
    #[serde(borrow)]
    embeddings: Embedding<'a>,
}

#[derive(Deserialize)]
struct Statistics {
    token_count: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UsageBody {
    prompt_token_count: Option<u64>,
    total_token_count: Option<u64>,
}

/// Renders the answer as OpenAI's list of embeddings. Usage is zero where it is not told.
pub fn embed_response(body: &[u8], form: Form, model: &str) -> Result<Bytes, Fault> {
    let invalid = |why: String| {
        Fault::connection(
            "upstream_invalid_response",
            502,
            format!("Gemini's embeddings cannot be read: {why}"),
        )
    };
    let answer: Answer<'_> =
        serde_json::from_slice(body).map_err(|error| invalid(error.to_string()))?;
    let embeddings: Vec<Embedding<'_>> = match (answer.embeddings, answer.predictions) {
        (Some(embeddings), _) => embeddings,
        (None, Some(list)) => list.into_iter().map(|one| one.embeddings).collect(),
        (None, None) => return Err(invalid("there are none".to_owned())),
    };
    let counted: f64 = embeddings
        .iter()
        .filter_map(|one| one.statistics.as_ref()?.token_count)
        .filter(|count| *count >= 0.0)
        .sum();
    let told = answer
        .usage_metadata
        .and_then(|usage| usage.prompt_token_count.or(usage.total_token_count));
    let tokens = told.unwrap_or(counted as u64);
    let values = embeddings.iter().map(|one| one.values);
    list(values, form, model, tokens).map_err(|error| invalid(error.to_string()))
}
