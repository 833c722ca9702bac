//! `/config/reload`: the configuration read anew while the proxy runs.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::reload as operations;
use crate::domain::owner::Rank;
use std::sync::Arc;

const FIELDS: &[Field] = &[Field::new(
    "dry_run",
    Kind::Flag,
    "Only say what would change.",
)];

/// The operation.
pub const ROUTES: &[Managed] = &[Managed::post(
    "/config/reload",
    Rank::Admin,
    "Reads file and environment anew and puts them in force: whole, or not at all.",
    |app, given| Box::pin(reload(app, given)),
)
.body(&[FIELDS])
.body_optional()];

async fn reload(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let dry_run = Fields(given.body()).flag("dry_run")?.value();
    let dry_run = dry_run.unwrap_or_default();
    let reloaded = operations::reload(&app.admin, &given.actor, dry_run).await?;
    Ok(Reply::ok(operations::view(&reloaded, dry_run)))
}
