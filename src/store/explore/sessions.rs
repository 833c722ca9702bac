//! Sessions of clients: the calls that one conversation, one run of an agent or one task was made of.

use super::super::Store;
use super::super::error::StoreError;
use super::super::filter::Filter;
use super::{CallFilter, Cursor, EXAMINED_MAX, Patterns};
use crate::domain::money::Nanos;
use crate::domain::time::Micros;
use sqlx::AssertSqlSafe;

/// The calls of one session, as far as they were looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionLine {
    /// What the client calls it.
    pub id: String,
    /// When its first call began.
    pub began: Micros,
    /// When its last call ended.
    pub ended: Micros,
    /// Calls.
    pub calls: i64,
    /// Calls that did not succeed.
    pub failed: i64,
    /// All tokens.
    pub tokens: i64,
    /// What it cost.
    pub cost: Nanos,
    /// One of the public models that were called.
    pub model: String,
    /// How many there were.
    pub models: i64,
    /// One of the keys that were used.
    pub key_id: String,
    /// How many there were.
    pub keys: i64,
}

/// Sessions, those with the latest calls first.
#[derive(Clone, Debug, Default)]
pub struct SessionsPage {
    /// The sessions.
    pub rows: Vec<SessionLine>,
    /// Whether there are more among the calls that were looked at.
    pub more: bool,
    /// Where looking stopped: there may be older calls.
    pub stopped_at: Option<Cursor>,
}

impl Store {
    /// The sessions of the newest calls that a filter describes.
    pub async fn explore_sessions(
        &self,
        wanted: &CallFilter,
        skip: usize,
        size: usize,
    ) -> Result<SessionsPage, StoreError> {
        let patterns = Patterns::of(wanted);
        let mut filter = Filter::default();
        wanted.found(&mut filter);
        let found = std::mem::take(&mut filter.sql);
        let edge_args = filter.args.clone();
        wanted.looked_at(&mut filter, &patterns);
        let sql = format!(
            "SELECT session_id, MIN(started_at), MAX(ended_at) AS latest, COUNT(*), \
             CAST(SUM(CASE WHEN outcome = 'success' THEN 0 ELSE 1 END) AS BIGINT), CAST(SUM(tokens) AS BIGINT), \
             CAST(SUM(cost_nanos) AS BIGINT), MIN(model_group), COUNT(DISTINCT model_group), MIN(key_id), \
             COUNT(DISTINCT key_id) FROM (SELECT session_id, started_at, ended_at, outcome, cost_nanos, model_group, \
             key_id, user_id, team_id, provider, end_user, stream, cached, error, tags, call_type, input_tokens + cache_read_tokens + \
             cache_read_audio_tokens + cache_write_tokens + cache_write_1h_tokens + input_audio_tokens + \
             input_image_tokens + output_tokens + reasoning_tokens + output_audio_tokens + output_image_tokens AS tokens \
             FROM calls WHERE TRUE{found} ORDER BY ended_at DESC, request_id DESC LIMIT {EXAMINED_MAX}) AS examined \
             WHERE session_id IS NOT NULL{} GROUP BY session_id ORDER BY latest DESC, session_id LIMIT {} OFFSET {skip}",
            filter.sql,
            size + 1
        );
        let mut held = self.acquire().await?;
        let rows = held.db().fetch(AssertSqlSafe(sql), filter.args).await?;
        let read = rows.iter().map(|row| {
            let mut row = row.read();
            Ok(SessionLine {
                id: row.owned()?,
                began: Micros(row.int()?),
                ended: Micros(row.int()?),
                calls: row.int()?,
                failed: row.int()?,
                tokens: row.int()?,
                cost: Nanos(row.int()?),
                model: row.owned()?,
                models: row.int()?,
                key_id: row.owned()?,
                keys: row.int()?,
            })
        });
        let mut rows = read.collect::<Result<Vec<_>, StoreError>>()?;
        let more = rows.len() > size;
        rows.truncate(size);
        let edge = format!(
            "SELECT ended_at, request_id FROM calls WHERE TRUE{found} ORDER BY ended_at DESC, request_id DESC LIMIT 1 \
             OFFSET {}",
            EXAMINED_MAX - 1
        );
        let edge = held.db().first(AssertSqlSafe(edge), edge_args).await?;
        let stopped_at = edge.map(|row| {
            let mut row = row.read();
            Ok::<_, StoreError>(Cursor {
                at: Micros(row.int()?),
                id: row.owned()?,
            })
        });
        Ok(SessionsPage {
            rows,
            more,
            stopped_at: stopped_at.transpose()?,
        })
    }
}
