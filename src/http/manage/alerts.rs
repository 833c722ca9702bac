//! Alerts: what is so now, who is told, and trying that out.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::alerts::{self as operations, Tried};
use crate::admin::fields::{Field, Fields, Kind};
use crate::domain::owner::Rank;
use crate::telemetry::otel::Otel;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// How long a test waits for a collector.
const PROBE_WAIT: Duration = Duration::from_secs(5);

const LIST: &[Field] = &[
    Field::new("firing", Kind::Text, "`true` for those that last."),
    Field::new("limit", Kind::Integer, "How many at most."),
    Field::new("offset", Kind::Integer, "After how many."),
];
const TEST: &[Field] = &[Field::new(
    "service",
    Kind::Text,
    "Who is told: slack (the usual one) or webhook.",
)];

const ACK: &[Field] = &[
    Field::required("id", Kind::Text, "The alert, as /alerts has it."),
    Field::new(
        "seen",
        Kind::Flag,
        "`false` takes it back; `true` unless said.",
    ),
];
const MUTE: &[Field] = &[
    Field::required("id", Kind::Text, "The alert, as /alerts has it."),
    Field::new(
        "for",
        Kind::Text,
        "How long nothing is told of it: 30m, 8h, 7d, at most 30d; null to tell again.",
    ),
];

/// The operations on alerts.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/alerts",
        Rank::AdminViewer,
        "Lists alerts, those that last first.",
        |app, given| Box::pin(list(app, given)),
    )
    .query(LIST),
    Managed::post(
        "/alerts/test",
        Rank::Admin,
        "Sends a real message to whoever is told of alerts.",
        |app, given| Box::pin(test(app, given)),
    )
    .body(&[TEST])
    .tells(),
    Managed::post(
        "/alerts/ack",
        Rank::Admin,
        "Notes that an alert was seen: it is reminded of no more until it is over.",
        |app, given| Box::pin(ack(app, given)),
    )
    .body(&[ACK]),
    Managed::post(
        "/alerts/mute",
        Rank::Admin,
        "Tells nothing of an alert for a while.",
        |app, given| Box::pin(mute(app, given)),
    )
    .body(&[MUTE]),
    Managed::get(
        "/alerting/settings",
        Rank::AdminViewer,
        "Tells who is told of which alerts; addresses are masked.",
        |app, given| Box::pin(settings(app, given)),
    ),
];

async fn list(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let firing = given.text("firing").is_some_and(|text| text == "true");
    let limit = given.number("limit", 100, 1_000)?;
    let offset = match given.text("offset").as_deref() {
        None | Some("0") => 0,
        Some(_) => given.number("offset", 1, u32::MAX)?,
    };
    let (alerts, total) =
        operations::list(&app.admin, firing, offset as usize, limit as usize).await?;
    Ok(Reply::ok(json!({
        "alerts": alerts, "total": total, "limit": limit, "offset": offset,
    })))
}

async fn settings(app: Arc<App>, _: Given) -> Result<Reply, Problem> {
    let settings = operations::settings(&app.admin).await?;
    Ok(Reply::ok(operations::view(&settings)))
}

async fn test(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let service = Fields(given.body()).text("service")?.value();
    send(&app, service.as_deref().unwrap_or("slack")).await
}

async fn ack(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let now = app.gateway.now();
    let fields = Fields(given.body());
    let id = fields.required("id")?;
    let seen = fields.flag("seen")?.value().unwrap_or(true);
    let alert = operations::ack(&app.admin, &given.actor, &id, seen, now).await?;
    Ok(Reply::ok(alert))
}

async fn mute(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let now = app.gateway.now();
    let fields = Fields(given.body());
    let id = fields.required("id")?;
    let length = fields.text("for")?.value();
    let alert = operations::mute(&app.admin, &given.actor, &id, length.as_deref(), now).await?;
    Ok(Reply::ok(alert))
}

/// Sends a test to whoever is told of alerts.
pub(super) async fn send(app: &App, service: &str) -> Result<Reply, Problem> {
    if !["slack", "slack_budget_alerts", "webhook"].contains(&service) {
        let message = format!("'{service}' is not told of alerts; slack and webhook can be.");
        return Err(Problem::detail(400, json!({ "error": message })));
    }
    let tried = operations::test(&app.admin, &app.messenger, service, app.gateway.now());
    match tried.await? {
        Tried::Arrived(places) => Ok(Reply::ok(json!({
            "status": "success",
            "message": format!("A test was sent to {places} address(es)."),
        }))),
        Tried::NotSet => Err(not_set(service)),
        Tried::Failed(why) => Err(Problem::detail(
            502,
            json!({ "error": format!("The test did not arrive: {why}.") }),
        )),
    }
}

fn not_set(service: &str) -> Problem {
    let message = format!(
        "\"{service}\" not in proxy config: general_settings. Unable to test this. Add it to general_settings.alerting \
         and set its address."
    );
    Problem::detail(422, json!({ "error": message }))
}

/// Sends a span of a test to the collector.
pub(super) async fn probe_otel(app: &App) -> Result<Reply, Problem> {
    if !app.otel.enabled {
        return Err(not_set("otel"));
    }
    match Otel::probe(&app.otel, app.tls, PROBE_WAIT).await {
        Ok(()) => Ok(Reply::ok(Value::Null)),
        Err(why) => Err(Problem::detail(
            502,
            json!({ "error": format!("The collector did not take a span: {why}.") }),
        )),
    }
}
