//! A Responses request into the hub.

use crate::wire::chat::{
    ChatRequest, Effort, OutputFormat, Part, Reasoning, Role, Source, Tool, ToolCall, ToolChoice,
    Turn, split_seal,
};
use crate::wire::door::openai::Rejection;
use crate::wire::json::Object;
use serde::Deserialize;
use serde_json::{Value, json};

/// Reads a request. What only the service of OpenAI can do (`background`, `prompt` templates, stored
/// conversations) is refused by name: an answer without it would be another one.
pub fn parse(object: &Object) -> Result<ChatRequest, Rejection> {
    let mut request = ChatRequest::default();
    for (name, raw) in object.iter() {
        if raw != "null" {
            member(&mut request, name, raw)?;
        }
    }
    if let Some(text) = object.read::<String>("instructions") {
        let turn = Turn {
            role: Role::System,
            parts: vec![Part::text(text)],
            name: None,
        };
        request.turns.insert(0, turn);
    }
    Ok(request)
}

fn member(request: &mut ChatRequest, name: &str, raw: &str) -> Result<(), Rejection> {
    match name {
        "input" => request.turns = input(&typed(name, raw)?)?,
        "max_output_tokens" => request.max_output_tokens = Some(typed(name, raw)?),
        "temperature" => request.temperature = Some(typed(name, raw)?),
        "top_p" => request.top_p = Some(typed(name, raw)?),
        "top_logprobs" => {
            let count: u64 = typed(name, raw)?;
            if count > 0 {
                request.logprobs = Some(true);
                request.top_logprobs = Some(count);
            }
        }
        "parallel_tool_calls" => request.parallel_tool_calls = Some(typed(name, raw)?),
        "stream" => request.stream = typed(name, raw)?,
        "user" | "safety_identifier" => {
            let user = typed(name, raw)?;
            request.user.get_or_insert(user);
        }
        "service_tier" => request.service_tier = Some(typed(name, raw)?),
        "tools" => tools(request, typed(name, raw)?)?,
        "tool_choice" => request.tool_choice = tool_choice(&typed(name, raw)?),
        "text" => text_options(request, &typed(name, raw)?),
        "reasoning" => request.reasoning = reasoning(&typed(name, raw)?)?,
        "previous_response_id" | "conversation" | "prompt" => {
            return Err(unsupported(name));
        }
        "background" if raw == "true" => return Err(unsupported(name)),
        // `store`, `include`, `metadata`, `truncation`: nothing here depends on them.
        _ => {}
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

fn unsupported(name: &str) -> Rejection {
    refuse(
        name,
        "this model's provider has no Responses API, so nothing is stored there. Send the whole \
         conversation in 'input', or use a model of a provider that has it",
    )
}

fn typed<'a, T: Deserialize<'a>>(name: &str, raw: &'a str) -> Result<T, Rejection> {
    serde_json::from_str(raw).map_err(|error| refuse(name, error))
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}

fn input(value: &Value) -> Result<Vec<Turn>, Rejection> {
    let items = match value {
        Value::String(said) => {
            let parts = vec![Part::text(said.as_str())];
            return Ok(vec![Turn {
                role: Role::User,
                parts,
                name: None,
            }]);
        }
        Value::Array(items) => items,
        _ => return Err(refuse("input", "a text or a list of items")),
    };
    let mut turns: Vec<Turn> = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let (role, parts) = read_item(item).map_err(|why| refuse(&format!("input[{at}]"), why))?;
        match turns.last_mut() {
            // The items of one answer (thought, text, calls) are one turn, and so are results of tools.
            Some(last) if last.role == role && joins(role, &last.parts, &parts) => {
                last.parts.extend(parts);
            }
            _ => turns.push(Turn {
                role,
                parts,
                name: None,
            }),
        }
    }
    Ok(turns)
}

fn joins(role: Role, earlier: &[Part], parts: &[Part]) -> bool {
    let result = |parts: &[Part]| {
        parts
            .iter()
            .all(|part| matches!(part, Part::ToolResult { .. }))
    };
    role == Role::Assistant || role == Role::User && result(earlier) && result(parts)
}

fn read_item(item: &Value) -> Result<(Role, Vec<Part>), String> {
    let missing = |name: &str| format!("'{name}' is missing");
    match item["type"].as_str().unwrap_or("message") {
        "message" => {
            let role = match item["role"].as_str() {
                Some("user") => Role::User,
                Some("assistant") => Role::Assistant,
                Some("system") => Role::System,
                Some("developer") => Role::Developer,
                Some(other) => return Err(format!("'{other}' is not a role")),
                None => return Err(missing("role")),
            };
            Ok((role, content(&item["content"])?))
        }
        "function_call" => {
            let given = text(item, "call_id").ok_or_else(|| missing("call_id"))?;
            let (id, seal) = split_seal(&given);
            let call = ToolCall {
                id: id.to_owned(),
                name: text(item, "name").ok_or_else(|| missing("name"))?,
                arguments: text(item, "arguments").unwrap_or_default(),
                signature: seal.map(str::to_owned),
                cache: None,
            };
            Ok((Role::Assistant, vec![Part::ToolCall(call)]))
        }
        "function_call_output" => {
            let given = text(item, "call_id").ok_or_else(|| missing("call_id"))?;
            let parts = match &item["output"] {
                Value::Null => Vec::new(),
                Value::String(_) | Value::Array(_) => content(&item["output"])?,
                other => vec![Part::text(other.to_string())],
            };
            let result = Part::ToolResult {
                call_id: split_seal(&given).0.to_owned(),
                parts,
                is_error: false,
                cache: None,
            };
            Ok((Role::User, vec![result]))
        }
        "reasoning" => Ok((Role::Assistant, thought(item))),
        "item_reference" => Err("items are not stored here: send the item itself".to_owned()),
        other => Err(format!(
            "'{other}' is not an item that this model's provider knows"
        )),
    }
}

/// A thought with its seal. The seal may be that of a whole redacted block.
fn thought(item: &Value) -> Vec<Part> {
    let pieces = item["summary"]
        .as_array()
        .into_iter()
        .chain(item["content"].as_array());
    let said: Vec<&str> = pieces
        .flatten()
        .filter_map(|piece| piece["text"].as_str())
        .collect();
    let seal = text(item, "encrypted_content").filter(|seal| !seal.is_empty());
    if said.is_empty() && seal.is_none() {
        return Vec::new();
    }
    if let Some(data) = seal
        .as_deref()
        .and_then(|seal| seal.strip_prefix("redacted:"))
    {
        return vec![Part::RedactedThinking {
            data: data.to_owned(),
        }];
    }
    vec![Part::Thinking {
        text: said.join("\n"),
        signature: seal,
    }]
}

fn content(value: &Value) -> Result<Vec<Part>, String> {
    match value {
        Value::String(said) => Ok(vec![Part::text(said.as_str())]),
        Value::Array(parts) => parts.iter().map(part).collect(),
        _ => Err("'content' must be a text or a list of parts".to_owned()),
    }
}

fn part(value: &Value) -> Result<Part, String> {
    match value["type"].as_str() {
        Some("input_text" | "output_text" | "text" | "summary_text") => {
            Ok(Part::text(text(value, "text").unwrap_or_default()))
        }
        Some("refusal") => Ok(Part::Refusal {
            text: text(value, "refusal").unwrap_or_default(),
        }),
        Some("input_image") => {
            let source = match (text(value, "image_url"), text(value, "file_id")) {
                (Some(url), _) => Source::from_url(&url),
                (None, Some(id)) => Source::File { id },
                (None, None) => {
                    return Err("'input_image' needs 'image_url' or 'file_id'".to_owned());
                }
            };
            Ok(Part::Image {
                source,
                detail: text(value, "detail"),
                cache: None,
            })
        }
        Some("input_file") => {
            let given = (
                text(value, "file_data"),
                text(value, "file_url"),
                text(value, "file_id"),
            );
            let source = match given {
                (Some(data), ..) => match Source::from_url(&data) {
                    Source::Url { url, .. } => Source::Base64 {
                        media_type: "application/pdf".to_owned(),
                        data: url,
                    },
                    source => source,
                },
                (_, Some(url), _) => Source::from_url(&url),
                (.., Some(id)) => Source::File { id },
                _ => {
                    return Err(
                        "'input_file' needs 'file_data', 'file_url' or 'file_id'".to_owned()
                    );
                }
            };
            Ok(Part::Document {
                source,
                name: text(value, "filename"),
                cache: None,
            })
        }
        Some("input_audio") => Ok(Part::Audio {
            data: text(&value["input_audio"], "data").ok_or("'input_audio' needs 'data'")?,
            format: text(&value["input_audio"], "format").unwrap_or_else(|| "wav".to_owned()),
        }),
        Some(other) => Err(format!("'{other}' is not a kind of content part")),
        None => Err("a content part has no 'type'".to_owned()),
    }
}

fn tools(request: &mut ChatRequest, tools: Vec<Value>) -> Result<(), Rejection> {
    for (at, tool) in tools.into_iter().enumerate() {
        match tool["type"].as_str() {
            Some("function") => {
                let name = text(&tool, "name")
                    .ok_or_else(|| refuse(&format!("tools[{at}]"), "'name' is missing"))?;
                request.tools.push(Tool::Function {
                    name,
                    description: text(&tool, "description"),
                    parameters: tool
                        .get("parameters")
                        .filter(|schema| schema.is_object())
                        .cloned(),
                    strict: tool["strict"].as_bool(),
                    cache: None,
                });
            }
            Some("web_search" | "web_search_preview") => {
                let mut options = json!({});
                if let Some(size) = tool.get("search_context_size") {
                    options["search_context_size"] = size.clone();
                }
                if let Some(place) = tool.get("user_location").filter(|place| place.is_object()) {
                    options["user_location"] =
                        json!({ "type": "approximate", "approximate": place });
                }
                request.web_search = Some(options);
            }
            Some(_) => request.tools.push(Tool::Hosted(tool)),
            None => return Err(refuse(&format!("tools[{at}]"), "'type' is missing")),
        }
    }
    Ok(())
}

fn tool_choice(value: &Value) -> Option<ToolChoice> {
    match value.as_str() {
        Some("none") => Some(ToolChoice::None),
        Some("required") => Some(ToolChoice::Required),
        Some(_) => Some(ToolChoice::Auto),
        None => text(value, "name").map(ToolChoice::Named),
    }
}

fn text_options(request: &mut ChatRequest, options: &Value) {
    request.verbosity = text(options, "verbosity");
    let format = &options["format"];
    request.output_format = match format["type"].as_str() {
        Some("json_object") => OutputFormat::JsonObject,
        Some("json_schema") => OutputFormat::JsonSchema {
            name: text(format, "name").unwrap_or_else(|| "response".to_owned()),
            description: text(format, "description"),
            schema: format["schema"].clone(),
            strict: format["strict"].as_bool(),
        },
        _ => OutputFormat::Text,
    };
}

fn reasoning(value: &Value) -> Result<Option<Reasoning>, Rejection> {
    let summary = text(value, "summary");
    match value["effort"].as_str() {
        None => Ok(summary.map(|_| Reasoning::Adaptive(None))),
        Some("none") => Ok(Some(Reasoning::Off)),
        Some(word) => {
            let effort = Effort::parse(word)
                .ok_or_else(|| refuse("reasoning", format!("'{word}' is no effort")))?;
            Ok(Some(Reasoning::Effort { effort, summary }))
        }
    }
}
