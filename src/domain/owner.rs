//! Whoever keys belong to and calls are counted for: users, teams, organizations, end users, tags.

use super::budget::{Scope, ScopeKind};
use super::limits::Limits;
use super::secret::Secret;
use super::time::Micros;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The kinds of owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OwnerKind {
    /// Somebody with an account.
    User,
    /// Users who share keys and money.
    Team,
    /// Teams and users of one company.
    Organization,
    /// Somebody whom a client names in its calls ("customer").
    EndUser,
    /// A mark on calls.
    Tag,
    /// A word that deployments are marked with (`model_info.access_groups`).
    AccessGroup,
}

impl OwnerKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::User,
        Self::Team,
        Self::Organization,
        Self::EndUser,
        Self::Tag,
        Self::AccessGroup,
    ];

    /// The scope that its spend is counted in.
    #[must_use]
    pub fn scope_kind(self) -> ScopeKind {
        match self {
            Self::User => ScopeKind::User,
            Self::Team => ScopeKind::Team,
            Self::Organization => ScopeKind::Organization,
            Self::EndUser => ScopeKind::EndUser,
            Self::Tag => ScopeKind::Tag,
            Self::AccessGroup => ScopeKind::AccessGroup,
        }
    }

    /// The name in the database and the audit log.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.scope_kind().as_str()
    }

    /// Reads the name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What a user may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Sees its own things.
    InternalUserViewer,
    /// Makes keys for itself.
    InternalUser,
    /// Sees everything.
    ProxyAdminViewer,
    /// Does everything.
    ProxyAdmin,
}

impl Role {
    /// Every role, the least first.
    pub const ALL: [Self; 4] = [
        Self::InternalUserViewer,
        Self::InternalUser,
        Self::ProxyAdminViewer,
        Self::ProxyAdmin,
    ];

    /// The name in requests, answers and the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InternalUserViewer => "internal_user_viewer",
            Self::InternalUser => "internal_user",
            Self::ProxyAdminViewer => "proxy_admin_viewer",
            Self::ProxyAdmin => "proxy_admin",
        }
    }

    /// Reads the name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// How far rights reach, the least first: what a key's owner may do with the management API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// A key that belongs to no known user.
    #[default]
    Nobody,
    /// Sees its own things.
    InternalViewer,
    /// Makes keys for itself.
    Internal,
    /// Sees everything.
    AdminViewer,
    /// Does everything.
    Admin,
    /// Holds the master key.
    Master,
}

impl From<Option<Role>> for Rank {
    /// A user of whom nothing was said sees its own things.
    fn from(role: Option<Role>) -> Self {
        match role {
            None | Some(Role::InternalUserViewer) => Self::InternalViewer,
            Some(Role::InternalUser) => Self::Internal,
            Some(Role::ProxyAdminViewer) => Self::AdminViewer,
            Some(Role::ProxyAdmin) => Self::Admin,
        }
    }
}

impl Rank {
    /// The role that LiteLLM's messages name.
    #[must_use]
    pub fn role(self) -> &'static str {
        match self {
            Self::Nobody | Self::Internal => "internal_user",
            Self::InternalViewer => "internal_user_viewer",
            Self::AdminViewer => "proxy_admin_viewer",
            Self::Admin | Self::Master => "proxy_admin",
        }
    }
}

/// What only users have.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// Where they are written to; unique in any case of letters.
    pub email: Option<String>,
    /// What they may do; `None` was never said and allows the least.
    pub role: Option<Role>,
    /// The hash of their password, in PHC form.
    pub password_hash: Option<Secret>,
    /// Who they are at an identity provider.
    pub sso_id: Option<String>,
}

/// One owner: everything that is stored about it except its spend.
#[derive(Clone, Debug)]
pub struct Owner {
    /// What kind of thing.
    pub kind: OwnerKind,
    /// Which one.
    pub id: Arc<str>,
    /// A name that people give it.
    pub alias: Option<String>,
    /// The organization it belongs to.
    pub organization_id: Option<Arc<str>>,
    /// Models that it may call, as written. Empty means all.
    pub models: Vec<String>,
    /// Names that stand for other models when it calls.
    pub aliases: BTreeMap<String, String>,
    /// Refused while true.
    pub blocked: bool,
    /// Its own limits.
    pub limits: Limits,
    /// A named budget whose limits hold where there are none of its own.
    pub budget_id: Option<Arc<str>>,
    /// Of users.
    pub account: Account,
    /// The operator's own notes: a JSON object as text.
    pub metadata: String,
    /// Accepted fields that only inform: a JSON object as text.
    pub extra: String,
    /// When it was made.
    pub created_at: Micros,
    /// When it was last changed.
    pub updated_at: Micros,
    /// Who made it.
    pub created_by: String,
    /// Who changed it last.
    pub updated_by: String,
}

impl Owner {
    /// A new one without limits.
    #[must_use]
    pub fn new(kind: OwnerKind, id: &str, by: &str, now: Micros) -> Self {
        Self {
            kind,
            id: id.into(),
            alias: None,
            organization_id: None,
            models: Vec::new(),
            aliases: BTreeMap::new(),
            blocked: false,
            limits: Limits {
                budget_anchor: now,
                ..Limits::default()
            },
            budget_id: None,
            account: Account::default(),
            metadata: "{}".to_owned(),
            extra: "{}".to_owned(),
            created_at: now,
            updated_at: now,
            created_by: by.to_owned(),
            updated_by: by.to_owned(),
        }
    }

    /// Where its spend is counted.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope {
            kind: self.kind.scope_kind(),
            id: self.id.clone(),
        }
    }
}

/// A user's place in a team or an organization.
#[derive(Clone, Debug)]
pub struct Member {
    /// Team or organization.
    pub group: OwnerKind,
    /// Which one.
    pub group_id: Arc<str>,
    /// Who.
    pub user_id: Arc<str>,
    /// `admin` or `user` in a team, a role's name in an organization.
    pub role: String,
    /// Models that they may call there. Empty means the group's.
    pub models: Vec<String>,
    /// Their own limits there.
    pub limits: Limits,
    /// A named budget whose limits hold where there are none of their own.
    pub budget_id: Option<Arc<str>>,
    /// Since when.
    pub created_at: Micros,
    /// When it was last changed.
    pub updated_at: Micros,
}

impl Member {
    /// Where their spend in the group is counted: `user:group`, as LiteLLM's messages name it.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope {
            kind: match self.group {
                OwnerKind::Organization => ScopeKind::OrganizationMember,
                _ => ScopeKind::TeamMember,
            },
            id: format!("{}:{}", self.user_id, self.group_id).into(),
        }
    }
}

/// Limits with a name, shared by whatever points at them.
#[derive(Clone, Debug)]
pub struct NamedBudget {
    /// Its name.
    pub id: Arc<str>,
    /// The limits.
    pub limits: Limits,
    /// When it was made.
    pub created_at: Micros,
    /// When it was last changed.
    pub updated_at: Micros,
    /// Who made it.
    pub created_by: String,
    /// Who changed it last.
    pub updated_by: String,
}
