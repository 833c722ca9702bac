//! `/management/v1/*`: lists and bulk changes in LiteLLM's newer form. Answers have `data`, `meta` and
//! `links`; what is wrong with a query is told as a problem document (RFC 9457).

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::fields::{Field, Fields, Kind};
use crate::admin::members::{self, Terms};
use crate::admin::users::UserChange;
use crate::admin::view::TimeForm;
use crate::admin::{AdminError, budgets, limits, teams, users};
use crate::domain::money::Nanos;
use crate::domain::owner::{Member, OwnerKind, Rank};
use crate::domain::time::Micros;
use crate::store::{Facet, ListNames};
use serde_json::{Map, Value, json};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

/// The most rows of one bulk change.
const BULK_MAX: usize = 500;
const PAGE_SIZE_MAX: u32 = 100;

const PAGE: Field = Field::new("page", Kind::Integer, "Which page, from 1.");
const PAGE_SIZE: Field = Field::new("page_size", Kind::Integer, "Rows on a page, at most 100.");
const SEARCH: Field = Field::new("q", Kind::Text, "Only those that contain this.");
const FROM: &str = "filter[startTime][gte]";
const UNTIL: &str = "filter[startTime][lte]";
const BUDGETS: &[Field] = &[
    PAGE,
    PAGE_SIZE,
    SEARCH,
    Field::new(
        "sort",
        Kind::Text,
        "budget_id, max_budget, tpm_limit, rpm_limit or created_at; with - in front the other way round.",
    ),
    Field::new(
        "filter[max_budget][gte]",
        Kind::Number,
        "Only of at least this.",
    ),
    Field::new(
        "filter[max_budget][lte]",
        Kind::Number,
        "Only of at most this.",
    ),
    Field::new(
        "filter[budget_duration][in]",
        Kind::Text,
        "Only with one of these periods, separated by commas.",
    ),
];
const NAMES: &[Field] = &[
    Field::required(FROM, Kind::Text, "From when on."),
    Field::required(UNTIL, Kind::Text, "Until when."),
    PAGE,
    PAGE_SIZE,
    SEARCH,
];
const USERS: &[Field] = &[Field::required(
    "users",
    Kind::Objects,
    "Users, each with the fields of /user/new; they get no key unless auto_create_key is true.",
)];
const IDS: &[Field] = &[Field::required("user_ids", Kind::Texts, "Users, by id.")];
const MEMBERS: &[Field] = &[Field::required(
    "members",
    Kind::Objects,
    "Members, each named by user_id or user_email.",
)];

/// The operations.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/management/v1/budgets",
        Rank::AdminViewer,
        "Lists named budgets by the page.",
        |app, given| Box::pin(list_budgets(app, given)),
    )
    .query(BUDGETS),
    Managed::get(
        "/management/v1/spend_logs/end_users",
        Rank::InternalViewer,
        "Lists the end users of calls in a stretch of time; for those who do not see everything, of their own.",
        |app, given| Box::pin(names(app, given, Facet::EndUser)),
    )
    .query(NAMES),
    Managed::get(
        "/management/v1/spend_logs/users",
        Rank::InternalViewer,
        "The same of users.",
        |app, given| Box::pin(names(app, given, Facet::User)),
    )
    .query(NAMES),
    Managed::post(
        "/management/v1/users/bulk",
        Rank::Admin,
        "Makes many users; each succeeds or fails by itself.",
        |app, given| Box::pin(create_users(app, given)),
    )
    .body(&[USERS]),
    Managed::post(
        "/management/v1/users/bulk_delete",
        Rank::Admin,
        "Deletes many users; each succeeds or fails by itself.",
        |app, given| Box::pin(delete_users(app, given)),
    )
    .body(&[IDS]),
    Managed::post(
        "/management/v1/teams/{team_id}/members/bulk_update",
        Rank::InternalViewer,
        "Changes the limits of many members of a team; each succeeds or fails by itself.",
        |app, given| Box::pin(each_member(app, given, Act::Update)),
    )
    .body(&[MEMBERS]),
    Managed::post(
        "/management/v1/teams/{team_id}/members/bulk_delete",
        Rank::InternalViewer,
        "Takes many members out of a team; each succeeds or fails by itself.",
        |app, given| Box::pin(each_member(app, given, Act::Delete)),
    )
    .body(&[MEMBERS]),
];

/// A problem document.
fn problem(status: u16, kind: &str, title: &str, detail: String) -> Problem {
    let mut problem = Problem::detail(status, Value::Null);
    problem.body = json!({
        "type": format!("about:blank#{kind}"), "title": title, "status": status, "detail": detail,
    });
    problem
}

fn wrong(detail: String) -> Problem {
    problem(
        400,
        "invalid-query-parameter",
        "Invalid query parameter",
        detail,
    )
}

/// Refuses what no list knows, since it would be taken for a filter that holds.
fn require_known(given: &Given, fields: &[Field]) -> Result<(), Problem> {
    let known = |name: &String| fields.iter().any(|field| field.name == name.as_str());
    match given.query.keys().find(|name| !known(name)) {
        None => Ok(()),
        Some(name) => Err(wrong(format!("Unknown query parameter: {name}."))),
    }
}

fn paging(given: &Given) -> Result<(u32, u32), Problem> {
    Ok((
        given.number("page", 1, u32::MAX)?,
        given.number("page_size", 50, PAGE_SIZE_MAX)?,
    ))
}

/// The address of a page of the same list.
fn link(path: &str, given: &Given, page: u32) -> String {
    let mut pairs: Vec<(String, String)> = given
        .query
        .iter()
        .filter(|(name, _)| *name != "page")
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    pairs.push(("page".into(), page.to_string()));
    pairs.sort();
    let query: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    format!("{path}?{}", query.join("&"))
}

fn encoded(text: &str) -> String {
    super::super::ui::params::encoded(text)
}

/// What a list of budgets is sorted by.
fn sorted(rows: &mut [Map<String, Value>], sort: &str) -> Result<(), Problem> {
    const COLUMNS: [&str; 5] = [
        "budget_id",
        "max_budget",
        "tpm_limit",
        "rpm_limit",
        "created_at",
    ];
    let keys: Vec<(&str, bool)> = sort
        .split(',')
        .filter(|key| !key.is_empty())
        .map(|key| {
            key.strip_prefix('-')
                .map_or((key, false), |key| (key, true))
        })
        .collect();
    if let Some((key, _)) = keys.iter().find(|(key, _)| !COLUMNS.contains(key)) {
        return Err(wrong(format!(
            "Cannot sort by '{key}'. Choose {}.",
            COLUMNS.join(", ")
        )));
    }
    let compare = |a: &Value, b: &Value| match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.as_str().cmp(&b.as_str()),
    };
    rows.sort_by(|a, b| {
        let by = keys.iter().map(|(key, descending)| {
            let order = compare(&a[*key], &b[*key]);
            if *descending { order.reverse() } else { order }
        });
        let first = by.into_iter().find(|order| order.is_ne());
        first.unwrap_or_else(|| a["budget_id"].as_str().cmp(&b["budget_id"].as_str()))
    });
    Ok(())
}

async fn list_budgets(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    const COLUMNS: [&str; 10] = [
        "budget_id",
        "max_budget",
        "soft_budget",
        "tpm_limit",
        "rpm_limit",
        "tpd_limit",
        "budget_duration",
        "budget_reset_at",
        "created_at",
        "updated_at",
    ];
    require_known(&given, BUDGETS)?;
    let (page, size) = paging(&given)?;
    let all = app.store.all_budgets().await.map_err(AdminError::from)?;
    let now = app.gateway.now();
    let mut rows: Vec<Map<String, Value>> = all
        .iter()
        .map(|budget| {
            let mut row = budgets::view(budget, now, &app.admin);
            row.retain(|name, _| COLUMNS.contains(&name.as_str()));
            row
        })
        .collect();
    let number = |name: &str| given.text(name).and_then(|text| text.parse::<f64>().ok());
    let (least, most) = (
        number("filter[max_budget][gte]"),
        number("filter[max_budget][lte]"),
    );
    let periods = given.texts("filter[budget_duration][in]");
    let search = given.text("q").map(|text| text.to_lowercase());
    rows.retain(|row| {
        let limit = row.get("max_budget").and_then(Value::as_f64);
        let period = row.get("budget_duration").and_then(Value::as_str);
        let id = row.get("budget_id").and_then(Value::as_str);
        least.is_none_or(|least| limit.is_some_and(|limit| limit >= least))
            && most.is_none_or(|most| limit.is_some_and(|limit| limit <= most))
            && (periods.is_empty()
                || period.is_some_and(|period| periods.iter().any(|one| one == period)))
            && search.as_ref().is_none_or(|search| {
                id.is_some_and(|id| id.to_lowercase().contains(search.as_str()))
            })
    });
    let sort = given.text("sort");
    sorted(&mut rows, sort.as_deref().unwrap_or("-created_at"))?;
    let pages = u32::try_from(rows.len().div_ceil(size as usize)).unwrap_or(u32::MAX);
    let start = (page as usize - 1).saturating_mul(size as usize);
    let shown: Vec<&Map<String, Value>> = rows.iter().skip(start).take(size as usize).collect();
    let to = |page: u32| link("/management/v1/budgets", &given, page);
    Ok(Reply::ok(json!({
        "data": shown,
        "meta": { "total_count": rows.len(), "page": page, "page_size": size, "total_pages": pages },
        "links": {
            "self": to(page), "first": to(1),
            "prev": (page > 1).then(|| to(page - 1)),
            "next": (page < pages).then(|| to(page + 1)),
            "last": to(pages.max(1)),
        },
    })))
}

async fn names(app: Arc<App>, given: Given, facet: Facet) -> Result<Reply, Problem> {
    require_known(&given, NAMES)?;
    let (page, size) = paging(&given)?;
    let moment = |name: &str| -> Result<Micros, Problem> {
        let text = given.text(name).unwrap_or_default();
        Micros::parse(&text).ok_or_else(|| wrong(format!("{name} must be a date or a time.")))
    };
    let own = (!given.actor.sees_all()).then(|| {
        let user = given.actor.user_id();
        user.map(ToString::to_string).unwrap_or_default()
    });
    let list = ListNames {
        facet,
        from: moment(FROM)?,
        until: moment(UNTIL)?,
        search: given.text("q"),
        user_id: own,
        page,
        size,
    };
    let (found, more) = app
        .store
        .call_names(&list)
        .await
        .map_err(AdminError::from)?;
    let path = match facet {
        Facet::EndUser => "/management/v1/spend_logs/end_users",
        Facet::User => "/management/v1/spend_logs/users",
    };
    let to = |page: u32| link(path, &given, page);
    Ok(Reply::ok(json!({
        "data": found,
        "meta": { "page": page, "page_size": size, "has_more": more },
        "links": {
            "self": to(page), "prev": (page > 1).then(|| to(page - 1)), "next": more.then(|| to(page + 1)),
        },
    })))
}

/// The rows of a bulk change.
fn rows<T>(name: &'static str, rows: Vec<T>) -> Result<Vec<T>, Problem> {
    if (1..=BULK_MAX).contains(&rows.len()) {
        return Ok(rows);
    }
    Err(AdminError::Invalid {
        field: name.into(),
        message: format!("List should have from 1 to {BULK_MAX} items"),
    }
    .into())
}

async fn create_users(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let users = Fields(given.body()).objects("users")?.value();
    let users = rows("users", users.unwrap_or_default())?;
    let (mut data, mut created) = (Vec::with_capacity(users.len()), 0);
    for mut user in users {
        let (id, email) = (
            user.get("user_id").cloned(),
            user.get("user_email").cloned(),
        );
        user.entry("auto_create_key").or_insert(json!(false));
        let made = async {
            crate::admin::defaults::fill_user(&app.admin, &mut user).await?;
            let request = UserChange::read(user)?;
            users::create(&app.admin, &given.actor, request, app.gateway.now()).await
        };
        data.push(match made.await {
            Ok((row, key)) => {
                created += 1;
                let joined = app.store.memberships(&row.owner.id).await;
                let joined = joined.map_err(AdminError::from)?.into_iter();
                let joined = joined.filter(|member| member.group == OwnerKind::Team);
                let joined: Vec<String> =
                    joined.map(|member| member.group_id.to_string()).collect();
                json!({
                    "user_id": &*row.owner.id, "user_email": row.owner.account.email, "success": true,
                    "teams": joined, "key": key.map(|key| key.secret.expose().to_owned()), "error": null,
                })
            }
            Err(error) => json!({
                "user_id": id, "user_email": email, "success": false, "teams": [], "key": null,
                "error": error.to_string(),
            }),
        });
    }
    let total = data.len();
    Ok(Reply::ok(json!({
        "data": data,
        "meta": { "total_requested": total, "created": created, "failed": total - created },
    })))
}

async fn delete_users(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let ids = Fields(given.body()).texts("user_ids")?.value();
    let ids = rows("user_ids", ids.unwrap_or_default())?;
    let mut seen = HashSet::new();
    let mut data = Vec::with_capacity(ids.len());
    for id in &ids {
        let now = app.gateway.now();
        let error = if seen.insert(id) {
            let one = std::slice::from_ref(id);
            let deleted = users::delete(&app.admin, &given.actor, one, now).await;
            deleted.err().map(|error| error.to_string())
        } else {
            Some("The request names this user twice.".to_owned())
        };
        data.push(json!({ "user_id": id, "success": error.is_none(), "error": error }));
    }
    Ok(Reply::ok(json!({ "data": data })))
}

/// What is done with members.
#[derive(Clone, Copy)]
enum Act {
    Update,
    Delete,
}

/// Does it with one member, and tells what they have then.
async fn act(
    app: &App,
    given: &Given,
    member: Member,
    fields: &Fields,
    act: Act,
) -> Result<Value, AdminError> {
    let now = app.gateway.now();
    let email = fields.0.get("user_email");
    match act {
        Act::Delete => {
            members::remove(&app.admin, &given.actor, &member, now).await?;
            Ok(json!({ "user_id": &*member.user_id, "user_email": email }))
        }
        Act::Update => {
            let mut terms = Terms::read(fields)?;
            // Roles are for /team/member_update.
            terms.role = None;
            let member = members::update(&app.admin, &given.actor, member, terms, now).await?;
            let shown = limits::view(&member.limits, TimeForm::Zulu);
            Ok(json!({
                "user_id": &*member.user_id,
                "user_email": email,
                "max_budget_in_team": member.limits.max_budget.map(Nanos::usd),
                "budget_duration": shown["budget_duration"],
                "tpm_limit": member.limits.tpm_limit,
                "rpm_limit": member.limits.rpm_limit,
                "allowed_models": member.models,
            }))
        }
    }
}

/// The same with each that a request names, in a team that the caller runs.
async fn each_member(app: Arc<App>, mut given: Given, what: Act) -> Result<Reply, Problem> {
    let named = Fields(given.body()).objects("members")?.value();
    let named = rows("members", named.unwrap_or_default())?;
    let team = given.part("team_id").to_owned();
    teams::run_by(&app.admin, &given.actor, &team, app.gateway.now()).await?;
    let mut seen = HashSet::new();
    let mut data = Vec::with_capacity(named.len());
    for member in named {
        let fields = Fields(member);
        let done = async {
            let found = members::find(&app.admin, OwnerKind::Team, &team, &fields).await?;
            let found = found
                .ok_or_else(|| AdminError::Missing(format!("User not found in team {team}.")))?;
            if !seen.insert(found.user_id.clone()) {
                return Err(AdminError::Missing(
                    "The request names this member twice.".into(),
                ));
            }
            act(&app, &given, found, &fields, what).await
        };
        data.push(match done.await {
            Ok(mut row) => {
                row["success"] = json!(true);
                row["error"] = Value::Null;
                row
            }
            Err(error) => json!({
                "user_id": fields.0.get("user_id"), "user_email": fields.0.get("user_email"),
                "success": false, "error": error.to_string(),
            }),
        });
    }
    Ok(Reply::ok(json!({ "data": data })))
}
