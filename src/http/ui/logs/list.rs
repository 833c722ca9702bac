//! The list of calls.

use super::super::chart::{self, Chart, Series, Slot, Unit};
use super::super::layout::Page;
use super::super::params::Params;
use super::super::parts::{self, Form, Tone};
use super::super::range::Step;
use super::super::visit::Visit;
use super::super::{format, names};
use super::query::{self, Question, place};
use super::{PATH, export, sheet};
use crate::admin::AdminError;
use crate::domain::record::{CallRecord, CallType, Outcome};
use crate::domain::time::Micros;
use crate::http::App;
use crate::http::error::Problem;
use crate::store::{By, CallsPage, ListDays, Start};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

const SIZE: usize = 50;
const MINUTE: i64 = 60_000_000;
/// How wide the bars above the list may be, in minutes.
const WIDTHS: [i64; 9] = [1, 5, 15, 30, 60, 180, 360, 720, 1_440];
/// Bars that are drawn, about.
const BARS: i64 = 60;

pub(super) async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let question = query::read(&app, &visit).await?;
    let page = app
        .store
        .explore_calls(&question.filter, &question.start, SIZE)
        .await;
    let page = page.map_err(AdminError::from)?;
    let open = match visit.query.get("call") {
        Some(id) => sheet::open(&app, &visit, id).await?,
        None => None,
    };
    let chips = query::chips(&app, &visit.query);
    let live = visit.query.is_on("live") && question.start == Start::Newest;
    let by_id = question.filter.request.is_some();
    let body = html! {
        (parts::head("Logs", html! { p { @if by_id { "Whenever it was" } @else { (question.range.shown()) } } }, head_actions(&visit, &question, live)))
        (tabs(&visit.query, PATH))
        (filters(&app, &visit))
        @if !chips.is_empty() { (chip_row(&chips)) }
        @if !by_id { (histogram(&app, &visit, &question).await?) }
        div.with-sheet.open[open.is_some()] {
            (listed(&app, &visit, &question, &page, live))
            @if let Some(open) = open { (open) }
        }
    };
    let modules: &[&str] = if live { &["tail.js"] } else { &[] };
    Ok(Page::new("Logs", PATH, body)
        .modules(modules)
        .show(&app, &visit))
}

fn head_actions(visit: &Visit, question: &Question, live: bool) -> Markup {
    let query = visit.query.without(&["before", "after", "call", "live"]);
    let toggled = if live {
        query.clone()
    } else {
        query.with("live", "1")
    };
    html! {
        (question.range.switch(PATH, &visit.query))
        a.btn href=(toggled.at(PATH)) aria-current=[live.then_some("true")] { (if live { "Stop" } else { "Live tail" }) }
        a.btn href=(query.at("/ui/logs/export.csv")) download title=(export::WORDS) { "CSV" }
        a.btn href=(query.at("/ui/logs/export.jsonl")) download title=(export::WORDS) { "JSONL" }
    }
}

/// Calls one by one, or by the sessions that they were made in.
pub(super) fn tabs(query: &Params, current: &str) -> Markup {
    let rest = query.without(&["before", "after", "call", "live", "page", "as"]);
    html! {
        nav.tabs aria-label="Views of the log" {
            @for (path, words) in [(PATH, "Calls"), (super::sessions::PATH, "Sessions")] {
                a href=(rest.at(path)) aria-current=[(path == current).then_some("page")] { (words) }
            }
        }
    }
}

fn filters(app: &App, visit: &Visit) -> Markup {
    let query = &visit.query;
    let form = Form {
        values: query.clone(),
        ..Form::default()
    };
    let outcomes = Outcome::ALL
        .into_iter()
        .filter(|one| !matches!(one, Outcome::Success | Outcome::Adjustment));
    let mut statuses = parts::options(&[("", "Any"), ("ok", "OK"), ("failed", "Failed")]);
    statuses
        .extend(outcomes.map(|one| (one.as_str().to_owned(), names::outcome(one).0.to_owned())));
    let names = app.gateway.catalog().names();
    let mut models = parts::options(&[("", "Any")]);
    let exact = names.iter().filter(|name| !name.contains('*')).take(300);
    models.extend(exact.map(|name| (name.to_string(), name.to_string())));
    let kinds = parts::options(&[
        ("", "Any"),
        ("stream", "Streams"),
        ("whole", "In one piece"),
        ("cached", "From the cache"),
    ]);
    let more = [
        "provider",
        "operation",
        "team",
        "user",
        "tag",
        "customer",
        "session",
        "cost",
        "took",
        "kind",
        "error",
    ];
    let mut operations = parts::options(&[("", "Any")]);
    let known = CallType::ALL.map(CallType::as_str);
    operations.extend(known.map(|kind| (kind.to_owned(), names::operation(kind))));
    let is_open = more.iter().any(|name| query.get(name).is_some());
    html! {
        form method="get" action=(PATH) role="search" aria-label="Calls" {
            @for name in ["range", "from", "until", "live", "as"] {
                @if let Some(value) = query.get(name) { input type="hidden" name=(name) value=(value); }
            }
            div.filters {
                div.field.wide {
                    label for="request" { "Request" }
                    input id="request" type="search" name="request" value=(query.raw("request")) data-find autocomplete="off"
                        spellcheck="false" placeholder="Id of the request, the call or the answer";
                }
                (form.choice("status", "Status", "", &statuses))
                (form.choice("model", "Model", "", &models))
                @let key = query.get("key").map(|key| names::key(app, key)).unwrap_or_default();
                div.field {
                    label for="key" { "Key" }
                    input id="key" name="key" value=(if query.get("key").is_some_and(|id| id.len() == 64) && !key.starts_with("deleted") { key } else { query.raw("key").to_owned() })
                        placeholder="Alias or hash" autocomplete="off" spellcheck="false";
                }
                button type="submit" { "Filter" }
            }
            details.more open[is_open] {
                summary { "More filters" }
                div { div.filters {
                    (form.text("provider", "Provider", "", "openai"))
                    (form.choice("operation", "Operation", "", &operations))
                    @if visit.actor().sees_all() {
                        (form.text("team", "Team", "", ""))
                        (form.text("user", "User", "", ""))
                    }
                    (form.text("tag", "Tag", "", ""))
                    (form.text("customer", "Customer", "", ""))
                    (form.text("session", "Session", "", ""))
                    (form.text("cost", "Cost from", "", "$0.05"))
                    (form.text("took", "Took from", "", "2s"))
                    (form.choice("kind", "Kind", "", &kinds))
                    (form.text("error", "Error has", "", "rate limit"))
                } }
            }
        }
    }
}

pub(super) fn chip_row(chips: &[(&'static str, String, String)]) -> Markup {
    html! {
        div.chips {
            @for (name, value, without) in chips {
                a.chip href=(without) aria-label={ "Remove the filter " (name) " " (value) } { (name) ": " (value) span aria-hidden="true" { "×" } }
            }
        }
    }
}

/// Calls over time, each bar a way into its part of the log.
async fn histogram(app: &App, visit: &Visit, question: &Question) -> Result<Markup, AdminError> {
    let (range, filter) = (&question.range, &question.filter);
    let span = range.until.0 - range.from.0;
    let minutes = WIDTHS
        .into_iter()
        .find(|width| span / (width * MINUTE) <= BARS);
    let mut width = minutes.unwrap_or(1_440) * MINUTE;
    let summed = range.step == Step::Day && filter.is_in_totals();
    let (counts, cut) = if summed {
        width = 1_440 * MINUTE;
        let list = ListDays {
            key_ids: filter.key_ids.clone(),
            user_ids: filter.user_ids.clone(),
            team_ids: filter.team_ids.clone(),
            model_group: filter.model.clone(),
            ..range.days()
        };
        let lines = app.store.sums_of_days(&list, &[By::Time]).await?;
        let counts = lines.iter().filter_map(|line| {
            let start = Micros::parse(&line.of[0])?;
            Some((start.0, line.sums.successes, line.sums.failures()))
        });
        (counts.collect::<Vec<_>>(), false)
    } else {
        let (buckets, cut) = app.store.count_calls(filter, width).await?;
        let counts = buckets
            .into_iter()
            .map(|one| (one.start.0, one.succeeded, one.failed));
        (counts.collect(), cut)
    };
    let rest = visit
        .query
        .without(&["range", "from", "until", "before", "after", "call", "live"]);
    let mut slots = Vec::new();
    let mut at = range.from.0.div_euclid(width) * width;
    while at < range.until.0 {
        let found = counts.iter().find(|(start, ..)| *start == at);
        let (from, until) = (Micros(at).rfc3339(), Micros(at + width).rfc3339());
        let day = format::day(&from);
        let hour = from.get(11..16).unwrap_or_default().to_owned();
        let by_day = width >= 1_440 * MINUTE;
        // Over several days, days are what one looks for: each is named where it begins.
        let label = match (by_day, span > 2 * 1_440 * MINUTE) {
            (true, _) => day.clone(),
            (false, false) => hour.clone(),
            (false, true) if at.rem_euclid(1_440 * MINUTE) == 0 => day.clone(),
            (false, true) => String::new(),
        };
        slots.push(Slot {
            label,
            full: if by_day { day } else { format!("{day} {hour}") },
            values: found.map_or(vec![0, 0], |(_, ok, failed)| vec![*ok, *failed]),
            href: found.map(|_| rest.with("from", &from).with("until", &until).at(PATH)),
            clock: (!by_day).then_some(Micros(at)),
        });
        at += width;
    }
    let series = [
        Series {
            name: "OK".into(),
            class: "1",
        },
        Series {
            name: "Failed".into(),
            class: chart::BAD,
        },
    ];
    let shown = Chart {
        id: "calls",
        title: "Calls over time",
        unit: Unit::Count,
        series: &series,
        slots: &slots,
        height: 104.0,
        slot_name: "When",
    };
    let all: i64 = counts.iter().map(|(_, ok, failed)| ok + failed).sum();
    let failed: i64 = counts.iter().map(|(_, _, failed)| failed).sum();
    Ok(html! {
        section.card { div.body {
            @if all > 0 {
                p.small.soft { (format::plural(all, "call", "calls")) ", " (format::grouped(failed)) " failed"
                    @if cut { ". These are the newest; older ones of this range are not counted here" } }
                (shown.strip())
            } @else { p.small.soft { "No calls in this range." } }
        } }
    })
}

fn listed(app: &App, visit: &Visit, question: &Question, page: &CallsPage, live: bool) -> Markup {
    let query = &visit.query;
    let open = query.get("call").unwrap_or_default();
    let sees_all = visit.actor().sees_all();
    html! {
        section.card aria-label="Calls" {
            @if live { (live_bar(query, page)) }
            @if page.rows.is_empty() && !live {
                (nothing(app, visit, page))
            } @else {
                div.table tabindex="0" role="region" aria-label="Calls" {
                    table id="calls" {
                        thead { tr {
                            th scope="col" { "Time" }
                            th scope="col" { "Status" }
                            th scope="col" { "Model" }
                            @if sees_all { th.opt scope="col" { "Key" } }
                            th.opt.num scope="col" { "Tokens in" }
                            th.opt.num scope="col" { "Out" }
                            th.num scope="col" { "Cost" }
                            th.opt.num scope="col" { "Took" }
                        } }
                        tbody { @for call in &page.rows { (line(app, query, call, open, sees_all)) } }
                    }
                }
            }
            (pager(question, query, page))
            @if !page.rows.is_empty() { p.pager.small { (export::WORDS) } }
        }
    }
}

fn live_bar(query: &Params, page: &CallsPage) -> Markup {
    let newest = page
        .rows
        .first()
        .map(|call| place(call.ended_at, &call.intent.request_id));
    let from = query
        .without(&["call", "before", "after", "live"])
        .at("/ui/logs/tail");
    html! {
        div.pager id="tail" data-from=(from) data-after=[newest] {
            span id="tail-state" aria-live="polite" { "Connecting…" }
            span.actions {
                button type="button" id="tail-show" hidden { "Show new calls" }
                button type="button" id="tail-pause" aria-pressed="false" { "Pause" }
            }
        }
    }
}

fn nothing(app: &App, visit: &Visit, page: &CallsPage) -> Markup {
    let query = &visit.query;
    let asks = query::FILTERS
        .iter()
        .any(|(name, _)| query.get(name).is_some());
    match (&page.stopped_at, asks) {
        (Some(_), _) => parts::empty(
            "Not among the calls that were looked through",
            "Nothing was found so far. Older calls can be looked through below.",
            html! {},
        ),
        (None, true) => parts::empty(
            "No call fits",
            "Widen the time range, or take a filter away.",
            html! { a.btn href=(PATH) { "Remove all filters" } },
        ),
        (None, false) => html! {
            (parts::empty(
                "No calls in this range",
                "Calls appear here as soon as they are answered. Look further back, or send one and wait for it.",
                html! { a.btn href={ (PATH) "?range=30d" } { "Look at 30 days" } a.btn href={ (PATH) "?live=1" } { "Wait for the first" } },
            ))
            div.body { (parts::copyable("first-curl", &super::super::overview::first_curl(app, visit))) }
        },
    }
}

fn line(app: &App, query: &Params, call: &CallRecord, open: &str, sees_all: bool) -> Markup {
    let intent = &call.intent;
    let href = query
        .without(&["live"])
        .with("call", &intent.request_id)
        .at(PATH);
    let (words, tone) = names::outcome(call.outcome);
    let words = if call.cached { "Cached" } else { words };
    html! {
        tr data-href=(href) class=[(*intent.request_id == *open).then_some("at")] {
            // Closing the sheet leads to this link, which browsers then focus.
            th scope="row" { a id={ "call-" (intent.request_id) } href=(href) { (format::time(call.ended_at)) } }
            td {
                (parts::badge(tone, words))
                @if !call.error.is_empty() { span.sub.why title=(call.error) { (call.error) } }
            }
            td { div.cut { span { (intent.model_group) } span.sub { (call.provider) } } }
            @if sees_all { td.opt { div.cut { span { (names::key(app, &intent.key_id)) } } } }
            td.opt.num { (format::grouped(call.usage.prompt_tokens() as i64)) }
            td.opt.num { (format::grouped(call.usage.completion_tokens() as i64)) }
            td.num { (format::money(call.cost)) }
            td.opt.num { (format::millis(call.ended_at.millis_since(intent.started_at))) }
        }
    }
}

fn pager(question: &Question, query: &Params, page: &CallsPage) -> Markup {
    let rest = query.without(&["before", "after", "call", "live"]);
    let older = page
        .rows
        .last()
        .map(|call| place(call.ended_at, &call.intent.request_id));
    let newer = page
        .rows
        .first()
        .map(|call| place(call.ended_at, &call.intent.request_id));
    let forward = matches!(question.start, Start::NewerThan(_));
    let has_older = forward && !page.rows.is_empty() || page.more && !forward;
    let has_newer = !forward && question.start != Start::Newest || forward && page.more;
    html! {
        @if has_older || has_newer || page.stopped_at.is_some() {
            div.pager {
                span {
                    @if let Some(edge) = &page.stopped_at {
                        "Looked through 20,000 calls, back to " (format::time(edge.at)) "."
                    }
                }
                nav.actions aria-label="Pages of calls" {
                    @if has_newer {
                        a.btn href=(rest.at(PATH)) { "Newest" }
                        @if let Some(newer) = newer { a.btn href=(rest.with("after", &newer).at(PATH)) rel="prev" { "Newer" } }
                    }
                    @if let (true, Some(older)) = (has_older, older) {
                        a.btn href=(rest.with("before", &older).at(PATH)) rel="next" { "Older" }
                    } @else if let Some(edge) = &page.stopped_at {
                        a.btn href=(rest.with("before", &place(edge.at, &edge.id)).at(PATH)) rel="next" { "Look through older calls" }
                    }
                }
            }
        }
    }
}

/// What a row of the live tail shows, for the module that makes rows.
pub(super) fn told(app: &App, query: &Params, call: &CallRecord) -> serde_json::Value {
    let intent = &call.intent;
    let (words, tone) = names::outcome(call.outcome);
    let full = call.ended_at.rfc3339();
    serde_json::json!({
        "href": query.without(&["live", "call"]).with("call", &intent.request_id).at(PATH),
        "at": full,
        "day": format::day(&full),
        "time": full.get(11..19).unwrap_or_default(),
        "status": if call.cached { "Cached" } else { words },
        "tone": if tone == Tone::Plain { "" } else { tone.class() },
        "error": call.error,
        "model": &*intent.model_group,
        "provider": call.provider,
        "key": names::key(app, &intent.key_id),
        "in": format::grouped(call.usage.prompt_tokens() as i64),
        "out": format::grouped(call.usage.completion_tokens() as i64),
        "cost": format::money(call.cost),
        "took": format::millis(call.ended_at.millis_since(intent.started_at)),
    })
}
