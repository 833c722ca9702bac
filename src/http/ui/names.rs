//! What things are called on pages.

use super::parts::Tone;
use crate::domain::budget::ScopeKind;
use crate::domain::key::KeyHash;
use crate::domain::record::{CallType, MASTER_KEY_ID, Outcome};
use crate::http::App;

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
        ScopeKind::TeamMember => "Member",
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
