//! What an answer consists of, before it has a form: tokens, pieces of text, and their pace.

use std::time::Duration;

use serde_json::Value;

use super::knobs::Knobs;
use super::log::Tokens;
use super::script::{Body, Part};
use super::tongues;
use super::wire::{self, Kind};

/// Each of these, with a space before it, is one token for OpenAI's tokenizers, so that a test can
/// compare what the provider reports with what someone counts.
const WORDS: [&str; 10] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
];

/// The same for text that does not fit into ASCII; their tokens are not one each.
const WORDS_BEYOND_ASCII: [&str; 4] = ["héllo", "日本語", "🦀", "✓"];

/// The text of `count` tokens, as an answer contains it.
pub(crate) fn words(count: u64) -> String {
    text(&WORDS, 0, count)
}

fn text(words: &[&str], from: u64, to: u64) -> String {
    (from..to)
        .flat_map(|index| [" ", words[index as usize % words.len()]])
        .collect()
}

/// Where a stream reports its usage.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum UsageAt {
    /// In an event of its own, if the request asked for it, as OpenAI does.
    Asked,
    /// In an event of its own in any case.
    Always,
    /// Nowhere, and not in JSON either.
    Never,
    /// In the event with the finish reason.
    Last,
    /// In each event, growing.
    Each,
}

/// Everything that decides what an answer says.
#[derive(Clone)]
pub(super) struct Answer {
    /// Which endpoint was called.
    pub(super) kind: Kind,
    /// The model as it was asked for; answers repeat it.
    pub(super) model: String,
    /// The exchange's number; ids end in it.
    pub(super) number: u64,
    /// Whether a stream was asked for.
    pub(super) stream: bool,
    /// Whether `stream_options.include_usage` was set.
    pub(super) include_usage: bool,
    /// How many choices were asked for.
    pub(super) choices: u64,
    /// How many texts are to be embedded.
    pub(super) inputs: u64,
    /// Whether vectors are asked for as base64.
    pub(super) base64: bool,
    /// The length of a vector.
    pub(super) dimensions: u64,
    /// Tokens in total over all choices.
    pub(super) tokens: Tokens,
    /// Visible tokens of one choice.
    pub(super) visible: u64,
    /// Into how many events they are spread.
    pub(super) chunks: u64,
    /// The finish reason.
    pub(super) finish: String,
    /// How many tools the answer calls instead of saying something.
    pub(super) tools: u64,
    /// Where usage goes.
    pub(super) usage_at: UsageAt,
    /// The provider's own price, as it stands in `usage.cost`.
    pub(super) cost: Option<Value>,
    utf8: bool,
    first: Duration,
    delay: Duration,
}

impl Answer {
    /// What the knobs ask for, within what the request allows.
    pub(super) fn new(
        kind: Kind,
        path: &str,
        model: &str,
        body: &[u8],
        knobs: &Knobs,
        number: u64,
    ) -> Result<Self, String> {
        let request: Value = serde_json::from_slice(body).map_err(|error| {
            format!("We could not parse the JSON body of your request: {error}")
        })?;
        let slow = knobs.name() == "slow";
        let choices = request["n"].as_u64().unwrap_or(1);
        let wanted = match kind {
            Kind::Embedding => 0,
            _ => knobs.number("completion", if slow { 20 } else { 8 })?,
        };
        let cap = request["max_completion_tokens"]
            .as_u64()
            .or(request["max_tokens"].as_u64());
        let cap = cap.filter(|_| !knobs.on("ignore_cap")).unwrap_or(u64::MAX);
        let completion = wanted.min(cap);
        let reasoning = knobs.number("reasoning", 0)?.min(completion);
        let visible = completion - reasoning;
        let tools = knobs.number("tools", 0)?;
        let finish = match (knobs.text("finish"), tools) {
            (Some(reason), _) => reason,
            _ if completion < wanted => "length",
            (None, 0) => "stop",
            _ => "tool_calls",
        };
        let inputs = match &request["input"] {
            Value::Array(items) if items.iter().any(|item| !item.is_number()) => items.len() as u64,
            _ => 1,
        };
        Ok(Self {
            kind,
            model: model.to_owned(),
            number,
            stream: kind.streams(path, &request),
            include_usage: request["stream_options"]["include_usage"] == true,
            choices,
            inputs,
            base64: request["encoding_format"] == "base64",
            dimensions: request["dimensions"]
                .as_u64()
                .unwrap_or(knobs.number("dimensions", 8)?),
            tokens: Tokens {
                prompt: knobs.number("prompt", 12)?,
                cached: knobs.number("cached", 0)?,
                completion: completion * choices,
                reasoning: reasoning * choices,
            },
            visible,
            chunks: knobs.number("chunks", visible)?.clamp(1, visible.max(1)),
            finish: finish.to_owned(),
            tools,
            usage_at: usage_at(knobs)?,
            cost: knobs
                .text("cost")
                .and_then(|text| serde_json::from_str(text).ok()),
            utf8: knobs.on("utf8"),
            first: Duration::from_millis(knobs.number("first_ms", if slow { 500 } else { 0 })?),
            delay: Duration::from_millis(knobs.number("delay_ms", if slow { 100 } else { 0 })?),
        })
    }

    /// One choice's text in pieces, each with its number of visible tokens.
    pub(super) fn pieces(&self) -> Vec<(String, u64)> {
        let words: &[&str] = if self.utf8 {
            &WORDS_BEYOND_ASCII
        } else {
            &WORDS
        };
        let edge = |chunk: u64| self.visible * chunk / self.chunks;
        (0..self.chunks)
            .map(|chunk| (edge(chunk), edge(chunk + 1)))
            .map(|(from, to)| (text(words, from, to), to - from))
            .collect()
    }

    /// One choice's whole text.
    pub(super) fn text(&self) -> String {
        self.pieces().into_iter().map(|(text, _)| text).collect()
    }

    /// The answer's body: JSON or events, as it was asked for.
    pub(super) fn body(&self) -> Body {
        if self.stream {
            self.events(|data| tongues::framed(self.kind, data))
        } else {
            let bytes = wire::json(self).to_string().into_bytes();
            self.with_parts(vec![Part {
                bytes,
                tokens: self.tokens,
            }])
        }
    }

    /// The stream, each event's data put into form by the caller; `[DONE]` is one of them.
    pub(super) fn events(&self, form: impl Fn(&str) -> Vec<u8>) -> Body {
        let part = |(data, tokens): (String, Tokens)| Part {
            bytes: form(&data),
            tokens,
        };
        self.with_parts(wire::events(self).into_iter().map(part).collect())
    }

    /// A body with this answer's media type and pace.
    pub(super) fn with_parts(&self, parts: Vec<Part>) -> Body {
        Body {
            kind: if self.stream {
                tongues::media_type(self.kind)
            } else {
                "application/json"
            },
            number: self.number,
            parts,
            first: self.first
                + if self.stream {
                    Duration::ZERO
                } else {
                    self.generation()
                },
            delay: self.delay,
        }
    }

    /// Without a stream, the time that the chunks would have taken comes before the answer.
    fn generation(&self) -> Duration {
        self.delay * u32::try_from(self.chunks).unwrap_or(u32::MAX)
    }
}

fn usage_at(knobs: &Knobs) -> Result<UsageAt, String> {
    let default = if knobs.name() == "no-usage" {
        "never"
    } else {
        "asked"
    };
    match knobs.text("usage").unwrap_or(default) {
        "asked" => Ok(UsageAt::Asked),
        "always" => Ok(UsageAt::Always),
        "never" => Ok(UsageAt::Never),
        "last" => Ok(UsageAt::Last),
        "each" => Ok(UsageAt::Each),
        other => Err(format!(
            "knob `usage` is asked, always, never, last or each, not `{other}`"
        )),
    }
}
