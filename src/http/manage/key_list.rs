//! Lists of keys: `/key/list`, `/key/aliases`.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::AdminError;
use crate::admin::fields::{Field, Kind};
use crate::admin::keys::{self as operations, KeySpend};
use crate::admin::view::{TimeForm, key_row, object};
use crate::domain::money::Nanos;
use crate::domain::owner::{OwnerKind, Rank, Role};
use crate::domain::time::{Micros, Span};
use crate::store::{InGroup, KeySort, ListKeys, Reach};
use serde_json::{Map, Value, json};
use std::sync::Arc;

const LIST: &[Field] = &[
    Field::new("page", Kind::Integer, "Which page, from 1."),
    Field::new("size", Kind::Integer, "Keys on a page, at most 100."),
    Field::new("user_id", Kind::Text, "Only of this user."),
    Field::new("team_id", Kind::Text, "Only of this team."),
    Field::new("organization_id", Kind::Text, "Only of this organization."),
    Field::new("key_hash", Kind::Text, "Only with this hash."),
    Field::new("key_alias", Kind::Text, "Only with this alias."),
    Field::new(
        "search",
        Kind::Text,
        "Only where alias, name, user, team or hash contains this.",
    ),
    Field::new(
        "substring_matching",
        Kind::Flag,
        "Take user and alias as parts of the value.",
    ),
    Field::new(
        "return_full_object",
        Kind::Flag,
        "Whole keys instead of hashes.",
    ),
    Field::new(
        "include_team_keys",
        Kind::Flag,
        "Also keys of teams that the caller runs.",
    ),
    Field::new(
        "include_created_by_keys",
        Kind::Flag,
        "Also keys that the caller made.",
    ),
    Field::new(
        "sort_by",
        Kind::Text,
        "spend, max_budget, created_at, updated_at, token, key_alias or expires.",
    ),
    Field::new("sort_order", Kind::Text, "asc or desc."),
    Field::new("status", Kind::Text, "`deleted` lists the archive."),
    Field::new(
        "expires",
        Kind::Text,
        "Only those that are `expired`, `active`, or `never` expire; or those that expire by a day, a time, or within a span such as 7d.",
    ),
    Field::new(
        "access_group_id",
        Kind::Text,
        "Only with this group of models.",
    ),
    Field::new("project_id", Kind::Text, "Only of this project: none."),
    Field::new("agent_id", Kind::Text, "Only of this agent: none."),
    Field::new("expand", Kind::Text, "`user` tells whole keys."),
];
const ALIASES: &[Field] = &[
    Field::new("page", Kind::Integer, "Which page, from 1."),
    Field::new("size", Kind::Integer, "Aliases on a page, at most 100."),
    Field::new("search", Kind::Text, "Only aliases that contain this."),
    Field::new("team_id", Kind::Text, "Only of this team."),
];

/// The lists.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/key/list",
        Rank::Nobody,
        "Lists keys by the page.",
        |app, given| Box::pin(list(app, given)),
    )
    .query(LIST),
    Managed::get(
        "/key/aliases",
        Rank::Internal,
        "Lists the aliases of keys.",
        |app, given| Box::pin(aliases(app, given)),
    )
    .query(ALIASES),
];

/// Whose keys a caller may list: all, or their own and those of teams that they run.
async fn narrowed(app: &App, given: &Given, mut wanted: ListKeys) -> Result<ListKeys, Problem> {
    if given.actor.sees_all() {
        if let Some(user) = wanted.user_id.clone().filter(|_| !wanted.substring)
            && let Some(reach) = reach(app, given, &user).await?
        {
            wanted.user_id = None;
            wanted.reach = Some(reach);
        }
        return Ok(wanted);
    }
    let forbidden = |what: String| {
        Problem::detail(
            403,
            format!(
                "You are not allowed to list {what}. Your role={}",
                given.actor.rank.role()
            ),
        )
    };
    let Some(own) = given.actor.user_id() else {
        return Err(forbidden("keys: this key belongs to no user".into()));
    };
    let teams = std::mem::take(&mut wanted.team_ids);
    for team in &teams {
        if !given.actor.runs_team(&app.admin, team).await? {
            if given.actor.in_team(&app.admin, team).await?.is_none() {
                return Err(forbidden(format!("keys of team {team}")));
            }
            wanted.user_id = Some(own.to_string());
        }
    }
    if teams.is_empty() {
        if wanted.user_id.as_deref().is_some_and(|user| user != &**own) {
            return Err(forbidden("keys of other users".into()));
        }
        match reach(app, given, own).await? {
            Some(reach) => {
                wanted.user_id = None;
                wanted.reach = Some(reach);
            }
            None => wanted.user_id = Some(own.to_string()),
        }
    }
    wanted.substring = false;
    wanted.team_ids = teams;
    Ok(wanted)
}

/// What else than their own keys belongs to a user, where that is asked for: keys of teams that they run
/// (`include_team_keys`), and keys that they made (`include_created_by_keys`).
async fn reach(app: &App, given: &Given, user: &str) -> Result<Option<Reach>, Problem> {
    let (of_teams, made) = (
        given.flag("include_team_keys"),
        given.flag("include_created_by_keys"),
    );
    if !of_teams && !made {
        return Ok(None);
    }
    let mut reach = Reach {
        users: vec![user.to_owned()],
        ..Reach::default()
    };
    if of_teams {
        let memberships = app
            .store
            .memberships(user)
            .await
            .map_err(AdminError::from)?;
        let run = memberships
            .iter()
            .filter(|member| member.group == OwnerKind::Team && member.role == "admin");
        reach.teams = run.map(|member| member.group_id.to_string()).collect();
    }
    if made {
        reach.makers.push(user.to_owned());
    }
    Ok(Some(reach))
}

/// Narrows a list by when keys die.
fn ending(list: &mut ListKeys, expires: &str, now: Micros) -> Result<(), Problem> {
    match expires {
        "expired" => list.expired = Some((true, now)),
        "active" => list.expired = Some((false, now)),
        "never" => list.endless = true,
        other => {
            let within = || Some(Span::parse(other).ok()?.after(now));
            let by = Micros::parse(other).or_else(within).ok_or_else(|| {
                Problem::new(
                    400,
                    Some("bad_request_error"),
                    Some("expires"),
                    format!(
                        "Invalid expires: '{other}'. Use expired, active, never, a day or time such as 2027-01-31, or a span such as 7d."
                    ),
                )
            })?;
            list.expired = Some((true, by));
        }
    }
    Ok(())
}

/// Keys of a group of models: those that it was given to, and those that name it.
async fn in_group(app: &App, id: &str) -> Result<InGroup, Problem> {
    let groups = app.store.access_groups().await.map_err(AdminError::from)?;
    let group = groups.into_iter().find(|group| group.id == id);
    Ok(InGroup {
        hashes: group.map(|group| group.key_ids).unwrap_or_default(),
        mention: json!(id).to_string(),
    })
}

async fn list(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let mut wanted = narrowed(&app, &given, listing(&given)?).await?;
    if let Some(expires) = given.text("expires") {
        ending(&mut wanted, &expires, app.gateway.now())?;
    }
    if let Some(id) = given.text("access_group_id") {
        wanted.access_group = Some(in_group(&app, &id).await?);
    }
    if given
        .text("project_id")
        .or(given.text("agent_id"))
        .is_some()
    {
        // No key has either.
        wanted.reach = Some(Reach::default());
    }
    let full = given.flag("return_full_object")
        || given
            .text("expand")
            .is_some_and(|what| what.contains("user"));
    let deleted = match given.text("status").as_deref() {
        None | Some("active") => false,
        Some("deleted") => true,
        Some(other) => {
            return Err(Problem::new(
                400,
                Some("bad_request_error"),
                Some("status"),
                format!("Invalid status: '{other}'. Use active or deleted."),
            ));
        }
    };
    let mut ended: Vec<(Micros, String)> = Vec::new();
    let (rows, total) = if deleted {
        let page = app
            .store
            .list_deleted_keys(&wanted)
            .await
            .map_err(AdminError::from)?;
        let spend = |row: crate::store::DeletedKey| KeySpend {
            spend: row.row.spend,
            total_spend: row.row.spend,
            key: row.row.key,
            budget_resets_at: None,
            budget: None,
            last_active: None,
        };
        let ends = page
            .rows
            .iter()
            .map(|row| (row.deleted_at, row.deleted_by.clone()));
        ended = ends.collect();
        (page.rows.into_iter().map(spend).collect(), page.total_count)
    } else {
        operations::list(&app.admin, &wanted, app.gateway.now()).await?
    };
    let keys = if full {
        let mut keys = full_objects(&app, &rows).await?;
        for (key, (at, by)) in keys.iter_mut().zip(ended) {
            key["deleted_at"] = json!(TimeForm::Zulu.write(at));
            key["deleted_by"] = json!(by);
        }
        keys
    } else {
        rows.iter().map(|row| json!(row.key.hash.hex())).collect()
    };
    let pages = total.div_ceil(u64::from(wanted.size));
    Ok(Reply::ok(
        json!({ "keys": keys, "total_count": total, "current_page": wanted.page, "total_pages": pages }),
    ))
}

/// Fields of a whole key that have no value here, with what LiteLLM's answers hold then.
fn unjoined() -> Map<String, Value> {
    let fields = json!({
        "team_model_max_budget": null, "team_member": null, "team_object_permission_id": null,
        "team_member_spend": null, "team_member_tpm_limit": null, "team_member_rpm_limit": null, "end_user_id": null,
        "end_user_tpm_limit": null, "end_user_rpm_limit": null, "end_user_tpd_limit": null, "end_user_max_budget": null,
        "end_user_model_max_budget": null, "project_alias": null, "project_metadata": null, "last_refreshed_at": null,
        "api_key": null, "allowed_model_region": null, "parent_otel_span": null, "rpm_limit_per_model": null,
        "tpm_limit_per_model": null, "user_model_max_budget": null, "request_route": null, "is_session_token": false,
        "created_by_user": null, "end_user_object_permission": null, "team_object_permission": null, "jwt_claims": null,
    });
    match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// Keys with what is known about their teams and users.
async fn full_objects(app: &App, rows: &[KeySpend]) -> Result<Vec<Value>, Problem> {
    let mut full = Vec::with_capacity(rows.len());
    for row in rows {
        let owner = async |kind, id: Option<&Arc<str>>| match id {
            Some(id) => app
                .store
                .get_owner(kind, id)
                .await
                .map_err(AdminError::from),
            None => Ok(None),
        };
        let team = owner(OwnerKind::Team, row.key.team_id.as_ref()).await?;
        let user = owner(OwnerKind::User, row.key.user_id.as_ref()).await?;
        let organization = owner(OwnerKind::Organization, row.key.organization_id.as_ref()).await?;
        let organization = organization.map(|row| row.owner);
        let mut fields = unjoined();
        fields.extend(key_row(row, TimeForm::Zulu));
        let (team, team_spend) = team.map(|row| (row.owner, row.spend)).unzip();
        let (user, user_spend) = user.map(|row| (row.owner, row.spend)).unzip();
        let joined = json!({
            "token": row.key.hash.hex(),
            "org_id": row.key.organization_id.as_deref(),
            "soft_budget": row.key.limits.more.soft_budget.map(Nanos::usd),
            "team_spend": team_spend.map(Nanos::usd),
            "team_alias": team.as_ref().and_then(|team| team.alias.clone()),
            "team_max_budget": team.as_ref().and_then(|team| team.limits.max_budget).map(Nanos::usd),
            "team_soft_budget": team.as_ref().and_then(|team| team.limits.more.soft_budget).map(Nanos::usd),
            "team_tpm_limit": team.as_ref().and_then(|team| team.limits.tpm_limit),
            "team_tpd_limit": team.as_ref().and_then(|team| team.limits.more.tokens_per_day),
            "team_rpm_limit": team.as_ref().and_then(|team| team.limits.rpm_limit),
            "team_models": team.as_ref().map(|team| team.models.clone()).unwrap_or_default(),
            "team_blocked": team.as_ref().is_some_and(|team| team.blocked),
            "team_model_aliases": team.as_ref().map(|team| &team.aliases).filter(|aliases| !aliases.is_empty()),
            "team_metadata": team.as_ref().map(|team| object(&team.metadata)),
            "organization_alias": organization.as_ref().and_then(|one| one.alias.clone()),
            "organization_max_budget": organization.as_ref().and_then(|one| one.limits.max_budget).map(Nanos::usd),
            "organization_tpm_limit": organization.as_ref().and_then(|one| one.limits.tpm_limit),
            "organization_rpm_limit": organization.as_ref().and_then(|one| one.limits.rpm_limit),
            "organization_metadata": organization.as_ref().map(|one| object(&one.metadata)),
            "user_email": user.as_ref().and_then(|user| user.account.email.clone()),
            "user_role": user.as_ref().and_then(|user| user.account.role).map(Role::as_str),
            "user_spend": user_spend.map(Nanos::usd),
            "user_max_budget": user.as_ref().and_then(|user| user.limits.max_budget).map(Nanos::usd),
            "user_tpm_limit": user.as_ref().and_then(|user| user.limits.tpm_limit),
            "user_rpm_limit": user.as_ref().and_then(|user| user.limits.rpm_limit),
            "user": user.as_ref().map(|user| json!({ "user_id": &*user.id, "user_email": user.account.email, "user_alias": user.alias })),
        });
        if let Value::Object(joined) = joined {
            fields.extend(joined);
        }
        full.push(Value::Object(fields));
    }
    Ok(full)
}

fn listing(given: &Given) -> Result<ListKeys, Problem> {
    Ok(ListKeys {
        page: given.number("page", 1, u32::MAX)?,
        size: given.number("size", 10, 100)?,
        user_id: given.text("user_id"),
        team_ids: given.text("team_id").into_iter().collect(),
        organization_id: given.text("organization_id"),
        alias: given.text("key_alias"),
        hash: given.text("key_hash"),
        substring: given.flag("substring_matching"),
        search: given.text("search"),
        sort_by: sort(given.text("sort_by").as_deref())?,
        descending: given.descending(true),
        ..ListKeys::default()
    })
}

fn sort(name: Option<&str>) -> Result<KeySort, Problem> {
    match name {
        None | Some("created_at") => Ok(KeySort::CreatedAt),
        Some("updated_at") => Ok(KeySort::UpdatedAt),
        Some("spend") => Ok(KeySort::Spend),
        Some("max_budget") => Ok(KeySort::MaxBudget),
        Some("token") => Ok(KeySort::Hash),
        Some("key_alias") => Ok(KeySort::Alias),
        Some("expires") => Ok(KeySort::ExpiresAt),
        Some(other) => Err(Problem::new(
            400,
            Some("bad_request_error"),
            Some("sort_by"),
            format!(
                "Invalid sort column: '{other}'. Use spend, max_budget, created_at, updated_at, token, key_alias or expires."
            ),
        )),
    }
}

async fn aliases(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let wanted = ListKeys {
        page: given.number("page", 1, u32::MAX)?,
        size: given.number("size", 50, 100)?,
        alias: given.text("search"),
        team_ids: given.text("team_id").into_iter().collect(),
        substring: true,
        named: true,
        sort_by: KeySort::Alias,
        descending: false,
        ..ListKeys::default()
    };
    let wanted = ListKeys {
        substring: true,
        ..narrowed(&app, &given, wanted).await?
    };
    let page = app
        .store
        .list_keys(&wanted)
        .await
        .map_err(AdminError::from)?;
    let aliases: Vec<_> = page
        .rows
        .iter()
        .filter_map(|row| row.key.alias.as_deref())
        .collect();
    let pages = page.total_count.div_ceil(u64::from(wanted.size));
    Ok(Reply::ok(json!({
        "aliases": aliases, "total_count": page.total_count, "current_page": wanted.page, "total_pages": pages, "size": wanted.size,
    })))
}
