//! What an actor may do with a key: nobody makes or changes one beyond their own rights.

use super::super::actor::Actor;
use super::super::call_rules;
use super::super::limits::within;
use super::super::ui_settings;
use super::super::{Admin, AdminError};
use super::change::KeyChange;
use crate::domain::allow::matches;
use crate::domain::key::VirtualKey;
use crate::domain::owner::{OwnerKind, Rank};
use crate::gateway::holders::{noted_guardrails, noted_tags};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// What members of a team may do with its keys when the team says nothing: look at their own.
const MEMBER_DEFAULTS: &[&str] = &["/key/info", "/key/health"];

/// Whether an actor may see a key.
pub async fn may_see(admin: &Admin, actor: &Actor, key: &VirtualKey) -> Result<bool, AdminError> {
    if actor.sees_all()
        || actor
            .key
            .as_ref()
            .is_some_and(|own| own.key.hash == key.hash)
    {
        return Ok(true);
    }
    if key
        .user_id
        .as_deref()
        .is_some_and(|user| actor.is_user(user))
    {
        return Ok(true);
    }
    match &key.team_id {
        Some(team) => actor.runs_team(admin, team).await,
        None => Ok(false),
    }
}

/// Whether a team lets its members use this route on its keys.
pub(super) async fn team_permits(
    admin: &Admin,
    team: &str,
    route: &str,
) -> Result<bool, AdminError> {
    let row = admin.store.get_owner(OwnerKind::Team, team).await?;
    let extra: Map<String, Value> = row
        .map(|row| serde_json::from_str(&row.owner.extra).unwrap_or_default())
        .unwrap_or_default();
    let listed = extra
        .get("team_member_permissions")
        .and_then(Value::as_array);
    let listed: Vec<&str> = listed
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    Ok(if listed.is_empty() {
        MEMBER_DEFAULTS.contains(&route)
    } else {
        listed.contains(&route)
    })
}

/// Refuses an actor who may not change or delete this key.
pub async fn require_change(
    admin: &Admin,
    actor: &Actor,
    key: &VirtualKey,
    route: &'static str,
) -> Result<(), AdminError> {
    if actor.is_admin() {
        return Ok(());
    }
    if actor.rank < Rank::Internal {
        return Err(foreign(actor, route));
    }
    if let Some(team) = &key.team_id {
        if actor.runs_team(admin, team).await? {
            return Ok(());
        }
        let own = key
            .user_id
            .as_deref()
            .is_some_and(|user| actor.is_user(user));
        let member = own && actor.in_team(admin, team).await?.is_some();
        return if member && team_permits(admin, team, route).await? {
            Ok(())
        } else {
            Err(foreign(actor, route))
        };
    }
    match key.user_id.as_deref() {
        Some(user) if actor.is_user(user) => Ok(()),
        _ => Err(foreign(actor, route)),
    }
}

fn foreign(actor: &Actor, route: &str) -> AdminError {
    AdminError::Forbidden(format!(
        "You are not allowed to use {route} on this key: it is not yours. Your role={}. Ask an admin of the proxy \
         or of the key's team.",
        actor.rank.role()
    ))
}

/// Refuses an admin of an organization where the operator wants these to make no keys.
pub(super) async fn require_maker(admin: &Admin, actor: &Actor) -> Result<(), AdminError> {
    if actor.is_admin()
        || admin.org_admin_keys
            && !ui_settings::is_on(admin, ui_settings::NO_ORG_ADMIN_KEYS).await?
    {
        return Ok(());
    }
    let memberships = actor.memberships(admin).await?;
    let runs = memberships
        .iter()
        .any(|member| member.group == OwnerKind::Organization && member.role == "org_admin");
    if !runs {
        return Ok(());
    }
    Err(AdminError::Forbidden(
        "Admins of organizations may not make keys here (disable_key_generate_for_org_admin of general_settings, \
         or of /update/ui_settings). Ask an admin of the proxy."
            .to_owned(),
    ))
}

/// Gives a new key to whom it must belong, or says who may not have it.
pub async fn own(admin: &Admin, actor: &Actor, key: &mut VirtualKey) -> Result<(), AdminError> {
    if actor.is_admin() {
        return Ok(());
    }
    let Some(own) = actor.user_id() else {
        return Err(foreign(actor, "/key/generate"));
    };
    let runs_team = match &key.team_id {
        Some(team) => actor.runs_team(admin, team).await?,
        None => false,
    };
    match &key.user_id {
        None if !runs_team => key.user_id = Some(own.clone()),
        None => {}
        Some(user) if user == own || runs_team => {}
        Some(user) => {
            return Err(AdminError::Forbidden(format!(
                "User can only create keys for themselves. Got user_id={user}, Your ID={own}"
            )));
        }
    }
    if let (Some(team), false) = (&key.team_id, runs_team) {
        let member = actor.in_team(admin, team).await?.is_some();
        if !member || !team_permits(admin, team, "/key/generate").await? {
            return Err(AdminError::Forbidden(format!(
                "You may not make keys for team {team}: only its admins may, and members whom \
                 team_member_permissions allow /key/generate."
            )));
        }
    }
    Ok(())
}

/// Refuses fields that only admins set.
pub fn require_fields(actor: &Actor, change: &KeyChange) -> Result<(), AdminError> {
    if actor.is_admin() {
        return Ok(());
    }
    let unblocks = change.blocked.as_ref() == Some(&false);
    let reserved = [
        ("spend", change.spend.is_said()),
        ("organization_id", change.organization_id.is_said()),
        ("budget_id", change.budget_id.is_said()),
        ("temp_budget_increase", change.limits.raise_by.is_said()),
        ("temp_budget_expiry", change.limits.raise_until.is_said()),
        ("blocked", unblocks),
    ];
    let of_calls = call_rules::names(|kept| kept.reserved.keys()).into_iter();
    let of_calls = of_calls.map(|name| (name, change.extra.contains_key(name)));
    match reserved.into_iter().chain(of_calls).find(|(_, said)| *said) {
        Some((field, _)) => Err(AdminError::Forbidden(format!(
            "Only proxy admins may set '{field}' on a key. Your role={}",
            actor.rank.role()
        ))),
        None => Ok(()),
    }
}

/// What of a key's settings goes along with a key that is made with it: what its calls are held to.
pub(super) fn inherited(template: &VirtualKey) -> String {
    let held = call_rules::names(|kept| kept.inherited);
    let mut extra: Map<String, Value> = serde_json::from_str(&template.extra).unwrap_or_default();
    extra.retain(|name, _| held.contains(&name.as_str()));
    Value::Object(extra).to_string()
}

/// Adds to a new key's notes the tags and guardrails among those of the key that it is made with: their
/// budgets and their looks hold for its calls as well.
pub(super) fn carry(actor: &Actor, key: &mut VirtualKey) {
    let Some(template) = actor.key.as_ref().filter(|_| !actor.is_admin()) else {
        return;
    };
    let given = &template.key.metadata;
    let missing = |given: Vec<Arc<str>>, own: Vec<Arc<str>>| {
        let new = given.into_iter().filter(move |name| !own.contains(name));
        new.map(|name| json!(*name)).collect::<Vec<_>>()
    };
    let tags = missing(noted_tags(given), noted_tags(&key.metadata));
    let own = noted_guardrails(&key.metadata, &key.extra);
    let guardrails = missing(noted_guardrails(given, ""), own);
    if tags.is_empty() && guardrails.is_empty() {
        return;
    }
    let mut notes: Map<String, Value> = serde_json::from_str(&key.metadata).unwrap_or_default();
    for (name, added) in [("tags", tags), ("guardrails", guardrails)] {
        if added.is_empty() {
            continue;
        }
        let list = notes.entry(name).or_insert_with(|| json!([]));
        match list {
            Value::Array(list) => list.extend(added),
            // Anything else names none.
            other => *other = Value::Array(added),
        }
    }
    key.metadata = Value::Object(notes).to_string();
}

/// Refuses a key that would leave the budget or the limits of a tag behind that it carried.
async fn require_tags(
    admin: &Admin,
    key: &VirtualKey,
    before: &VirtualKey,
) -> Result<(), AdminError> {
    let kept = noted_tags(&key.metadata);
    let dropped = noted_tags(&before.metadata).into_iter();
    for tag in dropped.filter(|tag| !kept.contains(tag)) {
        let made = admin.store.get_owner(OwnerKind::Tag, &tag).await?;
        if made.is_some() {
            return Err(AdminError::Forbidden(format!(
                "Only proxy admins may take the tag '{tag}' off a key: it has limits that hold for the key's calls."
            )));
        }
    }
    Ok(())
}

/// Refuses a key that could do more than the one that it was made with, or than itself before.
pub async fn require_within(
    admin: &Admin,
    actor: &Actor,
    key: &VirtualKey,
    before: Option<&VirtualKey>,
) -> Result<(), AdminError> {
    if actor.is_admin() {
        return Ok(());
    }
    let own = actor.key.as_ref().map(|entry| &entry.key);
    for bound in [own, before].into_iter().flatten() {
        if bound.hash == key.hash && before.is_none() {
            continue;
        }
        if let Err(field) = fits(key, bound) {
            let whose = if Some(&bound.hash) == own.map(|own| &own.hash) {
                "your own key's"
            } else {
                "what an admin set"
            };
            return Err(AdminError::Forbidden(format!(
                "'{field}' would be wider than {whose}. Ask an admin for more."
            )));
        }
    }
    match before {
        Some(before) => require_tags(admin, key, before).await,
        None => Ok(()),
    }
}

/// Whether a key can nowhere do more than another; the first thing in which it can is named.
pub fn fits(key: &VirtualKey, bound: &VirtualKey) -> Result<(), &'static str> {
    if !listed(&key.models, &bound.models) {
        return Err("models");
    }
    if !key.aliases.is_empty()
        && !bound.models.is_empty()
        && key
            .aliases
            .values()
            .any(|model| !entry_in(model, &bound.models))
    {
        return Err("aliases");
    }
    if !listed(&key.allowed_routes, &bound.allowed_routes) {
        return Err("allowed_routes");
    }
    let outlives = match (key.expires_at, bound.expires_at) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(own), Some(end)) => own > end,
    };
    if outlives {
        return Err("duration");
    }
    if bound.blocked && !key.blocked {
        return Err("blocked");
    }
    if bound.team_id.is_some() && key.team_id != bound.team_id {
        return Err("team_id");
    }
    if bound.organization_id.is_some() && key.organization_id != bound.organization_id {
        return Err("organization_id");
    }
    if bound.budget_id.is_some() && key.budget_id != bound.budget_id {
        return Err("budget_id");
    }
    let kept = noted_guardrails(&key.metadata, &key.extra);
    let held = noted_guardrails(&bound.metadata, &bound.extra);
    if !held.iter().all(|name| kept.contains(name)) {
        return Err("guardrails");
    }
    within(&key.limits, &bound.limits)
}

/// Whether every entry of a list is covered by another; an empty list is everything.
fn listed(inner: &[String], outer: &[String]) -> bool {
    outer.is_empty() || !inner.is_empty() && inner.iter().all(|entry| entry_in(entry, outer))
}

/// The same words, or a name under a pattern. A pattern is under another only when it is the same:
/// what it stands for may change.
fn entry_in(entry: &str, outer: &[String]) -> bool {
    let covers = |listed: &String| {
        listed == entry
            || matches!(listed.as_str(), "*" | "all-proxy-models")
            || listed.contains('*') && !entry.contains('*') && matches(listed, entry)
    };
    outer.iter().any(covers)
}
