//! What is kept and for how long, and a copy of all of it.

use super::super::format;
use super::super::layout::token;
use super::super::parts;
use super::super::visit::Visit;
use super::change::{Refused, Sections, line};
use crate::admin::backup;
use crate::config::Changeable;
use crate::domain::time::Micros;
use crate::http::App;
use crate::http::error::Problem;
use axum::body::Body;
use axum::response::Response;
use bytes::{Bytes, BytesMut};
use futures_util::stream;
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use maud::{Markup, html};
use std::sync::Arc;
use tokio::io::AsyncReadExt as _;

/// What is stored of calls and how long, by section and name.
const RETENTION: &[(&str, &str)] = &[
    ("general_settings", "store_prompts_in_spend_logs"),
    ("cw_proxy", "prompt_retention_period"),
    ("general_settings", "maximum_spend_logs_retention_period"),
    ("general_settings", "maximum_spend_logs_retention_interval"),
];
/// A piece of a download, in bytes.
const PIECE: usize = 128 << 10;

/// Stored words and their retention.
pub(super) fn retention_card(
    app: &App,
    visit: &Visit,
    sections: &Sections,
    refused: Option<&Refused>,
) -> Markup {
    let settings: Vec<_> = RETENTION
        .iter()
        .filter_map(|(section, name)| {
            let values = &sections.iter().find(|(known, _)| known == section)?.1;
            Some((Changeable::find(section, name)?, values))
        })
        .collect();
    html! {
        section.card {
            header { h2 { "What is kept of calls" } }
            div.table tabindex="0" role="region" aria-label="What is kept of calls" { table.stack {
                thead { tr { th scope="col" { "Setting" } th scope="col" { "Value" } th.opt scope="col" { "From" } } }
                tbody { @for (setting, values) in settings { (line(app, visit, setting, values, refused)) } }
            } }
            @if let Some(next) = next_pruning(app) { p.pager.small { (next) } }
            p.pager.small { "What a call cost stays, whether its words do or not. Rows that are past their retention leave what they add up to: sums, budgets and reports do not change, the log no longer lists the calls." }
        }
    }
}

/// When what is past its retention goes next; nothing where all is kept.
fn next_pruning(app: &App) -> Option<Markup> {
    let catalog = app.gateway.catalog();
    let (words, rows) = (
        catalog.policy.payloads_kept_micros,
        catalog.policy.calls_kept_micros,
    );
    let next = app.pruning.next()?;
    let older = |kept: i64| html! { b { (format::minute(Micros(next.0.saturating_sub(kept)))) } };
    (words.is_some() || rows.is_some()).then(|| {
        html! {
            "Next at " b { (format::minute(next)) } " UTC: "
            @if let Some(kept) = rows { "rows of calls that ended before " (older(kept)) " go" }
            @if let Some(kept) = words {
                @if rows.is_some() { ", " }
                "stored requests and answers of calls before " (older(kept)) " go"
            }
            "."
        }
    })
}

/// The copy of the database.
pub(super) async fn backup_card(app: &App, visit: &Visit) -> Markup {
    let sqlite = app.store.kind() == "SQLite";
    let size = match app.store.size_bytes().await {
        Ok((database, log)) => Some(database + log.unwrap_or(0)),
        Err(_) => None,
    };
    html! {
        section.card {
            header { h2 { "Backup" } @if let Some(size) = size { span.small.soft { (app.store.kind()) ", " (format::bytes(size)) } } }
            div.body {
                @if sqlite {
                    p.soft { "A copy of the whole database of one moment, taken while calls go on. Stored credentials in it stay sealed by the salt key, which is not part of it: keep both." }
                    @if visit.is_admin() {
                        form method="post" action="/ui/settings/backup" {
                            (token(&visit.session))
                            button type="submit" { "Download a backup" }
                        }
                    }
                } @else {
                    p.soft { "The state is in PostgreSQL. Take backups there:" }
                    (parts::copyable("pg-dump", "pg_dump --format=custom --file=cw-proxy.dump \"$DATABASE_URL\""))
                }
            }
        }
    }
}

/// Sends a copy of the database, piece by piece.
pub(super) async fn download(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let now = app.gateway.now();
    let taken = backup::take(&app.admin, visit.actor(), now).await?;
    let pieces = stream::try_unfold(taken.file, |mut file| async move {
        let mut piece = BytesMut::with_capacity(PIECE);
        let read = file.read_buf(&mut piece).await?;
        Ok::<_, std::io::Error>((read > 0).then(|| (Bytes::from(piece), file)))
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/vnd.sqlite3"),
    );
    headers.insert(CONTENT_LENGTH, HeaderValue::from(taken.bytes));
    let day = now.day();
    let name = format!("attachment; filename=\"cw-proxy-{day}.db\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
