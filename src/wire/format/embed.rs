//! Embeddings of providers that do not speak OpenAI's dialect, for clients that do.

use super::{Outgoing, Target, WireError, bedrock, cohere, gemini, ollama};
use crate::domain::provider::Dialect;
use crate::wire::fault::Fault;
use crate::wire::json::{Object, ObjectWriter};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::json;
use serde_json::value::RawValue;

/// A provider's way to say embeddings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Embedder {
    /// Google's `batchEmbedContents`, or `predict`.
    Gemini,
    /// Ollama's `/api/embed`.
    Ollama,
    /// Cohere's `/embed`.
    Cohere,
    /// Bedrock's `InvokeModel`.
    Bedrock,
}

impl Embedder {
    /// Who embeds for this dialect; `None` where nobody does, or where bytes are relayed.
    #[must_use]
    pub fn of(dialect: Dialect) -> Option<Self> {
        match dialect {
            Dialect::Gemini => Some(Self::Gemini),
            Dialect::Ollama => Some(Self::Ollama),
            Dialect::Cohere => Some(Self::Cohere),
            Dialect::Bedrock => Some(Self::Bedrock),
            _ => None,
        }
    }

    /// Writes a request from the client's body.
    pub fn request(self, asked: &Object, target: &Target<'_>) -> Result<Outgoing, WireError> {
        match self {
            Self::Gemini => gemini::embed_request(
                &asked.read("input").unwrap_or_default(),
                asked.read("dimensions"),
                target,
            ),
            Self::Ollama => ollama::embed_request(asked, target),
            Self::Cohere => cohere::embed_request(asked, target),
            Self::Bedrock => bedrock::embed_request(asked, target),
        }
    }

    /// Says the answer in OpenAI's shape; `model` is the client's name of it. There are several bodies
    /// where several were asked for, and `told` are the tokens that headers tell.
    pub fn response(
        self,
        bodies: &[Bytes],
        asked: &Object,
        model: &str,
        told: Option<u64>,
    ) -> Result<Bytes, Fault> {
        let form = Form::asked(asked);
        let body = bodies.first().map_or(&[][..], |body| body);
        match self {
            Self::Bedrock => bedrock::embed_response(bodies, form, model, told),
            Self::Gemini => gemini::embed_response(body, form, model),
            Self::Ollama => ollama::embed_response(body, form, model),
            Self::Cohere => cohere::embed_response(body, form, model),
        }
    }
}

/// The form of the numbers that the client wants (`encoding_format`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// An array of numbers.
    Float,
    /// Little-endian 32-bit floats in base64, what OpenAI's SDKs ask for unasked.
    Base64,
}

impl Form {
    fn asked(asked: &Object) -> Self {
        match asked.read::<&str>("encoding_format") {
            Some("base64") => Self::Base64,
            _ => Self::Float,
        }
    }
}

/// OpenAI's list of embeddings. Arrays are copied as written: parsing a thousand floats only to print
/// them again changes their digits.
pub(super) fn list<'a>(
    embeddings: impl Iterator<Item = &'a RawValue>,
    form: Form,
    model: &str,
    tokens: u64,
) -> Result<Bytes, serde_json::Error> {
    let mut data = String::from("[");
    for (index, values) in embeddings.enumerate() {
        if index > 0 {
            data.push(',');
        }
        data.push_str(r#"{"embedding":"#);
        match form {
            Form::Float => data.push_str(values.get()),
            Form::Base64 => {
                let numbers: Vec<f32> = serde_json::from_str(values.get())?;
                let bytes: Vec<u8> = numbers.iter().flat_map(|one| one.to_le_bytes()).collect();
                data.push('"');
                STANDARD.encode_string(bytes, &mut data);
                data.push('"');
            }
        }
        data.push_str(&format!(r#","index":{index},"object":"embedding"}}"#));
    }
    data.push(']');
    let mut out = ObjectWriter::with_capacity(data.len() + 128);
    out.string("object", "list");
    out.raw("data", &data);
    out.string("model", model);
    let usage = json!({ "prompt_tokens": tokens, "total_tokens": tokens, "completion_tokens": 0,
        "completion_tokens_details": null, "prompt_tokens_details": null });
    out.raw("usage", &usage.to_string());
    Ok(out.finish())
}
