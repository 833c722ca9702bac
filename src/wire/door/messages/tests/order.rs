//! The order that the protocol demands.

use serde_json::Value;

/// The order that Anthropic documents: one message, blocks one after the other, each with deltas of
/// its own kind, then the reason and the end.
pub(super) fn check(frames: &[Value]) {
    let kinds: Vec<&str> = frames
        .iter()
        .filter_map(|frame| frame["type"].as_str())
        .collect();
    assert_eq!(kinds.first(), Some(&"message_start"));
    assert_eq!(kinds[kinds.len() - 2..], ["message_delta", "message_stop"]);
    let (mut open, mut next) = (None, 0);
    for frame in &frames[1..frames.len() - 2] {
        let index = frame["index"].as_u64().expect("an index");
        match frame["type"].as_str().expect("a type") {
            "content_block_start" => {
                assert!(open.is_none() && index == next, "{frame}");
                open = frame["content_block"]["type"].as_str();
                next += 1;
            }
            "content_block_delta" => {
                let kind = frame["delta"]["type"].as_str().expect("a type");
                let fits = match open {
                    Some("text") => kind == "text_delta",
                    Some("thinking") => matches!(kind, "thinking_delta" | "signature_delta"),
                    Some("tool_use") => kind == "input_json_delta",
                    _ => false,
                };
                assert!(fits && index == next - 1, "{frame}");
            }
            "content_block_stop" => assert!(open.take().is_some() && index == next - 1, "{frame}"),
            other => panic!("{other}"),
        }
    }
    assert!(open.is_none());
}
