//! Access groups: models that keys and teams may call beside those on their own lists.

use super::again::until_unchanged;
use super::call_rules::refuse_ineffective;
use super::fields::{Change, Field, Fields, Kind};
use super::keys::KeyChange;
use super::owners::{self, OwnerChange, OwnerSpend};
use super::teams::TeamChange;
use super::view::{TimeForm, object};
use super::{Actor, Admin, AdminError, bad};
use crate::domain::access_group::AccessGroup;
use crate::domain::key::KeyHash;
use crate::domain::owner::{Owner, OwnerKind};
use crate::domain::time::Micros;
use crate::store::{StoreError, Unique};
use serde_json::{Map, Value, json};

/// The field by which keys and teams name groups.
pub const IDS: &str = "access_group_ids";

/// Fields of a group.
pub const FIELDS: &[Field] = &[
    Field::new("description", Kind::Text, "What it is for."),
    Field::new(
        "access_model_names",
        Kind::Texts,
        "Models, as in allow-lists: names and patterns.",
    ),
    Field::new(
        "assigned_key_ids",
        Kind::Texts,
        "Keys that it is given to, by hash.",
    ),
    Field::new(
        "assigned_team_ids",
        Kind::Texts,
        "Teams that it is given to.",
    ),
];

/// Fields of the budget that all calls to a group's models share, in both senses of the word: here a group
/// is a word that deployments are marked with.
pub const BUDGET_FIELDS: &[Field] = &[
    Field::new(
        "max_budget",
        Kind::Number,
        "What all calls to the group's models may spend, in US dollars.",
    ),
    Field::new(
        "soft_budget",
        Kind::Number,
        "From which spend an alert is raised, in US dollars.",
    ),
    Field::new(
        "budget_duration",
        Kind::Text,
        "How often it starts again, such as 30d.",
    ),
    Field::new(
        "budget_id",
        Kind::Text,
        "A named budget, whose limits hold where there are none of its own.",
    ),
];

/// Sets the budget of a marked group, or replaces it.
pub async fn set_budget(
    admin: &Admin,
    actor: &Actor,
    word: &str,
    mut body: Map<String, Value>,
    now: Micros,
) -> Result<OwnerSpend, AdminError> {
    let known = |name: &String| {
        BUDGET_FIELDS
            .iter()
            .any(|field| field.name == name.as_str())
    };
    if let Some(unknown) = body.keys().find(|name| !known(name)) {
        return Err(AdminError::Invalid {
            field: unknown.clone(),
            message: "Extra inputs are not permitted".into(),
        });
    }
    if body.values().all(Value::is_null) {
        return Err(bad(
            "max_budget",
            "One of max_budget, soft_budget, budget_duration or budget_id is required",
        ));
    }
    let change = OwnerChange::read(&mut body, "alias", "model_aliases", &[])?;
    let mut new = Owner::new(OwnerKind::AccessGroup, word, &actor.name, now);
    change.apply(&mut new, now)?;
    let attempt = async || {
        let keep = Change::Keep;
        let mut owner = new.clone();
        let Some(before) = admin.store.get_owner(OwnerKind::AccessGroup, word).await? else {
            // Taken means that somebody else was faster.
            let faster = || StoreError::Changed.into();
            return owners::insert(admin, actor, &owner, keep, faster, now).await;
        };
        owner.created_at = before.owner.created_at;
        owner.created_by.clone_from(&before.owner.created_by);
        let gone = || AdminError::Missing(format!("Access group '{word}' not found"));
        owners::update(admin, actor, &before.owner, &mut owner, keep, gone, now).await
    };
    until_unchanged(attempt).await
}

/// Takes the budget of a marked group away. Tells whether there was one.
pub async fn delete_budget(
    admin: &Admin,
    actor: &Actor,
    word: &str,
    now: Micros,
) -> Result<bool, AdminError> {
    let Some(row) = admin.store.get_owner(OwnerKind::AccessGroup, word).await? else {
        return Ok(false);
    };
    owners::delete(admin, actor, &row.owner, now).await?;
    Ok(true)
}

/// The budget of a marked group and what was spent of it, as answers show them.
pub async fn budget(
    admin: &Admin,
    word: &str,
    now: Micros,
) -> Result<(f64, Option<Value>), AdminError> {
    let Some(row) = owners::get(admin, OwnerKind::AccessGroup, word, now).await? else {
        return Ok((0.0, None));
    };
    let own = &row.owner;
    let limits = admin
        .effective(&own.limits, own.budget_id.as_deref())
        .await?;
    let shown = super::limits::view(&limits, TimeForm::Zulu);
    let told = json!({
        "budget_id": own.budget_id.as_deref(),
        "max_budget": shown.get("max_budget"),
        "soft_budget": shown.get("soft_budget"),
        "budget_duration": shown.get("budget_duration"),
        "budget_reset_at": row.spent.resets_at.map(|at| TimeForm::Zulu.write(at)),
    });
    Ok((row.spent.spend.usd(), Some(told)))
}

/// Fields that would give rights, and do not.
const NOT_IN_FORCE: &[&str] = &["access_mcp_server_ids", "access_agent_ids"];

/// What a request says about a group.
#[derive(Clone, Debug)]
pub struct GroupChange {
    name: Change<String>,
    description: Change<String>,
    models: Change<Vec<String>>,
    keys: Change<Vec<String>>,
    teams: Change<Vec<String>>,
}

impl GroupChange {
    /// Reads a request body.
    pub fn read(body: Map<String, Value>) -> Result<Self, AdminError> {
        let fields = Fields(body);
        refuse_ineffective(&fields, NOT_IN_FORCE)?;
        let name = fields.text("access_group_name")?;
        if name.as_ref().is_some_and(|name| name.trim().is_empty()) {
            return Err(bad(
                "access_group_name",
                "A group needs a name that is not blank.",
            ));
        }
        Ok(Self {
            name,
            description: fields.text("description")?,
            models: fields.texts("access_model_names")?,
            keys: fields.texts("assigned_key_ids")?,
            teams: fields.texts("assigned_team_ids")?,
        })
    }

    async fn apply(self, admin: &Admin, group: &mut AccessGroup) -> Result<(), AdminError> {
        if let Change::Set(name) = self.name {
            group.name = name;
        }
        self.description.apply(&mut group.description);
        self.models.apply_or_default(&mut group.models);
        if let Change::Set(keys) = &self.keys {
            for key in keys {
                let found = super::keys::find(admin, key).await?;
                found.ok_or_else(|| unknown("assigned_key_ids", "key", key))?;
            }
        }
        let hash = |key: String| {
            if key.starts_with("sk-") {
                KeyHash::of(&key).hex()
            } else {
                key
            }
        };
        let keys = self
            .keys
            .try_map(|keys| Ok::<_, AdminError>(keys.into_iter().map(hash).collect()))?;
        keys.apply_or_default(&mut group.key_ids);
        if let Change::Set(teams) = &self.teams {
            for team in teams {
                let found = admin.store.get_owner(OwnerKind::Team, team).await?;
                found.ok_or_else(|| unknown("assigned_team_ids", "team", team))?;
            }
        }
        self.teams.apply_or_default(&mut group.team_ids);
        Ok(())
    }
}

fn unknown(param: &'static str, noun: &str, id: &str) -> AdminError {
    // A secret that was given in place of a hash is not repeated.
    let id = if id.starts_with("sk-") {
        crate::domain::secret::mask(id)
    } else {
        id.to_owned()
    };
    bad(param, format!("{noun} '{id}' does not exist."))
}

fn missing(id: &str) -> AdminError {
    AdminError::Missing(format!("Access group '{id}' not found"))
}

fn failed(error: StoreError, group: &AccessGroup) -> AdminError {
    match error {
        StoreError::NotFound => missing(&group.id),
        StoreError::Conflict(Unique::Alias) => AdminError::Conflict {
            param: "access_group_name",
            message: format!("Access group '{}' already exists", group.name),
        },
        other => other.into(),
    }
}

/// Refuses ids of groups that nobody made.
pub async fn require_known(admin: &Admin, ids: Option<&Value>) -> Result<(), AdminError> {
    let Some(ids) = ids.filter(|ids| !ids.is_null()) else {
        return Ok(());
    };
    let wrong = || AdminError::Invalid {
        field: IDS.to_owned(),
        message: "Input should be a valid list of strings".to_owned(),
    };
    for id in ids.as_array().ok_or_else(wrong)? {
        let id = id.as_str().ok_or_else(wrong)?;
        if admin.store.get_access_group(id).await?.is_none() {
            return Err(bad(
                IDS,
                format!("Access group '{id}' does not exist. Make it with POST /v1/access_group."),
            ));
        }
    }
    Ok(())
}

/// One group, or a 404.
pub async fn get(admin: &Admin, id: &str) -> Result<AccessGroup, AdminError> {
    let found = admin.store.get_access_group(id).await?;
    found.ok_or_else(|| missing(id))
}

/// Makes a group.
pub async fn create(
    admin: &Admin,
    actor: &Actor,
    request: GroupChange,
    now: Micros,
) -> Result<AccessGroup, AdminError> {
    let mut group = AccessGroup {
        id: uuid::Uuid::new_v4().to_string(),
        name: String::new(),
        description: None,
        models: Vec::new(),
        key_ids: Vec::new(),
        team_ids: Vec::new(),
        created_at: now,
        updated_at: now,
        created_by: actor.name.clone(),
        updated_by: actor.name.clone(),
    };
    request.apply(admin, &mut group).await?;
    let audit = Admin::audit(
        actor,
        now,
        "created",
        ("access_group", &group.id),
        (None, Some(view(&group))),
    );
    let written = admin.store.insert_access_group(&group, &audit).await;
    written.map_err(|error| failed(error, &group))?;
    tell_rows(admin, actor, None, Some(&group), now).await?;
    Ok(group)
}

/// Changes a group; what is not named stays.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    request: GroupChange,
    now: Micros,
) -> Result<AccessGroup, AdminError> {
    let attempt = async || {
        let before = get(admin, id).await?;
        let mut group = before.clone();
        request.clone().apply(admin, &mut group).await?;
        let group = rewritten(admin, actor, &before, group, now).await?;
        Ok((before, group))
    };
    let (before, group) = until_unchanged(attempt).await?;
    tell_rows(admin, actor, Some(&before), Some(&group), now).await?;
    Ok(group)
}

/// Who may have a group.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Key,
    Team,
}

impl Holds {
    fn of(self, group: &AccessGroup) -> &[String] {
        match self {
            Self::Key => &group.key_ids,
            Self::Team => &group.team_ids,
        }
    }

    fn list(self, group: &mut AccessGroup) -> &mut Vec<String> {
        match self {
            Self::Key => &mut group.key_ids,
            Self::Team => &mut group.team_ids,
        }
    }
}

/// A row of a key or a team says which groups it has: it is in their lists from now on, and in no others.
pub(super) async fn follow(
    admin: &Admin,
    actor: &Actor,
    (holds, id): (Holds, &str),
    named: &Value,
    now: Micros,
) -> Result<(), AdminError> {
    let named: Vec<&str> = named
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for group in admin.store.access_groups().await? {
        let wanted = named.contains(&&*group.id);
        let attempt = async || {
            let before = get(admin, &group.id).await?;
            let mut after = before.clone();
            holds.list(&mut after).retain(|known| known != id);
            if wanted {
                holds.list(&mut after).push(id.to_owned());
            }
            rewritten(admin, actor, &before, after, now).await
        };
        if holds.of(&group).iter().any(|known| known == id) != wanted {
            until_unchanged(attempt).await?;
        }
    }
    Ok(())
}

/// Says in the rows of keys and teams what a change of a group gave them and took from them, where LiteLLM's
/// clients look for it. Those that are gone need no word.
async fn tell_rows(
    admin: &Admin,
    actor: &Actor,
    before: Option<&AccessGroup>,
    after: Option<&AccessGroup>,
    now: Micros,
) -> Result<(), AdminError> {
    let Some(group) = after.or(before) else {
        return Ok(());
    };
    for holds in [Holds::Key, Holds::Team] {
        let [was, is] =
            [before, after].map(|group| group.map(|group| holds.of(group)).unwrap_or_default());
        let changed = was
            .iter()
            .chain(is)
            .filter(|id| was.contains(id) != is.contains(id));
        for id in changed {
            let extra = match holds {
                Holds::Key => super::keys::find(admin, id).await?.map(|row| row.key.extra),
                Holds::Team => admin
                    .store
                    .get_owner(OwnerKind::Team, id)
                    .await?
                    .map(|row| row.owner.extra),
            };
            let Some(extra) = extra else { continue };
            let mut named = match &mut object(&extra)[IDS] {
                Value::Array(named) => std::mem::take(named),
                _ => Vec::new(),
            };
            named.retain(|known| *known != *group.id);
            if is.contains(id) {
                named.push(json!(group.id));
            }
            let extra = Map::from_iter([(IDS.to_owned(), Value::Array(named))]);
            match holds {
                Holds::Key => {
                    let change = KeyChange {
                        key: Some(id.clone()),
                        extra,
                        ..KeyChange::default()
                    };
                    Box::pin(super::keys::update(admin, actor, change, now)).await?;
                }
                Holds::Team => {
                    let change = TeamChange::of(id, extra);
                    Box::pin(super::teams::update(admin, actor, change, now)).await?;
                }
            }
        }
    }
    Ok(())
}

/// Writes a changed group, where it is still what it was `before`.
async fn rewritten(
    admin: &Admin,
    actor: &Actor,
    before: &AccessGroup,
    mut group: AccessGroup,
    now: Micros,
) -> Result<AccessGroup, AdminError> {
    group.updated_at = now.later_than(before.updated_at);
    group.updated_by.clone_from(&actor.name);
    let audit = Admin::audit(
        actor,
        now,
        "updated",
        ("access_group", &group.id),
        (Some(view(before)), Some(view(&group))),
    );
    let seen = Some(before.updated_at);
    let written = admin.store.update_access_group(seen, &group, &audit).await;
    written.map_err(|error| failed(error, &group))?;
    Ok(group)
}

/// Gives what a key was given to the same key under its new hash.
pub(super) async fn rename_key(
    admin: &Admin,
    actor: &Actor,
    old: &str,
    new: &str,
    now: Micros,
) -> Result<(), AdminError> {
    let named = |group: &AccessGroup| group.key_ids.iter().position(|id| id == old);
    let all = admin.store.access_groups().await?;
    for group in all.iter().filter(|group| named(group).is_some()) {
        let attempt = async || {
            let before = get(admin, &group.id).await?;
            let mut after = before.clone();
            if let Some(place) = named(&before) {
                new.clone_into(&mut after.key_ids[place]);
            }
            rewritten(admin, actor, &before, after, now).await
        };
        until_unchanged(attempt).await?;
    }
    Ok(())
}

/// Deletes a group: whoever had it has it no more.
pub async fn delete(admin: &Admin, actor: &Actor, id: &str, now: Micros) -> Result<(), AdminError> {
    let group = get(admin, id).await?;
    let audit = Admin::audit(
        actor,
        now,
        "deleted",
        ("access_group", id),
        (Some(view(&group)), None),
    );
    let removed = admin.store.delete_access_group(id, &audit).await;
    removed.map_err(|error| failed(error, &group))?;
    tell_rows(admin, actor, Some(&group), None, now).await
}

/// A group as answers show it.
#[must_use]
pub fn view(group: &AccessGroup) -> Value {
    json!({
        "access_group_id": group.id,
        "access_group_name": group.name,
        "description": group.description,
        "access_model_names": group.models,
        "access_mcp_server_ids": [],
        "access_agent_ids": [],
        "assigned_team_ids": group.team_ids,
        "assigned_key_ids": group.key_ids,
        "created_at": TimeForm::Zulu.write(group.created_at),
        "created_by": group.created_by,
        "updated_at": TimeForm::Zulu.write(group.updated_at),
        "updated_by": group.updated_by,
    })
}
