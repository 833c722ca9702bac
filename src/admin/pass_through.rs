//! Paths of the operator's own that are passed on to other services, where they are made while the proxy
//! runs. They are stored sealed as a whole, since headers and addresses may be secrets; the file's paths win.

use super::seal::{SealError, Sealer};
use super::{Actor, Admin, AdminError, bad};
use crate::config::{PassThroughEndpoint, stored_endpoint};
use crate::domain::time::Micros;
use crate::store::StoreError;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What their names in the database begin with. They are sealed for the place of that name.
const PREFIX: &str = "pass_through.";

/// One that is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its id.
    pub id: String,
    /// What was declared.
    pub declared: Map<String, Value>,
}

fn open(sealer: &Sealer, name: &str, sealed: &str) -> Result<Map<String, Value>, SealError> {
    let text = sealer.open(name, sealed)?;
    serde_json::from_str(&text).map_err(|_| SealError::Malformed)
}

/// Those among the stored values; one that does not open is told and left out.
#[must_use]
pub fn stored(sealer: &Sealer, values: &BTreeMap<String, String>) -> Vec<Stored> {
    let all = values.iter().filter_map(|(name, sealed)| {
        let id = name.strip_prefix(PREFIX)?;
        match open(sealer, name, sealed) {
            Ok(declared) => Some(Stored {
                id: id.to_owned(),
                declared,
            }),
            Err(error) => {
                tracing::error!(id, %error, "a pass-through endpoint is left out");
                None
            }
        }
    });
    all.collect()
}

/// The same, ready to be put in force.
#[must_use]
pub fn in_force(sealer: &Sealer, values: &BTreeMap<String, String>) -> Vec<PassThroughEndpoint> {
    let all = stored(sealer, values).into_iter().filter_map(|one| {
        let read = stored_endpoint(&Value::Object(one.declared));
        read.inspect_err(
            |error| tracing::error!(id = one.id, %error, "a pass-through endpoint is left out"),
        )
        .ok()
    });
    all.collect()
}

/// Every stored one.
pub async fn list(admin: &Admin) -> Result<Vec<Stored>, AdminError> {
    Ok(stored(&admin.models.sealer, &admin.store.settings().await?))
}

fn missing(id: &str) -> AdminError {
    AdminError::Missing(format!(
        "Endpoint with ID '{id}' was not found in pass-through endpoint list"
    ))
}

/// One of them.
pub async fn get(admin: &Admin, id: &str) -> Result<Stored, AdminError> {
    let all = list(admin).await?;
    all.into_iter()
        .find(|one| one.id == id)
        .ok_or_else(|| missing(id))
}

/// Whether the file declares this path.
fn in_file(admin: &Admin, path: &str) -> bool {
    let declared = admin.config.said("general_settings.pass_through_endpoints");
    let mut paths = declared
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|one| one["path"].as_str());
    paths.any(|known| known.trim_matches('/') == path.trim_matches('/'))
}

/// Reads a declaration as the file's would be read, except that it never reads the environment.
fn read(declared: &Map<String, Value>) -> Result<PassThroughEndpoint, AdminError> {
    let declared = Value::Object(declared.clone());
    if declared.to_string().contains("os.environ/") {
        return Err(bad(
            "headers",
            "Only the configuration file may name variables. Give the value itself.",
        ));
    }
    stored_endpoint(&declared).map_err(|error| AdminError::BadRequest {
        param: None,
        message: error,
    })
}

async fn put(
    admin: &Admin,
    actor: &Actor,
    (before, after): (Option<&Stored>, &Stored),
    now: Micros,
) -> Result<(), AdminError> {
    let name = format!("{PREFIX}{}", after.id);
    let text = Value::Object(after.declared.clone()).to_string();
    let sealed = admin.models.sealer.seal(&name, &text)?;
    let action = if before.is_some() {
        "updated"
    } else {
        "created"
    };
    let values = (before.map(view), Some(view(after)));
    let object = ("pass_through_endpoint", &*after.id);
    let audit = Admin::audit(actor, now, action, object, values);
    Ok(admin.store.set_setting(&name, &sealed, &audit).await?)
}

/// Refuses a path that something else answers already.
async fn require_free(admin: &Admin, path: &str, own: Option<&str>) -> Result<(), AdminError> {
    let taken = |message: String| AdminError::BadRequest {
        param: Some("path"),
        message,
    };
    if in_file(admin, path) {
        return Err(taken(format!(
            "{path} is declared in the configuration file, which wins. Change it there."
        )));
    }
    for one in list(admin).await? {
        let same = read(&one.declared).is_ok_and(|endpoint| endpoint.path == path);
        if same && own != Some(&*one.id) {
            return Err(taken(format!(
                "{path} is passed on already, by the endpoint with the id '{}'.",
                one.id
            )));
        }
    }
    Ok(())
}

/// Passes a path on from now on.
pub async fn create(
    admin: &Admin,
    actor: &Actor,
    mut declared: Map<String, Value>,
    now: Micros,
) -> Result<Stored, AdminError> {
    let named = declared.remove("id");
    let id = named.as_ref().and_then(Value::as_str).map(str::trim);
    let id = id.filter(|id| !id.is_empty()).map_or_else(
        || uuid::Uuid::new_v4().to_string(),
        |id| crate::gateway::admit::clean(id).to_string(),
    );
    let endpoint = read(&declared)?;
    require_free(admin, &endpoint.path, None).await?;
    if list(admin).await?.iter().any(|one| one.id == id) {
        return Err(AdminError::Conflict {
            param: "id",
            message: format!("An endpoint with the id '{id}' already exists."),
        });
    }
    let made = Stored { id, declared };
    put(admin, actor, (None, &made), now).await?;
    Ok(made)
}

/// Changes an endpoint; what is not named stays, and so do headers that are sent back masked.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    change: Map<String, Value>,
    now: Micros,
) -> Result<Stored, AdminError> {
    let before = get(admin, id).await?;
    let mut after = before.clone();
    for (name, mut value) in change {
        if name == "id" {
            continue;
        }
        if let ("headers", Value::Object(headers)) = (name.as_str(), &mut value) {
            for (header, text) in headers.iter_mut() {
                let kept = before
                    .declared
                    .get("headers")
                    .map(|all| &all[header.as_str()]);
                if *text == MASK
                    && let Some(kept) = kept
                {
                    text.clone_from(kept);
                }
            }
        }
        after.declared.insert(name, value);
    }
    let endpoint = read(&after.declared)?;
    require_free(admin, &endpoint.path, Some(id)).await?;
    put(admin, actor, (Some(&before), &after), now).await?;
    Ok(after)
}

/// Passes a path on no more.
pub async fn delete(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    now: Micros,
) -> Result<Stored, AdminError> {
    let before = get(admin, id).await?;
    let object = ("pass_through_endpoint", id);
    let audit = Admin::audit(actor, now, "deleted", object, (Some(view(&before)), None));
    let name = format!("{PREFIX}{id}");
    match admin.store.delete_setting(&name, &audit).await {
        Ok(()) => Ok(before),
        Err(StoreError::NotFound) => Err(missing(id)),
        Err(error) => Err(error.into()),
    }
}

/// What stands in place of a header's value, which may be a secret.
const MASK: &str = "*****";

/// An endpoint as answers and the audit log show it.
#[must_use]
pub fn view(one: &Stored) -> Value {
    described(&one.id, &Value::Object(one.declared.clone()), false)
}

/// The same for what the file or a request declares.
#[must_use]
pub fn described(id: &str, declared: &Value, from_file: bool) -> Value {
    let headers = declared["headers"].as_object().into_iter().flatten();
    let headers: Map<String, Value> = headers
        .map(|(name, _)| (name.clone(), json!(MASK)))
        .collect();
    json!({
        "id": id,
        "path": declared["path"],
        "target": declared["target"],
        "headers": headers,
        "default_query_params": declared["default_query_params"],
        "include_subpath": declared["include_subpath"].as_bool().unwrap_or(false),
        "cost_per_request": declared["cost_per_request"],
        "timeout": declared["timeout"],
        // Calls always need a key, so that they are metered.
        "auth": true,
        "guardrails": declared["guardrails"],
        "is_from_config": from_file,
        "methods": declared["methods"],
    })
}

/// Every endpoint of the file.
#[must_use]
pub fn of_file(admin: &Admin) -> Vec<Value> {
    let declared = admin.config.said("general_settings.pass_through_endpoints");
    let all = declared.and_then(Value::as_array).into_iter().flatten();
    all.map(|one| {
        let path = one["path"].as_str().unwrap_or_default();
        let id = format!("config-{}", path.trim_matches('/').replace('/', "-"));
        described(&id, one, true)
    })
    .collect()
}
