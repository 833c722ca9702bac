//! AWS's event stream: length-prefixed binary messages with checksums.
//!
//! Source: Smithy specification, "Amazon Event Stream Specification": a message is its total length
//! (u32), its headers' length (u32), the CRC-32 of these eight bytes, the headers, the payload, and
//! the CRC-32 of all before it; numbers are big-endian.

use super::EVENT_BYTES_MAX;
use bytes::{Buf, Bytes, BytesMut};

/// The lengths and their checksum.
const PRELUDE_BYTES: usize = 12;
/// A checksum at the end.
const CRC_BYTES: usize = 4;
/// A header whose value is a text.
const TYPE_STRING: u8 = 7;

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// `:event-type`; for a failure its `:exception-type` or `:error-code`, which end in `Exception`
    /// or are made to.
    pub event: String,
    /// The payload; for a failure without one, its `:error-message` as JSON.
    pub payload: Bytes,
}

/// Bytes that are no such message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// A length is out of bounds.
    #[error("a message of an impossible length")]
    Length,
    /// A checksum is wrong.
    #[error("a message whose checksum is wrong")]
    Checksum,
    /// The headers cannot be read.
    #[error("a message whose headers cannot be read")]
    Headers,
}

/// Cuts a byte stream into messages, however it arrives.
#[derive(Debug, Default)]
pub struct MessageSplitter {
    buffer: BytesMut,
}

impl MessageSplitter {
    /// Takes the next bytes from the network.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole message, or `None` until more bytes come.
    pub fn next_message(&mut self) -> Result<Option<Message>, Malformed> {
        if self.buffer.len() < PRELUDE_BYTES {
            return Ok(None);
        }
        let number = |at: usize| (&self.buffer[at..at + 4]).get_u32() as usize;
        let (total, headers) = (number(0), number(4));
        if crc32fast::hash(&self.buffer[..8]) as usize != number(8) {
            return Err(Malformed::Checksum);
        }
        let least = PRELUDE_BYTES + CRC_BYTES;
        if total > EVENT_BYTES_MAX || total < least || headers > total - least {
            return Err(Malformed::Length);
        }
        if self.buffer.len() < total {
            return Ok(None);
        }
        let body_ends = total - CRC_BYTES;
        if crc32fast::hash(&self.buffer[..body_ends]) as usize != number(body_ends) {
            return Err(Malformed::Checksum);
        }
        let mut message = self.buffer.split_to(total).freeze();
        message.truncate(body_ends);
        message.advance(PRELUDE_BYTES);
        let headers = message.split_to(headers);
        read(headers, message).ok_or(Malformed::Headers).map(Some)
    }

    /// Whether the stream ended in the middle of a message.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        !self.buffer.is_empty()
    }
}

fn read(mut headers: Bytes, payload: Bytes) -> Option<Message> {
    let (mut event, mut failed, mut told) = (String::new(), false, None);
    while !headers.is_empty() {
        let name = take(&mut headers, 1)?;
        let kind = headers.try_get_u8().ok()?;
        let value = take_value(&mut headers, kind)?;
        if kind != TYPE_STRING {
            continue;
        }
        let value = String::from_utf8(value.to_vec()).ok()?;
        match &name[..] {
            b":event-type" | b":exception-type" | b":error-code" => event = value,
            b":message-type" => failed = value != "event",
            b":error-message" => told = Some(value),
            _ => {}
        }
    }
    if failed && !event.ends_with("Exception") {
        event.push_str("Exception");
    }
    let payload = match told {
        Some(message) if payload.is_empty() => {
            Bytes::from(serde_json::json!({ "message": message }).to_string())
        }
        _ => payload,
    };
    Some(Message { event, payload })
}

/// Bytes behind a length of one or two bytes.
fn take(from: &mut Bytes, length_bytes: usize) -> Option<Bytes> {
    let length = match length_bytes {
        1 => usize::from(from.try_get_u8().ok()?),
        _ => usize::from(from.try_get_u16().ok()?),
    };
    (from.len() >= length).then(|| from.split_to(length))
}

fn take_value(from: &mut Bytes, kind: u8) -> Option<Bytes> {
    let length = match kind {
        // True, false.
        0 | 1 => 0,
        2 => 1,
        3 => 2,
        4 => 4,
        // A number of 64 bits, a moment.
        5 | 8 => 8,
        // Bytes, text.
        6 | TYPE_STRING => return take(from, 2),
        // A UUID.
        9 => 16,
        _ => return None,
    };
    (from.len() >= length).then(|| from.split_to(length))
}

#[cfg(test)]
pub(crate) fn encode(headers: &[(&str, &str)], payload: &[u8]) -> Vec<u8> {
    let mut told = Vec::new();
    for (name, value) in headers {
        told.push(name.len() as u8);
        told.extend(name.as_bytes());
        told.push(TYPE_STRING);
        told.extend((value.len() as u16).to_be_bytes());
        told.extend(value.as_bytes());
    }
    let total = (PRELUDE_BYTES + told.len() + payload.len() + CRC_BYTES) as u32;
    let mut out = total.to_be_bytes().to_vec();
    out.extend((told.len() as u32).to_be_bytes());
    out.extend(crc32fast::hash(&out).to_be_bytes());
    out.extend(told);
    out.extend(payload);
    out.extend(crc32fast::hash(&out).to_be_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn event(name: &str, payload: &str) -> Vec<u8> {
        let headers = [
            (":event-type", name),
            (":content-type", "application/json"),
            (":message-type", "event"),
        ];
        encode(&headers, payload.as_bytes())
    }

    fn messages(parts: &[&[u8]]) -> Vec<Message> {
        let mut splitter = MessageSplitter::default();
        let mut messages = Vec::new();
        for part in parts {
            splitter.push(part);
            while let Some(message) = splitter.next_message().expect("well-formed") {
                messages.push(message);
            }
        }
        assert!(!splitter.is_cut());
        messages
    }

    #[test]
    fn the_specifications_own_example_is_read() {
        // "Amazon Event Stream Specification", the message with one header and a payload.
        let wire = b"\x00\x00\x00\x3d\x00\x00\x00\x20\x07\xfd\x83\x96\x0ccontent-type\x07\x00\x10application/json{'foo':'bar'}\x8d\x9c\x08\xb1";
        let read = messages(&[wire]);
        assert_eq!(read[0].payload, &b"{'foo':'bar'}"[..]);
    }

    #[test]
    fn failures_are_named_as_such() {
        let thrown = encode(
            &[
                (":exception-type", "throttlingException"),
                (":message-type", "exception"),
            ],
            b"{\"message\":\"slow down\"}",
        );
        let broken = encode(
            &[
                (":error-code", "InternalError"),
                (":error-message", "a \"fault\""),
                (":message-type", "error"),
            ],
            b"",
        );
        let read = messages(&[&thrown, &broken]);
        assert_eq!(read[0].event, "throttlingException");
        assert_eq!(read[1].event, "InternalErrorException");
        assert_eq!(read[1].payload, &br#"{"message":"a \"fault\""}"#[..]);
    }

    #[test]
    fn a_changed_byte_is_noticed_wherever_it_is() {
        let good = event("metadata", "{\"usage\":{}}");
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            let mut splitter = MessageSplitter::default();
            splitter.push(&bad);
            assert!(splitter.next_message().is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_length_out_of_bounds_is_not_waited_for() {
        for total in [0_u32, 15, u32::MAX] {
            let mut wire = total.to_be_bytes().to_vec();
            wire.extend(0_u32.to_be_bytes());
            wire.extend(crc32fast::hash(&wire).to_be_bytes());
            let mut splitter = MessageSplitter::default();
            splitter.push(&wire);
            assert_eq!(splitter.next_message(), Err(Malformed::Length), "{total}");
        }
    }

    proptest! {
        #[test]
        fn split_anywhere_same_messages(
            said in prop::collection::vec(("[a-zA-Z]{1,12}", "[ -~]{0,40}"), 0..6),
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        ) {
            let stream: Vec<u8> = said.iter().flat_map(|(name, payload)| event(name, payload)).collect();
            let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(stream.len() + 1)).collect();
            at.extend([0, stream.len()]);
            at.sort_unstable();
            let parts: Vec<&[u8]> = at.windows(2).map(|pair| &stream[pair[0]..pair[1]]).collect();
            let read = messages(&parts);
            prop_assert_eq!(read.len(), said.len());
            for (message, (name, payload)) in read.iter().zip(&said) {
                prop_assert_eq!(&message.event, name);
                prop_assert_eq!(&message.payload[..], payload.as_bytes());
            }
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut splitter = MessageSplitter::default();
            splitter.push(&bytes);
            while let Ok(Some(_)) = splitter.next_message() {}
        }
    }
}
