//! The same dialect on both sides: bytes are passed on, the model's name is put right, usage is read
//! as it goes by. Unknown members and events survive because nobody needs to know them.

use crate::domain::record::{CallType, Said as AnswerSaid};
use crate::domain::usage::Usage;
use crate::wire::fault::{Fault, FaultKind, status_meant};
use crate::wire::format::openai::{self, Reported};
use crate::wire::format::{bedrock, cohere};
use crate::wire::frame::aws::MessageSplitter;
use crate::wire::frame::{SseData, SseSplitter, sse_data};
use crate::wire::json::{Object, ObjectWriter};
use crate::wire::media::Told;
use bytes::Bytes;
use serde::Deserialize;
use std::borrow::Cow;

/// How much text of an answer is kept for counting it, should the provider send no usage.
pub(super) const COUNTED_BYTES_MAX: usize = 4 << 20;

/// What an answer told about itself on its way through.
#[derive(Debug, Default)]
pub struct Seen {
    /// Usage, where the provider reported a credible one.
    pub reported: Option<Reported>,
    /// The provider's id of the answer.
    pub response_id: String,
    /// The service tier that the provider says it used.
    pub service_tier: Option<String>,
    /// Text, reasoning and tool arguments of the answer, kept for counting.
    pub text: String,
    /// A choice said why it ended.
    pub finished: bool,
    /// Content has begun.
    pub content: bool,
    /// At least one event had choices: this is an answer and not something else.
    pub answered: bool,
    /// What it says about itself.
    pub said: AnswerSaid,
    /// What is told beside tokens, of pictures and sound.
    pub told: Option<Box<Told>>,
}

/// A whole JSON answer, ready for the client.
#[derive(Debug)]
pub struct Whole {
    /// The body.
    pub body: Bytes,
    /// What it told.
    pub seen: Seen,
}

pub(super) fn invalid(what: &str) -> Fault {
    Fault::connection(
        "upstream_invalid_response",
        502,
        format!("the provider's answer {what}"),
    )
}

/// Passes a JSON answer on. `client_model` is the name to show; `None` keeps the provider's.
pub fn whole(call_type: CallType, body: Bytes, client_model: Option<&str>) -> Result<Whole, Fault> {
    let object =
        read_object(body).map_err(|why| invalid(&format!("is not a JSON object: {why}")))?;
    if let Some(error) = object
        .get("error")
        .filter(|error| *error != "null" && !object.has("choices"))
    {
        return Err(error_in_success(error, object.text()));
    }
    let (list, name) = match call_type {
        CallType::Chat | CallType::Completion => (object.get("choices"), "choices"),
        _ => (object.get("data"), "data"),
    };
    if !list.is_some_and(|raw| raw.starts_with('[')) {
        return Err(invalid(&format!("has no '{name}' list")));
    }
    let mut seen = Seen::default();
    seen.note(&object);
    if call_type != CallType::Embedding {
        let list = list.unwrap_or_default();
        if seen.reported.is_none() {
            seen.note_choices(list);
        } else {
            seen.note_ends(list);
        }
    }
    let body = match client_model
        .filter(|model| object.read::<Cow<'_, str>>("model").as_deref() != Some(model))
    {
        Some(model) => patched(&object, Some(model), false),
        None => object.text().clone(),
    };
    Ok(Whole { body, seen })
}

/// What was read of a document (Mistral API reference, "OCR").
#[derive(Deserialize)]
struct Pages {
    pages_processed: Option<u64>,
}

/// What an answer of an unknown operation tells about its usage, where it tells it in one of the ways
/// that are common: OpenAI's `usage`, Mistral's `usage_info`, or Cohere's `tokens` in `usage` or `meta`.
#[must_use]
pub fn any_usage(body: &[u8]) -> Seen {
    let mut seen = Seen::default();
    let Ok(object) = Object::parse(Bytes::copy_from_slice(body)) else {
        return seen;
    };
    seen.note(&object);
    let pages = object.read::<Pages>("usage_info");
    if let Some(pages) = pages.and_then(|told| told.pages_processed) {
        let usage = Usage {
            pages,
            ..Usage::default()
        };
        seen.reported = Some(Reported { usage, cost: None });
    }
    if seen.reported.is_none() {
        let tokens = ["usage", "meta"].iter().find_map(|name| {
            let told = object.read(name)?;
            bedrock::usage(&told).or_else(|| cohere::usage(&told))
        });
        seen.reported = tokens.map(|usage| Reported { usage, cost: None });
    }
    seen
}

/// The usage in a kept stream of AWS's: Converse tells it in `metadata`, and an invoked model's last
/// `chunk` has `amazon-bedrock-invocationMetrics` (Amazon Bedrock User Guide, "Invoke a model with
/// streaming").
#[must_use]
pub fn aws_usage(body: &[u8]) -> Seen {
    let mut seen = Seen::default();
    let mut splitter = MessageSplitter::default();
    splitter.push(body);
    while let Ok(Some(message)) = splitter.next_message() {
        let told: serde_json::Value = serde_json::from_slice(&message.payload).unwrap_or_default();
        let usage = match message.event.as_str() {
            "metadata" => bedrock::usage(&told["usage"]),
            "chunk" => told["bytes"].as_str().and_then(invocation_usage),
            _ => None,
        };
        if let Some(usage) = usage {
            seen.reported = Some(Reported { usage, cost: None });
        }
    }
    seen
}

fn invocation_usage(base64: &str) -> Option<Usage> {
    use base64::Engine as _;
    let chunk = base64::engine::general_purpose::STANDARD.decode(base64);
    let chunk: serde_json::Value = serde_json::from_slice(&chunk.ok()?).ok()?;
    let told = &chunk["amazon-bedrock-invocationMetrics"];
    let count = |name: &str| told[name].as_u64();
    Some(Usage {
        input: count("inputTokenCount")?,
        output: count("outputTokenCount").unwrap_or(0),
        cache_read: count("cacheReadInputTokenCount").unwrap_or(0),
        cache_write: count("cacheWriteInputTokenCount").unwrap_or(0),
        ..Usage::default()
    })
}

/// A provider that says 200 and means an error: its code, or else its type, tells the status that it meant.
pub(super) fn error_in_success(error: &str, body: &Bytes) -> Fault {
    #[derive(Deserialize)]
    struct Coded {
        code: Option<serde_json::Value>,
        #[serde(rename = "type")]
        kind: Option<serde_json::Value>,
    }
    let coded = serde_json::from_str::<Coded>(error).ok();
    let meant = |told: &serde_json::Value| match told.as_str() {
        Some(text) => text.parse().ok().or_else(|| status_meant(text)),
        None => u16::try_from(told.as_u64()?).ok(),
    };
    let status = coded.and_then(|told| {
        let code = told.code.as_ref().and_then(meant);
        code.or_else(|| meant(told.kind.as_ref()?))
    });
    let status = status.filter(|code| (400..=599).contains(code));
    let mut fault = openai::fault(status.unwrap_or(502), None, body);
    if status.is_none() && fault.kind == FaultKind::BadGateway {
        fault.code = Some("upstream_invalid_response");
    }
    fault
}

/// Parses an object and refuses what many JSON readers choke on: lone surrogates in `\u` escapes.
pub(super) fn read_object(body: Bytes) -> Result<Object, String> {
    let object = Object::parse(body).map_err(|error| error.to_string())?;
    let escapes_surrogate = |pair: &[u8]| matches!(pair, [b'\\', b'u', b'd' | b'D']);
    if object.text().windows(3).any(escapes_surrogate) {
        serde_json::from_slice::<serde_json::Value>(object.text())
            .map_err(|error| error.to_string())?;
    }
    Ok(object)
}

/// Writes the object again with the client's name for the model, and without usage if told so.
pub(super) fn patched(object: &Object, client_model: Option<&str>, without_usage: bool) -> Bytes {
    let mut out = ObjectWriter::with_capacity(object.text().len());
    for (name, value) in object.iter() {
        match (name, client_model) {
            ("model", Some(model)) => out.string("model", model),
            ("usage", _) if without_usage => {}
            _ => out.raw(name, value),
        }
    }
    out.finish()
}

/// What to do about one event of a stream.
#[derive(Debug)]
pub enum Step {
    /// Send this to the client: an event with content or news.
    Send(Bytes),
    /// Send this too, but it is no sign of progress (a comment, a keep-alive).
    Idle(Bytes),
    /// Nothing to send: the client did not ask for it.
    Swallow,
    /// The stream's own end mark.
    Done,
    /// The provider failed in the middle.
    Fault(Fault),
}

/// A stream of chat or completion chunks on its way through.
#[derive(Debug)]
pub struct StreamRelay {
    splitter: SseSplitter,
    client_model: Option<String>,
    include_usage: bool,
    /// What it told so far.
    pub seen: Seen,
}

impl StreamRelay {
    /// Begins a stream. `client_model` is the name to show; `None` keeps the provider's.
    #[must_use]
    pub fn new(client_model: Option<String>, include_usage: bool) -> Self {
        Self {
            splitter: SseSplitter::default(),
            client_model,
            include_usage,
            seen: Seen::default(),
        }
    }

    /// Takes bytes from the provider.
    pub fn push(&mut self, bytes: &[u8]) {
        self.splitter.push(bytes);
    }

    /// The next step, or `None` until more bytes come.
    pub fn next_step(&mut self) -> Option<Step> {
        match self.splitter.next_event() {
            Ok(event) => event.map(|event| self.step(event)),
            Err(error) => Some(Step::Fault(invalid(&format!(
                "is no event stream: {error}"
            )))),
        }
    }

    /// The provider closed the connection. A last event may lack its empty line.
    pub fn end(&mut self) -> Step {
        if let Some(rest) = self.splitter.rest() {
            let closed = [&rest[..], b"\n\n"].concat();
            match self.step(Bytes::from(closed)) {
                Step::Idle(_) => {}
                step => return step,
            }
        }
        if self.seen.finished {
            // Some providers leave out the end mark; the answer itself is whole.
            return Step::Done;
        }
        Step::Fault(Fault::connection(
            "upstream_truncated",
            502,
            "the provider closed the stream before its end",
        ))
    }

    fn step(&mut self, event: Bytes) -> Step {
        let data = match sse_data(&event) {
            SseData::None => return Step::Idle(event),
            SseData::One(data) => event.slice_ref(data),
            SseData::Many(data) => Bytes::from(data),
        };
        if data.trim_ascii() == b"[DONE]" {
            return if self.seen.answered {
                Step::Done
            } else {
                Step::Fault(invalid("is a stream without choices"))
            };
        }
        let object = match read_object(data.clone()) {
            Ok(object) => object,
            Err(why) => {
                return Step::Fault(invalid(&format!("has an event that is not JSON: {why}")));
            }
        };
        if let Some(error) = object.get("error").filter(|error| *error != "null") {
            return Step::Fault(error_in_success(error, object.text()));
        }
        self.pass(&event, &data, &object)
    }

    fn pass(&mut self, event: &Bytes, data: &Bytes, object: &Object) -> Step {
        self.seen.note(object);
        self.seen.answered |= object.has("choices");
        let choices = object.get("choices").filter(|list| *list != "null");
        let choices = choices.unwrap_or("[]");
        if !choices.starts_with('[') {
            return Step::Fault(invalid("has 'choices' that are no list"));
        }
        let empty = choices
            .as_bytes()
            .iter()
            .all(|byte| matches!(byte, b'[' | b']') || byte.is_ascii_whitespace());
        if !empty {
            self.seen.note_choices(choices);
        }
        let has_usage = object.get("usage").is_some();
        if object.has("usage") && empty && !self.include_usage {
            return Step::Swallow;
        }
        let renamed = self.client_model.as_deref().filter(|model| {
            object
                .read::<Cow<'_, str>>("model")
                .is_some_and(|upstream| upstream != **model)
        });
        let without_usage = has_usage && !self.include_usage;
        let passed = if renamed.is_none() && !without_usage {
            event.clone()
        } else {
            replace_data(event, data, &patched(object, renamed, without_usage))
        };
        if object.has("choices") {
            Step::Send(passed)
        } else {
            // Unknown to us, so passed on, but no sign that an answer has begun.
            Step::Idle(passed)
        }
    }
}

/// Puts another payload into an event and keeps its other lines.
fn replace_data(event: &Bytes, data: &Bytes, body: &[u8]) -> Bytes {
    let base = event.as_ptr() as usize;
    let start = (data.as_ptr() as usize).wrapping_sub(base);
    let in_place = start
        .checked_add(data.len())
        .is_some_and(|end| end <= event.len());
    if in_place {
        return Bytes::from([&event[..start], body, &event[start + data.len()..]].concat());
    }
    // The payload came in several lines; it goes out in one, after the event's other lines.
    let mut out = Vec::with_capacity(body.len() + 64);
    for line in event.split(|byte| matches!(byte, b'\n' | b'\r')) {
        if !line.is_empty() && !line.starts_with(b"data") {
            out.extend_from_slice(line);
            out.push(b'\n');
        }
    }
    out.extend_from_slice(b"data: ");
    out.extend_from_slice(body);
    out.extend_from_slice(b"\n\n");
    Bytes::from(out)
}

/// The parts of a choice that hold text.
#[derive(Deserialize)]
struct Choice<'a> {
    #[serde(borrow, alias = "message")]
    delta: Option<Said<'a>>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    finish_reason: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Said<'a> {
    #[serde(borrow)]
    content: Option<Cow<'a, str>>,
    #[serde(borrow, alias = "reasoning")]
    reasoning_content: Option<Cow<'a, str>>,
    #[serde(borrow)]
    refusal: Option<Cow<'a, str>>,
    #[serde(borrow)]
    tool_calls: Option<Vec<ToolCall<'a>>>,
}

#[derive(Deserialize)]
struct ToolCall<'a> {
    #[serde(borrow)]
    function: Option<Function<'a>>,
}

#[derive(Deserialize)]
struct Function<'a> {
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    arguments: Option<Cow<'a, str>>,
}

impl Seen {
    /// Notes what the top level of an answer or chunk says.
    fn note(&mut self, object: &Object) {
        if self.response_id.is_empty() {
            self.response_id = object.read("id").unwrap_or_default();
        }
        if self.said.model.is_none()
            && let Some(model) = object.read::<Cow<'_, str>>("model")
        {
            self.said.named(&model);
        }
        if object.has("service_tier") {
            self.service_tier = object.read("service_tier");
        }
        if let Some(reported) = object.get("usage").and_then(openai::usage) {
            self.reported = Some(
                self.reported
                    .map_or(reported, |earlier| openai::larger(earlier, reported)),
            );
        }
    }

    /// Notes why the choices of a whole answer ended.
    fn note_ends(&mut self, raw: &str) {
        #[derive(Deserialize)]
        struct End<'a> {
            #[serde(borrow)]
            finish_reason: Option<Cow<'a, str>>,
        }
        let ends = serde_json::from_str::<Vec<End<'_>>>(raw).unwrap_or_default();
        for reason in ends.iter().filter_map(|end| end.finish_reason.as_ref()) {
            self.said.finished(reason);
        }
    }

    /// Keeps the text of the choices. A shape that is not OpenAI's passes uncounted.
    fn note_choices(&mut self, raw: &str) {
        let Ok(choices) = serde_json::from_str::<Vec<Choice<'_>>>(raw) else {
            self.content = true;
            return;
        };
        for choice in choices {
            self.finished |= choice.finish_reason.is_some();
            if let Some(reason) = &choice.finish_reason {
                self.said.finished(reason);
            }
            let said = choice.delta.into_iter().flat_map(|said| {
                let calls = said
                    .tool_calls
                    .into_iter()
                    .flatten()
                    .filter_map(|call| call.function);
                let tools = calls.flat_map(|function| [function.name, function.arguments]);
                [said.content, said.reasoning_content, said.refusal]
                    .into_iter()
                    .chain(tools)
            });
            for text in said
                .chain([choice.text])
                .flatten()
                .filter(|text| !text.is_empty())
            {
                self.content = true;
                if self.text.len() < COUNTED_BYTES_MAX {
                    self.text.push_str(&text);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::usage::Usage;

    /// Chunks as in the OpenAI API reference, "The chat completion chunk object", with a comment, an
    /// unknown member and an event name that must survive.
    const STREAM: &str = ": hello\n\n\
        data: {\"id\":\"c1\",\"model\":\"up\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}],\"usage\":null}\n\n\
        event: x\ndata: {\"id\":\"c1\",\"model\":\"up\",\"new\":1.50,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hé\"}}]}\n\n\
        data: {\"id\":\"c1\",\"model\":\"up\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n\
        data: {\"id\":\"c1\",\"model\":\"up\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\n\
        data: [DONE]\n\n";

    fn run(
        parts: &[&[u8]],
        model: Option<&str>,
        include_usage: bool,
    ) -> (String, StreamRelay, Option<Step>) {
        let mut relay = StreamRelay::new(model.map(str::to_owned), include_usage);
        let mut sent = Vec::new();
        for part in parts {
            relay.push(part);
            while let Some(step) = relay.next_step() {
                match step {
                    Step::Send(bytes) | Step::Idle(bytes) => sent.extend_from_slice(&bytes),
                    Step::Swallow => {}
                    end => return (String::from_utf8(sent).expect("UTF-8"), relay, Some(end)),
                }
            }
        }
        let end = relay.end();
        (String::from_utf8(sent).expect("UTF-8"), relay, Some(end))
    }

    #[test]
    fn a_stream_passes_untouched_but_for_the_model_and_the_usage() {
        let (sent, relay, end) = run(&[STREAM.as_bytes()], Some("mine"), false);
        assert!(matches!(end, Some(Step::Done)));
        assert!(
            !sent.contains("usage") && !sent.contains("\"up\""),
            "{sent}"
        );
        assert!(
            sent.contains("event: x\ndata: {\"id\":\"c1\",\"model\":\"mine\",\"new\":1.50,"),
            "{sent}"
        );
        assert!(sent.starts_with(": hello\n\n"));
        let expected = Usage {
            input: 3,
            output: 1,
            ..Usage::default()
        };
        assert_eq!(relay.seen.reported.expect("usage").usage, expected);
        assert_eq!(
            (relay.seen.text.as_str(), relay.seen.response_id.as_str()),
            ("Hé", "c1")
        );
    }

    #[test]
    fn who_asks_for_usage_gets_the_providers_own_bytes() {
        let (sent, ..) = run(&[STREAM.as_bytes()], Some("up"), true);
        assert_eq!(format!("{sent}data: [DONE]\n\n"), STREAM);
    }

    #[test]
    fn split_at_any_byte_the_same_answer_leaves() {
        let (whole, ..) = run(&[STREAM.as_bytes()], Some("mine"), false);
        for at in 0..STREAM.len() {
            let (head, tail) = STREAM.as_bytes().split_at(at);
            assert_eq!(
                run(&[head, tail], Some("mine"), false).0,
                whole,
                "split at {at}"
            );
        }
        let bytes: Vec<&[u8]> = STREAM.as_bytes().chunks(1).collect();
        assert_eq!(run(&bytes, Some("mine"), false).0, whole);
    }

    #[test]
    fn a_stream_that_breaks_off_says_so() {
        let cut = STREAM
            .split("data: {\"id\":\"c1\",\"model\":\"up\",\"choices\":[{\"index\":0,\"delta\":{},")
            .next();
        let (.., end) = run(&[cut.expect("a head").as_bytes()], None, false);
        let Some(Step::Fault(fault)) = end else {
            panic!("{end:?}")
        };
        assert_eq!(
            (fault.code, fault.status),
            (Some("upstream_truncated"), 502)
        );
        let without_mark = STREAM.trim_end_matches("data: [DONE]\n\n");
        assert!(matches!(
            run(&[without_mark.as_bytes()], None, false).2,
            Some(Step::Done)
        ));
    }

    #[test]
    fn answers_that_are_none_are_refused() {
        for body in [
            "<html>",
            "",
            "{}",
            "[]",
            r#"{"choices":{}}"#,
            "{\"choices\":[\"\\ud800\"]}",
        ] {
            let fault = whole(
                CallType::Chat,
                Bytes::copy_from_slice(body.as_bytes()),
                None,
            )
            .expect_err(body);
            assert_eq!(
                (fault.status, fault.code),
                (502, Some("upstream_invalid_response")),
                "{body}"
            );
        }
        let error = Bytes::from_static(br#"{"error":{"message":"slow down","code":429}}"#);
        assert_eq!(
            whole(CallType::Chat, error, None)
                .expect_err("an error")
                .kind,
            FaultKind::RateLimit
        );
    }

    #[test]
    fn a_whole_answer_keeps_its_bytes_when_the_name_is_right() {
        let body = Bytes::from_static(br#"{ "model":"m", "choices":[], "x":1e2 }"#);
        assert_eq!(
            whole(CallType::Chat, body.clone(), Some("m"))
                .expect("an answer")
                .body,
            body
        );
        let renamed = whole(CallType::Chat, body, Some("n"))
            .expect("an answer")
            .body;
        assert_eq!(renamed, &br#"{"model":"n","choices":[],"x":1e2}"#[..]);
    }
}
