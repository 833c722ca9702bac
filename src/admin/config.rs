//! Settings that operators change while the proxy runs.

use super::{Actor, Admin, AdminError, bad, settings};
use crate::config::{CHANGEABLE, Changeable, Stored};
use crate::domain::time::Micros;
use crate::store::{SettingWrite, StoreError};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What their names in the database begin with.
const PREFIX: &str = "config.";

/// The settings among the stored values.
#[must_use]
pub fn stored_settings(values: &BTreeMap<String, String>) -> Stored {
    let settings = values.iter().filter_map(|(name, value)| {
        let (section, name) = name.strip_prefix(PREFIX)?.split_once('.')?;
        let value = serde_json::from_str(value).ok()?;
        Some((section.to_owned(), name.to_owned(), value))
    });
    settings.collect()
}

async fn stored(admin: &Admin) -> Result<Stored, AdminError> {
    Ok(stored_settings(&admin.store.settings().await?))
}

/// Finds a setting that may be changed, or says why it may not.
pub fn changeable(section: &str, name: &str) -> Result<&'static Changeable, AdminError> {
    Changeable::find(section, name).ok_or_else(|| {
        let names: Vec<&str> = CHANGEABLE
            .iter()
            .filter(|one| one.section == section)
            .map(|one| one.name)
            .collect();
        bad(
            "field_name",
            format!(
                "{section}.{name} cannot be changed while the proxy runs: set it in the configuration file. These can: \
                 {}.",
                names.join(", ")
            ),
        )
    })
}

/// A setting and what it is to be.
pub type Setting = (&'static Changeable, Value);

/// Fails when settings cannot be put in force.
pub async fn check(admin: &Admin, values: &[Setting]) -> Result<(), AdminError> {
    fits(admin, stored(admin).await?, values)
}

/// Fails when settings cannot be put in force beside those that are stored.
fn fits(admin: &Admin, mut all: Stored, values: &[Setting]) -> Result<(), AdminError> {
    for (setting, value) in values {
        if admin.config.in_file(setting).is_some() {
            return Err(bad(
                "field_name",
                format!(
                    "{}.{} is set in the configuration file, which wins. Change it there.",
                    setting.section, setting.name
                ),
            ));
        }
        let refers = |value: &Value| value.to_string().contains("os.environ/");
        if refers(value) {
            return Err(bad(
                "field_value",
                "Only the configuration file may name variables. Give the value itself.",
            ));
        }
        all.retain(|(section, name, _)| section != setting.section || name != setting.name);
        all.push((setting.section.into(), setting.name.into(), value.clone()));
    }
    // The same reader as the file's says what is wrong.
    let read = admin.config.with(&all);
    read.map_err(|error| bad("field_value", error.to_string()))?;
    Ok(())
}

/// Sets settings: all of them, or none when one is wrong.
pub async fn set(
    admin: &Admin,
    actor: &Actor,
    values: Vec<Setting>,
    now: Micros,
) -> Result<(), AdminError> {
    set_with(admin, actor, values, Vec::new(), now).await
}

/// Sets settings, and writes more beside them: all of it, or nothing when one is wrong.
pub async fn set_with(
    admin: &Admin,
    actor: &Actor,
    values: Vec<Setting>,
    more: Vec<SettingWrite>,
    now: Micros,
) -> Result<(), AdminError> {
    settings::change(&admin.store, |stored| {
        let there =
            |write: &&SettingWrite| write.value.is_some() || stored.contains_key(&write.name);
        let more: Vec<_> = more.iter().filter(there).cloned().collect();
        fits(admin, stored_settings(stored), &values)?;
        let mut writes = written(actor, values.clone(), now);
        writes.extend(more);
        Ok((writes, ()))
    })
    .await
}

/// How settings are written.
fn written(actor: &Actor, values: Vec<Setting>, now: Micros) -> Vec<SettingWrite> {
    let write = |(setting, value): Setting| {
        let id = format!("{}.{}", setting.section, setting.name);
        let text = value.to_string();
        let audit = Admin::audit(actor, now, "updated", ("setting", &id), (None, Some(value)));
        SettingWrite {
            name: format!("{PREFIX}{id}"),
            value: Some(text),
            audit,
        }
    };
    values.into_iter().map(write).collect()
}

/// Sets settings by what is stored: all of them, or none when one is wrong. `decide` may be asked more than
/// once; what it says beside the settings is the answer.
pub async fn set_by<T: Send>(
    admin: &Admin,
    actor: &Actor,
    now: Micros,
    mut decide: impl FnMut(&Stored) -> Result<(Vec<Setting>, T), AdminError> + Send,
) -> Result<T, AdminError> {
    settings::change(&admin.store, |stored| {
        let stored = stored_settings(stored);
        let (values, told) = decide(&stored)?;
        fits(admin, stored, &values)?;
        Ok((written(actor, values, now), told))
    })
    .await
}

/// The stored value of a setting.
#[must_use]
pub fn value_of<'s>(stored: &'s Stored, setting: &Changeable) -> Option<&'s Value> {
    let mut stored = stored.iter();
    let found =
        stored.find(|(section, name, _)| section == setting.section && name == setting.name);
    found.map(|(_, _, value)| value)
}

/// Forgets a setting, so that the default holds again.
pub async fn reset(
    admin: &Admin,
    actor: &Actor,
    setting: &Changeable,
    now: Micros,
) -> Result<(), AdminError> {
    let id = format!("{}.{}", setting.section, setting.name);
    let audit = Admin::audit(actor, now, "deleted", ("setting", &id), (None, None));
    let name = format!("{PREFIX}{id}");
    let removed = admin.store.delete_setting(&name, &audit).await;
    removed.map_err(|error| match error {
        StoreError::NotFound => bad(
            "field_name",
            format!("Field name={} is not set", setting.name),
        ),
        other => other.into(),
    })
}

/// A section as it is stored.
pub async fn section(admin: &Admin, section: &str) -> Result<Map<String, Value>, AdminError> {
    let stored = stored(admin).await?;
    let of = stored.into_iter().filter(|(named, ..)| named == section);
    Ok(of.map(|(_, name, value)| (name, value)).collect())
}

/// Every setting of a section with its value and where that came from.
pub async fn list(admin: &Admin, section: &str) -> Result<Vec<Value>, AdminError> {
    let stored = self::section(admin, section).await?;
    let of = CHANGEABLE.iter().filter(|one| one.section == section);
    Ok(of.map(|one| view(admin, one, &stored)).collect())
}

/// One setting with its value and where that came from.
#[must_use]
pub fn view(admin: &Admin, setting: &Changeable, stored: &Map<String, Value>) -> Value {
    let of_file = admin.config.in_file(setting);
    let of_database = stored.get(setting.name);
    let source = match (of_file, of_database) {
        (Some(_), _) => "config",
        (None, Some(_)) => "db",
        (None, None) => "unset",
    };
    json!({
        "field_name": setting.name,
        "field_type": setting.kind,
        "field_description": setting.means,
        "field_value": of_file.or(of_database),
        "stored_in_db": of_database.map(|_| true),
        "field_default_value": null,
        "premium_field": false,
        "nested_fields": null,
        "field_options": null,
        "field_tab": null,
        "source": source,
        "editable": of_file.is_none(),
        "restart_required": !setting.at_once,
    })
}

fn ui_name(name: &str) -> String {
    format!("ui.{name}")
}

/// An object of the UI among the stored values; empty when it was never set.
fn ui_object_in(values: &BTreeMap<String, String>, name: &str) -> Map<String, Value> {
    let text = values.get(&ui_name(name));
    let object = text.and_then(|text| serde_json::from_str(text).ok());
    object.unwrap_or_default()
}

/// An object of the UI; empty when it was never set.
pub async fn ui_object(admin: &Admin, name: &str) -> Result<Map<String, Value>, AdminError> {
    let text = admin.store.get_setting(&ui_name(name)).await?;
    let object = text.and_then(|text| serde_json::from_str(&text).ok());
    Ok(object.unwrap_or_default())
}

/// Changes members of an object of the UI; `null` removes one. `check` looks at the whole before it is
/// stored.
pub async fn change_ui_object(
    admin: &Admin,
    actor: &Actor,
    name: &str,
    change: &Map<String, Value>,
    check: impl Fn(&Map<String, Value>) -> Result<(), AdminError> + Send + Sync,
    now: Micros,
) -> Result<Map<String, Value>, AdminError> {
    settings::change(&admin.store, |stored| {
        let mut object = ui_object_in(stored, name);
        for (member, value) in change {
            if value.is_null() {
                object.remove(member);
            } else {
                object.insert(member.clone(), value.clone());
            }
        }
        check(&object)?;
        let after = Value::Object(object.clone());
        let write = SettingWrite {
            name: ui_name(name),
            value: Some(after.to_string()),
            audit: Admin::audit(
                actor,
                now,
                "updated",
                ("setting", name),
                (None, Some(after)),
            ),
        };
        Ok((vec![write], object))
    })
    .await
}
