//! Virtual keys: the live ones, and the archive of those that were deleted.

use super::Store;
use super::changes::AuditEntry;
use super::error::StoreError;
use super::session::{Args, Reader, Row};
use crate::domain::key::{KeyHash, KeyType, VirtualKey};
use crate::domain::money::Nanos;
use crate::domain::time::{Micros, Span};
use sqlx::AssertSqlSafe;
use std::fmt::Write;

/// A key and all that was ever spent on it.
#[derive(Clone, Debug)]
pub struct KeyRow {
    /// The key.
    pub key: VirtualKey,
    /// Its lifetime spend.
    pub spend: Nanos,
}

/// A key as it was when it was deleted.
#[derive(Clone, Debug)]
pub struct DeletedKey {
    /// The key, with its lifetime spend.
    pub row: KeyRow,
    /// When it was deleted.
    pub deleted_at: Micros,
    /// By whom.
    pub deleted_by: String,
}

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
    /// Only with this alias.
    pub alias: Option<String>,
    /// Only with this hash, in hexadecimal.
    pub hash: Option<String>,
    /// Only made by this user or token.
    pub created_by: Option<String>,
    /// Take `user_id` and `alias` as parts of the value, in any case, not as the whole of it.
    pub substring: bool,
    /// Only where alias, name, user, team or hash contains this, in any case.
    pub search: Option<String>,
    /// Only those that are dead (`Some(true)`) or alive (`Some(false)`) at the moment given.
    pub expired: Option<(bool, Micros)>,
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
            alias: None,
            hash: None,
            created_by: None,
            substring: false,
            search: None,
            expired: None,
            sort_by: KeySort::CreatedAt,
            descending: true,
        }
    }
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

macro_rules! columns {
    ($prefix:literal) => {
        concat!(
            $prefix,
            "hash, ",
            $prefix,
            "name, ",
            $prefix,
            "alias, ",
            $prefix,
            "user_id, ",
            $prefix,
            "team_id, ",
            $prefix,
            "models, ",
            $prefix,
            "aliases, ",
            $prefix,
            "key_type, ",
            $prefix,
            "allowed_routes, ",
            $prefix,
            "blocked, ",
            $prefix,
            "expires_at, ",
            $prefix,
            "max_budget_nanos, ",
            $prefix,
            "budget_period, ",
            $prefix,
            "budget_anchor, ",
            $prefix,
            "rpm_limit, ",
            $prefix,
            "tpm_limit, ",
            $prefix,
            "max_parallel_requests, ",
            $prefix,
            "metadata, ",
            $prefix,
            "extra, ",
            $prefix,
            "created_at, ",
            $prefix,
            "updated_at, ",
            $prefix,
            "created_by, ",
            $prefix,
            "updated_by"
        )
    };
}

/// What is joined to a key: its lifetime row.
macro_rules! spend_join {
    () => {
        " k LEFT JOIN window_totals t ON t.scope_kind = 'key' AND t.scope_id = k.hash AND t.period = 'total' \
         AND t.window_start = 0"
    };
}

macro_rules! select {
    ($table:literal, $more:literal) => {
        concat!(
            "SELECT ",
            columns!("k."),
            ", COALESCE(t.spend_nanos, 0) AS spend",
            $more,
            " FROM ",
            $table,
            spend_join!()
        )
    };
}

/// The parts of a key that are stored in words.
struct Words {
    hash: String,
    models: String,
    aliases: String,
    routes: String,
    period: Option<String>,
}

impl Words {
    fn of(key: &VirtualKey) -> Self {
        // Lists and maps of strings always have a JSON form.
        Self {
            hash: key.hash.hex(),
            models: serde_json::to_string(&key.models).unwrap_or_default(),
            aliases: serde_json::to_string(&key.aliases).unwrap_or_default(),
            routes: serde_json::to_string(&key.allowed_routes).unwrap_or_default(),
            period: key.budget_period.map(|period| period.to_string()),
        }
    }
}

fn bind<'a>(key: &'a VirtualKey, words: &'a Words) -> Args<'a> {
    Args::new()
        .text(&words.hash)
        .text(&key.name)
        .opt_text(key.alias.as_deref())
        .opt_text(key.user_id.as_deref())
        .opt_text(key.team_id.as_deref())
        .text(&words.models)
        .text(&words.aliases)
        .text(key.key_type.as_str())
        .text(&words.routes)
        .flag(key.blocked)
        .opt_int(key.expires_at.map(|at| at.0))
        .opt_int(key.max_budget.map(|budget| budget.0))
        .opt_text(words.period.as_deref())
        .int(key.budget_anchor.0)
        .opt_int(key.rpm_limit)
        .opt_int(key.tpm_limit)
        .opt_int(key.max_parallel_requests)
        .text(&key.metadata)
        .text(&key.extra)
        .int(key.created_at.0)
        .int(key.updated_at.0)
        .text(&key.created_by)
        .text(&key.updated_by)
}

fn read(row: &mut Reader<'_>) -> Result<KeyRow, StoreError> {
    fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
        serde_json::from_str(text).map_err(|error| StoreError::Invalid(error.to_string()))
    }
    let key = VirtualKey {
        hash: row.word(KeyHash::from_hex)?,
        name: row.owned()?,
        alias: row.opt_owned()?,
        user_id: row.opt_shared()?,
        team_id: row.opt_shared()?,
        models: json(row.text()?)?,
        aliases: json(row.text()?)?,
        key_type: row.word(KeyType::parse)?,
        allowed_routes: json(row.text()?)?,
        blocked: row.flag()?,
        expires_at: row.opt_int()?.map(Micros),
        max_budget: row.opt_int()?.map(Nanos),
        budget_period: row
            .opt_text()?
            .map(Span::parse)
            .transpose()
            .map_err(|error| StoreError::Invalid(error.to_string()))?,
        budget_anchor: Micros(row.int()?),
        rpm_limit: row.opt_int()?,
        tpm_limit: row.opt_int()?,
        max_parallel_requests: row.opt_int()?,
        metadata: row.owned()?,
        extra: row.owned()?,
        created_at: Micros(row.int()?),
        updated_at: Micros(row.int()?),
        created_by: row.owned()?,
        updated_by: row.owned()?,
    };
    let spend = Nanos(row.int()?);
    Ok(KeyRow { key, spend })
}

fn read_live(row: &Row) -> Result<KeyRow, StoreError> {
    read(&mut row.read())
}

fn read_deleted(row: &Row) -> Result<DeletedKey, StoreError> {
    let mut row = row.read();
    Ok(DeletedKey {
        row: read(&mut row)?,
        deleted_at: Micros(row.int()?),
        deleted_by: row.owned()?,
    })
}

/// Conditions, made of constants and placeholders only.
struct Filter<'a> {
    sql: String,
    args: Args<'a>,
}

impl<'a> Filter<'a> {
    /// `like` holds the patterns of `user_id`, `alias` and `search`, in this order.
    fn of(list: &'a ListKeys, like: &'a [String; 3]) -> Self {
        let mut filter = Self {
            sql: String::new(),
            args: Args::new(),
        };
        if list.user_id.is_some() {
            filter.matches(
                "k.user_id",
                list.user_id.as_deref(),
                &like[0],
                list.substring,
            );
        }
        if list.alias.is_some() {
            filter.matches("k.alias", list.alias.as_deref(), &like[1], list.substring);
        }
        if let Some(hash) = &list.hash {
            filter.and("k.hash = $", |args| args.text(hash));
        }
        if let Some(creator) = &list.created_by {
            filter.and("k.created_by = $", |args| args.text(creator));
        }
        if list.search.is_some() {
            const COLUMNS: [&str; 5] = ["k.alias", "k.name", "k.user_id", "k.team_id", "k.hash"];
            filter.args = filter.args.text(&like[2]);
            let n = filter.args.len();
            let any = COLUMNS.map(|column| format!("LOWER({column}) LIKE ${n} ESCAPE '!'"));
            let _ = write!(filter.sql, " AND ({})", any.join(" OR "));
        }
        if !list.team_ids.is_empty() {
            let mut places = Vec::with_capacity(list.team_ids.len());
            for team in &list.team_ids {
                filter.args = filter.args.text(team);
                places.push(format!("${}", filter.args.len()));
            }
            let _ = write!(filter.sql, " AND k.team_id IN ({})", places.join(", "));
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

    /// Appends a condition that ends where the number of its one placeholder goes.
    fn and(&mut self, condition: &'static str, bind: impl FnOnce(Args<'a>) -> Args<'a>) {
        self.args = bind(std::mem::take(&mut self.args));
        // Writing to a String cannot fail.
        let _ = write!(self.sql, " AND {condition}{}", self.args.len());
    }

    fn matches(
        &mut self,
        column: &'static str,
        whole: Option<&'a str>,
        part: &'a str,
        substring: bool,
    ) {
        let value = if substring { Some(part) } else { whole };
        self.args = std::mem::take(&mut self.args).opt_text(value);
        let n = self.args.len();
        let _ = if substring {
            write!(self.sql, " AND LOWER({column}) LIKE ${n} ESCAPE '!'")
        } else {
            write!(self.sql, " AND {column} = ${n}")
        };
    }
}

/// A pattern that finds `part` anywhere, its wildcards taken for themselves.
fn containing(part: Option<&str>) -> String {
    let mut pattern = "%".to_owned();
    for c in part.unwrap_or_default().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        // ASCII only, since that is all that SQLite's LOWER knows.
        pattern.push(c.to_ascii_lowercase());
    }
    pattern.push('%');
    pattern
}

impl Store {
    /// Adds a key; `Conflict` tells whether its alias or its secret is taken.
    pub async fn insert_key(&self, key: &VirtualKey, audit: &AuditEntry) -> Result<(), StoreError> {
        let sql = concat!(
            "INSERT INTO virtual_keys (",
            columns!(""),
            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
             $21, $22, $23)"
        );
        let words = Words::of(key);
        let mut change = self.change().await?;
        change.0.db().execute(sql, bind(key, &words)).await?;
        change.finish(audit).await
    }

    /// One key, by its hash.
    pub async fn get_key(&self, hash: &KeyHash) -> Result<Option<KeyRow>, StoreError> {
        let sql = concat!(select!("virtual_keys", ""), " WHERE k.hash = $1");
        let mut held = self.acquire().await?;
        let row = held.db().first(sql, Args::new().text(&hash.hex())).await?;
        row.as_ref().map(read_live).transpose()
    }

    /// One key, by its alias.
    pub async fn get_key_by_alias(&self, alias: &str) -> Result<Option<KeyRow>, StoreError> {
        let sql = concat!(select!("virtual_keys", ""), " WHERE k.alias = $1");
        let mut held = self.acquire().await?;
        let row = held.db().first(sql, Args::new().text(alias)).await?;
        row.as_ref().map(read_live).transpose()
    }

    /// Every key, for the catalog.
    pub async fn all_keys(&self) -> Result<Vec<KeyRow>, StoreError> {
        let mut held = self.acquire().await?;
        let rows = held
            .db()
            .fetch(select!("virtual_keys", ""), Args::new())
            .await?;
        rows.iter().map(read_live).collect()
    }

    /// A page of the live keys.
    pub async fn list_keys(&self, list: &ListKeys) -> Result<KeyPage, StoreError> {
        let select = select!("virtual_keys", "");
        let count = "SELECT COUNT(*) FROM virtual_keys k";
        self.page(list, select, count, list.sort_by.column(), read_live)
            .await
    }

    /// A page of the deleted keys. Sorted by time of making, they come by time of deletion.
    pub async fn list_deleted_keys(
        &self,
        list: &ListKeys,
    ) -> Result<KeyPage<DeletedKey>, StoreError> {
        let select = select!("deleted_keys", ", k.deleted_at, k.deleted_by");
        let count = "SELECT COUNT(*) FROM deleted_keys k";
        let sort = match list.sort_by {
            KeySort::CreatedAt => "k.deleted_at",
            other => other.column(),
        };
        self.page(list, select, count, sort, read_deleted).await
    }

    async fn page<T>(
        &self,
        list: &ListKeys,
        select: &'static str,
        count: &'static str,
        sort: &'static str,
        read: fn(&Row) -> Result<T, StoreError>,
    ) -> Result<KeyPage<T>, StoreError> {
        let like =
            [&list.user_id, &list.alias, &list.search].map(|part| containing(part.as_deref()));
        let Filter { sql, args } = Filter::of(list, &like);
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

    /// Replaces the key that has this hash; the new one may have another, when its secret was changed.
    /// `NotFound` when there is none, `Conflict` when the new alias or secret is taken.
    pub async fn update_key(
        &self,
        hash: &KeyHash,
        key: &VirtualKey,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE virtual_keys SET hash = $1, name = $2, alias = $3, user_id = $4, team_id = $5, models = $6, \
                   aliases = $7, key_type = $8, allowed_routes = $9, blocked = $10, expires_at = $11, \
                   max_budget_nanos = $12, budget_period = $13, budget_anchor = $14, rpm_limit = $15, \
                   tpm_limit = $16, max_parallel_requests = $17, metadata = $18, extra = $19, created_at = $20, \
                   updated_at = $21, created_by = $22, updated_by = $23 WHERE hash = $24";
        let (words, old) = (Words::of(key), hash.hex());
        let mut change = self.change().await?;
        let args = bind(key, &words).text(&old);
        if change.0.db().execute(sql, args).await? == 0 {
            return Err(StoreError::NotFound);
        }
        change.finish(audit).await
    }

    /// Moves a key to the archive, at the audit entry's time and by its actor. `NotFound` when there is none.
    pub async fn delete_key(&self, hash: &KeyHash, audit: &AuditEntry) -> Result<(), StoreError> {
        let hash = hash.hex();
        let mut change = self.change().await?;
        let mut db = change.0.db();
        let archived = db
            .execute(
                concat!(
                    "INSERT INTO deleted_keys (",
                    columns!(""),
                    ", deleted_at, deleted_by) SELECT ",
                    columns!(""),
                    ", $2, $3 FROM virtual_keys WHERE hash = $1"
                ),
                Args::new().text(&hash).int(audit.at.0).text(&audit.actor),
            )
            .await?;
        if archived == 0 {
            return Err(StoreError::NotFound);
        }
        db.execute(
            "DELETE FROM virtual_keys WHERE hash = $1",
            Args::new().text(&hash),
        )
        .await?;
        change.finish(audit).await
    }

    /// The key that last had this hash and was deleted.
    pub async fn get_deleted_key(&self, hash: &KeyHash) -> Result<Option<DeletedKey>, StoreError> {
        let sql = concat!(
            select!("deleted_keys", ", k.deleted_at, k.deleted_by"),
            " WHERE k.hash = $1 ORDER BY k.deleted_at DESC LIMIT 1"
        );
        let mut held = self.acquire().await?;
        let row = held.db().first(sql, Args::new().text(&hash.hex())).await?;
        row.as_ref().map(read_deleted).transpose()
    }
}
