//! Blocking, rotating and deleting keys.

use super::super::format;
use super::super::layout::{self, Page};
use super::super::parts::{self, Form, Tone};
use super::super::visit::{Visit, redirect_telling};
use super::{PATH, one, path, secret, title};
use crate::admin::AdminError;
use crate::admin::keys::{self as operations, NewKey, Regenerate};
use crate::http::App;
use crate::http::error::Problem;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Map, json};
use std::sync::Arc;

/// Keys that one form may name.
const BULK_MAX: usize = 200;
const GRACES: [(&str, &str); 5] = [
    ("", "Ends at once"),
    ("1h", "Works for another hour"),
    ("24h", "Works for another day"),
    ("7d", "Works for another week"),
    ("30d", "Works for another 30 days"),
];

pub(super) async fn block(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = one(&app, &visit).await?;
    let blocked = visit.form.is_on("blocked");
    let id = row.key.hash.hex();
    operations::set_blocked(&app.admin, visit.actor(), &id, blocked, app.gateway.now()).await?;
    let told = if blocked {
        "The key is blocked. Its next request is refused."
    } else {
        "The key works again."
    };
    Ok(redirect_telling(&path(&row.key), told))
}

pub(super) async fn bulk(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let blocked = match visit.form.get("do") {
        Some("block") => true,
        Some("unblock") => false,
        _ => return Err(Problem::detail(400, "Choose what to do with the keys.")),
    };
    let ids: Vec<&str> = visit.form.all("key").take(BULK_MAX).collect();
    let (mut done, mut failed) = (0, 0);
    for id in &ids {
        let result =
            operations::set_blocked(&app.admin, visit.actor(), id, blocked, app.gateway.now())
                .await;
        if result.is_ok() {
            done += 1
        } else {
            failed += 1
        }
    }
    let word = if blocked { "blocked" } else { "unblocked" };
    let mut told = format!("{} {word}.", format::plural(done, "key", "keys"));
    if failed > 0 {
        told.push_str(&format!(" {failed} could not be."));
    }
    if ids.is_empty() {
        "No key was chosen.".clone_into(&mut told);
    }
    Ok(redirect_telling(PATH, &told))
}

fn page(app: &App, visit: &Visit, name: &str, body: Markup) -> Response {
    Page::new(name, PATH, body).show(app, visit)
}

pub(super) async fn ask_rotate(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = one(&app, &visit).await?;
    let (key, here) = (&row.key, path(&row.key));
    let form = Form::of(&[("grace_period", "24h".to_owned())]);
    let body = html! {
        (parts::head_under((&here, title(key)), &format!("Rotate {}", title(key)), html! {}, html! {}))
        div.card { div.body {
            p { "The key gets a new secret. Its alias, spend, budgets and limits stay, and so does its place in the log." }
            form.form method="post" action={ (here) "/rotate" } {
                (layout::token(&visit.session))
                input type="hidden" name="once" value=(uuid::Uuid::new_v4());
                (form.choice("grace_period", "The old secret", "Time for programs to take the new one. Of a key that leaked, end it at once.", &parts::options(&GRACES)))
                div.end {
                    button.primary type="submit" { "Rotate and show the new secret" }
                    a.btn.quiet href=(here) data-key="Escape" { "Cancel" }
                }
            }
        } }
    };
    Ok(page(&app, &visit, "Rotate key", body))
}

pub(super) async fn rotate(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let once = format!("{} {}", visit.session.id_hash, visit.form.raw("once"));
    if let Err(made) = app.ui.take(&once) {
        return Ok(redirect_telling(
            &format!("{PATH}/{}", made.unwrap_or_default()),
            "This form was sent before, and the new secret was shown then. If it is lost, rotate once more.",
        ));
    }
    match rotated(&app, &visit).await {
        Ok(new) => {
            app.ui.sent.insert(once, new.key.hash.hex());
            app.gateway.nudge.refresh().await;
            Ok(secret::keep(&app, &visit, &new, "rotated"))
        }
        Err(error) => {
            app.ui.sent.invalidate(&once);
            Err(error.into())
        }
    }
}

async fn rotated(app: &App, visit: &Visit) -> Result<NewKey, AdminError> {
    let row = one(app, visit).await?;
    let mut body = Map::new();
    if let Some(grace) = visit.form.get("grace_period") {
        body.insert("grace_period".to_owned(), json!(grace));
    }
    let request = Regenerate::read(body)?;
    let id = row.key.hash.hex();
    operations::regenerate(&app.admin, visit.actor(), &id, request, app.gateway.now()).await
}

pub(super) async fn ask_delete(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = one(&app, &visit).await?;
    Ok(deleting(&app, &visit, &row, false))
}

fn deleting(app: &App, visit: &Visit, row: &operations::KeySpend, wrong: bool) -> Response {
    let (key, here) = (&row.key, path(&row.key));
    let body = html! {
        (parts::head_under((&here, title(key)), &format!("Delete {}", title(key)), html! {}, html! {}))
        @if wrong { (parts::notice(Tone::Bad, html! { "The name does not fit. Nothing was deleted." })) }
        @if !key.blocked {
            div.card { div.body {
                h2 { "Block it instead?" }
                p { "A blocked key is refused at once, and can be let in again. Nothing is lost." }
                form method="post" action={ (here) "/block" } {
                    (layout::token(&visit.session))
                    input type="hidden" name="blocked" value="on";
                    button type="submit" { "Block the key" }
                }
            } }
        }
        div.card { div.body {
            h2 { "Delete for good" }
            p { "Whoever uses it is refused from the next request on. Its limits are gone. Its "
                (format::money(row.total_spend)) " of spend stay in the books, and its calls in the log." }
            form.form method="post" action={ (here) "/delete" } {
                (layout::token(&visit.session))
                div.field {
                    label for="typed" { "Type " code { (title(key)) } " to confirm" }
                    input id="typed" name="typed" autocomplete="off" spellcheck="false" data-typed=(title(key));
                }
                div.end {
                    button.danger.primary type="submit" { "Delete the key" }
                    a.btn.quiet href=(here) data-key="Escape" { "Cancel" }
                }
            }
        } }
    };
    let page = Page::new("Delete key", PATH, body);
    if wrong {
        page.show_with(400, app, visit)
    } else {
        page.show(app, visit)
    }
}

pub(super) async fn delete(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = one(&app, &visit).await?;
    if visit.form.get("typed") != Some(title(&row.key).trim()) {
        return Ok(deleting(&app, &visit, &row, true));
    }
    let ids = [row.key.hash.hex()];
    operations::delete(&app.admin, visit.actor(), &ids, &[], app.gateway.now()).await?;
    Ok(redirect_telling(
        PATH,
        &format!("{} is deleted.", title(&row.key)),
    ))
}
