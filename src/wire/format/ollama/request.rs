//! The hub's request as Ollama's.

use crate::wire::chat::{
    ChatRequest, Effort, OutputFormat, Part, Reasoning, Role, Source, Tool, ToolCall, ToolChoice,
    Turn,
};
use crate::wire::format::gate::gate;
use crate::wire::format::{Notes, Outgoing, Target, WireError};
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// Parameters that the API has no word for.
const UNSUPPORTED: &[&str] = &[
    "audio",
    "logit_bias",
    "logprobs",
    "modalities",
    "n",
    "parallel_tool_calls",
    "service_tier",
    "top_logprobs",
    "user",
    "verbosity",
    "web_search_options",
];

/// Members that stand under `options`, wherever the client put them.
const OPTIONS: &[&str] = &[
    "min_p",
    "mirostat",
    "mirostat_eta",
    "mirostat_tau",
    "num_batch",
    "num_ctx",
    "num_gpu",
    "num_keep",
    "num_predict",
    "num_thread",
    "repeat_last_n",
    "repeat_penalty",
    "tfs_z",
    "typical_p",
];

/// Writes the request.
pub fn request(asked: &ChatRequest, target: &Target<'_>) -> Result<Outgoing, WireError> {
    let mut asked = asked.clone();
    let mut unsupported = UNSUPPORTED.to_vec();
    if matches!(
        asked.tool_choice,
        Some(ToolChoice::Required | ToolChoice::Named(_))
    ) {
        unsupported.push("tool_choice");
    }
    let dropped = gate(&mut asked, target, &unsupported)?;
    let mut body = Map::new();
    let mut options = options(&asked);
    body.insert("model".into(), json!(target.model));
    body.insert("messages".into(), Value::Array(messages(&asked.turns)?));
    body.insert("stream".into(), json!(asked.stream));
    let tools = tools(&asked, target)?;
    if !tools.is_empty() {
        body.insert("tools".into(), Value::Array(tools));
    }
    match &asked.output_format {
        OutputFormat::Text => {}
        OutputFormat::JsonObject => {
            body.insert("format".into(), json!("json"));
        }
        OutputFormat::JsonSchema { schema, .. } => {
            body.insert("format".into(), schema.clone());
        }
    }
    if let Some(think) = think(asked.reasoning.as_ref(), target.model) {
        body.insert("think".into(), think);
    }
    for (name, raw) in &asked.extra {
        let Ok(value) = serde_json::from_str::<Value>(raw.get()) else {
            continue;
        };
        match (name.as_str(), value) {
            ("options", Value::Object(more)) => options.extend(more),
            (name, value) if OPTIONS.contains(&name) => {
                options.insert(name.to_owned(), value);
            }
            ("keep_alive" | "think" | "format" | "truncate", value) => {
                body.insert(name.to_owned(), value);
            }
            // The hub has read it, or it is no member of this API's.
            _ => {}
        }
    }
    if !options.is_empty() {
        body.insert("options".into(), Value::Object(options));
    }
    Ok(Outgoing {
        path: "/api/chat".to_owned(),
        body: Bytes::from(Value::Object(body).to_string()),
        headers: Vec::new(),
        notes: Notes::without(dropped),
    })
}

fn options(asked: &ChatRequest) -> Map<String, Value> {
    let mut options = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            options.insert(name.to_owned(), value);
        }
    };
    put("num_predict", asked.max_output_tokens.map(Value::from));
    put("temperature", asked.temperature.clone().map(Value::Number));
    put("top_p", asked.top_p.clone().map(Value::Number));
    put("top_k", asked.top_k.map(Value::from));
    put("seed", asked.seed.map(Value::from));
    put("stop", (!asked.stop.is_empty()).then(|| json!(asked.stop)));
    let penalties = [
        ("frequency_penalty", &asked.frequency_penalty),
        ("presence_penalty", &asked.presence_penalty),
    ];
    for (name, value) in penalties {
        put(name, value.clone().map(Value::Number));
    }
    options
}

/// Most models know only yes and no; gpt-oss takes a word, and cannot be told no.
fn think(wish: Option<&Reasoning>, model: &str) -> Option<Value> {
    let effort = match wish? {
        Reasoning::Off => return Some(json!(false)),
        Reasoning::Effort { effort, .. } => *effort,
        Reasoning::Budget(tokens) => Effort::of_budget(*tokens),
        Reasoning::Adaptive(effort) => effort.unwrap_or(Effort::Medium),
    };
    let word = match effort {
        Effort::Minimal | Effort::Low => "low",
        Effort::Medium => "medium",
        Effort::High | Effort::Xhigh | Effort::Max => "high",
    };
    Some(if model.contains("gpt-oss") {
        json!(word)
    } else {
        json!(true)
    })
}

fn tools(asked: &ChatRequest, target: &Target<'_>) -> Result<Vec<Value>, WireError> {
    if asked.tool_choice == Some(ToolChoice::None) {
        return Ok(Vec::new());
    }
    let mut said = Vec::with_capacity(asked.tools.len());
    for tool in &asked.tools {
        match tool {
            Tool::Function {
                name,
                description,
                parameters,
                ..
            } => {
                let empty = || json!({ "type": "object", "properties": {} });
                said.push(json!({ "type": "function", "function": {
                    "name": name,
                    "description": description.as_deref().unwrap_or_default(),
                    "parameters": parameters.clone().unwrap_or_else(empty),
                } }));
            }
            Tool::Hosted(_) if target.drop_params => {}
            Tool::Hosted(tool) => {
                return Err(WireError::Unsayable(format!(
                    "the tool of type {} is run by another provider; Ollama takes only functions. Leave it \
                     out, or set `drop_params: true`",
                    tool["type"]
                )));
            }
        }
    }
    Ok(said)
}

fn messages(turns: &[Turn]) -> Result<Vec<Value>, WireError> {
    let mut messages = Vec::with_capacity(turns.len());
    for turn in turns {
        let mut said = Said::default();
        for part in &turn.parts {
            if let Part::ToolResult { call_id, parts, .. } = part {
                messages.push(tool_result(turns, call_id, parts)?);
            } else {
                said.take(part)?;
            }
        }
        let role = match turn.role {
            Role::System | Role::Developer => "system",
            Role::User => "user",
            Role::Assistant => "assistant",
        };
        if said.any || turn.parts.is_empty() {
            messages.push(said.message(role));
        }
    }
    Ok(messages)
}

/// A message as it is put together: texts joined, pictures and calls beside them.
#[derive(Default)]
struct Said {
    any: bool,
    text: String,
    thought: String,
    images: Vec<Value>,
    calls: Vec<Value>,
}

impl Said {
    fn take(&mut self, part: &Part) -> Result<(), WireError> {
        self.any = true;
        match part {
            Part::Text { text, .. }
            | Part::Refusal { text }
            | Part::Document {
                source: Source::Text { text },
                ..
            } => self.add(text),
            Part::Thinking { text, .. } => self.thought.push_str(text),
            Part::RedactedThinking { .. } | Part::ToolResult { .. } => {}
            Part::ToolCall(call) => self.calls.push(call_said(call)),
            Part::Image {
                source: Source::Base64 { data, .. },
                ..
            } => self.images.push(json!(data)),
            Part::Image { .. } => {
                return Err(unsayable(
                    "an image by address: send it as a base64 data: URI",
                ));
            }
            Part::Document { .. } => return Err(unsayable("a document: send its text")),
            Part::Audio { .. } => return Err(unsayable("sound")),
            Part::Video { .. } => return Err(unsayable("a video")),
        }
        Ok(())
    }

    fn add(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
    }

    fn message(self, role: &str) -> Value {
        let mut message = json!({ "role": role, "content": self.text });
        if !self.thought.is_empty() {
            message["thinking"] = json!(self.thought);
        }
        if !self.images.is_empty() {
            message["images"] = json!(self.images);
        }
        if !self.calls.is_empty() {
            message["tool_calls"] = json!(self.calls);
        }
        message
    }
}

fn unsayable(what: &str) -> WireError {
    WireError::Unsayable(format!("Ollama's messages cannot hold {what}."))
}

fn call_said(call: &ToolCall) -> Value {
    json!({ "id": call.id, "type": "function", "function": { "name": call.name, "arguments": call.input() } })
}

/// A result names its tool; its call's id travels along for servers that know ids.
fn tool_result(turns: &[Turn], call_id: &str, parts: &[Part]) -> Result<Value, WireError> {
    let mut said = Said::default();
    for part in parts {
        said.take(part)?;
    }
    let mut message = said.message("tool");
    message["tool_call_id"] = json!(call_id);
    let called = turns.iter().flat_map(|turn| &turn.parts);
    let name = called.into_iter().find_map(|part| match part {
        Part::ToolCall(call) if call.id == call_id => Some(&call.name),
        _ => None,
    });
    if let Some(name) = name {
        message["tool_name"] = json!(name);
    }
    Ok(message)
}
