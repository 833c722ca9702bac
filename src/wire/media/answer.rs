//! Whole answers: what they must be, and what they tell about their cost.
//!
//! Shapes: OpenAI API reference, "Create image", "Create transcription", "Create moderation"; Mistral's
//! for the seconds of a transcription.

use super::rerank;
use super::sound::Sound;
use crate::domain::money::Nanos;
use crate::domain::record::CallType;
use crate::domain::usage::Usage;
use crate::wire::fault::Fault;
use crate::wire::format::openai::Reported;
use crate::wire::json::Object;
use crate::wire::relay::{Seen, Whole, error_in_success, invalid, patched, read_object};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What an answer tells beside its tokens.
#[derive(Debug, Default)]
pub struct Told {
    /// How many pictures there are.
    pub images: u64,
    /// Their size as the provider names it (`1024x1536`).
    pub size: Option<String>,
    /// Their quality.
    pub quality: Option<String>,
    /// How long the sound is that was listened to, in milliseconds.
    pub audio_in_ms: Option<u64>,
    /// Search units of a reranker.
    pub search_units: Option<u64>,
    /// The sound that was made.
    pub sound: Option<Sound>,
}

impl Told {
    /// Notes what the top level of an answer, or of the event that ends one, says.
    pub(super) fn note(&mut self, object: &Object) {
        self.size = object.read("size").or(self.size.take());
        self.quality = object.read("quality").or(self.quality.take());
        let seconds = object.read::<f64>("duration").or_else(|| {
            // Some write it as a text.
            object.read::<String>("duration")?.parse().ok()
        });
        self.audio_in_ms = seconds.and_then(millis).or(self.audio_in_ms);
    }
}

fn millis(seconds: f64) -> Option<u64> {
    (seconds.is_finite() && seconds > 0.0).then_some((seconds * 1_000.0).round() as u64)
}

/// Passes a whole answer on. `media_type` is the provider's content-type, `client_model` the name to
/// show where the answer names its model.
pub fn whole(
    call_type: CallType,
    media_type: &str,
    body: Bytes,
    client_model: Option<&str>,
) -> Result<Whole, Fault> {
    let written = matches!(call_type, CallType::Transcription | CallType::Translation);
    let json = media_type.contains("json") || body.trim_ascii_start().starts_with(b"{");
    if written && !json {
        return text(media_type, body);
    }
    let object =
        read_object(body).map_err(|why| invalid(&format!("is not a JSON object: {why}")))?;
    let (name, begins) = match call_type {
        CallType::Moderation => ("results", '['),
        _ if written => ("text", '"'),
        _ => ("data", '['),
    };
    let content = object.get(name).filter(|raw| raw.starts_with(begins));
    let Some(content) = content else {
        return Err(match object.get("error").filter(|error| *error != "null") {
            Some(error) => error_in_success(error, object.text()),
            None => invalid(&format!("has no '{name}'")),
        });
    };
    let mut told = Box::new(Told::default());
    told.note(&object);
    let mut seen = Seen {
        finished: true,
        content: true,
        answered: true,
        response_id: object.read("id").unwrap_or_default(),
        reported: object.get("usage").and_then(|raw| usage(call_type, raw)),
        ..Seen::default()
    };
    if written {
        seen.text = object.read("text").unwrap_or_default();
    } else if call_type.makes_images() {
        told.images = serde_json::from_str::<Vec<&RawValue>>(content)
            .map_or(0, |pictures| pictures.len() as u64);
    }
    seen.told = Some(told);
    let named = object.read::<Cow<'_, str>>("model");
    let body = match client_model.filter(|model| named.is_some_and(|named| named != *model)) {
        Some(model) => patched(&object, Some(model), false),
        None => object.text().clone(),
    };
    Ok(Whole { body, seen })
}

/// What a whole answer on a provider's own path tells; nothing where it is none.
#[must_use]
pub fn seen(call_type: CallType, body: Bytes) -> Seen {
    let read = match call_type {
        CallType::Rerank => rerank::seen(&body),
        _ => whole(call_type, "", body, None),
    };
    read.map(|whole| whole.seen).unwrap_or_default()
}

/// An answer that is a text: words, or subtitles.
fn text(media_type: &str, body: Bytes) -> Result<Whole, Fault> {
    let Ok(words) = std::str::from_utf8(&body) else {
        return Err(invalid("is neither JSON nor text"));
    };
    if media_type.contains("html") {
        return Err(invalid("is a web page"));
    }
    let seen = Seen {
        finished: true,
        content: true,
        answered: true,
        text: words.to_owned(),
        told: Some(Box::default()),
        ..Seen::default()
    };
    Ok(Whole { body, seen })
}

/// `usage` of pictures and sound. OpenAI names its parts in the plural for pictures and in the singular
/// for sound; for `whisper-1` it is seconds alone.
#[derive(Deserialize, Default)]
#[serde(default)]
struct UsageBody {
    input_tokens: Option<u64>,
    prompt_tokens: Option<u64>,
    output_tokens: Option<u64>,
    completion_tokens: Option<u64>,
    total_tokens: Option<u64>,
    #[serde(alias = "input_token_details", alias = "prompt_tokens_details")]
    input_tokens_details: Option<Details>,
    #[serde(alias = "output_token_details", alias = "completion_tokens_details")]
    output_tokens_details: Option<Details>,
    #[serde(alias = "prompt_audio_seconds")]
    seconds: Option<f64>,
    cost: Option<f64>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Details {
    image_tokens: Option<u64>,
    audio_tokens: Option<u64>,
    text_tokens: Option<u64>,
    cached_tokens: Option<u64>,
}

/// Reads a `usage` member. `None` when it is missing or tells nothing that is credible.
#[must_use]
pub fn usage(call_type: CallType, raw: &str) -> Option<Reported> {
    let body: UsageBody = serde_json::from_str(raw).ok()?;
    let audio_in_ms = body.seconds.and_then(millis).unwrap_or(0);
    let output = body.output_tokens.or(body.completion_tokens);
    // Rerankers and judges tell a total alone.
    let rest = body
        .total_tokens
        .map(|all| all.saturating_sub(output.unwrap_or(0)));
    let input = body.input_tokens.or(body.prompt_tokens).or(rest);
    if input.is_none() && output.is_none() && audio_in_ms == 0 {
        return None;
    }
    let (ins, outs) = (
        body.input_tokens_details.unwrap_or_default(),
        body.output_tokens_details.unwrap_or_default(),
    );
    // Each part is cut to what is left of its total, so that the buckets always add up to it.
    let take = |left: &mut u64, part: Option<u64>| {
        let part = part.unwrap_or(0).min(*left);
        *left -= part;
        part
    };
    let (mut input, mut output) = (input.unwrap_or(0), output.unwrap_or(0));
    let cache_read = take(&mut input, ins.cached_tokens);
    let input_audio = take(&mut input, ins.audio_tokens);
    let input_image = take(&mut input, ins.image_tokens);
    // What comes out is what the operation makes, where its parts are not told.
    let text = outs.text_tokens;
    let made = |part: Option<u64>, all: u64| part.or(text.is_none().then_some(all));
    let (image, audio) = match call_type {
        _ if call_type.makes_images() => (made(outs.image_tokens, output), outs.audio_tokens),
        CallType::Speech => (outs.image_tokens, made(outs.audio_tokens, output)),
        _ => (outs.image_tokens, outs.audio_tokens),
    };
    let output_image = take(&mut output, image);
    let output_audio = take(&mut output, audio);
    let usage = Usage {
        input,
        cache_read,
        input_audio,
        input_image,
        output,
        output_audio,
        output_image,
        audio_in_ms,
        ..Usage::default()
    };
    let cost = body.cost.filter(|cost| *cost >= 0.0);
    Some(Reported {
        usage,
        cost: cost.and_then(Nanos::from_usd),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(call_type: CallType, media: &str, body: &'static str) -> Result<Whole, Fault> {
        whole(
            call_type,
            media,
            Bytes::from_static(body.as_bytes()),
            Some("public"),
        )
    }

    const JSON: &str = "application/json";

    #[test]
    fn pictures_are_counted_and_keep_their_bytes() {
        let body = r#"{"created":1, "data":[{"b64_json":"AA=="},{"url":"u"}],"size":"1024x1536","quality":"low",
            "usage":{"input_tokens":50,"output_tokens":400,"total_tokens":450,
            "input_tokens_details":{"text_tokens":10,"image_tokens":40}}}"#;
        let answer = read(CallType::ImageEdit, JSON, body).expect("an answer");
        assert_eq!(answer.body, body);
        let told = answer.seen.told.expect("told");
        assert_eq!((told.images, told.size.as_deref()), (2, Some("1024x1536")));
        assert_eq!(told.quality.as_deref(), Some("low"));
        let used = answer.seen.reported.expect("usage").usage;
        let expected = Usage {
            input: 10,
            input_image: 40,
            output_image: 400,
            ..Usage::default()
        };
        assert_eq!(used, expected);
    }

    #[test]
    fn a_transcription_tells_seconds_or_tokens_or_nothing() {
        let used = |raw| usage(CallType::Transcription, raw).map(|told| told.usage);
        let seconds = used(r#"{"type":"duration","seconds":3}"#).expect("seconds");
        assert_eq!((seconds.audio_in_ms, seconds.total_tokens()), (3_000, 0));
        let tokens = r#"{"type":"tokens","total_tokens":45,"input_tokens":14,
            "input_token_details":{"text_tokens":4,"audio_tokens":10},"output_tokens":31}"#;
        let tokens = used(tokens).expect("tokens");
        assert_eq!(
            (tokens.input, tokens.input_audio, tokens.output),
            (4, 10, 31)
        );
        assert_eq!(used("{}"), None);
        assert_eq!(used(r#"{"seconds":-1,"input_tokens":-5}"#), None);

        let verbose = read(
            CallType::Transcription,
            JSON,
            r#"{"text":"hi","duration":3.25,"model":"x"}"#,
        );
        let verbose = verbose.expect("an answer");
        assert_eq!(
            verbose.body,
            r#"{"text":"hi","duration":3.25,"model":"public"}"#
        );
        assert_eq!(verbose.seen.told.expect("told").audio_in_ms, Some(3_250));
        let plain = read(
            CallType::Translation,
            "text/plain; charset=utf-8",
            "hi
",
        )
        .expect("an answer");
        assert_eq!(
            (&plain.body[..], plain.seen.text.as_str()),
            (
                &b"hi
"[..],
                "hi
"
            )
        );
    }

    #[test]
    fn speech_is_all_sound_unless_its_parts_are_told() {
        let told = usage(
            CallType::Speech,
            r#"{"input_tokens":9,"output_tokens":70,"total_tokens":79}"#,
        );
        let used = told.expect("usage").usage;
        assert_eq!((used.input, used.output, used.output_audio), (9, 0, 70));
    }

    #[test]
    fn answers_that_are_none_are_refused() {
        for (call_type, body) in [
            (CallType::ImageGeneration, r#"{"text":"hi"}"#),
            (CallType::Moderation, r#"{"data":[]}"#),
            (CallType::Transcription, r#"{"text":null}"#),
            (CallType::ImageGeneration, "<html>"),
        ] {
            let fault = read(call_type, JSON, body).expect_err(body);
            assert_eq!(fault.status, 502, "{body}");
        }
        assert!(read(CallType::Transcription, "text/html", "<html>").is_err());
        let no = read(
            CallType::Moderation,
            JSON,
            r#"{"error":{"message":"no","code":429}}"#,
        );
        assert_eq!(no.expect_err("an error").status, 429);
    }
}
