//! The configuration in force, where each value comes from, and what can be changed while the proxy runs.

mod change;
mod keep;

use super::super::App;
use super::super::error::Problem;
use super::layout::{Page, token};
use super::params::Params;
use super::parts::{self, Tone};
use super::table::UiRoute;
use super::visit::{Visit, redirect_telling};
use crate::admin::AdminError;
use crate::admin::reload::{self, Reloaded};
use crate::config::{self, Loaded, Origin};
use crate::domain::owner::Rank;
use axum::response::Response;
use change::Refused;
use maud::{Markup, html};
use std::sync::Arc;

/// Its routes.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::page(PATH, Rank::AdminViewer, |app, visit| {
        Box::pin(show(app, visit, None))
    }),
    UiRoute::form("/ui/settings/set", Rank::Admin, |app, visit| {
        Box::pin(change::set(app, visit))
    }),
    UiRoute::form("/ui/settings/reset", Rank::Admin, |app, visit| {
        Box::pin(change::reset(app, visit))
    }),
    UiRoute::form("/ui/settings/reload", Rank::Admin, |app, visit| {
        Box::pin(reread(app, visit))
    }),
    UiRoute::form("/ui/settings/backup", Rank::Admin, |app, visit| {
        Box::pin(keep::download(app, visit))
    }),
];

const PATH: &str = "/ui/settings";

async fn show(app: Arc<App>, visit: Visit, refused: Option<Refused>) -> Result<Response, Problem> {
    let all = visit.query.get("view") == Some("all");
    let body = html! {
        (parts::head("Settings", html! { p { "What holds, and where it was said. The configuration file wins; what it leaves open can be set here, and holds at once unless it says otherwise." } }, html! {}))
        nav.tabs aria-label="Views" {
            a href=(PATH) aria-current=[(!all).then_some("page")] { "Change" }
            a href={ (PATH) "?view=all" } aria-current=[all.then_some("page")] { "All settings" }
        }
        @if all { (effective(&app, &visit).await) } @else { (changeable(&app, &visit, refused.as_ref()).await?) }
    };
    let page = Page::new("Settings", PATH, body);
    Ok(if refused.is_some() {
        page.show_with(400, &app, &visit)
    } else {
        page.show(&app, &visit)
    })
}

async fn changeable(
    app: &App,
    visit: &Visit,
    refused: Option<&Refused>,
) -> Result<Markup, AdminError> {
    let waiting = reload::reload(&app.admin, visit.actor(), true).await;
    let sections = change::stored_sections(app).await?;
    let search = visit.query.get("search").is_some();
    Ok(html! {
        (reload_card(visit, waiting))
        (search_form("Setting or words", &visit.query, None))
        @if !search { (keep::retention_card(app, visit, &sections, refused)) }
        (change::cards(app, visit, &sections, refused))
        @if !search { (keep::backup_card(app, visit).await) }
    })
}

fn search_form(label: &str, query: &Params, view: Option<&str>) -> Markup {
    html! {
        form.filters method="get" action=(PATH) role="search" aria-label="Settings" {
            @if let Some(view) = view { input type="hidden" name="view" value=(view); }
            div.field.wide { label for="search" { (label) } input id="search" name="search" type="search" value=(query.raw("search")) data-find autocomplete="off"; }
            button type="submit" { "Find" }
        }
    }
}

/// Every setting of the running configuration.
async fn effective(app: &App, visit: &Visit) -> Markup {
    let base = app.admin.config.clone();
    // The file is read from the disk, which must not hold up other pages.
    let loaded = tokio::task::spawn_blocking(move || config::reread(&base)).await;
    let loaded = loaded.ok().and_then(Result::ok);
    let search = visit.query.get("search").unwrap_or_default().to_lowercase();
    html! {
        (search_form("Setting, value or origin", &visit.query, Some("all")))
        @match &loaded {
            Some(loaded) => (effective_card(loaded, &search)),
            None => (parts::notice(Tone::Bad, html! { "The configuration on disk cannot be read. The one in force stays." })),
        }
    }
}

fn origin(origin: &Origin) -> Markup {
    match origin {
        Origin::Default => html! { span.faint { "default" } },
        other => html! { span.break { (other) } },
    }
}

fn side(side: Option<&(String, Origin)>) -> Markup {
    match side {
        Some((value, _)) => html! { code.break { (value) } },
        None => html! { span.faint { "not set" } },
    }
}

fn reload_card(visit: &Visit, waiting: Result<Reloaded, AdminError>) -> Markup {
    let waiting = match waiting {
        Ok(waiting) => waiting,
        Err(error) => {
            return parts::notice(
                Tone::Bad,
                html! { strong { "The configuration on disk would be refused. " } "The one in force stays. " span.break { (error) } },
            );
        }
    };
    html! {
        @for told in &waiting.notices { (parts::notice(Tone::Warn, html! { (told) })) }
        section.card {
            header { h2 { "Changes on disk" } }
            @if waiting.changes.is_empty() {
                div.body { p.soft { "None: file and environment say what is in force. An edit of the file shows here, with what it would change, before it holds." } }
            } @else {
                div.table tabindex="0" role="region" aria-label="Changes on disk" { table {
                    thead { tr { th scope="col" { "Setting" } th scope="col" { "In force" } th scope="col" { "On disk" } th.opt scope="col" { "Holds" } } }
                    tbody { @for change in &waiting.changes { tr {
                        th scope="row" { code.break { (change.name) } }
                        td { (side(change.before.as_ref())) }
                        td { (side(change.after.as_ref())) }
                        td.opt { @match change.waits { Some(why) => { (parts::badge(Tone::Warn, "After a restart")) span.sub { (why) } }, None => "at once" } }
                    } } }
                } }
                @if visit.is_admin() { div.pager {
                    span { "Taken whole or refused whole; open streams are not touched." }
                    form method="post" action="/ui/settings/reload" { (token(&visit.session)) button.primary type="submit" { "Put in force" } }
                } }
            }
        }
    }
}

fn effective_card(loaded: &Loaded, search: &str) -> Markup {
    let fits = |setting: &&config::Setting| {
        search.is_empty()
            || [
                setting.name.to_lowercase(),
                setting.value.to_lowercase(),
                setting.origin.to_string().to_lowercase(),
            ]
            .iter()
            .any(|text| text.contains(search))
    };
    html! {
        section.card {
            header { h2 { "All settings" } span.small.soft { @if let Some(file) = &loaded.file { (file.display()) } @else { "no configuration file" } } }
            div.table tabindex="0" role="region" aria-label="All settings" { table {
                thead { tr { th scope="col" { "Setting" } th scope="col" { "Value" } th.opt scope="col" { "From" } } }
                tbody { @for setting in loaded.report.iter().filter(fits) { tr {
                    th scope="row" { code.break { (setting.name) } }
                    td { code.break { (setting.value) } }
                    td.opt { (origin(&setting.origin)) }
                } } }
            } }
        }
    }
}

async fn reread(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let done = reload::reload(&app.admin, visit.actor(), false).await?;
    let count = done.changes.len() as i64;
    let told = format!(
        "{} in force.",
        super::format::plural(count, "change is", "changes are")
    );
    Ok(redirect_telling(PATH, &told))
}
