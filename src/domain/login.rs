//! Who may log in to the admin pages, and with what passwords.

use std::time::Duration;

/// What the operator says about logging in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoginRules {
    /// Neither the operator's own name and password nor the master key opens the pages
    /// (`disable_env_credential_login`).
    pub accounts_only: bool,
    /// Failed logins from one address within `window`; half of it for one name
    /// (`max_failed_login_attempts_per_source`).
    pub failures_max: u32,
    /// How long failed logins count (`failed_login_window_seconds`).
    pub window: Duration,
}

impl Default for LoginRules {
    fn default() -> Self {
        Self {
            accounts_only: false,
            failures_max: 10,
            window: Duration::from_mins(1),
        }
    }
}

impl LoginRules {
    /// Failed logins for one name.
    #[must_use]
    pub fn failures_of_name_max(&self) -> u32 {
        (self.failures_max / 2).max(1)
    }
}

/// The longest password, in bytes: hashing is no way to keep a core busy.
pub const PASSWORD_BYTES_MAX: usize = 1_024;

/// What a password that is chosen must be (`password_policy_…`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordRules {
    /// The fewest characters. Default 8 (NIST SP 800-63B), where LiteLLM has 12.
    pub chars_min: usize,
    /// The most characters.
    pub chars_max: usize,
    /// It holds an upper-case letter.
    pub upper: bool,
    /// It holds a lower-case letter.
    pub lower: bool,
    /// It holds a digit.
    pub digit: bool,
    /// It holds something that is neither letter nor digit.
    pub special: bool,
}

impl Default for PasswordRules {
    fn default() -> Self {
        Self {
            chars_min: 8,
            chars_max: PASSWORD_BYTES_MAX,
            upper: false,
            lower: false,
            digit: false,
            special: false,
        }
    }
}

impl PasswordRules {
    /// What a password lacks, in words; `None` for one that may be chosen.
    #[must_use]
    pub fn lacks(&self, password: &str) -> Option<String> {
        let count = password.chars().count();
        if count < self.chars_min || count > self.chars_max || password.len() > PASSWORD_BYTES_MAX {
            return Some(format!(
                "Input should have from {} to {} characters",
                self.chars_min, self.chars_max
            ));
        }
        let has = |is: fn(char) -> bool| password.chars().any(is);
        let missing: Vec<&str> = [
            (
                self.upper && !has(char::is_uppercase),
                "an upper-case letter",
            ),
            (
                self.lower && !has(char::is_lowercase),
                "a lower-case letter",
            ),
            (self.digit && !has(char::is_numeric), "a digit"),
            (
                self.special && !has(|c| !c.is_alphanumeric()),
                "a special character",
            ),
        ]
        .into_iter()
        .filter_map(|(lacks, what)| lacks.then_some(what))
        .collect();
        (!missing.is_empty()).then(|| format!("Input should have {}", missing.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_what_the_rules_ask_for() {
        let usual = PasswordRules::default();
        assert_eq!(usual.lacks("correct horse"), None);
        assert!(usual.lacks("short").is_some());
        assert!(usual.lacks(&"ä".repeat(600)).is_some(), "1,200 bytes");
        let strict = PasswordRules {
            chars_min: 4,
            chars_max: 8,
            upper: true,
            lower: true,
            digit: true,
            special: true,
        };
        assert_eq!(strict.lacks("aB3-"), None);
        let lacks = strict.lacks("abcd").expect("a lack");
        assert_eq!(
            lacks,
            "Input should have an upper-case letter, a digit, a special character"
        );
        assert!(strict.lacks("aB3-aB3-a").is_some(), "too long");
    }
}
