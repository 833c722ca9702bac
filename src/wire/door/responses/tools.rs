//! Tools, and whether one must be called.

use super::{Rejection, missing, wrong_type, wrong_value};
use crate::wire::chat::{CacheMark, ChatRequest, Tool, ToolChoice};
use serde_json::{Map, Value, json};

/// Reads `tools` and `tool_choice` into the request.
pub(super) fn read(
    tools: Option<&Value>,
    choice: Option<&Value>,
    request: &mut ChatRequest,
) -> Result<(), Rejection> {
    let tools = match tools {
        None => &[],
        Some(Value::Array(tools)) => tools.as_slice(),
        Some(_) => return Err(wrong_type("tools", "tools", "an array")),
    };
    for (at, tool) in tools.iter().enumerate() {
        let place = format!("tools[{at}]");
        let Value::Object(members) = tool else {
            return Err(wrong_type("tools", &place, "an object"));
        };
        let kind = members.get("type").and_then(Value::as_str);
        match kind.ok_or_else(|| missing("tools", &format!("{place}.type")))? {
            "function" => request.tools.push(function(members, &place)?),
            kind if kind.starts_with("web_search") => {
                request
                    .web_search
                    .get_or_insert_with(|| web_search_options(members));
            }
            _ => request.tools.push(Tool::Hosted(tool.clone())),
        }
    }
    if let Some(choice) = choice {
        request.tool_choice = Some(tool_choice(choice, request)?);
    }
    Ok(())
}

fn function(members: &Map<String, Value>, place: &str) -> Result<Tool, Rejection> {
    // The shape of chat completions is understood too: clients that know both mix them up.
    let members = members
        .get("function")
        .and_then(Value::as_object)
        .unwrap_or(members);
    let get = |name: &str| members.get(name).filter(|value| !value.is_null());
    let text = |name: &str| match get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(wrong_type("tools", &format!("{place}.{name}"), "a string")),
    };
    let parameters = match get("parameters") {
        None => None,
        Some(schema @ Value::Object(_)) => Some(schema.clone()),
        Some(_) => {
            let place = format!("{place}.parameters");
            return Err(wrong_type("tools", &place, "an object"));
        }
    };
    let ttl = |mark: &Value| match mark.get("ttl").and_then(Value::as_str) {
        Some("1h") => CacheMark::Hour,
        _ => CacheMark::Ephemeral,
    };
    Ok(Tool::Function {
        name: text("name")?.ok_or_else(|| missing("tools", &format!("{place}.name")))?,
        description: text("description")?,
        parameters,
        strict: get("strict").and_then(Value::as_bool),
        cache: get("cache_control").map(ttl),
    })
}

/// The tool's settings in the words of chat completions, which nest the place.
fn web_search_options(tool: &Map<String, Value>) -> Value {
    let mut options = Map::new();
    for name in ["search_context_size", "filters"] {
        if let Some(value) = tool.get(name).filter(|value| !value.is_null()) {
            options.insert(name.to_owned(), value.clone());
        }
    }
    if let Some(Value::Object(place)) = tool.get("user_location") {
        let mut place = place.clone();
        place.shift_remove("type");
        place.retain(|_, value| !value.is_null());
        options.insert(
            "user_location".to_owned(),
            json!({ "type": "approximate", "approximate": place }),
        );
    }
    Value::Object(options)
}

fn tool_choice(choice: &Value, request: &mut ChatRequest) -> Result<ToolChoice, Rejection> {
    let members = match choice {
        Value::String(word) => return mode(word, "tool_choice"),
        Value::Object(members) => members,
        _ => {
            return Err(wrong_type(
                "tool_choice",
                "tool_choice",
                "a string or an object",
            ));
        }
    };
    let text = |name: &str| members.get(name).and_then(Value::as_str);
    match text("type") {
        None => Err(missing("tool_choice", "tool_choice.type")),
        Some("function" | "custom") => {
            let nested = members.get("function").and_then(|f| f.get("name"));
            let name = text("name").or_else(|| nested.and_then(Value::as_str));
            let name = name.ok_or_else(|| missing("tool_choice", "tool_choice.name"))?;
            Ok(ToolChoice::Named(name.to_owned()))
        }
        Some("allowed_tools") => {
            let allowed = members.get("tools").and_then(Value::as_array);
            let allowed = allowed.ok_or_else(|| missing("tool_choice", "tool_choice.tools"))?;
            keep_allowed(allowed, request);
            mode(text("mode").unwrap_or("auto"), "tool_choice.mode")
        }
        // One of the provider's own tools: no dialect but this one can name it, all can insist.
        Some(_) => Ok(ToolChoice::Required),
    }
}

fn mode(word: &str, place: &str) -> Result<ToolChoice, Rejection> {
    match word {
        "auto" => Ok(ToolChoice::Auto),
        "none" => Ok(ToolChoice::None),
        "required" => Ok(ToolChoice::Required),
        other => Err(wrong_value(
            "tool_choice",
            place,
            other,
            "'none', 'auto', 'required'",
        )),
    }
}

/// Takes out what the model may not use this time: no other dialect lists a part of the tools.
fn keep_allowed(allowed: &[Value], request: &mut ChatRequest) {
    let text =
        |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let types: Vec<_> = allowed
        .iter()
        .filter_map(|tool| text(tool, "type"))
        .collect();
    let names: Vec<_> = allowed
        .iter()
        .filter_map(|tool| text(tool, "name"))
        .collect();
    request.tools.retain(|tool| match tool {
        Tool::Function { name, .. } => names.contains(name),
        Tool::Hosted(tool) => text(tool, "type").is_some_and(|kind| types.contains(&kind)),
    });
    if !types.iter().any(|kind| kind.starts_with("web_search")) {
        request.web_search = None;
    }
}
