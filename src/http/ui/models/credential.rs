//! Providers' credentials with names, which models use instead of a key of their own.

use super::super::format;
use super::super::layout::{Page, token};
use super::super::parts::{self, Form};
use super::super::visit::{Visit, redirect_telling};
use super::PATH as MODELS;
use crate::admin::AdminError;
use crate::admin::credentials::{self as operations, NAME};
use crate::http::App;
use crate::http::error::Problem;
use crate::store::StoredCredential;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use std::sync::Arc;

pub(super) const PATH: &str = "/ui/models/credentials";
/// Models and their credentials, as tabs of one entry of the navigation.
pub(super) const TABS: &[(&str, &str)] = &[(MODELS, "Models"), (PATH, "Credentials")];

/// Names of credentials, for the form of a model.
pub(super) async fn options(app: &App) -> Result<Vec<(String, String)>, AdminError> {
    let all = app.store.credentials().await?;
    let none = (String::new(), "None: the key beside it".to_owned());
    let file = &app.admin.models.named;
    let mut named: Vec<String> = file.iter().map(|one| one.name.clone()).collect();
    named.extend(all.into_iter().map(|one| one.name));
    named.sort_unstable();
    named.dedup();
    let named = named.into_iter().map(|name| (name.clone(), name));
    Ok(std::iter::once(none).chain(named).collect())
}

/// The credentials that models call with, each as often as it is named.
fn used(app: &App) -> Vec<String> {
    let catalog = app.gateway.catalog().clone();
    let named = catalog.deployments().filter_map(|served| {
        let params: Map<String, Value> =
            serde_json::from_str(&served.deployment.public_params).unwrap_or_default();
        params.get(NAME)?.as_str().map(str::to_owned)
    });
    named.collect()
}

pub(super) async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    page(app, visit, Form::default()).await
}

async fn page(app: Arc<App>, visit: Visit, form: Form) -> Result<Response, Problem> {
    let all = app.store.credentials().await.map_err(AdminError::from)?;
    let (used, file) = (used(&app), &app.admin.models.named);
    let now = app.gateway.now();
    let body = html! {
        (parts::head("Credentials", html! { p { "Keys of providers under a name. Models that name one are all changed when it is. Those that are made here are sealed in the database; those of the configuration file are changed there." } }, html! {}))
        (parts::tabs(TABS, PATH))
        section.card aria-label="Credentials" {
            @if all.is_empty() && file.is_empty() {
                (parts::empty("No credentials yet", "With one, a provider's key is typed once and changed in one place. Models can have keys of their own as well.", html! {}))
            } @else {
                div.table tabindex="0" role="region" aria-label="Credentials" { table {
                    thead { tr { th scope="col" { "Name" } th scope="col" { "Holds" } th.num.opt scope="col" { "Used by" } th.opt scope="col" { "Changed" } th.opt scope="col" { "From" } @if visit.is_admin() { th scope="col" { span.sr { "Actions" } } } } }
                    tbody { @for one in file { tr {
                        th scope="row" { div.cut { span { (one.name) } } }
                        // Names alone: what the file says of them is not for this page.
                        td { @for name in one.values.keys() { div.small { span.soft { (name) } } } }
                        td.num.opt { (uses(&used, &one.name)) }
                        td.opt { span.faint { "in the file" } }
                        td.opt { (parts::badge(parts::Tone::Plain, "Config file")) }
                        @if visit.is_admin() { td.num {} }
                    } }
                    @for one in &all { @let hidden = app.admin.models.named(&one.name).is_some(); tr {
                        th scope="row" { div.cut { span { (one.name) } @if let Some(name) = &one.display_name { span.sub { (name) } } } }
                        td { (holds(&app, one)) }
                        td.num.opt { @if hidden { span.faint { "none: the file's holds" } } @else { (uses(&used, &one.name)) } }
                        td.opt { (format::ago(one.updated_at, now)) }
                        td.opt { (parts::badge(parts::Tone::Info, "Database")) }
                        @if visit.is_admin() { td.num { form.inline method="post" action={ (PATH) "/delete" } {
                            (token(&visit.session))
                            input type="hidden" name="name" value=(one.name);
                            button.quiet type="submit" { "Delete" span.sr { " " (one.name) } }
                        } } }
                    } } }
                } }
            }
        }
        @if visit.is_admin() { (new_card(&visit, &form, &all)) }
    };
    let page = Page::new("Credentials", MODELS, body);
    Ok(page.show_form(&form, &app, &visit))
}

fn uses(used: &[String], name: &str) -> String {
    let count = used.iter().filter(|used| *used == name).count();
    format::plural(count as i64, "model", "models")
}

fn holds(app: &App, one: &StoredCredential) -> Markup {
    let Ok(values) = operations::open(&app.admin.models.sealer, one) else {
        return parts::badge(parts::Tone::Bad, "Does not open");
    };
    html! {
        @for (name, value) in &operations::masked(&values) {
            div.small { span.soft { (name) } " " code.break { (value.as_str().map_or_else(|| value.to_string(), str::to_owned)) } }
        }
    }
}

/// When any of them was changed last, in microseconds: what whoever sees the page knows of.
fn newest(all: &[StoredCredential]) -> i64 {
    all.iter().map(|one| one.updated_at.0).max().unwrap_or(0)
}

fn new_card(visit: &Visit, form: &Form, all: &[StoredCredential]) -> Markup {
    let hint = if all.is_empty() {
        "Models choose it by this."
    } else {
        "A name that is there already gets these values in place of its old ones."
    };
    parts::card(
        "New credential",
        html! {},
        html! {
            (form.summary())
            form.form method="post" action=(PATH) {
                (token(&visit.session))
                input type="hidden" name="revision" value=(newest(all));
                div.row {
                    (form.text("name", "Name", hint, "openai-prod"))
                    (form.input("password", "api_key", "API key", "", ""))
                }
                div.row {
                    (form.text("api_base", "Address", "Empty is the provider's own.", "https://…"))
                    (form.text("api_version", "API version", "Azure's services want one.", ""))
                }
                details.more open[form.wrong.is_some()] { summary { "More" } div {
                    (form.area("more", "Other values", "A JSON object of litellm_params: {\"aws_region_name\": \"eu-west-1\", …}", ""))
                } }
                div.end { button.primary type="submit" { "Keep" } }
            }
        },
    )
}

async fn put(app: &App, visit: &Visit) -> Result<String, AdminError> {
    let form = &visit.form;
    let name = form.get("name").unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err(AdminError::Invalid {
            field: "name".into(),
            message: "Field required".into(),
        });
    }
    let mut values: Map<String, Value> = match form.get("more") {
        None => Map::new(),
        Some(text) => serde_json::from_str(text).map_err(|error| AdminError::Invalid {
            field: "more".into(),
            message: format!("Input should be a JSON object ({error})"),
        })?,
    };
    for field in ["api_key", "api_base", "api_version"] {
        if let Some(text) = form.get(field) {
            values.insert(field.to_owned(), json!(text));
        }
    }
    let now = app.gateway.now();
    let there = app.store.get_credential(&name).await?;
    let seen: i64 = form.raw("revision").parse().unwrap_or(0);
    if let Some(one) = there.as_ref().filter(|one| one.updated_at.0 > seen) {
        return Err(AdminError::Conflict {
            param: "name",
            message: format!(
                "{} changed {name} while you were at it. Type the key again and send it to put yours over theirs.",
                one.updated_by
            ),
        });
    }
    let body = Map::from_iter([("credential_values".to_owned(), Value::Object(values))]);
    if there.is_some() {
        operations::update(&app.admin, visit.actor(), &name, body, now).await?;
        return Ok(format!(
            "{name} is changed. Models that name it call with the new values."
        ));
    }
    let mut body = body;
    body.insert("credential_name".to_owned(), json!(name));
    operations::create(&app.admin, visit.actor(), body, now).await?;
    Ok(format!("{name} is kept. Choose it in the form of a model."))
}

pub(super) async fn keep(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    match put(&app, &visit).await {
        Ok(told) => Ok(redirect_telling(PATH, &told)),
        Err(error) => {
            let form = Form::refused(visit.form.without(&["api_key"]), error)?;
            page(app, visit, form).await
        }
    }
}

pub(super) async fn delete(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let name = visit.form.raw("name").to_owned();
    let now = app.gateway.now();
    match operations::delete(&app.admin, visit.actor(), &name, now).await {
        Ok(()) => Ok(redirect_telling(PATH, &format!("{name} is gone."))),
        Err(error) => {
            let form = Form::refused(visit.form.clone(), error)?;
            page(app, visit, form).await
        }
    }
}
