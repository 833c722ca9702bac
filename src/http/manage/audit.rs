//! `/audit`: every change that was made.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::AdminError;
use crate::admin::fields::{Field, Kind};
use crate::domain::owner::Rank;
use serde_json::{Value, json};
use std::sync::Arc;

const AUDIT: &[Field] = &[
    Field::new("page", Kind::Integer, "Which page, from 1."),
    Field::new(
        "page_size",
        Kind::Integer,
        "Changes on a page, at most 100.",
    ),
    Field::new("object_id", Kind::Text, "Only of this object."),
    Field::new(
        "table_name",
        Kind::Text,
        "Only of this kind: key, user, team, model, …",
    ),
];

/// The operations on the audit log.
pub const ROUTES: &[Managed] = &[
    Managed::get(
        "/audit",
        Rank::AdminViewer,
        "Lists changes, newest first.",
        |app, given| Box::pin(audit(app, given)),
    )
    .query(AUDIT),
    Managed::get(
        "/audit/{id}",
        Rank::AdminViewer,
        "Tells about one change.",
        |app, given| Box::pin(change(app, given)),
    ),
];

fn change_view((id, entry): &(String, crate::store::AuditEntry)) -> Value {
    let value = |text: &Option<String>| {
        text.as_deref()
            .and_then(|text| serde_json::from_str::<Value>(text).ok())
    };
    json!({
        "id": id, "updated_at": entry.at.rfc3339(), "changed_by": entry.actor, "changed_by_api_key": "", "action": entry.action,
        "table_name": entry.object_kind, "object_id": entry.object_id, "before_value": value(&entry.before), "updated_values": value(&entry.after),
    })
}

async fn audit(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let (page, size) = (
        given.number("page", 1, u32::MAX)?,
        given.number("page_size", 10, 100)?,
    );
    let (kind, object) = (given.text("table_name"), given.text("object_id"));
    let (changes, total) = app
        .store
        .list_changes(kind.as_deref(), object.as_deref(), page, size)
        .await
        .map_err(AdminError::from)?;
    let logs: Vec<Value> = changes.iter().map(change_view).collect();
    let pages = total.div_ceil(u64::from(size));
    Ok(Reply::ok(
        json!({ "audit_logs": logs, "total": total, "page": page, "page_size": size, "total_pages": pages }),
    ))
}

async fn change(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let found = app
        .store
        .get_change(given.part("id"))
        .await
        .map_err(AdminError::from)?;
    let found = found.ok_or_else(|| {
        AdminError::Missing(format!("Audit log with ID {} not found", given.part("id")))
    })?;
    Ok(Reply::ok(change_view(&found)))
}
