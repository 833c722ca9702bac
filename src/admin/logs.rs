//! What operators do with the log beside reading it.

use super::{Actor, Admin, AdminError};
use crate::domain::time::Micros;

/// Forgets what was said in one call; its row stays. Tells whether anything was stored.
pub async fn forget_words(
    admin: &Admin,
    actor: &Actor,
    request_id: &str,
    now: Micros,
) -> Result<bool, AdminError> {
    if !actor.is_admin() {
        return Err(AdminError::Forbidden(
            "Only admins of the proxy delete what was said.".to_owned(),
        ));
    }
    let object = ("call", request_id);
    let audit = Admin::audit(actor, now, "words_deleted", object, (None, None));
    Ok(admin.store.delete_payload(request_id, &audit).await?)
}
