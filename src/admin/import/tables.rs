//! The tables that are read, of one moment.

use crate::admin::AdminError;
use crate::store::{Litellm, LitellmRow, StoreError};
use std::collections::HashMap;

/// Every table that says something about what is taken over.
#[derive(Default)]
pub struct Tables {
    pub(super) budgets: Vec<LitellmRow>,
    pub(super) organizations: Vec<LitellmRow>,
    pub(super) organization_members: Vec<LitellmRow>,
    pub(super) users: Vec<LitellmRow>,
    pub(super) teams: Vec<LitellmRow>,
    pub(super) team_members: Vec<LitellmRow>,
    pub(super) team_aliases: Vec<LitellmRow>,
    pub(super) customers: Vec<LitellmRow>,
    pub(super) tags: Vec<LitellmRow>,
    pub(super) access_groups: Vec<LitellmRow>,
    pub(super) keys: Vec<LitellmRow>,
    pub(super) retired: Vec<LitellmRow>,
    pub(super) credentials: Vec<LitellmRow>,
    pub(super) models: Vec<LitellmRow>,
    pub(super) config: Vec<LitellmRow>,
    /// Rows of single calls and of days, which stay there: how many, over which days.
    pub(super) history: Vec<(&'static str, LitellmRow)>,
    /// What each holder ever spent by the daily totals, by kind.
    pub(super) sums: HashMap<&'static str, HashMap<String, f64>>,
}

/// The table without which a database is not LiteLLM's.
const KEYS: &str = "LiteLLM_VerificationToken";

/// Daily totals: the kind of holder, the table, and the column that names the holder.
const SUMS: &[(&str, &str, &str)] = &[
    ("user", "LiteLLM_DailyUserSpend", "user_id"),
    ("team", "LiteLLM_DailyTeamSpend", "team_id"),
    ("tag", "LiteLLM_DailyTagSpend", "tag"),
    ("end_user", "LiteLLM_DailyEndUserSpend", "end_user_id"),
    (
        "organization",
        "LiteLLM_DailyOrganizationSpend",
        "organization_id",
    ),
];

/// What tells of the past: in words, the table, and the column that says when.
const HISTORY: &[(&str, &str, &str)] = &[
    (
        "rows of calls (LiteLLM_SpendLogs)",
        "LiteLLM_SpendLogs",
        "startTime",
    ),
    (
        "rows of days (LiteLLM_DailyUserSpend)",
        "LiteLLM_DailyUserSpend",
        "date",
    ),
];

impl Tables {
    /// Reads the database that LiteLLM's `DATABASE_URL` names.
    pub async fn read(url: &str) -> Result<Self, AdminError> {
        let mut source = Litellm::open(url).await?;
        if !source.has(KEYS).await? {
            return Err(StoreError::Invalid(format!(
                "this is not a database of LiteLLM's proxy: it has no table {KEYS}. Give the DATABASE_URL that \
                 LiteLLM runs with, with its ?schema= if it names one"
            ))
            .into());
        }
        let mut tables = Self::default();
        for (table, rows) in [
            ("LiteLLM_BudgetTable", &mut tables.budgets),
            ("LiteLLM_OrganizationTable", &mut tables.organizations),
            (
                "LiteLLM_OrganizationMembership",
                &mut tables.organization_members,
            ),
            ("LiteLLM_UserTable", &mut tables.users),
            ("LiteLLM_TeamTable", &mut tables.teams),
            ("LiteLLM_TeamMembership", &mut tables.team_members),
            ("LiteLLM_ModelTable", &mut tables.team_aliases),
            ("LiteLLM_EndUserTable", &mut tables.customers),
            ("LiteLLM_TagTable", &mut tables.tags),
            ("LiteLLM_AccessGroupTable", &mut tables.access_groups),
            (KEYS, &mut tables.keys),
            ("LiteLLM_DeprecatedVerificationToken", &mut tables.retired),
            ("LiteLLM_CredentialsTable", &mut tables.credentials),
            ("LiteLLM_ProxyModelTable", &mut tables.models),
            ("LiteLLM_Config", &mut tables.config),
        ] {
            *rows = source.rows(table).await?;
        }
        // The same order every time: of two rows that clash, the same one is first.
        tables.keys.sort_by_key(|row| order(row, "token"));
        tables.users.sort_by_key(|row| order(row, "user_id"));
        tables.config.sort_by_key(|row| order(row, "param_name"));
        for (what, table, day) in HISTORY {
            let extent = source.extent(table, day).await?;
            tables.history.extend(extent.map(|row| (*what, row)));
        }
        for (kind, table, column) in SUMS {
            let sums = source.sums(table, column).await?;
            let sum =
                |row: LitellmRow| Some((row["id"].as_str()?.to_owned(), row["spend"].as_f64()?));
            tables
                .sums
                .insert(kind, sums.into_iter().filter_map(sum).collect());
        }
        Ok(tables)
    }
}

/// The oldest first.
fn order(row: &LitellmRow, id: &str) -> (String, String) {
    let text = |name: &str| {
        row.get(name)
            .and_then(|value| value.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    (text("created_at"), text(id))
}
