//! Python scripts in the tests' own environment.

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What a program left behind.
#[derive(Debug)]
pub(crate) struct Output {
    /// The exit code; none if a signal ended it.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Output {
    /// Runs a command to its end, with no standard input.
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.stdin(Stdio::null()).output();
        let output = output.unwrap_or_else(|error| panic!("{command:?} did not start: {error}"));
        Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// The interpreter of the environment that `tests/run` sets up, named by `CW_TEST_PYTHON`.
///
/// Without it a test has nothing to run: it prints why and passes, but not in CI, where nobody
/// would read that.
pub(crate) fn interpreter(test: &str) -> Option<PathBuf> {
    let path = std::env::var_os("CW_TEST_PYTHON").filter(|path| !path.is_empty());
    if path.is_none() {
        let ci = std::env::var("CI").is_ok_and(|value| value == "true");
        assert!(!ci, "{test} needs CW_TEST_PYTHON, which tests/run sets");
        println!("skipped: {test} (CW_TEST_PYTHON is not set; tests/run sets it)");
    }
    path.map(PathBuf::from)
}

/// A file in the repository's `tests` folder.
pub(crate) fn script(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

/// Runs a script of the `tests` folder with arguments and with variables added to PATH, which is
/// all that it gets from this process. None when there is no Python; see [`interpreter`].
pub(crate) fn run(test: &str, name: &str, args: &[&str], env: &[(&str, &str)]) -> Option<Output> {
    let mut command = Command::new(interpreter(test)?);
    command
        .arg(script(name))
        .args(args)
        .env_clear()
        .envs(env.iter().copied());
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    Some(Output::of(&mut command))
}
