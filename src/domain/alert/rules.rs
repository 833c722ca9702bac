//! The rules: from a snapshot to what is wrong in it.

use super::{Finding, Rule};
use crate::domain::money::Nanos;
use crate::domain::time::Micros;

/// The share of a budget's window that must be over before its end is guessed: before that, a few
/// calls would decide.
const PROJECT_AFTER: f64 = 0.1;
/// Spend below this share of a budget is no reason to guess either.
const PROJECT_ABOVE: f64 = 0.2;

/// A budget at one moment.
#[derive(Clone, Debug)]
pub struct BudgetNow {
    /// Kind and id of whom it limits, and its period: `key:1f…:30d`.
    pub scope: String,
    /// How it is called in messages.
    pub label: String,
    /// What was spent in its window.
    pub spent: Nanos,
    /// The limit.
    pub limit: Nanos,
    /// Whether it only warns.
    pub soft: bool,
    /// When its window began and will end; `None` for one that never ends.
    pub window: Option<(Micros, Micros)>,
}

/// A deployment at one moment.
#[derive(Clone, Debug)]
pub struct DeploymentNow {
    /// Its id.
    pub id: String,
    /// Its model with its provider.
    pub model: String,
    /// How often it failed in a row.
    pub failures: u32,
    /// The status of its last failure.
    pub status: u16,
}

/// Slow calls of one model since the last snapshot.
#[derive(Clone, Debug)]
pub struct SlowNow {
    /// The model as clients name it.
    pub model: String,
    /// How many.
    pub count: u32,
    /// The longest, in milliseconds.
    pub longest_ms: i64,
}

/// What happened on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The day, as `2026-11-30`.
    pub day: String,
    /// Calls.
    pub calls: u64,
    /// Those that failed.
    pub failed: u64,
    /// Tokens.
    pub tokens: u64,
    /// What it cost.
    pub spent: Nanos,
    /// The models that cost most, with what they cost.
    pub models: Vec<(String, Nanos)>,
}

/// Everything that rules look at.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The moment.
    pub now: Micros,
    /// Budgets with anything spent.
    pub budgets: Vec<BudgetNow>,
    /// Deployments that were called.
    pub deployments: Vec<DeploymentNow>,
    /// Slow calls.
    pub slow: Vec<SlowNow>,
    /// From when a call is slow, in seconds.
    pub slow_after_seconds: u64,
    /// So many failures in a row are an outage.
    pub outage_failures: u32,
    /// Whether the ledger can be written.
    pub metering: bool,
    /// The day that is over, when it is to be told.
    pub report: Option<Figures>,
}

/// Everything that is wrong.
#[must_use]
pub fn findings(snapshot: &Snapshot) -> Vec<Finding> {
    let budgets = snapshot.budgets.iter();
    let budgets = budgets.filter_map(|budget| of_budget(budget, snapshot.now));
    let down = snapshot.deployments.iter();
    let down = down.filter(|one| one.failures >= snapshot.outage_failures.max(1));
    let slow = snapshot.slow.iter();
    budgets
        .chain(down.map(of_deployment))
        .chain(slow.map(|slow| of_slow(slow, snapshot.slow_after_seconds)))
        .chain((!snapshot.metering).then(of_metering))
        .chain(snapshot.report.as_ref().map(of_day))
        .collect()
}

fn of_budget(budget: &BudgetNow, now: Micros) -> Option<Finding> {
    let (rule, title) = if budget.spent >= budget.limit {
        if budget.soft {
            let title = format!(
                "{} has passed its soft budget; nothing is refused",
                budget.label
            );
            (Rule::SoftBudget, title)
        } else {
            let title = format!("{} has used up its budget; calls are refused", budget.label);
            (Rule::HardBudget, title)
        }
    } else if budget.soft {
        return None;
    } else {
        projected(budget, now)?;
        let title = format!(
            "{} will use up its budget before its period ends",
            budget.label
        );
        (Rule::ProjectedOverspend, title)
    };
    let mut facts = vec![
        ("spent", budget.spent.to_string()),
        ("limit", budget.limit.to_string()),
    ];
    if let Some(total) = projected(budget, now).filter(|_| rule == Rule::ProjectedOverspend) {
        facts.push(("projected", total.to_string()));
    }
    if let Some((_, ends)) = budget.window {
        facts.push(("period ends", ends.rfc3339()));
    }
    Some(Finding {
        rule,
        scope: budget.scope.clone(),
        title,
        facts,
    })
}

/// What will have been spent at the end of the window at this pace, when that is too much and it is not
/// too early to say.
fn projected(budget: &BudgetNow, now: Micros) -> Option<Nanos> {
    let (began, ends) = budget.window?;
    let (whole, over) = ((ends.0 - began.0) as f64, (now.0 - began.0) as f64);
    if whole <= 0.0 || over / whole < PROJECT_AFTER {
        return None;
    }
    let share = budget.spent.0 as f64 / budget.limit.0.max(1) as f64;
    if share < PROJECT_ABOVE {
        return None;
    }
    let total = Nanos((budget.spent.0 as f64 * whole / over) as i64);
    (total > budget.limit).then_some(total)
}

fn of_deployment(one: &DeploymentNow) -> Finding {
    Finding {
        rule: Rule::DeploymentDown,
        scope: one.id.clone(),
        title: format!("{} is down", one.model),
        facts: vec![
            ("deployment", one.id.clone()),
            ("failures in a row", one.failures.to_string()),
            ("last status", one.status.to_string()),
        ],
    }
}

fn of_slow(slow: &SlowNow, after_seconds: u64) -> Finding {
    Finding {
        rule: Rule::SlowCalls,
        scope: slow.model.clone(),
        title: format!("Calls to {} take longer than {after_seconds} s", slow.model),
        facts: vec![
            ("slow calls", slow.count.to_string()),
            ("longest", format!("{:.1} s", slow.longest_ms as f64 / 1e3)),
        ],
    }
}

fn of_metering() -> Finding {
    Finding {
        rule: Rule::FailedMetering,
        scope: "ledger".to_owned(),
        title: "The ledger cannot be written; calls are refused until it can".to_owned(),
        facts: Vec::new(),
    }
}

fn of_day(figures: &Figures) -> Finding {
    let mut facts = vec![
        ("spent", figures.spent.to_string()),
        ("calls", figures.calls.to_string()),
        ("failed", figures.failed.to_string()),
        ("tokens", figures.tokens.to_string()),
    ];
    let models = figures.models.iter();
    facts.extend(models.map(|(model, spent)| ("model", format!("{model}: {spent}"))));
    Finding {
        rule: Rule::DailyReport,
        scope: figures.day.clone(),
        title: format!("Report of {}", figures.day),
        facts,
    }
}
