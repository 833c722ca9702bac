//! What goes out.

use super::{input, names};
use crate::wire::chat::{ChatRequest, Effort, OutputFormat, Reasoning, Tool, ToolChoice};
use crate::wire::format::gate::gate;
use crate::wire::format::openai::families::{is_reasoning_model, reasons};
use crate::wire::format::{Notes, Outgoing, Target, WireError};
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// Parameters of chat completions that this dialect has no words for.
const UNSUPPORTED: &[&str] = &[
    "n",
    "seed",
    "top_k",
    "stop",
    "presence_penalty",
    "frequency_penalty",
    "logit_bias",
    "modalities",
    "audio",
];

/// OpenAI's parameters that mean the same here as in chat completions. `store` is not among them:
/// encrypted reasoning is to be had only for answers that the provider does not keep.
const SHARED: &[&str] = &[
    "prompt_cache_key",
    "prompt_cache_options",
    "prompt_cache_retention",
    "safety_identifier",
    "max_tool_calls",
    "truncation",
];

/// Types of tools that the provider runs itself, or that only this dialect defines.
const HOSTED: &[&str] = &[
    "apply_patch",
    "code_interpreter",
    "computer",
    "computer_use_preview",
    "custom",
    "file_search",
    "image_generation",
    "local_shell",
    "mcp",
    "namespace",
    "programmatic_tool_calling",
    "shell",
    "tool_search",
];

/// The shortest answer that OpenAI lets one ask for, in tokens.
const OUTPUT_TOKENS_MIN: u64 = 16;

/// The longest name of an end user that OpenAI takes, in characters.
const USER_CHARS_MAX: usize = 64;

/// Says the request.
pub fn request(request: &ChatRequest, target: &Target<'_>) -> Result<Outgoing, WireError> {
    let mut request = request.clone();
    let mut body = Map::new();
    let mut notes = Notes::default();
    body.insert("model".to_owned(), json!(target.model));
    if request.modalities == ["text"] {
        request.modalities.clear();
    }
    let shared = take_shared(&mut request);
    notes.dropped = gate(&mut request, target, UNSUPPORTED)?;
    judge_for_reasoning(&mut request, target)?;
    let said = input::conversation(&request.turns, target, &mut notes)?;
    if let Some(instructions) = said.instructions {
        body.insert("instructions".to_owned(), json!(instructions));
    }
    body.insert("input".to_owned(), Value::Array(said.items));
    tools(&request, target, &mut notes, &mut body)?;
    sampling(&request, &mut body);
    text(&request, &mut body);
    let reasoning = reasoning(request.reasoning.as_ref(), target);
    let mut include = Vec::new();
    if thinks(reasoning.as_ref(), target) {
        include.push("reasoning.encrypted_content");
    }
    if let Some(reasoning) = reasoning {
        body.insert("reasoning".to_owned(), reasoning);
    }
    if request.logprobs == Some(true) {
        include.push("message.output_text.logprobs");
    }
    if !include.is_empty() {
        body.insert("include".to_owned(), json!(include));
    }
    body.insert("store".to_owned(), json!(false));
    if request.stream {
        body.insert("stream".to_owned(), json!(true));
    }
    body.extend(shared);
    add_extra(&request, &mut body);
    Ok(Outgoing {
        path: "/responses".to_owned(),
        body: Bytes::from(Value::Object(body).to_string()),
        headers: Vec::new(),
        notes,
    })
}

fn take_shared(request: &mut ChatRequest) -> Vec<(String, Value)> {
    let mut shared = Vec::new();
    request.openai.retain(|(name, raw)| {
        if SHARED.contains(&name.as_str()) {
            let value = serde_json::from_str(raw.get()).ok();
            shared.extend(value.map(|value| (name.clone(), value)));
            return false;
        }
        name != "store"
    });
    shared
}

/// Members that no dialect here defines.
fn add_extra(request: &ChatRequest, body: &mut Map<String, Value>) {
    for (name, raw) in &request.extra {
        if let Ok(value) = serde_json::from_str(raw.get()) {
            body.insert(name.clone(), value);
        }
    }
}

fn sampling(request: &ChatRequest, body: &mut Map<String, Value>) {
    let user = request.user.as_ref();
    let user = user.map(|user| user.chars().take(USER_CHARS_MAX).collect::<String>());
    let tier = request.service_tier.as_deref().map(|tier| match tier {
        "standard_only" | "standard" => "default",
        other => other,
    });
    let top_logprobs = request
        .top_logprobs
        .filter(|_| request.logprobs != Some(false));
    let max = request.max_output_tokens;
    for (name, value) in [
        (
            "max_output_tokens",
            max.map(|n| json!(n.max(OUTPUT_TOKENS_MIN))),
        ),
        (
            "temperature",
            request.temperature.as_ref().map(|t| json!(t)),
        ),
        ("top_p", request.top_p.as_ref().map(|p| json!(p))),
        ("top_logprobs", top_logprobs.map(|n| json!(n))),
        ("user", user.map(|user| json!(user))),
        ("service_tier", tier.map(|tier| json!(tier))),
    ] {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    }
}

fn text(request: &ChatRequest, body: &mut Map<String, Value>) {
    let mut text = Map::new();
    match &request.output_format {
        OutputFormat::Text => {}
        OutputFormat::JsonObject => {
            text.insert("format".to_owned(), json!({ "type": "json_object" }));
        }
        OutputFormat::JsonSchema {
            name,
            description,
            schema,
            strict,
        } => {
            let mut format = json!({ "type": "json_schema", "name": name, "schema": schema });
            if let Some(strict) = strict {
                format["strict"] = json!(strict);
            }
            if let Some(description) = description {
                format["description"] = json!(description);
            }
            text.insert("format".to_owned(), format);
        }
    }
    if let Some(verbosity) = &request.verbosity {
        text.insert("verbosity".to_owned(), json!(verbosity));
    }
    if !text.is_empty() {
        body.insert("text".to_owned(), Value::Object(text));
    }
}

fn tools(
    request: &ChatRequest,
    target: &Target<'_>,
    notes: &mut Notes,
    body: &mut Map<String, Value>,
) -> Result<(), WireError> {
    let mut tools = Vec::new();
    for tool in &request.tools {
        match tool {
            Tool::Function {
                name,
                description,
                parameters,
                strict,
                ..
            } => {
                let empty = || json!({ "type": "object", "properties": {} });
                // `strict` is true here when it is absent, and false in every other dialect.
                let mut function = json!({
                    "type": "function",
                    "name": names::sent(name, notes),
                    "parameters": parameters.clone().unwrap_or_else(empty),
                    "strict": strict.unwrap_or(false),
                });
                if let Some(description) = description {
                    function["description"] = json!(description);
                }
                tools.push(function);
            }
            Tool::Hosted(tool) => {
                let kind = tool.get("type").and_then(Value::as_str).unwrap_or_default();
                if HOSTED.contains(&kind) {
                    tools.push(tool.clone());
                } else if !target.drop_params {
                    return Err(WireError::Unsayable(format!(
                        "{} has no tool of the type '{kind}'",
                        target.deployment.provider.name
                    )));
                }
            }
        }
    }
    if let Some(options) = &request.web_search {
        tools.push(web_search(options));
    }
    if !tools.is_empty() {
        body.insert("tools".to_owned(), Value::Array(tools));
    }
    let choice = request.tool_choice.as_ref().map(|choice| match choice {
        ToolChoice::Auto => json!("auto"),
        ToolChoice::None => json!("none"),
        ToolChoice::Required => json!("required"),
        ToolChoice::Named(name) => {
            json!({ "type": "function", "name": names::sent(name, notes) })
        }
    });
    let parallel = request.parallel_tool_calls.map(Value::from);
    for (name, value) in [("tool_choice", choice), ("parallel_tool_calls", parallel)] {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    }
    Ok(())
}

/// The settings of chat completions, whose place is nested, as a tool, whose place is flat.
fn web_search(options: &Value) -> Value {
    let mut tool = Map::new();
    tool.insert("type".to_owned(), json!("web_search"));
    for name in ["search_context_size", "filters"] {
        if let Some(value) = options.get(name).filter(|value| !value.is_null()) {
            tool.insert(name.to_owned(), value.clone());
        }
    }
    if let Some(Value::Object(place)) = options.get("user_location") {
        let mut flat = place.clone();
        flat.shift_remove("approximate");
        if let Some(Value::Object(inner)) = place.get("approximate") {
            flat.extend(inner.clone());
        }
        flat.insert("type".to_owned(), json!("approximate"));
        tool.insert("user_location".to_owned(), Value::Object(flat));
    }
    Value::Object(tool)
}

fn reasoning(wish: Option<&Reasoning>, target: &Target<'_>) -> Option<Value> {
    let denied = |word: &str| target.flag(&format!("{word}_reasoning_effort")) == Some(false);
    let (effort, summary) = match wish? {
        // Models that cannot be told so think as little as they like.
        Reasoning::Off if target.supports("none_reasoning_effort") => {
            return Some(json!({ "effort": "none" }));
        }
        Reasoning::Off => return None,
        Reasoning::Effort { effort, summary } => (*effort, summary.as_deref()),
        Reasoning::Budget(tokens) => (Effort::of_budget(*tokens), None),
        Reasoning::Adaptive(effort) => (effort.unwrap_or(Effort::Medium), None),
    };
    let effort = match effort {
        Effort::Minimal if denied("minimal") => Effort::Low,
        // `max` is known of few models; `xhigh` is refused by those known to lack it.
        Effort::Max if target.supports("max_reasoning_effort") => Effort::Max,
        Effort::Max | Effort::Xhigh if denied("xhigh") => Effort::High,
        Effort::Max => Effort::Xhigh,
        other => other,
    };
    let mut reasoning = json!({ "effort": effort.as_str() });
    if let Some(summary) = summary {
        reasoning["summary"] = json!(summary);
    }
    Some(reasoning)
}

/// Whether the model thinks, told or not: what it thought must come back with the results of its
/// calls, and it is encrypted for that.
fn thinks(told: Option<&Value>, target: &Target<'_>) -> bool {
    match told {
        Some(told) => told["effort"] != "none",
        None => {
            target.deployment.provider.quirks.reasoning_families && is_reasoning_model(target.model)
        }
    }
}

/// OpenAI's reasoning families sample in their own way, and its other models do not reason.
fn judge_for_reasoning(request: &mut ChatRequest, target: &Target<'_>) -> Result<(), WireError> {
    if !target.deployment.provider.quirks.reasoning_families {
        return Ok(());
    }
    let allowed = |name: &str| {
        target
            .allowed
            .iter()
            .any(|list| list.iter().any(|n| n == name))
    };
    let mut refused = Vec::new();
    if is_reasoning_model(target.model) {
        let effort = match request.reasoning {
            None => None,
            Some(Reasoning::Off) => Some("none"),
            Some(_) => Some("medium"),
        };
        let off = !reasons(target.deployment, effort);
        for (name, value) in [
            ("temperature", &mut request.temperature),
            ("top_p", &mut request.top_p),
        ] {
            let number = value.as_ref().and_then(serde_json::Number::as_f64);
            let own = number.is_some_and(|number| (number - 1.0).abs() > f64::EPSILON);
            if own && !off && !allowed(name) {
                refused.push(name);
                *value = None;
            }
        }
    } else if request.reasoning.is_some()
        && target.deployment.lacks("reasoning")
        && !allowed("reasoning_effort")
    {
        if request.reasoning != Some(Reasoning::Off) {
            refused.push("reasoning_effort");
        }
        request.reasoning = None;
    }
    if refused.is_empty() || target.drop_params {
        return Ok(());
    }
    Err(WireError::Unsupported {
        provider: target.deployment.provider.name,
        model: target.model.to_owned(),
        params: refused.into_iter().map(str::to_owned).collect(),
    })
}
