//! How a command ends: an exit code that means something, and words on stderr that teach.

use super::term::painted;
use crate::admin::AdminError;
use crate::config::ConfigError;
use crate::store::StoreError;
use std::fmt;
use std::process::ExitCode;

/// How a command ended. The numbers are part of the interface: scripts branch on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// It is done.
    Done = 0,
    /// It failed in a way that none of the others tells.
    Failed = 1,
    /// Wrong usage, or a confirmation that was needed and not given.
    Usage = 2,
    /// There is no such key, model or row.
    NotFound = 3,
    /// Not authenticated, or not allowed.
    Denied = 4,
    /// It exists already, or was changed meanwhile.
    Conflict = 5,
    /// The configuration or a value is invalid.
    Invalid = 6,
    /// The proxy or the database cannot be reached.
    Unreachable = 7,
    /// A check found something wrong.
    Unhealthy = 8,
    /// Refused by policy: a budget, a limit, a model that is not allowed.
    Refused = 9,
    /// A dry run found changes to make.
    Pending = 10,
    /// Interrupted by the user.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command did not do what it was asked: what, why, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What the process exits with.
    pub exit: Exit,
    /// What happened.
    pub error: String,
    /// Why.
    pub cause: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Failure {
    /// A failure in one sentence.
    pub fn new(exit: Exit, error: impl Into<String>) -> Self {
        Self {
            exit,
            error: error.into(),
            cause: None,
            help: None,
        }
    }

    /// With the reason for it.
    #[must_use]
    pub fn cause(mut self, cause: impl ToString) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    /// With the way out of it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Wrong usage.
    pub fn usage(error: impl Into<String>) -> Self {
        Self::new(Exit::Usage, error)
    }

    /// Input that is wrong.
    pub fn invalid(error: impl Into<String>) -> Self {
        Self::new(Exit::Invalid, error)
    }

    /// Nothing to say: the exit code tells it, or the result has.
    #[must_use]
    pub fn silent(exit: Exit) -> Self {
        Self::new(exit, "")
    }

    /// The words for stderr, with the labels in colours.
    #[must_use]
    pub fn painted(&self, colored: bool) -> String {
        let text = self.to_string();
        if !colored {
            return text;
        }
        [("error:", "1;31"), ("cause:", "1;33"), ("help:", "1;36")]
            .iter()
            .fold(text, |text, (label, code)| {
                let painted = painted(label, code, true);
                let inside = text.replace(&format!("\n{label}"), &format!("\n{painted}"));
                match inside.strip_prefix(label) {
                    Some(rest) => format!("{painted}{rest}"),
                    None => inside,
                }
            })
    }
}

/// `error:`, `cause:` and `help:`, a line each; further lines are indented below theirs.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = [
            ("error", Some(&self.error)),
            ("cause", self.cause.as_ref()),
            ("help", self.help.as_ref()),
        ];
        let mut first = true;
        for (label, text) in told {
            let Some(text) = text else { continue };
            if !first {
                f.write_str("\n")?;
            }
            first = false;
            let indented = text.trim_end().replace('\n', "\n       ");
            write!(f, "{label}: {indented}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        // A failure that passed through `?` on its way up keeps its exit code.
        match error.downcast::<Self>() {
            Ok(failure) => failure,
            Err(error) => {
                let causes: Vec<_> = error.chain().skip(1).map(ToString::to_string).collect();
                let cause = (!causes.is_empty()).then(|| causes.join(": "));
                Self {
                    cause,
                    ..Self::new(Exit::Failed, error.to_string())
                }
            }
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::invalid("the configuration is not valid").cause(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let exit = match &error {
            StoreError::NotFound => Exit::NotFound,
            StoreError::Conflict(_) => Exit::Conflict,
            StoreError::BadUrl { .. } => Exit::Invalid,
            _ => Exit::Unreachable,
        };
        Self::new(exit, error.to_string())
    }
}

impl From<AdminError> for Failure {
    fn from(error: AdminError) -> Self {
        let exit = match error {
            AdminError::Store(error) => return error.into(),
            AdminError::BadRequest { .. } | AdminError::Invalid { .. } | AdminError::Seal(_) => {
                Exit::Invalid
            }
            AdminError::Forbidden(_) => Exit::Denied,
            AdminError::NotFound(_) | AdminError::Missing(_) => Exit::NotFound,
            AdminError::AlreadyMember(_) | AdminError::Conflict { .. } => Exit::Conflict,
            AdminError::LedgerUnavailable => Exit::Unreachable,
        };
        Self::new(exit, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn a_failure_is_told_in_three_labelled_parts() {
        let failure = Failure::invalid("two problems")
            .cause("one\ntwo")
            .help("fix both");
        assert_eq!(
            failure.to_string(),
            "error: two problems\ncause: one\n       two\nhelp: fix both"
        );
    }

    #[test]
    fn what_went_through_anyhow_keeps_its_exit_code_and_its_causes() {
        let kept: Failure = anyhow::Error::new(Failure::usage("no")).into();
        assert_eq!(kept.exit, Exit::Usage);
        let outer = Err::<(), _>(std::io::Error::other("disk full"))
            .context("cannot write the run file")
            .expect_err("an error");
        let failure = Failure::from(outer);
        assert_eq!(failure.exit, Exit::Failed);
        assert_eq!(
            failure.to_string(),
            "error: cannot write the run file\ncause: disk full"
        );
    }
}
