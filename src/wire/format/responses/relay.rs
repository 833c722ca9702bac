//! Watches an answer that is relayed as it is: client and provider both speak this dialect.

use super::answer::{Body, failure, if_fits};
use super::{invalid, truncated, usage};
use crate::domain::usage::Usage;
use crate::wire::chat::Delta;
use crate::wire::fault::Fault;
use crate::wire::format::Notes;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// How much text of an answer is kept for counting it, should the provider send no usage.
const COUNTED_BYTES_MAX: usize = 4 << 20;

/// What an answer told about itself so far.
#[derive(Debug, Default)]
pub struct Seen {
    /// The provider's id of the response.
    pub response_id: String,
    /// Usage, where the provider reported a credible one.
    pub usage: Option<Usage>,
    /// The service tier that the provider says it used.
    pub service_tier: Option<String>,
    /// Text, reasoning and arguments of the answer, kept for counting.
    pub text: String,
    /// Content has begun.
    pub content: bool,
    /// How the answer ended, once it did.
    pub end: Option<End>,
}

/// How an answer ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// It is there.
    Completed,
    /// It was cut off, and is billed.
    Incomplete,
    /// The provider failed and said so in the response.
    Failed(Fault),
    /// An error event, or something that is no event of this dialect.
    Error(Fault),
}

/// Reads a relayed stream event by event, or a whole answer.
#[derive(Debug, Default)]
pub struct Reader {
    seen: Seen,
}

/// An event, as far as it is read.
#[derive(Deserialize)]
struct Step<'a> {
    #[serde(rename = "type", borrow)]
    kind: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "if_fits")]
    delta: Option<String>,
    #[serde(borrow)]
    response: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
}

impl Reader {
    /// Takes the payload of the next event. Once the answer has ended, nothing changes any more.
    pub fn frame(&mut self, data: &[u8]) -> &Seen {
        let data = data.trim_ascii();
        if self.seen.end.is_none() && !data.is_empty() && data != b"[DONE]" {
            self.seen.note(data);
        }
        &self.seen
    }

    /// What has been told so far.
    #[must_use]
    pub fn seen(&self) -> &Seen {
        &self.seen
    }

    /// The bytes have ended.
    pub fn end(&self) -> Result<(), Fault> {
        match &self.seen.end {
            Some(End::Completed | End::Incomplete) => Ok(()),
            Some(End::Failed(fault) | End::Error(fault)) => Err(fault.clone()),
            None => Err(truncated()),
        }
    }
}

/// Reads a whole answer. One that says that it failed, or is none, is a fault.
pub fn whole(body: &[u8]) -> Result<Seen, Fault> {
    let body: Body<'_> = serde_json::from_slice(body)
        .map_err(|why| invalid(&format!("is not a response object: {why}")))?;
    let failed = matches!(body.status.as_deref(), Some("failed"));
    // A background answer is whole, though it is not finished: it is asked for again later.
    let error = body.error.filter(|error| error.get() != "null");
    if failed || error.is_some() {
        return Err(failure(error.map_or("{}", RawValue::get)));
    }
    let mut seen = Seen::default();
    let output = body.output.ok_or_else(|| invalid("has no 'output' list"))?;
    if !output.get().starts_with('[') {
        return Err(invalid("has an 'output' that is no list"));
    }
    seen.take(&body);
    seen.end = match body.status.as_deref() {
        Some("incomplete") => Some(End::Incomplete),
        Some("queued" | "in_progress") => None,
        _ => Some(End::Completed),
    };
    Ok(seen)
}

impl Seen {
    fn note(&mut self, data: &[u8]) {
        let step: Step<'_> = match serde_json::from_slice(data) {
            Ok(step) => step,
            Err(why) => {
                let fault = invalid(&format!("has an event that cannot be read: {why}"));
                self.end = Some(End::Error(fault));
                return;
            }
        };
        let kind = step.kind.as_deref().unwrap_or_default();
        match (kind, step.delta) {
            ("error", _) => {
                let nested = step.error.map(RawValue::get).filter(|raw| *raw != "null");
                let raw = nested.unwrap_or(str::from_utf8(data).unwrap_or("{}"));
                self.end = Some(End::Error(failure(raw)));
            }
            (kind, Some(text)) => {
                self.content = true;
                // Sound comes in base64; its transcript has an event of its own.
                if kind != "response.audio.delta" {
                    self.keep(&text);
                }
            }
            ("response.output_item.added", _) => self.content = true,
            _ => self.lifecycle(kind, step.response),
        }
    }

    /// The events that carry the response object.
    fn lifecycle(&mut self, kind: &str, response: Option<&RawValue>) {
        let Some(raw) = response else { return };
        let body: Body<'_> = match serde_json::from_str(raw.get()) {
            Ok(body) => body,
            Err(why) => {
                let fault = invalid(&format!("has a response that cannot be read: {why}"));
                self.end = Some(End::Error(fault));
                return;
            }
        };
        self.end = match kind {
            "response.completed" => Some(End::Completed),
            "response.incomplete" => Some(End::Incomplete),
            "response.failed" => {
                let error = body.error.filter(|error| error.get() != "null");
                Some(End::Failed(failure(error.map_or("{}", RawValue::get))))
            }
            _ => None,
        };
        self.take(&body);
    }

    /// Takes what a response object tells.
    fn take(&mut self, body: &Body<'_>) {
        if self.response_id.is_empty() {
            self.response_id = body.id.clone().unwrap_or_default();
        }
        if body.service_tier.is_some() {
            self.service_tier.clone_from(&body.service_tier);
        }
        if let Some(reported) = body.usage.and_then(|raw| usage(raw.get())) {
            self.usage = Some(reported);
        }
        // Providers that stream no deltas tell everything at the end.
        if self.text.is_empty()
            && let Ok(items) = body.items()
        {
            self.content |= !items.is_empty();
            let notes = Notes::default();
            for delta in items.iter().flat_map(|item| item.deltas(&mut 0, &notes)) {
                match delta {
                    Delta::Text(text) | Delta::Refusal(text) | Delta::Thinking(text) => {
                        self.keep(&text);
                    }
                    Delta::ToolArguments { json, .. } => self.keep(&json),
                    _ => {}
                }
            }
        }
    }

    fn keep(&mut self, text: &str) {
        if self.text.len() + text.len() <= COUNTED_BYTES_MAX {
            self.text.push_str(text);
        }
    }
}
