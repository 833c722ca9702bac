//! The same dialect on both sides, where it is not OpenAI's chat: Anthropic Messages, OpenAI Responses,
//! Gemini. Events are passed on as they are; usage is read, and the model's name is put right where
//! the dialect says it at a known place.
//!
//! Sources: Anthropic "Streaming Messages", OpenAI "Responses streaming events", Google
//! "generateContent" (`UsageMetadata`).

use crate::domain::usage::Usage;
use crate::wire::door::{self, Door};
use crate::wire::fault::{Fault, status_meant};
use crate::wire::format::openai::{Reported, fault as openai_fault};
use crate::wire::format::{gemini, responses};
use crate::wire::frame::{SseSplitter, sse_data};
use crate::wire::origin;
use crate::wire::relay::{Seen, Step, Whole};
use bytes::{Bytes, BytesMut};
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

fn invalid(why: impl std::fmt::Display) -> Fault {
    let message = format!("the provider's answer is not what its dialect says: {why}");
    Fault::connection("upstream_invalid_response", 502, message)
}

/// Passes a whole answer on. `client_model` is the name to show; `None` keeps the provider's. Where
/// `origin` names the deployment, what it sealed is marked with it.
pub fn whole(
    door: Door,
    body: Bytes,
    client_model: Option<&str>,
    origin: Option<&str>,
) -> Result<Whole, Fault> {
    let mut said: Value = serde_json::from_slice(&body).map_err(invalid)?;
    if said.get("error").is_some_and(Value::is_object) {
        return Err(stated_fault(&said));
    }
    let mut seen = Seen::default();
    let (list, id) = match door {
        Door::Messages => ("content", "id"),
        Door::Responses => ("output", "id"),
        Door::Gemini => ("candidates", "responseId"),
        Door::OpenAi | Door::Completions => ("choices", "id"),
    };
    // A blocked prompt has no candidates, and is an answer.
    if !said[list].is_array() && said.get("promptFeedback").is_none() {
        return Err(invalid(format_args!("it has no '{list}'")));
    }
    text(&said[id]).clone_into(&mut seen.response_id);
    note_said(&mut seen, door, &said);
    seen.reported = usage(door, &said).map(reported);
    seen.service_tier = tier(door, &said);
    (seen.finished, seen.answered, seen.content) = (true, true, true);
    if door == Door::Responses && matches!(text(&said["status"]), "queued" | "in_progress") {
        // Made in the background: nothing is used yet, and whoever fetches it is told what was.
        seen.reported = Some(reported(Usage::default()));
    }
    collect_text(&said[list], &mut seen.text);
    let mut changed = origin.is_some_and(|origin| origin::mark(&mut said, origin));
    if let Some(model) = client_model
        && said.get("model").is_some_and(|named| *named != model)
    {
        said["model"] = model.into();
        changed = true;
    }
    let body = if changed {
        Bytes::from(said.to_string())
    } else {
        body
    };
    Ok(Whole { body, seen })
}

/// The last element of a JSON array: Gemini streams one where no event stream was asked for, and its
/// last element has the usage of all.
#[must_use]
pub fn last_of_array(body: &[u8]) -> Option<Bytes> {
    let items: Vec<&serde_json::value::RawValue> = serde_json::from_slice(body).ok()?;
    items
        .last()
        .map(|item| Bytes::copy_from_slice(item.get().as_bytes()))
}

/// Notes which model answered and why it ended, where an answer, or an event's part of it, says so.
fn note_said(seen: &mut Seen, door: Door, said: &Value) {
    match door {
        Door::Messages => {
            seen.said.named(text(&said["model"]));
            seen.said.finished(text(&said["stop_reason"]));
        }
        Door::Responses => {
            seen.said.named(text(&said["model"]));
            seen.said.finished(text(&said["status"]));
        }
        Door::Gemini => {
            seen.said.named(text(&said["modelVersion"]));
            for candidate in said["candidates"].as_array().into_iter().flatten() {
                seen.said.finished(text(&candidate["finishReason"]));
            }
        }
        Door::OpenAi | Door::Completions => {}
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn count(value: &Value) -> u64 {
    value.as_u64().unwrap_or(0)
}

fn reported(usage: Usage) -> Reported {
    Reported { usage, cost: None }
}

fn tier(door: Door, said: &Value) -> Option<String> {
    let place = match door {
        Door::Messages => &said["usage"]["service_tier"],
        Door::Gemini => ["serviceTier", "trafficType"]
            .iter()
            .map(|name| &said["usageMetadata"][name])
            .find(|told| told.is_string())?,
        Door::Responses | Door::OpenAi | Door::Completions => &said["service_tier"],
    };
    place.as_str().map(str::to_owned)
}

/// The status that an error object means, by its type or its code.
pub(super) fn error_status(error: &Value) -> u16 {
    let code = &error["code"];
    let number = code.as_u64().or_else(|| text(code).parse().ok());
    number
        .and_then(|code| u16::try_from(code).ok())
        .filter(|code| (400..600).contains(code))
        .or_else(|| status_meant(text(code)))
        .or_else(|| status_meant(text(&error["type"])))
        .unwrap_or(500)
}

/// Reads the usage of an answer, or of the object that holds it in an event.
#[must_use]
pub fn usage(door: Door, said: &Value) -> Option<Usage> {
    match door {
        Door::Messages => messages_usage(&said["usage"]),
        Door::Responses => responses::usage_of(&said["usage"]),
        Door::Gemini => gemini::usage(said),
        Door::OpenAi | Door::Completions => None,
    }
}

/// Anthropic's counts exclude each other already.
fn messages_usage(usage: &Value) -> Option<Usage> {
    usage["input_tokens"]
        .as_u64()
        .or_else(|| usage["output_tokens"].as_u64())?;
    let written = count(&usage["cache_creation_input_tokens"]);
    let hour = count(&usage["cache_creation"]["ephemeral_1h_input_tokens"]).min(written);
    Some(Usage {
        input: count(&usage["input_tokens"]),
        cache_read: count(&usage["cache_read_input_tokens"]),
        cache_write: written - hour,
        cache_write_1h: hour,
        output: count(&usage["output_tokens"]),
        ..Usage::default()
    })
}

/// Takes over what `message_delta` tells: cumulative counts; those it leaves out keep what the start
/// told. Says whether it told any.
pub(super) fn merge_messages_usage(usage: &mut Usage, said: &Value) -> bool {
    let Some(later) = messages_usage(said) else {
        return false;
    };
    let told = |name: &str| said[name].is_u64();
    if told("input_tokens") {
        usage.input = later.input;
    }
    if told("cache_read_input_tokens") {
        usage.cache_read = later.cache_read;
    }
    if told("cache_creation_input_tokens") {
        // The split by lifetime is told at the start only.
        let hour = usage.cache_write_1h.max(later.cache_write_1h);
        let written = later.cache_write + later.cache_write_1h;
        usage.cache_write_1h = hour.min(written);
        usage.cache_write = written - usage.cache_write_1h;
    }
    usage.output = usage.output.max(later.output);
    true
}

/// Gathers what an answer says, for counting it where the provider does not.
fn collect_text(value: &Value, out: &mut String) {
    const MEMBERS: &[&str] = &[
        "text",
        "thinking",
        "arguments",
        "name",
        "partial_json",
        "delta",
    ];
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_text(item, out)),
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(said) if MEMBERS.contains(&name.as_str()) => out.push_str(said),
                    Value::Array(_) | Value::Object(_) => collect_text(member, out),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// A stream on its way through.
#[derive(Debug)]
pub struct NativeRelay {
    door: Door,
    splitter: SseSplitter,
    client_model: Option<String>,
    /// The deployment, where what it seals is marked with it.
    origin: Option<Arc<str>>,
    /// The event that ends the answer: held back until the call is on record.
    last: BytesMut,
    done: bool,
    /// Of Responses: the response as it was last told of, and the number of the last event.
    response: Value,
    sequence: u64,
    /// What it told so far.
    pub seen: Seen,
}

impl NativeRelay {
    /// Begins a stream. `client_model` is the name to show; `None` keeps the provider's.
    #[must_use]
    pub fn new(door: Door, client_model: Option<String>) -> Self {
        Self {
            door,
            splitter: SseSplitter::default(),
            client_model,
            origin: None,
            last: BytesMut::new(),
            done: false,
            response: Value::Null,
            sequence: 0,
            seen: Seen::default(),
        }
    }

    /// Marks what the deployment seals.
    #[must_use]
    pub fn marking(mut self, origin: Option<Arc<str>>) -> Self {
        self.origin = origin;
        self
    }

    /// Takes bytes from the provider.
    pub fn push(&mut self, bytes: &[u8]) {
        self.splitter.push(bytes);
    }

    /// The next step, or `None` until more bytes come.
    pub fn next_step(&mut self) -> Option<Step> {
        if self.done {
            return Some(Step::Done);
        }
        match self.splitter.next_event() {
            Ok(event) => event.map(|event| self.step(event)),
            Err(error) => Some(Step::Fault(invalid(error))),
        }
    }

    /// The provider closed the connection. A last event may lack its empty line.
    pub fn end(&mut self) -> Step {
        if self.done {
            return Step::Done;
        }
        if let Some(rest) = self.splitter.rest() {
            let closed = [&rest[..], b"\n\n"].concat();
            match self.step(Bytes::from(closed)) {
                Step::Idle(_) => {}
                step => return step,
            }
        }
        if self.seen.finished {
            return Step::Done;
        }
        let message = "the provider closed the stream before its end";
        Step::Fault(Fault::connection("upstream_truncated", 502, message))
    }

    /// The event that was held back.
    #[must_use]
    pub fn closing(&mut self) -> Bytes {
        self.last.split().freeze()
    }

    /// What ends a stream that failed, where that depends on what was said: a response ends as failed.
    #[must_use]
    pub fn failing(&mut self, message: &str, status: u16) -> Option<Bytes> {
        let mut response = self.response.take();
        if let (Some(model), Some(named)) = (&self.client_model, response.get_mut("model")) {
            *named = model.as_str().into();
        }
        (self.door == Door::Responses && response.is_object())
            .then(|| door::responses::failed(response, self.sequence + 1, message, status))
    }

    fn step(&mut self, event: Bytes) -> Step {
        let payload = sse_data(&event);
        let data = payload.bytes().trim_ascii();
        if data.is_empty() {
            return Step::Idle(event);
        }
        if data == b"[DONE]" {
            self.done = true;
            return Step::Done;
        }
        let mut said: Value = match serde_json::from_slice(data) {
            Ok(said) => said,
            Err(why) => return Step::Fault(invalid(why)),
        };
        match self.door {
            Door::Messages => {
                let beginning = self.beginning(&said);
                match (beginning, self.messages(event, &mut said)) {
                    (Some(beginning), Step::Send(event)) => {
                        Step::Send([beginning.as_bytes(), &event].concat().into())
                    }
                    (_, step) => step,
                }
            }
            Door::Responses => self.responses(event, &mut said),
            Door::Gemini | Door::OpenAi | Door::Completions => self.gemini(event, &said),
        }
    }

    /// The event that a message begins with, where the provider left it out: clients refuse what comes
    /// without it. llama.cpp leaves it out when its first token is a part of a character.
    fn beginning(&mut self, said: &Value) -> Option<String> {
        let later = matches!(
            text(&said["type"]),
            "content_block_start" | "content_block_delta" | "message_delta"
        );
        if !later || self.seen.answered {
            return None;
        }
        self.seen.answered = true;
        // The same for the same answer. The call goes by its own id, as any whose provider told none.
        let mut hash = DefaultHasher::new();
        said.to_string().hash(&mut hash);
        let id = format!("msg_{:016x}", hash.finish());
        let message = serde_json::json!({ "type": "message_start", "message": {
            "id": id, "type": "message", "role": "assistant",
            "model": self.client_model.as_deref().unwrap_or_default(), "content": [],
            "stop_reason": null, "stop_sequence": null,
            "usage": { "input_tokens": 0, "output_tokens": 0 },
        } });
        Some(format!("event: message_start\ndata: {message}\n\n"))
    }

    fn messages(&mut self, event: Bytes, said: &mut Value) -> Step {
        match text(&said["type"]).to_owned().as_str() {
            "ping" => Step::Idle(event),
            "error" => Step::Fault(stated_fault(said)),
            "message_start" => {
                self.seen.answered = true;
                let message = &mut said["message"];
                text(&message["id"]).clone_into(&mut self.seen.response_id);
                note_said(&mut self.seen, self.door, message);
                self.seen.service_tier = tier(self.door, message);
                self.seen.reported = usage(self.door, message).map(reported);
                let Some(model) = self.client_model.as_deref() else {
                    return Step::Send(event);
                };
                if !message.is_object() || message["model"] == model {
                    return Step::Send(event);
                }
                message["model"] = model.into();
                Step::Send(Bytes::from(format!(
                    "event: message_start\ndata: {said}\n\n"
                )))
            }
            "message_delta" => {
                self.seen.finished |= said["delta"]["stop_reason"].is_string();
                note_said(&mut self.seen, self.door, &said["delta"]);
                let mut usage = self
                    .seen
                    .reported
                    .map(|told| told.usage)
                    .unwrap_or_default();
                if merge_messages_usage(&mut usage, &said["usage"]) {
                    self.seen.reported = Some(reported(usage));
                }
                Step::Send(event)
            }
            "message_stop" => {
                self.last.extend_from_slice(&event);
                self.done = true;
                Step::Done
            }
            _ => {
                self.note_text(said);
                Step::Send(event)
            }
        }
    }

    fn responses(&mut self, event: Bytes, said: &mut Value) -> Step {
        self.seen.answered = true;
        self.sequence = said["sequence_number"].as_u64().unwrap_or(self.sequence);
        let response = &said["response"];
        if self.response.is_null() && response.is_object() {
            self.response = response.clone();
        }
        if self.seen.response_id.is_empty() {
            text(&response["id"]).clone_into(&mut self.seen.response_id);
        }
        let kind = text(&said["type"]).to_owned();
        match kind.as_str() {
            "error" => return Step::Fault(stated_fault(said)),
            "response.failed" if !self.seen.content => {
                return Step::Fault(stated_fault(response));
            }
            "response.completed" | "response.incomplete" | "response.failed" => {
                note_said(&mut self.seen, self.door, response);
                self.seen.reported = usage(self.door, response).map(reported);
                self.seen.service_tier = tier(self.door, response);
                (self.seen.finished, self.done) = (true, true);
            }
            // What ends with `done` says again what its pieces said.
            kind if kind.rsplit('.').next() == Some("delta") => self.note_text(said),
            _ => {}
        }
        let event = self.renamed_response(event, said, &kind);
        if self.done {
            self.last.extend_from_slice(&event);
            return Step::Done;
        }
        Step::Send(event)
    }

    fn renamed_response(&self, event: Bytes, said: &mut Value, kind: &str) -> Bytes {
        let marks = self.origin.as_deref();
        let mut changed = marks.is_some_and(|origin| origin::mark(said, origin));
        let named = said
            .get_mut("response")
            .and_then(|response| response.get_mut("model"));
        if let (Some(model), Some(named)) = (self.client_model.as_deref(), named)
            && *named != model
        {
            *named = model.into();
            changed = true;
        }
        if !changed {
            return event;
        }
        Bytes::from(format!("event: {kind}\ndata: {said}\n\n"))
    }

    fn gemini(&mut self, event: Bytes, said: &Value) -> Step {
        if said.get("error").is_some_and(Value::is_object) {
            return Step::Fault(stated_fault(said));
        }
        self.seen.answered = true;
        if self.seen.response_id.is_empty() {
            text(&said["responseId"]).clone_into(&mut self.seen.response_id);
        }
        // Some tell less in the end than they did before.
        let earlier = self
            .seen
            .reported
            .map_or(0, |told| told.usage.total_tokens());
        if let Some(usage) = usage(self.door, said)
            && usage.total_tokens() >= earlier
        {
            self.seen.reported = Some(reported(usage));
        }
        self.seen.service_tier = tier(self.door, said).or(self.seen.service_tier.take());
        note_said(&mut self.seen, self.door, said);
        let candidates = said["candidates"].as_array().into_iter().flatten();
        for candidate in candidates {
            self.seen.finished |= candidate["finishReason"].is_string();
        }
        self.seen.finished |= said
            .get("promptFeedback")
            .is_some_and(|told| told["blockReason"].is_string());
        self.note_text(&said["candidates"]);
        Step::Send(event)
    }

    fn note_text(&mut self, said: &Value) {
        let before = self.seen.text.len();
        if before < super::relay::COUNTED_BYTES_MAX {
            collect_text(said, &mut self.seen.text);
        }
        self.seen.content |= self.seen.text.len() > before;
    }
}

/// What a provider says when it fails in the middle.
fn stated_fault(said: &Value) -> Fault {
    let error = said
        .get("error")
        .filter(|error| error.is_object())
        .unwrap_or(said);
    let mut fault = openai_fault(
        error_status(error),
        None,
        serde_json::json!({ "error": error }).to_string().as_bytes(),
    );
    // The event's own name says nothing of its error.
    fault.error_type = fault.error_type.filter(|kind| kind != "error");
    fault
}

#[cfg(test)]
mod tests;
