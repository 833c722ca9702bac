//! Keys: the list, one of them, and what can be done with it.

mod act;
mod detail;
mod explain;
mod form;
mod list;
mod secret;

use super::params::Params;
use super::parts::{self, Tone};
use super::table::UiRoute;
use super::visit::Visit;
use crate::admin::AdminError;
use crate::admin::keys::{self as operations, KeySpend, rights};
use crate::domain::key::VirtualKey;
use crate::domain::owner::Rank;
use crate::domain::time::Micros;
use crate::http::App;
use maud::{Markup, html};

/// The list's path, which is that of its entry in the navigation.
pub const PATH: &str = "/ui/keys";

/// Its routes.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::page(PATH, Rank::Nobody, |app, visit| {
        Box::pin(list::show(app, visit))
    }),
    UiRoute::form("/ui/keys/bulk", Rank::Admin, |app, visit| {
        Box::pin(act::bulk(app, visit))
    }),
    UiRoute::page("/ui/keys/new", Rank::Internal, |app, visit| {
        Box::pin(form::new(app, visit))
    }),
    UiRoute::form("/ui/keys/new", Rank::Internal, |app, visit| {
        Box::pin(form::make(app, visit))
    }),
    UiRoute::page("/ui/keys/{id}", Rank::Nobody, |app, visit| {
        Box::pin(detail::show(app, visit))
    }),
    UiRoute::page("/ui/keys/{id}/secret", Rank::Internal, |app, visit| {
        Box::pin(secret::show(app, visit))
    }),
    UiRoute::page("/ui/keys/{id}/edit", Rank::Internal, |app, visit| {
        Box::pin(form::edit(app, visit))
    }),
    UiRoute::form("/ui/keys/{id}/edit", Rank::Internal, |app, visit| {
        Box::pin(form::change(app, visit))
    }),
    UiRoute::form("/ui/keys/{id}/block", Rank::Internal, |app, visit| {
        Box::pin(act::block(app, visit))
    }),
    UiRoute::page("/ui/keys/{id}/rotate", Rank::Internal, |app, visit| {
        Box::pin(act::ask_rotate(app, visit))
    }),
    UiRoute::form("/ui/keys/{id}/rotate", Rank::Internal, |app, visit| {
        Box::pin(act::rotate(app, visit))
    }),
    UiRoute::page("/ui/keys/{id}/delete", Rank::Internal, |app, visit| {
        Box::pin(act::ask_delete(app, visit))
    }),
    UiRoute::form("/ui/keys/{id}/delete", Rank::Internal, |app, visit| {
        Box::pin(act::delete(app, visit))
    }),
];

/// The key that an address names, for somebody who may see it; nobody else is told whether it exists.
async fn one(app: &App, visit: &Visit) -> Result<KeySpend, AdminError> {
    let none = || AdminError::NotFound("There is no key here that you may see.".to_owned());
    let id = visit.part("id");
    if id.starts_with("sk-") {
        return Err(none());
    }
    let row = match operations::info(&app.admin, id, app.gateway.now()).await {
        Err(AdminError::NotFound(_)) => return Err(none()),
        other => other?,
    };
    if rights::may_see(&app.admin, visit.actor(), &row.key).await? {
        Ok(row)
    } else {
        Err(none())
    }
}

/// What a key is called.
fn title(key: &VirtualKey) -> &str {
    key.alias.as_deref().unwrap_or(&key.name)
}

/// The path of a key's page.
fn path(key: &VirtualKey) -> String {
    format!("{PATH}/{}", key.hash.hex())
}

/// Whether there is nothing to say of a key's state.
fn is_active(key: &VirtualKey, now: Micros) -> bool {
    !key.blocked && !key.expires_at.is_some_and(|end| is_soon(end, now))
}

/// Whether a key ends within a week, or has ended.
fn is_soon(end: Micros, now: Micros) -> bool {
    end.0 - now.0 < 7 * 86_400_000_000
}

/// Whether a key can be used, in a word.
fn state(key: &VirtualKey, now: Micros) -> Markup {
    match key.expires_at {
        _ if key.blocked => parts::badge(Tone::Bad, "Blocked"),
        Some(_) if key.is_expired(now) => parts::badge(Tone::Warn, "Expired"),
        Some(end) if is_soon(end, now) => parts::badge(Tone::Warn, "Expires soon"),
        _ => parts::badge(Tone::Good, "Active"),
    }
}

/// Some models, and how many more.
fn models(list: &[String]) -> Markup {
    html! {
        @if list.is_empty() {
            span.soft { "All" }
        } @else {
            span title=(list.join(", ")) {
                (list[0])
                @if list.len() > 1 { span.soft { " +" (list.len() - 1) } }
            }
        }
    }
}

/// Texts out of lines or a list with commas.
fn listed(params: &Params, name: &str) -> Vec<String> {
    let parts = params.raw(name).split([',', '\n']);
    parts
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}
