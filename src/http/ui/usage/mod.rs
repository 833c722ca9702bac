//! Usage: what was spent and used, by whatever one asks; the picture, the table and the file say the same.

mod export;
mod view;

use super::overview::sums;
use super::params::Params;
use super::range::{Range, Step};
use super::scope::Sees;
use super::table::UiRoute;
use crate::admin::AdminError;
use crate::domain::owner::Rank;
use crate::domain::time::Micros;
use crate::http::App;
use crate::store::{By, SumLine, Sums};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Its path, which is that of its entry in the navigation.
pub const PATH: &str = "/ui/usage";

/// Its routes.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::page(PATH, Rank::Nobody, |app, visit| {
        Box::pin(view::show(app, visit))
    }),
    UiRoute::page("/ui/usage/export.csv", Rank::Nobody, |app, visit| {
        Box::pin(export::csv(app, visit))
    }),
    UiRoute::page("/ui/usage/export.jsonl", Rank::Nobody, |app, visit| {
        Box::pin(export::jsonl(app, visit))
    }),
];

/// What usage is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Time,
    Model,
    Provider,
    Key,
    User,
    Team,
    Organization,
    Customer,
    Tag,
}

impl Group {
    pub(super) const ALL: [(Self, &'static str, &'static str); 9] = [
        (Self::Time, "day", "Day"),
        (Self::Model, "model", "Model"),
        (Self::Provider, "provider", "Provider"),
        (Self::Key, "key", "Key"),
        (Self::User, "user", "User"),
        (Self::Team, "team", "Team"),
        (Self::Organization, "organization", "Organization"),
        (Self::Customer, "customer", "Customer"),
        (Self::Tag, "tag", "Tag"),
    ];

    fn by(self) -> Option<By> {
        match self {
            Self::Time => None,
            Self::Model => Some(By::Model),
            Self::Provider => Some(By::Provider),
            Self::Key => Some(By::Key),
            Self::User => Some(By::User),
            Self::Team => Some(By::Team),
            Self::Organization => Some(By::Organization),
            Self::Customer => Some(By::EndUser),
            Self::Tag => Some(By::Tags),
        }
    }

    fn words(self) -> &'static str {
        let found = Self::ALL.iter().find(|(group, ..)| *group == self);
        found.map_or("", |(_, _, words)| words)
    }

    fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(group, ..)| *group == self);
        found.map_or("", |(_, name, _)| name)
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Metric {
    Cost,
    Requests,
    Failures,
    Tokens,
    Cached,
    Time,
}

impl Metric {
    pub(super) const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::Cost, "cost", "Cost"),
        (Self::Requests, "requests", "Requests"),
        (Self::Failures, "failures", "Failures"),
        (Self::Tokens, "tokens", "Tokens"),
        (Self::Cached, "cached", "Cached input"),
        (Self::Time, "time", "Mean time"),
    ];

    pub(super) fn of(self, sums: &Sums) -> i64 {
        match self {
            Self::Cost => sums.spend.0,
            Self::Requests => sums.requests,
            Self::Failures => sums.failures(),
            Self::Tokens => sums.tokens(),
            Self::Cached => sums.cache_read_tokens,
            Self::Time => sums.duration_ms.checked_div(sums.requests).unwrap_or(0),
        }
    }

    fn words(self) -> &'static str {
        let found = Self::ALL.iter().find(|(metric, ..)| *metric == self);
        found.map_or("", |(_, _, words)| words)
    }
}

/// What an address asks for, and the answer.
pub(super) struct Usage {
    pub(super) range: Range,
    pub(super) group: Group,
    pub(super) metric: Metric,
    pub(super) compares: bool,
    /// By part of the range and group, as it is shown; groups without a colour of their own may stand together.
    pub(super) cells: BTreeMap<(String, String), Sums>,
    /// By group, the most first.
    pub(super) rows: Vec<(String, Sums)>,
    /// By group, of the span before.
    pub(super) before: BTreeMap<String, Sums>,
    /// By part of the span before, in order.
    pub(super) before_parts: Vec<Sums>,
    /// All of it; where a call has several tags, each call once.
    pub(super) total: Sums,
}

fn chosen<T: Copy>(all: &[(T, &'static str, &'static str)], asked: Option<&str>) -> T {
    let found = all.iter().find(|(_, name, _)| Some(*name) == asked);
    found.unwrap_or(&all[0]).0
}

/// What calls outside of the pictured groups are kept under, which nothing is called.
const OTHERS: &str = "\0";

/// The sums of one span.
#[derive(Default)]
struct Told {
    /// By group.
    rows: BTreeMap<String, Sums>,
    /// By part of the span.
    parts: BTreeMap<String, Sums>,
    /// By part and group.
    cells: BTreeMap<(String, String), Sums>,
}

/// Reads the address and the sums.
pub(super) async fn read(app: &App, sees: &Sees, query: &Params) -> Result<Usage, AdminError> {
    let range = Range::read(query, "30d", app.gateway.now());
    let group = match query.get("by") {
        None => Group::Model,
        asked => chosen(&Group::ALL, asked),
    };
    let metric = chosen(&Metric::ALL, query.get("metric"));
    let compares = query.is_on("compare");
    let earlier = range.before();
    let compared = async {
        if compares {
            Box::pin(told(app, sees, &earlier, group, None)).await
        } else {
            Ok(Told::default())
        }
    };
    let pictured = (!compares).then_some(metric);
    let now = Box::pin(told(app, sees, &range, group, pictured));
    let (now, compared) = tokio::try_join!(now, compared)?;
    let mut total = Sums::default();
    for sums in now.parts.values() {
        total += *sums;
    }
    let mut rows: Vec<(String, Sums)> = now.rows.into_iter().collect();
    if group == Group::Time {
        rows.sort_by(|a, b| b.0.cmp(&a.0));
    } else {
        rows.sort_by(|a, b| most(metric, a, b));
    }
    let (mut before, mut before_parts) = (BTreeMap::<String, Sums>::new(), Vec::new());
    if compares {
        let parts = earlier.parts();
        before_parts = parts
            .iter()
            .map(|part| compared.parts.get(&part.key).copied().unwrap_or_default())
            .collect();
        before = if group == Group::Time {
            // A day is compared with the one at the same place in the span before.
            let now = range.parts().into_iter().zip(&before_parts);
            now.map(|(part, sums)| (part.key, *sums)).collect()
        } else {
            compared.rows
        };
    }
    Ok(Usage {
        range,
        group,
        metric,
        compares,
        cells: now.cells,
        rows,
        before,
        before_parts,
        total,
    })
}

/// The order of groups: the most first.
fn most(metric: Metric, a: &(String, Sums), b: &(String, Sums)) -> Ordering {
    let largest = metric.of(&b.1).cmp(&metric.of(&a.1));
    largest.then_with(|| a.0.cmp(&b.0))
}

/// The sums of a span; of its cells what the picture of a metric tells apart, or the sums of its parts.
async fn told(
    app: &App,
    sees: &Sees,
    range: &Range,
    group: Group,
    pictured: Option<Metric>,
) -> Result<Told, AdminError> {
    // Of some groups there may be thousands, too many to read them all for each day.
    let (Some(by @ (By::Key | By::User | By::Team)), Step::Day) = (group.by(), range.step) else {
        return whole(app, sees, range, group).await;
    };
    let days = sees.days(range.days());
    let of_group = [by];
    let (rows, parts) = tokio::try_join!(
        app.store.sums_of_days(&days, &of_group),
        app.store.sums_of_days(&days, &[By::Time])
    )?;
    let named = |lines: Vec<SumLine>| {
        let pairs = lines
            .into_iter()
            .map(|mut line| (line.of.swap_remove(0), line.sums));
        pairs.collect::<BTreeMap<_, _>>()
    };
    let (rows, parts) = (named(rows), named(parts));
    let mut cells: BTreeMap<(String, String), Sums> = BTreeMap::new();
    let mut rest = parts.clone();
    if let Some(metric) = pictured {
        let mut top: Vec<(String, Sums)> = rows.clone().into_iter().collect();
        top.sort_by(|a, b| most(metric, a, b));
        let some = top.into_iter().filter(|(_, sums)| metric.of(sums) > 0);
        let ids: Vec<String> = some.take(view::COLOURED).map(|(id, _)| id).collect();
        // No names would ask for all.
        let lines = if ids.is_empty() {
            Vec::new()
        } else {
            let mut few = days;
            match by {
                By::User => few.user_ids = ids,
                By::Team => few.team_ids = ids,
                _ => few.key_ids = ids,
            }
            app.store.sums_of_days(&few, &[By::Time, by]).await?
        };
        for line in lines {
            if let (Some(part), [time, name]) = (rest.get_mut(&line.of[0]), &line.of[..]) {
                *part -= line.sums;
                cells.insert((time.clone(), name.clone()), line.sums);
            }
        }
    }
    cells.extend(
        rest.into_iter()
            .map(|(part, sums)| ((part, OTHERS.to_owned()), sums)),
    );
    Ok(Told { rows, parts, cells })
}

/// The sums of a span with all of its cells.
async fn whole(app: &App, sees: &Sees, range: &Range, group: Group) -> Result<Told, AdminError> {
    let mut by = vec![By::Time];
    by.extend(group.by());
    let mut told = Told::default();
    for line in sums(app, sees, range, &by).await? {
        *told.parts.entry(line.of[0].clone()).or_default() += line.sums;
        for name in names_of(group, &line.of) {
            *told.rows.entry(name.clone()).or_default() += line.sums;
            *told.cells.entry((line.of[0].clone(), name)).or_default() += line.sums;
        }
    }
    Ok(told)
}

/// Under which names a line counts: one, but for calls with several tags.
fn names_of(group: Group, of: &[String]) -> Vec<String> {
    match group {
        Group::Time => vec![of[0].clone()],
        Group::Tag => serde_json::from_str(&of[1]).unwrap_or_default(),
        _ => vec![of[1].clone()],
    }
}

/// What a group is called on the page.
pub(super) fn shown(app: &App, group: Group, name: &str) -> String {
    match (group, name) {
        (Group::Key, id) => super::names::key(app, id),
        (Group::Model, name) => super::names::model(name).to_owned(),
        (Group::Provider, "") => "None".to_owned(),
        (Group::User, "") => "No user".to_owned(),
        (Group::Team, "") => "No team".to_owned(),
        (Group::Time, day) if day.len() == 10 => super::format::day(day),
        (Group::Time, hour) => {
            let hours: i64 = hour.parse().unwrap_or(0);
            let at = Micros(hours * 3_600_000_000).rfc3339();
            format!("{} {}", super::format::day(&at), &at[11..16])
        }
        (_, name) => name.to_owned(),
    }
}
