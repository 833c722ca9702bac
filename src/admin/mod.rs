//! What admins do: one function for each operation, called by API, UI and CLI alike.

pub mod access_groups;
pub mod actor;
mod again;
pub mod alerts;
pub mod backup;
pub mod books;
pub mod budgets;
pub mod call_rules;
pub mod config;
pub mod credentials;
pub mod customers;
pub mod defaults;
pub mod explain;
pub mod fallbacks;
pub mod fields;
pub mod import;
pub mod invitations;
pub mod keys;
pub mod limits;
pub mod logs;
pub mod master;
pub mod members;
pub mod model_change;
pub mod models;
pub mod organizations;
pub mod own_budget;
pub mod owners;
pub mod pass_through;
pub mod rekey;
pub mod reload;
pub mod seal;
pub mod session;
pub mod settings;
pub mod spend;
pub mod tags;
pub mod team_more;
pub mod teams;
pub mod ui_settings;
pub mod usage;
pub mod users;
pub mod view;

pub use actor::{Actor, MASTER_ACTOR};

use crate::domain::limits::Limits;
use crate::domain::record::CallRecord;
use crate::domain::time::{BadDuration, Calendar, Micros};
use crate::gateway::journal::Journal;
use crate::store::{AuditEntry, Entry, Store, StoreError, Unique};
use serde_json::Value;
use std::sync::Arc;

/// Everything that operations need.
#[derive(Clone)]
pub struct Admin {
    /// The database.
    pub store: Store,
    /// How corrections reach the ledger.
    pub recorder: Recorder,
    /// How days and months are cut.
    pub calendar: Calendar,
    /// Whether callers may choose the secret of a key.
    pub custom_keys: bool,
    /// Whether admins of organizations make keys.
    pub org_admin_keys: bool,
    /// What passwords of accounts must be.
    pub passwords: crate::domain::login::PasswordRules,
    /// Whether models may be declared through the API (`store_model_in_db`).
    pub models_in_database: bool,
    /// What the file and the environment say.
    pub config: Arc<crate::config::Base>,
    /// Makes deployments of declarations, and seals their credentials.
    pub models: Arc<models::Declarations>,
    /// The way to the running configuration; none where no proxy runs.
    pub reloads: Option<reload::Reloads>,
}

/// The way of a correction into the ledger. A running proxy has one writer, and all goes through it.
#[derive(Clone)]
pub enum Recorder {
    /// Through the writer of this process.
    Journal(Journal),
    /// Straight into the database: no proxy runs here.
    Direct,
}

/// Why an operation was not done.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// A value is wrong.
    #[error("{message}")]
    BadRequest {
        /// Which one.
        param: Option<&'static str>,
        /// What is wrong and what to do.
        message: String,
    },
    /// A value has the wrong type.
    #[error("{field}: {message}")]
    Invalid {
        /// Which one.
        field: String,
        /// What was expected.
        message: String,
    },
    /// There is no such thing.
    #[error("{0}")]
    NotFound(String),
    /// The same, where LiteLLM's answer is a `detail`.
    #[error("{0}")]
    Missing(String),
    /// Somebody is in a group already.
    #[error("{0}")]
    AlreadyMember(String),
    /// The actor's rights do not reach that far.
    #[error("{0}")]
    Forbidden(String),
    /// Something else already has this name.
    #[error("{message}")]
    Conflict {
        /// Which field.
        param: &'static str,
        /// What is taken and what to do.
        message: String,
    },
    /// A stored credential cannot be opened.
    #[error(transparent)]
    Seal(#[from] seal::SealError),
    /// The database could not do it.
    #[error(transparent)]
    Store(StoreError),
    /// The ledger's writer is gone.
    #[error("the ledger cannot be written now; try again in a moment")]
    LedgerUnavailable,
}

impl From<StoreError> for AdminError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict(Unique::Id) => Self::Conflict {
                param: "id",
                message: "this id already exists".into(),
            },
            // What was there when it was looked at may be gone when it is written.
            StoreError::NotFound => Self::NotFound(
                "It is not there any more: somebody else deleted it at the same time.".into(),
            ),
            other => Self::Store(other),
        }
    }
}

impl From<BadDuration> for AdminError {
    fn from(error: BadDuration) -> Self {
        Self::BadRequest {
            param: Some("duration"),
            message: format!("Invalid duration format. {error}"),
        }
    }
}

fn bad(param: &'static str, message: impl Into<String>) -> AdminError {
    AdminError::BadRequest {
        param: Some(param),
        message: message.into(),
    }
}

impl Admin {
    /// Limits, with those of a named budget where there are none of one's own.
    pub async fn effective(
        &self,
        own: &Limits,
        budget: Option<&str>,
    ) -> Result<Limits, AdminError> {
        let named = match budget {
            Some(id) => self.store.get_budget(id).await?,
            None => None,
        };
        Ok(match named {
            Some(named) => own.clone().or(&named.limits),
            None => own.clone(),
        })
    }

    /// Refuses a budget that nobody made.
    pub async fn require_budget(&self, id: Option<&str>) -> Result<(), AdminError> {
        let Some(id) = id else { return Ok(()) };
        if self.store.get_budget(id).await?.is_some() {
            return Ok(());
        }
        Err(bad(
            "budget_id",
            format!(
                "Budget '{id}' does not exist. Make it with /budget/new, or leave out 'budget_id'."
            ),
        ))
    }

    fn audit(
        actor: &Actor,
        at: Micros,
        action: &str,
        (kind, id): (&str, &str),
        (before, after): (Option<Value>, Option<Value>),
    ) -> AuditEntry {
        AuditEntry {
            at,
            actor: actor.name.clone(),
            action: action.to_owned(),
            object_kind: kind.to_owned(),
            object_id: id.to_owned(),
            before: before.map(|value| value.to_string()),
            after: after.map(|value| value.to_string()),
        }
    }

    /// Puts a correction on record and waits until it is.
    async fn record(&self, record: Arc<CallRecord>) -> Result<(), AdminError> {
        match &self.recorder {
            Recorder::Journal(journal) => {
                let mut places = journal
                    .places()
                    .map_err(|_| AdminError::LedgerUnavailable)?;
                let committed = places.finish(record, None, None);
                committed.await.map_err(|_| AdminError::LedgerUnavailable)
            }
            Recorder::Direct => {
                let mut writer = self.store.ledger_writer();
                writer.commit(&[Entry::Final(record)]).await?;
                Ok(writer.close().await?)
            }
        }
    }
}
