//! Sessions of the admin pages.

use super::Store;
use super::changes::AuditEntry;
use super::error::StoreError;
use super::session::{Args, Row};
use crate::domain::owner::OwnerKind;
use crate::domain::time::Micros;

/// Somebody who is logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UiSession {
    /// SHA-256 of the secret in the cookie, in hexadecimal.
    pub id_hash: String,
    /// How they logged in: `master`, `operator`, `user` or `key`.
    pub kind: String,
    /// Who they are, within that kind.
    pub subject: String,
    /// A digest of the credential and the role that it was opened with. When either changes, the session
    /// is over.
    pub rests_on: String,
    /// When they logged in.
    pub created_at: Micros,
    /// When they were last seen, to about a minute.
    pub seen_at: Micros,
    /// When it ends, whatever they do.
    pub expires_at: Micros,
    /// Where they logged in from.
    pub client_ip: String,
    /// With which browser.
    pub user_agent: String,
}

const COLUMNS: &str =
    "id_hash, kind, subject, rests_on, created_at, seen_at, expires_at, client_ip, user_agent";

fn read(row: &Row) -> Result<UiSession, StoreError> {
    let mut row = row.read();
    Ok(UiSession {
        id_hash: row.owned()?,
        kind: row.owned()?,
        subject: row.owned()?,
        rests_on: row.owned()?,
        created_at: Micros(row.int()?),
        seen_at: Micros(row.int()?),
        expires_at: Micros(row.int()?),
        client_ip: row.owned()?,
        user_agent: row.owned()?,
    })
}

impl Store {
    /// Opens a session, and forgets those that are over.
    pub async fn insert_session(
        &self,
        session: &UiSession,
        audit: &AuditEntry,
    ) -> Result<(), StoreError> {
        let mut change = self.change().await?;
        let mut db = change.0.db();
        db.execute(
            "DELETE FROM ui_sessions WHERE expires_at < $1",
            Args::new().int(session.created_at.0),
        )
        .await?;
        db.execute(
            "INSERT INTO ui_sessions (id_hash, kind, subject, rests_on, created_at, seen_at, expires_at, client_ip, \
             user_agent) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            Args::new()
                .text(&session.id_hash)
                .text(&session.kind)
                .text(&session.subject)
                .text(&session.rests_on)
                .int(session.created_at.0)
                .int(session.seen_at.0)
                .int(session.expires_at.0)
                .text(&session.client_ip)
                .text(&session.user_agent),
        )
        .await?;
        change.finish(audit).await
    }

    /// The session with this hash.
    pub async fn get_session(&self, id_hash: &str) -> Result<Option<UiSession>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM ui_sessions WHERE id_hash = $1"
        ));
        let mut held = self.acquire().await?;
        let row = held.db().first(sql, Args::new().text(id_hash)).await?;
        row.as_ref().map(read).transpose()
    }

    /// Every open session of somebody, the latest first; at most a hundred.
    pub async fn sessions_of(
        &self,
        kind: &str,
        subject: &str,
        now: Micros,
    ) -> Result<Vec<UiSession>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM ui_sessions WHERE kind = $1 AND subject = $2 AND expires_at > $3 \
             ORDER BY seen_at DESC LIMIT 100"
        ));
        let args = Args::new().text(kind).text(subject).int(now.0);
        let rows = self.acquire().await?.db().fetch(sql, args).await?;
        rows.iter().map(read).collect()
    }

    /// Notes that somebody is still there.
    pub async fn touch_session(&self, id_hash: &str, now: Micros) -> Result<(), StoreError> {
        let mut held = self.acquire().await?;
        let args = Args::new().int(now.0).text(id_hash);
        let sql = "UPDATE ui_sessions SET seen_at = $1 WHERE id_hash = $2";
        held.db().execute(sql, args).await?;
        Ok(())
    }

    /// Ends one session.
    pub async fn end_session(&self, id_hash: &str) -> Result<(), StoreError> {
        let mut held = self.acquire().await?;
        let sql = "DELETE FROM ui_sessions WHERE id_hash = $1";
        held.db().execute(sql, Args::new().text(id_hash)).await?;
        Ok(())
    }

    /// Ends every session of somebody. Tells how many there were.
    pub async fn end_sessions(
        &self,
        kind: &str,
        subject: &str,
        audit: &AuditEntry,
    ) -> Result<u64, StoreError> {
        let mut change = self.change().await?;
        let sql = "DELETE FROM ui_sessions WHERE kind = $1 AND subject = $2";
        let args = Args::new().text(kind).text(subject);
        let ended = change.0.db().execute(sql, args).await?;
        change.finish(audit).await?;
        Ok(ended)
    }

    /// Replaces the stored hash of a user's password by one of the same password in a better form. Nothing
    /// else changes, so nothing is audited.
    pub async fn rehash_password(&self, user_id: &str, hash: &str) -> Result<(), StoreError> {
        let sql = "UPDATE owners SET password_hash = $1 WHERE kind = $2 AND id = $3";
        let args = Args::new()
            .text(hash)
            .text(OwnerKind::User.as_str())
            .text(user_id);
        let mut held = self.acquire().await?;
        held.db().execute(sql, args).await?;
        Ok(())
    }
}
