//! `config`: the configuration.

use super::config_look::{self, InitArgs, Named};
use super::config_reload::{self, ReloadArgs};
use super::failure::Failure;
use super::globals::Globals;

/// The configuration.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum ConfigCommand {
    /// Check the configuration and every model of it
    #[command(alias = "validate")]
    Check,
    /// Show what is in force, secrets masked
    Show(Named),
    /// Show which of flag, file, environment and default won
    Explain(Named),
    /// Have a running proxy read its configuration anew: whole, or not at all
    Reload(ReloadArgs),
    /// Write a configuration to begin with
    Init(InitArgs),
    /// Print a JSON Schema of the configuration file, for editors
    Schema,
}

/// Runs a command on the configuration.
pub async fn run(command: ConfigCommand, globals: &Globals) -> Result<(), Failure> {
    match command {
        ConfigCommand::Check => config_look::check(globals),
        ConfigCommand::Show(args) => config_look::show(&args, globals, false),
        ConfigCommand::Explain(args) => config_look::show(&args, globals, true),
        ConfigCommand::Reload(args) => config_reload::run(args, globals).await,
        ConfigCommand::Init(args) => config_look::init(&args, globals),
        ConfigCommand::Schema => config_look::schema(),
    }
}
