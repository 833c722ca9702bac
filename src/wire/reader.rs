//! Reads a provider's stream for a client, whichever dialects the two speak.

use crate::wire::door::Door;
use crate::wire::media::stream::{EventRelay, SoundRelay};
use crate::wire::native::NativeRelay;
use crate::wire::relay::{Seen, Step, StreamRelay};
use crate::wire::translate::Translation;
use bytes::Bytes;

/// What stands between a provider's stream and a client.
#[derive(Debug)]
pub enum Reader {
    /// OpenAI's dialect on both sides.
    Relay(StreamRelay),
    /// Another dialect on both sides.
    Native(NativeRelay),
    /// Two dialects.
    Translate(Box<Translation>),
    /// Events of pictures and transcriptions, the same on both sides.
    Events(Box<EventRelay>),
    /// Sound.
    Sound(Box<SoundRelay>),
}

impl Reader {
    /// Takes bytes from the provider.
    pub fn push(&mut self, bytes: &[u8]) {
        match self {
            Self::Relay(relay) => relay.push(bytes),
            Self::Native(relay) => relay.push(bytes),
            Self::Translate(translation) => translation.push(bytes),
            Self::Events(relay) => relay.push(bytes),
            Self::Sound(relay) => relay.push(bytes),
        }
    }

    /// The next step, or `None` until more bytes come.
    pub fn next_step(&mut self) -> Option<Step> {
        match self {
            Self::Relay(relay) => relay.next_step(),
            Self::Native(relay) => relay.next_step(),
            Self::Translate(translation) => translation.next_step(),
            Self::Events(relay) => relay.next_step(),
            Self::Sound(relay) => relay.next_step(),
        }
    }

    /// The provider closed the connection.
    pub fn end(&mut self) -> Step {
        match self {
            Self::Relay(relay) => relay.end(),
            Self::Native(relay) => relay.end(),
            Self::Translate(translation) => translation.end(),
            Self::Events(relay) => relay.end(),
            Self::Sound(relay) => relay.end(),
        }
    }

    /// What the answer told so far.
    pub fn seen(&mut self) -> &mut Seen {
        match self {
            Self::Relay(relay) => &mut relay.seen,
            Self::Native(relay) => &mut relay.seen,
            Self::Translate(translation) => &mut translation.seen,
            Self::Events(relay) => &mut relay.seen,
            Self::Sound(relay) => &mut relay.seen,
        }
    }

    /// What ends the stream after its last frame. Pictures and sound bring their own end.
    #[must_use]
    pub fn end_mark(&self, door: Door) -> &'static [u8] {
        match self {
            Self::Events(_) | Self::Sound(_) => b"",
            _ => door.end_mark(),
        }
    }

    /// What ends a stream that failed, in the client's protocol.
    #[must_use]
    pub fn failing(
        &mut self,
        door: Door,
        message: &str,
        error_type: Option<&str>,
        status: u16,
    ) -> Bytes {
        let told = match self {
            Self::Translate(translation) => translation.failing(message, status),
            Self::Native(relay) => relay.failing(message, status),
            _ => None,
        };
        told.unwrap_or_else(|| door.error_event(message, error_type, status))
    }

    /// Frames that are held back until the call is on record.
    #[must_use]
    pub fn closing(&mut self) -> Bytes {
        match self {
            Self::Relay(_) => Bytes::new(),
            Self::Native(relay) => relay.closing(),
            Self::Translate(translation) => translation.closing(),
            Self::Events(relay) => relay.closing(),
            Self::Sound(relay) => relay.closing(),
        }
    }
}
