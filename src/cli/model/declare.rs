//! `model new`, `update`, `delete`, `price`.

use super::super::api::pairs;
use super::super::failure::{Exit, Failure};
use super::super::globals::Globals;
use super::super::print::{Column, Shown};
use super::super::secret_input;
use super::super::target::{Target, encoded};
use super::super::term::{self, Loss, required};
use super::super::value;
use super::{COLUMNS, Named, data, find, one};
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// How a model is called.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ParamArgs {
    /// Where it is served, when not at the provider's own address
    #[arg(long, value_name = "URL")]
    pub api_base: Option<String>,
    /// The provider's key: -, @FILE, or the key itself, which other users can see while this runs
    #[arg(long, value_name = "KEY", conflicts_with_all = ["api_key_file", "api_key_stdin"])]
    pub api_key: Option<String>,
    /// File that holds the provider's key
    #[arg(long, value_name = "FILE", conflicts_with = "api_key_stdin")]
    pub api_key_file: Option<PathBuf>,
    /// Read the provider's key from standard input
    #[arg(long)]
    pub api_key_stdin: bool,
    /// A credential of `cw-proxy provider` to call with
    #[arg(long, value_name = "NAME")]
    pub credential: Option<String>,
    /// The provider, when the model's name does not tell
    #[arg(long)]
    pub provider: Option<String>,
    /// US dollars per input token
    #[arg(long, value_name = "USD", value_parser = value::amount, conflicts_with = "free")]
    pub input_cost_per_token: Option<f64>,
    /// US dollars per output token
    #[arg(long, value_name = "USD", value_parser = value::amount, conflicts_with = "free")]
    pub output_cost_per_token: Option<f64>,
    /// It costs nothing
    #[arg(long)]
    pub free: bool,
    /// A further member of litellm_params; the value is JSON, or else text, or a file's content as @FILE
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub params: Vec<String>,
    /// A member of model_info, in the same way
    #[arg(long = "info", value_name = "NAME=VALUE")]
    pub info: Vec<String>,
}

/// Arguments of `model new`.
#[derive(Clone, Debug, clap::Args)]
pub struct NewArgs {
    /// The name that clients use; may hold *
    pub name: Option<String>,
    /// Provider and model: openai/gpt-4o, ollama/llama3.2, openai/*
    #[arg(long, value_name = "PROVIDER/MODEL")]
    pub model: Option<String>,
    /// How it is called.
    #[command(flatten)]
    pub params: ParamArgs,
}

/// Arguments of `model update`.
#[derive(Clone, Debug, clap::Args)]
pub struct UpdateArgs {
    /// The model: its name for clients, or the id of one deployment
    pub which: String,
    /// A new name for clients
    #[arg(long, value_name = "NAME")]
    pub rename: Option<String>,
    /// Provider and model
    #[arg(long, value_name = "PROVIDER/MODEL")]
    pub model: Option<String>,
    /// How it is called.
    #[command(flatten)]
    pub params: ParamArgs,
    /// Take it out of use
    #[arg(long, conflicts_with = "unblock")]
    pub block: bool,
    /// Take it into use again
    #[arg(long)]
    pub unblock: bool,
}

/// Arguments of `model price`.
#[derive(Clone, Debug, clap::Args)]
pub struct PriceArgs {
    /// The model: its name for clients, the id of a deployment, or a provider's model
    pub model: String,
    /// Declare the price of a million input tokens, in US dollars
    #[arg(long, value_name = "USD", value_parser = value::amount, requires = "output_price")]
    pub input: Option<f64>,
    /// Declare the price of a million output tokens, in US dollars
    #[arg(
        long = "output-price",
        alias = "out",
        value_name = "USD",
        value_parser = value::amount,
        requires = "input"
    )]
    pub output_price: Option<f64>,
    /// Declare that it costs nothing
    #[arg(long, conflicts_with_all = ["input", "output_price"])]
    pub free: bool,
}

fn params(args: &ParamArgs, globals: &Globals) -> Result<Map<String, Value>, Failure> {
    let mut body = value::Body(pairs(&args.params)?);
    let key = secret_input::given(
        globals,
        "--api-key",
        args.api_key.as_ref(),
        args.api_key_file.as_ref(),
        args.api_key_stdin,
    )?;
    let zero = args.free.then_some(0.0);
    body.put("api_base", args.api_base.clone())
        .put("custom_llm_provider", args.provider.clone())
        .put("litellm_credential_name", args.credential.clone())
        .put("api_key", key)
        .put("input_cost_per_token", args.input_cost_per_token.or(zero))
        .put("output_cost_per_token", args.output_cost_per_token.or(zero));
    Ok(body.0)
}

pub(super) async fn new(args: NewArgs, globals: &Globals) -> Result<(), Failure> {
    let name = required(args.name.as_ref(), "Name for clients", "NAME", globals)?;
    let model = required(
        args.model.as_ref(),
        "Provider and model",
        "--model",
        globals,
    )?;
    let mut litellm_params = params(&args.params, globals)?;
    litellm_params.insert("model".into(), json!(model));
    let body = json!({
        "model_name": name, "litellm_params": litellm_params, "model_info": pairs(&args.params.info)?,
    });
    let target = Target::choose(globals, true).await?;
    let made = target.post("/model/new", &body).await?;
    let id = value::word(&made["model_id"]);
    tell(globals, &target, &id).await?;
    term::hint(globals, &format!("cw-proxy model test {name}"));
    Ok(())
}

/// Shows a deployment as it is now.
async fn tell(globals: &Globals, target: &Target, id: &str) -> Result<(), Failure> {
    let found = find(target, id).await?;
    Shown::row(COLUMNS, "id", data(&found[0])).print(globals, target.backend())
}

pub(super) async fn update(args: UpdateArgs, globals: &Globals) -> Result<(), Failure> {
    let mut changes = params(&args.params, globals)?;
    changes.extend(args.model.map(|model| ("model".to_owned(), json!(model))));
    let mut body = value::Body::default();
    body.put("model_name", args.rename);
    let info = pairs(&args.params.info)?;
    body.put(
        "litellm_params",
        (!changes.is_empty()).then(|| json!(changes)),
    )
    .put("model_info", (!info.is_empty()).then(|| json!(info)));
    if args.block || args.unblock {
        body.put("blocked", Some(args.block));
    }
    if body.0.is_empty() {
        return Err(Failure::usage("nothing to change is given")
            .help("see `cw-proxy model update --help` for what can be changed"));
    }
    change(globals, &args.which, &body.value()).await
}

async fn change(globals: &Globals, named: &str, body: &Value) -> Result<(), Failure> {
    let target = Target::choose(globals, true).await?;
    let model = one(&target, named).await?;
    let id = value::word(&model["model_info"]["id"]);
    let path = format!("/model/{}/update", encoded(&id));
    target.call(Method::PATCH, &path, Some(body)).await?;
    tell(globals, &target, &id).await
}

pub(super) async fn delete(args: Named, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, true).await?;
    let model = one(&target, &args.model).await?;
    let loss = Loss {
        verb: "delete",
        what: format!("model {}", value::word(&model["model_name"])),
        lost: format!(
            "Calls of {} are refused from now on, unless it has another deployment; the ledger's rows are kept.",
            value::word(&model["model_name"])
        ),
        typed: None,
    };
    term::confirm(globals, &loss)?;
    let body = json!({ "id": model["model_info"]["id"] });
    target.post("/model/delete", &body).await?;
    Shown::row(COLUMNS, "id", data(&model))
        .meta("deleted", json!(true))
        .print(globals, target.backend())
}

const PRICES: &[Column] = &[
    ("NAME", |model| value::word(&model["name"])),
    ("MODEL", |model| value::word(&model["model"])),
    ("$/M IN", |model| {
        super::per_million(&model["input_cost_per_token"])
    }),
    ("$/M OUT", |model| {
        super::per_million(&model["output_cost_per_token"])
    }),
    ("FROM", |model| value::word(&model["price_source"])),
];

pub(super) async fn price(args: PriceArgs, globals: &Globals) -> Result<(), Failure> {
    let declared = match (args.input, args.output_price, args.free) {
        (Some(input), Some(output), _) => Some((input / 1e6, output / 1e6)),
        (_, _, true) => Some((0.0, 0.0)),
        _ => None,
    };
    if let Some((input, output)) = declared {
        let body = json!({ "litellm_params": { "input_cost_per_token": input, "output_cost_per_token": output } });
        return change(globals, &args.model, &body).await;
    }
    let target = Target::choose(globals, false).await?;
    let rows = match find(&target, &args.model).await {
        Ok(found) => found.iter().map(priced).collect(),
        Err(failure) if failure.exit == Exit::NotFound => {
            vec![known(&target, &args.model).await.ok_or(failure)?]
        }
        Err(failure) => return Err(failure),
    };
    let unknown = rows
        .iter()
        .any(|row: &Value| row["price_source"] == "unknown");
    Shown::list(PRICES, "input_cost_per_token", rows).print(globals, target.backend())?;
    if unknown {
        term::note(
            globals,
            &format!(
                "Calls of unknown price are refused where spend is limited. Declare it: cw-proxy model price {} --input USD --output-price USD, or --free.",
                args.model
            ),
        );
    }
    Ok(())
}

fn priced(model: &Value) -> Value {
    let mut row = data(model);
    let own = !model["litellm_params"]["input_cost_per_token"].is_null();
    let known = !row["input_cost_per_token"].is_null();
    row["price_source"] = json!(if own {
        "declared"
    } else if known {
        "price table"
    } else {
        "unknown"
    });
    row
}

/// A model that nobody declared, but that the price table knows.
async fn known(target: &Target, model: &str) -> Option<Value> {
    let found = target
        .get("/utils/model_info", &[("model", Some(model))])
        .await
        .ok()?;
    let info = if found["model_info"].is_object() {
        &found["model_info"]
    } else {
        &found
    };
    let input = super::exact(&info["input_cost_per_token"]);
    (!input.is_null()).then(|| {
        json!({
            "name": null, "model": model, "input_cost_per_token": input,
            "output_cost_per_token": super::exact(&info["output_cost_per_token"]), "price_source": "price table",
        })
    })
}
