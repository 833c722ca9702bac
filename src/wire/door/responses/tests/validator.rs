//! The order that the protocol demands.

use serde_json::{Value, json};
use std::collections::HashMap;

/// What the protocol demands of a stream, in the reference's words: items and parts are added, filled
/// and done, in their places; what is done holds what was told; the last event holds every item.
#[derive(Default)]
pub(super) struct Validator {
    items: HashMap<u64, (String, bool)>,
    parts: HashMap<(u64, u64), (String, bool)>,
    arguments: HashMap<u64, (String, bool)>,
    done: Vec<(u64, Value)>,
    ended: bool,
}

impl Validator {
    pub(super) fn check(events: &[Value]) {
        let mut validator = Self::default();
        for (number, event) in events.iter().enumerate() {
            assert!(!validator.ended, "nothing follows the end");
            assert_eq!(event["sequence_number"], number);
            let expected = ["response.created", "response.in_progress"].get(number);
            if let Some(expected) = expected {
                assert_eq!(event["type"], **expected);
                assert_eq!(event["response"]["status"], "in_progress");
                assert_eq!(event["response"]["output"], json!([]));
                assert_eq!(event["response"]["usage"], Value::Null);
            } else {
                validator.step(event["type"].as_str().expect("a type"), event);
            }
        }
        assert!(validator.ended, "the response ends");
    }

    fn step(&mut self, kind: &str, event: &Value) {
        let place = event["output_index"].as_u64();
        let at = place.unwrap_or(u64::MAX);
        if let Some(id) = event.get("item_id") {
            let (known, done) = &self.items[&at];
            assert_eq!(id, known, "{event}");
            assert!(!done, "{event} comes after its item was done");
        }
        let index = event
            .get("content_index")
            .or_else(|| event.get("summary_index"));
        let part = (at, index.and_then(Value::as_u64).unwrap_or(u64::MAX));
        match kind {
            "response.output_item.added" => {
                assert_eq!(at, self.items.len() as u64, "items have consecutive places");
                let id = event["item"]["id"].as_str().expect("an id").to_owned();
                assert!(self.items.values().all(|(known, _)| *known != id));
                self.items.insert(at, (id, false));
                if event["item"]["type"] == "function_call" {
                    assert_eq!(event["item"]["arguments"], "");
                    self.arguments.insert(at, (String::new(), false));
                }
            }
            "response.output_item.done" => self.item_done(at, &event["item"]),
            "response.content_part.added" | "response.reasoning_summary_part.added" => {
                let before = self.parts.iter().filter(|((of, _), _)| *of == at);
                assert_eq!(part.1, before.clone().count() as u64);
                assert!(
                    before.clone().all(|(_, (_, done))| *done),
                    "one part at a time"
                );
                self.parts.insert(part, (String::new(), false));
            }
            "response.output_text.delta"
            | "response.refusal.delta"
            | "response.reasoning_summary_text.delta" => {
                let (told, done) = self.parts.get_mut(&part).expect("an open part");
                assert!(!*done);
                told.push_str(event["delta"].as_str().expect("text"));
            }
            "response.output_text.annotation.added" => assert!(!self.parts[&part].1),
            "response.output_text.done"
            | "response.refusal.done"
            | "response.reasoning_summary_text.done" => {
                let whole = event.get("text").or_else(|| event.get("refusal"));
                assert_eq!(
                    whole.and_then(Value::as_str),
                    Some(self.parts[&part].0.as_str())
                );
            }
            "response.content_part.done" | "response.reasoning_summary_part.done" => {
                let (told, done) = self.parts.get_mut(&part).expect("an open part");
                assert!(!std::mem::replace(done, true));
                let whole = event["part"]
                    .get("text")
                    .or_else(|| event["part"].get("refusal"));
                assert_eq!(whole.and_then(Value::as_str), Some(told.as_str()));
            }
            "response.function_call_arguments.delta" => {
                let (told, done) = self.arguments.get_mut(&at).expect("a call");
                assert!(!*done);
                told.push_str(event["delta"].as_str().expect("text"));
            }
            "response.function_call_arguments.done" => {
                let (told, done) = self.arguments.get_mut(&at).expect("a call");
                assert!(!std::mem::replace(done, true));
                assert_eq!(event["arguments"], **told);
            }
            "response.image_generation_call.completed" => {}
            "response.completed" | "response.incomplete" => {
                assert!(
                    self.items.values().all(|(_, done)| *done),
                    "every item is done"
                );
                self.done.sort_by_key(|(place, _)| *place);
                let output: Vec<_> = self.done.iter().map(|(_, item)| item.clone()).collect();
                assert_eq!(event["response"]["output"], json!(output));
                assert_eq!(
                    kind,
                    format!(
                        "response.{}",
                        event["response"]["status"].as_str().expect("a status")
                    )
                );
                self.ended = true;
            }
            other => panic!("{other} is no event of the protocol"),
        }
    }

    fn item_done(&mut self, at: u64, item: &Value) {
        let (id, done) = self.items.get_mut(&at).expect("an item");
        assert_eq!(item["id"], **id);
        assert!(!std::mem::replace(done, true), "an item is done once");
        assert!(
            self.parts
                .iter()
                .all(|((of, _), (_, done))| *of != at || *done)
        );
        assert!(self.arguments.get(&at).is_none_or(|(_, done)| *done));
        self.done.push((at, item.clone()));
    }
}
