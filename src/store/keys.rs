//! Virtual keys: the live ones, and the archive of those that were deleted.

use super::Store;
use super::changes::{AuditEntry, Change};
use super::error::StoreError;
use super::filter::Filter;
use super::limits::{self, LimitWords, json};
use super::session::{Args, Reader, Row};
use crate::domain::key::{KeyHash, KeyType, VirtualKey};
use crate::domain::money::Nanos;
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;
use std::collections::HashSet;

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

/// A secret that was replaced and is still good for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetiredKey {
    /// The hash of the old secret.
    pub hash: KeyHash,
    /// The hash of the key that it stands for.
    pub active: KeyHash,
    /// When it ends.
    pub revoke_at: Micros,
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
            "more_limits, ",
            $prefix,
            "budget_id, ",
            $prefix,
            "organization_id, ",
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
    limits: LimitWords,
}

impl Words {
    fn of(key: &VirtualKey) -> Self {
        // Lists and maps of strings always have a JSON form.
        Self {
            hash: key.hash.hex(),
            models: serde_json::to_string(&key.models).unwrap_or_default(),
            aliases: serde_json::to_string(&key.aliases).unwrap_or_default(),
            routes: serde_json::to_string(&key.allowed_routes).unwrap_or_default(),
            limits: LimitWords::of(&key.limits),
        }
    }
}

fn bind<'a>(key: &'a VirtualKey, words: &'a Words) -> Args<'a> {
    let args = Args::new()
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
        .opt_int(key.expires_at.map(|at| at.0));
    limits::bind(args, &key.limits, &words.limits)
        .opt_text(key.budget_id.as_deref())
        .opt_text(key.organization_id.as_deref())
        .text(&key.metadata)
        .text(&key.extra)
        .int(key.created_at.0)
        .int(key.updated_at.0)
        .text(&key.created_by)
        .text(&key.updated_by)
}

fn read(row: &mut Reader<'_>) -> Result<KeyRow, StoreError> {
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
        limits: limits::read(row)?,
        budget_id: row.opt_shared()?,
        organization_id: row.opt_shared()?,
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
             $21, $22, $23, $24, $25, $26)"
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

    /// Which of these are the hashes of keys that are there: for a few, among any number of keys.
    pub async fn keys_among(&self, hashes: &[KeyHash]) -> Result<HashSet<KeyHash>, StoreError> {
        if hashes.is_empty() {
            return Ok(HashSet::new());
        }
        let texts: Vec<String> = hashes.iter().map(KeyHash::hex).collect();
        let mut filter = Filter::default();
        filter.one_of("hash", &texts);
        let Filter { sql, args } = filter;
        let text = format!("SELECT hash FROM virtual_keys WHERE TRUE{sql}");
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(text), args).await?;
        let there = rows.iter().map(|row| row.read().owned());
        let there: HashSet<String> = there.collect::<Result<_, _>>()?;
        let found = hashes.iter().filter(|hash| there.contains(&hash.hex()));
        Ok(found.copied().collect())
    }

    /// When keys were last called with, in order; `None` for those that never were.
    pub async fn last_calls(&self, hashes: &[String]) -> Result<Vec<Option<Micros>>, StoreError> {
        let sql = "SELECT MAX(ended_at) FROM calls WHERE key_id = $1 AND outcome <> 'adjustment'";
        let mut held = self.acquire().await?;
        let mut last = Vec::with_capacity(hashes.len());
        for hash in hashes {
            let row = held.db().first(sql, Args::new().text(hash)).await?;
            let at = row.as_ref().map(|row| row.read().opt_int()).transpose()?;
            last.push(at.flatten().map(Micros));
        }
        Ok(last)
    }

    /// Replaces the key that has this hash; the new one may have another, when its secret was changed.
    /// `NotFound` when there is none, `Conflict` when the new alias or secret is taken, `Changed` when its
    /// last change is not the one that was `seen`.
    pub async fn update_key(
        &self,
        (hash, seen): (&KeyHash, Option<Micros>),
        key: &VirtualKey,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        self.replace_key((hash, seen), key, None, audit).await
    }

    /// The same; the old secret may stay good for a while.
    pub async fn replace_key(
        &self,
        (hash, seen): (&KeyHash, Option<Micros>),
        key: &VirtualKey,
        retired: Option<&RetiredKey>,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE virtual_keys SET hash = $1, name = $2, alias = $3, user_id = $4, team_id = $5, models = $6, \
                   aliases = $7, key_type = $8, allowed_routes = $9, blocked = $10, expires_at = $11, \
                   max_budget_nanos = $12, budget_period = $13, budget_anchor = $14, rpm_limit = $15, \
                   tpm_limit = $16, max_parallel_requests = $17, more_limits = $18, budget_id = $19, \
                   organization_id = $20, metadata = $21, extra = $22, created_at = $23, updated_at = $24, \
                   created_by = $25, updated_by = $26 WHERE hash = $27 AND ($28 IS NULL OR updated_at = $28)";
        let (words, old) = (Words::of(key), hash.hex());
        let mut change = self.change().await?;
        let args = bind(key, &words).text(&old).opt_int(seen.map(|at| at.0));
        if change.0.db().execute(sql, args).await? == 0 {
            let there = "SELECT COUNT(*) FROM virtual_keys WHERE hash = $1";
            return Err(change
                .unwritten(seen, there, Args::new().text(&old))
                .await?);
        }
        if hash != &key.hash {
            // Secrets retired before stand for the new key, until their own end.
            let follow = "UPDATE retired_keys SET active_hash = $1 WHERE active_hash = $2";
            let args = Args::new().text(&words.hash).text(&old);
            change.0.db().execute(follow, args).await?;
        }
        if let Some(retired) = retired {
            change.retire(retired).await?;
        }
        change.finish(audit).await
    }

    /// Replaced secrets, for the catalog.
    pub async fn retired_keys(&self) -> Result<Vec<RetiredKey>, StoreError> {
        let sql = "SELECT hash, active_hash, revoke_at FROM retired_keys";
        let rows = self.acquire().await?.db().fetch(sql, Args::new()).await?;
        let read = |row: &Row| {
            let mut row = row.read();
            Ok(RetiredKey {
                hash: row.word(KeyHash::from_hex)?,
                active: row.word(KeyHash::from_hex)?,
                revoke_at: Micros(row.int()?),
            })
        };
        rows.iter().map(read).collect()
    }

    /// Moves a key to the archive, at the audit entry's time and by its actor. `NotFound` when there is none.
    pub async fn delete_key(&self, hash: &KeyHash, audit: &AuditEntry) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        if change.archive_keys("hash", &hash.hex(), audit).await? == 0 {
            return Err(StoreError::NotFound);
        }
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

impl Change {
    /// Keeps a replaced secret good for a while.
    pub(super) async fn retire(&mut self, retired: &RetiredKey) -> Result<(), StoreError> {
        let sql = "INSERT INTO retired_keys (hash, active_hash, revoke_at) VALUES ($1, $2, $3) \
                   ON CONFLICT (hash) DO UPDATE SET active_hash = excluded.active_hash, \
                   revoke_at = excluded.revoke_at";
        let (hash, active) = (retired.hash.hex(), retired.active.hex());
        let args = Args::new()
            .text(&hash)
            .text(&active)
            .int(retired.revoke_at.0);
        self.0.db().execute(sql, args).await?;
        Ok(())
    }

    /// Moves every key whose column has this value to the archive. Tells how many.
    pub(super) async fn archive_keys(
        &mut self,
        column: &'static str,
        value: &str,
        audit: &AuditEntry,
    ) -> Result<u64, StoreError> {
        let condition = format!("{column} = $1");
        self.archive(&condition, &[value], audit).await
    }

    /// Moves the keys that a user has in a team to the archive.
    pub(super) async fn archive_member_keys(
        &mut self,
        team_id: &str,
        user_id: &str,
        audit: &AuditEntry,
    ) -> Result<u64, StoreError> {
        let condition = "team_id = $1 AND user_id = $2";
        self.archive(condition, &[team_id, user_id], audit).await
    }

    /// `condition` is made of constants; its placeholders come first.
    async fn archive(
        &mut self,
        condition: &str,
        values: &[&str],
        audit: &AuditEntry,
    ) -> Result<u64, StoreError> {
        let args = values
            .iter()
            .fold(Args::new(), |args, value| args.text(value));
        let n = args.len();
        let copy = format!(
            concat!(
                "INSERT INTO deleted_keys (",
                columns!(""),
                ", deleted_at, deleted_by) SELECT ",
                columns!(""),
                ", ${}, ${} FROM virtual_keys WHERE {}"
            ),
            n + 1,
            n + 2,
            condition
        );
        let with_end = args.clone().int(audit.at.0).text(&audit.actor);
        let mut db = self.0.db();
        let archived = db.execute(AssertSqlSafe(copy), with_end).await?;
        let delete = format!("DELETE FROM virtual_keys WHERE {condition}");
        db.execute(AssertSqlSafe(delete), args).await?;
        // Replaced secrets end with what they stood for.
        let orphans =
            "DELETE FROM retired_keys WHERE active_hash NOT IN (SELECT hash FROM virtual_keys)";
        db.execute(orphans, Args::new()).await?;
        Ok(archived)
    }
}
