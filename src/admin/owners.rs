//! Users, teams, organizations, end users and tags: what their operations have in common.

use super::call_rules;
use super::fields::{Change, Field, Fields, Kind};
use super::keys::change::{merge, set_notes, set_text};
use super::limits::{self, LimitChange};
use super::own_budget;
use super::spend::{self, Spent};
use super::view::{TimeForm, notes, object};
use super::{Actor, Admin, AdminError, bad};
use crate::domain::money::Nanos;
use crate::domain::owner::{Owner, OwnerKind};
use crate::domain::time::Micros;
use crate::store::{ListOwners, OwnerRow, StoreError};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Fields that every kind of owner has, beside its limits and its names.
pub const FIELDS: &[Field] = &[
    Field::new(
        "models",
        Kind::Texts,
        "Models that it may call; empty means all.",
    ),
    Field::new("blocked", Kind::Flag, "Refused while true."),
    Field::new(
        "spend",
        Kind::Number,
        "What it has spent, in US dollars: a correction.",
    ),
    Field::new(
        "budget_id",
        Kind::Text,
        "A named budget, whose limits hold where there are none of its own.",
    ),
    Field::new(
        "organization_id",
        Kind::Text,
        "The organization it belongs to.",
    ),
    Field::new("metadata", Kind::Object, "Notes."),
    Field::new("tags", Kind::Texts, "Tags; kept among the notes."),
];

/// What a request says about an owner of any kind.
#[derive(Debug, Clone, Default)]
pub struct OwnerChange {
    /// A name that people give it.
    pub alias: Change<String>,
    /// Models that it may call.
    pub models: Change<Vec<String>>,
    /// Names that stand for other models.
    pub aliases: Change<BTreeMap<String, String>>,
    /// Refused while true.
    pub blocked: Change<bool>,
    /// What it may spend and do.
    pub limits: LimitChange,
    /// A named budget.
    pub budget_id: Change<String>,
    /// The organization it belongs to.
    pub organization_id: Change<String>,
    /// What it has spent: a correction.
    pub spend: Change<Nanos>,
    /// Notes.
    pub metadata: Change<Map<String, Value>>,
    /// Tags; kept among the notes.
    pub tags: Change<Vec<String>>,
    /// Fields of one kind only, kept as they are.
    pub extra: Map<String, Value>,
}

impl OwnerChange {
    /// Reads the fields of a request. `alias` and `aliases` have other names in each kind; `kept` are
    /// the fields that are stored as they are.
    pub fn read(
        body: &mut Map<String, Value>,
        alias: &str,
        aliases: &str,
        kept: &[&str],
    ) -> Result<Self, AdminError> {
        call_rules::from_notes(body);
        let fields = Fields(std::mem::take(body));
        let extra = kept
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), fields.0.get(*name)?.clone())));
        let change = Self {
            alias: fields.text(alias)?,
            models: fields.texts("models")?,
            aliases: fields.text_map(aliases)?,
            blocked: fields.flag("blocked")?,
            limits: LimitChange::read(&fields)?,
            budget_id: fields.text("budget_id")?,
            organization_id: fields.text("organization_id")?,
            spend: limits::money(&fields, "spend")?,
            metadata: fields.object("metadata")?,
            tags: fields.texts("tags")?,
            extra: extra.collect(),
        };
        *body = fields.0;
        Ok(change)
    }

    /// Writes everything but spend into an owner.
    pub fn apply(self, owner: &mut Owner, now: Micros) -> Result<(), AdminError> {
        self.alias.apply(&mut owner.alias);
        self.models.apply_or_default(&mut owner.models);
        self.aliases.apply_or_default(&mut owner.aliases);
        self.blocked.apply_or_default(&mut owner.blocked);
        self.limits.apply(&mut owner.limits, now)?;
        // An answer tells the id of the owner's own limits there; it comes back and says nothing.
        let own = own_budget::id_of(owner.kind, &owner.id);
        if self.budget_id.as_ref() != Some(&own) {
            set_text(&mut owner.budget_id, self.budget_id);
        }
        set_text(&mut owner.organization_id, self.organization_id);
        set_notes(&mut owner.metadata, self.metadata, self.tags);
        merge(&mut owner.extra, self.extra);
        Ok(())
    }
}

/// An owner and what it spent.
#[derive(Debug, Clone)]
pub struct OwnerSpend {
    /// The owner.
    pub owner: Owner,
    /// What it spent.
    pub spent: Spent,
}

/// Refuses an id that nobody made.
pub async fn require_known(
    admin: &Admin,
    kind: OwnerKind,
    param: &'static str,
    id: &str,
) -> Result<(), AdminError> {
    if admin.store.get_owner(kind, id).await?.is_some() {
        return Ok(());
    }
    let noun = kind.as_str();
    Err(bad(
        param,
        format!("{noun} '{id}' does not exist. Make it with /{noun}/new, or leave out '{param}'."),
    ))
}

/// Refuses links to what nobody made, where they are new.
pub async fn require_links(
    admin: &Admin,
    owner: &Owner,
    before: Option<&Owner>,
) -> Result<(), AdminError> {
    if before.is_none_or(|before| before.budget_id != owner.budget_id) {
        admin.require_budget(owner.budget_id.as_deref()).await?;
    }
    match &owner.organization_id {
        Some(id) if before.is_none_or(|before| before.organization_id != owner.organization_id) => {
            require_known(admin, OwnerKind::Organization, "organization_id", id).await
        }
        _ => Ok(()),
    }
}

/// Stores a new owner. `taken` says what to answer when its id or e-mail address is in use.
pub async fn insert(
    admin: &Admin,
    actor: &Actor,
    owner: &Owner,
    spend: Change<Nanos>,
    taken: impl FnOnce() -> AdminError,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    require_links(admin, owner, None).await?;
    let audit = Admin::audit(
        actor,
        now,
        "created",
        (owner.kind.as_str(), &owner.id),
        (None, Some(audit_view(owner))),
    );
    admin
        .store
        .insert_owner(owner, &audit)
        .await
        .map_err(|error| match error {
            StoreError::Conflict(_) => taken(),
            other => other.into(),
        })?;
    corrected(admin, owner, spend, now).await
}

/// Stores a changed owner, where it is still what it was `before`.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    before: &Owner,
    owner: &mut Owner,
    spend: Change<Nanos>,
    taken: impl FnOnce() -> AdminError,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    require_links(admin, owner, Some(before)).await?;
    owner.updated_at = now.later_than(before.updated_at);
    owner.updated_by.clone_from(&actor.name);
    let audit = Admin::audit(
        actor,
        now,
        "updated",
        (owner.kind.as_str(), &owner.id),
        (Some(audit_view(before)), Some(audit_view(owner))),
    );
    admin
        .store
        .update_owner(Some(before.updated_at), owner, &audit)
        .await
        .map_err(|error| match error {
            StoreError::Conflict(_) => taken(),
            other => other.into(),
        })?;
    corrected(admin, owner, spend, now).await
}

async fn corrected(
    admin: &Admin,
    owner: &Owner,
    spend: Change<Nanos>,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    if let Change::Set(target) = spend {
        let limits = admin
            .effective(&owner.limits, owner.budget_id.as_deref())
            .await?;
        spend::correct(admin, &owner.scope(), &limits, target, now).await?;
    }
    let mut spent = with_spend(
        admin,
        vec![OwnerRow {
            owner: owner.clone(),
            spend: Nanos::ZERO,
        }],
        now,
    )
    .await?;
    Ok(spent.remove(0))
}

/// Removes an owner, and what goes with it.
pub async fn delete(
    admin: &Admin,
    actor: &Actor,
    owner: &Owner,
    now: Micros,
) -> Result<(), AdminError> {
    let view = audit_view(owner);
    let audit = Admin::audit(
        actor,
        now,
        "deleted",
        (owner.kind.as_str(), &owner.id),
        (Some(view), None),
    );
    match admin
        .store
        .delete_owner(owner.kind, &owner.id, &audit)
        .await
    {
        // Deleted by someone else a moment ago: gone either way.
        Err(StoreError::NotFound) => Ok(()),
        other => Ok(other?),
    }
}

/// Adds what owners spent.
pub async fn with_spend(
    admin: &Admin,
    rows: Vec<OwnerRow>,
    now: Micros,
) -> Result<Vec<OwnerSpend>, AdminError> {
    let holders = rows.iter().map(|row| {
        (
            row.owner.scope(),
            &row.owner.limits,
            row.owner.budget_id.as_deref(),
        )
    });
    let spent = spend::of_all(admin, holders, now).await?;
    Ok(rows
        .into_iter()
        .zip(spent)
        .map(|(row, spent)| OwnerSpend {
            owner: row.owner,
            spent,
        })
        .collect())
}

/// One owner with its spend.
pub async fn get(
    admin: &Admin,
    kind: OwnerKind,
    id: &str,
    now: Micros,
) -> Result<Option<OwnerSpend>, AdminError> {
    let row = admin.store.get_owner(kind, id).await?;
    Ok(with_spend(admin, row.into_iter().collect(), now)
        .await?
        .pop())
}

/// A page of owners with their spend, and how many there are.
pub async fn list(
    admin: &Admin,
    list: &ListOwners,
    now: Micros,
) -> Result<(Vec<OwnerSpend>, u64), AdminError> {
    let page = admin.store.list_owners(list).await?;
    Ok((with_spend(admin, page.rows, now).await?, page.total_count))
}

/// What answers of every kind hold: limits, spend, notes, times, and the fields of its own kind as they
/// were said.
#[must_use]
pub fn view(row: &OwnerSpend, form: TimeForm) -> Map<String, Value> {
    let owner = &row.owner;
    let mut fields = limits::view(&owner.limits, form);
    let mut notes = notes(&owner.metadata, &owner.limits);
    if let (Value::Object(mut extra), Value::Object(notes)) = (object(&owner.extra), &mut notes) {
        notes.extend(call_rules::taken(&mut extra));
        fields.extend(extra);
    }
    let more = json!({
        "models": owner.models,
        "blocked": owner.blocked,
        "spend": row.spent.spend.usd(),
        "total_spend": row.spent.total.usd(),
        "budget_reset_at": row.spent.resets_at.map(|at| form.write(at)),
        "budget_id": owner.budget_id.as_deref(),
        "organization_id": owner.organization_id.as_deref(),
        "metadata": notes,
        "object_permission_id": null,
        "created_at": form.write(owner.created_at),
        "created_by": owner.created_by,
        "updated_at": form.write(owner.updated_at),
        "updated_by": owner.updated_by,
    });
    if let Value::Object(more) = more {
        fields.extend(more);
    }
    fields
}

/// An owner as the audit log keeps it: without its password.
pub(super) fn audit_view(owner: &Owner) -> Value {
    let row = OwnerSpend {
        owner: owner.clone(),
        spent: Spent::default(),
    };
    let mut fields = view(&row, TimeForm::Zulu);
    for name in ["spend", "total_spend", "budget_reset_at"] {
        fields.remove(name);
    }
    fields.insert("id".into(), json!(&*owner.id));
    fields.insert("alias".into(), json!(owner.alias));
    if !owner.aliases.is_empty() {
        fields.insert("model_aliases".into(), json!(owner.aliases));
    }
    if owner.kind == OwnerKind::User {
        fields.insert("user_email".into(), json!(owner.account.email));
        fields.insert(
            "user_role".into(),
            json!(owner.account.role.map(crate::domain::owner::Role::as_str)),
        );
    }
    Value::Object(fields)
}
