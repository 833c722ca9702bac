//! The order that the protocol demands.

use serde_json::Value;
use std::collections::HashMap;

/// What SDKs rely on: calls of a choice are numbered as they begin, a choice ends once and says nothing
/// afterwards, usage comes last.
pub(super) fn check(chunks: &[Value]) {
    let mut choices: HashMap<u64, (usize, bool)> = HashMap::new();
    for (at, chunk) in chunks.iter().enumerate() {
        if chunk["usage"].is_object() {
            assert_eq!(at + 1, chunks.len(), "nothing follows usage");
            continue;
        }
        for choice in chunk["choices"].as_array().expect("choices") {
            let (calls, ended) = choices
                .entry(choice["index"].as_u64().expect("an index"))
                .or_default();
            assert!(!*ended, "{choice} comes after its end");
            *ended = choice["finish_reason"].is_string();
            for call in choice["delta"]["tool_calls"]
                .as_array()
                .into_iter()
                .flatten()
            {
                let number = call["index"].as_u64().expect("an index") as usize;
                if call["id"].is_string() {
                    assert_eq!(number, *calls, "calls are numbered as they begin");
                    assert!(call["function"]["name"].is_string(), "{call}");
                    *calls += 1;
                }
                assert!(number < *calls, "{call} has not begun");
            }
        }
    }
    assert!(!choices.is_empty() && choices.values().all(|(_, ended)| *ended));
}
