//! Fields of forms as bodies of operations: a page asks for the same change as a program would, in the same
//! words, so that both are read and refused alike.

use super::params::Params;
use super::parts::{Form, options};
use crate::domain::limits::Limits;
use crate::domain::money::Nanos;
use maud::{Markup, html};
use serde_json::{Map, Value, json};

/// What fields are called where a page speaks of them, if their name does not say it.
const WORDS: &[(&str, &str)] = &[
    ("again", "Password again"),
    ("allowed_models", "Models"),
    ("budget_duration", "Budget starts again"),
    ("budget_id", "Named budget"),
    ("degrade_to", "Beyond the budget"),
    ("key_alias", "Alias"),
    ("key_type", "What it is for"),
    ("max_budget", "Budget"),
    ("max_budget_in_team", "Budget in it"),
    ("max_parallel_requests", "Requests at once"),
    ("metadata", "Notes"),
    ("model", "Provider and model"),
    ("model_max_budget", "Budgets of single models"),
    ("model_name", "Public name"),
    ("organization_alias", "Name"),
    ("organization_id", "Organization"),
    ("rpm_limit", "Requests per minute"),
    ("soft_budget", "Alert at"),
    ("team_alias", "Name"),
    ("team_id", "Team"),
    ("tpd_limit", "Tokens per day"),
    ("tpm_limit", "Tokens per minute"),
    ("user_alias", "Name"),
    ("user_email", "E-mail"),
    ("user_id", "User"),
    ("user_role", "Role"),
];

/// A field as a page speaks of it.
#[must_use]
pub fn words(name: &str) -> String {
    let known = WORDS.iter().find(|(known, _)| *known == name);
    if let Some((_, words)) = known {
        return (*words).to_owned();
    }
    let name = name.replace('_', " ");
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// How a field of a form is said to an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// Text; nothing is `null`, which takes away what was there.
    Text,
    /// A number; nothing is `null`.
    Number,
    /// Names, separated by commas or lines; none is an empty list.
    Names,
    /// A box to tick.
    Flag,
}

/// The limits that every holder has, as fields of a form and as members of a body.
pub const LIMITS: &[(&str, As)] = &[
    ("max_budget", As::Number),
    ("soft_budget", As::Number),
    ("budget_duration", As::Text),
    ("rpm_limit", As::Number),
    ("tpm_limit", As::Number),
    ("tpd_limit", As::Number),
    ("max_parallel_requests", As::Number),
    ("degrade_to", As::Text),
];

/// Names out of a line or an area.
#[must_use]
pub fn names(text: &str) -> Vec<String> {
    text.split([',', '\n'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The body of an operation from a form. What is no number is passed as it came: the operation says so.
#[must_use]
pub fn body(form: &Params, fields: &[(&str, As)]) -> Map<String, Value> {
    let mut body = Map::new();
    for (name, kind) in fields {
        let text = form.get(name);
        let value = match kind {
            As::Text => text.map_or(Value::Null, Value::from),
            As::Number => text.map_or(Value::Null, number),
            As::Names => json!(names(form.raw(name))),
            As::Flag => json!(form.is_on(name)),
        };
        body.insert((*name).to_owned(), value);
    }
    body
}

/// The same for something new: what is not said is left out.
#[must_use]
pub fn new_body(form: &Params, fields: &[(&str, As)]) -> Map<String, Value> {
    let mut body = body(form, fields);
    body.retain(|_, value| !value.is_null() && *value != json!([]) && *value != json!(false));
    body
}

fn number(text: &str) -> Value {
    let plain = text.replace([',', '$', ' '], "");
    let whole = plain.parse::<i64>().map(Value::from);
    whole
        .ok()
        .or_else(|| serde_json::Number::from_f64(plain.parse().ok()?).map(Value::Number))
        .unwrap_or_else(|| Value::from(text))
}

/// An amount as it stands in a field.
#[must_use]
pub fn dollars(amount: Option<Nanos>) -> String {
    amount.map_or_else(String::new, Nanos::decimal)
}

/// Limits as values of a form.
#[must_use]
pub fn limits(limits: &Limits) -> Vec<(&'static str, String)> {
    let whole = |limit: Option<i64>| limit.map_or_else(String::new, |limit| limit.to_string());
    vec![
        ("max_budget", dollars(limits.max_budget)),
        ("soft_budget", dollars(limits.more.soft_budget)),
        (
            "budget_duration",
            limits
                .budget_period
                .map_or_else(String::new, |span| span.to_string()),
        ),
        ("rpm_limit", whole(limits.rpm_limit)),
        ("tpm_limit", whole(limits.tpm_limit)),
        ("tpd_limit", whole(limits.more.tokens_per_day)),
        ("max_parallel_requests", whole(limits.max_parallel_requests)),
        (
            "degrade_to",
            limits.more.degrade_to.clone().unwrap_or_default(),
        ),
    ]
}

/// How often a budget can start again, as forms offer it.
#[must_use]
pub fn periods() -> Vec<(String, String)> {
    options(&[
        ("", "Never"),
        ("1d", "Every day"),
        ("7d", "Every week"),
        ("30d", "Every month, on the 1st"),
        ("1h", "Every hour"),
    ])
}

/// The fields of limits.
#[must_use]
pub fn limit_fields(form: &Form) -> Markup {
    html! {
        div.row {
            (form.dollars("max_budget", "Budget", "Nothing is no limit."))
            (form.choice("budget_duration", "Starts again", "", &periods()))
            (form.dollars("soft_budget", "Alert at", "Tells, and refuses nothing."))
        }
        div.row {
            (form.number("rpm_limit", "Requests per minute", ""))
            (form.number("tpm_limit", "Tokens per minute", ""))
            (form.number("tpd_limit", "Tokens per day", ""))
            (form.number("max_parallel_requests", "At the same time", ""))
        }
        (form.text("degrade_to", "Beyond the budget", "A cheaper model that answers then, in place of a refusal.", "Refuse"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_say_what_programs_say() {
        let form = Params::read(
            "max_budget=1%2C000.50&rpm_limit=12&tpm_limit=many&models=a,+b%0Ac&team_alias=&blocked=on",
        );
        let fields = [
            ("max_budget", As::Number),
            ("rpm_limit", As::Number),
            ("tpm_limit", As::Number),
            ("models", As::Names),
            ("team_alias", As::Text),
            ("blocked", As::Flag),
        ];
        let expected = json!({"max_budget": 1000.5, "rpm_limit": 12, "tpm_limit": "many", "models": ["a", "b", "c"], "team_alias": null, "blocked": true});
        assert_eq!(Value::Object(body(&form, &fields)), expected);
        assert!(!new_body(&form, &fields).contains_key("team_alias"));
    }

    #[test]
    fn amounts_stand_in_fields_without_needless_digits() {
        for (nanos, text) in [
            (25_000_000_000, "25"),
            (500_000_000, "0.5"),
            (1, "0.000000001"),
            (0, "0"),
            (100_000_000_000, "100"),
        ] {
            assert_eq!(dollars(Some(Nanos(nanos))), text);
        }
        assert_eq!(dollars(None), "");
    }
}
