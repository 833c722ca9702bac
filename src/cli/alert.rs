//! `alert`: what is wrong, and whether telling it works.

use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::pages::counted;
use super::print::{Column, Shown, text};
use super::target::Target;
use super::value;
use serde_json::{Value, json};

/// Alerts.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum AlertCommand {
    /// List alerts, those that last first
    List(ListArgs),
    /// Send a real message to whoever is told of alerts
    Test(TestArgs),
    /// Note that an alert was seen: no more reminders until it is over
    Ack(AckArgs),
    /// Tell nothing of an alert for a while
    Mute(MuteArgs),
}

/// What `alert ack` takes.
#[derive(Clone, Debug, clap::Args)]
pub struct AckArgs {
    /// The alert: its id, or the beginning of it
    pub id: String,
    /// Take it back: be reminded again
    #[arg(long)]
    pub undo: bool,
}

/// What `alert mute` takes.
#[derive(Clone, Debug, clap::Args)]
pub struct MuteArgs {
    /// The alert: its id, or the beginning of it
    pub id: String,
    /// For how long: 30m, 8h, 7d, at most 30d
    #[arg(long = "for", value_name = "TIME", default_value = "8h")]
    pub length: String,
    /// Tell of it again
    #[arg(long, conflicts_with = "length")]
    pub off: bool,
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
    ("ALERT", |alert| text(&alert["id"])),
    ("STATE", |alert| text(&alert["state"])),
    ("RULE", |alert| text(&alert["rule"])),
    ("TITLE", |alert| text(&alert["title"])),
    ("SINCE", |alert| value::when(&alert["since"])),
    ("TOLD", |alert| text(&alert["times"])),
    ("QUIET", |alert| quiet(alert)),
];

/// The fields of every alert.
fn shape() -> Value {
    json!({
        "id": null, "rule": null, "scope": null, "state": null, "title": null, "since": null, "told_at": null,
        "times": null, "acked_by": null, "muted_until": null,
    })
}

/// Why nothing is told of an alert.
fn quiet(alert: &Value) -> String {
    match (&alert["muted_until"], &alert["acked_by"]) {
        (Value::Null, Value::Null) => "-".to_owned(),
        (Value::Null, by) => format!("seen by {}", text(by)),
        (until, _) => format!("muted, ends {}", value::when(until)),
    }
}

/// Runs a command on alerts.
pub async fn run(command: AlertCommand, globals: &Globals) -> Result<(), Failure> {
    match command {
        AlertCommand::List(args) => list(&args, globals).await,
        AlertCommand::Test(args) => test(&args, globals).await,
        AlertCommand::Ack(args) => {
            let body = json!({ "seen": !args.undo });
            change("/alerts/ack", &args.id, body, globals).await
        }
        AlertCommand::Mute(args) => {
            let length = (!args.off).then_some(args.length);
            let body = json!({ "for": length });
            change("/alerts/mute", &args.id, body, globals).await
        }
    }
}

async fn change(path: &str, id: &str, mut body: Value, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, true).await?;
    body["id"] = json!(whole(&target, id).await?);
    let alert = target.post(path, &body).await?;
    Shown::row(COLUMNS, "id", alert).print(globals, target.backend())
}

/// The id that begins like this.
async fn whole(target: &Target, begin: &str) -> Result<String, Failure> {
    let found = target.get("/alerts", &[("limit", Some("1000"))]).await?;
    let ids = found["alerts"].as_array().into_iter().flatten();
    let ids = ids.filter_map(|alert| alert["id"].as_str());
    let mut fitting = ids.filter(|id| id.starts_with(begin));
    match (fitting.next(), fitting.next()) {
        (Some(id), None) => Ok(id.to_owned()),
        (Some(_), Some(_)) => Err(Failure::usage(format!(
            "more than one alert's id begins with '{begin}'"
        ))),
        (None, _) => Err(
            Failure::new(Exit::NotFound, format!("there is no alert '{begin}'"))
                .help("`cw-proxy alert list` shows those that there are"),
        ),
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
    let footer = counted(alerts.len(), "alert");
    Shown::list(COLUMNS, "id", alerts)
        .shape(shape())
        .meta("total", found["total"].clone())
        .footer(footer)
        .print(globals, target.backend())
}

async fn test(args: &TestArgs, globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let body = json!({ "service": args.service });
    let sent: Value = target.post("/alerts/test", &body).await?;
    Shown::one("status", sent).print(globals, target.backend())
}
