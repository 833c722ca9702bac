//! Every operation of the proxy, from the same tables that serve them.

use super::super::{App, manage, routes};
use super::format;
use super::layout::Page;
use super::parts;
use super::table::UiRoute;
use super::visit::Visit;
use crate::domain::owner::Rank;
use axum::response::Response;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Its route.
pub const ROUTES: &[UiRoute] = &[UiRoute::page(PATH, Rank::Nobody, |app, visit| {
    Box::pin(async move { Ok(show(&app, &visit)) })
})];

const PATH: &str = "/ui/api";

/// One line of the list.
struct Operation {
    method: String,
    path: &'static str,
    summary: &'static str,
    least: &'static str,
}

/// The first word of a path, by which operations are grouped.
fn group(path: &str) -> &str {
    let path = path
        .strip_prefix("/v1")
        .or_else(|| path.strip_prefix("/v2"))
        .unwrap_or(path);
    path.split('/').find(|part| !part.is_empty()).unwrap_or("/")
}

fn least(rank: Rank) -> &'static str {
    match rank {
        Rank::Master => "master key",
        Rank::Admin => "admin",
        Rank::AdminViewer => "viewer",
        Rank::Internal => "key owner",
        Rank::InternalViewer | Rank::Nobody => "any key",
    }
}

fn operations() -> BTreeMap<String, Vec<Operation>> {
    let mut groups: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    for managed in manage::routes() {
        groups
            .entry(group(managed.path).to_owned())
            .or_default()
            .push(Operation {
                method: managed.verb.as_str().to_uppercase(),
                path: managed.path,
                summary: managed.summary,
                least: least(managed.least),
            });
    }
    groups
}

/// A path that breaks where its parts end, and nowhere else.
fn parted(path: &str) -> Markup {
    let parts = path.split_inclusive('/').enumerate();
    html! { @for (n, part) in parts { (part) @if n > 0 && part.ends_with('/') { wbr; } } }
}

fn show(app: &App, visit: &Visit) -> Response {
    let wanted = visit.query.get("search").unwrap_or_default().to_lowercase();
    let fits = |operation: &Operation| {
        wanted.is_empty()
            || operation.path.contains(&wanted)
            || operation.summary.to_lowercase().contains(&wanted)
    };
    let mut models: Vec<&'static str> = routes()
        .map(|route| route.path)
        .filter(|path| path.starts_with("/v1"))
        .collect();
    models.sort_unstable();
    models.dedup();
    let groups: Vec<(String, Vec<Operation>)> = operations()
        .into_iter()
        .map(|(name, all)| {
            (
                name,
                all.into_iter().filter(|one| fits(one)).collect::<Vec<_>>(),
            )
        })
        .filter(|(_, all)| !all.is_empty())
        .collect();
    let body = html! {
        (parts::head("API", html! { p {
            "What this proxy serves. Every operation of these pages is one of these; programs use the master key, or a key whose user has the role."
        } }, html! { a.btn href="/openapi.json" { "OpenAPI document" } }))
        form.filters method="get" action=(PATH) role="search" {
            div.field.wide {
                label for="search" { "Path or words" }
                input id="search" name="search" type="search" value=(wanted) data-find placeholder="key, budget, spend…";
            }
            button type="submit" { "Find" }
        }
        @if wanted.is_empty() {
            (parts::card("Models", html! {}, html! {
                p.soft { "OpenAI, Anthropic and Gemini clients, each in its own dialect, with a virtual key. See " a href="/ui/setup" { "client set-up" } "." }
                p.wide { @for path in &models { code.nowrap { (path) } " " } }
            }))
        }
        @if groups.len() > 1 {
            nav.chips aria-label="Groups of operations" {
                @for (name, all) in &groups { a.chip href={ "#of-" (name) } { (name) " " (all.len()) } }
            }
        }
        @if groups.is_empty() {
            div.card { (parts::empty("No operation fits", "Try a part of a path, such as key or spend.", html! { a.btn href=(PATH) { "Show all" } })) }
        }
        @for (name, all) in &groups {
            (parts::table_card(name, html! { span.small.soft id={ "of-" (name) } { (format::plural(all.len() as i64, "operation", "operations")) } }, html! {
                table {
                    thead { tr { th scope="col" { "Operation" } th.opt scope="col" { "Does" } th scope="col" { "For" } } }
                    tbody { @for one in all { tr {
                        th scope="row" { code.op { span.faint { (one.method) } " " span.path { (parted(one.path)) } } }
                        td.opt { (one.summary) }
                        td.nowrap { (one.least) }
                    } } }
                }
            }))
        }
    };
    Page::new("API", PATH, body).show(app, visit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_stand_under_their_first_word() {
        assert_eq!(
            (
                group("/key/info"),
                group("/v2/key/info"),
                group("/v1/model/info")
            ),
            ("key", "key", "model")
        );
        let all: usize = operations().values().map(Vec::len).sum();
        assert_eq!(all, manage::routes().count());
    }
}
