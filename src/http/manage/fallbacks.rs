//! `/fallback`: which models stand in for one that fails.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::{Managed, Verb};
use crate::admin::fallbacks::{self as operations, FallbackKind, KINDS};
use crate::admin::fields::{Field, Fields, Kind};
use crate::domain::owner::Rank;
use serde_json::json;
use std::sync::Arc;

const NEW: &[Field] = &[
    Field::required("model", Kind::Text, "The model that may fail."),
    Field::required(
        "fallback_models",
        Kind::Texts,
        "Those that are tried then, in this order.",
    ),
    KIND,
];
const KIND: Field = Field::new(
    "fallback_type",
    Kind::Word(KINDS),
    "After which failure; general without.",
);

/// The operations on fallbacks.
pub const ROUTES: &[Managed] = &[
    Managed::post(
        "/fallback",
        Rank::Admin,
        "Sets the models that stand in for one that fails; they hold for the next call.",
        |app, given| Box::pin(set(app, given)),
    )
    .body(&[NEW]),
    Managed::get(
        "/fallback/{model}",
        Rank::AdminViewer,
        "Tells the models that stand in for one that fails.",
        |app, given| Box::pin(get(app, given)),
    )
    .query(&[KIND]),
    Managed::post(
        "/fallback/{model}",
        Rank::Admin,
        "Takes the fallbacks of a model away.",
        |app, given| Box::pin(delete(app, given)),
    )
    .by(Verb::Delete)
    .query(&[KIND]),
];

fn kind(text: Option<&str>) -> Result<FallbackKind, Problem> {
    let named = text.unwrap_or("general");
    FallbackKind::parse(named).ok_or_else(|| {
        Problem::detail(
            422,
            json!([{ "type": "literal_error", "loc": ["query", "fallback_type"], "msg": format!("Input should be one of {}", KINDS.join(", ")) }]),
        )
    })
}

fn wrong(status: u16, message: String, known: Vec<Arc<str>>) -> Problem {
    let known: Vec<&str> = known.iter().map(|name| &**name).collect();
    Problem::detail(
        status,
        json!({ "error": message, "available_models": known }),
    )
}

async fn set(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let model = fields.required("model")?;
    let models = fields.texts("fallback_models")?.value().unwrap_or_default();
    let kind = kind(fields.text("fallback_type")?.value().as_deref())?;
    let catalog = app.gateway.catalog().clone();
    let known = |name: &str| catalog.find(name).is_some() || catalog.alias(name).is_some();
    if model != "*" && !known(&model) {
        let message = format!("Model '{model}' not found in router");
        return Err(wrong(404, message, catalog.names()));
    }
    let unknown: Vec<&String> = models.iter().filter(|name| !known(name)).collect();
    if models.is_empty() || !unknown.is_empty() {
        let message = format!("Invalid fallback models: {unknown:?}");
        return Err(wrong(400, message, catalog.names()));
    }
    if models.contains(&model) {
        let message = format!("Model '{model}' cannot be its own fallback");
        return Err(wrong(400, message, Vec::new()));
    }
    let in_force = kind.of(&catalog.policy.routing);
    let had = operations::set(
        &app.admin,
        &given.actor,
        (kind, in_force),
        (&model, models.clone()),
        app.gateway.now(),
    )
    .await?;
    let done = if had { "updated" } else { "created" };
    Ok(Reply::ok(json!({
        "model": model,
        "fallback_models": models,
        "fallback_type": kind.as_str(),
        "message": format!("Fallback configuration {done} successfully"),
    })))
}

async fn get(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let (model, kind) = (
        given.part("model"),
        kind(given.text("fallback_type").as_deref())?,
    );
    let catalog = app.gateway.catalog().clone();
    let found = kind.of(&catalog.policy.routing).get(model);
    let models = found.ok_or_else(|| operations::none(kind, model))?;
    Ok(Reply::ok(json!({
        "model": model, "fallback_models": models, "fallback_type": kind.as_str(),
    })))
}

async fn delete(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let (model, kind) = (
        given.part("model"),
        kind(given.text("fallback_type").as_deref())?,
    );
    let catalog = app.gateway.catalog().clone();
    let in_force = kind.of(&catalog.policy.routing);
    let now = app.gateway.now();
    operations::delete(&app.admin, &given.actor, (kind, in_force), model, now).await?;
    Ok(Reply::ok(json!({
        "model": model,
        "fallback_type": kind.as_str(),
        "message": "Fallback configuration deleted successfully",
    })))
}
