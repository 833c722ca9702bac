//! One model.

use super::super::format;
use super::super::layout::{self, Page};
use super::super::params::link;
use super::super::parts;
use super::super::visit::Visit;
use super::{PATH, covered, credential, name, one, origin, path, rates, source};
use crate::admin::credentials::NAME;
use crate::domain::deployment::{Deployment, Origin};
use crate::domain::money::Rate;
use crate::http::App;
use crate::http::error::Problem;
use crate::store::StoredModel;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Map, Value};
use std::sync::Arc;

pub(super) async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let (shown, stored) = one(&app, &visit).await?;
    Ok(page(&app, &visit, &shown, stored.as_ref(), html! {}))
}

/// The page, with what a test said.
pub(super) fn page(
    app: &App,
    visit: &Visit,
    shown: &super::Shown,
    stored: Option<&StoredModel>,
    said: Markup,
) -> Response {
    let deployment = &shown.deployment;
    let title = name(deployment);
    let body = html! {
        (parts::head_under((PATH, "Models"), title, html! { p { span.badges { (origin(deployment))
            @if shown.blocked { (parts::badge(parts::Tone::Bad, "Blocked")) } } } }, actions(visit, shown, stored.is_some())))
        (said)
        @if visit.is_admin() { (testing(visit, deployment)) }
        div.grid-2 {
            (parts::card("What is called", html! {}, parts::facts(&called(deployment, stored))))
            (parts::card("Price", html! { span.small.soft { "From " (source(deployment)) } }, prices(deployment)))
        }
        (parts::card("Parameters", html! {}, parameters(deployment)))
    };
    Page::new(title, PATH, body).show(app, visit)
}

fn actions(visit: &Visit, shown: &super::Shown, stored: bool) -> Markup {
    let here = path(&shown.deployment);
    html! {
        a.btn href=(link("/ui/logs", &[("model", name(&shown.deployment)), ("range", "7d")])) { "Log" }
        @if visit.may_change() && !name(&shown.deployment).contains('*') {
            a.btn href=(link("/ui/playground", &[("model", name(&shown.deployment))])) { "Try it" }
            a.btn href=(link("/ui/setup", &[("model", name(&shown.deployment))])) { "Set up clients" }
        }
        @if visit.is_admin() && stored {
            a.btn href={ (here) "/edit" } data-key="e" { "Edit" }
            form.inline method="post" action={ (here) "/block" } {
                (layout::token(&visit.session))
                input type="hidden" name="blocked" value=(if shown.blocked { "off" } else { "on" });
                button type="submit" { (if shown.blocked { "Unblock" } else { "Block" }) }
            }
            a.btn.danger href={ (here) "/delete" } { "Delete" }
        }
    }
}

fn testing(visit: &Visit, deployment: &Deployment) -> Markup {
    html! {
        @if !deployment.litellm_model.contains('*') {
            form.notice method="post" action={ (path(deployment)) "/test" } {
                (layout::token(&visit.session))
                div { strong { "Does it answer? " } "One real request of a few tokens, on record under the master key." }
                button type="submit" { "Send a test" }
            }
        }
    }
}

fn called(deployment: &Deployment, stored: Option<&StoredModel>) -> Vec<(&'static str, Markup)> {
    let params: Map<String, Value> =
        serde_json::from_str(&deployment.public_params).unwrap_or_default();
    let named = params.get(NAME).and_then(Value::as_str).map(str::to_owned);
    let mut rows = vec![
        (
            "Provider",
            html! { (deployment.provider.name) span.soft { ", speaks " (deployment.provider.dialect.as_str()) } },
        ),
        (
            "Model",
            html! { code { (deployment.upstream_model) } @if deployment.litellm_model.contains('*') {
            span.sub { "matches " (format::plural(covered(deployment) as i64, "known model", "known models")) } } },
        ),
        (
            "Address",
            html! { @match &deployment.api_base { Some(base) => code.break { (base) }, None => span.faint { "None" } } },
        ),
        (
            "Credential",
            html! { @if let Some(named) = &named { a href=(credential::PATH) { (named) } " " } @match &deployment.api_key { Some(key) => code { (key.masked()) }, None => span.faint { "None" } } },
        ),
        (
            "Context",
            deployment.max_input_tokens.map_or_else(
                || html! { span.faint { "Not known" } },
                |tokens| html! { (format::grouped(tokens as i64)) " tokens" },
            ),
        ),
        (
            "Longest answer",
            deployment.max_output_tokens.map_or_else(
                || html! { span.faint { "Not known" } },
                |tokens| html! { (format::grouped(tokens as i64)) " tokens" },
            ),
        ),
        (
            "Mode",
            html! { (deployment.mode.as_deref().unwrap_or("chat")) },
        ),
        ("Id", html! { code.break { (deployment.id) } }),
    ];
    match (deployment.origin, stored) {
        (Origin::Database, Some(row)) => rows.push((
            "Added",
            html! { (format::time(row.created_at)) " by " (row.created_by) },
        )),
        (Origin::Config, _) => rows.push((
            "Changed in",
            html! { "the configuration file; it is read-only here" },
        )),
        _ => {}
    }
    if !deployment.access_groups.is_empty() {
        rows.push((
            "Access groups",
            html! { (deployment.access_groups.join(", ")) },
        ));
    }
    if let Some(team) = &deployment.team {
        rows.push(("Only for team", html! { (team.team_id) }));
    }
    rows
}

fn prices(deployment: &Deployment) -> Markup {
    let Some(rates) = rates(deployment) else {
        return html! { p.soft { @if deployment.litellm_model.contains('*') { "Each model that it matches has the price of its own." }
        @else { "Nobody told what it costs: calls count as $0.00 and are refused under a budget. Edit the model to set a price, or set both rates to 0 to declare it free." } } };
    };
    let per_token = [
        ("Input", rates.input),
        ("From the cache", rates.cache_read),
        ("Into the cache", rates.cache_write),
        ("Output", rates.output),
        ("Reasoning", rates.reasoning),
        ("Audio in", rates.input_audio),
        ("Audio out", rates.output_audio),
    ];
    let base = |name: &str| {
        if name.contains("out") || matches!(name, "Output" | "Reasoning") {
            rates.output
        } else {
            rates.input
        }
    };
    let mut rows: Vec<(&str, Markup)> = per_token
        .into_iter()
        // A rate that only repeats the plain one says nothing.
        .filter(|(name, rate)| matches!(*name, "Input" | "Output") || *rate != base(name))
        .map(|(name, rate)| {
            (
                name,
                html! { (format::per_million(rate)) span.soft { " for a million tokens" } },
            )
        })
        .collect();
    for (name, rate, unit) in [
        ("Request", rates.request, "a request"),
        ("Picture", rates.image, "a picture"),
        ("Sound heard", rates.second_in, "a second"),
        ("Sound made", rates.second_out, "a second"),
        ("Search", rates.search, "a search"),
    ] {
        if rate > Rate::ZERO {
            rows.push((name, html! { "$" (rate.usd()) span.soft { " " (unit) } }));
        }
    }
    parts::facts(&rows)
}

fn parameters(deployment: &Deployment) -> Markup {
    let read = |text: &str| serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default();
    let shown = serde_json::json!({ "litellm_params": read(&deployment.public_params), "model_info": read(&deployment.model_info) });
    let text = serde_json::to_string_pretty(&shown).unwrap_or_default();
    parts::copyable("parameters", &text)
}
