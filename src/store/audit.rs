//! Whether the books balance: every invariant of the ledger, checked over the whole database as it
//! was at one moment.

use super::Store;
use super::calls::{AUDIT_PAGE, call_rows, open_rows, read_call, read_intent};
use super::error::StoreError;
use super::prune::Pruned;
use super::rollups::folded;
use super::session::{Args, Db};
use super::totals::{Sums, stored_in, stored_windows};
use crate::domain::budget::WindowKey;
use crate::domain::money::Nanos;
use crate::domain::price::ServiceTier;
use crate::domain::record::{CallIntent, CallRecord, Outcome};
use crate::domain::usage::Usage;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Display;

/// What has to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invariant {
    /// I1: the total of a window is the sum of its rows, and of what is kept of those that are gone.
    Windows,
    /// I2: the total of a day, an hour or a label is that too.
    Days,
    /// I3: no call is open and over.
    Open,
    /// I4: a row costs what its price says of its usage.
    Cost,
    /// I5: what is reserved is what open calls reserve, and none reserves less than nothing.
    Reserved,
    /// I6: a budget is passed by at most one call.
    Budget,
    /// I7: a row can be read, and counts once in each of its windows.
    Rows,
    /// I8: a row counts in no window that began after it.
    Starts,
}

impl Invariant {
    /// Its number: `I1` to `I8`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Windows => "I1",
            Self::Days => "I2",
            Self::Open => "I3",
            Self::Cost => "I4",
            Self::Reserved => "I5",
            Self::Budget => "I6",
            Self::Rows => "I7",
            Self::Starts => "I8",
        }
    }

    /// What it says.
    #[must_use]
    pub fn claim(self) -> &'static str {
        match self {
            Self::Windows => "each window total is the sum of its rows",
            Self::Days => "each total of a day, an hour or a label is the sum of its rows",
            Self::Open => "no call is both open and finished",
            Self::Cost => "each row costs what its price says",
            Self::Reserved => "reservations belong to open calls",
            Self::Budget => "no budget is passed by more than one call",
            Self::Rows => "each row is readable and counted once per window",
            Self::Starts => "no row counts in a window that began after it",
        }
    }
}

/// A claim that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which claim.
    pub invariant: Invariant,
    /// Of what: a request id, a window, a day.
    pub subject: String,
    /// What was found, and what was expected.
    pub detail: String,
}

/// A budget to check: the limit of one window.
#[derive(Clone, Debug)]
pub struct BudgetLine {
    /// The window that it watches.
    pub window: WindowKey,
    /// The most that may be spent in it.
    pub limit: Nanos,
}

/// What an audit found.
#[derive(Clone, Debug, Default)]
pub struct AuditReport {
    /// Finished calls, corrections included.
    pub calls: u64,
    /// Calls that were refused before anybody was called.
    pub refused: u64,
    /// Calls that are open.
    pub open_calls: u64,
    /// What all rows cost.
    pub spend: Nanos,
    /// Calls whose rows are past their retention and gone; the totals hold them.
    pub pruned: u64,
    /// Rows of window totals.
    pub windows: u64,
    /// Rows of daily totals.
    pub days: u64,
    /// Rows that were priced again.
    pub repriced: u64,
    /// What open calls reserve in each of their windows.
    pub reserved: BTreeMap<WindowKey, Nanos>,
    /// What does not hold: the first hundred.
    pub violations: Vec<Violation>,
    /// How many violations there are in all.
    pub violation_count: u64,
}

/// Violations that a report names one by one.
const MOST_VIOLATIONS: usize = 100;

impl AuditReport {
    /// Whether everything holds.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.violation_count == 0
    }

    fn violated(&mut self, invariant: Invariant, subject: impl Display, detail: String) {
        self.violation_count += 1;
        if self.violations.len() < MOST_VIOLATIONS {
            self.violations.push(Violation {
                invariant,
                subject: subject.to_string(),
                detail,
            });
        }
    }
}

impl Store {
    /// Checks every invariant. `price_of` says what usage costs under a price, given by its version and
    /// its words; `None` when it cannot read them. Memory grows with totals, not with calls.
    pub async fn audit(
        &self,
        budgets: &[BudgetLine],
        price_of: impl FnMut(&str, &str, &Usage, ServiceTier) -> Option<Nanos>,
    ) -> Result<AuditReport, StoreError> {
        let mut tx = self.snapshot().await?;
        let mut db = tx.db();
        let pruned = Pruned::read(&mut db).await?;
        let largest = |window: &WindowKey| pruned.largest.get(window).copied().unwrap_or_default();
        let mut walk = Walk {
            report: AuditReport {
                pruned: pruned.sums.requests(),
                ..AuditReport::default()
            },
            largest: budgets
                .iter()
                .map(|line| (line.window.clone(), largest(&line.window)))
                .collect(),
            sums: pruned.sums,
            prices: super::prices::all(&mut db).await?,
            price_of,
        };
        walk.calls(&mut db).await?;
        walk.open_calls(&mut db).await?;
        walk.totals(&mut db, budgets).await?;
        tx.commit().await?;
        Ok(walk.report)
    }
}

/// An audit on its way through the ledger.
struct Walk<F> {
    report: AuditReport,
    sums: Sums,
    /// The largest row in each window that has a budget.
    largest: HashMap<WindowKey, Nanos>,
    prices: BTreeMap<String, String>,
    price_of: F,
}

impl<F: FnMut(&str, &str, &Usage, ServiceTier) -> Option<Nanos>> Walk<F> {
    async fn calls(&mut self, db: &mut Db<'_>) -> Result<(), StoreError> {
        let mut after = String::new();
        loop {
            let rows = call_rows(db, &after, AUDIT_PAGE).await?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            last.read().text()?.clone_into(&mut after);
            for row in &rows {
                match read_call(row) {
                    Ok(record) => self.call(&record),
                    Err(error) => {
                        self.report.calls += 1;
                        let id = row.read().owned().unwrap_or_default();
                        self.report.violated(Invariant::Rows, id, error.to_string());
                    }
                }
            }
        }
    }

    fn call(&mut self, record: &CallRecord) {
        if record.outcome == Outcome::Refused {
            self.report.refused += 1;
        } else {
            self.report.calls += 1;
        }
        self.report.spend += record.cost;
        self.sums.add(record);
        for window in &*record.intent.windows {
            if let Some(largest) = self.largest.get_mut(window) {
                *largest = (*largest).max(record.cost);
            }
        }
        self.windows(&record.intent);
        self.cost(record);
    }

    fn windows(&mut self, intent: &CallIntent) {
        for (i, window) in intent.windows.iter().enumerate() {
            if intent.windows[..i].contains(window) {
                let detail = format!("counts twice in {window}");
                self.report
                    .violated(Invariant::Rows, &intent.request_id, detail);
            }
            if window.start > intent.started_at {
                let detail = format!(
                    "started at {}, counts in {window}",
                    intent.started_at.rfc3339()
                );
                self.report
                    .violated(Invariant::Starts, &intent.request_id, detail);
            }
        }
    }

    fn cost(&mut self, record: &CallRecord) {
        // A correction has no price, and what an interrupted call cost is not known.
        if matches!(record.outcome, Outcome::Adjustment | Outcome::Interrupted) {
            return;
        }
        let version = &*record.price_version;
        let expected = if version.is_empty() {
            Some(Nanos::ZERO)
        } else {
            self.report.repriced += 1;
            self.prices
                .get(version)
                .and_then(|spec| (self.price_of)(version, spec, &record.usage, record.service_tier))
        };
        let detail = match expected {
            Some(expected) if expected == record.cost => return,
            Some(expected) => format!("costs {}, its price says {expected}", record.cost),
            None => format!("its price '{version}' is not known"),
        };
        self.report
            .violated(Invariant::Cost, &record.intent.request_id, detail);
    }

    async fn open_calls(&mut self, db: &mut Db<'_>) -> Result<(), StoreError> {
        let both = db
            .fetch(
                "SELECT o.request_id FROM open_calls o JOIN calls c ON c.request_id = o.request_id ORDER BY 1",
                Args::new(),
            )
            .await?;
        for row in &both {
            let detail = "is finished and still open".to_owned();
            self.report
                .violated(Invariant::Open, row.read().text()?, detail);
        }
        let mut after = String::new();
        loop {
            let rows = open_rows(db, &after, AUDIT_PAGE).await?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            last.read().text()?.clone_into(&mut after);
            for row in &rows {
                self.report.open_calls += 1;
                match read_intent(&mut row.read()) {
                    Ok(intent) => self.open_call(&intent),
                    Err(error) => {
                        let id = row.read().owned().unwrap_or_default();
                        self.report.violated(Invariant::Rows, id, error.to_string());
                    }
                }
            }
        }
    }

    fn open_call(&mut self, intent: &CallIntent) {
        self.windows(intent);
        if intent.reserved < Nanos::ZERO {
            let detail = format!("reserves {}", intent.reserved);
            self.report
                .violated(Invariant::Reserved, &intent.request_id, detail);
        }
        for window in &*intent.windows {
            *self.report.reserved.entry(window.clone()).or_default() += intent.reserved;
        }
    }

    async fn totals(&mut self, db: &mut Db<'_>, budgets: &[BudgetLine]) -> Result<(), StoreError> {
        let windows: BTreeMap<_, _> = stored_windows(db).await?.into_iter().collect();
        let stored = stored_in(db, "daily_totals", "hourly_totals", "labelled_totals").await?;
        self.report.windows = windows.len() as u64;
        self.report.days = stored.days.len() as u64;
        for line in budgets {
            let spent = windows
                .get(&line.window)
                .map_or(Nanos::ZERO, |sum| sum.spend);
            let largest = self.largest.get(&line.window).copied().unwrap_or_default();
            if spent > line.limit + largest {
                let detail = format!(
                    "{spent} spent of {}, the largest call {largest}",
                    line.limit
                );
                self.report
                    .violated(Invariant::Budget, &line.window, detail);
            }
        }
        let summed = std::mem::take(&mut self.sums);
        compare(
            &mut self.report,
            Invariant::Windows,
            &summed.windows,
            windows,
        );
        let report = &mut self.report;
        compare(report, Invariant::Days, &summed.days, stored.days);
        compare(report, Invariant::Days, &summed.hours, stored.hours);
        let undivided = stored.labels.keys().filter(|key| key.call_type.is_empty());
        let undivided: BTreeSet<_> = undivided.cloned().collect();
        let (of_rows, labels) = (
            folded(summed.labels, &undivided),
            folded(stored.labels, &undivided),
        );
        compare(report, Invariant::Days, &of_rows, labels);
        Ok(())
    }
}

/// Compares sums of rows with stored totals, both ways. A total of nothing needs no row.
fn compare<K: Ord + Display, S: PartialEq + Default + std::fmt::Debug>(
    report: &mut AuditReport,
    invariant: Invariant,
    summed: &BTreeMap<K, S>,
    mut stored: BTreeMap<K, S>,
) {
    for (key, sum) in summed {
        let stored = stored.remove(key).unwrap_or_default();
        if stored != *sum {
            let detail = format!("stored {stored:?}, its rows say {sum:?}");
            report.violated(invariant, key, detail);
        }
    }
    for (key, stored) in stored {
        if stored != S::default() {
            let detail = format!("stored {stored:?}, it has no rows");
            report.violated(invariant, key, detail);
        }
    }
}
