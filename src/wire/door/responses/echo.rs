//! What a response repeats of its request: official libraries require most of it to be there.

use crate::wire::json::Object;
use serde_json::{Map, Value, json};

/// Members that are repeated, with what they are when the request has them not.
const REPEATED: &[(&str, &str)] = &[
    ("background", "false"),
    ("instructions", "null"),
    ("max_output_tokens", "null"),
    ("max_tool_calls", "null"),
    ("metadata", "{}"),
    ("parallel_tool_calls", "true"),
    ("previous_response_id", "null"),
    ("prompt_cache_key", "null"),
    ("reasoning", r#"{"effort":null,"summary":null}"#),
    ("safety_identifier", "null"),
    ("store", "false"),
    ("temperature", "1.0"),
    ("text", r#"{"format":{"type":"text"}}"#),
    ("tool_choice", r#""auto""#),
    ("tools", "[]"),
    ("top_logprobs", "0"),
    ("top_p", "1.0"),
    ("truncation", r#""disabled""#),
    ("user", "null"),
];

/// What is repeated of one request.
#[derive(Debug, Clone, Default)]
pub struct Echo(Map<String, Value>);

impl Echo {
    /// Takes it from the request.
    #[must_use]
    pub fn of(asked: &Object) -> Self {
        let member = |(name, absent): &(&str, &str)| {
            let raw = asked
                .get(name)
                .filter(|raw| *raw != "null")
                .unwrap_or(absent);
            let value = serde_json::from_str(raw).unwrap_or(Value::Null);
            ((*name).to_owned(), value)
        };
        let mut members: Map<String, Value> = REPEATED.iter().map(member).collect();
        // Nothing is kept here, whatever was asked.
        members.insert("store".into(), json!(false));
        Self(members)
    }

    /// Adds it to a response object.
    pub(super) fn add_to(&self, response: &mut Value) {
        if let Value::Object(members) = response {
            for (name, value) in &self.0 {
                members.insert(name.clone(), value.clone());
            }
        }
    }
}
