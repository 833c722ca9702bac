//! Who calls: from a presented credential to a [`Caller`].

use super::catalog::{Catalog, KeyEntry};
use super::refusal::Refusal;
use crate::domain::allow::matches;
use crate::domain::key::KeyHash;
use crate::domain::owner::Rank;
use crate::domain::secret::mask;
use crate::domain::time::Micros;
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// Somebody who proved who they are.
#[derive(Debug, Clone)]
pub enum Caller {
    /// The holder of the master key: the admin.
    Master,
    /// The holder of a virtual key.
    Key(Arc<KeyEntry>),
}

impl Caller {
    /// The virtual key, if it is one.
    #[must_use]
    pub fn key(&self) -> Option<&Arc<KeyEntry>> {
        match self {
            Self::Master => None,
            Self::Key(entry) => Some(entry),
        }
    }

    /// How far the caller's rights reach.
    #[must_use]
    pub fn rank(&self) -> Rank {
        self.key().map_or(Rank::Master, |entry| entry.rank)
    }
}

/// What was found where a credential belongs.
#[derive(Debug)]
pub enum Presented<'a> {
    /// Nothing.
    Nothing,
    /// `Authorization` without `Bearer`, or nothing behind it.
    Malformed,
    /// A credential.
    Secret(&'a str),
}

/// Looks a credential up. Whether the key may do what it asks for is not asked here.
pub fn authenticate(
    catalog: &Catalog,
    presented: &Presented<'_>,
    now: Micros,
) -> Result<Caller, Refusal> {
    let secret = match presented {
        Presented::Nothing => return Err(Refusal::NoKey),
        Presented::Malformed => return Err(Refusal::MalformedKey),
        Presented::Secret(secret) => *secret,
    };
    let hash = KeyHash::of(secret);
    if bool::from(hash.0.ct_eq(&catalog.policy.master_key.0)) {
        return Ok(Caller::Master);
    }
    if !secret.starts_with("sk-") {
        return Err(Refusal::NotVirtualKey {
            masked: masked(secret),
        });
    }
    let found = catalog.key(&hash).or_else(|| catalog.retired(&hash, now));
    let Some(entry) = found else {
        return Err(Refusal::UnknownKey {
            masked: mask(secret),
            hash: hash.hex(),
        });
    };
    admit_key(entry, now)
}

/// Lets a known key in, unless it or somebody whom it belongs to is blocked, or it is expired.
pub fn admit_key(entry: &Arc<KeyEntry>, now: Micros) -> Result<Caller, Refusal> {
    if entry.key.blocked {
        return Err(Refusal::BlockedKey);
    }
    if let Some(expired_at) = entry.key.expires_at.filter(|_| entry.key.is_expired(now)) {
        return Err(Refusal::ExpiredKey {
            name: entry.key.name.clone(),
            expired_at,
            now,
        });
    }
    if let Some(blocked) = entry.holders.iter().find(|holder| holder.blocked) {
        return Err(Refusal::BlockedOwner {
            kind: blocked.scope.kind,
            id: blocked.scope.id.clone(),
        });
    }
    Ok(Caller::Key(entry.clone()))
}

/// `abcd****wxyz`, as LiteLLM shows what is no virtual key; short texts show nothing.
fn masked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= 8 {
        return "****".to_owned();
    }
    let (head, tail) = (
        chars[..4].iter().collect::<String>(),
        chars[chars.len() - 4..].iter().collect::<String>(),
    );
    format!("{head}****{tail}")
}

/// Whether a caller may use a route. `route` is the path as matched, `groups` the names under which
/// keys may list it (`llm_api_routes`, …).
pub fn require_route(caller: &Caller, route: &str, groups: &[&str]) -> Result<(), Refusal> {
    let Some(entry) = caller.key() else {
        return Ok(());
    };
    let allowed = &entry.key.allowed_routes;
    let permits = |listed: &String| {
        groups.contains(&listed.as_str())
            || listed == route
            || listed.contains('*') && matches(listed, route)
    };
    if allowed.is_empty() || allowed.iter().any(permits) {
        return Ok(());
    }
    Err(Refusal::RouteNotAllowed {
        allowed: allowed.clone(),
        route: route.to_owned(),
    })
}
