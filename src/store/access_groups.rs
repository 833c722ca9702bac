//! Access groups.

use super::Store;
use super::changes::AuditEntry;
use super::error::StoreError;
use super::limits::json;
use super::session::{Args, Row};
use crate::domain::access_group::AccessGroup;
use crate::domain::time::Micros;

macro_rules! columns {
    () => {
        "id, alias, description, models, key_ids, team_ids, created_at, updated_at, created_by, updated_by"
    };
}

/// The lists of a group in words.
struct Words([String; 3]);

impl Words {
    fn of(group: &AccessGroup) -> Self {
        // Lists of strings always have a JSON form.
        let words = |list: &[String]| serde_json::to_string(list).unwrap_or_default();
        Self([
            words(&group.models),
            words(&group.key_ids),
            words(&group.team_ids),
        ])
    }
}

fn bind<'a>(group: &'a AccessGroup, Words([models, keys, teams]): &'a Words) -> Args<'a> {
    Args::new()
        .text(&group.id)
        .text(&group.name)
        .opt_text(group.description.as_deref())
        .text(models)
        .text(keys)
        .text(teams)
        .int(group.created_at.0)
        .int(group.updated_at.0)
        .text(&group.created_by)
        .text(&group.updated_by)
}

fn read(row: &Row) -> Result<AccessGroup, StoreError> {
    let mut row = row.read();
    Ok(AccessGroup {
        id: row.owned()?,
        name: row.owned()?,
        description: row.opt_owned()?,
        models: json(row.text()?)?,
        key_ids: json(row.text()?)?,
        team_ids: json(row.text()?)?,
        created_at: Micros(row.int()?),
        updated_at: Micros(row.int()?),
        created_by: row.owned()?,
        updated_by: row.owned()?,
    })
}

impl Store {
    /// Adds a group; `Conflict` when its name is taken.
    pub async fn insert_access_group(
        &self,
        group: &AccessGroup,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let sql = concat!(
            "INSERT INTO access_groups (",
            columns!(),
            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        );
        let words = Words::of(group);
        let mut change = self.change().await?;
        change.0.db().execute(sql, bind(group, &words)).await?;
        change.finish(audit).await
    }

    /// One group.
    pub async fn get_access_group(&self, id: &str) -> Result<Option<AccessGroup>, StoreError> {
        let sql = concat!("SELECT ", columns!(), " FROM access_groups WHERE id = $1");
        let mut held = self.acquire().await?;
        let row = held.db().first(sql, Args::new().text(id)).await?;
        row.as_ref().map(read).transpose()
    }

    /// Every group, oldest first.
    pub async fn access_groups(&self) -> Result<Vec<AccessGroup>, StoreError> {
        let sql = concat!(
            "SELECT ",
            columns!(),
            " FROM access_groups ORDER BY created_at, id"
        );
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(sql, Args::new()).await?;
        rows.iter().map(read).collect()
    }

    /// Replaces a group; `NotFound` when there is none, `Conflict` when its name is taken, `Changed` when its
    /// last change is not the one that was `seen`.
    pub async fn update_access_group(
        &self,
        seen: Option<Micros>,
        group: &AccessGroup,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE access_groups SET alias = $2, description = $3, models = $4, key_ids = $5, team_ids = $6, \
                   created_at = $7, updated_at = $8, created_by = $9, updated_by = $10 \
                   WHERE id = $1 AND ($11 IS NULL OR updated_at = $11)";
        let words = Words::of(group);
        let args = bind(group, &words).opt_int(seen.map(|at| at.0));
        let mut change = self.change().await?;
        if change.0.db().execute(sql, args).await? == 0 {
            let there = "SELECT COUNT(*) FROM access_groups WHERE id = $1";
            let args = Args::new().text(&group.id);
            return Err(change.unwritten(seen, there, args).await?);
        }
        change.finish(audit).await
    }

    /// Removes a group; `NotFound` when there is none.
    pub async fn delete_access_group(
        &self,
        id: &str,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        let sql = "DELETE FROM access_groups WHERE id = $1";
        if change.0.db().execute(sql, Args::new().text(id)).await? == 0 {
            return Err(StoreError::NotFound);
        }
        change.finish(audit).await
    }
}
