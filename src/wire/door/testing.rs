//! What the tests of all doors stand on.

use super::{Door, Encoder, Rendering};
use crate::domain::usage::Usage;
use crate::wire::chat::{Delta, Event, Finish};
use crate::wire::json::Object;
use bytes::{Bytes, BytesMut};
use serde_json::{Value, json};

pub(super) fn object(body: &Value) -> Object {
    Object::parse(Bytes::from(body.to_string())).expect("an object")
}

pub(super) fn rendering() -> Rendering {
    Rendering {
        model: "mine".into(),
        id: "0".into(),
        created_seconds: 7,
        include_usage: true,
    }
}

/// More of the first answer.
pub(super) fn delta(delta: Delta) -> Event {
    Event::Delta { answer: 0, delta }
}

/// A call begins, of a tool that is named after its number.
pub(super) fn start(call: u32, id: &str, seal: Option<&str>) -> Event {
    delta(Delta::ToolStart {
        call,
        id: id.into(),
        name: format!("f{call}"),
        signature: seal.map(Into::into),
    })
}

pub(super) fn arguments(call: u32, json: &str) -> Event {
    let json = json.to_owned();
    delta(Delta::ToolArguments { call, json })
}

/// An answer of these parts, with its beginning, its end and its usage around them.
pub(super) fn answer(said: impl IntoIterator<Item = Event>, finish: Finish) -> Vec<Event> {
    let mut events = vec![Event::Start {
        id: "up".into(),
        model: "theirs".into(),
    }];
    events.extend(said);
    events.push(Event::Finish {
        answer: 0,
        finish,
        stop_sequence: None,
    });
    events.push(Event::Usage(Usage {
        input: 5,
        cache_read: 2,
        output: 3,
        reasoning: 1,
        ..Usage::default()
    }));
    events
}

/// The events in another order.
pub(super) fn shuffled(events: &[Event], order: &[usize]) -> Vec<Event> {
    order.iter().map(|at| events[*at].clone()).collect()
}

/// The payloads of a stream that says these events. Where the dialect names its events, the names are
/// those in the payloads.
pub(super) fn written(door: Door, events: Vec<Event>) -> Vec<Value> {
    let mut encoder = Encoder::new(door, rendering(), &object(&json!({})));
    let mut out = BytesMut::new();
    for event in events {
        encoder.event(event, &mut out);
    }
    encoder.finish(&mut out);
    let text = String::from_utf8(out.to_vec()).expect("UTF-8");
    let payload = |frame: &str| {
        let (name, data) = match door {
            Door::Messages | Door::Responses => frame.split_once('\n').expect("two lines"),
            Door::OpenAi | Door::Completions | Door::Gemini => ("", frame),
        };
        let data = data.strip_prefix("data: ").expect("data");
        let data: Value = serde_json::from_str(data).expect("JSON");
        if !name.is_empty() {
            assert_eq!(name.strip_prefix("event: "), data["type"].as_str());
        }
        data
    };
    text.split_terminator("\n\n").map(payload).collect()
}
