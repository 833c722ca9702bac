//! What providers speak: requests out, answers and refusals in.
//!
//! A format is three pure functions and one small state machine over the hub's types:
//! `request(&ChatRequest, &Target) -> Result<Outgoing, WireError>`,
//! `response(&[u8], &Notes) -> Result<ChatResponse, Fault>`,
//! `fault(status, retry_after, body) -> Fault`, and
//! `Decoder { new(Notes), frame(Frame, &mut Vec<Event>) -> Result<Flow, Fault>, end(&mut Vec<Event>) -> Result<(), Fault> }`.

pub mod anthropic;
pub mod bedrock;
pub mod chat;
pub mod cohere;
pub mod embed;
pub mod gate;
pub mod gemini;
pub mod ollama;
pub mod openai;
pub mod responses;
mod search;

use crate::domain::deployment::Deployment;
use crate::domain::provider::Dialect;
use crate::wire::chat::{ChatRequest, ChatResponse, Event};
use crate::wire::door::openai::Controls;
use crate::wire::fault::Fault;
use crate::wire::params::overlay;
use bytes::Bytes;

/// A request that cannot be said to this provider.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The provider refuses these parameters.
    #[error(
        "litellm.UnsupportedParamsError: {provider} does not support parameters: {params:?}, for \
         model={model}. To drop these, set `litellm.drop_params=True` or for proxy: \
         `litellm_settings: drop_params: true`. To send them anyway, name them in \
         `allowed_openai_params`."
    )]
    Unsupported {
        /// The provider's name.
        provider: &'static str,
        /// The model at the provider.
        model: String,
        /// Every parameter that it refuses.
        params: Vec<String>,
    },
    /// A parameter has a value that the model refuses.
    #[error("litellm.UnsupportedParamsError: {0}")]
    Value(String),
    /// Something in the request cannot be said in the provider's dialect, and leaving it out would
    /// change what is asked.
    #[error("litellm.BadRequestError: {0}")]
    Unsayable(String),
}

/// Who is to be asked, and how strictly.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The deployment.
    pub deployment: &'a Deployment,
    /// The model's name at the provider.
    pub model: &'a str,
    /// Leave out what the provider refuses, instead of refusing the request.
    pub drop_params: bool,
    /// OpenAI parameters that are sent although the provider is not known to take them.
    pub allowed: [&'a [String]; 2],
}

impl<'a> Target<'a> {
    /// Gathers the switches from request and deployment; the request's count.
    #[must_use]
    pub fn new(deployment: &'a Deployment, model: &'a str, controls: &'a Controls) -> Self {
        Self {
            deployment,
            model,
            drop_params: controls
                .drop_params
                .or(deployment.drop_params)
                .unwrap_or(false),
            allowed: [
                &controls.allowed_openai_params,
                &deployment.allowed_openai_params,
            ],
        }
    }

    /// Whether the model has a capability of the price table (`native_structured_output`).
    #[must_use]
    pub fn supports(&self, capability: &str) -> bool {
        self.flag(capability).unwrap_or(false)
    }

    /// What is known about a capability; `None` when nothing is.
    #[must_use]
    pub fn flag(&self, capability: &str) -> Option<bool> {
        self.deployment.ability(capability)
    }
}

/// What goes to the provider.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Below the base URL, with its query: `/v1/messages`, `/models/m:streamGenerateContent?alt=sse`.
    pub path: String,
    /// The body.
    pub body: Bytes,
    /// Headers that this request needs beside the deployment's own, in lower case (`anthropic-beta`).
    pub headers: Vec<(&'static str, String)>,
    /// What the answer's reader must know.
    pub notes: Notes,
}

/// What was changed on the way out and must be changed back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// Tool names that the provider would not take: (sent, the client's).
    pub names: Vec<(String, String)>,
    /// The tool whose input is the answer: how structured output is asked from models without it.
    pub answer_tool: Option<String>,
    /// Bodies of further requests to the same path, whose answers belong together: of a provider that
    /// takes one thing at a time.
    pub more: Vec<Bytes>,
    /// What the client said and the provider was not told, for a header of the answer.
    pub dropped: Vec<String>,
}

impl Notes {
    /// Of a request from which these parameters were left out.
    #[must_use]
    pub fn without(dropped: Vec<String>) -> Self {
        Self {
            dropped,
            ..Self::default()
        }
    }

    /// The client's name of a tool.
    #[must_use]
    pub fn client_name<'n>(&'n self, sent: &'n str) -> &'n str {
        self.names
            .iter()
            .find(|(name, _)| name == sent)
            .map_or(sent, |(_, client)| client)
    }
}

/// One frame of a stream, whatever frames it: an event, a line, a binary message.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// SSE's `event`, or the event type of AWS's messages; empty when there is none.
    pub event: &'a str,
    /// The payload: nearly always JSON.
    pub data: &'a [u8],
}

/// Whether more frames are awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// They are.
    More,
    /// The answer is complete; what follows is ignored.
    Done,
}

/// A provider's way to say a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// OpenAI chat completions.
    Chat,
    /// Anthropic Messages.
    Anthropic,
    /// Google's generateContent.
    Gemini,
    /// OpenAI Responses.
    Responses,
    /// Ollama's own chat.
    Ollama,
    /// Cohere's chat v2.
    Cohere,
    /// Amazon Bedrock's Converse.
    Bedrock,
}

impl Format {
    /// How a deployment is spoken to; `None` when its dialect has no chat.
    #[must_use]
    pub fn of(deployment: &Deployment) -> Option<Self> {
        // Some of OpenAI's models are served there only.
        let only_responses = deployment.mode.as_deref() == Some("responses");
        match deployment.provider.dialect {
            Dialect::OpenAi | Dialect::Azure if only_responses && deployment.responds() => {
                Some(Self::Responses)
            }
            Dialect::OpenAi | Dialect::Azure => Some(Self::Chat),
            Dialect::Anthropic => Some(Self::Anthropic),
            Dialect::Gemini => Some(Self::Gemini),
            Dialect::Ollama => Some(Self::Ollama),
            Dialect::Cohere => Some(Self::Cohere),
            Dialect::Bedrock => Some(Self::Bedrock),
        }
    }

    /// Whether the label of the end user can be said to the provider.
    #[must_use]
    pub fn takes_user(self, deployment: &Deployment) -> bool {
        match self {
            Self::Chat | Self::Responses => {
                !deployment.provider.quirks.unsupported.contains(&"user")
            }
            Self::Anthropic => true,
            Self::Gemini | Self::Ollama | Self::Cohere | Self::Bedrock => false,
        }
    }

    /// Writes a request, with the operator's own members (`extra_body`) over it.
    pub fn request(self, asked: &ChatRequest, target: &Target<'_>) -> Result<Outgoing, WireError> {
        if let Some(rest) = search::without_offer(self, asked, target) {
            let mut outgoing = self.request(&rest, target)?;
            outgoing.notes.dropped.push("web_search".to_owned());
            return Ok(outgoing);
        }
        let mut outgoing = match self {
            Self::Chat => chat::request(asked, target),
            Self::Anthropic => anthropic::request(asked, target),
            // They have places of their own for members under other names.
            Self::Gemini => return gemini::request(asked, target),
            Self::Bedrock => return bedrock::request(asked, target),
            Self::Responses => responses::request(asked, target),
            Self::Ollama => ollama::request(asked, target),
            Self::Cohere => cohere::request(asked, target),
        }?;
        outgoing.body = overlay(outgoing.body, &target.deployment.extra_body);
        Ok(outgoing)
    }

    /// Reads a whole answer.
    pub fn response(self, body: &[u8], notes: &Notes) -> Result<ChatResponse, Fault> {
        match self {
            Self::Chat => chat::response(body, notes),
            Self::Anthropic => anthropic::response(body, notes),
            Self::Gemini => gemini::response(body, notes),
            Self::Responses => responses::response(body, notes),
            Self::Ollama => ollama::response(body, notes),
            Self::Cohere => cohere::response(body, notes),
            Self::Bedrock => bedrock::response(body, notes),
        }
    }

    /// Begins to read a stream.
    #[must_use]
    pub fn decoder(self, notes: Notes) -> Decoder {
        match self {
            Self::Chat => Decoder::Chat(chat::Decoder::new(notes)),
            Self::Anthropic => Decoder::Anthropic(anthropic::Decoder::new(notes)),
            Self::Gemini => Decoder::Gemini(gemini::Decoder::new(notes)),
            Self::Responses => Decoder::Responses(responses::Decoder::new(notes)),
            Self::Ollama => Decoder::Ollama(ollama::Decoder::new(notes)),
            Self::Cohere => Decoder::Cohere(cohere::Decoder::new(notes)),
            Self::Bedrock => Decoder::Bedrock(bedrock::Decoder::new(notes)),
        }
    }

    /// What frames its streams.
    #[must_use]
    pub fn framing(self) -> Framing {
        match self {
            Self::Chat | Self::Anthropic | Self::Gemini | Self::Responses | Self::Cohere => {
                Framing::Sse
            }
            Self::Ollama => Framing::Lines,
            Self::Bedrock => Framing::Aws,
        }
    }
}

/// What separates the frames of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events.
    Sse,
    /// One JSON text a line.
    Lines,
    /// AWS's binary messages.
    Aws,
}

/// Reads a streamed answer in a provider's dialect.
#[derive(Debug)]
pub enum Decoder {
    /// Chat completion chunks.
    Chat(chat::Decoder),
    /// Message events.
    Anthropic(anthropic::Decoder),
    /// Pieces of a generateContent answer.
    Gemini(gemini::Decoder),
    /// Response events.
    Responses(responses::Decoder),
    /// Pieces of an answer of Ollama's.
    Ollama(ollama::Decoder),
    /// Events of Cohere's.
    Cohere(cohere::Decoder),
    /// Events of Converse.
    Bedrock(bedrock::Decoder),
}

impl Decoder {
    /// Reads one frame.
    pub fn frame(&mut self, frame: Frame<'_>, out: &mut Vec<Event>) -> Result<Flow, Fault> {
        match self {
            Self::Chat(decoder) => decoder.frame(frame, out),
            Self::Anthropic(decoder) => decoder.frame(frame, out),
            Self::Gemini(decoder) => decoder.frame(frame, out),
            Self::Responses(decoder) => decoder.frame(frame, out),
            Self::Ollama(decoder) => decoder.frame(frame, out),
            Self::Cohere(decoder) => decoder.frame(frame, out),
            Self::Bedrock(decoder) => decoder.frame(frame, out),
        }
    }

    /// The bytes have ended: whether the answer was complete.
    pub fn end(&mut self, out: &mut Vec<Event>) -> Result<(), Fault> {
        match self {
            Self::Chat(decoder) => decoder.end(out),
            Self::Anthropic(decoder) => decoder.end(out),
            Self::Gemini(decoder) => decoder.end(out),
            Self::Responses(decoder) => decoder.end(out),
            Self::Ollama(decoder) => decoder.end(out),
            Self::Cohere(decoder) => decoder.end(out),
            Self::Bedrock(decoder) => decoder.end(out),
        }
    }
}

/// Reads a refusal in a provider's dialect. `retry_after` is the header's value.
#[must_use]
pub fn fault(dialect: Dialect, status: u16, retry_after: Option<&str>, body: &[u8]) -> Fault {
    match dialect {
        Dialect::Anthropic => anthropic::fault(status, retry_after, body),
        Dialect::Gemini => gemini::fault(status, retry_after, body),
        Dialect::Cohere => cohere::fault(status, retry_after, body),
        Dialect::Bedrock => bedrock::fault(status, retry_after, body),
        _ => openai::fault(status, retry_after, body),
    }
}
