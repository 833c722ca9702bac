//! Teams: who is in one, what they may spend together, and what they spent.

use super::super::App;
use super::super::error::Problem;
use super::budgets::stale;
use super::fields::{self, As, LIMITS};
use super::format;
use super::layout::{Page, token};
use super::params::{Params, encoded, link};
use super::parts::{self, Form, Tone};
use super::table::UiRoute;
use super::visit::{Visit, redirect_telling};
use crate::admin::members::{self, NewMember, Terms};
use crate::admin::owners::{self, OwnerSpend};
use crate::admin::spend::Spent;
use crate::admin::teams::{self, TeamChange};
use crate::admin::{Actor, Admin, AdminError};
use crate::domain::owner::{Member, OwnerKind, Rank};
use crate::store::{ListOwners, OwnerSort};
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
];

const PATH: &str = "/ui/teams";
const PAGE: u32 = 50;
const FIELDS: &[(&str, As)] = &[("team_alias", As::Text), ("models", As::Names)];

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
                    thead { tr { th scope="col" { "Team" } th scope="col" { "Spent" } th.opt scope="col" { "Models" } th.num.opt scope="col" { "Starts again" } th.opt scope="col" { "State" } } }
                    tbody { @for row in &rows {
                        @let href = format!("/ui/teams/{}", encoded(&row.owner.id));
                        tr data-href=(href) {
                            th scope="row" { div.cut { a href=(href) { (name(row)) } } @if row.owner.alias.is_some() { span.sub.break { (row.owner.id) } } }
                            td { (parts::meter(row.spent.spend, row.owner.limits.max_budget)) }
                            td.opt { (models(&row.owner.models)) }
                            td.num.opt { @match row.spent.resets_at { Some(at) => (format::ago(at, now)), None => span.faint { "never" } } }
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
    let all = app
        .store
        .members_of(OwnerKind::Team, id)
        .await
        .map_err(AdminError::from)?;
    let spent = members::spent(&app.admin, &all, now).await?;
    let catalog = app.gateway.catalog().clone();
    let known = |member: &Member| {
        let owners = &catalog.owners;
        owners.holder(OwnerKind::User, &member.user_id).is_some()
    };
    let listed: Vec<Listed<'_>> = all
        .iter()
        .zip(&spent)
        .map(|(member, spent)| Listed {
            member,
            spent,
            known: known(member),
        })
        .collect();
    let runs = visit.may_change() && visit.actor().runs_team(&app.admin, id).await?;
    let path = format!("/ui/teams/{}", encoded(id));
    let actions = html! {
        a.btn href=(link("/ui/keys", &[("team", id)])) { "Keys" }
        a.btn href=(link("/ui/logs", &[("team", id)])) { "Log" }
        @if runs { a.btn.primary href={ (path) "/edit" } data-key="e" { "Edit" } }
    };
    let body = html! {
        (parts::crumb(PATH, "Teams"))
        (parts::head(name(&row), html! { p { (state(row.owner.blocked)) " " code.break { (id) } } }, actions))
        div.grid-2 {
            (parts::card("Limits", html! {}, limit_facts(&row, now)))
            @if visit.is_admin() { (danger(&visit, &row, &path)) }
        }
        (members_card(&visit, &listed, runs, &path, &form))
    };
    let page = Page::new(name(&row), PATH, body);
    Ok(if form.wrong.is_some() {
        page.show_with(400, &app, &visit)
    } else {
        page.show(&app, &visit)
    })
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

/// Members with what each spent, and whether they are known as users.
struct Listed<'a> {
    member: &'a Member,
    spent: &'a Spent,
    known: bool,
}

fn members_card(visit: &Visit, all: &[Listed<'_>], runs: bool, path: &str, form: &Form) -> Markup {
    let roles = parts::options(&[("user", "Member"), ("admin", "Runs the team")]);
    html! {
        section.card {
            header { h2 { "Members" } span.small.soft { (format::plural(all.len() as i64, "member", "members")) } }
            @if all.is_empty() { div.body { p.soft { "Nobody is in it. Its keys work all the same." } } } @else {
                div.table tabindex="0" role="region" aria-label="Members" { table {
                    thead { tr { th scope="col" { "User" } th scope="col" { "Role" } th scope="col" { "Spent in the team" } @if runs { th scope="col" { span.sr { "Actions" } } } } }
                    tbody { @for Listed { member, spent, known } in all { tr {
                        th scope="row" { div.cut { @if *known { a href={ "/ui/users/" (encoded(&member.user_id)) } { (member.user_id) } } @else { span { (member.user_id) } } } }
                        td { @if member.role == "admin" { "Runs the team" } @else { "Member" } }
                        td { (parts::meter(spent.spend, member.limits.max_budget)) }
                        @if runs { td.num { form.inline method="post" action={ (path) "/members/remove" } {
                            (token(&visit.session))
                            input type="hidden" name="user_id" value=(member.user_id);
                            button.quiet type="submit" { "Remove" span.sr { " " (member.user_id) } }
                        } } }
                    } } }
                } }
            }
            @if runs { div.body {
                (form.summary())
                form.filters method="post" action={ (path) "/members" } {
                    (token(&visit.session))
                    (form.text("user", "User id or e-mail", "", ""))
                    (form.choice("role", "Role", "", &roles))
                    (form.dollars("max_budget_in_team", "Budget in the team", ""))
                    button type="submit" { "Add" }
                }
            } }
        }
    }
}

fn form_page(app: &App, visit: &Visit, form: &Form, of: Option<&OwnerSpend>) -> Response {
    let title = of.map_or("New team", |row| name(row));
    let back = of.map_or_else(
        || PATH.to_owned(),
        |row| format!("/ui/teams/{}", encoded(&row.owner.id)),
    );
    let action = if of.is_some() {
        format!("{back}/edit")
    } else {
        "/ui/teams/new".to_owned()
    };
    let body = html! {
        (parts::crumb(&back, of.map_or("Teams", |row| name(row))))
        (parts::head(title, html! {}, html! {}))
        section.card { div.body {
            (form.summary())
            form.form method="post" action=(action) {
                (token(&visit.session))
                @if let Some(row) = of { input type="hidden" name="revision" value=(row.owner.updated_at.0); }
                (form.text("team_alias", "Name", "", "Research"))
                (form.area("models", "Models", "Names, openai/* or *, separated by commas. None is all.", "gpt-5-mini, claude-*"))
                (fields::limit_fields(form))
                div.end {
                    button.primary type="submit" { @if of.is_some() { "Save" } @else { "Create" } }
                    a.btn.quiet href=(back) data-key="Escape" { "Cancel" }
                }
            }
        } }
    };
    let page = Page::new(title, PATH, body);
    if form.wrong.is_some() {
        page.show_with(400, app, visit)
    } else {
        page.show(app, visit)
    }
}

fn all_fields() -> Vec<(&'static str, As)> {
    FIELDS.iter().chain(LIMITS).copied().collect()
}

async fn create(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let body = fields::new_body(&visit.form, &all_fields());
    let made = match TeamChange::read(body) {
        Ok(change) => teams::create(&app.admin, visit.actor(), change, app.gateway.now()).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(row) => {
            let to = format!("/ui/teams/{}", encoded(&row.owner.id));
            Ok(redirect_telling(
                &to,
                &format!("Team {} is there. Add its members below.", name(&row)),
            ))
        }
        Err(error) => {
            let form = Form::refused(visit.form.clone(), error)?;
            Ok(form_page(&app, &visit, &form, None))
        }
    }
}

async fn edit(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let now = app.gateway.now();
    let row = teams::run_by(&app.admin, visit.actor(), visit.part("id"), now).await?;
    let mut values = fields::limits(&row.owner.limits);
    values.push(("team_alias", row.owner.alias.clone().unwrap_or_default()));
    values.push(("models", row.owner.models.join(", ")));
    Ok(form_page(&app, &visit, &Form::of(&values), Some(&row)))
}

async fn update(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let now = app.gateway.now();
    let row = teams::run_by(&app.admin, visit.actor(), visit.part("id"), now).await?;
    if visit.form.raw("revision") != row.owner.updated_at.0.to_string() {
        let form = Form {
            values: visit.form.clone(),
            wrong: Some((String::new(), stale(&row.owner.updated_by))),
        };
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

async fn add_member(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let now = app.gateway.now();
    let row = teams::run_by(&app.admin, visit.actor(), visit.part("id"), now).await?;
    let who = visit.form.get("user").unwrap_or_default().to_owned();
    let added = async {
        if who.is_empty() {
            return Err(AdminError::Invalid {
                field: "user".into(),
                message: "Say who is to join".into(),
            });
        }
        let body = fields::new_body(
            &visit.form,
            &[("max_budget_in_team", As::Number), ("role", As::Text)],
        );
        let terms = Terms::read(&crate::admin::fields::Fields(body))?;
        let is_email = who.contains('@');
        let new = NewMember {
            user_id: (!is_email).then(|| who.clone()),
            email: is_email.then(|| who.clone()),
            role: visit.form.get("role").unwrap_or("user").to_owned(),
        };
        members::add(&app.admin, visit.actor(), &row.owner, &new, terms, now).await
    };
    match added.await {
        Ok(member) => {
            let to = format!("/ui/teams/{}", encoded(&row.owner.id));
            Ok(redirect_telling(
                &to,
                &format!("{} is in the team.", member.user_id),
            ))
        }
        Err(AdminError::AlreadyMember(message)) => {
            let form = Form {
                values: visit.form.clone(),
                wrong: Some(("user".into(), message)),
            };
            detail(app, visit, form).await
        }
        Err(error) => {
            let form = Form::refused(visit.form.clone(), error)?;
            detail(app, visit, form).await
        }
    }
}

async fn remove_member(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let now = app.gateway.now();
    let row = teams::run_by(&app.admin, visit.actor(), visit.part("id"), now).await?;
    let who = visit.form.raw("user_id");
    let all = app
        .store
        .members_of(OwnerKind::Team, &row.owner.id)
        .await
        .map_err(AdminError::from)?;
    let member = all.iter().find(|member| &*member.user_id == who);
    let member =
        member.ok_or_else(|| AdminError::NotFound(format!("{who} is not in this team.")))?;
    members::remove(&app.admin, visit.actor(), member, now).await?;
    let to = format!("/ui/teams/{}", encoded(&row.owner.id));
    Ok(redirect_telling(
        &to,
        &format!("{who} is no longer in the team."),
    ))
}
