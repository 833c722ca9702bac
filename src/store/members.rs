//! Who belongs to which team or organization, and the named budgets that many share.

use super::Store;
use super::changes::{AuditEntry, Change};
use super::error::StoreError;
use super::limits::{self, LimitWords, json};
use super::session::{Args, Row};
use crate::domain::owner::{Member, NamedBudget, OwnerKind};
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;

const MEMBER: &str = "group_kind, group_id, user_id, role, models, budget_id, max_budget_nanos, budget_period, \
    budget_anchor, rpm_limit, tpm_limit, max_parallel_requests, more_limits, created_at, updated_at";
const BUDGET: &str = "budget_id, max_budget_nanos, budget_period, budget_anchor, rpm_limit, tpm_limit, \
    max_parallel_requests, more_limits, created_at, updated_at, created_by, updated_by";

fn read_member(row: &Row) -> Result<Member, StoreError> {
    let mut row = row.read();
    Ok(Member {
        group: row.word(OwnerKind::parse)?,
        group_id: row.shared()?,
        user_id: row.shared()?,
        role: row.owned()?,
        models: json(row.text()?)?,
        budget_id: row.opt_shared()?,
        limits: limits::read(&mut row)?,
        created_at: Micros(row.int()?),
        updated_at: Micros(row.int()?),
    })
}

fn read_budget(row: &Row) -> Result<NamedBudget, StoreError> {
    let mut row = row.read();
    Ok(NamedBudget {
        id: row.shared()?,
        limits: limits::read(&mut row)?,
        created_at: Micros(row.int()?),
        updated_at: Micros(row.int()?),
        created_by: row.owned()?,
        updated_by: row.owned()?,
    })
}

fn bind_budget<'a>(budget: &'a NamedBudget, words: &'a LimitWords) -> Args<'a> {
    limits::bind(Args::new().text(&budget.id), &budget.limits, words)
        .int(budget.created_at.0)
        .int(budget.updated_at.0)
        .text(&budget.created_by)
        .text(&budget.updated_by)
}

const REMOVE_MEMBER: &str =
    "DELETE FROM members WHERE group_kind = $1 AND group_id = $2 AND user_id = $3";

fn models_of(member: &Member) -> String {
    serde_json::to_string(&member.models).unwrap_or_default()
}

/// Whose place it is, and where.
fn named(member: &Member) -> Args<'_> {
    Args::new()
        .text(member.group.as_str())
        .text(&member.group_id)
        .text(&member.user_id)
}

fn bind_member<'a>(member: &'a Member, words: &'a LimitWords, models: &'a str) -> Args<'a> {
    let args = named(member)
        .text(&member.role)
        .text(models)
        .opt_text(member.budget_id.as_deref());
    limits::bind(args, &member.limits, words)
        .int(member.created_at.0)
        .int(member.updated_at.0)
}

async fn insert(change: &mut Change, member: &Member) -> Result<(), StoreError> {
    let (words, models) = (LimitWords::of(&member.limits), models_of(member));
    let sql = format!(
        "INSERT INTO members ({MEMBER}) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
    );
    let args = bind_member(member, &words, &models);
    change.0.db().execute(AssertSqlSafe(sql), args).await?;
    Ok(())
}

impl Store {
    /// Adds a member; `Conflict` when they are one.
    pub async fn insert_member(
        &self,
        member: &Member,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        insert(&mut change, member).await?;
        change.finish(audit).await
    }

    /// Adds a member, or replaces it.
    pub async fn put_member(&self, member: &Member, audit: &AuditEntry) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        change.0.db().execute(REMOVE_MEMBER, named(member)).await?;
        insert(&mut change, member).await?;
        change.finish(audit).await
    }

    /// Replaces a member. `NotFound` when there is none, `Changed` when its last change is not the one that
    /// was `seen`.
    pub async fn update_member(
        &self,
        seen: Micros,
        member: &Member,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let (words, models) = (LimitWords::of(&member.limits), models_of(member));
        let args = bind_member(member, &words, &models).int(seen.0);
        let places: Vec<String> = (1..args.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "UPDATE members SET ({MEMBER}) = ({}) WHERE group_kind = $1 AND group_id = $2 AND user_id = $3 \
             AND updated_at = ${}",
            places.join(", "),
            args.len()
        );
        let mut change = self.change().await?;
        if change.0.db().execute(AssertSqlSafe(sql), args).await? == 0 {
            let there = "SELECT COUNT(*) FROM members WHERE group_kind = $1 AND group_id = $2 AND user_id = $3";
            let why = change.unwritten(Some(seen), there, named(member));
            return Err(why.await?);
        }
        change.finish(audit).await
    }

    /// Takes a member out, and archives the keys that were theirs there. `NotFound` when there is none.
    pub async fn delete_member(
        &self,
        group: OwnerKind,
        group_id: &str,
        user_id: &str,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        let deleted = change
            .0
            .db()
            .execute(
                REMOVE_MEMBER,
                Args::new()
                    .text(group.as_str())
                    .text(group_id)
                    .text(user_id),
            )
            .await?;
        if deleted == 0 {
            return Err(StoreError::NotFound);
        }
        if group == OwnerKind::Team {
            change.archive_member_keys(group_id, user_id, audit).await?;
        }
        change.finish(audit).await
    }

    /// The members of a team or an organization, in order of joining.
    pub async fn members_of(
        &self,
        group: OwnerKind,
        group_id: &str,
    ) -> Result<Vec<Member>, StoreError> {
        let sql = format!(
            "SELECT {MEMBER} FROM members WHERE group_kind = $1 AND group_id = $2 ORDER BY created_at, user_id"
        );
        let args = Args::new().text(group.as_str()).text(group_id);
        self.members(sql, args).await
    }

    /// The memberships of a user.
    pub async fn memberships(&self, user_id: &str) -> Result<Vec<Member>, StoreError> {
        let sql = format!(
            "SELECT {MEMBER} FROM members WHERE user_id = $1 ORDER BY group_kind, group_id"
        );
        self.members(sql, Args::new().text(user_id)).await
    }

    /// Every member, for the catalog.
    pub async fn all_members(&self) -> Result<Vec<Member>, StoreError> {
        let sql = format!("SELECT {MEMBER} FROM members");
        self.members(sql, Args::new()).await
    }

    async fn members(&self, sql: String, args: Args<'_>) -> Result<Vec<Member>, StoreError> {
        let sql = AssertSqlSafe(sql);
        let rows = self.acquire().await?.db().fetch(sql, args).await?;
        rows.iter().map(read_member).collect()
    }

    /// Adds a named budget; `Conflict` when its name is taken.
    pub async fn insert_budget(
        &self,
        budget: &NamedBudget,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO budgets ({BUDGET}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
        );
        let words = LimitWords::of(&budget.limits);
        let mut change = self.change().await?;
        let args = bind_budget(budget, &words);
        change.0.db().execute(AssertSqlSafe(sql), args).await?;
        change.finish(audit).await
    }

    /// Replaces a named budget. `NotFound` when there is none, `Changed` when its last change is not the one
    /// that was `seen`.
    pub async fn update_budget(
        &self,
        seen: Option<Micros>,
        budget: &NamedBudget,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE budgets SET max_budget_nanos = $2, budget_period = $3, budget_anchor = $4, rpm_limit = $5, \
                   tpm_limit = $6, max_parallel_requests = $7, more_limits = $8, created_at = $9, updated_at = $10, \
                   created_by = $11, updated_by = $12 WHERE budget_id = $1 AND ($13 IS NULL OR updated_at = $13)";
        let words = LimitWords::of(&budget.limits);
        let args = bind_budget(budget, &words).opt_int(seen.map(|at| at.0));
        let mut change = self.change().await?;
        if change.0.db().execute(sql, args).await? == 0 {
            let there = "SELECT COUNT(*) FROM budgets WHERE budget_id = $1";
            let args = Args::new().text(&budget.id);
            return Err(change.unwritten(seen, there, args).await?);
        }
        change.finish(audit).await
    }

    /// Deletes a named budget. `NotFound` when there is none.
    pub async fn delete_budget(&self, id: &str, audit: &AuditEntry) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        let sql = "DELETE FROM budgets WHERE budget_id = $1";
        if change.0.db().execute(sql, Args::new().text(id)).await? == 0 {
            return Err(StoreError::NotFound);
        }
        change.finish(audit).await
    }

    /// One named budget.
    pub async fn get_budget(&self, id: &str) -> Result<Option<NamedBudget>, StoreError> {
        let sql = AssertSqlSafe(format!("SELECT {BUDGET} FROM budgets WHERE budget_id = $1"));
        let row = self
            .acquire()
            .await?
            .db()
            .first(sql, Args::new().text(id))
            .await?;
        row.as_ref().map(read_budget).transpose()
    }

    /// Every named budget, newest first.
    pub async fn all_budgets(&self) -> Result<Vec<NamedBudget>, StoreError> {
        let sql = AssertSqlSafe(format!(
            "SELECT {BUDGET} FROM budgets ORDER BY created_at DESC, budget_id"
        ));
        let rows = self.acquire().await?.db().fetch(sql, Args::new()).await?;
        rows.iter().map(read_budget).collect()
    }
}
