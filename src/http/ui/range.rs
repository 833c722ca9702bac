//! The span of time that a page shows. It stands in the address, so that a page can be sent to somebody.

use super::format;
use super::params::{Params, link};
use crate::domain::time::Micros;
use crate::store::{CallFilter, ListDays};
use maud::{Markup, html};

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// The longest span that can be asked for, in days.
const DAYS_MAX: i64 = 400;

/// How finely a span is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// By the hour.
    Hour,
    /// By the UTC day.
    Day,
}

/// A span of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// Its name in the address.
    pub name: &'static str,
    /// Where it begins.
    pub from: Micros,
    /// Where it ends; this moment is no more part of it.
    pub until: Micros,
    /// How it is cut.
    pub step: Step,
    /// What its ends can be.
    pub cut: Cut,
}

/// What the ends of a span can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Days of UTC, as sums are kept.
    Days,
    /// Any moment.
    Moments,
    /// Days of UTC, where nothing is known of hours.
    WholeDays,
}

/// The spans that are offered, with their names.
const OFFERED: [(&str, &str); 5] = [
    ("24h", "24 hours"),
    ("7d", "7 days"),
    ("30d", "30 days"),
    ("month", "This month"),
    ("last-month", "Last month"),
];

/// The first moment of a month.
fn month_of(at: Micros) -> Micros {
    let day = at.day();
    Micros::parse(&format!("{}-01", &day[..7])).unwrap_or(at)
}

fn floor(at: i64, step: i64) -> i64 {
    at.div_euclid(step) * step
}

impl Range {
    /// The span that an address asks for, or `default`.
    #[must_use]
    pub fn read(query: &Params, default: &'static str, now: Micros) -> Self {
        if let Some(own) = Self::own(query, now) {
            return own;
        }
        let asked = query.get("range").unwrap_or(default);
        let known = OFFERED.iter().find(|(name, _)| *name == asked);
        let tomorrow = floor(now.0, DAY) + DAY;
        let (from, until, step) = match known.map_or(default, |(name, _)| name) {
            "24h" => {
                let end = floor(now.0, HOUR) + HOUR;
                (end - DAY, end, Step::Hour)
            }
            "7d" => (tomorrow - 7 * DAY, tomorrow, Step::Day),
            "month" => (month_of(now).0, tomorrow, Step::Day),
            "last-month" => {
                let end = month_of(now);
                (month_of(Micros(end.0 - 1)).0, end.0, Step::Day)
            }
            _ => (tomorrow - 30 * DAY, tomorrow, Step::Day),
        };
        Self {
            name: known.map_or(default, |(name, _)| name),
            from: Micros(from),
            until: Micros(until),
            step,
            cut: Cut::Days,
        }
    }

    /// The same where ends can be any moment.
    #[must_use]
    pub fn of_moments(mut self) -> Self {
        self.cut = Cut::Moments;
        self
    }

    /// A span with ends of its own: days, both of them part of it, or moments.
    fn own(query: &Params, now: Micros) -> Option<Self> {
        let from = Micros::parse(query.get("from")?)?;
        let until = match query.get("until") {
            None => Micros(now.0 + 1),
            Some(day) if day.len() == 10 => Micros(Micros::parse(day)?.0 + DAY),
            Some(moment) => Micros::parse(moment)?,
        };
        if until <= from || until.0 - from.0 > DAYS_MAX * DAY {
            return None;
        }
        let step = if until.0 - from.0 <= 2 * DAY {
            Step::Hour
        } else {
            Step::Day
        };
        Some(Self {
            name: "own",
            from,
            until,
            step,
            cut: Cut::Days,
        })
    }

    /// The same by whole days, whatever was asked for.
    #[must_use]
    pub fn of_whole_days(mut self) -> Self {
        self.cut = Cut::WholeDays;
        self.step = Step::Day;
        self.from = Micros(floor(self.from.0, DAY));
        self.until = Micros(floor(self.until.0 - 1, DAY) + DAY);
        self
    }

    /// As long a span, just before.
    #[must_use]
    pub fn before(&self) -> Self {
        let length = self.until.0 - self.from.0;
        Self {
            from: Micros(self.from.0 - length),
            until: self.from,
            ..self.clone()
        }
    }

    /// Its days, the first and the last.
    #[must_use]
    pub fn days(&self) -> ListDays {
        ListDays {
            from: self.from.day(),
            to: Micros(self.until.0 - 1).day(),
            ..ListDays::default()
        }
    }

    /// Its calls.
    #[must_use]
    pub fn calls(&self) -> CallFilter {
        CallFilter {
            from: Some(self.from),
            until: Some(self.until),
            ..CallFilter::default()
        }
    }

    /// The spans that it is cut into: name for an axis, name in full, key of a sum, first moment, end.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        let width = match self.step {
            Step::Hour => HOUR,
            Step::Day => DAY,
        };
        let mut at = floor(self.from.0, width);
        let mut parts = Vec::new();
        while at < self.until.0 {
            let start = Micros(at);
            let iso = start.rfc3339();
            let day = format::day(&iso);
            let hour = iso.get(11..16).unwrap_or_default();
            parts.push(match self.step {
                Step::Hour => Part {
                    label: hour.to_owned(),
                    full: format!("{day} {hour}"),
                    key: (at / HOUR).to_string(),
                    start,
                    end: Micros(at + width),
                    step: self.step,
                },
                Step::Day => Part {
                    label: day.clone(),
                    full: day,
                    key: start.day(),
                    start,
                    end: Micros(at + width),
                    step: self.step,
                },
            });
            at += width;
        }
        parts
    }

    /// Its place in an address.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        if self.name == "own" {
            vec![
                ("from", self.from.rfc3339()),
                ("until", self.until.rfc3339()),
            ]
        } else {
            vec![("range", self.name.to_owned())]
        }
    }

    /// The switch between spans, for a page at this path with this query.
    #[must_use]
    pub fn switch(&self, path: &str, query: &Params) -> Markup {
        let rest = query.without(&["range", "from", "until", "before", "after", "call"]);
        html! { div.actions {
            div.seg role="group" aria-label="Time range" {
                @for (name, words) in OFFERED.into_iter().filter(|(name, _)| *name != "24h" || self.cut != Cut::WholeDays) {
                    a href=(rest.with("range", name).at(path)) aria-current=[(name == self.name).then_some("true")] { (words) }
                }
                @if self.name == "own" {
                    a href=(query.at(path)) aria-current="true" { (self.shown()) }
                }
            }
            (self.picker(path, &rest))
        } }
    }

    /// The form for a span with ends of its own.
    fn picker(&self, path: &str, rest: &Params) -> Markup {
        let (kind, end) = match self.cut {
            Cut::Days | Cut::WholeDays => ("date", 10),
            Cut::Moments => ("datetime-local", 16),
        };
        let last = match self.cut {
            // Both days are part of the span.
            Cut::Days | Cut::WholeDays => Micros(self.until.0 - 1),
            Cut::Moments => self.until,
        };
        let value = |at: Micros| at.rfc3339().get(..end).unwrap_or_default().to_owned();
        html! {
            details.pick {
                summary.btn { "Custom" }
                form method="get" action=(path) aria-label="Custom time range" {
                    @for (name, value) in rest.iter() { input type="hidden" name=(name) value=(value); }
                    div.field {
                        label for="pick-from" { "From " span.soft data-zone { "UTC" } }
                        input id="pick-from" type=(kind) name="from" value=(value(self.from)) required data-moment[self.cut == Cut::Moments];
                    }
                    div.field {
                        label for="pick-until" { "Until " span.soft data-zone { "UTC" } }
                        input id="pick-until" type=(kind) name="until" value=(value(last)) required data-moment[self.cut == Cut::Moments];
                    }
                    button.primary type="submit" { "Show" }
                }
            }
        }
    }

    /// The span in words that follow the reader's own clock where they name one.
    #[must_use]
    pub fn shown(&self) -> Markup {
        match self.step {
            Step::Day => html! { (self.words()) },
            Step::Hour => {
                html! { (format::minute(self.from)) " – " (format::minute(Micros(self.until.0 - 1))) }
            }
        }
    }

    /// The span in words.
    #[must_use]
    pub fn words(&self) -> String {
        let end = Micros(self.until.0 - 1).rfc3339();
        let from = self.from.rfc3339();
        match self.step {
            Step::Day => format!("{} – {}", format::day(&from), format::day(&end)),
            Step::Hour => format!(
                "{} {} – {} {}",
                format::day(&from),
                &from[11..16],
                format::day(&end),
                &end[11..16]
            ),
        }
    }
}

/// A part of a span.
#[derive(Clone, Debug)]
pub struct Part {
    /// For an axis.
    pub label: String,
    /// In full.
    pub full: String,
    /// How sums name it.
    pub key: String,
    /// Where it begins.
    pub start: Micros,
    /// Where it ends.
    pub end: Micros,
    /// How long it is.
    pub step: Step,
}

impl Part {
    /// The moment that its names say, where they are those of a clock.
    #[must_use]
    pub fn clock(&self) -> Option<Micros> {
        (self.step == Step::Hour).then_some(self.start)
    }

    /// The log of this part, with more conditions.
    #[must_use]
    pub fn log(&self, more: &[(&str, &str)]) -> String {
        let (from, until) = (self.start.rfc3339(), self.end.rfc3339());
        let mut pairs = vec![("from", from.as_str()), ("until", until.as_str())];
        pairs.extend_from_slice(more);
        link("/ui/logs", &pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(query: &str) -> Range {
        let now = Micros::parse("2026-11-30T14:30:00Z").expect("a time");
        Range::read(&Params::read(query), "30d", now)
    }

    #[test]
    fn spans_are_whole_and_cut_without_gaps() {
        for (query, count) in [
            ("range=24h", 24),
            ("range=7d", 7),
            ("range=30d", 30),
            ("range=month", 30),
            ("range=last-month", 31),
            ("range=nonsense", 30),
            ("from=2026-11-01&until=2026-11-01", 24),
            ("from=2026-11-01&until=2026-11-05", 5),
            ("from=2026-11-05&until=2026-11-01", 30),
            ("from=1900-01-01", 30),
        ] {
            let range = range(query);
            let parts = range.parts();
            assert_eq!(parts.len(), count, "{query}");
            assert!(
                parts.windows(2).all(|two| two[0].end == two[1].start),
                "{query}"
            );
            assert!(
                parts[0].start <= range.from && parts[count - 1].end >= range.until,
                "{query}"
            );
        }
        let october = range("range=last-month");
        let ends = (october.from.day(), october.until.day());
        assert_eq!(ends, ("2026-10-01".to_owned(), "2026-11-01".to_owned()));
        let week = range("range=7d");
        assert_eq!(week.before().until, week.from);
        assert_eq!(
            (week.days().from, week.days().to),
            ("2026-11-24".into(), "2026-11-30".into())
        );
        let log = week.parts()[6].log(&[("model", "a b")]);
        assert_eq!(
            log,
            "/ui/logs?from=2026-11-30T00%3A00%3A00.000000Z&until=2026-12-01T00%3A00%3A00.000000Z&model=a%20b"
        );
    }
}
