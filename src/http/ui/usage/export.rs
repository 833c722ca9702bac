//! The table of usage as a file, with all its digits.

use super::super::files::{self, Format};
use super::super::scope::Sees;
use super::super::visit::Visit;
use super::{read, shown};
use crate::http::App;
use crate::http::error::Problem;
use axum::body::Body;
use axum::response::Response;
use serde_json::json;
use std::sync::Arc;

pub(super) async fn csv(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    export(app, visit, Format::Csv).await
}

pub(super) async fn jsonl(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    export(app, visit, Format::Jsonl).await
}

async fn export(app: Arc<App>, visit: Visit, format: Format) -> Result<Response, Problem> {
    let usage = read(&app, &Sees::of(visit.actor()), &visit.query, None).await?;
    let mut names = vec![
        usage.group.name(),
        "id",
        "from",
        "until",
        "cost_usd",
        "requests",
        "failed_requests",
        "input_tokens",
        "cache_read_tokens",
        "cache_write_tokens",
        "output_tokens",
        "duration_ms",
    ];
    if usage.compares {
        names.extend(["cost_before_usd", "requests_before"]);
    }
    let (from, until) = (usage.range.from.rfc3339(), usage.range.until.rfc3339());
    let mut text = files::head(format, &names);
    for (name, sums) in &usage.rows {
        let mut cells = vec![
            json!(shown(&app, &usage, name)),
            json!(name),
            json!(from),
            json!(until),
            json!(sums.spend.decimal()),
            json!(sums.requests),
            json!(sums.failures()),
            json!(sums.prompt_tokens),
            json!(sums.cache_read_tokens),
            json!(sums.cache_write_tokens),
            json!(sums.completion_tokens),
            json!(sums.duration_ms),
        ];
        if usage.compares {
            let before = usage.before.get(name).copied().unwrap_or_default();
            cells.push(json!(before.spend.decimal()));
            cells.push(json!(before.requests));
        }
        files::line(&mut text, format, &names, &cells);
    }
    Ok(files::download(format, "usage", Body::from(text)))
}
