//! Secrets that commands are given: by standard input, by a file, or, with a warning, by argument.

use super::failure::Failure;
use super::globals::Globals;
use super::secret_file;
use super::term;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The longest secret or file of values, in bytes.
const BYTES_MAX: u64 = 1 << 20;

/// Reads standard input to its end.
pub fn from_stdin(what: &str) -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin()
        .take(BYTES_MAX)
        .read_to_string(&mut text)
        .map_err(|error| {
            Failure::usage(format!("{what} cannot be read from standard input")).cause(error)
        })?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// Reads a file that holds one secret.
pub fn from_file(path: &Path) -> Result<String, Failure> {
    let found = secret_file::read(path)
        .map_err(|error| Failure::usage("the secret cannot be read").cause(error))?;
    let found =
        found.ok_or_else(|| Failure::usage(format!("there is no file {}", path.display())))?;
    Ok(found.expose().to_owned())
}

/// `@FILE` and `@-` stand for what is in them, anything else for itself.
pub fn text_or_file(text: &str) -> Result<String, Failure> {
    match text.strip_prefix('@') {
        None => Ok(text.to_owned()),
        Some("-") => from_stdin("the value"),
        Some(path) => std::fs::read_to_string(path)
            .map_err(|error| Failure::usage(format!("{path} cannot be read")).cause(error)),
    }
}

/// A secret from where the operator put it. `-` stands for standard input and `@FILE` for a file; one
/// in the arguments works, and is warned about, since every user of the machine can read it there.
pub fn given(
    globals: &Globals,
    flag: &str,
    argument: Option<&String>,
    file: Option<&PathBuf>,
    stdin: bool,
) -> Result<Option<String>, Failure> {
    if let Some(path) = file {
        return from_file(path).map(Some);
    }
    if stdin {
        return from_stdin("the secret").map(Some);
    }
    match argument.map(String::as_str) {
        None => Ok(None),
        Some("-") => from_stdin("the secret").map(Some),
        Some(text) if text.starts_with('@') => from_file(Path::new(&text[1..])).map(Some),
        Some(text) => {
            term::warn(
                globals,
                &format!(
                    "{flag} can be seen by other users of this machine; use {flag}-stdin, {flag}-file, or {flag} @FILE"
                ),
            );
            Ok(Some(text.to_owned()))
        }
    }
}
