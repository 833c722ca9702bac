//! Changing a row by what it is now. Whoever changes it at the same time, no change is lost: a row is written
//! only over what was read of it, and otherwise read and changed anew.

use super::AdminError;
use crate::store::StoreError;
use std::time::Duration;

/// How often a change is made anew when others were faster.
const TRIES_MAX: u64 = 60;
/// The longest wait before the next try, in milliseconds.
const PAUSE_MS_MAX: u64 = 50;

/// Makes a change, as often as somebody else changes the same row between its reading and its writing.
pub(super) async fn until_unchanged<T, F>(mut attempt: impl FnMut() -> F) -> Result<T, AdminError>
where
    F: Future<Output = Result<T, AdminError>>,
{
    for tried in 0..TRIES_MAX {
        match attempt().await {
            Err(AdminError::Store(StoreError::Changed)) => {}
            done => return done,
        }
        let pause = (tried + 1).min(PAUSE_MS_MAX);
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
    Err(AdminError::Conflict {
        param: "updated_at",
        message: "Others are changing the same thing all the time. Try again in a moment.".into(),
    })
}
