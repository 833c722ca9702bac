//! A budget is raised for a while.

use super::super::fields::{self, As};
use super::super::layout::{Page, token};
use super::super::params::{Params, link};
use super::super::parts::{self, Form};
use super::super::scope::Sees;
use super::super::visit::{Visit, redirect_telling};
use super::{PATH, all, place};
use crate::admin::keys::change::KeyChange;
use crate::admin::teams::TeamChange;
use crate::admin::users::UserChange;
use crate::admin::{keys, teams, users};
use crate::domain::budget::ScopeKind;
use crate::http::App;
use crate::http::error::Problem;
use axum::response::Response;
use maud::html;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// What an address says that leads back to the holder's own page.
pub(super) const FROM_HOLDER: &str = "holder";

/// Where the budget of this holder is raised.
pub(super) fn path(kind: ScopeKind, id: &str, label: &str, from: &str) -> String {
    let mut pairs = vec![("kind", kind.as_str()), ("id", id), ("label", label)];
    pairs.extend((!from.is_empty()).then_some(("from", from)));
    link("/ui/budgets/boost", &pairs)
}

/// The page that a raise began at, and what it is called.
fn back(asked: &Params) -> (String, String) {
    let holder = || place(ScopeKind::parse(asked.raw("kind"))?, asked.raw("id"));
    match holder().filter(|_| asked.get("from") == Some(FROM_HOLDER)) {
        Some(holder) => (holder, asked.get("label").unwrap_or("Back").to_owned()),
        None => (PATH.to_owned(), "Budgets".to_owned()),
    }
}

pub(super) async fn ask(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let form = Form::of(&[("until", "1d".into())]);
    Ok(page(&app, &visit, &form))
}

fn page(app: &App, visit: &Visit, form: &Form) -> Response {
    let asked = if visit.query.get("id").is_some() {
        &visit.query
    } else {
        &visit.form
    };
    let (kind, id) = (asked.raw("kind"), asked.raw("id"));
    let label = asked.get("label").unwrap_or(id);
    let until = parts::options(&[
        ("1h", "For an hour"),
        ("6h", "For 6 hours"),
        ("1d", "For a day"),
        ("7d", "For a week"),
    ]);
    let (back_path, back_name) = back(asked);
    let mut now_in_force = all(app, &Sees::All);
    now_in_force.retain(|one| one.kind.as_str() == kind && *one.id == *id);
    let body = html! {
        (parts::head_under((&back_path, &back_name), &format!("Raise the budget of {label}"), html! { p { "For a while; then the limit is what it was. To change it for good, edit whose budget it is." } }, html! {}))
        section.card { div.body {
            (form.summary())
            @for one in &now_in_force { (parts::meter(one.spent, Some(one.limit))) }
            form.form method="post" action="/ui/budgets/boost" {
                (token(&visit.session))
                @for (name, value) in [("kind", kind), ("id", id), ("label", label), ("from", asked.raw("from"))] { input type="hidden" name=(name) value=(value); }
                div.row {
                    (form.dollars("amount", "By", ""))
                    (form.choice("until", "How long", "", &until))
                }
                div.end { button.primary type="submit" { "Raise" } a.btn.quiet href=(back_path) data-key="Escape" { "Cancel" } }
            }
        } }
    };
    Page::new("Raise a budget", PATH, body).show_form(form, app, visit)
}

pub(super) async fn raise(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let id = visit.form.raw("id").to_owned();
    let amount = fields::body(&visit.form, &[("amount", As::Number)]);
    let amount = amount.get("amount").cloned().unwrap_or(Value::Null);
    let mut body: Map<String, Value> = Map::new();
    body.insert("temp_budget_increase".into(), amount);
    body.insert("temp_budget_expiry".into(), json!(visit.form.raw("until")));
    let (admin, actor, now) = (&app.admin, visit.actor(), app.gateway.now());
    let raised = match visit.form.raw("kind") {
        "key" => {
            body.insert("key".into(), json!(id));
            match KeyChange::read(body) {
                Ok(change) => keys::update(admin, actor, change, now).await.map(drop),
                Err(error) => Err(error),
            }
        }
        "team" => {
            body.insert("team_id".into(), json!(id));
            match TeamChange::read(body) {
                Ok(change) => teams::update(admin, actor, change, now).await.map(drop),
                Err(error) => Err(error),
            }
        }
        "user" => {
            // The operation makes a user that is not there; a budget of nobody is not to be raised.
            users::get(admin, &id, now).await?;
            body.insert("user_id".into(), json!(id));
            match UserChange::read(body) {
                Ok(change) => users::update(admin, actor, change, now).await.map(drop),
                Err(error) => Err(error),
            }
        }
        other => {
            return Err(Problem::detail(
                400,
                format!("The budget of a {other} cannot be raised for a while."),
            ));
        }
    };
    match raised {
        Ok(()) => {
            let label = visit.form.get("label").unwrap_or(&id);
            Ok(redirect_telling(
                &back(&visit.form).0,
                &format!("The budget of {label} is raised."),
            ))
        }
        Err(error) => {
            let form = Form::refused(visit.form.clone(), error)?;
            Ok(page(&app, &visit, &form))
        }
    }
}
