//! `health`: ask a running proxy how it is. Needs no curl and no shell, so an image can do without.

use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::print;
use super::run_file::RunFile;
use super::target::{client, named_url};
use crate::config::Env;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;

/// Arguments of `health`.
#[derive(Clone, Debug, clap::Args)]
pub struct HealthArgs {
    /// Does the process live? The default
    #[arg(long, conflicts_with_all = ["ready", "full"])]
    pub live: bool,
    /// Can it serve: does its database answer, can its ledger be written?
    #[arg(long, conflicts_with = "full")]
    pub ready: bool,
    /// Call every model, for real; it costs what a few words cost
    #[arg(long)]
    pub full: bool,
}

/// How long to wait when nothing is said.
const TIMEOUT: Duration = Duration::from_secs(3);

/// Asks, and fails when the answer is not good.
pub async fn run(args: HealthArgs, globals: &Globals) -> Result<(), Failure> {
    if args.full {
        let every = super::model::ModelCommand::every();
        return super::model::run(every, globals).await;
    }
    let url = address(globals, &globals.env()?);
    let path = if args.ready {
        "/health/readiness"
    } else {
        "/health/liveliness"
    };
    let client = client(globals.timeout.unwrap_or(TIMEOUT))?;
    let unreachable = || {
        Failure::new(Exit::Unreachable, format!("no proxy answers at {url}"))
            .help("start it with `cw-proxy serve`, or name it with --url")
    };
    let response = client
        .get(format!("{url}{path}"))
        .send()
        .await
        .map_err(|_| unreachable())?;
    let healthy = response.status().is_success();
    let body: Value =
        serde_json::from_str(&response.text().await.unwrap_or_default()).unwrap_or(Value::Null);
    let word = if healthy { "healthy" } else { "unhealthy" };
    if !globals.quiet {
        let data = json!({ "healthy": healthy, "url": url, "answer": body });
        print::rows(
            globals,
            &["STATE", "URL"],
            &[vec![word.to_owned(), url.clone()]],
            &data,
            &json!({ "backend": "http" }),
        )?;
    }
    if healthy {
        Ok(())
    } else {
        Err(Failure::new(Exit::Unhealthy, format!("the proxy at {url} is unhealthy")).cause(body))
    }
}

/// The named proxy, the one that left a note, or the usual port of this machine.
pub(super) fn address(globals: &Globals, env: &Env) -> String {
    if let Some(url) = named_url(globals, env) {
        return url;
    }
    let data_dir = globals
        .data_dir
        .clone()
        .or_else(|| env.get("CW_PROXY_DATA_DIR").map(PathBuf::from));
    if let Some(note) = RunFile::read(&data_dir.unwrap_or_else(|| PathBuf::from("data"))) {
        return note.url;
    }
    format!("http://127.0.0.1:{}", env.get("PORT").unwrap_or("4000"))
}
