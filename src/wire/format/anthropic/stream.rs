//! A stream of message events into the hub.

use super::response::{annotation, finish, invalid, stated, text, tier};
use crate::domain::usage::Usage;
use crate::wire::chat::{Delta, Event, Finish};
use crate::wire::door::Door;
use crate::wire::fault::Fault;
use crate::wire::format::{Flow, Frame, Notes};
use crate::wire::native;
use serde_json::Value;

/// What an open content block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    /// A call of the client's tool, by its number.
    Call(u32),
    /// The tool whose input is the answer.
    Answer,
    /// Anything else: its deltas tell what they are.
    Other,
}

/// Reads events.
#[derive(Debug)]
pub struct Decoder {
    notes: Notes,
    /// Open blocks by the provider's index.
    blocks: Vec<(u64, Block)>,
    calls: u32,
    usage: Usage,
    finished: bool,
}

impl Decoder {
    /// Begins an answer.
    #[must_use]
    pub fn new(notes: Notes) -> Self {
        Self {
            notes,
            blocks: Vec::new(),
            calls: 0,
            usage: Usage::default(),
            finished: false,
        }
    }

    /// Reads one event.
    pub fn frame(&mut self, frame: Frame<'_>, out: &mut Vec<Event>) -> Result<Flow, Fault> {
        let data = frame.data.trim_ascii();
        if data.is_empty() {
            return Ok(Flow::More);
        }
        let said: Value = serde_json::from_slice(data).map_err(invalid)?;
        let mut push = |delta| out.push(Event::Delta { answer: 0, delta });
        match said["type"].as_str().unwrap_or_default() {
            "message_start" => {
                let message = &said["message"];
                out.push(Event::Start {
                    id: text(&message["id"]),
                    model: text(&message["model"]),
                });
                out.extend(tier(&message["usage"]).map(Event::ServiceTier));
                if let Some(usage) = native::usage(Door::Messages, message) {
                    self.usage = usage;
                    out.push(Event::Usage(usage));
                }
            }
            "content_block_start" => self.begin(&said, &mut push),
            "content_block_delta" => self.delta(&said, &mut push),
            "content_block_stop" => {
                let index = said["index"].as_u64().unwrap_or(0);
                self.blocks.retain(|(open, _)| *open != index);
            }
            "message_delta" => self.message_delta(&said, out),
            "message_stop" => return Ok(Flow::Done),
            "error" => return Err(stated(&said)),
            // `ping`, and what is not known yet.
            _ => {}
        }
        Ok(Flow::More)
    }

    /// The bytes have ended. Without its last event an answer that said why it ended is whole.
    pub fn end(&mut self, _out: &mut Vec<Event>) -> Result<(), Fault> {
        if self.finished {
            return Ok(());
        }
        let message = "the provider's stream ended before its answer did";
        Err(Fault::connection("upstream_truncated", 502, message))
    }

    fn begin(&mut self, said: &Value, push: &mut impl FnMut(Delta)) {
        let index = said["index"].as_u64().unwrap_or(0);
        let block = &said["content_block"];
        let kind = match block["type"].as_str().unwrap_or_default() {
            "tool_use" => {
                let name = text(&block["name"]);
                if self.notes.answer_tool.as_deref() == Some(name.as_str()) {
                    Block::Answer
                } else {
                    let call = self.calls;
                    self.calls += 1;
                    push(Delta::ToolStart {
                        call,
                        id: text(&block["id"]),
                        name: self.notes.client_name(&name).to_owned(),
                        signature: None,
                    });
                    // An input may come whole with the start.
                    if block["input"]
                        .as_object()
                        .is_some_and(|input| !input.is_empty())
                    {
                        let json = block["input"].to_string();
                        push(Delta::ToolArguments { call, json });
                    }
                    Block::Call(call)
                }
            }
            "redacted_thinking" => {
                push(Delta::RedactedThinking(text(&block["data"])));
                Block::Other
            }
            "text" => {
                if let Some(said) = block["text"].as_str().filter(|said| !said.is_empty()) {
                    push(Delta::Text(said.to_owned()));
                }
                Block::Other
            }
            "thinking" => {
                if let Some(said) = block["thinking"].as_str().filter(|said| !said.is_empty()) {
                    push(Delta::Thinking(said.to_owned()));
                }
                Block::Other
            }
            _ => Block::Other,
        };
        self.blocks.push((index, kind));
    }

    fn delta(&mut self, said: &Value, push: &mut impl FnMut(Delta)) {
        let index = said["index"].as_u64().unwrap_or(0);
        let open = self.blocks.iter().rev().find(|(open, _)| *open == index);
        let block = open.map_or(Block::Other, |(_, block)| *block);
        let delta = &said["delta"];
        match (delta["type"].as_str().unwrap_or_default(), block) {
            ("text_delta", _) => push(Delta::Text(text(&delta["text"]))),
            ("thinking_delta", _) => push(Delta::Thinking(text(&delta["thinking"]))),
            ("signature_delta", _) => push(Delta::ThinkingSignature(text(&delta["signature"]))),
            ("input_json_delta", Block::Call(call)) => push(Delta::ToolArguments {
                call,
                json: text(&delta["partial_json"]),
            }),
            ("input_json_delta", Block::Answer) => push(Delta::Text(text(&delta["partial_json"]))),
            ("citations_delta", _) => {
                if let Some(source) = annotation(&delta["citation"]) {
                    push(Delta::Annotation(source));
                }
            }
            _ => {}
        }
    }

    fn message_delta(&mut self, said: &Value, out: &mut Vec<Event>) {
        if native::merge_messages_usage(&mut self.usage, &said["usage"]) {
            out.push(Event::Usage(self.usage));
        }
        let Some(word) = said["delta"]["stop_reason"].as_str() else {
            return;
        };
        self.finished = true;
        let ended = match finish(word) {
            // The only call was the answer itself.
            Finish::ToolCalls if self.calls == 0 => Finish::Stop,
            ended => ended,
        };
        out.push(Event::Finish {
            answer: 0,
            finish: ended,
            stop_sequence: said["delta"]["stop_sequence"].as_str().map(str::to_owned),
        });
    }
}
