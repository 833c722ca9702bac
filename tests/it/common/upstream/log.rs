//! What the provider saw, and what it delivered.

use std::ops::AddAssign;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::Notify;

use super::conn::Request;

/// Tokens, counted as a provider bills them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tokens {
    /// Input tokens, the cached ones included.
    pub(crate) prompt: u64,
    /// Of the input, those read from the provider's cache.
    pub(crate) cached: u64,
    /// Output tokens, reasoning included.
    pub(crate) completion: u64,
    /// Of the output, those spent on reasoning.
    pub(crate) reasoning: u64,
}

impl AddAssign for Tokens {
    fn add_assign(&mut self, other: Self) {
        self.prompt += other.prompt;
        self.cached += other.cached;
        self.completion += other.completion;
        self.reasoning += other.reasoning;
    }
}

/// How an exchange ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// All that was scripted has been sent.
    Scripted,
    /// The client closed its connection before that.
    ClientLeft,
}

/// One request and what became of it.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    /// Counts up from 1. The answer's `id` ends in it, and `x-request-id` is `req-<number>`.
    pub(crate) number: u64,
    /// Which connection it came over, counted up from 1.
    pub(crate) connection: u64,
    /// The request's method.
    pub(crate) method: String,
    /// The request's path, with its query.
    pub(crate) path: String,
    /// The request's headers; names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// The request's body, byte for byte.
    pub(crate) body: Vec<u8>,
    /// The model it asked for, or nothing.
    pub(crate) model: String,
    /// Tokens of the part of the answer that was written to the socket. The prompt counts with
    /// the first byte of an answer. A JSON answer counts in full with its first byte, because
    /// a provider has generated all of it by then; a stream counts event by event.
    pub(crate) delivered: Tokens,
    /// How it ended; none while it goes on.
    pub(crate) end: Option<End>,
}

impl Exchange {
    /// The first header of that name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The request's body as JSON, or null.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// Sums over all exchanges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    /// Requests that were read.
    pub(crate) opened: u64,
    /// Exchanges that are over.
    pub(crate) ended: u64,
    /// Of those over, the ones whose client left early.
    pub(crate) left: u64,
    /// What was delivered.
    pub(crate) delivered: Tokens,
}

/// The record of all exchanges.
pub(crate) struct Log {
    keep: bool,
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Default)]
struct State {
    totals: Totals,
    exchanges: Vec<Exchange>,
}

impl Log {
    /// Keeps each request and its deliveries.
    pub(crate) fn keep_all() -> Self {
        Self {
            keep: true,
            state: Mutex::default(),
            changed: Notify::new(),
        }
    }

    /// Keeps sums only, for a million requests; `times=` has no effect then.
    pub(crate) fn sums_only() -> Self {
        Self {
            keep: false,
            ..Self::keep_all()
        }
    }

    /// All exchanges so far, in the order of their arrival.
    pub(crate) fn exchanges(&self) -> Vec<Exchange> {
        self.state().exchanges.clone()
    }

    /// The sums so far.
    pub(crate) fn totals(&self) -> Totals {
        self.state().totals
    }

    /// Waits until `count` exchanges are over, 5 seconds at most, and returns the sums.
    ///
    /// It is over for the provider a little after it is over for the client, in particular when
    /// the client has left.
    pub(crate) async fn ended(&self, count: u64) -> Totals {
        let wait = async {
            loop {
                let changed = self.changed.notified();
                if self.totals().ended >= count {
                    return;
                }
                changed.await;
            }
        };
        // Running out of time is for the caller to judge: the sums tell.
        let _ = tokio::time::timeout(Duration::from_secs(5), wait).await;
        self.totals()
    }

    pub(super) fn asked_for(&self, model: &str) -> u64 {
        self.state()
            .exchanges
            .iter()
            .filter(|exchange| exchange.model == model)
            .count() as u64
    }

    pub(super) fn open(&self, connection: u64, request: &Request, model: &str) -> u64 {
        let mut state = self.state();
        state.totals.opened += 1;
        let number = state.totals.opened;
        if self.keep {
            state.exchanges.push(Exchange {
                number,
                connection,
                method: request.method.clone(),
                path: request.path.clone(),
                headers: request.headers.clone(),
                body: request.body.clone(),
                model: model.to_owned(),
                delivered: Tokens::default(),
                end: None,
            });
        }
        number
    }

    pub(super) fn credit(&self, number: u64, tokens: Tokens) {
        let mut state = self.state();
        state.totals.delivered += tokens;
        if let Some(exchange) = exchange(&mut state, number) {
            exchange.delivered += tokens;
        }
    }

    pub(super) fn close(&self, number: u64, end: End) {
        let mut state = self.state();
        state.totals.ended += 1;
        state.totals.left += u64::from(end == End::ClientLeft);
        if let Some(exchange) = exchange(&mut state, number) {
            exchange.end = Some(end);
        }
        drop(state);
        self.changed.notify_waiters();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn exchange(state: &mut State, number: u64) -> Option<&mut Exchange> {
    state.exchanges.get_mut(usize::try_from(number - 1).ok()?)
}
