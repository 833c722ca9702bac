//! Other names of models: shown, made and taken away. They are `router_settings.model_group_alias`.

use super::super::layout::token;
use super::super::parts::{self, Form, Tone};
use super::super::visit::{Visit, redirect_telling};
use super::{PATH, list};
use crate::admin::{AdminError, config as stored};
use crate::config::Changeable;
use crate::http::App;
use crate::http::error::Problem;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use std::sync::Arc;

const SECTION: &str = "router_settings";
const NAME: &str = "model_group_alias";

fn setting() -> Result<&'static Changeable, AdminError> {
    stored::changeable(SECTION, NAME)
}

fn in_file(app: &App) -> bool {
    setting().is_ok_and(|setting| app.admin.config.in_file(setting).is_some())
}

/// The names in force, and the form for one more.
pub(super) fn card(app: &App, visit: &Visit, form: &Form) -> Markup {
    let catalog = app.gateway.catalog().clone();
    let names = catalog.names();
    let aliases: Vec<_> = names
        .iter()
        .filter_map(|name| Some((name, catalog.alias(name)?)))
        .collect();
    let fixed = in_file(app);
    let may = visit.is_admin() && !fixed;
    if aliases.is_empty() && !may {
        return html! {};
    }
    html! {
        section.card id="aliases" {
            header { h2 { "Aliases" } @if fixed { (parts::badge(Tone::Info, "Config file")) } @else { span.small.soft { "other names of models, for clients that ask by them" } } }
            @if !aliases.is_empty() {
                div.table tabindex="0" role="region" aria-label="Aliases" { table {
                    thead { tr { th scope="col" { "Name" } th scope="col" { "Stands for" } @if may { th scope="col" { span.sr { "Actions" } } } } }
                    tbody { @for (name, alias) in aliases { tr {
                        th scope="row" { div.cut { span { (name) } } }
                        td { div.cut { span { (alias.model) } } }
                        @if may { td.num { form.inline method="post" action="/ui/models/aliases/remove" {
                            (token(&visit.session))
                            input type="hidden" name="alias" value=(name);
                            button.quiet type="submit" { "Remove" span.sr { " " (name) } }
                        } } }
                    } } }
                } }
            }
            @if may { div.body {
                (form.summary())
                form.filters method="post" action="/ui/models/aliases" {
                    (token(&visit.session))
                    // Who was told what a name stands for may put another model in its place.
                    @if let Some(alias) = catalog.alias(form.values.raw("alias")) { input type="hidden" name="over" value=(alias.model); }
                    (form.text("alias", "New name", "", "fast"))
                    div.field.wide {
                        label for="alias-model" { "Stands for" }
                        input id="alias-model" name="model" list="alias-models" value=(form.values.raw("model")) autocomplete="off" spellcheck="false"
                            aria-invalid=[form.wrong_with("model").map(|_| "true")];
                        datalist id="alias-models" { @for name in names.iter().take(300) { option value=(name) {} } }
                    }
                    button type="submit" { "Add" }
                }
            } }
        }
    }
}

fn wrong(field: &str, message: impl Into<String>) -> AdminError {
    AdminError::Invalid {
        field: field.to_owned(),
        message: message.into(),
    }
}

/// Changes the names that are stored, in the transaction that looks at them.
async fn changed(
    app: &App,
    visit: &Visit,
    change: impl Fn(&mut Map<String, Value>) -> Result<(), AdminError> + Send + Sync,
) -> Result<(), AdminError> {
    let setting = setting()?;
    stored::set_by(&app.admin, visit.actor(), app.gateway.now(), |all| {
        let value = stored::value_of(all, setting).and_then(Value::as_object);
        let mut names = value.cloned().unwrap_or_default();
        change(&mut names)?;
        Ok((vec![(setting, Value::Object(names))], ()))
    })
    .await
}

async fn put(app: &App, visit: &Visit) -> Result<String, AdminError> {
    let alias = visit.form.get("alias").unwrap_or_default().to_owned();
    let model = visit.form.get("model").unwrap_or_default().to_owned();
    if alias.is_empty() {
        return Err(wrong("alias", "Field required"));
    }
    let catalog = app.gateway.catalog().clone();
    let names = catalog.names();
    let known = |name: &str| names.iter().any(|one| **one == *name);
    if known(&alias) && catalog.alias(&alias).is_none() {
        return Err(wrong("alias", "A model has this name already"));
    }
    let covered = names
        .iter()
        .any(|name| name.contains('*') && crate::domain::allow::matches(name, &model));
    if !known(&model) && !covered {
        return Err(wrong("model", "There is no model of this name"));
    }
    let told = format!("{alias} stands for {model}. The next request can ask by it.");
    let over = visit.form.raw("over");
    changed(app, visit, |all| {
        let before = all.insert(alias.clone(), json!(model));
        match before.as_ref().and_then(Value::as_str) {
            Some(before) if before != model && before != over => Err(AdminError::Conflict {
                param: "alias",
                message: format!(
                    "{alias} stands for {before} already. Add it again to let it stand for {model} instead."
                ),
            }),
            _ => Ok(()),
        }
    })
    .await?;
    Ok(told)
}

pub(super) async fn add(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    match put(&app, &visit).await {
        Ok(told) => Ok(redirect_telling(PATH, &told)),
        Err(error) => {
            let form = Form::refused(visit.form.clone(), error)?;
            list::page(app, visit, form).await
        }
    }
}

pub(super) async fn remove(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let alias = visit.form.raw("alias").to_owned();
    changed(&app, &visit, |all| {
        all.remove(&alias);
        Ok(())
    })
    .await?;
    Ok(redirect_telling(
        PATH,
        &format!("{alias} is no name any more."),
    ))
}
