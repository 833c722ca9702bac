//! `GenerateContentResponse`: its shape, and what its words mean in the hub's.

use crate::wire::chat::Finish;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// One whole answer, or one event of a stream: they have the same shape.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Chunk {
    pub(super) response_id: Option<String>,
    pub(super) model_version: Option<String>,
    pub(super) candidates: Option<Vec<Candidate>>,
    pub(super) prompt_feedback: Option<Feedback>,
    /// Read apart: figures that are no counts must not cost the answer.
    pub(super) usage_metadata: Option<Box<RawValue>>,
    pub(super) error: Option<Value>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Feedback {
    pub(super) block_reason: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Candidate {
    pub(super) index: Option<u32>,
    pub(super) content: Option<Content>,
    pub(super) finish_reason: Option<String>,
    pub(super) grounding_metadata: Option<Value>,
    pub(super) citation_metadata: Option<Value>,
    pub(super) logprobs_result: Option<Value>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Content {
    pub(super) parts: Option<Vec<Part>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Part {
    pub(super) text: Option<String>,
    pub(super) thought: Option<bool>,
    pub(super) thought_signature: Option<String>,
    pub(super) function_call: Option<FunctionCall>,
    pub(super) inline_data: Option<Blob>,
    pub(super) executable_code: Option<Value>,
    pub(super) code_execution_result: Option<Value>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct FunctionCall {
    pub(super) id: Option<String>,
    pub(super) name: String,
    pub(super) args: Option<Box<RawValue>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Blob {
    pub(super) mime_type: String,
    pub(super) data: String,
}

/// Why a candidate ended. Words that are not known are an end like any other.
pub(super) fn finish(reason: &str) -> Finish {
    match reason {
        "MAX_TOKENS" => Finish::Length,
        "SAFETY" | "RECITATION" | "LANGUAGE" | "OTHER" | "BLOCKLIST" | "PROHIBITED_CONTENT"
        | "SPII" | "ESCALATION" | "MODEL_ARMOR" | "NO_IMAGE" => Finish::ContentFilter,
        other if other.starts_with("IMAGE_") => Finish::ContentFilter,
        _ => Finish::Stop,
    }
}

/// `logprobsResult` in OpenAI's shape.
pub(super) fn logprobs(result: &Value) -> Option<Value> {
    let chosen = result.get("chosenCandidates")?.as_array()?;
    let tops = result.get("topCandidates").and_then(Value::as_array);
    let entry = |candidate: &Value| {
        let token = candidate.get("token")?.as_str()?;
        Some(json!({
            "token": token,
            "logprob": candidate.get("logProbability").cloned().unwrap_or(Value::Null),
            "bytes": token.as_bytes(),
        }))
    };
    let content: Vec<Value> = chosen
        .iter()
        .enumerate()
        .filter_map(|(at, candidate)| {
            let mut said = entry(candidate)?;
            let top = tops
                .and_then(|tops| tops.get(at)?.get("candidates")?.as_array())
                .map(|top| top.iter().filter_map(entry).collect::<Vec<_>>());
            said["top_logprobs"] = json!(top.unwrap_or_default());
            Some(said)
        })
        .collect();
    Some(json!({ "content": content, "refusal": null }))
}

/// Whether an answer was grounded in a search.
pub(super) fn is_searched(grounding: &Value) -> bool {
    ["webSearchQueries", "groundingChunks"]
        .into_iter()
        .filter_map(|name| grounding.get(name)?.as_array())
        .any(|list| !list.is_empty())
}

/// The sources of `groundingMetadata` and `citationMetadata` as OpenAI's annotations. Google counts
/// places in bytes of UTF-8, OpenAI in characters.
pub(super) fn annotations(
    grounding: Option<&Value>,
    citations: Option<&Value>,
    text: &str,
) -> Vec<Value> {
    let place = |of: &Value, name: &str| {
        let at = of.get(name).and_then(Value::as_u64).unwrap_or(0) as usize;
        text.get(..at).map_or(at, |before| before.chars().count())
    };
    let annotation = |url: &str, title: &str, of: &Value| {
        json!({ "type": "url_citation", "url_citation": {
            "start_index": place(of, "startIndex"), "end_index": place(of, "endIndex"),
            "url": url, "title": title,
        }})
    };
    let text_of = |value: &Value, name: &str| -> Option<String> {
        value.get(name)?.as_str().map(str::to_owned)
    };
    let list = |value: Option<&Value>, name: &str| -> Vec<Value> {
        let found = value.and_then(|value| value.get(name)?.as_array());
        found.cloned().unwrap_or_default()
    };
    let chunks: Vec<Option<(String, String)>> = list(grounding, "groundingChunks")
        .iter()
        .map(|chunk| {
            let source = ["web", "retrievedContext", "maps"]
                .iter()
                .find_map(|kind| chunk.get(kind))?;
            let title = text_of(source, "title").unwrap_or_default();
            Some((text_of(source, "uri")?, title))
        })
        .collect();
    let mut found = Vec::new();
    let supports = list(grounding, "groundingSupports");
    for support in &supports {
        let segment = support.get("segment").unwrap_or(&Value::Null);
        for at in list(Some(support), "groundingChunkIndices") {
            let at = at.as_u64().unwrap_or(u64::MAX) as usize;
            if let Some(Some((url, title))) = chunks.get(at) {
                found.push(annotation(url, title, segment));
            }
        }
    }
    if supports.is_empty() {
        let all = chunks.iter().flatten();
        found.extend(all.map(|(url, title)| annotation(url, title, &Value::Null)));
    }
    // AI Studio says `citationSources`, Vertex AI `citations`.
    for name in ["citationSources", "citations"] {
        for source in list(citations, name) {
            if let Some(url) = text_of(&source, "uri") {
                let title = text_of(&source, "title").unwrap_or_default();
                found.push(annotation(&url, &title, &source));
            }
        }
    }
    found
}
