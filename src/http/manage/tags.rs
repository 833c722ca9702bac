//! `/tag/*`.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::tags::{self as operations, TagChange};
use crate::admin::{AdminError, limits, owners};
use crate::domain::owner::{OwnerKind, Rank};
use crate::store::ListOwners;
use serde_json::{Map, Value, json};
use std::sync::Arc;

const CHANGE: &[&[Field]] = &[operations::FIELDS, limits::FIELDS];
const NAMES: &[Field] = &[Field::required("names", Kind::Texts, "Tags, by name.")];
const NAME: &[Field] = &[Field::required("name", Kind::Text, "The tag.")];

/// The operations on tags.
pub const ROUTES: &[Managed] = &[
    Managed::post("/tag/new", Rank::Admin, "Makes a tag.", |app, given| {
        Box::pin(create(app, given))
    })
    .body(CHANGE),
    Managed::post(
        "/tag/update",
        Rank::Admin,
        "Changes a tag.",
        |app, given| Box::pin(update(app, given)),
    )
    .body(CHANGE),
    Managed::post(
        "/tag/delete",
        Rank::Admin,
        "Deletes a tag.",
        |app, given| Box::pin(delete(app, given)),
    )
    .body(&[NAME]),
    Managed::post(
        "/tag/info",
        Rank::AdminViewer,
        "Tells about tags; unknown ones are left out.",
        |app, given| Box::pin(info(app, given)),
    )
    .body(&[NAMES])
    .tells(),
    Managed::get(
        "/tag/list",
        Rank::InternalViewer,
        "Lists tags: those that were made, and those that calls of the last 30 days carried.",
        |app, given| Box::pin(list(app, given)),
    ),
];

async fn create(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = TagChange::read(given.body())?;
    let made = operations::create(&app.admin, &given.actor, request, app.gateway.now()).await;
    let row = made.map_err(|error| match error {
        // LiteLLM answers in `detail` here.
        AdminError::Conflict { message, .. } => Problem::detail(409, message),
        other => other.into(),
    })?;
    let shown = operations::view(&app.admin, &row, app.gateway.now()).await?;
    Ok(Reply::ok(
        json!({ "message": format!("Tag {} created successfully", row.owner.id), "tag": shown }),
    ))
}

async fn update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = TagChange::read(given.body())?;
    let row = operations::update(&app.admin, &given.actor, request, app.gateway.now()).await?;
    let shown = operations::view(&app.admin, &row, app.gateway.now()).await?;
    Ok(Reply::ok(
        json!({ "message": format!("Tag {} updated successfully", row.owner.id), "tag": shown }),
    ))
}

async fn delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let name = Fields(given.body()).required("name")?;
    operations::delete(&app.admin, &given.actor, &name, app.gateway.now()).await?;
    Ok(Reply::ok(
        json!({ "message": format!("Tag {name} deleted successfully") }),
    ))
}

async fn info(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let names = Fields(given.body())
        .texts("names")?
        .value()
        .unwrap_or_default();
    let mut found = Map::new();
    let now = app.gateway.now();
    for name in &names {
        match operations::get(&app.admin, name, now).await {
            Ok(row) => {
                let shown = operations::view(&app.admin, &row, now).await?;
                found.insert(name.clone(), Value::Object(shown));
            }
            Err(AdminError::Missing(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Reply::ok(Value::Object(found)))
}

/// Tags that one answer shows, at most.
const TAGS_MAX: u32 = 1_000;

async fn list(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let list = ListOwners {
        size: TAGS_MAX,
        ..ListOwners::of(OwnerKind::Tag)
    };
    let now = app.gateway.now();
    let (rows, _) = owners::list(&app.admin, &list, now).await?;
    let mut made = Vec::with_capacity(rows.len());
    for row in &rows {
        made.push(Value::Object(operations::view(&app.admin, row, now).await?));
    }
    let seen = match (given.actor.sees_all(), given.actor.user_id()) {
        (true, _) => operations::seen(&app.admin, None, now).await?,
        (false, Some(user)) => operations::seen(&app.admin, Some(user), now).await?,
        (false, None) => Vec::new(),
    };
    let seen = seen.iter().map(operations::seen_view);
    Ok(Reply::ok(
        made.into_iter()
            .chain(seen)
            .take(TAGS_MAX as usize)
            .collect(),
    ))
}
