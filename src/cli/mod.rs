//! The command line: one file per command. Results on stdout, everything else on stderr.

pub mod assemble;
pub mod audit;
pub mod env_file;
pub mod failure;
pub mod generate;
pub mod globals;
pub mod health;
pub mod key;
pub mod model;
pub mod print;
pub mod run_file;
pub mod secret_file;
pub mod serve;
pub mod target;

use clap::{Parser, Subcommand};
use failure::{Exit, Failure};
use globals::Globals;
use std::process::ExitCode;

/// A LiteLLM-compatible LLM gateway and its operator's tool.
#[derive(Debug, Parser)]
#[command(name = "cw-proxy", version, propagate_version = true)]
pub struct Cli {
    /// Options that every command takes.
    #[command(flatten)]
    pub globals: Globals,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the gateway
    Serve(serve::ServeArgs),
    /// Virtual keys
    #[command(subcommand, alias = "keys")]
    Key(key::KeyCommand),
    /// Models
    #[command(subcommand, alias = "models")]
    Model(model::ModelCommand),
    /// Ask a running proxy how it is; the container's health check
    Health(health::HealthArgs),
    /// The books
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Print the completions for a shell
    Completions(generate::CompletionsArgs),
    /// Print the manual, or write a page for each command
    Man(generate::ManArgs),
}

/// Parses, runs, and tells how it went.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: cannot start: {error}");
            return Exit::Failed.into();
        }
    };
    match runtime.block_on(run(cli)) {
        Ok(()) => Exit::Done.into(),
        Err(failure) => {
            if !failure.error.is_empty() {
                eprintln!("{failure}");
            }
            failure.exit.into()
        }
    }
}

async fn run(cli: Cli) -> Result<(), Failure> {
    let globals = cli.globals;
    match cli.command {
        Command::Serve(args) => serve::run(args, &globals).await,
        Command::Key(command) => key::run(command, &globals).await,
        Command::Model(command) => model::run(command, &globals).await,
        Command::Health(args) => health::run(args, &globals).await,
        Command::Audit(command) => audit::run(command, &globals).await,
        Command::Completions(args) => generate::completions(&args),
        Command::Man(args) => generate::man(&args),
    }
}
