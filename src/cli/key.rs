//! `key`: make, change and list virtual keys.

use super::failure::Failure;
use super::globals::Globals;
use super::print::{self, Output};
use super::target::Target;
use super::term::may_ask;
use crate::domain::money::Nanos;
use dialoguer::Input;
use serde_json::{Map, Value, json};
use std::io::Read;

/// Virtual keys.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum KeyCommand {
    /// Make a key; its secret is shown once
    #[command(alias = "new")]
    Generate(GenerateArgs),
    /// Change a key
    Update(UpdateArgs),
    /// List keys and what they spent
    List(ListArgs),
}

/// What a key may do.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct KeyArgs {
    /// Models it may call, separated by commas: names, openai/*, *
    #[arg(long, value_delimiter = ',')]
    pub models: Option<Vec<String>>,
    /// The most it may spend, in US dollars
    #[arg(long, value_name = "USD")]
    pub budget: Option<f64>,
    /// How often the budget starts again: 1h, 1d, 7d, 30d, 1mo; none for never
    #[arg(long)]
    pub period: Option<String>,
    /// When the key dies: 30d, 12h; never for no end
    #[arg(long, alias = "duration")]
    pub expires: Option<String>,
    /// Requests per minute
    #[arg(long)]
    pub rpm: Option<i64>,
    /// Tokens per minute
    #[arg(long)]
    pub tpm: Option<i64>,
    /// Requests at the same time
    #[arg(long)]
    pub parallel: Option<i64>,
    /// The user it belongs to
    #[arg(long)]
    pub user: Option<String>,
    /// The team it belongs to
    #[arg(long)]
    pub team: Option<String>,
    /// Notes, as a JSON object
    #[arg(long, value_name = "JSON")]
    pub metadata: Option<String>,
    /// What it is for
    #[arg(long = "type", value_name = "TYPE", value_parser = ["default", "llm_api", "management", "read_only"])]
    pub key_type: Option<String>,
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
}

/// Arguments of `key update`.
#[derive(Clone, Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("which").required(true).args(["key", "alias"]))]
pub struct UpdateArgs {
    /// The key, by secret or hash; - reads it from standard input
    pub key: Option<String>,
    /// The key, by alias
    #[arg(long)]
    pub alias: Option<String>,
    /// What it may do.
    #[command(flatten)]
    pub change: KeyArgs,
    /// Take the budget away
    #[arg(long, conflicts_with = "budget")]
    pub clear_budget: bool,
    /// Refuse it from now on
    #[arg(long, conflicts_with = "unblock")]
    pub block: bool,
    /// Let it in again
    #[arg(long)]
    pub unblock: bool,
}

/// Arguments of `key list`.
#[derive(Clone, Debug, clap::Args)]
pub struct ListArgs {
    /// Which page
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub page: u32,
    /// Keys on a page
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub size: u32,
    /// Only of this user
    #[arg(long)]
    pub user: Option<String>,
    /// Only of this team
    #[arg(long)]
    pub team: Option<String>,
    /// Only where alias or name contains this
    #[arg(long)]
    pub search: Option<String>,
}

/// Runs a command on keys.
pub async fn run(command: KeyCommand, globals: &Globals) -> Result<(), Failure> {
    match command {
        KeyCommand::Generate(args) => generate(args, globals).await,
        KeyCommand::Update(args) => update(args, globals).await,
        KeyCommand::List(args) => list(args, globals).await,
    }
}

/// The fields of a request body.
fn body(args: &KeyArgs) -> Result<Map<String, Value>, Failure> {
    let mut body = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    };
    let or_null = |text: &String, nothing: &str| {
        if text == nothing {
            Value::Null
        } else {
            json!(text)
        }
    };
    put("models", args.models.as_ref().map(|models| json!(models)));
    put("max_budget", args.budget.map(|usd| json!(usd)));
    put(
        "budget_duration",
        args.period.as_ref().map(|text| or_null(text, "none")),
    );
    put(
        "duration",
        args.expires.as_ref().map(|text| or_null(text, "never")),
    );
    put("rpm_limit", args.rpm.map(|limit| json!(limit)));
    put("tpm_limit", args.tpm.map(|limit| json!(limit)));
    put(
        "max_parallel_requests",
        args.parallel.map(|limit| json!(limit)),
    );
    put("user_id", args.user.as_ref().map(|id| json!(id)));
    put("team_id", args.team.as_ref().map(|id| json!(id)));
    put("key_type", args.key_type.as_ref().map(|name| json!(name)));
    if let Some(text) = &args.metadata {
        let object = serde_json::from_str::<Map<String, Value>>(text)
            .map_err(|error| Failure::usage("--metadata is not a JSON object").cause(error))?;
        put("metadata", Some(Value::Object(object)));
    }
    Ok(body)
}

fn from_stdin() -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin()
        .take(4_096)
        .read_to_string(&mut text)
        .map_err(|error| {
            Failure::usage("the secret cannot be read from standard input").cause(error)
        })?;
    Ok(text.trim().to_owned())
}

async fn generate(args: GenerateArgs, globals: &Globals) -> Result<(), Failure> {
    let mut fields = body(&args.key)?;
    let alias = match args.alias {
        None if may_ask(globals) => {
            let asked = Input::<String>::new()
                .with_prompt("Alias")
                .allow_empty(true)
                .interact_text();
            asked.ok().filter(|alias| !alias.is_empty())
        }
        given => given,
    };
    fields.extend(alias.map(|alias| ("key_alias".to_owned(), json!(alias))));
    if args.key_stdin {
        fields.insert("key".into(), json!(from_stdin()?));
    }
    let target = Target::choose(globals, true).await?;
    let made = target.post("/key/generate", &Value::Object(fields)).await?;
    let secret = made["key"].as_str().unwrap_or_default();
    if globals.quiet {
        return print::write(&format!("{secret}\n"));
    }
    match print::output(globals) {
        Output::Json | Output::Yaml | Output::Jsonl => print::rows(
            globals,
            &[],
            &[],
            &made,
            &json!({ "backend": target.backend() }),
        ),
        Output::Plain => print::write(&format!("{secret}\n")),
        Output::Table => {
            let alias = print::shown(made["key_alias"].as_str().unwrap_or("(no alias)"));
            print::write(&format!("Key created: {alias}\n\n  {secret}\n\n"))?;
            eprintln!("Shown once. {}. {}.", budget_words(&made), end_words(&made));
            Ok(())
        }
    }
}

fn usd(value: &Value) -> Option<Nanos> {
    value.as_f64().and_then(Nanos::from_usd)
}

fn budget_words(key: &Value) -> String {
    match (usd(&key["max_budget"]), key["budget_duration"].as_str()) {
        (None, _) => "No budget".to_owned(),
        (Some(budget), None) => format!("Budget {budget} in all"),
        (Some(budget), Some(period)) => format!("Budget {budget} per {period}"),
    }
}

fn end_words(key: &Value) -> String {
    key["expires"].as_str().map_or_else(
        || "Never expires".to_owned(),
        |end| format!("Expires {end}"),
    )
}

async fn update(args: UpdateArgs, globals: &Globals) -> Result<(), Failure> {
    let mut fields = body(&args.change)?;
    let key = match args.key {
        Some(text) if text == "-" => Some(from_stdin()?),
        given => given,
    };
    fields.extend(key.map(|key| ("key".to_owned(), json!(key))));
    fields.extend(
        args.alias
            .map(|alias| ("key_alias".to_owned(), json!(alias))),
    );
    if args.clear_budget {
        fields.insert("max_budget".into(), Value::Null);
    }
    if args.block || args.unblock {
        fields.insert("blocked".into(), json!(args.block));
    }
    let target = Target::choose(globals, true).await?;
    let changed = target.post("/key/update", &Value::Object(fields)).await?;
    if globals.quiet {
        return Ok(());
    }
    show(globals, &[changed], target.backend(), None)
}

async fn list(args: ListArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let (page, size) = (args.page.to_string(), args.size.to_string());
    let query = [
        ("return_full_object", Some("true")),
        ("page", Some(&*page)),
        ("size", Some(&*size)),
        ("user_id", args.user.as_deref()),
        ("team_id", args.team.as_deref()),
        ("search", args.search.as_deref()),
    ];
    let listed = target.get("/key/list", &query).await?;
    let keys = listed["keys"].as_array().cloned().unwrap_or_default();
    let total = listed["total_count"].as_u64().unwrap_or(0);
    if globals.quiet {
        let ids: String = keys
            .iter()
            .map(|key| format!("{}\n", key["token"].as_str().unwrap_or_default()))
            .collect();
        return print::write(&ids);
    }
    show(globals, &keys, target.backend(), Some(total))?;
    if print::output(globals) == Output::Table {
        let pages = total.div_ceil(u64::from(args.size)).max(1);
        eprintln!("{total} in all, page {} of {pages}.", args.page);
    }
    Ok(())
}

fn show(
    globals: &Globals,
    keys: &[Value],
    backend: &str,
    total: Option<u64>,
) -> Result<(), Failure> {
    let header = [
        "ALIAS", "KEY", "MODELS", "SPENT", "BUDGET", "RESETS", "STATE",
    ];
    let rows: Vec<Vec<String>> = keys.iter().map(row).collect();
    let data: Vec<Value> = keys.iter().map(data).collect();
    let meta = json!({ "backend": backend, "count": keys.len(), "total": total });
    print::rows(globals, &header, &rows, &json!(data), &meta)
}

fn row(key: &Value) -> Vec<String> {
    let text = |name: &str| key[name].as_str().unwrap_or("-").to_owned();
    let models: Vec<&str> = key["models"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let budget = match (usd(&key["max_budget"]), key["budget_duration"].as_str()) {
        (None, _) => "-".to_owned(),
        (Some(limit), None) => limit.to_string(),
        (Some(limit), Some(period)) => format!("{limit} /{period}"),
    };
    vec![
        text("key_alias"),
        text("key_name"),
        if models.is_empty() {
            "all".to_owned()
        } else {
            models.join(",")
        },
        usd(&key["spend"]).unwrap_or_default().to_string(),
        budget,
        moment(&text("budget_reset_at")),
        state(key).to_owned(),
    ]
}

/// A time to the minute, in UTC, for people; programs read the whole of it with `-o json`.
fn moment(at: &str) -> String {
    at.get(..16)
        .map_or_else(|| at.to_owned(), |minute| minute.replace('T', " "))
}

fn state(key: &Value) -> &'static str {
    let spent = usd(&key["spend"]).unwrap_or_default();
    let now = super::assemble::now().rfc3339();
    if key["blocked"] == json!(true) {
        "blocked"
    } else if key["expires"]
        .as_str()
        .is_some_and(|end| end <= now.as_str())
    {
        "expired"
    } else if usd(&key["max_budget"]).is_some_and(|limit| spent >= limit) {
        "over budget"
    } else {
        "ok"
    }
}

/// A key for programs: money as decimal strings.
fn data(key: &Value) -> Value {
    let money = |name: &str| usd(&key[name]).map(Nanos::decimal);
    json!({
        "id": key["token"], "alias": key["key_alias"], "hint": key["key_name"], "models": key["models"],
        "user": key["user_id"], "team": key["team_id"], "type": key["key_type"],
        "budget": { "limit": money("max_budget"), "period": key["budget_duration"], "spent": money("spend"),
                    "window_end": key["budget_reset_at"] },
        "spent_total": money("total_spend"),
        "limits": { "rpm": key["rpm_limit"], "tpm": key["tpm_limit"], "parallel": key["max_parallel_requests"] },
        "state": state(key), "expires": key["expires"], "created_at": key["created_at"],
    })
}
