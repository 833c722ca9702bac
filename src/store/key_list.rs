//! Keys by the page: filtered, sorted, counted.

use super::Store;
use super::error::StoreError;
use super::filter::{Filter, containing};
use super::keys::{DeletedKey, KeyRow, SELECT_DELETED, SELECT_LIVE, read_deleted, read_live};
use super::session::Row;
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;
use std::fmt::Write;

/// What to list, in which order, which part of it. The default is the first hundred, newest first.
#[derive(Clone, Debug)]
pub struct ListKeys {
    /// Which page, from 1.
    pub page: u32,
    /// Keys on a page.
    pub size: u32,
    /// Only of this user.
    pub user_id: Option<String>,
    /// Only of these teams, when any are named.
    pub team_ids: Vec<String>,
    /// Only of this organization.
    pub organization_id: Option<String>,
    /// Only those that have an alias.
    pub named: bool,
    /// Only with this alias.
    pub alias: Option<String>,
    /// Only with this hash, in hexadecimal.
    pub hash: Option<String>,
    /// Only made by this user or token.
    pub created_by: Option<String>,
    /// Only those that belong to somebody in any of these ways.
    pub reach: Option<Reach>,
    /// Only those that are given this group of models, or name it.
    pub access_group: Option<InGroup>,
    /// Take `user_id` and `alias` as parts of the value, in any case, not as the whole of it.
    pub substring: bool,
    /// Only where alias, name, user, team or hash contains this, in any case.
    pub search: Option<String>,
    /// Only those that are dead (`Some(true)`) or alive (`Some(false)`) at the moment given.
    pub expired: Option<(bool, Micros)>,
    /// Only those that never die.
    pub endless: bool,
    /// Only those that are blocked, or that are not.
    pub blocked: Option<bool>,
    /// What to sort by.
    pub sort_by: KeySort,
    /// Largest first.
    pub descending: bool,
}

impl Default for ListKeys {
    fn default() -> Self {
        Self {
            page: 1,
            size: 100,
            user_id: None,
            team_ids: Vec::new(),
            organization_id: None,
            named: false,
            alias: None,
            hash: None,
            created_by: None,
            reach: None,
            access_group: None,
            substring: false,
            search: None,
            expired: None,
            endless: false,
            blocked: None,
            sort_by: KeySort::CreatedAt,
            descending: true,
        }
    }
}

/// Ways in which a key belongs to somebody; one of them is enough.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// It is a key of one of these users.
    pub users: Vec<String>,
    /// It is a key of one of these teams.
    pub teams: Vec<String>,
    /// One of these users or tokens made it.
    pub makers: Vec<String>,
}

/// A group of models, as keys have it.
#[derive(Clone, Debug)]
pub struct InGroup {
    /// Keys that it was given to, by hash in hexadecimal.
    pub hashes: Vec<String>,
    /// What stands in the settings of keys that name it.
    pub mention: String,
}

/// What keys can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeySort {
    /// When it was made.
    #[default]
    CreatedAt,
    /// When it was last changed.
    UpdatedAt,
    /// When it dies.
    ExpiresAt,
    /// Lifetime spend.
    Spend,
    /// Its budget.
    MaxBudget,
    /// Its alias.
    Alias,
    /// Its hash.
    Hash,
}

impl KeySort {
    fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "k.created_at",
            Self::UpdatedAt => "k.updated_at",
            Self::ExpiresAt => "k.expires_at",
            Self::Spend => "spend",
            Self::MaxBudget => "k.max_budget_nanos",
            Self::Alias => "k.alias",
            Self::Hash => "k.hash",
        }
    }
}

/// A page of keys.
#[derive(Clone, Debug)]
pub struct KeyPage<T = KeyRow> {
    /// The keys on it.
    pub rows: Vec<T>,
    /// How many there are on all pages.
    pub total_count: u64,
}

/// `like` holds the patterns of `user_id`, `alias`, `search` and the group's mention, in this order.
fn conditions<'a>(list: &'a ListKeys, like: &'a [String; 4]) -> Filter<'a> {
    let mut filter = Filter::default();
    if list.user_id.is_some() {
        let whole = list.user_id.as_deref();
        matches(&mut filter, "k.user_id", whole, &like[0], list.substring);
    }
    if list.alias.is_some() {
        let whole = list.alias.as_deref();
        matches(&mut filter, "k.alias", whole, &like[1], list.substring);
    }
    if let Some(hash) = &list.hash {
        filter.and("k.hash = $", |args| args.text(hash));
    }
    if let Some(creator) = &list.created_by {
        filter.and("k.created_by = $", |args| args.text(creator));
    }
    if list.search.is_some() {
        const COLUMNS: [&str; 5] = ["k.alias", "k.name", "k.user_id", "k.team_id", "k.hash"];
        filter.any_like(&COLUMNS, &like[2]);
    }
    if let Some(reach) = &list.reach {
        filter.any_one_of(&[
            ("k.user_id", &reach.users),
            ("k.team_id", &reach.teams),
            ("k.created_by", &reach.makers),
        ]);
    }
    if let Some(group) = &list.access_group {
        filter.one_of_or_like("k.hash", &group.hashes, "k.extra", &like[3]);
    }
    filter.one_of("k.team_id", &list.team_ids);
    if let Some(organization) = &list.organization_id {
        filter.and("k.organization_id = $", |args| args.text(organization));
    }
    if list.named {
        filter.sql.push_str(" AND k.alias IS NOT NULL");
    }
    if list.endless {
        filter.sql.push_str(" AND k.expires_at IS NULL");
    }
    if let Some(blocked) = list.blocked {
        filter.and("k.blocked = $", |args| args.flag(blocked));
    }
    match list.expired {
        Some((true, now)) => filter.and("k.expires_at <= $", |args| args.int(now.0)),
        Some((false, now)) => {
            filter.and("COALESCE(k.expires_at, 9223372036854775807) > $", |args| {
                args.int(now.0)
            });
        }
        None => {}
    }
    filter
}

fn matches<'a>(
    filter: &mut Filter<'a>,
    column: &'static str,
    whole: Option<&'a str>,
    part: &'a str,
    substring: bool,
) {
    if substring {
        return filter.any_like(&[column], part);
    }
    filter.args = std::mem::take(&mut filter.args).opt_text(whole);
    let n = filter.args.len();
    // Writing to a String cannot fail.
    let _ = write!(filter.sql, " AND {column} = ${n}");
}

impl Store {
    /// A page of the live keys.
    pub async fn list_keys(&self, list: &ListKeys) -> Result<KeyPage, StoreError> {
        let count = "SELECT COUNT(*) FROM virtual_keys k";
        self.page(list, SELECT_LIVE, count, list.sort_by.column(), read_live)
            .await
    }

    /// A page of the deleted keys. Sorted by time of making, they come by time of deletion.
    pub async fn list_deleted_keys(
        &self,
        list: &ListKeys,
    ) -> Result<KeyPage<DeletedKey>, StoreError> {
        let count = "SELECT COUNT(*) FROM deleted_keys k";
        let sort = match list.sort_by {
            KeySort::CreatedAt => "k.deleted_at",
            other => other.column(),
        };
        self.page(list, SELECT_DELETED, count, sort, read_deleted)
            .await
    }

    async fn page<T>(
        &self,
        list: &ListKeys,
        select: &'static str,
        count: &'static str,
        sort: &'static str,
        read: fn(&Row) -> Result<T, StoreError>,
    ) -> Result<KeyPage<T>, StoreError> {
        let mention = list
            .access_group
            .as_ref()
            .map(|group| group.mention.clone());
        let like = [&list.user_id, &list.alias, &list.search, &mention]
            .map(|part| containing(part.as_deref()));
        let Filter { sql, args } = conditions(list, &like);
        let order = if list.descending { "DESC" } else { "ASC" };
        let n = args.len();
        let offset = i64::from(list.page.saturating_sub(1)) * i64::from(list.size);
        // The hash settles ties, or a key could be on two pages.
        let page = format!(
            "{select} WHERE TRUE{sql} ORDER BY {sort} {order} NULLS LAST, k.hash LIMIT ${} OFFSET ${}",
            n + 1,
            n + 2
        );
        // One moment for both, so that the count fits the page. Both texts are made of constants.
        let mut tx = self.snapshot().await?;
        let counting = AssertSqlSafe(format!("{count} WHERE TRUE{sql}"));
        let total = tx.db().number(counting, args.clone()).await?;
        let args = args.int(i64::from(list.size)).int(offset);
        let rows = tx.db().fetch(AssertSqlSafe(page), args).await?;
        tx.commit().await?;
        Ok(KeyPage {
            rows: rows.iter().map(read).collect::<Result<_, _>>()?,
            total_count: total.unsigned_abs(),
        })
    }
}
