//! Whether a call may begin: a place in the queue, rate limits, budgets; all of them or none.

use super::Gateway;
use super::authenticate::Caller;
use super::catalog::{Catalog, Served, Unpriced};
use super::journal::{NoPlace, Places};
use super::ledger::{Estimate, RatePlace, Reservation};
use super::refusal::Refusal;
use super::route::Plan;
use crate::domain::budget::{Budget, Scope, ScopeKind, WindowKey};
use crate::domain::estimate;
use crate::domain::money::Nanos;
use crate::domain::price::{PriceState, ServiceTier};
use crate::domain::record::{CallIntent, CallType, MASTER_KEY_ID};
use crate::domain::time::Micros;
use crate::domain::usage::Usage;
use crate::wire::door::openai::Request;
use std::sync::Arc;

/// Everything that a call holds while it runs. Dropping it gives all of it back.
#[derive(Debug)]
pub struct Permit {
    /// The two places in the journal.
    pub places: Places,
    /// What is on record first.
    pub intent: Box<CallIntent>,
    /// Money set aside.
    pub reservation: Reservation,
    /// A place within the key's rate limits.
    pub rate_place: Option<RatePlace>,
}

/// What the HTTP side knows about a call besides its body.
#[derive(Debug, Clone)]
pub struct CallContext {
    /// The operation as errors name it (`/chat/completions`).
    pub route: &'static str,
    /// The call id that the client is told; its own, when it sent one.
    pub call_id: Arc<str>,
    /// The end user named in a header, which counts before the body's.
    pub end_user: Option<String>,
    /// A deadline named in a header, in milliseconds.
    pub timeout_ms: Option<u64>,
    /// The same for the silence of a stream.
    pub stream_timeout_ms: Option<u64>,
    /// Where the client calls from.
    pub client_ip: String,
}

/// Admits a call, or says what is in the way.
pub fn admit(
    gateway: &Gateway,
    catalog: &Catalog,
    caller: &Caller,
    context: &CallContext,
    request: &Request,
    plan: &Plan,
    now: Micros,
) -> Result<Permit, Refusal> {
    let input_tokens = estimate::input_tokens(request.object.text());
    let budgets = budgets(catalog, caller);
    let estimate = estimate_cost(catalog, request, plan, &budgets, input_tokens)?;
    let asked = Wanted {
        caller,
        context,
        request,
        plan,
    };
    take(gateway, catalog, &asked, &budgets, estimate, now)
}

/// Admits a call that costs nothing by its nature, such as reading a list: rate limits apply, and it is
/// on record.
pub fn admit_free(
    gateway: &Gateway,
    catalog: &Catalog,
    caller: &Caller,
    context: &CallContext,
    request: &Request,
    plan: &Plan,
    now: Micros,
) -> Result<Permit, Refusal> {
    let asked = Wanted {
        caller,
        context,
        request,
        plan,
    };
    take(
        gateway,
        catalog,
        &asked,
        &budgets(catalog, caller),
        None,
        now,
    )
}

/// Who wants what.
struct Wanted<'a> {
    caller: &'a Caller,
    context: &'a CallContext,
    request: &'a Request,
    plan: &'a Plan,
}

fn take(
    gateway: &Gateway,
    catalog: &Catalog,
    asked: &Wanted<'_>,
    budgets: &[Budget],
    estimate: Option<Estimate>,
    now: Micros,
) -> Result<Permit, Refusal> {
    let Wanted {
        caller,
        context,
        request,
        plan,
    } = *asked;
    let input_tokens = estimate::input_tokens(request.object.text());
    let places = gateway
        .journal
        .places()
        .map_err(|no_place| match no_place {
            NoPlace::Full => Refusal::Overloaded {
                calls_max: gateway.journal.calls_max(),
            },
            NoPlace::Closed => Refusal::Draining,
        })?;
    let rate_place = match caller.key() {
        Some(entry) => {
            let tokens = input_tokens + request.max_output_tokens.unwrap_or(0);
            gateway
                .ledger
                .take_place(&entry.id, &entry.limits, tokens, now)
                .map_err(|hit| Refusal::RateLimited {
                    descriptor: "api_key",
                    id: entry.id.to_string(),
                    hit,
                })?
        }
        None => None,
    };
    let calendar = &catalog.policy.calendar;
    let reservation = match estimate {
        Some(estimate) => gateway
            .ledger
            .reserve(budgets, estimate, calendar, now)
            .map_err(Refusal::OverBudget)?,
        None => gateway
            .ledger
            .reserve(
                &[],
                Estimate {
                    nanos: Nanos::ZERO,
                    bounded: true,
                },
                calendar,
                now,
            )
            .map_err(Refusal::OverBudget)?,
    };
    let end_user = context
        .end_user
        .as_ref()
        .or(request.end_user.as_ref())
        .map(|user| clean(user));
    let windows = windows(catalog, caller, end_user.as_ref(), budgets, now);
    let first = &plan.served[0];
    let key = caller.key().map(|entry| &entry.key);
    let intent = CallIntent {
        request_id: uuid::Uuid::now_v7().to_string().into(),
        call_id: context.call_id.clone(),
        started_at: now,
        call_type: request.call_type,
        stream: request.stream,
        key_id: caller
            .key()
            .map_or_else(|| MASTER_KEY_ID.into(), |entry| entry.id.clone()),
        user_id: key.and_then(|key| key.user_id.clone()),
        team_id: key.and_then(|key| key.team_id.clone()),
        end_user,
        model_group: clean(&plan.group),
        windows: windows.into(),
        reserved: reservation.amount(),
        estimated_input_tokens: input_tokens,
        price_version: first
            .price
            .as_ref()
            .map_or_else(|| "".into(), |(version, _)| version.clone()),
    };
    Ok(Permit {
        places,
        intent: Box::new(intent),
        reservation,
        rate_place,
    })
}

/// Texts from outside, as they may be stored: no control characters, bounded length.
#[must_use]
pub fn clean(text: &str) -> Arc<str> {
    const CHARS_MAX: usize = 256;
    text.chars()
        .filter(|c| !c.is_control())
        .take(CHARS_MAX)
        .collect::<String>()
        .into()
}

fn budgets(catalog: &Catalog, caller: &Caller) -> Vec<Budget> {
    let policy = &catalog.policy;
    let global = policy.max_budget.map(|(limit, period)| Budget {
        scope: global_scope(),
        label: "Proxy".into(),
        limit,
        period: period.map(|span| (span, span.to_string().into())),
        anchor: Micros(0),
        raise: None,
    });
    let own = caller
        .key()
        .map(|entry| entry.budgets.as_slice())
        .unwrap_or_default();
    global.into_iter().chain(own.iter().cloned()).collect()
}

fn global_scope() -> Scope {
    Scope {
        kind: ScopeKind::Global,
        id: "".into(),
    }
}

/// What the call may cost at most; `None` when it is free and no budget need be asked.
fn estimate_cost(
    catalog: &Catalog,
    request: &Request,
    plan: &Plan,
    budgets: &[Budget],
    input_tokens: u64,
) -> Result<Option<Estimate>, Refusal> {
    let policy = &catalog.policy;
    let mut most: Option<Estimate> = None;
    for served in &plan.served {
        let next = match &served.deployment.pricing {
            PriceState::Free => continue,
            PriceState::Unknown => {
                let scope = budgets.first().map(|budget| budget.label.to_string());
                let allowed = policy.unpriced == Unpriced::Allow && !policy.refuse_unpriced;
                match scope {
                    Some(scope) if !allowed => {
                        return Err(Refusal::Unpriced {
                            model: plan.group.to_string(),
                            scope,
                        });
                    }
                    None if policy.refuse_unpriced => {
                        return Err(Refusal::Unpriced {
                            model: plan.group.to_string(),
                            scope: String::new(),
                        });
                    }
                    _ => Estimate {
                        nanos: Nanos::ZERO,
                        bounded: true,
                    },
                }
            }
            PriceState::Priced(price) => {
                let (input_tokens, output_tokens) = usage_bound(request, served, input_tokens);
                let usage = Usage {
                    input: input_tokens,
                    output: output_tokens.unwrap_or(0),
                    ..Usage::default()
                };
                let tier = request
                    .object
                    .read::<&str>("service_tier")
                    .map_or(ServiceTier::Standard, ServiceTier::parse);
                Estimate {
                    nanos: price.cost(&usage, tier).total,
                    bounded: output_tokens.is_some(),
                }
            }
        };
        most = Some(most.map_or(next, |most| Estimate {
            nanos: most.nanos.max(next.nanos),
            bounded: most.bounded && next.bounded,
        }));
    }
    Ok(most)
}

/// The most tokens that go in and come out; `None` for an answer without a known end.
fn usage_bound(request: &Request, served: &Arc<Served>, input_tokens: u64) -> (u64, Option<u64>) {
    let deployment = &served.deployment;
    let input = deployment
        .max_input_tokens
        .map_or(input_tokens, |most| input_tokens.min(most));
    if request.call_type == CallType::Embedding {
        return (input, Some(0));
    }
    let most = match (request.max_output_tokens, deployment.max_output_tokens) {
        (Some(asked), Some(model)) => Some(asked.min(model)),
        (asked, model) => asked.or(model),
    };
    (input, most.map(|most| most.saturating_mul(request.choices)))
}

/// Every total that the call counts towards: lifetimes of all it belongs to, and budget windows.
fn windows(
    catalog: &Catalog,
    caller: &Caller,
    end_user: Option<&Arc<str>>,
    budgets: &[Budget],
    now: Micros,
) -> Vec<WindowKey> {
    let mut scopes = vec![global_scope()];
    let mut push = |kind, id: Option<&Arc<str>>| {
        scopes.extend(id.map(|id| Scope {
            kind,
            id: id.clone(),
        }));
    };
    push(ScopeKind::Key, caller.key().map(|entry| &entry.id));
    push(
        ScopeKind::User,
        caller.key().and_then(|entry| entry.key.user_id.as_ref()),
    );
    push(
        ScopeKind::Team,
        caller.key().and_then(|entry| entry.key.team_id.as_ref()),
    );
    push(ScopeKind::EndUser, end_user);
    let periods = budgets.iter().filter(|budget| budget.period.is_some());
    let periods = periods.map(|budget| budget.window(&catalog.policy.calendar, now).0);
    scopes
        .into_iter()
        .map(WindowKey::lifetime)
        .chain(periods)
        .collect()
}
