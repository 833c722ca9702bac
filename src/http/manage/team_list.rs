//! Lists of teams: `/team/list`, `/v2/team/list`, those that were deleted among them.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use super::teams::{described, members_of};
use crate::admin::fields::{Field, Kind};
use crate::admin::owners::{self, OwnerSpend};
use crate::admin::view::{TimeForm, key_row};
use crate::admin::{AdminError, keys, members, teams as operations};
use crate::domain::owner::{OwnerKind, Rank};
use crate::store::{DeletedOwner, ListKeys, ListOwners, OwnerSort, SearchIds};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;

const FIND: &[Field] = &[
    Field::new("user_id", Kind::Text, "Only those that this user is in."),
    Field::new("organization_id", Kind::Text, "Only of this organization."),
    Field::new(
        "status",
        Kind::Text,
        "active, or deleted for those that were deleted, as they were then.",
    ),
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
        "Only where the alias contains this, or the id fits it.",
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
        "active, or deleted for those that were deleted, as they were then.",
    ),
    Field::new(
        "search_team_id_match",
        Kind::Word(&["exact", "prefix"]),
        "How an id fits what is searched: whole, or by its beginning.",
    ),
];

const FILTER: &[Field] = &[
    Field::new(
        "team_id",
        Kind::Text,
        "Only where id or alias contains this.",
    ),
    Field::new("search", Kind::Text, "The same."),
    Field::new(
        "team_alias",
        Kind::Text,
        "Only where the alias contains this.",
    ),
];

/// The lists.
pub const ROUTES: &[Managed] = &[
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
    Managed::get(
        "/team/filter/ui",
        Rank::AdminViewer,
        "Finds teams by a part of their id or alias.",
        |app, given| Box::pin(filter(app, given)),
    )
    .query(FILTER),
];

/// Teams that one answer without pages shows, at most.
const TEAMS_MAX: u32 = 1_000;

/// Keys that one answer without pages shows, at most.
const KEYS_MAX: u32 = 1_000;

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
    if wants_deleted(&given)? {
        let (teams, _) = deleted(&app, &list).await?;
        return Ok(Reply::ok(Value::Array(teams)));
    }
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
    list.page = given.number("page", 1, u32::MAX)?;
    list.size = given.number("page_size", 10, 100)?;
    list.ids = given.text("team_id").into_iter().collect();
    list.alias = given.text("team_alias");
    list.search = given.text("search");
    list.search_ids = match given.text("search_team_id_match").as_deref() {
        Some("prefix") => SearchIds::Start,
        _ => SearchIds::Whole,
    };
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
    let (teams, total) = if wants_deleted(&given)? {
        deleted(&app, &list).await?
    } else {
        living(&app, &list).await?
    };
    let pages = total.div_ceil(u64::from(list.size));
    Ok(Reply::ok(
        json!({ "teams": teams, "total": total, "page": list.page, "page_size": list.size, "total_pages": pages }),
    ))
}

/// Whether teams are asked for that were deleted.
fn wants_deleted(given: &Given) -> Result<bool, Problem> {
    match given.text("status").as_deref() {
        None | Some("active") => Ok(false),
        Some("deleted") => Ok(true),
        Some(other) => Err(Problem::new(
            400,
            Some("bad_request_error"),
            Some("status"),
            format!("Invalid status: '{other}'. Use active or deleted."),
        )),
    }
}

/// A page of teams that were deleted.
async fn deleted(app: &App, list: &ListOwners) -> Result<(Vec<Value>, u64), Problem> {
    let kept = matches!(
        list.sort_by,
        OwnerSort::CreatedAt | OwnerSort::Id | OwnerSort::Alias | OwnerSort::Spend
    );
    if !kept {
        return Err(Problem::new(
            400,
            Some("bad_request_error"),
            Some("sort_by"),
            "Deleted teams are sorted by team_id, team_alias, spend, or created_at for when they were deleted.",
        ));
    }
    let page = app.store.list_deleted_owners(list).await;
    let (rows, total) = page.map_err(AdminError::from)?;
    let team = |row: &DeletedOwner| {
        let mut fields = operations::deleted_view(row);
        fields.insert("members_count".into(), json!(row.members.len()));
        Value::Object(fields)
    };
    Ok((rows.iter().map(team).collect(), total))
}

/// A page of teams.
async fn living(app: &App, list: &ListOwners) -> Result<(Vec<Value>, u64), Problem> {
    let (rows, total) = owners::list(&app.admin, list, app.gateway.now()).await?;
    let mut teams = Vec::with_capacity(rows.len());
    for team in &rows {
        let members = members_of(app, &team.owner.id).await?;
        let mut fields = described(app, team, &members).await?;
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
    Ok((teams, total))
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
