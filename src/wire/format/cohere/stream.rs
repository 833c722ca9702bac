//! A stream's events.

use super::fault::{failed, fault};
use super::response::{
    Call, Citation, Logprob, Said, annotations, filled, finish, logprobs, unreadable, usage,
};
use crate::wire::chat::{Delta, Event};
use crate::wire::fault::Fault;
use crate::wire::format::{Flow, Frame, Notes};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;

#[derive(Deserialize)]
struct Told<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Cow<'a, str>,
    id: Option<String>,
    index: Option<u32>,
    #[serde(borrow)]
    delta: Option<Step<'a>>,
    logprobs: Option<Logprob>,
    /// A refusal in the place of an event.
    message: Option<String>,
}

#[derive(Deserialize)]
struct Step<'a> {
    #[serde(borrow)]
    message: Option<Message<'a>>,
    finish_reason: Option<String>,
    usage: Option<Value>,
    error: Option<String>,
}

/// What the members are depends on the event: lists at the start, one object later.
#[derive(Deserialize, Default)]
struct Message<'a> {
    #[serde(borrow)]
    content: Option<&'a RawValue>,
    tool_plan: Option<String>,
    #[serde(borrow)]
    tool_calls: Option<&'a RawValue>,
    #[serde(borrow)]
    citations: Option<&'a RawValue>,
}

/// A call that has begun.
#[derive(Debug)]
struct Open {
    /// The provider's number of it.
    index: u32,
    has_arguments: bool,
}

/// Reads the events of a stream.
#[derive(Debug)]
pub struct Decoder {
    calls: Vec<Open>,
    done: bool,
}

impl Decoder {
    /// Begins an answer.
    #[must_use]
    pub fn new(_notes: Notes) -> Self {
        Self {
            calls: Vec::new(),
            done: false,
        }
    }

    /// Reads one event.
    ///
    /// # Errors
    /// A fault when it cannot be read, or says that the provider failed.
    pub fn frame(&mut self, frame: Frame<'_>, out: &mut Vec<Event>) -> Result<Flow, Fault> {
        let told: Told<'_> = serde_json::from_slice(frame.data).map_err(|e| unreadable(&e))?;
        let kind = if told.kind.is_empty() {
            frame.event
        } else {
            &told.kind
        };
        if told.message.is_some() && told.delta.is_none() {
            return Err(fault(500, None, frame.data));
        }
        if kind == "message-start" {
            out.push(Event::Start {
                id: told.id.unwrap_or_default(),
                model: String::new(),
            });
            return Ok(Flow::More);
        }
        let Some(step) = told.delta else {
            if kind == "tool-call-end" {
                self.close(told.index, out);
            }
            return Ok(Flow::More);
        };
        if kind == "message-end" {
            return self.finish(&step, out);
        }
        let message = step.message.unwrap_or_default();
        match kind {
            "content-start" | "content-delta" => {
                if let Some(said) = one::<Said>(message.content)? {
                    push(out, filled(said.thinking).map(Delta::Thinking));
                    push(out, filled(said.text).map(Delta::Text));
                }
                let likely = told.logprobs.and_then(|piece| logprobs(&[piece]));
                push(out, likely.map(Delta::Logprobs));
            }
            "tool-plan-delta" => push(out, filled(message.tool_plan).map(Delta::Thinking)),
            "tool-call-start" => {
                if let Some(call) = one::<Call>(message.tool_calls)? {
                    self.open(told.index, call, out);
                }
            }
            "tool-call-delta" => {
                let call = one::<Call>(message.tool_calls)?;
                let more = call.and_then(|call| call.function?.arguments);
                self.arguments(told.index, more, out);
            }
            "tool-call-end" => self.close(told.index, out),
            "citation-start" => {
                if let Some(citation) = one::<Citation>(message.citations)? {
                    for source in annotations(&citation) {
                        push(out, Some(Delta::Annotation(source)));
                    }
                }
            }
            // `content-end`, `citation-end`, `debug`, and what is yet to come.
            _ => {}
        }
        Ok(Flow::More)
    }

    /// The bytes have ended.
    ///
    /// # Errors
    /// A fault when the answer was not complete.
    pub fn end(&mut self, _out: &mut Vec<Event>) -> Result<(), Fault> {
        if self.done {
            return Ok(());
        }
        let message = "the provider's stream ended before its answer did";
        Err(Fault::connection("upstream_truncated", 502, message))
    }

    fn finish(&mut self, step: &Step<'_>, out: &mut Vec<Event>) -> Result<Flow, Fault> {
        // A failed answer is billed too, so its usage goes first.
        out.extend(step.usage.as_ref().and_then(usage).map(Event::Usage));
        let said = step.error.as_deref();
        let word = step.finish_reason.as_deref();
        if word.is_none() && said.is_some() {
            return Err(failed(500, said));
        }
        let finish = finish(word, !self.calls.is_empty(), said)?;
        out.push(Event::Finish {
            answer: 0,
            finish,
            stop_sequence: None,
        });
        self.done = true;
        Ok(Flow::Done)
    }

    fn open(&mut self, index: Option<u32>, call: Call, out: &mut Vec<Event>) {
        let number = self.calls.len() as u32;
        let index = index.unwrap_or(number);
        self.calls.push(Open {
            index,
            has_arguments: false,
        });
        let (name, arguments) = call.function.map_or_else(Default::default, |function| {
            (function.name, function.arguments)
        });
        push(
            out,
            Some(Delta::ToolStart {
                call: number,
                id: call.id,
                name,
                signature: None,
            }),
        );
        self.arguments(Some(index), arguments, out);
    }

    fn arguments(&mut self, index: Option<u32>, more: Option<String>, out: &mut Vec<Event>) {
        let Some(json) = filled(more) else {
            return;
        };
        if let Some(call) = self.place(index) {
            self.calls[call].has_arguments = true;
            let call = call as u32;
            push(out, Some(Delta::ToolArguments { call, json }));
        }
    }

    /// A call without arguments says nothing of them; clients read an object.
    fn close(&mut self, index: Option<u32>, out: &mut Vec<Event>) {
        let bare = self
            .place(index)
            .filter(|call| !self.calls[*call].has_arguments);
        if bare.is_some() {
            self.arguments(index, Some("{}".to_owned()), out);
        }
    }

    /// Which call an event is about: that of its number, else the newest.
    fn place(&self, index: Option<u32>) -> Option<usize> {
        let found = |wanted| self.calls.iter().rposition(|call| call.index == wanted);
        index
            .and_then(found)
            .or_else(|| self.calls.len().checked_sub(1))
    }
}

fn push(out: &mut Vec<Event>, delta: Option<Delta>) {
    out.extend(delta.map(|delta| Event::Delta { answer: 0, delta }));
}

/// The object of an event; `None` for a list, which only the start has, empty.
fn one<T: DeserializeOwned>(raw: Option<&RawValue>) -> Result<Option<T>, Fault> {
    let raw = raw.map(RawValue::get).filter(|raw| raw.starts_with('{'));
    raw.map(serde_json::from_str)
        .transpose()
        .map_err(|error| unreadable(&error))
}
