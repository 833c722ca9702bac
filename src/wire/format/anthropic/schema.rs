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
/// How many references are followed: definitions that name each other twice would grow without end.
const REFERENCES_MAX: usize = 1_000;

/// The schema as it is sent.
pub(in crate::wire::format) fn strict_schema(schema: &Value) -> Value {
    let defs = ["$defs", "definitions"]
        .iter()
        .find_map(|name| schema.get(name)?.as_object())
        .cloned()
        .unwrap_or_default();
    let mut left = REFERENCES_MAX;
    cleaned(schema, &defs, 0, &mut left)
}

fn cleaned(value: &Value, defs: &Map<String, Value>, depth: usize, left: &mut usize) -> Value {
    match value {
        Value::Array(_) | Value::Object(_) if depth > DEPTH_MAX => json!({}),
        Value::Array(items) => items
            .iter()
            .map(|item| cleaned(item, defs, depth + 1, left))
            .collect(),
        Value::Object(members) => object(members, defs, depth, left),
        other => other.clone(),
    }
}

fn object(
    members: &Map<String, Value>,
    defs: &Map<String, Value>,
    depth: usize,
    left: &mut usize,
) -> Value {
    let name = members.get("$ref").and_then(Value::as_str);
    if let Some(target) = name.and_then(|name| defs.get(name.rsplit('/').next()?)) {
        if *left == 0 {
            return json!({});
        }
        *left -= 1;
        return cleaned(target, defs, depth + 1, left);
    }
    let mut out = Map::new();
    let mut told = Vec::new();
    for (name, value) in members {
        if let Some((_, words)) = TOLD.iter().find(|(keyword, _)| keyword == name)
            && !value.is_object()
        {
            told.push(format!("{words}: {}", plain(value)));
        } else if !DROPPED.contains(&name.as_str()) {
            out.insert(name.clone(), cleaned(value, defs, depth + 1, left));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_that_multiply_are_cut() {
        let mut defs = Map::new();
        for level in 0..30 {
            let next = json!({ "$ref": format!("#/$defs/d{}", (level + 1) % 30) });
            let properties = json!({ "a": next, "b": next });
            let schema = json!({ "type": "object", "properties": properties });
            defs.insert(format!("d{level}"), schema);
        }
        let said = strict_schema(&json!({ "$ref": "#/$defs/d0", "$defs": defs })).to_string();
        assert!(said.len() < 200_000, "{} bytes", said.len());
    }
}
