//! The list of models.

use super::super::layout::Page;
use super::super::params::link;
use super::super::parts::Form;
use super::super::scope::Sees;
use super::super::visit::Visit;
use super::super::{format, parts};
use super::{PATH, Shown, alias, all, covered, credential, name, origin, path, price};
use crate::admin::AdminError;
use crate::domain::time::Micros;
use crate::gateway::authenticate::Caller;
use crate::gateway::route::reach;
use crate::http::App;
use crate::http::error::Problem;
use crate::store::{By, ListDays, Sums};
use axum::response::Response;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;

const DAY: i64 = 86_400_000_000;

pub(super) async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    page(app, visit, Form::default()).await
}

/// The list, with what was wrong with a form on it.
pub(super) async fn page(app: Arc<App>, visit: Visit, form: Form) -> Result<Response, Problem> {
    let sees_all = visit.actor().sees_all();
    let mut models = all(&app).await?;
    let search = visit.query.get("search").unwrap_or_default().to_lowercase();
    models.retain(|one| {
        let words = format!(
            "{} {} {}",
            name(&one.deployment),
            one.deployment.litellm_model,
            one.deployment.provider.name
        );
        words.to_lowercase().contains(&search) && (sees_all || may_call(&app, &visit, one))
    });
    let now = app.gateway.now();
    let days = Sees::of(visit.actor()).days(ListDays {
        from: Micros(now.0 - DAY).day(),
        to: now.day(),
        ..ListDays::default()
    });
    let lines = app.store.sums_of_days(&days, &[By::Model]).await;
    let lines = lines.map_err(AdminError::from)?;
    let used: BTreeMap<String, Sums> = lines
        .into_iter()
        .map(|line| (line.of[0].clone(), line.sums))
        .collect();
    let body = html! {
        (parts::head("Models", html! { p { (format::plural(models.len() as i64, "deployment", "deployments")) @if !search.is_empty() { " found" } } }, html! {
            @if visit.is_admin() { a.btn.primary href="/ui/models/new" data-key="n" { "Add model" } }
        }))
        @if sees_all { (parts::tabs(credential::TABS, PATH)) }
        form.filters method="get" action=(PATH) role="search" aria-label="Models" {
            div.field.wide {
                label for="search" { "Search" }
                input id="search" type="search" name="search" value=(visit.query.raw("search")) data-find autocomplete="off"
                    placeholder="Name, provider or the provider's model";
            }
            button type="submit" { "Filter" }
        }
        @if models.is_empty() { div.card { (nothing(&visit, &search)) } } @else { (table(&models, &used, sees_all)) }
        (alias::card(&app, &visit, &form))
    };
    let page = Page::new("Models", PATH, body);
    Ok(page.show_form(&form, &app, &visit))
}

/// Whether somebody who does not see everything could call it.
fn may_call(app: &App, visit: &Visit, one: &Shown) -> bool {
    let Some(entry) = &visit.actor().key else {
        return one.deployment.team.is_none() && !one.blocked;
    };
    let catalog = app.gateway.catalog().clone();
    let caller = Caller::Key(entry.clone());
    !one.blocked && reach(&catalog, &caller, name(&one.deployment)).is_some()
}

fn nothing(visit: &Visit, search: &str) -> Markup {
    if search.is_empty() {
        return parts::empty(
            "No models yet",
            "A model is a name that clients use and the provider behind it. Several with the same name share the load.",
            html! { @if visit.is_admin() { a.btn.primary href="/ui/models/new" { "Add the first model" } } },
        );
    }
    parts::empty(
        "No model fits",
        "Names, providers and providers' models are searched.",
        html! { a.btn href=(PATH) { "Show all" } },
    )
}

fn table(models: &[Shown], used: &BTreeMap<String, Sums>, sees_all: bool) -> Markup {
    html! {
        section.card aria-label="Models" { div.table tabindex="0" role="region" aria-label="Models" {
            table {
                thead { tr {
                    th scope="col" { "Model" }
                    th.opt scope="col" { "Provider" }
                    th scope="col" { "Price in / out" span.sub { "for a million tokens" } }
                    th.opt.num scope="col" { "Calls" span.sub { "since yesterday" } }
                    th.opt.num scope="col" { "Succeeded" }
                    th.opt.num scope="col" { "Mean time" }
                    th.opt scope="col" { "From" }
                } }
                tbody { @for one in models { (line(one, used.get(name(&one.deployment)), sees_all)) } }
            }
        } }
    }
}

fn line(one: &Shown, used: Option<&Sums>, sees_all: bool) -> Markup {
    let deployment = &one.deployment;
    let href = sees_all.then(|| path(deployment));
    let used = used.copied().unwrap_or_default();
    let wild = deployment.litellm_model.contains('*');
    html! {
        tr data-href=[href.as_deref()] {
            th scope="row" { div.cut {
                @if let Some(href) = &href { a href=(href) { (name(deployment)) } } @else { span { (name(deployment)) } }
                span.sub { @if one.blocked { (parts::badge(parts::Tone::Bad, "Blocked")) " " } @if wild { "matches " (format::plural(covered(deployment) as i64, "known model", "known models")) } @else { (deployment.upstream_model) } }
            } }
            td.opt { (deployment.provider.name) }
            td { (price(deployment)) }
            @if used.requests > 0 {
                td.opt.num { a href=(link("/ui/logs", &[("model", name(deployment)), ("range", "7d")])) { (format::grouped(used.requests)) } }
                td.opt.num { (format::percent(used.successes, used.requests)) }
                td.opt.num { (format::millis(used.duration_ms / used.requests)) }
            } @else { td.opt.num { span.faint { "0" } } td.opt.num { span.faint { "–" } } td.opt.num { span.faint { "–" } } }
            td.opt { (origin(deployment)) }
        }
    }
}
