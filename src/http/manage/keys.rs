//! `/key/*`.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::fields::{Change, Field, Fields, Kind};
use crate::admin::keys::{self as operations, KeyChange, KeySpend, Regenerate, rights};
use crate::admin::view::{TimeForm, key_row, new_key, object};
use crate::admin::{AdminError, call_rules, limits, master};
use crate::domain::key::KeyHash;
use crate::domain::money::Nanos;
use crate::domain::owner::{OwnerKind, Rank, Role};
use crate::domain::secret::Secret;
use crate::domain::time::Micros;
use crate::store::{InGroup, KeySort, ListKeys, Reach};
use serde_json::{Map, Value, json};
use std::sync::Arc;

const KEY: &[Field] = &[Field::required(
    "key",
    Kind::Text,
    "The key, by secret or hash.",
)];
const NAMES: &[Field] = &[
    Field::new("keys", Kind::Texts, "Keys, by secret or hash."),
    Field::new("key_aliases", Kind::Texts, "Keys, by alias."),
];
const WHICH: &[Field] = &[Field::new(
    "key",
    Kind::Text,
    "The key, by secret or hash; the caller's own without.",
)];
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
const BULK: &[Field] = &[Field::required(
    "keys",
    Kind::Objects,
    "Changes, each with the `key` that it is for.",
)];
const RESET: &[Field] = &[Field::required(
    "reset_to",
    Kind::Number,
    "The spend that is left, in US dollars.",
)];
const CHANGE: &[&[Field]] = &[
    operations::FIELDS,
    limits::FIELDS,
    call_rules::OF_KEYS,
    call_rules::OF_BOTH,
];
const REGENERATE: &[&[Field]] = &[
    operations::FIELDS,
    limits::FIELDS,
    call_rules::OF_KEYS,
    call_rules::OF_BOTH,
    operations::REGENERATE_FIELDS,
];

/// The operations on keys.
pub const ROUTES: &[Managed] = &[
    Managed::post(
        "/key/generate",
        Rank::Internal,
        "Makes a key; its secret is shown once.",
        |app, given| Box::pin(generate(app, given)),
    )
    .body(CHANGE),
    Managed::post(
        "/key/service-account/generate",
        Rank::Internal,
        "Makes a key that belongs to a team and to nobody in it.",
        |app, given| Box::pin(service_account(app, given)),
    )
    .body(CHANGE),
    Managed::post(
        "/key/update",
        Rank::Internal,
        "Changes a key: fields that are sent change, null clears.",
        |app, given| Box::pin(update(app, given)),
    )
    .body(CHANGE),
    Managed::post(
        "/key/bulk_update",
        Rank::Internal,
        "Changes many keys; each succeeds or fails by itself.",
        |app, given| Box::pin(bulk_update(app, given)),
    )
    .body(&[BULK]),
    Managed::post(
        "/key/delete",
        Rank::Internal,
        "Deletes keys by secret, hash or alias.",
        |app, given| Box::pin(delete(app, given)),
    )
    .body(&[NAMES]),
    Managed::get(
        "/key/info",
        Rank::Nobody,
        "Tells about a key.",
        |app, given| Box::pin(info(app, given)),
    )
    .query(WHICH),
    Managed::post(
        "/v2/key/info",
        Rank::Nobody,
        "Tells about many keys; unknown ones are left out.",
        |app, given| Box::pin(infos(app, given)),
    )
    .body(&[NAMES])
    .tells(),
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
    Managed::post(
        "/key/block",
        Rank::Internal,
        "Refuses a key from now on.",
        |app, given| Box::pin(block(app, given, true)),
    )
    .body(&[KEY]),
    Managed::post(
        "/key/unblock",
        Rank::Internal,
        "Lets a key in again.",
        |app, given| Box::pin(block(app, given, false)),
    )
    .body(&[KEY]),
    Managed::post(
        "/key/regenerate",
        Rank::Internal,
        "Gives a key a new secret.",
        |app, given| Box::pin(regenerate(app, given)),
    )
    .body(REGENERATE),
    Managed::post(
        "/key/{key}/regenerate",
        Rank::Internal,
        "Gives a key a new secret.",
        |app, given| Box::pin(regenerate(app, given)),
    )
    .body(REGENERATE)
    .body_optional(),
    Managed::post(
        "/key/{key}/reset_spend",
        Rank::Admin,
        "Lowers what a key has spent in its current window.",
        |app, given| Box::pin(reset_spend(app, given)),
    )
    .body(&[RESET]),
    Managed::post(
        "/key/health",
        Rank::Nobody,
        "Tells whether the caller's key works.",
        |app, given| Box::pin(health(app, given)),
    )
    .body(&[&[]])
    .body_optional()
    .tells(),
];

fn internal(actor: &crate::admin::Actor) -> Result<(), Problem> {
    if actor.rank >= Rank::Internal {
        return Ok(());
    }
    Err(
        AdminError::Forbidden("Only users, and keys that belong to one, may do this.".into())
            .into(),
    )
}

async fn generate(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let body = given.body();
    let request = operations::read_new(&app.admin, &given.actor, body).await?;
    let new = operations::generate(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::ok(new_key(&new)))
}

async fn service_account(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    internal(&given.actor)?;
    let body = given.body();
    let mut request = operations::read_new(&app.admin, &given.actor, body).await?;
    if request.team_id.as_ref().is_none_or(String::is_empty) {
        return Err(Problem::detail(
            400,
            "team_id is required for service account keys. Please specify `team_id` in the request body.",
        ));
    }
    request.user_id = Change::Clear;
    let alias = request.key_alias.as_ref().cloned();
    let mut notes = match request.metadata {
        Change::Set(notes) => notes,
        _ => Map::new(),
    };
    notes.insert("service_account_id".into(), json!(alias));
    request.metadata = Change::Set(notes);
    let new = operations::generate(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::ok(new_key(&new)))
}

/// A changed key: `key` is what named it.
fn changed(row: &KeySpend, named: Option<String>) -> Map<String, Value> {
    let hash = row.key.hash.hex();
    let mut fields = key_row(row, TimeForm::Offset);
    fields.insert("key".into(), json!(named.unwrap_or_else(|| hash.clone())));
    fields.insert("token".into(), json!(hash));
    fields.insert(
        "settings_updated_at".into(),
        json!(TimeForm::Offset.write(row.key.updated_at)),
    );
    fields
}

async fn update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = KeyChange::read(given.body())?;
    let named = request.key.clone();
    let row = operations::update(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::ok(Value::Object(changed(&row, named))))
}

/// The most keys that one request may change.
const BULK_MAX: usize = 500;

async fn bulk_update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let changes = Fields(given.body())
        .objects("keys")?
        .value()
        .unwrap_or_default();
    if changes.len() > BULK_MAX {
        return Err(Problem::new(
            400,
            Some("bad_request_error"),
            Some("keys"),
            format!("At most {BULK_MAX} keys may be changed at once."),
        ));
    }
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    let total = changes.len();
    for change in changes {
        let named = change.get("key").cloned().unwrap_or_default();
        let result = async {
            let request = KeyChange::read(change)?;
            operations::update(&app.admin, &given.actor, request, app.gateway.now()).await
        };
        match result.await {
            Ok(row) => done.push(json!({ "key": named, "key_info": changed(&row, named.as_str().map(str::to_owned)) })),
            Err(error) => failed.push(json!({ "key": named, "key_info": null, "failed_reason": error.to_string() })),
        }
    }
    Ok(Reply::ok(
        json!({ "total_requested": total, "successful_updates": done, "failed_updates": failed }),
    ))
}

async fn delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let keys = fields.texts("keys")?.value().unwrap_or_default();
    let aliases = fields.texts("key_aliases")?.value().unwrap_or_default();
    operations::delete(&app.admin, &given.actor, &keys, &aliases, app.gateway.now()).await?;
    let named = if keys.is_empty() { aliases } else { keys };
    Ok(Reply::ok(json!({ "deleted_keys": named })))
}

fn not_found() -> Problem {
    Problem::new(
        404,
        Some("not_found_error"),
        Some("key"),
        "Key not found in database",
    )
}

async fn info(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let named = given.text("key");
    let own = given.actor.key.as_ref().map(|entry| entry.id.to_string());
    let Some(key) = named.clone().or(own) else {
        return Err(not_found());
    };
    let row = match operations::info(&app.admin, &key, app.gateway.now()).await {
        Ok(row) if rights::may_see(&app.admin, &given.actor, &row.key).await? => row,
        // Whoever may not see a key is not told whether it exists.
        Err(AdminError::NotFound(_)) if given.actor.sees_all() => return Err(not_found()),
        Ok(_) | Err(AdminError::NotFound(_)) => {
            return Err(Problem::detail(
                403,
                format!(
                    "You are not allowed to access this key's info. Your role={}",
                    given.actor.rank.role()
                ),
            ));
        }
        Err(error) => return Err(error.into()),
    };
    let mut info = key_row(&row, TimeForm::Offset);
    info.insert("status".into(), json!("active"));
    let shown = named.unwrap_or_else(|| row.key.hash.hex());
    Ok(Reply::ok(json!({ "key": shown, "info": info })))
}

async fn infos(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let keys = fields.texts("keys")?.value().unwrap_or_default();
    let aliases = fields.texts("key_aliases")?.value().unwrap_or_default();
    if keys.is_empty() && aliases.is_empty() {
        return Err(AdminError::Invalid {
            field: "keys".into(),
            message: "Either 'keys' or 'key_aliases' must name at least one key".into(),
        }
        .into());
    }
    let mut rows = Vec::new();
    for key in &keys {
        rows.extend(operations::find(&app.admin, key).await?);
    }
    for alias in &aliases {
        rows.extend(
            app.store
                .get_key_by_alias(alias)
                .await
                .map_err(AdminError::from)?,
        );
    }
    let mut shown = Vec::new();
    for row in rows {
        if rights::may_see(&app.admin, &given.actor, &row.key).await? {
            shown.push(row);
        }
    }
    let rows = operations::with_spend(&app.admin, shown, app.gateway.now()).await?;
    let info: Vec<Value> = rows
        .iter()
        .map(|row| Value::Object(key_row(row, TimeForm::Offset)))
        .collect();
    let named: Vec<_> = keys.into_iter().chain(aliases).collect();
    Ok(Reply::ok(json!({ "key": named, "info": info })))
}

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
        "team_tpd_limit": null, "team_model_max_budget": null, "team_member": null, "team_object_permission_id": null,
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

async fn block(app: Arc<App>, mut given: Given, blocked: bool) -> Result<Reply, Problem> {
    let named = Fields(given.body()).required("key")?;
    let row = operations::set_blocked(&app.admin, &given.actor, &named, blocked, app.gateway.now())
        .await?;
    let mut fields = changed(&row, Some(named));
    fields.insert("blocked".into(), json!(blocked));
    Ok(Reply::ok(Value::Object(fields)))
}

async fn regenerate(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let mut body = given.body();
    let named = match given.part("key") {
        "" => Fields(body.clone()).required("key")?,
        named => named.to_owned(),
    };
    // It names the key here, and is no part of the change.
    body.remove("key");
    if let Some(new) = Fields(body.clone()).text("new_master_key")?.value() {
        return replace_master(&app, &given, named, new).await;
    }
    let request = Regenerate::read(body)?;
    let new = operations::regenerate(&app.admin, &given.actor, &named, request, app.gateway.now())
        .await?;
    Ok(Reply::ok(new_key(&new)))
}

/// The master key is replaced by whoever names it; the old one is dead before the answer is sent.
async fn replace_master(
    app: &App,
    given: &Given,
    named: String,
    new: String,
) -> Result<Reply, Problem> {
    let in_force = app.gateway.catalog().policy.master_key;
    if given.actor.rank != Rank::Master || KeyHash::of(&named) != in_force {
        return Err(Problem::new(
            400,
            Some("bad_request_error"),
            Some("new_master_key"),
            "'new_master_key' replaces the master key: call as its holder, and name the present one in 'key'.",
        ));
    }
    let (old, new) = (Secret::new(named), Secret::new(new));
    master::replace(&app.store, &given.actor, &old, &new, app.gateway.now()).await?;
    Ok(Reply::ok(json!({
        "key": new.expose(), "key_name": new.masked(), "token": KeyHash::of(new.expose()).hex(),
    })))
}

async fn reset_spend(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let target = Fields(given.body())
        .number("reset_to")?
        .value()
        .unwrap_or_default();
    let target = Nanos::from_usd(target).filter(|target| *target >= Nanos::ZERO);
    let target = target.ok_or_else(|| {
        Problem::detail(
            400,
            json!({ "error": "reset_to must be an amount of US dollars, zero or more." }),
        )
    })?;
    let named = given.part("key");
    let reset =
        operations::reset_spend(&app.admin, &given.actor, named, target, app.gateway.now()).await;
    let (row, previous) = match reset {
        Err(AdminError::NotFound(message)) => return Err(AdminError::Missing(message).into()),
        other => other?,
    };
    Ok(Reply::ok(json!({
        "key_hash": row.key.hash.hex(),
        "spend": row.spend.usd(),
        "previous_spend": previous.usd(),
        "max_budget": row.key.limits.max_budget.map(Nanos::usd),
        "budget_reset_at": row.budget_resets_at.map(|at| TimeForm::Offset.write(at)),
    })))
}

async fn health(_: Arc<App>, given: Given) -> Result<Reply, Problem> {
    match given.actor.key {
        Some(_) => Ok(Reply::ok(
            json!({ "key": "healthy", "logging_callbacks": null }),
        )),
        None => Err(Problem::new(
            400,
            Some("bad_request_error"),
            Some("key"),
            "Use a virtual key: the master key needs no check.",
        )),
    }
}
