//! `/global/*` and reports: what was spent and done in all.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::spend::{GROUPS, LIMIT, ROWS_MAX, key_names, range};
use super::table::Managed;
use crate::admin::AdminError;
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::{spend, usage};
use crate::domain::budget::WindowKey;
use crate::domain::money::Nanos;
use crate::domain::owner::{OwnerKind, Rank};
use crate::store::{CallCount, DayLine, DayPart, ListDays};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) const RANGE: &[Field] = &[
    Field::new("start_date", Kind::Text, "The first day, as YYYY-MM-DD."),
    Field::new("end_date", Kind::Text, "The last day, as YYYY-MM-DD."),
];
const MODEL_RANGE: &[Field] = &[
    Field::new("start_date", Kind::Text, "The first day, as YYYY-MM-DD."),
    Field::new("end_date", Kind::Text, "The last day, as YYYY-MM-DD."),
    Field::new("model_group", Kind::Text, "Only of this public model."),
];
const TAGS: &[Field] = &[
    Field::new("start_date", Kind::Text, "The first day, as YYYY-MM-DD."),
    Field::new("end_date", Kind::Text, "The last day, as YYYY-MM-DD."),
    Field::new(
        "tags",
        Kind::Text,
        "Only with these tags, separated by commas.",
    ),
];
const END_USERS: &[Field] = &[
    Field::new("api_key", Kind::Text, "Only of this key, by hash."),
    Field::new("startTime", Kind::Text, "From when."),
    Field::new("endTime", Kind::Text, "Until when."),
];
/// Days that are summed when no range is named.
const DAYS: i64 = 30;

/// The operations on what was spent and done in all.
pub const ROUTES: &[Managed] = &[
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
        "/global/activity/model",
        Rank::AdminViewer,
        "Calls and tokens of each model by the day.",
        |app, given| Box::pin(model_activity(app, given)),
    )
    .query(RANGE)
    .groups(GROUPS),
    EXCEPTIONS,
    Managed::get(
        "/global/activity/exceptions/deployment",
        Rank::AdminViewer,
        "Calls that rate limits refused, by the day and by where they would have gone.",
        |app, given| Box::pin(deployment_exceptions(app, given)),
    )
    .query(MODEL_RANGE)
    .groups(GROUPS),
    Managed::get(
        "/global/spend/tags",
        Rank::AdminViewer,
        "Spend by tag.",
        |app, given| Box::pin(global_tags(app, given)),
    )
    .query(TAGS)
    .groups(GROUPS),
    Managed::get(
        "/global/spend/all_tag_names",
        Rank::AdminViewer,
        "Lists the tags of calls and those that were made.",
        |app, given| Box::pin(tag_names(app, given)),
    )
    .query(RANGE)
    .groups(GROUPS),
    Managed::get(
        "/spend/tags",
        Rank::InternalViewer,
        "Spend by tag, of one's own calls or of all.",
        |app, given| Box::pin(own_tags(app, given)),
    )
    .query(RANGE)
    .groups(GROUPS),
    Managed::post(
        "/global/spend/end_users",
        Rank::AdminViewer,
        "Spend by end user.",
        |app, given| Box::pin(global_end_users(app, given)),
    )
    .body(&[END_USERS])
    .body_optional()
    .tells()
    .groups(GROUPS),
    Managed::get(
        "/global/all_end_users",
        Rank::AdminViewer,
        "Lists the end users of calls.",
        |app, _| Box::pin(all_end_users(app)),
    )
    .groups(GROUPS),
    Managed::post(
        "/global/spend/refresh",
        Rank::Admin,
        "Does nothing: sums are always up to date.",
        |_, _| Box::pin(async { Ok(Reply::ok(Value::Null)) }),
    )
    .body(&[&[]])
    .body_optional()
    .tells()
    .groups(GROUPS),
];

const EXCEPTIONS: Managed = Managed::get(
    "/global/activity/exceptions",
    Rank::AdminViewer,
    "Calls that rate limits refused, by the day.",
    |app, given| Box::pin(exceptions(app, given)),
)
.query(MODEL_RANGE)
.groups(GROUPS);

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

/// Lines of the days of a query, told apart by these parts alone.
async fn lines(app: &App, given: &Given, parts: &[DayPart]) -> Result<Vec<DayLine>, Problem> {
    let list = asked_days(app, given)?;
    let lines = app.store.list_days_by(&list, parts).await;
    Ok(lines.map_err(AdminError::from)?)
}

async fn global_days(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let lines = lines(&app, &given, &[DayPart::Day]).await?;
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
    let lines = lines(&app, &given, &[DayPart::Key]).await?;
    let names = key_names(&app);
    let rows = usage::by(&lines, |line| &line.key_id)
        .into_iter()
        .take(most(&given)?);
    Ok(Reply::ok(rows.map(|(id, spend)| {
        let alias = names.get(&id).and_then(|known| known.alias.clone());
        json!({ "api_key": id, "key_alias": alias, "key_name": alias, "total_spend": spend.usd() })
    }).collect()))
}

async fn global_models(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let lines = lines(&app, &given, &[DayPart::Model]).await?;
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
    let lines = lines(&app, &given, &[DayPart::Provider]).await?;
    let rows = usage::by(&lines, |line| &line.provider)
        .into_iter()
        .filter(|(provider, _)| !provider.is_empty());
    Ok(Reply::ok(
        rows.map(|(provider, spend)| json!({ "provider": provider, "spend": spend.usd() }))
            .collect(),
    ))
}

async fn global_teams(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let lines: Vec<_> = lines(&app, &given, &[DayPart::Day, DayPart::Team])
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

async fn reset(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    spend::reset_all(&app.admin, &given.actor, app.gateway.now()).await?;
    Ok(Reply::ok(
        json!({ "message": "Spend for all API Keys and Teams reset successfully", "status": "success" }),
    ))
}

async fn global_activity(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let mut list = asked_days(&app, &given)?;
    if !given.actor.sees_all() {
        let own = given.actor.user_id().map(ToString::to_string);
        list.user_ids = vec![own.unwrap_or_default()];
    }
    let lines = app.store.list_days_by(&list, &[DayPart::Day]).await;
    let lines = lines.map_err(AdminError::from)?;
    let mut days: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for line in &lines {
        let day = days.entry(&line.day).or_default();
        day.0 += line.requests;
        day.1 += line.prompt_tokens + line.completion_tokens;
    }
    let (requests, tokens) = days
        .values()
        .fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
    let daily: Vec<Value> = days.iter().map(|(day, (requests, tokens))| json!({ "date": month_and_day(day), "api_requests": requests, "total_tokens": tokens })).collect();
    Ok(Reply::ok(
        json!({ "daily_data": daily, "sum_api_requests": requests, "sum_total_tokens": tokens }),
    ))
}

/// `Nov 23`, as LiteLLM's charts label a day.
fn month_and_day(day: &str) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut parts = day.split('-').skip(1);
    let month = parts.next().and_then(|month| month.parse::<usize>().ok());
    let name = month.and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    match (name, parts.next()) {
        (Some(name), Some(number)) => format!("{name} {number}"),
        _ => day.to_owned(),
    }
}

/// The days of a query, or the last thirty.
pub(super) fn asked_days(app: &App, given: &Given) -> Result<ListDays, Problem> {
    Ok(match range(given)? {
        Some((from, until)) => ListDays::of(from, until),
        None => ListDays::last(DAYS, app.gateway.now()),
    })
}

async fn model_activity(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let lines = lines(&app, &given, &[DayPart::Day, DayPart::ModelGroup]).await?;
    let mut models: BTreeMap<&str, BTreeMap<&str, (i64, i64)>> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.model_group.is_empty()) {
        let day = models
            .entry(&line.model_group)
            .or_default()
            .entry(&line.day)
            .or_default();
        day.0 += line.requests;
        day.1 += line.prompt_tokens + line.completion_tokens;
    }
    let row = |(model, days): (&str, BTreeMap<&str, (i64, i64)>)| {
        let sum = days
            .values()
            .fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
        let daily: Vec<Value> = days
            .iter()
            .map(|(day, (requests, tokens))| json!({ "date": month_and_day(day), "api_requests": requests, "total_tokens": tokens }))
            .collect();
        json!({ "model": model, "daily_data": daily, "sum_api_requests": sum.0, "sum_total_tokens": sum.1 })
    };
    Ok(Reply::ok(models.into_iter().map(row).collect()))
}

/// Refusals by the day: `{daily_data, sum}` under LiteLLM's names.
fn refusals(counts: &[&CallCount]) -> Value {
    let mut days: BTreeMap<&str, i64> = BTreeMap::new();
    for count in counts {
        *days.entry(&count.day).or_default() += count.failures + count.successes;
    }
    let daily: Vec<Value> = days
        .iter()
        .map(|(day, number)| json!({ "date": month_and_day(day), "num_rate_limit_exceptions": number }))
        .collect();
    json!({ "daily_data": daily, "sum_num_rate_limit_exceptions": days.values().sum::<i64>() })
}

async fn refused(app: &App, given: &Given) -> Result<Vec<CallCount>, Problem> {
    let mut list = asked_days(app, given)?;
    list.model_group = given.text("model_group");
    Ok(app
        .store
        .limited_days(&list)
        .await
        .map_err(AdminError::from)?)
}

async fn exceptions(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let counts = refused(&app, &given).await?;
    Ok(Reply::ok(refusals(&counts.iter().collect::<Vec<_>>())))
}

async fn deployment_exceptions(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let counts = refused(&app, &given).await?;
    let mut places: BTreeMap<&str, Vec<&CallCount>> = BTreeMap::new();
    for count in &counts {
        places.entry(&count.by).or_default().push(count);
    }
    let row = |(place, counts): (&str, Vec<&CallCount>)| {
        let mut row = refusals(&counts);
        row["api_base"] = json!(place);
        row
    };
    Ok(Reply::ok(places.into_iter().map(row).collect()))
}

/// Spend and calls of each of whom there is one line, the most spent first.
fn most_spent(lines: Vec<DayLine>) -> Vec<(String, Nanos, i64)> {
    let told = lines.into_iter();
    let mut told: Vec<_> = told
        .map(|line| (line.entity, line.spend, line.requests))
        .collect();
    told.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    told
}

/// Spend and calls of each tag, the most spent first.
async fn by_tag(
    app: &App,
    given: &Given,
    user: Option<String>,
) -> Result<Vec<(String, Nanos, i64)>, Problem> {
    let mut list = asked_days(app, given)?;
    list.user_ids = user.into_iter().collect();
    let tags = given.texts("tags");
    let lines = app
        .store
        .owner_days_by(OwnerKind::Tag, &tags, &list, &[])
        .await
        .map_err(AdminError::from)?;
    Ok(most_spent(lines))
}

async fn global_tags(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let rows = by_tag(&app, &given, None).await?;
    let rows: Vec<Value> = rows
        .iter()
        .map(|(tag, spend, count)| json!({ "name": tag, "spend": spend.usd(), "log_count": count }))
        .collect();
    Ok(Reply::ok(json!({ "spend_per_tag": rows })))
}

async fn own_tags(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let own = (!given.actor.sees_all()).then(|| {
        given
            .actor
            .user_id()
            .map(ToString::to_string)
            .unwrap_or_default()
    });
    let rows = by_tag(&app, &given, own).await?;
    let row = |(tag, spend, count): &(String, Nanos, i64)| json!({ "individual_request_tag": tag, "log_count": count, "total_spend": spend.usd() });
    Ok(Reply::ok(rows.iter().map(row).collect()))
}

async fn tag_names(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let used = by_tag(&app, &given, None).await?;
    let made = app.store.all_owners().await.map_err(AdminError::from)?;
    let made = made
        .into_iter()
        .filter(|row| row.owner.kind == OwnerKind::Tag);
    let mut names: Vec<String> = used
        .into_iter()
        .map(|(tag, ..)| tag)
        .chain(made.map(|row| row.owner.id.to_string()))
        .collect();
    names.sort_unstable();
    names.dedup();
    Ok(Reply::ok(json!({ "tag_names": names })))
}

async fn global_end_users(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    for (from, to) in [("startTime", "start_date"), ("endTime", "end_date")] {
        if let Some(text) = fields.text(from)?.value() {
            given.query.insert(to.to_owned(), text);
        }
    }
    let mut list = asked_days(&app, &given)?;
    list.key_ids = fields.text("api_key")?.value().into_iter().collect();
    let lines = app
        .store
        .owner_days_by(OwnerKind::EndUser, &[], &list, &[])
        .await
        .map_err(AdminError::from)?;
    let rows = most_spent(lines).into_iter().take(ROWS_MAX as usize);
    let row = |(user, spend, count): (String, Nanos, i64)| json!({ "end_user": user, "total_count": count, "total_spend": spend.usd() });
    Ok(Reply::ok(rows.map(row).collect()))
}

async fn all_end_users(app: Arc<App>) -> Result<Reply, Problem> {
    let seen = app
        .store
        .end_users_seen(ROWS_MAX)
        .await
        .map_err(AdminError::from)?;
    Ok(Reply::ok(json!({ "end_users": seen })))
}

#[cfg(test)]
mod tests {
    use super::month_and_day;

    #[test]
    fn days_read_as_charts_label_them() {
        assert_eq!(month_and_day("2026-11-23"), "Nov 23");
        assert_eq!(month_and_day("soon"), "soon");
    }
}
