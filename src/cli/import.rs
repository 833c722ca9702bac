//! `import`: take over what another proxy's database holds.

use super::assemble;
use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::print;
use super::secret_file;
use super::target::running;
use crate::admin::import::{self, Opener, Options, Plan, Tables};
use crate::admin::{Actor, Admin, Recorder};
use crate::config::Overrides;
use crate::domain::secret::Secret;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value, json};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;

/// Take over what another proxy's database holds.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum ImportCommand {
    /// Take over a LiteLLM database: keys, users, teams, budgets, spend, models, credentials
    ///
    /// Keys are taken over by their hashes, so clients keep the keys that they have. Stored models and
    /// credentials are opened with LiteLLM's salt key (LITELLM_SALT_KEY, or LITELLM_MASTER_KEY where
    /// LiteLLM ran without a salt) and sealed again. LiteLLM's database is read in one transaction that
    /// cannot write. Doing it again takes over what has changed there since; what was changed here since
    /// stays. Stop this proxy first.
    Litellm(LitellmArgs),
}

/// Arguments of `import litellm`.
#[derive(Clone, Debug, clap::Args)]
pub struct LitellmArgs {
    /// LiteLLM's database: the DATABASE_URL that it runs with
    #[arg(long, value_name = "URL")]
    pub db: Option<String>,
    /// The database to import into [default: the configured one]
    #[arg(long, value_name = "URL")]
    pub into: Option<String>,
    /// File that holds LiteLLM's salt key, or the master key that it had without one
    #[arg(long, value_name = "FILE")]
    pub salt_key_file: Option<PathBuf>,
    /// Print what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// With --dry-run: exit with 10 when there is something to do
    #[arg(long, requires = "dry_run")]
    pub exit_code: bool,
    /// Also replace what was changed, made or deleted here
    #[arg(long)]
    pub overwrite: bool,
    /// Leave out rows that cannot be read, and what belongs to them
    #[arg(long)]
    pub skip_invalid: bool,
}

/// Runs an import.
pub async fn run(command: ImportCommand, globals: &Globals) -> Result<(), Failure> {
    let ImportCommand::Litellm(args) = command;
    let url = args.db.as_ref().or(globals.db.as_ref()).ok_or_else(|| {
        Failure::usage("--db is missing")
            .help("give the DATABASE_URL that LiteLLM runs with: cw-proxy import litellm --db postgres://…")
    })?;
    let loaded = globals.load(Overrides {
        data_dir: globals.data_dir.clone(),
        database_url: args.into.clone().map(Secret::new),
        ..Overrides::default()
    })?;
    let config = &loaded.config;
    if let (Some(note), false, false) = (
        running(&config.server.data_dir).await,
        args.dry_run,
        globals.force_offline,
    ) {
        return Err(Failure::usage(format!("a proxy runs on this database, at {}", note.url)).help(
            "stop it first: what it has in memory would not learn of the spend that is taken over. --force-offline \
             imports all the same",
        ));
    }
    let mut keys = Vec::new();
    if let Some(path) = &args.salt_key_file {
        let read = secret_file::read(path)
            .map_err(|error| Failure::usage("the salt key cannot be read").cause(error))?;
        keys.push(
            read.ok_or_else(|| Failure::usage(format!("there is no file {}", path.display())))?,
        );
    }
    keys.extend(config.salt_key.clone());
    keys.extend(config.master_key.clone());
    let progress = Progress::new("reading LiteLLM's database");
    let tables = Tables::read(url).await?;
    let store = assemble::open_store(config, true).await?;
    let (salt, _) = assemble::salt_key(config)?;
    let models = Arc::new(assemble::declarations(config, &store, &salt).await?);
    let admin = assemble::admin(config, store, models, Recorder::Direct);
    let options = Options {
        overwrite: args.overwrite,
        skip_invalid: args.skip_invalid,
    };
    let plan = import::plan(
        &admin,
        &tables,
        &Opener::new(&keys),
        options,
        assemble::now(),
    )
    .await?;
    progress.clear();
    require_valid(&plan, args.skip_invalid)?;
    if !args.dry_run {
        carry_out(&admin, &plan).await?;
    }
    tell(&plan, globals);
    show(&plan, globals, args.dry_run)?;
    if args.exit_code && plan.pending() > 0 {
        return Err(Failure::new(Exit::Pending, ""));
    }
    Ok(())
}

fn require_valid(plan: &Plan, skip: bool) -> Result<(), Failure> {
    if plan.invalid.is_empty() || skip {
        return Ok(());
    }
    Err(Failure::invalid(format!(
        "{} rows of LiteLLM's database cannot be taken over; nothing was written",
        plan.invalid.len()
    ))
    .cause(plan.invalid.join("\n"))
    .help("mend them there, or leave them and what belongs to them out with --skip-invalid"))
}

async fn carry_out(admin: &Admin, plan: &Plan) -> Result<(), Failure> {
    let progress = Progress::counting(plan.pending());
    let actor = Actor::master("import");
    let done = |done: usize| progress.at(done);
    import::carry_out(admin, &actor, plan, assemble::now(), done).await?;
    progress.clear();
    Ok(())
}

/// What an operator should know, on standard error.
fn tell(plan: &Plan, globals: &Globals) {
    const SHOWN: usize = 20;
    if globals.quiet {
        return;
    }
    let notes: Vec<&String> = plan.invalid.iter().chain(&plan.notes).collect();
    let shown = if globals.verbose > 0 {
        notes.len()
    } else {
        notes.len().min(SHOWN)
    };
    for note in &notes[..shown] {
        eprintln!("note: {}", print::shown(note));
    }
    if shown < notes.len() {
        eprintln!("note: {} more; --verbose shows them", notes.len() - shown);
    }
}

fn show(plan: &Plan, globals: &Globals, dry_run: bool) -> Result<(), Failure> {
    if globals.quiet {
        return Ok(());
    }
    let counts = plan.counts();
    let rows: Vec<Vec<String>> = counts
        .iter()
        .map(|(kind, counts)| {
            let numbers = [counts.new, counts.changed, counts.same, counts.left];
            let cells = numbers.iter().map(ToString::to_string);
            std::iter::once(kind.as_str().to_owned())
                .chain(cells)
                .collect()
        })
        .collect();
    let data: Map<String, Value> = counts
        .iter()
        .map(|(kind, counts)| {
            let numbers = json!({ "new": counts.new, "changed": counts.changed, "same": counts.same, "left": counts.left });
            (kind.as_str().to_owned(), numbers)
        })
        .collect();
    let meta = json!({ "dry_run": dry_run, "pending": plan.pending(), "notes": plan.notes, "invalid": plan.invalid });
    let header = ["KIND", "NEW", "CHANGED", "SAME", "LEFT"];
    print::rows(globals, &header, &rows, &Value::Object(data), &meta)
}

/// A sign of life on a terminal; nothing in a pipe.
struct Progress(Option<ProgressBar>);

impl Progress {
    fn new(message: &'static str) -> Self {
        let bar = std::io::stderr()
            .is_terminal()
            .then(ProgressBar::new_spinner);
        if let Some(bar) = &bar {
            bar.set_message(message);
            bar.enable_steady_tick(std::time::Duration::from_millis(100));
        }
        Self(bar)
    }

    fn counting(total: usize) -> Self {
        let bar = std::io::stderr()
            .is_terminal()
            .then(|| ProgressBar::new(total as u64));
        if let Some(bar) = &bar {
            // A constant text, which is a template.
            if let Ok(style) = ProgressStyle::with_template("importing {bar:30} {pos}/{len} {eta}")
            {
                bar.set_style(style);
            }
        }
        Self(bar)
    }

    fn at(&self, done: usize) {
        if let Some(bar) = &self.0 {
            bar.set_position(done as u64);
        }
    }

    fn clear(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
