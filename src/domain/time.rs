//! Instants, durations as LiteLLM spells them, and the calendar windows of a budget.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Unit, ZonedDateTime};
use std::fmt;

const MICROS_PER_SECOND: i64 = 1_000_000;

/// A point in time: microseconds since the Unix epoch, UTC.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(transparent)]
pub struct Micros(pub i64);

impl Micros {
    /// This instant, so many milliseconds later.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis.saturating_mul(1_000)))
    }

    /// This instant, or the next after `earlier`, so that a row's last changes are told apart.
    #[must_use]
    pub fn later_than(self, earlier: Self) -> Self {
        self.max(Self(earlier.0.saturating_add(1)))
    }

    /// Milliseconds from `earlier` until this instant, never negative.
    #[must_use]
    pub fn millis_since(self, earlier: Self) -> i64 {
        (self.0.saturating_sub(earlier.0) / 1_000).max(0)
    }

    /// RFC 3339 in UTC with microseconds and a `Z` (`2026-12-23T21:06:37.458664Z`).
    #[must_use]
    pub fn rfc3339(self) -> String {
        format!("{:.6}", self.timestamp())
    }

    /// Reads an RFC 3339 time; without an offset it is UTC, and a day alone is its midnight.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(at) = text.parse::<Timestamp>() {
            return Some(Self(at.as_microsecond()));
        }
        let civil = text.parse::<jiff::civil::DateTime>();
        let civil = civil.or_else(|_| {
            text.parse::<jiff::civil::Date>()
                .map(|day| day.at(0, 0, 0, 0))
        });
        let at = civil.ok()?.to_zoned_datetime(TimeZone::UTC).ok()?;
        Some(Self(at.timestamp().as_microsecond()))
    }

    /// Reads a date of HTTP's (RFC 9110, 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
    #[must_use]
    pub fn parse_http(text: &str) -> Option<Self> {
        let at = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
        Some(Self(at.timestamp().as_microsecond()))
    }

    /// The UTC day as `YYYY-MM-DD`, the key of the daily totals.
    #[must_use]
    pub fn day(self) -> String {
        self.timestamp()
            .to_zoned_datetime(TimeZone::UTC)
            .date()
            .to_string()
    }

    fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        })
    }
}

/// A text that is not a duration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a duration. Use a format like '30s', '5m', '1h', '7d', '2w' or '1mo'")]
pub struct BadDuration(pub String);

/// A length of time as operators write it: a count and a unit.
///
/// As the lifetime of a key it is an exact offset from now; as the period of a budget it is cut to
/// the calendar, see [`Calendar::window`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Span {
    count: u32,
    unit: SpanUnit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum SpanUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
}

impl Span {
    /// One day, cut by the calendar where it is the period of something.
    pub const DAY: Self = Self {
        count: 1,
        unit: SpanUnit::Day,
    };

    /// So many hours.
    #[must_use]
    pub const fn hours(count: u32) -> Self {
        Self {
            count,
            unit: SpanUnit::Hour,
        }
    }

    /// Reads `30s`, `5m`, `1h`, `7d`, `2w`, `1mo`, and the words `hourly`, `daily`, `weekly`, `monthly`.
    pub fn parse(text: &str) -> Result<Self, BadDuration> {
        let bad = || BadDuration(text.to_owned());
        let trimmed = text.trim().to_ascii_lowercase();
        match trimmed.as_str() {
            "hourly" => {
                return Ok(Self {
                    count: 1,
                    unit: SpanUnit::Hour,
                });
            }
            "daily" => {
                return Ok(Self {
                    count: 1,
                    unit: SpanUnit::Day,
                });
            }
            "weekly" => {
                return Ok(Self {
                    count: 7,
                    unit: SpanUnit::Day,
                });
            }
            "monthly" => {
                return Ok(Self {
                    count: 30,
                    unit: SpanUnit::Day,
                });
            }
            _ => {}
        }
        let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
        let count = trimmed[..digits].parse().map_err(|_| bad())?;
        let unit = match &trimmed[digits..] {
            "s" => SpanUnit::Second,
            "m" => SpanUnit::Minute,
            "h" => SpanUnit::Hour,
            "d" => SpanUnit::Day,
            "w" => SpanUnit::Week,
            "mo" => SpanUnit::Month,
            _ => return Err(bad()),
        };
        Ok(Self { count, unit })
    }

    /// Reads the period of a budget: a [`Span`] that recurs, so not zero and at most one month.
    pub fn parse_period(text: &str) -> Result<Self, BadDuration> {
        let span = Self::parse(text)?;
        let recurs = span.count > 0 && (span.unit != SpanUnit::Month || span.count == 1);
        if recurs {
            Ok(span)
        } else {
            Err(BadDuration(text.to_owned()))
        }
    }

    /// The instant this long after `start`; months keep the day, cut to the month's end.
    #[must_use]
    pub fn after(self, start: Micros) -> Micros {
        let count = i64::from(self.count);
        let seconds = match self.unit {
            SpanUnit::Second => count,
            SpanUnit::Minute => count * 60,
            SpanUnit::Hour => count * 3_600,
            SpanUnit::Day => count * 86_400,
            SpanUnit::Week => count * 604_800,
            SpanUnit::Month => {
                let zoned = start.timestamp().to_zoned_datetime(TimeZone::UTC);
                let later = zoned.checked_add(count.months()).unwrap_or(zoned);
                return Micros(later.timestamp().as_microsecond());
            }
        };
        Micros(
            start
                .0
                .saturating_add(seconds.saturating_mul(MICROS_PER_SECOND)),
        )
    }
}

impl TryFrom<String> for Span {
    type Error = BadDuration;

    fn try_from(text: String) -> Result<Self, BadDuration> {
        Self::parse(&text)
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            SpanUnit::Second => "s",
            SpanUnit::Minute => "m",
            SpanUnit::Hour => "h",
            SpanUnit::Day => "d",
            SpanUnit::Week => "w",
            SpanUnit::Month => "mo",
        };
        write!(f, "{}{unit}", self.count)
    }
}

/// A window of a budget: it holds `start`, it does not hold `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first instant of the window.
    pub start: Micros,
    /// The first instant after it: when the budget starts again.
    pub end: Micros,
}

/// The calendar that budget windows are cut by: a time zone and a time of day.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: TimeZone,
    reset_at: Time,
}

impl Default for Calendar {
    fn default() -> Self {
        Self {
            zone: TimeZone::UTC,
            reset_at: Time::midnight(),
        }
    }
}

impl Calendar {
    /// A calendar of the named IANA time zone whose days start at `HH:MM`.
    pub fn new(zone: &str, reset_at: &str) -> Result<Self, String> {
        let zone = TimeZone::get(zone).map_err(|_| format!("'{zone}' is not an IANA time zone"))?;
        let reset_at = Time::strptime("%H:%M", reset_at)
            .map_err(|_| format!("'{reset_at}' is not a time of day; write it as HH:MM"))?;
        Ok(Self { zone, reset_at })
    }

    /// The window of `period` that holds `now`.
    ///
    /// Seconds, minutes and hours are multiples on the clock; one day starts at the reset time; seven
    /// days start on Monday; thirty days are the calendar month. Any other number of days is counted
    /// from `anchor`, the moment the budget was set.
    #[must_use]
    pub fn window(&self, period: Span, now: Micros, anchor: Micros) -> Window {
        let local = self.local(now);
        let (start, end) = match (period.unit, period.count) {
            (SpanUnit::Second, n) => Self::clock(&local, n, Unit::Second),
            (SpanUnit::Minute, n) => Self::clock(&local, n, Unit::Minute),
            (SpanUnit::Hour, n) if n < 24 => Self::clock(&local, n, Unit::Hour),
            (SpanUnit::Hour, n) => self.days(&local, n.div_ceil(24), anchor),
            (SpanUnit::Day, n) => self.days(&local, n, anchor),
            (SpanUnit::Week, n) => self.days(&local, n.saturating_mul(7), anchor),
            (SpanUnit::Month, _) => month(&local),
        };
        Window {
            start: self.instant(&start),
            end: self.instant(&end),
        }
    }

    /// Local time shifted so that the reset time reads as midnight.
    fn local(&self, at: Micros) -> ZonedDateTime {
        let zoned = at.timestamp().to_zoned_datetime(self.zone.clone());
        zoned.checked_sub(self.shift()).unwrap_or(zoned)
    }

    fn instant(&self, local: &ZonedDateTime) -> Micros {
        let shifted = local
            .checked_add(self.shift())
            .unwrap_or_else(|_| local.clone());
        Micros(shifted.timestamp().as_microsecond())
    }

    fn shift(&self) -> jiff::Span {
        i64::from(self.reset_at.hour())
            .hours()
            .minutes(i64::from(self.reset_at.minute()))
    }

    /// Multiples of `n` units inside the next larger unit, the last one cut short.
    fn clock(local: &ZonedDateTime, n: u32, unit: Unit) -> (ZonedDateTime, ZonedDateTime) {
        let (field, inside, larger) = match unit {
            Unit::Second => (i64::from(local.second()), 60, 60),
            Unit::Minute => (i64::from(local.minute()), 60, 3_600),
            _ => (i64::from(local.hour()), 24, 86_400),
        };
        let step = i64::from(n).min(inside);
        let seconds = larger / inside;
        let passed = i64::from(local.minute()) * 60 + i64::from(local.second());
        let below = match unit {
            Unit::Second => 0,
            Unit::Minute => i64::from(local.second()),
            _ => passed,
        };
        let first = field / step * step;
        let last = (first + step).min(inside);
        let whole = local.checked_sub(i64::from(local.subsec_nanosecond()).nanoseconds());
        let whole = whole.unwrap_or_else(|_| local.clone());
        let at = |units: i64| {
            let offset = (units - field) * seconds - below;
            whole
                .checked_add(offset.seconds())
                .unwrap_or_else(|_| whole.clone())
        };
        (at(first), at(last))
    }

    fn days(
        &self,
        local: &ZonedDateTime,
        n: u32,
        anchor: Micros,
    ) -> (ZonedDateTime, ZonedDateTime) {
        let today = local.start_of_day().unwrap_or_else(|_| local.clone());
        let plus = |days: i64| {
            today
                .checked_add(days.days())
                .unwrap_or_else(|_| today.clone())
        };
        let n = i64::from(n);
        match n {
            1 => (today.clone(), plus(1)),
            7 => {
                let since_monday = i64::from(today.weekday().to_monday_zero_offset());
                (plus(-since_monday), plus(7 - since_monday))
            }
            30 => month(local),
            _ => {
                let since = self.local(anchor).date().until(today.date());
                let passed = since
                    .map_or(0, |span| i64::from(span.get_days()))
                    .rem_euclid(n);
                (plus(-passed), plus(n - passed))
            }
        }
    }
}

fn month(local: &ZonedDateTime) -> (ZonedDateTime, ZonedDateTime) {
    let first = local
        .first_of_month()
        .and_then(|day| day.start_of_day())
        .unwrap_or_else(|_| local.clone());
    let next = first
        .checked_add(1.months())
        .unwrap_or_else(|_| first.clone());
    (first, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Micros {
        Micros(
            text.parse::<Timestamp>()
                .expect("a timestamp")
                .as_microsecond(),
        )
    }

    fn next(period: &str, now: &str) -> String {
        let span = Span::parse_period(period).expect("a period");
        Calendar::default()
            .window(span, at(now), at(now))
            .end
            .rfc3339()
    }

    #[test]
    fn windows_follow_the_clock_and_the_calendar() {
        let now = "2026-11-23T21:21:07.5Z"; // a Monday
        for (period, end) in [
            ("60s", "2026-11-23T21:22:00.000000Z"),
            ("5s", "2026-11-23T21:21:10.000000Z"),
            ("5m", "2026-11-23T21:25:00.000000Z"),
            ("1h", "2026-11-23T22:00:00.000000Z"),
            ("24h", "2026-11-24T00:00:00.000000Z"),
            ("1d", "2026-11-24T00:00:00.000000Z"),
            ("7d", "2026-11-30T00:00:00.000000Z"),
            ("1w", "2026-11-30T00:00:00.000000Z"),
            ("30d", "2026-12-01T00:00:00.000000Z"),
            ("1mo", "2026-12-01T00:00:00.000000Z"),
            ("3d", "2026-11-26T00:00:00.000000Z"),
            ("90d", "2027-02-21T00:00:00.000000Z"),
        ] {
            assert_eq!(next(period, now), end, "{period}");
        }
    }

    #[test]
    fn a_window_holds_its_moment_and_ends_where_the_next_begins() {
        let calendar = Calendar::new("America/New_York", "06:30").expect("a calendar");
        let anchor = at("2026-01-05T10:00:00Z");
        for period in ["45s", "7m", "5h", "1d", "3d", "7d", "30d", "90d"] {
            let span = Span::parse_period(period).expect("a period");
            for now in [
                "2026-03-08T06:59:59.9Z",
                "2026-11-01T05:30:00Z",
                "2026-12-31T23:59:59Z",
            ] {
                let window = calendar.window(span, at(now), anchor);
                assert!(
                    window.start <= at(now) && at(now) < window.end,
                    "{period} at {now}: {window:?}"
                );
                let following = calendar.window(span, window.end, anchor);
                assert_eq!(following.start, window.end, "{period} after {now}");
            }
        }
    }

    #[test]
    fn lifetimes_are_exact_offsets() {
        let start = at("2026-01-31T12:00:00Z");
        let after = |text| {
            Span::parse(text)
                .expect("a duration")
                .after(start)
                .rfc3339()
        };
        assert_eq!(after("30d"), "2026-03-02T12:00:00.000000Z");
        assert_eq!(after("1mo"), "2026-02-28T12:00:00.000000Z");
        assert_eq!(after("0d"), "2026-01-31T12:00:00.000000Z");
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "30", "d", "1y", "-5d", "1.5h", "99999999999d", "é"] {
            assert!(Span::parse(text).is_err(), "{text}");
        }
        assert!(Span::parse_period("2mo").is_err());
        assert!(Span::parse_period("0d").is_err());
    }
}
