//! Who changed what: the record of changes, with what each one was before.

use super::super::App;
use super::super::error::Problem;
use super::format;
use super::layout::Page;
use super::names::Things;
use super::params::Params;
use super::parts::{self, Form};
use super::table::UiRoute;
use super::visit::Visit;
use crate::admin::AdminError;
use crate::domain::owner::Rank;
use crate::domain::time::Micros;
use crate::store::{AuditEntry, ChangeFilter, Cursor};
use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Its routes.
pub const ROUTES: &[UiRoute] = &[
    UiRoute::page(PATH, Rank::AdminViewer, |app, visit| {
        Box::pin(show(app, visit))
    }),
    UiRoute::page("/ui/audit/export", Rank::AdminViewer, |app, visit| {
        Box::pin(async move { Ok(export(app, &visit)) })
    }),
];

const PATH: &str = "/ui/audit";
/// Changes on a page, and in a piece of an export.
const PAGE: u32 = 50;
const PIECE: u32 = 500;
/// Differences that are shown of one change.
const SHOWN: usize = 40;

fn filter(query: &Params) -> ChangeFilter {
    let text = |name| query.get(name).map(str::to_owned);
    let day = |name| query.get(name).and_then(Micros::parse);
    let cursor = query.get("before").and_then(|at| at.split_once('_'));
    ChangeFilter {
        actor: text("actor"),
        action: text("action"),
        kind: text("kind"),
        object: text("object"),
        from: day("from"),
        until: day("until").map(|day| Micros(day.0 + 86_400_000_000)),
        older_than: cursor.and_then(|(at, id)| {
            Some(Cursor {
                at: Micros(at.parse().ok()?),
                id: id.to_owned(),
            })
        }),
    }
}

fn read(text: Option<&String>) -> Value {
    text.and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or(Value::Null)
}

fn words(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "–".to_owned(),
        Some(Value::String(text)) if text.is_empty() => "\"\"".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// The members that are not the same before and after.
fn differences(entry: &AuditEntry) -> Vec<(String, String, String)> {
    let (before, after) = (read(entry.before.as_ref()), read(entry.after.as_ref()));
    let empty = Map::new();
    let (Some(old), Some(new)) = (
        before.as_object().or(before.is_null().then_some(&empty)),
        after.as_object().or(after.is_null().then_some(&empty)),
    ) else {
        return vec![(
            "value".to_owned(),
            words(Some(&before)),
            words(Some(&after)),
        )];
    };
    let is_noise = |name: &str| matches!(name, "updated_at" | "updated_by");
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .filter(|name| old.get(*name) != new.get(*name) && !is_noise(name))
        .map(|name| (name.clone(), words(old.get(name)), words(new.get(name))))
        .filter(|(_, old, new)| old != new)
        .collect()
}

/// Where the thing that was changed is shown.
fn place(entry: &AuditEntry) -> Option<String> {
    let id = super::params::encoded(&entry.object_id);
    let base = match entry.object_kind.as_str() {
        "key" => "keys",
        "team" => "teams",
        "user" => "users",
        "model" => "models",
        "organization" => "organizations/of",
        "end_user" => "customers/of",
        "tag" => "tags/of",
        _ => return None,
    };
    (entry.action != "deleted").then(|| format!("/ui/{base}/{id}"))
}

async fn show(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let wanted = filter(&visit.query);
    let mut changes = app
        .store
        .find_changes(&wanted, PAGE + 1)
        .await
        .map_err(AdminError::from)?;
    let kinds = app.store.changed_kinds().await.map_err(AdminError::from)?;
    let more = changes.len() > PAGE as usize;
    changes.truncate(PAGE as usize);
    let things: Vec<(&str, &str)> = changes
        .iter()
        .map(|(_, entry)| (entry.object_kind.as_str(), entry.object_id.as_str()))
        .collect();
    let things = Things::of(&app, &things).await?;
    let rest = visit.query.without(&["before"]);
    let next = changes.last().filter(|_| more).map(|(id, entry)| {
        rest.with("before", &format!("{}_{id}", entry.at.0))
            .at(PATH)
    });
    let export = |format: &str| rest.with("format", format).at("/ui/audit/export");
    let body = html! {
        (parts::head("Audit log", html! { p { "Every change that an admin, a script or a page made here. Secrets are masked before they are written down; no entry is ever changed." } },
            html! { a.btn href=(export("csv")) { "CSV" } a.btn href=(export("jsonl")) { "JSONL" } }))
        (filters(&visit.query, &kinds))
        section.card {
            @if changes.is_empty() {
                (parts::empty("No change fits", "Changes of keys, models, teams, budgets and settings stand here as soon as they are made.", html! { a.btn href=(PATH) { "Show all" } }))
            } @else {
                div.table tabindex="0" role="region" aria-label="Changes" { (table(&app, &things, &changes)) }
                div.pager {
                    span { (format::plural(changes.len() as i64, "change", "changes")) @if visit.query.get("before").is_some() { ", older ones" } }
                    div.actions {
                        @if visit.query.get("before").is_some() { a.btn href=(rest.at(PATH)) { "Newest" } }
                        @if let Some(next) = next { a.btn href=(next) rel="next" { "Older" } }
                    }
                }
            }
        }
    };
    Ok(Page::new("Audit log", PATH, body).show(&app, &visit))
}

fn filters(query: &Params, kinds: &[String]) -> Markup {
    let mut options = vec![(String::new(), "Anything".to_owned())];
    options.extend(kinds.iter().map(|name| (name.clone(), kind(name))));
    let form = Form {
        values: query.clone(),
        ..Form::default()
    };
    html! {
        form.filters method="get" action=(PATH) {
            (form.choice("kind", "Of", "", &options))
            (form.text("object", "Id", "", ""))
            (form.text("actor", "By", "", ""))
            (form.text("action", "Action", "", "created"))
            (form.input("date", "from", "From", "", ""))
            (form.input("date", "until", "Until", "", ""))
            button type="submit" { "Filter" }
            @if query.iter().next().is_some() { a.btn.quiet href=(PATH) { "Clear" } }
        }
    }
}

fn table(app: &App, things: &Things, changes: &[(String, AuditEntry)]) -> Markup {
    html! {
        table {
            thead { tr { th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "What" } th.opt scope="col" { "Differences" } } }
            tbody {
                @for (_, entry) in changes {
                    @let differences = differences(entry);
                    @let called = things.name(app, &entry.object_kind, &entry.object_id);
                    tr {
                        td { (format::time(entry.at)) }
                        td { div.cut { span title=(entry.actor) { (entry.actor) } } }
                        th scope="row" {
                            span { (entry.action.replace('_', " ")) " " (kind(&entry.object_kind)) }
                            span.sub.break title=(entry.object_id) {
                                @match place(entry) {
                                    Some(href) => a href=(href) { (called) },
                                    None => (called),
                                }
                            }
                        }
                        td.opt { @if differences.is_empty() { span.faint { "none" } } @else {
                            details {
                                summary { (format::plural(differences.len() as i64, "member", "members")) }
                                dl.facts {
                                    @for (name, old, new) in differences.iter().take(SHOWN) {
                                        dt { (name) }
                                        dd { span.faint.break { (old) } " → " span.break { (new) } }
                                    }
                                    @if differences.len() > SHOWN { dt { "…" } dd { "and more; the export holds them" } }
                                }
                            }
                        } }
                    }
                }
            }
        }
    }
}

/// A kind of thing in words.
fn kind(name: &str) -> String {
    match name {
        "end_user" => "customer".to_owned(),
        other => other.replace('_', " "),
    }
}

/// The form of an export.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Export {
    Csv,
    Jsonl,
}

fn line(form: Export, (id, entry): &(String, AuditEntry)) -> Vec<u8> {
    let (before, after) = (read(entry.before.as_ref()), read(entry.after.as_ref()));
    match form {
        Export::Jsonl => {
            let object = json!({
                "id": id, "at": entry.at.rfc3339(), "actor": entry.actor, "action": entry.action,
                "object_kind": entry.object_kind, "object_id": entry.object_id, "before": before, "after": after,
            });
            format!("{object}\n").into_bytes()
        }
        Export::Csv => {
            let mut writer = csv::Writer::from_writer(Vec::new());
            let at = entry.at.rfc3339();
            let text = |value: &Value| {
                if value.is_null() {
                    String::new()
                } else {
                    value.to_string()
                }
            };
            let (before, after) = (text(&before), text(&after));
            let cells = [
                id,
                &at,
                &entry.actor,
                &entry.action,
                &entry.object_kind,
                &entry.object_id,
                &before,
                &after,
            ];
            // Writing to memory cannot fail. A spreadsheet must not take a cell for a formula.
            let safe = cells.iter().map(|cell| cell_text(cell));
            let _ = writer.write_record(safe);
            writer.into_inner().unwrap_or_default()
        }
    }
}

/// A cell that no spreadsheet runs as a formula.
pub fn cell_text(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// Everything that the filters show, piece by piece.
fn export(app: Arc<App>, visit: &Visit) -> Response {
    let form = match visit.query.get("format") {
        Some("csv") => Export::Csv,
        _ => Export::Jsonl,
    };
    let head = match form {
        Export::Csv => "id,at,actor,action,object_kind,object_id,before,after\n",
        Export::Jsonl => "",
    };
    let first = (
        Some(filter(&visit.query)),
        Bytes::from_static(head.as_bytes()),
    );
    let pieces = stream::try_unfold(first, move |(wanted, head)| {
        let app = app.clone();
        async move {
            let Some(mut wanted) = wanted else {
                return Ok::<_, crate::store::StoreError>(None);
            };
            let changes = app.store.find_changes(&wanted, PIECE).await?;
            let mut bytes = Vec::from(&head[..]);
            bytes.extend(changes.iter().flat_map(|change| line(form, change)));
            let next = changes.last().filter(|_| changes.len() == PIECE as usize);
            let next = next.map(|(id, entry)| {
                wanted.older_than = Some(Cursor {
                    at: entry.at,
                    id: id.clone(),
                });
                wanted
            });
            Ok(Some((Bytes::from(bytes), (next, Bytes::new()))))
        }
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let (kind, name) = match form {
        Export::Csv => (
            "text/csv; charset=utf-8",
            "attachment; filename=\"audit.csv\"",
        ),
        Export::Jsonl => (
            "application/x-ndjson",
            "attachment; filename=\"audit.jsonl\"",
        ),
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static(name));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(before: Option<&str>, after: Option<&str>) -> AuditEntry {
        AuditEntry {
            at: Micros(0),
            actor: "=cmd".into(),
            action: "updated".into(),
            object_kind: "key".into(),
            object_id: "a\"b".into(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        }
    }

    #[test]
    fn differences_are_what_changed_and_nothing_else() {
        let told = differences(&entry(
            Some(r#"{"a":1,"b":[1],"updated_at":1}"#),
            Some(r#"{"a":1,"b":[2],"c":"x","updated_at":2}"#),
        ));
        let expected = [("b", "[1]", "[2]"), ("c", "–", "x")];
        assert_eq!(told.len(), 2);
        for (told, (name, old, new)) in told.iter().zip(expected) {
            assert_eq!(
                (told.0.as_str(), told.1.as_str(), told.2.as_str()),
                (name, old, new)
            );
        }
        assert!(differences(&entry(None, Some(r#"{"a":null}"#))).is_empty());
        assert_eq!(differences(&entry(None, Some("7")))[0].2, "7");
    }

    #[test]
    fn exports_hold_no_formula_and_parse_back() {
        let change = ("1".to_owned(), entry(None, Some(r#"{"a":"x,\"y"}"#)));
        let csv = line(Export::Csv, &change);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(&csv[..]);
        let row = reader.records().next().expect("a row").expect("a record");
        assert_eq!(
            (&row[2], &row[5], &row[7]),
            ("'=cmd", "a\"b", r#"{"a":"x,\"y"}"#)
        );
        let json: Value = serde_json::from_slice(&line(Export::Jsonl, &change)).expect("JSON");
        assert_eq!(json["after"]["a"], "x,\"y");
    }
}
