//! What the proxy's own secrets must be like.

use super::notice::{Notice, Problem};
use super::read::{Reader, Source};
use crate::domain::secret::Secret;

/// Master keys that stand in public examples. Whoever scans for open proxies tries these first.
const PUBLIC_KEYS: &[&str] = &[
    "changeme",
    "change-me",
    "litellm-master-key",
    "master-key",
    "password",
    "sk-1234",
    "sk-12345",
    "sk-123456",
    "sk-12345678",
    "sk-123456789",
    "sk-1234567890",
    "sk-change-me",
    "sk-changeme",
    "sk-default",
    "sk-litellm-master-key",
    "sk-master-key",
    "sk-proxy-default",
    "sk-your-master-key",
];
/// Passwords of the admin UI that stand in public examples.
const PUBLIC_PASSWORDS: &[&str] = &["admin", "changeme", "crashwise123", "password"];
/// Shorter master keys can be guessed over the network.
const MIN_CHARS: usize = 8;
/// Below this many characters a secret deserves a word.
const GOOD_CHARS: usize = 24;

/// A master key that an environment template shipped with, so that stacks run with it: they go on
/// running, and are told at every start.
const TEMPLATE_KEY: &str = "sk-master-test";

const PUBLIC: &str = "is an example that everybody knows; make your own, for instance with \
     'openssl rand -hex 32', or set LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY=true";
const PUBLIC_HERE: &str = "is an example that everybody knows, let through since the proxy listens on this \
     machine only; replace it with 'cw-proxy secrets rotate-master'";
const TEMPLATE: &str = "DANGER: this master key is an example that everybody knows, and whoever reaches the proxy \
     has every right with it; replace it now with 'cw-proxy secrets rotate-master'";
const UI_PUBLIC: &str =
    "is an example that everybody knows; set another one before others can reach /ui";
const SHORT: &str = "has fewer than 8 characters and can be guessed; make a longer one, for instance with \
     'openssl rand -hex 32', or set LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY=true";
const SHORT_SALT: &str = "has fewer than 8 characters, so what it encrypts could be read; make a longer one, \
     for instance with 'openssl rand -hex 32'";
const WEAK: &str = "has fewer than 24 characters; a longer one is safer, for instance from \
     'openssl rand -hex 32'";
const SALT_IS_MASTER: &str = "is the same as the master key; with a salt of its own, stored secrets survive \
     a change of the master key";

/// The proxy's own secrets.
pub(super) struct OwnSecrets {
    pub(super) master_key: Option<Secret>,
    pub(super) salt_key: Option<Secret>,
}

/// `host` is the address to listen on: what only this machine can reach may be weak.
pub(super) fn read(reader: &mut Reader<'_>, host: &str) -> OwnSecrets {
    let here = matches!(host, "127.0.0.1" | "::1" | "localhost");
    let permit_weak = reader.get(
        Source::file("general_settings.dangerously_permit_weak_or_unset_master_key")
            .env_first("LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY"),
        false,
    );
    let name = "general_settings.master_key";
    let master_key = reader.secret(name, Some(name), "LITELLM_MASTER_KEY");
    let master_key = master_key.map(|(key, origin)| {
        let reason = master_key_weakness(key.expose(), here);
        match reason {
            Some(reason) if (reason == PUBLIC || reason == SHORT) && !permit_weak => {
                let name = name.to_owned();
                reader.problems.push(Problem::Weak {
                    name,
                    origin,
                    reason,
                });
            }
            Some(reason) => warn(reader, name, reason),
            None => {}
        }
        key
    });
    let name = "salt_key";
    let salt_key = reader
        .secret(name, None, "LITELLM_SALT_KEY")
        .map(|(salt, origin)| {
            let chars = salt.expose().chars().count();
            if chars < MIN_CHARS {
                let reason = SHORT_SALT;
                let name = name.to_owned();
                reader.problems.push(Problem::Weak {
                    name,
                    origin,
                    reason,
                });
            } else if chars < GOOD_CHARS {
                warn(reader, name, WEAK);
            }
            if master_key.as_ref() == Some(&salt) {
                warn(reader, name, SALT_IS_MASTER);
            }
            salt
        });
    OwnSecrets {
        master_key,
        salt_key,
    }
}

/// The password of the admin UI, told when everybody knows it.
pub(super) fn ui_password(reader: &mut Reader<'_>) -> Option<Secret> {
    let name = "ui.password";
    let (password, _) = reader.secret(name, None, "UI_PASSWORD")?;
    if PUBLIC_PASSWORDS.contains(&password.expose()) {
        warn(reader, name, UI_PUBLIC);
    }
    Some(password)
}

fn master_key_weakness(key: &str, here: bool) -> Option<&'static str> {
    let chars = key.chars().count();
    let lower = key.to_ascii_lowercase();
    if lower == TEMPLATE_KEY {
        Some(if here { PUBLIC_HERE } else { TEMPLATE })
    } else if PUBLIC_KEYS.contains(&lower.as_str()) {
        Some(if here { PUBLIC_HERE } else { PUBLIC })
    } else if chars < MIN_CHARS {
        Some(SHORT)
    } else if chars < GOOD_CHARS {
        Some(WEAK)
    } else {
        None
    }
}

fn warn(reader: &mut Reader<'_>, name: &str, reason: &'static str) {
    reader.notices.push(Notice::WeakSecret {
        name: name.to_owned(),
        reason,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Env;

    /// Problems and notices, in one text each.
    fn outcome(variables: &[(&str, &str)]) -> (String, String) {
        let env = Env::of(variables.iter().copied());
        let mut reader = Reader::new(None, &env);
        let host = env.get("HOST").unwrap_or("0.0.0.0");
        read(&mut reader, host);
        let problems: Vec<_> = reader.problems.iter().map(ToString::to_string).collect();
        let notices: Vec<_> = reader.notices.iter().map(ToString::to_string).collect();
        (problems.join("\n"), notices.join("\n"))
    }

    const LONG: &str = "sk-0123456789abcdef0123456789abcdef";

    #[test]
    fn master_keys() {
        let permit = (
            "LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY",
            "true",
        );
        for (variables, problem, notice) in [
            (vec![], "", ""),
            (vec![("LITELLM_MASTER_KEY", LONG)], "", ""),
            (vec![("LITELLM_MASTER_KEY", "")], "", ""),
            (vec![("LITELLM_MASTER_KEY", " \t")], "", ""),
            (
                vec![("LITELLM_MASTER_KEY", "sk-1234")],
                "everybody knows",
                "",
            ),
            (
                vec![("LITELLM_MASTER_KEY", "SK-1234")],
                "everybody knows",
                "",
            ),
            (
                vec![("LITELLM_MASTER_KEY", "sk-1234"), permit],
                "",
                "everybody knows",
            ),
            (vec![("LITELLM_MASTER_KEY", "sk-abcd")], "fewer than 8", ""),
            (
                vec![("LITELLM_MASTER_KEY", "sk-abcd"), permit],
                "",
                "fewer than 8",
            ),
            (
                vec![("LITELLM_MASTER_KEY", "sk-1234"), ("HOST", "127.0.0.1")],
                "",
                "this machine only",
            ),
            (vec![("LITELLM_MASTER_KEY", "sk-master-test")], "", "DANGER"),
            (
                vec![
                    ("LITELLM_MASTER_KEY", "sk-master-test"),
                    ("HOST", "localhost"),
                ],
                "",
                "this machine only",
            ),
        ] {
            let (problems, notices) = outcome(&variables);
            assert!(
                problems.contains(problem) && problems.is_empty() == problem.is_empty(),
                "{problems}"
            );
            assert!(
                notices.contains(notice) && notices.is_empty() == notice.is_empty(),
                "{notices}"
            );
        }
    }

    #[test]
    fn salts() {
        for (salt, problem, notice) in [
            ("super-secret-salt", "", "fewer than 24"),
            ("0123456789abcdef0123456789abcdef", "", ""),
            ("", "", ""),
            ("short", "fewer than 8", ""),
            (LONG, "", "same as the master key"),
        ] {
            let (problems, notices) =
                outcome(&[("LITELLM_MASTER_KEY", LONG), ("LITELLM_SALT_KEY", salt)]);
            assert!(
                problems.contains(problem) && problems.is_empty() == problem.is_empty(),
                "{problems}"
            );
            assert!(
                notices.contains(notice) && notices.is_empty() == notice.is_empty(),
                "{notices}"
            );
        }
    }
}
