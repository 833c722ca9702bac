//! Adding and changing models.

use super::super::layout::{self, Page};
use super::super::once::{self, Once};
use super::super::params::Params;
use super::super::parts::{self, Form, Tone};
use super::super::visit::{Visit, redirect_telling};
use super::{PATH, Shown, act, credential, name, one, path};
use crate::admin::AdminError;
use crate::admin::credentials::NAME;
use crate::admin::model_change::{self, ModelChange};
use crate::admin::models::{self as operations, NewModel};
use crate::domain::provider::PROVIDERS;
use crate::http::App;
use crate::http::error::Problem;
use crate::store::StoredModel;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Fields that have inputs of their own; the others are typed as JSON.
const OWN: &[&str] = &[
    "model",
    "api_key",
    "api_base",
    "api_version",
    "input_cost_per_token",
    "output_cost_per_token",
    "litellm_credential_name",
];
/// The providers that are asked for most come first.
const FIRST: &[&str] = &[
    "openai",
    "anthropic",
    "gemini",
    "ollama",
    "azure",
    "bedrock",
    "vertex_ai",
    "openrouter",
    "mistral",
    "groq",
];

pub(super) async fn new(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let form = Form::of(&[(
        "provider",
        visit.query.get("provider").unwrap_or("openai").to_owned(),
    )]);
    Ok(adding(&app, &visit, &form, html! {}).await?)
}

fn providers() -> Vec<(String, String)> {
    let mut names: Vec<&str> = PROVIDERS.iter().map(|provider| provider.name).collect();
    names.sort_unstable();
    let first = FIRST.iter().copied().filter(|name| names.contains(name));
    let rest = names.iter().copied().filter(|name| !FIRST.contains(name));
    first
        .chain(rest)
        .map(|name| (name.to_owned(), name.to_owned()))
        .collect()
}

async fn adding(
    app: &App,
    visit: &Visit,
    form: &Form,
    said: Markup,
) -> Result<Response, AdminError> {
    let stored = app.admin.models_in_database;
    let credentials = credential::options(app).await?;
    let body = html! {
        (parts::head_under((PATH, "Models"), "Add model", html! {}, html! {}))
        @if !stored { (parts::notice(Tone::Warn, html! { "Models cannot be added here: set " code { "store_model_in_db: true" } " in " code { "general_settings" } ", or declare them in the configuration file." })) }
        (said)
        div.card { div.body {
            (form.summary())
            form.form method="post" action="/ui/models/new" {
                (layout::token(&visit.session))
                (once::field())
                div.row {
                    (form.choice("provider", "Provider", "", &providers()))
                    (form.text("model", "Model at the provider", "A star stands for all of them: *", "gpt-4o-mini"))
                }
                (form.text("model_name", "Public name", "What clients ask for; empty is the provider's name and model. With a star: openai/*", "gpt-4o-mini"))
                (common(form, &credentials, false))
                div.end {
                    button.primary type="submit" name="do" value="add" disabled[!stored] { "Add the model" }
                    button type="submit" name="do" value="check" { "Check without calling" }
                    button type="submit" name="do" value="try" { "Test with one request" }
                    a.btn.quiet href=(PATH) data-key="Escape" { "Cancel" }
                }
            }
        } }
    };
    let page = Page::new("Add model", PATH, body);
    Ok(page.show_form(form, app, visit))
}

/// The fields that both forms have.
fn common(form: &Form, credentials: &[(String, String)], edits: bool) -> Markup {
    let kept = if edits {
        "Leave it empty to keep the one that is stored."
    } else {
        "Sealed in the database and never shown again. Empty takes the provider's variable of the environment; Ollama needs none."
    };
    html! {
        div.row {
            (form.input("password", "api_key", "API key", kept, ""))
            @if credentials.len() > 1 || form.values.get("credential").is_some() {
                (form.choice("credential", "Or a named credential", "Its key and address are used, and changed in one place.", credentials))
            }
        }
        (form.text("api_base", "Address", "Empty is the provider's own. Ollama: http://localhost:11434", "https://…"))
        div.row {
            (form.dollars("input_price", "Price of a million input tokens", "Empty takes the built-in price table; 0 and 0 declare it free."))
            (form.dollars("output_price", "Price of a million output tokens", ""))
        }
        details.more open[form.wrong.is_some()] {
            summary { "More" }
            div {
                (form.text("api_version", "API version", "Azure's services want one.", "2024-10-21"))
                (form.area("more_params", "Other parameters", "A JSON object of litellm_params: {\"timeout\": 30, \"rpm\": 600, \"extra_headers\": {…}}", ""))
                (form.area("model_info", "What is known about it", "A JSON object of model_info: {\"mode\": \"embedding\", \"access_groups\": [\"beta\"]}", ""))
            }
        }
    }
}

fn object(form: &Params, field: &'static str) -> Result<Map<String, Value>, AdminError> {
    let Some(text) = form.get(field) else {
        return Ok(Map::new());
    };
    serde_json::from_str(text).map_err(|error| AdminError::Invalid {
        field: field.to_owned(),
        message: format!("Input should be a JSON object ({error})"),
    })
}

/// Dollars for a million tokens as dollars for one.
fn per_token(form: &Params, field: &'static str) -> Result<Option<Value>, AdminError> {
    let Some(text) = form.get(field) else {
        return Ok(None);
    };
    let plain = text.trim_start_matches('$').replace(',', "");
    // By the decimal point, so that 2.5 becomes 0.0000025 and no neighbour of it.
    let number = format!("{plain}e-6")
        .parse::<f64>()
        .ok()
        .filter(|rate| rate.is_finite() && *rate >= 0.0);
    number
        .map(|rate| Some(json!(rate)))
        .ok_or_else(|| AdminError::Invalid {
            field: field.to_owned(),
            message: "Input should be an amount of US dollars, zero or more".to_owned(),
        })
}

/// `litellm_params` of a form, without the model. What is empty is left out.
fn params(form: &Params) -> Result<Map<String, Value>, AdminError> {
    let mut params = object(form, "more_params")?;
    for name in ["api_key", "api_base", "api_version"] {
        if let Some(text) = form.get(name) {
            params.insert(name.to_owned(), json!(text));
        }
    }
    if let Some(name) = form.get("credential") {
        params.insert(NAME.to_owned(), json!(name));
    }
    for (field, name) in [
        ("input_price", "input_cost_per_token"),
        ("output_price", "output_cost_per_token"),
    ] {
        if let Some(rate) = per_token(form, field)? {
            params.insert(name.to_owned(), rate);
        }
    }
    Ok(params)
}

fn body(form: &Params) -> Result<Map<String, Value>, AdminError> {
    let provider = form.get("provider").unwrap_or("openai");
    let model = form.get("model").ok_or_else(|| AdminError::Invalid {
        field: "model".to_owned(),
        message: "Field required".to_owned(),
    })?;
    let prefix = format!("{provider}/");
    let full = if model.starts_with(&prefix) {
        model.to_owned()
    } else {
        format!("{prefix}{model}")
    };
    let mut params = params(form)?;
    params.insert("model".to_owned(), json!(full));
    let info = object(form, "model_info")?;
    let name = form.get("model_name").unwrap_or(&full).to_owned();
    let body = json!({ "model_name": name, "litellm_params": params, "model_info": info });
    Ok(body.as_object().cloned().unwrap_or_default())
}

pub(super) async fn add(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let typed = visit.form.without(&["do", "once"]);
    if visit.form.get("do") == Some("add") {
        return add_once(&app, &visit, typed).await;
    }
    let result = async {
        let request = NewModel::read(body(&typed)?)?;
        let (params, info) = (request.litellm_params, request.model_info);
        let deployment = model_change::tried(&app.admin, visit.actor(), params, info).await?;
        let form = Form {
            values: typed.clone(),
            ..Form::default()
        };
        let said = if visit.form.get("do") == Some("try") {
            act::tried(&app, &visit, deployment).await
        } else {
            checked(&deployment)
        };
        let page = adding(
            &app,
            &visit,
            &form,
            html! { (said)
            @if typed.get("api_key").is_some() { (parts::notice(Tone::Info, html! { "The API key is not put back into the page: type it once more to add the model." })) } },
        );
        page.await
    };
    match result.await {
        Ok(response) => Ok(response),
        Err(error) => {
            let form = Form::refused(typed, error)?;
            Ok(adding(&app, &visit, &form, html! {}).await?)
        }
    }
}

async fn add_once(app: &App, visit: &Visit, typed: Params) -> Result<Response, Problem> {
    let once = match Once::begin(app, visit, PATH) {
        Ok(once) => once,
        Err(sent) => return Ok(*sent),
    };
    let made = async {
        let request = NewModel::read(body(&typed)?)?;
        operations::new(&app.admin, visit.actor(), request, app.gateway.now()).await
    };
    match made.await {
        Ok(made) => {
            let to = path(&made.deployment);
            once.made(&to);
            let told = "The model is added. The next request can call it.";
            Ok(redirect_telling(&to, told))
        }
        Err(error) => {
            once.failed();
            let form = Form::refused(typed, error)?;
            Ok(adding(app, visit, &form, html! {}).await?)
        }
    }
}

/// What can be told without a call.
fn checked(deployment: &crate::domain::deployment::Deployment) -> Markup {
    let key = deployment
        .api_key
        .as_ref()
        .map(crate::domain::secret::Secret::masked);
    parts::notice(
        Tone::Good,
        html! {
            strong { "The settings hold together. " }
            (deployment.provider.name) " at " (deployment.api_base.as_deref().unwrap_or("no address"))
            ", " @match key { Some(key) => { "key " (key) } None => "no key" }
            ", price " (super::price(deployment)) " from " (super::source(deployment)) ". Nobody was called."
        },
    )
}

fn values(shown: &Shown) -> Params {
    let deployment = &shown.deployment;
    let mut params: Map<String, Value> =
        serde_json::from_str(&deployment.public_params).unwrap_or_default();
    let text = |params: &Map<String, Value>, name: &str| {
        params
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let price = |params: &Map<String, Value>, name: &str| {
        let rate = params
            .get(name)
            .and_then(Value::as_f64)
            .and_then(crate::domain::money::Rate::from_usd);
        rate.map(|rate| {
            super::super::format::per_million(rate)
                .trim_start_matches('$')
                .to_owned()
        })
        .unwrap_or_default()
    };
    let pairs = [
        ("model", text(&params, "model")),
        ("api_base", text(&params, "api_base")),
        ("api_version", text(&params, "api_version")),
        ("credential", text(&params, NAME)),
        ("input_price", price(&params, "input_cost_per_token")),
        ("output_price", price(&params, "output_cost_per_token")),
        ("model_name", name(deployment).to_owned()),
    ];
    params.retain(|name, _| !OWN.contains(&name.as_str()));
    let pretty = |object: &Map<String, Value>| {
        if object.is_empty() {
            String::new()
        } else {
            serde_json::to_string_pretty(object).unwrap_or_default()
        }
    };
    let mut info: Map<String, Value> =
        serde_json::from_str(&deployment.model_info).unwrap_or_default();
    info.retain(|name, _| {
        !matches!(
            name.as_str(),
            "id" | "db_model" | "created_at" | "created_by" | "updated_at" | "updated_by"
        )
    });
    let mut all = Form::of(&pairs).values;
    all = all
        .with("more_params", &pretty(&params))
        .with("model_info", &pretty(&info));
    all
}

pub(super) async fn edit(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let (shown, stored) = one(&app, &visit).await?;
    let stored = stored.ok_or_else(from_file)?;
    let form = Form {
        values: values(&shown),
        ..Form::default()
    };
    Ok(editing(&app, &visit, &shown, &stored, &form).await?)
}

fn from_file() -> AdminError {
    AdminError::NotFound(
        "This model is declared in the configuration file, and changed there.".to_owned(),
    )
}

async fn editing(
    app: &App,
    visit: &Visit,
    shown: &Shown,
    stored: &StoredModel,
    form: &Form,
) -> Result<Response, AdminError> {
    let credentials = credential::options(app).await?;
    let (title, here) = (name(&shown.deployment), path(&shown.deployment));
    let body = html! {
        (parts::head_under((&here, title), &format!("Edit {title}"), html! {}, html! {}))
        div.card { div.body {
            (form.summary())
            form.form method="post" action={ (here) "/edit" } {
                (layout::token(&visit.session))
                input type="hidden" name="revision" value=(stored.updated_at.0);
                div.row {
                    (form.text("model_name", "Public name", "", ""))
                    (form.text("model", "Provider and model", "", "openai/gpt-4o-mini"))
                }
                (common(form, &credentials, true))
                div.end {
                    button.primary type="submit" { "Save" }
                    a.btn.quiet href=(here) data-key="Escape" { "Cancel" }
                }
            }
        } }
    };
    Ok(Page::new("Edit model", PATH, body).show_form(form, app, visit))
}

pub(super) async fn change(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let (shown, stored) = one(&app, &visit).await?;
    let stored = stored.ok_or_else(from_file)?;
    let typed = visit.form.without(&["revision"]);
    if visit.form.get("revision") != Some(stored.updated_at.0.to_string().as_str()) {
        // A credential is never shown, so nobody can tell whether it is another.
        let stored_values = values(&shown).named_in(&typed.without(&["api_key"]));
        let stored_form = Form {
            values: stored_values,
            ..Form::default()
        };
        let form = Form::stale(typed, stored_form, &stored.updated_by);
        return Ok(editing(&app, &visit, &shown, &stored, &form).await?);
    }
    let result = async {
        let mut new = params(&typed)?;
        let model = typed.get("model").unwrap_or_default();
        new.insert("model".to_owned(), json!(model));
        // What stood there and is gone now is removed; the credential stays unless a new one was typed.
        let old: Map<String, Value> =
            serde_json::from_str(&shown.deployment.public_params).unwrap_or_default();
        for name in old.keys().filter(|name| *name != "api_key") {
            new.entry(name.clone()).or_insert(Value::Null);
        }
        let mut info = object(&typed, "model_info")?;
        let old: Map<String, Value> =
            serde_json::from_str(&shown.deployment.model_info).unwrap_or_default();
        for name in old.keys() {
            info.entry(name.clone()).or_insert(Value::Null);
        }
        let change = ModelChange {
            model_name: typed.get("model_name").map(str::to_owned),
            litellm_params: new,
            model_info: info,
            ..ModelChange::default()
        };
        let missing = model_change::not_found;
        model_change::update(
            &app.admin,
            visit.actor(),
            &stored.id,
            change,
            missing,
            app.gateway.now(),
        )
        .await
    };
    match result.await {
        Ok(_) => Ok(redirect_telling(
            &path(&shown.deployment),
            "The model is changed. The next request takes it so.",
        )),
        Err(error) => {
            let form = Form::refused(typed, error)?;
            Ok(editing(&app, &visit, &shown, &stored, &form).await?)
        }
    }
}
