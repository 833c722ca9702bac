//! `/health*` for those with a key: models are called for real, each call on record like any other.

use super::super::error::Problem;
use super::super::{App, headers};
use super::model_info::{public_name, shown};
use super::reply::{Given, Reply};
use super::table::Managed;
use super::{alerts, checks};
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::{AdminError, model_change};
use crate::domain::deployment::Deployment;
use crate::domain::owner::Rank;
use crate::domain::record::CallType;
use crate::domain::time::Micros;
use crate::gateway::Answer;
use crate::gateway::admit::CallContext;
use crate::gateway::authenticate::Caller;
use crate::gateway::catalog::Served;
use crate::gateway::health::Snapshot;
use crate::gateway::refusal::Refusal;
use crate::gateway::route::Plan;
use crate::jobs::health_checks::Found;
use crate::wire::door::openai::Request;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Models that are called at the same time.
/// How long one may take.
const WAIT_MS: u64 = 15_000;

const WHICH: &[Field] = &[
    Field::new("model", Kind::Text, "Only deployments of this name."),
    Field::new("model_id", Kind::Text, "Only this deployment."),
];
const HEALTH: &[Field] = &[
    Field::new("model", Kind::Text, "Only deployments of this name."),
    Field::new("model_id", Kind::Text, "Only this deployment."),
    Field::new(
        "active",
        Kind::Flag,
        "Call each model for real, whatever traffic tells.",
    ),
];
const SERVICE: &[Field] = &[Field::required("service", Kind::Text, "Which service.")];
const HISTORY: &[Field] = &[
    Field::new("limit", Kind::Integer, "How many at most."),
    Field::new("offset", Kind::Integer, "After how many."),
];
const TRY: &[Field] = &[
    Field::required(
        "litellm_params",
        Kind::Object,
        "What is called, and how: `{model, api_key, api_base, …}`.",
    ),
    Field::new("model_info", Kind::Object, "What is known about it."),
    Field::new(
        "mode",
        Kind::Text,
        "chat, completion, embedding or responses.",
    ),
];

/// The operations on health.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/health",
        Rank::Nobody,
        "Tells whether the models that the caller may use work: by their traffic of the last minutes, else by \
         their provider's list, else by calling them for real.",
        |app, given| Box::pin(health(app, given)),
    )
    .query(HEALTH),
    Managed::get(
        "/deployments/health",
        Rank::AdminViewer,
        "Tells how each deployment fares: calls in flight, use in this minute, latency, cooldown, last fault.",
        |app, given| Box::pin(deployments(app, given)),
    )
    .query(WHICH),
    Managed::post(
        "/health/test_connection",
        Rank::Nobody,
        "Calls a model that is not declared yet, for real.",
        |app, given| Box::pin(test_connection(app, given)),
    )
    .body(&[TRY])
    .tells(),
    Managed::get(
        "/health/services",
        Rank::Nobody,
        "Sends a test to a service that events go to.",
        |app, given| Box::pin(services(app, given)),
    )
    .query(SERVICE),
    Managed::get(
        "/health/latest",
        Rank::Nobody,
        "Tells for each model what was heard of it last.",
        |app, given| Box::pin(latest(app, given)),
    ),
    Managed::get(
        "/health/history",
        Rank::Nobody,
        "Lists past checks that ran by themselves: none do.",
        |app, given| Box::pin(history(app, given)),
    )
    .query(HISTORY),
    Managed::get(
        "/health/license",
        Rank::Nobody,
        "Tells that nothing here needs a licence.",
        |app, given| Box::pin(license(app, given)),
    ),
    Managed::get(
        "/health/backlog",
        Rank::Nobody,
        "Tells how many calls are in flight.",
        |app, given| Box::pin(backlog(app, given)),
    ),
    Managed::get(
        "/health/readiness/details",
        Rank::AdminViewer,
        "Tells whether the proxy can work, and what it is.",
        |app, given| Box::pin(details(app, given)),
    ),
];

/// A small request of the kind that a deployment serves.
fn small(deployment: &Deployment, mode: Option<&str>) -> Result<(Request, &'static str), Refusal> {
    let said = json!([{ "role": "user", "content": "hi" }]);
    let (call_type, route, mut body) = match mode.or(deployment.mode.as_deref()) {
        Some("embedding") => (CallType::Embedding, "/embeddings", json!({ "input": "hi" })),
        Some("completion") => (
            CallType::Completion,
            "/completions",
            json!({ "prompt": "hi", "max_tokens": 5 }),
        ),
        None | Some("chat" | "responses") => (
            CallType::Chat,
            "/chat/completions",
            json!({ "messages": said, "max_tokens": 16 }),
        ),
        Some(other) => {
            return Err(Refusal::Misconfigured {
                model: deployment.group.to_string(),
                reason: format!("models of mode '{other}' are not checked by this version"),
            });
        }
    };
    body["model"] = json!(public_name(deployment));
    let request = Request::parse(call_type, route, None, Bytes::from(body.to_string()))?;
    Ok((request, route))
}

/// Calls a deployment with one small request, on record like any other.
pub(in crate::http) async fn probe(
    app: &Arc<App>,
    caller: Caller,
    deployment: Deployment,
    mode: Option<&str>,
) -> Result<Answer, Refusal> {
    let (request, route) = small(&deployment, mode)?;
    let context = CallContext {
        timeout_ms: Some(WAIT_MS),
        ..CallContext::own(route, uuid::Uuid::new_v4().to_string().into())
    };
    let group = public_name(&deployment).to_owned();
    let plan = Plan::to(&group, Served::new(deployment));
    app.gateway
        .call_planned(caller, context, request, plan)
        .await
}

/// What a refusal says.
pub(super) fn said(app: &App, refusal: &Refusal) -> Value {
    let body = app.refuse(refusal).body;
    let message = body
        .pointer("/error/message")
        .or_else(|| body.get("detail"));
    message.cloned().unwrap_or_default()
}

async fn health(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let mut found = shown(&app, &given).await?;
    found.retain(|one| !one.blocked && checks::can_be_called(&one.deployment));
    if let Some(name) = given.text("model") {
        found.retain(|one| {
            public_name(&one.deployment) == name || *one.deployment.litellm_model == *name
        });
        if found.is_empty() {
            let message = format!("Model with name {name} not found");
            return Err(Problem::detail(404, json!({ "error": message })));
        }
    }
    if let Some(id) = given.text("model_id") {
        found.retain(|one| *one.deployment.id == *id);
        if found.is_empty() {
            let message = format!("Model with ID {id} not found");
            return Err(Problem::detail(404, json!({ "error": message })));
        }
    }
    let active = given.flag("active");
    let last = app.checks.last();
    let checked = stream::iter(found).map(|one| {
        let (app, caller, deployment) = (app.clone(), given.caller(), one.deployment);
        let known = last.get(&*deployment.id).filter(|_| !active).cloned();
        async move {
            let Some(Found {
                works,
                mut told,
                at,
            }) = known
            else {
                let found = checks::check(&app, caller, deployment, active).await;
                return (found.works, found.told);
            };
            told.insert("checked_at".to_owned(), json!(at.rfc3339()));
            (works, told)
        }
    });
    let mut checked: Vec<(bool, Map<String, Value>)> =
        checked.buffered(app.health.at_once).collect().await;
    if !app.health.details {
        for (_, told) in &mut checked {
            told.retain(|name, _| name == "model");
        }
    }
    let of = |wanted: bool| -> Vec<&Map<String, Value>> {
        let told = checked.iter().filter(|(well, _)| *well == wanted);
        told.map(|(_, told)| told).collect()
    };
    let (well, unwell) = (of(true), of(false));
    Ok(Reply::ok(json!({
        "healthy_endpoints": well,
        "unhealthy_endpoints": unwell,
        "healthy_count": well.len(),
        "unhealthy_count": unwell.len(),
    })))
}

/// A deployment's state, in words of the API.
fn state_word(state: &Snapshot) -> &'static str {
    match state.works() {
        _ if state.resting.is_some() => "cooling_down",
        Some(true) => "healthy",
        Some(false) => "unhealthy",
        None => "unknown",
    }
}

async fn deployments(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let mut found = shown(&app, &given).await?;
    let (model, id) = (given.text("model"), given.text("model_id"));
    found.retain(|one| {
        let deployment = &one.deployment;
        model
            .as_deref()
            .is_none_or(|model| public_name(deployment) == model)
            && id.as_deref().is_none_or(|id| *deployment.id == *id)
    });
    let now = app.gateway.now();
    let view = |deployment: &Deployment| {
        let state = app.gateway.health.snapshot(&deployment.id, now);
        let fault = state.last_fault.as_ref();
        json!({
            "model_id": &*deployment.id,
            "model_name": public_name(deployment),
            "model": &*deployment.litellm_model,
            "provider": deployment.provider.name,
            "api_base": deployment.api_base.as_deref(),
            "state": state_word(&state),
            "in_flight": state.in_flight,
            "requests_this_minute": state.requests,
            "tokens_this_minute": state.tokens,
            "answered_this_minute": state.answered,
            "failed_this_minute": state.failed,
            "seconds_per_token": state.seconds_per_token,
            "seconds_to_first_event": state.seconds_to_first,
            "last_answer_at": state.last_answer_at.map(Micros::rfc3339),
            "last_fault": fault.map(|fault| json!({
                "at": fault.at.rfc3339(), "status": fault.status, "message": fault.message,
            })),
            "cooldown_until": state.resting.map(|rest| rest.until.rfc3339()),
            "cooldown_seconds": state.resting.map(|rest| rest.for_ms as f64 / 1_000.0),
        })
    };
    let told: Vec<Value> = found.iter().map(|one| view(&one.deployment)).collect();
    Ok(Reply::ok(
        json!({ "deployments": told, "total": told.len() }),
    ))
}

async fn test_connection(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let params = fields.object("litellm_params")?.value().unwrap_or_default();
    let info = fields.object("model_info")?.value().unwrap_or_default();
    let mode = fields.text("mode")?.value();
    let model = params.get("model").cloned();
    let failed = |error: Value| {
        Ok(Reply::ok(
            json!({ "status": "error", "result": { "model": model, "error": error } }),
        ))
    };
    let deployment = match model_change::tried(&app.admin, &given.actor, params, info).await {
        Ok(deployment) => deployment,
        Err(AdminError::BadRequest { message, .. }) => return failed(json!(message)),
        Err(other) => return Err(other.into()),
    };
    let base = deployment.api_base.clone();
    match probe(&app, given.caller(), deployment, mode.as_deref()).await {
        Ok(_) => Ok(Reply::ok(
            json!({ "status": "success", "result": { "model": model, "api_base": base.as_deref() } }),
        )),
        Err(refusal) => failed(said(&app, &refusal)),
    }
}

/// Services that LiteLLM's proxy can send events to.
const SERVICES: &[&str] = &[
    "arize",
    "braintrust",
    "custom_callback_api",
    "datadog",
    "datadog_llm_observability",
    "email",
    "generic_api",
    "langfuse",
    "langfuse_otel",
    "langsmith",
    "lago",
    "openmeter",
    "otel",
    "resend_email",
    "s3",
    "slack",
    "slack_budget_alerts",
    "smtp_email",
    "sqs",
    "webhook",
];

async fn services(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let service = given.text("service").unwrap_or_default();
    let known = SERVICES.contains(&&*service) || service == "prometheus";
    if known && !given.actor.sees_all() {
        return Err(app.refuse(&Refusal::AdminOnly {
            route: "/health/services".to_owned(),
            rank: given.actor.rank,
            user: "****".to_owned(),
        }));
    }
    match &*service {
        "slack" | "slack_budget_alerts" | "webhook" => return alerts::send(&app, &service).await,
        "otel" => return alerts::probe_otel(&app).await,
        "prometheus" => {
            return Ok(Reply::ok(
                json!({ "status": "success", "message": "Metrics are served at /metrics." }),
            ));
        }
        _ => {}
    }
    if SERVICES.contains(&&*service) {
        let message =
            format!("\"{service}\" not in proxy config: general_settings. Unable to test this.");
        return Err(Problem::detail(422, json!({ "error": message })));
    }
    let message = format!("Service must be in list. Service={service}. List={SERVICES:?}");
    Err(Problem::detail(400, json!({ "error": message })))
}

async fn latest(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let found = shown(&app, &given).await?;
    let now = app.gateway.now();
    let mut checks = serde_json::Map::new();
    for one in &found {
        let deployment = &one.deployment;
        let state = app.gateway.health.snapshot(&deployment.id, now);
        let Some(works) = state.works() else { continue };
        let fault = state.last_fault.as_ref().filter(|_| !works);
        let check = json!({
            "model_id": &*deployment.id,
            "model_name": public_name(deployment),
            "status": if works { "healthy" } else { "unhealthy" },
            "healthy_count": u8::from(works),
            "unhealthy_count": u8::from(!works),
            "error_message": fault.map(|fault| &fault.message),
            "checked_at": state.heard_at().map(Micros::rfc3339),
            "checked_by": "traffic",
        });
        checks.insert(deployment.id.to_string(), check);
    }
    Ok(Reply::ok(
        json!({ "latest_health_checks": checks, "total_models": found.len() }),
    ))
}

async fn history(_: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let limit = given.number("limit", 100, 1_000)?;
    Ok(Reply::ok(
        json!({ "health_checks": [], "total_records": 0, "limit": limit, "offset": 0 }),
    ))
}

async fn license(_: Arc<App>, _: Given) -> Result<Reply, Problem> {
    Ok(Reply::ok(json!({
        "has_license": false,
        "license_type": "community",
        "expiration_date": null,
        "allowed_features": null,
        "limits": { "max_users": null, "max_teams": null },
    })))
}

async fn backlog(app: Arc<App>, _: Given) -> Result<Reply, Problem> {
    let calls = app.gateway.calls.len();
    // A call is let in or refused at once: nothing waits, and what is refused is not counted.
    Ok(Reply::ok(json!({
        "in_flight_requests": calls, "admitted_requests": calls, "queued_requests": 0, "rejected_requests": null,
    })))
}

async fn details(app: Arc<App>, _: Given) -> Result<Reply, Problem> {
    let callbacks = super::config::told(&app);
    let reachable = app.store.ping().await.is_ok();
    let well = reachable && app.gateway.journal.is_healthy() && !app.gateway.is_draining();
    Ok(Reply::ok(json!({
        "status": if well { "healthy" } else { "unhealthy" },
        "db": if reachable { "connected" } else { "disconnected" },
        "cache": null,
        "litellm_version": headers::COMPATIBLE_VERSION,
        "version": env!("CARGO_PKG_VERSION"),
        "success_callbacks": callbacks,
        "refused_rows_dropped": app.gateway.journal.refused_dropped(),
    })))
}
