//! `audit`: whether the books balance.

use super::assemble;
use super::failure::{Exit, Failure};
use super::globals::Globals;
use super::pages::{Pages, Paging};
use super::print::{self, Column, Shown};
use super::target::Target;
use super::value;
use crate::config::Config;
use crate::domain::budget::Budget;
use crate::domain::price::Price;
use crate::gateway::catalog::KeyEntry;
use crate::gateway::holders::Owners;
use crate::jobs::refresh;
use crate::store::{AuditReport, BudgetLine, Store};
use indicatif::ProgressBar;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::IsTerminal;
use std::sync::Arc;

/// The books.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum AuditCommand {
    /// Recompute every total and every price from the rows, and compare
    Verify,
    /// List changes that were made, the latest first
    #[command(alias = "ls")]
    List(ListArgs),
    /// Write all changes as JSON lines
    Export,
}

/// Arguments of `audit list`.
#[derive(Clone, Debug, clap::Args)]
pub struct ListArgs {
    /// Which part of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// Only of this kind: key, user, team, model, setting, …
    #[arg(long)]
    pub kind: Option<String>,
    /// Only of this object, by id
    #[arg(long)]
    pub object: Option<String>,
}

const CHANGES: Pages = Pages {
    path: "/audit",
    items: "audit_logs",
    total: "total",
    size: "page_size",
};
const COLUMNS: &[Column] = &[
    ("TIME", |change| value::when(&change["at"])),
    ("WHO", |change| value::word(&change["by"])),
    ("ACTION", |change| value::word(&change["action"])),
    ("KIND", |change| value::word(&change["kind"])),
    ("OBJECT", |change| {
        let id = value::word(&change["object"]);
        if id.len() == 64 {
            id[..12].to_owned()
        } else {
            id
        }
    }),
    ("ID", |change| value::word(&change["id"])),
];

/// A change for programs.
fn data(change: &Value) -> Value {
    json!({
        "id": change["id"], "at": value::time(&change["updated_at"]), "by": change["changed_by"],
        "action": change["action"], "kind": change["table_name"], "object": change["object_id"],
        "before": change["before_value"], "after": change["updated_values"],
    })
}

/// What changes are of, as the log of changes names it.
const KINDS: &[&str] = &[
    "access_group",
    "alert",
    "backup",
    "budget",
    "call",
    "config",
    "credential",
    "end_user",
    "invitation",
    "key",
    "model",
    "organization",
    "pass_through_endpoint",
    "session",
    "setting",
    "tag",
    "team",
    "user",
];

async fn list(args: ListArgs, globals: &Globals) -> Result<(), Failure> {
    if let Some(kind) = args.kind.as_deref().filter(|kind| !KINDS.contains(kind)) {
        return Err(Failure::invalid(format!(
            "nothing is of the kind '{kind}'; there are {}",
            KINDS.join(", ")
        )));
    }
    let target = Target::choose(globals, false).await?;
    let query = [
        ("table_name", args.kind.as_deref()),
        ("object_id", args.object.as_deref()),
    ];
    let part = args.paging.fetch(globals, &target, CHANGES, &query).await?;
    Shown::list(COLUMNS, "id", part.items.iter().map(data).collect())
        .shape(data(&Value::Null))
        .meta("total", json!(part.total))
        .meta("next", json!(part.next))
        .footer(part.footer("change"))
        .print(globals, target.backend())
}

async fn export(globals: &Globals) -> Result<(), Failure> {
    let target = Target::choose(globals, false).await?;
    let all = Paging {
        limit: 100,
        page: 1,
        all: true,
    };
    let part = all.fetch(globals, &target, CHANGES, &[]).await?;
    let lines = part
        .items
        .iter()
        .map(|change| format!("{}\n", data(change)));
    print::write(&lines.collect::<String>())
}

/// Runs a command on the books.
pub async fn run(command: AuditCommand, globals: &Globals) -> Result<(), Failure> {
    match command {
        AuditCommand::Verify => verify(globals).await,
        AuditCommand::List(args) => list(args, globals).await,
        AuditCommand::Export => export(globals).await,
    }
}

async fn verify(globals: &Globals) -> Result<(), Failure> {
    if globals.url.is_some() {
        return Err(
            Failure::usage("the books are verified where their database is")
                .help("leave out --url; a running proxy is not disturbed"),
        );
    }
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
    let owners = Owners::new(
        refresh::owners(store).await?,
        assemble::owner_rules(config),
        // Budgets are looked at, and nothing is routed.
        Arc::default(),
    );
    let line = |budget: &Budget| BudgetLine {
        window: budget.window(calendar, now).0,
        limit: budget.limit_at(now),
    };
    // Beyond the others calls go on, at a cheaper model.
    let hard = |budget: &&Budget| budget.degrade_to.is_empty();
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
        ("refused calls", report.refused.to_string()),
        ("calls past retention", report.pruned.to_string()),
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
        "calls": report.calls, "refused": report.refused, "pruned": report.pruned, "open_calls": report.open_calls, "spend": report.spend.decimal(),
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
