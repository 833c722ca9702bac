//! Invitations: a link by which somebody sets the password of their account, once and within a week.
//!
//! The link's id is a random secret that is told once; of it only a hash is kept. LiteLLM's pages trade it
//! for a token first and send that along with the password; both ways work.

use super::session::password::{self, Match};
use super::view::TimeForm;
use super::{Actor, Admin, AdminError, bad};
use crate::domain::key::KeyHash;
use crate::domain::owner::{Owner, OwnerKind, Rank};
use crate::domain::secret::Secret;
use crate::domain::time::Micros;
use crate::store::{Invitation, StoreError};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// How long a link works.
const LIFE_MICROS: i64 = 7 * 86_400 * 1_000_000;
/// How long a token that was traded for a link works, in seconds.
const TOKEN_SECONDS: i64 = 15 * 60;
/// What such a token says that it is, as with LiteLLM.
const TOKEN_TYPE: &str = "litellm_onboarding";

/// Why a link opens nothing. The words are LiteLLM's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// There is no such link.
    Unknown,
    /// Its week is over.
    Expired,
    /// It was used, or taken back.
    Used,
    /// The user is gone or blocked.
    NoUser,
    /// It is another user's.
    OtherUser,
    /// The token that came along is not of this link, or is over.
    Token,
}

impl Closed {
    /// What to tell.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Unknown => "Invitation link does not exist in db.",
            Self::Expired => "Invitation link has expired.",
            Self::Used => "Invitation link has already been used.",
            Self::NoUser => "User does not exist in db.",
            Self::OtherUser => {
                "Invalid invitation link. The user id submitted does not match the user id this link is attached to."
            }
            Self::Token => "Invalid onboarding session for invitation link.",
        }
    }
}

/// The hash under which a link is kept. Those who manage links may name them by it too.
fn hash_of(id: &str) -> String {
    KeyHash::of(id).hex()
}

fn unknown() -> AdminError {
    bad(
        "invitation_id",
        "Invitation id does not exist in the database.",
    )
}

/// Invites a user; the link's id is told here and never again.
pub async fn create(
    admin: &Admin,
    actor: &Actor,
    user_id: &str,
    now: Micros,
) -> Result<(String, Invitation), AdminError> {
    if admin
        .store
        .get_owner(OwnerKind::User, user_id)
        .await?
        .is_none()
    {
        return Err(bad(
            "user_id",
            "User id does not exist in 'LiteLLM_UserTable'. Fix this by creating user via `/user/new`.",
        ));
    }
    let id = uuid::Uuid::new_v4().to_string();
    let invitation = Invitation {
        id_hash: hash_of(&id),
        user_id: user_id.to_owned(),
        is_accepted: false,
        accepted_at: None,
        expires_at: Micros(now.0 + LIFE_MICROS),
        created_at: now,
        created_by: actor.name.clone(),
        updated_at: now,
        updated_by: actor.name.clone(),
    };
    let after = view(&invitation.id_hash, &invitation);
    let audit = audit(actor, "created", &invitation, (None, Some(after)), now);
    admin.store.insert_invitation(&invitation, &audit).await?;
    Ok((id, invitation))
}

fn audit(
    actor: &Actor,
    action: &str,
    invitation: &Invitation,
    values: (Option<Value>, Option<Value>),
    now: Micros,
) -> crate::store::AuditEntry {
    Admin::audit(
        actor,
        now,
        action,
        ("invitation", &invitation.id_hash),
        values,
    )
}

/// One invitation, by the link's id or by its hash.
pub async fn get(admin: &Admin, id: &str) -> Result<Invitation, AdminError> {
    let by_link = admin.store.get_invitation(&hash_of(id)).await?;
    let found = match by_link {
        Some(found) => Some(found),
        None => admin.store.get_invitation(id).await?,
    };
    found.ok_or_else(unknown)
}

/// Marks an invitation as used, so that its link works no more. One that was used stays so.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    is_accepted: bool,
    now: Micros,
) -> Result<Invitation, AdminError> {
    let before = get(admin, id).await?;
    if !is_accepted {
        if before.is_accepted {
            return Err(bad(
                "is_accepted",
                "An invitation works once and cannot be opened again. Make a new one with /invitation/new.",
            ));
        }
        return Ok(before);
    }
    let mut after = before.clone();
    after.is_accepted = true;
    let values = (
        Some(view(&before.id_hash, &before)),
        Some(view(&after.id_hash, &after)),
    );
    let audit = audit(actor, "updated", &before, values, now);
    let closed = admin.store.close_invitation(&before.id_hash, &audit).await;
    closed.map_err(gone)?;
    get(admin, &before.id_hash).await
}

fn gone(error: StoreError) -> AdminError {
    match error {
        StoreError::NotFound => unknown(),
        other => other.into(),
    }
}

/// Deletes an invitation.
pub async fn delete(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    now: Micros,
) -> Result<Invitation, AdminError> {
    let before = get(admin, id).await?;
    let values = (Some(view(&before.id_hash, &before)), None);
    let audit = audit(actor, "deleted", &before, values, now);
    let deleted = admin.store.delete_invitation(&before.id_hash, &audit).await;
    deleted.map_err(gone)?;
    Ok(before)
}

/// An invitation as answers show it, under the id that was asked for.
#[must_use]
pub fn view(id: &str, invitation: &Invitation) -> Value {
    let time = |at: Micros| TimeForm::Zulu.write(at);
    json!({
        "id": id,
        "user_id": invitation.user_id,
        "is_accepted": invitation.is_accepted,
        "accepted_at": invitation.accepted_at.map(time),
        "expires_at": time(invitation.expires_at),
        "created_at": time(invitation.created_at),
        "created_by": invitation.created_by,
        "updated_at": time(invitation.updated_at),
        "updated_by": invitation.updated_by,
    })
}

/// Whom an open link is for.
pub async fn open(
    admin: &Admin,
    id: &str,
    now: Micros,
) -> Result<Result<(Invitation, Owner), Closed>, AdminError> {
    let Some(invitation) = admin.store.get_invitation(&hash_of(id)).await? else {
        return Ok(Err(Closed::Unknown));
    };
    if invitation.is_accepted {
        return Ok(Err(Closed::Used));
    }
    if invitation.expires_at <= now {
        return Ok(Err(Closed::Expired));
    }
    let row = admin
        .store
        .get_owner(OwnerKind::User, &invitation.user_id)
        .await?;
    let owner = row.map(|row| row.owner).filter(|owner| !owner.blocked);
    Ok(owner.map(|owner| (invitation, owner)).ok_or(Closed::NoUser))
}

/// Uses a link: its user has this password from now on.
pub async fn accept(
    admin: &Admin,
    id: &str,
    new_password: &str,
    now: Micros,
) -> Result<Result<Owner, Closed>, AdminError> {
    let (invitation, owner) = match open(admin, id, now).await? {
        Ok(found) => found,
        Err(closed) => return Ok(Err(closed)),
    };
    let hash = password::hash(new_password, &admin.passwords).await?;
    let actor = Actor::user(owner.id.clone(), Rank::from(owner.account.role));
    let audit = Admin::audit(
        &actor,
        now,
        "invitation_accepted",
        ("user", &owner.id),
        (None, Some(json!({ "invitation": invitation.id_hash }))),
    );
    match admin
        .store
        .accept_invitation(&invitation, &hash, &audit)
        .await
    {
        Ok(()) => Ok(Ok(owner)),
        // Somebody else was quicker.
        Err(StoreError::NotFound) => Ok(Err(Closed::Used)),
        Err(error) => Err(error.into()),
    }
}

/// Changes the password of whoever asks, which ends all their sessions.
pub async fn change_password(
    admin: &Admin,
    actor: &Actor,
    (old, new): (&str, &str),
    now: Micros,
) -> Result<String, AdminError> {
    let Some(id) = actor.user_id() else {
        return Err(AdminError::BadRequest {
            param: None,
            message: "No user is associated with this session, so there is no password to change."
                .into(),
        });
    };
    let row = admin.store.get_owner(OwnerKind::User, id).await?;
    let owner = row.map(|row| row.owner);
    let Some(mut owner) = owner.filter(|owner| owner.account.password_hash.is_some()) else {
        return Err(AdminError::BadRequest {
            param: None,
            message:
                "This account has no password set, so there is no password to change. Passwords are set through an \
                 invitation link (POST /invitation/new)."
                    .into(),
        });
    };
    if password::verify(old, owner.account.password_hash.as_ref()).await == Match::No {
        return Err(bad("current_password", "Current password is incorrect."));
    }
    if old == new {
        return Err(bad(
            "new_password",
            "New password must be different from the current password.",
        ));
    }
    owner.account.password_hash = Some(password::hash(new, &admin.passwords).await?);
    let seen = Some(owner.updated_at);
    owner.updated_at = now.later_than(owner.updated_at);
    owner.updated_by.clone_from(&actor.name);
    let user = ("user", &*owner.id);
    let audit = Admin::audit(actor, now, "password_changed", user, (None, None));
    admin.store.update_owner(seen, &owner, &audit).await?;
    Ok(owner.id.to_string())
}

/// What a token says that was traded for a link.
#[derive(Serialize, Deserialize)]
struct Claims {
    token_type: String,
    invitation_link: String,
    user_id: String,
    exp: i64,
}

/// Signs and reads tokens: JSON Web Tokens by HMAC-SHA256 (RFC 7519), since LiteLLM's pages read what is
/// in them. The key follows from the master key and is used for nothing else.
pub struct Tokens([u8; 32]);

impl Tokens {
    /// Those of an installation with this master key.
    #[must_use]
    pub fn new(master_key: &KeyHash) -> Self {
        let mut digest = Sha256::new();
        digest.update(b"cw/onboarding/v1");
        digest.update(master_key.0);
        Self(digest.finalize().into())
    }

    /// Those of one session. Nothing else follows from its secret, so a token tells nothing of other secrets.
    #[must_use]
    pub fn of_session(secret: &Secret) -> Self {
        let mut digest = Sha256::new();
        digest.update(b"cw/session-token/v1");
        digest.update(secret.expose());
        Self(digest.finalize().into())
    }

    fn mark(&self, signed: &str) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(signed.as_bytes());
        Some(mac)
    }

    /// A token with these claims.
    pub fn sign(&self, claims: &impl Serialize) -> String {
        let part =
            |value: &Value| URL_SAFE_NO_PAD.encode(serde_json::to_vec(value).unwrap_or_default());
        let head = part(&json!({ "alg": "HS256", "typ": "JWT" }));
        let claims = part(&serde_json::to_value(claims).unwrap_or_default());
        let signed = format!("{head}.{claims}");
        let mark = self.mark(&signed).map(|mac| mac.finalize().into_bytes());
        format!(
            "{signed}.{}",
            URL_SAFE_NO_PAD.encode(mark.unwrap_or_default())
        )
    }

    fn read<T: DeserializeOwned>(&self, token: &str) -> Option<T> {
        let (signed, mark) = token.rsplit_once('.')?;
        let mark = URL_SAFE_NO_PAD.decode(mark).ok()?;
        self.mark(signed)?.verify_slice(&mark).ok()?;
        let (_, claims) = signed.split_once('.')?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
    }

    /// The token that an open link is traded for, and what LiteLLM's pages read out of the one around it.
    #[must_use]
    pub fn trade(&self, link: &str, user: &Owner, now: Micros) -> Secret {
        let key = self.sign(&Claims {
            token_type: TOKEN_TYPE.to_owned(),
            invitation_link: hash_of(link),
            user_id: user.id.to_string(),
            exp: now.0 / 1_000_000 + TOKEN_SECONDS,
        });
        Secret::new(self.sign(&json!({
            "user_id": &*user.id,
            "key": key,
            "user_email": user.account.email,
            "user_role": Rank::from(user.account.role).role(),
            "login_method": "username_password",
            "premium_user": false,
            "auth_header_name": "Authorization",
            "disabled_non_admin_personal_key_creation": false,
            "server_root_path": "/",
            "password_reset_required": false,
        })))
    }

    /// Whether a token was traded for this link, and still holds.
    #[must_use]
    pub fn fits(&self, token: &str, link: &str, user_id: &str, now: Micros) -> bool {
        let claims: Option<Claims> = self.read(token);
        claims.is_some_and(|claims| {
            claims.token_type == TOKEN_TYPE
                && claims.invitation_link == hash_of(link)
                && claims.user_id == user_id
                && claims.exp > now.0 / 1_000_000
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_its_own_link_for_a_while() {
        let now = Micros(1_000_000_000_000);
        let user = Owner::new(OwnerKind::User, "ann", "x", now);
        let tokens = Tokens::new(&KeyHash::of("sk-master"));
        let outer = tokens.trade("link", &user, now);
        let read: Value = tokens.read(outer.expose()).expect("is ours");
        assert_eq!(read["user_id"], "ann");
        let key = read["key"].as_str().expect("a token");
        assert!(tokens.fits(key, "link", "ann", now));
        let later = Micros(now.0 + (TOKEN_SECONDS + 1) * 1_000_000);
        for (token, link, user, at) in [
            (key, "other", "ann", now),
            (key, "link", "bob", now),
            (key, "link", "ann", later),
            (outer.expose(), "link", "ann", now),
            ("a.b.c", "link", "ann", now),
        ] {
            assert!(!tokens.fits(token, link, user, at), "{link} {user}");
        }
        let others = Tokens::new(&KeyHash::of("sk-other"));
        assert!(!others.fits(key, "link", "ann", now));
    }
}
