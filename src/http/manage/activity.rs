//! What users, teams, tags, customers and organizations spent by the day, with breakdowns.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::spend::{GROUPS, key_names, range};
use super::table::Managed;
use super::told::{self, Broken, Teller};
use crate::admin::AdminError;
use crate::admin::fields::{Field, Kind};
use crate::admin::usage::{self, Metrics, Page, Shown};
use crate::domain::owner::{OwnerKind, Rank};
use crate::domain::time::Micros;
use crate::store::{By, DayLine, DayPart, End, ListDays, SumLine};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const ACTIVITY: &[Field] = &[
    Field::new("start_date", Kind::Text, "The first day, as YYYY-MM-DD."),
    Field::new("end_date", Kind::Text, "The last day, as YYYY-MM-DD."),
    Field::new("model", Kind::Text, "Only of this public model."),
    Field::new("api_key", Kind::Text, "Only of this key, by hash."),
    Field::new("user_id", Kind::Text, "Only of this user."),
    Field::new(
        "user_ids",
        Kind::Text,
        "Only of these users, separated by commas.",
    ),
    Field::new(
        "team_ids",
        Kind::Text,
        "Only of these teams, separated by commas.",
    ),
    Field::new(
        "tags",
        Kind::Text,
        "Only with these tags, separated by commas.",
    ),
    Field::new(
        "end_user_ids",
        Kind::Text,
        "Only for these end users, separated by commas.",
    ),
    Field::new(
        "organization_ids",
        Kind::Text,
        "Only of these organizations, separated by commas.",
    ),
    Field::new(
        "search",
        Kind::Text,
        "Only of keys whose alias or hash contains this.",
    ),
    Field::new("page", Kind::Integer, "Which page, from 1."),
    Field::new(
        "page_size",
        Kind::Integer,
        "Days on a page, at most 1000; fewer where they have many lines.",
    ),
];

/// The routes of one kind of owner: by the page, whole, and under the names by which dashboards ask for
/// parts of the whole.
macro_rules! routes {
    ($noun:literal, $rank:expr, $kind:expr) => {
        routes!(@each $noun, $rank, $kind,
            ("/daily/activity", false, "What was spent by the day, with breakdowns."),
            ("/daily/activity/aggregated", true, "The same without pages."),
            ("/daily/activity/aggregated/keys", true, "The same, for its breakdown by key."),
            ("/daily/activity/aggregated/model_top_keys", true, "The same, for the keys of each model."),
            ("/daily/activity/aggregated/search", true, "The same of keys that are searched for."),
            ("/daily/activity/export", true, "The same, to be kept.")
        )
    };
    (@each $noun:literal, $rank:expr, $kind:expr, $(($path:literal, $whole:literal, $summary:literal)),*) => {
        [$(
            Managed::get(concat!("/", $noun, $path), $rank, $summary, |app, given| {
                Box::pin(of_kind(app, given, $kind, $whole))
            })
            .query(ACTIVITY)
            .groups(GROUPS)
        ),*]
    };
}

const USER: [Managed; 6] = routes!("user", Rank::Nobody, OwnerKind::User);
const TEAM: [Managed; 6] = routes!("team", Rank::Nobody, OwnerKind::Team);
const TAG: [Managed; 6] = routes!("tag", Rank::InternalViewer, OwnerKind::Tag);
const ORGANIZATION: [Managed; 6] = routes!("organization", Rank::Nobody, OwnerKind::Organization);
const CUSTOMER: [Managed; 6] = routes!("customer", Rank::AdminViewer, OwnerKind::EndUser);
const END_USER: [Managed; 6] = routes!("end_user", Rank::AdminViewer, OwnerKind::EndUser);

/// The operations on what each kind of owner spent by the day.
pub const ROUTES: [&[Managed]; 7] = [
    &USER,
    &TEAM,
    &TAG,
    &ORGANIZATION,
    &CUSTOMER,
    &END_USER,
    GATEWAY,
];

const GATEWAY: &[Managed] = &[
    Managed::get(
        "/gateway/daily/activity",
        Rank::AdminViewer,
        "Calls by the day and by operation.",
        |app, given| Box::pin(gateway(app, given)),
    )
    .query(ACTIVITY)
    .groups(GROUPS),
    Managed::get(
        "/tag/distinct",
        Rank::AdminViewer,
        "Lists the tags of calls.",
        |app, given| Box::pin(distinct(app, given)),
    )
    .query(ACTIVITY)
    .groups(GROUPS),
    Managed::get(
        "/tag/summary",
        Rank::AdminViewer,
        "What was done under each tag.",
        |app, given| Box::pin(summary(app, given)),
    )
    .query(ACTIVITY)
    .groups(GROUPS),
    Managed::get(
        "/tag/dau",
        Rank::AdminViewer,
        "How many users were active each day, by tag.",
        |app, given| Box::pin(active(app, given, 1)),
    )
    .query(ACTIVITY)
    .groups(GROUPS),
    Managed::get(
        "/tag/wau",
        Rank::AdminViewer,
        "How many users were active each week, by tag.",
        |app, given| Box::pin(active(app, given, 7)),
    )
    .query(ACTIVITY)
    .groups(GROUPS),
    Managed::get(
        "/tag/mau",
        Rank::AdminViewer,
        "How many users were active in 30 days, by tag.",
        |app, given| Box::pin(active(app, given, 30)),
    )
    .query(ACTIVITY)
    .groups(GROUPS),
    Managed::get(
        "/tag/user-agent/per-user-analytics",
        Rank::AdminViewer,
        "What each user did under tags in the last 30 days.",
        |app, given| Box::pin(per_user(app, given)),
    )
    .query(PER_USER)
    .groups(GROUPS),
];

const PER_USER: &[Field] = &[
    Field::new("tag_filter", Kind::Text, "Only of tags that contain this."),
    Field::new(
        "tag_filters",
        Kind::Text,
        "Only of these tags, separated by commas; they count before tag_filter.",
    ),
    Field::new("page", Kind::Integer, "Which page, from 1."),
    Field::new("page_size", Kind::Integer, "Users on a page, at most 1000."),
];

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
    let mut list = ListDays::of(from, until);
    list.key_ids = given.text("api_key").into_iter().collect();
    list.model_group = given.text("model");
    Ok(list)
}

/// Whose activity a caller asks for and may see: names of owners, and narrower days.
async fn allowed(
    app: &App,
    given: &Given,
    kind: OwnerKind,
    list: &mut ListDays,
) -> Result<Vec<String>, Problem> {
    let mut ids = given.texts(match kind {
        OwnerKind::User => "user_ids",
        OwnerKind::Team => "team_ids",
        OwnerKind::Organization => "organization_ids",
        OwnerKind::EndUser => "end_user_ids",
        OwnerKind::Tag => "tags",
        OwnerKind::AccessGroup => "access_groups",
    });
    let user = given.text("user_id");
    if kind == OwnerKind::User {
        ids.extend(user);
    } else {
        list.user_ids = user.into_iter().collect();
    }
    if given.actor.sees_all() {
        return Ok(ids);
    }
    let forbidden = || AdminError::Forbidden("You may only see your own activity.".into());
    let own = given.actor.user_id().map(ToString::to_string);
    match kind {
        OwnerKind::User => {
            let own = own.filter(|own| ids.iter().all(|user| user == own));
            Ok(vec![own.ok_or_else(forbidden)?])
        }
        OwnerKind::Team | OwnerKind::Organization => groups(app, given, kind, ids).await,
        OwnerKind::Tag | OwnerKind::EndUser | OwnerKind::AccessGroup => {
            list.user_ids = vec![own.ok_or_else(forbidden)?];
            Ok(ids)
        }
    }
}

/// The teams that a caller is in, or the organizations that they run.
async fn groups(
    app: &App,
    given: &Given,
    kind: OwnerKind,
    asked: Vec<String>,
) -> Result<Vec<String>, Problem> {
    let memberships = given.actor.memberships(&app.admin).await?;
    let own: Vec<String> = memberships
        .iter()
        .filter(|member| member.group == kind)
        .filter(|member| kind == OwnerKind::Team || member.role == "org_admin")
        .map(|member| member.group_id.to_string())
        .collect();
    let noun = if kind == OwnerKind::Team {
        "Team"
    } else {
        "Organization"
    };
    let missing = |message: String| Problem::detail(404, json!({ "error": message }));
    if asked.iter().any(|id| !own.contains(id)) {
        return Err(missing(format!(
            "{noun} not found, or it is not for you to see."
        )));
    }
    let ids = if asked.is_empty() { own } else { asked };
    if ids.is_empty() {
        return Err(missing(format!(
            "There is no {} whose activity you may see.",
            noun.to_lowercase()
        )));
    }
    Ok(ids)
}

/// Names of owners for their breakdown.
async fn names(app: &App, kind: OwnerKind) -> Result<BTreeMap<String, Value>, Problem> {
    let owners = app.store.all_owners().await.map_err(AdminError::from)?;
    let of_kind = owners.into_iter().filter(|row| row.owner.kind == kind);
    let named = of_kind.map(|row| {
        let owner = row.owner;
        let told = match kind {
            OwnerKind::User => {
                json!({ "user_email": owner.account.email, "user_alias": owner.alias })
            }
            OwnerKind::Team => json!({ "team_alias": owner.alias }),
            OwnerKind::Organization => json!({ "organization_alias": owner.alias }),
            OwnerKind::EndUser | OwnerKind::Tag | OwnerKind::AccessGroup => {
                json!({ "alias": owner.alias })
            }
        };
        (owner.id.to_string(), told)
    });
    Ok(named.collect())
}

async fn of_kind(
    app: Arc<App>,
    given: Given,
    kind: OwnerKind,
    whole: bool,
) -> Result<Reply, Problem> {
    let mut list = days(&given)?;
    let mut ids = allowed(&app, &given, kind, &mut list).await?;
    match kind {
        OwnerKind::User => list.user_ids = std::mem::take(&mut ids),
        OwnerKind::Team => list.team_ids = std::mem::take(&mut ids),
        _ => {}
    }
    let entity: fn(&DayLine) -> &str = match kind {
        OwnerKind::User => |line| &line.user_id,
        OwnerKind::Team => |line| &line.team_id,
        _ => |line| &line.entity,
    };
    let shown = Shown {
        entity,
        owners: names(&app, kind).await?,
        keys: key_names(&app),
    };
    let search = given.text("search").map(|part| part.to_lowercase());
    if whole || search.is_some() {
        return told::reply(|teller| tell_days(teller, app, kind, ids, list, shown, search)).await;
    }
    let size = given.number("page_size", 50, 1_000)? as usize;
    let number = given.number("page", 1, u32::MAX)? as usize;
    let (lines, page) = paged(&app, kind, &ids, list, number, size).await?;
    Reply::written(&usage::activity(&lines, &shown, &page))
}

/// An activity without pages, day by day: with thousands of keys a month of it is too much to hold.
async fn tell_days(
    teller: Teller,
    app: Arc<App>,
    kind: OwnerKind,
    ids: Vec<String>,
    mut list: ListDays,
    shown: Shown,
    search: Option<String>,
) -> Result<(), Broken> {
    let fits = |line: &DayLine| {
        let Some(part) = &search else { return true };
        let known = shown.keys.get(&line.key_id);
        let alias = known.and_then(|known| known.alias.as_ref());
        line.key_id.contains(part) || alias.is_some_and(|alias| alias.to_lowercase().contains(part))
    };
    let mut total = Metrics::default();
    let mut before = "{\"results\":[";
    while let Some(day) = app.store.end_of_days(kind, &list, End::Last).await? {
        let only = list.only(&day);
        let mut lines = told_apart(&app, kind, &ids, &only, &DayPart::ALL).await?;
        lines.retain(fits);
        for line in &lines {
            total.add(line);
        }
        if !lines.is_empty() {
            let mut text = Vec::from(before);
            told::append(&mut text, &usage::day(&day, &lines, &shown))?;
            before = ",";
            teller.say(text).await?;
        }
        if !list.before(&day) {
            break;
        }
    }
    let opened = if before == "," { "" } else { before };
    let mut text = format!("{opened}],\"metadata\":").into_bytes();
    told::append(&mut text, &usage::totals(&Page::only(total)))?;
    text.push(b'}');
    teller.say(text).await
}

/// Lines of users, teams or other owners, told apart by these parts.
async fn told_apart(
    app: &App,
    kind: OwnerKind,
    ids: &[String],
    list: &ListDays,
    parts: &[DayPart],
) -> Result<Vec<DayLine>, Problem> {
    let lines = match kind {
        OwnerKind::User | OwnerKind::Team if parts.len() == DayPart::ALL.len() => {
            app.store.list_days(list).await
        }
        OwnerKind::User | OwnerKind::Team => app.store.list_days_by(list, parts).await,
        _ => app.store.owner_days_by(kind, ids, list, parts).await,
    };
    Ok(lines.map_err(AdminError::from)?)
}

/// The sums of whole days, in their order. Of customers there may be thousands a day, so they are summed by the
/// database.
async fn whole_days(
    app: &App,
    kind: OwnerKind,
    ids: &[String],
    list: &ListDays,
) -> Result<Vec<DayLine>, Problem> {
    let by = match kind {
        OwnerKind::EndUser => By::EndUser,
        OwnerKind::Organization => By::Organization,
        _ => return told_apart(app, kind, ids, list, &[DayPart::Day]).await,
    };
    let mut list = list.clone();
    list.labels = ids.to_vec();
    let sums = app.store.sums_of_days_with(&list, &[by], &[By::Time]).await;
    let days = sums.map_err(AdminError::from)?.into_iter();
    let line = |mut line: SumLine| DayLine {
        day: line.of.swap_remove(0),
        spend: line.sums.spend,
        requests: line.sums.requests,
        successes: line.sums.successes,
        failures: line.sums.failures(),
        prompt_tokens: line.sums.prompt_tokens,
        completion_tokens: line.sums.completion_tokens,
        cache_read_tokens: line.sums.cache_read_tokens,
        cache_write_tokens: line.sums.cache_write_tokens,
        duration_ms: line.sums.duration_ms,
        ..DayLine::default()
    };
    Ok(days.map(line).collect())
}

/// Lines on a page, at most, but for a day that has more: with thousands of keys a month has too many for
/// one answer.
const PAGE_LINES: i64 = 1_500;

/// The lines of one page of days, the latest first. A page has whole days.
async fn paged(
    app: &App,
    kind: OwnerKind,
    ids: &[String],
    mut list: ListDays,
    number: usize,
    size: usize,
) -> Result<(Vec<DayLine>, Page), Problem> {
    let days = whole_days(app, kind, ids, &list).await?;
    let counts = app.store.count_day_lines(kind, &list).await;
    let counts: BTreeMap<String, i64> = counts.map_err(AdminError::from)?.into_iter().collect();
    let mut pages: Vec<(&str, &str)> = Vec::new();
    let (mut on_page, mut lines) = (0, 0);
    // Of tags there is a line for each, so a day may stand there several times.
    for of_day in days.chunk_by(|a, b| a.day == b.day).rev() {
        let day = &of_day[0].day;
        let more = counts.get(day).copied().unwrap_or_default();
        match pages.last_mut() {
            Some((first, _)) if on_page < size && lines + more <= PAGE_LINES => {
                *first = day;
                (on_page, lines) = (on_page + 1, lines + more);
            }
            _ => {
                pages.push((day, day));
                (on_page, lines) = (1, more);
            }
        }
    }
    let page = Page {
        number,
        pages: pages.len().max(1),
        total: Metrics::of(&days),
    };
    let Some((first, last)) = pages.get(number - 1) else {
        return Ok((Vec::new(), page));
    };
    (list.from, list.to) = ((*first).to_owned(), (*last).to_owned());
    let lines = told_apart(app, kind, ids, &list, &DayPart::ALL).await?;
    Ok((lines, page))
}

async fn gateway(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let counts = app
        .store
        .operation_days(&days(&given)?)
        .await
        .map_err(AdminError::from)?;
    let mut by_date: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    let mut by_route: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for count in &counts {
        for sum in [
            by_date.entry(&count.day).or_default(),
            by_route.entry(&count.by).or_default(),
        ] {
            sum.0 += count.successes;
            sum.1 += count.failures;
        }
    }
    let told = |name: &str, sums: &BTreeMap<&str, (i64, i64)>| -> Vec<Value> {
        let row = |(by, (good, bad)): (&&str, &(i64, i64))| json!({ name: by, "successful_requests": good, "failed_requests": bad, "total_requests": good + bad });
        sums.iter().map(row).collect()
    };
    let total = by_date
        .values()
        .fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
    Ok(Reply::ok(json!({
        "total_successful_requests": total.0,
        "total_failed_requests": total.1,
        "by_date": told("date", &by_date),
        "by_route": told("route", &by_route),
    })))
}

/// The days that tags are asked for; the last 30 when no range is named.
fn tag_days(app: &App, given: &Given) -> Result<ListDays, Problem> {
    Ok(match range(given)? {
        Some((from, until)) => ListDays::of(from, until),
        None => ListDays::last(30, app.gateway.now()),
    })
}

/// Lines of tags, told apart by these parts alone; of the last 30 days when no range is named.
async fn tagged(app: &App, given: &Given, parts: &[DayPart]) -> Result<Vec<DayLine>, Problem> {
    let list = tag_days(app, given)?;
    let tags = given.texts("tags");
    Ok(app
        .store
        .owner_days_by(OwnerKind::Tag, &tags, &list, parts)
        .await
        .map_err(AdminError::from)?)
}

async fn distinct(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let lines = tagged(&app, &given, &[]).await?;
    let tags: BTreeSet<&str> = lines.iter().map(|line| &*line.entity).collect();
    let results: Vec<Value> = tags.iter().map(|tag| json!({ "tag": tag })).collect();
    Ok(Reply::ok(json!({ "results": results })))
}

/// Who made a call: the key's user, or the key where it has none.
fn who(line: &DayLine) -> &str {
    if line.user_id.is_empty() {
        &line.key_id
    } else {
        &line.user_id
    }
}

async fn summary(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let lines = tagged(&app, &given, &[DayPart::Key, DayPart::User]).await?;
    let mut by_tag: BTreeMap<&str, Vec<&DayLine>> = BTreeMap::new();
    for line in &lines {
        by_tag.entry(&line.entity).or_default().push(line);
    }
    let row = |(tag, lines): (&str, Vec<&DayLine>)| {
        let users: BTreeSet<&str> = lines.iter().map(|line| who(line)).collect();
        let sum = |pick: fn(&DayLine) -> i64| lines.iter().map(|line| pick(line)).sum::<i64>();
        let spend: crate::domain::money::Nanos = lines.iter().map(|line| line.spend).sum();
        json!({
            "tag": tag, "unique_users": users.len(), "total_requests": sum(|line| line.requests),
            "successful_requests": sum(|line| line.successes), "failed_requests": sum(|line| line.failures),
            "total_tokens": sum(|line| line.prompt_tokens + line.completion_tokens), "total_spend": spend.usd(),
        })
    };
    let results: Vec<Value> = by_tag.into_iter().map(row).collect();
    Ok(Reply::ok(json!({ "results": results })))
}

/// What each user did under tags, those who spent the most first.
async fn per_user(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    const AGENT: &str = "User-Agent: ";
    let (page, size) = (
        given.number("page", 1, u32::MAX)?,
        given.number("page_size", 50, 1_000)?,
    );
    let (tags, part) = (given.texts("tag_filters"), given.text("tag_filter"));
    let list = ListDays::last(30, app.gateway.now());
    let lines = app.store.owner_days(OwnerKind::Tag, &tags, &list).await;
    let lines = lines.map_err(AdminError::from)?;
    let mut by_user: BTreeMap<(&str, Option<&str>), Vec<&DayLine>> = BTreeMap::new();
    for line in &lines {
        let wanted = !tags.is_empty()
            || part
                .as_ref()
                .is_none_or(|part| line.entity.contains(part.as_str()));
        if wanted {
            let agent = line.entity.strip_prefix(AGENT);
            by_user.entry((who(line), agent)).or_default().push(line);
        }
    }
    let known = names(&app, OwnerKind::User).await?;
    let mut rows: Vec<(crate::domain::money::Nanos, Value)> = by_user
        .into_iter()
        .map(|((user, agent), lines)| {
            let sum = |pick: fn(&DayLine) -> i64| lines.iter().map(|line| pick(line)).sum::<i64>();
            let spend: crate::domain::money::Nanos = lines.iter().map(|line| line.spend).sum();
            let row = json!({
                "user_id": user,
                "user_email": known.get(user).map(|told| told["user_email"].clone()),
                "user_agent": agent,
                "successful_requests": sum(|line| line.successes),
                "failed_requests": sum(|line| line.failures),
                "total_requests": sum(|line| line.requests),
                "total_tokens": sum(|line| line.prompt_tokens + line.completion_tokens),
                "spend": spend.usd(),
            });
            (spend, row)
        })
        .collect();
    rows.sort_by_key(|(spend, _)| std::cmp::Reverse(*spend));
    let total = rows.len();
    let start = (page as usize - 1).saturating_mul(size as usize);
    let shown: Vec<Value> = rows
        .into_iter()
        .map(|(_, row)| row)
        .skip(start)
        .take(size as usize)
        .collect();
    Ok(Reply::ok(json!({
        "results": shown, "total_count": total, "page": page, "page_size": size,
        "total_pages": total.div_ceil(size as usize),
    })))
}

/// Users who were active under each tag in stretches of days, the latest first.
async fn active(app: Arc<App>, given: Given, stretch: i64) -> Result<Reply, Problem> {
    const DAY_MICROS: i64 = 86_400_000_000;
    let number = |day: &str| {
        Micros::parse(day)
            .unwrap_or_default()
            .0
            .div_euclid(DAY_MICROS)
    };
    let name = |number: i64| Micros(number.saturating_mul(DAY_MICROS)).day();
    let list = tag_days(&app, &given)?;
    let tags = given.texts("tags");
    let today = app.gateway.now().0.div_euclid(DAY_MICROS);
    // Days without calls at either end are not looked at.
    let end_of = async |end| {
        let day = app.store.end_of_days(OwnerKind::Tag, &list, end).await;
        day.map_err(AdminError::from)
    };
    let (first, last) = (end_of(End::First).await?, end_of(End::Last).await?);
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(Reply::ok(json!({ "results": [] })));
    };
    let back = |day: &str| (today - number(day)).max(0) / stretch;
    let mut results: Vec<Value> = Vec::new();
    for back in back(&last)..=back(&first) {
        let end = today - back * stretch;
        let begin = end - stretch + 1;
        let mut of = list.clone();
        of.from = name(begin).max(first.clone());
        // What is dated in the future counts as of now.
        if back > 0 {
            of.to = name(end).min(last.clone());
        }
        let users = app.store.users_of_tags(&tags, &of).await;
        let row = |(tag, users): (String, i64)| {
            json!({ "tag": tag, "active_users": users, "date": name(end),
                    "period_start": name(begin), "period_end": name(end) })
        };
        results.extend(users.map_err(AdminError::from)?.into_iter().map(row));
    }
    Ok(Reply::ok(json!({ "results": results })))
}
