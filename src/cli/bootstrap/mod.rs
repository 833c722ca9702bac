//! `bootstrap`: what a stack does once at each start, so that nobody does it by hand: wait for the
//! proxy, hand on the providers' secrets, declare the usual models, and put virtual keys into the
//! environment file of whoever uses them.
//!
//! Every step looks first and changes only what differs, so that it can be run at any time, by several
//! at once, and be killed at any moment. A key whose secret is lost gets a new secret and keeps what it
//! spent; none is ever deleted.

mod keys;
mod mirror;
mod models;
mod proxy;
mod report;
mod services;
mod settings;
mod wait;

use super::failure::{Exit, Failure};
use super::globals::Globals;
use proxy::Proxy;
use report::Report;
use settings::Settings;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Prepare a stack: wait for the proxy, mirror provider secrets, declare models, issue keys.
///
/// To be run at each start, as a job beside the proxy: what is there already is used again. Reads
/// LITELLM_DEFAULT_MODELS (else LITELLM_MODEL with LITELLM_PROVIDER) for the models of the keys, and
/// LITELLM_SYNC_VIRTUAL_KEY_MODELS: true sets the models of existing keys each time, false never;
/// without it they are set when the defaults have changed.
#[derive(Clone, Debug, clap::Args)]
pub struct BootstrapArgs {
    /// Environment file that is read, and that keys are put into [env: ENV_FILE_PATH]
    /// [default: volumes/env/.env]
    #[arg(long, value_name = "FILE")]
    pub env_file: Option<PathBuf>,
    /// Environment file that gets the providers' secrets under their own names
    /// [env: LITELLM_ENV_FILE_PATH] [default: volumes/env/.env.litellm]
    #[arg(long, value_name = "FILE")]
    pub litellm_env_file: Option<PathBuf>,
    /// A key to issue beside the default one: the variable that gets it, its alias, its budget in US
    /// dollars and how often the budget starts again, as CLI_API_KEY:cli:100:30d; the last two may
    /// be left out
    #[arg(long = "key", value_name = "VARIABLE:ALIAS:BUDGET:PERIOD")]
    pub keys: Vec<String>,
    /// YAML file with a list `keys` of keys to issue
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Issue no default key (`task-agent default`, in OPENAI_API_KEY)
    #[arg(long)]
    pub no_default_key: bool,
    /// How long to wait for the proxy: 120, 120s, 2m [env: LITELLM_PROXY_WAIT_SECONDS]
    /// [default: 120s]
    #[arg(long, value_name = "TIME", value_parser = super::globals::duration)]
    pub wait: Option<Duration>,
    /// Show what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// With --dry-run: exit 10 when there is something to do
    #[arg(long, requires = "dry_run")]
    pub exit_code: bool,
}

/// How long a master key that is refused is tried again: Compose starts this job beside a proxy that it
/// is about to replace, and the old one may have had another key.
const REPLACED: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(500);

/// Does every step; one that fails does not keep the others from being done. Where the proxy went away
/// in the middle, it is waited for again and all is looked at anew.
pub async fn run(args: BootstrapArgs, globals: &Globals) -> Result<(), Failure> {
    let settings = Settings::read(&args, globals)?;
    let began = Instant::now();
    let mut report = Report::new(args.dry_run);
    loop {
        wait::until_healthy(&settings, began + settings.wait, globals).await?;
        mirror::secrets(&settings, &mut report);
        let proxy = Proxy::new(globals, &settings.url, settings.master_key(globals)?)?;
        models::declare(&proxy, &settings, &mut report).await;
        keys::issue(&proxy, &settings, &mut report).await;
        let patience = match report.failure().map(|failure| failure.exit) {
            Some(Exit::Unreachable) => settings.wait,
            Some(Exit::Denied) => settings.wait.min(REPLACED),
            _ => break,
        };
        if began.elapsed() + PAUSE >= patience {
            break;
        }
        report.again();
        tokio::time::sleep(PAUSE).await;
    }
    report.tell(globals, &settings)?;
    match report.failure() {
        Some(failure) => Err(failure),
        None if args.exit_code && report.changes() => Err(Failure::new(Exit::Pending, "")),
        None => Ok(()),
    }
}
