//! A streamed answer as chat completion chunks.

use super::render::{answer_id, finish_word, thinking_block, usage};
use crate::domain::usage::Usage;
use crate::wire::chat::{Delta, Event, Finish, join_seal};
use crate::wire::door::Rendering;
use bytes::{BufMut, BytesMut};
use serde_json::{Value, json};

/// Writes chunks. The role comes with the first chunk of an answer, each call keeps its own index,
/// a call without arguments gets an empty object, and why an answer ended is told after all of it.
#[derive(Debug)]
pub struct Encoder {
    rendering: Rendering,
    id: String,
    answers: Vec<State>,
    usage: Option<Usage>,
    service_tier: Option<String>,
}

/// How far one answer is.
#[derive(Debug, Default)]
struct State {
    index: u32,
    has_role: bool,
    /// Calls in the order in which they began: the provider's number, and whether arguments came.
    calls: Vec<(u32, bool)>,
    finish: Option<(Finish, Option<String>)>,
}

impl Encoder {
    /// Begins an answer.
    #[must_use]
    pub fn new(rendering: Rendering) -> Self {
        Self {
            id: answer_id("", &rendering),
            rendering,
            answers: Vec::new(),
            usage: None,
            service_tier: None,
        }
    }

    /// Takes the next event.
    pub fn event(&mut self, event: Event, out: &mut BytesMut) {
        match event {
            Event::Start { id, .. } => {
                // The id is the same in every chunk: once one has left it stays.
                if !id.is_empty() && self.answers.is_empty() {
                    self.id = id;
                }
            }
            Event::Delta { answer, delta } => self.delta(answer, delta, out),
            Event::Finish {
                answer,
                finish,
                stop_sequence,
            } => {
                let at = self.state(answer);
                self.answers[at].finish = Some((finish, stop_sequence));
            }
            Event::Usage(used) => self.usage = Some(used),
            Event::ServiceTier(tier) => self.service_tier = Some(tier),
        }
    }

    /// Ends the answer: why it ended, and usage for who asked. `[DONE]` is left to the caller, who
    /// holds it back until the call is on record.
    pub fn finish(&mut self, out: &mut BytesMut) {
        if self.answers.is_empty() {
            self.state(0);
        }
        for at in 0..self.answers.len() {
            let empty: Vec<usize> = (0..self.answers[at].calls.len())
                .filter(|call| !self.answers[at].calls[*call].1)
                .collect();
            for call in empty {
                let arguments = json!([{ "index": call, "type": "function", "function": { "arguments": "{}" } }]);
                self.chunk(at, json!({ "tool_calls": arguments }), out);
            }
            let state = &mut self.answers[at];
            let calls_tools = !state.calls.is_empty();
            let (finish, _) = state.finish.take().unwrap_or_default();
            self.write(
                at,
                json!({}),
                Some(finish_word(finish, calls_tools)),
                None,
                out,
            );
        }
        if let Some(used) = self.usage.filter(|_| self.rendering.include_usage) {
            let mut chunk = self.frame(json!([{ "index": 0, "delta": {} }]));
            chunk["usage"] = usage(&used);
            put(&chunk, out);
        }
    }

    fn state(&mut self, index: u32) -> usize {
        let found = self.answers.iter().position(|state| state.index == index);
        found.unwrap_or_else(|| {
            self.answers.push(State {
                index,
                ..State::default()
            });
            self.answers.len() - 1
        })
    }

    fn delta(&mut self, answer: u32, delta: Delta, out: &mut BytesMut) {
        let at = self.state(answer);
        let said = match delta {
            Delta::Text(text) if text.is_empty() => return,
            Delta::Text(text) => json!({ "content": text }),
            Delta::Refusal(text) => json!({ "refusal": text }),
            Delta::Thinking(text) => json!({
                "content": "", "reasoning_content": text, "thinking_blocks": [thinking_block(&text, None)],
            }),
            Delta::ThinkingSignature(seal) => json!({
                "content": "", "reasoning_content": "", "thinking_blocks": [thinking_block("", Some(&seal))],
            }),
            Delta::RedactedThinking(data) => json!({
                "content": "", "thinking_blocks": [{ "type": "redacted_thinking", "data": data }],
            }),
            Delta::ToolStart {
                call,
                id,
                name,
                signature,
            } => {
                let calls = &mut self.answers[at].calls;
                if calls.iter().any(|(of, _)| *of == call) {
                    return;
                }
                calls.push((call, false));
                json!({ "tool_calls": [{
                    "id": join_seal(&id, signature.as_deref()), "type": "function", "index": calls.len() - 1,
                    "function": { "name": name, "arguments": "" },
                }] })
            }
            Delta::ToolArguments { call, json: text } => {
                let calls = &mut self.answers[at].calls;
                let Some(index) = calls.iter().position(|(of, _)| *of == call) else {
                    return;
                };
                if text.is_empty() {
                    return;
                }
                calls[index].1 = true;
                json!({ "tool_calls": [{ "index": index, "type": "function", "function": { "arguments": text } }] })
            }
            Delta::Annotation(source) => json!({ "annotations": [source] }),
            Delta::Image { media_type, data } => {
                let url = format!("data:{media_type};base64,{data}");
                json!({ "images": [{ "type": "image_url", "index": 0, "image_url": { "url": url } }] })
            }
            Delta::Logprobs(logprobs) => {
                self.write(at, json!({ "content": "" }), None, Some(logprobs), out);
                return;
            }
        };
        self.chunk(at, said, out);
    }

    fn chunk(&mut self, at: usize, delta: Value, out: &mut BytesMut) {
        self.write(at, delta, None, None, out);
    }

    fn write(
        &mut self,
        at: usize,
        mut delta: Value,
        finish: Option<&str>,
        logprobs: Option<Value>,
        out: &mut BytesMut,
    ) {
        let state = &mut self.answers[at];
        if !std::mem::replace(&mut state.has_role, true) {
            delta["role"] = json!("assistant");
            if delta.get("content").is_none() && finish.is_none() {
                delta["content"] = json!("");
            }
        }
        let mut choice = json!({ "index": state.index, "delta": delta });
        if let Some(word) = finish {
            choice["finish_reason"] = json!(word);
        }
        if let Some(logprobs) = logprobs {
            choice["logprobs"] = logprobs;
        }
        put(&self.frame(json!([choice])), out);
    }

    fn frame(&self, choices: Value) -> Value {
        let mut chunk = json!({
            "id": self.id, "created": self.rendering.created_seconds, "model": self.rendering.model,
            "object": "chat.completion.chunk", "choices": choices,
        });
        if let Some(tier) = &self.service_tier {
            chunk["service_tier"] = json!(tier);
        }
        chunk
    }
}

fn put(chunk: &Value, out: &mut BytesMut) {
    out.put_slice(b"data: ");
    out.put_slice(chunk.to_string().as_bytes());
    out.put_slice(b"\n\n");
}
