//! What a request says about a key, and writing it into one.

use super::super::fields::{Change, Field, Fields, Kind};
use super::super::limits::{self, LimitChange};
use super::super::{AdminError, access_groups, bad, call_rules};
use crate::domain::key::{KeyType, VirtualKey};
use crate::domain::money::Nanos;
use crate::domain::time::{Micros, Span};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Fields of a key, beside its limits.
pub const FIELDS: &[Field] = &[
    Field::new(
        "key",
        Kind::Text,
        "The secret (`sk-…`), chosen when making a key; names the key when changing one.",
    ),
    Field::new("key_alias", Kind::Text, "A name, unique among live keys."),
    Field::new(
        "duration",
        Kind::Text,
        "How long it lives, such as `30d`; `-1` is for ever.",
    ),
    Field::new(
        "models",
        Kind::Texts,
        "Models that it may call; empty means all that its owner may.",
    ),
    Field::new(
        "spend",
        Kind::Number,
        "What it has spent, in US dollars: a correction.",
    ),
    Field::new("user_id", Kind::Text, "The user it belongs to."),
    Field::new("team_id", Kind::Text, "The team it belongs to."),
    Field::new(
        "organization_id",
        Kind::Text,
        "The organization it belongs to.",
    ),
    Field::new(
        "budget_id",
        Kind::Text,
        "A named budget, whose limits hold where the key has none of its own.",
    ),
    Field::new("metadata", Kind::Object, "Notes."),
    Field::new("tags", Kind::Texts, "Tags of every call of this key."),
    Field::new(
        "aliases",
        Kind::TextMap,
        "Names that stand for other models when this key calls.",
    ),
    Field::new("blocked", Kind::Flag, "Refused while true."),
    Field::new(
        "key_type",
        Kind::Word(&["llm_api", "management", "read_only", "default"]),
        "What it is for.",
    ),
    Field::new(
        "allowed_routes",
        Kind::Texts,
        "Routes and groups of routes that it may call.",
    ),
    Field::new(
        "access_group_ids",
        Kind::Texts,
        "Groups of models that it may call beside its own list.",
    ),
    Field::new(
        "guardrails",
        Kind::Texts,
        "Guardrails that look at every call of this key.",
    ),
    Field::new("config", Kind::Object, "Kept and shown."),
    Field::new("permissions", Kind::Object, "Kept and shown."),
    Field::new("allowed_cache_controls", Kind::Texts, "Kept and shown."),
];

/// Fields that would limit or change what a key does, and do not. Accepting them would promise what
/// does not hold.
pub(in crate::admin) const NOT_IN_FORCE: &[&str] = &[
    "agent_id",
    "allowed_vector_store_indexes",
    "auto_rotate",
    "enable_prompt_caching",
    "mcp_rpm_limit",
    "object_permission",
    "policies",
    "project_id",
    "prompts",
    "rotation_interval",
    "send_invite_email",
    "throttle_on_budget_exceeded",
];

/// What a request says about a key; the same for making and for changing one.
#[derive(Debug, Clone, Default)]
pub struct KeyChange {
    /// The secret, when the caller chooses it or names the key by it.
    pub key: Option<String>,
    /// A name for it.
    pub key_alias: Change<String>,
    /// How long it lives, or `-1` for ever.
    pub duration: Change<String>,
    /// Models that it may call.
    pub models: Change<Vec<String>>,
    /// What it may spend and do.
    pub limits: LimitChange,
    /// A named budget.
    pub budget_id: Change<String>,
    /// What it has spent: a correction.
    pub spend: Change<Nanos>,
    /// The user it belongs to.
    pub user_id: Change<String>,
    /// The team it belongs to.
    pub team_id: Change<String>,
    /// The organization it belongs to.
    pub organization_id: Change<String>,
    /// Notes.
    pub metadata: Change<Map<String, Value>>,
    /// Tags of its calls; they are kept among the notes.
    pub tags: Change<Vec<String>>,
    /// Names that stand for other models.
    pub aliases: Change<BTreeMap<String, String>>,
    /// Refused while true.
    pub blocked: Change<bool>,
    /// What it is for.
    pub key_type: Change<KeyType>,
    /// Routes that it may call.
    pub allowed_routes: Change<Vec<String>>,
    /// Fields that are kept as they are.
    pub extra: Map<String, Value>,
}

impl KeyChange {
    /// Reads a request body.
    pub fn read(body: Map<String, Value>) -> Result<Self, AdminError> {
        let mut fields = Fields(body);
        call_rules::refuse_ineffective(&fields, NOT_IN_FORCE)?;
        call_rules::from_notes(&mut fields.0);
        call_rules::check(&fields)?;
        fields.texts(access_groups::IDS)?;
        fields.texts("guardrails")?;
        let kept = call_rules::names(|kept| kept.of.keys()).into_iter();
        let kept = kept.filter_map(|name| Some((name.to_owned(), fields.0.get(name)?.clone())));
        Ok(Self {
            key: fields.text("key")?.value(),
            key_alias: fields.text("key_alias")?,
            duration: fields.worded("duration")?,
            models: fields.texts("models")?,
            limits: LimitChange::read(&fields)?,
            budget_id: fields.text("budget_id")?,
            spend: limits::money(&fields, "spend")?,
            user_id: fields.text("user_id")?,
            team_id: fields.text("team_id")?,
            organization_id: fields.text("organization_id")?,
            metadata: fields.object("metadata")?,
            tags: fields.texts("tags")?,
            aliases: fields.text_map("aliases")?,
            blocked: fields.flag("blocked")?,
            key_type: fields.word(
                "key_type",
                &["llm_api", "management", "read_only", "default"],
                KeyType::parse,
            )?,
            allowed_routes: fields.texts("allowed_routes")?,
            extra: kept.collect(),
        })
    }

    /// Writes everything but spend into a key, and checks it.
    pub fn apply(self, key: &mut VirtualKey, now: Micros) -> Result<(), AdminError> {
        self.key_alias.apply(&mut key.alias);
        key.alias = key
            .alias
            .take()
            .map(|alias| alias.trim().to_owned())
            .filter(|alias| !alias.is_empty());
        self.models.apply_or_default(&mut key.models);
        match self.duration {
            Change::Set(text) if text.trim() != "-1" => {
                key.expires_at = Some(Span::parse(&text)?.after(now))
            }
            Change::Set(_) | Change::Clear => key.expires_at = None,
            Change::Keep => {}
        }
        self.limits.apply(&mut key.limits, now)?;
        set_text(&mut key.budget_id, self.budget_id);
        set_text(&mut key.user_id, self.user_id);
        set_text(&mut key.team_id, self.team_id);
        set_text(&mut key.organization_id, self.organization_id);
        set_notes(&mut key.metadata, self.metadata, self.tags);
        self.aliases.apply_or_default(&mut key.aliases);
        self.blocked.apply_or_default(&mut key.blocked);
        let routes_named = self
            .allowed_routes
            .as_ref()
            .is_some_and(|routes| !routes.is_empty());
        self.allowed_routes
            .apply_or_default(&mut key.allowed_routes);
        if let Change::Set(key_type) = self.key_type {
            key.key_type = key_type;
            if !routes_named {
                key.allowed_routes = key_type.routes().iter().map(ToString::to_string).collect();
            }
        }
        merge(&mut key.extra, self.extra);
        Ok(())
    }
}

/// Sets a text of somebody's id; an empty one is none.
pub(in crate::admin) fn set_text(field: &mut Option<Arc<str>>, change: Change<String>) {
    match change {
        Change::Set(text) => {
            *field = Some(crate::gateway::admit::clean(&text)).filter(|text| !text.is_empty())
        }
        Change::Clear => *field = None,
        Change::Keep => {}
    }
}

/// Replaces notes, and keeps tags among them. Tags that are not named stay.
pub(in crate::admin) fn set_notes(
    notes: &mut String,
    change: Change<Map<String, Value>>,
    tags: Change<Vec<String>>,
) {
    let old: Map<String, Value> = serde_json::from_str(notes).unwrap_or_default();
    let mut new = match change {
        Change::Keep => old,
        Change::Clear => Map::new(),
        Change::Set(new) => new,
    };
    match tags {
        Change::Keep => {}
        Change::Clear => {
            new.remove("tags");
        }
        Change::Set(tags) => {
            new.insert("tags".to_owned(), json!(tags));
        }
    }
    *notes = Value::Object(new).to_string();
}

/// Adds members to a stored object.
pub(in crate::admin) fn merge(stored: &mut String, more: Map<String, Value>) {
    if more.is_empty() {
        return;
    }
    let mut all: Map<String, Value> = serde_json::from_str(stored).unwrap_or_default();
    all.extend(more);
    *stored = Value::Object(all).to_string();
}

/// The name of a key that is refused without one.
pub(super) fn nameless() -> AdminError {
    AdminError::Invalid {
        field: "key".to_owned(),
        message: "Either 'key' or 'key_alias' is required".to_owned(),
    }
}

pub(super) fn alias_taken(alias: &str) -> AdminError {
    bad_alias(format!(
        "Key with alias '{alias}' already exists. Unique key aliases across all keys are required."
    ))
}

fn bad_alias(message: String) -> AdminError {
    bad("key_alias", message)
}
