//! The OpenAPI document (3.1), made of the same lists that requests are routed by.

pub mod page;

use super::headers::COMPATIBLE_VERSION;
use super::manage::{self, Managed};
use super::{Route, Serve, routes};
use crate::admin::fields::{Field, Kind};
use crate::domain::owner::Rank;
use crate::domain::record::CallType;
use axum::routing::MethodFilter;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// One operation as documents show it.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The method in lower case.
    pub method: &'static str,
    /// The path as OpenAPI writes it.
    pub path: String,
    /// What it does, in one line.
    pub summary: &'static str,
    /// Who may use it, in words; `None` needs no key.
    pub who: Option<&'static str>,
    /// Its name in the document.
    tag: String,
    query: &'static [Field],
    body: Body,
    status: u16,
    streams: bool,
}

/// What is sent.
#[derive(Debug, Clone, Copy)]
enum Body {
    None,
    Fields(&'static [&'static [Field]], bool),
    Call(&'static [&'static str]),
}

/// Every operation, in order of their paths.
#[must_use]
pub fn operations() -> Vec<Operation> {
    let managed = manage::routes().map(of_managed);
    let mut all: Vec<Operation> = routes().flat_map(of_route).chain(managed).collect();
    all.sort_by(|a, b| (&a.tag, &a.path, a.method).cmp(&(&b.tag, &b.path, b.method)));
    all
}

/// The path as OpenAPI writes it: `{*rest}` is `{rest}`.
fn path(axum: &str) -> String {
    axum.replace("{*", "{")
}

/// What paths are sorted by: their first word that is no version.
fn tag(path: &str) -> String {
    let version =
        |part: &&str| part.len() > 1 && part.starts_with('v') && part[1..2].parse::<u8>().is_ok();
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let first = parts.find(|part| !version(part)).unwrap_or("docs");
    first.split(':').next().unwrap_or(first).to_owned()
}

fn of_managed(managed: &Managed) -> Operation {
    let who = match managed.least {
        Rank::Nobody => "any key, for what is its own",
        Rank::InternalViewer => "users, for what is their own",
        Rank::Internal => "users who make keys",
        Rank::AdminViewer => "admins, and those who may see everything",
        Rank::Admin => "admins",
        Rank::Master => "the holder of the master key",
    };
    let path = path(managed.path);
    Operation {
        method: managed.verb.as_str(),
        summary: managed.summary,
        who: Some(who),
        tag: tag(&path),
        path,
        query: managed.query,
        body: match managed.body {
            [] => Body::None,
            fields => Body::Fields(fields, managed.body_optional),
        },
        status: managed.status,
        streams: false,
    }
}

/// One operation for each method of a route.
fn of_route(route: &Route) -> impl Iterator<Item = Operation> {
    let methods = [
        (MethodFilter::GET, "get"),
        (MethodFilter::POST, "post"),
        (MethodFilter::PUT, "put"),
        (MethodFilter::PATCH, "patch"),
        (MethodFilter::DELETE, "delete"),
    ];
    let methods = methods
        .into_iter()
        .filter(|(filter, _)| route.method.or(*filter) == route.method);
    methods.map(|(_, method)| of_method(route, method))
}

fn of_method(route: &Route, method: &'static str) -> Operation {
    let path = path(route.path);
    let (who, summary, body) = match route.serve {
        Serve::Open(_) => (None, open(&path), Body::None),
        Serve::Drain => (
            Some("whoever has its token"),
            "Takes no new calls from then on, and answers when those that run are over \
             (`enable_drain_endpoint`).",
            Body::None,
        ),
        Serve::Metrics => (
            Some("an administrator, or whoever has the token"),
            "Tells metrics as Prometheus reads them.",
            Body::None,
        ),
        Serve::Llm(call_type, _) => {
            let (summary, required) = call(call_type);
            (Some(CALLERS), summary, Body::Call(required))
        }
        Serve::Keyed(..) if method != "post" => (Some(CALLERS), listing(&path), Body::None),
        Serve::Keyed(..) => (Some(CALLERS), listing(&path), Body::Call(&[])),
        Serve::LlmByPath => (
            Some(CALLERS),
            "Calls a model that stands in the path, in OpenAI's words.",
            Body::Call(&[]),
        ),
        Serve::Gemini => (
            Some(CALLERS),
            "Calls a model, or counts its tokens, in Gemini's words.",
            Body::Call(&[]),
        ),
        _ => (
            Some(CALLERS),
            "Passes a request on to the provider, with the proxy's credential.",
            Body::Call(&[]),
        ),
    };
    Operation {
        method,
        summary,
        who,
        tag: tag(&path),
        path,
        query: &[],
        body,
        status: 200,
        streams: matches!(body, Body::Call(_)),
    }
}

const CALLERS: &str = "any key that may call models";

fn open(path: &str) -> &'static str {
    match path {
        "/health/liveliness" | "/health/liveness" => "Tells whether the process lives.",
        "/health/readiness" => "Tells whether it can work.",
        "/openapi.json" => "This document.",
        "/" | "/redoc" => "The page that lists every operation.",
        "/routes" => "Lists every route.",
        "/test" => "Answers.",
        "/api/event_logging/batch" => {
            "Takes what Claude Code tells about itself, and keeps none of it."
        }
        _ => "Tells what anybody may know.",
    }
}

fn listing(path: &str) -> &'static str {
    match path {
        "/v1/models" | "/models" => "Lists the models that the key may call.",
        "/v1/models/{id}" | "/models/{id}" => "Tells about one model.",
        _ if path.ends_with("/count_tokens") => "Counts the tokens of a request without making it.",
        _ => "Reads, lists, cancels or deletes what was kept.",
    }
}

fn call(call_type: CallType) -> (&'static str, &'static [&'static str]) {
    match call_type {
        CallType::Chat => ("Answers a conversation (OpenAI).", &["model", "messages"]),
        CallType::Completion => ("Goes on with a text (OpenAI).", &["model", "prompt"]),
        CallType::Embedding => ("Turns texts into vectors (OpenAI).", &["model", "input"]),
        CallType::Messages => (
            "Answers a conversation (Anthropic).",
            &["model", "messages", "max_tokens"],
        ),
        CallType::Responses => (
            "Answers a conversation (OpenAI Responses).",
            &["model", "input"],
        ),
        CallType::ImageGeneration => ("Makes pictures of words (OpenAI).", &["prompt"]),
        CallType::ImageEdit => ("Makes pictures of words and pictures (OpenAI).", FORM),
        CallType::ImageVariation => ("Makes pictures of a picture (OpenAI).", FORM),
        CallType::Speech => ("Reads a text aloud (OpenAI).", &["model", "input", "voice"]),
        CallType::Transcription => ("Writes speech down (OpenAI).", FORM),
        CallType::Translation => ("Writes speech down in English (OpenAI).", FORM),
        CallType::Moderation => ("Judges a text for harm (OpenAI).", &["input"]),
        CallType::Rerank => (
            "Orders documents by how well they answer a question (Cohere).",
            &["model", "query", "documents"],
        ),
        CallType::GenerateContent | CallType::PassThrough => ("Calls a model.", &["model"]),
    }
}

/// The members of a form with a file; its body is no JSON.
const FORM: &[&str] = &["file"];

/// The document as text.
pub static DOCUMENT: LazyLock<String> = LazyLock::new(|| document().to_string());

fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations() {
        let at = paths
            .entry(operation.path.clone())
            .or_insert_with(|| json!({}));
        at[operation.method] = described(&operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "cw-proxy",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "An LLM gateway with the API of LiteLLM's proxy.",
            "description": format!("Follows LiteLLM's proxy {COMPATIBLE_VERSION}."),
        },
        "servers": [{ "url": "/" }],
        "security": [{ "key": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "key": { "type": "http", "scheme": "bearer", "description": "A virtual key or the master key." },
            },
            "schemas": schemas(),
            "responses": {
                "Refused": {
                    "description": "The request is refused; the message says why and what to do.",
                    "content": { "application/json": { "schema": { "anyOf": [
                        { "$ref": "#/components/schemas/Error" },
                        { "$ref": "#/components/schemas/Detail" },
                    ] } } },
                },
            },
        },
    })
}

fn schemas() -> Value {
    json!({
        "Error": {
            "type": "object",
            "required": ["error"],
            "properties": { "error": {
                "type": "object",
                "required": ["message"],
                "properties": {
                    "message": { "type": "string" },
                    "type": { "type": ["string", "null"] },
                    "param": { "type": ["string", "null"] },
                    "code": { "type": ["string", "integer", "null"] },
                },
            } },
        },
        "Detail": {
            "type": "object",
            "required": ["detail"],
            "properties": { "detail": { "anyOf": [
                { "type": "string" },
                { "type": "object", "required": ["error"], "properties": { "error": { "type": "string" } } },
                { "type": "array", "items": {
                    "type": "object",
                    "required": ["type", "loc", "msg"],
                    "properties": {
                        "type": { "type": "string" },
                        "loc": { "type": "array", "items": { "type": ["string", "integer"] } },
                        "msg": { "type": "string" },
                    },
                } },
            ] } },
        },
    })
}

fn described(operation: &Operation) -> Value {
    let id: String = format!("{}_{}", operation.method, operation.path)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let mut shown = json!({
        "operationId": id,
        "summary": operation.summary,
        "tags": [operation.tag],
        "responses": responses(operation),
    });
    match operation.who {
        Some(who) => shown["description"] = json!(format!("For {who}.")),
        None => shown["security"] = json!([]),
    }
    let parameters: Vec<Value> = in_path(&operation.path)
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .chain(operation.query.iter().map(in_query))
        .collect();
    if !parameters.is_empty() {
        shown["parameters"] = json!(parameters);
    }
    if let Some((schema, required)) = body(operation.body) {
        let media = match operation.body {
            Body::Call(FORM) => "multipart/form-data",
            _ => "application/json",
        };
        shown["requestBody"] =
            json!({ "required": required, "content": { media: { "schema": schema } } });
    }
    shown
}

fn in_path(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
}

fn in_query(field: &Field) -> Value {
    let schema = match field.kind {
        Kind::Integer => json!({ "type": "integer" }),
        Kind::Number => json!({ "type": "number" }),
        Kind::Flag => json!({ "type": "boolean" }),
        _ => json!({ "type": "string" }),
    };
    json!({
        "name": field.name, "in": "query", "required": field.required, "description": field.means, "schema": schema,
    })
}

fn responses(operation: &Operation) -> Value {
    let good = match (operation.status, &*operation.path) {
        (204, _) => json!({ "description": "Done." }),
        (_, "/" | "/redoc") => {
            json!({ "description": "A page.", "content": { "text/html": { "schema": { "type": "string" } } } })
        }
        (_, "/metrics" | "/metrics/") => {
            json!({ "description": "Samples.", "content": { "text/plain": { "schema": { "type": "string" } } } })
        }
        _ if operation.streams => {
            json!({ "description": "The answer, whole or as it comes.", "content": {
            "application/json": { "schema": {} }, "text/event-stream": { "schema": { "type": "string" } },
            "audio/*": { "schema": { "type": "string", "format": "binary" } },
        } })
        }
        _ => {
            json!({ "description": "The answer.", "content": { "application/json": { "schema": {} } } })
        }
    };
    let refused = json!({ "$ref": "#/components/responses/Refused" });
    let mut all = Map::new();
    if matches!(&*operation.path, "/get_image" | "/get_favicon") {
        all.insert("307".into(), json!({ "description": "Where it is." }));
    } else {
        all.insert(operation.status.to_string(), good);
    }
    all.insert("4XX".into(), refused.clone());
    // Health is told with a status that load balancers understand.
    let told = operation.path.starts_with("/health/") && operation.who.is_none();
    let unwell = json!({ "description": "It cannot work now.", "content": { "application/json": { "schema": {} } } });
    all.insert("5XX".into(), if told { unwell } else { refused });
    Value::Object(all)
}

fn body(body: Body) -> Option<(Value, bool)> {
    match body {
        Body::None => None,
        Body::Fields(groups, optional) => {
            let fields = || groups.iter().flat_map(|group| group.iter());
            let required: Vec<&str> = fields()
                .filter(|field| field.required)
                .map(|field| field.name)
                .collect();
            let properties: Map<String, Value> = fields()
                .map(|field| (field.name.to_owned(), property(field)))
                .collect();
            let mut schema = json!({ "type": "object", "properties": properties });
            if !required.is_empty() {
                schema["required"] = json!(required);
            }
            Some((schema, !optional))
        }
        Body::Call(required) => {
            let mut schema =
                json!({ "type": "object", "properties": { "model": { "type": "string" } } });
            if !required.is_empty() {
                schema["required"] = json!(required);
            }
            Some((schema, true))
        }
    }
}

/// The schema of a field. One that may be left out may be null.
pub(in crate::http) fn property(field: &Field) -> Value {
    let object = |values: Value| json!({ "type": "object", "additionalProperties": values });
    let mut schema = match field.kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Word(words) => json!({ "type": "string", "enum": words }),
        Kind::Number => json!({ "type": "number" }),
        Kind::Integer => json!({ "type": "integer" }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::TextMap => object(json!({ "type": "string" })),
        Kind::IntegerMap => object(json!({ "type": ["integer", "null"] })),
        Kind::Object => json!({ "type": "object" }),
        Kind::Objects => json!({ "type": "array", "items": { "type": "object" } }),
        Kind::OneOrMore => {
            json!({ "anyOf": [{ "type": "object" }, { "type": "array", "items": { "type": "object" } }] })
        }
        Kind::Any => json!({}),
    };
    if !field.required {
        if let Some(Value::Array(words)) = schema.get_mut("enum") {
            words.push(Value::Null);
        }
        if let Some(kind) = schema.get("type").cloned() {
            schema["type"] = json!([kind, "null"]);
        }
    }
    schema["description"] = json!(field.means);
    schema
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_operation_is_described_once_and_by_its_own_name() {
        let document = document();
        let paths = document["paths"].as_object().expect("paths");
        let ids: Vec<&str> = paths
            .values()
            .flat_map(|path| path.as_object().expect("methods").values())
            .map(|operation| operation["operationId"].as_str().expect("an id"))
            .collect();
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), distinct.len());
        assert_eq!(ids.len(), operations().len(), "no path stands twice");
        for managed in manage::routes() {
            let described = &paths[&path(managed.path)][managed.verb.as_str()];
            assert_eq!(described["summary"], managed.summary, "{}", managed.path);
        }
    }

    #[test]
    fn fields_become_schemas() {
        let words = Field::new("a", Kind::Word(&["x"]), "A.");
        assert_eq!(
            property(&words),
            json!({ "type": ["string", "null"], "enum": ["x", null], "description": "A." })
        );
        let number = Field::required("b", Kind::Number, "B.");
        assert_eq!(
            property(&number),
            json!({ "type": "number", "description": "B." })
        );
        assert_eq!(in_path("/a/{x}/b/{y}").collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(
            (tag("/v1/models/{id}"), tag("/")),
            ("models".into(), "docs".into())
        );
    }
}
