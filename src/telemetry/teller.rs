//! Who tells: puts requests and their calls together and tells of each once.
//!
//! A request is complete when its answer has begun and all of its calls are over, in whichever order
//! that is heard. What never becomes complete, because a part of it was dropped, is told as it is when
//! too much waits.

use super::observer::{Answered, EndedCall, Heard, Told};
use super::otel::Otel;
use super::prometheus::Metrics;
use super::pulse::Pulse;
use super::request_log;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

/// How many requests may wait to be complete: more than calls can be in flight.
const OPEN_MAX: usize = 16_384;

/// How long the end waits for a collector to take what is left.
pub const END_WAIT: Duration = Duration::from_secs(5);

/// A request with its calls, as complete as it will be.
#[derive(Debug)]
pub struct Complete {
    /// The request; `None` for a call that no request made, or whose request was not heard of.
    pub request: Option<Answered>,
    /// Its calls, in the order in which they ended.
    pub calls: Vec<EndedCall>,
}

/// Requests that are not complete yet, by the ids of their spans.
#[derive(Debug, Default)]
struct Open {
    parts: HashMap<u64, Complete>,
    order: VecDeque<u64>,
}

impl Open {
    /// Takes a call; gives back its request when that is complete with it.
    fn call(&mut self, call: EndedCall) -> Option<Complete> {
        if call.trace.is_detached() {
            return Some(Complete {
                request: None,
                calls: vec![call],
            });
        }
        let id = call.trace.span_id();
        self.part(id).calls.push(call);
        self.complete(id)
    }

    /// Takes a request; gives it back when all of its calls are over.
    fn request(&mut self, request: Answered) -> Option<Complete> {
        if request.calls == 0 {
            return Some(Complete {
                request: Some(request),
                calls: Vec::new(),
            });
        }
        let id = request.trace.span_id();
        self.part(id).request = Some(request);
        self.complete(id)
    }

    fn part(&mut self, id: u64) -> &mut Complete {
        let order = &mut self.order;
        self.parts.entry(id).or_insert_with(|| {
            order.push_back(id);
            Complete {
                request: None,
                calls: Vec::new(),
            }
        })
    }

    fn complete(&mut self, id: u64) -> Option<Complete> {
        let part = self.parts.get(&id)?;
        let calls = part.request.as_ref()?.calls as usize;
        (part.calls.len() >= calls)
            .then(|| self.parts.remove(&id))
            .flatten()
    }

    /// The oldest one, when too many wait, or any when `all` is to be told.
    fn overdue(&mut self, all: bool) -> Option<Complete> {
        // Most of the order names what was told long ago.
        while all || self.parts.len() > OPEN_MAX || self.order.len() > 2 * OPEN_MAX {
            let id = self.order.pop_front()?;
            if let Some(part) = self.parts.remove(&id) {
                return Some(part);
            }
        }
        None
    }
}

/// Tells until it is over, then what is left.
pub async fn run(mut heard: Heard, metrics: Arc<Metrics>, pulse: Arc<Pulse>, mut otel: Otel) {
    let mut tell = |complete: &Complete| {
        metrics.tell(complete);
        pulse.tell(complete);
        otel.tell(complete);
        request_log::tell(complete);
    };
    let mut open = Open::default();
    while let Some(told) = heard.recv().await {
        let complete = match told {
            Told::Ended(call) => open.call(*call),
            Told::Answered(request) => open.request(*request),
            Told::End => break,
            Told::Reached(reply) => {
                // Whoever asked may have left.
                let _ = reply.send(());
                None
            }
        };
        for complete in complete.into_iter().chain(open.overdue(false)) {
            tell(&complete);
        }
    }
    while let Some(left) = open.overdue(true) {
        tell(&left);
    }
    otel.end(END_WAIT).await;
}
