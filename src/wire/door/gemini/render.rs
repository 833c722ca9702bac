//! Answers as `GenerateContentResponse`, whole or in pieces.

use crate::domain::usage::Usage;
use crate::wire::chat::{ChatResponse, Delta, Event, Finish, Part, Source};
use crate::wire::door::Rendering;
use bytes::{BufMut, Bytes, BytesMut};
use serde_json::{Value, json};

/// Writes a whole answer.
#[must_use]
pub fn render(response: &ChatResponse, rendering: &Rendering) -> Bytes {
    let candidates = response.answers.iter().map(|answer| {
        let parts: Vec<Value> = answer.parts.iter().filter_map(part).collect();
        candidate(answer.index, parts, Some(answer.finish))
    });
    let id = if response.id.is_empty() {
        &rendering.id
    } else {
        &response.id
    };
    let mut body = frame(id, rendering, candidates.collect());
    body["usageMetadata"] = usage(&response.usage.unwrap_or_default());
    Bytes::from(body.to_string())
}

fn frame(id: &str, rendering: &Rendering, candidates: Vec<Value>) -> Value {
    json!({ "candidates": candidates, "modelVersion": rendering.model, "responseId": id })
}

fn candidate(index: u32, parts: Vec<Value>, finish: Option<Finish>) -> Value {
    let mut candidate = json!({ "content": { "parts": parts, "role": "model" }, "index": index });
    if let Some(finish) = finish {
        candidate["finishReason"] = json!(match finish {
            Finish::Stop | Finish::ToolCalls => "STOP",
            Finish::Length => "MAX_TOKENS",
            Finish::ContentFilter => "SAFETY",
        });
    }
    candidate
}

fn usage(used: &Usage) -> Value {
    let cached = used.cache_read.saturating_add(used.cache_read_audio);
    let candidates = used.completion_tokens().saturating_sub(used.reasoning);
    let mut usage = json!({
        "promptTokenCount": used.prompt_tokens(),
        "candidatesTokenCount": candidates,
        "totalTokenCount": used.total_tokens(),
    });
    if cached > 0 {
        usage["cachedContentTokenCount"] = json!(cached);
    }
    if used.reasoning > 0 {
        usage["thoughtsTokenCount"] = json!(used.reasoning);
    }
    usage
}

fn part(part: &Part) -> Option<Value> {
    match part {
        Part::Text { text, .. } | Part::Refusal { text } => Some(json!({ "text": text })),
        Part::Thinking { text, signature } => {
            let mut said = json!({ "text": text, "thought": true });
            if let Some(seal) = signature {
                said["thoughtSignature"] = json!(seal);
            }
            Some(said)
        }
        Part::ToolCall(call) => Some(function_call(
            &call.id,
            &call.name,
            call.input(),
            call.signature.as_deref(),
        )),
        Part::Image {
            source: Source::Base64 { media_type, data },
            ..
        } => Some(json!({ "inlineData": { "mimeType": media_type, "data": data } })),
        _ => None,
    }
}

fn function_call(id: &str, name: &str, args: Value, signature: Option<&str>) -> Value {
    let mut part = json!({ "functionCall": { "id": id, "name": name, "args": args } });
    if let Some(seal) = signature {
        part["thoughtSignature"] = json!(seal);
    }
    part
}

/// A call whose arguments are being gathered: the dialect tells them whole.
#[derive(Debug)]
struct Call {
    answer: u32,
    call: u32,
    id: String,
    name: String,
    arguments: String,
    signature: Option<String>,
}

/// Writes a stream. Text leaves at once; calls leave whole, with the reason to end and the usage last.
#[derive(Debug)]
pub struct Encoder {
    rendering: Rendering,
    id: String,
    calls: Vec<Call>,
    finishes: Vec<(u32, Finish)>,
    usage: Usage,
}

impl Encoder {
    /// Begins an answer.
    #[must_use]
    pub fn new(rendering: Rendering) -> Self {
        Self {
            id: rendering.id.clone(),
            rendering,
            calls: Vec::new(),
            finishes: Vec::new(),
            usage: Usage::default(),
        }
    }

    /// Takes the next event.
    pub fn event(&mut self, event: Event, out: &mut BytesMut) {
        match event {
            Event::Start { id, .. } if !id.is_empty() => self.id = id,
            Event::Delta { answer, delta } => self.delta(answer, delta, out),
            Event::Finish { answer, finish, .. } => {
                self.finishes.retain(|(of, _)| *of != answer);
                self.finishes.push((answer, finish));
            }
            Event::Usage(used) => self.usage = used,
            Event::Start { .. } | Event::ServiceTier(_) => {}
        }
    }

    /// Ends the answer.
    pub fn finish(&mut self, out: &mut BytesMut) {
        if self.finishes.is_empty() {
            self.finishes.push((0, Finish::Stop));
        }
        let calls = std::mem::take(&mut self.calls);
        let mut finishes = std::mem::take(&mut self.finishes);
        // An answer that called something without an end of its own still tells its calls.
        for call in &calls {
            if !finishes.iter().any(|(of, _)| *of == call.answer) {
                finishes.push((call.answer, Finish::Stop));
            }
        }
        finishes.sort_by_key(|(of, _)| *of);
        let last = |(answer, finish): &(u32, Finish)| {
            let own = calls.iter().filter(|call| call.answer == *answer);
            let parts = own.map(|call| {
                let args = serde_json::from_str(&call.arguments).unwrap_or_else(|_| json!({}));
                function_call(&call.id, &call.name, args, call.signature.as_deref())
            });
            candidate(*answer, parts.collect(), Some(*finish))
        };
        let mut body = frame(
            &self.id,
            &self.rendering,
            finishes.iter().map(last).collect(),
        );
        body["usageMetadata"] = usage(&self.usage);
        put(&body, out);
    }

    fn delta(&mut self, answer: u32, delta: Delta, out: &mut BytesMut) {
        let said = match delta {
            Delta::Text(text) if text.is_empty() => return,
            Delta::Text(text) | Delta::Refusal(text) => json!({ "text": text }),
            Delta::Thinking(text) => json!({ "text": text, "thought": true }),
            Delta::ThinkingSignature(seal) => {
                json!({ "text": "", "thought": true, "thoughtSignature": seal })
            }
            Delta::ToolStart {
                call,
                id,
                name,
                signature,
            } => {
                if !self
                    .calls
                    .iter()
                    .any(|known| (known.answer, known.call) == (answer, call))
                {
                    self.calls.push(Call {
                        answer,
                        call,
                        id,
                        name,
                        arguments: String::new(),
                        signature,
                    });
                }
                return;
            }
            Delta::ToolArguments { call, json } => {
                let known = self
                    .calls
                    .iter_mut()
                    .find(|known| (known.answer, known.call) == (answer, call));
                if let Some(known) = known {
                    known.arguments.push_str(&json);
                }
                return;
            }
            Delta::Image { media_type, data } => {
                json!({ "inlineData": { "mimeType": media_type, "data": data } })
            }
            // Another provider's secret, and what the dialect tells elsewhere.
            Delta::RedactedThinking(_) | Delta::Annotation(_) | Delta::Logprobs(_) => return,
        };
        put(
            &frame(
                &self.id,
                &self.rendering,
                vec![candidate(answer, vec![said], None)],
            ),
            out,
        );
    }
}

fn put(body: &Value, out: &mut BytesMut) {
    out.put_slice(format!("data: {body}\n\n").as_bytes());
}
