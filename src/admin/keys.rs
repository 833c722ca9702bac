//! Virtual keys: make, change, find, list, delete.

use super::fields::{Change, Fields, says_nothing};
use super::view;
use super::{Actor, Admin, AdminError, bad};
use crate::domain::budget::{Budget, Scope, ScopeKind, WindowKey};
use crate::domain::key::{KeyHash, KeyType, VirtualKey, mint};
use crate::domain::limits::Limits;
use crate::domain::money::Nanos;
use crate::domain::price::ServiceTier;
use crate::domain::record::{CallIntent, CallRecord, CallType, Outcome};
use crate::domain::secret::Secret;
use crate::domain::time::{Micros, Span};
use crate::domain::usage::{Usage, UsageSource};
use crate::store::{KeyPage, KeyRow, ListKeys, StoreError, Unique};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

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
    /// The most that it may spend, in US dollars.
    pub max_budget: Change<f64>,
    /// How often the budget starts again.
    pub budget_duration: Change<String>,
    /// What it has spent, in US dollars: a correction.
    pub spend: Change<f64>,
    /// The user it belongs to.
    pub user_id: Change<String>,
    /// The team it belongs to.
    pub team_id: Change<String>,
    /// Requests per minute.
    pub rpm_limit: Change<i64>,
    /// Tokens per minute.
    pub tpm_limit: Change<i64>,
    /// Requests at the same time.
    pub max_parallel_requests: Change<i64>,
    /// Notes.
    pub metadata: Change<Map<String, Value>>,
    /// Names that stand for other models.
    pub aliases: Change<BTreeMap<String, String>>,
    /// Refused while true.
    pub blocked: Change<bool>,
    /// What it is for.
    pub key_type: Change<KeyType>,
    /// Routes that it may call.
    pub allowed_routes: Change<Vec<String>>,
    /// Fields that only inform.
    pub extra: Map<String, Value>,
}

/// Fields that are kept and told, and change nothing.
const INFORMING: &[&str] = &["config", "permissions", "allowed_cache_controls"];

/// Fields that would limit or change what a key does, and do not yet. Accepting them would promise
/// what does not hold.
const NOT_IN_FORCE: &[&str] = &[
    "access_group_ids",
    "agent_id",
    "allowed_passthrough_routes",
    "allowed_vector_store_indexes",
    "auto_rotate",
    "budget_fallbacks",
    "budget_id",
    "budget_limits",
    "default_estimated_output_tokens",
    "default_estimated_output_tokens_per_model",
    "denied_passthrough_routes",
    "disable_global_guardrails",
    "enable_prompt_caching",
    "end_user_budget_id",
    "enforced_params",
    "guardrails",
    "mcp_rpm_limit",
    "model_max_budget",
    "model_rpm_limit",
    "model_tpm_limit",
    "object_permission",
    "organization_id",
    "policies",
    "project_id",
    "prompts",
    "rotation_interval",
    "router_settings",
    "rpm_limit_type",
    "send_invite_email",
    "soft_budget",
    "tag_rpm_limit",
    "tags",
    "temp_budget_expiry",
    "temp_budget_increase",
    "throttle_on_budget_exceeded",
    "tpd_limit",
    "tpm_limit_type",
];

impl KeyChange {
    /// Reads a request body.
    pub fn read(body: Map<String, Value>) -> Result<Self, AdminError> {
        let fields = Fields(body);
        if let Some(name) = NOT_IN_FORCE.iter().find(|name| {
            fields
                .0
                .get(**name)
                .is_some_and(|value| !says_nothing(value))
        }) {
            return Err(AdminError::BadRequest {
                param: None,
                message: format!(
                    "'{name}' is not supported by this version of cw-proxy and would have no effect. Leave it out."
                ),
            });
        }
        let key_type = match fields.text("key_type")? {
            Change::Set(name) => Change::Set(KeyType::parse(&name).ok_or_else(|| {
                AdminError::Invalid {
                    field: "key_type".to_owned(),
                    message: "Input should be 'llm_api', 'management', 'read_only' or 'default'"
                        .to_owned(),
                }
            })?),
            Change::Clear => Change::Clear,
            Change::Keep => Change::Keep,
        };
        let informing = INFORMING
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), fields.0.get(*name)?.clone())));
        Ok(Self {
            key: fields.text("key")?.value(),
            key_alias: fields.text("key_alias")?,
            duration: fields.text("duration")?,
            models: fields.texts("models")?,
            max_budget: fields.number("max_budget")?,
            budget_duration: fields.text("budget_duration")?,
            spend: fields.number("spend")?,
            user_id: fields.text("user_id")?,
            team_id: fields.text("team_id")?,
            rpm_limit: fields.integer("rpm_limit")?,
            tpm_limit: fields.integer("tpm_limit")?,
            max_parallel_requests: fields.integer("max_parallel_requests")?,
            metadata: fields.object("metadata")?,
            aliases: fields.text_map("aliases")?,
            blocked: fields.flag("blocked")?,
            key_type,
            allowed_routes: fields.texts("allowed_routes")?,
            extra: informing.collect(),
        })
    }
}

/// A key that was just made, with the secret that is shown this once.
#[derive(Debug)]
pub struct NewKey {
    /// The secret.
    pub secret: Secret,
    /// The key.
    pub key: VirtualKey,
    /// What it starts with as spent.
    pub spend: Nanos,
}

/// A key and what it spent.
#[derive(Debug)]
pub struct KeySpend {
    /// The key.
    pub key: VirtualKey,
    /// In the current window of its budget, or ever when that has none.
    pub spend: Nanos,
    /// Ever.
    pub total_spend: Nanos,
    /// When its budget starts again.
    pub budget_resets_at: Option<Micros>,
}

/// Makes a key.
pub async fn generate(
    admin: &Admin,
    actor: &Actor,
    request: KeyChange,
    now: Micros,
) -> Result<NewKey, AdminError> {
    let secret = match &request.key {
        Some(own) => custom_secret(admin, own)?,
        None => {
            let mut random = [0; 32];
            getrandom::fill(&mut random).map_err(|_| super::seal::SealError::NoRandom)?;
            mint(&random)
        }
    };
    let mut key = VirtualKey {
        hash: KeyHash::of(secret.expose()),
        name: key_name(secret.expose()),
        alias: None,
        user_id: None,
        team_id: None,
        models: Vec::new(),
        aliases: BTreeMap::new(),
        key_type: KeyType::Default,
        allowed_routes: Vec::new(),
        blocked: false,
        expires_at: None,
        limits: Limits {
            budget_anchor: now,
            ..Limits::default()
        },
        budget_id: None,
        organization_id: None,
        metadata: "{}".to_owned(),
        extra: "{}".to_owned(),
        created_at: now,
        updated_at: now,
        created_by: actor.name.clone(),
        updated_by: actor.name.clone(),
    };
    let spend = request.spend.as_ref().copied();
    apply(&mut key, request, now)?;
    require_free_alias(admin, key.alias.as_deref(), None).await?;
    let id = key.hash.hex();
    let audit = Admin::audit(
        actor,
        now,
        "created",
        ("key", &id),
        (None, Some(view::key_audit(&key))),
    );
    admin
        .store
        .insert_key(&key, &audit)
        .await
        .map_err(|error| taken(error, key.alias.as_deref()))?;
    let spend = Nanos::from_usd(spend.unwrap_or(0.0)).unwrap_or_default();
    if spend != Nanos::ZERO {
        correct(admin, &key, spend, Nanos::ZERO, now).await?;
    }
    Ok(NewKey { secret, key, spend })
}

/// `sk-...` and the last four characters of the secret; only the prefix for very short ones.
fn key_name(secret: &str) -> String {
    crate::domain::secret::mask(secret)
}

fn custom_secret(admin: &Admin, own: &str) -> Result<Secret, AdminError> {
    const CHARS_MIN: usize = 16;
    if !admin.custom_keys {
        return Err(bad(
            "key",
            "Custom keys are disabled (general_settings.disable_custom_api_keys): leave out 'key'.",
        ));
    }
    if !own.starts_with("sk-") {
        return Err(bad(
            "key",
            "Invalid key format. LiteLLM Virtual Key must start with 'sk-'.",
        ));
    }
    if own.len() < CHARS_MIN || own.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(bad(
            "key",
            format!(
                "A key needs at least {CHARS_MIN} characters and no white space, or it can be guessed."
            ),
        ));
    }
    Ok(Secret::new(own))
}

/// Finds a key by secret or hash.
pub async fn find(admin: &Admin, named: &str) -> Result<Option<KeyRow>, AdminError> {
    let hash = if named.starts_with("sk-") {
        Some(KeyHash::of(named))
    } else {
        KeyHash::from_hex(named)
    };
    match hash {
        Some(hash) => Ok(admin.store.get_key(&hash).await?),
        None => Ok(None),
    }
}

/// Changes a key that is named by secret, hash or, without either, by alias.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    request: KeyChange,
    now: Micros,
) -> Result<KeySpend, AdminError> {
    let row = match (&request.key, request.key_alias.as_ref()) {
        (Some(named), _) => find(admin, named).await?,
        (None, Some(alias)) => admin.store.get_key_by_alias(alias).await?,
        (None, None) => {
            return Err(AdminError::Invalid {
                field: "key".to_owned(),
                message: "Either 'key' or 'key_alias' is required".to_owned(),
            });
        }
    };
    let row = row.ok_or_else(|| AdminError::NotFound("Key not found.".to_owned()))?;
    let before = view::key_audit(&row.key);
    let spend = request.spend.clone();
    let mut key = row.key;
    apply(&mut key, request, now)?;
    key.updated_at = now;
    key.updated_by.clone_from(&actor.name);
    require_free_alias(admin, key.alias.as_deref(), Some(&key.hash)).await?;
    let id = key.hash.hex();
    let audit = Admin::audit(
        actor,
        now,
        "updated",
        ("key", &id),
        (Some(before), Some(view::key_audit(&key))),
    );
    let stored = admin.store.update_key(&key.hash, &key, &audit).await;
    stored.map_err(|error| match error {
        StoreError::NotFound => AdminError::NotFound("Key not found.".to_owned()),
        other => taken(other, key.alias.as_deref()),
    })?;
    if let Change::Set(target) = spend {
        let current = with_spend(
            admin,
            KeyRow {
                key: key.clone(),
                spend: row.spend,
            },
            now,
        )
        .await?;
        let target = Nanos::from_usd(target)
            .ok_or_else(|| bad("spend", "'spend' is not an amount of US dollars."))?;
        correct(admin, &key, target, current.spend, now).await?;
    }
    let row = find(admin, &id)
        .await?
        .ok_or_else(|| AdminError::NotFound("Key not found.".to_owned()))?;
    with_spend(admin, row, now).await
}

/// Writes a request's fields into a key and checks them.
fn apply(key: &mut VirtualKey, request: KeyChange, now: Micros) -> Result<(), AdminError> {
    request.key_alias.apply(&mut key.alias);
    key.alias = key
        .alias
        .take()
        .map(|alias| alias.trim().to_owned())
        .filter(|alias| !alias.is_empty());
    request.models.apply_or_default(&mut key.models);
    match request.duration {
        Change::Set(text) if text.trim() != "-1" => {
            key.expires_at = Some(Span::parse(&text)?.after(now))
        }
        Change::Set(_) | Change::Clear => key.expires_at = None,
        Change::Keep => {}
    }
    match request.max_budget {
        Change::Set(usd) => key.limits.max_budget = Some(budget(usd)?),
        Change::Clear => key.limits.max_budget = None,
        Change::Keep => {}
    }
    match request.budget_duration {
        Change::Set(text) => set_period(key, &text, now)?,
        Change::Clear => key.limits.budget_period = None,
        Change::Keep => {}
    }
    if request
        .spend
        .as_ref()
        .is_some_and(|usd| *usd < 0.0 || Nanos::from_usd(*usd).is_none())
    {
        return Err(bad(
            "spend",
            "'spend' must be an amount of US dollars, zero or more.",
        ));
    }
    set_text(&mut key.user_id, request.user_id);
    set_text(&mut key.team_id, request.team_id);
    request.rpm_limit.apply(&mut key.limits.rpm_limit);
    request.tpm_limit.apply(&mut key.limits.tpm_limit);
    request
        .max_parallel_requests
        .apply(&mut key.limits.max_parallel_requests);
    set_object(&mut key.metadata, request.metadata);
    request.aliases.apply_or_default(&mut key.aliases);
    request.blocked.apply_or_default(&mut key.blocked);
    let routes_named = request
        .allowed_routes
        .as_ref()
        .is_some_and(|routes| !routes.is_empty());
    request
        .allowed_routes
        .apply_or_default(&mut key.allowed_routes);
    if let Change::Set(key_type) = request.key_type {
        key.key_type = key_type;
        if !routes_named {
            key.allowed_routes = key_type.routes().iter().map(ToString::to_string).collect();
        }
    }
    if !request.extra.is_empty() {
        let mut extra: Map<String, Value> = serde_json::from_str(&key.extra).unwrap_or_default();
        extra.extend(request.extra);
        key.extra = Value::Object(extra).to_string();
    }
    Ok(())
}

fn budget(usd: f64) -> Result<Nanos, AdminError> {
    let amount = Nanos::from_usd(usd).filter(|amount| *amount >= Nanos::ZERO);
    amount.ok_or_else(|| {
        bad(
            "max_budget",
            format!("max_budget cannot be negative or beyond counting. Got={usd}"),
        )
    })
}

fn set_period(key: &mut VirtualKey, text: &str, now: Micros) -> Result<(), AdminError> {
    let period = Span::parse_period(text).map_err(|_| {
        bad(
            "budget_duration",
            format!(
                "Invalid budget_duration '{text}'. Use a format like '1h', '24h', '7d', or '30d'."
            ),
        )
    })?;
    if key.limits.budget_period != Some(period) {
        key.limits.budget_anchor = now;
    }
    key.limits.budget_period = Some(period);
    Ok(())
}

fn set_text(field: &mut Option<std::sync::Arc<str>>, change: Change<String>) {
    match change {
        Change::Set(text) => {
            *field = Some(crate::gateway::admit::clean(&text)).filter(|text| !text.is_empty())
        }
        Change::Clear => *field = None,
        Change::Keep => {}
    }
}

fn set_object(field: &mut String, change: Change<Map<String, Value>>) {
    match change {
        Change::Set(object) => *field = Value::Object(object).to_string(),
        Change::Clear => "{}".clone_into(field),
        Change::Keep => {}
    }
}

fn alias_taken(alias: &str) -> AdminError {
    AdminError::Conflict {
        param: "key_alias",
        message: format!(
            "Key with alias '{alias}' already exists. Unique key aliases across all keys are required."
        ),
    }
}

fn taken(error: StoreError, alias: Option<&str>) -> AdminError {
    match error {
        StoreError::Conflict(Unique::Alias) => alias_taken(alias.unwrap_or_default()),
        StoreError::Conflict(Unique::Id) => AdminError::Conflict {
            param: "key",
            message: "This key already exists. Choose another, or leave out 'key'.".into(),
        },
        other => other.into(),
    }
}

async fn require_free_alias(
    admin: &Admin,
    alias: Option<&str>,
    own: Option<&KeyHash>,
) -> Result<(), AdminError> {
    let Some(alias) = alias else { return Ok(()) };
    match admin.store.get_key_by_alias(alias).await? {
        Some(row) if Some(&row.key.hash) != own => Err(alias_taken(alias)),
        _ => Ok(()),
    }
}

/// The window that a key's budget watches, and when it ends.
fn window(admin: &Admin, key: &VirtualKey, now: Micros) -> (WindowKey, Option<Micros>) {
    let scope = Scope {
        kind: ScopeKind::Key,
        id: key.hash.hex().into(),
    };
    let budget = Budget {
        scope,
        label: "".into(),
        limit: Nanos::ZERO,
        period: key
            .limits
            .budget_period
            .map(|span| (span, span.to_string().into())),
        anchor: key.limits.budget_anchor,
        raise: None,
    };
    budget.window(&admin.calendar, now)
}

/// Adds what a key spent.
pub async fn with_spend(admin: &Admin, row: KeyRow, now: Micros) -> Result<KeySpend, AdminError> {
    let (window, budget_resets_at) = window(admin, &row.key, now);
    let lifetime = WindowKey::lifetime(window.scope.clone());
    let spent = admin.store.window_spend(&[window, lifetime]).await?;
    Ok(KeySpend {
        key: row.key,
        spend: spent[0],
        total_spend: spent[1],
        budget_resets_at,
    })
}

/// Moves a total by a row of its own: totals are sums of rows, and stay so.
async fn correct(
    admin: &Admin,
    key: &VirtualKey,
    target: Nanos,
    current: Nanos,
    now: Micros,
) -> Result<(), AdminError> {
    let (window, _) = window(admin, key, now);
    let lifetime = WindowKey::lifetime(window.scope.clone());
    let windows = if window == lifetime {
        vec![lifetime]
    } else {
        vec![lifetime, window]
    };
    let request_id: std::sync::Arc<str> = uuid::Uuid::now_v7().to_string().into();
    let intent = CallIntent {
        call_id: request_id.clone(),
        request_id,
        started_at: now,
        call_type: CallType::Chat,
        stream: false,
        key_id: key.hash.hex().into(),
        user_id: None,
        team_id: None,
        end_user: None,
        model_group: "".into(),
        windows: windows.into(),
        reserved: Nanos::ZERO,
        estimated_input_tokens: 0,
        price_version: "".into(),
    };
    let record = CallRecord {
        intent,
        ended_at: now,
        first_token_at: None,
        outcome: Outcome::Adjustment,
        status: 200,
        error: String::new(),
        deployment_id: "".into(),
        model: "".into(),
        provider: "",
        api_base: "".into(),
        attempts: 0,
        response_id: String::new(),
        usage: Usage::default(),
        usage_source: UsageSource::None,
        service_tier: ServiceTier::Standard,
        price_version: "".into(),
        cost: target - current,
        upstream_cost: None,
        client_ip: String::new(),
        payload: None,
    };
    admin.record(Box::new(record)).await
}

/// One key by secret or hash, with its spend.
pub async fn info(admin: &Admin, named: &str, now: Micros) -> Result<KeySpend, AdminError> {
    let row = find(admin, named)
        .await?
        .ok_or_else(|| AdminError::NotFound("Key not found in database".to_owned()))?;
    with_spend(admin, row, now).await
}

/// A page of keys with their spend.
pub async fn list(
    admin: &Admin,
    list: &ListKeys,
    now: Micros,
) -> Result<(Vec<KeySpend>, u64), AdminError> {
    let KeyPage { rows, total_count } = admin.store.list_keys(list).await?;
    let windows: Vec<_> = rows
        .iter()
        .map(|row| window(admin, &row.key, now))
        .collect();
    let keys: Vec<_> = windows.iter().map(|(window, _)| window.clone()).collect();
    let spent = admin.store.window_spend(&keys).await?;
    let with =
        |((row, spend), (_, resets_at)): ((KeyRow, Nanos), (WindowKey, Option<Micros>))| KeySpend {
            total_spend: row.spend,
            key: row.key,
            spend,
            budget_resets_at: resets_at,
        };
    Ok((
        rows.into_iter().zip(spent).zip(windows).map(with).collect(),
        total_count,
    ))
}

/// Deletes keys by secret or hash and by alias. Tells how many there were.
pub async fn delete(
    admin: &Admin,
    actor: &Actor,
    keys: &[String],
    aliases: &[String],
    now: Micros,
) -> Result<usize, AdminError> {
    if keys.is_empty() && aliases.is_empty() {
        return Err(AdminError::Invalid {
            field: "keys".to_owned(),
            message: "Either 'keys' or 'key_aliases' must name at least one key".to_owned(),
        });
    }
    let mut found = Vec::new();
    for named in keys {
        found.extend(find(admin, named).await?);
    }
    for alias in aliases {
        found.extend(admin.store.get_key_by_alias(alias).await?);
    }
    let mut deleted = 0;
    for row in &found {
        let id = row.key.hash.hex();
        let audit = Admin::audit(
            actor,
            now,
            "deleted",
            ("key", &id),
            (Some(view::key_audit(&row.key)), None),
        );
        match admin.store.delete_key(&row.key.hash, &audit).await {
            Ok(()) => deleted += 1,
            // Named twice, or deleted by someone else a moment ago: gone either way.
            Err(StoreError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    if deleted == 0 {
        return Err(AdminError::NotFound(
            "{'error': 'No keys found'}".to_owned(),
        ));
    }
    Ok(deleted)
}
