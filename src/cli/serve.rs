//! `serve`: the gateway.

use super::failure::{Exit, Failure};
use super::globals::Globals;

/// Run the gateway.
///
/// Without a configuration file and without a database it starts with SQLite below the data
/// directory, and makes a master key there.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ServeArgs {
    /// Address to listen on [default: 0.0.0.0]
    #[arg(long, value_name = "ADDRESS")]
    pub host: Option<String>,
    /// Port to listen on; 0 takes any free one [default: 4000]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// Check configuration, models and database, then exit without serving
    #[arg(long)]
    pub check: bool,
}

/// Runs it.
#[expect(clippy::unused_async, reason = "the signature that the gateway needs")]
pub async fn run(_args: ServeArgs, _globals: &Globals) -> Result<(), Failure> {
    Err(Failure::new(Exit::Failed, "serve is not built in yet"))
}
