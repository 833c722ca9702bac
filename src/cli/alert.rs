//! `alert`: what is wrong, and whether telling it works.

use super::failure::Failure;
use super::globals::Globals;
use super::print::{Column, Shown, text};
use super::target::Target;
use serde_json::{Value, json};

/// Alerts.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum AlertCommand {
    /// List alerts, those that last first
    List(ListArgs),
    /// Send a real message to whoever is told of alerts
    Test(TestArgs),
}

/// What `alert list` takes.
#[derive(Clone, Debug, clap::Args)]
pub struct ListArgs {
    /// Only those that last
    #[arg(long)]
    pub firing: bool,
    /// How many at most
    #[arg(long, value_name = "COUNT", default_value_t = 100)]
    pub limit: u32,
    /// After how many
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    pub offset: u32,
}

/// What `alert test` takes.
#[derive(Clone, Debug, clap::Args)]
pub struct TestArgs {
    /// Who is told
    #[arg(value_parser = ["slack", "webhook"], default_value = "slack")]
    pub service: String,
}

const COLUMNS: &[Column] = &[
    ("STATE", |alert| text(&alert["state"])),
    ("RULE", |alert| text(&alert["rule"])),
    ("TITLE", |alert| text(&alert["title"])),
    ("SINCE", |alert| text(&alert["since"])),
    ("TOLD", |alert| text(&alert["times"])),
];

/// Runs a command on alerts.
pub async fn run(command: AlertCommand, globals: &Globals) -> Result<(), Failure> {
    match command {
        AlertCommand::List(args) => list(&args, globals).await,
        AlertCommand::Test(args) => test(&args, globals).await,
    }
}

async fn list(args: &ListArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let (limit, offset) = (args.limit.to_string(), args.offset.to_string());
    let query = [
        ("firing", args.firing.then_some("true")),
        ("limit", Some(limit.as_str())),
        ("offset", Some(offset.as_str())),
    ];
    let found = target.get("/alerts", &query).await?;
    let alerts = found["alerts"].as_array().cloned().unwrap_or_default();
    Shown::list(COLUMNS, "title", alerts)
        .meta("total", found["total"].clone())
        .print(globals, target.backend())
}

async fn test(args: &TestArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let body = json!({ "service": args.service });
    let sent: Value = target.post("/alerts/test", &body).await?;
    Shown::one("status", sent).print(globals, target.backend())
}
