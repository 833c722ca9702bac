//! The request's frame: path, limits, sampling, thinking, and what goes to single families.

use super::tools::Tools;
use super::turns::Turns;
use crate::domain::aws::region_and_model;
use crate::wire::chat::{ChatRequest, Effort, Reasoning};
use crate::wire::format::anthropic::shared::{Thinking, thinking};
use crate::wire::format::gate::gate;
use crate::wire::format::{Notes, Outgoing, Target, WireError};
use bytes::Bytes;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// Parameters that no model behind Converse has a word for.
const UNSUPPORTED: &[&str] = &[
    "audio",
    "frequency_penalty",
    "logit_bias",
    "logprobs",
    "modalities",
    "n",
    "presence_penalty",
    "seed",
    "top_logprobs",
    "user",
    "verbosity",
    "web_search_options",
];

/// Converse's own members; any other goes to the model.
const OWN: &[&str] = &[
    "additionalModelRequestFields",
    "additionalModelResponseFieldPaths",
    "guardrailConfig",
    "inferenceConfig",
    "messages",
    "outputConfig",
    "performanceConfig",
    "promptVariables",
    "requestMetadata",
    "serviceTier",
    "system",
    "toolConfig",
];

/// Where the model's own members stand.
const MODELS_OWN: &str = "additionalModelRequestFields";

/// Who made a model: what it takes beside Converse's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Claude,
    Nova,
    GptOss,
    Mistral,
    Cohere,
    Other,
}

impl Family {
    pub(super) fn of(target: &Target<'_>) -> Self {
        let known = [
            ("anthropic.", Self::Claude),
            ("claude", Self::Claude),
            ("amazon.nova", Self::Nova),
            ("gpt-oss", Self::GptOss),
            ("mistral.", Self::Mistral),
            ("cohere.", Self::Cohere),
        ];
        let found = known.iter().find(|(part, _)| target.model.contains(part));
        found.map_or(Self::Other, |(_, family)| *family)
    }

    /// Where sampling among the likeliest tokens is said.
    fn top_k(self) -> Option<&'static str> {
        match self {
            Self::Claude | Self::Mistral => Some("top_k"),
            Self::Cohere => Some("k"),
            Self::Nova => Some("topK"),
            Self::GptOss | Self::Other => None,
        }
    }

    fn thinks(self, target: &Target<'_>) -> bool {
        let by_words = matches!(self, Self::Claude | Self::Nova | Self::GptOss);
        by_words && !target.deployment.lacks("reasoning")
    }
}

/// Writes the request.
///
/// # Errors
/// Names every parameter that the model lacks, unless they may be dropped, and what of the
/// conversation Converse cannot hold.
pub fn request(asked: &ChatRequest, target: &Target<'_>) -> Result<Outgoing, WireError> {
    let mut asked = asked.clone();
    let family = Family::of(target);
    let unsupported = unsupported(&mut asked, target, family);
    let dropped = gate(&mut asked, target, &unsupported)?;
    let thought = Some(family)
        .filter(|family| *family == Family::Claude)
        .and_then(|_| thinking(&asked, target));
    let mut notes = Notes::without(dropped);
    let mut body = Map::new();
    let mut tools = Tools::new(&mut notes, family);
    let mut turns = Turns::new(&mut tools, family);
    body.insert("messages".into(), turns.messages(&asked.turns)?);
    let system = Turns::system(&asked.turns);
    if !system.is_empty() {
        body.insert("system".into(), Value::Array(system));
    }
    tools.write(&asked, target, thought.is_some(), &mut body)?;
    let inference = inference(&asked);
    if !inference.is_empty() {
        body.insert("inferenceConfig".into(), Value::Object(inference));
    }
    if let Some(tier) = &asked.service_tier {
        let tier = match tier.as_str() {
            "auto" | "standard_only" => "default",
            tier => tier,
        };
        body.insert("serviceTier".into(), json!({ "type": tier }));
    }
    let own = models_own(&asked, family, thought);
    if !own.is_empty() {
        body.insert(MODELS_OWN.into(), Value::Object(own));
    }
    for (name, raw) in &asked.extra {
        put(&mut body, name, raw.get());
    }
    for (name, raw) in &target.deployment.extra_body {
        put(&mut body, name, raw);
    }
    let operation = if asked.stream {
        "converse-stream"
    } else {
        "converse"
    };
    let (_, model) = region_and_model(target.model);
    Ok(Outgoing {
        path: format!("/model/{}/{operation}", encoded(model)),
        body: Bytes::from(Value::Object(body).to_string()),
        headers: Vec::new(),
        notes,
    })
}

/// What this model refuses. Wishes that are fulfilled anyway are taken out.
fn unsupported(asked: &mut ChatRequest, target: &Target<'_>, family: Family) -> Vec<&'static str> {
    let mut names = UNSUPPORTED.to_vec();
    if asked.parallel_tool_calls == Some(true) || asked.tools.is_empty() {
        asked.parallel_tool_calls = None;
    }
    if family != Family::Claude {
        names.push("parallel_tool_calls");
    }
    if family.top_k().is_none() {
        names.push("top_k");
    }
    if family == Family::Claude && target.flag("sampling_params") == Some(false) {
        names.extend(["temperature", "top_p", "top_k"]);
    }
    if !family.thinks(target) {
        if asked.reasoning == Some(Reasoning::Off) {
            asked.reasoning = None;
        }
        names.push("reasoning_effort");
    }
    names
}

fn inference(asked: &ChatRequest) -> Map<String, Value> {
    let stop: Vec<&String> = asked
        .stop
        .iter()
        .filter(|text| !text.trim().is_empty())
        .collect();
    let members = [
        ("maxTokens", asked.max_output_tokens.map(Value::from)),
        ("temperature", asked.temperature.clone().map(Value::Number)),
        ("topP", asked.top_p.clone().map(Value::Number)),
        ("stopSequences", (!stop.is_empty()).then(|| json!(stop))),
    ];
    members
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

/// What Converse passes to the model unread.
fn models_own(
    asked: &ChatRequest,
    family: Family,
    thought: Option<Thinking>,
) -> Map<String, Value> {
    let mut own = Map::new();
    if let (Some(name), Some(k)) = (family.top_k(), asked.top_k) {
        if family == Family::Nova {
            own.insert("inferenceConfig".into(), json!({ name: k }));
        } else {
            own.insert(name.into(), json!(k));
        }
    }
    if let Some(Thinking { block, effort }) = thought {
        own.insert("thinking".into(), block);
        if let Some(effort) = effort {
            own.insert("output_config".into(), json!({ "effort": effort.as_str() }));
        }
    }
    match (family, &asked.reasoning) {
        (Family::Claude, _) if asked.parallel_tool_calls == Some(false) => {
            let choice = json!({ "type": "auto", "disable_parallel_tool_use": true });
            own.insert("tool_choice".into(), choice);
        }
        (Family::Nova, Some(Reasoning::Off)) => {
            own.insert("reasoningConfig".into(), json!({ "type": "disabled" }));
        }
        (Family::Nova, Some(wish)) => {
            let config = json!({ "type": "enabled", "maxReasoningEffort": effort(wish) });
            own.insert("reasoningConfig".into(), config);
        }
        // These models always think; `low` is the least.
        (Family::GptOss, Some(wish)) => {
            own.insert("reasoning_effort".into(), json!(effort(wish)));
        }
        _ => {}
    }
    own
}

/// The three words that Nova and gpt-oss know.
fn effort(wish: &Reasoning) -> &'static str {
    let effort = match wish {
        Reasoning::Off => Effort::Low,
        Reasoning::Effort { effort, .. } => *effort,
        Reasoning::Budget(tokens) => Effort::of_budget(*tokens),
        Reasoning::Adaptive(effort) => effort.unwrap_or(Effort::Medium),
    };
    effort.clamp(Effort::Low, Effort::High).as_str()
}

/// Puts a member where Converse has it: its own at the top, any other to the model. Objects are
/// joined, so that a switch does not undo what is there.
fn put(body: &mut Map<String, Value>, name: &str, raw: &str) {
    let Ok(value) = serde_json::from_str::<Value>(raw) else {
        return;
    };
    if OWN.contains(&name) {
        match (body.get_mut(name), value) {
            (Some(Value::Object(known)), Value::Object(more)) => known.extend(more),
            (_, value) => {
                body.insert(name.to_owned(), value);
            }
        }
    } else if let Some(own) = body
        .entry(MODELS_OWN)
        .or_insert_with(|| json!({}))
        .as_object_mut()
    {
        own.insert(name.to_owned(), value);
    }
}

/// A model's id as one segment of a path.
pub(super) fn encoded(model: &str) -> String {
    let mut out = String::with_capacity(model.len() + 8);
    for byte in model.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
