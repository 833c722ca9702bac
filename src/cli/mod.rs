//! The command line: one file per command. Results on stdout, everything else on stderr.

pub mod alert;
pub mod api;
pub mod apply;
pub mod assemble;
pub mod audit;
pub mod back_end;
pub mod bootstrap;
pub mod budget;
pub mod chat;
pub mod complete;
pub mod config;
pub mod config_look;
pub mod config_reload;
pub mod db;
pub mod doctor;
pub mod env_file;
pub mod failure;
pub mod generate;
pub mod globals;
pub mod health;
pub mod import;
pub mod key;
pub mod logs;
pub mod model;
pub mod owner;
pub mod pages;
pub mod print;
pub mod profile;
pub mod provider;
pub mod reload;
pub mod run;
pub mod run_file;
pub mod sealing;
pub mod secret_file;
pub mod secret_input;
pub mod secrets;
pub mod serve;
pub mod sheet;
pub mod spend;
pub mod status;
pub mod target;
pub mod team;
pub mod term;
pub mod user;
pub mod value;
pub mod version;

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
    /// Prepare a stack: mirror secrets, declare models, issue keys
    Bootstrap(bootstrap::BootstrapArgs),
    /// Virtual keys
    #[command(subcommand, alias = "keys")]
    Key(key::KeyCommand),
    /// Models
    #[command(subcommand, alias = "models")]
    Model(model::ModelCommand),
    /// Named budgets, and more money for a while
    #[command(subcommand, alias = "budgets")]
    Budget(budget::BudgetCommand),
    /// Teams
    #[command(subcommand, alias = "teams")]
    Team(team::TeamCommand),
    /// Users
    #[command(subcommand, alias = "users")]
    User(user::UserCommand),
    /// What was spent
    #[command(subcommand)]
    Spend(spend::SpendCommand),
    /// Single calls
    #[command(subcommand, alias = "log")]
    Logs(logs::LogsCommand),
    /// Credentials of providers
    #[command(subcommand, aliases = ["providers", "credential", "credentials"])]
    Provider(provider::ProviderCommand),
    /// Call a model from the terminal
    Chat(chat::ChatArgs),
    /// Run another program so that it calls models through the proxy
    #[command(alias = "exec")]
    Run(run::RunArgs),
    /// Bring budgets, teams, users, models and keys to what a file says
    Apply(apply::ApplyArgs),
    /// Check everything that can be checked without spending money
    Doctor(doctor::DoctorArgs),
    /// How the proxy is, in one screen
    Status,
    /// Ask a running proxy how it is; the container's health check
    Health(health::HealthArgs),
    /// What is wrong, and whether telling it works
    #[command(subcommand, alias = "alerts")]
    Alert(alert::AlertCommand),
    /// The books
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// The database as a whole
    #[command(subcommand)]
    Db(db::DbCommand),
    /// The proxy's own secrets: master key and salt key
    #[command(subcommand)]
    Secrets(secrets::SecretsCommand),
    /// Send any request to the API, authenticated
    Api(api::ApiArgs),
    /// Tell the version
    Version(version::VersionArgs),
    /// The configuration
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Take over what another proxy's database holds
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Print the completions for a shell
    Completions(generate::CompletionsArgs),
    /// Print the manual, or write a page for each command
    Man(generate::ManArgs),
}

/// Parses, runs, and tells how it went.
#[must_use]
pub fn main() -> ExitCode {
    if complete::asked() {
        return Exit::Done.into();
    }
    let cli = parse();
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
    let color = cli.globals.color;
    let ran = runtime.block_on(dispatch(cli));
    // To drop it would wait for what blocks a thread, such as a name that is looked up, and to shut it
    // down would break what other threads still poll in it. The process ends here anyway.
    std::mem::forget(runtime);
    match ran {
        Ok(()) => Exit::Done.into(),
        Err(failure) => {
            if !failure.error.is_empty() {
                eprintln!("{}", failure.painted(term::colors_words(color)));
            }
            failure.exit.into()
        }
    }
}

/// The command line; usage errors have the colours that it asks for too.
fn parse() -> Cli {
    use clap::error::ErrorKind;
    use clap::{CommandFactory, FromArgMatches};
    let args: Vec<_> = std::env::args_os().collect();
    let named = |name: &str| {
        let pair = args
            .windows(2)
            .any(|pair| pair[0] == "--color" && pair[1] == name);
        pair || args.iter().any(|arg| *arg == *format!("--color={name}"))
    };
    let choice = if named("always") {
        clap::ColorChoice::Always
    } else if named("never") {
        clap::ColorChoice::Never
    } else {
        clap::ColorChoice::Auto
    };
    let command = || Cli::command().color(choice);
    let matches = command().try_get_matches_from(&args).or_else(|error| {
        // LiteLLM's image is run with options alone: `--config FILE --port 4000`.
        let options = args
            .get(1)
            .is_some_and(|arg| arg.to_string_lossy().starts_with("--"));
        let told = matches!(
            error.kind(),
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
        );
        if !options || told {
            return Err(error);
        }
        let mut served = args.clone();
        served.insert(1, "serve".into());
        command().try_get_matches_from(&served).map_err(|_| error)
    });
    let matches = matches.unwrap_or_else(|error| error.exit());
    Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

async fn dispatch(cli: Cli) -> Result<(), Failure> {
    let mut globals = cli.globals;
    globals.settle()?;
    let globals = globals;
    match cli.command {
        Command::Serve(args) => serve::run(args, &globals).await,
        Command::Bootstrap(args) => bootstrap::run(args, &globals).await,
        Command::Key(command) => key::run(command, &globals).await,
        Command::Model(command) => model::run(command, &globals).await,
        Command::Budget(command) => budget::run(command, &globals).await,
        Command::Team(command) => team::run(command, &globals).await,
        Command::User(command) => user::run(command, &globals).await,
        Command::Spend(command) => spend::run(command, &globals).await,
        Command::Logs(command) => logs::run(command, &globals).await,
        Command::Provider(command) => provider::run(command, &globals).await,
        Command::Chat(args) => chat::run(args, &globals).await,
        Command::Run(args) => run::run(args, &globals).await,
        Command::Apply(args) => apply::run(args, &globals).await,
        Command::Doctor(args) => doctor::run(args, &globals).await,
        Command::Status => status::run(&globals).await,
        Command::Health(args) => health::run(args, &globals).await,
        Command::Alert(command) => alert::run(command, &globals).await,
        Command::Audit(command) => audit::run(command, &globals).await,
        Command::Db(command) => db::run(command, &globals).await,
        Command::Secrets(command) => secrets::run(command, &globals).await,
        Command::Api(args) => api::run(args, &globals).await,
        Command::Version(args) => version::run(&args, &globals),
        Command::Config(command) => config::run(command, &globals).await,
        Command::Import(command) => import::run(command, &globals).await,
        Command::Completions(args) => generate::completions(&args),
        Command::Man(args) => generate::man(&args),
    }
}
