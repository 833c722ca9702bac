//! How long the machine kept everybody waiting: what a test of time must know before it blames the
//! program.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// The time between two ticks.
const TICK: Duration = Duration::from_millis(5);
/// A tick may be that late on a machine that is not busy.
const USUAL: Duration = Duration::from_millis(5);

/// A thread that wants to run every few milliseconds and notes how much too late it does.
pub(super) struct Ticker {
    late_micros: Arc<AtomicU64>,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Ticker {
    /// Begins to tick.
    pub(super) fn start() -> Self {
        let late_micros = Arc::new(AtomicU64::new(0));
        let over = Arc::new(AtomicBool::new(false));
        let (sum, end) = (Arc::clone(&late_micros), Arc::clone(&over));
        let thread = std::thread::spawn(move || {
            while !end.load(Ordering::Relaxed) {
                let before = Instant::now();
                std::thread::sleep(TICK);
                let late = before.elapsed().saturating_sub(TICK);
                if late > USUAL {
                    sum.fetch_add(
                        u64::try_from(late.as_micros()).unwrap_or(u64::MAX),
                        Ordering::Relaxed,
                    );
                }
            }
        });
        Self {
            late_micros,
            over,
            thread: Some(thread),
        }
    }

    /// By how much all its ticks together came too late.
    pub(super) fn late(&self) -> Duration {
        Duration::from_micros(self.late_micros.load(Ordering::Relaxed))
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // It cannot panic.
            let _ = thread.join();
        }
    }
}
