//! Paths of the operator's own that are passed on to other services, where they are made while the proxy
//! runs. They are stored sealed as a whole, since headers and addresses may be secrets; the file's paths win.

use super::seal::{SealError, Sealer};
use super::{Actor, Admin, AdminError, bad, settings};
use crate::config::{PassThroughEndpoint, stored_endpoint};
use crate::domain::time::Micros;
use crate::store::{SettingWrite, StoreError};
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

fn written(
    admin: &Admin,
    actor: &Actor,
    (before, after): (Option<&Stored>, &Stored),
    now: Micros,
) -> Result<SettingWrite, AdminError> {
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
    Ok(SettingWrite {
        name,
        value: Some(sealed),
        audit,
    })
}

/// Refuses a path that something else answers already.
fn require_free(
    admin: &Admin,
    others: &[Stored],
    path: &str,
    own: Option<&str>,
) -> Result<(), AdminError> {
    let taken = |message: String| AdminError::BadRequest {
        param: Some("path"),
        message,
    };
    if in_file(admin, path) {
        return Err(taken(format!(
            "{path} is declared in the configuration file, which wins. Change it there."
        )));
    }
    for one in others {
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
    let made = Stored { id, declared };
    settings::change(&admin.store, |values| {
        let others = stored(&admin.models.sealer, values);
        require_free(admin, &others, &endpoint.path, None)?;
        if others.iter().any(|one| one.id == made.id) {
            return Err(AdminError::Conflict {
                param: "id",
                message: format!("An endpoint with the id '{}' already exists.", made.id),
            });
        }
        Ok((vec![written(admin, actor, (None, &made), now)?], ()))
    })
    .await?;
    Ok(made)
}

/// Changes an endpoint; what is not named stays, and so does what is sent back masked.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    id: &str,
    change: Map<String, Value>,
    now: Micros,
) -> Result<Stored, AdminError> {
    settings::change(&admin.store, |values| {
        let others = stored(&admin.models.sealer, values);
        let before = others.iter().find(|one| one.id == id);
        let before = before.ok_or_else(|| missing(id))?;
        let mut after = before.clone();
        for (name, value) in &change {
            if name != "id" {
                let kept = before.declared.get(name);
                let value = unmasked(name, value.clone(), kept);
                after.declared.insert(name.clone(), value);
            }
        }
        let endpoint = read(&after.declared)?;
        require_free(admin, &others, &endpoint.path, Some(id))?;
        let write = written(admin, actor, (Some(before), &after), now)?;
        Ok((vec![write], after))
    })
    .await
}

/// What a member is to be, where it may have been sent back as it was shown.
fn unmasked(name: &str, mut value: Value, kept: Option<&Value>) -> Value {
    match (name, &mut value) {
        ("headers" | "default_query_params", Value::Object(members)) => {
            for (member, text) in members.iter_mut() {
                let kept = kept.and_then(|all| all.get(member.as_str()));
                if *text == MASK
                    && let Some(kept) = kept
                {
                    text.clone_from(kept);
                }
            }
        }
        ("target", Value::String(target)) => {
            let kept = kept.and_then(Value::as_str).unwrap_or_default();
            *target = unmasked_target(target, kept);
        }
        _ => {}
    }
    value
}

/// An address cut into what stands before its host's name and password, what these are, and the rest; and its
/// query.
fn cut(target: &str) -> (&str, Option<&str>, &str, Option<&str>) {
    let (address, query) = match target.split_once('?') {
        Some((address, query)) => (address, Some(query)),
        None => (target, None),
    };
    let start = address.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = address.split_at(start);
    let host = rest.find('/').unwrap_or(rest.len());
    match rest[..host].rfind('@') {
        Some(at) => (scheme, Some(&rest[..at]), &rest[at + 1..], query),
        None => (scheme, None, rest, query),
    }
}

fn put_together(scheme: &str, login: Option<&str>, rest: &str, query: Option<String>) -> String {
    let login = login.map(|login| format!("{login}@")).unwrap_or_default();
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{scheme}{login}{rest}{query}")
}

/// An address without what may be a secret in it: a name and password, and the values of its query.
fn masked_target(target: &str) -> String {
    let (scheme, login, rest, query) = cut(target);
    let masked = |pair: &str| match pair.split_once('=') {
        Some((name, value)) if !value.is_empty() => format!("{name}={MASK}"),
        _ => pair.to_owned(),
    };
    let query = query.map(|query| {
        let pairs: Vec<String> = query.split('&').map(masked).collect();
        pairs.join("&")
    });
    put_together(scheme, login.map(|_| MASK), rest, query)
}

/// An address that was shown masked, with what is kept in the place of each mask.
fn unmasked_target(target: &str, kept: &str) -> String {
    let (scheme, login, rest, query) = cut(target);
    let (_, kept_login, _, kept_query) = cut(kept);
    let kept_value = |wanted: &str| {
        let mut pairs = kept_query.unwrap_or_default().split('&');
        pairs.find_map(|pair| pair.split_once('=').filter(|(name, _)| *name == wanted))
    };
    let whole = |pair: &str| {
        let masked = pair.split_once('=').filter(|(_, value)| *value == MASK);
        let kept = masked.and_then(|(name, _)| kept_value(name));
        kept.map_or_else(
            || pair.to_owned(),
            |(name, value)| format!("{name}={value}"),
        )
    };
    let query = query.map(|query| {
        let pairs: Vec<String> = query.split('&').map(whole).collect();
        pairs.join("&")
    });
    let login = login.map(|login| match kept_login {
        Some(kept) if login == MASK => kept,
        _ => login,
    });
    put_together(scheme, login, rest, query)
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

/// What stands in place of a header's value, or one of a query, which may be a secret.
const MASK: &str = "*****";

/// An endpoint as answers and the audit log show it.
#[must_use]
pub fn view(one: &Stored) -> Value {
    described(&one.id, &Value::Object(one.declared.clone()), false)
}

/// The same for what the file or a request declares.
#[must_use]
pub fn described(id: &str, declared: &Value, from_file: bool) -> Value {
    let masked = |name: &str| -> Map<String, Value> {
        let members = declared[name].as_object().into_iter().flatten();
        members
            .map(|(name, _)| (name.clone(), json!(MASK)))
            .collect()
    };
    let query = declared["default_query_params"].is_object();
    json!({
        "id": id,
        "path": declared["path"],
        "target": declared["target"].as_str().map(masked_target),
        "headers": masked("headers"),
        "default_query_params": query.then(|| masked("default_query_params")),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_what_may_be_secret_and_comes_back_whole() {
        for (target, shown) in [
            ("https://a.example/x", "https://a.example/x"),
            (
                "https://a.example/x?key=canary&flag&empty=&b=2",
                "https://a.example/x?key=*****&flag&empty=&b=*****",
            ),
            (
                "https://me:canary@a.example:8080/x@y",
                "https://*****@a.example:8080/x@y",
            ),
            ("https://a.example?k=a=b?c", "https://a.example?k=*****"),
            ("no address", "no address"),
        ] {
            assert_eq!(masked_target(target), shown);
            assert_eq!(unmasked_target(shown, target), target);
        }
        // What is sent in the place of a mask counts, and a mask without anything kept stays what it is.
        assert_eq!(
            unmasked_target(
                "https://b.example/?key=new&b=*****&c=*****",
                "https://a.example/?key=old&b=2"
            ),
            "https://b.example/?key=new&b=2&c=*****"
        );
    }
}
