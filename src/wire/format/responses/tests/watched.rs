//! What a relayed answer tells.

use super::{CASES, fixture, payloads};
use crate::wire::fault::FaultKind;
use crate::wire::format::Notes;
use crate::wire::format::responses::relay::{End, Reader, whole};
use crate::wire::format::responses::response;

#[test]
fn a_relayed_stream_is_read_as_it_goes_by() {
    for case in CASES {
        let mut reader = Reader::default();
        let all = payloads(&[&fixture(case, "stream.sse")]);
        let (last, before) = all.split_last().expect("events");
        for data in before {
            assert_eq!(reader.frame(data).end, None, "{case}");
        }
        assert!(reader.end().is_err(), "{case}");
        reader.frame(last);
        assert_eq!(reader.end(), Ok(()), "{case}");
        let answer = response(&fixture(case, "whole.json"), &Notes::default()).expect("an answer");
        let seen = reader.seen();
        let told = whole(&fixture(case, "whole.json")).expect("an answer");
        assert_eq!(seen.response_id, "resp_1", "{case}");
        assert_eq!(seen.usage, answer.usage, "{case}");
        assert_eq!(seen.service_tier, answer.service_tier, "{case}");
        assert_eq!(
            (&told.usage, &told.service_tier),
            (&seen.usage, &seen.service_tier),
            "{case}"
        );
        assert_eq!(told.end, seen.end, "{case}");
        assert!(seen.content && told.content, "{case}");
        assert!(!seen.text.is_empty() && !told.text.is_empty(), "{case}");
    }
}

#[test]
fn text_is_kept_for_counting_and_content_is_noticed() {
    let mut reader = Reader::default();
    let created = br#"{"type":"response.created","response":{"id":"resp_9","output":[],"service_tier":"auto"}}"#;
    assert!(!reader.frame(created).content);
    for (kind, delta) in [
        ("response.reasoning_summary_text.delta", "a"),
        ("response.output_text.delta", "b"),
        ("response.function_call_arguments.delta", "c"),
        ("response.audio.delta", "no text"),
    ] {
        let frame = format!(r#"{{"type":"{kind}","delta":"{delta}"}}"#);
        assert!(reader.frame(frame.as_bytes()).content);
    }
    let completed = br#"{"type":"response.completed","response":{"id":"resp_9","output":[{"type":"message","content":[{"type":"output_text","text":"b"}]}],"service_tier":"flex"}}"#;
    reader.frame(completed);
    reader.frame(br#"{"type":"response.output_text.delta","delta":"after the end"}"#);
    let seen = reader.seen();
    assert_eq!(seen.text, "abc");
    assert_eq!(
        (seen.usage, seen.service_tier.as_deref()),
        (None, Some("flex"))
    );
    assert_eq!(seen.end, Some(End::Completed));
    let told = whole(br#"{"id":"r","output":[{"type":"reasoning","summary":[{"text":"a"}]},{"type":"function_call","arguments":"{}"},{"type":"message","content":[{"type":"refusal","refusal":"no"}]}]}"#);
    assert_eq!(told.expect("an answer").text, "a{}no");
}

#[test]
fn every_end_is_told_apart() {
    let end = |frame: &str| {
        let mut reader = Reader::default();
        reader.frame(frame.as_bytes());
        (reader.seen().end.clone(), reader.end())
    };
    let (incomplete, ok) =
        end(r#"{"type":"response.incomplete","response":{"status":"incomplete"}}"#);
    assert_eq!((incomplete, ok), (Some(End::Incomplete), Ok(())));
    let (failed, no) = end(
        r#"{"type":"response.failed","response":{"error":{"code":"server_error","message":"m"}}}"#,
    );
    assert!(matches!(failed, Some(End::Failed(fault)) if fault.kind == FaultKind::InternalServer));
    assert!(no.is_err());
    let (error, _) = end(r#"{"type":"error","code":"rate_limit_exceeded","message":"m"}"#);
    assert!(matches!(error, Some(End::Error(fault)) if fault.status == 429));
    let (garbage, _) = end("no json");
    assert!(
        matches!(garbage, Some(End::Error(fault)) if fault.code == Some("upstream_invalid_response"))
    );
    assert_eq!(end("[DONE]").0, None);
}

#[test]
fn a_whole_answer_that_is_none_is_a_fault() {
    for (body, code) in [
        ("<html>", Some("upstream_invalid_response")),
        ("{}", Some("upstream_invalid_response")),
        (r#"{"output":7}"#, Some("upstream_invalid_response")),
        (r#"{"status":"failed","output":[]}"#, None),
        (r#"{"error":{"message":"m"},"output":[]}"#, None),
    ] {
        assert_eq!(
            whole(body.as_bytes()).expect_err("a fault").code,
            code,
            "{body}"
        );
    }
    let queued = whole(br#"{"status":"queued","output":[]}"#).expect("a background answer");
    assert_eq!(queued.end, None);
}
