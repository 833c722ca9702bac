//! A streamed answer as message events.

use super::render::{answer_id, stop_reason, usage};
use crate::domain::usage::Usage;
use crate::wire::chat::{Delta, Event, Finish, join_seal};
use crate::wire::door::Rendering;
use bytes::{BufMut, BytesMut};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Which kind of content block is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Text,
    Thinking,
    /// A thought whose seal has been told: nothing may follow in its block.
    SealedThinking,
    Call(u32),
}

/// A call whose turn has not come: the dialect has one block open at a time.
#[derive(Debug)]
struct Waiting {
    call: u32,
    id: String,
    name: String,
    arguments: String,
}

/// Writes events. The message begins before anything else, blocks are numbered and closed before the
/// next opens, a second call and what is said after a call wait until the first is whole, and why the answer ended and
/// what it used come last.
#[derive(Debug)]
pub struct Encoder {
    rendering: Rendering,
    id: String,
    started: bool,
    open: Option<Open>,
    blocks: u32,
    calls: Vec<u32>,
    waiting: Vec<Waiting>,
    /// What was said while a call was open.
    later: Vec<Delta>,
    finish: Option<(Finish, Option<String>)>,
    usage: Usage,
}

impl Encoder {
    /// Begins an answer.
    #[must_use]
    pub fn new(rendering: Rendering) -> Self {
        Self {
            id: answer_id("", &rendering),
            rendering,
            started: false,
            open: None,
            blocks: 0,
            calls: Vec::new(),
            waiting: Vec::new(),
            later: Vec::new(),
            finish: None,
            usage: Usage::default(),
        }
    }

    /// Takes the next event.
    pub fn event(&mut self, event: Event, out: &mut BytesMut) {
        match event {
            Event::Start { id, .. } => {
                if !id.is_empty() && !self.started {
                    self.id = id;
                }
            }
            // The dialect has one answer.
            Event::Delta { answer: 0, delta } => self.delta(delta, out),
            Event::Finish {
                answer: 0,
                finish,
                stop_sequence,
            } => self.finish = Some((finish, stop_sequence)),
            Event::Usage(used) => self.usage = used,
            Event::Delta { .. } | Event::Finish { .. } | Event::ServiceTier(_) => {}
        }
    }

    /// Ends the answer.
    pub fn finish(&mut self, out: &mut BytesMut) {
        self.start(out);
        self.close(out);
        for waiting in std::mem::take(&mut self.waiting) {
            self.call(&waiting, out);
        }
        for delta in std::mem::take(&mut self.later) {
            self.delta(delta, out);
        }
        self.close(out);
        let (finish, stop) = self.finish.take().unwrap_or_default();
        let reason = stop_reason(finish, !self.calls.is_empty(), stop.is_some());
        let delta = json!({ "stop_reason": reason, "stop_sequence": stop });
        let data = json!({ "type": "message_delta", "delta": delta, "usage": usage(&self.usage) });
        put("message_delta", &data, out);
        put("message_stop", &json!({ "type": "message_stop" }), out);
    }

    fn delta(&mut self, delta: Delta, out: &mut BytesMut) {
        let of_call = matches!(delta, Delta::ToolStart { .. } | Delta::ToolArguments { .. });
        if matches!(self.open, Some(Open::Call(_))) && !of_call {
            // Closing the call would lose the arguments that may still come.
            self.later.push(delta);
            return;
        }
        match delta {
            Delta::Text(text) | Delta::Refusal(text) => {
                if !text.is_empty() {
                    self.need(Open::Text, &json!({ "type": "text", "text": "" }), out);
                    self.said(&json!({ "type": "text_delta", "text": text }), out);
                }
            }
            Delta::Thinking(text) => {
                let block = json!({ "type": "thinking", "thinking": "", "signature": "" });
                self.need(Open::Thinking, &block, out);
                self.said(&json!({ "type": "thinking_delta", "thinking": text }), out);
            }
            Delta::ThinkingSignature(seal) => {
                if self.open != Some(Open::SealedThinking) {
                    let block = json!({ "type": "thinking", "thinking": "", "signature": "" });
                    self.need(Open::Thinking, &block, out);
                }
                self.said(
                    &json!({ "type": "signature_delta", "signature": seal }),
                    out,
                );
                self.open = Some(Open::SealedThinking);
            }
            Delta::RedactedThinking(data) => {
                self.close(out);
                self.begin(&json!({ "type": "redacted_thinking", "data": data }), out);
                self.end_block(out);
            }
            Delta::ToolStart {
                call,
                id,
                name,
                signature,
            } => {
                if self.calls.contains(&call) {
                    return;
                }
                self.calls.push(call);
                let id = join_seal(&id, signature.as_deref()).into_owned();
                if matches!(self.open, Some(Open::Call(_))) {
                    // The open call may still get arguments.
                    self.waiting.push(Waiting {
                        call,
                        id,
                        name,
                        arguments: String::new(),
                    });
                } else {
                    self.open_call(call, &id, &name, out);
                }
            }
            Delta::ToolArguments { call, json } => self.arguments(call, &json, out),
            Delta::Image { media_type, data } => {
                self.close(out);
                let source = json!({ "type": "base64", "media_type": media_type, "data": data });
                self.begin(&json!({ "type": "image", "source": source }), out);
                self.end_block(out);
            }
            // The dialect tells neither.
            Delta::Annotation(_) | Delta::Logprobs(_) => {}
        }
    }

    fn arguments(&mut self, call: u32, text: &str, out: &mut BytesMut) {
        if self.open == Some(Open::Call(call)) {
            self.said(
                &json!({ "type": "input_json_delta", "partial_json": text }),
                out,
            );
        } else if let Some(waiting) = self.waiting.iter_mut().find(|waiting| waiting.call == call) {
            waiting.arguments.push_str(text);
        }
    }

    fn open_call(&mut self, call: u32, id: &str, name: &str, out: &mut BytesMut) {
        let block = json!({ "type": "tool_use", "id": id, "name": name, "input": {} });
        self.need(Open::Call(call), &block, out);
    }

    /// A call that had to wait, whole.
    fn call(&mut self, waiting: &Waiting, out: &mut BytesMut) {
        self.open_call(waiting.call, &waiting.id, &waiting.name, out);
        if !waiting.arguments.is_empty() {
            let delta = json!({ "type": "input_json_delta", "partial_json": waiting.arguments });
            self.said(&delta, out);
        }
        self.close(out);
    }

    fn start(&mut self, out: &mut BytesMut) {
        if std::mem::replace(&mut self.started, true) {
            return;
        }
        let mut used = usage(&self.usage);
        used["output_tokens"] = json!(0);
        let message = json!({
            "id": self.id, "type": "message", "role": "assistant", "model": self.rendering.model,
            "content": [], "stop_reason": null, "stop_sequence": null, "usage": used,
        });
        put(
            "message_start",
            &json!({ "type": "message_start", "message": message }),
            out,
        );
    }

    /// Makes sure that a block of this kind is open.
    fn need(&mut self, kind: Open, block: &Value, out: &mut BytesMut) {
        if self.open == Some(kind) {
            return;
        }
        self.close(out);
        self.begin(block, out);
        self.open = Some(kind);
    }

    fn begin(&mut self, block: &Value, out: &mut BytesMut) {
        self.start(out);
        let data =
            json!({ "type": "content_block_start", "index": self.blocks, "content_block": block });
        put("content_block_start", &data, out);
    }

    fn said(&self, delta: &Value, out: &mut BytesMut) {
        let data = json!({ "type": "content_block_delta", "index": self.blocks, "delta": delta });
        put("content_block_delta", &data, out);
    }

    fn close(&mut self, out: &mut BytesMut) {
        if self.open.take().is_some() {
            self.end_block(out);
        }
    }

    fn end_block(&mut self, out: &mut BytesMut) {
        let data = json!({ "type": "content_block_stop", "index": self.blocks });
        put("content_block_stop", &data, out);
        self.blocks += 1;
    }
}

fn put(event: &str, data: &Value, out: &mut BytesMut) {
    let mut text = String::with_capacity(128);
    // Writing to a String cannot fail.
    let _ = write!(text, "event: {event}\ndata: {data}\n\n");
    out.put_slice(text.as_bytes());
}
