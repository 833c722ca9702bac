//! Where one request stands in its trace (W3C Trace Context, "traceparent Header").
//!
//! The ids are settled when the request arrives, so that what is sent to providers names spans that
//! are told later, from the record of the call.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

/// The longest `tracestate` that is kept, in bytes (W3C Trace Context, section 3.3.1.5).
const STATE_BYTES_MAX: usize = 512;

/// What one request, its calls and their attempts share.
#[derive(Debug)]
pub struct Trace {
    trace_id: u128,
    span_id: u64,
    parent: Option<u64>,
    sampled: bool,
    state: Option<Box<str>>,
    /// No request stands behind it: a check, or a batch that was found complete.
    detached: bool,
    calls: AtomicU32,
    key: OnceLock<Arc<str>>,
    route: OnceLock<Arc<str>>,
    spends: AtomicBool,
}

/// What a `traceparent` header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parent {
    /// The trace.
    pub trace_id: u128,
    /// The caller's span.
    pub span_id: u64,
    /// Whether the caller records it.
    pub sampled: bool,
}

impl Parent {
    /// Reads a `traceparent` header; `None` when it is malformed, which counts as absent.
    #[must_use]
    pub fn parse(header: &str) -> Option<Self> {
        let header = header.trim();
        let mut parts = header.split('-');
        let (version, trace, span, flags) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let hex = |text: &str, digits: usize| {
            let lower = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
            text.len() == digits && text.bytes().all(lower)
        };
        let known = version == "00";
        if !hex(version, 2) || version == "ff" || known && parts.next().is_some() {
            return None;
        }
        if !hex(trace, 32) || !hex(span, 16) || !hex(flags, 2) {
            return None;
        }
        let (trace_id, span_id) = (
            u128::from_str_radix(trace, 16).ok()?,
            u64::from_str_radix(span, 16).ok()?,
        );
        let flags = u8::from_str_radix(flags, 16).ok()?;
        (trace_id != 0 && span_id != 0).then_some(Self {
            trace_id,
            span_id,
            sampled: flags & 1 == 1,
        })
    }
}

impl Trace {
    /// The trace of a request: its caller's, or a new one. `sampled` decides whether it is told.
    #[must_use]
    pub fn of_request(
        parent: Option<Parent>,
        state: Option<&str>,
        sampled: impl FnOnce(u128, Option<Parent>) -> bool,
    ) -> Arc<Self> {
        let trace_id = parent.map_or_else(|| fastrand::u128(1..), |parent| parent.trace_id);
        // A state without a parent belongs to nothing.
        let state = state.filter(|state| {
            parent.is_some() && !state.is_empty() && state.len() <= STATE_BYTES_MAX
        });
        Arc::new(Self {
            trace_id,
            span_id: fastrand::u64(1..),
            parent: parent.map(|parent| parent.span_id),
            sampled: sampled(trace_id, parent),
            state: state.map(Into::into),
            detached: false,
            calls: AtomicU32::new(0),
            key: OnceLock::new(),
            route: OnceLock::new(),
            spends: AtomicBool::new(false),
        })
    }

    /// The trace of a call that no request made.
    #[must_use]
    pub fn detached() -> Arc<Self> {
        Arc::new(Self {
            trace_id: fastrand::u128(1..),
            span_id: fastrand::u64(1..),
            parent: None,
            sampled: false,
            state: None,
            detached: true,
            calls: AtomicU32::new(0),
            key: OnceLock::new(),
            route: OnceLock::new(),
            spends: AtomicBool::new(false),
        })
    }

    /// The trace's id.
    #[must_use]
    pub fn trace_id(&self) -> u128 {
        self.trace_id
    }

    /// The id of the request's span.
    #[must_use]
    pub fn span_id(&self) -> u64 {
        self.span_id
    }

    /// The caller's span.
    #[must_use]
    pub fn parent(&self) -> Option<u64> {
        self.parent
    }

    /// Whether it is told.
    #[must_use]
    pub fn is_sampled(&self) -> bool {
        self.sampled
    }

    /// Whether no request stands behind it.
    #[must_use]
    pub fn is_detached(&self) -> bool {
        self.detached
    }

    /// The caller's `tracestate`, which goes along unchanged.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.state.as_deref()
    }

    /// Counts one more call of this request and gives its number, from 0.
    pub fn begin_call(&self) -> u32 {
        self.calls.fetch_add(1, Ordering::Relaxed)
    }

    /// How many calls the request made so far.
    #[must_use]
    pub fn calls(&self) -> u32 {
        self.calls.load(Ordering::Relaxed)
    }

    /// The id of an attempt's span: the same whenever it is asked for. Both numbers count from 0.
    #[must_use]
    pub fn attempt_id(&self, call: u32, attempt: u32) -> u64 {
        // SplitMix64's finalizer, a permutation, over the random id of the request's span.
        let mut id = self
            .span_id
            .wrapping_add((u64::from(call) << 32 | u64::from(attempt)).wrapping_add(1));
        id = (id ^ (id >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        id = (id ^ (id >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (id ^ (id >> 31)).max(1)
    }

    /// The `traceparent` header of an attempt.
    #[must_use]
    pub fn traceparent(&self, call: u32, attempt: u32) -> String {
        format!(
            "00-{:032x}-{:016x}-{:02x}",
            self.trace_id,
            self.attempt_id(call, attempt),
            u8::from(self.sampled)
        )
    }

    /// Notes whose key it is: its hash, never the key.
    pub fn tell_key(&self, id: &Arc<str>) {
        // Whoever was noted first stays: a request has one caller.
        let _ = self.key.set(id.clone());
    }

    /// Notes that it asks for something that costs money.
    pub fn tell_spends(&self) {
        self.spends.store(true, Ordering::Relaxed);
    }

    /// Whether it asks for something that costs money.
    #[must_use]
    pub fn is_call(&self) -> bool {
        self.spends.load(Ordering::Relaxed)
    }

    /// Whose key it is, when one was found.
    #[must_use]
    pub fn key(&self) -> Option<&Arc<str>> {
        self.key.get()
    }

    /// Notes the route where the router has none: a path that an operator declared.
    pub fn tell_route(&self, route: &str) {
        let _ = self.route.set(route.into());
    }

    /// The route that was noted.
    #[must_use]
    pub fn route(&self) -> Option<&Arc<str>> {
        self.route.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn a_parent_is_read_or_counts_as_absent() {
        let parent = Parent::parse(GOOD).expect("a parent");
        assert_eq!(parent.trace_id, 0x4bf9_2f35_77b3_4da6_a3ce_929d_0e0e_4736);
        assert_eq!(
            (parent.span_id, parent.sampled),
            (0x00f0_67aa_0ba9_02b7, true)
        );
        assert!(Parent::parse(&GOOD.replace("-01", "-02")).is_some_and(|found| !found.sampled));
        // A later version may say more behind what is known.
        assert!(Parent::parse(&format!("01{}-more", &GOOD[2..])).is_some());
        for bad in [
            "",
            "00",
            &GOOD[..54],
            &format!("{GOOD}-more"),
            &format!("ff{}", &GOOD[2..]),
            &GOOD.to_uppercase(),
            &GOOD.replace("4bf92f3577b34da6a3ce929d0e0e4736", &"0".repeat(32)),
            &GOOD.replace("00f067aa0ba902b7", &"0".repeat(16)),
            &GOOD.replace("4736", "47g6"),
        ] {
            assert_eq!(Parent::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn attempts_have_ids_of_their_own_that_stay() {
        let trace = Trace::of_request(Parent::parse(GOOD), Some("a=b"), |_, _| true);
        assert_eq!(trace.state(), Some("a=b"));
        let mut ids: Vec<u64> = (0..4)
            .flat_map(|call| (0..4).map(move |attempt| (call, attempt)))
            .map(|(call, attempt)| trace.attempt_id(call, attempt))
            .collect();
        assert_eq!(ids[5], trace.attempt_id(1, 1));
        ids.push(trace.span_id());
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 17);
        let sent = Parent::parse(&trace.traceparent(0, 0)).expect("a header that can be read");
        assert_eq!(sent.trace_id, trace.trace_id());
        assert_eq!(sent.span_id, trace.attempt_id(0, 0));
        assert!(sent.sampled);
    }
}
