//! `/cache/*`: this version caches no answers, and says so as LiteLLM's proxy does without a cache.

use super::{App, Asked, Problem, Route, Serve};
use crate::gateway::refusal::Refusal;
use axum::response::Response;
use axum::routing::MethodFilter;
use std::sync::Arc;

const GROUPS: &[&str] = &["management_routes", "info_routes"];
const ABSENT: Serve = Serve::Keyed(GROUPS, |app, asked| Box::pin(absent(app, asked)));

/// The routes of the cache.
#[rustfmt::skip]
pub const ROUTES: &[Route] = &[
    Route { method: MethodFilter::GET, path: "/cache/ping", serve: ABSENT },
    Route { method: MethodFilter::GET, path: "/cache/redis/info", serve: ABSENT },
    Route { method: MethodFilter::POST, path: "/cache/delete", serve: ABSENT },
    Route { method: MethodFilter::POST, path: "/cache/flushall", serve: ABSENT },
];

async fn absent(app: Arc<App>, asked: Asked) -> Result<Response, Problem> {
    let actor = asked.by.actor();
    if !actor.sees_all() {
        return Err(app.refuse(&Refusal::AdminOnly {
            route: asked.parts.uri.path().to_owned(),
            rank: actor.rank,
            user: "****".to_owned(),
        }));
    }
    Err(Problem::new(
        503,
        Some("cache_ping_error"),
        Some("None"),
        "Cache not initialized. litellm.cache is None: this version caches no answers.",
    ))
}
