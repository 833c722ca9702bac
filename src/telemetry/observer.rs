//! Who watches: one queue from everything that happens to whoever tells of it.
//!
//! What calls and requests say is put into a bounded queue and never waited for. When the queue is
//! full, it is dropped and counted; the ledger has it all the same.

use super::otel::Delivery;
use super::prometheus::Metrics;
use super::pulse::Pulse;
use super::trace::{Parent, Trace};
use crate::domain::otel::{Export, Otel, Sampling};
use crate::domain::record::{CallRecord, Payload, Said};
use crate::domain::time::Micros;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use tokio::sync::{mpsc, oneshot};

/// How much may wait to be told.
const QUEUE_MAX: usize = 16_384;

/// What is said to the teller.
#[derive(Debug)]
pub enum Told {
    /// A call is over.
    Ended(Box<EndedCall>),
    /// A request was answered, or its client left before.
    Answered(Box<Answered>),
    /// Nothing more will be said.
    End,
    /// Somebody wants to hear when everything before this was told.
    Reached(oneshot::Sender<()>),
}

/// A call that is over.
#[derive(Debug)]
pub struct EndedCall {
    /// Its record, the one that goes into the ledger. Whoever tells of it looks at no words in there.
    pub record: Arc<CallRecord>,
    /// What the answer said about itself.
    pub said: Said,
    /// Its words, only where they are to be told.
    pub words: Option<Payload>,
    /// The request that it belongs to.
    pub trace: Arc<Trace>,
    /// Its number among the request's calls, from 0.
    pub call: u32,
    /// It is not told whose it is.
    pub anonymous: bool,
}

/// A request whose answer has begun.
#[derive(Debug)]
pub struct Answered {
    /// Its place in its trace.
    pub trace: Arc<Trace>,
    /// How many calls it made: so many ends belong to it.
    pub calls: u32,
    /// The method.
    pub method: http::Method,
    /// The route as the router has it (`/v1/models/{*id}`); never the path itself.
    pub route: Arc<str>,
    /// The status of its answer; 499 when the client left before, 500 when we broke.
    pub status: u16,
    /// The call id that the client was told.
    pub call_id: Option<Box<str>>,
    /// When it arrived.
    pub arrived_at: Micros,
    /// When its answer began.
    pub answered_at: Micros,
}

/// How much of everything is told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Watching {
    /// Which traces are told, where any are.
    pub sampling: Option<Sampling>,
    /// Whether callers' traces are continued.
    pub continues: bool,
    /// Whether providers are told in which trace they work.
    pub propagates: bool,
    /// Whether words of calls are told.
    pub words: bool,
}

fn takes(sampling: Sampling, trace_id: u128, parent: Option<Parent>) -> bool {
    if let Some(parent) = parent.filter(|_| sampling.parent_based) {
        return parent.sampled;
    }
    // The rightmost bits, so that everybody decides alike about one trace
    // (OpenTelemetry, "TraceIdRatioBased").
    let drawn = (trace_id as u64 >> 1) as f64 / (u64::MAX >> 1) as f64;
    sampling.ratio >= 1.0 || drawn < sampling.ratio
}

impl Watching {
    /// What the settings ask for.
    #[must_use]
    pub fn of(otel: &Otel) -> Self {
        if !otel.enabled {
            return Self::default();
        }
        let tells = !matches!(otel.traces, Export::Off);
        Self {
            sampling: tells.then_some(otel.sampling),
            continues: otel.continues,
            propagates: otel.propagates,
            words: otel.words && tells,
        }
    }
}

/// The side that says what happens.
#[derive(Debug)]
pub struct Observer {
    queue: mpsc::Sender<Told>,
    dropped: AtomicU64,
    /// What Prometheus scrapes.
    pub metrics: Arc<Metrics>,
    /// How it goes.
    pub pulse: Arc<Pulse>,
    deliveries: OnceLock<Vec<Arc<Delivery>>>,
    watching: Watching,
    clock: fn() -> Micros,
}

/// The side that tells it.
pub type Heard = mpsc::Receiver<Told>;

impl Observer {
    /// Both sides. Without anybody at the other one, nothing is told.
    #[must_use]
    pub fn new(watching: Watching, clock: fn() -> Micros) -> (Arc<Self>, Heard) {
        let (queue, heard) = mpsc::channel(QUEUE_MAX);
        let observer = Self {
            queue,
            dropped: AtomicU64::new(0),
            metrics: Arc::default(),
            pulse: Arc::default(),
            deliveries: OnceLock::new(),
            watching,
            clock,
        };
        (Arc::new(observer), heard)
    }

    /// Says that a call is over. Never waits.
    pub fn call_ended(
        &self,
        record: Arc<CallRecord>,
        said: Said,
        words: Option<Payload>,
        (trace, call): (&Arc<Trace>, u32),
        anonymous: bool,
    ) {
        if self.queue.is_closed() {
            return;
        }
        self.say(Told::Ended(Box::new(EndedCall {
            record,
            said,
            words: words.filter(|_| self.watching.words),
            trace: trace.clone(),
            call,
            anonymous,
        })));
    }

    /// Begins to watch a request.
    #[must_use]
    pub fn request(
        self: &Arc<Self>,
        method: http::Method,
        route: Option<Arc<str>>,
        traceparent: Option<&str>,
        tracestate: Option<&str>,
    ) -> Exchange {
        let sampling = self.watching.sampling;
        let trace = Trace::of_request(
            traceparent
                .filter(|_| self.watching.continues)
                .and_then(Parent::parse),
            tracestate,
            |trace_id, parent| sampling.is_some_and(|sampling| takes(sampling, trace_id, parent)),
        );
        Exchange {
            observer: self.clone(),
            trace,
            method,
            route,
            arrived_at: (self.clock)(),
            open: true,
        }
    }

    /// The header that tells a provider in which trace it works; `None` where it is not told.
    #[must_use]
    pub fn traceparent(&self, trace: &Trace, call: u32, attempt: u32) -> Option<String> {
        (self.watching.propagates && !trace.is_detached()).then(|| trace.traceparent(call, attempt))
    }

    /// Whether words of calls are told.
    #[must_use]
    pub fn tells_words(&self) -> bool {
        self.watching.words
    }

    /// How much was dropped because the queue was full.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// Notes how sending to collectors goes, once they are known.
    pub fn delivers(&self, deliveries: Vec<Arc<Delivery>>) {
        // Set at the start, and only then.
        let _ = self.deliveries.set(deliveries);
    }

    /// How sending to collectors goes, by signal.
    #[must_use]
    pub fn deliveries(&self) -> &[Arc<Delivery>] {
        self.deliveries.get().map_or(&[], Vec::as_slice)
    }

    /// How much waits to be told.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }

    /// Waits until everything said so far was told; false when nobody tells.
    pub async fn reached(&self) -> bool {
        let (reply, reached) = oneshot::channel();
        self.queue.send(Told::Reached(reply)).await.is_ok() && reached.await.is_ok()
    }

    /// Says that nothing more will be said.
    pub async fn end(&self) {
        // Nobody listens: then nothing is to be ended.
        let _ = self.queue.send(Told::End).await;
    }

    fn say(&self, told: Told) {
        if let Err(mpsc::error::TrySendError::Full(_)) = self.queue.try_send(told) {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// One request while it is answered. When it is dropped unanswered, its client left or we broke.
#[derive(Debug)]
pub struct Exchange {
    observer: Arc<Observer>,
    trace: Arc<Trace>,
    method: http::Method,
    route: Option<Arc<str>>,
    arrived_at: Micros,
    open: bool,
}

/// The route of paths that are not served. Their own words are the client's.
const UNSERVED: &str = "unserved";

impl Exchange {
    /// Its place in its trace.
    #[must_use]
    pub fn trace(&self) -> &Arc<Trace> {
        &self.trace
    }

    /// Says how it was answered.
    pub fn answered(mut self, status: u16, call_id: Option<&str>) {
        self.end(status, call_id);
    }

    fn end(&mut self, status: u16, call_id: Option<&str>) {
        if !std::mem::take(&mut self.open) || self.observer.queue.is_closed() {
            return;
        }
        let noted = self.trace.route().cloned();
        let route = self.route.take().or(noted);
        self.observer.say(Told::Answered(Box::new(Answered {
            calls: self.trace.calls(),
            trace: self.trace.clone(),
            method: std::mem::take(&mut self.method),
            route: route.unwrap_or_else(|| UNSERVED.into()),
            status,
            call_id: call_id.map(Into::into),
            arrived_at: self.arrived_at,
            answered_at: (self.observer.clock)(),
        })));
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let status = if std::thread::panicking() { 500 } else { 499 };
        self.end(status, None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_traces_is_told_and_the_callers_word_counts() {
        let half = Sampling {
            parent_based: true,
            ratio: 0.5,
        };
        let told = (0..2_000)
            .filter(|_| takes(half, fastrand::u128(1..), None))
            .count();
        assert!((800..1_200).contains(&told), "{told} of 2000");
        for sampled in [true, false] {
            let parent = Some(Parent {
                trace_id: 1,
                span_id: 1,
                sampled,
            });
            assert_eq!(takes(half, 1, parent), sampled);
        }
        assert!(takes(Sampling::ALL, u128::MAX, None));
        let none = Sampling {
            parent_based: false,
            ratio: 0.0,
        };
        assert!(!takes(none, 1, None));
    }

    #[tokio::test]
    async fn what_does_not_fit_is_counted_and_never_waited_for() {
        let (observer, mut heard) = Observer::new(Watching::default(), || Micros(0));
        let ask = || observer.request(http::Method::GET, None, None, None);
        for _ in 0..QUEUE_MAX + 3 {
            ask().answered(200, None);
        }
        assert_eq!((observer.dropped(), observer.waiting()), (3, QUEUE_MAX));
        let Some(Told::Answered(first)) = heard.recv().await else {
            panic!("nothing was said");
        };
        assert_eq!((&*first.route, first.status), (UNSERVED, 200));
        drop(ask());
        drop(heard);
        ask().answered(200, None);
        assert_eq!(observer.dropped(), 3, "nobody listens any more");
    }
}
