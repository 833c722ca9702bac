use super::*;

/// What llama.cpp streams when an answer's first token is a part of a character: no start.
#[test]
fn a_message_whose_start_was_left_out_begins_all_the_same() {
    let mut relay = NativeRelay::new(Door::Messages, Some("mine".to_owned()));
    let block = r#"event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

"#;
    let end = r#"event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"max_tokens","stop_sequence":null},"usage":{"output_tokens":8}}

"#;
    relay.push(format!("event: ping\ndata: {{\"type\":\"ping\"}}\n\n{block}{end}").as_bytes());
    assert!(matches!(relay.next_step(), Some(Step::Idle(_))));
    let Some(Step::Send(first)) = relay.next_step() else {
        panic!("an event");
    };
    let first = String::from_utf8(first.to_vec()).expect("text");
    let (start, rest) = first.split_once("\n\n").expect("two events");
    let start = start
        .strip_prefix("event: message_start\ndata: ")
        .expect("a start");
    let start: Value = serde_json::from_str(start).expect("JSON");
    assert_eq!(start["message"]["model"], "mine");
    let id = start["message"]["id"].as_str().expect("an id");
    assert!(id.starts_with("msg_"), "{id}");
    assert_eq!(rest, block, "nothing is lost");
    let Some(Step::Send(last)) = relay.next_step() else {
        panic!("an event");
    };
    assert_eq!(last, end, "it begins once");
    let told = relay.seen.reported.expect("usage").usage;
    assert_eq!((told.prompt_tokens(), told.output), (0, 8));
}
