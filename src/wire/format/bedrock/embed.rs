//! Embeddings by `InvokeModel`, in each family's own words: Titan takes one text a call, Cohere many.
//!
//! Source: Amazon Bedrock User Guide, "Amazon Titan Embeddings models", "Amazon Titan Multimodal
//! Embeddings G1", "Cohere Embed models".

use super::request::encoded;
use crate::domain::aws::region_and_model;
use crate::wire::fault::Fault;
use crate::wire::format::embed::{Form, list};
use crate::wire::format::{Notes, Outgoing, Target, WireError};
use crate::wire::json::{Object, ObjectWriter};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// What a text is embedded for where nobody says: to be found.
const INPUT_TYPE: &str = r#""search_document""#;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// Texts in one size.
    Titan,
    /// Texts in the size that is asked for.
    TitanV2,
    /// Texts and pictures.
    TitanImage,
    Cohere,
}

impl Family {
    fn of(model: &str) -> Option<Self> {
        let known = [
            ("titan-embed-text-v2", Self::TitanV2),
            ("titan-embed-image", Self::TitanImage),
            ("titan-embed", Self::Titan),
            ("cohere.embed", Self::Cohere),
        ];
        let found = known.iter().find(|(part, _)| model.contains(part));
        found.map(|(_, family)| *family)
    }

    /// What it has no word for.
    fn unsupported(self) -> &'static [&'static str] {
        match self {
            Self::Titan => &["dimensions", "user"],
            Self::TitanV2 | Self::TitanImage | Self::Cohere => &["user"],
        }
    }
}

/// Says OpenAI's `input`, a text or a list of texts. Where one call takes one text, the bodies of the
/// other calls are in the notes.
///
/// # Errors
/// Refuses other families, tokens in place of texts, and parameters that the family lacks.
pub fn embed_request(asked: &Object, target: &Target<'_>) -> Result<Outgoing, WireError> {
    let (_, model) = region_and_model(target.model);
    let family = Family::of(model).ok_or_else(|| {
        WireError::Unsayable(format!(
            "{model} is no model for embeddings that is served here: of Bedrock, Titan's and Cohere's are"
        ))
    })?;
    let texts = texts(asked)?;
    let given = |name: &str| asked.get(name).filter(|raw| *raw != "null");
    let allowed = |name: &str| {
        let mut lists = target.allowed.iter().copied().flatten();
        lists.any(|known| known == name)
    };
    let refused: Vec<String> = family
        .unsupported()
        .iter()
        .filter(|name| given(name).is_some() && !allowed(name))
        .map(|name| (*name).to_owned())
        .collect();
    if !refused.is_empty() && !target.drop_params {
        return Err(WireError::Unsupported {
            provider: target.deployment.provider.name,
            model: target.model.to_owned(),
            params: refused,
        });
    }
    let default = |name: &str| {
        let mut known = target.deployment.default_params.iter().rev();
        known
            .find(|(known, _)| known == name)
            .map(|(_, raw)| raw.as_str())
    };
    let value = |name: &str| given(name).or_else(|| default(name));
    let mut bodies = match family {
        Family::Cohere => vec![cohere(&texts, value)],
        _ => texts
            .iter()
            .map(|text| titan(family, text, value))
            .collect(),
    };
    for body in &mut bodies {
        let written = std::mem::take(body);
        *body = crate::wire::params::overlay(written, &target.deployment.extra_body);
    }
    let more = bodies.split_off(1);
    Ok(Outgoing {
        path: format!("/model/{}/invoke", encoded(model)),
        body: bodies.remove(0),
        headers: Vec::new(),
        notes: Notes {
            more,
            ..Notes::default()
        },
    })
}

fn texts(asked: &Object) -> Result<Vec<String>, WireError> {
    let texts = match asked.read::<Value>("input") {
        Some(Value::String(text)) => vec![text],
        Some(list @ Value::Array(_)) => serde_json::from_value(list).unwrap_or_default(),
        _ => Vec::new(),
    };
    if texts.is_empty() {
        return Err(WireError::Unsayable(
            "Bedrock's models embed texts, not tokens: `input` must be a string or an array of strings."
                .to_owned(),
        ));
    }
    Ok(texts)
}

fn titan<'v>(family: Family, text: &str, value: impl Fn(&str) -> Option<&'v str>) -> Bytes {
    let mut body = ObjectWriter::with_capacity(text.len() + 64);
    let picture = text.strip_prefix("data:image/");
    let picture = picture.and_then(|rest| rest.split_once(";base64,"));
    match picture.filter(|_| family == Family::TitanImage) {
        Some((_, data)) => body.string("inputImage", data),
        None => body.string("inputText", text),
    }
    match (family, value("dimensions")) {
        (Family::TitanV2, Some(size)) => body.raw("dimensions", size),
        (Family::TitanImage, Some(size)) => {
            let config = format!(r#"{{"outputEmbeddingLength":{size}}}"#);
            body.raw("embeddingConfig", &config);
        }
        _ => {}
    }
    if let (Family::TitanV2, Some(raw)) = (family, value("normalize")) {
        body.raw("normalize", raw);
    }
    body.finish()
}

fn cohere<'v>(texts: &[String], value: impl Fn(&str) -> Option<&'v str>) -> Bytes {
    let texts = serde_json::to_string(texts).unwrap_or_default();
    let mut body = ObjectWriter::with_capacity(texts.len() + 96);
    body.raw("texts", &texts);
    body.raw("input_type", value("input_type").unwrap_or(INPUT_TYPE));
    if let Some(size) = value("dimensions").or_else(|| value("output_dimension")) {
        body.raw("output_dimension", size);
    }
    if let Some(raw) = value("truncate") {
        body.raw("truncate", raw);
    }
    body.finish()
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    embedding: Option<&'a RawValue>,
    /// Cohere's: a list, or lists by kind of numbers.
    #[serde(borrow)]
    embeddings: Option<&'a RawValue>,
    #[serde(rename = "inputTextTokenCount")]
    tokens: Option<u64>,
}

fn several(raw: &RawValue) -> Result<Vec<&RawValue>, serde_json::Error> {
    if raw.get().starts_with('[') {
        return serde_json::from_str(raw.get());
    }
    let kinds: BTreeMap<&str, Vec<&RawValue>> = serde_json::from_str(raw.get())?;
    Ok(kinds.into_values().next().unwrap_or_default())
}

/// Says the answers in OpenAI's shape, in the order of the texts. `told` is what headers tell of the
/// tokens where the bodies do not.
///
/// # Errors
/// An answer without embeddings is none.
pub fn embed_response(
    bodies: &[Bytes],
    form: Form,
    model: &str,
    told: Option<u64>,
) -> Result<Bytes, Fault> {
    let invalid = |why: String| {
        Fault::connection(
            "upstream_invalid_response",
            502,
            format!("the provider's answer holds no embeddings: {why}"),
        )
    };
    let mut found = Vec::new();
    let mut tokens = 0;
    for body in bodies {
        let answer: Answer<'_> =
            serde_json::from_slice(body).map_err(|error| invalid(error.to_string()))?;
        tokens += answer.tokens.unwrap_or(0);
        match (answer.embedding, answer.embeddings) {
            (Some(one), _) => found.push(one),
            (None, Some(many)) => {
                found.extend(several(many).map_err(|error| invalid(error.to_string()))?);
            }
            (None, None) => return Err(invalid("neither 'embedding' nor 'embeddings'".to_owned())),
        }
    }
    let tokens = if tokens > 0 {
        tokens
    } else {
        told.unwrap_or(0)
    };
    list(found.into_iter(), form, model, tokens).map_err(|error| invalid(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::deployment::Deployment;
    use crate::wire::door::openai::Controls;
    use serde_json::json;

    fn said(model: &str, asked: &Value) -> Result<(String, Vec<Value>), WireError> {
        let deployment = Deployment::sample("bedrock", model);
        let controls = Controls::default();
        let target = Target::new(&deployment, model, &controls);
        let asked = Object::parse(Bytes::from(asked.to_string())).expect("an object");
        let outgoing = embed_request(&asked, &target)?;
        let bodies = std::iter::once(&outgoing.body).chain(&outgoing.notes.more);
        let bodies = bodies.map(|body| serde_json::from_slice(body).expect("JSON"));
        Ok((outgoing.path, bodies.collect()))
    }

    #[test]
    fn titan_is_asked_once_for_each_text_and_cohere_once() {
        let asked = json!({ "model": "m", "input": ["a", "b"], "dimensions": 256 });
        let (path, bodies) = said("us-east-1/amazon.titan-embed-text-v2:0", &asked).expect("said");
        assert_eq!(path, "/model/amazon.titan-embed-text-v2%3A0/invoke");
        let one = |text: &str| json!({ "inputText": text, "dimensions": 256 });
        assert_eq!(bodies, [one("a"), one("b")]);
        let (_, bodies) = said("cohere.embed-v4:0", &asked).expect("said");
        assert_eq!(
            bodies,
            [
                json!({ "texts": ["a", "b"], "input_type": "search_document", "output_dimension": 256 })
            ]
        );
        let picture = json!({ "input": "data:image/png;base64,AAAA", "dimensions": 384 });
        let (_, bodies) = said("amazon.titan-embed-image-v1", &picture).expect("said");
        assert_eq!(
            bodies,
            [json!({ "inputImage": "AAAA", "embeddingConfig": { "outputEmbeddingLength": 384 } })]
        );
        assert!(matches!(
            said("amazon.titan-embed-text-v1", &asked),
            Err(WireError::Unsupported { params, .. }) if params == ["dimensions"]
        ));
        for (model, asked) in [
            ("amazon.titan-embed-text-v1", json!({ "input": [[1, 2]] })),
            ("amazon.nova-pro-v1:0", json!({ "input": "a" })),
        ] {
            assert!(matches!(said(model, &asked), Err(WireError::Unsayable(_))));
        }
    }

    #[test]
    fn answers_are_put_together_in_order() {
        let told = |bodies: &[&str], told| {
            let bodies: Vec<Bytes> = bodies
                .iter()
                .map(|body| Bytes::copy_from_slice(body.as_bytes()))
                .collect();
            let body = embed_response(&bodies, Form::Float, "m", told)?;
            Ok::<Value, Fault>(serde_json::from_slice(&body).expect("JSON"))
        };
        let titan = [
            r#"{"embedding":[0.5,1],"inputTextTokenCount":3}"#,
            r#"{"embedding":[2,3],"inputTextTokenCount":4,"embeddingsByType":{"float":[2,3]}}"#,
        ];
        let list = told(&titan, None).expect("a list");
        assert_eq!(list["data"][1]["embedding"], json!([2, 3]));
        assert_eq!(
            (&list["usage"]["prompt_tokens"], &list["data"][1]["index"]),
            (&json!(7), &json!(1))
        );
        for cohere in [
            r#"{"embeddings":[[0.5],[1]],"id":"x","response_type":"embeddings_floats"}"#,
            r#"{"embeddings":{"float":[[0.5],[1]]},"response_type":"embeddings_by_type"}"#,
        ] {
            let list = told(&[cohere], Some(9)).expect("a list");
            assert_eq!(list["data"][0]["embedding"], json!([0.5]));
            assert_eq!(list["usage"]["total_tokens"], 9);
        }
        for none in ["{}", "[]", "x"] {
            assert_eq!(told(&[none], None).expect_err(none).status, 502);
        }
    }
}
