//! What an address asks of the log.

use super::super::names;
use super::super::params::Params;
use super::super::range::Range;
use super::super::scope::Sees;
use super::super::visit::Visit;
use super::PATH;
use crate::admin::AdminError;
use crate::domain::key::KeyHash;
use crate::domain::money::Nanos;
use crate::domain::record::{MASTER_KEY_ID, Outcome};
use crate::domain::time::Micros;
use crate::http::App;
use crate::store::{CallFilter, Cursor, Start};

/// The filters, by their names in the address and in words.
pub(super) const FILTERS: [(&str, &str); 15] = [
    ("status", "Status"),
    ("model", "Model"),
    ("provider", "Provider"),
    ("key", "Key"),
    ("team", "Team"),
    ("user", "User"),
    ("tag", "Tag"),
    ("customer", "Customer"),
    ("session", "Session"),
    ("cost", "Cost from"),
    ("took", "Took from"),
    ("kind", "Kind"),
    ("operation", "Operation"),
    ("error", "Error has"),
    ("request", "Request"),
];

/// A question to the log.
pub(super) struct Question {
    /// When.
    pub(super) range: Range,
    /// Which calls, no more than the visitor sees.
    pub(super) filter: CallFilter,
    /// From where on.
    pub(super) start: Start,
}

fn cursor(text: &str) -> Option<Cursor> {
    let (at, id) = text.split_once('-')?;
    Some(Cursor {
        at: Micros(at.parse().ok()?),
        id: id.to_owned(),
    })
}

/// A place in the list as addresses name it.
pub(super) fn place(at: Micros, id: &str) -> String {
    format!("{}-{id}", at.0)
}

/// A number that people typed: `0.05`, `$1`, `2s`, `500ms`.
fn amount(text: &str) -> Option<f64> {
    let plain = text.trim().trim_start_matches('$').trim_end_matches("ms");
    plain
        .trim_end_matches('s')
        .trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite() && *number >= 0.0)
}

fn millis(text: &str) -> Option<i64> {
    let seconds = text.ends_with('s') && !text.ends_with("ms");
    let number = amount(text)?;
    Some(if seconds { number * 1e3 } else { number } as i64)
}

/// Reads the address.
pub(super) async fn read(app: &App, visit: &Visit) -> Result<Question, AdminError> {
    let query = &visit.query;
    let text = |name: &str| query.get(name).map(str::to_owned);
    let range = Range::read(query, "24h", app.gateway.now()).of_moments();
    let mut filter = range.calls();
    filter.model = text("model");
    filter.provider = text("provider");
    filter.team_ids = text("team").into_iter().collect();
    filter.user_ids = text("user").into_iter().collect();
    filter.tag = text("tag");
    filter.end_user = text("customer");
    filter.session_id = text("session");
    filter.error = text("error");
    filter.operation = text("operation");
    filter.cost_min = query.get("cost").and_then(amount).and_then(Nanos::from_usd);
    filter.took_min_ms = query.get("took").and_then(millis);
    match query.get("status") {
        Some("ok") => filter.succeeded = Some(true),
        Some("failed") => filter.succeeded = Some(false),
        Some(other) => {
            filter.outcome = Outcome::parse(other).map(|outcome| outcome.as_str().to_owned())
        }
        None => {}
    }
    match query.get("kind") {
        Some("stream") => filter.stream = Some(true),
        Some("whole") => filter.stream = Some(false),
        Some("cached") => filter.cached = Some(true),
        _ => {}
    }
    if let Some(id) = query.get("request") {
        filter.request = Some(id.to_owned());
        // An id is looked for whenever it was.
        (filter.from, filter.until) = (None, None);
    }
    if let Some(key) = query.get("key") {
        filter.key_ids = vec![key_id(app, key).await?];
    }
    let sees = Sees::of(visit.actor());
    if let (Sees::Key(own), Some(asked)) = (&sees, filter.key_ids.first())
        && own != asked
    {
        filter.request = Some(String::new());
    }
    if let (Sees::User(own), Some(asked)) = (&sees, filter.user_ids.first())
        && own != asked
    {
        filter.request = Some(String::new());
    }
    let start = match (
        query.get("before").and_then(cursor),
        query.get("after").and_then(cursor),
    ) {
        (Some(before), _) => Start::OlderThan(before),
        (None, Some(after)) => Start::NewerThan(after),
        (None, None) => Start::Newest,
    };
    Ok(Question {
        filter: sees.calls(filter),
        range,
        start,
    })
}

/// The id of a key that is named by hash or alias.
async fn key_id(app: &App, named: &str) -> Result<String, AdminError> {
    if named == MASTER_KEY_ID || KeyHash::from_hex(named).is_some() {
        return Ok(named.to_owned());
    }
    let row = app.store.get_key_by_alias(named).await?;
    Ok(row.map_or_else(|| named.to_owned(), |row| row.key.hash.hex()))
}

/// The filters that are set: name in words, value in words, address without it.
pub(super) fn chips(app: &App, query: &Params) -> Vec<(&'static str, String, String)> {
    chips_at(app, query, PATH)
}

/// The same on another page of the log.
pub(super) fn chips_at(
    app: &App,
    query: &Params,
    path: &str,
) -> Vec<(&'static str, String, String)> {
    let set = FILTERS
        .iter()
        .filter_map(|(name, words)| Some((*name, *words, query.get(name)?)));
    set.map(|(name, words, value)| {
        let shown = match name {
            "key" if value == MASTER_KEY_ID || KeyHash::from_hex(value).is_some() => {
                names::key(app, value)
            }
            "status" => match (value, Outcome::parse(value)) {
                ("ok", _) => "OK".to_owned(),
                ("failed", _) => "Failed".to_owned(),
                (_, Some(outcome)) => names::outcome(outcome).0.to_owned(),
                (other, None) => other.to_owned(),
            },
            "operation" => names::operation(value),
            // Of keys, an alias that was typed.
            _ => value.to_owned(),
        };
        let rest = query.without(&[name, "before", "after", "call"]);
        (words, shown, rest.at(path))
    })
    .collect()
}
