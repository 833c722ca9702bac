//! `/budget/*`.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::budgets::{self as operations, BudgetChange};
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::{AdminError, limits};
use crate::domain::owner::{NamedBudget, Rank};
use serde_json::{Value, json};
use std::sync::Arc;

const CHANGE: &[&[Field]] = &[operations::FIELDS, limits::FIELDS, limits::MODELS];
const NAMES: &[Field] = &[Field::required("budgets", Kind::Texts, "Budgets, by name.")];
const NAME: &[Field] = &[Field::required("id", Kind::Text, "The budget, by name.")];

/// The operations on named budgets.
pub const ROUTES: &[Managed] = &[
    Managed::post(
        "/budget/new",
        Rank::Admin,
        "Makes a named budget.",
        |app, given| Box::pin(create(app, given)),
    )
    .body(CHANGE),
    Managed::post(
        "/budget/update",
        Rank::Admin,
        "Changes a named budget.",
        |app, given| Box::pin(update(app, given)),
    )
    .body(CHANGE),
    Managed::post(
        "/budget/info",
        Rank::AdminViewer,
        "Tells about named budgets; unknown ones are left out.",
        |app, given| Box::pin(info(app, given)),
    )
    .body(&[NAMES])
    .tells(),
    Managed::get(
        "/budget/list",
        Rank::AdminViewer,
        "Lists all named budgets, newest first.",
        |app, given| Box::pin(list(app, given)),
    ),
    Managed::get(
        "/budget/settings",
        Rank::AdminViewer,
        "Tells the settings of a named budget, one by one.",
        |app, given| Box::pin(settings(app, given)),
    )
    .query(&[Field::required(
        "budget_id",
        Kind::Text,
        "The budget, by name.",
    )]),
    Managed::post(
        "/budget/delete",
        Rank::Admin,
        "Deletes a named budget; those who point at it lose its limits.",
        |app, given| Box::pin(delete(app, given)),
    )
    .body(&[NAME]),
];

fn shown(app: &App, budget: &NamedBudget) -> Value {
    Value::Object(operations::view(budget, app.gateway.now(), &app.admin))
}

/// LiteLLM answers in `detail` here.
fn detailed(error: AdminError) -> Problem {
    match error {
        AdminError::BadRequest {
            param: Some("budget_id"),
            message,
        } => Problem::detail(400, json!({ "error": message })),
        other => other.into(),
    }
}

async fn create(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = BudgetChange::read(given.body())?;
    let budget = operations::create(&app.admin, &given.actor, request, app.gateway.now())
        .await
        .map_err(detailed)?;
    Ok(Reply::ok(shown(&app, &budget)))
}

async fn update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let (body, now) = (given.body(), app.gateway.now());
    let row = operations::change(&app.admin, &given.actor, body, now).await?;
    Ok(Reply::ok(Value::Object(row)))
}

async fn info(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let names = Fields(given.body())
        .texts("budgets")?
        .value()
        .unwrap_or_default();
    if names.is_empty() {
        return Err(Problem::detail(
            400,
            json!({ "error": "Specify list of budget id's to query. Passed in=[]" }),
        ));
    }
    let mut found = Vec::new();
    for name in &names {
        let row = operations::row(&app.admin, name, app.gateway.now()).await?;
        found.extend(row.map(Value::Object));
    }
    Ok(Reply::ok(Value::Array(found)))
}

async fn list(app: Arc<App>, _: Given) -> Result<Reply, Problem> {
    let all = app.store.all_budgets().await.map_err(AdminError::from)?;
    Ok(Reply::ok(
        all.iter().map(|budget| shown(&app, budget)).collect(),
    ))
}

async fn settings(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    const SHOWN: [&str; 7] = [
        "max_parallel_requests",
        "tpm_limit",
        "tpd_limit",
        "rpm_limit",
        "budget_duration",
        "max_budget",
        "soft_budget",
    ];
    let id = given.text("budget_id").unwrap_or_default();
    let budget = shown(&app, &operations::get(&app.admin, &id).await?);
    let setting = |field: &&Field| {
        json!({
            "field_name": field.name,
            "field_type": match field.kind { Kind::Integer => "Integer", Kind::Number => "Float", _ => "String" },
            "field_description": field.means,
            "field_value": budget[field.name],
            "stored_in_db": !budget[field.name].is_null(),
            "field_default_value": null,
        })
    };
    let fields = limits::FIELDS
        .iter()
        .filter(|field| SHOWN.contains(&field.name));
    Ok(Reply::ok(
        fields.collect::<Vec<_>>().iter().map(setting).collect(),
    ))
}

async fn delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let id = Fields(given.body()).required("id")?;
    let budget = operations::delete(&app.admin, &given.actor, &id, app.gateway.now()).await?;
    Ok(Reply::ok(shown(&app, &budget)))
}
