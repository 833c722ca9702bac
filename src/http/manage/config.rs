//! `/config/*` and what else tells of settings.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::{Managed, Verb};
use crate::admin::alerts;
use crate::admin::config as operations;
use crate::admin::fields::{Field, Fields, Kind};
use crate::config::{CHANGEABLE, Changeable};
use crate::domain::owner::Rank;
use crate::domain::routing::GroupMap;
use serde_json::{Map, Value, json};
use std::sync::Arc;

const SECTIONS: &[&str] = &[
    "general_settings",
    "litellm_settings",
    "router_settings",
    "cw_proxy",
];
const UPDATE: &[Field] = &[
    Field::new("general_settings", Kind::Object, "Settings by name."),
    Field::new("litellm_settings", Kind::Object, "Settings by name."),
    Field::new("router_settings", Kind::Object, "Settings by name."),
    Field::new("cw_proxy", Kind::Object, "Settings by name."),
    Field::new(
        "environment_variables",
        Kind::Object,
        "SLACK_WEBHOOK_URL and WEBHOOK_URL, kept sealed; others are refused.",
    ),
];
const LIST: &[Field] = &[Field::required("config_type", Kind::Text, "Which section.")];
const INFO: &[Field] = &[
    Field::required("field_name", Kind::Text, "Which setting."),
    Field::new(
        "config_type",
        Kind::Text,
        "Its section; general_settings without.",
    ),
];
const NAME: &[Field] = &[
    Field::required("field_name", Kind::Text, "Which setting."),
    Field::new(
        "config_type",
        Kind::Text,
        "Its section; general_settings without.",
    ),
];
const VALUE: &[Field] = &[Field::required("field_value", Kind::Any, "Its value.")];

/// The operations on settings.
pub const ROUTES: &[Managed] = &[
    Managed::post(
        "/config/update",
        Rank::Admin,
        "Changes settings; the answer names those that wait for a restart.",
        |app, given| Box::pin(update(app, given)),
    )
    .body(&[UPDATE]),
    Managed::get(
        "/config/list",
        Rank::AdminViewer,
        "Lists the settings of a section that can be changed.",
        |app, given| Box::pin(list(app, given)),
    )
    .query(LIST),
    Managed::get(
        "/config/field/info",
        Rank::AdminViewer,
        "Tells the value of a setting and where it came from.",
        |app, given| Box::pin(info(app, given)),
    )
    .query(INFO),
    Managed::post(
        "/config/field/update",
        Rank::Admin,
        "Changes one setting.",
        |app, given| Box::pin(field_update(app, given)),
    )
    .body(&[NAME, VALUE]),
    Managed::post(
        "/config/field/delete",
        Rank::Admin,
        "Forgets a setting, so that its default holds again.",
        |app, given| Box::pin(field_delete(app, given)),
    )
    .body(&[NAME]),
    Managed::get(
        "/get/config/callbacks",
        Rank::AdminViewer,
        "Tells where events go, and the settings of the router.",
        |app, given| Box::pin(callbacks(app, given)),
    ),
    Managed::get(
        "/callbacks/list",
        Rank::AdminViewer,
        "Lists where events go.",
        |app, _| {
            Box::pin(async move {
                Ok(Reply::ok(json!({
                    "success": [], "failure": [], "success_and_failure": told(&app),
                })))
            })
        },
    ),
    ACTIVE,
    ACTIVE.at("/settings"),
    Managed::get(
        "/router/settings",
        Rank::AdminViewer,
        "Tells the settings of the router with their values.",
        |app, given| Box::pin(router(app, given, true)),
    ),
    Managed::get(
        "/router/fields",
        Rank::AdminViewer,
        "Tells the settings of the router.",
        |app, given| Box::pin(router(app, given, false)),
    ),
    Managed::get(
        "/config/block_requests_for_models_without_pricing",
        Rank::AdminViewer,
        "Tells whether calls whose price is unknown are refused.",
        |app, given| Box::pin(unpriced(app, given)),
    ),
    Managed::post(
        "/config/block_requests_for_models_without_pricing",
        Rank::Admin,
        "Changes whether calls whose price is unknown are refused.",
        |app, given| Box::pin(change_unpriced(app, given)),
    )
    .by(Verb::Patch)
    .body(&[&[Field::required(
        UNPRICED,
        Kind::Flag,
        "Whether such calls are refused.",
    )]]),
];

const ACTIVE: Managed = Managed::get(
    "/active/callbacks",
    Rank::AdminViewer,
    "Tells where events go.",
    |app, given| Box::pin(active(app, given)),
);

/// Addresses of single alerts, which are kept sealed.
const HOOKS: &str = "alert_to_webhook_url";

fn wrong(message: impl Into<String>) -> Problem {
    Problem::detail(400, json!({ "error": message.into() }))
}

async fn update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let mut addresses = Vec::new();
    let variables = fields.object("environment_variables")?.value();
    for (name, value) in variables.unwrap_or_default() {
        let known = ["SLACK_WEBHOOK_URL", "WEBHOOK_URL"];
        let Some(name) = known.into_iter().find(|known| *known == name) else {
            return Err(wrong(
                "The proxy never changes its environment: set environment_variables where it is started. \
                 SLACK_WEBHOOK_URL and WEBHOOK_URL alone are kept, sealed.",
            ));
        };
        addresses.push((name, value));
    }
    let mut values = Vec::new();
    for section in SECTIONS {
        for (name, value) in fields.object(section)?.value().unwrap_or_default() {
            if name == HOOKS && *section == "general_settings" {
                addresses.push((HOOKS, value));
                continue;
            }
            values.push((operations::changeable(section, &name)?, value));
        }
    }
    let now = app.gateway.now();
    let addresses = addresses.iter();
    let addresses =
        addresses.map(|(name, value)| alerts::address(&app.admin, &given.actor, name, value, now));
    let addresses = addresses.collect::<Result<_, _>>()?;
    let waiting = waiting(values.iter().map(|(setting, _)| *setting));
    operations::set_with(&app.admin, &given.actor, values, addresses, now).await?;
    Ok(Reply::ok(
        json!({ "message": "Config updated successfully", "restart_required": waiting }),
    ))
}

/// Those that hold from the next start only.
fn waiting(settings: impl Iterator<Item = &'static Changeable>) -> Vec<String> {
    settings
        .filter(|setting| !setting.at_once)
        .map(|setting| format!("{}.{}", setting.section, setting.name))
        .collect()
}

fn section(named: Option<&str>) -> Result<&'static str, Problem> {
    let named = named.unwrap_or("general_settings");
    let known = SECTIONS.iter().find(|section| **section == named);
    known.copied().ok_or_else(|| {
        wrong(format!(
            "Invalid config_type={named}. Choose general_settings, litellm_settings, router_settings or cw_proxy."
        ))
    })
}

async fn list(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let section = section(given.text("config_type").as_deref())?;
    Ok(Reply::ok(json!(
        operations::list(&app.admin, section).await?
    )))
}

async fn info(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let section = section(given.text("config_type").as_deref())?;
    let name = given.text("field_name").unwrap_or_default();
    let setting = Changeable::find(section, &name);
    let setting = setting.ok_or_else(|| wrong(format!("Invalid field={name} passed in.")))?;
    let stored = operations::section(&app.admin, section).await?;
    let shown = operations::view(&app.admin, setting, &stored);
    if shown["source"] == "unset" {
        return Err(wrong(format!("Field name={name} is not set")));
    }
    let [value, source, editable] =
        ["field_value", "source", "editable"].map(|name| shown[name].clone());
    Ok(Reply::ok(json!({
        "field_name": name, "field_value": value, "source": source, "editable": editable,
    })))
}

async fn row(app: &App, setting: &'static Changeable) -> Result<Reply, Problem> {
    let section = setting.section;
    let stored = operations::section(&app.admin, section).await?;
    Ok(Reply::ok(json!({
        "param_name": section,
        "param_value": stored,
        "last_run_at": null,
        "reload_revision": 0,
        "restart_required": waiting(std::iter::once(setting)),
    })))
}

fn named(fields: &Fields) -> Result<&'static Changeable, Problem> {
    let section = section(fields.text("config_type")?.value().as_deref())?;
    let name = fields.required("field_name")?;
    Ok(operations::changeable(section, &name)?)
}

async fn field_update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let setting = named(&fields)?;
    let value = fields.0.get("field_value").cloned().unwrap_or_default();
    let (now, values) = (app.gateway.now(), vec![(setting, value)]);
    operations::set(&app.admin, &given.actor, values, now).await?;
    row(&app, setting).await
}

async fn field_delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let setting = named(&Fields(given.body()))?;
    operations::reset(&app.admin, &given.actor, setting, app.gateway.now()).await?;
    row(&app, setting).await
}

/// The settings of the router as they are in force.
fn router_values(app: &App) -> Map<String, Value> {
    let catalog = app.gateway.catalog();
    let policy = &catalog.policy;
    let rules = &policy.routing;
    let seconds = |millis: u64| millis as f64 / 1_000.0;
    let groups = |map: &GroupMap| -> Vec<Value> {
        let groups = map.iter();
        groups
            .map(|(group, models)| json!({ group: models }))
            .collect()
    };
    let values = json!({
        "allowed_fails": rules.cooldown.allowed_fails,
        "content_policy_fallbacks": groups(&rules.content_policy_fallbacks),
        "context_window_fallbacks": groups(&rules.context_window_fallbacks),
        "cooldown_time": seconds(rules.cooldown.time_ms),
        "default_fallbacks": rules.default_fallbacks,
        "default_max_parallel_requests": rules.max_parallel_requests,
        "disable_cooldowns": rules.cooldown.disabled,
        "enable_pre_call_checks": rules.pre_call_checks,
        "enable_tag_filtering": rules.tags.enabled,
        "fallbacks": groups(&rules.fallbacks),
        "max_fallbacks": rules.max_fallbacks,
        "num_retries": rules.num_retries,
        "retry_after": seconds(rules.retry_wait_min_ms),
        "routing_strategy": rules.choice.strategy.as_str(),
        "stream_timeout": policy.stream_timeout_ms.map(seconds),
        "tag_filtering_match_any": rules.tags.match_any,
        "timeout": seconds(policy.request_timeout_ms),
    });
    values.as_object().cloned().unwrap_or_default()
}

async fn callbacks(app: Arc<App>, _: Given) -> Result<Reply, Problem> {
    let settings = alerts::settings(&app.admin).await?;
    let shown = alerts::view(&settings);
    let named = told(&app).iter();
    let named: Vec<Value> = named
        .map(|name| json!({ "name": name, "type": "success_and_failure", "variables": {} }))
        .collect();
    Ok(Reply::ok(json!({
        "status": "success",
        "callbacks": named,
        "alerts": [{
            "name": "slack",
            "variables": { "SLACK_WEBHOOK_URL": shown["slack_webhook_url"] },
            "active_alerts": shown["alert_types"],
            "alerts_to_webhook": shown["alert_to_webhook_url"],
        }],
        "active_alerting_destinations": shown["alerting"],
        "router_settings": router_values(&app),
        "available_callbacks": {},
    })))
}

/// The callbacks that are told of everything.
pub(super) fn told(app: &App) -> &'static [&'static str] {
    if app.otel.enabled {
        &["prometheus", "otel"]
    } else {
        &["prometheus"]
    }
}

async fn active(app: Arc<App>, _: Given) -> Result<Reply, Problem> {
    let callbacks = told(&app);
    let settings = alerts::settings(&app.admin).await?;
    let alerting = &alerts::view(&settings)["alerting"];
    let count = alerting.as_array().map_or(0, Vec::len);
    Ok(Reply::ok(json!({
        "alerting": if count > 0 { alerting.to_string() } else { "None".to_owned() },
        "litellm.callbacks": callbacks,
        "litellm.input_callback": [],
        "litellm.failure_callback": [],
        "litellm.success_callback": [],
        "all_litellm_callbacks": callbacks,
        "num_callbacks": callbacks.len(),
        "num_alerting": count,
    })))
}

async fn router(app: Arc<App>, _: Given, with_values: bool) -> Result<Reply, Problem> {
    let values = router_values(&app);
    let of = CHANGEABLE
        .iter()
        .filter(|one| one.section == "router_settings");
    let fields: Vec<Value> = of
        .map(|one| {
            json!({
                "field_name": one.name,
                "field_type": one.kind,
                "field_value": values.get(one.name).filter(|_| with_values),
                "field_description": one.means,
                "field_default": null,
                "options": null,
                "ui_field_name": one.name,
                "link": null,
            })
        })
        .collect();
    let mut shown = json!({ "fields": fields, "routing_strategy_descriptions": {
        "simple-shuffle": "A draw by weight among the deployments of the lowest order.",
        "least-busy": "The one with the fewest calls in flight.",
        "latency-based-routing": "The quickest of late; one that was not tried yet comes first.",
        "usage-based-routing-v2": "The one with the fewest tokens in this minute, within its rpm and tpm.",
        "cost-based-routing": "The cheapest.",
    } });
    if with_values {
        shown["current_values"] = json!(values);
    }
    Ok(Reply::ok(shown))
}

const UNPRICED: &str = "block_requests_for_models_without_pricing";

async fn unpriced(app: Arc<App>, _: Given) -> Result<Reply, Problem> {
    let setting = operations::changeable("litellm_settings", UNPRICED)?;
    let stored = operations::section(&app.admin, "litellm_settings").await?;
    let shown = operations::view(&app.admin, setting, &stored);
    let on = shown["field_value"].as_bool().unwrap_or(false);
    Ok(Reply::ok(json!({ "values": { UNPRICED: on } })))
}

async fn change_unpriced(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let value = given.body().remove(UNPRICED).unwrap_or_default();
    let setting = operations::changeable("litellm_settings", UNPRICED)?;
    let now = app.gateway.now();
    operations::set(&app.admin, &given.actor, vec![(setting, value)], now).await?;
    unpriced(app, given).await
}
