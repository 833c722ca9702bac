//! Charts as pictures that the server draws: stacked bars, lines, sparklines. Each bar is a link, and the
//! same numbers stand below in a table.

mod scale;

pub use scale::Unit;

use crate::domain::time::Micros;
use maud::{Markup, html};
use scale::{Frame, Scale};

/// One place on the horizontal axis.
#[derive(Clone, Debug, Default)]
pub struct Slot {
    /// What the axis says, if there is room.
    pub label: String,
    /// What it is in full.
    pub full: String,
    /// One value for each series.
    pub values: Vec<i64>,
    /// Where it leads.
    pub href: Option<String>,
    /// The moment that its names say, where it is one of a clock: the reader's own zone has another name for it.
    /// Days are those of UTC everywhere.
    pub clock: Option<Micros>,
}

/// Which colour a series has, by the number of its class in the stylesheet.
#[derive(Clone, Debug)]
pub struct Series {
    /// What it is.
    pub name: String,
    /// `1` to `8`, or `b` for what went wrong.
    pub class: &'static str,
}

/// The classes of series in their order; the last one is for the rest.
pub const CLASSES: [&str; 7] = ["1", "2", "3", "4", "5", "6", "7"];
/// The class of what is left over.
pub const REST: &str = "8";
/// The class of failures.
pub const BAD: &str = "b";

/// A chart.
pub struct Chart<'a> {
    /// Its id on the page.
    pub id: &'a str,
    /// What it shows, in words.
    pub title: &'a str,
    /// What is counted.
    pub unit: Unit,
    /// Its series, the lowest first.
    pub series: &'a [Series],
    /// Its places, the oldest first.
    pub slots: &'a [Slot],
    /// How high it is drawn, in units of the wide picture.
    pub height: f64,
    /// What a place is: `Day`, `Hour`.
    pub slot_name: &'a str,
}

fn at(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

impl Chart<'_> {
    /// Values on top of each other.
    #[must_use]
    pub fn stacked(&self) -> Markup {
        let most = self
            .slots
            .iter()
            .map(|slot| slot.values.iter().sum::<i64>())
            .max();
        self.with_table(most.unwrap_or(0), |chart, frame, scale| {
            chart.bars(frame, scale)
        })
    }

    /// Values as lines; a series whose class is [`REST`] is dashed.
    #[must_use]
    pub fn lines(&self) -> Markup {
        let most = self
            .slots
            .iter()
            .flat_map(|slot| slot.values.iter().copied())
            .max();
        self.with_table(most.unwrap_or(0), |chart, frame, scale| {
            chart.curves(frame, scale)
        })
    }

    /// Stacked bars without a legend or a table, for the head of a list that says the same.
    #[must_use]
    pub fn strip(&self) -> Markup {
        let most = self
            .slots
            .iter()
            .map(|slot| slot.values.iter().sum::<i64>())
            .max();
        html! { figure.chart { div.plot { (self.drawn(most.unwrap_or(0), &|chart, frame, scale| chart.bars(frame, scale))) } } }
    }

    fn with_table(&self, most: i64, draw: impl Fn(&Self, &Frame, &Scale) -> Markup) -> Markup {
        html! {
            figure.chart {
                @if most <= 0 {
                    p.soft { "No calls in this range." }
                } @else {
                    div.plot {
                        (self.drawn(most, &draw))
                        @if self.series.len() > 1 { (self.legend()) }
                        (self.table())
                    }
                }
            }
        }
    }

    fn drawn(&self, most: i64, draw: &dyn Fn(&Self, &Frame, &Scale) -> Markup) -> Markup {
        html! {
            @for (class, width, labels) in [("wide", 960.0, 10), ("narrow", 360.0, 4)] {
                @let height = if class == "wide" { self.height } else { self.height.min(190.0) };
                @let scale = Scale::of(most, self.unit, if height < 120.0 { 2 } else { 5 });
                @let frame = Frame::new(width, height, &scale);
                svg class=(class) viewBox={ "0 0 " (at(width)) " " (at(height)) } role="group" aria-label=(self.title) {
                    (self.hatching(class))
                    @for (value, label) in scale.ticks() {
                        @let y = frame.y(value, &scale);
                        line class={ "axis" @if value == 0 { " base" } } x1=(at(frame.left)) x2=(at(frame.right)) y1=(at(y)) y2=(at(y)) {}
                        text x=(at(frame.left - 8.0)) y=(at(y + 4.0)) text-anchor="end" { (label) }
                    }
                    (draw(self, &frame, &scale))
                    (self.slot_labels(&frame, labels))
                }
            }
        }
    }

    fn hatching(&self, class: &str) -> Markup {
        html! { defs { pattern id={ (self.id) "-" (class) "-hatch" } width="6" height="6" patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)" { line class="hatch" x1="0" x2="0" y1="0" y2="6" {} } } }
    }

    fn slot_labels(&self, frame: &Frame, most: usize) -> Markup {
        let count = self.slots.len();
        let named: Vec<(usize, &Slot)> = self
            .slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| !slot.label.is_empty())
            .collect();
        let every = named.len().div_ceil(most).max(1);
        html! {
            @for (at_name, (n, slot)) in named.iter().enumerate() {
                @let n = *n;
                // Counted from the end: the latest is the one that is looked for.
                @if (named.len() - 1 - at_name).is_multiple_of(every) {
                    @let x = frame.middle(n, count);
                    @let anchor = if x > frame.right - 18.0 { "end" } else if x < frame.left + 18.0 { "start" } else { "middle" };
                    @let x = match anchor { "end" => frame.right, "start" => frame.left, _ => x };
                    text x=(at(x)) y=(at(frame.bottom + 17.0)) text-anchor=(anchor) data-clock-label=[slot.clock.filter(|_| slot.label.contains(':')).map(Micros::rfc3339)] { (slot.label) }
                }
            }
        }
    }

    fn linked(&self, slot: &Slot, marks: &Markup, hit: Markup) -> Markup {
        let parts = self
            .series
            .iter()
            .zip(&slot.values)
            .filter(|(_, value)| **value != 0);
        let parts: Vec<String> = parts
            .map(|(series, value)| format!("{}: {}", series.name, self.unit.full(*value)))
            .collect();
        let total: i64 = slot.values.iter().sum();
        let words = match parts.as_slice() {
            [] => format!("{}\n{}", slot.full, self.unit.full(0)),
            [_] => format!("{}\n{}", slot.full, self.unit.full(total)),
            _ => format!(
                "{}\n{}\n{}",
                slot.full,
                self.unit.full(total),
                parts.join("\n")
            ),
        };
        html! {
            @if let Some(href) = &slot.href {
                a href=(href) aria-label=(words.replace('\n', ", ")) data-clock-title=[slot.clock.map(Micros::rfc3339)] { (marks) (hit) title { (words) } }
            } @else {
                g { (marks) (hit) title { (words) } }
            }
        }
    }

    fn bars(&self, frame: &Frame, scale: &Scale) -> Markup {
        let count = self.slots.len();
        let room = frame.room(count);
        let width = (room * 0.74).clamp(1.0, 36.0);
        let kind = if frame.right > 500.0 {
            "wide"
        } else {
            "narrow"
        };
        html! {
            @for (n, slot) in self.slots.iter().enumerate() {
                @let left = frame.middle(n, count) - width / 2.0;
                @let marks = html! {
                    @for (below, index) in slot.values.iter().enumerate().scan(0_i64, |sum, (index, value)| {
                        let below = *sum;
                        *sum += value;
                        Some((below, index))
                    }) {
                        @let value = slot.values[index];
                        @if value > 0 {
                            @let top = frame.y(below + value, scale);
                            @let height = (frame.y(below, scale) - top).max(1.0);
                            // A hair between parts, so that they are told apart without their colours.
                            @let shown = if below > 0 && height > 3.0 { height - 1.0 } else { height };
                            rect class={ "f" (self.series[index].class) } x=(at(left)) y=(at(top)) width=(at(width)) height=(at(shown)) rx="1.5" {}
                            @if index % 2 == 1 {
                                rect fill={ "url(#" (self.id) "-" (kind) "-hatch)" } x=(at(left)) y=(at(top)) width=(at(width)) height=(at(shown)) {}
                            }
                        }
                    }
                };
                (self.linked(slot, &marks, frame.hit(n, count)))
            }
        }
    }

    fn curves(&self, frame: &Frame, scale: &Scale) -> Markup {
        let count = self.slots.len();
        html! {
            @for (index, series) in self.series.iter().enumerate() {
                @let points: Vec<String> = self.slots.iter().enumerate().map(|(n, slot)| {
                    format!("{},{}", at(frame.middle(n, count)), at(frame.y(slot.values.get(index).copied().unwrap_or(0), scale)))
                }).collect();
                polyline class={ "line l" (series.class) @if series.class == REST { " dash" } } points=(points.join(" ")) {}
            }
            @for (n, slot) in self.slots.iter().enumerate() {
                (self.linked(slot, &html! {}, frame.hit(n, count)))
            }
        }
    }

    fn legend(&self) -> Markup {
        html! {
            ul.legend {
                @for (index, series) in self.series.iter().enumerate() {
                    li {
                        svg viewBox="0 0 12 12" aria-hidden="true" {
                            rect class={ "f" (series.class) } width="12" height="12" rx="3" {}
                            @if index % 2 == 1 {
                                path class="hatch" d="M0 9 9 0M3 12 12 3" {}
                            }
                        }
                        span.clip { (series.name) }
                    }
                }
            }
        }
    }

    fn table(&self) -> Markup {
        let many = self.series.len() > 1 && self.unit.adds_up();
        html! {
            details {
                summary { "Show the numbers" }
                div.table tabindex="0" role="region" aria-label={ (self.title) ", as a table" } {
                    table {
                        thead { tr {
                            th scope="col" { (self.slot_name) }
                            @for series in self.series { th.num scope="col" { (series.name) } }
                            @if many { th.num scope="col" { "Total" } }
                        } }
                        tbody {
                            @for slot in self.slots {
                                tr {
                                    th scope="row" { @match slot.clock { Some(at) => (super::format::minute(at)), None => (slot.full) } }
                                    @for value in &slot.values { td.num { (self.unit.full(*value)) } }
                                    @if many { td.num { (self.unit.full(slot.values.iter().sum())) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A small curve without axes; what it says stands beside it in words.
#[must_use]
pub fn spark(values: &[i64]) -> Markup {
    let most = values.iter().copied().max().unwrap_or(0).max(1) as f64;
    let last = values.len().saturating_sub(1).max(1) as f64;
    let point = |(n, value): (usize, &i64)| {
        let (x, y) = (n as f64 / last * 120.0, 27.0 - *value as f64 / most * 24.0);
        format!("{},{}", at(x), at(y))
    };
    let points: Vec<String> = values.iter().enumerate().map(point).collect();
    let line = points.join(" ");
    html! {
        @if values.len() > 1 {
            svg.spark viewBox="0 0 120 30" preserveAspectRatio="none" aria-hidden="true" {
                polygon class="area" points={ "0,29 " (line) " 120,29" } {}
                polyline class="line" points=(line) {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_says_everything_twice_and_nothing_as_markup() {
        let series = [
            Series {
                name: "<b>".into(),
                class: "1",
            },
            Series {
                name: "other".into(),
                class: REST,
            },
        ];
        let slots = [
            Slot {
                label: "1".into(),
                full: "1 Nov".into(),
                values: vec![3_000_000_000, 0],
                href: Some("/ui/logs?a=1&b=2".into()),
                clock: None,
            },
            Slot {
                label: "2".into(),
                full: "2 Nov".into(),
                values: vec![1_000_000_000, 500_000_000],
                href: None,
                clock: None,
            },
        ];
        let chart = Chart {
            id: "c",
            title: "Spend",
            unit: Unit::Dollars,
            series: &series,
            slots: &slots,
            height: 240.0,
            slot_name: "Day",
        };
        let drawn = chart.stacked().0;
        assert!(!drawn.contains("<b>") && drawn.contains("&lt;b&gt;"));
        assert!(drawn.contains("href=\"/ui/logs?a=1&amp;b=2\""));
        assert!(
            drawn.contains("<td class=\"num\">$1.50</td>"),
            "the table adds up: {drawn}"
        );
        assert_eq!(
            drawn.matches("<svg").count(),
            4,
            "two widths and two marks of the legend"
        );
        assert!(
            !drawn.contains("style="),
            "the policy of the pages forbids it"
        );
        assert!(chart.lines().0.contains("polyline"));
        let none = Chart {
            slots: &[],
            ..chart
        };
        assert!(none.stacked().0.contains("No calls in this range"));
    }
}
