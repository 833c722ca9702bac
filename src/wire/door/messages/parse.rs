//! A Messages request into the hub.

use crate::wire::chat::{
    CacheMark, ChatRequest, Effort, OutputFormat, Part, Reasoning, Role, Source, Tool, ToolCall,
    ToolChoice, Turn, split_seal,
};
use crate::wire::door::openai::Rejection;
use crate::wire::json::Object;
use serde::Deserialize;
use serde_json::{Value, json};

/// Reads a request. Members that only Anthropic's own service understands (`mcp_servers`, `container`,
/// `context_management`) are left out: no other provider has a word for them.
pub fn parse(object: &Object) -> Result<ChatRequest, Rejection> {
    let mut request = ChatRequest::default();
    for (name, raw) in object.iter() {
        if raw != "null" {
            member(&mut request, name, raw)?;
        }
    }
    // An effort beside `thinking` guides it; alone it is a wish to think.
    if let Some(config) = object.read::<Value>("output_config") {
        let effort = config["effort"].as_str().and_then(Effort::parse);
        request.reasoning = match (request.reasoning.take(), effort) {
            (Some(Reasoning::Adaptive(_)), effort) => Some(Reasoning::Adaptive(effort)),
            (None, Some(effort)) => Some(Reasoning::Effort {
                effort,
                summary: None,
            }),
            (told, _) => told,
        };
        if let Some(format) = config.get("format") {
            request.output_format = output_format(format);
        }
    }
    Ok(request)
}

fn member(request: &mut ChatRequest, name: &str, raw: &str) -> Result<(), Rejection> {
    match name {
        "messages" => {
            let messages: Vec<Value> = typed(name, raw)?;
            for (at, message) in messages.iter().enumerate() {
                let turn = turn(message).map_err(|why| refuse(&format!("messages.{at}"), why))?;
                request.turns.push(turn);
            }
        }
        "system" => {
            let parts = content(&typed(name, raw)?).map_err(|why| refuse(name, why))?;
            let turn = Turn {
                role: Role::System,
                parts,
                name: None,
            };
            request.turns.insert(0, turn);
        }
        "max_tokens" => request.max_output_tokens = Some(typed(name, raw)?),
        "temperature" => request.temperature = Some(typed(name, raw)?),
        "top_p" => request.top_p = Some(typed(name, raw)?),
        "top_k" => request.top_k = Some(typed(name, raw)?),
        "stop_sequences" => request.stop = typed(name, raw)?,
        "stream" => request.stream = typed(name, raw)?,
        "tools" => tools(request, typed(name, raw)?)?,
        "tool_choice" => tool_choice(request, &typed(name, raw)?)?,
        "thinking" => request.reasoning = Some(thinking(&typed(name, raw)?)?),
        "metadata" => {
            let metadata: Value = typed(name, raw)?;
            request.user = metadata["user_id"].as_str().map(str::to_owned);
        }
        "output_format" => request.output_format = output_format(&typed(name, raw)?),
        // Anthropic's tiers have no counterparts elsewhere.
        _ => {}
    }
    Ok(())
}

fn refuse(name: &str, why: impl std::fmt::Display) -> Rejection {
    Rejection {
        status: 400,
        error_type: "invalid_request_error",
        param: None,
        message: format!("{name}: {why}"),
    }
}

fn typed<'a, T: Deserialize<'a>>(name: &str, raw: &'a str) -> Result<T, Rejection> {
    serde_json::from_str(raw).map_err(|error| refuse(name, error))
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}

fn cache_mark(value: &Value) -> Option<CacheMark> {
    let mark = value.get("cache_control").filter(|mark| mark.is_object())?;
    Some(match mark["ttl"].as_str() {
        Some("1h") => CacheMark::Hour,
        _ => CacheMark::Ephemeral,
    })
}

fn turn(message: &Value) -> Result<Turn, String> {
    let role = match message["role"].as_str() {
        Some("user") => Role::User,
        Some("assistant") => Role::Assistant,
        Some("system") => Role::System,
        Some(other) => return Err(format!("'{other}' is not a role: user or assistant")),
        None => return Err("'role' is missing".to_owned()),
    };
    let given = message.get("content").ok_or("'content' is missing")?;
    Ok(Turn {
        role,
        parts: content(given)?,
        name: None,
    })
}

/// Text or blocks. What a provider's own tools did is known to that provider only, and left out.
fn content(value: &Value) -> Result<Vec<Part>, String> {
    match value {
        Value::String(said) => Ok(vec![Part::text(said.as_str())]),
        Value::Array(blocks) => {
            let mut parts = Vec::with_capacity(blocks.len());
            for block in blocks {
                parts.extend(part(block)?);
            }
            Ok(parts)
        }
        _ => Err("'content' must be a text or a list of blocks".to_owned()),
    }
}

fn part(block: &Value) -> Result<Option<Part>, String> {
    let cache = cache_mark(block);
    let missing = |name: &str| format!("a block lacks '{name}'");
    Ok(Some(match block["type"].as_str() {
        Some("text") => Part::Text {
            text: text(block, "text").ok_or_else(|| missing("text"))?,
            cache,
        },
        Some("image") => Part::Image {
            source: source(&block["source"])?,
            detail: None,
            cache,
        },
        Some("document") => Part::Document {
            source: source(&block["source"])?,
            name: text(block, "title"),
            cache,
        },
        Some("search_result") => Part::Text {
            text: search_result(block),
            cache,
        },
        Some("thinking") => Part::Thinking {
            text: text(block, "thinking").unwrap_or_default(),
            signature: text(block, "signature").filter(|seal| !seal.is_empty()),
        },
        Some("redacted_thinking") => Part::RedactedThinking {
            data: text(block, "data").unwrap_or_default(),
        },
        Some("tool_use") => {
            let id = text(block, "id").ok_or_else(|| missing("id"))?;
            let (id, seal) = split_seal(&id);
            Part::ToolCall(ToolCall {
                id: id.to_owned(),
                name: text(block, "name").ok_or_else(|| missing("name"))?,
                arguments: block["input"].to_string(),
                signature: seal.map(str::to_owned),
                cache,
            })
        }
        Some("tool_result") => {
            let id = text(block, "tool_use_id").ok_or_else(|| missing("tool_use_id"))?;
            Part::ToolResult {
                call_id: split_seal(&id).0.to_owned(),
                parts: match &block["content"] {
                    Value::Null => vec![Part::text("")],
                    given => content(given)?,
                },
                is_error: block["is_error"] == true,
                cache,
            }
        }
        Some(_) => return Ok(None),
        None => return Err(missing("type")),
    }))
}

fn search_result(block: &Value) -> String {
    let title = block["title"].as_str().unwrap_or_default();
    let from = block["source"].as_str().unwrap_or_default();
    let pieces = block["content"].as_array().into_iter().flatten();
    let body: Vec<&str> = pieces.filter_map(|piece| piece["text"].as_str()).collect();
    format!("{title} ({from})\n{}", body.join("\n"))
}

fn source(value: &Value) -> Result<Source, String> {
    match value["type"].as_str() {
        Some("base64") => Ok(Source::Base64 {
            media_type: text(value, "media_type").ok_or("a source lacks 'media_type'")?,
            data: text(value, "data").ok_or("a source lacks 'data'")?,
        }),
        Some("url") => Ok(Source::Url {
            url: text(value, "url").ok_or("a source lacks 'url'")?,
            media_type: None,
        }),
        Some("file") => Ok(Source::File {
            id: text(value, "file_id").ok_or("a source lacks 'file_id'")?,
        }),
        Some("text") => Ok(Source::Text {
            text: text(value, "data").unwrap_or_default(),
        }),
        Some("content") => {
            let pieces = content(&value["content"])?;
            let text = pieces.iter().filter_map(|piece| match piece {
                Part::Text { text, .. } => Some(text.as_str()),
                _ => None,
            });
            Ok(Source::Text {
                text: text.collect::<Vec<_>>().join("\n"),
            })
        }
        _ => Err("a source must be base64, url, file, text or content".to_owned()),
    }
}

fn tools(request: &mut ChatRequest, tools: Vec<Value>) -> Result<(), Rejection> {
    for (at, tool) in tools.into_iter().enumerate() {
        let kind = tool["type"].as_str().unwrap_or("custom");
        if kind.starts_with("web_search_") {
            let mut options = json!({});
            for name in ["max_uses", "allowed_domains", "blocked_domains"] {
                if let Some(value) = tool.get(name) {
                    options[name] = value.clone();
                }
            }
            if let Some(place) = tool.get("user_location") {
                options["user_location"] = json!({ "type": "approximate", "approximate": place });
            }
            request.web_search = Some(options);
        } else if kind == "custom" {
            let name = text(&tool, "name")
                .ok_or_else(|| refuse(&format!("tools.{at}"), "'name' is missing"))?;
            request.tools.push(Tool::Function {
                name,
                description: text(&tool, "description"),
                parameters: match tool.get("input_schema") {
                    None | Some(Value::Null) => None,
                    Some(schema) if schema.is_object() => Some(schema.clone()),
                    Some(_) => {
                        let place = format!("tools.{at}.custom.input_schema");
                        return Err(refuse(&place, "Input should be an object"));
                    }
                },
                strict: tool["strict"].as_bool(),
                cache: cache_mark(&tool),
            });
        } else {
            request.tools.push(Tool::Hosted(tool));
        }
    }
    Ok(())
}

fn tool_choice(request: &mut ChatRequest, choice: &Value) -> Result<(), Rejection> {
    request.tool_choice = Some(match choice["type"].as_str() {
        Some("auto") => ToolChoice::Auto,
        Some("any") => ToolChoice::Required,
        Some("none") => ToolChoice::None,
        Some("tool") => ToolChoice::Named(
            text(choice, "name").ok_or_else(|| refuse("tool_choice", "'name' is missing"))?,
        ),
        _ => {
            return Err(refuse(
                "tool_choice",
                "'type' must be auto, any, tool or none",
            ));
        }
    });
    if choice["disable_parallel_tool_use"] == true {
        request.parallel_tool_calls = Some(false);
    }
    Ok(())
}

fn thinking(value: &Value) -> Result<Reasoning, Rejection> {
    match value["type"].as_str() {
        Some("disabled") => Ok(Reasoning::Off),
        Some("adaptive") => Ok(Reasoning::Adaptive(None)),
        Some("enabled") => value["budget_tokens"]
            .as_u64()
            .map(Reasoning::Budget)
            .ok_or_else(|| refuse("thinking", "'budget_tokens' is missing")),
        _ => Err(refuse(
            "thinking",
            "'type' must be enabled, adaptive or disabled",
        )),
    }
}

fn output_format(value: &Value) -> OutputFormat {
    match value["type"].as_str() {
        Some("json_schema") => OutputFormat::JsonSchema {
            name: "response".to_owned(),
            description: None,
            schema: value["schema"].clone(),
            strict: Some(true),
        },
        _ => OutputFormat::Text,
    }
}
