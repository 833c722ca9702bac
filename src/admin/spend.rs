//! What holders spent in their current windows, and corrections of it.

use super::{Actor, Admin, AdminError};
use crate::domain::budget::{Budget, Scope, ScopeKind, WindowKey};
use crate::domain::limits::Limits;
use crate::domain::money::Nanos;
use crate::domain::owner::OwnerKind;
use crate::domain::price::ServiceTier;
use crate::domain::record::{CallIntent, CallRecord, CallType, MASTER_KEY_ID, Outcome, Passage};
use crate::domain::time::Micros;
use crate::domain::usage::{Usage, UsageSource};
use std::sync::Arc;

/// What somebody spent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spent {
    /// In the current window of the budget, or ever when that has none.
    pub spend: Nanos,
    /// Ever.
    pub total: Nanos,
    /// When the budget starts again.
    pub resets_at: Option<Micros>,
}

/// The window that a budget watches, and when it ends.
#[must_use]
pub fn window(
    admin: &Admin,
    scope: &Scope,
    limits: &Limits,
    now: Micros,
) -> (WindowKey, Option<Micros>) {
    let budget = Budget {
        window_of: None,
        scope: scope.clone(),
        label: "".into(),
        limit: Nanos::ZERO,
        period: limits
            .budget_period
            .map(|span| (span, span.to_string().into())),
        anchor: limits.budget_anchor,
        raise: None,
        degrade_to: Vec::new(),
    };
    budget.window(&admin.calendar, now)
}

/// What each holder spent, in order. Limits of a named budget count where there are none of one's own.
pub async fn of_all<'a>(
    admin: &Admin,
    holders: impl Iterator<Item = (Scope, &'a Limits, Option<&'a str>)>,
    now: Micros,
) -> Result<Vec<Spent>, AdminError> {
    let mut windows = Vec::new();
    let mut ends = Vec::new();
    for (scope, limits, budget) in holders {
        let limits = admin.effective(limits, budget).await?;
        let (key, end) = window(admin, &scope, &limits, now);
        windows.extend([key, WindowKey::lifetime(scope)]);
        ends.push(end);
    }
    let spent = admin.store.window_spend(&windows).await?;
    Ok(spent
        .chunks_exact(2)
        .zip(ends)
        .map(|(pair, resets_at)| Spent {
            spend: pair[0],
            total: pair[1],
            resets_at,
        })
        .collect())
}

/// Moves what somebody spent in the current window to a target, by a row of its own: totals are sums of
/// rows, and stay so.
pub async fn correct(
    admin: &Admin,
    scope: &Scope,
    limits: &Limits,
    target: Nanos,
    now: Micros,
) -> Result<(), AdminError> {
    let (window, _) = window(admin, scope, limits, now);
    let spent = admin
        .store
        .window_spend(std::slice::from_ref(&window))
        .await?;
    adjust(admin, scope, with_lifetime(window), target - spent[0], now).await
}

/// Sets what all keys and teams have spent in their windows to zero. The ledger's rows stay.
pub async fn reset_all(admin: &Admin, actor: &Actor, now: Micros) -> Result<(), AdminError> {
    let keys = admin.store.all_keys().await?.into_iter().map(|row| {
        let scope = Scope {
            kind: ScopeKind::Key,
            id: row.key.hash.hex().into(),
        };
        (scope, row.key.limits, row.key.budget_id)
    });
    let owners = admin.store.all_owners().await?.into_iter();
    let teams = owners.filter(|row| row.owner.kind == OwnerKind::Team);
    let teams = teams.map(|row| {
        let scope = row.owner.scope();
        (scope, row.owner.limits, row.owner.budget_id)
    });
    for (scope, limits, budget) in keys.chain(teams) {
        let limits = admin.effective(&limits, budget.as_deref()).await?;
        correct(admin, &scope, &limits, Nanos::ZERO, now).await?;
    }
    note(
        admin,
        actor,
        ("spend", "all keys and teams"),
        Nanos::ZERO,
        now,
    )
    .await
}

/// Notes who moved what was spent to which amount.
pub async fn note(
    admin: &Admin,
    actor: &Actor,
    object: (&str, &str),
    target: Nanos,
    now: Micros,
) -> Result<(), AdminError> {
    let after = Some(serde_json::json!({ "spend": target.usd() }));
    let audit = Admin::audit(actor, now, "spend_reset", object, (None, after));
    Ok(admin.store.note_change(&audit).await?)
}

/// Moves what was spent under one name to another.
pub async fn carry(
    admin: &Admin,
    from: &Scope,
    to: &Scope,
    limits: &Limits,
    now: Micros,
) -> Result<(), AdminError> {
    let (old, _) = window(admin, from, limits, now);
    let (new, _) = window(admin, to, limits, now);
    let lifetimes = (
        WindowKey::lifetime(from.clone()),
        WindowKey::lifetime(to.clone()),
    );
    let spent = admin
        .store
        .window_spend(&[old.clone(), lifetimes.0.clone()])
        .await?;
    let (current, total) = (spent[0], spent[1]);
    let older = total - current;
    for (amount, windows) in [
        (current, [with_lifetime(old), with_lifetime(new)]),
        (older, [vec![lifetimes.0], vec![lifetimes.1]]),
    ] {
        let [out, into] = windows;
        if amount != Nanos::ZERO {
            adjust(admin, from, out, Nanos::ZERO - amount, now).await?;
            adjust(admin, to, into, amount, now).await?;
        }
    }
    Ok(())
}

fn with_lifetime(window: WindowKey) -> Vec<WindowKey> {
    let lifetime = WindowKey::lifetime(window.scope.clone());
    if window == lifetime {
        vec![lifetime]
    } else {
        vec![lifetime, window]
    }
}

async fn adjust(
    admin: &Admin,
    scope: &Scope,
    windows: Vec<WindowKey>,
    by: Nanos,
    now: Micros,
) -> Result<(), AdminError> {
    if by == Nanos::ZERO {
        return Ok(());
    }
    let id = uuid::Uuid::now_v7().to_string();
    admin.record(adjustment(&id, scope, windows, by, now)).await
}

/// The row of a correction. The same id again is no second correction.
pub(super) fn adjustment(
    id: &str,
    scope: &Scope,
    windows: Vec<WindowKey>,
    by: Nanos,
    now: Micros,
) -> Arc<CallRecord> {
    let request_id: Arc<str> = id.into();
    let of = |kind: ScopeKind| (scope.kind == kind).then(|| scope.id.clone());
    let intent = CallIntent {
        call_id: request_id.clone(),
        request_id,
        started_at: now,
        call_type: CallType::Chat,
        stream: false,
        key_id: of(ScopeKind::Key).unwrap_or_else(|| MASTER_KEY_ID.into()),
        user_id: of(ScopeKind::User),
        team_id: of(ScopeKind::Team),
        org_id: of(ScopeKind::Organization),
        end_user: of(ScopeKind::EndUser),
        tags: Arc::default(),
        session_id: None,
        user_agent: "".into(),
        degraded_from: None,
        model_group: "".into(),
        windows: windows.into(),
        reserved: Nanos::ZERO,
        estimated_input_tokens: 0,
        price_version: "".into(),
    };
    Arc::new(CallRecord {
        intent,
        ended_at: now,
        first_token_at: None,
        outcome: Outcome::Adjustment,
        status: 200,
        error: String::new(),
        deployment_id: "".into(),
        model: "".into(),
        provider: "",
        api_base: "".into(),
        attempts: 0,
        attempts_log: Vec::new(),
        passage: Passage::default(),
        cached: false,
        response_id: String::new(),
        usage: Usage::default(),
        usage_source: UsageSource::None,
        service_tier: ServiceTier::Standard,
        price_version: "".into(),
        cost: by,
        upstream_cost: None,
        client_ip: String::new(),
        payload: None,
    })
}
