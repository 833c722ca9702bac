//! A chat completion request into the hub.

use crate::wire::chat::{
    CacheMark, ChatRequest, Effort, OutputFormat, Part, Reasoning, Role, Source, Tool, ToolCall,
    ToolChoice, Turn, split_seal,
};
use crate::wire::door::openai::{Rejection, is_control};
use crate::wire::json::Object;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// OpenAI's parameters that have no place of their own in the hub.
const OPENAI_ONLY: &[&str] = &[
    "store",
    "prediction",
    "prompt_cache_key",
    "prompt_cache_retention",
    "safety_identifier",
    "functions",
    "function_call",
];

/// Reads a request. What is of the wrong type is refused by name: a parameter that is silently left
/// out would change the answer.
pub fn parse(object: &Object) -> Result<ChatRequest, Rejection> {
    let mut request = ChatRequest::default();
    for (name, raw) in object.iter() {
        if raw == "null" || is_control(name) {
            continue;
        }
        member(&mut request, name, raw)?;
    }
    for value in take_json(object, "functions")? {
        request.tools.extend(legacy_function(&value));
    }
    if request.tool_choice.is_none() && object.has("function_call") {
        request.tool_choice = tool_choice(&read(object, "function_call")?);
    }
    request
        .openai
        .retain(|(name, _)| !matches!(name.as_str(), "functions" | "function_call"));
    Ok(request)
}

fn member(request: &mut ChatRequest, name: &str, raw: &str) -> Result<(), Rejection> {
    match name {
        "model" | "stream" | "stream_options" => {}
        "messages" => request.turns = turns(raw)?,
        "tools" => request.tools = of(name, raw, tools)?,
        "tool_choice" => request.tool_choice = of(name, raw, |v: Value| Ok(tool_choice(&v)))?,
        "parallel_tool_calls" => request.parallel_tool_calls = Some(typed(name, raw)?),
        "max_completion_tokens" => request.max_output_tokens = Some(typed(name, raw)?),
        "max_tokens" => {
            let tokens = typed(name, raw)?;
            request.max_output_tokens.get_or_insert(tokens);
        }
        "temperature" => request.temperature = Some(typed(name, raw)?),
        "top_p" => request.top_p = Some(typed(name, raw)?),
        "top_k" => request.top_k = Some(typed(name, raw)?),
        "stop" => request.stop = of(name, raw, stop)?,
        "seed" => request.seed = Some(typed(name, raw)?),
        "n" => request.choices = Some(typed(name, raw)?),
        "presence_penalty" => request.presence_penalty = Some(typed(name, raw)?),
        "frequency_penalty" => request.frequency_penalty = Some(typed(name, raw)?),
        "logit_bias" => request.logit_bias = Some(typed(name, raw)?),
        "logprobs" => request.logprobs = Some(typed(name, raw)?),
        "top_logprobs" => request.top_logprobs = Some(typed(name, raw)?),
        "response_format" => request.output_format = of(name, raw, output_format)?,
        "reasoning_effort" => request.reasoning = of(name, raw, reasoning_effort)?,
        "thinking" => {
            if let Some(reasoning) = of(name, raw, thinking)? {
                request.reasoning = Some(reasoning);
            }
        }
        "user" => request.user = Some(typed(name, raw)?),
        "service_tier" => request.service_tier = Some(typed(name, raw)?),
        "modalities" => request.modalities = typed(name, raw)?,
        "audio" => request.audio = Some(typed(name, raw)?),
        "web_search_options" => request.web_search = Some(typed(name, raw)?),
        "verbosity" => request.verbosity = Some(typed(name, raw)?),
        _ => {
            let list = if OPENAI_ONLY.contains(&name) {
                &mut request.openai
            } else {
                &mut request.extra
            };
            list.push((name.to_owned(), raw_value(name, raw)?));
        }
    }
    if name == "stream" {
        request.stream = typed(name, raw)?;
    }
    Ok(())
}

fn refuse(name: &str, why: impl std::fmt::Display) -> Rejection {
    Rejection {
        status: 400,
        error_type: "invalid_request_error",
        param: None,
        message: format!("Invalid value for '{name}': {why}"),
    }
}

fn typed<'a, T: Deserialize<'a>>(name: &str, raw: &'a str) -> Result<T, Rejection> {
    serde_json::from_str(raw).map_err(|error| refuse(name, error))
}

fn of<'a, T: Deserialize<'a>, R>(
    name: &str,
    raw: &'a str,
    read: impl FnOnce(T) -> Result<R, String>,
) -> Result<R, Rejection> {
    read(typed(name, raw)?).map_err(|why| refuse(name, why))
}

fn raw_value(name: &str, raw: &str) -> Result<Box<RawValue>, Rejection> {
    RawValue::from_string(raw.to_owned()).map_err(|error| refuse(name, error))
}

fn read(object: &Object, name: &str) -> Result<Value, Rejection> {
    typed(name, object.get(name).unwrap_or("null"))
}

fn take_json(object: &Object, name: &str) -> Result<Vec<Value>, Rejection> {
    if object.has(name) {
        typed(name, object.get(name).unwrap_or("[]"))
    } else {
        Ok(Vec::new())
    }
}

fn stop(value: Value) -> Result<Vec<String>, String> {
    match value {
        Value::String(stop) => Ok(vec![stop]),
        other => serde_json::from_value(other).map_err(|_| "a text or a list of texts".to_owned()),
    }
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}

fn cache_mark(value: &Value) -> Option<CacheMark> {
    let mark = value.get("cache_control")?;
    mark.is_object()
        .then(|| match mark.get("ttl").and_then(Value::as_str) {
            Some("1h") => CacheMark::Hour,
            _ => CacheMark::Ephemeral,
        })
}

fn tools(values: Vec<Value>) -> Result<Vec<Tool>, String> {
    values
        .into_iter()
        .map(|tool| match tool.get("function") {
            Some(function) if tool.get("type").is_none_or(|kind| kind == "function") => {
                let mut read = function_tool(function)?;
                if let Tool::Function { cache, .. } = &mut read {
                    *cache = cache_mark(&tool).or(*cache);
                }
                Ok(read)
            }
            _ if tool.get("type").is_some_and(Value::is_string) => Ok(Tool::Hosted(tool)),
            _ => Err("each tool needs a 'type'".to_owned()),
        })
        .collect()
}

fn function_tool(function: &Value) -> Result<Tool, String> {
    Ok(Tool::Function {
        name: text(function, "name").ok_or("each function needs a 'name'")?,
        description: text(function, "description"),
        parameters: match function.get("parameters") {
            None | Some(Value::Null) => None,
            Some(schema) if schema.is_object() => Some(schema.clone()),
            Some(_) => return Err("'parameters' must be an object".to_owned()),
        },
        strict: function.get("strict").and_then(Value::as_bool),
        cache: cache_mark(function),
    })
}

fn legacy_function(function: &Value) -> Option<Tool> {
    function_tool(function).ok()
}

fn tool_choice(value: &Value) -> Option<ToolChoice> {
    match value.as_str() {
        Some("none") => return Some(ToolChoice::None),
        Some("required" | "any") => return Some(ToolChoice::Required),
        Some(_) => return Some(ToolChoice::Auto),
        None => {}
    }
    let name = value
        .get("function")
        .and_then(|function| text(function, "name"))
        .or_else(|| text(value, "name"));
    name.map(ToolChoice::Named)
}

fn output_format(value: Value) -> Result<OutputFormat, String> {
    match value.get("type").and_then(Value::as_str) {
        Some("text") => Ok(OutputFormat::Text),
        // LiteLLM's clients may give the schema beside `json_object`.
        Some("json_object") => Ok(match value.get("response_schema") {
            Some(schema) => json_schema("response", schema.clone(), &value),
            None => OutputFormat::JsonObject,
        }),
        Some("json_schema") => {
            let inner = value.get("json_schema").ok_or("'json_schema' is missing")?;
            let name = text(inner, "name").unwrap_or_else(|| "response".to_owned());
            let schema = inner.get("schema").cloned().unwrap_or_default();
            Ok(json_schema(&name, schema, inner))
        }
        _ => Err("'type' must be text, json_object or json_schema".to_owned()),
    }
}

fn json_schema(name: &str, schema: Value, described: &Value) -> OutputFormat {
    OutputFormat::JsonSchema {
        name: name.to_owned(),
        description: text(described, "description"),
        schema: if schema.is_object() {
            schema
        } else {
            Value::Object(Map::new())
        },
        strict: described.get("strict").and_then(Value::as_bool),
    }
}

fn reasoning_effort(value: Value) -> Result<Option<Reasoning>, String> {
    let summary = text(&value, "summary");
    let word = match &value {
        Value::String(word) => Some(word.as_str()),
        object => object.get("effort").and_then(Value::as_str),
    };
    match word {
        None | Some("none" | "disable") => Ok(Some(Reasoning::Off)),
        Some("default" | "auto") => Ok(None),
        Some(word) => {
            let effort = Effort::parse(word)
                .ok_or("must be none, minimal, low, medium, high, xhigh or max")?;
            Ok(Some(Reasoning::Effort { effort, summary }))
        }
    }
}

/// Anthropic's `thinking`, which clients of LiteLLM send to any model.
fn thinking(value: Value) -> Result<Option<Reasoning>, String> {
    match value.get("type").and_then(Value::as_str) {
        Some("disabled") => Ok(Some(Reasoning::Off)),
        Some("adaptive") => {
            let effort = text(&value, "effort");
            Ok(Some(Reasoning::Adaptive(
                effort.as_deref().and_then(Effort::parse),
            )))
        }
        Some("enabled") => Ok(Some(
            value
                .get("budget_tokens")
                .and_then(Value::as_u64)
                .map_or(Reasoning::Adaptive(None), Reasoning::Budget),
        )),
        _ => Err("'type' must be enabled, disabled or adaptive".to_owned()),
    }
}

fn turns(raw: &str) -> Result<Vec<Turn>, Rejection> {
    let messages: Vec<Value> = typed("messages", raw)?;
    let mut turns: Vec<Turn> = Vec::with_capacity(messages.len());
    for (at, message) in messages.iter().enumerate() {
        let refuse = |why: String| refuse(&format!("messages[{at}]"), why);
        let role = match message.get("role").and_then(Value::as_str) {
            Some("system") => Role::System,
            Some("developer") => Role::Developer,
            Some("user") => Role::User,
            Some("assistant") => Role::Assistant,
            Some("tool" | "function") => {
                turns.push(tool_result(message));
                continue;
            }
            Some(other) => return Err(refuse(format!("'{other}' is not a role"))),
            None => return Err(refuse("'role' is missing".to_owned())),
        };
        let mut said = match role {
            Role::Assistant => thoughts(message),
            _ => Vec::new(),
        };
        said.extend(content(message).map_err(refuse)?);
        if role == Role::Assistant {
            said.extend(calls(message));
        }
        turns.push(Turn {
            role,
            parts: said,
            name: text(message, "name"),
        });
    }
    Ok(turns)
}

fn content(message: &Value) -> Result<Vec<Part>, String> {
    let mut parts = match message.get("content") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::String(said)) => vec![Part::Text {
            text: said.clone(),
            cache: cache_mark(message),
        }],
        Some(Value::Array(parts)) => parts.iter().map(part).collect::<Result<_, _>>()?,
        Some(_) => return Err("'content' must be a text or a list of parts".to_owned()),
    };
    if let Some(refusal) = text(message, "refusal") {
        parts.push(Part::Refusal { text: refusal });
    }
    Ok(parts)
}

fn part(value: &Value) -> Result<Part, String> {
    if let Value::String(said) = value {
        return Ok(Part::text(said.as_str()));
    }
    let cache = cache_mark(value);
    match value.get("type").and_then(Value::as_str) {
        Some("text" | "input_text" | "output_text") => Ok(Part::Text {
            text: text(value, "text").unwrap_or_default(),
            cache,
        }),
        Some("refusal") => Ok(Part::Refusal {
            text: text(value, "refusal").unwrap_or_default(),
        }),
        Some("image_url") => {
            let image = value.get("image_url").unwrap_or(&Value::Null);
            let url = image.as_str().or_else(|| image.get("url")?.as_str());
            let mut source = Source::from_url(url.ok_or("'image_url' needs a 'url'")?);
            if let Source::Url { media_type, .. } = &mut source {
                *media_type = text(image, "format");
            }
            Ok(Part::Image {
                source,
                detail: text(image, "detail"),
                cache,
            })
        }
        Some("input_audio") => {
            let audio = value.get("input_audio").unwrap_or(&Value::Null);
            Ok(Part::Audio {
                data: text(audio, "data").ok_or("'input_audio' needs 'data'")?,
                format: text(audio, "format").unwrap_or_else(|| "wav".to_owned()),
            })
        }
        Some("video_url") => {
            let video = value.get("video_url").unwrap_or(&Value::Null);
            let url = video.as_str().or_else(|| video.get("url")?.as_str());
            Ok(Part::Video {
                source: Source::from_url(url.ok_or("'video_url' needs a 'url'")?),
            })
        }
        Some("file") => document(value, cache),
        Some("thinking") => Ok(thought(value)),
        Some("redacted_thinking") => Ok(Part::RedactedThinking {
            data: text(value, "data").unwrap_or_default(),
        }),
        Some(other) => Err(format!("'{other}' is not a kind of content part")),
        None => Err("a content part has no 'type'".to_owned()),
    }
}

fn document(value: &Value, cache: Option<CacheMark>) -> Result<Part, String> {
    let file = value.get("file").unwrap_or(&Value::Null);
    let media_type = text(file, "format");
    let source = match (text(file, "file_data"), text(file, "file_id")) {
        (Some(data), _) => match Source::from_url(&data) {
            // Data without its `data:` head: the type is told beside it, or it is a PDF.
            Source::Url { url, .. } if !url.contains("://") => Source::Base64 {
                media_type: media_type.unwrap_or_else(|| "application/pdf".to_owned()),
                data: url,
            },
            source => source,
        },
        (None, Some(id)) if id.contains("://") || id.starts_with("data:") => {
            match Source::from_url(&id) {
                Source::Url { url, .. } => Source::Url { url, media_type },
                source => source,
            }
        }
        (None, Some(id)) => Source::File { id },
        (None, None) => return Err("'file' needs 'file_data' or 'file_id'".to_owned()),
    };
    Ok(Part::Document {
        source,
        name: text(file, "filename"),
        cache,
    })
}

fn thought(block: &Value) -> Part {
    Part::Thinking {
        text: text(block, "thinking").unwrap_or_default(),
        signature: text(block, "signature").filter(|seal| !seal.is_empty()),
    }
}

/// What the model thought, as far as the client sends it back.
fn thoughts(message: &Value) -> Vec<Part> {
    let blocks = message
        .get("thinking_blocks")
        .or_else(|| {
            message
                .get("provider_specific_fields")?
                .get("thinking_blocks")
        })
        .and_then(Value::as_array);
    let told: Vec<Part> = blocks
        .into_iter()
        .flatten()
        .filter_map(|block| match block.get("type").and_then(Value::as_str) {
            Some("thinking") => Some(thought(block)),
            Some("redacted_thinking") => Some(Part::RedactedThinking {
                data: text(block, "data")?,
            }),
            _ => None,
        })
        .collect();
    if !told.is_empty() {
        return told;
    }
    let plain = text(message, "reasoning_content").or_else(|| text(message, "reasoning"));
    plain
        .filter(|thought| !thought.is_empty())
        .map(|text| Part::Thinking {
            text,
            signature: None,
        })
        .into_iter()
        .collect()
}

fn calls(message: &Value) -> Vec<Part> {
    let listed = message.get("tool_calls").and_then(Value::as_array);
    let legacy = message.get("function_call").filter(|call| call.is_object());
    let call = |id: &str, function: &Value, outer: &Value| {
        let (id, seal) = split_seal(id);
        let told = outer
            .get("provider_specific_fields")
            .or_else(|| function.get("provider_specific_fields"))
            .and_then(|fields| text(fields, "thought_signature"));
        Part::ToolCall(ToolCall {
            id: id.to_owned(),
            name: text(function, "name").unwrap_or_default(),
            arguments: match function.get("arguments") {
                Some(Value::String(arguments)) => arguments.clone(),
                Some(Value::Null) | None => String::new(),
                Some(other) => other.to_string(),
            },
            signature: seal.map(str::to_owned).or(told),
            cache: cache_mark(outer),
        })
    };
    let listed = listed.into_iter().flatten().map(|outer| {
        let id = outer.get("id").and_then(Value::as_str).unwrap_or_default();
        call(id, outer.get("function").unwrap_or(&Value::Null), outer)
    });
    let legacy = legacy.map(|function| {
        let name = function.get("name").and_then(Value::as_str);
        call(name.unwrap_or_default(), function, function)
    });
    listed.chain(legacy).collect()
}

/// The answer of a tool, or of a function in OpenAI's older form, which is named instead of numbered.
fn tool_result(message: &Value) -> Turn {
    let id = text(message, "tool_call_id")
        .or_else(|| text(message, "name"))
        .unwrap_or_default();
    let parts = match content(message) {
        Ok(parts) => parts,
        // Tools answer anything; what is no content is passed as its JSON text.
        Err(_) => vec![Part::text(message["content"].to_string())],
    };
    Turn {
        role: Role::User,
        parts: vec![Part::ToolResult {
            call_id: split_seal(&id).0.to_owned(),
            cache: cache_mark(message).or_else(|| {
                parts.iter().rev().find_map(|part| match part {
                    Part::Text { cache, .. } => *cache,
                    _ => None,
                })
            }),
            parts,
            is_error: false,
        }],
        name: None,
    }
}
