//! `apply`: budgets, teams, users, models and keys as code. The file says what there is to be; a plan
//! says what that changes; secrets of new keys go into a chosen file and nowhere else.

mod file;
mod plan;

use super::env_file::Session;
use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::print::{Column, Shown};
use super::target::Target;
use super::term::{self, Loss, Progress};
use super::value;
use plan::{Action, Step};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Arguments of `apply`.
#[derive(Clone, Debug, clap::Args)]
pub struct ApplyArgs {
    /// The file; - reads standard input
    #[arg(short = 'f', long = "file", value_name = "FILE")]
    pub file: PathBuf,
    /// Only say what would change
    #[arg(long)]
    pub dry_run: bool,
    /// With --dry-run: exit with 10 when something would change
    #[arg(long, requires = "dry_run")]
    pub exit_code: bool,
    /// Delete what the file leaves out, of the kinds that it lists
    #[arg(long)]
    pub prune: bool,
    /// Environment file for the secrets of new keys
    #[arg(long, value_name = "FILE")]
    pub secrets_to: Option<PathBuf>,
}

const COLUMNS: &[Column] = &[
    ("ACTION", |row| value::word(&row["action"])),
    ("KIND", |row| value::word(&row["kind"])),
    ("NAME", |row| value::word(&row["name"])),
    ("CHANGES", |row| value::word(&row["changes"])),
];
const PATIENCE: Duration = Duration::from_secs(10);

/// Plans, shows the plan, and does it.
pub async fn run(args: ApplyArgs, globals: &Globals) -> Result<(), Failure> {
    let wanted = file::read(&args.file)?;
    let target = Target::choose(globals, !args.dry_run).await?;
    let steps = plan::make(&target, &wanted, args.prune).await?;
    if args.dry_run {
        show(globals, &target, &steps, false)?;
        if args.exit_code && !steps.is_empty() {
            return Err(Failure::silent(Exit::Pending));
        }
        return Ok(());
    }
    let mut sink = sink(args.secrets_to.as_deref(), &steps)?;
    let gone: Vec<String> = steps
        .iter()
        .filter(|step| step.action == Action::Delete)
        .map(|step| format!("{} {}", step.kind.noun, step.name))
        .collect();
    if !gone.is_empty() {
        let loss = Loss {
            verb: "delete",
            what: format!("what the file leaves out ({})", gone.len()),
            lost: format!(
                "{} are deleted; the ledger's rows are kept.",
                gone.join(", ")
            ),
            typed: None,
        };
        term::confirm(globals, &loss)?;
    }
    let progress = Progress::steps(globals, "applying", steps.len());
    for (at, step) in steps.iter().enumerate() {
        let made = step.carry_out(&target).await.map_err(|failure| Failure {
            error: format!("{} '{}': {}", step.kind.noun, step.name, failure.error),
            cause: Some(format!(
                "{at} of {} changes were made before it",
                steps.len()
            )),
            help: Some(failure.help.unwrap_or_else(|| {
                "correct it and apply the file again: what is done already is left as it is".into()
            })),
            ..failure
        })?;
        if let (Some(session), Some(secret), Some(variable)) =
            (&mut sink, made["key"].as_str(), &step.variable)
        {
            session.text.set(variable, secret).map_err(|error| {
                Failure::new(
                    Exit::Failed,
                    format!("the secret of '{}' cannot be kept", step.name),
                )
                .cause(error)
            })?;
        }
        progress.step();
    }
    drop(progress);
    if let Some(session) = sink {
        session.save().map_err(|error| {
            Failure::new(
                Exit::Failed,
                "keys were made, and their secrets could not be written down",
            )
            .cause(error)
            .help("give each a new one: cw-proxy key rotate ALIAS --env-file FILE")
        })?;
    }
    show(globals, &target, &steps, true)
}

/// The file for secrets, locked and writable before the first key is made.
fn sink(path: Option<&Path>, steps: &[Step]) -> Result<Option<Session>, Failure> {
    let new = steps.iter().any(|step| step.variable.is_some());
    match path {
        None if new => Err(Failure::usage("new keys are to be made, and nothing says where their secrets go")
            .help("give --secrets-to FILE, an environment file; each secret goes into the key's env_var there")),
        None => Ok(None),
        Some(_) if !new => Ok(None),
        Some(path) => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let session = Session::open(path, Some(folder.unwrap_or(Path::new("."))), PATIENCE);
            session.map(Some).map_err(|error| {
                Failure::usage(format!("{} cannot be written", path.display())).cause(error)
            })
        }
    }
}

fn show(globals: &Globals, target: &Target, steps: &[Step], done: bool) -> Result<(), Failure> {
    let rows: Vec<Value> = steps.iter().map(Step::data).collect();
    let count = |action| steps.iter().filter(|step| step.action == action).count();
    let (new, changed, gone) = (
        count(Action::Create),
        count(Action::Update),
        count(Action::Delete),
    );
    let words = if done { "made" } else { "to make" };
    let footer = if steps.is_empty() {
        "Nothing to change.".to_owned()
    } else {
        format!(
            "{} changes {words}: {new} new, {changed} changed, {gone} deleted.",
            steps.len()
        )
    };
    if steps.is_empty() && super::print::output(globals) == super::print::Output::Table {
        term::note(globals, &footer);
        return Ok(());
    }
    Shown::list(COLUMNS, "name", rows)
        .shape(json!({ "action": null, "kind": null, "name": null, "changes": null }))
        .meta("applied", json!(done))
        .footer(footer)
        .print(globals, target.backend())
}
