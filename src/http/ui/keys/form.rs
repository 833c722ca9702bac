//! Making and changing keys.

use super::super::layout::{self, Page};
use super::super::params::Params;
use super::super::parts::{self, Form};
use super::super::visit::{Visit, redirect_telling};
use super::{PATH, listed, one, path, secret, title};
use crate::admin::AdminError;
use crate::admin::keys::{self as operations, KeyChange};
use crate::domain::key::VirtualKey;
use crate::domain::money::Nanos;
use crate::domain::owner::OwnerKind;
use crate::http::App;
use crate::http::error::Problem;
use crate::store::ListOwners;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use std::sync::Arc;

const PERIODS: [(&str, &str); 7] = [
    ("", "Never: once for all"),
    ("1h", "Every hour"),
    ("1d", "Every day"),
    ("7d", "Every week"),
    ("30d", "Every 30 days"),
    ("1mo", "Every month"),
    ("365d", "Every 365 days"),
];
const LIVES: [(&str, &str); 7] = [
    ("-1", "Never"),
    ("1h", "In an hour"),
    ("1d", "In a day"),
    ("7d", "In a week"),
    ("30d", "In 30 days"),
    ("90d", "In 90 days"),
    ("365d", "In a year"),
];
const TYPES: [(&str, &str); 4] = [
    ("default", "Whatever its owner's role allows"),
    ("llm_api", "Calling models only"),
    ("management", "Managing the proxy only"),
    ("read_only", "Reading only"),
];
/// Teams that are offered; more are typed.
const TEAMS_MAX: u32 = 200;

pub(super) async fn new(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    if !visit.may_change() {
        return Err(Problem::detail(
            403,
            "Your role looks at keys and makes none. Ask an admin of this proxy.",
        ));
    }
    let form = Form::of(&[
        ("duration", "-1".to_owned()),
        ("key_type", "default".to_owned()),
        ("team_id", visit.query.raw("team").to_owned()),
        ("user_id", visit.query.raw("user").to_owned()),
    ]);
    making(&app, &visit, &form).await
}

async fn making(app: &App, visit: &Visit, form: &Form) -> Result<Response, Problem> {
    let body = html! {
        (parts::head_under((PATH, "Keys"), "New key", html! {}, html! {}))
        div.card { div.body {
            (form.summary())
            form.form method="post" action="/ui/keys/new" {
                (layout::token(&visit.session))
                input type="hidden" name="once" value=(uuid::Uuid::new_v4());
                (fields(app, visit, form, false).await?)
                div.end {
                    button.primary type="submit" { "Make the key" }
                    a.btn.quiet href=(PATH) data-key="Escape" { "Cancel" }
                }
            }
        } }
    };
    let page = Page::new("New key", PATH, body);
    Ok(page.show_form(form, app, visit))
}

/// The fields that both forms have: the common ones first, the others folded.
async fn fields(app: &App, visit: &Visit, form: &Form, edits: bool) -> Result<Markup, AdminError> {
    let admin = visit.is_admin();
    let lives: Vec<(&str, &str)> = if edits {
        std::iter::once(("", "As it is")).chain(LIVES).collect()
    } else {
        LIVES.to_vec()
    };
    let names = app.gateway.catalog().names();
    Ok(html! {
        (form.text("key_alias", "Alias", "A name to find it by, in lists and in the log.", "nightly-evals"))
        (form.area("models", "Models", "One on a line, or with commas. Empty means all that its owner may call; stars are fine: openai/*.", "gpt-4o-mini"))
        datalist id="model-names" { @for name in names.iter().take(200) { option value=(name) {} } }
        @if admin {
            div.row {
                (form.choice("team_id", "Team", "", &teams(app).await?))
                (form.text("user_id", "User", "", "Nobody"))
            }
        }
        div.row {
            (form.dollars("max_budget", "Budget", "Empty means no limit of its own."))
            (form.choice("budget_duration", "Budget starts again", "", &parts::options(&PERIODS)))
            (form.choice("duration", "Key expires", "", &parts::options(&lives)))
        }
        details.more open[form.wrong.is_some()] {
            summary { "More limits" }
            div {
                div.row {
                    (form.number("rpm_limit", "Requests per minute", ""))
                    (form.number("tpm_limit", "Tokens per minute", ""))
                    (form.number("tpd_limit", "Tokens per day", ""))
                    (form.number("max_parallel_requests", "Requests at once", ""))
                }
                div.row {
                    (form.dollars("soft_budget", "Alert at", "Spend that raises an alert; nothing is refused."))
                    @if admin { (form.text("budget_id", "Named budget", "Its limits hold where the key has none of its own.", "")) }
                    (form.choice("key_type", "What it is for", "", &parts::options(&TYPES)))
                }
                (form.text("degrade_to", "Beyond the budget", "A cheaper model that answers then, in place of a refusal.", "Refuse"))
                (form.area("tags", "Tags", "Marks on each of its calls: one on a line.", ""))
                (form.area("model_max_budget", "Budgets of single models", "JSON: {\"gpt-4o\": {\"max_budget\": 5, \"budget_duration\": \"1d\"}}", ""))
                (form.area("metadata", "Notes", "A JSON object, kept beside the key.", ""))
            }
        }
    })
}

async fn teams(app: &App) -> Result<Vec<(String, String)>, AdminError> {
    let list = ListOwners {
        size: TEAMS_MAX,
        ..ListOwners::of(OwnerKind::Team)
    };
    let page = app.store.list_owners(&list).await?;
    let named = page.rows.into_iter().map(|row| {
        let name = row
            .owner
            .alias
            .clone()
            .unwrap_or_else(|| row.owner.id.to_string());
        (row.owner.id.to_string(), name)
    });
    Ok(std::iter::once((String::new(), "None".to_owned()))
        .chain(named)
        .collect())
}

/// A number that was typed: `1,500.50` and `$20` are what people write.
fn number(text: &str) -> Value {
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, ',' | '$' | ' ' | '_'))
        .collect();
    match plain.parse::<i64>() {
        Ok(whole) => json!(whole),
        Err(_) => plain
            .parse::<f64>()
            .map_or_else(|_| json!(text), |number| json!(number)),
    }
}

/// The body that the management API would be sent. An empty field says nothing where a key is made, and
/// clears what is there where one is changed.
fn body(form: &Params, before: Option<&VirtualKey>) -> Result<Map<String, Value>, AdminError> {
    let mut body = Map::new();
    let mut put = |name: &str, value: Option<Value>| match value {
        Some(value) => {
            body.insert(name.to_owned(), value);
        }
        None if before.is_some() => {
            body.insert(name.to_owned(), Value::Null);
        }
        None => {}
    };
    for name in ["key_alias", "budget_duration", "degrade_to"] {
        put(name, form.get(name).map(|text| json!(text)));
    }
    // Fields that are not on everybody's form.
    for name in ["team_id", "user_id", "budget_id"] {
        if form.iter().any(|(own, _)| own == name) {
            put(name, form.get(name).map(|text| json!(text)));
        }
    }
    for name in [
        "max_budget",
        "soft_budget",
        "rpm_limit",
        "tpm_limit",
        "tpd_limit",
        "max_parallel_requests",
    ] {
        put(name, form.get(name).map(number));
    }
    put("models", Some(json!(listed(form, "models"))));
    put(
        "tags",
        Some(json!(listed(form, "tags")))
            .filter(|_| before.is_some() || form.get("tags").is_some()),
    );
    for name in ["metadata", "model_max_budget"] {
        let value = form.get(name).map(|text| {
            serde_json::from_str::<Value>(text).map_err(|error| AdminError::Invalid {
                field: name.to_owned(),
                message: format!("Input should be a JSON object ({error})"),
            })
        });
        put(name, value.transpose()?);
    }
    if let Some(life) = form
        .get("duration")
        .filter(|life| before.is_some() || *life != "-1")
    {
        body.insert("duration".to_owned(), json!(life));
    }
    let kind = form.get("key_type").unwrap_or("default");
    if before.map_or(kind != "default", |key| key.key_type.as_str() != kind) {
        body.insert("key_type".to_owned(), json!(kind));
    }
    Ok(body)
}

pub(super) async fn make(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let once = format!("{} {}", visit.session.id_hash, visit.form.raw("once"));
    if let Err(made) = app.ui.take(&once) {
        return Ok(redirect_telling(
            &format!("{PATH}/{}", made.unwrap_or_default()),
            "This form was sent before, and the secret was shown then. If it is lost, rotate the key.",
        ));
    }
    let made = async {
        let request = KeyChange::read(body(&visit.form, None)?)?;
        operations::generate(&app.admin, visit.actor(), request, app.gateway.now()).await
    };
    match made.await {
        Ok(new) => {
            app.ui.sent.insert(once, new.key.hash.hex());
            app.gateway.nudge.refresh().await;
            Ok(secret::keep(&app, &visit, &new, "made"))
        }
        Err(error) => {
            app.ui.sent.invalidate(&once);
            let form = Form::refused(visit.form.without(&["once"]), error)?;
            making(&app, &visit, &form).await
        }
    }
}

/// A key as its form shows it.
fn values(key: &VirtualKey) -> Params {
    let limits = &key.limits;
    let money = |amount: Option<Nanos>| amount.map(Nanos::decimal).unwrap_or_default();
    let count = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let mut notes: Map<String, Value> = serde_json::from_str(&key.metadata).unwrap_or_default();
    let tags = notes.remove("tags").unwrap_or_default();
    let tags: Vec<&str> = tags
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let shown = |value: &Map<String, Value>| {
        if value.is_empty() {
            String::new()
        } else {
            serde_json::to_string_pretty(value).unwrap_or_default()
        }
    };
    let budgets: Map<String, Value> = limits
        .more
        .models
        .iter()
        .filter_map(|(model, own)| {
            let budget = own.budget?;
            let period = budget.period.map(|span| span.to_string());
            Some((
                model.clone(),
                json!({ "max_budget": budget.limit.usd(), "budget_duration": period }),
            ))
        })
        .collect();
    let pairs = [
        ("key_alias", key.alias.clone().unwrap_or_default()),
        ("models", key.models.join("\n")),
        (
            "team_id",
            key.team_id.as_deref().unwrap_or_default().to_owned(),
        ),
        (
            "user_id",
            key.user_id.as_deref().unwrap_or_default().to_owned(),
        ),
        (
            "budget_id",
            key.budget_id.as_deref().unwrap_or_default().to_owned(),
        ),
        ("max_budget", money(limits.max_budget)),
        ("soft_budget", money(limits.more.soft_budget)),
        (
            "budget_duration",
            limits
                .budget_period
                .map(|span| span.to_string())
                .unwrap_or_default(),
        ),
        ("rpm_limit", count(limits.rpm_limit)),
        ("tpm_limit", count(limits.tpm_limit)),
        ("tpd_limit", count(limits.more.tokens_per_day)),
        ("max_parallel_requests", count(limits.max_parallel_requests)),
        (
            "degrade_to",
            limits.more.degrade_to.clone().unwrap_or_default(),
        ),
        ("key_type", key.key_type.as_str().to_owned()),
        ("tags", tags.join("\n")),
        ("model_max_budget", shown(&budgets)),
        ("metadata", shown(&notes)),
    ];
    Form::of(&pairs).values
}

pub(super) async fn edit(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = one(&app, &visit).await?;
    let form = Form {
        values: values(&row.key),
        ..Form::default()
    };
    editing(&app, &visit, &row.key, &form).await
}

async fn editing(
    app: &App,
    visit: &Visit,
    key: &VirtualKey,
    form: &Form,
) -> Result<Response, Problem> {
    let here = path(key);
    let body = html! {
        (parts::head_under((&here, title(key)), &format!("Edit {}", title(key)), html! {}, html! {}))
        div.card { div.body {
            (form.summary())
            form.form method="post" action={ (here) "/edit" } {
                (layout::token(&visit.session))
                input type="hidden" name="revision" value=(key.updated_at.0);
                (fields(app, visit, form, true).await?)
                div.end {
                    button.primary type="submit" { "Save" }
                    a.btn.quiet href=(here) data-key="Escape" { "Cancel" }
                }
            }
        } }
    };
    Ok(Page::new("Edit key", PATH, body).show_form(form, app, visit))
}

pub(super) async fn change(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = one(&app, &visit).await?;
    let key = &row.key;
    let typed = visit.form.without(&["revision"]);
    if visit.form.get("revision") != Some(key.updated_at.0.to_string().as_str()) {
        let stored = Form {
            values: values(key).named_in(&typed),
            ..Form::default()
        };
        let form = Form::stale(typed, stored, &key.updated_by);
        return editing(&app, &visit, key, &form).await;
    }
    let changed = async {
        let mut body = body(&typed, Some(key))?;
        body.insert("key".to_owned(), json!(key.hash.hex()));
        let request = KeyChange::read(body)?;
        operations::update(&app.admin, visit.actor(), request, app.gateway.now()).await
    };
    match changed.await {
        Ok(row) => Ok(redirect_telling(
            &path(&row.key),
            "The key is changed. The next request is under it.",
        )),
        Err(error) => {
            let form = Form::refused(typed, error)?;
            editing(&app, &visit, key, &form).await
        }
    }
}
