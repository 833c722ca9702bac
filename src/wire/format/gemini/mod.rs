//! Google's `generateContent`, as AI Studio and Vertex AI speak it.
//!
//! Shapes: Gemini API reference, "Generating content" (`GenerateContentRequest`,
//! `GenerationConfig`, `Content`, `FunctionDeclaration`, `Schema`, `GenerateContentResponse`), the
//! protocol buffers in `googleapis/google/ai/generativelanguage/v1beta`, and the guides "Gemini
//! thinking", "Thought signatures", "Function calling" and "Structured output". Members are written
//! in camelCase, the names that the reference documents.

mod answer;
mod config;
mod content;
mod embed;
mod fault;
mod request;
mod schema;
mod stream;
#[cfg(test)]
mod tests;
mod tools;
mod usage;

pub use embed::{embed_request, embed_response};
pub use fault::fault;
pub use request::request;
pub use stream::{Decoder, response};
pub use usage::usage;

pub(crate) use content::code_text;

use std::fmt::Write;

/// What a model's name tells about its generation: what may be asked differs by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Family {
    generation: (u32, u32),
    size: Size,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    Pro,
    Flash,
    FlashLite,
}

impl Family {
    /// Reads `gemini-2.5-flash-lite`. A name without a number is taken for 2.5: what is written for
    /// it, newer models understand too.
    fn of(model: &str) -> Self {
        let name = model.rsplit('/').next().unwrap_or(model);
        let size = if name.contains("flash-lite") {
            Size::FlashLite
        } else if name.contains("flash") {
            Size::Flash
        } else {
            Size::Pro
        };
        let generation = match name.strip_prefix("gemini-") {
            Some(rest) => number(rest).unwrap_or((2, 5)),
            None if name.starts_with("gemma") => (2, 0),
            None => (2, 5),
        };
        Self { generation, size }
    }

    /// From generation 3 on thinking is set by a level, and calls must bring their seals back.
    fn is_third(self) -> bool {
        self.generation.0 >= 3
    }
}

/// Reads `2.5` of `2.5-flash`.
fn number(text: &str) -> Option<(u32, u32)> {
    let word = text.split('-').next()?;
    let (major, minor) = word.split_once('.').unwrap_or((word, "0"));
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// The model's resource below the base URL: `models/gemini-2.5-pro`. A name may come from a client
/// by way of a wildcard, so whatever could leave its segment of the path is escaped.
pub(crate) fn resource(model: &str) -> String {
    let (folder, name) = match model.split_once('/') {
        Some(("models" | "gemini" | "google", name)) => ("models", name),
        Some(("tunedModels", name)) => ("tunedModels", name),
        _ => ("models", model),
    };
    format!("{folder}/{}", segment(name))
}

/// A name as one segment of a path.
pub(crate) fn segment(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'@') {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The camelCase spelling of a name: `safety_settings` is `safetySettings`.
pub(crate) fn camel(name: &str) -> String {
    let (lead, rest) = name.split_at(name.len() - name.trim_start_matches('_').len());
    let mut out = lead.to_owned();
    let mut upper = false;
    for c in rest.chars() {
        if c == '_' {
            upper = true;
        } else if std::mem::take(&mut upper) {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
    }
    out
}
