//! Tags: marks on calls, with limits of their own.

use super::again::until_unchanged;
use super::fields::{Field, Fields, Kind};
use super::own_budget;
use super::owners::{self, OwnerChange, OwnerSpend};
use super::view::{TimeForm, object};
use super::{Actor, Admin, AdminError};
use crate::domain::money::Nanos;
use crate::domain::owner::{Owner, OwnerKind};
use crate::domain::time::Micros;
use crate::store::{DayPart, ListDays};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Fields of a tag, beside its limits.
pub const FIELDS: &[Field] = &[
    Field::required("name", Kind::Text, "The tag."),
    Field::new("description", Kind::Text, "What it stands for."),
    Field::new(
        "models",
        Kind::Texts,
        "Models that calls with it may use; empty means all.",
    ),
    Field::new("model_info", Kind::TextMap, "Notes about models."),
    Field::new(
        "budget_id",
        Kind::Text,
        "A named budget, whose limits hold where there are none of its own.",
    ),
];

/// What a request says about a tag.
#[derive(Debug)]
pub struct TagChange {
    /// Which one.
    pub name: String,
    /// What every owner has.
    pub owner: OwnerChange,
}

impl TagChange {
    /// Reads a request body.
    pub fn read(mut body: Map<String, Value>) -> Result<Self, AdminError> {
        let owner = OwnerChange::read(
            &mut body,
            "alias",
            "model_aliases",
            &["description", "model_info"],
        )?;
        Ok(Self {
            name: Fields(body).required("name")?,
            owner,
        })
    }
}

fn unknown(name: &str) -> AdminError {
    AdminError::Missing(format!("Tag {name} not found"))
}

/// Makes a tag.
pub async fn create(
    admin: &Admin,
    actor: &Actor,
    request: TagChange,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    let mut owner = Owner::new(
        OwnerKind::Tag,
        &crate::gateway::admit::clean(&request.name),
        &actor.name,
        now,
    );
    let spend = request.owner.spend.clone();
    request.owner.apply(&mut owner, now)?;
    let name = owner.id.clone();
    let taken = || AdminError::Conflict {
        param: "name",
        message: format!("Tag {name} already exists"),
    };
    owners::insert(admin, actor, &owner, spend, taken, now).await
}

/// Changes a tag.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    request: TagChange,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    let (name, change) = (request.name, request.owner);
    let attempt = async || {
        let before = get(admin, &name, now).await?.owner;
        let mut owner = before.clone();
        let (spend, gone) = (change.spend.clone(), || unknown(&name));
        change.clone().apply(&mut owner, now)?;
        owners::update(admin, actor, &before, &mut owner, spend, gone, now).await
    };
    until_unchanged(attempt).await
}

/// One tag, or a 404.
pub async fn get(admin: &Admin, name: &str, now: Micros) -> Result<OwnerSpend, AdminError> {
    owners::get(admin, OwnerKind::Tag, name, now)
        .await?
        .ok_or_else(|| unknown(name))
}

/// Deletes a tag. Calls may go on naming it; its limits are gone.
pub async fn delete(
    admin: &Admin,
    actor: &Actor,
    name: &str,
    now: Micros,
) -> Result<(), AdminError> {
    let owner = get(admin, name, now).await?.owner;
    owners::delete(admin, actor, &owner, now).await
}

/// How far back tags are looked for that nobody made, in days.
pub const SEEN_DAYS: i64 = 30;

/// A tag that calls carried and nobody made.
#[derive(Debug)]
pub struct SeenTag {
    /// The tag.
    pub name: String,
    /// The first and the last day of those looked at on which a call carried it, as `YYYY-MM-DD`.
    pub days: (String, String),
    /// What these calls cost.
    pub spend: Nanos,
}

/// Tags of calls of the last [`SEEN_DAYS`] days that nobody made, by name; of one user's calls, where one is
/// named.
pub async fn seen(
    admin: &Admin,
    user: Option<&str>,
    now: Micros,
) -> Result<Vec<SeenTag>, AdminError> {
    let mut list = ListDays::last(SEEN_DAYS, now);
    list.user_ids = user.map(str::to_owned).into_iter().collect();
    let parts = [DayPart::Day];
    let lines = admin
        .store
        .owner_days_by(OwnerKind::Tag, &[], &list, &parts);
    let made = admin.store.all_owners().await?.into_iter();
    let made: BTreeSet<String> = made
        .filter(|row| row.owner.kind == OwnerKind::Tag)
        .map(|row| row.owner.id.to_string())
        .collect();
    let mut seen: BTreeMap<String, SeenTag> = BTreeMap::new();
    // In the order of the days.
    for line in lines.await? {
        if made.contains(&line.entity) {
            continue;
        }
        let tag = seen.entry(line.entity.clone()).or_insert_with(|| SeenTag {
            name: line.entity,
            days: (line.day.clone(), String::new()),
            spend: Nanos::ZERO,
        });
        tag.days.1 = line.day;
        tag.spend += line.spend;
    }
    Ok(seen.into_values().collect())
}

/// A tag that nobody made as answers show it.
#[must_use]
pub fn seen_view(tag: &SeenTag) -> Value {
    json!({
        "name": tag.name,
        "description": "Calls carry it, and nobody gave it limits.",
        "models": null,
        "model_info": null,
        "spend": tag.spend.usd(),
        "created_at": format!("{}T00:00:00Z", tag.days.0),
        "updated_at": format!("{}T00:00:00Z", tag.days.1),
        "created_by": null,
    })
}

/// A tag as answers show it, with the budget that holds for it.
pub async fn view(
    admin: &Admin,
    row: &OwnerSpend,
    now: Micros,
) -> Result<Map<String, Value>, AdminError> {
    let owner = &row.owner;
    let own = own_budget::limits_anything(&owner.limits);
    let own = own.then(|| own_budget::id_of(OwnerKind::Tag, &owner.id));
    let budget = owner.budget_id.as_deref().map(str::to_owned).or(own);
    let table = match &budget {
        Some(id) => {
            let limits = admin
                .effective(&owner.limits, owner.budget_id.as_deref())
                .await?;
            Some(own_budget::view(id, &limits, now, admin))
        }
        None => None,
    };
    let mut fields = owners::view(row, TimeForm::Zulu);
    let extra = object(&owner.extra);
    let own = json!({
        "name": &*owner.id,
        "description": extra["description"],
        "model_info": extra["model_info"],
        "budget_id": budget,
        "litellm_budget_table": table,
    });
    if let Value::Object(own) = own {
        fields.extend(own);
    }
    Ok(fields)
}
