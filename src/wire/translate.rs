//! Different dialects on the two sides: frames in, events between, frames out.

use crate::wire::chat::{ChatRequest, ChatResponse, Delta, Event, Part, Role};
use crate::wire::door::openai::Request;
use crate::wire::door::{Door, Encoder, Rendering};
use crate::wire::fault::Fault;
use crate::wire::format::openai::{Reported, larger};
use crate::wire::format::{
    Decoder, Flow, Format, Frame, Framing, Notes, Outgoing, Target, WireError, anthropic,
};
use crate::wire::frame::aws::MessageSplitter;
use crate::wire::frame::lines::LineSplitter;
use crate::wire::frame::{SseData, SseSplitter, sse_data};
use crate::wire::json::Object;
use crate::wire::relay::{COUNTED_BYTES_MAX, Seen, Step, Whole};
use crate::wire::seals::{Gathering, Keeper};
use bytes::{Bytes, BytesMut};

/// Words before Claude Code's account of itself, which differs from one conversation to the next and
/// so would keep any other provider from finding the prompt in its cache.
const ATTRIBUTION: &str = "x-anthropic-billing-header:";

/// Says a request of an Anthropic client to a provider of another dialect. Such clients send every
/// model the same: the label of the user, an account of themselves, a wish for thinking. What of these
/// the provider has no place for is left out.
///
/// # Errors
/// Whatever else the provider refuses.
pub fn for_messages(
    mut asked: ChatRequest,
    format: Format,
    target: &Target<'_>,
    headers: &[(&'static str, String)],
) -> Result<Outgoing, WireError> {
    if !format.takes_user(target.deployment) {
        asked.user = None;
    }
    for turn in asked
        .turns
        .iter_mut()
        .filter(|turn| turn.role == Role::System)
    {
        turn.parts.retain(
            |part| !matches!(part, Part::Text { text, .. } if text.starts_with(ATTRIBUTION)),
        );
    }
    asked
        .turns
        .retain(|turn| turn.role != Role::System || !turn.parts.is_empty());
    let mut notes = Notes::default();
    anthropic::betas::into_members(headers, target.deployment, &mut asked, &mut notes);
    let mut outgoing = match format.request(&asked, target) {
        Err(WireError::Unsupported { params, .. })
            if params.iter().any(|name| name == "reasoning_effort") =>
        {
            asked.reasoning = None;
            notes.dropped.push("thinking".to_owned());
            format.request(&asked, target)
        }
        said => said,
    }?;
    outgoing.notes.dropped.append(&mut notes.dropped);
    Ok(outgoing)
}

/// Says a whole answer in the client's dialect.
pub fn whole(
    format: Format,
    notes: &Notes,
    body: &[u8],
    door: Door,
    rendering: &Rendering,
    asked: &Request,
) -> Result<Whole, Fault> {
    let response = format.response(body, notes)?;
    if let Some(keeper) = &asked.keeper {
        keeper.keep_answer(format, &response);
    }
    let mut seen = Seen::default();
    seen.note_response(&response);
    Ok(Whole {
        body: door.render(&response, rendering, &asked.object),
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
    thoughts: Option<Gathering>,
    /// What it told so far.
    pub seen: Seen,
}

/// What cuts the provider's bytes into frames.
#[derive(Debug)]
enum Frames {
    Sse(SseSplitter),
    Lines(LineSplitter),
    Aws(MessageSplitter),
}

/// A frame, cut out.
#[derive(Debug, Default)]
struct Cut {
    event: String,
    data: Bytes,
}

impl Cut {
    fn sse(event: &Bytes) -> Self {
        let data = match sse_data(event) {
            SseData::One(data) => event.slice_ref(data),
            SseData::Many(data) => Bytes::from(data),
            SseData::None => Bytes::new(),
        };
        Self::plain(data)
    }

    fn plain(data: Bytes) -> Self {
        let event = String::new();
        Self { event, data }
    }
}

impl Frames {
    fn new(framing: Framing) -> Self {
        match framing {
            Framing::Sse => Self::Sse(SseSplitter::default()),
            Framing::Lines => Self::Lines(LineSplitter::default()),
            Framing::Aws => Self::Aws(MessageSplitter::default()),
        }
    }

    fn push(&mut self, bytes: &[u8]) {
        match self {
            Self::Sse(splitter) => splitter.push(bytes),
            Self::Lines(splitter) => splitter.push(bytes),
            Self::Aws(splitter) => splitter.push(bytes),
        }
    }

    fn next(&mut self) -> Result<Option<Cut>, Fault> {
        match self {
            Self::Sse(splitter) => splitter
                .next_event()
                .map(|event| event.as_ref().map(Cut::sse))
                .map_err(|error| no_stream(&error)),
            Self::Lines(splitter) => splitter
                .next_line()
                .map(|line| line.map(Cut::plain))
                .map_err(|error| no_stream(&error)),
            Self::Aws(splitter) => splitter
                .next_message()
                .map(|message| {
                    message.map(|message| Cut {
                        event: message.event,
                        data: message.payload,
                    })
                })
                .map_err(|error| no_stream(&error)),
        }
    }

    /// What is left at the end of the bytes. Half a binary message is nothing.
    fn rest(&mut self) -> Option<Cut> {
        match self {
            Self::Sse(splitter) => splitter.rest().as_ref().map(Cut::sse),
            Self::Lines(splitter) => splitter.rest().map(Cut::plain),
            Self::Aws(_) => None,
        }
    }
}

fn no_stream(why: &dyn std::fmt::Display) -> Fault {
    Fault::connection(
        "upstream_invalid_response",
        502,
        format!("the provider's answer is no event stream: {why}"),
    )
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
            frames: Frames::new(format.framing()),
            decoder: format.decoder(notes),
            encoder: Encoder::new(door, rendering, asked),
            events: Vec::new(),
            done: false,
            thoughts: None,
            seen: Seen::default(),
        }
    }

    /// Keeps what is thought in it.
    #[must_use]
    pub fn keeping(mut self, format: Format, keeper: Option<&Keeper>) -> Self {
        self.thoughts = keeper.map(|keeper| Gathering::new(keeper.clone(), format));
        self
    }

    /// Takes bytes from the provider.
    pub fn push(&mut self, bytes: &[u8]) {
        self.frames.push(bytes);
    }

    /// The next step, or `None` until more bytes come.
    pub fn next_step(&mut self) -> Option<Step> {
        if self.done {
            return Some(Step::Done);
        }
        match self.frames.next() {
            Ok(cut) => cut.map(|cut| self.frame(&cut)),
            Err(fault) => Some(Step::Fault(fault)),
        }
    }

    /// The provider closed the connection. A last frame may lack its end.
    pub fn end(&mut self) -> Step {
        if self.done {
            return Step::Done;
        }
        if let Some(rest) = self.frames.rest() {
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
        if let Some(thoughts) = self.thoughts.take() {
            thoughts.finish();
        }
        self.encoder.finish(&mut out);
        out.freeze()
    }

    /// What ends a stream that failed, where that depends on what has been said: a response ends with
    /// what was done of it.
    #[must_use]
    pub fn failing(&mut self, message: &str, status: u16) -> Option<Bytes> {
        let Encoder::Responses(encoder) = &mut self.encoder else {
            return None;
        };
        let mut out = BytesMut::new();
        encoder.fail(message, status, &mut out);
        (!out.is_empty()).then(|| out.freeze())
    }

    fn frame(&mut self, cut: &Cut) -> Step {
        // A sign of life, of the provider's or of a gateway on the way, says nothing in any dialect.
        if cut.event.is_empty() && cut.data.is_empty() {
            return Step::Swallow;
        }
        let frame = Frame {
            event: &cut.event,
            data: &cut.data,
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
        for mut event in self.events.drain(..) {
            self.seen.note_event(&event);
            // Some providers tell less in the end than they did before.
            if let (Event::Usage(told), Some(kept)) = (&mut event, self.seen.reported) {
                *told = kept.usage;
            }
            if let Some(thoughts) = &mut self.thoughts {
                thoughts.note(&event);
            }
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
            Event::Start { id, model } => {
                self.said.named(model);
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
            Event::Finish { finish, .. } => {
                self.said.finished(finish.as_openai());
                self.finished = true;
            }
            Event::Usage(usage) => {
                let told = Reported {
                    usage: *usage,
                    cost: None,
                };
                self.reported = Some(self.reported.map_or(told, |kept| larger(kept, told)));
            }
            Event::ServiceTier(tier) => self.service_tier = Some(tier.clone()),
        }
        self.answered = true;
    }

    fn note_response(&mut self, response: &ChatResponse) {
        self.response_id.clone_from(&response.id);
        self.said.named(&response.model);
        for answer in &response.answers {
            self.said.finished(answer.finish.as_openai());
        }
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
