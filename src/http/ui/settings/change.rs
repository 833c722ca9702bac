//! Settings that can be changed while the proxy runs: in groups, found by words, each with where it was said.

use super::super::layout::token;
use super::super::parts::{self, Form, Tone};
use super::super::visit::{Visit, redirect_telling};
use super::{PATH, show};
use crate::admin::AdminError;
use crate::admin::config as stored;
use crate::config::{CHANGEABLE, Changeable};
use crate::http::App;
use crate::http::error::Problem;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Map, Value};
use std::sync::Arc;

/// A setting that was not taken: which, what was typed, why.
pub(super) type Refused = (String, String, String);

/// Stored settings by section.
pub(super) type Sections = Vec<(&'static str, Map<String, Value>)>;

/// Sections, with what they are about.
const GROUPS: &[(&str, &str)] = &[
    ("general_settings", "Log, alerts and requests"),
    ("litellm_settings", "Budgets, timeouts and fallbacks"),
    ("router_settings", "Routing"),
    ("cw_proxy", "Retention"),
];

/// The sections of settings that can be changed, with what is stored of each.
pub(super) async fn stored_sections(app: &App) -> Result<Sections, AdminError> {
    let mut all = Vec::with_capacity(GROUPS.len());
    for (name, _) in GROUPS {
        all.push((*name, stored::section(&app.admin, name).await?));
    }
    Ok(all)
}

fn id(setting: &Changeable) -> String {
    format!("{}.{}", setting.section, setting.name)
}

/// The groups, one folded below the other; whatever is set here or looked for is unfolded.
pub(super) fn cards(
    app: &App,
    visit: &Visit,
    sections: &Sections,
    refused: Option<&Refused>,
) -> Markup {
    let search = visit.query.get("search").unwrap_or_default().to_lowercase();
    let fits = |setting: &Changeable| {
        search.is_empty()
            || id(setting).contains(&search)
            || setting.means.to_lowercase().contains(&search)
    };
    let found = CHANGEABLE.iter().any(fits);
    html! {
        @if !found { div.card { (parts::empty("No setting fits", "What cannot be changed here is under All settings.", html! { a.btn href=(PATH) { "Show all" } })) } }
        @for (section, words) in GROUPS {
            @let all: Vec<&Changeable> = CHANGEABLE.iter().filter(|one| one.section == *section && fits(one)).collect();
            @let values = sections.iter().find(|(name, _)| name == section).map(|(_, values)| values);
            @let wrong = refused.is_some_and(|(named, ..)| all.iter().any(|one| id(one) == *named));
            // What is kept of calls has a card of its own above.
            @let shown = !all.is_empty() && (*section != "cw_proxy" || !search.is_empty());
            @if let (true, Some(values)) = (shown, values) {
                @let set = all.iter().filter(|one| values.contains_key(one.name) || app.admin.config.in_file(one).is_some()).count();
                details.card.fold open[!search.is_empty() || wrong] {
                    summary { span.title { (words) } span.small.soft { code { (section) } " · " (set) " of " (all.len()) " set" } }
                    div.table tabindex="0" role="region" aria-label=(words) { table.stack {
                        thead { tr { th scope="col" { "Setting" } th scope="col" { "Value" } th.opt scope="col" { "From" } } }
                        tbody { @for setting in all { (line(app, visit, setting, values, refused)) } }
                    } }
                }
            }
        }
    }
}

/// One setting as a line of a table.
pub(super) fn line(
    app: &App,
    visit: &Visit,
    setting: &Changeable,
    values: &Map<String, Value>,
    refused: Option<&Refused>,
) -> Markup {
    let id = id(setting);
    let in_file = app.admin.config.in_file(setting);
    let value = in_file.or_else(|| values.get(setting.name));
    let wrong = refused.filter(|(named, ..)| *named == id);
    html! {
        tr {
            th scope="row" { code.break { (setting.name) } span.sub { (setting.means) @if !setting.at_once { " Holds after a restart." } } }
            td { @if in_file.is_some() || !visit.is_admin() { code.break { (words(value)) } } @else { (editor(visit, setting, value, wrong)) } }
            td.opt { @match (in_file, values.get(setting.name)) {
                (Some(_), _) => (parts::badge(Tone::Info, "file")),
                (None, Some(_)) => (parts::badge(Tone::Good, "set here")),
                (None, None) => span.faint { "default" },
            } }
        }
    }
}

pub(super) fn words(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "–".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// What a value of a kind looks like.
fn example(kind: &str) -> &'static str {
    match kind {
        "List" => "[\"…\"]",
        "Dictionary" => "{\"…\": …}",
        "Integer" | "Float" => "a number",
        _ => "",
    }
}

fn editor(
    visit: &Visit,
    setting: &Changeable,
    value: Option<&Value>,
    wrong: Option<&Refused>,
) -> Markup {
    let id = id(setting);
    let text = match wrong {
        Some((_, typed, _)) => typed.clone(),
        None => value.map_or_else(String::new, |value| words(Some(value))),
    };
    html! {
        form.inline-set method="post" action="/ui/settings/set" {
            (token(&visit.session))
            input type="hidden" name="setting" value=(id);
            input type="hidden" name="was" value=(was(value));
            @if setting.kind == "Boolean" {
                select name="value" aria-label=(id) aria-invalid=[wrong.map(|_| "true")] {
                    (parts::select_options(&parts::options(&[("", "default"), ("true", "on"), ("false", "off")]), &text))
                }
            } @else {
                input type="text" name="value" value=(text) aria-label=(id) placeholder=(example(setting.kind)) autocomplete="off" spellcheck="false" aria-invalid=[wrong.map(|_| "true")];
            }
            button type="submit" { "Set" }
            @if value.is_some() { button.quiet type="submit" formaction="/ui/settings/reset" { "Reset" } }
        }
        @if let Some((_, _, why)) = wrong { span.wrong role="alert" { (why) } }
    }
}

/// A stored value as the form holds it, by which it is seen later that it is still that.
fn was(value: Option<&Value>) -> String {
    value.map_or_else(String::new, Value::to_string)
}

/// That a setting is not what its form showed, and who made it so.
async fn stale(app: &App, id: &str, value: Option<&Value>) -> AdminError {
    let last = app
        .store
        .list_changes(Some("setting"), Some(id), 1, 1)
        .await;
    let who = last
        .ok()
        .and_then(|(changes, _)| Some(changes.first()?.1.actor.clone()));
    let now = value.map_or_else(
        || "what it is by default".to_owned(),
        |value| words(Some(value)),
    );
    AdminError::Conflict {
        param: "value",
        message: format!(
            "{} changed it to {now} while you were at it. Set it again to put this over theirs.",
            who.as_deref().unwrap_or("Somebody")
        ),
    }
}

fn named(id: &str) -> Result<&'static Changeable, AdminError> {
    let (section, name) = id.split_once('.').unwrap_or((id, ""));
    stored::changeable(section, name)
}

/// A value as it was typed: JSON where it is JSON, else text.
fn typed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

pub(super) async fn set(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let id = visit.form.raw("setting").to_owned();
    let text = visit.form.raw("value").trim().to_owned();
    let setting = named(&id)?;
    if text.is_empty() {
        return reset(app, visit).await;
    }
    let shown = visit.form.raw("was").to_owned();
    let value = typed(&text);
    // Looked at in the transaction that writes.
    let put = stored::set_by(&app.admin, visit.actor(), app.gateway.now(), |all| {
        let there = stored::value_of(all, setting);
        let taken = if was(there) == shown {
            (vec![(setting, value.clone())], Ok(()))
        } else {
            (Vec::new(), Err(there.cloned()))
        };
        Ok(taken)
    });
    let done = match put.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(there)) => Err(stale(&app, &id, there.as_ref()).await),
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(redirect_telling(PATH, &format!("{id} is set."))),
        Err(error) => {
            let form = Form::refused(visit.form.clone(), error)?;
            let why = form.wrong.map_or_else(String::new, |(_, why)| why);
            show(app, visit, Some((id, text, why))).await
        }
    }
}

pub(super) async fn reset(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let id = visit.form.raw("setting").to_owned();
    let setting = named(&id)?;
    let section = stored::section(&app.admin, setting.section).await?;
    let there = section.get(setting.name);
    if was(there) != visit.form.raw("was") {
        let error = stale(&app, &id, there).await;
        let form = Form::refused(visit.form.clone(), error)?;
        let why = form.wrong.map_or_else(String::new, |(_, why)| why);
        let text = there.map_or_else(String::new, |value| words(Some(value)));
        return show(app, visit, Some((id, text, why))).await;
    }
    if there.is_some() {
        stored::reset(&app.admin, visit.actor(), setting, app.gateway.now()).await?;
    }
    Ok(redirect_telling(
        PATH,
        &format!("{id} is what it is by default."),
    ))
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

    #[test]
    fn every_setting_that_can_be_changed_is_in_a_group() {
        let known = |setting: &&Changeable| GROUPS.iter().any(|(name, _)| *name == setting.section);
        assert_eq!(CHANGEABLE.iter().filter(known).count(), CHANGEABLE.len());
    }
}
