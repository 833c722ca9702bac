//! What was told of each alert.

use super::Store;
use super::changes::AuditEntry;
use super::error::StoreError;
use super::session::Args;
use crate::domain::alert::{Figures, Rule, Silence, State, States};
use crate::domain::money::Nanos;
use crate::domain::time::Micros;
use std::collections::BTreeSet;

/// Models that a day's figures name.
const MODELS: i64 = 5;

impl Store {
    /// Every state. Those of rules that this version does not know are left out.
    pub async fn alert_states(&self) -> Result<States, StoreError> {
        let sql = "SELECT rule, scope, firing, since, told_at, times, title, owner, acked_by, muted_until FROM alerts";
        let rows = self.acquire().await?.db().fetch(sql, Args::new()).await?;
        let mut states = States::new();
        for row in &rows {
            let mut row = row.read();
            let rule = Rule::parse(row.text()?);
            let scope = row.owned()?;
            let state = State {
                firing: row.int()? != 0,
                since: Micros(row.int()?),
                told_at: Micros(row.int()?),
                times: u32::try_from(row.int()?).unwrap_or(u32::MAX),
                title: row.owned()?,
                owner: row.owned()?,
                silence: Silence {
                    acked_by: row.opt_owned()?,
                    muted_until: row.opt_int()?.map(Micros),
                },
            };
            if let Some(rule) = rule {
                states.insert((rule, scope), state);
            }
        }
        Ok(states)
    }

    /// Keeps a state that follows on another; false when another process was first, so that only one of
    /// several tells of it. What people want of it stays as it is; who has seen it is forgotten when it is
    /// over or begins.
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
            .text(&state.owner);
        let (sql, args) = match before {
            None => (
                "INSERT INTO alerts (rule, scope, firing, since, told_at, times, title, owner) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (rule, scope) DO NOTHING",
                args,
            ),
            Some(before) => (
                "UPDATE alerts SET firing = $3, since = $4, told_at = $5, times = $6, title = $7, owner = $8, \
                 acked_by = CASE WHEN since = $4 THEN acked_by END \
                 WHERE rule = $1 AND scope = $2 AND firing = $9 AND since = $10 AND told_at = $11",
                args.int(i64::from(before.firing))
                    .int(before.since.0)
                    .int(before.told_at.0),
            ),
        };
        Ok(self.acquire().await?.db().execute(sql, args).await? == 1)
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

    /// Who holds a lease now.
    pub async fn lease_holders(&self, now: Micros) -> Result<BTreeSet<String>, StoreError> {
        let sql = "SELECT DISTINCT holder FROM leases WHERE held_until >= $1";
        let args = Args::new().int(now.0);
        let rows = self.acquire().await?.db().fetch(sql, args).await?;
        rows.iter().map(|row| row.read().owned()).collect()
    }

    /// Gives back every lease of a holder.
    pub async fn leave_leases(&self, holder: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM leases WHERE holder = $1";
        let args = Args::new().text(holder);
        self.acquire().await?.db().execute(sql, args).await?;
        Ok(())
    }

    /// Keeps who has seen an alert; `None` for nobody.
    pub async fn ack_alert(
        &self,
        rule: Rule,
        scope: &str,
        by: Option<&str>,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE alerts SET acked_by = $3 WHERE rule = $1 AND scope = $2 AND firing <> 0";
        let args = Args::new().text(rule.as_str()).text(scope).opt_text(by);
        self.change_alert(sql, args, audit).await
    }

    /// Keeps until when nothing is told of an alert; `None` for told at once.
    pub async fn mute_alert(
        &self,
        rule: Rule,
        scope: &str,
        until: Option<Micros>,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE alerts SET muted_until = $3 WHERE rule = $1 AND scope = $2";
        let args = Args::new().text(rule.as_str()).text(scope);
        let args = args.opt_int(until.map(|until| until.0));
        self.change_alert(sql, args, audit).await
    }

    async fn change_alert(
        &self,
        sql: &'static str,
        args: Args<'_>,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        if change.0.db().execute(sql, args).await? == 0 {
            return Err(StoreError::NotFound);
        }
        change.finish(audit).await
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
