//! Budgets: whose money, how much of it, and over which stretch of time.

use super::money::Nanos;
use super::time::{Calendar, Micros, Span};
use std::fmt;
use std::sync::Arc;

/// The kinds of thing that spend is counted for and budgets are set on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScopeKind {
    /// The whole proxy.
    Global,
    /// A virtual key, by its hash in hexadecimal.
    Key,
    /// An internal user.
    User,
    /// A team.
    Team,
    /// A user within a team.
    TeamMember,
    /// An organization.
    Organization,
    /// A user within an organization.
    OrganizationMember,
    /// An end user ("customer") named by the caller.
    EndUser,
    /// A request tag.
    Tag,
    /// A word that deployments are marked with (`model_info.access_groups`).
    AccessGroup,
    /// Whoever answers, by the name of the provider.
    Provider,
    /// One model within another scope.
    Model,
}

impl ScopeKind {
    /// Every kind, in the order in which balances are taken.
    pub const ALL: [Self; 12] = [
        Self::Global,
        Self::Key,
        Self::User,
        Self::Team,
        Self::TeamMember,
        Self::Organization,
        Self::OrganizationMember,
        Self::EndUser,
        Self::Tag,
        Self::AccessGroup,
        Self::Provider,
        Self::Model,
    ];

    /// The name stored in the ledger and said in refusals.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Key => "key",
            Self::User => "user",
            Self::Team => "team",
            Self::TeamMember => "team_member",
            Self::Organization => "organization",
            Self::OrganizationMember => "organization_member",
            Self::EndUser => "end_user",
            Self::Tag => "tag",
            Self::AccessGroup => "access_group",
            Self::Provider => "provider",
            Self::Model => "model",
        }
    }

    /// Reads the stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// One thing that spend is counted for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    /// What kind of thing.
    pub kind: ScopeKind,
    /// Which one; empty for [`ScopeKind::Global`].
    pub id: Arc<str>,
}

/// A row key of the totals: one scope over one window. Spend is only ever added to such a row;
/// a new window is a new row, so nothing is reset and no reset can be missed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WindowKey {
    /// Whose spend.
    pub scope: Scope,
    /// The period as written (`30d`), or [`LIFETIME`].
    pub period: Arc<str>,
    /// Where the window starts; 0 for [`LIFETIME`].
    pub start: Micros,
}

/// What calls add up to in one window, as far as limits ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// What they cost.
    pub spent: Nanos,
    /// The tokens that they used, input and output together.
    pub tokens: i64,
}

/// The period of totals that never start again.
pub const LIFETIME: &str = "total";

impl WindowKey {
    /// The lifetime row of a scope.
    #[must_use]
    pub fn lifetime(scope: Scope) -> Self {
        Self {
            scope,
            period: LIFETIME.into(),
            start: Micros(0),
        }
    }
}

impl fmt::Display for WindowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} over {} from {}",
            self.scope.kind.as_str(),
            self.scope.id,
            self.period,
            self.start.0
        )
    }
}

/// A limit on the spend of one scope.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Whose spend is limited.
    pub scope: Scope,
    /// What to call it in a refusal: an alias rather than a hash.
    pub label: Arc<str>,
    /// The most that may be spent in one window.
    pub limit: Nanos,
    /// How often it starts again; `None` means never.
    pub period: Option<(Span, Arc<str>)>,
    /// Its period as it is written, where it is one of several windows beside a main budget.
    pub window_of: Option<Arc<str>>,
    /// Where periods without a place in the calendar are counted from.
    pub anchor: Micros,
    /// More money until a moment.
    pub raise: Option<(Nanos, Micros)>,
    /// Models that serve calls beyond the limit in place of a refusal; they are tried in this order.
    pub degrade_to: Vec<Arc<str>>,
}

impl Budget {
    /// The most that may be spent in a window, as it is at `now`.
    #[must_use]
    pub fn limit_at(&self, now: Micros) -> Nanos {
        match self.raise {
            Some((by, until)) if now < until => self.limit + by,
            _ => self.limit,
        }
    }

    /// The row that this budget watches at `now`, and when its window ends.
    #[must_use]
    pub fn window(&self, calendar: &Calendar, now: Micros) -> (WindowKey, Option<Micros>) {
        match &self.period {
            None => (WindowKey::lifetime(self.scope.clone()), None),
            Some((span, written)) => {
                let window = calendar.window(*span, now, self.anchor);
                let key = WindowKey {
                    scope: self.scope.clone(),
                    period: written.clone(),
                    start: window.start,
                };
                (key, Some(window.end))
            }
        }
    }
}
