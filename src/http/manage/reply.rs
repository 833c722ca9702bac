//! What operations are given and what they answer.

use super::super::error::Problem;
use super::super::{Asked, body};
use super::table::Managed;
use crate::admin::Actor;
use crate::admin::fields::{Field, Fields, Kind};
use crate::gateway::authenticate::Caller;
use axum::body::Body;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::response::Response;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// What an operation is given, read and checked for its types.
pub struct Given {
    /// Who asks.
    pub actor: Actor,
    /// Parts of the path.
    pub path: HashMap<String, String>,
    /// The query; the last of a repeated name counts.
    pub query: HashMap<String, String>,
    /// The body.
    pub fields: Map<String, Value>,
}

/// An answer in JSON.
#[derive(Debug)]
pub struct Reply {
    status: u16,
    body: Said,
}

/// What an answer says.
#[derive(Debug)]
enum Said {
    /// A value.
    Value(Value),
    /// JSON that is written already.
    Text(String),
    /// JSON that is written while it leaves.
    Parts(Body),
}

impl Reply {
    /// 200.
    #[must_use]
    pub fn ok(body: Value) -> Self {
        Self::of(200, body)
    }

    /// 201.
    #[must_use]
    pub fn created(body: Value) -> Self {
        Self::of(201, body)
    }

    /// 204, without a body.
    #[must_use]
    pub fn none() -> Self {
        Self::of(204, Value::Null)
    }

    /// 200, of what is written as it is: for answers of megabytes.
    pub fn written(body: &impl serde::Serialize) -> Result<Self, Problem> {
        let text = serde_json::to_string(body).map_err(|error| {
            Problem::detail(500, format!("The answer cannot be written: {error}."))
        })?;
        Ok(Self {
            status: 200,
            body: Said::Text(text),
        })
    }

    /// 200, of JSON that is written while it leaves.
    pub(super) fn streamed(body: Body) -> Self {
        Self {
            status: 200,
            body: Said::Parts(body),
        }
    }

    fn of(status: u16, body: Value) -> Self {
        Self {
            status,
            body: Said::Value(body),
        }
    }

    pub(super) fn into_response(self) -> Response {
        let mut response = match self.status {
            204 => Response::new(Body::empty()),
            _ => match self.body {
                Said::Value(value) => answer(&value),
                Said::Text(text) => json_of(Body::from(text)),
                Said::Parts(body) => json_of(body),
            },
        };
        *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap_or_default();
        response
    }
}

/// A JSON answer.
#[must_use]
pub fn answer(value: &Value) -> Response {
    json_of(Body::from(value.to_string()))
}

fn json_of(body: Body) -> Response {
    let mut response = Response::new(body);
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// The query of a request; the last of a repeated name counts.
#[must_use]
pub fn query(asked: &Asked) -> HashMap<String, String> {
    let pairs: Result<axum::extract::Query<HashMap<String, String>>, _> =
        axum::extract::Query::try_from_uri(&asked.parts.uri);
    pairs.map(|query| query.0).unwrap_or_default()
}

/// Whom the audit log names instead of the caller.
const CHANGED_BY: &str = "litellm-changed-by";

pub(super) async fn given(route: &Managed, mut asked: Asked) -> Result<Given, Problem> {
    let mut actor = asked.by.actor();
    if actor.is_admin() {
        let named = asked
            .parts
            .headers
            .get(CHANGED_BY)
            .and_then(|value| value.to_str().ok());
        let named = named
            .map(crate::gateway::admit::clean)
            .filter(|name| !name.is_empty());
        actor.name = named.map_or(actor.name, |name| name.to_string());
    }
    let query = query(&asked);
    let path = match RawPathParams::from_request_parts(&mut asked.parts, &()).await {
        Ok(params) => params
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        Err(_) => return Err(Problem::detail(400, "The path is not valid UTF-8.")),
    };
    check_query(route.query, &query)?;
    let fields = if route.body.is_empty() {
        Map::new()
    } else {
        let fields = fields(asked.body, route.body_bytes_max, route.body_optional).await?;
        check_body(route.body, &fields)?;
        fields
    };
    Ok(Given {
        actor,
        path,
        query,
        fields,
    })
}

fn wrong(kind: &str, place: &str, name: &str, message: &str) -> Problem {
    Problem::detail(
        422,
        json!([{ "type": kind, "loc": [place, name], "msg": message }]),
    )
}

/// Reads a body that must be a JSON object.
async fn fields(
    body: Body,
    bytes_max: usize,
    optional: bool,
) -> Result<Map<String, Value>, Problem> {
    let bytes = body::read(body, bytes_max).await?;
    if bytes.is_empty() {
        if optional {
            return Ok(Map::new());
        }
        return Err(Problem::detail(
            422,
            json!([{ "type": "missing", "loc": ["body"], "msg": "Field required" }]),
        ));
    }
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(Value::Null) if optional => Ok(Map::new()),
        Ok(_) => Err(Problem::detail(
            422,
            json!([{ "type": "model_attributes_type", "loc": ["body"], "msg": "Input should be a valid dictionary" }]),
        )),
        Err(error) => Err(Problem::detail(
            422,
            json!([{ "type": "json_invalid", "loc": ["body", error.column()], "msg": format!("JSON decode error: {error}") }]),
        )),
    }
}

fn check_body(groups: &[&[Field]], body: &Map<String, Value>) -> Result<(), Problem> {
    let fields = Fields(body.clone());
    for field in groups.iter().flat_map(|group| group.iter()) {
        let missing = fields.0.get(field.name).is_none_or(Value::is_null);
        if field.required && missing {
            return Err(wrong("missing", "body", field.name, "Field required"));
        }
        match field.kind {
            Kind::Text => fields.text(field.name).map(drop),
            Kind::Word(words) => fields
                .word(field.name, words, |word| {
                    words.contains(&word).then_some(())
                })
                .map(drop),
            Kind::Number => fields.number(field.name).map(drop),
            Kind::Integer => fields.integer(field.name).map(drop),
            Kind::Flag => fields.flag(field.name).map(drop),
            Kind::Texts => fields.texts(field.name).map(drop),
            Kind::TextMap => fields.text_map(field.name).map(drop),
            Kind::IntegerMap => fields.integer_map(field.name).map(drop),
            Kind::Object => fields.object(field.name).map(drop),
            Kind::Objects => fields.objects(field.name).map(drop),
            Kind::OneOrMore | Kind::Any => Ok(()),
        }?;
    }
    Ok(())
}

fn check_query(fields: &[Field], query: &HashMap<String, String>) -> Result<(), Problem> {
    for field in fields {
        let Some(value) = query.get(field.name) else {
            if field.required {
                return Err(wrong("missing", "query", field.name, "Field required"));
            }
            continue;
        };
        let fits = match field.kind {
            Kind::Integer => value.is_empty() || value.parse::<i64>().is_ok(),
            Kind::Number => value.is_empty() || value.parse::<f64>().is_ok_and(f64::is_finite),
            Kind::Flag => flag(value).is_some(),
            _ => true,
        };
        if !fits {
            let message = match field.kind {
                Kind::Flag => "Input should be a valid boolean",
                _ => "Input should be a valid number",
            };
            return Err(wrong("value_error", "query", field.name, message));
        }
    }
    Ok(())
}

fn flag(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Some(true),
        "" | "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}

impl Given {
    /// A text of the query; an empty one is none.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.query
            .get(name)
            .filter(|value| !value.is_empty())
            .cloned()
    }

    /// A list of the query, separated by commas.
    #[must_use]
    pub fn texts(&self, name: &str) -> Vec<String> {
        let text = self.text(name).unwrap_or_default();
        text.split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// A flag of the query.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.query
            .get(name)
            .and_then(|value| flag(value))
            .unwrap_or(false)
    }

    /// A whole number of the query, from 1 to `most`.
    pub fn number(&self, name: &str, default: u32, most: u32) -> Result<u32, Problem> {
        let Some(text) = self.text(name) else {
            return Ok(default);
        };
        let number = text
            .parse()
            .ok()
            .filter(|number| (1..=most).contains(number));
        number.ok_or_else(|| {
            wrong(
                "value_error",
                "query",
                name,
                &format!("Input should be a whole number from 1 to {most}"),
            )
        })
    }

    /// Whether the order of a list is descending.
    #[must_use]
    pub fn descending(&self, default: bool) -> bool {
        self.text("sort_order")
            .map_or(default, |order| !order.eq_ignore_ascii_case("asc"))
    }

    /// The body, once.
    #[must_use]
    pub fn body(&mut self) -> Map<String, Value> {
        std::mem::take(&mut self.fields)
    }

    /// Whoever asks, as the data plane knows them.
    #[must_use]
    pub fn caller(&self) -> Caller {
        let key = self.actor.key.clone();
        key.map_or(Caller::Master, Caller::Key)
    }

    /// A part of the path.
    #[must_use]
    pub fn part(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }
}
