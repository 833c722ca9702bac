//! A whole answer, and what it shares with a stream: the end, the usage, the sources.

use super::fault::{failed, fault};
use crate::domain::usage::Usage;
use crate::wire::chat::{Answer, ChatResponse, Finish, Part, ToolCall};
use crate::wire::fault::Fault;
use crate::wire::format::Notes;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    id: String,
    message: Option<Message>,
    finish_reason: Option<String>,
    usage: Option<Value>,
    logprobs: Option<Vec<Logprob>>,
    error: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    content: Option<Vec<Said>>,
    tool_plan: Option<String>,
    tool_calls: Option<Vec<Call>>,
    citations: Option<Vec<Citation>>,
}

/// A piece of the content: `{type: text, text}` or `{type: thinking, thinking}`; pieces of a stream
/// come without their type.
#[derive(Deserialize)]
pub(super) struct Said {
    pub(super) text: Option<String>,
    pub(super) thinking: Option<String>,
}

/// A call, or the beginning or more of one.
#[derive(Deserialize)]
pub(super) struct Call {
    #[serde(default)]
    pub(super) id: String,
    pub(super) function: Option<Function>,
}

#[derive(Deserialize)]
pub(super) struct Function {
    #[serde(default)]
    pub(super) name: String,
    pub(super) arguments: Option<String>,
}

/// Which of the answer's words are from where. `start` and `end` count characters.
#[derive(Deserialize)]
pub(super) struct Citation {
    start: Option<u64>,
    end: Option<u64>,
    #[serde(rename = "type")]
    of: Option<String>,
    sources: Option<Vec<Value>>,
}

/// Log probabilities of the tokens of a piece of text.
#[derive(Deserialize)]
pub(super) struct Logprob {
    text: Option<String>,
    logprobs: Option<Vec<f64>>,
}

/// Reads a whole answer.
///
/// # Errors
/// A fault when it is no answer, or one that ended by a failure.
pub fn response(body: &[u8], _notes: &Notes) -> Result<ChatResponse, Fault> {
    let body: Body = serde_json::from_slice(body).map_err(|error| refusal(body, &error))?;
    let Some(message) = body.message else {
        let why = "Cohere's answer has no message";
        return Err(Fault::connection("upstream_invalid_response", 502, why));
    };
    let mut parts = Vec::new();
    let thought = |text| Part::Thinking {
        text,
        signature: None,
    };
    parts.extend(filled(message.tool_plan).map(thought));
    for said in message.content.into_iter().flatten() {
        parts.extend(filled(said.thinking).map(thought));
        parts.extend(filled(said.text).map(Part::text));
    }
    let calls = message.tool_calls.unwrap_or_default();
    let finish = finish(
        body.finish_reason.as_deref(),
        !calls.is_empty(),
        body.error.as_deref(),
    )?;
    for call in calls {
        let Some(function) = call.function else {
            continue;
        };
        let arguments = filled(function.arguments);
        parts.push(Part::ToolCall(ToolCall {
            id: call.id,
            name: function.name,
            arguments: arguments.unwrap_or_else(|| "{}".to_owned()),
            ..ToolCall::default()
        }));
    }
    Ok(ChatResponse {
        id: body.id,
        model: String::new(),
        answers: vec![Answer {
            index: 0,
            parts,
            finish,
            stop_sequence: None,
            logprobs: body.logprobs.as_deref().and_then(logprobs),
            annotations: message
                .citations
                .iter()
                .flatten()
                .flat_map(annotations)
                .collect(),
        }],
        usage: body.usage.as_ref().and_then(usage),
        service_tier: None,
    })
}

/// A text that says something.
pub(super) fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// Where an answer has its message, a refusal has a text, whatever the status says.
fn refusal(body: &[u8], error: &serde_json::Error) -> Fault {
    #[derive(Deserialize)]
    struct Refusal {
        #[serde(rename = "message")]
        _message: String,
    }
    if serde_json::from_slice::<Refusal>(body).is_ok() {
        return fault(500, None, body);
    }
    unreadable(error)
}

pub(super) fn unreadable(error: &serde_json::Error) -> Fault {
    let why = format!("Cohere's answer cannot be read: {error}");
    Fault::connection("upstream_invalid_response", 502, why)
}

/// Why an answer ended. One that the provider gave up is a fault, in the provider's words if it has
/// any.
pub(super) fn finish(
    word: Option<&str>,
    has_calls: bool,
    said: Option<&str>,
) -> Result<Finish, Fault> {
    Ok(match word.unwrap_or_default() {
        "ERROR" => return Err(failed(500, said)),
        "TIMEOUT" => return Err(failed(504, said)),
        "ERROR_TOXIC" => Finish::ContentFilter,
        "MAX_TOKENS" | "ERROR_LIMIT" => Finish::Length,
        _ if has_calls => Finish::ToolCalls,
        "TOOL_CALL" => Finish::ToolCalls,
        _ => Finish::Stop,
    })
}

/// Reads a `usage`, or the `meta` of other operations: the tokens that are paid for, else those that
/// were used. `None` when it tells neither.
///
/// Of cached tokens Cohere tells that there
/// were some, but not that they cost less, so they stay what they are billed as.
#[must_use]
pub fn usage(told: &Value) -> Option<Usage> {
    ["billed_units", "tokens"].iter().find_map(|kind| {
        let count = |name: &str| tokens(&told[*kind][name]);
        let (input, output) = (count("input_tokens"), count("output_tokens"));
        (input.is_some() || output.is_some()).then(|| Usage {
            input: input.unwrap_or(0),
            output: output.unwrap_or(0),
            ..Usage::default()
        })
    })
}

/// A number of tokens: whole, though written as a float. `None` when it is not credible.
pub(super) fn tokens(told: &Value) -> Option<u64> {
    /// No answer has more.
    const TOKENS_MAX: f64 = 1e12;
    let number = told.as_f64()?;
    let credible = (0.0..=TOKENS_MAX).contains(&number) && number.fract() == 0.0;
    credible.then_some(number as u64)
}

/// Sources that have an address, in OpenAI's shape; the others have no place there. Of thoughts and
/// plans the answer's text holds no word.
pub(super) fn annotations(citation: &Citation) -> impl Iterator<Item = Value> {
    let in_text = matches!(citation.of.as_deref(), None | Some("TEXT_CONTENT"));
    let sources = citation.sources.iter().flatten().filter(move |_| in_text);
    let (start, end) = (citation.start, citation.end);
    sources.filter_map(move |source| {
        let document = &source["document"];
        let url = document["url"].as_str()?;
        let title = document["title"].as_str().unwrap_or(url);
        Some(json!({ "type": "url_citation", "url_citation": {
            "start_index": start?, "end_index": end?, "title": title, "url": url } }))
    })
}

/// In OpenAI's shape. Where a piece is of several tokens, its probability is their product.
pub(super) fn logprobs(pieces: &[Logprob]) -> Option<Value> {
    let content: Vec<Value> = pieces
        .iter()
        .filter_map(|piece| {
            let text = piece.text.as_deref()?;
            let sum: f64 = piece.logprobs.as_ref()?.iter().sum();
            Some(json!({ "token": text, "logprob": sum, "bytes": text.as_bytes(), "top_logprobs": [] }))
        })
        .collect();
    (!content.is_empty()).then(|| json!({ "content": content }))
}
