//! The configuration in force, where each value comes from, and what can be changed while the proxy runs.

use super::super::App;
use super::super::error::Problem;
use super::layout::{Page, token};
use super::parts::{self, Form, Tone};
use super::table::UiRoute;
use super::visit::{Visit, redirect_telling};
use crate::admin::AdminError;
use crate::admin::config as stored;
use crate::admin::reload::{self, Reloaded};
use crate::config::{self, CHANGEABLE, Loaded, Origin};
use crate::domain::owner::Rank;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Map, Value};
use std::sync::Arc;

/// Its routes.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::page(PATH, Rank::AdminViewer, |app, visit| {
        Box::pin(show(app, visit, None))
    }),
    UiRoute::form("/ui/settings/set", Rank::Admin, |app, visit| {
        Box::pin(set(app, visit))
    }),
    UiRoute::form("/ui/settings/reset", Rank::Admin, |app, visit| {
        Box::pin(reset(app, visit))
    }),
    UiRoute::form("/ui/settings/reload", Rank::Admin, |app, visit| {
        Box::pin(reread(app, visit))
    }),
];

const PATH: &str = "/ui/settings";

/// A setting that was not taken: which, what was typed, why.
type Refused = (String, String, String);

async fn show(app: Arc<App>, visit: Visit, refused: Option<Refused>) -> Result<Response, Problem> {
    let waiting = reload::reload(&app.admin, visit.actor(), true).await;
    let base = app.admin.config.clone();
    // The file is read from the disk, which must not hold up other pages.
    let loaded = tokio::task::spawn_blocking(move || config::reread(&base)).await;
    let loaded = loaded.ok().and_then(Result::ok);
    let sections = stored_sections(&app).await?;
    let body = html! {
        (parts::head("Settings", html! { p { "What holds, and where it was said. The configuration file wins; what it leaves open can be set here, and holds at once unless it says otherwise." } }, html! {}))
        (reload_card(&visit, waiting))
        (changeable_card(&app, &visit, &sections, refused.as_ref()))
        @if let Some(loaded) = &loaded { (effective_card(loaded)) }
    };
    let page = Page::new("Settings", PATH, body);
    Ok(if refused.is_some() {
        page.show_with(400, &app, &visit)
    } else {
        page.show(&app, &visit)
    })
}

/// The sections of settings that can be changed, with what is stored of each.
async fn stored_sections(app: &App) -> Result<Vec<(&'static str, Map<String, Value>)>, AdminError> {
    let mut names: Vec<&'static str> = CHANGEABLE.iter().map(|one| one.section).collect();
    names.sort_unstable();
    names.dedup();
    let mut all = Vec::with_capacity(names.len());
    for name in names {
        all.push((name, stored::section(&app.admin, name).await?));
    }
    Ok(all)
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
                div.body { p.soft { "None: file and environment say what is in force. An edit shows here before it holds." } }
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

fn changeable_card(
    app: &App,
    visit: &Visit,
    sections: &[(&'static str, Map<String, Value>)],
    refused: Option<&Refused>,
) -> Markup {
    html! {
        section.card {
            header { h2 { "Set while the proxy runs" } }
            div.table tabindex="0" role="region" aria-label="Settings" { table {
                thead { tr { th scope="col" { "Setting" } th scope="col" { "Value" } th.opt scope="col" { "From" } } }
                tbody { @for (section, values) in sections {
                    @for setting in CHANGEABLE.iter().filter(|one| one.section == *section) {
                        @let id = format!("{section}.{}", setting.name);
                        @let in_file = app.admin.config.in_file(setting);
                        @let value = in_file.or_else(|| values.get(setting.name));
                        @let wrong = refused.filter(|(named, ..)| *named == id);
                        tr {
                            th scope="row" { code.break { (id) } span.sub { (setting.means) @if !setting.at_once { " Holds after a restart." } } }
                            td { @if in_file.is_some() || !visit.is_admin() { code.break { (words(value)) } } @else { (editor(visit, &id, value, wrong)) } }
                            td.opt { @match (in_file, values.get(setting.name)) {
                                (Some(_), _) => (parts::badge(Tone::Info, "file")),
                                (None, Some(_)) => (parts::badge(Tone::Good, "set here")),
                                (None, None) => span.faint { "default" },
                            } }
                        }
                    }
                } }
            } }
        }
    }
}

fn words(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "–".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn editor(visit: &Visit, id: &str, value: Option<&Value>, wrong: Option<&Refused>) -> Markup {
    let text = match wrong {
        Some((_, typed, _)) => typed.clone(),
        None => value.map_or_else(String::new, |value| words(Some(value))),
    };
    html! {
        form.inline-set method="post" action="/ui/settings/set" {
            (token(&visit.session))
            input type="hidden" name="setting" value=(id);
            input type="text" name="value" value=(text) aria-label=(id) autocomplete="off" spellcheck="false" aria-invalid=[wrong.map(|_| "true")];
            button type="submit" { "Set" }
            @if value.is_some() { button.quiet type="submit" formaction="/ui/settings/reset" { "Reset" } }
        }
        @if let Some((_, _, why)) = wrong { span.wrong role="alert" { (why) } }
    }
}

fn effective_card(loaded: &Loaded) -> Markup {
    html! {
        section.card {
            header { h2 { "All settings" } span.small.soft { @if let Some(file) = &loaded.file { (file.display()) } @else { "no configuration file" } } }
            div.table tabindex="0" role="region" aria-label="All settings" { table {
                thead { tr { th scope="col" { "Setting" } th scope="col" { "Value" } th.opt scope="col" { "From" } } }
                tbody { @for setting in &loaded.report { tr {
                    th scope="row" { code.break { (setting.name) } }
                    td { code.break { (setting.value) } }
                    td.opt { (origin(&setting.origin)) }
                } } }
            } }
        }
    }
}

fn named(id: &str) -> Result<&'static config::Changeable, AdminError> {
    let (section, name) = id.split_once('.').unwrap_or((id, ""));
    stored::changeable(section, name)
}

/// A value as it was typed: JSON where it is JSON, else text.
fn typed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

async fn set(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let id = visit.form.raw("setting").to_owned();
    let text = visit.form.raw("value").trim().to_owned();
    let setting = named(&id)?;
    let values = vec![(setting, typed(&text))];
    match stored::set(&app.admin, visit.actor(), values, app.gateway.now()).await {
        Ok(()) => Ok(redirect_telling(PATH, &format!("{id} is set."))),
        Err(error) => {
            let form = Form::refused(visit.form.clone(), error)?;
            let why = form.wrong.map_or_else(String::new, |(_, why)| why);
            show(app, visit, Some((id, text, why))).await
        }
    }
}

async fn reset(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let id = visit.form.raw("setting").to_owned();
    stored::reset(&app.admin, visit.actor(), named(&id)?, app.gateway.now()).await?;
    Ok(redirect_telling(
        PATH,
        &format!("{id} is what it is by default."),
    ))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_json_where_it_can_be() {
        assert_eq!(typed("3"), Value::from(3));
        assert_eq!(typed("true"), Value::from(true));
        assert_eq!(typed("slack"), Value::from("slack"));
        assert_eq!(typed("[\"a\"]"), serde_json::json!(["a"]));
    }
}
