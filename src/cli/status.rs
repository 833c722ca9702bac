//! `status`: how the proxy is, in one screen.

use super::failure::Failure;
use super::globals::Globals;
use super::print::Shown;
use super::run_file::RunFile;
use super::target::Target;
use super::value;
use crate::domain::time::Micros;
use serde_json::{Value, json};

/// Asks, and shows.
pub async fn run(globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let details = target.get("/health/readiness/details", &[]).await?;
    let backlog = target.get("/health/backlog", &[]).await?;
    let now = super::assemble::now();
    let day = now.day();
    let range = [("start_date", Some(&*day)), ("end_date", Some(&*day))];
    let sums = target.get("/spend/sums", &range).await?;
    let minute = |at: Micros| at.rfc3339().get(..19).map(|text| format!("{text}Z"));
    let (from, until) = (minute(Micros(now.0 - 60_000_000)), minute(now));
    let last = [
        ("start_date", from.as_deref()),
        ("end_date", until.as_deref()),
        ("page_size", Some("1")),
    ];
    let last = target.get("/spend/logs/v2", &last).await?;
    let calls = last["total"].as_f64().unwrap_or(0.0);
    let total = &sums["total"];
    let firing = [("firing", Some("true")), ("limit", Some("1"))];
    let firing = target.get("/alerts", &firing).await?;
    let mut shown = json!({
        "status": details["status"], "version": details["version"], "url": target.url(),
        "database": details["db"],
        "calls_in_flight": backlog["in_flight_requests"], "calls_per_second": format!("{:.2}", calls / 60.0),
        "alerts_firing": firing["total"],
        "today": { "calls": total["requests"], "failed": total["failures"], "spend": total["spend"] },
    });
    if let Some(note) = started(globals, &target) {
        shown["started_at"] = json!(note.started);
        shown["pid"] = json!(note.pid);
        if let Some(at) = Micros::parse(&note.started) {
            shown["uptime_seconds"] = json!((now.0 - at.0) / 1_000_000);
        }
    }
    if target.url().is_none() {
        shown["status"] = json!("not running");
        shown["calls_in_flight"] = Value::Null;
        shown["calls_per_second"] = Value::Null;
    }
    let footer = format!("{} today.", value::dollars(&total["spend"]));
    Shown::one("status", shown)
        .footer(footer)
        .print(globals, target.backend())
}

/// The note of the proxy that was asked, when it runs on this machine.
fn started(globals: &Globals, target: &Target) -> Option<RunFile> {
    let loaded = globals.load(globals.overrides()).ok()?;
    let note = RunFile::read(&loaded.config.server.data_dir)?;
    (Some(note.url.as_str()) == target.url()).then_some(note)
}
