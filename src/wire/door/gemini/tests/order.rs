//! The order that the protocol demands.

use serde_json::Value;

/// Pieces, and a last one that alone says why the answer ended and what was used.
pub(super) fn check(pieces: &[Value]) {
    let ends = pieces
        .iter()
        .position(|piece| piece["candidates"][0].get("finishReason").is_some());
    assert_eq!(
        ends,
        pieces.len().checked_sub(1),
        "one end, and it is the last"
    );
    assert!(
        pieces
            .last()
            .is_some_and(|piece| piece.get("usageMetadata").is_some())
    );
}
