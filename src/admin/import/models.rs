//! Models and credentials of LiteLLM's: opened with its salt, sealed again with this proxy's.

use super::super::{Admin, AdminError, bad, credentials, models};
use super::open::Opener;
use super::row::Row;
use crate::config::ModelDeclaration;
use crate::domain::deployment::Origin;
use crate::store::{LitellmRow, StoredCredential, StoredModel};
use serde_json::{Map, Value, json};

/// A credential, opened.
pub(super) struct OpenCredential {
    pub(super) name: String,
    pub(super) display_name: Option<String>,
    pub(super) info: Map<String, Value>,
    pub(super) values: Map<String, Value>,
}

/// A model, opened.
pub(super) struct OpenModel {
    pub(super) declared: ModelDeclaration,
    pub(super) id: String,
    pub(super) blocked: bool,
}

fn opened(
    opener: &Opener,
    value: &Value,
    place: &str,
    shut: &mut Vec<String>,
) -> Map<String, Value> {
    match opener.value(value, place, shut) {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .collect(),
        _ => Map::new(),
    }
}

/// Opens a credential.
pub(super) fn credential(
    row: &LitellmRow,
    opener: &Opener,
    shut: &mut Vec<String>,
) -> Option<OpenCredential> {
    let row = Row(row);
    let name = row.text("credential_name")?.to_owned();
    let place = format!("credential {name}");
    Some(OpenCredential {
        display_name: row.text("display_name").map(str::to_owned),
        info: row.object("credential_info"),
        values: opened(opener, &row.json("credential_values"), &place, shut),
        name,
    })
}

/// Opens a model.
pub(super) fn model(
    row: &LitellmRow,
    opener: &Opener,
    shut: &mut Vec<String>,
) -> Option<OpenModel> {
    let row = Row(row);
    let (id, model_name) = (row.text("model_id")?, row.text("model_name")?);
    let place = format!("model {model_name} ({id})");
    let mut model_info = row.object("model_info");
    // What the database says of itself is said anew here.
    for own in [
        "db_model",
        "created_at",
        "updated_at",
        "created_by",
        "updated_by",
    ] {
        model_info.remove(own);
    }
    model_info.insert("id".to_owned(), json!(id));
    Some(OpenModel {
        declared: ModelDeclaration {
            model_name: model_name.to_owned(),
            litellm_params: opened(opener, &row.json("litellm_params"), &place, shut),
            model_info,
            origin: Origin::Database,
        },
        id: id.to_owned(),
        blocked: row.flag("blocked"),
    })
}

impl OpenCredential {
    /// What is compared.
    pub(super) fn view(&self) -> Value {
        json!({ "display_name": self.display_name, "info": self.info, "values": self.values })
    }

    /// The same of a stored one; null when it does not open.
    pub(super) fn view_stored(admin: &Admin, stored: &StoredCredential) -> Value {
        let Ok(values) = credentials::open(&admin.models.sealer, stored) else {
            return Value::Null;
        };
        let info: Value = serde_json::from_str(&stored.info).unwrap_or_default();
        json!({ "display_name": stored.display_name, "info": info, "values": values })
    }

    /// Whether it may be stored at all.
    pub(super) fn check(&self) -> Result<(), AdminError> {
        if self.values.is_empty() {
            return Err(bad("credential_values", "it holds no values"));
        }
        credentials::check(&self.values)
    }

    /// Seals it.
    pub(super) fn seal(
        &self,
        admin: &Admin,
        row: &LitellmRow,
    ) -> Result<StoredCredential, AdminError> {
        let (created_at, updated_at, created_by, updated_by) = Row(row).times();
        Ok(StoredCredential {
            name: self.name.clone(),
            display_name: self.display_name.clone(),
            info: Value::Object(self.info.clone()).to_string(),
            sealed_values: credentials::seal(admin, &self.name, self.values.clone())?,
            created_at,
            updated_at,
            created_by,
            updated_by,
        })
    }
}

impl OpenModel {
    /// What is compared.
    pub(super) fn view(&self) -> Value {
        json!({ "model_name": self.declared.model_name, "params": self.declared.litellm_params,
                "info": self.declared.model_info, "blocked": self.blocked })
    }

    /// The same of a stored one; null when it does not open.
    pub(super) fn view_stored(admin: &Admin, stored: &StoredModel) -> Value {
        let Ok(declared) = models::declaration(&admin.models.sealer, stored) else {
            return Value::Null;
        };
        let info: Value = serde_json::from_str(&stored.model_info).unwrap_or_default();
        json!({ "model_name": stored.model_name, "params": declared.litellm_params,
                "info": info, "blocked": stored.blocked })
    }

    /// Why no deployment can be made of it, if so.
    pub(super) fn check(
        &self,
        admin: &Admin,
        known: &credentials::Credentials,
    ) -> Result<(), String> {
        let completed = credentials::complete(self.declared.clone(), known)?;
        let made = admin.models.build(&completed);
        made.map(drop).map_err(|error| error.to_string())
    }

    /// Seals it.
    pub(super) fn seal(&self, admin: &Admin, row: &LitellmRow) -> Result<StoredModel, AdminError> {
        let (created_at, updated_at, created_by, updated_by) = Row(row).times();
        let params = Value::Object(self.declared.litellm_params.clone()).to_string();
        Ok(StoredModel {
            params: admin
                .models
                .sealer
                .seal(&models::place(&self.id), &params)?,
            id: self.id.clone(),
            model_name: self.declared.model_name.clone(),
            model_info: Value::Object(self.declared.model_info.clone()).to_string(),
            blocked: self.blocked,
            created_at,
            updated_at,
            created_by,
            updated_by,
        })
    }
}
