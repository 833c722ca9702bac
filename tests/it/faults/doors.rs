//! The same misbehaviours as clients of the other dialects see them: the right status in their own
//! words, in time, one row, and no memory kept.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::cases::{CASES, Case, Place, Told};
use super::stall::Ticker;
use super::{GRACE, STALLED, TRIES, due, haste, matrix_proxy, row_problem};
use crate::chat::verified;
use crate::common::http::Reply;
use crate::common::ledger::{self, Row};
use crate::common::proxy::Proxy;
use crate::common::upstream::{DeafPort, Upstream, words};

/// How much memory a round may add: less than its long lines would take, were they kept.
const GROWTH_KIB_MAX: u64 = 32 << 10;

/// A client's dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Client {
    Chat,
    Completions,
    Messages,
    Responses,
    Gemini,
}

/// All of them.
pub(super) const CLIENTS: [Client; 5] = [
    Client::Chat,
    Client::Completions,
    Client::Messages,
    Client::Responses,
    Client::Gemini,
];

/// What is due to a case in one form; `None` where the provider's dialect has no such thing.
pub(super) type Due = fn(&Case, bool) -> Option<Told>;

/// What is due where the provider speaks OpenAI's dialect.
#[expect(clippy::unnecessary_wraps, reason = "other tables leave cases out")]
fn as_listed(case: &Case, stream: bool) -> Option<Told> {
    Some(if stream { case.stream } else { case.json })
}

/// A model's name that fits into a path.
pub(super) fn name(case: &Case) -> String {
    case.script.replace(['/', '?', '='], "-")
}

impl Client {
    fn asked(self, case: &Case, stream: bool) -> (String, Value) {
        let model = name(case);
        let message = json!([{ "role": "user", "content": "hi" }]);
        match self {
            Self::Chat => (
                "/v1/chat/completions".to_owned(),
                json!({ "model": model, "stream": stream, "messages": message }),
            ),
            Self::Completions => (
                "/v1/completions".to_owned(),
                json!({ "model": model, "stream": stream, "prompt": "hi" }),
            ),
            Self::Messages => (
                "/v1/messages".to_owned(),
                json!({ "model": model, "stream": stream, "max_tokens": 9_000, "messages": message }),
            ),
            Self::Responses => (
                "/v1/responses".to_owned(),
                json!({ "model": model, "stream": stream, "input": message, "store": false }),
            ),
            Self::Gemini => {
                let operation = if stream {
                    "streamGenerateContent?alt=sse"
                } else {
                    "generateContent"
                };
                (
                    format!("/v1beta/models/{model}:{operation}"),
                    json!({ "contents": [{ "role": "user", "parts": [{ "text": "hi" }] }] }),
                )
            }
        }
    }

    /// Whether an object is this dialect's word for a failure with that status.
    fn is_error(self, told: &Value, status: u16, kind: &str) -> bool {
        let error = &told["error"];
        let said = |message: &Value| {
            message
                .as_str()
                .is_some_and(|text| text.starts_with("litellm."))
        };
        match self {
            Self::Chat | Self::Completions => {
                error["type"] == kind
                    && error["code"] == json!(status.to_string())
                    && said(&error["message"])
            }
            Self::Messages => {
                let kind = cw_proxy::wire::door::messages::error_type(status);
                told["type"] == "error" && error["type"] == kind && said(&error["message"])
            }
            Self::Responses if told["type"] == "response.failed" => {
                let error = &told["response"]["error"];
                told["response"]["status"] == "failed" && said(&error["message"])
            }
            Self::Responses => {
                error["code"] == json!(status.to_string()) && said(&error["message"])
            }
            Self::Gemini => {
                let word = cw_proxy::wire::door::gemini::status_word(status);
                error["code"] == status && error["status"] == word && said(&error["message"])
            }
        }
    }

    /// The text of an answer, whole or in events.
    fn said(self, frames: &[Value]) -> String {
        let text = |frame: &Value| match self {
            Self::Chat if frame["choices"][0]["message"].is_object() => {
                frame["choices"][0]["message"]["content"].clone()
            }
            Self::Chat => frame["choices"][0]["delta"]["content"].clone(),
            Self::Completions => frame["choices"][0]["text"].clone(),
            Self::Messages if frame["content"].is_array() => frame["content"][0]["text"].clone(),
            Self::Messages => frame["delta"]["text"].clone(),
            Self::Responses if frame["output"].is_array() => {
                frame["output"][0]["content"][0]["text"].clone()
            }
            Self::Responses if frame["type"] == "response.output_text.delta" => {
                frame["delta"].clone()
            }
            Self::Responses => Value::Null,
            Self::Gemini => frame["candidates"][0]["content"]["parts"][0]["text"].clone(),
        };
        let texts = frames.iter().map(text);
        texts
            .filter_map(|text| text.as_str().map(str::to_owned))
            .collect()
    }

    /// Whether a stream came to the end that the protocol wants.
    fn is_ended(self, data: &[String]) -> bool {
        let last = data.last().map_or("", String::as_str);
        let object: Value = serde_json::from_str(last).unwrap_or_default();
        match self {
            Self::Chat | Self::Completions => last == "[DONE]",
            Self::Messages => object["type"] == "message_stop",
            Self::Responses => object["type"] == "response.completed",
            Self::Gemini => object["candidates"][0]["finishReason"] == "STOP",
        }
    }
}

fn answer_problem(
    (client, stream): (Client, bool),
    case: &Case,
    told: Told,
    reply: &Reply,
) -> Option<String> {
    let data = if stream { reply.data() } else { Vec::new() };
    let frames = || -> Vec<Value> {
        let events = data
            .iter()
            .filter_map(|data| serde_json::from_str(data).ok());
        if stream {
            events.collect()
        } else {
            vec![serde_json::from_slice(&reply.body).unwrap_or_default()]
        }
    };
    let good = reply.complete
        && match told {
            Told::No(status, kind) => {
                let body = serde_json::from_slice(&reply.body).unwrap_or_default();
                reply.status == status
                    && !reply.headers.contains_key("retry-after")
                    && client.is_error(&body, status, kind)
            }
            Told::Cut(status, kind) => {
                let frames = frames();
                let last = frames.last().cloned().unwrap_or_default();
                reply.status == 200
                    && !client.is_ended(&data)
                    && client.is_error(&last, status, kind)
                    && !client.said(&frames).is_empty()
            }
            Told::Whole | Told::Counted => {
                let said = client.said(&frames());
                let right = match case.row {
                    // Its first word has grown.
                    "M16" => said.starts_with("aaa"),
                    _ => said == words(8),
                };
                reply.status == 200 && right && (!stream || client.is_ended(&data))
            }
        };
    (!good).then(|| {
        let text = reply.text();
        let end: String = text.chars().rev().take(400).collect();
        let end: String = end.chars().rev().collect();
        format!("{told:?} is due, but {} came: …{end}", reply.status)
    })
}

/// What came is billed, also where the provider had not told of it yet: each word is a token.
fn unbilled(
    (client, stream): (Client, bool),
    told: Told,
    reply: &Reply,
    row: &Row,
) -> Option<String> {
    if !stream || !matches!(told, Told::Cut(..)) {
        return None;
    }
    let data = reply.data();
    let frames = data
        .iter()
        .filter_map(|data| serde_json::from_str(data).ok());
    let said = client.said(&frames.collect::<Vec<_>>());
    let words = said.split_whitespace().count();
    (row.output_tokens < i64::try_from(words).unwrap_or(i64::MAX))
        .then(|| format!("{words} words came, but the row says {row:?}"))
}

/// Runs a case for one client, again when it came late on a machine that stalled. Tells how often, and
/// what is wrong.
async fn tried(
    proxy: &Proxy,
    ticker: &Ticker,
    (client, stream): (Client, bool),
    case: &Case,
    told: Told,
) -> (u32, Option<String>) {
    let due = due(case, stream);
    for turn in 1..=TRIES {
        let stalled_before = ticker.late();
        let (path, body) = client.asked(case, stream);
        let reply = proxy.post(&path, &body).await;
        let row = ledger::row_of(proxy, reply.header("x-litellm-call-id")).await;
        let stalled = ticker.late().saturating_sub(stalled_before);
        if (is_race(told, &reply) || reply.status == 504 && stalled >= STALLED) && turn < TRIES {
            continue;
        }
        if let Some(problem) = answer_problem((client, stream), case, told, &reply)
            .or_else(|| row_problem(told, &row))
            .or_else(|| unbilled((client, stream), told, &reply, &row))
            .or_else(|| haste(told, &row, due))
        {
            return (turn, Some(problem));
        }
        if row.took <= due + GRACE {
            return (turn, None);
        }
        if stalled < STALLED || turn == TRIES && row.took > due + GRACE + stalled {
            let what = format!("{:?}, due after {due:?}; stalled {stalled:?}", row.took);
            return (turn, Some(what));
        }
    }
    (TRIES, None)
}

/// A provider may close a connection, or send on it what nobody asked for, at the very moment at which
/// it is used again, which HTTP/1.1 cannot prevent; many calls at once bring that about. An answer that
/// is none of the connection's is then asked for again.
fn is_race(told: Told, reply: &Reply) -> bool {
    let connections = matches!(told, Told::No(502 | 504, _));
    !connections && reply.status == 502
}

/// Cases that end by a deadline: there is nothing in them to be kept, and they take their time.
pub(super) fn waits(case: &Case) -> bool {
    let late = |told: Told| matches!(told, Told::No(504, _) | Told::Cut(504, _));
    late(case.json) || late(case.stream)
}

/// What a process holds of the machine's memory, in KiB.
fn resident_kib(proxy: &Proxy) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", proxy.pid())).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// All clients at once ask for one batch of cases after the other. Tells how many calls that were, and
/// what was wrong.
pub(super) async fn round(
    proxy: &Proxy,
    ticker: &Ticker,
    batches: &[&[&Case]],
    due: Due,
) -> (u32, Vec<String>) {
    let (mut calls, mut wrong) = (0, Vec::new());
    for cases in batches {
        let asked = cases.iter().flat_map(|case| {
            let forms = CLIENTS.map(|client| [(*case, client, false), (*case, client, true)]);
            forms.into_iter().flatten()
        });
        let each = asked.filter_map(|(case, client, stream)| {
            let told = due(case, stream)?;
            Some(async move {
                let (tries, problem) = tried(proxy, ticker, (client, stream), case, told).await;
                let form = if stream { "stream" } else { "JSON" };
                let what = |what| format!("{client:?} {} as {form}: {what}", case.script);
                (tries, problem.map(what))
            })
        });
        // The longest lines are enough work for a machine one by one.
        let told = if cases.iter().any(|case| case.row == "M16") {
            let mut told = Vec::new();
            for one in each {
                told.push(one.await);
            }
            told
        } else {
            join_all(each).await
        };
        for (tries, problem) in told {
            calls += tries;
            wrong.extend(problem);
        }
    }
    (calls, wrong)
}

fn one_by_one<'a>(cases: &'a [&'a Case]) -> Vec<&'a [&'a Case]> {
    cases.chunks(1).collect()
}

#[tokio::test]
async fn every_misbehaviour_is_told_in_each_clients_own_words_and_leaves_nothing_behind() {
    let (upstream, deaf) = (Upstream::start(), DeafPort::open());
    let mut proxy = matrix_proxy(&upstream, &deaf, "hosted_vllm", name, |_| {})
        .start()
        .await;
    let ticker = Ticker::start();
    let all: Vec<&Case> = CASES.iter().collect();
    let (mut calls, wrong) = round(&proxy, &ticker, &one_by_one(&all), as_listed).await;
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
    // What a first round taught the allocator is no leak; what each further round adds is one.
    let quick: Vec<&Case> = CASES.iter().filter(|case| !waits(case)).collect();
    let mut before = None;
    for turn in 0..2 {
        let (more, wrong) = round(&proxy, &ticker, &one_by_one(&quick), as_listed).await;
        assert!(wrong.is_empty(), "{wrong:#?}");
        calls += more;
        if turn == 0 {
            before = resident_kib(&proxy);
        }
    }
    if let (Some(before), Some(after)) = (before, resident_kib(&proxy)) {
        let grown = after.saturating_sub(before);
        println!("grown by {grown} KiB from {before}");
        assert!(grown < GROWTH_KIB_MAX, "grown by {grown} KiB from {before}");
    }
    let report = verified(&proxy);
    assert_eq!(report["calls"], calls, "one row for each call");
    assert_eq!(report["open_calls"], 0);
    let deadline = Duration::from_secs(5);
    let elsewhere = CASES.iter().filter(|case| case.place != Place::Scripted);
    assert_eq!(elsewhere.count(), 2);
    assert!(
        upstream.log().totals().opened <= u64::from(calls),
        "nobody is asked twice"
    );
    let ended = tokio::time::timeout(deadline, proxy.term()).await;
    assert_eq!(ended.expect("in time").code, Some(0));
}
