//! `/cache/*`: whether answers are given again, and forgetting them.

use super::error::internal;
use super::{App, Asked, Problem, Route, Serve, body, manage};
use crate::gateway::cache::{CachePolicy, Key};
use crate::gateway::refusal::Refusal;
use axum::response::Response;
use axum::routing::MethodFilter;
use serde_json::{Value, json};
use std::sync::Arc;

const GROUPS: &[&str] = &["management_routes", "info_routes"];
/// The longest list of keys, in bytes.
const BODY_BYTES_MAX: usize = 1 << 20;

/// The routes of the cache.
#[rustfmt::skip]
pub const ROUTES: &[Route] = &[
    Route { method: MethodFilter::GET, path: "/cache/ping", serve: Serve::Keyed(GROUPS, |app, asked| Box::pin(ping(app, asked))) },
    Route { method: MethodFilter::GET, path: "/cache/redis/info", serve: Serve::Keyed(GROUPS, |app, asked| Box::pin(redis(app, asked))) },
    Route { method: MethodFilter::POST, path: "/cache/delete", serve: Serve::Keyed(GROUPS, |app, asked| Box::pin(delete(app, asked))) },
    Route { method: MethodFilter::POST, path: "/cache/flushall", serve: Serve::Keyed(GROUPS, |app, asked| Box::pin(flush(app, asked))) },
];

/// The policy in force, for whoever may see it, or change what it is about.
fn policy(app: &App, asked: &Asked, changes: bool) -> Result<CachePolicy, Problem> {
    let actor = asked.by.actor();
    if !actor.sees_all() || changes && !actor.is_admin() {
        return Err(app.refuse(&Refusal::AdminOnly {
            route: asked.parts.uri.path().to_owned(),
            rank: actor.rank,
            user: "****".to_owned(),
        }));
    }
    let policy = app.gateway.catalog().policy.cache.clone();
    policy.ok_or_else(|| {
        Problem::new(
            503,
            Some("cache_ping_error"),
            Some("None"),
            "Cache not initialized. litellm.cache is None: set litellm_settings.cache to true.",
        )
    })
}

fn kind(policy: &CachePolicy) -> &'static str {
    if policy.database { "database" } else { "local" }
}

async fn ping(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let policy = policy(&app, &asked, false)?;
    let types = policy.call_types.iter().map(|call_type| call_type.as_str());
    let params = json!({
        "type": kind(&policy),
        "ttl": policy.ttl_ms as f64 / 1_000.0,
        "namespace": policy.namespace.as_deref(),
        "mode": if policy.default_on { "default_on" } else { "default_off" },
        "max_messages": policy.messages_max,
        "supported_call_types": types.collect::<Vec<_>>(),
    });
    let (entries, bytes) = app.gateway.cache.size();
    Ok(manage::answer(&json!({
        "status": "healthy",
        "cache_type": kind(&policy),
        "ping_response": true,
        "set_cache_response": "success",
        "litellm_cache_params": params.to_string(),
        "health_check_cache_params": {
            "memory_entries": entries, "memory_bytes": bytes, "dropped": app.gateway.cache.dropped(),
        },
    })))
}

async fn redis(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let policy = policy(&app, &asked, false)?;
    Err(Problem::detail(
        500,
        format!("Cache type {} does not support redis info", kind(&policy)),
    ))
}

async fn delete(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let policy = policy(&app, &asked, true)?;
    let bytes = body::read(asked.body, BODY_BYTES_MAX).await?;
    let wrong = || {
        Problem::new(
            400,
            Some("bad_request_error"),
            Some("keys"),
            "'keys' must be a list of keys as x-litellm-cache-key tells them.",
        )
    };
    let said: Value = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
    let keys = said["keys"].as_array().ok_or_else(wrong)?;
    let keys: Option<Vec<Key>> = keys.iter().map(|key| Key::parse(key.as_str()?)).collect();
    let keys = keys.ok_or_else(wrong)?;
    done(app.gateway.cache.forget(keys, policy.database).await)
}

async fn flush(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let policy = policy(&app, &asked, true)?;
    done(app.gateway.cache.flush(policy.database).await)
}

fn done(done: bool) -> Result<Response, Problem> {
    if done {
        return Ok(manage::answer(&json!({ "status": "success" })));
    }
    tracing::error!("kept answers cannot be removed from the database");
    Err(internal())
}
