//! What operators set for the admin pages and for those who use them: a banner, addresses of logos, and what
//! people who are no admins may not do. Only what has an effect is accepted.

use super::config::{change_ui_object, ui_object};
use super::fields::{Field, Fields, Kind};
use super::{Actor, Admin, AdminError};
use crate::domain::time::Micros;
use serde_json::{Map, Value, json};

/// Team admins take nobody out of their teams.
pub const NO_MEMBER_DELETE: &str = "disable_team_admin_delete_team_user";
/// Nobody but admins adds models.
pub const NO_MODEL_ADD: &str = "disable_model_add_for_internal_users";
/// Keys are random.
pub const NO_CUSTOM_KEYS: &str = "disable_custom_api_keys";
/// Admins of organizations make no keys.
pub const NO_ORG_ADMIN_KEYS: &str = "disable_key_generate_for_org_admin";

/// One object of settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// What people who are no admins may not do.
    Ui,
    /// Addresses of logos.
    Theme,
    /// What everybody is shown on every page.
    Banner,
}

const UI: &[Field] = &[
    Field::new(
        NO_CUSTOM_KEYS,
        Kind::Flag,
        "Nobody may choose the secret of a key.",
    ),
    Field::new(
        NO_ORG_ADMIN_KEYS,
        Kind::Flag,
        "Admins of organizations may not make keys.",
    ),
    Field::new(
        NO_MODEL_ADD,
        Kind::Flag,
        "Admins of teams may not add models to them.",
    ),
    Field::new(
        NO_MEMBER_DELETE,
        Kind::Flag,
        "Admins of teams may not take members out of them.",
    ),
];
const THEME: &[Field] = &[
    Field::new(
        "logo_url",
        Kind::Text,
        "An http or https URL that /get_image leads to and /get_logo_url tells.",
    ),
    Field::new(
        "favicon_url",
        Kind::Text,
        "An http or https URL that /get_favicon leads to.",
    ),
];
const SEVERITIES: &[&str] = &["info", "warning", "error"];
const BANNER: &[Field] = &[
    Field::new("enabled", Kind::Flag, "Whether it is shown."),
    Field::new(
        "message",
        Kind::Text,
        "What it says, in plain text; at most 1,000 characters.",
    ),
    Field::new("severity", Kind::Word(SEVERITIES), "How it looks."),
];
const MESSAGE_CHARS_MAX: usize = 1_000;

impl Object {
    /// The name in the database and in paths.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ui => "ui_settings",
            Self::Theme => "ui_theme_settings",
            Self::Banner => "user_banner",
        }
    }

    /// Its members.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Ui => UI,
            Self::Theme => THEME,
            Self::Banner => BANNER,
        }
    }

    fn default(self, field: &Field) -> Value {
        match (self, field.kind) {
            (_, Kind::Flag) => json!(false),
            (Self::Banner, Kind::Word(words)) => json!(words[0]),
            (Self::Banner, _) => json!(""),
            _ => Value::Null,
        }
    }
}

/// An object with its defaults.
pub async fn get(admin: &Admin, object: Object) -> Result<Map<String, Value>, AdminError> {
    Ok(whole(object, ui_object(admin, object.name()).await?))
}

/// An object with its defaults where nothing is stored.
fn whole(object: Object, mut stored: Map<String, Value>) -> Map<String, Value> {
    let all = object.fields().iter().map(|field| {
        let value = stored.remove(field.name);
        (
            field.name.to_owned(),
            value.unwrap_or_else(|| object.default(field)),
        )
    });
    all.collect()
}

fn invalid(field: &str, message: impl Into<String>) -> AdminError {
    AdminError::Invalid {
        field: field.to_owned(),
        message: message.into(),
    }
}

/// Changes members of an object; `null` brings a default back. What has no effect here is refused, unless
/// it says what holds anyway.
pub async fn change(
    admin: &Admin,
    actor: &Actor,
    object: Object,
    mut change: Map<String, Value>,
    now: Micros,
) -> Result<Map<String, Value>, AdminError> {
    let known = |name: &str| object.fields().iter().any(|field| field.name == name);
    let idle = |value: &Value| matches!(value, Value::Null | Value::Bool(false));
    change.retain(|name, value| known(name) || !idle(value));
    if let Some(name) = change.keys().find(|name| !known(name)) {
        let names: Vec<&str> = object.fields().iter().map(|field| field.name).collect();
        let message = format!("It has no effect here. These have: {}.", names.join(", "));
        return Err(invalid(name, message));
    }
    let fields = Fields(change);
    for field in object.fields() {
        let said = fields.0.get(field.name).and_then(Value::as_str);
        match (object, said) {
            (Object::Theme, Some(url)) if !is_address(url) => {
                return Err(invalid(
                    field.name,
                    "Input should be an http or https URL without spaces",
                ));
            }
            (Object::Banner, Some(text)) if text.chars().count() > MESSAGE_CHARS_MAX => {
                return Err(invalid(
                    field.name,
                    format!("Input should have at most {MESSAGE_CHARS_MAX} characters"),
                ));
            }
            _ => {}
        }
    }
    let check = |after: &Map<String, Value>| {
        let says = after.get("message").and_then(Value::as_str);
        let blank = says.is_none_or(str::is_empty);
        let shown = after.get("enabled") == Some(&Value::Bool(true));
        if object == Object::Banner && shown && blank {
            return Err(invalid(
                "message",
                "message must be non-empty when the banner is enabled",
            ));
        }
        Ok(())
    };
    let after = change_ui_object(admin, actor, object.name(), &fields.0, check, now).await?;
    Ok(whole(object, after))
}

/// Whether a text can stand in a header that leads there.
fn is_address(url: &str) -> bool {
    let web = url.starts_with("https://") || url.starts_with("http://");
    web && url.len() <= 2_000 && url.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether a flag of the settings is on.
pub async fn is_on(admin: &Admin, flag: &str) -> Result<bool, AdminError> {
    let stored = ui_object(admin, Object::Ui.name()).await?;
    Ok(stored.get(flag) == Some(&Value::Bool(true)))
}

/// What everybody is shown on every page, and how it looks: `info`, `warning` or `error`.
pub async fn banner(admin: &Admin) -> Result<Option<(String, String)>, AdminError> {
    let shown = get(admin, Object::Banner).await?;
    let text = |name: &str| shown.get(name).and_then(Value::as_str).unwrap_or_default();
    let enabled = shown.get("enabled") == Some(&Value::Bool(true));
    Ok(enabled.then(|| (text("severity").to_owned(), text("message").to_owned())))
}
