//! A streamed answer, read back as the whole answer that it adds up to: what stores of calls show in place
//! of the events that were sent.

use super::chat::{ChatResponse, Collector, Event};
use super::door::{Door, Rendering};
use super::format::{Format, Frame, Notes};
use super::frame::{SseSplitter, sse_data};
use super::json::Object;
use crate::domain::usage::Usage;
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// What the events of a stream do not tell.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The model as the client named it.
    pub model: &'a str,
    /// When the call began, in seconds since 1970.
    pub created_seconds: i64,
    /// What was used; clients can ask for streams that do not say it.
    pub usage: Option<&'a Usage>,
}

/// The whole answer, in the dialect of the client, that the events of a stream add up to. `None` when the text is
/// no stream of this dialect or was cut off before its end: then nothing but the events is true.
#[must_use]
pub fn of_stream(door: Door, events: &str, told: Told<'_>) -> Option<Value> {
    match door {
        Door::Responses => last_response(events),
        Door::Completions => completion(events),
        Door::OpenAi => collected(door, Format::Chat, events, told),
        Door::Messages => collected(door, Format::Anthropic, events, told),
        Door::Gemini => collected(door, Format::Gemini, events, told),
    }
}

/// The payloads of the events, in order.
fn payloads(events: &str) -> impl Iterator<Item = Vec<u8>> {
    let mut splitter = SseSplitter::default();
    splitter.push(events.as_bytes());
    // What is stored may have lost the empty line that ends an event.
    splitter.push(b"\n\n");
    std::iter::from_fn(move || {
        let event = splitter.next_event().ok().flatten()?;
        Some(sse_data(&event).bytes().to_vec())
    })
    .filter(|data| !data.is_empty())
}

fn collected(door: Door, format: Format, events: &str, told: Told<'_>) -> Option<Value> {
    let mut decoder = format.decoder(Notes::default());
    let (mut collector, mut told_now) = (Collector::default(), Vec::<Event>::new());
    let mut any = false;
    for data in payloads(events) {
        any = true;
        let frame = Frame {
            event: "",
            data: &data,
        };
        decoder.frame(frame, &mut told_now).ok()?;
        told_now.drain(..).for_each(|event| collector.push(event));
    }
    decoder.end(&mut told_now).ok()?;
    told_now.drain(..).for_each(|event| collector.push(event));
    let mut response: ChatResponse = collector.finish();
    if !any || response.answers.is_empty() {
        return None;
    }
    response.usage = response.usage.or_else(|| told.usage.copied());
    let rendering = Rendering {
        model: told.model.to_owned(),
        id: response.id.clone(),
        created_seconds: told.created_seconds,
        include_usage: true,
    };
    let nothing = Object::parse(Bytes::from_static(b"{}")).ok()?;
    serde_json::from_slice(&door.render(&response, &rendering, &nothing)).ok()
}

/// The last event of a Responses stream holds the whole response.
fn last_response(events: &str) -> Option<Value> {
    let mut events: Vec<Value> = payloads(events)
        .filter_map(|data| serde_json::from_slice(&data).ok())
        .collect();
    let mut last = events.pop()?;
    let ends = [
        "response.completed",
        "response.incomplete",
        "response.failed",
    ];
    let whole = last["type"]
        .as_str()
        .is_some_and(|kind| ends.contains(&kind));
    whole.then(|| last["response"].take())
}

/// The pieces of a text completion, put together by their places.
fn completion(events: &str) -> Option<Value> {
    let mut whole: Option<Map<String, Value>> = None;
    let mut choices: Vec<Value> = Vec::new();
    for data in payloads(events).filter(|data| data != b"[DONE]") {
        let mut piece: Map<String, Value> = serde_json::from_slice(&data).ok()?;
        let pieces = piece.remove("choices");
        for choice in pieces.iter().filter_map(Value::as_array).flatten() {
            let place = |known: &Value| known["index"] == choice["index"];
            let Some(known) = choices.iter_mut().find(|known| place(known)) else {
                choices.push(choice.clone());
                continue;
            };
            let text =
                [&known["text"], &choice["text"]].map(|text| text.as_str().unwrap_or_default());
            known["text"] = json!(text.concat());
            if !choice["finish_reason"].is_null() {
                known["finish_reason"] = choice["finish_reason"].clone();
            }
        }
        match &mut whole {
            None => whole = Some(piece),
            Some(whole) => whole.extend(piece.into_iter().filter(|(_, value)| !value.is_null())),
        }
    }
    let ended = !choices.is_empty()
        && choices
            .iter()
            .all(|choice| !choice["finish_reason"].is_null());
    let mut whole = whole.filter(|_| ended)?;
    whole.insert("choices".into(), Value::Array(choices));
    Some(Value::Object(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLD: Told<'static> = Told {
        model: "fast",
        created_seconds: 7,
        usage: None,
    };

    #[test]
    fn a_chat_stream_is_its_completion() {
        // As documented for OpenAI's chat completions, without the mark at the end, as it is stored.
        let events = concat!(
            r#"data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"fast","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}]}"#,
            "\n\n",
            r#"data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"fast","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}]}"#,
            "\n\n",
            r#"data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"fast","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"look","arguments":"{\"a\""}}]},"finish_reason":null}]}"#,
            "\n\n",
            r#"data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"fast","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]},"finish_reason":null}]}"#,
            "\n\n",
            r#"data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"fast","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}"#,
        );
        let usage = Usage {
            input: 5,
            output: 2,
            ..Usage::default()
        };
        let told = Told {
            usage: Some(&usage),
            ..TOLD
        };
        let whole = of_stream(Door::OpenAi, events, told).expect("a whole answer");
        assert_eq!(whole["id"], "chatcmpl-1");
        assert_eq!(whole["object"], "chat.completion");
        let choice = &whole["choices"][0];
        assert_eq!(choice["message"]["content"], "Hello");
        assert_eq!(
            choice["message"]["tool_calls"][0]["function"]["arguments"],
            r#"{"a":1}"#
        );
        assert_eq!(choice["finish_reason"], "tool_calls");
        assert_eq!(whole["usage"]["total_tokens"], 7);
        // Cut off before its end, it is told as it was sent.
        let (cut, _) = events.rsplit_once("data: ").expect("an event");
        assert_eq!(of_stream(Door::OpenAi, cut, told), None);
        assert_eq!(of_stream(Door::OpenAi, "no events", told), None);
    }

    #[test]
    fn a_message_stream_is_its_message() {
        // As documented for Anthropic's Messages.
        let events = [
            r#"{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"fast","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}}"#,
            r#"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
            r#"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}"#,
            r#"{"type":"content_block_stop","index":0}"#,
            r#"{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}}"#,
            r#"{"type":"message_stop"}"#,
        ];
        let text: String = events
            .iter()
            .map(|event| format!("event: x\r\ndata: {event}\r\n\r\n"))
            .collect();
        let whole = of_stream(Door::Messages, &text, TOLD).expect("a whole answer");
        assert_eq!(whole["id"], "msg_1");
        assert_eq!(whole["content"][0]["text"], "Hello");
        assert_eq!(whole["stop_reason"], "end_turn");
        assert_eq!(whole["usage"]["output_tokens"], 2);
    }

    #[test]
    fn other_streams_are_their_answers() {
        let responses = concat!(
            "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\"}}\n\n",
            "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\",\"status\":\"completed\"}}\n\n",
        );
        let whole = of_stream(Door::Responses, responses, TOLD).expect("a whole answer");
        assert_eq!(whole, json!({"id": "resp_1", "status": "completed"}));
        let cut = responses
            .split_once("event: response.completed")
            .expect("an end")
            .0;
        assert_eq!(of_stream(Door::Responses, cut, TOLD), None);

        let completions = concat!(
            "data: {\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"model\":\"fast\",\"choices\":[{\"index\":0,\"text\":\"He\",\"finish_reason\":null}]}\n\n",
            "data: {\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"model\":\"fast\",\"choices\":[{\"index\":0,\"text\":\"llo\",\"finish_reason\":\"stop\"}]}\n\n",
            "data: {\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"model\":\"fast\",\"choices\":[],\"usage\":{\"total_tokens\":3}}\n\ndata: [DONE]\n\n",
        );
        let whole = of_stream(Door::Completions, completions, TOLD).expect("a whole answer");
        assert_eq!(whole["choices"][0]["text"], "Hello");
        assert_eq!(whole["choices"][0]["finish_reason"], "stop");
        assert_eq!(whole["usage"]["total_tokens"], 3);

        let gemini = concat!(
            "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hel\"}]},\"index\":0}],\"modelVersion\":\"fast\",\"responseId\":\"r1\"}\r\n\r\n",
            "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"lo\"}]},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":5,\"candidatesTokenCount\":2,\"totalTokenCount\":7},\"modelVersion\":\"fast\",\"responseId\":\"r1\"}\r\n\r\n",
        );
        let whole = of_stream(Door::Gemini, gemini, TOLD).expect("a whole answer");
        assert_eq!(
            whole["candidates"][0]["content"]["parts"][0]["text"],
            "Hello"
        );
        assert_eq!(whole["candidates"][0]["finishReason"], "STOP");
    }
}
