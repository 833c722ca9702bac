//! Why a call is let in or not, and the books by any part of them.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::explain::{self as operation, Check, Explanation, Question};
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::{AdminError, books};
use crate::domain::owner::Rank;
use crate::domain::time::{Micros, Span};
use crate::store::ListDays;
use serde_json::{Value, json};
use std::sync::Arc;

const QUESTION: &[Field] = &[
    Field::required("key", Kind::Text, "The key, by secret, hash or alias."),
    Field::required("model", Kind::Text, "The model that it would call."),
    Field::new(
        "max_tokens",
        Kind::Integer,
        "The most output that the call would ask for; the model's own limit without.",
    ),
];
const SUMS: &[Field] = &[
    Field::required("start_date", Kind::Text, "The first day, as YYYY-MM-DD."),
    Field::required("end_date", Kind::Text, "The last day, as YYYY-MM-DD."),
    Field::new(
        "group_by",
        Kind::Text,
        "day, month, key, user, team, model, provider_model, provider; several with commas between them.",
    ),
    Field::new("api_key", Kind::Text, "Only of these keys, by hash."),
    Field::new("user_id", Kind::Text, "Only of these users."),
    Field::new("team_id", Kind::Text, "Only of these teams."),
    Field::new("model", Kind::Text, "Only of this public model."),
];
const PRUNE: &[Field] = &[
    Field::required(
        "older_than",
        Kind::Text,
        "How old what is removed must be: 90d, 12h.",
    ),
    Field::new(
        "dry_run",
        Kind::Flag,
        "Only tell how much would be removed.",
    ),
];
const SPEND: &[&str] = &["management_routes", "info_routes", "spend_tracking_routes"];

/// The operations.
pub const ROUTES: &[Managed] = &[
    Managed::post(
        "/key/explain",
        Rank::AdminViewer,
        "Tells whether a key may call a model now, and why, without calling it.",
        |app, given| Box::pin(explain(app, given)),
    )
    .body(&[QUESTION])
    .tells(),
    Managed::get(
        "/spend/sums",
        Rank::AdminViewer,
        "Sums the books by any of their parts, exactly.",
        |app, given| Box::pin(sums(app, given)),
    )
    .query(SUMS)
    .groups(SPEND),
    Managed::post(
        "/spend/logs/prune",
        Rank::Admin,
        "Removes stored requests and answers that are old; rows of the ledger stay.",
        |app, given| Box::pin(prune(app, given)),
    )
    .body(&[PRUNE]),
];

async fn explain(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let most = fields.integer("max_tokens")?.value();
    let question = Question {
        key: fields.required("key")?,
        model: fields.required("model")?,
        max_tokens: most.and_then(|most| u64::try_from(most).ok()),
    };
    let answer = operation::explain(&app.admin, &app.gateway, &question).await?;
    Ok(Reply::ok(shown(&app, &answer)))
}

fn shown(app: &App, answer: &Explanation) -> Value {
    let stops_at = answer.checks.iter().position(|check| !check.passed());
    let refusal = answer.refusal.as_ref().map(|refusal| {
        let problem = app.refuse(refusal);
        let error = &problem.body["error"];
        json!({ "status": problem.status, "type": error["type"], "message": error["message"] })
    });
    let answering: Vec<Value> = answer
        .answering
        .iter()
        .map(
            |(id, provider, model)| json!({ "id": &**id, "provider": provider, "model": &**model }),
        )
        .collect();
    let key = &answer.key.key;
    json!({
        "allowed": answer.refusal.is_none(),
        "key": { "token": &*answer.key.id, "key_alias": key.alias, "key_name": key.name },
        "model": answer.model,
        "refusal": refusal,
        "checks": answer.checks.iter().map(check).collect::<Vec<_>>(),
        "stops_at": stops_at,
        "estimate": answer.estimate.map(|estimate| json!({
            "cost": estimate.nanos.decimal(), "is_limit": estimate.bounded,
        })),
        "deployments": answering,
    })
}

fn check(check: &Check) -> Value {
    let mut told = match check {
        Check::Key { .. } => json!({ "check": "key" }),
        Check::Models {
            whose, id, list, ..
        } => json!({ "check": "models", "scope": whose.as_str(), "id": &**id, "models": list }),
        Check::Price { .. } => json!({ "check": "price" }),
        Check::Rates(place) => {
            let left = place.room.as_ref().ok();
            let hit = place.room.as_ref().err();
            json!({
                "check": "rates", "scope": place.descriptor, "id": place.id,
                "rpm_limit": place.limits.requests_per_minute, "tpm_limit": place.limits.tokens_per_minute,
                "max_parallel_requests": place.limits.parallel_requests, "tpd_limit": place.day.map(|(limit, _)| limit),
                "remaining": left.map(|left| json!({
                    "requests": left.requests, "tokens": left.tokens, "parallel": left.parallel,
                    "tokens_per_day": place.day.and_then(|(_, left)| left),
                })),
                "hit": hit.map(|hit| json!({ "limit_type": hit.kind.as_str(), "limit": hit.limit, "retry_at": hit.retry_at.rfc3339() })),
            })
        }
        Check::Budget(budget) => {
            let standing = &budget.standing;
            json!({
                "check": "budget", "scope": budget.scope.kind.as_str(), "id": &*budget.scope.id, "label": &*standing.label,
                "spent": standing.spent.decimal(), "reserved": standing.reserved.decimal(), "limit": standing.limit.decimal(),
                "period": budget.period.as_deref(), "resets_at": standing.resets_at.map(Micros::rfc3339),
            })
        }
    };
    told["result"] = json!(check.result());
    told["passed"] = json!(check.passed());
    told
}

fn day(given: &Given, name: &'static str) -> Result<String, Problem> {
    let text = given.text(name).unwrap_or_default();
    let at = Micros::parse(&text).ok_or_else(|| {
        Problem::new(
            400,
            Some("bad_request"),
            Some(name),
            format!("'{text}' is not a date. Use YYYY-MM-DD."),
        )
    })?;
    Ok(at.day())
}

async fn sums(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let days = ListDays {
        from: day(&given, "start_date")?,
        to: day(&given, "end_date")?,
        key_ids: given.texts("api_key"),
        user_ids: given.texts("user_id"),
        team_ids: given.texts("team_id"),
        model_group: given.text("model"),
        labels: Vec::new(),
    };
    let mut by = given.texts("group_by");
    if by.is_empty() {
        by.push("day".to_owned());
    }
    Ok(Reply::ok(books::sums(&app.admin, &days, &by).await?))
}

async fn prune(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let text = fields.required("older_than")?;
    let dry_run = fields.flag("dry_run")?.value().unwrap_or(false);
    let age = Span::parse(&text).map_err(AdminError::from)?;
    let now = app.gateway.now();
    let length = age.after(now).0 - now.0;
    let before = Micros(now.0 - length);
    if dry_run {
        let to_remove = books::count_words(&app.admin, before).await?;
        return Ok(Reply::ok(
            json!({ "to_remove": to_remove, "before": before.rfc3339() }),
        ));
    }
    let removed = books::prune_words(&app.admin, &given.actor, before, now).await?;
    Ok(Reply::ok(
        json!({ "removed": removed, "before": before.rfc3339() }),
    ))
}
