//! Taking over a LiteLLM database: keys by their hashes, so that clients keep theirs; users, teams and
//! their members, organizations, budgets, end users, tags; what all of them spent; models and credentials.
//!
//! First everything is read, opened and compared with what is here: the [`Plan`]. It writes nothing, and
//! nothing is written when any secret does not open. Then the plan is carried out, in an order in which
//! each step leaves a database that holds. Doing it again changes nothing; what an operator changed here
//! since, stays, and is told.

mod models;
mod open;
mod plan;
mod read;
mod row;
mod spend;
mod tables;
mod write;

pub use open::Opener;
pub use plan::{Action, Counts, Kind, Options, Plan, plan};
pub use tables::Tables;
pub use write::carry_out;
