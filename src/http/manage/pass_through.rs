//! `/config/pass_through_endpoint`: paths of the operator's own that are passed on to other services.

use super::super::App;
use super::super::error::Problem;
use super::super::unserved::is_served;
use super::reply::{Given, Reply};
use super::table::{Managed, Verb};
use crate::admin::fields::{Field, Kind};
use crate::admin::pass_through as operations;
use crate::admin::{AdminError, owners};
use crate::domain::allow::matches;
use crate::domain::owner::{OwnerKind, Rank};
use serde_json::{Map, Value, json};
use std::sync::Arc;

const ID: &[Field] = &[Field::new("endpoint_id", Kind::Text, "Only this one.")];
const WHICH: &[Field] = &[Field::required("endpoint_id", Kind::Text, "Which one.")];
const NEW: &[Field] = &[
    Field::required("path", Kind::Text, "The path here, such as /search."),
    Field::required(
        "target",
        Kind::Text,
        "Where it leads: an http or https URL.",
    ),
];
const CHANGE: &[Field] = &[
    Field::new("path", Kind::Text, "The path here, such as /search."),
    Field::new(
        "target",
        Kind::Text,
        "Where it leads: an http or https URL.",
    ),
];
const FIELDS: &[Field] = &[
    Field::new("id", Kind::Text, "Its id; one is made without."),
    Field::new(
        "headers",
        Kind::TextMap,
        "Headers for the target; their values are kept sealed and never shown.",
    ),
    Field::new(
        "include_subpath",
        Kind::Flag,
        "Whether what stands below the path is passed on too.",
    ),
    Field::new("cost_per_request", Kind::Number, "US dollars a call."),
    Field::new("timeout", Kind::Number, "Seconds that the target may take."),
    Field::new(
        "methods",
        Kind::Texts,
        "Methods that are passed on; all without.",
    ),
    Field::new(
        "default_query_params",
        Kind::Object,
        "Parameters of the query where the client names none.",
    ),
    Field::new(
        "guardrails",
        Kind::Any,
        "Guardrails that its calls go through.",
    ),
    Field::new(
        "auth",
        Kind::Flag,
        "Accepted and shown as true: calls always need a key, so that they are metered.",
    ),
];

/// The operations on pass-through endpoints.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/config/pass_through_endpoint",
        Rank::AdminViewer,
        "Lists the paths that are passed on to other services; headers without their values.",
        |app, given| Box::pin(list(app, given)),
    )
    .query(ID),
    Managed::get(
        "/config/pass_through_endpoint/team/{team_id}",
        Rank::AdminViewer,
        "Lists the paths that a team's allowed_passthrough_routes name.",
        |app, given| Box::pin(of_team(app, given)),
    )
    .query(ID),
    Managed::post(
        "/config/pass_through_endpoint",
        Rank::Admin,
        "Passes a path on to another service, from the next call on.",
        |app, given| Box::pin(create(app, given)),
    )
    .body(&[NEW, FIELDS]),
    Managed::post(
        "/config/pass_through_endpoint/{endpoint_id}",
        Rank::Admin,
        "Changes a path that is passed on; what is not named stays.",
        |app, given| Box::pin(update(app, given)),
    )
    .body(&[CHANGE, FIELDS]),
    Managed::post(
        "/config/pass_through_endpoint",
        Rank::Admin,
        "Passes a path on no more.",
        |app, given| Box::pin(delete(app, given)),
    )
    .by(Verb::Delete)
    .query(WHICH),
];

fn endpoints(all: &[Value]) -> Reply {
    Reply::ok(json!({ "endpoints": all }))
}

async fn all(app: &App, given: &Given) -> Result<Vec<Value>, Problem> {
    let mut rows = operations::of_file(&app.admin);
    let stored = operations::list(&app.admin).await?;
    rows.extend(stored.iter().map(operations::view));
    let only = given.text("endpoint_id");
    rows.retain(|row| only.as_ref().is_none_or(|id| row["id"] == **id));
    Ok(rows)
}

async fn list(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    Ok(endpoints(&all(&app, &given).await?))
}

async fn of_team(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let id = given.part("team_id");
    let now = app.gateway.now();
    let team = owners::get(&app.admin, OwnerKind::Team, id, now).await?;
    let team = team.ok_or_else(|| AdminError::Missing(format!("Team not found, team_id={id}")))?;
    let named = |text: &str| -> Vec<String> {
        let notes: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
        let list = notes.get("allowed_passthrough_routes");
        let list = list.and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut allowed = named(&team.owner.metadata);
    allowed.extend(named(&team.owner.extra));
    let mut rows = all(&app, &given).await?;
    rows.retain(|row| {
        let path = row["path"].as_str().unwrap_or_default();
        allowed.iter().any(|route| matches(route, path))
    });
    Ok(endpoints(&rows))
}

/// A path of the proxy's own would win, and the endpoint would never be asked.
fn require_own(body: &Map<String, Value>) -> Result<(), Problem> {
    let path = body.get("path").and_then(Value::as_str);
    let path = path.map(|path| format!("/{}", path.trim_matches('/')));
    match path.filter(|path| is_served(path)) {
        None => Ok(()),
        Some(path) => Err(Problem::new(
            400,
            Some("bad_request_error"),
            Some("path"),
            format!("{path} is a path of the proxy's own. Choose another one."),
        )),
    }
}

async fn create(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let body = given.body();
    require_own(&body)?;
    let made = operations::create(&app.admin, &given.actor, body, app.gateway.now()).await?;
    Ok(endpoints(&[operations::view(&made)]))
}

async fn update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let body = given.body();
    require_own(&body)?;
    let (id, now) = (given.part("endpoint_id"), app.gateway.now());
    let changed = operations::update(&app.admin, &given.actor, id, body, now).await?;
    Ok(endpoints(&[operations::view(&changed)]))
}

async fn delete(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let id = given.text("endpoint_id").unwrap_or_default();
    let deleted = operations::delete(&app.admin, &given.actor, &id, app.gateway.now()).await?;
    Ok(endpoints(&[operations::view(&deleted)]))
}
