//! `/user/*`.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::users::{self as operations, UserChange};
use crate::admin::view::{TimeForm, key_row, new_key};
use crate::admin::{AdminError, keys, limits, owners};
use crate::domain::owner::{OwnerKind, Rank, Role};
use crate::store::{ListKeys, ListOwners, OwnerSort};
use serde_json::{Map, Value, json};
use std::sync::Arc;

pub(super) const CHANGE: &[&[Field]] = &[operations::FIELDS, owners::FIELDS, limits::FIELDS];
const IDS: &[Field] = &[Field::required("user_ids", Kind::Texts, "Users, by id.")];
const WHO: &[Field] = &[Field::new(
    "user_id",
    Kind::Text,
    "Who; the caller without.",
)];
const BULK: &[Field] = &[
    Field::new(
        "users",
        Kind::Objects,
        "Changes, each with the `user_id` or `user_email` that it is for.",
    ),
    Field::new("all_users", Kind::Flag, "Change every user the same way."),
    Field::new("user_updates", Kind::Object, "The change for all users."),
];
const LIST: &[Field] = &[
    Field::new("role", Kind::Text, "Only with this role."),
    Field::new("user_ids", Kind::Text, "Only these, separated by commas."),
    Field::new(
        "sso_user_ids",
        Kind::Text,
        "Only those with these names at the identity provider, separated by commas.",
    ),
    Field::new(
        "user_email",
        Kind::Text,
        "Only where the e-mail address contains this.",
    ),
    Field::new(
        "search",
        Kind::Text,
        "Only where id, alias or e-mail address contains this.",
    ),
    Field::new("team", Kind::Text, "Only members of this team."),
    Field::new(
        "organization_ids",
        Kind::Text,
        "Only of these organizations, separated by commas.",
    ),
    Field::new("page", Kind::Integer, "Which page, from 1."),
    Field::new("page_size", Kind::Integer, "Users on a page, at most 100."),
    Field::new(
        "sort_by",
        Kind::Text,
        "user_id, user_email, user_alias, user_role, spend, max_budget, created_at or updated_at.",
    ),
    Field::new("sort_order", Kind::Text, "asc or desc."),
];

/// The operations on users.
pub const ROUTES: &[Managed] = &[
    Managed::post(
        "/user/new",
        Rank::Admin,
        "Makes a user, and a key for them.",
        |app, given| Box::pin(create(app, given)),
    )
    .body(CHANGE),
    Managed::post(
        "/user/update",
        Rank::Admin,
        "Changes a user; one that does not exist is made.",
        |app, given| Box::pin(update(app, given)),
    )
    .body(CHANGE),
    Managed::post(
        "/user/bulk_update",
        Rank::Admin,
        "Changes many users; each succeeds or fails by itself.",
        |app, given| Box::pin(bulk_update(app, given)),
    )
    .body(&[BULK]),
    Managed::post(
        "/user/delete",
        Rank::Admin,
        "Deletes users with their keys and memberships.",
        |app, given| Box::pin(delete(app, given)),
    )
    .body(&[IDS]),
    Managed::get(
        "/user/info",
        Rank::Nobody,
        "Tells about a user, with keys and teams.",
        |app, given| Box::pin(info(app, given)),
    )
    .query(WHO),
    Managed::get(
        "/v2/user/info",
        Rank::Nobody,
        "Tells about a user.",
        |app, given| Box::pin(info_v2(app, given)),
    )
    .query(WHO),
    Managed::get(
        "/user/list",
        Rank::Nobody,
        "Lists users by the page.",
        |app, given| Box::pin(list(app, given)),
    )
    .query(LIST),
    Managed::get(
        "/user/filter/ui",
        Rank::AdminViewer,
        "Finds users by a part of their id or e-mail address.",
        |app, given| Box::pin(filter(app, given)),
    )
    .query(LIST),
    Managed::get(
        "/user/available_roles",
        Rank::Nobody,
        "Lists the roles that users can have.",
        |_, _| Box::pin(roles()),
    ),
    Managed::get(
        "/user/available_users",
        Rank::AdminViewer,
        "Counts users and teams.",
        |app, _| Box::pin(counts(app)),
    ),
];

async fn teams(app: &App, user: &str) -> Result<Vec<String>, Problem> {
    let memberships = app
        .store
        .memberships(user)
        .await
        .map_err(AdminError::from)?;
    let teams = memberships
        .into_iter()
        .filter(|member| member.group == OwnerKind::Team);
    Ok(teams.map(|member| member.group_id.to_string()).collect())
}

async fn shown(
    app: &App,
    row: &owners::OwnerSpend,
    form: TimeForm,
) -> Result<Map<String, Value>, Problem> {
    Ok(operations::view(
        row,
        &teams(app, &row.owner.id).await?,
        form,
    ))
}

async fn create(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let mut body = given.body();
    crate::admin::defaults::fill_user(&app.admin, &mut body).await?;
    let request = UserChange::read(body)?;
    let (user, key) =
        operations::create(&app.admin, &given.actor, request, app.gateway.now()).await?;
    let own = shown(&app, &user, TimeForm::Zulu).await?;
    let mut fields = match key.as_ref().map(new_key) {
        Some(Value::Object(fields)) => fields,
        _ => Map::from_iter([
            ("key".to_owned(), json!("")),
            ("token".to_owned(), Value::Null),
            ("expires".to_owned(), Value::Null),
        ]),
    };
    for name in ["models", "metadata"] {
        fields.remove(name);
    }
    // The key's own fields stay where the user has none of that name.
    for (name, value) in own {
        fields.insert(name, value);
    }
    Ok(Reply::ok(Value::Object(fields)))
}

async fn update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = UserChange::read(given.body())?;
    let row = operations::update(&app.admin, &given.actor, request, app.gateway.now()).await?;
    let data = shown(&app, &row, TimeForm::Zulu).await?;
    Ok(Reply::ok(
        json!({ "user_id": &*row.owner.id, "data": data }),
    ))
}

/// The most users that one request may change.
const BULK_MAX: usize = 500;

async fn bulk_update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let mut changes = fields.objects("users")?.value().unwrap_or_default();
    if fields.flag("all_users")?.value().unwrap_or(false) {
        let change = fields.object("user_updates")?.value().unwrap_or_default();
        let mut page = ListOwners::of(OwnerKind::User);
        page.size = 501;
        let all = app
            .store
            .list_owners(&page)
            .await
            .map_err(AdminError::from)?;
        changes = all
            .rows
            .iter()
            .map(|row| {
                let mut change = change.clone();
                change.insert("user_id".into(), json!(&*row.owner.id));
                change
            })
            .collect();
    }
    if changes.is_empty() || changes.len() > BULK_MAX {
        let message = format!(
            "Name 1 to {BULK_MAX} users in 'users', or set 'all_users' with 'user_updates' where there are no more."
        );
        return Err(Problem::new(
            400,
            Some("bad_request_error"),
            Some("users"),
            message,
        ));
    }
    let (mut results, mut done) = (Vec::new(), 0);
    for change in changes {
        let (id, email) = (
            change.get("user_id").cloned().unwrap_or_default(),
            change.get("user_email").cloned().unwrap_or_default(),
        );
        let result = async {
            let request = UserChange::read(change)?;
            operations::update(&app.admin, &given.actor, request, app.gateway.now()).await
        };
        results.push(match result.await {
            Ok(row) => {
                done += 1;
                let updated = shown(&app, &row, TimeForm::Zulu).await?;
                json!({ "user_id": &*row.owner.id, "user_email": row.owner.account.email, "success": true, "error": null, "updated_user": updated })
            }
            Err(error) => json!({ "user_id": id, "user_email": email, "success": false, "error": error.to_string(), "updated_user": null }),
        });
    }
    let total = results.len();
    Ok(Reply::ok(
        json!({ "results": results, "total_requested": total, "successful_updates": done, "failed_updates": total - done }),
    ))
}

async fn delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let ids = Fields(given.body())
        .texts("user_ids")?
        .value()
        .unwrap_or_default();
    if ids.is_empty() {
        return Err(AdminError::Invalid {
            field: "user_ids".into(),
            message: "Name at least one user".into(),
        }
        .into());
    }
    let deleted = operations::delete(&app.admin, &given.actor, &ids, app.gateway.now()).await?;
    Ok(Reply::ok(json!(deleted)))
}

/// The user that is asked about: oneself, or anybody for those who see everything.
fn who(given: &Given) -> Result<Option<String>, Problem> {
    let Some(id) = given.text("user_id") else {
        return match given.actor.key {
            None => Ok(None),
            Some(_) => match given.actor.user_id() {
                Some(own) => Ok(Some(own.to_string())),
                None => Err(Problem::new(
                    404,
                    Some("not_found_error"),
                    Some("user_id"),
                    "This key belongs to no user. Name one in 'user_id'.",
                )),
            },
        };
    };
    if given.actor.sees_all() || given.actor.is_user(&id) {
        return Ok(Some(id));
    }
    Err(Problem::detail(
        403,
        format!(
            "User can only access their own info. Your role={}",
            given.actor.rank.role()
        ),
    ))
}

/// Keys that one answer shows, at most; the list of keys has pages.
const KEYS_MAX: u32 = 100;

async fn key_rows(app: &App, user: Option<&str>) -> Result<Vec<Value>, Problem> {
    let wanted = ListKeys {
        user_id: user.map(str::to_owned),
        size: KEYS_MAX,
        ..ListKeys::default()
    };
    let (rows, _) = keys::list(&app.admin, &wanted, app.gateway.now()).await?;
    let row = |row: &keys::KeySpend| {
        let mut fields = key_row(row, TimeForm::Zulu);
        fields.insert("token".into(), json!(row.key.hash.hex()));
        Value::Object(fields)
    };
    Ok(rows.iter().map(row).collect())
}

async fn info(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let now = app.gateway.now();
    let Some(id) = who(&given)? else {
        let (teams, _) = owners::list(&app.admin, &ListOwners::of(OwnerKind::Team), now).await?;
        let teams: Vec<Value> = teams
            .iter()
            .map(|row| Value::Object(super::teams::row(row, TimeForm::Zulu)))
            .collect();
        return Ok(Reply::ok(
            json!({ "user_id": null, "user_info": null, "keys": key_rows(&app, None).await?, "teams": teams }),
        ));
    };
    let row = operations::get(&app.admin, &id, now).await?;
    let mut list = ListOwners::of(OwnerKind::Team);
    list.member = Some(id.clone());
    let (teams, _) = owners::list(&app.admin, &list, now).await?;
    let teams: Vec<Value> = teams
        .iter()
        .map(|row| Value::Object(super::teams::row(row, TimeForm::Zulu)))
        .collect();
    let user = shown(&app, &row, TimeForm::Zulu).await?;
    Ok(Reply::ok(
        json!({ "user_id": id, "user_info": user, "keys": key_rows(&app, Some(&id)).await?, "teams": teams }),
    ))
}

async fn info_v2(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let id = who(&given)?.ok_or_else(|| {
        Problem::new(
            404,
            Some("not_found_error"),
            Some("user_id"),
            "The master key is no user. Name one in 'user_id'.",
        )
    })?;
    let row = operations::get(&app.admin, &id, app.gateway.now()).await?;
    Ok(Reply::ok(Value::Object(
        shown(&app, &row, TimeForm::Zulu).await?,
    )))
}

fn sort(name: Option<&str>) -> Result<OwnerSort, Problem> {
    match name {
        None | Some("created_at") => Ok(OwnerSort::CreatedAt),
        Some("updated_at") => Ok(OwnerSort::UpdatedAt),
        Some("user_id") => Ok(OwnerSort::Id),
        Some("user_email") => Ok(OwnerSort::Email),
        Some("user_alias") => Ok(OwnerSort::Alias),
        Some("user_role") => Ok(OwnerSort::Role),
        Some("spend") => Ok(OwnerSort::Spend),
        Some("max_budget") => Ok(OwnerSort::MaxBudget),
        Some(other) => Err(Problem::new(
            400,
            Some("bad_request_error"),
            Some("sort_by"),
            format!("Invalid sort column: '{other}'."),
        )),
    }
}

async fn listing(app: &App, given: &Given) -> Result<ListOwners, Problem> {
    let mut list = ListOwners::of(OwnerKind::User);
    list.page = given.number("page", 1, u32::MAX)?;
    list.size = given.number("page_size", 25, 100)?;
    list.ids = given.texts("user_ids");
    list.sso_ids = given.texts("sso_user_ids");
    list.organization_ids = given.texts("organization_ids");
    list.email = given.text("user_email");
    list.search = given.text("search");
    list.sort_by = sort(given.text("sort_by").as_deref())?;
    list.descending = given.descending(given.text("sort_by").is_none());
    if let Some(role) = given.text("role") {
        let parsed = Role::parse(&role);
        list.role = Some(parsed.ok_or_else(|| {
            Problem::new(
                400,
                Some("bad_request_error"),
                Some("role"),
                format!("There is no role '{role}'."),
            )
        })?);
    }
    if let Some(team) = given.text("team") {
        let members = app
            .store
            .members_of(OwnerKind::Team, &team)
            .await
            .map_err(AdminError::from)?;
        list.ids = members
            .iter()
            .map(|member| member.user_id.to_string())
            .collect();
        if list.ids.is_empty() {
            // Nobody: an empty list of ids would be everybody.
            list.ids.push(String::new());
        }
    }
    Ok(list)
}

async fn list(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    if !given.actor.sees_all() {
        let message = format!(
            "Only proxy admins may list users. Your role={}",
            given.actor.rank.role()
        );
        return Err(AdminError::Forbidden(message).into());
    }
    let list = listing(&app, &given).await?;
    let (rows, total) = owners::list(&app.admin, &list, app.gateway.now()).await?;
    let mut users = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut user = shown(&app, row, TimeForm::Zulu).await?;
        let of_user = ListKeys {
            user_id: Some(row.owner.id.to_string()),
            size: 1,
            ..ListKeys::default()
        };
        let keys = app
            .store
            .list_keys(&of_user)
            .await
            .map_err(AdminError::from)?;
        user.insert("key_count".into(), json!(keys.total_count));
        users.push(Value::Object(user));
    }
    let pages = total.div_ceil(u64::from(list.size));
    Ok(Reply::ok(
        json!({ "users": users, "total": total, "page": list.page, "page_size": list.size, "total_pages": pages }),
    ))
}

async fn filter(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let mut list = ListOwners::of(OwnerKind::User);
    list.email = given.text("user_email");
    list.search = given.text("user_id");
    let page = app
        .store
        .list_owners(&list)
        .await
        .map_err(AdminError::from)?;
    let user = |row: &crate::store::OwnerRow| json!({ "user_id": &*row.owner.id, "user_email": row.owner.account.email });
    Ok(Reply::ok(page.rows.iter().map(user).collect()))
}

async fn roles() -> Result<Reply, Problem> {
    Ok(Reply::ok(json!({
        "proxy_admin": { "description": "may do everything on the proxy", "ui_label": "Admin (All Permissions)" },
        "proxy_admin_viewer": { "description": "sees all keys, spend and settings, and changes nothing", "ui_label": "Admin (View Only)" },
        "internal_user": { "description": "makes, changes and sees keys and spend of their own", "ui_label": "Internal User (Create/Delete/View)" },
        "internal_user_viewer": { "description": "sees keys and spend of their own", "ui_label": "Internal User (View Only)" },
    })))
}

async fn counts(app: Arc<App>) -> Result<Reply, Problem> {
    let count = async |kind| {
        let mut list = ListOwners::of(kind);
        list.size = 1;
        app.store
            .list_owners(&list)
            .await
            .map(|page| page.total_count)
            .map_err(AdminError::from)
    };
    let (users, teams) = (count(OwnerKind::User).await?, count(OwnerKind::Team).await?);
    Ok(Reply::ok(json!({
        "total_users": null, "total_teams": null, "total_users_used": users, "total_teams_used": teams,
        "total_users_remaining": null, "total_teams_remaining": null,
    })))
}
