//! `model list`, `get`, `test`.

use super::super::failure::{Exit, Failure};
use super::super::globals::Globals;
use super::super::pages::{Pages, Paging};
use super::super::print::{Column, Shown};
use super::super::target::Target;
use super::super::term::Progress;
use super::super::value;
use super::{COLUMNS, Named, data, find};
use serde_json::{Value, json};

/// Arguments of `model list`.
#[derive(Clone, Debug, clap::Args)]
pub struct ListArgs {
    /// Which part of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// Only where the name or the provider's model contains this
    #[arg(long)]
    pub search: Option<String>,
}

/// Arguments of `model test`.
#[derive(Clone, Debug, clap::Args)]
pub struct TestArgs {
    /// Models, by name or by the id of a deployment
    #[arg(required_unless_present = "all")]
    pub models: Vec<String>,
    /// Every model
    #[arg(long)]
    pub all: bool,
}

const MODELS: Pages = Pages {
    path: "/v2/model/info",
    items: "data",
    total: "total_count",
    size: "size",
};

/// Every deployment, as the API tells of it.
pub async fn deployments(target: &Target) -> Result<Vec<Value>, Failure> {
    let mut answer = target.get("/model/info", &[]).await?;
    match answer["data"].take() {
        Value::Array(models) => Ok(models),
        _ => Ok(Vec::new()),
    }
}

pub(super) async fn list(args: ListArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let query = [("search", args.search.as_deref())];
    let part = args.paging.fetch(globals, &target, MODELS, &query).await?;
    let models = part.items.iter().map(data).collect();
    Shown::list(COLUMNS, "name", models)
        .shape(data(&Value::Null))
        .meta("total", json!(part.total))
        .meta("next", json!(part.next))
        .footer(part.footer("deployment"))
        .print(globals, target.backend())
}

pub(super) async fn get(args: Named, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let found = find(&target, &args.model).await?;
    if let [model] = found.as_slice() {
        let mut shown = data(model);
        shown["params"] = model["litellm_params"].clone();
        return Shown::one("id", shown).print(globals, target.backend());
    }
    let models = found.iter().map(data).collect();
    Shown::list(COLUMNS, "id", models).print(globals, target.backend())
}

const TESTED: &[Column] = &[
    ("NAME", |row| value::word(&row["name"])),
    ("MODEL", |row| value::word(&row["model"])),
    ("STATE", |row| value::word(&row["state"])),
    ("ERROR", |row| value::word(&row["error"])),
];

pub(super) async fn test(args: TestArgs, globals: &Globals) -> Result<(), Failure> {
    // A call is on record, so this changes the ledger.
    let target = Target::choose(globals, true).await?;
    let mut ids: Vec<Option<String>> = Vec::new();
    for named in &args.models {
        for model in find(&target, named).await? {
            ids.push(Some(value::word(&model["model_info"]["id"])));
        }
    }
    if args.all {
        ids.push(None);
    }
    let progress = Progress::steps(globals, "calling", ids.len());
    let mut rows = Vec::new();
    for id in &ids {
        let answer = target
            .get("/health", &[("model_id", id.as_deref())])
            .await?;
        for (list, state) in [
            ("healthy_endpoints", "ok"),
            ("unhealthy_endpoints", "failed"),
        ] {
            let row = |one: &Value| {
                json!({
                    "name": one["model_name"], "model": one["model"], "id": one["model_id"], "state": state, "error": one["error"],
                })
            };
            rows.extend(answer[list].as_array().into_iter().flatten().map(row));
        }
        progress.step();
    }
    drop(progress);
    let failed = rows.iter().filter(|row| row["state"] == "failed").count();
    Shown::list(TESTED, "state", rows).print(globals, target.backend())?;
    if failed == 0 {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Unhealthy,
        format!("{failed} of the calls failed"),
    ))
}
