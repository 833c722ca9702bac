//! `secrets`: the proxy's own two secrets. The master key lets in; the salt key seals what is stored.

use super::assemble;
use super::env_file;
use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::print::{self, Output};
use super::sealing;
use super::secret_file::{self, Kind};
use super::target::Target;
use crate::admin::seal::Sealer;
use crate::admin::{Actor, master, rekey};
use crate::config::{Config, Database, Loaded, Origin};
use crate::domain::key::mint;
use crate::domain::secret::Secret;
use crate::store::{self, AuditEntry, Store};
use serde_json::json;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another program that changes the same file.
const PATIENCE: Duration = Duration::from_secs(10);

/// The proxy's own secrets.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum SecretsCommand {
    /// Print the master key that is configured here
    ShowMaster,
    /// Replace the master key, on the running proxy and where it is configured; the old one is dead at once
    RotateMaster(RotateArgs),
    /// Seal everything that is stored under another salt key; no proxy may run meanwhile
    Rekey(RekeyArgs),
}

/// Where a new secret comes from, and where it goes.
#[derive(Clone, Debug, clap::Args)]
pub struct RotateArgs {
    /// Take the new master key from this file instead of making one
    #[arg(long, value_name = "FILE", conflicts_with = "new_key_stdin")]
    pub new_key_file: Option<PathBuf>,
    /// Read the new master key from standard input
    #[arg(long)]
    pub new_key_stdin: bool,
    /// Environment file whose LITELLM_MASTER_KEY gets it, where the present one comes from the
    /// process's environment [env: ENV_FILE_PATH]
    #[arg(long, value_name = "FILE")]
    pub env_file: Option<PathBuf>,
}

/// Arguments of `secrets rekey`.
#[derive(Clone, Debug, clap::Args)]
pub struct RekeyArgs {
    /// Take the new salt key from this file instead of making one
    #[arg(long, value_name = "FILE")]
    pub new_salt_file: Option<PathBuf>,
    /// Environment file whose LITELLM_SALT_KEY gets it, where the present one comes from the process's
    /// environment [env: ENV_FILE_PATH]
    #[arg(long, value_name = "FILE")]
    pub env_file: Option<PathBuf>,
}

/// Runs a command on the proxy's own secrets.
pub async fn run(command: SecretsCommand, globals: &Globals) -> Result<(), Failure> {
    match command {
        SecretsCommand::ShowMaster => show(globals),
        SecretsCommand::RotateMaster(args) => rotate(args, globals).await,
        SecretsCommand::Rekey(args) => reseal(args, globals).await,
    }
}

/// Where a secret is kept, so that it can be replaced there.
enum Keeper {
    /// A file that holds it alone.
    File(PathBuf),
    /// A variable in an environment file.
    Variable(PathBuf, String),
}

impl Keeper {
    fn told(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Variable(path, name) => format!("{name} in {}", path.display()),
        }
    }

    fn keep(&self, secret: &Secret) -> Result<(), Failure> {
        let failed = |error: &dyn std::fmt::Display| {
            Failure::new(Exit::Failed, format!("{} cannot be written", self.told())).cause(error)
        };
        match self {
            Self::File(path) => secret_file::replace(path, secret).map_err(|error| failed(&error)),
            Self::Variable(path, name) => {
                env_file::change(path, None, PATIENCE, |text| text.set(name, secret.expose()))
                    .map(drop)
                    .map_err(|error| failed(&error))
            }
        }
    }
}

/// Finds where a setting that is a secret is kept.
fn keeper(
    loaded: &Loaded,
    (setting, kind, variable): (&str, Kind, &str),
    env_file: Option<PathBuf>,
    globals: &Globals,
) -> Result<Keeper, Failure> {
    let env = globals.env()?;
    let origin = loaded.report.iter().find(|row| row.name == setting);
    let origin = origin.map_or(Origin::Default, |row| row.origin.clone());
    let origin = match origin {
        Origin::Reference { variable, .. } => env.origin(&variable),
        other => other,
    };
    let by_file = |name: &str| {
        let named = name.ends_with("_FILE").then(|| env.get(name)).flatten();
        named.map(|path| Keeper::File(path.into()))
    };
    match origin {
        Origin::Default => Ok(Keeper::File(kind.path(&loaded.config.server.data_dir))),
        Origin::DotEnv(path, name) => {
            Ok(by_file(&name).unwrap_or_else(|| Keeper::Variable(path.to_path_buf(), name)))
        }
        Origin::Env(name) => {
            let named = env_file.or_else(|| env.get("ENV_FILE_PATH").map(PathBuf::from));
            let in_file = named.map(|path| Keeper::Variable(path, variable.to_owned()));
            by_file(&name).or(in_file).ok_or_else(|| {
                Failure::usage(format!("{name} comes from the environment of this process, which cannot be changed from here"))
                    .help("name the environment file that sets it with --env-file")
            })
        }
        Origin::File(path) => Err(
            Failure::usage(format!("{} holds it as it is", path.display())).help(format!(
                "write os.environ/{variable} there and put it into the environment file"
            )),
        ),
        Origin::Reference { variable, .. } => {
            Err(Failure::usage(format!("{variable} cannot be found")))
        }
        Origin::Flag(name) => Err(Failure::usage(format!("it comes from {name}"))),
    }
}

fn show(globals: &Globals) -> Result<(), Failure> {
    let loaded = globals.load(globals.overrides())?;
    let (key, place) = configured(&loaded.config)?;
    if !globals.quiet && std::io::stderr().is_terminal() {
        eprintln!("The master key ({place}) has every right:");
    }
    match print::output(globals) {
        Output::Json | Output::Yaml | Output::Jsonl | Output::Csv if !globals.quiet => print::rows(
            globals,
            &[],
            &[],
            &json!({ "master_key": key.expose() }),
            &json!({ "backend": "configuration" }),
        ),
        _ => print::write(&format!("{}\n", key.expose())),
    }
}

/// The configured master key, and where it was found.
fn configured(config: &Config) -> Result<(Secret, String), Failure> {
    if let Some(key) = &config.master_key {
        return Ok((key.clone(), "of the configuration".to_owned()));
    }
    let path = Kind::Master.path(&config.server.data_dir);
    let unreadable =
        |error| Failure::new(Exit::Denied, "the master key cannot be read").cause(error);
    let found = secret_file::read(&path).map_err(unreadable)?;
    let none = || {
        Failure::new(Exit::NotFound, "there is no master key yet")
            .help("the proxy makes one at its first start, or set LITELLM_MASTER_KEY")
    };
    Ok((found.ok_or_else(none)?, path.display().to_string()))
}

fn given(file: Option<&Path>, stdin: bool) -> Result<Option<Secret>, Failure> {
    let unreadable =
        |error: std::io::Error| Failure::usage("the new secret cannot be read").cause(error);
    if let Some(path) = file {
        let found = secret_file::read(path).map_err(unreadable)?;
        let none = || Failure::usage(format!("there is no file {}", path.display()));
        return found.ok_or_else(none).map(Some);
    }
    if !stdin {
        return Ok(None);
    }
    let mut text = String::new();
    std::io::stdin()
        .take(4_096)
        .read_to_string(&mut text)
        .map_err(unreadable)?;
    Ok(Some(Secret::new(text.trim())))
}

fn random() -> Result<Secret, Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        Failure::new(Exit::Failed, "the system has no random numbers").cause(error)
    })?;
    Ok(mint(&bytes))
}

async fn rotate(args: RotateArgs, globals: &Globals) -> Result<(), Failure> {
    let loaded = globals.load(globals.overrides())?;
    let keeper = match &globals.master_key_file {
        Some(path) => Keeper::File(path.clone()),
        None => {
            let which = (
                "general_settings.master_key",
                Kind::Master,
                "LITELLM_MASTER_KEY",
            );
            keeper(&loaded, which, args.env_file, globals)?
        }
    };
    let old = match &globals.master_key_file {
        Some(path) => given(Some(path), false)?.unwrap_or_else(|| Secret::new("")),
        None => configured(&loaded.config)?.0,
    };
    let new = match given(args.new_key_file.as_deref(), args.new_key_stdin)? {
        Some(new) => new,
        None => random()?,
    };
    let target = Target::choose(globals, true).await?;
    // The file first: a key that is in force and that nobody has would lock everybody out.
    keeper.keep(&new)?;
    let replaced = match target.url() {
        Some(_) => {
            let body = json!({ "key": old.expose(), "new_master_key": new.expose() });
            target.post("/key/regenerate", &body).await.map(drop)
        }
        None => {
            let store = assemble::open_store(&loaded.config, true).await?;
            let done =
                master::replace(&store, &Actor::master("cli"), &old, &new, assemble::now()).await;
            done.map_err(Failure::from)
        }
    };
    if let Err(failure) = replaced {
        return Err(match keeper.keep(&old) {
            Ok(()) => failure,
            Err(_) => failure.help(format!(
                "the old key is in force, but {} holds the new one",
                keeper.told()
            )),
        });
    }
    if globals.quiet {
        return print::write(&format!("{}\n", new.expose()));
    }
    let row = vec![new.masked(), keeper.told()];
    let data = json!({ "master_key": new.masked(), "kept_in": keeper.told() });
    let meta = json!({ "backend": target.backend() });
    print::rows(globals, &["MASTER KEY", "KEPT IN"], &[row], &data, &meta)?;
    eprintln!(
        "The old master key is dead. Recreate what reads the new one: docker compose up -d llm-proxy"
    );
    Ok(())
}

async fn reseal(args: RekeyArgs, globals: &Globals) -> Result<(), Failure> {
    let loaded = globals.load(globals.overrides())?;
    let config = &loaded.config;
    let _claim = exclusive(config, globals)?;
    let keeper = keeper(
        &loaded,
        ("salt_key", Kind::Salt, "LITELLM_SALT_KEY"),
        args.env_file,
        globals,
    )?;
    let store = assemble::open_store(config, false).await?;
    // Kept beside the old one until that is replaced: whatever is killed in between, both are there.
    let next = config.server.data_dir.join("salt.key.next");
    let (old, _) = assemble::salt_key(config)?;
    if let Some(salt) = secret_file::read(&next).map_err(|error| {
        Failure::new(Exit::Failed, "what an interrupted run left cannot be read").cause(error)
    })? && sealing::sealer(&store, &salt).await.is_ok()
    {
        eprintln!(
            "An interrupted run had sealed everything already; its salt key is put in place."
        );
        return done(globals, &keeper, &next, &salt, 0);
    }
    let from = sealing::sealer(&store, &old).await?;
    let new = match given(args.new_salt_file.as_deref(), false)? {
        Some(salt) if salt.expose().chars().count() >= 16 => salt,
        Some(_) => return Err(Failure::usage("a salt key needs at least 16 characters")),
        None => Secret::new(random()?.expose().trim_start_matches("sk-")),
    };
    keep_response_ids(&store, &from, &old).await?;
    secret_file::replace(&next, &new).map_err(|error| {
        Failure::new(Exit::Failed, "the new salt key cannot be kept").cause(error)
    })?;
    let to = Sealer::new(&new, &store.install_id().await?);
    let sealed = rekey::rekey(&store, &Actor::master("cli"), (&from, &to), assemble::now()).await;
    let count = sealed.map_err(|error| {
        let _ = std::fs::remove_file(&next);
        Failure::invalid("nothing was sealed anew").cause(error)
    })?;
    store.close().await;
    done(globals, &keeper, &next, &new, count)
}

fn done(
    globals: &Globals,
    keeper: &Keeper,
    next: &Path,
    new: &Secret,
    count: u64,
) -> Result<(), Failure> {
    keeper.keep(new).map_err(|failure| {
        failure.help(format!(
            "everything is sealed under the salt key in {}: put it there by hand, or run this again",
            next.display()
        ))
    })?;
    let _ = std::fs::remove_file(next);
    let row = vec![count.to_string(), keeper.told()];
    let data = json!({ "sealed": count, "kept_in": keeper.told() });
    let meta = json!({ "backend": "database" });
    print::rows(
        globals,
        &["SEALED ANEW", "SALT KEY KEPT IN"],
        &[row],
        &data,
        &meta,
    )?;
    eprintln!("Keep the new salt key with your backups; older backups still need the old one.");
    Ok(())
}

/// Ids of responses are marked by the salt key; what marked those that clients hold goes on doing so.
async fn keep_response_ids(store: &Store, sealer: &Sealer, salt: &Secret) -> Result<(), Failure> {
    if store.get_setting(sealing::RESPONSE_IDS).await?.is_some() {
        return Ok(());
    }
    let secret = sealing::response_ids_secret(store, salt).await?;
    let hex = crate::domain::key::KeyHash(secret).hex();
    let sealed = sealer
        .seal(sealing::RESPONSE_IDS, &hex)
        .map_err(|error| Failure::new(Exit::Failed, error.to_string()))?;
    let audit = AuditEntry {
        at: assemble::now(),
        actor: "cli".to_owned(),
        action: "created".to_owned(),
        object_kind: "setting".to_owned(),
        object_id: sealing::RESPONSE_IDS.to_owned(),
        before: None,
        after: None,
    };
    Ok(store
        .set_setting(sealing::RESPONSE_IDS, &sealed, &audit)
        .await?)
}

/// Makes sure that no proxy works on the database, and that none starts until this is dropped.
pub(super) fn exclusive(
    config: &Config,
    globals: &Globals,
) -> Result<Option<store::Claim>, Failure> {
    match &config.database {
        Database::Sqlite(path) => store::claim(path).map(Some).map_err(|error| match error {
            store::StoreError::InUse => {
                Failure::new(Exit::Conflict, "a proxy runs on this database")
                    .help("stop it first: docker compose stop llm-proxy")
            }
            other => other.into(),
        }),
        Database::Postgres(_) if globals.force_offline => Ok(None),
        Database::Postgres(_) => Err(Failure::usage("a proxy may run on this database")
            .help("stop every proxy that uses it, then add --force-offline")),
    }
}
