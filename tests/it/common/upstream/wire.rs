//! OpenAI's wire format, as its API reference documents it: "The chat completion object", "The
//! chat completion chunk object", "The completion object", "The embedding object", "Error codes".

use base64::Engine as _;
use serde_json::{Value, json};

use super::answer::{Answer, UsageAt};
use super::log::Tokens;
use super::tongues;

/// All answers were made in the same second, so that two runs give the same bytes.
const CREATED: u64 = 1_750_000_000;

/// The endpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `POST /chat/completions`.
    Chat,
    /// `POST /completions`.
    Text,
    /// `POST /embeddings`.
    Embedding,
    /// Anthropic's `POST /messages`.
    Messages,
    /// `POST /responses`.
    Responses,
    /// Gemini's `POST /models/{model}:generateContent` and `:streamGenerateContent`.
    Gemini,
    /// Ollama's `POST /api/chat`.
    Ollama,
    /// Bedrock's `POST /model/{model}/converse` and `/converse-stream`.
    Converse,
    /// Cohere's `POST /v2/chat`.
    Cohere,
}

impl Kind {
    /// By the path's end, so that any `api_base` will do.
    pub(super) fn of(path: &str) -> Option<Self> {
        match path {
            path if path.ends_with("/chat/completions") => Some(Self::Chat),
            path if path.ends_with("/completions") => Some(Self::Text),
            path if path.ends_with("/embeddings") => Some(Self::Embedding),
            path if path.ends_with("/messages") => Some(Self::Messages),
            path if path.ends_with("/responses") => Some(Self::Responses),
            path if path.ends_with("enerateContent") => Some(Self::Gemini),
            path if path.ends_with("/api/chat") => Some(Self::Ollama),
            path if path.ends_with("/v2/chat") => Some(Self::Cohere),
            path if path.ends_with("/converse") || path.ends_with("/converse-stream") => {
                Some(Self::Converse)
            }
            _ => None,
        }
    }

    /// Whether it is one of OpenAI's older three, which [`super::wire`] writes.
    pub(super) fn is_openai(self) -> bool {
        matches!(self, Self::Chat | Self::Text | Self::Embedding)
    }

    /// Whether a stream is asked for: by the path, or in the body. Ollama streams unless told not to.
    pub(super) fn streams(self, path: &str, request: &Value) -> bool {
        match self {
            Self::Embedding => false,
            Self::Gemini => path.ends_with(":streamGenerateContent"),
            Self::Converse => path.ends_with("/converse-stream"),
            Self::Ollama => request["stream"] != false,
            _ => request["stream"] == true,
        }
    }
}

/// The model that a request names, in its body or in its path, or nothing.
pub(super) fn model(path: &str, body: &[u8]) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let rest = ["/models/", "/model/"]
        .iter()
        .find_map(|folder| Some(path.split_once(folder)?.1));
    let named = rest.and_then(|rest| {
        let ends = [
            "/converse-stream",
            "/converse",
            ":streamGenerateContent",
            ":generateContent",
        ];
        ends.iter().find_map(|end| rest.strip_suffix(end))
    });
    if let Some(name) = named {
        return decoded(name);
    }
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    body["model"].as_str().unwrap_or_default().to_owned()
}

/// A segment of a path without its escapes.
fn decoded(segment: &str) -> String {
    let mut out = Vec::new();
    let mut rest = segment.as_bytes();
    while let [byte, tail @ ..] = rest {
        let escape = tail
            .get(..2)
            .filter(|_| *byte == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(escape.unwrap_or(*byte));
        rest = if escape.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The list of models.
pub(super) fn models() -> Value {
    let row = |id| json!({"id": id, "object": "model", "created": CREATED, "owned_by": "rig"});
    json!({"object": "list", "data": [row("ok"), row("slow"), row("no-usage")]})
}

/// An error object, its type and code as they go with the status.
pub(super) fn error(status: u16, message: &str, code: Option<&str>) -> Value {
    let (kind, usual) = match status {
        401 => ("invalid_request_error", Some("invalid_api_key")),
        404 => ("invalid_request_error", Some("model_not_found")),
        429 => ("requests", Some("rate_limit_exceeded")),
        400..500 => ("invalid_request_error", None),
        _ => ("server_error", None),
    };
    json!({"error": {"message": message, "type": kind, "param": null, "code": code.or(usual)}})
}

/// A usage object.
pub(super) fn usage(tokens: Tokens, cost: Option<&Value>) -> Value {
    let mut usage = json!({
        "prompt_tokens": tokens.prompt,
        "completion_tokens": tokens.completion,
        "total_tokens": tokens.prompt + tokens.completion,
        "prompt_tokens_details": {"cached_tokens": tokens.cached, "audio_tokens": 0},
        "completion_tokens_details": {
            "reasoning_tokens": tokens.reasoning,
            "audio_tokens": 0,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0,
        },
    });
    if let Some(cost) = cost {
        usage["cost"] = cost.clone();
    }
    usage
}

/// The answer as one JSON object.
pub(super) fn json(answer: &Answer) -> Value {
    if !answer.kind.is_openai() {
        return tongues::json(answer);
    }
    if answer.kind == Kind::Embedding {
        return embeddings(answer);
    }
    let choices: Vec<Value> = (0..answer.choices)
        .map(|index| {
            let rest = json!({"index": index, "logprobs": null, "finish_reason": answer.finish});
            let said = match answer.kind {
                Kind::Text => json!({"text": answer.text()}),
                _ => json!({"message": message(answer)}),
            };
            merged(rest, said)
        })
        .collect();
    let mut object = envelope(answer, &Value::Array(choices));
    if answer.kind == Kind::Chat {
        object["object"] = json!("chat.completion");
    }
    if answer.usage_at != UsageAt::Never {
        object["usage"] = usage(answer.tokens, answer.cost.as_ref());
    }
    object
}

/// The answer as a stream: the data of each event, and the tokens that it carries.
pub(super) fn events(answer: &Answer) -> Vec<(String, Tokens)> {
    if !answer.kind.is_openai() {
        return tongues::events(answer);
    }
    let mut stream = Stream {
        answer,
        events: Vec::new(),
        sum: Tokens::default(),
    };
    // The model has read the prompt and done its reasoning before it says the first word.
    let before = Tokens {
        completion: answer.tokens.reasoning,
        ..answer.tokens
    };
    let opening = json!({"role": "assistant", "content": opening(answer), "refusal": null});
    for index in 0..answer.choices {
        let tokens = if index == 0 {
            before
        } else {
            Tokens::default()
        };
        if answer.kind == Kind::Chat {
            stream.push(index, &opening, None, tokens);
        } else if index == 0 {
            stream.push(index, &json!(""), None, tokens);
        }
    }
    for (said, count) in deltas(answer) {
        for index in 0..answer.choices {
            let tokens = Tokens {
                completion: count,
                ..Tokens::default()
            };
            stream.push(index, &said, None, tokens);
        }
    }
    let nothing = if answer.kind == Kind::Chat {
        json!({})
    } else {
        json!("")
    };
    for index in 0..answer.choices {
        stream.push(index, &nothing, Some(&answer.finish), Tokens::default());
    }
    stream.close()
}

/// A stream in the making.
struct Stream<'a> {
    answer: &'a Answer,
    events: Vec<(String, Tokens)>,
    sum: Tokens,
}

impl Stream<'_> {
    fn push(&mut self, index: u64, said: &Value, finish: Option<&str>, tokens: Tokens) {
        self.sum += tokens;
        let name = if self.answer.kind == Kind::Chat {
            "delta"
        } else {
            "text"
        };
        let choice = json!({"index": index, name: said, "logprobs": null, "finish_reason": finish});
        let mut event = envelope(self.answer, &json!([choice]));
        let here = match self.answer.usage_at {
            UsageAt::Each => true,
            UsageAt::Last => finish.is_some() && index + 1 == self.answer.choices,
            _ => false,
        };
        if here {
            event["usage"] = usage(self.sum, self.answer.cost.as_ref());
        } else if self.answer.include_usage && self.answer.usage_at == UsageAt::Asked {
            event["usage"] = Value::Null;
        }
        self.events.push((event.to_string(), tokens));
    }

    fn close(mut self) -> Vec<(String, Tokens)> {
        let asked = self.answer.usage_at == UsageAt::Asked && self.answer.include_usage;
        if asked || self.answer.usage_at == UsageAt::Always {
            let mut event = envelope(self.answer, &json!([]));
            event["usage"] = usage(self.answer.tokens, self.answer.cost.as_ref());
            self.events.push((event.to_string(), Tokens::default()));
        }
        self.events.push(("[DONE]".to_owned(), Tokens::default()));
        self.events
    }
}

/// What an object and a chunk have in common.
fn envelope(answer: &Answer, choices: &Value) -> Value {
    let number = answer.number;
    let (id, object) = match answer.kind {
        Kind::Chat => (format!("chatcmpl-{number}"), "chat.completion.chunk"),
        _ => (format!("cmpl-{number}"), "text_completion"),
    };
    json!({
        "id": id,
        "object": object,
        "created": CREATED,
        "model": answer.model,
        "system_fingerprint": "fp_rig",
        "choices": choices,
    })
}

fn message(answer: &Answer) -> Value {
    let mut message =
        json!({"role": "assistant", "content": answer.text(), "refusal": null, "annotations": []});
    if answer.tools > 0 {
        let calls: Vec<Value> = (0..answer.tools)
            .map(|index| {
                let function = json!({"name": TOOL, "arguments": ARGUMENTS.concat()});
                json!({"id": call_id(index), "type": "function", "function": function})
            })
            .collect();
        message["content"] = Value::Null;
        message["tool_calls"] = json!(calls);
    }
    message
}

/// A tool's name, and its arguments in the pieces in which they are streamed.
const TOOL: &str = "get_weather";
const ARGUMENTS: [&str; 3] = ["{\"city\"", ":\"Par", "is\"}"];

fn call_id(index: u64) -> String {
    format!("call_{index}")
}

fn opening(answer: &Answer) -> Value {
    if answer.tools > 0 {
        Value::Null
    } else {
        json!("")
    }
}

/// What is said event by event, with the visible tokens of each.
fn deltas(answer: &Answer) -> Vec<(Value, u64)> {
    if answer.tools == 0 {
        return answer
            .pieces()
            .into_iter()
            .map(|(text, count)| match answer.kind {
                Kind::Chat => (json!({"content": text}), count),
                _ => (json!(text), count),
            })
            .collect();
    }
    let mut deltas = Vec::new();
    for index in 0..answer.tools {
        let function = json!({"name": TOOL, "arguments": ""});
        let call = json!({
            "index": index, "id": call_id(index), "type": "function", "function": function,
        });
        // All tokens count with the first call: their number is the knob's, not the tokenizer's.
        let count = if index == 0 { answer.visible } else { 0 };
        deltas.push((json!({"tool_calls": [call]}), count));
        for piece in ARGUMENTS {
            let call = json!({"index": index, "function": {"arguments": piece}});
            deltas.push((json!({"tool_calls": [call]}), 0));
        }
    }
    deltas
}

fn embeddings(answer: &Answer) -> Value {
    let data: Vec<Value> = (0..answer.inputs)
        .map(|index| {
            let vector: Vec<f32> = (0..answer.dimensions)
                .map(|at| (index + at) as f32 / 64.0)
                .collect();
            let embedding = if answer.base64 {
                let bytes: Vec<u8> = vector
                    .iter()
                    .flat_map(|float| float.to_le_bytes())
                    .collect();
                json!(base64::engine::general_purpose::STANDARD.encode(bytes))
            } else {
                json!(vector)
            };
            json!({"object": "embedding", "index": index, "embedding": embedding})
        })
        .collect();
    let mut list = json!({"object": "list", "data": data, "model": answer.model});
    if answer.usage_at != UsageAt::Never {
        let prompt = answer.tokens.prompt;
        list["usage"] = json!({"prompt_tokens": prompt, "total_tokens": prompt});
    }
    list
}

fn merged(mut left: Value, right: Value) -> Value {
    if let (Value::Object(left), Value::Object(right)) = (&mut left, right) {
        left.extend(right);
    }
    left
}
