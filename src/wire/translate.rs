//! Different dialects on the two sides: frames in, events between, frames out.

use crate::wire::chat::{ChatResponse, Delta, Event, Part};
use crate::wire::door::{Door, Encoder, Rendering};
use crate::wire::fault::Fault;
use crate::wire::format::openai::Reported;
use crate::wire::format::{Decoder, Flow, Format, Frame, Framing, Notes};
use crate::wire::frame::{SseSplitter, sse_data};
use crate::wire::json::Object;
use crate::wire::relay::{COUNTED_BYTES_MAX, Seen, Step, Whole};
use bytes::{Bytes, BytesMut};

/// Says a whole answer in the client's dialect.
pub fn whole(
    format: Format,
    notes: &Notes,
    body: &[u8],
    door: Door,
    rendering: &Rendering,
    asked: &Object,
) -> Result<Whole, Fault> {
    let response = format.response(body, notes)?;
    let mut seen = Seen::default();
    seen.note_response(&response);
    Ok(Whole {
        body: door.render(&response, rendering, asked),
        seen,
    })
}

/// A stream on its way from one dialect to another.
#[derive(Debug)]
pub struct Translation {
    frames: Frames,
    decoder: Decoder,
    encoder: Encoder,
    events: Vec<Event>,
    done: bool,
    /// What it told so far.
    pub seen: Seen,
}

#[derive(Debug)]
enum Frames {
    Sse(SseSplitter),
}

impl Translation {
    /// Begins a stream.
    #[must_use]
    pub fn new(
        format: Format,
        notes: Notes,
        door: Door,
        rendering: Rendering,
        asked: &Object,
    ) -> Self {
        Self {
            frames: match format.framing() {
                Framing::Sse => Frames::Sse(SseSplitter::default()),
            },
            decoder: format.decoder(notes),
            encoder: Encoder::new(door, rendering, asked),
            events: Vec::new(),
            done: false,
            seen: Seen::default(),
        }
    }

    /// Takes bytes from the provider.
    pub fn push(&mut self, bytes: &[u8]) {
        match &mut self.frames {
            Frames::Sse(splitter) => splitter.push(bytes),
        }
    }

    /// The next step, or `None` until more bytes come.
    pub fn next_step(&mut self) -> Option<Step> {
        if self.done {
            return Some(Step::Done);
        }
        let Frames::Sse(splitter) = &mut self.frames;
        match splitter.next_event() {
            Ok(event) => event.map(|event| self.frame(&event)),
            Err(error) => Some(Step::Fault(Fault::connection(
                "upstream_invalid_response",
                502,
                format!("the provider's answer is no event stream: {error}"),
            ))),
        }
    }

    /// The provider closed the connection. A last frame may lack its end.
    pub fn end(&mut self) -> Step {
        if self.done {
            return Step::Done;
        }
        let Frames::Sse(splitter) = &mut self.frames;
        if let Some(rest) = splitter.rest() {
            match self.frame(&rest) {
                Step::Swallow | Step::Idle(_) => {}
                step => return step,
            }
        }
        match self.decoder.end(&mut self.events) {
            Ok(()) => {
                self.done = true;
                self.encode().map_or(Step::Done, Step::Send)
            }
            Err(fault) => Step::Fault(fault),
        }
    }

    /// The last frames, to be sent once the call is on record.
    #[must_use]
    pub fn closing(&mut self) -> Bytes {
        let mut out = BytesMut::new();
        self.encoder.finish(&mut out);
        out.freeze()
    }

    fn frame(&mut self, event: &Bytes) -> Step {
        let data = sse_data(event);
        let frame = Frame {
            event: "",
            data: data.bytes(),
        };
        let flow = match self.decoder.frame(frame, &mut self.events) {
            Ok(flow) => flow,
            Err(fault) => return Step::Fault(fault),
        };
        self.done = flow == Flow::Done;
        match self.encode() {
            Some(bytes) => Step::Send(bytes),
            None if self.done => Step::Done,
            None => Step::Swallow,
        }
    }

    fn encode(&mut self) -> Option<Bytes> {
        let mut out = BytesMut::new();
        for event in self.events.drain(..) {
            self.seen.note_event(&event);
            self.encoder.event(event, &mut out);
        }
        (!out.is_empty()).then(|| out.freeze())
    }
}

impl Seen {
    fn keep(&mut self, text: &str) {
        self.content |= !text.is_empty();
        if self.text.len() < COUNTED_BYTES_MAX {
            self.text.push_str(text);
        }
    }

    fn note_event(&mut self, event: &Event) {
        match event {
            Event::Start { id, .. } => {
                if self.response_id.is_empty() {
                    self.response_id.clone_from(id);
                }
            }
            Event::Delta { delta, .. } => match delta {
                Delta::Text(text) | Delta::Thinking(text) | Delta::Refusal(text) => self.keep(text),
                Delta::ToolStart { name, .. } => self.keep(name),
                Delta::ToolArguments { json, .. } => self.keep(json),
                Delta::Image { .. } | Delta::RedactedThinking(_) => self.content = true,
                Delta::ThinkingSignature(_) | Delta::Annotation(_) | Delta::Logprobs(_) => {}
            },
            Event::Finish { .. } => self.finished = true,
            Event::Usage(usage) => {
                self.reported = Some(Reported {
                    usage: *usage,
                    cost: None,
                });
            }
            Event::ServiceTier(tier) => self.service_tier = Some(tier.clone()),
        }
        self.answered = true;
    }

    fn note_response(&mut self, response: &ChatResponse) {
        self.response_id.clone_from(&response.id);
        self.service_tier.clone_from(&response.service_tier);
        self.reported = response.usage.map(|usage| Reported { usage, cost: None });
        self.answered = true;
        self.finished = true;
        for part in response.answers.iter().flat_map(|answer| &answer.parts) {
            match part {
                Part::Text { text, .. } | Part::Thinking { text, .. } | Part::Refusal { text } => {
                    self.keep(text);
                }
                Part::ToolCall(call) => {
                    self.keep(&call.name);
                    self.keep(&call.arguments);
                }
                _ => self.content = true,
            }
        }
    }
}
