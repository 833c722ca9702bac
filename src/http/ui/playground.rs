//! Talking to models from a page: one, or two side by side. Each call is charged to a key that is named, and is
//! under its models, budgets and limits like any call with that key.

use super::super::error::Problem;
use super::super::manage::answer as json_answer;
use super::super::{App, Asked, Authed, headers, llm};
use super::layout::{Page, token};
use super::logs::{self, Replay};
use super::parts::{self, Form, Tone};
use super::scope::Sees;
use super::setup::first_model;
use super::table::UiRoute;
use super::visit::Visit;
use super::{format, names};
use crate::admin::AdminError;
use crate::domain::key::KeyHash;
use crate::domain::owner::Rank;
use crate::domain::record::CallType;
use crate::gateway::authenticate::{admit_key, require_route};
use crate::gateway::catalog::KeyEntry;
use crate::store::{CallFilter, Start};
use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_TYPE, COOKIE, HeaderValue};
use maud::{Markup, html};
use serde_json::json;
use std::sync::Arc;

/// Its routes.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::page(PATH, Rank::Internal, |app, visit| {
        Box::pin(async move { show(&app, &visit).await })
    }),
    UiRoute::own_form("/ui/playground/chat", Rank::Internal, |app, visit| {
        Box::pin(async move {
            Ok(Box::pin(chat(app, visit))
                .await
                .unwrap_or_else(Problem::into_response))
        })
    }),
    UiRoute::page("/ui/playground/cost", Rank::Internal, |app, visit| {
        Box::pin(cost(app, visit))
    }),
];

const PATH: &str = "/ui/playground";
const ROUTE: &str = "/v1/chat/completions";
/// Keys and models that are offered, at most.
const OFFERED_MAX: usize = 500;

fn own_keys(app: &App, visit: &Visit) -> Vec<(String, String)> {
    let catalog = app.gateway.catalog().clone();
    let sees = Sees::of(visit.actor());
    let now = app.gateway.now();
    let mut keys: Vec<(String, String)> = catalog
        .keys()
        .filter(|entry| sees.covers(&entry.id, entry.key.user_id.as_deref()))
        .filter(|entry| admit_key(entry, now).is_ok())
        .map(|entry| {
            let name = entry.key.alias.clone();
            (
                entry.id.to_string(),
                name.unwrap_or_else(|| entry.key.name.clone()),
            )
        })
        .collect();
    keys.sort_by(|a, b| a.1.cmp(&b.1));
    keys.truncate(OFFERED_MAX);
    keys
}

async fn show(app: &App, visit: &Visit) -> Result<Response, Problem> {
    let replay = match visit.query.get("call") {
        Some(id) => logs::replay(app, visit, id).await?,
        None => None,
    };
    let keys = own_keys(app, visit);
    let catalog = app.gateway.catalog().clone();
    let mut models: Vec<(String, String)> = catalog
        .names()
        .iter()
        .filter(|name| !name.contains('*'))
        .map(|name| (name.to_string(), name.to_string()))
        .collect();
    models.sort();
    models.truncate(OFFERED_MAX);
    let modules: &[&str] = match (keys.is_empty(), models.is_empty()) {
        (false, false) => &["playground.js"],
        _ => &[],
    };
    let body = html! {
        (parts::head("Playground", html! { p { "Ask one model, or two side by side. Calls are charged to the key that you choose, and stand in the log like any others." } }, html! {}))
        noscript { (parts::notice(parts::Tone::Info, html! { "This page needs JavaScript to show answers as they come. Without it, use " code { "cw-proxy chat" } " or the " a href="/ui/setup" { "recipes" } "." })) }
        @if keys.is_empty() {
            div.card { (parts::empty("No key to charge", "Make a key first: a call must be charged to somebody.", html! { a.btn.primary href="/ui/keys/new" { "New key" } })) }
        } @else if models.is_empty() {
            div.card { (parts::empty("No models yet", "Add a model first.", html! { a.btn.primary href="/ui/models/new" { "Add a model" } })) }
        } @else {
            (replayed(visit, replay.as_ref()))
            (ask(app, visit, &keys, models, replay.as_ref()))
            div.grid-2 id="answers" {}
        }
    };
    Ok(Page::new("Playground", PATH, body)
        .modules(modules)
        .show(app, visit))
}

/// Says what of a stored request stands in the form.
fn replayed(visit: &Visit, replay: Option<&Replay>) -> Markup {
    let Some(id) = visit.query.get("call") else {
        return html! {};
    };
    let log = super::params::link("/ui/logs", &[("request", id), ("call", id)]);
    match replay {
        None => parts::notice(
            Tone::Warn,
            html! { "Nothing is stored of that call that could be asked again. " a href=(log) { "Back to the call" } },
        ),
        Some(replay) => parts::notice(
            Tone::Info,
            html! {
                strong { "A request from the log. " } "Change what you like, choose the key to charge, and send it. "
                @if !replay.left_out.is_empty() { "Left out, since a chat has no place for it: " (replay.left_out.join(", ")) ". " }
                a href=(log) { "Back to the call" }
            },
        ),
    }
}

fn ask(
    app: &App,
    visit: &Visit,
    keys: &[(String, String)],
    models: Vec<(String, String)>,
    replay: Option<&Replay>,
) -> Markup {
    let names: Vec<String> = models.iter().map(|(id, _)| id.clone()).collect();
    let first = first_model(app, &names).unwrap_or_default();
    let (key, model) = replay.map_or(("", first.as_str()), |replay| {
        (replay.key.as_str(), replay.model.as_str())
    });
    let asked = |name: &str, usual: &str| visit.query.get(name).unwrap_or(usual).to_owned();
    let mut values = vec![
        ("key", asked("key", key)),
        ("model", asked("model", model)),
        ("second", asked("second", "")),
        ("message", asked("message", "")),
    ];
    if let Some(replay) = replay {
        values.retain(|(name, _)| *name != "message");
        values.extend(replay.fields.iter().cloned());
    }
    // A key that somebody else holds, or that is gone, is not charged again.
    values.retain(|(name, id)| *name != "key" || keys.iter().any(|(known, _)| known == id));
    let unfolds = [
        "system",
        "temperature",
        "max_tokens",
        "reasoning_effort",
        "tools",
        "extra",
    ];
    let form = Form::of(&values);
    let unfolds = unfolds.iter().any(|name| form.values.get(name).is_some());
    let earlier = replay.map(|replay| replay.earlier.to_string());
    let mut second = vec![(String::new(), "Nobody else".to_owned())];
    second.extend(models.clone());
    html! {
        section.card { div.body {
            form.form.wide id="playground" data-chat="/ui/playground/chat" data-cost="/ui/playground/cost" data-base=(visit.base_url()) data-earlier=[earlier] {
                (token(&visit.session))
                div.row {
                    (form.choice("key", "Charged to", "", keys))
                    (form.choice("model", "Model", "", &models))
                    (form.choice("second", "Beside it", "", &second))
                }
                details.more open[unfolds] { summary { "System prompt and parameters" } div {
                    (form.area("system", "System prompt", "", "You are …"))
                    div.row {
                        (form.text("temperature", "Temperature", "", "as the model has it"))
                        (form.number("max_tokens", "Longest answer, in tokens", ""))
                        (form.text("reasoning_effort", "Reasoning effort", "low, medium or high, where the model knows it", ""))
                    }
                    (form.area("tools", "Tools", "A JSON list in OpenAI's form. Calls of tools are shown, and run nowhere.", "[]"))
                    (form.area("extra", "Other parameters", "A JSON object, sent as it is: top_p, seed, stop, response_format …", "{}"))
                } }
                (form.area("message", "Message", "Ctrl+Enter sends", "Hello"))
                div.end {
                    button.primary type="submit" { "Send" }
                    button id="stop" type="button" disabled { "Stop" }
                    button.quiet id="clear" type="button" { "Start over" }
                    button.quiet type="button" data-open="as-code" { "Show as code" }
                }
                p.wrong.small id="trouble" role="alert" {}
            }
        } }
        dialog id="as-code" aria-labelledby="as-code-title" {
            header { h2 id="as-code-title" { "The request" } button.quiet type="button" data-close { "Close" } }
            div.body {
                h3 { "curl" } (parts::copyable("code-curl", "\n"))
                h3 { "Python" } (parts::copyable("code-python", "\n"))
            }
        }
    }
}

fn key_of(app: &App, visit: &Visit, id: &str) -> Result<Arc<KeyEntry>, Problem> {
    let catalog = app.gateway.catalog().clone();
    let entry = KeyHash::from_hex(id).and_then(|hash| catalog.key(&hash).cloned());
    let sees = Sees::of(visit.actor());
    entry
        .filter(|entry| sees.covers(&entry.id, entry.key.user_id.as_deref()))
        .ok_or_else(|| {
            Problem::detail(
                404,
                "There is no such key that you could charge. Load the page anew.",
            )
        })
}

/// Makes a call with a key of the visitor's, and answers as the route for programs does.
async fn chat(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    if !visit.may_change() {
        return Err(Problem::detail(403, "Your role may look, and not spend."));
    }
    let entry = key_of(&app, &visit, visit.form.raw("key"))?;
    let caller = admit_key(&entry, app.gateway.now()).map_err(|refusal| app.refuse(&refusal))?;
    require_route(&caller, ROUTE, llm::GROUPS).map_err(|refusal| app.refuse(&refusal))?;
    let mut parts = visit.parts.clone();
    parts.uri = http::Uri::from_static(ROUTE);
    parts.headers.remove(COOKIE);
    let json = HeaderValue::from_static("application/json");
    parts.headers.insert(CONTENT_TYPE, json);
    let call_id: Arc<str> = uuid::Uuid::new_v4().to_string().into();
    let asked = Asked {
        by: Authed::from(caller),
        parts,
        body: Body::from(visit.form.raw("body").to_owned()),
        arrived: visit.arrived,
        call_id: call_id.clone(),
    };
    let given = llm::Given::default();
    let mut response = llm::call(app, asked, CallType::Chat, "/chat/completions", given).await?;
    headers::put(response.headers_mut(), "x-litellm-call-id", &call_id);
    Ok(response)
}

/// What a call cost, once it is over.
async fn cost(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let wanted = CallFilter {
        request: Some(visit.query.raw("call").to_owned()),
        ..CallFilter::default()
    };
    let filter = Sees::of(visit.actor()).calls(wanted);
    let found = app
        .store
        .explore_calls(&filter, &Start::Newest, 1)
        .await
        .map_err(AdminError::from)?;
    let Some(record) = found.rows.first() else {
        return Ok(json_answer(&json!({ "told": null })));
    };
    let (outcome, _) = names::outcome(record.outcome);
    let usage = &record.usage;
    let ms = (record.ended_at.0 - record.intent.started_at.0) / 1_000;
    let told = format!(
        "{outcome} · {} in, {} out · {} · {}",
        format::plural(usage.prompt_tokens() as i64, "token", "tokens"),
        format::plural(usage.completion_tokens() as i64, "token", "tokens"),
        format::exact(record.cost),
        format::millis(ms),
    );
    let log = super::params::link("/ui/logs", &[("request", &record.intent.request_id)]);
    Ok(json_answer(&json!({ "told": told, "log": log })))
}
