//! Profiles: which proxy a command talks to when nothing else says so.
//!
//! `$XDG_CONFIG_HOME/cw-proxy/cli.toml`, else `~/.config/cw-proxy/cli.toml`:
//!
//! ```toml
//! default = "staging"
//!
//! [profiles.staging]
//! url = "https://llm.staging.example"
//! master_key_file = "/run/secrets/llm-staging"
//! output = "json"
//! timeout = "30s"
//! ```
//!
//! It names files that hold secrets and holds none itself. A `cli.yaml` with the same content counts where
//! there is no `cli.toml`.

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

/// The form of a file of profiles, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Toml,
    Yaml,
}

/// The file as it is to be written, and as it was once.
const FILES: [(&str, Form); 2] = [("cli.toml", Form::Toml), ("cli.yaml", Form::Yaml)];

/// The folder of the profiles.
fn folder() -> Option<PathBuf> {
    let folder = |name: &str| {
        let folder = std::env::var_os(name).map(PathBuf::from);
        folder.filter(|folder| folder.is_absolute())
    };
    let base = folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")))?;
    Some(base.join("cw-proxy"))
}

/// The files that there are, the one that counts first.
fn files() -> Vec<(PathBuf, Form)> {
    let folder = folder();
    let paths = folder
        .iter()
        .flat_map(|folder| FILES.map(|(name, form)| (folder.join(name), form)));
    paths
        .filter(|(path, _)| path.symlink_metadata().is_ok())
        .collect()
}

/// The files of profiles that there are.
#[must_use]
pub fn paths() -> Vec<PathBuf> {
    files().into_iter().map(|(path, _)| path).collect()
}

/// The names of all profiles; none where the file cannot be read.
#[must_use]
pub fn names() -> Vec<String> {
    let read = || {
        let (path, form) = files().into_iter().next()?;
        let text = std::fs::read_to_string(path).ok()?;
        File::read(&text, form).ok()
    };
    read().map_or_else(Vec::new, |file: File| file.profiles.into_keys().collect())
}

impl File {
    fn read(text: &str, form: Form) -> Result<Self, String> {
        match form {
            Form::Toml => toml::from_str(text).map_err(|error| error.to_string()),
            Form::Yaml => serde_yaml::from_str(text).map_err(|error| error.to_string()),
        }
    }
}

impl Profile {
    /// Reads the named profile, or the one that the file names; without a file nothing is said. Tells
    /// also of a file that does not count.
    pub fn read(name: Option<&str>) -> Result<(Self, Option<PathBuf>), Failure> {
        let mut files = files().into_iter();
        let Some((path, form)) = files.next() else {
            return none(name).map(|profile| (profile, None));
        };
        let text = std::fs::read_to_string(&path).map_err(|error| {
            Failure::invalid(format!("{} cannot be read", path.display())).cause(error)
        })?;
        private(&path)?;
        let profile = Self::choose(&text, form, name, &path)?;
        Ok((profile, files.next().map(|(path, _)| path)))
    }

    fn choose(text: &str, form: Form, name: Option<&str>, path: &Path) -> Result<Self, Failure> {
        let wrong = || Failure::invalid(format!("{} is not valid", path.display()));
        let file = File::read(text, form).map_err(|error| wrong().cause(error))?;
        let Some(name) = name.or(file.default.as_deref()) else {
            return Ok(Self::default());
        };
        let Some(profile) = file.profiles.get(name) else {
            let names = || file.profiles.keys().map(String::as_str);
            let help = match (closest(name, names()), names().next()) {
                (Some(meant), _) => format!("did you mean '{meant}'?"),
                (None, Some(_)) => format!("it has: {}", names().collect::<Vec<_>>().join(", ")),
                (None, None) => format!("it has none: begin one with [profiles.{name}]"),
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
            .help("write it at ~/.config/cw-proxy/cli.toml, or leave out --profile")),
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

    const TOML: &str = "default = 'a'\n[profiles.a]\nurl = 'http://a'\noutput = 'json'\n[profiles.beta]\ntimeout = '3s'\n";
    const YAML: &str =
        "default: a\nprofiles:\n  a: { url: 'http://a', output: json }\n  beta: { timeout: 3s }\n";

    #[test]
    fn the_named_profile_counts_and_then_the_files_own() {
        for (text, form) in [(TOML, Form::Toml), (YAML, Form::Yaml)] {
            let read = |name| Profile::choose(text, form, name, Path::new("cli"));
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
        }
    }

    #[test]
    fn what_is_not_known_is_refused_with_its_place() {
        let wrong = |text: &str| {
            Profile::choose(text, Form::Toml, None, Path::new("cli.toml")).expect_err("wrong")
        };
        let field = wrong("[profiles.a]\nur = 'x'\n");
        let cause = field.cause.as_deref().unwrap_or_default();
        assert!(
            field.exit == Exit::Invalid && cause.contains("line 2") && cause.contains("ur"),
            "{field}"
        );
        assert_eq!(wrong("[profiles.a]\noutput = 'jso'\n").exit, Exit::Invalid);
        assert_eq!(wrong("default: a\n").exit, Exit::Invalid);
    }
}
