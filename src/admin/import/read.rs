//! Rows of LiteLLM's as what they become here.

use super::super::keys::change as key_fields;
use super::super::{AdminError, bad, call_rules, customers, organizations, teams, users};
use super::row::Row;
use crate::admin::fields::{Fields, says_nothing};
use crate::config::RouterSettings;
use crate::domain::access_group::AccessGroup;
use crate::domain::key::{KeyHash, KeyType, VirtualKey};
use crate::domain::owner::{Account, Member, NamedBudget, Owner, OwnerKind, Role};
use crate::domain::secret::Secret;
use crate::domain::time::Micros;
use crate::gateway::admit::clean;
use crate::store::{LitellmRow, RetiredKey};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The team of keys that are sessions of LiteLLM's UI.
const UI_SESSIONS: &str = "litellm-dashboard";

/// Fields of a row or of its notes that say something and have no effect here.
pub(super) fn ineffective(row: &LitellmRow, names: &[&'static str]) -> Vec<String> {
    let notes = Row(row).object("metadata");
    let in_notes = Fields(notes);
    let own: Map<String, Value> = row
        .iter()
        .map(|(name, _)| (name.clone(), Row(row).json(name)))
        .collect();
    let own = Fields(own);
    // Numbers are limits; zero is one too.
    let said = names
        .iter()
        .filter(|name| own.said(&[**name]).or(in_notes.said(&[**name])).is_some());
    let settings = Row(row).object("router_settings");
    let settings = settings.iter().filter(|(name, value)| {
        !says_nothing(value) && RouterSettings::check(name, value).is_err()
    });
    let settings = settings.map(|(name, _)| format!("router_settings.{name}"));
    said.map(ToString::to_string).chain(settings).collect()
}

/// What of a kind of thing has no effect here.
pub(super) fn not_in_force(kind: &str) -> &'static [&'static str] {
    match kind {
        "key" => key_fields::NOT_IN_FORCE,
        "team" => teams::NOT_IN_FORCE,
        "user" => users::NOT_IN_FORCE,
        "customer" => customers::NOT_IN_FORCE,
        "organization" => organizations::NOT_IN_FORCE,
        _ => &[],
    }
}

fn required(row: Row<'_>, name: &'static str) -> Result<Arc<str>, AdminError> {
    row.id(name)
        .ok_or_else(|| bad(name, format!("a row without {name}")))
}

fn notes_text(notes: Map<String, Value>) -> String {
    Value::Object(notes).to_string()
}

/// A key; `None` for a session of LiteLLM's UI.
pub(super) fn key(row: &LitellmRow) -> Result<Option<VirtualKey>, AdminError> {
    let row = Row(row);
    if row.text("team_id") == Some(UI_SESSIONS) {
        return Ok(None);
    }
    let token = row.text("token").unwrap_or_default();
    let hash = KeyHash::from_hex(token).ok_or_else(|| bad("token", "its hash is no SHA-256"))?;
    let mut notes = row.object("metadata");
    let limits = row.limits(&mut notes)?;
    let extra = row.kept_with_notes(&call_rules::names(|kept| kept.of.keys()), &mut notes);
    let (created_at, updated_at, created_by, updated_by) = row.times();
    let allowed_routes = row.texts("allowed_routes");
    let typed = row.text("key_type").and_then(KeyType::parse);
    let by_routes = || {
        let types = [KeyType::LlmApi, KeyType::Management, KeyType::ReadOnly];
        types
            .into_iter()
            .find(|known| known.routes() == allowed_routes)
    };
    Ok(Some(VirtualKey {
        hash,
        name: row.text("key_name").unwrap_or("sk-...").to_owned(),
        alias: row.text("key_alias").map(str::to_owned),
        user_id: row.id("user_id"),
        team_id: row.id("team_id"),
        models: row.texts("models"),
        aliases: row.text_map("aliases"),
        key_type: typed.or_else(by_routes).unwrap_or_default(),
        allowed_routes,
        blocked: row.flag("blocked"),
        expires_at: row.time("expires"),
        limits,
        budget_id: row.id("budget_id"),
        organization_id: row.id("organization_id"),
        metadata: notes_text(notes),
        extra: notes_text(extra),
        created_at,
        updated_at,
        created_by,
        updated_by,
    }))
}

/// A secret that was replaced and is still good.
pub(super) fn retired(row: &LitellmRow, now: Micros) -> Option<RetiredKey> {
    let row = Row(row);
    let retired = RetiredKey {
        hash: KeyHash::from_hex(row.text("token")?)?,
        active: KeyHash::from_hex(row.text("active_token_id")?)?,
        revoke_at: row.time("revoke_at")?,
    };
    (retired.revoke_at > now).then_some(retired)
}

fn owner(kind: OwnerKind, id: Arc<str>, row: Row<'_>) -> Result<Owner, AdminError> {
    let mut notes = row.object("metadata");
    let limits = row.limits(&mut notes)?;
    let (created_at, updated_at, created_by, updated_by) = row.times();
    Ok(Owner {
        kind,
        id,
        alias: None,
        organization_id: row.id("organization_id"),
        models: row.texts("models"),
        aliases: BTreeMap::new(),
        blocked: row.flag("blocked"),
        limits,
        budget_id: row.id("budget_id"),
        account: Account::default(),
        metadata: notes_text(notes),
        extra: "{}".to_owned(),
        created_at,
        updated_at,
        created_by,
        updated_by,
    })
}

fn alias(row: Row<'_>, name: &str) -> Option<String> {
    row.text(name).map(str::to_owned)
}

/// An organization.
pub(super) fn organization(row: &LitellmRow) -> Result<Owner, AdminError> {
    let row = Row(row);
    let id = required(row, "organization_id")?;
    Ok(Owner {
        alias: alias(row, "organization_alias"),
        organization_id: None,
        ..owner(OwnerKind::Organization, id, row)?
    })
}

/// A user. Passwords stay behind: LiteLLM's are scrypt, which nothing here reads.
pub(super) fn user(row: &LitellmRow) -> Result<Owner, AdminError> {
    let row = Row(row);
    let role = match row.text("user_role") {
        Some("proxy_admin_view_only") => Some(Role::ProxyAdminViewer),
        Some("internal_user_view_only") => Some(Role::InternalUserViewer),
        Some("org_admin") => Some(Role::InternalUser),
        other => other.and_then(Role::parse),
    };
    Ok(Owner {
        alias: alias(row, "user_alias"),
        account: Account {
            email: row.text("user_email").map(|email| email.trim().to_owned()),
            role,
            password_hash: row
                .text("password")
                .filter(|hash| is_hash(hash))
                .map(Secret::new),
            sso_id: row.text("sso_user_id").map(str::to_owned),
        },
        ..owner(OwnerKind::User, required(row, "user_id")?, row)?
    })
}

/// Whether a stored password is in a form that logins here understand: scrypt, or an unsalted SHA-256.
pub(super) fn is_hash(stored: &str) -> bool {
    stored.starts_with("scrypt:") || KeyHash::from_hex(stored).is_some()
}

/// A team. Its model aliases are a row of another table.
pub(super) fn team(row: &LitellmRow, aliases: Option<&LitellmRow>) -> Result<Owner, AdminError> {
    let row = Row(row);
    let mut made = owner(OwnerKind::Team, required(row, "team_id")?, row)?;
    made.alias = alias(row, "team_alias");
    made.aliases = aliases
        .map(|aliases| Row(aliases).text_map("model_aliases"))
        .unwrap_or_default();
    let mut notes: Map<String, Value> = serde_json::from_str(&made.metadata).unwrap_or_default();
    let mut extra = row.kept_with_notes(&call_rules::names(|kept| kept.of.teams()), &mut notes);
    if let Some(shared) = notes.remove(teams::MEMBER_BUDGET) {
        extra.insert(teams::MEMBER_BUDGET.to_owned(), shared);
    }
    made.metadata = notes_text(notes);
    made.extra = notes_text(extra);
    Ok(made)
}

/// An end user.
pub(super) fn customer(row: &LitellmRow) -> Result<Owner, AdminError> {
    let row = Row(row);
    Ok(Owner {
        alias: alias(row, "alias"),
        extra: notes_text(row.kept(customers::KEPT)),
        ..owner(OwnerKind::EndUser, required(row, "user_id")?, row)?
    })
}

/// A tag.
pub(super) fn tag(row: &LitellmRow) -> Result<Owner, AdminError> {
    let row = Row(row);
    Ok(Owner {
        extra: notes_text(row.kept(&["description", "model_info"])),
        ..owner(OwnerKind::Tag, required(row, "tag_name")?, row)?
    })
}

/// A named budget.
pub(super) fn budget(row: &LitellmRow) -> Result<NamedBudget, AdminError> {
    let row = Row(row);
    let (created_at, updated_at, created_by, updated_by) = row.times();
    Ok(NamedBudget {
        id: required(row, "budget_id")?,
        limits: {
            let mut limits = row.limits(&mut Map::new())?;
            limits.more.allowed_models = row.texts("allowed_models");
            limits
        },
        created_at,
        updated_at,
        created_by,
        updated_by,
    })
}

/// A group of models.
pub(super) fn access_group(row: &LitellmRow) -> Option<AccessGroup> {
    let row = Row(row);
    let (created_at, updated_at, created_by, updated_by) = row.times();
    Some(AccessGroup {
        id: row.text("access_group_id")?.to_owned(),
        name: row.text("access_group_name")?.to_owned(),
        description: alias(row, "description"),
        models: row.texts("access_model_names"),
        key_ids: row.texts("assigned_key_ids"),
        team_ids: row.texts("assigned_team_ids"),
        created_at,
        updated_at,
        created_by,
        updated_by,
    })
}

/// What LiteLLM keeps of a user in a group, beside the group's own row.
#[derive(Clone, Copy)]
pub(super) struct Membership<'a> {
    /// Its row, if there is one.
    pub(super) row: Option<&'a LitellmRow>,
    /// The row of its budget, which also names models.
    pub(super) budget: Option<&'a LitellmRow>,
}

/// The members of a team: users with roles, in their order.
pub(super) fn team_roles(row: &LitellmRow) -> Vec<(Arc<str>, String)> {
    let row = Row(row);
    let mut roles: Vec<(Arc<str>, String)> = Vec::new();
    let mut add = |id: Arc<str>, role: &str| {
        if !roles.iter().any(|(known, _)| *known == id) {
            let role = if role == "admin" { "admin" } else { "user" };
            roles.push((id, role.to_owned()));
        }
    };
    let listed = row.json("members_with_roles");
    for member in listed.as_array().into_iter().flatten() {
        if let Some(id) = member["user_id"].as_str().filter(|id| !id.is_empty()) {
            add(clean(id), member["role"].as_str().unwrap_or("user"));
        }
    }
    for (column, role) in [("admins", "admin"), ("members", "user")] {
        for id in row.texts(column) {
            add(clean(&id), role);
        }
    }
    roles
}

/// A user's place in a group.
pub(super) fn member(
    group: &Owner,
    user_id: Arc<str>,
    role: String,
    membership: Membership<'_>,
) -> Member {
    let own = membership.row.and_then(|row| Row(row).id("budget_id"));
    let shared = (group.kind == OwnerKind::Team)
        .then(|| teams::member_budget(group))
        .flatten();
    let models = membership
        .budget
        .map(|row| Row(row).texts("allowed_models"));
    Member {
        group: group.kind,
        group_id: group.id.clone(),
        user_id,
        role,
        models: models.unwrap_or_default(),
        limits: crate::domain::limits::Limits {
            budget_anchor: group.created_at,
            ..Default::default()
        },
        budget_id: own.or_else(|| shared.map(Into::into)),
        created_at: group.created_at,
        updated_at: group.created_at,
    }
}

/// What is compared of a thing: its fields as answers show them, without what moves by itself.
pub(super) fn compared(mut shown: Value) -> Value {
    const MOVING: &[&str] = &[
        "updated_at",
        "updated_by",
        "created_at",
        "created_by",
        "budget_reset_at",
        "spend",
        "total_spend",
    ];
    if let Value::Object(fields) = &mut shown {
        fields.retain(|name, value| !MOVING.contains(&name.as_str()) && !says_nothing(value));
    }
    shown
}

/// A group as it is compared.
pub(super) fn group_view(group: &AccessGroup) -> Value {
    json!({ "name": group.name, "description": group.description, "models": group.models,
            "key_ids": group.key_ids, "team_ids": group.team_ids })
}
