//! The list of a kind.

use super::super::format;
use super::super::layout::Page;
use super::super::params::link;
use super::super::parts;
use super::super::teams::{models, pager, search, state};
use super::super::visit::Visit;
use super::{Sort, description, name};
use crate::admin::AdminError;
use crate::admin::owners::{self, OwnerSpend};
use crate::domain::budget::WindowKey;
use crate::domain::money::Nanos;
use crate::domain::owner::{Owner, OwnerKind};
use crate::domain::time::Micros;
use crate::http::App;
use crate::http::error::Problem;
use crate::store::{ListOwners, OwnerSort};
use axum::response::Response;
use maud::{Markup, html};
use std::collections::HashSet;
use std::sync::Arc;

const PAGE: u32 = 50;
/// Customers that nobody made, of which the spend is looked up, and shown.
const SEEN_MAX: u32 = 2_000;
const SEEN_SHOWN: usize = 50;

pub(super) async fn show(sort: &Sort, app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let now = app.gateway.now();
    let asked = visit.query.get("page").and_then(|page| page.parse().ok());
    let page: u32 = asked.unwrap_or(1).max(1);
    let list = ListOwners {
        page,
        size: PAGE,
        search: visit.query.get("search").map(str::to_owned),
        sort_by: OwnerSort::Spend,
        descending: true,
        ..ListOwners::of(sort.kind)
    };
    let (rows, count) = owners::list(&app.admin, &list, now).await?;
    let searches = visit.query.get("search").is_some();
    let seen = if sort.kind == OwnerKind::EndUser && page == 1 {
        seen(&app, &visit).await?
    } else {
        Vec::new()
    };
    let new = format!("{}/new", sort.path);
    let actions = html! {
        @if sort.kind != OwnerKind::Organization { a.btn href=(usage(sort)) { "Usage" } }
        @if visit.is_admin() { a.btn.primary href=(new) data-key="n" { "New " (sort.one) } }
    };
    let body = html! {
        (parts::head(sort.title, html! { p { (sort.about) } }, actions))
        (parts::tabs(sort.tabs, sort.path))
        @if count > 0 || searches || !seen.is_empty() { (search(sort.path, &visit.query)) }
        section.card aria-label=(sort.title) {
            @if rows.is_empty() { (nothing(sort, &visit, searches)) } @else {
                div.table tabindex="0" role="region" aria-label=(sort.title) { (table(sort, &rows, now)) }
                (pager(sort.path, &visit.query, page, count, PAGE))
            }
        }
        @if !seen.is_empty() { (seen_card(sort, &visit, &seen)) }
    };
    Ok(Page::new(sort.title, sort.nav, body).show(&app, &visit))
}

fn usage(sort: &Sort) -> String {
    link("/ui/usage", &[("by", sort.log.unwrap_or("organization"))])
}

fn nothing(sort: &Sort, visit: &Visit, searches: bool) -> Markup {
    if searches {
        return parts::empty(
            &format!("No {} fits", sort.one),
            "Try a part of its name or id.",
            html! { a.btn href=(sort.path) { "Show all" } },
        );
    }
    let new = format!("{}/new", sort.path);
    parts::empty(
        &format!("No {}s yet", sort.one),
        sort.empty,
        html! { @if visit.is_admin() { a.btn.primary href=(new) { "New " (sort.one) } } },
    )
}

fn table(sort: &Sort, rows: &[OwnerSpend], now: Micros) -> Markup {
    let tags = sort.kind == OwnerKind::Tag;
    html! {
        table {
            thead { tr {
                th scope="col" { @if tags { "Tag" } @else { "Name" } }
                th scope="col" { "Spent" }
                th.opt scope="col" { "Limits" }
                th.opt scope="col" { "Models" }
                th.opt scope="col" { "Starts again" }
                @if !tags { th.opt scope="col" { "State" } }
            } }
            tbody { @for row in rows {
                @let href = sort.page(&row.owner.id);
                tr data-href=(href) {
                    th scope="row" {
                        div.cut {
                            a href=(href) { (name(row)) }
                            @if let Some(text) = description(row) { span.sub { (text) } }
                            @else if row.owner.alias.is_some() { span.sub { (row.owner.id) } }
                        }
                    }
                    td { (parts::meter(row.spent.spend, row.owner.limits.max_budget)) }
                    td.opt.small { (rates(row)) }
                    td.opt { div.cut { (models(&row.owner.models)) } }
                    td.opt { @match row.spent.resets_at { Some(at) => (format::ago(at, now)), None => span.faint { "never" } } }
                    @if !tags { td.opt { (state(row.owner.blocked)) } }
                }
            } }
        }
    }
}

fn rates(row: &OwnerSpend) -> Markup {
    let limits = &row.owner.limits;
    html! {
        @match (limits.rpm_limit, limits.tpm_limit, &row.owner.budget_id) {
            (None, None, None) => span.faint { "none" },
            (rpm, tpm, named) => {
                @if let Some(rpm) = rpm { span.nowrap { (format::short(rpm)) " rpm" } " " }
                @if let Some(tpm) = tpm { span.nowrap { (format::short(tpm)) " tpm" } " " }
                @if let Some(named) = named { span.nowrap { "budget " (named) } }
            }
        }
    }
}

/// Customers whom calls named and nobody made, with what was spent for them, the most first.
async fn seen(app: &App, visit: &Visit) -> Result<Vec<(String, Nanos)>, AdminError> {
    let ids = app.store.end_users_seen(SEEN_MAX).await?;
    let list = ListOwners {
        ids: ids.clone(),
        size: SEEN_MAX,
        ..ListOwners::of(OwnerKind::EndUser)
    };
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let made = app.store.list_owners(&list).await?;
    let made: HashSet<String> = made
        .rows
        .iter()
        .map(|row| row.owner.id.to_string())
        .collect();
    let search = visit.query.get("search").unwrap_or_default().to_lowercase();
    let ids: Vec<String> = ids
        .into_iter()
        .filter(|id| !made.contains(id) && id.to_lowercase().contains(&search))
        .collect();
    let now = app.gateway.now();
    let windows: Vec<WindowKey> = ids
        .iter()
        .map(|id| WindowKey::lifetime(Owner::new(OwnerKind::EndUser, id, "", now).scope()))
        .collect();
    let spent = app.store.window_spend(&windows).await?;
    let mut seen: Vec<(String, Nanos)> = ids.into_iter().zip(spent).collect();
    seen.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(seen)
}

fn seen_card(sort: &Sort, visit: &Visit, seen: &[(String, Nanos)]) -> Markup {
    let count = format::plural(seen.len() as i64, "customer", "customers");
    parts::table_card(
        "Named in calls, without limits",
        html! { span.small.soft { (count) } },
        html! {
            table {
                thead { tr { th scope="col" { "Customer" } th.num scope="col" { "Spent, ever" } @if visit.is_admin() { th scope="col" { span.sr { "Actions" } } } } }
                tbody { @for (id, spent) in seen.iter().take(SEEN_SHOWN) {
                    @let href = sort.page(id);
                    tr data-href=(href) {
                        th scope="row" { div.cut { a href=(href) { (id) } } }
                        td.num { (format::money(*spent)) }
                        @if visit.is_admin() { td.num { a.btn.quiet href=(link("/ui/customers/new", &[("id", id)])) { "Give limits" span.sr { " to " (id) } } } }
                    }
                } }
            }
            @if seen.len() > SEEN_SHOWN { p.pager { "The " (SEEN_SHOWN) " that spent most. Search for others." } }
        },
    )
}
