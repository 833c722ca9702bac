//! What the salt key is for: a sealer that fits the database, and what marks ids of responses.

use super::assemble::now;
use super::failure::Failure;
use crate::admin::seal::{SealError, Sealer, subkey};
use crate::domain::key::KeyHash;
use crate::domain::secret::Secret;
use crate::store::{AuditEntry, Store};
use std::collections::BTreeMap;

/// The setting that holds a text sealed with the salt, so that a wrong salt is noticed at the start.
const SALT_CHECK: &str = "salt_check";
const SALT_CHECK_TEXT: &str = "cw-proxy";
/// The setting that keeps what marks ids of responses, once the salt key was replaced: ids that clients
/// hold must not die with it.
pub const RESPONSE_IDS: &str = "response_ids_key";

/// The sealer of this database. A salt that does not fit what is stored stops here.
pub async fn sealer(store: &Store, salt: &Secret) -> Result<Sealer, Failure> {
    let sealer = Sealer::new(salt, &store.install_id().await?);
    match store.get_setting(SALT_CHECK).await? {
        Some(sealed) => {
            sealer.open(SALT_CHECK, &sealed).map_err(salt_failure)?;
        }
        None => {
            let sealed = sealer
                .seal(SALT_CHECK, SALT_CHECK_TEXT)
                .map_err(salt_failure)?;
            let audit = AuditEntry {
                at: now(),
                actor: "cw-proxy".to_owned(),
                action: "created".to_owned(),
                object_kind: "setting".to_owned(),
                object_id: SALT_CHECK.to_owned(),
                before: None,
                after: None,
            };
            store.set_setting(SALT_CHECK, &sealed, &audit).await?;
        }
    }
    Ok(sealer)
}

fn salt_failure(error: SealError) -> Failure {
    Failure::invalid("the salt key does not fit this database").cause(error).help(
        "set LITELLM_SALT_KEY to the value this database was first started with (or restore salt.key in the data \
         directory); stored credentials cannot be read without it. A salt.key.next there is what an interrupted \
         `cw-proxy secrets rekey` left: run that command again",
    )
}

/// What marks ids of responses.
pub async fn response_ids_secret(store: &Store, salt: &Secret) -> Result<[u8; 32], Failure> {
    Ok(subkey(
        salt,
        &store.install_id().await?,
        b"cw/response-ids/v1",
    ))
}

/// What marks ids of responses, when it was kept from an earlier salt key.
pub async fn response_ids_key(
    store: &Store,
    sealer: &Sealer,
    settings: &BTreeMap<String, String>,
    salt: &Secret,
) -> Result<[u8; 32], Failure> {
    let Some(sealed) = settings.get(RESPONSE_IDS) else {
        return response_ids_secret(store, salt).await;
    };
    let hex = sealer.open(RESPONSE_IDS, sealed);
    let hex = hex.map_err(salt_failure)?;
    let key = KeyHash::from_hex(&hex).ok_or_else(|| salt_failure(SealError::Malformed))?;
    Ok(key.0)
}
