//! `usageMetadata` in disjoint buckets.

use super::answer::is_searched;
use crate::domain::usage::Usage;
use serde::Deserialize;
use serde_json::Value;

/// Reads the usage of an answer, or of a piece of one. `None` when it tells none.
#[must_use]
pub fn usage(said: &Value) -> Option<Usage> {
    let told = UsageBody::deserialize(&said["usageMetadata"]).ok()?;
    let mut candidates = said["candidates"].as_array().into_iter().flatten();
    let searched = candidates.any(|candidate| is_searched(&candidate["groundingMetadata"]));
    told.usage(searched)
}

/// `usageMetadata` (Gemini API reference; `trafficType` from Vertex AI's).
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct UsageBody {
    prompt_token_count: Option<u64>,
    cached_content_token_count: Option<u64>,
    candidates_token_count: Option<u64>,
    thoughts_token_count: Option<u64>,
    tool_use_prompt_token_count: Option<u64>,
    total_token_count: Option<u64>,
    prompt_tokens_details: Option<Vec<Detail>>,
    cache_tokens_details: Option<Vec<Detail>>,
    candidates_tokens_details: Option<Vec<Detail>>,
    traffic_type: Option<String>,
    service_tier: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Detail {
    modality: Option<String>,
    token_count: Option<u64>,
}

fn of(details: Option<&Vec<Detail>>, modality: &str) -> u64 {
    let all = details.into_iter().flatten();
    all.filter(|detail| detail.modality.as_deref() == Some(modality))
        .filter_map(|detail| detail.token_count)
        .fold(0, u64::saturating_add)
}

impl UsageBody {
    /// The buckets. `searched` tells that the answer is grounded in a search: what the search brought
    /// in is then paid per search and not per token.
    pub(super) fn usage(&self, searched: bool) -> Option<Usage> {
        if self.prompt_token_count.is_none() && self.candidates_token_count.is_none() {
            return None;
        }
        let prompt = self.prompt_token_count.unwrap_or(0);
        let tools = self.tool_use_prompt_token_count.unwrap_or(0);
        let thoughts = self.thoughts_token_count.unwrap_or(0);
        let before = prompt.saturating_add(tools);
        // The total tells what was left out, and whether thoughts are in the candidates' count.
        let output = match (self.candidates_token_count, self.total_token_count) {
            (Some(said), Some(total)) if before.saturating_add(said) == total => {
                said.saturating_sub(thoughts)
            }
            (Some(said), _) => said,
            (None, total) => total
                .unwrap_or(0)
                .saturating_sub(before)
                .saturating_sub(thoughts),
        };
        let details = self.prompt_tokens_details.as_ref();
        let cached = self.cached_content_token_count.unwrap_or(0);
        let cached_details = self.cache_tokens_details.as_ref();
        let (mut left, mut left_cached, mut left_out) = (prompt, cached.min(prompt), output);
        let cache_read_audio = take(&mut left_cached, of(cached_details, "AUDIO"));
        take(&mut left, cached);
        let audio = of(details, "AUDIO").saturating_sub(cache_read_audio);
        let image = of(details, "IMAGE").saturating_sub(of(cached_details, "IMAGE"));
        let outs = self.candidates_tokens_details.as_ref();
        Some(Usage {
            input_audio: take(&mut left, audio),
            input_image: take(&mut left, image),
            cache_read_audio,
            cache_read: left_cached,
            input: left.saturating_add(if searched { 0 } else { tools }),
            reasoning: thoughts,
            output_audio: take(&mut left_out, of(outs, "AUDIO")),
            output_image: take(&mut left_out, of(outs, "IMAGE")),
            output: left_out,
            ..Usage::default()
        })
    }

    /// The tier in OpenAI's words, where it is told.
    pub(super) fn tier(&self) -> Option<&'static str> {
        let told = self
            .service_tier
            .as_deref()
            .or(self.traffic_type.as_deref());
        match told?.to_ascii_uppercase().as_str() {
            "STANDARD" | "ON_DEMAND" => Some("default"),
            "FLEX" | "ON_DEMAND_FLEX" => Some("flex"),
            "PRIORITY" | "ON_DEMAND_PRIORITY" => Some("priority"),
            _ => None,
        }
    }
}

/// Takes a part out of what is left, and no more than that: the buckets always add up.
fn take(left: &mut u64, part: u64) -> u64 {
    let part = part.min(*left);
    *left -= part;
    part
}
