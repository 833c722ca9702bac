//! The hub: one chat request, one answer, one stream of events, in no vendor's words.
//!
//! A client's door turns its request into a [`ChatRequest`], a provider's format says that in the
//! provider's dialect, and what comes back as a [`ChatResponse`] or as [`Event`]s is said again by the
//! door. So N doors and M formats need N + M translations. Where client and provider speak the same
//! dialect nothing of this is used: the bytes are relayed.
//!
//! What the hub holds is what at least two dialects can say. A member that only one dialect knows
//! travels in [`ChatRequest::extra`] and goes into the provider's body as it is.

use crate::domain::usage::Usage;
use serde_json::value::RawValue;
use serde_json::{Number, Value};
use std::borrow::Cow;

/// What a client asks a chat model for.
#[derive(Debug, Clone, Default)]
pub struct ChatRequest {
    /// The conversation, instructions included, in the client's order.
    pub turns: Vec<Turn>,
    /// Functions that the model may call.
    pub tools: Vec<Tool>,
    /// Whether it must.
    pub tool_choice: Option<ToolChoice>,
    /// Whether it may call several at once.
    pub parallel_tool_calls: Option<bool>,
    /// The client's cap on the answer, reasoning included, in tokens.
    pub max_output_tokens: Option<u64>,
    /// Sampling temperature.
    pub temperature: Option<Number>,
    /// Nucleus sampling.
    pub top_p: Option<Number>,
    /// Sampling among the k likeliest tokens.
    pub top_k: Option<u64>,
    /// Texts that end the answer.
    pub stop: Vec<String>,
    /// Seed for repeatable sampling.
    pub seed: Option<i64>,
    /// How many answers are wanted.
    pub choices: Option<u64>,
    /// Penalty on tokens that have occurred.
    pub presence_penalty: Option<Number>,
    /// Penalty on tokens by how often they have occurred.
    pub frequency_penalty: Option<Number>,
    /// Bias per token, in OpenAI's shape.
    pub logit_bias: Option<Value>,
    /// Whether log probabilities are wanted.
    pub logprobs: Option<bool>,
    /// How many alternatives per token.
    pub top_logprobs: Option<u64>,
    /// The form of the answer.
    pub output_format: OutputFormat,
    /// How much the model is to think.
    pub reasoning: Option<Reasoning>,
    /// The end user, as the client names them.
    pub user: Option<String>,
    /// The service tier, in the door's own word (`auto`, `default`, `flex`, `priority`, `standard_only`).
    pub service_tier: Option<String>,
    /// Kinds of output besides text (`text`, `audio`, `image`), when the client named any.
    pub modalities: Vec<String>,
    /// Voice and format of audio output, in OpenAI's shape.
    pub audio: Option<Value>,
    /// OpenAI's `web_search_options`; an empty object is a wish too.
    pub web_search: Option<Value>,
    /// `low`, `medium` or `high`.
    pub verbosity: Option<String>,
    /// Whether the answer is streamed.
    pub stream: bool,
    /// OpenAI's parameters that have no place above (`store`, `prediction`, `prompt_cache_key`, …):
    /// for OpenAI-alike providers; the others refuse or drop them.
    pub openai: Vec<(String, Box<RawValue>)>,
    /// Members that the door's dialect does not define: they go into the provider's body unchanged.
    pub extra: Vec<(String, Box<RawValue>)>,
}

/// One message.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Who says it.
    pub role: Role,
    /// What is said, in order.
    pub parts: Vec<Part>,
    /// OpenAI's `name` of the speaker.
    pub name: Option<String>,
}

/// Who says a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Instructions of the operator.
    System,
    /// Instructions of the operator, in OpenAI's newer word.
    Developer,
    /// The user. Results of tools are parts of a user's turn.
    User,
    /// The model.
    Assistant,
}

/// A piece of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Text.
    Text {
        /// The text.
        text: String,
        /// The prompt cache's mark on it.
        cache: Option<CacheMark>,
    },
    /// A picture.
    Image {
        /// Where it is.
        source: Source,
        /// OpenAI's `detail`.
        detail: Option<String>,
        /// The prompt cache's mark on it.
        cache: Option<CacheMark>,
    },
    /// A document: PDF, text.
    Document {
        /// Where it is.
        source: Source,
        /// Its file name or title.
        name: Option<String>,
        /// The prompt cache's mark on it.
        cache: Option<CacheMark>,
    },
    /// Sound.
    Audio {
        /// Base64.
        data: String,
        /// `wav`, `mp3`, …
        format: String,
    },
    /// A video.
    Video {
        /// Where it is.
        source: Source,
    },
    /// What the model thought.
    Thinking {
        /// The thought, or its summary. Empty when the provider keeps it to itself.
        text: String,
        /// The provider's seal on it, without which it takes the thought back for nothing.
        signature: Option<String>,
    },
    /// A thought that only the provider can read.
    RedactedThinking {
        /// The provider's bytes, as it wrote them.
        data: String,
    },
    /// The model calls a tool.
    ToolCall(ToolCall),
    /// What a tool answered.
    ToolResult {
        /// Which call is answered.
        call_id: String,
        /// Text and pictures.
        parts: Vec<Part>,
        /// The tool failed.
        is_error: bool,
        /// The prompt cache's mark on it.
        cache: Option<CacheMark>,
    },
    /// The model declines, in words.
    Refusal {
        /// The words.
        text: String,
    },
}

impl Part {
    /// Plain text without a mark.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            cache: None,
        }
    }
}

/// A call of a tool.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ToolCall {
    /// The id by which its result refers to it.
    pub id: String,
    /// The tool.
    pub name: String,
    /// The arguments: JSON text, as the model wrote it. May be empty, and may be no JSON.
    pub arguments: String,
    /// The provider's seal on the thought that led here (Gemini's `thoughtSignature`).
    pub signature: Option<String>,
    /// The prompt cache's mark on it.
    pub cache: Option<CacheMark>,
}

impl ToolCall {
    /// The arguments as an object, whatever the model wrote: an empty one when they are none.
    #[must_use]
    pub fn input(&self) -> Value {
        match serde_json::from_str(&self.arguments) {
            Ok(Value::Object(input)) => Value::Object(input),
            _ => Value::Object(serde_json::Map::new()),
        }
    }
}

/// Where a picture, a document or a video is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Here.
    Base64 {
        /// `image/png`, `application/pdf`, …
        media_type: String,
        /// Base64 without line breaks.
        data: String,
    },
    /// At an address; the provider fetches it.
    Url {
        /// The address (`https:`, `gs:`).
        url: String,
        /// Its type, when the client told.
        media_type: Option<String>,
    },
    /// Uploaded to the provider before.
    File {
        /// The provider's id.
        id: String,
    },
    /// Text in place of a file.
    Text {
        /// The text.
        text: String,
    },
}

impl Source {
    /// Reads a `data:` URI, or takes the text as an address.
    #[must_use]
    pub fn from_url(url: &str) -> Self {
        let inline = url.strip_prefix("data:").and_then(|rest| {
            let (head, data) = rest.split_once(',')?;
            let media_type = head.strip_suffix(";base64")?.split(';').next()?;
            Some(Self::Base64 {
                media_type: media_type.to_owned(),
                data: data.to_owned(),
            })
        });
        inline.unwrap_or_else(|| Self::Url {
            url: url.to_owned(),
            media_type: None,
        })
    }

    /// As an address: the other way round. `None` for what has none.
    #[must_use]
    pub fn to_url(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Base64 { media_type, data } => {
                Some(Cow::Owned(format!("data:{media_type};base64,{data}")))
            }
            Self::Url { url, .. } => Some(Cow::Borrowed(url)),
            Self::File { .. } | Self::Text { .. } => None,
        }
    }
}

/// A mark that what stands up to here is to be kept in the provider's prompt cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CacheMark {
    /// For the provider's usual time (5 minutes).
    Ephemeral,
    /// For one hour.
    Hour,
}

/// A tool that the model may call.
#[derive(Debug, Clone, PartialEq)]
pub enum Tool {
    /// A function of the client's.
    Function {
        /// Its name.
        name: String,
        /// What it does.
        description: Option<String>,
        /// JSON schema of its arguments.
        parameters: Option<Value>,
        /// Whether arguments must keep to the schema.
        strict: Option<bool>,
        /// The prompt cache's mark on it.
        cache: Option<CacheMark>,
    },
    /// A tool that the provider runs itself, in the door's own shape: `type` says which.
    Hosted(Value),
}

/// Whether the model must call a tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToolChoice {
    /// As it likes.
    Auto,
    /// It must not.
    None,
    /// It must call one.
    Required,
    /// It must call this one.
    Named(String),
}

/// The form of the answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum OutputFormat {
    /// Text.
    #[default]
    Text,
    /// Any JSON object.
    JsonObject,
    /// JSON by a schema.
    JsonSchema {
        /// The schema's name.
        name: String,
        /// What it is for.
        description: Option<String>,
        /// The schema.
        schema: Value,
        /// Whether the answer must keep to it.
        strict: Option<bool>,
    },
}

/// How much the model is to think.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reasoning {
    /// Not at all.
    Off,
    /// By a word.
    Effort {
        /// How much.
        effort: Effort,
        /// Whether, and how, the client wants to read it (`auto`, `concise`, `detailed`).
        summary: Option<String>,
    },
    /// Up to so many tokens.
    Budget(u64),
    /// As much as the model finds right, with a word to guide it.
    Adaptive(Option<Effort>),
}

/// How much, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// `minimal`
    Minimal,
    /// `low`
    Low,
    /// `medium`
    Medium,
    /// `high`
    High,
    /// `xhigh`
    Xhigh,
    /// `max`
    Max,
}

impl Effort {
    const WORDS: [(Self, &'static str); 6] = [
        (Self::Minimal, "minimal"),
        (Self::Low, "low"),
        (Self::Medium, "medium"),
        (Self::High, "high"),
        (Self::Xhigh, "xhigh"),
        (Self::Max, "max"),
    ];

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let found = Self::WORDS.iter().find(|(_, name)| *name == word);
        found.map(|(effort, _)| *effort)
    }

    /// The word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::WORDS[self as usize].1
    }

    /// The nearest word for a budget of thinking tokens.
    #[must_use]
    pub fn of_budget(tokens: u64) -> Self {
        match tokens {
            0..1_024 => Self::Minimal,
            1_024..2_048 => Self::Low,
            2_048..4_096 => Self::Medium,
            _ => Self::High,
        }
    }

    /// The budget of thinking tokens for a provider that takes a number.
    #[must_use]
    pub fn budget(self) -> u64 {
        match self {
            Self::Minimal | Self::Low => 1_024,
            Self::Medium => 2_048,
            Self::High => 4_096,
            Self::Xhigh => 8_192,
            Self::Max => 16_384,
        }
    }
}

/// A complete answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChatResponse {
    /// The provider's id; empty when it gives none.
    pub id: String,
    /// The model, as the provider names it.
    pub model: String,
    /// The answers.
    pub answers: Vec<Answer>,
    /// What was used, where the provider told.
    pub usage: Option<Usage>,
    /// The tier that the provider says it used.
    pub service_tier: Option<String>,
}

/// One of the answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Which, counted from 0.
    pub index: u32,
    /// What is said, in order.
    pub parts: Vec<Part>,
    /// Why it ended.
    pub finish: Finish,
    /// The stop text that ended it.
    pub stop_sequence: Option<String>,
    /// Log probabilities in OpenAI's shape.
    pub logprobs: Option<Value>,
    /// Sources, in OpenAI's `annotations` shape.
    pub annotations: Vec<Value>,
}

/// Why an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Finish {
    /// It was said, or a stop text came.
    #[default]
    Stop,
    /// The cap on tokens, or the context window.
    Length,
    /// Tools are to be called.
    ToolCalls,
    /// A safety system or the model itself declined.
    ContentFilter,
}

impl Finish {
    /// OpenAI's word.
    #[must_use]
    pub fn as_openai(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Length => "length",
            Self::ToolCalls => "tool_calls",
            Self::ContentFilter => "content_filter",
        }
    }
}

/// A step of a streamed answer. A format's decoder emits them in the provider's order; a door's
/// encoder makes of any order a sequence that its protocol allows.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The answer begins. May be absent.
    Start {
        /// The provider's id.
        id: String,
        /// The model, as the provider names it.
        model: String,
    },
    /// More of an answer.
    Delta {
        /// Of which, counted from 0.
        answer: u32,
        /// What.
        delta: Delta,
    },
    /// An answer is over.
    Finish {
        /// Which, counted from 0.
        answer: u32,
        /// Why.
        finish: Finish,
        /// The stop text that ended it.
        stop_sequence: Option<String>,
    },
    /// What has been used so far; a later one replaces it.
    Usage(Usage),
    /// The tier that the provider says it used.
    ServiceTier(String),
}

/// More of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Delta {
    /// Text.
    Text(String),
    /// A thought.
    Thinking(String),
    /// The seal on the thought before it.
    ThinkingSignature(String),
    /// A thought that only the provider can read, whole.
    RedactedThinking(String),
    /// A call begins. `call` counts the calls of this answer from 0.
    ToolStart {
        /// Which call.
        call: u32,
        /// Its id.
        id: String,
        /// The tool.
        name: String,
        /// The provider's seal.
        signature: Option<String>,
    },
    /// More of the JSON text of a call's arguments. Calls may be interleaved.
    ToolArguments {
        /// Which call.
        call: u32,
        /// The text.
        json: String,
    },
    /// The model declines, in words.
    Refusal(String),
    /// A source, in OpenAI's `annotations` shape.
    Annotation(Value),
    /// A picture, whole.
    Image {
        /// `image/png`, …
        media_type: String,
        /// Base64.
        data: String,
    },
    /// Log probabilities of the text beside it, in OpenAI's shape.
    Logprobs(Value),
}

/// What stands between a call's id and the seal that travels with it.
const SEAL_MARK: &str = "__thought__";

/// A call's id for a client that may drop whatever it does not know: the seal rides in the id, which
/// every client sends back. LiteLLM's clients know the same form.
#[must_use]
pub fn sealed_id(call: &ToolCall) -> Cow<'_, str> {
    join_seal(&call.id, call.signature.as_deref())
}

/// The same from the parts.
#[must_use]
pub fn join_seal<'a>(id: &'a str, signature: Option<&str>) -> Cow<'a, str> {
    signature.map_or(Cow::Borrowed(id), |signature| {
        Cow::Owned([id, SEAL_MARK, signature].concat())
    })
}

/// Whether a seal on a thought is OpenAI's: a Fernet token, which all begin alike (a version byte and
/// the upper bytes of a time). Other providers refuse a request that holds one.
#[must_use]
pub fn is_openai_seal(seal: &str) -> bool {
    seal.starts_with("gAAAA")
}

/// Takes the seal off an id again.
#[must_use]
pub fn split_seal(id: &str) -> (&str, Option<&str>) {
    match id.split_once(SEAL_MARK) {
        Some((id, signature)) => (id, Some(signature)),
        None => (id, None),
    }
}

/// Puts a streamed answer together again: what doors do for clients that want it whole, and what
/// tests compare a stream with.
#[derive(Debug, Default)]
pub struct Collector {
    response: ChatResponse,
    calls: Vec<(u32, u32, usize)>,
}

impl Collector {
    /// The answer that these events add up to.
    #[must_use]
    pub fn of(events: impl IntoIterator<Item = Event>) -> ChatResponse {
        let mut collector = Self::default();
        for event in events {
            collector.push(event);
        }
        collector.finish()
    }

    /// Takes the next event.
    pub fn push(&mut self, event: Event) {
        match event {
            Event::Start { id, model } => {
                self.response.id = id;
                self.response.model = model;
            }
            Event::Delta { answer, delta } => self.delta(answer, delta),
            Event::Finish {
                answer,
                finish,
                stop_sequence,
            } => {
                let answer = self.answer(answer);
                answer.finish = finish;
                answer.stop_sequence = stop_sequence;
            }
            Event::Usage(usage) => self.response.usage = Some(usage),
            Event::ServiceTier(tier) => self.response.service_tier = Some(tier),
        }
    }

    /// The answer.
    #[must_use]
    pub fn finish(self) -> ChatResponse {
        self.response
    }

    fn answer(&mut self, index: u32) -> &mut Answer {
        let answers = &mut self.response.answers;
        let at = answers
            .iter()
            .position(|answer| answer.index == index)
            .unwrap_or_else(|| {
                answers.push(Answer {
                    index,
                    parts: Vec::new(),
                    finish: Finish::Stop,
                    stop_sequence: None,
                    logprobs: None,
                    annotations: Vec::new(),
                });
                answers.len() - 1
            });
        &mut answers[at]
    }

    fn delta(&mut self, index: u32, delta: Delta) {
        if let Delta::ToolArguments { call, json } = delta {
            let place = self
                .calls
                .iter()
                .find(|(answer, of, _)| (*answer, *of) == (index, call));
            if let Some(&(_, _, at)) = place
                && let Some(Part::ToolCall(call)) = self.answer(index).parts.get_mut(at)
            {
                call.arguments.push_str(&json);
            }
            return;
        }
        if let Delta::ToolStart { call, .. } = &delta {
            let at = self.answer(index).parts.len();
            self.calls.push((index, *call, at));
        }
        let answer = self.answer(index);
        let last = answer.parts.last_mut();
        match (delta, last) {
            (Delta::Text(more), Some(Part::Text { text, .. }))
            | (Delta::Refusal(more), Some(Part::Refusal { text }))
            | (
                Delta::Thinking(more),
                Some(Part::Thinking {
                    text,
                    signature: None,
                }),
            ) => text.push_str(&more),
            (Delta::Text(text), _) => answer.parts.push(Part::text(text)),
            (Delta::Refusal(text), _) => answer.parts.push(Part::Refusal { text }),
            (Delta::Thinking(text), _) => answer.parts.push(Part::Thinking {
                text,
                signature: None,
            }),
            (Delta::ThinkingSignature(seal), Some(Part::Thinking { signature, .. })) => {
                signature.get_or_insert_default().push_str(&seal);
            }
            (Delta::ThinkingSignature(seal), _) => answer.parts.push(Part::Thinking {
                text: String::new(),
                signature: Some(seal),
            }),
            (Delta::RedactedThinking(data), _) => {
                answer.parts.push(Part::RedactedThinking { data });
            }
            (
                Delta::ToolStart {
                    id,
                    name,
                    signature,
                    ..
                },
                _,
            ) => answer.parts.push(Part::ToolCall(ToolCall {
                id,
                name,
                signature,
                ..ToolCall::default()
            })),
            (Delta::Annotation(source), _) => answer.annotations.push(source),
            (Delta::Image { media_type, data }, _) => answer.parts.push(Part::Image {
                source: Source::Base64 { media_type, data },
                detail: None,
                cache: None,
            }),
            (Delta::Logprobs(more), _) => answer.logprobs = Some(more),
            (Delta::ToolArguments { .. }, _) => {}
        }
    }
}
