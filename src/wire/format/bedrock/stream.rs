//! A stream's events.

use super::fault::exception;
use super::response::{finish, stop_sequence, text, unreadable, usage};
use crate::wire::chat::{Delta, Event};
use crate::wire::fault::Fault;
use crate::wire::format::{Flow, Frame, Notes};
use serde_json::Value;

/// What an open block of a tool is.
#[derive(Debug, Clone, Copy)]
enum Open {
    /// A call, by its number.
    Call(u32),
    /// The answer, given by a tool of ours.
    Answer,
}

/// Reads the events of a stream.
#[derive(Debug)]
pub struct Decoder {
    notes: Notes,
    /// The open tool: the provider's index of its block, what it is, whether it has arguments.
    open: Vec<(u64, Open, bool)>,
    calls: u32,
    finished: bool,
}

impl Decoder {
    /// Begins an answer.
    #[must_use]
    pub fn new(notes: Notes) -> Self {
        Self {
            notes,
            open: Vec::new(),
            calls: 0,
            finished: false,
        }
    }

    /// Reads one event.
    ///
    /// # Errors
    /// A fault when it cannot be read, or is an exception.
    pub fn frame(&mut self, frame: Frame<'_>, out: &mut Vec<Event>) -> Result<Flow, Fault> {
        if frame.event.ends_with("Exception") {
            return Err(exception(frame.event, frame.data));
        }
        let said: Value = serde_json::from_slice(frame.data).map_err(|e| unreadable(&e))?;
        let index = said["contentBlockIndex"].as_u64().unwrap_or(0);
        match frame.event {
            "contentBlockStart" => self.start(index, &said["start"]["toolUse"], out),
            "contentBlockDelta" => self.delta(index, &said["delta"], out),
            "contentBlockStop" => self.stop(index, out),
            "messageStop" => {
                out.push(Event::Finish {
                    answer: 0,
                    finish: finish(&said["stopReason"], self.calls > 0),
                    stop_sequence: stop_sequence(&said),
                });
                self.finished = true;
            }
            "metadata" => {
                out.extend(text(&said["serviceTier"]["type"]).map(Event::ServiceTier));
                out.extend(usage(&said["usage"]).map(Event::Usage));
                if self.finished {
                    return Ok(Flow::Done);
                }
            }
            // `messageStart`, and what is yet to come.
            _ => {}
        }
        Ok(Flow::More)
    }

    /// The bytes have ended. Without its usage an answer that said why it ended is whole.
    ///
    /// # Errors
    /// A fault when the answer was not complete.
    pub fn end(&mut self, _out: &mut Vec<Event>) -> Result<(), Fault> {
        if self.finished {
            return Ok(());
        }
        let message = "the provider's stream ended before its answer did";
        Err(Fault::connection("upstream_truncated", 502, message))
    }

    fn start(&mut self, index: u64, call: &Value, out: &mut Vec<Event>) {
        let Some(name) = call["name"].as_str() else {
            return;
        };
        if self.notes.answer_tool.as_deref() == Some(name) {
            self.open.push((index, Open::Answer, false));
            return;
        }
        let number = self.calls;
        self.calls += 1;
        self.open.push((index, Open::Call(number), false));
        let start = Delta::ToolStart {
            call: number,
            id: text(&call["toolUseId"]).unwrap_or_default(),
            name: self.notes.client_name(name).to_owned(),
            signature: None,
        };
        push(out, Some(start));
    }

    fn delta(&mut self, index: u64, delta: &Value, out: &mut Vec<Event>) {
        push(out, text(&delta["text"]).map(Delta::Text));
        let thought = &delta["reasoningContent"];
        push(out, text(&thought["text"]).map(Delta::Thinking));
        push(
            out,
            text(&thought["signature"]).map(Delta::ThinkingSignature),
        );
        push(
            out,
            text(&thought["redactedContent"]).map(Delta::RedactedThinking),
        );
        let open = self.open.iter_mut().find(|(block, _, _)| *block == index);
        if let (Some(json), Some((_, open, has_arguments))) =
            (text(&delta["toolUse"]["input"]), open)
        {
            *has_arguments = true;
            let more = match *open {
                Open::Answer => Delta::Text(json),
                Open::Call(call) => Delta::ToolArguments { call, json },
            };
            push(out, Some(more));
        }
    }

    /// A call without arguments says nothing of them; clients read an object.
    fn stop(&mut self, index: u64, out: &mut Vec<Event>) {
        for (block, open, has_arguments) in &self.open {
            if let (true, Open::Call(call), false) = (*block == index, open, has_arguments) {
                let json = "{}".to_owned();
                push(out, Some(Delta::ToolArguments { call: *call, json }));
            }
        }
        self.open.retain(|(block, _, _)| *block != index);
    }
}

fn push(out: &mut Vec<Event>, delta: Option<Delta>) {
    out.extend(delta.map(|delta| Event::Delta { answer: 0, delta }));
}
