//! `model`: declare models while the proxy runs.

use super::failure::Failure;
use super::globals::Globals;
use super::print;
use super::secret_file;
use super::target::Target;
use super::term::required;
use serde_json::{Map, Value, json};
use std::io::Read;
use std::path::PathBuf;

/// Models.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum ModelCommand {
    /// Declare a model; the same name again is a second deployment of it
    #[command(alias = "add")]
    New(NewArgs),
}

/// Arguments of `model new`.
#[derive(Clone, Debug, clap::Args)]
pub struct NewArgs {
    /// The name that clients use; may hold *
    pub name: Option<String>,
    /// Provider and model: openai/gpt-4o, ollama/llama3.2, openai/*
    #[arg(long, value_name = "PROVIDER/MODEL")]
    pub model: Option<String>,
    /// Where it is served, when not at the provider's own address
    #[arg(long, value_name = "URL")]
    pub api_base: Option<String>,
    /// The provider's key; other users can see it while this runs, so prefer the two below
    #[arg(long, value_name = "KEY", conflicts_with_all = ["api_key_file", "api_key_stdin"])]
    pub api_key: Option<String>,
    /// File that holds the provider's key
    #[arg(long, value_name = "FILE", conflicts_with = "api_key_stdin")]
    pub api_key_file: Option<PathBuf>,
    /// Read the provider's key from standard input
    #[arg(long)]
    pub api_key_stdin: bool,
    /// The provider, when the model's name does not tell
    #[arg(long)]
    pub provider: Option<String>,
    /// US dollars per input token
    #[arg(long, value_name = "USD", conflicts_with = "free")]
    pub input_cost_per_token: Option<f64>,
    /// US dollars per output token
    #[arg(long, value_name = "USD", conflicts_with = "free")]
    pub output_cost_per_token: Option<f64>,
    /// It costs nothing
    #[arg(long)]
    pub free: bool,
    /// A further member of litellm_params; the value is JSON, or else text
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub params: Vec<String>,
    /// A member of model_info, in the same way
    #[arg(long = "info", value_name = "NAME=VALUE")]
    pub info: Vec<String>,
}

/// Runs a command on models.
pub async fn run(command: ModelCommand, globals: &Globals) -> Result<(), Failure> {
    let ModelCommand::New(args) = command;
    let name = required(args.name.as_ref(), "Name for clients", "NAME", globals)?;
    let model = required(
        args.model.as_ref(),
        "Provider and model",
        "--model",
        globals,
    )?;
    let mut params = pairs(&args.params)?;
    params.insert("model".into(), json!(model));
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            params.insert(name.to_owned(), value);
        }
    };
    put("api_base", args.api_base.as_ref().map(|url| json!(url)));
    put(
        "custom_llm_provider",
        args.provider.as_ref().map(|name| json!(name)),
    );
    put("api_key", api_key(&args)?.map(|key| json!(key)));
    let zero = args.free.then_some(0.0);
    put(
        "input_cost_per_token",
        args.input_cost_per_token.or(zero).map(|usd| json!(usd)),
    );
    put(
        "output_cost_per_token",
        args.output_cost_per_token.or(zero).map(|usd| json!(usd)),
    );
    let mut body = Map::new();
    body.insert("model_name".into(), json!(name));
    body.insert("litellm_params".into(), Value::Object(params));
    body.insert("model_info".into(), Value::Object(pairs(&args.info)?));
    let target = Target::choose(globals, true).await?;
    let made = target.post("/model/new", &Value::Object(body)).await?;
    let id = made["model_id"].as_str().unwrap_or_default().to_owned();
    if globals.quiet {
        return print::write(&format!("{id}\n"));
    }
    let row = vec![id, name, model];
    print::rows(
        globals,
        &["ID", "NAME", "MODEL"],
        &[row],
        &made,
        &json!({ "backend": target.backend() }),
    )
}

fn api_key(args: &NewArgs) -> Result<Option<String>, Failure> {
    if let Some(key) = &args.api_key {
        eprintln!(
            "warning: --api-key can be seen by other users of this machine; use --api-key-stdin or --api-key-file"
        );
        return Ok(Some(key.clone()));
    }
    if let Some(path) = &args.api_key_file {
        let found = secret_file::read(path)
            .map_err(|error| Failure::usage("the key cannot be read").cause(error))?;
        let found =
            found.ok_or_else(|| Failure::usage(format!("there is no file {}", path.display())))?;
        return Ok(Some(found.expose().to_owned()));
    }
    if !args.api_key_stdin {
        return Ok(None);
    }
    let mut text = String::new();
    std::io::stdin()
        .take(16_384)
        .read_to_string(&mut text)
        .map_err(|error| {
            Failure::usage("the key cannot be read from standard input").cause(error)
        })?;
    Ok(Some(text.trim().to_owned()))
}

fn pairs(given: &[String]) -> Result<Map<String, Value>, Failure> {
    let pair = |text: &String| {
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| Failure::usage(format!("'{text}' is not NAME=VALUE")))?;
        Ok((
            name.to_owned(),
            serde_json::from_str(value).unwrap_or_else(|_| json!(value)),
        ))
    };
    given.iter().map(pair).collect()
}
