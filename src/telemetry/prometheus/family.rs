//! Families of series, and how they are written down.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// Series of one family. What comes after them is counted under `other`.
const SERIES_MAX: usize = 2_000;
/// What stands for everything that has no series of its own.
pub const OTHER: &str = "other";

/// What a family is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A sum that only grows. Its samples end in `_total`.
    Counter,
    /// A value that comes and goes.
    Gauge,
    /// Counts by upper bounds.
    Histogram(&'static [f64]),
}

/// What is known about a family before anything was counted.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// Its name, without `_total`.
    pub name: &'static str,
    /// What it tells.
    pub help: &'static str,
    /// What it is.
    pub kind: Kind,
    /// The names of its labels.
    pub labels: &'static [&'static str],
}

/// The text formats that Prometheus reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `text/plain; version=0.0.4`.
    Plain,
    /// `application/openmetrics-text; version=1.0.0`.
    OpenMetrics,
}

impl Format {
    /// The one that an `Accept` header asks for.
    #[must_use]
    pub fn asked(accept: &str) -> Self {
        if accept.contains("application/openmetrics-text") {
            Self::OpenMetrics
        } else {
            Self::Plain
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Plain => "text/plain; version=0.0.4; charset=utf-8",
            Self::OpenMetrics => "application/openmetrics-text; version=1.0.0; charset=utf-8",
        }
    }
}

#[derive(Debug, Default)]
struct Series {
    /// The sum of a counter or histogram, the value of a gauge.
    value: f64,
    /// Of a histogram: how many up to each bound, not counting those of the bound before.
    buckets: Vec<u64>,
    count: u64,
}

/// One family and what was counted.
#[derive(Debug)]
pub struct Family {
    definition: &'static Definition,
    series: BTreeMap<Vec<Arc<str>>, Series>,
}

impl Family {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(definition: &'static Definition) -> Self {
        Self {
            definition,
            series: BTreeMap::new(),
        }
    }

    fn of(&mut self, labels: Vec<Arc<str>>) -> &mut Series {
        debug_assert_eq!(labels.len(), self.definition.labels.len());
        let full = self.series.len() >= SERIES_MAX && !self.series.contains_key(&labels);
        let labels = if full {
            vec![OTHER.into(); self.definition.labels.len()]
        } else {
            labels
        };
        self.series.entry(labels).or_default()
    }

    /// Adds to a counter.
    pub fn add(&mut self, labels: Vec<Arc<str>>, amount: f64) {
        self.of(labels).value += amount;
    }

    /// Sets a gauge.
    pub fn set(&mut self, labels: Vec<Arc<str>>, value: f64) {
        self.of(labels).value = value;
    }

    /// Counts a value in a histogram.
    pub fn observe(&mut self, labels: Vec<Arc<str>>, value: f64) {
        let Kind::Histogram(bounds) = self.definition.kind else {
            return;
        };
        let series = self.of(labels);
        series.buckets.resize(bounds.len(), 0);
        series.count += 1;
        series.value += value;
        if let Some(at) = bounds.iter().position(|bound| value <= *bound) {
            series.buckets[at] += 1;
        }
    }

    /// Writes it down. `show` may put another text in place of a label's value.
    pub fn write(
        &self,
        out: &mut String,
        format: Format,
        show: &dyn Fn(&str, &str) -> Option<String>,
    ) {
        if self.series.is_empty() {
            return;
        }
        let Definition {
            name, help, kind, ..
        } = *self.definition;
        let suffix = if kind == Kind::Counter { "_total" } else { "" };
        let told = match format {
            Format::Plain => suffix,
            Format::OpenMetrics => "",
        };
        let word = match kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
            Kind::Histogram(_) => "histogram",
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "# HELP {name}{told} {help}\n# TYPE {name}{told} {word}"
        );
        for (values, series) in &self.series {
            let labels = self.labels(values, show);
            match kind {
                Kind::Counter | Kind::Gauge => {
                    let _ = writeln!(
                        out,
                        "{name}{suffix}{} {}",
                        braced(&labels, ""),
                        series.value
                    );
                }
                Kind::Histogram(bounds) => {
                    let mut sum = 0;
                    for (bound, count) in bounds.iter().zip(&series.buckets) {
                        sum += count;
                        let bound = format!("le=\"{}\"", float(*bound));
                        let _ = writeln!(out, "{name}_bucket{} {sum}", braced(&labels, &bound));
                    }
                    let all = braced(&labels, "le=\"+Inf\"");
                    let _ = writeln!(out, "{name}_bucket{all} {}", series.count);
                    let labels = braced(&labels, "");
                    let _ = writeln!(out, "{name}_sum{labels} {}", series.value);
                    let _ = writeln!(out, "{name}_count{labels} {}", series.count);
                }
            }
        }
    }

    fn labels(&self, values: &[Arc<str>], show: &dyn Fn(&str, &str) -> Option<String>) -> String {
        let mut labels = String::new();
        for (label, value) in self.definition.labels.iter().zip(values) {
            let shown = show(label, value);
            let separator = if labels.is_empty() { "" } else { "," };
            let shown = escaped(shown.as_deref().unwrap_or(value));
            let _ = write!(labels, "{separator}{label}=\"{shown}\"");
        }
        labels
    }
}

/// OpenMetrics wants bounds to look like floats.
fn float(value: f64) -> String {
    if value.fract() == 0.0 {
        format!("{value:.1}")
    } else {
        value.to_string()
    }
}

fn braced(labels: &str, more: &str) -> String {
    match (labels.is_empty(), more.is_empty()) {
        (true, true) => String::new(),
        (false, false) => format!("{{{labels},{more}}}"),
        _ => format!("{{{labels}{more}}}"),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    static CALLS: Definition = Definition {
        name: "calls",
        help: "Calls.",
        kind: Kind::Counter,
        labels: &["model"],
    };
    static SECONDS: Definition = Definition {
        name: "seconds",
        help: "Seconds.",
        kind: Kind::Histogram(&[0.5, 1.0]),
        labels: &[],
    };

    fn written(family: &Family, format: Format) -> String {
        let mut out = String::new();
        family.write(&mut out, format, &|_, _| None);
        out
    }

    #[test]
    fn counters_and_histograms_are_written_as_prometheus_reads_them() {
        let mut calls = Family::new(&CALLS);
        calls.add(vec!["a\"b\\c\nd".into()], 1.0);
        calls.add(vec!["a\"b\\c\nd".into()], 0.5);
        let sample = "calls_total{model=\"a\\\"b\\\\c\\nd\"} 1.5\n";
        assert_eq!(
            written(&calls, Format::Plain),
            format!("# HELP calls_total Calls.\n# TYPE calls_total counter\n{sample}")
        );
        assert_eq!(
            written(&calls, Format::OpenMetrics),
            format!("# HELP calls Calls.\n# TYPE calls counter\n{sample}")
        );
        let mut seconds = Family::new(&SECONDS);
        for value in [0.5, 0.7, 3.0] {
            seconds.observe(Vec::new(), value);
        }
        assert!(written(&seconds, Format::Plain).ends_with(
            "seconds_bucket{le=\"0.5\"} 1\nseconds_bucket{le=\"1.0\"} 2\nseconds_bucket{le=\"+Inf\"} 3\n\
             seconds_sum 4.2\nseconds_count 3\n"
        ));
    }

    #[test]
    fn the_number_of_series_is_bounded() {
        let mut calls = Family::new(&CALLS);
        for n in 0..SERIES_MAX + 50 {
            calls.add(vec![n.to_string().into()], 1.0);
        }
        calls.add(vec!["0".into()], 1.0);
        assert_eq!(calls.series.len(), SERIES_MAX + 1);
        let text = written(&calls, Format::Plain);
        assert!(text.contains("calls_total{model=\"other\"} 50\n"));
        assert!(text.contains("calls_total{model=\"0\"} 2\n"));
    }
}
