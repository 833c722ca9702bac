//! Ollama's answers: one object, or one a line.

use crate::domain::usage::Usage;
use crate::wire::chat::{ChatResponse, Collector, Delta, Event, Finish};
use crate::wire::fault::Fault;
use crate::wire::format::{Flow, Frame, Notes, openai};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

#[derive(Deserialize)]
struct Piece<'a> {
    #[serde(default)]
    model: String,
    #[serde(default)]
    created_at: String,
    #[serde(borrow)]
    message: Option<Message<'a>>,
    #[serde(default)]
    done: bool,
    done_reason: Option<String>,
    /// Any value: an answer is not lost for a count that is none.
    prompt_eval_count: Option<Value>,
    eval_count: Option<Value>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    thinking: Option<String>,
    #[serde(borrow, default)]
    tool_calls: Option<Vec<Call<'a>>>,
}

#[derive(Deserialize)]
struct Call<'a> {
    id: Option<String>,
    #[serde(borrow)]
    function: Function<'a>,
}

#[derive(Deserialize)]
struct Function<'a> {
    name: String,
    #[serde(borrow)]
    arguments: Option<&'a RawValue>,
}

/// Reads a whole answer: a stream of one piece.
pub fn response(body: &[u8], notes: &Notes) -> Result<ChatResponse, Fault> {
    let mut decoder = Decoder::new(notes.clone());
    let mut events = Vec::new();
    let frame = Frame {
        event: "",
        data: body,
    };
    decoder.frame(frame, &mut events)?;
    decoder.end(&mut events)?;
    Ok(Collector::of(events))
}

/// Reads the pieces of a stream.
#[derive(Debug)]
pub struct Decoder {
    started: bool,
    calls: u32,
    done: bool,
}

impl Decoder {
    /// Begins an answer.
    #[must_use]
    pub fn new(_notes: Notes) -> Self {
        Self {
            started: false,
            calls: 0,
            done: false,
        }
    }

    /// Reads one piece.
    pub fn frame(&mut self, frame: Frame<'_>, out: &mut Vec<Event>) -> Result<Flow, Fault> {
        let piece: Piece<'_> = serde_json::from_slice(frame.data).map_err(|error| {
            let why = format!("Ollama's answer cannot be read: {error}");
            Fault::connection("upstream_invalid_response", 502, why)
        })?;
        if piece.error.is_some() {
            return Err(openai::fault(500, None, frame.data));
        }
        if !self.started {
            self.started = true;
            // The API gives answers no id.
            out.push(Event::Start {
                id: String::new(),
                model: piece.model,
            });
        }
        if let Some(message) = piece.message {
            let mut push = |delta| out.push(Event::Delta { answer: 0, delta });
            if let Some(thought) = message.thinking.filter(|text| !text.is_empty()) {
                push(Delta::Thinking(thought));
            }
            if let Some(text) = message.content.filter(|text| !text.is_empty()) {
                push(Delta::Text(text));
            }
            for call in message.tool_calls.into_iter().flatten() {
                let number = self.calls;
                self.calls += 1;
                let id = call
                    .id
                    .filter(|id| !id.is_empty())
                    .unwrap_or_else(|| made_id(&piece.created_at, number, &call.function.name));
                push(Delta::ToolStart {
                    call: number,
                    id,
                    name: call.function.name,
                    signature: None,
                });
                let json = call.function.arguments.map_or("{}", RawValue::get);
                push(Delta::ToolArguments {
                    call: number,
                    json: json.to_owned(),
                });
            }
        }
        if !piece.done {
            return Ok(Flow::More);
        }
        self.done = true;
        let finish = match piece.done_reason.as_deref() {
            _ if self.calls > 0 => Finish::ToolCalls,
            Some("length") => Finish::Length,
            _ => Finish::Stop,
        };
        out.push(Event::Finish {
            answer: 0,
            finish,
            stop_sequence: None,
        });
        // A prompt that is in the cache whole is told without its count.
        let told = [&piece.prompt_eval_count, &piece.eval_count];
        let credible = told
            .iter()
            .all(|told| told.as_ref().is_none_or(Value::is_u64));
        let [input, output] = told.map(|told| told.as_ref().and_then(Value::as_u64));
        if credible && (input.is_some() || output.is_some()) {
            out.push(Event::Usage(Usage {
                input: input.unwrap_or(0),
                output: output.unwrap_or(0),
                ..Usage::default()
            }));
        }
        Ok(Flow::Done)
    }

    /// The bytes have ended.
    pub fn end(&mut self, _out: &mut Vec<Event>) -> Result<(), Fault> {
        if self.done {
            return Ok(());
        }
        let message = "the provider's stream ended before its answer did";
        Err(Fault::connection("upstream_truncated", 502, message))
    }
}

/// An id for a call that has none, which no other call of the conversation has.
fn made_id(created_at: &str, number: u32, name: &str) -> String {
    let digest = Sha256::digest(format!("{created_at}/{number}/{name}"));
    let hex: String = digest[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("call_{hex}")
}
