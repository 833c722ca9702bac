//! Alerts: what is wrong, found by rules that look at one snapshot, and told once until it is over.
//!
//! Everything here is a function of its arguments. Findings never hold words of requests or answers,
//! nor secrets: names, ids, amounts and counts only.

mod rules;
mod settings;
#[cfg(test)]
mod tests;

pub use rules::{BudgetNow, DeploymentNow, Figures, SlowNow, Snapshot, findings};
pub use settings::{Settings, Target};

use super::key::KeyHash;
use super::time::Micros;
use std::collections::BTreeMap;
use std::time::Duration;

/// A kind of thing that may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Spend has passed a soft budget.
    SoftBudget,
    /// A budget is used up.
    HardBudget,
    /// At this pace a budget will be used up before its window ends.
    ProjectedOverspend,
    /// A deployment fails again and again.
    DeploymentDown,
    /// Calls take too long.
    SlowCalls,
    /// The ledger cannot be written.
    FailedMetering,
    /// What happened on one day.
    DailyReport,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 7] = [
        Self::SoftBudget,
        Self::HardBudget,
        Self::ProjectedOverspend,
        Self::DeploymentDown,
        Self::SlowCalls,
        Self::FailedMetering,
        Self::DailyReport,
    ];

    /// The name that is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SoftBudget => "soft_budget",
            Self::HardBudget => "hard_budget",
            Self::ProjectedOverspend => "projected_overspend",
            Self::DeploymentDown => "deployment_down",
            Self::SlowCalls => "slow_calls",
            Self::FailedMetering => "failed_metering",
            Self::DailyReport => "daily_report",
        }
    }

    /// Reads the stored name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.as_str() == name)
    }

    /// What LiteLLM calls it in `alert_types`; the first is the one that `alert_to_webhook_url` is
    /// asked for.
    #[must_use]
    pub fn types(self) -> &'static [&'static str] {
        match self {
            Self::SoftBudget | Self::HardBudget | Self::ProjectedOverspend => &["budget_alerts"],
            Self::DeploymentDown => &["outage_alerts", "cooldown_deployment", "llm_exceptions"],
            Self::SlowCalls => &["llm_too_slow", "llm_requests_hanging"],
            Self::FailedMetering => &["failed_tracking_spend", "db_exceptions"],
            Self::DailyReport => &["daily_reports", "spend_reports"],
        }
    }

    /// Whether every process of an installation finds the same: one of them is enough to tell. The others
    /// are about what one process sees of providers and of its own ledger.
    #[must_use]
    pub fn is_shared(self) -> bool {
        matches!(
            self,
            Self::SoftBudget | Self::HardBudget | Self::ProjectedOverspend | Self::DailyReport
        )
    }

    /// Whether it tells of something that lasts until it is over.
    #[must_use]
    pub fn lasts(self) -> bool {
        !matches!(self, Self::SlowCalls | Self::DailyReport)
    }
}

/// Something that a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// What it is about: the same as long as it is about the same thing.
    pub scope: String,
    /// One sentence.
    pub title: String,
    /// Names and values.
    pub facts: Vec<(&'static str, String)>,
}

/// What people want of an alert that they know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Silence {
    /// Who has seen it: it is reminded of no more, until it is over and begins anew.
    pub acked_by: Option<String>,
    /// Nothing is told of it before then, not that it begins or is over either.
    pub muted_until: Option<Micros>,
}

impl Silence {
    fn is_muted(&self, now: Micros) -> bool {
        self.muted_until.is_some_and(|until| until > now)
    }
}

/// What is remembered of a rule and a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Whether it is so now.
    pub firing: bool,
    /// Since when it is so, or is not.
    pub since: Micros,
    /// When it was last told.
    pub told_at: Micros,
    /// How often it was told since it began; zero where it began while it was muted.
    pub times: u32,
    /// The last title.
    pub title: String,
    /// The process that told.
    pub owner: String,
    /// What people want of it.
    pub silence: Silence,
}

/// A short name of an alert, the same as long as it is about the same thing.
#[must_use]
pub fn id(rule: Rule, scope: &str) -> String {
    let mut hex = KeyHash::of(&format!("{}\n{scope}", rule.as_str())).hex();
    hex.truncate(ID_CHARS);
    hex
}

/// The states, by rule and scope.
pub type States = BTreeMap<(Rule, String), State>;

/// Why something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It began.
    Fired,
    /// It lasts.
    Reminder,
    /// It is over.
    Resolved,
    /// Somebody wants to see whether telling works.
    Test,
}

impl Why {
    /// The word that is shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fired => "firing",
            Self::Reminder => "still firing",
            Self::Resolved => "resolved",
            Self::Test => "test",
        }
    }
}

/// Something to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Why.
    pub why: Why,
    /// What.
    pub finding: Finding,
    /// When.
    pub at: Micros,
}

/// The length of an alert's id: beyond any alert that there can be at the same time.
const ID_CHARS: usize = 12;

/// Resolved states are forgotten after so long.
const FORGET_MICROS: i64 = 30 * 86_400_000_000;

/// One step of every machine: what is found now against what was so before. Gives back what is to be
/// told and which states changed. What is not known at the moment, as a deployment that was not called
/// since the start, is taken to be as it was, until it would be told again.
pub fn step(
    states: &mut States,
    found: Vec<Finding>,
    now: Micros,
    remind: Duration,
    known: impl Fn(Rule, &str) -> bool,
) -> (Vec<Message>, Vec<(Rule, String)>) {
    let (mut messages, mut changed) = (Vec::new(), Vec::new());
    let remind = i64::try_from(remind.as_micros()).unwrap_or(i64::MAX);
    let found: BTreeMap<(Rule, String), Finding> = found
        .into_iter()
        .map(|finding| ((finding.rule, finding.scope.clone()), finding))
        .collect();
    for (key, finding) in &found {
        let known = states.get(key);
        let muted = known.is_some_and(|state| state.silence.is_muted(now));
        let before = known.filter(|state| state.firing);
        let why = match before {
            None => Why::Fired,
            Some(_) if muted => continue,
            Some(state) if state.times == 0 => Why::Fired,
            Some(state) if state.silence.acked_by.is_some() => continue,
            Some(state) if now.0.saturating_sub(state.told_at.0) >= remind => Why::Reminder,
            Some(_) => continue,
        };
        let state = State {
            firing: true,
            since: before.map_or(now, |state| state.since),
            told_at: now,
            times: before.map_or(0, |state| state.times) + u32::from(!muted),
            title: finding.title.clone(),
            owner: before.map_or_else(String::new, |state| state.owner.clone()),
            silence: Silence {
                acked_by: before.and_then(|state| state.silence.acked_by.clone()),
                muted_until: known.and_then(|state| state.silence.muted_until),
            },
        };
        states.insert(key.clone(), state);
        changed.push(key.clone());
        if !muted {
            messages.push(Message {
                why,
                finding: finding.clone(),
                at: now,
            });
        }
    }
    for (key, state) in states.iter_mut() {
        if !state.firing || found.contains_key(key) {
            continue;
        }
        // Told once and over at once: a report, a burst of slow calls.
        let quiet = !key.0.lasts() || !known(key.0, &key.1);
        if quiet && now.0.saturating_sub(state.told_at.0) < remind {
            continue;
        }
        state.firing = false;
        state.since = now;
        state.silence.acked_by = None;
        changed.push(key.clone());
        if !quiet && state.times > 0 && !state.silence.is_muted(now) {
            messages.push(Message {
                why: Why::Resolved,
                finding: Finding {
                    rule: key.0,
                    scope: key.1.clone(),
                    title: state.title.clone(),
                    facts: Vec::new(),
                },
                at: now,
            });
        }
    }
    (messages, changed)
}

/// Forgets what has been over for long; gives back what was forgotten.
pub fn forget(states: &mut States, now: Micros) -> Vec<(Rule, String)> {
    let old: Vec<_> = states
        .iter()
        .filter(|(_, state)| !state.firing && now.0 - state.since.0 > FORGET_MICROS)
        .map(|(key, _)| key.clone())
        .collect();
    for key in &old {
        states.remove(key);
    }
    old
}
