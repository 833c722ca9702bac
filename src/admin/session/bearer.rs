//! A session as scripts use it: what LiteLLM's login gives out, and who that is when it comes back.
//!
//! LiteLLM's login makes a short-lived key and puts it into a token that clients read. Here that key is the
//! session itself under another name: it ends when the session ends, no list shows it, and it opens what
//! manages and tells. Calls to models are made with keys, which have limits of their own.

use super::super::Actor;
use super::super::invitations::Tokens;
use super::{MASTER_ACTOR, Session, Subject};
use crate::domain::key::{KeyHash, KeyType, VirtualKey};
use crate::domain::limits::Limits;
use crate::domain::owner::Rank;
use crate::domain::secret::Secret;
use crate::domain::time::Micros;
use crate::gateway::Gateway;
use crate::gateway::authenticate::Caller;
use crate::gateway::catalog::KeyEntry;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a session's key begins with.
const PREFIX: &str = "sk-session-";

/// The groups of routes that a session opens.
pub const ROUTES: &[&str] = &["management_routes", "info_routes"];

/// The secret of the session whose key this is.
#[must_use]
pub fn secret_of(key: &str) -> Option<&str> {
    key.strip_prefix(PREFIX)
}

/// The token that a login answers with, as LiteLLM's clients read it: a JSON Web Token whose claim `key` is
/// sent as a bearer. Its mark is made by the session's own secret and by nothing that outlives it.
#[must_use]
pub fn token(secret: &Secret, session: &Session) -> Secret {
    let user = match &session.subject {
        Subject::Master | Subject::Operator(_) => Some(MASTER_ACTOR),
        Subject::User(_) | Subject::Key(_) => session.actor.user_id().map(|user| &**user),
    };
    Secret::new(Tokens::of_session(secret).sign(&json!({
        "user_id": user,
        "key": format!("{PREFIX}{}", secret.expose()),
        "user_email": session.email,
        "user_role": session.actor.rank.role(),
        "login_method": "username_password",
        "premium_user": false,
        "auth_header_name": "Authorization",
        "disabled_non_admin_personal_key_creation": false,
        "server_root_path": "/",
        "password_reset_required": false,
        "exp": session.expires_at.0 / 1_000_000,
    })))
}

/// Who a session's key stands for, to routes and to operations. `None` when it is nobody any more.
///
/// A session that was opened with a key has the rights of that key. The master key's own rights stay with
/// the master key.
#[must_use]
pub fn caller(gateway: &Gateway, session: &Session) -> Option<(Caller, Actor)> {
    let catalog = gateway.catalog();
    let mut actor = session.actor.clone();
    actor.rank = actor.rank.min(Rank::Admin);
    if let Subject::Key(id) = &session.subject {
        let entry = KeyHash::from_hex(id).and_then(|hash| catalog.key(&hash).cloned())?;
        return Some((Caller::Key(entry), actor));
    }
    let mut entry = KeyEntry::new(key(session, actor.user_id().cloned()), &catalog.owners);
    entry.rank = actor.rank;
    Some((Caller::Key(Arc::new(entry)), actor))
}

/// Whoever has no key, where none is asked for: sees what everybody sees, and is no user.
#[must_use]
pub fn anonymous(gateway: &Gateway) -> (Caller, Actor) {
    let unstored = VirtualKey {
        name: "anonymous".to_owned(),
        // Keys begin with sk-, so nobody can present it.
        ..unstored(KeyHash::of("anonymous"), None)
    };
    let mut entry = KeyEntry::new(unstored, &gateway.catalog().owners);
    entry.rank = Rank::InternalViewer;
    let entry = Arc::new(entry);
    (Caller::Key(entry.clone()), Actor::holder(entry))
}

/// A key that is nowhere but in this session.
fn key(session: &Session, user_id: Option<Arc<str>>) -> VirtualKey {
    VirtualKey {
        expires_at: Some(session.expires_at),
        created_by: session.actor.name.clone(),
        updated_by: session.actor.name.clone(),
        // The hash of what nobody can present, since keys are looked up by it.
        ..unstored(KeyHash::of(&session.id_hash), user_id)
    }
}

/// A key that is in no database.
fn unstored(hash: KeyHash, user_id: Option<Arc<str>>) -> VirtualKey {
    VirtualKey {
        hash,
        name: format!("{PREFIX}..."),
        alias: None,
        user_id,
        team_id: None,
        models: Vec::new(),
        aliases: BTreeMap::new(),
        key_type: KeyType::Management,
        allowed_routes: Vec::new(),
        blocked: false,
        expires_at: None,
        limits: Limits::default(),
        budget_id: None,
        organization_id: None,
        metadata: "{}".to_owned(),
        extra: "{}".to_owned(),
        created_at: Micros::default(),
        updated_at: Micros::default(),
        created_by: String::new(),
        updated_by: String::new(),
    }
}
