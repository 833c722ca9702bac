//! Models declared at run time. Their parameters hold credentials: sealed text, opaque here.

use super::Store;
use super::changes::AuditEntry;
use super::error::StoreError;
use super::session::{Args, Row};
use crate::domain::time::Micros;

/// A model as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredModel {
    /// Its identity.
    pub id: String,
    /// The public name that it answers for.
    pub model_name: String,
    /// `litellm_params`, sealed.
    pub params: String,
    /// `model_info`: a JSON object as text.
    pub model_info: String,
    /// Not used while true.
    pub blocked: bool,
    /// When it was made.
    pub created_at: Micros,
    /// When it was last changed.
    pub updated_at: Micros,
    /// Who made it.
    pub created_by: String,
    /// Who changed it last.
    pub updated_by: String,
}

macro_rules! columns {
    () => {
        "model_id, model_name, params, model_info, blocked, created_at, updated_at, created_by, updated_by"
    };
}

fn bind(model: &StoredModel) -> Args<'_> {
    Args::new()
        .text(&model.id)
        .text(&model.model_name)
        .text(&model.params)
        .text(&model.model_info)
        .flag(model.blocked)
        .int(model.created_at.0)
        .int(model.updated_at.0)
        .text(&model.created_by)
        .text(&model.updated_by)
}

fn read(row: &Row) -> Result<StoredModel, StoreError> {
    let mut row = row.read();
    Ok(StoredModel {
        id: row.owned()?,
        model_name: row.owned()?,
        params: row.owned()?,
        model_info: row.owned()?,
        blocked: row.flag()?,
        created_at: Micros(row.int()?),
        updated_at: Micros(row.int()?),
        created_by: row.owned()?,
        updated_by: row.owned()?,
    })
}

impl Store {
    /// Adds a model; `Conflict` when its id is taken.
    pub async fn insert_model(
        &self,
        model: &StoredModel,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let sql = concat!(
            "INSERT INTO models (",
            columns!(),
            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        );
        let mut change = self.change().await?;
        change.0.db().execute(sql, bind(model)).await?;
        change.finish(audit).await
    }

    /// One model.
    pub async fn get_model(&self, id: &str) -> Result<Option<StoredModel>, StoreError> {
        let sql = concat!("SELECT ", columns!(), " FROM models WHERE model_id = $1");
        let mut held = self.acquire().await?;
        let row = held.db().first(sql, Args::new().text(id)).await?;
        row.as_ref().map(read).transpose()
    }

    /// Every model, oldest first.
    pub async fn models(&self) -> Result<Vec<StoredModel>, StoreError> {
        let sql = concat!(
            "SELECT ",
            columns!(),
            " FROM models ORDER BY created_at, model_id"
        );
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(sql, Args::new()).await?;
        rows.iter().map(read).collect()
    }

    /// Replaces a model by id; `NotFound` when there is none, `Changed` when its last change is not the one that
    /// was `seen`.
    pub async fn update_model(
        &self,
        seen: Option<Micros>,
        model: &StoredModel,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE models SET model_name = $2, params = $3, model_info = $4, blocked = $5, created_at = $6, \
                   updated_at = $7, created_by = $8, updated_by = $9 \
                   WHERE model_id = $1 AND ($10 IS NULL OR updated_at = $10)";
        let args = bind(model).opt_int(seen.map(|at| at.0));
        let mut change = self.change().await?;
        if change.0.db().execute(sql, args).await? == 0 {
            let there = "SELECT COUNT(*) FROM models WHERE model_id = $1";
            let args = Args::new().text(&model.id);
            return Err(change.unwritten(seen, there, args).await?);
        }
        change.finish(audit).await
    }

    /// Removes a model; `NotFound` when there is none.
    pub async fn delete_model(&self, id: &str, audit: &AuditEntry) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        let args = Args::new().text(id);
        let removed = change
            .0
            .db()
            .execute("DELETE FROM models WHERE model_id = $1", args)
            .await?;
        if removed == 0 {
            return Err(StoreError::NotFound);
        }
        change.finish(audit).await
    }
}
