//! Fallbacks of single models, which are members of the router's settings.

use super::config;
use super::{Actor, Admin, AdminError, bad};
use crate::config::{Base, Changeable};
use crate::domain::routing::{GroupMap, RoutingRules};
use crate::domain::time::Micros;
use serde_json::{Value, json};

/// When a fallback is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FallbackKind {
    /// Whatever failed.
    General,
    /// The input was too long.
    ContextWindow,
    /// The provider refused the content.
    ContentPolicy,
}

/// The kinds, as requests name them.
pub const KINDS: &[&str] = &["general", "context_window", "content_policy"];

impl FallbackKind {
    /// Reads the name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "general" => Self::General,
            "context_window" => Self::ContextWindow,
            "content_policy" => Self::ContentPolicy,
            _ => return None,
        })
    }

    /// The name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::ContextWindow => "context_window",
            Self::ContentPolicy => "content_policy",
        }
    }

    fn setting(self) -> &'static str {
        match self {
            Self::General => "fallbacks",
            Self::ContextWindow => "context_window_fallbacks",
            Self::ContentPolicy => "content_policy_fallbacks",
        }
    }

    /// Those in force.
    #[must_use]
    pub fn of(self, rules: &RoutingRules) -> &GroupMap {
        match self {
            Self::General => &rules.fallbacks,
            Self::ContextWindow => &rules.context_window_fallbacks,
            Self::ContentPolicy => &rules.content_policy_fallbacks,
        }
    }
}

/// Fallbacks of a kind as a stored setting has them: `[{model: [others]}, …]`.
fn read(value: &Value) -> GroupMap {
    let listed = value.as_array().into_iter().flatten();
    let members = listed.filter_map(Value::as_object).flatten();
    let pair = |(model, others): (&String, &Value)| {
        let others = serde_json::from_value(others.clone()).ok()?;
        Some((model.clone(), others))
    };
    members.filter_map(pair).collect()
}

/// Changes the fallbacks of a kind by those that there are: the stored ones, or where none are stored those
/// in force. The file's cannot be changed here.
async fn change<T: Send>(
    admin: &Admin,
    actor: &Actor,
    (kind, in_force): (FallbackKind, &GroupMap),
    change: impl Fn(&mut GroupMap) -> Result<T, AdminError> + Send + Sync,
    now: Micros,
) -> Result<T, AdminError> {
    let setting = config::changeable("router_settings", kind.setting())?;
    require_open(&admin.config, setting)?;
    config::set_by(admin, actor, now, |stored| {
        let stored = config::value_of(stored, setting);
        let mut map = stored.map_or_else(|| in_force.clone(), read);
        let told = change(&mut map)?;
        let list: Vec<Value> = map
            .iter()
            .map(|(model, models)| json!({ model: models }))
            .collect();
        Ok((vec![(setting, json!(list))], told))
    })
    .await
}

/// What the file's other section says would be hidden by what is stored here.
fn require_open(base: &Base, setting: &Changeable) -> Result<(), AdminError> {
    let path = format!("litellm_settings.{}", setting.name);
    if base.said(&path).is_some() {
        return Err(bad(
            "model",
            format!("{path} is set in the configuration file, which wins. Change it there."),
        ));
    }
    Ok(())
}

/// Sets the fallbacks of a model. Tells whether it had any.
pub async fn set(
    admin: &Admin,
    actor: &Actor,
    of: (FallbackKind, &GroupMap),
    (model, models): (&str, Vec<String>),
    now: Micros,
) -> Result<bool, AdminError> {
    let put = |map: &mut GroupMap| Ok(map.insert(model.to_owned(), models.clone()).is_some());
    change(admin, actor, of, put, now).await
}

/// Takes the fallbacks of a model away.
pub async fn delete(
    admin: &Admin,
    actor: &Actor,
    of: (FallbackKind, &GroupMap),
    model: &str,
    now: Micros,
) -> Result<(), AdminError> {
    let take = |map: &mut GroupMap| match map.remove(model) {
        Some(_) => Ok(()),
        None => Err(none(of.0, model)),
    };
    change(admin, actor, of, take, now).await
}

/// What is said about a model without any.
#[must_use]
pub fn none(kind: FallbackKind, model: &str) -> AdminError {
    AdminError::Missing(format!(
        "No {} fallbacks configured for model '{model}'",
        kind.as_str()
    ))
}
