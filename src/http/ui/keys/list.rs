//! The list of keys.

use super::super::format;
use super::super::layout::{self, Page};
use super::super::names;
use super::super::params::{Params, encoded};
use super::super::parts;
use super::super::scope::Sees;
use super::super::visit::Visit;
use super::{PATH, is_active, models, path, state, title};
use crate::admin::AdminError;
use crate::admin::keys::{self as operations, KeySpend};
use crate::domain::key::KeyHash;
use crate::domain::owner::OwnerKind;
use crate::domain::time::Micros;
use crate::http::App;
use crate::http::error::Problem;
use crate::store::{KeySort, ListKeys};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

const SIZE: u32 = 50;
const STATES: [(&str, &str); 4] = [
    ("", "Any state"),
    ("active", "Active"),
    ("blocked", "Blocked"),
    ("expired", "Expired"),
];

pub(super) async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let now = app.gateway.now();
    let wanted = wanted(&visit, now);
    let (rows, total) = operations::list(&app.admin, &wanted, now).await?;
    let ids: Vec<String> = rows.iter().map(|row| row.key.hash.hex()).collect();
    let teams = rows.iter().filter_map(|row| row.key.team_id.as_deref());
    let teams = names::Owners::of(&app, OwnerKind::Team, teams).await?;
    let users = rows.iter().filter_map(|row| row.key.user_id.as_deref());
    let users = names::Owners::of(&app, OwnerKind::User, users).await?;
    let used = app.store.last_used(&ids).await.map_err(AdminError::from)?;
    let filtered = ["search", "state", "team", "user"]
        .iter()
        .any(|name| visit.query.get(name).is_some());
    let body = html! {
        (parts::head("Keys", html! { p { (format::plural(total as i64, "virtual key", "virtual keys"))
            @if filtered { " found" } } }, html! {
            @if visit.may_change() { a.btn.primary href="/ui/keys/new" data-key="n" { "New key" } }
        }))
        @if total > 0 || filtered { (filters(&visit)) }
        @if rows.is_empty() {
            div.card { (nothing(&visit, filtered)) }
        } @else {
            (table(&visit, &rows, &used, (&teams, &users), now))
            (pager(&visit.query, wanted.page, total))
        }
    };
    Ok(Page::new("Keys", PATH, body).show(&app, &visit))
}

fn wanted(visit: &Visit, now: Micros) -> ListKeys {
    let query = &visit.query;
    let text = |name: &str| query.get(name).map(str::to_owned);
    let state = query.get("state").unwrap_or_default();
    let mut list = ListKeys {
        page: query
            .get("page")
            .and_then(|page| page.parse().ok())
            .unwrap_or(1)
            .max(1),
        size: SIZE,
        search: text("search"),
        user_id: text("user"),
        team_ids: text("team").into_iter().collect(),
        expired: match state {
            "expired" => Some((true, now)),
            "active" => Some((false, now)),
            _ => None,
        },
        blocked: match state {
            "blocked" => Some(true),
            "active" => Some(false),
            _ => None,
        },
        sort_by: sort(query),
        descending: query.get("order") != Some("asc"),
        ..ListKeys::default()
    };
    // Of a key that was found somewhere the secret is all that is known. Scripts send its hash in its place.
    if let Some(secret) = list.search.take_if(|text| is_secret(text)) {
        list.hash = Some(KeyHash::of(&secret).hex());
    }
    match Sees::of(visit.actor()) {
        Sees::All => {}
        Sees::User(id) => list.user_id = Some(id),
        Sees::Key(id) => list.hash = Some(id),
    }
    list
}

/// Whether a text is a whole secret, not the hint of one.
fn is_secret(text: &str) -> bool {
    text.starts_with("sk-") && text.len() >= 20 && !text.contains("...")
}

fn sort(query: &Params) -> KeySort {
    match query.get("sort") {
        Some("name") => KeySort::Alias,
        Some("spend") => KeySort::Spend,
        Some("budget") => KeySort::MaxBudget,
        Some("expires") => KeySort::ExpiresAt,
        _ => KeySort::CreatedAt,
    }
}

fn filters(visit: &Visit) -> Markup {
    let query = &visit.query;
    let form = parts::Form {
        values: query.clone(),
        ..parts::Form::default()
    };
    html! {
        form.filters method="get" action=(PATH) role="search" aria-label="Keys" {
            div.field.wide {
                label for="search" { "Search" }
                @let asked = query.raw("search");
                input id="search" type="search" name="search" value=(if is_secret(asked.trim()) { "" } else { asked }) data-find data-secret
                    placeholder="Alias, user, team, hash, or a leaked key itself" autocomplete="off";
            }
            (form.choice("state", "State", "", &parts::options(&STATES)))
            @if visit.actor().sees_all() {
                (form.text("team", "Team", "", "Any"))
                (form.text("user", "User", "", "Any"))
            }
            button type="submit" { "Filter" }
        }
    }
}

fn nothing(visit: &Visit, filtered: bool) -> Markup {
    if filtered {
        return parts::empty(
            "No key fits",
            "Alias, hint, user, team and hash are searched; a whole key is found by its hash.",
            html! { a.btn href=(PATH) { "Show all keys" } },
        );
    }
    parts::empty(
        "No keys yet",
        "A key lets one program or one person in, with models, budget and limits of its own. Its spend is counted \
         from the first call.",
        html! { @if visit.may_change() { a.btn.primary href="/ui/keys/new" { "Make the first key" } } },
    )
}

fn column(query: &Params, name: &str, words: &str, class: &str) -> Markup {
    let current = query.get("sort").unwrap_or("created");
    let ascending = query.get("order") == Some("asc");
    let is = current == name;
    let order = if is && !ascending { "asc" } else { "" };
    let href = query
        .without(&["page"])
        .with("sort", name)
        .with("order", order)
        .at(PATH);
    html! {
        th class=(class) scope="col" aria-sort=[is.then_some(if ascending { "ascending" } else { "descending" })] {
            a href=(href) { (words) @if is { " " (if ascending { "↑" } else { "↓" }) } }
        }
    }
}

/// The names of teams, and those of users.
type Named<'a> = (&'a names::Owners, &'a names::Owners);

fn table(
    visit: &Visit,
    rows: &[KeySpend],
    used: &[Option<Micros>],
    named: Named<'_>,
    now: Micros,
) -> Markup {
    let query = &visit.query;
    let bulk = visit.is_admin();
    html! {
        form.card method="post" action="/ui/keys/bulk" {
            (layout::token(&visit.session))
            div.table tabindex="0" role="region" aria-label="Keys" {
                table {
                    thead { tr {
                        @if bulk { th.opt scope="col" { input type="checkbox" data-all aria-label="Choose all keys"; } }
                        (column(query, "name", "Key", ""))
                        th.opt scope="col" { "Owner" }
                        th.opt scope="col" { "Models" }
                        (column(query, "spend", "Spent", ""))
                        th.opt scope="col" { "Limits" }
                        th.opt scope="col" { "Last used" }
                        th.opt scope="col" { "State" }
                    } }
                    tbody {
                        @for (row, used) in rows.iter().zip(used) {
                            (line(visit, row, *used, named, now))
                        }
                    }
                }
            }
            @if bulk {
                div.pager.opt {
                    span { "With the chosen keys:" }
                    span.actions {
                        button type="submit" name="do" value="block" { "Block" }
                        button type="submit" name="do" value="unblock" { "Unblock" }
                    }
                }
            }
        }
    }
}

fn line(
    visit: &Visit,
    row: &KeySpend,
    used: Option<Micros>,
    (teams, users): Named<'_>,
    now: Micros,
) -> Markup {
    let key = &row.key;
    let (bulk, links) = (visit.is_admin(), visit.actor().sees_all());
    let href = path(key);
    let limits = &key.limits;
    html! {
        tr data-href=(href) {
            @if bulk {
                td.opt { input type="checkbox" name="key" value=(key.hash.hex()) data-one aria-label={ "Choose " (title(key)) }; }
            }
            th scope="row" {
                div.cut { a href=(href) { (title(key)) } span.sub.mono { (key.name) } }
                @if !is_active(key, now) { span.phone { (state(key, now)) } }
            }
            td.opt { div.cut {
                @match (&key.user_id, &key.team_id) {
                    (None, None) => { span.faint { "Nobody" } }
                    (user, team) => {
                        @if let Some(user) = user {
                            @if links { a href={ "/ui/users/" (encoded(user)) } { (users.name(user)) } } @else { span { (users.name(user)) } }
                        }
                        @if let Some(team) = team {
                            @let class = user.is_some().then_some("sub");
                            @if links { a class=[class] href={ "/ui/teams/" (encoded(team)) } { "Team " (teams.name(team)) } }
                            @else { span class=[class] { "Team " (teams.name(team)) } }
                        }
                    }
                }
            } }
            td.opt { div.cut { (models(&key.models)) } }
            td { (parts::meter(row.spend, limits.max_budget)) }
            td.opt.small {
                @match (limits.rpm_limit, limits.tpm_limit) {
                    (None, None) => { span.faint { "None" } }
                    (rpm, tpm) => {
                        @if let Some(rpm) = rpm { span.nowrap { (format::short(rpm)) " rpm" } " " }
                        @if let Some(tpm) = tpm { span.nowrap { (format::short(tpm)) " tpm" } }
                    }
                }
            }
            td.opt { @if let Some(at) = used { (format::ago(at, now)) } @else { span.faint { "never" } } }
            td.opt { (state(key, now)) }
        }
    }
}

/// Ways to the pages before and after.
fn pager(query: &Params, page: u32, total: u64) -> Markup {
    let pages = total.div_ceil(u64::from(SIZE));
    let at = |page: u32| query.with("page", &page.to_string()).at(PATH);
    html! {
        @if pages > 1 {
            nav.actions aria-label="Pages of keys" {
                @if page > 1 { a.btn href=(at(page - 1)) rel="prev" { "Previous" } }
                span.soft { "Page " (page) " of " (pages) }
                @if u64::from(page) < pages { a.btn href=(at(page + 1)) rel="next" { "Next" } }
            }
        }
    }
}
