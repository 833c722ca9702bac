//! What the operator's settings say about keys, users and teams that are made without saying it.

use super::fields::{Fields, says_nothing};
use super::limits;
use super::{Actor, Admin, AdminError, bad, config};
use crate::domain::key::VirtualKey;
use crate::domain::money::Nanos;
use crate::domain::time::{Micros, Span};
use serde_json::{Map, Value};

/// Defaults that are settings of the file and, where it says nothing, are changed while the proxy runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defaults {
    /// Of new keys (`default_key_generate_params`).
    Keys,
    /// Of new users (`default_internal_user_params`).
    Users,
    /// Of new teams (`default_team_params`).
    Teams,
}

impl Defaults {
    fn setting(self) -> &'static str {
        match self {
            Self::Keys => "default_key_generate_params",
            Self::Users => "default_internal_user_params",
            Self::Teams => "default_team_params",
        }
    }

    /// The name under which operators change it.
    #[must_use]
    pub fn stored(self) -> &'static str {
        match self {
            Self::Keys => "default_key_settings",
            Self::Users => "internal_user_settings",
            Self::Teams => "default_team_settings",
        }
    }
}

fn of_file(admin: &Admin, name: &str) -> Map<String, Value> {
    let said = admin.config.said(&format!("litellm_settings.{name}"));
    said.and_then(Value::as_object).cloned().unwrap_or_default()
}

/// The defaults in force: the stored ones, and the file's over them.
pub async fn in_force(admin: &Admin, of: Defaults) -> Result<Map<String, Value>, AdminError> {
    let mut values = config::ui_object(admin, of.stored()).await?;
    values.extend(of_file(admin, of.setting()));
    Ok(values)
}

/// Fills in what a request does not say.
pub async fn fill(
    admin: &Admin,
    of: Defaults,
    body: &mut Map<String, Value>,
) -> Result<(), AdminError> {
    for (name, value) in in_force(admin, of).await? {
        let silent = body.get(&name).is_none_or(Value::is_null);
        if silent && !value.is_null() {
            body.insert(name, value);
        }
    }
    Ok(())
}

/// The same for a new user. Whoever is to be an admin gets the role and no limits.
pub async fn fill_user(admin: &Admin, body: &mut Map<String, Value>) -> Result<(), AdminError> {
    let admin_role = body
        .get("user_role")
        .and_then(Value::as_str)
        .is_some_and(|role| role.starts_with("proxy_admin"));
    if admin_role {
        return Ok(());
    }
    fill(admin, Defaults::Users, body).await?;
    for (field, setting) in [
        ("max_budget", "max_internal_user_budget"),
        // Where the first says nothing.
        ("max_budget", "default_max_internal_user_budget"),
        ("budget_duration", "internal_user_budget_duration"),
    ] {
        let said = admin.config.said(&format!("litellm_settings.{setting}"));
        let silent = body.get(field).is_none_or(Value::is_null);
        if let Some(value) = said.filter(|value| silent && !value.is_null()) {
            body.insert(field.to_owned(), value.clone());
        }
    }
    Ok(())
}

/// Refuses a new key whose request lacks what `key_generation_settings` ask of it, or whose maker may not
/// make such keys.
pub async fn require_generation(
    admin: &Admin,
    actor: &Actor,
    body: &Map<String, Value>,
) -> Result<(), AdminError> {
    let settings = of_file(admin, "key_generation_settings");
    let team = body
        .get("team_id")
        .and_then(Value::as_str)
        .filter(|team| !team.is_empty());
    let section = if team.is_some() {
        "team_key_generation"
    } else {
        "personal_key_generation"
    };
    let Some(asked) = settings.get(section).and_then(Value::as_object) else {
        return Ok(());
    };
    let asked = Fields(asked.clone());
    let required = asked.texts("required_params")?.value().unwrap_or_default();
    let missing = required
        .iter()
        .find(|name| body.get(*name).is_none_or(says_nothing));
    if let Some(name) = missing {
        return Err(AdminError::BadRequest {
            param: None,
            message: format!(
                "required param {name} not in data: key_generation_settings.{section} asks for it"
            ),
        });
    }
    if actor.is_admin() {
        return Ok(());
    }
    let (field, own) = match team {
        Some(team) => {
            let place = actor.in_team(admin, team).await?;
            (
                "allowed_team_member_roles",
                place.map_or_else(|| "user".to_owned(), |member| member.role),
            )
        }
        None => ("allowed_user_roles", actor.rank.role().to_owned()),
    };
    match asked.texts(field)?.value() {
        Some(roles) if !roles.contains(&own) => Err(AdminError::Forbidden(format!(
            "Only {} may make such keys (key_generation_settings.{section}). Your role={own}",
            roles.join(", ")
        ))),
        _ => Ok(()),
    }
}

fn over(field: &'static str, own: &str, most: &str) -> AdminError {
    bad(
        field,
        format!(
            "{field} is over max limit set in config - user_value={own}; max_value={most} \
             (litellm_settings.upperbound_key_generate_params)"
        ),
    )
}

fn bound<T: PartialOrd + Copy>(
    field: &'static str,
    own: &mut Option<T>,
    most: Option<T>,
    show: impl Fn(T) -> String,
) -> Result<(), AdminError> {
    let Some(most) = most else { return Ok(()) };
    let value = *own.get_or_insert(most);
    if value > most {
        return Err(over(field, &show(value), &show(most)));
    }
    Ok(())
}

/// Holds a key to `upperbound_key_generate_params`: what it does not say is the bound, what is beyond it
/// is refused.
pub fn hold(admin: &Admin, key: &mut VirtualKey, now: Micros) -> Result<(), AdminError> {
    let most = Fields(of_file(admin, "upperbound_key_generate_params"));
    if most.0.is_empty() {
        return Ok(());
    }
    let span = |text: String| Span::parse(&text).map_err(AdminError::from);
    let own = &mut key.limits;
    let budget = limits::money(&most, "max_budget")?.value();
    bound("max_budget", &mut own.max_budget, budget, Nanos::decimal)?;
    for (field, value) in [
        ("tpm_limit", &mut own.tpm_limit),
        ("rpm_limit", &mut own.rpm_limit),
        ("max_parallel_requests", &mut own.max_parallel_requests),
    ] {
        let most = most.integer(field)?.value();
        bound(field, value, most, |value: i64| value.to_string())?;
    }
    if let Some(longest) = most
        .text("budget_duration")?
        .value()
        .map(span)
        .transpose()?
    {
        match own.budget_period {
            None => own.budget_period = Some(longest),
            Some(period) if period.after(now) > longest.after(now) => {
                return Err(over(
                    "budget_duration",
                    &period.to_string(),
                    &longest.to_string(),
                ));
            }
            Some(_) => {}
        }
    }
    let longest = most.text("duration")?.value().map(span).transpose()?;
    let end = longest.map(|longest| longest.after(now));
    bound("duration", &mut key.expires_at, end, Micros::rfc3339)
}
