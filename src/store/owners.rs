//! Users, teams, organizations, end users, tags.

use super::Store;
use super::changes::{AuditEntry, Change};
use super::error::StoreError;
use super::filter::{Filter, containing};
use super::limits::{self, LimitWords, json};
use super::session::{Args, Reader, Row};
use crate::domain::money::Nanos;
use crate::domain::owner::{Account, Owner, OwnerKind, Role};
use crate::domain::secret::Secret;
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;

/// An owner and all that was ever spent for it.
#[derive(Clone, Debug)]
pub struct OwnerRow {
    /// The owner.
    pub owner: Owner,
    /// Its lifetime spend.
    pub spend: Nanos,
}

/// What to list, in which order, which part of it.
#[derive(Clone, Debug)]
pub struct ListOwners {
    /// Which kind.
    pub kind: OwnerKind,
    /// Which page, from 1.
    pub page: u32,
    /// Owners on a page.
    pub size: u32,
    /// Only these, when any are named.
    pub ids: Vec<String>,
    /// Only with these names at the identity provider, when any are named.
    pub sso_ids: Vec<String>,
    /// Only of these organizations, when any are named.
    pub organization_ids: Vec<String>,
    /// Only those that this user is a member of.
    pub member: Option<String>,
    /// Only with this role.
    pub role: Option<Role>,
    /// Only where the e-mail address contains this, in any case.
    pub email: Option<String>,
    /// Only where the alias contains this, in any case.
    pub alias: Option<String>,
    /// Only where alias or e-mail address contains this, in any case, or where the id fits.
    pub search: Option<String>,
    /// How an id fits what is searched.
    pub search_ids: SearchIds,
    /// What to sort by.
    pub sort_by: OwnerSort,
    /// Largest first.
    pub descending: bool,
}

impl ListOwners {
    /// The first hundred of a kind, newest first.
    #[must_use]
    pub fn of(kind: OwnerKind) -> Self {
        Self {
            kind,
            page: 1,
            size: 100,
            ids: Vec::new(),
            sso_ids: Vec::new(),
            organization_ids: Vec::new(),
            member: None,
            role: None,
            email: None,
            alias: None,
            search: None,
            search_ids: SearchIds::default(),
            sort_by: OwnerSort::CreatedAt,
            descending: true,
        }
    }
}

/// How an id fits a search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SearchIds {
    /// It contains what is searched, in any case.
    #[default]
    Part,
    /// It is that.
    Whole,
    /// It begins with that, in any case.
    Start,
}

/// What owners can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OwnerSort {
    /// When it was made.
    #[default]
    CreatedAt,
    /// When it was last changed.
    UpdatedAt,
    /// Its id.
    Id,
    /// Its alias.
    Alias,
    /// Its e-mail address.
    Email,
    /// Its role.
    Role,
    /// Lifetime spend.
    Spend,
    /// Its budget.
    MaxBudget,
}

impl OwnerSort {
    fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "o.created_at",
            Self::UpdatedAt => "o.updated_at",
            Self::Id => "o.id",
            Self::Alias => "o.alias",
            Self::Email => "o.email",
            Self::Role => "o.role",
            Self::Spend => "spend",
            Self::MaxBudget => "o.max_budget_nanos",
        }
    }
}

/// A page of owners.
#[derive(Clone, Debug)]
pub struct OwnerPage {
    /// The owners on it.
    pub rows: Vec<OwnerRow>,
    /// How many there are on all pages.
    pub total_count: u64,
}

const COLUMNS: &str = "kind, id, alias, organization_id, models, aliases, blocked, budget_id, max_budget_nanos, \
    budget_period, budget_anchor, rpm_limit, tpm_limit, max_parallel_requests, more_limits, email, role, \
    password_hash, sso_id, metadata, extra, created_at, updated_at, created_by, updated_by";

const SELECT: &str = "SELECT o.kind, o.id, o.alias, o.organization_id, o.models, o.aliases, o.blocked, o.budget_id, \
    o.max_budget_nanos, o.budget_period, o.budget_anchor, o.rpm_limit, o.tpm_limit, o.max_parallel_requests, \
    o.more_limits, o.email, o.role, o.password_hash, o.sso_id, o.metadata, o.extra, o.created_at, o.updated_at, \
    o.created_by, o.updated_by, COALESCE(t.spend_nanos, 0) AS spend FROM owners o LEFT JOIN window_totals t \
    ON t.scope_kind = o.kind AND t.scope_id = o.id AND t.period = 'total' AND t.window_start = 0";

/// The parts of an owner that are stored in words.
struct Words {
    models: String,
    aliases: String,
    limits: LimitWords,
}

impl Words {
    fn of(owner: &Owner) -> Self {
        Self {
            models: serde_json::to_string(&owner.models).unwrap_or_default(),
            aliases: serde_json::to_string(&owner.aliases).unwrap_or_default(),
            limits: LimitWords::of(&owner.limits),
        }
    }
}

fn bind<'a>(owner: &'a Owner, words: &'a Words) -> Args<'a> {
    let args = Args::new()
        .text(owner.kind.as_str())
        .text(&owner.id)
        .opt_text(owner.alias.as_deref())
        .opt_text(owner.organization_id.as_deref())
        .text(&words.models)
        .text(&words.aliases)
        .flag(owner.blocked)
        .opt_text(owner.budget_id.as_deref());
    let account = &owner.account;
    limits::bind(args, &owner.limits, &words.limits)
        .opt_text(account.email.as_deref())
        .opt_text(account.role.map(Role::as_str))
        .opt_text(account.password_hash.as_ref().map(Secret::expose))
        .opt_text(account.sso_id.as_deref())
        .text(&owner.metadata)
        .text(&owner.extra)
        .int(owner.created_at.0)
        .int(owner.updated_at.0)
        .text(&owner.created_by)
        .text(&owner.updated_by)
}

fn read(row: &Row) -> Result<OwnerRow, StoreError> {
    let mut row = row.read();
    let owner = read_owner(&mut row)?;
    let spend = Nanos(row.int()?);
    Ok(OwnerRow { owner, spend })
}

fn read_owner(row: &mut Reader<'_>) -> Result<Owner, StoreError> {
    Ok(Owner {
        kind: row.word(OwnerKind::parse)?,
        id: row.shared()?,
        alias: row.opt_owned()?,
        organization_id: row.opt_shared()?,
        models: json(row.text()?)?,
        aliases: json(row.text()?)?,
        blocked: row.flag()?,
        budget_id: row.opt_shared()?,
        limits: limits::read(row)?,
        account: Account {
            email: row.opt_owned()?,
            role: row.opt_text()?.and_then(Role::parse),
            password_hash: row.opt_text()?.map(Secret::new),
            sso_id: row.opt_owned()?,
        },
        metadata: row.owned()?,
        extra: row.owned()?,
        created_at: Micros(row.int()?),
        updated_at: Micros(row.int()?),
        created_by: row.owned()?,
        updated_by: row.owned()?,
    })
}

impl Store {
    /// Adds an owner; `Conflict` when its id or its e-mail address is taken.
    pub async fn insert_owner(&self, owner: &Owner, audit: &AuditEntry) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        insert(&mut change, owner).await?;
        change.finish(audit).await
    }

    /// Replaces an owner. `NotFound` when there is none, `Conflict` when its e-mail address is taken, `Changed`
    /// when its last change is not the one that was `seen`.
    pub async fn update_owner(
        &self,
        seen: Option<Micros>,
        owner: &Owner,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let words = Words::of(owner);
        let args = bind(owner, &words);
        let places: Vec<String> = (1..=args.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "UPDATE owners SET ({COLUMNS}) = ({}) WHERE kind = $1 AND id = $2 \
             AND (${n} IS NULL OR updated_at = ${n})",
            places.join(", "),
            n = args.len() + 1
        );
        let args = args.opt_int(seen.map(|at| at.0));
        let mut change = self.change().await?;
        if change.0.db().execute(AssertSqlSafe(sql), args).await? == 0 {
            let there = "SELECT COUNT(*) FROM owners WHERE kind = $1 AND id = $2";
            let args = Args::new().text(owner.kind.as_str()).text(&owner.id);
            return Err(change.unwritten(seen, there, args).await?);
        }
        change.finish(audit).await
    }

    /// One owner.
    pub async fn get_owner(
        &self,
        kind: OwnerKind,
        id: &str,
    ) -> Result<Option<OwnerRow>, StoreError> {
        let sql = AssertSqlSafe(format!("{SELECT} WHERE o.kind = $1 AND o.id = $2"));
        let args = Args::new().text(kind.as_str()).text(id);
        let row = self.acquire().await?.db().first(sql, args).await?;
        row.as_ref().map(read).transpose()
    }

    /// The user with this e-mail address, in any case.
    pub async fn get_user_by_email(&self, email: &str) -> Result<Option<OwnerRow>, StoreError> {
        let sql = AssertSqlSafe(format!(
            "{SELECT} WHERE o.kind = 'user' AND LOWER(o.email) = LOWER($1)"
        ));
        let row = self
            .acquire()
            .await?
            .db()
            .first(sql, Args::new().text(email))
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Every owner, for the catalog.
    pub async fn all_owners(&self) -> Result<Vec<OwnerRow>, StoreError> {
        let rows = self
            .acquire()
            .await?
            .db()
            .fetch(SELECT, Args::new())
            .await?;
        rows.iter().map(read).collect()
    }

    /// A page of owners.
    pub async fn list_owners(&self, list: &ListOwners) -> Result<OwnerPage, StoreError> {
        let like = [&list.email, &list.alias, &list.search].map(|part| containing(part.as_deref()));
        let mut filter = Filter::default();
        filter.and("o.kind = $", |args| args.text(list.kind.as_str()));
        filter.one_of("o.id", &list.ids);
        filter.one_of("o.sso_id", &list.sso_ids);
        filter.one_of("o.organization_id", &list.organization_ids);
        if let Some(user) = &list.member {
            filter.and(
                "(o.kind, o.id) IN (SELECT group_kind, group_id FROM members WHERE user_id = $",
                |args| args.text(user),
            );
            filter.sql.push(')');
        }
        if let Some(role) = list.role {
            filter.and("o.role = $", |args| args.text(role.as_str()));
        }
        for (part, columns, pattern) in [
            (&list.email, &["o.email"][..], &like[0]),
            (&list.alias, &["o.alias"][..], &like[1]),
        ] {
            if part.is_some() {
                filter.any_like(columns, pattern);
            }
        }
        and_search(&mut filter, list, &["o.alias", "o.email"], &like[2]);
        let Filter { sql, args } = filter;
        let (column, n) = (list.sort_by.column(), args.len());
        let order = if list.descending { "DESC" } else { "ASC" };
        // The id settles ties, or an owner could be on two pages.
        let page = format!(
            "{SELECT} WHERE TRUE{sql} ORDER BY {column} {order} NULLS LAST, o.id LIMIT ${} OFFSET ${}",
            n + 1,
            n + 2
        );
        let count = format!("SELECT COUNT(*) FROM owners o WHERE TRUE{sql}");
        let offset = i64::from(list.page.saturating_sub(1)) * i64::from(list.size);
        // One moment for both, so that the count fits the page. Both texts are made of constants.
        let mut tx = self.snapshot().await?;
        let total = tx.db().number(AssertSqlSafe(count), args.clone()).await?;
        let args = args.int(i64::from(list.size)).int(offset);
        let rows = tx.db().fetch(AssertSqlSafe(page), args).await?;
        tx.commit().await?;
        Ok(OwnerPage {
            rows: rows.iter().map(read).collect::<Result<_, _>>()?,
            total_count: total.unsigned_abs(),
        })
    }

    /// Moves an owner to the archive as the audit entry tells it, with its memberships. A user's and a
    /// team's keys go with it. `NotFound` when there is none.
    pub async fn delete_owner(
        &self,
        kind: OwnerKind,
        id: &str,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        if !change.archive_owner(kind, id, audit).await? {
            return Err(StoreError::NotFound);
        }
        remove(&mut change, kind, id).await?;
        let members = match kind {
            OwnerKind::User => "DELETE FROM members WHERE $1 = 'user' AND user_id = $2",
            _ => "DELETE FROM members WHERE group_kind = $1 AND group_id = $2",
        };
        change
            .0
            .db()
            .execute(members, Args::new().text(kind.as_str()).text(id))
            .await?;
        let keys = match kind {
            OwnerKind::User => Some("user_id"),
            OwnerKind::Team => Some("team_id"),
            _ => None,
        };
        if let Some(column) = keys {
            change.archive_keys(column, id, audit).await?;
        }
        if kind == OwnerKind::User {
            let invitations = "DELETE FROM invitations WHERE user_id = $1";
            let args = Args::new().text(id);
            change.0.db().execute(invitations, args).await?;
        }
        change.finish(audit).await
    }
}

/// Adds what is searched: a part of these columns, or what the id fits.
pub(super) fn and_search<'a>(
    filter: &mut Filter<'a>,
    list: &'a ListOwners,
    columns: &[&'static str],
    pattern: &'a str,
) {
    let Some(search) = &list.search else {
        return;
    };
    match list.search_ids {
        SearchIds::Part => filter.any_like(&[columns, &["o.id"]].concat(), pattern),
        SearchIds::Whole => filter.any_like_or_is(columns, pattern, "o.id", search),
        // The pattern of a part begins with what stands for anything.
        SearchIds::Start => filter.any_like_or_like(columns, pattern, "o.id", &pattern[1..]),
    }
}

async fn insert(change: &mut Change, owner: &Owner) -> Result<(), StoreError> {
    let words = Words::of(owner);
    let args = bind(owner, &words);
    let places: Vec<String> = (1..=args.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "INSERT INTO owners ({COLUMNS}) VALUES ({})",
        places.join(", ")
    );
    change.0.db().execute(AssertSqlSafe(sql), args).await?;
    Ok(())
}

async fn remove(change: &mut Change, kind: OwnerKind, id: &str) -> Result<u64, StoreError> {
    change
        .0
        .db()
        .execute(
            "DELETE FROM owners WHERE kind = $1 AND id = $2",
            Args::new().text(kind.as_str()).text(id),
        )
        .await
}
