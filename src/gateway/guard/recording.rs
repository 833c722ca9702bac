//! A stream that a judge must see: kept until it is complete, and told again as the judge lets it pass.

use super::stream::{Event, Stopped, event_end, goes_on, kind, leaves};
use super::walk::{drop_logprobs, is_no_words};
use bytes::{BufMut, Bytes, BytesMut};
use serde_json::Value;

/// A stream that is kept until it is complete, so that its words can be read as a whole.
#[derive(Debug, Default)]
pub(super) struct Recording {
    waiting: BytesMut,
    bytes: usize,
    items: Vec<Item>,
    /// The words of each place, with the key of the place.
    texts: Vec<(String, String)>,
}

#[derive(Debug)]
enum Item {
    Raw(Bytes),
    Event(Event),
}

/// The longest stream that is kept, in bytes.
const RECORDED_BYTES_MAX: usize = 16 << 20;

impl Recording {
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), Stopped> {
        self.bytes += bytes.len();
        if self.bytes > RECORDED_BYTES_MAX {
            return Err(Stopped::TooLong);
        }
        self.waiting.extend_from_slice(bytes);
        while let Some(end) = event_end(&self.waiting) {
            let raw = self.waiting.split_to(end).freeze();
            self.take(raw);
        }
        Ok(())
    }

    /// The stream is over.
    pub(super) fn end(&mut self) {
        let rest = self.waiting.split().freeze();
        if !rest.is_empty() {
            self.take(rest);
        }
    }

    fn take(&mut self, raw: Bytes) {
        let Some(event) = Event::parse(&raw) else {
            self.items.push(Item::Raw(raw));
            return;
        };
        for (key, pointer) in places_of(&event.data) {
            let said = event.data.pointer(&pointer).and_then(Value::as_str);
            let said = said.unwrap_or_default();
            match self.texts.iter_mut().find(|(known, _)| *known == key) {
                Some((_, text)) => text.push_str(said),
                None if said.is_empty() => {}
                None => self.texts.push((key, said.to_owned())),
            }
        }
        self.items.push(Item::Event(event));
    }

    /// The words of each place, put together.
    pub(super) fn texts(&self) -> Vec<String> {
        self.texts.iter().map(|(_, text)| text.clone()).collect()
    }

    /// Puts other words in the places: all of them in the first event of each, and wherever an event
    /// says the whole once more.
    pub(super) fn replace(&mut self, instead: &[String]) {
        let texts = std::mem::take(&mut self.texts);
        let mut told = vec![false; texts.len()];
        for item in &mut self.items {
            let Item::Event(event) = item else { continue };
            for (key, pointer) in places_of(&event.data) {
                let at = texts.iter().position(|(known, _)| *known == key);
                let Some((at, new)) = at.and_then(|at| Some((at, instead.get(at)?))) else {
                    continue;
                };
                if let Some(Value::String(text)) = event.data.pointer_mut(&pointer) {
                    let first = !std::mem::replace(&mut told[at], true);
                    *text = if first { new.clone() } else { String::new() };
                }
            }
            if !goes_on(&event.data) {
                retell(&mut event.data, &texts, instead);
            }
            drop_logprobs(&mut event.data);
        }
        self.texts = texts
            .into_iter()
            .zip(instead)
            .map(|((key, _), new)| (key, new.clone()))
            .collect();
    }

    /// The stream again.
    pub(super) fn bytes(self) -> Bytes {
        let mut out = BytesMut::new();
        for item in self.items {
            match item {
                Item::Raw(raw) => out.put_slice(&raw),
                Item::Event(event) => event.write(&mut out),
            }
        }
        out.freeze()
    }
}

/// The places of an event whose words go on.
fn places_of(data: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if goes_on(data) {
        let kind = kind(data);
        leaves(data, &mut String::new(), &mut String::new(), &mut found);
        for (key, _) in &mut found {
            key.insert_str(0, &kind);
        }
    }
    found
}

/// Replaces a text that an event says as a whole.
fn retell(data: &mut Value, texts: &[(String, String)], instead: &[String]) {
    match data {
        Value::String(said) => {
            let known = texts.iter().position(|(_, text)| text == said);
            if let Some(new) = known.and_then(|at| instead.get(at)) {
                said.clone_from(new);
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| retell(item, texts, instead)),
        Value::Object(members) => {
            for (name, member) in members {
                if !is_no_words(name, member) {
                    retell(member, texts, instead);
                }
            }
        }
        _ => {}
    }
}
