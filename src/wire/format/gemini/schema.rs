//! Schemas in the subset of OpenAPI 3.0 that `Schema` takes.
//!
//! Gemini API reference, "Schema": one type, no references, enums of strings, `nullable` in place of
//! a null type. An unknown member is an error there, so only known ones are copied.

use serde_json::{Map, Value, json};

/// A schema said in Google's subset.
pub(super) struct Cleaned {
    /// The schema.
    pub(super) schema: Value,
    /// Something that shapes the data was left out, because the subset has no word for it.
    pub(super) lossy: bool,
}

/// Members that mean the same there.
const SAME: &[&str] = &[
    "title",
    "description",
    "nullable",
    "default",
    "example",
    "minItems",
    "maxItems",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minProperties",
    "maxProperties",
    "pattern",
    "propertyOrdering",
];

/// How deep a schema is told, references followed; the rest is an object of any kind.
const DEPTH_MAX: usize = 64;
/// How many references are followed: definitions that name each other twice would grow without end.
const REFERENCES_MAX: usize = 1_000;

/// Says a JSON schema in the subset. `upper` writes types as the enum's own names (`STRING`), which
/// the first generations insist on for `responseSchema`.
pub(super) fn clean(schema: &Value, upper: bool) -> Cleaned {
    let mut cleaner = Cleaner {
        root: schema,
        upper,
        open: Vec::new(),
        depth: 0,
        references: 0,
        lossy: false,
    };
    let schema = cleaner.value(schema);
    Cleaned {
        schema,
        lossy: cleaner.lossy,
    }
}

/// The schema without what only a validator reads: for the members that take JSON schema as it is.
pub(super) fn as_json_schema(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(members) = schema.as_object_mut() {
        members.shift_remove("$schema");
        members.shift_remove("strict");
    }
    schema
}

struct Cleaner<'a> {
    root: &'a Value,
    upper: bool,
    /// References being followed: one that comes up again is a recursive type.
    open: Vec<&'a str>,
    depth: usize,
    references: usize,
    lossy: bool,
}

impl<'a> Cleaner<'a> {
    fn value(&mut self, schema: &'a Value) -> Value {
        let Some(members) = schema.as_object() else {
            // `true`: anything goes, which has no word.
            self.lossy = true;
            return json!({ "type": self.word("string") });
        };
        if self.depth == DEPTH_MAX {
            self.lossy = true;
            return json!({ "type": self.word("object") });
        }
        self.depth += 1;
        let said = match members.get("$ref").and_then(Value::as_str) {
            Some(path) => self.reference(path, members),
            None => {
                let mut out = Map::new();
                for (name, value) in members {
                    self.member(name, value, &mut out);
                }
                self.complete(out)
            }
        };
        self.depth -= 1;
        said
    }

    /// Writes what the reference points to in its place, the members beside it on top.
    fn reference(&mut self, path: &'a str, beside: &'a Map<String, Value>) -> Value {
        let target = path.strip_prefix('#').and_then(|at| self.root.pointer(at));
        let mut out = match target {
            Some(target) if !self.open.contains(&path) && self.references < REFERENCES_MAX => {
                self.references += 1;
                self.open.push(path);
                let schema = self.value(target);
                self.open.pop();
                schema
            }
            _ => {
                self.lossy = true;
                json!({ "type": self.word("object") })
            }
        };
        if let Some(members) = out.as_object_mut() {
            for name in ["title", "description", "default"] {
                if let Some(value) = beside.get(name) {
                    members.insert(name.to_owned(), value.clone());
                }
            }
        }
        out
    }

    fn member(&mut self, name: &str, value: &'a Value, out: &mut Map<String, Value>) {
        match (name, value) {
            ("type", _) => self.kind(value, out),
            ("enum", Value::Array(values)) => self.choices(values, out),
            ("const", value) => self.choices(std::slice::from_ref(value), out),
            ("format", Value::String(format)) => {
                if matches!(
                    format.as_str(),
                    "float" | "double" | "int32" | "int64" | "enum" | "date-time"
                ) {
                    out.insert(name.to_owned(), value.clone());
                }
            }
            ("properties", Value::Object(properties)) => {
                let cleaned: Map<_, _> = properties
                    .iter()
                    .map(|(name, schema)| (name.clone(), self.value(schema)))
                    .collect();
                out.insert(name.to_owned(), Value::Object(cleaned));
            }
            ("required", Value::Array(names)) if !names.is_empty() => {
                out.insert(name.to_owned(), value.clone());
            }
            ("items", Value::Object(_)) => {
                let items = self.value(value);
                out.insert(name.to_owned(), items);
            }
            ("anyOf" | "oneOf", Value::Array(options)) => self.any_of(options, out),
            ("allOf", Value::Array(all)) => {
                if let [only] = all.as_slice() {
                    let schema = self.value(only);
                    overlay(out, schema);
                } else {
                    self.lossy = true;
                }
            }
            // Fields that are not declared: `false` and `true` say what holds anyway.
            ("additionalProperties", Value::Object(of)) if !of.is_empty() => self.lossy = true,
            ("items" | "prefixItems" | "patternProperties", _) => self.lossy = true,
            _ if SAME.contains(&name) => {
                out.insert(name.to_owned(), value.clone());
            }
            _ => {}
        }
    }

    fn kind(&mut self, value: &Value, out: &mut Map<String, Value>) {
        let named: Vec<&str> = match value {
            Value::String(word) => vec![word],
            Value::Array(words) => words.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let is_null = |word: &&str| word.eq_ignore_ascii_case("null");
        if named.iter().any(is_null) {
            out.insert("nullable".to_owned(), Value::Bool(true));
        }
        let mut rest = named.iter().filter(|word| !is_null(word));
        if let Some(word) = rest.next() {
            out.insert("type".to_owned(), self.word(word));
        }
        self.lossy |= rest.next().is_some();
    }

    /// An enum holds strings there, and null is a flag.
    fn choices(&mut self, values: &[Value], out: &mut Map<String, Value>) {
        let texts: Vec<Value> = values.iter().filter(|v| v.is_string()).cloned().collect();
        let nulls = values.iter().filter(|value| value.is_null()).count();
        if nulls > 0 {
            out.insert("nullable".to_owned(), Value::Bool(true));
        }
        self.lossy |= texts.len() + nulls < values.len();
        if !texts.is_empty() {
            out.insert("type".to_owned(), self.word("string"));
            out.insert("enum".to_owned(), Value::Array(texts));
        }
    }

    fn any_of(&mut self, options: &'a [Value], out: &mut Map<String, Value>) {
        let is_null = |option: &&Value| option.get("type").and_then(Value::as_str) == Some("null");
        if options.iter().any(|option| is_null(&option)) {
            out.insert("nullable".to_owned(), Value::Bool(true));
        }
        let mut said: Vec<Value> = Vec::with_capacity(options.len());
        for option in options.iter().filter(|option| !is_null(option)) {
            said.push(self.value(option));
        }
        match said.len() {
            0 => {}
            1 => overlay(out, said.remove(0)),
            _ => {
                out.insert("anyOf".to_owned(), Value::Array(said));
            }
        }
    }

    /// Every schema there has a type, and only declared properties can be required.
    fn complete(&mut self, mut out: Map<String, Value>) -> Value {
        if !out.contains_key("type") && !out.contains_key("anyOf") {
            let guess = if out.contains_key("properties") {
                "object"
            } else if out.contains_key("items") {
                "array"
            } else {
                self.lossy = true;
                "string"
            };
            out.insert("type".to_owned(), self.word(guess));
        }
        let properties = out.get("properties").and_then(Value::as_object).cloned();
        if let Some(Value::Array(required)) = out.get_mut("required") {
            let known = properties.as_ref();
            required.retain(|name| {
                name.as_str()
                    .is_some_and(|name| known.is_some_and(|known| known.contains_key(name)))
            });
            if required.is_empty() {
                out.shift_remove("required");
            }
        }
        let is = |word: &str| {
            out.get("type")
                .and_then(Value::as_str)
                .is_some_and(|kind| kind.eq_ignore_ascii_case(word))
        };
        // "properties: should be non-empty for OBJECT type", and an array has to have items.
        if is("object") && properties.is_none_or(|known| known.is_empty()) {
            self.lossy = true;
            out.shift_remove("properties");
        } else if is("array") && !out.contains_key("items") {
            self.lossy = true;
            out.insert("items".to_owned(), json!({ "type": self.word("string") }));
        }
        Value::Object(out)
    }

    fn word(&self, word: &str) -> Value {
        Value::String(if self.upper {
            word.to_ascii_uppercase()
        } else {
            word.to_ascii_lowercase()
        })
    }
}

/// Adds members of one schema to another; those already there stay.
fn overlay(out: &mut Map<String, Value>, schema: Value) {
    if let Value::Object(members) = schema {
        for (name, value) in members {
            out.entry(name).or_insert(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_that_multiply_are_cut() {
        let mut defs = Map::new();
        for level in 0..40 {
            let next = json!({ "$ref": format!("#/$defs/d{}", level + 1) });
            let properties = json!({ "a": next, "b": next });
            let schema = json!({ "type": "object", "properties": properties });
            defs.insert(format!("d{level}"), schema);
        }
        let said = clean(&json!({ "$ref": "#/$defs/d0", "$defs": defs }), false);
        let length = said.schema.to_string().len();
        assert!(length < 200_000 && said.lossy, "{length} bytes");
    }
}
