//! Putting a changed configuration in force while the proxy runs: whole, or not at all.
//!
//! The file is read by the job that owns the running configuration; here is the way to it.

use super::{Actor, Admin, AdminError};
use crate::config::{Change, Origin};
use crate::domain::time::Micros;
use crate::store::StoreError;
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

/// Requests that may wait for their turn.
const WAITING_MAX: usize = 8;

/// Somebody wants the configuration read anew.
#[derive(Debug)]
pub struct Request {
    /// Who.
    pub actor: Actor,
    /// Only say what would change.
    pub dry_run: bool,
    /// Told how it went.
    pub reply: oneshot::Sender<Result<Reloaded, Vec<String>>>,
}

/// What a reload found and did.
#[derive(Debug, Clone, Default)]
pub struct Reloaded {
    /// Whether the new configuration is in force.
    pub applied: bool,
    /// Settings that became different.
    pub changes: Vec<Change>,
    /// What an operator should know about the new configuration.
    pub notices: Vec<String>,
}

/// The way to the job.
#[derive(Debug, Clone)]
pub struct Reloads(mpsc::Sender<Request>);

impl Reloads {
    /// The way, and its end for the job.
    #[must_use]
    pub fn new() -> (Self, mpsc::Receiver<Request>) {
        let (requests, end) = mpsc::channel(WAITING_MAX);
        (Self(requests), end)
    }
}

/// Reads file and environment anew, and puts them in force unless this is a dry run. Fails with every
/// reason why not; then all stays as it was.
pub async fn reload(admin: &Admin, actor: &Actor, dry_run: bool) -> Result<Reloaded, AdminError> {
    let refused = |message: String| AdminError::BadRequest {
        param: Some("config"),
        message,
    };
    let nobody = || {
        refused(
            "No proxy runs here, so there is nothing to reload: the configuration is read at each start."
                .to_owned(),
        )
    };
    let (reply, outcome) = oneshot::channel();
    let request = Request {
        actor: actor.clone(),
        dry_run,
        reply,
    };
    let sent = match &admin.reloads {
        Some(Reloads(way)) => way.send(request).await,
        None => return Err(nobody()),
    };
    sent.map_err(|_| nobody())?;
    let outcome = outcome.await.map_err(|_| nobody())?;
    outcome.map_err(|reasons| {
        refused(format!(
            "The configuration is refused and the one in force stays:\n{}",
            reasons.join("\n")
        ))
    })
}

/// Puts a reload on record.
pub async fn record(
    admin: &Admin,
    actor: &Actor,
    changes: &[Change],
    now: Micros,
) -> Result<(), StoreError> {
    let changes: Vec<Value> = changes.iter().map(change).collect();
    let audit = Admin::audit(
        actor,
        now,
        "reloaded",
        ("config", "config"),
        (None, Some(json!(changes))),
    );
    admin.store.note_change(&audit).await
}

/// A reload as it is told.
#[must_use]
pub fn view(reloaded: &Reloaded, dry_run: bool) -> Value {
    let waiting: Vec<&str> = reloaded
        .changes
        .iter()
        .filter(|change| change.waits.is_some())
        .map(|change| change.name.as_str())
        .collect();
    let message = match (dry_run, reloaded.changes.len()) {
        (_, 0) => "nothing changed".to_owned(),
        (true, count) => format!("{count} settings would change"),
        (false, count) => format!("{count} settings changed"),
    };
    json!({
        "message": message,
        "dry_run": dry_run,
        "applied": reloaded.applied,
        "changes": reloaded.changes.iter().map(change).collect::<Vec<_>>(),
        "restart_required": waiting,
        "notices": reloaded.notices,
    })
}

fn change(change: &Change) -> Value {
    let side = |side: &Option<(String, Origin)>| {
        side.as_ref()
            .map(|(value, origin)| (value.clone(), origin.to_string()))
            .unzip()
    };
    let (before, before_origin): (Option<String>, Option<String>) = side(&change.before);
    let (after, after_origin): (Option<String>, Option<String>) = side(&change.after);
    json!({
        "name": change.name,
        "before": before,
        "before_origin": before_origin,
        "after": after,
        "after_origin": after_origin,
        "line": change.place.as_ref().and_then(|place| place.line),
        "restart_required": change.waits.is_some(),
        "reason": change.waits,
    })
}
