//! The environment, captured once as a value. Nothing else reads or changes the process's own.

use super::notice::{Origin, Problem};
use crate::domain::secret::Secret;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

/// Environment files read beside the process's environment, relative to the working directory. Of
/// a name in several places the process's own wins, then the first file.
const ENV_FILES: [&str; 2] = ["volumes/env/.env", ".env"];

/// Variables and where each came from. Every value is kept as a secret, since most are.
#[derive(Clone, Debug, Default)]
pub struct Env {
    variables: BTreeMap<String, Variable>,
}

#[derive(Clone, Debug)]
struct Variable {
    value: Secret,
    /// The environment file; `None` for the process's own environment.
    file: Option<Arc<Path>>,
}

impl Env {
    /// Captures the process's environment, and the environment files below `directory`: the one
    /// reader of `std::env`. Fails when an environment file has a line that cannot be read.
    pub fn from_process(directory: &Path) -> Result<Self, Problem> {
        // Names and values that are not UTF-8 cannot be settings of ours.
        let pairs = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        let mut env = Self::of(pairs);
        for name in ENV_FILES {
            let path = directory.join(name);
            match std::fs::read_to_string(&path) {
                Ok(text) => env.add_file(&path, &text)?,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => {
                    let reason = error.to_string();
                    return Err(Problem::File { path, reason });
                }
            }
        }
        Ok(env)
    }

    /// An environment of exactly these variables.
    pub fn of<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let own = |(name, value): (N, V)| {
            let value = Secret::new(value);
            (name.into(), Variable { value, file: None })
        };
        Self {
            variables: pairs.into_iter().map(own).collect(),
        }
    }

    /// Adds the variables of an environment file that are not set yet.
    pub fn add_file(&mut self, path: &Path, text: &str) -> Result<(), Problem> {
        let file: Arc<Path> = path.into();
        for pair in dotenvy::from_read_iter(Cursor::new(text)) {
            let (name, value) = pair.map_err(|error| Problem::DotEnv {
                path: path.to_owned(),
                line: line_of(&error, text),
            })?;
            self.variables.entry(name).or_insert_with(|| Variable {
                value: Secret::new(value),
                file: Some(Arc::clone(&file)),
            });
        }
        Ok(())
    }

    /// The value of a variable; `None` when it is unset, empty or blank.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.raw(name).filter(|value| !value.trim().is_empty())
    }

    /// The names of all variables, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.variables.keys().map(String::as_str)
    }

    /// The value of a variable as it is, even when blank.
    #[must_use]
    pub fn raw(&self, name: &str) -> Option<&str> {
        Some(self.variables.get(name)?.value.expose())
    }

    /// Where a variable's value came from.
    #[must_use]
    pub fn origin(&self, name: &str) -> Origin {
        match self
            .variables
            .get(name)
            .and_then(|found| found.file.as_ref())
        {
            Some(file) => Origin::DotEnv(Arc::clone(file), name.to_owned()),
            None => Origin::Env(name.to_owned()),
        }
    }

    /// The secret in a variable, or in the file that `<NAME>_FILE` names, without its trailing line
    /// break; and the name of the variable that led to it. A blank variable is an unset one: the
    /// template of the environment file has lines that wait to be filled in.
    pub(super) fn secret(&self, name: &str) -> Result<Option<(Secret, String)>, Problem> {
        if let Some(value) = self.get(name) {
            return Ok(Some((Secret::new(value), name.to_owned())));
        }
        let by_file = format!("{name}_FILE");
        let Some(path) = self.get(&by_file) else {
            return Ok(None);
        };
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let text = Secret::new(text);
                let value = text.expose().trim_end_matches(['\r', '\n']);
                Ok(Some((Secret::new(value), by_file)))
            }
            Err(error) => Err(Problem::File {
                path: path.into(),
                reason: format!("named by {by_file}: {error}"),
            }),
        }
    }
}

/// The line that a reading error is about. The error quotes the line, or its value part, and must
/// not be shown itself.
fn line_of(error: &dotenvy::Error, text: &str) -> usize {
    let dotenvy::Error::LineParse(quoted, _) = error else {
        return 1;
    };
    let at = text.find(quoted.trim_end()).unwrap_or(0);
    text[..at].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_process_wins_over_files_and_the_first_file_over_the_next() {
        let mut env = Env::of([("A", "process")]);
        env.add_file(
            Path::new("one.env"),
            "A=file\nB='one two'\nexport C=3 # three\n",
        )
        .expect("readable");
        env.add_file(Path::new("two.env"), "B=two\nD=\n")
            .expect("readable");
        assert_eq!(env.get("A"), Some("process"));
        assert_eq!(env.get("B"), Some("one two"));
        assert_eq!(env.get("C"), Some("3"));
        assert_eq!((env.get("D"), env.raw("D")), (None, Some("")));
        assert_eq!(env.origin("A"), Origin::Env("A".to_owned()));
        let file: Arc<Path> = Path::new("one.env").into();
        assert_eq!(env.origin("B"), Origin::DotEnv(file, "B".to_owned()));
    }

    #[test]
    fn a_bad_line_is_told_by_number_and_never_by_content() {
        let mut env = Env::default();
        let text = "A=1\nLITELLM_MASTER_KEY=sk-canary one two\n";
        let problem = env
            .add_file(Path::new("x.env"), text)
            .expect_err("a bad line");
        let told = format!("{problem} {problem:?}");
        assert!(told.contains("line 2"), "{told}");
        assert!(!told.contains("canary"), "{told}");
    }

    #[test]
    fn a_secret_may_come_from_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("key");
        std::fs::write(&path, "sk-from-a-file\r\n").expect("written");
        let env = Env::of([("KEY_FILE", path.to_str().expect("a name"))]);
        let (secret, name) = env.secret("KEY").expect("readable").expect("present");
        assert_eq!(
            (secret.expose(), name.as_str()),
            ("sk-from-a-file", "KEY_FILE")
        );
        let env = Env::of([("KEY_FILE", "/nowhere/at/all")]);
        assert!(
            env.secret("KEY")
                .expect_err("missing")
                .to_string()
                .contains("KEY_FILE")
        );
    }
}
