//! The table of usage as a file, with all its digits.

use super::super::files::{Format, file};
use super::super::scope::Sees;
use super::super::visit::Visit;
use super::{read, shown};
use crate::domain::money::Nanos;
use crate::http::App;
use crate::http::error::Problem;
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) async fn csv(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    export(app, visit, Format::Csv).await
}

pub(super) async fn jsonl(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    export(app, visit, Format::Jsonl).await
}

async fn export(app: Arc<App>, visit: Visit, format: Format) -> Result<Response, Problem> {
    let usage = read(&app, &Sees::of(visit.actor()), &visit.query).await?;
    let rows: Vec<Value> = usage
        .rows
        .iter()
        .map(|(name, sums)| {
            let mut row = json!({
                usage.group.name(): shown(&app, usage.group, name),
                "id": name,
                "from": usage.range.from.rfc3339(),
                "until": usage.range.until.rfc3339(),
                "cost_usd": sums.spend.decimal(),
                "requests": sums.requests,
                "failed_requests": sums.failures(),
                "input_tokens": sums.prompt_tokens,
                "cache_read_tokens": sums.cache_read_tokens,
                "cache_write_tokens": sums.cache_write_tokens,
                "output_tokens": sums.completion_tokens,
                "duration_ms": sums.duration_ms,
            });
            if usage.compares {
                let before = usage.before.get(name).copied().unwrap_or_default();
                row["cost_before_usd"] = json!(Nanos::decimal(before.spend));
                row["requests_before"] = json!(before.requests);
            }
            row
        })
        .collect();
    Ok(file(format, "usage", &rows))
}
