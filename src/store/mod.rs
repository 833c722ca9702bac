//! The only SQL: one handle on `SQLite` or Postgres, one text for both.
//!
//! Requests never wait for this room except for the acknowledgement of the ledger. Reads and admin
//! writes share a small pool; the ledger has one writer with a connection of its own.
//!
//! | file | holds |
//! |---|---|
//! | `session` | arguments in, rows out, whichever database is open |
//! | `dialect` | the few words that differ |
//! | `migrate` | the layout and its history |
//! | `ledger`, `totals`, `rollups`, `batch` | the one writer of calls and their sums |
//! | `calls`, `prices`, `spend`, `scoped` | the ledger read back |
//! | `audit` | whether the books balance |
//! | `keys`, `key_list`, `owners`, `members`, `archive`, `access_groups`, `models`, `credentials`, `settings`, `changes` | what operators change |
//! | `sessions`, `invitations`, `explore`, `facets` | what the admin pages read and keep |
//! | `imports`, `litellm` | what was taken over from LiteLLM's database, and that database read |
//! | `cache` | answers that are given again |
//! | `upkeep` | the layout, copies, and everything that is sealed |
//! | `filter`, `limits` | conditions of lists, and the columns of everything that has limits |

mod access_groups;
mod alerts;
mod archive;
mod audit;
mod batch;
mod cache;
mod calls;
mod changes;
mod credentials;
mod dialect;
mod error;
mod explore;
mod facets;
mod filter;
mod imports;
mod invitations;
mod kept;
mod key_list;
mod keys;
mod ledger;
mod limits;
mod litellm;
mod members;
mod migrate;
mod models;
mod open;
mod owners;
mod prices;
mod prune;
mod responses;
mod rollups;
mod scoped;
mod script;
mod session;
mod sessions;
mod settings;
mod spend;
#[cfg(test)]
mod story;
mod totals;
mod upkeep;

pub use archive::DeletedOwner;
pub use audit::{AuditReport, BudgetLine, Invariant, Violation};
pub use cache::CachedAnswer;
pub use calls::AUDIT_PAGE;
pub use changes::AuditEntry;
pub use credentials::StoredCredential;
pub use error::{StoreError, Unique};
pub use explore::{
    Bucket, By, CallFilter, CallsPage, ChangeFilter, Cursor, Rank, Ranked, SessionLine,
    SessionsPage, Spent, Start, Stretch, SumLine, Sums, Took,
};
pub use facets::{Facet, ListNames};
pub use imports::ImportedSpend;
pub use invitations::Invitation;
pub use kept::KeptObject;
pub use key_list::{InGroup, KeyPage, KeySort, ListKeys, Reach};
pub use keys::{DeletedKey, KeyRow, RetiredKey};
pub use ledger::{Claim, Committed, Entry, LedgerWriter, Recovered, claim};
pub use litellm::{Litellm, LitellmRow};
pub use migrate::layout_version;
pub use models::StoredModel;
pub use open::{Checkpoint, Durability, OpenOptions, PostgresStore, SqliteStore};
pub use owners::{ListOwners, OwnerPage, OwnerRow, OwnerSort, SearchIds};
pub use responses::StoredResponse;
pub use scoped::{CacheLine, CallCount, End};
pub use sessions::UiSession;
pub use settings::SettingWrite;
pub use spend::{CallSort, DAY_LINES_MAX, DayLine, DayPart, ListCalls, ListDays};
pub use upkeep::{ResealError, SealedKind, Step, Volume};

use dialect::Dialect;
use session::{Held, Tx};

/// The open database. Cheap to clone; every clone is the same database.
#[derive(Clone)]
pub enum Store {
    /// A file on this machine.
    Sqlite(SqliteStore),
    /// A server.
    Postgres(PostgresStore),
}

/// Runs one block on the pool of whichever database is open.
macro_rules! on_pool {
    ($store:expr, $variant:ident, $pool:ident => $body:expr) => {
        match $store {
            Store::Sqlite(open) => {
                let $pool = &open.pool;
                $variant::Sqlite($body)
            }
            Store::Postgres(open) => {
                let $pool = &open.pool;
                $variant::Postgres($body)
            }
        }
    };
}

impl Store {
    fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    async fn acquire(&self) -> Result<Held, StoreError> {
        Ok(on_pool!(self, Held, pool => pool.acquire().await?))
    }

    /// A transaction that writes.
    async fn begin(&self) -> Result<Tx, StoreError> {
        let begin = self.dialect().begin_write();
        Ok(on_pool!(self, Tx, pool => pool.begin_with(begin).await?))
    }

    /// A transaction that sees one moment and writes nothing.
    async fn snapshot(&self) -> Result<Tx, StoreError> {
        let begin = self.dialect().begin_snapshot();
        Ok(on_pool!(self, Tx, pool => pool.begin_with(begin).await?))
    }
}
