//! `/credentials`: providers' credentials with names.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::{Managed, Verb};
use crate::admin::AdminError;
use crate::admin::credentials as operations;
use crate::admin::fields::{Field, Kind};
use crate::domain::owner::Rank;
use serde_json::{Value, json};
use std::sync::Arc;

const NAME: &[Field] = &[Field::required(
    "credential_name",
    Kind::Text,
    "Its name, which models call it by.",
)];
const RENAME: &[Field] = &[Field::new(
    "credential_name",
    Kind::Text,
    "Its name; it cannot be changed.",
)];

/// The operations on credentials.
pub const ROUTES: &[Managed] = &[
    Managed::post(
        "/credentials",
        Rank::Admin,
        "Keeps a provider's credential under a name, sealed.",
        |app, given| Box::pin(create(app, given)),
    )
    .body(&[NAME, operations::FIELDS]),
    Managed::get(
        "/credentials",
        Rank::AdminViewer,
        "Lists all credentials, their secrets masked.",
        |app, given| Box::pin(list(app, given)),
    ),
    Managed::get(
        "/credentials/by_name/{credential_name}",
        Rank::AdminViewer,
        "Tells about one credential, its secrets masked.",
        |app, given| Box::pin(by_name(app, given)),
    ),
    Managed::get(
        "/credentials/by_model/{model_id}",
        Rank::AdminViewer,
        "Tells what a model of the database calls its provider with, secrets masked.",
        |app, given| Box::pin(by_model(app, given)),
    ),
    Managed::post(
        "/credentials/{credential_name}",
        Rank::Admin,
        "Changes a credential; models that name it call with it from the next request on.",
        |app, given| Box::pin(update(app, given)),
    )
    .by(Verb::Patch)
    .body(&[RENAME, operations::FIELDS]),
    Managed::post(
        "/credentials/{credential_name}",
        Rank::Admin,
        "Deletes a credential that no model names.",
        |app, given| Box::pin(delete(app, given)),
    )
    .by(Verb::Delete),
];

fn done(message: &str) -> Reply {
    Reply::ok(json!({ "success": true, "message": message }))
}

async fn create(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let body = given.body();
    operations::create(&app.admin, &given.actor, body, app.gateway.now()).await?;
    Ok(done("Credential created successfully"))
}

async fn list(app: Arc<App>, _: Given) -> Result<Reply, Problem> {
    let all = app.store.credentials().await.map_err(AdminError::from)?;
    let named = &app.admin.models.named;
    let mut shown: Vec<Value> = named.iter().map(operations::view_named).collect();
    // What the file names as well is not in force.
    let stored = all
        .iter()
        .filter(|stored| app.admin.models.named(&stored.name).is_none());
    for stored in stored {
        shown.push(operations::view(&app.admin, stored)?);
    }
    Ok(Reply::ok(json!({ "success": true, "credentials": shown })))
}

async fn by_name(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let name = given.part("credential_name");
    if let Some(named) = app.admin.models.named(name) {
        return Ok(Reply::ok(operations::view_named(named)));
    }
    let stored = operations::get(&app.admin, name).await?;
    Ok(Reply::ok(operations::view(&app.admin, &stored)?))
}

async fn by_model(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let id = given.part("model_id");
    let values = operations::of_model(&app.admin, id).await?;
    Ok(Reply::ok(json!({
        "credential_name": format!("{id}-credential"),
        "credential_info": {},
        "credential_values": operations::masked(&values),
    })))
}

async fn update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let body = given.body();
    let name = given.part("credential_name").to_owned();
    operations::update(&app.admin, &given.actor, &name, body, app.gateway.now()).await?;
    Ok(done("Credential updated successfully"))
}

async fn delete(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let name = given.part("credential_name");
    operations::delete(&app.admin, &given.actor, name, app.gateway.now()).await?;
    Ok(done("Credential deleted successfully"))
}
