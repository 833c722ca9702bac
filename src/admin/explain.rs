//! Whether a key may call a model now, and why: a dry run of admission, by admission's own rules.

use super::{Admin, AdminError, bad, keys};
use crate::domain::budget::ScopeKind;
use crate::domain::record::CallType;
use crate::domain::time::Micros;
use crate::gateway::Gateway;
use crate::gateway::admit::{self, CallContext, Wanted, WeighedBudget, WeighedPlace};
use crate::gateway::authenticate::{Caller, admit_key};
use crate::gateway::catalog::KeyEntry;
use crate::gateway::ledger::Estimate;
use crate::gateway::refusal::Refusal;
use crate::gateway::route::{Plan, route};
use crate::wire::door::openai::Request;
use bytes::Bytes;
use serde_json::json;
use std::sync::Arc;

/// The operation, as refusals name it.
const ROUTE: &str = "/chat/completions";
/// The part of a budget beyond which it is nearly used up, in hundredths.
const NEAR_PERCENT: i64 = 90;

/// A key, and the call that it would make.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The key, by secret, hash or alias.
    pub key: String,
    /// The model, by the name that a client would use.
    pub model: String,
    /// The most output that the call would ask for; the model's own limit without.
    pub max_tokens: Option<u64>,
}

/// What admission says about a call, and what it looked at.
#[derive(Debug)]
pub struct Explanation {
    /// The key.
    pub key: Arc<KeyEntry>,
    /// The model asked for.
    pub model: String,
    /// Why the call would be refused; `None` lets it in.
    pub refusal: Option<Refusal>,
    /// What is looked at, in the order of admission.
    pub checks: Vec<Check>,
    /// What the call may cost at most; `None` when it is free or not known.
    pub estimate: Option<Estimate>,
    /// Who would answer: deployment, its provider and the provider's model.
    pub answering: Vec<(Arc<str>, &'static str, Arc<str>)>,
}

/// One thing that admission looks at.
#[derive(Debug)]
pub enum Check {
    /// Whether the key is in force.
    Key {
        /// Whether it is.
        passed: bool,
    },
    /// Whether somebody's list of models has this one.
    Models {
        /// Whose list it is.
        whose: ScopeKind,
        /// Their id.
        id: Arc<str>,
        /// What is on it; empty means all.
        list: Vec<String>,
        /// Whether it lets the model through.
        passed: bool,
    },
    /// A rate limit.
    Rates(WeighedPlace),
    /// Whether the price of the model is known where it must be.
    Price {
        /// Whether it is, or need not be.
        passed: bool,
    },
    /// A budget.
    Budget(WeighedBudget),
}

impl Check {
    /// Whether the call gets past it.
    #[must_use]
    pub fn passed(&self) -> bool {
        match self {
            Self::Key { passed } | Self::Models { passed, .. } | Self::Price { passed } => *passed,
            Self::Rates(place) => place.room.is_ok(),
            Self::Budget(budget) => budget.room,
        }
    }

    /// `ok`, `near limit`, or what is wrong.
    #[must_use]
    pub fn result(&self) -> &'static str {
        match self {
            Self::Key { passed: false } => "refused",
            Self::Models { passed: false, .. } => "not allowed",
            Self::Rates(place) if place.room.is_err() => "over",
            Self::Price { passed: false } => "unknown",
            Self::Budget(budget) if !budget.room => "over",
            Self::Budget(budget) => {
                let standing = &budget.standing;
                let used = standing.spent + standing.reserved;
                let near = i128::from(used.0) * 100
                    >= i128::from(standing.limit.0) * i128::from(NEAR_PERCENT);
                if near { "near limit" } else { "ok" }
            }
            _ => "ok",
        }
    }
}

/// Answers the question. Nothing is taken and nobody is called.
pub async fn explain(
    admin: &Admin,
    gateway: &Gateway,
    question: &Question,
) -> Result<Explanation, AdminError> {
    let named = match keys::find(admin, &question.key).await? {
        Some(row) => Some(row),
        None => admin.store.get_key_by_alias(&question.key).await?,
    };
    let row = named.ok_or_else(|| AdminError::NotFound("Key not found.".to_owned()))?;
    let catalog = gateway.catalog().clone();
    let entry = match catalog.key(&row.key.hash) {
        Some(entry) => entry.clone(),
        // Made a moment ago, and not in force yet.
        None => Arc::new(KeyEntry::new(row.key, &catalog.owners)),
    };
    let caller = Caller::Key(entry.clone());
    let request = request(question)?;
    let now = gateway.now();
    let mut explanation = Explanation {
        key: entry.clone(),
        model: question.model.clone(),
        refusal: None,
        checks: Vec::new(),
        estimate: None,
        answering: Vec::new(),
    };
    let in_force = admit_key(&entry, now).map(drop);
    explanation.checks.push(Check::Key {
        passed: in_force.is_ok(),
    });
    explanation.refusal = in_force.err();
    let context = CallContext::own(ROUTE, "".into());
    let planned = route(gateway, &catalog, &caller, &context, &request);
    explanation.lists(&entry, planned.as_ref().err());
    match planned {
        Ok(plan) => explanation.weigh(gateway, &caller, &request, &plan, now),
        Err(refusal) => {
            explanation.refusal.get_or_insert(refusal);
        }
    }
    Ok(explanation)
}

fn request(question: &Question) -> Result<Request, AdminError> {
    let mut body = json!({
        "model": question.model, "messages": [{ "role": "user", "content": "hi" }],
    });
    if let Some(most) = question.max_tokens {
        body["max_tokens"] = json!(most);
    }
    let body = Bytes::from(body.to_string());
    Request::parse(CallType::Chat, ROUTE, None, body).map_err(|no| bad("model", no.message))
}

impl Explanation {
    /// The lists of everyone whom the key belongs to.
    fn lists(&mut self, entry: &KeyEntry, refused: Option<&Refusal>) {
        let refuses = match refused {
            Some(Refusal::ModelNotAllowed { whose, .. }) => Some(*whose),
            _ => None,
        };
        for holder in &entry.holders {
            let refuses = refuses == Some(holder.scope.kind);
            if holder.models.is_empty() && !refuses && holder.scope.kind != ScopeKind::Key {
                continue;
            }
            self.checks.push(Check::Models {
                whose: holder.scope.kind,
                id: holder.scope.id.clone(),
                list: holder.models.clone(),
                passed: !refuses,
            });
        }
    }

    fn weigh(
        &mut self,
        gateway: &Gateway,
        caller: &Caller,
        request: &Request,
        plan: &Plan,
        now: Micros,
    ) {
        let catalog = gateway.catalog().clone();
        let context = CallContext::own(ROUTE, "".into());
        let wanted = Wanted {
            catalog: &catalog,
            caller,
            context: &context,
            request,
            plan,
            spared: &[],
            now,
        };
        let weighed = admit::weigh(gateway, &wanted);
        let deployments = plan.served.iter().map(|served| &served.deployment);
        self.answering = deployments
            .map(|one| {
                let model: Arc<str> = (*one.upstream_model).into();
                (one.id.clone(), one.provider.name, model)
            })
            .collect();
        self.estimate = weighed.estimate;
        let unpriced = matches!(weighed.refusal, Some(Refusal::Unpriced { .. }));
        self.checks.push(Check::Price { passed: !unpriced });
        if let Some(refusal) = weighed.refusal {
            self.refusal.get_or_insert(refusal);
        }
        for place in weighed.places {
            if let Err(hit) = place.room {
                let prefix = format!("{}:", place.descriptor);
                let id = place.id.strip_prefix(&prefix).unwrap_or(&place.id);
                self.refusal.get_or_insert(Refusal::RateLimited {
                    descriptor: place.descriptor,
                    id: id.to_owned(),
                    hit,
                });
            }
            self.checks.push(Check::Rates(place));
        }
        for budget in weighed.budgets {
            if !budget.room {
                let hit = Box::new(budget.standing.clone());
                self.refusal.get_or_insert(Refusal::OverBudget(hit));
            }
            self.checks.push(Check::Budget(budget));
        }
    }
}
