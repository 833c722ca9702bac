//! What clients speak: parse what they ask, render what they are told.
//!
//! A door over the hub's types is `parse(&Object) -> Result<ChatRequest, Rejection>`,
//! `render(&ChatResponse, &Rendering) -> Bytes`, and an `Encoder { new(Rendering), event(Event, &mut BytesMut),
//! finish(&mut BytesMut) }` whose state makes an order that the protocol forbids impossible.

pub mod chat;
pub mod completions;
pub mod fallbacks;
pub mod forward;
pub mod gemini;
pub mod messages;
pub mod openai;
pub mod responses;
#[cfg(test)]
mod testing;

use crate::domain::record::CallType;
use crate::wire::chat::{ChatRequest, ChatResponse, Event};
use crate::wire::json::Object;
use bytes::{Bytes, BytesMut};
use openai::Rejection;

/// What an answer says beside the provider's words.
#[derive(Debug, Clone)]
pub struct Rendering {
    /// The model as the client named it.
    pub model: String,
    /// Made by us, without any prefix, for answers whose provider gives no id: `msg_<id>`.
    pub id: String,
    /// Seconds since 1970.
    pub created_seconds: i64,
    /// Whether the client of a stream asked for usage.
    pub include_usage: bool,
}

/// A client's dialect, as far as it decides how an answer or a refusal is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// OpenAI's chat completions, embeddings and whatever else answers in its shapes.
    OpenAi,
    /// OpenAI's older completions.
    Completions,
    /// Anthropic Messages.
    Messages,
    /// OpenAI Responses.
    Responses,
    /// Gemini.
    Gemini,
}

impl Door {
    /// Through which door an operation comes.
    #[must_use]
    pub fn of(call_type: CallType) -> Self {
        match call_type {
            CallType::Chat
            | CallType::Embedding
            | CallType::ImageGeneration
            | CallType::ImageEdit
            | CallType::ImageVariation
            | CallType::Speech
            | CallType::Transcription
            | CallType::Translation
            | CallType::Moderation
            | CallType::Rerank
            | CallType::PassThrough => Self::OpenAi,
            CallType::Completion => Self::Completions,
            CallType::Messages => Self::Messages,
            CallType::Responses => Self::Responses,
            CallType::GenerateContent => Self::Gemini,
        }
    }

    /// What ends a stream when all is well, after the last event.
    #[must_use]
    pub fn end_mark(self) -> &'static [u8] {
        match self {
            Self::OpenAi | Self::Completions => b"data: [DONE]\n\n",
            // Their last event is the end.
            Self::Messages | Self::Responses | Self::Gemini => b"",
        }
    }

    /// An error in the middle of a stream.
    #[must_use]
    pub fn error_event(self, message: &str, error_type: Option<&str>, status: u16) -> Bytes {
        match self {
            Self::Messages => messages::error_event(message, status),
            Self::Responses => responses::error_event(message, status),
            Self::Gemini => gemini::error_event(message, status),
            Self::OpenAi | Self::Completions => openai::error_event(message, error_type, status),
        }
    }

    /// Reads a request into the hub.
    pub fn parse(self, object: &Object) -> Result<ChatRequest, Rejection> {
        match self {
            Self::Messages => messages::parse(object),
            Self::Responses if responses::previous_id(object).is_some() => Err(Rejection {
                status: 400,
                error_type: "invalid_request_error",
                param: Some("previous_response_id"),
                message: "Invalid value for 'previous_response_id': this model's provider has no Responses \
                          API, so no answer is stored there. Send the whole conversation in 'input'."
                    .to_owned(),
            }),
            Self::Responses => responses::parse(object),
            Self::Gemini => gemini::parse(object),
            Self::Completions => completions::parse(object),
            Self::OpenAi => chat::parse(object),
        }
    }

    /// Writes a whole answer. Some dialects repeat parts of the request in it.
    #[must_use]
    pub fn render(self, response: &ChatResponse, rendering: &Rendering, asked: &Object) -> Bytes {
        match self {
            Self::Messages => messages::render(response, rendering),
            Self::Responses => responses::render(response, rendering, &responses::Echo::of(asked)),
            Self::Gemini => gemini::render(response, rendering),
            Self::Completions => completions::render(response, rendering),
            Self::OpenAi => chat::render(response, rendering),
        }
    }
}

/// Writes a streamed answer in a door's dialect.
#[derive(Debug)]
pub enum Encoder {
    /// As chat completion chunks.
    Chat(chat::Encoder),
    /// As completion chunks.
    Completions(completions::Encoder),
    /// As message events.
    Messages(messages::Encoder),
    /// As pieces of a generateContent answer.
    Gemini(gemini::Encoder),
    /// As response events.
    Responses(Box<responses::Encoder>),
}

impl Encoder {
    /// Begins an answer. Some dialects repeat parts of the request in it.
    #[must_use]
    pub fn new(door: Door, rendering: Rendering, asked: &Object) -> Self {
        match door {
            Door::Messages => Self::Messages(messages::Encoder::new(rendering)),
            Door::Responses => Self::Responses(Box::new(responses::Encoder::new(
                rendering,
                responses::Echo::of(asked),
            ))),
            Door::Gemini => Self::Gemini(gemini::Encoder::new(rendering)),
            Door::Completions => Self::Completions(completions::Encoder::new(rendering)),
            Door::OpenAi => Self::Chat(chat::Encoder::new(rendering)),
        }
    }

    /// Takes the next event.
    pub fn event(&mut self, event: Event, out: &mut BytesMut) {
        match self {
            Self::Chat(encoder) => encoder.event(event, out),
            Self::Completions(encoder) => encoder.event(event, out),
            Self::Messages(encoder) => encoder.event(event, out),
            Self::Responses(encoder) => encoder.event(event, out),
            Self::Gemini(encoder) => encoder.event(event, out),
        }
    }

    /// Ends the answer, but for the door's end mark.
    pub fn finish(&mut self, out: &mut BytesMut) {
        match self {
            Self::Chat(encoder) => encoder.finish(out),
            Self::Completions(encoder) => encoder.finish(out),
            Self::Messages(encoder) => encoder.finish(out),
            Self::Responses(encoder) => encoder.finish(out),
            Self::Gemini(encoder) => encoder.finish(out),
        }
    }
}
