//! Looking at how it goes, and telling whoever is to be told when something is wrong.
//!
//! Every round takes a snapshot, asks the rules, and takes one step of the machines. States are kept
//! before anything is told, so that a restart tells nothing twice.

use crate::domain::alert::{
    self, BudgetNow, DeploymentNow, Message, Rule, Settings, SlowNow, Snapshot, States, Why,
};
use crate::domain::budget::Budget;
use crate::domain::time::Micros;
use crate::gateway::Gateway;
use crate::store::{Store, StoreError};
use crate::telemetry::alerts::{Messenger, Outbox};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often it looks.
const INTERVAL: Duration = Duration::from_secs(2);
/// How long the end waits for messages that are on their way.
const END_WAIT: Duration = Duration::from_secs(3);
const MICROS_PER_DAY: i64 = 86_400_000_000;

/// Makes the settings in force of the stored ones.
pub type ReadSettings = Arc<dyn Fn(&BTreeMap<String, String>) -> Settings + Send + Sync>;

/// What one round needs.
pub struct Watch {
    /// What is looked at.
    pub gateway: Arc<Gateway>,
    /// Where states are kept.
    pub store: Store,
    /// How settings are made.
    pub settings: ReadSettings,
    /// How people are told.
    pub messenger: Messenger,
}

struct Round {
    watch: Watch,
    outbox: Outbox,
    settings: Settings,
    revision: Option<i64>,
    states: States,
    /// The last day that a report was made of.
    reported: Option<String>,
}

/// Looks until stopped, and once more then.
pub async fn run(watch: Watch, stop: CancellationToken) {
    let states = loop {
        match watch.store.alert_states().await {
            Ok(states) => break states,
            Err(error) => {
                tracing::warn!(%error, "alerts wait for the database");
                tokio::select! {
                    () = tokio::time::sleep(INTERVAL) => {}
                    () = stop.cancelled() => return,
                }
            }
        }
    };
    let mut round = Round {
        outbox: Outbox::open(watch.messenger.clone()),
        settings: Settings::default(),
        revision: None,
        reported: None,
        states,
        watch,
    };
    loop {
        let stopped = tokio::select! {
            () = tokio::time::sleep(INTERVAL) => false,
            () = stop.cancelled() => true,
        };
        if let Err(error) = round.look().await {
            tracing::warn!(%error, "alerts cannot be worked out now");
        }
        if stopped {
            break;
        }
    }
    round.outbox.close(END_WAIT).await;
}

impl Round {
    async fn look(&mut self) -> Result<(), StoreError> {
        // What has ended is looked at too.
        let _ = tokio::time::timeout(INTERVAL, self.watch.gateway.observer.reached()).await;
        let revision = self.watch.gateway.catalog().revision;
        if self.revision != Some(revision) {
            self.settings = (self.watch.settings)(&self.watch.store.settings().await?);
            self.revision = Some(revision);
            let slow = i64::try_from(self.settings.slow_after.as_micros()).unwrap_or(i64::MAX);
            self.watch.gateway.observer.pulse.set_slow(slow);
        }
        let snapshot = self.snapshot().await?;
        let found = alert::findings(&snapshot);
        let now = snapshot.now;
        let called: Vec<&str> = snapshot
            .deployments
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        let known = |rule, scope: &str| rule != Rule::DeploymentDown || called.contains(&scope);
        let remind = self.settings.remind;
        let (messages, changed) = alert::step(&mut self.states, found, now, remind, known);
        for (rule, scope) in changed {
            if let Some(state) = self.states.get(&(rule, scope.clone())) {
                self.watch.store.put_alert(rule, &scope, state).await?;
            }
        }
        for (rule, scope) in alert::forget(&mut self.states, now) {
            self.watch.store.delete_alert(rule, &scope).await?;
        }
        for message in messages {
            self.tell(message);
        }
        Ok(())
    }

    fn tell(&self, message: Message) {
        let finding = &message.finding;
        let facts: Vec<String> = finding
            .facts
            .iter()
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        let (rule, state, facts) = (
            finding.rule.as_str(),
            message.why.as_str(),
            facts.join(", "),
        );
        if finding.rule == Rule::DailyReport || message.why == Why::Resolved {
            tracing::info!(rule, state, facts, "{}", finding.title);
        } else {
            tracing::warn!(rule, state, facts, "{}", finding.title);
        }
        for target in self.settings.targets(finding.rule) {
            self.outbox.put(target, message.clone());
        }
    }

    async fn snapshot(&mut self) -> Result<Snapshot, StoreError> {
        let gateway = self.watch.gateway.clone();
        let now = gateway.now();
        // There may be very many.
        let looked = gateway.clone();
        let budgets = tokio::task::spawn_blocking(move || budgets(&looked, now));
        let budgets = budgets.await.unwrap_or_default();
        let pulse = &gateway.observer.pulse;
        let deployments = pulse.deployments().into_iter();
        let slow = pulse.take_slow().into_iter();
        Ok(Snapshot {
            now,
            budgets,
            deployments: deployments
                .map(|(id, one)| DeploymentNow {
                    id: id.to_string(),
                    model: one.model.to_string(),
                    failures: one.failures,
                    status: one.status,
                })
                .collect(),
            slow: slow
                .map(|(model, slow)| SlowNow {
                    model: model.to_string(),
                    count: slow.count,
                    longest_ms: slow.longest_micros / 1_000,
                })
                .collect(),
            slow_after_seconds: self.settings.slow_after.as_secs(),
            outage_failures: self.settings.outage_failures,
            metering: gateway.journal.is_healthy(),
            report: self.report(now).await?,
        })
    }

    /// The figures of yesterday, once, and only where somebody is told of them.
    async fn report(&mut self, now: Micros) -> Result<Option<alert::Figures>, StoreError> {
        if self.settings.targets(Rule::DailyReport).is_empty() {
            return Ok(None);
        }
        let yesterday = Micros(now.0 - MICROS_PER_DAY).rfc3339();
        let day = yesterday.get(..10).unwrap_or_default().to_owned();
        let key = (Rule::DailyReport, day.clone());
        if self.reported.as_ref() == Some(&day) || self.states.contains_key(&key) {
            return Ok(None);
        }
        self.reported = Some(day.clone());
        let figures = self.watch.store.day_figures(&day).await?;
        Ok((figures.calls > 0).then_some(figures))
    }
}

/// Every budget of which something was spent.
fn budgets(gateway: &Gateway, now: Micros) -> Vec<BudgetNow> {
    let catalog = gateway.catalog().clone();
    let mut found = Vec::new();
    let mut look = |budget: &Budget, soft: bool| {
        let (window, ends) = budget.window(&catalog.policy.calendar, now);
        let spent = gateway.ledger.spent(&window);
        if spent.0 <= 0 || budget.limit.0 <= 0 {
            return;
        }
        let scope = &budget.scope;
        found.push(BudgetNow {
            scope: format!("{}:{}:{}", scope.kind.as_str(), scope.id, window.period),
            label: budget.label.to_string(),
            spent,
            limit: budget.limit_at(now),
            soft,
            window: ends.map(|ends| (window.start, ends)),
        });
    };
    let keys = catalog.keys().filter_map(|entry| entry.holders.first());
    for holder in catalog.owners.everyone().chain(keys) {
        holder.all_budgets().for_each(|budget| look(budget, false));
        holder
            .soft_budget
            .iter()
            .for_each(|budget| look(budget, true));
    }
    catalog
        .policy
        .max_budget
        .iter()
        .for_each(|budget| look(budget, false));
    found
}
