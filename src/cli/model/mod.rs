//! `model`: declare models while the proxy runs, try them, see what they cost.

mod alias;
mod declare;
mod look;

use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::print::Column;
use super::target::Target;
use super::value;
use crate::config::closest;
use crate::domain::money::Nanos;
pub use look::deployments;
use serde_json::{Value, json};

/// Models.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum ModelCommand {
    /// Declare a model; the same name again is a second deployment of it
    #[command(aliases = ["add", "create"])]
    New(Box<declare::NewArgs>),
    /// List models with their deployments and prices
    #[command(alias = "ls")]
    List(look::ListArgs),
    /// Tell about a model and its deployments
    #[command(aliases = ["info", "show"])]
    Get(Named),
    /// Change a model that was declared through the API
    Update(Box<declare::UpdateArgs>),
    /// Remove a model that was declared through the API
    #[command(aliases = ["rm", "remove"])]
    Delete(Named),
    /// Call a model for real; it costs what a few words cost
    #[command(alias = "health")]
    Test(look::TestArgs),
    /// Tell what a model costs, or declare it
    #[command(alias = "cost")]
    Price(declare::PriceArgs),
    /// Other names of models
    #[command(subcommand, alias = "aliases")]
    Alias(alias::AliasCommand),
}

/// One model.
#[derive(Clone, Debug, clap::Args)]
pub struct Named {
    /// The model: its name for clients, or the id of one deployment
    pub model: String,
}

impl ModelCommand {
    /// A test of every model.
    #[must_use]
    pub fn every() -> Self {
        Self::Test(look::TestArgs {
            models: Vec::new(),
            all: true,
        })
    }
}

/// Runs a command on models.
pub async fn run(command: ModelCommand, globals: &Globals) -> Result<(), Failure> {
    match command {
        ModelCommand::New(args) => declare::new(*args, globals).await,
        ModelCommand::List(args) => look::list(args, globals).await,
        ModelCommand::Get(args) => look::get(args, globals).await,
        ModelCommand::Update(args) => declare::update(*args, globals).await,
        ModelCommand::Delete(args) => declare::delete(args, globals).await,
        ModelCommand::Test(args) => look::test(args, globals).await,
        ModelCommand::Price(args) => declare::price(args, globals).await,
        ModelCommand::Alias(command) => alias::run(command, globals).await,
    }
}

const COLUMNS: &[Column] = &[
    ("NAME", |model| value::word(&model["name"])),
    ("MODEL", |model| value::word(&model["model"])),
    ("PROVIDER", |model| value::word(&model["provider"])),
    ("$/M IN", |model| {
        per_million(&model["input_cost_per_token"])
    }),
    ("$/M OUT", |model| {
        per_million(&model["output_cost_per_token"])
    }),
    ("SOURCE", |model| value::word(&model["source"])),
    ("STATE", |model| value::word(&model["state"])),
    ("ID", |model| value::word(&model["id"])),
];

fn per_million(price: &Value) -> String {
    let per_token = price.as_f64().or_else(|| price.as_str()?.parse().ok());
    per_token.map_or_else(
        || "-".to_owned(),
        |usd| {
            let millionth = Nanos::from_usd(usd * 1e6).unwrap_or_default();
            millionth.decimal()
        },
    )
}

/// A price as a decimal text with all its digits.
fn exact(price: &Value) -> Value {
    // Prices of tokens are finer than the ledger's money: the shortest decimal that reads back the same.
    price.as_f64().map_or(Value::Null, |usd| {
        let text = format!("{usd}");
        json!(text)
    })
}

/// A deployment for programs.
fn data(model: &Value) -> Value {
    let (params, info) = (&model["litellm_params"], &model["model_info"]);
    let cost = |name: &str| {
        let own = &params[name];
        exact(if own.is_null() { &info[name] } else { own })
    };
    json!({
        "id": info["id"], "name": model["model_name"], "model": params["model"], "provider": info["litellm_provider"],
        "api_base": params["api_base"], "credential": params["litellm_credential_name"],
        "mode": info["mode"],
        "input_cost_per_token": cost("input_cost_per_token"), "output_cost_per_token": cost("output_cost_per_token"),
        "max_input_tokens": info["max_input_tokens"], "max_output_tokens": info["max_output_tokens"],
        "source": if info["db_model"] == json!(true) { "database" } else { "file" },
        "state": if model["blocked"] == json!(true) { "blocked" } else { "ok" },
        "team": info["team_id"],
    })
}

/// The deployments that a name or an id means.
async fn find(target: &Target, named: &str) -> Result<Vec<Value>, Failure> {
    let all = deployments(target).await?;
    let is = |model: &&Value| model["model_name"] == *named || model["model_info"]["id"] == *named;
    let found: Vec<Value> = all.iter().filter(is).cloned().collect();
    if !found.is_empty() {
        return Ok(found);
    }
    Err(unknown(
        named,
        all.iter().filter_map(|model| model["model_name"].as_str()),
    ))
}

/// There is no such model; perhaps a similar one is there.
pub fn unknown<'a>(named: &str, known: impl Iterator<Item = &'a str>) -> Failure {
    let failure = Failure::new(Exit::NotFound, format!("there is no model '{named}'"));
    match closest(named, known) {
        Some(meant) => failure.help(format!("did you mean '{meant}'?")),
        None => failure.help("`cw-proxy model list` shows those that there are"),
    }
}

/// The one deployment that a name or an id means, for what is done to one.
async fn one(target: &Target, named: &str) -> Result<Value, Failure> {
    let mut found = find(target, named).await?;
    if found.len() > 1 {
        let ids: Vec<String> = found
            .iter()
            .map(|model| value::word(&model["model_info"]["id"]))
            .collect();
        return Err(
            Failure::usage(format!("'{named}' has {} deployments", found.len()))
                .help(format!("name one by its id: {}", ids.join(", "))),
        );
    }
    let model = found.remove(0);
    if model["model_info"]["db_model"] != json!(true) {
        return Err(Failure::new(
            Exit::Conflict,
            format!("'{named}' is declared in the configuration file"),
        )
        .help("change it there"));
    }
    Ok(model)
}
