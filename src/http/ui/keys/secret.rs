//! The page that shows a secret, once.

use super::super::Fresh;
use super::super::layout::Page;
use super::super::parts::{self, Tone};
use super::super::setup::{first_model, recipes};
use super::super::visit::{Visit, redirect, redirect_telling};
use super::{PATH, one, path, title};
use crate::admin::keys::NewKey;
use crate::domain::key::VirtualKey;
use crate::domain::time::Micros;
use crate::http::App;
use crate::http::error::Problem;
use axum::response::Response;
use maud::html;
use std::sync::Arc;

/// Keeps a secret for the page that shows it, and sends the browser there: a reload of that page makes
/// nothing anew.
pub(super) fn keep(app: &App, visit: &Visit, new: &NewKey, done: &'static str) -> Response {
    let id = new.key.hash.hex();
    let fresh = Fresh {
        secret: new.secret.clone(),
        done,
        until: Micros::default(),
    };
    app.ui
        .secrets
        .insert(format!("{} {id}", visit.session.id_hash), Arc::new(fresh));
    redirect(&format!("{PATH}/{id}/secret"))
}

/// The secret of a key that this session just had made; the second time there is nothing to show.
pub(super) async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = one(&app, &visit).await?;
    let kept = format!("{} {}", visit.session.id_hash, row.key.hash.hex());
    Ok(match app.ui.secrets.remove(&kept) {
        Some(fresh) => once(&app, &visit, &row.key, &fresh),
        None => redirect_telling(
            &path(&row.key),
            "The secret was shown before, and is kept nowhere. If it is lost, rotate the key.",
        ),
    })
}

fn once(app: &App, visit: &Visit, key: &VirtualKey, fresh: &Fresh) -> Response {
    let secret = fresh.secret.expose();
    let base = visit.base_url();
    let names = app.gateway.catalog().names();
    let all: Vec<String> = names.iter().map(ToString::to_string).collect();
    let model = first_model(app, &key.models).or_else(|| first_model(app, &all));
    let model = model.unwrap_or_else(|| "gpt-4o-mini".to_owned());
    let recipes = recipes(&base, &model, Some(secret));
    let heading = format!("{} is {}", title(key), fresh.done);
    let body = html! {
        (parts::head(&heading, html! { p { "This is the only time that its secret is shown. It is kept nowhere: if it is lost, rotate the key." } }, html! {}))
        div.card { div.body {
            (parts::copyable("secret", secret))
            (parts::notice(Tone::Warn, html! {
                div.check {
                    input id="stored" type="checkbox" data-guard autocomplete="off";
                    label for="stored" { "I have stored the secret in a safe place" }
                }
            }))
            div.actions { a.btn.primary href=(path(key)) { "Go to the key" } a.btn href=(PATH) { "All keys" } }
        } }
        (parts::card("Use it", html! { span.small.soft { "with the secret in it, for " (model) } }, html! {
            nav.chips aria-label="Tools" { @for recipe in &recipes { a.chip href={ "#for-" (recipe.id) } { (recipe.name) } } }
            @for recipe in &recipes {
                div.field { span.label { (recipe.name) } (parts::copyable(&format!("for-{}", recipe.id), &recipe.code)) }
            }
        }))
    };
    Page::new("The secret", PATH, body).show(app, visit)
}
