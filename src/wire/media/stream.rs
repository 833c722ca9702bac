//! Answers that are passed on as they come: events of pictures and transcriptions, and sound.
//!
//! Events: OpenAI API reference, "Image generation streaming events", "Transcription streaming events",
//! "Speech streaming events". The event that ends an answer tells its usage.

use super::answer::{Told, usage};
use super::sound::Sound;
use crate::domain::record::CallType;
use crate::domain::usage::Usage;
use crate::wire::fault::Fault;
use crate::wire::format::openai::Reported;
use crate::wire::frame::{SseData, SseSplitter, sse_data};
use crate::wire::json::Object;
use crate::wire::relay::{COUNTED_BYTES_MAX, Seen, Step, error_in_success, invalid};
use bytes::{Bytes, BytesMut};
use std::collections::VecDeque;

/// Events on their way through. The one that ends the answer is held back until the call is on record.
#[derive(Debug)]
pub struct EventRelay {
    call_type: CallType,
    splitter: SseSplitter,
    held: BytesMut,
    /// What it told so far.
    pub seen: Seen,
}

impl EventRelay {
    /// Begins a stream.
    #[must_use]
    pub fn new(call_type: CallType) -> Self {
        Self {
            call_type,
            splitter: SseSplitter::for_pictures(),
            held: BytesMut::new(),
            seen: Seen {
                told: Some(Box::default()),
                ..Seen::default()
            },
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
            match self.step(Bytes::from([&rest[..], b"\n\n"].concat())) {
                Step::Idle(_) => {}
                step => return step,
            }
        }
        if self.seen.finished {
            return Step::Done;
        }
        Step::Fault(Fault::connection(
            "upstream_truncated",
            502,
            "the provider closed the stream before its end",
        ))
    }

    /// What was held back.
    pub fn closing(&mut self) -> Bytes {
        self.held.split().freeze()
    }

    fn step(&mut self, event: Bytes) -> Step {
        let data = match sse_data(&event) {
            SseData::None => return Step::Idle(event),
            SseData::One(data) => event.slice_ref(data),
            SseData::Many(data) => Bytes::from(data),
        };
        if data.trim_ascii() == b"[DONE]" {
            self.held.extend_from_slice(&event);
            return Step::Done;
        }
        let object = match Object::parse(data) {
            Ok(object) => object,
            Err(why) => {
                let why = format!("has an event that is not JSON: {why}");
                return Step::Fault(invalid(&why));
            }
        };
        let kind: String = object.read("type").unwrap_or_default();
        if let Some(error) = object.get("error").filter(|error| *error != "null") {
            return Step::Fault(error_in_success(error, object.text()));
        }
        if kind == "error" {
            return Step::Fault(error_in_success(
                std::str::from_utf8(object.text()).unwrap_or_default(),
                object.text(),
            ));
        }
        self.note(&kind, &object);
        let ends = matches!(kind.rsplit('.').next(), Some("completed" | "done"));
        self.seen.finished |= ends;
        let earlier = self.held.split().freeze();
        if !ends {
            // Of several pictures each has an end of its own: what was held is not the last.
            return Step::Send(joined(earlier, event));
        }
        self.held.extend_from_slice(&event);
        if earlier.is_empty() {
            Step::Swallow
        } else {
            Step::Send(earlier)
        }
    }

    fn note(&mut self, kind: &str, object: &Object) {
        (self.seen.content, self.seen.answered) = (true, true);
        let told = self.seen.told.get_or_insert_default();
        told.note(object);
        if kind.ends_with(".completed") {
            told.images += 1;
        }
        if let Some(delta) = object.read::<String>("delta")
            && self.seen.text.len() < COUNTED_BYTES_MAX
        {
            self.seen.text.push_str(&delta);
        }
        let Some(next) = object
            .get("usage")
            .and_then(|raw| usage(self.call_type, raw))
        else {
            return;
        };
        let sum = self
            .seen
            .reported
            .take()
            .filter(|_| self.call_type.makes_images());
        self.seen.reported = Some(Reported {
            usage: sum.map_or(next.usage, |sum| added(sum.usage, next.usage)),
            cost: next.cost,
        });
    }
}

/// The usage of several pictures.
fn added(sum: Usage, next: Usage) -> Usage {
    Usage {
        input: sum.input.saturating_add(next.input),
        cache_read: sum.cache_read.saturating_add(next.cache_read),
        input_image: sum.input_image.saturating_add(next.input_image),
        output: sum.output.saturating_add(next.output),
        output_image: sum.output_image.saturating_add(next.output_image),
        ..next
    }
}

fn joined(first: Bytes, second: Bytes) -> Bytes {
    if first.is_empty() {
        second
    } else {
        [first, second].concat().into()
    }
}

/// What is told by a sound that is here as a whole.
#[must_use]
pub fn heard(sound: &[u8]) -> Seen {
    let mut relay = SoundRelay::default();
    relay.push(sound);
    relay.seen
}

/// Sound on its way through. The newest bytes are held back until the call is on record.
#[derive(Debug)]
pub struct SoundRelay {
    ready: VecDeque<Bytes>,
    held: Bytes,
    /// What it told so far.
    pub seen: Seen,
}

impl Default for SoundRelay {
    fn default() -> Self {
        let told = Told {
            sound: Some(Sound::default()),
            ..Told::default()
        };
        Self {
            ready: VecDeque::new(),
            held: Bytes::new(),
            seen: Seen {
                told: Some(Box::new(told)),
                ..Seen::default()
            },
        }
    }
}

impl SoundRelay {
    /// Takes bytes from the provider.
    pub fn push(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        (self.seen.content, self.seen.answered) = (true, true);
        if let Some(sound) = self.seen.told.as_mut().and_then(|told| told.sound.as_mut()) {
            sound.push(bytes);
        }
        let earlier = std::mem::replace(&mut self.held, Bytes::copy_from_slice(bytes));
        if !earlier.is_empty() {
            self.ready.push_back(earlier);
        }
    }

    /// The next step, or `None` until more bytes come.
    pub fn next_step(&mut self) -> Option<Step> {
        self.ready.pop_front().map(Step::Send)
    }

    /// The provider closed the connection, which is how sound ends.
    pub fn end(&mut self) -> Step {
        if let Some(ready) = self.ready.pop_front() {
            return Step::Send(ready);
        }
        if self.held.is_empty() {
            return Step::Fault(invalid("is empty"));
        }
        self.seen.finished = true;
        Step::Done
    }

    /// What was held back.
    pub fn closing(&mut self) -> Bytes {
        std::mem::take(&mut self.held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(call_type: CallType, text: &str, split: usize) -> (String, EventRelay, Step) {
        let mut relay = EventRelay::new(call_type);
        let mut sent = Vec::new();
        for part in text.as_bytes().chunks(split) {
            relay.push(part);
            while let Some(step) = relay.next_step() {
                match step {
                    Step::Send(bytes) | Step::Idle(bytes) => sent.extend_from_slice(&bytes),
                    Step::Swallow => {}
                    end => return (String::from_utf8(sent).expect("UTF-8"), relay, end),
                }
            }
        }
        let end = relay.end();
        (String::from_utf8(sent).expect("UTF-8"), relay, end)
    }

    const PICTURES: &str = "event: image_generation.partial_image\ndata: {\"type\":\"image_generation.partial_image\",\"b64_json\":\"AA\"}\n\n\
        event: image_generation.completed\ndata: {\"type\":\"image_generation.completed\",\"b64_json\":\"BB\",\"size\":\"1024x1024\",\"quality\":\"low\",\"usage\":{\"input_tokens\":10,\"output_tokens\":272,\"total_tokens\":282}}\n\n";

    #[test]
    fn events_pass_untouched_and_the_last_waits() {
        for split in [1, 7, 4_096] {
            let (sent, mut relay, end) = run(CallType::ImageGeneration, PICTURES, split);
            assert!(matches!(end, Step::Done), "{end:?}");
            assert!(!sent.contains("completed"), "held back");
            let closing = relay.closing();
            assert_eq!(
                sent + std::str::from_utf8(&closing).expect("UTF-8"),
                PICTURES
            );
            let used = relay.seen.reported.expect("usage").usage;
            assert_eq!((used.input, used.output_image), (10, 272));
            let told = relay.seen.told.expect("told");
            assert_eq!((told.images, told.quality.as_deref()), (1, Some("low")));
        }
        let twice = PICTURES.repeat(2);
        let (sent, relay, _) = run(CallType::ImageGeneration, &twice, 9);
        assert_eq!(sent.matches("event: image_generation.completed").count(), 1);
        assert_eq!(relay.seen.reported.expect("usage").usage.output_image, 544);
    }

    #[test]
    fn words_are_kept_and_ends_are_told_apart() {
        let words = "data: {\"type\":\"transcript.text.delta\",\"delta\":\"Hel\"}\n\ndata: {\"type\":\"transcript.text.delta\",\"delta\":\"lo\"}\n\n";
        let (_, relay, end) = run(CallType::Transcription, words, 5);
        assert!(matches!(end, Step::Fault(_)), "cut before its end");
        assert_eq!(relay.seen.text, "Hello");
        let done = format!(
            "{words}data: {{\"type\":\"transcript.text.done\",\"text\":\"Hello\",\"usage\":{{\"type\":\"duration\",\"seconds\":2}}}}\n\ndata: [DONE]\n\n"
        );
        let (_, mut relay, end) = run(CallType::Transcription, &done, 5);
        assert!(matches!(end, Step::Done));
        assert!(relay.closing().ends_with(b"data: [DONE]\n\n"));
        assert_eq!(relay.seen.reported.expect("usage").usage.audio_in_ms, 2_000);
        let failed = "data: {\"type\":\"error\",\"message\":\"no\",\"code\":\"429\"}\n\n";
        let (_, _, end) = run(CallType::Transcription, failed, 5);
        assert!(matches!(end, Step::Fault(fault) if fault.status == 429));
    }

    #[test]
    fn sound_passes_whole_with_its_last_bytes_held() {
        let mut relay = SoundRelay::default();
        assert!(matches!(relay.end(), Step::Fault(_)), "no sound at all");
        let mut sent = Vec::new();
        for part in [&b"ab"[..], b"", b"cd", b"e"] {
            relay.push(part);
            while let Some(Step::Send(bytes)) = relay.next_step() {
                sent.extend_from_slice(&bytes);
            }
        }
        assert!(matches!(relay.end(), Step::Done));
        assert_eq!((&sent[..], &relay.closing()[..]), (&b"abcd"[..], &b"e"[..]));
        let sound = relay
            .seen
            .told
            .and_then(|told| told.sound)
            .expect("a sound");
        assert_eq!(sound.bytes, 5);
    }
}
