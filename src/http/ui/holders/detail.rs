//! One of a kind.

use super::super::format;
use super::super::layout::{Page, token};
use super::super::members::{self, Group};
use super::super::overview::{spend_chart, total};
use super::super::params::link;
use super::super::parts::{self, Form};
use super::super::range::Range;
use super::super::teams::{limit_facts, state};
use super::super::visit::{Visit, redirect_telling};
use super::{Sort, description, name};
use crate::admin::AdminError;
use crate::admin::owners::{self, OwnerSpend};
use crate::domain::owner::OwnerKind;
use crate::domain::time::Micros;
use crate::http::App;
use crate::http::error::Problem;
use crate::store::{DayLine, ListOwners, SumLine, Sums};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// Teams of an organization that are listed.
const TEAMS_MAX: u32 = 100;

pub(super) async fn show(sort: &Sort, app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    page(sort, app, visit, Form::default()).await
}

async fn page(sort: &Sort, app: Arc<App>, visit: Visit, form: Form) -> Result<Response, Problem> {
    let (id, now) = (visit.part("id"), app.gateway.now());
    let row = sort.get(&app, id).await?;
    let is_made = sort.is_made(&app, id).await?;
    let range = Range::read(&visit.query, "7d", now).of_whole_days();
    let lines = app
        .store
        .owner_days(sort.kind, &[id.to_owned()], &range.days())
        .await;
    let lines = lines.map_err(AdminError::from)?;
    let lines: Vec<SumLine> = lines.into_iter().map(sums).collect();
    let here = sort.page(id);
    let log: Vec<(&str, &str)> = sort.log.map(|filter| (filter, id)).into_iter().collect();
    let inside = match sort.kind {
        OwnerKind::Organization => inside(&app, &visit, &row, &form).await?,
        _ => html! {},
    };
    let body = html! {
        (parts::head_under((sort.path, sort.title), name(&row), html! {
            p { @if sort.kind != OwnerKind::Tag && is_made { (state(row.owner.blocked)) " " } code.break { (id) }
                @if let Some(text) = description(&row) { " " (text) } }
        }, actions(sort, &visit, &row, is_made)))
        @if !is_made { (parts::notice(parts::Tone::Info, html! { "Calls named this " (sort.one) ", and nobody gave it limits." })) }
        (parts::card("Spend by model", range.switch(&here, &visit.query), html! {
            @if !lines.is_empty() { p.soft { (spent(&lines)) ", " (range.words()) } }
            (spend_chart(&lines, &range, &log))
        }))
        div.grid-2 {
            (parts::card("Limits", html! {}, limit_facts(&row, now)))
            @if visit.is_admin() && is_made { (danger(sort, &visit, &row)) }
        }
        (inside)
    };
    let page = Page::new(name(&row), sort.nav, body);
    Ok(page.show_form(&form, &app, &visit))
}

fn sums(line: DayLine) -> SumLine {
    SumLine {
        of: vec![line.day, line.model_group],
        sums: Sums {
            spend: line.spend,
            requests: line.requests,
            successes: line.successes,
            prompt_tokens: line.prompt_tokens,
            completion_tokens: line.completion_tokens,
            cache_read_tokens: line.cache_read_tokens,
            cache_write_tokens: line.cache_write_tokens,
            duration_ms: line.duration_ms,
        },
    }
}

fn spent(lines: &[SumLine]) -> String {
    let all = total(lines);
    let calls = format::plural(all.requests, "call", "calls");
    format!("{} for {calls}", format::money(all.spend))
}

fn actions(sort: &Sort, visit: &Visit, row: &OwnerSpend, is_made: bool) -> Markup {
    let id = &row.owner.id;
    html! {
        @if let Some(filter) = sort.log { a.btn href=(link("/ui/logs", &[(filter, id), ("range", "7d")])) { "Log" } }
        @if visit.is_admin() {
            @if is_made { a.btn.primary href={ (sort.page(id)) "/edit" } data-key="e" { "Edit" } }
            @else { a.btn.primary href=(link(&format!("{}/new", sort.path), &[("id", id)])) { "Give limits" } }
        }
    }
}

fn danger(sort: &Sort, visit: &Visit, row: &OwnerSpend) -> Markup {
    let here = sort.page(&row.owner.id);
    let blocked = row.owner.blocked;
    parts::card(
        if sort.kind == OwnerKind::Tag {
            "Delete"
        } else {
            "Stop"
        },
        html! {},
        html! {
            // Calls with a tag that is not there any more are calls all the same: there is no way to block one.
            @if sort.kind != OwnerKind::Tag {
                form.form method="post" action={ (here) "/block" } {
                    (token(&visit.session))
                    input type="hidden" name="blocked" value=(if blocked { "" } else { "on" });
                    p.soft { @if blocked { "Its calls are refused now." } @else { "Its calls are refused from the next one on, and nothing is lost." } }
                    div.end { button type="submit" { @if blocked { "Let in again" } @else { "Block" } } }
                }
            }
            details.more { summary { "Delete this " (sort.one) } div {
                p.soft { "Its limits are gone with it. What was spent stays in the ledger. Type " strong { (name(row)) } " to go on." }
                form.form method="post" action={ (here) "/delete" } {
                    (token(&visit.session))
                    div.field { label for="typed" { "Name" } input id="typed" name="typed" autocomplete="off" data-typed=(name(row)); }
                    div.end { button.danger.primary type="submit" { "Delete" } }
                }
            } }
        },
    )
}

/// Teams and members of an organization.
async fn inside(
    app: &App,
    visit: &Visit,
    row: &OwnerSpend,
    form: &Form,
) -> Result<Markup, AdminError> {
    let now = app.gateway.now();
    let list = ListOwners {
        organization_ids: vec![row.owner.id.to_string()],
        size: TEAMS_MAX,
        ..ListOwners::of(OwnerKind::Team)
    };
    let (teams, count) = owners::list(&app.admin, &list, now).await?;
    let group = group(row, visit.is_admin());
    let members = members::card(app, visit, &group, form).await?;
    Ok(html! {
        (teams_card(&teams, count, now))
        (members)
    })
}

fn teams_card(teams: &[OwnerSpend], count: u64, now: Micros) -> Markup {
    if teams.is_empty() {
        return parts::card(
            "Teams",
            html! {},
            html! { p.soft { "No team belongs to it. A team says so in its form." } },
        );
    }
    parts::table_card(
        "Teams",
        html! { span.small.soft { (format::plural(count as i64, "team", "teams")) } },
        html! {
            table {
                thead { tr { th scope="col" { "Team" } th scope="col" { "Spent" } th.opt scope="col" { "Starts again" } th.opt scope="col" { "State" } } }
                tbody { @for team in teams {
                    @let href = format!("/ui/teams/{}", super::encoded(&team.owner.id));
                    tr data-href=(href) {
                        th scope="row" { div.cut { a href=(href) { (name(team)) } } }
                        td { (parts::meter(team.spent.spend, team.owner.limits.max_budget)) }
                        td.opt { @match team.spent.resets_at { Some(at) => (format::ago(at, now)), None => span.faint { "never" } } }
                        td.opt { (state(team.owner.blocked)) }
                    }
                } }
            }
        },
    )
}

fn group(row: &OwnerSpend, runs: bool) -> Group<'_> {
    Group {
        owner: &row.owner,
        path: super::ORGANIZATIONS.page(&row.owner.id),
        runs,
    }
}

pub(super) async fn add_member(
    sort: &Sort,
    app: Arc<App>,
    visit: Visit,
) -> Result<Response, Problem> {
    let row = sort.get(&app, visit.part("id")).await?;
    match members::join(&app, &visit, &row.owner).await {
        Ok(member) => {
            let told = format!("{} is in the organization.", member.user_id);
            Ok(redirect_telling(&group(&row, true).path, &told))
        }
        Err(error) => {
            let form = members::refused(&visit, error)?;
            page(sort, app, visit, form).await
        }
    }
}

pub(super) async fn remove_member(
    sort: &Sort,
    app: Arc<App>,
    visit: Visit,
) -> Result<Response, Problem> {
    let row = sort.get(&app, visit.part("id")).await?;
    let who = members::leave(&app, &visit, &row.owner).await?;
    let told = format!("{who} is no longer in the organization.");
    Ok(redirect_telling(&group(&row, true).path, &told))
}

pub(super) async fn member(sort: &Sort, app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let row = sort.get(&app, visit.part("id")).await?;
    let group = group(&row, true);
    Ok(members::edit(&app, &visit, (&group, sort.nav), None).await?)
}

pub(super) async fn change_member(
    sort: &Sort,
    app: Arc<App>,
    visit: Visit,
) -> Result<Response, Problem> {
    let row = sort.get(&app, visit.part("id")).await?;
    let group = group(&row, true);
    Ok(match members::change(&app, &visit, &row.owner).await? {
        Ok(told) => redirect_telling(&group.path, &told),
        Err(form) => members::edit(&app, &visit, (&group, sort.nav), Some(form)).await?,
    })
}
