//! Usage: what was spent and used, by whatever one asks; the picture, the table and the file say the same.

mod export;
mod view;

use super::names::Owners;
use super::overview::sums;
use super::params::Params;
use super::range::{Range, Step};
use super::scope::Sees;
use super::table::UiRoute;
use crate::admin::AdminError;
use crate::domain::owner::{OwnerKind, Rank as Role};
use crate::domain::time::Micros;
use crate::http::App;
use crate::store::{By, ListDays, Rank, SumLine, Sums};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Its path, which is that of its entry in the navigation.
pub const PATH: &str = "/ui/usage";

/// Its routes.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::page(PATH, Role::Nobody, |app, visit| {
        Box::pin(view::show(app, visit))
    }),
    UiRoute::page("/ui/usage/export.csv", Role::Nobody, |app, visit| {
        Box::pin(export::csv(app, visit))
    }),
    UiRoute::page("/ui/usage/export.jsonl", Role::Nobody, |app, visit| {
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
    Operation,
}

impl Group {
    pub(super) const ALL: [(Self, &'static str, &'static str); 10] = [
        (Self::Time, "day", "Day"),
        (Self::Model, "model", "Model"),
        (Self::Provider, "provider", "Provider"),
        (Self::Key, "key", "Key"),
        (Self::User, "user", "User"),
        (Self::Team, "team", "Team"),
        (Self::Organization, "organization", "Organization"),
        (Self::Customer, "customer", "Customer"),
        (Self::Tag, "tag", "Tag"),
        (Self::Operation, "operation", "Operation"),
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
            Self::Operation => Some(By::Operation),
        }
    }

    /// Whether there may be thousands of it.
    fn is_wide(self) -> bool {
        matches!(
            self,
            Self::Key | Self::User | Self::Team | Self::Organization | Self::Customer
        )
    }

    /// Whose names stand elsewhere than in the ledger.
    fn owners(self) -> Option<OwnerKind> {
        match self {
            Self::User => Some(OwnerKind::User),
            Self::Team => Some(OwnerKind::Team),
            Self::Organization => Some(OwnerKind::Organization),
            Self::Customer => Some(OwnerKind::EndUser),
            _ => None,
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

    fn rank(self) -> Rank {
        match self {
            Self::Cost => Rank::Spend,
            Self::Requests => Rank::Requests,
            Self::Failures => Rank::Failures,
            Self::Tokens => Rank::Tokens,
            Self::Cached => Rank::CacheRead,
            Self::Time => Rank::MeanTime,
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
    /// By group, the most first, as far as they are shown.
    pub(super) rows: Vec<(String, Sums)>,
    /// How many groups there are.
    pub(super) count: usize,
    /// By group, of the span before.
    pub(super) before: BTreeMap<String, Sums>,
    /// By part of the span before, in order.
    pub(super) before_parts: Vec<Sums>,
    /// All of it; where a call has several tags, each call once.
    pub(super) total: Sums,
    /// What users, teams, organizations and customers are called.
    named: Owners,
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
    /// How many groups there are.
    count: usize,
    /// By part of the span.
    parts: BTreeMap<String, Sums>,
    /// By part and group.
    cells: BTreeMap<(String, String), Sums>,
}

/// Which groups are told, where there may be thousands.
#[derive(Clone, Copy)]
enum Wanted<'a> {
    /// All of them, and nothing else: no parts of the span.
    All,
    /// So many with the most of what is measured, told apart in the picture.
    Most(usize, Metric),
    /// These.
    These(&'a [String]),
}

/// Reads the address and the sums; at most `most` groups where it is said.
pub(super) async fn read(
    app: &App,
    sees: &Sees,
    query: &Params,
    most: Option<usize>,
) -> Result<Usage, AdminError> {
    let range = Range::read(query, "30d", app.gateway.now());
    let group = match query.get("by") {
        None => Group::Model,
        asked => chosen(&Group::ALL, asked),
    };
    let metric = chosen(&Metric::ALL, query.get("metric"));
    let compares = query.is_on("compare");
    let wanted = most.map_or(Wanted::All, |most| Wanted::Most(most, metric));
    let now = Box::pin(told(app, sees, &range, group, wanted)).await?;
    let mut total = Sums::default();
    for sums in now.parts.values() {
        total += *sums;
    }
    let mut rows: Vec<(String, Sums)> = now.rows.into_iter().collect();
    if group == Group::Time {
        rows.sort_by(|a, b| b.0.cmp(&a.0));
    } else {
        rows.sort_by(|a, b| ranked(metric, a, b));
    }
    let (mut before, mut before_parts) = (BTreeMap::<String, Sums>::new(), Vec::new());
    if compares {
        let earlier = range.before();
        let shown: Vec<String> = rows.iter().map(|(name, _)| name.clone()).collect();
        let wanted = most.map_or(Wanted::All, |_| Wanted::These(&shown));
        let compared = Box::pin(told(app, sees, &earlier, group, wanted)).await?;
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
    let named = match group.owners() {
        Some(kind) => Owners::of(app, kind, rows.iter().map(|(id, _)| id.as_str())).await?,
        None => Owners::default(),
    };
    Ok(Usage {
        range,
        group,
        metric,
        compares,
        cells: now.cells,
        rows,
        count: now.count,
        before,
        before_parts,
        total,
        named,
    })
}

/// The order of groups: the most first.
fn ranked(metric: Metric, a: &(String, Sums), b: &(String, Sums)) -> Ordering {
    let largest = metric.of(&b.1).cmp(&metric.of(&a.1));
    largest.then_with(|| a.0.cmp(&b.0))
}

/// The sums of a span; of its cells what the picture tells apart.
async fn told(
    app: &App,
    sees: &Sees,
    range: &Range,
    group: Group,
    wanted: Wanted<'_>,
) -> Result<Told, AdminError> {
    // Of some groups there may be thousands, too many to read them all for each day.
    let (Some(by), true, Step::Day) = (group.by(), group.is_wide(), range.step) else {
        return whole(app, sees, range, group).await;
    };
    let (days, of_group) = (sees.days(range.days()), [by]);
    let parts = async {
        match wanted {
            Wanted::All => Ok(Vec::new()),
            _ => {
                let parts = app.store.sums_of_days_with(&days, &of_group, &[By::Time]);
                parts.await
            }
        }
    };
    let rows = async {
        match wanted {
            Wanted::All => {
                let lines = app.store.sums_of_days(&days, &of_group).await?;
                Ok((lines.len(), lines))
            }
            Wanted::Most(most, metric) => {
                let found = app.store.most_of_days(&days, by, metric.rank(), most);
                found.await.map(|found| (found.count, found.lines))
            }
            Wanted::These([]) => Ok((0, Vec::new())),
            Wanted::These(names) => {
                let few = only(&days, by, names.to_vec());
                let lines = app.store.sums_of_days(&few, &of_group).await?;
                Ok((lines.len(), lines))
            }
        }
    };
    let ((count, rows), parts) = tokio::try_join!(rows, parts)?;
    let named = |lines: Vec<SumLine>| {
        let pairs = lines
            .into_iter()
            .map(|mut line| (line.of.swap_remove(0), line.sums));
        pairs.collect::<BTreeMap<_, _>>()
    };
    let parts = named(parts);
    let mut cells: BTreeMap<(String, String), Sums> = BTreeMap::new();
    let mut rest = parts.clone();
    if let Wanted::Most(_, metric) = wanted {
        // They come in this order.
        let some = rows.iter().filter(|line| metric.of(&line.sums) > 0);
        let names: Vec<String> = some
            .take(view::COLOURED)
            .map(|line| line.of[0].clone())
            .collect();
        // No names would ask for all.
        let lines = if names.is_empty() {
            Vec::new()
        } else {
            let few = only(&days, by, names);
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
    Ok(Told {
        rows: named(rows),
        count,
        parts,
        cells,
    })
}

/// The same days of these groups alone.
fn only(days: &ListDays, by: By, names: Vec<String>) -> ListDays {
    let mut few = days.clone();
    match by {
        By::User => few.user_ids = names,
        By::Team => few.team_ids = names,
        By::EndUser | By::Organization => few.labels = names,
        _ => few.key_ids = names,
    }
    few
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
    told.count = told.rows.len();
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
pub(super) fn shown(app: &App, usage: &Usage, name: &str) -> String {
    match (usage.group, name) {
        (Group::Key, id) => super::names::key(app, id),
        (Group::Model, name) => super::names::model(name).to_owned(),
        (Group::Operation, name) => super::names::operation(name),
        (Group::Provider, "") => "None".to_owned(),
        (Group::User, "") => "No user".to_owned(),
        (Group::Team, "") => "No team".to_owned(),
        (Group::Time, day) if day.len() == 10 => super::format::day(day),
        (Group::Time, hour) => {
            let hours: i64 = hour.parse().unwrap_or(0);
            let at = Micros(hours * 3_600_000_000).rfc3339();
            format!("{} {}", super::format::day(&at), &at[11..16])
        }
        (_, name) => usage.named.name(name).to_owned(),
    }
}
