//! Keys and models as JSON, in the shapes that LiteLLM's management API gives them.

use super::keys::{KeySpend, NewKey};
use super::{call_rules, limits};
use crate::domain::key::VirtualKey;
use crate::domain::limits::Limits;
use crate::domain::owner::NamedBudget;
use crate::domain::time::Micros;
use serde_json::{Map, Value, json};

/// Fields of a key row that this proxy has no value for, with what LiteLLM's answers hold then.
fn empty_fields() -> Value {
    json!({
        "soft_budget_cooldown": false, "config": {}, "router_settings": {}, "agent_id": null, "project_id": null,
        "permissions": {}, "allowed_cache_controls": [], "policies": [], "access_group_ids": [],
        "model_spend": {}, "model_max_budget": {}, "budget_fallbacks": {}, "budget_id": null,
        "organization_id": null, "object_permission_id": null, "settings_updated_at": null, "last_active": null,
        "rotation_count": 0, "auto_rotate": false, "rotation_interval": null, "last_rotation_at": null,
        "key_rotation_at": null, "litellm_budget_table": null,
        "litellm_organization_table": null, "litellm_project_table": null, "object_permission": null,
        "jwt_key_mappings": null,
    })
}

/// Fields that only an answer to `/key/generate` holds.
fn generate_fields() -> Value {
    json!({
        "duration": null, "model_rpm_limit": null, "model_tpm_limit": null, "mcp_rpm_limit": null,
        "tag_rpm_limit": null, "guardrails": null, "prompts": null, "default_estimated_output_tokens": null,
        "default_estimated_output_tokens_per_model": null, "end_user_budget_id": null, "tags": null,
        "disable_global_guardrails": null, "enable_prompt_caching": null, "throttle_on_budget_exceeded": null,
        "enforced_params": null, "allowed_passthrough_routes": null, "denied_passthrough_routes": null,
        "allowed_vector_store_indexes": null, "rpm_limit_type": null, "tpm_limit_type": null,
    })
}

/// Settings of the router as an answer to `/key/generate` holds them where a key has none of its own.
fn router_settings() -> Value {
    json!({
        "routing_strategy_args": null, "routing_strategy": null, "routing_groups": null, "retry_policy": null,
        "model_group_retry_policy": null, "model_group_affinity_config": null, "allowed_fails": null,
        "cooldown_time": null, "num_retries": null, "timeout": null, "max_retries": null, "retry_after": null,
        "fallbacks": null, "context_window_fallbacks": null, "model_group_alias": {}, "enable_tag_filtering": null,
        "weights": null, "tag_routing_prefix": null, "optional_pre_call_checks": null,
    })
}

/// How a time is written: `…Z` in answers to creation and in lists, `…+00:00` elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeForm {
    /// `2026-12-23T21:06:37.458664Z`.
    Zulu,
    /// `2026-12-23T21:06:37.458664+00:00`.
    Offset,
}

impl TimeForm {
    /// Writes a time.
    #[must_use]
    pub fn write(self, at: Micros) -> String {
        let zulu = at.rfc3339();
        match self {
            Self::Zulu => zulu,
            Self::Offset => zulu.replace('Z', "+00:00"),
        }
    }
}

/// A stored object.
#[must_use]
pub fn object(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| json!({}))
}

/// Notes, with limits of single models among them as LiteLLM shows them.
#[must_use]
pub fn notes(metadata: &str, limits: &Limits) -> Value {
    let mut notes = object(metadata);
    if let Value::Object(notes) = &mut notes {
        notes.extend(limits::model_rates(limits));
    }
    notes
}

/// What is stored about a key.
fn key_fields(key: &VirtualKey, form: TimeForm) -> Map<String, Value> {
    let mut extra = match object(&key.extra) {
        Value::Object(extra) => extra,
        _ => Map::new(),
    };
    let mut notes = notes(&key.metadata, &key.limits);
    if let Value::Object(notes) = &mut notes {
        notes.extend(call_rules::taken(&mut extra));
    }
    let mut fields = json!({
        "key_name": key.name,
        "key_alias": key.alias,
        "expires": key.expires_at.map(|at| form.write(at)),
        "models": key.models,
        "aliases": key.aliases,
        "user_id": key.user_id.as_deref(),
        "team_id": key.team_id.as_deref(),
        "organization_id": key.organization_id.as_deref(),
        "budget_id": key.budget_id.as_deref(),
        "metadata": notes,
        "blocked": key.blocked.then_some(true),
        "allowed_routes": key.allowed_routes,
        "key_type": key.key_type.as_str(),
        "created_at": form.write(key.created_at),
        "created_by": key.created_by,
        "updated_at": form.write(key.updated_at),
        "updated_by": key.updated_by,
        "settings_updated_at": (key.updated_at > key.created_at).then(|| form.write(key.updated_at)),
    });
    // What has a value here takes the place of what LiteLLM's answers hold without one.
    let mut all = match empty_fields() {
        Value::Object(empty) => empty,
        _ => Map::new(),
    };
    all.extend(
        fields
            .as_object_mut()
            .map(std::mem::take)
            .unwrap_or_default(),
    );
    all.extend(limits::view(&key.limits, form));
    all.extend(extra);
    all
}

/// A key with its spend, as `/key/info` and `/key/list` show it.
#[must_use]
pub fn key_row(row: &KeySpend, form: TimeForm) -> Map<String, Value> {
    let mut fields = key_fields(&row.key, form);
    fields.insert("spend".into(), json!(row.spend.usd()));
    fields.insert("total_spend".into(), json!(row.total_spend.usd()));
    fields.insert(
        "budget_reset_at".into(),
        json!(row.budget_resets_at.map(|at| form.write(at))),
    );
    fields.insert(
        "last_active".into(),
        json!(row.last_active.map(|at| form.write(at))),
    );
    let table = table_of(&row.key, row.budget.as_ref(), form);
    fields.insert("litellm_budget_table".into(), table);
    fields
}

/// The budget that a key points at. LiteLLM keeps `soft_budget` in such a row, which clients read.
fn table_of(key: &VirtualKey, budget: Option<&NamedBudget>, form: TimeForm) -> Value {
    match budget {
        Some(budget) => budget_table(budget, form),
        None if key.limits.more.soft_budget.is_some() => {
            let soft = key
                .limits
                .more
                .soft_budget
                .map(crate::domain::money::Nanos::usd);
            let mut table = empty_budget();
            table.extend(limits::budget_view(&Limits::default(), form));
            table.insert("soft_budget".into(), json!(soft));
            let made = json!({
                "created_at": form.write(key.created_at), "created_by": key.created_by,
                "updated_at": form.write(key.updated_at), "updated_by": key.updated_by,
            });
            if let Value::Object(made) = made {
                table.extend(made);
            }
            Value::Object(table)
        }
        None => Value::Null,
    }
}

/// Fields of a budget's row that have no value here, with what LiteLLM's answers hold then.
#[must_use]
pub fn empty_budget() -> Map<String, Value> {
    let fields = json!({
        "budget_id": null, "budget_reset_at": null, "organization": null,
        "projects": null, "keys": null, "end_users": null, "tags": null, "model_access_groups": null,
        "team_membership": null, "organization_membership": null,
    });
    match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// A named budget as answers show it beside whatever points at it.
fn budget_table(budget: &NamedBudget, form: TimeForm) -> Value {
    let mut table = empty_budget();
    table.extend(limits::budget_view(&budget.limits, form));
    let own = json!({
        "budget_id": &*budget.id,
        "created_at": form.write(budget.created_at),
        "created_by": budget.created_by,
        "updated_at": form.write(budget.updated_at),
        "updated_by": budget.updated_by,
    });
    if let Value::Object(own) = own {
        table.extend(own);
    }
    Value::Object(table)
}

/// The answer to `/key/generate`: the only one that ever holds the secret.
#[must_use]
pub fn new_key(new: &NewKey) -> Value {
    let hash = new.key.hash.hex();
    let mut fields = key_fields(&new.key, TimeForm::Zulu);
    if let Value::Object(usual) = generate_fields() {
        // What the key has stays.
        for (name, value) in usual {
            fields.entry(name).or_insert(value);
        }
    }
    let table = table_of(&new.key, new.budget.as_ref(), TimeForm::Zulu);
    fields.insert("litellm_budget_table".into(), table);
    let mut settings = router_settings();
    if let (Some(all), Some(Value::Object(own))) =
        (settings.as_object_mut(), fields.remove("router_settings"))
    {
        all.extend(own);
    }
    fields.insert("router_settings".into(), settings);
    fields.insert("policies".into(), Value::Null);
    fields.insert("spend".into(), json!(new.spend.usd()));
    fields.insert("key".into(), json!(new.secret.expose()));
    fields.insert("token".into(), json!(hash));
    fields.insert("token_id".into(), json!(hash));
    fields.insert(
        "budget_reset_at".into(),
        json!(new.budget_resets_at.map(|at| TimeForm::Zulu.write(at))),
    );
    Value::Object(fields)
}

/// A key as the audit log keeps it: no secret, no hash that could be tried offline.
#[must_use]
pub fn key_audit(key: &VirtualKey) -> Value {
    Value::Object(key_fields(key, TimeForm::Zulu))
}
