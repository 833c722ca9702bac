//! Reads a provider's stream for a client, whichever dialects the two speak.

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
}

impl Reader {
    /// Takes bytes from the provider.
    pub fn push(&mut self, bytes: &[u8]) {
        match self {
            Self::Relay(relay) => relay.push(bytes),
            Self::Native(relay) => relay.push(bytes),
            Self::Translate(translation) => translation.push(bytes),
        }
    }

    /// The next step, or `None` until more bytes come.
    pub fn next_step(&mut self) -> Option<Step> {
        match self {
            Self::Relay(relay) => relay.next_step(),
            Self::Native(relay) => relay.next_step(),
            Self::Translate(translation) => translation.next_step(),
        }
    }

    /// The provider closed the connection.
    pub fn end(&mut self) -> Step {
        match self {
            Self::Relay(relay) => relay.end(),
            Self::Native(relay) => relay.end(),
            Self::Translate(translation) => translation.end(),
        }
    }

    /// What the answer told so far.
    pub fn seen(&mut self) -> &mut Seen {
        match self {
            Self::Relay(relay) => &mut relay.seen,
            Self::Native(relay) => &mut relay.seen,
            Self::Translate(translation) => &mut translation.seen,
        }
    }

    /// Frames that are held back until the call is on record.
    #[must_use]
    pub fn closing(&mut self) -> Bytes {
        match self {
            Self::Relay(_) => Bytes::new(),
            Self::Native(relay) => relay.closing(),
            Self::Translate(translation) => translation.closing(),
        }
    }
}
