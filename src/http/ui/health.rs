//! How the proxy is: its database, its queue, its models as real traffic finds them, and its prices.

use super::super::App;
use super::super::error::Problem;
use super::format;
use super::layout::Page;
use super::overview::{sums, total};
use super::params::{Params, encoded, link};
use super::parts::{self, Tone};
use super::range::Range;
use super::scope::Sees;
use super::table::UiRoute;
use super::visit::Visit;
use crate::domain::owner::Rank;
use crate::domain::price::PriceState;
use crate::domain::price_table::PriceTable;
use crate::domain::time::Micros;
use crate::store::{By, SumLine, Sums};
use axum::response::Response;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Its route.
pub const ROUTES: &[UiRoute] = &[UiRoute::page(PATH, Rank::AdminViewer, |app, visit| {
    Box::pin(show(app, visit))
})];

const PATH: &str = "/ui/health";
/// Calls of a model below which its share of failures says nothing.
const CALLS_MIN: i64 = 5;
/// From when on the price table is called old.
const OLD_DAYS: i64 = 90;
const DAY_MICROS: i64 = 86_400_000_000;
/// Deployments that are listed, at most.
const LISTED_MAX: usize = 200;

async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let revision = app.store.revision().await;
    let size = app.store.size_bytes().await.ok();
    let day = Range::read(&Params::default(), "24h", app.gateway.now());
    let lines = sums(&app, &Sees::All, &day, &[By::Model, By::Provider]).await?;
    let body = html! {
        (parts::head("Health", html! { p { "What the proxy knows of itself and, from the calls of the last 24 hours, of its providers. Nobody is called to draw this page." } }, html! { a.btn href="/ui/models" { "Test a model" } }))
        (figures(&app, &lines, revision.is_ok()))
        div.grid-2 {
            (parts::card("Parts", html! {}, inside(&app, &revision, size)))
            (providers(&lines))
        }
        (deployments(&app, &lines))
    };
    if let Err(error) = revision {
        // Without the database the rest of the page is what memory holds.
        tracing::warn!(%error, "the health page cannot read the database");
    }
    Ok(Page::new("Health", PATH, body).show(&app, &visit))
}

fn figures(app: &App, lines: &[SumLine], database: bool) -> Markup {
    let all = total(lines);
    let calls = app.gateway.calls.len();
    let writing = app.gateway.journal.is_healthy();
    html! {
        div.stats {
            (parts::stat("State", if app.gateway.is_draining() { "Draining" } else if database && writing { "Ready" } else { "In trouble" }, html! {
                @if !database { "the database does not answer" } @else if !writing { "the ledger cannot be written: calls are refused" } @else { "calls are let in" }
            }))
            (parts::stat("Calls in flight", &format::grouped(calls as i64), html! { "of " (format::grouped(app.gateway.journal.calls_max() as i64)) " at most" }))
            (parts::stat("Succeeded, 24 hours", &format::percent(all.successes, all.requests), html! { "of " (format::plural(all.requests, "call", "calls")) }))
            (parts::stat("Held for calls in flight", &format::money(app.gateway.ledger.reserved().0), html! { (format::grouped(app.gateway.ledger.reserved().1 as i64)) " windows in memory" }))
        }
    }
}

fn inside(
    app: &App,
    revision: &Result<i64, crate::store::StoreError>,
    size: Option<(u64, Option<u64>)>,
) -> Markup {
    let journal = &app.gateway.journal;
    let waiting = (journal.calls_max() * 2).saturating_sub(journal.free());
    let ok =
        |good: bool, words: &str| parts::badge(if good { Tone::Good } else { Tone::Bad }, words);
    let catalog = app.gateway.catalog();
    let behind = match revision {
        Ok(n) => n - catalog.revision,
        Err(_) => 0,
    };
    parts::facts(&[
        (
            "Database",
            html! {
                @match revision { Ok(_) => (ok(true, "answers")), Err(_) => (ok(false, "does not answer")) }
                " " (app.store.kind()) ", layout " (crate::store::layout_version())
            },
        ),
        (
            "Ledger",
            html! { (ok(journal.is_healthy(), if journal.is_healthy() { "written" } else { "not written" })) " " (format::plural(waiting as i64, "entry waits or is held", "entries wait or are held")) },
        ),
        (
            "Catalog",
            html! { "change " (format::grouped(catalog.revision)) @if behind > 0 { ", " (format::plural(behind, "change", "changes")) " behind" } @else { ", up to date" } },
        ),
        (
            "Size",
            html! { @match size {
                Some((database, Some(log))) => { (format::bytes(database)) ", and " (format::bytes(log)) " not yet moved into it" },
                Some((database, None)) => (format::bytes(database)),
                None => span.faint { "not known" },
            } },
        ),
        ("Free disk", free_disk(app)),
        (
            "Keys",
            html! { (format::grouped(catalog.keys().count() as i64)) },
        ),
        ("Prices", html! { (priced(app)) "; " (table_age(app)) }),
        ("Version", html! { (env!("CARGO_PKG_VERSION")) }),
    ])
}

/// What is left of the volume of the database.
fn free_disk(app: &App) -> Markup {
    let Some(volume) = app.store.volume() else {
        return html! { span.faint { "not known here" @if app.store.kind() != "SQLite" { ": PostgreSQL keeps the data" } } };
    };
    html! {
        @if volume.is_low() { (parts::badge(Tone::Bad, "low")) " " }
        (format::bytes(volume.free)) " of " (format::bytes(volume.total))
        @if volume.is_low() {
            ". Calls are refused when none is left: make room, or keep "
            a href="/ui/settings" { "rows of the log" } " for a shorter time"
        }
    }
}

/// How old the price table is. Prices change: an old one is worth a word.
fn table_age(app: &App) -> Markup {
    let table = PriceTable::bundled();
    let source = table.source();
    let taken = Micros::parse(source.day);
    let days = taken.map(|taken| app.gateway.now().0.saturating_sub(taken.0).max(0) / DAY_MICROS);
    html! {
        (format::grouped(table.iter().count() as i64)) " models in the table, from LiteLLM " (source.version)
        @if let Some(days) = days {
            ", " (format::plural(days, "day", "days")) " old"
            @if days > OLD_DAYS { " " (parts::badge(Tone::Warn, "old")) " a newer version of cw-proxy has newer prices" }
        }
    }
}

/// How many of the models here have a known price.
fn priced(app: &App) -> String {
    let catalog = app.gateway.catalog().clone();
    let single = catalog
        .deployments()
        .filter(|served| !served.deployment.litellm_model.contains('*'));
    let (known, all) = single.fold((0_i64, 0_i64), |(known, all), served| {
        let is_known = served.deployment.pricing != PriceState::Unknown;
        (known + i64::from(is_known), all + 1)
    });
    format!(
        "known of {known} of {}",
        format::plural(all, "model", "models")
    )
}

fn providers(lines: &[SumLine]) -> Markup {
    let mut by: BTreeMap<&str, Sums> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.of[1].is_empty()) {
        *by.entry(&line.of[1]).or_default() += line.sums;
    }
    if by.is_empty() {
        return parts::card(
            "Providers",
            html! {},
            html! { p.soft { "No calls in the last 24 hours, so nothing is known of them. Models → Test calls one." } },
        );
    }
    parts::table_card(
        "Providers",
        html! { a.small href=(link("/ui/usage", &[("range", "24h"), ("by", "provider"), ("metric", "time")])) { "Over time" } },
        html! { table {
            thead { tr { th scope="col" { "Provider" } th.num scope="col" { "Calls" } th.num scope="col" { "Failed" } th.num scope="col" { "Mean time" } th scope="col" { "State" } } }
            tbody { @for (name, sums) in &by { tr {
                th scope="row" { a href=(link("/ui/logs", &[("range", "24h"), ("provider", name)])) { (name) } }
                td.num { (format::grouped(sums.requests)) }
                td.num { (format::percent(sums.failures(), sums.requests)) }
                td.num { @if sums.requests > 0 { (format::millis(sums.duration_ms / sums.requests)) } @else { span.faint { "–" } } }
                td { (state(sums)) }
            } } }
        } },
    )
}

fn state(sums: &Sums) -> Markup {
    let failing = sums.failures() * 2 > sums.requests;
    match sums.requests {
        0 => html! { span.faint { "no calls" } },
        few if few < CALLS_MIN && !failing => parts::badge(Tone::Good, "Well"),
        _ if failing => parts::badge(Tone::Bad, "Failing"),
        _ if sums.failures() * 20 > sums.requests => parts::badge(Tone::Warn, "Some fail"),
        _ => parts::badge(Tone::Good, "Well"),
    }
}

fn deployments(app: &App, lines: &[SumLine]) -> Markup {
    let mut of_model: BTreeMap<&str, Sums> = BTreeMap::new();
    for line in lines {
        *of_model.entry(&line.of[0]).or_default() += line.sums;
    }
    let catalog = app.gateway.catalog().clone();
    let mut all: Vec<_> = catalog.deployments().cloned().collect();
    all.sort_by(|a, b| a.deployment.group.cmp(&b.deployment.group));
    let count = all.len();
    html! {
        section.card {
            header { h2 { "Models" } span.small.soft { (format::plural(count as i64, "deployment", "deployments")) } }
            @if all.is_empty() {
                (parts::empty("No models yet", "Add one, and its state stands here.", html! { a.btn.primary href="/ui/models/new" { "Add a model" } }))
            } @else {
                div.table tabindex="0" role="region" aria-label="Models" { table {
                    thead { tr { th scope="col" { "Model" } th.opt scope="col" { "Behind it" } th.opt scope="col" { "Price" } th.num scope="col" { "Calls" } th scope="col" { "State" } } }
                    tbody { @for served in all.iter().take(LISTED_MAX) {
                        @let deployment = &served.deployment;
                        @let sums = of_model.get(&*deployment.group).copied().unwrap_or_default();
                        @let place = format!("/ui/models/{}", encoded(&deployment.id));
                        tr data-href=(place) {
                            th scope="row" { div.cut { a href=(place) title=(deployment.group) { (deployment.group) } } }
                            td.opt { div.cut { code title=(deployment.litellm_model) { (deployment.litellm_model) } } }
                            td.opt { @match &deployment.pricing {
                                PriceState::Unknown if deployment.litellm_model.contains('*') => span.soft { "by model" },
                                PriceState::Unknown => (parts::badge(Tone::Warn, "Unknown")),
                                PriceState::Free => span.soft { "free" },
                                PriceState::Priced(_) => span.soft { "known" },
                            } }
                            td.num { (format::grouped(sums.requests)) }
                            td { @match &served.endpoint { Ok(_) => (state(&sums)), Err(reason) => { (parts::badge(Tone::Bad, "Cannot be called")) span.sub.break { (reason) } } } }
                        }
                    } }
                } }
                @if count > LISTED_MAX { div.pager { "The first " (LISTED_MAX) " of " (format::grouped(count as i64)) } }
            }
        }
    }
}
