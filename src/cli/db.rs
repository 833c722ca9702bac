//! `db`: the database as a whole.

use super::assemble;
use super::audit::{self, AuditCommand};
use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::print;
use super::secrets::exclusive;
use super::target::running;
use crate::config::{Config, Database};
use crate::store::{self, Durability, OpenOptions, Step, Store};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// The database.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum DbCommand {
    /// Tell where it is, how large, and which steps of its layout it has
    Status,
    /// Bring its layout up to date; the proxy does so by itself at its start
    Migrate(MigrateArgs),
    /// Write a copy of it, while the proxy runs
    Backup(BackupArgs),
    /// Put a copy in its place; no proxy may run meanwhile
    Restore(RestoreArgs),
    /// Give unused space back; no proxy may run meanwhile
    Vacuum,
    /// Read it through for damage, and recompute the books
    Check,
}

/// Arguments of `db migrate`.
#[derive(Clone, Debug, clap::Args)]
pub struct MigrateArgs {
    /// Show what would be applied, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// With --dry-run: exit 10 when there is something to apply
    #[arg(long, requires = "dry_run")]
    pub exit_code: bool,
}

/// Arguments of `db backup`.
#[derive(Clone, Debug, clap::Args)]
pub struct BackupArgs {
    /// The new file
    pub file: PathBuf,
    /// Replace a file that is there already
    #[arg(long)]
    pub force: bool,
}

/// Arguments of `db restore`.
#[derive(Clone, Debug, clap::Args)]
pub struct RestoreArgs {
    /// A file that `db backup` wrote
    pub file: PathBuf,
}

/// Runs a command on the database.
pub async fn run(command: DbCommand, globals: &Globals) -> Result<(), Failure> {
    let loaded = globals.load(globals.overrides())?;
    let config = &loaded.config;
    match command {
        DbCommand::Status => status(config, globals).await,
        DbCommand::Migrate(args) => migrate(args, config, globals).await,
        DbCommand::Backup(args) => backup(args, config, globals).await,
        DbCommand::Restore(args) => restore(args, config, globals).await,
        DbCommand::Vacuum => vacuum(config, globals).await,
        DbCommand::Check => check(config, globals).await,
    }
}

fn options(create: bool) -> OpenOptions {
    OpenOptions {
        durability: Durability::Process,
        create,
        now: assemble::now(),
    }
}

async fn inspect(config: &Config) -> Result<Store, Failure> {
    let opened = Store::inspect(&assemble::database_url(config), options(false)).await;
    opened.map_err(|error| assemble::unopened(config, error))
}

/// The file, or what serves instead where there is none.
fn file<'c>(config: &'c Config, instead: &str) -> Result<&'c Path, Failure> {
    match &config.database {
        Database::Sqlite(path) => Ok(path),
        Database::Postgres(_) => {
            Err(Failure::usage("this is for SQLite; the database is PostgreSQL").help(instead))
        }
    }
}

async fn status(config: &Config, globals: &Globals) -> Result<(), Failure> {
    let store = inspect(config).await?;
    let layout = store.layout().await?;
    let (bytes, log_bytes) = store.size_bytes().await?;
    let applied = layout.iter().filter(|step| step.applied).count();
    let pending = layout.len() - applied;
    let note = running(&config.server.data_dir).await;
    let kind = match &config.database {
        Database::Sqlite(_) => "SQLite",
        Database::Postgres(_) => "PostgreSQL",
    };
    let proxy = note
        .as_ref()
        .map_or("none".to_owned(), |note| note.url.clone());
    let log = log_bytes.map_or("-".to_owned(), |bytes| bytes.to_string());
    let rows = [
        ("kind", kind.to_owned()),
        ("place", store.place()),
        ("bytes", bytes.to_string()),
        ("bytes of the log", log),
        ("layout", format!("{applied} of {} steps", layout.len())),
        ("running proxy", proxy),
    ];
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|(name, value)| vec![name.to_owned(), value])
        .collect();
    let data = json!({
        "kind": kind, "place": store.place(), "bytes": bytes, "log_bytes": log_bytes, "applied": applied,
        "pending": pending, "proxy": note.map(|note| note.url),
    });
    print::rows(
        globals,
        &["FIGURE", "VALUE"],
        &rows,
        &data,
        &json!({ "backend": "database" }),
    )?;
    if pending > 0 {
        eprintln!(
            "{pending} steps are to be applied: the next start of the proxy does so, or `cw-proxy db migrate`."
        );
    }
    Ok(())
}

async fn migrate(args: MigrateArgs, config: &Config, globals: &Globals) -> Result<(), Failure> {
    let before = match inspect(config).await {
        Ok(store) => {
            let layout = store.layout().await?;
            store.close().await;
            layout
        }
        // Where there is none, all of it is to be made.
        Err(_) if !args.dry_run => Vec::new(),
        Err(failure) => return Err(failure),
    };
    let pending: Vec<Step> = if args.dry_run {
        before.into_iter().filter(|step| !step.applied).collect()
    } else {
        let store = assemble::open_store(config, true).await?;
        let had = |step: &Step| {
            before
                .iter()
                .any(|known| known.version == step.version && known.applied)
        };
        let all = store.layout().await?;
        store.close().await;
        all.into_iter().filter(|step| !had(step)).collect()
    };
    let word = if args.dry_run { "to apply" } else { "applied" };
    let row = |step: &Step| {
        vec![
            step.version.to_string(),
            step.name.to_owned(),
            word.to_owned(),
        ]
    };
    let rows: Vec<_> = pending.iter().map(row).collect();
    let data: Vec<_> = pending
        .iter()
        .map(|step| json!({ "version": step.version, "name": step.name, "state": word }))
        .collect();
    let meta = json!({ "backend": "database", "dry_run": args.dry_run });
    print::rows(
        globals,
        &["STEP", "NAME", "STATE"],
        &rows,
        &json!(data),
        &meta,
    )?;
    if pending.is_empty() && !globals.quiet {
        eprintln!("The layout is up to date.");
    }
    if args.exit_code && !pending.is_empty() {
        return Err(Failure::new(Exit::Pending, ""));
    }
    Ok(())
}

async fn backup(args: BackupArgs, config: &Config, globals: &Globals) -> Result<(), Failure> {
    file(
        config,
        "pg_dump --format=custom --file=FILE \"$DATABASE_URL\" writes a copy while the proxy runs",
    )?;
    if args.file.exists() && !args.force {
        return Err(Failure::new(
            Exit::Conflict,
            format!("{} is there already", args.file.display()),
        )
        .help("choose another name, or add --force"));
    }
    let store = inspect(config).await?;
    let part = beside(&args.file, "part");
    let _ = fs::remove_file(&part);
    let written = store
        .backup(&part)
        .await
        .map_err(Failure::from)
        .and_then(|()| {
            fs::rename(&part, &args.file).map_err(|error| {
                Failure::new(
                    Exit::Failed,
                    format!("{} cannot be written", args.file.display()),
                )
                .cause(error)
            })
        });
    if let Err(failure) = written {
        let _ = fs::remove_file(&part);
        return Err(failure);
    }
    let bytes = fs::metadata(&args.file).map_or(0, |found| found.len());
    let row = vec![args.file.display().to_string(), bytes.to_string()];
    let data = json!({ "file": args.file.display().to_string(), "bytes": bytes });
    print::rows(
        globals,
        &["FILE", "BYTES"],
        &[row],
        &data,
        &json!({ "backend": "database" }),
    )?;
    if !globals.quiet {
        eprintln!(
            "Keep the salt key with it (LITELLM_SALT_KEY, or salt.key in the data directory): stored credentials open with nothing else."
        );
    }
    Ok(())
}

/// The same path with something behind its name.
fn beside(path: &Path, what: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{what}"));
    name.into()
}

async fn restore(args: RestoreArgs, config: &Config, globals: &Globals) -> Result<(), Failure> {
    let path = file(
        config,
        "pg_restore --clean --if-exists --dbname=\"$DATABASE_URL\" FILE, with every proxy stopped",
    )?;
    let _claim = exclusive(config, globals)?;
    let failed = |what: &str, error: std::io::Error| {
        Failure::new(Exit::Failed, format!("{what} cannot be written")).cause(error)
    };
    // Looked at as a copy: opening a database changes it.
    let part = beside(path, "restoring");
    let _ = fs::remove_file(&part);
    copy(&args.file, &part).map_err(|error| failed(&part.display().to_string(), error))?;
    let looked = sound(&part).await;
    if let Err(failure) = looked {
        let _ = fs::remove_file(&part);
        return Err(failure);
    }
    let before = beside(
        path,
        &format!("before-restore-{}", assemble::now().0 / 1_000_000),
    );
    if path.exists() {
        // With what its log still holds, so that it can be put back.
        match inspect(config).await {
            Ok(store) => {
                store.backup(&before).await?;
                store.close().await;
            }
            // Damaged: kept as it is.
            Err(_) => {
                copy(path, &before).map_err(|error| failed(&before.display().to_string(), error))?
            }
        }
    }
    for suffix in ["-wal", "-shm"] {
        let mut log = path.as_os_str().to_owned();
        log.push(suffix);
        let _ = fs::remove_file(log);
    }
    fs::rename(&part, path).map_err(|error| failed(&path.display().to_string(), error))?;
    let kept = before.exists().then(|| before.display().to_string());
    let row = vec![
        path.display().to_string(),
        kept.clone().unwrap_or_else(|| "-".to_owned()),
    ];
    let data = json!({ "database": path.display().to_string(), "before": kept });
    print::rows(
        globals,
        &["RESTORED", "WHAT WAS THERE"],
        &[row],
        &data,
        &json!({ "backend": "database" }),
    )
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut source = fs::File::open(from)?;
    let mut made = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(to)?;
    std::io::copy(&mut source, &mut made)?;
    made.sync_all()
}

/// Whether a copy is a whole database of ours, and none of a newer version.
async fn sound(path: &Path) -> Result<(), Failure> {
    let store = Store::inspect(&path.display().to_string(), options(false)).await?;
    let looked = match store.check_integrity().await {
        Ok(()) => store.layout().await.map(drop),
        Err(error) => Err(error),
    };
    store.close().await;
    for suffix in ["-wal", "-shm"] {
        let mut log = path.as_os_str().to_owned();
        log.push(suffix);
        let _ = fs::remove_file(log);
    }
    Ok(looked?)
}

async fn vacuum(config: &Config, globals: &Globals) -> Result<(), Failure> {
    file(
        config,
        "PostgreSQL vacuums by itself; VACUUM FULL gives space back to the system",
    )?;
    let _claim = exclusive(config, globals)?;
    let store = inspect(config).await?;
    let before = store.size_bytes().await?.0;
    store.vacuum().await?;
    store.checkpoint().await?;
    store.close().await;
    let after = file(config, "").and_then(|path| {
        fs::metadata(path)
            .map(|found| found.len())
            .map_err(|error| Failure::new(Exit::Failed, error.to_string()))
    })?;
    let row = vec![before.to_string(), after.to_string()];
    let data = json!({ "bytes_before": before, "bytes_after": after });
    print::rows(
        globals,
        &["BYTES BEFORE", "BYTES AFTER"],
        &[row],
        &data,
        &json!({ "backend": "database" }),
    )
}

async fn check(config: &Config, globals: &Globals) -> Result<(), Failure> {
    let store = inspect(config).await?;
    match store.check_integrity().await {
        Err(error @ store::StoreError::Corrupt(_)) => {
            return Err(Failure::new(Exit::Unhealthy, error.to_string()));
        }
        other => other?,
    }
    store.close().await;
    if !globals.quiet {
        match &config.database {
            Database::Sqlite(_) => eprintln!("The file is whole. The books:"),
            Database::Postgres(_) => {
                eprintln!("PostgreSQL looks after its files itself. The books:")
            }
        }
    }
    audit::run(AuditCommand::Verify, globals).await
}
