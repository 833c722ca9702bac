//! The request's frame: limits, sampling, thinking, the form of the answer, headers.

use super::schema::strict_schema;
use super::tools::{Tools, is_answer_tool_needed};
use super::turns::{has_tool_blocks, messages, system};
use crate::wire::chat::{
    ChatRequest, Effort, OutputFormat, Part, Reasoning, Role, ToolChoice, is_openai_seal,
};
use crate::wire::format::gate::gate;
use crate::wire::format::gemini::segment;
use crate::wire::format::{Notes, Outgoing, Target, WireError};
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// The version of the API that is spoken.
const VERSION: &str = "2023-06-01";
/// The version that Vertex AI wants in the body (Vertex AI, "Use Anthropic's Claude models").
pub const VERTEX_VERSION: &str = "vertex-2023-10-16";
/// What an answer may have when neither client nor table tells.
const MAX_TOKENS_DEFAULT: u64 = 4_096;
/// The least that the API takes for thinking.
const BUDGET_MIN: u64 = 1_024;
/// Said of a conversation of instructions alone.
const NO_TURN: &str = "Anthropic needs at least one message of the user. To have one added, set \
    `litellm_settings: modify_params: true`.";
/// Parameters that the API has no word for.
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
    "verbosity",
];

/// Where Vertex AI serves Messages of a model.
#[must_use]
pub fn raw_predict_path(model: &str, stream: bool) -> String {
    let name = model.rsplit('/').next().unwrap_or(model);
    let way = if stream {
        "streamRawPredict"
    } else {
        "rawPredict"
    };
    format!("/models/{}:{way}", segment(name))
}

/// Where the request goes. On Vertex AI the path names model and way, and the version stands in the body.
fn address(
    stream: bool,
    target: &Target<'_>,
    body: &mut Map<String, Value>,
    headers: &mut Vec<(&'static str, String)>,
) -> String {
    if !target.deployment.provider.quirks.raw_predict {
        return "/messages".to_owned();
    }
    body.remove("model");
    body.insert("anthropic_version".into(), json!(VERTEX_VERSION));
    headers.retain(|(name, _)| *name != "anthropic-version");
    raw_predict_path(target.model, stream)
}

/// Writes the request.
pub fn request(asked: &ChatRequest, target: &Target<'_>) -> Result<Outgoing, WireError> {
    let mut asked = asked.clone();
    let unsupported = unsupported(&asked, target);
    let dropped = gate(&mut asked, target, &unsupported)?;
    let thinking = thinking(&asked, target);
    let mut notes = Notes::without(dropped);
    let mut betas = Vec::new();
    let mut body = Map::new();
    body.insert("model".into(), json!(target.model));
    body.insert(
        "max_tokens".into(),
        json!(max_tokens(&asked, target, thinking.as_ref())),
    );
    let mut tools = Tools::new(&mut notes);
    let mut listed = tools.list(&asked, target, &mut betas)?;
    let said = messages(&asked.turns, &mut tools)?;
    if said.is_empty() {
        return Err(WireError::Unsayable(NO_TURN.to_owned()));
    }
    let mut choice = tools.choice(&asked, thinking.is_some());
    match &asked.output_format {
        OutputFormat::JsonSchema { schema, .. } if is_answer_tool_needed(target) => {
            listed.push(tools.answer_tool(schema));
            choice = Some(if thinking.is_some() || asked.tools.len() > listed.len() {
                json!({ "type": "auto" })
            } else {
                json!({ "type": "tool", "name": super::tools::ANSWER_TOOL })
            });
        }
        OutputFormat::JsonSchema { schema, .. } => {
            betas.push("structured-outputs-2025-11-13");
            let format = json!({ "type": "json_schema", "schema": strict_schema(schema) });
            body.insert("output_format".into(), format);
        }
        OutputFormat::Text | OutputFormat::JsonObject => {}
    }
    if listed.is_empty() && has_tool_blocks(&asked.turns) {
        // The API refuses tool blocks in a conversation without tools.
        listed.push(
            json!({ "name": "dummy_tool", "description": "Not to be called.",
            "input_schema": { "type": "object", "properties": {} } }),
        );
        choice = None;
    }
    let instructions = system(&asked.turns);
    body.insert("messages".into(), Value::Array(said));
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    };
    put(
        "system",
        (!instructions.is_empty()).then_some(Value::Array(instructions)),
    );
    put(
        "tools",
        (!listed.is_empty()).then_some(Value::Array(listed)),
    );
    put("tool_choice", choice);
    put("temperature", asked.temperature.clone().map(Value::Number));
    put("top_p", asked.top_p.clone().map(Value::Number));
    put("top_k", asked.top_k.map(Value::from));
    let stop: Vec<&String> = asked
        .stop
        .iter()
        .filter(|text| !text.trim().is_empty())
        .collect();
    put("stop_sequences", (!stop.is_empty()).then(|| json!(stop)));
    put("stream", asked.stream.then_some(Value::Bool(true)));
    put(
        "service_tier",
        asked.service_tier.clone().map(Value::String),
    );
    put(
        "metadata",
        user_id(&asked).map(|id| json!({ "user_id": id })),
    );
    if let Some(Thinking { block, effort }) = thinking {
        put("thinking", Some(block));
        put(
            "output_config",
            effort.map(|effort| json!({ "effort": effort.as_str() })),
        );
    }
    for (name, raw) in &asked.extra {
        put(name, serde_json::from_str(raw.get()).ok());
    }
    betas.dedup();
    let mut headers = vec![("anthropic-version", VERSION.to_owned())];
    if !betas.is_empty() {
        headers.push(("anthropic-beta", betas.join(",")));
    }
    let path = address(asked.stream, target, &mut body, &mut headers);
    Ok(Outgoing {
        path,
        body: Bytes::from(Value::Object(body).to_string()),
        headers,
        notes,
    })
}

fn unsupported(asked: &ChatRequest, target: &Target<'_>) -> Vec<&'static str> {
    let mut names = UNSUPPORTED.to_vec();
    let one = |number: &serde_json::Number| number.as_f64() == Some(1.0);
    if target.flag("sampling_params") == Some(false) {
        if !asked.temperature.as_ref().is_some_and(one) {
            names.push("temperature");
        }
        names.extend(["top_p", "top_k"]);
    }
    if target.deployment.lacks("reasoning") && asked.reasoning != Some(Reasoning::Off) {
        names.push("reasoning_effort");
    }
    if !matches!(
        asked.service_tier.as_deref(),
        None | Some("auto" | "standard_only")
    ) {
        names.push("service_tier");
    }
    names
}

/// How the model is told to think.
pub(in crate::wire::format) struct Thinking {
    pub(in crate::wire::format) block: Value,
    pub(in crate::wire::format) effort: Option<Effort>,
}

impl Thinking {
    fn budget(&self) -> u64 {
        self.block["budget_tokens"].as_u64().unwrap_or(0)
    }
}

pub(in crate::wire::format) fn thinking(
    asked: &ChatRequest,
    target: &Target<'_>,
) -> Option<Thinking> {
    // The API wants the thought before a call back while the call is open. A client that dropped it
    // can go on without thinking, but not with it.
    if lost_thought(asked) {
        return None;
    }
    let wish = asked.reasoning.as_ref()?;
    if target.supports("adaptive_thinking") {
        let effort = match wish {
            Reasoning::Off => return None,
            Reasoning::Effort { effort, .. } => Some(*effort),
            Reasoning::Budget(tokens) => Some(Effort::of_budget(*tokens)),
            Reasoning::Adaptive(effort) => *effort,
        };
        // The API's words begin at `low`.
        let effort = effort.map(|effort| effort.max(Effort::Low));
        let block = match wish {
            Reasoning::Effort { .. } => json!({ "type": "adaptive", "display": "summarized" }),
            _ => json!({ "type": "adaptive" }),
        };
        return Some(Thinking { block, effort });
    }
    let budget = match wish {
        Reasoning::Off => return None,
        Reasoning::Effort { effort, .. } => effort.budget(),
        Reasoning::Budget(tokens) => *tokens,
        Reasoning::Adaptive(effort) => effort.unwrap_or(Effort::Medium).budget(),
    };
    // The budget is a part of the answer's cap, which must leave room for the answer.
    let most = asked
        .max_output_tokens
        .map_or(u64::MAX, |most| most.saturating_sub(1));
    let budget = budget.max(BUDGET_MIN).min(most);
    (budget >= BUDGET_MIN).then(|| Thinking {
        block: json!({ "type": "enabled", "budget_tokens": budget }),
        effort: None,
    })
}

fn lost_thought(asked: &ChatRequest) -> bool {
    let last = asked
        .turns
        .iter()
        .rev()
        .find(|turn| turn.role == Role::Assistant);
    let open = asked.turns.last().is_some_and(|turn| {
        let results = turn
            .parts
            .iter()
            .any(|part| matches!(part, Part::ToolResult { .. }));
        turn.role == Role::User && results
    });
    open && last.is_some_and(|turn| {
        let sealed = |part: &Part| match part {
            Part::Thinking {
                signature: Some(seal),
                ..
            } => !is_openai_seal(seal),
            Part::RedactedThinking { .. } => true,
            _ => false,
        };
        let calls = turn
            .parts
            .iter()
            .any(|part| matches!(part, Part::ToolCall(_)));
        calls && !turn.parts.iter().any(sealed)
    })
}

fn max_tokens(asked: &ChatRequest, target: &Target<'_>, thinking: Option<&Thinking>) -> u64 {
    if let Some(most) = asked.max_output_tokens {
        return most;
    }
    let budget = thinking.map_or(0, Thinking::budget);
    if budget > 0 {
        return budget + MAX_TOKENS_DEFAULT;
    }
    target
        .deployment
        .max_output_tokens
        .unwrap_or(MAX_TOKENS_DEFAULT)
}

/// The end user, unless that would tell the provider who it is.
fn user_id(asked: &ChatRequest) -> Option<&str> {
    let user = asked.user.as_deref()?;
    let email = user.contains('@') && user.contains('.');
    let digits = user.chars().filter(char::is_ascii_digit).count();
    let phone = digits >= 7
        && user
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')'));
    (!email && !phone).then_some(user)
}

/// A choice that makes the model call a tool, which it may not be made to while it thinks.
pub(in crate::wire::format) fn forces(choice: &ToolChoice) -> bool {
    matches!(choice, ToolChoice::Required | ToolChoice::Named(_))
}
