//! `logs`: single calls, as the ledger has them.

use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::pages::{Pages, Paging};
use super::print::{self, Column, Output, Shown};
use super::sheet;
use super::spend::{ExportArgs, SpendCommand, moment};
use super::target::Target;
use super::term::{self, Loss};
use super::value;
use crate::domain::time::Micros;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::time::Duration;

/// Calls.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum LogsCommand {
    /// List calls, the latest first
    #[command(alias = "ls")]
    List(ListArgs),
    /// Tell everything about a call
    #[command(aliases = ["info", "show"])]
    Get(GetArgs),
    /// Print calls as they end
    #[command(alias = "follow")]
    Tail(TailArgs),
    /// Write the calls of some days as CSV or JSON lines
    Export(ExportArgs),
    /// Remove stored requests and answers that are old; the ledger's rows stay
    Prune(PruneArgs),
}

/// Which calls.
#[derive(Clone, Debug, clap::Args)]
pub struct Filter {
    /// Only of this key
    #[arg(long)]
    pub key: Option<String>,
    /// Only of this user
    #[arg(long)]
    pub user: Option<String>,
    /// Only of this team
    #[arg(long)]
    pub team: Option<String>,
    /// Only of this customer
    #[arg(long)]
    pub end_user: Option<String>,
    /// Only of this model
    #[arg(long)]
    pub model: Option<String>,
    /// Only those that failed
    #[arg(long)]
    pub failed: bool,
}

/// Arguments of `logs list`.
#[derive(Clone, Debug, clap::Args)]
pub struct ListArgs {
    /// Which of them.
    #[command(flatten)]
    pub filter: Filter,
    /// From when: 2026-11-30, 2026-11-30T12:00:00Z, or how long ago: 1h, 7d
    #[arg(long, value_name = "TIME", default_value = "7d")]
    pub since: String,
    /// Until when [default: now]
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
    /// Which part of the list.
    #[command(flatten)]
    pub paging: Paging,
}

/// Arguments of `logs get`.
#[derive(Clone, Debug, clap::Args)]
pub struct GetArgs {
    /// The call's id, as answers and lists tell it
    pub id: String,
    /// Also what was said, where that is stored
    #[arg(long)]
    pub words: bool,
}

/// Arguments of `logs tail`.
#[derive(Clone, Debug, clap::Args)]
pub struct TailArgs {
    /// Which of them.
    #[command(flatten)]
    pub filter: Filter,
    /// Begin with those of this long ago
    #[arg(long, value_name = "TIME", default_value = "1m")]
    pub since: String,
    /// End after so many calls [default: never]
    #[arg(long, short = 'n', value_name = "CALLS")]
    pub count: Option<usize>,
}

/// Arguments of `logs prune`.
#[derive(Clone, Debug, clap::Args)]
pub struct PruneArgs {
    /// How old what is removed must be: 90d, 12h
    #[arg(long, value_name = "TIME")]
    pub older_than: String,
    /// Only say how much would be removed
    #[arg(long)]
    pub dry_run: bool,
    /// With --dry-run: exit with 10 when something would be removed
    #[arg(long, requires = "dry_run")]
    pub exit_code: bool,
}

/// How the API lists calls.
pub const CALLS: Pages = Pages {
    path: "/spend/logs/v2",
    items: "data",
    total: "total",
    size: "page_size",
};
const COLUMNS: &[Column] = &[
    ("TIME", |call| clock(&call["started_at"])),
    ("KEY", |call| match call["key_alias"].as_str() {
        Some(alias) => alias.to_owned(),
        None => value::key(&call["key"]),
    }),
    ("MODEL", |call| value::word(&call["model"])),
    ("STATUS", |call| value::word(&call["status"])),
    ("IN", |call| value::word(&call["prompt_tokens"])),
    ("OUT", |call| value::word(&call["completion_tokens"])),
    ("COST", |call| value::dollars(&call["cost"])),
    ("TOOK", |call| {
        format!("{} ms", value::word(&call["duration_ms"]))
    }),
    ("ID", |call| value::word(&call["id"])),
];

/// The fields of every call.
fn shape() -> Value {
    let mut shape = data(&Value::Null);
    shape["key_alias"] = Value::Null;
    shape
}

fn clock(at: &Value) -> String {
    let at = at.as_str().unwrap_or("-");
    at.get(..19).unwrap_or(at).replace('T', " ")
}

/// Names of the keys that called.
#[derive(Default)]
struct Names(HashMap<String, Option<String>>);

/// How many keys of one list are asked for by name; the others are told by their hash.
const NAMES_MAX: usize = 20;

impl Names {
    /// Puts the alias of its key into each call.
    async fn put(&mut self, target: &Target, calls: &mut [Value]) -> Result<(), Failure> {
        let mut asked = 0;
        for call in calls {
            let Some(id) = call["key"].as_str().map(str::to_owned) else {
                continue;
            };
            if !self.0.contains_key(&id) && id.len() == 64 && asked < NAMES_MAX {
                asked += 1;
                let query = [
                    ("return_full_object", Some("true")),
                    ("key_hash", Some(&*id)),
                ];
                let listed = target.get("/key/list", &query).await?;
                let alias = listed["keys"][0]["key_alias"].as_str().map(str::to_owned);
                self.0.insert(id.clone(), alias);
            }
            call["key_alias"] = json!(self.0.get(&id).cloned().flatten());
        }
        Ok(())
    }
}

/// A call for programs.
pub fn data(call: &Value) -> Value {
    let meta = &call["metadata"];
    let used = &meta["usage_object"];
    json!({
        "id": call["request_id"], "request_id": call["request_id"], "call_id": call["litellm_call_id"],
        "started_at": value::time(&call["startTime"]), "ended_at": value::time(&call["endTime"]),
        "duration_ms": call["request_duration_ms"], "type": call["call_type"],
        "key": call["api_key"], "user": call["user"], "team": call["team_id"], "end_user": call["end_user"],
        "model": call["model_group"], "provider_model": call["model"], "provider": call["custom_llm_provider"],
        "deployment": call["model_id"], "api_base": call["api_base"],
        "status": call["status"], "error": meta["error_information"],
        "prompt_tokens": call["prompt_tokens"], "completion_tokens": call["completion_tokens"],
        "cached_tokens": used["cache_read_input_tokens"], "usage": used, "usage_source": meta["usage_source"],
        "cost": value::money(&call["spend"]), "cost_breakdown": meta["cost_breakdown"],
        "price_version": meta["price_version"], "retries": meta["attempted_retries"],
        "tags": call["request_tags"], "client_ip": call["requester_ip_address"],
    })
}

/// Runs a command on calls.
pub async fn run(command: LogsCommand, globals: &Globals) -> Result<(), Failure> {
    match command {
        LogsCommand::List(args) => list(args, globals).await,
        LogsCommand::Get(args) => get(args, globals).await,
        LogsCommand::Tail(args) => tail(args, globals).await,
        LogsCommand::Export(args) => super::spend::run(SpendCommand::Export(args), globals).await,
        LogsCommand::Prune(args) => prune(args, globals).await,
    }
}

/// The query of a filter.
async fn query(target: &Target, filter: &Filter) -> Result<Vec<(&'static str, String)>, Failure> {
    let mut query = Vec::new();
    if let Some(named) = &filter.key {
        let key = super::key::find(target, named).await?;
        query.push(("api_key", value::word(&super::key::id(&key))));
    }
    for (name, given) in [
        ("user_id", &filter.user),
        ("team_id", &filter.team),
        ("end_user", &filter.end_user),
        ("model", &filter.model),
    ] {
        query.extend(given.iter().map(|value| (name, value.clone())));
    }
    if filter.failed {
        query.push(("status_filter", "failure".to_owned()));
    }
    Ok(query)
}

/// A time as the API's query takes it; it has no fractions.
fn stamp(at: Micros) -> String {
    let text = at.rfc3339();
    let text = text.get(..19).unwrap_or(&text);
    format!("{text}Z")
}

fn given<'q>(query: &'q [(&'static str, String)]) -> Vec<(&'static str, Option<&'q str>)> {
    query
        .iter()
        .map(|(name, value)| (*name, Some(value.as_str())))
        .collect()
}

async fn list(args: ListArgs, globals: &Globals) -> Result<(), Failure> {
    let now = super::assemble::now();
    let from = moment(&args.since, now)?;
    let until = args
        .until
        .as_deref()
        .map_or(Ok(Micros(now.0 + 60_000_000)), |text| moment(text, now))?;
    let target = Target::choose(globals, false).await?;
    let mut query = query(&target, &args.filter).await?;
    query.push(("start_date", stamp(from)));
    query.push(("end_date", stamp(until)));
    let part = args
        .paging
        .fetch(globals, &target, CALLS, &given(&query))
        .await?;
    let mut calls: Vec<Value> = part.items.iter().map(data).collect();
    Names::default().put(&target, &mut calls).await?;
    Shown::list(COLUMNS, "id", calls)
        .shape(shape())
        .meta("total", json!(part.total))
        .meta("next", json!(part.next))
        .footer(part.footer("call"))
        .print(globals, target.backend())
}

async fn get(args: GetArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let found = target
        .get("/spend/logs", &[("request_id", Some(&args.id))])
        .await?;
    let Some(call) = found.get(0) else {
        return Err(
            Failure::new(Exit::NotFound, format!("there is no call '{}'", args.id))
                .help("`cw-proxy logs list` shows their ids; a call is on record once it ended"),
        );
    };
    let mut shown = data(call);
    if args.words {
        let id = super::target::encoded(&args.id);
        let words = target.get(&format!("/spend/logs/ui/{id}"), &[]).await?;
        shown["request"] = words["proxy_server_request"].clone();
        shown["response"] = words["response"].clone();
    }
    Shown::one("id", shown).print(globals, target.backend())
}

/// How often a tail looks.
const INTERVAL: Duration = Duration::from_secs(1);
/// Calls may be on record in another order than they began: each look begins this much earlier.
const OVERLAP_MICROS: i64 = 120_000_000;

async fn tail(args: TailArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let is_csv = print::output(globals) == Output::Csv;
    if is_csv && !globals.quiet && globals.field.is_none() {
        print::write(&sheet::csv(&sheet::columns(&shape(), &[]), &[])?)?;
    }
    let query = query(&target, &args.filter).await?;
    let begin = moment(&args.since, super::assemble::now())?;
    let mut from = begin;
    let (mut seen, mut shown, mut names) = (HashSet::new(), 0, Names::default());
    loop {
        let now = super::assemble::now();
        let mut page = query.clone();
        page.push(("start_date", stamp(from)));
        page.push(("end_date", stamp(Micros(now.0 + 60_000_000))));
        let all = Paging {
            limit: 100,
            page: 1,
            all: true,
        };
        let quiet = Globals {
            quiet: true,
            ..globals.clone()
        };
        let part = all.fetch(&quiet, &target, CALLS, &given(&page)).await?;
        let mut calls: Vec<Value> = part.items.iter().map(data).collect();
        calls.sort_by_key(|call| value::word(&call["ended_at"]));
        names.put(&target, &mut calls).await?;
        for call in calls {
            if !seen.insert(value::word(&call["call_id"]) + &value::word(&call["id"])) {
                continue;
            }
            print_call(globals, &call)?;
            shown += 1;
            if args.count.is_some_and(|count| shown >= count) {
                return Ok(());
            }
        }
        from = Micros((now.0 - OVERLAP_MICROS).max(begin.0));
        tokio::time::sleep(INTERVAL).await;
    }
}

fn print_call(globals: &Globals, call: &Value) -> Result<(), Failure> {
    if globals.quiet {
        return print::write(&format!("{}\n", value::word(&call["id"])));
    }
    if let Some(name) = &globals.field {
        return print::write(&print::field(call, name)?);
    }
    let form = print::output(globals);
    if form == Output::Csv {
        let cells = sheet::cells(&sheet::columns(&shape(), &[]), call);
        return print::write(&sheet::csv(&[], &[cells])?);
    }
    if matches!(form, Output::Json | Output::Jsonl) {
        return print::write(&format!("{call}\n"));
    }
    if form == Output::Yaml {
        let text = serde_yaml::to_string(&[call]).unwrap_or_default();
        return print::write(&text);
    }
    let cells: Vec<String> = COLUMNS
        .iter()
        .map(|(_, text)| print::shown(&text(call)))
        .collect();
    let gap = if form == Output::Table { "  " } else { "\t" };
    print::write(&format!("{}\n", cells.join(gap)))
}

async fn prune(args: PruneArgs, globals: &Globals) -> Result<(), Failure> {
    let before = moment(&args.older_than, super::assemble::now())?;
    let target = Target::choose(globals, !args.dry_run).await?;
    let mut body = json!({ "older_than": args.older_than });
    if args.dry_run {
        body["dry_run"] = json!(true);
        let planned = target.post("/spend/logs/prune", &body).await?;
        let some = planned["to_remove"].as_u64() != Some(0);
        Shown::one("to_remove", planned)
            .meta("dry_run", json!(true))
            .print(globals, target.backend())?;
        if args.exit_code && some {
            return Err(Failure::silent(Exit::Pending));
        }
        return Ok(());
    }
    let loss = Loss {
        verb: "remove",
        what: format!("what was said before {} UTC", value::minute(before)),
        lost: "Stored requests and answers are gone for good; the ledger's rows are kept."
            .to_owned(),
        typed: None,
    };
    term::confirm(globals, &loss)?;
    let progress = term::Progress::spin(globals, "removing");
    let removed = target.post("/spend/logs/prune", &body).await?;
    drop(progress);
    Shown::one("removed", removed).print(globals, target.backend())
}
