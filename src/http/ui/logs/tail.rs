//! The live tail: calls as they end, over server-sent events.

use super::super::params::Params;
use super::super::visit::Visit;
use super::{list, query};
use crate::domain::time::Micros;
use crate::http::App;
use crate::http::error::Problem;
use crate::store::{CallFilter, Start};
use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;
use http::header::{CONTENT_TYPE, HeaderValue};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// How often the ledger is looked at.
const PAUSE: Duration = Duration::from_secs(1);
/// Calls of one look, at most; the newest count.
const LOOK: usize = 100;
/// A call may be on record a little after one that ended later.
const OVERLAP_MICROS: i64 = 5_000_000;
/// Ids that are remembered so that no call comes twice.
const SEEN: usize = 2_000;
/// People who follow at the same time.
const FOLLOWERS: usize = 64;
/// Looks of one connection; then the browser asks anew, and is asked who it is.
const LOOKS: u32 = 300;

static PLACES: Semaphore = Semaphore::const_new(FOLLOWERS);

struct Tail {
    app: Arc<App>,
    filter: CallFilter,
    query: Params,
    session: String,
    last: Micros,
    seen: VecDeque<String>,
    looks: u32,
    _place: SemaphorePermit<'static>,
}

pub(super) async fn follow(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let Ok(place) = PLACES.try_acquire() else {
        return Err(
            Problem::detail(503, "Too many people follow the log now.").header("retry-after", 5)
        );
    };
    let question = query::read(&app, &visit).await?;
    let resumed = visit.parts.headers.get("last-event-id");
    let resumed = resumed
        .and_then(|id| id.to_str().ok())
        .or(visit.query.get("since"));
    let resumed = resumed
        .and_then(|text| text.split('-').next()?.parse().ok())
        .map(Micros);
    let now = app.gateway.now();
    // Not further back than a page of the list shows anyway.
    let last = resumed
        .filter(|at| now.0 - at.0 < 600_000_000)
        .unwrap_or(now);
    let tail = Tail {
        filter: CallFilter {
            until: None,
            ..question.filter
        },
        query: visit.query.without(&["since"]),
        session: visit.session.id_hash.clone(),
        last,
        seen: VecDeque::new(),
        looks: 0,
        app,
        _place: place,
    };
    let events = stream::unfold(tail, |tail| async move {
        let (text, tail) = tail.look().await?;
        Some((Ok::<_, Infallible>(text), tail))
    });
    let mut response = Response::new(Body::from_stream(events));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    Ok(response)
}

impl Tail {
    /// What ended since the last look, oldest first.
    async fn look(mut self) -> Option<(Bytes, Self)> {
        if self.looks == 0 {
            self.looks = 1;
            return Some((Bytes::from_static(b"retry: 2000\n: here\n\n"), self));
        }
        tokio::time::sleep(PAUSE).await;
        self.looks += 1;
        if self.looks > LOOKS || self.app.gateway.is_draining() {
            return None;
        }
        // Whoever logged out sees no more.
        if self.looks.is_multiple_of(5)
            && self
                .app
                .store
                .get_session(&self.session)
                .await
                .ok()?
                .is_none()
        {
            return None;
        }
        self.filter.from = Some(Micros(self.last.0 - OVERLAP_MICROS));
        let page = self
            .app
            .store
            .explore_calls(&self.filter, &Start::Newest, LOOK)
            .await
            .ok()?;
        let mut text = String::new();
        for call in page.rows.iter().rev() {
            let id = &*call.intent.request_id;
            if self.seen.iter().any(|seen| seen == id) {
                continue;
            }
            let is_new = call.ended_at > self.last || self.looks > 2;
            self.seen.push_back(id.to_owned());
            if self.seen.len() > SEEN {
                self.seen.pop_front();
            }
            if !is_new {
                continue;
            }
            let row = list::told(&self.app, &self.query, call);
            text.push_str(&format!("id: {}-{id}\ndata: {row}\n\n", call.ended_at.0));
        }
        if let Some(newest) = page.rows.first() {
            self.last = self.last.max(newest.ended_at);
        }
        if text.is_empty() {
            text.push_str(": \n\n");
        }
        Some((Bytes::from(text), self))
    }
}
