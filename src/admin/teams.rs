//! Teams: users who share keys and money.

use super::again::until_unchanged;
use super::budgets::{self, BudgetChange};
use super::call_rules::{self, refuse_ineffective};
use super::fields::{Change, Field, Fields, Kind};
use super::keys::change::merge;
use super::limits::{self, LimitChange};
use super::members::{self, NewMember};
use super::owners::{self, OwnerChange, OwnerSpend};
use super::view::{TimeForm, object};
use super::{Actor, Admin, AdminError, access_groups, bad};
use crate::domain::owner::{Member, NamedBudget, Owner, OwnerKind};
use crate::domain::time::Micros;
use crate::store::DeletedOwner;
use serde_json::{Map, Value, json};

/// Fields of a team, beside its limits and those of every owner.
pub const FIELDS: &[Field] = &[
    Field::new(
        "team_id",
        Kind::Text,
        "Which one; an id is made when there is none.",
    ),
    Field::new("team_alias", Kind::Text, "A name that people give it."),
    Field::new(
        "access_group_ids",
        Kind::Texts,
        "Groups of models that it may call beside its own list.",
    ),
    Field::new("admins", Kind::Texts, "Users who run it."),
    Field::new("members", Kind::Texts, "Users who are in it."),
    Field::new(
        "members_with_roles",
        Kind::Objects,
        "Users in it: `{user_id, user_email, role}`.",
    ),
    Field::new(
        "model_aliases",
        Kind::TextMap,
        "Names that stand for other models when its keys call.",
    ),
    Field::new(
        "guardrails",
        Kind::Texts,
        "Guardrails that look at every call of its keys.",
    ),
    Field::new(
        "team_member_permissions",
        Kind::Texts,
        "Routes that members may use on its keys.",
    ),
    Field::new(
        "default_team_member_models",
        Kind::Texts,
        "Models of members who are added without any.",
    ),
    Field::new(
        "team_member_budget",
        Kind::Number,
        "What each member may spend, in US dollars.",
    ),
    Field::new(
        "team_member_budget_duration",
        Kind::Text,
        "How often that starts again.",
    ),
    Field::new(
        "team_member_rpm_limit",
        Kind::Integer,
        "Requests per minute of each member.",
    ),
    Field::new(
        "team_member_tpm_limit",
        Kind::Integer,
        "Tokens per minute of each member.",
    ),
    Field::new(
        call_rules::MEMBER_KEY_DURATION,
        Kind::Text,
        "How long keys live at most that members make for the team, such as `30d`.",
    ),
];

/// Fields that would limit or do something, and do not.
pub(super) const NOT_IN_FORCE: &[&str] = &[
    "allowed_vector_store_indexes",
    "enforced_batch_output_expires_after",
    "enforced_file_expires_after",
    "mcp_rpm_limit",
    "object_permission",
    "policies",
    "prompts",
    "secret_manager_settings",
];

/// The name of the budget that all members share, among the stored fields.
pub const MEMBER_BUDGET: &str = "team_member_budget_id";

/// Routes that members can be allowed on the keys of their team.
pub const PERMISSIONS: &[&str] = &[
    "/key/info",
    "/key/health",
    "/key/list",
    "/key/aliases",
    "/key/generate",
    "/key/service-account/generate",
    "/key/update",
    "/key/delete",
    "/key/regenerate",
    "/key/block",
    "/key/unblock",
];

/// What a request says about a team.
#[derive(Debug, Clone, Default)]
pub struct TeamChange {
    /// Which one.
    pub id: Option<String>,
    /// What every owner has.
    pub owner: OwnerChange,
    /// Who is in it.
    pub members: Vec<NewMember>,
    /// What each member may spend and do.
    pub of_members: LimitChange,
    /// What a team's own admins may not set, when any of it is said.
    reserved: Option<&'static str>,
}

/// What only admins of the proxy set: money, limits, and where the team belongs.
const RESERVED: &[&str] = &[
    "budget_fallbacks",
    "degrade_to",
    "tag_rpm_limit",
    "organization_id",
    "budget_id",
    "spend",
    "blocked",
    "models",
    "model_aliases",
    "max_budget",
    "soft_budget",
    "budget_duration",
    "budget_limits",
    "rpm_limit",
    "tpm_limit",
    "tpd_limit",
    "max_parallel_requests",
    "model_max_budget",
    "model_rpm_limit",
    "model_tpm_limit",
    "temp_budget_increase",
    "temp_budget_expiry",
];

impl TeamChange {
    /// A change of fields that are stored as they are, and of nothing else.
    pub(super) fn of(id: &str, extra: Map<String, Value>) -> Self {
        Self {
            id: Some(id.to_owned()),
            owner: OwnerChange {
                extra,
                ..OwnerChange::default()
            },
            ..Self::default()
        }
    }

    /// Reads a request body.
    pub fn read(mut body: Map<String, Value>) -> Result<Self, AdminError> {
        if let Some(Value::Object(notes)) = body.get_mut("metadata") {
            notes.remove(MEMBER_BUDGET);
        }
        let of_calls = call_rules::names(|kept| kept.reserved.teams()).into_iter();
        let mut reserved = RESERVED.iter().copied().chain(of_calls);
        let reserved = reserved.find(|name| body.contains_key(*name));
        let kept = call_rules::names(|kept| kept.of.teams());
        let owner = OwnerChange::read(&mut body, "team_alias", "model_aliases", &kept)?;
        let fields = Fields(body);
        refuse_ineffective(&fields, NOT_IN_FORCE)?;
        call_rules::check(&fields)?;
        let permissions = fields
            .texts("team_member_permissions")?
            .value()
            .unwrap_or_default();
        if let Some(unknown) = permissions
            .iter()
            .find(|route| !PERMISSIONS.contains(&route.as_str()))
        {
            return Err(bad(
                "team_member_permissions",
                format!(
                    "'{unknown}' cannot be given to members. Choose among {}.",
                    PERMISSIONS.join(", ")
                ),
            ));
        }
        fields.texts("default_team_member_models")?;
        let mut members: Vec<_> = fields
            .objects("members_with_roles")?
            .value()
            .unwrap_or_default()
            .iter()
            .map(NewMember::read)
            .collect::<Result<_, _>>()?;
        for (field, role) in [("admins", "admin"), ("members", "user")] {
            let ids = fields.texts(field)?.value().unwrap_or_default();
            members.extend(ids.into_iter().map(|id| NewMember {
                user_id: Some(id),
                email: None,
                role: role.into(),
            }));
        }
        let of_members = LimitChange {
            max_budget: limits::money(&fields, "team_member_budget")?,
            period: match fields.text("team_member_budget_duration")? {
                Change::Set(text) => Change::Set(limits::period(&text)?),
                Change::Clear => Change::Clear,
                Change::Keep => Change::Keep,
            },
            rpm: fields.integer("team_member_rpm_limit")?,
            tpm: fields.integer("team_member_tpm_limit")?,
            ..LimitChange::default()
        };
        Ok(Self {
            id: fields
                .text("team_id")?
                .value()
                .filter(|id| !id.trim().is_empty()),
            owner,
            members,
            of_members,
            reserved,
        })
    }
}

fn no_team(id: &str) -> AdminError {
    AdminError::Missing(format!("Team not found, passed team_id={id}"))
}

/// One team, or a 404.
pub async fn get(admin: &Admin, id: &str, now: Micros) -> Result<OwnerSpend, AdminError> {
    let found = owners::get(admin, OwnerKind::Team, id, now).await?;
    found.ok_or_else(|| no_team(id))
}

/// One team that the actor runs, or a refusal.
pub async fn run_by(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    let found = owners::get(admin, OwnerKind::Team, id, now).await?;
    if actor.runs_team(admin, id).await? {
        return found.ok_or_else(|| no_team(id));
    }
    Err(AdminError::Forbidden(format!(
        "Only admins of the proxy, of team {id} or of its organization may do this. Your role={}",
        actor.rank.role()
    )))
}

/// Makes a team. Whoever makes it runs it, unless they hold the master key.
pub async fn create(
    admin: &Admin,
    actor: &Actor,
    request: TeamChange,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    let id = request
        .id
        .unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    let mut owner = Owner::new(
        OwnerKind::Team,
        &crate::gateway::admit::clean(&id),
        &actor.name,
        now,
    );
    let spend = request.owner.spend.clone();
    let groups = request.owner.extra.get(access_groups::IDS).cloned();
    access_groups::require_known(admin, groups.as_ref()).await?;
    request.owner.apply(&mut owner, now)?;
    call_rules::require_room_of_team(admin, &owner).await?;
    let shared = share_member_budget(admin, actor, &mut owner, request.of_members, now);
    Box::pin(shared).await?;
    let taken = || {
        bad(
            "team_id",
            format!("Team id = {id} already exists. Please use a different team id."),
        )
    };
    let made = owners::insert(admin, actor, &owner, spend, taken, now).await?;
    if let Some(named) = groups {
        let holder = (access_groups::Holds::Team, &*owner.id);
        access_groups::follow(admin, actor, holder, &named, now).await?;
    }
    let mut joining = request.members;
    if let Some(own) = actor.user_id()
        && !joining
            .iter()
            .any(|member| member.user_id.as_deref() == Some(&**own))
    {
        joining.push(NewMember {
            user_id: Some(own.to_string()),
            email: None,
            role: "admin".into(),
        });
    }
    for member in joining {
        let terms = members::Terms::default();
        Box::pin(members::add(admin, actor, &owner, &member, terms, now)).await?;
    }
    Ok(made)
}

/// The budget that all members share who have none of their own: made, or changed. Tells the new one.
async fn share_member_budget(
    admin: &Admin,
    actor: &Actor,
    team: &mut Owner,
    limits: LimitChange,
    now: Micros,
) -> Result<Option<NamedBudget>, AdminError> {
    if !limits.is_some() {
        return Ok(None);
    }
    let known = member_budget(team);
    let request = BudgetChange {
        id: known.clone(),
        limits,
        ..BudgetChange::default()
    };
    if known.is_some() {
        budgets::update(admin, actor, request, now).await?;
        return Ok(None);
    }
    let budget = budgets::create(admin, actor, request, now).await?;
    merge(
        &mut team.extra,
        Map::from_iter([(MEMBER_BUDGET.to_owned(), json!(&*budget.id))]),
    );
    Ok(Some(budget))
}

/// Puts the members of a team who have no budget under the one that they share now.
async fn put_under(
    admin: &Admin,
    actor: &Actor,
    team: &str,
    budget: &NamedBudget,
    now: Micros,
) -> Result<(), AdminError> {
    for member in admin.store.members_of(OwnerKind::Team, team).await? {
        let share = |member: &mut Member| {
            if member.budget_id.is_none() && member.limits.max_budget.is_none() {
                member.budget_id = Some(budget.id.clone());
            }
            Ok(())
        };
        if member.budget_id.is_none() {
            members::change(admin, actor, member, share, now).await?;
        }
    }
    Ok(())
}

/// The name of the budget that all members share.
#[must_use]
pub fn member_budget(team: &Owner) -> Option<String> {
    object(&team.extra)
        .get(MEMBER_BUDGET)
        .and_then(Value::as_str)
        .map(str::to_owned)
}

/// Changes a team. Its own admins change names, notes and what members may do.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    request: TeamChange,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    let id = request.id.clone().ok_or_else(|| AdminError::Invalid {
        field: "team_id".into(),
        message: "Field required".into(),
    })?;
    let stored = until_unchanged(|| written(admin, actor, &id, request.clone(), now)).await?;
    if let Some(named) = request.owner.extra.get(access_groups::IDS) {
        let holder = (access_groups::Holds::Team, &*id);
        access_groups::follow(admin, actor, holder, named, now).await?;
    }
    Ok(stored)
}

async fn written(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    request: TeamChange,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    let before = run_by(admin, actor, id, now).await?.owner;
    if let (Some(field), false) = (request.reserved, actor.is_admin()) {
        return Err(AdminError::Forbidden(format!(
            "Only proxy admins may set '{field}' on a team. Your role={}",
            actor.rank.role()
        )));
    }
    let mut owner = before.clone();
    let spend = request.owner.spend.clone();
    access_groups::require_known(admin, request.owner.extra.get(access_groups::IDS)).await?;
    request.owner.apply(&mut owner, now)?;
    call_rules::require_room_of_team(admin, &owner).await?;
    let shared = share_member_budget(admin, actor, &mut owner, request.of_members, now).await?;
    let gone = || no_team(id);
    let stored = owners::update(admin, actor, &before, &mut owner, spend, gone, now).await;
    match (&stored, shared) {
        (Ok(_), Some(budget)) => put_under(admin, actor, id, &budget, now).await?,
        // Somebody else gave the team another one, or it is gone.
        (Err(_), Some(budget)) => drop(budgets::delete(admin, actor, &budget.id, now).await?),
        (_, None) => {}
    }
    stored
}

/// Blocks a team, or lets it in again.
pub async fn set_blocked(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    blocked: bool,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    let block = |owner: &mut Owner| owner.blocked = blocked;
    change(admin, actor, id, block, now).await
}

/// Changes one thing about a team by what it is now.
pub(super) async fn change(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    how: impl Fn(&mut Owner),
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    let attempt = async || {
        let before = get(admin, id, now).await?.owner;
        let mut owner = before.clone();
        how(&mut owner);
        let (keep, gone) = (Change::Keep, || no_team(id));
        owners::update(admin, actor, &before, &mut owner, keep, gone, now).await
    };
    until_unchanged(attempt).await
}

/// Adds models to a team's list, or takes them from it.
pub async fn change_models(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    models: Vec<String>,
    add: bool,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    let list = |owner: &mut Owner| {
        let all = owner.models.is_empty();
        owner.models.retain(|model| !models.contains(model));
        if add {
            owner.models.extend(models.iter().cloned());
        } else if owner.models.is_empty() && !all {
            // An empty list allows everything.
            owner.models.push("no-default-models".to_owned());
        }
    };
    change(admin, actor, id, list, now).await
}

/// Deletes teams with their keys and memberships; one that is unknown stops everything.
pub async fn delete(
    admin: &Admin,
    actor: &Actor,
    ids: &[String],
    now: Micros,
) -> Result<(), AdminError> {
    let mut found = Vec::new();
    for id in ids {
        found.push(get(admin, id, now).await?.owner);
    }
    for owner in &found {
        owners::delete(admin, actor, owner, now).await?;
        if let Some(budget) = member_budget(owner) {
            match budgets::delete(admin, actor, &budget, now).await {
                Ok(_) | Err(AdminError::Missing(_) | AdminError::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

/// A team as answers show it.
#[must_use]
pub fn view(row: &OwnerSpend, members: &[Member], form: TimeForm) -> Map<String, Value> {
    let owner = &row.owner;
    let mut fields = owners::view(row, form);
    fields.insert("team_id".into(), json!(&*owner.id));
    fields.insert("team_alias".into(), json!(owner.alias));
    // LiteLLM keeps it among the notes, where its clients look for it.
    if let (Some(shared), Some(Value::Object(notes))) = (
        fields.get(MEMBER_BUDGET).cloned(),
        fields.get_mut("metadata"),
    ) {
        notes.insert(MEMBER_BUDGET.to_owned(), shared);
    }
    let members = members.iter();
    let members: Vec<_> = members
        .map(|member| (&*member.user_id, member.role.as_str()))
        .collect();
    dress(&mut fields, &members, &json!(owner.aliases));
    fields
}

/// A team that was deleted, as it was then; spend is what was spent for its id in all.
#[must_use]
pub fn deleted_view(team: &DeletedOwner) -> Map<String, Value> {
    let Value::Object(mut fields) = object(&team.owner) else {
        return Map::new();
    };
    let alias = fields.remove("alias").unwrap_or_default();
    let aliases = fields.remove("model_aliases");
    let aliases = aliases.unwrap_or_else(|| json!({}));
    let own = json!({
        "team_id": team.id, "team_alias": alias, "spend": team.spend.usd(), "total_spend": team.spend.usd(),
        "budget_reset_at": null, "deleted_at": TimeForm::Zulu.write(team.deleted_at), "deleted_by": team.deleted_by,
    });
    if let Value::Object(own) = own {
        fields.extend(own);
    }
    fields.remove("id");
    let members = team.members.iter();
    let members: Vec<_> = members
        .map(|(user, role)| (user.as_str(), role.as_str()))
        .collect();
    dress(&mut fields, &members, &aliases);
    fields
}

/// Adds what only teams have: members and their roles, other names of models, and what has no value here.
fn dress(fields: &mut Map<String, Value>, members: &[(&str, &str)], aliases: &Value) {
    let with_roles: Vec<Value> = members
        .iter()
        .map(|(user, role)| json!({ "user_id": user, "user_email": null, "user_alias": null, "role": role }))
        .collect();
    let ids = |wanted: &str| -> Vec<&str> {
        let members = members.iter().filter(|(_, role)| *role == wanted);
        members.map(|(user, _)| *user).collect()
    };
    let has_aliases = aliases.as_object().is_some_and(|all| !all.is_empty());
    let table = has_aliases.then(|| {
        json!({
            "id": null, "model_aliases": aliases, "created_by": fields["created_by"], "updated_by": fields["updated_by"],
            "team": null,
        })
    });
    let own = json!({
        "admins": ids("admin"),
        "members": ids("user"),
        "members_with_roles": with_roles,
        "model_aliases": aliases,
        "litellm_model_table": table,
        "model_spend": {},
        "model_id": null,
        "policies": [],
        "allow_team_guardrail_config": false,
        "object_permission": null,
        "organization_models": null,
        "access_group_models": null,
        "access_group_mcp_server_ids": null,
        "access_group_agent_ids": null,
        "access_group_details": null,
        "model_max_budget_usage": {},
    });
    if let Value::Object(own) = own {
        fields.extend(own);
    }
    fields.entry("router_settings").or_insert_with(|| json!({}));
    for name in call_rules::names(|kept| kept.of.teams() && !kept.noted) {
        fields.entry(name).or_insert_with(|| json!([]));
    }
}
