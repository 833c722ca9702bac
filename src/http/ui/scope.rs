//! Whose calls and keys somebody sees: the one place where that is decided for every page.

use crate::admin::Actor;
use crate::store::{CallFilter, ListDays};

/// Whose things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sees {
    /// Everybody's.
    All,
    /// Those of one user.
    User(String),
    /// Those of one key.
    Key(String),
}

impl Sees {
    /// What an actor sees.
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        if actor.sees_all() {
            return Self::All;
        }
        match (actor.user_id(), &actor.key) {
            (Some(user), _) => Self::User(user.to_string()),
            (None, Some(key)) => Self::Key(key.id.to_string()),
            // Neither a user nor a key: nothing has this id.
            (None, None) => Self::Key(String::new()),
        }
    }

    /// Calls, no more than those.
    #[must_use]
    pub fn calls(&self, mut filter: CallFilter) -> CallFilter {
        match self {
            Self::All => {}
            Self::User(id) => filter.user_ids = vec![id.clone()],
            Self::Key(id) => filter.key_ids = vec![id.clone()],
        }
        filter
    }

    /// Sums of days, no more than those.
    #[must_use]
    pub fn days(&self, mut list: ListDays) -> ListDays {
        match self {
            Self::All => {}
            Self::User(id) => list.user_ids = vec![id.clone()],
            Self::Key(id) => list.key_ids = vec![id.clone()],
        }
        list
    }

    /// Whether a call of this key and user is one of them.
    #[must_use]
    pub fn covers(&self, key_id: &str, user_id: Option<&str>) -> bool {
        match self {
            Self::All => true,
            Self::User(id) => user_id == Some(id),
            Self::Key(id) => key_id == id,
        }
    }
}
