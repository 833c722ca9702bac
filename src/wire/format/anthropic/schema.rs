//! JSON schemas as structured output takes them: no references, closed objects, and the limits that it
//! does not enforce said in words.

use serde_json::{Map, Value, json};

/// Keywords that are not enforced; what they ask is told in the description.
const TOLD: &[(&str, &str)] = &[
    ("minLength", "minimum length"),
    ("maxLength", "maximum length"),
    ("minimum", "minimum"),
    ("maximum", "maximum"),
    ("exclusiveMinimum", "greater than"),
    ("exclusiveMaximum", "less than"),
    ("multipleOf", "multiple of"),
    ("pattern", "pattern"),
    ("maxItems", "maximum number of items"),
    ("uniqueItems", "unique items"),
];
/// Keywords that mean nothing to a model.
const DROPPED: &[&str] = &["$schema", "$id", "$defs", "definitions", "strict"];
/// How deep references are followed; one that leads to itself ends here.
const DEPTH_MAX: usize = 24;

/// The schema as it is sent.
pub(in crate::wire::format) fn strict_schema(schema: &Value) -> Value {
    let defs = ["$defs", "definitions"]
        .iter()
        .find_map(|name| schema.get(name)?.as_object())
        .cloned()
        .unwrap_or_default();
    cleaned(schema, &defs, 0)
}

fn cleaned(value: &Value, defs: &Map<String, Value>, depth: usize) -> Value {
    match value {
        Value::Array(items) => items
            .iter()
            .map(|item| cleaned(item, defs, depth))
            .collect(),
        Value::Object(members) => object(members, defs, depth),
        other => other.clone(),
    }
}

fn object(members: &Map<String, Value>, defs: &Map<String, Value>, depth: usize) -> Value {
    if depth > DEPTH_MAX {
        return json!({});
    }
    let name = members.get("$ref").and_then(Value::as_str);
    if let Some(target) = name.and_then(|name| defs.get(name.rsplit('/').next()?)) {
        return cleaned(target, defs, depth + 1);
    }
    let mut out = Map::new();
    let mut told = Vec::new();
    for (name, value) in members {
        if let Some((_, words)) = TOLD.iter().find(|(keyword, _)| keyword == name)
            && !value.is_object()
        {
            told.push(format!("{words}: {}", plain(value)));
        } else if !DROPPED.contains(&name.as_str()) {
            out.insert(name.clone(), cleaned(value, defs, depth + 1));
        }
    }
    if !told.is_empty() {
        let earlier = out
            .get("description")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let note = format!("Note: {}.", told.join(", "));
        let text = if earlier.is_empty() {
            note
        } else {
            format!("{earlier} {note}")
        };
        out.insert("description".into(), json!(text));
    }
    if out.get("type") == Some(&json!("object")) && out.contains_key("properties") {
        out.insert("additionalProperties".into(), json!(false));
    }
    Value::Object(out)
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
