//! What is done with a team beside its fields: whether the words of its calls are kept, its members' shared
//! budget, permissions of many teams and keys of one.

use super::keys::change::merge;
use super::teams::{self, MEMBER_BUDGET, PERMISSIONS};
use super::view::object;
use super::{Actor, Admin, AdminError, bad, members};
use crate::domain::limits::Limits;
use crate::domain::owner::{Member, Owner, OwnerKind};
use crate::domain::time::Micros;
use crate::gateway::holders::NO_LOGGING;
use crate::store::ListOwners;
use serde_json::{Map, Value, json};

/// Teams that one request may change.
const TEAMS_MAX: u32 = 10_000;

/// Whether the words of a team's calls are kept nowhere.
pub async fn is_silent(
    admin: &Admin,
    actor: &Actor,
    team: &str,
    now: Micros,
) -> Result<bool, AdminError> {
    let row = teams::run_by(admin, actor, team, now).await?;
    let notes = object(&row.owner.metadata);
    Ok(notes.get(NO_LOGGING) == Some(&Value::Bool(true)))
}

/// Keeps the words of a team's calls nowhere from now on, or where they are kept of all calls.
pub async fn set_silent(
    admin: &Admin,
    actor: &Actor,
    team: &str,
    silent: bool,
    now: Micros,
) -> Result<(), AdminError> {
    teams::run_by(admin, actor, team, now).await?;
    let note = |owner: &mut Owner| {
        let mut notes: Map<String, Value> =
            serde_json::from_str(&owner.metadata).unwrap_or_default();
        if silent {
            notes.insert(NO_LOGGING.to_owned(), json!(true));
        } else {
            notes.remove(NO_LOGGING);
        }
        owner.metadata = Value::Object(notes).to_string();
    };
    teams::change(admin, actor, team, note, now).await?;
    Ok(())
}

/// Puts a member under the budget that all members of the team share, in place of limits of their own.
/// Tells the shared budget and the one before.
pub async fn reset_budget(
    admin: &Admin,
    actor: &Actor,
    team: &str,
    user: &str,
    now: Micros,
) -> Result<(Option<String>, Option<String>), AdminError> {
    let row = teams::run_by(admin, actor, team, now).await?;
    let all = admin.store.members_of(OwnerKind::Team, team).await?;
    let found = all.into_iter().find(|member| &*member.user_id == user);
    let member: Member = found.ok_or_else(|| {
        AdminError::Missing(format!("User {user} is not a member of team {team}."))
    })?;
    let extra = object(&row.owner.extra);
    let shared = extra.get(MEMBER_BUDGET).and_then(Value::as_str);
    let before = member.budget_id.clone();
    let reset = |member: &mut Member| {
        member.budget_id = shared.map(Into::into);
        member.limits = Limits {
            budget_anchor: member.limits.budget_anchor,
            ..Limits::default()
        };
        Ok(())
    };
    members::change(admin, actor, member, reset, now).await?;
    Ok((
        shared.map(str::to_owned),
        before.map(|budget| budget.to_string()),
    ))
}

/// Adds permissions of members to those of some teams, or of all. Tells how many teams changed.
pub async fn add_permissions(
    admin: &Admin,
    actor: &Actor,
    teams: Option<Vec<String>>,
    added: &[String],
    now: Micros,
) -> Result<usize, AdminError> {
    if let Some(unknown) = added
        .iter()
        .find(|one| !PERMISSIONS.contains(&one.as_str()))
    {
        return Err(bad(
            "permissions",
            format!(
                "'{unknown}' is no permission. There are: {}.",
                PERMISSIONS.join(", ")
            ),
        ));
    }
    let mut rows = Vec::new();
    if let Some(ids) = teams {
        for id in ids {
            rows.push(teams::get(admin, &id, now).await?.owner);
        }
    } else {
        let mut all = ListOwners::of(OwnerKind::Team);
        all.size = TEAMS_MAX;
        let page = admin.store.list_owners(&all).await?;
        rows.extend(page.rows.into_iter().map(|row| row.owner));
    }
    let mut changed = 0;
    for owner in rows {
        if with_permissions(&owner, added).is_none() {
            continue;
        }
        let give = |owner: &mut Owner| {
            if let Some(all) = with_permissions(owner, added) {
                let given = Map::from_iter([("team_member_permissions".to_owned(), json!(all))]);
                merge(&mut owner.extra, given);
            }
        };
        teams::change(admin, actor, &owner.id, give, now).await?;
        changed += 1;
    }
    Ok(changed)
}

/// What the members of a team may with more permissions; nothing when they have them.
fn with_permissions(team: &Owner, added: &[String]) -> Option<Vec<String>> {
    let extra = object(&team.extra);
    let listed = extra
        .get("team_member_permissions")
        .and_then(Value::as_array);
    let listed = listed.into_iter().flatten().filter_map(Value::as_str);
    let mut all: Vec<String> = listed.map(str::to_owned).collect();
    let before = all.len();
    for one in added {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
    all.sort_unstable();
    (all.len() != before).then_some(all)
}
