//! `audit`: whether the books balance.

use super::assemble;
use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::print;
use crate::config::Config;
use crate::domain::budget::Budget;
use crate::domain::price::Price;
use crate::gateway::catalog::KeyEntry;
use crate::gateway::holders::Owners;
use crate::jobs::refresh;
use crate::store::{AuditReport, BudgetLine, Store};
use indicatif::ProgressBar;
use serde_json::json;
use std::collections::HashMap;
use std::io::IsTerminal;

/// The books.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum AuditCommand {
    /// Recompute every total and every price from the rows, and compare
    Verify,
}

/// Runs a command on the books.
pub async fn run(command: AuditCommand, globals: &Globals) -> Result<(), Failure> {
    let AuditCommand::Verify = command;
    let loaded = globals.load(globals.overrides())?;
    let store = assemble::open_store(&loaded.config, false).await?;
    let progress = std::io::stderr()
        .is_terminal()
        .then(ProgressBar::new_spinner);
    if let Some(bar) = &progress {
        bar.set_message("reading the ledger");
        bar.enable_steady_tick(std::time::Duration::from_millis(100));
    }
    let budgets = budgets(&store, &loaded.config).await?;
    let mut prices: HashMap<String, Option<Price>> = HashMap::new();
    let report = store
        .audit(&budgets, |version, spec, usage, tier| {
            let price = prices
                .entry(version.to_owned())
                .or_insert_with(|| Price::from_spec(spec));
            price.as_ref().map(|price| price.cost(usage, tier).total)
        })
        .await?;
    if let Some(bar) = progress {
        bar.finish_and_clear();
    }
    show(globals, &report)?;
    if report.is_clean() {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Unhealthy,
        format!(
            "the books do not balance: {} violations",
            report.violation_count
        ),
    ))
}

/// The open window of every budget.
async fn budgets(store: &Store, config: &Config) -> Result<Vec<BudgetLine>, Failure> {
    let (calendar, now) = (&config.budget.calendar, assemble::now());
    let owners = Owners::new(refresh::owners(store).await?);
    let line = |budget: &Budget| BudgetLine {
        window: budget.window(calendar, now).0,
        limit: budget.limit_at(now),
    };
    // Beyond the others calls go on, at a cheaper model.
    let hard = |budget: &&Budget| budget.degrade_to.is_none();
    let mut lines: Vec<BudgetLine> = owners
        .everyone()
        .flat_map(|holder| holder.all_budgets().filter(hard).map(line))
        .collect();
    for row in store.all_keys().await? {
        let entry = KeyEntry::new(row.key, &owners);
        let own = entry.holders.first().into_iter();
        lines.extend(own.flat_map(|holder| holder.all_budgets().filter(hard).map(line)));
    }
    Ok(lines)
}

fn show(globals: &Globals, report: &AuditReport) -> Result<(), Failure> {
    let figures = [
        ("calls", report.calls.to_string()),
        ("open calls", report.open_calls.to_string()),
        ("spend", report.spend.to_string()),
        ("windows", report.windows.to_string()),
        ("days", report.days.to_string()),
        ("rows priced again", report.repriced.to_string()),
        ("violations", report.violation_count.to_string()),
    ];
    let mut rows: Vec<Vec<String>> = figures
        .iter()
        .map(|(name, value)| vec![(*name).to_owned(), value.clone()])
        .collect();
    let violations: Vec<_> = report
        .violations
        .iter()
        .map(|violation| {
            let code = violation.invariant.code();
            rows.push(vec![format!("{code} {}", violation.subject), violation.detail.clone()]);
            json!({ "invariant": code, "claim": violation.invariant.claim(), "subject": violation.subject,
                    "detail": violation.detail })
        })
        .collect();
    let data = json!({
        "calls": report.calls, "open_calls": report.open_calls, "spend": report.spend.decimal(),
        "windows": report.windows, "days": report.days, "repriced": report.repriced,
        "violations": violations, "violation_count": report.violation_count,
    });
    print::rows(
        globals,
        &["FIGURE", "VALUE"],
        &rows,
        &data,
        &json!({ "backend": "database" }),
    )
}
