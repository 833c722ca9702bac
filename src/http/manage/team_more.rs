//! Routes on teams beside those on their fields: where the words of their calls go, budgets of members,
//! bulk changes.

use super::super::App;
use super::super::error::Problem;
use super::config::told;
use super::reply::{Given, Reply};
use super::table::{Managed, Verb};
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::keys::{self, KeyChange};
use crate::admin::view::{TimeForm, key_row};
use crate::admin::{AdminError, team_more as operations, teams};
use crate::domain::owner::Rank;
use crate::store::ListKeys;
use serde_json::json;
use std::sync::Arc;

const CALLBACK: &[Field] = &[
    Field::required("callback_name", Kind::Text, "Which one, such as otel."),
    Field::new(
        "callback_type",
        Kind::Word(&["success", "failure", "success_and_failure"]),
        "Of which calls it is told; of all of them here.",
    ),
    Field::new(
        "callback_vars",
        Kind::Object,
        "Where a team's own would be: must be empty, since destinations are those of the configuration.",
    ),
];
const PERMISSIONS: &[Field] = &[
    Field::required("permissions", Kind::Texts, "What is added."),
    Field::new("team_ids", Kind::Texts, "To which teams."),
    Field::new("apply_to_all_teams", Kind::Flag, "To all of them."),
];
const KEYS: &[Field] = &[
    Field::required("team_id", Kind::Text, "Whose keys."),
    Field::new("key_ids", Kind::Texts, "Which ones: secrets or hashes."),
    Field::new(
        "all_keys_in_team",
        Kind::Flag,
        "All that are neither blocked nor expired.",
    ),
    Field::required(
        "update_fields",
        Kind::Object,
        "The change, with the fields of /key/update.",
    ),
];
/// Keys that one request may change.
const KEYS_MAX: u32 = 500;

/// The operations.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/team/{team_id}/callback",
        Rank::Nobody,
        "Tells where events of a team's calls go.",
        |app, given| Box::pin(callbacks(app, given)),
    ),
    Managed::post(
        "/team/{team_id}/callback",
        Rank::Nobody,
        "Lets a destination of the configuration hear of a team's calls again.",
        |app, given| Box::pin(add_callback(app, given)),
    )
    .body(&[CALLBACK]),
    Managed::post(
        "/team/{team_id}/callback/{callback_name}",
        Rank::Nobody,
        "Removes a destination of a team's own: there are none.",
        |app, given| Box::pin(remove_callback(app, given)),
    )
    .by(Verb::Delete),
    Managed::post(
        "/team/{team_id}/disable_logging",
        Rank::Nobody,
        "Keeps the words of a team's calls nowhere: neither in the spend log nor in traces.",
        |app, given| Box::pin(disable_logging(app, given)),
    ),
    Managed::post(
        "/team/{team_id}/member/{user_id}/reset_budget",
        Rank::Nobody,
        "Puts a member under the budget that all members of the team share.",
        |app, given| Box::pin(reset_budget(app, given)),
    ),
    Managed::get(
        "/team/metadata_schema",
        Rank::Nobody,
        "Lists the notes that teams are asked for: none.",
        |_, _| Box::pin(async { Ok(Reply::ok(json!({ "fields": [] }))) }),
    ),
    Managed::post(
        "/team/permissions_bulk_update",
        Rank::Admin,
        "Adds to what members may do with the keys of many teams.",
        |app, given| Box::pin(add_permissions(app, given)),
    )
    .body(&[PERMISSIONS]),
    Managed::post(
        "/team/key/bulk_update",
        Rank::Internal,
        "Changes many keys of a team the same way; each succeeds or fails by itself.",
        |app, given| Box::pin(update_keys(app, given)),
    )
    .body(&[KEYS]),
];

async fn callbacks(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let (team, now) = (given.part("team_id"), app.gateway.now());
    let silent = operations::is_silent(&app.admin, &given.actor, team, now).await?;
    let names: &[&str] = if silent { &[] } else { told(&app) };
    Ok(Reply::ok(json!({
        "status": "success",
        "data": {
            "team_id": team, "success_callbacks": names, "failure_callbacks": names, "callback_vars": {},
        },
    })))
}

async fn add_callback(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let name = fields.required("callback_name")?;
    let own = fields.object("callback_vars")?.value().unwrap_or_default();
    if !told(&app).contains(&name.as_str()) || !own.is_empty() {
        let message = format!(
            "Teams have no destinations of their own: events of all calls go where the configuration says \
             ({}). Set up '{name}' there, without callback_vars here.",
            told(&app).join(", ")
        );
        return Err(Problem::detail(400, json!({ "error": message })));
    }
    let (team, now) = (given.part("team_id").to_owned(), app.gateway.now());
    operations::set_silent(&app.admin, &given.actor, &team, false, now).await?;
    let row = teams::get(&app.admin, &team, now).await?;
    Ok(Reply::ok(json!({
        "status": "success", "data": super::teams::row(&row, TimeForm::Zulu),
    })))
}

async fn remove_callback(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let (team, now) = (given.part("team_id"), app.gateway.now());
    teams::run_by(&app.admin, &given.actor, team, now).await?;
    let name = given.part("callback_name");
    let message = format!("Callback '{name}' is not one of team {team}'s own.");
    Err(AdminError::Missing(message).into())
}

async fn disable_logging(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let (team, now) = (given.part("team_id"), app.gateway.now());
    operations::set_silent(&app.admin, &given.actor, team, true, now).await?;
    Ok(Reply::ok(json!({
        "status": "success",
        "message": format!("Logging disabled for team {team}"),
        "data": { "team_id": team, "success_callbacks": [], "failure_callbacks": [] },
    })))
}

async fn reset_budget(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let (team, user) = (given.part("team_id"), given.part("user_id"));
    let now = app.gateway.now();
    let (shared, before) =
        operations::reset_budget(&app.admin, &given.actor, team, user, now).await?;
    let source = shared.as_ref().map(|_| "team_default");
    Ok(Reply::ok(json!({
        "team_id": team, "user_id": user, "budget_id": shared, "previous_budget_id": before, "budget_source": source,
    })))
}

fn wrong(message: &str) -> Problem {
    Problem::detail(400, json!({ "error": message }))
}

async fn add_permissions(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let added = fields.texts("permissions")?.value().unwrap_or_default();
    let ids = fields.texts("team_ids")?.value().unwrap_or_default();
    let all = fields.flag("apply_to_all_teams")?.value().unwrap_or(false);
    let teams = match (all, ids.is_empty()) {
        (false, true) => {
            return Err(wrong(
                "Must provide team_ids or set apply_to_all_teams=true",
            ));
        }
        (true, false) => {
            return Err(wrong(
                "Cannot set both apply_to_all_teams=true and team_ids",
            ));
        }
        (true, true) => None,
        (false, false) => Some(ids),
    };
    let now = app.gateway.now();
    let changed = operations::add_permissions(&app.admin, &given.actor, teams, &added, now).await?;
    Ok(Reply::ok(json!({
        "message": "Team permissions updated successfully",
        "teams_updated": changed,
        "permissions_appended": added,
    })))
}

/// The keys that a request names, by hash, with what it called them.
async fn named(app: &App, team: &str, fields: &Fields) -> Result<Vec<String>, Problem> {
    let ids = fields.texts("key_ids")?.value().unwrap_or_default();
    let all = fields.flag("all_keys_in_team")?.value().unwrap_or(false);
    if all != ids.is_empty() {
        return Err(AdminError::Invalid {
            field: "key_ids".into(),
            message: "Provide either `key_ids` or `all_keys_in_team=true`".into(),
        }
        .into());
    }
    if ids.len() > KEYS_MAX as usize {
        return Err(wrong("At most 500 keys may be changed at once."));
    }
    if !all {
        return Ok(ids);
    }
    let list = ListKeys {
        team_ids: vec![team.to_owned()],
        size: KEYS_MAX + 1,
        ..ListKeys::default()
    };
    let now = app.gateway.now();
    let (rows, _) = keys::list(&app.admin, &list, now).await?;
    if rows.len() > KEYS_MAX as usize {
        return Err(wrong(
            "The team has more than 500 keys. Use `key_ids` to change them in batches.",
        ));
    }
    let live = rows
        .iter()
        .filter(|row| !row.key.blocked && !row.key.is_expired(now));
    Ok(live.map(|row| row.key.hash.hex()).collect())
}

async fn update_keys(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let team = fields.required("team_id")?;
    let change = fields.object("update_fields")?.value().unwrap_or_default();
    let named = named(&app, &team, &fields).await?;
    if named.is_empty() {
        return Err(AdminError::Missing(format!("No keys found for team {team}")).into());
    }
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    for key in named {
        let result = async {
            let found = keys::find(&app.admin, &key).await?;
            let of_team = found.is_some_and(|row| row.key.team_id.as_deref() == Some(&*team));
            if !of_team {
                return Err(AdminError::NotFound(format!(
                    "The key is not one of team {team}."
                )));
            }
            let mut change = change.clone();
            change.insert("key".into(), json!(key));
            let request = KeyChange::read(change)?;
            keys::update(&app.admin, &given.actor, request, app.gateway.now()).await
        };
        match result.await {
            Ok(row) => {
                done.push(json!({ "key": key, "key_info": key_row(&row, TimeForm::Offset) }))
            }
            Err(error) => failed.push(json!({
                "key": key, "key_info": null, "failed_reason": error.to_string(),
            })),
        }
    }
    Ok(Reply::ok(json!({
        "total_requested": done.len() + failed.len(), "successful_updates": done, "failed_updates": failed,
    })))
}
