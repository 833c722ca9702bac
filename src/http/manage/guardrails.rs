//! `/guardrails/*`: which guardrails there are, and trying one on a text.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::fields::{Field, Fields, Kind};
use crate::domain::guardrail::{Guardrail, Kind as Work};
use crate::domain::owner::Rank;
use serde_json::{Value, json};
use std::sync::Arc;

const APPLY: &[Field] = &[
    Field::required("guardrail_name", Kind::Text, "Which guardrail."),
    Field::required("text", Kind::Text, "What it is to look at."),
    Field::new(
        "language",
        Kind::Text,
        "Accepted from clients of LiteLLM; no guardrail here asks for it.",
    ),
    Field::new(
        "entities",
        Kind::Texts,
        "Accepted from clients of LiteLLM; what is looked for stands in the configuration.",
    ),
];

/// The operations on guardrails.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/guardrails/list",
        Rank::Internal,
        "Lists the guardrails of the configuration.",
        |app, _| Box::pin(async move { Ok(Reply::ok(list(&app, false))) }),
    ),
    Managed::get(
        "/v2/guardrails/list",
        Rank::Internal,
        "Lists the guardrails with where each is declared.",
        |app, _| Box::pin(async move { Ok(Reply::ok(list(&app, true))) }),
    ),
    APPLY_ROUTE,
    APPLY_ROUTE.at("/apply_guardrail"),
];

const APPLY_ROUTE: Managed = Managed::post(
    "/guardrails/apply_guardrail",
    Rank::Admin,
    "Tries a guardrail on a text: what it makes of it, or why it blocks it.",
    |app, given| Box::pin(apply(app, given)),
)
.body(&[APPLY])
.tells();

fn list(app: &App, places: bool) -> Value {
    let catalog = app.gateway.catalog();
    let guardrails: Vec<Value> = catalog
        .guards
        .iter()
        .map(|guardrail| view(guardrail, places))
        .collect();
    json!({ "guardrails": guardrails })
}

/// Without credentials, headers and words.
fn view(guardrail: &Guardrail, places: bool) -> Value {
    let mut params = json!({
        "guardrail": guardrail.integration,
        "mode": guardrail.mode,
        "default_on": guardrail.default_on,
    });
    if let Work::Webhook(webhook) = &guardrail.kind {
        params["unreachable_fallback"] = json!(if webhook.fail_open {
            "fail_open"
        } else {
            "fail_closed"
        });
    }
    let mut shown = json!({
        "guardrail_name": &*guardrail.name,
        "litellm_params": params,
        "guardrail_info": guardrail.info,
    });
    if places {
        shown["guardrail_id"] = json!(&*guardrail.name);
        shown["guardrail_definition_location"] = json!("config");
    }
    shown
}

async fn apply(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let name = fields.required("guardrail_name")?;
    let text = fields.required("text")?;
    let tried = app.gateway.try_guardrail(&name, text).await;
    let text = tried.map_err(|refusal| app.refuse(&refusal))?;
    Ok(Reply::ok(json!({ "response_text": text })))
}
