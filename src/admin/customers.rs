//! End users ("customers"): those whom clients name in their calls.

use super::again::until_unchanged;
use super::call_rules::refuse_ineffective;
use super::fields::{Field, Fields, Kind};
use super::owners::{self, OwnerChange, OwnerSpend};
use super::spend::Spent;
use super::view::{self, TimeForm};
use super::{Actor, Admin, AdminError, limits};
use crate::domain::budget::WindowKey;
use crate::domain::money::Nanos;
use crate::domain::owner::{Owner, OwnerKind};
use crate::domain::time::Micros;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// The model of calls that name none.
const DEFAULT_MODEL: &str = "default_model";
/// Where those must be who answer.
const REGION: &str = "allowed_model_region";
const REGIONS: &[&str] = &["eu", "us"];
/// What is kept as it is said.
pub(super) const KEPT: &[&str] = &[DEFAULT_MODEL, REGION];

/// Fields of a customer, beside its limits.
pub const FIELDS: &[Field] = &[
    Field::required("user_id", Kind::Text, "Who, as clients name them."),
    Field::new("alias", Kind::Text, "A name that people give them."),
    Field::new(
        "models",
        Kind::Texts,
        "Models that may be called for them; empty means all.",
    ),
    Field::new(
        DEFAULT_MODEL,
        Kind::Text,
        "The model of their calls that name none.",
    ),
    Field::new(
        REGION,
        Kind::Word(REGIONS),
        "Only deployments there may answer them, by `region_name`, or by the region or location that they are called at.",
    ),
    Field::new("blocked", Kind::Flag, "Refused while true."),
    Field::new(
        "spend",
        Kind::Number,
        "What was spent for them, in US dollars: a correction.",
    ),
    Field::new(
        "budget_id",
        Kind::Text,
        "A named budget, instead of limits of their own.",
    ),
];

/// Fields that would limit or do something, and do not.
pub(super) const NOT_IN_FORCE: &[&str] = &["object_permission", "budget_reset_at"];

/// What a request says about a customer.
#[derive(Debug)]
pub struct CustomerChange {
    /// Who.
    pub id: String,
    /// What every owner has.
    pub owner: OwnerChange,
}

impl CustomerChange {
    /// Reads a request body.
    pub fn read(mut body: Map<String, Value>) -> Result<Self, AdminError> {
        let owner = OwnerChange::read(&mut body, "alias", "model_aliases", KEPT)?;
        let fields = Fields(body);
        fields.text(DEFAULT_MODEL)?;
        fields.word(REGION, REGIONS, |word| Some(word.to_owned()))?;
        refuse_ineffective(&fields, NOT_IN_FORCE)?;
        if owner.budget_id.as_ref().is_some() && owner.limits.is_some() {
            return Err(AdminError::Invalid {
                field: "budget_id".into(),
                message: "Give either budget_id or limits of their own, not both".into(),
            });
        }
        Ok(Self {
            id: fields.required("user_id")?,
            owner,
        })
    }
}

fn unknown(id: &str) -> AdminError {
    AdminError::NotFound(format!("End User Id={id} does not exist in db"))
}

/// Makes a customer.
pub async fn create(
    admin: &Admin,
    actor: &Actor,
    request: CustomerChange,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    let mut owner = Owner::new(
        OwnerKind::EndUser,
        &crate::gateway::admit::clean(&request.id),
        &actor.name,
        now,
    );
    let spend = request.owner.spend.clone();
    request.owner.apply(&mut owner, now)?;
    let id = owner.id.clone();
    let taken = || AdminError::BadRequest {
        param: Some("user_id"),
        message: format!(
            "Customer already exists, passed user_id={id}. Please pass a new user_id."
        ),
    };
    owners::insert(admin, actor, &owner, spend, taken, now).await
}

/// Changes a customer.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    request: CustomerChange,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    let (id, change) = (request.id, request.owner);
    let attempt = async || {
        let before = admin.store.get_owner(OwnerKind::EndUser, &id).await?;
        let before = before.ok_or_else(|| unknown(&id))?.owner;
        let mut owner = before.clone();
        if change.budget_id.as_ref().is_some() {
            owner.limits = crate::domain::limits::Limits {
                budget_anchor: now,
                ..Default::default()
            };
        } else if change.limits.is_some() {
            owner.budget_id = None;
        }
        let (spend, gone) = (change.spend.clone(), || unknown(&id));
        change.clone().apply(&mut owner, now)?;
        owners::update(admin, actor, &before, &mut owner, spend, gone, now).await
    };
    until_unchanged(attempt).await
}

/// One customer, or a 404. Whoever was named in a call is one, though nobody made them.
pub async fn get(admin: &Admin, id: &str, now: Micros) -> Result<OwnerSpend, AdminError> {
    if let Some(row) = owners::get(admin, OwnerKind::EndUser, id, now).await? {
        return Ok(row);
    }
    let owner = Owner::new(OwnerKind::EndUser, id, "", now);
    let spent = admin
        .store
        .window_spend(&[WindowKey::lifetime(owner.scope())])
        .await?[0];
    if spent == Nanos::ZERO {
        return Err(unknown(id));
    }
    Ok(OwnerSpend {
        owner,
        spent: Spent {
            spend: spent,
            total: spent,
            resets_at: None,
        },
    })
}

/// Those who were named in calls and whom nobody made, beside those who are known.
pub async fn seen(
    admin: &Admin,
    known: &[OwnerSpend],
    limit: u32,
    now: Micros,
) -> Result<Vec<OwnerSpend>, AdminError> {
    let ids = admin.store.end_users_seen(limit).await?;
    let known: HashSet<&str> = known.iter().map(|row| &*row.owner.id).collect();
    let unmade = ids.iter().filter(|id| !known.contains(id.as_str()));
    let owners: Vec<Owner> = unmade
        .map(|id| Owner::new(OwnerKind::EndUser, id, "", now))
        .collect();
    let windows: Vec<_> = owners
        .iter()
        .map(|owner| WindowKey::lifetime(owner.scope()))
        .collect();
    let spent = admin.store.window_spend(&windows).await?;
    let told = owners
        .into_iter()
        .zip(spent)
        .map(|(owner, spent)| OwnerSpend {
            owner,
            spent: Spent {
                spend: spent,
                total: spent,
                resets_at: None,
            },
        });
    Ok(told.collect())
}

/// Blocks customers, or lets them in again. Those who are not known are made.
pub async fn set_blocked(
    admin: &Admin,
    actor: &Actor,
    ids: &[String],
    blocked: bool,
    now: Micros,
) -> Result<Vec<OwnerSpend>, AdminError> {
    if ids.iter().any(|id| id.trim().is_empty()) {
        return Err(super::bad("user_ids", "an id may not be empty"));
    }
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        let change = OwnerChange {
            blocked: super::fields::Change::Set(blocked),
            ..OwnerChange::default()
        };
        let request = CustomerChange {
            id: id.clone(),
            owner: change,
        };
        let known = admin
            .store
            .get_owner(OwnerKind::EndUser, id)
            .await?
            .is_some();
        rows.push(if known {
            update(admin, actor, request, now).await?
        } else {
            create(admin, actor, request, now).await?
        });
    }
    Ok(rows)
}

/// Deletes customers; one that is unknown stops everything.
pub async fn delete(
    admin: &Admin,
    actor: &Actor,
    ids: &[String],
    now: Micros,
) -> Result<usize, AdminError> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let row = admin.store.get_owner(OwnerKind::EndUser, id).await?;
        found.push(row.ok_or_else(|| unknown(id))?.owner);
    }
    for owner in &found {
        owners::delete(admin, actor, owner, now).await?;
    }
    Ok(found.len())
}

/// A customer as answers show it, with the limits that hold for them.
pub async fn view(admin: &Admin, row: &OwnerSpend) -> Result<Map<String, Value>, AdminError> {
    let owner = &row.owner;
    let effective = admin
        .effective(&owner.limits, owner.budget_id.as_deref())
        .await?;
    let mut fields = owners::view(row, TimeForm::Zulu);
    let mut table = view::empty_budget();
    table.extend(limits::budget_view(&effective, TimeForm::Zulu));
    table.insert("budget_id".into(), json!(owner.budget_id.as_deref()));
    table.insert(
        "budget_reset_at".into(),
        json!(row.spent.resets_at.map(|at| TimeForm::Zulu.write(at))),
    );
    let extra = view::object(&owner.extra);
    let said = |name: &str| extra.get(name).cloned().unwrap_or_default();
    let own = json!({
        "user_id": &*owner.id,
        "alias": owner.alias,
        REGION: said(REGION),
        DEFAULT_MODEL: said(DEFAULT_MODEL),
        "object_permission": null,
        "litellm_budget_table": table,
    });
    if let Value::Object(own) = own {
        fields.extend(own);
    }
    Ok(fields)
}
