//! `model alias`: other names of models, kept under `router_settings.model_group_alias`.

use super::super::failure::{Exit, Failure};
use super::super::globals::Globals;
use super::super::pages::counted;
use super::super::print::{Column, Shown};
use super::super::target::Target;
use super::super::value;
use super::deployments;
use reqwest::Method;
use serde_json::{Map, Value, json};

/// Other names of models.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum AliasCommand {
    /// List them
    #[command(alias = "ls")]
    List,
    /// Give a model another name
    #[command(aliases = ["add", "new"])]
    Set(SetArgs),
    /// Take a name away
    #[command(aliases = ["rm", "delete"])]
    Remove(RemoveArgs),
}

/// Arguments of `model alias set`.
#[derive(Clone, Debug, clap::Args)]
pub struct SetArgs {
    /// The other name
    pub alias: String,
    /// The model that it means
    pub model: String,
    /// Lists of models leave it out
    #[arg(long)]
    pub hidden: bool,
}

/// Arguments of `model alias remove`.
#[derive(Clone, Debug, clap::Args)]
pub struct RemoveArgs {
    /// The other name
    pub alias: String,
}

const COLUMNS: &[Column] = &[
    ("ALIAS", |row| value::word(&row["alias"])),
    ("MODEL", |row| value::word(&row["model"])),
    ("HIDDEN", |row| value::word(&row["hidden"])),
];
const SETTING: [(&str, Option<&str>); 2] = [
    ("config_type", Some("router_settings")),
    ("field_name", Some("model_group_alias")),
];

async fn stored(target: &Target) -> Result<Map<String, Value>, Failure> {
    match target.get("/config/field/info", &SETTING).await {
        Ok(mut found) => match found["field_value"].take() {
            Value::Object(aliases) => Ok(aliases),
            _ => Ok(Map::new()),
        },
        // So the API says that there is none.
        Err(failure) if failure.error.contains("is not set") => Ok(Map::new()),
        Err(failure) => Err(failure),
    }
}

fn row((alias, means): (&String, &Value)) -> Value {
    match means {
        Value::Object(means) => {
            json!({ "alias": alias, "model": means["model"], "hidden": means["hidden"] })
        }
        model => json!({ "alias": alias, "model": model, "hidden": false }),
    }
}

async fn save(target: &Target, aliases: &Map<String, Value>) -> Result<(), Failure> {
    let body = json!({
        "config_type": "router_settings", "field_name": "model_group_alias", "field_value": aliases,
    });
    target
        .call(Method::POST, "/config/field/update", Some(&body))
        .await?;
    Ok(())
}

pub(super) async fn run(command: AliasCommand, globals: &Globals) -> Result<(), Failure> {
    let writes = !matches!(command, AliasCommand::List);
    let target = Target::choose(globals, writes).await?;
    let mut aliases = stored(&target).await?;
    match command {
        AliasCommand::List => {
            let rows: Vec<Value> = aliases.iter().map(row).collect();
            let footer = counted(rows.len(), "other name");
            Shown::list(COLUMNS, "alias", rows)
                .shape(json!({ "alias": null, "model": null, "hidden": null }))
                .footer(footer)
                .print(globals, target.backend())
        }
        AliasCommand::Set(args) => {
            let known = deployments(&target).await?;
            let names = || {
                known
                    .iter()
                    .filter_map(|model| model["model_name"].as_str())
            };
            let open = names().any(|name| name.contains('*'));
            if !open && !names().any(|name| name == args.model) {
                return Err(super::unknown(&args.model, names()));
            }
            let means = if args.hidden {
                json!({ "model": args.model, "hidden": true })
            } else {
                json!(args.model)
            };
            let shown = row((&args.alias, &means));
            aliases.insert(args.alias, means);
            save(&target, &aliases).await?;
            Shown::row(COLUMNS, "alias", shown).print(globals, target.backend())
        }
        AliasCommand::Remove(args) => {
            let Some(means) = aliases.remove(&args.alias) else {
                return Err(Failure::new(
                    Exit::NotFound,
                    format!("there is no alias '{}'", args.alias),
                ));
            };
            save(&target, &aliases).await?;
            Shown::row(COLUMNS, "alias", row((&args.alias, &means)))
                .print(globals, target.backend())
        }
    }
}
