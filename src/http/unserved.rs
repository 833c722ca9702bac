//! Paths that LiteLLM's proxy serves and this version does not: they say so, instead of looking like a
//! misspelt address. And known paths under a wrong method, which say the right ones.

use super::dialect::door_of_path;
use super::error::Problem;
use super::{manage, pass, routes};
use axum::response::Response;
use axum::routing::MethodFilter;
use http::Method;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Every route of LiteLLM's proxy: methods and path, a line each.
pub const KNOWN_ROUTES: &str = include_str!("known_routes.txt");

/// A path as a pattern, and the methods that it has.
struct Known {
    methods: Vec<&'static str>,
    segments: Vec<&'static str>,
}

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let lines = KNOWN_ROUTES.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(' '))
        .map(|(methods, path)| Known {
            methods: methods.split(',').collect(),
            segments: path.trim_start_matches('/').split('/').collect(),
        })
        .collect()
});

/// Whether a path fits a pattern; `{}` is one segment, `{*}` one or more, either with words behind it.
fn fits(pattern: &[&str], path: &[&str]) -> bool {
    let (Some((first, rest)), Some((segment, others))) =
        (pattern.split_first(), path.split_first())
    else {
        return pattern.is_empty() && path.is_empty();
    };
    if let Some(end) = first.strip_prefix("{*}") {
        return (1..=path.len())
            .any(|taken| path[taken - 1].ends_with(end) && fits(rest, &path[taken..]));
    }
    let one = match first.strip_prefix("{}") {
        Some(end) => !segment.is_empty() && segment.ends_with(end),
        None => first == segment,
    };
    one && fits(rest, others)
}

/// The methods that LiteLLM's proxy has for a path.
fn known(path: &str) -> BTreeSet<&'static str> {
    let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let known = KNOWN
        .iter()
        .filter(|known| fits(&known.segments, &segments));
    known
        .flat_map(|known| known.methods.iter().copied())
        .collect()
}

/// What does the same, by the beginnings of paths; the first that fits counts.
const REMEDIES: &[(&[&str], &str)] = &[
    (
        &["/email/"],
        "This proxy sends no mail. Alerts go to Slack and to webhooks; /alerting/settings tells where.",
    ),
    (
        &[
            "/sso/",
            "/get/sso_settings",
            "/update/sso_settings",
            "/jwt/",
            "/scim/",
        ],
        "No identity provider is asked here: users log in to /ui with a password, and programs have keys.",
    ),
    (
        &["/.well-known/"],
        "No identity provider is here, and no tools are offered: clients send a key.",
    ),
    (
        &["/project/"],
        "Organizations and teams, with budgets and models of their own, do what projects do.",
    ),
    (
        &["/model/metrics", "/model/streaming_metrics"],
        "/global/activity/model and /spend/logs/v2 tell of calls, /metrics of latencies.",
    ),
    (
        &[
            "/reload/model_cost_map",
            "/schedule/model_cost_map_reload",
            "/model/cost_map/source",
        ],
        "The price table comes with the program; model_info sets prices of single models, and /model/info tells them.",
    ),
    (
        &["/debug/"],
        "/metrics, /health/readiness/details and 'cw-proxy doctor' tell how this process is.",
    ),
    (
        &["/memory-usage-in-mem-cache"],
        "/metrics tells the memory of this process, and /cache/ping how the cache is.",
    ),
    (
        &["/coordination_redis/", "/config_overrides/"],
        "Nothing runs beside this proxy: its state is in its database, and secrets come from the environment or \
         /credentials.",
    ),
    (
        &["/upload/logo"],
        "Set logo_url with /update/ui_theme_settings.",
    ),
    (
        &[
            "/public/v1/model_hub",
            "/model_hub/",
            "/model_group/make_public",
        ],
        "Whoever has a key sees its models with /v1/models and /model_group/info.",
    ),
    (
        &[
            "/spend/capture_rate",
            "/cost_optimization/",
            "/cost/predict-cache",
        ],
        "/spend/logs/v2 tells what each call cost and why.",
    ),
    (
        &[
            "/v1/tool",
            "/v1/mcp",
            "/mcp",
            "/agent",
            "/v1/agents",
            "/a2a",
            "/policies",
            "/prompts",
            "/vector_store",
            "/policy",
            "/lens",
            "/auto_router",
            "/search_tools",
            "/get/mcp_",
            "/update/mcp_",
            "/get/websearch_",
            "/update/websearch_",
            "/claude-code/",
        ],
        "This proxy passes calls of models; tools, agents and stores are the client's, or its provider's.",
    ),
    (
        &[
            "/user/",
            "/model/",
            "/v1/model/",
            "/schedule/",
            "/reload/",
            "/utils/",
            "/public/",
            "/get/",
            "/update/",
            "/credentials/",
            "/usage/",
        ],
        "/openapi.json lists what is.",
    ),
];

/// What to do instead.
fn remedy(path: &str) -> &'static str {
    let begins = |beginnings: &&[&str]| {
        beginnings
            .iter()
            .any(|beginning| path.starts_with(beginning))
    };
    let found = REMEDIES.iter().find(|(beginnings, _)| begins(beginnings));
    found.map_or(
        "Providers' own paths may reach it: /openai/v1/…, /anthropic/…, /gemini/…",
        |(_, remedy)| remedy,
    )
}

/// What to say about a path that is known and not served.
#[must_use]
pub fn unserved(path: &str, upgrade: bool) -> Problem {
    let message = if upgrade {
        format!(
            "WebSocket connections are not served by this version. Use {path} over plain HTTP, with \"stream\": true where answers should flow."
        )
    } else {
        format!("{path} is not served by this version. {}", remedy(path))
    };
    Problem::new(501, Some("not_implemented_error"), None, message)
}

/// Whether a client wants to go on by WebSocket.
#[must_use]
pub fn is_upgrade(headers: &http::HeaderMap) -> bool {
    let upgrade = headers.get("upgrade");
    upgrade.is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

fn upgrades(request: &axum::extract::Request) -> bool {
    is_upgrade(request.headers())
}

/// What to say about a path that nothing here answers.
#[must_use]
pub fn problem(method: &Method, path: &str, upgrade: bool) -> Problem {
    let methods = known(path);
    if methods.is_empty() {
        Problem::detail(404, "Not Found")
    } else if methods.contains(method.as_str()) || method == Method::HEAD {
        unserved(path, upgrade)
    } else {
        not_allowed(&methods)
    }
}

/// Answers a path that has no route here.
pub async fn answer(request: axum::extract::Request) -> Response {
    let path = request.uri().path();
    let problem = problem(request.method(), path, upgrades(&request));
    problem.through(door_of_path(path)).into_response()
}

/// Answers a path that has routes here under other methods.
pub async fn wrong_method(request: axum::extract::Request) -> Response {
    let path = request.uri().path();
    let known = known(path);
    let problem = if known.contains(request.method().as_str()) {
        unserved(path, upgrades(&request))
    } else {
        let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let mut methods = served(&segments);
        methods.extend(known);
        not_allowed(&methods)
    };
    problem.through(door_of_path(path)).into_response()
}

fn not_allowed(methods: &BTreeSet<&'static str>) -> Problem {
    let allow: Vec<&str> = methods.iter().copied().collect();
    Problem::detail(405, "Method Not Allowed").header("allow", allow.join(", "))
}

/// Whether a path has a route of its own here, under any method.
#[must_use]
pub fn is_served(path: &str) -> bool {
    let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    !served(&segments).is_empty()
}

/// The methods that a path has here.
fn served(path: &[&str]) -> BTreeSet<&'static str> {
    const METHODS: [(MethodFilter, &str); 5] = [
        (MethodFilter::GET, "GET"),
        (MethodFilter::POST, "POST"),
        (MethodFilter::PUT, "PUT"),
        (MethodFilter::PATCH, "PATCH"),
        (MethodFilter::DELETE, "DELETE"),
    ];
    let named = |filter: MethodFilter| {
        METHODS
            .into_iter()
            .find(|(known, _)| *known == filter)
            .map(|(_, name)| name)
    };
    let llm = routes()
        .filter(|route| fits_route(route.path, path))
        .filter_map(|route| named(route.method));
    let managed = manage::routes()
        .filter(|route| fits_route(route.path, path))
        .filter_map(|route| named(route.verb.filter()));
    let pages = super::ui::routes()
        .filter(|page| fits_route(page.path, path))
        .filter_map(|page| named(page.verb.filter()));
    let own = path
        .first()
        .is_some_and(|first| pass::PREFIXES.iter().any(|(prefix, _)| prefix == first));
    let passed = METHODS.into_iter().filter(|_| own).map(|(_, name)| name);
    llm.chain(managed).chain(pages).chain(passed).collect()
}

/// Whether a path fits a route as axum writes it.
fn fits_route(route: &str, path: &[&str]) -> bool {
    let mut segments = path.iter();
    for part in route.trim_start_matches('/').split('/') {
        if part.starts_with("{*") {
            return segments.next().is_some();
        }
        match segments.next() {
            Some(segment) if part.starts_with('{') || part == *segment => {}
            _ => return false,
        }
    }
    segments.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_take_what_they_stand_for() {
        let fit = |pattern: &str, path: &str| {
            fits(
                &pattern.split('/').collect::<Vec<_>>(),
                &path.split('/').collect::<Vec<_>>(),
            )
        };
        assert!(fit("a/{}/b", "a/x/b") && !fit("a/{}/b", "a/x/y/b") && !fit("a/{}", "a/"));
        assert!(fit("a/{*}/b", "a/x/y/b") && !fit("a/{*}/b", "a/b"));
        assert!(fit("m/{*}:go", "m/x/y:go") && !fit("m/{*}:go", "m/x/y"));
        assert!(
            known("/v1/videos/v1/content").contains("GET") && known("/no/such/path").is_empty()
        );
        assert!(
            fits_route("/models/{*id}", &["models", "a", "b"])
                && !fits_route("/key/{key}/x", &["key", "a"])
        );
    }
}
