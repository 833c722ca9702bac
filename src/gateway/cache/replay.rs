//! A stream that was kept, told again as events.

use bytes::Bytes;

/// How many bytes of small events leave together.
const GATHERED_BYTES: usize = 4 << 10;

/// The events of a kept stream, whole, a few at a time.
pub fn events(body: &Bytes) -> impl Iterator<Item = Bytes> {
    let mut rest = body.clone();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = 0;
        while end < rest.len() && end < GATHERED_BYTES {
            let next = rest[end..].windows(2).position(|pair| pair == b"\n\n");
            end = next.map_or(rest.len(), |at| end + at + 2);
        }
        Some(rest.split_to(end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_and_no_event_is_cut() {
        let event = |n: usize| format!("data: {}\n\n", "x".repeat(n));
        let text: String = [10, 5_000, 3, 4_090, 20].into_iter().map(event).collect();
        let body = Bytes::from(format!("{text}tail"));
        let pieces: Vec<Bytes> = events(&body).collect();
        assert!(pieces.len() > 2);
        assert_eq!(pieces.concat(), body);
        let (_, whole) = pieces.split_last().expect("pieces");
        assert!(whole.iter().all(|piece| piece.ends_with(b"\n\n")));
        assert_eq!(events(&Bytes::new()).count(), 0);
    }
}
