//! The limits that a holder has of its own, addressed as a budget. LiteLLM keeps a row among its budgets for each
//! organization, tag and member that has limits, and its clients change them there; here they are the holder's
//! own, and the id says whose they are.

use super::budgets;
use super::fields::Fields;
use super::limits::{self, LimitChange};
use super::members::{self, Terms};
use super::organizations::{self, OrganizationChange};
use super::tags::{self, TagChange};
use super::view::TimeForm;
use super::{Actor, Admin, AdminError};
use crate::domain::limits::Limits;
use crate::domain::owner::{Member, OwnerKind};
use crate::domain::time::Micros;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

/// What these ids begin with.
const PREFIX: &str = "own_";

/// Whose limits an id stands for.
#[derive(Debug, PartialEq, Eq)]
enum Holder {
    Organization(String),
    Tag(String),
    Member(OwnerKind, String, String),
}

fn written(parts: &[&str]) -> String {
    format!(
        "{PREFIX}{}",
        URL_SAFE_NO_PAD.encode(json!(parts).to_string())
    )
}

/// The id of an organization's or a tag's own limits.
#[must_use]
pub fn id_of(kind: OwnerKind, id: &str) -> String {
    written(&[kind.as_str(), id])
}

/// The id of the budget that a member is under: of its own limits where it has any, else of the named one.
#[must_use]
pub fn of_member(member: &Member) -> Option<String> {
    if limits_anything(&member.limits) {
        return Some(written(&[
            member.group.as_str(),
            &member.group_id,
            &member.user_id,
        ]));
    }
    member.budget_id.as_deref().map(str::to_owned)
}

fn holder(id: &str) -> Option<Holder> {
    let json = URL_SAFE_NO_PAD.decode(id.strip_prefix(PREFIX)?).ok()?;
    let parts: Vec<String> = serde_json::from_slice(&json).ok()?;
    let kind = |name: &str| {
        [OwnerKind::Team, OwnerKind::Organization]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    };
    match parts.as_slice() {
        [of, id] if of == OwnerKind::Organization.as_str() => {
            Some(Holder::Organization(id.clone()))
        }
        [of, id] if of == OwnerKind::Tag.as_str() => Some(Holder::Tag(id.clone())),
        [of, group, user] => Some(Holder::Member(kind(of)?, group.clone(), user.clone())),
        _ => None,
    }
}

/// Whether limits limit anything.
#[must_use]
pub fn limits_anything(limits: &Limits) -> bool {
    let nothing = Limits {
        budget_anchor: limits.budget_anchor,
        ..Limits::default()
    };
    *limits != nothing
}

/// Limits as the row of a budget.
#[must_use]
pub fn view(id: &str, limits: &Limits, now: Micros, admin: &Admin) -> Map<String, Value> {
    let mut fields = limits::budget_view(limits, TimeForm::Zulu);
    let resets_at = budgets::resets_at(admin, limits, now).map(|at| TimeForm::Zulu.write(at));
    fields.insert("budget_id".into(), json!(id));
    fields.insert("budget_reset_at".into(), json!(resets_at));
    fields.extend(limits::model_rates(limits));
    fields
}

async fn member(
    admin: &Admin,
    group: OwnerKind,
    group_id: &str,
    user_id: &str,
) -> Result<Option<Member>, AdminError> {
    let members = admin.store.members_of(group, group_id).await?;
    Ok(members
        .into_iter()
        .find(|member| *member.user_id == *user_id))
}

/// The limits that an id stands for; `None` when it is no such id, or its holder is gone.
async fn limits(admin: &Admin, id: &str) -> Result<Option<Limits>, AdminError> {
    let owner =
        async |kind, name: &str| Ok::<_, AdminError>(admin.store.get_owner(kind, name).await?);
    let limits = match holder(id) {
        Some(Holder::Organization(name)) => {
            let row = owner(OwnerKind::Organization, &name).await?;
            row.map(|row| row.owner.limits)
        }
        Some(Holder::Tag(name)) => owner(OwnerKind::Tag, &name)
            .await?
            .map(|row| row.owner.limits),
        Some(Holder::Member(group, group_id, user_id)) => {
            let member = member(admin, group, &group_id, &user_id).await?;
            member.map(|member| member.limits)
        }
        None => None,
    };
    Ok(limits)
}

/// The row of the limits that an id stands for; `None` when it is no such id, or its holder is gone.
pub async fn get(
    admin: &Admin,
    id: &str,
    now: Micros,
) -> Result<Option<Map<String, Value>>, AdminError> {
    let limits = limits(admin, id).await?;
    Ok(limits.map(|limits| view(id, &limits, now, admin)))
}

/// Changes the limits that an id stands for, as a change of their holder; `None` when it is no such id.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    mut body: Map<String, Value>,
    now: Micros,
) -> Result<Option<Map<String, Value>>, AdminError> {
    let Some(limits) = limits(admin, id).await? else {
        return Ok(None);
    };
    body.remove("budget_id");
    let said = body.remove(budgets::RESET_AT);
    let period = Fields(body.clone()).worded("budget_duration")?;
    // What it will be where the request says how often.
    let mut limits = limits;
    LimitChange {
        period: period.try_map(|text| limits::period(&text))?,
        ..LimitChange::default()
    }
    .apply(&mut limits, now)?;
    budgets::require_reset(admin, said.as_ref().and_then(Value::as_str), &limits, now)?;
    match holder(id) {
        Some(Holder::Organization(name)) => {
            body.insert("organization_id".into(), json!(name));
            organizations::update(admin, actor, OrganizationChange::read(body)?, now).await?;
        }
        Some(Holder::Tag(name)) => {
            body.insert("name".into(), json!(name));
            tags::update(admin, actor, TagChange::read(body)?, now).await?;
        }
        Some(Holder::Member(group, group_id, user_id)) => {
            let fields = Fields(body);
            let terms = Terms {
                limits: LimitChange::read(&fields)?,
                models: fields.texts("allowed_models")?,
                role: None,
            };
            if let Some(member) = member(admin, group, &group_id, &user_id).await? {
                members::update(admin, actor, member, terms, now).await?;
            }
        }
        None => return Ok(None),
    }
    get(admin, id, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_say_whose_limits_they_are() {
        let organization = id_of(OwnerKind::Organization, "a/b:c ü");
        assert_eq!(
            holder(&organization),
            Some(Holder::Organization("a/b:c ü".into()))
        );
        assert_eq!(
            holder(&id_of(OwnerKind::Tag, "")),
            Some(Holder::Tag(String::new()))
        );
        let of_member = written(&["team", "t", "u"]);
        assert_eq!(
            holder(&of_member),
            Some(Holder::Member(OwnerKind::Team, "t".into(), "u".into()))
        );
        for other in [
            "",
            "own_",
            "own_bm8",
            "b1",
            &written(&["user", "u"]),
            &written(&["tag", "a", "b"]),
        ] {
            assert_eq!(holder(other), None, "{other}");
        }
    }
}
