//! `/metrics`: what Prometheus scrapes.

mod deployments;

use super::access;
use super::error::Problem;
use super::extract;
use super::{App, Live};
use crate::admin::Actor;
use crate::domain::budget::Budget;
use crate::domain::key::KeyHash;
use crate::domain::owner::OwnerKind;
use crate::domain::secret::Secret;
use crate::gateway::authenticate::{Caller, Presented, require_route};
use crate::gateway::catalog::Catalog;
use crate::gateway::refusal::Refusal;
use crate::telemetry::prometheus::family::{Definition, Format, Kind};
use crate::telemetry::prometheus::process::Process;
use crate::telemetry::prometheus::{Moment, WHERE, key_label, write_moment};
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use axum::routing::get;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use http::request::Parts;
use std::sync::Arc;
use std::time::Duration;
use subtle::ConstantTimeEq;

/// How long a scrape waits for what is still to be counted.
const COUNT_WAIT: Duration = Duration::from_secs(1);
/// Owners whose budgets are shown.
const BUDGETS_MAX: usize = 500;
/// Groups under which keys list this route.
pub(super) const GROUPS: &[&str] = &["management_routes", "info_routes"];

/// Who may scrape.
#[derive(Debug, Clone)]
pub struct Scraping {
    /// Whether a key or the token is asked for.
    pub needs_key: bool,
    /// What may scrape beside keys.
    pub token: Option<Secret>,
}

/// Answers a scrape.
pub async fn answer(app: Arc<App>, parts: Parts) -> Result<Response, Problem> {
    if app.scraping.needs_key {
        let presented = extract::presented(&parts, &app.key_header);
        if !is_token(&app, &presented) {
            let caller = app.gateway.authenticate(&presented).await;
            let caller = caller.map_err(|refusal| app.refuse(&refusal))?;
            admit(&caller, parts.uri.path()).map_err(|refusal| app.refuse(&refusal))?;
            access::require_admin(&app, &caller, &parts, GROUPS)?;
        }
    }
    Ok(scrape(&app, &parts).await)
}

fn is_token(app: &App, presented: &Presented<'_>) -> bool {
    match (presented, &app.scraping.token) {
        (Presented::Secret(secret), Some(token)) => {
            bool::from(secret.as_bytes().ct_eq(token.expose().as_bytes()))
        }
        _ => false,
    }
}

/// Whoever sees everything may scrape, and keys that were given this route by name.
fn admit(caller: &Caller, path: &str) -> Result<(), Refusal> {
    require_route(caller, path, GROUPS)?;
    let Some(entry) = caller.key() else {
        return Ok(());
    };
    let actor = Actor::holder(entry.clone());
    let by_name = entry
        .key
        .allowed_routes
        .iter()
        .any(|route| route.starts_with("/metrics"));
    if actor.sees_all() || by_name {
        return Ok(());
    }
    Err(Refusal::AdminOnly {
        route: path.to_owned(),
        rank: actor.rank,
        user: "****".to_owned(),
    })
}

/// The routes of an address where nothing else is served. A key is not asked for, only the token where
/// there is one.
pub fn alone(live: &Live) -> Router {
    let live = live.clone();
    let handler = move |request: axum::extract::Request| {
        let app = live.load_full();
        let (parts, _) = request.into_parts();
        async move {
            let presented = extract::presented(&parts, &None);
            if app.scraping.token.is_some() && !is_token(&app, &presented) {
                let message = "this address asks for the token of cw_proxy.metrics.token";
                return Problem::new(401, Some("auth_error"), None, message).into_response();
            }
            scrape(&app, &parts).await
        }
    };
    Router::new()
        .route("/metrics", get(handler.clone()))
        .route("/metrics/", get(handler))
}

async fn scrape(app: &App, parts: &Parts) -> Response {
    let accept = parts
        .headers
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok());
    let format = Format::asked(accept.unwrap_or_default());
    let text = written(app, format).await;
    let mut response = Response::new(Body::from(text));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    response
}

/// What a scrape gets now, in Prometheus' own text format.
pub(super) async fn sample(app: &App) -> String {
    written(app, Format::asked("")).await
}

async fn written(app: &App, format: Format) -> String {
    let observer = &app.gateway.observer;
    // What is counted later is in the next scrape.
    let _ = tokio::time::timeout(COUNT_WAIT, observer.reached()).await;
    let mut text = String::with_capacity(16 << 10);
    let catalog = app.gateway.catalog().clone();
    let show = |label: &str, value: &str| match label {
        "hashed_api_key" => Some(key_label(value)),
        "api_key_alias" => Some(key_alias(&catalog, value)),
        "team_alias" => Some(team_alias(&catalog, value)),
        _ => None,
    };
    observer.metrics.write(&mut text, format, &show);
    for moment in moments(app, &catalog) {
        write_moment(&mut text, format, moment);
    }
    if format == Format::OpenMetrics {
        text.push_str("# EOF\n");
    }
    text
}

/// The alias of a key. One that is an e-mail address is somebody's, and not shown.
fn key_alias(catalog: &Catalog, id: &str) -> String {
    let entry = KeyHash::from_hex(id).and_then(|hash| catalog.key(&hash).cloned());
    let alias = entry.and_then(|entry| entry.key.alias.as_deref().map(str::to_owned));
    let alias = alias.filter(|alias| !alias.contains('@'));
    alias.unwrap_or_default()
}

fn team_alias(catalog: &Catalog, id: &str) -> String {
    let team = catalog.owners.holder(OwnerKind::Team, id);
    let label = team.and_then(|team| team.all_budgets().next().map(|budget| budget.label.clone()));
    let alias = label.and_then(|label| label.strip_prefix("Team=").map(str::to_owned));
    alias
        .filter(|alias| !alias.contains('@'))
        .unwrap_or_else(|| id.to_owned())
}

/// Defines a family of values of the moment.
macro_rules! gauge {
    ($constant:ident, $name:literal, $labels:expr, $help:literal) => {
        gauge!($constant, Kind::Gauge, $name, $labels, $help);
    };
    ($constant:ident, $kind:expr, $name:literal, $labels:expr, $help:literal) => {
        static $constant: Definition = Definition {
            name: $name,
            help: $help,
            kind: $kind,
            labels: $labels,
        };
    };
}

gauge!(
    BUILD,
    "cw_build_info",
    &["version"],
    "The version that runs; always 1."
);
gauge!(CALLS, "cw_calls_in_flight", &[], "Calls that are not over.");
gauge!(
    JOURNAL,
    "cw_journal_waiting",
    &[],
    "Places taken in the queue to the ledger's writer."
);
gauge!(
    LAG,
    "cw_journal_lag_seconds",
    &[],
    "For how long the ledger's writer has had rows that are not committed."
);
gauge!(
    REFUSED_DROPPED,
    Kind::Counter,
    "cw_refused_rows_dropped",
    &[],
    "Refused calls without a row, since too many were refused."
);
gauge!(
    CACHE_DROPPED,
    Kind::Counter,
    "cw_cache_dropped",
    &[],
    "Answers that were not kept in the database because too much waited."
);
gauge!(
    ALERTS_LOST,
    Kind::Counter,
    "cw_alerts_lost",
    &[],
    "Alerts that did not arrive."
);
gauge!(
    HOLDING,
    "cw_budget_windows",
    &[],
    "Windows of budgets and limits that are held in memory."
);
gauge!(
    HEALTHY,
    "cw_journal_healthy",
    &[],
    "Whether the last commit to the ledger succeeded."
);
gauge!(
    WAITING,
    "cw_telemetry_waiting",
    &[],
    "What waits to be told."
);
gauge!(
    DROPPED,
    Kind::Counter,
    "cw_telemetry_dropped",
    &[],
    "What was not told because too much waited."
);
gauge!(
    LOST,
    Kind::Counter,
    "cw_otel_lost",
    &["signal"],
    "What the collector did not take."
);
gauge!(
    DATABASE,
    "cw_database_size_bytes",
    &[],
    "The size of the database with its log."
);
gauge!(
    RESERVED,
    "cw_budget_reserved_usd",
    &[],
    "Set aside for calls that are not over, in US dollars."
);
gauge!(
    STATE,
    "litellm_deployment_state",
    WHERE,
    "0: answers, 1: failed lately, 2: fails again and again."
);
gauge!(
    KEY_LEFT,
    "litellm_remaining_api_key_budget_metric",
    &["hashed_api_key", "api_key_alias"],
    "What is left of a key's budget, in US dollars."
);
gauge!(
    KEY_MAX,
    "litellm_api_key_max_budget_metric",
    &["hashed_api_key", "api_key_alias"],
    "A key's budget, in US dollars."
);
gauge!(
    TEAM_LEFT,
    "litellm_remaining_team_budget_metric",
    &["team", "team_alias"],
    "What is left of a team's budget, in US dollars."
);
gauge!(
    TEAM_MAX,
    "litellm_team_max_budget_metric",
    &["team", "team_alias"],
    "A team's budget, in US dollars."
);
gauge!(
    RESIDENT,
    "process_resident_memory_bytes",
    &[],
    "Resident memory."
);
gauge!(
    CPU,
    Kind::Counter,
    "process_cpu_seconds",
    &[],
    "Processor time."
);
gauge!(FILES, "process_open_fds", &[], "Open files.");

fn one(definition: &'static Definition, value: f64) -> Moment {
    Moment {
        definition,
        samples: vec![(Vec::new(), value)],
    }
}

fn moments(app: &App, catalog: &Catalog) -> Vec<Moment> {
    let gateway = &app.gateway;
    let observer = &gateway.observer;
    let journal = &gateway.journal;
    let process = Process::now();
    let waiting = (journal.calls_max() * 2).saturating_sub(journal.free());
    let (reserved, windows) = gateway.ledger.reserved();
    let mut moments = vec![
        Moment {
            definition: &BUILD,
            samples: vec![(vec![env!("CARGO_PKG_VERSION").into()], 1.0)],
        },
        one(&CALLS, gateway.calls.len() as f64),
        one(&JOURNAL, waiting as f64),
        one(&LAG, journal.lag().as_secs_f64()),
        one(&REFUSED_DROPPED, journal.refused_dropped() as f64),
        one(&CACHE_DROPPED, gateway.cache.dropped() as f64),
        one(&ALERTS_LOST, app.messenger.lost() as f64),
        one(&HOLDING, windows as f64),
        one(&HEALTHY, f64::from(u8::from(journal.is_healthy()))),
        one(&WAITING, observer.waiting() as f64),
        one(&DROPPED, observer.dropped() as f64),
        one(&RESERVED, reserved.usd()),
    ];
    let lost = observer.deliveries().iter();
    moments.push(Moment {
        definition: &LOST,
        samples: lost
            .map(|delivery| (vec![delivery.signal.into()], delivery.lost() as f64))
            .collect(),
    });
    let of_process = [
        (&RESIDENT, process.resident_bytes),
        (&CPU, process.cpu_seconds),
        (&FILES, process.open_fds),
        (&DATABASE, database_bytes(&app.store.place())),
    ];
    let known = of_process.into_iter();
    moments.extend(known.filter_map(|(definition, value)| Some(one(definition, value?))));
    moments.push(Moment {
        definition: &STATE,
        samples: observer.pulse.states(),
    });
    moments.extend(deployments::moments(app, catalog));
    moments.extend(of_keys(app, catalog));
    moments.extend(of_teams(app, catalog));
    moments
}

/// The size of a SQLite database; other servers tell of theirs themselves.
fn database_bytes(place: &str) -> Option<f64> {
    let length = |path: &str| std::fs::metadata(path).map(|found| found.len());
    let own = length(place).ok()?;
    Some((own + length(&format!("{place}-wal")).unwrap_or(0)) as f64)
}

/// What is left of a budget and the budget itself.
fn left(app: &App, catalog: &Catalog, budget: &Budget) -> (f64, f64) {
    let now = app.gateway.now();
    let (window, _) = budget.window(&catalog.policy.calendar, now);
    let limit = budget.limit_at(now);
    (
        (limit - app.gateway.ledger.spent(&window)).usd(),
        limit.usd(),
    )
}

/// Labels, what is left, and the limit.
type Left = (Vec<Arc<str>>, (f64, f64));

fn pair(definitions: [&'static Definition; 2], samples: Vec<Left>) -> [Moment; 2] {
    let of = |definition, which: fn(&(f64, f64)) -> f64| Moment {
        definition,
        samples: samples
            .iter()
            .map(|(labels, values)| (labels.clone(), which(values)))
            .collect(),
    };
    [
        of(definitions[0], |values| values.0),
        of(definitions[1], |values| values.1),
    ]
}

/// Budgets of the keys that called.
fn of_keys(app: &App, catalog: &Catalog) -> [Moment; 2] {
    let keys = app.gateway.observer.metrics.keys();
    let samples = keys.iter().filter_map(|id| {
        let entry = catalog.key(&KeyHash::from_hex(id)?)?;
        let budget = entry.holders.first()?.budgets.first()?;
        let labels = vec![key_label(id).into(), key_alias(catalog, id).into()];
        Some((labels, left(app, catalog, budget)))
    });
    pair([&KEY_LEFT, &KEY_MAX], samples.collect())
}

fn of_teams(app: &App, catalog: &Catalog) -> [Moment; 2] {
    let teams = catalog.owners.everyone();
    let teams = teams.filter(|holder| holder.scope.kind == OwnerKind::Team.scope_kind());
    let samples = teams.filter_map(|team| {
        let budget = team.budgets.first()?;
        let id = &team.scope.id;
        let labels = vec![id.clone(), team_alias(catalog, id).into()];
        Some((labels, left(app, catalog, budget)))
    });
    pair([&TEAM_LEFT, &TEAM_MAX], samples.take(BUDGETS_MAX).collect())
}
