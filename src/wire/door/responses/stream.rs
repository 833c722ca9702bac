//! The stream of typed events.
//!
//! OpenAI API reference, "Streaming events": an item is added, filled and done; in a message a part is
//! added, filled and done; every event has the next number. A message or thought is open alone, calls
//! may be open beside it: providers interleave parallel calls, and no event says that a call is over,
//! so calls are done when the answer is.

mod words;

use super::echo::Echo;
use super::event::{
    arguments_delta, close_call, close_content, close_custom_call, code, place_of, summary_part,
    write, write_error,
};
use super::item::{self, Item};
use super::response::{End, Told};
use crate::domain::usage::Usage;
use crate::wire::chat::{Delta, Event, Finish, join_seal};
use crate::wire::door::Rendering;
use bytes::BytesMut;
use serde_json::Value;

/// Makes of an answer's events, in whatever order they come, a sequence that the protocol allows.
#[derive(Debug)]
pub struct Encoder {
    rendering: Rendering,
    echo: Echo,
    /// The number of the next event.
    sequence: u64,
    phase: Phase,
    items: Vec<Slot>,
    /// The message or thought that is being filled.
    open: Option<usize>,
    /// Sources that came when no text was open.
    annotations: Vec<Value>,
    /// Log probabilities that wait for the next piece of text.
    logprobs: Vec<Value>,
    usage: Option<Usage>,
    service_tier: Option<String>,
    finish: Finish,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Silent,
    Begun,
    Ended,
}

/// An item and its place in the output: its index.
#[derive(Debug)]
struct Slot {
    item: Item,
    id: String,
    /// Which of the answer's calls it is.
    call: Option<u32>,
    /// The item as it was told when it was done.
    done: Option<Value>,
}

impl Encoder {
    /// Begins an answer.
    #[must_use]
    pub fn new(rendering: Rendering, echo: Echo) -> Self {
        Self {
            rendering,
            echo,
            sequence: 0,
            phase: Phase::Silent,
            items: Vec::new(),
            open: None,
            annotations: Vec::new(),
            logprobs: Vec::new(),
            usage: None,
            service_tier: None,
            finish: Finish::Stop,
        }
    }

    /// Says the next step. Of several answers only the first is told: this dialect has no more.
    pub fn event(&mut self, event: Event, out: &mut BytesMut) {
        if self.phase == Phase::Ended {
            return;
        }
        self.begin(out);
        match event {
            Event::Delta { answer: 0, delta } => self.delta(delta, out),
            Event::Finish {
                answer: 0, finish, ..
            } => self.finish = finish,
            Event::Usage(usage) => self.usage = Some(usage),
            Event::ServiceTier(tier) => self.service_tier = Some(tier),
            Event::Start { .. } | Event::Delta { .. } | Event::Finish { .. } => {}
        }
    }

    /// Says that the answer is complete.
    pub fn finish(&mut self, out: &mut BytesMut) {
        if self.phase == Phase::Ended {
            return;
        }
        self.begin(out);
        if !self.annotations.is_empty() {
            self.text(false, String::new(), out);
        }
        self.settle();
        let end = End::of(self.finish);
        self.open = None;
        for at in 0..self.items.len() {
            self.close(at, end.item_status(at + 1 == self.items.len()), out);
        }
        let kind = match end {
            End::Incomplete(_) => "response.incomplete",
            _ => "response.completed",
        };
        self.whole(kind, end, out);
        self.phase = Phase::Ended;
    }

    /// Says that the provider failed: an error for clients that wait for one, and the end of the
    /// response with what was done of it.
    pub fn fail(&mut self, message: &str, status: u16, out: &mut BytesMut) {
        if self.phase == Phase::Ended {
            return;
        }
        self.begin(out);
        write_error(out, &mut self.sequence, message, status);
        self.whole("response.failed", End::Failed(code(status), message), out);
        self.phase = Phase::Ended;
    }

    fn begin(&mut self, out: &mut BytesMut) {
        if self.phase == Phase::Silent {
            self.phase = Phase::Begun;
            self.whole("response.created", End::InProgress, out);
            self.whole("response.in_progress", End::InProgress, out);
        }
    }

    /// An event that carries the response object.
    fn whole(&mut self, kind: &str, end: End<'_>, out: &mut BytesMut) {
        let output: Vec<Value> = self
            .items
            .iter()
            .filter_map(|slot| slot.done.clone())
            .collect();
        let object = Told {
            end,
            output: &output,
            usage: self.usage.as_ref().filter(|_| end != End::InProgress),
            service_tier: self.service_tier.as_deref(),
        }
        .write(&self.rendering, &self.echo);
        write(out, &mut self.sequence, kind, |event| {
            event.raw("response", &String::from_utf8_lossy(&object));
        });
    }

    fn delta(&mut self, delta: Delta, out: &mut BytesMut) {
        match delta {
            Delta::Text(text) if !text.is_empty() => self.text(false, text, out),
            Delta::Refusal(text) if !text.is_empty() => self.text(true, text, out),
            Delta::Thinking(text) if !text.is_empty() => self.thinking(&text, out),
            // Another thought begins, whose text nobody is told: the seal that comes is not the last one's.
            Delta::Thinking(_) => self.end_sealed_thought(out),
            Delta::ThinkingSignature(more) if !more.is_empty() => self.seal(&more, out),
            Delta::RedactedThinking(data) => {
                self.add(Item::redacted(&data), out);
                self.close_open(out);
            }
            Delta::ToolStart {
                call,
                id,
                name,
                signature,
            } => self.call(call, &id, &name, signature.as_deref(), out),
            Delta::ToolArguments { call, json } if !json.is_empty() => {
                self.arguments(call, &json, out);
            }
            Delta::Annotation(source) => self.annotation(&source, out),
            Delta::Image { media_type, data } => self.image(media_type, data, out),
            Delta::Logprobs(more) => self.logprobs.extend(item::logprobs(&more)),
            _ => {}
        }
    }

    /// Closes what is open and opens an item in the next place.
    fn add(&mut self, item: Item, out: &mut BytesMut) -> usize {
        self.close_open(out);
        let at = self.items.len();
        let id = item.id(&self.rendering.id, at);
        let empty = match &item {
            Item::Message(_) => Item::Message(Vec::new()),
            Item::Reasoning { .. } => Item::Reasoning {
                text: String::new(),
                seal: None,
            },
            other => other.clone(),
        };
        write(
            out,
            &mut self.sequence,
            "response.output_item.added",
            |event| {
                event.raw("output_index", &at.to_string());
                event.raw("item", &empty.json(&id, "in_progress").to_string());
            },
        );
        if !matches!(item, Item::Call { .. }) {
            self.open = Some(at);
        }
        self.items.push(Slot {
            item,
            id,
            call: None,
            done: None,
        });
        at
    }

    fn thinking(&mut self, more: &str, out: &mut BytesMut) {
        let unsealed = self
            .open
            .filter(|at| matches!(self.items[*at].item, Item::Reasoning { seal: None, .. }));
        let at = unsealed.unwrap_or_else(|| self.add_thought(out));
        let Slot { item, id, .. } = &mut self.items[at];
        let Item::Reasoning { text, .. } = item else {
            return;
        };
        if text.is_empty() {
            let kind = "response.reasoning_summary_part.added";
            summary_part(out, &mut self.sequence, kind, (id, at), "");
        }
        text.push_str(more);
        let kind = "response.reasoning_summary_text.delta";
        write(out, &mut self.sequence, kind, |event| {
            place_of(event, id, at);
            event.raw("summary_index", "0");
            event.string("delta", more);
        });
    }

    fn end_sealed_thought(&mut self, out: &mut BytesMut) {
        let open = self.open.map(|at| &self.items[at].item);
        if matches!(open, Some(Item::Reasoning { seal: Some(_), .. })) {
            self.close_open(out);
        }
    }

    fn add_thought(&mut self, out: &mut BytesMut) -> usize {
        let thought = Item::Reasoning {
            text: String::new(),
            seal: None,
        };
        self.add(thought, out)
    }

    fn seal(&mut self, more: &str, out: &mut BytesMut) {
        let thought = self
            .open
            .filter(|at| matches!(self.items[*at].item, Item::Reasoning { .. }));
        let at = thought.unwrap_or_else(|| self.add_thought(out));
        if let Item::Reasoning { seal, .. } = &mut self.items[at].item {
            seal.get_or_insert_default().push_str(more);
        }
    }

    fn call(
        &mut self,
        call: u32,
        id: &str,
        function: &str,
        signature: Option<&str>,
        out: &mut BytesMut,
    ) {
        if self.items.iter().any(|slot| slot.call == Some(call)) {
            return;
        }
        let sealed = join_seal(id, signature);
        let place = self.items.len();
        let call_id = item::call_id(&sealed, !id.is_empty(), &self.rendering.id, place);
        let item = Item::call(call_id, function, String::new(), &self.echo.names);
        let at = self.add(item, out);
        self.items[at].call = Some(call);
    }

    fn arguments(&mut self, call: u32, more: &str, out: &mut BytesMut) {
        let Some(at) = self.items.iter().position(|slot| slot.call == Some(call)) else {
            return;
        };
        let Slot { item, id, .. } = &mut self.items[at];
        if let Item::Call {
            arguments, custom, ..
        } = item
        {
            arguments.push_str(more);
            if !*custom {
                arguments_delta(out, &mut self.sequence, (id, at), more);
            }
        }
    }

    fn image(&mut self, media_type: String, data: String, out: &mut BytesMut) {
        self.add(Item::Image { media_type, data }, out);
        self.close_open(out);
    }

    fn close_open(&mut self, out: &mut BytesMut) {
        self.settle();
        if let Some(at) = self.open.take() {
            self.close(at, "completed", out);
        }
    }

    /// Says that an item is done, once.
    fn close(&mut self, at: usize, status: &str, out: &mut BytesMut) {
        let sequence = &mut self.sequence;
        let Slot { item, id, done, .. } = &mut self.items[at];
        if done.is_some() {
            return;
        }
        let place = (id.as_str(), at);
        match item {
            Item::Message(contents) => {
                if let Some(last) = contents.last() {
                    close_content(out, sequence, place, contents.len() - 1, last);
                }
            }
            Item::Reasoning { text, .. } if !text.is_empty() => {
                write(
                    out,
                    sequence,
                    "response.reasoning_summary_text.done",
                    |event| {
                        place_of(event, id, at);
                        event.raw("summary_index", "0");
                        event.string("text", text);
                    },
                );
                let kind = "response.reasoning_summary_part.done";
                summary_part(out, sequence, kind, place, text);
            }
            Item::Reasoning { .. } => {}
            Item::Call {
                arguments,
                custom: true,
                ..
            } => close_custom_call(out, sequence, place, arguments),
            Item::Call {
                name, arguments, ..
            } => close_call(out, sequence, place, name, arguments),
            Item::Image { .. } => {
                let kind = "response.image_generation_call.completed";
                write(out, sequence, kind, |event| place_of(event, id, at));
            }
        }
        let whole = item.json(id, status);
        write(out, sequence, "response.output_item.done", |event| {
            event.raw("output_index", &at.to_string());
            event.raw("item", &whole.to_string());
        });
        *done = Some(whole);
    }
}
