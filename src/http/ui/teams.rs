//! Teams: who is in one, what they may spend together, and what they spent.

use super::super::App;
use super::super::error::Problem;
use super::budgets;
use super::fields::{self, As, LIMITS};
use super::format;
use super::frame::Frame;
use super::layout::{Page, token};
use super::members::{self, Group};
use super::once::Once;
use super::overview::{spend_chart, total};
use super::params::{Params, encoded, link};
use super::parts::{self, Form, Tone};
use super::range::Range;
use super::table::UiRoute;
use super::visit::{Visit, redirect_telling};
use crate::admin::owners::{self, OwnerSpend};
use crate::admin::spend::Spent;
use crate::admin::teams::{self, TeamChange};
use crate::admin::{Actor, Admin, AdminError};
use crate::domain::budget::ScopeKind;
use crate::domain::owner::{OwnerKind, Rank};
use crate::store::{By, ListDays, ListOwners, OwnerSort};
use axum::response::Response;
use maud::{Markup, html};
use serde_json::json;
use std::sync::Arc;

/// Its routes.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::page(PATH, Rank::Nobody, |app, visit| Box::pin(show(app, visit))),
    UiRoute::page("/ui/teams/new", Rank::Admin, |app, visit| {
        Box::pin(async move { Ok(form_page(&app, &visit, &Form::default(), None)) })
    }),
    UiRoute::form("/ui/teams/new", Rank::Admin, |app, visit| {
        Box::pin(create(app, visit))
    }),
    UiRoute::page("/ui/teams/{id}", Rank::Nobody, |app, visit| {
        Box::pin(detail(app, visit, Form::default()))
    }),
    UiRoute::page("/ui/teams/{id}/edit", Rank::Internal, |app, visit| {
        Box::pin(edit(app, visit))
    }),
    UiRoute::form("/ui/teams/{id}/edit", Rank::Internal, |app, visit| {
        Box::pin(update(app, visit))
    }),
    UiRoute::form("/ui/teams/{id}/block", Rank::Admin, |app, visit| {
        Box::pin(block(app, visit))
    }),
    UiRoute::form("/ui/teams/{id}/delete", Rank::Admin, |app, visit| {
        Box::pin(delete(app, visit))
    }),
    UiRoute::form("/ui/teams/{id}/members", Rank::Internal, |app, visit| {
        Box::pin(add_member(app, visit))
    }),
    UiRoute::form(
        "/ui/teams/{id}/members/remove",
        Rank::Internal,
        |app, visit| Box::pin(remove_member(app, visit)),
    ),
    UiRoute::page(
        "/ui/teams/{id}/members/{user}",
        Rank::Internal,
        |app, visit| Box::pin(member(app, visit)),
    ),
    UiRoute::form(
        "/ui/teams/{id}/members/{user}",
        Rank::Internal,
        |app, visit| Box::pin(change_member(app, visit)),
    ),
];

const PATH: &str = "/ui/teams";
/// Groups of users, as tabs of one entry of the navigation.
pub const TABS: &[(&str, &str)] = &[(PATH, "Teams"), ("/ui/organizations", "Organizations")];
const PAGE: u32 = 50;
const FIELDS: &[(&str, As)] = &[
    ("team_alias", As::Text),
    ("models", As::Names),
    ("organization_id", As::Text),
];

/// What a team is called.
#[must_use]
pub fn name(row: &OwnerSpend) -> &str {
    row.owner.alias.as_deref().unwrap_or(&row.owner.id)
}

/// Those who run a team, or see everything.
async fn may_see(admin: &Admin, actor: &Actor, id: &str) -> Result<bool, AdminError> {
    Ok(actor.sees_all()
        || actor.in_team(admin, id).await?.is_some()
        || actor.runs_team(admin, id).await?)
}

async fn found(app: &App, visit: &Visit) -> Result<OwnerSpend, AdminError> {
    let id = visit.part("id");
    if !may_see(&app.admin, visit.actor(), id).await? {
        return Err(AdminError::NotFound(format!(
            "There is no team {id} that you are in."
        )));
    }
    teams::get(&app.admin, id, app.gateway.now()).await
}

async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let now = app.gateway.now();
    let page = visit
        .query
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .max(1);
    let mut list = ListOwners {
        page,
        size: PAGE,
        search: visit.query.get("search").map(str::to_owned),
        sort_by: OwnerSort::Spend,
        descending: true,
        ..ListOwners::of(OwnerKind::Team)
    };
    if !visit.actor().sees_all() {
        let own = visit.actor().memberships(&app.admin).await?;
        let own = own.iter().filter(|member| member.group == OwnerKind::Team);
        list.ids = own.map(|member| member.group_id.to_string()).collect();
        if list.ids.is_empty() {
            // No condition would be no limit.
            list.ids.push(String::new());
        }
    }
    let (rows, count) = owners::list(&app.admin, &list, now).await?;
    let actions = html! { @if visit.is_admin() { a.btn.primary href="/ui/teams/new" data-key="n" { "New team" } } };
    let body = html! {
        (parts::head("Teams", html! { p { "Users who share keys, models and money." } }, actions))
        @if visit.actor().sees_all() { (parts::tabs(TABS, PATH)) }
        (search(PATH, &visit.query))
        section.card {
            @if rows.is_empty() {
                @if visit.query.get("search").is_some() {
                    (parts::empty("No team fits", "Try a part of its name.", html! { a.btn href=(PATH) { "Show all" } }))
                } @else {
                    (parts::empty("No teams yet", "A team has one budget and one list of models for all its keys; members can have budgets of their own in it.",
                        html! { @if visit.is_admin() { a.btn.primary href="/ui/teams/new" { "New team" } } }))
                }
            } @else {
                div.table tabindex="0" role="region" aria-label="Teams" { table {
                    thead { tr { th scope="col" { "Team" } th scope="col" { "Spent" } th.opt scope="col" { "Models" } th.opt scope="col" { "Starts again" } th.opt scope="col" { "State" } } }
                    tbody { @for row in &rows {
                        @let href = format!("/ui/teams/{}", encoded(&row.owner.id));
                        tr data-href=(href) {
                            th scope="row" { div.cut { a href=(href) { (name(row)) } } @if row.owner.alias.is_some() { span.sub.break { (row.owner.id) } } }
                            td { (parts::meter(row.spent.spend, row.owner.limits.max_budget)) }
                            td.opt { (models(&row.owner.models)) }
                            td.opt { @match row.spent.resets_at { Some(at) => (format::ago(at, now)), None => span.faint { "never" } } }
                            td.opt { (state(row.owner.blocked)) }
                        }
                    } }
                } }
                (pager(PATH, &visit.query, page, count, PAGE))
            }
        }
    };
    Ok(Page::new("Teams", PATH, body).show(&app, &visit))
}

/// A search by name.
#[must_use]
pub fn search(path: &str, query: &Params) -> Markup {
    html! {
        form.filters method="get" action=(path) role="search" {
            div.field.wide { label for="search" { "Name" } input id="search" name="search" type="search" value=(query.raw("search")) data-find; }
            button type="submit" { "Search" }
        }
    }
}

/// The way through numbered pages.
#[must_use]
pub fn pager(path: &str, query: &Params, page: u32, count: u64, size: u32) -> Markup {
    let pages = count.div_ceil(u64::from(size)).max(1);
    let at = |page: u32| query.with("page", &page.to_string()).at(path);
    html! {
        div.pager {
            span { (format::grouped(count as i64)) " in all" @if pages > 1 { ", page " (page) " of " (pages) } }
            div.actions {
                @if page > 1 { a.btn href=(at(page - 1)) rel="prev" { "Previous" } }
                @if u64::from(page) < pages { a.btn href=(at(page + 1)) rel="next" { "Next" } }
            }
        }
    }
}

/// Models that somebody may call, in short.
#[must_use]
pub fn models(models: &[String]) -> Markup {
    html! {
        @match models {
            [] => span.soft { "all" },
            [first] => span.break { (first) },
            [first, rest @ ..] => span title=(models.join(", ")) { (first) " + " (rest.len()) },
        }
    }
}

/// Whether somebody is let in.
#[must_use]
pub fn state(blocked: bool) -> Markup {
    if blocked {
        parts::badge(Tone::Bad, "Blocked")
    } else {
        parts::badge(Tone::Good, "Active")
    }
}

/// What somebody spent and may do, as facts.
#[must_use]
pub fn limit_facts(row: &OwnerSpend, now: crate::domain::time::Micros) -> Markup {
    let limits = &row.owner.limits;
    let rate = |limit: Option<i64>| match limit {
        Some(limit) => html! { (format::grouped(limit)) },
        None => html! { span.faint { "no limit" } },
    };
    let Spent {
        spend,
        total,
        resets_at,
    } = row.spent;
    parts::facts(&[
        (
            "Spent",
            html! { (parts::meter(spend, limits.max_budget)) @if let Some(at) = resets_at { span.small.soft { "starts again " (format::ago(at, now)) } } },
        ),
        ("Ever", html! { (format::money(total)) }),
        (
            "Models",
            html! { @if row.owner.models.is_empty() { span.soft { "all" } } @else { (row.owner.models.join(", ")) } },
        ),
        ("Requests per minute", rate(limits.rpm_limit)),
        ("Tokens per minute", rate(limits.tpm_limit)),
        ("Tokens per day", rate(limits.more.tokens_per_day)),
        ("At the same time", rate(limits.max_parallel_requests)),
        (
            "Made",
            html! { (format::ago(row.owner.created_at, now)) " by " (row.owner.created_by) },
        ),
    ])
}

async fn detail(app: Arc<App>, visit: Visit, form: Form) -> Result<Response, Problem> {
    let row = found(&app, &visit).await?;
    let now = app.gateway.now();
    let id = &row.owner.id;
    let runs = visit.may_change() && visit.actor().runs_team(&app.admin, id).await?;
    let group = group(&row, runs);
    let members = members::card(&app, &visit, &group, &form).await?;
    let path = group.path;
    let actions = html! {
        a.btn href=(link("/ui/keys", &[("team", id)])) { "Keys" }
        a.btn href=(link("/ui/logs", &[("team", id), ("range", "7d")])) { "Log" }
        @if visit.is_admin() { a.btn href=(link("/ui/keys/new", &[("team", id)])) { "New key" } }
        @if runs { a.btn.primary href={ (path) "/edit" } data-key="e" { "Edit" } }
    };
    let chart = spend_card(&app, &visit, &path, ("team", id)).await?;
    let body = html! {
        (parts::head_under((PATH, "Teams"), name(&row), html! { p { (state(row.owner.blocked)) " " code.break { (id) } } }, actions))
        (chart)
        div.grid-2 {
            (parts::card("Limits", budgets::raising(&visit, ScopeKind::Team, id, name(&row), row.owner.limits.max_budget), limit_facts(&row, now)))
            @if visit.is_admin() { (danger(&visit, &row, &path)) }
        }
        (members)
    };
    let page = Page::new(name(&row), PATH, body);
    Ok(page.show_form(&form, &app, &visit))
}

/// What a team or a user spent, by model. `of` is the filter of the log that finds their calls.
pub async fn spend_card(
    app: &App,
    visit: &Visit,
    here: &str,
    (of, id): (&'static str, &str),
) -> Result<Markup, AdminError> {
    let range = Range::read(&visit.query, "30d", app.gateway.now()).of_whole_days();
    let ids = vec![id.to_owned()];
    let list = match of {
        "team" => ListDays {
            team_ids: ids,
            ..range.days()
        },
        _ => ListDays {
            user_ids: ids,
            ..range.days()
        },
    };
    let lines = app
        .store
        .sums_of_days(&list, &[By::Time, By::Model])
        .await?;
    let all = total(&lines);
    Ok(parts::card(
        "Spend by model",
        range.switch(here, &visit.query),
        html! {
            @if all.requests > 0 { p.soft { (format::money(all.spend)) " for " (format::plural(all.requests, "call", "calls")) ", " (range.words()) } }
            (spend_chart(&lines, &range, &[(of, id)]))
        },
    ))
}

fn danger(visit: &Visit, row: &OwnerSpend, path: &str) -> Markup {
    let blocked = row.owner.blocked;
    parts::card(
        "Stop",
        html! {},
        html! {
            form.form method="post" action={ (path) "/block" } {
                (token(&visit.session))
                input type="hidden" name="blocked" value=(if blocked { "" } else { "on" });
                p.soft { @if blocked { "Its keys are refused now." } @else { "Its keys are refused from the next call on, and nothing is lost." } }
                div.end { button type="submit" { @if blocked { "Let in again" } @else { "Block" } } }
            }
            details.more { summary { "Delete this team" } div {
                p.soft { "Its keys go with it. What it spent stays in the ledger. Type " strong { (name(row)) } " to go on." }
                form.form method="post" action={ (path) "/delete" } {
                    (token(&visit.session))
                    div.field { label for="typed" { "Name" } input id="typed" name="typed" autocomplete="off" data-typed=(name(row)); }
                    div.end { button.danger.primary type="submit" { "Delete" } }
                }
            } }
        },
    )
}

fn group(row: &OwnerSpend, runs: bool) -> Group<'_> {
    Group {
        owner: &row.owner,
        path: format!("{PATH}/{}", encoded(&row.owner.id)),
        runs,
    }
}

fn form_page(app: &App, visit: &Visit, form: &Form, of: Option<&OwnerSpend>) -> Response {
    let frame = Frame {
        one: "team",
        list: (PATH, "Teams"),
        nav: PATH,
        about: "",
        of: of.map(|row| (&row.owner, group(row, true).path, name(row))),
    };
    let before = html! {
        div.row {
            (form.text("team_alias", "Name", "", "Research"))
            @if visit.is_admin() { (form.text("organization_id", "Organization", "Its id; what the team spends counts there too.", "None")) }
        }
        (form.area("models", "Models", "Names, openai/* or *, separated by commas. None is all.", "gpt-5-mini, claude-*"))
    };
    frame.show(app, visit, form, (before, html! {}))
}

fn all_fields() -> Vec<(&'static str, As)> {
    FIELDS.iter().chain(LIMITS).copied().collect()
}

async fn create(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let once = match Once::begin(&app, &visit, PATH) {
        Ok(once) => once,
        Err(sent) => return Ok(*sent),
    };
    let body = fields::new_body(&visit.form, &all_fields());
    let made = match TeamChange::read(body) {
        Ok(change) => teams::create(&app.admin, visit.actor(), change, app.gateway.now()).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(row) => {
            let to = format!("/ui/teams/{}", encoded(&row.owner.id));
            once.made(&to);
            Ok(redirect_telling(
                &to,
                &format!("Team {} is there. Add its members below.", name(&row)),
            ))
        }
        Err(error) => {
            once.failed();
            let form = Form::refused(visit.form.clone(), error)?;
            Ok(form_page(&app, &visit, &form, None))
        }
    }
}

/// A team as its form shows it.
fn stored(row: &OwnerSpend) -> Form {
    let mut values = fields::limits(&row.owner.limits);
    values.push(("team_alias", row.owner.alias.clone().unwrap_or_default()));
    values.push(("models", row.owner.models.join(", ")));
    let organization = row.owner.organization_id.as_deref().unwrap_or_default();
    values.push(("organization_id", organization.to_owned()));
    Form::of(&values)
}

async fn edit(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let now = app.gateway.now();
    let row = teams::run_by(&app.admin, visit.actor(), visit.part("id"), now).await?;
    Ok(form_page(&app, &visit, &stored(&row), Some(&row)))
}

async fn update(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let now = app.gateway.now();
    let row = teams::run_by(&app.admin, visit.actor(), visit.part("id"), now).await?;
    if visit.form.raw("revision") != row.owner.updated_at.0.to_string() {
        let form = Form::stale(visit.form.clone(), stored(&row), &row.owner.updated_by);
        return Ok(form_page(&app, &visit, &form, Some(&row)));
    }
    let mut body = fields::body(&visit.form, &all_fields());
    if !visit.is_admin() {
        // Whoever runs a team names it; money and models are for admins of the proxy.
        body.retain(|name, _| name == "team_alias");
    }
    body.insert("team_id".into(), json!(&*row.owner.id));
    let changed = match TeamChange::read(body) {
        Ok(change) => teams::update(&app.admin, visit.actor(), change, now).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(row) => Ok(redirect_telling(
            &format!("/ui/teams/{}", encoded(&row.owner.id)),
            "Saved.",
        )),
        Err(error) => {
            let form = Form::refused(visit.form.clone(), error)?;
            Ok(form_page(&app, &visit, &form, Some(&row)))
        }
    }
}

async fn block(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let (id, blocked) = (visit.part("id"), visit.form.is_on("blocked"));
    teams::set_blocked(&app.admin, visit.actor(), id, blocked, app.gateway.now()).await?;
    let told = if blocked {
        "Blocked: its keys are refused from now on."
    } else {
        "Its keys are let in again."
    };
    Ok(redirect_telling(
        &format!("/ui/teams/{}", encoded(id)),
        told,
    ))
}

async fn delete(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let now = app.gateway.now();
    let row = teams::get(&app.admin, visit.part("id"), now).await?;
    if visit.form.raw("typed") != name(&row) {
        return Err(Problem::detail(
            400,
            "The name that was typed is not the team's. Nothing was deleted.",
        ));
    }
    teams::delete(&app.admin, visit.actor(), &[row.owner.id.to_string()], now).await?;
    Ok(redirect_telling(
        PATH,
        &format!("Team {} is gone.", name(&row)),
    ))
}

async fn run_by(app: &App, visit: &Visit) -> Result<OwnerSpend, AdminError> {
    let now = app.gateway.now();
    teams::run_by(&app.admin, visit.actor(), visit.part("id"), now).await
}

async fn add_member(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = run_by(&app, &visit).await?;
    match members::join(&app, &visit, &row.owner).await {
        Ok(member) => {
            let told = format!("{} is in the team.", member.user_id);
            Ok(redirect_telling(&group(&row, true).path, &told))
        }
        Err(error) => {
            let form = members::refused(&visit, error)?;
            detail(app, visit, form).await
        }
    }
}

async fn remove_member(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = run_by(&app, &visit).await?;
    let who = members::leave(&app, &visit, &row.owner).await?;
    let told = format!("{who} is no longer in the team.");
    Ok(redirect_telling(&group(&row, true).path, &told))
}

async fn member(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = run_by(&app, &visit).await?;
    Ok(members::edit(&app, &visit, (&group(&row, true), PATH), None).await?)
}

async fn change_member(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = run_by(&app, &visit).await?;
    let group = group(&row, true);
    Ok(match members::change(&app, &visit, &row.owner).await? {
        Ok(told) => redirect_telling(&group.path, &told),
        Err(form) => members::edit(&app, &visit, (&group, PATH), Some(form)).await?,
    })
}
