//! M15 to M24: HTTP is in order, what is said is not.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::answer::{Answer, UsageAt, words};
use super::super::conn::Request;
use super::super::knobs::Knobs;
use super::super::log::Tokens;
use super::super::script::{self, Body, Part, Step, chunk};
use super::super::tongues::{self, corrupt, framed};
use super::super::wire;

type Planned = Option<Result<Vec<Step>, String>>;

/// The steps of a fault of this module, or none if there is no such fault.
pub(super) fn steps(id: &str, answer: &Answer, knobs: &Knobs, request: &Request) -> Planned {
    let steps = match id {
        "m16" => return Some(long_line(answer, knobs)),
        "m17" => return Some(keep_alives(answer, knobs)),
        "m24" | "m24a" => return Some(endless(answer, knobs, 0)),
        "m24b" => return Some(endless(answer, knobs, 29_000)),
        _ if id.starts_with("m15") => broken_text(id, &answer.body())?,
        _ if id.starts_with("m18") => odd_events(id, answer)?,
        _ if id.starts_with("m19") => something_else(id, answer)?,
        _ if id.starts_with("m20") => error_in_disguise(id, answer, knobs, request)?,
        _ if id.starts_with("m21") => odd_usage(id, answer)?,
        _ if id.starts_with("m22") => redirect(id, request)?,
        _ => odd_status(id, answer, knobs)?,
    };
    Some(Ok(steps))
}

/// M15: the text is damaged in the first piece of content, the rest is as it should be.
fn broken_text(id: &str, body: &Body) -> Option<Vec<Step>> {
    let damage: &[u8] = match id {
        "m15" | "m15a" => b" \xff\xc3\x28",
        "m15b" => br" \ud800",
        "m15c" => b" \0",
        "m15d" => b"\xef\xbb\xbf",
        _ => return None,
    };
    let mut body = body.clone();
    // A byte order mark goes to the very front, the rest into the first word.
    let whole = body.bytes();
    let at = if id == "m15d" {
        0
    } else {
        position(&whole, b" one").unwrap_or(0)
    };
    let mut before = 0;
    for part in &mut body.parts {
        if at < before + part.bytes.len() {
            part.bytes
                .splice(at - before..at - before, damage.iter().copied());
            break;
        }
        before += part.bytes.len();
    }
    Some(body.clean())
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// M16: a line that does not end, in pieces of 64 KiB.
fn long_line(answer: &Answer, knobs: &Knobs) -> Result<Vec<Step>, String> {
    let pieces = knobs.number("mib", 64)? * 16;
    let (start, end) = speech(answer);
    let mut parts = vec![part(start, answer.tokens)];
    parts.extend((0..pieces).map(|_| part("a".repeat(64 << 10), Tokens::default())));
    parts.push(part(end, Tokens::default()));
    Ok(chunked(&answer.with_parts(parts)))
}

/// M17: signs of life and nothing else.
fn keep_alives(answer: &Answer, knobs: &Knobs) -> Result<Vec<Step>, String> {
    let every = Duration::from_millis(knobs.number("every_ms", 50)?);
    let sign = if answer.stream {
        tongues::sign_of_life(answer.kind)
    } else {
        " "
    };
    let mut steps = answer.with_parts(Vec::new()).chunks();
    if sign.is_empty() {
        steps.push(Step::Silence);
        return Ok(steps);
    }
    steps.push(Step::Repeat {
        bytes: chunk(sign.as_bytes()),
        tokens: Tokens::default(),
        every,
    });
    Ok(steps)
}

/// M24: a good answer that goes on and on.
fn endless(answer: &Answer, knobs: &Knobs, pace: u64) -> Result<Vec<Step>, String> {
    let every = Duration::from_millis(knobs.number("every_ms", pace)?);
    let before = Tokens {
        completion: 0,
        reasoning: 0,
        ..answer.tokens
    };
    let (first, again) = if answer.stream {
        let all = wire::events(answer);
        let first = all.iter().position(|(data, _)| data.contains(" one"));
        let first = first.unwrap_or(0);
        let event = |index: usize| framed(answer.kind, &all[index].0);
        ((0..first).flat_map(event).collect(), event(first))
    } else {
        (speech(answer).0, words(1).into_bytes())
    };
    // An empty chunk would end the body.
    let begun = if first.is_empty() {
        Vec::new()
    } else {
        vec![part(first, before)]
    };
    let mut steps = answer.with_parts(begun).chunks();
    let pieces = if answer.stream {
        answer.pieces()[0].1
    } else {
        1
    };
    let tokens = Tokens {
        completion: pieces,
        ..Tokens::default()
    };
    steps.push(Step::Repeat {
        bytes: chunk(&again),
        tokens,
        every,
    });
    Ok(steps)
}

/// The answer's bytes before and after its first word, in the form that was asked for.
fn speech(answer: &Answer) -> (Vec<u8>, Vec<u8>) {
    let bytes = answer.body().bytes();
    let at = position(&bytes, b" one").unwrap_or(bytes.len());
    let after = (at + b" one".len()).min(bytes.len());
    (bytes[..at].to_vec(), bytes[after..].to_vec())
}

/// M18: events as the standard allows them and nobody writes them, and events that are wrong.
fn odd_events(id: &str, answer: &Answer) -> Option<Vec<Step>> {
    let mut body = answer.body();
    if id == "m18" || id == "m18a" {
        let at = body.parts.len() / 2;
        if answer.stream {
            let broken = framed(answer.kind, "{\"id\":\"chatcmpl-1\",");
            body.parts.insert(at, part(broken, Tokens::default()));
        } else {
            body = body.with_bytes("{\"id\":");
        }
        return Some(body.clean());
    }
    let all = wire::events(answer);
    let form = |one: Option<&(String, Tokens)>| {
        one.map(|(data, _)| framed(answer.kind, data))
            .unwrap_or_default()
    };
    let stray = all.iter().find(|(data, _)| data.contains(" one"));
    let stray = String::from_utf8_lossy(&form(stray)).into_owned();
    let after = match id {
        // The mark of the end once more.
        "m18f" => String::from_utf8_lossy(&form(all.last())).into_owned(),
        "m18g" if !answer.kind.is_openai() => stray,
        "m18g" => {
            let usage = wire::usage(
                Tokens {
                    completion: 999_999,
                    ..answer.tokens
                },
                None,
            );
            format!("{stray}data: {{\"choices\":[],\"usage\":{usage}}}\n\n")
        }
        "m18b" | "m18c" | "m18d" | "m18e" => String::new(),
        _ => return None,
    };
    if !answer.stream {
        return Some(body.clean());
    }
    body = answer.events(|data| match id {
        "m18b" => format!("event: surprise\ndata: {data}\n\n").into_bytes(),
        "m18c" => format!("data:{data}\n\n").into_bytes(),
        "m18d" => format!("data: {data}\r\r").into_bytes(),
        // A line break between two JSON tokens: together the lines are the same object.
        "m18e" => format!("data: {}\n\n", data.replacen(',', ",\ndata: ", 1)).into_bytes(),
        _ => framed(answer.kind, data),
    });
    if !after.is_empty() {
        body.parts.push(part(after, Tokens::default()));
    }
    Some(body.clean())
}

/// M19: status 200, and no answer.
fn something_else(id: &str, answer: &Answer) -> Option<Vec<Step>> {
    let text = match id {
        "m19" | "m19a" => "<!doctype html><html><body>It works!</body></html>",
        "m19b" => "",
        "m19c" => "{}",
        "m19d" => "[]",
        "m19e" => {
            r#"{"id":7,"object":[],"created":"now","model":null,"data":1,"choices":{"0":"a"},"usage":"some","type":9,"content":3,"output":4,"candidates":"x","message":5,"done":"no","response":[],"delta":[],"status":{}}"#
        }
        _ => return None,
    };
    // Nothing was generated, so nothing counts.
    let event = answer.stream && !matches!(id, "m19" | "m19a" | "m19b");
    let text = match answer.kind {
        kind if event && kind.is_openai() => {
            format!("data: {text}\n\ndata: [DONE]\n\n").into_bytes()
        }
        kind if event => framed(kind, text),
        _ => text.as_bytes().to_vec(),
    };
    let mut body = answer.with_parts(vec![part(text, Tokens::default())]);
    if id == "m19" || id == "m19a" {
        body.kind = "text/html";
    }
    Some(chunked(&body))
}

/// M20: status 200, and an error, of the kind that the knobs `code` and `type` name.
fn error_in_disguise(
    id: &str,
    answer: &Answer,
    knobs: &Knobs,
    request: &Request,
) -> Option<Vec<Step>> {
    if !matches!(id, "m20" | "m20a" | "m20b" | "m20c") {
        return None;
    }
    let mut message = "Rate limit reached for requests.".to_owned();
    if knobs.on("echo_key") {
        message.push_str(request.header("authorization").unwrap_or_default());
    }
    let mut error = tongues::error(answer.kind, 429, &message, knobs.text("code"));
    if let Some(kind) = knobs.text("type") {
        error["error"]["type"] = json!(kind);
    }
    if id == "m20b" || !answer.stream {
        return Some(script::json(200, &error));
    }
    let event = if answer.kind.is_openai() {
        format!("data: {error}\n\n").into_bytes()
    } else {
        tongues::error_event(answer.kind, 429, &message)
    };
    let event = part(event, Tokens::default());
    if id == "m20c" {
        let mut body = answer.body().half();
        body.parts.push(event);
        return Some(body.clean());
    }
    Some(answer.with_parts(vec![event]).clean())
}

/// M21: the answer is right, what it says of its usage is not.
fn odd_usage(id: &str, answer: &Answer) -> Option<Vec<Step>> {
    let mut answer = answer.clone();
    let lie = match id {
        "m21" | "m21a" => {
            answer.usage_at = UsageAt::Never;
            return Some(answer.body().clean());
        }
        "m21b" => json!(-5),
        "m21c" => json!(1e308),
        "m21d" => json!("12"),
        "m21e" | "m21f" if !answer.stream => return Some(answer.body().clean()),
        "m21e" => json!(1),
        "m21f" => Value::Null,
        _ => return None,
    };
    if !answer.stream {
        let mut object = wire::json(&answer);
        corrupt(&mut object, &lie);
        return Some(answer.body().with_bytes(object.to_string()).clean());
    }
    if !answer.kind.is_openai() {
        return Some(odd_figures(id, &answer, &lie));
    }
    answer.usage_at = if id == "m21e" {
        UsageAt::Each
    } else {
        UsageAt::Always
    };
    let mut events = wire::events(&answer);
    // The last one is `[DONE]`; before it comes the one with the usage that is to be believed.
    let last = events.len() - 2;
    let mut object: Value = serde_json::from_str(&events[last].0).unwrap_or_default();
    if id == "m21f" {
        let usage = object["usage"].take();
        events.remove(last);
        let mut first: Value = serde_json::from_str(&events[0].0).unwrap_or_default();
        first["usage"] = usage;
        events[0].0 = first.to_string();
    } else {
        corrupt(&mut object, &lie);
        events[last].0 = object.to_string();
    }
    let parts = events
        .into_iter()
        .map(|(data, tokens)| part(format!("data: {data}\n\n"), tokens));
    Some(answer.with_parts(parts.collect()).clean())
}

/// The same in the other dialects, which tell their usage as they go: a lie is told wherever there is a
/// figure. Where figures shrink, the right ones come one event before the end, and small ones with it.
fn odd_figures(id: &str, answer: &Answer, lie: &Value) -> Vec<Step> {
    let mut events = wire::events(answer);
    let changed = |data: &str, lie: &Value| {
        let mut object: Value = serde_json::from_str(data).unwrap_or_default();
        corrupt(&mut object, lie);
        object.to_string()
    };
    if id == "m21e" {
        let usage = |(data, _): &(String, Tokens)| data.contains("output_tokens");
        let told = events
            .iter()
            .rposition(|one| usage(one) || one.0.contains("usageMetadata"));
        let told = told.unwrap_or(0);
        let small = (changed(&events[told].0, lie), Tokens::default());
        let small = (
            small.0.replace("\"text\":\" eight\"", "\"text\":\"\""),
            small.1,
        );
        events.insert(told + 1, small);
    } else {
        for event in &mut events {
            event.0 = changed(&event.0, lie);
        }
    }
    let parts = events
        .into_iter()
        .map(|(data, tokens)| part(framed(answer.kind, &data), tokens));
    answer.with_parts(parts.collect()).clean()
}

/// M22: see another address.
fn redirect(id: &str, request: &Request) -> Option<Vec<Step>> {
    let path = request.path.as_str();
    let (status, location) = match id {
        "m22" | "m22a" => (302, "http://169.254.169.254/latest/meta-data/".to_owned()),
        "m22b" => (307, path.to_owned()),
        // There and back again.
        "m22c" => (
            308,
            path.strip_prefix("/loop")
                .map_or(format!("/loop{path}"), str::to_owned),
        ),
        _ => return None,
    };
    Some(script::json_with(
        status,
        &format!("location: {location}\r\n"),
        &json!({}),
    ))
}

/// M23: statuses and waits that nobody should take at their word.
fn odd_status(id: &str, answer: &Answer, knobs: &Knobs) -> Option<Vec<Step>> {
    let (status, wait) = match id {
        "m23" | "m23a" => (429, "Wed, 01 Jan 2098 00:00:00 GMT"),
        "m23b" => (503, "99999999999999999999"),
        "m23c" => (429, "-7"),
        "m23d" => (503, "later"),
        "m23e" => (401, ""),
        "m23f" => (418, ""),
        "m23g" => (599, ""),
        "m23h" => {
            let every = Duration::from_millis(knobs.number("every_ms", 1).unwrap_or(1));
            let bytes = b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".to_vec();
            return Some(vec![Step::Repeat {
                bytes,
                tokens: Tokens::default(),
                every,
            }]);
        }
        _ => return None,
    };
    let header = if wait.is_empty() {
        String::new()
    } else {
        format!("retry-after: {wait}\r\n")
    };
    let message = format!("The test upstream was asked for status {status}.");
    Some(script::json_with(
        status,
        &header,
        &tongues::error(answer.kind, status, &message, knobs.text("code")),
    ))
}

fn part(text: impl Into<Vec<u8>>, tokens: Tokens) -> Part {
    Part {
        bytes: text.into(),
        tokens,
    }
}

/// All parts as chunks, whatever the media type; empty parts are left out, since an empty chunk
/// would end the body.
fn chunked(body: &Body) -> Vec<Step> {
    let mut body = body.clone();
    body.parts.retain(|part| !part.bytes.is_empty());
    let mut steps = body.chunks();
    steps.push(Step::bytes("0\r\n\r\n"));
    steps
}
