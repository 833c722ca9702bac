//! Named budgets: limits that many holders share.

use super::again::until_unchanged;
use super::fields::{Field, Fields, Kind};
use super::limits::{self, LimitChange};
use super::own_budget;
use super::view::TimeForm;
use super::{Actor, Admin, AdminError, bad};
use crate::domain::limits::Limits;
use crate::domain::owner::NamedBudget;
use crate::domain::time::Micros;
use crate::store::StoreError;
use serde_json::{Map, Value, json};

/// Fields beside the limits.
pub const FIELDS: &[Field] = &[Field::new(
    "budget_id",
    Kind::Text,
    "Its name; one is made when there is none.",
)];

/// When a budget starts again, as answers tell it.
pub(super) const RESET_AT: &str = "budget_reset_at";

/// What a request says about a budget.
#[derive(Debug, Default)]
pub struct BudgetChange {
    /// Its name.
    pub id: Option<String>,
    /// Its limits.
    pub limits: LimitChange,
    /// When it starts again, as an answer told it.
    pub resets_at: Option<String>,
}

impl BudgetChange {
    /// Reads a request body.
    pub fn read(body: Map<String, Value>) -> Result<Self, AdminError> {
        let fields = Fields(body);
        Ok(Self {
            resets_at: fields.text(RESET_AT)?.value(),
            id: fields
                .text("budget_id")?
                .value()
                .filter(|id| !id.trim().is_empty()),
            limits: LimitChange::read(&fields)?.and_models(&fields)?,
        })
    }
}

/// Makes a budget.
pub async fn create(
    admin: &Admin,
    actor: &Actor,
    request: BudgetChange,
    now: Micros,
) -> Result<NamedBudget, AdminError> {
    let id = request
        .id
        .unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    let mut limits = Limits {
        budget_anchor: now,
        ..Limits::default()
    };
    request.limits.apply(&mut limits, now)?;
    require_reset(admin, request.resets_at.as_deref(), &limits, now)?;
    let budget = NamedBudget {
        id: crate::gateway::admit::clean(&id),
        limits,
        created_at: now,
        updated_at: now,
        created_by: actor.name.clone(),
        updated_by: actor.name.clone(),
    };
    let audit = Admin::audit(
        actor,
        now,
        "created",
        ("budget", &budget.id),
        (None, Some(Value::Object(view(&budget, now, admin)))),
    );
    match admin.store.insert_budget(&budget, &audit).await {
        Ok(()) => Ok(budget),
        Err(StoreError::Conflict(_)) => Err(bad(
            "budget_id",
            format!("Budget {id} already exists. Use /budget/update to change it."),
        )),
        Err(error) => Err(error.into()),
    }
}

/// One budget, or a 404.
pub async fn get(admin: &Admin, id: &str) -> Result<NamedBudget, AdminError> {
    let found = admin.store.get_budget(id).await?;
    found.ok_or_else(|| {
        AdminError::Missing(format!(
            "Budget {id} not found. /budget/list names all budgets."
        ))
    })
}

/// Changes a budget.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    request: BudgetChange,
    now: Micros,
) -> Result<NamedBudget, AdminError> {
    let id = request.id.ok_or_else(|| AdminError::Invalid {
        field: "budget_id".into(),
        message: "Field required".into(),
    })?;
    let (change, resets_at) = (request.limits, request.resets_at);
    let attempt = async || {
        let before = get(admin, &id).await?;
        let mut budget = before.clone();
        change.clone().apply(&mut budget.limits, now)?;
        require_reset(admin, resets_at.as_deref(), &budget.limits, now)?;
        budget.updated_at = now.later_than(before.updated_at);
        budget.updated_by.clone_from(&actor.name);
        let shown = |budget: &NamedBudget| Some(Value::Object(view(budget, now, admin)));
        let audit = Admin::audit(
            actor,
            now,
            "updated",
            ("budget", &budget.id),
            (shown(&before), shown(&budget)),
        );
        let seen = Some(before.updated_at);
        admin.store.update_budget(seen, &budget, &audit).await?;
        Ok(budget)
    };
    until_unchanged(attempt).await
}

/// The row of a budget: of the one with this name, else of the limits that the id stands for.
pub async fn row(
    admin: &Admin,
    id: &str,
    now: Micros,
) -> Result<Option<Map<String, Value>>, AdminError> {
    match admin.store.get_budget(id).await? {
        Some(budget) => Ok(Some(view(&budget, now, admin))),
        None => own_budget::get(admin, id, now).await,
    }
}

/// Changes what [`row`] tells of.
pub async fn change(
    admin: &Admin,
    actor: &Actor,
    body: Map<String, Value>,
    now: Micros,
) -> Result<Map<String, Value>, AdminError> {
    let id = Fields(body.clone()).text("budget_id")?.value();
    let id = id.unwrap_or_default();
    let named = admin.store.get_budget(&id).await?.is_some();
    if !named && let Some(row) = own_budget::update(admin, actor, &id, body.clone(), now).await? {
        return Ok(row);
    }
    let budget = update(admin, actor, BudgetChange::read(body)?, now).await?;
    Ok(view(&budget, now, admin))
}

/// When limits start again, for a holder from now on.
#[must_use]
pub fn resets_at(admin: &Admin, limits: &Limits, now: Micros) -> Option<Micros> {
    let period = limits.budget_period?;
    Some(admin.calendar.window(period, now, limits.budget_anchor).end)
}

/// Refuses a moment at which the limits do not start again: spend is counted by the windows of the calendar, and
/// another moment would forgive it. What came back from an answer is no other moment.
pub(super) fn require_reset(
    admin: &Admin,
    said: Option<&str>,
    limits: &Limits,
    now: Micros,
) -> Result<(), AdminError> {
    let is_told = |said: &str| {
        Micros::parse(said).is_some_and(|said| resets_at(admin, limits, now) == Some(said))
    };
    if said.is_none_or(is_told) {
        return Ok(());
    }
    let remedy = super::call_rules::remedy(RESET_AT);
    Err(bad(
        RESET_AT,
        format!("'{RESET_AT}' cannot be chosen. {remedy}"),
    ))
}

/// Deletes a budget. Those who point at it are then without its limits.
pub async fn delete(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    now: Micros,
) -> Result<NamedBudget, AdminError> {
    let budget = get(admin, id).await?;
    let audit = Admin::audit(
        actor,
        now,
        "deleted",
        ("budget", id),
        (Some(Value::Object(view(&budget, now, admin))), None),
    );
    admin.store.delete_budget(id, &audit).await?;
    Ok(budget)
}

/// A budget as answers show it. When it starts again is told as of now, for a holder from now on.
#[must_use]
pub fn view(budget: &NamedBudget, now: Micros, admin: &Admin) -> Map<String, Value> {
    let form = TimeForm::Zulu;
    let mut fields = limits::budget_view(&budget.limits, form);
    let resets_at = resets_at(admin, &budget.limits, now).map(|at| form.write(at));
    let more = json!({
        "budget_id": &*budget.id,
        "budget_reset_at": resets_at,
        "created_at": form.write(budget.created_at),
        "created_by": budget.created_by,
        "updated_at": form.write(budget.updated_at),
        "updated_by": budget.updated_by,
    });
    if let Value::Object(more) = more {
        fields.extend(more);
    }
    fields.extend(limits::model_rates(&budget.limits));
    fields
}
