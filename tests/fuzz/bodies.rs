//! What must hold for any bytes: each function takes bytes and fails when something does not. The fuzz
//! targets in this folder call them with what a fuzzer finds, `tests/wire` with changed fixtures.

#![allow(unreachable_pub)]

#[path = "../../src/wire/door/chat/tests/order.rs"]
mod chat_order;
#[path = "../../src/wire/door/completions/tests/order.rs"]
mod completions_order;
#[path = "../../src/wire/door/gemini/tests/order.rs"]
mod gemini_order;
#[path = "../../src/wire/door/messages/tests/order.rs"]
mod messages_order;
#[path = "../../src/wire/door/responses/tests/validator.rs"]
mod responses_order;

use bytes::{Bytes, BytesMut};
use cw_proxy::config::{self, ModelDeclaration, ProviderEnv};
use cw_proxy::domain::deployment::{Deployment, Origin};
use cw_proxy::domain::price_table::PriceTable;
use cw_proxy::domain::record::CallType;
use cw_proxy::domain::usage::Usage;
use cw_proxy::wire::chat::{ChatResponse, Event};
use cw_proxy::wire::door::openai::Controls;
use cw_proxy::wire::door::{Door, Encoder, Rendering};
use cw_proxy::wire::fault::Fault;
use cw_proxy::wire::format::{Flow, Format, Frame, Framing, Notes, Target};
use cw_proxy::wire::frame::aws::MessageSplitter;
use cw_proxy::wire::frame::lines::LineSplitter;
use cw_proxy::wire::frame::{SseSplitter, sse_data};
use cw_proxy::wire::json::Object;
use cw_proxy::wire::native::{self, NativeRelay};
use cw_proxy::wire::params;
use cw_proxy::wire::reader::Reader;
use cw_proxy::wire::relay::{self, Seen, Step, StreamRelay, Whole};
use cw_proxy::wire::translate::Translation;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// Every format: the name of its folder of fixtures, and a model that is spoken to in it.
pub const FORMATS: [(&str, Format, &str); 7] = [
    ("chat", Format::Chat, "openai/gpt-4o"),
    ("responses", Format::Responses, "openai/gpt-5-mini"),
    (
        "anthropic",
        Format::Anthropic,
        "anthropic/claude-sonnet-4-5",
    ),
    ("gemini", Format::Gemini, "gemini/gemini-2.5-flash"),
    ("ollama", Format::Ollama, "ollama_chat/llama3.2"),
    ("cohere", Format::Cohere, "cohere_chat/command-a-03-2025"),
    (
        "bedrock",
        Format::Bedrock,
        "bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
    ),
];

/// Every door: the name of its folder of fixtures, and the format that reads what it writes.
pub const DOORS: [(&str, Door, Option<Format>); 5] = [
    ("chat", Door::OpenAi, Some(Format::Chat)),
    ("completions", Door::Completions, None),
    ("messages", Door::Messages, Some(Format::Anthropic)),
    ("responses", Door::Responses, Some(Format::Responses)),
    ("gemini", Door::Gemini, Some(Format::Gemini)),
];

static DEPLOYMENTS: LazyLock<Vec<Deployment>> = LazyLock::new(|| {
    FORMATS
        .iter()
        .map(|(_, _, model)| deployment(model))
        .collect()
});

fn deployment(model: &str) -> Deployment {
    let mut params = serde_json::Map::new();
    params.insert("model".to_owned(), json!(model));
    params.insert("api_key".to_owned(), json!("k"));
    if model.starts_with("bedrock/") {
        params.insert("aws_region_name".to_owned(), json!("eu-central-1"));
    }
    let declared = ModelDeclaration {
        model_name: "m".to_owned(),
        litellm_params: params,
        model_info: serde_json::Map::new(),
        origin: Origin::Config,
    };
    let defaults = config::Defaults {
        trust: None,
        params: std::sync::Arc::default(),
        timeout_ms: None,
        stream_timeout_ms: None,
        drop_params: false,
        modify_params: false,
        now: std::time::SystemTime::UNIX_EPOCH,
    };
    let env = ProviderEnv::default();
    config::deployment(&declared, &env, PriceTable::bundled(), &defaults).expect("a deployment")
}

/// A deployment that is spoken to in the format at this place of [`FORMATS`].
pub fn spoken_to(format: usize) -> &'static Deployment {
    &DEPLOYMENTS[format]
}

pub fn rendering() -> Rendering {
    Rendering {
        model: "mine".to_owned(),
        id: "ours".to_owned(),
        created_seconds: 7,
        include_usage: true,
    }
}

pub fn object(text: &[u8]) -> Option<Object> {
    Object::parse(Bytes::copy_from_slice(text)).ok()
}

/// The request that answers are given to where it does not matter.
pub fn nothing_asked() -> Object {
    object(b"{}").expect("an object")
}

/// A place in a text, chosen by a byte.
fn cut(text: &[u8], at: u8) -> [&[u8]; 2] {
    let (one, other) = text.split_at(text.len() * usize::from(at) / 255);
    [one, other]
}

/// A stream as it is on the network. AWS's messages are written as lines here, since nobody can read
/// or change the binary form: the event, a space, the payload.
pub fn on_the_network(framing: Framing, text: &[u8]) -> Vec<u8> {
    if framing != Framing::Aws {
        return text.to_vec();
    }
    let mut out = Vec::new();
    for line in text
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        let space = line
            .iter()
            .position(|byte| *byte == b' ')
            .unwrap_or(line.len());
        let (event, payload) = line.split_at(space);
        out.extend(aws_message(event, payload.trim_ascii_start()));
    }
    out
}

fn aws_message(event: &[u8], payload: &[u8]) -> Vec<u8> {
    let event = &event[..event.len().min(99)];
    let failed = event.ends_with(b"Exception");
    let (name, kind): (&[u8], &[u8]) = if failed {
        (b":exception-type", b"exception")
    } else {
        (b":event-type", b"event")
    };
    let mut told = Vec::new();
    for (name, value) in [(name, event), (b":message-type", kind)] {
        told.push(name.len() as u8);
        told.extend(name);
        told.push(7);
        told.extend((value.len() as u16).to_be_bytes());
        told.extend(value);
    }
    let mut out = ((told.len() + payload.len() + 16) as u32)
        .to_be_bytes()
        .to_vec();
    out.extend((told.len() as u32).to_be_bytes());
    out.extend(crc32fast::hash(&out).to_be_bytes());
    out.extend(told);
    out.extend(payload);
    out.extend(crc32fast::hash(&out).to_be_bytes());
    out
}

/// The frames of a stream that arrives in these pieces, and whether it could be read to its end.
pub fn frames(framing: Framing, pieces: &[&[u8]]) -> (Vec<(String, Vec<u8>)>, bool) {
    let mut frames = Vec::new();
    let plain = |data: &[u8]| (String::new(), data.to_vec());
    match framing {
        Framing::Sse => {
            let mut splitter = SseSplitter::default();
            for piece in pieces {
                splitter.push(piece);
                loop {
                    match splitter.next_event() {
                        Ok(Some(event)) => frames.push(plain(sse_data(&event).bytes())),
                        Ok(None) => break,
                        Err(_) => return (frames, false),
                    }
                }
            }
            frames.extend(splitter.rest().map(|event| plain(sse_data(&event).bytes())));
        }
        Framing::Lines => {
            let mut splitter = LineSplitter::default();
            for piece in pieces {
                splitter.push(piece);
                loop {
                    match splitter.next_line() {
                        Ok(Some(line)) => frames.push(plain(&line)),
                        Ok(None) => break,
                        Err(_) => return (frames, false),
                    }
                }
            }
            frames.extend(splitter.rest().map(|line| plain(&line)));
        }
        Framing::Aws => {
            let mut splitter = MessageSplitter::default();
            for piece in pieces {
                splitter.push(piece);
                loop {
                    match splitter.next_message() {
                        Ok(Some(message)) => frames.push((message.event, message.payload.to_vec())),
                        Ok(None) => break,
                        Err(_) => return (frames, false),
                    }
                }
            }
            return (frames, !splitter.is_cut());
        }
    }
    (frames, true)
}

/// The events of these frames, and why there are no more if that is a failure.
pub fn events(format: Format, frames: &[(String, Vec<u8>)]) -> (Vec<Event>, Option<Fault>) {
    let mut decoder = format.decoder(Notes::default());
    let mut events = Vec::new();
    for (event, data) in frames {
        match decoder.frame(Frame { event, data }, &mut events) {
            Ok(Flow::More) => {}
            Ok(Flow::Done) => return (events, None),
            Err(fault) => return (events, Some(fault)),
        }
    }
    let fault = decoder.end(&mut events).err();
    (events, fault)
}

/// A stream as a client of this door reads it. A whole one is held to the protocol's order.
pub fn said(door: Door, events: &[Event], whole: bool) -> Vec<u8> {
    let mut encoder = Encoder::new(door, rendering(), &nothing_asked());
    let mut out = BytesMut::new();
    for event in events {
        encoder.event(event.clone(), &mut out);
    }
    if whole {
        encoder.finish(&mut out);
    }
    let (frames, read) = frames(Framing::Sse, &[&out]);
    assert!(read);
    let frames: Vec<Value> = frames
        .iter()
        .map(|(_, data)| serde_json::from_slice(data).expect("JSON"))
        .collect();
    if whole {
        match door {
            Door::OpenAi => chat_order::check(&frames),
            Door::Completions => completions_order::check(&frames),
            Door::Messages => messages_order::check(&frames),
            Door::Responses => responses_order::Validator::check(&frames),
            Door::Gemini => gemini_order::check(&frames),
        }
    }
    out.to_vec()
}

/// A whole answer as a client of this door reads it.
pub fn rendered(door: Door, response: &ChatResponse) -> Value {
    let body = door.render(response, &rendering(), &nothing_asked());
    serde_json::from_slice(&body).expect("JSON")
}

/// What a client gets of a stream that arrives in these pieces, whether it ended well, and what was
/// seen on the way.
pub fn read(mut reader: Reader, pieces: &[&[u8]]) -> (Vec<u8>, Option<Fault>, Seen) {
    let mut out = Vec::new();
    let mut fault = None;
    let mut take = |step: Step, out: &mut Vec<u8>| match step {
        Step::Send(bytes) | Step::Idle(bytes) => {
            out.extend(bytes);
            false
        }
        Step::Swallow => false,
        Step::Done => true,
        Step::Fault(why) => {
            fault = Some(why);
            true
        }
    };
    let mut ended = false;
    'pieces: for piece in pieces {
        reader.push(piece);
        while let Some(step) = reader.next_step() {
            ended = take(step, &mut out);
            if ended {
                break 'pieces;
            }
        }
    }
    // The last event may have to be asked for twice: once for itself, once for the end.
    for _ in 0..2 {
        if !ended {
            ended = take(reader.end(), &mut out);
        }
    }
    if fault.is_none() {
        out.extend(reader.closing());
    }
    (out, fault, std::mem::take(reader.seen()))
}

/// A translation between two dialects.
pub fn translation(format: Format, door: Door) -> Reader {
    let notes = Notes::default();
    Reader::Translate(Box::new(Translation::new(
        format,
        notes,
        door,
        rendering(),
        &nothing_asked(),
    )))
}

/// What reads a stream where client and provider speak this door's dialect.
pub fn passing(door: Door, model: Option<&str>, include_usage: bool) -> Reader {
    let model = model.map(str::to_owned);
    match door {
        Door::OpenAi | Door::Completions => Reader::Relay(StreamRelay::new(model, include_usage)),
        Door::Messages | Door::Responses | Door::Gemini => {
            Reader::Native(NativeRelay::new(door, model))
        }
    }
}

/// A whole answer there.
pub fn passed(door: Door, model: Option<&str>, body: &[u8]) -> Result<Whole, Fault> {
    let body = Bytes::copy_from_slice(body);
    match door {
        Door::OpenAi => relay::whole(CallType::Chat, body, model),
        Door::Completions => relay::whole(CallType::Completion, body, model),
        Door::Messages | Door::Responses | Door::Gemini => native::whole(door, body, model, None),
    }
}

/// Framing: the same frames wherever the network cuts. The first byte chooses the framing, the second
/// the place of the cut.
pub fn frame(data: &[u8]) {
    let [which, at, text @ ..] = data else {
        return;
    };
    let framing = [Framing::Sse, Framing::Lines, Framing::Aws][usize::from(which % 3)];
    // Raw bytes hardly ever make one of AWS's messages: half of the time they are made of lines.
    let stream = if which & 0x80 == 0 {
        text.to_vec()
    } else {
        on_the_network(framing, text)
    };
    assert_eq!(
        frames(framing, &cut(&stream, *at)),
        frames(framing, &[&stream])
    );
}

/// Answers: whatever a provider sends is read or refused, wherever the network cuts, and what is read
/// can be said in every client's dialect in its order. The first byte chooses the format, the second
/// the place of the cut.
pub fn decode(data: &[u8]) {
    let [which, at, text @ ..] = data else {
        return;
    };
    let format = FORMATS[usize::from(*which) % FORMATS.len()].1;
    let stream = on_the_network(format.framing(), text);
    let (cut_up, _) = frames(format.framing(), &cut(&stream, *at));
    let (mut told, fault) = events(format, &cut_up);
    with_the_most_used(&mut told);
    for (_, door, _) in DOORS {
        let written = said(door, &told, fault.is_none());
        let one = read(translation(format, door), &cut(&stream, *at));
        let other = read(translation(format, door), &[&stream]);
        assert_eq!((&one.0, &one.1), (&other.0, &other.1));
        if fault.is_none() && one.1.is_none() {
            assert_eq!(
                String::from_utf8_lossy(&one.0),
                String::from_utf8_lossy(&written)
            );
        }
    }
    if let Ok(response) = format.response(text, &Notes::default()) {
        for (_, door, _) in DOORS {
            rendered(door, &response);
        }
    }
}

/// Of usage that is told several times the most is told on: some providers tell less in the end.
fn with_the_most_used(events: &mut [Event]) {
    let mut most = Usage::default();
    for event in events {
        if let Event::Usage(told) = event {
            if told.total_tokens() >= most.total_tokens() {
                most = *told;
            }
            *told = most;
        }
    }
}

/// Requests: whatever a client asks is refused or said to every provider as a JSON object. The first
/// byte chooses the door.
pub fn door(data: &[u8]) {
    let [which, text @ ..] = data else {
        return;
    };
    let door = DOORS[usize::from(*which) % DOORS.len()].1;
    let Some(asked) = object(text) else {
        return;
    };
    let paths = [
        "user",
        "tools[0]",
        "tools[*].function.strict",
        "messages[1]",
    ]
    .map(str::to_owned);
    if let Some(left) = params::without(&asked, [&paths, &[]]) {
        assert!(!left.has("user"));
    }
    let empty = ChatResponse::default();
    let body = door.render(&empty, &rendering(), &asked);
    assert!(object(&body).is_some(), "{body:?}");
    let Ok(request) = door.parse(&asked) else {
        return;
    };
    let controls = Controls::default();
    for (place, (name, format, _)) in FORMATS.iter().enumerate() {
        let deployment = spoken_to(place);
        for drop_params in [false, true] {
            let mut target = Target::new(deployment, &deployment.upstream_model, &controls);
            target.drop_params = drop_params;
            if let Ok(outgoing) = format.request(&request, &target) {
                assert!(object(&outgoing.body).is_some(), "{name}: {outgoing:?}");
            }
        }
    }
}

/// The same dialect on both sides: the same bytes come out wherever the network cuts, and no answer
/// confuses what reads its usage. The first byte chooses the dialect, the second the place of the cut.
pub fn relay(data: &[u8]) {
    let [which, at, text @ ..] = data else {
        return;
    };
    let model = (which & 0x40 == 0).then_some("mine");
    let door = [
        Door::OpenAi,
        Door::Messages,
        Door::Responses,
        Door::Gemini,
        Door::Completions,
    ][usize::from(which % 8 % 5)];
    let reader = || passing(door, model, which & 0x80 == 0);
    let (one, other) = (read(reader(), &cut(text, *at)), read(reader(), &[text]));
    let payloads = |stream: &[u8]| frames(Framing::Sse, &[stream]);
    assert_eq!(payloads(&one.0), payloads(&other.0));
    assert_eq!(one.1, other.1);
    assert_eq!(one.2.text, other.2.text);
    if let Ok(whole) = passed(door, model, text) {
        assert!(object(&whole.body).is_some(), "{:?}", whole.body);
    }
    drop(relay::any_usage(text));
    drop(relay::aws_usage(&on_the_network(Framing::Aws, text)));
    let last = native::last_of_array(text);
    assert!(last.is_none_or(|last| last.len() < text.len()));
}
