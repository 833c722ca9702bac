//! Sealing everything anew under another salt key.

use super::seal::{SealError, Sealer};
use super::{Actor, Admin, credentials, models};
use crate::domain::time::Micros;
use crate::store::{ResealError, SealedKind, Store};

/// Where a value is sealed for, by what it belongs to.
#[must_use]
pub fn place(kind: SealedKind, id: &str) -> String {
    match kind {
        SealedKind::Model => models::place(id),
        SealedKind::Credential => credentials::place(id),
        SealedKind::Response => response_place(id),
        SealedKind::Setting => id.to_owned(),
    }
}

/// Where a kept answer is sealed for.
#[must_use]
pub fn response_place(id: &str) -> String {
    format!("responses|sealed|{id}|cw1")
}

/// Opens every sealed value with the one sealer and seals it with the other: all of them, or none and
/// the first that does not open. Tells how many there were.
pub async fn rekey(
    store: &Store,
    actor: &Actor,
    (from, to): (&Sealer, &Sealer),
    now: Micros,
) -> Result<u64, ResealError<SealError>> {
    let audit = Admin::audit(
        actor,
        now,
        "rekeyed",
        ("setting", "salt_check"),
        (None, None),
    );
    store
        .reseal(&audit, |kind, id, sealed| {
            let place = place(kind, id);
            to.seal(&place, &from.open(&place, sealed)?)
        })
        .await
}
