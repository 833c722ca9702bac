//! Answers that were given before: an exact repetition of a request is answered from memory, or from the
//! database behind it, and costs nothing.
//!
//! Nobody is told another tenant's answer: the key's team is part of what a request is looked up by, or
//! its user where it has no team, or else the key itself.
//!
//! The database is out of reach from here, as everywhere in this room: what is not in memory is asked for
//! through a bounded queue, with a short patience, and what is new goes into another one.

mod key;
mod replay;
pub mod serve;

pub use key::Key;
pub use replay::events;

use crate::domain::record::CallType;
use crate::domain::time::Micros;
use crate::gateway::authenticate::Caller;
use crate::wire::door::openai::Request;
use bytes::Bytes;
use key::Repeated;
use moka::Expiry;
use moka::sync::Cache as Memory;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// The longest answer that is kept, in bytes, as LiteLLM's.
pub const ENTRY_BYTES_MAX: usize = 1 << 20;
/// What all answers in memory may take, in bytes.
const MEMORY_BYTES_MAX: u64 = 64 << 20;
/// What an entry takes beside its answer, roughly, in bytes.
const ENTRY_BYTES: usize = 256;
/// Questions to the database, and changes of it, that may wait.
const WAITING_MAX: usize = 256;
/// How long a call waits for the database. What is not found by then is not there.
const LOOKUP_WAIT: Duration = Duration::from_millis(50);
/// How long an operator waits for a deletion.
const DELETION_WAIT: Duration = Duration::from_secs(5);

/// What is cached, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CachePolicy {
    /// How long an answer is good, in milliseconds, where the request does not say.
    pub ttl_ms: u64,
    /// Sets this proxy's answers apart from others in the same database.
    pub namespace: Option<Arc<str>>,
    /// Every request takes part; else only those that say `use-cache`.
    pub default_on: bool,
    /// Kinds of work that take part.
    pub call_types: Vec<CallType>,
    /// Conversations with more messages take no part.
    pub messages_max: usize,
    /// Answers are kept in the database too.
    pub database: bool,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// As it was given, to the last byte.
    pub body: Bytes,
    /// Which deployment gave it.
    pub deployment_id: Arc<str>,
    /// When.
    pub stored_at: Micros,
    /// Until when it is good.
    pub expires_at: Micros,
}

/// Where a call's answer is looked for, and kept.
#[derive(Debug, Clone)]
pub struct Slot {
    /// What names it.
    pub key: Key,
    reads: bool,
    writes: bool,
    ttl_micros: i64,
    age_max_micros: Option<i64>,
    database: bool,
}

/// A question to the database.
#[derive(Debug)]
pub struct Lookup {
    /// What is looked for.
    pub key: Key,
    /// What time it is.
    pub now: Micros,
    /// Told what was found.
    pub found: oneshot::Sender<Option<Kept>>,
}

/// A change of the database.
#[derive(Debug)]
pub enum Change {
    /// Keep an answer.
    Keep(Key, Arc<Kept>),
    /// Forget these answers; told when it is done.
    Forget(Vec<Key>, oneshot::Sender<()>),
    /// Forget all of them.
    Flush(oneshot::Sender<()>),
}

/// The ends of the queues, for the job that has the database.
#[derive(Debug)]
pub struct Ends {
    /// Questions.
    pub lookups: mpsc::Receiver<Lookup>,
    /// Changes.
    pub changes: mpsc::Receiver<Change>,
}

/// Every answer that is kept.
#[derive(Debug)]
pub struct Cache {
    memory: Memory<Key, Arc<Kept>>,
    lookups: mpsc::Sender<Lookup>,
    changes: mpsc::Sender<Change>,
    ends: Mutex<Option<Ends>>,
    dropped: AtomicU64,
}

/// Answers leave the memory when they are no good any more.
struct UntilExpiry;

impl Expiry<Key, Arc<Kept>> for UntilExpiry {
    fn expire_after_create(&self, _: &Key, kept: &Arc<Kept>, _: Instant) -> Option<Duration> {
        let lives = kept.expires_at.0.saturating_sub(kept.stored_at.0);
        Some(Duration::from_micros(u64::try_from(lives).unwrap_or(0)))
    }
}

impl Default for Cache {
    fn default() -> Self {
        let weight = |_: &Key, kept: &Arc<Kept>| {
            u32::try_from(kept.body.len() + ENTRY_BYTES).unwrap_or(u32::MAX)
        };
        let memory = Memory::builder()
            .weigher(weight)
            .max_capacity(MEMORY_BYTES_MAX)
            .expire_after(UntilExpiry)
            .build();
        let (lookups, asked) = mpsc::channel(WAITING_MAX);
        let (changes, changed) = mpsc::channel(WAITING_MAX);
        Self {
            memory,
            lookups,
            changes,
            ends: Mutex::new(Some(Ends {
                lookups: asked,
                changes: changed,
            })),
            dropped: AtomicU64::new(0),
        }
    }
}

impl Cache {
    /// The other ends of the queues. There is one of each: who comes second gets nothing.
    pub fn ends(&self) -> Option<Ends> {
        self.ends
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// Where the answer to a request is looked for and kept; `None` when it takes no part.
    #[must_use]
    pub fn slot(
        policy: &CachePolicy,
        caller: &Caller,
        group: &str,
        request: &Request,
        shows_usage: bool,
    ) -> Option<Slot> {
        let asked = &request.controls.cache;
        let takes_part = !asked.off
            && (policy.default_on || asked.use_cache)
            && policy.call_types.contains(&request.call_type)
            && request.deployment.is_none()
            && key::messages(request) <= policy.messages_max;
        if !takes_part || asked.no_cache && asked.no_store {
            return None;
        }
        let namespaces = [policy.namespace.as_deref(), asked.namespace.as_deref()];
        let repeated = Repeated {
            caller,
            group,
            request,
            shows_usage,
            namespaces,
        };
        let usual = i64::try_from(policy.ttl_ms).unwrap_or(i64::MAX);
        let ttl_ms = asked.ttl_ms.unwrap_or(usual);
        Some(Slot {
            key: Key::of(&repeated),
            reads: !asked.no_cache,
            writes: !asked.no_store && ttl_ms > 0,
            ttl_micros: ttl_ms.saturating_mul(1_000),
            age_max_micros: asked.age_max_ms.map(|age| age.saturating_mul(1_000)),
            database: policy.database,
        })
    }

    /// The answer that was given before, if it is still good.
    pub async fn get(&self, slot: &Slot, now: Micros) -> Option<Arc<Kept>> {
        if !slot.reads {
            return None;
        }
        let good = |kept: &Arc<Kept>| {
            let age = now.0.saturating_sub(kept.stored_at.0);
            kept.expires_at > now && slot.age_max_micros.is_none_or(|most| age <= most)
        };
        if let Some(kept) = self.memory.get(&slot.key) {
            return Some(kept).filter(good);
        }
        if !slot.database {
            return None;
        }
        let (found, answer) = oneshot::channel();
        let key = slot.key;
        if self.lookups.try_send(Lookup { key, now, found }).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        let answer = tokio::time::timeout(LOOKUP_WAIT, answer).await;
        let kept = Arc::new(answer.ok()?.ok()??);
        self.memory.insert(slot.key, kept.clone());
        Some(kept).filter(good)
    }

    /// Keeps a complete answer.
    pub fn put(&self, slot: &Slot, body: Bytes, deployment_id: Arc<str>, now: Micros) {
        if !slot.writes || body.len() > ENTRY_BYTES_MAX {
            return;
        }
        let kept = Arc::new(Kept {
            body,
            deployment_id,
            stored_at: now,
            expires_at: Micros(now.0.saturating_add(slot.ttl_micros)),
        });
        self.memory.insert(slot.key, kept.clone());
        if slot.database && self.changes.try_send(Change::Keep(slot.key, kept)).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Forgets answers. False when those in the database may still be there.
    pub async fn forget(&self, keys: Vec<Key>, database: bool) -> bool {
        for key in &keys {
            self.memory.invalidate(key);
        }
        !database || self.change(|done| Change::Forget(keys, done)).await
    }

    /// Forgets every answer. False when those in the database may still be there.
    pub async fn flush(&self, database: bool) -> bool {
        self.memory.invalidate_all();
        !database || self.change(Change::Flush).await
    }

    async fn change(&self, make: impl FnOnce(oneshot::Sender<()>) -> Change) -> bool {
        let (done, heard) = oneshot::channel();
        let changed = async {
            self.changes.send(make(done)).await.ok()?;
            heard.await.ok()
        };
        let changed = tokio::time::timeout(DELETION_WAIT, changed).await;
        matches!(changed, Ok(Some(())))
    }

    /// How many answers are in memory, roughly, and how many bytes they take.
    #[must_use]
    pub fn size(&self) -> (u64, u64) {
        (self.memory.entry_count(), self.memory.weighted_size())
    }

    /// How many questions and answers found their queue full.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }
}
