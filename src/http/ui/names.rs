//! What things are called on pages.

use super::parts::Tone;
use crate::admin::AdminError;
use crate::domain::budget::ScopeKind;
use crate::domain::key::KeyHash;
use crate::domain::owner::OwnerKind;
use crate::domain::record::{CallType, MASTER_KEY_ID, Outcome};
use crate::http::App;
use crate::store::ListOwners;
use std::collections::HashMap;

/// Owners that one question asks for.
const AT_ONCE: usize = 500;

/// What owners are called, by their ids: of those only who have a name beside it.
#[derive(Debug, Default)]
pub struct Owners(HashMap<String, String>);

impl Owners {
    /// Asks for these, a few hundred at a time.
    pub async fn of<'a>(
        app: &App,
        kind: OwnerKind,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, AdminError> {
        let mut ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
        ids.retain(|id| !id.is_empty());
        ids.sort_unstable();
        ids.dedup();
        let mut named = HashMap::new();
        for some in ids.chunks(AT_ONCE) {
            let list = ListOwners {
                size: AT_ONCE as u32,
                ids: some.to_vec(),
                ..ListOwners::of(kind)
            };
            let found = app.store.list_owners(&list).await?.rows.into_iter();
            named.extend(found.filter_map(|row| {
                let owner = row.owner;
                let name = owner.alias.or(owner.account.email)?;
                Some((owner.id.to_string(), name))
            }));
        }
        Ok(Self(named))
    }

    /// The name of one, or the id.
    #[must_use]
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.0.get(id).map_or(id, String::as_str)
    }
}

/// A public model; corrections of spend have none.
#[must_use]
pub fn model(name: &str) -> &str {
    if name.is_empty() { "Corrections" } else { name }
}

/// A key, by its alias or its hint, while it is there.
#[must_use]
pub fn key(app: &App, id: &str) -> String {
    if id == MASTER_KEY_ID {
        return "Master key".to_owned();
    }
    let catalog = app.gateway.catalog();
    let entry = KeyHash::from_hex(id).and_then(|hash| catalog.key(&hash));
    match entry {
        Some(entry) => entry
            .key
            .alias
            .clone()
            .unwrap_or_else(|| entry.key.name.clone()),
        None => format!("deleted {}…", id.get(..8).unwrap_or(id)),
    }
}

/// What things of several kinds are called, where one list names them all.
#[derive(Debug, Default)]
pub struct Things {
    teams: Owners,
    users: Owners,
}

impl Things {
    /// Asks for the owners among these: kinds and ids.
    pub async fn of(app: &App, things: &[(&str, &str)]) -> Result<Self, AdminError> {
        let of = |kind| {
            let ids = things.iter().filter(move |(own, _)| *own == kind);
            ids.map(|(_, id)| *id)
        };
        Ok(Self {
            teams: Owners::of(app, OwnerKind::Team, of("team")).await?,
            users: Owners::of(app, OwnerKind::User, of("user")).await?,
        })
    }

    /// The name of one: hashes by their beginning where nobody named the key, and ids of what has no name.
    #[must_use]
    pub fn name(&self, app: &App, kind: &str, id: &str) -> String {
        let catalog = app.gateway.catalog();
        let hash = KeyHash::from_hex(id);
        match kind {
            "team" => self.teams.name(id).to_owned(),
            "user" => self.users.name(id).to_owned(),
            "key" if hash.and_then(|hash| catalog.key(&hash)).is_some() => key(app, id),
            "model" => {
                let mut all = catalog.deployments();
                let found = all.find(|served| *served.deployment.id == *id);
                found
                    .map_or(id, |served| &served.deployment.group)
                    .to_owned()
            }
            _ if hash.is_some() => format!("{}…", id.get(..12).unwrap_or(id)),
            _ => id.to_owned(),
        }
    }
}

/// An operation, by its stored name.
#[must_use]
pub fn operation(stored: &str) -> String {
    let words = match CallType::parse(stored) {
        Some(CallType::PassThrough) => "pass-through",
        Some(kind) => kind.work(),
        None => stored,
    };
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// A kind of holder, before its name.
#[must_use]
pub fn kind(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Key => "Key",
        ScopeKind::User => "User",
        ScopeKind::Team => "Team",
        ScopeKind::TeamMember | ScopeKind::OrganizationMember => "Member",
        ScopeKind::Organization => "Organization",
        ScopeKind::EndUser => "Customer",
        ScopeKind::Tag => "Tag",
        ScopeKind::AccessGroup => "Access group",
        ScopeKind::Provider => "Provider",
        ScopeKind::Model => "Model",
        ScopeKind::Global => "Proxy",
    }
}

/// How a call ended.
#[must_use]
pub fn outcome(outcome: Outcome) -> (&'static str, Tone) {
    match outcome {
        Outcome::Success => ("OK", Tone::Good),
        Outcome::UpstreamError => ("Provider error", Tone::Bad),
        Outcome::ClientLeft => ("Client left", Tone::Warn),
        Outcome::TimedOut => ("Timed out", Tone::Bad),
        Outcome::InternalError => ("Internal error", Tone::Bad),
        Outcome::Refused => ("Refused", Tone::Warn),
        Outcome::Interrupted => ("Interrupted", Tone::Warn),
        Outcome::Adjustment => ("Correction", Tone::Plain),
    }
}
