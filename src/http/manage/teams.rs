//! `/team/*`.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::{Managed, Verb};
use crate::admin::defaults::{self, Defaults};
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::owners::{self, OwnerSpend};
use crate::admin::teams::{self as operations, TeamChange};
use crate::admin::view::{TimeForm, key_row};
use crate::admin::{AdminError, call_rules, keys, limits, members};
use crate::domain::owner::{Member, Owner, OwnerKind, Rank};
use crate::store::{ListKeys, ListOwners};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::sync::Arc;

pub(super) const CHANGE: &[&[Field]] = &[
    operations::FIELDS,
    owners::FIELDS,
    limits::FIELDS,
    call_rules::OF_BOTH,
];
pub(super) const TEAM: &[Field] = &[Field::required("team_id", Kind::Text, "Which team.")];
const TEAMS: &[Field] = &[Field::required("team_ids", Kind::Texts, "Teams, by id.")];
const MODELS: &[Field] = &[Field::required("models", Kind::Texts, "Models, by name.")];
const PERMISSIONS: &[Field] = &[Field::required(
    "team_member_permissions",
    Kind::Texts,
    "Routes that members may use on its keys.",
)];
const INFO: &[Field] = &[
    Field::required("team_id", Kind::Text, "Which team."),
    Field::new(
        "key_limit",
        Kind::Integer,
        "Keys that are shown, at most 100.",
    ),
];

/// The operations on teams.
pub const ROUTES: &[Managed] = &[
    Managed::post("/team/new", Rank::Admin, "Makes a team.", |app, given| {
        Box::pin(create(app, given))
    })
    .body(CHANGE),
    Managed::post(
        "/team/update",
        Rank::Nobody,
        "Changes a team; its own admins change names, notes and what members may do.",
        |app, given| Box::pin(update(app, given)),
    )
    .body(CHANGE),
    Managed::post(
        "/team/{team_id}",
        Rank::Nobody,
        "Changes a team that the path names.",
        |app, given| Box::pin(update_named(app, given)),
    )
    .by(Verb::Patch)
    .body(CHANGE),
    Managed::post(
        "/team/delete",
        Rank::Admin,
        "Deletes teams with their keys.",
        |app, given| Box::pin(delete(app, given)),
    )
    .body(&[TEAMS]),
    Managed::get(
        "/team/info",
        Rank::Nobody,
        "Tells about a team, with keys and members.",
        |app, given| Box::pin(info(app, given)),
    )
    .query(INFO),
    Managed::post(
        "/team/block",
        Rank::Admin,
        "Refuses a team's keys from now on.",
        |app, given| Box::pin(block(app, given, true)),
    )
    .body(&[TEAM]),
    Managed::post(
        "/team/unblock",
        Rank::Admin,
        "Lets a team's keys in again.",
        |app, given| Box::pin(block(app, given, false)),
    )
    .body(&[TEAM]),
    Managed::post(
        "/team/model/add",
        Rank::Admin,
        "Adds models to a team's list.",
        |app, given| Box::pin(models(app, given, true)),
    )
    .body(&[TEAM, MODELS]),
    Managed::post(
        "/team/model/delete",
        Rank::Admin,
        "Takes models from a team's list.",
        |app, given| Box::pin(models(app, given, false)),
    )
    .body(&[TEAM, MODELS]),
    Managed::get(
        "/team/available",
        Rank::Nobody,
        "Lists teams that anybody may join: none.",
        |_, _| Box::pin(async { Ok(Reply::ok(json!([]))) }),
    ),
    Managed::get(
        "/team/permissions_list",
        Rank::Nobody,
        "Tells what members may do with a team's keys.",
        |app, given| Box::pin(permissions(app, given)),
    )
    .query(TEAM),
    Managed::post(
        "/team/permissions_update",
        Rank::Nobody,
        "Changes what members may do with a team's keys.",
        |app, given| Box::pin(permissions_update(app, given)),
    )
    .body(&[TEAM, PERMISSIONS]),
];

/// A team without its members, for lists within other answers.
pub(super) fn row(row: &OwnerSpend, form: TimeForm) -> Map<String, Value> {
    operations::view(row, &[], form)
}

pub(super) async fn members_of(app: &App, id: &str) -> Result<Vec<Member>, Problem> {
    Ok(app
        .store
        .members_of(OwnerKind::Team, id)
        .await
        .map_err(AdminError::from)?)
}

pub(super) async fn shown(app: &App, team: &OwnerSpend) -> Result<Map<String, Value>, Problem> {
    described(app, team, &members_of(app, &team.owner.id).await?).await
}

/// A team with its members, each with the names that users have.
pub(super) async fn described(
    app: &App,
    team: &OwnerSpend,
    members: &[Member],
) -> Result<Map<String, Value>, Problem> {
    let mut fields = operations::view(team, members, TimeForm::Zulu);
    if members.is_empty() {
        return Ok(fields);
    }
    let users = ListOwners {
        ids: members
            .iter()
            .map(|member| member.user_id.to_string())
            .collect(),
        size: u32::try_from(members.len()).unwrap_or(u32::MAX),
        ..ListOwners::of(OwnerKind::User)
    };
    let users = app
        .store
        .list_owners(&users)
        .await
        .map_err(AdminError::from)?;
    let users: HashMap<&str, &Owner> = users
        .rows
        .iter()
        .map(|row| (&*row.owner.id, &row.owner))
        .collect();
    let with_roles = fields
        .get_mut("members_with_roles")
        .and_then(Value::as_array_mut);
    for member in with_roles.into_iter().flatten() {
        let id = member["user_id"].as_str().unwrap_or_default();
        if let Some(user) = users.get(id).copied() {
            member["user_email"] = json!(user.account.email);
            member["user_alias"] = json!(user.alias);
        }
    }
    Ok(fields)
}

async fn create(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let mut body = given.body();
    defaults::fill(&app.admin, Defaults::Teams, &mut body).await?;
    let request = TeamChange::read(body)?;
    let team = operations::create(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::ok(Value::Object(shown(&app, &team).await?)))
}

async fn update_named(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let id = given.part("team_id").to_owned();
    given.fields.insert("team_id".into(), json!(id));
    update(app, given).await
}

async fn update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = TeamChange::read(given.body())?;
    let team = operations::update(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::ok(
        json!({ "team_id": &*team.owner.id, "data": shown(&app, &team).await? }),
    ))
}

async fn delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let ids = Fields(given.body())
        .texts("team_ids")?
        .value()
        .unwrap_or_default();
    if ids.is_empty() {
        return Err(AdminError::Invalid {
            field: "team_ids".into(),
            message: "Name at least one team".into(),
        }
        .into());
    }
    operations::delete(&app.admin, &given.actor, &ids, app.gateway.now()).await?;
    Ok(Reply::ok(json!({ "deleted_teams": ids })))
}

/// A team that the caller may see: all, or those that they are in.
async fn visible(app: &App, given: &Given, id: &str) -> Result<OwnerSpend, Problem> {
    let actor = &given.actor;
    let own_key = actor
        .key
        .as_ref()
        .is_some_and(|entry| entry.key.team_id.as_deref() == Some(id));
    let may = actor.sees_all()
        || own_key
        || actor.in_team(&app.admin, id).await?.is_some()
        || actor.runs_team(&app.admin, id).await?;
    if !may {
        return Err(Problem::new(
            403,
            Some("auth_error"),
            Some("None"),
            format!(
                "User not allowed to access this team's info: you are not a member of team {id}."
            ),
        ));
    }
    match operations::get(&app.admin, id, app.gateway.now()).await {
        Err(AdminError::Missing(message)) => Err(Problem::new(
            404,
            Some("auth_error"),
            Some("team_id"),
            message,
        )),
        other => Ok(other?),
    }
}

async fn info(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let id = given.text("team_id").unwrap_or_default();
    let team = visible(&app, &given, &id).await?;
    let now = app.gateway.now();
    let members = members_of(&app, &id).await?;
    let mut list = ListKeys {
        team_ids: vec![id.clone()],
        size: given.number("key_limit", 100, 100)?,
        ..ListKeys::default()
    };
    if !given.actor.sees_all() && !given.actor.runs_team(&app.admin, &id).await? {
        list.user_id = Some(
            given
                .actor
                .user_id()
                .map_or_else(String::new, ToString::to_string),
        );
    }
    let (rows, _) = keys::list(&app.admin, &list, now).await?;
    let key = |row: &keys::KeySpend| {
        let mut fields = key_row(row, TimeForm::Zulu);
        fields.insert("token".into(), json!(row.key.hash.hex()));
        Value::Object(fields)
    };
    let mut fields = described(&app, &team, &members).await?;
    let may_edit = given.actor.runs_team(&app.admin, &id).await?;
    let edits = if given.actor.is_admin() {
        "unrestricted"
    } else if may_edit {
        "restricted"
    } else {
        "none"
    };
    fields.insert("caller_edit_access".into(), json!({ "kind": edits }));
    let budget = match operations::member_budget(&team.owner) {
        Some(id) => app.store.get_budget(&id).await.map_err(AdminError::from)?,
        None => None,
    };
    let budget = budget.map(|budget| crate::admin::budgets::view(&budget, now, &app.admin));
    fields.insert("team_member_budget_table".into(), json!(budget));
    Ok(Reply::ok(json!({
        "team_id": id,
        "team_info": fields,
        "keys": rows.iter().map(key).collect::<Vec<_>>(),
        "team_memberships": members::views(&app.admin, &members, now).await?,
    })))
}

async fn block(app: Arc<App>, mut given: Given, blocked: bool) -> Result<Reply, Problem> {
    let id = Fields(given.body()).required("team_id")?;
    let team =
        operations::set_blocked(&app.admin, &given.actor, &id, blocked, app.gateway.now()).await?;
    Ok(Reply::ok(Value::Object(shown(&app, &team).await?)))
}

async fn models(app: Arc<App>, mut given: Given, add: bool) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let id = fields.required("team_id")?;
    let models = fields.texts("models")?.value().unwrap_or_default();
    let team = operations::change_models(
        &app.admin,
        &given.actor,
        &id,
        models,
        add,
        app.gateway.now(),
    )
    .await?;
    Ok(Reply::ok(Value::Object(shown(&app, &team).await?)))
}

fn permission_view(team: &OwnerSpend) -> Value {
    let extra = crate::admin::view::object(&team.owner.extra);
    let listed = extra
        .get("team_member_permissions")
        .cloned()
        .unwrap_or_else(|| json!([]));
    json!({ "team_id": &*team.owner.id, "team_member_permissions": listed, "all_available_permissions": operations::PERMISSIONS })
}

async fn permissions(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let team = visible(&app, &given, &given.text("team_id").unwrap_or_default()).await?;
    Ok(Reply::ok(permission_view(&team)))
}

async fn permissions_update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let mut body = given.body();
    body.retain(|name, _| matches!(name.as_str(), "team_id" | "team_member_permissions"));
    let team = operations::update(
        &app.admin,
        &given.actor,
        TeamChange::read(body)?,
        app.gateway.now(),
    )
    .await?;
    Ok(Reply::ok(permission_view(&team)))
}
