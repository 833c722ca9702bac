//! Thoughts that a provider sealed, kept for clients that drop them.
//!
//! A model that thinks and calls a tool must get its thought back with the tool's answer, word for word
//! and with its seal: Anthropic refuses to go on thinking otherwise, others begin to think anew. Many
//! clients keep of an answer only the text and the calls. So what was thought before a call is kept
//! under the call's id, and put back where that call comes without it. What is kept is bounded in
//! bytes; what is no longer there costs the turn its thinking, nothing else.

use super::chat::{ChatResponse, Delta, Event, Part, Role, Turn, split_seal};
use super::format::Format;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

/// What is kept in all, in bytes.
const BYTES_MAX: usize = 32 << 20;
/// The longest thought that is kept, in bytes.
const THOUGHT_BYTES_MAX: usize = 256 << 10;

/// Whose thoughts, of which kind of provider, before which call.
type Key = (Arc<str>, Format, Box<str>);

/// Sealed thoughts by the calls that followed them.
#[derive(Debug, Default)]
pub struct Seals(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    thoughts: HashMap<Key, Arc<[Part]>>,
    /// The oldest first.
    order: VecDeque<(Key, usize)>,
    bytes: usize,
}

/// The way of one call to what is kept: nobody finds another's thoughts.
#[derive(Debug, Clone)]
pub struct Keeper {
    /// Where they are kept.
    pub seals: Arc<Seals>,
    /// Whose they are.
    pub owner: Arc<str>,
}

fn is_sealed(part: &Part) -> bool {
    match part {
        Part::Thinking { signature, .. } => signature.is_some(),
        Part::RedactedThinking { .. } => true,
        _ => false,
    }
}

fn is_thought(part: &Part) -> bool {
    matches!(part, Part::Thinking { .. } | Part::RedactedThinking { .. })
}

fn weight(parts: &[Part]) -> usize {
    let of = |part: &Part| match part {
        Part::Thinking { text, signature } => {
            text.len() + signature.as_ref().map_or(0, String::len)
        }
        Part::RedactedThinking { data } => data.len(),
        _ => 0,
    };
    parts.iter().map(of).sum()
}

impl Keeper {
    fn keep(&self, format: Format, call: &str, thoughts: Vec<Part>) {
        let bytes = weight(&thoughts);
        if call.is_empty() || bytes > THOUGHT_BYTES_MAX || !thoughts.iter().any(is_sealed) {
            return;
        }
        let key: Key = (self.owner.clone(), format, call.into());
        let mut kept = self.seals.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.thoughts.insert(key.clone(), thoughts.into()).is_some() {
            // Its place in the order stands; nearly always it is the same thought.
            return;
        }
        kept.bytes += bytes;
        kept.order.push_back((key, bytes));
        while kept.bytes > BYTES_MAX
            && let Some((oldest, bytes)) = kept.order.pop_front()
        {
            kept.thoughts.remove(&oldest);
            kept.bytes -= bytes;
        }
    }

    /// Keeps what was thought in a whole answer.
    pub fn keep_answer(&self, format: Format, response: &ChatResponse) {
        for answer in &response.answers {
            let call = answer.parts.iter().find_map(|part| match part {
                Part::ToolCall(call) => Some(split_seal(&call.id).0),
                _ => None,
            });
            let Some(call) = call else { continue };
            let thoughts = answer.parts.iter().filter(|part| is_thought(part));
            self.keep(format, call, thoughts.cloned().collect());
        }
    }

    /// Puts back what a client dropped.
    pub fn restore(&self, format: Format, turns: &mut [Turn]) {
        for turn in turns.iter_mut().filter(|turn| turn.role == Role::Assistant) {
            if turn.parts.iter().any(is_sealed) {
                continue;
            }
            let calls = turn.parts.iter().filter_map(|part| match part {
                Part::ToolCall(call) => Some(split_seal(&call.id).0),
                _ => None,
            });
            let found = calls
                .map(|call| (self.owner.clone(), format, Box::from(call)))
                .find_map(|key: Key| {
                    let kept = self.seals.0.lock().unwrap_or_else(PoisonError::into_inner);
                    kept.thoughts.get(&key).cloned()
                });
            if let Some(thoughts) = found {
                turn.parts.retain(|part| !is_thought(part));
                turn.parts.splice(0..0, thoughts.iter().cloned());
            }
        }
    }
}

/// Gathers what is thought in a stream until its first call.
#[derive(Debug)]
pub struct Gathering {
    keeper: Keeper,
    format: Format,
    thoughts: Vec<Part>,
    call: String,
    bytes: usize,
}

impl Gathering {
    /// Begins with nothing.
    #[must_use]
    pub fn new(keeper: Keeper, format: Format) -> Self {
        Self {
            keeper,
            format,
            thoughts: Vec::new(),
            call: String::new(),
            bytes: 0,
        }
    }

    /// Takes the next event. Only the first answer of several can be gone on with.
    pub fn note(&mut self, event: &Event) {
        let Event::Delta { answer: 0, delta } = event else {
            return;
        };
        let last = self.thoughts.last_mut();
        match (delta, last) {
            _ if self.bytes > THOUGHT_BYTES_MAX => {}
            (
                Delta::Thinking(more),
                Some(Part::Thinking {
                    text,
                    signature: None,
                }),
            ) => text.push_str(more),
            (Delta::Thinking(text), _) => self.thoughts.push(Part::Thinking {
                text: text.clone(),
                signature: None,
            }),
            (Delta::ThinkingSignature(more), Some(Part::Thinking { signature, .. })) => {
                signature.get_or_insert_default().push_str(more);
            }
            (Delta::ThinkingSignature(seal), _) => self.thoughts.push(Part::Thinking {
                text: String::new(),
                signature: Some(seal.clone()),
            }),
            (Delta::RedactedThinking(data), _) => {
                self.thoughts
                    .push(Part::RedactedThinking { data: data.clone() });
            }
            (Delta::ToolStart { id, .. }, _) if self.call.is_empty() => {
                split_seal(id).0.clone_into(&mut self.call);
            }
            _ => {}
        }
        if let Delta::Thinking(more)
        | Delta::ThinkingSignature(more)
        | Delta::RedactedThinking(more) = delta
        {
            self.bytes += more.len();
        }
    }

    /// The stream ended well.
    pub fn finish(self) {
        self.keeper.keep(self.format, &self.call, self.thoughts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::chat::{Collector, ToolCall};

    fn keeper(seals: &Arc<Seals>, owner: &str) -> Keeper {
        Keeper {
            seals: seals.clone(),
            owner: owner.into(),
        }
    }

    fn thought(text: &str, seal: Option<&str>) -> Part {
        Part::Thinking {
            text: text.to_owned(),
            signature: seal.map(str::to_owned),
        }
    }

    fn turn(parts: &[Part]) -> Turn {
        Turn {
            role: Role::Assistant,
            parts: parts.to_vec(),
            name: None,
        }
    }

    fn call(id: &str) -> Part {
        Part::ToolCall(ToolCall {
            id: id.to_owned(),
            name: "f".to_owned(),
            ..ToolCall::default()
        })
    }

    fn events(id: &str) -> Vec<Event> {
        let deltas = [
            Delta::Thinking("I ".to_owned()),
            Delta::Thinking("look".to_owned()),
            Delta::ThinkingSignature("se".to_owned()),
            Delta::ThinkingSignature("al".to_owned()),
            Delta::RedactedThinking("secret".to_owned()),
            Delta::Text("So:".to_owned()),
            Delta::ToolStart {
                call: 0,
                id: id.to_owned(),
                name: "f".to_owned(),
                signature: None,
            },
        ];
        let delta = |delta| Event::Delta { answer: 0, delta };
        deltas.into_iter().map(delta).collect()
    }

    #[test]
    fn what_a_client_drops_is_put_back_where_it_was() {
        let seals = Arc::new(Seals::default());
        let mine = keeper(&seals, "me");
        let mut gathering = Gathering::new(mine.clone(), Format::Anthropic);
        for event in events("toolu_stream") {
            gathering.note(&event);
        }
        gathering.finish();
        let whole = Collector::of(events("toolu_whole"));
        mine.keep_answer(Format::Anthropic, &whole);
        let redacted = Part::RedactedThinking {
            data: "secret".to_owned(),
        };
        for id in ["toolu_stream", "toolu_whole"] {
            let mut turns = [turn(&[thought("plain", None), Part::text("So:"), call(id)])];
            mine.restore(Format::Anthropic, &mut turns);
            let expected = [
                thought("I look", Some("seal")),
                redacted.clone(),
                Part::text("So:"),
                call(id),
            ];
            assert_eq!(turns[0].parts, expected, "{id}");
        }
        // Neither another caller nor another kind of provider finds it, and what is there stays.
        let known = [call("toolu_whole")];
        let own = [thought("mine", Some("own")), call("toolu_whole")];
        for (keeper, format, parts) in [
            (keeper(&seals, "you"), Format::Anthropic, &known[..]),
            (mine.clone(), Format::Bedrock, &known[..]),
            (mine.clone(), Format::Anthropic, &own[..]),
            (mine, Format::Anthropic, &[call("unknown")][..]),
        ] {
            let mut turns = [turn(parts)];
            keeper.restore(format, &mut turns);
            assert_eq!(turns[0].parts, parts);
        }
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let seals = Arc::new(Seals::default());
        let keeper = keeper(&seals, "me");
        let long = "x".repeat(THOUGHT_BYTES_MAX - 1);
        for at in 0..200 {
            let parts = vec![thought(&long, Some("s"))];
            keeper.keep(Format::Anthropic, &format!("call_{at}"), parts);
        }
        let parts = vec![thought(&long, Some("too long"))];
        keeper.keep(Format::Anthropic, "call_long", parts);
        keeper.keep(Format::Anthropic, "call_open", vec![thought("x", None)]);
        let kept = seals.0.lock().expect("no panic");
        assert!(kept.bytes <= BYTES_MAX && kept.bytes > BYTES_MAX / 2);
        assert_eq!(kept.thoughts.len(), kept.order.len());
        assert_eq!(kept.thoughts.len(), BYTES_MAX / THOUGHT_BYTES_MAX);
        let named = |id: &str| {
            kept.thoughts
                .contains_key(&("me".into(), Format::Anthropic, id.into()))
        };
        assert!(named("call_199") && !named("call_0"));
        assert!(!named("call_long") && !named("call_open"));
    }
}
