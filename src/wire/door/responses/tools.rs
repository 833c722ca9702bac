//! Tools, and whether one must be called.

use super::called::{Names, text_schema};
use super::{Rejection, missing, wrong_type, wrong_value};
use crate::wire::chat::{CacheMark, ChatRequest, Tool, ToolChoice};
use serde_json::{Map, Value, json};

/// Reads `tools` and `tool_choice` into the request.
pub(super) fn read(
    tools: Option<&Value>,
    choice: Option<&Value>,
    request: &mut ChatRequest,
) -> Result<Names, Rejection> {
    let tools = match tools {
        None => &[],
        Some(Value::Array(tools)) => tools.as_slice(),
        Some(_) => return Err(wrong_type("tools", "tools", "an array")),
    };
    let names = Names::of(tools);
    for (at, tool) in tools.iter().enumerate() {
        let place = format!("tools[{at}]");
        let Value::Object(members) = tool else {
            return Err(wrong_type("tools", &place, "an object"));
        };
        let kind = members.get("type").and_then(Value::as_str);
        match kind.ok_or_else(|| missing("tools", &format!("{place}.type")))? {
            "function" | "custom" => request.tools.push(function(members, &place, None, &names)?),
            "namespace" => request.tools.extend(namespace(members, &place, &names)?),
            kind if kind.starts_with("web_search") => {
                request
                    .web_search
                    .get_or_insert_with(|| web_search_options(members));
            }
            _ => request.tools.push(Tool::Hosted(tool.clone())),
        }
    }
    if let Some(choice) = choice {
        request.tool_choice = Some(tool_choice(choice, request, &names)?);
    }
    Ok(names)
}

/// The tools of a namespace, each by itself. What is said of all of them is said of each.
fn namespace(
    members: &Map<String, Value>,
    place: &str,
    names: &Names,
) -> Result<Vec<Tool>, Rejection> {
    let space = members.get("name").and_then(Value::as_str);
    let space = space.ok_or_else(|| missing("tools", &format!("{place}.name")))?;
    let tools = members.get("tools").and_then(Value::as_array);
    let tools = tools.ok_or_else(|| missing("tools", &format!("{place}.tools")))?;
    let about = members.get("description").and_then(Value::as_str);
    let one = |(at, tool): (usize, &Value)| {
        let place = format!("{place}.tools[{at}]");
        match tool.as_object() {
            None => Err(wrong_type("tools", &place, "an object")),
            Some(tool) => {
                let mut tool = function(tool, &place, Some(space), names)?;
                if let (Tool::Function { description, .. }, Some(about)) = (&mut tool, about) {
                    let own = description.take().unwrap_or_default();
                    *description = Some(format!("{about}\n\n{own}").trim_end().to_owned());
                }
                Ok(tool)
            }
        }
    };
    tools.iter().enumerate().map(one).collect()
}

/// A function, or a tool that takes a text as a function with that argument.
fn function(
    members: &Map<String, Value>,
    place: &str,
    namespace: Option<&str>,
    names: &Names,
) -> Result<Tool, Rejection> {
    let custom = members.get("type").is_some_and(|kind| kind == "custom");
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
        _ if custom => Some(text_schema(get("format").unwrap_or(&Value::Null))),
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
    let name = text("name")?.ok_or_else(|| missing("tools", &format!("{place}.name")))?;
    Ok(Tool::Function {
        name: if custom || namespace.is_some() {
            names.function(namespace, &name)
        } else {
            name
        },
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

fn tool_choice(
    choice: &Value,
    request: &mut ChatRequest,
    names: &Names,
) -> Result<ToolChoice, Rejection> {
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
            Ok(ToolChoice::Named(names.function(text("namespace"), name)))
        }
        Some("allowed_tools") => {
            let allowed = members.get("tools").and_then(Value::as_array);
            let allowed = allowed.ok_or_else(|| missing("tool_choice", "tool_choice.tools"))?;
            keep_allowed(allowed, request, names);
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
fn keep_allowed(allowed: &[Value], request: &mut ChatRequest, names: &Names) {
    let text =
        |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let spaces: Vec<_> = allowed
        .iter()
        .filter(|tool| tool["type"] == "namespace")
        .filter_map(|tool| text(tool, "name"))
        .collect();
    let types: Vec<_> = allowed
        .iter()
        .filter_map(|tool| text(tool, "type"))
        .collect();
    let functions: Vec<_> = allowed
        .iter()
        .filter_map(|tool| Some((text(tool, "namespace"), text(tool, "name")?)))
        .map(|(space, name)| names.function(space.as_deref(), &name))
        .collect();
    request.tools.retain(|tool| match tool {
        Tool::Function { name, .. } => {
            let space = names
                .called(name)
                .and_then(|called| called.namespace.as_ref());
            functions.contains(name) || space.is_some_and(|space| spaces.contains(space))
        }
        Tool::Hosted(tool) => text(tool, "type").is_some_and(|kind| types.contains(&kind)),
    });
    if !types.iter().any(|kind| kind.starts_with("web_search")) {
        request.web_search = None;
    }
}
