//! Calls by the sessions of their clients: conversations, runs of agents, tasks.

use super::super::layout::Page;
use super::super::params::Params;
use super::super::parts::{self, Form, Tone};
use super::super::visit::Visit;
use super::super::{format, names};
use super::{PATH as CALLS, list, query};
use crate::admin::AdminError;
use crate::http::App;
use crate::http::error::Problem;
use crate::store::{SessionLine, SessionsPage};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// The page's path.
pub(super) const PATH: &str = "/ui/logs/sessions";
const SIZE: usize = 50;
/// Pages that can be leafed to; older sessions are found by a range.
const PAGES_MAX: usize = 400;

pub(super) async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let question = query::read(&app, &visit).await?;
    let page = visit.query.get("page").and_then(|page| page.parse().ok());
    let page: usize = page.unwrap_or(1).clamp(1, PAGES_MAX);
    let found = app
        .store
        .explore_sessions(&question.filter, (page - 1) * SIZE, SIZE)
        .await
        .map_err(AdminError::from)?;
    let chips = query::chips_at(&app, &visit.query, PATH);
    let body = html! {
        (parts::head("Logs", html! { p { (question.range.shown()) } }, question.range.switch(PATH, &visit.query)))
        (list::tabs(&visit.query, PATH))
        (filters(&visit.query))
        @if !chips.is_empty() { (list::chip_row(&chips)) }
        section.card aria-label="Sessions" {
            @if found.rows.is_empty() { (nothing(page)) } @else {
                div.table tabindex="0" role="region" aria-label="Sessions" { (table(&app, &visit, &found)) }
            }
            (pager(&visit.query, &found, page))
        }
    };
    Ok(Page::new("Sessions", CALLS, body).show(&app, &visit))
}

fn filters(query: &Params) -> Markup {
    let form = Form {
        values: query.clone(),
        ..Form::default()
    };
    html! {
        form.filters method="get" action=(PATH) role="search" aria-label="Sessions" {
            @for (name, value) in query.without(&["session", "model", "key", "status", "page", "call", "before", "after", "live", "as"]).iter() {
                input type="hidden" name=(name) value=(value);
            }
            div.field.wide {
                label for="session" { "Session" }
                input id="session" type="search" name="session" value=(query.raw("session")) data-find autocomplete="off" spellcheck="false" placeholder="Its id, whole";
            }
            (form.text("model", "Model", "", "Any"))
            (form.text("key", "Key", "", "Alias or hash"))
            (form.choice("status", "With calls", "", &parts::options(&[("", "Of any kind"), ("failed", "That failed")])))
            button type="submit" { "Filter" }
        }
    }
}

fn nothing(page: usize) -> Markup {
    if page > 1 {
        return parts::empty(
            "No more sessions",
            "These were all in this range.",
            html! { a.btn href=(PATH) { "To the first" } },
        );
    }
    parts::empty(
        "No sessions in this range",
        "Clients name the session of a call by the header x-litellm-session-id, by metadata.session_id or by their own \
         headers; Claude Code and Codex do. The calls of one stand together here.",
        html! { a.btn href={ (PATH) "?range=30d" } { "Look at 30 days" } a.btn href=(CALLS) { "All calls" } },
    )
}

/// The calls of a session, from its first to its last.
fn calls(query: &Params, one: &SessionLine) -> String {
    query
        .without(&["range", "from", "until", "page", "status", "model", "key"])
        .with("session", &one.id)
        .with("from", &one.began.rfc3339())
        .with(
            "until",
            &crate::domain::time::Micros(one.ended.0 + 1).rfc3339(),
        )
        .at(CALLS)
}

fn table(app: &App, visit: &Visit, found: &SessionsPage) -> Markup {
    let now = app.gateway.now();
    let sees_all = visit.actor().sees_all();
    html! {
        table {
            thead { tr {
                th scope="col" { "Session" }
                th.opt scope="col" { "Latest call" }
                th.opt.num scope="col" { "Lasted" }
                th.num scope="col" { "Calls" }
                th.opt scope="col" { "Models" }
                @if sees_all { th.opt scope="col" { "Key" } }
                th.opt.num scope="col" { "Tokens" }
                th.num scope="col" { "Cost" }
            } }
            tbody { @for one in &found.rows {
                @let href = calls(&visit.query, one);
                tr data-href=(href) {
                    th scope="row" { div.cut { a href=(href) title=(one.id) { (one.id) } } }
                    td.opt { (format::ago(one.ended, now)) }
                    td.opt.num { (format::millis(one.ended.millis_since(one.began))) }
                    td.num { @if one.failed > 0 { (parts::badge(Tone::Bad, &format!("{} failed", format::grouped(one.failed)))) " " } (format::grouped(one.calls)) }
                    td.opt { div.cut { span { (names::model(&one.model)) @if one.models > 1 { span.soft { " +" (one.models - 1) } } } } }
                    @if sees_all { td.opt { div.cut { span { (names::key(app, &one.key_id)) @if one.keys > 1 { span.soft { " +" (one.keys - 1) } } } } } }
                    td.opt.num { (format::short(one.tokens)) }
                    td.num { (format::money(one.cost)) }
                }
            } }
        }
    }
}

fn pager(query: &Params, found: &SessionsPage, page: usize) -> Markup {
    let at = |page: usize| query.with("page", &page.to_string()).at(PATH);
    html! {
        @if page > 1 || found.more || found.stopped_at.is_some() {
            div.pager {
                span { @if let Some(edge) = &found.stopped_at {
                    "The newest 20,000 calls of the range were looked through, back to " (format::minute(edge.at)) ". Choose an earlier range for older sessions."
                } }
                nav.actions aria-label="Pages of sessions" {
                    @if page > 1 { a.btn href=(at(page - 1)) rel="prev" { "Newer" } }
                    @if found.more && page < PAGES_MAX { a.btn href=(at(page + 1)) rel="next" { "Older" } }
                }
            }
        }
    }
}
