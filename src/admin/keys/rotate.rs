//! A new secret for a key that stays what it is.

use super::super::again::until_unchanged;
use super::super::fields::{Field, Fields, Kind};
use super::super::spend;
use super::super::{Actor, Admin, AdminError};
use super::super::{access_groups, call_rules};
use super::{
    KeyChange, KeySpend, NewKey, custom_secret, find, fresh, no_key, require_known_owners, rights,
    scope, taken,
};
use crate::admin::view;
use crate::domain::key::{KeyHash, VirtualKey};
use crate::domain::secret::Secret;
use crate::domain::time::{Micros, Span};
use crate::store::{RetiredKey, StoreError};
use serde_json::{Map, Value};

/// Fields beside those of a change.
pub const REGENERATE_FIELDS: &[Field] = &[
    Field::new(
        "new_key",
        Kind::Text,
        "The new secret, chosen by the caller.",
    ),
    Field::new(
        "new_master_key",
        Kind::Text,
        "With the present master key as `key`: the master key from now on.",
    ),
    Field::new(
        "grace_period",
        Kind::Text,
        "How long the old secret stays good, such as `24h`; it ends at once without.",
    ),
];

/// What a request says about a new secret.
#[derive(Debug, Default)]
pub struct Regenerate {
    /// The secret, when the caller chooses it.
    pub new_key: Option<String>,
    /// How long the old one stays good.
    pub grace: Option<Span>,
    /// What else changes.
    pub change: KeyChange,
}

impl Regenerate {
    /// Reads a request body.
    pub fn read(mut body: Map<String, Value>) -> Result<Self, AdminError> {
        let fields = Fields(body.clone());
        body.remove("new_key");
        body.remove("new_master_key");
        body.remove("grace_period");
        let grace = fields
            .text("grace_period")?
            .value()
            .filter(|text| !text.is_empty());
        Ok(Self {
            new_key: fields.text("new_key")?.value(),
            grace: grace.map(|text| Span::parse(&text)).transpose()?,
            change: KeyChange::read(body)?,
        })
    }
}

/// Gives a key a new secret. What it spent goes with it; its old rows stay under the old hash.
pub async fn regenerate(
    admin: &Admin,
    actor: &Actor,
    named: &str,
    request: Regenerate,
    now: Micros,
) -> Result<NewKey, AdminError> {
    let secret = match &request.new_key {
        Some(own) => custom_secret(admin, own).await?,
        None => fresh()?,
    };
    let replaced = || replaced(admin, actor, named, &request, &secret, now);
    let (before, key) = until_unchanged(replaced).await?;
    let old = before.key.hash;
    let limits = admin
        .effective(&key.limits, key.budget_id.as_deref())
        .await?;
    access_groups::rename_key(admin, actor, &old.hex(), &key.hash.hex(), now).await?;
    // Out of the old name and into the new one: sums over all keys stay what they were.
    spend::carry(admin, &scope(&old), &scope(&key.hash), &limits, now).await?;
    let (_, budget_resets_at) = spend::window(admin, &scope(&key.hash), &limits, now);
    Ok(NewKey {
        secret,
        key,
        spend: before.spend,
        budget_resets_at,
        budget: before.budget,
    })
}

/// A key before and after its secret was replaced.
async fn replaced(
    admin: &Admin,
    actor: &Actor,
    named: &str,
    request: &Regenerate,
    secret: &Secret,
    now: Micros,
) -> Result<(KeySpend, VirtualKey), AdminError> {
    let row = find(admin, named).await?.ok_or_else(no_key)?;
    rights::require_change(admin, actor, &row.key, "/key/regenerate").await?;
    rights::require_fields(actor, &request.change)?;
    access_groups::require_known(admin, request.change.extra.get(access_groups::IDS)).await?;
    let before = super::with_spend(admin, vec![row], now).await?.pop();
    let before = before.ok_or_else(no_key)?;
    let old = &before.key;
    let mut key = old.clone();
    request.change.clone().apply(&mut key, now)?;
    rights::require_within(admin, actor, &key, Some(old)).await?;
    require_known_owners(admin, &key, Some(old)).await?;
    call_rules::require_room(admin, &key).await?;
    key.hash = KeyHash::of(secret.expose());
    key.name = crate::domain::secret::mask(secret.expose());
    key.updated_at = now.later_than(old.updated_at);
    key.updated_by.clone_from(&actor.name);
    let audit = Admin::audit(
        actor,
        now,
        "regenerated",
        ("key", &key.hash.hex()),
        (Some(view::key_audit(old)), Some(view::key_audit(&key))),
    );
    let retired = request.grace.map(|grace| RetiredKey {
        hash: old.hash,
        active: key.hash,
        revoke_at: grace.after(now),
    });
    let seen = (&old.hash, Some(old.updated_at));
    let stored = admin
        .store
        .replace_key(seen, &key, retired.as_ref(), &audit)
        .await;
    stored.map_err(|error| match error {
        StoreError::NotFound => no_key(),
        other => taken(other, key.alias.as_deref()),
    })?;
    Ok((before, key))
}
