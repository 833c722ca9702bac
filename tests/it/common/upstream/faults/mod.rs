//! Behaviours by name: the honest ones here, the malformed ones in the two modules below.
//!
//! | name | what it does | variants |
//! |---|---|---|
//! | m01 | refuses the connection | a closed port, see `proxy::closed_port` |
//! | m02 | reads the request, never answers | |
//! | m03 | sends its head one byte per second | |
//! | m04 | never answers, ignores the client's close | `DeafPort` never even reads |
//! | m05 | resets after the request | |
//! | m06 | resets in the middle of the answer | |
//! | m07 | ends in order, but too early | a chunked, b until close |
//! | m08 | breaks its chunks | a cut, b not hex, c negative, d huge, e no last one |
//! | m09 | declares too long a body | |
//! | m10 | declares too short a body, more follows | a a second response, b the JSON is cut |
//! | m11 | breaks the head | a length and chunked, b two lengths, c LF only, d no status, e HTTP/0.9 |
//! | m12 | sends too large a head | a 200 lines of 8 KiB, b one of 1 MiB |
//! | m13 | compresses unasked | a gzip bomb, b br, c zstd, d gzip twice, e not gzip at all, f unknown |
//! | m14 | splits everywhere | one byte per chunk, CR LF, text beyond ASCII |
//! | m15 | breaks its text | a not UTF-8, b half a surrogate pair, c NUL, d byte order mark |
//! | m16 | sends one line of 64 MiB | |
//! | m17 | sends keep-alives for ever | comments, or spaces where JSON is due |
//! | m18 | sends odd events | a broken JSON, b unknown names, c no space, d CR only, e many lines, f `[DONE]` twice, g data after it |
//! | m19 | says 200 and something else | a HTML, b nothing, c `{}`, d `[]`, e wrong types |
//! | m20 | says 200 and an error | a in the asked form, b as JSON to a stream, c in the middle of one |
//! | m21 | reports odd usage | a none, b negative, c 1e308, d text, e shrinking, f too early |
//! | m22 | redirects | a to a metadata address, b to itself, c round and round |
//! | m23 | sends odd statuses | a 429 and a date, b 503 and a huge wait, c 429 and a negative one, d 503 and text, e 401, f 418, g 599, h 1xx for ever |
//! | m24 | never comes to an end | a as fast as can be, b one token every 29 s |
//!
//! A name without a letter is its variant a. Where a row is about events and JSON was asked for
//! (m18b to g, m21e and f), the answer is plain JSON.

mod body;
mod http;

use serde_json::{Value, json};

use super::answer::Answer;
use super::conn::Request;
use super::knobs::Knobs;
use super::log::Tokens;
use super::script::{self, Part, Step};
use super::wire;

/// The steps of a behaviour, or what is wrong with its name.
pub(super) fn steps(
    name: &str,
    answer: &Answer,
    knobs: &Knobs,
    request: &Request,
) -> Result<Vec<Step>, String> {
    let unknown = || format!("the test upstream has no behaviour `{name}`");
    match name.split_once('/') {
        None if matches!(name, "ok" | "slow" | "no-usage") => Ok(answer.body().clean()),
        None if name == "unknown-events" => Ok(unknown_events(answer)),
        Some(("status", code)) => {
            let code = code.parse().map_err(|_| unknown())?;
            Ok(status(code, knobs, request))
        }
        Some(("fault", id)) => http::steps(id, answer, knobs)
            .or_else(|| body::steps(id, answer, knobs, request))
            .unwrap_or_else(|| Err(unknown())),
        _ => Err(unknown()),
    }
}

/// An error in OpenAI's shape.
fn status(code: u16, knobs: &Knobs, request: &Request) -> Vec<Step> {
    let mut message = format!("The test upstream was asked for status {code}.");
    if knobs.on("echo_key") {
        let key = request.header("authorization").unwrap_or_default();
        message = format!(
            "Incorrect API key provided: {}.",
            key.trim_start_matches("Bearer ")
        );
    }
    let mut body = wire::error(code, &message, knobs.text("code"));
    if let Some(kind) = knobs.text("type") {
        body["error"]["type"] = json!(kind);
    }
    let wait = knobs.text("retry_after").map(str::to_owned);
    let headers = wait
        .or_else(|| Some(date_in(knobs.text("retry_at")?.parse().ok()?)))
        .map(|wait| format!("retry-after: {wait}\r\n"))
        .unwrap_or_default();
    script::json_with(code, &headers, &body)
}

/// The date that is so many seconds away, as HTTP has it.
fn date_in(seconds: i64) -> String {
    let at = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds);
    jiff::fmt::rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&at)
        .expect("a date")
}

/// An answer with all that a provider may add one day: fields, events and lines nobody knows.
/// A relay hands them on in this order; a translator skips them.
fn unknown_events(answer: &Answer) -> Vec<Step> {
    let mut body = answer.body();
    if !body.is_stream() {
        let mut object = wire::json(answer);
        object["x_vendor"] = json!({"trace": [1, 2, {"three": null}]});
        object["choices"][0]["x_score"] = json!(0.25);
        return body.with_bytes(object.to_string()).clean();
    }
    let line = |text: &str| Part {
        bytes: text.into(),
        tokens: Tokens::default(),
    };
    let mut parts = vec![
        line(": the test upstream says hello\n\n"),
        line("event: vendor.opened\nretry: 3000\ndata: {\"x_vendor\":{\"n\":1}}\n\n"),
    ];
    for (index, (data, tokens)) in wire::events(answer).into_iter().enumerate() {
        if data == "[DONE]" {
            // The id comes late because OpenAI's Python library, once it has seen one, takes a
            // comment for an empty event and fails.
            parts.push(line(
                "event: vendor.closing\nid: 1\ndata: {\"x_vendor\":{\"n\":2}}\n\n",
            ));
            parts.push(line("data: [DONE]\n\n"));
            continue;
        }
        let mut object: Value = serde_json::from_str(&data).unwrap_or_default();
        object["x_index"] = json!(index);
        if object["choices"][0].is_object() {
            object["choices"][0]["x_score"] = json!(0.25);
        }
        parts.push(Part {
            bytes: format!("data: {object}\n\n").into(),
            tokens,
        });
        parts.push(line(": keep-alive\n\n"));
    }
    body.parts = parts;
    body.clean()
}
