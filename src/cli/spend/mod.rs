//! `spend`: what was spent, by whom and on what.

mod reconcile;

use super::failure::Failure;
use super::globals::Globals;
use super::print::{Column, Shown};
use super::sheet;
use super::target::Target;
use super::value;
use crate::domain::time::{Micros, Span};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::PathBuf;

/// Spend.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum SpendCommand {
    /// Sum spend by day, key, user, team, model or provider
    Report(ReportArgs),
    /// What was spent today, in UTC
    Today,
    /// Who or what spent the most
    Top(TopArgs),
    /// Compare the ledger with a provider's bill
    Reconcile(reconcile::ReconcileArgs),
    /// Write the calls of some days as CSV or JSON lines
    Export(ExportArgs),
}

/// Some days, in UTC.
#[derive(Clone, Debug, clap::Args)]
pub struct Range {
    /// The first day: 2026-11-01, or 7d ago [default: 30d]
    #[arg(long, value_name = "DAY", default_value = "30d")]
    pub since: String,
    /// The last day [default: today]
    #[arg(long, value_name = "DAY")]
    pub until: Option<String>,
}

impl Range {
    /// The first and the last day.
    pub fn days(&self) -> Result<(String, String), Failure> {
        let now = super::assemble::now();
        let to = self
            .until
            .as_deref()
            .map_or(Ok(now), |text| moment(text, now))?;
        let from = moment(&self.since, now)?;
        if from.day() > to.day() {
            return Err(Failure::usage(format!(
                "the first day, {}, is after the last, {}",
                from.day(),
                to.day()
            )));
        }
        Ok((from.day(), to.day()))
    }
}

/// A moment, or how long ago it was.
pub fn moment(text: &str, now: Micros) -> Result<Micros, Failure> {
    if let Some(at) = Micros::parse(text) {
        return Ok(at);
    }
    let span = Span::parse(text).map_err(|error| {
        Failure::usage(format!(
            "'{text}' is neither a day such as 2026-11-30 nor a length of time such as 7d"
        ))
        .cause(error)
    })?;
    Ok(Micros(now.0 - (span.after(now).0 - now.0)))
}

/// What sums can be made by.
const PARTS: [&str; 8] = [
    "day",
    "month",
    "key",
    "user",
    "team",
    "model",
    "provider_model",
    "provider",
];

/// Arguments of `spend report`.
#[derive(Clone, Debug, clap::Args)]
pub struct ReportArgs {
    /// By what, separated by commas
    #[arg(long, value_delimiter = ',', default_value = "day", value_parser = PARTS)]
    pub by: Vec<String>,
    /// Which days.
    #[command(flatten)]
    pub range: Range,
    /// Only of this key
    #[arg(long)]
    pub key: Option<String>,
    /// Only of this user
    #[arg(long)]
    pub user: Option<String>,
    /// Only of this team
    #[arg(long)]
    pub team: Option<String>,
    /// Only of this model
    #[arg(long)]
    pub model: Option<String>,
}

/// Arguments of `spend top`.
#[derive(Clone, Debug, clap::Args)]
pub struct TopArgs {
    /// Of what
    #[arg(default_value = "key", value_parser = PARTS)]
    pub what: String,
    /// How many
    #[arg(long, default_value_t = 10)]
    pub limit: usize,
    /// Which days.
    #[command(flatten)]
    pub range: Range,
}

/// Arguments of `spend export`.
#[derive(Clone, Debug, clap::Args)]
pub struct ExportArgs {
    /// Which days.
    #[command(flatten)]
    pub range: Range,
    /// Sums by the day, key and model instead of single calls
    #[arg(long)]
    pub sums: bool,
    /// The form
    #[arg(long, default_value = "csv", value_parser = ["csv", "jsonl"])]
    pub format: String,
    /// The file [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
}

/// Runs a command on spend.
pub async fn run(command: SpendCommand, globals: &Globals) -> Result<(), Failure> {
    match command {
        SpendCommand::Report(args) => report(args, globals).await,
        SpendCommand::Today => today(globals).await,
        SpendCommand::Top(args) => top(args, globals).await,
        SpendCommand::Reconcile(args) => reconcile::run(args, globals).await,
        SpendCommand::Export(args) => export(args, globals).await,
    }
}

/// The line below a report.
#[must_use]
pub fn total_footer(total: &Value, from: &str, to: &str) -> String {
    let days = if from == to {
        format!("on {from}")
    } else {
        format!("from {from} to {to}")
    };
    let calls = value::word(&total["requests"]);
    let plural = if calls == "1" { "" } else { "s" };
    format!(
        "{} in {calls} call{plural} {days} (UTC).",
        value::dollars(&total["spend"])
    )
}

/// Aliases of keys by their hash, as far as they have any.
async fn aliases(target: &Target) -> Result<HashMap<String, String>, Failure> {
    let mut names = HashMap::new();
    for page in 1..=1_000_u32 {
        let page = page.to_string();
        let query = [
            ("return_full_object", Some("true")),
            ("size", Some("100")),
            ("page", Some(&*page)),
        ];
        let listed = target.get("/key/list", &query).await?;
        let keys = listed["keys"].as_array().cloned().unwrap_or_default();
        for key in &keys {
            if let (Some(id), Some(alias)) = (key["token"].as_str(), key["key_alias"].as_str()) {
                names.insert(id.to_owned(), alias.to_owned());
            }
        }
        if keys.len() < 100 {
            break;
        }
    }
    Ok(names)
}

async fn sums(
    target: &Target,
    by: &str,
    (from, to): (&str, &str),
    more: &[(&str, Option<&str>)],
) -> Result<(Vec<Value>, Value), Failure> {
    let days = [
        ("start_date", Some(from)),
        ("end_date", Some(to)),
        ("group_by", Some(by)),
    ];
    let mut answer = target.get("/spend/sums", &[&days, more].concat()).await?;
    let mut rows = match answer["data"].take() {
        Value::Array(rows) => rows,
        _ => Vec::new(),
    };
    if by.split(',').any(|part| part == "key") {
        let names = aliases(target).await?;
        for row in &mut rows {
            let alias = row["key"].as_str().and_then(|id| names.get(id));
            row["alias"] = json!(alias);
        }
    }
    Ok((rows, answer["total"].take()))
}

const NUMBERS: [Column; 6] = [
    ("SPEND", |row| value::dollars(&row["spend"])),
    ("CALLS", |row| value::word(&row["requests"])),
    ("FAILED", |row| value::word(&row["failures"])),
    ("IN", |row| value::word(&row["prompt_tokens"])),
    ("OUT", |row| value::word(&row["completion_tokens"])),
    ("CACHED", |row| value::word(&row["cache_read_tokens"])),
];

fn column(part: &str) -> Column {
    match part {
        "day" => ("DAY", |row| value::word(&row["day"])),
        "month" => ("MONTH", |row| value::word(&row["month"])),
        "key" => ("KEY", |row| match row["alias"].as_str() {
            Some(alias) => alias.to_owned(),
            None => value::key(&row["key"]),
        }),
        "user" => ("USER", |row| value::word(&row["user"])),
        "team" => ("TEAM", |row| value::word(&row["team"])),
        "model" => ("MODEL", |row| value::word(&row["model"])),
        "provider_model" => ("PROVIDER MODEL", |row| value::word(&row["provider_model"])),
        _ => ("PROVIDER", |row| value::word(&row["provider"])),
    }
}

/// The columns of a report; a process makes few of them, so they may stay.
fn columns(by: &[String]) -> &'static [Column] {
    let parts = by.iter().map(|part| column(part));
    parts.chain(NUMBERS).collect::<Vec<_>>().leak()
}

/// The fields of every row: the parts, the key's alias, and what the total has.
fn shape(by: &[String], total: &Value) -> Value {
    let mut fields = serde_json::Map::new();
    for part in by {
        fields.insert(part.clone(), Value::Null);
        if part == "key" {
            fields.insert("alias".to_owned(), Value::Null);
        }
    }
    let numbers = total.as_object().into_iter().flat_map(|total| total.keys());
    fields.extend(numbers.map(|name| (name.clone(), Value::Null)));
    Value::Object(fields)
}

fn print(
    globals: &Globals,
    target: &Target,
    by: &[String],
    rows: Vec<Value>,
    total: Value,
    (from, to): (&str, &str),
) -> Result<(), Failure> {
    let footer = total_footer(&total, from, to);
    Shown::list(columns(by), "spend", rows)
        .shape(shape(by, &total))
        .meta("from", json!(from))
        .meta("to", json!(to))
        .meta("total", total)
        .footer(footer)
        .print(globals, target.backend())
}

async fn report(args: ReportArgs, globals: &Globals) -> Result<(), Failure> {
    let (from, to) = args.range.days()?;
    let target = Target::choose(globals, false).await?;
    let key = match &args.key {
        Some(named) => Some(super::key::id(&super::key::find(&target, named).await?)),
        None => None,
    };
    let more = [
        ("api_key", key.as_ref().and_then(Value::as_str)),
        ("user_id", args.user.as_deref()),
        ("team_id", args.team.as_deref()),
        ("model", args.model.as_deref()),
    ];
    let (rows, total) = sums(&target, &args.by.join(","), (&from, &to), &more).await?;
    print(globals, &target, &args.by, rows, total, (&from, &to))
}

async fn today(globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let day = super::assemble::now().day();
    let by = ["key".to_owned(), "model".to_owned()];
    let (rows, total) = sums(&target, "key,model", (&day, &day), &[]).await?;
    if globals.quiet {
        let spend = value::word(&total["spend"]);
        return super::print::write(&format!("{spend}\n"));
    }
    print(globals, &target, &by, rows, total, (&day, &day))
}

async fn top(args: TopArgs, globals: &Globals) -> Result<(), Failure> {
    let (from, to) = args.range.days()?;
    let target = Target::choose(globals, false).await?;
    let (mut rows, total) = sums(&target, &args.what, (&from, &to), &[]).await?;
    rows.sort_by_key(|row| std::cmp::Reverse(value::usd(&row["spend"])));
    rows.truncate(args.limit);
    let by = [args.what];
    print(globals, &target, &by, rows, total, (&from, &to))
}

/// Columns of an export of calls.
const CALLS: &[&str] = &[
    "started_at",
    "request_id",
    "call_id",
    "key",
    "user",
    "team",
    "end_user",
    "model",
    "provider_model",
    "provider",
    "status",
    "prompt_tokens",
    "completion_tokens",
    "cached_tokens",
    "cost",
    "duration_ms",
];
const SUMS: &[&str] = &[
    "day",
    "key",
    "alias",
    "model",
    "provider_model",
    "provider",
    "requests",
    "failures",
    "prompt_tokens",
    "completion_tokens",
    "cache_read_tokens",
    "spend",
];

async fn export(args: ExportArgs, globals: &Globals) -> Result<(), Failure> {
    let (from, to) = args.range.days()?;
    let target = Target::choose(globals, false).await?;
    let (columns, rows) = if args.sums {
        let by = "day,key,model,provider_model,provider";
        (SUMS, sums(&target, by, (&from, &to), &[]).await?.0)
    } else {
        let paging = super::pages::Paging {
            limit: 100,
            page: 1,
            all: true,
        };
        let query = [("start_date", Some(&*from)), ("end_date", Some(&*to))];
        let part = paging
            .fetch(globals, &target, super::logs::CALLS, &query)
            .await?;
        (CALLS, part.items.iter().map(super::logs::data).collect())
    };
    let count = rows.len();
    let text = if args.format == "csv" {
        let columns: Vec<_> = columns.iter().map(|name| (*name).to_owned()).collect();
        let cells = |row: &Value| sheet::cells(&columns, row);
        sheet::csv(&columns, &rows.iter().map(cells).collect::<Vec<_>>())?
    } else {
        rows.iter().map(|row| format!("{row}\n")).collect()
    };
    match &args.to {
        None => super::print::write(&text),
        Some(path) => {
            std::fs::write(path, text).map_err(|error| {
                Failure::usage(format!("{} cannot be written", path.display())).cause(error)
            })?;
            super::term::note(globals, &format!("{count} rows in {}.", path.display()));
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_named_or_counted_back() {
        let now = Micros::parse("2026-11-30T12:00:00Z").expect("a time");
        let day = |text| moment(text, now).map(Micros::day).expect("a moment");
        assert_eq!(day("2026-11-01"), "2026-11-01");
        assert_eq!(day("7d"), "2026-11-23");
        assert!(moment("soon", now).is_err());
    }
}
