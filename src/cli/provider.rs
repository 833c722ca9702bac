//! `provider`: credentials of providers, encrypted at rest, that models name instead of a key.

use super::api::pairs;
use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::owner::{self, Kind};
use super::pages::counted;
use super::print::{Column, Shown};
use super::secret_input;
use super::target::{Target, encoded};
use super::term::{self, Loss, Progress};
use super::value::{self, Body};
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// Credentials of providers.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum ProviderCommand {
    /// List credentials, their secrets masked
    #[command(alias = "ls")]
    List,
    /// Keep a credential under a name
    #[command(aliases = ["new", "create"])]
    Add(AddArgs),
    /// Change a credential; models that name it call with it from the next request on
    Update(AddArgs),
    /// Call a model with a credential, for real
    Test(TestArgs),
    /// Delete a credential that no model names
    #[command(aliases = ["rm", "delete"])]
    Remove(Named),
}

/// One credential.
#[derive(Clone, Debug, clap::Args)]
pub struct Named {
    /// Its name
    pub name: String,
}

/// Arguments of `provider add` and `provider update`.
#[derive(Clone, Debug, clap::Args)]
pub struct AddArgs {
    /// Its name
    pub name: String,
    /// The provider that it is for: openai, anthropic, azure, …
    #[arg(long)]
    pub provider: Option<String>,
    /// The provider's key: -, @FILE, or the key itself, which other users can see while this runs
    #[arg(long, value_name = "KEY", conflicts_with_all = ["api_key_file", "api_key_stdin"])]
    pub api_key: Option<String>,
    /// File that holds the provider's key
    #[arg(long, value_name = "FILE", conflicts_with = "api_key_stdin")]
    pub api_key_file: Option<PathBuf>,
    /// Read the provider's key from standard input
    #[arg(long)]
    pub api_key_stdin: bool,
    /// Where it is served, when not at the provider's own address
    #[arg(long, value_name = "URL")]
    pub api_base: Option<String>,
    /// A further member; the value is JSON, or else text, or a file's content as @FILE
    #[arg(long = "value", value_name = "NAME=VALUE")]
    pub values: Vec<String>,
}

/// Arguments of `provider test`.
#[derive(Clone, Debug, clap::Args)]
pub struct TestArgs {
    /// The credential's name
    pub name: String,
    /// The model to call: openai/gpt-5-mini; it costs what a few words cost
    #[arg(long, short = 'm')]
    pub model: String,
}

const KIND: Kind = Kind {
    noun: "provider",
    path: "/credentials",
    items: "credentials",
    search: None,
    id: "credential_name",
    names: &["display_name"],
};
const COLUMNS: &[Column] = &[
    ("NAME", |row| value::word(&row["name"])),
    ("PROVIDER", |row| value::word(&row["provider"])),
    ("KEY", |row| value::word(&row["key"])),
    ("API BASE", |row| value::word(&row["api_base"])),
];

/// A credential for programs; secrets are masked by the API.
fn data(row: &Value) -> Value {
    let values = &row["credential_values"];
    let provider = row["credential_info"]["custom_llm_provider"].clone();
    json!({
        "name": row["credential_name"],
        "provider": if provider.is_null() { values["custom_llm_provider"].clone() } else { provider },
        "key": values["api_key"], "api_base": values["api_base"], "values": values,
    })
}

/// Runs a command on credentials.
pub async fn run(command: ProviderCommand, globals: &Globals) -> Result<(), Failure> {
    match command {
        ProviderCommand::List => {
            let target = Target::choose(globals, false).await?;
            let listed = target.get(KIND.path, &[]).await?;
            let all = listed[KIND.items].as_array().into_iter().flatten();
            let rows: Vec<Value> = all.map(data).collect();
            let footer = counted(rows.len(), "credential");
            Shown::list(COLUMNS, "name", rows)
                .shape(data(&Value::Null))
                .footer(footer)
                .print(globals, target.backend())
        }
        ProviderCommand::Add(args) => save(args, true, globals).await,
        ProviderCommand::Update(args) => save(args, false, globals).await,
        ProviderCommand::Test(args) => test(args, globals).await,
        ProviderCommand::Remove(args) => remove(args, globals).await,
    }
}

async fn save(args: AddArgs, new: bool, globals: &Globals) -> Result<(), Failure> {
    let mut values = pairs(&args.values)?;
    let key = secret_input::given(
        globals,
        "--api-key",
        args.api_key.as_ref(),
        args.api_key_file.as_ref(),
        args.api_key_stdin,
    )?;
    values.extend(key.map(|key| ("api_key".to_owned(), json!(key))));
    values.extend(args.api_base.map(|url| ("api_base".to_owned(), json!(url))));
    if values.is_empty() && (new || args.provider.is_none()) {
        return Err(Failure::usage("nothing to keep is given").help(
            "give the key with --api-key-stdin or --api-key-file, and what else the provider needs with --value",
        ));
    }
    let mut body = Body::default();
    let info = args
        .provider
        .map(|provider| Map::from_iter([("custom_llm_provider".to_owned(), json!(provider))]));
    body.put("credential_name", Some(args.name.clone()))
        .put(
            "credential_info",
            info.map(Value::Object).or(new.then(|| json!({}))),
        )
        .put("credential_values", Some(Value::Object(values)));
    let target = Target::choose(globals, true).await?;
    if new {
        target.post("/credentials", &body.value()).await?;
    } else {
        owner::find(&target, KIND, &args.name).await?;
        let path = format!("/credentials/{}", encoded(&args.name));
        target
            .call(Method::PATCH, &path, Some(&body.value()))
            .await?;
    }
    let kept = owner::find(&target, KIND, &args.name).await?;
    Shown::row(COLUMNS, "name", data(&kept)).print(globals, target.backend())?;
    if new {
        term::hint(
            globals,
            &format!(
                "cw-proxy model new NAME --model PROVIDER/MODEL --credential {}",
                args.name
            ),
        );
    }
    Ok(())
}

async fn test(args: TestArgs, globals: &Globals) -> Result<(), Failure> {
    // A call is on record, so this changes the ledger.
    let target = Target::choose(globals, true).await?;
    owner::find(&target, KIND, &args.name).await?;
    let progress = Progress::spin(globals, "calling");
    let body =
        json!({ "litellm_params": { "model": args.model, "litellm_credential_name": args.name } });
    let answer = target.post("/health/test_connection", &body).await?;
    drop(progress);
    tested(globals, &target, &args.name, &answer)
}

/// Shows how a call for a test went.
fn tested(globals: &Globals, target: &Target, name: &str, answer: &Value) -> Result<(), Failure> {
    let good = answer["status"] == "success";
    let result = &answer["result"];
    let row = json!({
        "name": name, "model": result["model"], "state": if good { "ok" } else { "failed" }, "error": result["error"],
    });
    Shown::row(TESTED, "state", row).print(globals, target.backend())?;
    if good {
        return Ok(());
    }
    Err(
        Failure::new(Exit::Unhealthy, format!("the call with '{name}' failed"))
            .cause(value::word(&result["error"])),
    )
}

async fn remove(args: Named, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, true).await?;
    let kept = owner::find(&target, KIND, &args.name).await?;
    let loss = Loss {
        verb: "remove",
        what: format!("credential {}", args.name),
        lost: "Its secret is gone for good.".to_owned(),
        typed: None,
    };
    term::confirm(globals, &loss)?;
    let path = format!("/credentials/{}", encoded(&args.name));
    target.call(Method::DELETE, &path, None).await?;
    Shown::row(COLUMNS, "name", data(&kept))
        .meta("deleted", json!(true))
        .print(globals, target.backend())
}

const TESTED: &[Column] = &[
    ("NAME", |row| value::word(&row["name"])),
    ("MODEL", |row| value::word(&row["model"])),
    ("STATE", |row| value::word(&row["state"])),
];
