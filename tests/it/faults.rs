//! Every way in which a provider can misbehave: the right status, in time, one row, no panic.

mod cases;
mod doors;
#[cfg(target_os = "linux")]
mod memory;
mod odd;
mod stall;
mod wires;

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use crate::chat::{priced, verified};
use crate::common::http::{self, Reply};
use crate::common::ledger::{self, Row};
use crate::common::proxy::{Proxy, closed_port};
use crate::common::upstream::{DeafPort, Upstream, words};
use cases::{CASES, Case, Place, ROWS, Told};
use stall::Ticker;

/// How long a provider may take for a whole answer, or be silent in a stream, in these tests.
const DEADLINE: Duration = Duration::from_secs(1);
/// How long a stream may last in these tests.
const STREAM_MAX: Duration = Duration::from_secs(3);
/// How much later than that the call must be over.
const GRACE: Duration = Duration::from_millis(250);
/// A machine that made a thread wait so long in all while a case ran is no place to measure time.
const STALLED: Duration = Duration::from_millis(50);
/// How often a case is tried on a machine that stalls.
const TRIES: u32 = 3;

#[test]
fn every_row_of_the_table_has_a_case() {
    let covered: BTreeSet<&str> = CASES.iter().map(|case| case.row).collect();
    assert_eq!(covered, BTreeSet::from(ROWS));
    let names: BTreeSet<&str> = CASES.iter().map(|case| case.script).collect();
    assert_eq!(names.len(), CASES.len(), "no case stands twice");
    for case in CASES {
        if let Some(fault) = case.script.strip_prefix("fault/m") {
            assert_eq!(&fault[..2], &case.row[1..], "{case:?}");
        }
    }
}

#[tokio::test]
async fn every_misbehaviour_is_answered_in_time_and_recorded_once() {
    let (upstream, deaf) = (Upstream::start(), DeafPort::open());
    let mut proxy = matrix_proxy(
        &upstream,
        &deaf,
        "openai",
        |case| case.script.to_owned(),
        |_| {},
    )
    .start()
    .await;
    let ticker = Ticker::start();
    let (mut wrong, mut calls) = (Vec::new(), 0);
    for case in CASES {
        for stream in [false, true] {
            let (tries, problem) = tried(&proxy, &ticker, case, stream).await;
            calls += tries;
            let form = if stream { "stream" } else { "JSON" };
            wrong.extend(
                problem.map(|what| format!("{} {} as {form}: {what}", case.row, case.script)),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let report = verified(&proxy);
    assert_eq!(report["calls"], calls, "one row for each call");
    assert_eq!(report["open_calls"], 0);
    let scripted = CASES.iter().filter(|case| case.place == Place::Scripted);
    let asked = upstream.log().totals().opened;
    assert!(
        asked >= scripted.count() as u64 * 2 && asked <= u64::from(calls),
        "no redirect is followed and nobody is asked twice: {asked} requests for {calls} calls"
    );
    let exchanges = upstream.log().exchanges();
    let ambiguous = |model: &str| model.contains("/m10") || model.contains("/m11");
    for exchange in exchanges.iter().filter(|one| ambiguous(&one.model)) {
        let shared = exchanges
            .iter()
            .filter(|other| {
                other.connection == exchange.connection && other.number > exchange.number
            })
            .count();
        assert_eq!(shared, 0, "used again after {}", exchange.model);
    }
    assert_eq!(proxy.term().await.code, Some(0));
}

/// A proxy with one model for each case, named by `name`; `change` says what is different about them.
fn matrix_proxy(
    upstream: &Upstream,
    deaf: &DeafPort,
    provider: &str,
    name: impl Fn(&Case) -> String,
    change: impl Fn(&mut Value),
) -> crate::common::proxy::Builder {
    let settings = json!({
        "max_streaming_duration_seconds": STREAM_MAX.as_secs_f64(),
        // One call is one request here.
        "num_retries": 0,
    });
    let mut builder = Proxy::builder()
        .section("litellm_settings", settings)
        .section("router_settings", json!({ "disable_cooldowns": true }));
    for case in CASES {
        let mut row = priced(&name(case), upstream, case.script);
        row["litellm_params"]["model"] = json!(format!("{provider}/{}", case.script));
        row["litellm_params"]["input_cost_per_token"] = json!(2.5e-6);
        row["litellm_params"]["output_cost_per_token"] = json!(1e-5);
        row["litellm_params"]["timeout"] = json!(DEADLINE.as_secs_f64());
        change(&mut row);
        match case.place {
            Place::Scripted => {}
            Place::Closed => {
                row["litellm_params"]["api_base"] =
                    json!(format!("http://127.0.0.1:{}", closed_port()));
            }
            Place::Deaf => row["litellm_params"]["api_base"] = json!(deaf.base_url()),
        }
        builder = builder.deployment(row);
    }
    builder
}

/// Runs a case, again when it came late on a machine that stalled. Tells how often, and what is wrong.
async fn tried(proxy: &Proxy, ticker: &Ticker, case: &Case, stream: bool) -> (u32, Option<String>) {
    let told = if stream { case.stream } else { case.json };
    let due = due(case, stream);
    for turn in 1..=TRIES {
        let stalled_before = ticker.late();
        let reply = proxy
            .post("/v1/chat/completions", &hello(case.script, stream))
            .await;
        let id = reply.headers["x-litellm-call-id"].to_str().expect("an id");
        let row = ledger::row_of(proxy, id).await;
        let stalled = ticker.late().saturating_sub(stalled_before);
        if let Some(problem) = answer_problem(case, told, stream, &reply)
            .or_else(|| row_problem(told, &row))
            .or_else(|| haste(told, &row, due))
        {
            return (turn, Some(problem));
        }
        if row.took <= due + GRACE {
            return (turn, None);
        }
        // Late. By the machine's fault it may be, but only by as much as the machine stood still.
        if stalled < STALLED || turn == TRIES && row.took > due + GRACE + stalled {
            let what = format!("{:?}, due after {due:?}; stalled {stalled:?}", row.took);
            return (turn, Some(what));
        }
    }
    (TRIES, None)
}

/// When a call must be over that a provider does not end.
fn due(case: &Case, stream: bool) -> Duration {
    if stream && case.script.contains("m24a") {
        STREAM_MAX
    } else {
        DEADLINE
    }
}

/// A deadline that fires before it is due.
fn haste(told: Told, row: &Row, due: Duration) -> Option<String> {
    let timed_out = matches!(told, Told::No(504, _) | Told::Cut(504, _));
    (timed_out && row.took < due).then(|| format!("given up after {:?}", row.took))
}

fn answer_problem(case: &Case, told: Told, stream: bool, reply: &Reply) -> Option<String> {
    let text = reply.text();
    let good = reply.complete
        && match told {
            Told::No(status, kind) => {
                let error =
                    &serde_json::from_slice::<Value>(&reply.body).unwrap_or_default()["error"];
                // An absurd wait is not handed on.
                !reply.headers.contains_key("retry-after")
                    && (reply.status, error["type"].as_str()) == (status, Some(kind))
                    && error["code"] == json!(status.to_string())
                    && !error["message"].as_str().unwrap_or_default().is_empty()
            }
            Told::Cut(status, kind) => {
                let last = text.trim_end().rsplit("data: ").next().unwrap_or_default();
                let error = &serde_json::from_str::<Value>(last).unwrap_or_default()["error"];
                reply.status == 200
                    && !text.contains("[DONE]")
                    && text.matches("data: {\"error\":").count() == 1
                    && error["type"] == kind
                    && error["code"] == json!(status.to_string())
            }
            Told::Whole | Told::Counted => {
                let ended = !stream || text.ends_with("data: [DONE]\n\n");
                let once = text.matches("[DONE]").count() == usize::from(stream);
                let said = match case.row {
                    // Its first word has grown.
                    "M16" => reply.said().starts_with("aaa"),
                    _ => reply.said() == words(8),
                };
                reply.status == 200 && ended && once && said && !text.contains("\"error\"")
            }
        };
    (!good).then(|| {
        let end: String = text.chars().rev().take(300).collect();
        let end: String = end.chars().rev().collect();
        format!("{told:?} is due, but {} came: …{end}", reply.status)
    })
}

fn row_problem(told: Told, row: &Row) -> Option<String> {
    let failed = |status| match status {
        504 => "timed_out",
        _ => "upstream_error",
    };
    let (outcome, status) = match told {
        Told::Whole | Told::Counted => ("success", 200),
        Told::No(status, _) | Told::Cut(status, _) => (failed(status), status),
    };
    let source: &[&str] = match told {
        Told::Whole => &["provider"],
        Told::No(..) => &["none"],
        Told::Counted => &["counted"],
        // Some dialects tell their usage as they go.
        Told::Cut(..) => &["counted", "provider"],
    };
    let billed = match told {
        Told::Whole | Told::Counted => {
            (1..=12).contains(&row.input_tokens) && row.output_tokens == 8
        }
        Told::No(..) => row.input_tokens == 0 && row.output_tokens == 0,
        Told::Cut(..) => row.input_tokens > 0 && row.output_tokens > 0,
    };
    // gpt-4o: $2.50 and $10 for a million tokens.
    let cost = row.input_tokens * 2_500 + row.output_tokens * 10_000;
    let good = row.outcome == outcome
        && row.status == status
        && source.contains(&row.usage_source.as_str())
        && row.error.is_empty() == (outcome == "success")
        && row.attempts == 1
        && billed
        && row.cost_nanos == cost;
    (!good).then(|| format!("{told:?} is due, but the row says {row:?}"))
}

fn hello(model: &str, stream: bool) -> Value {
    json!({ "model": model, "stream": stream, "messages": [{ "role": "user", "content": "hi" }] })
}

/// Asks over a connection of its own and returns when the head of the answer is there.
async fn opened(proxy: &Proxy, model: &str) -> reqwest::Response {
    let url = format!("{}/v1/chat/completions", proxy.url());
    let body = hello(model, true);
    http::open(reqwest::Method::POST, &url, proxy.master_key(), Some(&body))
        .await
        .expect("an answer")
}
