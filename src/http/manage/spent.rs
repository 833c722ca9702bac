//! Reports of thousands of lines: what each team, customer, key, user or organization spent, and how often the
//! cache answered. Lines come in the order in which they are told and are written as they are, with no tree of
//! values between.

use super::super::App;
use super::super::error::Problem;
use super::global::{RANGE, asked_days};
use super::reply::{Given, Reply};
use super::spend::{GROUPS, range};
use super::table::Managed;
use super::told::{self, Broken, List, Teller};
use crate::admin::fields::{Field, Kind};
use crate::admin::{AdminError, usage};
use crate::domain::money::Nanos;
use crate::domain::owner::{OwnerKind, Rank};
use crate::store::{By, DayPart, End, ListDays, Spent};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

const REPORT: &[Field] = &[
    Field::new("start_date", Kind::Text, "The first day, as YYYY-MM-DD."),
    Field::new("end_date", Kind::Text, "The last day, as YYYY-MM-DD."),
    Field::new(
        "group_by",
        Kind::Text,
        "team, customer, api_key, user or organization; team without.",
    ),
    Field::new("api_key", Kind::Text, "Only of this key, by hash."),
    Field::new("internal_user_id", Kind::Text, "Only of this user."),
    Field::new("team_id", Kind::Text, "Only of this team."),
    Field::new("customer_id", Kind::Text, "Only for this end user."),
];

/// The reports.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/global/activity/cache_hits",
        Rank::AdminViewer,
        "How often the cache answered, by key, operation and model.",
        |app, given| Box::pin(cache_hits(app, given)),
    )
    .query(RANGE)
    .groups(GROUPS),
    REPORT_OF.at("/global/spend/report"),
    REPORT_OF_KEYS.at("/key/spend/report"),
    REPORT_OF_USERS.at("/user/spend/report"),
    REPORT_OF.at("/team/spend/report"),
    REPORT_OF_ORGANIZATIONS.at("/organization/spend/report"),
    Managed::get(
        "/team/spend/by_user",
        Rank::Nobody,
        "What each user of a team spent.",
        |app, given| Box::pin(team_by_user(app, given)),
    )
    .query(REPORT)
    .groups(GROUPS),
];

const REPORT_OF: Managed = Managed::get(
    "/global/spend/report",
    Rank::AdminViewer,
    "Spend of each team, customer, key or user, by the day.",
    |app, given| Box::pin(report(app, given, "team")),
)
.query(REPORT)
.groups(GROUPS);

const REPORT_OF_KEYS: Managed = Managed::get(
    "/key/spend/report",
    Rank::AdminViewer,
    "Spend of each key, by model.",
    |app, given| Box::pin(report(app, given, "api_key")),
)
.query(REPORT)
.groups(GROUPS);

const REPORT_OF_ORGANIZATIONS: Managed = Managed::get(
    "/organization/spend/report",
    Rank::AdminViewer,
    "Spend of each organization, by model.",
    |app, given| Box::pin(report(app, given, "organization")),
)
.query(REPORT)
.groups(GROUPS);

const REPORT_OF_USERS: Managed = Managed::get(
    "/user/spend/report",
    Rank::AdminViewer,
    "Spend of each user, by model.",
    |app, given| Box::pin(report(app, given, "user")),
)
.query(REPORT)
.groups(GROUPS);

/// A line of how often the cache answered, in LiteLLM's names.
#[derive(Serialize)]
struct Hits {
    api_key: String,
    call_type: String,
    model: String,
    total_rows: i64,
    cache_hit_true_rows: i64,
    cached_completion_tokens: i64,
    generated_completion_tokens: i64,
}

async fn cache_hits(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let list = asked_days(&app, &given)?;
    told::reply(|teller| tell_hits(teller, app, list)).await
}

async fn tell_hits(teller: Teller, app: Arc<App>, list: ListDays) -> Result<(), Broken> {
    let mut told = List::new(teller);
    for keys in app.store.stretches(&list, By::Key).await? {
        let lines = app.store.cache_lines(&list, &keys).await?;
        let rows = lines.into_iter().map(|line| Hits {
            api_key: line.key_id,
            call_type: line.call_type,
            model: line.model_group,
            total_rows: line.calls,
            cache_hit_true_rows: line.hits,
            cached_completion_tokens: line.cached_tokens,
            generated_completion_tokens: line.generated_tokens,
        });
        told.add_all(rows).await?;
    }
    told.end().await
}

/// What one owner spent on one model.
#[derive(Serialize)]
struct OfModel<'a> {
    model: &'a str,
    total_cost: f64,
    total_input_tokens: i64,
    total_output_tokens: i64,
}

/// What one owner spent, by model.
#[derive(Serialize)]
struct ByModel<'a> {
    #[serde(flatten)]
    owner: BTreeMap<&'a str, &'a str>,
    total_cost: f64,
    total_input_tokens: i64,
    total_output_tokens: i64,
    model_details: Vec<OfModel<'a>>,
}

/// Spend of each owner, by model: lines of one owner stand together.
fn by_model(lines: &[Spent<2>], noun: &str) -> Result<Reply, Problem> {
    let owners = lines.chunk_by(|a, b| a.of[0] == b.of[0]);
    let rows = owners.map(|lines| {
        let sum = |pick: fn(&Spent<2>) -> i64| lines.iter().map(pick).sum::<i64>();
        let details = lines.iter().map(|line| OfModel {
            model: &line.of[1],
            total_cost: line.spend.usd(),
            total_input_tokens: line.prompt_tokens,
            total_output_tokens: line.completion_tokens,
        });
        ByModel {
            owner: BTreeMap::from([(noun, lines[0].of[0].as_str())]),
            total_cost: lines.iter().map(|line| line.spend).sum::<Nanos>().usd(),
            total_input_tokens: sum(|line| line.prompt_tokens),
            total_output_tokens: sum(|line| line.completion_tokens),
            model_details: details.collect(),
        }
    });
    Reply::written(&rows.collect::<Vec<_>>())
}

/// What was spent on one model by one key.
#[derive(Serialize)]
struct OfKey<'a> {
    model: &'a str,
    spend: f64,
    api_key: &'a str,
    total_tokens: i64,
}

impl<'a> OfKey<'a> {
    /// Of a line whose last two names are the key and the model.
    fn of<const N: usize>(line: &'a Spent<N>) -> Self {
        Self {
            model: &line.of[N - 1],
            spend: line.spend.usd(),
            api_key: &line.of[N - 2],
            total_tokens: line.prompt_tokens + line.completion_tokens,
        }
    }
}

/// What a team spent on one day, by key and model.
#[derive(Serialize)]
struct OfTeam<'a> {
    team_name: &'a str,
    total_spend: f64,
    metadata: Vec<OfKey<'a>>,
}

/// What teams spent on one day.
#[derive(Serialize)]
struct OfDay<'a> {
    group_by_day: String,
    teams: Vec<OfTeam<'a>>,
}

/// What was spent for one customer, by key and model.
#[derive(Serialize)]
struct OfCustomer<'a> {
    customer: &'a str,
    total_spend: f64,
    metadata: Vec<OfKey<'a>>,
}

fn total<const N: usize>(lines: &[Spent<N>]) -> f64 {
    lines.iter().map(|line| line.spend).sum::<Nanos>().usd()
}

fn of_team(lines: &[Spent<3>]) -> OfTeam<'_> {
    OfTeam {
        team_name: &lines[0].of[0],
        total_spend: total(lines),
        metadata: lines.iter().map(OfKey::of).collect(),
    }
}

/// What teams spent, day by day.
async fn teams_by_day(teller: Teller, app: Arc<App>, mut list: ListDays) -> Result<(), Broken> {
    let kind = OwnerKind::Team;
    let mut told = List::new(teller);
    while let Some(day) = app.store.end_of_days(kind, &list, End::First).await? {
        let parts = [By::Team, By::Key, By::ProviderModel];
        let mut lines = app.store.spent(&list.only(&day), parts).await?;
        lines.retain(|line| !line.of[0].is_empty());
        if !lines.is_empty() {
            let teams = lines.chunk_by(|a, b| a.of[0] == b.of[0]).map(of_team);
            let of_day = OfDay {
                group_by_day: format!("{day}T00:00:00+00:00"),
                teams: teams.collect(),
            };
            told.add_all([of_day]).await?;
        }
        if !list.after(&day) {
            break;
        }
    }
    told.end().await
}

/// What was spent for each customer, some of them at a time.
async fn tell_customers(teller: Teller, app: Arc<App>, list: ListDays) -> Result<(), Broken> {
    let parts = [By::EndUser, By::Key, By::ProviderModel];
    let mut told = List::new(teller);
    for customers in app.store.stretches(&list, By::EndUser).await? {
        let lines = app.store.spent_of(&list, parts, &customers).await?;
        let of_customers = lines.chunk_by(|a, b| a.of[0] == b.of[0]);
        let rows = of_customers.map(|lines| OfCustomer {
            customer: &lines[0].of[0],
            total_spend: total(lines),
            metadata: lines.iter().map(OfKey::of).collect(),
        });
        told.add_all(rows).await?;
    }
    told.end().await
}

async fn report(app: Arc<App>, given: Given, default: &str) -> Result<Reply, Problem> {
    let Some((from, until)) = range(&given)? else {
        return Err(Problem::detail(
            400,
            json!({ "error": "Please provide start_date and end_date" }),
        ));
    };
    let mut list = ListDays::of(from, until);
    list.key_ids = given.text("api_key").into_iter().collect();
    list.user_ids = given.text("internal_user_id").into_iter().collect();
    list.team_ids = given.text("team_id").into_iter().collect();
    let by = given.text("group_by").unwrap_or_else(|| default.to_owned());
    let failed = AdminError::from;
    let of_models = match by.as_str() {
        "api_key" => (By::Key, "api_key"),
        "user" => (By::User, "user_id"),
        "organization" => (By::Organization, "organization_id"),
        "customer" => {
            list.labels = given.text("customer_id").into_iter().collect();
            return told::reply(|teller| tell_customers(teller, app, list)).await;
        }
        "team" => {
            return told::reply(|teller| teams_by_day(teller, app, list)).await;
        }
        other => {
            return Err(Problem::detail(
                400,
                json!({ "error": format!("group_by={other} is not known. Use team, customer, api_key, user or organization.") }),
            ));
        }
    };
    let parts = [of_models.0, By::ProviderModel];
    let lines = app.store.spent(&list, parts).await.map_err(failed)?;
    by_model(&lines, of_models.1)
}

async fn team_by_user(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let team = given.text("team_id").unwrap_or_default();
    if !given.actor.sees_all() && !given.actor.runs_team(&app.admin, &team).await? {
        return Err(AdminError::Forbidden(format!(
            "Only admins of the proxy or of team {team} may see this."
        ))
        .into());
    }
    let mut list = asked_days(&app, &given)?;
    list.team_ids = vec![team];
    let lines = app.store.list_days_by(&list, &[DayPart::User]).await;
    let lines = lines.map_err(AdminError::from)?;
    let rows = usage::by(&lines, |line| &line.user_id);
    Ok(Reply::ok(
        rows.iter()
            .map(|(user, spend)| json!({ "user_id": user, "total_spend": spend.usd() }))
            .collect(),
    ))
}
