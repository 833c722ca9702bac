//! Messages: words, and what stands beside them.

use super::super::event::{close_content, place_of, write};
use super::super::item::{self, Content, Item};
use super::{Encoder, Slot};
use bytes::BytesMut;
use serde_json::{Value, json};

impl Encoder {
    pub(super) fn text(&mut self, refusal: bool, text: String, out: &mut BytesMut) {
        let at = match self.open {
            Some(at) if matches!(self.items[at].item, Item::Message(_)) => at,
            _ => self.add(Item::Message(Vec::new()), out),
        };
        self.open_content(at, refusal, out);
        let waiting = std::mem::take(&mut self.annotations);
        for source in waiting {
            if refusal {
                self.annotations.push(source);
            } else {
                self.annotate(at, source, out);
            }
        }
        let logprobs = if refusal {
            Vec::new()
        } else {
            std::mem::take(&mut self.logprobs)
        };
        let Slot { item, id, .. } = &mut self.items[at];
        let Item::Message(contents) = item else {
            return;
        };
        let place = contents.len() - 1;
        let content = &mut contents[place];
        content.text.push_str(&text);
        if !text.is_empty() {
            let kind = if refusal {
                "response.refusal.delta"
            } else {
                "response.output_text.delta"
            };
            write(out, &mut self.sequence, kind, |event| {
                place_of(event, id, at);
                event.raw("content_index", &place.to_string());
                event.string("delta", &text);
                if !refusal {
                    event.raw("logprobs", &json!(logprobs).to_string());
                }
            });
        }
        content.logprobs.extend(logprobs);
    }

    /// Makes the last part of a message one of this kind.
    fn open_content(&mut self, at: usize, refusal: bool, out: &mut BytesMut) {
        if refusal {
            self.settle();
        }
        let Slot { item, id, .. } = &mut self.items[at];
        let Item::Message(contents) = item else {
            return;
        };
        match contents.last() {
            Some(last) if last.refusal == refusal => return,
            Some(last) => {
                close_content(out, &mut self.sequence, (id, at), contents.len() - 1, last)
            }
            None => {}
        }
        let content = Content::new(refusal);
        write(
            out,
            &mut self.sequence,
            "response.content_part.added",
            |event| {
                place_of(event, id, at);
                event.raw("content_index", &contents.len().to_string());
                event.raw("part", &content.json().to_string());
            },
        );
        contents.push(content);
    }

    pub(super) fn annotation(&mut self, source: &Value, out: &mut BytesMut) {
        let source = item::annotation(source);
        let in_text = self.open.filter(|at| {
            let item = &self.items[*at].item;
            matches!(item, Item::Message(contents) if contents.last().is_some_and(|last| !last.refusal))
        });
        match in_text {
            Some(at) => self.annotate(at, source, out),
            None => self.annotations.push(source),
        }
    }

    fn annotate(&mut self, at: usize, source: Value, out: &mut BytesMut) {
        let Slot { item, id, .. } = &mut self.items[at];
        let Item::Message(contents) = item else {
            return;
        };
        let place = contents.len().saturating_sub(1);
        let Some(content) = contents.last_mut() else {
            return;
        };
        write(
            out,
            &mut self.sequence,
            "response.output_text.annotation.added",
            |event| {
                place_of(event, id, at);
                event.raw("content_index", &place.to_string());
                event.raw("annotation_index", &content.annotations.len().to_string());
                event.raw("annotation", &source.to_string());
            },
        );
        content.annotations.push(source);
    }

    /// Gives log probabilities that came after their text to that text.
    pub(super) fn settle(&mut self) {
        let open = self.open.map(|at| &mut self.items[at].item);
        if let Some(Item::Message(contents)) = open
            && let Some(text) = contents.last_mut().filter(|last| !last.refusal)
        {
            text.logprobs.append(&mut self.logprobs);
        }
    }
}
