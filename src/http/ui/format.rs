//! Money, tokens and times for people.

use crate::domain::money::Nanos;
use crate::domain::time::Micros;
use maud::{Markup, html};

/// Digits in groups of three.
#[must_use]
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// An amount of US dollars: cents where there are dollars, and as many digits as say something below.
#[must_use]
pub fn money(amount: Nanos) -> String {
    let sign = if amount.0 < 0 { "−" } else { "" };
    let usd = amount.0.unsigned_abs() as f64 / 1e9;
    if amount.0 == 0 {
        return "$0.00".to_owned();
    }
    if usd >= 0.995 {
        let cents = (usd * 100.0).round() as i64;
        return format!("{sign}${}.{:02}", grouped(cents / 100), cents % 100);
    }
    // Less than a millionth of a dollar is told exactly where amounts are exact.
    if usd < 0.000_000_5 {
        return format!("<{sign}$0.000001");
    }
    // Two digits that say something, never fewer than cents.
    let zeros = (-usd.log10().floor()) as usize;
    let places = (zeros + 1).clamp(2, 6);
    format!("{sign}${usd:.places$}")
}

/// An amount that must be exact.
#[must_use]
pub fn exact(amount: Nanos) -> String {
    amount.to_string().replace('-', "−")
}

/// A count, short: `12,345` as `12.3k`.
#[must_use]
pub fn short(number: i64) -> String {
    let size = number.unsigned_abs() as f64;
    let scaled = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")];
    let Some((unit, name)) = scaled.into_iter().find(|(unit, _)| size >= *unit * 0.9995) else {
        return number.to_string();
    };
    let value = number as f64 / unit;
    let places = match value.abs() {
        big if big >= 99.95 => 0,
        middle if middle >= 9.995 => 1,
        _ => 2,
    };
    format!("{value:.places$}{name}")
}

/// A size in bytes: `1.2 MB`.
#[must_use]
pub fn bytes(bytes: u64) -> String {
    let units = [(1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")];
    let size = bytes as f64;
    match units.into_iter().find(|(unit, _)| size >= unit * 0.9995) {
        Some((unit, name)) if size / unit < 9.995 => format!("{:.1} {name}", size / unit),
        Some((unit, name)) => format!("{:.0} {name}", size / unit),
        None => format!("{bytes} B"),
    }
}

/// How long something took.
#[must_use]
pub fn millis(ms: i64) -> String {
    match ms {
        ..1_000 => format!("{ms} ms"),
        1_000..10_000 => format!("{:.2} s", ms as f64 / 1e3),
        10_000..60_000 => format!("{:.1} s", ms as f64 / 1e3),
        60_000..3_600_000 => format!("{} min {} s", ms / 60_000, ms % 60_000 / 1_000),
        3_600_000..172_800_000 => format!("{} h {} min", ms / 3_600_000, ms % 3_600_000 / 60_000),
        _ => format!("{} days {} h", ms / 86_400_000, ms % 86_400_000 / 3_600_000),
    }
}

/// A share.
#[must_use]
pub fn percent(part: i64, whole: i64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    if part == 0 || part == whole {
        return if part == 0 { "0 %" } else { "100 %" }.to_owned();
    }
    match part as f64 / whole as f64 * 100.0 {
        high if high > 99.9 => ">99.9 %".to_owned(),
        low if low < 0.1 => "<0.1 %".to_owned(),
        other => format!("{other:.1} %"),
    }
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A day as `30 Nov`, from `2026-11-30`.
#[must_use]
pub fn day(iso: &str) -> String {
    let parts: Vec<&str> = iso.get(..10).unwrap_or_default().split('-').collect();
    let month = parts.get(1).and_then(|month| month.parse::<usize>().ok());
    let name = month.and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    match (name, parts.get(2)) {
        (Some(name), Some(day)) => format!("{} {name}", day.trim_start_matches('0')),
        _ => iso.to_owned(),
    }
}

/// A moment as `30 Nov 14:03:22`, with the whole of it behind. Pages with scripts show it in the reader's own
/// zone; the title stays in UTC.
#[must_use]
pub fn time(at: Micros) -> Markup {
    clock(at, 19, "second")
}

/// A moment as `30 Nov 14:03`, in the same way.
#[must_use]
pub fn minute(at: Micros) -> Markup {
    clock(at, 16, "minute")
}

fn clock(at: Micros, end: usize, precision: &str) -> Markup {
    let full = at.rfc3339();
    let clock = full.get(11..end).unwrap_or_default();
    let title = format!(
        "{} UTC",
        full.get(..19).unwrap_or_default().replace('T', " ")
    );
    // Where there is little room, the day is left out.
    html! { time.nowrap datetime=(full) title=(title) data-clock=(precision) { span.date { (day(&full)) " " } (clock) } }
}

/// A moment as far away as it is: `3 min ago`, `in 2 days`.
#[must_use]
pub fn ago(at: Micros, now: Micros) -> Markup {
    let seconds = (now.0 - at.0) / 1_000_000;
    let size = match seconds.abs() {
        ..45 => None,
        s @ 45..3_570 => Some(plural((s + 30) / 60, "min", "min")),
        s @ 3_570..84_600 => Some(plural((s + 1_800) / 3_600, "h", "h")),
        s @ 84_600..5_184_000 => Some(plural((s + 43_200) / 86_400, "day", "days")),
        s => Some(plural(s / 2_592_000, "month", "months")),
    };
    let words = match size {
        None => "just now".to_owned(),
        Some(size) if seconds > 0 => format!("{size} ago"),
        Some(size) => format!("in {size}"),
    };
    let full = at.rfc3339();
    let title = format!(
        "{} UTC",
        full.get(..19).unwrap_or_default().replace('T', " ")
    );
    html! { time.nowrap datetime=(full) title=(title) { (words) } }
}

/// How often something starts again, from its span as it is written: `every month`, `every 12h`.
#[must_use]
pub fn every(span: &str) -> String {
    match span {
        "1h" => "every hour".to_owned(),
        "24h" | "1d" => "every day".to_owned(),
        "7d" => "every week".to_owned(),
        "30d" | "1mo" => "every month".to_owned(),
        other => format!("every {other}"),
    }
}

/// A number with the right form of its noun.
#[must_use]
pub fn plural(number: i64, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", grouped(number))
}

/// A rate per token as the price of a million: `$2.50`.
#[must_use]
pub fn per_million(rate: crate::domain::money::Rate) -> String {
    let usd = rate.usd() * 1e6;
    if usd == 0.0 {
        return "$0".to_owned();
    }
    let text = format!("{usd:.4}");
    let text = text.trim_end_matches('0');
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    format!("${whole}.{part:0<2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_has_the_digits_that_say_something() {
        for (nanos, told) in [
            (0, "$0.00"),
            (1, "<$0.000001"),
            (800, "$0.000001"),
            (262_500, "$0.00026"),
            (12_340_000, "$0.012"),
            (340_000_000, "$0.34"),
            (994_000_000, "$0.99"),
            (999_900_000, "$1.00"),
            (1_234_567_890_000, "$1,234.57"),
            (-2_500_000_000, "−$2.50"),
        ] {
            assert_eq!(money(Nanos(nanos)), told, "{nanos}");
        }
    }

    #[test]
    fn counts_and_times_are_short() {
        for (number, told) in [
            (0, "0"),
            (999, "999"),
            (1_234, "1.23k"),
            (12_345, "12.3k"),
            (999_999, "1.00M"),
            (123_456_789, "123M"),
            (-1_500, "-1.50k"),
        ] {
            assert_eq!(short(number), told);
        }
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(-12), "−12");
        assert_eq!(
            (millis(12), millis(1_234), millis(61_000)),
            ("12 ms".into(), "1.23 s".into(), "1 min 1 s".into())
        );
        assert_eq!(
            (millis(60_840_000), millis(180_000_000)),
            ("16 h 54 min".into(), "2 days 2 h".into())
        );
        assert_eq!(
            (bytes(512), bytes(1_234_567), bytes(17_600_000)),
            ("512 B".into(), "1.2 MB".into(), "18 MB".into())
        );
        assert_eq!(day("2026-11-03T00:00:00Z"), "3 Nov");
        assert_eq!(
            (percent(1, 0), percent(1, 3), percent(9_999, 10_000)),
            ("–".into(), "33.3 %".into(), ">99.9 %".into())
        );
        let now = Micros::parse("2026-11-30T12:00:00Z").expect("a time");
        let told = |earlier: &str| ago(Micros::parse(earlier).expect("a time"), now).0;
        assert!(told("2026-11-30T11:57:00Z").contains(">3 min ago<"));
        assert!(told("2026-12-02T12:00:00Z").contains(">in 2 days<"));
    }
}
