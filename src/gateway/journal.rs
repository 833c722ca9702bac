//! The way to the ledger's writer: a bounded queue of what must be on record, each entry acked once
//! it is committed.
//!
//! Admission takes the places for both entries of a call, so a call that was let in can always be
//! recorded, from a destructor too, and the queue's length bounds the calls in flight.

use super::ledger::Reservation;
use crate::domain::price::Price;
use crate::domain::record::{CallIntent, CallRecord};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::sync::oneshot;

/// A price and the name it has in rows, so that any row can be priced again.
pub type NamedPrice = (Arc<str>, Arc<Price>);

/// What must be on record.
#[derive(Debug)]
pub enum Entry {
    /// A call is about to be made.
    Intent {
        /// What is known now.
        intent: Box<CallIntent>,
        /// The price that `intent.price_version` names.
        price: Option<NamedPrice>,
        /// Told when it is committed.
        ack: oneshot::Sender<()>,
    },
    /// A call is over.
    Final {
        /// What happened.
        record: Arc<CallRecord>,
        /// The price that `record.price_version` names.
        price: Option<NamedPrice>,
        /// Released in the step that takes over the new totals.
        reservation: Option<Reservation>,
        /// Told when it is committed.
        ack: oneshot::Sender<()>,
    },
}

/// The sending side.
#[derive(Debug, Clone)]
pub struct Journal {
    queue: mpsc::Sender<Entry>,
    calls_max: usize,
    health: Health,
}

/// How the writer fares.
#[derive(Debug, Clone)]
pub struct Health {
    healthy: Arc<AtomicBool>,
    /// When the writer took what it has not committed yet, in milliseconds since `origin`; 0 for nothing.
    taken_ms: Arc<AtomicU64>,
    origin: Instant,
}

impl Health {
    fn new() -> Self {
        Self {
            healthy: Arc::new(AtomicBool::new(true)),
            taken_ms: Arc::default(),
            origin: Instant::now(),
        }
    }

    fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.origin.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Notes how the last commit went.
    pub fn set(&self, healthy: bool) {
        self.healthy.store(healthy, Ordering::Relaxed);
    }

    /// Notes that entries were taken to be committed.
    pub fn takes(&self) {
        self.taken_ms
            .store(self.elapsed_ms() + 1, Ordering::Relaxed);
    }

    /// Notes that they are.
    pub fn committed(&self) {
        self.set(true);
        self.taken_ms.store(0, Ordering::Relaxed);
    }
}

/// Why a call gets no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPlace {
    /// As many calls are in flight as are allowed.
    Full,
    /// The writer is gone: the process is shutting down.
    Closed,
}

/// The two places of one call.
#[derive(Debug)]
pub struct Places {
    intent: Option<mpsc::OwnedPermit<Entry>>,
    last: Option<mpsc::OwnedPermit<Entry>>,
}

impl Journal {
    /// Makes the queue for so many calls in flight, and its receiving side for the writer.
    #[must_use]
    pub fn new(calls_max: usize) -> (Self, mpsc::Receiver<Entry>) {
        let (queue, entries) = mpsc::channel(calls_max.max(1) * 2);
        (
            Self {
                queue,
                calls_max,
                health: Health::new(),
            },
            entries,
        )
    }

    /// Takes the two places of one call.
    pub fn places(&self) -> Result<Places, NoPlace> {
        let place = || {
            self.queue
                .clone()
                .try_reserve_owned()
                .map_err(|error| match error {
                    mpsc::error::TrySendError::Full(_) => NoPlace::Full,
                    mpsc::error::TrySendError::Closed(_) => NoPlace::Closed,
                })
        };
        Ok(Places {
            intent: Some(place()?),
            last: Some(place()?),
        })
    }

    /// How many calls may be in flight.
    #[must_use]
    pub fn calls_max(&self) -> usize {
        self.calls_max
    }

    /// How many more entries fit.
    #[must_use]
    pub fn free(&self) -> usize {
        self.queue.capacity()
    }

    /// Whether the last commit succeeded.
    #[must_use]
    pub fn is_healthy(&self) -> bool {
        self.health.healthy.load(Ordering::Relaxed)
    }

    /// For how long the writer has had entries that are not committed.
    #[must_use]
    pub fn lag(&self) -> Duration {
        match self.health.taken_ms.load(Ordering::Relaxed) {
            0 => Duration::ZERO,
            taken => Duration::from_millis(self.health.elapsed_ms().saturating_sub(taken - 1)),
        }
    }

    /// Where the writer notes how the last commit went. It keeps the queue open for nobody.
    #[must_use]
    pub fn health(&self) -> Health {
        self.health.clone()
    }
}

impl Places {
    /// Puts the intent on record; the receiver hears when it is committed.
    pub fn intend(
        &mut self,
        intent: Box<CallIntent>,
        price: Option<NamedPrice>,
    ) -> oneshot::Receiver<()> {
        let (ack, committed) = oneshot::channel();
        if let Some(place) = self.intent.take() {
            place.send(Entry::Intent { intent, price, ack });
        }
        committed
    }

    /// Puts the end of the call on record; the receiver hears when it is committed.
    pub fn finish(
        &mut self,
        record: Arc<CallRecord>,
        price: Option<NamedPrice>,
        reservation: Option<Reservation>,
    ) -> oneshot::Receiver<()> {
        let (ack, committed) = oneshot::channel();
        if let Some(place) = self.last.take() {
            place.send(Entry::Final {
                record,
                price,
                reservation,
                ack,
            });
        }
        committed
    }
}
