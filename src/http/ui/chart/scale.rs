//! Where a value stands: steps of 1, 2 or 5 times a power of ten, and the words beside them.

use super::super::format;
use crate::domain::money::Nanos;
use maud::{Markup, html};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nano-US-dollars.
    Dollars,
    /// Things.
    Count,
    /// Milliseconds.
    Millis,
}

impl Unit {
    /// The value in words, with all its digits.
    #[must_use]
    pub fn full(self, value: i64) -> String {
        match self {
            Self::Dollars => format::money(Nanos(value)),
            Self::Count => format::grouped(value),
            Self::Millis => format::millis(value),
        }
    }

    /// Whether values of several series make sense together.
    #[must_use]
    pub fn adds_up(self) -> bool {
        self != Self::Millis
    }

    fn tick(self, value: i64, step: i64) -> String {
        match self {
            Self::Count => format::short(value)
                .replace(".00", "")
                .replace(".0k", "k")
                .replace(".0M", "M"),
            Self::Millis if step >= 1_000 => format!("{} s", value / 1_000),
            Self::Millis if value >= 1_000 => format!("{} s", value as f64 / 1e3),
            Self::Millis => format!("{value} ms"),
            Self::Dollars if value == 0 => "$0".to_owned(),
            Self::Dollars if step >= 1_000_000_000 => {
                let dollars = value / 1_000_000_000;
                if step >= 1_000_000_000_000 {
                    format!(
                        "${}",
                        format::short(dollars)
                            .replace(".00", "")
                            .replace(".0k", "k")
                    )
                } else {
                    format!("${}", format::grouped(dollars))
                }
            }
            Self::Dollars => {
                let places = (9 - step.ilog10() as usize).max(2);
                format!("${:.places$}", value as f64 / 1e9)
            }
        }
    }
}

/// The vertical axis.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    step: i64,
    top: i64,
    unit: Unit,
}

/// The smallest step of 1, 2 or 5 times a power of ten that reaches `most` in so many steps.
fn nice(most: i64, steps: i64) -> i64 {
    let mut power = 1_i64;
    loop {
        for step in [power, power.saturating_mul(2), power.saturating_mul(5)] {
            if step.saturating_mul(steps) >= most {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

impl Scale {
    pub(super) fn of(most: i64, unit: Unit, steps: i64) -> Self {
        let step = nice(most.max(1), steps);
        let top = most.max(1).div_euclid(step) * step;
        let top = if top < most {
            top.saturating_add(step)
        } else {
            top
        };
        Self { step, top, unit }
    }

    /// Values and their words, from the bottom.
    pub(super) fn ticks(&self) -> Vec<(i64, String)> {
        let count = self.top / self.step;
        (0..=count)
            .map(|n| (n * self.step, self.unit.tick(n * self.step, self.step)))
            .collect()
    }
}

/// Where things stand in a picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) right: f64,
    top: f64,
    pub(super) bottom: f64,
}

impl Frame {
    pub(super) fn new(width: f64, height: f64, scale: &Scale) -> Self {
        let longest = scale
            .ticks()
            .iter()
            .map(|(_, label)| label.chars().count())
            .max();
        Self {
            left: 12.0 + longest.unwrap_or(1) as f64 * 6.8,
            right: width - 2.0,
            top: 8.0,
            bottom: height - 22.0,
        }
    }

    pub(super) fn y(&self, value: i64, scale: &Scale) -> f64 {
        let share = value as f64 / scale.top as f64;
        self.bottom - share * (self.bottom - self.top)
    }

    /// How wide one of so many places is.
    pub(super) fn room(&self, count: usize) -> f64 {
        (self.right - self.left) / count.max(1) as f64
    }

    pub(super) fn middle(&self, n: usize, count: usize) -> f64 {
        self.left + self.room(count) * (n as f64 + 0.5)
    }

    /// The whole height of a place, to point at.
    pub(super) fn hit(&self, n: usize, count: usize) -> Markup {
        let x = self.left + self.room(count) * n as f64;
        html! { rect class="hit" x=(super::at(x)) y=(super::at(self.top)) width=(super::at(self.room(count)))
        height=(super::at(self.bottom - self.top)) {} }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_one_two_or_five_times_a_power_of_ten() {
        for (most, steps, step) in [
            (1, 4, 1),
            (4, 4, 1),
            (5, 4, 2),
            (9, 4, 5),
            (19, 4, 5),
            (21, 4, 10),
            (6_000, 4, 2_000),
        ] {
            assert_eq!(nice(most, steps), step, "{most}");
        }
        let told = |most, unit| -> Vec<String> {
            let ticks = Scale::of(most, unit, 4).ticks();
            ticks.into_iter().map(|(_, label)| label).collect()
        };
        assert_eq!(
            told(19_000_000_000, Unit::Dollars),
            ["$0", "$5", "$10", "$15", "$20"]
        );
        assert_eq!(
            told(41_000_000, Unit::Dollars),
            ["$0", "$0.02", "$0.04", "$0.06"]
        );
        assert_eq!(
            told(3_500_000_000_000, Unit::Dollars),
            ["$0", "$1k", "$2k", "$3k", "$4k"]
        );
        assert_eq!(told(3_100, Unit::Count), ["0", "1k", "2k", "3k", "4k"]);
        assert_eq!(
            told(1_700, Unit::Millis),
            ["0 ms", "500 ms", "1 s", "1.5 s", "2 s"]
        );
        assert_eq!(told(i64::MAX, Unit::Count).len(), 2, "no overflow");
    }
}
