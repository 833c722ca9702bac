//! Every budget in force: what is spent, held and left, when it starts again, and when it will be used up at
//! the pace so far. Named budgets are made here; those of keys, teams and users with their holders.

mod boost;
mod named;

use super::super::App;
use super::super::error::Problem;
use super::layout::Page;
use super::params::Params;
use super::parts::{self, Form, Tone};
use super::scope::Sees;
use super::table::UiRoute;
use super::visit::Visit;
use super::{format, names};
use crate::admin::AdminError;
use crate::domain::budget::{Budget, ScopeKind};
use crate::domain::money::Nanos;
use crate::domain::owner::{NamedBudget, OwnerKind, Rank};
use crate::domain::time::Micros;
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// Its routes.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::page(PATH, Rank::Nobody, |app, visit| Box::pin(show(app, visit))),
    UiRoute::page("/ui/budgets/new", Rank::AdminViewer, |app, visit| {
        Box::pin(named::new(app, visit))
    }),
    UiRoute::form("/ui/budgets/new", Rank::Admin, |app, visit| {
        Box::pin(named::create(app, visit))
    }),
    UiRoute::page("/ui/budgets/edit/{id}", Rank::AdminViewer, |app, visit| {
        Box::pin(named::edit(app, visit))
    }),
    UiRoute::form("/ui/budgets/edit/{id}", Rank::Admin, |app, visit| {
        Box::pin(named::update(app, visit))
    }),
    UiRoute::form("/ui/budgets/delete/{id}", Rank::Admin, |app, visit| {
        Box::pin(named::delete(app, visit))
    }),
    UiRoute::page("/ui/budgets/boost", Rank::Admin, |app, visit| {
        Box::pin(boost::ask(app, visit))
    }),
    UiRoute::form("/ui/budgets/boost", Rank::Admin, |app, visit| {
        Box::pin(boost::raise(app, visit))
    }),
];

const PATH: &str = "/ui/budgets";
/// Budgets on a page.
const PAGE: usize = 100;

/// A budget in its current window.
pub struct InForce {
    /// Whose.
    pub kind: ScopeKind,
    /// The id of the holder.
    pub id: Arc<str>,
    /// What the holder is called.
    pub label: String,
    /// Where the holder is shown.
    pub href: Option<String>,
    /// How often it starts again, as written.
    pub period: Option<Arc<str>>,
    /// What is spent in this window.
    pub spent: Nanos,
    /// What calls in flight hold.
    pub reserved: Nanos,
    /// The limit, raised if it is raised now.
    pub limit: Nanos,
    /// Until when it is raised.
    pub raised_until: Option<Micros>,
    /// When the window began; none for budgets that never start again.
    pub since: Option<Micros>,
    /// When it ends.
    pub resets: Option<Micros>,
    /// The model that answers beyond the limit, in place of a refusal.
    pub degrade_to: Option<Arc<str>>,
}

impl InForce {
    /// What share of it is spent, in parts of one.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.limit.0 > 0 {
            self.spent.0 as f64 / self.limit.0 as f64
        } else {
            1.0
        }
    }

    /// When the limit is reached at the pace of this window so far, if that is before the window ends.
    #[must_use]
    pub fn used_up_at(&self, now: Micros) -> Option<Micros> {
        let (since, resets) = (self.since?, self.resets?);
        let (past, left) = (now.0 - since.0, (self.limit - self.spent).0);
        // Of the first hundredth of a window no pace can be told.
        if past * 100 < resets.0 - since.0 || self.spent.0 <= 0 || left <= 0 {
            return None;
        }
        let more = (left as f64 / self.spent.0 as f64 * past as f64) as i64;
        let at = Micros(now.0.saturating_add(more));
        (at < resets).then_some(at)
    }
}

fn in_force(app: &App, budget: &Budget, label: String, href: Option<String>) -> InForce {
    let catalog = app.gateway.catalog();
    let now = app.gateway.now();
    let (window, resets) = budget.window(&catalog.policy.calendar, now);
    let (spent, reserved) = app.gateway.ledger.balance(&window);
    let raised = budget.raise.filter(|(_, until)| now < *until);
    InForce {
        kind: budget.scope.kind,
        id: budget.scope.id.clone(),
        label,
        href,
        period: budget.period.as_ref().map(|(_, written)| written.clone()),
        spent,
        reserved,
        limit: budget.limit_at(now),
        raised_until: raised.map(|(_, until)| until),
        since: resets.map(|_| window.start),
        resets,
        degrade_to: budget.degrade_to.first().cloned(),
    }
}

/// Where a holder is shown.
#[must_use]
pub fn place(kind: ScopeKind, id: &str) -> Option<String> {
    let id = super::params::encoded(id);
    match kind {
        ScopeKind::Key => Some(format!("/ui/keys/{id}")),
        ScopeKind::Team => Some(format!("/ui/teams/{id}")),
        ScopeKind::User => Some(format!("/ui/users/{id}")),
        ScopeKind::Organization => Some(format!("/ui/organizations/of/{id}")),
        ScopeKind::EndUser => Some(format!("/ui/customers/of/{id}")),
        ScopeKind::Tag => Some(format!("/ui/tags/of/{id}")),
        _ => None,
    }
}

/// Every budget that somebody sees, those nearest to their limit first.
#[must_use]
pub fn all(app: &App, sees: &Sees) -> Vec<InForce> {
    let catalog = app.gateway.catalog().clone();
    let mut all = Vec::new();
    if let (Some(budget), Sees::All) = (&catalog.policy.max_budget, sees) {
        all.push(in_force(app, budget, "The whole proxy".into(), None));
    }
    for entry in catalog.keys() {
        let key = &entry.key;
        if !sees.covers(&entry.id, key.user_id.as_deref()) {
            continue;
        }
        let name = key.alias.clone().unwrap_or_else(|| key.name.clone());
        for holder in entry
            .holders
            .iter()
            .filter(|holder| holder.scope.kind == ScopeKind::Key)
        {
            for budget in holder.all_budgets() {
                all.push(in_force(
                    app,
                    budget,
                    name.clone(),
                    place(ScopeKind::Key, &entry.id),
                ));
            }
        }
    }
    if *sees == Sees::All {
        for holder in catalog.owners.everyone() {
            let (kind, id) = (holder.scope.kind, &holder.scope.id);
            for budget in holder.all_budgets() {
                all.push(in_force(
                    app,
                    budget,
                    budget.label.to_string(),
                    place(kind, id),
                ));
            }
        }
    }
    all.sort_by(|a, b| {
        b.share()
            .total_cmp(&a.share())
            .then_with(|| a.label.cmp(&b.label))
    });
    all
}

/// Calls holders by the names that people gave them. Each is looked up, so this is for a few of them.
pub async fn name(app: &App, all: &mut [InForce]) -> Result<(), AdminError> {
    for one in all {
        if let (ScopeKind::TeamMember, Some((user, team))) = (one.kind, one.id.rsplit_once(':')) {
            one.label = format!("{user} in {team}");
            one.href = Some(format!(
                "/ui/teams/{}/members/{}",
                super::params::encoded(team),
                super::params::encoded(user)
            ));
            continue;
        }
        if let (ScopeKind::OrganizationMember, Some((user, organization))) =
            (one.kind, one.id.rsplit_once(':'))
        {
            one.label = format!("{user} in {organization}");
            one.href = Some(format!(
                "/ui/organizations/of/{}",
                super::params::encoded(organization)
            ));
            continue;
        }
        let kind = match one.kind {
            ScopeKind::Team => OwnerKind::Team,
            ScopeKind::User => OwnerKind::User,
            ScopeKind::Organization => OwnerKind::Organization,
            ScopeKind::EndUser => OwnerKind::EndUser,
            ScopeKind::Tag => OwnerKind::Tag,
            ScopeKind::AccessGroup => OwnerKind::AccessGroup,
            _ => continue,
        };
        let row = app.store.get_owner(kind, &one.id).await?;
        let alias = row.and_then(|row| row.owner.alias.or(row.owner.account.email));
        one.label = alias.unwrap_or_else(|| one.id.to_string());
    }
    Ok(())
}

async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let sees = Sees::of(visit.actor());
    let mut all = all(&app, &sees);
    let count = all.len();
    if let Some(kind) = visit.query.get("kind") {
        all.retain(|one| one.kind.as_str() == kind);
    }
    if let Some(search) = visit.query.get("search") {
        let search = search.to_lowercase();
        all.retain(|one| one.label.to_lowercase().contains(&search) || one.id.contains(&search));
    }
    let fitting = all.len();
    all.truncate(PAGE);
    name(&app, &mut all).await?;
    let named = match sees {
        Sees::All => app.store.all_budgets().await.map_err(AdminError::from)?,
        _ => Vec::new(),
    };
    let actions = html! {
        @if visit.is_admin() { a.btn.primary href="/ui/budgets/new" data-key="n" { "New named budget" } }
    };
    let body = html! {
        (parts::head("Budgets", html! { p { "A call must fit all budgets above it. Its highest cost is held before it is made, and what it cost is counted after: calls at the same time cannot pass a limit together." } }, actions))
        @if count > 0 { (filters(&visit.query)) }
        section.card {
            @if all.is_empty() {
                @if count == 0 {
                    (parts::empty("No budget is set", "Give a key, a team or a user a budget, and it stands here with what is left of it.", html! { a.btn href="/ui/keys" { "To the keys" } }))
                } @else {
                    (parts::empty("No budget fits", "Try other words.", html! { a.btn href=(PATH) { "Show all" } }))
                }
            } @else {
                div.table tabindex="0" role="region" aria-label="Budgets" { (table(&app, &visit, &all)) }
                @if fitting > PAGE { div.pager { "The " (PAGE) " nearest to their limit of " (format::grouped(fitting as i64)) "; search for others." } }
            }
        }
        @if sees == Sees::All { (named_card(&visit, &named)) }
    };
    Ok(Page::new("Budgets", PATH, body).show(&app, &visit))
}

fn filters(query: &Params) -> Markup {
    let form = Form {
        values: query.clone(),
        ..Form::default()
    };
    let kinds = parts::options(&[
        ("", "Anybody"),
        ("key", "Keys"),
        ("team", "Teams"),
        ("user", "Users"),
        ("team_member", "Team members"),
        ("organization", "Organizations"),
        ("end_user", "Customers"),
        ("tag", "Tags"),
        ("model", "Single models"),
    ]);
    html! {
        form.filters method="get" action=(PATH) {
            div.field.wide { label for="search" { "Name" } input id="search" name="search" type="search" value=(query.raw("search")) data-find; }
            (form.choice("kind", "Of", "", &kinds))
            button type="submit" { "Filter" }
        }
    }
}

fn table(app: &App, visit: &Visit, all: &[InForce]) -> Markup {
    let now = app.gateway.now();
    let may = visit.is_admin();
    html! {
        table {
            thead { tr {
                th scope="col" { "Whose" } th scope="col" { "Spent" } th.num.opt scope="col" { "Held" } th.num.opt scope="col" { "Left" }
                th.opt scope="col" { "Forecast" } th.opt scope="col" { "Starts again" } @if may { th.opt scope="col" { span.sr { "Actions" } } }
            } }
            tbody { @for one in all { tr data-href=[one.href.as_deref()] {
                th scope="row" {
                    div.cut { @match &one.href { Some(href) => a href=(href) { (one.label) }, None => span { (one.label) } } }
                    span.sub { (names::kind(one.kind)) @if let Some(period) = &one.period { ", " (format::every(period)) } }
                }
                td {
                    (parts::meter(one.spent, Some(one.limit)))
                    @if let Some(until) = one.raised_until { span.sub { "raised, ends " (format::ago(until, now)) } }
                }
                td.num.opt { @if one.reserved.0 > 0 { (format::money(one.reserved)) } @else { span.faint { "–" } } }
                td.num.opt { (format::money(Nanos((one.limit - one.spent - one.reserved).0.max(0)))) }
                td.opt { (forecast(one, now)) }
                td.opt { @match one.resets { Some(at) => (format::ago(at, now)), None => span.faint { "never" } } }
                @if may { td.num.opt { @if let Some(href) = raise_link(one) { a.btn.quiet href=(href) { "Raise" } } } }
            } } }
        }
    }
}

fn forecast(one: &InForce, now: Micros) -> Markup {
    if one.spent >= one.limit {
        return html! {
            (parts::badge(Tone::Bad, "Used up"))
            span.sub { @match &one.degrade_to { Some(model) => { "calls go to " (model) }, None => "calls are refused" } }
        };
    }
    match one.used_up_at(now) {
        Some(at) => html! { (parts::badge(Tone::Warn, "Used up")) " " (format::ago(at, now)) },
        None if one.resets.is_some() => html! { span.soft { "Lasts" } },
        None => html! { span.faint { "–" } },
    }
}

/// Holders whose budget can be raised for a while.
fn raise_link(one: &InForce) -> Option<String> {
    matches!(one.kind, ScopeKind::Key | ScopeKind::Team | ScopeKind::User)
        .then(|| boost::path(one.kind, &one.id, &one.label, ""))
}

/// The way to raise the budget of a holder for a while and back to its page, for those who may.
#[must_use]
pub fn raising(
    visit: &Visit,
    kind: ScopeKind,
    id: &str,
    label: &str,
    limit: Option<Nanos>,
) -> Markup {
    html! { @if limit.is_some() && visit.is_admin() {
        a.small href=(boost::path(kind, id, label, boost::FROM_HOLDER)) { "Raise the budget for a while" }
    } }
}

fn named_card(visit: &Visit, named: &[NamedBudget]) -> Markup {
    if named.is_empty() {
        return html! {};
    }
    parts::table_card(
        "Named budgets",
        html! { span.small.soft { "Limits under a name, which keys, users, teams and customers point at" } },
        html! { table {
            thead { tr { th scope="col" { "Name" } th.num scope="col" { "Budget" } th.opt scope="col" { "Starts again" } th.num.opt scope="col" { "Requests/min" } th.num.opt scope="col" { "Tokens/min" } th scope="col" { span.sr { "Actions" } } } }
            tbody { @for one in named {
                @let id = super::params::encoded(&one.id);
                tr {
                    th scope="row" { div.cut { span { (one.id) } } }
                    td.num { @match one.limits.max_budget { Some(limit) => (format::money(limit)), None => span.faint { "–" } } }
                    td.opt { @match one.limits.budget_period { Some(span) => (format::every(&span.to_string())), None => span.faint { "never" } } }
                    td.num.opt { (count(one.limits.rpm_limit)) }
                    td.num.opt { (count(one.limits.tpm_limit)) }
                    td.num { @if visit.is_admin() { a.btn.quiet href={ "/ui/budgets/edit/" (id) } { "Edit" } } }
                }
            } }
        } },
    )
}

fn count(limit: Option<i64>) -> Markup {
    html! { @match limit { Some(limit) => (format::grouped(limit)), None => span.faint { "–" } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_used_up_when_its_pace_says_so() {
        const DAY: i64 = 86_400_000_000;
        let mut one = InForce {
            kind: ScopeKind::Key,
            id: "k".into(),
            label: "k".into(),
            href: None,
            period: Some("10d".into()),
            spent: Nanos(50),
            reserved: Nanos(0),
            limit: Nanos(100),
            raised_until: None,
            since: Some(Micros(0)),
            resets: Some(Micros(10 * DAY)),
            degrade_to: None,
        };
        let now = Micros(2 * DAY);
        assert_eq!(
            one.used_up_at(now),
            Some(Micros(4 * DAY)),
            "half in two days"
        );
        one.spent = Nanos(10);
        assert_eq!(one.used_up_at(now), None, "it lasts");
        one.spent = Nanos(100);
        assert_eq!(one.used_up_at(now), None, "it is used up already");
        (one.spent, one.since, one.resets) = (Nanos(50), None, None);
        assert_eq!(one.used_up_at(now), None, "it never starts again");
    }
}
