//! Calls that belong together keep to one deployment, so that what its provider kept for one of them
//! serves the next. Kept in memory, per process; forgotten when nobody calls for a while.

use super::authenticate::Caller;
use super::catalog::Served;
use crate::domain::routing::Affinity as Rules;
use crate::domain::time::Micros;
use crate::wire::door::openai::Request;
use crate::wire::origin::Origin;
use moka::sync::Cache;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

/// What is remembered at most.
const KNOWN_MAX: u64 = 100_000;
/// The longest that anything is remembered.
const KNOWN_FOR: Duration = Duration::from_secs(86_400);

/// What a call belongs to: its prompt, its session, its key; the first that is known decides.
pub type Marks = [Option<u64>; 3];

/// Which deployment answered what last.
#[derive(Debug)]
pub struct Affinity {
    known: Cache<u64, (Arc<str>, Micros)>,
}

impl Default for Affinity {
    fn default() -> Self {
        let known = Cache::builder()
            .max_capacity(KNOWN_MAX)
            .time_to_live(KNOWN_FOR)
            .build();
        Self { known }
    }
}

/// What a call belongs to, under these rules. Nobody's call belongs to another tenant's.
#[must_use]
pub fn marks(
    rules: Rules,
    caller: &Caller,
    request: &Request,
    session: Option<&str>,
    group: &str,
) -> Marks {
    let mark = |kind: u8, what: &[u8]| {
        let mut hasher = DefaultHasher::new();
        let key = caller.key().map(|entry| &*entry.id);
        (kind, key, group, what).hash(&mut hasher);
        hasher.finish()
    };
    let prompt = rules
        .by_prompt
        .then(|| kept_beginning(request.object.text()));
    let session = session.or(request.session_id.as_deref());
    [
        prompt.flatten().map(|beginning| mark(0, beginning)),
        session
            .filter(|_| rules.by_session)
            .map(|session| mark(1, session.as_bytes())),
        rules.by_key.then(|| mark(2, b"")),
    ]
}

/// A request up to the first place at which the provider is asked to keep what it has read so far.
fn kept_beginning(body: &[u8]) -> Option<&[u8]> {
    let found = memchr::memmem::find(body, b"\"cache_control\"")?;
    // The model and what else stands before the words may differ from call to call.
    let words = [b"\"messages\"".as_slice(), b"\"system\"", b"\"tools\""];
    let begins = words
        .iter()
        .filter_map(|word| memchr::memmem::find(&body[..found], word));
    Some(&body[begins.min().unwrap_or(0)..found])
}

/// Leaves only those that can read the sealed words which a request brings back, where there are any.
pub fn keep_readers(served: &mut Vec<Arc<Served>>, origins: &[Origin]) {
    let reads = |one: &Arc<Served>| {
        let id = &one.deployment.id;
        let mut origins = origins.iter();
        origins.all(|origin| origin.readers.contains(id))
    };
    if !origins.is_empty() && served.iter().any(reads) {
        served.retain(reads);
    }
}

impl Affinity {
    /// Puts the deployment first that answered what a call belongs to; those of a lower `order` stay
    /// before it.
    pub fn prefer(&self, marks: &Marks, ttl_seconds: u64, served: &mut [Arc<Served>], now: Micros) {
        let ttl_micros = i64::try_from(ttl_seconds).unwrap_or(i64::MAX / 1_000_000) * 1_000_000;
        let known = marks.iter().flatten().find_map(|mark| {
            let (id, at) = self.known.get(mark)?;
            (now.0 - at.0 <= ttl_micros).then_some(id)
        });
        let Some(id) = known else { return };
        let Some(at) = served.iter().position(|one| one.deployment.id == id) else {
            return;
        };
        if served[at].deployment.order == served[0].deployment.order {
            served[..=at].rotate_right(1);
        }
    }

    /// Notes who answered.
    pub fn note(&self, marks: &Marks, deployment: &Arc<str>, now: Micros) {
        for mark in marks.iter().flatten() {
            self.known.insert(*mark, (deployment.clone(), now));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kept_beginning_ends_before_the_first_mark() {
        let body = br#"{"model":"a","system":[{"text":"long","cache_control":{}}],"messages":[1]}"#;
        let kept = kept_beginning(body).expect("a beginning");
        assert_eq!(kept, br#""system":[{"text":"long","#);
        assert_eq!(kept_beginning(br#"{"messages":[]}"#), None);
    }
}
