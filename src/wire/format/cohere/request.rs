//! The hub's request as Cohere's.

use super::super::gate::gate;
use crate::wire::chat::{
    ChatRequest, Effort, OutputFormat, Part, Reasoning, Role, Source, Tool, ToolCall, ToolChoice,
    Turn,
};
use crate::wire::format::{Notes, Outgoing, Target, WireError};
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// Parameters that the API has no word for.
const UNSUPPORTED: &[&str] = &[
    "audio",
    "logit_bias",
    "modalities",
    "n",
    "parallel_tool_calls",
    "service_tier",
    "top_logprobs",
    "user",
    "verbosity",
    "web_search_options",
];

/// Writes the request.
///
/// # Errors
/// Names every parameter that the API lacks, unless they may be dropped, and what of the
/// conversation its messages cannot hold.
pub fn request(asked: &ChatRequest, target: &Target<'_>) -> Result<Outgoing, WireError> {
    let mut asked = asked.clone();
    let unsupported = unsupported(&mut asked, target);
    let dropped = gate(&mut asked, target, &unsupported)?;
    let mut body = Map::new();
    body.insert("model".into(), json!(target.model));
    body.insert("messages".into(), Value::Array(messages(&asked.turns)?));
    // The API streams by this member alone, and wants it said.
    body.insert("stream".into(), json!(asked.stream));
    tools(&asked, target, &mut body)?;
    parameters(&asked, &mut body);
    for (name, raw) in &asked.extra {
        if let Ok(value) = serde_json::from_str(raw.get()) {
            body.insert(name.clone(), value);
        }
    }
    Ok(Outgoing {
        path: "/chat".to_owned(),
        body: Bytes::from(Value::Object(body).to_string()),
        headers: Vec::new(),
        notes: Notes::without(dropped),
    })
}

/// What this model refuses. Wishes that are fulfilled anyway are taken out.
fn unsupported(asked: &mut ChatRequest, target: &Target<'_>) -> Vec<&'static str> {
    if asked.parallel_tool_calls == Some(true) {
        asked.parallel_tool_calls = None;
    }
    if matches!(asked.service_tier.as_deref(), Some("auto" | "default")) {
        asked.service_tier = None;
    }
    let mut names = UNSUPPORTED.to_vec();
    let never_thinks = target.deployment.lacks("reasoning");
    match asked.reasoning {
        Some(Reasoning::Off) if never_thinks => asked.reasoning = None,
        Some(_) if never_thinks => names.push("reasoning_effort"),
        _ => {}
    }
    names
}

fn parameters(asked: &ChatRequest, body: &mut Map<String, Value>) {
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    };
    put("max_tokens", asked.max_output_tokens.map(Value::from));
    put(
        "stop_sequences",
        (!asked.stop.is_empty()).then(|| json!(asked.stop)),
    );
    let numbers = [
        ("temperature", &asked.temperature),
        ("p", &asked.top_p),
        ("frequency_penalty", &asked.frequency_penalty),
        ("presence_penalty", &asked.presence_penalty),
    ];
    for (name, value) in numbers {
        put(name, value.clone().map(Value::Number));
    }
    put("k", asked.top_k.map(Value::from));
    put("seed", asked.seed.map(Value::from));
    put("logprobs", asked.logprobs.filter(|on| *on).map(Value::from));
    put("thinking", asked.reasoning.as_ref().map(thinking));
    put(
        "response_format",
        match &asked.output_format {
            OutputFormat::Text => None,
            OutputFormat::JsonObject => Some(json!({ "type": "json_object" })),
            OutputFormat::JsonSchema { schema, .. } => {
                Some(json!({ "type": "json_object", "json_schema": schema }))
            }
        },
    );
}

/// The API counts thoughts in tokens; a word stands for its usual number of them.
fn thinking(wish: &Reasoning) -> Value {
    let budget = match wish {
        Reasoning::Off => return json!({ "type": "disabled" }),
        Reasoning::Effort { effort, .. } => Some(effort.budget()),
        Reasoning::Budget(tokens) => Some(*tokens),
        Reasoning::Adaptive(effort) => effort.map(Effort::budget),
    };
    match budget {
        Some(tokens) => json!({ "type": "enabled", "token_budget": tokens }),
        None => json!({ "type": "enabled" }),
    }
}

/// Tools and whether they must be called. The API cannot name the one to call, so that one alone is
/// offered.
fn tools(
    asked: &ChatRequest,
    target: &Target<'_>,
    body: &mut Map<String, Value>,
) -> Result<(), WireError> {
    let only = match &asked.tool_choice {
        Some(ToolChoice::Named(name)) => Some(name.as_str()),
        _ => None,
    };
    let (mut said, mut strict) = (Vec::with_capacity(asked.tools.len()), true);
    for tool in &asked.tools {
        match tool {
            Tool::Function { name, .. } if only.is_some_and(|only| only != name) => {}
            Tool::Function {
                name,
                description,
                parameters,
                strict: keeps,
                ..
            } => {
                strict &= *keeps == Some(true) && parameters.as_ref().is_some_and(needs_something);
                let empty = || json!({ "type": "object", "properties": {} });
                let mut function = json!({ "name": name,
                    "parameters": parameters.clone().unwrap_or_else(empty) });
                if let Some(description) = description {
                    function["description"] = json!(description);
                }
                said.push(json!({ "type": "function", "function": function }));
            }
            Tool::Hosted(_) if target.drop_params => {}
            Tool::Hosted(tool) => {
                return Err(WireError::Unsayable(format!(
                    "the tool of type {} is run by another provider; Cohere takes only functions. Leave it \
                     out, or set `drop_params: true`",
                    tool["type"]
                )));
            }
        }
    }
    if said.is_empty() {
        return match only {
            Some(name) => Err(WireError::Unsayable(format!(
                "`tool_choice` names the tool {name:?}, which is not among `tools`"
            ))),
            None => Ok(()),
        };
    }
    let choice = match asked.tool_choice {
        None | Some(ToolChoice::Auto) => None,
        Some(ToolChoice::None) => Some("NONE"),
        Some(ToolChoice::Required | ToolChoice::Named(_)) => Some("REQUIRED"),
    };
    body.insert("tools".into(), Value::Array(said));
    if strict {
        // One switch for all of them.
        body.insert("strict_tools".into(), json!(true));
    }
    if let Some(choice) = choice {
        body.insert("tool_choice".into(), json!(choice));
    }
    Ok(())
}

/// Strict tools must have a required parameter (Cohere guide "Structured Outputs").
fn needs_something(schema: &Value) -> bool {
    schema["required"]
        .as_array()
        .is_some_and(|names| !names.is_empty())
}

fn messages(turns: &[Turn]) -> Result<Vec<Value>, WireError> {
    let mut messages = Vec::with_capacity(turns.len());
    for turn in turns {
        if turn.role == Role::Assistant {
            messages.push(assistant(&turn.parts)?);
            continue;
        }
        // Results stand in messages of their own, before what the user says beside them.
        let mut rest = Vec::new();
        for part in &turn.parts {
            match part {
                Part::ToolResult {
                    call_id,
                    parts,
                    is_error,
                    ..
                } => messages.push(tool_result(call_id, parts, *is_error)?),
                part => rest.extend(said(part)?),
            }
        }
        if rest.is_empty() && !turn.parts.is_empty() {
            continue;
        }
        let role = match turn.role {
            Role::System | Role::Developer => "system",
            _ => "user",
        };
        messages.push(json!({ "role": role, "content": content(rest) }));
    }
    Ok(messages)
}

/// One text as a text, anything else as parts.
fn content(mut parts: Vec<Value>) -> Value {
    match parts.as_mut_slice() {
        [] => json!(""),
        [one] if one["type"] == "text" => one["text"].take(),
        _ => Value::Array(parts),
    }
}

/// A part of a message; `None` for what only another provider can read.
fn said(part: &Part) -> Result<Option<Value>, WireError> {
    Ok(Some(match part {
        Part::Text { text, .. }
        | Part::Refusal { text }
        | Part::Document {
            source: Source::Text { text },
            ..
        } => json!({ "type": "text", "text": text }),
        Part::Thinking { text, .. } => json!({ "type": "thinking", "thinking": text }),
        Part::Image { source, detail, .. } => {
            let url = source
                .to_url()
                .ok_or_else(|| unsayable("an uploaded image: send its data or a URL"))?;
            let mut image = json!({ "url": url });
            if let Some(detail) = detail {
                image["detail"] = json!(detail);
            }
            json!({ "type": "image_url", "image_url": image })
        }
        Part::RedactedThinking { .. } | Part::ToolCall(_) | Part::ToolResult { .. } => {
            return Ok(None);
        }
        Part::Document { .. } => return Err(unsayable("a document: send its text")),
        Part::Audio { .. } => return Err(unsayable("sound")),
        Part::Video { .. } => return Err(unsayable("a video")),
    }))
}

/// What the model said. Its thoughts before calls are the plan that led to them.
fn assistant(parts: &[Part]) -> Result<Value, WireError> {
    let calls: Vec<Value> = parts
        .iter()
        .filter_map(|part| match part {
            Part::ToolCall(call) => Some(call_said(call)),
            _ => None,
        })
        .collect();
    let (mut plan, mut rest) = (String::new(), Vec::new());
    for part in parts {
        match part {
            Part::Thinking { text, .. } if text.is_empty() => {}
            Part::Thinking { text, .. } if !calls.is_empty() => plan.push_str(text),
            part => rest.extend(said(part)?),
        }
    }
    let mut message = json!({ "role": "assistant" });
    if !rest.is_empty() || calls.is_empty() {
        message["content"] = content(rest);
    }
    if !plan.is_empty() {
        message["tool_plan"] = json!(plan);
    }
    if !calls.is_empty() {
        message["tool_calls"] = Value::Array(calls);
    }
    Ok(message)
}

fn call_said(call: &ToolCall) -> Value {
    let arguments = match call.arguments.trim() {
        "" => "{}",
        _ => &call.arguments,
    };
    json!({ "id": call.id, "type": "function", "function": { "name": call.name, "arguments": arguments } })
}

/// A result is a list of documents.
fn tool_result(call_id: &str, parts: &[Part], is_error: bool) -> Result<Value, WireError> {
    let mut documents = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Part::Text { text, .. }
            | Part::Document {
                source: Source::Text { text },
                ..
            } => documents.push(document(text, is_error)),
            Part::RedactedThinking { .. } => {}
            _ => return Err(unsayable("anything but text as a tool's result")),
        }
    }
    if documents.is_empty() {
        documents.push(document("", is_error));
    }
    Ok(json!({ "role": "tool", "tool_call_id": call_id, "content": documents }))
}

/// The API has no word for a failed tool, so the text says it.
fn document(text: &str, is_error: bool) -> Value {
    let mark = if is_error { "Error: " } else { "" };
    json!({ "type": "document", "document": { "data": format!("{mark}{text}") } })
}

fn unsayable(what: &str) -> WireError {
    WireError::Unsayable(format!("Cohere's messages cannot hold {what}."))
}
