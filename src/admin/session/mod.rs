//! Being logged in to the admin pages: a random secret in the browser, a row in the database.
//!
//! A session rests on the credential that opened it and on the role that it had then. It is looked at
//! anew for every page, so a changed password, a rotated key, another role, a blocked or deleted user each
//! end it at once.

pub mod bearer;
pub mod password;

use super::{Actor, Admin, AdminError, MASTER_ACTOR};
use crate::domain::key::KeyHash;
use crate::domain::login::LoginRules;
use crate::domain::owner::{OwnerKind, Rank};
use crate::domain::secret::Secret;
use crate::domain::time::{Micros, Span};
use crate::gateway::Gateway;
use crate::gateway::authenticate::{Caller, Presented, authenticate, require_route};
use crate::store::UiSession;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use moka::sync::Cache;
use password::Match;
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use subtle::ConstantTimeEq;

/// A session ends after this long without a page.
const IDLE_MICROS: i64 = 30 * 60_000_000;
/// How old the note of the last page may get before it is written again.
const TOUCH_MICROS: i64 = 60_000_000;
const ADDRESSES_MAX: u64 = 10_000;
/// The longest name that is looked at, in bytes.
const NAME_BYTES_MAX: usize = 320;

/// The operator's own login.
#[derive(Debug, Clone)]
pub struct OperatorLogin {
    /// `UI_USERNAME`.
    pub username: String,
    /// `UI_PASSWORD`; none is the master key.
    pub password: Option<Secret>,
    /// Whether name and password are the ones that anybody can read in the documentation.
    pub is_default: bool,
    /// How long any login holds at most.
    pub session: Span,
    /// Only those who see everything are let in.
    pub admins_only: bool,
    /// Whether it opens the pages, and how often anybody may try.
    pub rules: LoginRules,
}

/// How somebody logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// With the master key.
    Master,
    /// As the operator whom the environment names.
    Operator(String),
    /// With an account's password: the user's id.
    User(String),
    /// With a virtual key: its hash.
    Key(String),
}

impl Subject {
    fn parse(kind: &str, id: &str) -> Option<Self> {
        Some(match kind {
            "master" => Self::Master,
            "operator" => Self::Operator(id.to_owned()),
            "user" => Self::User(id.to_owned()),
            "key" => Self::Key(id.to_owned()),
            _ => return None,
        })
    }

    /// The kind's name in the database.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Master => "master",
            Self::Operator(_) => "operator",
            Self::User(_) => "user",
            Self::Key(_) => "key",
        }
    }

    /// Who, within the kind.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Master => MASTER_ACTOR,
            Self::Operator(id) | Self::User(id) | Self::Key(id) => id,
        }
    }
}

/// Somebody who is logged in.
#[derive(Debug, Clone)]
pub struct Session {
    /// How they logged in.
    pub subject: Subject,
    /// Who they are to operations.
    pub actor: Actor,
    /// How they are greeted.
    pub label: String,
    /// Their e-mail address, where they have one.
    pub email: Option<String>,
    /// When it ends, whatever they do.
    pub expires_at: Micros,
    /// The hash of the cookie's secret.
    pub id_hash: String,
    /// What forms of theirs must carry. It follows from the cookie's secret, and from nothing else.
    pub form_token: String,
}

/// Why nobody was logged in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoLogin {
    /// Name and password do not fit. It is not told which.
    Wrong,
    /// Too many tries; there may be another one after this many seconds.
    Throttled(u64),
}

/// Counts failed logins, and tells when there were too many.
#[derive(Clone)]
pub struct Throttle {
    tries: Cache<String, Arc<AtomicU32>>,
    window: Duration,
}

impl Default for Throttle {
    fn default() -> Self {
        Self::new(LoginRules::default().window)
    }
}

/// The network that an address stands for: a host has a whole /64 of IPv6.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(four) => four.to_string(),
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => four.to_string(),
            None => format!("{:x?}", &six.segments()[..4]),
        },
    }
}

impl Throttle {
    /// Counts failures for so long.
    #[must_use]
    pub fn new(window: Duration) -> Self {
        let tries = Cache::builder()
            .max_capacity(ADDRESSES_MAX)
            .time_to_live(window)
            .build();
        Self { tries, window }
    }

    /// The same with what was counted, unless failures count for another time now.
    #[must_use]
    pub fn within(self, window: Duration) -> Self {
        if self.window == window {
            self
        } else {
            Self::new(window)
        }
    }

    fn keys(address: IpAddr, name: &str, rules: &LoginRules) -> [(String, u32); 2] {
        let network = network(address);
        let name = KeyHash::of(&name.to_lowercase()).hex();
        [
            (format!("{network} {name}"), rules.failures_of_name_max()),
            (network, rules.failures_max),
        ]
    }

    fn count(&self, key: &str) -> Arc<AtomicU32> {
        self.tries.get_with(key.to_owned(), Arc::default)
    }

    /// Takes a try, before anything is hashed: many at once get no more tries than one after the other.
    /// `false` when there is none left.
    #[must_use]
    pub fn take(&self, address: IpAddr, name: &str, rules: &LoginRules) -> bool {
        let keys = Self::keys(address, name, rules);
        let took: Vec<_> = keys
            .iter()
            .map(|(key, most)| {
                let count = self.count(key);
                let before = count.fetch_add(1, Ordering::Relaxed);
                (count, before < *most)
            })
            .collect();
        let all = took.iter().all(|(_, room)| *room);
        if !all {
            for (count, _) in took {
                count.fetch_sub(1, Ordering::Relaxed);
            }
        }
        all
    }

    /// The same for somebody who is known already and tries their own password.
    #[must_use]
    pub fn take_of(&self, user: &str, rules: &LoginRules) -> bool {
        let tries = self.count(&format!("user {user}"));
        tries.fetch_add(1, Ordering::Relaxed) < rules.failures_of_name_max()
    }

    /// Gives back the try of a login that went well.
    fn give_back(&self, address: IpAddr, name: &str, rules: &LoginRules) {
        for (key, _) in Self::keys(address, name, rules) {
            if let Some(count) = self.tries.get(&key) {
                let less = |tries: u32| tries.checked_sub(1);
                let _ = count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
            }
        }
    }
}

/// Where somebody logs in from.
#[derive(Debug, Clone)]
pub struct Place {
    /// Their address.
    pub address: IpAddr,
    /// Their browser, as it says itself.
    pub user_agent: String,
}

/// Who somebody is now.
struct Known {
    actor: Actor,
    label: String,
    email: Option<String>,
    /// A digest of the credential and the role that a session of theirs rests on.
    rests_on: String,
}

/// Who somebody is now. `None` when they are nobody any more.
async fn who(
    admin: &Admin,
    gateway: &Gateway,
    operator: &OperatorLogin,
    subject: &Subject,
) -> Result<Option<Known>, AdminError> {
    let catalog = gateway.catalog().clone();
    let found = match subject {
        Subject::Master => Some((
            Actor::master(MASTER_ACTOR),
            "Master key".to_owned(),
            None,
            catalog.policy.master_key.hex(),
        )),
        Subject::Operator(name) if *name == operator.username => {
            let password = operator.password.as_ref().map_or_else(
                || catalog.policy.master_key.hex(),
                |secret| KeyHash::of(secret.expose()).hex(),
            );
            Some((Actor::operator(name), name.clone(), None, password))
        }
        Subject::Operator(_) => None,
        Subject::User(id) => {
            let row = admin.store.get_owner(OwnerKind::User, id).await?;
            row.filter(|row| !row.owner.blocked).and_then(|row| {
                let owner = row.owner;
                let email = owner.account.email.clone();
                let label = owner.alias.clone().or_else(|| email.clone());
                let password = owner.account.password_hash?;
                let actor = Actor::user(owner.id.clone(), Rank::from(owner.account.role));
                let label = label.unwrap_or_else(|| owner.id.to_string());
                Some((actor, label, email, password.expose().to_owned()))
            })
        }
        Subject::Key(hash) => {
            let entry = KeyHash::from_hex(hash).and_then(|hash| catalog.key(&hash).cloned());
            entry.and_then(|entry| {
                let usable = !entry.key.blocked
                    && !entry.key.is_expired(gateway.now())
                    && !entry.holders.iter().any(|holder| holder.blocked);
                usable.then(|| {
                    let label = entry.key.alias.clone();
                    let label = label.unwrap_or_else(|| entry.key.name.clone());
                    (key_actor(&entry), label, None, entry.id.to_string())
                })
            })
        }
    };
    let of_environment = matches!(subject, Subject::Master | Subject::Operator(_));
    let found = found.filter(|(actor, ..)| {
        (!operator.admins_only || actor.sees_all())
            && !(operator.rules.accounts_only && of_environment)
    });
    Ok(found.map(|(actor, label, email, credential)| {
        let mut digest = Sha256::new();
        for part in [
            "cw/ui-session/v1",
            subject.kind(),
            subject.id(),
            actor.rank.role(),
            &credential,
        ] {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part.as_bytes());
        }
        Known {
            actor,
            label,
            email,
            rests_on: KeyHash(digest.finalize().into()).hex(),
        }
    }))
}

/// A key that may only tell, or only call models, gives no more rights here than it does elsewhere.
fn key_actor(entry: &Arc<crate::gateway::catalog::KeyEntry>) -> Actor {
    let mut actor = Actor::holder(entry.clone());
    let caller = Caller::Key(entry.clone());
    let may = |groups: &[&str]| require_route(&caller, "/ui", groups).is_ok();
    if !may(&["management_routes"]) {
        let most = if may(&["info_routes"]) {
            Rank::AdminViewer
        } else {
            Rank::Nobody
        };
        actor.rank = match actor.rank.min(most) {
            // One step down would be a right to change things of one's own.
            Rank::Internal => Rank::InternalViewer,
            rank => rank,
        };
    }
    actor
}

/// The user whose password this is.
async fn user_of(admin: &Admin, name: &str, password: &str) -> Result<Option<Subject>, AdminError> {
    let by_email = admin.store.get_user_by_email(name).await?;
    let row = match by_email {
        Some(row) => Some(row),
        None => admin.store.get_owner(OwnerKind::User, name).await?,
    };
    let stored = row
        .as_ref()
        .and_then(|row| row.owner.account.password_hash.as_ref());
    let matched = password::verify(password, stored).await;
    let Some(row) = row.filter(|row| matched != Match::No && !row.owner.blocked) else {
        return Ok(None);
    };
    if matched == Match::Old {
        let better = password::rehash(password).await?;
        admin
            .store
            .rehash_password(&row.owner.id, better.expose())
            .await?;
    }
    Ok(Some(Subject::User(row.owner.id.to_string())))
}

fn same(a: &str, b: &str) -> bool {
    bool::from(KeyHash::of(a).0.ct_eq(&KeyHash::of(b).0))
}

/// Whose name and password these are. A key needs no name.
async fn subject_of(
    admin: &Admin,
    gateway: &Gateway,
    operator: &OperatorLogin,
    name: &str,
    secret: &str,
) -> Result<Option<Subject>, AdminError> {
    let is_operator = same(name, &operator.username);
    let own = operator.password.as_ref();
    if is_operator && own.is_some_and(|password| same(password.expose(), secret)) {
        return Ok(Some(Subject::Operator(operator.username.clone())));
    }
    let catalog = gateway.catalog().clone();
    match authenticate(&catalog, &Presented::Secret(secret), gateway.now()) {
        Ok(Caller::Master) => Ok(Some(Subject::Master)),
        Ok(Caller::Key(entry)) => Ok(Some(Subject::Key(entry.id.to_string()))),
        Err(_) if name.is_empty() || name.len() > NAME_BYTES_MAX => Ok(None),
        Err(_) => user_of(admin, name, secret).await,
    }
}

/// Logs somebody in. The secret is for the cookie, and is kept nowhere.
pub async fn log_in(
    admin: &Admin,
    gateway: &Gateway,
    operator: &OperatorLogin,
    throttle: &Throttle,
    (name, secret): (&str, &str),
    from: &Place,
) -> Result<Result<(Secret, Session), NoLogin>, AdminError> {
    let name = name.trim();
    let rules = &operator.rules;
    if !throttle.take(from.address, name, rules) {
        return Ok(Err(NoLogin::Throttled(rules.window.as_secs().max(1))));
    }
    let subject = subject_of(admin, gateway, operator, name, secret).await?;
    let known = match &subject {
        Some(subject) => who(admin, gateway, operator, subject).await?,
        None => None,
    };
    let (Some(subject), Some(known)) = (subject, known) else {
        tracing::warn!(address = %from.address, "a login to the admin pages failed");
        return Ok(Err(NoLogin::Wrong));
    };
    throttle.give_back(from.address, name, rules);
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(|_| super::seal::SealError::NoRandom)?;
    let raw = URL_SAFE_NO_PAD.encode(random);
    let now = gateway.now();
    let row = UiSession {
        id_hash: KeyHash::of(&raw).hex(),
        kind: subject.kind().to_owned(),
        subject: subject.id().to_owned(),
        rests_on: known.rests_on,
        created_at: now,
        seen_at: now,
        expires_at: operator.session.after(now),
        client_ip: from.address.to_string(),
        user_agent: from.user_agent.chars().take(200).collect(),
    };
    let after = serde_json::json!({ "as": subject.kind(), "from": row.client_ip });
    let object = ("session", subject.id());
    let audit = Admin::audit(&known.actor, now, "logged_in", object, (None, Some(after)));
    admin.store.insert_session(&row, &audit).await?;
    let session = Session {
        subject,
        actor: known.actor,
        label: known.label,
        email: known.email,
        expires_at: row.expires_at,
        form_token: form_token(&raw),
        id_hash: row.id_hash,
    };
    Ok(Ok((Secret::new(raw), session)))
}

fn form_token(raw: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(b"cw/ui-form/v1");
    digest.update(raw.as_bytes());
    URL_SAFE_NO_PAD.encode(digest.finalize())
}

impl Session {
    /// Whether a form carries the right token.
    #[must_use]
    pub fn accepts(&self, token: &str) -> bool {
        same(&self.form_token, token)
    }
}

/// Who a cookie's secret belongs to, if the session is still good.
pub async fn resume(
    admin: &Admin,
    gateway: &Gateway,
    operator: &OperatorLogin,
    raw: &str,
) -> Result<Option<Session>, AdminError> {
    let id_hash = KeyHash::of(raw).hex();
    let Some(row) = admin.store.get_session(&id_hash).await? else {
        return Ok(None);
    };
    let now = gateway.now();
    let subject = Subject::parse(&row.kind, &row.subject);
    let idle = now.0 - row.seen_at.0 > IDLE_MICROS;
    let known = match &subject {
        Some(subject) if !idle && row.expires_at > now => {
            who(admin, gateway, operator, subject).await?
        }
        _ => None,
    };
    let known = known.filter(|known| known.rests_on == row.rests_on);
    let (Some(subject), Some(known)) = (subject, known) else {
        admin.store.end_session(&id_hash).await?;
        return Ok(None);
    };
    if now.0 - row.seen_at.0 > TOUCH_MICROS {
        admin.store.touch_session(&id_hash, now).await?;
    }
    Ok(Some(Session {
        subject,
        actor: known.actor,
        label: known.label,
        email: known.email,
        expires_at: row.expires_at,
        form_token: form_token(raw),
        id_hash,
    }))
}

/// Ends every session of whoever has this one.
pub async fn log_out_everywhere(
    admin: &Admin,
    session: &Session,
    now: Micros,
) -> Result<u64, AdminError> {
    let (kind, id) = (session.subject.kind(), session.subject.id());
    let object = ("session", id);
    let audit = Admin::audit(
        &session.actor,
        now,
        "logged_out_everywhere",
        object,
        (None, None),
    );
    Ok(admin.store.end_sessions(kind, id, &audit).await?)
}

/// Changes the password of the user who is logged in, which ends all their sessions.
pub async fn change_password(
    admin: &Admin,
    session: &Session,
    passwords: (&str, &str),
    now: Micros,
) -> Result<(), AdminError> {
    if !matches!(session.subject, Subject::User(_)) {
        return Err(AdminError::Forbidden(
            "Only accounts have passwords that can be changed here.".into(),
        ));
    }
    super::invitations::change_password(admin, &session.actor, passwords, now).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_are_counted_by_network_and_by_name() {
        let throttle = Throttle::default();
        let here: IpAddr = "10.0.0.1".parse().expect("an address");
        let rules = LoginRules::default();
        for _ in 0..rules.failures_of_name_max() {
            assert!(throttle.take(here, "ann", &rules));
        }
        assert!(
            !throttle.take(here, "Ann", &rules),
            "in any case of letters"
        );
        throttle.give_back(here, "ann", &rules);
        assert!(
            throttle.take(here, "ann", &rules),
            "one that went well counts for nothing"
        );
        for _ in 0..rules.failures_of_name_max() {
            assert!(throttle.take(here, "bob", &rules));
        }
        assert!(
            !throttle.take(here, "eve", &rules),
            "the address is used up"
        );
        let (one, two): (IpAddr, IpAddr) = (
            "2001:db8::1".parse().expect("an address"),
            "2001:db8::ffff:2".parse().expect("an address"),
        );
        assert_eq!(network(one), network(two), "one host has a whole /64");
        let mapped: IpAddr = "::ffff:10.0.0.1".parse().expect("an address");
        assert_eq!(network(mapped), network(here));
    }
}
