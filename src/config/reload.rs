//! Reading file and environment anew while the proxy runs, and telling what became different.

use super::file::File;
use super::locate::join;
use super::notice::Place;
use super::params::{is_secret, without_user};
use super::{Base, ConfigError, Env, Loaded, Origin, Sources, settings};
use crate::domain::secret::mask;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// One setting that is not what it was. Secrets are masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its dotted name; members of lists go by their names (`model_list[gpt-4o].litellm_params.rpm`).
    pub name: String,
    /// What it was, and where that came from; `None` when it was absent.
    pub before: Option<(String, Origin)>,
    /// What it is now.
    pub after: Option<(String, Origin)>,
    /// Where it stands in the file.
    pub place: Option<Place>,
    /// Why it holds from the next start only; `None` when it holds at once.
    pub waits: Option<&'static str>,
}

const SOCKET: &str = "the socket is open already";
const STORAGE: &str = "the database is open already";
const AT_START: &str = "it is read when the proxy starts";

/// Settings, and beginnings of their names, that cannot change while the proxy runs.
const AT_START_ONLY: &[(&str, &str)] = &[
    ("LITELLM_SALT_KEY", "what is stored is sealed with it"),
    ("ca_file", AT_START),
    ("cw_proxy.data_dir", STORAGE),
    ("cw_proxy.drain_grace_seconds", AT_START),
    ("cw_proxy.host", SOCKET),
    ("cw_proxy.metering.durability", STORAGE),
    ("cw_proxy.metrics.listen", SOCKET),
    ("cw_proxy.port", SOCKET),
    ("general_settings.database_url", STORAGE),
    ("general_settings.otel", AT_START),
    ("litellm_settings.callbacks", AT_START),
    ("litellm_settings.failure_callback", AT_START),
    (
        "litellm_settings.forward_traceparent_to_llm_provider",
        AT_START,
    ),
    ("litellm_settings.service_callback", AT_START),
    ("litellm_settings.success_callback", AT_START),
    ("otel.", AT_START),
    ("salt_key", "what is stored is sealed with it"),
];

/// Members by which entries of lists are told apart, so that one put in between does not make all
/// that follow look different.
const IDENTITIES: &[&str] = &[
    "model_name",
    "guardrail_name",
    "credential_name",
    "path",
    "name",
];

/// Everything as it is said now. Fails whole, with every problem, as the start would.
pub fn reread(base: &Base) -> Result<Loaded, ConfigError> {
    let sources = Sources {
        env: Env::from_process(&base.sources.directory)?,
        ..base.sources.clone()
    };
    settings::load(&sources)
}

/// What became different, by name.
#[must_use]
pub fn changes(old: &Loaded, new: &Loaded) -> Vec<Change> {
    let (before, after) = (Said::of(old), Said::of(new));
    let names: BTreeSet<&String> = before.0.keys().chain(after.0.keys()).collect();
    let file = new.config.base.file.as_ref();
    let changed = names.into_iter().filter_map(|name| {
        let (one, other) = (before.0.get(name), after.0.get(name));
        if one.map(|said| &said.value) == other.map(|said| &said.value) {
            return None;
        }
        let shown = |said: &One| (said.shown.clone(), said.origin.clone());
        let written = other.and_then(|said| said.path.as_ref());
        Some(Change {
            name: name.clone(),
            before: one.map(shown),
            after: other.map(shown),
            place: written.and_then(|path| Some(file?.place(path))),
            waits: waits(name),
        })
    });
    changed.collect()
}

/// Why a setting holds from the next start only.
fn waits(name: &str) -> Option<&'static str> {
    let found = AT_START_ONLY.iter().find(|(start, _)| {
        name.strip_prefix(start).is_some_and(|rest| {
            start.ends_with('.') || rest.is_empty() || rest.starts_with(['.', '['])
        })
    });
    found.map(|(_, why)| *why)
}

/// One setting as somebody said it.
struct One {
    /// Its value, for comparing only.
    value: String,
    /// Its value as it may be shown.
    shown: String,
    origin: Origin,
    /// Its path in the file.
    path: Option<String>,
}

/// Every setting: those with a meaning of their own, then the rest of the file, then the credentials of
/// providers.
struct Said(BTreeMap<String, One>);

impl Said {
    fn of(loaded: &Loaded) -> Self {
        let mut said = Self(BTreeMap::new());
        let file = loaded.config.base.file.as_ref();
        if let Some(file) = file {
            for (name, value) in file.root() {
                let hidden = name == "environment_variables" || is_secret(name);
                said.take(file, (name, name), value, hidden);
            }
        }
        for setting in &loaded.report {
            if setting.value == "-" {
                continue;
            }
            // A value that is shown in part, as a URL without its password, is compared as written.
            let written = said.0.remove(&setting.name);
            let value = match (&setting.secret, &written) {
                (Some(hash), _) => hash.hex(),
                (None, Some(written)) => format!("{} {}", written.value, setting.value),
                (None, None) => setting.value.clone(),
            };
            let path = written.and_then(|one| one.path);
            let one = One {
                value,
                shown: setting.value.clone(),
                origin: setting.origin.clone(),
                path,
            };
            said.0.insert(setting.name.clone(), one);
        }
        let env = &loaded.config.base.sources.env;
        for (name, secret) in loaded.config.providers.entries() {
            let one = One {
                value: secret.expose().to_owned(),
                shown: secret.masked(),
                origin: env.origin(name),
                path: None,
            };
            said.0.insert(name.to_owned(), one);
        }
        said
    }

    fn take(&mut self, file: &File, (name, path): (&str, &str), value: &Value, hidden: bool) {
        match value {
            Value::Null => {}
            Value::Object(members) => {
                for (member, value) in members {
                    let hidden = hidden
                        || is_secret(member)
                        || member.contains("webhook")
                        || matches!(member.as_str(), "headers" | "extra_headers");
                    let (name, path) = (join(name, member), join(path, member));
                    self.take(file, (&name, &path), value, hidden);
                }
            }
            Value::Array(items) if items.iter().any(Value::is_object) => {
                let mut seen: BTreeMap<String, usize> = BTreeMap::new();
                for (index, item) in items.iter().enumerate() {
                    let label = identity(item).unwrap_or_else(|| index.to_string());
                    let times = seen.entry(label.clone()).or_default();
                    *times += 1;
                    let label = match times {
                        1 => label,
                        times => format!("{label}#{times}"),
                    };
                    let (name, path) = (format!("{name}[{label}]"), format!("{path}[{index}]"));
                    self.take(file, (&name, &path), item, hidden);
                }
            }
            leaf => {
                let plain = match leaf {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                let one = One {
                    shown: if hidden {
                        mask(&plain)
                    } else {
                        without_user(&plain)
                    },
                    value: plain,
                    origin: file.origin(path),
                    path: Some(path.to_owned()),
                };
                self.0.insert(name.to_owned(), one);
            }
        }
    }
}

fn identity(item: &Value) -> Option<String> {
    let named = IDENTITIES.iter().find_map(|name| item.get(*name)?.as_str());
    named.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::{Overrides, load};
    use super::*;
    use std::path::Path;

    fn loaded(folder: &Path, text: &str, env: &[(&str, &str)]) -> Loaded {
        let path = folder.join("config.yaml");
        std::fs::write(&path, text).expect("written");
        load(&Sources {
            config: Some(path),
            overrides: Overrides::default(),
            env: Env::of(env.iter().copied()),
            directory: folder.to_owned(),
        })
        .expect("a configuration")
    }

    const OLD: &str = "
model_list:
  - {model_name: a, litellm_params: {model: openai/a, api_key: sk-canary-0123456789-aaaa, rpm: 1}}
  - {model_name: b, litellm_params: {model: openai/b}}
general_settings: {completion_model: a}
cw_proxy: {port: 4000}
";
    const NEW: &str = "
model_list:
  - {model_name: c, litellm_params: {model: openai/c}}
  - {model_name: a, litellm_params: {model: openai/a, api_key: sk-canary-9876543210-aaaa, rpm: 2}}
  - {model_name: b, litellm_params: {model: openai/b}}
cw_proxy: {port: 4001}
";

    #[test]
    fn each_difference_is_told_once_by_name_and_no_secret_is_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        let old = loaded(
            folder.path(),
            OLD,
            &[("OPENAI_API_KEY", "sk-canary-old-0000000000")],
        );
        let new = loaded(
            folder.path(),
            NEW,
            &[("OPENAI_API_KEY", "sk-canary-new-0000000000")],
        );
        assert_eq!(changes(&old, &old), []);
        let told = changes(&old, &new);
        let names: Vec<&str> = told.iter().map(|change| change.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "OPENAI_API_KEY",
                "cw_proxy.port",
                "general_settings.completion_model",
                "model_list",
                "model_list[a].litellm_params.api_key",
                "model_list[a].litellm_params.rpm",
                "model_list[c].litellm_params.model",
                "model_list[c].model_name",
            ]
        );
        let waiting: Vec<&str> = told
            .iter()
            .filter(|change| change.waits.is_some())
            .map(|change| change.name.as_str())
            .collect();
        assert_eq!(waiting, ["cw_proxy.port"]);
        let shown = format!("{told:?}");
        assert!(!shown.contains("canary"), "{shown}");
        let rpm = &told[5];
        assert_eq!(
            rpm.before.as_ref().map(|(value, _)| value.as_str()),
            Some("1")
        );
        assert_eq!(
            rpm.after.as_ref().map(|(value, _)| value.as_str()),
            Some("2")
        );
        assert!(told[2].after.is_none(), "it is gone");
    }
}
