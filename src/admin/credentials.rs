//! Providers' credentials with names, which models use instead of a key of their own.

use super::again::until_unchanged;
use super::fields::{Change, Field, Fields, Kind};
use super::seal::{SealError, Sealer};
use super::{Actor, Admin, AdminError, bad, models};
use crate::config::{ModelDeclaration, NamedCredential, is_secret, public_params};
use crate::domain::deployment::Origin;
use crate::domain::time::Micros;
use crate::store::{StoreError, StoredCredential};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// The member of `litellm_params` that names a credential.
pub const NAME: &str = "litellm_credential_name";

/// Members that say where a provider is.
const BASES: &[&str] = &["api_base", "base_url", "aws_bedrock_runtime_endpoint"];
/// Members that prove who calls.
const KEYS: &[&str] = &[
    "api_key",
    "aws_secret_access_key",
    "vertex_credentials",
    "vertex_ai_credentials",
];
/// Google's credentials, under both of their names.
const GOOGLE: &[&str] = &["vertex_credentials", "vertex_ai_credentials"];
/// Where Google gives tokens.
const GOOGLE_TOKENS: &str = "https://oauth2.googleapis.com/token";
/// What a credential takes from a model that it is made of.
const OF_MODEL: &[&str] = &[
    "api_key",
    "api_base",
    "base_url",
    "api_version",
    "organization",
    "custom_llm_provider",
    "aws_access_key_id",
    "aws_secret_access_key",
    "aws_session_token",
    "aws_region_name",
    "vertex_project",
    "vertex_location",
    "vertex_credentials",
];

/// Fields of a credential.
pub const FIELDS: &[Field] = &[
    Field::new("display_name", Kind::Text, "A name for people."),
    Field::new(
        "credential_info",
        Kind::Object,
        "What is known about it, without secrets.",
    ),
    Field::new(
        "credential_values",
        Kind::Object,
        "Members of litellm_params: `{api_key, api_base, …}`.",
    ),
    Field::new(
        "model_id",
        Kind::Text,
        "A model of the database whose values it takes.",
    ),
];

/// Opened credentials by name.
pub type Credentials = HashMap<String, Map<String, Value>>;

pub(super) fn place(name: &str) -> String {
    format!("credentials|sealed_values|{name}|cw1")
}

/// Opens the values of a credential.
pub fn open(sealer: &Sealer, stored: &StoredCredential) -> Result<Map<String, Value>, SealError> {
    let text = sealer.open(&place(&stored.name), &stored.sealed_values)?;
    serde_json::from_str(&text).map_err(|_| SealError::Malformed)
}

/// Opens all credentials; those that do not open are told.
#[must_use]
pub fn open_all(sealer: &Sealer, stored: &[StoredCredential]) -> (Credentials, Vec<String>) {
    let (mut opened, mut wrong) = (Credentials::new(), Vec::new());
    for credential in stored {
        match open(sealer, credential) {
            Ok(values) => {
                opened.insert(credential.name.clone(), values);
            }
            Err(error) => wrong.push(format!("credential {}: {error}", credential.name)),
        }
    }
    (opened, wrong)
}

/// Puts the values of the credential that a declaration names into it. What the declaration says
/// itself wins, except where keys go: a key travels to the credential's own address if it has one.
///
/// A credential without a key of its own brings no address into a declaration of the file: that would
/// take the environment's key there.
pub fn complete(
    mut declared: ModelDeclaration,
    credentials: &Credentials,
) -> Result<ModelDeclaration, String> {
    let named = declared.litellm_params.get(NAME);
    let Some(name) = named
        .and_then(Value::as_str)
        .filter(|name| !name.is_empty())
    else {
        return Ok(declared);
    };
    let Some(values) = credentials.get(name) else {
        return Err(format!(
            "model '{}' names the credential '{name}', which does not exist: make it with POST /credentials",
            declared.model_name
        ));
    };
    let keyless = !KEYS.iter().any(|key| values.contains_key(*key));
    for (name, value) in values {
        if BASES.contains(&name.as_str()) && keyless && declared.origin == Origin::Config {
            continue;
        }
        let own = declared.litellm_params.entry(name.clone());
        if BASES.contains(&name.as_str()) {
            *own.or_insert(Value::Null) = value.clone();
        } else {
            own.or_insert_with(|| value.clone());
        }
    }
    Ok(declared)
}

/// Values as they are shown: secrets as `sk****90`, the rest as it is.
#[must_use]
pub fn masked(values: &Map<String, Value>) -> Map<String, Value> {
    let mut shown = public_params(values);
    for (name, value) in values.iter().filter(|(name, _)| is_secret(name)) {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        let chars: Vec<char> = text.chars().collect();
        // Of a short text, four letters would be too many.
        let mask = match chars.as_slice() {
            [a, b, .., y, z] if chars.len() >= 16 => format!("{a}{b}****{y}{z}"),
            _ => "****".to_owned(),
        };
        shown.insert(name.clone(), json!(mask));
    }
    shown
}

/// A credential as answers show it.
pub fn view(admin: &Admin, stored: &StoredCredential) -> Result<Value, AdminError> {
    let values = open(&admin.models.sealer, stored)?;
    Ok(json!({
        "credential_name": stored.name,
        "display_name": stored.display_name,
        "credential_info": serde_json::from_str::<Value>(&stored.info).unwrap_or_default(),
        "credential_values": masked(&values),
        "source": "db",
    }))
}

/// A credential of the configuration file, in the same form.
#[must_use]
pub fn view_named(named: &NamedCredential) -> Value {
    json!({
        "credential_name": named.name,
        "display_name": null,
        "credential_info": named.info,
        "credential_values": masked(&named.values),
        "source": "config",
    })
}

/// Refuses to change what the configuration file says.
fn require_stored(admin: &Admin, name: &str) -> Result<(), AdminError> {
    match admin.models.named(name) {
        None => Ok(()),
        Some(_) => Err(bad(
            "credential_name",
            format!(
                "The credential '{name}' is declared in the configuration file. Change it there, or take another name."
            ),
        )),
    }
}

fn missing(name: &str) -> AdminError {
    AdminError::Missing(format!("Credential not found. Got credential name: {name}"))
}

/// One credential, or a 404.
pub async fn get(admin: &Admin, name: &str) -> Result<StoredCredential, AdminError> {
    let found = admin.store.get_credential(name).await?;
    found.ok_or_else(|| missing(name))
}

/// What a model of the database calls its provider with, as a credential shows it.
pub async fn of_model(admin: &Admin, id: &str) -> Result<Map<String, Value>, AdminError> {
    let stored = admin.store.get_model(id).await?;
    let stored = stored.ok_or_else(|| {
        AdminError::Missing(format!("Model {id} was not declared through the API."))
    })?;
    let params = models::declaration(&admin.models.sealer, &stored)?.litellm_params;
    let taken = params
        .into_iter()
        .filter(|(name, _)| OF_MODEL.contains(&name.as_str()));
    Ok(taken.collect())
}

/// Refuses values that reach for the environment, or hold no credential at all.
pub(super) fn check(values: &Map<String, Value>) -> Result<(), AdminError> {
    for (name, value) in values {
        let refers = value
            .as_str()
            .is_some_and(|text| text.trim_start().starts_with("os.environ/"));
        if refers {
            return Err(bad(
                "credential_values",
                format!(
                    "credential_values.{name} names a variable, which only the configuration file may do. Give the \
                     value itself."
                ),
            ));
        }
        if GOOGLE.contains(&name.as_str()) && !is_google_credential(value) {
            return Err(bad(
                "credential_values",
                format!(
                    "credential_values.{name} must be the JSON of a credential file that gets its tokens from \
                     {GOOGLE_TOKENS}, not a path on the proxy's machine."
                ),
            ));
        }
        if matches!(name.as_str(), "model" | NAME) {
            return Err(bad(
                "credential_values",
                format!("'{name}' is no part of a credential; set it in the model."),
            ));
        }
    }
    Ok(())
}

/// Whether a value is Google's own credential. Models of the file may name files and other places for
/// tokens; a stored credential, which such a model may name, may not.
fn is_google_credential(value: &Value) -> bool {
    let read;
    let members = match value {
        Value::String(text) => {
            read = serde_json::from_str::<Value>(text).unwrap_or_default();
            &read
        }
        other => other,
    };
    let tokens = members.get("token_uri").and_then(Value::as_str);
    members.is_object() && tokens.is_none_or(|uri| uri == GOOGLE_TOKENS)
}

pub(super) fn seal(
    admin: &Admin,
    name: &str,
    values: Map<String, Value>,
) -> Result<String, AdminError> {
    let text = Value::Object(values).to_string();
    Ok(admin.models.sealer.seal(&place(name), &text)?)
}

/// Makes a credential.
pub async fn create(
    admin: &Admin,
    actor: &Actor,
    body: Map<String, Value>,
    now: Micros,
) -> Result<(), AdminError> {
    let fields = Fields(body);
    let name = fields.required("credential_name")?;
    require_stored(admin, &name)?;
    let mut values = fields.object("credential_values")?.value();
    if let Some(model) = fields.text("model_id")?.value() {
        let mut all = of_model(admin, &model).await?;
        all.extend(values.take().unwrap_or_default());
        values = Some(all);
    }
    let values = values.filter(|values| !values.is_empty()).ok_or_else(|| {
        bad(
            "credential_values",
            "Credential values or model ID are required: a credential holds at least one value.",
        )
    })?;
    check(&values)?;
    let shown = json!({ "credential_values": masked(&values) });
    let stored = StoredCredential {
        display_name: fields.text("display_name")?.value(),
        info: Value::Object(
            fields
                .object("credential_info")?
                .value()
                .unwrap_or_default(),
        )
        .to_string(),
        sealed_values: seal(admin, &name, values)?,
        created_at: now,
        updated_at: now,
        created_by: actor.name.clone(),
        updated_by: actor.name.clone(),
        name,
    };
    let id = stored.name.clone();
    let audit = Admin::audit(
        actor,
        now,
        "created",
        ("credential", &id),
        (None, Some(shown)),
    );
    let written = admin.store.insert_credential(&stored, &audit).await;
    written.map_err(|error| match error {
        StoreError::Conflict(_) => AdminError::Conflict {
            param: "credential_name",
            message: format!("Credential with name '{id}' already exists. Change it with PATCH /credentials/{id}."),
        },
        other => other.into(),
    })
}

/// Changes a credential: what is not named stays, `null` removes a value.
pub async fn update(
    admin: &Admin,
    actor: &Actor,
    name: &str,
    body: Map<String, Value>,
    now: Micros,
) -> Result<(), AdminError> {
    require_stored(admin, name)?;
    let fields = Fields(body);
    until_unchanged(|| written(admin, actor, name, &fields, now)).await
}

async fn written(
    admin: &Admin,
    actor: &Actor,
    name: &str,
    fields: &Fields,
    now: Micros,
) -> Result<(), AdminError> {
    let mut stored = get(admin, name).await?;
    let seen = stored.updated_at;
    let renamed = fields.text("credential_name")?.value();
    if renamed.is_some_and(|new| new != name) {
        return Err(bad(
            "credential_name",
            "A credential keeps its name, since models name it. Make another one.",
        ));
    }
    let mut values = open(&admin.models.sealer, &stored)?;
    let before = json!({ "credential_values": masked(&values) });
    if let Some(model) = fields.text("model_id")?.value() {
        values.extend(of_model(admin, &model).await?);
    }
    for (name, value) in fields
        .object("credential_values")?
        .value()
        .unwrap_or_default()
    {
        if value.is_null() {
            values.remove(&name);
        } else {
            values.insert(name, value);
        }
    }
    check(&values)?;
    fields.text("display_name")?.apply(&mut stored.display_name);
    match fields.object("credential_info")? {
        Change::Keep => {}
        Change::Clear => "{}".clone_into(&mut stored.info),
        Change::Set(info) => stored.info = Value::Object(info).to_string(),
    }
    let after = json!({ "credential_values": masked(&values) });
    stored.sealed_values = seal(admin, name, values)?;
    stored.updated_at = now.later_than(seen);
    stored.updated_by.clone_from(&actor.name);
    let audit = Admin::audit(
        actor,
        now,
        "updated",
        ("credential", name),
        (Some(before), Some(after)),
    );
    let written = admin
        .store
        .update_credential(Some(seen), &stored, &audit)
        .await;
    written.map_err(|error| match error {
        StoreError::NotFound => missing(name),
        other => other.into(),
    })
}

/// Removes a credential that no model names any more.
pub async fn delete(
    admin: &Admin,
    actor: &Actor,
    name: &str,
    now: Micros,
) -> Result<(), AdminError> {
    require_stored(admin, name)?;
    for stored in admin.store.models().await? {
        let Ok(declared) = models::declaration(&admin.models.sealer, &stored) else {
            continue;
        };
        if declared.litellm_params.get(NAME).and_then(Value::as_str) == Some(name) {
            return Err(bad(
                "credential_name",
                format!(
                    "The model '{}' ({}) calls its provider with this credential. Change the model first.",
                    stored.model_name, stored.id
                ),
            ));
        }
    }
    let audit = Admin::audit(actor, now, "deleted", ("credential", name), (None, None));
    let removed = admin.store.delete_credential(name, &audit).await;
    removed.map_err(|error| match error {
        StoreError::NotFound => missing(name),
        other => other.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    fn declared(origin: Origin, params: Value) -> ModelDeclaration {
        ModelDeclaration {
            model_name: "m".into(),
            litellm_params: map(params),
            model_info: Map::new(),
            origin,
        }
    }

    #[test]
    fn values_come_in_where_the_model_is_silent_and_a_key_stays_with_its_address() {
        let values = json!({ "api_key": "sk-1", "api_base": "https://own", "api_version": "1" });
        let credentials = Credentials::from([("c".to_owned(), map(values))]);
        let params = json!({ NAME: "c", "api_base": "https://evil", "api_version": "2" });
        let made = complete(declared(Origin::Database, params), &credentials).expect("completes");
        let made = Value::Object(made.litellm_params);
        assert_eq!(
            (&made["api_key"], &made["api_base"], &made["api_version"]),
            (&json!("sk-1"), &json!("https://own"), &json!("2"))
        );
        let unknown = declared(Origin::Database, json!({ NAME: "x" }));
        assert!(complete(unknown, &credentials).is_err_and(|why| why.contains("'x'")));
    }

    #[test]
    fn a_keyless_credential_takes_no_key_of_the_environment_anywhere() {
        let credentials = Credentials::from([(
            "c".to_owned(),
            map(json!({ "api_base": "https://elsewhere" })),
        )]);
        let made = complete(declared(Origin::Config, json!({ NAME: "c" })), &credentials);
        assert!(
            !made
                .expect("completes")
                .litellm_params
                .contains_key("api_base")
        );
    }

    #[test]
    fn a_stored_google_credential_is_google_s_own_and_no_path() {
        let refused = |value: Value| check(&map(json!({ "vertex_credentials": value }))).is_err();
        assert!(refused(json!("/etc/passwd")));
        assert!(refused(json!({ "token_uri": "https://elsewhere/token" })));
        assert!(refused(json!(
            "{\"token_uri\":\"https://elsewhere/token\"}"
        )));
        assert!(!refused(json!({ "token_uri": GOOGLE_TOKENS })));
        assert!(!refused(json!("{\"type\":\"service_account\"}")));
    }

    #[test]
    fn secrets_are_masked_and_the_rest_is_shown() {
        let shown = masked(&map(json!({
            "api_key": "sk-canary-1234567890", "aws_secret_access_key": "short", "api_base": "https://u:pw@h/v1",
        })));
        assert_eq!(
            Value::Object(shown),
            json!({ "api_base": "https://h/v1", "api_key": "sk****90", "aws_secret_access_key": "****" })
        );
    }
}
