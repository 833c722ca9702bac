//! One call, told twice: before the provider is paid ([`CallIntent`]) and when it is over ([`CallRecord`]).

use super::attempt::Attempt;
use super::budget::WindowKey;
use super::money::Nanos;
use super::price::ServiceTier;
use super::time::Micros;
use super::usage::{Usage, UsageSource};
use std::sync::Arc;

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The whole answer was delivered.
    Success,
    /// The provider said no, or its answer could not be used.
    UpstreamError,
    /// The client hung up; what had been produced is billed.
    ClientLeft,
    /// We ended it: a deadline passed.
    TimedOut,
    /// We failed: a bug, told by a panic.
    InternalError,
    /// We refused it before anybody was called.
    Refused,
    /// The process died; found again at the next start.
    Interrupted,
    /// Not a call but a correction of a total, made by an admin.
    Adjustment,
}

impl Outcome {
    /// Every way to end.
    pub const ALL: [Self; 8] = [
        Self::Success,
        Self::UpstreamError,
        Self::ClientLeft,
        Self::TimedOut,
        Self::InternalError,
        Self::Refused,
        Self::Interrupted,
        Self::Adjustment,
    ];

    /// The name stored in the ledger.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::UpstreamError => "upstream_error",
            Self::ClientLeft => "client_left",
            Self::TimedOut => "timed_out",
            Self::InternalError => "internal_error",
            Self::Refused => "refused",
            Self::Interrupted => "interrupted",
            Self::Adjustment => "adjustment",
        }
    }

    /// Reads the stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|outcome| outcome.as_str() == text)
    }
}

/// The kind of work asked for; the row's `call_type` and the units it is billed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallType {
    /// Chat completions.
    Chat,
    /// Legacy text completions.
    Completion,
    /// Embeddings.
    Embedding,
    /// Anthropic Messages.
    Messages,
    /// OpenAI Responses.
    Responses,
    /// Gemini `generateContent`.
    GenerateContent,
    /// Pictures made of words.
    ImageGeneration,
    /// Pictures made of words and pictures.
    ImageEdit,
    /// Pictures made of a picture.
    ImageVariation,
    /// Text read aloud.
    Speech,
    /// Speech written down.
    Transcription,
    /// Speech written down in English.
    Translation,
    /// Text judged for harm.
    Moderation,
    /// Documents ordered by how well they answer a question.
    Rerank,
    /// A provider's own path that is none of these.
    PassThrough,
}

impl CallType {
    /// Every kind of work.
    pub const ALL: [Self; 15] = [
        Self::Chat,
        Self::Completion,
        Self::Embedding,
        Self::Messages,
        Self::Responses,
        Self::GenerateContent,
        Self::ImageGeneration,
        Self::ImageEdit,
        Self::ImageVariation,
        Self::Speech,
        Self::Transcription,
        Self::Translation,
        Self::Moderation,
        Self::Rerank,
        Self::PassThrough,
    ];

    /// Whether it is work that is no text generation and no embedding: pictures, sound, judgements.
    #[must_use]
    pub fn is_media(self) -> bool {
        matches!(
            self,
            Self::ImageGeneration
                | Self::ImageEdit
                | Self::ImageVariation
                | Self::Speech
                | Self::Transcription
                | Self::Translation
                | Self::Moderation
                | Self::Rerank
        )
    }

    /// Whether its answer is pictures.
    #[must_use]
    pub fn makes_images(self) -> bool {
        matches!(
            self,
            Self::ImageGeneration | Self::ImageEdit | Self::ImageVariation
        )
    }

    /// What it is called in a message.
    #[must_use]
    pub fn work(self) -> &'static str {
        match self {
            Self::Chat => "chat completions",
            Self::Completion => "completions",
            Self::Embedding => "embeddings",
            Self::Messages => "messages",
            Self::Responses => "responses",
            Self::GenerateContent => "generateContent",
            Self::ImageGeneration => "image generation",
            Self::ImageEdit => "image editing",
            Self::ImageVariation => "image variations",
            Self::Speech => "speech",
            Self::Transcription => "transcription",
            Self::Translation => "translation of speech",
            Self::Moderation => "moderation",
            Self::Rerank => "reranking",
            Self::PassThrough => "this path",
        }
    }

    /// The address that it is asked for at, without `/v1`: what LiteLLM's daily activity breaks down by.
    #[must_use]
    pub fn endpoint(self) -> &'static str {
        match self {
            Self::Chat => "/chat/completions",
            Self::Completion => "/completions",
            Self::Embedding => "/embeddings",
            Self::Messages => "/messages",
            Self::Responses => "/responses",
            Self::GenerateContent => "/models/{model}:generateContent",
            Self::ImageGeneration => "/images/generations",
            Self::ImageEdit => "/images/edits",
            Self::ImageVariation => "/images/variations",
            Self::Speech => "/audio/speech",
            Self::Transcription => "/audio/transcriptions",
            Self::Translation => "/audio/translations",
            Self::Moderation => "/moderations",
            Self::Rerank => "/rerank",
            Self::PassThrough => "pass-through",
        }
    }

    /// LiteLLM's name for it, as its spend logs have it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chat => "acompletion",
            Self::Completion => "atext_completion",
            Self::Embedding => "aembedding",
            Self::Messages => "anthropic_messages",
            Self::Responses => "aresponses",
            Self::GenerateContent => "agenerate_content",
            Self::ImageGeneration => "aimage_generation",
            Self::ImageEdit => "aimage_edit",
            Self::ImageVariation => "aimage_variation",
            Self::Speech => "aspeech",
            Self::Transcription => "atranscription",
            Self::Translation => "atranslation",
            Self::Moderation => "amoderation",
            Self::Rerank => "arerank",
            Self::PassThrough => "pass_through_endpoint",
        }
    }

    /// Reads the stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What is on record before a provider is called.
#[derive(Clone, Debug)]
pub struct CallIntent {
    /// Ours, unique, ordered by time (UUID v7): the row's key and what makes a replay a no-op.
    pub request_id: Arc<str>,
    /// The call id said to the client; the client may have chosen it, so it need not be unique.
    pub call_id: Arc<str>,
    /// When the call was admitted.
    pub started_at: Micros,
    /// What was asked for.
    pub call_type: CallType,
    /// Whether the answer streams.
    pub stream: bool,
    /// Hash of the key in hexadecimal, or [`MASTER_KEY_ID`].
    pub key_id: Arc<str>,
    /// The key's user.
    pub user_id: Option<Arc<str>>,
    /// The key's team.
    pub team_id: Option<Arc<str>>,
    /// The organization of the key.
    pub org_id: Option<Arc<str>>,
    /// The end user whom the caller named.
    pub end_user: Option<Arc<str>>,
    /// Tags of the key, of its team, and those that the caller named.
    pub tags: Arc<[Arc<str>]>,
    /// What the client says that the call is part of.
    pub session_id: Option<Arc<str>>,
    /// The client's own name for itself; empty when it told none.
    pub user_agent: Arc<str>,
    /// The model that was asked for, where a budget at its limit sent the call to a cheaper one.
    pub degraded_from: Option<Arc<str>>,
    /// The model as the client named it.
    pub model_group: Arc<str>,
    /// Every total that this call counts towards, chosen now and never again; that of the provider, where it
    /// has a budget, comes at the end, when it is known.
    pub windows: Arc<[WindowKey]>,
    /// What was reserved of each budget.
    pub reserved: Nanos,
    /// Our count of the input, in tokens, before the provider's.
    pub estimated_input_tokens: u64,
    /// Version of the price of the first deployment in the plan; empty when unknown or free.
    pub price_version: Arc<str>,
}

/// The key id of calls made with the master key.
pub const MASTER_KEY_ID: &str = "litellm_proxy_master_key";

/// What a call went through on its way to an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Tries after the first, in the group that was tried last.
    pub retries: u32,
    /// Groups that were tried after the first.
    pub fallbacks: u32,
    /// The model that was asked for, where another one was fallen back to.
    pub fell_from: Option<Arc<str>>,
    /// The guardrails that it was under.
    pub guardrails: Vec<Arc<str>>,
    /// What kind of no a refusal is, in LiteLLM's words.
    pub error_class: Option<Arc<str>>,
    /// What the client notes of it (`metadata.spend_logs_metadata`): a JSON object.
    pub notes: Option<Arc<str>>,
}

/// A finished call: one row of the ledger.
#[derive(Clone, Debug)]
pub struct CallRecord {
    /// What was on record before.
    pub intent: CallIntent,
    /// When the last byte could leave.
    pub ended_at: Micros,
    /// When the first content arrived from the provider.
    pub first_token_at: Option<Micros>,
    /// How it ended.
    pub outcome: Outcome,
    /// The HTTP status that the client was given; 499 when it had left before.
    pub status: u16,
    /// What went wrong, in words without secrets; empty when nothing did.
    pub error: String,
    /// Our id of the deployment that answered.
    pub deployment_id: Arc<str>,
    /// The deployment's model with its provider (`openai/gpt-4o`).
    pub model: Arc<str>,
    /// The provider's name.
    pub provider: &'static str,
    /// Where it was called, without query.
    pub api_base: Arc<str>,
    /// How many times a provider was called for it.
    pub attempts: u32,
    /// Each of these times, in order; of very many only the first.
    pub attempts_log: Vec<Attempt>,
    /// What it went through.
    pub passage: Passage,
    /// The answer was an earlier one, kept; no provider was called.
    pub cached: bool,
    /// The id in the provider's answer.
    pub response_id: String,
    /// What was used.
    pub usage: Usage,
    /// Where that figure comes from.
    pub usage_source: UsageSource,
    /// The service tier that it is priced at.
    pub service_tier: ServiceTier,
    /// Version of the price it was priced by; empty when unknown or free.
    pub price_version: Arc<str>,
    /// What it cost.
    pub cost: Nanos,
    /// What the provider itself says it cost, when it says so.
    pub upstream_cost: Option<Nanos>,
    /// Where the client called from.
    pub client_ip: String,
    /// The request and the answer, only when storing them is switched on.
    pub payload: Option<Box<Payload>>,
}

/// What an answer says about itself, beside its content and usage. Told, and not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The model as the provider names it.
    pub model: Option<String>,
    /// Why its choices ended, in the provider's words.
    pub finish_reasons: Vec<String>,
    /// The model that was asked for, where another one was fallen back to.
    pub fell_from: Option<Arc<str>>,
}

impl Said {
    /// Notes why a choice ended; more than a few are not kept.
    pub fn finished(&mut self, reason: &str) {
        const REASONS_MAX: usize = 8;
        if !reason.is_empty() && self.finish_reasons.len() < REASONS_MAX {
            self.finish_reasons.push(reason.chars().take(64).collect());
        }
    }

    /// Notes the model, when it is the first time that it is named.
    pub fn named(&mut self, model: &str) {
        if self.model.is_none() && !model.is_empty() {
            self.model = Some(model.chars().take(256).collect());
        }
    }
}

/// The words of a call, kept apart from its ledger row and pruned on their own clock.
#[derive(Clone, Debug, Default)]
pub struct Payload {
    /// The client's request body.
    pub request: String,
    /// The answer as the client received it.
    pub response: String,
}

impl Payload {
    /// Cuts every text that has more characters: of one that is too long head and tail stay, and how much is
    /// gone is told between them.
    pub fn cut(&mut self, chars_max: usize) {
        for words in [&mut self.request, &mut self.response] {
            if words.len() <= chars_max {
                continue;
            }
            match serde_json::from_str::<serde_json::Value>(words) {
                Ok(mut value) => {
                    cut_texts(&mut value, chars_max);
                    *words = value.to_string();
                }
                Err(_) => cut_text(words, chars_max),
            }
        }
    }
}

fn cut_texts(value: &mut serde_json::Value, chars_max: usize) {
    use serde_json::Value;
    match value {
        Value::String(text) => cut_text(text, chars_max),
        Value::Array(items) => items.iter_mut().for_each(|item| cut_texts(item, chars_max)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| cut_texts(member, chars_max)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn cut_text(text: &mut String, chars_max: usize) {
    let count = text.chars().count();
    if count <= chars_max {
        return;
    }
    // As LiteLLM has it: a third of the head, and of the tail what is left.
    let head = chars_max * 35 / 100;
    let gone = count - chars_max;
    let at = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    let (head, tail) = (&text[..at(head)], &text[at(head + gone)..]);
    *text = format!("{head}... (litellm_truncated {gone} chars) ...{tail}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_keep_head_and_tail() {
        let long = "ä".repeat(60) + &"z".repeat(60);
        let mut words = Payload {
            request: serde_json::json!({ "messages": [{ "content": long, "role": "user" }] })
                .to_string(),
            response: "event: ".repeat(40),
        };
        words.cut(20);
        let request: serde_json::Value = serde_json::from_str(&words.request).expect("JSON");
        let said = request["messages"][0]["content"].as_str().expect("a text");
        assert!(
            said.starts_with("äääääää... (litellm_truncated 100 chars)"),
            "{said}"
        );
        assert!(said.ends_with("...zzzzzzzzzzzzz"), "{said}");
        assert_eq!(request["messages"][0]["role"], "user");
        assert!(words.response.chars().count() < 80, "{}", words.response);
    }
}
