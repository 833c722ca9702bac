//! Fixtures with something wrong in them: whatever comes is read or refused, and nothing panics.

use crate::bodies::{self, DOORS, FORMATS};
use crate::fixtures::cases;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::LazyLock;

/// Inputs of a fuzz target, with the names of the fixtures that they come from.
type Seeds = Vec<(String, Vec<u8>)>;

fn place<T>(list: &[T], found: impl Fn(&T) -> bool) -> Option<u8> {
    list.iter()
        .position(found)
        .and_then(|at| u8::try_from(at).ok())
}

fn input(head: &[u8], body: &[u8]) -> Vec<u8> {
    [head, body].concat()
}

static ANSWERS: LazyLock<Seeds> = LazyLock::new(|| {
    let mut seeds = Seeds::new();
    for case in cases() {
        let Some(at) = place(&FORMATS, |(name, ..)| *name == case.of) else {
            continue;
        };
        for text in [case.file("whole.json"), case.stream()]
            .into_iter()
            .flatten()
        {
            seeds.push((case.name.clone(), input(&[at, 100], &text)));
        }
    }
    seeds
});

static REQUESTS: LazyLock<Seeds> = LazyLock::new(|| {
    let mut seeds = Seeds::new();
    for case in cases() {
        let door = place(&DOORS, |(name, ..)| *name == case.of);
        if let (Some(at), Some(text)) = (door, case.file("request.json")) {
            seeds.push((case.name, input(&[at], &text)));
        }
    }
    seeds
});

/// The same answers for where both sides speak the same dialect.
static RELAYED: LazyLock<Seeds> = LazyLock::new(|| {
    let dialects = ["chat", "anthropic", "responses", "gemini"];
    let mut seeds = Seeds::new();
    for (name, text) in ANSWERS.iter() {
        let of = name.split('/').next();
        if let Some(at) = place(&dialects, |dialect| Some(*dialect) == of) {
            seeds.push((name.clone(), input(&[at, 100], &text[2..])));
        }
    }
    seeds
});

static FRAMED: LazyLock<Seeds> = LazyLock::new(|| {
    let framed = |(name, text): &(String, Vec<u8>)| {
        let at = match name.split('/').next() {
            Some("ollama") => 1,
            Some("bedrock") => 0x80 + 1,
            _ => 0,
        };
        (name.clone(), input(&[at, 100], &text[2..]))
    };
    ANSWERS.iter().map(framed).collect()
});

/// The seeds of the fuzz targets, written where the variable says.
#[test]
fn the_fuzzers_corpus_is_made_of_the_fixtures() {
    let folder = std::env::var_os("CW_FUZZ_CORPUS");
    for (target, seeds) in [
        ("frame", &*FRAMED),
        ("decode", &*ANSWERS),
        ("door", &*REQUESTS),
        ("relay", &*RELAYED),
    ] {
        assert!(seeds.len() > 10, "{target}");
        let Some(folder) = &folder else { continue };
        let folder = Path::new(folder).join(target);
        std::fs::create_dir_all(&folder).expect("a folder");
        for (number, (name, seed)) in seeds.iter().enumerate() {
            let file = format!("{number}-{}", name.replace('/', "-"));
            std::fs::write(folder.join(file), seed).expect("written");
        }
    }
}

/// What was found by the tests below and by the fuzzers, and no longer confuses anybody.
#[test]
fn what_was_found_stays_found() {
    for (door, request) in [
        (
            0,
            r#"{"messages":[],"tools":[{"type":"function","function":{"name":"f","parameters":[]}}]}"#,
        ),
        (
            4,
            r#"{"contents":[],"tools":[{"functionDeclarations":[{"name":"f","parameters":"x"}]}]}"#,
        ),
    ] {
        bodies::door(&input(&[door], request.as_bytes()));
    }
    let responses = r#"{"error":[7]}"#;
    bodies::decode(&input(&[1, 0], responses.as_bytes()));
    let started = "data: {\"type\":\"message_start\",\"message\":\"x\"}\n\n";
    bodies::relay(&input(&[1, 0], started.as_bytes()));
}

/// Any JSON, mostly of the kinds that confuse.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop_oneof![Just(0_i64), Just(-1), Just(i64::MAX), any::<i64>()].prop_map(Value::from),
        prop_oneof![Just(u64::MAX), Just(1 << 53)].prop_map(Value::from),
        prop_oneof![Just(0.5), Just(-0.0), Just(1e300)].prop_map(Value::from),
        "[a-z_]{0,8}|\u{0}|é\u{1F600}|data:,|data:image/png;base64,|\\{\"a\":1\\}"
            .prop_map(Value::from),
        prop::sample::select(vec![
            "text",
            "tool_use",
            "function",
            "user",
            "assistant",
            "auto",
            "image_url",
            "thinking",
            "function_call",
            "message",
            "OBJECT",
            "base64",
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("type|text|id|index|name|content|role", inner), 0..4)
                .prop_map(|members| members.into_iter().collect::<Value>()),
        ]
    })
}

/// How many values there are in a value, itself counted.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(members) => members.values().map(count).sum(),
        Value::Array(items) => items.iter().map(count).sum(),
        _ => 0,
    }
}

/// Puts another value in the place of the one with this number.
fn replace(value: &mut Value, number: &mut usize, with: &Value) {
    if *number == 0 {
        *value = with.clone();
    }
    *number = number.wrapping_sub(1);
    match value {
        _ if *number == usize::MAX => {}
        Value::Object(members) => members
            .values_mut()
            .for_each(|inner| step(inner, number, with)),
        Value::Array(items) => items.iter_mut().for_each(|inner| step(inner, number, with)),
        _ => {}
    }
}

fn step(value: &mut Value, number: &mut usize, with: &Value) {
    if *number != usize::MAX {
        replace(value, number, with);
    }
}

/// One change of an input, behind its first bytes.
#[derive(Debug, Clone)]
enum Change {
    /// One JSON value in it becomes another.
    Value(Index, Index, Value),
    /// A byte becomes another.
    Byte(Index, u8),
    /// A piece is left out.
    Cut(Index, usize),
    /// A line is told twice.
    Again(Index),
}

impl Change {
    fn any() -> impl Strategy<Value = Self> {
        prop_oneof![
            6 => (any::<Index>(), any::<Index>(), any_json()).prop_map(|(line, at, with)| Self::Value(line, at, with)),
            1 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Self::Byte(at, byte)),
            1 => (any::<Index>(), 0..200_usize).prop_map(|(at, length)| Self::Cut(at, length)),
            1 => any::<Index>().prop_map(Self::Again),
        ]
    }

    fn make(&self, text: &[u8]) -> Vec<u8> {
        let mut out = text.to_vec();
        match self {
            _ if text.is_empty() => {}
            Self::Value(line, at, with) => return changed(text, *line, *at, with),
            Self::Byte(at, byte) => out[at.index(text.len())] = *byte,
            Self::Cut(at, length) => {
                let at = at.index(text.len());
                out.drain(at..(at + length).min(text.len()));
            }
            Self::Again(line) => {
                let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
                let at = line.index(lines.len());
                return [&lines[..=at], &lines[at..]].concat().concat();
            }
        }
        out
    }
}

/// Changes a value: in the whole text if it is JSON, else in one of its lines behind what is none.
fn changed(text: &[u8], line: Index, at: Index, with: &Value) -> Vec<u8> {
    let other = |json: &[u8]| {
        let mut value: Value = serde_json::from_slice(json).ok()?;
        let mut number = at.index(count(&value));
        replace(&mut value, &mut number, with);
        Some(value.to_string().into_bytes())
    };
    if let Some(whole) = other(text) {
        return whole;
    }
    let mut lines: Vec<Vec<u8>> = text
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    let of_json: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].contains(&b'{'))
        .collect();
    if !of_json.is_empty() {
        let line = &mut lines[of_json[line.index(of_json.len())]];
        let begins = line.iter().position(|byte| *byte == b'{').unwrap_or(0);
        if let Some(json) = other(&line[begins..]) {
            line.truncate(begins);
            line.extend(json);
        }
    }
    lines.join(&b'\n')
}

/// An input of a target, `head` bytes of which choose and the rest of which is changed.
fn any_input(seeds: &'static Seeds, head: usize) -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec(Change::any(), 1..4);
    (any::<Index>(), any::<u8>(), changes).prop_map(move |(seed, at, changes)| {
        let seed = &seeds[seed.index(seeds.len())].1;
        let (start, text) = seed.split_at(head);
        let text = changes
            .iter()
            .fold(text.to_vec(), |text, change| change.make(&text));
        let mut start = start.to_vec();
        if head > 1 {
            start[1] = at;
        }
        input(&start, &text)
    })
}

#[test]
fn usage_that_shrinks_on_the_way_is_told_at_its_most() {
    let at = place(&FORMATS, |(name, ..)| *name == "anthropic").expect("a format");
    let event = |said: Value| {
        format!(
            "event: {}\ndata: {said}\n\n",
            said["type"].as_str().expect("a type")
        )
    };
    let stream = [
        json!({ "type": "message_start", "message": { "id": "msg_1", "type": "message", "role": "assistant",
            "model": "m", "content": [], "stop_reason": null, "stop_sequence": null,
            "usage": { "input_tokens": 1_u64 << 53, "output_tokens": 1 } } }),
        json!({ "type": "content_block_start", "index": 0, "content_block": { "type": "text", "text": "" } }),
        json!({ "type": "content_block_delta", "index": 0, "delta": { "type": "text_delta", "text": "hi" } }),
        json!({ "type": "content_block_stop", "index": 0 }),
        json!({ "type": "message_delta", "delta": { "stop_reason": "end_turn", "stop_sequence": null },
            "usage": { "input_tokens": 5, "output_tokens": 2 } }),
        json!({ "type": "message_stop" }),
    ];
    let text: String = stream.into_iter().map(event).collect();
    bodies::decode(&input(&[at, 100], text.as_bytes()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_frames_are_cut_alike(data in any_input(&FRAMED, 2)) {
        bodies::frame(&data);
    }

    #[test]
    fn any_answer_is_read_or_refused(data in any_input(&ANSWERS, 2)) {
        bodies::decode(&data);
    }

    #[test]
    fn any_request_is_said_or_refused(data in any_input(&REQUESTS, 1)) {
        bodies::door(&data);
    }

    #[test]
    fn any_relayed_answer_passes_alike(data in any_input(&RELAYED, 2)) {
        bodies::relay(&data);
    }

    #[test]
    fn any_json_is_a_request_or_refused(door in 0..5_u8, members in any_json()) {
        let names = ["messages", "input", "contents", "prompt", "tools", "system", "stop", "generationConfig"];
        let mut asked = json!({ "model": "m", "max_tokens": 5 });
        for name in names {
            asked[name] = members.get(0).or(members.get("content")).unwrap_or(&members).clone();
        }
        bodies::door(&input(&[door], asked.to_string().as_bytes()));
        bodies::door(&input(&[door], members.to_string().as_bytes()));
    }
}
