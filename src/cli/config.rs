//! `config`: the configuration.

use super::config_reload::{self, ReloadArgs};
use super::failure::Failure;
use super::globals::Globals;

/// The configuration.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum ConfigCommand {
    /// Have a running proxy read its configuration anew: whole, or not at all
    Reload(ReloadArgs),
}

/// Runs a command on the configuration.
pub async fn run(command: ConfigCommand, globals: &Globals) -> Result<(), Failure> {
    let ConfigCommand::Reload(args) = command;
    config_reload::run(args, globals).await
}
