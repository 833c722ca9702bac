//! Invitations: links by which somebody sets the password of their account, once.

use super::Store;
use super::changes::AuditEntry;
use super::error::StoreError;
use super::session::{Args, Row};
use crate::domain::owner::OwnerKind;
use crate::domain::secret::Secret;
use crate::domain::time::Micros;

/// One invitation. The link itself is kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// SHA-256 of the link's id, in hexadecimal.
    pub id_hash: String,
    /// Whom it invites.
    pub user_id: String,
    /// Whether it was used, or taken back.
    pub is_accepted: bool,
    /// When.
    pub accepted_at: Option<Micros>,
    /// When it stops working.
    pub expires_at: Micros,
    /// When it was made.
    pub created_at: Micros,
    /// Who made it.
    pub created_by: String,
    /// When it was last changed.
    pub updated_at: Micros,
    /// Who changed it last.
    pub updated_by: String,
}

macro_rules! columns {
    () => {
        "id_hash, user_id, is_accepted, accepted_at, expires_at, created_at, created_by, updated_at, updated_by"
    };
}

/// How long one that is over can still be asked about.
const REMEMBERED_MICROS: i64 = 30 * 86_400 * 1_000_000;

fn read(row: &Row) -> Result<Invitation, StoreError> {
    let mut row = row.read();
    Ok(Invitation {
        id_hash: row.owned()?,
        user_id: row.owned()?,
        is_accepted: row.flag()?,
        accepted_at: row.opt_int()?.map(Micros),
        expires_at: Micros(row.int()?),
        created_at: Micros(row.int()?),
        created_by: row.owned()?,
        updated_at: Micros(row.int()?),
        updated_by: row.owned()?,
    })
}

impl Store {
    /// Adds an invitation, and forgets those that were over long ago.
    pub async fn insert_invitation(
        &self,
        invitation: &Invitation,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let sql = concat!(
            "INSERT INTO invitations (",
            columns!(),
            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        );
        let args = Args::new()
            .text(&invitation.id_hash)
            .text(&invitation.user_id)
            .flag(invitation.is_accepted)
            .opt_int(invitation.accepted_at.map(|at| at.0))
            .int(invitation.expires_at.0)
            .int(invitation.created_at.0)
            .text(&invitation.created_by)
            .int(invitation.updated_at.0)
            .text(&invitation.updated_by);
        let mut change = self.change().await?;
        let mut db = change.0.db();
        let over = invitation.created_at.0 - REMEMBERED_MICROS;
        db.execute(
            "DELETE FROM invitations WHERE expires_at < $1",
            Args::new().int(over),
        )
        .await?;
        db.execute(sql, args).await?;
        change.finish(audit).await
    }

    /// The invitation whose link has this hash.
    pub async fn get_invitation(&self, id_hash: &str) -> Result<Option<Invitation>, StoreError> {
        let sql = concat!(
            "SELECT ",
            columns!(),
            " FROM invitations WHERE id_hash = $1"
        );
        let mut held = self.acquire().await?;
        let row = held.db().first(sql, Args::new().text(id_hash)).await?;
        row.as_ref().map(read).transpose()
    }

    /// Takes an invitation back, so that its link works no more; `NotFound` when there is none.
    pub async fn close_invitation(
        &self,
        id_hash: &str,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE invitations SET is_accepted = $2, accepted_at = COALESCE(accepted_at, $3), updated_at = $3, \
                   updated_by = $4 WHERE id_hash = $1";
        let args = Args::new()
            .text(id_hash)
            .flag(true)
            .int(audit.at.0)
            .text(&audit.actor);
        let mut change = self.change().await?;
        if change.0.db().execute(sql, args).await? == 0 {
            return Err(StoreError::NotFound);
        }
        change.finish(audit).await
    }

    /// Removes an invitation; `NotFound` when there is none.
    pub async fn delete_invitation(
        &self,
        id_hash: &str,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        let sql = "DELETE FROM invitations WHERE id_hash = $1";
        let args = Args::new().text(id_hash);
        if change.0.db().execute(sql, args).await? == 0 {
            return Err(StoreError::NotFound);
        }
        change.finish(audit).await
    }

    /// Uses an invitation: the user has this password now, their sessions are over, and no other link of
    /// theirs works any more. `NotFound` when the link was used or is over, or the user is gone: of two at
    /// the same time one is.
    pub async fn accept_invitation(
        &self,
        invitation: &Invitation,
        password_hash: &Secret,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        let mut db = change.0.db();
        let used = db
            .execute(
                "UPDATE invitations SET is_accepted = $2, accepted_at = $3, updated_at = $3, updated_by = $4 \
                 WHERE id_hash = $1 AND is_accepted = $5 AND expires_at > $3",
                Args::new()
                    .text(&invitation.id_hash)
                    .flag(true)
                    .int(audit.at.0)
                    .text(&audit.actor)
                    .flag(false),
            )
            .await?;
        let set = db
            .execute(
                "UPDATE owners SET password_hash = $1, updated_at = $2, updated_by = $3 WHERE kind = $4 AND id = $5",
                Args::new()
                    .text(password_hash.expose())
                    .int(audit.at.0)
                    .text(&audit.actor)
                    .text(OwnerKind::User.as_str())
                    .text(&invitation.user_id),
            )
            .await?;
        if used == 0 || set == 0 {
            return Err(StoreError::NotFound);
        }
        db.execute(
            "DELETE FROM invitations WHERE user_id = $1 AND is_accepted = $2",
            Args::new().text(&invitation.user_id).flag(false),
        )
        .await?;
        db.execute(
            "DELETE FROM ui_sessions WHERE kind = $1 AND subject = $2",
            Args::new()
                .text(OwnerKind::User.as_str())
                .text(&invitation.user_id),
        )
        .await?;
        change.finish(audit).await
    }
}
