//! `/team/*`.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::{Managed, Verb};
use crate::admin::defaults::{self, Defaults};
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::members::{self, NewMember, Terms};
use crate::admin::owners::{self, OwnerSpend};
use crate::admin::teams::{self as operations, TeamChange};
use crate::admin::view::{TimeForm, key_row};
use crate::admin::{AdminError, call_rules, keys, limits, spend};
use crate::domain::money::Nanos;
use crate::domain::owner::{Member, Owner, OwnerKind, Rank};
use crate::store::{ListKeys, ListOwners, OwnerSort};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::sync::Arc;

const CHANGE: &[&[Field]] = &[
    operations::FIELDS,
    owners::FIELDS,
    limits::FIELDS,
    call_rules::OF_BOTH,
];
const TEAM: &[Field] = &[Field::required("team_id", Kind::Text, "Which team.")];
const TEAMS: &[Field] = &[Field::required("team_ids", Kind::Texts, "Teams, by id.")];
const MODELS: &[Field] = &[Field::required("models", Kind::Texts, "Models, by name.")];
const JOIN: &[Field] = &[Field::required(
    "member",
    Kind::OneOrMore,
    "Who: `{user_id, user_email, role}`, or a list of them.",
)];
const JOIN_MANY: &[Field] = &[Field::required(
    "members",
    Kind::Objects,
    "Who: a list of `{user_id, user_email, role}`.",
)];
const WHO: &[Field] = &[
    Field::new("user_id", Kind::Text, "Who."),
    Field::new("user_email", Kind::Text, "Who, by e-mail address."),
];
const ROLE: &[Field] = &[Field::new(
    "role",
    Kind::Word(&["admin", "user"]),
    "What they are in the team.",
)];
const PERMISSIONS: &[Field] = &[Field::required(
    "team_member_permissions",
    Kind::Texts,
    "Routes that members may use on its keys.",
)];
const RESET: &[Field] = &[Field::new(
    "reset_to",
    Kind::Number,
    "The spend that is left, in US dollars; zero without.",
)];
const INFO: &[Field] = &[
    Field::required("team_id", Kind::Text, "Which team."),
    Field::new(
        "key_limit",
        Kind::Integer,
        "Keys that are shown, at most 100.",
    ),
];
const FIND: &[Field] = &[
    Field::new("user_id", Kind::Text, "Only those that this user is in."),
    Field::new("organization_id", Kind::Text, "Only of this organization."),
];
const LIST: &[Field] = &[
    Field::new("user_id", Kind::Text, "Only those that this user is in."),
    Field::new("organization_id", Kind::Text, "Only of this organization."),
    Field::new("team_id", Kind::Text, "Only this one."),
    Field::new(
        "team_alias",
        Kind::Text,
        "Only where the alias contains this.",
    ),
    Field::new(
        "search",
        Kind::Text,
        "Only where id or alias contains this.",
    ),
    Field::new("page", Kind::Integer, "Which page, from 1."),
    Field::new("page_size", Kind::Integer, "Teams on a page, at most 100."),
    Field::new(
        "sort_by",
        Kind::Text,
        "team_id, team_alias, spend, max_budget, created_at or updated_at.",
    ),
    Field::new("sort_order", Kind::Text, "asc or desc."),
    Field::new(
        "status",
        Kind::Text,
        "active; deleted teams are in the audit log.",
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
    Managed::get("/team/list", Rank::Nobody, "Lists teams.", |app, given| {
        Box::pin(list(app, given))
    })
    .query(FIND),
    Managed::get(
        "/v2/team/list",
        Rank::Nobody,
        "Lists teams by the page.",
        |app, given| Box::pin(list_pages(app, given)),
    )
    .query(LIST),
    Managed::post(
        "/team/member_add",
        Rank::Nobody,
        "Adds users to a team.",
        |app, given| Box::pin(member_add(app, given)),
    )
    .body(&[TEAM, JOIN, members::TERMS]),
    Managed::post(
        "/team/bulk_member_add",
        Rank::Nobody,
        "Adds many users to a team.",
        |app, given| Box::pin(bulk_member_add(app, given)),
    )
    .body(&[TEAM, JOIN_MANY, members::TERMS]),
    Managed::post(
        "/team/member_update",
        Rank::Nobody,
        "Changes what a member may do.",
        |app, given| Box::pin(member_update(app, given)),
    )
    .body(&[TEAM, WHO, ROLE, members::TERMS]),
    Managed::post(
        "/team/member_delete",
        Rank::Nobody,
        "Takes a member out, with the keys that are theirs there.",
        |app, given| Box::pin(member_delete(app, given)),
    )
    .body(&[TEAM, WHO]),
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
    Managed::post(
        "/team/{team_id}/member/{user_id}/reset_spend",
        Rank::Admin,
        "Lowers what a member has spent in the team.",
        |app, given| Box::pin(reset_member(app, given)),
    )
    .body(&[RESET])
    .body_optional(),
    Managed::get(
        "/team/{team_id}/members/me",
        Rank::Nobody,
        "Tells about the caller's own membership.",
        |app, given| Box::pin(me(app, given)),
    ),
    Managed::get(
        "/team/filter/ui",
        Rank::AdminViewer,
        "Finds teams by a part of their id or alias.",
        |app, given| Box::pin(filter(app, given)),
    )
    .query(LIST),
];

/// A team without its members, for lists within other answers.
pub(super) fn row(row: &OwnerSpend, form: TimeForm) -> Map<String, Value> {
    operations::view(row, &[], form)
}

async fn members_of(app: &App, id: &str) -> Result<Vec<Member>, Problem> {
    Ok(app
        .store
        .members_of(OwnerKind::Team, id)
        .await
        .map_err(AdminError::from)?)
}

async fn shown(app: &App, team: &OwnerSpend) -> Result<Map<String, Value>, Problem> {
    described(app, team, &members_of(app, &team.owner.id).await?).await
}

/// A team with its members, each with the names that users have.
async fn described(
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

/// Whose teams a caller may list.
fn narrowed(given: &Given, mut list: ListOwners) -> Result<ListOwners, Problem> {
    list.member = given.text("user_id");
    list.organization_ids = given.text("organization_id").into_iter().collect();
    let own = given.actor.user_id();
    if given.actor.sees_all() || own.is_some() && list.member.as_deref() == own.map(|own| &**own) {
        return Ok(list);
    }
    Err(Problem::auth(format!(
        "Authentication Error, only admins can list all teams. Name yourself in 'user_id' to list your own. Your role={}",
        given.actor.rank.role()
    )))
}

/// Teams that one answer without pages shows, at most.
const TEAMS_MAX: u32 = 1_000;

/// Keys that one answer without pages shows, at most.
const KEYS_MAX: u32 = 1_000;

/// Keys of teams, by team; for those who do not see everything, their own only.
async fn keys_of(
    app: &App,
    given: &Given,
    teams: &[OwnerSpend],
) -> Result<HashMap<String, Vec<Value>>, Problem> {
    let mut of_teams: HashMap<String, Vec<Value>> = HashMap::new();
    if teams.is_empty() {
        return Ok(of_teams);
    }
    let own = given.actor.user_id().map(ToString::to_string);
    let list = ListKeys {
        team_ids: teams.iter().map(|team| team.owner.id.to_string()).collect(),
        user_id: (!given.actor.sees_all()).then(|| own.unwrap_or_default()),
        size: KEYS_MAX,
        ..ListKeys::default()
    };
    let (rows, _) = keys::list(&app.admin, &list, app.gateway.now()).await?;
    for row in &rows {
        let team = row.key.team_id.as_deref().unwrap_or_default();
        let mut fields = key_row(row, TimeForm::Zulu);
        fields.insert("token".into(), json!(row.key.hash.hex()));
        let known = of_teams.entry(team.to_owned()).or_default();
        known.push(Value::Object(fields));
    }
    Ok(of_teams)
}

async fn list(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let mut list = narrowed(&given, ListOwners::of(OwnerKind::Team))?;
    list.size = TEAMS_MAX;
    let (rows, _) = owners::list(&app.admin, &list, app.gateway.now()).await?;
    let mut keys = keys_of(&app, &given, &rows).await?;
    let mut teams = Vec::with_capacity(rows.len());
    for team in &rows {
        let members = members_of(&app, &team.owner.id).await?;
        let mut fields = described(&app, team, &members).await?;
        fields.insert(
            "team_memberships".into(),
            json!(members::views(&app.admin, &members, app.gateway.now()).await?),
        );
        let own = keys.remove(&*team.owner.id).unwrap_or_default();
        fields.insert("keys".into(), Value::Array(own));
        teams.push(Value::Object(fields));
    }
    Ok(Reply::ok(Value::Array(teams)))
}

async fn list_pages(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let mut list = narrowed(&given, ListOwners::of(OwnerKind::Team))?;
    if given
        .text("status")
        .is_some_and(|status| status != "active")
    {
        return Err(Problem::new(
            400,
            Some("bad_request_error"),
            Some("status"),
            "Only active teams are listed. Teams that were deleted are in the audit log: /audit?table_name=team.",
        ));
    }
    list.page = given.number("page", 1, u32::MAX)?;
    list.size = given.number("page_size", 10, 100)?;
    list.ids = given.text("team_id").into_iter().collect();
    list.alias = given.text("team_alias");
    list.search = given.text("search");
    list.descending = given.descending(given.text("sort_by").is_none());
    list.sort_by = match given.text("sort_by").as_deref() {
        None | Some("created_at") => OwnerSort::CreatedAt,
        Some("updated_at") => OwnerSort::UpdatedAt,
        Some("team_id") => OwnerSort::Id,
        Some("team_alias") => OwnerSort::Alias,
        Some("spend") => OwnerSort::Spend,
        Some("max_budget") => OwnerSort::MaxBudget,
        Some(other) => {
            return Err(Problem::new(
                400,
                Some("bad_request_error"),
                Some("sort_by"),
                format!("Invalid sort column: '{other}'."),
            ));
        }
    };
    let (rows, total) = owners::list(&app.admin, &list, app.gateway.now()).await?;
    let mut teams = Vec::with_capacity(rows.len());
    for team in &rows {
        let members = members_of(&app, &team.owner.id).await?;
        let mut fields = described(&app, team, &members).await?;
        fields.insert("members_count".into(), json!(members.len()));
        let of_team = ListKeys {
            team_ids: vec![team.owner.id.to_string()],
            size: 1,
            ..ListKeys::default()
        };
        let keys = app
            .store
            .list_keys(&of_team)
            .await
            .map_err(AdminError::from)?;
        fields.insert("keys_count".into(), json!(keys.total_count));
        teams.push(Value::Object(fields));
    }
    let pages = total.div_ceil(u64::from(list.size));
    Ok(Reply::ok(
        json!({ "teams": teams, "total": total, "page": list.page, "page_size": list.size, "total_pages": pages }),
    ))
}

fn new_members(fields: &Fields, name: &str) -> Result<Vec<NewMember>, Problem> {
    let wrong = || AdminError::Invalid {
        field: name.to_owned(),
        message: "Input should be an object with 'user_id' or 'user_email', or a list of them"
            .into(),
    };
    let objects: Vec<&Map<String, Value>> = match fields.0.get(name) {
        Some(Value::Object(one)) => vec![one],
        Some(Value::Array(many)) => many
            .iter()
            .map(|one| one.as_object().ok_or_else(wrong))
            .collect::<Result<_, _>>()?,
        _ => return Err(wrong().into()),
    };
    Ok(objects
        .into_iter()
        .map(NewMember::read)
        .collect::<Result<_, _>>()?)
}

async fn join(
    app: &App,
    given: &Given,
    fields: &Fields,
    name: &str,
) -> Result<Map<String, Value>, Problem> {
    let id = fields.required("team_id")?;
    let now = app.gateway.now();
    let team = operations::run_by(&app.admin, &given.actor, &id, now).await?;
    let terms = Terms {
        role: None,
        ..Terms::read(fields)?
    };
    let (mut users, mut joined) = (Vec::new(), Vec::new());
    for new in new_members(fields, name)? {
        let member = members::add(
            &app.admin,
            &given.actor,
            &team.owner,
            &new,
            terms.clone(),
            now,
        )
        .await?;
        if let Some(user) = owners::get(&app.admin, OwnerKind::User, &member.user_id, now).await? {
            users.push(Value::Object(crate::admin::users::view(
                &user,
                std::slice::from_ref(&id),
                TimeForm::Zulu,
            )));
        }
        joined.push(member);
    }
    let mut fields = shown(app, &team).await?;
    fields.insert("updated_users".into(), json!(users));
    fields.insert(
        "updated_team_memberships".into(),
        json!(members::views(&app.admin, &joined, now).await?),
    );
    Ok(fields)
}

async fn member_add(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    Ok(Reply::ok(Value::Object(
        join(&app, &given, &fields, "member").await?,
    )))
}

async fn bulk_member_add(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let team = fields.required("team_id")?;
    let members = fields.objects("members")?.value().unwrap_or_default();
    let (mut results, mut done) = (Vec::new(), 0);
    for member in &members {
        let mut one = fields.0.clone();
        one.insert("member".into(), json!(member));
        let (user, email) = (member.get("user_id"), member.get("user_email"));
        results.push(match join(&app, &given, &Fields(one), "member").await {
            Ok(_) => {
                done += 1;
                json!({ "user_id": user, "user_email": email, "success": true, "error": null })
            }
            Err(problem) => json!({ "user_id": user, "user_email": email, "success": false, "error": problem.body }),
        });
    }
    let total = results.len();
    Ok(Reply::ok(json!({
        "team_id": team, "results": results, "total_requested": total, "successful_additions": done, "failed_additions": total - done,
    })))
}

/// The member whom a request names, in a team that the caller runs.
async fn named(app: &App, given: &Given, fields: &Fields) -> Result<(OwnerSpend, Member), Problem> {
    let id = fields.required("team_id")?;
    let team = operations::run_by(&app.admin, &given.actor, &id, app.gateway.now()).await?;
    let member = members::find(&app.admin, OwnerKind::Team, &id, fields).await?;
    let member =
        member.ok_or_else(|| Problem::detail(400, json!({ "error": "User not found in team" })))?;
    Ok((team, member))
}

async fn member_update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let (team, member) = named(&app, &given, &fields).await?;
    let member = members::update(
        &app.admin,
        &given.actor,
        member,
        Terms::read(&fields)?,
        app.gateway.now(),
    )
    .await?;
    let shown = limits::view(&member.limits, TimeForm::Zulu);
    Ok(Reply::ok(json!({
        "team_id": &*team.owner.id,
        "user_id": &*member.user_id,
        "user_email": fields.0.get("user_email"),
        "role": member.role,
        "max_budget_in_team": member.limits.max_budget.map(Nanos::usd),
        "budget_duration": shown["budget_duration"],
        "tpm_limit": member.limits.tpm_limit,
        "rpm_limit": member.limits.rpm_limit,
        "allowed_models": member.models,
        "temp_budget_increase": shown["temp_budget_increase"],
        "temp_budget_expiry": shown["temp_budget_expiry"],
    })))
}

async fn member_delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let (team, member) = named(&app, &given, &fields).await?;
    members::remove(&app.admin, &given.actor, &member, app.gateway.now()).await?;
    Ok(Reply::ok(Value::Object(shown(&app, &team).await?)))
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

async fn member_at(app: &App, team: &str, user: &str) -> Result<Member, Problem> {
    let members = members_of(app, team).await?;
    let member = members.into_iter().find(|member| &*member.user_id == user);
    member.ok_or_else(|| {
        AdminError::Missing(format!("User {user} is not a member of team {team}")).into()
    })
}

async fn reset_member(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let target = limits::money(&Fields(given.body()), "reset_to")?
        .value()
        .unwrap_or_default();
    let member = member_at(&app, given.part("team_id"), given.part("user_id")).await?;
    let now = app.gateway.now();
    let before = members::spent(&app.admin, std::slice::from_ref(&member), now).await?[0];
    if target > before.spend {
        return Err(Problem::detail(
            400,
            json!({ "error": format!("reset_to must be at most the current spend of {}.", before.spend.usd()) }),
        ));
    }
    let limits = app
        .admin
        .effective(&member.limits, member.budget_id.as_deref())
        .await?;
    spend::correct(&app.admin, &member.scope(), &limits, target, now).await?;
    let object = ("team", &*member.group_id);
    spend::note(&app.admin, &given.actor, object, target, now).await?;
    Ok(Reply::ok(json!({
        "team_id": &*member.group_id, "user_id": &*member.user_id, "spend": target.usd(), "previous_spend": before.spend.usd(),
        "max_budget": limits.max_budget.map(Nanos::usd),
    })))
}

async fn me(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let own = given
        .actor
        .user_id()
        .map(ToString::to_string)
        .unwrap_or_default();
    let member = member_at(&app, given.part("team_id"), &own).await?;
    let mut views = members::views(&app.admin, &[member], app.gateway.now()).await?;
    Ok(Reply::ok(views.remove(0)))
}

async fn filter(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let mut list = ListOwners::of(OwnerKind::Team);
    list.search = given.text("team_id").or_else(|| given.text("search"));
    list.alias = given.text("team_alias");
    let page = app
        .store
        .list_owners(&list)
        .await
        .map_err(AdminError::from)?;
    let team = |row: &crate::store::OwnerRow| json!({ "team_id": &*row.owner.id, "team_alias": row.owner.alias });
    Ok(Reply::ok(page.rows.iter().map(team).collect()))
}
