//! `/spend/*`, `/global/*`, daily activity and the audit log.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::usage::{self, KeyNames};
use crate::admin::view::{TimeForm, key_row};
use crate::admin::{AdminError, keys, owners, users};
use crate::domain::budget::WindowKey;
use crate::domain::money::Nanos;
use crate::domain::owner::{OwnerKind, Rank};
use crate::domain::time::Micros;
use crate::store::{DayLine, KeySort, ListCalls, ListDays, ListKeys, ListOwners, OwnerSort};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

const DAY_MICROS: i64 = 86_400_000_000;
const GROUPS: &[&str] = &["management_routes", "info_routes", "spend_tracking_routes"];

const RANGE: &[Field] = &[
    Field::new("start_date", Kind::Text, "The first day, as YYYY-MM-DD."),
    Field::new("end_date", Kind::Text, "The last day, as YYYY-MM-DD."),
];
const LOGS: &[Field] = &[
    Field::new(
        "start_date",
        Kind::Text,
        "From when, as YYYY-MM-DD or YYYY-MM-DD HH:MM:SS.",
    ),
    Field::new("end_date", Kind::Text, "Until when."),
    Field::new("request_id", Kind::Text, "Only this call."),
    Field::new("api_key", Kind::Text, "Only of this key, by hash."),
    Field::new("user_id", Kind::Text, "Only of this user."),
    Field::new("team_id", Kind::Text, "Only of this team."),
    Field::new("end_user", Kind::Text, "Only for this end user."),
    Field::new("model", Kind::Text, "Only of this public model."),
    Field::new("status_filter", Kind::Text, "success or failure."),
    Field::new(
        "summarize",
        Kind::Flag,
        "Sums by the day instead of rows; true when dates are given.",
    ),
    Field::new("page", Kind::Integer, "Which page, from 1."),
    Field::new("page_size", Kind::Integer, "Rows on a page, at most 100."),
];
const ACTIVITY: &[Field] = &[
    Field::new("start_date", Kind::Text, "The first day, as YYYY-MM-DD."),
    Field::new("end_date", Kind::Text, "The last day, as YYYY-MM-DD."),
    Field::new("model", Kind::Text, "Only of this public model."),
    Field::new("api_key", Kind::Text, "Only of this key, by hash."),
    Field::new("user_id", Kind::Text, "Only of this user."),
    Field::new(
        "team_ids",
        Kind::Text,
        "Only of these teams, separated by commas.",
    ),
    Field::new("page", Kind::Integer, "Which page, from 1."),
    Field::new("page_size", Kind::Integer, "Days on a page, at most 1000."),
];
const LIMIT: &[Field] = &[Field::new(
    "limit",
    Kind::Integer,
    "How many, at most 1000.",
)];
const CALCULATE: &[Field] = &[
    Field::new("model", Kind::Text, "The model."),
    Field::new("messages", Kind::Any, "What would be said."),
    Field::new(
        "completion_response",
        Kind::Object,
        "An answer with its model and usage.",
    ),
];
const AUDIT: &[Field] = &[
    Field::new("page", Kind::Integer, "Which page, from 1."),
    Field::new(
        "page_size",
        Kind::Integer,
        "Changes on a page, at most 100.",
    ),
    Field::new("object_id", Kind::Text, "Only of this object."),
    Field::new(
        "table_name",
        Kind::Text,
        "Only of this kind: key, user, team, model, …",
    ),
];

const LOGS_V2: Managed = Managed::get(
    "/spend/logs/v2",
    Rank::InternalViewer,
    "Lists calls by the page.",
    |app, given| Box::pin(logs_v2(app, given)),
)
.query(LOGS)
.groups(GROUPS);

/// The operations on spend and usage.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/spend/logs",
        Rank::InternalViewer,
        "Lists calls, or sums them by the day.",
        |app, given| Box::pin(logs(app, given)),
    )
    .query(LOGS)
    .groups(GROUPS),
    LOGS_V2,
    LOGS_V2.at("/spend/logs/ui"),
    Managed::get(
        "/spend/logs/ui/{request_id}",
        Rank::InternalViewer,
        "Tells what was said in a call, where that is stored.",
        |app, given| Box::pin(words(app, given)),
    )
    .groups(GROUPS),
    Managed::get(
        "/spend/keys",
        Rank::InternalViewer,
        "Lists keys, the most spent first.",
        |app, given| Box::pin(of_keys(app, given)),
    )
    .query(LIMIT)
    .groups(GROUPS),
    Managed::get(
        "/spend/users",
        Rank::InternalViewer,
        "Lists users, the most spent first.",
        |app, given| Box::pin(of_users(app, given)),
    )
    .query(LIMIT)
    .groups(GROUPS),
    Managed::post(
        "/spend/calculate",
        Rank::InternalViewer,
        "Tells what a call would cost, or an answer did.",
        |app, given| Box::pin(calculate(app, given)),
    )
    .body(&[CALCULATE])
    .tells()
    .groups(GROUPS),
    Managed::get(
        "/global/spend",
        Rank::AdminViewer,
        "Tells what was spent in all.",
        |app, _| Box::pin(global(app)),
    )
    .groups(GROUPS),
    Managed::get(
        "/global/spend/logs",
        Rank::AdminViewer,
        "Spend by the day, of the last 30 days.",
        |app, given| Box::pin(global_days(app, given)),
    )
    .groups(GROUPS),
    Managed::get(
        "/global/spend/keys",
        Rank::AdminViewer,
        "Spend by key, of the last 30 days.",
        |app, given| Box::pin(global_keys(app, given)),
    )
    .query(LIMIT)
    .groups(GROUPS),
    Managed::get(
        "/global/spend/models",
        Rank::AdminViewer,
        "Spend by model, of the last 30 days.",
        |app, given| Box::pin(global_models(app, given)),
    )
    .query(LIMIT)
    .groups(GROUPS),
    Managed::get(
        "/global/spend/provider",
        Rank::AdminViewer,
        "Spend by provider.",
        |app, given| Box::pin(global_providers(app, given)),
    )
    .query(RANGE)
    .groups(GROUPS),
    Managed::get(
        "/global/spend/teams",
        Rank::AdminViewer,
        "Spend by team and day, of the last 30 days.",
        |app, given| Box::pin(global_teams(app, given)),
    )
    .groups(GROUPS),
    Managed::post(
        "/global/spend/reset",
        Rank::Master,
        "Sets what all keys and teams have spent in their windows to zero; the log stays.",
        |app, given| Box::pin(reset(app, given)),
    )
    .body(&[&[]])
    .body_optional(),
    Managed::get(
        "/global/activity",
        Rank::Internal,
        "Calls and tokens by the day.",
        |app, given| Box::pin(global_activity(app, given)),
    )
    .query(RANGE)
    .groups(GROUPS),
    Managed::get(
        "/user/daily/activity",
        Rank::Nobody,
        "What users spent by the day, with breakdowns.",
        |app, given| Box::pin(user_activity(app, given, false)),
    )
    .query(ACTIVITY)
    .groups(GROUPS),
    Managed::get(
        "/user/daily/activity/aggregated",
        Rank::Nobody,
        "The same without pages.",
        |app, given| Box::pin(user_activity(app, given, true)),
    )
    .query(ACTIVITY)
    .groups(GROUPS),
    Managed::get(
        "/team/daily/activity",
        Rank::Nobody,
        "What teams spent by the day, with breakdowns.",
        |app, given| Box::pin(team_activity(app, given, false)),
    )
    .query(ACTIVITY)
    .groups(GROUPS),
    Managed::get(
        "/team/daily/activity/aggregated",
        Rank::Nobody,
        "The same without pages.",
        |app, given| Box::pin(team_activity(app, given, true)),
    )
    .query(ACTIVITY)
    .groups(GROUPS),
    Managed::get(
        "/audit",
        Rank::AdminViewer,
        "Lists changes, newest first.",
        |app, given| Box::pin(audit(app, given)),
    )
    .query(AUDIT),
    Managed::get(
        "/audit/{id}",
        Rank::AdminViewer,
        "Tells about one change.",
        |app, given| Box::pin(change(app, given)),
    ),
];

fn bad_date(name: &'static str, text: &str) -> Problem {
    Problem::new(
        400,
        Some("bad_request"),
        Some(name),
        format!("'{text}' is not a date. Use YYYY-MM-DD, or YYYY-MM-DD HH:MM:SS."),
    )
}

/// A moment of the query; a day alone is its beginning.
fn moment(given: &Given, name: &'static str) -> Result<Option<(Micros, bool)>, Problem> {
    let Some(text) = given.text(name) else {
        return Ok(None);
    };
    let at = Micros::parse(&text).or_else(|| Micros::parse(&text.replacen(' ', "T", 1)));
    let at = at.ok_or_else(|| bad_date(name, &text))?;
    Ok(Some((at, text.trim().len() <= 10)))
}

/// The range of a query: a day at the end is part of it.
fn range(given: &Given) -> Result<Option<(Micros, Micros)>, Problem> {
    match (moment(given, "start_date")?, moment(given, "end_date")?) {
        (Some((from, _)), Some((until, whole_day))) => Ok(Some((
            from,
            if whole_day {
                Micros(until.0 + DAY_MICROS)
            } else {
                Micros(until.0 + 1)
            },
        ))),
        _ => Ok(None),
    }
}

/// What a caller may see: all, or what is their own.
fn narrowed(given: &Given, list: &mut ListCalls) -> Result<(), Problem> {
    if given.actor.sees_all() {
        return Ok(());
    }
    let own = given
        .actor
        .user_id()
        .map(ToString::to_string)
        .unwrap_or_default();
    if list.user_ids.iter().any(|user| *user != own) {
        return Err(AdminError::Forbidden("You may only see your own spend.".into()).into());
    }
    list.user_ids = vec![own];
    Ok(())
}

fn calls(given: &Given, size: u32, most: u32) -> Result<ListCalls, Problem> {
    let range = range(given)?;
    let mut list = ListCalls {
        page: given.number("page", 1, u32::MAX)?,
        size: given.number("page_size", size, most)?,
        from: range.map(|(from, _)| from),
        until: range.map(|(_, until)| until),
        key_ids: given
            .text("api_key")
            .map(|key| {
                crate::domain::key::KeyHash::from_hex(&key).map_or_else(
                    || crate::domain::key::KeyHash::of(&key).hex(),
                    |hash| hash.hex(),
                )
            })
            .into_iter()
            .collect(),
        user_ids: given.text("user_id").into_iter().collect(),
        team_ids: given.text("team_id").into_iter().collect(),
        end_user: given.text("end_user"),
        model_group: given.text("model"),
        succeeded: match given.text("status_filter").as_deref() {
            None => None,
            Some("success") => Some(true),
            Some("failure") => Some(false),
            Some(_) => {
                return Err(Problem::new(
                    400,
                    Some("bad_request"),
                    Some("status_filter"),
                    "status_filter must be success or failure.",
                ));
            }
        },
    };
    narrowed(given, &mut list)?;
    Ok(list)
}

/// Rows that one answer without pages shows, at most.
const ROWS_MAX: u32 = 1_000;

async fn logs(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    if let Some(id) = given.text("request_id") {
        let record = app.store.find_call(&id).await.map_err(AdminError::from)?;
        let own = |record: &crate::domain::record::CallRecord| {
            given.actor.sees_all()
                || record
                    .intent
                    .user_id
                    .as_deref()
                    .is_some_and(|user| given.actor.is_user(user))
        };
        return Ok(Reply::ok(
            record
                .iter()
                .filter(|record| own(record))
                .map(usage::row)
                .collect(),
        ));
    }
    let list = calls(&given, 100, ROWS_MAX)?;
    let dated = list.from.is_some();
    if dated
        && given
            .text("summarize")
            .is_none_or(|_| given.flag("summarize"))
    {
        return summary(&app, &given, &list).await;
    }
    let (records, _) = app
        .store
        .list_calls(&list)
        .await
        .map_err(AdminError::from)?;
    Ok(Reply::ok(records.iter().map(usage::row).collect()))
}

/// Sums by the day: spend, and of each user, model and key.
async fn summary(app: &App, given: &Given, list: &ListCalls) -> Result<Reply, Problem> {
    let days = ListDays {
        from: list.from.unwrap_or_default().day(),
        to: Micros(list.until.unwrap_or_default().0 - 1).day(),
        key_ids: list.key_ids.clone(),
        user_ids: list.user_ids.clone(),
        team_ids: list.team_ids.clone(),
        model_group: given.text("model"),
    };
    let lines = app.store.list_days(&days).await.map_err(AdminError::from)?;
    let mut by_day: BTreeMap<&str, Vec<&DayLine>> = BTreeMap::new();
    for line in &lines {
        by_day.entry(&line.day).or_default().push(line);
    }
    let sum = |(day, lines): (&str, Vec<&DayLine>)| {
        let spend: Nanos = lines.iter().map(|line| line.spend).sum();
        let mut fields = Map::from_iter([
            ("startTime".to_owned(), json!(day)),
            ("spend".to_owned(), json!(spend.usd())),
        ]);
        let part = |key: fn(&DayLine) -> &str| {
            let mut sums: BTreeMap<String, Nanos> = BTreeMap::new();
            for line in &lines {
                *sums.entry(key(line).to_owned()).or_default() += line.spend;
            }
            sums.into_iter()
                .map(|(name, spend)| (name, json!(spend.usd())))
                .collect::<Map<_, _>>()
        };
        fields.insert(
            "users".to_owned(),
            Value::Object(part(|line| &line.user_id)),
        );
        fields.insert("models".to_owned(), Value::Object(part(|line| &line.model)));
        fields.extend(part(|line| &line.key_id));
        Value::Object(fields)
    };
    Ok(Reply::ok(by_day.into_iter().map(sum).collect()))
}

async fn logs_v2(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    if range(&given)?.is_none() {
        return Err(Problem::new(
            400,
            Some("bad_request"),
            Some("None"),
            "Start date and end date are required",
        ));
    }
    let list = calls(&given, 50, 100)?;
    let (records, total) = app
        .store
        .list_calls(&list)
        .await
        .map_err(AdminError::from)?;
    let pages = total.div_ceil(u64::from(list.size));
    let data: Vec<Value> = records.iter().map(usage::row).collect();
    Ok(Reply::ok(
        json!({ "data": data, "total": total, "page": list.page, "page_size": list.size, "total_pages": pages }),
    ))
}

async fn words(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let id = given.part("request_id");
    let record = app.store.find_call(id).await.map_err(AdminError::from)?;
    let own_id = record
        .as_ref()
        .map(|record| record.intent.request_id.clone())
        .unwrap_or_default();
    let own = record.is_some_and(|record| {
        given.actor.sees_all()
            || record
                .intent
                .user_id
                .as_deref()
                .is_some_and(|user| given.actor.is_user(user))
    });
    let payload = if own {
        app.store
            .get_payload(&own_id)
            .await
            .map_err(AdminError::from)?
    } else {
        None
    };
    let json_of = |text: &str| serde_json::from_str(text).unwrap_or_else(|_| json!(text));
    let (request, response) = payload.map_or((json!({}), json!({})), |payload| {
        (json_of(&payload.request), json_of(&payload.response))
    });
    Ok(Reply::ok(
        json!({ "messages": request["messages"], "response": response, "proxy_server_request": request }),
    ))
}

async fn of_keys(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let list = ListKeys {
        size: given.number("limit", 100, ROWS_MAX)?,
        user_id: (!given.actor.sees_all()).then(|| {
            given
                .actor
                .user_id()
                .map(ToString::to_string)
                .unwrap_or_default()
        }),
        sort_by: KeySort::Spend,
        ..ListKeys::default()
    };
    let (rows, _) = keys::list(&app.admin, &list, app.gateway.now()).await?;
    Ok(Reply::ok(
        rows.iter()
            .map(|row| {
                let mut fields = key_row(row, TimeForm::Zulu);
                fields.insert("token".into(), json!(row.key.hash.hex()));
                Value::Object(fields)
            })
            .collect(),
    ))
}

async fn of_users(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let own = given.actor.user_id().map(ToString::to_string);
    let asked = given.text("user_id");
    if !given.actor.sees_all() && asked.is_some() && asked != own {
        return Err(AdminError::Forbidden("You may only see your own spend.".into()).into());
    }
    let ids = if given.actor.sees_all() { asked } else { own };
    let list = ListOwners {
        size: given.number("limit", 100, ROWS_MAX)?,
        ids: ids.into_iter().collect(),
        sort_by: OwnerSort::Spend,
        ..ListOwners::of(OwnerKind::User)
    };
    let (rows, _) = owners::list(&app.admin, &list, app.gateway.now()).await?;
    Ok(Reply::ok(
        rows.iter()
            .map(|row| Value::Object(users::view(row, &[], TimeForm::Zulu)))
            .collect(),
    ))
}

async fn calculate(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let response = fields
        .object("completion_response")?
        .value()
        .map(Value::Object);
    let model = fields
        .text("model")?
        .value()
        .or_else(|| response.as_ref()?["model"].as_str().map(str::to_owned));
    let (Some(model), true) = (
        model,
        response.is_some() || fields.0.contains_key("messages"),
    ) else {
        return Err(Problem::new(
            400,
            Some("bad_request"),
            Some("None"),
            "Bad Request - Either 'model' with 'messages' or 'completion_response' must be provided",
        ));
    };
    let used = response.as_ref().map_or_else(
        || {
            let body = json!({ "messages": fields.0.get("messages") }).to_string();
            let input = crate::domain::estimate::input_tokens(body.as_bytes());
            crate::domain::usage::Usage {
                input,
                ..Default::default()
            }
        },
        |response| {
            crate::wire::relay::any_usage(response.to_string().as_bytes())
                .reported
                .map(|told| told.usage)
                .unwrap_or_default()
        },
    );
    let cost = app.gateway.price_of(&model, &used);
    let cost = cost.ok_or_else(|| {
        Problem::new(
            400,
            Some("bad_request"),
            Some("model"),
            format!("The price of model '{model}' is not known."),
        )
    })?;
    Ok(Reply::ok(json!({ "cost": cost.usd() })))
}

async fn global(app: Arc<App>) -> Result<Reply, Problem> {
    let scope = crate::gateway::admit::global_scope();
    let spent = app
        .store
        .window_spend(&[WindowKey::lifetime(scope)])
        .await
        .map_err(AdminError::from)?[0];
    let most = app
        .gateway
        .catalog()
        .policy
        .max_budget
        .as_ref()
        .map(|budget| budget.limit.usd());
    Ok(Reply::ok(
        json!({ "spend": spent.usd(), "max_budget": most }),
    ))
}

/// Days that are summed when no range is named.
const DAYS: i64 = 30;

async fn lines(app: &App, given: &Given) -> Result<Vec<DayLine>, Problem> {
    let now = app.gateway.now();
    let (from, until) =
        range(given)?.unwrap_or((Micros(now.0 - (DAYS - 1) * DAY_MICROS), Micros(now.0 + 1)));
    let list = ListDays {
        from: from.day(),
        to: Micros(until.0 - 1).day(),
        ..ListDays::default()
    };
    Ok(app.store.list_days(&list).await.map_err(AdminError::from)?)
}

async fn global_days(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let lines = lines(&app, &given).await?;
    let mut days = usage::by(&lines, |line| &line.day);
    days.sort();
    Ok(Reply::ok(
        days.into_iter()
            .map(|(date, spend)| json!({ "date": date, "spend": spend.usd() }))
            .collect(),
    ))
}

fn most(given: &Given) -> Result<usize, Problem> {
    Ok(given.number("limit", 100, ROWS_MAX)? as usize)
}

async fn global_keys(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let lines = lines(&app, &given).await?;
    let names = key_names(&app).await?;
    let rows = usage::by(&lines, |line| &line.key_id)
        .into_iter()
        .take(most(&given)?);
    Ok(Reply::ok(rows.map(|(id, spend)| {
        let alias = names.get(&id).and_then(|(alias, _)| alias.clone());
        json!({ "api_key": id, "key_alias": alias, "key_name": alias, "total_spend": spend.usd() })
    }).collect()))
}

async fn global_models(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let lines = lines(&app, &given).await?;
    let rows = usage::by(&lines, |line| &line.model)
        .into_iter()
        .filter(|(model, _)| !model.is_empty())
        .take(most(&given)?);
    Ok(Reply::ok(
        rows.map(|(model, spend)| json!({ "model": model, "total_spend": spend.usd() }))
            .collect(),
    ))
}

async fn global_providers(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let lines = lines(&app, &given).await?;
    let rows = usage::by(&lines, |line| &line.provider)
        .into_iter()
        .filter(|(provider, _)| !provider.is_empty());
    Ok(Reply::ok(
        rows.map(|(provider, spend)| json!({ "provider": provider, "spend": spend.usd() }))
            .collect(),
    ))
}

async fn global_teams(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let lines: Vec<_> = lines(&app, &given)
        .await?
        .into_iter()
        .filter(|line| !line.team_id.is_empty())
        .collect();
    let totals = usage::by(&lines, |line| &line.team_id);
    let mut days: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for (team, _) in &totals {
        let of_team: Vec<_> = lines
            .iter()
            .filter(|line| line.team_id == *team)
            .cloned()
            .collect();
        for (day, spend) in usage::by(&of_team, |line| &line.day) {
            let day = lines
                .iter()
                .find(|line| line.day == day)
                .map_or("", |line| &line.day);
            days.entry(day)
                .or_default()
                .insert(team.clone(), json!(spend.usd()));
        }
    }
    let daily: Vec<Value> = days
        .into_iter()
        .map(|(day, mut teams)| {
            teams.insert("date".into(), json!(day));
            Value::Object(teams)
        })
        .collect();
    let teams: Vec<&String> = totals.iter().map(|(team, _)| team).collect();
    let per_team: Vec<Value> = totals
        .iter()
        .map(|(team, spend)| json!({ "team_id": team, "total_spend": spend.usd() }))
        .collect();
    Ok(Reply::ok(
        json!({ "daily_spend": daily, "teams": teams, "total_spend_per_team": per_team }),
    ))
}

async fn reset(app: Arc<App>, _: Given) -> Result<Reply, Problem> {
    let now = app.gateway.now();
    for row in app.store.all_keys().await.map_err(AdminError::from)? {
        let scope = crate::domain::budget::Scope {
            kind: crate::domain::budget::ScopeKind::Key,
            id: row.key.hash.hex().into(),
        };
        zero(
            &app,
            &scope,
            &row.key.limits,
            row.key.budget_id.as_deref(),
            now,
        )
        .await?;
    }
    for row in app
        .store
        .all_owners()
        .await
        .map_err(AdminError::from)?
        .into_iter()
        .filter(|row| row.owner.kind == OwnerKind::Team)
    {
        zero(
            &app,
            &row.owner.scope(),
            &row.owner.limits,
            row.owner.budget_id.as_deref(),
            now,
        )
        .await?;
    }
    Ok(Reply::ok(
        json!({ "message": "Spend for all API Keys and Teams reset successfully", "status": "success" }),
    ))
}

async fn zero(
    app: &App,
    scope: &crate::domain::budget::Scope,
    limits: &crate::domain::limits::Limits,
    budget: Option<&str>,
    now: Micros,
) -> Result<(), Problem> {
    let limits = app.admin.effective(limits, budget).await?;
    Ok(crate::admin::spend::correct(&app.admin, scope, &limits, Nanos::ZERO, now).await?)
}

async fn global_activity(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let mut lines = lines(&app, &given).await?;
    if !given.actor.sees_all() {
        let own = given
            .actor
            .user_id()
            .map(ToString::to_string)
            .unwrap_or_default();
        lines.retain(|line| line.user_id == own);
    }
    let mut days: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for line in &lines {
        let day = days.entry(&line.day).or_default();
        day.0 += line.requests;
        day.1 += line.prompt_tokens + line.completion_tokens;
    }
    let (requests, tokens) = days
        .values()
        .fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
    let daily: Vec<Value> = days.iter().map(|(day, (requests, tokens))| json!({ "date": day, "api_requests": requests, "total_tokens": tokens })).collect();
    Ok(Reply::ok(
        json!({ "daily_data": daily, "sum_api_requests": requests, "sum_total_tokens": tokens }),
    ))
}

async fn key_names(app: &App) -> Result<KeyNames, Problem> {
    let keys = app.store.all_keys().await.map_err(AdminError::from)?;
    Ok(keys
        .into_iter()
        .map(|row| {
            (
                row.key.hash.hex(),
                (row.key.alias, row.key.team_id.map(|team| team.to_string())),
            )
        })
        .collect())
}

/// The days that an activity is asked for.
fn days(given: &Given) -> Result<ListDays, Problem> {
    let Some((from, until)) = range(given)? else {
        return Err(Problem::new(
            400,
            Some("bad_request"),
            Some("None"),
            "Please provide start_date and end_date",
        ));
    };
    Ok(ListDays {
        from: from.day(),
        to: Micros(until.0 - 1).day(),
        key_ids: given.text("api_key").into_iter().collect(),
        model_group: given.text("model"),
        ..ListDays::default()
    })
}

async fn shown(
    app: &App,
    given: &Given,
    list: &ListDays,
    entity: fn(&DayLine) -> &str,
    whole: bool,
) -> Result<Reply, Problem> {
    let lines = app.store.list_days(list).await.map_err(AdminError::from)?;
    let names = key_names(app).await?;
    let (page, size) = if whole {
        (1, usize::MAX / 2)
    } else {
        (
            given.number("page", 1, u32::MAX)? as usize,
            given.number("page_size", 50, 1_000)? as usize,
        )
    };
    Ok(Reply::ok(usage::activity(
        &lines, entity, &names, page, size,
    )))
}

async fn user_activity(app: Arc<App>, given: Given, whole: bool) -> Result<Reply, Problem> {
    let mut list = days(&given)?;
    list.user_ids = given.text("user_id").into_iter().collect();
    if !given.actor.sees_all() {
        let own = given.actor.user_id().map(ToString::to_string);
        let Some(own) = own.filter(|own| list.user_ids.iter().all(|user| user == own)) else {
            return Err(AdminError::Forbidden("You may only see your own activity.".into()).into());
        };
        list.user_ids = vec![own];
    }
    shown(&app, &given, &list, |line| &line.user_id, whole).await
}

async fn team_activity(app: Arc<App>, given: Given, whole: bool) -> Result<Reply, Problem> {
    let mut list = days(&given)?;
    list.team_ids = given.texts("team_ids");
    if !given.actor.sees_all() {
        let memberships = given.actor.memberships(&app.admin).await?;
        let own: Vec<String> = memberships
            .iter()
            .filter(|member| member.group == OwnerKind::Team)
            .map(|member| member.group_id.to_string())
            .collect();
        if list.team_ids.iter().any(|team| !own.contains(team)) {
            return Err(Problem::detail(
                404,
                json!({ "error": "Team not found, or you are not a member of it." }),
            ));
        }
        if list.team_ids.is_empty() {
            list.team_ids = own;
        }
        if list.team_ids.is_empty() {
            return Err(Problem::detail(
                404,
                json!({ "error": "You are a member of no team." }),
            ));
        }
    }
    shown(&app, &given, &list, |line| &line.team_id, whole).await
}

fn change_view((id, entry): &(String, crate::store::AuditEntry)) -> Value {
    let value = |text: &Option<String>| {
        text.as_deref()
            .and_then(|text| serde_json::from_str::<Value>(text).ok())
    };
    json!({
        "id": id, "updated_at": entry.at.rfc3339(), "changed_by": entry.actor, "changed_by_api_key": "", "action": entry.action,
        "table_name": entry.object_kind, "object_id": entry.object_id, "before_value": value(&entry.before), "updated_values": value(&entry.after),
    })
}

async fn audit(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let (page, size) = (
        given.number("page", 1, u32::MAX)?,
        given.number("page_size", 10, 100)?,
    );
    let (kind, object) = (given.text("table_name"), given.text("object_id"));
    let (changes, total) = app
        .store
        .list_changes(kind.as_deref(), object.as_deref(), page, size)
        .await
        .map_err(AdminError::from)?;
    let logs: Vec<Value> = changes.iter().map(change_view).collect();
    let pages = total.div_ceil(u64::from(size));
    Ok(Reply::ok(
        json!({ "audit_logs": logs, "total": total, "page": page, "page_size": size, "total_pages": pages }),
    ))
}

async fn change(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let found = app
        .store
        .get_change(given.part("id"))
        .await
        .map_err(AdminError::from)?;
    let found = found.ok_or_else(|| {
        AdminError::Missing(format!("Audit log with ID {} not found", given.part("id")))
    })?;
    Ok(Reply::ok(change_view(&found)))
}
