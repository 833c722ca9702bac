//! `/config/cost_discount_config` and `/config/cost_margin_config`: what is charged besides what providers
//! list.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::{Managed, Verb};
use crate::admin::config as operations;
use crate::admin::fields::Field;
use crate::domain::owner::Rank;
use crate::domain::price::TermsOf;
use crate::domain::provider::Provider;
use serde_json::{Map, Value, json};
use std::sync::Arc;

const FREE: &[Field] = &[];
const DISCOUNTS: &str = "cost_discount_config";
const MARGINS: &str = "cost_margin_config";

/// The operations on what is charged.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/config/cost_discount_config",
        Rank::AdminViewer,
        "Tells what is taken off listed prices, by provider.",
        |app, _| Box::pin(get(app, DISCOUNTS)),
    ),
    Managed::post(
        "/config/cost_discount_config",
        Rank::Admin,
        "Sets what is taken off listed prices, by provider: 0.05 is 5 %. It holds for the next call.",
        |app, given| Box::pin(set(app, given, DISCOUNTS)),
    )
    .by(Verb::Patch)
    .body(&[FREE]),
    Managed::get(
        "/config/cost_margin_config",
        Rank::AdminViewer,
        "Tells what is put on listed prices, by provider or global.",
        |app, _| Box::pin(get(app, MARGINS)),
    ),
    Managed::post(
        "/config/cost_margin_config",
        Rank::Admin,
        "Sets what is put on listed prices after the discount, by provider or global: a share, or percentage and fixed_amount. It holds for the next call.",
        |app, given| Box::pin(set(app, given, MARGINS)),
    )
    .by(Verb::Patch)
    .body(&[FREE]),
];

async fn values(app: &App, name: &str) -> Result<Value, Problem> {
    let setting = operations::changeable("litellm_settings", name)?;
    let stored = operations::section(&app.admin, "litellm_settings").await?;
    let mut shown = operations::view(&app.admin, setting, &stored);
    let value = shown["field_value"].take();
    Ok(if value.is_null() { json!({}) } else { value })
}

async fn get(app: Arc<App>, name: &'static str) -> Result<Reply, Problem> {
    Ok(Reply::ok(json!({ "values": values(&app, name).await? })))
}

async fn set(app: Arc<App>, mut given: Given, name: &'static str) -> Result<Reply, Problem> {
    let body: Map<String, Value> = given.body();
    let unknown: Vec<&String> = body
        .keys()
        .filter(|name| *name != TermsOf::ALL && Provider::find(name).is_none())
        .collect();
    if !unknown.is_empty() {
        return Err(Problem::detail(
            400,
            json!({ "error": format!("Unknown providers: {unknown:?}. /public/providers lists those that there are.") }),
        ));
    }
    let setting = operations::changeable("litellm_settings", name)?;
    let now = app.gateway.now();
    let change = vec![(setting, Value::Object(body))];
    operations::set(&app.admin, &given.actor, change, now).await?;
    let noun = if name == DISCOUNTS {
        "discount"
    } else {
        "margin"
    };
    Ok(Reply::ok(json!({
        "message": format!("Cost {noun} configuration updated successfully"),
        "status": "success",
        "values": values(&app, name).await?,
    })))
}
