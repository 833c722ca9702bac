//! Making, changing, blocking and deleting one of a kind.

use super::super::fields::{self, As, LIMITS};
use super::super::frame::Frame;
use super::super::once::Once;
use super::super::parts::{self, Form};
use super::super::visit::{Visit, redirect_telling};
use super::{Sort, description, name};
use crate::admin::AdminError;
use crate::admin::owners::OwnerSpend;
use crate::domain::owner::OwnerKind;
use crate::http::App;
use crate::http::error::Problem;
use axum::response::Response;
use maud::html;
use serde_json::{Map, Value, json};
use std::sync::Arc;

async fn form_page(
    sort: &Sort,
    app: &App,
    visit: &Visit,
    form: &Form,
    of: Option<&OwnerSpend>,
) -> Result<Response, AdminError> {
    let named = app.store.all_budgets().await?;
    let mut budgets = parts::options(&[("", "None: the limits above")]);
    budgets.extend(
        named
            .iter()
            .map(|one| (one.id.to_string(), one.id.to_string())),
    );
    let tag = sort.kind == OwnerKind::Tag;
    let hint = if tag { "" } else { "Nothing makes one." };
    let before = html! {
        div.row {
            @if of.is_none() { (form.text(sort.id.0, sort.id.1, if sort.kind == OwnerKind::Organization { hint } else { "" }, "")) }
            (form.text(sort.label.0, sort.label.1, "", ""))
        }
        (form.area("models", "Models", "Names, openai/* or *, separated by commas. None is all.", ""))
    };
    let after = form.choice(
        "budget_id",
        "Or the limits of a named budget",
        "They hold where there are none of its own.",
        &budgets,
    );
    let frame = Frame {
        one: sort.one,
        list: (sort.path, sort.title),
        nav: sort.nav,
        about: sort.about,
        of: of.map(|row| (&row.owner, sort.page(&row.owner.id), name(row))),
    };
    Ok(frame.show(app, visit, form, (before, after)))
}

pub(super) async fn new(sort: &Sort, app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let form = Form::of(&[(sort.id.0, visit.query.raw("id").to_owned())]);
    Ok(form_page(sort, &app, &visit, &form, None).await?)
}

fn body(sort: &Sort, visit: &Visit, id: Option<&str>) -> Map<String, Value> {
    let mut all: Vec<(&str, As)> = vec![(sort.label.0, As::Text), ("models", As::Names)];
    all.extend(LIMITS);
    let mut body = match id {
        Some(_) => fields::body(&visit.form, &all),
        None => fields::new_body(&visit.form, &all),
    };
    let named = visit.form.get("budget_id");
    let own_limits = LIMITS
        .iter()
        .any(|(name, _)| visit.form.get(name).is_some());
    if sort.kind == OwnerKind::EndUser && named.is_some() && !own_limits {
        // A customer has limits of its own or those of a budget.
        body.retain(|name, _| !LIMITS.iter().any(|(limit, _)| limit == name));
    }
    match (named, id) {
        (Some(named), _) => {
            body.insert("budget_id".into(), json!(named));
        }
        (None, Some(_)) if sort.kind != OwnerKind::EndUser => {
            body.insert("budget_id".into(), Value::Null);
        }
        (None, _) => {}
    }
    if let Some(id) = id.or_else(|| visit.form.get(sort.id.0)) {
        body.insert(sort.id.0.into(), json!(id));
    }
    body
}

pub(super) async fn create(sort: &Sort, app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let once = match Once::begin(&app, &visit, sort.path) {
        Ok(once) => once,
        Err(sent) => return Ok(*sent),
    };
    match sort
        .put(&app, visit.actor(), body(sort, &visit, None), true)
        .await
    {
        Ok(row) => {
            let told = format!("{} is there.", name(&row));
            once.made(&sort.page(&row.owner.id));
            Ok(redirect_telling(&sort.page(&row.owner.id), &told))
        }
        Err(error) => {
            once.failed();
            let form = Form::refused(visit.form.clone(), error)?;
            Ok(form_page(sort, &app, &visit, &form, None).await?)
        }
    }
}

/// One as its form shows it.
fn stored(sort: &Sort, row: &OwnerSpend) -> Form {
    let mut values = fields::limits(&row.owner.limits);
    let label = match sort.kind {
        OwnerKind::Tag => description(row),
        _ => row.owner.alias.clone(),
    };
    values.push((sort.label.0, label.unwrap_or_default()));
    values.push(("models", row.owner.models.join(", ")));
    values.push((
        "budget_id",
        row.owner
            .budget_id
            .as_deref()
            .unwrap_or_default()
            .to_owned(),
    ));
    Form::of(&values)
}

pub(super) async fn edit(sort: &Sort, app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = sort.get(&app, visit.part("id")).await?;
    Ok(form_page(sort, &app, &visit, &stored(sort, &row), Some(&row)).await?)
}

pub(super) async fn update(sort: &Sort, app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = sort.get(&app, visit.part("id")).await?;
    if visit.form.raw("revision") != row.owner.updated_at.0.to_string() {
        let stored = stored(sort, &row);
        let form = Form::stale(visit.form.clone(), stored, &row.owner.updated_by);
        return Ok(form_page(sort, &app, &visit, &form, Some(&row)).await?);
    }
    let body = body(sort, &visit, Some(&row.owner.id));
    match sort.put(&app, visit.actor(), body, false).await {
        Ok(row) => Ok(redirect_telling(&sort.page(&row.owner.id), "Saved.")),
        Err(error) => {
            let form = Form::refused(visit.form.clone(), error)?;
            Ok(form_page(sort, &app, &visit, &form, Some(&row)).await?)
        }
    }
}

pub(super) async fn block(sort: &Sort, app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let (id, blocked) = (visit.part("id"), visit.form.is_on("blocked"));
    sort.set_blocked(&app, visit.actor(), id, blocked).await?;
    let told = if blocked {
        "Blocked: its calls are refused from now on."
    } else {
        "Its calls are let in again."
    };
    Ok(redirect_telling(&sort.page(id), told))
}

pub(super) async fn delete(sort: &Sort, app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = sort.get(&app, visit.part("id")).await?;
    if visit.form.raw("typed") != name(&row) {
        return Err(Problem::detail(
            400,
            format!(
                "What was typed is not the name of this {}. Nothing was deleted.",
                sort.one
            ),
        ));
    }
    sort.delete(&app, visit.actor(), &row.owner.id).await?;
    Ok(redirect_telling(
        sort.path,
        &format!("{} is gone.", name(&row)),
    ))
}
