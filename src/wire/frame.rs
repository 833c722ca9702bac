//! Framing: where one event of a byte stream ends and the next begins.
//!
//! Server-sent events as the WHATWG HTML standard defines them (section 9.2, "Server-sent events"):
//! lines end in LF, CR or CRLF, an empty line ends an event.

pub mod aws;
pub mod lines;

use bytes::{Buf, Bytes, BytesMut};

/// The longest event that is accepted, in bytes.
pub const EVENT_BYTES_MAX: usize = 1 << 20;
/// The same where events hold pictures in base64.
pub const PICTURE_EVENT_BYTES_MAX: usize = 64 << 20;

/// An event that never ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an event is longer than is accepted")]
pub struct EventTooLong;

/// Cuts a byte stream into server-sent events, however it arrives.
#[derive(Debug, Default)]
pub struct SseSplitter {
    buffer: BytesMut,
    scanned: usize,
    /// The line being scanned has no bytes yet.
    at_line_start: bool,
    /// The last byte was a CR: a LF that follows belongs to it.
    after_cr: bool,
    /// The event being scanned has at least one byte that is not a line end.
    has_content: bool,
    /// Events may hold pictures.
    pictures: bool,
}

impl SseSplitter {
    /// For events that may hold pictures.
    #[must_use]
    pub fn for_pictures() -> Self {
        Self {
            pictures: true,
            ..Self::default()
        }
    }

    /// Takes the next bytes from the network.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole event with its line ends, or `None` until more bytes come.
    pub fn next_event(&mut self) -> Result<Option<Bytes>, EventTooLong> {
        while let Some(&byte) = self.buffer.get(self.scanned) {
            self.scanned += 1;
            let ends_line = match byte {
                b'\n' if self.after_cr => {
                    // The second half of a CRLF whose CR ended the line already.
                    self.after_cr = false;
                    if self.scanned == 1 && self.at_line_start && !self.has_content {
                        // It ended the event before, which has left without waiting for it.
                        self.buffer.advance(1);
                        self.scanned = 0;
                    }
                    continue;
                }
                b'\n' | b'\r' => true,
                _ => false,
            };
            self.after_cr = byte == b'\r';
            if !ends_line {
                self.at_line_start = false;
                self.has_content = true;
                continue;
            }
            if self.at_line_start && self.has_content {
                return Ok(Some(self.cut()));
            }
            self.at_line_start = true;
        }
        let most = if self.pictures {
            PICTURE_EVENT_BYTES_MAX
        } else {
            EVENT_BYTES_MAX
        };
        if self.buffer.len() > most {
            Err(EventTooLong)
        } else {
            Ok(None)
        }
    }

    /// What is left when the stream ends: an event without its empty line, or nothing.
    pub fn rest(&mut self) -> Option<Bytes> {
        let rest = self.buffer.split().freeze();
        self.scanned = 0;
        (rest.iter().any(|byte| !byte.is_ascii_whitespace())).then_some(rest)
    }

    fn cut(&mut self) -> Bytes {
        // A LF that follows the CR of this event's last line goes with it when it is here already;
        // otherwise it is dropped when it comes, and an event in whose lines it belongs gets its own.
        if self.after_cr && self.buffer.get(self.scanned) == Some(&b'\n') {
            self.scanned += 1;
            self.after_cr = false;
        }
        let mut event = self.buffer.split_to(self.scanned);
        if event.ends_with(b"\r\n\r") {
            event.extend_from_slice(b"\n");
        }
        let event = event.freeze();
        self.scanned = 0;
        self.at_line_start = true;
        self.has_content = false;
        event
    }
}

/// What one server-sent event says.
#[derive(Debug, PartialEq, Eq)]
pub enum SseData<'a> {
    /// One `data` line, the usual case: its payload in place.
    One(&'a [u8]),
    /// Several `data` lines, joined by LF.
    Many(Vec<u8>),
    /// No `data`: a comment, an `id`, a bare `event`.
    None,
}

impl SseData<'_> {
    /// The payload's bytes; empty when there is none.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::One(data) => data,
            Self::Many(data) => data,
            Self::None => b"",
        }
    }
}

/// Reads the `data` of an event. A byte order mark before the first line is skipped.
#[must_use]
pub fn sse_data(event: &[u8]) -> SseData<'_> {
    let event = event.strip_prefix(b"\xef\xbb\xbf").unwrap_or(event);
    let mut data = SseData::None;
    for line in event.split(|byte| matches!(byte, b'\n' | b'\r')) {
        let Some(value) = line.strip_prefix(b"data") else {
            continue;
        };
        let value = match value {
            [] => value,
            [b':', b' ', value @ ..] | [b':', value @ ..] => value,
            _ => continue,
        };
        data = match data {
            SseData::None => SseData::One(value),
            SseData::One(first) => SseData::Many([first, b"\n", value].concat()),
            SseData::Many(mut lines) => {
                lines.push(b'\n');
                lines.extend_from_slice(value);
                SseData::Many(lines)
            }
        };
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn events(parts: &[&[u8]]) -> Vec<Bytes> {
        let mut splitter = SseSplitter::default();
        let mut events = Vec::new();
        for part in parts {
            splitter.push(part);
            while let Some(event) = splitter.next_event().expect("short events") {
                events.push(event);
            }
        }
        events.extend(splitter.rest());
        events
    }

    fn said(parts: &[&[u8]]) -> Vec<Vec<u8>> {
        events(parts)
            .iter()
            .map(|event| sse_data(event).bytes().to_vec())
            .collect()
    }

    #[test]
    fn every_line_end_and_every_form_of_data_is_read() {
        let stream = b"\xef\xbb\xbfdata: a\n\nevent: x\r\ndata:b\r\n\r\n: ping\n\ndata: c\rdata: d\r\rdata\n\ndata: end";
        assert_eq!(
            said(&[stream]),
            [&b"a"[..], b"b", b"", b"c\nd", b"", b"end"]
        );
    }

    #[test]
    fn empty_lines_between_events_are_not_events() {
        assert_eq!(
            said(&[b"\n\ndata: a\n\n\n\n\ndata: b\n\n"]),
            [&b"a"[..], b"b"]
        );
    }

    #[test]
    fn a_split_line_end_leaves_no_trace_in_the_bytes() {
        for stream in [
            &b"data: a\r\n\r\ndata: b\r\n\r\n"[..],
            b"data: a\n\ndata: b\n\n",
            b"data: a\r\rdata: b\r\r",
        ] {
            for at in 0..stream.len() {
                let (one, other) = stream.split_at(at);
                let whole: Vec<u8> = events(&[one, other]).concat();
                assert_eq!(whole, stream, "split at {at}");
            }
        }
    }

    #[test]
    fn an_endless_line_is_cut() {
        let mut splitter = SseSplitter::default();
        splitter.push(&vec![b'x'; EVENT_BYTES_MAX + 1]);
        assert_eq!(splitter.next_event(), Err(EventTooLong));
        let mut splitter = SseSplitter::for_pictures();
        splitter.push(&vec![b'x'; EVENT_BYTES_MAX + 1]);
        assert_eq!(splitter.next_event(), Ok(None));
    }

    proptest! {
        #[test]
        fn split_anywhere_same_events(
            pieces in prop::collection::vec("(data: ?[a-zé\u{1F600}{}\":]{0,12}|: c|event: e|id)(\n|\r\n|\r){1,3}", 0..12),
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..24),
        ) {
            let stream = pieces.concat().into_bytes();
            let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(stream.len() + 1)).collect();
            at.extend([0, stream.len()]);
            at.sort_unstable();
            let parts: Vec<&[u8]> = at.windows(2).map(|pair| &stream[pair[0]..pair[1]]).collect();
            prop_assert_eq!(said(&parts), said(&[&stream]));
        }
    }
}
