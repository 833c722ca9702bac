//! `key generate`.

use super::super::env_file::Session;
use super::super::failure::{Exit, Failure};
use super::super::globals::Globals;
use super::super::print::{self, Output, Shown};
use super::super::secret_input;
use super::super::target::Target;
use super::super::term;
use super::super::value::{self, Body};
use super::{KeyArgs, body, called, data, id};
use crate::domain::time::Micros;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What to do when the alias is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum IfExists {
    /// Fail
    #[default]
    Error,
    /// Keep the key and bring it to what is asked for; its secret cannot be shown again
    Reuse,
    /// Bring it to what is asked for and give it a new secret
    Rotate,
}

/// Arguments of `key generate`.
#[derive(Clone, Debug, clap::Args)]
pub struct GenerateArgs {
    /// A name for it, unique among live keys
    #[arg(long)]
    pub alias: Option<String>,
    /// What it may do.
    #[command(flatten)]
    pub key: KeyArgs,
    /// Read the secret from standard input instead of making one
    #[arg(long)]
    pub key_stdin: bool,
    /// What to do when the alias is taken
    #[arg(long, value_enum, default_value_t, requires = "alias")]
    pub if_exists: IfExists,
    /// Write the secret into this environment file instead of showing it
    #[arg(long, value_name = "FILE")]
    pub env_file: Option<PathBuf>,
    /// The variable in that file
    #[arg(
        long,
        value_name = "NAME",
        default_value = "OPENAI_API_KEY",
        requires = "env_file"
    )]
    pub env_var: String,
}

/// How long to wait for somebody else who changes the environment file.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) async fn run(args: GenerateArgs, globals: &Globals) -> Result<(), Failure> {
    if std::env::args().any(|arg| arg == "--duration" || arg.starts_with("--duration=")) {
        term::warn(
            globals,
            "--duration is when the key dies, as --expires says; --period is when its budget starts again",
        );
    }
    let mut fields = body(&args.key)?;
    let alias = term::optional(args.alias.clone(), "Alias", globals);
    fields.put("key_alias", alias.clone());
    if args.key_stdin {
        fields.put("key", Some(secret_input::from_stdin("the secret")?));
    }
    let sink = args.env_file.as_deref();
    let sink = sink
        .map(|path| Sink::open(path, &args.env_var))
        .transpose()?;
    let target = Target::choose(globals, true).await?;
    let taken = match alias.as_deref() {
        Some(alias) if args.if_exists != IfExists::Error => existing(&target, alias).await?,
        _ => None,
    };
    let (made, word) = match taken {
        Some(key) => (
            again(&target, &key, fields, args.if_exists).await?,
            "updated",
        ),
        None => (
            target.post("/key/generate", &fields.value()).await?,
            "created",
        ),
    };
    deliver(globals, &target, &made, sink, word)
}

async fn existing(target: &Target, alias: &str) -> Result<Option<Value>, Failure> {
    match super::find(target, alias).await {
        Ok(key) => Ok(Some(key)),
        Err(failure) if failure.exit == Exit::NotFound => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Brings a key that is there to what is asked for.
async fn again(
    target: &Target,
    key: &Value,
    mut fields: Body,
    how: IfExists,
) -> Result<Value, Failure> {
    let id = id(key);
    fields.0.remove("key_alias");
    let secret = fields.0.remove("key");
    if !fields.0.is_empty() {
        fields.put("key", Some(id.clone()));
        target.post("/key/update", &fields.value()).await?;
    }
    if how == IfExists::Reuse {
        let mut kept = super::refreshed(target, key).await?;
        kept["key"] = Value::Null;
        return Ok(kept);
    }
    let change = json!({ "key": id, "new_key": secret });
    target.post("/key/regenerate", &change).await
}

/// An environment file that is locked and can be written, before a secret is made that must be kept.
pub(super) struct Sink {
    session: Session,
    path: PathBuf,
    name: String,
}

impl Sink {
    /// Opens it.
    pub(super) fn open(path: &Path, name: &str) -> Result<Self, Failure> {
        let folder = path.parent();
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        let session = Session::open(path, Some(folder.unwrap_or(Path::new("."))), PATIENCE)
            .map_err(|error| {
                Failure::usage(format!("{} cannot be written", path.display())).cause(error)
            })?;
        Ok(Self {
            session,
            path: path.to_owned(),
            name: name.to_owned(),
        })
    }

    fn keep(mut self, made: &Value, secret: &str) -> Result<(PathBuf, String), Failure> {
        let set = self.session.text.set(&self.name, secret);
        let lost = |cause: String| {
            Failure::new(
                Exit::Failed,
                "the key was made, and its secret could not be written down",
            )
            .cause(cause)
            .help(format!(
                "run `cw-proxy key rotate {} --env-file FILE`",
                called(made)
            ))
        };
        set.map_err(|error| lost(error.to_string()))?;
        self.session
            .save()
            .map_err(|error| lost(error.to_string()))?;
        Ok((self.path, self.name))
    }
}

/// Writes a new secret where it is asked for, or shows it.
pub(super) fn deliver(
    globals: &Globals,
    target: &Target,
    made: &Value,
    sink: Option<Sink>,
    word: &str,
) -> Result<(), Failure> {
    let (Some(sink), Some(secret)) = (sink, made["key"].as_str()) else {
        return show(globals, target, made, word);
    };
    let (path, name) = sink.keep(made, secret)?;
    term::note(
        globals,
        &format!("{name} of {} is the new secret.", path.display()),
    );
    let mut shown = data(made);
    shown["env_file"] = json!(path);
    shown["env_var"] = json!(name);
    Shown::row(super::COLUMNS, "id", shown).print(globals, target.backend())
}

/// Shows a key with its secret, this once.
fn show(globals: &Globals, target: &Target, made: &Value, word: &str) -> Result<(), Failure> {
    let secret = made["key"].as_str();
    if globals.quiet {
        return print::write(&format!("{}\n", secret.unwrap_or_default()));
    }
    let mut shown = data(made);
    shown["key"] = json!(secret);
    if globals.field.is_some() {
        return Shown::one("key", shown).print(globals, target.backend());
    }
    match (print::output(globals), secret) {
        (Output::Plain, Some(secret)) => print::write(&format!("{secret}\n")),
        (Output::Table, Some(secret)) => {
            let alias = print::shown(&called(made));
            print::write(&format!("Key {word}: {alias}\n\n  {secret}\n\n"))?;
            term::note(
                globals,
                &format!("Shown once. {}. {}.", budget_words(made), end_words(made)),
            );
            let run = made["key_alias"]
                .as_str()
                .map_or_else(|| "-".to_owned(), str::to_owned);
            term::hint(
                globals,
                &format!("export OPENAI_API_KEY=sk-...\n  or: cw-proxy run --key {run} -- COMMAND"),
            );
            Ok(())
        }
        (Output::Table | Output::Plain, None) => {
            Shown::row(super::COLUMNS, "id", shown).print(globals, target.backend())
        }
        _ => Shown::one("key", shown).print(globals, target.backend()),
    }
}

fn budget_words(key: &Value) -> String {
    let starts = |key: &Value| {
        let at = key["budget_reset_at"].as_str().and_then(Micros::parse)?;
        Some(format!(", next start {} UTC", value::minute(at)))
    };
    match (
        value::usd(&key["max_budget"]),
        key["budget_duration"].as_str(),
    ) {
        (None, _) => "No budget".to_owned(),
        (Some(budget), None) => format!("Budget {} in all", value::cents(budget)),
        (Some(budget), Some(period)) => format!(
            "Budget {} per {period}{}",
            value::cents(budget),
            starts(key).unwrap_or_default()
        ),
    }
}

fn end_words(key: &Value) -> String {
    let end = key["expires"].as_str().and_then(Micros::parse);
    end.map_or_else(
        || "Never expires".to_owned(),
        |end| format!("Expires {} UTC", value::minute(end)),
    )
}
