//! `key list`, `get`, `usage`.

use super::super::failure::Failure;
use super::super::globals::Globals;
use super::super::pages::{Pages, Paging};
use super::super::print::{Column, Shown};
use super::super::spend::{Range, total_footer};
use super::super::target::Target;
use super::super::value;
use super::{COLUMNS, Named, data, find, id};
use serde_json::{Value, json};

/// Arguments of `key list`.
#[derive(Clone, Debug, clap::Args)]
pub struct ListArgs {
    /// Which part of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// Only of this user
    #[arg(long)]
    pub user: Option<String>,
    /// Only of this team
    #[arg(long)]
    pub team: Option<String>,
    /// Only where alias, name, user, team or hash contains this
    #[arg(long)]
    pub search: Option<String>,
    /// Sort by spend, budget, created, updated, alias or expires
    #[arg(long, value_name = "BY", value_parser = ["spend", "budget", "created", "updated", "alias", "expires"])]
    pub sort: Option<String>,
    /// In ascending order
    #[arg(long, requires = "sort")]
    pub ascending: bool,
    /// Deleted keys
    #[arg(long)]
    pub deleted: bool,
}

/// Arguments of `key usage`.
#[derive(Clone, Debug, clap::Args)]
pub struct UsageArgs {
    /// The key: its alias, hash, or secret; - reads it from standard input
    pub key: String,
    /// Which days.
    #[command(flatten)]
    pub range: Range,
    /// By model instead of by day
    #[arg(long)]
    pub models: bool,
}

const KEYS: Pages = Pages {
    path: "/key/list",
    items: "keys",
    total: "total_count",
    size: "size",
};

pub(super) async fn run(args: ListArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let sort = args.sort.as_deref().map(|by| match by {
        "budget" => "max_budget",
        "created" => "created_at",
        "updated" => "updated_at",
        "alias" => "key_alias",
        other => other,
    });
    let query = [
        ("return_full_object", Some("true")),
        ("user_id", args.user.as_deref()),
        ("team_id", args.team.as_deref()),
        ("search", args.search.as_deref()),
        ("sort_by", sort),
        ("sort_order", args.ascending.then_some("asc")),
        ("status", args.deleted.then_some("deleted")),
    ];
    let part = args.paging.fetch(globals, &target, KEYS, &query).await?;
    let keys: Vec<Value> = part.items.iter().map(data).collect();
    Shown::list(COLUMNS, "id", keys)
        .shape(data(&Value::Null))
        .meta("total", json!(part.total))
        .meta("next", json!(part.next))
        .footer(part.footer("key"))
        .print(globals, target.backend())
}

pub(super) async fn get(args: Named, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let key = find(&target, &args.key).await?;
    Shown::one("id", data(&key)).print(globals, target.backend())
}

const BY_DAY: &[Column] = &[
    ("DAY", |row| value::word(&row["day"])),
    ("SPEND", |row| value::dollars(&row["spend"])),
    ("CALLS", |row| value::word(&row["requests"])),
    ("FAILED", |row| value::word(&row["failures"])),
    ("IN", |row| value::word(&row["prompt_tokens"])),
    ("OUT", |row| value::word(&row["completion_tokens"])),
    ("CACHED", |row| value::word(&row["cache_read_tokens"])),
];
const BY_MODEL: &[Column] = &[
    ("MODEL", |row| value::word(&row["model"])),
    BY_DAY[1],
    BY_DAY[2],
    BY_DAY[3],
    BY_DAY[4],
    BY_DAY[5],
    BY_DAY[6],
];

pub(super) async fn usage(args: UsageArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let key = find(&target, &args.key).await?;
    let id = id(&key);
    let (columns, part) = if args.models {
        (BY_MODEL, "model")
    } else {
        (BY_DAY, "day")
    };
    let (from, to) = args.range.days()?;
    let query = [
        ("start_date", Some(&*from)),
        ("end_date", Some(&*to)),
        ("group_by", Some(part)),
        ("api_key", id.as_str()),
    ];
    let sums = target.get("/spend/sums", &query).await?;
    let rows = sums["data"].as_array().cloned().unwrap_or_default();
    let numbers = sums["total"]
        .as_object()
        .into_iter()
        .flat_map(|total| total.keys());
    let fields = std::iter::once(part).chain(numbers.map(String::as_str));
    let shape = fields.map(|name| (name.to_owned(), Value::Null)).collect();
    Shown::list(columns, part, rows)
        .shape(Value::Object(shape))
        .meta("from", json!(from))
        .meta("to", json!(to))
        .meta("total", sums["total"].clone())
        .footer(total_footer(&sums["total"], &from, &to))
        .print(globals, target.backend())
}
