//! Changing models that were declared through the API, and who may.

use super::again::until_unchanged;
use super::fields::{Change, Fields};
use super::models::{self, ModelView, NewModel};
use super::{Actor, Admin, AdminError, bad};
use crate::config::ModelDeclaration;
use crate::domain::deployment::{Deployment, Origin};
use crate::domain::owner::OwnerKind;
use crate::domain::time::Micros;
use crate::store::{StoreError, StoredModel};
use serde_json::{Map, Value, json};

const TEAM: &str = "team_id";
const PUBLIC_NAME: &str = "team_public_model_name";

/// What a request says about a model. What it does not name stays; `null` removes a member.
#[derive(Debug, Clone, Default)]
pub struct ModelChange {
    /// The public name.
    pub model_name: Option<String>,
    /// Members of `litellm_params`.
    pub litellm_params: Map<String, Value>,
    /// Members of `model_info`.
    pub model_info: Map<String, Value>,
    /// Not used while true.
    pub blocked: Change<bool>,
    /// An access group that it is put in, or taken out of.
    pub group: Option<(String, bool)>,
}

impl ModelChange {
    /// Reads a request body.
    pub fn read(body: Map<String, Value>) -> Result<Self, AdminError> {
        let fields = Fields(body);
        let model_name = fields.text("model_name")?.value();
        if model_name
            .as_ref()
            .is_some_and(|name| name.trim().is_empty())
        {
            return Err(bad("model_name", "A model needs a name that is not blank."));
        }
        Ok(Self {
            model_name,
            litellm_params: fields.object("litellm_params")?.value().unwrap_or_default(),
            model_info: fields.object("model_info")?.value().unwrap_or_default(),
            blocked: fields.flag("blocked")?,
            group: None,
        })
    }

    fn apply(self, declared: &mut ModelDeclaration) {
        if let Some(name) = self.model_name {
            if team_of(&declared.model_info).is_some() {
                // The name of a team's model is its own; the team knows it by another.
                declared.model_info.insert(PUBLIC_NAME.into(), json!(name));
            } else {
                declared.model_name = name;
            }
        }
        // What a client empties it takes away.
        let emptied = |value: Value| if value == "" { Value::Null } else { value };
        let params = self.litellm_params.into_iter();
        let params = params.map(|(name, value)| (name, emptied(value))).collect();
        merge(&mut declared.litellm_params, params);
        let mut info = self.model_info;
        info.retain(|name, _| !KEPT.contains(&name.as_str()));
        merge(&mut declared.model_info, info);
        if let Some((group, on)) = self.group {
            let mut groups = groups_of(&declared.model_info);
            groups.retain(|known| *known != group);
            groups.extend(on.then_some(group));
            declared.model_info.insert(GROUPS.into(), json!(groups));
        }
    }
}

/// The member of `model_info` with the access groups that a model is in.
const GROUPS: &str = "access_groups";

/// The access groups that a declaration puts its model in.
#[must_use]
pub fn groups_of(info: &Map<String, Value>) -> Vec<String> {
    let listed = info.get(GROUPS).and_then(Value::as_array);
    let texts = listed.into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

/// Members of `model_info` that tell of the row itself.
const KEPT: &[&str] = &[
    "id",
    "db_model",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
];

fn merge(members: &mut Map<String, Value>, changes: Map<String, Value>) {
    for (name, value) in changes {
        if value.is_null() {
            members.remove(&name);
        } else {
            members.insert(name, value);
        }
    }
}

/// The team that a declaration is for.
#[must_use]
pub fn team_of(info: &Map<String, Value>) -> Option<&str> {
    let team = info.get(TEAM)?.as_str()?.trim();
    (!team.is_empty()).then_some(team)
}

/// Gives a declaration that names a team a name of its own, so that it is no second deployment of
/// somebody else's model. The team's keys call it by the public name.
pub(super) async fn give_to_team(
    admin: &Admin,
    declared: &mut ModelDeclaration,
) -> Result<(), AdminError> {
    let Some(team) = team_of(&declared.model_info).map(str::to_owned) else {
        return Ok(());
    };
    let prefix = format!("model_name_{team}_");
    if declared.model_name.starts_with(&prefix) {
        return Ok(());
    }
    if admin
        .store
        .get_owner(OwnerKind::Team, &team)
        .await?
        .is_none()
    {
        return Err(bad(
            "model_info.team_id",
            format!("Team '{team}' does not exist. Make it with /team/new."),
        ));
    }
    let named = declared.model_info.get(PUBLIC_NAME).and_then(Value::as_str);
    let public = named
        .filter(|name| !name.trim().is_empty())
        .unwrap_or(&declared.model_name)
        .to_owned();
    if public.contains('*') {
        return Err(bad(
            "model_name",
            "A team's own model cannot be a wildcard: name one model, or leave out model_info.team_id.",
        ));
    }
    declared
        .model_info
        .insert(PUBLIC_NAME.into(), json!(public));
    declared.model_name = format!("{prefix}{}", uuid::Uuid::new_v4());
    Ok(())
}

/// Refuses whoever may not declare this model. Admins of a team may declare models for it, with a
/// provider key of their own: neither the environment's nor a stored credential is theirs to use.
pub(super) async fn require_right(
    admin: &Admin,
    actor: &Actor,
    team: Option<&str>,
    declared: &ModelDeclaration,
) -> Result<(), AdminError> {
    if actor.is_admin() {
        return Ok(());
    }
    let Some(team) = team else {
        return Err(AdminError::Forbidden(format!(
            "User does not have permission to make this model call. Your role={}. You can only make model calls if \
             you are a PROXY_ADMIN or if you are a team admin, by specifying a team_id in the model_info.",
            actor.rank.role()
        )));
    };
    if !actor.runs_team(admin, team).await? {
        return Err(AdminError::Forbidden(format!(
            "Team ID={team} does not match the API key's team, or you are no admin of it. Your role={}",
            actor.rank.role()
        )));
    }
    let text = |name: &str| declared.litellm_params.get(name).and_then(Value::as_str);
    let given = |name: &str| declared.litellm_params.get(name);
    let own = ["api_key", "aws_secret_access_key"]
        .iter()
        .filter_map(|name| text(name))
        .any(|key| !key.trim().is_empty() && !key.trim_start().starts_with("os.environ/"))
        || ["vertex_credentials", "vertex_ai_credentials"]
            .iter()
            .any(|name| given(name).is_some_and(|value| !value.is_null()));
    let passes = declared.litellm_params.contains_key("use_in_pass_through");
    if passes {
        return Err(AdminError::Forbidden(
            "Only proxy admins may set 'use_in_pass_through': providers' own paths are everybody's."
                .to_owned(),
        ));
    }
    if own && text("litellm_credential_name").is_none() {
        return Ok(());
    }
    Err(AdminError::Forbidden(
        "A team's own model needs the team's own provider key: give litellm_params.api_key, and no \
         litellm_credential_name."
            .to_owned(),
    ))
}

/// Refuses whoever may not change or remove a stored model.
pub(super) async fn require_right_to(
    admin: &Admin,
    actor: &Actor,
    stored: &StoredModel,
) -> Result<(), AdminError> {
    if actor.is_admin() {
        return Ok(());
    }
    let declared = models::declaration(&admin.models.sealer, stored)?;
    require_right(admin, actor, team_of(&declared.model_info), &declared).await
}

/// Changes a model. A model of the configuration file, and one that nobody knows, are told by
/// `missing`.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    change: ModelChange,
    missing: fn(&str) -> AdminError,
    now: Micros,
) -> Result<ModelView, AdminError> {
    until_unchanged(|| written(admin, actor, id, change.clone(), missing, now)).await
}

async fn written(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    change: ModelChange,
    missing: fn(&str) -> AdminError,
    now: Micros,
) -> Result<ModelView, AdminError> {
    models::require_stored_models(admin)?;
    if admin.models.in_file(id) {
        return Err(bad(
            "model_id",
            "Cannot edit config-based model. Store model in DB via /model/new first.",
        ));
    }
    let before = admin.store.get_model(id).await?;
    let before = before.ok_or_else(|| missing(id))?;
    require_right_to(admin, actor, &before).await?;
    let mut declared = models::declaration(&admin.models.sealer, &before)?;
    let mut blocked = before.blocked;
    change.blocked.clone().apply_or_default(&mut blocked);
    change.apply(&mut declared);
    give_to_team(admin, &mut declared).await?;
    require_right(admin, actor, team_of(&declared.model_info), &declared).await?;
    // The same checks as for a new one.
    NewModel::check(&declared.litellm_params)?;
    let deployment = models::built(admin, &declared).await?;
    for name in KEPT.iter().filter(|name| **name != "id") {
        declared.model_info.remove(*name);
    }
    let stored = StoredModel {
        params: admin.models.sealer.seal(
            &models::place(id),
            &Value::Object(declared.litellm_params).to_string(),
        )?,
        model_info: Value::Object(declared.model_info).to_string(),
        model_name: declared.model_name,
        blocked,
        updated_at: now.later_than(before.updated_at),
        updated_by: actor.name.clone(),
        ..before.clone()
    };
    let shown = |model: &StoredModel, params: Value| json!({ "model_name": model.model_name, "blocked": model.blocked, "litellm_params": params });
    let after = shown(&stored, models::public(&deployment));
    let audit = Admin::audit(
        actor,
        now,
        "updated",
        ("model", id),
        (Some(shown(&before, Value::Null)), Some(after)),
    );
    let seen = Some(before.updated_at);
    let written = admin.store.update_model(seen, &stored, &audit).await;
    written.map_err(|error| match error {
        StoreError::NotFound => missing(id),
        other => other.into(),
    })?;
    Ok(ModelView { stored, deployment })
}

/// The deployment of a declaration that is only tried out.
pub async fn tried(
    admin: &Admin,
    actor: &Actor,
    litellm_params: Map<String, Value>,
    model_info: Map<String, Value>,
) -> Result<Deployment, AdminError> {
    NewModel::check(&litellm_params)?;
    let model = litellm_params.get("model").and_then(Value::as_str);
    let declared = ModelDeclaration {
        model_name: model.unwrap_or_default().to_owned(),
        litellm_params,
        model_info,
        origin: Origin::Database,
    };
    require_right(admin, actor, team_of(&declared.model_info), &declared).await?;
    models::built(admin, &declared).await
}

/// LiteLLM's words for a model that nobody knows.
#[must_use]
pub fn not_found(id: &str) -> AdminError {
    AdminError::Missing(format!("Model {id} not found on proxy."))
}

/// The same, where it is a bad request.
#[must_use]
pub fn unknown(id: &str) -> AdminError {
    bad(
        "model_info.id",
        format!("model not found: no model with the id '{id}' was declared through the API."),
    )
}
