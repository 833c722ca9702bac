//! What an answer repeats of its request.

use super::called::Names;
use crate::wire::json::{Object, ObjectWriter};
use bytes::Bytes;
use std::borrow::Cow;

/// The members that a response object repeats, and what it says where the request was silent.
/// Members that OpenAI fills with its own defaults are `null` when only the provider knows them.
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
    ("store", "true"),
    ("temperature", "null"),
    ("text", TEXT),
    ("tool_choice", r#""auto""#),
    ("tools", "[]"),
    ("top_logprobs", "0"),
    ("top_p", "null"),
    ("truncation", r#""disabled""#),
    ("user", "null"),
];

const TEXT: &str = r#"{"format":{"type":"text"}}"#;

/// The part of a request that its answer repeats, as the client wrote it.
#[derive(Debug, Clone, Default)]
pub struct Echo {
    members: Vec<(&'static str, Box<str>)>,
    service_tier: Option<Box<str>>,
    /// How its tools were called to whoever answers.
    pub(super) names: Names,
}

impl Echo {
    /// Takes it from a request.
    #[must_use]
    pub fn of(object: &Object) -> Self {
        let said = |name: &str| object.get(name).filter(|raw| *raw != "null");
        let members = REPEATED.iter().filter_map(|(name, _)| {
            let raw = said(name)?;
            let raw = if *name == "text" {
                with_format(raw)
            } else {
                Cow::Borrowed(raw)
            };
            Some((*name, raw.into()))
        });
        // Most requests have no such tools, and need not be read once more.
        let renamed = |raw: &&str| raw.contains("\"namespace\"") || raw.contains("\"custom\"");
        let tools: Option<Vec<serde_json::Value>> = said("tools")
            .filter(renamed)
            .and_then(|raw| serde_json::from_str(raw).ok());
        Self {
            names: tools.map_or_else(Names::default, |tools| Names::of(&tools)),
            members: members.collect(),
            service_tier: said("service_tier").map(Into::into),
        }
    }

    /// Writes every member that is repeated.
    pub(super) fn write(&self, out: &mut ObjectWriter) {
        for (name, silent) in REPEATED {
            let said = self.members.iter().find(|(of, _)| of == name);
            out.raw(name, said.map_or(silent, |(_, raw)| raw));
        }
    }

    /// The tier that was asked for, as JSON.
    pub(super) fn service_tier(&self) -> &str {
        self.service_tier.as_deref().unwrap_or("null")
    }
}

/// `text` in an answer always says its format.
fn with_format(raw: &str) -> Cow<'_, str> {
    let Ok(text) = Object::parse(Bytes::copy_from_slice(raw.as_bytes())) else {
        return Cow::Borrowed(TEXT);
    };
    if text.has("format") {
        return Cow::Borrowed(raw);
    }
    let mut out = ObjectWriter::with_capacity(raw.len() + TEXT.len());
    out.raw("format", r#"{"type":"text"}"#);
    for (name, value) in text.iter().filter(|(name, _)| *name != "format") {
        out.raw(name, value);
    }
    Cow::Owned(String::from_utf8_lossy(&out.finish()).into_owned())
}
