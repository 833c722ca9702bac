//! Limits as requests set them and answers show them: the same fields on keys, users, teams, and all
//! else that has limits.

use super::fields::{Change, Field, Fields, Kind};
use super::view::TimeForm;
use super::{AdminError, bad};
use crate::domain::limits::{Limits, ModelLimits, Raise, SpendLimit};
use crate::domain::money::Nanos;
use crate::domain::time::{Micros, Span};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The fields, as requests name them.
pub const FIELDS: &[Field] = &[
    Field::new(
        "max_budget",
        Kind::Number,
        "The most that may be spent in one budget window, in US dollars.",
    ),
    Field::new(
        "soft_budget",
        Kind::Number,
        "Spend that raises an alert, in US dollars.",
    ),
    Field::new(
        "degrade_to",
        Kind::Text,
        "The model that serves calls beyond max_budget, in place of a refusal.",
    ),
    Field::new(
        "budget_duration",
        Kind::Text,
        "How often the budget starts again: `1h`, `1d`, `7d`, `30d`, `1mo`.",
    ),
    Field::new(
        "budget_limits",
        Kind::Objects,
        "Further windows: `{budget_duration, max_budget}`.",
    ),
    Field::new("rpm_limit", Kind::Integer, "Requests per minute."),
    Field::new("tpm_limit", Kind::Integer, "Tokens per minute."),
    Field::new(
        "tpd_limit",
        Kind::Integer,
        "Tokens per day of every call, by the calendar that a budget of `1d` has; counted across restarts.",
    ),
    Field::new(
        "max_parallel_requests",
        Kind::Integer,
        "Requests at the same time.",
    ),
    Field::new(
        "model_max_budget",
        Kind::Object,
        "Budgets of single models: `{model: {budget_limit, time_period}}`.",
    ),
    Field::new(
        "model_rpm_limit",
        Kind::IntegerMap,
        "Requests per minute for single models.",
    ),
    Field::new(
        "model_tpm_limit",
        Kind::IntegerMap,
        "Tokens per minute for single models.",
    ),
    Field::new(
        "tag_rpm_limit",
        Kind::IntegerMap,
        "Requests per minute of calls that carry a tag.",
    ),
    Field::new(
        "budget_fallbacks",
        Kind::Object,
        "Models that serve in turn when the `model_max_budget` of a model is used up: `{model: [models]}`.",
    ),
    Field::new(
        "temp_budget_increase",
        Kind::Number,
        "More money until `temp_budget_expiry`, in US dollars.",
    ),
    Field::new(
        "temp_budget_expiry",
        Kind::Text,
        "When the increase ends: a time, or a duration from now.",
    ),
];

/// The models of a budget, on the routes that take them.
pub const MODELS: &[Field] = &[Field::new(
    "allowed_models",
    Kind::Texts,
    "Models that may be called under the budget; empty means all.",
)];

/// What a request says about limits.
#[derive(Debug, Clone, Default)]
pub struct LimitChange {
    /// The main budget.
    pub max_budget: Change<Nanos>,
    /// Spend that raises an alert.
    pub soft_budget: Change<Nanos>,
    /// The model that serves calls beyond the main budget.
    pub degrade_to: Change<String>,
    /// Models that may be called under it; only where a budget's are read.
    pub models: Change<Vec<String>>,
    /// How often the main budget starts again.
    pub period: Change<Span>,
    /// Further windows.
    pub budgets: Change<Vec<SpendLimit>>,
    /// Requests per minute.
    pub rpm: Change<i64>,
    /// Tokens per minute.
    pub tpm: Change<i64>,
    /// Tokens per day.
    pub tpd: Change<i64>,
    /// Requests at the same time.
    pub parallel: Change<i64>,
    /// Budgets of single models.
    pub model_budgets: Change<BTreeMap<String, SpendLimit>>,
    /// Requests per minute of single models.
    pub model_rpm: Change<BTreeMap<String, i64>>,
    /// Tokens per minute of single models.
    pub model_tpm: Change<BTreeMap<String, i64>>,
    /// Requests per minute of calls with a tag.
    pub tag_rpm: Change<BTreeMap<String, i64>>,
    /// Models that serve beyond the budget of a single model.
    pub fallbacks: Change<BTreeMap<String, Vec<String>>>,
    /// More money for a while.
    pub raise_by: Change<Nanos>,
    /// Until when: a time, or a duration from now.
    pub raise_until: Change<String>,
}

impl LimitChange {
    /// Reads the fields of a request.
    pub fn read(fields: &Fields) -> Result<Self, AdminError> {
        Ok(Self {
            max_budget: money(fields, "max_budget")?,
            soft_budget: money(fields, "soft_budget")?,
            degrade_to: fields.text("degrade_to")?,
            models: Change::Keep,
            period: fields
                .worded("budget_duration")?
                .try_map(|text| period(&text))?,
            budgets: fields.objects("budget_limits")?.try_map(|limits| {
                limits
                    .iter()
                    .map(|limit| spend_limit("budget_limits", limit))
                    .collect()
            })?,
            rpm: fields.integer("rpm_limit")?,
            tpm: fields.integer("tpm_limit")?,
            tpd: fields.integer("tpd_limit")?,
            parallel: fields.integer("max_parallel_requests")?,
            model_budgets: fields.object("model_max_budget")?.try_map(model_budgets)?,
            model_rpm: fields.integer_map("model_rpm_limit")?,
            model_tpm: fields.integer_map("model_tpm_limit")?,
            tag_rpm: fields.integer_map("tag_rpm_limit")?,
            fallbacks: fields.object("budget_fallbacks")?.try_map(fallbacks)?,
            raise_by: money(fields, "temp_budget_increase")?,
            raise_until: fields.text("temp_budget_expiry")?,
        })
    }

    /// The same where `allowed_models` are those of a budget.
    pub fn and_models(self, fields: &Fields) -> Result<Self, AdminError> {
        Ok(Self {
            models: fields.texts("allowed_models")?,
            ..self
        })
    }

    /// Whether it says anything.
    #[must_use]
    pub fn is_some(&self) -> bool {
        self.max_budget.is_said()
            || self.soft_budget.is_said()
            || self.degrade_to.is_said()
            || self.models.is_said()
            || self.period.is_said()
            || self.budgets.is_said()
            || self.rpm.is_said()
            || self.tpm.is_said()
            || self.tpd.is_said()
            || self.parallel.is_said()
            || self.model_budgets.is_said()
            || self.model_rpm.is_said()
            || self.model_tpm.is_said()
            || self.tag_rpm.is_said()
            || self.fallbacks.is_said()
            || self.raise_by.is_said()
            || self.raise_until.is_said()
    }

    /// Writes it into limits.
    pub fn apply(self, limits: &mut Limits, now: Micros) -> Result<(), AdminError> {
        self.max_budget.apply(&mut limits.max_budget);
        self.soft_budget.apply(&mut limits.more.soft_budget);
        match self.degrade_to {
            Change::Keep => {}
            Change::Clear => limits.more.degrade_to = None,
            Change::Set(model) if model.trim().is_empty() => limits.more.degrade_to = None,
            Change::Set(model) => limits.more.degrade_to = Some(model),
        }
        self.models
            .apply_or_default(&mut limits.more.allowed_models);
        let before = limits.budget_period;
        self.period.apply(&mut limits.budget_period);
        if before != limits.budget_period {
            limits.budget_anchor = now;
        }
        self.budgets.apply_or_default(&mut limits.more.budgets);
        self.rpm.apply(&mut limits.rpm_limit);
        self.tpm.apply(&mut limits.tpm_limit);
        self.tpd.apply(&mut limits.more.tokens_per_day);
        self.parallel.apply(&mut limits.max_parallel_requests);
        let models = &mut limits.more.models;
        of_models(models, self.model_budgets, |model, budget| {
            model.budget = budget
        });
        of_models(models, self.model_rpm, |model, limit| {
            model.rpm_limit = limit
        });
        of_models(models, self.model_tpm, |model, limit| {
            model.tpm_limit = limit
        });
        models.retain(|_, model| *model != ModelLimits::default());
        self.tag_rpm.apply_or_default(&mut limits.more.tags);
        let fell_back = self.fallbacks.is_said();
        self.fallbacks.apply_or_default(&mut limits.more.fallbacks);
        let budgeted = |model: &&String| {
            let of_model = limits.more.models.get(*model);
            of_model.is_some_and(|of_model| of_model.budget.is_some())
        };
        match limits.more.fallbacks.keys().find(|model| !budgeted(model)) {
            Some(model) if fell_back => {
                return Err(bad(
                    "budget_fallbacks",
                    format!(
                        "budget_fallbacks of '{model}' need a budget of that model: set model_max_budget, or degrade_to \
                         for the budget over all models."
                    ),
                ));
            }
            Some(_) => {
                let models = &limits.more.models;
                let budgeted =
                    |model: &String| models.get(model).is_some_and(|one| one.budget.is_some());
                limits.more.fallbacks.retain(|model, _| budgeted(model));
            }
            None => {}
        }
        limits.more.raise = raise(limits.more.raise, self.raise_by, self.raise_until, now)?;
        Ok(())
    }
}

/// Replaces one limit of all models: those that are not named lose it.
fn of_models<T>(
    models: &mut BTreeMap<String, ModelLimits>,
    change: Change<BTreeMap<String, T>>,
    set: impl Fn(&mut ModelLimits, Option<T>),
) {
    let named = match change {
        Change::Keep => return,
        Change::Clear => BTreeMap::new(),
        Change::Set(named) => named,
    };
    for model in models.values_mut() {
        set(model, None);
    }
    for (name, limit) in named {
        set(models.entry(name).or_default(), Some(limit));
    }
}

fn raise(
    before: Option<Raise>,
    by: Change<Nanos>,
    until: Change<String>,
    now: Micros,
) -> Result<Option<Raise>, AdminError> {
    if by == Change::Clear || until == Change::Clear {
        return Ok(None);
    }
    let by = by.value().or(before.map(|raise| raise.by));
    let until = match until.value() {
        Some(text) => Some(moment(&text, now)?),
        None => before.map(|raise| raise.until),
    };
    match (by, until) {
        (Some(by), Some(until)) => Ok(Some(Raise { by, until })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(bad(
            "temp_budget_expiry",
            "temp_budget_increase needs temp_budget_expiry: a time such as 2030-01-31T00:00:00Z, or a duration such as 1d.",
        )),
        (None, Some(_)) => Err(bad(
            "temp_budget_increase",
            "temp_budget_expiry needs temp_budget_increase: an amount of US dollars.",
        )),
    }
}

/// A time, or a duration from now.
fn moment(text: &str, now: Micros) -> Result<Micros, AdminError> {
    if let Ok(span) = Span::parse(text) {
        return Ok(span.after(now));
    }
    Micros::parse(text).ok_or_else(|| {
        bad(
            "temp_budget_expiry",
            format!(
                "'{text}' is neither a time such as 2030-01-31T00:00:00Z nor a duration such as 1d."
            ),
        )
    })
}

/// An amount of US dollars, zero or more.
pub fn money(fields: &Fields, name: &'static str) -> Result<Change<Nanos>, AdminError> {
    fields.number(name)?.try_map(|usd| amount(name, usd))
}

fn amount(name: &'static str, usd: f64) -> Result<Nanos, AdminError> {
    let amount = Nanos::from_usd(usd).filter(|amount| *amount >= Nanos::ZERO);
    amount.ok_or_else(|| {
        bad(
            name,
            format!("{name} cannot be negative or beyond counting. Got={usd}"),
        )
    })
}

/// How often a budget starts again.
pub(super) fn period(text: &str) -> Result<Span, AdminError> {
    Span::parse_period(text).map_err(|_| {
        bad(
            "budget_duration",
            format!(
                "Invalid budget_duration '{text}'. Use a format like '1h', '24h', '7d', or '30d'."
            ),
        )
    })
}

/// `{budget_duration|time_period, max_budget|budget_limit}`.
fn spend_limit(field: &'static str, limit: &Map<String, Value>) -> Result<SpendLimit, AdminError> {
    let either = |names: [&str; 2]| {
        names
            .into_iter()
            .find_map(|name| limit.get(name))
            .filter(|value| !value.is_null())
    };
    let usd = either(["max_budget", "budget_limit"]);
    let usd = usd.and_then(|value| value.as_f64().or_else(|| value.as_str()?.parse().ok()));
    let usd = usd.ok_or_else(|| {
        bad(
            field,
            format!("Each entry of {field} needs 'max_budget', an amount of US dollars."),
        )
    })?;
    let span = match either(["budget_duration", "time_period"]) {
        None => None,
        Some(Value::String(text)) => Some(period(text)?),
        Some(_) => {
            return Err(bad(
                field,
                format!("'budget_duration' in {field} must be a text like '1d'."),
            ));
        }
    };
    Ok(SpendLimit {
        limit: amount(field, usd)?,
        period: span,
    })
}

fn model_budgets(models: Map<String, Value>) -> Result<BTreeMap<String, SpendLimit>, AdminError> {
    let read = |(model, value): (String, Value)| {
        let limit = match value {
            Value::Object(limit) => spend_limit("model_max_budget", &limit)?,
            // The short form of older releases: the amount alone.
            other => {
                let alone = Map::from_iter([("max_budget".to_owned(), other)]);
                spend_limit("model_max_budget", &alone)?
            }
        };
        Ok((model, limit))
    };
    models.into_iter().map(read).collect()
}

fn fallbacks(models: Map<String, Value>) -> Result<BTreeMap<String, Vec<String>>, AdminError> {
    let wrong = || AdminError::Invalid {
        field: "budget_fallbacks".into(),
        message: "Input should be an object of lists of models".into(),
    };
    let read = |(model, list): (String, Value)| {
        let list = list.as_array().ok_or_else(wrong)?.iter();
        let others = list.map(|other| other.as_str().map(str::to_owned));
        Ok((model, others.collect::<Option<Vec<_>>>().ok_or_else(wrong)?))
    };
    models.into_iter().map(read).collect()
}

fn limit_view(limit: &SpendLimit) -> Value {
    json!({
        "budget_limit": limit.limit.usd(), "max_budget": limit.limit.usd(),
        "time_period": limit.period.map(|span| span.to_string()),
        "budget_duration": limit.period.map(|span| span.to_string()),
    })
}

/// The limits of single models, one kind of them.
fn of_each<T>(
    limits: &Limits,
    pick: impl Fn(&ModelLimits) -> Option<T>,
    show: impl Fn(T) -> Value,
) -> Map<String, Value> {
    let models = limits.more.models.iter();
    models
        .filter_map(|(name, model)| Some((name.clone(), show(pick(model)?))))
        .collect()
}

/// Limits per minute of single models and tags, under the names of requests; empty ones are left out.
#[must_use]
pub fn model_rates(limits: &Limits) -> Map<String, Value> {
    let rpm = of_each(limits, |model| model.rpm_limit, Value::from);
    let tpm = of_each(limits, |model| model.tpm_limit, Value::from);
    let tags = limits.more.tags.iter();
    let tags = tags
        .map(|(tag, limit)| (tag.clone(), json!(limit)))
        .collect();
    [
        ("model_rpm_limit", rpm),
        ("model_tpm_limit", tpm),
        ("tag_rpm_limit", tags),
    ]
    .into_iter()
    .filter(|(_, models)| !models.is_empty())
    .map(|(name, models)| (name.to_owned(), Value::Object(models)))
    .collect()
}

/// Limits as answers show them.
#[must_use]
pub fn view(limits: &Limits, form: TimeForm) -> Map<String, Value> {
    let budgets: Vec<Value> = limits.more.budgets.iter().map(limit_view).collect();
    let fields = json!({
        "max_budget": limits.max_budget.map(Nanos::usd),
        "soft_budget": limits.more.soft_budget.map(Nanos::usd),
        "degrade_to": limits.more.degrade_to.as_deref(),
        "budget_duration": limits.budget_period.map(|period| period.to_string()),
        "rpm_limit": limits.rpm_limit,
        "tpm_limit": limits.tpm_limit,
        "tpd_limit": limits.more.tokens_per_day,
        "max_parallel_requests": limits.max_parallel_requests,
        "budget_limits": if budgets.is_empty() { Value::Null } else { Value::Array(budgets) },
        "model_max_budget": of_each(limits, |model| model.budget, |limit| limit_view(&limit)),
        "budget_fallbacks": limits.more.fallbacks,
        "temp_budget_increase": limits.more.raise.map(|raise| raise.by.usd()),
        "temp_budget_expiry": limits.more.raise.map(|raise| form.write(raise.until)),
    });
    match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// The same as a budget's row, which says which models may be called under it.
#[must_use]
pub fn budget_view(limits: &Limits, form: TimeForm) -> Map<String, Value> {
    let mut fields = view(limits, form);
    fields.insert("allowed_models".into(), json!(limits.more.allowed_models));
    // Of a budget's row each limit of a model has one name: clients take two for a contradiction.
    let of_model = |limit: SpendLimit| json!({ "max_budget": limit.limit.usd(), "budget_duration": limit.period.map(|span| span.to_string()) });
    let models = of_each(limits, |model| model.budget, of_model);
    fields.insert("model_max_budget".into(), Value::Object(models));
    fields
}

/// Whether limits are nowhere wider than others; the first that is wider is named.
pub fn within(inner: &Limits, outer: &Limits) -> Result<(), &'static str> {
    fn fits<T: PartialOrd>(inner: Option<T>, outer: Option<T>) -> bool {
        match (inner, outer) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(inner), Some(outer)) => inner <= outer,
        }
    }
    // A budget that starts again is wider than one that does not, and than one that does so less often.
    let same_period = outer.max_budget.is_none()
        || inner.budget_period == outer.budget_period
        || inner.budget_period.is_none();
    let windows = outer.more.budgets.iter().all(|limit| {
        inner
            .more
            .budgets
            .iter()
            .any(|own| own.period == limit.period && own.limit <= limit.limit)
    });
    let models = outer.more.models.iter().all(|(name, limit)| {
        let own = inner.more.models.get(name).copied().unwrap_or_default();
        let budget = match (own.budget, limit.budget) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(own), Some(limit)) => own.period == limit.period && own.limit <= limit.limit,
        };
        budget && fits(own.rpm_limit, limit.rpm_limit) && fits(own.tpm_limit, limit.tpm_limit)
    });
    let tags = outer.more.tags.iter().all(|(tag, limit)| {
        let own = inner.more.tags.get(tag);
        own.is_some_and(|own| own <= limit)
    });
    let raised = |limits: &Limits| limits.more.raise.map(|raise| (raise.by, raise.until));
    let raise = raised(inner).is_none() || raised(inner) == raised(outer);
    [
        ("max_budget", fits(inner.max_budget, outer.max_budget)),
        (
            "degrade_to",
            inner.more.degrade_to.is_none() || inner.more.degrade_to == outer.more.degrade_to,
        ),
        ("budget_duration", same_period),
        ("budget_limits", windows),
        ("rpm_limit", fits(inner.rpm_limit, outer.rpm_limit)),
        ("tpm_limit", fits(inner.tpm_limit, outer.tpm_limit)),
        (
            "tpd_limit",
            fits(inner.more.tokens_per_day, outer.more.tokens_per_day),
        ),
        (
            "max_parallel_requests",
            fits(inner.max_parallel_requests, outer.max_parallel_requests),
        ),
        ("model limits", models),
        ("tag_rpm_limit", tags),
        (
            "budget_fallbacks",
            inner.more.fallbacks.is_empty() || inner.more.fallbacks == outer.more.fallbacks,
        ),
        ("temp_budget_increase", raise),
    ]
    .into_iter()
    .find(|(_, fits)| !fits)
    .map_or(Ok(()), |(name, _)| Err(name))
}
