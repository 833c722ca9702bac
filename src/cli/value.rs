//! Reading the API's JSON: money exactly, times in UTC, lists and states in words.

use crate::domain::money::Nanos;
use crate::domain::record::MASTER_KEY_ID;
use crate::domain::time::Micros;
use serde_json::{Map, Value, json};
use std::cmp::Ordering;
use std::io::IsTerminal;

/// An amount of US dollars, from a number or a decimal text.
#[must_use]
pub fn usd(value: &Value) -> Option<Nanos> {
    let number = value.as_f64().or_else(|| value.as_str()?.parse().ok());
    number.and_then(Nanos::from_usd)
}

/// Reads an amount of US dollars that is given. What is no number would become "no limit" on its way.
pub fn amount(text: &str) -> Result<f64, String> {
    let number = text.parse().ok();
    let number = number.filter(|number: &f64| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| {
        let no_budget = if text == "none" {
            "; `key update --clear-budget` takes a budget away"
        } else {
            ""
        };
        format!("give a number of US dollars, such as 25 or 0.5{no_budget}")
    })
}

/// Reads a whole number that is given.
pub fn whole(text: &str) -> Result<i64, String> {
    let number = text.parse().ok().filter(|number| *number >= 0);
    number.ok_or_else(|| "give a whole number, such as 60".to_owned())
}

/// An amount for programs: a decimal text.
#[must_use]
pub fn money(value: &Value) -> Value {
    json!(usd(value).map(Nanos::decimal))
}

/// An amount for people: `$23.01`, and all its digits where cents would hide it.
#[must_use]
pub fn dollars(value: &Value) -> String {
    usd(value).map_or_else(|| "-".to_owned(), cents)
}

/// An amount as people read it.
#[must_use]
pub fn cents(amount: Nanos) -> String {
    let cents = (amount.0.unsigned_abs() + 5_000_000) / 10_000_000;
    if amount.0 != 0 && cents < 100 {
        return amount.to_string();
    }
    let sign = if amount.0 < 0 { "-" } else { "" };
    format!("{sign}${}.{:02}", cents / 100, cents % 100)
}

/// A limit and how often it starts again.
#[must_use]
pub fn budget(limit: &Value, period: &Value) -> String {
    match (usd(limit), period.as_str()) {
        (None, _) => "-".to_owned(),
        (Some(limit), None) => cents(limit),
        (Some(limit), Some(period)) => format!("{} /{period}", cents(limit)),
    }
}

/// A time for programs: RFC 3339 in UTC, however the API wrote it.
#[must_use]
pub fn time(value: &Value) -> Value {
    let at = value.as_str().and_then(Micros::parse);
    at.map_or_else(|| value.clone(), |at| json!(at.rfc3339()))
}

/// A time for people: how far away it is on a terminal, else to the minute in UTC.
#[must_use]
pub fn when(value: &Value) -> String {
    let Some(at) = value.as_str().and_then(Micros::parse) else {
        return "-".to_owned();
    };
    if std::io::stdout().is_terminal() {
        return relative(at, super::assemble::now());
    }
    minute(at)
}

/// A time to the minute, in UTC.
#[must_use]
pub fn minute(at: Micros) -> String {
    let text = at.rfc3339();
    text.get(..16)
        .map_or_else(|| text.clone(), |minute| minute.replace('T', " "))
}

/// A time as seen from another: `in 7 d`, `3 h ago`.
#[must_use]
pub fn relative(at: Micros, now: Micros) -> String {
    let seconds = (at.0 - now.0) / 1_000_000;
    let away = seconds.unsigned_abs();
    let (number, unit) = match away {
        0..60 => (away, "s"),
        60..3_600 => (away / 60, "min"),
        3_600..172_800 => (away / 3_600, "h"),
        _ => (away / 86_400, "d"),
    };
    match seconds.cmp(&0) {
        Ordering::Equal => "now".to_owned(),
        Ordering::Greater => format!("in {number} {unit}"),
        Ordering::Less => format!("{number} {unit} ago"),
    }
}

/// A text, or a dash.
#[must_use]
pub fn word(value: &Value) -> String {
    let text = super::print::text(value);
    if text.is_empty() {
        "-".to_owned()
    } else {
        text
    }
}

/// A key of which only the id is known, as people read it.
#[must_use]
pub fn key(id: &Value) -> String {
    match id.as_str() {
        None => "-".to_owned(),
        Some(MASTER_KEY_ID) => "master key".to_owned(),
        Some(id) if id.len() == 64 => id.chars().take(12).collect(),
        Some(id) => id.to_owned(),
    }
}

/// A list of models; an empty one is all of them.
#[must_use]
pub fn models(value: &Value) -> String {
    let text = super::print::text(value);
    if text.is_empty() {
        "*".to_owned()
    } else {
        text
    }
}

/// Texts of a list.
#[must_use]
pub fn texts(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The limits that keys, users, teams and budgets have in common, for programs.
#[must_use]
pub fn limits(row: &Value) -> Value {
    json!({
        "rpm": row["rpm_limit"], "tpm": row["tpm_limit"], "tpd": row["tpd_limit"], "parallel": row["max_parallel_requests"],
    })
}

/// The budget that keys, users and teams have in common, for programs.
#[must_use]
pub fn budget_data(row: &Value) -> Value {
    json!({
        "limit": money(&row["max_budget"]), "period": row["budget_duration"], "spent": money(&row["spend"]),
        "window_end": time(&row["budget_reset_at"]),
    })
}

/// The state of a key, a user or a team.
#[must_use]
pub fn state(row: &Value) -> &'static str {
    let spent = usd(&row["spend"]).unwrap_or_default();
    let now = super::assemble::now();
    let ended = row["expires"].as_str().and_then(Micros::parse);
    if row["blocked"] == json!(true) {
        return "blocked";
    }
    if ended.is_some_and(|end| end <= now) {
        return "expired";
    }
    match usd(&row["max_budget"]) {
        Some(limit) if spent >= limit => "over budget",
        Some(limit) if i128::from(spent.0) * 10 >= i128::from(limit.0) * 9 => "near limit",
        _ => "ok",
    }
}

/// A request body from fields that may be absent.
#[derive(Debug, Default)]
pub struct Body(pub Map<String, Value>);

impl Body {
    /// Adds a field that is given.
    pub fn put<T: Into<Value>>(&mut self, name: &str, value: Option<T>) -> &mut Self {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value.into());
        }
        self
    }

    /// Adds a text, or `null` where it is the word for nothing.
    pub fn put_or_null(&mut self, name: &str, value: Option<&String>, nothing: &str) -> &mut Self {
        let read = |text: &String| {
            if text == nothing {
                Value::Null
            } else {
                json!(text)
            }
        };
        self.put(name, value.map(read))
    }

    /// The body.
    #[must_use]
    pub fn value(self) -> Value {
        Value::Object(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_cents_and_small_ones_keep_their_digits() {
        let nanos = |nanos: i64| cents(Nanos(nanos));
        assert_eq!(nanos(23_012_400_000), "$23.01");
        assert_eq!(nanos(25_000_000_000), "$25.00");
        assert_eq!(nanos(0), "$0.00");
        assert_eq!(nanos(262_500), Nanos(262_500).to_string());
        assert_eq!(nanos(-5_000_000_000), "-$5.00");
        assert_eq!(money(&json!(0.000_262_5)), json!("0.0002625"));
        assert_eq!(money(&Value::Null), Value::Null);
    }

    #[test]
    fn an_amount_that_is_given_is_a_number_and_none_below_zero() {
        assert_eq!((amount("25"), amount("0.5")), (Ok(25.0), Ok(0.5)));
        for wrong in ["nan", "inf", "-inf", "-1", "1e999", "five", "none", ""] {
            assert!(amount(wrong).is_err(), "{wrong}");
        }
        assert_eq!(whole("60"), Ok(60));
        assert!(whole("-1").is_err() && whole("6.5").is_err());
    }

    #[test]
    fn times_are_utc_and_relative_ones_short() {
        assert_eq!(
            time(&json!("2026-11-01T09:12:44.5+00:00")),
            json!("2026-11-01T09:12:44.500000Z")
        );
        let now = Micros(1_000_000_000_000_000);
        let at = |seconds: i64| relative(Micros(now.0 + seconds * 1_000_000), now);
        assert_eq!(at(7 * 86_400), "in 7 d");
        assert_eq!(at(-3 * 3_600), "3 h ago");
        assert_eq!(at(-5), "5 s ago");
        assert_eq!(at(0), "now");
    }
}
