//! Who does something, and how far their rights reach.

use super::{Admin, AdminError};
use crate::domain::owner::{Member, OwnerKind, Rank};
use crate::gateway::catalog::KeyEntry;
use std::sync::Arc;

/// The name of whoever holds the master key.
pub const MASTER_ACTOR: &str = "default_user_id";

/// Who does it.
#[derive(Debug, Clone)]
pub struct Actor {
    /// As the audit log names them.
    pub name: String,
    /// How far their rights reach.
    pub rank: Rank,
    /// The key that they came with; none is the master key, or the database itself.
    pub key: Option<Arc<KeyEntry>>,
    /// The user who logged in with a password, and so without a key.
    pub user: Option<Arc<str>>,
}

impl Actor {
    /// Whoever has the master key or the database.
    #[must_use]
    pub fn master(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            rank: Rank::Master,
            key: None,
            user: None,
        }
    }

    /// The operator whom the environment names (`UI_USERNAME`).
    #[must_use]
    pub fn operator(name: &str) -> Self {
        Self {
            rank: Rank::Admin,
            ..Self::master(name)
        }
    }

    /// A user who logged in with a password.
    #[must_use]
    pub fn user(id: Arc<str>, rank: Rank) -> Self {
        Self {
            name: id.to_string(),
            rank,
            key: None,
            user: Some(id),
        }
    }

    /// The holder of a virtual key.
    #[must_use]
    pub fn holder(key: Arc<KeyEntry>) -> Self {
        let name = key.key.user_id.as_deref().unwrap_or(&key.id);
        Self {
            name: name.to_owned(),
            rank: key.rank,
            key: Some(key),
            user: None,
        }
    }

    /// Whether they may change everything.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.rank >= Rank::Admin
    }

    /// Whether they may see everything.
    #[must_use]
    pub fn sees_all(&self) -> bool {
        self.rank >= Rank::AdminViewer
    }

    /// The user that they are; keys of no known user are nobody, so that two of them are not the same.
    #[must_use]
    pub fn user_id(&self) -> Option<&Arc<str>> {
        let of_key = || self.key.as_ref()?.key.user_id.as_ref();
        let user = self.user.as_ref().or_else(of_key);
        user.filter(|_| self.rank > Rank::Nobody)
    }

    /// Whether they are this user.
    #[must_use]
    pub fn is_user(&self, id: &str) -> bool {
        self.user_id().is_some_and(|own| &**own == id)
    }

    /// Their teams and organizations.
    pub async fn memberships(&self, admin: &Admin) -> Result<Vec<Member>, AdminError> {
        match self.user_id() {
            Some(user) => Ok(admin.store.memberships(user).await?),
            None => Ok(Vec::new()),
        }
    }

    /// Their place in a team; none when they are not in it.
    pub async fn in_team(&self, admin: &Admin, team: &str) -> Result<Option<Member>, AdminError> {
        let memberships = self.memberships(admin).await?;
        Ok(memberships
            .into_iter()
            .find(|member| member.group == OwnerKind::Team && &*member.group_id == team))
    }

    /// Whether they run this team: admins of the proxy, of the team, or of its organization.
    pub async fn runs_team(&self, admin: &Admin, team: &str) -> Result<bool, AdminError> {
        if self.is_admin() {
            return Ok(true);
        }
        let memberships = self.memberships(admin).await?;
        if memberships.iter().any(|member| {
            member.group == OwnerKind::Team && &*member.group_id == team && member.role == "admin"
        }) {
            return Ok(true);
        }
        let runs: Vec<_> = memberships
            .iter()
            .filter(|member| member.group == OwnerKind::Organization && member.role == "org_admin")
            .collect();
        if runs.is_empty() {
            return Ok(false);
        }
        let team = admin.store.get_owner(OwnerKind::Team, team).await?;
        let organization = team.and_then(|row| row.owner.organization_id);
        Ok(organization.is_some_and(|id| runs.iter().any(|member| member.group_id == id)))
    }
}
