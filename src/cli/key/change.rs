//! `key update`, `rotate`, `block`, `unblock`, `delete`.

use super::super::failure::Failure;
use super::super::globals::Globals;
use super::super::print::Shown;
use super::super::secret_input;
use super::super::target::Target;
use super::super::term::{self, Loss};
use super::super::value;
use super::generate::{Sink, deliver};
use super::{COLUMNS, KeyArgs, Named, body, called, data, find, id};
use crate::domain::money::Nanos;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Arguments of `key update`.
#[derive(Clone, Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("which").required(true).args(["key", "alias"]))]
pub struct UpdateArgs {
    /// The key: its alias, hash, or secret; - reads it from standard input
    pub key: Option<String>,
    /// The key, by alias
    #[arg(long, hide = true)]
    pub alias: Option<String>,
    /// A new alias
    #[arg(long, value_name = "ALIAS")]
    pub rename: Option<String>,
    /// What it may do.
    #[command(flatten)]
    pub change: KeyArgs,
    /// Take the budget away
    #[arg(long, conflicts_with = "budget")]
    pub clear_budget: bool,
    /// Take limits of rates away
    #[arg(long, conflicts_with_all = ["rpm", "tpm", "tpd", "parallel"])]
    pub clear_limits: bool,
    /// Refuse it from now on
    #[arg(long, conflicts_with = "unblock")]
    pub block: bool,
    /// Let it in again
    #[arg(long)]
    pub unblock: bool,
}

/// Arguments of `key rotate`.
#[derive(Clone, Debug, clap::Args)]
pub struct RotateArgs {
    /// The key: its alias, hash, or secret; - reads it from standard input
    pub key: String,
    /// How long the old secret stays good: 24h; it ends at once without
    #[arg(long, value_name = "TIME")]
    pub grace: Option<String>,
    /// Read the new secret from standard input instead of making one
    #[arg(long)]
    pub key_stdin: bool,
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

/// Arguments of `key delete`.
#[derive(Clone, Debug, clap::Args)]
pub struct DeleteArgs {
    /// The keys: aliases, hashes, or secrets
    #[arg(required = true)]
    pub keys: Vec<String>,
}

pub(super) async fn update(args: UpdateArgs, globals: &Globals) -> Result<(), Failure> {
    let mut fields = body(&args.change)?;
    if args.clear_budget {
        fields.put("max_budget", Some(Value::Null));
    }
    if args.clear_limits {
        for name in [
            "rpm_limit",
            "tpm_limit",
            "tpd_limit",
            "max_parallel_requests",
        ] {
            fields.put(name, Some(Value::Null));
        }
    }
    if args.block || args.unblock {
        fields.put("blocked", Some(args.block));
    }
    fields.put("key_alias", args.rename.clone());
    if fields.0.is_empty() {
        return Err(Failure::usage("nothing to change is given")
            .help("see `cw-proxy key update --help` for what can be changed"));
    }
    let target = Target::choose(globals, true).await?;
    let named = args.key.or(args.alias).unwrap_or_default();
    let key = find(&target, &named).await?;
    fields.put("key", Some(id(&key)));
    target.post("/key/update", &fields.value()).await?;
    tell(globals, &target, &key).await
}

/// Shows a key as it is now.
async fn tell(globals: &Globals, target: &Target, key: &Value) -> Result<(), Failure> {
    if globals.quiet {
        return Ok(());
    }
    let changed = super::refreshed(target, key).await?;
    Shown::row(COLUMNS, "id", data(&changed)).print(globals, target.backend())
}

pub(super) async fn rotate(args: RotateArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, true).await?;
    let key = find(&target, &args.key).await?;
    let sink = args.env_file.as_deref();
    let sink = sink
        .map(|path| Sink::open(path, &args.env_var))
        .transpose()?;
    let mut change = value::Body::default();
    change
        .put("key", Some(id(&key)))
        .put("grace_period", args.grace);
    if args.key_stdin {
        change.put("new_key", Some(secret_input::from_stdin("the secret")?));
    }
    let made = target.post("/key/regenerate", &change.value()).await?;
    deliver(globals, &target, &made, sink, "rotated")
}

pub(super) async fn block(args: Named, blocked: bool, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, true).await?;
    let key = find(&target, &args.key).await?;
    let path = if blocked {
        "/key/block"
    } else {
        "/key/unblock"
    };
    target.post(path, &json!({ "key": id(&key) })).await?;
    tell(globals, &target, &key).await
}

pub(super) async fn delete(args: DeleteArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, true).await?;
    let mut keys = Vec::new();
    for named in &args.keys {
        keys.push(find(&target, named).await?);
    }
    term::confirm(globals, &loss(&keys))?;
    let ids: Vec<Value> = keys.iter().map(id).collect();
    target.post("/key/delete", &json!({ "keys": ids })).await?;
    let gone = keys.iter().map(data).collect();
    Shown::list(COLUMNS, "id", gone)
        .meta("deleted", json!(true))
        .print(globals, target.backend())
}

fn loss(keys: &[Value]) -> Loss<'static> {
    let spent = |key: &Value| {
        let all = value::usd(&key["total_spend"]).or_else(|| value::usd(&key["spend"]));
        all.unwrap_or_default()
    };
    let total: Nanos = keys.iter().map(spent).sum();
    let of = if keys.len() == 1 {
        "This key"
    } else {
        "These keys"
    };
    let rows = if total > Nanos::ZERO {
        format!(
            "{of} spent {} in all; the ledger's rows are kept. Whoever uses it is refused from now on.",
            value::cents(total)
        )
    } else {
        format!("{of} spent nothing yet.")
    };
    let (what, typed) = match keys {
        [one] => (
            format!("key {}", called(one)),
            (total > Nanos::ZERO).then(|| called(one)),
        ),
        many => (
            format!("{} keys", many.len()),
            (total > Nanos::ZERO).then(|| many.len().to_string()),
        ),
    };
    Loss {
        verb: "delete",
        what,
        lost: rows,
        typed,
    }
}
