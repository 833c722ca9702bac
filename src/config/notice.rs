//! What loading has to say: where each setting came from, what is odd, and what stops the start.
//!
//! None of these types holds a secret: values are shown masked or not at all.

use crate::domain::key::KeyHash;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a setting's value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// The configuration file.
    File(Arc<Path>),
    /// The configuration file, which names a variable (`os.environ/NAME`).
    Reference {
        /// The configuration file.
        file: Arc<Path>,
        /// The variable that it names.
        variable: String,
    },
    /// The process's environment, by this variable.
    Env(String),
    /// An environment file, by this variable.
    DotEnv(Arc<Path>, String),
    /// The command line, by this flag.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Reference { file, variable } => {
                write!(f, "{} (os.environ/{variable})", file.display())
            }
            Self::Env(name) => write!(f, "environment {name}"),
            Self::DotEnv(path, name) => write!(f, "{} {name}", path.display()),
            Self::Flag(name) => write!(f, "{name}"),
        }
    }
}

/// One row of the report: a setting as it is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its dotted name.
    pub name: String,
    /// Its value as text, masked when secret; `-` when there is none.
    pub value: String,
    /// SHA-256 of a secret, by which a change is seen that the mask does not show.
    pub secret: Option<KeyHash>,
    /// Where the value came from.
    pub origin: Origin,
}

/// A place in the configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The dotted path (`model_list[0].litellm_params.api_key`).
    pub path: String,
    /// The line, counted from 1; `None` when it could not be told.
    pub line: Option<usize>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{} (line {line})", self.path),
            None => f.write_str(&self.path),
        }
    }
}

/// Something an operator should know, which does not stop the start.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Notice {
    /// Neither we nor LiteLLM know the key.
    #[error("{place}: unknown setting, ignored{}", did_you_mean(.suggestion.as_deref()))]
    UnknownKey {
        /// Where it stands.
        place: Place,
        /// A known setting that is spelled nearly so.
        suggestion: Option<String>,
    },
    /// LiteLLM's setting, accepted, without effect so far.
    #[error("{place}: has no effect in this version")]
    NoEffect {
        /// Where it stands.
        place: Place,
    },
    /// LiteLLM's setting, which has no meaning here.
    #[error("{place}: does not apply: {reason}")]
    NotApplicable {
        /// Where it stands.
        place: Place,
        /// Why, and what serves instead.
        reason: &'static str,
    },
    /// Something about one entry of a list.
    #[error("{place}: {remark}")]
    Remark {
        /// Where it stands.
        place: Place,
        /// What.
        remark: String,
    },
    /// An `os.environ/NAME` that nothing stands behind.
    #[error("{place}: the variable {variable} is not set, so this is taken as absent")]
    MissingVariable {
        /// The variable.
        variable: String,
        /// Where it is named.
        place: Place,
    },
    /// A secret that is accepted but weak.
    #[error("{name}: {reason}")]
    WeakSecret {
        /// The setting.
        name: String,
        /// Why, and what to do.
        reason: &'static str,
    },
    /// A provider's variable holds one of the proxy's own secrets.
    #[error(
        "{variable} holds the proxy's own master or salt key, so it is not used as a provider credential"
    )]
    OwnSecret {
        /// The variable.
        variable: String,
    },
    /// A member of a model's `litellm_params` that is not taken.
    #[error("model '{model}': {remark}")]
    Model {
        /// The public name.
        model: String,
        /// What is odd.
        remark: String,
    },
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(String::new, |name| format!("; did you mean '{name}'?"))
}

/// One reason why the proxy cannot start.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The file named on the command line or in `CONFIG_FILE_PATH`, or a `*_FILE` secret, can't be read.
    #[error("{}: {reason}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        reason: String,
    },
    /// A line of an environment file is not `NAME=value`.
    #[error(
        "{}: line {line} is not NAME=value; put values with spaces, '$' or '#' in single quotes",
        .path.display()
    )]
    DotEnv {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
    },
    /// A value of the wrong kind. The value itself is not repeated: it may be a misplaced secret.
    #[error("{name} ({origin}): {reason}")]
    Invalid {
        /// The setting.
        name: String,
        /// Where its value came from.
        origin: Origin,
        /// What it must be.
        reason: String,
    },
    /// A secret that is present but empty or blank.
    #[error("{name} ({origin}) is empty: give it a value or leave it out")]
    Blank {
        /// The setting.
        name: String,
        /// Where it was set.
        origin: Origin,
    },
    /// A secret too weak to start with.
    #[error("{name} ({origin}): {reason}")]
    Weak {
        /// The setting.
        name: String,
        /// Where it was set.
        origin: Origin,
        /// Why, and what to do.
        reason: &'static str,
    },
    /// A setting that would make the proxy run code of the operator's.
    #[error("{place} is refused: {reason}")]
    Refused {
        /// Where it stands.
        place: Place,
        /// Why, and what serves instead.
        reason: &'static str,
    },
}

/// Every reason why the proxy cannot start, found in one pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError(pub Vec<Problem>);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}

impl From<Problem> for ConfigError {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}
