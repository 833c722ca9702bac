//! A streamed answer as completion chunks.

use super::render::{answer_id, finish_word, logprobs};
use crate::domain::usage::Usage;
use crate::wire::chat::{Delta, Event, Finish};
use crate::wire::door::Rendering;
use crate::wire::door::chat::usage;
use bytes::BytesMut;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Writes chunks. Whatever order events come in, no answer gets text after its end, each ends once,
/// and usage comes last.
#[derive(Debug)]
pub struct Encoder {
    rendering: Rendering,
    id: Option<String>,
    answers: BTreeMap<u32, Progress>,
    usage: Option<Usage>,
    done: bool,
}

/// How far one answer is.
#[derive(Debug, Default)]
struct Progress {
    chars: usize,
    /// Log probabilities that wait for their text.
    logprobs: Option<Value>,
    finish: Option<Finish>,
}

impl Encoder {
    /// Begins an answer.
    #[must_use]
    pub fn new(rendering: Rendering) -> Self {
        Self {
            rendering,
            id: None,
            answers: BTreeMap::new(),
            usage: None,
            done: false,
        }
    }

    /// Takes the next event.
    pub fn event(&mut self, event: Event, out: &mut BytesMut) {
        if self.done {
            return;
        }
        match event {
            // One answer has one id.
            Event::Start { id, .. } if self.id.is_none() => {
                self.id = Some(answer_id(&id, &self.rendering));
            }
            Event::Delta { answer, delta } => match delta {
                Delta::Text(text) | Delta::Refusal(text) => self.text(answer, &text, out),
                Delta::Logprobs(told) => {
                    self.answers.entry(answer).or_default().logprobs = Some(told);
                }
                // A completion has no place for the rest.
                _ => {}
            },
            Event::Finish { answer, finish, .. } => {
                let progress = self.answers.entry(answer).or_default();
                progress.finish.get_or_insert(finish);
            }
            Event::Usage(used) => self.usage = Some(used),
            Event::Start { .. } | Event::ServiceTier(_) => {}
        }
    }

    fn text(&mut self, answer: u32, text: &str, out: &mut BytesMut) {
        let progress = self.answers.entry(answer).or_default();
        if text.is_empty() || progress.finish.is_some() {
            return;
        }
        let told = progress.logprobs.take();
        let told = told.and_then(|told| logprobs(&told, progress.chars));
        progress.chars += text.chars().count();
        let choice =
            json!({ "text": text, "index": answer, "logprobs": told, "finish_reason": null });
        self.chunk(&json!([choice]), None, out);
    }

    /// Ends the answer.
    pub fn finish(&mut self, out: &mut BytesMut) {
        if std::mem::replace(&mut self.done, true) {
            return;
        }
        let ends: Vec<(u32, Finish)> = self
            .answers
            .iter()
            .map(|(answer, progress)| (*answer, progress.finish.unwrap_or_default()))
            .collect();
        for (answer, finish) in ends {
            let choice = json!({ "text": "", "index": answer, "logprobs": null, "finish_reason": finish_word(finish) });
            self.chunk(&json!([choice]), None, out);
        }
        if let Some(used) = self.usage.filter(|_| self.rendering.include_usage) {
            self.chunk(&json!([]), Some(usage(&used)), out);
        }
    }

    fn chunk(&mut self, choices: &Value, usage: Option<Value>, out: &mut BytesMut) {
        let rendering = &self.rendering;
        let id = self.id.get_or_insert_with(|| answer_id("", rendering));
        let mut chunk = json!({
            "id": id, "object": "text_completion", "created": rendering.created_seconds,
            "model": rendering.model, "choices": choices,
        });
        if let Some(usage) = usage {
            chunk["usage"] = usage;
        }
        out.extend_from_slice(b"data: ");
        out.extend_from_slice(chunk.to_string().as_bytes());
        out.extend_from_slice(b"\n\n");
    }
}
