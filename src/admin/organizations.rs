//! Organizations: teams and users of one company.

use super::again::until_unchanged;
use super::call_rules::refuse_ineffective;
use super::fields::{Field, Fields, Kind};
use super::owners::{self, OwnerChange, OwnerSpend};
use super::view::TimeForm;
use super::{Actor, Admin, AdminError, members, own_budget};
use crate::domain::owner::{Owner, OwnerKind};
use crate::domain::time::Micros;
use crate::store::ListOwners;
use serde_json::{Map, Value, json};

/// Fields of an organization, beside its limits and those of every owner.
pub const FIELDS: &[Field] = &[
    Field::new(
        "organization_id",
        Kind::Text,
        "Which one; an id is made when there is none.",
    ),
    Field::new("organization_alias", Kind::Text, "Its name."),
];

/// Fields that would limit or do something, and do not.
pub(super) const NOT_IN_FORCE: &[&str] = &["object_permission"];

/// What a request says about an organization.
#[derive(Debug)]
pub struct OrganizationChange {
    /// Which one.
    pub id: Option<String>,
    /// What every owner has.
    pub owner: OwnerChange,
}

impl OrganizationChange {
    /// Reads a request body.
    pub fn read(mut body: Map<String, Value>) -> Result<Self, AdminError> {
        // It names the organization itself here, not one that it belongs to.
        let id = Fields(body.clone())
            .text("organization_id")?
            .value()
            .filter(|id| !id.trim().is_empty());
        body.remove("organization_id");
        let mut owner = OwnerChange::read(&mut body, "organization_alias", "model_aliases", &[])?;
        let fields = Fields(body);
        refuse_ineffective(&fields, NOT_IN_FORCE)?;
        owner.limits = owner.limits.and_models(&fields)?;
        Ok(Self { id, owner })
    }
}

fn unknown(id: &str) -> AdminError {
    AdminError::Missing(format!("Organization not found for organization_id={id}"))
}

/// Makes an organization.
pub async fn create(
    admin: &Admin,
    actor: &Actor,
    request: OrganizationChange,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    if request
        .owner
        .alias
        .as_ref()
        .is_none_or(|alias| alias.trim().is_empty())
    {
        return Err(AdminError::Invalid {
            field: "organization_alias".into(),
            message: "Field required".into(),
        });
    }
    let id = request
        .id
        .unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    let mut owner = Owner::new(
        OwnerKind::Organization,
        &crate::gateway::admit::clean(&id),
        &actor.name,
        now,
    );
    let spend = request.owner.spend.clone();
    request.owner.apply(&mut owner, now)?;
    let taken = || AdminError::BadRequest {
        param: Some("organization_id"),
        message: format!("Organization id={id} already exists. Please use a different id."),
    };
    owners::insert(admin, actor, &owner, spend, taken, now).await
}

/// Changes an organization.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    request: OrganizationChange,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    let id = request.id.ok_or_else(|| AdminError::Invalid {
        field: "organization_id".into(),
        message: "Field required".into(),
    })?;
    let change = request.owner;
    let attempt = async || {
        let before = get(admin, &id, now).await?.owner;
        let mut owner = before.clone();
        let (spend, gone) = (change.spend.clone(), || unknown(&id));
        change.clone().apply(&mut owner, now)?;
        owners::update(admin, actor, &before, &mut owner, spend, gone, now).await
    };
    until_unchanged(attempt).await
}

/// One organization, or a 404.
pub async fn get(admin: &Admin, id: &str, now: Micros) -> Result<OwnerSpend, AdminError> {
    owners::get(admin, OwnerKind::Organization, id, now)
        .await?
        .ok_or_else(|| unknown(id))
}

/// Whether an actor runs an organization.
pub async fn runs(admin: &Admin, actor: &Actor, id: &str) -> Result<bool, AdminError> {
    let memberships = actor.memberships(admin).await?;
    let runs = memberships.iter().any(|member| {
        member.group == OwnerKind::Organization
            && &*member.group_id == id
            && member.role == "org_admin"
    });
    Ok(actor.is_admin() || runs)
}

/// Deletes organizations with their teams' place in them; one that is unknown stops everything.
pub async fn delete(
    admin: &Admin,
    actor: &Actor,
    ids: &[String],
    now: Micros,
) -> Result<Vec<OwnerSpend>, AdminError> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let teams = ListOwners {
            organization_ids: vec![id.clone()],
            size: 1,
            ..ListOwners::of(OwnerKind::Team)
        };
        let count = admin.store.list_owners(&teams).await?.total_count;
        if count > 0 {
            return Err(AdminError::BadRequest {
                param: Some("organization_ids"),
                message: format!("Organization {id} has {count} teams. Delete or move them first."),
            });
        }
        found.push(get(admin, id, now).await?);
    }
    for row in &found {
        owners::delete(admin, actor, &row.owner, now).await?;
    }
    Ok(found)
}

/// An organization as answers show it, with members and teams.
pub async fn view(
    admin: &Admin,
    row: &OwnerSpend,
    now: Micros,
) -> Result<Map<String, Value>, AdminError> {
    let owner = &row.owner;
    let effective = admin
        .effective(&owner.limits, owner.budget_id.as_deref())
        .await?;
    let there = admin
        .store
        .members_of(OwnerKind::Organization, &owner.id)
        .await?;
    let teams = ListOwners {
        organization_ids: vec![owner.id.to_string()],
        size: 1_000,
        ..ListOwners::of(OwnerKind::Team)
    };
    let (teams, _) = owners::list(admin, &teams, now).await?;
    let teams: Vec<Value> = teams
        .iter()
        .map(|team| Value::Object(super::teams::view(team, &[], TimeForm::Zulu)))
        .collect();
    let budget = owner.budget_id.as_deref().map_or_else(
        || own_budget::id_of(OwnerKind::Organization, &owner.id),
        str::to_owned,
    );
    let mut fields = owners::view(row, TimeForm::Zulu);
    let own = json!({
        "organization_id": &*owner.id,
        "organization_alias": owner.alias,
        "budget_id": budget,
        "litellm_budget_table": own_budget::view(&budget, &effective, now, admin),
        "members": members::views(admin, &there, now).await?,
        "teams": teams,
        "users": null,
        "model_spend": {},
    });
    if let Value::Object(own) = own {
        fields.extend(own);
    }
    Ok(fields)
}
