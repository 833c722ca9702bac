//! `config reload`: have a running proxy read its configuration anew.

use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::print;
use super::target::Target;
use reqwest::Method;
use serde_json::{Value, json};

/// Arguments of `config reload`.
#[derive(Clone, Debug, clap::Args)]
pub struct ReloadArgs {
    /// Only say what would change
    #[arg(long)]
    pub dry_run: bool,
    /// With --dry-run: exit with 10 when something would change
    #[arg(long, requires = "dry_run")]
    pub exit_code: bool,
}

/// Asks the proxy, and shows what became different.
pub async fn run(args: ReloadArgs, globals: &Globals) -> Result<(), Failure> {
    // A proxy that runs on the database is what this is for, so nothing is written behind its back.
    let target = Target::choose(globals, false).await?;
    let body = json!({ "dry_run": args.dry_run });
    let told = target.call(Method::POST, "/config/reload", Some(&body));
    let told = told.await?;
    let changes = told["changes"].as_array().cloned().unwrap_or_default();
    show(&told, &changes, globals)?;
    if args.exit_code && !changes.is_empty() {
        return Err(Failure::new(Exit::Pending, ""));
    }
    Ok(())
}

fn show(told: &Value, changes: &[Value], globals: &Globals) -> Result<(), Failure> {
    if globals.quiet {
        let names = changes.iter().filter_map(|change| change["name"].as_str());
        return print::write(&names.map(|name| format!("{name}\n")).collect::<String>());
    }
    for notice in told["notices"].as_array().into_iter().flatten() {
        eprintln!("note: {}", notice.as_str().unwrap_or_default());
    }
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let rows: Vec<Vec<String>> = changes
        .iter()
        .map(|change| {
            let when = if change["restart_required"] == true {
                format!("next start: {}", text(&change["reason"]))
            } else {
                "now".to_owned()
            };
            let origin = if change["after"].is_null() {
                &change["before_origin"]
            } else {
                &change["after_origin"]
            };
            vec![
                text(&change["name"]),
                text(&change["before"]),
                text(&change["after"]),
                text(origin),
                when,
            ]
        })
        .collect();
    let head = ["SETTING", "BEFORE", "AFTER", "FROM", "HOLDS"];
    print::rows(globals, &head, &rows, told, &json!({ "backend": "http" }))
}
