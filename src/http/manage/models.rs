//! `/model/*`: models declared while the proxy runs.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::{Managed, Verb};
use crate::admin::fields::{Change, Field, Fields, Kind};
use crate::admin::model_change::{self, ModelChange};
use crate::admin::models::{self as operations, NewModel};
use crate::domain::owner::Rank;
use serde_json::{Value, json};
use std::sync::Arc;

const NEW: &[Field] = &[
    Field::required("model_name", Kind::Text, "The public name."),
    Field::required(
        "litellm_params",
        Kind::Object,
        "What is called, and how: `{model, api_key, api_base, …}`.",
    ),
    Field::new("model_info", Kind::Object, "What is known about it."),
];
const CHANGE: &[Field] = &[
    Field::new("model_name", Kind::Text, "The public name."),
    Field::new(
        "litellm_params",
        Kind::Object,
        "Members to change; null removes one.",
    ),
    Field::new(
        "model_info",
        Kind::Object,
        "Members to change; null removes one.",
    ),
    Field::new("blocked", Kind::Flag, "Not used while true."),
];
const ID: &[Field] = &[Field::required("id", Kind::Text, "The model's id.")];
const MODEL_ID: &[Field] = &[Field::required("model_id", Kind::Text, "The model's id.")];

/// The operations on models. Those who are no admins change their team's own models only.
pub const ROUTES: &[Managed] = &[
    Managed::post(
        "/model/new",
        Rank::Nobody,
        "Declares a model; the same name again is a second deployment of it.",
        |app, given| Box::pin(new(app, given)),
    )
    .body(&[NEW]),
    Managed::post(
        "/model/update",
        Rank::Nobody,
        "Changes the model with the id in `model_info.id`; what is not named stays.",
        |app, given| Box::pin(update(app, given)),
    )
    .body(&[CHANGE]),
    Managed::post(
        "/model/{model_id}/update",
        Rank::Nobody,
        "Changes a model; what is not named stays.",
        |app, given| Box::pin(patch(app, given)),
    )
    .by(Verb::Patch)
    .body(&[CHANGE]),
    Managed::post(
        "/model/delete",
        Rank::Nobody,
        "Removes a model that was declared through the API.",
        |app, given| Box::pin(delete(app, given)),
    )
    .body(&[ID]),
    Managed::post(
        "/model/block",
        Rank::Nobody,
        "Takes a model out of use.",
        |app, given| Box::pin(block(app, given, true)),
    )
    .body(&[MODEL_ID]),
    Managed::post(
        "/model/unblock",
        Rank::Nobody,
        "Takes a blocked model into use again.",
        |app, given| Box::pin(block(app, given, false)),
    )
    .body(&[MODEL_ID]),
];

async fn new(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = NewModel::read(given.body())?;
    let model = operations::new(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::ok(operations::view(&model)))
}

async fn update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let mut body = given.body();
    // LiteLLM's own client names the model there.
    let named = body.remove("id");
    let change = ModelChange::read(body)?;
    let id = change
        .model_info
        .get("id")
        .or(named.as_ref())
        .and_then(Value::as_str);
    let id = id.filter(|id| !id.is_empty()).map(str::to_owned);
    let id = id.ok_or_else(|| crate::admin::AdminError::Invalid {
        field: "model_info.id".into(),
        message: "Field required".into(),
    })?;
    let now = app.gateway.now();
    let unknown = model_change::unknown;
    let model = model_change::update(&app.admin, &given.actor, &id, change, unknown, now).await?;
    Ok(Reply::ok(operations::view(&model)))
}

async fn patch(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let change = ModelChange::read(given.body())?;
    change_one(&app, &given, given.part("model_id"), change).await
}

async fn block(app: Arc<App>, mut given: Given, blocked: bool) -> Result<Reply, Problem> {
    let id = Fields(given.body()).required("model_id")?;
    let change = ModelChange {
        blocked: Change::Set(blocked),
        ..ModelChange::default()
    };
    change_one(&app, &given, &id, change).await
}

async fn change_one(
    app: &App,
    given: &Given,
    id: &str,
    change: ModelChange,
) -> Result<Reply, Problem> {
    let (now, missing) = (app.gateway.now(), model_change::not_found);
    let model = model_change::update(&app.admin, &given.actor, id, change, missing, now).await?;
    Ok(Reply::ok(operations::view(&model)))
}

async fn delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let id = Fields(given.body()).required("id")?;
    operations::delete(&app.admin, &given.actor, &id, app.gateway.now()).await?;
    Ok(Reply::ok(
        json!({ "message": format!("Model: {id} deleted successfully") }),
    ))
}
