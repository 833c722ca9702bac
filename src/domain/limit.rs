//! Rate limits: requests and tokens over a sliding minute, tokens of a day, and requests at the same time.

use super::budget::{Scope, WindowKey};
use super::time::{Calendar, Micros, Span};
use std::sync::Arc;

/// The length of a rate window.
pub const RATE_WINDOW_MICROS: i64 = 60_000_000;

/// What a caller may do per minute and at once. `None` means no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateLimits {
    /// Requests per minute.
    pub requests_per_minute: Option<i64>,
    /// Tokens per minute, input and output together.
    pub tokens_per_minute: Option<i64>,
    /// Requests at the same time.
    pub parallel_requests: Option<i64>,
}

impl RateLimits {
    /// Whether there is nothing to check.
    #[must_use]
    pub fn is_unlimited(&self) -> bool {
        *self == Self::default()
    }
}

/// Which limit was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitKind {
    /// Requests per minute.
    Requests,
    /// Tokens per minute.
    Tokens,
    /// Tokens of a day.
    DayTokens,
    /// Requests at the same time.
    Parallel,
}

impl LimitKind {
    /// LiteLLM's word for it, in messages and the `rate_limit_type` header.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Tokens => "tokens",
            Self::DayTokens => "tokens_per_day",
            Self::Parallel => "max_parallel_requests",
        }
    }
}

/// The most tokens, input and output together, that somebody's calls may use in one day of the calendar: the
/// day that a budget of `1d` has, in the same time zone. They are counted in a window of the ledger as money
/// is, so a restart forgets none.
#[derive(Clone, Debug)]
pub struct DayLimit {
    /// Whose calls.
    pub scope: Scope,
    /// How many.
    pub tokens: i64,
    period: Arc<str>,
}

impl DayLimit {
    /// So many tokens a day.
    #[must_use]
    pub fn new(scope: Scope, tokens: i64) -> Self {
        Self {
            scope,
            tokens,
            period: Span::DAY.to_string().into(),
        }
    }

    /// The row that they are counted in at `now`, and when the next day begins.
    #[must_use]
    pub fn window(&self, calendar: &Calendar, now: Micros) -> (WindowKey, Micros) {
        // A single day has its place in the calendar, whenever it was set.
        let day = calendar.window(Span::DAY, now, Micros(0));
        let key = WindowKey {
            scope: self.scope.clone(),
            period: self.period.clone(),
            start: day.start,
        };
        (key, day.end)
    }
}

/// A limit that has no room left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitHit {
    /// Which one.
    pub kind: LimitKind,
    /// The limit as configured.
    pub limit: i64,
    /// When there may be room again.
    pub retry_at: Micros,
}

/// How much of its limits one caller has used. A window starts at its first use and lasts a minute.
#[derive(Clone, Copy, Debug, Default)]
pub struct RateState {
    window_start: Micros,
    requests: i64,
    tokens: i64,
    parallel: i64,
}

/// What is left after a request was let in; `None` where there is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Remaining {
    /// Requests left in this window.
    pub requests: Option<i64>,
    /// Tokens left in this window, this request's reservation taken off.
    pub tokens: Option<i64>,
    /// Requests more that may run at the same time.
    pub parallel: Option<i64>,
}

impl RateState {
    /// Takes a place for one request of about `tokens` tokens, or says which limit is in the way.
    /// When one limit refuses, none is counted.
    pub fn take(
        &mut self,
        limits: &RateLimits,
        tokens: i64,
        now: Micros,
    ) -> Result<Remaining, LimitHit> {
        if now.0 - self.window_start.0 >= RATE_WINDOW_MICROS || now < self.window_start {
            *self = Self {
                window_start: now,
                parallel: self.parallel,
                ..Self::default()
            };
        }
        let window_end = Micros(self.window_start.0 + RATE_WINDOW_MICROS);
        let hit = |kind, limit, retry_at| {
            Err(LimitHit {
                kind,
                limit,
                retry_at,
            })
        };
        if let Some(limit) = limits
            .requests_per_minute
            .filter(|limit| self.requests >= *limit)
        {
            return hit(LimitKind::Requests, limit, window_end);
        }
        if let Some(limit) = limits.tokens_per_minute.filter(|limit| {
            self.tokens >= *limit || tokens > *limit - self.tokens && self.tokens > 0
        }) {
            return hit(LimitKind::Tokens, limit, window_end);
        }
        if let Some(limit) = limits
            .parallel_requests
            .filter(|limit| self.parallel >= *limit)
        {
            return hit(LimitKind::Parallel, limit, now.plus_millis(1_000));
        }
        self.requests += 1;
        self.tokens += tokens;
        self.parallel += 1;
        Ok(Remaining {
            requests: limits
                .requests_per_minute
                .map(|limit| limit - self.requests),
            tokens: limits
                .tokens_per_minute
                .map(|limit| (limit - self.tokens).max(0)),
            parallel: limits.parallel_requests.map(|limit| limit - self.parallel),
        })
    }

    /// Takes back what was just taken, as if it had not been: another limit refused, in the same step.
    pub fn undo(&mut self, tokens: i64) {
        self.requests -= 1;
        self.tokens = (self.tokens - tokens).max(0);
        self.parallel -= 1;
    }

    /// Puts one estimate in the place of another.
    pub fn correct(&mut self, before: i64, after: i64) {
        self.tokens = (self.tokens - before + after).max(0);
    }

    /// Gives the place back and corrects the estimate by what was really used. A window that has
    /// turned meanwhile keeps the correction out: it belongs to the window that took the estimate.
    pub fn give_back(&mut self, estimated: i64, used: i64, taken_at: Micros) {
        self.parallel -= 1;
        if taken_at >= self.window_start {
            self.tokens = (self.tokens - estimated + used).max(0);
        }
    }
}

/// Which tokens count for limits per minute (`token_rate_limit_type`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// All of them.
    #[default]
    Total,
    /// Those that go in.
    Input,
    /// Those that come out.
    Output,
}

impl Counted {
    /// What counts of a call.
    #[must_use]
    pub fn of(self, input: u64, output: u64) -> u64 {
        match self {
            Self::Total => input.saturating_add(output),
            Self::Input => input,
            Self::Output => output,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000;

    #[test]
    fn a_refusal_counts_nothing_and_the_window_turns() {
        let limits = RateLimits {
            requests_per_minute: Some(2),
            ..RateLimits::default()
        };
        let mut state = RateState::default();
        let start = Micros(1_000 * SECOND);
        assert_eq!(
            state.take(&limits, 5, start).expect("room").requests,
            Some(1)
        );
        assert!(state.take(&limits, 5, start).is_ok());
        let hit = state
            .take(&limits, 5, Micros(start.0 + SECOND))
            .expect_err("no room");
        assert_eq!(
            (hit.kind, hit.retry_at),
            (LimitKind::Requests, Micros(start.0 + 60 * SECOND))
        );
        assert!(
            state
                .take(&limits, 5, Micros(start.0 + 60 * SECOND))
                .is_ok()
        );
    }

    #[test]
    fn tokens_are_corrected_when_the_call_ends() {
        let limits = RateLimits {
            tokens_per_minute: Some(100),
            ..RateLimits::default()
        };
        let mut state = RateState::default();
        let now = Micros(SECOND * 100);
        state.take(&limits, 80, now).expect("room");
        assert_eq!(
            state.take(&limits, 80, now).expect_err("full").kind,
            LimitKind::Tokens
        );
        state.give_back(80, 10, now);
        assert!(state.take(&limits, 80, now).is_ok());
    }

    #[test]
    fn places_at_the_same_time_are_given_back() {
        let limits = RateLimits {
            parallel_requests: Some(1),
            ..RateLimits::default()
        };
        let mut state = RateState::default();
        let now = Micros(SECOND * 100);
        state.take(&limits, 1, now).expect("room");
        assert_eq!(
            state.take(&limits, 1, now).expect_err("full").kind,
            LimitKind::Parallel
        );
        state.give_back(1, 1, now);
        assert!(state.take(&limits, 1, now).is_ok());
    }
}
