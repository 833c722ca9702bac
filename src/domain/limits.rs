//! What may be spent and done: the same on a key, a user, a team, and everything else that has limits.

use super::budget::{Budget, Scope, ScopeKind};
use super::limit::RateLimits;
use super::money::Nanos;
use super::time::{Micros, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Limits of one holder. The default limits nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// The most that may be spent in one window of `budget_period`, or ever when that is `None`.
    pub max_budget: Option<Nanos>,
    /// How often the budget starts again.
    pub budget_period: Option<Span>,
    /// When the budget was set: where periods without a place in the calendar are counted from.
    pub budget_anchor: Micros,
    /// Requests per minute.
    pub rpm_limit: Option<i64>,
    /// Tokens per minute.
    pub tpm_limit: Option<i64>,
    /// Requests at the same time.
    pub max_parallel_requests: Option<i64>,
    /// What few holders have.
    pub more: MoreLimits,
}

/// Limits that few holders have; stored together as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoreLimits {
    /// Spend at which an alert is raised; nothing is refused. Nano-US-dollars.
    #[serde(rename = "soft_budget_nanos", skip_serializing_if = "Option::is_none")]
    pub soft_budget: Option<Nanos>,
    /// Windows beside the main one (`budget_limits`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub budgets: Vec<SpendLimit>,
    /// Limits for single models, by name or pattern.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub models: BTreeMap<String, ModelLimits>,
    /// More money for a while.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raise: Option<Raise>,
    /// The model that serves calls beyond the main budget, in place of a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degrade_to: Option<String>,
    /// Models that serve in turn when the budget of a single model is used up, by that model
    /// (`budget_fallbacks`).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fallbacks: BTreeMap<String, Vec<String>>,
    /// Requests per minute of calls that carry a tag (`tag_rpm_limit`).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, i64>,
    /// Models that may be called under these limits, as written; empty means all (`allowed_models`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed_models: Vec<String>,
    /// Tokens per day of the calendar (`tpd_limit`).
    #[serde(rename = "tpd_limit", skip_serializing_if = "Option::is_none")]
    pub tokens_per_day: Option<i64>,
}

/// The most that may be spent in one window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpendLimit {
    /// Nano-US-dollars.
    #[serde(rename = "limit_nanos")]
    pub limit: Nanos,
    /// How often it starts again; `None` means never.
    pub period: Option<Span>,
}

/// Limits of a holder for one model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelLimits {
    /// What may be spent on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<SpendLimit>,
    /// Requests per minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rpm_limit: Option<i64>,
    /// Tokens per minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tpm_limit: Option<i64>,
}

/// More money for a while (`temp_budget_increase`, `temp_budget_expiry`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raise {
    /// By how much. Nano-US-dollars.
    #[serde(rename = "by_nanos")]
    pub by: Nanos,
    /// Until when.
    pub until: Micros,
}

impl Limits {
    /// Rate limits over all models.
    #[must_use]
    pub fn rates(&self) -> RateLimits {
        RateLimits {
            requests_per_minute: self.rpm_limit,
            tokens_per_minute: self.tpm_limit,
            parallel_requests: self.max_parallel_requests,
        }
    }

    /// The limits of a named budget where there are none of one's own: what is set here counts.
    #[must_use]
    pub fn or(mut self, named: &Self) -> Self {
        if self.max_budget.is_none() {
            self.max_budget = named.max_budget;
            if self.budget_period.is_none() {
                self.budget_anchor = named.budget_anchor;
            }
        }
        self.budget_period = self.budget_period.or(named.budget_period);
        self.rpm_limit = self.rpm_limit.or(named.rpm_limit);
        self.tpm_limit = self.tpm_limit.or(named.tpm_limit);
        self.max_parallel_requests = self.max_parallel_requests.or(named.max_parallel_requests);
        self.more.tokens_per_day = self.more.tokens_per_day.or(named.more.tokens_per_day);
        self.more.soft_budget = self.more.soft_budget.or(named.more.soft_budget);
        self.more.raise = self.more.raise.or(named.more.raise);
        self.more.degrade_to = self
            .more
            .degrade_to
            .or_else(|| named.more.degrade_to.clone());
        if self.more.allowed_models.is_empty() {
            let named = &named.more.allowed_models;
            self.more.allowed_models.clone_from(named);
        }
        if self.more.budgets.is_empty() {
            self.more.budgets.clone_from(&named.more.budgets);
        }
        for (model, limits) in &named.more.models {
            self.more.models.entry(model.clone()).or_insert(*limits);
        }
        for (model, others) in &named.more.fallbacks {
            let entry = self.more.fallbacks.entry(model.clone());
            entry.or_insert_with(|| others.clone());
        }
        for (tag, limit) in &named.more.tags {
            self.more.tags.entry(tag.clone()).or_insert(*limit);
        }
        self
    }

    /// The budgets over all models, as the ledger keeps them. The main one comes first.
    #[must_use]
    pub fn budgets(&self, scope: &Scope, label: &Arc<str>) -> Vec<Budget> {
        let main = self.max_budget.map(|limit| SpendLimit {
            limit,
            period: self.budget_period,
        });
        let raise = self.more.raise;
        let main = main.map(|limit| Budget {
            degrade_to: self
                .more
                .degrade_to
                .iter()
                .map(|to| to.as_str().into())
                .collect(),
            ..self.budget(limit, scope, label, raise)
        });
        main.into_iter()
            .chain(self.more.budgets.iter().map(|limit| Budget {
                window_of: limit.period.map(|span| span.to_string().into()),
                ..self.budget(*limit, scope, label, None)
            }))
            .collect()
    }

    /// Spend at which an alert is raised, over the window of the main budget.
    #[must_use]
    pub fn soft_budget(&self, scope: &Scope, label: &Arc<str>) -> Option<Budget> {
        let limit = SpendLimit {
            limit: self.more.soft_budget?,
            period: self.budget_period,
        };
        Some(self.budget(limit, scope, label, None))
    }

    /// The budgets for single models: pattern, scope of its own, limit.
    #[must_use]
    pub fn model_budgets(&self, scope: &Scope, label: &Arc<str>) -> Vec<(String, Budget)> {
        let limited = self.more.models.iter();
        limited
            .filter_map(|(model, limits)| {
                let of_model = Scope {
                    kind: ScopeKind::Model,
                    id: format!("{}/{}/{model}", scope.kind.as_str(), scope.id).into(),
                };
                let label = format!("{label} Model={model}").into();
                let mut budget = self.budget(limits.budget?, &of_model, &label, None);
                let others = self.more.fallbacks.get(model).into_iter().flatten();
                budget.degrade_to = others.map(|other| other.as_str().into()).collect();
                Some((model.clone(), budget))
            })
            .collect()
    }

    fn budget(
        &self,
        limit: SpendLimit,
        scope: &Scope,
        label: &Arc<str>,
        raise: Option<Raise>,
    ) -> Budget {
        Budget {
            scope: scope.clone(),
            label: label.clone(),
            limit: limit.limit,
            period: limit.period.map(|span| (span, span.to_string().into())),
            window_of: None,
            anchor: self.budget_anchor,
            raise: raise.map(|raise| (raise.by, raise.until)),
            degrade_to: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits {
            max_budget: Some(Nanos(10)),
            budget_period: Span::parse("1d").ok(),
            more: MoreLimits {
                budgets: vec![SpendLimit {
                    limit: Nanos(3),
                    period: Span::parse("1h").ok(),
                }],
                models: BTreeMap::from([(
                    "gpt*".to_owned(),
                    ModelLimits {
                        budget: Some(SpendLimit {
                            limit: Nanos(2),
                            period: None,
                        }),
                        rpm_limit: Some(1),
                        tpm_limit: None,
                    },
                )]),
                raise: Some(Raise {
                    by: Nanos(5),
                    until: Micros(100),
                }),
                ..MoreLimits::default()
            },
            ..Limits::default()
        }
    }

    #[test]
    fn what_is_stored_reads_back_and_nothing_is_little() {
        let text = serde_json::to_string(&limits().more).expect("JSON");
        let back: MoreLimits = serde_json::from_str(&text).expect("its own JSON");
        assert_eq!(back, limits().more);
        let empty = serde_json::to_string(&MoreLimits::default()).expect("JSON");
        assert_eq!(empty, "{}");
    }

    #[test]
    fn each_window_and_each_model_is_a_budget_of_its_own() {
        let scope = Scope {
            kind: ScopeKind::Team,
            id: "t".into(),
        };
        let budgets = limits().budgets(&scope, &"Team=t".into());
        let told: Vec<_> = budgets
            .iter()
            .map(|budget| {
                (
                    budget.limit_at(Micros(99)).0,
                    budget.limit_at(Micros(100)).0,
                )
            })
            .collect();
        assert_eq!(
            told,
            [(15, 10), (3, 3)],
            "the raise is the main one's, and ends"
        );
        let of_models = limits().model_budgets(&scope, &"Team=t".into());
        assert_eq!(of_models.len(), 1);
        assert_eq!(&*of_models[0].1.scope.id, "team/t/gpt*");
    }

    #[test]
    fn own_limits_count_before_those_of_a_named_budget() {
        let own = Limits {
            rpm_limit: Some(7),
            ..Limits::default()
        };
        let named = Limits {
            rpm_limit: Some(1),
            tpm_limit: Some(2),
            more: MoreLimits {
                tokens_per_day: Some(9),
                ..limits().more
            },
            ..limits()
        };
        let both = own.or(&named);
        assert_eq!((both.rpm_limit, both.tpm_limit), (Some(7), Some(2)));
        assert_eq!(both.more.tokens_per_day, Some(9));
        assert_eq!(both.max_budget, Some(Nanos(10)));
        assert_eq!(both.more.models.len(), 1);
    }
}
