//! Replacing the master key while the proxy runs.
//!
//! The configured key counts until it is replaced here. From then on the database holds the hash of the
//! key that is in force and of those that were replaced: an environment that still names an old one
//! (containers keep theirs until they are recreated) brings it back to life at no restart. A key that is
//! configured by hand and was never replaced counts again.

use super::{Actor, Admin, AdminError, bad, settings};
use crate::domain::key::KeyHash;
use crate::domain::secret::Secret;
use crate::domain::time::Micros;
use crate::store::{SettingWrite, Store};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The setting that holds the hashes.
const SETTING: &str = "master_key";
/// A master key has every right, so it must not be one that can be tried out.
const CHARS_MIN: usize = 16;
/// How many replaced keys are remembered.
const RETIRED_MAX: usize = 100;

#[derive(Default, Serialize, Deserialize)]
struct Record {
    in_force: String,
    retired: Vec<String>,
}

fn record(settings: &BTreeMap<String, String>) -> Option<Record> {
    serde_json::from_str(settings.get(SETTING)?).ok()
}

/// The key that counts, of the stored settings and the configured key; and whether the configured one
/// does not, since it was replaced.
#[must_use]
pub fn in_force(settings: &BTreeMap<String, String>, configured: KeyHash) -> (KeyHash, bool) {
    let replaced = record(settings).filter(|record| record.retired.contains(&configured.hex()));
    let current = replaced.and_then(|record| KeyHash::from_hex(&record.in_force));
    current.map_or((configured, false), |current| (current, true))
}

/// Puts another master key in force, and the old one out of it for good. Nothing is sealed by it.
pub async fn replace(
    store: &Store,
    actor: &Actor,
    old: &Secret,
    new: &Secret,
    now: Micros,
) -> Result<(), AdminError> {
    let text = new.expose();
    if text.chars().count() < CHARS_MIN || text.chars().any(|c| c.is_whitespace() || c.is_control())
    {
        let message =
            format!("A master key needs at least {CHARS_MIN} characters and no white space.");
        return Err(bad("new_master_key", message));
    }
    let (old, new) = (KeyHash::of(old.expose()).hex(), KeyHash::of(text).hex());
    settings::change(store, |values| {
        let mut record = record(values).unwrap_or_default();
        if new == old || record.retired.contains(&new) {
            return Err(bad(
                "new_master_key",
                "This master key was in force before; choose one that never was.",
            ));
        }
        // Whoever came first has put the old one out of force.
        if record.retired.contains(&old) {
            return Err(AdminError::Forbidden(
                "This master key was replaced a moment ago.".into(),
            ));
        }
        record.retired.push(old.clone());
        let surplus = record.retired.len().saturating_sub(RETIRED_MAX);
        record.retired.drain(..surplus);
        record.in_force.clone_from(&new);
        let value = serde_json::to_string(&record)
            .map_err(|error| bad("new_master_key", error.to_string()))?;
        let write = SettingWrite {
            name: SETTING.to_owned(),
            value: Some(value),
            audit: Admin::audit(actor, now, "rotated", ("setting", SETTING), (None, None)),
        };
        Ok((vec![write], ()))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_key_stays_dead_and_one_set_by_hand_counts() {
        let hash = |key: &str| KeyHash::of(key);
        let record = Record {
            in_force: hash("new").hex(),
            retired: vec![hash("old").hex()],
        };
        let value = serde_json::to_string(&record).expect("JSON");
        let settings = BTreeMap::from([(SETTING.to_owned(), value)]);
        assert_eq!(in_force(&settings, hash("old")), (hash("new"), true));
        assert_eq!(in_force(&settings, hash("new")), (hash("new"), false));
        assert_eq!(
            in_force(&settings, hash("by hand")),
            (hash("by hand"), false)
        );
        assert_eq!(
            in_force(&BTreeMap::new(), hash("old")),
            (hash("old"), false)
        );
    }
}
