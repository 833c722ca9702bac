//! What is charged besides what providers list (`litellm_settings.cost_discount_config` and
//! `cost_margin_config`), and what may be spent with each (`router_settings.provider_budget_config`).

use super::read::{Reader, Source};
use crate::domain::money::Nanos;
use crate::domain::price::{Share, TermsOf};
use crate::domain::provider::Provider;
use crate::domain::time::Span;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

const DISCOUNTS: &str = "litellm_settings.cost_discount_config";
const MARGINS: &str = "litellm_settings.cost_margin_config";
/// The largest margin: ten times what is listed.
const MARGIN_MAX: f64 = 10.0;

pub(super) fn read(reader: &mut Reader<'_>) -> TermsOf {
    let mut terms = TermsOf::default();
    for (provider, value) in members(reader, DISCOUNTS) {
        match value
            .as_f64()
            .and_then(|share| Share::from_number(share, 1.0))
        {
            Some(share) => drop(terms.discounts.insert(provider, share)),
            None => wrong(
                reader,
                DISCOUNTS,
                &provider,
                "a share from 0 to 1, such as 0.05",
            ),
        }
    }
    for (provider, value) in members(reader, MARGINS) {
        match margin(&value) {
            Some(margin) => drop(terms.margins.insert(provider, margin)),
            None => wrong(
                reader,
                MARGINS,
                &provider,
                "a share from 0 to 10, such as 0.1, or an object with percentage and fixed_amount (US dollars a call)",
            ),
        }
    }
    terms
}

fn members(reader: &mut Reader<'_>, name: &str) -> Map<String, Value> {
    match reader.find(&Source::file(name)) {
        None | Some((Value::Null, _)) => Map::new(),
        Some((Value::Object(members), origin)) => {
            reader.note(name, Value::Object(members.clone()).to_string(), origin);
            members
        }
        Some((_, origin)) => {
            reader.invalid(name, origin, "must be a mapping by provider".to_owned());
            Map::new()
        }
    }
}

fn wrong(reader: &mut Reader<'_>, name: &str, provider: &str, must_be: &str) {
    let path = format!("{name}.{provider}");
    if let Some((_, origin)) = reader.find(&Source::file(name)) {
        reader.invalid(&path, origin, format!("must be {must_be}"));
    }
}

/// A share, or a share and an amount.
fn margin(value: &Value) -> Option<(Share, Nanos)> {
    let share = |value: &Value| Share::from_number(value.as_f64()?, MARGIN_MAX);
    let Value::Object(parts) = value else {
        return Some((share(value)?, Nanos::ZERO));
    };
    let known = |name: &String| name == "percentage" || name == "fixed_amount";
    if parts.is_empty() || !parts.keys().all(known) {
        return None;
    }
    let percentage = parts.get("percentage").map(share);
    let fixed = parts.get("fixed_amount").map(|value| {
        let amount = Nanos::from_usd(value.as_f64()?);
        amount.filter(|amount| *amount >= Nanos::ZERO)
    });
    Some((
        percentage.unwrap_or_else(|| Some(Share::default()))?,
        fixed.unwrap_or(Some(Nanos::ZERO))?,
    ))
}

const BUDGETS: &str = "router_settings.provider_budget_config";

/// What may be spent with each provider, and how often that starts again.
pub(super) fn provider_budgets(reader: &mut Reader<'_>) -> BTreeMap<String, (Nanos, Option<Span>)> {
    let mut budgets = BTreeMap::new();
    for (provider, value) in members(reader, BUDGETS) {
        let known = Provider::find(&provider).is_some();
        match budget(&value).filter(|_| known) {
            Some(budget) => drop(budgets.insert(provider, budget)),
            None => wrong(
                reader,
                BUDGETS,
                &provider,
                "a known provider's budget_limit (US dollars) and time_period (such as 1d)",
            ),
        }
    }
    budgets
}

/// `budget_limit` and `time_period`, or `max_budget` and `budget_duration`.
pub(super) fn budget(value: &Value) -> Option<(Nanos, Option<Span>)> {
    let parts = value.as_object()?;
    let known = |name: &String| {
        let known = [
            "budget_limit",
            "max_budget",
            "time_period",
            "budget_duration",
        ];
        known.contains(&name.as_str())
    };
    if !parts.keys().all(known) {
        return None;
    }
    let either = |one: &str, other: &str| parts.get(one).or_else(|| parts.get(other));
    let limit = Nanos::from_usd(either("budget_limit", "max_budget")?.as_f64()?)?;
    let period = match either("time_period", "budget_duration") {
        None | Some(Value::Null) => None,
        Some(period) => Some(Span::parse_period(period.as_str()?).ok()?),
    };
    (limit >= Nanos::ZERO).then_some((limit, period))
}
