//! `/organization/*`.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::{Managed, Verb};
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::members::{self, NewMember, Terms};
use crate::admin::organizations::{self as operations, OrganizationChange};
use crate::admin::owners::OwnerSpend;
use crate::admin::{AdminError, limits, owners};
use crate::domain::owner::{OwnerKind, Rank};
use crate::store::ListOwners;
use serde_json::{Map, Value, json};
use std::sync::Arc;

const CHANGE: &[&[Field]] = &[
    operations::FIELDS,
    owners::FIELDS,
    limits::FIELDS,
    limits::MODELS,
];
const IDS: &[Field] = &[Field::required(
    "organization_ids",
    Kind::Texts,
    "Organizations, by id.",
)];
const WHICH: &[Field] = &[Field::required(
    "organization_id",
    Kind::Text,
    "Which organization.",
)];
const ORGANIZATION: &[Field] = &[Field::required(
    "organization_id",
    Kind::Text,
    "Which organization.",
)];
const JOIN: &[Field] = &[Field::required(
    "member",
    Kind::OneOrMore,
    "Who: `{user_id, user_email, role}`, or a list of them.",
)];
const BUDGET: &[Field] = &[Field::new(
    "max_budget_in_organization",
    Kind::Number,
    "The most that the member may spend there, in US dollars.",
)];
const WHO: &[Field] = &[
    Field::new("user_id", Kind::Text, "Who."),
    Field::new("user_email", Kind::Text, "Who, by e-mail address."),
    Field::new(
        "role",
        Kind::Word(&["org_admin", "internal_user", "internal_user_viewer"]),
        "What they are there.",
    ),
];
const FIND: &[Field] = &[
    Field::new("org_id", Kind::Text, "Only this one."),
    Field::new(
        "org_alias",
        Kind::Text,
        "Only where the name contains this.",
    ),
];

const MANY: &[Field] = &[Field::required(
    "organizations",
    Kind::Texts,
    "Organizations, by id.",
)];

/// The operations on organizations.
pub const ROUTES: &[Managed] = &[
    Managed::post(
        "/organization/new",
        Rank::Admin,
        "Makes an organization.",
        |app, given| Box::pin(create(app, given)),
    )
    .body(CHANGE),
    Managed::post(
        "/organization/update",
        Rank::Admin,
        "Changes an organization.",
        |app, given| Box::pin(update(app, given)),
    )
    .by(Verb::Patch)
    .body(CHANGE),
    // One of LiteLLM's clients says it in this way.
    Managed::post(
        "/organization/update",
        Rank::Admin,
        "The same.",
        |app, given| Box::pin(update(app, given)),
    )
    .body(CHANGE),
    Managed::post(
        "/organization/delete",
        Rank::Admin,
        "Deletes organizations that have no teams.",
        |app, given| Box::pin(delete(app, given)),
    )
    .by(Verb::Delete)
    .body(&[IDS]),
    Managed::get(
        "/organization/info",
        Rank::Nobody,
        "Tells about an organization, with members and teams.",
        |app, given| Box::pin(info(app, given)),
    )
    .query(WHICH),
    Managed::post(
        "/organization/info",
        Rank::AdminViewer,
        "Tells about several organizations.",
        |app, given| Box::pin(infos(app, given)),
    )
    .body(&[MANY])
    .tells(),
    Managed::post(
        "/v2/organization/{organization_id}",
        Rank::Admin,
        "Changes an organization.",
        |app, given| Box::pin(update_named(app, given)),
    )
    .by(Verb::Patch)
    .body(CHANGE),
    Managed::get(
        "/organization/list",
        Rank::InternalViewer,
        "Lists organizations: all, or those that one is in.",
        |app, given| Box::pin(list(app, given)),
    )
    .query(FIND),
    Managed::post(
        "/organization/member_add",
        Rank::Nobody,
        "Adds users to an organization.",
        |app, given| Box::pin(member_add(app, given)),
    )
    .body(&[ORGANIZATION, JOIN, BUDGET, members::TERMS]),
    Managed::post(
        "/organization/member_update",
        Rank::Nobody,
        "Changes what a member may do.",
        |app, given| Box::pin(member_update(app, given)),
    )
    .by(Verb::Patch)
    .body(&[ORGANIZATION, WHO, BUDGET, members::TERMS]),
    Managed::post(
        "/organization/member_update",
        Rank::Nobody,
        "The same.",
        |app, given| Box::pin(member_update(app, given)),
    )
    .body(&[ORGANIZATION, WHO, BUDGET, members::TERMS]),
    Managed::post(
        "/organization/member_delete",
        Rank::Nobody,
        "Takes a member out.",
        |app, given| Box::pin(member_delete(app, given)),
    )
    .by(Verb::Delete)
    .body(&[ORGANIZATION, WHO]),
];

async fn shown(app: &App, row: &OwnerSpend) -> Result<Value, Problem> {
    Ok(Value::Object(
        operations::view(&app.admin, row, app.gateway.now()).await?,
    ))
}

async fn create(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = OrganizationChange::read(given.body())?;
    let row = operations::create(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::ok(shown(&app, &row).await?))
}

async fn update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = OrganizationChange::read(given.body())?;
    let row = operations::update(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::ok(shown(&app, &row).await?))
}

async fn update_named(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let id = given.part("organization_id").to_owned();
    given.fields.insert("organization_id".into(), json!(id));
    update(app, given).await
}

async fn infos(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let ids = Fields(given.body())
        .texts("organizations")?
        .value()
        .unwrap_or_default();
    let mut all = Vec::with_capacity(ids.len());
    for id in ids.iter().take(ORGANIZATIONS_MAX as usize) {
        let row = operations::get(&app.admin, id, app.gateway.now()).await?;
        all.push(shown(&app, &row).await?);
    }
    Ok(Reply::ok(Value::Array(all)))
}

async fn delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let ids = Fields(given.body())
        .texts("organization_ids")?
        .value()
        .unwrap_or_default();
    let rows = operations::delete(&app.admin, &given.actor, &ids, app.gateway.now()).await?;
    let row = |row: &OwnerSpend| json!({ "organization_id": &*row.owner.id, "organization_alias": row.owner.alias });
    Ok(Reply::ok(rows.iter().map(row).collect()))
}

async fn is_in(app: &App, given: &Given, id: &str) -> Result<bool, Problem> {
    let memberships = given.actor.memberships(&app.admin).await?;
    Ok(given.actor.sees_all()
        || memberships
            .iter()
            .any(|member| member.group == OwnerKind::Organization && &*member.group_id == id))
}

async fn info(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let id = given.text("organization_id").unwrap_or_default();
    if !is_in(&app, &given, &id).await? {
        return Err(
            AdminError::Forbidden(format!("You are not a member of organization {id}.")).into(),
        );
    }
    let row = operations::get(&app.admin, &id, app.gateway.now()).await?;
    Ok(Reply::ok(shown(&app, &row).await?))
}

/// Organizations that one answer shows, at most.
const ORGANIZATIONS_MAX: u32 = 1_000;

async fn list(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let own = given.actor.user_id().map(ToString::to_string);
    let list = ListOwners {
        size: ORGANIZATIONS_MAX,
        ids: given.text("org_id").into_iter().collect(),
        alias: given.text("org_alias"),
        member: own.filter(|_| !given.actor.sees_all()),
        ..ListOwners::of(OwnerKind::Organization)
    };
    let (rows, _) = owners::list(&app.admin, &list, app.gateway.now()).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        all.push(shown(&app, row).await?);
    }
    Ok(Reply::ok(Value::Array(all)))
}

/// The organization that a request names, which the caller must run.
async fn run_by(app: &App, given: &Given, fields: &Fields) -> Result<OwnerSpend, Problem> {
    let id = fields.required("organization_id")?;
    if !operations::runs(&app.admin, &given.actor, &id).await? {
        return Err(AdminError::Forbidden(format!(
            "Only admins of the proxy or of organization {id} may do this. Your role={}",
            given.actor.rank.role()
        ))
        .into());
    }
    Ok(operations::get(&app.admin, &id, app.gateway.now()).await?)
}

async fn member_add(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let organization = run_by(&app, &given, &fields).await?;
    let wrong = || AdminError::Invalid {
        field: "member".into(),
        message: "Input should be an object with 'user_id' or 'user_email', or a list of them"
            .into(),
    };
    let objects: Vec<Map<String, Value>> = match fields.0.get("member") {
        Some(Value::Object(one)) => vec![one.clone()],
        Some(Value::Array(many)) => many
            .iter()
            .map(|one| one.as_object().cloned().ok_or_else(wrong))
            .collect::<Result<_, _>>()?,
        _ => return Err(wrong().into()),
    };
    let terms = Terms {
        // Each of those who join says their own.
        role: None,
        ..Terms::in_group(OwnerKind::Organization, &fields)?
    };
    let mut joined = Vec::with_capacity(objects.len());
    for object in objects {
        let mut new = NewMember::read(&object)?;
        if !object.contains_key("role") {
            "internal_user".clone_into(&mut new.role);
        }
        joined.push(
            members::add(
                &app.admin,
                &given.actor,
                &organization.owner,
                &new,
                terms.clone(),
                app.gateway.now(),
            )
            .await?,
        );
    }
    let updated = members::views(&app.admin, &joined, app.gateway.now()).await?;
    Ok(Reply::ok(json!({
        "organization_id": &*organization.owner.id,
        "updated_users": updated.iter().map(|member| json!({ "user_id": member["user_id"], "user_email": member["user_email"] })).collect::<Vec<_>>(),
        "updated_organization_memberships": updated,
    })))
}

async fn member_update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let organization = run_by(&app, &given, &fields).await?;
    let member = members::find(
        &app.admin,
        OwnerKind::Organization,
        &organization.owner.id,
        &fields,
    )
    .await?;
    let member =
        member.ok_or_else(|| AdminError::Missing("User not found in organization".into()))?;
    let terms = Terms::in_group(OwnerKind::Organization, &fields)?;
    let member =
        members::update(&app.admin, &given.actor, member, terms, app.gateway.now()).await?;
    let mut views = members::views(&app.admin, &[member], app.gateway.now()).await?;
    Ok(Reply::ok(views.remove(0)))
}

async fn member_delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let organization = run_by(&app, &given, &fields).await?;
    let member = members::find(
        &app.admin,
        OwnerKind::Organization,
        &organization.owner.id,
        &fields,
    )
    .await?;
    let member =
        member.ok_or_else(|| AdminError::Missing("User not found in organization".into()))?;
    members::remove(&app.admin, &given.actor, &member, app.gateway.now()).await?;
    Ok(Reply::ok(
        json!({ "organization_id": &*organization.owner.id, "user_id": &*member.user_id }),
    ))
}
