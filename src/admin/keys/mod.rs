//! Virtual keys: make, change, find, list, delete.

pub mod change;
pub mod rights;
mod rotate;

pub use change::{FIELDS, KeyChange};
pub use rotate::{REGENERATE_FIELDS, Regenerate, regenerate};

use super::again::until_unchanged;
use super::defaults::{self, Defaults};
use super::fields::Change;
use super::owners::require_known;
use super::spend::{self, Spent};
use super::ui_settings;
use super::view;
use super::{Actor, Admin, AdminError, access_groups, bad, call_rules};
use crate::domain::budget::{Scope, ScopeKind};
use crate::domain::key::{KeyHash, KeyType, VirtualKey, mint};
use crate::domain::limits::Limits;
use crate::domain::money::Nanos;
use crate::domain::owner::{NamedBudget, OwnerKind};
use crate::domain::secret::Secret;
use crate::domain::time::Micros;
use crate::store::{KeyPage, KeyRow, ListKeys, StoreError, Unique};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};

/// A key that was just made, with the secret that is shown this once.
#[derive(Debug)]
pub struct NewKey {
    /// The secret.
    pub secret: Secret,
    /// The key.
    pub key: VirtualKey,
    /// What it starts with as spent.
    pub spend: Nanos,
    /// When its budget starts again.
    pub budget_resets_at: Option<Micros>,
    /// The named budget that it points at.
    pub budget: Option<NamedBudget>,
}

/// A key and what it spent.
#[derive(Debug)]
pub struct KeySpend {
    /// The key.
    pub key: VirtualKey,
    /// In the current window of its budget, or ever when that has none.
    pub spend: Nanos,
    /// Ever.
    pub total_spend: Nanos,
    /// When its budget starts again.
    pub budget_resets_at: Option<Micros>,
    /// The named budget that it points at.
    pub budget: Option<NamedBudget>,
    /// When it was last called with.
    pub last_active: Option<Micros>,
}

/// A new random secret.
fn fresh() -> Result<Secret, AdminError> {
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(|_| super::seal::SealError::NoRandom)?;
    Ok(mint(&random))
}

/// A key without limits; for those who are no admins, with the limits of the key that they make it with.
fn blank(actor: &Actor, secret: &Secret, now: Micros) -> VirtualKey {
    let template = actor
        .key
        .as_ref()
        .filter(|_| !actor.is_admin())
        .map(|entry| &entry.key);
    let limits = Limits {
        budget_anchor: now,
        ..Limits::default()
    };
    VirtualKey {
        hash: KeyHash::of(secret.expose()),
        name: crate::domain::secret::mask(secret.expose()),
        alias: None,
        user_id: None,
        team_id: template.and_then(|own| own.team_id.clone()),
        models: template.map(|own| own.models.clone()).unwrap_or_default(),
        aliases: BTreeMap::new(),
        key_type: template.map_or(KeyType::Default, |own| own.key_type),
        allowed_routes: template
            .map(|own| own.allowed_routes.clone())
            .unwrap_or_default(),
        blocked: false,
        expires_at: template.and_then(|own| own.expires_at),
        limits: template.map_or(limits, |own| own.limits.clone()),
        budget_id: template.and_then(|own| own.budget_id.clone()),
        organization_id: template.and_then(|own| own.organization_id.clone()),
        metadata: "{}".to_owned(),
        extra: template.map_or_else(|| "{}".to_owned(), rights::inherited),
        created_at: now,
        updated_at: now,
        created_by: actor.name.clone(),
        updated_by: actor.name.clone(),
    }
}

/// Reads what a request says about a new key, and what the operator's settings say where it is silent.
pub async fn read_new(
    admin: &Admin,
    actor: &Actor,
    mut body: Map<String, Value>,
) -> Result<KeyChange, AdminError> {
    defaults::fill(admin, Defaults::Keys, &mut body).await?;
    defaults::require_generation(admin, actor, &body).await?;
    KeyChange::read(body)
}

/// Makes a key.
pub async fn generate(
    admin: &Admin,
    actor: &Actor,
    request: KeyChange,
    now: Micros,
) -> Result<NewKey, AdminError> {
    let secret = match &request.key {
        Some(own) => custom_secret(admin, own).await?,
        None => fresh()?,
    };
    rights::require_maker(admin, actor).await?;
    rights::require_fields(actor, &request)?;
    access_groups::require_known(admin, request.extra.get(access_groups::IDS)).await?;
    let mut key = blank(actor, &secret, now);
    let spend = request.spend.as_ref().copied().unwrap_or_default();
    let groups = request.extra.get(access_groups::IDS).cloned();
    request.apply(&mut key, now)?;
    defaults::hold(admin, &mut key, now)?;
    rights::own(admin, actor, &mut key).await?;
    call_rules::end_with_team(admin, actor, &mut key, now).await?;
    rights::carry(actor, &mut key);
    rights::require_within(admin, actor, &key, None).await?;
    require_known_owners(admin, &key, None).await?;
    call_rules::require_room(admin, &key).await?;
    require_free_alias(admin, key.alias.as_deref(), None).await?;
    let id = key.hash.hex();
    let audit = Admin::audit(
        actor,
        now,
        "created",
        ("key", &id),
        (None, Some(view::key_audit(&key))),
    );
    admin
        .store
        .insert_key(&key, &audit)
        .await
        .map_err(|error| taken(error, key.alias.as_deref()))?;
    if let Some(named) = groups {
        let holder = (access_groups::Holds::Key, &*id);
        access_groups::follow(admin, actor, holder, &named, now).await?;
    }
    let limits = admin
        .effective(&key.limits, key.budget_id.as_deref())
        .await?;
    if spend != Nanos::ZERO {
        spend::correct(admin, &scope(&key.hash), &limits, spend, now).await?;
    }
    let (_, budget_resets_at) = spend::window(admin, &scope(&key.hash), &limits, now);
    let budget = match key.budget_id.as_deref() {
        Some(id) => admin.store.get_budget(id).await?,
        None => None,
    };
    Ok(NewKey {
        secret,
        key,
        spend,
        budget_resets_at,
        budget,
    })
}

/// Refuses a key of a team, an organization or a budget that nobody made. Users need not exist: a key
/// may be made for somebody who never logs in.
async fn require_known_owners(
    admin: &Admin,
    key: &VirtualKey,
    before: Option<&VirtualKey>,
) -> Result<(), AdminError> {
    let same = |pick: fn(&VirtualKey) -> &Option<std::sync::Arc<str>>| {
        before.is_some_and(|before| pick(before) == pick(key))
    };
    if let Some(team) = key.team_id.as_deref().filter(|_| !same(|key| &key.team_id)) {
        require_known(admin, OwnerKind::Team, "team_id", team).await?;
    }
    if let Some(organization) = key
        .organization_id
        .as_deref()
        .filter(|_| !same(|key| &key.organization_id))
    {
        require_known(
            admin,
            OwnerKind::Organization,
            "organization_id",
            organization,
        )
        .await?;
    }
    if !same(|key| &key.budget_id) {
        admin.require_budget(key.budget_id.as_deref()).await?;
    }
    let of_end_users = |key: &VirtualKey| {
        let extra = view::object(&key.extra);
        extra["end_user_budget_id"].as_str().map(str::to_owned)
    };
    let of_end_users = (of_end_users(key), before.and_then(of_end_users));
    match of_end_users {
        (Some(id), before) if before.as_ref() != Some(&id) => admin.require_budget(Some(&id)).await,
        _ => Ok(()),
    }
}

async fn custom_secret(admin: &Admin, own: &str) -> Result<Secret, AdminError> {
    const CHARS_MIN: usize = 16;
    if !admin.custom_keys || ui_settings::is_on(admin, ui_settings::NO_CUSTOM_KEYS).await? {
        return Err(bad(
            "key",
            "Custom keys are disabled (general_settings.disable_custom_api_keys, or disable_custom_api_keys of \
             /update/ui_settings): leave out 'key'.",
        ));
    }
    if !own.starts_with("sk-") {
        return Err(bad(
            "key",
            "Invalid key format. LiteLLM Virtual Key must start with 'sk-'.",
        ));
    }
    if own.len() < CHARS_MIN || own.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(bad(
            "key",
            format!(
                "A key needs at least {CHARS_MIN} characters and no white space, or it can be guessed."
            ),
        ));
    }
    Ok(Secret::new(own))
}

/// Finds a key by secret or hash.
pub async fn find(admin: &Admin, named: &str) -> Result<Option<KeyRow>, AdminError> {
    let hash = if named.starts_with("sk-") {
        Some(KeyHash::of(named))
    } else {
        KeyHash::from_hex(named)
    };
    match hash {
        Some(hash) => Ok(admin.store.get_key(&hash).await?),
        None => Ok(None),
    }
}

fn no_key() -> AdminError {
    AdminError::NotFound("Key not found.".to_owned())
}

/// Changes a key that is named by secret, hash or, without either, by alias.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    request: KeyChange,
    now: Micros,
) -> Result<KeySpend, AdminError> {
    let spend = request.spend.clone();
    let key = until_unchanged(|| written(admin, actor, request.clone(), now)).await?;
    if let Some(named) = request.extra.get(access_groups::IDS) {
        let id = key.hash.hex();
        let holder = (access_groups::Holds::Key, &*id);
        access_groups::follow(admin, actor, holder, named, now).await?;
    }
    if let Change::Set(target) = spend {
        let limits = admin
            .effective(&key.limits, key.budget_id.as_deref())
            .await?;
        spend::correct(admin, &scope(&key.hash), &limits, target, now).await?;
    }
    info(admin, &key.hash.hex(), now).await
}

/// The key after a change of all but its spend.
async fn written(
    admin: &Admin,
    actor: &Actor,
    request: KeyChange,
    now: Micros,
) -> Result<VirtualKey, AdminError> {
    let row = match (&request.key, request.key_alias.as_ref()) {
        (Some(named), _) => find(admin, named).await?,
        (None, Some(alias)) => admin.store.get_key_by_alias(alias).await?,
        (None, None) => return Err(change::nameless()),
    };
    let row = row.ok_or_else(no_key)?;
    rights::require_change(admin, actor, &row.key, "/key/update").await?;
    rights::require_fields(actor, &request)?;
    access_groups::require_known(admin, request.extra.get(access_groups::IDS)).await?;
    let old = row.key;
    let mut key = old.clone();
    request.apply(&mut key, now)?;
    if key.limits != old.limits || key.expires_at != old.expires_at {
        defaults::hold(admin, &mut key, now)?;
    }
    key.updated_at = now.later_than(old.updated_at);
    key.updated_by.clone_from(&actor.name);
    if !actor.is_admin() && (key.user_id != old.user_id || key.team_id != old.team_id) {
        rights::own(admin, actor, &mut key).await?;
        call_rules::end_with_team(admin, actor, &mut key, now).await?;
    }
    rights::require_within(admin, actor, &key, Some(&old)).await?;
    require_known_owners(admin, &key, Some(&old)).await?;
    call_rules::require_room(admin, &key).await?;
    require_free_alias(admin, key.alias.as_deref(), Some(&key.hash)).await?;
    store(admin, actor, &old, &key, "updated", now).await?;
    Ok(key)
}

/// Writes a changed key with its audit entry.
async fn store(
    admin: &Admin,
    actor: &Actor,
    old: &VirtualKey,
    key: &VirtualKey,
    action: &str,
    now: Micros,
) -> Result<(), AdminError> {
    let audit = Admin::audit(
        actor,
        now,
        action,
        ("key", &key.hash.hex()),
        (Some(view::key_audit(old)), Some(view::key_audit(key))),
    );
    let seen = (&old.hash, Some(old.updated_at));
    let stored = admin.store.update_key(seen, key, &audit).await;
    stored.map_err(|error| match error {
        StoreError::NotFound => no_key(),
        other => taken(other, key.alias.as_deref()),
    })
}

/// Blocks a key, or lets it in again.
pub async fn set_blocked(
    admin: &Admin,
    actor: &Actor,
    named: &str,
    blocked: bool,
    now: Micros,
) -> Result<KeySpend, AdminError> {
    let request = KeyChange {
        key: Some(named.to_owned()),
        blocked: Change::Set(blocked),
        ..KeyChange::default()
    };
    update(admin, actor, request, now).await
}

/// Sets what a key spent to less than it did. Tells what it was before.
pub async fn reset_spend(
    admin: &Admin,
    actor: &Actor,
    named: &str,
    target: Nanos,
    now: Micros,
) -> Result<(KeySpend, Nanos), AdminError> {
    let before = info(admin, named, now).await?;
    if target > before.spend {
        return Err(bad(
            "reset_to",
            format!(
                "reset_to={} must be at most the current spend of {}.",
                target.usd(),
                before.spend.usd()
            ),
        ));
    }
    let request = KeyChange {
        key: Some(named.to_owned()),
        spend: Change::Set(target),
        ..KeyChange::default()
    };
    Ok((update(admin, actor, request, now).await?, before.spend))
}

fn taken(error: StoreError, alias: Option<&str>) -> AdminError {
    match error {
        StoreError::Conflict(Unique::Alias) => change::alias_taken(alias.unwrap_or_default()),
        StoreError::Conflict(Unique::Id) => AdminError::Conflict {
            param: "key",
            message: "This key already exists. Choose another, or leave out 'key'.".into(),
        },
        other => other.into(),
    }
}

async fn require_free_alias(
    admin: &Admin,
    alias: Option<&str>,
    own: Option<&KeyHash>,
) -> Result<(), AdminError> {
    let Some(alias) = alias else { return Ok(()) };
    match admin.store.get_key_by_alias(alias).await? {
        Some(row) if Some(&row.key.hash) != own => Err(change::alias_taken(alias)),
        _ => Ok(()),
    }
}

fn scope(hash: &KeyHash) -> Scope {
    Scope {
        kind: ScopeKind::Key,
        id: hash.hex().into(),
    }
}

fn with(row: KeyRow, spent: Spent) -> KeySpend {
    KeySpend {
        key: row.key,
        spend: spent.spend,
        total_spend: spent.total,
        budget_resets_at: spent.resets_at,
        budget: None,
        last_active: None,
    }
}

/// One key by secret or hash, with its spend.
pub async fn info(admin: &Admin, named: &str, now: Micros) -> Result<KeySpend, AdminError> {
    let row = find(admin, named)
        .await?
        .ok_or_else(|| AdminError::NotFound("Key not found in database".to_owned()))?;
    let mut all = with_spend(admin, vec![row], now).await?;
    all.pop().ok_or_else(no_key)
}

/// Adds what keys spent.
pub async fn with_spend(
    admin: &Admin,
    rows: Vec<KeyRow>,
    now: Micros,
) -> Result<Vec<KeySpend>, AdminError> {
    let limited = rows.iter().map(|row| {
        (
            scope(&row.key.hash),
            &row.key.limits,
            row.key.budget_id.as_deref(),
        )
    });
    let spent = spend::of_all(admin, limited, now).await?;
    let hashes: Vec<String> = rows.iter().map(|row| row.key.hash.hex()).collect();
    let last = admin.store.last_calls(&hashes).await?;
    let mut budgets: HashMap<std::sync::Arc<str>, Option<NamedBudget>> = HashMap::new();
    let mut all = Vec::with_capacity(rows.len());
    for ((row, spent), last) in rows.into_iter().zip(spent).zip(last) {
        let named = row.key.budget_id.clone();
        let mut key = with(row, spent);
        key.last_active = last;
        if let Some(id) = named {
            if !budgets.contains_key(&id) {
                let found = admin.store.get_budget(&id).await?;
                budgets.insert(id.clone(), found);
            }
            key.budget = budgets.get(&id).cloned().flatten();
        }
        all.push(key);
    }
    Ok(all)
}

/// A page of keys with their spend.
pub async fn list(
    admin: &Admin,
    list: &ListKeys,
    now: Micros,
) -> Result<(Vec<KeySpend>, u64), AdminError> {
    let KeyPage { rows, total_count } = admin.store.list_keys(list).await?;
    Ok((with_spend(admin, rows, now).await?, total_count))
}

/// Deletes keys by secret or hash and by alias. Tells how many there were.
pub async fn delete(
    admin: &Admin,
    actor: &Actor,
    keys: &[String],
    aliases: &[String],
    now: Micros,
) -> Result<usize, AdminError> {
    if keys.is_empty() && aliases.is_empty() {
        return Err(AdminError::Invalid {
            field: "keys".to_owned(),
            message: "Either 'keys' or 'key_aliases' must name at least one key".to_owned(),
        });
    }
    let mut found = Vec::new();
    for named in keys {
        found.extend(find(admin, named).await?);
    }
    for alias in aliases {
        found.extend(admin.store.get_key_by_alias(alias).await?);
    }
    for row in &found {
        rights::require_change(admin, actor, &row.key, "/key/delete").await?;
    }
    let mut deleted = 0;
    for row in &found {
        let id = row.key.hash.hex();
        let audit = Admin::audit(
            actor,
            now,
            "deleted",
            ("key", &id),
            (Some(view::key_audit(&row.key)), None),
        );
        match admin.store.delete_key(&row.key.hash, &audit).await {
            Ok(()) => deleted += 1,
            // Named twice, or deleted by someone else a moment ago: gone either way.
            Err(StoreError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    if deleted == 0 {
        return Err(AdminError::NotFound(
            "{'error': 'No keys found'}".to_owned(),
        ));
    }
    Ok(deleted)
}
