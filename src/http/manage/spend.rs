//! `/spend/*`: the ledger, row by row and summed.

use super::super::App;
use super::super::error::Problem;
use super::model_info::facts_of;
use super::reply::{Given, Reply};
use super::table::Managed;
use super::told::{self, Broken, List, Teller};
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::usage::{self, KeyKnown, KeyNames, Prices};
use crate::admin::view::{TimeForm, key_row};
use crate::admin::{AdminError, keys, owners, users};
use crate::domain::key::KeyHash;
use crate::domain::money::Nanos;
use crate::domain::owner::{OwnerKind, Rank};
use crate::domain::record::CallRecord;
use crate::domain::time::Micros;
use crate::store::{
    By, CallSort, End, KeySort, ListCalls, ListDays, ListKeys, ListOwners, OwnerSort,
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const DAY_MICROS: i64 = 86_400_000_000;
pub(super) const GROUPS: &[&str] = &["management_routes", "info_routes", "spend_tracking_routes"];

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
    Field::new("session_id", Kind::Text, "Only of this session."),
    Field::new("status_filter", Kind::Text, "success or failure."),
    Field::new("model_id", Kind::Text, "Only of this deployment."),
    Field::new("key_alias", Kind::Text, "Only of the key with this alias."),
    Field::new(
        "min_spend",
        Kind::Number,
        "Only those that cost this much or more, in US dollars.",
    ),
    Field::new(
        "max_spend",
        Kind::Number,
        "Only those that cost this much or less, in US dollars.",
    ),
    Field::new(
        "sort_by",
        Kind::Text,
        "startTime, endTime, spend, total_tokens, request_duration_ms or model.",
    ),
    Field::new("sort_order", Kind::Text, "asc or desc."),
    Field::new(
        "summarize",
        Kind::Flag,
        "Sums by the day instead of rows; true when dates are given.",
    ),
    Field::new("page", Kind::Integer, "Which page, from 1."),
    Field::new("page_size", Kind::Integer, "Rows on a page, at most 100."),
];
pub(super) const LIMIT: &[Field] = &[Field::new(
    "limit",
    Kind::Integer,
    "How many, at most 1000.",
)];
const ESTIMATE: &[Field] = &[
    Field::required("model", Kind::Text, "The model."),
    Field::new("input_tokens", Kind::Integer, "Input tokens of a call."),
    Field::new("output_tokens", Kind::Integer, "Output tokens of a call."),
    Field::new("num_requests_per_day", Kind::Integer, "Calls a day."),
    Field::new("num_requests_per_month", Kind::Integer, "Calls a month."),
];
const CALCULATE: &[Field] = &[
    Field::new("model", Kind::Text, "The model."),
    Field::new("messages", Kind::Any, "What would be said."),
    Field::new(
        "completion_response",
        Kind::Object,
        "An answer with its model and usage.",
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
        "/spend/logs/session/ui",
        Rank::InternalViewer,
        "Lists the calls of a session.",
        |app, given| Box::pin(session(app, given)),
    )
    .query(LOGS)
    .groups(GROUPS),
    Managed::post(
        "/cost/estimate",
        Rank::InternalViewer,
        "Tells what calls of a size would cost, each and by the day and month.",
        |app, given| Box::pin(estimate(app, given)),
    )
    .body(&[ESTIMATE])
    .tells()
    .groups(GROUPS),
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
pub(super) fn range(given: &Given) -> Result<Option<(Micros, Micros)>, Problem> {
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
    let usd = |name: &'static str| -> Result<Option<Nanos>, Problem> {
        let said = given.text(name);
        let parsed = said.map(|text| text.parse().ok().and_then(Nanos::from_usd).ok_or(text));
        parsed.transpose().map_err(|text| {
            let why = format!("'{text}' is not an amount of US dollars.");
            Problem::new(400, Some("bad_request"), Some(name), why)
        })
    };
    let mut list = ListCalls {
        id: given.text("request_id"),
        deployment_id: given.text("model_id"),
        cost_min: usd("min_spend")?,
        cost_max: usd("max_spend")?,
        sort_by: sort(given.text("sort_by").as_deref())?,
        ascending: !given.descending(true),
        page: given.number("page", 1, u32::MAX)?,
        size: given.number("page_size", size, most)?,
        from: range.map(|(from, _)| from),
        until: range.map(|(_, until)| until),
        key_ids: given
            .text("api_key")
            .map(|key| {
                KeyHash::from_hex(&key).map_or_else(|| KeyHash::of(&key).hex(), |hash| hash.hex())
            })
            .into_iter()
            .collect(),
        user_ids: given.text("user_id").into_iter().collect(),
        team_ids: given.text("team_id").into_iter().collect(),
        session_id: given.text("session_id"),
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

fn sort(name: Option<&str>) -> Result<CallSort, Problem> {
    match name {
        None | Some("endTime") => Ok(CallSort::EndedAt),
        Some("startTime") => Ok(CallSort::StartedAt),
        Some("spend") => Ok(CallSort::Cost),
        Some("total_tokens") => Ok(CallSort::Tokens),
        Some("request_duration_ms") => Ok(CallSort::Duration),
        Some("model") => Ok(CallSort::Model),
        Some(other) => Err(Problem::new(
            400,
            Some("bad_request"),
            Some("sort_by"),
            format!(
                "Invalid sort column: '{other}'. Use startTime, endTime, spend, total_tokens, request_duration_ms or model."
            ),
        )),
    }
}

/// Narrows calls to the key with the alias that is asked for; a name that no key has is no call's.
async fn of_alias(app: &App, given: &Given, list: &mut ListCalls) -> Result<(), Problem> {
    if let Some(alias) = given.text("key_alias") {
        let key = app.store.get_key_by_alias(&alias).await;
        let key = key.map_err(AdminError::from)?;
        let id = key.map_or_else(String::new, |row| row.key.hash.hex());
        list.key_ids = vec![id];
    }
    Ok(())
}

/// Rows that one answer without pages shows, at most.
pub(super) const ROWS_MAX: u32 = 1_000;

/// What teams are called now, by id.
type TeamNames = BTreeMap<String, Option<String>>;

/// What the teams of some calls are called.
async fn team_names(app: &App, records: &[CallRecord]) -> Result<TeamNames, AdminError> {
    let ids = records
        .iter()
        .filter_map(|record| record.intent.team_id.as_deref());
    let ids: BTreeSet<&str> = ids.collect();
    if ids.is_empty() {
        return Ok(TeamNames::new());
    }
    let list = ListOwners {
        size: u32::try_from(ids.len()).unwrap_or(u32::MAX),
        ids: ids.into_iter().map(str::to_owned).collect(),
        ..ListOwners::of(OwnerKind::Team)
    };
    let rows = app.store.list_owners(&list).await?.rows.into_iter();
    Ok(rows
        .map(|row| (row.owner.id.to_string(), row.owner.alias))
        .collect())
}

/// A row of the spend log, with the aliases that its key and its team have now.
fn row(app: &App, record: &CallRecord, prices: &Prices, teams: &TeamNames) -> Value {
    let mut row = usage::row(record, prices);
    let team = record
        .intent
        .team_id
        .as_deref()
        .and_then(|id| teams.get(id));
    row["metadata"]["user_api_key_team_alias"] = json!(team);
    let hash = KeyHash::from_hex(&record.intent.key_id);
    let catalog = app.gateway.catalog();
    let key = hash.and_then(|hash| catalog.key(&hash).cloned());
    row["metadata"]["user_api_key_alias"] = json!(key.and_then(|entry| entry.key.alias.clone()));
    let fields = &catalog.policy.privacy.metadata;
    if let Some(metadata) = row["metadata"].as_object_mut() {
        metadata.retain(|name, _| fields.has(name));
    }
    row
}

/// What the price table says about the model that answered: only where one row is asked for, since it is
/// longer than the row.
fn map_entry(app: &App, record: &CallRecord) -> Value {
    let model = record
        .model
        .split_once('/')
        .map_or(&*record.model, |(_, model)| model);
    let Some(facts) = app.admin.models.prices.lookup(record.provider, model) else {
        return Value::Null;
    };
    let mut entry = Map::new();
    facts_of(facts, &mut entry);
    Value::Object(entry)
}

/// What was said in a call and answered, where that is stored. A stream is told as the answer that it adds up to.
async fn said(app: &App, record: &CallRecord) -> Result<(Value, Value), Problem> {
    let id = &record.intent.request_id;
    let payload = app.store.get_payload(id).await.map_err(AdminError::from)?;
    let json_of = |text: &str| serde_json::from_str(text).unwrap_or_else(|_| json!(text));
    Ok(payload.map_or((json!({}), json!({})), |payload| {
        let answer = usage::whole_answer(record, &payload.response);
        (
            json_of(&payload.request),
            answer.unwrap_or_else(|| json_of(&payload.response)),
        )
    }))
}

async fn logs(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    if let Some(id) = given.text("request_id") {
        let record = app.store.find_call(&id).await.map_err(AdminError::from)?;
        let own = |record: &CallRecord| {
            given.actor.sees_all()
                || record
                    .intent
                    .user_id
                    .as_deref()
                    .is_some_and(|user| given.actor.is_user(user))
        };
        let Some(record) = record.filter(own) else {
            return Ok(Reply::ok(json!([])));
        };
        let prices = app.store.prices().await.map_err(AdminError::from)?;
        let teams = team_names(&app, std::slice::from_ref(&record)).await?;
        let mut row = row(&app, &record, &prices, &teams);
        if let Some(map) = row["metadata"].get_mut("model_map_information") {
            map["model_map_value"] = map_entry(&app, &record);
        }
        let (request, response) = said(&app, &record).await?;
        row["response"] = response;
        row["proxy_server_request"] = request;
        return Ok(Reply::ok(json!([row])));
    }
    let list = calls(&given, 100, ROWS_MAX)?;
    let dated = list.from.is_some();
    if dated
        && given
            .text("summarize")
            .is_none_or(|_| given.flag("summarize"))
    {
        return told::reply(|teller| summary(teller, app, given.text("model"), list)).await;
    }
    let (records, _) = app
        .store
        .list_calls(&list)
        .await
        .map_err(AdminError::from)?;
    let prices = app.store.prices().await.map_err(AdminError::from)?;
    let teams = team_names(&app, &records).await?;
    let rows = records.iter();
    let rows = rows.map(|record| row(&app, record, &prices, &teams));
    Ok(Reply::ok(rows.collect()))
}

/// The sums of one day: spend, and of each user, model and key.
#[derive(Serialize)]
struct DaySums<'a> {
    #[serde(rename = "startTime")]
    start_time: &'a str,
    spend: f64,
    users: BTreeMap<&'a str, f64>,
    models: BTreeMap<&'a str, f64>,
    #[serde(flatten)]
    keys: BTreeMap<&'a str, f64>,
}

/// Sums by the day, of whom calls are asked for.
async fn summary(
    teller: Teller,
    app: Arc<App>,
    model: Option<String>,
    calls: ListCalls,
) -> Result<(), Broken> {
    let mut days = ListDays {
        key_ids: calls.key_ids,
        user_ids: calls.user_ids,
        team_ids: calls.team_ids,
        model_group: model,
        ..ListDays::of(
            calls.from.unwrap_or_default(),
            calls.until.unwrap_or_default(),
        )
    };
    let kind = OwnerKind::User;
    let mut told = List::new(teller);
    while let Some(day) = app.store.end_of_days(kind, &days, End::First).await? {
        let parts = [By::Key, By::User, By::ProviderModel];
        let lines = app.store.spent(&days.only(&day), parts).await?;
        let part = |n: usize| {
            let mut sums: BTreeMap<&str, Nanos> = BTreeMap::new();
            for line in &lines {
                *sums.entry(&line.of[n]).or_default() += line.spend;
            }
            sums.into_iter()
                .map(|(name, spend)| (name, spend.usd()))
                .collect()
        };
        if !lines.is_empty() {
            let sums = DaySums {
                start_time: &day,
                spend: lines.iter().map(|line| line.spend).sum::<Nanos>().usd(),
                keys: part(0),
                users: part(1),
                models: part(2),
            };
            told.add_all([sums]).await?;
        }
        if !days.after(&day) {
            break;
        }
    }
    told.end().await
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
    let mut list = calls(&given, 50, 100)?;
    of_alias(&app, &given, &mut list).await?;
    page(&app, &list).await
}

/// A page of calls.
async fn page(app: &App, list: &ListCalls) -> Result<Reply, Problem> {
    let (records, total) = app.store.list_calls(list).await.map_err(AdminError::from)?;
    let pages = total.div_ceil(u64::from(list.size));
    let prices = app.store.prices().await.map_err(AdminError::from)?;
    let teams = team_names(app, &records).await?;
    let without_words = |record: &CallRecord| {
        let mut row = row(app, record, &prices, &teams);
        for name in ["messages", "response", "proxy_server_request"] {
            row.as_object_mut().map(|row| row.remove(name));
        }
        row
    };
    let data: Vec<Value> = records.iter().map(without_words).collect();
    Ok(Reply::ok(
        json!({ "data": data, "total": total, "page": list.page, "page_size": list.size, "total_pages": pages }),
    ))
}

async fn session(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    if given.text("session_id").is_none() {
        return Err(AdminError::Invalid {
            field: "session_id".into(),
            message: "Field required".into(),
        }
        .into());
    }
    page(&app, &calls(&given, 50, 100)?).await
}

/// What calls of a size cost, in the parts that a calculator shows.
async fn estimate(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    use crate::domain::usage::Usage;
    let fields = Fields(given.body());
    let model = fields.required("model")?;
    let count = |name: &str| -> Result<Option<u64>, Problem> {
        let said = fields.integer(name)?.value();
        said.map(|number| {
            u64::try_from(number).map_err(|_| {
                Problem::detail(
                    400,
                    json!({ "error": format!("{name} cannot be negative.") }),
                )
            })
        })
        .transpose()
    };
    let input = count("input_tokens")?.unwrap_or(0);
    let output = count("output_tokens")?.unwrap_or(0);
    let priced = |input, output| {
        let usage = Usage {
            input,
            output,
            ..Usage::default()
        };
        let cost = app.gateway.price_of(&model, &usage);
        cost.map(Nanos::usd).ok_or_else(|| {
            let why = format!("The price of model '{model}' is not known.");
            Problem::detail(404, json!({ "error": why }))
        })
    };
    let parts = [
        ("cost", priced(input, output)?),
        ("input_cost", priced(input, 0)?),
        ("output_cost", priced(0, output)?),
    ];
    let mut told = Map::from_iter([
        ("model".to_owned(), json!(model)),
        ("input_tokens".to_owned(), json!(input)),
        ("output_tokens".to_owned(), json!(output)),
    ]);
    for (name, cost) in parts {
        told.insert(format!("{name}_per_request"), json!(cost));
    }
    for (field, span) in [
        ("num_requests_per_day", "daily"),
        ("num_requests_per_month", "monthly"),
    ] {
        let calls = count(field)?;
        told.insert(field.to_owned(), json!(calls));
        for (name, cost) in parts {
            let all = calls.map(|calls| calls as f64 * cost);
            told.insert(format!("{span}_{name}"), json!(all));
        }
    }
    Ok(Reply::ok(Value::Object(told)))
}

async fn words(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let id = given.part("request_id");
    let record = app.store.find_call(id).await.map_err(AdminError::from)?;
    let own = record.filter(|record| {
        given.actor.sees_all()
            || record
                .intent
                .user_id
                .as_deref()
                .is_some_and(|user| given.actor.is_user(user))
    });
    let (request, response) = match own {
        Some(record) => said(&app, &record).await?,
        None => (json!({}), json!({})),
    };
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

pub(super) fn key_names(app: &App) -> KeyNames {
    let catalog = app.gateway.catalog();
    let known = catalog.keys().map(|entry| {
        let key = &entry.key;
        let known = KeyKnown {
            alias: key.alias.clone(),
            team_id: key.team_id.as_ref().map(ToString::to_string),
            user_id: key.user_id.as_ref().map(ToString::to_string),
        };
        (entry.id.to_string(), known)
    });
    known.collect()
}
