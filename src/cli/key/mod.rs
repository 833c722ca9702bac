//! `key`: make, change, watch and end virtual keys.

mod change;
mod explain;
mod find;
mod generate;
mod list;

use super::failure::Failure;
use super::globals::Globals;
use super::print::Column;
use super::target::Target;
use super::value::{self, Body};
pub use find::{find, secret_or_name};
use serde_json::{Map, Value, json};

/// Virtual keys.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum KeyCommand {
    /// Make a key; its secret is shown once
    #[command(aliases = ["new", "create", "add"])]
    Generate(Box<generate::GenerateArgs>),
    /// List keys and what they spent
    #[command(alias = "ls")]
    List(list::ListArgs),
    /// Tell about a key
    #[command(aliases = ["info", "show"])]
    Get(Named),
    /// Change a key
    Update(Box<change::UpdateArgs>),
    /// Give a key a new secret; what it spent stays
    #[command(alias = "regenerate")]
    Rotate(change::RotateArgs),
    /// Refuse a key from now on
    Block(Named),
    /// Let a key in again
    Unblock(Named),
    /// Delete keys; what they spent stays in the ledger
    #[command(aliases = ["rm", "remove"])]
    Delete(change::DeleteArgs),
    /// Tell whether a call would be let in, and why
    #[command(alias = "why")]
    Explain(explain::ExplainArgs),
    /// Tell what a key used, day by day
    Usage(list::UsageArgs),
}

/// One key.
#[derive(Clone, Debug, clap::Args)]
pub struct Named {
    /// The key: its alias, hash, or secret; - reads it from standard input
    pub key: String,
}

/// What a key may do.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct KeyArgs {
    /// Models it may call, separated by commas: names, openai/*, *
    #[arg(long, value_delimiter = ',')]
    pub models: Option<Vec<String>>,
    /// The most it may spend, in US dollars
    #[arg(long, value_name = "USD", value_parser = value::amount)]
    pub budget: Option<f64>,
    /// Where its spend raises an alert, in US dollars
    #[arg(long, value_name = "USD", value_parser = value::amount)]
    pub soft_budget: Option<f64>,
    /// How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never
    #[arg(long)]
    pub period: Option<String>,
    /// When the key dies: 30d, 12h; never for no end
    #[arg(long, visible_alias = "duration")]
    pub expires: Option<String>,
    /// Requests per minute
    #[arg(long, value_parser = value::whole)]
    pub rpm: Option<i64>,
    /// Tokens per minute
    #[arg(long, value_parser = value::whole)]
    pub tpm: Option<i64>,
    /// Tokens per day
    #[arg(long, value_parser = value::whole)]
    pub tpd: Option<i64>,
    /// Requests at the same time
    #[arg(long, value_parser = value::whole)]
    pub parallel: Option<i64>,
    /// The user it belongs to
    #[arg(long)]
    pub user: Option<String>,
    /// The team it belongs to
    #[arg(long)]
    pub team: Option<String>,
    /// A named budget whose limits it has
    #[arg(long, value_name = "BUDGET")]
    pub budget_id: Option<String>,
    /// A tag of all its calls; may be given again
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// Notes, as a JSON object or @FILE
    #[arg(long, value_name = "JSON")]
    pub metadata: Option<String>,
    /// What it is for
    #[arg(long = "type", value_name = "TYPE", value_parser = ["default", "llm_api", "management", "read_only"])]
    pub key_type: Option<String>,
}

/// Runs a command on keys.
pub async fn run(command: KeyCommand, globals: &Globals) -> Result<(), Failure> {
    match command {
        KeyCommand::Generate(args) => generate::run(*args, globals).await,
        KeyCommand::List(args) => list::run(args, globals).await,
        KeyCommand::Get(args) => list::get(args, globals).await,
        KeyCommand::Update(args) => change::update(*args, globals).await,
        KeyCommand::Rotate(args) => change::rotate(args, globals).await,
        KeyCommand::Block(args) => change::block(args, true, globals).await,
        KeyCommand::Unblock(args) => change::block(args, false, globals).await,
        KeyCommand::Delete(args) => change::delete(args, globals).await,
        KeyCommand::Explain(args) => explain::run(args, globals).await,
        KeyCommand::Usage(args) => list::usage(args, globals).await,
    }
}

/// The fields of a request body.
fn body(args: &KeyArgs) -> Result<Body, Failure> {
    let mut body = Body::default();
    // `*` alone is what an empty list means.
    let models = args.models.as_ref().map(|models| {
        let all = models.iter().all(|model| model == "*" || model.is_empty());
        if all { json!([]) } else { json!(models) }
    });
    body.put("models", models)
        .put("max_budget", args.budget)
        .put("soft_budget", args.soft_budget)
        .put_or_null("budget_duration", args.period.as_ref(), "none")
        .put_or_null("duration", args.expires.as_ref(), "never")
        .put("rpm_limit", args.rpm)
        .put("tpm_limit", args.tpm)
        .put("tpd_limit", args.tpd)
        .put("max_parallel_requests", args.parallel)
        .put_or_null("user_id", args.user.as_ref(), "none")
        .put_or_null("team_id", args.team.as_ref(), "none")
        .put_or_null("budget_id", args.budget_id.as_ref(), "none")
        .put("key_type", args.key_type.clone());
    if !args.tags.is_empty() {
        body.put("tags", Some(json!(args.tags)));
    }
    if let Some(text) = &args.metadata {
        let text = super::secret_input::text_or_file(text)?;
        let object = serde_json::from_str::<Map<String, Value>>(&text)
            .map_err(|error| Failure::usage("--metadata is not a JSON object").cause(error))?;
        body.put("metadata", Some(Value::Object(object)));
    }
    Ok(body)
}

/// The columns of a list of keys, over what [`data`] makes.
const COLUMNS: &[Column] = &[
    ("ALIAS", |key| value::word(&key["alias"])),
    ("KEY", |key| value::word(&key["hint"])),
    ("MODELS", |key| value::models(&key["models"])),
    ("SPENT", |key| value::dollars(&key["budget"]["spent"])),
    ("BUDGET", |key| {
        value::budget(&key["budget"]["limit"], &key["budget"]["period"])
    }),
    ("RESETS", |key| value::when(&key["budget"]["window_end"])),
    ("STATE", |key| value::word(&key["state"])),
];

/// A key for programs: money as decimal strings, times in UTC.
pub fn data(key: &Value) -> Value {
    json!({
        "id": id(key), "alias": key["key_alias"], "hint": key["key_name"], "models": key["models"],
        "user": key["user_id"], "team": key["team_id"], "type": key["key_type"],
        "budget": value::budget_data(key), "budget_id": key["budget_id"],
        "spent_total": value::money(&key["total_spend"]),
        "limits": value::limits(key),
        "tags": key["metadata"]["tags"], "metadata": key["metadata"],
        "state": value::state(key), "expires": value::time(&key["expires"]),
        "created_at": value::time(&key["created_at"]),
    })
}

/// The hash of a key, under either of the names that the API has for it.
pub fn id(key: &Value) -> Value {
    let token = &key["token"];
    if token.is_null() {
        key["token_id"].clone()
    } else {
        token.clone()
    }
}

/// How a key is called in sentences.
fn called(key: &Value) -> String {
    let alias = key["key_alias"].as_str();
    alias.map_or_else(|| value::word(&key["key_name"]), str::to_owned)
}

async fn refreshed(target: &Target, key: &Value) -> Result<Value, Failure> {
    let id = id(key);
    find(target, id.as_str().unwrap_or_default()).await
}
