//! The way to the ledger's writer: a bounded queue of what must be on record, each entry acked once
//! it is committed.
//!
//! Admission takes the places for both entries of a call, so a call that was let in can always be
//! recorded, from a destructor too, and the queue's length bounds the calls in flight.

use super::ledger::Reservation;
use crate::domain::price::Price;
use crate::domain::record::{CallIntent, CallRecord};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
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
    refused: mpsc::Sender<Arc<CallRecord>>,
    room: Arc<RefusedRoom>,
    health: Health,
}

/// The receiving side.
#[derive(Debug)]
pub struct Inbox {
    /// Calls that were let in.
    pub calls: mpsc::Receiver<Entry>,
    /// Calls that were refused before anybody was called. They cost nothing, so nobody waits for their rows.
    pub refused: mpsc::Receiver<Arc<CallRecord>>,
}

/// Rows of refused calls that wait for the writer, at most.
const REFUSED_WAITING_MAX: usize = 256;
/// Rows of refused calls that are written at once after a quiet time.
const REFUSED_BURST: u64 = 100;
/// Rows of refused calls that are written in a second, in the long run: at most a gigabyte or so a day,
/// however many calls are refused.
const REFUSED_PER_SECOND: u64 = 10;

/// How many more rows of refused calls are written now.
#[derive(Debug)]
struct RefusedRoom {
    /// In thousandths of a row, and when that was.
    left: Mutex<(u64, Instant)>,
    dropped: AtomicU64,
}

impl RefusedRoom {
    fn new() -> Self {
        Self {
            left: Mutex::new((REFUSED_BURST * 1_000, Instant::now())),
            dropped: AtomicU64::new(0),
        }
    }

    fn take(&self, now: Instant) -> bool {
        let mut held = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let (left, since) = *held;
        let passed = now.saturating_duration_since(since).as_millis();
        let more = u64::try_from(passed).unwrap_or(u64::MAX);
        let more = more.saturating_mul(REFUSED_PER_SECOND);
        let left = left.saturating_add(more).min(REFUSED_BURST * 1_000);
        let taken = left >= 1_000;
        *held = (if taken { left - 1_000 } else { left }, now.max(since));
        drop(held);
        if !taken {
            self.drops();
        }
        taken
    }

    fn drops(&self) {
        self.dropped.fetch_add(1, Ordering::Relaxed);
    }
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
    pub fn new(calls_max: usize) -> (Self, Inbox) {
        let (queue, calls) = mpsc::channel(calls_max.max(1) * 2);
        let (to_refused, refused) = mpsc::channel(REFUSED_WAITING_MAX);
        (
            Self {
                queue,
                calls_max,
                refused: to_refused,
                room: Arc::new(RefusedRoom::new()),
                health: Health::new(),
            },
            Inbox { calls, refused },
        )
    }

    /// Whether the row of one more refused call is written. A no is counted.
    #[must_use]
    pub fn has_room_for_refused(&self) -> bool {
        self.room.take(Instant::now())
    }

    /// Puts a refused call on record, unless too many wait. Nobody hears when it is.
    pub fn note_refused(&self, record: Arc<CallRecord>) {
        if self.refused.try_send(record).is_err() {
            self.room.drops();
        }
    }

    /// How many refused calls have no row, since there were too many.
    #[must_use]
    pub fn refused_dropped(&self) -> u64 {
        self.room.dropped.load(Ordering::Relaxed)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_refusals_has_few_rows_and_the_rest_is_counted() {
        let room = RefusedRoom::new();
        let start = Instant::now();
        let rows = (0..1_000).filter(|_| room.take(start)).count() as u64;
        assert_eq!(rows, REFUSED_BURST);
        assert_eq!(room.dropped.load(Ordering::Relaxed), 1_000 - REFUSED_BURST);
        let later = start + Duration::from_secs(2);
        let rows = (0..1_000).filter(|_| room.take(later)).count() as u64;
        assert_eq!(rows, 2 * REFUSED_PER_SECOND);
        // A clock that was read before another one's does not give room twice.
        assert!(!room.take(start));
        assert!(!room.take(later));
    }
}
