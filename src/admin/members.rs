//! Users in teams and organizations, and what each may spend there.

use super::again::until_unchanged;
use super::fields::{Change, Field, Fields, Kind};
use super::limits::{self, LimitChange};
use super::own_budget;
use super::spend::{self, Spent};
use super::ui_settings;
use super::users::{self, UserChange};
use super::view::TimeForm;
use super::{Actor, Admin, AdminError};
use crate::domain::limits::Limits;
use crate::domain::owner::{Member, Owner, OwnerKind};
use crate::domain::time::Micros;
use crate::store::{ListOwners, StoreError};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What a member of a team may spend, as requests name it.
pub const BUDGET_IN_TEAM: &[Field] = &[Field::new(
    "max_budget_in_team",
    Kind::Number,
    "The most that the member may spend there, in US dollars.",
)];

/// What else a member may do, in groups of any kind.
pub const TERMS: &[Field] = &[
    Field::new(
        "budget_duration",
        Kind::Text,
        "How often that starts again.",
    ),
    Field::new("rpm_limit", Kind::Integer, "Requests per minute."),
    Field::new("tpm_limit", Kind::Integer, "Tokens per minute."),
    Field::new(
        "allowed_models",
        Kind::Texts,
        "Models that the member may call there.",
    ),
    Field::new(
        "temp_budget_increase",
        Kind::Number,
        "More money until `temp_budget_expiry`, in US dollars.",
    ),
    Field::new("temp_budget_expiry", Kind::Text, "When the increase ends."),
];

/// Somebody who is to join.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// By id; a user is made for one that nobody has.
    pub user_id: Option<String>,
    /// Or by e-mail address; a user is made for one that nobody has.
    pub email: Option<String>,
    /// What they are there.
    pub role: String,
}

impl NewMember {
    /// Reads `{user_id, user_email, role}`.
    pub fn read(member: &Map<String, Value>) -> Result<Self, AdminError> {
        let fields = Fields(member.clone());
        let text = |name| {
            Ok::<_, AdminError>(
                fields
                    .text(name)?
                    .value()
                    .filter(|text| !text.trim().is_empty()),
            )
        };
        let new = Self {
            user_id: text("user_id")?,
            email: text("user_email")?,
            role: text("role")?.unwrap_or_else(|| "user".to_owned()),
        };
        if new.user_id.is_none() && new.email.is_none() {
            return Err(AdminError::Invalid {
                field: "member".into(),
                message: "Either 'user_id' or 'user_email' is required".into(),
            });
        }
        Ok(new)
    }
}

/// What a request says about a membership.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Money and rates.
    pub limits: LimitChange,
    /// Models.
    pub models: Change<Vec<String>>,
    /// What they are there.
    pub role: Option<String>,
}

impl Terms {
    /// Reads the fields of a request about a team.
    pub fn read(fields: &Fields) -> Result<Self, AdminError> {
        Self::in_group(OwnerKind::Team, fields)
    }

    /// The same for a group of any kind.
    pub fn in_group(group: OwnerKind, fields: &Fields) -> Result<Self, AdminError> {
        let limits = LimitChange {
            max_budget: limits::money(fields, budget_in(group))?,
            ..LimitChange::read(fields)?
        };
        Ok(Self {
            limits,
            models: fields.texts("allowed_models")?,
            role: fields.text("role")?.value(),
        })
    }

    fn apply(self, member: &mut Member, now: Micros) -> Result<(), AdminError> {
        self.limits.apply(&mut member.limits, now)?;
        self.models.apply_or_default(&mut member.models);
        if let Some(role) = self.role {
            member.role = role;
        }
        Ok(())
    }
}

/// What a member's budget in a group is called.
fn budget_in(group: OwnerKind) -> &'static str {
    match group {
        OwnerKind::Organization => "max_budget_in_organization",
        _ => "max_budget_in_team",
    }
}

/// The roles of a group, and a refusal of others.
fn require_role(group: OwnerKind, role: &str) -> Result<(), AdminError> {
    let roles: &[&str] = match group {
        OwnerKind::Organization => &["org_admin", "internal_user", "internal_user_viewer"],
        _ => &["admin", "user"],
    };
    if roles.contains(&role) {
        return Ok(());
    }
    Err(AdminError::Invalid {
        field: "role".into(),
        message: format!("Input should be one of {}", roles.join(", ")),
    })
}

/// Changes a membership by what it is now; `member` is how it was just read.
pub(super) async fn change(
    admin: &Admin,
    actor: &Actor,
    member: Member,
    how: impl Fn(&mut Member) -> Result<(), AdminError>,
    now: Micros,
) -> Result<Member, AdminError> {
    let read = Mutex::new(Some(member.clone()));
    let attempt = async || {
        let taken = read.lock().unwrap_or_else(PoisonError::into_inner).take();
        let before = match taken {
            Some(first) => first,
            None => there(admin, &member).await?,
        };
        let mut changed = before.clone();
        how(&mut changed)?;
        changed.updated_at = now.later_than(before.updated_at);
        let shown = |member| Some(Value::Object(view(member, Spent::default(), None)));
        let audit = Admin::audit(
            actor,
            now,
            "member_updated",
            (member.group.as_str(), &member.group_id),
            (shown(&before), shown(&changed)),
        );
        let seen = before.updated_at;
        admin.store.update_member(seen, &changed, &audit).await?;
        Ok(changed)
    };
    until_unchanged(attempt).await
}

/// The membership of the same user in the same group as it is now.
async fn there(admin: &Admin, member: &Member) -> Result<Member, AdminError> {
    let all = admin.store.members_of(member.group, &member.group_id);
    let mut all = all.await?.into_iter();
    let found = all.find(|other| other.user_id == member.user_id);
    found.ok_or_else(|| StoreError::NotFound.into())
}

/// The user whom a new member is; a new one for an id or an e-mail address that nobody has.
async fn user_of(
    admin: &Admin,
    actor: &Actor,
    new: &NewMember,
    now: Micros,
) -> Result<String, AdminError> {
    if let Some(id) = known_user(admin, new).await? {
        return Ok(id);
    }
    let mut body = Map::from_iter([("auto_create_key".to_owned(), json!(false))]);
    let named = [("user_id", &new.user_id), ("user_email", &new.email)];
    for (name, value) in named {
        body.extend(value.as_ref().map(|value| (name.to_owned(), json!(value))));
    }
    let made = Box::pin(users::create(admin, actor, UserChange::read(body)?, now)).await;
    match made {
        Ok((user, _)) => Ok(user.owner.id.to_string()),
        // Somebody else made them meanwhile.
        Err(error @ AdminError::Conflict { .. }) => known_user(admin, new).await?.ok_or(error),
        Err(error) => Err(error),
    }
}

async fn known_user(admin: &Admin, new: &NewMember) -> Result<Option<String>, AdminError> {
    let found = match (&new.user_id, &new.email) {
        (Some(id), _) => admin.store.get_owner(OwnerKind::User, id).await?,
        (None, email) => {
            let email = email.as_deref().unwrap_or_default();
            admin.store.get_user_by_email(email).await?
        }
    };
    Ok(found.map(|row| row.owner.id.to_string()))
}

/// Adds somebody to a team or an organization.
pub async fn add(
    admin: &Admin,
    actor: &Actor,
    group: &Owner,
    new: &NewMember,
    terms: Terms,
    now: Micros,
) -> Result<Member, AdminError> {
    require_role(group.kind, &new.role)?;
    let user_id = user_of(admin, actor, new, now).await?;
    let mut member = Member {
        group: group.kind,
        group_id: group.id.clone(),
        user_id: crate::gateway::admit::clean(&user_id),
        role: new.role.clone(),
        models: Vec::new(),
        limits: Limits {
            budget_anchor: now,
            ..Limits::default()
        },
        budget_id: None,
        created_at: now,
        updated_at: now,
    };
    terms.apply(&mut member, now)?;
    if group.kind == OwnerKind::Team {
        if member.limits.max_budget.is_none() {
            member.budget_id = super::teams::member_budget(group).map(Into::into);
        }
        if member.models.is_empty() {
            let defaults = super::view::object(&group.extra);
            let defaults = defaults
                .get("default_team_member_models")
                .and_then(Value::as_array);
            member.models = defaults
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect();
        }
    }
    let after = Value::Object(view(&member, Spent::default(), None));
    let audit = Admin::audit(
        actor,
        now,
        "member_added",
        (group.kind.as_str(), &group.id),
        (None, Some(after)),
    );
    match admin.store.insert_member(&member, &audit).await {
        Ok(()) => Ok(member),
        Err(StoreError::Conflict(_)) => Err(AdminError::AlreadyMember(format!(
            "User {user_id} is already a member of {} {}",
            group.kind.as_str(),
            group.id
        ))),
        Err(error) => Err(error.into()),
    }
}

/// The member whom a request names by user id or e-mail address.
pub async fn find(
    admin: &Admin,
    group: OwnerKind,
    group_id: &str,
    fields: &Fields,
) -> Result<Option<Member>, AdminError> {
    let id = fields.text("user_id")?.value().filter(|id| !id.is_empty());
    let email = fields
        .text("user_email")?
        .value()
        .filter(|email| !email.is_empty());
    let id = match (id, email) {
        (Some(id), _) => id,
        (None, Some(email)) => match admin.store.get_user_by_email(&email).await? {
            Some(row) => row.owner.id.to_string(),
            None => return Ok(None),
        },
        (None, None) => {
            return Err(AdminError::Invalid {
                field: "user_id".into(),
                message: "Either 'user_id' or 'user_email' is required".into(),
            });
        }
    };
    let members = admin.store.members_of(group, group_id).await?;
    Ok(members.into_iter().find(|member| *member.user_id == *id))
}

/// Changes what a member may do.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    member: Member,
    terms: Terms,
    now: Micros,
) -> Result<Member, AdminError> {
    if let Some(role) = &terms.role {
        require_role(member.group, role)?;
    }
    let apply = |member: &mut Member| terms.clone().apply(member, now);
    change(admin, actor, member, apply, now).await
}

/// Takes a member out; the keys that were theirs there go with them.
pub async fn remove(
    admin: &Admin,
    actor: &Actor,
    member: &Member,
    now: Micros,
) -> Result<(), AdminError> {
    if !actor.is_admin()
        && member.group == OwnerKind::Team
        && ui_settings::is_on(admin, ui_settings::NO_MEMBER_DELETE).await?
    {
        return Err(AdminError::Forbidden(
            "Only admins of the proxy take members out of teams: disable_team_admin_delete_team_user is on."
                .to_owned(),
        ));
    }
    let before = Value::Object(view(member, Spent::default(), None));
    let audit = Admin::audit(
        actor,
        now,
        "member_deleted",
        (member.group.as_str(), &member.group_id),
        (Some(before), None),
    );
    match admin
        .store
        .delete_member(member.group, &member.group_id, &member.user_id, &audit)
        .await
    {
        // Taken out by someone else a moment ago: gone either way.
        Err(StoreError::NotFound) => Ok(()),
        other => Ok(other?),
    }
}

/// What members spent in their group, in order.
pub async fn spent(
    admin: &Admin,
    members: &[Member],
    now: Micros,
) -> Result<Vec<Spent>, AdminError> {
    let holders = members
        .iter()
        .map(|member| (member.scope(), &member.limits, member.budget_id.as_deref()));
    spend::of_all(admin, holders, now).await
}

/// A membership as answers show it. Its budget is its own, or the one that it points at.
#[must_use]
pub fn view(
    member: &Member,
    spent: Spent,
    budget: Option<Map<String, Value>>,
) -> Map<String, Value> {
    let form = TimeForm::Zulu;
    let fields = json!({
        "user_id": &*member.user_id,
        format!("{}_id", member.group.as_str()): &*member.group_id,
        "user_role": member.role,
        "budget_id": own_budget::of_member(member),
        "allowed_models": member.models,
        "spend": spent.spend.usd(),
        "total_spend": spent.total.usd(),
        "budget_reset_at": spent.resets_at.map(|at| form.write(at)),
        budget_in(member.group): member.limits.max_budget.map(crate::domain::money::Nanos::usd),
        "budget_source": if member.limits.max_budget.is_some() { "member" } else if member.budget_id.is_some() { "team_default" } else { "none" },
        "litellm_budget_table": budget,
        "created_at": form.write(member.created_at),
    });
    match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// Memberships of a group as answers show them.
pub async fn views(
    admin: &Admin,
    members: &[Member],
    now: Micros,
) -> Result<Vec<Value>, AdminError> {
    let spent = spent(admin, members, now).await?;
    let emails = emails(admin, members).await?;
    let mut views = Vec::with_capacity(members.len());
    for (member, spent) in members.iter().zip(spent) {
        let limits = admin
            .effective(&member.limits, member.budget_id.as_deref())
            .await?;
        let id = own_budget::of_member(member);
        let budget = id.map(|id| own_budget::view(&id, &limits, now, admin));
        let mut shown = view(member, spent, budget);
        let email = emails.get(&*member.user_id);
        shown.insert("user_email".into(), json!(email));
        views.push(Value::Object(shown));
    }
    Ok(views)
}

/// Users whose addresses are asked for at once.
const USERS_AT_ONCE: usize = 500;

/// The e-mail addresses of members, by user.
async fn emails(admin: &Admin, members: &[Member]) -> Result<BTreeMap<String, String>, AdminError> {
    let mut emails = BTreeMap::new();
    for members in members.chunks(USERS_AT_ONCE) {
        let list = ListOwners {
            ids: members
                .iter()
                .map(|member| member.user_id.to_string())
                .collect(),
            size: USERS_AT_ONCE as u32,
            ..ListOwners::of(OwnerKind::User)
        };
        let rows = admin.store.list_owners(&list).await?.rows;
        let known = rows
            .into_iter()
            .filter_map(|row| Some((row.owner.id.to_string(), row.owner.account.email?)));
        emails.extend(known);
    }
    Ok(emails)
}
