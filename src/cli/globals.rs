//! Options that every command takes.

use super::env_file;
use super::failure::{Exit, Failure};
use super::print::Output;
use super::profile::Profile;
use super::term::Color;
use crate::config::{self, Env, Loaded, Overrides, Sources};
use crate::domain::secret::Secret;
use std::path::PathBuf;
use std::time::Duration;

/// How long a command waits for the proxy when nothing is said.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Options that every command takes.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct Globals {
    /// Form of the result [default: table on a terminal, plain in a pipe]
    #[arg(short, long, global = true, value_enum, env = "CW_PROXY_OUTPUT")]
    pub output: Option<Output>,
    /// Print only the essential value: a new secret, or ids
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Print only this field of the JSON result: id, budget.limit
    #[arg(long, global = true, value_name = "NAME", conflicts_with = "quiet")]
    pub field: Option<String>,
    /// Say on stderr which back end is used and what failed there; twice for every request
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Colours [default: auto]
    #[arg(long, global = true, value_enum, value_name = "WHEN")]
    pub color: Option<Color>,
    /// Do it without asking
    #[arg(short, long, global = true)]
    pub yes: bool,
    /// Never ask; fail where an answer is needed
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Use the management API of the proxy at this URL [env: CW_PROXY_URL]
    #[arg(long, global = true, value_name = "URL", conflicts_with_all = ["db", "offline"])]
    pub url: Option<String>,
    /// File that holds the master key, for the management API
    #[arg(long, global = true, value_name = "FILE")]
    pub master_key_file: Option<PathBuf>,
    /// Configuration file [default: volumes/litellm/proxy_config.yaml if present]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Database to use directly: a file, sqlite:… or postgres://…
    #[arg(long, global = true, value_name = "URL")]
    pub db: Option<String>,
    /// Use the configured database directly
    #[arg(long, global = true)]
    pub offline: bool,
    /// Write to the database directly although a proxy runs on it
    #[arg(long, global = true)]
    pub force_offline: bool,
    /// Folder of the proxy's files [default: data]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// How long to wait for the proxy: 10, 500ms, 3s, 2m [default: 10s]
    #[arg(long, global = true, value_name = "TIME", value_parser = duration)]
    pub timeout: Option<Duration>,
    /// Profile of cli.toml to use [default: the one that it names]
    #[arg(long, global = true, value_name = "NAME", env = "CW_PROXY_PROFILE")]
    pub profile: Option<String>,
    /// What the profile says; comes after flags and environment.
    #[arg(skip)]
    pub settled: Profile,
}

/// Reads a time to wait; a number alone is seconds.
pub fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: f64 = digits
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite() && *number > 0.0)
        .ok_or("give a time such as 10, 500ms, 3s or 2m")?;
    let seconds = match &text[digits.len()..] {
        "ms" => number / 1_000.0,
        "" | "s" => number,
        "m" => number * 60.0,
        "h" => number * 3_600.0,
        other => return Err(format!("'{other}' is no unit of time; use ms, s, m or h")),
    };
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

impl Globals {
    /// Reads the profile, which holds where neither a flag nor the environment says anything.
    pub fn settle(&mut self) -> Result<(), Failure> {
        let (profile, unread) = Profile::read(self.profile.as_deref())?;
        if let Some(path) = unread.filter(|_| self.verbose > 0) {
            eprintln!("{} is not read: cli.toml beside it is", path.display());
        }
        let own = |given: &mut Option<PathBuf>, stored: &Option<PathBuf>, names: &[&str]| {
            if given.is_none() && !names.iter().any(|name| is_set(name)) {
                given.clone_from(stored);
            }
        };
        own(
            &mut self.master_key_file,
            &profile.master_key_file,
            &["LITELLM_MASTER_KEY", "LITELLM_MASTER_KEY_FILE"],
        );
        own(&mut self.config, &profile.config, &["CONFIG_FILE_PATH"]);
        own(
            &mut self.data_dir,
            &profile.data_dir,
            &["CW_PROXY_DATA_DIR"],
        );
        self.output = self.output.or(profile.output);
        self.color = self.color.or(profile.color);
        self.timeout = self.timeout.or(profile.timeout());
        self.settled = profile;
        Ok(())
    }

    /// How long to wait for the proxy.
    #[must_use]
    pub fn wait(&self) -> Duration {
        self.timeout.unwrap_or(TIMEOUT)
    }

    /// The settings that these options override.
    #[must_use]
    pub fn overrides(&self) -> Overrides {
        Overrides {
            data_dir: self.data_dir.clone(),
            database_url: self.db.as_deref().map(|db| Secret::new(located(db))),
            ..Overrides::default()
        }
    }

    /// The environment, with the environment files of the working directory and the one that
    /// `ENV_FILE_PATH` names.
    pub fn env(&self) -> Result<Env, Failure> {
        let unreadable = |cause: String| {
            Failure::invalid("an environment file cannot be read")
                .cause(cause)
                .help("correct it; values are not shown here since they may be secret")
        };
        let mut env =
            Env::from_process(&directory()?).map_err(|problem| unreadable(problem.to_string()))?;
        let named = env.get("ENV_FILE_PATH").map(PathBuf::from);
        if let Some(path) = named {
            let text = env_file::read(&path).map_err(|error| unreadable(error.to_string()))?;
            if let Some(text) = text {
                env.add_file(&path, &text.to_string())
                    .map_err(|problem| unreadable(problem.to_string()))?;
            }
        }
        Ok(env)
    }

    /// Loads the configuration.
    pub fn load(&self, overrides: Overrides) -> Result<Loaded, Failure> {
        let sources = Sources {
            config: self.config.clone(),
            overrides,
            env: self.env()?,
            directory: directory()?,
        };
        Ok(config::load(&sources)?)
    }
}

/// The address of a database; a file may be given as it is.
fn located(db: &str) -> String {
    if db.contains("://") || db.starts_with("sqlite:") {
        db.to_owned()
    } else {
        format!("sqlite://{db}")
    }
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn directory() -> Result<PathBuf, Failure> {
    std::env::current_dir()
        .map_err(|error| Failure::new(Exit::Failed, "there is no working directory").cause(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units_and_seconds_are_the_usual_one() {
        for (text, millis) in [
            ("10", 10_000),
            ("500ms", 500),
            ("3s", 3_000),
            ("2m", 120_000),
            ("1.5", 1_500),
        ] {
            assert_eq!(duration(text), Ok(Duration::from_millis(millis)), "{text}");
        }
        for wrong in ["", "s", "0", "-1", "3 days", "nan"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }
}
