//! What is kept and told of calls, and who may log in to the admin pages.

use super::read::{Kind, Names, Reader, Source};
use crate::domain::login::{LoginRules, PASSWORD_BYTES_MAX, PasswordRules};
use crate::domain::privacy::{Fields, Privacy};
use serde_json::Value;

/// What is kept and told of calls.
pub(super) fn read(reader: &mut Reader<'_>) -> Privacy {
    let mut flag = |name: &'static str| reader.get(Source::file(name), false);
    Privacy {
        hides_words: flag("litellm_settings.turn_off_message_logging"),
        ignores_no_log: flag("litellm_settings.global_disable_no_log_param"),
        hides_callers: flag("litellm_settings.redact_user_api_key_info"),
        hides_faults: flag("litellm_settings.redact_messages_in_exceptions"),
        metadata: reader
            .maybe(Source::file("general_settings.spend_logs_metadata_fields"))
            .unwrap_or_default(),
    }
}

impl Kind for Fields {
    const MUST_BE: &'static str =
        "must be a mapping with either include or exclude, a list of names";
    fn read(value: &Value) -> Option<Self> {
        let members = value.as_object()?;
        let (name, names) = members.iter().next().filter(|_| members.len() == 1)?;
        let Names(names) = Names::read(names)?;
        match name.as_str() {
            "include" => Some(Self::Only(names)),
            "exclude" => Some(Self::Without(names)),
            _ => None,
        }
    }
    fn show(&self) -> String {
        match self {
            Self::All => "-".to_owned(),
            Self::Only(names) => format!("include {}", names.join(", ")),
            Self::Without(names) => format!("exclude {}", names.join(", ")),
        }
    }
}

/// Who may log in.
pub(super) fn login(reader: &mut Reader<'_>) -> LoginRules {
    let usual = LoginRules::default();
    let accounts_only = "general_settings.disable_env_credential_login";
    let failures = "general_settings.max_failed_login_attempts_per_source";
    let window = "general_settings.failed_login_window_seconds";
    LoginRules {
        accounts_only: reader.get(Source::file(accounts_only), usual.accounts_only),
        failures_max: reader
            .get(Source::file(failures), usual.failures_max)
            .max(1),
        window: reader.get(Source::file(window), usual.window),
    }
}

/// What passwords must be.
pub(super) fn passwords(reader: &mut Reader<'_>) -> PasswordRules {
    let usual = PasswordRules::default();
    let min = "general_settings.password_policy_min_length";
    let max = "general_settings.password_policy_max_length";
    let chars_min: u32 = reader.get(Source::file(min), usual.chars_min as u32);
    let chars_max: u32 = reader.get(Source::file(max), usual.chars_max as u32);
    if chars_max < chars_min || chars_min as usize > PASSWORD_BYTES_MAX {
        let name = if chars_min as usize > PASSWORD_BYTES_MAX {
            min
        } else {
            max
        };
        let origin = reader.origin(name);
        let reason =
            format!("must leave room for a password: {min} to {max}, at most {PASSWORD_BYTES_MAX}");
        reader.invalid(name, origin, reason);
    }
    let mut flag = |name: &'static str| reader.get(Source::file(name), false);
    PasswordRules {
        chars_min: chars_min as usize,
        chars_max: chars_max as usize,
        upper: flag("general_settings.password_policy_require_uppercase"),
        lower: flag("general_settings.password_policy_require_lowercase"),
        digit: flag("general_settings.password_policy_require_digit"),
        special: flag("general_settings.password_policy_require_special"),
    }
}
