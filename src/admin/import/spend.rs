//! What holders spent under LiteLLM, and how much of it is in the books here already.
//!
//! LiteLLM keeps one number, which starts again with the budget; what a key ever spent it keeps in newer
//! releases, and for others the daily totals say it. Each import adds what was not added before.

use super::super::spend::window;
use super::super::{Admin, AdminError};
use super::plan::Action;
use super::row::Row;
use super::tables::Tables;
use crate::domain::budget::{Scope, ScopeKind, WindowKey};
use crate::domain::key::VirtualKey;
use crate::domain::limits::Limits;
use crate::domain::money::Nanos;
use crate::domain::owner::{Member, NamedBudget, Owner};
use crate::domain::time::Micros;
use crate::store::{ImportedSpend, LitellmRow};
use std::collections::HashMap;
use std::sync::Arc;

/// The row of LiteLLM's users that holds what the whole proxy spent.
pub(super) const PROXY: &str = "litellm-proxy-budget";

/// What one holder spent, and what of it was taken over before.
pub(super) struct Spending {
    pub(super) scope: Scope,
    /// The window that is open now, unless the budget never starts again.
    pub(super) window: Option<WindowKey>,
    pub(super) before: Option<ImportedSpend>,
    pub(super) after: ImportedSpend,
}

impl Spending {
    /// Whether there is anything to add.
    pub(super) fn action(&self) -> Action {
        match &self.before {
            None => Action::New,
            Some(before) if *before == self.after => Action::Same,
            Some(_) => Action::Changed,
        }
    }

    /// What is to be added to all that the holder ever spent.
    pub(super) fn lifetime_delta(&self) -> Nanos {
        let before = self.before.as_ref().map(|before| before.lifetime);
        self.after.lifetime - before.unwrap_or_default()
    }

    /// What is to be added to the window that is open now.
    pub(super) fn window_delta(&self) -> Nanos {
        let same = |before: &&ImportedSpend| {
            before.period == self.after.period && before.window_start == self.after.window_start
        };
        let before = self
            .before
            .as_ref()
            .filter(same)
            .map(|before| before.window);
        self.after.window - before.unwrap_or_default()
    }
}

/// Everyone who may have spent something.
pub(super) struct Holders<'a> {
    pub(super) budgets: &'a HashMap<Arc<str>, NamedBudget>,
    pub(super) owners: &'a [Owner],
    pub(super) members: &'a [Member],
    pub(super) keys: &'a [VirtualKey],
}

/// What LiteLLM says that a holder spent.
#[derive(Default)]
struct Said {
    spend: Nanos,
    total: Option<Nanos>,
    resets_at: Option<Micros>,
}

impl Said {
    fn of(row: &LitellmRow) -> Self {
        let row = Row(row);
        Self {
            spend: row.usd("spend").unwrap_or_default(),
            total: row.usd("total_spend"),
            resets_at: row.time("budget_reset_at"),
        }
    }
}

/// Works out what is to be added for everyone.
pub(super) async fn plan(
    admin: &Admin,
    tables: &Tables,
    holders: &Holders<'_>,
    now: Micros,
) -> Result<Vec<Spending>, AdminError> {
    let imported = admin.store.imported_spend().await?;
    let resets: HashMap<&str, Micros> = tables
        .budgets
        .iter()
        .filter_map(|row| {
            Some((
                row.get("budget_id")?.as_str()?,
                Row(row).time("budget_reset_at")?,
            ))
        })
        .collect();
    let by = |rows: &[LitellmRow], columns: &[&str]| -> HashMap<String, Said> {
        let id = |row: &LitellmRow| {
            let parts: Option<Vec<_>> = columns
                .iter()
                .map(|column| row.get(*column)?.as_str())
                .collect();
            parts.map(|parts| parts.join(":"))
        };
        rows.iter()
            .filter_map(|row| Some((id(row)?, Said::of(row))))
            .collect()
    };
    let rows = [
        (
            ScopeKind::Organization,
            by(&tables.organizations, &["organization_id"]),
        ),
        (ScopeKind::User, by(&tables.users, &["user_id"])),
        (ScopeKind::Team, by(&tables.teams, &["team_id"])),
        (
            ScopeKind::TeamMember,
            by(&tables.team_members, &["user_id", "team_id"]),
        ),
        (
            ScopeKind::OrganizationMember,
            by(
                &tables.organization_members,
                &["user_id", "organization_id"],
            ),
        ),
        (ScopeKind::EndUser, by(&tables.customers, &["user_id"])),
        (ScopeKind::Tag, by(&tables.tags, &["tag_name"])),
        (ScopeKind::Key, by(&tables.keys, &["token"])),
    ];
    let said: HashMap<ScopeKind, HashMap<String, Said>> = rows.into_iter().collect();
    let owners = holders
        .owners
        .iter()
        .map(|owner| (owner.scope(), &owner.limits, owner.budget_id.as_ref()));
    let members = holders.members.iter();
    let members = members.map(|member| (member.scope(), &member.limits, member.budget_id.as_ref()));
    let keys = holders.keys.iter().map(|key| {
        let scope = Scope {
            kind: ScopeKind::Key,
            id: key.hash.hex().into(),
        };
        (scope, &key.limits, key.budget_id.as_ref())
    });
    let nothing = Said::default();
    let mut all = Vec::new();
    for (scope, own, budget) in owners.chain(members).chain(keys) {
        let named = budget.and_then(|id| holders.budgets.get(id));
        let limits = named.map_or_else(|| own.clone(), |named| own.clone().or(&named.limits));
        let row = said
            .get(&scope.kind)
            .and_then(|rows| rows.get(&*scope.id))
            .unwrap_or(&nothing);
        let sums = tables.sums.get(scope.kind.as_str());
        let summed = sums.and_then(|sums| Nanos::from_usd(*sums.get(&*scope.id)?));
        let resets_at = row.resets_at.or_else(|| resets.get(&**budget?).copied());
        all.extend(one(
            admin, scope, &limits, row, summed, resets_at, &imported, now,
        ));
    }
    if let Some(row) = tables
        .users
        .iter()
        .find(|row| Row(row).text("user_id") == Some(PROXY))
    {
        let limits = Row(row)
            .limits(&mut serde_json::Map::new())
            .unwrap_or_default();
        let scope = crate::gateway::admit::global_scope();
        let row = Said::of(row);
        all.extend(one(
            admin,
            scope,
            &limits,
            &row,
            None,
            row.resets_at,
            &imported,
            now,
        ));
    }
    Ok(all)
}

#[expect(clippy::too_many_arguments, reason = "all that is known of one holder")]
fn one(
    admin: &Admin,
    scope: Scope,
    limits: &Limits,
    row: &Said,
    summed: Option<Nanos>,
    resets_at: Option<Micros>,
    imported: &HashMap<Scope, ImportedSpend>,
    now: Micros,
) -> Option<Spending> {
    let before = imported.get(&scope).cloned();
    let (open, _) = window(admin, &scope, limits, now);
    let renews = open != WindowKey::lifetime(scope.clone());
    // Without windows the one number is what the budget is held against, here as there.
    let mut lifetime = row.spend;
    if renews {
        lifetime = [row.total, summed]
            .into_iter()
            .flatten()
            .fold(lifetime, Nanos::max);
        if row.total.is_none() {
            // A number that starts again says less each time than what was taken over before.
            let before = before.as_ref().map(|before| before.lifetime);
            lifetime = lifetime.max(before.unwrap_or_default());
        }
    }
    // Past its end, the number is about a window that is over: LiteLLM had not come to reset it.
    let current = if resets_at.is_some_and(|at| at <= now) {
        Nanos::ZERO
    } else {
        row.spend
    };
    let after = ImportedSpend {
        lifetime,
        period: if renews {
            open.period.clone()
        } else {
            Arc::default()
        },
        window_start: if renews { open.start } else { Micros(0) },
        window: if renews { current } else { Nanos::ZERO },
    };
    let window = renews.then_some(open);
    let nothing = after.lifetime == Nanos::ZERO && after.window == Nanos::ZERO;
    (before.is_some() || !nothing).then_some(Spending {
        scope,
        window,
        before,
        after,
    })
}
