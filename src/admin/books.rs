//! The books, summed by whatever they are asked by; money stays exact.

use super::{Actor, Admin, AdminError, bad};
use crate::domain::money::Nanos;
use crate::domain::time::Micros;
use crate::store::{DayLine, ListDays};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What a line is summed by.
type Part = fn(&DayLine) -> &str;

/// What sums can be made by: the name, and what it is of a line.
const PARTS: &[(&str, Part)] = &[
    ("day", |line| &line.day),
    ("month", |line| line.day.get(..7).unwrap_or_default()),
    ("key", |line| &line.key_id),
    ("user", |line| &line.user_id),
    ("team", |line| &line.team_id),
    ("model", |line| &line.model_group),
    ("provider_model", |line| &line.model),
    ("provider", |line| &line.provider),
];

#[derive(Default)]
struct Sums {
    spend: Nanos,
    counts: [i64; 8],
}

/// Names of the counts, in their order.
const COUNTS: [&str; 8] = [
    "requests",
    "successes",
    "failures",
    "prompt_tokens",
    "completion_tokens",
    "cache_read_tokens",
    "cache_write_tokens",
    "duration_ms",
];

impl Sums {
    fn add(&mut self, line: &DayLine) {
        self.spend += line.spend;
        let counts = [
            line.requests,
            line.successes,
            line.failures,
            line.prompt_tokens,
            line.completion_tokens,
            line.cache_read_tokens,
            line.cache_write_tokens,
            line.duration_ms,
        ];
        for (sum, count) in self.counts.iter_mut().zip(counts) {
            *sum += count;
        }
    }

    fn put(&self, fields: &mut Map<String, Value>) {
        fields.insert("spend".into(), json!(self.spend.decimal()));
        for (name, count) in COUNTS.iter().zip(self.counts) {
            fields.insert((*name).to_owned(), json!(count));
        }
    }
}

/// The books of some days, summed by these parts: rows in the order of their parts, and one sum of all.
/// Money is in decimal US dollars.
pub async fn sums(admin: &Admin, days: &ListDays, by: &[String]) -> Result<Value, AdminError> {
    let part = |name: &String| {
        let found = PARTS.iter().find(|(known, _)| known == name);
        found.ok_or_else(|| {
            let known: Vec<_> = PARTS.iter().map(|(name, _)| *name).collect();
            bad(
                "group_by",
                format!("'{name}' is nothing to sum by. Use {}.", known.join(", ")),
            )
        })
    };
    let parts = by.iter().map(part).collect::<Result<Vec<_>, _>>()?;
    let lines = admin.store.list_days(days).await?;
    let mut rows: BTreeMap<Vec<&str>, Sums> = BTreeMap::new();
    let mut total = Sums::default();
    for line in &lines {
        total.add(line);
        let names = parts.iter().map(|(_, of)| of(line)).collect();
        rows.entry(names).or_default().add(line);
    }
    let row = |(names, sums): (Vec<&str>, Sums)| {
        let mut fields = Map::new();
        for ((part, _), name) in parts.iter().zip(names) {
            fields.insert((*part).to_owned(), json!(name));
        }
        sums.put(&mut fields);
        Value::Object(fields)
    };
    let rows: Vec<Value> = rows.into_iter().map(row).collect();
    let mut whole = Map::new();
    total.put(&mut whole);
    Ok(json!({ "data": rows, "total": whole, "from": days.from, "to": days.to }))
}

/// Rows that go in one transaction, so that nobody waits long behind it.
const PRUNE_BATCH: u32 = 1_000;

/// How many calls from before a moment have stored words.
pub async fn count_words(admin: &Admin, before: Micros) -> Result<u64, AdminError> {
    Ok(admin.store.count_payloads(before).await?)
}

/// Removes stored words of calls from before a moment; the ledger's rows stay. How many there were. That it
/// was done is on record, whether or not all of it could be.
pub async fn prune_words(
    admin: &Admin,
    actor: &Actor,
    before: Micros,
    now: Micros,
) -> Result<u64, AdminError> {
    let mut removed = 0;
    let done = loop {
        match admin.store.prune_payloads(before, PRUNE_BATCH).await {
            Ok(batch) => {
                removed += batch;
                if batch < u64::from(PRUNE_BATCH) {
                    break Ok(removed);
                }
            }
            Err(error) => break Err(error.into()),
        }
    };
    if removed > 0 || done.is_ok() {
        let until = before.rfc3339();
        let told = json!({ "before": until, "removed": removed });
        let object = ("call", until.as_str());
        let audit = Admin::audit(actor, now, "words_pruned", object, (None, Some(told)));
        admin.store.note_change(&audit).await?;
    }
    done
}
