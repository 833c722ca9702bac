//! Chat completions and their chunks into the hub.

use crate::domain::usage::Usage;
use crate::wire::chat::{
    Answer, ChatResponse, Delta, Event, Finish, Part, Source, ToolCall, split_seal,
};
use crate::wire::fault::Fault;
use crate::wire::format::{Flow, Frame, Notes, openai};
use crate::wire::relay::error_in_success;
use bytes::Bytes;
use serde_json::Value;

fn invalid(why: impl std::fmt::Display) -> Fault {
    let message = format!("the provider's answer is not a chat completion: {why}");
    Fault::connection("upstream_invalid_response", 502, message)
}

/// Reads a whole answer.
pub fn response(body: &[u8], notes: &Notes) -> Result<ChatResponse, Fault> {
    let said: Value = serde_json::from_slice(body).map_err(invalid)?;
    let has_choices = said.get("choices").is_some();
    if let Some(fault) = stated(&said, body).filter(|_| !has_choices) {
        return Err(fault);
    }
    let choices = said["choices"]
        .as_array()
        .ok_or_else(|| invalid("it has no 'choices'"))?;
    Ok(ChatResponse {
        id: text(&said["id"]),
        model: text(&said["model"]),
        answers: choices.iter().map(|choice| answer(choice, notes)).collect(),
        usage: usage(&said),
        service_tier: said["service_tier"].as_str().map(str::to_owned),
    })
}

/// The failure that is said with status 200, if one is.
fn stated(said: &Value, body: &[u8]) -> Option<Fault> {
    let error = said.get("error").filter(|error| !error.is_null())?;
    let body = Bytes::copy_from_slice(body);
    Some(error_in_success(&error.to_string(), &body))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn filled(value: &Value) -> Option<String> {
    value
        .as_str()
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

fn usage(said: &Value) -> Option<Usage> {
    let usage = said.get("usage").filter(|usage| usage.is_object())?;
    openai::usage(&usage.to_string()).map(|reported| reported.usage)
}

fn finish(word: &str) -> Finish {
    match word {
        "length" | "max_tokens" | "model_length" => Finish::Length,
        "tool_calls" | "function_call" => Finish::ToolCalls,
        "content_filter" | "sensitive" => Finish::ContentFilter,
        _ => Finish::Stop,
    }
}

fn index(value: &Value) -> u32 {
    value
        .as_u64()
        .and_then(|index| u32::try_from(index).ok())
        .unwrap_or(0)
}

fn answer(choice: &Value, notes: &Notes) -> Answer {
    let message = &choice["message"];
    let mut parts = Vec::new();
    let thought = filled(&message["reasoning_content"]).or_else(|| filled(&message["reasoning"]));
    parts.extend(thought.map(|text| Part::Thinking {
        text,
        signature: None,
    }));
    parts.extend(content_text(&message["content"]).map(Part::text));
    parts.extend(filled(&message["refusal"]).map(|text| Part::Refusal { text }));
    for image in message["images"].as_array().into_iter().flatten() {
        if let Some(url) = image["image_url"]["url"].as_str() {
            parts.push(Part::Image {
                source: Source::from_url(url),
                detail: None,
                cache: None,
            });
        }
    }
    let mut calls: Vec<Part> = Vec::new();
    for call in message["tool_calls"].as_array().into_iter().flatten() {
        let given = text(&call["id"]);
        let (id, seal) = split_seal(&given);
        calls.push(Part::ToolCall(ToolCall {
            id: if id.is_empty() {
                format!("call_{}", calls.len())
            } else {
                id.to_owned()
            },
            name: notes
                .client_name(&text(&call["function"]["name"]))
                .to_owned(),
            arguments: arguments(&call["function"]["arguments"]),
            signature: seal.map(str::to_owned),
            cache: None,
        }));
    }
    let calls_tools = !calls.is_empty();
    parts.append(&mut calls);
    let ended = finish(choice["finish_reason"].as_str().unwrap_or_default());
    Answer {
        index: index(&choice["index"]),
        parts,
        finish: if calls_tools && ended == Finish::Stop {
            Finish::ToolCalls
        } else {
            ended
        },
        stop_sequence: None,
        logprobs: choice
            .get("logprobs")
            .filter(|value| !value.is_null())
            .cloned(),
        annotations: message["annotations"]
            .as_array()
            .cloned()
            .unwrap_or_default(),
    }
}

/// Some runtimes answer with an object where the dialect wants its text.
fn arguments(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Content as text; Mistral answers with parts when it thinks.
fn content_text(content: &Value) -> Option<String> {
    match content {
        Value::Array(parts) => {
            let said: String = parts
                .iter()
                .filter_map(|part| part["text"].as_str())
                .collect();
            Some(said).filter(|said| !said.is_empty())
        }
        other => filled(other),
    }
}

/// Reads chunks.
#[derive(Debug)]
pub struct Decoder {
    notes: Notes,
    started: bool,
    /// Calls that have begun: (answer, the provider's index).
    calls: Vec<(u32, u64)>,
    finished: bool,
}

impl Decoder {
    /// Begins an answer.
    #[must_use]
    pub fn new(notes: Notes) -> Self {
        Self {
            notes,
            started: false,
            calls: Vec::new(),
            finished: false,
        }
    }

    /// Reads one chunk, or `[DONE]`.
    pub fn frame(&mut self, frame: Frame<'_>, out: &mut Vec<Event>) -> Result<Flow, Fault> {
        let data = frame.data.trim_ascii();
        if data.is_empty() {
            return Ok(Flow::More);
        }
        if data == b"[DONE]" {
            return if self.started {
                Ok(Flow::Done)
            } else {
                Err(invalid("it is a stream without 'choices'"))
            };
        }
        let chunk: Value = serde_json::from_slice(data).map_err(invalid)?;
        if let Some(fault) = stated(&chunk, data) {
            return Err(fault);
        }
        let choices = chunk.get("choices").filter(|list| !list.is_null());
        if !chunk.is_object() || choices.is_some_and(|list| !list.is_array()) {
            return Err(invalid("it has no list of 'choices'"));
        }
        if !self.started && choices.is_some() {
            self.started = true;
            out.push(Event::Start {
                id: text(&chunk["id"]),
                model: text(&chunk["model"]),
            });
        }
        for choice in chunk["choices"].as_array().into_iter().flatten() {
            self.choice(choice, out);
        }
        if let Some(tier) = chunk["service_tier"].as_str() {
            out.push(Event::ServiceTier(tier.to_owned()));
        }
        out.extend(usage(&chunk).map(Event::Usage));
        Ok(Flow::More)
    }

    /// The bytes have ended.
    pub fn end(&mut self, _out: &mut Vec<Event>) -> Result<(), Fault> {
        if self.finished {
            return Ok(());
        }
        let message = "the provider's stream ended before its answer did";
        Err(Fault::connection("upstream_truncated", 502, message))
    }

    fn choice(&mut self, choice: &Value, out: &mut Vec<Event>) {
        let answer = index(&choice["index"]);
        let said = &choice["delta"];
        let mut push = |delta| out.push(Event::Delta { answer, delta });
        let thought = filled(&said["reasoning_content"]).or_else(|| filled(&said["reasoning"]));
        if let Some(thought) = thought {
            push(Delta::Thinking(thought));
        }
        if let Some(text) = content_text(&said["content"]) {
            push(Delta::Text(text));
        }
        if let Some(text) = filled(&said["refusal"]) {
            push(Delta::Refusal(text));
        }
        for source in said["annotations"].as_array().into_iter().flatten() {
            push(Delta::Annotation(source.clone()));
        }
        if let Some(logprobs) = choice.get("logprobs").filter(|value| !value.is_null()) {
            push(Delta::Logprobs(logprobs.clone()));
        }
        for (at, call) in said["tool_calls"]
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
        {
            self.call(answer, at, call, out);
        }
        if let Some(word) = choice["finish_reason"].as_str() {
            self.finished = true;
            let calls_tools = self.calls.iter().any(|(of, _)| *of == answer);
            let ended = match finish(word) {
                Finish::Stop if calls_tools => Finish::ToolCalls,
                other => other,
            };
            out.push(Event::Finish {
                answer,
                finish: ended,
                stop_sequence: None,
            });
        }
    }

    fn call(&mut self, answer: u32, at: usize, call: &Value, out: &mut Vec<Event>) {
        // Some runtimes leave the index out; then the place in the list is it.
        let theirs = call["index"].as_u64().unwrap_or(at as u64);
        let function = &call["function"];
        let found = self
            .calls
            .iter()
            .position(|known| *known == (answer, theirs));
        let place = found.unwrap_or_else(|| {
            self.calls.push((answer, theirs));
            self.calls.len() - 1
        });
        let of_answer = self.calls[..place]
            .iter()
            .filter(|(of, _)| *of == answer)
            .count();
        let number = u32::try_from(of_answer).unwrap_or(u32::MAX);
        if found.is_none() {
            let given = text(&call["id"]);
            let (id, seal) = split_seal(&given);
            let delta = Delta::ToolStart {
                call: number,
                id: if id.is_empty() {
                    format!("call_{number}")
                } else {
                    id.to_owned()
                },
                name: self.notes.client_name(&text(&function["name"])).to_owned(),
                signature: seal.map(str::to_owned),
            };
            out.push(Event::Delta { answer, delta });
        }
        let json = arguments(&function["arguments"]);
        if !json.is_empty() {
            out.push(Event::Delta {
                answer,
                delta: Delta::ToolArguments { call: number, json },
            });
        }
    }
}
