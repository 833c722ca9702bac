//! Internal users: those who have accounts, roles and keys.

use super::again::until_unchanged;
use super::call_rules::refuse_ineffective;
use super::fields::{Change, Field, Fields, Kind};
use super::keys::{self, KeyChange, NewKey};
use super::owners::{self, OwnerChange, OwnerSpend};
use super::session::password;
use super::view::TimeForm;
use super::{Actor, Admin, AdminError};
use crate::domain::money::Nanos;
use crate::domain::owner::{Member, Owner, OwnerKind, Role};
use crate::domain::secret::Secret;
use crate::domain::time::Micros;
use crate::store::StoreError;
use serde_json::{Map, Value, json};

/// The roles that can be given, as requests name them.
pub const ROLES: &[&str] = &[
    "proxy_admin",
    "proxy_admin_viewer",
    "internal_user",
    "internal_user_viewer",
];

/// Fields of a user, beside its limits and those of every owner.
pub const FIELDS: &[Field] = &[
    Field::new(
        "user_id",
        Kind::Text,
        "Who; an id is made when there is none.",
    ),
    Field::new(
        "user_email",
        Kind::Text,
        "Where they are written to; unique in any case of letters.",
    ),
    Field::new("user_alias", Kind::Text, "A name that people give them."),
    Field::new("user_role", Kind::Word(ROLES), "What they may do."),
    Field::new(
        "teams",
        Kind::Any,
        "Teams that they join: ids, or `{team_id, max_budget_in_team, user_role}`.",
    ),
    Field::new(
        "organizations",
        Kind::Texts,
        "Organizations that they join.",
    ),
    Field::new(
        "auto_create_key",
        Kind::Flag,
        "Whether they get a key at once; true when left out.",
    ),
    Field::new(
        "password",
        Kind::Text,
        "What they log in to the admin pages with; a new one ends their sessions.",
    ),
    Field::new(
        "sso_user_id",
        Kind::Text,
        "Who they are at an identity provider.",
    ),
    Field::new(
        "key_alias",
        Kind::Text,
        "The name of the key that is made at once.",
    ),
    Field::new("duration", Kind::Text, "How long that key lives."),
    Field::new(
        "aliases",
        Kind::TextMap,
        "Names that stand for other models when that key calls.",
    ),
];

/// Fields that would limit or do something, and do not.
pub(super) const NOT_IN_FORCE: &[&str] = &[
    "agent_id",
    "allowed_vector_store_indexes",
    "guardrails",
    "mcp_rpm_limit",
    "object_permission",
    "policies",
    "prompts",
    "send_invite_email",
];

/// What a request says about a user.
#[derive(Debug, Clone, Default)]
pub struct UserChange {
    /// Who.
    pub id: Option<String>,
    /// Their e-mail address.
    pub email: Change<String>,
    /// What they may do.
    pub role: Change<Role>,
    /// Who they are at an identity provider.
    pub sso_id: Change<String>,
    /// What they log in to the admin pages with. A new one ends their sessions.
    pub password: Change<Secret>,
    /// Teams that they join, with the budget and the role that they have there.
    pub teams: Vec<Joined>,
    /// Organizations that they join.
    pub organizations: Vec<String>,
    /// Whether a key is made at once.
    pub auto_create_key: bool,
    /// What every owner has.
    pub owner: OwnerChange,
    /// The name of the key that is made at once.
    pub key_alias: Change<String>,
    /// How long it lives.
    pub key_duration: Change<String>,
}

/// A team that a new user joins.
#[derive(Debug, Clone)]
pub struct Joined {
    /// Which one.
    pub team_id: String,
    /// `user` or `admin`.
    pub role: String,
    /// What they may spend there.
    pub max_budget: Option<Nanos>,
}

impl UserChange {
    /// Reads a request body.
    pub fn read(mut body: Map<String, Value>) -> Result<Self, AdminError> {
        let owner = OwnerChange::read(&mut body, "user_alias", "aliases", &[])?;
        let fields = Fields(body);
        refuse_ineffective(&fields, NOT_IN_FORCE)?;
        let email = fields.text("user_email")?;
        if email
            .as_ref()
            .is_some_and(|email| !email.trim().is_empty() && !plausible(email.trim()))
        {
            return Err(AdminError::Invalid {
                field: "user_email".into(),
                message: "Input should be an e-mail address".into(),
            });
        }
        Ok(Self {
            id: fields
                .text("user_id")?
                .value()
                .filter(|id| !id.trim().is_empty()),
            email: match email {
                Change::Set(email) if email.trim().is_empty() => Change::Clear,
                Change::Set(email) => Change::Set(email.trim().to_owned()),
                other => other,
            },
            role: fields.word("user_role", ROLES, Role::parse)?,
            sso_id: fields.text("sso_user_id")?,
            password: fields
                .text("password")?
                .try_map(|text| Ok::<_, AdminError>(Secret::new(text)))?,
            teams: joined(&fields)?,
            organizations: fields.texts("organizations")?.value().unwrap_or_default(),
            auto_create_key: fields.flag("auto_create_key")?.value().unwrap_or(true),
            key_alias: fields.text("key_alias")?,
            key_duration: fields.text("duration")?,
            owner,
        })
    }
}

fn plausible(email: &str) -> bool {
    email
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
        && !email.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Ids, or objects with a budget and a role.
fn joined(fields: &Fields) -> Result<Vec<Joined>, AdminError> {
    let wrong = || AdminError::Invalid {
        field: "teams".into(),
        message: "Input should be a list of team ids, or of objects with 'team_id'".into(),
    };
    let teams = match fields.0.get("teams") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(teams)) => teams,
        Some(_) => return Err(wrong()),
    };
    let read = |team: &Value| match team {
        Value::String(id) => Ok(Joined {
            team_id: id.clone(),
            role: "user".into(),
            max_budget: None,
        }),
        Value::Object(team) => {
            let team = Fields(team.clone());
            let role = team.word("user_role", &["user", "admin"], |role| {
                Some(role.to_owned()).filter(|role| role == "user" || role == "admin")
            })?;
            Ok(Joined {
                team_id: team.required("team_id").map_err(|_| wrong())?,
                role: role.value().unwrap_or_else(|| "user".into()),
                max_budget: super::limits::money(&team, "max_budget_in_team")?.value(),
            })
        }
        _ => Err(wrong()),
    };
    teams.iter().map(read).collect()
}

fn taken(id: &str, email: Option<&str>) -> AdminError {
    let who = match email {
        Some(email) => format!("User with id {id} or email {email} already exists"),
        None => format!("User with id {id} already exists"),
    };
    AdminError::Conflict {
        param: "user_id",
        message: format!("{{'error': '{who}'}}"),
    }
}

/// Sets the hash of a password, or removes it.
async fn set_password(
    admin: &Admin,
    owner: &mut Owner,
    change: Change<Secret>,
) -> Result<(), AdminError> {
    match change {
        Change::Keep => {}
        Change::Clear => owner.account.password_hash = None,
        Change::Set(text) => {
            owner.account.password_hash =
                Some(password::hash(text.expose(), &admin.passwords).await?);
        }
    }
    Ok(())
}

/// Makes a user, and a key for them unless that is not wanted.
pub async fn create(
    admin: &Admin,
    actor: &Actor,
    request: UserChange,
    now: Micros,
) -> Result<(OwnerSpend, Option<NewKey>), AdminError> {
    let id = request
        .id
        .unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    let mut owner = Owner::new(
        OwnerKind::User,
        &crate::gateway::admit::clean(&id),
        &actor.name,
        now,
    );
    let (spend, key_models, key_notes) = (
        request.owner.spend.clone(),
        request.owner.models.clone(),
        request.owner.metadata.clone(),
    );
    let rates = (
        request.owner.limits.rpm.clone(),
        request.owner.limits.tpm.clone(),
    );
    let (aliases, tags) = (request.owner.aliases.clone(), request.owner.tags.clone());
    request.owner.apply(&mut owner, now)?;
    request.email.apply(&mut owner.account.email);
    request.role.apply(&mut owner.account.role);
    request.sso_id.apply(&mut owner.account.sso_id);
    set_password(admin, &mut owner, request.password).await?;
    if let Some(email) = &owner.account.email
        && admin.store.get_user_by_email(email).await?.is_some()
    {
        return Err(taken(&id, Some(email)));
    }
    for team in &request.teams {
        owners::require_known(admin, OwnerKind::Team, "teams", &team.team_id).await?;
    }
    for organization in &request.organizations {
        owners::require_known(
            admin,
            OwnerKind::Organization,
            "organizations",
            organization,
        )
        .await?;
    }
    let (user, email) = (owner.id.clone(), owner.account.email.clone());
    let made = owners::insert(
        admin,
        actor,
        &owner,
        spend,
        || taken(&user, email.as_deref()),
        now,
    )
    .await?;
    join(
        admin,
        actor,
        &owner,
        &request.teams,
        &request.organizations,
        now,
    )
    .await?;
    if !request.auto_create_key {
        return Ok((made, None));
    }
    // The budget stays with the user: a key of theirs is under it anyway.
    let mut key = KeyChange {
        user_id: Change::Set(id),
        key_alias: request.key_alias,
        duration: request.key_duration,
        models: key_models,
        metadata: key_notes,
        aliases,
        tags,
        ..KeyChange::default()
    };
    (key.limits.rpm, key.limits.tpm) = rates;
    let key = keys::generate(admin, actor, key, now).await?;
    Ok((made, Some(key)))
}

async fn join(
    admin: &Admin,
    actor: &Actor,
    user: &Owner,
    teams: &[Joined],
    organizations: &[String],
    now: Micros,
) -> Result<(), AdminError> {
    let teams = teams.iter().map(|team| {
        (
            OwnerKind::Team,
            &team.team_id,
            team.role.as_str(),
            team.max_budget,
        )
    });
    let organizations = organizations
        .iter()
        .map(|id| (OwnerKind::Organization, id, "internal_user", None));
    for (group, id, role, max_budget) in teams.chain(organizations) {
        let member = Member {
            group,
            group_id: id.as_str().into(),
            user_id: user.id.clone(),
            role: role.to_owned(),
            models: Vec::new(),
            limits: crate::domain::limits::Limits {
                max_budget,
                budget_anchor: now,
                ..Default::default()
            },
            budget_id: None,
            created_at: now,
            updated_at: now,
        };
        let after = json!({ "user_id": &*user.id, "role": role, "max_budget_in_team": max_budget.map(Nanos::usd) });
        let audit = Admin::audit(
            actor,
            now,
            "member_added",
            (group.as_str(), id),
            (None, Some(after)),
        );
        admin.store.put_member(&member, &audit).await?;
    }
    Ok(())
}

/// A user by id or e-mail address.
async fn find(admin: &Admin, request: &UserChange) -> Result<Option<Owner>, AdminError> {
    let row = match (&request.id, request.email.as_ref()) {
        (Some(id), _) => admin.store.get_owner(OwnerKind::User, id).await?,
        (None, Some(email)) => admin.store.get_user_by_email(email).await?,
        (None, None) => {
            return Err(AdminError::Invalid {
                field: "user_id".into(),
                message: "Either 'user_id' or 'user_email' is required".into(),
            });
        }
    };
    Ok(row.map(|row| row.owner))
}

/// Changes a user; one that does not exist is made, as with LiteLLM.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    request: UserChange,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    until_unchanged(|| Box::pin(written(admin, actor, request.clone(), now))).await
}

async fn written(
    admin: &Admin,
    actor: &Actor,
    mut request: UserChange,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    let Some(before) = find(admin, &request).await? else {
        request.auto_create_key = false;
        let made = create(admin, actor, request.clone(), now).await;
        // Somebody else may have made them since.
        if made.is_err() && request.id.is_some() && find(admin, &request).await?.is_some() {
            return Err(StoreError::Changed.into());
        }
        return Ok(made?.0);
    };
    let mut owner = before.clone();
    let spend = request.owner.spend.clone();
    request.owner.apply(&mut owner, now)?;
    request.email.apply(&mut owner.account.email);
    request.role.apply(&mut owner.account.role);
    request.sso_id.apply(&mut owner.account.sso_id);
    set_password(admin, &mut owner, request.password).await?;
    let (id, email) = (owner.id.clone(), owner.account.email.clone());
    owners::update(
        admin,
        actor,
        &before,
        &mut owner,
        spend,
        || taken(&id, email.as_deref()),
        now,
    )
    .await
}

/// Deletes users with their keys and memberships. Tells how many there were; one that is unknown stops
/// everything before anything is done.
pub async fn delete(
    admin: &Admin,
    actor: &Actor,
    ids: &[String],
    now: Micros,
) -> Result<usize, AdminError> {
    let mut found = Vec::new();
    for id in ids {
        found.push(get(admin, id, now).await?.owner);
    }
    for owner in &found {
        owners::delete(admin, actor, owner, now).await?;
    }
    Ok(found.len())
}

/// One user, or a 404.
pub async fn get(admin: &Admin, id: &str, now: Micros) -> Result<OwnerSpend, AdminError> {
    let found = owners::get(admin, OwnerKind::User, id, now).await?;
    found.ok_or_else(|| AdminError::NotFound(format!("User {id} not found")))
}

/// A user as answers show it; `teams` are the ids of theirs.
#[must_use]
pub fn view(row: &OwnerSpend, teams: &[String], form: TimeForm) -> Map<String, Value> {
    let owner = &row.owner;
    let mut fields = owners::view(row, form);
    let own = json!({
        "user_id": &*owner.id,
        "user_alias": owner.alias,
        "user_email": owner.account.email,
        "user_role": owner.account.role.map(Role::as_str),
        "sso_user_id": owner.account.sso_id,
        "teams": teams,
        "team_id": null,
        "password_reset_required": null,
        "last_breach_check_at": null,
        "verified_subjects": null,
        "model_max_budget_usage": {},
        "organization_memberships": [],
        "litellm_organization_table": null,
        "invitations_created": null,
        "invitations_updated": null,
        "invitations_user": null,
        "object_permission": null,
        "model_spend": {},
        "policies": [],
        "allowed_cache_controls": [],
    });
    if let Value::Object(own) = own {
        fields.extend(own);
    }
    fields
}
