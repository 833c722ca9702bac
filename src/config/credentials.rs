//! `credential_list`: credentials of providers with names, which models use by `litellm_credential_name`.

use super::params;
use super::read::{Reader, Source};
use serde_json::{Map, Value};
use std::fmt;

/// A credential of the file.
#[derive(Clone, PartialEq)]
pub struct NamedCredential {
    /// What models call it.
    pub name: String,
    /// Members of `litellm_params`, secrets among them.
    pub values: Map<String, Value>,
    /// What is known about it, without secrets.
    pub info: Map<String, Value>,
}

impl fmt::Debug for NamedCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NamedCredential")
            .field("name", &self.name)
            .field("values", &params::public(&self.values))
            .field("info", &self.info)
            .finish()
    }
}

/// Reads `[{credential_name: c, credential_values: {api_key: …}, credential_info: {…}}, …]`.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<NamedCredential> {
    let name = "credential_list";
    let Some((list, origin)) = reader.find(&Source::file(name)) else {
        return Vec::new();
    };
    let Value::Array(entries) = list else {
        reader.invalid(name, origin, "must be a list".to_owned());
        return Vec::new();
    };
    let mut all: Vec<NamedCredential> = Vec::new();
    for (index, entry) in entries.into_iter().enumerate() {
        let path = format!("{name}[{index}]");
        let read = credential(entry);
        match read.and_then(|one| refuse_second(&all, one)) {
            Ok(one) => all.push(one),
            Err(reason) => {
                let place = reader.file.map(|file| file.place(&path).to_string());
                let place = place.unwrap_or(path);
                reader.invalid(&place, origin.clone(), reason);
            }
        }
    }
    reader.note(name, format!("{} credentials", all.len()), origin);
    all
}

fn refuse_second(all: &[NamedCredential], one: NamedCredential) -> Result<NamedCredential, String> {
    if all.iter().any(|known| known.name == one.name) {
        return Err(format!("there is a credential '{}' already", one.name));
    }
    Ok(one)
}

fn credential(entry: Value) -> Result<NamedCredential, String> {
    let Value::Object(mut members) = entry else {
        return Err("must be a mapping with credential_name and credential_values".to_owned());
    };
    let name = match members.remove("credential_name") {
        Some(Value::String(name)) if !name.is_empty() => name,
        _ => return Err("credential_name must be a text".to_owned()),
    };
    let mut object = |member: &str| match members.remove(member) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(object)) => Ok(object),
        Some(_) => Err(format!("{member} must be a mapping")),
    };
    let mut values = object("credential_values")?;
    let info = object("credential_info")?;
    // What a variable that is not set would have said is absent.
    values.retain(|_, value| !value.is_null());
    for member in ["model", "litellm_credential_name"] {
        if values.contains_key(member) {
            return Err(format!(
                "credential_values.{member} is no part of a credential; set it in the model"
            ));
        }
    }
    Ok(NamedCredential { name, values, info })
}
