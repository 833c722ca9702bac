//! Fixtures: what providers send becomes what clients read, and the other way round.

use crate::bodies::{
    DOORS, FORMATS, events, frames, object, on_the_network, passed, passing, read, rendered, said,
    spoken_to, translation,
};
use crate::fixtures::{Case, cases};
use cw_proxy::domain::price::ServiceTier;
use cw_proxy::domain::usage::Usage;
use cw_proxy::wire::chat::{ChatResponse, Collector, Finish, Part, sealed_id, split_seal};
use cw_proxy::wire::door::Door;
use cw_proxy::wire::door::openai::Controls;
use cw_proxy::wire::fault::Fault;
use cw_proxy::wire::format::{self, Format, Framing, Notes, Target};
use serde_json::{Map, Value, json};

/// An answer with the arguments of its calls spelled alike: streams and whole answers may differ in
/// white space, and in whether no argument is an empty object.
fn spelled(mut response: ChatResponse) -> ChatResponse {
    for part in response
        .answers
        .iter_mut()
        .flat_map(|answer| &mut answer.parts)
    {
        if let Part::ToolCall(call) = part {
            call.arguments = call.input().to_string();
        }
    }
    response
}

/// Runs a check on every case and tells of all that fail.
fn each(check: impl Fn(&Case) + std::panic::RefUnwindSafe) {
    let failed: Vec<String> = cases()
        .into_iter()
        .filter(|case| {
            let case = std::panic::AssertUnwindSafe(case);
            std::panic::catch_unwind(|| check(&case)).is_err()
        })
        .map(|case| case.name)
        .collect();
    assert!(failed.is_empty(), "{failed:?}");
}

fn format_of(case: &Case) -> Option<(usize, Format)> {
    let place = FORMATS.iter().position(|(name, ..)| *name == case.of)?;
    Some((place, FORMATS[place].1))
}

fn door_of(case: &Case) -> Option<Door> {
    let found = DOORS.iter().find(|(name, ..)| *name == case.of)?;
    Some(found.1)
}

/// What of an answer every dialect can say: text, thoughts, calls with their seals, why it ended, and
/// tokens in and out.
#[derive(Debug, PartialEq)]
struct Words {
    text: String,
    thoughts: String,
    calls: Vec<(String, String, Value)>,
    finish: Finish,
    tokens: (u64, u64),
}

impl Words {
    fn of(response: &ChatResponse) -> Self {
        let answer = response.answers.first();
        let usage = response.usage.unwrap_or_default();
        let mut words = Self {
            text: String::new(),
            thoughts: String::new(),
            calls: Vec::new(),
            finish: answer.map(|answer| answer.finish).unwrap_or_default(),
            tokens: (usage.prompt_tokens(), usage.completion_tokens()),
        };
        for part in answer.iter().flat_map(|answer| &answer.parts) {
            match part {
                Part::Text { text, .. } | Part::Refusal { text } => words.text += text,
                Part::Thinking { text, .. } => words.thoughts += text,
                Part::ToolCall(call) => {
                    let id = sealed_id(call).into_owned();
                    words.calls.push((id, call.name.clone(), call.input()));
                }
                _ => {}
            }
        }
        words
    }
}

fn buckets(usage: Option<Usage>) -> Value {
    let Some(usage) = usage else {
        return Value::Null;
    };
    let mut told = Map::new();
    for (name, tokens) in [
        ("input", usage.input),
        ("cache_read", usage.cache_read),
        ("cache_read_audio", usage.cache_read_audio),
        ("cache_write", usage.cache_write),
        ("cache_write_1h", usage.cache_write_1h),
        ("input_audio", usage.input_audio),
        ("input_image", usage.input_image),
        ("output", usage.output),
        ("reasoning", usage.reasoning),
        ("output_audio", usage.output_audio),
        ("output_image", usage.output_image),
    ] {
        if tokens > 0 {
            told.insert(name.to_owned(), json!(tokens));
        }
    }
    Value::Object(told)
}

fn fault_told(fault: &Fault) -> Value {
    let mut told = json!({ "kind": fault.kind.class(), "status": fault.status, "code": fault.code,
        "type": fault.error_type, "param": fault.param, "retry_after_seconds": fault.retry_after_seconds,
        "retryable": fault.retryable, "message": fault.message });
    for (name, door, _) in DOORS {
        let event = door.error_event(&fault.message, fault.error_type.as_deref(), fault.status);
        let (frames, _) = frames(Framing::Sse, &[&event]);
        told[name] = serde_json::from_slice(&frames[0].1).expect("JSON");
    }
    told
}

/// The provider's own sum of what it bills.
fn own_total(format: &str, said: &Value) -> Option<u64> {
    let sum = |object: &Value, names: &[&str]| {
        let counts = names.iter().filter_map(|name| object[*name].as_f64());
        let counts: Vec<u64> = counts.map(|count| count as u64).collect();
        (!counts.is_empty()).then(|| counts.iter().sum())
    };
    let usage = &said["usage"];
    match format {
        "chat" | "responses" => usage["total_tokens"].as_u64(),
        "anthropic" => sum(
            usage,
            &[
                "input_tokens",
                "cache_creation_input_tokens",
                "cache_read_input_tokens",
                "output_tokens",
            ],
        ),
        "gemini" => {
            let usage = &said["usageMetadata"];
            // What a search brought in is paid by the search.
            let searched = !said["candidates"][0]["groundingMetadata"].is_null();
            let found = usage["toolUsePromptTokenCount"].as_u64().unwrap_or(0);
            Some(usage["totalTokenCount"].as_u64()? - if searched { found } else { 0 })
        }
        "ollama" => sum(said, &["prompt_eval_count", "eval_count"]),
        "cohere" => sum(&usage["billed_units"], &["input_tokens", "output_tokens"]),
        "bedrock" => usage["totalTokens"].as_u64(),
        other => panic!("who counts the tokens of {other}?"),
    }
}

/// What clients are told of an answer.
fn answer_told(response: &ChatResponse) -> Value {
    let mut told = json!({ "usage": buckets(response.usage) });
    for (name, door, _) in DOORS {
        told[name] = rendered(door, response);
    }
    told
}

#[test]
fn every_folder_is_of_a_format_or_a_door() {
    each(|case| {
        let asks = case.file("request.json").is_some();
        let answers = case.file("whole.json").is_some() || case.stream().is_some();
        let answers = answers || case.refusal().is_some();
        assert!(asks != answers, "{} is one of both", case.name);
        assert!(!asks || door_of(case).is_some(), "{}", case.name);
        assert!(!answers || format_of(case).is_some(), "{}", case.name);
    });
}

#[test]
fn answers_are_told_to_every_client() {
    each(|case| {
        let Some((_, format)) = format_of(case) else {
            return;
        };
        let whole = case.file("whole.json").map(|body| {
            let said: Value = serde_json::from_slice(&body).expect("JSON");
            let response = format
                .response(&body, &Notes::default())
                .expect("an answer");
            let counted = response.usage.map(|usage| usage.total_tokens());
            assert_eq!(counted, own_total(&case.of, &said), "{}", case.name);
            response
        });
        let streamed = case.stream().map(|text| {
            let stream = on_the_network(format.framing(), &text);
            let (frames, _) = frames(format.framing(), &[&stream]);
            events(format, &frames)
        });
        match (whole, streamed) {
            (Some(whole), Some((events, fault))) => {
                assert_eq!(fault, None, "{}", case.name);
                assert_eq!(
                    spelled(Collector::of(events)),
                    spelled(whole.clone()),
                    "{}",
                    case.name
                );
                case.hold("told.json", &answer_told(&whole));
            }
            (Some(whole), None) => case.hold("told.json", &answer_told(&whole)),
            (None, Some((events, fault))) => {
                let fault = fault.expect("a stream without its whole answer fails");
                let mut told = json!({ "fault": fault_told(&fault) });
                let until = Collector::of(events);
                told["until_then"] = json!(Words::of(&until).text);
                case.hold("told.json", &told);
            }
            (None, None) => {}
        }
    });
}

#[test]
fn refusals_are_told_to_every_client() {
    each(|case| {
        let (Some((place, _)), Some((status, body))) = (format_of(case), case.refusal()) else {
            return;
        };
        let dialect = spoken_to(place).provider.dialect;
        let fault = format::fault(dialect, status, None, &body);
        case.hold("told.json", &json!({ "fault": fault_told(&fault) }));
    });
}

/// What a door writes is of the dialect that a format reads: so it says the same there.
#[test]
fn what_a_door_writes_can_be_read_back() {
    each(|case| {
        let Some((_, format)) = format_of(case) else {
            return;
        };
        let notes = Notes::default();
        if let Some(body) = case.file("whole.json") {
            let response = format.response(&body, &notes).expect("an answer");
            for (name, door, reader) in DOORS {
                let Some(reader) = reader else { continue };
                let body = rendered(door, &response).to_string();
                let again = reader.response(body.as_bytes(), &notes);
                let again = again.expect("an answer");
                assert_eq!(
                    Words::of(&again),
                    Words::of(&response),
                    "{} through {name}",
                    case.name
                );
            }
        }
        if let Some(text) = case.stream() {
            let stream = on_the_network(format.framing(), &text);
            let (told, fault) = events(format, &frames(format.framing(), &[&stream]).0);
            for (name, door, reader) in DOORS {
                let written = said(door, &told, fault.is_none());
                let Some(reader) = reader.filter(|_| fault.is_none()) else {
                    continue;
                };
                let (again, broken) = events(reader, &frames(Framing::Sse, &[&written]).0);
                assert_eq!(broken, None, "{} through {name}", case.name);
                assert_eq!(
                    Words::of(&Collector::of(again)),
                    Words::of(&Collector::of(told.clone())),
                    "{} streamed through {name}",
                    case.name
                );
            }
        }
    });
}

/// Whichever way an answer takes, it costs the same.
#[test]
fn what_is_passed_on_is_metered_like_what_is_translated() {
    each(|case| {
        let Some((_, format)) = format_of(case) else {
            return;
        };
        let same = DOORS.iter().find(|(.., reader)| *reader == Some(format));
        let (Some((_, door, _)), Some(body)) = (same, case.file("whole.json")) else {
            return;
        };
        let response = format.response(&body, &Notes::default());
        let response = response.expect("an answer");
        let usage = response.usage;
        let tier = |word: Option<&str>| ServiceTier::parse(word.unwrap_or_default());
        let expected = tier(response.service_tier.as_deref());
        let whole = passed(*door, Some("mine"), &body).expect("an answer");
        let told = whole.seen.reported.map(|told| told.usage);
        assert_eq!(told, usage, "{}", case.name);
        let told = tier(whole.seen.service_tier.as_deref());
        assert_eq!(told, expected, "{}", case.name);
        if let Some(stream) = case.stream() {
            let (_, fault, seen) = read(passing(*door, Some("mine"), false), &[&stream]);
            let told = seen.reported.map(|told| told.usage);
            assert_eq!((told, fault), (usage, None), "{} streamed", case.name);
            let told = tier(seen.service_tier.as_deref());
            assert_eq!(told, expected, "{} streamed", case.name);
        }
    });
}

#[test]
fn a_stream_may_be_cut_at_any_byte() {
    each(|case| {
        let (Some((_, format)), Some(text)) = (format_of(case), case.stream()) else {
            return;
        };
        let stream = on_the_network(format.framing(), &text);
        let whole = frames(format.framing(), &[&stream]);
        for at in 0..stream.len() {
            let (one, other) = stream.split_at(at);
            assert_eq!(frames(format.framing(), &[one, other]), whole, "at {at}");
        }
        // And the way that it really goes, byte by byte.
        let bytes: Vec<&[u8]> = stream.chunks(1).collect();
        for (name, door, _) in DOORS {
            let (one, broken, _) = read(translation(format, door), &bytes);
            let (other, fault, _) = read(translation(format, door), &[&stream]);
            assert_eq!(
                (one, broken),
                (other, fault),
                "{} through {name}",
                case.name
            );
        }
    });
}

#[test]
fn requests_are_said_to_every_provider() {
    each(|case| {
        let (Some(door), Some(body)) = (door_of(case), case.file("request.json")) else {
            return;
        };
        let asked = object(&body).expect("an object");
        let mut request = match door.parse(&asked) {
            Ok(request) => request,
            Err(why) => {
                let told = json!({ "refused": why.message, "param": why.param });
                case.hold("sent.json", &told);
                return;
            }
        };
        // Gemini's clients say it in the path.
        request.stream |= case.name == "gemini/agent";
        let controls = Controls::default();
        let mut sent = Map::new();
        for (place, (name, format, _)) in FORMATS.iter().enumerate() {
            let deployment = spoken_to(place);
            let target = Target::new(deployment, &deployment.upstream_model, &controls);
            let told = match format.request(&request, &target) {
                Ok(outgoing) => {
                    let body: Value = serde_json::from_slice(&outgoing.body).expect("JSON");
                    json!({ "path": outgoing.path, "headers": outgoing.headers, "body": body })
                }
                Err(why) => json!({ "refused": why.to_string() }),
            };
            sent.insert((*name).to_owned(), told);
        }
        case.hold("sent.json", &Value::Object(sent));
    });
}

#[test]
fn seals_ride_in_ids_and_come_off_again() {
    assert_eq!(
        split_seal("call_1__thought__seal"),
        ("call_1", Some("seal"))
    );
    assert_eq!(split_seal("call_1"), ("call_1", None));
}
