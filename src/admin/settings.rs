//! Changing stored settings by what they are now. Whoever changes them at the same time, no change is lost:
//! each is decided by what the others left, and written only where that is still so.

use super::AdminError;
use crate::store::{SettingWrite, Store};
use std::collections::BTreeMap;
use std::time::Duration;

/// How often a change is decided anew when others were faster.
const TRIES_MAX: u64 = 60;
/// The longest wait before the next try, in milliseconds.
const PAUSE_MS_MAX: u64 = 50;

/// Decides what to write by the stored settings, and writes all of it in one step. `decide` may be asked more
/// than once. What it says beside the writes is the answer.
pub async fn change<T: Send>(
    store: &Store,
    mut decide: impl FnMut(&BTreeMap<String, String>) -> Result<(Vec<SettingWrite>, T), AdminError>
    + Send,
) -> Result<T, AdminError> {
    for tried in 0..TRIES_MAX {
        // Before the settings are read: what is written in between is seen as a change.
        let revision = store.revision().await?;
        let values = store.settings().await?;
        let (writes, told) = decide(&values)?;
        drop(values);
        if store.write_settings(revision, &writes).await? {
            return Ok(told);
        }
        let pause = (tried + 1).min(PAUSE_MS_MAX);
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
    Err(AdminError::Conflict {
        param: "settings",
        message: "Others are changing settings all the time. Try again in a moment.".into(),
    })
}
