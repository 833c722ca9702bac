//! `/model/*`: models declared while the proxy runs.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::models::{self as operations, NewModel};
use crate::domain::owner::Rank;
use serde_json::json;
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
const ID: &[Field] = &[Field::required("id", Kind::Text, "The model's id.")];

/// The operations on models.
pub const ROUTES: &[Managed] = &[
    Managed::post(
        "/model/new",
        Rank::Admin,
        "Declares a model; the same name again is a second deployment of it.",
        |app, given| Box::pin(new(app, given)),
    )
    .body(&[NEW]),
    Managed::post(
        "/model/delete",
        Rank::Admin,
        "Removes a model that was declared through the API.",
        |app, given| Box::pin(delete(app, given)),
    )
    .body(&[ID]),
];

async fn new(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = NewModel::read(given.body())?;
    let model = operations::new(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::ok(operations::view(&model)))
}

async fn delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let id = Fields(given.body()).required("id")?;
    operations::delete(&app.admin, &given.actor, &id, app.gateway.now()).await?;
    Ok(Reply::ok(
        json!({ "message": format!("Model: {id} deleted successfully") }),
    ))
}
