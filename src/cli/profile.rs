//! Profiles: which proxy a command talks to when nothing else says so.
//!
//! `$XDG_CONFIG_HOME/cw-proxy/cli.yaml`, else `~/.config/cw-proxy/cli.yaml`:
//!
//! ```yaml
//! default: staging
//! profiles:
//!   staging:
//!     url: https://llm.staging.example
//!     master_key_file: /run/secrets/llm-staging
//!     output: json
//!     timeout: 30s
//! ```
//!
//! It names files that hold secrets and holds none itself.

use super::failure::Failure;
use super::globals::duration;
use super::print::Output;
use super::term::Color;
use crate::config::closest;
use clap::ValueEnum;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// One profile. What it leaves out has its default.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The proxy's URL.
    #[serde(default)]
    pub url: Option<String>,
    /// File that holds its master key.
    #[serde(default)]
    pub master_key_file: Option<PathBuf>,
    /// Configuration file.
    #[serde(default)]
    pub config: Option<PathBuf>,
    /// Folder of the proxy's files.
    #[serde(default)]
    pub data_dir: Option<PathBuf>,
    /// Form of results.
    #[serde(default, deserialize_with = "word")]
    pub output: Option<Output>,
    /// Colours.
    #[serde(default, deserialize_with = "word")]
    pub color: Option<Color>,
    /// How long to wait.
    #[serde(default)]
    timeout: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    default: Option<String>,
    #[serde(default)]
    profiles: BTreeMap<String, Profile>,
}

fn word<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: ValueEnum,
{
    let text = Option::<String>::deserialize(from)?;
    let read = |text: String| T::from_str(&text, true).map_err(serde::de::Error::custom);
    text.map(read).transpose()
}

/// Where the profiles are.
#[must_use]
pub fn path() -> Option<PathBuf> {
    let folder = |name: &str| {
        let folder = std::env::var_os(name).map(PathBuf::from);
        folder.filter(|folder| folder.is_absolute())
    };
    let base = folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")))?;
    Some(base.join("cw-proxy").join("cli.yaml"))
}

impl Profile {
    /// Reads the named profile, or the one that the file names; without a file nothing is said.
    pub fn read(name: Option<&str>) -> Result<Self, Failure> {
        let Some(path) = path() else {
            return none(name);
        };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return none(name),
            Err(error) => {
                return Err(
                    Failure::invalid(format!("{} cannot be read", path.display())).cause(error),
                );
            }
        };
        private(&path)?;
        Self::choose(&text, name, &path)
    }

    fn choose(text: &str, name: Option<&str>, path: &Path) -> Result<Self, Failure> {
        let wrong = || Failure::invalid(format!("{} is not valid", path.display()));
        let file: File = serde_yaml::from_str(text).map_err(|error| wrong().cause(error))?;
        let Some(name) = name.or(file.default.as_deref()) else {
            return Ok(Self::default());
        };
        let Some(profile) = file.profiles.get(name) else {
            let names = || file.profiles.keys().map(String::as_str);
            let help = match closest(name, names()) {
                Some(meant) => format!("did you mean '{meant}'?"),
                None => format!("it has: {}", names().collect::<Vec<_>>().join(", ")),
            };
            return Err(Failure::usage(format!(
                "there is no profile '{name}' in {}",
                path.display()
            ))
            .help(help));
        };
        if let Some(text) = &profile.timeout {
            duration(text).map_err(|error| wrong().cause(format!("timeout: {error}")))?;
        }
        Ok(profile.clone())
    }

    /// How long to wait.
    #[must_use]
    pub fn timeout(&self) -> Option<Duration> {
        duration(self.timeout.as_deref()?).ok()
    }
}

fn none(name: Option<&str>) -> Result<Profile, Failure> {
    match name {
        None => Ok(Profile::default()),
        Some(name) => Err(Failure::usage(format!("there is no profile '{name}'"))
            .cause("there is no file of profiles")
            .help("write it at ~/.config/cw-proxy/cli.yaml, or leave out --profile")),
    }
}

/// Whoever can write the file chooses where the master key is sent.
fn private(path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    let others = 0o022;
    let open = std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & others != 0);
    if !open {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "{} can be changed by other users, who could choose where the master key is sent",
        path.display()
    ))
    .help(format!("chmod 600 {}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::failure::Exit;

    #[test]
    fn the_named_profile_counts_and_then_the_files_own() {
        let text = "default: a\nprofiles:\n  a: { url: 'http://a', output: json }\n  beta: { timeout: 3s }\n";
        let read = |name| Profile::choose(text, name, Path::new("cli.yaml"));
        let first = read(None).expect("a profile");
        assert_eq!(
            (first.url.as_deref(), first.output),
            (Some("http://a"), Some(Output::Json))
        );
        assert_eq!(
            read(Some("beta")).expect("a profile").timeout(),
            Some(Duration::from_secs(3))
        );
        let unknown = read(Some("nothing")).expect_err("unknown");
        assert_eq!(unknown.exit, Exit::Usage);
        let near = read(Some("bete")).expect_err("unknown");
        assert_eq!(near.help.as_deref(), Some("did you mean 'beta'?"));
        let wrong = Profile::choose("profiles: { a: { ur: x } }", None, Path::new("cli.yaml"));
        assert_eq!(wrong.expect_err("unknown field").exit, Exit::Invalid);
    }
}
