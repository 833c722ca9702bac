//! A `generateContent` request into the hub. Google's own clients write members in either case.

use crate::wire::chat::{
    ChatRequest, Effort, OutputFormat, Part, Reasoning, Role, Source, Tool, ToolCall, ToolChoice,
    Turn,
};
use crate::wire::door::openai::Rejection;
use crate::wire::json::Object;
use serde_json::{Map, Value, json};

/// Reads a request. `safetySettings` and `cachedContent` are Google's own and mean nothing elsewhere.
pub fn parse(object: &Object) -> Result<ChatRequest, Rejection> {
    let mut request = ChatRequest::default();
    let members: Map<String, Value> = serde_json::from_slice(object.text())
        .map_err(|error| refuse(&format!("the body: {error}")))?;
    let body = Value::Object(members);
    if let Some(system) = get(&body, "systemInstruction") {
        let parts = parts(system, &mut Calls::default()).map_err(|why| refuse(&why))?;
        request.turns.push(Turn {
            role: Role::System,
            parts,
            name: None,
        });
    }
    contents(&mut request, get(&body, "contents"))?;
    for tool in list(&body, "tools") {
        read_tool(&mut request, tool)?;
    }
    if let Some(config) =
        get(&body, "toolConfig").and_then(|config| get(config, "functionCallingConfig"))
    {
        let names = list(config, "allowedFunctionNames");
        let only = names
            .first()
            .and_then(|name| name.as_str())
            .filter(|_| names.len() == 1);
        request.tool_choice = match (get(config, "mode").and_then(Value::as_str), only) {
            (Some("ANY"), Some(name)) => Some(ToolChoice::Named(name.to_owned())),
            (Some("ANY"), None) => Some(ToolChoice::Required),
            (Some("NONE"), _) => Some(ToolChoice::None),
            (Some(_), _) => Some(ToolChoice::Auto),
            (None, _) => None,
        };
    }
    if let Some(config) = get(&body, "generationConfig") {
        generation(&mut request, config)?;
    }
    Ok(request)
}

fn refuse(why: &str) -> Rejection {
    Rejection {
        status: 400,
        error_type: "invalid_request_error",
        param: None,
        message: format!("Invalid request: {why}"),
    }
}

/// A member under its camelCase name or its snake_case one.
fn get<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let found = value.get(name).or_else(|| value.get(snake(name)));
    found.filter(|value| !value.is_null())
}

fn snake(name: &str) -> String {
    name.chars().fold(String::new(), |mut snake, c| {
        if c.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
        snake
    })
}

fn list<'v>(value: &'v Value, name: &str) -> Vec<&'v Value> {
    match get(value, name) {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

fn text(value: &Value, name: &str) -> Option<String> {
    get(value, name)?.as_str().map(str::to_owned)
}

/// Calls so far, by which results without ids find theirs: the first one of the name that has none.
#[derive(Default)]
struct Calls {
    made: Vec<(String, String, bool)>,
}

impl Calls {
    fn add(&mut self, id: Option<String>, name: &str) -> String {
        let id = id.unwrap_or_else(|| format!("call_{}", self.made.len()));
        self.made.push((id.clone(), name.to_owned(), false));
        id
    }

    fn answer(&mut self, id: Option<String>, name: &str) -> String {
        let open = self.made.iter_mut().find(|(known, of, answered)| {
            !*answered && id.as_ref().map_or(of == name, |id| known == id)
        });
        match open {
            Some((known, _, answered)) => {
                *answered = true;
                known.clone()
            }
            None => id.unwrap_or_else(|| name.to_owned()),
        }
    }
}

fn contents(request: &mut ChatRequest, given: Option<&Value>) -> Result<(), Rejection> {
    let mut calls = Calls::default();
    let single;
    let turns: Vec<&Value> = match given {
        Some(Value::Array(turns)) => turns.iter().collect(),
        Some(Value::String(said)) => {
            single = json!({ "parts": [{ "text": said }] });
            vec![&single]
        }
        Some(one @ Value::Object(_)) => vec![one],
        _ => return Err(refuse("'contents' must be a list of turns")),
    };
    for (at, turn) in turns.into_iter().enumerate() {
        let role = match get(turn, "role").and_then(Value::as_str) {
            None | Some("user" | "function" | "tool") => Role::User,
            Some("model" | "assistant") => Role::Assistant,
            Some("system") => Role::System,
            Some(other) => return Err(refuse(&format!("contents[{at}]: '{other}' is not a role"))),
        };
        let parts =
            parts(turn, &mut calls).map_err(|why| refuse(&format!("contents[{at}]: {why}")))?;
        request.turns.push(Turn {
            role,
            parts,
            name: None,
        });
    }
    Ok(())
}

fn parts(turn: &Value, calls: &mut Calls) -> Result<Vec<Part>, String> {
    if let Value::String(said) = turn {
        return Ok(vec![Part::text(said.as_str())]);
    }
    let mut read = Vec::new();
    for part in list(turn, "parts") {
        read.extend(self::part(part, calls)?);
    }
    Ok(read)
}

fn part(part: &Value, calls: &mut Calls) -> Result<Vec<Part>, String> {
    let seal = text(part, "thoughtSignature");
    if let Value::String(said) = part {
        return Ok(vec![Part::text(said.as_str())]);
    }
    if let Some(said) = text(part, "text") {
        if get(part, "thought") == Some(&Value::Bool(true)) {
            return Ok(vec![Part::Thinking {
                text: said,
                signature: seal,
            }]);
        }
        return Ok(vec![Part::text(said)]);
    }
    if let Some(call) = get(part, "functionCall") {
        let name = text(call, "name").ok_or("a functionCall lacks 'name'")?;
        let id = calls.add(text(call, "id"), &name);
        let arguments = get(call, "args").map_or_else(|| "{}".to_owned(), Value::to_string);
        return Ok(vec![Part::ToolCall(ToolCall {
            id,
            name,
            arguments,
            signature: seal,
            cache: None,
        })]);
    }
    if let Some(result) = get(part, "functionResponse") {
        let name = text(result, "name").unwrap_or_default();
        let response = get(result, "response").unwrap_or(&Value::Null);
        let alone = response.as_object().filter(|members| members.len() == 1);
        let plain = alone.and_then(|members| {
            ["result", "output", "content"]
                .iter()
                .find_map(|word| members.get(*word)?.as_str())
        });
        let failed = alone.is_some_and(|members| members.contains_key("error"));
        return Ok(vec![Part::ToolResult {
            call_id: calls.answer(text(result, "id"), &name),
            parts: vec![Part::text(
                plain.map_or_else(|| response.to_string(), str::to_owned),
            )],
            is_error: failed,
            cache: None,
        }]);
    }
    media(part)
}

fn media(part: &Value) -> Result<Vec<Part>, String> {
    let (media_type, source) = if let Some(data) = get(part, "inlineData") {
        let media_type = text(data, "mimeType").ok_or("inlineData lacks 'mimeType'")?;
        let source = Source::Base64 {
            media_type: media_type.clone(),
            data: text(data, "data").ok_or("inlineData lacks 'data'")?,
        };
        (media_type, source)
    } else if let Some(file) = get(part, "fileData") {
        let media_type = text(file, "mimeType");
        let source = Source::Url {
            url: text(file, "fileUri").ok_or("fileData lacks 'fileUri'")?,
            media_type: media_type.clone(),
        };
        (media_type.unwrap_or_default(), source)
    } else {
        // What the provider's own tools did (`executableCode`), or an empty part.
        return Ok(Vec::new());
    };
    Ok(vec![
        match (media_type.split('/').next().unwrap_or_default(), source) {
            ("image", source) => Part::Image {
                source,
                detail: None,
                cache: None,
            },
            ("audio", Source::Base64 { data, .. }) => Part::Audio {
                data,
                format: media_type.rsplit('/').next().unwrap_or("wav").to_owned(),
            },
            ("video", source) => Part::Video { source },
            (_, source) => Part::Document {
                source,
                name: None,
                cache: None,
            },
        },
    ])
}

fn read_tool(request: &mut ChatRequest, tool: &Value) -> Result<(), Rejection> {
    for function in list(tool, "functionDeclarations") {
        let name = text(function, "name").ok_or_else(|| refuse("a function lacks 'name'"))?;
        let schema = get(function, "parametersJsonSchema").or_else(|| get(function, "parameters"));
        if schema.is_some_and(|schema| !schema.is_object()) {
            return Err(refuse(&format!(
                "the parameters of '{name}' must be an object"
            )));
        }
        request.tools.push(Tool::Function {
            name,
            description: text(function, "description"),
            parameters: schema.map(json_schema),
            strict: None,
            cache: None,
        });
    }
    for (name, value) in tool.as_object().into_iter().flatten() {
        match name.as_str() {
            "functionDeclarations" | "function_declarations" => {}
            "googleSearch"
            | "google_search"
            | "googleSearchRetrieval"
            | "google_search_retrieval" => {
                request.web_search = Some(json!({}));
            }
            _ => request
                .tools
                .push(Tool::Hosted(json!({ "type": name, (name): value }))),
        }
    }
    Ok(())
}

/// Google's schema dialect names types in capitals and says `nullable`.
fn json_schema(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let mut out = Map::new();
            for (name, value) in members {
                match (name.as_str(), value) {
                    ("type", Value::String(kind)) => {
                        out.insert(name.clone(), json!(kind.to_ascii_lowercase()));
                    }
                    ("nullable" | "propertyOrdering" | "property_ordering", _) => {}
                    _ => {
                        out.insert(name.clone(), json_schema(value));
                    }
                }
            }
            if members.get("nullable") == Some(&Value::Bool(true))
                && let Some(Value::String(kind)) = out.get("type").cloned()
            {
                out.insert("type".into(), json!([kind, "null"]));
            }
            Value::Object(out)
        }
        Value::Array(items) => items.iter().map(json_schema).collect(),
        other => other.clone(),
    }
}

fn generation(request: &mut ChatRequest, config: &Value) -> Result<(), Rejection> {
    let number = |name: &str| match get(config, name) {
        None => Ok(None),
        Some(Value::Number(number)) => Ok(Some(number.clone())),
        Some(_) => Err(refuse(&format!("generationConfig.{name} must be a number"))),
    };
    let count = |name: &str| {
        number(name)
            .map(|number| number.and_then(|n| n.as_u64().or_else(|| n.as_f64().map(|f| f as u64))))
    };
    request.max_output_tokens = count("maxOutputTokens")?;
    request.temperature = number("temperature")?;
    request.top_p = number("topP")?;
    request.top_k = count("topK")?;
    request.choices = count("candidateCount")?;
    request.seed = number("seed")?.and_then(|seed| seed.as_i64());
    request.presence_penalty = number("presencePenalty")?;
    request.frequency_penalty = number("frequencyPenalty")?;
    request.logprobs = get(config, "responseLogprobs").and_then(Value::as_bool);
    request.top_logprobs = count("logprobs")?;
    let stops = list(config, "stopSequences").into_iter();
    request.stop = stops
        .filter_map(|stop| stop.as_str().map(str::to_owned))
        .collect();
    let modalities = list(config, "responseModalities").into_iter();
    request.modalities = modalities
        .filter_map(|word| word.as_str().map(str::to_ascii_lowercase))
        .filter(|word| word != "text")
        .collect();
    let schema = get(config, "responseJsonSchema").or_else(|| get(config, "responseSchema"));
    let json_wanted =
        get(config, "responseMimeType").and_then(Value::as_str) == Some("application/json");
    request.output_format = match schema {
        Some(schema) => OutputFormat::JsonSchema {
            name: "response".to_owned(),
            description: None,
            schema: json_schema(schema),
            strict: None,
        },
        None if json_wanted => OutputFormat::JsonObject,
        None => OutputFormat::Text,
    };
    if let Some(thinking) = get(config, "thinkingConfig") {
        let level = text(thinking, "thinkingLevel").map(|word| word.to_ascii_lowercase());
        let level = level.as_deref().and_then(Effort::parse);
        let budget = get(thinking, "thinkingBudget").and_then(Value::as_i64);
        request.reasoning = match (level, budget) {
            (Some(effort), _) => Some(Reasoning::Effort {
                effort,
                summary: None,
            }),
            (None, Some(0)) => Some(Reasoning::Off),
            // A negative budget leaves it to the model.
            (None, Some(budget)) => {
                Some(u64::try_from(budget).map_or(Reasoning::Adaptive(None), Reasoning::Budget))
            }
            (None, None) => None,
        };
    }
    Ok(())
}
