//! What comes back whole, and the pieces that a stream has in common with it.

use super::invalid;
use crate::domain::usage::Usage;
use crate::wire::chat::{ChatResponse, Collector, Delta, Event, Finish};
use crate::wire::fault::Fault;
use crate::wire::format::{Notes, openai};
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// A response object, as far as it is read. OpenAI-alikes leave members out, so none is required.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub(super) struct Body<'a> {
    pub(super) id: Option<String>,
    pub(super) model: Option<String>,
    pub(super) status: Option<String>,
    #[serde(borrow)]
    pub(super) error: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) incomplete_details: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) output: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) usage: Option<&'a RawValue>,
    pub(super) service_tier: Option<String>,
}

impl Body<'_> {
    /// What was said, in items.
    pub(super) fn items(&self) -> Result<Vec<Item>, Fault> {
        let raw = self.output.ok_or_else(|| invalid("has no 'output' list"))?;
        serde_json::from_str(raw.get()).map_err(|why| {
            invalid(&format!(
                "has an 'output' that is not a list of items: {why}"
            ))
        })
    }

    /// The provider's failure, if this is one.
    pub(super) fn failure(&self) -> Option<Fault> {
        let error = self.error.filter(|error| error.get() != "null");
        match (self.status.as_deref(), error) {
            (Some("failed"), None) => Some(failure("{}")),
            (_, Some(error)) => Some(failure(error.get())),
            (Some("cancelled" | "queued" | "in_progress"), None) => {
                Some(invalid("is not finished"))
            }
            _ => None,
        }
    }

    /// Why the answer ended, given that it did.
    pub(super) fn finish(&self, called: bool) -> Finish {
        #[derive(Deserialize)]
        struct Details {
            reason: Option<String>,
        }
        if self.status.as_deref() == Some("incomplete") {
            let details = self.incomplete_details;
            let details = details.and_then(|raw| serde_json::from_str::<Details>(raw.get()).ok());
            return match details.and_then(|details| details.reason).as_deref() {
                Some("content_filter") => Finish::ContentFilter,
                Some("max_output_tokens") | None => Finish::Length,
                Some(_) => Finish::Stop,
            };
        }
        if called {
            Finish::ToolCalls
        } else {
            Finish::Stop
        }
    }

    /// What is told at the end: usage, tier and why.
    pub(super) fn end(&self, called: bool, events: &mut Vec<Event>) {
        let usage = self.usage.and_then(|raw| usage(raw.get()));
        events.extend(usage.map(Event::Usage));
        events.extend(self.service_tier.clone().map(Event::ServiceTier));
        events.push(Event::Finish {
            answer: 0,
            finish: self.finish(called),
            stop_sequence: None,
        });
    }
}

/// An output item of any type, as far as it is read.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub(super) struct Item {
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(deserialize_with = "if_fits")]
    pub(super) content: Option<Vec<Content>>,
    #[serde(deserialize_with = "if_fits")]
    pub(super) summary: Option<Vec<Content>>,
    #[serde(deserialize_with = "if_fits")]
    pub(super) encrypted_content: Option<String>,
    #[serde(deserialize_with = "if_fits")]
    pub(super) call_id: Option<String>,
    #[serde(deserialize_with = "if_fits")]
    pub(super) name: Option<String>,
    #[serde(deserialize_with = "if_fits")]
    pub(super) arguments: Option<String>,
    #[serde(deserialize_with = "if_fits")]
    pub(super) input: Option<String>,
    #[serde(deserialize_with = "if_fits")]
    pub(super) result: Option<String>,
    #[serde(deserialize_with = "if_fits")]
    pub(super) output_format: Option<String>,
}

/// A part of a message or of a thought.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub(super) struct Content {
    #[serde(rename = "type")]
    kind: String,
    #[serde(deserialize_with = "if_fits")]
    text: Option<String>,
    #[serde(deserialize_with = "if_fits")]
    refusal: Option<String>,
    #[serde(deserialize_with = "if_fits")]
    annotations: Option<Vec<Value>>,
    #[serde(deserialize_with = "if_fits")]
    logprobs: Option<Vec<Value>>,
}

/// What is of another type than it has in the items that are read belongs to an item that is not.
pub(super) fn if_fits<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Fitting<T> {
        Yes(T),
        No(IgnoredAny),
    }
    Ok(match Fitting::deserialize(deserializer)? {
        Fitting::Yes(value) => Some(value),
        Fitting::No(_) => None,
    })
}

impl Item {
    /// Whether it is a call of one of the client's tools.
    pub(super) fn is_call(&self) -> bool {
        matches!(self.kind.as_str(), "function_call" | "custom_tool_call")
    }

    /// A call's arguments. A custom tool takes a text, which functions take as this one argument.
    pub(super) fn call_arguments(&self) -> String {
        match &self.input {
            Some(input) if self.kind == "custom_tool_call" => json!({ "input": input }).to_string(),
            _ => self.arguments.clone().unwrap_or_default(),
        }
    }

    /// How its call begins.
    pub(super) fn start(&self, call: u32, notes: &Notes) -> Delta {
        let name = self.name.as_deref().unwrap_or_default();
        Delta::ToolStart {
            call,
            id: self.call_id.clone().unwrap_or_default(),
            name: notes.client_name(name).to_owned(),
            signature: None,
        }
    }

    /// The thought in it: the summary's parts, or the thought itself where the provider shows it.
    pub(super) fn thought(&self) -> String {
        let parts = self.summary.iter().chain(&self.content).flatten();
        let texts: Vec<&str> = parts.filter_map(|part| part.text.as_deref()).collect();
        texts.join("\n\n")
    }

    /// Its seal.
    pub(super) fn seal(&self) -> Option<String> {
        let seal = self.encrypted_content.clone();
        seal.filter(|seal| self.kind == "reasoning" && !seal.is_empty())
    }

    /// The thought and its seal, the thought only if it is `untold`. An empty one is told too, so that
    /// its seal does not join that of the thought before.
    pub(super) fn thought_deltas(&self, untold: bool) -> Vec<Delta> {
        let text = Some(self.thought()).filter(|_| untold);
        let seal = self.seal();
        let text = text.filter(|text| seal.is_some() || !text.is_empty());
        let text = text.map(Delta::Thinking).into_iter();
        text.chain(seal.map(Delta::ThinkingSignature)).collect()
    }

    /// The picture in it.
    pub(super) fn image(&self) -> Option<Delta> {
        let data = self.result.clone()?;
        let format = self.output_format.as_deref().unwrap_or("png");
        (self.kind == "image_generation_call").then(|| Delta::Image {
            media_type: format!("image/{format}"),
            data,
        })
    }

    /// The words in it.
    pub(super) fn said(&self) -> Vec<Delta> {
        let parts = self.content.iter().flatten();
        let said = parts.filter_map(|part| match part.kind.as_str() {
            "output_text" => part.text.clone().map(Delta::Text),
            "refusal" => part.refusal.clone().map(Delta::Refusal),
            _ => None,
        });
        said.collect()
    }

    /// Its sources.
    pub(super) fn annotations(&self) -> Vec<Delta> {
        let parts = self.content.iter().flatten();
        let sources = parts.filter_map(|part| part.annotations.as_ref()).flatten();
        sources
            .map(|source| Delta::Annotation(annotation(source)))
            .collect()
    }

    /// Its log probabilities, in the shape of chat completions.
    pub(super) fn logprobs(&self) -> Option<Delta> {
        let parts = self.content.iter().flatten();
        let tokens: Vec<_> = parts
            .filter_map(|part| part.logprobs.as_ref())
            .flatten()
            .collect();
        let some = !tokens.is_empty();
        some.then(|| Delta::Logprobs(json!({ "content": tokens, "refusal": null })))
    }

    /// Everything in it. `calls` counts the calls before it, and then this one.
    pub(super) fn deltas(&self, calls: &mut u32, notes: &Notes) -> Vec<Delta> {
        match self.kind.as_str() {
            "message" => {
                let mut deltas = self.said();
                deltas.extend(self.annotations());
                deltas.extend(self.logprobs());
                deltas
            }
            "reasoning" => self.thought_deltas(true),
            _ if self.is_call() => {
                let call = *calls;
                *calls += 1;
                let json = self.call_arguments();
                vec![self.start(call, notes), Delta::ToolArguments { call, json }]
            }
            _ => self.image().into_iter().collect(),
        }
    }
}

/// A source in the shape of chat completions, which nests what stands flat here.
pub(super) fn annotation(source: &Value) -> Value {
    let Some(members) = source.as_object() else {
        return source.clone();
    };
    if members.get("type").and_then(Value::as_str) != Some("url_citation")
        || members.contains_key("url_citation")
    {
        return source.clone();
    }
    let mut inner = members.clone();
    inner.shift_remove("type");
    json!({ "type": "url_citation", "url_citation": inner })
}

/// Reads a whole answer.
pub fn response(body: &[u8], notes: &Notes) -> Result<ChatResponse, Fault> {
    let body: Body<'_> = serde_json::from_slice(body)
        .map_err(|why| invalid(&format!("is not a response object: {why}")))?;
    if let Some(fault) = body.failure() {
        return Err(fault);
    }
    let items = body.items()?;
    let mut collector = Collector::default();
    collector.push(Event::Start {
        id: body.id.clone().unwrap_or_default(),
        model: body.model.clone().unwrap_or_default(),
    });
    let mut calls = 0;
    for delta in items.iter().flat_map(|item| item.deltas(&mut calls, notes)) {
        collector.push(Event::Delta { answer: 0, delta });
    }
    let mut events = Vec::new();
    body.end(calls > 0, &mut events);
    for event in events {
        collector.push(event);
    }
    Ok(collector.finish())
}

/// The fault in an error object that came with status 200: `{code, message, …}`. Its code says which
/// status was meant.
pub(super) fn failure(raw: &str) -> Fault {
    let mut error: Value = serde_json::from_str(raw).unwrap_or_default();
    if let Value::String(message) = error {
        error = json!({ "message": message });
    } else if !error.is_object() {
        error = json!({});
    }
    let code = error.get("code").filter(|code| !code.is_null());
    let number = code.and_then(|code| code.as_u64().or_else(|| code.as_str()?.parse().ok()));
    let named = match code.and_then(Value::as_str).unwrap_or_default() {
        "rate_limit_exceeded" | "insufficient_quota" => 429,
        "server_error" | "internal_error" | "" => 500,
        "server_is_overloaded" | "slow_down" => 503,
        "vector_store_timeout" => 504,
        "model_not_found" => 404,
        _ => 400,
    };
    let status = number
        .and_then(|code| u16::try_from(code).ok())
        .filter(|code| (400..=599).contains(code))
        .unwrap_or(named);
    if error.get("message").and_then(Value::as_str).is_none() {
        error["message"] = json!("the provider failed and did not say why");
    }
    let body = json!({ "error": error }).to_string();
    let mut fault = openai::fault(status, None, body.as_bytes());
    // The event's own name says nothing of its error.
    fault.error_type = fault.error_type.filter(|kind| kind != "error");
    fault
}

/// Reads a `usage` member. `None` when it is missing or not credible: absent counts, negative or
/// fractional numbers, texts. The details are parts of the totals, so each is cut to what is left.
#[must_use]
pub fn usage(raw: &str) -> Option<Usage> {
    buckets(serde_json::from_str(raw).ok()?)
}

/// The same, where it is parsed already.
#[must_use]
pub fn usage_of(said: &Value) -> Option<Usage> {
    buckets(UsageBody::deserialize(said).ok()?)
}

fn buckets(body: UsageBody) -> Option<Usage> {
    if body.input_tokens.is_none() && body.output_tokens.is_none() {
        return None;
    }
    let (input, output) = (
        body.input_tokens_details.unwrap_or_default(),
        body.output_tokens_details.unwrap_or_default(),
    );
    let mut left = body.input_tokens.unwrap_or(0);
    let cache_read = take(&mut left, input.cached_tokens);
    let written = take(&mut left, input.cache_write_tokens);
    let long_lived = input.cache_write_tokens_details.unwrap_or_default();
    let cache_write_1h = long_lived.ttl_12h_tokens.unwrap_or(0).min(written);
    let input_audio = take(&mut left, input.audio_tokens);
    let input_image = take(&mut left, input.image_tokens);
    let mut left_out = body.output_tokens.unwrap_or(0);
    let reasoning = take(&mut left_out, output.reasoning_tokens);
    let output_audio = take(&mut left_out, output.audio_tokens);
    let output_image = take(&mut left_out, output.image_tokens);
    Some(Usage {
        input: left,
        cache_read,
        cache_write: written - cache_write_1h,
        cache_write_1h,
        input_audio,
        input_image,
        output: left_out,
        reasoning,
        output_audio,
        output_image,
        ..Usage::default()
    })
}

fn take(left: &mut u64, part: Option<u64>) -> u64 {
    let part = part.unwrap_or(0).min(*left);
    *left -= part;
    part
}

#[derive(Deserialize)]
struct UsageBody {
    input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    input_tokens_details: Option<Details>,
    output_tokens_details: Option<Details>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Details {
    cached_tokens: Option<u64>,
    cache_write_tokens: Option<u64>,
    cache_write_tokens_details: Option<Lifetimes>,
    reasoning_tokens: Option<u64>,
    audio_tokens: Option<u64>,
    image_tokens: Option<u64>,
}

/// What was written to the prompt cache, by how long it is kept there.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Lifetimes {
    ttl_12h_tokens: Option<u64>,
}
