//! Looking at how it goes, and telling whoever is to be told when something is wrong.
//!
//! Every round takes a snapshot, asks the rules, and takes one step of the machines. States are kept
//! before anything is told, so that a restart tells nothing twice. Of several processes on one database
//! one has the lease and tells of budgets; of what only one sees, a deployment that fails it or a ledger
//! that it cannot write, each tells itself, unless another one has.

use crate::domain::alert::{
    self, BudgetNow, DeploymentNow, Finding, Message, Rule, Settings, SlowNow, Snapshot, State,
    States, Why,
};
use crate::domain::budget::Budget;
use crate::domain::time::Micros;
use crate::gateway::Gateway;
use crate::store::{Store, StoreError};
use crate::telemetry::alerts::{Messenger, Outbox};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// How often it looks.
const INTERVAL: Duration = Duration::from_secs(2);
/// How long the end waits for messages that are on their way, within the time that the whole stop has.
const END_WAIT: Duration = Duration::from_secs(3);
/// The lease of whoever tells of what all processes see alike.
const LEASE: &str = "alerts";
/// How long it is held at a time, in milliseconds: some rounds.
const LEASE_MILLIS: i64 = 10_000;
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
    /// When the stop is to be over; known once one is asked for.
    pub stop_by: Arc<OnceLock<Instant>>,
}

struct Round {
    watch: Watch,
    outbox: Outbox,
    settings: Settings,
    revision: Option<i64>,
    /// The states as they were last known.
    states: States,
    /// The last day that a report was made of.
    reported: Option<String>,
    /// What was told while the database could not be reached.
    alone: States,
    /// This process, among several on one database.
    me: String,
}

/// Looks until stopped, and once more then.
pub async fn run(watch: Watch, stop: CancellationToken) {
    let mut round = Round {
        outbox: Outbox::open(watch.messenger.clone()),
        settings: Settings::default(),
        revision: None,
        reported: None,
        states: States::new(),
        alone: States::new(),
        me: uuid::Uuid::new_v4().simple().to_string(),
        watch,
    };
    // What is slow is known before the first round is due.
    if let Err(error) = round.read_settings().await {
        tracing::warn!(%error, "alerts wait for the database");
    }
    loop {
        let stopped = tokio::select! {
            () = tokio::time::sleep(INTERVAL) => false,
            () = stop.cancelled() => true,
        };
        if let Err(error) = round.look().await {
            tracing::warn!(%error, "alerts cannot be worked out now");
            round.look_alone();
        }
        if stopped {
            break;
        }
    }
    let left = round.watch.store.leave_leases(&round.me);
    // Whoever is next waits for the lease's end then.
    let _ = tokio::time::timeout(INTERVAL, left).await;
    let left = |by: &Instant| by.saturating_duration_since(Instant::now());
    let left = round.watch.stop_by.get().map_or(END_WAIT, left);
    let lost = round.outbox.close(left.min(END_WAIT)).await;
    if lost > 0 {
        tracing::warn!(lost, "the proxy stops before every alert has arrived");
    }
}

/// Takes out of `states` what this process answers for: shared rules where it has the lease; of the
/// others what is over, what it told itself, and what somebody told who is gone.
fn own(states: &States, leads: bool, me: &str, alive: &BTreeSet<String>) -> States {
    let mine = |rule: Rule, state: &State| {
        if rule.is_shared() {
            return leads;
        }
        let is_left = leads && !alive.contains(&state.owner);
        !state.firing || state.owner == me || is_left
    };
    let of_me = states
        .iter()
        .filter(|((rule, _), state)| mine(*rule, state));
    of_me
        .map(|(key, state)| (key.clone(), state.clone()))
        .collect()
}

impl Round {
    /// Reads the settings when they may have changed.
    async fn read_settings(&mut self) -> Result<(), StoreError> {
        let revision = self.watch.gateway.catalog().revision;
        if self.revision == Some(revision) {
            return Ok(());
        }
        let store = &self.watch.store;
        self.settings = (self.watch.settings)(&store.settings().await?);
        self.revision = Some(revision);
        let slow = i64::try_from(self.settings.slow_after.as_micros()).unwrap_or(i64::MAX);
        self.watch.gateway.observer.pulse.set_slow(slow);
        Ok(())
    }

    async fn look(&mut self) -> Result<(), StoreError> {
        // What has ended is looked at too.
        let _ = tokio::time::timeout(INTERVAL, self.watch.gateway.observer.reached()).await;
        self.read_settings().await?;
        let store = &self.watch.store;
        let now = self.watch.gateway.now();
        let until = now.plus_millis(LEASE_MILLIS);
        let leads = store.take_lease(LEASE, &self.me, (now, until)).await?;
        // Others see by it that this process lives.
        let own_lease = format!("{LEASE}:{}", self.me);
        store.take_lease(&own_lease, &self.me, (now, until)).await?;
        let alive = store.lease_holders(now).await?;
        self.states = store.alert_states().await?;
        // What was told without the database is put there, so that it is known to last.
        for ((rule, scope), state) in &self.alone {
            let key = (*rule, scope.clone());
            let before = self.states.get(&key);
            store.claim_alert(*rule, scope, before, state).await?;
            self.states.insert(key, state.clone());
        }
        self.alone.clear();
        let snapshot = self.snapshot(leads).await?;
        let remind = self.settings.remind;
        let before = own(&self.states, leads, &self.me, &alive);
        let mut found = alert::findings(&snapshot);
        found.retain(|one| {
            let key = (one.rule, one.scope.clone());
            // What another process tells of is not told twice.
            before.contains_key(&key)
                || !self.states.contains_key(&key) && (leads || !one.rule.is_shared())
        });
        let called: Vec<&str> = snapshot
            .deployments
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        let known = |rule, scope: &str| rule != Rule::DeploymentDown || called.contains(&scope);
        let mut after = before.clone();
        let (messages, changed) = alert::step(&mut after, found, now, remind, known);
        for key in changed {
            let Some(state) = after.get_mut(&key) else {
                continue;
            };
            state.owner.clone_from(&self.me);
            let (rule, scope) = &key;
            let store = &self.watch.store;
            let claimed = store
                .claim_alert(*rule, scope, before.get(&key), state)
                .await?;
            self.states.insert(key.clone(), state.clone());
            let message = messages
                .iter()
                .find(|one| one.finding.rule == *rule && one.finding.scope == *scope);
            if let Some(message) = message.filter(|_| claimed) {
                self.tell(message.clone());
            }
        }
        if leads {
            for (rule, scope) in alert::forget(&mut after, now) {
                self.watch.store.delete_alert(rule, &scope).await?;
            }
        }
        Ok(())
    }

    /// Looks without the database, at the one thing that must be told just then.
    fn look_alone(&mut self) {
        let now = self.watch.gateway.now();
        let snapshot = Snapshot {
            now,
            metering: self.watch.gateway.journal.is_healthy(),
            ..Snapshot::default()
        };
        let found: Vec<Finding> = alert::findings(&snapshot);
        if found.is_empty() {
            return;
        }
        let mut metering = self.states.clone();
        metering.retain(|(rule, _), _| *rule == Rule::FailedMetering);
        metering.append(&mut self.alone);
        let remind = self.settings.remind;
        let (messages, _) = alert::step(&mut metering, found, now, remind, |_, _| true);
        for state in metering.values_mut() {
            state.owner.clone_from(&self.me);
        }
        self.alone = metering;
        for message in messages {
            self.tell(message);
        }
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

    async fn snapshot(&mut self, leads: bool) -> Result<Snapshot, StoreError> {
        let gateway = self.watch.gateway.clone();
        let now = gateway.now();
        // There may be very many.
        let looked = gateway.clone();
        let budgets = if leads {
            let budgets = tokio::task::spawn_blocking(move || budgets(&looked, now));
            budgets.await.unwrap_or_default()
        } else {
            Vec::new()
        };
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
            report: if leads { self.report(now).await? } else { None },
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
