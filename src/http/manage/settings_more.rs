//! What else tells of settings and changes them: the cache, where events can go, how secrets are kept, and
//! questions of LiteLLM's clients that have one answer here.

use super::super::App;
use super::super::error::Problem;
use super::config::told;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::{AdminError, config as operations, credentials, models};
use crate::domain::owner::Rank;
use crate::domain::time::Micros;
use serde_json::{Map, Value, json};
use std::sync::Arc;

const CACHE: &[Field] = &[Field::required(
    "cache_settings",
    Kind::Object,
    "Members of cache_params: type (local or database), ttl, namespace, mode, supported_call_types, max_messages.",
)];
const CALLBACK: &[Field] = &[Field::required("callback_name", Kind::Text, "Which one.")];

/// The operations.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/cache/settings",
        Rank::AdminViewer,
        "Tells the settings of the cache of answers.",
        |app, _| Box::pin(cache(app)),
    ),
    Managed::post(
        "/cache/settings",
        Rank::Admin,
        "Gives answers again from now on, by these settings.",
        |app, given| Box::pin(set_cache(app, given)),
    )
    .body(&[CACHE]),
    Managed::post(
        "/cache/settings/test",
        Rank::Admin,
        "Tells whether settings of the cache can be put in force, and leaves it at that.",
        |app, given| Box::pin(test_cache(app, given)),
    )
    .body(&[CACHE])
    .tells(),
    Managed::get(
        "/callbacks/configs",
        Rank::AdminViewer,
        "Lists where events can go, and what each needs.",
        |_, _| Box::pin(async { Ok(Reply::ok(callback_configs())) }),
    ),
    Managed::post(
        "/config/callback/delete",
        Rank::Admin,
        "Removes a destination of events: those of the configuration are removed there.",
        |app, given| Box::pin(delete_callback(app, given)),
    )
    .body(&[CALLBACK]),
    Managed::get(
        "/config/yaml",
        Rank::AdminViewer,
        "Reads no file: the configuration is told by /config/list and changed by /config/update.",
        |_, _| {
            Box::pin(async {
                Err(Problem::detail(
                    422,
                    json!([{ "type": "missing", "loc": ["body"], "msg": "Field required" }]),
                ))
            })
        },
    ),
    Managed::get(
        "/credentials/migrate-encryption/check",
        Rank::AdminViewer,
        "Opens every stored secret, and counts them.",
        |app, _| Box::pin(sealed(app)),
    ),
    Managed::post(
        "/credentials/migrate-encryption",
        Rank::Admin,
        "The same: there is one form in which secrets are kept, so nothing is left in an older one.",
        |app, _| Box::pin(sealed(app)),
    )
    .tells(),
    Managed::get(
        "/sso/readiness",
        Rank::Nobody,
        "Tells that nobody logs in by an identity provider.",
        |_, _| {
            Box::pin(async {
                Ok(Reply::ok(json!({
                    "status": "healthy", "sso_configured": false, "message": "No SSO provider configured",
                })))
            })
        },
    ),
    Managed::get(
        "/sso/get/ui_settings",
        Rank::Nobody,
        "Tells what LiteLLM's own pages ask for.",
        |_, _| {
            Box::pin(async {
                Ok(Reply::ok(json!({
                    "PROXY_BASE_URL": null, "PROXY_LOGOUT_URL": null, "LITELLM_UI_API_DOC_BASE_URL": null,
                    "DEFAULT_TEAM_DISABLED": false, "SSO_ENABLED": false, "NUM_SPEND_LOGS_ROWS": 0,
                    "DISABLE_EXPENSIVE_DB_QUERIES": false,
                })))
            })
        },
    ),
    Managed::get(
        "/health/shared-status",
        Rank::Nobody,
        "Tells that each process checks for itself.",
        |_, _| {
            Box::pin(async {
                Ok(Reply::ok(json!({
                    "shared_health_check_enabled": false,
                    "message": "Shared health check is not enabled",
                })))
            })
        },
    ),
    Managed::get(
        "/provider/budgets",
        Rank::AdminViewer,
        "Tells the budgets of providers, and what was spent of them.",
        |app, _| Box::pin(async move { provider_budgets(&app) }),
    ),
];

/// Budgets of providers as they stand.
fn provider_budgets(app: &App) -> Result<Reply, Problem> {
    let catalog = app.gateway.catalog();
    let (policy, now) = (&catalog.policy, app.gateway.now());
    if policy.provider_budgets.is_empty() {
        let why = "No provider budget is set. Set router_settings.provider_budget_config, for example with \
                   /config/update.";
        return Err(Problem::detail(404, json!({ "error": why })));
    }
    let told = policy.provider_budgets.iter().map(|(name, budget)| {
        let (window, resets_at) = budget.window(&policy.calendar, now);
        let told = json!({
            "budget_limit": budget.limit.usd(),
            "time_period": budget.period.as_ref().map(|(_, written)| &**written),
            "spend": app.gateway.ledger.spent(&window).usd(),
            "budget_reset_at": resets_at.map(Micros::rfc3339),
        });
        (name.clone(), told)
    });
    let told: Map<String, Value> = told.collect();
    Ok(Reply::ok(json!({ "providers": told })))
}

const ON: &str = "cache";
const PARAMS: &str = "cache_params";

/// The members that the file or the database sets.
async fn said(app: &App) -> Result<(bool, Map<String, Value>), Problem> {
    let stored = operations::section(&app.admin, "litellm_settings").await?;
    let value = |name: &str| -> Result<Value, Problem> {
        let setting = operations::changeable("litellm_settings", name)?;
        Ok(operations::view(&app.admin, setting, &stored)["field_value"].take())
    };
    let on = value(ON)?.as_bool().unwrap_or(false);
    let params = value(PARAMS)?;
    Ok((on, params.as_object().cloned().unwrap_or_default()))
}

/// What the cache can be told: name, kind, what it means.
const FIELDS: &[(&str, &str, &str)] = &[
    (
        "type",
        "String",
        "local (memory), or database (memory, and the proxy's own database behind it).",
    ),
    (
        "ttl",
        "Float",
        "How long an answer is given again, in seconds.",
    ),
    ("namespace", "String", "What keys of answers begin with."),
    (
        "mode",
        "String",
        "default_on, or default_off: only for calls that ask for it.",
    ),
    ("supported_call_types", "List", "Kinds of calls."),
    (
        "max_messages",
        "Integer",
        "The longest conversation whose answer is kept.",
    ),
];

async fn cache(app: Arc<App>) -> Result<Reply, Problem> {
    let (on, params) = said(&app).await?;
    let field = |(name, kind, means): &(&str, &str, &str)| {
        json!({
            "field_name": name, "field_type": kind, "field_description": means, "field_value": params.get(*name),
            "field_default": null, "options": null, "ui_field_name": name, "link": null,
        })
    };
    let fields: Vec<Value> = FIELDS.iter().map(field).collect();
    Ok(Reply::ok(json!({
        "fields": fields, "current_values": params, "enabled": on, "redis_type_descriptions": {},
    })))
}

/// The two settings that turn the cache on.
fn settings(mut given: Given) -> Result<Vec<(&'static crate::config::Changeable, Value)>, Problem> {
    let params = Fields(given.body()).object("cache_settings")?.value();
    let params = params.unwrap_or_default();
    Ok(vec![
        (operations::changeable("litellm_settings", ON)?, json!(true)),
        (
            operations::changeable("litellm_settings", PARAMS)?,
            Value::Object(params),
        ),
    ])
}

async fn set_cache(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let (actor, now) = (given.actor.clone(), app.gateway.now());
    let settings = settings(given)?;
    operations::set(&app.admin, &actor, settings, now).await?;
    let (_, params) = said(&app).await?;
    Ok(Reply::ok(json!({
        "message": "Cache settings updated successfully", "status": "success", "settings": params,
    })))
}

async fn test_cache(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let tried = operations::check(&app.admin, &settings(given)?).await;
    Ok(Reply::ok(match tried {
        Ok(()) => json!({
            "status": "success", "message": "These settings can be put in force.", "error": null,
        }),
        Err(AdminError::BadRequest { message, .. }) => json!({
            "status": "failed", "message": "These settings cannot be put in force.", "error": message,
        }),
        Err(error) => return Err(error.into()),
    }))
}

fn callback_configs() -> Value {
    let config = |id: &str, name: &str, about: &str| {
        json!({
            "id": id, "displayName": name, "logo": "", "supports_key_team_logging": false, "dynamic_params": {},
            "description": about,
        })
    };
    json!([
        config(
            "otel",
            "OpenTelemetry",
            "Traces, metrics and logs by OTLP: OTEL_EXPORTER_OTLP_ENDPOINT and litellm_settings.callbacks."
        ),
        config(
            "prometheus",
            "Prometheus",
            "Counters and histograms at /metrics."
        ),
        config(
            "slack",
            "Slack",
            "Alerts: SLACK_WEBHOOK_URL and general_settings.alerting."
        ),
        config(
            "webhook",
            "Webhook",
            "Alerts: WEBHOOK_URL and general_settings.alerting."
        ),
    ])
}

async fn delete_callback(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let name = Fields(given.body()).required("callback_name")?;
    if told(&app).contains(&name.as_str()) {
        let why = format!(
            "'{name}' is set up by the configuration file or the environment. Take it out there."
        );
        return Err(Problem::detail(400, json!({ "error": why })));
    }
    let why = format!("Callback '{name}' not found in active configuration");
    Err(Problem::detail(404, json!({ "error": why })))
}

/// Opens everything that is sealed and says how much there is.
async fn sealed(app: Arc<App>) -> Result<Reply, Problem> {
    let (store, sealer) = (&app.store, &app.admin.models.sealer);
    let counted = |opened: Vec<bool>| {
        let good = opened.iter().filter(|open| **open).count();
        (opened.len(), opened.len() - good)
    };
    let all = store.models().await.map_err(AdminError::from)?;
    let of_models = all
        .iter()
        .map(|model| models::declaration(sealer, model).is_ok());
    let of_models = counted(of_models.collect());
    let all = store.credentials().await.map_err(AdminError::from)?;
    let of_credentials = all
        .iter()
        .map(|stored| credentials::open(sealer, stored).is_ok());
    let of_credentials = counted(of_credentials.collect());
    let all = store.settings().await.map_err(AdminError::from)?;
    let of_settings = all
        .iter()
        .filter(|(_, value)| value.starts_with("cw1:"))
        .map(|(name, value)| sealer.open(name, value).is_ok());
    let of_settings = counted(of_settings.collect());
    let told = |(count, closed): (usize, usize)| {
        json!({
            "scanned": count, "migrated": 0, "already_v2": count - closed, "plaintext": 0,
            "undecryptable": closed, "legacy": 0,
        })
    };
    Ok(Reply::ok(json!({
        "residual_legacy": 0,
        "total_undecryptable": of_models.1 + of_credentials.1 + of_settings.1,
        "locations": {
            "models": told(of_models),
            "credentials": told(of_credentials),
            "settings": told(of_settings),
        },
    })))
}
