//! Words that come in pieces: a streamed answer, looked at before the client sees it.
//!
//! Each place in the events where words go on (a choice's content, the arguments of one tool call) has a
//! window of its own, which holds back the little that may be part of something. What is held leaves when
//! its place is told complete, in an event like the last one of that place.

use super::walk::{drop_logprobs, is_no_words};
use crate::domain::guardrail::{Filter, Sought, Window};
use bytes::{BufMut, Bytes, BytesMut};
use serde_json::Value;
use std::fmt::Write as _;

/// The longest event that is read, in bytes.
const EVENT_BYTES_MAX: usize = 4 << 20;

/// Why a stream ends here.
#[derive(Debug)]
pub(super) enum Stopped {
    /// It says what it must not.
    Found(Sought),
    /// An event is longer than any that can be looked at.
    TooLong,
}

/// A place where words go on.
#[derive(Debug)]
struct Place {
    key: String,
    pointer: String,
    window: Window,
    /// The last event of this place, without its words.
    last: Event,
}

/// One event: the lines before its data, and the data.
#[derive(Debug, Clone)]
pub(super) struct Event {
    head: String,
    pub(super) data: Value,
}

/// Looks at a stream of events.
#[derive(Debug)]
pub(super) struct Watch {
    filter: Filter,
    waiting: BytesMut,
    places: Vec<Place>,
    /// The number of the next event, where events are numbered.
    next_number: Option<u64>,
}

/// What an event says about the places before it.
enum Ends {
    Nothing,
    All,
    /// Those whose key begins so.
    Of(Vec<String>),
}

impl Watch {
    pub(super) fn new(filter: Filter) -> Self {
        Self {
            filter,
            waiting: BytesMut::new(),
            places: Vec::new(),
            next_number: None,
        }
    }

    /// Takes the next bytes, and gives what the client may see.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Bytes, Stopped> {
        self.waiting.extend_from_slice(bytes);
        let mut out = BytesMut::new();
        while let Some(end) = event_end(&self.waiting) {
            let event = self.waiting.split_to(end);
            self.event(&event, &mut out)?;
        }
        if self.waiting.len() > EVENT_BYTES_MAX {
            return Err(Stopped::TooLong);
        }
        Ok(out.freeze())
    }

    /// The stream is over: what is held leaves.
    pub(super) fn finish(&mut self) -> Result<Bytes, Stopped> {
        let mut out = BytesMut::new();
        let rest = self.waiting.split();
        if !rest.is_empty() {
            self.event(&rest, &mut out)?;
        }
        self.release(&Ends::All, &mut out)?;
        Ok(out.freeze())
    }

    fn event(&mut self, raw: &[u8], out: &mut BytesMut) -> Result<(), Stopped> {
        let Some(mut event) = Event::parse(raw) else {
            // `[DONE]` is the end; a comment keeps the connection.
            if raw.windows(6).any(|part| part == b"[DONE]") {
                self.release(&Ends::All, out)?;
            }
            out.put_slice(raw);
            return Ok(());
        };
        let ends = ends(&event.data);
        let mut found = Vec::new();
        leaves(
            &event.data,
            &mut String::new(),
            &mut String::new(),
            &mut found,
        );
        drop_logprobs(&mut event.data);
        if !goes_on(&event.data) {
            self.release(&ends, out)?;
            for (_, pointer) in found {
                if let Some(Value::String(text)) = event.data.pointer_mut(&pointer) {
                    let clean = self.filter.apply(text);
                    *text = clean
                        .map_err(|sought| Stopped::Found(sought.clone()))?
                        .into_owned();
                }
            }
            self.write(event, out);
            return Ok(());
        }
        let kind = kind(&event.data);
        let mut own = Vec::with_capacity(found.len());
        for (key, pointer) in found {
            let key = format!("{kind}{key}");
            let last = ends.ends(&key);
            let text = match event.data.pointer_mut(&pointer) {
                Some(Value::String(text)) => std::mem::take(text),
                _ => continue,
            };
            let index = self.place(&key, &pointer, &event);
            let clear = self.places[index].window.push(&self.filter, &text, last);
            let clear = clear.map_err(|sought| Stopped::Found(sought.clone()))?;
            own.push((index, pointer, clear));
        }
        self.release(&ends, out)?;
        for (index, pointer, clear) in own {
            self.places[index].last = event.clone();
            if let Some(Value::String(text)) = event.data.pointer_mut(&pointer) {
                *text = clear;
            }
        }
        self.write(event, out);
        Ok(())
    }

    /// The place of a key, made when it is new.
    fn place(&mut self, key: &str, pointer: &str, event: &Event) -> usize {
        let known = self.places.iter().position(|place| place.key == key);
        known.unwrap_or_else(|| {
            self.places.push(Place {
                key: key.to_owned(),
                pointer: pointer.to_owned(),
                window: Window::default(),
                last: event.clone(),
            });
            self.places.len() - 1
        })
    }

    /// Lets go what is held at the places that end.
    fn release(&mut self, ends: &Ends, out: &mut BytesMut) -> Result<(), Stopped> {
        for index in 0..self.places.len() {
            let place = &mut self.places[index];
            if !ends.ends(&place.key) || !place.window.holds() {
                continue;
            }
            let rest = place.window.push(&self.filter, "", true);
            let rest = rest.map_err(|sought| Stopped::Found(sought.clone()))?;
            let mut event = place.last.clone();
            if let Some(Value::String(text)) = event.data.pointer_mut(&place.pointer) {
                *text = rest;
            }
            if let Some(members) = event.data.as_object_mut() {
                members.remove("usage");
            }
            self.write(event, out);
        }
        Ok(())
    }

    fn write(&mut self, mut event: Event, out: &mut BytesMut) {
        // Events that are numbered stay numbered without a gap.
        if let Some(number) = event.data.get_mut("sequence_number")
            && let Some(own) = number.as_u64()
        {
            let next = self.next_number.unwrap_or(own);
            *number = next.into();
            self.next_number = Some(next + 1);
        }
        event.write(out);
    }
}

impl Event {
    pub(super) fn write(&self, out: &mut BytesMut) {
        out.put_slice(self.head.as_bytes());
        out.put_slice(b"data: ");
        out.put_slice(self.data.to_string().as_bytes());
        out.put_slice(b"\n\n");
    }

    /// Reads an event whose data is a JSON object.
    pub(super) fn parse(raw: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(raw).ok()?;
        let mut head = String::new();
        let mut data = String::new();
        for line in text.lines() {
            match line.strip_prefix("data:") {
                Some(part) => data.push_str(part.strip_prefix(' ').unwrap_or(part)),
                None if line.is_empty() => {}
                None => {
                    head.push_str(line);
                    head.push('\n');
                }
            }
        }
        let data: Value = serde_json::from_str(&data).ok()?;
        data.is_object().then_some(Self { head, data })
    }
}

impl Ends {
    fn ends(&self, key: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::All => true,
            Self::Of(starts) => starts.iter().any(|start| key.starts_with(start)),
        }
    }
}

/// Where the first event in a buffer ends.
pub(super) fn event_end(buffer: &[u8]) -> Option<usize> {
    let plain = buffer.windows(2).position(|pair| pair == b"\n\n");
    let windows = buffer.windows(4).position(|four| four == b"\r\n\r\n");
    match (plain.map(|at| at + 2), windows.map(|at| at + 4)) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

fn event_type(data: &Value) -> Option<&str> {
    data.get("type").and_then(Value::as_str)
}

/// Whether an event's words go on from those before: pieces of chat completions and of Gemini, which
/// have no type, and the deltas of Anthropic and of Responses.
pub(super) fn goes_on(data: &Value) -> bool {
    event_type(data).is_none_or(|kind| {
        kind == "content_block_delta" || kind.rsplit('.').next() == Some("delta")
    })
}

/// What of an event's own members tells its places from those of other events.
pub(super) fn kind(data: &Value) -> String {
    let mut kind = String::new();
    let Some(named) = event_type(data) else {
        return kind;
    };
    kind.push_str(named);
    for member in [
        "item_id",
        "index",
        "output_index",
        "content_index",
        "summary_index",
    ] {
        if let Some(value) = data.get(member) {
            // Writing to a String cannot fail.
            let _ = write!(kind, "|{member}={value}");
        }
    }
    kind.push('|');
    kind
}

fn ends(data: &Value) -> Ends {
    if let Some(kind) = event_type(data) {
        let over = matches!(
            kind,
            "content_block_stop"
                | "message_delta"
                | "message_stop"
                | "error"
                | "response.completed"
                | "response.incomplete"
                | "response.failed"
        );
        return if over || kind.rsplit('.').next() == Some("done") {
            Ends::All
        } else {
            Ends::Nothing
        };
    }
    if data.get("error").is_some_and(|error| !error.is_null()) {
        return Ends::All;
    }
    let mut over = Vec::new();
    for (list, reason) in [("choices", "finish_reason"), ("candidates", "finishReason")] {
        let items = data.get(list).and_then(Value::as_array);
        for (position, item) in items.into_iter().flatten().enumerate() {
            if item.get(reason).is_some_and(|reason| !reason.is_null()) {
                over.push(format!("/{list}/{}/", label(item, position)));
            }
        }
    }
    if over.is_empty() {
        Ends::Nothing
    } else {
        Ends::Of(over)
    }
}

/// An item of a list by its own index, else by where it stands.
fn label(item: &Value, position: usize) -> u64 {
    let own = item.get("index").and_then(Value::as_u64);
    own.unwrap_or(position as u64)
}

/// Every text of words: its key, which is the same from event to event, and where it stands in this one.
pub(super) fn leaves(
    value: &Value,
    key: &mut String,
    pointer: &mut String,
    found: &mut Vec<(String, String)>,
) {
    let (key_end, pointer_end) = (key.len(), pointer.len());
    match value {
        Value::String(_) => found.push((key.clone(), pointer.clone())),
        Value::Array(items) => {
            for (position, item) in items.iter().enumerate() {
                let _ = write!(key, "/{}", label(item, position));
                let _ = write!(pointer, "/{position}");
                leaves(item, key, pointer, found);
                key.truncate(key_end);
                pointer.truncate(pointer_end);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                if is_no_words(name, member) {
                    continue;
                }
                let _ = write!(key, "/{name}");
                let _ = write!(pointer, "/{}", name.replace('~', "~0").replace('/', "~1"));
                leaves(member, key, pointer, found);
                key.truncate(key_end);
                pointer.truncate(pointer_end);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::guardrail::{Action, Rule};
    use proptest::prelude::*;
    use serde_json::json;

    fn filter() -> Filter {
        let word = |word, action| Rule::keyword(word, None, action, "[X]").expect("a rule");
        Filter::new(vec![
            word("secret", Action::Mask),
            word("forbidden", Action::Block),
        ])
    }

    fn run(text: &str, cuts: &[usize]) -> Result<String, Stopped> {
        let mut watch = Watch::new(filter());
        let mut out = Vec::new();
        let mut at = 0;
        let mut cuts = cuts.to_vec();
        cuts.sort_unstable();
        for cut in cuts {
            let cut = cut.clamp(at, text.len());
            out.extend_from_slice(&watch.push(&text.as_bytes()[at..cut])?);
            at = cut;
        }
        out.extend_from_slice(&watch.push(&text.as_bytes()[at..])?);
        out.extend_from_slice(&watch.finish()?);
        Ok(String::from_utf8(out).expect("UTF-8"))
    }

    fn chunk(index: u64, content: &str, finish: Option<&str>) -> String {
        let choice =
            json!({ "index": index, "delta": { "content": content }, "finish_reason": finish });
        format!(
            "data: {}\n\n",
            json!({ "id": "c", "object": "chat.completion.chunk", "choices": [choice] })
        )
    }

    /// The words of each choice, put together.
    fn said(stream: &str, choice: u64) -> String {
        let events = stream
            .split("\n\n")
            .filter_map(|event| event.strip_prefix("data: "));
        let events = events.filter_map(|data| serde_json::from_str::<Value>(data).ok());
        events
            .flat_map(|data| data["choices"].as_array().cloned().unwrap_or_default())
            .filter(|one| one["index"] == choice)
            .filter_map(|one| one["delta"]["content"].as_str().map(str::to_owned))
            .collect()
    }

    proptest! {
        #[test]
        fn words_are_found_across_any_border(
            pieces in proptest::collection::vec((0_u64..2, "(sec|ret|secret| |a|se|c|r|et){0,4}"), 1..40),
            cuts in proptest::collection::vec(0_usize..6_000, 0..20),
        ) {
            let mut stream: String = pieces.iter().map(|(index, text)| chunk(*index, text, None)).collect();
            stream += &chunk(0, "", Some("stop"));
            stream += &chunk(1, "", Some("stop"));
            stream += "data: [DONE]\n\n";
            let out = run(&stream, &cuts).expect("no block");
            prop_assert!(out.ends_with("data: [DONE]\n\n"));
            for choice in 0..2 {
                let whole: String = pieces.iter().filter(|(index, _)| *index == choice).map(|(_, text)| text.as_str()).collect();
                prop_assert_eq!(said(&out, choice), whole.replace("secret", "[X]"));
            }
        }
    }

    #[test]
    fn what_blocks_stops_before_its_first_letter() {
        let stream = [
            chunk(0, "all is well, ", None),
            chunk(0, "for", None),
            chunk(0, "bidden", None),
        ]
        .concat();
        assert!(matches!(
            run(&stream, &[]),
            Err(Stopped::Found(Sought::Keyword { .. }))
        ));
    }

    #[test]
    fn typed_events_stay_in_order_and_numbered() {
        let event = |kind: &str, rest: Value| {
            let mut data = json!({ "type": kind });
            for (name, value) in rest.as_object().expect("an object") {
                data[name] = value.clone();
            }
            format!("event: {kind}\ndata: {data}\n\n")
        };
        let stream = [
            event(
                "message_start",
                json!({ "message": { "id": "m", "content": [] } }),
            ),
            event(
                "content_block_delta",
                json!({ "index": 0, "delta": { "type": "text_delta", "text": "a sec" } }),
            ),
            event("ping", json!({})),
            event(
                "content_block_delta",
                json!({ "index": 0, "delta": { "type": "text_delta", "text": "ret b" } }),
            ),
            event("content_block_stop", json!({ "index": 0 })),
            event("message_stop", json!({})),
        ];
        let out = run(&stream.concat(), &[]).expect("no block");
        let kinds: Vec<&str> = out
            .lines()
            .filter_map(|line| line.strip_prefix("event: "))
            .collect();
        assert_eq!(
            kinds,
            [
                "message_start",
                "content_block_delta",
                "ping",
                "content_block_delta",
                "content_block_delta",
                "content_block_stop",
                "message_stop"
            ]
        );
        assert!(out.contains("a [X] b") && !out.contains("ret"), "{out}");

        let numbered = [
            event(
                "response.output_text.delta",
                json!({ "item_id": "i", "delta": "sec", "sequence_number": 4 }),
            ),
            event(
                "response.output_text.delta",
                json!({ "item_id": "i", "delta": "ret", "sequence_number": 5 }),
            ),
            event(
                "response.output_text.done",
                json!({ "item_id": "i", "text": "secret", "sequence_number": 6 }),
            ),
        ];
        let out = run(&numbered.concat(), &[]).expect("no block");
        let numbers: Vec<u64> = out
            .lines()
            .filter_map(|line| line.strip_prefix("data: "))
            .filter_map(|data| {
                serde_json::from_str::<Value>(data).ok()?["sequence_number"].as_u64()
            })
            .collect();
        assert_eq!(numbers, [4, 5, 6, 7]);
        assert!(
            out.contains("\"text\":\"[X]\"") && out.contains("\"delta\":\"[X]\""),
            "{out}"
        );
    }
}
