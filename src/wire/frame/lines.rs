//! One JSON text a line, as Ollama streams.

use super::{EVENT_BYTES_MAX, EventTooLong};
use bytes::{Bytes, BytesMut};

/// Cuts a byte stream into lines, however it arrives.
#[derive(Debug, Default)]
pub struct LineSplitter {
    buffer: BytesMut,
    scanned: usize,
}

impl LineSplitter {
    /// Takes the next bytes from the network.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next line that is not blank, without its end, or `None` until more bytes come.
    pub fn next_line(&mut self) -> Result<Option<Bytes>, EventTooLong> {
        while let Some(at) = self.buffer[self.scanned..]
            .iter()
            .position(|byte| *byte == b'\n')
        {
            let line = self.buffer.split_to(self.scanned + at + 1).freeze();
            self.scanned = 0;
            let said = line.trim_ascii();
            if !said.is_empty() {
                return Ok(Some(line.slice_ref(said)));
            }
        }
        self.scanned = self.buffer.len();
        if self.scanned > EVENT_BYTES_MAX {
            Err(EventTooLong)
        } else {
            Ok(None)
        }
    }

    /// What is left when the stream ends: a line without its end, or nothing.
    pub fn rest(&mut self) -> Option<Bytes> {
        let rest = self.buffer.split().freeze();
        self.scanned = 0;
        let said = rest.trim_ascii();
        (!said.is_empty()).then(|| rest.slice_ref(said))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(parts: &[&[u8]]) -> Vec<Bytes> {
        let mut splitter = LineSplitter::default();
        let mut lines = Vec::new();
        for part in parts {
            splitter.push(part);
            while let Some(line) = splitter.next_line().expect("short lines") {
                lines.push(line);
            }
        }
        lines.extend(splitter.rest());
        lines
    }

    #[test]
    fn blank_lines_and_line_ends_are_left_out() {
        let stream = b"{\"a\":1}\r\n\n  \n{\"b\":2}\n{\"c\":3}";
        let said = lines(&[stream]);
        assert_eq!(said, [&b"{\"a\":1}"[..], b"{\"b\":2}", b"{\"c\":3}"]);
    }

    #[test]
    fn an_endless_line_is_refused() {
        let mut splitter = LineSplitter::default();
        splitter.push(&vec![b'x'; EVENT_BYTES_MAX + 1]);
        assert_eq!(splitter.next_line(), Err(EventTooLong));
    }

    proptest! {
        #[test]
        fn split_anywhere_same_lines(
            pieces in prop::collection::vec("[a-z{}é ]{0,9}\r?\n?", 0..12),
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        ) {
            let stream = pieces.concat().into_bytes();
            let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(stream.len() + 1)).collect();
            at.extend([0, stream.len()]);
            at.sort_unstable();
            let parts: Vec<&[u8]> = at.windows(2).map(|pair| &stream[pair[0]..pair[1]]).collect();
            prop_assert_eq!(lines(&parts), lines(&[&stream]));
        }
    }
}
