//! What a file of `apply` may hold.
//!
//! ```yaml
//! budgets: [{ id: small, budget: 5, period: 7d }]
//! teams:   [{ alias: research, budget: 500, period: 1mo, models: [gpt-5-mini] }]
//! users:   [{ id: ada, email: ada@example.org, role: internal_user }]
//! models:  [{ name: gpt-5-mini, model: openai/gpt-5-mini, credential: main }]
//! keys:    [{ alias: ci, team: research, budget: 20, period: 30d, env_var: CI_KEY }]
//! ```

use super::super::failure::Failure;
use super::super::secret_input;
use crate::config::closest;
use serde_json::{Map, Value};
use std::path::Path;

/// A kind of thing.
#[derive(Debug)]
pub(super) struct Kind {
    /// Its section in the file.
    pub(super) section: &'static str,
    /// One of it, in sentences.
    pub(super) noun: &'static str,
    /// The member that names one.
    pub(super) name: &'static str,
    /// Members of the file and the API's fields for them.
    pub(super) fields: &'static [(&'static str, &'static str)],
}

macro_rules! limits {
    ($($more:tt)*) => {
        &[
            ("budget", "max_budget"), ("soft_budget", "soft_budget"), ("period", "budget_duration"),
            ("rpm", "rpm_limit"), ("tpm", "tpm_limit"), ("tpd", "tpd_limit"), ("parallel", "max_parallel_requests"),
            $($more)*
        ]
    };
}

/// Every kind, in the order in which things are made: what others point at comes first.
#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    Kind { section: "budgets", noun: "budget", name: "id", fields: limits![("id", "budget_id"),] },
    Kind {
        section: "models", noun: "model", name: "name",
        fields: &[
            ("name", "model_name"), ("model", "model"), ("api_base", "api_base"), ("api_version", "api_version"),
            ("credential", "litellm_credential_name"), ("provider", "custom_llm_provider"),
            ("input_cost_per_token", "input_cost_per_token"), ("output_cost_per_token", "output_cost_per_token"),
            ("params", "params"), ("info", "info"), ("api_key_env", "api_key_env"), ("api_key_file", "api_key_file"),
        ],
    },
    Kind {
        section: "teams", noun: "team", name: "alias",
        fields: limits![("alias", "team_alias"), ("id", "team_id"), ("models", "models"), ("metadata", "metadata"),],
    },
    Kind {
        section: "users", noun: "user", name: "id",
        fields: limits![
            ("id", "user_id"), ("email", "user_email"), ("alias", "user_alias"), ("role", "user_role"),
            ("models", "models"), ("metadata", "metadata"),
        ],
    },
    Kind {
        section: "keys", noun: "key", name: "alias",
        fields: limits![
            ("alias", "key_alias"), ("models", "models"), ("user", "user_id"), ("team", "team_id"),
            ("budget_id", "budget_id"), ("tags", "tags"), ("metadata", "metadata"), ("type", "key_type"),
            ("blocked", "blocked"), ("expires", "duration"), ("env_var", "env_var"),
        ],
    },
];

/// One thing that there is to be: its members under the API's names.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) kind: &'static Kind,
    pub(super) name: String,
    pub(super) fields: Map<String, Value>,
}

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) wanted: Vec<Wanted>,
    /// Kinds that the file lists, if only as an empty list.
    pub(super) listed: Vec<&'static str>,
}

/// Reads a file, and tells everything that is wrong with it at once.
pub(super) fn read(path: &Path) -> Result<File, Failure> {
    let text = if path == Path::new("-") {
        secret_input::from_stdin("the file")?
    } else {
        std::fs::read_to_string(path).map_err(|error| {
            Failure::usage(format!("{} cannot be read", path.display())).cause(error)
        })?
    };
    parse(&text).map_err(|problems| {
        Failure::invalid(format!("{} cannot be applied", path.display())).cause(problems.join("\n"))
    })
}

fn parse(text: &str) -> Result<File, Vec<String>> {
    let whole: Value = serde_yaml::from_str(text).map_err(|error| vec![error.to_string()])?;
    let Value::Object(sections) = whole else {
        return Err(vec!["the file is no mapping of sections".to_owned()]);
    };
    let mut problems = Vec::new();
    let known = || KINDS.iter().map(|kind| kind.section);
    for name in sections
        .keys()
        .filter(|name| !known().any(|known| known == name.as_str()))
    {
        problems.push(unknown("section", name, known()));
    }
    let mut file = File::default();
    for kind in KINDS {
        let Some(section) = sections.get(kind.section) else {
            continue;
        };
        file.listed.push(kind.section);
        let items = match section {
            Value::Array(items) => items.as_slice(),
            Value::Null => &[],
            _ => {
                problems.push(format!("{} is no list", kind.section));
                continue;
            }
        };
        for (at, item) in items.iter().enumerate() {
            match thing(kind, item) {
                Ok(wanted) if file.has(&wanted) => {
                    problems.push(format!(
                        "{}[{at}]: '{}' is there twice",
                        kind.section, wanted.name
                    ));
                }
                Ok(wanted) => file.wanted.push(wanted),
                Err(wrong) => problems.extend(
                    wrong
                        .iter()
                        .map(|what| format!("{}[{at}]: {what}", kind.section)),
                ),
            }
        }
    }
    if problems.is_empty() {
        Ok(file)
    } else {
        Err(problems)
    }
}

impl File {
    fn has(&self, other: &Wanted) -> bool {
        let same = |one: &Wanted| one.kind.section == other.kind.section && one.name == other.name;
        self.wanted.iter().any(same)
    }
}

fn thing(kind: &'static Kind, item: &Value) -> Result<Wanted, Vec<String>> {
    let Value::Object(members) = item else {
        return Err(vec!["it is no mapping".to_owned()]);
    };
    let mut problems = Vec::new();
    let mut fields = Map::new();
    for (name, value) in members {
        match kind.fields.iter().find(|(known, _)| known == name) {
            Some((_, field)) => {
                let value = if value == "none" {
                    Value::Null
                } else {
                    value.clone()
                };
                fields.insert((*field).to_owned(), value);
            }
            None => problems.push(unknown(
                "member",
                name,
                kind.fields.iter().map(|(known, _)| *known),
            )),
        }
    }
    let name = members
        .get(kind.name)
        .and_then(Value::as_str)
        .map(str::to_owned);
    let Some(name) = name.filter(|name| !name.trim().is_empty()) else {
        problems.push(format!("'{}' is missing", kind.name));
        return Err(problems);
    };
    if kind.section == "models" && !fields.contains_key("model") {
        problems.push("'model' is missing".to_owned());
    }
    if problems.is_empty() {
        Ok(Wanted { kind, name, fields })
    } else {
        Err(problems)
    }
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    match closest(name, known) {
        Some(meant) => format!("unknown {what} '{name}'; did you mean '{meant}'?"),
        None => format!("unknown {what} '{name}'"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_wrong_is_told_at_once() {
        let text = "keys:\n  - { alias: a, budgt: 5 }\n  - { budget: 5 }\n  - { alias: b }\n  - { alias: b }\nteam: []\n";
        let problems = parse(text).expect_err("wrong");
        assert_eq!(problems.len(), 4, "{problems:?}");
        assert!(
            problems[0].contains("did you mean 'teams'?"),
            "{problems:?}"
        );
        assert!(problems[1].contains("keys[0]: unknown member 'budgt'; did you mean 'budget'?"));
        let file =
            parse("budgets: []\nkeys: [{ alias: a, budget: none, period: 30d }]").expect("a file");
        assert_eq!(file.listed, ["budgets", "keys"]);
        assert_eq!(file.wanted[0].fields["max_budget"], Value::Null);
    }
}
