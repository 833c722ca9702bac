//! The filtered log as a file: the same calls, in the same order, with everything that a row holds.

use super::super::files::{self, Format};
use super::super::names;
use super::super::visit::Visit;
use super::query;
use crate::admin::AdminError;
use crate::domain::record::CallRecord;
use crate::http::App;
use crate::http::error::Problem;
use crate::store::{CallFilter, Cursor, Start};
use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;
use http::header::{HeaderName, HeaderValue};
use serde_json::json;
use std::sync::Arc;

/// Calls in one file, at most.
const ROWS_MAX: usize = 100_000;
/// The same, told on the page.
pub(super) const WORDS: &str =
    "CSV and JSONL hold every call that the filters find, the newest 100,000 at most.";
/// The header that tells it to programs.
const ROWS_MAX_HEADER: HeaderName = HeaderName::from_static("x-cw-rows-max");
/// Calls that are read at once.
const PAGE: usize = 500;

pub(super) async fn csv(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    export(app, visit, Format::Csv).await
}

pub(super) async fn jsonl(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    export(app, visit, Format::Jsonl).await
}

async fn export(app: Arc<App>, visit: Visit, format: Format) -> Result<Response, Problem> {
    let question = query::read(&app, &visit).await?;
    let state = State {
        app,
        filter: question.filter,
        start: Some(Start::Newest),
        left: ROWS_MAX,
        named: false,
        format,
    };
    let rows = stream::unfold(state, |state| async move {
        let (text, state) = state.next().await?;
        Some((text, state))
    });
    let mut response = files::download(format, "calls", Body::from_stream(rows));
    let headers = response.headers_mut();
    headers.insert(ROWS_MAX_HEADER, HeaderValue::from(ROWS_MAX));
    Ok(response)
}

struct State {
    app: Arc<App>,
    filter: CallFilter,
    start: Option<Start>,
    left: usize,
    named: bool,
    format: Format,
}

impl State {
    /// The next part of the file. A database that fails breaks the download off, so that nobody takes the
    /// part for the whole.
    async fn next(mut self) -> Option<(Result<Bytes, AdminError>, Self)> {
        let start = self.start.take()?;
        if self.left == 0 {
            return None;
        }
        let size = PAGE.min(self.left);
        let page = match self
            .app
            .store
            .explore_calls(&self.filter, &start, size)
            .await
        {
            Ok(page) => page,
            Err(error) => return Some((Err(error.into()), self)),
        };
        self.left -= page.rows.len();
        let last = page.rows.last().filter(|_| page.more).map(|call| Cursor {
            at: call.ended_at,
            id: call.intent.request_id.to_string(),
        });
        self.start = last.or(page.stopped_at).map(Start::OlderThan);
        let rows: Vec<_> = page
            .rows
            .iter()
            .map(|call| object(&self.app, call))
            .collect();
        let mut text = String::new();
        if let (false, Some(first)) = (self.named, rows.first()) {
            text = files::names(self.format, first);
            self.named = true;
        }
        text.push_str(&files::lines(self.format, &rows));
        if let (0, Some(Start::OlderThan(place))) = (self.left, &self.start) {
            text.push_str(&cut(self.format, place, rows.first()));
        }
        Some((Ok(Bytes::from(text)), self))
    }
}

/// The last line of a file that does not hold all: nobody takes the part for the whole.
fn cut(format: Format, place: &Cursor, row: Option<&serde_json::Value>) -> String {
    let on = query::place(place.at, &place.id);
    match format {
        Format::Jsonl => format!(
            "{}\n",
            json!({ "cut_at_rows": ROWS_MAX, "go_on_with_before": on })
        ),
        Format::Csv => {
            let width = row
                .and_then(|row| row.as_object())
                .map_or(1, serde_json::Map::len);
            let told = format!("cut at {ROWS_MAX} calls; go on with before={on}");
            let rest = std::iter::repeat_n(String::new(), width.saturating_sub(1));
            files::csv_line(std::iter::once(told).chain(rest))
        }
    }
}

fn object(app: &App, call: &CallRecord) -> serde_json::Value {
    let (intent, usage) = (&call.intent, &call.usage);
    let after =
        |at: Option<crate::domain::time::Micros>| at.map(|at| at.millis_since(intent.started_at));
    json!({
        "ended_at": call.ended_at.rfc3339(),
        "started_at": intent.started_at.rfc3339(),
        "request_id": &*intent.request_id,
        "call_id": &*intent.call_id,
        "response_id": call.response_id,
        "status": call.status,
        "outcome": call.outcome.as_str(),
        "error": call.error,
        "call_type": intent.call_type.as_str(),
        "stream": intent.stream,
        "cached": call.cached,
        "model": &*intent.model_group,
        "provider": call.provider,
        "provider_model": &*call.model,
        "deployment_id": &*call.deployment_id,
        "key_id": &*intent.key_id,
        "key": names::key(app, &intent.key_id),
        "user_id": intent.user_id.as_deref(),
        "team_id": intent.team_id.as_deref(),
        "end_user": intent.end_user.as_deref(),
        "tags": intent.tags.iter().map(|tag| &**tag).collect::<Vec<_>>(),
        "session_id": intent.session_id.as_deref(),
        "attempts": call.attempts,
        "input_tokens": usage.prompt_tokens(),
        "output_tokens": usage.completion_tokens(),
        "cache_read_tokens": usage.cache_read + usage.cache_read_audio,
        "cache_write_tokens": usage.cache_write + usage.cache_write_1h,
        "reasoning_tokens": usage.reasoning,
        "usage_source": call.usage_source.as_str(),
        "cost_usd": call.cost.decimal(),
        "upstream_cost_usd": call.upstream_cost.map(crate::domain::money::Nanos::decimal),
        "took_ms": after(Some(call.ended_at)),
        "first_token_ms": after(call.first_token_at),
        "user_agent": &*intent.user_agent,
        "client_ip": call.client_ip,
    })
}
