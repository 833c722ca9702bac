//! The filtered log as a file: the same calls, in the same order, with everything that a row holds.

use super::super::files::{self, Format};
use super::super::names;
use super::super::visit::Visit;
use super::query;
use crate::admin::AdminError;
use crate::domain::money::Nanos;
use crate::domain::record::CallRecord;
use crate::http::App;
use crate::http::error::Problem;
use crate::store::{CallFilter, Cursor, Start};
use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::header::{HeaderName, HeaderValue};
use serde_json::{Value, json};
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
/// How often calls are looked through without a line for the file, at most: a million calls of one after the
/// other, so that a search for what is nowhere ends.
const LOOKS_MAX: usize = 50;

/// What stands in a column.
type Cell = fn(&App, &CallRecord) -> Value;

/// The columns, in their order.
const COLUMNS: [(&str, Cell); 35] = [
    ("ended_at", |_, call| json!(call.ended_at.rfc3339())),
    ("started_at", |_, call| {
        json!(call.intent.started_at.rfc3339())
    }),
    ("request_id", |_, call| json!(&*call.intent.request_id)),
    ("call_id", |_, call| json!(&*call.intent.call_id)),
    ("response_id", |_, call| json!(call.response_id)),
    ("status", |_, call| json!(call.status)),
    ("outcome", |_, call| json!(call.outcome.as_str())),
    ("error", |_, call| json!(call.error)),
    ("call_type", |_, call| json!(call.intent.call_type.as_str())),
    ("stream", |_, call| json!(call.intent.stream)),
    ("cached", |_, call| json!(call.cached)),
    ("model", |_, call| json!(&*call.intent.model_group)),
    ("provider", |_, call| json!(call.provider)),
    ("provider_model", |_, call| json!(&*call.model)),
    ("deployment_id", |_, call| json!(&*call.deployment_id)),
    ("key_id", |_, call| json!(&*call.intent.key_id)),
    ("key", |app, call| {
        json!(names::key(app, &call.intent.key_id))
    }),
    ("user_id", |_, call| json!(call.intent.user_id.as_deref())),
    ("team_id", |_, call| json!(call.intent.team_id.as_deref())),
    ("end_user", |_, call| json!(call.intent.end_user.as_deref())),
    ("tags", |_, call| {
        json!(
            call.intent
                .tags
                .iter()
                .map(|tag| &**tag)
                .collect::<Vec<_>>()
        )
    }),
    ("session_id", |_, call| {
        json!(call.intent.session_id.as_deref())
    }),
    ("attempts", |_, call| json!(call.attempts)),
    ("input_tokens", |_, call| json!(call.usage.prompt_tokens())),
    ("output_tokens", |_, call| {
        json!(call.usage.completion_tokens())
    }),
    ("cache_read_tokens", |_, call| {
        json!(call.usage.cache_read + call.usage.cache_read_audio)
    }),
    ("cache_write_tokens", |_, call| {
        json!(call.usage.cache_write + call.usage.cache_write_1h)
    }),
    ("reasoning_tokens", |_, call| json!(call.usage.reasoning)),
    ("usage_source", |_, call| json!(call.usage_source.as_str())),
    ("cost_usd", |_, call| json!(call.cost.decimal())),
    ("upstream_cost_usd", |_, call| {
        json!(call.upstream_cost.map(Nanos::decimal))
    }),
    ("took_ms", |_, call| {
        json!(call.ended_at.millis_since(call.intent.started_at))
    }),
    ("first_token_ms", |_, call| {
        json!(
            call.first_token_at
                .map(|at| at.millis_since(call.intent.started_at))
        )
    }),
    ("user_agent", |_, call| json!(&*call.intent.user_agent)),
    ("client_ip", |_, call| json!(call.client_ip)),
];

/// Their names.
const NAMES: [&str; COLUMNS.len()] = {
    let mut names = [""; COLUMNS.len()];
    let mut n = 0;
    while n < COLUMNS.len() {
        names[n] = COLUMNS[n].0;
        n += 1;
    }
    names
};

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
        looks: LOOKS_MAX,
        format,
    };
    let head = Bytes::from(files::head(format, &NAMES));
    // The line of names goes at once, however long the search for the first call takes.
    let head = stream::once(async { Ok(head) });
    let rows = stream::unfold(state, |state| async move {
        let (text, state) = state.next().await?;
        Some((text, state))
    });
    let mut response = files::download(format, "calls", Body::from_stream(head.chain(rows)));
    let headers = response.headers_mut();
    headers.insert(ROWS_MAX_HEADER, HeaderValue::from(ROWS_MAX));
    Ok(response)
}

struct State {
    app: Arc<App>,
    filter: CallFilter,
    start: Option<Start>,
    left: usize,
    looks: usize,
    format: Format,
}

impl State {
    /// The next part of the file. A database that fails breaks the download off, so that nobody takes the
    /// part for the whole.
    async fn next(mut self) -> Option<(Result<Bytes, AdminError>, Self)> {
        let start = self.start.take()?;
        if self.left == 0 || self.looks == 0 {
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
        self.looks = if page.rows.is_empty() {
            self.looks - 1
        } else {
            LOOKS_MAX
        };
        let last = page.rows.last().filter(|_| page.more).map(|call| Cursor {
            at: call.ended_at,
            id: call.intent.request_id.to_string(),
        });
        self.start = last.or(page.stopped_at).map(Start::OlderThan);
        let mut text = String::new();
        for call in &page.rows {
            let cells = COLUMNS.map(|(_, cell)| cell(&self.app, call));
            files::line(&mut text, self.format, &NAMES, &cells);
        }
        if let Some(Start::OlderThan(place)) = &self.start {
            let why = match (self.left, self.looks) {
                (0, _) => format!("cut at {ROWS_MAX} calls"),
                (_, 0) => "cut after looking through many calls in vain".to_owned(),
                _ => return Some((Ok(Bytes::from(text)), self)),
            };
            text.push_str(&cut(self.format, place, &why));
        }
        Some((Ok(Bytes::from(text)), self))
    }
}

/// The last line of a file that does not hold all: nobody takes the part for the whole.
fn cut(format: Format, place: &Cursor, why: &str) -> String {
    let on = query::place(place.at, &place.id);
    match format {
        Format::Jsonl => format!("{}\n", json!({ "cut": why, "go_on_with_before": on })),
        Format::Csv => {
            let told = format!("{why}; go on with before={on}");
            let rest = std::iter::repeat_n(String::new(), COLUMNS.len() - 1);
            files::csv_line(std::iter::once(told).chain(rest))
        }
    }
}
