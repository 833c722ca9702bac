//! What was said in a call, where it is stored: as a conversation, as JSON, or as it was sent.

use super::super::format;
use super::super::layout;
use super::super::params::{Params, encoded, link};
use super::super::visit::{Visit, redirect_telling};
use super::{PATH, sheet};
use crate::admin::AdminError;
use crate::admin::usage::whole_answer;
use crate::domain::record::{CallRecord, CallType, Payload};
use crate::http::App;
use crate::http::error::Problem;
use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use maud::{Markup, html};
use serde_json::Value;
use std::fmt::Write as _;
use std::sync::Arc;

/// The longest stored text that a page shows, in bytes. The whole of it is a page of its own.
const SHOWN_BYTES_MAX: usize = 64 << 10;

/// One part of a conversation: who said it, and what.
type Turn = (String, String);

/// How stored texts are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum As {
    Words,
    Json,
    Raw,
}

impl As {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Words, "", "Words"),
        (Self::Json, "json", "JSON"),
        (Self::Raw, "raw", "As sent"),
    ];

    fn read(query: &Params) -> Self {
        let asked = query.raw("as");
        let found = Self::ALL.iter().find(|(_, name, _)| *name == asked);
        found.map_or(Self::Words, |(one, ..)| *one)
    }
}

/// The texts of a content: one text, or parts of which some are texts. Others are named.
fn content(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => {
            let parts: Vec<String> = parts.iter().map(part).collect();
            parts.join("\n")
        }
        Value::Null => String::new(),
        other => part(other),
    }
}

fn part(value: &Value) -> String {
    if let Some(text) = value.as_str() {
        return text.to_owned();
    }
    let text = ["text", "thinking", "refusal"]
        .iter()
        .find_map(|name| value[*name].as_str());
    if let Some(text) = text {
        return text.to_owned();
    }
    let kind = value["type"].as_str().unwrap_or("part");
    match kind {
        "tool_use" => format!(
            "{}({})",
            value["name"].as_str().unwrap_or_default(),
            value["input"]
        ),
        "tool_result" => content(&value["content"]),
        _ => format!("[{kind}]"),
    }
}

fn calls(value: &Value) -> String {
    let mut out = String::new();
    for call in value.as_array().into_iter().flatten() {
        let function = &call["function"];
        let name = function["name"].as_str().unwrap_or_default();
        let arguments = function["arguments"].as_str().unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = write!(out, "\n{name}({arguments})");
    }
    out
}

/// Who said something, and what: OpenAI's messages and items, Anthropic's messages, Gemini's contents.
fn turn(value: &Value) -> Turn {
    let role = value["role"].as_str().or(value["type"].as_str());
    let mut text = content(&value["content"]);
    text.push_str(&calls(&value["tool_calls"]));
    if let Some(parts) = value["parts"].as_array() {
        text.push_str(&content(&Value::Array(parts.clone())));
    }
    if let Some(name) = value["name"]
        .as_str()
        .filter(|_| value["arguments"].is_string())
    {
        let _ = write!(
            text,
            "{name}({})",
            value["arguments"].as_str().unwrap_or_default()
        );
    }
    if let Some(output) = value["output"].as_str() {
        text.push_str(output);
    }
    (role.unwrap_or("user").to_owned(), text.trim().to_owned())
}

/// A request as a conversation; none when it is no conversation.
fn asked(text: &str) -> Option<Vec<Turn>> {
    let value: Value = serde_json::from_str(text).ok()?;
    let mut turns = Vec::new();
    for name in [
        "system",
        "instructions",
        "systemInstruction",
        "system_instruction",
    ] {
        let told = match &value[name] {
            Value::Object(held) if held.contains_key("parts") => content(&held["parts"]),
            other => content(other),
        };
        if !told.is_empty() {
            turns.push(("system".to_owned(), told));
        }
    }
    for name in ["messages", "contents", "input", "prompt"] {
        match &value[name] {
            Value::String(text) => turns.push(("user".to_owned(), text.clone())),
            Value::Array(items) => turns.extend(items.iter().map(|item| match item {
                Value::String(text) => ("user".to_owned(), text.clone()),
                other => turn(other),
            })),
            _ => {}
        }
    }
    turns.retain(|(_, text)| !text.is_empty());
    (!turns.is_empty()).then_some(turns)
}

/// Appends what one event of a stream, or a whole answer, says.
fn hear(value: &Value, out: &mut String) {
    for choice in value["choices"].as_array().into_iter().flatten() {
        for told in [&choice["delta"], &choice["message"]] {
            out.push_str(&content(&told["content"]));
            for call in told["tool_calls"].as_array().into_iter().flatten() {
                if let Some(name) = call["function"]["name"].as_str() {
                    let _ = write!(out, "\n{name} ");
                }
                out.push_str(call["function"]["arguments"].as_str().unwrap_or_default());
            }
        }
        out.push_str(choice["text"].as_str().unwrap_or_default());
    }
    for candidate in value["candidates"].as_array().into_iter().flatten() {
        out.push_str(&content(&candidate["content"]["parts"]));
    }
    match value["type"].as_str() {
        Some("content_block_delta") => {
            let delta = &value["delta"];
            let piece = ["text", "thinking", "partial_json"]
                .iter()
                .find_map(|name| delta[*name].as_str());
            out.push_str(piece.unwrap_or_default());
        }
        Some("content_block_start") if value["content_block"]["type"] == "tool_use" => {
            let name = value["content_block"]["name"].as_str().unwrap_or_default();
            let _ = write!(out, "\n{name} ");
        }
        Some("response.output_text.delta") => {
            out.push_str(value["delta"].as_str().unwrap_or_default());
        }
        Some("message") => out.push_str(&content(&value["content"])),
        _ => {}
    }
    if value["object"] == "response" {
        for item in value["output"].as_array().into_iter().flatten() {
            let (_, text) = turn(item);
            let _ = writeln!(out, "{text}");
        }
    }
}

/// An answer in words, and of how many events it was made; none when it holds no words.
fn answered(text: &str) -> Option<(String, usize)> {
    let mut words = String::new();
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        hear(&value, &mut words);
        let words = words.trim().to_owned();
        return (!words.is_empty()).then_some((words, 0));
    }
    let mut events = 0;
    for line in text.lines() {
        let Some(data) = line.strip_prefix("data:") else {
            continue;
        };
        if let Ok(value) = serde_json::from_str::<Value>(data.trim()) {
            events += 1;
            hear(&value, &mut words);
        }
    }
    let words = words.trim().to_owned();
    (!words.is_empty()).then_some((words, events))
}

/// JSON with indents; anything else as it is.
fn indented(text: &str) -> String {
    let value: Result<Value, _> = serde_json::from_str(text);
    let pretty = value
        .ok()
        .and_then(|value| serde_json::to_string_pretty(&value).ok());
    pretty.unwrap_or_else(|| text.to_owned())
}

/// The beginning of a text that is too long for a page.
fn cut(text: &str) -> &str {
    let mut end = text.len().min(SHOWN_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn pre(id: &str, text: &str) -> Markup {
    html! {
        @if text.len() > SHOWN_BYTES_MAX { p.small.soft { "The first 64 KiB of " (format::short(text.len() as i64)) "B." } }
        div.copy { pre id=(id) tabindex="0" { (cut(text)) } button type="button" data-copy=(id) { "Copy" } }
    }
}

fn conversation(id: &str, turns: &[Turn]) -> Markup {
    html! {
        div.copy {
            div.turns id=(id) {
                @for (role, text) in turns {
                    div { span.label { (role) } " " p { (cut(text)) } }
                }
            }
            button type="button" data-copy=(id) { "Copy" }
        }
    }
}

fn request(text: &str, shown: As) -> Markup {
    match (shown, asked(text)) {
        (As::Words, Some(turns)) => conversation("said-request", &turns),
        (As::Raw, _) => pre("said-request", text),
        _ => pre("said-request", &indented(text)),
    }
}

fn answer(call: &CallRecord, text: &str, shown: As) -> Markup {
    match (shown, answered(text)) {
        (As::Words, Some((words, events))) => html! {
            (conversation("said-answer", &[("assistant".to_owned(), words)]))
            @if events > 0 { p.small.soft { "Put together from " (format::plural(events as i64, "event", "events")) " of the stream." } }
        },
        (As::Raw, _) => pre("said-answer", text),
        _ => match whole_answer(call, text) {
            Some(whole) => pre("said-answer", &format!("{whole:#}")),
            None => pre("said-answer", &indented(text)),
        },
    }
}

/// Whether the playground can ask it again.
fn replays(visit: &Visit, call: &CallRecord) -> bool {
    visit.may_change() && matches!(call.intent.call_type, CallType::Chat | CallType::Messages)
}

/// The part of the sheet that tells what was said.
pub(super) fn section(visit: &Visit, call: &CallRecord, payload: Option<&Payload>) -> Markup {
    let Some(payload) = payload else {
        return html! {
            section {
                h3 { "What was said" }
                p.small.soft { "Not stored. Set " code { "general_settings.store_prompts_in_spend_logs" } " to keep requests and answers of new calls." }
            }
        };
    };
    let shown = As::read(&visit.query);
    let id = &call.intent.request_id;
    let here = format!("{PATH}/{}/payload", encoded(id));
    html! {
        section {
            div.between {
                h3 { "What was said" }
                div.seg role="group" aria-label="Shown as" {
                    @for (one, name, words) in As::ALL {
                        a href=(visit.query.with("as", name).at(PATH)) aria-current=[(one == shown).then_some("true")] { (words) }
                    }
                }
            }
            @if replays(visit, call) { div.actions { a.btn href=(link("/ui/playground", &[("call", id)])) { "Replay in the playground" } } }
        }
        @for (of, name, text) in [("request", "Request", &payload.request), ("answer", "Answer", &payload.response)] {
            section {
                div.between { h3 { (name) } a.small href=(link(&here, &[("of", of)])) { "Whole text" } }
                @if text.is_empty() { p.small.soft { "Nothing." } }
                @else if of == "request" { (request(text, shown)) }
                @else { (answer(call, text, shown)) }
            }
        }
        @if visit.is_admin() {
            form method="post" action={ (PATH) "/" (encoded(id)) "/payload/delete" } {
                (layout::token(&visit.session))
                input type="hidden" name="back" value=(visit.address());
                button.danger type="submit" { "Delete what was said" }
            }
        }
    }
}

/// One stored text, as it was sent.
pub(super) async fn whole(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let id = visit.part("id");
    let none =
        || AdminError::NotFound("Nothing is stored of this call that you may see.".to_owned());
    let call = sheet::seen(&app, &visit, id).await?.ok_or_else(none)?;
    let payload = app.store.get_payload(&call.intent.request_id).await;
    let payload = payload.map_err(AdminError::from)?.ok_or_else(none)?;
    let text = match visit.query.raw("of") {
        "answer" => payload.response,
        _ => payload.request,
    };
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    // Whatever a model said is text, and no browser is to guess otherwise.
    headers.insert(
        HeaderName::from_static("x-content-type-options"),
        HeaderValue::from_static("nosniff"),
    );
    Ok(response)
}

/// Forgets the words of a call. Its row stays.
pub(super) async fn forget(app: Arc<App>, visit: Visit) -> Result<Response, Problem> {
    let id = visit.part("id");
    let removed =
        crate::admin::logs::forget_words(&app.admin, visit.actor(), id, app.gateway.now()).await?;
    let back = super::super::visit::safe_next(visit.form.raw("back"));
    let told = if removed {
        "What was said is deleted. The row of the call stays."
    } else {
        "Nothing was stored of this call."
    };
    Ok(redirect_telling(back, told))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_of_every_dialect_are_conversations() {
        for (text, told) in [
            (
                r#"{"messages":[{"role":"system","content":"S"},{"role":"user","content":[{"type":"text","text":"hi"},{"type":"image_url"}]}]}"#,
                "system S|user hi\n[image_url]",
            ),
            (
                r#"{"system":[{"type":"text","text":"S"}],"messages":[{"role":"assistant","content":[{"type":"tool_use","name":"f","input":{"a":1}}]}]}"#,
                "system S|assistant f({\"a\":1})",
            ),
            (
                r#"{"instructions":"S","input":[{"role":"user","content":[{"type":"input_text","text":"hi"}]},{"type":"function_call","name":"f","arguments":"{}"}]}"#,
                "system S|user hi|function_call f({})",
            ),
            (
                r#"{"systemInstruction":{"parts":[{"text":"S"}]},"contents":[{"role":"model","parts":[{"text":"hi"}]}]}"#,
                "system S|model hi",
            ),
            (r#"{"input":["a","b"]}"#, "user a|user b"),
        ] {
            let turns = asked(text).expect("a conversation");
            let turns: Vec<String> = turns
                .iter()
                .map(|(role, text)| format!("{role} {text}"))
                .collect();
            assert_eq!(turns.join("|"), told, "{text}");
        }
        assert_eq!(asked("{\"x\":1}"), None);
        assert_eq!(asked("no JSON"), None);
    }

    #[test]
    fn answers_and_streams_of_every_dialect_are_words() {
        for (text, told) in [
            (r#"{"choices":[{"message":{"content":"hi"}}]}"#, ("hi", 0)),
            (
                "data: {\"choices\":[{\"delta\":{\"content\":\"h\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"i\"}}]}\n\ndata: [DONE]\n\n",
                ("hi", 2),
            ),
            (
                "event: x\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"hi\"}}\n\n",
                ("hi", 1),
            ),
            (
                r#"{"type":"message","content":[{"type":"text","text":"hi"}]}"#,
                ("hi", 0),
            ),
            (
                r#"{"object":"response","output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"hi"}]}]}"#,
                ("hi", 0),
            ),
            (
                "data: {\"type\":\"response.output_text.delta\",\"delta\":\"hi\"}\n",
                ("hi", 1),
            ),
            (
                r#"{"candidates":[{"content":{"parts":[{"text":"hi"}]}}]}"#,
                ("hi", 0),
            ),
        ] {
            assert_eq!(answered(text), Some((told.0.to_owned(), told.1)), "{text}");
        }
        assert_eq!(answered("{\"data\":[]}"), None);
    }
}
