//! Virtual keys: the live ones, and the archive of those that were deleted.

use super::Store;
use super::changes::AuditEntry;
use super::error::StoreError;
use super::session::{Args, Reader, Row};
use crate::domain::key::{KeyHash, KeyType, VirtualKey};
use crate::domain::money::Nanos;
use crate::domain::time::{Micros, Span};

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

/// A live key and its spend, without a condition.
pub(super) const SELECT_LIVE: &str = select!("virtual_keys", "");
/// A deleted key, its spend, and how it was deleted, without a condition.
pub(super) const SELECT_DELETED: &str = select!("deleted_keys", ", k.deleted_at, k.deleted_by");

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

pub(super) fn read_live(row: &Row) -> Result<KeyRow, StoreError> {
    read(&mut row.read())
}

pub(super) fn read_deleted(row: &Row) -> Result<DeletedKey, StoreError> {
    let mut row = row.read();
    Ok(DeletedKey {
        row: read(&mut row)?,
        deleted_at: Micros(row.int()?),
        deleted_by: row.owned()?,
    })
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
        let rows = held.db().fetch(SELECT_LIVE, Args::new()).await?;
        rows.iter().map(read_live).collect()
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
