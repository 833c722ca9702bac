//! A streamed answer as response events.

use super::echo::Echo;
use super::render::{frame, function_call, message, object, output_text, reasoning, usage, whole};
use crate::domain::usage::Usage;
use crate::wire::chat::{Delta, Event, Finish, join_seal};
use crate::wire::door::Rendering;
use bytes::{BufMut, BytesMut};
use serde_json::{Value, json};

/// One output item that has begun.
#[derive(Debug)]
struct Item {
    id: String,
    kind: Kind,
    text: String,
    done: bool,
}

#[derive(Debug)]
enum Kind {
    Text,
    Refusal,
    Reasoning {
        seal: Option<String>,
    },
    Call {
        call: u32,
        call_id: String,
        name: String,
    },
}

/// Writes events. Every item has a place of its own that its deltas name, so calls may be interleaved;
/// an item of text or thought is closed before the next begins, calls when the answer is over.
#[derive(Debug)]
pub struct Encoder {
    rendering: Rendering,
    echo: Echo,
    sequence: u64,
    started: bool,
    items: Vec<Item>,
    annotations: Vec<Value>,
    finish: Finish,
    usage: Usage,
    service_tier: Option<String>,
}

impl Encoder {
    /// Begins an answer.
    #[must_use]
    pub fn new(rendering: Rendering, echo: Echo) -> Self {
        Self {
            rendering,
            echo,
            sequence: 0,
            started: false,
            items: Vec::new(),
            annotations: Vec::new(),
            finish: Finish::Stop,
            usage: Usage::default(),
            service_tier: None,
        }
    }

    /// Takes the next event.
    pub fn event(&mut self, event: Event, out: &mut BytesMut) {
        match event {
            Event::Start { .. } => self.start(out),
            // The dialect has one answer.
            Event::Delta { answer: 0, delta } => self.delta(delta, out),
            Event::Finish {
                answer: 0, finish, ..
            } => self.finish = finish,
            Event::Usage(used) => self.usage = used,
            Event::ServiceTier(tier) => self.service_tier = Some(tier),
            Event::Delta { .. } | Event::Finish { .. } => {}
        }
    }

    /// Ends the answer.
    pub fn finish(&mut self, out: &mut BytesMut) {
        self.start(out);
        let mut output = Vec::with_capacity(self.items.len());
        for at in 0..self.items.len() {
            self.close(at, out);
            output.push(self.whole(at));
        }
        let mut response = frame(&self.rendering, &self.echo, self.finish, output);
        response["usage"] = usage(&self.usage);
        if let Some(tier) = &self.service_tier {
            response["service_tier"] = json!(tier);
        }
        let kind = match response["status"].as_str() {
            Some("incomplete") => "response.incomplete",
            _ => "response.completed",
        };
        self.put(kind, json!({ "response": response }), out);
    }

    fn start(&mut self, out: &mut BytesMut) {
        if std::mem::replace(&mut self.started, true) {
            return;
        }
        for kind in ["response.created", "response.in_progress"] {
            let response = object(&self.rendering, &self.echo, "in_progress");
            self.put(kind, json!({ "response": response }), out);
        }
    }

    fn delta(&mut self, delta: Delta, out: &mut BytesMut) {
        self.start(out);
        match delta {
            Delta::Text(text) if text.is_empty() => {}
            Delta::Text(text) => {
                let at = self.need(|kind| matches!(kind, Kind::Text), || Kind::Text, out);
                self.say(at, "response.output_text.delta", &text, out);
            }
            Delta::Refusal(text) => {
                let at = self.need(|kind| matches!(kind, Kind::Refusal), || Kind::Refusal, out);
                self.say(at, "response.refusal.delta", &text, out);
            }
            Delta::Thinking(text) => {
                let open = |kind: &Kind| matches!(kind, Kind::Reasoning { seal: None });
                let at = self.need(open, || Kind::Reasoning { seal: None }, out);
                self.say(at, "response.reasoning_summary_text.delta", &text, out);
            }
            Delta::ThinkingSignature(more) => {
                let open = |kind: &Kind| matches!(kind, Kind::Reasoning { .. });
                let at = self.need(open, || Kind::Reasoning { seal: None }, out);
                if let Kind::Reasoning { seal } = &mut self.items[at].kind {
                    seal.get_or_insert_default().push_str(&more);
                }
            }
            Delta::RedactedThinking(data) => {
                let seal = Some(format!("redacted:{data}"));
                self.need(|_| false, || Kind::Reasoning { seal }, out);
            }
            Delta::ToolStart {
                call,
                id,
                name,
                signature,
            } => {
                if self.place(call).is_none() {
                    let call_id = join_seal(&id, signature.as_deref()).into_owned();
                    self.need(
                        |_| false,
                        || Kind::Call {
                            call,
                            call_id,
                            name,
                        },
                        out,
                    );
                }
            }
            Delta::ToolArguments { call, json } => {
                if let Some(at) = self.place(call) {
                    self.say(at, "response.function_call_arguments.delta", &json, out);
                }
            }
            Delta::Annotation(source) => self.annotations.push(source),
            // The dialect tells pictures as calls of a tool of its own, and no probabilities here.
            Delta::Image { .. } | Delta::Logprobs(_) => {}
        }
    }

    fn place(&self, wanted: u32) -> Option<usize> {
        self.items
            .iter()
            .position(|item| matches!(item.kind, Kind::Call { call, .. } if call == wanted))
    }

    /// The open item of this kind, or a new one after those of text and thought are closed.
    fn need(
        &mut self,
        fits: impl Fn(&Kind) -> bool,
        kind: impl FnOnce() -> Kind,
        out: &mut BytesMut,
    ) -> usize {
        if let Some(at) = self.items.len().checked_sub(1)
            && !self.items[at].done
            && fits(&self.items[at].kind)
        {
            return at;
        }
        for at in 0..self.items.len() {
            if !matches!(self.items[at].kind, Kind::Call { .. }) {
                self.close(at, out);
            }
        }
        let (kind, at) = (kind(), self.items.len());
        let prefix = match kind {
            Kind::Text | Kind::Refusal => "msg",
            Kind::Reasoning { .. } => "rs",
            Kind::Call { .. } => "fc",
        };
        self.items.push(Item {
            id: format!("{prefix}_{}_{at}", self.rendering.id),
            kind,
            text: String::new(),
            done: false,
        });
        self.open(at, out);
        at
    }

    fn open(&mut self, at: usize, out: &mut BytesMut) {
        let item = &self.items[at];
        let id = item.id.clone();
        let (begun, part) = match &item.kind {
            Kind::Text => (message(&id, "in_progress", &[]), Some(output_text("", &[]))),
            Kind::Refusal => {
                let part = json!({ "type": "refusal", "refusal": "" });
                (message(&id, "in_progress", &[]), Some(part))
            }
            Kind::Reasoning { .. } => (reasoning(&id, "", None), None),
            Kind::Call { call_id, name, .. } => {
                (function_call(&id, call_id, name, "", "in_progress"), None)
            }
        };
        self.put(
            "response.output_item.added",
            json!({ "output_index": at, "item": begun }),
            out,
        );
        if let Some(part) = part {
            let data =
                json!({ "item_id": id, "output_index": at, "content_index": 0, "part": part });
            self.put("response.content_part.added", data, out);
        }
    }

    fn say(&mut self, at: usize, kind: &str, more: &str, out: &mut BytesMut) {
        let item = &mut self.items[at];
        let first = item.text.is_empty();
        item.text.push_str(more);
        let id = item.id.clone();
        let mut data = json!({ "item_id": id, "output_index": at, "delta": more });
        match &item.kind {
            Kind::Text => {
                data["content_index"] = json!(0);
                data["logprobs"] = json!([]);
            }
            Kind::Refusal => data["content_index"] = json!(0),
            Kind::Reasoning { .. } => {
                data["summary_index"] = json!(0);
                if first {
                    let part = json!({ "type": "summary_text", "text": "" });
                    let begun = json!({ "item_id": id, "output_index": at, "summary_index": 0, "part": part });
                    self.put("response.reasoning_summary_part.added", begun, out);
                }
            }
            Kind::Call { .. } => {}
        }
        self.put(kind, data, out);
    }

    fn close(&mut self, at: usize, out: &mut BytesMut) {
        if std::mem::replace(&mut self.items[at].done, true) {
            return;
        }
        let item = &self.items[at];
        let (id, text) = (item.id.clone(), item.text.clone());
        let data = |extra: Value| {
            let mut data = json!({ "item_id": id, "output_index": at });
            if let (Value::Object(members), Value::Object(extra)) = (&mut data, extra) {
                members.extend(extra);
            }
            data
        };
        match &item.kind {
            Kind::Text => {
                let part = output_text(&text, &self.annotations);
                let said = data(json!({ "content_index": 0, "text": text, "logprobs": [] }));
                let closed = data(json!({ "content_index": 0, "part": part }));
                self.put("response.output_text.done", said, out);
                self.put("response.content_part.done", closed, out);
            }
            Kind::Refusal => {
                let part = json!({ "type": "refusal", "refusal": text });
                let said = data(json!({ "content_index": 0, "refusal": text }));
                let closed = data(json!({ "content_index": 0, "part": part }));
                self.put("response.refusal.done", said, out);
                self.put("response.content_part.done", closed, out);
            }
            Kind::Reasoning { .. } if text.is_empty() => {}
            Kind::Reasoning { .. } => {
                let part = json!({ "type": "summary_text", "text": text });
                let said = data(json!({ "summary_index": 0, "text": text }));
                let closed = data(json!({ "summary_index": 0, "part": part }));
                self.put("response.reasoning_summary_text.done", said, out);
                self.put("response.reasoning_summary_part.done", closed, out);
            }
            Kind::Call { name, .. } => {
                let said = data(json!({ "arguments": whole(&text), "name": name }));
                self.put("response.function_call_arguments.done", said, out);
            }
        }
        let item = self.whole(at);
        self.put(
            "response.output_item.done",
            json!({ "output_index": at, "item": item }),
            out,
        );
    }

    fn whole(&self, at: usize) -> Value {
        let item = &self.items[at];
        match &item.kind {
            Kind::Text => message(
                &item.id,
                "completed",
                &[output_text(&item.text, &self.annotations)],
            ),
            Kind::Refusal => {
                let part = json!({ "type": "refusal", "refusal": item.text });
                message(&item.id, "completed", &[part])
            }
            Kind::Reasoning { seal } => reasoning(&item.id, &item.text, seal.as_deref()),
            Kind::Call { call_id, name, .. } => {
                function_call(&item.id, call_id, name, whole(&item.text), "completed")
            }
        }
    }

    fn put(&mut self, kind: &str, mut data: Value, out: &mut BytesMut) {
        data["type"] = json!(kind);
        data["sequence_number"] = json!(self.sequence);
        self.sequence += 1;
        out.put_slice(format!("event: {kind}\ndata: {data}\n\n").as_bytes());
    }
}
