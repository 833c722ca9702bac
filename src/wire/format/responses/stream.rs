//! The stream of typed events.
//!
//! Every delta names its item's place in the output. Some OpenAI-alikes send an item's text only when
//! it is done, or the whole output only in the last event: what has not been told by then is told
//! from there.

use super::answer::{Body, Item, annotation, failure, if_fits};
use super::{invalid, truncated};
use crate::wire::chat::{Delta, Event};
use crate::wire::fault::Fault;
use crate::wire::format::{Flow, Frame, Notes};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Reads a streamed answer.
#[derive(Debug)]
pub struct Decoder {
    notes: Notes,
    started: bool,
    done: bool,
    calls: u32,
    items: Vec<Told>,
}

/// What has been told of one item.
#[derive(Debug, Default)]
struct Told {
    /// Its place in the output.
    place: u64,
    /// Which call it is.
    call: Option<u32>,
    /// How many bytes of text or arguments.
    bytes: usize,
    /// Which part of a thought the last piece belonged to.
    part: Option<(bool, u64)>,
    /// A source of it.
    annotated: bool,
    /// All of it.
    done: bool,
}

/// An event, as far as it is read.
#[derive(Deserialize)]
struct Step<'a> {
    #[serde(rename = "type", borrow, default)]
    kind: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "if_fits")]
    output_index: Option<u64>,
    #[serde(default, deserialize_with = "if_fits")]
    summary_index: Option<u64>,
    #[serde(default, deserialize_with = "if_fits")]
    content_index: Option<u64>,
    #[serde(default, deserialize_with = "if_fits")]
    delta: Option<String>,
    #[serde(borrow)]
    item: Option<&'a RawValue>,
    #[serde(borrow)]
    annotation: Option<&'a RawValue>,
    #[serde(borrow)]
    response: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
}

impl Step<'_> {
    /// The place of its item in the output.
    fn place(&self) -> u64 {
        self.output_index.unwrap_or(0)
    }
}

impl Decoder {
    /// Begins a stream.
    #[must_use]
    pub fn new(notes: Notes) -> Self {
        Self {
            notes,
            started: false,
            done: false,
            calls: 0,
            items: Vec::new(),
        }
    }

    /// Takes the next event.
    pub fn frame(&mut self, frame: Frame<'_>, events: &mut Vec<Event>) -> Result<Flow, Fault> {
        let data = frame.data.trim_ascii();
        if self.done {
            return Ok(Flow::Done);
        }
        if data.is_empty() || data == b"[DONE]" {
            return Ok(Flow::More);
        }
        let step: Step<'_> = serde_json::from_slice(data)
            .map_err(|why| invalid(&format!("has an event that cannot be read: {why}")))?;
        let kind = step.kind.clone().unwrap_or(Cow::Borrowed(frame.event));
        match &*kind {
            "response.created" | "response.in_progress" | "response.queued" => {
                self.start(&body(&step)?, events);
            }
            "response.output_item.added" => self.added(step.place(), &item(&step)?, events),
            "response.output_item.done" => self.item_done(step.place(), &item(&step)?, events),
            "response.output_text.annotation.added" => self.annotated(&step, events)?,
            "response.completed" | "response.incomplete" => {
                self.end_of(&body(&step)?, &kind, events)?;
                return Ok(Flow::Done);
            }
            "response.failed" => {
                let body = body(&step)?;
                return Err(body.failure().unwrap_or_else(|| failure("{}")));
            }
            "error" => {
                // The reference has the members at the top; the service nests them.
                let nested = step.error.map(RawValue::get).filter(|raw| *raw != "null");
                let raw = nested.unwrap_or(str::from_utf8(data).unwrap_or("{}"));
                return Err(failure(raw));
            }
            _ => self.delta(&kind, step, events),
        }
        Ok(Flow::More)
    }

    /// The bytes have ended.
    pub fn end(&mut self, _events: &mut Vec<Event>) -> Result<(), Fault> {
        if self.done { Ok(()) } else { Err(truncated()) }
    }

    fn start(&mut self, body: &Body<'_>, events: &mut Vec<Event>) {
        if !std::mem::replace(&mut self.started, true) {
            events.push(Event::Start {
                id: body.id.clone().unwrap_or_default(),
                model: body.model.clone().unwrap_or_default(),
            });
        }
    }

    fn told(&mut self, place: u64) -> &mut Told {
        let at = self.items.iter().position(|told| told.place == place);
        let at = at.unwrap_or_else(|| {
            self.items.push(Told {
                place,
                ..Told::default()
            });
            self.items.len() - 1
        });
        &mut self.items[at]
    }

    fn added(&mut self, place: u64, item: &Item, events: &mut Vec<Event>) {
        if item.is_call() && self.told(place).call.is_none() {
            let call = self.calls;
            self.calls += 1;
            self.told(place).call = Some(call);
            events.push(of(item.start(call, &self.notes)));
        }
    }

    fn delta(&mut self, kind: &str, step: Step<'_>, events: &mut Vec<Event>) {
        let place = step.place();
        let Some(text) = step.delta.filter(|text| !text.is_empty()) else {
            return;
        };
        let told = self.told(place);
        let first = told.bytes == 0;
        let part = match kind {
            "response.reasoning_summary_text.delta" => Some((false, step.summary_index)),
            "response.reasoning_text.delta" => Some((true, step.content_index)),
            _ => None,
        };
        let delta = match (kind, part, told.call) {
            ("response.output_text.delta", ..) => Delta::Text(text),
            ("response.refusal.delta", ..) => Delta::Refusal(text),
            (_, Some((raw, index)), _) => {
                let part = Some((raw, index.unwrap_or(0)));
                // Parts of a thought are paragraphs.
                let next = std::mem::replace(&mut told.part, part) != part && !first;
                Delta::Thinking(if next { ["\n\n", &text].concat() } else { text })
            }
            ("response.function_call_arguments.delta", _, Some(call)) => {
                Delta::ToolArguments { call, json: text }
            }
            _ => return,
        };
        told.bytes += match &delta {
            Delta::Text(text) | Delta::Refusal(text) | Delta::Thinking(text) => text.len(),
            Delta::ToolArguments { json, .. } => json.len(),
            _ => 0,
        };
        events.push(of(delta));
    }

    fn annotated(&mut self, step: &Step<'_>, events: &mut Vec<Event>) -> Result<(), Fault> {
        let raw = step.annotation.map_or("null", RawValue::get);
        let source: Value = serde_json::from_str(raw)
            .map_err(|why| invalid(&format!("has a source that cannot be read: {why}")))?;
        if source.is_object() {
            self.told(step.place()).annotated = true;
            events.push(of(Delta::Annotation(annotation(&source))));
        }
        Ok(())
    }

    /// Tells what the item holds and its deltas did not say.
    fn item_done(&mut self, place: u64, item: &Item, events: &mut Vec<Event>) {
        if self.told(place).done {
            return;
        }
        self.added(place, item, events);
        let told = self.told(place);
        told.done = true;
        let silent = told.bytes == 0;
        let annotated = told.annotated;
        let mut more = Vec::new();
        match item.kind.as_str() {
            "message" => {
                if silent {
                    more.extend(item.said());
                }
                if !annotated {
                    more.extend(item.annotations());
                }
                more.extend(item.logprobs());
            }
            "reasoning" => more.extend(item.thought_deltas(silent)),
            _ => {
                let json = item.call_arguments();
                if let Some(call) = told.call.filter(|_| silent && !json.is_empty()) {
                    more.push(Delta::ToolArguments { call, json });
                }
                more.extend(item.image());
            }
        }
        events.extend(more.into_iter().map(of));
    }

    fn end_of(
        &mut self,
        body: &Body<'_>,
        kind: &str,
        events: &mut Vec<Event>,
    ) -> Result<(), Fault> {
        self.start(body, events);
        if body.output.is_some() {
            for (place, item) in (0..).zip(&body.items()?) {
                self.item_done(place, item, events);
            }
        }
        let incomplete = kind == "response.incomplete";
        let status = incomplete.then(|| "incomplete".to_owned());
        let body = Body {
            id: None,
            model: None,
            status: status.or_else(|| body.status.clone()),
            service_tier: body.service_tier.clone(),
            ..*body
        };
        body.end(self.calls > 0, events);
        self.done = true;
        Ok(())
    }
}

fn of(delta: Delta) -> Event {
    Event::Delta { answer: 0, delta }
}

fn body<'a>(step: &Step<'a>) -> Result<Body<'a>, Fault> {
    let raw = step.response.map_or("{}", RawValue::get);
    serde_json::from_str(raw)
        .map_err(|why| invalid(&format!("has a response object that cannot be read: {why}")))
}

fn item(step: &Step<'_>) -> Result<Item, Fault> {
    let raw = step.item.map_or("{}", RawValue::get);
    serde_json::from_str(raw)
        .map_err(|why| invalid(&format!("has an item that cannot be read: {why}")))
}
