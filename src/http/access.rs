//! The operator's lists of routes at the door: which are there, which are for admins, which need no key.

use super::error::Problem;
use super::llm::percent_decoded;
use super::{App, Authed, Serve};
use crate::admin::session::bearer;
use crate::domain::owner::Rank;
use crate::domain::route_rules::{Route, RouteRules};
use crate::gateway::authenticate::Caller;
use crate::gateway::refusal::Refusal;
use axum::extract::MatchedPath;
use http::request::Parts;
use std::net::SocketAddr;

/// Asks something about the route of a request.
fn of<T>(parts: &Parts, groups: &[&str], ask: impl FnOnce(&Route<'_>) -> T) -> T {
    let path = percent_decoded(parts.uri.path());
    let routed = parts.extensions.get::<MatchedPath>();
    ask(&Route {
        path: &path,
        routed: routed.map_or(path.as_str(), MatchedPath::as_str),
        groups,
    })
}

/// Refuses a route that is not on the operator's list (`allowed_routes`). What comes over no network, from a
/// command of this process, is not asked.
pub(super) fn require_served(app: &App, parts: &Parts, groups: &[&str]) -> Result<(), Problem> {
    let catalog = app.gateway.catalog();
    let allowed = &catalog.policy.routes.allowed;
    if allowed.is_empty()
        || parts.extensions.get::<SocketAddr>().is_none()
        || of(parts, groups, |route| route.is_on(allowed))
    {
        return Ok(());
    }
    Err(Problem::new(
        403,
        Some("auth_error"),
        Some("None"),
        format!(
            "Route {} not allowed: it is not on general_settings.allowed_routes.",
            parts.uri.path()
        ),
    ))
}

/// Refuses a caller who is no admin where the operator wants admins alone (`admin_only_routes`).
pub(super) fn require_admin(
    app: &App,
    caller: &Caller,
    parts: &Parts,
    groups: &[&str],
) -> Result<(), Problem> {
    let catalog = app.gateway.catalog();
    let admin_only = &catalog.policy.routes.admin_only;
    if admin_only.is_empty()
        || caller.rank() >= Rank::Admin
        || !of(parts, groups, |route| route.is_on(admin_only))
    {
        return Ok(());
    }
    Err(Problem::auth(format!(
        "Authentication Error, user not allowed to access this route. Route={} is an admin only route",
        parts.uri.path()
    )))
}

/// Refuses a pass-through path that the caller's key, or its team, may not call. `prefixes` are those that lead to
/// the same provider: a path is the same under each of them.
pub(super) fn require_pass(
    caller: &Caller,
    parts: &Parts,
    prefixes: impl Iterator<Item = &'static str>,
) -> Result<(), Refusal> {
    let Some(rules) = caller.key().and_then(|entry| entry.rules.passes.as_ref()) else {
        return Ok(());
    };
    let path = percent_decoded(parts.uri.path());
    // However many slashes are between its names, a path leads to one place.
    let names: Vec<&str> = path.split('/').filter(|name| !name.is_empty()).collect();
    let mut spellings = vec![format!("/{}", names.join("/"))];
    let rest = names.get(1..).unwrap_or_default().join("/");
    spellings.extend(prefixes.map(|prefix| format!("/{prefix}/{rest}")));
    if rules.permits(&spellings) {
        return Ok(());
    }
    Err(Refusal::RouteNotAllowed {
        allowed: rules.allowed.iter().flatten().cloned().collect(),
        route: path,
    })
}

/// What `allow_public_health_readiness_details` opens.
const READINESS_DETAILS: &str = "/health/readiness/details";

/// Whoever has no key, where the operator wants none (`public_routes`,
/// `allow_public_health_readiness_details`).
pub(super) fn anonymous(app: &App, serve: Serve, parts: &Parts) -> Option<Authed> {
    let answers = match serve {
        Serve::Keyed(..) => true,
        Serve::Managed(managed) => !managed.changes && managed.least <= Rank::InternalViewer,
        _ => false,
    };
    let catalog = app.gateway.catalog();
    let rules: &RouteRules = &catalog.policy.routes;
    let listed = answers && !rules.public.is_empty() && of(parts, &[], |route| rules.opens(route));
    let told = app.open_readiness_details && parts.uri.path() == READINESS_DETAILS;
    if !listed && !told {
        return None;
    }
    let (caller, actor) = bearer::anonymous(&app.gateway);
    Some(Authed {
        caller,
        logged_in: Some(actor),
    })
}
