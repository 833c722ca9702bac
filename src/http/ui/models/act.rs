//! Trying, blocking and deleting models.

use super::super::layout::{self, Page};
use super::super::parts::{self, Tone};
use super::super::visit::{Visit, redirect_telling};
use super::super::{format, layout::message};
use super::{PATH, detail, name, one, path};
use crate::admin::fields::Change;
use crate::admin::model_change::{self, ModelChange};
use crate::admin::models as operations;
use crate::domain::deployment::Deployment;
use crate::gateway::authenticate::Caller;
use crate::http::App;
use crate::http::error::Problem;
use crate::http::manage::health;
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;
use std::time::Instant;

/// Sends one small request and says in words how it went.
pub(super) async fn tried(app: &Arc<App>, visit: &Visit, deployment: Deployment) -> Markup {
    let caller = visit
        .actor()
        .key
        .clone()
        .map_or(Caller::Master, Caller::Key);
    let began = Instant::now();
    let answered = health::probe(app, caller, deployment, None).await;
    let took = format::millis(began.elapsed().as_millis() as i64);
    match answered {
        Ok(answer) => parts::notice(
            Tone::Good,
            html! {
                strong { "It answers. " } "The test took " (took)
                @if let Some(cost) = answer.meta.cost { " and cost " (format::money(cost.total)) } "."
            },
        ),
        Err(refusal) => parts::notice(
            Tone::Bad,
            html! {
                strong { "It does not answer. " } (message(&app.refuse(&refusal)))
            },
        ),
    }
}

pub(super) async fn test(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let (shown, stored) = one(&app, &visit).await?;
    let said = tried(&app, &visit, shown.deployment.clone()).await;
    Ok(detail::page(&app, &visit, &shown, stored.as_ref(), said))
}

pub(super) async fn block(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let blocked = visit.form.is_on("blocked");
    let change = ModelChange {
        blocked: Change::Set(blocked),
        ..ModelChange::default()
    };
    let (id, now) = (visit.part("id"), app.gateway.now());
    let missing = model_change::not_found;
    model_change::update(&app.admin, visit.actor(), id, change, missing, now).await?;
    let told = if blocked {
        "The model is out of use."
    } else {
        "The model is in use again."
    };
    Ok(redirect_telling(
        &format!("{PATH}/{}", super::super::params::encoded(id)),
        told,
    ))
}

pub(super) async fn ask_delete(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let (shown, _) = one(&app, &visit).await?;
    Ok(deleting(&app, &visit, &shown, false))
}

fn deleting(app: &App, visit: &Visit, shown: &super::Shown, wrong: bool) -> Response {
    let title = name(&shown.deployment);
    let here = path(&shown.deployment);
    let body = html! {
        (parts::head_under((&here, title), &format!("Delete {title}"), html! {}, html! {}))
        @if wrong { (parts::notice(Tone::Bad, html! { "The name does not fit. Nothing was deleted." })) }
        div.card { div.body {
            p { "Calls of this name are refused from the next one on, unless another deployment has the same name. Its credential is gone with it. What was called stays in the books." }
            form.form method="post" action={ (here) "/delete" } {
                (layout::token(&visit.session))
                div.field {
                    label for="typed" { "Type " code { (title) } " to confirm" }
                    input id="typed" name="typed" autocomplete="off" spellcheck="false" data-typed=(title);
                }
                div.end {
                    button.danger.primary type="submit" { "Delete the model" }
                    a.btn.quiet href=(here) data-key="Escape" { "Cancel" }
                }
            }
        } }
    };
    let page = Page::new("Delete model", PATH, body);
    if wrong {
        page.show_with(400, app, visit)
    } else {
        page.show(app, visit)
    }
}

pub(super) async fn delete(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let (shown, _) = one(&app, &visit).await?;
    let title = name(&shown.deployment);
    if visit.form.get("typed") != Some(title) {
        return Ok(deleting(&app, &visit, &shown, true));
    }
    operations::delete(
        &app.admin,
        visit.actor(),
        &shown.deployment.id,
        app.gateway.now(),
    )
    .await?;
    Ok(redirect_telling(PATH, &format!("{title} is deleted.")))
}
