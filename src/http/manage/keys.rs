//! `/key/*`.

use super::super::App;
use super::super::error::Problem;
use super::reply::{Given, Reply};
use super::table::Managed;
use crate::admin::fields::{Change, Field, Fields, Kind};
use crate::admin::keys::{self as operations, KeyChange, KeySpend, Regenerate, rights};
use crate::admin::view::{TimeForm, key_row, new_key};
use crate::admin::{AdminError, call_rules, limits, master};
use crate::domain::key::KeyHash;
use crate::domain::money::Nanos;
use crate::domain::owner::Rank;
use crate::domain::secret::Secret;
use serde_json::{Map, Value, json};
use std::sync::Arc;

const KEY: &[Field] = &[Field::required(
    "key",
    Kind::Text,
    "The key, by secret or hash.",
)];
const NAMES: &[Field] = &[
    Field::new("keys", Kind::Texts, "Keys, by secret or hash."),
    Field::new("key_aliases", Kind::Texts, "Keys, by alias."),
];
const WHICH: &[Field] = &[Field::new(
    "key",
    Kind::Text,
    "The key, by secret or hash; the caller's own without.",
)];
const BULK: &[Field] = &[Field::required(
    "keys",
    Kind::Objects,
    "Changes, each with the `key` that it is for.",
)];
const RESET: &[Field] = &[Field::required(
    "reset_to",
    Kind::Number,
    "The spend that is left, in US dollars.",
)];
const CHANGE: &[&[Field]] = &[
    operations::FIELDS,
    limits::FIELDS,
    call_rules::OF_KEYS,
    call_rules::OF_BOTH,
];
const REGENERATE: &[&[Field]] = &[
    operations::FIELDS,
    limits::FIELDS,
    call_rules::OF_KEYS,
    call_rules::OF_BOTH,
    operations::REGENERATE_FIELDS,
];

/// The operations on keys.
pub const ROUTES: &[Managed] = &[
    Managed::post(
        "/key/generate",
        Rank::Internal,
        "Makes a key; its secret is shown once.",
        |app, given| Box::pin(generate(app, given)),
    )
    .body(CHANGE),
    Managed::post(
        "/key/service-account/generate",
        Rank::Internal,
        "Makes a key that belongs to a team and to nobody in it.",
        |app, given| Box::pin(service_account(app, given)),
    )
    .body(CHANGE),
    Managed::post(
        "/key/update",
        Rank::Internal,
        "Changes a key: fields that are sent change, null clears.",
        |app, given| Box::pin(update(app, given)),
    )
    .body(CHANGE),
    Managed::post(
        "/key/bulk_update",
        Rank::Internal,
        "Changes many keys; each succeeds or fails by itself.",
        |app, given| Box::pin(bulk_update(app, given)),
    )
    .body(&[BULK]),
    Managed::post(
        "/key/delete",
        Rank::Internal,
        "Deletes keys by secret, hash or alias.",
        |app, given| Box::pin(delete(app, given)),
    )
    .body(&[NAMES]),
    Managed::get(
        "/key/info",
        Rank::Nobody,
        "Tells about a key.",
        |app, given| Box::pin(info(app, given)),
    )
    .query(WHICH),
    Managed::post(
        "/v2/key/info",
        Rank::Nobody,
        "Tells about many keys; unknown ones are left out.",
        |app, given| Box::pin(infos(app, given)),
    )
    .body(&[NAMES])
    .tells(),
    Managed::post(
        "/key/block",
        Rank::Internal,
        "Refuses a key from now on.",
        |app, given| Box::pin(block(app, given, true)),
    )
    .body(&[KEY]),
    Managed::post(
        "/key/unblock",
        Rank::Internal,
        "Lets a key in again.",
        |app, given| Box::pin(block(app, given, false)),
    )
    .body(&[KEY]),
    Managed::post(
        "/key/regenerate",
        Rank::Internal,
        "Gives a key a new secret.",
        |app, given| Box::pin(regenerate(app, given)),
    )
    .body(REGENERATE),
    Managed::post(
        "/key/{key}/regenerate",
        Rank::Internal,
        "Gives a key a new secret.",
        |app, given| Box::pin(regenerate(app, given)),
    )
    .body(REGENERATE)
    .body_optional(),
    Managed::post(
        "/key/{key}/reset_spend",
        Rank::Admin,
        "Lowers what a key has spent in its current window.",
        |app, given| Box::pin(reset_spend(app, given)),
    )
    .body(&[RESET]),
    Managed::post(
        "/key/health",
        Rank::Nobody,
        "Tells whether the caller's key works.",
        |app, given| Box::pin(health(app, given)),
    )
    .body(&[&[]])
    .body_optional()
    .tells(),
];

fn internal(actor: &crate::admin::Actor) -> Result<(), Problem> {
    if actor.rank >= Rank::Internal {
        return Ok(());
    }
    Err(
        AdminError::Forbidden("Only users, and keys that belong to one, may do this.".into())
            .into(),
    )
}

async fn generate(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let body = given.body();
    let request = operations::read_new(&app.admin, &given.actor, body).await?;
    let new = operations::generate(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::ok(new_key(&new)))
}

async fn service_account(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    internal(&given.actor)?;
    let body = given.body();
    let mut request = operations::read_new(&app.admin, &given.actor, body).await?;
    if request.team_id.as_ref().is_none_or(String::is_empty) {
        return Err(Problem::detail(
            400,
            "team_id is required for service account keys. Please specify `team_id` in the request body.",
        ));
    }
    request.user_id = Change::Clear;
    let alias = request.key_alias.as_ref().cloned();
    let mut notes = match request.metadata {
        Change::Set(notes) => notes,
        _ => Map::new(),
    };
    notes.insert("service_account_id".into(), json!(alias));
    request.metadata = Change::Set(notes);
    let new = operations::generate(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::ok(new_key(&new)))
}

/// A changed key: `key` is what named it.
fn changed(row: &KeySpend, named: Option<String>) -> Map<String, Value> {
    let hash = row.key.hash.hex();
    let mut fields = key_row(row, TimeForm::Offset);
    fields.insert("key".into(), json!(named.unwrap_or_else(|| hash.clone())));
    fields.insert("token".into(), json!(hash));
    fields.insert(
        "settings_updated_at".into(),
        json!(TimeForm::Offset.write(row.key.updated_at)),
    );
    fields
}

async fn update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let request = KeyChange::read(given.body())?;
    let named = request.key.clone();
    let row = operations::update(&app.admin, &given.actor, request, app.gateway.now()).await?;
    Ok(Reply::ok(Value::Object(changed(&row, named))))
}

/// The most keys that one request may change.
const BULK_MAX: usize = 500;

async fn bulk_update(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let changes = Fields(given.body())
        .objects("keys")?
        .value()
        .unwrap_or_default();
    if changes.len() > BULK_MAX {
        return Err(Problem::new(
            400,
            Some("bad_request_error"),
            Some("keys"),
            format!("At most {BULK_MAX} keys may be changed at once."),
        ));
    }
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    let total = changes.len();
    for change in changes {
        let named = change.get("key").cloned().unwrap_or_default();
        let result = async {
            let request = KeyChange::read(change)?;
            operations::update(&app.admin, &given.actor, request, app.gateway.now()).await
        };
        match result.await {
            Ok(row) => done.push(json!({ "key": named, "key_info": changed(&row, named.as_str().map(str::to_owned)) })),
            Err(error) => failed.push(json!({ "key": named, "key_info": null, "failed_reason": error.to_string() })),
        }
    }
    Ok(Reply::ok(
        json!({ "total_requested": total, "successful_updates": done, "failed_updates": failed }),
    ))
}

async fn delete(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let keys = fields.texts("keys")?.value().unwrap_or_default();
    let aliases = fields.texts("key_aliases")?.value().unwrap_or_default();
    operations::delete(&app.admin, &given.actor, &keys, &aliases, app.gateway.now()).await?;
    let named = if keys.is_empty() { aliases } else { keys };
    Ok(Reply::ok(json!({ "deleted_keys": named })))
}

fn not_found() -> Problem {
    Problem::new(
        404,
        Some("not_found_error"),
        Some("key"),
        "Key not found in database",
    )
}

async fn info(app: Arc<App>, given: Given) -> Result<Reply, Problem> {
    let named = given.text("key");
    let own = given.actor.key.as_ref().map(|entry| entry.id.to_string());
    let Some(key) = named.clone().or(own) else {
        return Err(not_found());
    };
    let row = match operations::info(&app.admin, &key, app.gateway.now()).await {
        Ok(row) if rights::may_see(&app.admin, &given.actor, &row.key).await? => row,
        // Whoever may not see a key is not told whether it exists.
        Err(AdminError::NotFound(_)) if given.actor.sees_all() => return Err(not_found()),
        Ok(_) | Err(AdminError::NotFound(_)) => {
            return Err(Problem::detail(
                403,
                format!(
                    "You are not allowed to access this key's info. Your role={}",
                    given.actor.rank.role()
                ),
            ));
        }
        Err(error) => return Err(error.into()),
    };
    let mut info = key_row(&row, TimeForm::Offset);
    info.insert("status".into(), json!("active"));
    let shown = named.unwrap_or_else(|| row.key.hash.hex());
    Ok(Reply::ok(json!({ "key": shown, "info": info })))
}

async fn infos(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let fields = Fields(given.body());
    let keys = fields.texts("keys")?.value().unwrap_or_default();
    let aliases = fields.texts("key_aliases")?.value().unwrap_or_default();
    if keys.is_empty() && aliases.is_empty() {
        return Err(AdminError::Invalid {
            field: "keys".into(),
            message: "Either 'keys' or 'key_aliases' must name at least one key".into(),
        }
        .into());
    }
    let mut rows = Vec::new();
    for key in &keys {
        rows.extend(operations::find(&app.admin, key).await?);
    }
    for alias in &aliases {
        rows.extend(
            app.store
                .get_key_by_alias(alias)
                .await
                .map_err(AdminError::from)?,
        );
    }
    let mut shown = Vec::new();
    for row in rows {
        if rights::may_see(&app.admin, &given.actor, &row.key).await? {
            shown.push(row);
        }
    }
    let rows = operations::with_spend(&app.admin, shown, app.gateway.now()).await?;
    let info: Vec<Value> = rows
        .iter()
        .map(|row| Value::Object(key_row(row, TimeForm::Offset)))
        .collect();
    let named: Vec<_> = keys.into_iter().chain(aliases).collect();
    Ok(Reply::ok(json!({ "key": named, "info": info })))
}

async fn block(app: Arc<App>, mut given: Given, blocked: bool) -> Result<Reply, Problem> {
    let named = Fields(given.body()).required("key")?;
    let row = operations::set_blocked(&app.admin, &given.actor, &named, blocked, app.gateway.now())
        .await?;
    let mut fields = changed(&row, Some(named));
    fields.insert("blocked".into(), json!(blocked));
    Ok(Reply::ok(Value::Object(fields)))
}

async fn regenerate(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let mut body = given.body();
    let named = match given.part("key") {
        "" => Fields(body.clone()).required("key")?,
        named => named.to_owned(),
    };
    // It names the key here, and is no part of the change.
    body.remove("key");
    if let Some(new) = Fields(body.clone()).text("new_master_key")?.value() {
        return replace_master(&app, &given, named, new).await;
    }
    let request = Regenerate::read(body)?;
    let new = operations::regenerate(&app.admin, &given.actor, &named, request, app.gateway.now())
        .await?;
    Ok(Reply::ok(new_key(&new)))
}

/// The master key is replaced by whoever names it; the old one is dead before the answer is sent.
async fn replace_master(
    app: &App,
    given: &Given,
    named: String,
    new: String,
) -> Result<Reply, Problem> {
    let in_force = app.gateway.catalog().policy.master_key;
    if given.actor.rank != Rank::Master || KeyHash::of(&named) != in_force {
        return Err(Problem::new(
            400,
            Some("bad_request_error"),
            Some("new_master_key"),
            "'new_master_key' replaces the master key: call as its holder, and name the present one in 'key'.",
        ));
    }
    let (old, new) = (Secret::new(named), Secret::new(new));
    master::replace(&app.store, &given.actor, &old, &new, app.gateway.now()).await?;
    Ok(Reply::ok(json!({
        "key": new.expose(), "key_name": new.masked(), "token": KeyHash::of(new.expose()).hex(),
    })))
}

async fn reset_spend(app: Arc<App>, mut given: Given) -> Result<Reply, Problem> {
    let target = Fields(given.body())
        .number("reset_to")?
        .value()
        .unwrap_or_default();
    let target = Nanos::from_usd(target).filter(|target| *target >= Nanos::ZERO);
    let target = target.ok_or_else(|| {
        Problem::detail(
            400,
            json!({ "error": "reset_to must be an amount of US dollars, zero or more." }),
        )
    })?;
    let named = given.part("key");
    let reset =
        operations::reset_spend(&app.admin, &given.actor, named, target, app.gateway.now()).await;
    let (row, previous) = match reset {
        Err(AdminError::NotFound(message)) => return Err(AdminError::Missing(message).into()),
        other => other?,
    };
    Ok(Reply::ok(json!({
        "key_hash": row.key.hash.hex(),
        "spend": row.spend.usd(),
        "previous_spend": previous.usd(),
        "max_budget": row.key.limits.max_budget.map(Nanos::usd),
        "budget_reset_at": row.budget_resets_at.map(|at| TimeForm::Offset.write(at)),
    })))
}

async fn health(_: Arc<App>, given: Given) -> Result<Reply, Problem> {
    match given.actor.key {
        Some(_) => Ok(Reply::ok(
            json!({ "key": "healthy", "logging_callbacks": null }),
        )),
        None => Err(Problem::new(
            400,
            Some("bad_request_error"),
            Some("key"),
            "Use a virtual key: the master key needs no check.",
        )),
    }
}
