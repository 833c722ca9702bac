//! Named budgets: made, changed and deleted.

use super::super::fields::{self, LIMITS};
use super::super::layout::{Page, token};
use super::super::once::{self, Once};
use super::super::params::encoded;
use super::super::parts::{self, Form};
use super::super::visit::{Visit, redirect_telling};
use super::PATH;
use crate::admin::AdminError;
use crate::admin::budgets::{self, BudgetChange};
use crate::domain::owner::NamedBudget;
use crate::http::App;
use crate::http::error::Problem;
use axum::response::Response;
use maud::html;
use serde_json::json;
use std::sync::Arc;

pub(super) async fn new(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    Ok(page(&app, &visit, &Form::default(), None))
}

fn page(app: &App, visit: &Visit, form: &Form, of: Option<&NamedBudget>) -> Response {
    let title = of.map_or_else(
        || "New named budget".to_owned(),
        |budget| format!("Budget {}", budget.id),
    );
    let action = of.map_or_else(
        || "/ui/budgets/new".to_owned(),
        |budget| format!("/ui/budgets/edit/{}", encoded(&budget.id)),
    );
    let body = html! {
        (parts::head_under((PATH, "Budgets"), &title, html! { p { "Whoever points at it has these limits where there are none of their own. Each of them spends alone." } }, html! {}))
        section.card { div.body {
            (form.summary())
            form.form method="post" action=(action) {
                (token(&visit.session))
                @if let Some(budget) = of { input type="hidden" name="revision" value=(budget.updated_at.0); }
                @else { (once::field()) (form.text("budget_id", "Name", "Nothing makes one.", "researchers")) }
                (fields::limit_fields(form))
                div.end {
                    button.primary type="submit" { @if of.is_some() { "Save" } @else { "Create" } }
                    a.btn.quiet href=(PATH) data-key="Escape" { "Cancel" }
                }
            }
            @if let (Some(budget), true) = (of, visit.is_admin()) {
                form method="post" action={ "/ui/budgets/delete/" (encoded(&budget.id)) } {
                    (token(&visit.session))
                    details.more { summary { "Delete this budget" } div {
                        p.soft { "Whoever points at it is then without its limits." }
                        div.end { button.danger type="submit" { "Delete" } }
                    } }
                }
            }
        } }
    };
    Page::new(&title, PATH, body).show_form(form, app, visit)
}

fn change(visit: &Visit, id: Option<&str>, is_new: bool) -> Result<BudgetChange, AdminError> {
    let mut body = if is_new {
        fields::new_body(&visit.form, LIMITS)
    } else {
        fields::body(&visit.form, LIMITS)
    };
    if let Some(id) = id {
        body.insert("budget_id".into(), json!(id));
    }
    BudgetChange::read(body)
}

pub(super) async fn create(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let once = match Once::begin(&app, &visit, PATH) {
        Ok(once) => once,
        Err(sent) => return Ok(*sent),
    };
    let made = match change(&visit, visit.form.get("budget_id"), true) {
        Ok(change) => budgets::create(&app.admin, visit.actor(), change, app.gateway.now()).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(budget) => {
            once.made(PATH);
            let told = format!("Budget {} is there.", budget.id);
            Ok(redirect_telling(PATH, &told))
        }
        Err(error) => {
            once.failed();
            let form = Form::refused(visit.form.clone(), error)?;
            Ok(page(&app, &visit, &form, None))
        }
    }
}

pub(super) async fn edit(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let budget = budgets::get(&app.admin, visit.part("id")).await?;
    let form = Form::of(&fields::limits(&budget.limits));
    Ok(page(&app, &visit, &form, Some(&budget)))
}

pub(super) async fn update(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let budget = budgets::get(&app.admin, visit.part("id")).await?;
    if visit.form.raw("revision") != budget.updated_at.0.to_string() {
        let stored = Form::of(&fields::limits(&budget.limits));
        let form = Form::stale(visit.form.clone(), stored, &budget.updated_by);
        return Ok(page(&app, &visit, &form, Some(&budget)));
    }
    let changed = match change(&visit, Some(&budget.id), false) {
        Ok(change) => budgets::update(&app.admin, visit.actor(), change, app.gateway.now()).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(budget) => Ok(redirect_telling(
            PATH,
            &format!("Budget {} is saved.", budget.id),
        )),
        Err(error) => {
            let form = Form::refused(visit.form.clone(), error)?;
            Ok(page(&app, &visit, &form, Some(&budget)))
        }
    }
}

pub(super) async fn delete(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let id = visit.part("id");
    budgets::delete(&app.admin, visit.actor(), id, app.gateway.now()).await?;
    Ok(redirect_telling(PATH, &format!("Budget {id} is gone.")))
}
