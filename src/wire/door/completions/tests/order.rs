//! The order that the protocol demands.

use serde_json::Value;
use std::collections::HashSet;

/// No text after an answer's end, one end for each, usage last and once.
pub(super) fn check(chunks: &[Value]) {
    let mut ended = HashSet::new();
    for (at, chunk) in chunks.iter().enumerate() {
        let Some(choice) = chunk["choices"].get(0) else {
            assert!(chunk["usage"].is_object(), "{chunk}");
            assert_eq!(at + 1, chunks.len(), "nothing follows usage");
            continue;
        };
        let index = choice["index"].as_u64().expect("an index");
        if choice["finish_reason"].is_null() {
            assert!(!ended.contains(&index), "{choice} comes after its end");
        } else {
            assert!(ended.insert(index), "an answer ends once");
        }
    }
}
