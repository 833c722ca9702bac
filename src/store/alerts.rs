//! What was told of each alert.

use super::Store;
use super::changes::AuditEntry;
use super::error::StoreError;
use super::session::Args;
use crate::domain::alert::{Figures, Mute, Rule, State, States};
use crate::domain::money::Nanos;
use crate::domain::time::Micros;

/// Models that a day's figures name.
const MODELS: i64 = 5;

impl Store {
    /// Every state. Those of rules that this version does not know are left out.
    pub async fn alert_states(&self) -> Result<States, StoreError> {
        let sql = "SELECT rule, scope, firing, since, told_at, times, title, owner, acked_at, acked_by \
                   FROM alerts";
        let rows = self.acquire().await?.db().fetch(sql, Args::new()).await?;
        let mut states = States::new();
        for row in &rows {
            let mut row = row.read();
            let rule = Rule::parse(row.text()?);
            let scope = row.owned()?;
            let mut state = State {
                firing: row.int()? != 0,
                since: Micros(row.int()?),
                told_at: Micros(row.int()?),
                times: u32::try_from(row.int()?).unwrap_or(u32::MAX),
                title: row.owned()?,
                owner: row.owned()?,
                acked: None,
            };
            let (acked_at, acked_by) = (row.opt_int()?, row.owned()?);
            state.acked = acked_at.map(|at| (Micros(at), acked_by));
            if let Some(rule) = rule {
                states.insert((rule, scope), state);
            }
        }
        Ok(states)
    }

    /// Keeps a state that follows on another; false when another process was first, so that only one of
    /// several tells of it.
    pub async fn claim_alert(
        &self,
        rule: Rule,
        scope: &str,
        before: Option<&State>,
        state: &State,
    ) -> Result<bool, StoreError> {
        let args = Args::new()
            .text(rule.as_str())
            .text(scope)
            .int(i64::from(state.firing))
            .int(state.since.0)
            .int(state.told_at.0)
            .int(i64::from(state.times))
            .text(&state.title)
            .text(&state.owner)
            .opt_int(state.acked.as_ref().map(|(at, _)| at.0))
            .text(state.acked.as_ref().map_or("", |(_, by)| by));
        let (sql, args) = match before {
            None => (
                "INSERT INTO alerts (rule, scope, firing, since, told_at, times, title, owner, acked_at, acked_by) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (rule, scope) DO NOTHING",
                args,
            ),
            Some(before) => (
                "UPDATE alerts SET firing = $3, since = $4, told_at = $5, times = $6, title = $7, owner = $8, \
                 acked_at = $9, acked_by = $10 \
                 WHERE rule = $1 AND scope = $2 AND firing = $11 AND since = $12 AND told_at = $13",
                args.int(i64::from(before.firing))
                    .int(before.since.0)
                    .int(before.told_at.0),
            ),
        };
        Ok(self.acquire().await?.db().execute(sql, args).await? == 1)
    }

    /// Notes that somebody knows of an alert; `NotFound` when it does not last.
    pub async fn ack_alert(
        &self,
        (rule, scope): (Rule, &str),
        (at, by): (Micros, &str),
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        let sql = "UPDATE alerts SET acked_at = $3, acked_by = $4 WHERE rule = $1 AND scope = $2 AND firing = 1";
        let args = Args::new()
            .text(rule.as_str())
            .text(scope)
            .int(at.0)
            .text(by);
        if change.0.db().execute(sql, args).await? == 0 {
            return Err(StoreError::NotFound);
        }
        change.finish(audit).await
    }

    /// Everything that is not told for a while.
    pub async fn alert_mutes(&self) -> Result<Vec<Mute>, StoreError> {
        let sql = "SELECT rule, scope, muted_until, muted_by FROM alert_mutes ORDER BY rule, scope";
        let rows = self.acquire().await?.db().fetch(sql, Args::new()).await?;
        let mut mutes = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut row = row.read();
            let rule = Rule::parse(row.text()?);
            let (scope, until, by) = (row.owned()?, Micros(row.int()?), row.owned()?);
            mutes.extend(rule.map(|rule| Mute {
                rule,
                scope,
                until,
                by,
            }));
        }
        Ok(mutes)
    }

    /// Does not tell of something until a moment; one that is past takes an earlier word back.
    pub async fn mute_alert(&self, mute: &Mute, audit: &AuditEntry) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        let sql = "INSERT INTO alert_mutes (rule, scope, muted_until, muted_by) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (rule, scope) DO UPDATE SET muted_until = excluded.muted_until, \
                   muted_by = excluded.muted_by";
        let args = Args::new()
            .text(mute.rule.as_str())
            .text(&mute.scope)
            .int(mute.until.0)
            .text(&mute.by);
        change.0.db().execute(sql, args).await?;
        let old = "DELETE FROM alert_mutes WHERE muted_until <= $1";
        change
            .0
            .db()
            .execute(old, Args::new().int(audit.at.0))
            .await?;
        change.finish(audit).await
    }

    /// Takes or keeps a lease, which one process of several has at a time; false when another one has it.
    pub async fn take_lease(
        &self,
        name: &str,
        holder: &str,
        (now, until): (Micros, Micros),
    ) -> Result<bool, StoreError> {
        let sql = "INSERT INTO leases (name, holder, held_until) VALUES ($1, $2, $3) \
                   ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until \
                   WHERE leases.holder = excluded.holder OR leases.held_until < $4";
        let args = Args::new().text(name).text(holder).int(until.0).int(now.0);
        Ok(self.acquire().await?.db().execute(sql, args).await? == 1)
    }

    /// Gives a lease back.
    pub async fn leave_lease(&self, name: &str, holder: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM leases WHERE name = $1 AND holder = $2";
        let args = Args::new().text(name).text(holder);
        self.acquire().await?.db().execute(sql, args).await?;
        Ok(())
    }

    /// Forgets a state.
    pub async fn delete_alert(&self, rule: Rule, scope: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM alerts WHERE rule = $1 AND scope = $2";
        let args = Args::new().text(rule.as_str()).text(scope);
        self.acquire().await?.db().execute(sql, args).await?;
        Ok(())
    }

    /// What happened on a day, written as `2026-11-30`.
    pub async fn day_figures(&self, day: &str) -> Result<Figures, StoreError> {
        let sums = "SELECT COALESCE(CAST(SUM(requests) AS BIGINT), 0), COALESCE(CAST(SUM(failures) AS BIGINT), 0), \
                    COALESCE(CAST(SUM(prompt_tokens + completion_tokens) AS BIGINT), 0), \
                    COALESCE(CAST(SUM(spend_nanos) AS BIGINT), 0) FROM daily_totals WHERE day = $1";
        let by_model = "SELECT model, CAST(SUM(spend_nanos) AS BIGINT) AS spent FROM daily_totals WHERE day = $1 \
                        GROUP BY model ORDER BY spent DESC, model LIMIT $2";
        let mut session = self.acquire().await?;
        let row = session.db().first(sums, Args::new().text(day)).await?;
        let mut figures = Figures {
            day: day.to_owned(),
            calls: 0,
            failed: 0,
            tokens: 0,
            spent: Nanos::ZERO,
            models: Vec::new(),
        };
        if let Some(row) = &row {
            let mut row = row.read();
            figures.calls = row.count()?;
            figures.failed = row.count()?;
            figures.tokens = row.count()?;
            figures.spent = Nanos(row.int()?);
        }
        let args = Args::new().text(day).int(MODELS);
        for row in &session.db().fetch(by_model, args).await? {
            let mut row = row.read();
            figures.models.push((row.owned()?, Nanos(row.int()?)));
        }
        Ok(figures)
    }
}
