//! The response object, whole.

use super::echo::Echo;
use super::item;
use crate::domain::usage::Usage;
use crate::wire::chat::{ChatResponse, Finish};
use crate::wire::door::Rendering;
use crate::wire::json::ObjectWriter;
use bytes::Bytes;
use serde_json::{Value, json};

/// Writes a complete answer.
#[must_use]
pub fn render(response: &ChatResponse, rendering: &Rendering, echo: &Echo) -> Bytes {
    // This dialect has one answer to a request.
    let answer = response.answers.first();
    let items = answer.map_or_else(Vec::new, |answer| {
        item::of_answer(answer, &rendering.id, &echo.names)
    });
    let end = answer.map_or(End::Completed, |answer| End::of(answer.finish));
    let output: Vec<Value> = items
        .iter()
        .enumerate()
        .map(|(place, item)| {
            let status = end.item_status(place + 1 == items.len());
            item.json(&item.id(&rendering.id, place), status)
        })
        .collect();
    Told {
        end,
        output: &output,
        usage: response.usage.as_ref(),
        service_tier: response.service_tier.as_deref(),
    }
    .write(rendering, echo)
}

/// How far a response has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End<'a> {
    /// It is being made.
    InProgress,
    /// It is there.
    Completed,
    /// It was cut off, for this reason.
    Incomplete(&'static str),
    /// The provider failed: code and message.
    Failed(&'static str, &'a str),
}

impl End<'_> {
    /// Why an answer ended.
    pub(super) fn of(finish: Finish) -> Self {
        match finish {
            Finish::Stop | Finish::ToolCalls => Self::Completed,
            Finish::Length => Self::Incomplete("max_output_tokens"),
            Finish::ContentFilter => Self::Incomplete("content_filter"),
        }
    }

    /// The response's status.
    pub(super) fn status(self) -> &'static str {
        match self {
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Incomplete(_) => "incomplete",
            Self::Failed(..) => "failed",
        }
    }

    /// An item's status: what was cut off is the last one.
    pub(super) fn item_status(self, last: bool) -> &'static str {
        match self {
            Self::Incomplete(_) if last => "incomplete",
            _ => "completed",
        }
    }
}

/// What a response object says beside its request.
pub(super) struct Told<'a> {
    pub(super) end: End<'a>,
    pub(super) output: &'a [Value],
    pub(super) usage: Option<&'a Usage>,
    pub(super) service_tier: Option<&'a str>,
}

impl Told<'_> {
    /// Writes the object. Members that are not told are `null`: clients in typed languages ask for
    /// them all.
    pub(super) fn write(&self, rendering: &Rendering, echo: &Echo) -> Bytes {
        let mut out = ObjectWriter::with_capacity(1_024);
        out.string("id", &rendering.id);
        out.string("object", "response");
        out.raw("created_at", &rendering.created_seconds.to_string());
        out.string("status", self.end.status());
        out.string("model", &rendering.model);
        match self.end {
            End::Failed(code, message) => {
                let error = json!({ "code": code, "message": message });
                out.raw("error", &error.to_string());
            }
            _ => out.raw("error", "null"),
        }
        match self.end {
            End::Incomplete(reason) => {
                let details = json!({ "reason": reason });
                out.raw("incomplete_details", &details.to_string());
            }
            _ => out.raw("incomplete_details", "null"),
        }
        out.raw("output", &json!(self.output).to_string());
        echo.write(&mut out);
        match self.service_tier {
            Some(tier) => out.string("service_tier", tier),
            None => out.raw("service_tier", echo.service_tier()),
        }
        let usage = self.usage.map(|usage| usage_json(usage).to_string());
        out.raw("usage", usage.as_deref().unwrap_or("null"));
        out.finish()
    }
}

/// Usage as this dialect counts it: the details are parts of the totals, and always objects.
fn usage_json(usage: &Usage) -> Value {
    let cached = usage.cache_read.saturating_add(usage.cache_read_audio);
    let written = usage.cache_write.saturating_add(usage.cache_write_1h);
    json!({
        "input_tokens": usage.prompt_tokens(),
        "input_tokens_details": { "cached_tokens": cached, "cache_write_tokens": written },
        "output_tokens": usage.completion_tokens(),
        "output_tokens_details": { "reasoning_tokens": usage.reasoning },
        "total_tokens": usage.total_tokens(),
    })
}
